/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "tactus-backoff.h"
#include "tactus-band-info.h"
#include "tactus-band-lock.h"
#include "tactus-band-private.h"
#include "tactus-bluez-connection.h"
#include "tactus-key-keeper.h"
#include "tactus-login.h"
#include "tactus-meter.h"
#include "tactus-uuids.h"

/* dBm; the highest that Bluetooth can express. */
#define MAX_RSSI 20

/* How long a command waits for the Bluetooth service to say anything at all. */
#define SERVICE_MS 5000

/* How long the band may take to switch its light off before the link goes down regardless. */
#define GOODBYE_MS 2000

/* A link that held for so long was a good one: after the next loss the pauses are short again. */
#define SETTLED_MS 60000

const TactusBandTimings tactus_band_default_timings = {
  .tap_ms = 0,
  .answer_ms = 0,
  .keep_alive_ms = 12000,
  .first_value_ms = 20000,
  .stale_ms = 10000,
  .watchdog_ms = 25000,
  .reconnect_ms = 250,
};

/* One way from OFFLINE to READY.  At most one is in flight, at most one more waits for the link of
 * the last one to be down.  Whoever is called back holds a reference, and looks whether the attempt
 * is still the band's before it believes anything. */
typedef struct {
  TactusBand          *band;        /* (owned) */
  GTask               *task;        /* (owned) (nullable): NULL: nobody asked */
  GCancellable        *cancellable; /* (owned): of all that the attempt does */
  GSource             *cancel;      /* (owned) (nullable): watches the task's own cancellable */
  TactusKey           *key;         /* (owned) (nullable): the one in use */
  TactusHandshakeMode  mode;
  gboolean             pairing;
  gboolean             key_ready;
  gboolean             link_ready;
  gboolean             key_sent;
  TactusHandshakeOutcome outcome;   /* how the login failed */
  gboolean             accepted;    /* the band took the key; too late to turn back */
  guint                link_calls;  /* opening or closing, not yet answered */
} Attempt;

/* The way back: the link goes down, a key that came to nothing is thrown away. */
typedef struct {
  GTask       *task;        /* (owned) (nullable): whose command ends with it */
  GError      *error;       /* (owned) (nullable): why */
  TactusMeter *meter;       /* (owned) (nullable): tells the band to stop */
  guint        goodbye_id;
  guint        outstanding; /* answers to wait for before the band is OFFLINE */
  gboolean     retry;
} Closing;

/* A single measurement. */
typedef struct {
  GTask   *task;       /* (owned) */
  GSource *cancel;     /* (owned) (nullable) */
  guint    timeout_id;
} Once;

struct _TactusBand
{
  GObject parent_instance;

  TactusBluezClient *client;         /* (owned) */
  TactusBluezDevice *device;         /* (owned) (nullable) */
  TactusKeyKeeper *keeper;           /* (owned) */
  TactusBandLock *lock;              /* (owned) (nullable): held unless OFFLINE */
  char *lock_dir;                    /* (owned) */
  char *address;                     /* (owned) */
  char *name;                        /* (owned) (nullable) */
  const TactusModel *model;          /* (nullable) */
  TactusBandTimings timings;

  TactusBandState state;
  GError *error;                     /* (owned) (nullable) */
  gboolean known;
  gboolean wanted;                   /* come back by itself when the link is lost */
  Attempt *attempt;                  /* (owned) (nullable): the one in flight */
  Attempt *next;                     /* (owned) (nullable): begins when the link is down */
  Closing *closing;                  /* (owned) (nullable) */
  GPtrArray *leaving;                /* (owned) (element-type GTask): who wants to be OFFLINE */
  TactusBackoff backoff;
  guint retry_id;
  guint settled_id;

  TactusBluezConnection *connection; /* (owned) (nullable) */
  GCancellable *link_cancellable;    /* (owned) (nullable): of what goes on while READY */
  TactusMeter *meter;                /* (owned) (nullable) */
  Once *once;                        /* (owned) (nullable) */
  TactusSeries *series;              /* (owned) */
  gboolean measuring;
  gboolean present;
  int rssi;
  TactusPulseState pulse_state;
  guint bpm;
  int battery_level;
  gboolean charging;
  TactusKeyStorage key_storage;
};

typedef enum {
  PROP_ADDRESS = 1,
  PROP_NAME,
  PROP_STATE,
  PROP_ERROR,
  PROP_KNOWN,
  PROP_PRESENT,
  PROP_RSSI,
  PROP_MEASURING,
  PROP_PULSE_STATE,
  PROP_BPM,
  PROP_BATTERY_LEVEL,
  PROP_CHARGING,
  PROP_KEY_STORAGE,
} TactusBandProperty;

