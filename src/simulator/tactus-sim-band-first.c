/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A band of the first generation: who its owner is, and what it is told to do. */

#include "config.h"

#include "tactus-sim-band-private.h"

#include <string.h>

#include "tactus-sim-first.h"
#include "tactus-uuids.h"

#define PARAMETERS_SIZE 12

/* Byte 8 of the user info: begin anew, with an owner who has to tap. */
#define TYPE_CLEAR 1

static GBytes *
notice_frame (guint8 code)
{
  return g_bytes_new (&code, 1);
}

void
tactus_sim_band_notice (TactusSimBand *self,
                        guint8         code)
{
  g_autoptr(GBytes) frame = notice_frame (code);

  self->notice = code;
  tactus_sim_band_say (self, TACTUS_UUID_MI1_NOTICE, frame);
}

/* ── the login ── */

static void
answer_login (TactusSimBand *self,
              guint8         code)
{
  g_autoptr(GBytes) frame = notice_frame (code);

  self->notice = code;
  tactus_sim_band_answer (self, TACTUS_UUID_MI1_NOTICE, TACTUS_SIM_STEP_PROOF, frame);
}

static void
refuse_login (TactusSimBand *self)
{
  self->login.authenticated = FALSE;
  answer_login (self, TACTUS_SIM_NOTICE_LOGIN_FAILED);
  tactus_sim_band_changed (self, PROP_AUTHENTICATED);
  tactus_sim_band_happen (self, TACTUS_SIM_EVENT_REFUSED, 3);
}

static void
accept_login (TactusSimBand *self)
{
  self->login.authenticated = TRUE;
  answer_login (self, TACTUS_SIM_NOTICE_LOGIN_OK);
  tactus_sim_band_changed (self, PROP_AUTHENTICATED);
  tactus_sim_band_happen (self, TACTUS_SIM_EVENT_AUTHENTICATED, 0);
}

static void
ask_for_tap (TactusSimBand *self,
             guint32        uid)
{
  g_autoptr(GBytes) tap_now = notice_frame (TACTUS_SIM_NOTICE_TAP_NOW);

  self->login.offered_uid = uid;
  self->login.authenticated = FALSE;
  self->login.prompting = TRUE;
  tactus_sim_band_notice (self, TACTUS_SIM_NOTICE_LOGIN_FAILED);
  self->notice = TACTUS_SIM_NOTICE_TAP_NOW;
  tactus_sim_band_answer (self, TACTUS_UUID_MI1_NOTICE, TACTUS_SIM_STEP_KEY, tap_now);
  tactus_sim_band_prompt (self);
}

guint8
tactus_sim_band_write_user_info (TactusSimBand *self,
                                 const guint8  *data,
                                 gsize          size)
{
  guint32 uid;

  self->login_end_us = self->now_us + self->spec->login_us;
  if (self->login.prompting)
    return 0;
  if (!tactus_sim_first_is_user_info (data, size, self->spec->address))
    {
      refuse_login (self);
      return 0;
    }

  memcpy (&uid, data, sizeof uid);
  uid = GUINT32_FROM_LE (uid);
  memcpy (self->user_info, data, sizeof self->user_info);

  if (self->login.has_uid && self->login.uid == uid && data[8] != TYPE_CLEAR)
    accept_login (self);
  else
    ask_for_tap (self, uid);

  return 0;
}

GBytes *
tactus_sim_band_first_decide (TactusSimBand *self,
                              gboolean       tapped)
{
  /* The 1A says it in another way. */
  guint8 yes = self->spec->model->feature == 0x05 ? TACTUS_SIM_NOTICE_RESET_LOGIN_OK
                                                  : TACTUS_SIM_NOTICE_LOGIN_OK;

  self->login.prompting = FALSE;
  if (!tapped)
    {
      self->notice = TACTUS_SIM_NOTICE_PAIR_CANCELLED;
      return notice_frame (TACTUS_SIM_NOTICE_PAIR_CANCELLED);
    }

  self->login.uid = self->login.offered_uid;
  self->login.has_uid = TRUE;
  self->login.authenticated = TRUE;
  tactus_sim_band_notice (self, TACTUS_SIM_NOTICE_TAPPED);
  self->notice = yes;

  return notice_frame (yes);
}

