/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-lock-watch.h"

#define PORTAL      "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define INHIBIT     "org.freedesktop.portal.Inhibit"
#define ASK_MS      10000

struct _TactusLockWatch
{
  GObject parent_instance;

  GDBusConnection *connection; /* (owned) (nullable) */
  GCancellable *cancellable;   /* (owned) */
  guint ids[3];                /* of subscriptions */
  char *teller;                /* (owned) (nullable): who says that it is locked */
  guint teller_id;             /* of the watch whether they are still there */
  gboolean locked;
};

typedef enum {
  PROP_LOCKED = 1,
} TactusLockWatchProperty;

static GParamSpec *properties[PROP_LOCKED + 1];

G_DEFINE_FINAL_TYPE (TactusLockWatch, tactus_lock_watch, G_TYPE_OBJECT)

/* (nullable): weak */
static TactusLockWatch *default_watch;

static void
set_locked (TactusLockWatch *self,
            gboolean         locked)
{
  if (self->locked == locked)
    return;

  self->locked = locked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOCKED]);
}

static void
forget_teller (TactusLockWatch *self)
{
  g_clear_handle_id (&self->teller_id, g_bus_unwatch_name);
  g_clear_pointer (&self->teller, g_free);
}

/* Who locked it will not say any more that it is unlocked. */
static void
teller_vanished_cb (GDBusConnection *connection,
                    const char      *name,
                    gpointer         user_data)
{
  TactusLockWatch *self = user_data;

  forget_teller (self);
  set_locked (self, FALSE);
}

static void
take (TactusLockWatch *self,
      const char      *sender,
      gboolean         locked)
{
  forget_teller (self);
  if (locked)
    {
      self->teller = g_strdup (sender);
      self->teller_id = g_bus_watch_name_on_connection (self->connection, sender,
                                                        G_BUS_NAME_WATCHER_FLAGS_NONE, NULL,
                                                        teller_vanished_cb, self, NULL);
    }
  set_locked (self, locked);
}

static void
active_changed_cb (GDBusConnection *connection,
                   const char      *sender,
                   const char      *path,
                   const char      *interface,
                   const char      *name,
                   GVariant        *parameters,
                   gpointer         user_data)
{
  gboolean active;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;

  g_variant_get (parameters, "(b)", &active);
  take (user_data, sender, active);
}

static void
state_changed_cb (GDBusConnection *connection,
                  const char      *sender,
                  const char      *path,
                  const char      *interface,
                  const char      *name,
                  GVariant        *parameters,
                  gpointer         user_data)
{
  g_autoptr(GVariant) state = NULL;
  gboolean active;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(oa{sv})")))
    return;

  state = g_variant_get_child_value (parameters, 1);
  if (g_variant_lookup (state, "screensaver-active", "b", &active))
    take (user_data, sender, active);
}

static guint
subscribe (TactusLockWatch     *self,
           const char          *interface,
           const char          *signal,
           GDBusSignalCallback  callback)
{
  return g_dbus_connection_signal_subscribe (self->connection, NULL, interface, signal, NULL, NULL,
                                             G_DBUS_SIGNAL_FLAGS_NONE, callback, self, NULL);
}

/* Who does not know how it is, is heard when it changes. */
static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(TactusLockWatch) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GDBusMessage) reply =
    g_dbus_connection_send_message_with_reply_finish (G_DBUS_CONNECTION (source), result, &error);
  GVariant *body;
  gboolean active;

  if (reply == NULL || g_dbus_message_to_gerror (reply, &error))
    {
      g_debug ("Asking whether the screen is locked: %s", error->message);
      return;
    }

  body = g_dbus_message_get_body (reply);
  if (body == NULL || !g_variant_is_of_type (body, G_VARIANT_TYPE ("(b)")))
    return;

  g_variant_get (body, "(b)", &active);
  /* One that is not locked leaves another its word. */
  if (active && !g_cancellable_is_cancelled (self->cancellable))
    take (self, g_dbus_message_get_sender (reply), TRUE);
}

