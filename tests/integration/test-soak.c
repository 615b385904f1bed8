/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/*
 * Half an hour, or with TACTUS_SOAK_HOURS a day and a night, of virtual time with one band that is
 * measured once a second: its link is lost, the service restarted, the adapter switched off, the
 * computer put to sleep, its clock set, again and again, as TACTUS_SOAK_SEED has it.  After that
 * the program holds no more than before, and the history has each reading once and nothing else.
 */

#include "band-bench.h"
#include "virtual-clock.h"

#include <glib/gstdio.h>
#include <malloc.h>
#include <sqlite3.h>
#include <time.h>

#include "tactus-band-recorder.h"
#include "tactus-sleep-guard.h"
#include "tactus-uuids.h"

#define SECOND_US ((gint64) G_USEC_PER_SEC)
#define MINUTE_US (60 * SECOND_US)

#define SPEC "model=mi-band-3,key=" OLD_KEY ",first=6,period=1,rates=61:62:64:67:71:76:82:89:97"

#define DEFAULT_HOURS 0.4
#define DEFAULT_SEED  20260301u

/* The longest pause between two attempts is 300 s and a fifth, the longest attempt 50 s. */
#define MAX_RETURN_US (12 * MINUTE_US)

/* Two of them are the warming up. */
#define N_SNAPSHOTS 12
#define N_WARM      2

/* Tables grow by doubling, allocators keep what is small: this is not growth. */
#define MAX_GROWTH_BYTES (192 * 1024)

/* A silence of the pulse that is told (stale_ms). */
#define STALE_US (10 * SECOND_US)

/* What the virtual band has sent. */
typedef struct {
  gint64 when_us;    /* by the clock that runs on in sleep */
  guint16 bpm;
  gboolean wanted;   /* the link was up and the person measured: it must be kept */
  gboolean lost;     /* the link was lost before it */
  gboolean anew;     /* a measurement begins with it */
} Sent;

/* What the program holds. */
typedef struct {
  gint64 bytes;      /* allocated, but for SQLite's pages and the readings of this run */
  gint64 sqlite;
  gint64 series;
  guint fds;
  guint sources;
  guint rules;       /* at the message bus */
} Snapshot;

typedef struct {
  BandBench *bench;
  char *dir;
  TactusHistory *history;
  TactusBandRecorder *recorder;
  TactusSleepWatch *watch;
  TactusSleepGuard *guard;
  GListStore *bands;
  GRand *rand;
  GArray *deck;              /* (element-type guint): of actions that are still to come */
  GArray *sent;              /* (element-type Sent) */
  gboolean lost, anew;       /* for the next one */
  Snapshot snapshots[N_SNAPSHOTS];
  gint64 worst_us;           /* from the end of a fault to the next pulse */
  guint actions[16];
} Soak;

typedef void (* Action) (Soak *soak);

/* ── time ── */

static gint64
boot_us (void)
{
  return tactus_clock_default.get_running_us ();
}

/* Returns: between @from and @to seconds */
static gint64
some_time (Soak   *soak,
           double  from,
           double  to)
{
  return (gint64) (g_rand_double_range (soak->rand, from, to) * 1000) * 1000;
}

static void
pass (Soak   *soak,
      double  from,
      double  to)
{
  virtual_clock_run_us (some_time (soak, from, to));
}

static gboolean
is_live (Soak *soak)
{
  return tactus_band_get_pulse_state (soak->bench->band) == TACTUS_PULSE_STATE_LIVE;
}

static void
until_live (Soak *soak)
{
  gint64 began = virtual_clock_get_us ();

  while (!is_live (soak))
    {
      virtual_clock_run_us (SECOND_US / 5);
      if (virtual_clock_get_us () - began > MAX_RETURN_US)
        g_error ("No pulse %d minutes after all was well again; state %d",
                 (int) (MAX_RETURN_US / MINUTE_US), tactus_band_get_state (soak->bench->band));
    }
  soak->worst_us = MAX (soak->worst_us, virtual_clock_get_us () - began);
}

/* ── what is sent ── */

