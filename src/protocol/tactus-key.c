/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-key.h"

#include <gcrypt.h>
#include <string.h>

#include "tactus-hex.h"
#include "tactus-protocol-error.h"

/* Room for some hundred keys and their cipher contexts; libgcrypt adds pools when it is full. */
#define SECURE_POOL_SIZE   32768
#define SECURE_POOL_GROWTH 16384

struct _TactusKey {
  gatomicrefcount  ref_count;
  guint8          *bytes; /* (owned): secure memory */
};

/* Keys that scripts and articles on the web carry. */
static const guint8 well_known[][TACTUS_KEY_SIZE] = {
  { 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37,
    0x38, 0x39, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45 },
  /* The same, by people who counted on in hexadecimal. */
  { 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37,
    0x38, 0x39, 0x3a, 0x3b, 0x3c, 0x3d, 0x3e, 0x3f },
  { 0xf5, 0xd2, 0x29, 0x87, 0x65, 0x0a, 0x1d, 0x82,
    0x05, 0xab, 0x82, 0xbe, 0xb9, 0x38, 0x59, 0xcf },
  { 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07,
    0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f },
  { 0x00 },
};

/* Another library of the process may have set libgcrypt up already; then its choice of memory
 * holds.  Without locked memory (containers, RLIMIT_MEMLOCK) libgcrypt would complain on standard
 * error at the first use; a person can do nothing about it, and the memory is still wiped. */
static void
crypto_set_up (void)
{
  if (gcry_control (GCRYCTL_INITIALIZATION_FINISHED_P))
    return;

  if (!gcry_check_version (NULL))
    g_error ("libgcrypt does not start");

  gcry_control (GCRYCTL_DISABLE_SECMEM_WARN);
  gcry_control (GCRYCTL_AUTO_EXPAND_SECMEM, SECURE_POOL_GROWTH);
  gcry_control (GCRYCTL_INIT_SECMEM, SECURE_POOL_SIZE, 0);
  gcry_control (GCRYCTL_INITIALIZATION_FINISHED, 0);
}

void
tactus_crypto_init (void)
{
  static gsize done;

  if (g_once_init_enter (&done))
    {
      crypto_set_up ();
      g_once_init_leave (&done, 1);
    }
}

static void *
secure_alloc (gsize size)
{
  void *memory;

  tactus_crypto_init ();
  memory = gcry_malloc_secure (size);

  /* Better a key in ordinary memory, wiped after use, than no login. */
  return memory ? memory : gcry_xmalloc (size);
}

static void
secure_free (void  *memory,
             gsize  size)
{
  explicit_bzero (memory, size);
  gcry_free (memory);
}

static TactusKey *
key_new_empty (void)
{
  TactusKey *self = g_new0 (TactusKey, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = secure_alloc (TACTUS_KEY_SIZE);

  return self;
}

TactusKey *
tactus_key_new_random (void)
{
  TactusKey *self = key_new_empty ();

  gcry_randomize (self->bytes, TACTUS_KEY_SIZE, GCRY_STRONG_RANDOM);

  return self;
}

TactusKey *
tactus_key_new (const guint8 *bytes)
{
  TactusKey *self;

  g_return_val_if_fail (bytes != NULL, NULL);

  self = key_new_empty ();
  memcpy (self->bytes, bytes, TACTUS_KEY_SIZE);

  return self;
}

static void
set_key_text_error (GError   **error,
                    gsize      n_digits,
                    gsize      bad_position)
{
  if (bad_position > 0)
    g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_KEY_TEXT,
                 "Character %" G_GSIZE_FORMAT " is no hexadecimal digit; "
                 "a key has 32 of 0 to 9 and a to f", bad_position);
  else if (n_digits == 0)
    g_set_error_literal (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_KEY_TEXT,
                         "No digits; a key has 32");
  else
    g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_KEY_TEXT,
                 "%" G_GSIZE_FORMAT " %s; a key has 32",
                 n_digits, n_digits == 1 ? "digit" : "digits");
}

