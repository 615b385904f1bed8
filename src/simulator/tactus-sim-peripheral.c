/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-peripheral.h"

#include "tactus-sim-advertiser.h"
#include "tactus-sim-application.h"
#include "tactus-sim-driver.h"

#define ADAPTER             "org.bluez.Adapter1"
#define DEVICE              "org.bluez.Device1"
#define GATT_MANAGER        "org.bluez.GattManager1"
#define ADVERTISING_MANAGER "org.bluez.LEAdvertisingManager1"

#define CALL_TIMEOUT_MS 10000

struct _TactusSimPeripheral {
  GObject parent_instance;

  GDBusConnection      *connection;   /* (owned) */
  char                 *adapter;      /* (owned): what the user called it */
  TactusSimBand        *band;         /* (owned) */
  TactusSimDriver      *driver;       /* (owned) */
  TactusSimApplication *application;  /* (owned) (nullable) until started */
  TactusSimAdvertiser  *advertiser;   /* (owned) (nullable) while not registered */
  GDBusObjectManager   *manager;      /* (owned) (nullable) until it is there */
  GCancellable         *cancellable;  /* (owned) */
  char                 *adapter_path; /* (owned) (nullable): while that adapter is used */
  char                 *alias;        /* (owned) (nullable): the name the adapter had before */
  char                 *peer;         /* (owned) (nullable): the device at the other end */
  gboolean              ready;        /* was, at least once */
};

G_DEFINE_FINAL_TYPE (TactusSimPeripheral, tactus_sim_peripheral, G_TYPE_OBJECT)

G_DEFINE_QUARK (tactus-sim-peripheral-error-quark, tactus_sim_peripheral_error)

