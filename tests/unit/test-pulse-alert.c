/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-pulse-alert.h"

/* High 150, low 45, 30 s.  A story is told second by second, a letter and a number each:
 * p pulse of that many bpm for one second, x the number for ten seconds at one a second;
 * n no value, c no contact, l lost, s stale: each one reading, then a second;
 * w waits so many seconds without a word; g ends the measurement. */
typedef struct {
  const char *name;
  const char *story;
  const char *told; /* H, L, and - for normal, in the order of their telling */
} Case;

static const Case cases[] = {
  { "normal", "x70 x70 x70 x70 x70", "" },
  { "high-once", "x160 x160 x160 x160 x160 x160 x160", "H" },
  { "high-too-short", "x160 x160 p160 p160 x70 x160", "" },
  { "exactly-long-enough", "p160 x160 x160 x160", "H" },
  { "at-the-level", "x150 x150 x150 x150", "" },
  { "low", "x40 x40 x40 x40", "L" },
  { "at-the-low-level", "x45 x45 x45 x45", "" },
  { "back", "x160 x160 x160 x160 x140 x140", "H-" },
  { "hovers", "x160 x160 x160 x160 x148 x160 x148 x160 x160 x160 x160", "H" },
  { "back-not-for-long", "x160 x160 x160 x160 p140 p140 p140 x160 x160 x160 x160", "H" },
  { "twice", "x160 x160 x160 x160 x100 x100 x160 x160 x160 x160", "H-H" },
  { "from-high-to-low", "x160 x160 x160 x160 x40 x40 x40 x40", "HL" },
  { "jump-between-both", "x160 x40 x160 x40 x160 x40 x160", "" },
  { "states-do-not-count", "p160 n0 p160 n0 p160 n0 p160 n0 p160 n0 p160 n0 p160 n0 p160", "" },
  { "short-state-keeps-the-count", "x160 x160 n0 n0 n0 p160 x160 p160 p160", "H" },
  { "not-worn-is-no-low", "c0 w10 c0 w10 c0 w10 c0", "" },
  { "lost-is-no-low", "x70 l0 w40 l0 w40", "" },
  { "stale-is-no-high", "x160 x160 s0 w12 s0 w12 s0", "" },
  { "long-silence-begins-anew", "x160 x160 w20 x160 x160", "" },
  { "silence-then-high", "x160 x160 w20 x160 x160 x160 x160", "H" },
  { "sparse", "p160 w13 p160 w13 p160", "" },
  { "lost-while-told", "x160 x160 x160 x160 l0 w60 x160 x160 x160 x160", "H" },
  { "forgotten", "x160 x160 x160 x160 l0 w700 x160 x160 x160 x160", "H-H" },
  { "measurement-ends", "x160 x160 x160 x160 g0", "H-" },
  { "measurement-ends-untold", "x160 x160 g0 x160 x160", "" },
  { "above-127", "x200 x200 x200 x200 x129 x129", "H-" },
  { "far-above-a-byte", "x300 x300 x300 x300", "H" },
  { "zero-is-no-pulse", "p0 p0 x160 p0 p0", "" },
};

typedef struct {
  TactusPulseAlert alert;
  GString *told;
  gint64 now_us;
} Story;

static void
take (Story             *story,
      TactusReadingKind  kind,
      guint              bpm)
{
  static const char letters[] = "-HL";
  const TactusReading reading = { story->now_us, kind, (guint16) bpm };

  if (tactus_pulse_alert_take (&story->alert, &reading))
    g_string_append_c (story->told, letters[story->alert.alert]);
  story->now_us += G_USEC_PER_SEC;
}