enum {
  HEART_RATE,
  READING,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_KEY_STORAGE + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TactusBand, tactus_band, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (TactusBandState, tactus_band_state,
                    G_DEFINE_ENUM_VALUE (TACTUS_BAND_STATE_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BAND_STATE_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BAND_STATE_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BAND_STATE_PREPARING, "preparing"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BAND_STATE_AUTHENTICATING, "authenticating"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BAND_STATE_TAP_NEEDED, "tap-needed"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BAND_STATE_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BAND_STATE_DISCONNECTING, "disconnecting"))

G_DEFINE_ENUM_TYPE (TactusPulseState, tactus_pulse_state,
                    G_DEFINE_ENUM_VALUE (TACTUS_PULSE_STATE_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (TACTUS_PULSE_STATE_STARTING, "starting"),
                    G_DEFINE_ENUM_VALUE (TACTUS_PULSE_STATE_LIVE, "live"),
                    G_DEFINE_ENUM_VALUE (TACTUS_PULSE_STATE_NO_VALUE, "no-value"),
                    G_DEFINE_ENUM_VALUE (TACTUS_PULSE_STATE_NO_CONTACT, "no-contact"),
                    G_DEFINE_ENUM_VALUE (TACTUS_PULSE_STATE_STALE, "stale"),
                    G_DEFINE_ENUM_VALUE (TACTUS_PULSE_STATE_LOST, "lost"))

G_DEFINE_ENUM_TYPE (TactusKeyStorage, tactus_key_storage,
                    G_DEFINE_ENUM_VALUE (TACTUS_KEY_STORAGE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (TACTUS_KEY_STORAGE_KEPT, "kept"),
                    G_DEFINE_ENUM_VALUE (TACTUS_KEY_STORAGE_SESSION, "session"))

static void attempt_end (TactusBand *self,
                         GError     *error);
static void close_begin (TactusBand *self,
                         GTask      *task,
                         GError     *error,
                         gboolean    retry);
static Closing *close_prepare (TactusBand *self,
                               GTask      *task,
                               GError     *error,
                               gboolean    retry);
static void close_go (TactusBand *self);
static void close_one_less (TactusBand *self);

/* ── properties ── */

static void
notify (TactusBand         *self,
        TactusBandProperty  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_state (TactusBand      *self,
           TactusBandState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  notify (self, PROP_STATE);
}

static void
set_error (TactusBand   *self,
           const GError *error)
{
  if (!error && !self->error)
    return;

  g_clear_error (&self->error);
  self->error = error ? g_error_copy (error) : NULL;
  notify (self, PROP_ERROR);
}

static void
set_measuring (TactusBand *self,
               gboolean    measuring)
{
  if (self->measuring == measuring)
    return;

  self->measuring = measuring;
  notify (self, PROP_MEASURING);
}

static void
set_pulse (TactusBand       *self,
           TactusPulseState  state,
           guint             bpm)
{
  gboolean other_state = self->pulse_state != state;
  gboolean other_bpm = self->bpm != bpm;

  self->pulse_state = state;
  self->bpm = bpm;
  if (other_state)
    notify (self, PROP_PULSE_STATE);
  if (other_bpm)
    notify (self, PROP_BPM);
}

static void
set_battery (TactusBand *self,
             int         level,
             gboolean    charging)
{
  gboolean other_level = self->battery_level != level;
  gboolean other_charging = self->charging != charging;

  self->battery_level = level;
  self->charging = charging;
  if (other_level)
    notify (self, PROP_BATTERY_LEVEL);
  if (other_charging)
    notify (self, PROP_CHARGING);
}

static void
update_key_storage (TactusBand *self)
{
  TactusKeyStorage storage = tactus_key_keeper_get_storage (self->keeper);

  if (self->key_storage == storage)
    return;

  self->key_storage = storage;
  notify (self, PROP_KEY_STORAGE);
}

/* What there is to say of the pulse while no meter says it. */
static void
show_no_meter (TactusBand *self)
{
  set_pulse (self, self->measuring ? TACTUS_PULSE_STATE_LOST : TACTUS_PULSE_STATE_IDLE, 0);
}

/* ── readings ── */

static void
append (TactusBand        *self,
        TactusReadingKind  kind,
        guint16            bpm)
{
  TactusReading reading = { g_get_real_time (), kind, bpm };

  tactus_series_append (self->series, &reading);
  g_signal_emit (self, signals[READING], 0, &reading);
}

/* Nobody listens from here on. */
static void
append_gap (TactusBand *self)
{
  const TactusReading *last = tactus_series_get_last (self->series);

  if (last && last->kind != TACTUS_READING_GAP)
    append (self, TACTUS_READING_GAP, 0);
}

/* ── a single measurement ── */

/* The one way out.  @error is taken; NULL means that @bpm was measured. */
static void
once_end (TactusBand *self,
          guint       bpm,
          GError     *error)
{
  Once *once = g_steal_pointer (&self->once);
  g_autoptr(GTask) task = g_steal_pointer (&once->task);

  g_clear_handle_id (&once->timeout_id, g_source_remove);
  if (once->cancel)
    g_source_destroy (once->cancel);
  g_clear_pointer (&once->cancel, g_source_unref);
  g_free (once);

  if (self->meter)
    tactus_meter_stop_once (self->meter);
  if (!self->measuring)
    append_gap (self);

  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, bpm);
}

static void
once_fail (TactusBand   *self,
           const GError *error)
{
  if (self->once)
    once_end (self, 0, g_error_copy (error));
}

static gboolean
once_timed_out_cb (gpointer user_data)
{
  TactusBand *self = user_data;

  self->once->timeout_id = 0;
  once_end (self, 0, g_error_new (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_TIMED_OUT,
                                  "The band found no pulse within %u s",
                                  self->timings.first_value_ms / 1000));

  return G_SOURCE_REMOVE;
}

static gboolean
once_cancelled_cb (GCancellable *cancellable,
                   gpointer      user_data)
{
  TactusBand *self = user_data;
  GError *error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  once_end (self, 0, error);

  return G_SOURCE_REMOVE;
}

/* ── measuring ── */

/* READY: does what is wished for. */
static void
measure (TactusBand *self)
{
  if (self->measuring)
    tactus_meter_start (self->meter);

  if (!self->once || self->once->timeout_id)
    return;

  self->once->timeout_id = g_timeout_add (self->timings.first_value_ms, once_timed_out_cb, self);
  tactus_meter_start_once (self->meter);
}

static void
meter_heart_rate_cb (TactusBand            *self,
                     const TactusHeartRate *rate)
{
  g_signal_emit (self, signals[HEART_RATE], 0, rate);

  if (rate->contact == TACTUS_CONTACT_NO)
    {
      append (self, TACTUS_READING_NO_CONTACT, 0);
    }
  else if (rate->no_reading)
    {
      append (self, TACTUS_READING_NO_VALUE, 0);
    }
  else
    {
      append (self, TACTUS_READING_PULSE, rate->value);
      if (self->once)
        once_end (self, rate->value, NULL);
    }
}

static void
meter_changed_cb (TactusBand  *self,
                  TactusMeter *meter)
{
  if (meter == self->meter)
    set_pulse (self, tactus_meter_get_state (meter), tactus_meter_get_bpm (meter));
}

/* The rest of the band works on. */
static void
meter_failed_cb (TactusBand *self,
                 GError     *error)
{
  g_message ("%s: no heart rate: %s", self->address, error->message);
  set_measuring (self, FALSE);
  set_error (self, error);
  once_fail (self, error);
}

static void
meter_stuck_cb (TactusBand *self)
{
  close_begin (self, NULL,
               g_error_new_literal (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_TIMED_OUT,
                                    "The band measures, but sends nothing"),
               TRUE);
}

static void
create_meter (TactusBand *self)
{
  self->meter = tactus_meter_new (self->connection, &self->timings);
  g_signal_connect_object (self->meter, "heart-rate", G_CALLBACK (meter_heart_rate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->meter, "changed", G_CALLBACK (meter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->meter, "failed", G_CALLBACK (meter_failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->meter, "stuck", G_CALLBACK (meter_stuck_cb), self,
                           G_CONNECT_SWAPPED);
}

/* ── when READY ── */

static void
take_battery (TactusBand *self,
              GBytes     *value)
{
  g_autoptr(GError) error = NULL;
  TactusBattery battery;
  gsize length;
  const guint8 *data = g_bytes_get_data (value, &length);

  if (tactus_battery_parse (&battery, data, length, &error))
    set_battery (self, battery.level, battery.charging == TACTUS_CHARGING_YES);
  else
    g_message ("%s: battery: %s", self->address, error->message);
}

static void
battery_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) value = NULL;

  value = tactus_bluez_connection_read_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error);
  if (value)
    take_battery (self, value);
  else
    g_debug ("%s: battery: %s", self->address, error->message);
}

static void
battery_subscribed_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_bluez_connection_subscribe_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error))
    g_debug ("%s: battery: %s", self->address, error->message);
}

static void
time_set_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_bluez_connection_write_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("%s: the clock was not set: %s", self->address, error->message);
}

static void
set_time (TactusBand *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GBytes) bytes = NULL;
  TactusBandTime time;

  tactus_band_time_from_date_time (&time, now);
  bytes = tactus_band_time_encode (&time);
  tactus_bluez_connection_write_async (self->connection, TACTUS_UUID_CURRENT_TIME, bytes,
                                       TACTUS_BLUEZ_WRITE_REQUEST, self->link_cancellable,
                                       time_set_cb, g_object_ref (self));
}

