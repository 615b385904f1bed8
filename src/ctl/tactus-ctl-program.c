/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-program.h"

#include <signal.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "tactus-ctl-reason.h"
#include "tactus-band-trace.h"

/* How long a message bus may take to let us in. */
#define BUS_MS 5000

/* How long to wait for the Bluetooth service to say how it stands.  After 10 s of silence the
 * client says that it is not there, which is a better answer than that time is up. */
#define STATE_MS 12000

/* The list of bands takes 3 s at most to let go; this is for the case that it takes longer. */
#define LEAVE_MS 3500

#define N_SIGNALS 3

/* Answers of cancelled operations that are waited for at the end. */
#define MAX_LAST_WORDS 100

struct _TactusCtlProgram
{
  TactusCtlOptions *options;
  TactusCtlPrinter *printer;
  TactusCtlNext start;

  GMainLoop *loop;           /* (owned) */
  GCancellable *cancellable; /* (owned) */
  int status;
  gboolean ending;
  gboolean stopped; /* a signal has asked for the end */
  gboolean timed_out;
  guint timeout_id;
  guint leave_id;
  guint output_id;
  guint bus_id;
  guint signal_ids[N_SIGNALS];
  GSourceOnceFunc enough; /* (nullable) */
  gpointer enough_data;
  GSourceOnceFunc last; /* (nullable) */
  gpointer last_data;
  gboolean unread; /* nobody listens to us */

  TactusBandError hint_code;
  char *hint; /* (owned) (nullable) */

  TactusCtlNext opened;    /* (nullable): while opening */
  TactusCtlNext goal;      /* (nullable) */
  TactusBandList *bands;   /* (owned) (nullable) */
  TactusKeyStore *keys;    /* (owned) (nullable) */
  GDBusConnection *bus;    /* (owned) (nullable) */
  GError *bus_error;       /* (owned) (nullable): why there is none */
  GError *problem;         /* (owned) (nullable): of Bluetooth */
  TactusBand *band;        /* (owned) (nullable) */

  gpointer data;    /* (nullable): among the things below */
  GPtrArray *owned; /* (owned) (element-type Owned) */
};

typedef struct {
  gpointer data;
  GDestroyNotify free_data;
} Owned;

TactusCtlOptions *
tactus_ctl_program_get_options (TactusCtlProgram *self)
{
  return self->options;
}

TactusCtlPrinter *
tactus_ctl_program_get_printer (TactusCtlProgram *self)
{
  return self->printer;
}

GCancellable *
tactus_ctl_program_get_cancellable (TactusCtlProgram *self)
{
  return self->cancellable;
}

TactusBandList *
tactus_ctl_program_get_bands (TactusCtlProgram *self)
{
  return self->bands;
}

TactusKeyStore *
tactus_ctl_program_get_keys (TactusCtlProgram *self)
{
  return self->keys;
}

GError *
tactus_ctl_program_get_problem (TactusCtlProgram *self)
{
  return self->problem ? g_error_copy (self->problem) : NULL;
}

GDBusConnection *
tactus_ctl_program_get_bus (TactusCtlProgram  *self,
                            const GError     **error)
{
  *error = self->bus_error;
  return self->bus;
}

void
tactus_ctl_program_set_failed (TactusCtlProgram *self)
{
  self->status = 1;
}

TactusBand *
tactus_ctl_program_get_band (TactusCtlProgram *self)
{
  return self->band;
}

void
tactus_ctl_program_set_band (TactusCtlProgram *self,
                             TactusBand       *band)
{
  g_set_object (&self->band, band);
}

void
tactus_ctl_program_set_goal (TactusCtlProgram *self,
                             TactusCtlNext     next)
{
  self->goal = next;
}

void
tactus_ctl_program_go_on (TactusCtlProgram *self)
{
  self->goal (self);
}

static void
owned_free (Owned *owned)
{
  owned->free_data (owned->data);
  g_free (owned);
}

void
tactus_ctl_program_own (TactusCtlProgram *self,
                        gpointer          data,
                        GDestroyNotify    free_data)
{
  Owned *owned = g_new (Owned, 1);

  owned->data = data;
  owned->free_data = free_data;
  g_ptr_array_add (self->owned, owned);
}

void
tactus_ctl_program_set_data (TactusCtlProgram *self,
                             gpointer          data,
                             GDestroyNotify    free_data)
{
  self->data = data;
  tactus_ctl_program_own (self, data, free_data);
}

