/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-bench.h"

struct _DeskService
{
  GDBusConnection *connection; /* (owned) */
  GDBusNodeInfo *info;         /* (owned) */
  GPtrArray *calls;            /* (owned) (element-type DeskCall) */
  DeskAnswer answer;
  gpointer user_data;
  guint object_id;
  guint version;
};

GDBusConnection *
desk_bench_connect (void)
{
  g_autoptr(GError) error = NULL;
  GDBusConnection *connection =
    g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                              G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                            NULL, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

void
desk_bench_disconnect (GDBusConnection *connection)
{
  g_autoptr(GError) error = NULL;

  g_dbus_connection_close_sync (connection, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (connection);
}

static void
call_free (DeskCall *call)
{
  g_free (call->method);
  g_variant_unref (call->parameters);
  g_clear_object (&call->invocation);
  g_free (call);
}

static void
called_cb (GDBusConnection       *connection,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               user_data)
{
  DeskService *self = user_data;
  DeskCall *call = g_new0 (DeskCall, 1);

  call->method = g_strdup (method);
  call->parameters = g_variant_ref (parameters);
  call->invocation = invocation;
  g_ptr_array_add (self->calls, call);
  if (self->answer)
    self->answer (self, call, self->user_data);
}

static GVariant *
get_cb (GDBusConnection  *connection,
        const char       *sender,
        const char       *path,
        const char       *interface,
        const char       *property,
        GError          **error,
        gpointer          user_data)
{
  return g_variant_new_uint32 (((DeskService *) user_data)->version);
}

static const GDBusInterfaceVTable vtable = { .method_call = called_cb, .get_property = get_cb };

static void
own (DeskService *self,
     const char  *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply =
    g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                 "org.freedesktop.DBus", "RequestName",
                                 g_variant_new ("(su)", name, 4), G_VARIANT_TYPE ("(u)"),
                                 G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

DeskService *
desk_service_new (const char *name,
                  const char *path,
                  const char *xml,
                  DeskAnswer  answer,
                  gpointer    user_data)
{
  DeskService *self = g_new0 (DeskService, 1);
  g_autoptr(GError) error = NULL;

  self->connection = desk_bench_connect ();
  self->calls = g_ptr_array_new_with_free_func ((GDestroyNotify) call_free);
  self->answer = answer;
  self->user_data = user_data;
  self->info = g_dbus_node_info_new_for_xml (xml, &error);
  g_assert_no_error (error);
  self->object_id = g_dbus_connection_register_object (self->connection, path,
                                                       self->info->interfaces[0], &vtable, self,
                                                       NULL, &error);
  g_assert_no_error (error);
  own (self, name);

  return self;
}

void
desk_service_free (DeskService *self)
{
  g_dbus_connection_unregister_object (self->connection, self->object_id);
  g_ptr_array_unref (self->calls);
  desk_bench_disconnect (self->connection);
  g_dbus_node_info_unref (self->info);
  g_free (self);
}

void
desk_service_set_version (DeskService *self,
                          guint        version)
{
  self->version = version;
}

GDBusConnection *
desk_service_get_connection (DeskService *self)
{
  return self->connection;
}

GPtrArray *
desk_service_get_calls (DeskService *self)
{
  return self->calls;
}

DeskCall *
desk_service_find (DeskService *self,
                   const char  *method)
{
  for (guint i = self->calls->len; i > 0; i--)
    {
      DeskCall *call = self->calls->pdata[i - 1];

      if (g_str_equal (call->method, method))
        return call;
    }

  return NULL;
}

guint
desk_service_count (DeskService *self,
                    const char  *method)
{
  guint n = 0;

  for (guint i = 0; i < self->calls->len; i++)
    n += g_str_equal (((DeskCall *) self->calls->pdata[i])->method, method);

  return n;
}

void
desk_call_return (DeskCall *self,
                  GVariant *parameters)
{
  g_assert_nonnull (self->invocation);
  g_dbus_method_invocation_return_value (g_steal_pointer (&self->invocation), parameters);
}

void
desk_service_emit (DeskService *self,
                   const char  *path,
                   const char  *interface,
                   const char  *signal,
                   GVariant    *parameters)
{
  g_autoptr(GError) error = NULL;

  g_dbus_connection_emit_signal (self->connection, NULL, path, interface, signal, parameters,
                                 &error);
  g_assert_no_error (error);
}