static void
follow_battery (TactusBand *self)
{
  tactus_bluez_connection_read_async (self->connection, TACTUS_UUID_BATTERY, self->link_cancellable,
                                      battery_read_cb, g_object_ref (self));
  tactus_bluez_connection_subscribe_async (self->connection, TACTUS_UUID_BATTERY,
                                           self->link_cancellable, battery_subscribed_cb,
                                           g_object_ref (self));
}

/* The clock right after the login, as the vendor's app does; nothing here makes the link fail. */
static void
greet (TactusBand *self)
{
  if (tactus_bluez_connection_has (self->connection, TACTUS_UUID_CURRENT_TIME))
    set_time (self);
  if (tactus_bluez_connection_has (self->connection, TACTUS_UUID_BATTERY))
    follow_battery (self);
}

static void
notified_cb (TactusBand *self,
             const char *uuid,
             GBytes     *value)
{
  if (self->state == TACTUS_BAND_STATE_READY && strcmp (uuid, TACTUS_UUID_BATTERY) == 0)
    take_battery (self, value);
}

static gboolean
settled_cb (gpointer user_data)
{
  TactusBand *self = user_data;

  self->settled_id = 0;
  tactus_backoff_reset (&self->backoff);

  return G_SOURCE_REMOVE;
}

static void
become_ready (TactusBand *self)
{
  self->wanted = TRUE;
  self->link_cancellable = g_cancellable_new ();
  self->settled_id = g_timeout_add (SETTLED_MS, settled_cb, self);
  create_meter (self);
  greet (self);

  g_object_freeze_notify (G_OBJECT (self));
  set_error (self, NULL);
  set_state (self, TACTUS_BAND_STATE_READY);
  measure (self);
  g_object_thaw_notify (G_OBJECT (self));
}

/* ── the connection ── */

/* The system forgot the band because somebody asked it to; coming back would undo that. */
static gboolean
is_for_good (const GError *error)
{
  return g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_REMOVED);
}

static void
closed_cb (TactusBand *self,
           GError     *error)
{
  g_autoptr(TactusBand) hold = g_object_ref (self);
  gboolean retry = error && !is_for_good (error);
  GError *why;

  if (self->closing)
    return;

  why = error ? tactus_band_error_translate (g_error_copy (error))
              : g_error_new_literal (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_DISCONNECTED,
                                     "The link was closed");
  if (!retry)
    self->wanted = FALSE;
  if (self->attempt)
    attempt_end (self, why);
  else
    close_begin (self, NULL, why, retry);
}

static void
take_connection (TactusBand            *self,
                 TactusBluezConnection *connection)
{
  self->connection = connection;
  g_signal_connect_object (connection, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "notified", G_CALLBACK (notified_cb), self,
                           G_CONNECT_SWAPPED);
}

static TactusBluezConnection *
steal_connection (TactusBand *self)
{
  if (self->connection)
    g_signal_handlers_disconnect_by_data (self->connection, self);

  return g_steal_pointer (&self->connection);
}

/* ── an attempt ── */

static Attempt *
attempt_new (TactusBand *self,
             gboolean    pairing,
             TactusKey  *key,
             GTask      *task)
{
  Attempt *attempt = g_rc_box_new0 (Attempt);

  attempt->band = g_object_ref (self);
  attempt->task = task;
  attempt->cancellable = g_cancellable_new ();
  attempt->pairing = pairing;
  attempt->key = key ? tactus_key_ref (key) : NULL;
  attempt->mode = pairing && !key ? TACTUS_HANDSHAKE_SET_KEY : TACTUS_HANDSHAKE_LOG_IN;

  return attempt;
}

static void
attempt_stop_watching (Attempt *attempt)
{
  if (attempt->cancel)
    g_source_destroy (attempt->cancel);
  g_clear_pointer (&attempt->cancel, g_source_unref);
}

static void
attempt_clear (gpointer data)
{
  Attempt *attempt = data;

  g_assert (!attempt->cancel);
  g_clear_object (&attempt->task);
  g_clear_object (&attempt->cancellable);
  g_clear_pointer (&attempt->key, tactus_key_unref);
  g_clear_object (&attempt->band);
}

static void
attempt_unref (Attempt *attempt)
{
  g_rc_box_release_full (attempt, attempt_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_unref)

static gboolean
attempt_is_over (Attempt *attempt)
{
  return attempt->band->attempt != attempt;
}

/* An attempt that never began. */
static void
attempt_drop (Attempt *attempt,
              GError  *error)
{
  g_autoptr(Attempt) hold = attempt;

  attempt_stop_watching (attempt);
  if (attempt->task)
    g_task_return_error (attempt->task, error);
  else
    g_error_free (error);
}

static GError *
superseded (void)
{
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Another command took over");
}

static void
set_next (TactusBand *self,
          Attempt    *attempt)
{
  Attempt *old = g_steal_pointer (&self->next);

  self->next = attempt;
  if (old)
    attempt_drop (old, superseded ());
}

static gboolean
attempt_cancelled_cb (GCancellable *cancellable,
                      gpointer      user_data)
{
  Attempt *attempt = user_data;
  TactusBand *self = attempt->band;
  GError *error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  if (attempt == self->next)
    {
      self->next = NULL;
      attempt_drop (attempt, error);
    }
  else
    {
      self->wanted = FALSE;
      attempt_end (self, error);
    }

  return G_SOURCE_REMOVE;
}

/* From when the command is given, even if it has to wait. */
static void
attempt_watch (Attempt *attempt)
{
  GCancellable *cancellable = attempt->task ? g_task_get_cancellable (attempt->task) : NULL;

  if (!cancellable)
    return;

  attempt->cancel = g_cancellable_source_new (cancellable);
  g_source_set_callback (attempt->cancel, G_SOURCE_FUNC (attempt_cancelled_cb), attempt, NULL);
  g_source_attach (attempt->cancel, NULL);
}

/* Whether the band may have the key that it was sent.  A person who cancels wants nothing left
 * behind; only if the band had a key of ours before, the new one may have replaced it by now and is
 * worth a try when the old one fails. */
static gboolean
attempt_leaves_key (Attempt      *attempt,
                    const GError *error)
{
  if (attempt->accepted)
    return TRUE;
  if (attempt->mode != TACTUS_HANDSHAKE_SET_KEY || !attempt->key_sent)
    return FALSE;
  /* The prompt may still be on the band's screen, and be tapped after all. */
  if (attempt->outcome == TACTUS_HANDSHAKE_OUTCOME_TAP_TIMED_OUT)
    return TRUE;
  if (g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_REFUSED) ||
      g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_SERVER_KEY_NEEDED) ||
      g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NOT_CONFIRMED) ||
      g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_WRONG_KEY))
    return FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return tactus_key_keeper_get_current (attempt->band->keeper) != NULL;

  return TRUE;
}

