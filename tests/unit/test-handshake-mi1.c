/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-handshake.h"

#include <string.h>

#include "tactus-uuids.h"
#include "test-bytes.h"

/* Keys whose first four bytes give a known number, 1550050550; the top bit does not count. */
#define KEY      "f6e4635c000000000000000000000000"
#define KEY_TOP  "f6e463dc0000000000000000000000ff"
#define KEY_2    "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
#define KEY_ZERO "00000080111111111111111111111111"

#define USER_1   "f6e4635c011eaf46003135353030353035353068"
#define USER_1S  "f6e4635c011eaf46000400313535303035303595"

#define DEVICE_1  "0102035a00000238000200020a000a01"
#define DEVICE_1S "0102035a0400047b000700020f09100401100500"

#define SILENCE  "silence"

/* What the band says, and what the handshake makes of it. */
typedef struct {
  const char            *happens;
  TactusHandshakeAction  action;
} Line;

typedef struct {
  const char             *name;
  TactusHandshakeMode     mode;
  Line                    lines[8];
  TactusHandshakeOutcome  outcome;
  guint8                  status;
} Play;

#define SET_KEY             TACTUS_HANDSHAKE_SET_KEY
#define LOG_IN              TACTUS_HANDSHAKE_LOG_IN
#define WAIT(happens)       { happens, TACTUS_HANDSHAKE_WAIT }
#define TAP(happens)        { happens, TACTUS_HANDSHAKE_TAP }
#define DONE(happens)       { happens, TACTUS_HANDSHAKE_DONE }
#define FAIL(happens)       { happens, TACTUS_HANDSHAKE_FAILED }
#define OK                  TACTUS_HANDSHAKE_OUTCOME_NONE, 0
#define WHY(why, status)    TACTUS_HANDSHAKE_OUTCOME_ ## why, status

static const Play plays[] = {
  { "log-in", LOG_IN, { DONE ("05") }, OK },
  { "log-in-answered-as-a-new-owner", LOG_IN, { DONE ("0a") }, OK },
  { "pairing", SET_KEY, { TAP ("06"), WAIT ("13"), DONE ("15") }, OK },
  { "pairing-ends-with-login-ok", SET_KEY, { TAP ("06"), WAIT ("13"), DONE ("05") }, OK },
  { "pairing-ends-with-reset-ok", SET_KEY, { TAP ("06"), WAIT ("13"), DONE ("0a") }, OK },
  { "pairing-without-a-refusal-first", SET_KEY, { TAP ("13"), DONE ("15") }, OK },
  { "pairing-without-a-prompt", SET_KEY, { TAP ("06"), DONE ("15") }, OK },
  { "already-known", SET_KEY, { DONE ("05") }, OK },

  { "prompt-repeats", SET_KEY, { TAP ("06"), WAIT ("06"), WAIT ("13"), WAIT ("13"), DONE ("15") },
    OK },
  { "other-notices-pass", SET_KEY,
    { WAIT ("08"), WAIT ("07"), TAP ("06"), WAIT ("04"), WAIT ("11"), WAIT ("77"), DONE ("05") },
    OK },
  { "other-notices-pass-a-log-in", LOG_IN, { WAIT ("00"), WAIT ("04"), WAIT ("18"), DONE ("05") },
    OK },

  { "unknown-owner", LOG_IN, { FAIL ("06") }, WHY (WRONG_KEY, 0x06) },
  { "unknown-owner-prompt-first", LOG_IN, { FAIL ("13") }, WHY (WRONG_KEY, 0x13) },
  { "unknown-owner-cancelled", LOG_IN, { FAIL ("ef") }, WHY (WRONG_KEY, 0xef) },
  { "unknown-owner-reset-failed", LOG_IN, { FAIL ("09") }, WHY (WRONG_KEY, 0x09) },
  { "not-tapped", SET_KEY, { TAP ("06"), WAIT ("13"), FAIL ("ef") }, WHY (NOT_CONFIRMED, 0xef) },
  { "cancelled-at-once", SET_KEY, { FAIL ("ef") }, WHY (NOT_CONFIRMED, 0xef) },
  { "refused", SET_KEY, { TAP ("06"), FAIL ("09") }, WHY (REFUSED, 0x09) },
  { "broken", LOG_IN, { FAIL ("ff") }, WHY (UNKNOWN_STATUS, 0xff) },
  { "broken-at-the-tap", SET_KEY, { TAP ("13"), FAIL ("ff") }, WHY (UNKNOWN_STATUS, 0xff) },

  { "never-tapped", SET_KEY, { TAP ("06"), WAIT ("13"), FAIL (SILENCE) }, WHY (TAP_TIMED_OUT, 0) },
  { "never-tapped-without-a-prompt", SET_KEY, { TAP ("06"), FAIL (SILENCE) },
    WHY (TAP_TIMED_OUT, 0) },
  { "silent", SET_KEY, { FAIL (SILENCE) }, WHY (TIMED_OUT, 0) },
  { "silent-log-in", LOG_IN, { FAIL (SILENCE) }, WHY (TIMED_OUT, 0) },
  { "silent-after-other-notices", LOG_IN, { WAIT ("08"), FAIL (SILENCE) }, WHY (TIMED_OUT, 0) },

  { "tapped-out-of-turn", SET_KEY, { FAIL ("15") }, WHY (MALFORMED, 0x15) },
  { "tapped-out-of-turn-in-a-log-in", LOG_IN, { FAIL ("15") }, WHY (MALFORMED, 0x15) },
  { "empty", LOG_IN, { FAIL ("") }, WHY (MALFORMED, 0) },
  { "long", LOG_IN, { FAIL ("0500") }, WHY (MALFORMED, 0) },
  { "long-at-the-tap", SET_KEY, { TAP ("06"), FAIL ("1505") }, WHY (MALFORMED, 0) },
  { "answer-of-another-generation", LOG_IN, { FAIL ("100301") }, WHY (MALFORMED, 0) },
  { "own-write-echoed", SET_KEY, { FAIL (USER_1) }, WHY (MALFORMED, 0) },
};

