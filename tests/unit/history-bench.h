/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-history.h"

G_BEGIN_DECLS

#define BAND   "C8:0F:10:00:00:01"
#define OTHER  "C8:0F:10:00:00:02"

/* A Tuesday, 22:14 UTC. */
#define BEGIN  (G_GINT64_CONSTANT (1700000040) * G_USEC_PER_SEC)
#define SECOND ((gint64) G_USEC_PER_SEC)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

guint history_bench_watch (const char *what);

#define UNTIL(condition)                             \
  G_STMT_START                                       \
    {                                                \
      guint watchdog_ = history_bench_watch (#condition); \
      while (!(condition))                           \
        g_main_context_iteration (NULL, TRUE);       \
      g_source_remove (watchdog_);                   \
    }                                                \
  G_STMT_END

/**
 * HistoryBench:
 * @aside: (nullable): the last path told of
 * @changes: how often the history said that it changed
 *
 * A folder of its own, a history in it, and calls that wait.
 */
typedef struct {
  char          *dir;
  char          *path;
  TactusHistory *history;
  char          *aside;
  guint          n_aside;
  guint          changes;
} HistoryBench;

HistoryBench  *history_bench_new      (void);
void           history_bench_free     (HistoryBench             *self);
/** history_bench_close: nothing of it may be left */
void           history_bench_close    (HistoryBench             *self);
void           history_bench_open     (HistoryBench             *self);
void           history_bench_restart  (HistoryBench             *self);

/** history_bench_result_cb: @user_data: a GAsyncResult **, empty */
void           history_bench_result_cb (GObject                 *source,
                                        GAsyncResult            *result,
                                        gpointer                 user_data);

/** history_bench_remove_all: a file, or a folder with all that is in it */
void           history_bench_remove_all (const char             *path);

/** history_bench_file_has: whether @text is somewhere in the bytes of the file */
gboolean       history_bench_file_has  (const char              *path,
                                        gconstpointer            text,
                                        gsize                    length);

/** Returns: (transfer full): @count pulses of 60 + i % 60, @step_us apart */
TactusSeries  *pulses                 (gint64                    first_us,
                                       gint64                    step_us,
                                       guint                     count);

/* These fail the test if the call does. */
TactusSession *begin_session          (HistoryBench             *self,
                                       const char               *band,
                                       gint64                    begin_us);
void           append                 (HistoryBench             *self,
                                       TactusSession            *session,
                                       TactusSeries             *readings);
void           end_session            (HistoryBench             *self,
                                       TactusSession            *session,
                                       gint64                    end_us);
void           mark                   (HistoryBench             *self,
                                       TactusSession            *session,
                                       gint64                    when_us,
                                       const char               *text);
gboolean       add                    (HistoryBench             *self,
                                       TactusSession            *session,
                                       TactusSeries             *readings,
                                       GPtrArray                *markers);
void           add_minutes            (HistoryBench             *self,
                                       const char               *band,
                                       gint64                    first_us,
                                       guint                     count,
                                       guint8                    bpm);
GPtrArray     *list                   (HistoryBench             *self,
                                       const TactusHistoryQuery *query);
TactusSeries  *load                   (HistoryBench             *self,
                                       const TactusHistoryQuery *query,
                                       GPtrArray               **markers);
void           delete_session         (HistoryBench             *self,
                                       TactusSession            *session,
                                       gboolean                  deleted);
guint          purge                  (HistoryBench             *self,
                                       guint                     age_s);

void           purge_session          (HistoryBench             *self,
                                       TactusSession            *session);

/** run_sql: in a connection of its own; @sql: a literal.  Returns: the first value of the first row
 *    as text, or NULL */
char          *run_sql                (HistoryBench             *self,
                                       const char               *sql);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HistoryBench, history_bench_free)

G_END_DECLS
