/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TactusClock:
 * @get_wall_us: wall clock, microseconds since 1970 UTC; people and programs set it
 * @get_running_us: microseconds since some moment in the past; nobody sets it, and it counts on
 *   while the computer is suspended
 *
 * What time it is, to those who need to know both.  A test passes its own.
 */
typedef struct {
  gint64 (* get_wall_us)    (void);
  gint64 (* get_running_us) (void);
} TactusClock;

/* The computer's. */
extern const TactusClock tactus_clock_default;

G_END_DECLS