static void
notified_cb (Soak       *soak,
             const char *uuid,
             GBytes     *value)
{
  const guint8 *data = g_bytes_get_data (value, NULL);
  TactusBand *band = soak->bench->band;
  Sent sent = { .when_us = boot_us () };

  if (!g_str_equal (uuid, TACTUS_UUID_HEART_RATE))
    return;

  sent.bpm = data[1];
  sent.wanted = tactus_band_get_state (band) == TACTUS_BAND_STATE_READY &&
                tactus_band_get_measuring (band);
  sent.lost = soak->lost;
  sent.anew = soak->anew;
  if (sent.wanted)
    soak->lost = soak->anew = FALSE;
  g_array_append_val (soak->sent, sent);
}

static void
state_cb (Soak *soak)
{
  if (tactus_band_get_state (soak->bench->band) != TACTUS_BAND_STATE_READY)
    soak->lost = TRUE;
}

static void
measuring_cb (Soak *soak)
{
  if (tactus_band_get_measuring (soak->bench->band))
    soak->anew = TRUE;
}

/* ── what happens ── */

static void
vanish (Soak *soak)
{
  tactus_sim_band_vanish (soak->bench->sim, g_get_monotonic_time ());
}

static void
act_out_of_range (Soak *soak)
{
  vanish (soak);
  pass (soak, 0.2, g_rand_boolean (soak->rand) ? 5 : 300);
  tactus_sim_band_come_back (soak->bench->sim);
}

/* The last thing before the link breaks is a reading. */
static void
act_lost_with_a_reading (Soak *soak)
{
  tactus_sim_band_set_fault (soak->bench->sim, TACTUS_SIM_STEP_MEASURE,
                             TACTUS_SIM_EFFECT_VANISH_AFTER, 1);
  pass (soak, 2, 40);
  tactus_sim_band_come_back (soak->bench->sim);
}

static void
act_silence (Soak *soak)
{
  tactus_sim_band_set_fault (soak->bench->sim, TACTUS_SIM_STEP_MEASURE, TACTUS_SIM_EFFECT_SILENT,
                             (guint) g_rand_int_range (soak->rand, 2, 40));
  pass (soak, 45, 60);
}

static void
act_daemon_restart (Soak *soak)
{
  tactus_sim_bluez_stop (soak->bench->bluez);
  pass (soak, 0.05, 20);
  tactus_sim_bluez_start (soak->bench->bluez);
  UNTIL (tactus_sim_bluez_is_started (soak->bench->bluez));
  tactus_sim_bluez_remember (soak->bench->bluez, soak->bench->sim);
}

static void
act_adapter_off (Soak *soak)
{
  tactus_sim_bluez_set_powered (soak->bench->bluez, 0, FALSE);
  pass (soak, 0.5, 60);
  tactus_sim_bluez_set_powered (soak->bench->bluez, 0, TRUE);
}

static void
act_adapter_unplugged (Soak *soak)
{
  tactus_sim_bluez_unplug (soak->bench->bluez, 0);
  pass (soak, 0.5, 60);
  tactus_sim_bluez_plug (soak->bench->bluez, 0, TRUE);
  tactus_sim_bluez_remember (soak->bench->bluez, soak->bench->sim);
}

/* Without a word: the links are dead when the computer wakes up. */
static void
act_sleep (Soak *soak)
{
  virtual_clock_sleep (some_time (soak, 10, 3600));
  vanish (soak);
  pass (soak, 0.1, 3);
  tactus_sim_band_come_back (soak->bench->sim);
}

/* With time to let go of the band. */
static void
act_suspend (Soak *soak)
{
  tactus_band_suspend (soak->bench->band);
  pass (soak, 0.5, 3);
  virtual_clock_sleep (some_time (soak, 10, 3600));
  pass (soak, 6, 8); /* the clocks are compared every 5 s */
}

static void
act_set_clock_back (Soak *soak)
{
  virtual_clock_set_back (some_time (soak, 1, 2 * 3600));
}

static void
act_set_clock_forward (Soak *soak)
{
  virtual_clock_set_forward (some_time (soak, 1, 2 * 3600));
}