enum { READY, FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* Before it was ready once, a failure is the end; later it waits for the adapter to come back. */
static void
fail (TactusSimPeripheral      *self,
      TactusSimPeripheralError  code,
      const char               *format,
      ...) G_GNUC_PRINTF (3, 4);

static void
fail (TactusSimPeripheral      *self,
      TactusSimPeripheralError  code,
      const char               *format,
      ...)
{
  g_autoptr(GError) error = NULL;
  va_list arguments;

  va_start (arguments, format);
  error = g_error_new_valist (TACTUS_SIM_PERIPHERAL_ERROR, (int) code, format, arguments);
  va_end (arguments);

  if (self->ready)
    g_message ("%s", error->message);
  else
    g_signal_emit (self, signals[FAILED], 0, error);
}

/* ── the link ── */

static void
link_up (const char *peer,
         gpointer    user_data)
{
  TactusSimPeripheral *self = user_data;

  if (self->peer)
    return;

  self->peer = g_strdup (peer);
  tactus_sim_band_link_up (self->band, tactus_sim_driver_now ());
  tactus_sim_application_link_up (self->application);
}

static void
link_down (TactusSimPeripheral *self)
{
  g_clear_pointer (&self->peer, g_free);
  tactus_sim_band_link_down (self->band, tactus_sim_driver_now ());
}

void
tactus_sim_peripheral_hang_up (TactusSimPeripheral *self)
{
  if (self->peer)
    g_dbus_connection_call (self->connection, "org.bluez", self->peer, DEVICE, "Disconnect", NULL,
                            NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_TIMEOUT_MS, NULL, NULL,
                            NULL);
}

static gboolean
is_below_adapter (TactusSimPeripheral *self,
                  const char          *path)
{
  g_autofree char *parent = g_path_get_dirname (path);

  return g_strcmp0 (parent, self->adapter_path) == 0;
}

/* The proxy knows whether the device at its path is connected, and whether it is one of ours. */
static void
follow_device (TactusSimPeripheral *self,
               GDBusProxy          *proxy)
{
  g_autoptr(GVariant) connected = g_dbus_proxy_get_cached_property (proxy, "Connected");
  const char *path = g_dbus_proxy_get_object_path (proxy);

  if (!is_below_adapter (self, path) ||
      !connected || !g_variant_is_of_type (connected, G_VARIANT_TYPE_BOOLEAN))
    return;

  if (g_variant_get_boolean (connected))
    link_up (path, self);
  else if (g_strcmp0 (path, self->peer) == 0)
    link_down (self);
}

/* ── registering ── */

static void
advertised_cb (const GError *error,
               gpointer      user_data)
{
  TactusSimPeripheral *self = user_data;

  if (error)
    {
      fail (self, TACTUS_SIM_PERIPHERAL_ERROR_REFUSED, "%s does not advertise the band: %s",
            self->adapter, error->message);
      return;
    }

  self->ready = TRUE;
  g_signal_emit (self, signals[READY], 0);
}

static void
follow_all_devices (TactusSimPeripheral *self)
{
  GList *objects = g_dbus_object_manager_get_objects (self->manager);

  for (GList *l = objects; l; l = l->next)
    {
      g_autoptr(GDBusInterface) device = g_dbus_object_get_interface (l->data, DEVICE);

      if (device)
        follow_device (self, G_DBUS_PROXY (device));
    }
  g_list_free_full (objects, g_object_unref);
}

static void
registered_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  TactusSimPeripheral *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                             &error);

  /* Cancelled: there is no self any more; or the adapter has gone meanwhile. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || !self->adapter_path)
    return;

  if (!reply)
    {
      fail (self, TACTUS_SIM_PERIPHERAL_ERROR_REFUSED, "%s does not take the band's services: %s",
            self->adapter, error->message);
      return;
    }

  follow_all_devices (self);
  self->advertiser = tactus_sim_advertiser_new (self->connection, self->adapter_path, self->band,
                                                advertised_cb, self, &error);
  if (!self->advertiser)
    fail (self, TACTUS_SIM_PERIPHERAL_ERROR_REFUSED, "Cannot advertise: %s", error->message);
}

static void
named_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  TactusSimPeripheral *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                             &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || !self->adapter_path)
    return;
  if (!reply)
    g_message ("%s keeps its name: %s", self->adapter, error->message);

  g_dbus_connection_call (self->connection, "org.bluez", self->adapter_path, GATT_MANAGER,
                          "RegisterApplication",
                          g_variant_new ("(oa{sv})",
                                         tactus_sim_application_get_path (self->application), NULL),
                          NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_TIMEOUT_MS,
                          self->cancellable, registered_cb, self);
}

static char *
dup_property (GDBusInterface *adapter,
              const char     *property)
{
  g_autoptr(GVariant) value = g_dbus_proxy_get_cached_property (G_DBUS_PROXY (adapter), property);

  if (!value || !g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return NULL;

  return g_variant_dup_string (value, NULL);
}

/* An empty alias stands for the name that the computer gives. */
static void
remember_alias (TactusSimPeripheral *self,
                GDBusInterface      *adapter)
{
  g_autofree char *alias = dup_property (adapter, "Alias");
  g_autofree char *name = dup_property (adapter, "Name");

  if (self->alias || !alias || g_str_equal (alias, tactus_sim_band_get_name (self->band)))
    return;

  self->alias = g_strdup (g_strcmp0 (alias, name) == 0 ? "" : alias);
}

static void
set_alias (TactusSimPeripheral *self,
           const char          *alias,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback)
{
  g_dbus_connection_call (self->connection, "org.bluez", self->adapter_path,
                          "org.freedesktop.DBus.Properties", "Set",
                          g_variant_new ("(ssv)", ADAPTER, "Alias", g_variant_new_string (alias)),
                          NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_TIMEOUT_MS, cancellable,
                          callback, self);
}

/* The GAP name, which is the adapter's alias, replaces the advertised one once a client has read
 * it: first of all the adapter takes the band's name. */
static void
use_adapter (TactusSimPeripheral *self,
             GDBusObject         *object)
{
  g_autoptr(GDBusInterface) adapter = g_dbus_object_get_interface (object, ADAPTER);
  g_autofree char *address = dup_property (adapter, "Address");

  self->adapter_path = g_strdup (g_dbus_object_get_object_path (object));
  if (address)
    tactus_sim_band_set_address (self->band, address);
  remember_alias (self, adapter);
  set_alias (self, tactus_sim_band_get_name (self->band), self->cancellable, named_cb);
}

/* ── the adapter ── */

static gboolean
is_our_adapter (TactusSimPeripheral *self,
                GDBusObject         *object)
{
  g_autoptr(GDBusInterface) adapter = g_dbus_object_get_interface (object, ADAPTER);
  g_autofree char *name = g_path_get_basename (g_dbus_object_get_object_path (object));
  g_autoptr(GVariant) address = NULL;

  if (!adapter)
    return FALSE;

  address = g_dbus_proxy_get_cached_property (G_DBUS_PROXY (adapter), "Address");

  return g_str_equal (name, self->adapter) ||
         (address && g_ascii_strcasecmp (g_variant_get_string (address, NULL), self->adapter) == 0);
}

