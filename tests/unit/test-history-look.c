/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-history.h"

#include "history-bench.h"

/* ── lists ── */

/* Three sessions, hours after each other: "a", "b", "c" by their titles. */
static void
add_three (HistoryBench *bench)
{
  static const char *const bands[] = { BAND, OTHER, BAND };
  static const char *const titles[] = { "a Morning RUN", "b 100% Straße", "c ÉTÉ_plage" };
  static const char *const notes[] = { "with Ülkü", "", "late\nand slow" };
  static const char *const markers[] = { "Łódź", "50 %", "x" };

  /* Not in the order of their times. */
  for (guint n = 0; n < 3; n++)
    {
      const guint i = (n + 1) % 3;
      g_autoptr(TactusSession) session = NULL;
      g_autoptr(GPtrArray) list = NULL;

      session = tactus_session_new (bands[i], NULL, TACTUS_SOURCE_MEASURED, BEGIN + i * HOUR);
      tactus_session_set_end_us (session, BEGIN + i * HOUR + 10 * MINUTE);
      tactus_session_set_open (session, i == 2);
      tactus_session_set_title (session, titles[i]);
      tactus_session_set_note (session, notes[i]);
      list = g_ptr_array_new_with_free_func ((GDestroyNotify) tactus_marker_free);
      g_ptr_array_add (list, tactus_marker_new (BEGIN + i * HOUR, markers[i]));
      g_assert_true (add (bench, session, pulses (BEGIN + i * HOUR, MINUTE, 6), list));
    }
}

static void
assert_list (HistoryBench             *bench,
             const TactusHistoryQuery *query,
             const char               *expected)
{
  g_autoptr(GPtrArray) sessions = list (bench, query);
  g_autoptr(GString) letters = g_string_new (NULL);

  for (guint i = 0; i < sessions->len; i++)
    g_string_append_c (letters, tactus_session_get_title (sessions->pdata[i])[0]);
  g_assert_cmpstr (letters->str, ==, expected);
}

static void
test_list (void)
{
  static const struct {
    TactusHistoryQuery query;
    const char *expected;
  } cases[] = {
    { { 0 }, "abc" },
    { { .newest_first = TRUE }, "cba" },
    { { .limit = 2 }, "ab" },
    { { .limit = 2, .offset = 1 }, "bc" },
    { { .offset = 2 }, "c" },
    { { .limit = 1, .offset = 1, .newest_first = TRUE }, "b" },
    { { .offset = 3 }, "" },
    { { .band = BAND }, "ac" },
    { { .band = OTHER }, "b" },
    { { .band = "unknown" }, "" },
    { { .session = 1000000 }, "" },

    /* Touching a time: its end counts, the query's does not. */
    { { .from_us = BEGIN, .to_us = BEGIN + 1 }, "a" },
    { { .from_us = BEGIN - HOUR, .to_us = BEGIN }, "" },
    { { .from_us = BEGIN + 5 * MINUTE, .to_us = BEGIN + 6 * MINUTE }, "a" },
    { { .from_us = BEGIN + 10 * MINUTE, .to_us = BEGIN + 11 * MINUTE }, "a" },
    { { .from_us = BEGIN + 10 * MINUTE + 1, .to_us = BEGIN + 11 * MINUTE }, "" },
    { { .from_us = BEGIN + 10 * MINUTE + 1, .to_us = BEGIN + HOUR + 1 }, "b" },
    { { .from_us = BEGIN + 9 * MINUTE, .to_us = BEGIN + 10 * HOUR }, "abc" },
    { { .from_us = BEGIN + 2 * HOUR + 5 * MINUTE, .to_us = BEGIN + 3 * HOUR }, "c" },
    { { .from_us = BEGIN + 2 * HOUR + 6 * MINUTE, .to_us = BEGIN + 3 * HOUR }, "" },
    { { .from_us = BEGIN + HOUR }, "bc" },
    { { .to_us = BEGIN + HOUR }, "a" },

    /* Words: letter case apart in all alphabets, and no letter stands for another. */
    { { .text = "" }, "abc" },
    { { .text = "run" }, "a" },
    { { .text = "ÜLKÜ" }, "a" },
    { { .text = "łÓDŹ" }, "a" },
    { { .text = "STRASSE" }, "b" },
    { { .text = "été" }, "c" },
    { { .text = "E\xcc\x81T" }, "c" },
    { { .text = "%" }, "b" },
    { { .text = "100%" }, "b" },
    { { .text = "_" }, "c" },
    { { .text = "a%n" }, "" },
    { { .text = "?" }, "" },
    { { .text = "*" }, "" },
    { { .text = "'" }, "" },
    { { .text = "late\nand" }, "c" },
    { { .text = "\xff\xfe" }, "" },
    { { .text = "a", .band = BAND, .newest_first = TRUE, .limit = 1 }, "c" },
  };
  g_autoptr(HistoryBench) bench = history_bench_new ();

  add_three (bench);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      assert_list (bench, &cases[i].query, cases[i].expected);
    }
}

