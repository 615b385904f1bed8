/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a client reads from a band and writes to it. */

#include "config.h"

#include "tactus-sim-band-private.h"

#include "tactus-sim-values.h"
#include "tactus-uuids.h"

/* How long after the prompt appeared a band vanishes "at the tap". */
#define VANISH_AT_TAP_US (G_USEC_PER_SEC / 5)

/* No value of any characteristic is longer. */
#define ATT_LONGEST 512u

/* The heart-rate service's own ATT error. */
#define ATT_CONTROL_NOT_SUPPORTED 0x80

/* ── the clock ── */

GDateTime *
tactus_sim_band_get_local (TactusSimBand *self)
{
  return g_date_time_add (self->clock, self->now_us - self->clock_us);
}

void
tactus_sim_band_take_clock (TactusSimBand *self,
                            GDateTime     *local,
                            gint8          zone_quarters)
{
  g_date_time_unref (self->clock);
  self->clock = local;
  self->clock_us = self->now_us;
  self->zone_quarters = zone_quarters;
  self->told_time = TRUE;
  tactus_sim_band_anchor_minutes (self);
  tactus_sim_band_happen (self, TACTUS_SIM_EVENT_TIME_SET, 0);
}

/* ── reading ── */

static GBytes *
read_time (TactusSimBand *self)
{
  g_autoptr(GDateTime) now = tactus_sim_band_get_local (self);

  return tactus_sim_value_time (now, self->zone_quarters);
}

static GBytes *
read_battery (TactusSimBand *self)
{
  return tactus_sim_value_battery (self->spec->battery, self->spec->charging);
}

static GBytes *
read_steps (TactusSimBand *self)
{
  return tactus_sim_value_steps (self->spec->steps);
}

static GBytes *
read_serial (TactusSimBand *self)
{
  return tactus_sim_value_serial (self->spec->address);
}

static GBytes *
read_hardware (TactusSimBand *self)
{
  return tactus_sim_value_text (self->spec->model->hardware);
}

static GBytes *
read_software (TactusSimBand *self)
{
  return tactus_sim_value_text (self->spec->model->software);
}

static GBytes *
read_system_id (TactusSimBand *self)
{
  return tactus_sim_value_system_id (self->spec->address);
}

static GBytes *
read_pnp_id (TactusSimBand *self)
{
  return tactus_sim_value_pnp_id ();
}

static GBytes *
read_name (TactusSimBand *self)
{
  return tactus_sim_value_text (self->name);
}

static GBytes *
read_maker (TactusSimBand *self)
{
  return tactus_sim_value_text ("Tactus");
}

static GBytes *
read_battery_level (TactusSimBand *self)
{
  guint8 level = (guint8) self->spec->battery;

  return g_bytes_new (&level, 1);
}

static GBytes *
read_sensor_location (TactusSimBand *self)
{
  return g_bytes_new_static ("\x01", 1); /* on the chest */
}

static const struct {
  const char *uuid;
  GBytes *  (*read) (TactusSimBand *self);
} readers[] = {
  { TACTUS_UUID_BATTERY, read_battery },
  { TACTUS_UUID_STEPS, read_steps },
  { TACTUS_UUID_CURRENT_TIME, read_time },
  { TACTUS_UUID_SERIAL, read_serial },
  { TACTUS_UUID_HARDWARE, read_hardware },
  { TACTUS_UUID_SOFTWARE, read_software },
  { TACTUS_UUID_SIG ("2a23"), read_system_id },
  { TACTUS_UUID_SIG ("2a50"), read_pnp_id },
  { TACTUS_UUID_SIG ("2a19"), read_battery_level },
  { TACTUS_UUID_SIG ("2a29"), read_maker },
  { TACTUS_UUID_SIG ("2a38"), read_sensor_location },
  { TACTUS_UUID_SIG ("ff02"), read_name },
  { TACTUS_UUID_MI1_DEVICE, tactus_sim_band_read_device },
  { TACTUS_UUID_MI1_NOTICE, tactus_sim_band_read_notice },
  { TACTUS_UUID_MI1_USER_INFO, tactus_sim_band_read_user_info },
  { TACTUS_UUID_MI1_PARAMETERS, tactus_sim_band_read_parameters },
  { TACTUS_UUID_MI1_BATTERY, tactus_sim_band_read_first_battery },
  { TACTUS_UUID_MI1_STEPS, tactus_sim_band_read_first_steps },
  { TACTUS_UUID_MI1_DATE, tactus_sim_band_read_date },
};

