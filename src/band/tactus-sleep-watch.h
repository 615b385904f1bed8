/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_SLEEP_WATCH (tactus_sleep_watch_get_type ())
G_DECLARE_FINAL_TYPE (TactusSleepWatch, tactus_sleep_watch, TACTUS, SLEEP_WATCH, GObject)

/**
 * TactusSleepWatch:
 *
 * When the computer goes to sleep, and when it is awake again.  Where `org.freedesktop.login1` can
 * be reached (source: its Manager interface, `Inhibit` and `PrepareForSleep`), sleep is put off for
 * the few moments that it takes to put things in order.  In a sandbox it cannot; then only waking
 * up is noticed, by the clock that counts on in sleep running ahead of the one that does not.
 *
 * Signals:
 * - `falling-asleep` (): until tactus_sleep_watch_let_sleep() is called, 3 s at most, the computer
 *   stays awake,
 * - `awake` (): it has slept; once each time.
 */

/** TactusSleepClock: Returns: microseconds that the computer has slept since it was started */
typedef gint64 (* TactusSleepClock) (void);

/**
 * tactus_sleep_watch_new:
 * @system_bus: (nullable): where login1 is
 * @clock: (nullable): %NULL: the computer's
 */
TactusSleepWatch *tactus_sleep_watch_new         (GDBusConnection  *system_bus,
                                                  TactusSleepClock  clock);

/** tactus_sleep_watch_set_timings: @look_ms: how often the clocks are compared (5 s); @most_ms: how
 *    long sleep is put off at most (3 s) */
void              tactus_sleep_watch_set_timings (TactusSleepWatch *self,
                                                  guint             look_ms,
                                                  guint             most_ms);

/** tactus_sleep_watch_let_sleep: all is in order */
void              tactus_sleep_watch_let_sleep   (TactusSleepWatch *self);

/** tactus_sleep_watch_get_holding: Returns: whether sleep would wait for us */
gboolean          tactus_sleep_watch_get_holding (TactusSleepWatch *self);

G_END_DECLS