/* What another attempt by itself would not change, or should not. */
static gboolean
is_worth_retrying (const GError *error)
{
  if (error->domain != TACTUS_BAND_ERROR)
    return FALSE;

  switch ((TactusBandError) error->code)
    {
    case TACTUS_BAND_ERROR_TIMED_OUT:
    case TACTUS_BAND_ERROR_OUT_OF_RANGE:
    case TACTUS_BAND_ERROR_DISCONNECTED:
    case TACTUS_BAND_ERROR_ADAPTER_OFF:
    case TACTUS_BAND_ERROR_NO_ADAPTER:
    case TACTUS_BAND_ERROR_NO_SERVICE:
    case TACTUS_BAND_ERROR_BUSY:
    case TACTUS_BAND_ERROR_PROTOCOL:
      return TRUE;
    case TACTUS_BAND_ERROR_NOT_CONFIRMED:
    case TACTUS_BAND_ERROR_REFUSED:
    case TACTUS_BAND_ERROR_SERVER_KEY_NEEDED:
    case TACTUS_BAND_ERROR_WRONG_KEY:
    case TACTUS_BAND_ERROR_NO_KEY:
    case TACTUS_BAND_ERROR_NOT_ALLOWED:
    case TACTUS_BAND_ERROR_NOT_SUPPORTED:
    case TACTUS_BAND_ERROR_KEYRING:
    default:
      return FALSE;
    }
}

static void
discarded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;

  tactus_key_keeper_finish (TACTUS_KEY_KEEPER (source), result, NULL);
  close_one_less (self);
}

/* The one way out of an attempt that failed.  @error is taken. */
static void
attempt_end (TactusBand *self,
             GError     *error)
{
  g_autoptr(Attempt) attempt = g_steal_pointer (&self->attempt);
  gboolean discard = attempt->pairing && !attempt_leaves_key (attempt, error);
  gboolean retry = self->wanted && is_worth_retrying (error);
  Closing *closing;

  attempt_stop_watching (attempt);
  g_cancellable_cancel (attempt->cancellable);
  if (g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_WRONG_KEY))
    tactus_key_keeper_distrust (self->keeper);

  closing = close_prepare (self, g_steal_pointer (&attempt->task), error, retry);
  closing->outstanding += attempt->link_calls;
  if (discard)
    {
      closing->outstanding++;
      tactus_key_keeper_discard_async (self->keeper, discarded_cb, g_object_ref (self));
    }
  close_go (self);
}

static void
attempt_fail (TactusBand      *self,
              TactusBandError  code,
              const char      *message)
{
  attempt_end (self, g_error_new_literal (TACTUS_BAND_ERROR, code, message));
}

static void
attempt_succeed (TactusBand *self)
{
  g_autoptr(Attempt) attempt = g_steal_pointer (&self->attempt);

  attempt_stop_watching (attempt);
  update_key_storage (self);
  become_ready (self);

  if (attempt->task)
    g_task_return_boolean (attempt->task, TRUE);
}

static void
accepted_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Attempt) attempt = user_data;

  tactus_key_keeper_finish (TACTUS_KEY_KEEPER (source), result, NULL);
  update_key_storage (attempt->band);
  if (!attempt_is_over (attempt))
    attempt_succeed (attempt->band);
}

/* The key that has just opened the band becomes its key; too late now to cancel. */
static void
attempt_accept (Attempt *attempt)
{
  TactusBand *self = attempt->band;
  gboolean pending = attempt->key == tactus_key_keeper_get_pending (self->keeper);

  attempt->accepted = TRUE;
  attempt_stop_watching (attempt);
  tactus_band_set_known (self, TRUE);
  if (pending)
    tactus_key_keeper_accept_async (self->keeper, accepted_cb, g_rc_box_acquire (attempt));
  else
    attempt_succeed (self);
}

static void attempt_open (Attempt *attempt);

static void
reopen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Attempt) attempt = user_data;

  attempt->link_calls--;
  tactus_bluez_connection_close_finish (TACTUS_BLUEZ_CONNECTION (source), result, NULL);
  if (attempt_is_over (attempt))
    close_one_less (attempt->band);
  else
    attempt_open (attempt);
}

/* The band does not know our key.  It may have taken a newer one, whose arrival we never learned;
 * a band wants a new link for another try. */
static gboolean
attempt_try_pending (Attempt *attempt)
{
  TactusBand *self = attempt->band;
  TactusKey *pending = tactus_key_keeper_get_pending (self->keeper);
  g_autoptr(TactusBluezConnection) connection = NULL;

  if (attempt->pairing || !pending || pending == attempt->key)
    return FALSE;

  tactus_key_unref (attempt->key);
  attempt->key = tactus_key_ref (pending);
  attempt->link_ready = FALSE;
  attempt->link_calls++;
  set_state (self, TACTUS_BAND_STATE_CONNECTING);
  connection = steal_connection (self);
  tactus_bluez_connection_close_async (connection, NULL, reopen_cb, g_rc_box_acquire (attempt));

  return TRUE;
}

static void
login_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Attempt) attempt = user_data;
  TactusLoginResult login;
  GError *error = NULL;
  gboolean ok;

  ok = tactus_login_finish (TACTUS_BLUEZ_CONNECTION (source), result, &login, &error);
  if (attempt_is_over (attempt))
    {
      g_clear_error (&error);
      return;
    }

  if (ok)
    {
      attempt_accept (attempt);
    }
  else if (login.outcome == TACTUS_HANDSHAKE_OUTCOME_WRONG_KEY && attempt_try_pending (attempt))
    {
      g_error_free (error);
    }
  else
    {
      attempt->outcome = login.outcome;
      attempt_end (attempt->band, error);
    }
}

static void
login_progress (gboolean tap,
                gpointer user_data)
{
  Attempt *attempt = user_data;

  if (tap)
    attempt->key_sent = TRUE;
  if (!attempt_is_over (attempt))
    set_state (attempt->band,
               tap ? TACTUS_BAND_STATE_TAP_NEEDED : TACTUS_BAND_STATE_AUTHENTICATING);
}

/* Once both the link and the key are there.  A band drops those who do not log in at once. */
static void
attempt_go_on (Attempt *attempt)
{
  TactusBand *self = attempt->band;

  if (!attempt->link_ready || !attempt->key_ready)
    return;

  set_state (self, TACTUS_BAND_STATE_AUTHENTICATING);
  if (attempt_is_over (attempt))
    return;

  tactus_login_async (self->connection, self->model, attempt->key, attempt->mode, &self->timings,
                      login_progress, attempt->cancellable, login_cb, g_rc_box_acquire (attempt));
}

/* ── an attempt: the link ── */

static void
late_close_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;

  tactus_bluez_connection_close_finish (TACTUS_BLUEZ_CONNECTION (source), result, NULL);
  close_one_less (self);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Attempt) attempt = user_data;
  TactusBand *self = attempt->band;
  g_autoptr(TactusBluezConnection) connection = NULL;
  GError *error = NULL;

  connection = tactus_bluez_connection_open_finish (result, &error);
  attempt->link_calls--;

  if (attempt_is_over (attempt))
    {
      g_clear_error (&error);
      if (connection)
        tactus_bluez_connection_close_async (connection, NULL, late_close_cb, g_object_ref (self));
      else
        close_one_less (self);
    }
  else if (error)
    {
      attempt_end (self, tactus_login_error_translate (error));
    }
  else
    {
      take_connection (self, g_steal_pointer (&connection));
      attempt->link_ready = TRUE;
      set_state (self, TACTUS_BAND_STATE_PREPARING);
      if (!attempt_is_over (attempt))
        attempt_go_on (attempt);
    }
}

