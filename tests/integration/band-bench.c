/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "band-bench.h"

#include <glib/gstdio.h>
#include <string.h>

#include "tactus-band-lock.h"

#define WATCHDOG_SECONDS 20

static GTestDBus *bus;
static guint patience_s = WATCHDOG_SECONDS;

static gboolean
bark_cb (gpointer user_data)
{
  g_error ("Waited in vain for: %s", (const char *) user_data);

  return G_SOURCE_REMOVE;
}

guint
band_bench_watch (const char *what)
{
  return g_timeout_add_seconds (patience_s, bark_cb, (gpointer) what);
}

void
band_bench_set_patience (guint seconds)
{
  patience_s = seconds;
}

int
band_bench_run (void)
{
  int status;

  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  status = g_test_run ();
  g_test_dbus_down (bus);
  g_clear_object (&bus);

  return status;
}

GDBusConnection *
band_bench_connect_to_bus (void)
{
  g_autoptr(GError) error = NULL;
  GDBusConnection *connection =
    g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (bus),
                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                              G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                            NULL, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

void
outcome_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Outcome *self = user_data;

  g_assert_null (self->result); /* each call answers once */
  self->source = g_object_ref (source);
  self->result = g_object_ref (result);
}

void
outcome_clear (Outcome *self)
{
  g_clear_object (&self->source);
  g_clear_object (&self->result);
}

static void
happened_cb (BandBench *self,
             int        event,
             int        value)
{
  if (event == TACTUS_SIM_EVENT_TAP_ASKED)
    self->asked++;
}

static void
state_cb (BandBench *self)
{
  static const char * const names[] = {
    [TACTUS_BAND_STATE_OFFLINE] = "offline",
    [TACTUS_BAND_STATE_WAITING] = "waiting",
    [TACTUS_BAND_STATE_CONNECTING] = "connecting",
    [TACTUS_BAND_STATE_PREPARING] = "preparing",
    [TACTUS_BAND_STATE_AUTHENTICATING] = "authenticating",
    [TACTUS_BAND_STATE_TAP_NEEDED] = "tap",
    [TACTUS_BAND_STATE_READY] = "ready",
    [TACTUS_BAND_STATE_DISCONNECTING] = "disconnecting",
    [TACTUS_BAND_STATE_LISTENING] = "listening",
  };

  if (self->states->len > 0)
    g_string_append_c (self->states, ' ');
  g_string_append (self->states, names[tactus_band_get_state (self->band)]);
}

/* Everything a step can wait for comes long before these. */
TactusBandTimings
band_bench_timings (void)
{
  return (TactusBandTimings) {
    .tap_ms = 30000,
    .answer_ms = 30000,
    .keep_alive_ms = 20,
    .first_value_ms = 30000,
    .stale_ms = 30000,
    .watchdog_ms = 30000,
    .reconnect_ms = 5,
    .reply_ms = 100,
    .find_ms = 20,
  };
}

TactusBand *
band_bench_band (BandBench *self)
{
  TactusBandTimings timings = band_bench_timings ();
  TactusBand *band;

  band = tactus_band_new (self->client, self->keys, tactus_sim_band_get_address (self->sim),
                          tactus_sim_band_get_name (self->sim),
                          tactus_model_for_name (tactus_sim_band_get_name (self->sim)), self->dir);
  tactus_band_set_timings (band, &timings);

  return band;
}

static void
take_band (BandBench *self)
{
  self->band = band_bench_band (self);
  g_string_truncate (self->states, 0);
  g_signal_connect_swapped (self->band, "notify::state", G_CALLBACK (state_cb), self);
}

static void
drop_band (BandBench *self)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_disconnect_async (self->band, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  g_assert_true (tactus_band_disconnect_finish (self->band, outcome.result, NULL));
  band_bench_assert_down (self);
  outcome_clear (&outcome);

  /* What was told to nobody in particular may still be on its way. */
  UNTIL (G_OBJECT (self->band)->ref_count == 1);
  g_assert_finalize_object (g_steal_pointer (&self->band));
}

