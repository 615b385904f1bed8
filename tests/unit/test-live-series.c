/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a history holds of a band, and behind it what the band says now: a band that no bus leads
 * to, and a real database. */

#include "history-bench.h"

#include "tactus-band-readings.h"
#include "tactus-band-recorder.h"
#include "tactus-live-series.h"

#define WEEK (7 * DAY)

/* ── a band that is told what it hears ── */

static gint64 wall_us;
static gint64 running_us;

static gint64
get_wall_us (void)
{
  return wall_us;
}

static gint64
get_running_us (void)
{
  return running_us;
}

static const TactusClock clock_set = { get_wall_us, get_running_us };

static void
pass (gint64 microseconds)
{
  wall_us += microseconds;
  running_us += microseconds;
}

static TactusBand *
band_fed (void)
{
  g_autoptr(TactusBluezClient) client = tactus_bluez_client_new_without_bus ();
  g_autoptr(TactusKeyStore) keys = tactus_memory_key_store_new ();
  TactusBand *band = tactus_band_new (client, keys, BAND, "Fed", NULL, g_get_tmp_dir ());

  /* Within a millisecond, as most of the time. */
  wall_us = BEGIN + 345;
  running_us = SECOND;
  tactus_band_set_clock (band, &clock_set);

  return band;
}

static void
feed (TactusBand *band,
      guint       count)
{
  for (guint i = 0; i < count; i++)
    {
      const TactusHeartRate rate = {
        .value = (guint16) (140 + i % 50), .energy_kj = -1, .n_rr = 2, .rr = { 430, 431 + i },
      };

      pass (SECOND);
      tactus_band_append_rate (band, &rate);
    }
}

/* ── what came of it ── */

typedef struct {
  HistoryBench *bench;
  TactusBand *band;
  TactusLiveSeries *live;
  guint renewed;
  guint grown;
} Scene;

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
watch (Scene *self)
{
  self->live = tactus_live_series_new (self->band);
  g_signal_connect_swapped (self->live, "notify::series", G_CALLBACK (count_cb), &self->renewed);
  g_signal_connect_swapped (self->live, "grown", G_CALLBACK (count_cb), &self->grown);
}

static Scene *
scene_new (void)
{
  Scene *self = g_new0 (Scene, 1);

  self->bench = history_bench_new ();
  self->band = band_fed ();
  watch (self);

  return self;
}

static void
scene_free (Scene *self)
{
  if (self->live)
    g_assert_finalize_object (self->live);
  g_assert_finalize_object (self->band);
  UNTIL (G_OBJECT (self->bench->history)->ref_count == 1);
  history_bench_free (self->bench);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scene, scene_free)

static void
until_loaded (Scene *self)
{
  UNTIL (!tactus_live_series_get_loading (self->live));
}

static void
look_back (Scene  *self,
           gint64  reach_us)
{
  tactus_live_series_load (self->live, self->bench->history, reach_us);
  until_loaded (self);
}

static TactusSeries *
shown (Scene *self)
{
  return tactus_live_series_get_series (self->live);
}

static TactusSeries *
own (Scene *self)
{
  return tactus_band_get_series (self->band);
}

static TactusReading
get (Scene *self,
     gsize  index)
{
  g_assert_cmpuint (index, <, tactus_series_get_length (shown (self)));

  return tactus_series_get (shown (self), index);
}

/* A session of @count pulses, a second apart, that began @before_us ago. */
static TactusSession *
add_session (Scene  *self,
             gint64  before_us,
             guint   count)
{
  const gint64 begin_us = BEGIN - before_us;
  TactusSession *session = tactus_session_new (BAND, "Fed", TACTUS_SOURCE_MEASURED, begin_us);

  tactus_session_set_end_us (session, begin_us + (count - 1) * SECOND);
  tactus_session_set_open (session, FALSE);
  g_assert_true (add (self->bench, session, pulses (begin_us, SECOND, count), NULL));

  return session;
}

/* The last readings are those of the band, interval by interval. */
static void
assert_own_at_end (Scene *self)
{
  const gsize length = tactus_series_get_length (own (self));
  const gsize from = tactus_series_get_length (shown (self)) - length;

  for (gsize i = 0; i < length; i++)
    {
      const TactusReading one = tactus_series_get (own (self), i);
      const TactusReading two = get (self, from + i);
      guint n_one, n_two;
      const guint16 *rr_one = tactus_series_get_rr (own (self), i, &n_one);
      const guint16 *rr_two = tactus_series_get_rr (shown (self), from + i, &n_two);

      g_assert_cmpint (one.when_us, ==, two.when_us);
      g_assert_cmpint (one.kind, ==, two.kind);
      g_assert_cmpuint (one.bpm, ==, two.bpm);
      g_assert_cmpmem (rr_one, n_one * sizeof *rr_one, rr_two, n_two * sizeof *rr_two);
    }
}

