/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-history.h"

#include <string.h>

#include "history-bench.h"

/* ── a session from begin to end ── */

static const TactusHistoryQuery everything = { 0 };

static void
assert_readings (TactusSeries        *series,
                 const TactusReading *expected,
                 gsize                n_expected)
{
  g_assert_cmpuint (tactus_series_get_length (series), ==, n_expected);
  for (gsize i = 0; i < n_expected; i++)
    {
      const TactusReading reading = tactus_series_get (series, i);

      g_assert_cmpint (reading.when_us, ==, expected[i].when_us);
      g_assert_cmpint (reading.kind, ==, expected[i].kind);
      g_assert_cmpuint (reading.bpm, ==, expected[i].bpm);
    }
}

static const TactusReading one_of_each[] = {
  { BEGIN, TACTUS_READING_PULSE, 1 },
  { BEGIN + SECOND, TACTUS_READING_PULSE, G_MAXUINT16 },
  { BEGIN + 2 * SECOND, TACTUS_READING_NO_VALUE, 0 },
  { BEGIN + 3 * SECOND, TACTUS_READING_NO_CONTACT, 0 },
  { BEGIN + 4 * SECOND, TACTUS_READING_GAP, 0 },
  { BEGIN + 5 * SECOND, TACTUS_READING_LOST, 0 },
  { BEGIN + 6 * SECOND, TACTUS_READING_STALE, 0 },
  { BEGIN + 7 * SECOND + 123000, TACTUS_READING_PULSE, 128 },
};

static TactusSeries *
make_one_of_each (void)
{
  static const guint16 rr[] = { 0, 1, 0x1234, G_MAXUINT16 };
  TactusSeries *series = tactus_series_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (one_of_each); i++)
    tactus_series_append_with_rr (series, &one_of_each[i], rr,
                                  i == 1 ? G_N_ELEMENTS (rr) : i == 7 ? 1 : 0);

  return series;
}

static void
assert_rr (TactusSeries *series)
{
  const guint16 *rr;
  guint n_rr;

  rr = tactus_series_get_rr (series, 1, &n_rr);
  g_assert_cmpuint (n_rr, ==, 4);
  g_assert_cmpuint (rr[0], ==, 0);
  g_assert_cmpuint (rr[1], ==, 1);
  g_assert_cmpuint (rr[2], ==, 0x1234);
  g_assert_cmpuint (rr[3], ==, G_MAXUINT16);
  tactus_series_get_rr (series, 2, &n_rr);
  g_assert_cmpuint (n_rr, ==, 0);
  tactus_series_get_rr (series, 7, &n_rr);
  g_assert_cmpuint (n_rr, ==, 1);
}

static void
test_round (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN);
  g_autoptr(TactusSeries) series = NULL;
  g_autoptr(GPtrArray) sessions = NULL;
  g_autoptr(GPtrArray) markers = NULL;
  TactusSession *found;

  append (bench, session, make_one_of_each ());
  mark (bench, session, BEGIN + 3 * SECOND, "coffee");
  mark (bench, session, BEGIN + 2 * SECOND, NULL);
  end_session (bench, session, BEGIN + MINUTE);

  history_bench_restart (bench);
  series = load (bench, &everything, &markers);
  assert_readings (series, one_of_each, G_N_ELEMENTS (one_of_each));
  assert_rr (series);
  g_assert_cmpuint (markers->len, ==, 2);
  g_assert_cmpstr (((TactusMarker *) markers->pdata[0])->text, ==, "");
  g_assert_cmpstr (((TactusMarker *) markers->pdata[1])->text, ==, "coffee");
  g_assert_cmpint (((TactusMarker *) markers->pdata[1])->when_us, ==, BEGIN + 3 * SECOND);
  g_assert_cmpint (((TactusMarker *) markers->pdata[1])->id, >, 0);

  sessions = list (bench, &everything);
  g_assert_cmpuint (sessions->len, ==, 1);
  found = sessions->pdata[0];
  g_assert_cmpint (tactus_session_get_id (found), ==, tactus_session_get_id (session));
  g_assert_cmpstr (tactus_session_get_band (found), ==, BAND);
  g_assert_cmpstr (tactus_session_get_band_name (found), ==, "Band");
  g_assert_cmpint (tactus_session_get_source (found), ==, TACTUS_SOURCE_MEASURED);
  g_assert_cmpint (tactus_session_get_begin_us (found), ==, BEGIN);
  g_assert_cmpint (tactus_session_get_end_us (found), ==, BEGIN + MINUTE);
  g_assert_cmpint (tactus_session_get_zone_s (found), ==, tactus_session_get_zone_s (session));
  g_assert_false (tactus_session_get_open (found));
  g_assert_cmpstr (tactus_session_get_title (found), ==, "");
}