gpointer
tactus_ctl_program_get_data (TactusCtlProgram *self)
{
  return self->data;
}

void
tactus_ctl_program_ignore_reader (TactusCtlProgram *self)
{
  g_clear_handle_id (&self->output_id, g_source_remove);
}

void
tactus_ctl_program_set_enough (TactusCtlProgram *self,
                               GSourceOnceFunc   enough,
                               gpointer          data)
{
  self->enough = enough;
  self->enough_data = data;
}

void
tactus_ctl_program_set_last (TactusCtlProgram *self,
                             GSourceOnceFunc   last,
                             gpointer          data)
{
  self->last = last;
  self->last_data = data;
}

void
tactus_ctl_program_add_hint (TactusCtlProgram *self,
                             TactusBandError   code,
                             const char       *hint)
{
  self->hint_code = code;
  g_free (self->hint);
  self->hint = g_strdup (hint);
}

void
tactus_ctl_program_use (TactusCtlProgram *self,
                        TactusBandList   *bands,
                        TactusKeyStore   *keys)
{
  g_set_object (&self->bands, bands);
  g_set_object (&self->keys, keys);
}

/* ── the way out ── */

void
tactus_ctl_program_leave (TactusCtlProgram *self)
{
  g_main_loop_quit (self->loop);
}

/* The bands are let go, or will not be. */
static void
do_last (TactusCtlProgram *self)
{
  GSourceOnceFunc last = g_steal_pointer (&self->last);

  g_clear_handle_id (&self->leave_id, g_source_remove);
  if (last)
    last (self->last_data);
}

static gboolean
leave_cb (gpointer user_data)
{
  TactusCtlProgram *self = user_data;

  self->leave_id = 0;
  do_last (self);
  return G_SOURCE_REMOVE;
}

static void
shut_down_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  TactusCtlProgram *self = user_data;

  tactus_band_list_shut_down_finish (TACTUS_BAND_LIST (source), result);
  do_last (self);
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A cancelled operation is not the reason; what cancelled it is. */
static GError *
find_reason (TactusCtlProgram *self,
             GError           *error)
{
  if (!is_cancelled (error) || !self->timed_out)
    return error;

  g_error_free (error);
  return g_error_new (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_TIMED_OUT,
                      "Not done within the %u ms of --timeout", self->options->timeout_ms);
}

static const char *
get_hint (TactusCtlProgram *self,
          const GError     *error)
{
  return g_error_matches (error, TACTUS_BAND_ERROR, (int) self->hint_code) ? self->hint : NULL;
}

static void
report (TactusCtlProgram *self,
        GError           *error)
{
  g_autoptr(GError) reason = find_reason (self, error);
  g_autofree char *message = tactus_ctl_reason_to_text (reason, self->options->key_file != NULL,
                                                        get_hint (self, reason));

  self->status = tactus_ctl_reason_is_usage (reason) ? 2 : 1;
  g_debug ("Failed: %s", reason->message);
  if (self->unread && is_cancelled (reason))
    return;

  tactus_ctl_printer_failure (self->printer, tactus_ctl_reason_to_code (reason), message);
}

void
tactus_ctl_program_end (TactusCtlProgram *self,
                        GError           *error)
{
  if (self->ending)
    {
      g_clear_error (&error);
      return;
    }

  self->ending = TRUE;
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_handle_id (&self->output_id, g_source_remove);
  g_clear_handle_id (&self->bus_id, g_source_remove);
  if (error)
    report (self, error);

  /* Whatever else is under way: its answer interests nobody any more. */
  g_cancellable_cancel (self->cancellable);
  if (!self->bands)
    {
      g_main_loop_quit (self->loop);
      return;
    }

  self->leave_id = g_timeout_add (LEAVE_MS, leave_cb, self);
  tactus_band_list_shut_down_async (self->bands, shut_down_cb, self);
}

void
tactus_ctl_program_finish (TactusCtlProgram *self)
{
  GError *error = NULL;

  tactus_ctl_printer_check (self->printer, &error);
  tactus_ctl_program_end (self, error);
}

void
tactus_ctl_program_fail (TactusCtlProgram *self,
                         const char       *format,
                         ...)
{
  va_list arguments;

  va_start (arguments, format);
  tactus_ctl_program_end (self, g_error_new_valist (TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                                                    format, arguments));
  va_end (arguments);
}

