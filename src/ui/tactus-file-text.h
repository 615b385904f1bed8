/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-import.h"

G_BEGIN_DECLS

/*
 * Files of a history in words.  Everything here is a pure function: no widget, no display, no file.
 */

/** tactus_file_text_format: Returns: (transfer none): "CSV table", translated */
const char *tactus_file_text_format       (TactusFileFormat          format);

/** tactus_file_text_purpose: Returns: (transfer none): what it is good for, a sentence */
const char *tactus_file_text_purpose      (TactusFileFormat          format);

/**
 * tactus_file_text_name:
 * @what: what the file has in it, as people may have written it
 * @day: (nullable): put behind it
 *
 * Returns: (transfer full): a file name: nothing in it that any file system or terminal stumbles
 *   over, with the ending of @format
 */
char       *tactus_file_text_name         (const char               *what,
                                           GDateTime                *day,
                                           TactusFileFormat          format);

/** tactus_file_text_exported: Returns: (transfer full): "3 sessions exported" */
char       *tactus_file_text_exported     (const TactusExportCounts *counts);

/** tactus_file_text_export_error: Returns: (transfer none): why nothing was exported, and what to
 *    do */
const char *tactus_file_text_export_error (const GError             *error);

/** tactus_file_text_import_error: Returns: (transfer full): the same of an import */
char       *tactus_file_text_import_error (const GError             *error);

/** tactus_file_text_added: Returns: (transfer full): "3 sessions with 4,120 readings added" */
char       *tactus_file_text_added        (const TactusImportReport *report);

/** tactus_file_text_faults: Returns: (transfer full): the faulty rows, a line each, and how many
 *    more there are; "" if there is none */
char       *tactus_file_text_faults       (const TactusImportReport *report);

G_END_DECLS