/* ── times ── */

/* No reading is lost and none changes places, whatever the clock does. */
static void
test_times (void)
{
  static const gint64 times_us[] = {
    BEGIN - HOUR, BEGIN, BEGIN, BEGIN + 1, BEGIN + 999, BEGIN + 5000, BEGIN + 2000, BEGIN + SECOND,
  };
  static const gint64 expected_us[] = {
    BEGIN, BEGIN + 1000, BEGIN + 2000, BEGIN + 3000, BEGIN + 4000, BEGIN + 5000, BEGIN + 6000,
    BEGIN + SECOND,
  };
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN + 500);
  g_autoptr(TactusSeries) series = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (times_us); i++)
    append (bench, session, pulses (times_us[i], SECOND, 1));

  series = load (bench, &everything, NULL);
  g_assert_cmpuint (tactus_series_get_length (series), ==, G_N_ELEMENTS (expected_us));
  for (gsize i = 0; i < G_N_ELEMENTS (expected_us); i++)
    g_assert_cmpint (tactus_series_get (series, i).when_us, ==, expected_us[i]);
}

static void
test_before_1970 (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, -1500);
  g_autoptr(GPtrArray) sessions = NULL;
  g_autoptr(TactusSeries) series = NULL;

  append (bench, session, pulses (-500, 1000, 3));
  sessions = list (bench, &everything);
  g_assert_cmpint (tactus_session_get_begin_us (sessions->pdata[0]), ==, -2000);
  series = load (bench, &everything, NULL);
  g_assert_cmpint (tactus_series_get (series, 0).when_us, ==, -1000);
  g_assert_cmpint (tactus_series_get (series, 2).when_us, ==, 1000);
}

static gboolean
try_append (HistoryBench  *bench,
            gint64         session,
            TactusSeries  *readings,
            GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  tactus_history_append_async (bench->history, session, readings, NULL, history_bench_result_cb,
                               &result);
  UNTIL (result != NULL);

  return tactus_history_append_finish (bench->history, result, error);
}

/* Two years fit; what does not is refused with all that came with it. */
static void
test_too_long (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN);
  g_autoptr(TactusSession) next = begin_session (bench, BAND, BEGIN);
  g_autoptr(TactusSeries) series = NULL;
  g_autoptr(GError) error = NULL;

  append (bench, next, pulses (BEGIN, SECOND, 3));
  append (bench, session, pulses (BEGIN, 2 * 366 * DAY, 2));
  g_assert_false (try_append (bench, tactus_session_get_id (session),
                              pulses (BEGIN + 750 * DAY, 100 * DAY, 2), &error));
  g_assert_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_NO_SESSION);
  g_assert_nonnull (strstr (error->message, "two years"));

  series = load (bench, &(TactusHistoryQuery) { .session = tactus_session_get_id (session) }, NULL);
  g_assert_cmpuint (tactus_series_get_length (series), ==, 2);
  g_clear_pointer (&series, tactus_series_unref);
  series = load (bench, &(TactusHistoryQuery) { .session = tactus_session_get_id (next) }, NULL);
  g_assert_cmpuint (tactus_series_get_length (series), ==, 3);
}