/* ── values ── */

GBytes *
tactus_sim_band_read_device (TactusSimBand *self)
{
  return tactus_sim_first_device (self->spec, self->spec->address);
}

GBytes *
tactus_sim_band_read_notice (TactusSimBand *self)
{
  return notice_frame (self->notice);
}

GBytes *
tactus_sim_band_read_user_info (TactusSimBand *self)
{
  return g_bytes_new (self->user_info, sizeof self->user_info);
}

GBytes *
tactus_sim_band_read_parameters (TactusSimBand *self)
{
  return g_bytes_new (self->parameters, sizeof self->parameters);
}

GBytes *
tactus_sim_band_read_first_battery (TactusSimBand *self)
{
  g_autoptr(GDateTime) charged = g_date_time_new_utc (2024, 3, 1, 7, 45, 12);

  return tactus_sim_first_battery (self->spec->battery, self->spec->charging, charged);
}

GBytes *
tactus_sim_band_read_first_steps (TactusSimBand *self)
{
  return tactus_sim_first_steps (self->spec->steps);
}

GBytes *
tactus_sim_band_read_date (TactusSimBand *self)
{
  g_autoptr(GDateTime) now = tactus_sim_band_get_local (self);

  return tactus_sim_first_date (now);
}

guint8
tactus_sim_band_write_date (TactusSimBand *self,
                            const guint8  *data,
                            gsize          size)
{
  GDateTime *local = tactus_sim_first_parse_date (data, size);

  if (!local)
    return TACTUS_SIM_ATT_INVALID_LENGTH;

  tactus_sim_band_take_clock (self, local, self->zone_quarters);

  return 0;
}

guint8
tactus_sim_band_write_parameters (TactusSimBand *self,
                                  const guint8  *data,
                                  gsize          size)
{
  if (size != PARAMETERS_SIZE)
    return TACTUS_SIM_ATT_INVALID_LENGTH;

  memcpy (self->parameters, data, size);
  tactus_sim_band_notice (self, TACTUS_SIM_NOTICE_LATENCY_SET);

  return 0;
}

/* ── commands ── */

static guint8
forget_owner (TactusSimBand *self,
              const guint8  *data)
{
  self->login.has_uid = FALSE;
  tactus_sim_band_say (self, NULL, NULL);

  return 0;
}

static guint8
restart (TactusSimBand *self,
         const guint8  *data)
{
  tactus_sim_band_say (self, NULL, NULL);

  return 0;
}

static guint8
vibrate (TactusSimBand *self,
         const guint8  *data)
{
  tactus_sim_band_happen (self, TACTUS_SIM_EVENT_ALERT, data[1]);

  return 0;
}

static guint8
stop_vibrating (TactusSimBand *self,
                const guint8  *data)
{
  tactus_sim_band_happen (self, TACTUS_SIM_EVENT_ALERT, 0);

  return 0;
}

static guint8
stream_steps (TactusSimBand *self,
              const guint8  *data)
{
  self->step_stream = data[1] == 1;

  return 0;
}

static guint8
nothing (TactusSimBand *self,
         const guint8  *data)
{
  return 0;
}

static const struct {
  guint8   op;
  gsize    size;
  guint8 (*run) (TactusSimBand *self,
                 const guint8  *data);
} commands[] = {
  { 0x03, 2, stream_steps },
  { 0x04, 11, tactus_sim_band_set_first_alarm },
  { 0x05, 4, tactus_sim_band_keep_goal },
  { 0x06, 1, tactus_sim_band_start_first_fetch },
  { 0x08, 2, vibrate },
  { 0x09, 1, forget_owner },
  { 0x0a, 9, tactus_sim_band_confirm_block },
  { 0x0b, 1, nothing },
  { 0x0c, 1, restart },
  { 0x0f, 2, tactus_sim_band_keep_wrist },
  { 0x11, 1, tactus_sim_band_stop_first_fetch },
  { 0x12, 2, nothing },
  { 0x13, 1, stop_vibrating },
};

guint8
tactus_sim_band_write_control (TactusSimBand *self,
                               const guint8  *data,
                               gsize          size)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (size == commands[i].size && data[0] == commands[i].op)
      return commands[i].run (self, data);

  return TACTUS_SIM_ATT_UNLIKELY;
}
