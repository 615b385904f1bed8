/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "history-bench.h"
#include "tactus-import.h"

G_BEGIN_DECLS

/** import_file: Returns: (transfer full) (nullable): waits for it */
TactusImportReport *import_file   (HistoryBench      *bench,
                                   const char        *path,
                                   const char        *band,
                                   GError           **error);

/** import_text: the same of a file with @text in it, which must be understood; @length: −1: up to
 *    its zero */
TactusImportReport *import_text   (HistoryBench      *bench,
                                   const char        *text,
                                   gssize             length,
                                   const char        *band);

/** export_text: Returns: (transfer full): all of it */
char               *export_text   (HistoryBench      *bench,
                                   TactusFileFormat   format);

/** print_faults: Returns: (transfer full): `LINE: TEXT`, a line each */
char               *print_faults  (TactusImportReport *report);

/** print_history: Returns: (transfer full): each session as `band source [time value…]`, with
 *    seconds of the day and bpm or state */
char               *print_history (HistoryBench      *bench);

G_END_DECLS
