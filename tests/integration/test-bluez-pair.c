/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* Bluetooth pairing, and the agent that is there for as long as it takes. */

#include "bluez-bench.h"

#define SENSOR "model=heart-rate-sensor,address=" BAND_ADDRESS ",passkey=042817,bond="
#define DEVICE "/org/bluez/hci0/dev_C8_0F_10_00_00_01"
#define AGENT "/tactus/agent"

/* An open connection, and the person who is asked. */
typedef struct {
  Bench *bench;
  TactusSimBand *sim;
  TactusBluezConnection *connection;
  TactusBondQuestion *question; /* (owned) (nullable): the latest */
  guint asked;
  guint withdrawn;
  gboolean prompt; /* answers at once: yes, 42817 */
} Line;

static void
withdrawn_cb (Line *self)
{
  self->withdrawn++;
}

static void
ask_cb (TactusBondQuestion *question,
        gpointer            user_data)
{
  Line *self = user_data;

  self->asked++;
  if (self->question)
    g_signal_handlers_disconnect_by_data (self->question, self);
  g_set_object (&self->question, question);
  g_signal_connect_swapped (question, "withdrawn", G_CALLBACK (withdrawn_cb), self);
  if (self->prompt)
    tactus_bond_question_answer (question, TRUE, 42817);
}

static Line *
line_new_on (Bench      *bench,
             const char *spec)
{
  Line *self = g_new0 (Line, 1);

  self->bench = bench;
  self->sim = bench_add_band (bench, spec);
  bench_start (bench);
  tactus_sim_bluez_remember (bench->bluez, self->sim);
  bench_client (bench, NULL);
  bench_until_state (bench, TACTUS_BLUEZ_STATE_READY);
  self->connection = bench_open (bench);

  return self;
}

static Line *
line_new (const char *spec)
{
  return line_new_on (bench_new (), spec);
}

static void
line_free (Line *self)
{
  if (self->question)
    g_signal_handlers_disconnect_by_data (self->question, self);
  g_clear_object (&self->question);
  bench_close (self->connection);
  bench_free (self->bench);
  g_free (self);
}

static gboolean
answer_pair (Answer  *answer,
             GError **error)
{
  gboolean ok;

  UNTIL (answer->result != NULL);
  ok = tactus_bluez_connection_pair_finish (TACTUS_BLUEZ_CONNECTION (answer->source),
                                            answer->result, error);
  answer_clear (answer);

  return ok;
}

static void
pair (Line         *line,
      GCancellable *cancellable,
      Answer       *answer)
{
  tactus_bluez_connection_pair_async (line->connection, ask_cb, line, cancellable, answer_cb,
                                      answer);
}

/* Calls the agent, as BlueZ does, or as @from who is not.
 * Returns: (transfer full): how it answered: "" for well, or the name of the error */
static char *
call_agent (Line            *line,
            GDBusConnection *from,
            const char      *method,
            GVariant        *parameters)
{
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = NULL;

  g_dbus_connection_call (from, g_dbus_connection_get_unique_name (line->bench->near), AGENT,
                          "org.bluez.Agent1", method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, answer_cb, &answer);
  UNTIL (answer.result != NULL);
  reply = g_dbus_connection_call_finish (from, answer.result, &error);

  return reply ? g_strdup ("") : g_dbus_error_get_remote_error (error);
}

/* Nobody can call it any more, and BlueZ knows of none. */
static void
assert_retired (Line *line)
{
  UNTIL (bench_sent (line->bench, "UnregisterAgent") == bench_sent (line->bench, "RegisterAgent"));
  if (line->bench->on_bus)
    {
      g_autofree char *answer = call_agent (line, line->bench->far, "Cancel", NULL);

      g_assert_true (g_str_has_prefix (answer, "org.freedesktop.DBus.Error.Unknown"));
    }
}

/* ── it works ── */

