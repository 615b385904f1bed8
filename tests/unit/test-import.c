/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-import.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "export-script.h"
#include "import-bench.h"
#include "tactus-import-time.h"

#define HEADER "time,bpm,state,rr_ms,source,band,session,title,note\n"

/* ── there and back ── */

static void
add_sessions (HistoryBench *bench,
              GPtrArray    *sessions)
{
  for (guint i = 0; i < sessions->len; i++)
    {
      ExportSession *session = g_ptr_array_index (sessions, i);

      g_assert_true (add (bench, session->session, tactus_series_ref (session->readings),
                          session->markers));
    }
}

static void
assert_comes_back (HistoryBench     *bench,
                   TactusFileFormat  format)
{
  g_autoptr(HistoryBench) other = history_bench_new ();
  g_autofree char *text = export_text (bench, format);
  g_autofree char *again = NULL;
  g_autofree char *faults = NULL;
  g_autoptr(TactusImportReport) report = import_text (other, text, -1, NULL);
  g_autoptr(TactusImportReport) twice = NULL;

  faults = print_faults (report);
  g_assert_cmpstr (faults, ==, "");
  g_assert_cmpuint (report->known, ==, 0);
  again = export_text (other, format);
  g_assert_cmpstr (again, ==, text);

  /* The same file once more adds nothing, neither there nor where it comes from. */
  for (guint i = 0; i < 2; i++)
    {
      guint changes = other->changes;
      g_autofree char *unchanged = NULL;

      twice = import_text (i ? bench : other, text, -1, NULL);
      g_assert_cmpuint (twice->sessions + twice->readings + twice->minutes + twice->faulty, ==, 0);
      g_assert_cmpuint (twice->known, ==, report->readings + report->minutes);
      g_clear_pointer (&twice, tactus_import_report_free);
      unchanged = export_text (other, format);
      g_assert_cmpstr (unchanged, ==, text);
      g_assert_cmpuint (other->changes, ==, changes);
    }
}

static void
test_round_trip (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20240229);

  for (guint turn = 0; turn < 25; turn++)
    {
      g_autoptr(HistoryBench) bench = history_bench_new ();
      g_autoptr(GPtrArray) sessions = export_sessions_random (rand, 1 + turn % 8);

      add_sessions (bench, sessions);
      if (turn % 3 == 0)
        add_minutes (bench, BAND, BEGIN, 100, 61);
      assert_comes_back (bench, TACTUS_FILE_FORMAT_CSV);
      assert_comes_back (bench, TACTUS_FILE_FORMAT_JSON_LINES);
    }
}

static void
test_round_trip_of_nothing (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autofree char *text = export_text (bench, TACTUS_FILE_FORMAT_CSV);
  g_autoptr(TactusImportReport) report = import_text (bench, text, -1, NULL);

  g_assert_cmpstr (text, ==, HEADER);
  g_assert_cmpuint (report->sessions + report->faulty, ==, 0);
  g_assert_cmpuint (bench->changes, ==, 0);
}

/* A year of seconds and what a person wrote comes back in each of the two, names too. */
static void
test_names_come_back (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  const TactusHistoryQuery all = { NULL };
  g_autoptr(GPtrArray) sessions = NULL;
  g_autoptr(TactusImportReport) report = NULL;
  TactusSession *session;

  report = import_text (bench,
                        "{\"time\":\"2026-01-02T03:04:05.678-05:00\",\"state\":\"begin\","
                        "\"source\":\"listened\",\"band\":\"AA\",\"band_name\":\"Strap\","
                        "\"step_s\":5,\"title\":\"t\",\"note\":\"n\",\"session\":7}\n"
                        "{\"time\":\"2026-01-02T03:04:06Z\",\"state\":\"end\",\"session\":7}\n",
                        -1, "BB");
  g_assert_cmpuint (report->sessions, ==, 1);
  sessions = list (bench, &all);
  g_assert_cmpuint (sessions->len, ==, 1);
  session = g_ptr_array_index (sessions, 0);
  g_assert_cmpstr (tactus_session_get_band (session), ==, "AA");
  g_assert_cmpstr (tactus_session_get_band_name (session), ==, "Strap");
  g_assert_cmpuint (tactus_session_get_source (session), ==, TACTUS_SOURCE_LISTENED);
  g_assert_cmpint (tactus_session_get_zone_s (session), ==, -5 * 3600);
  g_assert_cmpuint (tactus_session_get_step_s (session), ==, 5);
  g_assert_cmpstr (tactus_session_get_title (session), ==, "t");
  g_assert_cmpstr (tactus_session_get_note (session), ==, "n");
}

