/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "band-bench.h"

#include <string.h>

#include "tactus-band-abilities.h"
#include "tactus-uuids.h"

#define KEYED  ",key=" OLD_KEY
#define BAND_3 "model=mi-band-3" KEYED
#define NONE   0xff

/* A connected band with minutes, and where they go. */
typedef struct {
  BandBench *bench;           /* (owned) */
  TactusActivityStore *store; /* (owned) */
  guint minutes;              /* it has stored */
  guint done;                 /* the progress */
  guint total;
  guint told;                 /* how often there was some */
  GCancellable *cancel;       /* (nullable): cancelled at the first progress */
  gboolean disconnect;        /* at the first progress */
} Rig;

static void
connect_band (Rig *rig)
{
  TactusBandTimings timings = band_bench_timings ();

  timings.fetch_ms = 5000;
  tactus_band_set_timings (rig->bench->band, &timings);
  if (tactus_band_get_model (rig->bench->band)->key_source == TACTUS_KEY_SOURCE_NONE)
    band_bench_pair (rig->bench);
  else
    band_bench_connect (rig->bench);
}

/* The band has its minutes as soon as it knows the time. */
static void
wait_for_time (Rig *rig)
{
  UNTIL (rig->minutes == 0 ||
         tactus_sim_band_get_n_minutes (rig->bench->sim, g_get_monotonic_time ()) > 0);
}

