/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-meter.h"

#include <string.h>

#include "tactus-uuids.h"

/* So many silent spells in a row, and it is not the measurement but the link. */
#define MAX_SILENCES 3

typedef enum {
  MODE_IDLE,
  MODE_CONTINUOUS,
  MODE_ONCE,          /* the band's own single measurement */
  MODE_ONCE_FALLBACK, /* the continuous one, for a band that has no single measurement */
} Mode;

struct _TactusMeter
{
  GObject parent_instance;

  TactusBluezConnection *connection; /* (owned) */
  TactusBandTimings timings;
  gboolean commanded;        /* it measures when it is told to, on 0x2A39 */
  GCancellable *cancellable; /* (owned): of every write */
  Mode mode;
  TactusPulseState state;
  guint bpm;
  guint malformed;
  guint silences;
  gboolean shared;           /* what is on stays on */
  gboolean heard;            /* a value has come since the last start */
  gboolean pinging;          /* a ping is on its way */
  guint stopping;            /* stops on their way */
  GPtrArray *waiting;        /* (owned) (element-type GTask): for the last of them */
  guint ping_id;
  guint watchdog_id;
  guint stale_id;
  guint fallback_id;
};

G_DEFINE_FINAL_TYPE (TactusMeter, tactus_meter, G_TYPE_OBJECT)

enum {
  HEART_RATE,
  CHANGED,
  FAILED,
  STUCK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show (TactusMeter      *self,
      TactusPulseState  state,
      guint             bpm)
{
  if (self->state == state && self->bpm == bpm)
    return;

  self->state = state;
  self->bpm = bpm;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
clear_timers (TactusMeter *self)
{
  g_clear_handle_id (&self->ping_id, g_source_remove);
  g_clear_handle_id (&self->watchdog_id, g_source_remove);
  g_clear_handle_id (&self->fallback_id, g_source_remove);
}

static void
fail (TactusMeter *self,
      GError      *error)
{
  if (self->mode == MODE_IDLE)
    return;

  self->mode = MODE_IDLE;
  clear_timers (self);
  g_clear_handle_id (&self->stale_id, g_source_remove);
  show (self, TACTUS_PULSE_STATE_IDLE, 0);
  g_signal_emit (self, signals[FAILED], 0, error);
}

/* ── commands ── */

static void
command (TactusMeter            *self,
         TactusHeartRateCommand  which,
         GAsyncReadyCallback     callback)
{
  g_autoptr(GBytes) bytes = tactus_heart_rate_command (which);

  tactus_bluez_connection_write_async (self->connection, TACTUS_UUID_HEART_RATE_CONTROL, bytes,
                                       TACTUS_BLUEZ_WRITE_REQUEST, self->cancellable, callback,
                                       g_object_ref (self));
}

/* A band that has nothing to stop may say so; that is no failure. */
static void
stopped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(TactusMeter) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_bluez_connection_write_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error))
    g_debug ("Stopping the measurement: %s", error->message);
}

/* Without the sensor's commands or its values there is no measuring.  A link that is gone tells so
 * itself. */
static void
started (TactusMeter *self,
         GError      *error)
{
  g_autoptr(GError) translated = NULL;

  if (!error)
    return;

  translated = tactus_band_error_translate (error);
  if (!g_error_matches (translated, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      tactus_bluez_connection_is_open (self->connection))
    fail (self, translated);
}

static void
subscribed_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(TactusMeter) self = user_data;
  GError *error = NULL;

  tactus_bluez_connection_subscribe_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error);
  started (self, error);
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(TactusMeter) self = user_data;
  GError *error = NULL;

  tactus_bluez_connection_write_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error);
  started (self, error);
}

static void
subscribe (TactusMeter *self)
{
  tactus_bluez_connection_subscribe_async (self->connection, TACTUS_UUID_HEART_RATE,
                                           self->cancellable, subscribed_cb, g_object_ref (self));
}

static void
refusals_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(TactusMeter) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_bluez_connection_subscribe_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error))
    g_debug ("Answers to commands: %s", error->message);
}

