/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "feeds.h"

#include "feed-verdict.h"
#include "tactus-activity-fetch-frame.h"
#include "tactus-activity.h"

static void
feed_packet (const guint8 *data,
             gsize         length,
             guint         sample_size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) samples = NULL;
  guint8 counter;

  samples = tactus_activity_packet_parse (data, length, sample_size, &counter, &error);
  if (!feed_verdict (samples != NULL, &error))
    return;

  g_assert_cmphex (counter, ==, data[0]);
  g_assert_cmpuint (samples->len * sample_size + 1, ==, length);
  for (guint i = 0; i < samples->len; i++)
    g_assert_cmpuint (g_array_index (samples, TactusActivitySample, i).heart_rate, <=, 250);
}

void
feed_activity (const guint8 *data,
               gsize         length)
{
  feed_packet (data, length, 4);
  feed_packet (data, length, 8);
}

void
feed_fetch_response (const guint8 *data,
                     gsize         length)
{
  g_autoptr(GError) error = NULL;
  TactusFetchResponse answer;

  if (!feed_verdict (tactus_fetch_response_parse (&answer, data, length, &error), &error))
    return;

  g_assert_cmpint (answer.op, ==, data[1]);
  g_assert_true (!answer.has_start || tactus_band_time_is_valid (&answer.start));
  g_assert_true (!answer.ok || answer.op != TACTUS_FETCH_OP_START || answer.count == 0
                 || answer.has_start);
  g_assert_true (!answer.has_crc32 || answer.op == TACTUS_FETCH_OP_DATA);
}
