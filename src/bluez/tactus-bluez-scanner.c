/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-scanner.h"

#include "tactus-bluez-deadlines.h"
#include "tactus-bluez-error.h"
#include "tactus-bluez-pending.h"

typedef enum {
  STATE_IDLE,
  STATE_FILTERING, /* SetDiscoveryFilter is asked */
  STATE_STARTING,  /* StartDiscovery is asked */
  STATE_CLEARING,  /* StopDiscovery is asked, to start anew */
  STATE_RUNNING,
  STATE_STOPPING,  /* StopDiscovery is asked */
} State;

struct _TactusBluezScanner
{
  GObject parent_instance;

  GDBusProxy *adapter;   /* (owned) (nullable) */
  GCancellable *session; /* (owned): the calls to this adapter */
  State state;
  gboolean retried;
  gboolean duplicates; /* the session tells of every advertisement */
  guint patience_ms;

  GPtrArray *scans;   /* (owned) (element-type TactusBluezPending): who wants it to run */
  GPtrArray *listens; /* (owned) (element-type TactusBluezPending): the same, without an end */
  GPtrArray *waiting; /* (owned) (element-type TactusBluezPending): who wants it to have stopped */
  guint holds;
};

G_DEFINE_FINAL_TYPE (TactusBluezScanner, tactus_bluez_scanner, G_TYPE_OBJECT)

enum {
  SIGNAL_RUNNING_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void scanner_next (TactusBluezScanner *self);

static void
set_state (TactusBluezScanner *self,
           State               state)
{
  gboolean was_running = self->state == STATE_RUNNING;

  self->state = state;
  if (was_running != (state == STATE_RUNNING))
    g_signal_emit (self, signals[SIGNAL_RUNNING_CHANGED], 0);
}

/* Ends every scan that has an end, with success. */
static void
end_scans (TactusBluezScanner *self)
{
  g_autoptr(GPtrArray) scans = g_steal_pointer (&self->scans);

  self->scans = g_ptr_array_new ();
  for (guint i = 0; i < scans->len; i++)
    tactus_bluez_pending_succeed (scans->pdata[i]);
}

/* Ends all that want it to run. */
static void
fail_all (TactusBluezScanner *self,
          const GError       *reason)
{
  g_autoptr(GPtrArray) scans = g_steal_pointer (&self->scans);
  g_autoptr(GPtrArray) listens = g_steal_pointer (&self->listens);

  self->scans = g_ptr_array_new ();
  self->listens = g_ptr_array_new ();
  for (guint i = 0; i < scans->len; i++)
    tactus_bluez_pending_fail (scans->pdata[i], g_error_copy (reason));
  for (guint i = 0; i < listens->len; i++)
    tactus_bluez_pending_fail (listens->pdata[i], g_error_copy (reason));
}

static void
end_waiting (TactusBluezScanner *self)
{
  g_autoptr(GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new ();
  for (guint i = 0; i < waiting->len; i++)
    tactus_bluez_pending_succeed (waiting->pdata[i]);
}

static void
call (TactusBluezScanner  *self,
      State                state,
      const char          *method,
      GVariant            *parameters,
      GAsyncReadyCallback  callback)
{
  set_state (self, state);
  g_dbus_proxy_call (self->adapter, method, parameters, G_DBUS_CALL_FLAGS_NO_AUTO_START,
                     self->patience_ms, self->session, callback, g_object_ref (self));
}

/* Returns: whether the answer still matters; with @error ours if it is a failure.
 *
 * What is not there is the adapter: the answer may come before the news that it went. */
static gboolean
answered (GObject       *source,
          GAsyncResult  *result,
          GError       **error)
{
  g_autoptr(GError) raw = NULL;
  g_autoptr(GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &raw);

  if (reply)
    return TRUE;
  if (g_error_matches (raw, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;

  raw = tactus_bluez_error_translate (g_steal_pointer (&raw));
  if (g_error_matches (raw, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_REMOVED))
    raw->code = TACTUS_BLUEZ_ERROR_NO_ADAPTER;
  g_propagate_error (error, g_steal_pointer (&raw));
  return TRUE;
}

/* Whatever StopDiscovery answers, our session is over: it never began, or the power went. */
static void
stopped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(TactusBluezScanner) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!answered (source, result, &error))
    return;
  if (error)
    g_debug ("StopDiscovery: %s", error->message);

  set_state (self, STATE_IDLE);
  scanner_next (self);
}

static void
scanner_stop (TactusBluezScanner *self,
              State               state)
{
  call (self, state, "StopDiscovery", NULL, stopped_cb);
}

static void
start_failed (TactusBluezScanner *self,
              const GError       *error)
{
  /* A session of ours that was left over, or a controller that wants to be asked twice. */
  if (g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_BUSY) && !self->retried)
    {
      self->retried = TRUE;
      scanner_stop (self, STATE_CLEARING);
      return;
    }

  /* It may still start behind our back. */
  if (g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_TIMED_OUT))
    scanner_stop (self, STATE_STOPPING);
  else
    set_state (self, STATE_IDLE);