/* A band that will not measure says so, if it can. */
static void
subscribe_to_refusals (TactusMeter *self)
{
  if (tactus_bluez_connection_can_notify (self->connection, TACTUS_UUID_HEART_RATE_CONTROL))
    tactus_bluez_connection_subscribe_async (self->connection, TACTUS_UUID_HEART_RATE_CONTROL,
                                             self->cancellable, refusals_cb, g_object_ref (self));
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(TactusMeter) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_bluez_connection_unsubscribe_finish (TACTUS_BLUEZ_CONNECTION (source), result,
                                                   &error))
    g_debug ("Subscribing anew: %s", error->message);
}

/* The one thing that a sensor without commands can be told is to begin again. */
static void
subscribe_anew (TactusMeter *self)
{
  tactus_bluez_connection_unsubscribe_async (self->connection, TACTUS_UUID_HEART_RATE,
                                             self->cancellable, forgotten_cb, g_object_ref (self));
  subscribe (self);
}

static void
command_continuous (TactusMeter *self)
{
  self->heard = FALSE;
  if (!self->commanded)
    {
      subscribe (self);
      return;
    }

  subscribe_to_refusals (self);
  command (self, TACTUS_HEART_RATE_STOP_ONCE, stopped_cb);
  command (self, TACTUS_HEART_RATE_STOP_CONTINUOUS, stopped_cb);
  subscribe (self);
  command (self, TACTUS_HEART_RATE_START_CONTINUOUS, started_cb);
}

/* To measure once is to end what goes on, which is not ours alone if it is shared. */
static void
command_once (TactusMeter *self)
{
  if (!self->commanded || self->shared)
    {
      command_continuous (self);
      return;
    }

  self->heard = FALSE;

  subscribe_to_refusals (self);
  command (self, TACTUS_HEART_RATE_STOP_CONTINUOUS, stopped_cb);
  command (self, TACTUS_HEART_RATE_STOP_ONCE, stopped_cb);
  subscribe (self);
  command (self, TACTUS_HEART_RATE_START_ONCE, started_cb);
}

static void
return_waiting (TactusMeter *self)
{
  g_autoptr(GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    g_task_return_boolean (waiting->pdata[i], TRUE);
}

static void
unsubscribed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(TactusMeter) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_bluez_connection_unsubscribe_finish (TACTUS_BLUEZ_CONNECTION (source), result,
                                                   &error))
    g_debug ("Unsubscribing from the heart rate: %s", error->message);

  self->stopping--;
  if (self->stopping == 0)
    return_waiting (self);
}

/* ── time ── */

static void
pinged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(TactusMeter) self = user_data;
  g_autoptr(GError) error = NULL;

  self->pinging = FALSE;
  if (!tactus_bluez_connection_write_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error))
    g_debug ("Keeping the measurement alive: %s", error->message);
}

static gboolean
ping_cb (gpointer user_data)
{
  TactusMeter *self = user_data;

  if (!self->pinging && tactus_bluez_connection_is_open (self->connection))
    {
      self->pinging = TRUE;
      command (self, TACTUS_HEART_RATE_KEEP_ALIVE, pinged_cb);
    }

  return G_SOURCE_CONTINUE;
}

static void
start_pinging (TactusMeter *self)
{
  g_clear_handle_id (&self->ping_id, g_source_remove);
  if (self->commanded)
    self->ping_id = g_timeout_add (self->timings.keep_alive_ms, ping_cb, self);
}

/* Silence: start anew, and in the end give the link up. */
static gboolean
watchdog_cb (gpointer user_data)
{
  g_autoptr(TactusMeter) self = g_object_ref (user_data);

  self->silences++;
  if (self->silences >= MAX_SILENCES)
    {
      self->watchdog_id = 0;
      g_signal_emit (self, signals[STUCK], 0);
      return G_SOURCE_REMOVE;
    }

  g_message ("The band measures and says nothing: starting anew");
  if (self->commanded)
    command_continuous (self);
  else
    subscribe_anew (self);

  return G_SOURCE_CONTINUE;
}

static void
start_watchdog (TactusMeter *self)
{
  g_clear_handle_id (&self->watchdog_id, g_source_remove);
  self->watchdog_id = g_timeout_add (self->timings.watchdog_ms, watchdog_cb, self);
}

static gboolean
stale_cb (gpointer user_data)
{
  TactusMeter *self = user_data;

  self->stale_id = 0;
  show (self, self->mode == MODE_IDLE ? TACTUS_PULSE_STATE_IDLE : TACTUS_PULSE_STATE_STALE, 0);

  return G_SOURCE_REMOVE;
}

