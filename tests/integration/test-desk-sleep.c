/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The computer sleeps: with a login1 that the test plays, or only by the clocks. */

#include "band-bench.h"
#include "desk-bench.h"

#include <fcntl.h>
#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <unistd.h>

#include "tactus-sleep-guard.h"

#define QUICK "model=mi-band-3,key=" OLD_KEY ",first=0.01,period=0.01"

#define LOGIN1  "org.freedesktop.login1"
#define PATH    "/org/freedesktop/login1"
#define MANAGER "org.freedesktop.login1.Manager"

static const char xml[] =
  "<node><interface name='" MANAGER "'>"
  "<method name='Inhibit'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='h' direction='out'/></method>"
  "<property name='version' type='u' access='read'/></interface></node>";

typedef enum {
  GIVES,
  REFUSES,
  GIVES_NOTHING,
  SILENT,
} Manner;

typedef struct {
  DeskService *service;        /* (owned) */
  GDBusConnection *connection; /* (owned): of the watch */
  TactusSleepWatch *watch;     /* (owned) */
  Manner manner;
  int lock;                    /* our end of the last lock */
  guint falls;
  guint wakes;
} Bed;

static gint64 slept_us;

static gint64
fake_clock (void)
{
  return slept_us;
}

static void
give_lock (Bed      *bed,
           DeskCall *call)
{
  g_autoptr(GUnixFDList) fds = g_unix_fd_list_new ();
  g_autoptr(GError) error = NULL;
  int ends[2];

  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, &error));
  g_unix_fd_list_append (fds, ends[1], &error);
  g_assert_no_error (error);
  close (ends[1]);
  if (bed->lock >= 0)
    close (bed->lock);
  bed->lock = ends[0];
  g_dbus_method_invocation_return_value_with_unix_fd_list (g_steal_pointer (&call->invocation),
                                                           g_variant_new ("(h)", 0), fds);
}

static void
answer_cb (DeskService *service,
           DeskCall    *call,
           gpointer     user_data)
{
  Bed *bed = user_data;

  switch (bed->manner)
    {
    case GIVES:
      give_lock (bed, call);
      break;
    case REFUSES:
      g_dbus_method_invocation_return_error_literal (g_steal_pointer (&call->invocation),
                                                     G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED,
                                                     "No");
      break;
    case GIVES_NOTHING:
      desk_call_return (call, g_variant_new ("(h)", 0));
      break;
    case SILENT:
    default:
      break;
    }
}

/* Whether nothing keeps the computer awake any more: the other end of the pipe is closed. */
static gboolean
is_free (Bed *bed)
{
  char byte;

  g_unix_set_fd_nonblocking (bed->lock, TRUE, NULL);
  return read (bed->lock, &byte, 1) == 0;
}

static void
falls_cb (Bed *bed)
{
  bed->falls++;
}

static void
wakes_cb (Bed *bed)
{
  bed->wakes++;
}

static void
bed_watch (Bed *bed)
{
  bed->watch = tactus_sleep_watch_new (bed->connection, fake_clock);
  tactus_sleep_watch_set_timings (bed->watch, 10, 15000);
  g_signal_connect_swapped (bed->watch, "falling-asleep", G_CALLBACK (falls_cb), bed);
  g_signal_connect_swapped (bed->watch, "awake", G_CALLBACK (wakes_cb), bed);
}

static void
bed_set_up (Bed           *bed,
            gconstpointer  data)
{
  bed->manner = GPOINTER_TO_INT (data);
  bed->lock = -1;
  bed->service = desk_service_new (LOGIN1, PATH, xml, answer_cb, bed);
  bed->connection = desk_bench_connect ();
  bed_watch (bed);
  UNTIL (desk_service_find (bed->service, "Inhibit"));
  if (bed->manner == GIVES)
    UNTIL (tactus_sleep_watch_get_holding (bed->watch));
}

static void
bed_tear_down (Bed           *bed,
               gconstpointer  data)
{
  if (bed->watch)
    {
      g_object_run_dispose (G_OBJECT (bed->watch));
      UNTIL (G_OBJECT (bed->watch)->ref_count == 1);
      g_assert_finalize_object (bed->watch);
    }
  g_clear_pointer (&bed->service, desk_service_free);
  desk_bench_disconnect (bed->connection);
  if (bed->lock >= 0)
    close (bed->lock);
}

