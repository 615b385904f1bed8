/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-chart-probe.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

static void
append (TactusSeries      *series,
        gint64             second,
        TactusReadingKind  kind,
        guint16            bpm)
{
  const TactusReading reading = { second * SECOND, kind, bpm };

  tactus_series_append (series, &reading);
}

/* Pulses at 100, 102, 104; not worn from 106 to 110; pulses at 110, 111; nothing until 200; a lost
 * link at 201. */
static TactusSeries *
example (void)
{
  TactusSeries *series = tactus_series_new ();

  append (series, 100, TACTUS_READING_PULSE, 70);
  append (series, 102, TACTUS_READING_PULSE, 72);
  append (series, 104, TACTUS_READING_PULSE, 74);
  append (series, 106, TACTUS_READING_NO_CONTACT, 0);
  append (series, 108, TACTUS_READING_NO_CONTACT, 0);
  append (series, 110, TACTUS_READING_PULSE, 80);
  append (series, 111, TACTUS_READING_PULSE, 81);
  append (series, 200, TACTUS_READING_PULSE, 90);
  append (series, 201, TACTUS_READING_LOST, 0);
  return series;
}

static void
test_at (void)
{
  g_autoptr(TactusSeries) series = example ();
  const struct {
    double            second;
    TactusReadingKind kind;
    guint16           bpm;
    double            found;
  } cases[] = {
    { 50, TACTUS_READING_GAP, 0, 50 },              /* before the first */
    { 99.8, TACTUS_READING_PULSE, 70, 100 },        /* near enough to it */
    { 100, TACTUS_READING_PULSE, 70, 100 },
    { 100.9, TACTUS_READING_PULSE, 70, 100 },
    { 101.1, TACTUS_READING_PULSE, 72, 102 },
    { 104.2, TACTUS_READING_PULSE, 74, 104 },
    { 106, TACTUS_READING_NO_CONTACT, 0, 106 },
    { 108.5, TACTUS_READING_NO_CONTACT, 0, 108.5 },
    { 109.8, TACTUS_READING_PULSE, 80, 110 },
    { 111.4, TACTUS_READING_PULSE, 81, 111 },
    { 150, TACTUS_READING_GAP, 0, 150 },
    { 199.9, TACTUS_READING_PULSE, 90, 200 },
    { 250, TACTUS_READING_LOST, 0, 250 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TactusChartProbe probe;

      tactus_chart_probe_at (&probe, series, (gint64) (cases[i].second * 1e6), SECOND / 2,
                             SECOND / 10, 300 * SECOND);
      g_test_message ("at %g", cases[i].second);
      g_assert_cmpint (probe.kind, ==, cases[i].kind);
      g_assert_cmpuint (probe.minimum, ==, cases[i].bpm);
      g_assert_cmpuint (probe.maximum, ==, cases[i].bpm);
      g_assert_cmpfloat_with_epsilon ((double) probe.when_us / 1e6, cases[i].found, 1e-5);
    }
}

/* The newest pulse holds until it is old. */
static void
test_present (void)
{
  g_autoptr(TactusSeries) series = tactus_series_new ();
  TactusChartProbe probe;

  tactus_chart_probe_at (&probe, NULL, 0, 0, 1, SECOND);
  g_assert_cmpint (probe.kind, ==, TACTUS_READING_GAP);
  tactus_chart_probe_at (&probe, series, 0, 0, 1, SECOND);
  g_assert_cmpint (probe.kind, ==, TACTUS_READING_GAP);

  append (series, 100, TACTUS_READING_PULSE, 70);
  tactus_chart_probe_at (&probe, series, 105 * SECOND, 0, 1, 110 * SECOND);
  g_assert_cmpint (probe.kind, ==, TACTUS_READING_PULSE);
  tactus_chart_probe_at (&probe, series, 105 * SECOND, 0, 1, 140 * SECOND);
  g_assert_cmpint (probe.kind, ==, TACTUS_READING_GAP);

  append (series, 141, TACTUS_READING_NO_VALUE, 0);
  tactus_chart_probe_at (&probe, series, 145 * SECOND, 0, 1, 150 * SECOND);
  g_assert_cmpint (probe.kind, ==, TACTUS_READING_NO_VALUE);
  tactus_chart_probe_at (&probe, series, 145 * SECOND, 0, 1, 250 * SECOND);
  g_assert_cmpint (probe.kind, ==, TACTUS_READING_GAP);
}

/* Several pulses in a pixel are told as a range. */
static void
test_range (void)
{
  g_autoptr(TactusSeries) series = tactus_series_new ();
  TactusChartProbe probe;

  for (int s = 0; s < 600; s++)
    append (series, s, TACTUS_READING_PULSE, s == 301 ? 120 : (guint16) (60 + s % 3));
  tactus_chart_probe_at (&probe, series, 300 * SECOND, 0, 10 * SECOND, 600 * SECOND);
  g_assert_cmpint (probe.kind, ==, TACTUS_READING_PULSE);
  g_assert_cmpuint (probe.minimum, ==, 60);
  g_assert_cmpuint (probe.maximum, ==, 120);
}

static void
test_walk (void)
{
  g_autoptr(TactusSeries) series = example ();
  const gsize there[] = { 1, 2, 3, 5, 6, 7, 8, 8 };
  const gsize back[] = { 7, 6, 5, 3, 2, 1, 0, 0 };
  TactusChartProbe probe = { .index = 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (there); i++)
    {
      probe.index = tactus_chart_probe_step (series, &probe, 1, 1);
      g_assert_cmpuint (probe.index, ==, there[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (back); i++)
    {
      probe.index = tactus_chart_probe_step (series, &probe, -1, 1);
      g_assert_cmpuint (probe.index, ==, back[i]);
    }

  probe.index = 1;
  g_assert_cmpuint (tactus_chart_probe_step (series, &probe, 3, 1), ==, 5);
  probe.index = G_MAXSIZE;
  g_assert_cmpuint (tactus_chart_probe_step (series, &probe, 1, 1), ==, 0);
}

/* Steps that would not be seen are not made, and none stays where it is. */
static void
test_walk_columns (void)
{
  g_autoptr(TactusSeries) series = tactus_series_new ();
  TactusChartProbe probe = { .index = 0 };

  for (int s = 0; s < 1000; s++)
    append (series, s, TACTUS_READING_PULSE, 60);
  probe.index = tactus_chart_probe_step (series, &probe, 1, 60 * SECOND);
  g_assert_cmpuint (probe.index, ==, 60);
  probe.index = tactus_chart_probe_step (series, &probe, -1, 60 * SECOND);
  g_assert_cmpuint (probe.index, ==, 0);
  g_assert_cmpuint (tactus_chart_probe_step (series, &probe, 100, 60 * SECOND), ==, 999);

  for (int i = 0; i < 5; i++)
    append (series, 1000, TACTUS_READING_PULSE, 70);
  append (series, 1001, TACTUS_READING_PULSE, 70);
  probe.index = 1000;
  g_assert_cmpuint (tactus_chart_probe_step (series, &probe, 1, 1), ==, 1005);
  probe.index = 1005;
  probe.index = tactus_chart_probe_step (series, &probe, -2, 1);
  g_assert_cmpint (tactus_series_get (series, probe.index).when_us, <, 1000 * SECOND);
}

/* Back and forth over anything: every step goes on, and ends at the end. */
static void
test_walk_anything (void)
{
  for (guint round = 0; round < 100; round++)
    {
      g_autoptr(TactusSeries) series = tactus_series_new ();
      gint64 second = 0;
      gsize length;
      TactusChartProbe probe = { .index = 0 };

      for (int i = 0; i < 200; i++)
        append (series, second += g_test_rand_int_range (0, 20),
                (TactusReadingKind) g_test_rand_int_range (0, TACTUS_READING_N_KINDS),
                (guint16) g_test_rand_int_range (1, 250));
      length = tactus_series_get_length (series);

      for (guint steps = 0; probe.index < length - 1; steps++)
        {
          gsize next = tactus_chart_probe_step (series, &probe, 1, 3 * SECOND);

          g_assert_cmpuint (next, >, probe.index);
          g_assert_cmpuint (steps, <, 200);
          probe.index = next;
        }
      while (probe.index > 0)
        {
          gsize next = tactus_chart_probe_step (series, &probe, -1, 3 * SECOND);

          g_assert_cmpuint (next, <, probe.index);
          probe.index = next;
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chart-probe/at", test_at);
  g_test_add_func ("/chart-probe/present", test_present);
  g_test_add_func ("/chart-probe/range", test_range);
  g_test_add_func ("/chart-probe/walk", test_walk);
  g_test_add_func ("/chart-probe/walk-columns", test_walk_columns);
  g_test_add_func ("/chart-probe/walk-anything", test_walk_anything);

  return g_test_run ();
}
