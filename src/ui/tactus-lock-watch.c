/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-lock-watch.h"

#define PORTAL      "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define INHIBIT     "org.freedesktop.portal.Inhibit"

struct _TactusLockWatch
{
  GObject parent_instance;

  GDBusConnection *connection; /* (owned) (nullable) */
  guint ids[3];                /* of subscriptions */
  gboolean locked;
};

typedef enum {
  PROP_LOCKED = 1,
} TactusLockWatchProperty;

static GParamSpec *properties[PROP_LOCKED + 1];

G_DEFINE_FINAL_TYPE (TactusLockWatch, tactus_lock_watch, G_TYPE_OBJECT)

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
  set_locked (user_data, active);
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
    set_locked (user_data, active);
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
  create_monitor (self);

  return self;
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
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (tactus_lock_watch_parent_class)->dispose (object);
}

static void
tactus_lock_watch_class_init (TactusLockWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tactus_lock_watch_get_property;
  object_class->dispose = tactus_lock_watch_dispose;

  properties[PROP_LOCKED] =
    g_param_spec_boolean ("locked", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
tactus_lock_watch_init (TactusLockWatch *self)
{
}
