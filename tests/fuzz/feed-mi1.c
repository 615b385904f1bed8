/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "feeds.h"

#include "feed-verdict.h"
#include "tactus-mi1.h"

void
feed_mi1_device (const guint8 *data,
                 gsize         length)
{
  g_autoptr(GError) error = NULL;
  TactusMi1Device device;

  if (!feed_verdict (tactus_mi1_device_parse (&device, data, length, &error), &error))
    return;

  g_assert_cmphex (device.feature, ==, data[4]);
  g_assert_cmpint (tactus_mi1_device_get_model (&device)->generation, ==, TACTUS_GENERATION_A);
}

void
feed_mi1_battery (const guint8 *data,
                  gsize         length)
{
  g_autoptr(GError) error = NULL;
  TactusMi1Battery battery;

  if (!feed_verdict (tactus_mi1_battery_parse (&battery, data, length, &error), &error))
    return;

  g_assert_cmpuint (battery.level, <=, 100);
  g_assert_true (!battery.has_last_charge || tactus_band_time_is_valid (&battery.last_charge));
}

/* What was read can be written, and reads the same again. */
void
feed_mi1_date (const guint8 *data,
               gsize         length)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  TactusBandTime time;
  TactusBandTime again;

  if (!feed_verdict (tactus_mi1_date_parse (&time, data, length, &error), &error))
    return;

  g_assert_true (tactus_band_time_is_valid (&time));
  g_assert_cmpint (time.zone_quarters, ==, TACTUS_ZONE_UNKNOWN);
  bytes = tactus_mi1_date_encode (&time);
  g_assert_true (tactus_mi1_date_parse (&again, g_bytes_get_data (bytes, NULL),
                                        g_bytes_get_size (bytes), NULL));
  g_assert_cmpmem (&again, sizeof again, &time, sizeof time);
}

void
feed_mi1_steps (const guint8 *data,
                gsize         length)
{
  g_autoptr(GError) error = NULL;
  guint32 steps;

  if (feed_verdict (tactus_mi1_steps_parse (&steps, data, length, &error), &error))
    g_assert_true (length == 4 || steps <= G_MAXUINT16);
}

void
feed_mi1_notice (const guint8 *data,
                 gsize         length)
{
  g_autoptr(GError) error = NULL;
  TactusEvent event;

  if (!feed_verdict (tactus_mi1_event_parse (&event, data, length, &error), &error))
    return;

  g_assert_cmphex (event.code, ==, data[0]);
  g_assert_true (event.kind == TACTUS_EVENT_UNKNOWN || tactus_mi1_notice_to_text (event.code));
}