TactusKey *
tactus_key_new_from_text (const char  *text,
                          GError     **error)
{
  g_autoptr(TactusKey) self = NULL;
  gsize n_digits;
  gsize bad_position;

  g_return_val_if_fail (text != NULL, NULL);

  self = key_new_empty ();
  if (tactus_hex_scan (text, self->bytes, TACTUS_KEY_SIZE, &n_digits, &bad_position)
      && n_digits == 2 * TACTUS_KEY_SIZE)
    return g_steal_pointer (&self);

  set_key_text_error (error, n_digits, bad_position);
  return NULL;
}

TactusKey *
tactus_key_ref (TactusKey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tactus_key_unref (TactusKey *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  secure_free (self->bytes, TACTUS_KEY_SIZE);
  g_free (self);
}

const guint8 *
tactus_key_peek (const TactusKey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bytes;
}

char *
tactus_key_to_text (const TactusKey *self)
{
  static const char digits[] = "0123456789abcdef";
  char *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = secure_alloc (2 * TACTUS_KEY_SIZE + 1);
  for (gsize i = 0; i < TACTUS_KEY_SIZE; i++)
    {
      text[2 * i] = digits[self->bytes[i] >> 4];
      text[2 * i + 1] = digits[self->bytes[i] & 0x0f];
    }
  text[2 * TACTUS_KEY_SIZE] = '\0';

  return text;
}

void
tactus_key_text_free (char *text)
{
  if (text)
    secure_free (text, 2 * TACTUS_KEY_SIZE + 1);
}

/* Looks at every byte whatever the first ones are, so that its time tells nothing. */
static gboolean
bytes_equal (const guint8 *a,
             const guint8 *b)
{
  guint8 difference = 0;

  for (gsize i = 0; i < TACTUS_KEY_SIZE; i++)
    difference |= a[i] ^ b[i];

  return difference == 0;
}

gboolean
tactus_key_equal (const TactusKey *a,
                  const TactusKey *b)
{
  g_return_val_if_fail (a != NULL, FALSE);
  g_return_val_if_fail (b != NULL, FALSE);

  return bytes_equal (a->bytes, b->bytes);
}

gboolean
tactus_key_is_well_known (const TactusKey *self)
{
  gboolean found = FALSE;

  g_return_val_if_fail (self != NULL, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (well_known); i++)
    found |= bytes_equal (self->bytes, well_known[i]);

  return found;
}

static gcry_cipher_hd_t
cipher_open (void)
{
  gcry_cipher_hd_t cipher = NULL;

  /* As for the keys: a full secure pool must not stop a login. */
  if (gcry_cipher_open (&cipher, GCRY_CIPHER_AES128, GCRY_CIPHER_MODE_ECB, GCRY_CIPHER_SECURE))
    gcry_cipher_open (&cipher, GCRY_CIPHER_AES128, GCRY_CIPHER_MODE_ECB, 0);

  return cipher;
}

void
tactus_key_encrypt (const TactusKey *self,
                    const guint8    *block,
                    guint8          *out)
{
  gcry_cipher_hd_t cipher;
  gcry_error_t status;

  g_return_if_fail (self != NULL);
  g_return_if_fail (block != NULL && out != NULL);

  cipher = cipher_open ();
  if (!cipher)
    g_error ("libgcrypt has no AES");

  status = gcry_cipher_setkey (cipher, self->bytes, TACTUS_KEY_SIZE);
  if (!status)
    status = gcry_cipher_encrypt (cipher, out, TACTUS_KEY_SIZE, block, TACTUS_KEY_SIZE);
  gcry_cipher_close (cipher);

  /* One block, a key of the right size: only a broken library gets here, and a proof made of
   * whatever was in @out must not leave the computer. */
  if (status)
    g_error ("libgcrypt does not encrypt: %s", gcry_strerror (status));
}
