/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Time for tests that wait for hours.
 *
 * A program that links this has clocks of its own: clock_gettime(), gettimeofday() and time() are
 * answered here, for GLib too.  After virtual_clock_start() they stand still while something
 * happens, and jump to the next timer of the default main context as soon as nothing does: nothing
 * is ready, no message is under way between the connections that were named, and every other thread
 * waits for somebody.
 * So every deadline is waited for as it is in src/, in no time, and the same way in each run.
 *
 * Only the default main context jumps; other threads see the same clocks, but sleep really.
 */

/* From now on time jumps.  The first call also starts a watchdog of real time. */
void     virtual_clock_start             (void);

/* From now on time flows as it really does, from where it is. */
void     virtual_clock_stop              (void);

/* Names both ends that a message may be between: each end on a bus … */
void     virtual_clock_add_connection    (GDBusConnection *connection);

/* … or both ends of a peer-to-peer connection, in this process. */
void     virtual_clock_add_peers         (GDBusConnection *one,
                                          GDBusConnection *other);

/* Before a connection is closed; of two peers, either. */
void     virtual_clock_remove_connection (GDBusConnection *connection);

/* While something outside of this process is to be waited for, time does not jump. */
void     virtual_clock_hold              (void);
void     virtual_clock_release           (void);

/* Returns: microseconds since the first start */
gint64   virtual_clock_get_us            (void);

/* Somebody sets the wall clock. */
void     virtual_clock_set_back          (gint64           us);
void     virtual_clock_set_forward       (gint64           us);

/* The computer sleeps: the wall clock and CLOCK_BOOTTIME go on, CLOCK_MONOTONIC stands still. */
void     virtual_clock_sleep             (gint64           us);

/* Iterates the default main context for so long, rounded up to a millisecond. */
void     virtual_clock_run_us            (gint64           us);

/* Returns: how often a timer has ended a wait since the first start */
guint64  virtual_clock_get_wakeups       (void);

/* Gives the watchdog so many seconds of real time from now on; 0: none. */
void     virtual_clock_set_watchdog      (guint            seconds);

G_END_DECLS
