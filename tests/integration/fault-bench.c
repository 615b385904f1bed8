/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "fault-bench.h"

#include <string.h>

#include "tactus-band-lock.h"
#include "tactus-hex.h"
#include "virtual-clock.h"

#define DEVICE_PATH "/org/bluez/hci0/dev_C8_0F_10_00_00_01"

/* Virtual time that the bench itself may wait for something, far beyond any deadline. */
#define PATIENCE_S 900

/* How often something may wake in an hour at rest.  A program that looks every few seconds whether
 * there is something new would drain a battery, or never have ended what it began. */
#define MAX_WAKEUPS_AN_HOUR 4

/* As long as a real one takes. */
static const TactusSimBluezDelays delays = {
  .appear_ms = 100,
  .connect_ms = 700,
  .resolve_ms = 1200,
  .operation_ms = 60,
  .disconnect_ms = 2000,
  .unreachable_ms = 42000,
  .temporary_ms = 30000,
  .bond_ms = 500,
  .agent_ms = 60000,
};

/* ── what is under way ── */

static void
count_call (FaultBench   *self,
            GDBusMessage *message)
{
  char *method = g_strdup (g_dbus_message_get_member (message));
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->calls, method));

  g_hash_table_replace (self->calls, g_strdup (method), GUINT_TO_POINTER (count + 1));
  if (g_dbus_message_get_flags (message) & G_DBUS_MESSAGE_FLAGS_NO_REPLY_EXPECTED)
    g_free (method);
  else
    g_hash_table_replace (self->outstanding,
                          GUINT_TO_POINTER (g_dbus_message_get_serial (message)), method);
}

