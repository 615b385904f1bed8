/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/*
 * bench-load [SECONDS]: 500 bands advertise five times a second each, every time with another
 * signal strength: what the page of bands costs, and how late its main loop is, beside a bare
 * object manager that hears the same.  BlueZ and the bare one are processes of their own: this
 * program again, as bench-load --crowd and bench-load --bare.
 */

#include "config.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <adwaita.h>
#include <glib-unix.h>

#include "../ui/stage.h"

#include "tactus-bands-page.h"
#include "tactus-sim-bluez.h"

#define N_BANDS 500

/* Each band five times a second, in ten portions a round. */
#define ROUND_MS 200
#define PORTIONS 10

#define PROBE_MS       10
#define MAX_TIMES      2000000 /* so that what is measured with does not grow */
#define SETTLE_SECONDS 10

static double
cpu_seconds (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &spent);

  return (double) spent.tv_sec + (double) spent.tv_nsec / 1e9;
}

static GDBusConnection *
connect_to_bus (void)
{
  g_autoptr(GError) error = NULL;
  GDBusConnection *connection =
    g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                              G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                            NULL, NULL, &error);

  if (connection == NULL)
    g_error ("No bus: %s", error->message);

  return connection;
}

/* ── how late the main loop is ── */

/* What a click would have to wait for. */
typedef struct {
  GArray *late_us; /* (element-type gint64) */
  gint64 due_us;
} Probe;

static gboolean
probe_cb (gpointer user_data)
{
  Probe *probe = user_data;
  gint64 now = g_get_monotonic_time ();

  g_array_append_val (probe->late_us, (gint64) { MAX (now - probe->due_us, 0) });
  probe->due_us = now + PROBE_MS * 1000;

  return G_SOURCE_CONTINUE;
}

static void
probe_reset (Probe *probe)
{
  g_array_set_size (probe->late_us, 0);
  probe->due_us = g_get_monotonic_time () + PROBE_MS * 1000;
}

static void
probe_start (Probe *probe)
{
  probe->late_us = g_array_sized_new (FALSE, FALSE, sizeof (gint64), MAX_TIMES);
  probe_reset (probe);
  g_timeout_add (PROBE_MS, probe_cb, probe);
}

/* How much processor time the turns of the main loop take: others work on this machine, too. */
static struct {
  GArray *turns_us; /* (element-type gint64) */
  gint64 since_us;
} work;

static gint64
thread_us (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &spent);

  return spent.tv_sec * G_USEC_PER_SEC + spent.tv_nsec / 1000;
}

static int
poll_cb (GPollFD *fds,
         guint    n_fds,
         int      timeout_ms)
{
  int ready;

  g_array_append_val (work.turns_us, (gint64) { thread_us () - work.since_us });
  ready = g_poll (fds, n_fds, timeout_ms);
  work.since_us = thread_us ();

  return ready;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

/* Returns: milliseconds that @percent of @times are not beyond */
static double
get_share (GArray *times,
           guint   percent)
{
  guint n = times->len;

  if (n == 0)
    return 0;

  g_array_sort (times, compare_times);
  return (double) g_array_index (times, gint64, MIN (n * percent / 100, n - 1)) / 1000;
}

static double
probe_get (Probe *probe,
           guint  percent)
{
  return get_share (probe->late_us, percent);
}

/* ── the crowd ── */

typedef struct {
  TactusSimBluez *bluez;
  guint round;
} Air;

static gboolean
shake_cb (gpointer user_data)
{
  Air *air = user_data;

  air->round++;
  for (guint i = 0; i < N_BANDS; i++)
    tactus_sim_band_set_rssi (tactus_sim_bluez_get_band (air->bluez, i),
                              (gint16) (-50 - (int) (i % 45) - (int) (air->round % 3 * 12)));

  return G_SOURCE_CONTINUE;
}

static int
run_crowd (void)
{
  g_autoptr(GDBusConnection) connection = connect_to_bus ();
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Air air = { .bluez = tactus_sim_bluez_new (connection) };
  TactusSimBluezDelays delays;

  tactus_sim_bluez_get_delays (air.bluez, &delays);
  delays.appear_ms = ROUND_MS / PORTIONS;
  tactus_sim_bluez_set_delays (air.bluez, &delays);
  tactus_sim_bluez_set_crowd (air.bluez, N_BANDS / PORTIONS);
  for (guint i = 0; i < N_BANDS; i++)
    {
      g_autofree char *text = g_strdup_printf ("model=mi-band-3,address=C8:0F:20:00:%02X:%02X",
                                               i / 256, i % 256);
      g_autoptr(TactusSimSpec) spec = tactus_sim_spec_parse (text, NULL);
      g_autoptr(TactusSimBand) band = tactus_sim_band_new (spec);

      tactus_sim_bluez_add_band (air.bluez, band);
    }
  g_timeout_add (ROUND_MS, shake_cb, &air);
  tactus_sim_bluez_start (air.bluez);
  g_main_loop_run (loop);

  return 0;
}

/* ── the bare client ── */

typedef struct {
  guint signals;
  double cpu;
  Probe probe;
} Bare;

static void
changed_cb (Bare *bare)
{
  bare->signals++;
}

static gboolean
asked_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  Bare *bare = user_data;
  char byte;

  if (read (fd, &byte, 1) != 1)
    exit (0);
  printf ("%u %.6f %.3f\n", bare->signals, cpu_seconds () - bare->cpu,
          probe_get (&bare->probe, 99));
  fflush (stdout);
  bare->signals = 0;
  bare->cpu = cpu_seconds ();
  probe_reset (&bare->probe);

  return G_SOURCE_CONTINUE;
}