static void
act_read_battery (Soak *soak)
{
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;
  TactusBandInfo *info;

  tactus_sim_band_set_battery (soak->bench->sim, (guint) g_rand_int_range (soak->rand, 5, 100),
                               g_get_monotonic_time ());
  tactus_band_read_info_async (soak->bench->band, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  info = tactus_band_read_info_finish (soak->bench->band, outcome.result, &error);
  g_assert_no_error (error);
  g_assert_true (info->has_battery);
  g_assert_cmpuint (info->battery.level, ==, tactus_sim_band_get_battery (soak->bench->sim));
  tactus_band_info_free (info);
}

static void
act_pause (Soak *soak)
{
  tactus_band_stop_measuring (soak->bench->band);
  pass (soak, 1, 20);
  tactus_band_start_measuring (soak->bench->band);
}

static const struct {
  const char *name;
  Action act;
} actions[] = {
  { "out of range", act_out_of_range },
  { "lost with a reading", act_lost_with_a_reading },
  { "silent", act_silence },
  { "daemon restarted", act_daemon_restart },
  { "adapter off and on", act_adapter_off },
  { "adapter unplugged", act_adapter_unplugged },
  { "asleep", act_sleep },
  { "suspended", act_suspend },
  { "clock set back", act_set_clock_back },
  { "clock set forward", act_set_clock_forward },
  { "battery read", act_read_battery },
  { "measuring paused", act_pause },
};

G_STATIC_ASSERT (G_N_ELEMENTS (actions) <= G_N_ELEMENTS (((Soak *) NULL)->actions));

/* ── what is held ── */

/* Only where there is AddressSanitizer, which has its own allocator. */
extern size_t __sanitizer_get_current_allocated_bytes (void) __attribute__ ((weak));

static gint64
count_bytes (void)
{
  struct mallinfo2 info;

  if (__sanitizer_get_current_allocated_bytes)
    return (gint64) __sanitizer_get_current_allocated_bytes ();

  info = mallinfo2 ();
  return (gint64) (info.uordblks + info.hblkhd);
}

static guint
count_fds (void)
{
  g_autoptr(GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir))
    count++;

  return count;
}

/* A context gives its sources numbers, one after the other. */
static guint
count_sources (void)
{
  g_autoptr(GSource) last = g_idle_source_new ();
  guint end = g_source_attach (last, NULL);
  guint count = 0;

  for (guint id = 1; id < end; id++)
    if (g_main_context_find_source_by_id (NULL, id))
      count++;
  g_source_destroy (last);

  return count;
}

/* Returns: what the message bus says of our connection */
static guint
count_rules (Soak *soak)
{
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GVariant) stats = NULL;
  GDBusConnection *near = soak->bench->near;
  guint rules = 0;

  g_dbus_connection_call (near, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus.Debug.Stats", "GetConnectionStats",
                          g_variant_new ("(s)", g_dbus_connection_get_unique_name (near)), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  reply = g_dbus_connection_call_finish (near, outcome.result, &error);
  /* Not every build of the bus counts. */
  if (error)
    return 0;

  stats = g_variant_get_child_value (reply, 0);
  g_assert_true (g_variant_lookup (stats, "MatchRules", "u", &rules));

  return rules;
}

static void
take_snapshot (Soak     *soak,
               Snapshot *snapshot)
{
  /* Of what is still on its way to the disk there may be more or less. */
  UNTIL (tactus_band_recorder_get_waiting (soak->recorder) == 0);
  snapshot->rules = count_rules (soak);
  snapshot->fds = count_fds ();
  snapshot->sources = count_sources ();
  snapshot->sqlite = sqlite3_memory_used ();
  snapshot->series = (gint64) tactus_series_get_size (tactus_band_get_series (soak->bench->band));
  snapshot->bytes = count_bytes () - snapshot->sqlite - snapshot->series;
}

static void
print_snapshot (const Snapshot *snapshot,
                const char     *when)
{
  g_test_message ("%s: %" G_GINT64_FORMAT " KiB, SQLite %" G_GINT64_FORMAT " KiB, readings %"
                  G_GINT64_FORMAT " KiB; %u descriptors, %u sources, %u match rules", when,
                  snapshot->bytes / 1024, snapshot->sqlite / 1024, snapshot->series / 1024,
                  snapshot->fds, snapshot->sources, snapshot->rules);
}