static void
test_pair (gconstpointer data)
{
  const char *bond = data;
  g_autofree char *spec = g_strconcat (SENSOR, bond, NULL);

  for (guint i = 0; i < 2; i++)
    {
      Line *line = line_new_on (i == 0 ? bench_new () : bench_new_peer (), spec);
      g_auto(Answer) answer = { NULL };
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", i == 0 ? "on a bus" : "peer to peer");
      line->prompt = TRUE;
      g_assert_false (tactus_bluez_connection_is_bonded (line->connection));
      pair (line, NULL, &answer);
      g_assert_true (answer_pair (&answer, &error));
      g_assert_no_error (error);
      g_assert_true (tactus_sim_band_get_bonded (line->sim));
      UNTIL (tactus_bluez_connection_is_bonded (line->connection));
      assert_retired (line);
      g_assert_cmpuint (bench_sent (line->bench, "RegisterAgent"), ==, 1);
      g_assert_cmpuint (bench_sent (line->bench, "Pair"), ==, 1);
      g_assert_cmpuint (bench_sent (line->bench, "CancelPairing"), ==, 0);

      /* Again: it is bonded already, which is as good. */
      pair (line, NULL, &answer);
      g_assert_true (answer_pair (&answer, &error));
      g_assert_no_error (error);
      assert_retired (line);
      line_free (line);
    }
}

/* ── it does not ── */

