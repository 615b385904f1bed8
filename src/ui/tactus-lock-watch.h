/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_LOCK_WATCH (tactus_lock_watch_get_type ())
G_DECLARE_FINAL_TYPE (TactusLockWatch, tactus_lock_watch, TACTUS, LOCK_WATCH, GObject)

/**
 * TactusLockWatch:
 *
 * Whether the screen is locked, as far as the desktop tells: by `GetActive` and the signal
 * `ActiveChanged` of `org.gnome.ScreenSaver` or `org.freedesktop.ScreenSaver`, or, in a sandbox, by
 * `StateChanged` of the portal `org.freedesktop.portal.Inhibit`, which also tells how it is when it
 * is asked to watch.  When whoever says so leaves the bus, it is locked no more.
 *
 * Property `locked` (boolean, notified).
 */

/** tactus_lock_watch_new: @connection: (nullable): the session bus; %NULL: never locked */
TactusLockWatch *tactus_lock_watch_new        (GDBusConnection *connection);

/** tactus_lock_watch_get_default: Returns: (transfer none) (nullable): the app's, if it has one */
TactusLockWatch *tactus_lock_watch_get_default (void);

/** tactus_lock_watch_set_default: @watch: (nullable): not kept alive; widgets that are made later
 *    go by it */
void             tactus_lock_watch_set_default (TactusLockWatch *watch);

gboolean         tactus_lock_watch_get_locked (TactusLockWatch *self);

G_END_DECLS