static void
attempt_open (Attempt *attempt)
{
  static const char * const required[] = { TACTUS_UUID_AUTH, NULL };
  TactusBand *self = attempt->band;

  attempt->link_calls++;
  tactus_bluez_connection_open_async (self->client, self->address, required, attempt->cancellable,
                                      opened_cb, g_rc_box_acquire (attempt));
}

static void
service_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Attempt) attempt = user_data;
  GError *error = NULL;

  tactus_bluez_client_wait_finish (TACTUS_BLUEZ_CLIENT (source), result, &error);
  if (attempt_is_over (attempt))
    g_clear_error (&error);
  else if (error)
    attempt_end (attempt->band, tactus_band_error_translate (error));
  else
    attempt_open (attempt);
}

/* ── an attempt: the key ── */

static void
proposed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Attempt) attempt = user_data;

  tactus_key_keeper_finish (TACTUS_KEY_KEEPER (source), result, NULL);
  if (attempt_is_over (attempt))
    return;

  attempt->key_ready = TRUE;
  attempt_go_on (attempt);
}

static void
attempt_choose_key (Attempt *attempt)
{
  TactusBand *self = attempt->band;
  TactusKey *key = tactus_key_keeper_get_current (self->keeper);

  if (!key)
    key = tactus_key_keeper_get_pending (self->keeper);

  if (key)
    {
      attempt->key = tactus_key_ref (key);
      attempt->key_ready = TRUE;
      attempt_go_on (attempt);
    }
  else if (self->model->key_source == TACTUS_KEY_SOURCE_SERVER)
    {
      attempt_fail (self, TACTUS_BAND_ERROR_SERVER_KEY_NEEDED, "No key from the vendor is stored");
    }
  else
    {
      attempt_fail (self, TACTUS_BAND_ERROR_NO_KEY, "No key is stored; pair the band first");
    }
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Attempt) attempt = user_data;
  GError *error = NULL;

  tactus_key_keeper_finish (TACTUS_KEY_KEEPER (source), result, &error);
  update_key_storage (attempt->band);
  if (attempt_is_over (attempt))
    g_clear_error (&error);
  else if (error)
    attempt_end (attempt->band, error);
  else
    attempt_choose_key (attempt);
}

/* A new key rests in the store before the band can have it: whatever happens then, one of the two
 * keys there opens the band. */
static void
attempt_get_key (Attempt *attempt)
{
  TactusBand *self = attempt->band;

  if (!attempt->pairing)
    {
      tactus_key_keeper_load_async (self->keeper, attempt->cancellable, loaded_cb,
                                    g_rc_box_acquire (attempt));
      return;
    }

  if (!attempt->key)
    attempt->key = tactus_key_new_random ();
  tactus_key_keeper_propose_async (self->keeper, attempt->key, attempt->cancellable, proposed_cb,
                                   g_rc_box_acquire (attempt));
}

/* ── an attempt: the beginning ── */

static GError *
check_model (TactusBand *self,
             Attempt    *attempt)
{
  if (!self->model || !tactus_model_can_pair (self->model))
    return g_error_new (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NOT_SUPPORTED,
                        "This version cannot talk to %s", tactus_band_get_name (self));
  if (attempt->mode == TACTUS_HANDSHAKE_SET_KEY &&
      self->model->key_source != TACTUS_KEY_SOURCE_CLIENT)
    return g_error_new (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_SERVER_KEY_NEEDED,
                        "%s wants the key that the vendor issued", tactus_band_get_name (self));

  return NULL;
}

static GError *
prepare (TactusBand *self,
         Attempt    *attempt)
{
  GError *error = check_model (self, attempt);

  if (!error && !self->lock)
    self->lock = tactus_band_lock_acquire (self->lock_dir, self->address, &error);

  return error;
}

/* Takes @attempt.  The link and the key are looked after side by side: a slow keyring must not cost
 * the time in which a band waits for the login. */
static void
attempt_begin (TactusBand *self,
               Attempt    *attempt)
{
  g_autoptr(Attempt) hold = g_rc_box_acquire (attempt);
  GError *error;

  g_assert (!self->attempt && !self->closing && !self->connection);

  g_clear_handle_id (&self->retry_id, g_source_remove);
  self->attempt = attempt;
  error = prepare (self, attempt);
  if (error)
    {
      attempt_end (self, error);
      return;
    }

  g_object_freeze_notify (G_OBJECT (self));
  if (attempt->task)
    set_error (self, NULL);
  set_state (self, TACTUS_BAND_STATE_CONNECTING);
  g_object_thaw_notify (G_OBJECT (self));

  if (!attempt_is_over (attempt))
    attempt_get_key (attempt);
  if (!attempt_is_over (attempt))
    tactus_bluez_client_wait_async (self->client, SERVICE_MS, attempt->cancellable, service_cb,
                                    g_rc_box_acquire (attempt));
}

/* A command of a person's: whatever is in flight makes room for it.  Takes @attempt. */
static void
command (TactusBand *self,
         Attempt    *attempt)
{
  tactus_backoff_reset (&self->backoff);
  attempt_watch (attempt);

  if (self->attempt || self->closing || self->connection)
    set_next (self, attempt);

  if (self->attempt)
    attempt_end (self, superseded ());
  else if (self->connection && !self->closing)
    close_begin (self, NULL, NULL, FALSE);
  else if (!self->closing)
    attempt_begin (self, attempt);
}

/* Something is wanted that needs READY: make sure that somebody is on the way there. */
static void
want_ready (TactusBand *self)
{
  if (self->attempt || self->next || self->state == TACTUS_BAND_STATE_READY)
    return;

  command (self, attempt_new (self, FALSE, NULL, NULL));
}

/* ── coming back ── */

static gboolean
retry_cb (gpointer user_data)
{
  TactusBand *self = user_data;

  self->retry_id = 0;
  attempt_begin (self, attempt_new (self, FALSE, NULL, NULL));

  return G_SOURCE_REMOVE;
}

/* While there is no Bluetooth nothing is counted and nothing is tried. */
static void
schedule_retry (TactusBand *self)
{
  guint pause_ms;

  if (self->retry_id || tactus_bluez_client_get_state (self->client) != TACTUS_BLUEZ_STATE_READY)
    return;

  pause_ms = tactus_backoff_next (&self->backoff, g_random_double ());
  g_debug ("%s: trying again in %u ms", self->address, pause_ms);
  self->retry_id = g_timeout_add (pause_ms, retry_cb, self);
}

static void
client_state_cb (TactusBand *self)
{
  if (self->state != TACTUS_BAND_STATE_WAITING)
    return;

  g_clear_handle_id (&self->retry_id, g_source_remove);
  tactus_backoff_reset (&self->backoff);
  schedule_retry (self);
}

/* ── the way back ── */

