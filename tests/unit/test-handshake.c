/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-handshake.h"

#include <string.h>

#include "tactus-uuids.h"
#include "test-bytes.h"

#define KEY      "30313233343536373839404142434445"
#define KEY_2    "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
#define RANDOM   "00112233445566778899aabbccddeeff"
#define RANDOM_2 "ffeeddccbbaa99887766554433221100"
#define PROOF    "e55544eabb38cf7268fd03061a337dec"
#define PROOF_2  "56c284f38f56f11144269af60e62f7b3"

#define SILENCE  "silence"

/* What the handshake must say, and what happens then: an answer, or silence until the deadline. */
typedef struct {
  TactusHandshakeAction  action;
  const char            *sent;
  const char            *happens;
} Line;

typedef struct {
  const char             *name;
  const char             *model;
  const char             *key;
  TactusHandshakeMode     mode;
  Line                    lines[6]; /* up to the first one without an action to follow */
  TactusHandshakeAction   end;
  TactusHandshakeOutcome  outcome;
  guint8                  status;
} Play;

#define TAP(sent, happens)   { TACTUS_HANDSHAKE_WRITE_AND_TAP, sent, happens }
#define WRITE(sent, happens) { TACTUS_HANDSHAKE_WRITE, sent, happens }
#define WAIT(happens)        { TACTUS_HANDSHAKE_WAIT, "", happens }

#define SET_KEY              TACTUS_HANDSHAKE_SET_KEY
#define LOG_IN               TACTUS_HANDSHAKE_LOG_IN
#define DONE                 TACTUS_HANDSHAKE_DONE, TACTUS_HANDSHAKE_OUTCOME_NONE, 0
#define FAILED(why, status)  TACTUS_HANDSHAKE_FAILED, TACTUS_HANDSHAKE_OUTCOME_ ## why, status