/* ── readings of several sessions ── */

/* Returns: (transfer full): times in seconds since the bench's begin, and values; "|" for a gap */
static char *
write_series (TactusSeries *series)
{
  GString *words = g_string_new (NULL);

  for (gsize i = 0; i < tactus_series_get_length (series); i++)
    {
      const TactusReading reading = tactus_series_get (series, i);

      if (words->len)
        g_string_append_c (words, ' ');
      if (reading.kind == TACTUS_READING_PULSE)
        g_string_append_printf (words, "%g=%u", (reading.when_us - BEGIN) / (double) SECOND,
                                reading.bpm);
      else
        g_string_append (words, reading.kind == TACTUS_READING_GAP ? "|" : "?");
    }

  return g_string_free (words, FALSE);
}

static void
assert_load (HistoryBench             *bench,
             const TactusHistoryQuery  query,
             gint64                    gap_us,
             const char               *expected)
{
  g_autoptr(TactusSeries) series = load (bench, &query, NULL);
  g_autofree char *words = write_series (series);

  g_assert_cmpstr (words, ==, expected);
  g_assert_cmpint (tactus_series_get_gap_us (series), ==, gap_us);
}

static void
add_session (HistoryBench *bench,
             const char   *band,
             gint64        first_us,
             gint64        step_us,
             guint         count)
{
  g_autoptr(TactusSession) session = NULL;

  session = tactus_session_new (band, NULL, TACTUS_SOURCE_MEASURED, first_us);
  tactus_session_set_end_us (session, first_us + (count - 1) * step_us);
  tactus_session_set_open (session, FALSE);
  tactus_session_set_step_s (session, step_us > 10 * SECOND ? (guint) (step_us / SECOND) : 0);
  g_assert_true (add (bench, session, pulses (first_us, step_us, count), NULL));
}

static void
test_merge (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();

  add_session (bench, OTHER, BEGIN + 3 * SECOND, 2 * SECOND, 4);
  add_session (bench, BAND, BEGIN, 2 * SECOND, 4);
  add_session (bench, BAND, BEGIN + 5 * SECOND, SECOND, 1);
  add_session (bench, BAND, BEGIN + 12 * SECOND, SECOND, 2);

  assert_load (bench, (TactusHistoryQuery) { .band = OTHER }, 15 * SECOND, "3=60 5=61 7=62 9=63");
  assert_load (bench, (TactusHistoryQuery) { 0 }, 15 * SECOND,
               "0=60 2=61 3=60 4=62 5=61 5=60 6=63 7=62 9=63 | 12=60 13=61");
  assert_load (bench,
               (TactusHistoryQuery) { .from_us = BEGIN + 2 * SECOND, .to_us = BEGIN + 5 * SECOND },
               15 * SECOND, "2=61 3=60 4=62");
  assert_load (bench, (TactusHistoryQuery) { .limit = 1, .newest_first = TRUE }, 15 * SECOND,
               "12=60 13=61");
}

/* Silence is silence, whatever else bears more of it. */
static void
test_silence (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN);

  append (bench, session, pulses (BEGIN, SECOND, 2));
  append (bench, session, pulses (BEGIN + 60 * SECOND, SECOND, 2));
  append (bench, session, pulses (BEGIN + 600 * SECOND, SECOND, 1));
  assert_load (bench, (TactusHistoryQuery) { 0 }, 15 * SECOND,
               "0=60 1=61 60=60 61=61 600=60");

  add_session (bench, OTHER, BEGIN + HOUR, MINUTE, 3);
  assert_load (bench, (TactusHistoryQuery) { 0 }, 150 * SECOND,
               "0=60 1=61 | 60=60 61=61 600=60 3600=60 3660=61 3720=62");
  assert_load (bench, (TactusHistoryQuery) { .band = BAND }, 15 * SECOND,
               "0=60 1=61 60=60 61=61 600=60");
}