/* Readings that share a millisecond are moved on, and the end of the session with them. */
static void
test_crowded_end_comes_back (void)
{
  static const char text[] =
    HEADER
    "2026-01-31T00:00:01Z,60,pulse,,measured,AA,1,,\n"
    "2026-01-31T00:00:01Z,61,pulse,,measured,AA,1,,\n"
    "2026-01-31T00:00:01Z,62,pulse,,measured,AA,1,,\n"
    "2026-01-31T00:00:01Z,,end,,measured,AA,1,,\n";
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusImportReport) report = import_text (bench, text, -1, NULL);
  g_autoptr(TactusImportReport) again = import_text (bench, text, -1, NULL);

  g_assert_cmpuint (report->readings, ==, 3);
  g_assert_cmpuint (again->known, ==, 3);
  assert_comes_back (bench, TACTUS_FILE_FORMAT_CSV);
  assert_comes_back (bench, TACTUS_FILE_FORMAT_JSON_LINES);
}

/* What a band recorded keeps its name too. */
static void
test_recorded_comes_back (void)
{
  static const char text[] =
    "{\"time\":\"2026-01-31T12:00:00.000+01:00\",\"state\":\"begin\",\"source\":\"recorded\","
    "\"band\":\"AA\",\"band_name\":\"Mine\",\"step_s\":60,\"title\":\"\",\"note\":\"\","
    "\"session\":1}\n"
    "{\"time\":\"2026-01-31T12:00:00.000+01:00\",\"state\":\"pulse\",\"bpm\":60,\"session\":1}\n"
    "{\"time\":\"2026-01-31T12:01:00.000+01:00\",\"state\":\"pulse\",\"bpm\":61,\"session\":1}\n"
    "{\"time\":\"2026-01-31T12:02:00.000+01:00\",\"state\":\"end\",\"session\":1}\n";
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusImportReport) report = import_text (bench, text, -1, NULL);
  g_autofree char *again = export_text (bench, TACTUS_FILE_FORMAT_JSON_LINES);

  g_assert_cmpuint (report->sessions, ==, 0);
  g_assert_cmpuint (report->minutes, ==, 2);
  g_assert_cmpstr (again, ==, text);
}

/* ── times ── */

static void
test_times (void)
{
  static const struct {
    const char *text;
    gint64      when_us;   /* −1: it is none */
    int         zone_s;
  } cases[] = {
    { "2026-01-31T12:00:00Z", G_GINT64_CONSTANT (1769860800000000), 0 },
    { "2026-01-31t12:00:00.5+01:00", G_GINT64_CONSTANT (1769857200500000), 3600 },
    { "2026-01-31 12:00:00,123456789-0330", G_GINT64_CONSTANT (1769873400123456), -12600 },
    { "2026-01-31T12:00+05", G_GINT64_CONSTANT (1769842800000000), 18000 },
    /* In Berlin, in winter and in summer. */
    { "2026-01-31T12:00:00", G_GINT64_CONSTANT (1769857200000000), 3600 },
    { "2026-07-31T12:00:00", G_GINT64_CONSTANT (1785492000000000), 7200 },
    { "2024-02-29T00:00:00Z", G_GINT64_CONSTANT (1709164800000000), 0 },
    { "2023-02-29T00:00:00Z", -1, 0 },
    { "2026-13-01T00:00:00Z", -1, 0 },
    { "2026-01-31T24:00:00Z", -1, 0 },
    { "2026-01-31T12:60:00Z", -1, 0 },
    { "2026-01-31T12:00:60Z", -1, 0 },
    { "2026-01-31T12:00:00.Z", -1, 0 },
    { "2026-01-31T12:00:00+24:00", -1, 0 },
    { "2026-01-31T12:00:00Zx", -1, 0 },
    { "0000-01-31T12:00:00Z", -1, 0 },
    { "2026-1-31T12:00:00Z", -1, 0 },
    { "2026-01-31", -1, 0 },
    { "", -1, 0 },
  };
  g_autoptr(GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");

  g_assert_nonnull (berlin);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 when_us = -1;
      int zone_s = 0;
      gboolean ok = tactus_import_time_parse (cases[i].text, berlin, &when_us, &zone_s);

      g_assert_cmpint (ok, ==, cases[i].when_us >= 0);
      if (!ok)
        continue;
      g_assert_cmpint (when_us, ==, cases[i].when_us);
      g_assert_cmpint (zone_s, ==, cases[i].zone_s);
    }
}