static Rig *
rig_new_at (const char *model,
            guint       minutes,
            const char *more,
            const char *path)
{
  g_autofree char *spec = g_strdup_printf ("%s,activity=%u%s", model, minutes, more);
  Rig *rig = g_new0 (Rig, 1);

  rig->bench = band_bench_new (spec);
  rig->store = tactus_activity_store_new (path);
  rig->minutes = minutes;
  band_bench_put_key (rig->bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  connect_band (rig);
  wait_for_time (rig);

  return rig;
}

static Rig *
rig_new (const char *model,
         guint       minutes,
         const char *more)
{
  return rig_new_at (model, minutes, more, NULL);
}

static void
rig_free (Rig *rig)
{
  band_bench_free (rig->bench);
  UNTIL (G_OBJECT (rig->store)->ref_count == 1);
  g_assert_finalize_object (rig->store);
  g_free (rig);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rig, rig_free)

static void
progress_cb (guint    done,
             guint    total,
             gpointer user_data)
{
  Rig *rig = user_data;

  g_assert_cmpuint (done, <=, total);
  rig->done = done;
  rig->total = total;
  rig->told++;
  if (rig->cancel)
    g_cancellable_cancel (rig->cancel);
  if (rig->disconnect)
    tactus_band_disconnect_async (rig->bench->band, NULL, NULL, NULL);
}

static void
begin_sync (Rig          *rig,
            gint64        since,
            GCancellable *cancellable,
            Outcome      *outcome)
{
  tactus_band_sync_activity_async (rig->bench->band, rig->store, since, progress_cb, rig,
                                   cancellable, outcome_cb, outcome);
}

static TactusSyncSummary
end_sync (Outcome    *outcome,
          const char *code)
{
  g_autoptr(GError) error = NULL;
  TactusSyncSummary summary;
  gboolean ok;

  UNTIL (outcome->result != NULL);
  ok = tactus_band_sync_activity_finish (TACTUS_BAND (outcome->source), outcome->result, &summary,
                                         &error);
  outcome_clear (outcome);
  if (!code)
    {
      g_assert_no_error (error);
      g_assert_true (ok);
    }
  else
    {
      g_assert_false (ok);
      if (g_strcmp0 (tactus_band_error_to_code (error), code) != 0)
        g_error ("Expected %s, got %s", code, error->message);
    }

  return summary;
}

static TactusSyncSummary
sync_all (Rig        *rig,
          const char *code)
{
  g_auto(Outcome) outcome = { NULL };

  begin_sync (rig, -1, NULL, &outcome);

  return end_sync (&outcome, code);
}

static GArray *
get_rows (Rig *rig)
{
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;
  GArray *rows;

  tactus_activity_store_query_async (rig->store, tactus_band_get_address (rig->bench->band),
                                     G_MININT64, G_MAXINT64, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  rows = tactus_activity_store_query_finish (rig->store, outcome.result, &error);
  g_assert_no_error (error);

  return rows;
}

static gint64
minute_of (Rig             *rig,
           guint            index,
           TactusSimMinute *minute)
{
  return tactus_sim_band_get_minute (rig->bench->sim, index, minute) / 60 * 60;
}

/* What is in the database is what the band recorded from minute @first on, each once. */
static void
assert_rows (Rig   *rig,
             guint  first)
{
  g_autoptr(GArray) rows = get_rows (rig);
  gboolean heart = tactus_band_get_model (rig->bench->band)->sample_size > 3;

  g_assert_cmpuint (rows->len, >=, rig->minutes - first);
  for (guint i = 0; i + first < rig->minutes; i++)
    {
      const TactusActivityRow *row = &g_array_index (rows, TactusActivityRow, i);
      TactusSimMinute minute;

      g_assert_cmpint (row->time, ==, minute_of (rig, first + i, &minute));
      g_assert_cmpuint (row->kind, ==, minute.kind);
      g_assert_cmpuint (row->intensity, ==, minute.intensity);
      g_assert_cmpuint (row->steps, ==, minute.steps);
      if (heart)
        g_assert_cmpuint (row->heart_rate, ==, minute.heart_rate == NONE ? 0 : minute.heart_rate);
      else
        g_assert_cmpuint (row->heart_rate, ==, 0);
    }
}

/* ── good endings ── */

static void
test_model (gconstpointer user_data)
{
  const TactusModel *model = user_data;
  gboolean keyed = model->key_source != TACTUS_KEY_SOURCE_NONE;
  g_autofree char *spec = g_strdup_printf ("model=%s%s", model->id, keyed ? KEYED : "");
  g_autoptr(Rig) rig = rig_new (spec, 130, "");
  TactusSyncSummary summary = sync_all (rig, NULL);
  TactusSimMinute minute;

  g_assert_cmpuint (summary.minutes, >=, 130);
  g_assert_cmpuint (summary.added, ==, summary.minutes);
  g_assert_cmpint (summary.from, ==, minute_of (rig, 0, &minute));
  g_assert_cmpint (summary.to, ==, summary.from + 60 * (summary.minutes - 1));
  g_assert_cmpuint (rig->told, >, 0);
  assert_rows (rig, 0);
  g_assert_cmpuint (tactus_sim_band_get_n_forgotten (rig->bench->sim), >=, 130);

  /* The second time there is nothing, unless a minute has passed. */
  summary = sync_all (rig, NULL);
  g_assert_cmpuint (summary.minutes, <=, 2);
  g_assert_cmpuint (summary.added, ==, summary.minutes);
  assert_rows (rig, 0);
}

static void
event_cb (guint *events)
{
  (*events)++;
}

/* A zone that is none on Earth is no zone to ask in. */
static void
test_no_zone (void)
{
  g_autofree char *zone = g_strdup (g_getenv ("TZ"));
  g_autoptr(Rig) rig = rig_new (BAND_3, 10, "");
  TactusSyncSummary summary;

  g_setenv ("TZ", "EET-20", TRUE);
  summary = sync_all (rig, NULL);
  g_setenv ("TZ", zone ? zone : "UTC", TRUE);
  g_assert_cmpuint (summary.minutes, >=, 10);
  assert_rows (rig, 0);
}

/* All that was asked of the band before has been done. */
static void
settle (Rig *rig)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_read_info_async (rig->bench->band, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  tactus_band_info_free (tactus_band_read_info_finish (rig->bench->band, outcome.result, NULL));
}

/* The first generation tells of both on FF03. */
static void
test_events_after (void)
{
  static const guint8 goal[] = { 0x07 };
  g_autoptr(Rig) rig = rig_new ("model=mi-band-1s", 10, "");
  g_autoptr(GBytes) notice = g_bytes_new_static (goal, sizeof goal);
  guint events = 0;

  sync_all (rig, NULL);
  settle (rig);
  g_signal_connect_swapped (rig->bench->band, "event", G_CALLBACK (event_cb), &events);
  g_signal_emit_by_name (rig->bench->sim, "notified", TACTUS_UUID_MI1_NOTICE, notice);
  UNTIL (events > 0);
}

static void
parameters_cb (GString    *intervals,
               const char *uuid,
               GBytes     *value)
{
  const guint8 *data = g_bytes_get_data (value, NULL);

  if (strcmp (uuid, TACTUS_UUID_MI1_PARAMETERS) == 0)
    g_string_append_printf (intervals, " %u", data[0] | data[1] << 8);
}

/* Weeks of minutes take minutes with pauses of half a second, which the login leaves. */
static void
test_latency (gconstpointer data)
{
  gboolean refused = GPOINTER_TO_INT (data);
  g_autoptr(Rig) rig = rig_new ("model=mi-band-1s", 10, "");
  g_autoptr(GString) intervals = g_string_new (NULL);

  if (refused)
    {
      g_assert_finalize_object (g_steal_pointer (&rig->store));
      rig->store = tactus_activity_store_new ("/dev/null/history.sqlite");
    }
  settle (rig);
  g_signal_connect_swapped (rig->bench->sim, "written", G_CALLBACK (parameters_cb), intervals);
  sync_all (rig, refused ? "storage" : NULL);
  settle (rig);
  g_assert_cmpstr (intervals->str, ==, refused ? "" : " 39 460");
  g_signal_handlers_disconnect_by_data (rig->bench->sim, intervals);
}

static void
test_nothing (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3, 0, "");
  TactusSyncSummary summary = sync_all (rig, NULL);

  g_assert_cmpuint (summary.minutes, ==, 0);
  g_assert_cmpuint (summary.added, ==, 0);
  g_assert_cmpint (summary.from, ==, -1);
  g_assert_cmpint (summary.to, ==, -1);
}

static void
test_nothing_left (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3, 100, ",fault=nothing-left-at-fetch:1");
  TactusSyncSummary summary = sync_all (rig, NULL);

  g_assert_cmpuint (summary.minutes, ==, 0);
  sync_all (rig, NULL);
  assert_rows (rig, 0);
}