const TactusSimCharacteristic *
tactus_sim_band_find (TactusSimBand *self,
                      const char    *uuid)
{
  return tactus_sim_services_find (tactus_sim_band_get_services (self), uuid);
}

guint8
tactus_sim_band_get_lock (TactusSimBand                 *self,
                          const TactusSimCharacteristic *row,
                          gboolean                       to_write)
{
  TactusSimGattFlags login = TACTUS_SIM_GATT_LOGIN;

  if (to_write)
    login |= TACTUS_SIM_GATT_LOGIN_TO_WRITE;

  if (row->flags & TACTUS_SIM_GATT_BOND && self->spec->bond != TACTUS_SIM_BOND_NONE &&
      !self->bonded)
    return self->spec->bond_error;
  if (row->flags & login && !self->login.authenticated)
    return to_write ? TACTUS_SIM_ATT_WRITE_NOT_PERMITTED : TACTUS_SIM_ATT_READ_NOT_PERMITTED;

  return 0;
}

/* Values with a fault of their own. */
static const struct {
  const char    *uuid;
  TactusSimStep  step;
} fragile[] = {
  { TACTUS_UUID_BATTERY, TACTUS_SIM_STEP_BATTERY },
  { TACTUS_UUID_MI1_BATTERY, TACTUS_SIM_STEP_BATTERY },
  { TACTUS_UUID_SIG ("2a19"), TACTUS_SIM_STEP_BATTERY },
  { TACTUS_UUID_STEPS, TACTUS_SIM_STEP_STEPS },
  { TACTUS_UUID_MI1_STEPS, TACTUS_SIM_STEP_STEPS },
  { TACTUS_UUID_CURRENT_TIME, TACTUS_SIM_STEP_TIME },
  { TACTUS_UUID_MI1_DATE, TACTUS_SIM_STEP_TIME },
  { TACTUS_UUID_SERIAL, TACTUS_SIM_STEP_INFO },
  { TACTUS_UUID_HARDWARE, TACTUS_SIM_STEP_INFO },
  { TACTUS_UUID_SOFTWARE, TACTUS_SIM_STEP_INFO },
  { TACTUS_UUID_MI1_DEVICE, TACTUS_SIM_STEP_INFO },
};

static GBytes *
spoilt_value (TactusSimBand *self,
              const char    *uuid,
              GBytes        *value,
              guint8        *att_error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fragile); i++)
    if (g_str_equal (fragile[i].uuid, uuid))
      {
        TactusSimEffect effect = tactus_sim_faults_take (&self->spec->faults, fragile[i].step);

        if (effect == TACTUS_SIM_EFFECT_REFUSE || effect == TACTUS_SIM_EFFECT_SILENT)
          {
            *att_error = TACTUS_SIM_ATT_UNLIKELY;
            return NULL;
          }
        if (effect == TACTUS_SIM_EFFECT_VANISH || effect == TACTUS_SIM_EFFECT_VANISH_AFTER)
          {
            self->spec->away = TRUE;
            tactus_sim_band_say (self, NULL, NULL);
            tactus_sim_band_stir (self);
          }

        return tactus_sim_effect_apply (effect, fragile[i].step, value);
      }

  return g_bytes_ref (value);
}

