/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "feeds.h"

#include <string.h>

#include "feed-verdict.h"
#include "tactus-advertisement.h"
#include "tactus-auth-frame.h"
#include "tactus-battery.h"
#include "tactus-device-text.h"
#include "tactus-frame.h"
#include "tactus-heart-rate.h"
#include "tactus-steps.h"

void
feed_advertisement (const guint8 *data,
                    gsize         length)
{
  TactusAdvertisement found;

  tactus_advertisement_parse (&found, data, length, data, length);

  g_assert_cmpint (found.bpm, >=, -1);
  g_assert_cmpint (found.bpm, <, 255);
  g_assert_cmpint (found.steps, <=, G_MAXUINT32);
  g_assert_true (!found.scrambled || (!found.has_mac && found.bpm == -1));
}

void
feed_auth_response (const guint8 *data,
                    gsize         length)
{
  g_autoptr(GError) error = NULL;
  TactusAuthResponse answer;

  if (!feed_verdict (tactus_auth_response_parse (&answer, data, length, &error), &error))
    return;

  g_assert_cmpint (answer.step, >=, TACTUS_AUTH_STEP_SET_KEY);
  g_assert_cmpint (answer.step, <=, TACTUS_AUTH_STEP_PROOF);
  g_assert_cmphex (answer.status, ==, data[2]);
}

void
feed_battery (const guint8 *data,
              gsize         length)
{
  g_autoptr(GError) error = NULL;
  TactusBattery battery;

  if (!feed_verdict (tactus_battery_parse (&battery, data, length, &error), &error))
    return;

  g_assert_cmpuint (battery.level, <=, 100);
  g_assert_cmpint (battery.last_level, <=, 100);
  g_assert_true (!battery.has_full_charge || tactus_band_time_is_valid (&battery.full_charge));
  g_assert_true (!battery.has_last_charge || tactus_band_time_is_valid (&battery.last_charge));
}

void
feed_device_text (const guint8 *data,
                  gsize         length)
{
  g_autofree char *text = tactus_device_text_parse (data, length);

  g_assert_true (!text || g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (text ? strlen (text) : 1, >, 0);
  g_assert_cmpuint (text ? strlen (text) : 1, <=, 248);
}

/* The same bytes as a value of every characteristic. */
void
feed_frame (const guint8 *data,
            gsize         length)
{
  const char *id;

  for (guint i = 0; (id = tactus_frame_get_nth_characteristic (i)); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(TactusFrame) frame = NULL;

      frame = tactus_frame_decode (id, NULL, data, length, &error);
      feed_verdict (frame != NULL, &error);
      g_assert_true (!frame || tactus_frame_get_n_fields (frame) > 0);
    }
}

void
feed_heart_rate (const guint8 *data,
                 gsize         length)
{
  g_autoptr(GError) error = NULL;
  TactusHeartRate record;

  if (!feed_verdict (tactus_heart_rate_parse (&record, data, length, &error), &error))
    return;

  g_assert_cmpuint (record.n_rr, <=, TACTUS_HEART_RATE_MAX_RR);
  g_assert_cmpint (record.no_reading, ==, record.value == 0 || record.value == 255);
  g_assert_cmpint (record.energy_kj, >=, -1);
}

void
feed_steps (const guint8 *data,
            gsize         length)
{
  g_autoptr(GError) error = NULL;
  TactusSteps steps;

  if (!feed_verdict (tactus_steps_parse (&steps, data, length, &error), &error))
    return;

  g_assert_cmpint (steps.distance_m, >=, -1);
  g_assert_cmpint (steps.calories_kcal, <=, G_MAXUINT32);
}

/* What was read can be written, and reads the same again. */
static void
assert_round_trip (const TactusBandTime *time)
{
  g_autoptr(GBytes) bytes = tactus_band_time_encode (time);
  g_autofree char *text = tactus_band_time_to_text (time);
  TactusBandTime again;

  g_assert_true (tactus_band_time_parse (&again, g_bytes_get_data (bytes, NULL),
                                         g_bytes_get_size (bytes), NULL));
  g_assert_cmpint (again.zone_quarters, ==, time->zone_quarters);
  g_assert_true (tactus_band_time_parse_text (&again, text, NULL));
  g_assert_cmpuint (again.year, ==, time->year);
  g_assert_cmpuint (again.second, ==, time->second);
}

void
feed_time (const guint8 *data,
           gsize         length)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDateTime) when = NULL;
  TactusBandTime time;

  if (!feed_verdict (tactus_band_time_parse (&time, data, length, &error), &error))
    return;

  g_assert_true (tactus_band_time_is_valid (&time));
  when = tactus_band_time_to_date_time (&time);
  g_assert_true (when || time.zone_quarters == TACTUS_ZONE_UNKNOWN);
  assert_round_trip (&time);
}