static void
closing_free (Closing *closing)
{
  g_clear_handle_id (&closing->goodbye_id, g_source_remove);
  g_clear_object (&closing->meter);
  g_clear_object (&closing->task);
  g_clear_error (&closing->error);
  g_free (closing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Closing, closing_free)

static void
return_leaving (TactusBand *self)
{
  g_autoptr(GPtrArray) leaving = g_steal_pointer (&self->leaving);

  self->leaving = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < leaving->len; i++)
    g_task_return_boolean (leaving->pdata[i], TRUE);
}

/* Nobody will try again by itself, so nobody is left to measure. */
static void
become_offline (TactusBand   *self,
                const GError *error)
{
  self->wanted = FALSE;
  g_clear_pointer (&self->lock, tactus_band_lock_release);

  g_object_freeze_notify (G_OBJECT (self));
  set_measuring (self, FALSE);
  show_no_meter (self);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_error (self, error);
  set_state (self, TACTUS_BAND_STATE_OFFLINE);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
become_waiting (TactusBand   *self,
                const GError *error)
{
  g_object_freeze_notify (G_OBJECT (self));
  show_no_meter (self);
  set_error (self, error);
  set_state (self, TACTUS_BAND_STATE_WAITING);
  g_object_thaw_notify (G_OBJECT (self));

  if (self->state == TACTUS_BAND_STATE_WAITING)
    schedule_retry (self);
}

/* The link is down.  The next command begins before anybody hears of the last one's end, so that
 * what they ask for in turn comes after it. */
static void
close_end (TactusBand *self)
{
  g_autoptr(TactusBand) hold = g_object_ref (self);
  g_autoptr(Closing) closing = g_steal_pointer (&self->closing);
  Attempt *next = g_steal_pointer (&self->next);

  if (next)
    attempt_begin (self, next);
  else if (closing->retry)
    become_waiting (self, closing->error);
  else
    become_offline (self, closing->error);

  if (!next && self->once)
    once_end (self, 0, closing->error ? g_error_copy (closing->error) : superseded ());
  return_leaving (self);
  if (closing->task)
    g_task_return_error (closing->task, g_steal_pointer (&closing->error));
}

static void
close_one_less (TactusBand *self)
{
  g_assert (self->closing && self->closing->outstanding > 0);

  self->closing->outstanding--;
  if (self->closing->outstanding == 0)
    close_end (self);
}

static void
link_closed_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;

  tactus_bluez_connection_close_finish (TACTUS_BLUEZ_CONNECTION (source), result, NULL);
  close_one_less (self);
}

static void
close_link (TactusBand *self)
{
  g_autoptr(TactusBluezConnection) connection = steal_connection (self);

  if (connection)
    tactus_bluez_connection_close_async (connection, NULL, link_closed_cb, g_object_ref (self));
  else
    close_one_less (self);
}

static void
goodbye_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;

  tactus_meter_stop_finish (TACTUS_METER (source), result);
  g_clear_handle_id (&self->closing->goodbye_id, g_source_remove);
  close_link (self);
}

/* A disposed meter cancels its writes, and so ends what waits for them. */
static gboolean
goodbye_timed_out_cb (gpointer user_data)
{
  TactusBand *self = user_data;

  self->closing->goodbye_id = 0;
  g_object_run_dispose (G_OBJECT (self->closing->meter));

  return G_SOURCE_REMOVE;
}

/* From now on nobody measures; the band's light goes off before the link, if it can be told. */
static void
say_goodbye (TactusBand *self)
{
  Closing *closing = self->closing;

  closing->meter = g_steal_pointer (&self->meter);
  g_signal_handlers_disconnect_by_data (closing->meter, self);
  append_gap (self);
  show_no_meter (self);

  closing->goodbye_id = g_timeout_add (GOODBYE_MS, goodbye_timed_out_cb, self);
  tactus_meter_stop_async (closing->meter, NULL, goodbye_cb, g_object_ref (self));
}

/* The one way down, from wherever the band stands.  @task and @error are taken.  Nothing happens
 * before close_go(). */
static Closing *
close_prepare (TactusBand *self,
               GTask      *task,
               GError     *error,
               gboolean    retry)
{
  Closing *closing = g_new0 (Closing, 1);

  g_assert (!self->closing);

  closing->task = task;
  closing->error = error;
  closing->retry = retry && self->wanted;
  closing->outstanding = 1;
  self->closing = closing;

  return closing;
}

static void
stop_timers (TactusBand *self)
{
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_handle_id (&self->settled_id, g_source_remove);
  if (self->once)
    g_clear_handle_id (&self->once->timeout_id, g_source_remove);
}

/* The count that close_prepare() put there becomes the link's. */
static void
close_go (TactusBand *self)
{
  g_autoptr(TactusBand) hold = g_object_ref (self);

  stop_timers (self);
  if (self->link_cancellable)
    g_cancellable_cancel (self->link_cancellable);
  g_clear_object (&self->link_cancellable);

  if (self->connection || self->closing->outstanding > 1)
    set_state (self, TACTUS_BAND_STATE_DISCONNECTING);

  if (self->meter)
    say_goodbye (self);
  else
    close_link (self);
}

static void
close_begin (TactusBand *self,
             GTask      *task,
             GError     *error,
             gboolean    retry)
{
  close_prepare (self, task, error, retry);
  close_go (self);
}

/* ── what BlueZ says of the band ── */

static void
update_presence (TactusBand *self)
{
  int rssi = self->device ? tactus_bluez_device_get_rssi (self->device) : TACTUS_RSSI_UNKNOWN;
  gboolean present = self->device && (rssi != TACTUS_RSSI_UNKNOWN ||
                                      tactus_bluez_device_get_connected (self->device));
  gboolean other_rssi, other_present;

  /* A controller that cannot tell says 127: heard, but who knows how loud. */
  if (rssi > MAX_RSSI)
    rssi = TACTUS_RSSI_UNKNOWN;
  other_rssi = self->rssi != rssi;
  other_present = self->present != present;

  self->rssi = rssi;
  self->present = present;
  if (other_rssi)
    notify (self, PROP_RSSI);
  if (other_present)
    notify (self, PROP_PRESENT);
}

static void
update_name (TactusBand *self)
{
  const char *name = self->device ? tactus_bluez_device_get_name (self->device) : NULL;

  if (!name || g_strcmp0 (name, self->name) == 0)
    return;

  g_free (self->name);
  self->name = g_strdup (name);
  if (!self->model)
    self->model = tactus_model_for_name (name);
  notify (self, PROP_NAME);
}

