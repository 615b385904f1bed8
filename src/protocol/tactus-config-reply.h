/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TACTUS_CONFIG_REPLY_MARK 0x10

/**
 * tactus_config_reply_parse:
 * @op: (out): the first byte of the write that is answered
 * @sub: (out): its second byte, where the band repeats it (`06` and `fe`); else −1
 * @ok: (out): whether the band did it: status 01
 *
 * The answer to a write, which comes as a notification of the characteristic that was written:
 * configuration 0003, user settings 0008, heart-rate control 2A39.  Layout: `10`, op, for some ops
 * what followed it, the status.  `10 06 17 00 01` is a language accepted, `10 0d 05` and `10 15 05`
 * are refusals.  An answer that carries more (`10 0d 01 …`) has it after the status.
 *
 * The answers of the raw sensor control 0001 look alike and are none: they end in 05 when all is
 * well.
 *
 * Returns: %FALSE with %TACTUS_PROTOCOL_ERROR_MALFORMED for a value that is no such answer
 */
gboolean tactus_config_reply_parse (const guint8  *data,
                                    gsize          length,
                                    guint8        *op,
                                    gint          *sub,
                                    gboolean      *ok,
                                    GError       **error);

G_END_DECLS