static int
run_bare (void)
{
  g_autoptr(GDBusConnection) connection = connect_to_bus ();
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GDBusObjectManager) manager = NULL;
  Bare bare = { 0 };

  manager = g_dbus_object_manager_client_new_sync (connection,
                                                   G_DBUS_OBJECT_MANAGER_CLIENT_FLAGS_NONE,
                                                   "org.bluez", "/", NULL, NULL, NULL, NULL, NULL);
  g_signal_connect_swapped (manager, "interface-proxy-properties-changed",
                            G_CALLBACK (changed_cb), &bare);
  g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, asked_cb, &bare);
  probe_start (&bare.probe);
  g_main_loop_run (loop);

  return 0;
}

/* ── the page ── */

/* What a while has cost. */
typedef struct {
  guint signals;
  double cpu;
  double late; /* 99 of 100, ms */
} Cost;

typedef struct {
  GSubprocess *crowd;
  GSubprocess *bare;
  TactusBluezClient *client;
  TactusBandList *bands;
  GtkWidget *window;
  GtkWidget *page;
  int signals; /* atomic */
  Probe probe;
  Cost own;
  Cost other;
} Bench;

static GDBusMessage *
count_cb (GDBusConnection *connection,
          GDBusMessage    *message,
          gboolean         incoming,
          gpointer         user_data)
{
  if (incoming && g_strcmp0 (g_dbus_message_get_member (message), "PropertiesChanged") == 0)
    g_atomic_int_inc (&((Bench *) user_data)->signals);

  return message;
}

static void
pass (guint seconds)
{
  gint64 end = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
}

static void
ask_bare (Bench *bench,
          Cost  *cost)
{
  char answer[100];
  gssize size;
  g_autoptr(GError) error = NULL;

  g_output_stream_write (g_subprocess_get_stdin_pipe (bench->bare), "?", 1, NULL, &error);
  size = g_input_stream_read (g_subprocess_get_stdout_pipe (bench->bare), answer,
                              sizeof answer - 1, NULL, &error);
  if (size <= 0)
    g_error ("The bare client is gone");
  answer[size] = '\0';
  if (sscanf (answer, "%u %lf %lf", &cost->signals, &cost->cpu, &cost->late) != 3)
    g_error ("The bare client says %s", answer);
}

/* Both at the same time. */
static void
measure (Bench *bench,
         guint  seconds)
{
  double cpu;

  ask_bare (bench, &bench->other);
  g_atomic_int_set (&bench->signals, 0);
  g_array_set_size (work.turns_us, 0);
  probe_reset (&bench->probe);
  cpu = cpu_seconds ();
  pass (seconds);
  bench->own.cpu = cpu_seconds () - cpu;
  bench->own.signals = (guint) g_atomic_int_get (&bench->signals);
  ask_bare (bench, &bench->other);
}

static GSubprocess *
start (const char *program,
       const char *role)
{
  g_autoptr(GError) error = NULL;
  GSubprocess *child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                           G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, role,
                                         NULL);

  if (child == NULL)
    g_error ("Starting %s: %s", role, error->message);

  return child;
}

static gint64
get_bytes (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return (gint64) (info.uordblks + info.hblkhd);
}

static guint
count_rows (Bench *bench)
{
  GtkWidget *list = stage_find (bench->page, GTK_TYPE_LIST_BOX, "Nearby");
  guint n = 0;

  while (list && gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int) n))
    n++;

  return n;
}

static void
scanned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  tactus_bluez_client_scan_finish (TACTUS_BLUEZ_CLIENT (source), result, NULL);
}

