/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-band.h"

#include <string.h>

#include "tactus-sim-heart.h"
#include "tactus-sim-login.h"
#include "tactus-sim-values.h"
#include "tactus-uuids.h"

#define NEVER G_MAXINT64

/* Heart rates that arrive before a band vanishes "while measuring". */
#define VALUES_BEFORE_VANISHING 3

/* How long after the prompt appeared a band vanishes "at the tap". */
#define VANISH_AT_TAP_US (G_USEC_PER_SEC / 5)

/* Something to say: a notification, or with no value the end of the link. */
typedef struct {
  const char *uuid;
  GBytes     *value; /* (owned) (nullable) */
} Say;

struct _TactusSimBand {
  GObject parent_instance;

  TactusSimSpec  *spec;       /* (owned) */
  TactusSimLogin  login;
  TactusSimHeart  heart;
  GQueue          says;       /* (element-type Say) */
  GHashTable     *subscribed; /* (owned): set of UUIDs, pointers into the model's table */
  GDateTime      *clock;      /* (owned): the band's local time at clock_us */
  gint64          clock_us;
  gint8           zone_quarters;

  gboolean        connected;
  gboolean        advertising;
  guint           bpm;
  guint           values_sent;
  gint64          now_us;       /* the latest anyone told us */
  gint64          login_end_us; /* the link is dropped if the login has not gone on by then */
  gint64          decide_us;    /* what the spec says about the prompt happens then */
  gint64          prompt_end_us;
  gint64          vanish_us;
};

G_DEFINE_FINAL_TYPE (TactusSimBand, tactus_sim_band, G_TYPE_OBJECT)

typedef enum {
  PROP_CONNECTED = 1,
  PROP_PROMPTING,
  PROP_AUTHENTICATED,
  PROP_MEASURING,
  PROP_ADVERTISING,
  PROP_WORN,
  PROP_HEART_RATE,
  PROP_BATTERY,
} TactusSimBandProperty;

static GParamSpec *properties[PROP_BATTERY + 1];

enum { NOTIFIED, DROPPED, HAPPENED, STIRRED, N_SIGNALS };

static guint signals[N_SIGNALS];

static const char * const event_names[] = {
  [TACTUS_SIM_EVENT_CONNECTED] = "connected",
  [TACTUS_SIM_EVENT_DISCONNECTED] = "disconnected",
  [TACTUS_SIM_EVENT_TAP_ASKED] = "tap-asked",
  [TACTUS_SIM_EVENT_KEY_SET] = "key-set",
  [TACTUS_SIM_EVENT_DECLINED] = "declined",
  [TACTUS_SIM_EVENT_REFUSED] = "refused",
  [TACTUS_SIM_EVENT_AUTHENTICATED] = "authenticated",
  [TACTUS_SIM_EVENT_HEART_RATE] = "heart-rate",
  [TACTUS_SIM_EVENT_ALERT] = "alert",
  [TACTUS_SIM_EVENT_TIME_SET] = "time-set",
};

const char *
tactus_sim_event_to_text (TactusSimEvent event)
{
  return (gsize) event < G_N_ELEMENTS (event_names) ? event_names[event] : NULL;
}

static void
say_free (Say *say)
{
  g_clear_pointer (&say->value, g_bytes_unref);
  g_free (say);
}

static void
happen (TactusSimBand  *self,
        TactusSimEvent  event,
        int             value)
{
  g_signal_emit (self, signals[HAPPENED], 0, (int) event, value);
}

static void
stir (TactusSimBand *self)
{
  g_signal_emit (self, signals[STIRRED], 0);
}

