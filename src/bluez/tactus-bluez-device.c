/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-device-private.h"

#include "tactus-bluez-value.h"

/* Smaller steps of the signal are noise: rows would flicker. */
#define RSSI_STEP 4

struct _TactusBluezDevice
{
  GObject parent_instance;

  char *address;         /* (owned) */
  char *name;            /* (owned) (nullable) */
  gint16 rssi;           /* dBm, or TACTUS_RSSI_UNKNOWN */
  gboolean connected;
  gint64 advertised;     /* monotonic time, or 0 */
  GDBusProxy *best;      /* (owned) (nullable) */
  GDBusProxy *heard;     /* (owned) (nullable): the one that told the latest advertisement */
  GVariant *services;    /* (owned) (nullable): as last told */
  GPtrArray *candidates; /* (owned) (element-type GDBusProxy) */
};

G_DEFINE_FINAL_TYPE (TactusBluezDevice, tactus_bluez_device, G_TYPE_OBJECT)

typedef enum {
  PROP_ADDRESS = 1,
  PROP_NAME,
  PROP_RSSI,
  PROP_CONNECTED,
  PROP_SERVICES,
} TactusBluezDeviceProperty;

static GParamSpec *properties[PROP_SERVICES + 1];

enum {
  SIGNAL_ADVERTISED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The alias is the address if nothing better is known. */
static char *
read_name (TactusBluezDevice *self)
{
  g_autofree char *name = tactus_bluez_value_dup_string (self->best, "Name");
  g_autofree char *alias = tactus_bluez_value_dup_string (self->best, "Alias");
  const char *chosen = name ? name : alias;

  if (chosen == NULL || tactus_bluez_name_is_address (chosen, self->address))
    return NULL;

  return tactus_bluez_name_clean (chosen);
}

static void
update_name (TactusBluezDevice *self)
{
  g_autofree char *name = read_name (self);

  if (g_strcmp0 (name, self->name) == 0)
    return;

  g_free (self->name);
  self->name = g_steal_pointer (&name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

static void
set_rssi (TactusBluezDevice *self,
          gint16             rssi)
{
  if (self->rssi == rssi)
    return;

  self->rssi = rssi;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RSSI]);
}

/* BlueZ takes the property away as soon as a scan ends; what that scan found stays good until the
 * next one. */
static void
update_rssi (TactusBluezDevice *self)
{
  g_autoptr(GVariant) value = tactus_bluez_value_lookup (self->best, "RSSI", G_VARIANT_TYPE_INT16);
  gint16 rssi;

  if (value == NULL)
    return;

  rssi = g_variant_get_int16 (value);
  if (self->rssi == TACTUS_RSSI_UNKNOWN || ABS (rssi - self->rssi) >= RSSI_STEP)
    set_rssi (self, rssi);
}

static void
update_connected (TactusBluezDevice *self)
{
  gboolean connected = self->best && tactus_bluez_value_get_boolean (self->best, "Connected");

  if (self->connected == connected)
    return;

  self->connected = connected;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTED]);
}

static void
update_services (TactusBluezDevice *self)
{
  g_autoptr(GVariant) services = tactus_bluez_value_lookup (self->best, "UUIDs",
                                                            G_VARIANT_TYPE_STRING_ARRAY);

  if (services == NULL || (self->services && g_variant_equal (services, self->services)))
    return;

  g_clear_pointer (&self->services, g_variant_unref);
  self->services = g_steal_pointer (&services);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERVICES]);
}

void
tactus_bluez_device_update (TactusBluezDevice *self,
                            GDBusProxy        *best)
{
  g_object_freeze_notify (G_OBJECT (self));

  if (best)
    {
      g_set_object (&self->best, best);
      if (self->heard && !g_ptr_array_find (self->candidates, self->heard, NULL))
        g_clear_object (&self->heard);
      update_name (self);
      update_rssi (self);
      update_connected (self);
      update_services (self);
    }
  else
    {
      /* The last proxy stays: who still shows the device may ask for its data. */
      set_rssi (self, TACTUS_RSSI_UNKNOWN);
      if (self->connected)
        {
          self->connected = FALSE;
          g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTED]);
        }
    }

  g_object_thaw_notify (G_OBJECT (self));
}

void
tactus_bluez_device_hear (TactusBluezDevice *self,
                          GDBusProxy        *proxy)
{
  g_set_object (&self->heard, proxy);
  self->advertised = g_get_monotonic_time ();
  g_signal_emit (self, signals[SIGNAL_ADVERTISED], 0);
}

gint64
tactus_bluez_device_get_advertised (TactusBluezDevice *self)
{
  g_return_val_if_fail (TACTUS_IS_BLUEZ_DEVICE (self), 0);

  return self->advertised;
}

void
tactus_bluez_device_forget_rssi (TactusBluezDevice *self)
{
  g_autoptr(GVariant) value = NULL;

  if (self->best)
    value = tactus_bluez_value_lookup (self->best, "RSSI", G_VARIANT_TYPE_INT16);

  if (value == NULL)
    set_rssi (self, TACTUS_RSSI_UNKNOWN);
}

GPtrArray *
tactus_bluez_device_get_candidates (TactusBluezDevice *self)
{
  return self->candidates;
}

TactusBluezDevice *
tactus_bluez_device_new (const char *address)
{
  TactusBluezDevice *self = g_object_new (TACTUS_TYPE_BLUEZ_DEVICE, NULL);

  self->address = g_strdup (address);

  return self;
}

