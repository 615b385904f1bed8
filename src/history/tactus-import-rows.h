/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-import-keep.h"

G_BEGIN_DECLS

typedef enum {
  TACTUS_IMPORT_ROW_READING,
  TACTUS_IMPORT_ROW_BEGIN,
  TACTUS_IMPORT_ROW_MARKER,
  TACTUS_IMPORT_ROW_END,
} TactusImportRowKind;

/**
 * TactusImportRow:
 * @line: in the file
 * @session: what groups the rows of a session within the file
 * @source: of a row that names none: IMPORTED
 * @band, @band_name, @title, @note: (nullable)
 * @rr: (array length=n_rr)
 *
 * A row of a file of ours, in CSV or JSON.
 */
typedef struct {
  guint64              line;
  TactusImportRowKind  kind;
  const char          *session;
  gint64               when_us;
  int                  zone_s;
  TactusReading        reading;
  const guint16       *rr;
  guint                n_rr;
  TactusSource         source;
  guint                step_s;
  const char          *band;
  const char          *band_name;
  const char          *title;
  const char          *note;
} TactusImportRow;

/**
 * TactusImportRows:
 *
 * Puts rows together to sessions, and hands on those that are complete.  The rows of several may be
 * mixed.
 */
typedef struct _TactusImportRows TactusImportRows;

TactusImportRows *tactus_import_rows_new  (TactusImport           *import);
void              tactus_import_rows_free (TactusImportRows       *self);

gboolean          tactus_import_rows_put  (TactusImportRows       *self,
                                           const TactusImportRow  *row,
                                           GError                **error);

/** tactus_import_rows_end: hands on those that have no end: those with a row of their begin as open
 *    ones, as they were exported; the others end with their last row */
gboolean          tactus_import_rows_end  (TactusImportRows       *self,
                                           GError                **error);

/* What a state can be called, and what an RR interval can be. */
gboolean          tactus_import_row_set_state    (TactusImportRow  *row,
                                                  const char       *state);
gboolean          tactus_import_interval_from_ms (double            ms,
                                                  guint16          *interval);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusImportRows, tactus_import_rows_free)

G_END_DECLS
