/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** WalkHow: what a page is shown for: to be looked at, or to be worked with the keyboard */
typedef enum {
  WALK_LOOK = 1 << 0,
  WALK_KEYS = 1 << 1,
} WalkHow;

/** WalkVisit: @window: as it is on the screen; @page: what it shows */
typedef void (* WalkVisit) (gpointer    window,
                            const char *page,
                            WalkHow     how);

/** walk_past: visits what was measured: lists, a session, its day, and two of them side by side */
void walk_past    (WalkVisit visit);

/** walk_windows: visits what opens from anywhere, and what helps when it does not work */
void walk_windows (WalkVisit visit);

G_END_DECLS
