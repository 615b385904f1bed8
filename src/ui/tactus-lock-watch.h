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
 * Whether the screen is locked, as far as the desktop tells: by the signal `ActiveChanged` of
 * `org.gnome.ScreenSaver` or `org.freedesktop.ScreenSaver`, or, in a sandbox, by `StateChanged` of
 * the portal `org.freedesktop.portal.Inhibit`.
 *
 * Property `locked` (boolean, notified).
 */

/** tactus_lock_watch_new: @connection: (nullable): the session bus; %NULL: never locked */
TactusLockWatch *tactus_lock_watch_new        (GDBusConnection *connection);

gboolean         tactus_lock_watch_get_locked (TactusLockWatch *self);

G_END_DECLS