static void
assert_end (HistoryBench  *bench,
            TactusSession *session,
            gint64         end_us,
            gboolean       open)
{
  const TactusHistoryQuery query = { .session = tactus_session_get_id (session) };
  g_autoptr(GPtrArray) sessions = list (bench, &query);

  g_assert_cmpuint (sessions->len, ==, 1);
  g_assert_cmpint (tactus_session_get_end_us (sessions->pdata[0]), ==, end_us);
  g_assert_cmpint (tactus_session_get_open (sessions->pdata[0]), ==, open);
}

/* One that goes on ends with its last reading, and none ends before it. */
static void
test_ends (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN);

  assert_end (bench, session, BEGIN, TRUE);
  append (bench, session, pulses (BEGIN + 2 * SECOND, SECOND, 3));
  assert_end (bench, session, BEGIN + 4 * SECOND, TRUE);
  history_bench_restart (bench);
  assert_end (bench, session, BEGIN + 4 * SECOND, TRUE);
  end_session (bench, session, BEGIN);
  assert_end (bench, session, BEGIN + 4 * SECOND, FALSE);
  end_session (bench, session, BEGIN + MINUTE);
  assert_end (bench, session, BEGIN + MINUTE, FALSE);
}

/* ── whole sessions ── */

static TactusSession *
make_session (const char *band)
{
  TactusSession *session = tactus_session_new (band, NULL, TACTUS_SOURCE_IMPORTED, BEGIN);

  tactus_session_set_end_us (session, BEGIN + MINUTE);
  tactus_session_set_open (session, FALSE);
  tactus_session_set_zone_s (session, -12345);
  tactus_session_set_step_s (session, 60);
  tactus_session_set_title (session, "Run");
  tactus_session_set_note (session, "in the \"rain\"");

  return session;
}

static void
test_add (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = make_session (BAND);
  g_autoptr(GPtrArray) markers = NULL;
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GPtrArray) sessions = NULL;
  g_autoptr(TactusSeries) series = NULL;
  TactusSession *kept;

  markers = g_ptr_array_new_with_free_func ((GDestroyNotify) tactus_marker_free);
  g_ptr_array_add (markers, tactus_marker_new (BEGIN + SECOND, "one"));
  g_ptr_array_add (markers, tactus_marker_new (BEGIN + 2 * SECOND, "two"));
  g_assert_true (add (bench, session, make_one_of_each (), markers));
  g_assert_cmpint (tactus_session_get_id (session), >, 0);

  sessions = list (bench, &everything);
  g_assert_cmpuint (sessions->len, ==, 1);
  kept = sessions->pdata[0];
  g_assert_cmpint (tactus_session_get_source (kept), ==, TACTUS_SOURCE_IMPORTED);
  g_assert_null (tactus_session_get_band_name (kept));
  g_assert_cmpint (tactus_session_get_zone_s (kept), ==, -12345);
  g_assert_cmpuint (tactus_session_get_step_s (kept), ==, 60);
  g_assert_cmpint (tactus_session_get_gap_us (kept), ==, 150 * SECOND);
  g_assert_cmpstr (tactus_session_get_title (kept), ==, "Run");
  g_assert_cmpstr (tactus_session_get_note (kept), ==, "in the \"rain\"");
  g_assert_cmpint (tactus_session_get_end_us (kept), ==, BEGIN + MINUTE);

  series = load (bench, &everything, &found);
  assert_readings (series, one_of_each, G_N_ELEMENTS (one_of_each));
  assert_rr (series);
  g_assert_cmpuint (found->len, ==, 2);
}

static guint
count_sessions (HistoryBench *bench)
{
  g_autoptr(GPtrArray) sessions = list (bench, &everything);

  return sessions->len;
}