/* In the connection's worker thread. */
static GDBusMessage *
seen_cb (GDBusConnection *connection,
         GDBusMessage    *message,
         gboolean         incoming,
         gpointer         user_data)
{
  FaultBench *self = user_data;
  GDBusMessageType type = g_dbus_message_get_message_type (message);

  g_mutex_lock (&self->lock);
  if (!incoming && type == G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    count_call (self, message);
  else if (incoming && (type == G_DBUS_MESSAGE_TYPE_METHOD_RETURN ||
                        type == G_DBUS_MESSAGE_TYPE_ERROR))
    g_hash_table_remove (self->outstanding,
                         GUINT_TO_POINTER (g_dbus_message_get_reply_serial (message)));
  g_mutex_unlock (&self->lock);

  return message;
}

guint
fault_bench_get_calls (FaultBench *self,
                       const char *method)
{
  guint count;

  g_mutex_lock (&self->lock);
  count = GPOINTER_TO_UINT (g_hash_table_lookup (self->calls, method));
  g_mutex_unlock (&self->lock);

  return count;
}

/* Returns: (transfer full): the methods that nobody has answered */
static char *
list_outstanding (FaultBench *self)
{
  g_autoptr(GList) methods = NULL;
  GString *list = g_string_new (NULL);

  g_mutex_lock (&self->lock);
  methods = g_hash_table_get_values (self->outstanding);
  for (GList *each = methods; each; each = each->next)
    g_string_append_printf (list, " %s", (const char *) each->data);
  g_mutex_unlock (&self->lock);

  return g_string_free (list, FALSE);
}

typedef struct {
  FaultBench *bench;
  const char *what;
  guint seconds;
} Limit;

static gboolean
bark_cb (gpointer user_data)
{
  Limit *limit = user_data;
  FaultBench *self = limit->bench;
  TactusBand *band = self->bench->band;
  const GError *error = tactus_band_get_error (band);
  g_autofree char *outstanding = list_outstanding (self);

  g_error ("%s: not within %u s: %s; state %d, pulse %d, error “%s”, unanswered:%s; went through: "
           "%s", self->name, limit->seconds, limit->what, tactus_band_get_state (band),
           tactus_band_get_pulse_state (band), error ? error->message : "none", outstanding,
           self->bench->states->str);

  return G_SOURCE_REMOVE;
}

guint
fault_bench_limit (FaultBench *self,
                   guint       seconds,
                   const char *what)
{
  Limit *limit = g_new (Limit, 1);

  *limit = (Limit) { self, what, seconds };

  return g_timeout_add_full (G_PRIORITY_LOW, seconds * 1000, bark_cb, limit, g_free);
}

/* ── making ── */

static char *
spec_for (FaultBands  kind,
          const Fault *fault)
{
  const char *model = kind == BAND_FIRST ? "mi-band-1s,tap=5"
                    : kind == BAND_SECOND ? "mi-band-2,tap=5"
                    : kind == BAND_THIRD ? "mi-band-3,tap=5"
                    : kind == BAND_ISSUED ? "mi-band-5,key=" OLD_KEY
                                          : "heart-rate-sensor";
  gboolean known = fault->doing != DOING_PAIR && (kind & (BAND_SECOND | BAND_THIRD));

  return g_strdup_printf ("model=%s,first=4,period=1%s%s%s%s", model,
                          known ? ",key=" OLD_KEY : "",
                          fault->doing == DOING_FETCH ? ",activity=120" : "",
                          fault->doing == DOING_LISTEN ? ",share=on" : "",
                          fault->spec ? fault->spec : "");
}

static void
watch_calls (FaultBench *self)
{
  g_mutex_init (&self->lock);
  self->outstanding = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->calls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->filter_id = g_dbus_connection_add_filter (self->bench->near, seen_cb, self, NULL);
}

FaultBench *
fault_bench_new (const Fault *fault,
                 FaultBands   kind,
                 const char  *name)
{
  FaultBench *self = g_new0 (FaultBench, 1);
  g_autofree char *spec = spec_for (kind, fault);

  self->fault = fault;
  self->kind = kind;
  self->name = g_strdup (name);

  virtual_clock_hold ();
  band_bench_set_patience (PATIENCE_S);
  self->bench = band_bench_new (spec);
  virtual_clock_add_connection (self->bench->near);
  virtual_clock_add_connection (self->bench->far);
  watch_calls (self);
  virtual_clock_release ();

  tactus_sim_bluez_set_delays (self->bench->bluez, &delays);
  tactus_bluez_client_set_deadlines (self->bench->client, &tactus_bluez_default_deadlines);
  tactus_band_set_timings (self->bench->band, &tactus_band_default_timings);
  if (kind & BANDS_KEYED)
    band_bench_put_key (self->bench, TACTUS_KEY_SLOT_CURRENT, OLD_KEY);

  return self;
}

/* GDBus warns when it drops a value of the wrong type. */
static gboolean
is_type_warning (const char *message)
{
  return strstr (message, "according to the expected interface") != NULL ||
         (strstr (message, "Value returned from property") != NULL &&
          strstr (message, "should be") != NULL);
}

static gboolean
is_fatal (const char     *domain,
          GLogLevelFlags  level,
          const char     *message,
          gpointer        user_data)
{
  return !is_type_warning (message);
}

static void
swallow_cb (const char     *domain,
            GLogLevelFlags  level,
            const char     *message,
            gpointer        user_data)
{
  if (!is_type_warning (message))
    g_log_default_handler (domain, level, message, user_data);
}

static void
allow_type_warnings (FaultBench *self)
{
  g_test_log_set_fatal_handler (is_fatal, NULL);
  self->log_id = g_log_set_handler ("GLib-GIO", G_LOG_LEVEL_WARNING | G_LOG_FLAG_FATAL, swallow_cb,
                                    NULL);
}

static void
forbid_type_warnings (FaultBench *self)
{
  if (self->log_id == 0)
    return;

  g_log_remove_handler ("GLib-GIO", self->log_id);
  g_test_log_set_fatal_handler (NULL, NULL);
}

/* ── the end ── */

/* Returns: how many properties of that name are true, as BlueZ tells it */
static guint
count_true (FaultBench *self,
            GVariant   *objects,
            const char *name)
{
  GVariantIter paths;
  g_autoptr(GVariant) interfaces = NULL;
  guint count = 0;

  g_variant_iter_init (&paths, objects);
  while (g_variant_iter_loop (&paths, "{o@a{sa{sv}}}", NULL, &interfaces))
    {
      GVariantIter iter;
      GVariant *properties;

      g_variant_iter_init (&iter, interfaces);
      while (g_variant_iter_next (&iter, "{s@a{sv}}", NULL, &properties))
        {
          gboolean value = FALSE;

          g_variant_lookup (properties, name, "b", &value);
          count += value;
          g_variant_unref (properties);
        }
    }

  return count;
}

static void
assert_nothing_runs (FaultBench *self)
{
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GVariant) objects = NULL;

  g_dbus_connection_call (self->bench->near, "org.bluez", "/", "org.freedesktop.DBus.ObjectManager",
                          "GetManagedObjects", NULL, G_VARIANT_TYPE ("(a{oa{sa{sv}}})"),
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, outcome_cb, &outcome);
  WITHIN (self, 30, outcome.result != NULL);
  reply = g_dbus_connection_call_finish (self->bench->near, outcome.result, &error);
  g_assert_no_error (error);
  objects = g_variant_get_child_value (reply, 0);
  g_assert_cmpuint (count_true (self, objects, "Notifying"), ==, 0);
  g_assert_cmpuint (count_true (self, objects, "Discovering"), ==, 0);
  g_assert_cmpuint (count_true (self, objects, "Connected"), ==, 0);
}

