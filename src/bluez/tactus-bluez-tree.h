/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gio/gio.h>

#include "tactus-bluez-dbus.h"

G_BEGIN_DECLS

/*
 * The objects of org.bluez, as long as one daemon lives.  A daemon that comes back gets a new
 * object manager: proxies are bound to the daemon they were made for, so none is kept.
 *
 * Signals:
 * - `state-changed`: the tree appeared with everything in it, or disappeared with everything in it.
 * - `added`, `removed` (GDBusProxy *): one interface of one object, while the tree stays.
 * - `changed` (GDBusProxy *, GVariant *): its properties, a whole batch; a{sv} of the changed ones.
 */

typedef enum {
  TACTUS_BLUEZ_TREE_STARTING,
  TACTUS_BLUEZ_TREE_ABSENT,  /* no daemon, or it does not answer */
  TACTUS_BLUEZ_TREE_REFUSED, /* the bus lets us not speak to it */
  TACTUS_BLUEZ_TREE_PRESENT,
} TactusBluezTreeState;

#define TACTUS_TYPE_BLUEZ_TREE (tactus_bluez_tree_get_type ())
G_DECLARE_FINAL_TYPE (TactusBluezTree, tactus_bluez_tree, TACTUS, BLUEZ_TREE, GObject)

/* @connection: (nullable): NULL is a tree that stays absent
 * @bus_name: (nullable): NULL on a peer-to-peer connection */
TactusBluezTree      *tactus_bluez_tree_new          (GDBusConnection    *connection,
                                                      const char         *bus_name);

TactusBluezTreeState  tactus_bluez_tree_get_state    (TactusBluezTree    *self);

/* How long the daemon may take to list its objects before it counts as absent. */
void                  tactus_bluez_tree_set_patience (TactusBluezTree    *self,
                                                      guint               patience_ms);

/* @type: TACTUS_BLUEZ_TYPE_DEVICE1 or the like
 * Returns: (transfer container) (element-type GDBusProxy): all interfaces of that type */
GPtrArray            *tactus_bluez_tree_list         (TactusBluezTree    *self,
                                                      GType               type);

/* Returns: (transfer none) (nullable) */
GDBusProxy           *tactus_bluez_tree_lookup       (TactusBluezTree    *self,
                                                      const char         *path,
                                                      GType               type);

/* Returns: whether @proxy is still in the tree */
gboolean              tactus_bluez_tree_contains     (TactusBluezTree    *self,
                                                      GDBusProxy         *proxy);

/* Makes @value, which the daemon told when asked, known as if it had sent a signal. */
void                  tactus_bluez_tree_put          (TactusBluezTree    *self,
                                                      GDBusProxy         *proxy,
                                                      const char         *property,
                                                      GVariant           *value);

G_END_DECLS
