/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* bench-bands SIMULATOR [SECONDS]: what twenty bands that are measured at once cost, against one of
 * them, and a sensor that sends a hundred times a second, against one that sends once. */

#include "config.h"

#include <stdlib.h>
#include <time.h>

#include <adwaita.h>

#include "../ui/stage.h"

#include "tactus-bands-page.h"
#include "tactus-chart.h"
#include "tactus-live-view.h"

#define N_BANDS  20
#define FAST     "E1:57:0A:91:00:00"
#define N_RATES  10

#define WATCHDOG_US (120 * (gint64) G_USEC_PER_SEC)

typedef struct {
  GSubprocess *simulator;
  TactusBluezClient *client;
  TactusBandList *bands;
  GtkWidget *window;
  guint seconds;
  guint frames;
} Bench;

static guint draws; /* of charts */
static void (* real_snapshot) (GtkWidget   *widget,
                               GtkSnapshot *snapshot);

static double
cpu_seconds (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &spent);

  return (double) spent.tv_sec + (double) spent.tv_nsec / 1e9;
}

static void
pass (guint seconds)
{
  gint64 end = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

#define UNTIL(condition)                                            \
  G_STMT_START                                                      \
    {                                                               \
      gint64 end_ = g_get_monotonic_time () + WATCHDOG_US;          \
      while (!(condition))                                          \
        {                                                           \
          if (g_get_monotonic_time () > end_)                       \
            g_error ("This never came: %s", #condition);            \
          g_main_context_iteration (NULL, TRUE);                    \
        }                                                           \
    }                                                               \
  G_STMT_END

static void
count_snapshot (GtkWidget   *widget,
                GtkSnapshot *snapshot)
{
  draws++;
  real_snapshot (widget, snapshot);
}

static void
painted_cb (guint *frames)
{
  (*frames)++;
}

static double
measure (guint seconds)
{
  double cpu = cpu_seconds ();

  pass (seconds);

  return (cpu_seconds () - cpu) / seconds;
}

static void
start_simulator (Bench      *bench,
                 const char *program)
{
  g_autoptr(GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (arguments, g_strdup (program));
  g_ptr_array_add (arguments, g_strdup ("--virtual"));
  for (guint i = 0; i < N_BANDS; i++)
    g_ptr_array_add (arguments,
                     g_strdup_printf ("--band=model=heart-rate-sensor,name=Strap %u,"
                                      "address=E1:57:0A:90:00:%02X,first=0.2,period=1,seed=%u",
                                      i, i, i));
  g_ptr_array_add (arguments,
                   g_strdup ("--band=model=heart-rate-sensor,name=Fast,address=" FAST ",first=0.2,"
                             "period=0.01,rates=60:61:62:63:64:65:66:67:68:69"));
  g_ptr_array_add (arguments, NULL);

  bench->simulator = g_subprocess_newv ((const char * const *) arguments->pdata,
                                        G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                          G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  if (bench->simulator == NULL)
    g_error ("Starting the simulator: %s", error->message);
}

static void
paired_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!tactus_band_pair_finish (TACTUS_BAND (source), result, &error))
    g_error ("Pairing: %s", error->message);
}

static TactusBand *
pair (Bench      *bench,
      const char *address)
{
  TactusBand *band;

  UNTIL ((band = tactus_band_list_find (bench->bands, address, NULL)) != NULL);
  tactus_band_pair_async (band, NULL, NULL, paired_cb, NULL);
  UNTIL (tactus_band_get_state (band) == TACTUS_BAND_STATE_READY);

  return band;
}

static void
listen_to (TactusBand *band)
{
  tactus_band_start_measuring (band);
  UNTIL (tactus_band_get_pulse_state (band) == TACTUS_PULSE_STATE_LIVE);
}

static void
compare_numbers (Bench *bench)
{
  TactusBand *bands[N_BANDS];
  double one, all;

  for (guint i = 0; i < N_BANDS; i++)
    {
      g_autofree char *address = g_strdup_printf ("E1:57:0A:90:00:%02X", i);

      bands[i] = pair (bench, address);
    }
  listen_to (bands[0]);
  pass (2);
  one = measure (bench->seconds);
  for (guint i = 1; i < N_BANDS; i++)
    listen_to (bands[i]);
  pass (2);
  all = measure (bench->seconds);
  g_print ("page of %u live bands, against one live of them: %.1f (goal ≤ %u)\n", N_BANDS,
           all / one, N_BANDS);
  g_print ("page of %u live bands, percent of a core: %.2f\n", N_BANDS, 100 * all);

  for (guint i = 1; i < N_BANDS; i++)
    tactus_band_stop_measuring (bands[i]);
}

/* How many of the readings did not come, as the rates tell, which go round. */
static guint
count_missing (TactusSeries *series,
               gsize         from)
{
  guint missing = 0;

  for (gsize i = from + 1; i < tactus_series_get_length (series); i++)
    {
      guint before = tactus_series_get (series, i - 1).bpm;
      guint now = tactus_series_get (series, i).bpm;

      missing += (now + 2 * N_RATES - before - 1) % N_RATES;
    }

  return missing;
}

static void
show (Bench      *bench,
      TactusBand *band)
{
  GtkWidget *view = g_object_new (TACTUS_TYPE_LIVE_VIEW, "band", band, NULL);
  GdkFrameClock *clock;

  gtk_window_set_child (GTK_WINDOW (bench->window), view);
  clock = gtk_widget_get_frame_clock (bench->window);
  g_signal_handlers_disconnect_by_func (clock, painted_cb, &bench->frames);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &bench->frames);
}

static void
compare_rates (Bench *bench)
{
  TactusBand *slow = tactus_band_list_find (bench->bands, "E1:57:0A:90:00:00", NULL);
  TactusBand *fast = pair (bench, FAST);
  TactusSeries *series = tactus_band_get_series (fast);
  double once, often;
  gsize before;

  show (bench, slow);
  pass (2);
  once = measure (bench->seconds);
  tactus_band_stop_measuring (slow);

  listen_to (fast);
  show (bench, fast);
  pass (2);
  before = tactus_series_get_length (series);
  draws = bench->frames = 0;
  often = measure (bench->seconds);
  g_print ("readings per second of a sensor at 100 Hz: %.1f\n",
           (double) (tactus_series_get_length (series) - before) / bench->seconds);
  g_print ("readings that are missing of those: %u (goal ≤ 0)\n", count_missing (series, before));
  g_print ("live view at 100 Hz, processor time against 1 Hz: %.1f (goal ≤ 100)\n", often / once);
  g_print ("live view at 100 Hz, percent of a core: %.1f\n", 100 * often);
  g_print ("times that its chart is drawn, for each frame: %.2f (goal ≤ 1)\n",
           (double) draws / MAX (bench->frames, 1));
}

static int
run (const char *simulator,
     guint       seconds)
{
  g_autofree char *dir = g_dir_make_tmp ("tactus-bands-XXXXXX", NULL);
  g_autoptr(GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  GtkWidgetClass *class = g_type_class_ref (TACTUS_TYPE_CHART);
  Bench bench = { .seconds = seconds };
  GtkWidget *page;

  real_snapshot = class->snapshot;
  class->snapshot = count_snapshot;
  g_timeout_add (100, wake_cb, NULL);

  start_simulator (&bench, simulator);
  bench.client = tactus_bluez_client_new (connection, "org.bluez", NULL);
  bench.bands = tactus_band_list_new (bench.client, tactus_memory_key_store_new (), NULL, dir);
  page = g_object_new (TACTUS_TYPE_BANDS_PAGE, NULL);
  tactus_bands_page_set_band_list (TACTUS_BANDS_PAGE (page), bench.bands);
  bench.window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 480, 720);
  gtk_window_set_child (GTK_WINDOW (bench.window), page);
  gtk_window_present (GTK_WINDOW (bench.window));

  compare_numbers (&bench);
  compare_rates (&bench);
  g_subprocess_force_exit (bench.simulator);

  return 0;
}

int
main (int    argc,
      char **argv)
{
  if (argc < 2 || !gtk_init_check ())
    {
      g_print ("Needs a simulator and a display\n");
      return argc < 2;
    }
  stage_application ();

  return run (argv[1], argc > 2 ? (guint) MAX (atoi (argv[2]), 1) : 20);
}
