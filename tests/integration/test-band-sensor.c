/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Standard heart-rate sensors: no key, no commands, and sometimes a Bluetooth bond. */

#include "band-bench.h"

#include <string.h>

#include "tactus-band-info.h"
#include "tactus-uuids.h"

#define STRAP "model=heart-rate-sensor,first=0.02,period=0.02,rates=72,battery=61"
#define BONDED STRAP ",passkey=042817,bond="
#define SHARING "model=smart-band-9,share=on,bond=none,first=0.02,period=0.02,rates=81"

/* What the person does when something is asked. */
typedef enum {
  SAY_YES,
  SAY_NO,
  SAY_NOTHING, /* keeps the question and does not answer */
  LOOK_AWAY,   /* does not even keep it */
} Person;

typedef struct {
  Person person;
  guint passkey;                /* what they enter */
  GString *asked;               /* (owned): "confirm 42817 …" */
  TactusBondQuestion *question; /* (owned) (nullable) */
  guint withdrawn;
} Crowd;

static void
withdrawn_cb (Crowd *self)
{
  self->withdrawn++;
}

static void
question_cb (Crowd              *self,
             TactusBondQuestion *question)
{
  static const char * const kinds[] = {
    [TACTUS_BOND_CONFIRM] = "confirm",
    [TACTUS_BOND_ENTER] = "enter",
    [TACTUS_BOND_SHOW] = "show",
    [TACTUS_BOND_ALLOW] = "allow",
  };

  g_string_append_printf (self->asked, "%s %u ", kinds[tactus_bond_question_get_kind (question)],
                          tactus_bond_question_get_passkey (question));
  if (self->person == LOOK_AWAY)
    return;

  g_set_object (&self->question, question);
  g_signal_connect_swapped (question, "withdrawn", G_CALLBACK (withdrawn_cb), self);
  if (self->person != SAY_NOTHING)
    tactus_bond_question_answer (question, self->person == SAY_YES, self->passkey);
}

static Crowd *
crowd_new (BandBench *bench,
           Person     person)
{
  Crowd *self = g_new0 (Crowd, 1);

  self->person = person;
  self->passkey = 42817;
  self->asked = g_string_new (NULL);
  g_signal_connect_swapped (bench->band, "bond-question", G_CALLBACK (question_cb), self);

  return self;
}

static void
crowd_free (Crowd     *self,
            BandBench *bench)
{
  if (bench->band)
    g_signal_handlers_disconnect_by_data (bench->band, self);
  if (self->question)
    g_signal_handlers_disconnect_by_data (self->question, self);
  g_clear_object (&self->question);
  g_string_free (self->asked, TRUE);
  g_free (self);
}

static void
pair (BandBench  *bench,
      const char *code)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_pair_async (bench->band, NULL, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_pair_finish, code);
}

static void
disconnect (BandBench *bench)
{
  g_auto(Outcome) outcome = { NULL };

  tactus_band_disconnect_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_disconnect_finish, NULL);
}

/* ── without a bond ── */

static void
test_pair (gconstpointer spec)
{
  g_autoptr(BandBench) bench = band_bench_new (spec);

  UNTIL (tactus_band_get_model (bench->band) &&
         tactus_band_get_model (bench->band)->generation == TACTUS_GENERATION_STANDARD);
  g_assert_false (tactus_band_get_known (bench->band));
  pair (bench, NULL);

  g_assert_cmpstr (bench->states->str, ==, "connecting preparing authenticating ready");
  g_assert_true (tactus_band_get_known (bench->band));
  g_assert_cmpint (tactus_band_get_key_storage (bench->band), ==, TACTUS_KEY_STORAGE_NONE);
  g_assert_false (band_bench_has_key (bench, TACTUS_KEY_SLOT_CURRENT));
  g_assert_false (band_bench_has_key (bench, TACTUS_KEY_SLOT_PENDING));
  g_assert_false (tactus_sim_band_get_bonded (bench->sim));
}

/* To look at a strap is not to remember it. */
static void
test_connect (void)
{
  g_autoptr(BandBench) bench = band_bench_new (STRAP);

  band_bench_connect (bench);
  g_assert_false (tactus_band_get_known (bench->band));
}

