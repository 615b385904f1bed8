/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-history.h"

G_BEGIN_DECLS

typedef enum {
  TACTUS_FILE_FORMAT_CSV,        /* ours */
  TACTUS_FILE_FORMAT_JSON_LINES, /* ours: all there is to know */
  TACTUS_FILE_FORMAT_TCX,        /* Garmin's Training Center XML, version 2 */
} TactusFileFormat;

#define TACTUS_N_FILE_FORMATS (TACTUS_FILE_FORMAT_TCX + 1)

/** Returns: (transfer none): `csv`, `jsonl`, `tcx`: on the command line, and after the dot of a
 *   file */
const char *tactus_file_format_to_name   (TactusFileFormat  format);
gboolean    tactus_file_format_from_name (const char       *name,
                                          TactusFileFormat *format);

/**
 * TactusExportProgress:
 * @share: 0…1
 *
 * Called in the context of the caller, a few times a second.
 */
typedef void (* TactusExportProgress) (double   share,
                                       gpointer user_data);

/**
 * TactusExportCounts:
 *
 * What went into the file.
 */
typedef struct {
  guint64 sessions;
  guint64 readings;
  guint64 markers;
} TactusExportCounts;

/**
 * tactus_export_to_file_async:
 * @query: which part of the history
 * @file: may be one that the file portal gave out
 * @progress: (nullable) (scope async)
 *
 * Writes to a temporary file in the same folder, and puts it in place of @file when all of it is on
 * disk: @file is what it was or complete, never half.  Errors are TactusDatabaseError, GIOError.
 *
 * Returns by finish: %TRUE; @counts: (out) (optional)
 */
void     tactus_export_to_file_async    (TactusHistory             *history,
                                         const TactusHistoryQuery  *query,
                                         TactusFileFormat           format,
                                         GFile                     *file,
                                         TactusExportProgress       progress,
                                         gpointer                   progress_data,
                                         GCancellable              *cancellable,
                                         GAsyncReadyCallback        callback,
                                         gpointer                   user_data);
gboolean tactus_export_to_file_finish   (TactusHistory             *history,
                                         GAsyncResult              *result,
                                         TactusExportCounts        *counts,
                                         GError                   **error);

/** tactus_export_to_stream_async: the same into @stream, which is flushed but not closed */
void     tactus_export_to_stream_async  (TactusHistory             *history,
                                         const TactusHistoryQuery  *query,
                                         TactusFileFormat           format,
                                         GOutputStream             *stream,
                                         TactusExportProgress       progress,
                                         gpointer                   progress_data,
                                         GCancellable              *cancellable,
                                         GAsyncReadyCallback        callback,
                                         gpointer                   user_data);
gboolean tactus_export_to_stream_finish (TactusHistory             *history,
                                         GAsyncResult              *result,
                                         TactusExportCounts        *counts,
                                         GError                   **error);

G_END_DECLS