static void
test_since (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3, 200, "");
  g_auto(Outcome) outcome = { NULL };
  TactusSyncSummary summary;
  TactusSimMinute minute;
  gint64 since = minute_of (rig, 150, &minute);

  begin_sync (rig, since, NULL, &outcome);
  summary = end_sync (&outcome, NULL);
  g_assert_cmpint (summary.from, >=, since);
  g_assert_cmpuint (summary.minutes, <=, 52);
  g_assert_cmpuint (summary.minutes, >=, 49);
}

/* Only what is new is asked for, and what is there already is not doubled. */
static void
test_after_newest (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3, 200, "");
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (TactusActivityRow));
  g_auto(Outcome) outcome = { NULL };
  TactusSyncSummary summary;
  TactusSimMinute minute;
  const TactusActivityRow future = { .time = g_get_real_time () / G_USEC_PER_SEC + 86400 };

  for (guint i = 0; i < 120; i++)
    {
      const TactusActivityRow row = { .time = minute_of (rig, i, &minute), .kind = minute.kind,
                                      .intensity = minute.intensity, .steps = minute.steps,
                                      .heart_rate = minute.heart_rate == NONE
                                                      ? 0 : minute.heart_rate };

      g_array_append_val (rows, row);
    }
  /* From a time when the band's clock was wrong: no reason not to ask. */
  g_array_append_val (rows, future);
  tactus_activity_store_add_async (rig->store, tactus_band_get_address (rig->bench->band), rows,
                                   NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  g_assert_true (tactus_activity_store_add_finish (rig->store, outcome.result, NULL, NULL));
  outcome_clear (&outcome);

  summary = sync_all (rig, NULL);
  g_assert_cmpuint (summary.minutes, <=, 82);
  g_assert_cmpuint (summary.added, ==, summary.minutes);
  assert_rows (rig, 0);

  /* All of it again, as after a program that was killed before it told the band. */
  begin_sync (rig, minute_of (rig, 0, &minute), NULL, &outcome);
  summary = end_sync (&outcome, NULL);
  g_assert_cmpuint (summary.added, <=, 1);
  assert_rows (rig, 0);
}

/* Between storing and telling: nothing is lost, nothing is doubled. */
static void
test_killed_before_ack (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3, 100, ",fault=vanish-at-ack:1");
  TactusSyncSummary summary = sync_all (rig, "disconnected");

  g_assert_cmpuint (summary.added, >=, 100);
  assert_rows (rig, 0);

  band_bench_restart (rig->bench);
  tactus_sim_band_come_back (rig->bench->sim);
  connect_band (rig);
  summary = sync_all (rig, NULL);
  g_assert_cmpuint (summary.added, <=, 2);
  g_assert_cmpuint (summary.added, ==, summary.minutes);
  assert_rows (rig, 0);
}

/* ── a band that errs ── */

/* One mistake is made good: the run is asked for again. */
static void
test_mended (void)
{
  static const char * const faults[] = {
    ",fault=silent-at-packet:1@3", ",fault=duplicate-at-packet:1@3", ",fault=short-at-packet:1@3",
    ",fault=oversized-at-packet:1@3", ",fault=wrong-count-at-fetch:1",
    ",crc=yes,fault=wrong-crc-at-end:1", ",crc=yes",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr(Rig) rig = rig_new (BAND_3, 60, faults[i]);
      TactusSyncSummary summary;

      g_test_message ("%s", faults[i]);
      summary = sync_all (rig, NULL);
      g_assert_cmpuint (summary.added, >=, 60);
      assert_rows (rig, 0);
    }
}

