/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include <string.h>

#include "tactus-file-text.h"
#include "tactus-history-text.h"

/* Sunday, 3 May 2026, 07:12 in the zone of two hours east. */
#define BEGIN (G_GINT64_CONSTANT (1777785120) * G_USEC_PER_SEC)
#define SECONDS(n) (G_GINT64_CONSTANT (1000000) * (n))
#define NOW   (BEGIN + SECONDS (10 * 86400))

static TactusSession *
make_session (gint64 begin_us,
              gint64 seconds)
{
  TactusSession *session = tactus_session_new ("C8:0F:10:3A:00:03", "Mi Band 3",
                                               TACTUS_SOURCE_MEASURED, begin_us);

  tactus_session_set_zone_s (session, 7200);
  tactus_session_set_end_us (session, begin_us + SECONDS (seconds));
  tactus_session_set_open (session, FALSE);

  return session;
}

static const struct {
  int hours; /* after 07:12 */
  const char *title;
} titles[] = {
  { -3, "Night of 3 May" },
  { 0, "Morning of 3 May" },
  { 5, "Afternoon of 3 May" },
  { 11, "Evening of 3 May" },
  { 15, "Night of 3 May" },
  { 17, "Night of 4 May" },
  { -24 * 365, "Morning of 3 May 2025" },
};

static void
test_title (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autoptr(TactusSession) session = make_session (BEGIN + SECONDS (3600) * titles[i].hours,
                                                       60);
      g_autofree char *title = tactus_history_text_title (session, NOW);

      g_assert_cmpstr (title, ==, titles[i].title);
    }
}

static void
test_own_title (void)
{
  g_autoptr(TactusSession) session = make_session (BEGIN, 60);
  g_autofree char *title = NULL;

  tactus_session_set_title (session, "Up the hill");
  title = tactus_history_text_title (session, NOW);
  g_assert_cmpstr (title, ==, "Up the hill");
}

/* In its own zone, wherever the person is now. */
static void
test_when (void)
{
  g_autoptr(TactusSession) session = make_session (BEGIN, 42 * 60 + 5);
  g_autofree char *when = tactus_history_text_when (session, NOW);
  g_autofree char *span = tactus_history_text_span (session, NOW);
  g_autofree char *next_year = tactus_history_text_when (session, NOW + SECONDS (365 * 86400));

  g_assert_cmpstr (when, ==, "Sun 3 May, 07:12 · 42\u00a0min");
  g_assert_cmpstr (span, ==, "Sun 3 May, 07:12–07:54");
  g_assert_cmpstr (next_year, ==, "3 May 2026, 07:12 · 42\u00a0min");
}

static void
test_live (void)
{
  g_autoptr(TactusSession) session = make_session (BEGIN, 600);
  gint64 end_us = tactus_session_get_end_us (session);
  g_autofree char *when = NULL;
  g_autofree char *span = NULL;

  g_assert_false (tactus_history_text_is_live (session, end_us));
  tactus_session_set_open (session, TRUE);
  g_assert_true (tactus_history_text_is_live (session, end_us + SECONDS (30)));
  /* The program that measured was killed. */
  g_assert_false (tactus_history_text_is_live (session, end_us + SECONDS (300)));

  when = tactus_history_text_when (session, end_us);
  span = tactus_history_text_span (session, end_us);
  g_assert_cmpstr (when, ==, "Sun 3 May, 07:12 · going on now");
  g_assert_cmpstr (span, ==, "Sun 3 May, since 07:12");
}