static gboolean
can_be_peripheral (GDBusObject *object)
{
  g_autoptr(GDBusInterface) gatt = g_dbus_object_get_interface (object, GATT_MANAGER);
  g_autoptr(GDBusInterface) advertising = g_dbus_object_get_interface (object, ADVERTISING_MANAGER);

  return gatt && advertising;
}

static GDBusObject *
find_adapter (TactusSimPeripheral *self)
{
  GList *objects = g_dbus_object_manager_get_objects (self->manager);
  GDBusObject *found = NULL;

  for (GList *l = objects; l && !found; l = l->next)
    if (is_our_adapter (self, l->data))
      found = g_object_ref (l->data);
  g_list_free_full (objects, g_object_unref);

  return found;
}

static gboolean
is_powered (GDBusObject *object)
{
  g_autoptr(GDBusInterface) adapter = g_dbus_object_get_interface (object, ADAPTER);
  g_autoptr(GVariant) powered = g_dbus_proxy_get_cached_property (G_DBUS_PROXY (adapter),
                                                                  "Powered");

  return powered && g_variant_get_boolean (powered);
}

static void
look_for_adapter (TactusSimPeripheral *self)
{
  g_autoptr(GDBusObject) object = find_adapter (self);
  g_autofree char *owner = NULL;

  if (self->adapter_path)
    return;

  owner = g_dbus_object_manager_client_get_name_owner (
    G_DBUS_OBJECT_MANAGER_CLIENT (self->manager));

  /* When the daemon returns, its objects are there before its name is. */
  if (!owner && !object)
    fail (self, TACTUS_SIM_PERIPHERAL_ERROR_NO_SERVICE,
          "Nobody owns org.bluez on this bus. Is bluetoothd running?");
  else if (!object)
    fail (self, TACTUS_SIM_PERIPHERAL_ERROR_NO_ADAPTER,
          "There is no adapter %s. bluetoothctl list shows the ones there are.", self->adapter);
  else if (!can_be_peripheral (object))
    fail (self, TACTUS_SIM_PERIPHERAL_ERROR_NO_PERIPHERAL,
          "%s has no GattManager1 and LEAdvertisingManager1: it cannot play a band.",
          self->adapter);
  else if (!is_powered (object))
    fail (self, TACTUS_SIM_PERIPHERAL_ERROR_REFUSED,
          "%s is switched off. Switch it on (bluetoothctl power on) and try again.",
          self->adapter);
  else
    use_adapter (self, object);
}

static void
lose_adapter (TactusSimPeripheral *self)
{
  g_clear_pointer (&self->advertiser, tactus_sim_advertiser_free);
  g_clear_pointer (&self->adapter_path, g_free);
  tactus_sim_application_forget (self->application);
  link_down (self);
}

/* An adapter that comes back does so in pieces, and off at first; this is called for each. */
static void
interface_added_cb (TactusSimPeripheral *self,
                    GDBusObject         *object,
                    GDBusInterface      *interface)
{
  const char *name = g_dbus_proxy_get_interface_name (G_DBUS_PROXY (interface));

  if (g_str_equal (name, DEVICE))
    follow_device (self, G_DBUS_PROXY (interface));
  else if (!self->adapter_path && is_our_adapter (self, object) && can_be_peripheral (object) &&
           is_powered (object))
    look_for_adapter (self);
}

static void
object_added_cb (TactusSimPeripheral *self,
                 GDBusObject         *object)
{
  GList *interfaces = g_dbus_object_get_interfaces (object);

  for (GList *l = interfaces; l; l = l->next)
    interface_added_cb (self, object, l->data);
  g_list_free_full (interfaces, g_object_unref);
}

static void
object_removed_cb (TactusSimPeripheral *self,
                   GDBusObject         *object)
{
  const char *path = g_dbus_object_get_object_path (object);

  if (g_strcmp0 (path, self->adapter_path) == 0)
    lose_adapter (self);
  else if (g_strcmp0 (path, self->peer) == 0)
    link_down (self);
}