/* The clock shows the hour from two to three twice in the night when summer ends, and never in that
 * when it begins.  Rows come one after the other, and so do their times. */
static void
test_summer_ends (void)
{
  static const struct {
    const char *text;
    gint64      when_s;
  } rows[] = {
    { "25.10.2026 02:59:58", 1792889998 },
    { "25.10.2026 02:59:59", 1792889999 },
    { "25.10.2026 02:00:00", 1792890000 },
    { "25.10.2026 02:30:00", 1792891800 },
    { "25.10.2026 03:00:00", 1792893600 },
    { "28.03.2027 01:59:59", 1806195599 },
    { "28.03.2027 03:00:00", 1806195600 },
  };
  g_autoptr(GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  gint64 before_us = G_MININT64;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TactusImportDate date;
      gint64 when_us;

      g_assert_true (tactus_import_date_parse (rows[i].text, &date));
      g_assert_true (tactus_import_date_to_time (&date, FALSE, berlin, before_us, &when_us));
      g_assert_cmpint (when_us / G_USEC_PER_SEC, ==, rows[i].when_s);
      before_us = when_us;
    }
}

/* ── files, good and bad ── */

typedef struct {
  const char *name;
  const char *text;
  const char *band;      /* (nullable) */
  const char *history;   /* what is there then, see print_history() */
  const char *faults;    /* see print_faults() */
  guint       known;
} FileCase;

#define T(clock) "2026-01-31T00:00:" clock "Z"
#define TWO_PULSES "AA measured 1 60 2 61\n"
#define ROW(clock, bpm) T (clock) "," bpm ",pulse,,measured,AA,1,,\n"
#define WRONG_PULSE(value) \
  "heartrate is “" value "”, and should be a number from 0 to 250, or 255\n"
#define WRONG_RATE(value) \
  "The heart rate is “" value "”, and should be a number from 0 to 250, or 255\n"