static void
test_day (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_local (2026, 3, 1, 0, 30, 0);
  gint64 now_us = g_date_time_to_unix (now) * G_USEC_PER_SEC;
  const struct {
    int days;
    const char *text;
  } days[] = {
    { 0, "Today" }, { -1, "Yesterday" }, { -2, "Friday, 27 February" },
    { -365, "Saturday, 1 March 2025" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr(GDateTime) day = g_date_time_add_days (now, days[i].days);
      g_autofree char *text = tactus_history_text_day (day, now_us);

      g_assert_cmpstr (text, ==, days[i].text);
    }
}

static void
test_summary (void)
{
  const TactusSummary none = { 0 };
  const TactusSummary some = { .count = 3, .minimum = 62, .maximum = 91, .mean = 73.6 };
  const TactusSummary one = { .count = 1, .minimum = 72, .maximum = 72, .mean = 72 };
  const TactusStatistics day = { .summary = some, .covered_us = SECONDS (11100), .resting = 58 };
  g_autofree char *none_text = tactus_history_text_summary (&none);
  g_autofree char *some_text = tactus_history_text_summary (&some);
  g_autofree char *one_text = tactus_history_text_summary (&one);
  g_autofree char *day_text = tactus_history_text_measured (&day);

  g_assert_cmpstr (none_text, ==, "No pulse received");
  g_assert_cmpstr (some_text, ==, "62–91\u00a0bpm, average 74");
  g_assert_cmpstr (one_text, ==, "72\u00a0bpm");
  g_assert_cmpstr (day_text, ==, "Resting 58\u00a0bpm · 3\u00a0h 5\u00a0min measured");
}

static void
test_zones (void)
{
  const TactusZones zones = { 190 };
  g_autofree char *below = tactus_history_text_zone_range (&zones, 0);
  g_autofree char *first = tactus_history_text_zone_range (&zones, 1);
  g_autofree char *last = tactus_history_text_zone_range (&zones, 5);
  g_autofree char *share = tactus_history_text_share (SECONDS (30), SECONDS (90));
  g_autofree char *nothing = tactus_history_text_share (0, 0);

  g_assert_cmpstr (below, ==, "below 95\u00a0bpm");
  g_assert_cmpstr (first, ==, "95–113\u00a0bpm");
  g_assert_cmpstr (last, ==, "from 171\u00a0bpm");
  g_assert_cmpstr (share, ==, "30\u00a0s (33\u00a0%)");
  g_assert_cmpstr (nothing, ==, "0\u00a0s (0\u00a0%)");
}

static void
test_difference (void)
{
  g_autofree char *higher = tactus_history_text_difference (70, 74);
  g_autofree char *lower = tactus_history_text_difference (74, 70);
  g_autofree char *same = tactus_history_text_difference (74, 74);
  g_autofree char *unknown = tactus_history_text_difference (0, 74);
  g_autofree char *longer = tactus_history_text_time_difference (0, SECONDS (60));
  g_autofree char *shorter = tactus_history_text_time_difference (SECONDS (60), 0);

  g_assert_cmpstr (higher, ==, "4\u00a0bpm higher");
  g_assert_cmpstr (lower, ==, "4\u00a0bpm lower");
  g_assert_cmpstr (same, ==, "the same");
  g_assert_cmpstr (unknown, ==, "");
  g_assert_cmpstr (longer, ==, "1\u00a0min longer");
  g_assert_cmpstr (shorter, ==, "1\u00a0min shorter");
}

static void
test_first_line (void)
{
  g_autofree char *line = tactus_history_text_first_line ("\n  \n after coffee \nand more");
  g_autofree char *none = tactus_history_text_first_line (" \n");

  g_assert_cmpstr (line, ==, "after coffee");
  g_assert_cmpstr (none, ==, "");
}

/* Each code has words of its own that name a way on. */
static void
test_errors (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "?");

  for (int code = 0; code <= TACTUS_DATABASE_ERROR_FAILED; code++)
    {
      g_autoptr(GError) error = g_error_new_literal (TACTUS_DATABASE_ERROR, code, "?");

      g_assert_true (g_hash_table_add (seen, (char *) tactus_history_text_error (error)));
      g_assert_cmpstr (tactus_history_text_error_title (error), !=, "");
    }
  g_assert_true (g_hash_table_add (seen, (char *) tactus_history_text_error (other)));
}

static const struct {
  const char *what;
  const char *name;
} names[] = {
  { "Morning run", "Morning run 2026-05-03.csv" },
  { "a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j 2026-05-03.csv" },
  { "../../etc/passwd", "etc-passwd 2026-05-03.csv" },
  { "-rf .", "rf 2026-05-03.csv" },
  { ".hidden", "hidden 2026-05-03.csv" },
  { "two\nlines\t", "two-lines 2026-05-03.csv" },
  { "Übung 走る", "Übung 走る 2026-05-03.csv" },
  { "", "Heart Rate 2026-05-03.csv" },
  { " . ", "Heart Rate 2026-05-03.csv" },
  { "\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd 2026-05-03.csv" },
};

