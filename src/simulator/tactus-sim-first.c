/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-first.h"

#include <string.h>

#include "tactus-sim-values.h"
#include "tactus-uuids.h"

#define CRC8_POLYNOMIAL 0x8c

#define FIRMWARE       0x01000a0e /* 1.0.10.14 */
#define HEART_FIRMWARE 0x01034a40 /* 1.3.74.64 */

/* How often it was charged: a band of some age. */
#define CHARGES 42

#define STATUS_NORMAL   0
#define STATUS_LOW      1
#define STATUS_CHARGING 2

#define LOW_LEVEL 10

guint8
tactus_sim_first_crc8 (const guint8 *data,
                       gsize         size)
{
  guint8 crc = 0;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = crc & 1 ? (guint8) (crc >> 1 ^ CRC8_POLYNOMIAL) : (guint8) (crc >> 1);
    }

  return crc;
}

gboolean
tactus_sim_first_is_user_info (const guint8 *data,
                               gsize         size,
                               const char   *address)
{
  guint8 mac[6];

  if (size != TACTUS_SIM_USER_INFO)
    return FALSE;

  tactus_sim_value_put_address (mac, address);

  return data[size - 1] == (tactus_sim_first_crc8 (data, size - 1) ^ mac[5]);
}

static void
append_u32 (GByteArray *to,
            guint32     value)
{
  guint32 little = GUINT32_TO_LE (value);

  g_byte_array_append (to, (const guint8 *) &little, sizeof little);
}

GBytes *
tactus_sim_first_device (const TactusSimSpec *spec,
                         const char          *address)
{
  const TactusSimModel *model = spec->model;
  guint8 head[8];
  guint8 mac[6];
  GByteArray *device = g_byte_array_new ();

  tactus_sim_value_put_address (mac, address);
  memcpy (head, mac + 2, 4);
  head[4] = model->feature;
  head[5] = model->appearance;
  head[6] = model->hardware_id;
  head[7] = tactus_sim_first_crc8 (head, 7) ^ head[3];

  g_byte_array_append (device, head, sizeof head);
  append_u32 (device, spec->profile != 0 ? spec->profile : model->profile);
  append_u32 (device, FIRMWARE);
  if (tactus_sim_model_find (model, TACTUS_UUID_HEART_RATE))
    append_u32 (device, HEART_FIRMWARE);

  return g_byte_array_free_to_bytes (device);
}

void
tactus_sim_first_put_date (guint8    *to,
                           GDateTime *local)
{
  to[0] = (guint8) (g_date_time_get_year (local) - 2000);
  to[1] = (guint8) (g_date_time_get_month (local) - 1);
  to[2] = (guint8) g_date_time_get_day_of_month (local);
  to[3] = (guint8) g_date_time_get_hour (local);
  to[4] = (guint8) g_date_time_get_minute (local);
  to[5] = (guint8) g_date_time_get_second (local);
}

GBytes *
tactus_sim_first_date (GDateTime *local)
{
  guint8 data[12];

  memset (data, 0x0f, sizeof data);
  tactus_sim_first_put_date (data, local);

  return g_bytes_new (data, sizeof data);
}

GDateTime *
tactus_sim_first_parse_date (const guint8 *data,
                             gsize         size)
{
  if (size != 6 && size != 12)
    return NULL;

  return g_date_time_new_utc (2000 + data[0], data[1] + 1, data[2], data[3], data[4], data[5]);
}

GBytes *
tactus_sim_first_battery (guint      level,
                          gboolean   charging,
                          GDateTime *last_charge)
{
  guint8 data[10] = { (guint8) level, [7] = CHARGES };

  tactus_sim_first_put_date (data + 1, last_charge);
  if (charging)
    data[9] = STATUS_CHARGING;
  else
    data[9] = level < LOW_LEVEL ? STATUS_LOW : STATUS_NORMAL;

  return g_bytes_new (data, sizeof data);
}

GBytes *
tactus_sim_first_steps (guint32 steps)
{
  guint32 little = GUINT32_TO_LE (steps);

  return g_bytes_new (&little, sizeof little);
}
