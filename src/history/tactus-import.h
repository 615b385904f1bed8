/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-export.h"

G_BEGIN_DECLS

/* So many faulty rows are listed; more are only counted. */
#define TACTUS_IMPORT_MAX_FAULTS 1000

/**
 * TactusImportFault:
 * @line: in the file, from 1; in a database the number of the row
 * @text: (owned): what is wrong with it, translated
 */
typedef struct {
  guint64  line;
  char    *text;
} TactusImportFault;

/**
 * TactusImportReport:
 * @format: (transfer none): what the file turned out to be, translated: "Gadgetbridge database"
 * @sessions: added; @readings: in them; @minutes: recorded minutes added
 * @known: rows that were in the history already
 * @faulty: rows that could not be understood and were left out
 * @faults: (element-type TactusImportFault): the first of them
 */
typedef struct {
  const char *format;
  guint64     sessions;
  guint64     readings;
  guint64     minutes;
  guint64     known;
  guint64     faulty;
  GPtrArray  *faults;
} TactusImportReport;

void tactus_import_report_free (TactusImportReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusImportReport, tactus_import_report_free)

/**
 * tactus_import_async:
 * @file: recognised by what is in it, not by its name: our CSV or JSON lines, the CSV of dump.py
 *   (creotiv/MiBand2) and of Eryux/miband-heartrate, a Gadgetbridge database
 * @band: (nullable): address for files that name no band; %NULL: `imported`
 * @progress: (nullable) (scope async)
 *
 * Takes the good rows and lists the others.  The same file again adds nothing, and two at once wait
 * for each other.  All of it comes into sight at its end.  A cancelled import leaves nothing
 * behind; what is left of one that was killed is never seen, and goes with the next one, or the
 * next purge.
 *
 * It is read in a thread of its own and written a little at a time: what is recorded meanwhile does
 * not wait for it.
 *
 * Returns by finish: (transfer full): also if no row was good; %NULL with %G_IO_ERROR_INVALID_DATA
 *   if the file is none of these, or the error of reading or keeping it
 */
void                tactus_import_async  (TactusHistory         *history,
                                          GFile                 *file,
                                          const char            *band,
                                          TactusExportProgress   progress,
                                          gpointer               progress_data,
                                          GCancellable          *cancellable,
                                          GAsyncReadyCallback    callback,
                                          gpointer               user_data);
TactusImportReport *tactus_import_finish (TactusHistory         *history,
                                          GAsyncResult          *result,
                                          GError               **error);

G_END_DECLS