static void
device_changed_cb (TactusBand *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  update_name (self);
  update_presence (self);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
drop_device (TactusBand *self)
{
  if (self->device)
    g_signal_handlers_disconnect_by_data (self->device, self);
  g_clear_object (&self->device);
}

static void
devices_changed_cb (TactusBand *self)
{
  TactusBluezDevice *device = tactus_bluez_client_lookup (self->client, self->address);

  if (device == self->device)
    return;

  drop_device (self);
  if (device)
    {
      self->device = g_object_ref (device);
      g_signal_connect_object (device, "notify", G_CALLBACK (device_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  device_changed_cb (self);
}

/* ── commands ── */

static GTask *
task_for (TactusBand          *self,
          gpointer             tag,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);

  return task;
}

void
tactus_band_pair_async (TactusBand          *self,
                        TactusKey           *key,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (TACTUS_IS_BAND (self));

  command (self, attempt_new (self, TRUE, key,
                              task_for (self, tactus_band_pair_async, cancellable, callback,
                                        user_data)));
}

gboolean
tactus_band_pair_finish (TactusBand    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* An attempt that nobody asked for is already under way: it becomes the person's.  Takes @task. */
static gboolean
adopt_attempt (TactusBand *self,
               GTask      *task)
{
  Attempt *attempt = self->attempt ? self->attempt : self->next;

  if (!attempt || attempt->task || attempt->pairing)
    return FALSE;

  attempt->task = task;
  attempt_watch (attempt);
  set_error (self, NULL);

  return TRUE;
}

void
tactus_band_connect_async (TactusBand          *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_BAND (self));

  task = task_for (self, tactus_band_connect_async, cancellable, callback, user_data);
  if (self->state == TACTUS_BAND_STATE_READY)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
  else if (!adopt_attempt (self, task))
    {
      command (self, attempt_new (self, FALSE, NULL, task));
    }
}

gboolean
tactus_band_connect_finish (TactusBand    *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Something is still up that has to come down first. */
static void
leave (TactusBand *self)
{
  if (self->attempt)
    attempt_end (self, superseded ());
  else if (self->closing)
    self->closing->retry = FALSE;
  else
    close_begin (self, NULL, NULL, FALSE);
}

void
tactus_band_disconnect_async (TactusBand          *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(TactusBand) hold = NULL;

  g_return_if_fail (TACTUS_IS_BAND (self));

  hold = g_object_ref (self);
  g_ptr_array_add (self->leaving, task_for (self, tactus_band_disconnect_async, cancellable,
                                            callback, user_data));
  self->wanted = FALSE;
  set_next (self, NULL);
  leave (self);
}

gboolean
tactus_band_disconnect_finish (TactusBand    *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tactus_band_start_measuring (TactusBand *self)
{
  g_return_if_fail (TACTUS_IS_BAND (self));

  if (self->measuring)
    return;

  set_measuring (self, TRUE);
  if (self->state == TACTUS_BAND_STATE_READY)
    {
      set_error (self, NULL);
      measure (self);
    }
  else
    {
      show_no_meter (self);
      want_ready (self);
    }
}

void
tactus_band_stop_measuring (TactusBand *self)
{
  g_return_if_fail (TACTUS_IS_BAND (self));

  if (!self->measuring)
    return;

  set_measuring (self, FALSE);
  append_gap (self);
  if (!self->meter)
    {
      show_no_meter (self);
      return;
    }

  tactus_meter_stop_async (self->meter, NULL, NULL, NULL);
  if (self->once)
    tactus_meter_start_once (self->meter);
}

static void
once_begin (TactusBand *self,
            GTask      *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  self->once = g_new0 (Once, 1);
  self->once->task = task;
  if (cancellable)
    {
      self->once->cancel = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->once->cancel, G_SOURCE_FUNC (once_cancelled_cb), self, NULL);
      g_source_attach (self->once->cancel, NULL);
    }
}

void
tactus_band_measure_once_async (TactusBand          *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (TACTUS_IS_BAND (self));

  if (self->once)
    once_end (self, 0, superseded ());

  once_begin (self, task_for (self, tactus_band_measure_once_async, cancellable, callback,
                              user_data));
  if (self->state == TACTUS_BAND_STATE_READY)
    measure (self);
  else
    want_ready (self);
}

gboolean
tactus_band_measure_once_finish (TactusBand    *self,
                                 GAsyncResult  *result,
                                 guint         *bpm,
                                 GError       **error)
{
  gssize value;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  value = g_task_propagate_int (G_TASK (result), error);
  if (value < 0)
    return FALSE;
  if (bpm)
    *bpm = value;

  return TRUE;
}

static void
info_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusBand *self = g_task_get_source_object (task);
  GError *error = NULL;
  TactusBandInfo *info;

  info = tactus_band_info_read_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error);
  if (!info)
    {
      g_task_return_error (task, error);
      return;
    }

  if (info->has_battery)
    set_battery (self, info->battery.level, info->battery.charging == TACTUS_CHARGING_YES);
  g_task_return_pointer (task, info, (GDestroyNotify) tactus_band_info_free);
}

void
tactus_band_read_info_async (TactusBand          *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (TACTUS_IS_BAND (self));

  task = task_for (self, tactus_band_read_info_async, cancellable, callback, user_data);
  if (self->state == TACTUS_BAND_STATE_READY)
    tactus_band_info_read_async (self->connection, cancellable, info_read_cb, g_object_ref (task));
  else
    g_task_return_new_error (task, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_DISCONNECTED,
                             "%s is not connected; connect it first", self->address);
}

TactusBandInfo *
tactus_band_read_info_finish (TactusBand    *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
keeper_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusBand *self = g_task_get_source_object (task);
  GError *error = NULL;
  gboolean ok;

  ok = tactus_key_keeper_finish (TACTUS_KEY_KEEPER (source), result, &error);
  update_key_storage (self);
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
tactus_band_keep_key_async (TactusBand          *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (TACTUS_IS_BAND (self));

  tactus_key_keeper_keep_async (self->keeper, cancellable, keeper_cb,
                                task_for (self, tactus_band_keep_key_async, cancellable, callback,
                                          user_data));
}

gboolean
tactus_band_keep_key_finish (TactusBand    *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tactus_band_forget_key_async (TactusBand          *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (TACTUS_IS_BAND (self));

  tactus_key_keeper_forget_async (self->keeper, cancellable, keeper_cb,
                                  task_for (self, tactus_band_forget_key_async, cancellable,
                                            callback, user_data));
}

gboolean
tactus_band_forget_key_finish (TactusBand    *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── what there is to ask ── */

void
tactus_band_set_timings (TactusBand              *self,
                         const TactusBandTimings *timings)
{
  g_return_if_fail (TACTUS_IS_BAND (self));

  self->timings = *timings;
  self->backoff.first_ms = timings->reconnect_ms;
}

void
tactus_band_set_known (TactusBand *self,
                       gboolean    known)
{
  g_return_if_fail (TACTUS_IS_BAND (self));

  if (self->known == known)
    return;

  self->known = known;
  notify (self, PROP_KNOWN);
}

const char *
tactus_band_get_address (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), NULL);

  return self->address;
}

const char *
tactus_band_get_name (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), NULL);

  if (self->name)
    return self->name;

  return self->model ? self->model->name : self->address;
}

const TactusModel *
tactus_band_get_model (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), NULL);

  return self->model;
}

TactusBandState
tactus_band_get_state (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), TACTUS_BAND_STATE_OFFLINE);

  return self->state;
}

const GError *
tactus_band_get_error (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), NULL);

  return self->error;
}

gboolean
tactus_band_get_known (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), FALSE);

  return self->known;
}

