/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sleep-watch.h"

#include <gio/gunixfdlist.h>
#include <glib/gstdio.h>

#include "tactus-clock.h"

#define LOGIN1         "org.freedesktop.login1"
#define LOGIN1_PATH    "/org/freedesktop/login1"
#define LOGIN1_MANAGER "org.freedesktop.login1.Manager"

#define LOOK_MS 5000
/* login1 itself waits for 5 s. */
#define MOST_MS 3000

/* The clocks are not read in the same moment. */
#define JUMP_US (2 * G_USEC_PER_SEC)

struct _TactusSleepWatch
{
  GObject parent_instance;

  GDBusConnection *bus;      /* (owned) (nullable) */
  TactusSleepClock clock;
  GCancellable *cancellable; /* (owned) (nullable): of the call in flight */
  guint sleep_id;            /* subscriptions */
  guint owner_id;
  int fd;                    /* what keeps the computer awake, or -1 */
  gint64 slept_us;           /* as far as that is told */
  guint look_ms;
  guint most_ms;
  guint look_id;
  guint most_id;
  gboolean falling;          /* asleep, or about to be */
};

G_DEFINE_FINAL_TYPE (TactusSleepWatch, tactus_sleep_watch, G_TYPE_OBJECT)

enum {
  FALLING_ASLEEP,
  AWAKE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gint64
get_slept_us (void)
{
  return tactus_clock_default.get_running_us () - g_get_monotonic_time ();
}

static void look_again (TactusSleepWatch *self);

/* ── the lock ── */

static void
let_go (TactusSleepWatch *self)
{
  g_clear_handle_id (&self->most_id, g_source_remove);
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  self->fd = -1;
}

/* Returns: the file descriptor of the reply, or -1 */
static int
take_fd (GVariant    *reply,
         GUnixFDList *fds)
{
  gint32 index;

  if (fds == NULL)
    return -1;

  g_variant_get (reply, "(h)", &index);
  return g_unix_fd_list_get (fds, index, NULL);
}

static void
inhibited_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(TactusSleepWatch) self = user_data;
  g_autoptr(GUnixFDList) fds = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply =
    g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), &fds, result,
                                                     &error);
  int fd = reply ? take_fd (reply, fds) : -1;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (fd < 0)
    {
      g_info ("Sleep will not wait for us: %s", error ? error->message : "no lock in the reply");
      if (self->look_id == 0)
        look_again (self);
      return;
    }

  let_go (self);
  self->fd = fd;
  /* Who puts off sleep is told of its end. */
  g_clear_handle_id (&self->look_id, g_source_remove);
}

/* login1 logs the words; nobody else reads them. */
static void
inhibit (TactusSleepWatch *self)
{
  if (self->bus == NULL || self->fd >= 0 || self->cancellable)
    return;

  self->cancellable = g_cancellable_new ();
  g_dbus_connection_call_with_unix_fd_list (self->bus, LOGIN1, LOGIN1_PATH, LOGIN1_MANAGER,
                                            "Inhibit",
                                            g_variant_new ("(ssss)", "sleep", "Tactus",
                                                           "Lets go of the band first", "delay"),
                                            G_VARIANT_TYPE ("(h)"),
                                            G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL,
                                            self->cancellable, inhibited_cb, g_object_ref (self));
}

