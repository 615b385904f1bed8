/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-export-sink.h"
#include "tactus-export.h"
#include "tactus-history-cursor.h"

G_BEGIN_DECLS

typedef struct _TactusExportWriter TactusExportWriter;

/**
 * TactusExportFormat:
 * @size: of the format's own struct, which begins with a TactusExportWriter
 * @open: before everything
 * @begin: a session begins: `writer->session`
 * @reading, @marker: of it
 * @end: it has ended
 * @close: after everything
 * @clear: (nullable): lets go of what the struct holds
 *
 * How to write one format.  None of them can fail: the sink keeps the error.
 */
typedef struct {
  gsize size;
  void (* open)    (TactusExportWriter      *self);
  void (* begin)   (TactusExportWriter      *self);
  void (* reading) (TactusExportWriter      *self,
                    const TactusHistoryItem *item);
  void (* marker)  (TactusExportWriter      *self,
                    const TactusHistoryItem *item);
  void (* end)     (TactusExportWriter      *self);
  void (* close)   (TactusExportWriter      *self);
  void (* clear)   (TactusExportWriter      *self);
} TactusExportFormat;

extern const TactusExportFormat tactus_export_csv;
extern const TactusExportFormat tactus_export_json;
extern const TactusExportFormat tactus_export_tcx;

/**
 * TactusExportWriter:
 * @sink: where it goes
 * @session: (nullable): the one that goes on
 * @counts: what was written so far
 *
 * Turns the items of a cursor, in their order, into a file.
 */
struct _TactusExportWriter
{
  const TactusExportFormat *format;
  TactusExportSink         *sink;    /* (unowned) */
  TactusSession            *session; /* (owned) (nullable) */
  TactusExportCounts        counts;
};

TactusExportWriter *tactus_export_writer_new  (TactusFileFormat         format,
                                               TactusExportSink        *sink);
void                tactus_export_writer_free (TactusExportWriter      *self);

/** tactus_export_writer_put: @item: the next; the one that says that there is no more ends the
 *    file */
void                tactus_export_writer_put  (TactusExportWriter      *self,
                                               const TactusHistoryItem *item);

/** tactus_export_word: puts a text into room of a sink.  Returns: behind it */
char               *tactus_export_word        (char                    *room,
                                               const char              *word,
                                               gsize                    length);

/** tactus_export_number: puts a number there, as digits.  Returns: behind them */
char               *tactus_export_number      (char                    *room,
                                               guint64                  number);

/** tactus_export_interval: puts an RR interval there, as milliseconds with one decimal, of which
 *    there is one for each 1/1024 s.  Returns: behind it */
char               *tactus_export_interval    (char                    *room,
                                               guint16                  interval);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusExportWriter, tactus_export_writer_free)

G_END_DECLS
