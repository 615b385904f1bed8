/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_HELP_TOPIC (tactus_help_topic_get_type ())
G_DECLARE_FINAL_TYPE (TactusHelpTopic, tactus_help_topic, TACTUS, HELP_TOPIC, AdwExpanderRow)

/**
 * TactusHelpTopic:
 *
 * A title that opens into a short text.  Property `text` (string): paragraphs.
 */

/** tactus_help_topic_matches: Returns: whether the title or the text has all words of @words,
 *    whatever their case */
gboolean tactus_help_topic_matches (TactusHelpTopic *self,
                                    const char      *words);

G_END_DECLS
