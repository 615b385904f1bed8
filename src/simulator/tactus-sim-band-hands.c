/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people do to a band, what they see of it, and what a test may set. */

#include "config.h"

#include "tactus-sim-band-private.h"

#include <string.h>

#include "tactus-sim-values.h"
#include "tactus-uuids.h"

/* ── the person ── */

void
tactus_sim_band_tap (TactusSimBand *self,
                     gint64         now_us)
{
  g_autoptr(GBytes) pressed = g_bytes_new_static ("\x04", 1);

  self->now_us = now_us;
  if (self->login.prompting)
    tactus_sim_band_decide (self, TRUE);
  else if (self->login.authenticated)
    tactus_sim_band_say (self, TACTUS_UUID_EVENTS, pressed); /* none on the first generation */
  tactus_sim_band_stir (self);
}

void
tactus_sim_band_decline (TactusSimBand *self,
                         gint64         now_us)
{
  self->now_us = now_us;
  if (self->login.prompting)
    tactus_sim_band_decide (self, FALSE);
  tactus_sim_band_stir (self);
}

void
tactus_sim_band_vanish (TactusSimBand *self,
                        gint64         now_us)
{
  self->now_us = now_us;
  self->spec->away = TRUE;
  tactus_sim_band_drop (self);
  tactus_sim_band_set_advertising (self, FALSE);
  tactus_sim_band_stir (self);
}

void
tactus_sim_band_come_back (TactusSimBand *self)
{
  self->spec->away = FALSE;
  tactus_sim_band_set_advertising (self, !self->connected);
}

void
tactus_sim_band_set_rate (TactusSimBand *self,
                          int            bpm)
{
  self->heart.forced = bpm;
}

void
tactus_sim_band_set_worn (TactusSimBand *self,
                          gboolean       worn,
                          gint64         now_us)
{
  g_autoptr(GBytes) taken_off = g_bytes_new_static ("\x06", 1);

  self->now_us = now_us;
  if (self->heart.worn && !worn && self->login.authenticated)
    tactus_sim_band_say (self, TACTUS_UUID_EVENTS, taken_off);
  self->heart.worn = worn;
  tactus_sim_band_changed (self, PROP_WORN);
  tactus_sim_band_stir (self);
}

/* Each generation has a place of its own for it. */
static void
tell_battery (TactusSimBand *self)
{
  static const char * const uuids[] = {
    TACTUS_UUID_BATTERY, TACTUS_UUID_MI1_BATTERY, TACTUS_UUID_SIG ("2a19"),
  };

  for (gsize i = 0; self->connected && i < G_N_ELEMENTS (uuids); i++)
    {
      const TactusSimCharacteristic *row = tactus_sim_band_find (self, uuids[i]);
      g_autoptr(GBytes) record = NULL;
      guint8 att_error;

      if (!row || tactus_sim_band_get_lock (self, row, FALSE) != 0)
        continue;

      record = tactus_sim_band_read (self, row->uuid, self->now_us, &att_error);
      if (record)
        tactus_sim_band_say (self, row->uuid, record);
    }
}

void
tactus_sim_band_set_battery (TactusSimBand *self,
                             guint          level,
                             gint64         now_us)
{
  self->now_us = now_us;
  self->spec->battery = level;
  tell_battery (self);
  tactus_sim_band_changed (self, PROP_BATTERY);
  tactus_sim_band_stir (self);
}

void
tactus_sim_band_set_charging (TactusSimBand *self,
                              gboolean       charging,
                              gint64         now_us)
{
  self->now_us = now_us;
  self->spec->charging = charging;
  tell_battery (self);
  tactus_sim_band_stir (self);
}

void
tactus_sim_band_set_steps (TactusSimBand *self,
                           guint          steps,
                           gint64         now_us)
{
  const char *uuid = self->step_stream ? TACTUS_UUID_MI1_STEPS : TACTUS_UUID_STEPS;
  const TactusSimCharacteristic *row = tactus_sim_band_find (self, uuid);
  g_autoptr(GBytes) record = NULL;
  guint8 att_error;

  self->now_us = now_us;
  self->spec->steps = steps;
  record = row ? tactus_sim_band_read (self, row->uuid, now_us, &att_error) : NULL;
  if (record)
    tactus_sim_band_say (self, row->uuid, record);
  tactus_sim_band_stir (self);
}

void
tactus_sim_band_event (TactusSimBand *self,
                       const guint8  *data,
                       gsize          size,
                       gint64         now_us)
{
  gboolean first = self->spec->model->family == TACTUS_SIM_FAMILY_FIRST;
  g_autoptr(GBytes) frame = g_bytes_new (data, size);

  self->now_us = now_us;
  if (self->login.authenticated)
    tactus_sim_band_answer (self, first ? TACTUS_UUID_MI1_NOTICE : TACTUS_UUID_EVENTS,
                            TACTUS_SIM_STEP_EVENT, frame);
  tactus_sim_band_stir (self);
}

/* ── the tester ── */

const char *
tactus_sim_band_get_words (TactusSimBand *self)
{
  return self->words;
}

void
tactus_sim_band_set_fault (TactusSimBand   *self,
                           TactusSimStep    step,
                           TactusSimEffect  effect,
                           guint            times)
{
  tactus_sim_faults_set (&self->spec->faults, step, effect, times);
}

