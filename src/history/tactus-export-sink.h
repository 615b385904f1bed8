/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TactusExportSink:
 *
 * Collects what is written and hands it to a stream in large pieces.  The first error stays: what
 * comes after it goes nowhere, and whoever writes need ask only now and then.
 */
typedef struct _TactusExportSink TactusExportSink;

/** tactus_export_sink_new: @stream: (transfer none): never closed */
TactusExportSink *tactus_export_sink_new     (GOutputStream     *stream,
                                              GCancellable      *cancellable);

/** tactus_export_sink_free: forgets what was not flushed */
void              tactus_export_sink_free    (TactusExportSink  *self);

/** tactus_export_sink_reserve: @length: at most 4096.  Returns: (transfer none): room for so much,
 *    until the next call; see tactus_export_sink_advance() */
char             *tactus_export_sink_reserve (TactusExportSink  *self,
                                              gsize              length);

/** tactus_export_sink_advance: @length: that was put into the room */
void              tactus_export_sink_advance (TactusExportSink  *self,
                                              gsize              length);

/** tactus_export_sink_write: @length: -1: @text ends with a zero */
void              tactus_export_sink_write   (TactusExportSink  *self,
                                              const char        *text,
                                              gssize             length);

/** tactus_export_sink_failed: Returns: whether an error has come up */
gboolean          tactus_export_sink_failed  (TactusExportSink  *self);

/** tactus_export_sink_has_written: Returns: whether anything went to the stream */
gboolean          tactus_export_sink_has_written (TactusExportSink *self);

/** tactus_export_sink_flush: all of it is with the system then.  Returns: %FALSE: the first
 *    error */
gboolean          tactus_export_sink_flush   (TactusExportSink  *self,
                                              GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusExportSink, tactus_export_sink_free)

G_END_DECLS