static const Play plays[] = {
  { "first-pairing", "mi-band-2", KEY, SET_KEY,
    { TAP ("0108" KEY, "100101"), WRITE ("0208", "100201" RANDOM),
      WRITE ("0308" PROOF, "100301") },
    DONE },
  { "log-in", "mi-band-2", KEY, LOG_IN,
    { WRITE ("0208", "100201" RANDOM), WRITE ("0308" PROOF, "100301") },
    DONE },
  { "log-in-band-3", "mi-band-3", KEY_2, LOG_IN,
    { WRITE ("0200", "100201" RANDOM), WRITE ("0300" PROOF_2, "100301") },
    DONE },
  { "log-in-band-4", "mi-band-4", KEY_2, LOG_IN,
    { WRITE ("8200020100", "108201" RANDOM), WRITE ("8300" PROOF_2, "108301") },
    DONE },
  { "band-4-answers-without-crypt-flags", "mi-band-4", KEY_2, LOG_IN,
    { WRITE ("8200020100", "100201" RANDOM), WRITE ("8300" PROOF_2, "100301") },
    DONE },

  { "band-4-takes-no-key", "mi-band-4", KEY, SET_KEY, { { 0 } }, FAILED (SERVER_KEY_NEEDED, 0) },
  { "not-confirmed", "mi-band-2", KEY, SET_KEY, { TAP ("0108" KEY, "100102") },
    FAILED (NOT_CONFIRMED, 0x02) },
  { "refused", "mi-band-2", KEY, SET_KEY, { TAP ("0108" KEY, "100104") }, FAILED (REFUSED, 0x04) },
  { "server-key", "mi-band-3", KEY, SET_KEY,
    { TAP ("0100" KEY, "100181011863c2cce5d159413bed92c4b163c279") },
    FAILED (SERVER_KEY_NEEDED, 0x81) },
  { "no-challenge-04", "mi-band-2", KEY, LOG_IN, { WRITE ("0208", "100204") },
    FAILED (NO_CHALLENGE, 0x04) },
  { "no-challenge-08", "mi-band-2", KEY, LOG_IN, { WRITE ("0208", "100208") },
    FAILED (NO_CHALLENGE, 0x08) },
  { "wrong-key-04", "mi-band-2", KEY, LOG_IN,
    { WRITE ("0208", "100201" RANDOM), WRITE ("0308" PROOF, "100304") },
    FAILED (WRONG_KEY, 0x04) },
  { "wrong-key-08", "mi-band-2", KEY, LOG_IN,
    { WRITE ("0208", "100201" RANDOM), WRITE ("0308" PROOF, "100308") },
    FAILED (WRONG_KEY, 0x08) },
  { "wrong-key-band-4", "mi-band-4", KEY, LOG_IN,
    { WRITE ("8200020100", "108201" RANDOM), WRITE ("8300" PROOF, "108308") },
    FAILED (WRONG_KEY, 0x08) },

  { "never-tapped", "mi-band-2", KEY, SET_KEY, { TAP ("0108" KEY, SILENCE) },
    FAILED (TAP_TIMED_OUT, 0) },
  { "silent-both-flags", "mi-band-2", KEY, LOG_IN,
    { WRITE ("0208", SILENCE), WRITE ("0200", SILENCE) },
    FAILED (TIMED_OUT, 0) },
  { "other-flags-help", "mi-band-2", KEY, LOG_IN,
    { WRITE ("0208", SILENCE), WRITE ("0200", "100201" RANDOM), WRITE ("0300" PROOF, "100301") },
    DONE },
  { "other-flags-help-band-3", "mi-band-3", KEY, LOG_IN,
    { WRITE ("0200", SILENCE), WRITE ("0208", "100201" RANDOM), WRITE ("0308" PROOF, "100301") },
    DONE },
  { "other-flags-band-5", "mi-band-5", KEY, LOG_IN,
    { WRITE ("8200020100", "108255"), WRITE ("8208020100", "108201" RANDOM),
      WRITE ("8308" PROOF, "108301") },
    DONE },
  { "other-flags-for-the-key", "mi-band-2", KEY, SET_KEY,
    { TAP ("0108" KEY, "100155"), TAP ("0100" KEY, "100101"),
      WRITE ("0200", "100201" RANDOM), WRITE ("0300" PROOF, "100301") },
    DONE },
  { "unknown-status-twice", "mi-band-2", KEY, SET_KEY,
    { TAP ("0108" KEY, "100155"), TAP ("0100" KEY, "100156") },
    FAILED (UNKNOWN_STATUS, 0x56) },
  { "unknown-status-of-the-challenge", "mi-band-2", KEY, LOG_IN,
    { WRITE ("0208", "100207"), WRITE ("0200", "100207") },
    FAILED (UNKNOWN_STATUS, 0x07) },
  { "unknown-status-of-the-proof", "mi-band-2", KEY, LOG_IN,
    { WRITE ("0208", "100201" RANDOM), WRITE ("0308" PROOF, "100300"),
      WRITE ("0200", "100201" RANDOM), WRITE ("0300" PROOF, "100300") },
    FAILED (UNKNOWN_STATUS, 0x00) },
  { "flags-change-once-in-all", "mi-band-2", KEY, SET_KEY,
    { TAP ("0108" KEY, "100155"), TAP ("0100" KEY, "100101"), WRITE ("0200", SILENCE) },
    FAILED (TIMED_OUT, 0) },
  { "tap-times-out-after-the-change", "mi-band-2", KEY, SET_KEY,
    { TAP ("0108" KEY, "100155"), TAP ("0100" KEY, SILENCE) },
    FAILED (TAP_TIMED_OUT, 0) },
  { "silent-proof", "mi-band-2", KEY, LOG_IN,
    { WRITE ("0208", "100201" RANDOM), WRITE ("0308" PROOF, SILENCE) },
    FAILED (TIMED_OUT, 0) },

  { "duplicate-of-the-tap", "mi-band-2", KEY, SET_KEY,
    { TAP ("0108" KEY, "100101"), WRITE ("0208", "100101"), WAIT ("100201" RANDOM),
      WRITE ("0308" PROOF, "100101"), WAIT ("100301") },
    DONE },
  { "duplicate-of-the-random-number", "mi-band-2", KEY, LOG_IN,
    { WRITE ("0208", "100201" RANDOM), WRITE ("0308" PROOF, "100201" RANDOM),
      WAIT ("100201" RANDOM), WAIT ("100301") },
    DONE },
  { "silence-after-a-duplicate", "mi-band-2", KEY, SET_KEY,
    { TAP ("0108" KEY, "100101"), WRITE ("0208", "100101"), WAIT (SILENCE),
      WRITE ("0200", SILENCE) },
    FAILED (TIMED_OUT, 0) },
  { "late-random-number-after-the-change", "mi-band-2", KEY, LOG_IN,
    { WRITE ("0208", SILENCE), WRITE ("0200", "100201" RANDOM),
      WRITE ("0300" PROOF, "100201" RANDOM_2), WAIT ("100301") },
    DONE },
  { "another-random-number", "mi-band-2", KEY, LOG_IN,
    { WRITE ("0208", "100201" RANDOM), WRITE ("0308" PROOF, "100201" RANDOM_2) },
    FAILED (MALFORMED, 0x01) },

  { "set-key-answer-to-a-log-in", "mi-band-2", KEY, LOG_IN, { WRITE ("0208", "100101") },
    FAILED (MALFORMED, 0x01) },
  { "random-number-before-the-tap", "mi-band-2", KEY, SET_KEY,
    { TAP ("0108" KEY, "100201" RANDOM) },
    FAILED (MALFORMED, 0x01) },
  { "success-out-of-turn", "mi-band-2", KEY, LOG_IN, { WRITE ("0208", "100301") },
    FAILED (MALFORMED, 0x01) },
  { "success-before-the-tap", "mi-band-2", KEY, SET_KEY, { TAP ("0108" KEY, "100301") },
    FAILED (MALFORMED, 0x01) },
  { "late-refusal", "mi-band-2", KEY, SET_KEY,
    { TAP ("0108" KEY, "100101"), WRITE ("0208", "100102") },
    FAILED (MALFORMED, 0x02) },
  { "own-write-echoed", "mi-band-2", KEY, SET_KEY, { TAP ("0108" KEY, "0108" KEY) },
    FAILED (MALFORMED, 0) },
  { "own-request-echoed", "mi-band-4", KEY, LOG_IN, { WRITE ("8200020100", "8200020100") },
    FAILED (MALFORMED, 0) },
  { "empty", "mi-band-2", KEY, LOG_IN, { WRITE ("0208", "") }, FAILED (MALFORMED, 0) },
  { "short", "mi-band-2", KEY, LOG_IN, { WRITE ("0208", "1002") }, FAILED (MALFORMED, 0) },
  { "short-random-number", "mi-band-2", KEY, LOG_IN,
    { WRITE ("0208", "10020100112233445566778899aabbccddee") },
    FAILED (MALFORMED, 0) },
  { "long-random-number", "mi-band-2", KEY, LOG_IN, { WRITE ("0208", "100201" RANDOM "00") },
    FAILED (MALFORMED, 0) },
  { "no-such-step", "mi-band-2", KEY, LOG_IN, { WRITE ("0208", "100501") },
    FAILED (MALFORMED, 0) },
};

