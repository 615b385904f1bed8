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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/round", test_round);

  return g_test_run ();
}
