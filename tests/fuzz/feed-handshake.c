/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The login of generations B and B' against a band that says anything, in any order, or nothing.
 *
 * Script: a byte for the model, one for the mode, then turns: 0 lets the deadline pass, any other
 * number n is a notification of n bytes, which follow. */

#include "feeds.h"

#include <string.h>

#include "feed-script.h"
#include "tactus-handshake.h"

/* Set key, twice with other flags; ask, again with other flags; prove: no login writes more. */
#define MAX_WRITES 6

static const guint8 secret[TACTUS_KEY_SIZE] = {
  0x5c, 0x0f, 0xfe, 0xe1, 0xd0, 0x0d, 0xfe, 0xed, 0x13, 0x37, 0xbe, 0xef, 0xca, 0xfe, 0x42, 0x42,
};

typedef struct {
  TactusHandshake *handshake;
  const TactusModel *model;
  guint n_writes;
  gboolean proved;
  gboolean over;
} Login;

static const TactusModel *
choose_model (guint8 byte)
{
  const TactusModel *rows[256];
  const TactusModel *row;
  guint n_rows = 0;

  for (guint i = 0; (row = tactus_model_get_nth (i)); i++)
    if (row->generation == TACTUS_GENERATION_B || row->generation == TACTUS_GENERATION_B_PRIME)
      rows[n_rows++] = row;

  return rows[byte % n_rows];
}

static void
check_write (Login                     *self,
             const TactusHandshakeStep *step)
{
  guint8 command = step->bytes[0] & 0x0f;

  g_assert_cmpuint (++self->n_writes, <=, MAX_WRITES);
  g_assert_cmpuint (step->length, >=, 2);
  g_assert_cmpuint (step->length, <=, sizeof step->bytes);
  g_assert_cmpuint (step->deadline_ms, >, 0);
  g_assert_cmpint (step->action == TACTUS_HANDSHAKE_WRITE_AND_TAP, ==, command == 1);

  /* The key goes out in one command only, and never to a band that takes none. */
  if (command == 1)
    g_assert_cmpint (self->model->key_source, ==, TACTUS_KEY_SOURCE_CLIENT);
  else
    g_assert_null (memmem (step->bytes, step->length, secret, sizeof secret));

  self->proved = command == 3;
}

static void
check_step (Login                     *self,
            const TactusHandshakeStep *step)
{
  switch (step->action)
    {
    case TACTUS_HANDSHAKE_WRITE:
    case TACTUS_HANDSHAKE_WRITE_AND_TAP:
      g_assert_false (self->over);
      check_write (self, step);
      break;
    case TACTUS_HANDSHAKE_WAIT:
      g_assert_false (self->over);
      g_assert_cmpuint (step->deadline_ms, >, 0);
      break;
    case TACTUS_HANDSHAKE_DONE:
      g_assert_true (self->proved);
      g_assert_cmpint (step->outcome, ==, TACTUS_HANDSHAKE_OUTCOME_NONE);
      self->over = TRUE;
      break;
    case TACTUS_HANDSHAKE_FAILED:
      g_assert_cmpint (step->outcome, !=, TACTUS_HANDSHAKE_OUTCOME_NONE);
      g_assert_cmpint (step->outcome == TACTUS_HANDSHAKE_OUTCOME_MALFORMED, ==,
                       tactus_handshake_get_detail (self->handshake) != NULL);
      self->over = TRUE;
      break;
    case TACTUS_HANDSHAKE_TAP: /* first generation, which this target does not play */
    default:
      g_assert_not_reached ();
    }
}

static void
play_turn (Login      *self,
           FeedScript *script)
{
  g_auto(TactusHandshakeStep) step = { 0 };
  gsize length = feed_script_byte (script);
  g_autofree guint8 *frame = NULL;

  if (length == 0)
    {
      tactus_handshake_timed_out (self->handshake, &step);
    }
  else
    {
      frame = feed_script_frame (script, &length);
      tactus_handshake_receive (self->handshake, frame, length, &step);
    }

  check_step (self, &step);
}

void
feed_handshake (const guint8 *data,
                gsize         length)
{
  FeedScript script = { data, length };
  g_autoptr(TactusKey) key = tactus_key_new (secret);
  g_autoptr(TactusHandshake) handshake = NULL;
  g_auto(TactusHandshakeStep) step = { 0 };
  Login login = { 0 };

  login.model = choose_model (feed_script_byte (&script));
  handshake = tactus_handshake_new (login.model, key,
                                    feed_script_byte (&script) & 1 ? TACTUS_HANDSHAKE_SET_KEY
                                                                   : TACTUS_HANDSHAKE_LOG_IN);
  login.handshake = handshake;

  tactus_handshake_start (handshake, &step);
  check_step (&login, &step);
  while (!feed_script_is_over (&script))
    play_turn (&login, &script);

  /* A silent band ends every login. */
  for (guint i = 0; i < MAX_WRITES && !login.over; i++)
    play_turn (&login, &script);
  g_assert_true (login.over);
}
