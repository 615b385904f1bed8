/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vector-answers.h"

#include <math.h>
#include <string.h>

#include "tactus-advertisement.h"
#include "tactus-auth-frame.h"
#include "tactus-band-time.h"
#include "tactus-battery.h"
#include "tactus-heart-rate.h"
#include "tactus-hex.h"
#include "tactus-key.h"
#include "tactus-model.h"
#include "tactus-protocol-error.h"
#include "tactus-steps.h"

typedef gboolean (*Answer) (JsonObject  *input,
                            JsonObject  *result,
                            GError     **error);

static gboolean
bad_input (GError     **error,
           const char  *name,
           const char  *wanted)
{
  g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
               "Input: \"%s\" must be %s", name, wanted);

  return FALSE;
}

/* Input */

static gboolean
is_absent (JsonObject *input,
           const char *name)
{
  return !json_object_has_member (input, name)
         || JSON_NODE_HOLDS_NULL (json_object_get_member (input, name));
}

static const char *
peek_text (JsonObject *input,
           const char *name)
{
  JsonNode *node = json_object_get_member (input, name);
  const char *text = NULL;

  if (node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    text = json_node_get_string (node);

  /* json-glib takes octal escapes for bytes. */
  return text && g_utf8_validate (text, -1, NULL) ? text : NULL;
}

static gboolean
get_text (JsonObject  *input,
          const char  *name,
          const char **text,
          GError     **error)
{
  *text = peek_text (input, name);

  return *text ? TRUE : bad_input (error, name, "a text");
}

static gboolean
get_bytes (JsonObject  *input,
           const char  *name,
           GBytes     **bytes,
           GError     **error)
{
  const char *text;

  if (!get_text (input, name, &text, error))
    return FALSE;

  *bytes = tactus_hex_to_bytes (text, error);
  return *bytes != NULL;
}

static gboolean
get_optional_bytes (JsonObject  *input,
                    const char  *name,
                    GBytes     **bytes,
                    GError     **error)
{
  *bytes = NULL;

  return is_absent (input, name) || get_bytes (input, name, bytes, error);
}

/* A key, a random number: one block of the cipher. */
static gboolean
get_block (JsonObject  *input,
           const char  *name,
           GBytes     **bytes,
           GError     **error)
{
  if (!get_bytes (input, name, bytes, error))
    return FALSE;

  return g_bytes_get_size (*bytes) == TACTUS_KEY_SIZE
         ? TRUE
         : bad_input (error, name, "16 bytes");
}

static gboolean
get_key (JsonObject  *input,
         TactusKey  **key,
         GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;

  if (!get_block (input, "key", &bytes, error))
    return FALSE;

  *key = tactus_key_new (g_bytes_get_data (bytes, NULL));
  return TRUE;
}

static gboolean
get_number (JsonObject  *input,
            const char  *name,
            gint64       minimum,
            gint64       maximum,
            gint64      *number,
            GError     **error)
{
  JsonNode *node = json_object_get_member (input, name);
  GType type = node && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node)
                                                    : G_TYPE_INVALID;
  double value;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return bad_input (error, name, "a number");

  value = json_node_get_double (node);
  if (!(value >= minimum && value <= maximum) || value != floor (value))
    return bad_input (error, name, "a whole number in its range");

  *number = (gint64) value;
  return TRUE;
}

/* One byte, in hexadecimal; 0 if it is absent. */
static gboolean
get_flags (JsonObject  *input,
           const char  *name,
           guint8      *flags,
           GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;

  *flags = 0;
  if (!get_optional_bytes (input, name, &bytes, error))
    return FALSE;

  if (bytes && g_bytes_get_size (bytes) != 1)
    return bad_input (error, name, "one byte");
  if (bytes)
    *flags = *(const guint8 *) g_bytes_get_data (bytes, NULL);

  return TRUE;
}

/* Result */

static void
put_text (JsonObject *result,
          const char *name,
          const char *text)
{
  if (text)
    json_object_set_string_member (result, name, text);
  else
    json_object_set_null_member (result, name);
}

static void
put_bytes (JsonObject   *result,
           const char   *name,
           const guint8 *data,
           gsize         length)
{
  g_autofree char *text = tactus_hex_from_bytes (data, length);

  put_text (result, name, text);
}

static void
put_optional (JsonObject *result,
              const char *name,
              gint64      number,
              gboolean    present)
{
  if (present)
    json_object_set_int_member (result, name, number);
  else
    json_object_set_null_member (result, name);
}