/* ── tests ── */

/* After a restart: the past, that nobody listened, and what comes now. */
static void
test_restart (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autoptr(TactusSession) session = add_session (scene, 2 * HOUR, 10);
  TactusSummary summary;

  g_assert_true (shown (scene) == own (scene));
  look_back (scene, DAY);
  g_assert_cmpuint (scene->renewed, ==, 1);
  g_assert_cmpuint (tactus_series_get_length (shown (scene)), ==, 12);
  g_assert_cmpuint (get (scene, 9).bpm, ==, 69);
  g_assert_cmpint (get (scene, 10).kind, ==, TACTUS_READING_GAP);
  g_assert_cmpint (get (scene, 10).when_us, ==, get (scene, 9).when_us + 1);
  /* Now is now, not then. */
  g_assert_cmpint (get (scene, 11).kind, ==, TACTUS_READING_GAP);
  g_assert_cmpint (get (scene, 11).when_us, ==, wall_us);
  tactus_series_summarize (shown (scene), wall_us - 5 * MINUTE, wall_us + 1, &summary);
  g_assert_cmpuint (summary.count, ==, 0);

  feed (scene->band, 5);
  tactus_band_append_lost (scene->band);
  g_assert_cmpuint (scene->grown, ==, 6);
  g_assert_cmpuint (scene->renewed, ==, 1);
  g_assert_cmpuint (tactus_series_get_length (shown (scene)), ==, 18);
  assert_own_at_end (scene);
  g_assert_false (tactus_series_is_joined (shown (scene), 12));
  g_assert_true (tactus_series_is_joined (shown (scene), 13));
}

/* What this run has written already is not taken a second time, whenever the page opens. */
static void
test_nothing_twice (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autoptr(TactusSession) session = add_session (scene, HOUR, 10);
  TactusBandRecorder *recorder = tactus_band_recorder_new (scene->band, scene->bench->history);

  for (guint i = 0; i < 3; i++)
    {
      const TactusHistoryQuery query = { .band = BAND };
      g_autoptr(TactusSeries) kept = NULL;

      feed (scene->band, 4);
      UNTIL (tactus_band_recorder_get_waiting (recorder) == 0);
      kept = load (scene->bench, &query, NULL);
      g_assert_cmpuint (tactus_series_get_length (kept), >=, 14);

      g_assert_finalize_object (g_steal_pointer (&scene->live));
      watch (scene);
      look_back (scene, DAY);
      g_assert_cmpuint (tactus_series_get_length (shown (scene)), ==, 11 + 4 * (i + 1));
      g_assert_cmpint (get (scene, 10).kind, ==, TACTUS_READING_GAP);
      assert_own_at_end (scene);
    }

  /* Neither with what the recorder tells of it. */
  tactus_band_append_gap (scene->band);
  feed (scene->band, 3);
  UNTIL (tactus_band_recorder_get_waiting (recorder) == 0);
  until_loaded (scene);
  g_assert_cmpuint (tactus_series_get_length (shown (scene)), ==, 11 + 16);
  assert_own_at_end (scene);

  UNTIL (G_OBJECT (recorder)->ref_count == 1);
  g_assert_finalize_object (recorder);
}

/* Those that come before the past does are not missed. */
static void
test_while_loading (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autoptr(TactusSession) session = add_session (scene, HOUR, 10);

  tactus_live_series_load (scene->live, scene->bench->history, DAY);
  feed (scene->band, 7);
  g_assert_true (tactus_live_series_get_loading (scene->live));
  g_assert_true (shown (scene) == own (scene));
  g_assert_cmpuint (scene->grown, ==, 7);

  until_loaded (scene);
  g_assert_cmpuint (tactus_series_get_length (shown (scene)), ==, 18);
  assert_own_at_end (scene);
}

/* Whoever does not wait any longer is not called. */
static void
test_cancel (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autoptr(TactusSession) session = add_session (scene, HOUR, 10);

  tactus_live_series_load (scene->live, scene->bench->history, DAY);
  g_assert_finalize_object (g_steal_pointer (&scene->live));
  UNTIL (G_OBJECT (scene->bench->history)->ref_count == 1);
  g_assert_cmpuint (scene->renewed, ==, 0);
}

