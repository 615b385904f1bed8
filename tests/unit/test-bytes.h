/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "tactus-hex.h"

/* What the protocol's tests share: bytes written as text, in memory of exactly their size, so that
 * the address sanitizer sees a parser that reads one byte too many. */
typedef struct {
  guint8 *data;
  gsize   length;
} TestBytes;

static inline TestBytes
test_bytes_copy (gconstpointer data,
                 gsize         length)
{
  return (TestBytes) { g_memdup2 (data, length), length };
}

static inline TestBytes
test_bytes (const char *hex)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = tactus_hex_to_bytes (hex, &error);

  g_assert_no_error (error);

  return test_bytes_copy (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static inline void
test_bytes_clear (TestBytes *self)
{
  g_clear_pointer (&self->data, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TestBytes, test_bytes_clear)

static inline void
test_assert_hex (gconstpointer  data,
                 gsize          length,
                 const char    *expected)
{
  g_autofree char *found = tactus_hex_from_bytes (data, length);

  g_assert_cmpstr (found, ==, expected);
}
