/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "feeds.h"

#include <string.h>

#include "feed-verdict.h"
#include "tactus-band-time.h"
#include "tactus-hex.h"
#include "tactus-key.h"

/* Whatever has a zero inside ends there, as texts do. */
static char *
to_text (const guint8 *data,
         gsize         length)
{
  return g_strndup (data ? (const char *) data : "", length);
}

void
feed_hex_text (const guint8 *data,
               gsize         length)
{
  g_autofree char *text = to_text (data, length);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = tactus_hex_to_bytes (text, &error);
  g_autofree char *printed = NULL;
  g_autoptr(GBytes) again = NULL;

  if (!feed_text_verdict (bytes != NULL, &error, TACTUS_PROTOCOL_ERROR_MALFORMED))
    return;

  printed = tactus_hex_from_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  again = tactus_hex_to_bytes (printed, NULL);
  g_assert_true (g_bytes_equal (bytes, again));
}

void
feed_key_text (const guint8 *data,
               gsize         length)
{
  g_autofree char *text = to_text (data, length);
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusKey) key = tactus_key_new_from_text (text, &error);
  g_autoptr(TactusKey) again = NULL;
  char *printed;

  if (!feed_text_verdict (key != NULL, &error, TACTUS_PROTOCOL_ERROR_KEY_TEXT))
    return;

  printed = tactus_key_to_text (key);
  again = tactus_key_new_from_text (printed, NULL);
  tactus_key_text_free (printed);
  g_assert_true (tactus_key_equal (key, again));
}

void
feed_time_text (const guint8 *data,
                gsize         length)
{
  g_autofree char *text = to_text (data, length);
  g_autofree char *printed = NULL;
  g_autoptr(GError) error = NULL;
  TactusBandTime time;

  if (!feed_text_verdict (tactus_band_time_parse_text (&time, text, &error), &error,
                          TACTUS_PROTOCOL_ERROR_MALFORMED))
    return;

  printed = tactus_band_time_to_text (&time);
  g_assert_cmpstr (printed, ==, text);
}
