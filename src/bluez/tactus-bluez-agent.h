/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gio/gio.h>

#include "tactus-bond-question.h"

G_BEGIN_DECLS

/*
 * Our org.bluez.Agent1: what BlueZ asks about one device while that is being paired.  It lives on
 * the connection of the device's proxy, answers nobody but the owner of that proxy, refuses all
 * that is not about this device, and never asks to be the system's default agent.
 *
 * Signals:
 * - `question` (TactusBondQuestion *)
 * - `declined` (): a number that was shown is not going to be entered
 */

#define TACTUS_TYPE_BLUEZ_AGENT (tactus_bluez_agent_get_type ())
G_DECLARE_FINAL_TYPE (TactusBluezAgent, tactus_bluez_agent, TACTUS, BLUEZ_AGENT, GObject)

/* @device: org.bluez.Device1
 * Returns: (transfer full) (nullable): exported, or an error if another pairing is under way */
TactusBluezAgent *tactus_bluez_agent_new             (GDBusProxy           *device,
                                                      GError              **error);

void              tactus_bluez_agent_register_async  (TactusBluezAgent     *self,
                                                      guint                 timeout_ms,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean          tactus_bluez_agent_register_finish (TactusBluezAgent     *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);

/* Withdraws what is asked, and takes the agent away from BlueZ; nobody waits for that. */
void              tactus_bluez_agent_retire          (TactusBluezAgent     *self);

G_END_DECLS
