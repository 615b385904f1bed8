/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-model.h"
#include "tactus-write.h"

G_BEGIN_DECLS

typedef enum {
  TACTUS_ALERT_OFF,     /* ends a call or a vibration */
  TACTUS_ALERT_MESSAGE,
  TACTUS_ALERT_CALL,    /* goes on until OFF */
  TACTUS_ALERT_VIBRATE, /* once */
} TactusAlertKind;

/** tactus_alert_kind_for_name: `message`, `call`, `vibrate`, `off`.  Returns: whether it is one */
gboolean   tactus_alert_kind_for_name (const char         *name,
                                       TactusAlertKind    *kind);

/**
 * tactus_alert_encode:
 * @payload: bytes one write may carry, which is the ATT MTU less 3; less than 20 counts as 20
 * @title: (nullable): the sender or caller, @text: (nullable): the message; UTF-8, cut at a
 *   character's end to what the band takes, control characters removed.  Both %NULL or empty: the
 *   plain alert without words
 *
 * A call needs but one of the two.  OFF ends a call with words as well as without, and takes no
 * words; neither does VIBRATE.
 *
 * Layouts: docs/protocol.md, "Alerts".
 *
 * Returns: (transfer full) (nullable) (element-type TactusWrite): what to write, or %NULL with
 *   %TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED if @model can show no words, or has no alerts, and
 *   %TACTUS_PROTOCOL_ERROR_VALUE for words that @kind does not take or that hold nothing to show
 */
GPtrArray *tactus_alert_encode        (const TactusModel  *model,
                                       TactusAlertKind     kind,
                                       guint               payload,
                                       const char         *title,
                                       const char         *text,
                                       GError            **error);

G_END_DECLS
