/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TACTUS_PROTOCOL_ERROR (tactus_protocol_error_quark ())

/**
 * TactusProtocolError:
 * @TACTUS_PROTOCOL_ERROR_MALFORMED: the frame is too short, too long, or a field is out of its
 *   range; the message names the field and the offset
 * @TACTUS_PROTOCOL_ERROR_KEY_TEXT: a text is no key
 * @TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED: nothing here speaks this format, or the model cannot do it
 * @TACTUS_PROTOCOL_ERROR_VALUE: what is to be sent is out of its range; the message names the field
 *   and what it may be
 * @TACTUS_PROTOCOL_ERROR_REFUSED: the band answered that it will not
 * @TACTUS_PROTOCOL_ERROR_TIMED_OUT: the band did not answer
 */
typedef enum {
  TACTUS_PROTOCOL_ERROR_MALFORMED,
  TACTUS_PROTOCOL_ERROR_KEY_TEXT,
  TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED,
  TACTUS_PROTOCOL_ERROR_VALUE,
  TACTUS_PROTOCOL_ERROR_REFUSED,
  TACTUS_PROTOCOL_ERROR_TIMED_OUT,
} TactusProtocolError;

GQuark tactus_protocol_error_quark (void);

G_END_DECLS
