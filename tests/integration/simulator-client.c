/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "simulator-client.h"

#include <string.h>

#define ADAPTER_PATH   "/org/bluez/hci0"
#define ADAPTER        "org.bluez.Adapter1"
#define DEVICE         "org.bluez.Device1"
#define CHARACTERISTIC "org.bluez.GattCharacteristic1"

#define WATCHDOG_S 10

/* ── waiting ── */

G_NORETURN static void
watchdog_cb (gpointer what)
{
  g_error ("Waited too long: %s", (const char *) what);
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
simulator_wait (SimulatorCondition  condition,
                gpointer            data,
                const char         *what)
{
  guint watchdog = g_timeout_add_once (WATCHDOG_S * 1000, watchdog_cb, (gpointer) what);
  /* What GDBus' own thread changes wakes no main context. */
  guint tick = g_timeout_add (20, tick_cb, NULL);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
  g_source_remove (tick);
}

static void
flag_cb (gpointer flag)
{
  *(gboolean *) flag = TRUE;
}

static gboolean
is_set (gpointer flag)
{
  return *(gboolean *) flag;
}

void
simulator_run (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add_once (ms, flag_cb, &over);
  simulator_wait (is_set, &over, "time to pass");
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_pointer (gpointer data)
{
  return *(gpointer *) data != NULL;
}

/* ── the client ── */

static char *
hex_of (GVariant *bytes)
{
  gsize size;
  const guint8 *data = g_variant_get_fixed_array (bytes, &size, 1);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, "%02x", data[i]);

  return g_string_free (text, FALSE);
}

GVariant *
simulator_bytes_from_hex (const char *hex)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_BYTESTRING);

  for (; hex[0] != '\0'; hex += 2)
    g_variant_builder_add (&builder, "y",
                           g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]));

  return g_variant_builder_end (&builder);
}

static void
properties_cb (SimulatorClient  *self,
               GDBusObjectProxy *object,
               GDBusProxy       *proxy,
               GVariant         *changed,
               const char      **invalidated)
{
  g_autoptr(GVariant) value = g_variant_lookup_value (changed, "Value", G_VARIANT_TYPE_BYTESTRING);
  g_autoptr(GVariant) uuid = g_dbus_proxy_get_cached_property (proxy, "UUID");
  g_autofree char *hex = NULL;

  if (!value || !uuid)
    return;

  hex = hex_of (value);
  g_ptr_array_add (self->heard, g_strdup_printf ("%s:%s", g_variant_get_string (uuid, NULL), hex));
}

SimulatorClient *
simulator_client_new (GDBusConnection *connection,
                      const char      *name)
{
  return simulator_client_new_at (connection, name, "/");
}

SimulatorClient *
simulator_client_new_at (GDBusConnection *connection,
                         const char      *name,
                         const char      *root)
{
  SimulatorClient *self = g_new0 (SimulatorClient, 1);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  self->connection = g_object_ref (connection);
  self->name = name;
  self->heard = g_ptr_array_new_with_free_func (g_free);
  g_dbus_object_manager_client_new (connection,
                                    G_DBUS_OBJECT_MANAGER_CLIENT_FLAGS_DO_NOT_AUTO_START, name,
                                    root, NULL, NULL, NULL, NULL, result_cb, &result);
  simulator_wait (has_pointer, &result, "object manager");
  self->manager = g_dbus_object_manager_client_new_finish (result, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (self->manager, "interface-proxy-properties-changed",
                            G_CALLBACK (properties_cb), self);

  return self;
}

void
simulator_client_free (SimulatorClient *self)
{
  g_signal_handlers_disconnect_by_data (self->manager, self);
  g_object_unref (self->manager);
  g_object_unref (self->connection);
  g_ptr_array_unref (self->heard);
  g_free (self);
}

GVariant *
simulator_client_call (SimulatorClient  *self,
                       const char       *path,
                       const char       *interface,
                       const char       *method,
                       GVariant         *parameters,
                       char            **error_text)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *remote = NULL;
  GVariant *reply;

  g_dbus_connection_call (self->connection, self->name, path, interface, method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, 20000, NULL, result_cb, &result);
  simulator_wait (has_pointer, &result, method);
  reply = g_dbus_connection_call_finish (self->connection, result, &error);
  if (reply)
    return reply;

  remote = g_dbus_error_get_remote_error (error);
  g_dbus_error_strip_remote_error (error);
  *error_text = g_strdup_printf ("%s: %s", remote, error->message);

  return NULL;
}

void
simulator_client_expect (SimulatorClient *self,
                         const char      *path,
                         const char      *interface,
                         const char      *method,
                         GVariant        *parameters,
                         const char      *expected)
{
  g_autofree char *error_text = NULL;
  g_autoptr(GVariant) reply = simulator_client_call (self, path, interface, method, parameters,
                                                     &error_text);

  g_assert_cmpstr (error_text, ==, expected);
}

GVariant *
simulator_client_get (SimulatorClient *self,
                      const char      *path,
                      const char      *interface,
                      const char      *property)
{
  g_autoptr(GDBusInterface) proxy = g_dbus_object_manager_get_interface (self->manager, path,
                                                                         interface);

  return proxy ? g_dbus_proxy_get_cached_property (G_DBUS_PROXY (proxy), property) : NULL;
}