static void
put_zone (JsonObject *result,
          const char *name,
          gint8       quarters)
{
  put_optional (result, name, quarters, quarters != TACTUS_ZONE_UNKNOWN);
}

/* Formats */

static gboolean
answer_key_text (JsonObject  *input,
                 JsonObject  *result,
                 GError     **error)
{
  const char *text;
  g_autoptr(TactusKey) key = NULL;

  if (!get_text (input, "text", &text, error))
    return FALSE;

  key = tactus_key_new_from_text (text, error);
  if (!key)
    return FALSE;

  put_bytes (result, "key", tactus_key_peek (key), TACTUS_KEY_SIZE);
  return TRUE;
}

static gboolean
answer_device_name (JsonObject  *input,
                    JsonObject  *result,
                    GError     **error)
{
  const char *name = NULL;
  const TactusModel *model;

  if (json_object_has_member (input, "name") && is_absent (input, "name"))
    name = "";
  else if (!get_text (input, "name", &name, error))
    return FALSE;

  model = tactus_model_for_name (name);
  put_text (result, "generation", model ? tactus_generation_to_text (model->generation) : NULL);
  return TRUE;
}

static void
put_mac (JsonObject   *result,
         const guint8 *mac)
{
  g_autofree char *text = g_strdup_printf ("%02x:%02x:%02x:%02x:%02x:%02x",
                                           mac[0], mac[1], mac[2], mac[3], mac[4], mac[5]);

  put_text (result, "mac", text);
}

static gboolean
answer_advertisement (JsonObject  *input,
                      JsonObject  *result,
                      GError     **error)
{
  g_autoptr(GBytes) manufacturer = NULL;
  g_autoptr(GBytes) service = NULL;
  TactusAdvertisement advertisement;

  if (!get_optional_bytes (input, "manufacturer_0157", &manufacturer, error)
      || !get_optional_bytes (input, "service_data_fee0", &service, error))
    return FALSE;

  tactus_advertisement_parse (&advertisement,
                              manufacturer ? g_bytes_get_data (manufacturer, NULL) : NULL,
                              manufacturer ? g_bytes_get_size (manufacturer) : 0,
                              service ? g_bytes_get_data (service, NULL) : NULL,
                              service ? g_bytes_get_size (service) : 0);

  put_optional (result, "bpm", advertisement.bpm, advertisement.bpm >= 0);
  put_optional (result, "steps", advertisement.steps, advertisement.steps >= 0);
  if (advertisement.has_mac)
    put_mac (result, advertisement.mac);
  else
    put_text (result, "mac", NULL);
  json_object_set_boolean_member (result, "scrambled", advertisement.scrambled);

  return TRUE;
}

static void
put_contact (JsonObject    *result,
             TactusContact  contact)
{
  if (contact == TACTUS_CONTACT_UNKNOWN)
    json_object_set_null_member (result, "contact");
  else
    json_object_set_boolean_member (result, "contact", contact == TACTUS_CONTACT_YES);
}

static gboolean
answer_heart_rate (JsonObject  *input,
                   JsonObject  *result,
                   GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  TactusHeartRate record;
  JsonArray *rr;

  if (!get_bytes (input, "bytes", &bytes, error)
      || !tactus_heart_rate_parse (&record, g_bytes_get_data (bytes, NULL),
                                   g_bytes_get_size (bytes), error))
    return FALSE;

  rr = json_array_new ();
  for (guint i = 0; i < record.n_rr; i++)
    json_array_add_int_element (rr, record.rr[i]);

  json_object_set_int_member (result, "bpm", record.value);
  put_contact (result, record.contact);
  put_optional (result, "energy_kj", record.energy_kj, record.energy_kj >= 0);
  json_object_set_array_member (result, "rr", rr);
  json_object_set_boolean_member (result, "no_reading", record.no_reading);

  return TRUE;
}

static gboolean
write_proof (JsonObject  *input,
             guint8       auth_flags,
             guint8       crypt_flags,
             guint8      *out,
             gsize       *length,
             GError     **error)
{
  g_autoptr(TactusKey) key = NULL;
  g_autoptr(GBytes) random = NULL;

  if (!get_key (input, &key, error) || !get_block (input, "random", &random, error))
    return FALSE;

  *length = tactus_auth_write_proof (auth_flags, crypt_flags, key,
                                     g_bytes_get_data (random, NULL), out);
  return TRUE;
}

