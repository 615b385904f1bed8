/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Which characteristics tell of their values.  The handler is attached before StartNotify is asked
 * for: the first value may come before the answer. */
typedef struct _TactusBluezSubscriptions TactusBluezSubscriptions;

typedef void (*TactusBluezNotifiedFunc) (const char *uuid,
                                         GBytes     *value,
                                         gpointer    user_data);

TactusBluezSubscriptions *tactus_bluez_subscriptions_new    (TactusBluezNotifiedFunc   func,
                                                             gpointer                  user_data);
void                      tactus_bluez_subscriptions_free   (TactusBluezSubscriptions *self);

/* Returns: whether it is new, so that StartNotify is needed */
gboolean                  tactus_bluez_subscriptions_add    (TactusBluezSubscriptions *self,
                                                             const char               *uuid,
                                                             GDBusProxy               *proxy);

/* Returns: whether @proxy is one of them */
gboolean                  tactus_bluez_subscriptions_use    (TactusBluezSubscriptions *self,
                                                             GDBusProxy               *proxy);

/* Returns: whether there was one */
gboolean                  tactus_bluez_subscriptions_remove (TactusBluezSubscriptions *self,
                                                             const char               *uuid);

/* Removes it and tells BlueZ, without waiting. */
void                      tactus_bluez_subscriptions_stop   (TactusBluezSubscriptions *self,
                                                             const char               *uuid);

/* Removes all. @polite: and tells BlueZ, without waiting */
void                      tactus_bluez_subscriptions_clear  (TactusBluezSubscriptions *self,
                                                             gboolean                  polite);

G_END_DECLS