void
band_bench_restart (BandBench *self)
{
  drop_band (self);
  take_band (self);
}

BandBench *
band_bench_new_for (TactusSimSpec  *spec,
                    TactusKeyStore *keys)
{
  BandBench *self = g_new0 (BandBench, 1);
  TactusSimBluezDelays quick = { 5, 2, 2, 1, 2, 20000, 60000, 2, 20000 };
  TactusBluezDeadlines generous = {
    20000, 20000, 20000, 3000, 20000, 20000, 20000, 20000, 20000, 20000,
  };

  self->dir = g_dir_make_tmp ("tactus-band-XXXXXX", NULL);
  self->states = g_string_new (NULL);
  self->keys = keys;
  self->near = band_bench_connect_to_bus ();
  self->far = band_bench_connect_to_bus ();
  self->bluez = tactus_sim_bluez_new (self->far);
  tactus_sim_bluez_set_delays (self->bluez, &quick);
  self->sim = tactus_sim_band_new (spec);
  g_signal_connect_swapped (self->sim, "happened", G_CALLBACK (happened_cb), self);
  tactus_sim_bluez_add_band (self->bluez, self->sim);
  tactus_sim_bluez_start (self->bluez);
  UNTIL (tactus_sim_bluez_is_started (self->bluez));
  tactus_sim_bluez_remember (self->bluez, self->sim);

  self->client = tactus_bluez_client_new (self->near, "org.bluez", NULL);
  tactus_bluez_client_set_deadlines (self->client, &generous);
  UNTIL (tactus_bluez_client_get_state (self->client) == TACTUS_BLUEZ_STATE_READY);
  take_band (self);

  return self;
}

BandBench *
band_bench_new_with (const char     *text,
                     TactusKeyStore *keys)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusSimSpec) spec = tactus_sim_spec_parse (text, &error);

  g_assert_no_error (error);
  return band_bench_new_for (spec, keys);
}

BandBench *
band_bench_new (const char *text)
{
  return band_bench_new_with (text, tactus_memory_key_store_new ());
}

static void
close_connection (GDBusConnection *connection)
{
  g_auto(Outcome) outcome = { NULL };

  if (!g_dbus_connection_is_closed (connection))
    {
      g_dbus_connection_close (connection, NULL, outcome_cb, &outcome);
      UNTIL (outcome.result != NULL);
    }
  g_object_unref (connection);
}

static void
remove_dir (const char *dir)
{
  g_autoptr(GDir) files = g_dir_open (dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (files)))
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_assert_no_errno (g_remove (path));
    }
  g_assert_no_errno (g_rmdir (dir));
}

void
band_bench_free (BandBench *self)
{
  if (self->band)
    drop_band (self);
  g_assert_finalize_object (self->client);
  if (BENCH_IS_BAD_KEY_STORE (self->keys))
    bad_key_store_let_go (self->keys);
  UNTIL (G_OBJECT (self->keys)->ref_count == 1);
  g_assert_finalize_object (self->keys);
  close_connection (self->near);
  g_signal_handlers_disconnect_by_data (self->sim, self);
  g_object_unref (self->sim);
  g_assert_finalize_object (self->bluez);
  close_connection (self->far);
  remove_dir (self->dir);
  g_free (self->dir);
  g_string_free (self->states, TRUE);
  g_free (self);
}

void
band_bench_hurry (BandBench *self,
                  guint      find_ms,
                  guint      operation_ms)
{
  TactusBluezDeadlines deadlines = *tactus_bluez_client_get_deadlines (self->client);

  deadlines.find_ms = find_ms;
  deadlines.operation_ms = operation_ms;
  tactus_bluez_client_set_deadlines (self->client, &deadlines);
}

void
band_bench_settle (BandBench *self,
                   guint      settle_ms)
{
  TactusBluezDeadlines deadlines = *tactus_bluez_client_get_deadlines (self->client);

  deadlines.settle_ms = settle_ms;
  tactus_bluez_client_set_deadlines (self->client, &deadlines);
}