static const TactusProfile profile = { 1984, 5, 17, TACTUS_SEX_MALE, 175, 70 };

static TactusHandshake *
begin (const char          *text,
       TactusHandshakeMode  mode,
       const char          *device_bytes)
{
  g_autoptr(TactusKey) key = tactus_key_new_from_text (text, NULL);
  g_auto(TestBytes) bytes = test_bytes (device_bytes);
  TactusMi1Device device;

  g_assert_true (tactus_mi1_device_parse (&device, bytes.data, bytes.length, NULL));

  return tactus_handshake_new_mi1 (key, mode, &device, &profile, 30, 0x5a);
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
check_start (const TactusHandshakeStep *step)
{
  g_assert_cmpint (step->action, ==, TACTUS_HANDSHAKE_WRITE);
  g_assert_cmpstr (step->uuid, ==, TACTUS_UUID_MI1_USER_INFO);
  g_assert_true (step->with_response);
  g_assert_cmpuint (step->deadline_ms, ==, TACTUS_HANDSHAKE_ANSWER_MS);
}

static gboolean
is_over (TactusHandshakeAction action)
{
  return action == TACTUS_HANDSHAKE_DONE || action == TACTUS_HANDSHAKE_FAILED;
}

static guint
deadline_for (TactusHandshakeAction action,
              gboolean              tapping)
{
  if (is_over (action))
    return 0;

  return tapping ? TACTUS_HANDSHAKE_TAP_MS : TACTUS_HANDSHAKE_ANSWER_MS;
}

static void
test_play (gconstpointer data)
{
  const Play *play = data;
  g_autoptr(TactusHandshake) self = begin (KEY, play->mode, DEVICE_1);
  g_auto(TactusHandshakeStep) step = { 0 };
  const char *late[] = { SILENCE, "05", "06", "13", "", "15" };
  const Line *line;
  gboolean tapping = FALSE;
  TactusHandshakeAction end;

  tactus_handshake_start (self, &step);
  check_start (&step);
  test_assert_hex (step.bytes, step.length, USER_1);

  for (line = play->lines; line->happens; line++)
    {
      g_assert_false (is_over (step.action));
      happen (self, line->happens, &step);
      tapping = tapping || line->action == TACTUS_HANDSHAKE_TAP;
      g_assert_cmpint (step.action, ==, line->action);
      g_assert_cmpuint (step.deadline_ms, ==, deadline_for (line->action, tapping));
      g_assert_cmpuint (step.length, ==, 0);
      g_assert_null (step.uuid);
    }

  end = step.action;
  g_assert_true (is_over (end));
  g_assert_cmpint (tactus_handshake_get_detail (self) != NULL, ==,
                   play->outcome == TACTUS_HANDSHAKE_OUTCOME_MALFORMED);

  /* Whatever comes after the end, it stays the end. */
  for (gsize i = 0; i < G_N_ELEMENTS (late); i++)
    {
      g_assert_cmpint (step.action, ==, end);
      g_assert_cmpint (step.outcome, ==, play->outcome);
      g_assert_cmphex (step.status, ==, play->status);
      happen (self, late[i], &step);
    }
}

static void
test_user_info (void)
{
  const struct { const char *key, *device, *bytes; } cases[] = {
    { KEY, DEVICE_1, USER_1 },
    { KEY, DEVICE_1S, USER_1S },
    { KEY_TOP, DEVICE_1, USER_1 },
    { KEY_2, DEVICE_1, "0f1e2d3c011eaf460031303039353839373735a3" },
    { KEY_2, DEVICE_1S, "0f1e2d3c011eaf460004003130303935383937f9" },
    /* Nobody is number 0. */
    { KEY_ZERO, DEVICE_1, "01000000011eaf46003100000000000000000042" },
    { KEY_ZERO, DEVICE_1S, "01000000011eaf460004003100000000000000f4" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (TactusHandshakeMode mode = SET_KEY; mode <= LOG_IN; mode++)
      {
        g_autoptr(TactusHandshake) self = begin (cases[i].key, mode, cases[i].device);
        g_auto(TactusHandshakeStep) step = { 0 };

        g_assert_cmpstr (tactus_handshake_get_uuid (self), ==, TACTUS_UUID_MI1_NOTICE);
        tactus_handshake_start (self, &step);
        check_start (&step);
        test_assert_hex (step.bytes, step.length, cases[i].bytes);

        /* The type: whatever the band has recorded stays. */
        g_assert_cmpuint (step.bytes[8], ==, 0);
      }
}

static void
test_profile (void)
{
  const struct { TactusProfile profile; guint age; const char *bytes; } cases[] = {
    { { 1990, 1, 1, TACTUS_SEX_FEMALE, 250, 320 }, 300,
      "f6e4635c00fffaff00313535303035303535301a" },
    { { 1990, 1, 1, TACTUS_SEX_OTHER, 175, 70.5 }, 30,
      "f6e4635c011eaf47003135353030353035353000" },
    { { 1990, 1, 1, TACTUS_SEX_MALE, 175, 70.4 }, 30, USER_1 },
  };
  g_autoptr(TactusKey) key = tactus_key_new_from_text (KEY, NULL);
  const TactusMi1Device device = { .hardware = 2 };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TactusHandshake) self = NULL;
      g_auto(TactusHandshakeStep) step = { 0 };

      self = tactus_handshake_new_mi1 (key, LOG_IN, &device, &cases[i].profile, cases[i].age, 0x5a);
      tactus_handshake_start (self, &step);
      test_assert_hex (step.bytes, step.length, cases[i].bytes);
    }
}

/* What the band knows its owner by does not stay in memory that the caller forgets. */
static void
test_answer_wipes (void)
{
  g_autoptr(TactusHandshake) self = begin (KEY, SET_KEY, DEVICE_1);
  g_auto(TactusHandshakeStep) step = { 0 };
  const guint8 nothing[sizeof step.bytes] = { 0 };

  tactus_handshake_start (self, &step);
  g_assert_cmpuint (step.length, ==, sizeof step.bytes);
  happen (self, "06", &step);
  g_assert_cmpmem (step.bytes, sizeof step.bytes, nothing, sizeof nothing);
}

/* Two codes end it well, two ask for the tap, and none makes it write again. */
static void
test_every_code (void)
{
  for (guint code = 0; code <= G_MAXUINT8; code++)
    for (TactusHandshakeMode mode = SET_KEY; mode <= LOG_IN; mode++)
      {
        g_autoptr(TactusHandshake) self = begin (KEY, mode, DEVICE_1S);
        g_auto(TactusHandshakeStep) step = { 0 };
        const guint8 byte = (guint8) code;

        tactus_handshake_start (self, &step);
        tactus_handshake_receive (self, &byte, 1, &step);
        g_assert_cmpint (step.action == TACTUS_HANDSHAKE_DONE, ==, code == 0x05 || code == 0x0a);
        g_assert_cmpint (step.action == TACTUS_HANDSHAKE_TAP, ==,
                         mode == SET_KEY && (code == 0x06 || code == 0x13));
        g_assert_cmpint (step.action, !=, TACTUS_HANDSHAKE_WRITE);
        g_assert_cmpuint (step.length, ==, 0);

        /* A silent band ends every login. */
        if (!is_over (step.action))
          tactus_handshake_timed_out (self, &step);
        g_assert_true (is_over (step.action));
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (plays); i++)
    {
      g_autofree char *path = g_strdup_printf ("/handshake-mi1/%s", plays[i].name);

      g_test_add_data_func (path, &plays[i], test_play);
    }
  g_test_add_func ("/handshake-mi1/user-info", test_user_info);
  g_test_add_func ("/handshake-mi1/profile", test_profile);
  g_test_add_func ("/handshake-mi1/answer-wipes", test_answer_wipes);
  g_test_add_func ("/handshake-mi1/every-code", test_every_code);

  return g_test_run ();
}