void
tactus_ctl_program_end_unable (TactusCtlProgram *self,
                               const char       *what)
{
  tactus_ctl_program_end (self, g_error_new (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NOT_SUPPORTED,
                                             "%s cannot %s", tactus_band_get_name (self->band),
                                             what));
}

gboolean
tactus_ctl_program_is_timed_out (TactusCtlProgram *self)
{
  return self->timed_out;
}

gboolean
tactus_ctl_program_is_ending (TactusCtlProgram *self)
{
  return self->ending;
}

/* ── what ends it early ── */

/* For a stream of values that is a good end, for anything else a cancelled one. */
static void
end_early (TactusCtlProgram *self)
{
  if (self->enough)
    self->enough (self->enough_data);
  else
    g_cancellable_cancel (self->cancellable);
}

static gboolean
stop_cb (gpointer user_data)
{
  TactusCtlProgram *self = user_data;

  /* Asked twice: at once, then.  Asked once while it ends by itself, the band is let go first. */
  if (self->ending && self->stopped)
    g_main_loop_quit (self->loop);
  else if (!self->ending)
    end_early (self);

  self->stopped = TRUE;
  return G_SOURCE_CONTINUE;
}

static gboolean
timeout_cb (gpointer user_data)
{
  TactusCtlProgram *self = user_data;

  self->timeout_id = 0;
  self->timed_out = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

void
tactus_ctl_program_connected (TactusCtlProgram *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
}

static void
end_unread (TactusCtlProgram *self)
{
  if (self->ending || self->unread)
    return;

  self->unread = TRUE;
  end_early (self);
}

gboolean
tactus_ctl_program_check_output (TactusCtlProgram *self)
{
  GError *error = NULL;

  if (tactus_ctl_printer_check (self->printer, &error))
    return TRUE;

  if (error)
    tactus_ctl_program_end (self, error);
  else
    end_unread (self);
  return FALSE;
}

static gboolean
output_cb (int          fd,
           GIOCondition condition,
           gpointer     user_data)
{
  TactusCtlProgram *self = user_data;

  self->output_id = 0;
  end_unread (self);
  return G_SOURCE_REMOVE;
}

static void
watch (TactusCtlProgram *self)
{
  static const int numbers[N_SIGNALS] = { SIGINT, SIGTERM, SIGHUP };

  for (guint i = 0; i < N_SIGNALS; i++)
    self->signal_ids[i] = g_unix_signal_add (numbers[i], stop_cb, self);

  /* Tells at once when `| head -1` is gone, not only at the next value. */
  self->output_id = g_unix_fd_add (STDOUT_FILENO, G_IO_ERR, output_cb, self);

  if (self->options->timeout_ms > 0)
    self->timeout_id = g_timeout_add (self->options->timeout_ms, timeout_cb, self);
}

/* ── the bus ── */

static void
opened (TactusCtlProgram *self)
{
  TactusCtlNext next = g_steal_pointer (&self->opened);

  if (!self->ending && next)
    next (self);
}

static void
state_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  TactusCtlProgram *self = user_data;
  GError *error = NULL;

  if (!tactus_bluez_client_wait_finish (TACTUS_BLUEZ_CLIENT (source), result, &error))
    {
      if (is_cancelled (error))
        {
          tactus_ctl_program_end (self, error);
          return;
        }
      self->problem = tactus_band_error_translate (error);
    }

  opened (self);
}

/* Returns: whether there is one, or none was asked for; otherwise the program has ended */
static gboolean
start_trace (TactusCtlProgram *self)
{
  const char *path = self->options->trace;
  g_autoptr(GError) error = NULL;
  TactusBandTrace *trace;

  if (!path)
    return TRUE;

  trace = tactus_band_trace_new (self->bands, path, "tactusctl " TACTUS_VERSION, &error);
  if (trace)
    tactus_ctl_program_own (self, trace, g_object_unref);
  else
    tactus_ctl_program_end (self, g_error_new (TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_OUTPUT,
                                               /* Translators: %s is the name of the file and why */
                                               _("The trace cannot be written: %s. Name a file "
                                                 "that does not exist yet."), error->message));

  return trace != NULL;
}

static void
use_client (TactusCtlProgram  *self,
            TactusBluezClient *client)
{
  g_autofree char *data_dir = tactus_band_list_get_default_dir ();
  g_autoptr(TactusKeyStore) keys = self->options->key_file
    ? tactus_file_key_store_new (self->options->key_file)
    : tactus_secret_key_store_new (TACTUS_APP_ID);
  g_autoptr(TactusBandList) bands = tactus_band_list_new (client, keys, data_dir, NULL);

  tactus_ctl_program_use (self, bands, keys);
  if (!start_trace (self))
    return;

  tactus_bluez_client_wait_async (client, STATE_MS, self->cancellable, state_cb, self);
}