static void
follow_power (TactusSimPeripheral *self,
              GDBusObject         *object,
              GVariant            *changed)
{
  gboolean powered;

  if (!g_variant_lookup (changed, "Powered", "b", &powered) || !powered ||
      !is_our_adapter (self, object))
    return;

  if (self->advertiser)
    tactus_sim_advertiser_renew (self->advertiser);
  else if (self->ready)
    look_for_adapter (self);
}

static void
properties_changed_cb (TactusSimPeripheral *self,
                       GDBusObjectProxy    *object,
                       GDBusProxy          *proxy,
                       GVariant            *changed,
                       const char         **invalidated)
{
  const char *name = g_dbus_proxy_get_interface_name (proxy);

  if (g_str_equal (name, DEVICE))
    follow_device (self, proxy);
  else if (g_str_equal (name, ADAPTER))
    follow_power (self, G_DBUS_OBJECT (object), changed);
}

static void
manager_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  TactusSimPeripheral *self = user_data;
  g_autoptr(GError) error = NULL;
  GDBusObjectManager *manager = g_dbus_object_manager_client_new_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (!manager)
    {
      g_dbus_error_strip_remote_error (error);
      fail (self, TACTUS_SIM_PERIPHERAL_ERROR_NO_SERVICE, "bluetoothd does not answer: %s",
            error->message);
      return;
    }

  self->manager = manager;
  g_signal_connect_object (manager, "object-added", G_CALLBACK (object_added_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "object-removed", G_CALLBACK (object_removed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "interface-added", G_CALLBACK (interface_added_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "interface-proxy-properties-changed",
                           G_CALLBACK (properties_changed_cb), self, G_CONNECT_SWAPPED);
  look_for_adapter (self);
}

void
tactus_sim_peripheral_start (TactusSimPeripheral *self)
{
  g_autoptr(GError) error = NULL;

  self->application = tactus_sim_application_new (self->connection, self->band, link_up, self,
                                                  &error);
  if (!self->application)
    {
      fail (self, TACTUS_SIM_PERIPHERAL_ERROR_REFUSED, "Cannot export the band: %s",
            error->message);
      return;
    }

  g_dbus_object_manager_client_new (self->connection,
                                    G_DBUS_OBJECT_MANAGER_CLIENT_FLAGS_DO_NOT_AUTO_START,
                                    "org.bluez", "/", NULL, NULL, NULL, self->cancellable,
                                    manager_cb, self);
}

gboolean
tactus_sim_peripheral_has_link (TactusSimPeripheral *self)
{
  return self->peer != NULL;
}

/* ── type ── */

TactusSimPeripheral *
tactus_sim_peripheral_new (GDBusConnection *connection,
                           const char      *adapter,
                           TactusSimBand   *band)
{
  TactusSimPeripheral *self = g_object_new (TACTUS_TYPE_SIM_PERIPHERAL, NULL);

  self->connection = g_object_ref (connection);
  self->adapter = g_strdup (adapter);
  self->band = g_object_ref (band);
  self->driver = tactus_sim_driver_new (band);
  g_signal_connect_object (band, "dropped", G_CALLBACK (tactus_sim_peripheral_hang_up), self,
                           G_CONNECT_SWAPPED);

  return self;
}

static void
dispose (GObject *object)
{
  TactusSimPeripheral *self = TACTUS_SIM_PERIPHERAL (object);

  g_cancellable_cancel (self->cancellable);
  if (self->alias && self->adapter_path)
    set_alias (self, self->alias, NULL, NULL);
  g_clear_pointer (&self->alias, g_free);
  g_clear_pointer (&self->advertiser, tactus_sim_advertiser_free);
  g_clear_pointer (&self->application, tactus_sim_application_free);
  g_clear_pointer (&self->driver, tactus_sim_driver_free);
  g_clear_object (&self->manager);
  g_clear_object (&self->band);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (tactus_sim_peripheral_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  TactusSimPeripheral *self = TACTUS_SIM_PERIPHERAL (object);

  g_clear_object (&self->cancellable);
  g_free (self->adapter);
  g_free (self->adapter_path);
  g_free (self->peer);

  G_OBJECT_CLASS (tactus_sim_peripheral_parent_class)->finalize (object);
}

static void
tactus_sim_peripheral_class_init (TactusSimPeripheralClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  object_class->dispose = dispose;
  object_class->finalize = finalize;

  signals[READY] = g_signal_new ("ready", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
tactus_sim_peripheral_init (TactusSimPeripheral *self)
{
  self->cancellable = g_cancellable_new ();
}