/* How it is before it changes.  The message tells who answers, by the name that signals have. */
static void
ask (TactusLockWatch *self,
     const char      *name,
     const char      *path)
{
  g_autoptr(GDBusMessage) message = g_dbus_message_new_method_call (name, path, name, "GetActive");

  g_dbus_message_set_flags (message, G_DBUS_MESSAGE_FLAGS_NO_AUTO_START);
  g_dbus_connection_send_message_with_reply (self->connection, message,
                                             G_DBUS_SEND_MESSAGE_FLAGS_NONE, ASK_MS, NULL,
                                             self->cancellable, asked_cb, g_object_ref (self));
}

/* Nobody may be there to be asked; then there is nothing to watch. */
static void
monitored_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                             &error);

  if (reply == NULL)
    g_debug ("Watching the screen lock through the portal: %s", error->message);
}

/* The portal tells only who has a monitor. */
static void
create_monitor (TactusLockWatch *self)
{
  g_autofree char *token = g_strdup_printf ("tactus_%08x", g_random_int ());
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "session_handle_token", g_variant_new_string (token));
  g_dbus_connection_call (self->connection, PORTAL, PORTAL_PATH, INHIBIT, "CreateMonitor",
                          g_variant_new ("(sa{sv})", "", &options), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, monitored_cb, NULL);
}

TactusLockWatch *
tactus_lock_watch_new (GDBusConnection *connection)
{
  TactusLockWatch *self = g_object_new (TACTUS_TYPE_LOCK_WATCH, NULL);

  if (connection == NULL)
    return self;

  self->connection = g_object_ref (connection);
  self->ids[0] = subscribe (self, "org.gnome.ScreenSaver", "ActiveChanged", active_changed_cb);
  self->ids[1] = subscribe (self, "org.freedesktop.ScreenSaver", "ActiveChanged",
                            active_changed_cb);
  self->ids[2] = subscribe (self, INHIBIT, "StateChanged", state_changed_cb);
  ask (self, "org.gnome.ScreenSaver", "/org/gnome/ScreenSaver");
  ask (self, "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver");
  create_monitor (self);

  return self;
}

TactusLockWatch *
tactus_lock_watch_get_default (void)
{
  return default_watch;
}

void
tactus_lock_watch_set_default (TactusLockWatch *watch)
{
  g_set_weak_pointer (&default_watch, watch);
}

gboolean
tactus_lock_watch_get_locked (TactusLockWatch *self)
{
  g_return_val_if_fail (TACTUS_IS_LOCK_WATCH (self), FALSE);

  return self->locked;
}

static void
tactus_lock_watch_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch ((TactusLockWatchProperty) property_id)
    {
    case PROP_LOCKED:
      g_value_set_boolean (value, TACTUS_LOCK_WATCH (object)->locked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_lock_watch_dispose (GObject *object)
{
  TactusLockWatch *self = TACTUS_LOCK_WATCH (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->ids); i++)
    if (self->ids[i])
      g_dbus_connection_signal_unsubscribe (self->connection, self->ids[i]);
  memset (self->ids, 0, sizeof self->ids);
  forget_teller (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (tactus_lock_watch_parent_class)->dispose (object);
}

static void
tactus_lock_watch_finalize (GObject *object)
{
  g_object_unref (TACTUS_LOCK_WATCH (object)->cancellable);

  G_OBJECT_CLASS (tactus_lock_watch_parent_class)->finalize (object);
}

static void
tactus_lock_watch_class_init (TactusLockWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tactus_lock_watch_get_property;
  object_class->dispose = tactus_lock_watch_dispose;
  object_class->finalize = tactus_lock_watch_finalize;

  properties[PROP_LOCKED] =
    g_param_spec_boolean ("locked", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
tactus_lock_watch_init (TactusLockWatch *self)
{
  self->cancellable = g_cancellable_new ();
}