static void
test_refused (void)
{
  Line *line = line_new (SENSOR "none");
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  pair (line, NULL, &answer);
  g_assert_false (answer_pair (&answer, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_NOT_BONDED);
  g_assert_nonnull (strstr (error->message, "Pair: "));
  assert_retired (line);
  line_free (line);
}

/* Before it has begun, while the agent is being registered, and while the person thinks. */
static void
test_cancel (gconstpointer data)
{
  guint when = GPOINTER_TO_UINT (data);
  Line *line = line_new (SENSOR "confirm");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  if (when == 0)
    g_cancellable_cancel (cancellable);
  pair (line, cancellable, &answer);
  if (when == 2)
    UNTIL (line->question != NULL);
  g_cancellable_cancel (cancellable);
  g_assert_false (answer_pair (&answer, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (bench_sent (line->bench, "CancelPairing"), ==, when > 0);
  g_assert_cmpuint (line->withdrawn, ==, when == 2);
  assert_retired (line);
  g_assert_false (tactus_sim_band_get_bonded (line->sim));
  line_free (line);
}

static void
test_deadline (void)
{
  Line *line = line_new (SENSOR "passkey");
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  SHORTEN (line->bench, pair_ms, 20);
  pair (line, NULL, &answer);
  g_assert_false (answer_pair (&answer, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_NOT_BONDED);
  g_assert_cmpuint (bench_sent (line->bench, "CancelPairing"), ==, 1);
  assert_retired (line);
  line_free (line);
}

/* There can be only one agent of ours; who comes second is told that it is busy. */
static void
test_two (void)
{
  Line *line = line_new (SENSOR "confirm");
  g_auto(Answer) first = { NULL };
  g_auto(Answer) second = { NULL };
  g_autoptr(GError) error = NULL;

  pair (line, NULL, &first);
  pair (line, NULL, &second);
  g_assert_false (answer_pair (&second, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_BUSY);
  g_clear_error (&error);

  UNTIL (line->question != NULL);
  tactus_bond_question_answer (line->question, TRUE, 0);
  g_assert_true (answer_pair (&first, &error));
  g_assert_no_error (error);
  assert_retired (line);
  line_free (line);
}

/* Somebody else in this program has an agent already. */
static void
test_other_agent (void)
{
  Line *line = line_new (SENSOR "confirm");
  g_auto(Answer) registered = { NULL };
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = NULL;

  g_dbus_connection_call (line->bench->near, "org.bluez", "/org/bluez", "org.bluez.AgentManager1",
                          "RegisterAgent", g_variant_new ("(os)", "/elsewhere", ""), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, answer_cb, &registered);
  UNTIL (registered.result != NULL);
  reply = g_dbus_connection_call_finish (line->bench->near, registered.result, &error);
  g_assert_no_error (error);

  pair (line, NULL, &answer);
  g_assert_false (answer_pair (&answer, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "RegisterAgent"));
  g_assert_cmpuint (bench_sent (line->bench, "Pair"), ==, 0);
  line_free (line);
}

/* ── what the agent answers ── */

static void
assert_answer (Line            *line,
               GDBusConnection *from,
               const char      *method,
               GVariant        *parameters,
               const char      *expected)
{
  g_autofree char *answer = call_agent (line, from, method, parameters);

  g_test_message ("%s", method);
  g_assert_cmpstr (answer, ==, expected);
}

static void
test_strangers (void)
{
  const char *no = "org.bluez.Error.Rejected";
  Line *line = line_new (SENSOR "confirm");
  GDBusConnection *bluez = line->bench->far;
  GDBusConnection *stranger = line->bench->near; /* anybody but BlueZ: for instance ourselves */
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  pair (line, NULL, &answer);
  UNTIL (line->question != NULL);

  assert_answer (line, stranger, "RequestConfirmation", g_variant_new ("(ou)", DEVICE, 1), no);
  assert_answer (line, stranger, "RequestPasskey", g_variant_new ("(o)", DEVICE), no);
  assert_answer (line, stranger, "RequestAuthorization", g_variant_new ("(o)", DEVICE), no);
  assert_answer (line, stranger, "DisplayPasskey", g_variant_new ("(ouq)", DEVICE, 1, 0), no);
  assert_answer (line, stranger, "Cancel", NULL, "");
  assert_answer (line, bluez, "RequestConfirmation",
                 g_variant_new ("(ou)", DEVICE "0", 1), no);
  assert_answer (line, bluez, "RequestPinCode", g_variant_new ("(o)", DEVICE), no);
  assert_answer (line, bluez, "DisplayPinCode", g_variant_new ("(os)", DEVICE, "0000"), no);
  assert_answer (line, bluez, "AuthorizeService", g_variant_new ("(os)", DEVICE, "x"), no);
  g_assert_cmpuint (line->asked, ==, 1);
  g_assert_cmpuint (line->withdrawn, ==, 0);

  tactus_bond_question_answer (line->question, TRUE, 0);
  tactus_bond_question_answer (line->question, FALSE, 0); /* the first counts */
  g_assert_true (answer_pair (&answer, &error));
  g_assert_no_error (error);
  line_free (line);
}

/* BlueZ counts the digits that are entered; the person has read the number by then. */
static void
test_shown_once (void)
{
  Line *line = line_new (SENSOR "display");
  GDBusConnection *bluez = line->bench->far;
  TactusSimBluezDelays delays;
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  tactus_sim_bluez_get_delays (line->bench->bluez, &delays);
  delays.bond_ms = 20000;
  tactus_sim_bluez_set_delays (line->bench->bluez, &delays);
  pair (line, NULL, &answer);
  UNTIL (line->question != NULL);
  for (guint i = 1; i < 4; i++)
    assert_answer (line, bluez, "DisplayPasskey", g_variant_new ("(ouq)", DEVICE, 42817, i), "");
  g_assert_cmpuint (line->asked, ==, 1);

  /* Another number is another question. */
  assert_answer (line, bluez, "DisplayPasskey", g_variant_new ("(ouq)", DEVICE, 7, 0), "");
  g_assert_cmpuint (line->asked, ==, 2);
  g_assert_cmpuint (line->withdrawn, ==, 1);
  g_assert_cmpint (tactus_bond_question_get_kind (line->question), ==, TACTUS_BOND_SHOW);
  g_assert_cmpuint (tactus_bond_question_get_passkey (line->question), ==, 7);

  tactus_bond_question_answer (line->question, FALSE, 0);
  g_assert_false (answer_pair (&answer, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_NOT_BONDED);
  line_free (line);
}

static void
test_withdrawn (void)
{
  Line *line = line_new (SENSOR "confirm");
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  pair (line, NULL, &answer);
  UNTIL (line->question != NULL);
  assert_answer (line, line->bench->far, "Cancel", NULL, "");
  g_assert_cmpuint (line->withdrawn, ==, 1);
  tactus_bond_question_answer (line->question, TRUE, 0); /* too late */
  g_assert_false (answer_pair (&answer, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_NOT_BONDED);
  line_free (line);
}

int
main (int   argc,
      char *argv[])
{
  static const char * const bonds[] = { "just-works", "confirm", "passkey", "display", "allow" };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bonds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/bluez/pair/works/%s", bonds[i]);

      g_test_add_data_func (path, bonds[i], test_pair);
    }
  g_test_add_func ("/bluez/pair/refused", test_refused);
  g_test_add_data_func ("/bluez/pair/cancel/before", GUINT_TO_POINTER (0), test_cancel);
  g_test_add_data_func ("/bluez/pair/cancel/at-once", GUINT_TO_POINTER (1), test_cancel);
  g_test_add_data_func ("/bluez/pair/cancel/while-asked", GUINT_TO_POINTER (2), test_cancel);
  g_test_add_func ("/bluez/pair/deadline", test_deadline);
  g_test_add_func ("/bluez/pair/two", test_two);
  g_test_add_func ("/bluez/pair/other-agent", test_other_agent);
  g_test_add_func ("/bluez/pair/strangers", test_strangers);
  g_test_add_func ("/bluez/pair/shown-once", test_shown_once);
  g_test_add_func ("/bluez/pair/withdrawn", test_withdrawn);

  return bench_run ();
}
