/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tactus_log_write:
 * @next: who writes it
 *
 * For a log writer: what we say ourselves is written without what is nobody's business, see
 * tactus_redact(): messages of the Bluetooth service hold addresses.  What libraries say is passed
 * on as it is.
 *
 * Returns: what @next said
 */
GLogWriterOutput tactus_log_write (GLogWriterFunc   next,
                                   GLogLevelFlags   level,
                                   const GLogField *fields,
                                   gsize            n_fields);

/** tactus_log_is_ours: Returns: whether one of our rooms says it */
gboolean         tactus_log_is_ours (const GLogField *fields,
                                     gsize            n_fields);

/** tactus_log_is_wanted: Returns: whether somebody asked for it in `G_MESSAGES_DEBUG`, or it is
 * more than chatter */
gboolean         tactus_log_is_wanted (GLogLevelFlags   level,
                                       const GLogField *fields,
                                       gsize            n_fields);

G_END_DECLS
