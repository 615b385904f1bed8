/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-write.h"
#include "test-bytes.h"

/* A list of writes as text: `0003:0601`, a `!` behind those that go without response and a `?`
 * behind those that are answered; a space between two. */
static inline char *
test_writes_to_text (GPtrArray *writes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; writes && i < writes->len; i++)
    {
      const TactusWrite *write = g_ptr_array_index (writes, i);
      g_autofree char *hex = tactus_hex_from_bytes (g_bytes_get_data (write->value, NULL),
                                                    g_bytes_get_size (write->value));

      g_string_append_printf (text, "%s%.4s:%s%s%s", i > 0 ? " " : "", write->uuid + 4, hex,
                              write->with_response ? "" : "!", write->answered ? "?" : "");
    }

  return g_string_free (text, FALSE);
}

static inline void
test_assert_writes (GPtrArray  *writes,
                    const char *expected)
{
  g_autofree char *found = test_writes_to_text (writes);

  g_assert_nonnull (writes);
  g_assert_cmpstr (found, ==, expected);
}