static void
changed (TactusSimBand         *self,
         TactusSimBandProperty  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_advertising (TactusSimBand *self,
                 gboolean       advertising)
{
  if (self->advertising == advertising)
    return;

  self->advertising = advertising;
  changed (self, PROP_ADVERTISING);
}

static void
say (TactusSimBand *self,
     const char    *uuid,
     GBytes        *value)
{
  Say *words = g_new0 (Say, 1);

  words->uuid = uuid;
  words->value = value ? g_bytes_ref (value) : NULL;
  g_queue_push_tail (&self->says, words);
}

/* Says @frame as the faults of @step let it. */
static void
answer (TactusSimBand *self,
        const char    *uuid,
        TactusSimStep  step,
        GBytes        *frame)
{
  TactusSimEffect effect = tactus_sim_faults_take (&self->spec->faults, step);
  g_autoptr(GBytes) spoilt = tactus_sim_effect_apply (effect, step, frame);

  if (effect != TACTUS_SIM_EFFECT_SILENT && effect != TACTUS_SIM_EFFECT_VANISH)
    say (self, uuid, spoilt);
  if (effect == TACTUS_SIM_EFFECT_DUPLICATE)
    say (self, uuid, spoilt);
  if (effect == TACTUS_SIM_EFFECT_VANISH || effect == TACTUS_SIM_EFFECT_VANISH_AFTER)
    {
      self->spec->away = TRUE;
      say (self, NULL, NULL);
    }
}

/* ── the link ── */

static void
forget_link (TactusSimBand *self)
{
  gboolean was_prompting = self->login.prompting;

  self->connected = FALSE;
  g_queue_clear_full (&self->says, (GDestroyNotify) say_free);
  g_hash_table_remove_all (self->subscribed);
  tactus_sim_login_reset (&self->login);
  tactus_sim_heart_stop (&self->heart);
  self->login_end_us = self->decide_us = self->prompt_end_us = self->vanish_us = NEVER;

  changed (self, PROP_CONNECTED);
  changed (self, PROP_AUTHENTICATED);
  changed (self, PROP_MEASURING);
  if (was_prompting)
    changed (self, PROP_PROMPTING);
  set_advertising (self, !self->spec->away);
  happen (self, TACTUS_SIM_EVENT_DISCONNECTED, 0);
}

static void
drop (TactusSimBand *self)
{
  if (!self->connected)
    return;

  forget_link (self);
  g_signal_emit (self, signals[DROPPED], 0);
}

void
tactus_sim_band_link_up (TactusSimBand *self,
                         gint64         now_us)
{
  g_return_if_fail (!self->connected);

  self->now_us = now_us;
  self->connected = TRUE;
  self->values_sent = 0;
  self->login_end_us = now_us + self->spec->login_us;
  tactus_sim_login_reset (&self->login);

  changed (self, PROP_CONNECTED);
  set_advertising (self, FALSE);
  happen (self, TACTUS_SIM_EVENT_CONNECTED, 0);
  stir (self);
}

void
tactus_sim_band_link_down (TactusSimBand *self,
                           gint64         now_us)
{
  self->now_us = now_us;
  if (!self->connected)
    return;

  forget_link (self);
  stir (self);
}

guint8
tactus_sim_band_subscribe (TactusSimBand *self,
                           const char    *uuid,
                           gboolean       on)
{
  const TactusSimCharacteristic *row = tactus_sim_model_find (self->spec->model, uuid);

  if (!row)
    return TACTUS_SIM_ATT_NOT_FOUND;
  if (!(row->flags & TACTUS_SIM_GATT_NOTIFY))
    return TACTUS_SIM_ATT_WRITE_NOT_PERMITTED;

  if (on)
    g_hash_table_add (self->subscribed, (gpointer) row->uuid);
  else
    g_hash_table_remove (self->subscribed, row->uuid);

  return 0;
}

/* ── reading ── */

static GBytes *
read_time (TactusSimBand *self)
{
  g_autoptr(GDateTime) now = g_date_time_add (self->clock, self->now_us - self->clock_us);

  return tactus_sim_value_time (now, self->zone_quarters);
}

static GBytes *
read_battery (TactusSimBand *self)
{
  return tactus_sim_value_battery (self->spec->battery, FALSE);
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
};

static gboolean
locked (TactusSimBand                 *self,
        const TactusSimCharacteristic *row)
{
  return (row->flags & TACTUS_SIM_GATT_LOGIN) && !self->login.authenticated;
}

GBytes *
tactus_sim_band_read (TactusSimBand *self,
                      const char    *uuid,
                      gint64         now_us,
                      guint8        *att_error)
{
  const TactusSimCharacteristic *row = tactus_sim_model_find (self->spec->model, uuid);

  self->now_us = now_us;
  *att_error = 0;

  if (!self->connected)
    *att_error = TACTUS_SIM_ATT_UNLIKELY;
  else if (!row)
    *att_error = TACTUS_SIM_ATT_NOT_FOUND;
  else if (!(row->flags & TACTUS_SIM_GATT_READ) || locked (self, row))
    *att_error = TACTUS_SIM_ATT_READ_NOT_PERMITTED;
  if (*att_error != 0)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    if (g_str_equal (readers[i].uuid, uuid))
      return readers[i].read (self);

  return g_bytes_new_static ("\0", 1);
}

/* ── writing ── */

static void
prompt (TactusSimBand *self)
{
  TactusSimTap tap = self->spec->tap;
  gboolean acts = tap == TACTUS_SIM_TAP_AFTER || tap == TACTUS_SIM_TAP_DECLINE;

  self->prompt_end_us = self->now_us + self->spec->prompt_us;
  self->decide_us = acts ? self->now_us + self->spec->tap_us : NEVER;
  if (self->spec->faults.effect[TACTUS_SIM_STEP_TAP] == TACTUS_SIM_EFFECT_VANISH)
    self->vanish_us = self->now_us + VANISH_AT_TAP_US;

  changed (self, PROP_PROMPTING);
  happen (self, TACTUS_SIM_EVENT_TAP_ASKED, 0);
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
  answer (self, TACTUS_UUID_AUTH, TACTUS_SIM_STEP_KEY, refused);

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
        happen (self, TACTUS_SIM_EVENT_REFUSED, 1);
      else
        prompt (self);
      break;
    case TACTUS_SIM_LOGIN_KEY_REFUSED:
      answer (self, TACTUS_UUID_AUTH, TACTUS_SIM_STEP_KEY, frame);
      happen (self, TACTUS_SIM_EVENT_REFUSED, 1);
      break;
    case TACTUS_SIM_LOGIN_CHALLENGES:
    case TACTUS_SIM_LOGIN_CHALLENGE_REFUSED:
      answer (self, TACTUS_UUID_AUTH, TACTUS_SIM_STEP_CHALLENGE, frame);
      break;
    case TACTUS_SIM_LOGIN_PROVED:
      answer (self, TACTUS_UUID_AUTH, TACTUS_SIM_STEP_PROOF, frame);
      changed (self, PROP_AUTHENTICATED);
      happen (self, TACTUS_SIM_EVENT_AUTHENTICATED, 0);
      break;
    case TACTUS_SIM_LOGIN_DISPROVED:
      answer (self, TACTUS_UUID_AUTH, TACTUS_SIM_STEP_PROOF, frame);
      changed (self, PROP_AUTHENTICATED);
      happen (self, TACTUS_SIM_EVENT_REFUSED, 3);
      break;
    default:
      g_assert_not_reached ();
    }

  return 0;
}