static TactusHandshake *
begin (const char          *model,
       const char          *text,
       TactusHandshakeMode  mode)
{
  g_autoptr(TactusKey) key = tactus_key_new_from_text (text, NULL);

  return tactus_handshake_new (tactus_model_for_id (model), key, mode);
}

static void
happen (TactusHandshake     *self,
        const char          *what,
        TactusHandshakeStep *step)
{
  g_auto(TestBytes) bytes = { 0 };

  if (strcmp (what, SILENCE) == 0)
    {
      tactus_handshake_timed_out (self, step);
      return;
    }

  bytes = test_bytes (what);
  tactus_handshake_receive (self, bytes.data, bytes.length, step);
}

static void
check_end (const TactusHandshakeStep *step,
           const Play                *play)
{
  g_assert_cmpint (step->action, ==, play->end);
  g_assert_cmpint (step->outcome, ==, play->outcome);
  g_assert_cmphex (step->status, ==, play->status);
  g_assert_cmpuint (step->length, ==, 0);
  g_assert_cmpuint (step->deadline_ms, ==, 0);
}

static guint
deadline_for (const Line *line)
{
  return line->action == TACTUS_HANDSHAKE_WRITE_AND_TAP ? TACTUS_HANDSHAKE_TAP_MS
                                                        : TACTUS_HANDSHAKE_ANSWER_MS;
}