static const FileCase files[] = {
  /* Ours. */
  { "csv/plain", HEADER ROW ("01", "60") ROW ("02", "61"), NULL, TWO_PULSES, "", 0 },
  { "csv/mark-and-returns",
    "\xef\xbb\xbftime,bpm,state,rr_ms,source,band,session,title,note\r\n"
    T ("01") ",60,pulse,,measured,AA,1,,\r\n" T ("02") ",61,pulse,,measured,AA,1,,\r\n",
    NULL, TWO_PULSES, "", 0 },
  { "csv/no-end-of-the-last", HEADER ROW ("01", "60") T ("02") ",61,pulse,,measured,AA,1,,",
    NULL, TWO_PULSES, "", 0 },
  { "csv/semicolons-and-another-order",
    "state;time;bpm;band;source;session\npulse;" T ("01") ";60,0;AA;measured;1\n"
    "pulse;" T ("02") ";61;AA;measured;1\n", NULL, TWO_PULSES, "", 0 },
  { "csv/tabs-and-quotes",
    "\"time\"\t\"state\"\t\"bpm\"\t\"band\"\t\"source\"\n"
    "\"" T ("01") "\"\tpulse\t\"60\"\tAA\tmeasured\n" T ("02") "\tpulse\t61\tAA\tmeasured\n",
    NULL, TWO_PULSES, "", 0 },
  { "csv/blank-lines", "\n\n" HEADER "\n" ROW ("01", "60") "\r\n\n" ROW ("02", "61") "\n",
    NULL, TWO_PULSES, "", 0 },
  { "csv/out-of-order-and-twice",
    HEADER ROW ("02", "61") ROW ("01", "60") ROW ("02", "61"), NULL, TWO_PULSES, "", 1 },
  { "csv/two-files-in-one",
    HEADER ROW ("01", "60") HEADER ROW ("02", "61"), NULL, TWO_PULSES, "", 0 },
  { "csv/mixed-sessions",
    HEADER T ("00") ",,begin,,once,AA,1,,\n" T ("00") ",,begin,,once,BB,2,,\n"
    T ("01") ",60,pulse,,once,AA,1,,\n" T ("01") ",70,pulse,,once,BB,2,,\n"
    T ("02") ",,end,,once,AA,1,,\n" T ("02") ",,lost,,once,BB,2,,\n"
    T ("03") ",,end,,once,BB,2,,\n",
    NULL, "AA once 1 60\nBB once 1 70 2 lost\n", "", 0 },
  { "csv/no-band",
    "time,state,bpm\n" T ("01") ",pulse,60\n", "CC", "CC imported 1 60\n", "", 0 },
  { "csv/nobody-says-which-band",
    "time,state,bpm\n" T ("01") ",pulse,60\n", NULL, "imported imported 1 60\n", "", 0 },
  { "csv/begun-and-not-ended",
    HEADER T ("00") ",,begin,,measured,AA,1,,\n" ROW ("01", "60"),
    NULL, "AA measured open 1 60\n", "", 0 },
  { "csv/faults",
    HEADER ROW ("01", "60")
    "yesterday,60,pulse,,measured,AA,1,,\n"
    T ("01") ",0,pulse,,measured,AA,1,,\n"
    T ("01") ",65536,pulse,,measured,AA,1,,\n"
    T ("01") ",,pulse,,measured,AA,1,,\n"
    T ("01") ",60,sleeping,,measured,AA,1,,\n"
    T ("01") ",60,gap,,measured,AA,1,,\n"
    T ("01") ",60,pulse,1000;900,measured,AA,1,,\n"
    T ("01") ",60,pulse,64000.5,measured,AA,1,,\n"
    T ("01") ",60,pulse,,guessed,AA,1,,\n"
    "2026-02-29T00:00:00Z,60,pulse,,measured,AA,1,,\n"
    T ("01") ",,end,,measured,AA,9,,\n"
    ROW ("02", "61"),
    NULL, TWO_PULSES,
    "3: time is “yesterday”, and should be like 2026-01-31T12:00:00+01:00\n"
    "4: bpm is “0”, and should be a number from 1 to 65535\n"
    "5: bpm is “65536”, and should be a number from 1 to 65535\n"
    "6: bpm is “”, and should be a number from 1 to 65535\n"
    "7: state is “sleeping”, which is none that Tactus knows\n"
    "8: bpm is “60”, and should be empty for this state\n"
    "9: rr_ms is “1000;900”, and should be milliseconds, with a space between two\n"
    "10: rr_ms is “64000.5”, and should be milliseconds, with a space between two\n"
    "11: source is “guessed”, which is none that Tactus knows\n"
    "12: time is “2026-02-29T00:00:00Z”, and should be like 2026-01-31T12:00:00+01:00\n"
    "13: A session ends here that has not begun\n", 0 },
  { "csv/years-that-cannot-be",
    HEADER ROW ("01", "60")
    "9999-01-31T12:00:02Z,60,pulse,,measured,AA,1,,\n"
    "0001-01-31T12:00:02Z,60,pulse,,measured,AA,1,,\n"
    "2089-01-31T12:00:02Z,60,pulse,,measured,AA,1,,\n"
    "1989-01-31T12:00:02Z,,marker,,measured,AA,1,,m\n"
    ROW ("02", "61")
    "2089-01-31T12:00:02Z,,end,,measured,AA,1,,\n",
    NULL, "AA measured 1 60 2 61\n",
    "3: The time is not in the years 1970 to 2099\n"
    "4: The time is not in the years 1970 to 2099\n"
    "5: The time is more than two years away from other rows of the session\n"
    "6: The time is more than two years away from other rows of the session\n"
    "8: The time is more than two years away from other rows of the session\n", 0 },
  { "csv/an-end-before-the-begin",
    HEADER ROW ("01", "60") ROW ("02", "61") T ("00") ",,end,,measured,AA,1,,\n",
    NULL, "AA measured 1 60 2 61\n", "4: The session ends before it begins\n", 0 },
  { "csv/quotes-gone-wrong",
    HEADER ROW ("01", "60")
    T ("01") ",60,pulse,,measured,AA,1,\"x\"y,\n"
    T ("01") ",60,pulse,,measured,AA,1,\"never closed,\n"
    ROW ("02", "61"),
    NULL, TWO_PULSES,
    "3: A quotation mark closes in the middle of a field\n"
    "4: A quotation mark is opened and never closed\n", 0 },
  { "csv/a-title-over-lines",
    HEADER T ("00") ",,begin,,measured,AA,1,\"a\nb\r\nc \"\"d\"\"\",\n" ROW ("01", "60")
    ROW ("02", "x") ROW ("02", "61"), NULL, "AA measured open 1 60 2 61\n",
    "6: bpm is “x”, and should be a number from 1 to 65535\n", 0 },
  { "csv/not-utf-8",
    HEADER ROW ("01", "60") T ("01") ",60,pulse,,measured,\xe9,1,,\n" ROW ("02", "61"), NULL,
    TWO_PULSES, "3: The line is not text in UTF-8\n", 0 },
  { "csv/long-value",
    HEADER ROW ("01", "60")
    "0123456789012345678901234567890123456789012345678901234567890\t\xe2\x80\xae,,,,,,,,\n"
    ROW ("02", "61"), NULL, TWO_PULSES,
    "3: time is “0123456789012345678901234567890123456789…”, and should be like "
    "2026-01-31T12:00:00+01:00\n", 0 },

  { "json/faults",
    "{\"time\":\"" T ("01") "\",\"state\":\"pulse\",\"bpm\":60,"
    "\"source\":\"measured\",\"band\":\"AA\"}\n"
    "{\"time\":\"" T ("01") "\",\"state\":\"pulse\",\"bpm\":\n"
    "[1]\n"
    "{\"time\":5}\n"
    "{\"time\":\"" T ("01") "\",\"state\":\"pulse\",\"bpm\":0}\n"
    "{\"time\":\"" T ("01") "\",\"state\":\"gap\",\"bpm\":60}\n"
    "{\"time\":\"" T ("01") "\",\"state\":\"pulse\",\"bpm\":60,\"rr_ms\":[\"a\"]}\n"
    "{\"time\":\"" T ("01") "\",\"state\":\"pulse\",\"bpm\":60,\"rr_ms\":7}\n"
    "{\"time\":\"" T ("01") "\",\"state\":\"pulse\",\"bpm\":60,\"session\":\"a\"}\n"
    "{\"time\":\"" T ("01") "\",\"state\":\"pulse\",\"bpm\":60,\"title\":[]}\n"
    "{\"time\":\"" T ("01") "\",\"state\":\"pulse\",\"bpm\":60,\"step_s\":-1}\n"
    "{\"time\":\"" T ("01") "\",\"state\":\"pulse\",\"bpm\":60,\"source\":\"\"}\n"
    "{\"a\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}\n"
    "\n"
    "{\"time\":\"" T ("02") "\",\"state\":\"pulse\",\"bpm\":61,\"band\":null}\n",
    NULL, TWO_PULSES,
    "2: “{\"time\":\"2026-01-31T00:00:01Z\",\"state\":\"…” is not an object of JSON\n"
    "3: “[1]” is not an object of JSON\n"
    "4: time is “”, and should be like 2026-01-31T12:00:00+01:00\n"
    "5: bpm should be a number from 1 to 65535\n"
    "6: bpm should be null for this state\n"
    "7: rr_ms should be a list of milliseconds\n"
    "8: rr_ms should be a list of milliseconds\n"
    "9: session should be a number\n"
    "10: title should be a text\n"
    "11: step_s should be a number of seconds\n"
    "12: source is “”, which is none that Tactus knows\n"
    "13: “{\"a\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}” is not an object of JSON\n", 0 },

  /* dump.py: 1769817600 is 2026-01-31T00:00:00Z. */
  { "dump/as-it-writes",
    "time, heartrate\n1769817601, 601769817602, 611769817603, 0", "AA",
    "AA imported 1 60 2 61 3 no_reading\n", "", 0 },
  { "dump/run-after-run",
    "time, heartrate\n1769817601, 60time, heartrate\n1769817602, 61", "AA",
    "AA imported 1 60 2 61\n", "", 0 },
  { "dump/mended-by-hand",
    "time, heartrate\r\n1769817601, 60\r\n1769817602, 61\r\n", "AA",
    "AA imported 1 60 2 61\n", "", 0 },
  { "dump/signed-bytes",
    "time, heartrate\n1769817601, -128\n1769817602, -106\n1769817603, -1\n", "AA",
    "AA imported 1 128 2 150 3 no_reading\n", "", 0 },
  { "dump/sessions",
    "time, heartrate\n1769817601, 60\n1769819401, 61\n1769821202, 62\n", "AA",
    "AA imported 1 60 1801 61\nAA imported 3602 62\n", "", 0 },
  { "dump/out-of-order-and-twice",
    "time, heartrate\n1769817602, 61\n1769817601, 60\n1769817602, 61\n1769817602, 62\n", "AA",
    "AA imported 1 60 2 61 2.001 62\n", "", 1 },
  { "dump/faults",
    "time, heartrate\n1769817601, 60\nx, 60\n5, 60\n1769817601, 251\n1769817601, -129\n"
    "1769817601, x\n1769817601\n17698176011769817601, 1, 1\n1769817602, 61\n", "AA",
    "AA imported 1 60 2 61\n",
    "3: time is “x”, and should be seconds since 1970, from 2000 to 2099\n"
    "4: time is “5”, and should be seconds since 1970, from 2000 to 2099\n"
    "5: " WRONG_PULSE ("251") "6: " WRONG_PULSE ("-129") "7: " WRONG_PULSE ("x")
    "8: “1769817601” stands alone, where a time and a pulse should be\n"
    "9: " WRONG_PULSE ("1")
    "9: time is “1”, and should be seconds since 1970, from 2000 to 2099\n", 0 },

  /* miband-heartrate, in the words of many countries; tests run in UTC. */
  { "dated/america",
    "At,Heartrate\r\n1/31/2026 12:00:01 AM,60\r\n1/31/2026 12:00:02 AM,61\r\n", "AA",
    "AA imported 1 60 2 61\n", "", 0 },
  { "dated/america-of-late",
    "At,Heartrate\n2/1/2026 12:00:01\xe2\x80\xaf" "AM,60\n"
    "2/1/2026 1:00:02\xe2\x80\xafPM,61\n", "AA",
    "AA imported 1 60\nAA imported 46802 61\n", "", 0 },
  { "dated/america-by-its-days",
    "At,Heartrate\n1/9/2026 00:00:01,60\n1/10/2026 00:00:02,61\n1/11/2026 00:00:03,61\n", "AA",
    "AA imported 1 60\nAA imported 2 61\nAA imported 3 61\n", "", 0 },
  { "dated/germany", "At,Heartrate\n31.01.2026 00:00:01,60\n31.01.2026 00:00:02,61\n", "AA",
    "AA imported 1 60 2 61\n", "", 0 },
  { "dated/finland", "At,Heartrate\n1.2.2026 0.00.01,60\n", "AA", "AA imported 1 60\n", "", 0 },
  { "dated/japan", "At,Heartrate\n2026/01/31 0:00:01,60\n2026/01/31 0:00:02,61\n", "AA",
    "AA imported 1 60 2 61\n", "", 0 },
  { "dated/first-version", "datetime,heartrate\n2026-01-31 00:00:01,60\n", "AA",
    "AA imported 1 60\n", "", 0 },
  { "dated/faults",
    "At,Heartrate\n31.01.2026 00:00:01,60\nsoon,60\n31.01.2026 00:00:01,255\n"
    "31.01.2026 00:00:02,254\n31.02.2026 00:00:02,60\n31.01.2026 25:00:02,60\n"
    "31.01.1999 00:00:02,60\n31.01.2026 00:00:02,-1\n31.01.2026 00:00:02\n", "AA",
    "AA imported 1 60 1.001 no_reading\n",
    "3: The time is “soon”, and should be a date and a time of day\n"
    "5: " WRONG_RATE ("254")
    "6: The time is on a day that no calendar from 2000 to 2099 has\n"
    "7: The time is “31.01.2026 25:00:02”, and should be a date and a time of day\n"
    "8: The time is on a day that no calendar from 2000 to 2099 has\n"
    "9: " WRONG_RATE ("-1") "10: " WRONG_RATE (""), 0 },
};

