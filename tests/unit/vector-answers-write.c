/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is written to a band, asked for by characteristic and by name.  The first model that takes
 * it there is as good as any other. */

#include "vector-answers-private.h"

#include <string.h>

#include "tactus-alarm.h"
#include "tactus-alert.h"
#include "tactus-profile.h"
#include "tactus-setting.h"

#define ID_OFFSET 4 /* of the four digits in a UUID */
#define PAYLOAD   509 /* nothing is cut for the link's sake */

typedef GPtrArray *(*Encode) (const TactusModel  *model,
                              JsonObject         *input,
                              GError            **error);

static gboolean
is_on (const TactusWrite *write,
       const char        *id)
{
  return g_ascii_strncasecmp (write->uuid + ID_OFFSET, id, 4) == 0;
}

static GPtrArray *
encode_setting (TactusSettingId     setting,
                const TactusModel  *model,
                const char         *value,
                GError            **error)
{
  return tactus_setting_encode (tactus_setting_get (setting), model, value, error);
}

static GPtrArray *
encode_number (TactusSettingId     setting,
               const char         *name,
               const TactusModel  *model,
               JsonObject         *input,
               GError            **error)
{
  g_autofree char *value = NULL;
  gint64 number;

  if (!vector_get_number (input, name, G_MININT32, G_MAXUINT32, &number, error))
    return NULL;

  value = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  return encode_setting (setting, model, value, error);
}

static GPtrArray *
encode_goal (const TactusModel  *model,
             JsonObject         *input,
             GError            **error)
{
  return encode_number (TACTUS_SETTING_GOAL, "steps", model, input, error);
}

static GPtrArray *
encode_periodic (const TactusModel  *model,
                 JsonObject         *input,
                 GError            **error)
{
  return encode_number (TACTUS_SETTING_HEART_RATE_INTERVAL, "minutes", model, input, error);
}

static GPtrArray *
encode_language (const TactusModel  *model,
                 JsonObject         *input,
                 GError            **error)
{
  const char *code;

  if (!vector_get_text (input, "code", &code, error))
    return NULL;

  return encode_setting (TACTUS_SETTING_LANGUAGE, model, code, error);
}

static gboolean
holds_number (JsonArray *array,
              guint      index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
}

/* `22:00`, or [22, 0]. */
static char *
dup_clock (JsonObject  *input,
           const char  *name,
           GError     **error)
{
  const char *text = vector_peek_text (input, name);
  JsonArray *array;

  if (text)
    return g_strdup (text);
  if (!vector_get_array (input, name, &array, error))
    return NULL;
  if (json_array_get_length (array) != 2 || !holds_number (array, 0) || !holds_number (array, 1))
    {
      vector_bad_input (error, name, "an hour and a minute");
      return NULL;
    }

  return g_strdup_printf ("%02d:%02d", (int) json_array_get_int_element (array, 0),
                          (int) json_array_get_int_element (array, 1));
}

static GPtrArray *
encode_dnd (const TactusModel  *model,
            JsonObject         *input,
            GError            **error)
{
  g_autofree char *value = NULL;
  g_autofree char *from = dup_clock (input, "from", error);
  g_autofree char *to = from ? dup_clock (input, "to", error) : NULL;
  gboolean lift;

  if (!to || !vector_get_boolean (input, "lift", FALSE, &lift, error))
    return NULL;

  value = g_strdup_printf ("%s-%s%s", from, to, lift ? ",lift" : "");
  return encode_setting (TACTUS_SETTING_DO_NOT_DISTURB, model, value, error);
}

/* By name, or as the number that is sent. */
static const char *
peek_sex (JsonObject *input)
{
  static const char * const names[] = { "male", "female", "other" };
  const char *text = vector_peek_text (input, "sex");
  gint64 number;

  if (text)
    return text;

  return vector_get_number (input, "sex", 0, 2, &number, NULL) ? names[number] : NULL;
}

static gboolean
get_profile (JsonObject     *input,
             TactusProfile  *profile,
             GError        **error)
{
  g_autofree char *text = NULL;
  const char *sex = peek_sex (input);
  const char *birth;
  gint64 height;
  double weight;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!sex)
    return vector_bad_input (error, "sex", "male, female or other");
  if (!vector_get_text (input, "birth", &birth, error)
      || !vector_get_number (input, "height_cm", 0, G_MAXUINT16, &height, error)
      || !vector_get_real (input, "weight_kg", &weight, error))
    return FALSE;

  text = g_strdup_printf ("born=%s,sex=%s,height=%d,weight=%s", birth, sex, (int) height,
                          g_ascii_formatd (number, sizeof number, "%.10g", weight));
  return tactus_profile_parse_text (profile, text, error);
}