void
band_bench_expect (Outcome      *outcome,
                   gboolean    (*finish) (TactusBand    *band,
                                          GAsyncResult  *result,
                                          GError       **error),
                   const char   *code)
{
  g_autoptr(GError) error = NULL;
  gboolean ok;

  UNTIL (outcome->result != NULL);
  ok = finish (TACTUS_BAND (outcome->source), outcome->result, &error);
  outcome_clear (outcome);

  if (!code)
    {
      g_assert_no_error (error);
      g_assert_true (ok);
      return;
    }

  g_assert_false (ok);
  g_assert_nonnull (error);
  if (g_strcmp0 (tactus_band_error_to_code (error), code) != 0)
    g_error ("Expected %s, got %s: %s", code, tactus_band_error_to_code (error), error->message);
}

void
band_bench_pair (BandBench *self)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_pair_async (self->band, NULL, NULL, outcome_cb, &outcome);
  UNTIL (tactus_sim_band_get_prompting (self->sim));
  tactus_sim_band_tap (self->sim, g_get_monotonic_time ());
  band_bench_expect (&outcome, tactus_band_pair_finish, NULL);
  g_assert_cmpint (tactus_band_get_state (self->band), ==, TACTUS_BAND_STATE_READY);
}

void
band_bench_connect (BandBench *self)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_connect_async (self->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_connect_finish, NULL);
  g_assert_cmpint (tactus_band_get_state (self->band), ==, TACTUS_BAND_STATE_READY);
}

static TactusKey *
get_key (BandBench     *self,
         TactusKeySlot  slot)
{
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;
  TactusKey *key;

  tactus_key_store_lookup_async (self->keys, tactus_sim_band_get_address (self->sim), slot, NULL,
                                 outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  key = tactus_key_store_lookup_finish (self->keys, outcome.result, &error);
  g_assert_no_error (error);

  return key;
}

gboolean
band_bench_has_key (BandBench     *self,
                    TactusKeySlot  slot)
{
  g_autoptr(TactusKey) key = get_key (self, slot);

  return key != NULL;
}

gboolean
band_bench_key_fits (BandBench     *self,
                     TactusKeySlot  slot)
{
  g_autoptr(TactusKey) key = get_key (self, slot);
  guint8 bytes[TACTUS_KEY_SIZE];

  return key && tactus_sim_band_copy_key (self->sim, bytes) &&
         memcmp (bytes, tactus_key_peek (key), sizeof bytes) == 0;
}

void
band_bench_put_key (BandBench     *self,
                    TactusKeySlot  slot,
                    const char    *text)
{
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(TactusKey) key = tactus_key_new_from_text (text, NULL);

  tactus_key_store_store_async (self->keys, tactus_sim_band_get_address (self->sim), "test", slot,
                                key, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  g_assert_true (tactus_key_store_store_finish (self->keys, outcome.result, NULL));
}

void
band_bench_assert_down (BandBench *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusBandLock) lock = NULL;

  g_assert_cmpint (tactus_band_get_state (self->band), ==, TACTUS_BAND_STATE_OFFLINE);
  g_assert_false (tactus_sim_band_get_connected (self->sim));
  lock = tactus_band_lock_acquire (self->dir, tactus_band_get_address (self->band), &error);
  g_assert_no_error (error);
}

guint
band_bench_count (BandBench         *self,
                  TactusReadingKind  kind)
{
  TactusSeries *series = tactus_band_get_series (self->band);
  guint count = 0;

  for (gsize i = 0; i < tactus_series_get_length (series); i++)
    if (tactus_series_get (series, i).kind == kind)
      count++;

  return count;
}

/* ── a bad keyring ── */

struct _BadKeyStore
{
  GObject parent_instance;

  BadKeyStoreMode mode;
  gboolean mended;
  guint calls;
  TactusKeyStore *good; /* (owned) */
  GPtrArray *hanging;   /* (owned) (element-type GTask) */
};

static void bad_key_store_iface_init (TactusKeyStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BadKeyStore, bad_key_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TACTUS_TYPE_KEY_STORE,
                                                      bad_key_store_iface_init))

