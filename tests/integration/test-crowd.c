/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* Five hundred bands advertise five times a second each: what is counted is work, and not time. */

#include "band-bench.h"
#include "virtual-clock.h"

#include "tactus-band-list.h"

#define N_BANDS  500
#define N_ROUNDS 12
#define ROUND_MS 200

/* How often a list may change while so much time passes. */
#define FLUSH_MS 225
#define FLUSHES(ms) ((ms) / FLUSH_MS + 1)

typedef struct {
  BandBench *bench;
  TactusBandList *list;
  GPtrArray *sims;       /* (element-type TactusSimBand) */
  guint device_changes;  /* of BlueZ's devices */
  guint nearby_changes;
  int signals;           /* atomic: PropertiesChanged that came */
  guint filter_id;
  GCancellable *scan;
  Outcome scanned;
} Crowd;

static GDBusMessage *
count_cb (GDBusConnection *connection,
          GDBusMessage    *message,
          gboolean         incoming,
          gpointer         user_data)
{
  if (incoming && g_strcmp0 (g_dbus_message_get_member (message), "PropertiesChanged") == 0)
    g_atomic_int_inc (&((Crowd *) user_data)->signals);

  return message;
}

static void
count_change (guint *count)
{
  (*count)++;
}

static void
add_sim (Crowd *crowd,
         guint  index)
{
  g_autofree char *text = g_strdup_printf ("model=mi-band-3,address=C8:0F:20:00:%02X:%02X",
                                           index / 256, index % 256);
  g_autoptr(TactusSimSpec) spec = tactus_sim_spec_parse (text, NULL);
  TactusSimBand *sim = tactus_sim_band_new (spec);

  g_ptr_array_add (crowd->sims, sim);
  tactus_sim_bluez_add_band (crowd->bench->bluez, sim);
}

static Crowd *
crowd_new (void)
{
  Crowd *self = g_new0 (Crowd, 1);
  BandBench *bench = band_bench_new ("model=mi-band-3");
  TactusSimBluezDelays delays;

  self->bench = bench;
  g_signal_handlers_disconnect_by_data (bench->band, bench);
  g_assert_finalize_object (g_steal_pointer (&bench->band));
  self->list = tactus_band_list_new (bench->client, bench->keys, bench->dir, bench->dir);
  self->sims = g_ptr_array_new_with_free_func (g_object_unref);

  tactus_sim_bluez_get_delays (bench->bluez, &delays);
  delays.appear_ms = ROUND_MS;
  tactus_sim_bluez_set_delays (bench->bluez, &delays);
  tactus_sim_bluez_set_crowd (bench->bluez, N_BANDS + 1);
  for (guint i = 0; i < N_BANDS; i++)
    add_sim (self, i);

  self->filter_id = g_dbus_connection_add_filter (bench->near, count_cb, self, NULL);
  g_signal_connect_swapped (tactus_bluez_client_get_devices (bench->client), "items-changed",
                            G_CALLBACK (count_change), &self->device_changes);
  g_signal_connect_swapped (tactus_band_list_get_nearby (self->list), "items-changed",
                            G_CALLBACK (count_change), &self->nearby_changes);
  virtual_clock_start ();
  virtual_clock_add_connection (bench->near);
  virtual_clock_add_connection (bench->far);

  return self;
}

static guint
n_nearby (Crowd *self)
{
  return g_list_model_get_n_items (tactus_band_list_get_nearby (self->list));
}

