/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "fault-bench.h"

#include <stdio.h>
#include <string.h>

#include "tactus-band-abilities.h"
#include "virtual-clock.h"

/* Beyond the longest pause between two attempts, 300 s and a fifth, and the attempt itself. */
#define COME_BACK_S 500

#define MS_US 1000

/* What all rows together came to. */
static struct {
  guint rows;
  gint64 worst_us;
  char *worst;
} figures;

static const struct {
  FaultBands kind;
  const char *id;
  const char *name;
} kinds[] = {
  { BAND_FIRST, "mi-band-1s", "1S" },
  { BAND_SECOND, "mi-band-2", "2" },
  { BAND_THIRD, "mi-band-3", "3" },
  { BAND_ISSUED, "mi-band-5", "5" },
  { BAND_SENSOR, "sensor", "sensor" },
};

/* ── what goes on ── */

/* It is tapped by itself, two seconds after it asks. */
static void
begin_pair (FaultBench *self,
            Outcome    *outcome)
{
  g_autoptr(TactusKey) key = NULL;

  if (self->kind == BAND_ISSUED)
    key = tactus_key_new_from_text (OLD_KEY, NULL);
  tactus_band_pair_async (self->bench->band, key, NULL, outcome_cb, outcome);
}

static void
begin_connect (FaultBench *self,
               Outcome    *outcome)
{
  tactus_band_connect_async (self->bench->band, NULL, outcome_cb, outcome);
}

static void
begin (FaultBench *self,
       Outcome    *outcome)
{
  TactusBand *band = self->bench->band;
  TactusAlarm alarm = { .slot = 0, .enabled = TRUE, .hour = 7, .minute = 30 };

  switch (self->fault->doing)
    {
    case DOING_SCAN:
      tactus_bluez_client_scan_async (self->bench->client, 20000, NULL, outcome_cb, outcome);
      break;
    case DOING_PAIR:
      begin_pair (self, outcome);
      break;
    case DOING_CONNECT:
      begin_connect (self, outcome);
      break;
    case DOING_DISCONNECT:
      tactus_band_disconnect_async (band, NULL, outcome_cb, outcome);
      break;
    case DOING_ONCE:
      tactus_band_measure_once_async (band, NULL, outcome_cb, outcome);
      break;
    case DOING_INFO:
      tactus_band_read_info_async (band, NULL, outcome_cb, outcome);
      break;
    case DOING_SETTING:
      tactus_band_change_setting_async (band, TACTUS_SETTING_GOAL, "9000", NULL, outcome_cb,
                                        outcome);
      break;
    case DOING_ALARM:
      tactus_band_set_alarm_async (band, &alarm, NULL, outcome_cb, outcome);
      break;
    case DOING_ALERT:
      tactus_band_alert_async (band, TACTUS_ALERT_CALL, "Ada", NULL, NULL, outcome_cb, outcome);
      break;
    case DOING_RAW:
      tactus_band_start_raw_async (band, NULL, outcome_cb, outcome);
      break;
    case DOING_FETCH:
      tactus_band_sync_activity_async (band, self->store, -1, NULL, NULL, NULL, outcome_cb,
                                       outcome);
      break;
    case DOING_LIVE:
    case DOING_LISTEN:
      break;
    }
}

static gboolean
finish (FaultBench  *self,
        Outcome     *outcome,
        GError     **error)
{
  TactusBand *band = self->bench->band;
  GAsyncResult *result = outcome->result;
  g_autoptr(TactusBandInfo) info = NULL;
  TactusSyncSummary summary;
  guint bpm;

  switch (self->fault->doing)
    {
    case DOING_SCAN:
      return tactus_bluez_client_scan_finish (self->bench->client, result, error);
    case DOING_PAIR:
      return tactus_band_pair_finish (band, result, error);
    case DOING_CONNECT:
      return tactus_band_connect_finish (band, result, error);
    case DOING_DISCONNECT:
      return tactus_band_disconnect_finish (band, result, error);
    case DOING_ONCE:
      return tactus_band_measure_once_finish (band, result, &bpm, error);
    case DOING_INFO:
      info = tactus_band_read_info_finish (band, result, error);
      return info != NULL;
    case DOING_SETTING:
      return tactus_band_change_setting_finish (band, result, error);
    case DOING_ALARM:
      return tactus_band_set_alarm_finish (band, result, error);
    case DOING_ALERT:
      return tactus_band_alert_finish (band, result, error);
    case DOING_RAW:
      return tactus_band_start_raw_finish (band, result, error);
    case DOING_FETCH:
      return tactus_band_sync_activity_finish (band, result, &summary, error);
    case DOING_LIVE:
    case DOING_LISTEN:
    default:
      g_assert_not_reached ();
    }
}

