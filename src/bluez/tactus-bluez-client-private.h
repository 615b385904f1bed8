/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-bluez-client.h"
#include "tactus-bluez-devices.h"
#include "tactus-bluez-observer.h"
#include "tactus-bluez-scanner.h"
#include "tactus-bluez-tree.h"

G_BEGIN_DECLS

/* When a link goes down, BlueZ tells the cause (power, adapter, removal) in no fixed order: the end
 * of the link is believed at once, its cause after this time. */
#define TACTUS_BLUEZ_LINGER_MS 150

/* Only the client's own files look inside. */
struct _TactusBluezClient
{
  GObject parent_instance;

  TactusBluezDeadlines deadlines;
  char *wish; /* (owned) (nullable): the adapter that was asked for */

  TactusBluezTree *tree;       /* (owned) */
  TactusBluezDevices *devices; /* (owned) */
  TactusBluezScanner *scanner; /* (owned) */
  GDBusProxy *adapter;         /* (owned) (nullable): the one in use */

  TactusBluezState state;
  gboolean was_absent; /* the daemon started in our time */
  gboolean was_ready;  /* in the grace that was given last */
  guint grace_id;      /* it, or an adapter, has just appeared */

  TactusBluezObserver observer; /* (nullable) */
  gpointer observer_data;
  guint n_calls;

  GPtrArray *waits; /* (owned) (element-type TactusBluezPending): for the state to settle */
  GPtrArray *rises; /* (owned) (element-type TactusBluezPending): for the state to be READY */
};

TactusBluezTree    *tactus_bluez_client_get_tree     (TactusBluezClient *self);
TactusBluezScanner *tactus_bluez_client_get_scanner  (TactusBluezClient *self);

/* Returns: (transfer none) (nullable): org.bluez.Device1 on the best adapter */
GDBusProxy         *tactus_bluez_client_find_device  (TactusBluezClient *self,
                                                      const char        *address);

/* @path: of the adapter that carries a link
 * Returns: (transfer full) (nullable): why nothing works through it, or NULL */
GError             *tactus_bluez_client_adapter_fault (TactusBluezClient *self,
                                                       const char        *path);

G_END_DECLS
