/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The logins of generations A, B and B' against a band that says anything, in any order, or
 * nothing.
 *
 * Script: a byte for the model or, first generation, for FF01's feature, one for the mode, then
 * turns: 0 lets the deadline pass, any other number n is a notification of n bytes, which follow.
 */

#include "feeds.h"

#include <string.h>

#include "feed-script.h"
#include "tactus-handshake.h"

/* Set key, twice with other flags; ask, again with other flags; prove: no login writes more. */
#define MAX_WRITES 6

#define MAC_LAST_BYTE 0x5a

static const guint8 secret[TACTUS_KEY_SIZE] = {
  0x5c, 0x0f, 0xfe, 0xe1, 0xd0, 0x0d, 0xfe, 0xed, 0x13, 0x37, 0xbe, 0xef, 0xca, 0xfe, 0x42, 0x42,
};

typedef struct {
  TactusHandshake *handshake;
  const TactusModel *model; /* (nullable): first generation */
  TactusHandshakeMode mode;
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

/* The first generation has one record, and no step that proves anything. */
static void
check_user_info (Login                     *self,
                 const TactusHandshakeStep *step)
{
  g_assert_cmpuint (++self->n_writes, ==, 1);
  g_assert_cmpint (step->action, ==, TACTUS_HANDSHAKE_WRITE);
  g_assert_cmpuint (step->length, ==, TACTUS_MI1_USER_INFO_SIZE);
  g_assert_cmphex (tactus_mi1_crc8 (step->bytes, 19) ^ MAC_LAST_BYTE, ==, step->bytes[19]);
  g_assert_cmphex (step->bytes[8], ==, 0);
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
      g_assert_nonnull (step->uuid);
      if (self->model)
        check_write (self, step);
      else
        check_user_info (self, step);
      break;
    case TACTUS_HANDSHAKE_WAIT:
      g_assert_false (self->over);
      g_assert_cmpuint (step->deadline_ms, >, 0);
      break;
    case TACTUS_HANDSHAKE_DONE:
      g_assert_true (self->proved || !self->model);
      g_assert_cmpint (step->outcome, ==, TACTUS_HANDSHAKE_OUTCOME_NONE);
      self->over = TRUE;
      break;
    case TACTUS_HANDSHAKE_FAILED:
      g_assert_cmpint (step->outcome, !=, TACTUS_HANDSHAKE_OUTCOME_NONE);
      g_assert_cmpint (step->outcome == TACTUS_HANDSHAKE_OUTCOME_MALFORMED, ==,
                       tactus_handshake_get_detail (self->handshake) != NULL);
      self->over = TRUE;
      break;
    case TACTUS_HANDSHAKE_TAP:
      g_assert_false (self->over);
      g_assert_null (self->model);
      g_assert_cmpint (self->mode, ==, TACTUS_HANDSHAKE_SET_KEY);
      break;
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

static void
play (Login      *self,
      FeedScript *script)
{
  g_auto(TactusHandshakeStep) step = { 0 };

  tactus_handshake_start (self->handshake, &step);
  check_step (self, &step);
  while (!feed_script_is_over (script))
    play_turn (self, script);

  /* A silent band ends every login. */
  for (guint i = 0; i < MAX_WRITES && !self->over; i++)
    play_turn (self, script);
  g_assert_true (self->over);
}

static TactusHandshakeMode
choose_mode (guint8 byte)
{
  return byte & 1 ? TACTUS_HANDSHAKE_SET_KEY : TACTUS_HANDSHAKE_LOG_IN;
}

void
feed_handshake (const guint8 *data,
                gsize         length)
{
  FeedScript script = { data, length };
  g_autoptr(TactusKey) key = tactus_key_new (secret);
  g_autoptr(TactusHandshake) handshake = NULL;
  Login login = { 0 };

  login.model = choose_model (feed_script_byte (&script));
  login.mode = choose_mode (feed_script_byte (&script));
  handshake = tactus_handshake_new (login.model, key, login.mode);
  login.handshake = handshake;
  play (&login, &script);
}

void
feed_handshake_mi1 (const guint8 *data,
                    gsize         length)
{
  FeedScript script = { data, length };
  const TactusMi1Device device = { .feature = feed_script_byte (&script), .hardware = 0x02 };
  g_autoptr(TactusKey) key = tactus_key_new (secret);
  g_autoptr(TactusHandshake) handshake = NULL;
  Login login = { .mode = choose_mode (feed_script_byte (&script)) };

  handshake = tactus_handshake_new_mi1 (key, login.mode, &device, &tactus_default_profile, 40,
                                        MAC_LAST_BYTE);
  login.handshake = handshake;
  play (&login, &script);
}
