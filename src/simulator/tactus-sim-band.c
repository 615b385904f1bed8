/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-band-private.h"

#include "tactus-uuids.h"

/* Heart rates that arrive before a band vanishes "while measuring". */
#define VALUES_BEFORE_VANISHING 3

/* Something to say: a notification, or with no value the end of the link. */
typedef struct {
  const char *uuid;
  GBytes     *value; /* (owned) (nullable) */
} Say;

G_DEFINE_FINAL_TYPE (TactusSimBand, tactus_sim_band, G_TYPE_OBJECT)

static GParamSpec *properties[PROP_BATTERY + 1];

enum { NOTIFIED, WRITTEN, DROPPED, HAPPENED, STIRRED, ADVERTISED, N_SIGNALS };

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
  [TACTUS_SIM_EVENT_BONDED] = "bonded",
  [TACTUS_SIM_EVENT_TEXT] = "text",
  [TACTUS_SIM_EVENT_GARBLED] = "garbled",
  [TACTUS_SIM_EVENT_SETTING] = "setting",
  [TACTUS_SIM_EVENT_ALARM_SET] = "alarm-set",
  [TACTUS_SIM_EVENT_FORGOT] = "forgot",
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

void
tactus_sim_band_happen (TactusSimBand  *self,
                        TactusSimEvent  event,
                        int             value)
{
  g_signal_emit (self, signals[HAPPENED], 0, (int) event, value);
}

void
tactus_sim_band_tell_written (TactusSimBand *self,
                              const char    *uuid,
                              const guint8  *data,
                              gsize          size)
{
  g_autoptr(GBytes) value = g_bytes_new (data, size);

  g_signal_emit (self, signals[WRITTEN], 0, uuid, value);
}

void
tactus_sim_band_stir (TactusSimBand *self)
{
  g_signal_emit (self, signals[STIRRED], 0);
}