  fail_all (self, error);
  scanner_next (self);
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(TactusBluezScanner) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!answered (source, result, &error))
    return;

  if (error)
    {
      g_prefix_error (&error, "StartDiscovery: ");
      start_failed (self, error);
      return;
    }

  set_state (self, STATE_RUNNING);
  scanner_next (self);
}

static void
filtered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(TactusBluezScanner) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!answered (source, result, &error))
    return;

  /* A filter only saves work: what it should keep out is told apart by whoever reads the list. */
  if (g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_FAILED))
    {
      g_debug ("SetDiscoveryFilter: %s", error->message);
      g_clear_error (&error);
    }

  if (error)
    {
      g_prefix_error (&error, "SetDiscoveryFilter: ");
      set_state (self, STATE_IDLE);
      fail_all (self, error);
      scanner_next (self);
      return;
    }

  call (self, STATE_STARTING, "StartDiscovery", NULL, started_cb);
}

/* Power off and a new daemon forget the filter, so every session sets it. */
static void
scanner_start (TactusBluezScanner *self)
{
  GVariantDict filter;

  self->duplicates = self->listens->len > 0;
  g_variant_dict_init (&filter, NULL);
  g_variant_dict_insert (&filter, "Transport", "s", "le");
  g_variant_dict_insert (&filter, "DuplicateData", "b", self->duplicates);
  call (self, STATE_FILTERING, "SetDiscoveryFilter",
        g_variant_new ("(@a{sv})", g_variant_dict_end (&filter)), filtered_cb);
}

/* The one place that decides; called after everything that happens. */
static void
scanner_next (TactusBluezScanner *self)
{
  gboolean wanted = (self->scans->len > 0 || self->listens->len > 0) && self->holds == 0 &&
                    self->adapter != NULL;
  gboolean otherwise = self->duplicates != (self->listens->len > 0);

  switch (self->state)
    {
    case STATE_IDLE:
      end_waiting (self);
      if (wanted)
        scanner_start (self);
      else
        self->retried = FALSE;
      break;

    case STATE_RUNNING:
      self->retried = FALSE;
      /* Another filter takes another session; it begins when this one has stopped. */
      if (!wanted || otherwise)
        scanner_stop (self, STATE_STOPPING);
      break;

    case STATE_FILTERING:
    case STATE_STARTING:
    case STATE_CLEARING:
    case STATE_STOPPING:
    default:
      break;
    }
}

static void
scan_ended_cb (TactusBluezPending *scan,
               GError             *error,
               gpointer            user_data)
{
  TactusBluezScanner *self = user_data;
  g_autoptr(TactusBluezScanner) kept = g_object_ref (self);

  /* Time is up, or the person has seen enough. */
  g_error_free (error);
  g_ptr_array_remove (self->scans, scan);
  tactus_bluez_pending_succeed (scan);
  scanner_next (self);
}

void
tactus_bluez_scanner_scan_async (TactusBluezScanner  *self,
                                 guint                duration_ms,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  TactusBluezPending *scan;

  g_task_set_source_tag (task, tactus_bluez_scanner_scan_async);
  scan = tactus_bluez_pending_new (task, "Scan", scan_ended_cb, self);
  tactus_bluez_pending_set_timeout (scan, MAX (duration_ms, 1));
  g_ptr_array_add (self->scans, scan);
  scanner_next (self);
}