/* Unlike a decent keyring it does not even listen to being cancelled. */
static void
answer_badly (BadKeyStore         *self,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  self->calls++;
  if (self->mode == BAD_KEY_STORE_HANGS)
    {
      g_ptr_array_add (self->hanging, task);
      return;
    }

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "The keyring is out of order");
  g_object_unref (task);
}

static void
bad_lookup_async (TactusKeyStore      *store,
                  const char          *address,
                  TactusKeySlot        slot,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  answer_badly (BENCH_BAD_KEY_STORE (store), callback, user_data);
}

static TactusKey *
bad_lookup_finish (TactusKeyStore  *store,
                   GAsyncResult    *result,
                   GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
good_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  g_task_return_boolean (task, tactus_key_store_store_finish (TACTUS_KEY_STORE (source), result,
                                                              NULL));
}

static void
bad_store_async (TactusKeyStore      *store,
                 const char          *address,
                 const char          *label,
                 TactusKeySlot        slot,
                 TactusKey           *key,
                 GCancellable        *cancellable,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  BadKeyStore *self = BENCH_BAD_KEY_STORE (store);

  if (self->mended)
    tactus_key_store_store_async (self->good, address, label, slot, key, cancellable, good_cb,
                                  g_task_new (self, NULL, callback, user_data));
  else
    answer_badly (self, callback, user_data);
}

static void
bad_remove_async (TactusKeyStore      *store,
                  const char          *address,
                  TactusKeySlot        slot,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  answer_badly (BENCH_BAD_KEY_STORE (store), callback, user_data);
}

static gboolean
bad_finish (TactusKeyStore  *store,
            GAsyncResult    *result,
            GError         **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

TactusKeyStore *
bad_key_store_new (BadKeyStoreMode mode)
{
  BadKeyStore *self = g_object_new (BENCH_TYPE_BAD_KEY_STORE, NULL);

  self->mode = mode;

  return TACTUS_KEY_STORE (self);
}

guint
bad_key_store_get_calls (TactusKeyStore *store)
{
  return BENCH_BAD_KEY_STORE (store)->calls;
}

/* Answers at last, when nobody waits any more. */
void
bad_key_store_let_go (TactusKeyStore *store)
{
  BadKeyStore *self = BENCH_BAD_KEY_STORE (store);

  for (guint i = 0; i < self->hanging->len; i++)
    g_task_return_new_error (self->hanging->pdata[i], G_IO_ERROR, G_IO_ERROR_FAILED, "Too late");
  g_ptr_array_set_size (self->hanging, 0);
}

void
bad_key_store_mend (TactusKeyStore *store)
{
  BENCH_BAD_KEY_STORE (store)->mended = TRUE;
}

static void
bad_key_store_finalize (GObject *object)
{
  BadKeyStore *self = BENCH_BAD_KEY_STORE (object);

  g_ptr_array_unref (self->hanging);
  g_object_unref (self->good);

  G_OBJECT_CLASS (bad_key_store_parent_class)->finalize (object);
}

static void
bad_key_store_iface_init (TactusKeyStoreInterface *iface)
{
  iface->lookup_async = bad_lookup_async;
  iface->lookup_finish = bad_lookup_finish;
  iface->store_async = bad_store_async;
  iface->store_finish = bad_finish;
  iface->remove_async = bad_remove_async;
  iface->remove_finish = bad_finish;
}

static void
bad_key_store_class_init (BadKeyStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bad_key_store_finalize;
}

static void
bad_key_store_init (BadKeyStore *self)
{
  self->good = tactus_memory_key_store_new ();
  self->hanging = g_ptr_array_new_with_free_func (g_object_unref);
}
