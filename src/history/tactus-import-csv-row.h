/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-import-source.h"

G_BEGIN_DECLS

/**
 * TactusImportCsvRow:
 * @line: of its beginning
 * @fields: (element-type utf8): not trimmed
 * @fault: (nullable): %NULL: what is wrong with it, translated
 */
typedef struct {
  guint64    line;
  GPtrArray *fields;
  char      *fault;
} TactusImportCsvRow;

void     tactus_import_csv_row_free (TactusImportCsvRow  *self);

/**
 * tactus_import_csv_row_next:
 * @separator: between two fields
 * @row: (out) (transfer full) (nullable): %NULL: there is no more
 *
 * Layout: RFC 4180, with a line's end of LF or CR and LF.  A quote that is never closed spoils its
 * own line and no other.  Empty lines are passed over.
 *
 * Returns: %FALSE: the file cannot be read
 */
gboolean tactus_import_csv_row_next (TactusImportSource  *source,
                                     char                 separator,
                                     TactusImportCsvRow **row,
                                     GError             **error);

/** tactus_import_csv_row_get: Returns: (transfer none): field @index; empty if it has not so many,
 *    or @index is −1 */
const char *tactus_import_csv_row_get (TactusImportCsvRow *self,
                                       int                 index);

/** tactus_import_csv_find_separator: Returns: what stands between the fields of @header: comma,
 *    semicolon or tab */
char     tactus_import_csv_find_separator (const char *header);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusImportCsvRow, tactus_import_csv_row_free)

G_END_DECLS
