/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-import-keep.h"
#include "tactus-import-source.h"

G_BEGIN_DECLS

/* One function a format: takes the good rows, lists the others, and fails only if the file cannot
 * be read, what is good cannot be kept, or the import is cancelled. */

/** TactusImportFunc: @source: at its beginning, behind a byte order mark */
typedef gboolean (* TactusImportFunc) (TactusImport        *import,
                                       TactusImportSource  *source,
                                       GError             **error);

/** tactus_import_csv: ours, with a header that names the columns, in any order */
gboolean tactus_import_csv          (TactusImport        *import,
                                     TactusImportSource  *source,
                                     GError             **error);

/** tactus_import_json: ours, an object a line */
gboolean tactus_import_json         (TactusImport        *import,
                                     TactusImportSource  *source,
                                     GError             **error);

/**
 * tactus_import_dump:
 *
 * Layout: dump.py of creotiv/MiBand2: a line "time, heartrate" for each run, then Unix seconds and
 * beats per minute.  It writes no end after a row, so that a pulse and the next time run into each
 * other: there they are ten digits apart.  It takes the pulse for a signed byte, so that those from
 * 128 on are negative.
 */
gboolean tactus_import_dump         (TactusImport        *import,
                                     TactusImportSource  *source,
                                     GError             **error);

/**
 * tactus_import_dated:
 *
 * Layout: Eryux/miband-heartrate: a header "At,Heartrate", or "datetime,heartrate" of its first
 * version, then local time as the country writes it.  Which number is the month is found out from
 * all rows: see tactus-import-dated.c.
 */
gboolean tactus_import_dated        (TactusImport        *import,
                                     TactusImportSource  *source,
                                     GError             **error);

/** tactus_import_gadgetbridge: @path: of a database that is never written */
gboolean tactus_import_gadgetbridge (TactusImport        *import,
                                     const char          *path,
                                     GCancellable        *cancellable,
                                     GError             **error);

/**
 * tactus_import_find_format:
 * @head: (array length=length): how the file begins
 * @skip: (out): bytes before the first that matters: a byte order mark
 * @name: (out): what it is, translated
 *
 * Returns: (nullable): %NULL: none of those that are read as text
 */
TactusImportFunc tactus_import_find_format (const char  *head,
                                            gsize        length,
                                            gsize       *skip,
                                            const char **name);

/** tactus_import_is_database: Returns: whether it begins as every database of SQLite */
gboolean tactus_import_is_database  (const char          *head,
                                     gsize                length);

/* What the readers of other programs' files share. */

/**
 * tactus_import_foreign_reading:
 * @value: beats per minute as the file has it
 *
 * 1 to 250 is a pulse; 0 and 255 are what sensors say if they have none.  Nothing else can be.
 */
gboolean tactus_import_foreign_reading (gint64           when_us,
                                        gint64           value,
                                        TactusReading   *reading);

/** tactus_import_number: @text: a whole number, perhaps with decimals after a point or a comma,
 *    which are rounded, and spaces around it */
gboolean tactus_import_number       (const char          *text,
                                     gint64              *number);

G_END_DECLS