static guint8
write_heart_rate (TactusSimBand *self,
                  const guint8  *data,
                  gsize          size)
{
  g_autoptr(GBytes) refused = g_bytes_new_static ("\x10\x15\x05", 3);
  gboolean good = tactus_sim_heart_write (&self->heart, data, size, self->now_us);

  if (self->spec->faults.effect[TACTUS_SIM_STEP_MEASURE] == TACTUS_SIM_EFFECT_REFUSE)
    {
      tactus_sim_heart_stop (&self->heart);
      good = FALSE;
    }
  if (!good)
    say (self, TACTUS_UUID_HEART_RATE_CONTROL, refused);
  changed (self, PROP_MEASURING);

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

  g_date_time_unref (self->clock);
  self->clock = local;
  self->clock_us = self->now_us;
  self->zone_quarters = zone;
  happen (self, TACTUS_SIM_EVENT_TIME_SET, 0);

  return 0;
}

static guint8
write_alert (TactusSimBand *self,
             const guint8  *data,
             gsize          size)
{
  if (size == 1)
    happen (self, TACTUS_SIM_EVENT_ALERT, data[0]);

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
  { TACTUS_UUID_ALERT_LEVEL, write_alert },
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
  if (!(row->flags & needed) || locked (self, row))
    return TACTUS_SIM_ATT_WRITE_NOT_PERMITTED;
  if (size > self->spec->model->mtu - 3u)
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
  const TactusSimCharacteristic *row = tactus_sim_model_find (self->spec->model, uuid);
  guint8 att_error = check_write (self, row, size, with_response);

  self->now_us = now_us;

  if (att_error == 0)
    for (gsize i = 0; i < G_N_ELEMENTS (writers); i++)
      if (g_str_equal (writers[i].uuid, uuid))
        att_error = writers[i].write (self, data, size);

  stir (self);

  return with_response ? att_error : 0;
}

/* ── time ── */

static gint64
next_of_login (TactusSimBand *self)
{
  if (!self->connected)
    return NEVER;
  if (self->login.prompting)
    return MIN (MIN (self->decide_us, self->prompt_end_us), self->vanish_us);

  return self->login.authenticated ? NEVER : self->login_end_us;
}

gint64
tactus_sim_band_get_deadline (TactusSimBand *self)
{
  gint64 heart_us = tactus_sim_heart_deadline (&self->heart);
  gint64 next_us = MIN (next_of_login (self), heart_us < 0 ? NEVER : heart_us);

  if (!g_queue_is_empty (&self->says))
    next_us = MIN (next_us, self->now_us);

  return next_us == NEVER ? -1 : next_us;
}

