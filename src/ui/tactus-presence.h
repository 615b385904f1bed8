/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

#include "tactus-background.h"
#include "tactus-band-list.h"
#include "tactus-notice-text.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_PRESENCE (tactus_presence_get_type ())
G_DECLARE_FINAL_TYPE (TactusPresence, tactus_presence, TACTUS, PRESENCE, GObject)

/**
 * TactusPresence:
 *
 * How the app stands on the desktop: whether a person is looking at it, what it notifies them of if
 * not, and whether it stays when its window is closed.
 *
 * Signals:
 * - `over` (): without a window, and nothing is measured any more: time to leave,
 * - `refused` (string: words): without a window, and the desktop does not allow that.
 */

/** tactus_presence_new: @application: registered, not kept alive; @settings: (nullable) */
TactusPresence   *tactus_presence_new            (GtkApplication *application,
                                                  GSettings      *settings);

/** tactus_presence_set_bands: @bands: (nullable) */
void              tactus_presence_set_bands      (TactusPresence *self,
                                                  TactusBandList *bands);

/** Returns: (transfer none): who is asked whether we may run without a window */
TactusBackground *tactus_presence_get_background (TactusPresence *self);

/** tactus_presence_look: what is on the screen has changed */
void              tactus_presence_look           (TactusPresence *self);

/** tactus_presence_hide: the window is about to be closed.  Returns: whether the app stays: the
 *    person wants that, and something is measured */
gboolean          tactus_presence_hide           (TactusPresence *self);

/** tactus_presence_begin: starts without a window, as at login; there is a list of bands */
void              tactus_presence_begin          (TactusPresence *self);

/** tactus_presence_give_up: the person stops measuring: no band is waited for any more */
void              tactus_presence_give_up        (TactusPresence *self);

/** tactus_presence_show: there is a window (again) */
void              tactus_presence_show           (TactusPresence *self);

/** tactus_presence_close: the app leaves, and takes its notifications with it */
void              tactus_presence_close          (TactusPresence *self);

/**
 * tactus_presence_tell_done:
 * @notice: %TACTUS_NOTICE_EXPORTED or %TACTUS_NOTICE_IMPORTED
 * @began_us: when that was begun, by g_get_monotonic_time()
 *
 * Notifies a person who did not wait for it that something is done, if it took long.
 */
void              tactus_presence_tell_done      (TactusNotice    notice,
                                                  const char     *body,
                                                  gint64          began_us);

G_END_DECLS
