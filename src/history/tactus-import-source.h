/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A line may be this long. */
#define TACTUS_IMPORT_MAX_LINE 1048576

/**
 * TactusImportSource:
 *
 * The bytes of a file, a piece at a time.
 */
typedef struct _TactusImportSource TactusImportSource;

/** tactus_import_source_new: @size: how long it is, for tactus_import_source_get_share(); 0:
 *    unknown */
TactusImportSource *tactus_import_source_new       (GInputStream        *stream,
                                                    guint64              size,
                                                    GCancellable        *cancellable);
void                tactus_import_source_free      (TactusImportSource  *self);

/** tactus_import_source_peek: @data: (out) (array length=length): what comes next, at least one
 *    byte unless it is the end; the very first time as much as fits */
gboolean            tactus_import_source_peek      (TactusImportSource  *self,
                                                    const char         **data,
                                                    gsize               *length,
                                                    GError             **error);

/** tactus_import_source_skip: @length: of what was seen */
void                tactus_import_source_skip      (TactusImportSource  *self,
                                                    gsize                length);

double              tactus_import_source_get_share (TactusImportSource  *self);

/**
 * TactusImportLine:
 * @text: (owned): without its end; a zero stands behind it
 * @number: from 1
 * @has_return: it ended with CR and LF
 * @is_too_long: longer than %TACTUS_IMPORT_MAX_LINE; @text is its beginning
 */
typedef struct {
  GString  *text;
  guint64   number;
  gboolean  has_return;
  gboolean  is_too_long;
} TactusImportLine;

void                tactus_import_line_free        (TactusImportLine    *self);

/** tactus_import_source_next_line: @line: (out) (transfer full) (nullable): %NULL: there is no
 *    more */
gboolean            tactus_import_source_next_line (TactusImportSource  *self,
                                                    TactusImportLine   **line,
                                                    GError             **error);

/** tactus_import_source_unread_line: @line: (transfer full): comes again; the last first */
void                tactus_import_source_unread_line (TactusImportSource *self,
                                                      TactusImportLine   *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusImportSource, tactus_import_source_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusImportLine, tactus_import_line_free)

G_END_DECLS
