/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-profile.h"
#include "tactus-setting.h"

G_BEGIN_DECLS

/* Settings in words.  Their values are text already (tactus-setting.h), but not a person's. */

/** tactus_setting_text_title: Returns: (transfer none): what the setting is called */
const char *tactus_setting_text_title       (TactusSettingId      setting);

/** tactus_setting_text_explain: Returns: (transfer none) (nullable): what one should know of it */
const char *tactus_setting_text_explain     (TactusSettingId      setting);

/** tactus_setting_text_value: Returns: (transfer full): @value in words, or itself */
char       *tactus_setting_text_value       (const TactusSetting *setting,
                                             const char          *value);

/**
 * tactus_setting_text_options:
 * @model: (nullable): which has the setting, and takes them; %NULL: all there are
 * @current: (nullable): the value now, which is always among them
 *
 * Returns: (transfer full): the values to choose from, in order; for a SPAN without another span
 *   than @current
 */
GStrv       tactus_setting_text_options     (const TactusSetting *setting,
                                             const TactusModel   *model,
                                             const char          *current);

/** tactus_setting_text_parse_span: `22:00-07:00`, in minutes.  Returns: whether it is one */
gboolean    tactus_setting_text_parse_span  (const char          *value,
                                             guint               *from_min,
                                             guint               *to_min);

/** tactus_setting_text_format_span: Returns: (transfer full): the opposite */
char       *tactus_setting_text_format_span (guint                from_min,
                                             guint                to_min);

/** tactus_setting_text_profile: @imperial: feet and pounds.  Returns: (transfer full): one line */
char       *tactus_setting_text_profile     (const TactusProfile *profile,
                                             gboolean             imperial);

/** tactus_setting_text_clock: Returns: (transfer full): a time of the day, as people say it */
char       *tactus_setting_text_clock       (guint                hour,
                                             guint                minute);

G_END_DECLS
