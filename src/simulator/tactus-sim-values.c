/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-values.h"

#include <string.h>

#include "tactus-uuids.h"

/* Seven bytes of date and time and one of zone, as the battery record has them twice. */
#define WHEN 8

GBytes *
tactus_sim_value_battery (guint    level,
                          gboolean charging)
{
  static const guint8 full[WHEN] = { 0xe8, 0x07, 3, 1, 6, 30, 0, 4 }; /* 2024-03-01 06:30 +1 h */
  static const guint8 charged[WHEN] = { 0xe8, 0x07, 3, 1, 7, 45, 12, 4 };
  guint8 data[20] = { 0x0f, (guint8) level, charging ? 1 : 0 };

  memcpy (data + 3, full, WHEN);
  memcpy (data + 11, charged, WHEN);
  data[19] = 100;

  return g_bytes_new (data, sizeof data);
}

static void
put_u32 (guint8  *to,
         guint32  value)
{
  guint32 little = GUINT32_TO_LE (value);

  memcpy (to, &little, sizeof little);
}

GBytes *
tactus_sim_value_steps (guint32 steps)
{
  guint8 data[13] = { 0x0c };

  put_u32 (data + 1, steps);
  put_u32 (data + 5, (guint32) (steps * G_GUINT64_CONSTANT (7) / 10)); /* a stride of 70 cm */
  put_u32 (data + 9, steps / 28);

  return g_bytes_new (data, sizeof data);
}

GBytes *
tactus_sim_value_time (GDateTime *local,
                       gint8      zone_quarters)
{
  int year = g_date_time_get_year (local);
  guint8 data[11] = {
    (guint8) (year & 0xff),
    (guint8) (year >> 8),
    (guint8) g_date_time_get_month (local),
    (guint8) g_date_time_get_day_of_month (local),
    (guint8) g_date_time_get_hour (local),
    (guint8) g_date_time_get_minute (local),
    (guint8) g_date_time_get_second (local),
    (guint8) g_date_time_get_day_of_week (local),
    0,
    0,
    (guint8) zone_quarters,
  };

  return g_bytes_new (data, sizeof data);
}

GDateTime *
tactus_sim_value_parse_time (const guint8 *data,
                             gsize         size,
                             gint8        *zone_quarters)
{
  if (size != 11)
    return NULL;

  *zone_quarters = (gint8) data[10];

  return g_date_time_new_utc (data[0] | data[1] << 8, data[2], data[3], data[4], data[5], data[6]);
}

GBytes *
tactus_sim_value_text (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

void
tactus_sim_value_put_address (guint8     *to,
                              const char *address)
{
  for (gsize i = 0; i < 6; i++)
    to[i] = (guint8) (g_ascii_xdigit_value (address[3 * i]) << 4 |
                      g_ascii_xdigit_value (address[3 * i + 1]));
}

GBytes *
tactus_sim_value_short_advert (const char *address)
{
  guint8 data[6];

  tactus_sim_value_put_address (data, address);
  for (gsize i = 0; i < sizeof data; i++)
    data[i] ^= 0x5a;

  return g_bytes_new (data, sizeof data);
}

GBytes *
tactus_sim_value_advert (const char *address,
                         guint       bpm)
{
  guint8 data[24];

  memset (data, 0xff, sizeof data);
  data[0] = 0x02; /* in clear */
  data[1] = 0x02;
  data[2] = 0x01;
  data[3] = bpm > 0 && bpm < 0xff ? (guint8) bpm : 0xff;
  data[17] = 0x03;
  tactus_sim_value_put_address (data + 18, address);

  return g_bytes_new (data, sizeof data);
}

GBytes *
tactus_sim_value_serial (const char *address)
{
  guint8 bytes[6];
  g_autofree char *text = NULL;

  tactus_sim_value_put_address (bytes, address);
  text = g_strdup_printf ("%02x%02x%02x%02x%02x%02x", bytes[5], bytes[4], bytes[3],
                          bytes[2], bytes[1], bytes[0]);

  return tactus_sim_value_text (text);
}

GBytes *
tactus_sim_value_system_id (const char *address)
{
  guint8 bytes[6];
  guint8 data[8] = { [3] = 0xff, [4] = 0xfe };

  tactus_sim_value_put_address (bytes, address);
  memcpy (data, bytes, 3);
  memcpy (data + 5, bytes + 3, 3);

  return g_bytes_new (data, sizeof data);
}

GBytes *
tactus_sim_value_pnp_id (void)
{
  static const guint8 data[7] = {
    0x01, TACTUS_COMPANY_HUAMI & 0xff, TACTUS_COMPANY_HUAMI >> 8, 0x01, 0x00, 0x00, 0x01,
  };

  return g_bytes_new_static (data, sizeof data);
}