/* Without a history it is what it was without this. */
static void
test_unreadable (void)
{
  g_autoptr(Scene) scene = scene_new ();
  TactusHistory *history = tactus_history_new ("/dev/null/history.sqlite");

  tactus_live_series_load (scene->live, history, DAY);
  until_loaded (scene);
  feed (scene->band, 3);
  g_assert_true (shown (scene) == own (scene));
  g_assert_cmpuint (scene->renewed, ==, 0);
  g_assert_cmpuint (scene->grown, ==, 3);

  g_assert_finalize_object (g_steal_pointer (&scene->live));
  UNTIL (G_OBJECT (history)->ref_count == 1);
  g_assert_finalize_object (history);
}

/* An empty one is no reason for another series, nor is what another band said. */
static void
test_no_past (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autoptr(TactusSession) session = tactus_session_new (OTHER, "Other", TACTUS_SOURCE_MEASURED,
                                                         BEGIN - HOUR);

  g_assert_true (add (scene->bench, session, pulses (BEGIN - HOUR, SECOND, 5), NULL));
  look_back (scene, DAY);
  g_assert_true (shown (scene) == own (scene));
  g_assert_cmpuint (scene->renewed, ==, 0);
}

/* A day, or as far as one asks; never less than one had. */
static void
test_reach (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autoptr(TactusSession) late = add_session (scene, HOUR, 10);
  g_autoptr(TactusSession) early = add_session (scene, 3 * DAY, 20);
  g_autoptr(TactusSession) gone = add_session (scene, 8 * DAY, 30);

  look_back (scene, DAY);
  g_assert_cmpuint (tactus_series_get_length (shown (scene)), ==, 12);
  feed (scene->band, 5);
  look_back (scene, WEEK);
  g_assert_cmpuint (tactus_series_get_length (shown (scene)), >=, 36);
  g_assert_cmpint (get (scene, 0).when_us, ==, BEGIN - 3 * DAY);
  assert_own_at_end (scene);

  scene->renewed = 0;
  tactus_live_series_load (scene->live, scene->bench->history, DAY);
  g_assert_false (tactus_live_series_get_loading (scene->live));
  g_assert_cmpint (get (scene, 0).when_us, ==, BEGIN - 3 * DAY);
  g_assert_cmpuint (scene->renewed, ==, 0);
}

/* Who asks for more at once gets that, and not what was on its way. */
static void
test_farther_while_loading (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autoptr(TactusSession) late = add_session (scene, HOUR, 10);
  g_autoptr(TactusSession) early = add_session (scene, 3 * DAY, 20);

  tactus_live_series_load (scene->live, scene->bench->history, DAY);
  look_back (scene, WEEK);
  g_assert_cmpint (get (scene, 0).when_us, ==, BEGIN - 3 * DAY);
  g_assert_cmpuint (scene->renewed, ==, 1);
}

/* A band's minutes bear a longer silence than what is heard. */
static void
test_minutes (void)
{
  g_autoptr(Scene) scene = scene_new ();

  add_minutes (scene->bench, BAND, BEGIN - HOUR, 30, 60);
  look_back (scene, DAY);
  g_assert_cmpuint (tactus_series_get_length (shown (scene)), ==, 32);
  g_assert_true (tactus_series_is_joined (shown (scene), 1));

  feed (scene->band, 2);
  pass (20 * SECOND);
  feed (scene->band, 1);
  g_assert_cmpuint (tactus_series_get_length (shown (scene)), ==, 36);
  g_assert_true (tactus_series_is_joined (shown (scene), 33));
  g_assert_cmpint (get (scene, 34).kind, ==, TACTUS_READING_GAP);
  g_assert_false (tactus_series_is_joined (shown (scene), 35));
}

/* Set back between two measurements: the band begins anew, and what is later than now is gone. */
static void
test_clock_set_back (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autoptr(TactusSession) early = add_session (scene, 5 * HOUR, 10);
  g_autoptr(TactusSession) late = add_session (scene, HOUR, 10);

  feed (scene->band, 5);
  tactus_band_append_gap (scene->band);
  look_back (scene, DAY);
  g_assert_cmpint (get (scene, 0).when_us, ==, BEGIN - 5 * HOUR);

  wall_us -= 3 * HOUR;
  scene->grown = 0;
  feed (scene->band, 5);
  g_assert_true (shown (scene) == own (scene));
  g_assert_cmpuint (scene->grown, ==, 5);
  until_loaded (scene);
  g_assert_cmpuint (tactus_series_get_length (shown (scene)), ==, 16);
  g_assert_cmpint (get (scene, 9).when_us, ==, BEGIN - 5 * HOUR + 9 * SECOND);
  assert_own_at_end (scene);
}