static gboolean
write_set_key (JsonObject  *input,
               guint8       auth_flags,
               guint8      *out,
               gsize       *length,
               GError     **error)
{
  g_autoptr(TactusKey) key = NULL;

  if (!get_key (input, &key, error))
    return FALSE;

  *length = tactus_auth_write_set_key (auth_flags, key, out);
  return TRUE;
}

static gboolean
write_step (JsonObject  *input,
            guint8       auth_flags,
            guint8       crypt_flags,
            guint8      *out,
            gsize       *length,
            GError     **error)
{
  const char *step;

  if (!get_text (input, "step", &step, error))
    return FALSE;

  if (strcmp (step, "set_key") == 0)
    return write_set_key (input, auth_flags, out, length, error);
  if (strcmp (step, "proof") == 0)
    return write_proof (input, auth_flags, crypt_flags, out, length, error);
  if (strcmp (step, "request_random") != 0)
    return bad_input (error, "step", "set_key, request_random or proof");

  *length = tactus_auth_write_random (auth_flags, crypt_flags, out);
  return TRUE;
}

static gboolean
answer_auth_write (JsonObject  *input,
                   JsonObject  *result,
                   GError     **error)
{
  guint8 auth_flags;
  guint8 crypt_flags;
  guint8 out[18];
  gsize length = 0;

  if (!get_flags (input, "auth_flags", &auth_flags, error)
      || !get_flags (input, "crypt_flags", &crypt_flags, error)
      || !write_step (input, auth_flags, crypt_flags, out, &length, error))
    return FALSE;

  put_bytes (result, "bytes", out, length);
  return TRUE;
}

static const char *
step_text (TactusAuthStep step)
{
  switch (step)
    {
    case TACTUS_AUTH_STEP_SET_KEY:
      return "set_key";
    case TACTUS_AUTH_STEP_RANDOM:
      return "random";
    case TACTUS_AUTH_STEP_PROOF:
    default:
      return "proof";
    }
}

/* The vectors have no word for a challenge that the band withholds. */
static const char *
reason_text (TactusAuthReason reason)
{
  switch (reason)
    {
    case TACTUS_AUTH_REASON_NOT_CONFIRMED:
      return "not_confirmed";
    case TACTUS_AUTH_REASON_REFUSED:
      return "refused";
    case TACTUS_AUTH_REASON_SERVER_KEY_NEEDED:
      return "server_key_needed";
    case TACTUS_AUTH_REASON_WRONG_KEY:
      return "wrong_key";
    case TACTUS_AUTH_REASON_NO_CHALLENGE:
    case TACTUS_AUTH_REASON_UNKNOWN_STATUS:
      return "unknown_status";
    case TACTUS_AUTH_REASON_NONE:
    default:
      return NULL;
    }
}

static gboolean
answer_auth_response (JsonObject  *input,
                      JsonObject  *result,
                      GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  TactusAuthResponse answer;
  gboolean ok;

  if (!get_bytes (input, "bytes", &bytes, error)
      || !tactus_auth_response_parse (&answer, g_bytes_get_data (bytes, NULL),
                                      g_bytes_get_size (bytes), error))
    return FALSE;

  ok = answer.reason == TACTUS_AUTH_REASON_NONE;
  put_text (result, "step", step_text (answer.step));
  json_object_set_boolean_member (result, "ok", ok);
  if (ok && answer.step == TACTUS_AUTH_STEP_RANDOM)
    put_bytes (result, "random", answer.random, sizeof answer.random);
  else
    put_text (result, "random", NULL);
  put_text (result, "reason", reason_text (answer.reason));

  return TRUE;
}

static gboolean
answer_auth_cipher (JsonObject  *input,
                    JsonObject  *result,
                    GError     **error)
{
  g_autoptr(TactusKey) key = NULL;
  g_autoptr(GBytes) random = NULL;
  guint8 cipher[TACTUS_KEY_SIZE];

  if (!get_key (input, &key, error) || !get_block (input, "random", &random, error))
    return FALSE;

  tactus_key_encrypt (key, g_bytes_get_data (random, NULL), cipher);
  put_bytes (result, "cipher", cipher, sizeof cipher);
  return TRUE;
}

static void
put_time (JsonObject           *result,
          const char           *name,
          gboolean              present,
          const TactusBandTime *time)
{
  g_autofree char *text = present ? tactus_band_time_to_text (time) : NULL;

  put_text (result, name, text);
}

