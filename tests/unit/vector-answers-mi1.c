/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vector-answers-private.h"

#include <string.h>

#include "tactus-mi1.h"

/* What FF0A can say. */
#define YEAR_MINIMUM 2000
#define YEAR_MAXIMUM 2255

gboolean
vector_answer_crc8 (JsonObject  *input,
                    JsonObject  *result,
                    GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;

  if (!vector_get_bytes (input, "bytes", &bytes, error))
    return FALSE;

  json_object_set_int_member (result, "crc8", tactus_mi1_crc8 (g_bytes_get_data (bytes, NULL),
                                                               g_bytes_get_size (bytes)));
  return TRUE;
}

gboolean
vector_answer_mi1_battery (JsonObject  *input,
                           JsonObject  *result,
                           GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  TactusMi1Battery battery;

  if (!vector_get_bytes (input, "bytes", &bytes, error)
      || !tactus_mi1_battery_parse (&battery, g_bytes_get_data (bytes, NULL),
                                    g_bytes_get_size (bytes), error))
    return FALSE;

  json_object_set_int_member (result, "level", battery.level);
  vector_put_time (result, "last_charge", battery.has_last_charge, &battery.last_charge);
  json_object_set_int_member (result, "charges", battery.charges);
  json_object_set_int_member (result, "status", battery.status);
  return TRUE;
}

gboolean
vector_answer_mi1_date_write (JsonObject  *input,
                              JsonObject  *result,
                              GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  const char *local;
  TactusBandTime time;

  if (!vector_get_text (input, "local", &local, error)
      || !tactus_band_time_parse_text (&time, local, error))
    return FALSE;
  if (time.year < YEAR_MINIMUM || time.year > YEAR_MAXIMUM)
    return vector_bad_input (error, "local", "of the years 2000 to 2255");

  bytes = tactus_mi1_date_encode (&time);
  vector_put_bytes (result, "bytes", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return TRUE;
}

static gboolean
get_byte (JsonObject  *input,
          const char  *name,
          gint64       maximum,
          guint8      *byte,
          GError     **error)
{
  gint64 number;

  if (!vector_get_number (input, name, 0, maximum, &number, error))
    return FALSE;

  *byte = (guint8) number;
  return TRUE;
}

static gboolean
get_alias (JsonObject         *input,
           TactusMi1UserInfo  *user,
           GError            **error)
{
  const char *alias;

  if (!vector_get_text (input, "alias", &alias, error))
    return FALSE;

  for (const char *c = alias; *c; c++)
    if (!g_ascii_isprint (*c))
      return vector_bad_input (error, "alias", "printable ASCII");

  g_strlcpy (user->alias, alias, sizeof user->alias);
  return TRUE;
}

/* The 1A and the 1S have two bytes that a Mi Band 1 has not. */
static gboolean
get_feature (JsonObject         *input,
             TactusMi1UserInfo  *user,
             GError            **error)
{
  user->has_feature = !vector_is_absent (input, "feature");

  return !user->has_feature
         || (get_byte (input, "feature", G_MAXUINT8, &user->feature, error)
             && get_byte (input, "appearance", G_MAXUINT8, &user->appearance, error));
}

static gboolean
get_user (JsonObject         *input,
          TactusMi1UserInfo  *user,
          GError            **error)
{
  gint64 uid;

  if (!vector_get_number (input, "uid", 0, G_MAXUINT32, &uid, error)
      || !get_byte (input, "gender", 1, &user->gender, error)
      || !get_byte (input, "age", G_MAXUINT8, &user->age, error)
      || !get_byte (input, "height_cm", G_MAXUINT8, &user->height_cm, error)
      || !get_byte (input, "weight_kg", G_MAXUINT8, &user->weight_kg, error)
      || !get_byte (input, "type", 2, &user->type, error))
    return FALSE;

  user->uid = (guint32) uid;
  return get_alias (input, user, error) && get_feature (input, user, error);
}

gboolean
vector_answer_mi1_user_info (JsonObject  *input,
                             JsonObject  *result,
                             GError     **error)
{
  TactusMi1UserInfo user = { 0 };
  guint8 bytes[TACTUS_MI1_USER_INFO_SIZE];
  guint8 mac_last_byte;

  if (!get_user (input, &user, error)
      || !get_byte (input, "mac_last_byte", G_MAXUINT8, &mac_last_byte, error))
    return FALSE;

  tactus_mi1_user_info_encode (&user, mac_last_byte, bytes);
  vector_put_bytes (result, "bytes", bytes, sizeof bytes);
  return TRUE;
}