void
tactus_sim_band_changed (TactusSimBand         *self,
                         TactusSimBandProperty  property)
{
  if (property == PROP_AUTHENTICATED && self->replay && self->login.authenticated)
    tactus_sim_replay_let_in (self->replay, self->now_us);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
tactus_sim_band_set_advertising (TactusSimBand *self,
                                 gboolean       advertising)
{
  if (self->advertising == advertising)
    return;

  self->advertising = advertising;
  tactus_sim_band_changed (self, PROP_ADVERTISING);
}

static gboolean
is_of_login (TactusSimBand *self,
             const char    *uuid)
{
  gboolean first = self->spec->model->family == TACTUS_SIM_FAMILY_FIRST;

  return g_str_equal (uuid, first ? TACTUS_UUID_MI1_NOTICE : TACTUS_UUID_AUTH);
}

/* Returns: of the characteristic with that short id; "", which nobody subscribes to, if it has
 * none */
static const char *
find_uuid (TactusSimBand *self,
           const char    *characteristic)
{
  const TactusSimService *service = tactus_sim_band_get_services (self);

  for (; service->uuid; service++)
    for (const TactusSimCharacteristic *row = service->characteristics; row->uuid; row++)
      if (tactus_sim_replay_fits (characteristic, row->uuid))
        return row->uuid;

  return "";
}

void
tactus_sim_band_say (TactusSimBand *self,
                     const char    *uuid,
                     GBytes        *value)
{
  Say *words;

  /* While a trace is played, only the login is its own. */
  if (self->replay && value && !is_of_login (self, uuid))
    return;

  words = g_new0 (Say, 1);
  words->uuid = uuid;
  words->value = value ? g_bytes_ref (value) : NULL;
  g_queue_push_tail (&self->says, words);
}

void
tactus_sim_band_tick_replay (TactusSimBand *self)
{
  const char *characteristic;
  GBytes *value;
  TactusSimReplayAct act = TACTUS_SIM_REPLAY_NOTHING;

  while (self->replay && self->connected && act != TACTUS_SIM_REPLAY_DROP &&
         (act = tactus_sim_replay_take (self->replay, self->now_us, &characteristic, &value)))
    {
      Say *words = g_new0 (Say, 1);

      if (act == TACTUS_SIM_REPLAY_SAY)
        {
          words->uuid = find_uuid (self, characteristic);
          words->value = value;
        }
      g_queue_push_tail (&self->says, words);
    }
}

/* Says @frame as the faults of @step let it. */
void
tactus_sim_band_answer (TactusSimBand *self,
                        const char    *uuid,
                        TactusSimStep  step,
                        GBytes        *frame)
{
  TactusSimEffect effect = tactus_sim_faults_take (&self->spec->faults, step);
  g_autoptr(GBytes) spoilt = tactus_sim_effect_apply (effect, step, frame);

  if (effect != TACTUS_SIM_EFFECT_SILENT && effect != TACTUS_SIM_EFFECT_VANISH)
    tactus_sim_band_say (self, uuid, spoilt);
  if (effect == TACTUS_SIM_EFFECT_DUPLICATE)
    tactus_sim_band_say (self, uuid, spoilt);
  if (effect == TACTUS_SIM_EFFECT_VANISH || effect == TACTUS_SIM_EFFECT_VANISH_AFTER)
    {
      self->spec->away = TRUE;
      tactus_sim_band_say (self, NULL, NULL);
    }
}

/* ── the link ── */

static void
forget_link (TactusSimBand *self)
{
  gboolean was_prompting = self->login.prompting;

  self->connected = FALSE;
  if (self->replay)
    tactus_sim_replay_link_down (self->replay);
  g_queue_clear_full (&self->says, (GDestroyNotify) say_free);
  g_hash_table_remove_all (self->subscribed);
  tactus_sim_login_reset (&self->login);
  tactus_sim_heart_stop (&self->heart);
  self->step_stream = FALSE;
  tactus_sim_chunks_clear (&self->chunks);
  tactus_sim_band_stop_raw (self);
  tactus_sim_band_stop_fetch (self);
  self->login_end_us = self->decide_us = self->prompt_end_us = self->vanish_us = TACTUS_SIM_NEVER;

  tactus_sim_band_changed (self, PROP_CONNECTED);
  tactus_sim_band_changed (self, PROP_AUTHENTICATED);
  tactus_sim_band_changed (self, PROP_MEASURING);
  if (was_prompting)
    tactus_sim_band_changed (self, PROP_PROMPTING);
  tactus_sim_band_set_advertising (self, !self->spec->away);
  tactus_sim_band_happen (self, TACTUS_SIM_EVENT_DISCONNECTED, 0);
}

void
tactus_sim_band_drop (TactusSimBand *self)
{
  if (!self->connected)
    return;

  forget_link (self);
  g_signal_emit (self, signals[DROPPED], 0);
}

/* Who hears it without a login, and without asking. */
static gboolean
is_sensor (TactusSimBand *self)
{
  return self->spec->model->family == TACTUS_SIM_FAMILY_SENSOR ||
         self->spec->model->family == TACTUS_SIM_FAMILY_LATER;
}

void
tactus_sim_band_link_up (TactusSimBand *self,
                         gint64         now_us)
{
  g_return_if_fail (!self->connected);

  self->now_us = now_us;
  if (self->clock_us == 0)
    self->clock_us = now_us;
  tactus_sim_band_anchor_minutes (self);
  self->connected = TRUE;
  self->values_sent = 0;
  self->login_end_us = now_us + self->spec->login_us;
  tactus_sim_login_reset (&self->login);
  if (self->replay)
    tactus_sim_replay_link_up (self->replay, now_us);
  if (self->replay && is_sensor (self))
    tactus_sim_replay_let_in (self->replay, now_us);

  tactus_sim_band_changed (self, PROP_CONNECTED);
  tactus_sim_band_set_advertising (self, FALSE);
  tactus_sim_band_happen (self, TACTUS_SIM_EVENT_CONNECTED, 0);
  tactus_sim_band_stir (self);
}

void
tactus_sim_band_link_down (TactusSimBand *self,
                           gint64         now_us)
{
  self->now_us = now_us;
  if (!self->connected)
    return;

  forget_link (self);
  tactus_sim_band_stir (self);
}

static void
stream_heart_rate (TactusSimBand *self,
                   gboolean       on)
{
  tactus_sim_heart_stream (&self->heart, on, self->now_us);
  tactus_sim_band_changed (self, PROP_MEASURING);
  tactus_sim_band_stir (self);
}

guint8
tactus_sim_band_subscribe (TactusSimBand *self,
                           const char    *uuid,
                           gboolean       on)
{
  const TactusSimCharacteristic *row = tactus_sim_band_find (self, uuid);

  if (!row)
    return TACTUS_SIM_ATT_NOT_FOUND;
  if (!(row->flags & TACTUS_SIM_GATT_NOTIFY))
    return TACTUS_SIM_ATT_WRITE_NOT_PERMITTED;
  /* Subscribing does not take a login, but it can take a bond. */
  if (row->flags & TACTUS_SIM_GATT_BOND && tactus_sim_band_get_lock (self, row, FALSE) != 0)
    return tactus_sim_band_get_lock (self, row, FALSE);

  if (on && self->replay)
    tactus_sim_replay_note (self->replay, "subscribe", uuid, self->now_us);
  if (on)
    g_hash_table_add (self->subscribed, (gpointer) row->uuid);
  else
    g_hash_table_remove (self->subscribed, row->uuid);
  if (is_sensor (self) && g_str_equal (uuid, TACTUS_UUID_HEART_RATE))
    stream_heart_rate (self, on);
  tactus_sim_band_stir (self);

  return 0;
}

/* ── time ── */

static gint64
next_of_login (TactusSimBand *self)
{
  if (!self->connected || is_sensor (self))
    return TACTUS_SIM_NEVER;
  if (self->login.prompting)
    return MIN (MIN (self->decide_us, self->prompt_end_us), self->vanish_us);

  return self->login.authenticated ? TACTUS_SIM_NEVER : self->login_end_us;
}

/* Only what an advertisement can hold of it. */
static gboolean
is_sharing (TactusSimBand *self)
{
  return self->spec->share && self->spec->model->advert == 24;
}

static gint64
next_of_sharing (TactusSimBand *self)
{
  return is_sharing (self) && self->advertising ? self->share_us : TACTUS_SIM_NEVER;
}

gint64
tactus_sim_band_get_deadline (TactusSimBand *self)
{
  gint64 heart_us = tactus_sim_heart_deadline (&self->heart);
  gint64 next_us = MIN (next_of_login (self), heart_us < 0 ? TACTUS_SIM_NEVER : heart_us);

  next_us = MIN (next_us, next_of_sharing (self));
  next_us = MIN (next_us, MIN (self->raw_us, self->packet_us));
  if (self->replay && self->connected)
    next_us = MIN (next_us, tactus_sim_replay_get_deadline (self->replay));

  if (!g_queue_is_empty (&self->says))
    next_us = MIN (next_us, self->now_us);

  return next_us == TACTUS_SIM_NEVER ? -1 : next_us;
}

static void
speak (TactusSimBand *self)
{
  while (self->connected && !g_queue_is_empty (&self->says))
    {
      Say *words = g_queue_pop_head (&self->says);

      if (!words->value)
        tactus_sim_band_drop (self);
      else if (g_hash_table_contains (self->subscribed, words->uuid))
        g_signal_emit (self, signals[NOTIFIED], 0, words->uuid, words->value);

      say_free (words);
    }
}

void
tactus_sim_band_decide (TactusSimBand *self,
                        gboolean       tapped)
{
  gboolean first = self->spec->model->family == TACTUS_SIM_FAMILY_FIRST;
  g_autoptr(GBytes) frame = first ? tactus_sim_band_first_decide (self, tapped)
                                  : tactus_sim_login_decide (&self->login, tapped);

  self->login_end_us = self->now_us + self->spec->login_us;
  self->decide_us = self->prompt_end_us = self->vanish_us = TACTUS_SIM_NEVER;
  tactus_sim_band_answer (self, first ? TACTUS_UUID_MI1_NOTICE : TACTUS_UUID_AUTH,
                          TACTUS_SIM_STEP_TAP, frame);

  tactus_sim_band_changed (self, PROP_PROMPTING);
  tactus_sim_band_happen (self, tapped ? TACTUS_SIM_EVENT_KEY_SET : TACTUS_SIM_EVENT_DECLINED, 0);
  if (self->login.authenticated)
    {
      tactus_sim_band_changed (self, PROP_AUTHENTICATED);
      tactus_sim_band_happen (self, TACTUS_SIM_EVENT_AUTHENTICATED, 0);
    }
}

static void
tick_login (TactusSimBand *self)
{
  if (self->now_us < next_of_login (self))
    return;

  if (!self->login.prompting)
    {
      tactus_sim_band_drop (self);
    }
  else if (self->now_us >= self->vanish_us)
    {
      tactus_sim_faults_take (&self->spec->faults, TACTUS_SIM_STEP_TAP);
      tactus_sim_band_vanish (self, self->now_us);
    }
  else
    {
      gboolean in_time = self->now_us >= self->decide_us;

      tactus_sim_band_decide (self, in_time && self->spec->tap == TACTUS_SIM_TAP_AFTER);
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
      g_autoptr(GBytes) record = tactus_sim_heart_record (&self->heart, bpm);

      if (vanishes && self->values_sent < VALUES_BEFORE_VANISHING)
        tactus_sim_band_say (self, TACTUS_UUID_HEART_RATE, record);
      else
        tactus_sim_band_answer (self, TACTUS_UUID_HEART_RATE, TACTUS_SIM_STEP_MEASURE, record);

      self->values_sent++;
      self->bpm = bpm;
      tactus_sim_band_changed (self, PROP_HEART_RATE);
      tactus_sim_band_happen (self, TACTUS_SIM_EVENT_HEART_RATE, (int) bpm);
    }

  if (was_measuring != tactus_sim_band_get_measuring (self))
    tactus_sim_band_changed (self, PROP_MEASURING);
}

static void
tick_sharing (TactusSimBand *self)
{
  guint bpm;

  if (self->now_us < next_of_sharing (self))
    return;

  bpm = tactus_sim_heart_now (&self->heart, self->now_us);
  self->share_us = MAX (self->share_us + self->spec->period_us, self->now_us + 1);
  if (bpm == self->shared)
    return;

  self->shared = bpm;
  g_signal_emit (self, signals[ADVERTISED], 0);
}

void
tactus_sim_band_advertise_anew (TactusSimBand *self)
{
  self->shared = 0;
  self->share_us = self->now_us;
  g_signal_emit (self, signals[ADVERTISED], 0);
}

gint64
tactus_sim_band_tick (TactusSimBand *self,
                      gint64         now_us)
{
  self->now_us = now_us;

  tick_login (self);
  tick_heart (self);
  tick_sharing (self);
  tactus_sim_band_tick_raw (self);
  tactus_sim_band_tick_fetch (self);
  tactus_sim_band_tick_replay (self);
  speak (self);

  return tactus_sim_band_get_deadline (self);
}

void
tactus_sim_band_replay (TactusSimBand   *self,
                        TactusSimReplay *replay)
{
  g_return_if_fail (TACTUS_IS_SIM_BAND (self));

  g_clear_pointer (&self->replay, tactus_sim_replay_free);
  self->replay = replay;
}

TactusSimReplay *
tactus_sim_band_get_replay (TactusSimBand *self)
{
  g_return_val_if_fail (TACTUS_IS_SIM_BAND (self), NULL);

  return self->replay;
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
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->replay, tactus_sim_replay_free);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  tactus_sim_chunks_clear (&self->chunks);
  tactus_sim_fetch_clear (&self->fetch);
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
  signals[WRITTEN] = new_signal ("written", 2, G_TYPE_STRING, G_TYPE_BYTES);
  signals[DROPPED] = new_signal ("dropped", 0, G_TYPE_NONE, G_TYPE_NONE);
  signals[HAPPENED] = new_signal ("happened", 2, G_TYPE_INT, G_TYPE_INT);
  signals[ADVERTISED] = new_signal ("advertised", 0, G_TYPE_NONE, G_TYPE_NONE);
  signals[STIRRED] = new_signal ("stirred", 0, G_TYPE_NONE, G_TYPE_NONE);
}