static void
compare_snapshots (Soak *soak)
{
  const Snapshot *warm = &soak->snapshots[N_WARM - 1];

  for (guint i = N_WARM; i < N_SNAPSHOTS; i++)
    {
      const Snapshot *each = &soak->snapshots[i];

      g_assert_cmpint (each->bytes - warm->bytes, <=, MAX_GROWTH_BYTES);
      g_assert_cmpuint (each->fds, <=, warm->fds + 2);
      g_assert_cmpuint (each->rules, ==, warm->rules);
      g_assert_cmpuint (each->sources, <=, warm->sources + 4);
    }
}

/* ── what is kept ── */

static GPtrArray *
list_sessions (Soak *soak)
{
  const TactusHistoryQuery query = { 0 };
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;
  GPtrArray *sessions;

  tactus_history_list_async (soak->history, &query, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  sessions = tactus_history_list_finish (soak->history, outcome.result, &error);
  g_assert_no_error (error);

  return sessions;
}

static TactusSeries *
load_session (Soak          *soak,
              TactusSession *session)
{
  const TactusHistoryQuery query = { .session = tactus_session_get_id (session) };
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;
  TactusSeries *series;

  tactus_history_load_async (soak->history, &query, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  series = tactus_history_load_finish (soak->history, outcome.result, NULL, &error);
  g_assert_no_error (error);

  return series;
}

/* In the order in which they were begun: the clock that their times are of was set meanwhile. */
static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 one = tactus_session_get_id (*(TactusSession * const *) a);
  gint64 other = tactus_session_get_id (*(TactusSession * const *) b);

  return (one > other) - (one < other);
}

static const Sent *
sent_at (Soak *soak,
         guint index)
{
  return &g_array_index (soak->sent, Sent, index);
}

/* Returns: the index of what was sent and is kept there; what nobody waited for may be passed */
static guint
find_sent (Soak                *soak,
           guint                index,
           const TactusReading *reading,
           gint64               offset_us)
{
  while (index < soak->sent->len && !sent_at (soak, index)->wanted &&
         ABS (sent_at (soak, index)->when_us + offset_us - reading->when_us) > 10000)
    index++;
  g_assert_cmpuint (index, <, soak->sent->len);

  return index;
}

typedef struct {
  guint next;   /* of what was sent */
  guint pulses;
  guint losses;
  guint silences;
} Tally;

/* Each reading that was sent once, a loss where there was one, and nothing else. */
static void
check_session (Soak         *soak,
               TactusSeries *series,
               Tally        *tally)
{
  TactusReading first = tactus_series_get (series, 0);
  gboolean lost = FALSE, silent = FALSE;
  gint64 offset_us;

  while (tally->next < soak->sent->len && !sent_at (soak, tally->next)->anew)
    g_assert_false (sent_at (soak, tally->next++)->wanted);
  g_assert_cmpuint (tally->next, <, soak->sent->len);
  offset_us = first.when_us - sent_at (soak, tally->next)->when_us;

  for (gsize i = 0; i < tactus_series_get_length (series); i++)
    {
      TactusReading reading = tactus_series_get (series, i);
      const Sent *sent;

      if (reading.kind == TACTUS_READING_LOST || reading.kind == TACTUS_READING_STALE)
        {
          lost = lost || reading.kind == TACTUS_READING_LOST;
          silent = silent || reading.kind == TACTUS_READING_STALE;
          continue;
        }

      g_assert_cmpint (reading.kind, ==, TACTUS_READING_PULSE);
      tally->next = find_sent (soak, tally->next, &reading, offset_us);
      sent = sent_at (soak, tally->next++);
      g_assert_cmpuint (reading.bpm, ==, sent->bpm);
      g_assert_cmpint (ABS (sent->when_us + offset_us - reading.when_us), <=, 10000);
      if (i > 0)
        g_assert_false (sent->anew);
      if (i > 0)
        g_assert_true (lost == sent->lost);
      if (silent && !lost)
        g_assert_cmpint (sent->when_us - sent_at (soak, tally->next - 2)->when_us, >=, STALE_US);
      tally->pulses++;
      tally->losses += lost;
      tally->silences += silent;
      lost = silent = FALSE;
    }
}

static void
check_history (Soak *soak)
{
  g_autoptr(GPtrArray) sessions = list_sessions (soak);
  Tally tally = { 0 };
  guint wanted = 0;

  g_ptr_array_sort (sessions, compare_ids);
  for (guint i = 0; i < sessions->len; i++)
    {
      g_autoptr(TactusSeries) series = load_session (soak, sessions->pdata[i]);

      g_assert_false (tactus_session_get_open (sessions->pdata[i]));
      check_session (soak, series, &tally);
    }
  while (tally.next < soak->sent->len)
    g_assert_false (sent_at (soak, tally.next++)->wanted);

  for (guint i = 0; i < soak->sent->len; i++)
    wanted += sent_at (soak, i)->wanted;
  g_test_message ("sessions: %u; readings sent: %u, with the link up: %u, kept: %u; "
                  "links lost: %u, silences: %u", sessions->len, soak->sent->len, wanted,
                  tally.pulses, tally.losses, tally.silences);
  g_assert_cmpuint (tally.pulses, >=, wanted);
  g_assert_cmpuint (tally.pulses, <=, soak->sent->len);
}

/* ── from the beginning to the end ── */

static void
begin (Soak *soak)
{
  static const TactusSimBluezDelays delays = {
    .appear_ms = 200, .connect_ms = 300, .resolve_ms = 500, .operation_ms = 15,
    .disconnect_ms = 2000, .unreachable_ms = 42000, .temporary_ms = 30000, .bond_ms = 100,
    .agent_ms = 60000,
  };
  BandBench *bench = band_bench_new (SPEC);
  g_autofree char *path = NULL;

  soak->bench = bench;
  soak->dir = g_dir_make_tmp ("tactus-soak-XXXXXX", NULL);
  path = g_build_filename (soak->dir, "history.sqlite", NULL);
  soak->history = tactus_history_new (path);
  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);

  virtual_clock_start ();
  virtual_clock_add_connection (bench->near);
  virtual_clock_add_connection (bench->far);

  tactus_sim_bluez_set_delays (bench->bluez, &delays);
  tactus_bluez_client_set_deadlines (bench->client, &tactus_bluez_default_deadlines);
  tactus_band_set_timings (bench->band, &tactus_band_default_timings);
  g_signal_handlers_disconnect_by_data (bench->band, bench); /* a list of its states would grow */

  soak->recorder = tactus_band_recorder_new (bench->band, soak->history);
  soak->watch = tactus_sleep_watch_new (NULL, NULL);
  soak->bands = g_list_store_new (TACTUS_TYPE_BAND);
  g_list_store_append (soak->bands, bench->band);
  soak->guard = tactus_sleep_guard_new (soak->watch, G_LIST_MODEL (soak->bands), NULL);
  g_signal_connect_swapped (bench->sim, "notified", G_CALLBACK (notified_cb), soak);
  g_signal_connect_swapped (bench->band, "notify::state", G_CALLBACK (state_cb), soak);
  g_signal_connect_swapped (bench->band, "notify::measuring", G_CALLBACK (measuring_cb), soak);

  band_bench_connect (bench);
  tactus_band_start_measuring (bench->band);
  until_live (soak);
}