/* Set back before the first: the band need not begin anew, but the past does, even while it is on
 * its way. */
static void
test_clock_set_back_first (gconstpointer data)
{
  const gboolean loading = GPOINTER_TO_INT (data);
  g_autoptr(Scene) scene = scene_new ();
  g_autoptr(TactusSession) early = add_session (scene, 5 * HOUR, 10);
  g_autoptr(TactusSession) late = add_session (scene, HOUR, 10);

  tactus_live_series_load (scene->live, scene->bench->history, DAY);
  if (!loading)
    until_loaded (scene);
  wall_us -= 3 * HOUR;
  feed (scene->band, 5);
  until_loaded (scene);

  g_assert_cmpuint (tactus_series_get_length (shown (scene)), ==, 16);
  g_assert_cmpint (get (scene, 9).when_us, ==, BEGIN - 5 * HOUR + 9 * SECOND);
  assert_own_at_end (scene);
}

/* What is deleted on the history's page is gone here, and comes back; what else happens there is
 * no reason to draw anew. */
static void
test_changed (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autoptr(TactusSession) session = add_session (scene, HOUR, 10);
  g_autoptr(TactusSession) other = tactus_session_new (OTHER, "Other", TACTUS_SOURCE_MEASURED,
                                                       BEGIN - HOUR);

  look_back (scene, DAY);
  feed (scene->band, 5);
  g_assert_true (add (scene->bench, other, pulses (BEGIN - HOUR, SECOND, 5), NULL));
  until_loaded (scene);
  g_assert_cmpuint (scene->renewed, ==, 1);

  delete_session (scene->bench, session, TRUE);
  until_loaded (scene);
  g_assert_cmpuint (scene->renewed, ==, 2);
  g_assert_true (shown (scene) == own (scene));

  delete_session (scene->bench, session, FALSE);
  until_loaded (scene);
  g_assert_cmpuint (tactus_series_get_length (shown (scene)), ==, 16);
  assert_own_at_end (scene);
}

/* Markers of earlier sessions, as far as their readings are here; those of this one are with its
 * recorder. */
static void
test_markers (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autoptr(TactusSession) session = add_session (scene, HOUR, 10);
  g_autoptr(TactusSession) across = add_session (scene, 5 * SECOND, 10);
  TactusBandRecorder *recorder = tactus_band_recorder_new (scene->band, scene->bench->history);
  GPtrArray *markers;

  mark (scene->bench, across, BEGIN + 3 * SECOND, "not yet");
  mark (scene->bench, session, BEGIN - HOUR + 3 * SECOND, "then");
  look_back (scene, DAY);
  feed (scene->band, 3);
  g_assert_true (tactus_band_recorder_mark (recorder, "now"));
  UNTIL (tactus_band_recorder_get_waiting (recorder) == 0);
  mark (scene->bench, session, BEGIN - HOUR + 5 * SECOND, "then, too");
  until_loaded (scene);

  markers = tactus_live_series_get_markers (scene->live);
  g_assert_nonnull (markers);
  g_assert_cmpuint (markers->len, ==, 2);
  g_assert_cmpstr (((TactusMarker *) markers->pdata[0])->text, ==, "then");
  g_assert_cmpstr (((TactusMarker *) markers->pdata[1])->text, ==, "then, too");

  UNTIL (G_OBJECT (recorder)->ref_count == 1);
  g_assert_finalize_object (recorder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/live-series/restart", test_restart);
  g_test_add_func ("/live-series/nothing-twice", test_nothing_twice);
  g_test_add_func ("/live-series/while-loading", test_while_loading);
  g_test_add_func ("/live-series/cancel", test_cancel);
  g_test_add_func ("/live-series/unreadable", test_unreadable);
  g_test_add_func ("/live-series/no-past", test_no_past);
  g_test_add_func ("/live-series/reach", test_reach);
  g_test_add_func ("/live-series/farther-while-loading", test_farther_while_loading);
  g_test_add_func ("/live-series/minutes", test_minutes);
  g_test_add_func ("/live-series/clock-set-back", test_clock_set_back);
  g_test_add_data_func ("/live-series/clock-set-back-first", GINT_TO_POINTER (FALSE),
                        test_clock_set_back_first);
  g_test_add_data_func ("/live-series/clock-set-back-loading", GINT_TO_POINTER (TRUE),
                        test_clock_set_back_first);
  g_test_add_func ("/live-series/changed", test_changed);
  g_test_add_func ("/live-series/markers", test_markers);

  return g_test_run ();
}
