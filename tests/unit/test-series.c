/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-series.h"

#define SECOND G_USEC_PER_SEC

static void
append (TactusSeries      *self,
        gint64             when_us,
        TactusReadingKind  kind,
        guint16            bpm)
{
  const TactusReading reading = { when_us, kind, bpm };

  tactus_series_append (self, &reading);
}

static void
append_pulse (TactusSeries *self,
              gint64        when_us,
              guint16       bpm)
{
  append (self, when_us, TACTUS_READING_PULSE, bpm);
}

static void
test_empty (void)
{
  g_autoptr(TactusSeries) self = tactus_series_new ();
  TactusSummary summary = { 1, 1, 1, 1.0 };
  TactusReading last;
  TactusColumn columns[3] = { { 9, 9, 9, 9, 9, TRUE } };

  g_assert_cmpuint (tactus_series_get_length (self), ==, 0);
  g_assert_false (tactus_series_get_last (self, &last));
  g_assert_cmpuint (tactus_series_find (self, 0), ==, 0);

  tactus_series_summarize (self, G_MININT64, G_MAXINT64, &summary);
  g_assert_cmpuint (summary.count, ==, 0);
  g_assert_cmpuint (summary.minimum, ==, 0);
  g_assert_cmpuint (summary.maximum, ==, 0);
  g_assert_cmpfloat (summary.mean, ==, 0.0);

  tactus_series_columns (self, 0, SECOND, columns, 3);
  g_assert_cmpuint (columns[0].count, ==, 0);
  g_assert_cmpuint (columns[0].maximum, ==, 0);
  g_assert_false (columns[0].joined);
  tactus_series_columns (self, 0, SECOND, NULL, 0);
}

static void
test_references (void)
{
  TactusSeries *self = tactus_series_new ();

  g_assert_true (tactus_series_ref (self) == self);
  tactus_series_unref (self);
  append_pulse (self, 1, 60);
  g_assert_cmpuint (tactus_series_get_length (self), ==, 1);
  tactus_series_unref (self);
}

/* The clock of the computer may be set back: what came later stays later. */
static void
test_order (void)
{
  g_autoptr(TactusSeries) self = tactus_series_new ();
  TactusReading last;

  append_pulse (self, 10 * SECOND, 60);
  append_pulse (self, 5 * SECOND, 61);
  append_pulse (self, 11 * SECOND, 62);

  g_assert_cmpint (tactus_series_get (self, 1).when_us, ==, 10 * SECOND);
  g_assert_cmpuint (tactus_series_get (self, 1).bpm, ==, 61);
  g_assert_true (tactus_series_get_last (self, &last));
  g_assert_cmpuint (last.bpm, ==, 62);

  g_assert_cmpuint (tactus_series_find (self, G_MININT64), ==, 0);
  g_assert_cmpuint (tactus_series_find (self, 10 * SECOND), ==, 0);
  g_assert_cmpuint (tactus_series_find (self, 10 * SECOND + 1), ==, 2);
  g_assert_cmpuint (tactus_series_find (self, 11 * SECOND), ==, 2);
  g_assert_cmpuint (tactus_series_find (self, 11 * SECOND + 1), ==, 3);
}

static void
test_no_pulse_has_no_number (void)
{
  g_autoptr(TactusSeries) self = tactus_series_new ();
  TactusSummary summary;

  append (self, 1, TACTUS_READING_GAP, 77);
  append (self, 2, TACTUS_READING_NO_CONTACT, 255);
  append_pulse (self, 3, 0);
  append_pulse (self, 4, 80);

  g_assert_cmpuint (tactus_series_get (self, 0).bpm, ==, 0);
  g_assert_cmpuint (tactus_series_get (self, 1).bpm, ==, 0);
  g_assert_cmpint (tactus_series_get (self, 2).kind, ==, TACTUS_READING_NO_VALUE);

  tactus_series_summarize (self, 0, 10, &summary);
  g_assert_cmpuint (summary.count, ==, 1);
  g_assert_cmpuint (summary.minimum, ==, 80);
}

static void
test_joined (void)
{
  g_autoptr(TactusSeries) self = tactus_series_new ();
  const gboolean expected[] = { FALSE, TRUE, TRUE, FALSE, FALSE, FALSE, TRUE, FALSE, FALSE };

  append_pulse (self, 0, 60);
  append_pulse (self, SECOND, 61);
  append_pulse (self, SECOND + TACTUS_SERIES_GAP_US, 62);
  append_pulse (self, SECOND + 2 * TACTUS_SERIES_GAP_US + 1, 63);
  append (self, 32 * SECOND, TACTUS_READING_NO_VALUE, 0);
  append_pulse (self, 33 * SECOND, 64);
  append_pulse (self, 33 * SECOND, 65);
  append (self, 34 * SECOND, TACTUS_READING_GAP, 0);
  append_pulse (self, 35 * SECOND, 66);

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (tactus_series_is_joined (self, i), ==, expected[i]);
}

/* From the beginning to the end of time, the distance does not fit a signed number. */
static void
test_extremes (void)
{
  g_autoptr(TactusSeries) self = tactus_series_new ();
  TactusColumn columns[4];
  TactusSummary summary;

  append_pulse (self, G_MININT64, 50);
  append_pulse (self, -1, 60);
  append_pulse (self, 0, 70);
  append_pulse (self, G_MAXINT64 - 1, G_MAXUINT16);
  append_pulse (self, G_MAXINT64, 90);

  g_assert_false (tactus_series_is_joined (self, 1));
  g_assert_true (tactus_series_is_joined (self, 2));
  g_assert_false (tactus_series_is_joined (self, 3));

  tactus_series_columns (self, G_MININT64, G_MAXINT64, columns, 4);
  g_assert_cmpuint (columns[0].count, ==, 1);
  g_assert_cmpuint (columns[1].count, ==, 1);
  g_assert_cmpuint (columns[2].count, ==, 1);
  g_assert_true (columns[2].joined);
  g_assert_cmpuint (columns[3].count, ==, 1);
  g_assert_cmpuint (columns[3].maximum, ==, G_MAXUINT16);

  tactus_series_summarize (self, G_MININT64, G_MAXINT64, &summary);
  g_assert_cmpuint (summary.count, ==, 4);
  g_assert_cmpuint (summary.maximum, ==, G_MAXUINT16);
}