static void
prepare (Bed      *bed,
         gboolean  begins)
{
  desk_service_emit (bed->service, PATH, MANAGER, "PrepareForSleep", g_variant_new ("(b)", begins));
}

/* The lock is taken, let go of, and taken again. */
static void
test_cycle (Bed           *bed,
            gconstpointer  data)
{
  for (guint i = 1; i <= 3; i++)
    {
      DeskCall *call = desk_service_find (bed->service, "Inhibit");
      const char *what, *mode;

      g_variant_get (call->parameters, "(&s&s&s&s)", &what, NULL, NULL, &mode);
      g_assert_cmpstr (what, ==, "sleep");
      g_assert_cmpstr (mode, ==, "delay");

      prepare (bed, TRUE);
      UNTIL (bed->falls == i);
      g_assert_true (tactus_sleep_watch_get_holding (bed->watch));
      g_assert_false (is_free (bed));
      tactus_sleep_watch_let_sleep (bed->watch);
      g_assert_false (tactus_sleep_watch_get_holding (bed->watch));
      g_assert_true (is_free (bed));

      /* The clocks may tell first. */
      slept_us += i == 2 ? G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC : 0;
      prepare (bed, FALSE);
      UNTIL (bed->wakes == i);
      UNTIL (tactus_sleep_watch_get_holding (bed->watch));
    }
  g_assert_cmpuint (bed->falls, ==, 3);
  g_assert_cmpuint (bed->wakes, ==, 3);
}

/* Who is never done keeps nobody from sleeping. */
static void
test_most (Bed           *bed,
           gconstpointer  data)
{
  tactus_sleep_watch_set_timings (bed->watch, 10000, 20);
  prepare (bed, TRUE);
  UNTIL (bed->falls == 1);
  UNTIL (!tactus_sleep_watch_get_holding (bed->watch));
  g_assert_true (is_free (bed));
}

/* Without a lock it is told all the same; what is told twice, or makes no sense, is passed over. */
static void
test_no_lock (Bed           *bed,
              gconstpointer  data)
{
  prepare (bed, FALSE);
  desk_service_emit (bed->service, PATH, MANAGER, "PrepareForSleep", g_variant_new ("(s)", "yes"));
  prepare (bed, TRUE);
  prepare (bed, TRUE);
  UNTIL (bed->falls == 1);
  g_assert_false (tactus_sleep_watch_get_holding (bed->watch));
  prepare (bed, FALSE);
  prepare (bed, FALSE);
  UNTIL (bed->wakes == 1);
  prepare (bed, TRUE);
  UNTIL (bed->falls == 2);
  g_assert_cmpuint (bed->wakes, ==, 1);
}

/* login1 is started again: it knows nothing of our lock, and gives another one. */
static void
test_restart (Bed           *bed,
              gconstpointer  data)
{
  g_clear_pointer (&bed->service, desk_service_free);
  UNTIL (!tactus_sleep_watch_get_holding (bed->watch));
  bed->service = desk_service_new (LOGIN1, PATH, xml, answer_cb, bed);
  UNTIL (tactus_sleep_watch_get_holding (bed->watch));
}

/* login1 goes before it has said that the sleep is over: nobody else will. */
static void
test_asleep_restart (Bed           *bed,
                     gconstpointer  data)
{
  prepare (bed, TRUE);
  UNTIL (bed->falls == 1);
  g_clear_pointer (&bed->service, desk_service_free);
  UNTIL (bed->wakes == 1);
  bed->service = desk_service_new (LOGIN1, PATH, xml, answer_cb, bed);
  UNTIL (tactus_sleep_watch_get_holding (bed->watch));
  g_assert_cmpuint (bed->wakes, ==, 1);
}

/* Who is given no lock any more goes by the clocks again. */
static void
test_no_more (Bed           *bed,
              gconstpointer  data)
{
  bed->manner = REFUSES;
  prepare (bed, TRUE);
  UNTIL (bed->falls == 1);
  tactus_sleep_watch_let_sleep (bed->watch);
  prepare (bed, FALSE);
  UNTIL (bed->wakes == 1);

  slept_us += 60 * G_USEC_PER_SEC;
  UNTIL (bed->wakes == 2);
}

