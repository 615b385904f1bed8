/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A task that waits.  Its timer and its cancellable both lead to one function, which takes the
 * pending out of wherever it is kept and ends it.  Ending frees it, so nothing ends twice.
 */
typedef struct _TactusBluezPending TactusBluezPending;

/* @error: (transfer full): TACTUS_BLUEZ_ERROR_TIMED_OUT, or G_IO_ERROR_CANCELLED */
typedef void (*TactusBluezPendingFunc) (TactusBluezPending *self,
                                        GError             *error,
                                        gpointer            user_data);

/* @task: (transfer full)
 * @what: for the message of the time-out; static */
TactusBluezPending *tactus_bluez_pending_new         (GTask                  *task,
                                                      const char             *what,
                                                      TactusBluezPendingFunc  func,
                                                      gpointer                user_data);

/* Starts the timer, again if it ran; 0 only stops it. */
void                tactus_bluez_pending_set_timeout (TactusBluezPending     *self,
                                                      guint                   timeout_ms);

/* Frees @self without ending the task.  Returns: (transfer full) */
GTask              *tactus_bluez_pending_release     (TactusBluezPending     *self);

/* Ends the task and frees @self. */
void                tactus_bluez_pending_succeed     (TactusBluezPending     *self);

/* @error: (transfer full) */
void                tactus_bluez_pending_fail        (TactusBluezPending     *self,
                                                      GError                 *error);

G_END_DECLS
