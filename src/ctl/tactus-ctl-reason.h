/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why a command failed, from whichever room the error comes. */

/** tactus_ctl_reason_is_usage: Returns: whether it was asked for wrongly: exit status 2 */
gboolean    tactus_ctl_reason_is_usage (const GError *error);

/** tactus_ctl_reason_to_code: Returns: (transfer none): the stable word of the contract */
const char *tactus_ctl_reason_to_code  (const GError *error);

/**
 * tactus_ctl_reason_to_text:
 * @key_file: whether keys rest in a file that was named
 * @hint: (nullable): what else is known
 *
 * Returns: (transfer full): translated: what happened, why, what next
 */
char       *tactus_ctl_reason_to_text  (const GError *error,
                                        gboolean      key_file,
                                        const char   *hint);

G_END_DECLS
