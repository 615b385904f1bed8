/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-pulse-alert.h"

G_BEGIN_DECLS

/*
 * What the levels of heart-rate alerts are called.  As in tactus-text.h everything is a pure
 * function.
 */

/** tactus_alert_text_parse_high: @text: as typed; empty: none.  @high: (out): bpm, 0: none.
 *    Returns: whether that can be a high level */
gboolean tactus_alert_text_parse_high (const char              *text,
                                       guint                   *high);

/** tactus_alert_text_parse_low: the same for a low level */
gboolean tactus_alert_text_parse_low  (const char              *text,
                                       guint                   *low);

/** tactus_alert_text_wrong: @high_right, @low_right: what the functions above returned.  Returns:
 *    (transfer full) (nullable): what is wrong with the levels, and what would be right; %NULL:
 *    nothing */
char    *tactus_alert_text_wrong      (gboolean                 high_right,
                                       gboolean                 low_right,
                                       const TactusPulseLevels *levels);

/** tactus_alert_text_levels: Returns: (transfer full): a sentence: when there is an alert */
char    *tactus_alert_text_levels     (const TactusPulseLevels *levels);

G_END_DECLS
