/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the words of a command line say.  Each returns %FALSE with %TACTUS_CTL_ERROR_USAGE and a
 * message that names the option and what it wants.  A @text of %NULL, an option that is not there,
 * leaves @value alone. */

/** tactus_ctl_read_seconds: @value: (out): milliseconds */
gboolean    tactus_ctl_read_seconds (const char  *option,
                                     const char  *text,
                                     double       minimum,
                                     double       maximum,
                                     guint       *value,
                                     GError     **error);

/** tactus_ctl_read_number: @value: (out): @minimum to @maximum, decimal digits only */
gboolean    tactus_ctl_read_number  (const char  *option,
                                     const char  *text,
                                     guint        minimum,
                                     guint        maximum,
                                     int         *value,
                                     GError     **error);

/** tactus_ctl_read_id: @value: (out): of a session, from 1 on */
gboolean    tactus_ctl_read_id      (const char  *text,
                                     gint64      *value,
                                     GError     **error);

/**
 * tactus_ctl_read_moment:
 * @text: as for tactus_ctl_read_time(), or HH:MM or HH:MM:SS: the first such time at or after
 *   @begin, in its zone
 * @value: (out) (transfer full)
 */
gboolean    tactus_ctl_read_moment  (const char  *text,
                                     GDateTime   *begin,
                                     GDateTime  **value,
                                     GError     **error);

/**
 * tactus_ctl_read_time:
 * @text: ISO 8601: a day, or a day and a time of day, with or without seconds and zone; without
 *   one it is meant here
 * @value: (out) (transfer full)
 */
gboolean    tactus_ctl_read_time    (const char  *option,
                                     const char  *text,
                                     GDateTime  **value,
                                     GError     **error);

G_END_DECLS
