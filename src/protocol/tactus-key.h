/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes in a band's key, and in one AES-128 block. */
#define TACTUS_KEY_SIZE 16

/**
 * TactusKey:
 *
 * The 16 bytes a band knows us by.  Immutable and reference counted; the bytes live in
 * libgcrypt's secure memory (locked, wiped on free).  Never log one.
 */
typedef struct _TactusKey TactusKey;

/**
 * tactus_crypto_init:
 *
 * Sets libgcrypt up with secure memory.  Every function here calls it; it acts once.
 */
void          tactus_crypto_init        (void);

/**
 * tactus_key_new_random:
 *
 * Returns: (transfer full): 16 bytes of libgcrypt's strongest everyday random
 */
TactusKey    *tactus_key_new_random     (void);

/**
 * tactus_key_new:
 * @bytes: exactly %TACTUS_KEY_SIZE bytes, copied
 *
 * Returns: (transfer full): the key
 */
TactusKey    *tactus_key_new            (const guint8 *bytes);

/**
 * tactus_key_new_from_text:
 * @text: a key as people paste it: 32 hexadecimal digits, upper or lower case, with or without one
 *   leading `0x`, with any white space, newlines, colons, dashes between them
 *
 * Returns: (transfer full) (nullable): the key, or %NULL with %TACTUS_PROTOCOL_ERROR_KEY_TEXT and a
 *   message that says what is wrong ("31 digits; a key has 32") without repeating the text
 */
TactusKey    *tactus_key_new_from_text  (const char  *text,
                                         GError     **error);

TactusKey    *tactus_key_ref            (TactusKey   *self);
void          tactus_key_unref          (TactusKey   *self);

/**
 * tactus_key_peek:
 *
 * Returns: (transfer none): the %TACTUS_KEY_SIZE bytes, valid as long as the key
 */
const guint8 *tactus_key_peek           (const TactusKey *self);

/**
 * tactus_key_to_text:
 *
 * Returns: (transfer full): 32 lower-case hexadecimal digits, in secure memory; free with
 *   tactus_key_text_free()
 */
char         *tactus_key_to_text        (const TactusKey *self);
void          tactus_key_text_free      (char            *text);

gboolean      tactus_key_equal          (const TactusKey *a,
                                         const TactusKey *b);

/**
 * tactus_key_is_well_known:
 *
 * Returns: whether the key is one of the constants that published scripts carry, which lets anyone
 *   in range log in without a tap
 */
gboolean      tactus_key_is_well_known  (const TactusKey *self);

/**
 * tactus_key_encrypt:
 * @block: %TACTUS_KEY_SIZE bytes, the band's random number
 * @out: (out caller-allocates): %TACTUS_KEY_SIZE bytes
 *
 * AES-128-ECB of one block, no padding: the answer to the band's challenge.
 */
void          tactus_key_encrypt        (const TactusKey *self,
                                         const guint8    *block,
                                         guint8          *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusKey, tactus_key_unref)

G_END_DECLS
