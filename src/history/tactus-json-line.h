/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * tactus_json_to_line:
 *
 * A line of a JSON lines file.  It is valid UTF-8 and has no control characters but that at its
 * end, so that what people and bands are called cannot command the terminal that shows it.
 *
 * Returns: (transfer full): @node, and a newline
 */
char *tactus_json_to_line (JsonNode *node);

G_END_DECLS