GBytes *
tactus_sim_band_read (TactusSimBand *self,
                      const char    *uuid,
                      gint64         now_us,
                      guint8        *att_error)
{
  const TactusSimCharacteristic *row = tactus_sim_band_find (self, uuid);

  self->now_us = now_us;
  *att_error = 0;

  if (!self->connected)
    *att_error = TACTUS_SIM_ATT_UNLIKELY;
  else if (!row)
    *att_error = TACTUS_SIM_ATT_NOT_FOUND;
  else if (!(row->flags & TACTUS_SIM_GATT_READ))
    *att_error = TACTUS_SIM_ATT_READ_NOT_PERMITTED;
  else
    *att_error = tactus_sim_band_get_lock (self, row, FALSE);
  if (*att_error != 0)
    return NULL;

  if (self->replay)
    {
      GBytes *replayed = tactus_sim_replay_read (self->replay, uuid);

      tactus_sim_replay_note (self->replay, "read", uuid, now_us);
      tactus_sim_band_stir (self);
      if (replayed)
        return replayed;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    if (g_str_equal (readers[i].uuid, uuid))
      {
        g_autoptr(GBytes) value = readers[i].read (self);

        return spoilt_value (self, uuid, value, att_error);
      }

  return g_bytes_new_static ("\0", 1);
}

/* ── writing ── */

void
tactus_sim_band_prompt (TactusSimBand *self)
{
  TactusSimTap tap = self->spec->tap;
  gboolean acts = tap == TACTUS_SIM_TAP_AFTER || tap == TACTUS_SIM_TAP_DECLINE;

  self->prompt_end_us = self->now_us + self->spec->prompt_us;
  self->decide_us = acts ? self->now_us + self->spec->tap_us : TACTUS_SIM_NEVER;
  if (self->spec->faults.effect[TACTUS_SIM_STEP_TAP] == TACTUS_SIM_EFFECT_VANISH)
    self->vanish_us = self->now_us + VANISH_AT_TAP_US;

  tactus_sim_band_changed (self, PROP_PROMPTING);
  tactus_sim_band_happen (self, TACTUS_SIM_EVENT_TAP_ASKED, 0);
}

/* A set key that goes wrong before there is a prompt. */
static gboolean
spoil_set_key (TactusSimBand *self)
{
  g_autoptr(GBytes) refused = g_bytes_new_static ("\x10\x01\x04", 3);
  TactusSimEffect effect = self->spec->faults.effect[TACTUS_SIM_STEP_KEY];

  if (effect == TACTUS_SIM_EFFECT_NONE)
    return FALSE;

  self->login.prompting = FALSE;
  tactus_sim_band_answer (self, TACTUS_UUID_AUTH, TACTUS_SIM_STEP_KEY, refused);

  return TRUE;
}

static guint8
write_login (TactusSimBand *self,
             const guint8  *data,
             gsize          size)
{
  g_autoptr(GBytes) frame = NULL;

  self->login_end_us = self->now_us + self->spec->login_us;

  switch (tactus_sim_login_write (&self->login, data, size, &frame))
    {
    case TACTUS_SIM_LOGIN_IGNORED:
      break;
    case TACTUS_SIM_LOGIN_PROMPTS:
      if (spoil_set_key (self))
        tactus_sim_band_happen (self, TACTUS_SIM_EVENT_REFUSED, 1);
      else
        tactus_sim_band_prompt (self);
      break;
    case TACTUS_SIM_LOGIN_KEY_REFUSED:
      tactus_sim_band_answer (self, TACTUS_UUID_AUTH, TACTUS_SIM_STEP_KEY, frame);
      tactus_sim_band_happen (self, TACTUS_SIM_EVENT_REFUSED, 1);
      break;
    case TACTUS_SIM_LOGIN_CHALLENGES:
    case TACTUS_SIM_LOGIN_CHALLENGE_REFUSED:
      tactus_sim_band_answer (self, TACTUS_UUID_AUTH, TACTUS_SIM_STEP_CHALLENGE, frame);
      break;
    case TACTUS_SIM_LOGIN_PROVED:
      tactus_sim_band_answer (self, TACTUS_UUID_AUTH, TACTUS_SIM_STEP_PROOF, frame);
      tactus_sim_band_changed (self, PROP_AUTHENTICATED);
      tactus_sim_band_happen (self, TACTUS_SIM_EVENT_AUTHENTICATED, 0);
      break;
    case TACTUS_SIM_LOGIN_DISPROVED:
      tactus_sim_band_answer (self, TACTUS_UUID_AUTH, TACTUS_SIM_STEP_PROOF, frame);
      tactus_sim_band_changed (self, PROP_AUTHENTICATED);
      tactus_sim_band_happen (self, TACTUS_SIM_EVENT_REFUSED, 3);
      break;
    default:
      g_assert_not_reached ();
    }

  return 0;
}

/* What 2A39 is for in the Bluetooth standard. */
static guint8
reset_energy (TactusSimBand *self,
              const guint8  *data,
              gsize          size)
{
  if (size != 1 || data[0] != 0x01)
    return ATT_CONTROL_NOT_SUPPORTED;

  self->heart.spent = 0;

  return 0;
}

static guint8
write_heart_rate (TactusSimBand *self,
                  const guint8  *data,
                  gsize          size)
{
  g_autoptr(GBytes) refused = g_bytes_new_static ("\x10\x15\x05", 3);
  gboolean good;

  if (self->spec->model->family == TACTUS_SIM_FAMILY_SENSOR ||
      self->spec->model->family == TACTUS_SIM_FAMILY_LATER)
    return reset_energy (self, data, size);

  good = tactus_sim_heart_write (&self->heart, data, size, self->now_us);

  if (self->spec->faults.effect[TACTUS_SIM_STEP_MEASURE] == TACTUS_SIM_EFFECT_REFUSE)
    {
      tactus_sim_heart_stop (&self->heart);
      good = FALSE;
    }
  if (good)
    tactus_sim_band_keep_measuring (self, data, size);
  else
    tactus_sim_band_say (self, TACTUS_UUID_HEART_RATE_CONTROL, refused);
  if (good && size >= 1 && data[0] != 0x14)
    tactus_sim_band_ping_raw (self);
  tactus_sim_band_changed (self, PROP_MEASURING);

  return 0;
}

static guint8
write_time (TactusSimBand *self,
            const guint8  *data,
            gsize          size)
{
  gint8 zone = 0;
  GDateTime *local = tactus_sim_value_parse_time (data, size, &zone);

  if (!local)
    return TACTUS_SIM_ATT_INVALID_LENGTH;

  tactus_sim_band_take_clock (self, local, zone);

  return 0;
}

static const struct {
  const char *uuid;
  guint8    (*write) (TactusSimBand *self,
                      const guint8  *data,
                      gsize          size);
} writers[] = {
  { TACTUS_UUID_AUTH, write_login },
  { TACTUS_UUID_HEART_RATE_CONTROL, write_heart_rate },
  { TACTUS_UUID_CURRENT_TIME, write_time },
  { TACTUS_UUID_ALERT_LEVEL, tactus_sim_band_write_alert },
  { TACTUS_UUID_NEW_ALERT, tactus_sim_band_write_new_alert },
  { TACTUS_UUID_CHUNKED, tactus_sim_band_write_chunk },
  { TACTUS_UUID_CONFIGURATION, tactus_sim_band_write_configuration },
  { TACTUS_UUID_USER_SETTINGS, tactus_sim_band_write_user_settings },
  { TACTUS_UUID_RAW_CONTROL, tactus_sim_band_write_raw },
  { TACTUS_UUID_FETCH_CONTROL, tactus_sim_band_write_fetch },
  { TACTUS_UUID_MI1_USER_INFO, tactus_sim_band_write_user_info },
  { TACTUS_UUID_MI1_PARAMETERS, tactus_sim_band_write_parameters },
  { TACTUS_UUID_MI1_DATE, tactus_sim_band_write_date },
  { TACTUS_UUID_MI1_CONTROL, tactus_sim_band_write_control },
};

static guint8
check_write (TactusSimBand                 *self,
             const TactusSimCharacteristic *row,
             gsize                          size,
             gboolean                       with_response)
{
  TactusSimGattFlags needed = with_response ? TACTUS_SIM_GATT_WRITE : TACTUS_SIM_GATT_COMMAND;

  if (!self->connected)
    return TACTUS_SIM_ATT_UNLIKELY;
  if (!row)
    return TACTUS_SIM_ATT_NOT_FOUND;
  if (!(row->flags & needed))
    return TACTUS_SIM_ATT_WRITE_NOT_PERMITTED;
  if (tactus_sim_band_get_lock (self, row, TRUE) != 0)
    return tactus_sim_band_get_lock (self, row, TRUE);
  if (size > (row->flags & TACTUS_SIM_GATT_LONG ? ATT_LONGEST : self->spec->model->mtu - 3u))
    return TACTUS_SIM_ATT_INVALID_LENGTH;

  return 0;
}

guint8
tactus_sim_band_write (TactusSimBand *self,
                       const char    *uuid,
                       const guint8  *data,
                       gsize          size,
                       gboolean       with_response,
                       gint64         now_us)
{
  const TactusSimCharacteristic *row = tactus_sim_band_find (self, uuid);
  guint8 att_error = check_write (self, row, size, with_response);

  self->now_us = now_us;

  if (att_error == 0)
    for (gsize i = 0; i < G_N_ELEMENTS (writers); i++)
      if (g_str_equal (writers[i].uuid, uuid))
        att_error = writers[i].write (self, data, size);
  if (att_error == 0)
    tactus_sim_band_tell_written (self, uuid, data, size);
  if (self->replay)
    tactus_sim_replay_note (self->replay, with_response ? "write" : "command", uuid, now_us);

  tactus_sim_band_stir (self);

  return with_response ? att_error : 0;
}