static gboolean
fallback_cb (gpointer user_data)
{
  TactusMeter *self = user_data;

  self->fallback_id = 0;
  self->mode = MODE_ONCE_FALLBACK;
  start_pinging (self);
  command_continuous (self);

  return G_SOURCE_REMOVE;
}

/* ── values ── */

static void
show_value (TactusMeter           *self,
            const TactusHeartRate *rate)
{
  g_clear_handle_id (&self->stale_id, g_source_remove);

  if (rate->contact == TACTUS_CONTACT_NO)
    {
      show (self, TACTUS_PULSE_STATE_NO_CONTACT, 0);
    }
  else if (rate->no_reading)
    {
      show (self, TACTUS_PULSE_STATE_NO_VALUE, 0);
    }
  else
    {
      self->stale_id = g_timeout_add (self->timings.stale_ms, stale_cb, self);
      show (self, TACTUS_PULSE_STATE_LIVE, rate->value);
    }
}

/* 0x2A39, notified: 10 15 05, seen on Mi Band 4.  It does not tell which command is refused: one
 * that measures by now refuses another, a setting. */
static gboolean
is_refusal (const guint8 *data,
            gsize         length)
{
  return length >= 3 && data[0] == 0x10 && data[1] == 0x15 && data[2] == 0x05;
}

static void
take_refusal (TactusMeter *self)
{
  g_autoptr(GError) error =
    g_error_new_literal (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NOT_SUPPORTED,
                         "The band refuses to measure (10 15 05)");

  fail (self, error);
}

/* After the stop a band may go on for some seconds: those values are nobody's. */
static void
notified_cb (TactusMeter *self,
             const char  *uuid,
             GBytes      *value)
{
  g_autoptr(TactusMeter) hold = g_object_ref (self);
  g_autoptr(GError) error = NULL;
  TactusHeartRate rate;
  gsize length;
  const guint8 *data = g_bytes_get_data (value, &length);

  if (self->mode == MODE_IDLE)
    return;

  if (self->commanded && !self->heard && strcmp (uuid, TACTUS_UUID_HEART_RATE_CONTROL) == 0 &&
      is_refusal (data, length))
    take_refusal (self);
  if (strcmp (uuid, TACTUS_UUID_HEART_RATE) != 0)
    return;

  if (!tactus_heart_rate_parse (&rate, data, length, &error))
    {
      self->malformed++;
      g_debug ("Malformed heart rate no. %u: %s", self->malformed, error->message);
      return;
    }

  self->heard = TRUE;
  self->silences = 0;
  if (self->watchdog_id)
    start_watchdog (self);
  show_value (self, &rate);
  g_signal_emit (self, signals[HEART_RATE], 0, &rate);
}

/* ── the interface ── */

static gboolean
check_sensor (TactusMeter *self)
{
  g_autoptr(GError) error = NULL;

  if (tactus_bluez_connection_has (self->connection, TACTUS_UUID_HEART_RATE) &&
      (!self->commanded ||
       tactus_bluez_connection_has (self->connection, TACTUS_UUID_HEART_RATE_CONTROL)))
    return TRUE;

  error = g_error_new_literal (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NOT_SUPPORTED,
                               "This band cannot measure the heart rate");
  fail (self, error);

  return FALSE;
}

void
tactus_meter_start (TactusMeter *self)
{
  g_return_if_fail (TACTUS_IS_METER (self));

  if (self->mode == MODE_CONTINUOUS)
    return;

  clear_timers (self);
  self->mode = MODE_CONTINUOUS;
  if (!check_sensor (self))
    return;

  self->silences = 0;
  show (self, TACTUS_PULSE_STATE_STARTING, 0);
  start_pinging (self);
  start_watchdog (self);
  command_continuous (self);
}

void
tactus_meter_resume (TactusMeter *self)
{
  g_return_if_fail (TACTUS_IS_METER (self));

  if (self->mode == MODE_ONCE)
    command_once (self);
  else if (self->mode != MODE_IDLE)
    command_continuous (self);
}

void
tactus_meter_set_shared (TactusMeter *self,
                         gboolean     shared)
{
  g_return_if_fail (TACTUS_IS_METER (self));

  self->shared = shared;
}

