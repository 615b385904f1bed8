/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-band-notices.h"

#include "tactus-settings.h"

#define LOST_MS 60000

/* Per cent. */
#define BATTERY_LOW    15
#define BATTERY_BETTER 20

struct _TactusBandNotices
{
  GObject parent_instance;

  TactusBand *band;       /* (owned) */
  GSettings *settings;    /* (owned) (nullable) */
  TactusPulseAlert alert;
  guint lost_ms;
  guint lost_id;
  gboolean was_measuring;
  gboolean was_ready;     /* since the measurement began */
  gboolean battery_low;
};

G_DEFINE_FINAL_TYPE (TactusBandNotices, tactus_band_notices, G_TYPE_OBJECT)

enum {
  RAISED,
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
tell (TactusBandNotices *self,
      TactusNotice       notice,
      const char        *title,
      const char        *body)
{
  g_signal_emit (self, signals[RAISED], 0, notice, title, body);
}

static void
end (TactusBandNotices *self,
     TactusNotice       notice)
{
  g_signal_emit (self, signals[ENDED], 0, notice);
}

/* ── the pulse ── */

static void
tell_alert (TactusBandNotices *self,
            guint              bpm)
{
  g_autofree char *body = NULL;

  if (self->alert.alert == TACTUS_PULSE_SIDE_NORMAL)
    {
      end (self, TACTUS_NOTICE_ALERT);
      return;
    }

  body = tactus_notice_text_alert (self->alert.alert, bpm, &self->alert.levels);
  tell (self, TACTUS_NOTICE_ALERT, tactus_notice_text_alert_title (self->alert.alert), body);
}

static void
reading_cb (TactusBandNotices   *self,
            const TactusReading *reading)
{
  if (tactus_pulse_alert_take (&self->alert, reading))
    tell_alert (self, reading->bpm);
}

/* Other levels: what was told of the old ones is over. */
static void
levels_cb (TactusBandNotices *self)
{
  TactusPulseLevels levels = { 0 };
  gboolean was_told = self->alert.alert != TACTUS_PULSE_SIDE_NORMAL;

  if (tactus_settings_get_alerts (self->settings))
    levels = tactus_settings_get_levels (self->settings);
  tactus_pulse_alert_init (&self->alert, &levels);
  if (was_told)
    end (self, TACTUS_NOTICE_ALERT);
}

/* ── the link ── */

static gboolean
lost_cb (gpointer user_data)
{
  TactusBandNotices *self = user_data;
  g_autofree char *body = tactus_notice_text_lost (tactus_band_get_name (self->band));

  self->lost_id = 0;
  tell (self, TACTUS_NOTICE_LOST, tactus_notice_text_title (TACTUS_NOTICE_LOST), body);

  return G_SOURCE_REMOVE;
}

static gboolean
is_silent (TactusBandNotices *self)
{
  TactusPulseState state = tactus_band_get_pulse_state (self->band);

  /* A band that is looked for again and again is neither for a moment. */
  return tactus_band_get_measuring (self->band) && self->was_ready &&
         (state == TACTUS_PULSE_STATE_LOST || state == TACTUS_PULSE_STATE_STALE ||
          state == TACTUS_PULSE_STATE_STARTING);
}

static void
pulse_state_cb (TactusBandNotices *self)
{
  TactusPulseState state = tactus_band_get_pulse_state (self->band);

  if (is_silent (self))
    {
      if (self->lost_id == 0 && state != TACTUS_PULSE_STATE_STARTING)
        self->lost_id = g_timeout_add (self->lost_ms, lost_cb, self);
      return;
    }

  g_clear_handle_id (&self->lost_id, g_source_remove);
  end (self, TACTUS_NOTICE_LOST);
}

/* ── the measurement ── */

/* What a person ended needs no words, and has no error. */
static gboolean
ended_by_itself (TactusBandNotices *self)
{
  const GError *error = tactus_band_get_error (self->band);
  TactusBandState state = tactus_band_get_state (self->band);

  return error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
         (state == TACTUS_BAND_STATE_OFFLINE || state == TACTUS_BAND_STATE_READY);
}

static void
tell_stopped (TactusBandNotices *self)
{
  g_autofree char *body = tactus_notice_text_stopped (tactus_band_get_error (self->band));

  tell (self, TACTUS_NOTICE_STOPPED, tactus_notice_text_title (TACTUS_NOTICE_STOPPED), body);
}

static void
measuring_cb (TactusBandNotices *self)
{
  gboolean measuring = tactus_band_get_measuring (self->band);
  gboolean was_measuring = self->was_measuring;
  gboolean was_ready = self->was_ready;

  self->was_measuring = measuring;
  self->was_ready = measuring && tactus_band_get_state (self->band) == TACTUS_BAND_STATE_READY;
  if (measuring)
    end (self, TACTUS_NOTICE_STOPPED);
  else if (was_measuring && was_ready && ended_by_itself (self))
    tell_stopped (self);
  pulse_state_cb (self);
}

static void
state_cb (TactusBandNotices *self)
{
  if (self->was_measuring && tactus_band_get_state (self->band) == TACTUS_BAND_STATE_READY)
    self->was_ready = TRUE;
}

/* ── the band ── */

static void
battery_cb (TactusBandNotices *self)
{
  int level = tactus_band_get_battery_level (self->band);
  gboolean charging = tactus_band_get_charging (self->band);
  g_autofree char *body = NULL;

  if (self->battery_low && (charging || level >= BATTERY_BETTER))
    {
      self->battery_low = FALSE;
      end (self, TACTUS_NOTICE_BATTERY);
    }
  if (self->battery_low || charging || level < 0 || level > BATTERY_LOW)
    return;

  self->battery_low = TRUE;
  body = tactus_notice_text_battery (tactus_band_get_name (self->band), level);
  tell (self, TACTUS_NOTICE_BATTERY, tactus_notice_text_title (TACTUS_NOTICE_BATTERY), body);
}

static void
event_cb (TactusBandNotices *self,
          const TactusEvent *event)
{
  const char *name = tactus_band_get_name (self->band);
  g_autofree char *title = tactus_notice_text_event (event->kind, name);

  if (title)
    tell (self, TACTUS_NOTICE_EVENT, title,
           event->kind == TACTUS_EVENT_FIND_PHONE ? NULL : name);
  else if (event->kind == TACTUS_EVENT_FIND_PHONE_STOPPED)
    end (self, TACTUS_NOTICE_EVENT);
}

/* ── the object ── */

TactusBand *
tactus_band_notices_get_band (TactusBandNotices *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND_NOTICES (self), NULL);