static void
hurry (Rig *rig)
{
  TactusBandTimings timings = band_bench_timings ();

  timings.fetch_ms = 100;
  tactus_band_set_timings (rig->bench->band, &timings);
}

static void
expect_usable (Rig *rig)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_alert_async (rig->bench->band, TACTUS_ALERT_MESSAGE, NULL, NULL, NULL, outcome_cb,
                           &outcome);
  band_bench_expect (&outcome, tactus_band_alert_finish, NULL);
  g_assert_cmpint (tactus_band_get_state (rig->bench->band), ==, TACTUS_BAND_STATE_READY);
}

/* One that errs for ever is told apart, keeps its minutes, and does the rest as before. */
static void
test_broken (void)
{
  static const struct {
    const char *fault;
    const char *code;
  } cases[] = {
    { "silent-at-fetch", "timed_out" },
    { "silent-at-end", "timed_out" },
    { "refuse-at-fetch", "not_supported" },
    { "malformed-at-fetch", "protocol" },
    { "short-at-fetch", "protocol" },
    { "silent-at-packet:99@3", "protocol" },
    { "wrong-count-at-fetch", "protocol" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *more = g_strconcat (",fault=", cases[i].fault, NULL);
      g_autoptr(Rig) rig = rig_new (BAND_3, 40, more);
      TactusSyncSummary summary;
      g_auto(Outcome) outcome = { NULL };
      g_autoptr(GError) error = NULL;

      hurry (rig);
      begin_sync (rig, -1, NULL, &outcome);
      UNTIL (outcome.result != NULL);
      g_assert_false (tactus_band_sync_activity_finish (rig->bench->band, outcome.result, &summary,
                                                        &error));
      g_test_message ("%s: %s: %s", cases[i].fault, tactus_band_error_to_code (error),
                      error->message);
      g_assert_cmpstr (tactus_band_error_to_code (error), ==, cases[i].code);
      g_assert_cmpuint (summary.added, ==, 0);
      g_assert_cmpuint (tactus_sim_band_get_n_forgotten (rig->bench->sim), ==, 0);
      outcome_clear (&outcome);
      expect_usable (rig);
    }
}

/* ── lost and cancelled ── */

static void
test_lost (void)
{
  static const char * const faults[] = {
    ",fault=vanish-at-fetch:1", ",fault=vanish-after-at-fetch:1", ",fault=vanish-at-packet:1",
    ",fault=vanish-at-packet:1@4", ",fault=vanish-at-end:1", ",fault=vanish-after-at-end:1",
    ",fault=vanish-at-ack:1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr(Rig) rig = rig_new (BAND_3, 60, faults[i]);
      TactusSyncSummary summary;

      g_test_message ("%s", faults[i]);
      sync_all (rig, "disconnected");
      tactus_sim_band_come_back (rig->bench->sim);
      UNTIL_STATE (rig->bench, READY);
      summary = sync_all (rig, NULL);
      g_assert_cmpuint (summary.added, ==, summary.minutes);
      assert_rows (rig, 0);
    }
}

static void
test_cancelled (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3, 500, "");
  g_autoptr(GCancellable) before = g_cancellable_new ();
  g_autoptr(GCancellable) amidst = g_cancellable_new ();
  g_auto(Outcome) outcome = { NULL };
  TactusSyncSummary summary;

  g_cancellable_cancel (before);
  begin_sync (rig, -1, before, &outcome);
  summary = end_sync (&outcome, "cancelled");
  g_assert_cmpuint (summary.minutes, ==, 0);
  g_assert_cmpuint (rig->told, ==, 0);

  rig->cancel = amidst;
  begin_sync (rig, -1, amidst, &outcome);
  end_sync (&outcome, "cancelled");
  g_assert_cmpuint (rig->told, >=, 1);
  rig->cancel = NULL;

  /* At once, while the band may still be sending. */
  summary = sync_all (rig, NULL);
  g_assert_cmpuint (summary.added, >=, 500);
  assert_rows (rig, 0);
  expect_usable (rig);
}

