/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-advertiser.h"

#include "tactus-bluez-dbus.h"
#include "tactus-sim-tree.h"
#include "tactus-uuids.h"

#define ROOT          "/io/github/tactus_app/simulator/advertising"
#define PATH          ROOT "/band"
#define ADVERTISEMENT "org.bluez.LEAdvertisement1"
#define MANAGER       "org.bluez.LEAdvertisingManager1"

#define CALL_TIMEOUT_MS 10000

struct _TactusSimAdvertiser {
  GDBusConnection         *connection;   /* (owned) */
  char                    *adapter_path; /* (owned) */
  TactusSimBand           *band;         /* (owned) */
  TactusSimTree           *tree;         /* (owned) */
  TactusSimObject         *object;       /* (owned) */
  GCancellable            *cancellable;  /* (owned) */
  TactusSimAdvertiserDone  done;         /* (nullable): called already */
  gpointer                 user_data;
  gboolean                 registered;
  gboolean                 calling;      /* one call at a time; when it ends, look again */
  gboolean                 stale;        /* registered, but perhaps only here */
};

static void follow (TactusSimAdvertiser *self);

static void
report (TactusSimAdvertiser *self,
        const GError        *error)
{
  TactusSimAdvertiserDone done = self->done;

  self->done = NULL;
  if (done)
    done (error, self->user_data);
  else if (error)
    g_debug ("Advertising: %s", error->message); /* off, say: tried again when it is on */
}

static void
call (TactusSimAdvertiser *self,
      const char          *method,
      GVariant            *parameters,
      GAsyncReadyCallback  callback)
{
  self->calling = TRUE;
  g_dbus_connection_call (self->connection, "org.bluez", self->adapter_path, MANAGER, method,
                          parameters, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_TIMEOUT_MS,
                          self->cancellable, callback, self);
}

static void registered_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
advertise (TactusSimAdvertiser *self)
{
  call (self, "RegisterAdvertisement", g_variant_new ("(oa{sv})", PATH, NULL), registered_cb);
}

/* 31 bytes hold a name, a service and its data; the 28 of the manufacturer's only where the
 * controller has extended advertising. */
static gboolean
make_shorter (TactusSimAdvertiser *self)
{
  if (!tactus_sim_object_get (self->object, ADVERTISEMENT, "ManufacturerData"))
    return FALSE;

  tactus_sim_object_put (self->object, ADVERTISEMENT, "ManufacturerData", NULL);

  return TRUE;
}

static void
registered_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  TactusSimAdvertiser *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                             &error);

  /* Cancelled: there is no self any more. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->calling = FALSE;
  self->registered = reply != NULL;
  if (error && make_shorter (self))
    {
      advertise (self);
      return;
    }

  report (self, error);
  if (reply)
    follow (self);
}

static void
unregistered_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  TactusSimAdvertiser *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                             &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* An error means that it was not registered. */
  self->calling = FALSE;
  self->registered = FALSE;
  follow (self);
}

/* Makes what is advertised follow what the band wants. */
static void
follow (TactusSimAdvertiser *self)
{
  gboolean wanted = tactus_sim_band_get_advertising (self->band);

  if (self->calling)
    return;

  if (self->registered && (!wanted || self->stale))
    {
      self->stale = FALSE;
      call (self, "UnregisterAdvertisement", g_variant_new ("(o)", PATH), unregistered_cb);
    }
  else if (wanted && !self->registered)
    {
      advertise (self);
    }
  else if (self->done)
    {
      report (self, NULL); /* away: nothing to advertise, and that is right */
    }
}

void
tactus_sim_advertiser_renew (TactusSimAdvertiser *self)
{
  self->stale = self->registered;
  follow (self);
}