/* The watch goes while its question is in flight. */
static void
test_gone (Bed           *bed,
           gconstpointer  data)
{
  g_object_run_dispose (G_OBJECT (bed->watch));
  UNTIL (G_OBJECT (bed->watch)->ref_count == 1);
  g_assert_finalize_object (g_steal_pointer (&bed->watch));
}

/* In a sandbox only the clocks tell. */
static void
test_clocks (void)
{
  Bed bed = { .lock = -1 };
  gint64 before = slept_us;

  bed_watch (&bed);
  slept_us = before + G_USEC_PER_SEC;
  for (guint i = 0; i < 5; i++)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (bed.wakes, ==, 0);

  slept_us = before + 60 * G_USEC_PER_SEC;
  UNTIL (bed.wakes == 1);
  for (guint i = 0; i < 5; i++)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (bed.wakes, ==, 1);
  g_assert_cmpuint (bed.falls, ==, 0);
  g_assert_finalize_object (bed.watch);
}

/* ── with a band ── */

static guint
count_lost (BandBench *bench)
{
  return band_bench_count (bench, TACTUS_READING_LOST);
}

/* The link goes before the computer does, nothing is tried meanwhile, and the measurement comes
 * back at once, whatever the pause would have been. */
static void
test_band (Bed           *bed,
           gconstpointer  data)
{
  BandBench *bench = band_bench_new (QUICK);
  g_autoptr(GListStore) bands = g_list_store_new (TACTUS_TYPE_BAND);
  g_autoptr(TactusHistory) history = tactus_history_new (NULL);
  g_autoptr(TactusRecording) recording = tactus_recording_new (history);
  TactusBandTimings timings = band_bench_timings ();
  TactusSleepGuard *guard;

  timings.reconnect_ms = 600000;
  tactus_band_set_timings (bench->band, &timings);
  g_list_store_append (bands, bench->band);
  guard = tactus_sleep_guard_new (bed->watch, G_LIST_MODEL (bands), recording);
  band_bench_put_key (bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);
  tactus_band_start_measuring (bench->band);
  UNTIL_PULSE (bench, LIVE);

  prepare (bed, TRUE);
  UNTIL (!tactus_sleep_watch_get_holding (bed->watch));
  g_assert_cmpint (tactus_band_get_state (bench->band), ==, TACTUS_BAND_STATE_WAITING);
  g_assert_true (tactus_band_get_measuring (bench->band));
  g_assert_cmpuint (count_lost (bench), ==, 1);
  g_assert_cmpuint (tactus_band_recorder_get_waiting (
                      tactus_recording_get_recorder (recording, bench->band)), ==, 0);
  g_string_truncate (bench->states, 0);

  prepare (bed, FALSE);
  UNTIL_PULSE (bench, LIVE);
  g_assert_true (g_str_has_prefix (bench->states->str, "connecting"));

  g_assert_finalize_object (guard);
  tactus_band_stop_measuring (bench->band);
  g_list_store_remove_all (bands);
  g_clear_object (&recording);
  UNTIL (G_OBJECT (bench->band)->ref_count == 1);
  band_bench_free (bench);
}

int
main (int    argc,
      char **argv)
{
  static const struct {
    const char *name;
    Manner manner;
    void (* test) (Bed           *bed,
                   gconstpointer  data);
  } tests[] = {
    { "cycle", GIVES, test_cycle },
    { "most", GIVES, test_most },
    { "refused", REFUSES, test_no_lock },
    { "nothing-given", GIVES_NOTHING, test_no_lock },
    { "no-answer", SILENT, test_no_lock },
    { "restart", GIVES, test_restart },
    { "asleep-restart", GIVES, test_asleep_restart },
    { "no-more", GIVES, test_no_more },
    { "gone", SILENT, test_gone },
    { "band", GIVES, test_band },
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/sleep/", tests[i].name, NULL);

      g_test_add (path, Bed, GINT_TO_POINTER (tests[i].manner), bed_set_up, tests[i].test,
                  bed_tear_down);
    }
  g_test_add_func ("/sleep/clocks", test_clocks);

  return band_bench_run ();
}