static gboolean
has_outstanding (FaultBench *self)
{
  gboolean any;

  g_mutex_lock (&self->lock);
  any = g_hash_table_size (self->outstanding) > 0;
  g_mutex_unlock (&self->lock);

  return any;
}

/* Nobody wakes who has nothing to do. */
static void
assert_sleeps (FaultBench *self)
{
  guint64 before;

  virtual_clock_run_us (60 * (gint64) G_USEC_PER_SEC); /* what was begun is over then */
  before = virtual_clock_get_wakeups ();
  virtual_clock_run_us (3600 * (gint64) G_USEC_PER_SEC);
  if (virtual_clock_get_wakeups () - before > MAX_WAKEUPS_AN_HOUR)
    g_error ("%s: %u wake-ups in an hour of rest", self->name,
             (guint) (virtual_clock_get_wakeups () - before));
}

static void
assert_rest (FaultBench *self)
{
  TactusBand *band = self->bench->band;

  g_assert_cmpint (tactus_band_get_state (band), ==, TACTUS_BAND_STATE_OFFLINE);
  g_assert_false (tactus_band_get_measuring (band));
  g_assert_cmpint (tactus_band_get_pulse_state (band), ==, TACTUS_PULSE_STATE_IDLE);
  g_assert_cmpuint (tactus_band_get_bpm (band), ==, 0);
  g_assert_false (tactus_bluez_client_get_scanning (self->bench->client));
  g_assert_cmpint (tactus_bluez_client_get_state (self->bench->client), ==,
                   TACTUS_BLUEZ_STATE_READY);
  band_bench_assert_down (self->bench);
}

static void
disconnect (FaultBench *self)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_disconnect_async (self->bench->band, NULL, outcome_cb, &outcome);
  WITHIN (self, 60, outcome.result != NULL);
  g_assert_true (tactus_band_disconnect_finish (self->bench->band, outcome.result, NULL));
}

static void
close_stranger (FaultBench *self)
{
  if (!self->stranger)
    return;

  virtual_clock_remove_connection (self->stranger);
  g_dbus_connection_close_sync (self->stranger, NULL, NULL);
  g_clear_object (&self->stranger);
}

void
fault_bench_free (FaultBench *self)
{
  disconnect (self);
  assert_rest (self);
  WITHIN (self, 200, !has_outstanding (self));
  assert_nothing_runs (self);
  if (self->fault->doing != DOING_LISTEN) /* the virtual band is the one that does not rest */
    assert_sleeps (self);

  virtual_clock_hold ();
  if (self->store)
    {
      WITHIN (self, 1, G_OBJECT (self->store)->ref_count == 1);
      g_assert_finalize_object (g_steal_pointer (&self->store));
    }
  virtual_clock_remove_connection (self->bench->near);
  virtual_clock_remove_connection (self->bench->far);
  g_dbus_connection_remove_filter (self->bench->near, self->filter_id);
  close_stranger (self);
  band_bench_free (self->bench);
  virtual_clock_release ();

  forbid_type_warnings (self);
  g_hash_table_unref (self->outstanding);
  g_hash_table_unref (self->calls);
  g_mutex_clear (&self->lock);
  g_free (self->name);
  g_free (self);
}

/* ── mending ── */