static gboolean
answer_battery (JsonObject  *input,
                JsonObject  *result,
                GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  TactusBattery battery;

  if (!get_bytes (input, "bytes", &bytes, error)
      || !tactus_battery_parse (&battery, g_bytes_get_data (bytes, NULL),
                                g_bytes_get_size (bytes), error))
    return FALSE;

  json_object_set_int_member (result, "level", battery.level);
  if (battery.charging == TACTUS_CHARGING_UNKNOWN)
    json_object_set_null_member (result, "charging");
  else
    json_object_set_boolean_member (result, "charging", battery.charging == TACTUS_CHARGING_YES);

  put_time (result, "time_a", battery.has_full_charge, &battery.full_charge);
  put_zone (result, "zone_a_quarters", battery.full_charge.zone_quarters);
  put_time (result, "time_b", battery.has_last_charge, &battery.last_charge);
  put_zone (result, "zone_b_quarters", battery.last_charge.zone_quarters);
  put_optional (result, "last_level", battery.last_level, battery.last_level >= 0);

  return TRUE;
}

static gboolean
answer_steps (JsonObject  *input,
              JsonObject  *result,
              GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  TactusSteps steps;

  if (!get_bytes (input, "bytes", &bytes, error)
      || !tactus_steps_parse (&steps, g_bytes_get_data (bytes, NULL),
                              g_bytes_get_size (bytes), error))
    return FALSE;

  json_object_set_int_member (result, "steps", steps.steps);
  put_optional (result, "distance_m", steps.distance_m, steps.distance_m >= 0);
  put_optional (result, "calories_kcal", steps.calories_kcal, steps.calories_kcal >= 0);

  return TRUE;
}

static gboolean
answer_time_decode (JsonObject  *input,
                    JsonObject  *result,
                    GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  TactusBandTime time;

  if (!get_bytes (input, "bytes", &bytes, error)
      || !tactus_band_time_parse (&time, g_bytes_get_data (bytes, NULL),
                                  g_bytes_get_size (bytes), error))
    return FALSE;

  put_time (result, "local", TRUE, &time);
  json_object_set_int_member (result, "weekday", time.weekday);
  put_zone (result, "zone_quarters", time.zone_quarters);

  return TRUE;
}

static gboolean
answer_time_encode (JsonObject  *input,
                    JsonObject  *result,
                    GError     **error)
{
  const char *local;
  TactusBandTime time;
  gint64 zone = TACTUS_ZONE_UNKNOWN;
  gboolean zone_is_null = json_object_has_member (input, "zone_quarters")
                          && is_absent (input, "zone_quarters");
  g_autoptr(GBytes) bytes = NULL;

  if (!get_text (input, "local", &local, error)
      || !tactus_band_time_parse_text (&time, local, error))
    return FALSE;

  if (!zone_is_null && !get_number (input, "zone_quarters", TACTUS_ZONE_MINIMUM,
                                    TACTUS_ZONE_MAXIMUM, &zone, error))
    return FALSE;

  time.zone_quarters = (gint8) zone;
  bytes = tactus_band_time_encode (&time);
  put_bytes (result, "bytes", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  return TRUE;
}

static const struct {
  const char *format;
  Answer      answer;
} formats[] = {
  { "advertisement", answer_advertisement },
  { "device_name", answer_device_name },
  { "heart_rate_measurement", answer_heart_rate },
  { "huami_auth_cipher", answer_auth_cipher },
  { "huami_auth_response", answer_auth_response },
  { "huami_auth_write", answer_auth_write },
  { "huami_battery", answer_battery },
  { "huami_steps", answer_steps },
  { "huami_time_decode", answer_time_decode },
  { "huami_time_encode", answer_time_encode },
  { "key_text", answer_key_text },
};

static Answer
find_answer (const char *format)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i].format, format) == 0)
      return formats[i].answer;

  return NULL;
}

gboolean
vector_answer (JsonObject  *question,
               JsonObject  *result,
               GError     **error)
{
  const char *format = peek_text (question, "format");
  JsonNode *input = json_object_get_member (question, "input");
  Answer answer;

  if (!format)
    return bad_input (error, "format", "a text");

  answer = find_answer (format);
  if (!answer)
    {
      json_object_set_boolean_member (result, "skipped", TRUE);
      return TRUE;
    }

  if (!input || !JSON_NODE_HOLDS_OBJECT (input))
    return bad_input (error, "input", "an object");

  return answer (json_node_get_object (input), result, error);
}