/* ── as it was before ── */

static gboolean
is_state (FaultBench      *self,
          TactusBandState  state)
{
  return tactus_band_get_state (self->bench->band) == state;
}

static gboolean
is_pulse (FaultBench       *self,
          TactusPulseState  state)
{
  return tactus_band_get_pulse_state (self->bench->band) == state;
}

static void
make_ready (FaultBench *self,
            void      (*how) (FaultBench *self,
                              Outcome    *outcome))
{
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;

  how (self, &outcome);
  WITHIN (self, 120, outcome.result != NULL);
  /* Both are the same kind of task. */
  tactus_band_connect_finish (self->bench->band, outcome.result, &error);
  if (error)
    g_error ("%s: in peace: %s", self->name, error->message);
  WITHIN (self, 10, is_state (self, TACTUS_BAND_STATE_READY));
}

static void
make_known (FaultBench *self)
{
  if (self->kind == BAND_FIRST)
    {
      make_ready (self, begin_pair);
      band_bench_restart (self->bench);
      tactus_band_set_timings (self->bench->band, &tactus_band_default_timings);
    }
}

static void
start_measuring (FaultBench *self)
{
  tactus_band_start_measuring (self->bench->band);
  WITHIN (self, 60, is_pulse (self, TACTUS_PULSE_STATE_LIVE));
}

static void
start_listening (FaultBench *self)
{
  tactus_band_start_listening (self->bench->band);
  WITHIN (self, 30, is_pulse (self, TACTUS_PULSE_STATE_LIVE));
}

static void
prepare (FaultBench *self)
{
  switch (self->fault->doing)
    {
    case DOING_SCAN:
    case DOING_PAIR:
      break;
    case DOING_CONNECT:
      make_known (self);
      break;
    case DOING_LISTEN:
      start_listening (self);
      break;
    case DOING_LIVE:
      make_known (self);
      make_ready (self, begin_connect);
      start_measuring (self);
      break;
    case DOING_FETCH:
      self->store = tactus_activity_store_new (NULL);
      G_GNUC_FALLTHROUGH;
    case DOING_DISCONNECT:
    case DOING_ONCE:
    case DOING_INFO:
    case DOING_SETTING:
    case DOING_ALARM:
    case DOING_ALERT:
    case DOING_RAW:
      make_known (self);
      make_ready (self, begin_connect);
      virtual_clock_run_us (5 * (gint64) G_USEC_PER_SEC); /* until all of the greeting is said */
      if (self->fault->doing == DOING_FETCH)
        g_assert_cmpuint (tactus_sim_band_get_n_minutes (self->bench->sim, g_get_monotonic_time ()),
                          >=, 120);
      break;
    }
}

/* ── when it strikes ── */

static TactusBandState
state_for (const char *name)
{
  g_autoptr(GEnumClass) states = g_type_class_ref (TACTUS_TYPE_BAND_STATE);
  GEnumValue *value = g_enum_get_value_by_nick (states, name);

  g_assert_nonnull (value);
  return value->value;
}

static void
wait_for_call (FaultBench *self,
               const char *at,
               GHashTable *before)
{
  g_auto(GStrv) parts = g_strsplit (at, ":", 2);
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (before, parts[0]));
  guint nth = parts[1] ? (guint) g_ascii_strtoull (parts[1], NULL, 10) : 1;

  WITHIN (self, 120, fault_bench_get_calls (self, parts[0]) >= count + nth);
}

