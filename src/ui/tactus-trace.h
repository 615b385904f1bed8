/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* As many lines as one trace draws. */
#define TACTUS_TRACE_MAX_LINES 3

#define TACTUS_TYPE_TRACE (tactus_trace_get_type ())
G_DECLARE_FINAL_TYPE (TactusTrace, tactus_trace, TACTUS, TRACE, GtkWidget)

/**
 * TactusTrace:
 *
 * The last few seconds of what a sensor sends, without axes: the newest value is on the right, and
 * the height is that of what is in sight.  Whoever shows it says the values beside it: to a screen
 * reader it is not there.
 *
 * Property: `lines` (guint, 1 to 3, default 1).
 * CSS: node `tactus-trace`; `color` is that of the first line, the others have their own.
 */

/** tactus_trace_append: @values: (array): one for each line */
void        tactus_trace_append    (TactusTrace  *self,
                                    const gint32 *values);

/** tactus_trace_clear: as if nothing had come */
void        tactus_trace_clear     (TactusTrace  *self);

/** tactus_trace_get_n_values: Returns: how many values of each line are in sight */
guint       tactus_trace_get_n_values (TactusTrace *self);


G_END_DECLS
