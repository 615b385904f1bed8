/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-subscriptions.h"

#include "tactus-bluez-value.h"

struct _TactusBluezSubscriptions
{
  GHashTable *all; /* (owned): UUID → Subscription */
  TactusBluezNotifiedFunc func;
  gpointer user_data;
};

typedef struct {
  TactusBluezSubscriptions *set;
  char *uuid;        /* (owned) */
  GDBusProxy *proxy; /* (owned) */
  gulong handler_id;
} Subscription;

static void
subscription_free (Subscription *self)
{
  g_clear_signal_handler (&self->handler_id, self->proxy);
  g_object_unref (self->proxy);
  g_free (self->uuid);
  g_free (self);
}

/* The value in the signal is the one that was sent; the proxy's cache may already hold the next. */
static void
properties_changed_cb (Subscription *self,
                       GVariant     *changed)
{
  g_autoptr(GVariant) value = g_variant_lookup_value (changed, "Value", G_VARIANT_TYPE_BYTESTRING);
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *uuid = NULL;

  if (value == NULL)
    return;

  bytes = tactus_bluez_value_to_bytes (value);
  uuid = g_strdup (self->uuid); /* who hears it may end the subscription */
  self->set->func (uuid, bytes, self->set->user_data);
}

TactusBluezSubscriptions *
tactus_bluez_subscriptions_new (TactusBluezNotifiedFunc func,
                                gpointer                user_data)
{
  TactusBluezSubscriptions *self = g_new0 (TactusBluezSubscriptions, 1);

  self->all = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                     (GDestroyNotify) subscription_free);
  self->func = func;
  self->user_data = user_data;

  return self;
}

void
tactus_bluez_subscriptions_free (TactusBluezSubscriptions *self)
{
  g_hash_table_unref (self->all);
  g_free (self);
}

gboolean
tactus_bluez_subscriptions_add (TactusBluezSubscriptions *self,
                                const char               *uuid,
                                GDBusProxy               *proxy)
{
  Subscription *old = g_hash_table_lookup (self->all, uuid);
  Subscription *subscription;

  /* The same one; after a change of the services it would be another proxy. */
  if (old != NULL && old->proxy == proxy)
    return FALSE;

  subscription = g_new0 (Subscription, 1);
  subscription->set = self;
  subscription->uuid = g_strdup (uuid);
  subscription->proxy = g_object_ref (proxy);
  subscription->handler_id = g_signal_connect_swapped (proxy, "g-properties-changed",
                                                       G_CALLBACK (properties_changed_cb),
                                                       subscription);
  g_hash_table_replace (self->all, subscription->uuid, subscription);

  return TRUE;
}

gboolean
tactus_bluez_subscriptions_use (TactusBluezSubscriptions *self,
                                GDBusProxy               *proxy)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->all);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Subscription *) value)->proxy == proxy)
      return TRUE;

  return FALSE;
}

gboolean
tactus_bluez_subscriptions_remove (TactusBluezSubscriptions *self,
                                   const char               *uuid)
{
  return g_hash_table_remove (self->all, uuid);
}

static void
tell_bluez (GDBusProxy *proxy)
{
  g_dbus_proxy_call (proxy, "StopNotify", NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL,
                     NULL);
}

void
tactus_bluez_subscriptions_stop (TactusBluezSubscriptions *self,
                                 const char               *uuid)
{
  Subscription *subscription = g_hash_table_lookup (self->all, uuid);

  if (subscription == NULL)
    return;

  tell_bluez (subscription->proxy);
  g_hash_table_remove (self->all, uuid);
}

void
tactus_bluez_subscriptions_clear (TactusBluezSubscriptions *self,
                                  gboolean                  polite)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->all);
  while (polite && g_hash_table_iter_next (&iter, NULL, &value))
    tell_bluez (((Subscription *) value)->proxy);

  g_hash_table_remove_all (self->all);
}