static void
wait_for_moment (FaultBench *self,
                 GHashTable *before)
{
  const char *at = self->fault->at;

  if (!at)
    return;
  if (at[0] == '+')
    virtual_clock_run_us ((gint64) g_ascii_strtoull (at + 1, NULL, 10) * MS_US);
  else if (at[0] == '!')
    WITHIN (self, 120, tactus_sim_band_get_connected (self->bench->sim));
  else if (at[0] == '@')
    WITHIN (self, 120, is_state (self, state_for (at + 1)));
  else
    wait_for_call (self, at, before);
  virtual_clock_run_us (MS_US); /* until the other end knows, too */
}

static GHashTable *
copy_calls (FaultBench *self)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer method, count;

  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->calls);
  while (g_hash_table_iter_next (&iter, &method, &count))
    g_hash_table_insert (copy, g_strdup (method), count);
  g_mutex_unlock (&self->lock);

  return copy;
}

static void
strike (FaultBench *self)
{
  self->struck_us = virtual_clock_get_us ();
  self->fault->strike (self, self->fault);
}

static void
judge (FaultBench *self)
{
  self->verdict_us = virtual_clock_get_us () - self->struck_us;
  if (self->verdict_us > self->fault->within_s * (gint64) G_USEC_PER_SEC + 2000)
    g_error ("%s: the verdict took %.3f s", self->name,
             (double) self->verdict_us / G_USEC_PER_SEC);
}

/* ── what the person is told ── */

/* The last sentence of those they read says what to do. */
static gboolean
says_what_to_do (const char *text)
{
  static const char * const verbs[] = {
    "A newer version", "Ask", "Bring", "Choose", "Close", "Get", "Make", "Mend", "Pair", "Plug",
    "Remove", "Restart", "Start", "Tap", "Try", "Turn", "Unlock", "Wake", "If it is already",
  };
  const char *detail = strstr (text, " (");
  g_autofree char *plain = detail ? g_strndup (text, (gsize) (detail - text)) : g_strdup (text);
  g_auto(GStrv) sentences = g_strsplit (plain, ". ", -1);
  guint n = g_strv_length (sentences);

  for (guint i = 0; n > 1 && i < G_N_ELEMENTS (verbs); i++)
    if (g_str_has_prefix (sentences[n - 1], verbs[i]))
      return TRUE;

  return FALSE;
}

static void
check_error (FaultBench   *self,
             const GError *raw)
{
  g_autoptr(GError) error = raw ? tactus_band_error_translate (g_error_copy (raw)) : NULL;
  g_autofree char *sentence = NULL;

  if (self->fault->error == WELL)
    {
      if (error)
        g_error ("%s: should have gone well: %s", self->name, error->message);
      return;
    }

  if (!error)
    g_error ("%s: went well", self->name);
  if (!g_error_matches (error, TACTUS_BAND_ERROR, self->fault->error))
    g_error ("%s: ended with “%s” (%d): %s", self->name, tactus_band_error_to_title (error),
             error->code, error->message);

  sentence = tactus_band_error_to_sentence (error);
  if (!says_what_to_do (sentence))
    g_error ("%s: does not say what to do: %s", self->name, sentence);
}

static void
check_end (FaultBench *self)
{
  static const TactusBandState states[] = {
    [END_READY] = TACTUS_BAND_STATE_READY,
    [END_OFFLINE] = TACTUS_BAND_STATE_OFFLINE,
    [END_WAITING] = TACTUS_BAND_STATE_WAITING,
  };
  TactusBandState state = states[self->fault->end];

  /* A command may end before the link does, which takes its time to go down. */
  WITHIN (self, 15, is_state (self, state));
  if (state == TACTUS_BAND_STATE_OFFLINE && !self->fault->link_stays)
    {
      WITHIN (self, 15, !tactus_sim_band_get_connected (self->bench->sim));
      band_bench_assert_down (self->bench);
    }
}

/* ── the two kinds of rows ── */

static void
play_command (FaultBench *self)
{
  g_autoptr(GHashTable) before = copy_calls (self);
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;

  if (!self->fault->at)
    strike (self);
  begin (self, &outcome);
  if (self->fault->at)
    {
      wait_for_moment (self, before);
      g_assert_null (outcome.result);
      strike (self);
    }
  WITHIN (self, self->fault->within_s + 60, outcome.result != NULL);
  judge (self);
  if (finish (self, &outcome, &error) == (error != NULL))
    g_error ("%s: succeeded with an error, or failed without", self->name);
  check_error (self, error);
  if (self->fault->doing == DOING_RAW && !error)
    tactus_band_stop_raw_async (self->bench->band, NULL, NULL, NULL);
}