static void
info_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  TactusBandInfo **info = user_data;
  g_autoptr(GError) error = NULL;

  *info = tactus_band_read_info_finish (TACTUS_BAND (source), result, &error);
  g_assert_no_error (error);
}

/* Straps tell of their battery through BlueZ, which keeps that service to itself. */
static void
test_info (void)
{
  g_autoptr(BandBench) bench = band_bench_new (STRAP);
  g_autoptr(TactusBandInfo) info = NULL;

  band_bench_connect (bench);
  tactus_band_read_info_async (bench->band, NULL, info_cb, &info);
  UNTIL (info);

  g_assert_nonnull (info->serial);
  g_assert_true (info->has_battery);
  g_assert_cmpuint (info->battery.level, ==, 61);
  g_assert_cmpint (info->battery.charging, ==, TACTUS_CHARGING_UNKNOWN);
  g_assert_cmpint (info->battery.last_level, ==, -1);
  g_assert_false (info->has_time || info->has_steps);
}

/* Where BlueZ was told to leave the service to us. */
static void
test_level (void)
{
  static const struct {
    guint8 bytes[2];
    gsize length;
    gboolean fine;
  } cases[] = {
    { { 0 }, 1, TRUE }, { { 100 }, 1, TRUE }, { { 101 }, 1, FALSE }, { { 50, 0 }, 2, FALSE },
    { { 0 }, 0, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) value = g_bytes_new_static (cases[i].bytes, cases[i].length);
      g_autoptr(GError) error = NULL;
      TactusBandInfo info = { NULL };

      g_assert_cmpint (tactus_band_info_take (&info, TACTUS_UUID_BATTERY_LEVEL, value, &error), ==,
                       cases[i].fine);
      g_assert_cmpint (info.has_battery, ==, cases[i].fine);
      if (cases[i].fine)
        g_assert_cmpuint (info.battery.level, ==, cases[i].bytes[0]);
      else
        g_assert_nonnull (strstr (error->message, "byte 0"));
    }
}

static void
test_battery (void)
{
  g_autoptr(BandBench) bench = band_bench_new (STRAP);

  band_bench_connect (bench);
  UNTIL (tactus_band_get_battery_level (bench->band) == 61);
  tactus_sim_band_set_battery (bench->sim, 60, g_get_monotonic_time ());
  UNTIL (tactus_band_get_battery_level (bench->band) == 60);
}

typedef struct {
  guint records;
  guint intervals;
  gboolean energy;
  TactusContact contact;
} Heard;

static void
heart_rate_cb (Heard                 *heard,
               const TactusHeartRate *rate)
{
  heard->records++;
  heard->intervals += rate->n_rr;
  heard->energy |= rate->energy_kj >= 0;
  heard->contact = rate->contact;
}

/* Nothing of a record is dropped on the way. */
static void
test_records (void)
{
  g_autoptr(BandBench) bench = band_bench_new (STRAP ",rr=yes,energy=yes,contact=yes");
  Heard heard = { 0 };

  g_signal_connect_swapped (bench->band, "heart-rate", G_CALLBACK (heart_rate_cb), &heard);
  tactus_band_start_measuring (bench->band);
  UNTIL_PULSE (bench, LIVE);
  g_assert_cmpuint (tactus_band_get_bpm (bench->band), ==, 72);
  UNTIL (heard.records > 5 && heard.intervals > 0 && heard.energy);
  g_assert_cmpint (heard.contact, ==, TACTUS_CONTACT_YES);

  tactus_sim_band_set_worn (bench->sim, FALSE, g_get_monotonic_time ());
  UNTIL_PULSE (bench, NO_CONTACT);
  g_assert_cmpuint (tactus_band_get_bpm (bench->band), ==, 0);
  g_signal_handlers_disconnect_by_data (bench->band, &heard);
}

/* Nobody measures: nothing is sent, nothing is heard. */
static void
test_rests (void)
{
  g_autoptr(BandBench) bench = band_bench_new (STRAP);
  guint before;

  tactus_band_start_measuring (bench->band);
  UNTIL_PULSE (bench, LIVE);
  tactus_band_stop_measuring (bench->band);
  UNTIL_PULSE (bench, IDLE);
  before = band_bench_count (bench, TACTUS_READING_PULSE);
  tactus_band_start_measuring (bench->band);
  UNTIL_PULSE (bench, LIVE);
  g_assert_cmpuint (band_bench_count (bench, TACTUS_READING_PULSE), >, before);
}

