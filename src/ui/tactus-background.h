/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gio/gio.h>

#include "tactus-background-error.h"

G_BEGIN_DECLS

#define TACTUS_BACKGROUND_PORTAL "org.freedesktop.portal.Desktop"

#define TACTUS_TYPE_BACKGROUND (tactus_background_get_type ())
G_DECLARE_FINAL_TYPE (TactusBackground, tactus_background, TACTUS, BACKGROUND, GObject)

/**
 * TactusBackground:
 *
 * Asks the desktop whether we may run without a window, and be started at login, and tells it what
 * we are doing there.  Source: interface `org.freedesktop.portal.Background`, versions 1 and 2, and
 * `org.freedesktop.portal.Request`, of the XDG desktop portal.
 */

/**
 * tactus_background_new:
 * @connection: (nullable): the session bus; %NULL: there is nobody to ask
 */
TactusBackground *tactus_background_new            (GDBusConnection     *connection);

/**
 * tactus_background_set_deadlines:
 * @call_ms: for the portal to take a call (10 s)
 * @answer_ms: for the person to answer (3 min)
 */
void              tactus_background_set_deadlines  (TactusBackground    *self,
                                                    guint                call_ms,
                                                    guint                answer_ms);

/**
 * tactus_background_request_async:
 * @reason: what we run in the background for, as the person reads it
 * @autostart: whether to be started at login, with `--background`; %FALSE takes that back
 *
 * Cancelling closes the question, should one be on the screen.
 */
void              tactus_background_request_async  (TactusBackground    *self,
                                                    const char          *reason,
                                                    gboolean             autostart,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);

/** tactus_background_request_finish: Returns: whether all that was asked for is granted; else an
 *    error of %TACTUS_BACKGROUND_ERROR or %G_IO_ERROR_CANCELLED */
gboolean          tactus_background_request_finish (TactusBackground    *self,
                                                    GAsyncResult        *result,
                                                    GError             **error);

/**
 * tactus_background_set_status_async:
 * @message: what we are doing, 96 characters at most
 *
 * A portal too old to show it is %TACTUS_BACKGROUND_ERROR_ABSENT.
 */
void              tactus_background_set_status_async  (TactusBackground    *self,
                                                       const char          *message,
                                                       GCancellable        *cancellable,
                                                       GAsyncReadyCallback  callback,
                                                       gpointer             user_data);
gboolean          tactus_background_set_status_finish (TactusBackground    *self,
                                                       GAsyncResult        *result,
                                                       GError             **error);

G_END_DECLS