/* The minutes that a band recorded are there where no session has a reading nearby. */
static void
test_minutes (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN + 125 * SECOND);

  add_minutes (bench, BAND, BEGIN, 8, 100);
  add_minutes (bench, BAND, BEGIN + 8 * MINUTE, 2, 0);
  add_minutes (bench, OTHER, BEGIN + HOUR, 1, 80);
  append (bench, session, pulses (BEGIN + 125 * SECOND, 10 * SECOND, 15));
  end_session (bench, session, BEGIN + 290 * SECOND);

  assert_load (bench, (TactusHistoryQuery) { 0 }, 150 * SECOND,
               "0=100 60=100 125=60 135=61 145=62 155=63 165=64 175=65 185=66 195=67 205=68 215=69 "
               "225=70 235=71 245=72 255=73 265=74 | 300=100 360=100 420=100 3600=80");
  assert_load (bench, (TactusHistoryQuery) { .band = OTHER }, 150 * SECOND, "3600=80");
  assert_load (bench, (TactusHistoryQuery) { .from_us = BEGIN + 250 * SECOND,
                                             .to_us = BEGIN + 6 * MINUTE },
               150 * SECOND, "255=73 265=74 | 300=100");
  assert_load (bench, (TactusHistoryQuery) { .session = tactus_session_get_id (session),
                                             .to_us = BEGIN + 140 * SECOND },
               15 * SECOND, "125=60 135=61");
  assert_load (bench, (TactusHistoryQuery) { .text = "nothing" }, 15 * SECOND, "");
}

static void
test_load_markers (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  const TactusHistoryQuery query = { .from_us = BEGIN, .to_us = BEGIN + 2 * HOUR };
  g_autoptr(GPtrArray) markers = NULL;
  g_autoptr(TactusSeries) series = NULL;

  add_three (bench);
  series = load (bench, &query, &markers);
  g_assert_cmpuint (markers->len, ==, 2);
  g_assert_cmpstr (((TactusMarker *) markers->pdata[0])->text, ==, "Łódź");
  g_assert_cmpstr (((TactusMarker *) markers->pdata[1])->text, ==, "50 %");
}

/* ── digests ── */

static TactusDigest *
digest (HistoryBench             *bench,
        const TactusHistoryQuery *query,
        const TactusZones        *zones,
        guint                     n_columns)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  TactusDigest *made;

  tactus_history_digest_async (bench->history, query, zones, n_columns, NULL,
                               history_bench_result_cb, &result);
  UNTIL (result != NULL);
  made = tactus_history_digest_finish (bench->history, result, &error);
  g_assert_no_error (error);

  return made;
}

static void
assert_columns (const TactusColumn *columns,
                const TactusColumn *expected,
                guint               n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    {
      g_assert_cmpuint (columns[i].count, ==, expected[i].count);
      g_assert_cmpuint (columns[i].minimum, ==, expected[i].minimum);
      g_assert_cmpuint (columns[i].maximum, ==, expected[i].maximum);
      g_assert_cmpuint (columns[i].first, ==, expected[i].first);
      g_assert_cmpuint (columns[i].last, ==, expected[i].last);
      g_assert_cmpint (columns[i].joined, ==, expected[i].joined);
      g_assert_cmpuint (columns[i].states, ==, expected[i].states);
    }
}

/* Every kind of reading and of silence, at random and the same each time. */
static TactusSeries *
make_random (GRand *random)
{
  TactusSeries *series = tactus_series_new ();
  gint64 when_us = BEGIN;

  for (guint i = 0; i < 500; i++)
    {
      TactusReading reading = { when_us, TACTUS_READING_PULSE, 0 };

      if (g_rand_int_range (random, 0, 8) == 0)
        reading.kind = (TactusReadingKind) g_rand_int_range (random, 1, TACTUS_READING_N_KINDS);
      else
        reading.bpm = (guint16) g_rand_int_range (random, 40, 200);
      tactus_series_append (series, &reading);
      when_us += SECOND * g_rand_int_range (random, 1, g_rand_boolean (random) ? 3 : 30);
    }

  return series;
}