static void
test_play (gconstpointer data)
{
  const Play *play = data;
  g_autoptr(TactusHandshake) self = begin (play->model, play->key, play->mode);
  g_auto(TactusHandshakeStep) step = { 0 };
  const char *late[] = { SILENCE, "100301", "100101", "" };

  g_assert_cmpstr (tactus_handshake_get_uuid (self), ==, TACTUS_UUID_AUTH);
  tactus_handshake_start (self, &step);
  for (const Line *line = play->lines; line->happens; line++)
    {
      g_assert_cmpint (step.action, ==, line->action);
      g_assert_cmpint (step.outcome, ==, TACTUS_HANDSHAKE_OUTCOME_NONE);
      test_assert_hex (step.bytes, step.length, line->sent);
      g_assert_cmpstr (step.uuid, ==, step.length ? TACTUS_UUID_AUTH : NULL);
      g_assert_false (step.with_response);
      g_assert_cmpuint (step.deadline_ms, ==, deadline_for (line));
      g_assert_null (tactus_handshake_get_detail (self));
      happen (self, line->happens, &step);
    }

  check_end (&step, play);
  g_assert_cmpint (tactus_handshake_get_detail (self) != NULL, ==,
                   play->outcome == TACTUS_HANDSHAKE_OUTCOME_MALFORMED);

  /* Whatever comes after the end, it stays the end. */
  for (gsize i = 0; i < G_N_ELEMENTS (late); i++)
    {
      happen (self, late[i], &step);
      check_end (&step, play);
    }
}

static void
test_detail (void)
{
  g_autoptr(TactusHandshake) self = begin ("mi-band-2", KEY, SET_KEY);
  g_auto(TactusHandshakeStep) step = { 0 };

  tactus_handshake_start (self, &step);
  happen (self, "100301", &step);
  g_assert_cmpstr (tactus_handshake_get_detail (self), ==,
                   "Authentication answer: step at byte 1 is 3, out of turn: "
                   "the answer to step 1 is due");
}

static void
test_step_is_wiped (void)
{
  g_autoptr(TactusHandshake) self = begin ("mi-band-2", KEY, SET_KEY);
  TactusHandshakeStep step = { 0 };
  const TactusHandshakeStep empty = { 0 };

  tactus_handshake_start (self, &step);
  g_assert_cmpuint (step.length, ==, 18);
  tactus_handshake_step_clear (&step);
  g_assert_cmpmem (&step, sizeof step, &empty, sizeof empty);
}

/* The step after set-key holds nothing of the key, even if the caller forgets to wipe. */
static void
test_answer_wipes (void)
{
  g_autoptr(TactusHandshake) self = begin ("mi-band-2", KEY, SET_KEY);
  g_auto(TactusHandshakeStep) step = { 0 };
  const guint8 nothing[16] = { 0 };

  tactus_handshake_start (self, &step);
  happen (self, "100101", &step);
  test_assert_hex (step.bytes, step.length, "0208");
  g_assert_cmpmem (step.bytes + 2, 16, nothing, 16);
}

/* Whatever a band sends, the handshake ends after a bounded number of turns. */
static void
test_garbage (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20160607);

  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr(TactusHandshake) self = begin (i % 3 ? "mi-band-2" : "mi-band-4", KEY,
                                               i % 2 ? SET_KEY : LOG_IN);
      g_auto(TactusHandshakeStep) step = { 0 };

      tactus_handshake_start (self, &step);
      for (guint turn = 0; turn < 8; turn++)
        {
          guint8 bytes[24];
          gsize length = (gsize) g_rand_int_range (rand, 0, sizeof bytes + 1);
          g_auto(TestBytes) exact = { 0 };

          for (gsize j = 0; j < sizeof bytes; j++)
            bytes[j] = (guint8) g_rand_int_range (rand, 0, j < 3 ? 5 : 256);
          bytes[0] = g_rand_boolean (rand) ? 0x10 : bytes[0];
          exact = test_bytes_copy (bytes, length);

          if (g_rand_int_range (rand, 0, 4) == 0)
            tactus_handshake_timed_out (self, &step);
          else
            tactus_handshake_receive (self, exact.data, exact.length, &step);
          g_assert_cmpuint (step.length, <=, sizeof step.bytes);
        }

      while (step.action != TACTUS_HANDSHAKE_DONE && step.action != TACTUS_HANDSHAKE_FAILED)
        tactus_handshake_timed_out (self, &step);
      g_assert_cmpint (step.outcome == TACTUS_HANDSHAKE_OUTCOME_NONE, ==,
                       step.action == TACTUS_HANDSHAKE_DONE);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (plays); i++)
    {
      g_autofree char *path = g_strdup_printf ("/handshake/%s", plays[i].name);

      g_test_add_data_func (path, &plays[i], test_play);
    }
  g_test_add_func ("/handshake/detail", test_detail);
  g_test_add_func ("/handshake/step-is-wiped", test_step_is_wiped);
  g_test_add_func ("/handshake/answer-wipes", test_answer_wipes);
  g_test_add_func ("/handshake/garbage", test_garbage);

  return g_test_run ();
}
