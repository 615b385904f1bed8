/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdio.h>

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * TactusCtlPrinter:
 *
 * Where a command puts what it found (data, on standard output: for people or JSON lines) and what
 * it does (progress, on standard error).  Flushed line by line.
 */
typedef struct _TactusCtlPrinter TactusCtlPrinter;

/**
 * tactus_ctl_printer_new:
 * @out: data; @err: progress and complaints; both stay the caller's
 * @json: JSON lines instead of text
 */
TactusCtlPrinter *tactus_ctl_printer_new       (FILE              *out,
                                                FILE              *err,
                                                gboolean           json);
void              tactus_ctl_printer_free      (TactusCtlPrinter  *self);

gboolean          tactus_ctl_printer_is_json   (TactusCtlPrinter  *self);

/** tactus_ctl_printer_object: @object: (transfer full): printed on one line, without characters
 *    that would command a terminal */
void              tactus_ctl_printer_object    (TactusCtlPrinter  *self,
                                                JsonObject        *object);

/** tactus_ctl_printer_text: data for people, as it is; nothing with JSON */
void              tactus_ctl_printer_text      (TactusCtlPrinter  *self,
                                                const char        *text);
void              tactus_ctl_printer_line      (TactusCtlPrinter  *self,
                                                const char        *format,
                                                ...) G_GNUC_PRINTF (2, 3);

/** tactus_ctl_printer_progress: a line on standard error, without control characters */
void              tactus_ctl_printer_progress  (TactusCtlPrinter  *self,
                                                const char        *format,
                                                ...) G_GNUC_PRINTF (2, 3);

/** tactus_ctl_printer_status: a line on standard error that the next one replaces; for terminals */
void              tactus_ctl_printer_status    (TactusCtlPrinter  *self,
                                                const char        *format,
                                                ...) G_GNUC_PRINTF (2, 3);

/** tactus_ctl_printer_break: ends a line of JSON that somebody else may have left half written */
void              tactus_ctl_printer_break     (TactusCtlPrinter  *self);

/** tactus_ctl_printer_settle: takes away a line that was to be replaced */
void              tactus_ctl_printer_settle    (TactusCtlPrinter  *self);

/**
 * tactus_ctl_printer_failure:
 * @code: the stable word of the contract
 * @message: what happened and what to do
 *
 * The last words: on standard error, with JSON as an object on standard output as well.
 */
void              tactus_ctl_printer_failure   (TactusCtlPrinter  *self,
                                                const char        *code,
                                                const char        *message);

/**
 * tactus_ctl_printer_check:
 *
 * Returns: %FALSE if standard output takes no more; @error (%TACTUS_CTL_ERROR_OUTPUT) is set
 *   unless it is because the reader has seen enough, which is no failure
 */
gboolean          tactus_ctl_printer_check     (TactusCtlPrinter  *self,
                                                GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusCtlPrinter, tactus_ctl_printer_free)

G_END_DECLS