static void
mend_band (FaultBench *self)
{
  static const guint8 key[] = {
    0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff,
  };
  TactusSimBand *band = self->bench->sim;

  for (int step = 0; step < TACTUS_SIM_N_STEPS; step++)
    tactus_sim_band_set_fault (band, step, TACTUS_SIM_EFFECT_NONE, 0);
  tactus_sim_band_set_worn (band, TRUE, g_get_monotonic_time ());
  tactus_sim_band_come_back (band);
  if (self->fault->strike == strike_other_key)
    tactus_sim_band_set_key (band, key);
}

static void
start_cb (gpointer user_data)
{
  FaultBench *self = user_data;

  self->timer = 0;
  self->stopped = FALSE;
  tactus_sim_bluez_start (self->bench->bluez);
}

void
fault_bench_mend (FaultBench *self)
{
  TactusSimBluez *bluez = self->bench->bluez;

  virtual_clock_run_us (G_USEC_PER_SEC); /* a person takes a moment */
  g_clear_handle_id (&self->timer, g_source_remove);
  tactus_sim_bluez_mend (bluez);
  /* A daemon would not tell its types anew. */
  if (self->fault->bluez == TACTUS_SIM_BLUEZ_FAULT_WRONG_TYPES)
    strike_stop (self, self->fault);
  mend_band (self);
  if (self->stopped)
    start_cb (self);
  WITHIN (self, 5, tactus_sim_bluez_is_started (bluez));
  if (self->fault->strike == strike_unplug)
    tactus_sim_bluez_plug (bluez, 0, TRUE);
  if (self->fault->strike == strike_block)
    tactus_sim_bluez_set_blocked (bluez, 0, FALSE);
  if (self->fault->strike != strike_replace)
    tactus_sim_bluez_set_powered (bluez, 0, TRUE);
  tactus_sim_bluez_remember (bluez, self->bench->sim);
  WITHIN (self, 30, tactus_bluez_client_get_state (self->bench->client) ==
                    TACTUS_BLUEZ_STATE_READY);
}

/* ── strikes ── */

static void
later (FaultBench     *self,
       guint           ms,
       GSourceOnceFunc func)
{
  if (ms > 0)
    self->timer = g_timeout_add_once (ms, func, self);
}

void
strike_bluez (FaultBench  *self,
              const Fault *fault)
{
  if (fault->bluez == TACTUS_SIM_BLUEZ_FAULT_WRONG_TYPES)
    allow_type_warnings (self);
  tactus_sim_bluez_set_fault_full (self->bench->bluez, fault->bluez,
                                   fault->times ? fault->times : -1, fault->text, fault->more,
                                   fault->ms);
}

void
strike_call (FaultBench  *self,
             const Fault *fault)
{
  TactusSimSpoilt spoilt = fault->spoilt;

  if (spoilt.times == 0)
    spoilt.times = -1;
  tactus_sim_bluez_spoil (self->bench->bluez, &spoilt);
}

void
strike_step (FaultBench  *self,
             const Fault *fault)
{
  tactus_sim_band_set_fault (self->bench->sim, fault->step, fault->effect, (guint) fault->times);
}

static void
come_back_cb (gpointer user_data)
{
  FaultBench *self = user_data;

  self->timer = 0;
  tactus_sim_band_come_back (self->bench->sim);
}

void
strike_vanish (FaultBench  *self,
               const Fault *fault)
{
  tactus_sim_band_vanish (self->bench->sim, g_get_monotonic_time ());
  later (self, fault->ms, come_back_cb);
}

static void
power_on_cb (gpointer user_data)
{
  FaultBench *self = user_data;

  self->timer = 0;
  tactus_sim_bluez_set_powered (self->bench->bluez, 0, TRUE);
}

void
strike_power_off (FaultBench  *self,
                  const Fault *fault)
{
  tactus_sim_bluez_set_powered (self->bench->bluez, 0, FALSE);
  later (self, fault->ms, power_on_cb);
}

void
strike_block (FaultBench  *self,
              const Fault *fault)
{
  tactus_sim_bluez_set_blocked (self->bench->bluez, 0, TRUE);
}

void
strike_unplug (FaultBench  *self,
               const Fault *fault)
{
  tactus_sim_bluez_unplug (self->bench->bluez, 0);
}