static void
test_file (gconstpointer data)
{
  const FileCase *file = data;
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusImportReport) report = import_text (bench, file->text, -1, file->band);
  g_autoptr(TactusImportReport) again = NULL;
  g_autofree char *history = print_history (bench);
  g_autofree char *same = NULL;
  g_autofree char *faults = print_faults (report);
  guint64 readings = report->readings;

  g_assert_cmpstr (faults, ==, file->faults);
  g_assert_cmpstr (history, ==, file->history);
  g_assert_cmpuint (report->known, ==, file->known);
  g_assert_cmpuint (report->faulty, ==, report->faults->len);
  g_assert_cmpuint (bench->changes, ==, readings > 0 ? 1 : 0);

  again = import_text (bench, file->text, -1, file->band);
  same = print_history (bench);
  g_assert_cmpstr (same, ==, history);
  g_assert_cmpuint (again->sessions + again->readings + again->minutes, ==, 0);
  g_assert_cmpuint (again->known, ==, readings + file->known);
  g_assert_cmpuint (again->faulty, ==, report->faulty);
}

/* ── a file that has grown ── */

static void
test_longer_file (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(TactusImportReport) first = NULL;
  g_autoptr(TactusImportReport) second = NULL;

  first = import_text (bench, "time, heartrate\n1769817601, 601769817602, 61", -1, NULL);
  second = import_text (bench, "time, heartrate\n1769817601, 601769817602, 611769817603, 62", -1,
                        NULL);
  g_assert_cmpuint (first->readings, ==, 2);
  g_assert_cmpuint (second->readings, ==, 1);
  g_assert_cmpuint (second->known, ==, 2);
}