gboolean
simulator_client_get_boolean (SimulatorClient *self,
                              const char      *path,
                              const char      *interface,
                              const char      *property)
{
  g_autoptr(GVariant) value = simulator_client_get (self, path, interface, property);

  return value && g_variant_get_boolean (value);
}

static char *
find_uuid (SimulatorClient *self,
           GList           *objects,
           const char      *device,
           const char      *uuid)
{
  for (GList *l = objects; l; l = l->next)
    {
      const char *path = g_dbus_object_get_object_path (l->data);
      g_autoptr(GVariant) value = simulator_client_get (self, path, CHARACTERISTIC, "UUID");

      if (value && g_str_has_prefix (path, device) &&
          g_str_equal (g_variant_get_string (value, NULL), uuid))
        return g_strdup (path);
    }

  return NULL;
}

char *
simulator_client_find (SimulatorClient *self,
                       const char      *device,
                       const char      *uuid)
{
  GList *objects = g_dbus_object_manager_get_objects (self->manager);
  char *path = find_uuid (self, objects, device, uuid);

  g_list_free_full (objects, g_object_unref);

  return path;
}

typedef struct {
  SimulatorClient *client;
  const char      *path;
  const char      *interface;
  const char      *property;
  gboolean         value;
} Awaited;

static gboolean
property_is (gpointer data)
{
  Awaited *awaited = data;

  return simulator_client_get_boolean (awaited->client, awaited->path, awaited->interface,
                                       awaited->property) == awaited->value;
}

void
simulator_client_wait_boolean (SimulatorClient *self,
                               const char      *path,
                               const char      *interface,
                               const char      *property,
                               gboolean         value)
{
  Awaited awaited = { self, path, interface, property, value };

  simulator_wait (property_is, &awaited, property);
}

static gboolean
object_is (gpointer data)
{
  Awaited *awaited = data;
  g_autoptr(GDBusObject) object = g_dbus_object_manager_get_object (awaited->client->manager,
                                                                    awaited->path);

  return (object != NULL) == awaited->value;
}

void
simulator_client_wait_object (SimulatorClient *self,
                              const char      *path,
                              gboolean         there)
{
  Awaited awaited = { self, path, NULL, NULL, there };

  simulator_wait (object_is, &awaited, path);
}

void
simulator_client_write (SimulatorClient *self,
                        const char      *device,
                        const char      *uuid,
                        const char      *type,
                        const char      *hex,
                        const char      *expected)
{
  g_autofree char *path = simulator_client_find (self, device, uuid);
  g_auto(GVariantBuilder) options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_assert_nonnull (path);
  if (type)
    g_variant_builder_add (&options, "{sv}", "type", g_variant_new_string (type));
  simulator_client_expect (self, path, CHARACTERISTIC, "WriteValue",
                           g_variant_new ("(@aya{sv})", simulator_bytes_from_hex (hex), &options),
                           expected);
}

char *
simulator_client_read (SimulatorClient *self,
                       const char      *device,
                       const char      *uuid)
{
  g_autofree char *path = simulator_client_find (self, device, uuid);
  g_autofree char *error_text = NULL;
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GVariant) value = NULL;

  g_assert_nonnull (path);
  reply = simulator_client_call (self, path, CHARACTERISTIC, "ReadValue",
                                 g_variant_new ("(a{sv})", NULL), &error_text);
  g_assert_cmpstr (error_text, ==, NULL);
  value = g_variant_get_child_value (reply, 0);

  return hex_of (value);
}

void
simulator_client_start_notify (SimulatorClient *self,
                               const char      *device,
                               const char      *uuid)
{
  g_autofree char *path = simulator_client_find (self, device, uuid);

  g_assert_nonnull (path);
  simulator_client_expect (self, path, CHARACTERISTIC, "StartNotify", NULL, NULL);
}

typedef struct {
  SimulatorClient *client;
  const char      *uuid;
  char            *hex; /* (owned) (nullable) */
} Hearing;

static gboolean
take_heard (gpointer data)
{
  Hearing *hearing = data;
  GPtrArray *heard = hearing->client->heard;

  for (guint i = 0; i < heard->len; i++)
    {
      const char *line = g_ptr_array_index (heard, i);

      if (!g_str_has_prefix (line, hearing->uuid))
        continue;

      hearing->hex = g_strdup (strchr (line, ':') + 1);
      g_ptr_array_remove_index (heard, i);
      return TRUE;
    }

  return FALSE;
}

char *
simulator_client_hear (SimulatorClient *self,
                       const char      *uuid)
{
  Hearing hearing = { self, uuid, NULL };

  simulator_wait (take_heard, &hearing, uuid);

  return hearing.hex;
}

void
simulator_client_connect (SimulatorClient *self,
                          const char      *device)
{
  simulator_client_expect (self, ADAPTER_PATH, ADAPTER, "StartDiscovery", NULL, NULL);
  simulator_client_wait_object (self, device, TRUE);
  simulator_client_expect (self, ADAPTER_PATH, ADAPTER, "StopDiscovery", NULL, NULL);
  simulator_client_expect (self, device, DEVICE, "Connect", NULL, NULL);
  simulator_client_wait_boolean (self, device, DEVICE, "ServicesResolved", TRUE);
}