static void
test_once (void)
{
  g_autoptr(BandBench) bench = band_bench_new (STRAP);
  g_auto(Outcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;
  guint bpm = 0;

  tactus_band_measure_once_async (bench->band, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  g_assert_true (tactus_band_measure_once_finish (bench->band, outcome.result, &bpm, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (bpm, ==, 72);
}

/* A band that stopped sharing keeps its link and says nothing: stale, begun anew, and in the end
 * connected anew. */
static void
test_silent (void)
{
  g_autoptr(BandBench) bench = band_bench_new (STRAP ",fault=silent-at-measure");
  TactusBandTimings timings = band_bench_timings ();

  timings.watchdog_ms = 20;
  tactus_band_set_timings (bench->band, &timings);
  tactus_band_start_measuring (bench->band);
  UNTIL_STATE (bench, READY);
  UNTIL_STATE (bench, WAITING);
  g_assert_error (tactus_band_get_error (bench->band), TACTUS_BAND_ERROR,
                  TACTUS_BAND_ERROR_TIMED_OUT);
  UNTIL_STATE (bench, READY);
}

static void
test_stale (void)
{
  g_autoptr(BandBench) bench = band_bench_new (STRAP);
  TactusBandTimings timings = band_bench_timings ();

  timings.stale_ms = 40;
  tactus_band_set_timings (bench->band, &timings);
  tactus_band_start_measuring (bench->band);
  UNTIL_PULSE (bench, LIVE);
  tactus_sim_band_set_fault (bench->sim, TACTUS_SIM_STEP_MEASURE, TACTUS_SIM_EFFECT_SILENT, 0);
  UNTIL_PULSE (bench, STALE);
  g_assert_cmpuint (tactus_band_get_bpm (bench->band), ==, 0);
}

static void
test_lost (void)
{
  g_autoptr(BandBench) bench = band_bench_new (STRAP);

  tactus_band_start_measuring (bench->band);
  UNTIL_PULSE (bench, LIVE);
  tactus_sim_band_vanish (bench->sim, g_get_monotonic_time ());
  UNTIL_STATE (bench, WAITING);
  tactus_sim_band_come_back (bench->sim);
  UNTIL_STATE (bench, READY);
  UNTIL_PULSE (bench, LIVE);
}

/* A later band that shares nothing has nothing for us, and says so. */
static void
test_not_sharing (void)
{
  g_autoptr(BandBench) bench = band_bench_new ("model=smart-band-9");

  pair (bench, "not_supported");
  band_bench_assert_down (bench);
}

/* ── with a bond ── */

/* Each word for "not without a bond", when one only connects. */
static void
test_needs_bond (gconstpointer att)
{
  g_autofree char *spec = g_strdup_printf (BONDED "confirm,bond-error=%s", (const char *) att);
  g_autoptr(BandBench) bench = band_bench_new (spec);
  Crowd *crowd = crowd_new (bench, SAY_YES);
  g_auto(Outcome) outcome = { NULL };

  tactus_band_connect_async (bench->band, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result != NULL);
  g_assert_error (tactus_band_get_error (bench->band), TACTUS_BAND_ERROR,
                  TACTUS_BAND_ERROR_NEEDS_PAIRING);
  g_assert_cmpstr (crowd->asked->str, ==, "");
  band_bench_assert_down (bench);

  pair (bench, NULL);
  g_assert_cmpstr (crowd->asked->str, ==, "confirm 42817 ");
  g_assert_true (tactus_sim_band_get_bonded (bench->sim));
  g_assert_true (tactus_band_get_known (bench->band));

  /* From now on nobody is asked any more. */
  disconnect (bench);
  band_bench_connect (bench);
  g_assert_cmpstr (crowd->asked->str, ==, "confirm 42817 ");
  tactus_band_start_measuring (bench->band);
  UNTIL_PULSE (bench, LIVE);
  crowd_free (crowd, bench);
}

typedef struct {
  const char *bond;
  Person      person;
  guint       passkey;
  const char *asked;
  const char *code; /* (nullable): it works */
} Bond;

static void
test_bond (gconstpointer data)
{
  const Bond *bond = data;
  g_autofree char *spec = g_strconcat (BONDED, bond->bond, NULL);
  g_autoptr(BandBench) bench = band_bench_new (spec);
  Crowd *crowd = crowd_new (bench, bond->person);

  crowd->passkey = bond->passkey;
  pair (bench, bond->code);
  g_assert_cmpstr (crowd->asked->str, ==, bond->asked);
  g_assert_cmpint (tactus_sim_band_get_bonded (bench->sim), ==, bond->code == NULL);
  g_assert_cmpint (tactus_band_get_known (bench->band), ==, bond->code == NULL);
  if (bond->code)
    band_bench_assert_down (bench);
  crowd_free (crowd, bench);
}

/* The person changes their mind while they are being asked: BlueZ is told, the question goes, and
 * nothing is left. */
static void
test_cancel (gconstpointer bond)
{
  g_autofree char *spec = g_strconcat (BONDED, (const char *) bond, NULL);
  g_autoptr(BandBench) bench = band_bench_new (spec);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Crowd *crowd = crowd_new (bench, SAY_NOTHING);
  g_auto(Outcome) outcome = { NULL };

  tactus_band_pair_async (bench->band, NULL, cancellable, outcome_cb, &outcome);
  UNTIL (crowd->question != NULL);
  g_cancellable_cancel (cancellable);
  band_bench_expect (&outcome, tactus_band_pair_finish, "cancelled");
  band_bench_assert_down (bench);
  g_assert_cmpuint (crowd->withdrawn, ==, 1);
  g_assert_false (tactus_sim_band_get_bonded (bench->sim));

  /* An answer that comes too late is nobody's. */
  tactus_bond_question_answer (crowd->question, TRUE, 42817);

  crowd->person = SAY_YES;
  pair (bench, NULL);
  g_assert_true (tactus_sim_band_get_bonded (bench->sim));
  crowd_free (crowd, bench);
}

typedef struct {
  TactusBandState state;
  GCancellable   *cancellable;
} Moment;

static void
cancel_cb (Moment     *moment,
           GParamSpec *pspec,
           TactusBand *band)
{
  if (tactus_band_get_state (band) == moment->state)
    g_cancellable_cancel (moment->cancellable);
}

/* In any state on the way. */
static void
test_cancel_state (gconstpointer data)
{
  g_autoptr(BandBench) bench = band_bench_new (BONDED "just-works");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Outcome) outcome = { NULL };
  Moment moment = { GPOINTER_TO_INT (data), cancellable };

  g_signal_connect_swapped (bench->band, "notify::state", G_CALLBACK (cancel_cb), &moment);
  tactus_band_pair_async (bench->band, NULL, cancellable, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_pair_finish, "cancelled");
  g_signal_handlers_disconnect_by_data (bench->band, &moment);
  band_bench_assert_down (bench);
  g_assert_false (tactus_band_get_known (bench->band));
}

/* The number that is shown is not entered: "no" to it ends the pairing. */
static void
test_shown_no (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BONDED "display");
  TactusSimBluezDelays delays;
  Crowd *crowd = crowd_new (bench, SAY_NO);

  tactus_sim_bluez_get_delays (bench->bluez, &delays);
  delays.bond_ms = 20000;
  tactus_sim_bluez_set_delays (bench->bluez, &delays);
  pair (bench, "not_confirmed");
  g_assert_cmpstr (crowd->asked->str, ==, "show 42817 ");
  g_assert_false (tactus_sim_band_get_bonded (bench->sim));
  crowd_free (crowd, bench);
}

/* BlueZ waits for an answer no longer than it wants to… */
static void
test_bluez_tires (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BONDED "confirm");
  TactusSimBluezDelays delays;
  Crowd *crowd = crowd_new (bench, SAY_NOTHING);

  tactus_sim_bluez_get_delays (bench->bluez, &delays);
  delays.agent_ms = 20;
  tactus_sim_bluez_set_delays (bench->bluez, &delays);
  pair (bench, "not_confirmed");
  UNTIL (crowd->withdrawn == 1);
  band_bench_assert_down (bench);
  crowd_free (crowd, bench);
}

/* … and we wait for BlueZ no longer than we said. */
static void
test_deadline (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BONDED "confirm");
  TactusBluezDeadlines deadlines = *tactus_bluez_client_get_deadlines (bench->client);
  Crowd *crowd = crowd_new (bench, SAY_NOTHING);

  deadlines.pair_ms = 30;
  tactus_bluez_client_set_deadlines (bench->client, &deadlines);
  pair (bench, "not_confirmed");
  g_assert_cmpuint (crowd->withdrawn, ==, 1);
  g_assert_false (tactus_sim_band_get_bonded (bench->sim));
  crowd_free (crowd, bench);
}