static void
test_file_name (void)
{
  g_autoptr(GDateTime) day = g_date_time_new_utc (2026, 5, 3, 0, 0, 0);
  g_autofree char *timeless = tactus_file_text_name ("All", NULL, TACTUS_FILE_FORMAT_TCX);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = tactus_file_text_name (names[i].what, day, TACTUS_FILE_FORMAT_CSV);

      g_assert_cmpstr (name, ==, names[i].name);
    }
  g_assert_cmpstr (timeless, ==, "All.tcx");
}

/* Cut between characters, however long what was written. */
static void
test_long_file_name (void)
{
  g_autofree char *what = g_strnfill (999, 'a');
  g_autoptr(GString) wide = g_string_new (NULL);
  g_autofree char *name = tactus_file_text_name (what, NULL, TACTUS_FILE_FORMAT_JSON_LINES);
  g_autofree char *wide_name = NULL;

  for (guint i = 0; i < 300; i++)
    g_string_append (wide, "走");
  wide_name = tactus_file_text_name (wide->str, NULL, TACTUS_FILE_FORMAT_JSON_LINES);

  g_assert_cmpuint (strlen (name), <, 200);
  g_assert_cmpuint (strlen (wide_name), <, 200);
  g_assert_true (g_utf8_validate (wide_name, -1, NULL));
}

static void
test_added (void)
{
  const struct {
    TactusImportReport report;
    const char *text;
  } reports[] = {
    { { .sessions = 1 }, "1 session added" },
    { { .sessions = 12 }, "12 sessions added" },
    { { .minutes = 60 }, "60 recorded minutes added" },
    { { .sessions = 2, .minutes = 1 }, "2 sessions added, 1 recorded minute added" },
    { { .known = 5 }, "Nothing New in It" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (reports); i++)
    {
      g_autofree char *text = tactus_file_text_added (&reports[i].report);

      g_assert_cmpstr (text, ==, reports[i].text);
    }
}

static void
test_faults (void)
{
  TactusImportFault fault = { .line = 12, .text = (char *) "no time" };
  g_autoptr(GPtrArray) faults = g_ptr_array_new ();
  TactusImportReport report = { .faulty = 3, .faults = faults };
  g_autofree char *text = NULL;

  g_ptr_array_add (faults, &fault);
  text = tactus_file_text_faults (&report);
  g_assert_cmpstr (text, ==, "Line 12: no time\nand 2 more rows\n");
}

static void
test_counts (void)
{
  const TactusExportCounts none = { 0 };
  const TactusExportCounts one = { .sessions = 1, .readings = 60 };
  const TactusExportCounts three = { .sessions = 3, .readings = 60 };
  g_autofree char *none_text = tactus_file_text_exported (&none);
  g_autofree char *one_text = tactus_file_text_exported (&one);
  g_autofree char *three_text = tactus_file_text_exported (&three);
  g_autofree char *deleted = tactus_history_text_deleted (1);
  g_autofree char *many_deleted = tactus_history_text_deleted (4);

  g_assert_cmpstr (none_text, ==, "There was nothing to export; the file is empty");
  g_assert_cmpstr (one_text, ==, "1 session exported");
  g_assert_cmpstr (three_text, ==, "3 sessions exported");
  g_assert_cmpstr (deleted, ==, "Session deleted");
  g_assert_cmpstr (many_deleted, ==, "4 sessions deleted");
}

static void
test_moment (void)
{
  g_autoptr(GDateTime) when = g_date_time_new_utc (2026, 3, 1, 22, 5, 0);
  g_autofree char *text = tactus_history_text_moment (when);

  g_assert_cmpstr (text, ==, "1 Mar 2026, 22:05");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history-text/title", test_title);
  g_test_add_func ("/history-text/own-title", test_own_title);
  g_test_add_func ("/history-text/when", test_when);
  g_test_add_func ("/history-text/live", test_live);
  g_test_add_func ("/history-text/day", test_day);
  g_test_add_func ("/history-text/summary", test_summary);
  g_test_add_func ("/history-text/zones", test_zones);
  g_test_add_func ("/history-text/difference", test_difference);
  g_test_add_func ("/history-text/first-line", test_first_line);
  g_test_add_func ("/history-text/errors", test_errors);
  g_test_add_func ("/file-text/name", test_file_name);
  g_test_add_func ("/file-text/long-name", test_long_file_name);
  g_test_add_func ("/file-text/added", test_added);
  g_test_add_func ("/file-text/faults", test_faults);
  g_test_add_func ("/file-text/counts", test_counts);
  g_test_add_func ("/file-text/moment", test_moment);

  return g_test_run ();
}