static GPtrArray *
encode_user (const TactusModel  *model,
             JsonObject         *input,
             GError            **error)
{
  g_autoptr(GPtrArray) writes = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GBytes) bytes = NULL;
  TactusProfile profile;
  TactusWrite *write;
  gint64 id = 0;

  if (!get_profile (input, &profile, error)
      || (!vector_is_absent (input, "id")
          && !vector_get_number (input, "id", 0, G_MAXUINT32, &id, error)))
    return NULL;

  text = tactus_profile_to_text (&profile);
  writes = encode_setting (TACTUS_SETTING_PROFILE, model, text, error);
  if (!writes || writes->len == 0)
    return g_steal_pointer (&writes);

  /* The app sends no number of its own; the vector may. */
  write = g_ptr_array_index (writes, 0);
  bytes = tactus_profile_encode (&profile, (guint32) id);
  g_bytes_unref (write->value);
  write->value = g_bytes_ref (bytes);
  return g_steal_pointer (&writes);
}

static gboolean
get_days (JsonObject  *input,
          TactusDays  *days,
          GError     **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  JsonArray *array;

  *days = 0;
  if (vector_is_absent (input, "days"))
    return TRUE;
  if (vector_peek_text (input, "days"))
    return tactus_days_parse_text (days, vector_peek_text (input, "days"), error);
  if (!vector_get_array (input, "days", &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return vector_bad_input (error, "days", "a list of days");
      g_string_append_printf (text, "%s%s", i > 0 ? "," : "", json_node_get_string (node));
    }

  return text->len == 0 || tactus_days_parse_text (days, text->str, error);
}

static GPtrArray *
encode_alarm (const TactusModel  *model,
              JsonObject         *input,
              GError            **error)
{
  TactusAlarm alarm = { 0 };
  gint64 slot;
  gint64 hour;
  gint64 minute;

  if (!vector_get_number (input, "slot", 0, G_MAXINT32, &slot, error)
      || !vector_get_boolean (input, "enabled", TRUE, &alarm.enabled, error)
      || !vector_get_number (input, "hour", 0, G_MAXINT32, &hour, error)
      || !vector_get_number (input, "minute", 0, G_MAXINT32, &minute, error)
      || !vector_get_boolean (input, "snooze", TRUE, &alarm.snooze, error)
      || !get_days (input, &alarm.days, error))
    return NULL;

  alarm.slot = (guint) slot;
  alarm.hour = (guint) hour;
  alarm.minute = (guint) minute;
  return tactus_alarm_encode (&alarm, model, 2024, 1, 1, error);
}

static GPtrArray *
encode_alert (TactusAlertKind     kind,
              const char         *name,
              const TactusModel  *model,
              JsonObject         *input,
              GError            **error)
{
  const char *text;

  if (!vector_get_text (input, name, &text, error))
    return NULL;
  if (!*text)
    {
      vector_bad_input (error, name, "a text that can be seen");
      return NULL;
    }

  return tactus_alert_encode (model, kind, PAYLOAD, NULL, text, error);
}

static GPtrArray *
encode_call (const TactusModel  *model,
             JsonObject         *input,
             GError            **error)
{
  return encode_alert (TACTUS_ALERT_CALL, "name", model, input, error);
}

static GPtrArray *
encode_sms (const TactusModel  *model,
            JsonObject         *input,
            GError            **error)
{
  return encode_alert (TACTUS_ALERT_MESSAGE, "text", model, input, error);
}

static const struct {
  const char *what;
  Encode      encode;
} kinds[] = {
  { "alarm", encode_alarm },
  { "call", encode_call },
  { "dnd_scheduled", encode_dnd },
  { "goal", encode_goal },
  { "language", encode_language },
  { "periodic", encode_periodic },
  { "sms", encode_sms },
  { "user", encode_user },
};

static Encode
find_encode (JsonObject  *input,
             GError     **error)
{
  const char *what;

  if (!vector_get_text (input, "what", &what, error))
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].what, what) == 0)
      return kinds[i].encode;

  vector_bad_input (error, "what", "something that can be written");
  return NULL;
}

/* The models that take words whole stand before those that take them in pieces. */
static const char * const models[] = { "amazfit-bip", "mi-band-3", "mi-band-2", "mi-band-1s" };

/* Returns: (nullable): the one write on @id, if that is what @encode makes for @model */
static const TactusWrite *
write_on (GPtrArray  *writes,
          const char *id)
{
  const TactusWrite *found = NULL;

  for (guint i = 0; writes && i < writes->len; i++)
    if (is_on (g_ptr_array_index (writes, i), id))
      found = g_ptr_array_index (writes, i);

  return found;
}

gboolean
vector_answer_write (JsonObject  *input,
                     JsonObject  *result,
                     GError     **error)
{
  g_autoptr(GError) first = NULL;
  Encode encode = find_encode (input, error);
  const char *id;

  if (!encode || !vector_get_text (input, "char", &id, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_autoptr(GError) problem = NULL;
      g_autoptr(GPtrArray) writes = encode (tactus_model_for_id (models[i]), input, &problem);
      const TactusWrite *write = write_on (writes, id);

      if (write)
        {
          vector_put_bytes (result, "bytes", g_bytes_get_data (write->value, NULL),
                            g_bytes_get_size (write->value));
          return TRUE;
        }
      if (problem && !first)
        first = g_steal_pointer (&problem);
    }

  if (first)
    {
      g_propagate_error (error, g_steal_pointer (&first));
      return FALSE;
    }

  return vector_bad_input (error, "char", "a characteristic that takes it");
}