/* The same again is not added; what differs in band, begin, end or number is another. */
static void
test_add_twice (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = make_session (BAND);
  g_autoptr(TactusSession) same = make_session (BAND);
  g_autoptr(TactusSession) other_band = make_session (OTHER);
  g_autoptr(TactusSession) other_begin = tactus_session_new (BAND, NULL, TACTUS_SOURCE_IMPORTED,
                                                             BEGIN - SECOND);
  g_autoptr(TactusSession) other_end = make_session (BAND);
  g_autoptr(TactusSession) other_count = make_session (BAND);
  g_autoptr(TactusSession) open = make_session (BAND);
  g_autoptr(TactusSession) open_too = make_session (BAND);

  tactus_session_set_end_us (other_end, BEGIN + HOUR);
  tactus_session_set_open (open, TRUE);
  tactus_session_set_open (open_too, TRUE);
  tactus_session_set_note (same, "another note");

  g_assert_true (add (bench, session, pulses (BEGIN, SECOND, 10), NULL));
  g_assert_cmpuint (bench->changes, ==, 1);
  g_assert_false (add (bench, same, pulses (BEGIN, SECOND, 10), NULL));
  g_assert_cmpint (tactus_session_get_id (same), ==, 0);
  g_assert_cmpuint (bench->changes, ==, 1);
  g_assert_true (add (bench, other_band, pulses (BEGIN, SECOND, 10), NULL));
  g_assert_true (add (bench, other_begin, pulses (BEGIN, SECOND, 10), NULL));
  g_assert_true (add (bench, other_end, pulses (BEGIN, SECOND, 10), NULL));
  g_assert_true (add (bench, other_count, pulses (BEGIN, SECOND, 11), NULL));
  g_assert_true (add (bench, open, pulses (BEGIN, SECOND, 10), NULL));
  g_assert_false (add (bench, open_too, pulses (BEGIN, SECOND, 10), NULL));
  g_assert_cmpuint (count_sessions (bench), ==, 6);

  /* One that was deleted is not there. */
  delete_session (bench, session, TRUE);
  g_assert_true (add (bench, same, pulses (BEGIN, SECOND, 10), NULL));
  g_assert_cmpuint (count_sessions (bench), ==, 6);
}

/* A session holds its readings, and begins and ends with them at the latest. */
static void
test_add_bounds (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = make_session (BAND);
  g_autoptr(TactusSession) empty = make_session (OTHER);
  g_autoptr(GPtrArray) sessions = NULL;
  g_autoptr(TactusSeries) series = NULL;

  g_assert_true (add (bench, session, pulses (BEGIN - MINUTE, MINUTE, 10), NULL));
  g_assert_true (add (bench, empty, tactus_series_new (), NULL));
  sessions = list (bench, &everything);
  g_assert_cmpuint (sessions->len, ==, 2);
  g_assert_cmpint (tactus_session_get_begin_us (sessions->pdata[0]), ==, BEGIN - MINUTE);
  g_assert_cmpint (tactus_session_get_end_us (sessions->pdata[0]), ==, BEGIN + 8 * MINUTE);
  g_assert_cmpint (tactus_session_get_begin_us (sessions->pdata[1]), ==, BEGIN);
  series = load (bench, &(TactusHistoryQuery) { .band = BAND }, NULL);
  g_assert_cmpuint (tactus_series_get_length (series), ==, 10);
  g_assert_cmpint (tactus_series_get (series, 0).when_us, ==, BEGIN - MINUTE);
}

/* ── changing ── */

static TactusSession *
find_one (HistoryBench *bench)
{
  g_autoptr(GPtrArray) sessions = list (bench, &everything);

  g_assert_cmpuint (sessions->len, ==, 1);
  return g_object_ref (sessions->pdata[0]);
}

