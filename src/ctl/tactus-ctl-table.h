/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TactusCtlTable:
 *
 * Rows of cells, each column as wide as its widest cell on a terminal.
 */
typedef struct _TactusCtlTable TactusCtlTable;

/** tactus_ctl_table_new: @n_columns: of every row */
TactusCtlTable *tactus_ctl_table_new     (guint              n_columns);
void            tactus_ctl_table_free    (TactusCtlTable    *self);

/** tactus_ctl_table_add: @cells: (array length=n_columns): copied, without control characters */
void            tactus_ctl_table_add     (TactusCtlTable    *self,
                                          const char * const *cells);

/** tactus_ctl_table_show: whether @column is part of the text; at first all are */
void            tactus_ctl_table_show    (TactusCtlTable    *self,
                                          guint              column,
                                          gboolean           shown);

/** tactus_ctl_table_get_width: Returns: of the columns that are shown */
guint           tactus_ctl_table_get_width (TactusCtlTable  *self);

/** tactus_ctl_table_to_text: Returns: (transfer full): one line a row, no space at its end */
char           *tactus_ctl_table_to_text (TactusCtlTable    *self);

/** tactus_ctl_table_to_text_within: @columns: of a terminal: what would go on in the next line ends
 *    with an ellipsis */
char           *tactus_ctl_table_to_text_within (TactusCtlTable *self,
                                                 guint           columns);

/** tactus_ctl_text_width: Returns: columns that @text takes on a terminal */
guint           tactus_ctl_text_width    (const char        *text);

/**
 * tactus_ctl_text_append:
 * @list: (transfer full): what is there already
 * @part: what comes next
 *
 * Returns: (transfer full): @list and @part, with the comma of the language between them
 */
char           *tactus_ctl_text_append   (char              *list,
                                          const char        *part);

/** tactus_ctl_text_clean: Returns: (transfer full): @text without what would command a terminal */
char           *tactus_ctl_text_clean    (const char        *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusCtlTable, tactus_ctl_table_free)

G_END_DECLS