static void
speak (TactusSimBand *self)
{
  while (self->connected && !g_queue_is_empty (&self->says))
    {
      Say *words = g_queue_pop_head (&self->says);

      if (!words->value)
        drop (self);
      else if (g_hash_table_contains (self->subscribed, words->uuid))
        g_signal_emit (self, signals[NOTIFIED], 0, words->uuid, words->value);

      say_free (words);
    }
}

static void
decide (TactusSimBand *self,
        gboolean       tapped)
{
  g_autoptr(GBytes) frame = tactus_sim_login_decide (&self->login, tapped);

  self->login_end_us = self->now_us + self->spec->login_us;
  self->decide_us = self->prompt_end_us = self->vanish_us = NEVER;
  answer (self, TACTUS_UUID_AUTH, TACTUS_SIM_STEP_TAP, frame);

  changed (self, PROP_PROMPTING);
  happen (self, tapped ? TACTUS_SIM_EVENT_KEY_SET : TACTUS_SIM_EVENT_DECLINED, 0);
}

static void
tick_login (TactusSimBand *self)
{
  if (self->now_us < next_of_login (self))
    return;

  if (!self->login.prompting)
    {
      drop (self);
    }
  else if (self->now_us >= self->vanish_us)
    {
      tactus_sim_faults_take (&self->spec->faults, TACTUS_SIM_STEP_TAP);
      tactus_sim_band_vanish (self, self->now_us);
    }
  else
    {
      decide (self, self->now_us >= self->decide_us && self->spec->tap == TACTUS_SIM_TAP_AFTER);
    }
}

static void
tick_heart (TactusSimBand *self)
{
  gboolean was_measuring = tactus_sim_band_get_measuring (self);
  gboolean vanishes =
    self->spec->faults.effect[TACTUS_SIM_STEP_MEASURE] == TACTUS_SIM_EFFECT_VANISH;
  guint bpm;

  if (tactus_sim_heart_tick (&self->heart, self->now_us, &bpm))
    {
      g_autoptr(GBytes) record = tactus_sim_heart_record (bpm);

      if (vanishes && self->values_sent < VALUES_BEFORE_VANISHING)
        say (self, TACTUS_UUID_HEART_RATE, record);
      else
        answer (self, TACTUS_UUID_HEART_RATE, TACTUS_SIM_STEP_MEASURE, record);

      self->values_sent++;
      self->bpm = bpm;
      changed (self, PROP_HEART_RATE);
      happen (self, TACTUS_SIM_EVENT_HEART_RATE, (int) bpm);
    }

  if (was_measuring != tactus_sim_band_get_measuring (self))
    changed (self, PROP_MEASURING);
}

gint64
tactus_sim_band_tick (TactusSimBand *self,
                      gint64         now_us)
{
  self->now_us = now_us;

  tick_login (self);
  tick_heart (self);
  speak (self);

  return tactus_sim_band_get_deadline (self);
}

/* ── the person ── */

void
tactus_sim_band_tap (TactusSimBand *self,
                     gint64         now_us)
{
  g_autoptr(GBytes) pressed = g_bytes_new_static ("\x04", 1);

  self->now_us = now_us;
  if (self->login.prompting)
    decide (self, TRUE);
  else if (self->login.authenticated)
    say (self, TACTUS_UUID_EVENTS, pressed);
  stir (self);
}

void
tactus_sim_band_decline (TactusSimBand *self,
                         gint64         now_us)
{
  self->now_us = now_us;
  if (self->login.prompting)
    decide (self, FALSE);
  stir (self);
}

void
tactus_sim_band_vanish (TactusSimBand *self,
                        gint64         now_us)
{
  self->now_us = now_us;
  self->spec->away = TRUE;
  drop (self);
  set_advertising (self, FALSE);
  stir (self);
}

void
tactus_sim_band_come_back (TactusSimBand *self)
{
  self->spec->away = FALSE;
  set_advertising (self, !self->connected);
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
    say (self, TACTUS_UUID_EVENTS, taken_off);
  self->heart.worn = worn;
  changed (self, PROP_WORN);
  stir (self);
}

void
tactus_sim_band_set_battery (TactusSimBand *self,
                             guint          level,
                             gint64         now_us)
{
  g_autoptr(GBytes) record = NULL;

  self->now_us = now_us;
  self->spec->battery = level;
  record = read_battery (self);
  if (self->connected)
    say (self, TACTUS_UUID_BATTERY, record);
  changed (self, PROP_BATTERY);
  stir (self);
}

void
tactus_sim_band_set_in_reach (TactusSimBand *self,
                              gboolean       in_reach)
{
  self->spec->in_reach = in_reach;
  changed (self, PROP_ADVERTISING);
}