static void
remove_dir (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      g_assert_no_errno (g_unlink (child));
    }
  g_assert_no_errno (g_rmdir (path));
}

static void
finish_recorder (Soak *soak)
{
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;

  tactus_band_stop_measuring (soak->bench->band);
  tactus_band_recorder_finish_async (soak->recorder, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  tactus_band_recorder_finish_finish (soak->recorder, outcome.result, &error);
  g_assert_no_error (error);
}

static void
end (Soak *soak)
{
  static const TactusSimBluezDelays quick = { 5, 2, 2, 1, 2, 20000, 60000, 2, 20000 };
  BandBench *bench = soak->bench;

  g_assert_finalize_object (soak->guard);
  g_object_run_dispose (G_OBJECT (soak->watch));
  UNTIL (G_OBJECT (soak->watch)->ref_count == 1);
  g_assert_finalize_object (soak->watch);
  g_assert_finalize_object (soak->bands);
  UNTIL (G_OBJECT (soak->recorder)->ref_count == 1);
  g_assert_finalize_object (soak->recorder);
  g_signal_handlers_disconnect_by_data (bench->sim, soak);
  g_signal_handlers_disconnect_by_data (bench->band, soak);

  tactus_sim_bluez_set_delays (bench->bluez, &quick);
  virtual_clock_remove_connection (bench->near);
  virtual_clock_remove_connection (bench->far);
  virtual_clock_stop ();
  band_bench_free (bench);
  UNTIL (G_OBJECT (soak->history)->ref_count == 1);
  g_assert_finalize_object (soak->history);
  remove_dir (soak->dir);
  g_free (soak->dir);
  g_rand_free (soak->rand);
  g_array_unref (soak->deck);
  g_array_unref (soak->sent);
}

/* Returns: the environment's word for it */
static double
get_setting (const char *name,
             double      otherwise)
{
  const char *text = g_getenv (name);

  return text && text[0] ? g_ascii_strtod (text, NULL) : otherwise;
}

/* As cards are drawn: each comes once before any comes again. */
static guint
draw (Soak *soak)
{
  if (soak->deck->len == 0)
    for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
      g_array_append_val (soak->deck, i);

  return (guint) g_rand_int_range (soak->rand, 0, (gint32) soak->deck->len);
}

static void
act (Soak *soak)
{
  guint card = draw (soak);
  guint which = g_array_index (soak->deck, guint, card);

  g_array_remove_index_fast (soak->deck, card);
  virtual_clock_set_watchdog (300); /* anew for each */
  soak->actions[which]++;
  g_debug ("%.1f s: %s", virtual_clock_get_us () / 1e6, actions[which].name);
  actions[which].act (soak);
  until_live (soak);
  pass (soak, 3, 90);
  until_live (soak);
}

static void
print_figures (Soak   *soak,
               gint64  began_us)
{
  struct timespec spent;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_test_message ("%s: %u times", actions[i].name, soak->actions[i]);
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &spent);
  g_test_message ("virtual time: %.2f h; processor time: %ld s; "
                  "longest way back to a pulse: %.1f s",
                  (double) (virtual_clock_get_us () - began_us) / (60.0 * (double) MINUTE_US),
                  (long) spent.tv_sec, (double) soak->worst_us / 1e6);
}