void
strike_replace (FaultBench  *self,
                const Fault *fault)
{
  tactus_sim_bluez_unplug (self->bench->bluez, 0);
  tactus_sim_bluez_plug (self->bench->bluez, 1, TRUE);
}

void
strike_stop (FaultBench  *self,
             const Fault *fault)
{
  self->stopped = TRUE;
  tactus_sim_bluez_stop (self->bench->bluez);
  later (self, fault->ms, start_cb);
}

static void
remember_cb (gpointer user_data)
{
  FaultBench *self = user_data;

  self->timer = 0;
  tactus_sim_bluez_remember (self->bench->bluez, self->bench->sim);
}

void
strike_forget (FaultBench  *self,
               const Fault *fault)
{
  tactus_sim_bluez_forget (self->bench->bluez, self->bench->sim);
  later (self, fault->ms, remember_cb);
}

void
strike_gone (FaultBench  *self,
             const Fault *fault)
{
  tactus_sim_band_vanish (self->bench->sim, g_get_monotonic_time ());
  tactus_sim_bluez_forget (self->bench->bluez, self->bench->sim);
}

/* Another program, with a connection of its own. */
void
strike_stranger (FaultBench  *self,
                 const Fault *fault)
{
  g_autoptr(GError) error = NULL;

  self->stranger = band_bench_connect_to_bus ();
  virtual_clock_add_connection (self->stranger);
  g_dbus_connection_call (self->stranger, "org.bluez", DEVICE_PATH, "org.bluez.Device1",
                          "Disconnect", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

void
strike_invalidate (FaultBench  *self,
                   const Fault *fault)
{
  g_auto(GStrv) names = g_strsplit (fault->text, ",", -1);
  g_autoptr(GError) error = NULL;

  g_dbus_connection_emit_signal (self->bench->far, NULL, DEVICE_PATH,
                                 "org.freedesktop.DBus.Properties", "PropertiesChanged",
                                 g_variant_new ("(s@a{sv}^as)", "org.bluez.Device1",
                                                g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL,
                                                                     0),
                                                names),
                                 &error);
  g_assert_no_error (error);
}

void
strike_notify (FaultBench  *self,
               const Fault *fault)
{
  g_autoptr(GBytes) value = tactus_hex_to_bytes (fault->text, NULL);

  g_assert_nonnull (value);
  for (int i = 0; i < MAX (fault->times, 1); i++)
    g_signal_emit_by_name (self->bench->sim, "notified", fault->more, value);
}

void
strike_set_back (FaultBench  *self,
                 const Fault *fault)
{
  virtual_clock_set_back (fault->ms * (gint64) 1000);
}

void
strike_set_forward (FaultBench  *self,
                    const Fault *fault)
{
  virtual_clock_set_forward (fault->ms * (gint64) 1000);
}

/* login1 said so before, and after; what the radio held is gone. */
void
strike_sleep (FaultBench  *self,
              const Fault *fault)
{
  tactus_band_suspend (self->bench->band);
  WITHIN (self, 10, tactus_band_get_state (self->bench->band) == TACTUS_BAND_STATE_WAITING);
  virtual_clock_sleep (fault->ms * (gint64) 1000);
  tactus_band_resume (self->bench->band);
}

/* In a sandbox nobody says anything; the link was lost meanwhile. */
void
strike_doze (FaultBench  *self,
             const Fault *fault)
{
  virtual_clock_sleep (fault->ms * (gint64) 1000);
  tactus_sim_band_vanish (self->bench->sim, g_get_monotonic_time ());
  tactus_sim_band_come_back (self->bench->sim);
}

void
strike_other_key (FaultBench  *self,
                  const Fault *fault)
{
  static const guint8 other[TACTUS_KEY_SIZE] = { 1, 2, 3 };

  tactus_sim_band_set_key (self->bench->sim, other);
  tactus_sim_band_vanish (self->bench->sim, g_get_monotonic_time ());
  tactus_sim_band_come_back (self->bench->sim);
}

void
strike_take_off (FaultBench  *self,
                 const Fault *fault)
{
  tactus_sim_band_set_worn (self->bench->sim, FALSE, g_get_monotonic_time ());
}