void
tactus_meter_start_once (TactusMeter *self)
{
  g_return_if_fail (TACTUS_IS_METER (self));

  if (self->mode != MODE_IDLE)
    return;

  self->mode = MODE_ONCE;
  if (!check_sensor (self))
    return;

  g_clear_handle_id (&self->stale_id, g_source_remove);
  show (self, TACTUS_PULSE_STATE_STARTING, 0);
  if (self->commanded)
    self->fallback_id = g_timeout_add (self->timings.first_value_ms / 2, fallback_cb, self);
  command_once (self);
}

/* Tells the band to stop what it does in @mode. */
static void
command_stop (TactusMeter *self,
              Mode         mode)
{
  self->stopping++;
  if (self->commanded)
    command (self,
             mode == MODE_ONCE ? TACTUS_HEART_RATE_STOP_ONCE : TACTUS_HEART_RATE_STOP_CONTINUOUS,
             stopped_cb);
  tactus_bluez_connection_unsubscribe_async (self->connection, TACTUS_UUID_HEART_RATE,
                                             self->cancellable, unsubscribed_cb,
                                             g_object_ref (self));
}

void
tactus_meter_rest (TactusMeter *self)
{
  g_return_if_fail (TACTUS_IS_METER (self));

  if (!self->commanded && self->mode == MODE_IDLE)
    command_stop (self, MODE_IDLE);
}

/* A value that has just come stays until it is stale; any other state ends at once. */
static void
stop (TactusMeter *self,
      gboolean     keep_value)
{
  Mode mode = self->mode;

  self->mode = MODE_IDLE;
  clear_timers (self);
  if (!keep_value || self->state != TACTUS_PULSE_STATE_LIVE)
    {
      g_clear_handle_id (&self->stale_id, g_source_remove);
      show (self, TACTUS_PULSE_STATE_IDLE, 0);
    }

  if (mode != MODE_IDLE && !self->shared && tactus_bluez_connection_is_open (self->connection))
    command_stop (self, mode);
}

void
tactus_meter_stop_once (TactusMeter *self)
{
  g_return_if_fail (TACTUS_IS_METER (self));

  if (self->mode == MODE_ONCE || self->mode == MODE_ONCE_FALLBACK)
    stop (self, TRUE);
}

/* A stop that somebody else asked for may still be on its way; whoever takes the link down after us
 * has to let it through. */
void
tactus_meter_stop_async (TactusMeter         *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_METER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tactus_meter_stop_async);
  g_ptr_array_add (self->waiting, task);
  stop (self, FALSE);
  if (self->stopping == 0)
    return_waiting (self);
}

void
tactus_meter_stop_finish (TactusMeter  *self,
                          GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

TactusPulseState
tactus_meter_get_state (TactusMeter *self)
{
  return self->state;
}

guint
tactus_meter_get_bpm (TactusMeter *self)
{
  return self->bpm;
}

TactusMeter *
tactus_meter_new (TactusBluezConnection   *connection,
                  TactusGeneration         generation,
                  const TactusBandTimings *timings)
{
  TactusMeter *self = g_object_new (TACTUS_TYPE_METER, NULL);

  self->commanded = generation != TACTUS_GENERATION_STANDARD;
  self->connection = g_object_ref (connection);
  self->timings = *timings;
  g_signal_connect_object (connection, "notified", G_CALLBACK (notified_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

static void
tactus_meter_dispose (GObject *object)
{
  TactusMeter *self = TACTUS_METER (object);

  self->mode = MODE_IDLE;
  clear_timers (self);
  g_clear_handle_id (&self->stale_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (tactus_meter_parent_class)->dispose (object);
}

static void
tactus_meter_finalize (GObject *object)
{
  TactusMeter *self = TACTUS_METER (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->waiting);

  G_OBJECT_CLASS (tactus_meter_parent_class)->finalize (object);
}

static void
tactus_meter_class_init (TactusMeterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tactus_meter_dispose;
  object_class->finalize = tactus_meter_finalize;

  signals[HEART_RATE] = g_signal_new ("heart-rate", TACTUS_TYPE_METER, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[CHANGED] = g_signal_new ("changed", TACTUS_TYPE_METER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", TACTUS_TYPE_METER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[STUCK] = g_signal_new ("stuck", TACTUS_TYPE_METER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
tactus_meter_init (TactusMeter *self)
{
  self->cancellable = g_cancellable_new ();
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}