static void
test_empty_window (void)
{
  g_autoptr(TactusSeries) self = tactus_series_new ();
  TactusColumn columns[2];
  TactusSummary summary;

  append_pulse (self, 5, 60);
  tactus_series_columns (self, 5, 5, columns, 2);
  g_assert_cmpuint (columns[0].count + columns[1].count, ==, 0);
  tactus_series_columns (self, 9, 1, columns, 2);
  g_assert_cmpuint (columns[0].count + columns[1].count, ==, 0);
  tactus_series_summarize (self, 9, 1, &summary);
  g_assert_cmpuint (summary.count, ==, 0);
}

/* A year at one reading a second cannot be walked for a window of a minute: the same window of a
 * short and of a long series must cost about the same. */
static void
test_long (void)
{
  g_autoptr(TactusSeries) self = tactus_series_new ();
  TactusColumn columns[60];
  const gint64 n = 2000000;

  for (gint64 i = 0; i < n; i++)
    append_pulse (self, i * SECOND, (guint16) (60 + i % 60));

  g_test_timer_start ();
  for (gint64 i = 0; i < 10000; i++)
    {
      gint64 from = (i * 197) % (n - 60) * SECOND;

      tactus_series_columns (self, from, from + 60 * SECOND, columns, 60);
      g_assert_cmpuint (columns[0].count, ==, 1);
      g_assert_cmpuint (columns[59].count, ==, 1);
    }
  g_test_minimized_result (g_test_timer_elapsed (), "10000 windows of a minute");

  /* Walking all of it 10000 times would take minutes, even here. */
  g_assert_cmpfloat (g_test_timer_last (), <, 20.0);
}

/* Where what is looked for is not there, and what is near it. */
static void
test_neighbours (void)
{
  g_autoptr(TactusSeries) self = tactus_series_new ();
  const struct {
    gint64 when_us;
    gsize  index;
  } cases[] = { { G_MININT64, 0 }, { 10, 0 }, { 14, 0 }, { 15, 0 }, { 16, 1 }, { 20, 1 },
                { 30, 1 }, { 31, 2 }, { 40, 2 }, { G_MAXINT64, 2 } };
  gsize index = 7;

  g_assert_false (tactus_series_find_nearest (self, 0, &index));
  g_assert_false (tactus_series_next_pulse (self, 0, &index));
  g_assert_false (tactus_series_previous_pulse (self, 0, &index));

  append_pulse (self, 10, 60);
  append (self, 20, TACTUS_READING_NO_VALUE, 0);
  append_pulse (self, 40, 62);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (tactus_series_find_nearest (self, cases[i].when_us, &index));
      g_assert_cmpuint (index, ==, cases[i].index);
    }

  g_assert_true (tactus_series_next_pulse (self, 1, &index));
  g_assert_cmpuint (index, ==, 2);
  g_assert_false (tactus_series_next_pulse (self, 3, &index));
  g_assert_false (tactus_series_next_pulse (self, G_MAXSIZE, &index));
  g_assert_true (tactus_series_previous_pulse (self, 2, &index));
  g_assert_cmpuint (index, ==, 0);
  g_assert_false (tactus_series_previous_pulse (self, 0, &index));
  g_assert_true (tactus_series_previous_pulse (self, G_MAXSIZE, &index));
  g_assert_cmpuint (index, ==, 2);
}

/* A session of a minute is small, and a year is no more than twelve bytes a reading, of which the
 * RR intervals of others are none. */
static void
test_size (void)
{
  g_autoptr(TactusSeries) self = tactus_series_new ();
  const guint16 rr[2] = { 900, 910 };
  const TactusReading reading = { (gint64) 300000 * SECOND, TACTUS_READING_PULSE, 60 };
  gsize size;

  for (gint64 i = 0; i < 60; i++)
    append_pulse (self, i * SECOND, 60);
  g_assert_cmpuint (tactus_series_get_size (self), <, 2048);

  for (gint64 i = 60; i < 300000; i++)
    append_pulse (self, i * SECOND, 60);
  size = tactus_series_get_size (self);
  g_assert_cmpuint (size, >, 300000 * 11);
  g_assert_cmpuint (size, <, 300000 * 12);

  tactus_series_append_with_rr (self, &reading, rr, 2);
  g_assert_cmpuint (tactus_series_get_size (self), >, size);
  g_assert_cmpuint (tactus_series_get_size (self), <, size + 8192);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/series/empty", test_empty);
  g_test_add_func ("/series/references", test_references);
  g_test_add_func ("/series/order", test_order);
  g_test_add_func ("/series/no-pulse-has-no-number", test_no_pulse_has_no_number);
  g_test_add_func ("/series/joined", test_joined);
  g_test_add_func ("/series/extremes", test_extremes);
  g_test_add_func ("/series/empty-window", test_empty_window);
  g_test_add_func ("/series/neighbours", test_neighbours);
  g_test_add_func ("/series/size", test_size);
  g_test_add_func ("/series/long", test_long);

  return g_test_run ();
}
