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
 * @payload: bytes one write may carry
 * @title: (nullable): the sender or caller, @text: (nullable): the message; UTF-8, cut at a
 *   character's end to what the band takes.  Both %NULL: the plain alert without words
 *
 * Returns: (transfer full) (nullable) (element-type TactusWrite): what to write, or %NULL with
 *   %TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED if @model can show no words, or has no alerts
 */
GPtrArray *tactus_alert_encode        (const TactusModel  *model,
                                       TactusAlertKind     kind,
                                       guint               payload,
                                       const char         *title,
                                       const char         *text,
                                       GError            **error);

G_END_DECLS
