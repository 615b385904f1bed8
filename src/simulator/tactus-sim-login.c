/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-login.h"

#include <gcrypt.h>
#include <string.h>

#include "tactus-key.h"

#define RESPONSE 0x10

#define OP_SET_KEY   0x01
#define OP_CHALLENGE 0x02
#define OP_PROOF     0x03

#define STATUS_OK            0x01
#define STATUS_NOT_CONFIRMED 0x02
#define STATUS_FAILED        0x04

/* "10 01 81 01 18" and a hash that names the vendor's public key: captured from a Band 4. */
static const guint8 server_key_wanted[] = {
  RESPONSE, OP_SET_KEY, 0x81, 0x01, 0x18, 0x63, 0xc2, 0xcc, 0xe5, 0xd1,
  0x59, 0x41, 0x3b, 0xed, 0x92, 0xc4, 0xb1, 0x63, 0xc2, 0x79,
};

void
tactus_sim_login_init (TactusSimLogin      *self,
                       const TactusSimSpec *spec)
{
  /* In the demo it is here that libgcrypt is used first, and only who comes first may set it up. */
  tactus_crypto_init ();

  memset (self, 0, sizeof *self);
  self->model = spec->model;
  self->has_key = spec->has_key;
  memcpy (self->key, spec->key, sizeof self->key);
  self->has_uid = spec->has_uid;
  self->uid = spec->uid;
}

void
tactus_sim_login_clear (TactusSimLogin *self)
{
  explicit_bzero (self, sizeof *self);
}

void
tactus_sim_login_reset (TactusSimLogin *self)
{
  self->prompting = FALSE;
  self->challenged = FALSE;
  self->authenticated = FALSE;
}

static GBytes *
status (guint8 op,
        guint8 value)
{
  guint8 data[3] = { RESPONSE, op, value };

  return g_bytes_new (data, sizeof data);
}

static gboolean
takes_flags (TactusSimLogin *self,
             guint8          flags)
{
  return (flags == 0x00 && (self->model->auth_flags & 1)) ||
         (flags == 0x08 && (self->model->auth_flags & 2));
}

static TactusSimLoginTurn
set_key (TactusSimLogin  *self,
         const guint8    *data,
         gsize            size,
         GBytes         **answer)
{
  if (self->model->server_key)
    {
      *answer = g_bytes_new (server_key_wanted, sizeof server_key_wanted);
      return TACTUS_SIM_LOGIN_KEY_REFUSED;
    }

  if (size != 2 + sizeof self->offered || !takes_flags (self, data[1]))
    {
      *answer = status (OP_SET_KEY, STATUS_FAILED);
      return TACTUS_SIM_LOGIN_KEY_REFUSED;
    }

  memcpy (self->offered, data + 2, sizeof self->offered);
  self->prompting = TRUE;

  return TACTUS_SIM_LOGIN_PROMPTS;
}

/* "02 af", "02 af 02"; with 0x80 in front "82 af 02 01 00" or "82 00 02". */
static gboolean
well_formed_request (TactusSimLogin *self,
                     const guint8   *data,
                     gsize           size)
{
  if (size < 2 || !takes_flags (self, data[1]))
    return FALSE;

  if (data[0] & 0x80)
    return (size == 5 && memcmp (data + 2, "\x02\x01\x00", 3) == 0) ||
           (size == 3 && data[2] == 0x02);

  return size == 2 || (size == 3 && data[2] == 0x02);
}

static TactusSimLoginTurn
challenge (TactusSimLogin  *self,
           const guint8    *data,
           gsize            size,
           GBytes         **answer)
{
  guint8 frame[3 + sizeof self->challenge] = { RESPONSE, data[0], STATUS_OK };

  if (!well_formed_request (self, data, size))
    {
      *answer = status (data[0], STATUS_FAILED);
      return TACTUS_SIM_LOGIN_CHALLENGE_REFUSED;
    }

  if (self->has_fixed)
    memcpy (self->challenge, self->fixed, sizeof self->challenge);
  else
    gcry_create_nonce (self->challenge, sizeof self->challenge);
  self->challenged = TRUE;

  memcpy (frame + 3, self->challenge, sizeof self->challenge);
  *answer = g_bytes_new (frame, sizeof frame);

  return TACTUS_SIM_LOGIN_CHALLENGES;
}

static void
encrypt (const guint8 *key,
         const guint8 *block,
         guint8       *out)
{
  gcry_cipher_hd_t cipher;

  if (gcry_cipher_open (&cipher, GCRY_CIPHER_AES128, GCRY_CIPHER_MODE_ECB, 0) != 0)
    g_error ("libgcrypt has no AES");

  gcry_cipher_setkey (cipher, key, 16);
  gcry_cipher_encrypt (cipher, out, 16, block, 16);
  gcry_cipher_close (cipher);
}

static gboolean
proves (TactusSimLogin *self,
        const guint8   *data,
        gsize           size)
{
  guint8 expected[16];

  if (!self->challenged || !self->has_key ||
      size != 2 + sizeof expected || !takes_flags (self, data[1]))
    return FALSE;

  encrypt (self->key, self->challenge, expected);

  return memcmp (expected, data + 2, sizeof expected) == 0;
}

static TactusSimLoginTurn
proof (TactusSimLogin  *self,
       const guint8    *data,
       gsize            size,
       GBytes         **answer)
{
  gboolean good = proves (self, data, size);

  self->challenged = FALSE; /* a random number is good for one try */
  self->authenticated = good;
  *answer = status (data[0], good ? STATUS_OK : self->model->wrong_key);

  return good ? TACTUS_SIM_LOGIN_PROVED : TACTUS_SIM_LOGIN_DISPROVED;
}

TactusSimLoginTurn
tactus_sim_login_write (TactusSimLogin  *self,
                        const guint8    *data,
                        gsize            size,
                        GBytes         **answer)
{
  *answer = NULL;

  /* Band and client do not speak at once: while it prompts, it listens to nothing else. */
  if (size < 1 || self->prompting)
    return TACTUS_SIM_LOGIN_IGNORED;

  if ((data[0] & 0xf0) != 0 && ((data[0] & 0xf0) != 0x80 || !self->model->crypt))
    return TACTUS_SIM_LOGIN_IGNORED;

  switch (data[0] & 0x0f)
    {
    case OP_SET_KEY:
      return set_key (self, data, size, answer);
    case OP_CHALLENGE:
      return challenge (self, data, size, answer);
    case OP_PROOF:
      return proof (self, data, size, answer);
    default:
      return TACTUS_SIM_LOGIN_IGNORED;
    }
}

GBytes *
tactus_sim_login_decide (TactusSimLogin *self,
                         gboolean        tapped)
{
  self->prompting = FALSE;

  if (tapped)
    {
      memcpy (self->key, self->offered, sizeof self->key);
      self->has_key = TRUE;
    }
  explicit_bzero (self->offered, sizeof self->offered);

  return status (OP_SET_KEY, tapped ? STATUS_OK : STATUS_NOT_CONFIRMED);
}
