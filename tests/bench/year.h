/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-history.h"

G_BEGIN_DECLS

#define YEAR_BAND    "C8:0F:10:00:00:01"
#define YEAR_BEGIN   (G_GINT64_CONSTANT (1672531200) * G_USEC_PER_SEC) /* 2023-01-01 */
#define YEAR_DAY_S   86400
#define YEAR_DAYS    365
#define YEAR_SECONDS (YEAR_DAYS * YEAR_DAY_S)

/** year_make: @history: empty; it gets a session for each of @days, a pulse a second.  Waits until
 *    all is on disk */
void    year_make        (TactusHistory *history,
                          guint          days);

/** year_add_day: one more; @day: from 0 */
void    year_add_day     (TactusHistory *history,
                          guint          day);

/** year_wait: iterates the main context until @result is there */
void    year_wait        (GAsyncResult **result);
void    year_result_cb   (GObject       *source,
                          GAsyncResult  *result,
                          gpointer       user_data);

/** Returns: seconds of wall clock, from some moment on */
double  year_now         (void);

/** year_run_shell: @sql: for the sqlite3 shell, whose rows go nowhere; @option: (nullable).
 *    Returns: seconds that it took; a negative number if there is no such program */
double  year_run_shell   (const char    *path,
                          const char    *option,
                          const char    *sql);

/** year_make_folder: Returns: (transfer full): where a database can be; for year_remove_folder() */
char   *year_make_folder (void);
void    year_remove_folder (const char  *folder);

G_END_DECLS