static void
stop_asking (TactusSleepWatch *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* ── asleep and awake ── */

static gboolean
most_cb (gpointer user_data)
{
  TactusSleepWatch *self = user_data;

  self->most_id = 0;
  g_message ("Not all is in order before the computer sleeps");
  let_go (self);

  return G_SOURCE_REMOVE;
}

static void
fall_asleep (TactusSleepWatch *self)
{
  if (self->falling)
    return;

  self->falling = TRUE;
  self->slept_us = self->clock ();
  stop_asking (self);
  if (self->fd >= 0)
    self->most_id = g_timeout_add (self->most_ms, most_cb, self);
  g_signal_emit (self, signals[FALLING_ASLEEP], 0);
}

static void
wake_up (TactusSleepWatch *self)
{
  self->falling = FALSE;
  self->slept_us = self->clock ();
  g_clear_handle_id (&self->most_id, g_source_remove);
  inhibit (self);
  g_signal_emit (self, signals[AWAKE], 0);
}

void
tactus_sleep_watch_let_sleep (TactusSleepWatch *self)
{
  g_return_if_fail (TACTUS_IS_SLEEP_WATCH (self));

  if (self->falling)
    let_go (self);
}

/* After a sleep that login1 announced, both tell of its end: whoever is first. */
static void
prepare_cb (GDBusConnection *connection,
            const char      *sender,
            const char      *path,
            const char      *interface,
            const char      *name,
            GVariant        *parameters,
            gpointer         user_data)
{
  g_autoptr(TactusSleepWatch) self = g_object_ref (user_data);
  gboolean begins;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;

  g_variant_get (parameters, "(b)", &begins);
  if (begins)
    fall_asleep (self);
  else if (self->falling)
    wake_up (self);
}

static gboolean
look_cb (gpointer user_data)
{
  g_autoptr(TactusSleepWatch) self = g_object_ref (user_data);

  if (self->clock () - self->slept_us > JUMP_US)
    wake_up (self);

  return G_SOURCE_CONTINUE;
}

static void
look_again (TactusSleepWatch *self)
{
  g_clear_handle_id (&self->look_id, g_source_remove);
  self->look_id = g_timeout_add (self->look_ms, look_cb, self);
}

/* A login1 that was started again knows nothing of our lock. */
static void
owner_changed_cb (GDBusConnection *connection,
                  const char      *sender,
                  const char      *path,
                  const char      *interface,
                  const char      *name,
                  GVariant        *parameters,
                  gpointer         user_data)
{
  g_autoptr(TactusSleepWatch) self = g_object_ref (user_data);
  const char *owner;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(sss)")))
    return;

  g_variant_get (parameters, "(&s&s&s)", NULL, NULL, &owner);
  stop_asking (self);
  let_go (self);
  look_again (self);
  /* Should we have been asleep, nobody else will tell that it is over. */
  if (self->falling)
    wake_up (self);
  else if (*owner)
    inhibit (self);
}

/* ── the object ── */

static void
subscribe (TactusSleepWatch *self)
{
  self->sleep_id = g_dbus_connection_signal_subscribe (self->bus, LOGIN1, LOGIN1_MANAGER,
                                                       "PrepareForSleep", LOGIN1_PATH, NULL,
                                                       G_DBUS_SIGNAL_FLAGS_NONE, prepare_cb, self,
                                                       NULL);
  self->owner_id = g_dbus_connection_signal_subscribe (self->bus, "org.freedesktop.DBus",
                                                       "org.freedesktop.DBus", "NameOwnerChanged",
                                                       "/org/freedesktop/DBus", LOGIN1,
                                                       G_DBUS_SIGNAL_FLAGS_NONE, owner_changed_cb,
                                                       self, NULL);
}

void
tactus_sleep_watch_set_timings (TactusSleepWatch *self,
                                guint             look_ms,
                                guint             most_ms)
{
  g_return_if_fail (TACTUS_IS_SLEEP_WATCH (self));

  self->look_ms = look_ms;
  self->most_ms = most_ms;
  look_again (self);
}

gboolean
tactus_sleep_watch_get_holding (TactusSleepWatch *self)
{
  g_return_val_if_fail (TACTUS_IS_SLEEP_WATCH (self), FALSE);

  return self->fd >= 0;
}

TactusSleepWatch *
tactus_sleep_watch_new (GDBusConnection  *system_bus,
                        TactusSleepClock  clock)
{
  TactusSleepWatch *self = g_object_new (TACTUS_TYPE_SLEEP_WATCH, NULL);

  if (clock)
    self->clock = clock;
  self->slept_us = self->clock ();
  look_again (self);
  if (system_bus)
    {
      self->bus = g_object_ref (system_bus);
      subscribe (self);
      inhibit (self);
    }

  return self;
}

static void
tactus_sleep_watch_dispose (GObject *object)
{
  TactusSleepWatch *self = TACTUS_SLEEP_WATCH (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  stop_asking (self);
  let_go (self);
  if (self->sleep_id)
    g_dbus_connection_signal_unsubscribe (self->bus, self->sleep_id);
  if (self->owner_id)
    g_dbus_connection_signal_unsubscribe (self->bus, self->owner_id);
  self->sleep_id = self->owner_id = 0;
  g_clear_object (&self->bus);

  G_OBJECT_CLASS (tactus_sleep_watch_parent_class)->dispose (object);
}

static void
tactus_sleep_watch_class_init (TactusSleepWatchClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tactus_sleep_watch_dispose;

  signals[FALLING_ASLEEP] = g_signal_new ("falling-asleep", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[AWAKE] = g_signal_new ("awake", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
tactus_sleep_watch_init (TactusSleepWatch *self)
{
  self->fd = -1;
  self->clock = get_slept_us;
  self->look_ms = LOOK_MS;
  self->most_ms = MOST_MS;
}
