/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Words on their way to a small display. */

/**
 * tactus_words_clean:
 * @text: (nullable): anything; what is no UTF-8 becomes U+FFFD
 * @keep_lines: whether line ends stay; else they become spaces, as tabs always do
 *
 * Returns: (transfer full): @text without control characters and without white space around it, cut
 *   to 1024 bytes
 */
char  *tactus_words_clean (const char *text,
                           gboolean    keep_lines);

/** tactus_words_fit: Returns: how many bytes of @text, UTF-8, are whole characters within @room */
gsize  tactus_words_fit   (const char *text,
                           gsize       room);

G_END_DECLS