gboolean
tactus_bluez_scanner_scan_finish (TactusBluezScanner  *self,
                                  GAsyncResult        *result,
                                  GError             **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
listen_ended_cb (TactusBluezPending *listen,
                 GError             *error,
                 gpointer            user_data)
{
  TactusBluezScanner *self = user_data;
  g_autoptr(TactusBluezScanner) kept = g_object_ref (self);

  g_error_free (error);
  g_ptr_array_remove (self->listens, listen);
  tactus_bluez_pending_succeed (listen);
  scanner_next (self);
}

void
tactus_bluez_scanner_listen_async (TactusBluezScanner  *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tactus_bluez_scanner_listen_async);
  g_ptr_array_add (self->listens,
                   tactus_bluez_pending_new (task, "Listening", listen_ended_cb, self));
  scanner_next (self);
}

gboolean
tactus_bluez_scanner_listen_finish (TactusBluezScanner  *self,
                                    GAsyncResult        *result,
                                    GError             **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
hold_cancelled_cb (TactusBluezPending *hold,
                   GError             *error,
                   gpointer            user_data)
{
  TactusBluezScanner *self = user_data;

  g_ptr_array_remove (self->waiting, hold);
  tactus_bluez_pending_fail (hold, error);
}

void
tactus_bluez_scanner_hold_async (TactusBluezScanner  *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tactus_bluez_scanner_hold_async);
  g_ptr_array_add (self->waiting,
                   tactus_bluez_pending_new (task, "Stopping the scan", hold_cancelled_cb, self));
  self->holds++;
  end_scans (self);
  scanner_next (self);
}

gboolean
tactus_bluez_scanner_hold_finish (TactusBluezScanner  *self,
                                  GAsyncResult        *result,
                                  GError             **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tactus_bluez_scanner_release (TactusBluezScanner *self)
{
  g_return_if_fail (self->holds > 0);

  self->holds--;
  scanner_next (self);
}

void
tactus_bluez_scanner_set_patience (TactusBluezScanner *self,
                                   guint               patience_ms)
{
  self->patience_ms = patience_ms;
}

void
tactus_bluez_scanner_set_adapter (TactusBluezScanner *self,
                                  GDBusProxy         *adapter,
                                  const GError       *reason)
{
  if (self->adapter == adapter)
    return;

  /* An adapter that is still there, but no longer the best, must not go on scanning for us. */
  if (self->adapter && (self->state == STATE_STARTING || self->state == STATE_RUNNING))
    g_dbus_proxy_call (self->adapter, "StopDiscovery", NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START,
                       self->patience_ms, NULL, NULL, NULL);

  g_cancellable_cancel (self->session);
  g_object_unref (self->session);
  self->session = g_cancellable_new ();
  g_set_object (&self->adapter, adapter);
  set_state (self, STATE_IDLE);
  if (reason)
    fail_all (self, reason);
  scanner_next (self);
}

gboolean
tactus_bluez_scanner_is_running (TactusBluezScanner *self)
{
  return self->state == STATE_RUNNING;
}

TactusBluezScanner *
tactus_bluez_scanner_new (void)
{
  return g_object_new (TACTUS_TYPE_BLUEZ_SCANNER, NULL);
}

static void
tactus_bluez_scanner_dispose (GObject *object)
{
  TactusBluezScanner *self = TACTUS_BLUEZ_SCANNER (object);

  g_clear_object (&self->adapter);

  G_OBJECT_CLASS (tactus_bluez_scanner_parent_class)->dispose (object);
}

/* Scans, holds and calls in flight hold a reference, so there are none. */
static void
tactus_bluez_scanner_finalize (GObject *object)
{
  TactusBluezScanner *self = TACTUS_BLUEZ_SCANNER (object);

  g_object_unref (self->session);
  g_ptr_array_unref (self->scans);
  g_ptr_array_unref (self->listens);
  g_ptr_array_unref (self->waiting);

  G_OBJECT_CLASS (tactus_bluez_scanner_parent_class)->finalize (object);
}

static void
tactus_bluez_scanner_class_init (TactusBluezScannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tactus_bluez_scanner_dispose;
  object_class->finalize = tactus_bluez_scanner_finalize;

  signals[SIGNAL_RUNNING_CHANGED] =
    g_signal_new ("running-changed", TACTUS_TYPE_BLUEZ_SCANNER, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tactus_bluez_scanner_init (TactusBluezScanner *self)
{
  self->scans = g_ptr_array_new ();
  self->listens = g_ptr_array_new ();
  self->waiting = g_ptr_array_new ();
  self->session = g_cancellable_new ();
  self->patience_ms = tactus_bluez_default_deadlines.scan_call_ms;
}
