/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-bluez-deadlines.h"
#include "tactus-bond-question.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* @question: valid longer only with a reference; one that nobody keeps is a no */
typedef void (*TactusBluezAskFunc) (TactusBondQuestion *question,
                                    gpointer            user_data);

/* Pairs with @device: an agent of ours is registered, Pair is called, the agent goes again.  A
 * device that is bonded already is a success.  Cancelling, and a no to any question, cancels the
 * pairing in BlueZ, too.
 * @task: (transfer full): returns a boolean */
void tactus_bluez_bonding_run (GDBusProxy                 *device,
                               const TactusBluezDeadlines *deadlines,
                               TactusBluezAskFunc          ask,
                               gpointer                    ask_data,
                               GTask                      *task);

G_END_DECLS