gboolean
tactus_band_get_present (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), FALSE);

  return self->present;
}

int
tactus_band_get_rssi (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), TACTUS_RSSI_UNKNOWN);

  return self->rssi;
}

gboolean
tactus_band_get_measuring (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), FALSE);

  return self->measuring;
}

TactusPulseState
tactus_band_get_pulse_state (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), TACTUS_PULSE_STATE_IDLE);

  return self->pulse_state;
}

guint
tactus_band_get_bpm (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), 0);

  return self->bpm;
}

int
tactus_band_get_battery_level (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), -1);

  return self->battery_level;
}

gboolean
tactus_band_get_charging (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), FALSE);

  return self->charging;
}

TactusKeyStorage
tactus_band_get_key_storage (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), TACTUS_KEY_STORAGE_NONE);

  return self->key_storage;
}

TactusSeries *
tactus_band_get_series (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), NULL);

  return self->series;
}

/* ── the object ── */

static void
follow_client (TactusBand *self)
{
  g_signal_connect_object (self->client, "notify::state", G_CALLBACK (client_state_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tactus_bluez_client_get_devices (self->client), "items-changed",
                           G_CALLBACK (devices_changed_cb), self, G_CONNECT_SWAPPED);
  devices_changed_cb (self);
}

TactusBand *
tactus_band_new (TactusBluezClient *client,
                 TactusKeyStore    *keys,
                 const char        *address,
                 const char        *name,
                 const TactusModel *model,
                 const char        *lock_dir)
{
  TactusBand *self;
  g_autofree char *label = NULL;

  g_return_val_if_fail (TACTUS_IS_BLUEZ_CLIENT (client), NULL);
  g_return_val_if_fail (TACTUS_IS_KEY_STORE (keys), NULL);
  g_return_val_if_fail (address != NULL && lock_dir != NULL, NULL);

  self = g_object_new (TACTUS_TYPE_BAND, NULL);
  self->client = g_object_ref (client);
  self->address = g_strdup (address);
  self->name = g_strdup (name);
  self->model = model;
  self->lock_dir = g_strdup (lock_dir);
  /* Translators: in the list of the keyring; a band's name and address */
  label = g_strdup_printf (_("Tactus key for %s (%s)"), tactus_band_get_name (self), address);
  self->keeper = tactus_key_keeper_new (keys, address, label);
  follow_client (self);

  return self;
}

static void
tactus_band_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  TactusBand *self = TACTUS_BAND (object);

  switch ((TactusBandProperty) id)
    {
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case PROP_NAME:
      g_value_set_string (value, tactus_band_get_name (self));
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_KNOWN:
      g_value_set_boolean (value, self->known);
      break;
    case PROP_PRESENT:
      g_value_set_boolean (value, self->present);
      break;
    case PROP_RSSI:
      g_value_set_int (value, self->rssi);
      break;
    case PROP_MEASURING:
      g_value_set_boolean (value, self->measuring);
      break;
    case PROP_PULSE_STATE:
      g_value_set_enum (value, self->pulse_state);
      break;
    case PROP_BPM:
      g_value_set_uint (value, self->bpm);
      break;
    case PROP_BATTERY_LEVEL:
      g_value_set_int (value, self->battery_level);
      break;
    case PROP_CHARGING:
      g_value_set_boolean (value, self->charging);
      break;
    case PROP_KEY_STORAGE:
      g_value_set_enum (value, self->key_storage);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

/* An attempt, a way back and a single measurement each hold a reference, so none is left here. */
static void
tactus_band_dispose (GObject *object)
{
  TactusBand *self = TACTUS_BAND (object);
  g_autoptr(TactusBluezConnection) connection = steal_connection (self);

  stop_timers (self);
  if (self->link_cancellable)
    g_cancellable_cancel (self->link_cancellable);
  g_clear_object (&self->link_cancellable);
  if (self->meter)
    g_signal_handlers_disconnect_by_data (self->meter, self);
  g_clear_object (&self->meter);
  if (connection)
    tactus_bluez_connection_close_async (connection, NULL, NULL, NULL);
  drop_device (self);
  g_clear_pointer (&self->lock, tactus_band_lock_release);

  G_OBJECT_CLASS (tactus_band_parent_class)->dispose (object);
}

static void
tactus_band_finalize (GObject *object)
{
  TactusBand *self = TACTUS_BAND (object);

  g_clear_object (&self->keeper);
  g_clear_object (&self->client);
  g_clear_error (&self->error);
  g_clear_pointer (&self->leaving, g_ptr_array_unref);
  g_clear_pointer (&self->series, tactus_series_unref);
  g_free (self->lock_dir);
  g_free (self->address);
  g_free (self->name);

  G_OBJECT_CLASS (tactus_band_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, TACTUS_TYPE_BAND_STATE,
                                              TACTUS_BAND_STATE_OFFLINE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_KNOWN] = g_param_spec_boolean ("known", NULL, NULL, FALSE, flags);
  properties[PROP_PRESENT] = g_param_spec_boolean ("present", NULL, NULL, FALSE, flags);
  properties[PROP_RSSI] = g_param_spec_int ("rssi", NULL, NULL, G_MININT16, G_MAXINT16,
                                            TACTUS_RSSI_UNKNOWN, flags);
  properties[PROP_MEASURING] = g_param_spec_boolean ("measuring", NULL, NULL, FALSE, flags);
  properties[PROP_PULSE_STATE] = g_param_spec_enum ("pulse-state", NULL, NULL,
                                                    TACTUS_TYPE_PULSE_STATE,
                                                    TACTUS_PULSE_STATE_IDLE, flags);
  properties[PROP_BPM] = g_param_spec_uint ("bpm", NULL, NULL, 0, G_MAXUINT16, 0, flags);
  properties[PROP_BATTERY_LEVEL] = g_param_spec_int ("battery-level", NULL, NULL, -1, 100, -1,
                                                     flags);
  properties[PROP_CHARGING] = g_param_spec_boolean ("charging", NULL, NULL, FALSE, flags);
  properties[PROP_KEY_STORAGE] = g_param_spec_enum ("key-storage", NULL, NULL,
                                                    TACTUS_TYPE_KEY_STORAGE,
                                                    TACTUS_KEY_STORAGE_NONE, flags);
  g_object_class_install_properties (klass, G_N_ELEMENTS (properties), properties);
}

static void
tactus_band_class_init (TactusBandClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tactus_band_get_property;
  object_class->dispose = tactus_band_dispose;
  object_class->finalize = tactus_band_finalize;
  install_properties (object_class);

  signals[HEART_RATE] = g_signal_new ("heart-rate", TACTUS_TYPE_BAND, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[READING] = g_signal_new ("reading", TACTUS_TYPE_BAND, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
tactus_band_init (TactusBand *self)
{
  self->series = tactus_series_new ();
  self->leaving = g_ptr_array_new_with_free_func (g_object_unref);
  self->timings = tactus_band_default_timings;
  self->backoff.first_ms = self->timings.reconnect_ms;
  self->battery_level = -1;
  self->rssi = TACTUS_RSSI_UNKNOWN;
}
