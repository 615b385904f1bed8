/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TactusCtlTerminal:
 * @live: a terminal whose cursor can be moved: what was drawn can be drawn anew
 * @colour: colour is wanted and understood
 * @unicode: it shows what plain ASCII has not
 * @columns, @rows: its size
 *
 * What standard output is.
 */
typedef struct {
  gboolean live;
  gboolean colour;
  gboolean unicode;
  guint    columns;
  guint    rows;
} TactusCtlTerminal;

/** tactus_ctl_terminal_look: asks anew each time: windows are resized */
void   tactus_ctl_terminal_look (TactusCtlTerminal *self);

G_END_DECLS