static void
test_lost_while_asked (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BONDED "confirm");
  Crowd *crowd = crowd_new (bench, SAY_NOTHING);
  g_auto(Outcome) outcome = { NULL };

  tactus_band_pair_async (bench->band, NULL, NULL, outcome_cb, &outcome);
  UNTIL (crowd->question != NULL);
  tactus_sim_band_vanish (bench->sim, g_get_monotonic_time ());
  UNTIL (outcome.result != NULL);
  g_assert_false (tactus_band_pair_finish (bench->band, outcome.result, NULL));
  UNTIL (crowd->withdrawn == 1);
  UNTIL_STATE (bench, OFFLINE);
  band_bench_assert_down (bench);
  crowd_free (crowd, bench);
}

static void
test_daemon_dies (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BONDED "confirm");
  Crowd *crowd = crowd_new (bench, SAY_NOTHING);
  g_auto(Outcome) outcome = { NULL };

  tactus_band_pair_async (bench->band, NULL, NULL, outcome_cb, &outcome);
  UNTIL (crowd->question != NULL);
  tactus_sim_bluez_stop (bench->bluez);
  UNTIL (outcome.result != NULL);
  g_assert_false (tactus_band_pair_finish (bench->band, outcome.result, NULL));
  UNTIL (crowd->withdrawn == 1);
  band_bench_assert_down (bench);
  crowd_free (crowd, bench);
}

