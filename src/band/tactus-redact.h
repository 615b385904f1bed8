/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tactus_redact:
 * @text: UTF-8, from anywhere
 *
 * For what a person shares with strangers.  Keys and anything that looks like one become
 * "(hidden)"; of a Bluetooth address, in whatever spelling, the last two bytes stay; the home
 * folder becomes "~"; the name of the account, of the person and of the computer, and heart rates
 * are hidden.
 *
 * Returns: (transfer full): the rest
 */
char *tactus_redact (const char *text);

G_END_DECLS
