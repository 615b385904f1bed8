/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-notice-service.h"

#define SANDBOX "/.flatpak-info"

/* In the order in which GLib chooses. */
enum {
  GTK,
  FREEDESKTOP,
  N_SERVICES,
};

static const char *const names[N_SERVICES] = {
  [GTK] = "org.gtk.Notifications",
  [FREEDESKTOP] = "org.freedesktop.Notifications",
};

struct _TactusNoticeService
{
  GObject parent_instance;

  GDBusConnection *connection; /* (owned) (nullable) */
  GCancellable *cancellable;   /* (owned) */
  guint ids[N_SERVICES];       /* of the watches */
  gboolean known[N_SERVICES];
  gboolean owned[N_SERVICES];
  gboolean sandboxed;
  gboolean wanted;
  gboolean starting;
  gboolean used;
  guint chosen;                /* once it is used */
  gboolean open;
};

typedef enum {
  PROP_OPEN = 1,
} TactusNoticeServiceProperty;

static GParamSpec *properties[PROP_OPEN + 1];

G_DEFINE_FINAL_TYPE (TactusNoticeService, tactus_notice_service, G_TYPE_OBJECT)

static gboolean
find_open (TactusNoticeService *self)
{
  if (self->connection == NULL)
    return FALSE;
  if (self->sandboxed)
    return TRUE;
  if (self->used)
    return self->owned[self->chosen];

  /* Without an answer about the first it is not known which would be chosen. */
  return self->known[GTK] && (self->owned[GTK] || self->owned[FREEDESKTOP]);
}

/* What could not be started is no error: then there is nobody. */
static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(TactusNoticeService) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                             &error);

  self->starting = FALSE;
  if (reply == NULL)
    g_debug ("Nobody shows notifications: %s", error->message);
}

/* By ourselves: where GLib fails to, it complains. */
static void
start (TactusNoticeService *self)
{
  self->wanted = FALSE;
  if (self->starting || (self->used && self->chosen == GTK))
    return;

  self->starting = TRUE;
  g_dbus_connection_call (self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", "StartServiceByName",
                          g_variant_new ("(su)", names[FREEDESKTOP], 0), G_VARIANT_TYPE ("(u)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, started_cb,
                          g_object_ref (self));
}

static void
update (TactusNoticeService *self)
{
  gboolean open = find_open (self);

  if (open)
    self->wanted = FALSE;
  else if (self->wanted && self->known[GTK] && self->known[FREEDESKTOP])
    start (self);
  if (self->open == open)
    return;

  self->open = open;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}

static void
set_owned (TactusNoticeService *self,
           const char          *name,
           gboolean             owned)
{
  for (guint i = 0; i < N_SERVICES; i++)
    if (g_str_equal (name, names[i]))
      {
        self->known[i] = TRUE;
        self->owned[i] = owned;
      }
  update (self);
}

static void
appeared_cb (GDBusConnection *connection,
             const char      *name,
             const char      *owner,
             gpointer         user_data)
{
  set_owned (user_data, name, TRUE);
}

static void
vanished_cb (GDBusConnection *connection,
             const char      *name,
             gpointer         user_data)
{
  set_owned (user_data, name, FALSE);
}

gboolean
tactus_notice_service_get_open (TactusNoticeService *self)
{
  g_return_val_if_fail (TACTUS_IS_NOTICE_SERVICE (self), FALSE);

  return self->open;
}

void
tactus_notice_service_want (TactusNoticeService *self)
{
  g_return_if_fail (TACTUS_IS_NOTICE_SERVICE (self));

  if (self->open || self->connection == NULL)
    return;

  self->wanted = TRUE;
  update (self);
}

void
tactus_notice_service_use (TactusNoticeService *self)
{
  g_return_if_fail (TACTUS_IS_NOTICE_SERVICE (self));

  if (self->used)
    return;

  self->used = TRUE;
  self->chosen = self->owned[GTK] ? GTK : FREEDESKTOP;
}

TactusNoticeService *
tactus_notice_service_new (GDBusConnection *connection)
{
  TactusNoticeService *self = g_object_new (TACTUS_TYPE_NOTICE_SERVICE, NULL);

  if (connection == NULL)
    return self;

  self->connection = g_object_ref (connection);
  self->sandboxed = g_file_test (SANDBOX, G_FILE_TEST_EXISTS);
  self->open = find_open (self);
  for (guint i = 0; i < N_SERVICES; i++)
    self->ids[i] = g_bus_watch_name_on_connection (connection, names[i],
                                                   G_BUS_NAME_WATCHER_FLAGS_NONE, appeared_cb,
                                                   vanished_cb, self, NULL);

  return self;
}

static void
tactus_notice_service_get_property (GObject    *object,
                                    guint       property_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  switch ((TactusNoticeServiceProperty) property_id)
    {
    case PROP_OPEN:
      g_value_set_boolean (value, TACTUS_NOTICE_SERVICE (object)->open);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_notice_service_dispose (GObject *object)
{
  TactusNoticeService *self = TACTUS_NOTICE_SERVICE (object);

  for (guint i = 0; i < N_SERVICES; i++)
    g_clear_handle_id (&self->ids[i], g_bus_unwatch_name);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (tactus_notice_service_parent_class)->dispose (object);
}

static void
tactus_notice_service_finalize (GObject *object)
{
  g_object_unref (TACTUS_NOTICE_SERVICE (object)->cancellable);

  G_OBJECT_CLASS (tactus_notice_service_parent_class)->finalize (object);
}

static void
tactus_notice_service_class_init (TactusNoticeServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tactus_notice_service_get_property;
  object_class->dispose = tactus_notice_service_dispose;
  object_class->finalize = tactus_notice_service_finalize;

  properties[PROP_OPEN] =
    g_param_spec_boolean ("open", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
tactus_notice_service_init (TactusNoticeService *self)
{
  self->cancellable = g_cancellable_new ();
}
