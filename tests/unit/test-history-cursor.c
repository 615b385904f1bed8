/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-history-cursor.h"

#include "history-bench.h"

/* ── a walk, written down ── */

typedef struct {
  const TactusHistoryQuery *query;
  GString *words;    /* (owned) */
  double share;
  guint n_readings;
  gboolean is_long;
} Walk;

/* What a cursor stands on, in a word; times in seconds since the bench's begin. */
static void
write_item (Walk                    *walk,
            const TactusHistoryItem *item)
{
  const gint64 begin_us = tactus_session_get_begin_us (item->session) - BEGIN;
  const gboolean is_other = g_str_equal (tactus_session_get_band (item->session), OTHER);

  switch (item->kind)
    {
    case TACTUS_HISTORY_ITEM_SESSION:
      g_string_append_printf (walk->words, "%s%s%s@%" G_GINT64_FORMAT ":",
                              walk->words->len ? " " : "",
                              tactus_source_to_name (tactus_session_get_source (item->session)),
                              is_other ? "'" : "",
                              begin_us / SECOND);
      break;
    case TACTUS_HISTORY_ITEM_READING:
      g_string_append_printf (walk->words, " %d",
                              item->reading.kind == TACTUS_READING_PULSE
                              ? item->reading.bpm : -(int) item->reading.kind);
      for (guint i = 0; i < item->n_rr; i++)
        g_string_append_printf (walk->words, "/%u", item->rr[i]);
      break;
    case TACTUS_HISTORY_ITEM_MARKER:
      g_string_append_printf (walk->words, " <%s>", item->marker.text);
      break;
    case TACTUS_HISTORY_ITEM_END:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
walk_all (TactusDatabaseFile  *file,
          gpointer             data,
          GError             **error)
{
  Walk *walk = data;
  g_autoptr(TactusHistoryCursor) cursor = tactus_history_cursor_new (file, walk->query, error);
  TactusHistoryItem item;

  walk->share = 0;
  while (cursor)
    {
      if (!tactus_history_cursor_next (cursor, &item, error))
        return FALSE;
      g_assert_cmpfloat (tactus_history_cursor_get_share (cursor), >=, walk->share);
      g_assert_cmpfloat (tactus_history_cursor_get_share (cursor), <=, 1);
      walk->share = tactus_history_cursor_get_share (cursor);
      if (item.kind == TACTUS_HISTORY_ITEM_END)
        return TRUE;
      walk->n_readings += item.kind == TACTUS_HISTORY_ITEM_READING;
      if (!walk->is_long)
        write_item (walk, &item);
    }

  return FALSE;
}

static gboolean
run_walk (HistoryBench  *bench,
          Walk          *walk,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  GTask *task = g_task_new (bench->history, cancellable, history_bench_result_cb, &result);

  g_task_set_task_data (task, walk, NULL);
  tactus_history_read (bench->history, task, walk_all);
  UNTIL (result != NULL);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static char *
walk (HistoryBench             *bench,
      const TactusHistoryQuery *query)
{
  Walk walk = { query, g_string_new (NULL), 0, 0, FALSE };
  g_autoptr(GError) error = NULL;

  run_walk (bench, &walk, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (walk.share, ==, 1);

  return g_string_free (walk.words, FALSE);
}

static void
assert_walk (HistoryBench             *bench,
             const TactusHistoryQuery  query,
             const char               *expected)
{
  g_autofree char *words = walk (bench, &query);

  g_assert_cmpstr (words, ==, expected);
}

/* ── cases ── */

static TactusSeries *
make_with_rr (gint64 first_us)
{
  static const guint16 rr[] = { 1000, 1024 };
  const TactusReading one = { first_us, TACTUS_READING_PULSE, 60 };
  const TactusReading two = { first_us + SECOND, TACTUS_READING_LOST, 0 };
  const TactusReading three = { first_us + 2 * SECOND, TACTUS_READING_PULSE, 61 };
  TactusSeries *series = tactus_series_new ();

  tactus_series_append_with_rr (series, &one, rr, 2);
  tactus_series_append (series, &two);
  tactus_series_append_with_rr (series, &three, rr, 1);

  return series;
}

static void
test_empty (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();

  assert_walk (bench, (TactusHistoryQuery) { 0 }, "");
}

/* Sessions in the order of their begins, however they came; markers before readings of the same
 * time, and after the last one too. */
static void
test_order (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) later = begin_session (bench, OTHER, BEGIN + HOUR);
  g_autoptr(TactusSession) first = begin_session (bench, BAND, BEGIN);
  g_autoptr(TactusSession) bare = begin_session (bench, BAND, BEGIN + 2 * HOUR);
  const gint64 id = tactus_session_get_id (first);

  append (bench, later, pulses (BEGIN + HOUR, SECOND, 2));
  append (bench, first, make_with_rr (BEGIN));
  mark (bench, first, BEGIN + 2 * SECOND, "tie");
  mark (bench, first, BEGIN + HOUR, "late");
  mark (bench, first, BEGIN - SECOND, "early");
  mark (bench, bare, BEGIN + 2 * HOUR, "alone");

  assert_walk (bench, (TactusHistoryQuery) { 0 },
               "measured@0: <early> 60/1000/1024 -4 <tie> 61/1000 <late> "
               "measured'@3600: 60 61 measured@7200: <alone>");
  assert_walk (bench, (TactusHistoryQuery) { .newest_first = TRUE },
               "measured@7200: <alone> measured'@3600: 60 61 "
               "measured@0: <early> 60/1000/1024 -4 <tie> 61/1000 <late>");
  assert_walk (bench, (TactusHistoryQuery) { .band = OTHER }, "measured'@3600: 60 61");
  assert_walk (bench, (TactusHistoryQuery) { .text = "EARL" },
               "measured@0: <early> 60/1000/1024 -4 <tie> 61/1000 <late>");
  assert_walk (bench, (TactusHistoryQuery) { .session = id, .from_us = BEGIN + SECOND,
                                             .to_us = BEGIN + 2 * SECOND },
               "measured@0: -4");
  assert_walk (bench, (TactusHistoryQuery) { .from_us = BEGIN + 2 * SECOND,
                                             .to_us = BEGIN + HOUR + SECOND },
               "measured@0: <tie> 61/1000 <late> measured'@3600: 60");
  assert_walk (bench, (TactusHistoryQuery) { .limit = 1, .offset = 1 }, "measured'@3600: 60 61");
}

/* The bench begins at 22:14 where these minutes are an hour ahead of UTC. */
static void
test_recorded (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN + DAY);

  append (bench, session, pulses (BEGIN + DAY, SECOND, 1));
  add_minutes (bench, BAND, BEGIN + 44 * MINUTE, 3, 70);
  add_minutes (bench, BAND, BEGIN + 47 * MINUTE, 3, 0);
  add_minutes (bench, OTHER, BEGIN, 1, 80);
  add_minutes (bench, OTHER, BEGIN + MINUTE, 1, 255);

  assert_walk (bench, (TactusHistoryQuery) { 0 },
               "measured@86400: 60 recorded'@0: 80 recorded@2640: 70 70 recorded@2760: 70");
  assert_walk (bench, (TactusHistoryQuery) { .band = OTHER }, "recorded'@0: 80");
  assert_walk (bench, (TactusHistoryQuery) { .from_us = BEGIN + 45 * MINUTE,
                                             .to_us = BEGIN + 46 * MINUTE },
               "recorded@2700: 70");
  assert_walk (bench, (TactusHistoryQuery) { .session = tactus_session_get_id (session) },
               "measured@86400: 60");
  assert_walk (bench, (TactusHistoryQuery) { .text = "band" }, "");
}

/* It ends in the midst of a walk, and the next one is none the worse. */
static gboolean
walk_until_cancelled (TactusDatabaseFile  *file,
                      gpointer             data,
                      GError             **error)
{
  GCancellable *cancellable = data;
  const TactusHistoryQuery query = { 0 };
  g_autoptr(TactusHistoryCursor) cursor = tactus_history_cursor_new (file, &query, error);
  TactusHistoryItem item = { 0 };

  for (guint i = 0; cursor && item.kind != TACTUS_HISTORY_ITEM_END; i++)
    {
      if (i == 1000)
        g_cancellable_cancel (cancellable);
      if (!tactus_history_cursor_next (cursor, &item, error))
        return FALSE;
    }

  return TRUE;
}

static void
test_cancelled (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  const TactusHistoryQuery query = { 0 };
  Walk walk = { &query, NULL, 0, 0, TRUE };
  GTask *task;

  append (bench, session, pulses (BEGIN, SECOND, 100000));
  task = g_task_new (bench->history, cancellable, history_bench_result_cb, &result);
  g_task_set_task_data (task, cancellable, NULL);
  tactus_history_read (bench->history, task, walk_until_cancelled);
  UNTIL (result != NULL);
  g_assert_false (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  run_walk (bench, &walk, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (walk.n_readings, ==, 100000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history-cursor/empty", test_empty);
  g_test_add_func ("/history-cursor/order", test_order);
  g_test_add_func ("/history-cursor/recorded", test_recorded);
  g_test_add_func ("/history-cursor/cancelled", test_cancelled);

  return g_test_run ();
}