/* What is bonded and still says "unlikely error" has another trouble. */
static void
test_unlikely (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BONDED "just-works");
  g_auto(Outcome) outcome = { NULL };

  pair (bench, NULL);
  disconnect (bench);
  tactus_sim_bluez_set_fault_full (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_NOTIFY_FAILS, -1,
                                   "org.bluez.Error.Failed",
                                   "Operation failed with ATT error: 0x0e", 0);
  tactus_band_connect_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_connect_finish, "protocol");
  g_assert_error (tactus_band_get_error (bench->band), TACTUS_BAND_ERROR,
                  TACTUS_BAND_ERROR_BLUETOOTH);
  band_bench_assert_down (bench);
}

/* The bond was removed elsewhere: to connect says so, and to pair mends it. */
static void
test_bond_gone (void)
{
  g_autoptr(BandBench) bench = band_bench_new (BONDED "just-works,bond-error=05");
  g_auto(Outcome) outcome = { NULL };

  pair (bench, NULL);
  disconnect (bench);
  tactus_sim_band_set_bonded (bench->sim, FALSE);
  tactus_band_connect_async (bench->band, NULL, outcome_cb, &outcome);
  band_bench_expect (&outcome, tactus_band_connect_finish, "not_supported");
  g_assert_error (tactus_band_get_error (bench->band), TACTUS_BAND_ERROR,
                  TACTUS_BAND_ERROR_NEEDS_PAIRING);
  g_assert_true (tactus_band_get_known (bench->band));
  pair (bench, NULL);
}

/* A band with a login of its own is never bonded, whatever it says. */
static void
test_never_a_band (void)
{
  g_autoptr(BandBench) bench = band_bench_new ("model=mi-band-3");
  Crowd *crowd = crowd_new (bench, SAY_YES);

  tactus_sim_bluez_set_fault_full (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_FAILS, -1,
                                   "org.bluez.Error.NotPermitted", "Not paired", 0);
  pair (bench, "not_supported");
  g_assert_error (tactus_band_get_error (bench->band), TACTUS_BAND_ERROR,
                  TACTUS_BAND_ERROR_NEEDS_PAIRING);
  g_assert_false (tactus_sim_band_get_bonded (bench->sim));
  g_assert_cmpstr (crowd->asked->str, ==, "");
  crowd_free (crowd, bench);
}