/* ── lines out of all measure ── */

static void
test_long_lines (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(GString) text = g_string_new (HEADER);
  g_autoptr(TactusImportReport) report = NULL;
  g_autofree char *faults = NULL;
  g_autofree char *history = NULL;

  for (guint i = 0; i < 3000000; i++)
    g_string_append_c (text, i % 7 ? 'x' : ',');
  g_string_append (text, "\n" ROW ("01", "60"));
  g_string_append_len (text, "\0,x\n", 4);
  g_string_append (text, ROW ("02", "61"));
  report = import_text (bench, text->str, (gssize) text->len, NULL);
  faults = print_faults (report);
  g_assert_cmpstr (faults, ==,
                   "2: The line is longer than a million characters\n"
                   "4: The line has a zero byte in it\n");
  history = print_history (bench);
  g_assert_cmpstr (history, ==, TWO_PULSES);
}

/* Only so many faults are kept, and all are counted. */
static void
test_many_faults (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(GString) text = g_string_new (HEADER);
  g_autoptr(TactusImportReport) report = NULL;

  for (guint i = 0; i < 3 * TACTUS_IMPORT_MAX_FAULTS; i++)
    g_string_append (text, "\"\n");
  report = import_text (bench, text->str, -1, NULL);
  g_assert_cmpuint (report->faults->len, ==, TACTUS_IMPORT_MAX_FAULTS);
  g_assert_cmpuint (report->faulty + report->known, >, TACTUS_IMPORT_MAX_FAULTS);
}