void
tactus_sim_band_set_challenge (TactusSimBand *self,
                               const guint8  *challenge)
{
  self->login.has_fixed = challenge != NULL;
  if (challenge)
    memcpy (self->login.fixed, challenge, sizeof self->login.fixed);
}

void
tactus_sim_band_set_uid (TactusSimBand *self,
                         guint32        uid)
{
  self->login.has_uid = TRUE;
  self->login.uid = uid;
}

gboolean
tactus_sim_band_get_uid (TactusSimBand *self,
                         guint32       *uid)
{
  *uid = self->login.uid;

  return self->login.has_uid;
}

void
tactus_sim_band_set_key (TactusSimBand *self,
                         const guint8  *key)
{
  self->login.has_uid = FALSE;
  self->login.has_key = key != NULL;
  if (key)
    memcpy (self->login.key, key, sizeof self->login.key);
}

gboolean
tactus_sim_band_copy_key (TactusSimBand *self,
                          guint8        *key)
{
  memcpy (key, self->login.key, sizeof self->login.key);

  return self->login.has_key;
}

/* ── what it is ── */

const TactusSimModel *
tactus_sim_band_get_model (TactusSimBand *self)
{
  return self->spec->model;
}

char *
tactus_sim_band_make_name (const char *pattern,
                           const char *address)
{
  gsize length = strlen (pattern);

  if (!g_str_has_suffix (pattern, "*"))
    return g_strdup (pattern);

  return g_strdup_printf ("%.*s%.2s%.2s", (int) length - 1, pattern, address + 12, address + 15);
}

const char *
tactus_sim_band_get_name (TactusSimBand *self)
{
  return self->name;
}

const char *
tactus_sim_band_get_address (TactusSimBand *self)
{
  return self->spec->address;
}

void
tactus_sim_band_set_address (TactusSimBand *self,
                             const char    *address)
{
  g_free (self->spec->address);
  self->spec->address = g_strdup (address);
  g_free (self->name);
  self->name = tactus_sim_band_make_name (self->spec->name, address);
}

const char *
tactus_sim_band_get_address_type (TactusSimBand *self)
{
  return self->spec->public_address ? "public" : "random";
}

gint16
tactus_sim_band_get_rssi (TactusSimBand *self)
{
  return self->spec->rssi;
}

void
tactus_sim_band_set_rssi (TactusSimBand *self,
                          gint16         rssi)
{
  self->spec->rssi = rssi;
}

gboolean
tactus_sim_band_get_advertising (TactusSimBand *self)
{
  return self->advertising;
}

gboolean
tactus_sim_band_get_connected (TactusSimBand *self)
{
  return self->connected;
}

gboolean
tactus_sim_band_get_prompting (TactusSimBand *self)
{
  return self->login.prompting;
}

gboolean
tactus_sim_band_get_authenticated (TactusSimBand *self)
{
  return self->login.authenticated;
}

gboolean
tactus_sim_band_get_measuring (TactusSimBand *self)
{
  return self->heart.once || self->heart.continuous;
}

gboolean
tactus_sim_band_get_streaming (TactusSimBand *self)
{
  return self->raw_us != TACTUS_SIM_NEVER;
}

guint
tactus_sim_band_get_heart_rate (TactusSimBand *self)
{
  return self->bpm;
}

gboolean
tactus_sim_band_get_worn (TactusSimBand *self)
{
  return self->heart.worn;
}

gboolean
tactus_sim_band_can_be_reached (TactusSimBand *self)
{
  return self->advertising && !self->connected && self->spec->in_reach;
}

const char *
tactus_sim_band_get_advertised (TactusSimBand *self)
{
  const TactusSimModel *model = self->spec->model;

  return self->spec->share && model->sharing ? TACTUS_UUID_HEART_RATE_SERVICE : model->advertised;
}

const TactusSimService *
tactus_sim_band_get_services (TactusSimBand *self)
{
  const TactusSimModel *model = self->spec->model;

  return self->spec->share && model->sharing ? model->sharing : model->services;
}

GBytes *
tactus_sim_band_get_manufacturer_data (TactusSimBand *self)
{
  switch (self->spec->model->advert)
    {
    case 24:
      return tactus_sim_value_advert (self->spec->address, self->spec->share ? self->shared : 0);
    case 6:
      return tactus_sim_value_short_advert (self->spec->address);
    default:
      return NULL;
    }
}

GBytes *
tactus_sim_band_get_service_data (TactusSimBand *self)
{
  guint32 steps = GUINT32_TO_LE (self->spec->steps);

  /* Only the second generation tells its steps to everyone. */
  if (self->spec->model->family != TACTUS_SIM_FAMILY_HUAMI)
    return NULL;

  return g_bytes_new (&steps, sizeof steps);
}

/* ── Bluetooth pairing ── */

TactusSimBond
tactus_sim_band_get_bond (TactusSimBand *self)
{
  return self->spec->bond;
}

guint
tactus_sim_band_get_passkey (TactusSimBand *self)
{
  return self->spec->passkey;
}

gboolean
tactus_sim_band_get_bonded (TactusSimBand *self)
{
  return self->bonded;
}

void
tactus_sim_band_set_bonded (TactusSimBand *self,
                            gboolean       bonded)
{
  if (self->bonded == bonded)
    return;

  self->bonded = bonded;
  if (bonded)
    tactus_sim_band_happen (self, TACTUS_SIM_EVENT_BONDED, 0);
}

guint
tactus_sim_band_get_battery (TactusSimBand *self)
{
  return self->spec->battery;
}