/* What is counted on the way is what the same readings in memory have to say. */
static void
test_digest (void)
{
  const TactusHistoryQuery query = { .from_us = BEGIN - MINUTE, .to_us = BEGIN + 4 * HOUR };
  const TactusZones zones = { 190 };
  g_autoptr(GRand) random = g_rand_new_with_seed (4);

  for (guint round = 0; round < 20; round++)
    {
      g_autoptr(HistoryBench) bench = history_bench_new ();
      g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN);
      g_autoptr(TactusSeries) series = make_random (random);
      g_autoptr(TactusDigest) made = NULL;
      const guint n_columns = 1 + round * 13;
      g_autofree TactusColumn *columns = g_new0 (TactusColumn, n_columns);
      TactusStatistics statistics;

      append (bench, session, tactus_series_ref (series));
      made = digest (bench, &query, &zones, n_columns);
      g_assert_cmpuint (made->n_columns, ==, n_columns);
      tactus_series_columns (series, query.from_us, query.to_us, columns, n_columns);
      assert_columns (made->columns, columns, n_columns);

      tactus_statistics_of (series, query.from_us, query.to_us, &zones, &statistics);
      g_assert_cmpuint (made->statistics.summary.count, ==, statistics.summary.count);
      g_assert_cmpuint (made->statistics.summary.minimum, ==, statistics.summary.minimum);
      g_assert_cmpuint (made->statistics.summary.maximum, ==, statistics.summary.maximum);
      g_assert_cmpfloat_with_epsilon (made->statistics.summary.mean, statistics.summary.mean, 1e-6);
      g_assert_cmpint (made->statistics.covered_us, ==, statistics.covered_us);
      for (guint zone = 0; zone <= TACTUS_N_ZONES; zone++)
        g_assert_cmpint (made->statistics.zone_us[zone], ==, statistics.zone_us[zone]);
    }
}

/* Without times it is as wide as the session; without columns it only counts. */
static void
test_digest_extent (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  const TactusHistoryQuery everything = { 0 };
  g_autoptr(TactusDigest) nothing = digest (bench, &everything, NULL, 4);
  g_autoptr(TactusDigest) made = NULL;
  g_autoptr(TactusDigest) bare = NULL;

  g_assert_cmpuint (nothing->statistics.summary.count, ==, 0);
  g_assert_cmpuint (nothing->n_columns, ==, 4);
  g_assert_cmpuint (nothing->columns[3].count, ==, 0);

  add_session (bench, BAND, BEGIN, SECOND, 40);
  made = digest (bench, &everything, NULL, 4);
  g_assert_cmpuint (made->statistics.summary.count, ==, 40);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpuint (made->columns[i].count, ==, 10);
      g_assert_cmpuint (made->columns[i].states, ==, 0);
    }

  bare = digest (bench, &everything, NULL, 0);
  g_assert_cmpuint (bare->statistics.summary.count, ==, 40);
  g_assert_cmpuint (bare->n_columns, ==, 0);
}

/* ── days ── */

static void
assert_days (HistoryBench             *bench,
             const TactusHistoryQuery  query,
             const char               *expected)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) days = NULL;
  g_autoptr(GString) words = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  tactus_history_days_async (bench->history, &query, NULL, history_bench_result_cb, &result);
  UNTIL (result != NULL);
  days = tactus_history_days_finish (bench->history, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < days->len; i++)
    {
      g_autofree char *day = g_date_time_format (days->pdata[i], "%m-%d %H:%M");

      g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", day);
    }
  g_assert_cmpstr (words->str, ==, expected);
}