/* ── files that are none of ours ── */

static void
test_unknown (void)
{
  static const struct {
    const char *text;
    gssize      length;
    const char *sentence;
  } cases[] = {
    { "", 0, "The file is empty" },
    { "hello\n", -1, "Tactus does not know this kind of file*" },
    { "a,b,c\n1,2,3\n", -1, "Tactus does not know this kind of file*" },
    { "\x89PNG\r\n\x1a\n\0\0", 10, "Tactus does not know this kind of file*" },
    { "PK\003\004xxxx", -1, "*ZIP*" },
    { "\xff\xfet\0i\0m\0e\0", 10, "*UTF-16*" },
    { "SQLite format 3\0lies", 20, "The database is damaged or not complete*" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(HistoryBench) bench = history_bench_new ();
      g_autofree char *path = g_build_filename (bench->dir, "import", NULL);
      g_autoptr(GError) error = NULL;

      g_assert_true (g_file_set_contents (path, cases[i].text, cases[i].length, NULL));
      g_assert_null (import_file (bench, path, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_true (g_pattern_match_simple (cases[i].sentence, error->message));
      g_assert_cmpuint (bench->changes, ==, 0);
    }
}

static void
test_unreadable (void)
{
  static const struct {
    const char *path;
    int         code;
  } cases[] = {
    { "/nowhere/at/all.csv", G_IO_ERROR_NOT_FOUND },
    { "/", G_IO_ERROR_IS_DIRECTORY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(HistoryBench) bench = history_bench_new ();
      g_autoptr(GError) error = NULL;

      g_assert_null (import_file (bench, cases[i].path, NULL, &error));
      g_assert_error (error, G_IO_ERROR, cases[i].code);
    }
}

/* ── taking it back in the middle ── */

static void
progress_cb (double   share,
             gpointer user_data)
{
  GCancellable *cancellable = user_data;

  g_assert_cmpfloat (share, >=, 0);
  g_assert_cmpfloat (share, <=, 1);
  g_cancellable_cancel (cancellable);
}

static void
test_cancel (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GString) text = g_string_new (HEADER);
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (bench->dir, "import", NULL);
  g_autofree char *history = NULL;
  g_autoptr(GFile) file = g_file_new_for_path (path);

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (text, "2026-01-%02uT%02u:%02u:%02uZ,60,pulse,,measured,AA,%u,,\n",
                            1 + i / 86400, i / 3600 % 24, i / 60 % 60, i % 60, i / 1000);
  g_file_set_contents (path, text->str, -1, &error);
  g_assert_no_error (error);

  tactus_import_async (bench->history, file, NULL, progress_cb, cancellable, cancellable,
                       history_bench_result_cb, &result);
  UNTIL (result);
  g_assert_null (tactus_import_finish (bench->history, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  history = print_history (bench);
  g_assert_cmpstr (history, ==, "");
  g_assert_cmpuint (bench->changes, ==, 0);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

/* Nobody writes into the pipe, and nobody ever will. */
static void
test_cancel_pipe (void)
{
  g_autoptr(HistoryBench) bench = history_bench_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (bench->dir, "pipe", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  tactus_import_async (bench->history, file, NULL, NULL, NULL, cancellable,
                       history_bench_result_cb, &result);
  g_timeout_add (50, cancel_cb, cancellable);
  UNTIL (result);
  g_assert_null (tactus_import_finish (bench->history, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import/round-trip", test_round_trip);
  g_test_add_func ("/import/round-trip/nothing", test_round_trip_of_nothing);
  g_test_add_func ("/import/round-trip/names", test_names_come_back);
  g_test_add_func ("/import/round-trip/crowded-end", test_crowded_end_comes_back);
  g_test_add_func ("/import/round-trip/recorded", test_recorded_comes_back);
  g_test_add_func ("/import/times", test_times);
  g_test_add_func ("/import/times/summer-ends", test_summer_ends);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat ("/import/file/", files[i].name, NULL);

      g_test_add_data_func (path, &files[i], test_file);
    }
  g_test_add_func ("/import/longer-file", test_longer_file);
  g_test_add_func ("/import/long-lines", test_long_lines);
  g_test_add_func ("/import/many-faults", test_many_faults);
  g_test_add_func ("/import/unknown", test_unknown);
  g_test_add_func ("/import/unreadable", test_unreadable);
  g_test_add_func ("/import/cancel", test_cancel);
  g_test_add_func ("/import/cancel/pipe", test_cancel_pipe);

  return g_test_run ();
}