static void
use_bus (TactusCtlProgram *self,
         GDBusConnection  *bus,
         GError           *error)
{
  g_autoptr(TactusBluezClient) client = NULL;

  /* It has been given up: nobody waits for this answer any more. */
  if (!self->bus_id)
    {
      g_clear_error (&error);
      return;
    }

  g_clear_handle_id (&self->bus_id, g_source_remove);
  if (is_cancelled (error))
    {
      tactus_ctl_program_end (self, error);
      return;
    }

  if (bus)
    {
      self->bus = g_object_ref (bus);
      g_dbus_connection_set_exit_on_close (bus, FALSE);
      client = tactus_bluez_client_new (bus, "org.bluez", self->options->adapter);
    }
  else
    {
      g_debug ("No bus: %s", error->message);
      self->bus_error = error;
      client = tactus_bluez_client_new_without_bus ();
    }

  use_client (self, client);
}

static void
system_bus_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  GError *error = NULL;
  g_autoptr(GDBusConnection) bus = g_bus_get_finish (result, &error);

  use_bus (user_data, bus, error);
}

static void
other_bus_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GError *error = NULL;
  g_autoptr(GDBusConnection) bus = g_dbus_connection_new_for_address_finish (result, &error);

  use_bus (user_data, bus, error);
}

static gboolean
bus_late_cb (gpointer user_data)
{
  TactusCtlProgram *self = user_data;

  use_bus (self, NULL, g_error_new (G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                                    "The message bus does not answer"));
  return G_SOURCE_CONTINUE; /* use_bus() has removed it */
}

void
tactus_ctl_program_open (TactusCtlProgram *self,
                         TactusCtlNext     next)
{
  const char *address = self->options->bus;
  g_autoptr(GError) problem = NULL;

  self->opened = next;
  self->bus_id = g_timeout_add (BUS_MS, bus_late_cb, self);
  if (!address)
    g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, system_bus_cb, self);
  else if (g_dbus_is_supported_address (address, &problem))
    g_dbus_connection_new_for_address (address,
                                       G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                       G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                       NULL, self->cancellable, other_bus_cb, self);
  else
    tactus_ctl_program_end (self, g_error_new (TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                                               _("--bus wants the address of a message bus: %s"),
                                               problem->message));
}

/* ── a run ── */

static void
leave (gpointer user_data)
{
  tactus_ctl_program_leave (user_data);
}

static gboolean
start_cb (gpointer user_data)
{
  TactusCtlProgram *self = user_data;

  self->start (self);
  return G_SOURCE_REMOVE;
}

static void
clear (TactusCtlProgram *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_handle_id (&self->leave_id, g_source_remove);
  g_clear_handle_id (&self->output_id, g_source_remove);
  g_clear_handle_id (&self->bus_id, g_source_remove);
  for (guint i = 0; i < N_SIGNALS; i++)
    g_clear_handle_id (&self->signal_ids[i], g_source_remove);

  g_clear_pointer (&self->owned, g_ptr_array_unref);
  g_clear_object (&self->band);
  g_clear_object (&self->bands);
  g_clear_object (&self->keys);
  g_clear_object (&self->bus);
  g_clear_error (&self->bus_error);
  g_clear_error (&self->problem);
  g_clear_pointer (&self->hint, g_free);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->loop, g_main_loop_unref);
}

int
tactus_ctl_program_run (TactusCtlOptions *options,
                        TactusCtlPrinter *printer,
                        TactusCtlNext     start)
{
  TactusCtlProgram self = {
    .options = options,
    .printer = printer,
    .start = start,
    .loop = g_main_loop_new (NULL, FALSE),
    .cancellable = g_cancellable_new (),
    .owned = g_ptr_array_new_with_free_func ((GDestroyNotify) owned_free),
  };

  tactus_ctl_program_set_last (&self, leave, &self);
  watch (&self);
  g_idle_add (start_cb, &self);
  g_main_loop_run (self.loop);

  /* Cancelled operations still report to us: let them, while we are there. */
  for (guint i = 0; i < MAX_LAST_WORDS && g_main_context_iteration (NULL, FALSE); i++)
    continue;
  clear (&self);

  return self.status;
}