/* The pulse goes on, and nothing else was ever shown. */
static void
check_undisturbed (FaultBench *self)
{
  gint64 until = virtual_clock_get_us () + 60 * (gint64) G_USEC_PER_SEC;

  while (virtual_clock_get_us () < until)
    {
      virtual_clock_run_us (G_USEC_PER_SEC / 2);
      if (!is_pulse (self, TACTUS_PULSE_STATE_LIVE))
        g_error ("%s: the pulse is in state %d after %.1f s", self->name,
                 tactus_band_get_pulse_state (self->bench->band),
                 (double) (virtual_clock_get_us () - self->struck_us) / G_USEC_PER_SEC);
    }
  g_assert_null (tactus_band_get_error (self->bench->band));
}

static gboolean
has_ended (FaultBench *self)
{
  return self->fault->end == END_READY ||
         is_state (self, self->fault->end == END_OFFLINE ? TACTUS_BAND_STATE_OFFLINE
                                                         : TACTUS_BAND_STATE_WAITING);
}

/* Told at once; and the chart has a gap, if the pulse comes back. */
static void
play_pulse (FaultBench *self)
{
  const Fault *fault = self->fault;
  guint lost = band_bench_count (self->bench, TACTUS_READING_LOST);

  virtual_clock_run_us (3 * (gint64) G_USEC_PER_SEC);
  strike (self);
  if (fault->pulse == SAME)
    {
      judge (self);
      check_undisturbed (self);
      return;
    }

  WITHIN (self, fault->within_s + 60, is_pulse (self, (TactusPulseState) fault->pulse));
  judge (self);
  g_assert_cmpuint (tactus_band_get_bpm (self->bench->band), ==, 0);
  WITHIN (self, 60, has_ended (self));
  check_error (self, fault->error == WELL ? NULL : tactus_band_get_error (self->bench->band));
  if (fault->pulse == TACTUS_PULSE_STATE_LOST)
    g_assert_cmpuint (band_bench_count (self->bench, TACTUS_READING_LOST), ==, lost + 1);
}

/* ── and after it ── */

static void
begin_again (FaultBench *self,
             Outcome    *outcome)
{
  gboolean pair = self->fault->doing == DOING_PAIR ||
                  self->fault->error == TACTUS_BAND_ERROR_WRONG_KEY;

  if (pair)
    begin_pair (self, outcome);
  else
    begin_connect (self, outcome);
}

/* Who wanted to measure still does; nobody has to ask again. */
static void
check_pulse (FaultBench *self)
{
  gboolean goes_on = self->fault->doing == DOING_LIVE && self->fault->end != END_OFFLINE;

  if (goes_on)
    g_assert_true (tactus_band_get_measuring (self->bench->band));
  else
    tactus_band_start_measuring (self->bench->band);
  WITHIN (self, 90, is_pulse (self, TACTUS_PULSE_STATE_LIVE));
  g_assert_cmpuint (tactus_band_get_bpm (self->bench->band), >, 0);
  tactus_band_stop_measuring (self->bench->band);
}

static void
scan_again (FaultBench *self)
{
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;

  tactus_bluez_client_scan_async (self->bench->client, 5000, NULL, outcome_cb, &outcome);
  WITHIN (self, 60, outcome.result != NULL);
  tactus_bluez_client_scan_finish (self->bench->client, outcome.result, &error);
  if (error)
    g_error ("%s: the next scan: %s", self->name, error->message);
  WITHIN (self, 30, !tactus_bluez_client_get_scanning (self->bench->client));
}

static void
check_next (FaultBench *self)
{
  fault_bench_mend (self);
  if (self->fault->doing == DOING_SCAN)
    scan_again (self);
  if (self->fault->doing == DOING_LISTEN)
    tactus_band_stop_listening (self->bench->band);
  if (is_state (self, TACTUS_BAND_STATE_OFFLINE))
    make_ready (self, begin_again);
  else
    WITHIN (self, COME_BACK_S, is_state (self, TACTUS_BAND_STATE_READY));
  check_pulse (self);
}