static void
test_describe (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN);
  g_autoptr(TactusSession) found = NULL;
  g_autoptr(TactusSession) unknown = tactus_session_new (BAND, NULL, TACTUS_SOURCE_ONCE, BEGIN);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) other = NULL;
  g_autoptr(GError) error = NULL;

  tactus_session_set_title (session, "Title");
  tactus_session_set_note (session, "Note");
  tactus_history_describe_async (bench->history, session, NULL, history_bench_result_cb, &result);
  tactus_session_set_note (session, "changed after it was asked");
  UNTIL (result != NULL);
  g_assert_true (tactus_history_describe_finish (bench->history, result, NULL));
  found = find_one (bench);
  g_assert_cmpstr (tactus_session_get_title (found), ==, "Title");
  g_assert_cmpstr (tactus_session_get_note (found), ==, "Note");
  g_assert_true (tactus_session_get_open (found));

  tactus_session_set_id (unknown, tactus_session_get_id (session) + 1);
  tactus_history_describe_async (bench->history, unknown, NULL, history_bench_result_cb, &other);
  UNTIL (other != NULL);
  g_assert_false (tactus_history_describe_finish (bench->history, other, &error));
  g_assert_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_NO_SESSION);
}

static void
describe_marker (HistoryBench *bench,
                 gint64        id,
                 const char   *text)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  tactus_history_describe_marker_async (bench->history, id, text, NULL, history_bench_result_cb,
                                        &result);
  UNTIL (result != NULL);
  tactus_history_describe_marker_finish (bench->history, result, &error);
  g_assert_no_error (error);
}

/* Returns: (transfer full): the texts of all markers, in a row */
static char *
get_markers (HistoryBench *bench)
{
  g_autoptr(GPtrArray) markers = NULL;
  g_autoptr(TactusSeries) series = load (bench, &everything, &markers);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < markers->len; i++)
    g_string_append_printf (words, "<%s>", ((TactusMarker *) markers->pdata[i])->text);

  return g_string_free (words, FALSE);
}

static void
test_markers (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN);
  g_autoptr(GPtrArray) markers = NULL;
  g_autoptr(TactusSeries) series = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *removed = NULL;

  mark (bench, session, BEGIN, "one");
  mark (bench, session, BEGIN, "two");
  series = load (bench, &everything, &markers);
  describe_marker (bench, ((TactusMarker *) markers->pdata[0])->id, "hill");
  changed = get_markers (bench);
  g_assert_cmpstr (changed, ==, "<hill><two>");
  describe_marker (bench, ((TactusMarker *) markers->pdata[1])->id, NULL);
  removed = get_markers (bench);
  g_assert_cmpstr (removed, ==, "<hill>");
}

/* Out of sight, back again, and gone. */
static void
test_delete (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN);
  g_autoptr(TactusSeries) series = NULL;
  g_autofree char *words = NULL;
  g_autofree char *rows = NULL;
  g_autoptr(GError) error = NULL;

  append (bench, session, pulses (BEGIN, SECOND, 5));
  mark (bench, session, BEGIN, "mark");
  delete_session (bench, session, TRUE);
  g_assert_cmpuint (count_sessions (bench), ==, 0);
  words = get_markers (bench);
  g_assert_cmpstr (words, ==, "");

  /* A measurement that goes on is not held up by it. */
  append (bench, session, pulses (BEGIN + MINUTE, SECOND, 5));
  purge (bench, 3600);
  delete_session (bench, session, FALSE);
  g_assert_cmpuint (count_sessions (bench), ==, 1);
  series = load (bench, &everything, NULL);
  g_assert_cmpuint (tactus_series_get_length (series), ==, 10);

  g_assert_cmpuint (purge (bench, 0), ==, 0);
  g_assert_cmpuint (count_sessions (bench), ==, 1);
  delete_session (bench, session, TRUE);
  g_assert_cmpuint (purge (bench, 0), ==, 1);
  rows = run_sql (bench, "SELECT (SELECT count (*) FROM session) || (SELECT count (*) FROM reading)"
                  " || (SELECT count (*) FROM marker) || (SELECT count (*) FROM band)");
  g_assert_cmpstr (rows, ==, "0000");
  g_assert_false (try_append (bench, tactus_session_get_id (session), pulses (BEGIN, SECOND, 1),
                              &error));
  g_assert_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_NO_SESSION);
}