int
main (int   argc,
      char *argv[])
{
  static const Bond bonds[] = {
    { "just-works", SAY_NOTHING, 0, "", NULL },
    { "allow", LOOK_AWAY, 0, "", NULL }, /* to pair is to allow */
    { "confirm", SAY_YES, 0, "confirm 42817 ", NULL },
    { "confirm", SAY_NO, 0, "confirm 42817 ", "not_confirmed" },
    { "confirm", LOOK_AWAY, 0, "confirm 42817 ", "not_confirmed" },
    { "passkey", SAY_YES, 42817, "enter 0 ", NULL },
    { "passkey", SAY_YES, 42818, "enter 0 ", "not_confirmed" },
    { "passkey", SAY_YES, 1000000, "enter 0 ", "not_confirmed" },
    { "passkey", SAY_NO, 42817, "enter 0 ", "not_confirmed" },
    { "display", SAY_NOTHING, 0, "show 42817 ", NULL },
    { "display", LOOK_AWAY, 0, "show 42817 ", NULL },
  };

  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/band/sensor/pair/strap", STRAP, test_pair);
  g_test_add_data_func ("/band/sensor/pair/sharing-band", SHARING, test_pair);
  g_test_add_func ("/band/sensor/connect", test_connect);
  g_test_add_func ("/band/sensor/level", test_level);
  g_test_add_func ("/band/sensor/battery", test_battery);
  g_test_add_func ("/band/sensor/info", test_info);
  g_test_add_func ("/band/sensor/records", test_records);
  g_test_add_func ("/band/sensor/rests", test_rests);
  g_test_add_func ("/band/sensor/once", test_once);
  g_test_add_func ("/band/sensor/silent", test_silent);
  g_test_add_func ("/band/sensor/stale", test_stale);
  g_test_add_func ("/band/sensor/lost", test_lost);
  g_test_add_func ("/band/sensor/not-sharing", test_not_sharing);
  g_test_add_data_func ("/band/sensor/needs-bond/05", "05", test_needs_bond);
  g_test_add_data_func ("/band/sensor/needs-bond/0e", "0e", test_needs_bond);
  g_test_add_data_func ("/band/sensor/needs-bond/0f", "0f", test_needs_bond);
  for (guint i = 0; i < G_N_ELEMENTS (bonds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/band/sensor/bond/%s-%u", bonds[i].bond, i);

      g_test_add_data_func (path, &bonds[i], test_bond);
    }
  g_test_add_data_func ("/band/sensor/cancel/confirm", "confirm", test_cancel);
  g_test_add_data_func ("/band/sensor/cancel/passkey", "passkey", test_cancel);
  g_test_add_data_func ("/band/sensor/cancel/connecting",
                        GINT_TO_POINTER (TACTUS_BAND_STATE_CONNECTING), test_cancel_state);
  g_test_add_data_func ("/band/sensor/cancel/preparing",
                        GINT_TO_POINTER (TACTUS_BAND_STATE_PREPARING), test_cancel_state);
  g_test_add_data_func ("/band/sensor/cancel/authenticating",
                        GINT_TO_POINTER (TACTUS_BAND_STATE_AUTHENTICATING), test_cancel_state);
  g_test_add_func ("/band/sensor/shown-no", test_shown_no);
  g_test_add_func ("/band/sensor/bluez-tires", test_bluez_tires);
  g_test_add_func ("/band/sensor/deadline", test_deadline);
  g_test_add_func ("/band/sensor/lost-while-asked", test_lost_while_asked);
  g_test_add_func ("/band/sensor/daemon-dies", test_daemon_dies);
  g_test_add_func ("/band/sensor/unlikely", test_unlikely);
  g_test_add_func ("/band/sensor/bond-gone", test_bond_gone);
  g_test_add_func ("/band/sensor/never-a-band", test_never_a_band);

  return band_bench_run ();
}