typedef struct {
  const Fault *fault;
  FaultBands kind;
  char *name;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->name);
  g_free (row);
}

static void
note_figures (FaultBench *self)
{
  figures.rows++;
  if (self->verdict_us <= figures.worst_us)
    return;

  figures.worst_us = self->verdict_us;
  g_free (figures.worst);
  figures.worst = g_strdup (self->name);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  FaultBench *self;

  g_random_set_seed (1);
  virtual_clock_start ();
  self = fault_bench_new (row->fault, row->kind, row->name);
  prepare (self);
  if (row->fault->doing == DOING_LIVE || row->fault->doing == DOING_LISTEN)
    play_pulse (self);
  else
    play_command (self);
  check_end (self);
  note_figures (self);
  check_next (self);
  fault_bench_free (self);
  virtual_clock_stop ();
}

static void
add_row (const Fault *fault,
         gsize        kind)
{
  Row *row = g_new0 (Row, 1);

  row->fault = fault;
  row->kind = kinds[kind].kind;
  row->name = g_strdup_printf ("/faults/%s/%s/%s", fault->where, fault->what, kinds[kind].id);
  g_test_add_data_func_full (row->name, row, test_row, row_free);
}

/* All rows take a minute.  Each build plays every other fault, with one kind of band, which takes
 * turns: all kinds have their part of every place where something can strike. */
static gboolean
is_due (gsize index,
        gsize kind)
{
  static gsize turn;
  gsize n = 0, before = 0;

  if (g_strcmp0 (g_getenv ("TACTUS_FAULTS"), "all") == 0)
    return TRUE;
  if (index % 2 == 1)
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (faults[index].bands & kinds[i].kind)
      {
        before += i < kind;
        n++;
      }
  turn += before == 0;

  return turn % n == before;
}

