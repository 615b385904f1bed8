/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-import.h"

G_BEGIN_DECLS

TactusImportReport *tactus_import_report_new       (void);

/** tactus_import_report_add_fault: @text: (transfer full): a sentence, translated */
void                tactus_import_report_add_fault (TactusImportReport *self,
                                                    guint64             line,
                                                    char               *text);

/** tactus_import_report_sort: puts the faults into the order of the lines */
void                tactus_import_report_sort      (TactusImportReport *self);

/** tactus_import_say: Returns: (transfer full): @format, translated, with @value in place of its
 *    only `%s`: short, and without what is not to be printed */
char               *tactus_import_say              (const char         *format,
                                                    const char         *value) G_GNUC_FORMAT (1);

G_END_DECLS