const char *
tactus_bluez_device_get_address (TactusBluezDevice *self)
{
  g_return_val_if_fail (TACTUS_IS_BLUEZ_DEVICE (self), NULL);

  return self->address;
}

const char *
tactus_bluez_device_get_name (TactusBluezDevice *self)
{
  g_return_val_if_fail (TACTUS_IS_BLUEZ_DEVICE (self), NULL);

  return self->name;
}

gint16
tactus_bluez_device_get_rssi (TactusBluezDevice *self)
{
  g_return_val_if_fail (TACTUS_IS_BLUEZ_DEVICE (self), TACTUS_RSSI_UNKNOWN);

  return self->rssi;
}

gboolean
tactus_bluez_device_get_connected (TactusBluezDevice *self)
{
  g_return_val_if_fail (TACTUS_IS_BLUEZ_DEVICE (self), FALSE);

  return self->connected;
}

gboolean
tactus_bluez_device_get_paired (TactusBluezDevice *self)
{
  g_return_val_if_fail (TACTUS_IS_BLUEZ_DEVICE (self), FALSE);

  return self->best && tactus_bluez_value_get_boolean (self->best, "Paired");
}

gboolean
tactus_bluez_device_has_service (TactusBluezDevice *self,
                                 const char        *uuid)
{
  g_autoptr(GBytes) data = NULL;

  g_return_val_if_fail (TACTUS_IS_BLUEZ_DEVICE (self), FALSE);
  g_return_val_if_fail (uuid != NULL, FALSE);

  if (self->best == NULL)
    return FALSE;
  if (tactus_bluez_value_has_string (self->best, "UUIDs", uuid))
    return TRUE;

  data = tactus_bluez_device_get_service_data (self, uuid);
  return data != NULL;
}

GBytes *
tactus_bluez_device_get_manufacturer_data (TactusBluezDevice *self,
                                           guint16            company)
{
  g_autoptr(GVariant) all = NULL;
  GVariantIter iter;
  guint16 id;
  GVariant *value;

  g_return_val_if_fail (TACTUS_IS_BLUEZ_DEVICE (self), NULL);

  if (self->heard || self->best)
    all = tactus_bluez_value_lookup (self->heard ? self->heard : self->best, "ManufacturerData",
                                     G_VARIANT_TYPE ("a{qv}"));
  if (all == NULL)
    return NULL;

  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{qv}", &id, &value))
    {
      g_autoptr(GVariant) owned = value;

      if (id == company)
        return tactus_bluez_value_to_bytes (owned);
    }

  return NULL;
}

GBytes *
tactus_bluez_device_get_service_data (TactusBluezDevice *self,
                                      const char        *uuid)
{
  g_autoptr(GVariant) all = NULL;
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_return_val_if_fail (TACTUS_IS_BLUEZ_DEVICE (self), NULL);
  g_return_val_if_fail (uuid != NULL, NULL);

  if (self->heard || self->best)
    all = tactus_bluez_value_lookup (self->heard ? self->heard : self->best, "ServiceData",
                                     G_VARIANT_TYPE_VARDICT);
  if (all == NULL)
    return NULL;

  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      g_autoptr(GVariant) owned = value;

      if (g_ascii_strcasecmp (key, uuid) == 0)
        return tactus_bluez_value_to_bytes (owned);
    }

  return NULL;
}

static void
tactus_bluez_device_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  TactusBluezDevice *self = TACTUS_BLUEZ_DEVICE (object);

  switch ((TactusBluezDeviceProperty) id)
    {
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_RSSI:
      g_value_set_int (value, self->rssi);
      break;
    case PROP_CONNECTED:
      g_value_set_boolean (value, self->connected);
      break;
    case PROP_SERVICES:
      g_value_set_pointer (value, NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tactus_bluez_device_dispose (GObject *object)
{
  TactusBluezDevice *self = TACTUS_BLUEZ_DEVICE (object);

  g_clear_object (&self->best);
  g_clear_object (&self->heard);
  g_ptr_array_set_size (self->candidates, 0);

  G_OBJECT_CLASS (tactus_bluez_device_parent_class)->dispose (object);
}

static void
tactus_bluez_device_finalize (GObject *object)
{
  TactusBluezDevice *self = TACTUS_BLUEZ_DEVICE (object);

  g_ptr_array_unref (self->candidates);
  g_clear_pointer (&self->services, g_variant_unref);
  g_free (self->address);
  g_free (self->name);

  G_OBJECT_CLASS (tactus_bluez_device_parent_class)->finalize (object);
}

static void
tactus_bluez_device_class_init (TactusBluezDeviceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tactus_bluez_device_get_property;
  object_class->dispose = tactus_bluez_device_dispose;
  object_class->finalize = tactus_bluez_device_finalize;

  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_RSSI] = g_param_spec_int ("rssi", NULL, NULL, G_MININT16, G_MAXINT16,
                                            TACTUS_RSSI_UNKNOWN, flags);
  properties[PROP_CONNECTED] = g_param_spec_boolean ("connected", NULL, NULL, FALSE, flags);
  properties[PROP_SERVICES] = g_param_spec_pointer ("services", NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_ADVERTISED] =
    g_signal_new ("advertised", TACTUS_TYPE_BLUEZ_DEVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
tactus_bluez_device_init (TactusBluezDevice *self)
{
  self->rssi = TACTUS_RSSI_UNKNOWN;
  self->candidates = g_ptr_array_new_with_free_func (g_object_unref);
}