/* Of what is deleted only what is named, and never what is not deleted. */
static void
test_purge_sessions (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) mine = begin_session (bench, BAND, BEGIN);
  g_autoptr(TactusSession) theirs = begin_session (bench, BAND, BEGIN + HOUR);
  g_autofree char *rows = NULL;

  append (bench, mine, pulses (BEGIN, SECOND, 5));
  append (bench, theirs, pulses (BEGIN + HOUR, SECOND, 3));
  delete_session (bench, theirs, TRUE);
  purge_session (bench, mine);
  g_assert_cmpuint (count_sessions (bench), ==, 1);

  delete_session (bench, mine, TRUE);
  purge_session (bench, mine);
  rows = run_sql (bench, "SELECT (SELECT count (*) FROM session) || (SELECT count (*) FROM reading)"
                  " || (SELECT count (*) FROM band)");
  g_assert_cmpstr (rows, ==, "131");
  delete_session (bench, theirs, FALSE);
  g_assert_cmpuint (count_sessions (bench), ==, 1);
}

/* All or none of them. */
static void
test_delete_unknown (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN);
  const gint64 ids[] = { tactus_session_get_id (session), G_MAXINT64 };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  tactus_history_delete_async (bench->history, ids, 2, TRUE, NULL, history_bench_result_cb,
                               &result);
  UNTIL (result != NULL);
  g_assert_false (tactus_history_delete_finish (bench->history, result, &error));
  g_assert_error (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_NO_SESSION);
  g_assert_cmpuint (count_sessions (bench), ==, 1);
}

static void
forget (HistoryBench *bench,
        const char   *band)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  tactus_history_forget_async (bench->history, band, NULL, history_bench_result_cb, &result);
  UNTIL (result != NULL);
  tactus_history_forget_finish (bench->history, result, &error);
  g_assert_no_error (error);
}

static gboolean
files_have (HistoryBench *bench,
            const char   *text)
{
  g_autofree char *wal = g_strconcat (bench->path, "-wal", NULL);

  return history_bench_file_has (bench->path, text, strlen (text)) ||
         history_bench_file_has (wal, text, strlen (text));
}

/* What is removed is not in the bytes of any file any more, and the rest still is. */
static void
test_gone (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) one = begin_session (bench, BAND, BEGIN);
  g_autoptr(TactusSession) two = begin_session (bench, BAND, BEGIN + HOUR);
  g_autoptr(TactusSession) other = begin_session (bench, OTHER, BEGIN);
  static const guint16 rr[] = { 0x6261, 0x6463, 0x6665, 0x6867, 0x6a69, 0x6c6b };
  const TactusReading reading = { BEGIN, TACTUS_READING_PULSE, 60 };
  g_autoptr(TactusSeries) series = tactus_series_new ();

  tactus_series_append_with_rr (series, &reading, rr, G_N_ELEMENTS (rr));
  append (bench, one, tactus_series_ref (series));
  mark (bench, one, BEGIN, "a marker of one");
  mark (bench, two, BEGIN, "a marker of two");
  mark (bench, other, BEGIN, "a marker of another");
  history_bench_restart (bench);
  g_assert_true (files_have (bench, "a marker of one"));
  g_assert_true (files_have (bench, "abcdefghijkl"));

  delete_session (bench, one, TRUE);
  purge (bench, 0);
  g_assert_false (files_have (bench, "a marker of one"));
  g_assert_false (files_have (bench, "abcdefghijkl"));
  g_assert_true (files_have (bench, "a marker of two"));
  g_assert_true (files_have (bench, BAND));

  add_minutes (bench, BAND, BEGIN, 10, 70);
  forget (bench, BAND);
  g_assert_false (files_have (bench, "a marker of two"));
  g_assert_false (files_have (bench, BAND));
  g_assert_true (files_have (bench, "a marker of another"));
  g_assert_cmpuint (count_sessions (bench), ==, 1);
  forget (bench, "unknown");
  g_assert_cmpuint (count_sessions (bench), ==, 1);
}