static void
tactus_sim_band_init (TactusSimBand *self)
{
  g_queue_init (&self->says);
  self->subscribed = g_hash_table_new (g_str_hash, g_str_equal);
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  /* A band that nobody has told the time. */
  self->clock = g_date_time_new_utc (2016, 1, 1, 0, 0, 0);
  self->login_end_us = self->decide_us = self->prompt_end_us = self->vanish_us = TACTUS_SIM_NEVER;
  self->raw_us = self->packet_us = TACTUS_SIM_NEVER;
}

/* What the spec says its clock is; it runs from the first call that says what time it is. */
static void
set_first_clock (TactusSimBand *self)
{
  GDateTime *clock = self->spec->clock;

  g_date_time_unref (self->clock);
  self->clock = g_date_time_new_utc (g_date_time_get_year (clock), g_date_time_get_month (clock),
                                     g_date_time_get_day_of_month (clock),
                                     g_date_time_get_hour (clock), g_date_time_get_minute (clock),
                                     g_date_time_get_second (clock));
  self->zone_quarters =
    (gint8) (g_date_time_get_utc_offset (clock) / (15 * 60 * (gint64) G_USEC_PER_SEC));
  self->told_time = TRUE;
}

TactusSimBand *
tactus_sim_band_new (const TactusSimSpec *spec)
{
  TactusSimBand *self = g_object_new (TACTUS_TYPE_SIM_BAND, NULL);

  self->spec = tactus_sim_spec_copy (spec);
  self->name = tactus_sim_band_make_name (spec->name, spec->address);
  if (spec->clock)
    set_first_clock (self);
  self->advertising = !spec->away;
  self->minutes.seed = spec->seed;
  self->minutes.n = spec->activity;
  self->minutes.first = spec->model->family == TACTUS_SIM_FAMILY_FIRST;
  self->minutes.has_heart = tactus_sim_model_find (spec->model, TACTUS_UUID_HEART_RATE) != NULL;
  tactus_sim_login_init (&self->login, spec);
  tactus_sim_heart_init (&self->heart, spec);

  return self;
}