/* BEGIN is 2023-11-14, 22:14 UTC. */
static void
test_days (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, BEGIN);

  assert_days (bench, (TactusHistoryQuery) { 0 }, "");
  append (bench, session, pulses (BEGIN, SECOND, 100));
  append (bench, session, pulses (BEGIN + 3 * DAY, SECOND, 100));
  append (bench, session, pulses (BEGIN + 4 * DAY, SECOND, 100));
  end_session (bench, session, BEGIN + 20 * DAY);
  add_minutes (bench, BAND, BEGIN + 3 * DAY, 10, 70);
  add_minutes (bench, OTHER, BEGIN + 6 * DAY, 180, 70);
  add_minutes (bench, OTHER, BEGIN + 9 * DAY, 10, 0);

  assert_days (bench, (TactusHistoryQuery) { 0 },
               "11-21 00:00, 11-20 00:00, 11-18 00:00, 11-17 00:00, 11-14 00:00");
  assert_days (bench, (TactusHistoryQuery) { .band = BAND },
               "11-18 00:00, 11-17 00:00, 11-14 00:00");
  assert_days (bench, (TactusHistoryQuery) { .from_us = BEGIN + SECOND,
                                             .to_us = BEGIN + 4 * DAY },
               "11-17 00:00, 11-14 00:00");
  assert_days (bench, (TactusHistoryQuery) { .session = tactus_session_get_id (session),
                                             .from_us = BEGIN + 4 * DAY },
               "11-18 00:00");
  assert_days (bench, (TactusHistoryQuery) { .text = "nothing" }, "");
}

/* Days of 23 and 25 hours, and one that begins at one o'clock. */
static void
test_days_zones (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusSession) session = begin_session (bench, BAND, 1711666800 * SECOND);

  /* From 2024-03-28, 23:00 UTC for six days, and from 2024-10-26 for three: a reading an hour. */
  append (bench, session, pulses (1711666800 * SECOND, HOUR, 6 * 24));
  append (bench, session, pulses (1729980000 * SECOND, HOUR, 3 * 24));
  g_setenv ("TZ", "Europe/Berlin", TRUE);
  assert_days (bench, (TactusHistoryQuery) { 0 },
               "10-29 00:00, 10-28 00:00, 10-27 00:00, 04-04 00:00, 04-03 00:00, 04-02 00:00, "
               "04-01 00:00, 03-31 00:00, 03-30 00:00, 03-29 00:00");

  /* There the clock goes from midnight to one o'clock on the 31st of March. */
  g_setenv ("TZ", "Asia/Beirut", TRUE);
  assert_days (bench, (TactusHistoryQuery) { .to_us = 1711918800 * SECOND },
               "03-31 01:00, 03-30 00:00, 03-29 00:00");
  g_setenv ("TZ", "UTC", TRUE);
}

static void
assert_next_day (const char *zone,
                 const char *day,
                 const char *expected)
{
  g_autoptr(GTimeZone) here = NULL;
  g_autoptr(GDateTime) when = NULL;
  g_autoptr(GDateTime) next = NULL;
  g_autofree char *text = NULL;

  g_setenv ("TZ", zone, TRUE);
  here = g_time_zone_new_local ();
  when = g_date_time_new_from_iso8601 (day, here);
  next = tactus_history_next_day (when);
  text = next ? g_date_time_format_iso8601 (next) : NULL;
  g_assert_cmpstr (text, ==, expected);
  g_setenv ("TZ", "UTC", TRUE);
}

static void
test_next_day (void)
{
  assert_next_day ("Europe/Berlin", "2024-03-31T00:00:00", "2024-04-01T00:00:00+02");
  assert_next_day ("Europe/Berlin", "2024-10-27T12:34:56.789", "2024-10-28T00:00:00+01");
  assert_next_day ("Asia/Beirut", "2024-03-30T00:00:00", "2024-03-31T01:00:00+03");
  assert_next_day ("Asia/Beirut", "2024-03-31T01:00:00", "2024-04-01T00:00:00+03");
  assert_next_day ("UTC", "9999-12-31T00:00:00", NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history-look/list", test_list);
  g_test_add_func ("/history-look/merge", test_merge);
  g_test_add_func ("/history-look/silence", test_silence);
  g_test_add_func ("/history-look/minutes", test_minutes);
  g_test_add_func ("/history-look/markers", test_load_markers);
  g_test_add_func ("/history-look/digest", test_digest);
  g_test_add_func ("/history-look/digest-extent", test_digest_extent);
  g_test_add_func ("/history-look/days", test_days);
  g_test_add_func ("/history-look/days-zones", test_days_zones);
  g_test_add_func ("/history-look/next-day", test_next_day);

  return g_test_run ();
}