/* ── the tester ── */

void
tactus_sim_band_set_tap (TactusSimBand *self,
                         TactusSimTap   tap,
                         gint64         after_us)
{
  self->spec->tap = tap;
  self->spec->tap_us = after_us;
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

guint
tactus_sim_band_get_battery (TactusSimBand *self)
{
  return self->spec->battery;
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

static void
get_property (GObject    *object,
              guint       id,
              GValue     *value,
              GParamSpec *pspec)
{
  TactusSimBand *self = TACTUS_SIM_BAND (object);

  switch ((TactusSimBandProperty) id)
    {
    case PROP_CONNECTED:
      g_value_set_boolean (value, self->connected);
      break;
    case PROP_PROMPTING:
      g_value_set_boolean (value, self->login.prompting);
      break;
    case PROP_AUTHENTICATED:
      g_value_set_boolean (value, self->login.authenticated);
      break;
    case PROP_MEASURING:
      g_value_set_boolean (value, tactus_sim_band_get_measuring (self));
      break;
    case PROP_ADVERTISING:
      g_value_set_boolean (value, self->advertising);
      break;
    case PROP_WORN:
      g_value_set_boolean (value, self->heart.worn);
      break;
    case PROP_HEART_RATE:
      g_value_set_uint (value, self->bpm);
      break;
    case PROP_BATTERY:
      g_value_set_uint (value, self->spec->battery);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
finalize (GObject *object)
{
  TactusSimBand *self = TACTUS_SIM_BAND (object);

  g_queue_clear_full (&self->says, (GDestroyNotify) say_free);
  g_clear_pointer (&self->subscribed, g_hash_table_unref);
  g_clear_pointer (&self->clock, g_date_time_unref);
  g_clear_pointer (&self->spec, tactus_sim_spec_free);
  tactus_sim_heart_clear (&self->heart);
  tactus_sim_login_clear (&self->login);

  G_OBJECT_CLASS (tactus_sim_band_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *class)
{
  static const struct {
    TactusSimBandProperty  id;
    const char            *name;
  } flags[] = {
    { PROP_CONNECTED, "connected" },
    { PROP_PROMPTING, "prompting" },
    { PROP_AUTHENTICATED, "authenticated" },
    { PROP_MEASURING, "measuring" },
    { PROP_ADVERTISING, "advertising" },
    { PROP_WORN, "worn" },
  };
  GParamFlags how = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    properties[flags[i].id] = g_param_spec_boolean (flags[i].name, NULL, NULL, FALSE, how);
  properties[PROP_HEART_RATE] =
    g_param_spec_uint ("heart-rate", NULL, NULL, 0, G_MAXUINT16, 0, how);
  properties[PROP_BATTERY] = g_param_spec_uint ("battery", NULL, NULL, 0, 255, 0, how);

  g_object_class_install_properties (class, G_N_ELEMENTS (properties), properties);
}

static guint
new_signal (const char *name,
            guint       n_arguments,
            GType       first,
            GType       second)
{
  return g_signal_new (name, TACTUS_TYPE_SIM_BAND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, n_arguments, first, second);
}

static void
tactus_sim_band_class_init (TactusSimBandClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = get_property;
  object_class->finalize = finalize;

  install_properties (object_class);
  signals[NOTIFIED] = new_signal ("notified", 2, G_TYPE_STRING, G_TYPE_BYTES);
  signals[DROPPED] = new_signal ("dropped", 0, G_TYPE_NONE, G_TYPE_NONE);
  signals[HAPPENED] = new_signal ("happened", 2, G_TYPE_INT, G_TYPE_INT);
  signals[STIRRED] = new_signal ("stirred", 0, G_TYPE_NONE, G_TYPE_NONE);
}

static void
tactus_sim_band_init (TactusSimBand *self)
{
  g_queue_init (&self->says);
  self->subscribed = g_hash_table_new (g_str_hash, g_str_equal);
  /* A band that nobody has told the time. */
  self->clock = g_date_time_new_utc (2016, 1, 1, 0, 0, 0);
  self->login_end_us = self->decide_us = self->prompt_end_us = self->vanish_us = NEVER;
}

TactusSimBand *
tactus_sim_band_new (const TactusSimSpec *spec)
{
  TactusSimBand *self = g_object_new (TACTUS_TYPE_SIM_BAND, NULL);

  self->spec = tactus_sim_spec_copy (spec);
  self->advertising = !spec->away;
  tactus_sim_login_init (&self->login, spec);
  tactus_sim_heart_init (&self->heart, spec);

  return self;
}