static void
crowd_free (Crowd *self)
{
  BandBench *bench = self->bench;
  g_auto(Outcome) outcome = { NULL };

  g_signal_handlers_disconnect_by_data (tactus_bluez_client_get_devices (bench->client),
                                        &self->device_changes);
  g_dbus_connection_remove_filter (bench->near, self->filter_id);
  virtual_clock_remove_connection (bench->near);
  virtual_clock_remove_connection (bench->far);
  virtual_clock_stop ();

  tactus_band_list_shut_down_async (self->list, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  tactus_band_list_shut_down_finish (self->list, outcome.result);
  outcome_clear (&outcome);
  UNTIL (G_OBJECT (self->list)->ref_count == 1);
  g_assert_finalize_object (self->list);
  g_ptr_array_unref (self->sims);
  band_bench_free (bench);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Crowd, crowd_free)

static void
start_scan (Crowd *self)
{
  self->scan = g_cancellable_new ();
  tactus_bluez_client_scan_async (self->bench->client, 60000, self->scan, outcome_cb,
                                  &self->scanned);
}

static void
stop_scan (Crowd *self)
{
  g_cancellable_cancel (self->scan);
  UNTIL (self->scanned.result != NULL);
  g_clear_object (&self->scan);
  outcome_clear (&self->scanned);
}

/* Returns: dBm, spread over all distances */
static gint16
rssi_of (guint index)
{
  return (gint16) (-50 - (int) (index % 45));
}

/* All of them come within a moment, and are told together. */
static void
arrive (Crowd *self)
{
  for (guint i = 0; i < N_BANDS; i++)
    tactus_sim_band_set_rssi (self->sims->pdata[i], rssi_of (i));
  start_scan (self);
  virtual_clock_run_us (3 * ROUND_MS * 1000);
  g_assert_cmpuint (n_nearby (self), ==, N_BANDS + 1);
  g_assert_cmpuint (self->device_changes, <=, FLUSHES (3 * ROUND_MS));
  /* A band has its place by its signal: near, medium, far, very far. */
  g_assert_cmpuint (self->nearby_changes, <=, 4 * FLUSHES (3 * ROUND_MS));
}

/* Each advertisement says something new: the signal jumps to and fro. */
static void
shake (Crowd *self)
{
  self->device_changes = self->nearby_changes = 0;
  g_atomic_int_set (&self->signals, 0);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      for (guint i = 0; i < N_BANDS; i++)
        tactus_sim_band_set_rssi (self->sims->pdata[i],
                                  (gint16) (rssi_of (i) - (int) (round % 3 * 12)));
      virtual_clock_run_us (ROUND_MS * 1000);
    }

  g_test_message ("%d signals: the devices changed %u times, what is near %u times",
                  g_atomic_int_get (&self->signals), self->device_changes, self->nearby_changes);
  g_assert_cmpint (g_atomic_int_get (&self->signals), >=, N_BANDS * N_ROUNDS / 2);
  g_assert_cmpuint (self->device_changes, ==, 0);
  g_assert_cmpuint (self->nearby_changes, ==, 0); /* rows do not jump under the pointer */
}

/* All come nearer, and stay there: their rows move once. */
static void
come_near (Crowd *self)
{
  GListModel *nearby = tactus_band_list_get_nearby (self->list);

  self->nearby_changes = 0;
  tactus_sim_band_set_rssi (self->bench->sim, -99);
  for (guint i = 0; i < N_BANDS; i++)
    tactus_sim_band_set_rssi (self->sims->pdata[i], -40);
  virtual_clock_run_us (6 * G_USEC_PER_SEC);

  g_test_message ("what is near changed %u times", self->nearby_changes);
  g_assert_cmpuint (self->nearby_changes, >, 0);
  g_assert_cmpuint (self->nearby_changes, <=, 24);
  for (guint i = 0; i < N_BANDS; i++)
    {
      g_autoptr(TactusBand) band = g_list_model_get_item (nearby, i);

      g_assert_cmpint (tactus_band_get_rssi (band), >, -60);
    }
}

static void
gone_cb (gpointer  user_data,
         GObject  *object)
{
  (*(guint *) user_data)--;
}

/* Returns: how many objects @left has to count down */
static guint
watch (GListModel *model,
       guint      *left)
{
  guint n = g_list_model_get_n_items (model);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GObject) each = g_list_model_get_item (model, i);

      g_object_weak_ref (each, gone_cb, left);
    }

  return n;
}

/* What has gone leaves nothing behind, neither in the lists nor in memory. */
static void
leave (Crowd *self)
{
  guint left = 0;

  left += watch (tactus_band_list_get_nearby (self->list), &left);
  left += watch (tactus_bluez_client_get_devices (self->bench->client), &left);
  g_assert_cmpuint (left, ==, 2 * (N_BANDS + 1));

  stop_scan (self);
  self->device_changes = self->nearby_changes = 0;
  for (guint i = 0; i < N_BANDS; i += 2)
    tactus_sim_bluez_forget (self->bench->bluez, self->sims->pdata[i]);
  virtual_clock_run_us (2 * FLUSH_MS * 1000);
  g_assert_cmpuint (n_nearby (self), ==, N_BANDS / 2 + 1);
  for (guint i = 1; i < N_BANDS; i += 2)
    tactus_sim_bluez_forget (self->bench->bluez, self->sims->pdata[i]);
  tactus_sim_bluez_forget (self->bench->bluez, self->bench->sim);
  virtual_clock_run_us (2 * FLUSH_MS * 1000);
  g_assert_cmpuint (n_nearby (self), ==, 0);
  g_assert_cmpuint (left, ==, 0);
}

static void
test_crowd (void)
{
  g_autoptr(Crowd) crowd = crowd_new ();

  for (guint i = 0; i < 2; i++)
    {
      crowd->device_changes = crowd->nearby_changes = 0;
      arrive (crowd);
      shake (crowd);
      come_near (crowd);
      leave (crowd);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/crowd", test_crowd);

  return band_bench_run ();
}