static void
test_left (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3, 500, "");

  rig->disconnect = TRUE;
  sync_all (rig, "disconnected");
  rig->disconnect = FALSE;
  UNTIL_STATE (rig->bench, OFFLINE);
  connect_band (rig);
  sync_all (rig, NULL);
  assert_rows (rig, 0);
}

static void
test_busy (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3, 100, "");
  g_auto(Outcome) first = { NULL };
  g_auto(Outcome) second = { NULL };

  begin_sync (rig, -1, NULL, &first);
  begin_sync (rig, -1, NULL, &second);
  end_sync (&second, "busy");
  end_sync (&first, NULL);
  assert_rows (rig, 0);
}

static void
test_lacking (void)
{
  g_autoptr(Rig) rig = rig_new (BAND_3, 10, "");
  TactusBand *band = rig->bench->band;

  rig->bench->band = tactus_band_new (rig->bench->client, rig->bench->keys, "C8:0F:10:99:99:99",
                                      NULL, tactus_model_for_id ("heart-rate-sensor"),
                                      rig->bench->dir);
  sync_all (rig, "not_supported");
  g_assert_finalize_object (rig->bench->band);
  rig->bench->band = band;

  band_bench_restart (rig->bench);
  sync_all (rig, "disconnected");
}

/* ── the other end ── */

/* A database that takes nothing: the band is not told to forget. */
static void
test_not_stored (void)
{
  g_autoptr(Rig) rig = rig_new_at (BAND_3, 50, "", "/dev/null/history.sqlite");
  g_auto(Outcome) outcome = { NULL };
  TactusSimMinute minute;

  sync_all (rig, "storage");
  begin_sync (rig, minute_of (rig, 0, &minute), NULL, &outcome);
  end_sync (&outcome, "storage");
  g_assert_cmpuint (tactus_sim_band_get_n_forgotten (rig->bench->sim), ==, 0);
  expect_usable (rig);

  g_assert_finalize_object (g_steal_pointer (&rig->store));
  rig->store = tactus_activity_store_new (NULL);
  sync_all (rig, NULL);
  assert_rows (rig, 0);
}

/* Three weeks, in runs of a day, while a summer ends: every minute at its own time. */
static void
test_long (gconstpointer user_data)
{
  const char *old = g_getenv ("TZ");
  g_autofree char *zone = g_strdup (old ? old : "UTC");
  Rig *rig;
  TactusSyncSummary summary;

  g_setenv ("TZ", user_data, TRUE);
  rig = rig_new ("model=mi-band-5" KEYED, 30000, "");
  summary = sync_all (rig, NULL);
  g_assert_cmpuint (summary.minutes, >=, 30000);
  assert_rows (rig, 0);
  rig_free (rig);
  g_setenv ("TZ", zone, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  const TactusModel *model;

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; (model = tactus_model_get_nth (i)); i++)
    if (model->abilities & TACTUS_ABILITY_ACTIVITY)
      {
        g_autofree char *path = g_strconcat ("/band-sync/models/", model->id, NULL);

        g_test_add_data_func (path, model, test_model);
      }
  g_test_add_func ("/band-sync/no-zone", test_no_zone);
  g_test_add_func ("/band-sync/events-after", test_events_after);
  g_test_add_data_func ("/band-sync/latency", GINT_TO_POINTER (FALSE), test_latency);
  g_test_add_data_func ("/band-sync/latency/not-asked", GINT_TO_POINTER (TRUE), test_latency);
  g_test_add_func ("/band-sync/nothing", test_nothing);
  g_test_add_func ("/band-sync/nothing-left", test_nothing_left);
  g_test_add_func ("/band-sync/since", test_since);
  g_test_add_func ("/band-sync/after-newest", test_after_newest);
  g_test_add_func ("/band-sync/killed-before-ack", test_killed_before_ack);
  g_test_add_func ("/band-sync/mended", test_mended);
  g_test_add_func ("/band-sync/broken", test_broken);
  g_test_add_func ("/band-sync/lost", test_lost);
  g_test_add_func ("/band-sync/cancelled", test_cancelled);
  g_test_add_func ("/band-sync/left", test_left);
  g_test_add_func ("/band-sync/busy", test_busy);
  g_test_add_func ("/band-sync/lacking", test_lacking);
  g_test_add_func ("/band-sync/not-stored", test_not_stored);
  g_test_add_data_func ("/band-sync/zones/utc", "UTC", test_long);
  g_test_add_data_func ("/band-sync/zones/dst", "Europe/Berlin", test_long);
  g_test_add_data_func ("/band-sync/zones/quarter", "Asia/Kathmandu", test_long);

  return band_bench_run ();
}