static void
measure_alone (Bench *bench,
               guint  seconds)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  gtk_widget_set_visible (bench->window, FALSE);
  pass (1);
  tactus_bluez_client_scan_async (bench->client, 60000, cancellable, scanned_cb, NULL);
  pass (2);
  measure (bench, seconds);
  g_print ("%u bands without a window, processor time against a bare object manager: %.2f "
           "(goal ≤ 2)\n", N_BANDS, bench->own.cpu / bench->other.cpu);
  g_cancellable_cancel (cancellable);
  pass (1);
}

static void
measure_page (Bench *bench,
              guint  seconds)
{
  GListModel *nearby = tactus_band_list_get_nearby (bench->bands);
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  gint64 bytes;

  probe_reset (&bench->probe);
  while (g_list_model_get_n_items (nearby) < N_BANDS && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  pass (2);
  g_print ("%u bands come: the longest that the main loop kept anybody waiting, ms: %.0f\n",
           g_list_model_get_n_items (nearby), probe_get (&bench->probe, 100));
  pass (SETTLE_SECONDS);

  bytes = get_bytes ();
  pass (seconds / 2);
  g_print ("memory grows in the first %u s, KiB: %d\n", seconds / 2,
           (int) MAX ((get_bytes () - bytes) / 1024, 0));
  bytes = get_bytes ();
  measure (bench, seconds);
  g_print ("%u bands for %u s, signals per second: %.0f\n", N_BANDS, seconds,
           (double) bench->own.signals / seconds);
  g_print ("signals that came, against those of a bare object manager: %.3f (goal ≥ 0.99)\n",
           (double) bench->own.signals / bench->other.signals);
  g_print ("page of bands, processor time against a bare object manager: %.2f\n",
           bench->own.cpu / bench->other.cpu);
  g_print ("page of bands, percent of a core: %.1f\n", 100 * bench->own.cpu / seconds);
  g_print ("turns of its main loop, 99 of 100, ms of processor time: %.1f (goal ≤ 16.7)\n",
           get_share (work.turns_us, 99));
  g_print ("turns of its main loop, the longest, ms of processor time: %.1f\n",
           get_share (work.turns_us, 100));
  g_print ("how late its main loop is, 99 of 100 times, ms: %.1f\n",
           probe_get (&bench->probe, 99));
  g_print ("how late its main loop is, worst, ms: %.1f\n", probe_get (&bench->probe, 100));
  g_print ("how late the bare one is, 99 of 100 times, ms: %.1f\n", bench->other.late);
  g_print ("memory grows in the %u s after that, KiB: %d (goal ≤ 256)\n", seconds,
           (int) MAX ((get_bytes () - bytes) / 1024, 0));
  g_print ("rows for %u bands: %u (goal ≤ 100)\n", N_BANDS, count_rows (bench));
}

static int
run (const char *program,
     guint       seconds)
{
  g_autoptr(GDBusConnection) connection = connect_to_bus ();
  g_autofree char *dir = g_dir_make_tmp ("tactus-load-XXXXXX", NULL);
  TactusKeyStore *keys = tactus_memory_key_store_new ();
  Bench bench = { .crowd = start (program, "--crowd") };

  bench.bare = start (program, "--bare");
  g_dbus_connection_add_filter (connection, count_cb, &bench, NULL);
  bench.client = tactus_bluez_client_new (connection, "org.bluez", NULL);
  bench.bands = tactus_band_list_new (bench.client, keys, NULL, dir);
  bench.page = g_object_new (TACTUS_TYPE_BANDS_PAGE, NULL);
  tactus_bands_page_set_band_list (TACTUS_BANDS_PAGE (bench.page), bench.bands);
  tactus_scanner_set_endless (tactus_bands_page_get_scanner (TACTUS_BANDS_PAGE (bench.page)),
                              TRUE);
  bench.window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 480, 720);
  gtk_window_set_child (GTK_WINDOW (bench.window), bench.page);
  gtk_window_present (GTK_WINDOW (bench.window));
  probe_start (&bench.probe);
  work.turns_us = g_array_sized_new (FALSE, FALSE, sizeof (gint64), MAX_TIMES);
  work.since_us = thread_us ();
  g_main_context_set_poll_func (NULL, poll_cb);

  measure_page (&bench, seconds);
  measure_alone (&bench, MAX (seconds / 3, 1));

  g_subprocess_force_exit (bench.bare);
  g_subprocess_force_exit (bench.crowd);
  rmdir (dir);

  return 0;
}

int
main (int    argc,
      char **argv)
{
  if (argc > 1 && g_str_equal (argv[1], "--crowd"))
    return run_crowd ();
  if (argc > 1 && g_str_equal (argv[1], "--bare"))
    return run_bare ();

  if (!gtk_init_check ())
    {
      g_print ("no display: nothing measured\n");
      return 77;
    }
  stage_application ();

  return run (argv[0], argc > 1 ? (guint) MAX (atoi (argv[1]), 1) : 60);
}