static void
released (TactusSimObject       *object,
          const char            *method,
          GVariant              *parameters,
          GDBusMethodInvocation *invocation,
          gpointer               user_data)
{
  TactusSimAdvertiser *self = user_data;

  self->registered = FALSE;
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static const TactusSimObjectFuncs advertisement_funcs = { .method = released };

static GVariant *
one_entry (const char *type,
           GVariant   *key,
           GBytes     *bytes)
{
  g_autoptr(GVariant) held = g_variant_ref_sink (key);
  GVariant *value;
  GVariant *entry;

  if (!bytes)
    return NULL;

  value = g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE);
  entry = g_variant_new_dict_entry (held, g_variant_new_variant (value));

  return g_variant_new_array (G_VARIANT_TYPE (type), &entry, 1);
}

/* With flags and a pulse the 31 bytes are full: all else but the name, which goes into the scan
 * response, has to stay out. */
static gboolean
shares_pulse (GBytes *manufacturer)
{
  gsize size = 0;
  const guint8 *data = manufacturer ? g_bytes_get_data (manufacturer, &size) : NULL;

  return size > 3 && data[3] != 0xff;
}

static void
put_properties (TactusSimAdvertiser *self)
{
  const char *uuid = tactus_sim_band_get_advertised (self->band);
  g_autoptr(GBytes) manufacturer = tactus_sim_band_get_manufacturer_data (self->band);
  g_autoptr(GBytes) service = tactus_sim_band_get_service_data (self->band);
  gboolean full = shares_pulse (manufacturer);
  const struct {
    const char *name;
    GVariant   *value;
  } values[] = {
    { "Type", g_variant_new_string ("peripheral") },
    { "ServiceUUIDs", full ? NULL : g_variant_new_strv (&uuid, 1) },
    { "LocalName", g_variant_new_string (tactus_sim_band_get_name (self->band)) },
    { "Discoverable", g_variant_new_boolean (TRUE) },
    { "ManufacturerData",
      one_entry ("{qv}", g_variant_new_uint16 (TACTUS_COMPANY_HUAMI), manufacturer) },
    { "ServiceData",
      one_entry ("{sv}", g_variant_new_string (uuid), full ? NULL : service) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    tactus_sim_object_put (self->object, ADVERTISEMENT, values[i].name, values[i].value);
}

/* Another pulse in it: not every adapter looks at an advertisement again. */
static void
advertised_cb (TactusSimAdvertiser *self)
{
  put_properties (self);
  tactus_sim_advertiser_renew (self);
}

TactusSimAdvertiser *
tactus_sim_advertiser_new (GDBusConnection          *connection,
                           const char               *adapter_path,
                           TactusSimBand            *band,
                           TactusSimAdvertiserDone   done,
                           gpointer                  user_data,
                           GError                  **error)
{
  g_autoptr(TactusSimTree) tree = tactus_sim_tree_new (connection, ROOT, error);
  TactusSimAdvertiser *self;

  if (!tree)
    return NULL;

  self = g_new0 (TactusSimAdvertiser, 1);
  self->connection = g_object_ref (connection);
  self->adapter_path = g_strdup (adapter_path);
  self->band = g_object_ref (band);
  self->tree = g_steal_pointer (&tree);
  self->cancellable = g_cancellable_new ();
  self->done = done;
  self->user_data = user_data;
  self->object = tactus_sim_object_new (PATH);
  tactus_sim_object_add_interface (self->object, tactus_bluez_leadvertisement1_interface_info (),
                                   &advertisement_funcs, self);
  put_properties (self);
  tactus_sim_tree_add (self->tree, self->object);
  g_signal_connect_swapped (band, "notify::advertising", G_CALLBACK (follow), self);
  g_signal_connect_swapped (band, "advertised", G_CALLBACK (advertised_cb), self);
  follow (self);

  return self;
}

void
tactus_sim_advertiser_free (TactusSimAdvertiser *self)
{
  g_signal_handlers_disconnect_by_data (self->band, self);
  g_cancellable_cancel (self->cancellable);
  tactus_sim_tree_free (self->tree);
  tactus_sim_object_unref (self->object);
  g_object_unref (self->cancellable);
  g_object_unref (self->connection);
  g_object_unref (self->band);
  g_free (self->adapter_path);
  g_free (self);
}