static void
test_soak (void)
{
  Soak soak = { NULL };
  guint32 seed = (guint32) get_setting ("TACTUS_SOAK_SEED", DEFAULT_SEED);
  gint64 length_us = (gint64) (get_setting ("TACTUS_SOAK_HOURS", DEFAULT_HOURS) * 60) * MINUTE_US;
  gint64 began_us;

  g_test_message ("seed %u", seed);
  soak.rand = g_rand_new_with_seed (seed);
  soak.deck = g_array_new (FALSE, FALSE, sizeof (guint));
  /* So that what is written down here is not what grows. */
  soak.sent = g_array_sized_new (FALSE, FALSE, sizeof (Sent),
                                 (guint) (length_us / SECOND_US) + 5000);
  begin (&soak);

  began_us = virtual_clock_get_us ();
  for (guint i = 0; i < N_SNAPSHOTS; i++)
    {
      g_autofree char *when = NULL;

      while (virtual_clock_get_us () - began_us < length_us / N_SNAPSHOTS * (i + 1))
        act (&soak);
      take_snapshot (&soak, &soak.snapshots[i]);
      when = g_strdup_printf ("after %.2f h", (double) (virtual_clock_get_us () - began_us) /
                                                (60.0 * (double) MINUTE_US));
      print_snapshot (&soak.snapshots[i], when);
    }
  print_figures (&soak, began_us);

  finish_recorder (&soak);
  check_history (&soak);
  compare_snapshots (&soak);
  end (&soak);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/soak", test_soak);

  return band_bench_run ();
}