static void
add_rows (void)
{
  for (gsize index = 0; faults[index].where; index++)
    for (gsize kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
      if ((faults[index].bands & kinds[kind].kind) && is_due (index, kind))
        add_row (&faults[index], kind);
}

/* ── coming back ── */

#define RECONNECTING(what_, strike_)                                                          \
  { .where = "reconnect", .what = (what_), .bands = BAND_THIRD, .doing = DOING_LIVE,          \
    .strike = (strike_), .error = WELL, .end = END_WAITING, .pulse = TACTUS_PULSE_STATE_LOST }

/* When the band began to wait, and when it tried again. */
typedef struct {
  TactusBand *band;
  gint64 began_us;
  GArray *pauses; /* (owned) (element-type gint64) */
} Watch;

static void
watch_cb (Watch *watch)
{
  TactusBandState state = tactus_band_get_state (watch->band);
  gint64 now = virtual_clock_get_us ();

  if (state == TACTUS_BAND_STATE_WAITING)
    watch->began_us = now;
  else if (state == TACTUS_BAND_STATE_CONNECTING)
    g_array_append_val (watch->pauses, (gint64) { now - watch->began_us });
}

static void
watch_start (Watch      *watch,
             FaultBench *self)
{
  *watch = (Watch) { self->bench->band, 0, g_array_new (FALSE, FALSE, sizeof (gint64)) };
  g_signal_connect_swapped (watch->band, "notify::state", G_CALLBACK (watch_cb), watch);
}

static void
watch_stop (Watch *watch)
{
  g_signal_handlers_disconnect_by_data (watch->band, watch);
  g_array_unref (watch->pauses);
}

static FaultBench *
begin_reconnect (const Fault *fault,
                 Watch       *watch)
{
  FaultBench *self;

  g_random_set_seed (1);
  virtual_clock_start ();
  self = fault_bench_new (fault, BAND_THIRD, fault->what);
  prepare (self);
  watch_start (watch, self);
  strike (self);

  return self;
}

static void
end_reconnect (FaultBench *self,
               Watch      *watch)
{
  watch_stop (watch);
  check_next (self);
  fault_bench_free (self);
  virtual_clock_stop ();
}

static void
assert_pause (Watch *watch,
              guint  index,
              guint  ms)
{
  double pause = (double) g_array_index (watch->pauses, gint64, index) / MS_US;

  if (pause < ms * 0.8 - 2 || pause > ms * 1.2 + 2)
    g_error ("Pause %u was %.0f ms; %u ms and a fifth either way is documented", index, pause, ms);
}

/* As tactus-backoff.h has it: first quickly, then ever more seldom. */
static void
test_pauses (void)
{
  static const guint pauses[] = {
    250, 500, 1000, 2000, 4000, 15000, 30000, 60000, 120000, 240000, 300000, 300000, 300000,
  };
  static const Fault fault = RECONNECTING ("pauses", strike_vanish);
  Watch watch;
  FaultBench *self = begin_reconnect (&fault, &watch);

  WITHIN (self, 7200, watch.pauses->len == G_N_ELEMENTS (pauses));
  for (guint i = 0; i < G_N_ELEMENTS (pauses); i++)
    assert_pause (&watch, i, pauses[i]);
  g_assert_true (tactus_band_get_measuring (self->bench->band));
  end_reconnect (self, &watch);
}

/* Bluetooth was off: what was tried in vain before counts no more. */
static void
test_power_resets (void)
{
  static const Fault fault = RECONNECTING ("power", strike_vanish);
  Watch watch;
  FaultBench *self = begin_reconnect (&fault, &watch);
  guint tried;

  WITHIN (self, 3600, watch.pauses->len == 8 &&
                      is_state (self, TACTUS_BAND_STATE_WAITING));
  tactus_sim_bluez_set_powered (self->bench->bluez, 0, FALSE);
  virtual_clock_run_us (600 * (gint64) G_USEC_PER_SEC);
  tried = watch.pauses->len;
  g_assert_cmpuint (tried, ==, 8);
  tactus_sim_bluez_set_powered (self->bench->bluez, 0, TRUE);
  watch.began_us = virtual_clock_get_us ();
  WITHIN (self, 60, watch.pauses->len == tried + 1);
  assert_pause (&watch, tried, 250);
  end_reconnect (self, &watch);
}

/* Awake: at once. */
static void
test_resume (void)
{
  static const Fault fault = RECONNECTING ("resume", strike_vanish);
  Watch watch;
  FaultBench *self = begin_reconnect (&fault, &watch);

  WITHIN (self, 3600, watch.pauses->len == 8 &&
                      is_state (self, TACTUS_BAND_STATE_WAITING));
  tactus_band_suspend (self->bench->band);
  virtual_clock_sleep (3600 * (gint64) G_USEC_PER_SEC);
  virtual_clock_run_us (60 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpuint (watch.pauses->len, ==, 8);
  watch.began_us = virtual_clock_get_us ();
  tactus_band_resume (self->bench->band);
  WITHIN (self, 1, watch.pauses->len == 9);
  assert_pause (&watch, 8, 0);
  end_reconnect (self, &watch);
}

static void
assert_no_attempt (FaultBench *self)
{
  guint before = fault_bench_get_calls (self, "Connect");

  virtual_clock_run_us (3600 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpuint (fault_bench_get_calls (self, "Connect"), ==, before);
  g_assert_cmpint (tactus_band_get_state (self->bench->band), ==, TACTUS_BAND_STATE_OFFLINE);
}

/* Nobody tries again who was told not to, or would not be let in. */
static void
test_stop (gconstpointer data)
{
  const Fault *fault = data;
  Watch watch;
  FaultBench *self = begin_reconnect (fault, &watch);
  g_auto(Outcome) outcome = { NULL };

  if (fault->strike == strike_vanish)
    {
      WITHIN (self, 300, watch.pauses->len == 3);
      tactus_band_disconnect_async (self->bench->band, NULL, outcome_cb, &outcome);
      WITHIN (self, 60, outcome.result != NULL);
      outcome_clear (&outcome);
    }
  WITHIN (self, 60, is_state (self, TACTUS_BAND_STATE_OFFLINE));
  assert_no_attempt (self);
  g_assert_false (tactus_band_get_measuring (self->bench->band));
  end_reconnect (self, &watch);
}

static void
add_reconnects (void)
{
  static const Fault stops[] = {
    { .where = "reconnect", .what = "stops-for-the-person", .bands = BAND_THIRD,
      .doing = DOING_LIVE, .strike = strike_vanish, .error = WELL, .end = END_OFFLINE },
    { .where = "reconnect", .what = "stops-for-another-key", .bands = BAND_THIRD,
      .doing = DOING_LIVE, .strike = strike_other_key, .error = TACTUS_BAND_ERROR_WRONG_KEY,
      .end = END_OFFLINE },
    { .where = "reconnect", .what = "stops-for-removal", .bands = BAND_THIRD,
      .doing = DOING_LIVE, .strike = strike_forget, .error = WELL, .end = END_OFFLINE },
  };

  g_test_add_func ("/faults/reconnect/pauses", test_pauses);
  g_test_add_func ("/faults/reconnect/power", test_power_resets);
  g_test_add_func ("/faults/reconnect/resume", test_resume);
  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/reconnect/", stops[i].what, NULL);

      g_test_add_data_func (path, &stops[i], test_stop);
    }
}

/* ── the table that people read ── */

static char *
describe_bands (const Fault *fault)
{
  GString *bands = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (fault->bands & kinds[i].kind)
      g_string_append_printf (bands, "%s%s", bands->len > 0 ? ", " : "", kinds[i].name);

  return g_string_free (bands, FALSE);
}

static const char *
describe_pulse (const Fault *fault)
{
  static const char * const words[] = {
    [TACTUS_PULSE_STATE_IDLE] = "no pulse",
    [TACTUS_PULSE_STATE_STARTING] = "no pulse",
    [TACTUS_PULSE_STATE_LIVE] = "the pulse",
    [TACTUS_PULSE_STATE_NO_VALUE] = "no reading",
    [TACTUS_PULSE_STATE_NO_CONTACT] = "not worn",
    [TACTUS_PULSE_STATE_STALE] = "the last pulse is too old",
    [TACTUS_PULSE_STATE_LOST] = "no pulse, a gap",
  };
  gboolean pulse = fault->doing == DOING_LIVE || fault->doing == DOING_LISTEN;

  return pulse && fault->pulse != SAME ? words[fault->pulse] : "nothing of it";
}

static char *
describe_sight (const Fault *fault)
{
  g_autoptr(GError) error = NULL;

  if (fault->error == WELL)
    return g_strdup (describe_pulse (fault));

  error = g_error_new_literal (TACTUS_BAND_ERROR, fault->error, "");

  return g_strdup_printf ("“%s”", tactus_band_error_to_title (error));
}

static char *
make_table (void)
{
  static const char * const ends[] = {
    [END_READY] = "connected",
    [END_OFFLINE] = "not connected",
    [END_WAITING] = "comes back by itself",
  };
  GString *table = g_string_new ("| what goes wrong | with | what the person sees | within | after "
                                 "it | test |\n|---|---|---|---|---|---|\n");

  for (const Fault *fault = faults; fault->where; fault++)
    {
      g_autofree char *what = g_strdelimit (g_strdup (fault->what), "-", ' ');
      g_autofree char *bands = describe_bands (fault);
      g_autofree char *sight = describe_sight (fault);

      g_string_append_printf (table, "| %s: %s | %s | %s | %u s | %s | `/faults/%s/%s` |\n",
                              fault->where, what, bands, sight, fault->within_s, ends[fault->end],
                              fault->where, fault->what);
    }

  return g_string_free (table, FALSE);
}

/* What people read is what is played. */
static void
test_table (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "docs", "reliability.md", NULL);
  g_autofree char *table = make_table ();
  g_autofree char *page = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &page, NULL, &error);
  g_assert_no_error (error);
  if (!strstr (page, table))
    g_error ("docs/reliability.md shows other faults than test-band-faults --table");
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  if (argc > 1 && g_str_equal (argv[1], "--table"))
    {
      g_autofree char *table = make_table ();

      fputs (table, stdout);
      return 0;
    }

  g_test_add_func ("/faults/table", test_table);
  add_reconnects ();
  add_rows ();
  status = band_bench_run ();
  if (figures.rows > 0)
    g_test_message ("%u rows; the latest verdict after %.1f s: %s", figures.rows,
                    (double) figures.worst_us / G_USEC_PER_SEC, figures.worst);
  g_free (figures.worst);

  return status;
}