static void
play_word (Story *story,
           char   letter,
           guint  number)
{
  switch (letter)
    {
    case 'p':
      take (story, TACTUS_READING_PULSE, number);
      break;
    case 'x':
      for (guint i = 0; i < 10; i++)
        take (story, TACTUS_READING_PULSE, number);
      break;
    case 'n':
      take (story, TACTUS_READING_NO_VALUE, 0);
      break;
    case 'c':
      take (story, TACTUS_READING_NO_CONTACT, 0);
      break;
    case 'l':
      take (story, TACTUS_READING_LOST, 0);
      break;
    case 's':
      take (story, TACTUS_READING_STALE, 0);
      break;
    case 'g':
      take (story, TACTUS_READING_GAP, 0);
      break;
    case 'w':
      story->now_us += number * (gint64) G_USEC_PER_SEC;
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
test_story (gconstpointer data)
{
  const Case *row = data;
  const TactusPulseLevels levels = { 150, 45, 30 * (gint64) G_USEC_PER_SEC };
  g_auto(GStrv) words = g_strsplit (row->story, " ", -1);
  Story story = { .told = g_string_new (NULL), .now_us = G_GINT64_CONSTANT (1700000000000000) };

  tactus_pulse_alert_init (&story.alert, &levels);
  for (guint i = 0; words[i]; i++)
    play_word (&story, words[i][0], (guint) g_ascii_strtoull (words[i] + 1, NULL, 10));
  g_assert_cmpstr (story.told->str, ==, row->told);

  g_string_free (story.told, TRUE);
}

static void
test_levels (void)
{
  static const struct {
    guint high;
    guint low;
    gboolean valid;
  } rows[] = {
    { 150, 45, TRUE }, { 0, 0, TRUE }, { 150, 0, TRUE }, { 0, 45, TRUE }, { 60, 30, TRUE },
    { 240, 120, TRUE }, { 59, 0, FALSE }, { 241, 0, FALSE }, { 0, 29, FALSE }, { 0, 121, FALSE },
    { 100, 100, FALSE }, { 100, 110, FALSE }, { 100, 99, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const TactusPulseLevels levels = { rows[i].high, rows[i].low, G_USEC_PER_SEC };

      g_assert_cmpint (tactus_pulse_levels_are_valid (&levels), ==, rows[i].valid);
    }
}

/* Levels that make no sense watch nothing, and one that is 0 is none. */
static void
test_one_sided (void)
{
  static const struct {
    guint high;
    guint low;
    const char *told;
  } rows[] = { { 150, 0, "H-" }, { 0, 45, "L" }, { 0, 0, "" }, { 100, 120, "" } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const TactusPulseLevels levels = { rows[i].high, rows[i].low, 5 * G_USEC_PER_SEC };
      Story story = { .told = g_string_new (NULL), .now_us = 1 };

      tactus_pulse_alert_init (&story.alert, &levels);
      play_word (&story, 'x', 200);
      play_word (&story, 'x', 30);
      play_word (&story, 'p', 30);
      g_assert_cmpstr (story.told->str, ==, rows[i].told);
      g_string_free (story.told, TRUE);
    }
}

/* A clock that is set, or broken, neither counts nor crashes. */
static void
test_clock (void)
{
  const TactusPulseLevels levels = { 150, 45, 30 * (gint64) G_USEC_PER_SEC };
  const gint64 times[] = { G_MAXINT64, G_MININT64, 0, G_MAXINT64, 5, G_MININT64 };
  Story story = { .told = g_string_new (NULL) };

  tactus_pulse_alert_init (&story.alert, &levels);
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      const TactusReading reading = { times[i], TACTUS_READING_PULSE, 200 };

      g_assert_false (tactus_pulse_alert_take (&story.alert, &reading));
    }
  tactus_pulse_alert_init (&story.alert, &levels);
  for (gsize i = G_N_ELEMENTS (times); i > 0; i--)
    {
      const TactusReading reading = { times[i - 1], TACTUS_READING_PULSE, 200 };

      g_assert_false (tactus_pulse_alert_take (&story.alert, &reading));
    }
  g_string_free (story.told, TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/pulse-alert/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_story);
    }
  g_test_add_func ("/pulse-alert/levels", test_levels);
  g_test_add_func ("/pulse-alert/one-sided", test_one_sided);
  g_test_add_func ("/pulse-alert/clock", test_clock);

  return g_test_run ();
}