  return self->band;
}

void
tactus_band_notices_set_patience (TactusBandNotices *self,
                                  guint              lost_ms)
{
  g_return_if_fail (TACTUS_IS_BAND_NOTICES (self));

  self->lost_ms = lost_ms;
}

static void
watch (TactusBandNotices *self)
{
  const struct {
    const char *signal;
    GCallback callback;
  } watched[] = {
    { "reading", G_CALLBACK (reading_cb) },
    { "notify::pulse-state", G_CALLBACK (pulse_state_cb) },
    { "notify::state", G_CALLBACK (state_cb) },
    { "notify::measuring", G_CALLBACK (measuring_cb) },
    { "notify::battery-level", G_CALLBACK (battery_cb) },
    { "notify::charging", G_CALLBACK (battery_cb) },
    { "event", G_CALLBACK (event_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (self->band, watched[i].signal, watched[i].callback, self,
                             G_CONNECT_SWAPPED);
}

static void
watch_settings (TactusBandNotices *self)
{
  static const char *const keys[] = {
    "changed::" TACTUS_SETTING_ALERT, "changed::" TACTUS_SETTING_ALERT_HIGH,
    "changed::" TACTUS_SETTING_ALERT_LOW, "changed::" TACTUS_SETTING_ALERT_SECONDS,
  };

  for (guint i = 0; self->settings && i < G_N_ELEMENTS (keys); i++)
    g_signal_connect_object (self->settings, keys[i], G_CALLBACK (levels_cb), self,
                             G_CONNECT_SWAPPED);
}

TactusBandNotices *
tactus_band_notices_new (TactusBand *band,
                         GSettings  *settings)
{
  TactusBandNotices *self;

  g_return_val_if_fail (TACTUS_IS_BAND (band), NULL);

  self = g_object_new (TACTUS_TYPE_BAND_NOTICES, NULL);
  self->band = g_object_ref (band);
  g_set_object (&self->settings, settings);
  watch (self);
  watch_settings (self);
  levels_cb (self);
  self->was_measuring = tactus_band_get_measuring (band);
  state_cb (self);

  return self;
}

static void
tactus_band_notices_dispose (GObject *object)
{
  TactusBandNotices *self = TACTUS_BAND_NOTICES (object);

  g_clear_handle_id (&self->lost_id, g_source_remove);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (tactus_band_notices_parent_class)->dispose (object);
}

static void
tactus_band_notices_finalize (GObject *object)
{
  g_clear_object (&TACTUS_BAND_NOTICES (object)->band);

  G_OBJECT_CLASS (tactus_band_notices_parent_class)->finalize (object);
}

static void
tactus_band_notices_class_init (TactusBandNoticesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = tactus_band_notices_dispose;
  object_class->finalize = tactus_band_notices_finalize;

  signals[RAISED] = g_signal_new ("raised", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_STRING, G_TYPE_STRING);
  signals[ENDED] = g_signal_new ("ended", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
tactus_band_notices_init (TactusBandNotices *self)
{
  self->lost_ms = LOST_MS;
}