/* The minutes of a band can go while its sessions stay. */
static void
test_forget_minutes (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN);
  TactusActivityStore *store = tactus_history_get_activity_store (bench->history);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *rows = NULL;

  add_minutes (bench, BAND, BEGIN, 10, 70);
  tactus_activity_store_forget_async (store, BAND, NULL, history_bench_result_cb, &result);
  UNTIL (result != NULL);
  tactus_activity_store_forget_finish (store, result, &error);
  g_assert_no_error (error);
  rows = run_sql (bench, "SELECT count (*) FROM activity");
  g_assert_cmpstr (rows, ==, "0");
  g_assert_cmpuint (count_sessions (bench), ==, 1);
}

/* ── telling ── */

static void
test_changed (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN);
  g_autoptr(GPtrArray) markers = NULL;
  g_autoptr(TactusSeries) series = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (bench->changes, ==, 1);
  append (bench, session, pulses (BEGIN, SECOND, 5));
  g_assert_cmpuint (bench->changes, ==, 1);
  mark (bench, session, BEGIN, "");
  g_assert_cmpuint (bench->changes, ==, 2);
  series = load (bench, &everything, &markers);
  g_assert_cmpuint (bench->changes, ==, 2);
  describe_marker (bench, ((TactusMarker *) markers->pdata[0])->id, "x");
  g_assert_cmpuint (bench->changes, ==, 3);
  end_session (bench, session, BEGIN + MINUTE);
  g_assert_cmpuint (bench->changes, ==, 4);
  add_minutes (bench, BAND, BEGIN, 3, 70);
  g_assert_cmpuint (bench->changes, ==, 5);
  add_minutes (bench, BAND, BEGIN, 3, 70);
  g_assert_cmpuint (bench->changes, ==, 5);
  delete_session (bench, session, TRUE);
  g_assert_cmpuint (bench->changes, ==, 6);
  purge (bench, 0);
  g_assert_cmpuint (bench->changes, ==, 6);
  forget (bench, BAND);
  g_assert_cmpuint (bench->changes, ==, 7);
  g_assert_false (try_append (bench, 1, pulses (BEGIN, SECOND, 1), &error));
  g_assert_cmpuint (bench->changes, ==, 7);
}

static void
test_memory (void)
{
  HistoryBench bench = { .history = tactus_history_new (NULL) };
  g_autoptr(TactusSession) session = begin_session (&bench, BAND, BEGIN);
  g_autoptr(TactusSeries) series = NULL;

  append (&bench, session, pulses (BEGIN, SECOND, 5));
  add_minutes (&bench, BAND, BEGIN + HOUR, 5, 70);
  series = load (&bench, &everything, NULL);
  g_assert_cmpuint (tactus_series_get_length (series), ==, 5 + 5);
  history_bench_close (&bench);
}

static void
test_default_path (void)
{
  g_autofree char *path = tactus_history_get_default_path ();

  g_assert_true (g_str_has_prefix (path, g_get_user_data_dir ()));
  g_assert_true (g_str_has_suffix (path, "/tactus/history.sqlite"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/round", test_round);
  g_test_add_func ("/history/times", test_times);
  g_test_add_func ("/history/before-1970", test_before_1970);
  g_test_add_func ("/history/too-long", test_too_long);
  g_test_add_func ("/history/ends", test_ends);
  g_test_add_func ("/history/add", test_add);
  g_test_add_func ("/history/add-twice", test_add_twice);
  g_test_add_func ("/history/add-bounds", test_add_bounds);
  g_test_add_func ("/history/describe", test_describe);
  g_test_add_func ("/history/markers", test_markers);
  g_test_add_func ("/history/delete", test_delete);
  g_test_add_func ("/history/purge-sessions", test_purge_sessions);
  g_test_add_func ("/history/delete-unknown", test_delete_unknown);
  g_test_add_func ("/history/gone", test_gone);
  g_test_add_func ("/history/forget-minutes", test_forget_minutes);
  g_test_add_func ("/history/changed", test_changed);
  g_test_add_func ("/history/memory", test_memory);
  g_test_add_func ("/history/default-path", test_default_path);

  return g_test_run ();
}
