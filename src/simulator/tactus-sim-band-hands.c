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
    tactus_sim_band_say (self, TACTUS_UUID_EVENTS, pressed);
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

void
tactus_sim_band_set_battery (TactusSimBand *self,
                             guint          level,
                             gint64         now_us)
{
  g_autoptr(GBytes) record = NULL;

  self->now_us = now_us;
  self->spec->battery = level;
  record = tactus_sim_value_battery (level, FALSE);
  if (self->connected)
    tactus_sim_band_say (self, TACTUS_UUID_BATTERY, record);
  tactus_sim_band_changed (self, PROP_BATTERY);
  tactus_sim_band_stir (self);
}

/* ── the tester ── */

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
tactus_sim_band_set_key (TactusSimBand *self,
                         const guint8  *key)
{
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

const char *
tactus_sim_band_get_name (TactusSimBand *self)
{
  return self->spec->name;
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
  return self->advertising && self->spec->in_reach;
}

GBytes *
tactus_sim_band_get_manufacturer_data (TactusSimBand *self)
{
  return tactus_sim_value_advert (self->spec->address);
}

GBytes *
tactus_sim_band_get_service_data (TactusSimBand *self)
{
  guint32 steps = GUINT32_TO_LE (self->spec->steps);

  return g_bytes_new (&steps, sizeof steps);
}
