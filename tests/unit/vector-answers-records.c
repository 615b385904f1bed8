/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vector-answers-private.h"

#include <string.h>

#include "tactus-advertisement.h"
#include "tactus-auth-frame.h"
#include "tactus-band-time.h"
#include "tactus-battery.h"
#include "tactus-heart-rate.h"
#include "tactus-key.h"
#include "tactus-model.h"
#include "tactus-steps.h"
#include "vector-values.h"

gboolean
vector_answer_key_text (JsonObject  *input,
                        JsonObject  *result,
                        GError     **error)
{
  const char *text;
  g_autoptr(TactusKey) key = NULL;

  if (!vector_get_text (input, "text", &text, error))
    return FALSE;

  key = tactus_key_new_from_text (text, error);
  if (!key)
    return FALSE;

  vector_put_bytes (result, "key", tactus_key_peek (key), TACTUS_KEY_SIZE);
  return TRUE;
}

gboolean
vector_answer_device_name (JsonObject  *input,
                           JsonObject  *result,
                           GError     **error)
{
  const char *name = NULL;
  const TactusModel *model;

  if (json_object_has_member (input, "name") && vector_is_absent (input, "name"))
    name = "";
  else if (!vector_get_text (input, "name", &name, error))
    return FALSE;

  model = tactus_model_for_name (name);
  vector_put_text (result, "generation",
                   model ? tactus_generation_to_text (model->generation) : NULL);
  return TRUE;
}

static void
put_mac (JsonObject   *result,
         const guint8 *mac)
{
  g_autofree char *text = g_strdup_printf ("%02x:%02x:%02x:%02x:%02x:%02x",
                                           mac[0], mac[1], mac[2], mac[3], mac[4], mac[5]);

  vector_put_text (result, "mac", text);
}

gboolean
vector_answer_advertisement (JsonObject  *input,
                             JsonObject  *result,
                             GError     **error)
{
  g_autoptr(GBytes) manufacturer = NULL;
  g_autoptr(GBytes) service = NULL;
  TactusAdvertisement advertisement;

  if (!vector_get_optional_bytes (input, "manufacturer_0157", &manufacturer, error)
      || !vector_get_optional_bytes (input, "service_data_fee0", &service, error))
    return FALSE;

  tactus_advertisement_parse (&advertisement,
                              manufacturer ? g_bytes_get_data (manufacturer, NULL) : NULL,
                              manufacturer ? g_bytes_get_size (manufacturer) : 0,
                              service ? g_bytes_get_data (service, NULL) : NULL,
                              service ? g_bytes_get_size (service) : 0);

  vector_put_optional (result, "bpm", advertisement.bpm, advertisement.bpm >= 0);
  vector_put_optional (result, "steps", advertisement.steps, advertisement.steps >= 0);
  if (advertisement.has_mac)
    put_mac (result, advertisement.mac);
  else
    vector_put_text (result, "mac", NULL);
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

gboolean
vector_answer_heart_rate (JsonObject  *input,
                          JsonObject  *result,
                          GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  TactusHeartRate record;
  JsonArray *rr;

  if (!vector_get_bytes (input, "bytes", &bytes, error)
      || !tactus_heart_rate_parse (&record, g_bytes_get_data (bytes, NULL),
                                   g_bytes_get_size (bytes), error))
    return FALSE;

  rr = json_array_new ();
  for (guint i = 0; i < record.n_rr; i++)
    json_array_add_int_element (rr, record.rr[i]);

  json_object_set_int_member (result, "bpm", record.value);
  put_contact (result, record.contact);
  vector_put_optional (result, "energy_kj", record.energy_kj, record.energy_kj >= 0);
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

  if (!vector_get_key (input, &key, error) || !vector_get_block (input, "random", &random, error))
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

  if (!vector_get_key (input, &key, error))
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

  if (!vector_get_text (input, "step", &step, error))
    return FALSE;

  if (strcmp (step, "set_key") == 0)
    return write_set_key (input, auth_flags, out, length, error);
  if (strcmp (step, "proof") == 0)
    return write_proof (input, auth_flags, crypt_flags, out, length, error);
  if (strcmp (step, "request_random") != 0)
    return vector_bad_input (error, "step", "set_key, request_random or proof");

  *length = tactus_auth_write_random (auth_flags, crypt_flags, out);
  return TRUE;
}

gboolean
vector_answer_auth_write (JsonObject  *input,
                          JsonObject  *result,
                          GError     **error)
{
  guint8 auth_flags;
  guint8 crypt_flags;
  guint8 out[18];
  gsize length = 0;

  if (!vector_get_flags (input, "auth_flags", &auth_flags, error)
      || !vector_get_flags (input, "crypt_flags", &crypt_flags, error)
      || !write_step (input, auth_flags, crypt_flags, out, &length, error))
    return FALSE;

  vector_put_bytes (result, "bytes", out, length);
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

gboolean
vector_answer_auth_response (JsonObject  *input,
                             JsonObject  *result,
                             GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  TactusAuthResponse answer;
  gboolean ok;

  if (!vector_get_bytes (input, "bytes", &bytes, error)
      || !tactus_auth_response_parse (&answer, g_bytes_get_data (bytes, NULL),
                                      g_bytes_get_size (bytes), error))
    return FALSE;

  ok = answer.reason == TACTUS_AUTH_REASON_NONE;
  vector_put_text (result, "step", step_text (answer.step));
  json_object_set_boolean_member (result, "ok", ok);
  if (ok && answer.step == TACTUS_AUTH_STEP_RANDOM)
    vector_put_bytes (result, "random", answer.random, sizeof answer.random);
  else
    vector_put_text (result, "random", NULL);
  vector_put_text (result, "reason", reason_text (answer.reason));

  return TRUE;
}

gboolean
vector_answer_auth_cipher (JsonObject  *input,
                           JsonObject  *result,
                           GError     **error)
{
  g_autoptr(TactusKey) key = NULL;
  g_autoptr(GBytes) random = NULL;
  guint8 cipher[TACTUS_KEY_SIZE];

  if (!vector_get_key (input, &key, error) || !vector_get_block (input, "random", &random, error))
    return FALSE;

  tactus_key_encrypt (key, g_bytes_get_data (random, NULL), cipher);
  vector_put_bytes (result, "cipher", cipher, sizeof cipher);
  return TRUE;
}

gboolean
vector_answer_battery (JsonObject  *input,
                       JsonObject  *result,
                       GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  TactusBattery battery;

  if (!vector_get_bytes (input, "bytes", &bytes, error)
      || !tactus_battery_parse (&battery, g_bytes_get_data (bytes, NULL),
                                g_bytes_get_size (bytes), error))
    return FALSE;

  json_object_set_int_member (result, "level", battery.level);
  if (battery.charging == TACTUS_CHARGING_UNKNOWN)
    json_object_set_null_member (result, "charging");
  else
    json_object_set_boolean_member (result, "charging", battery.charging == TACTUS_CHARGING_YES);

  vector_put_time (result, "time_a", battery.has_full_charge, &battery.full_charge);
  vector_put_zone (result, "zone_a_quarters", battery.full_charge.zone_quarters);
  vector_put_time (result, "time_b", battery.has_last_charge, &battery.last_charge);
  vector_put_zone (result, "zone_b_quarters", battery.last_charge.zone_quarters);
  vector_put_optional (result, "last_level", battery.last_level, battery.last_level >= 0);

  return TRUE;
}

gboolean
vector_answer_steps (JsonObject  *input,
                     JsonObject  *result,
                     GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  TactusSteps steps;

  if (!vector_get_bytes (input, "bytes", &bytes, error)
      || !tactus_steps_parse (&steps, g_bytes_get_data (bytes, NULL),
                              g_bytes_get_size (bytes), error))
    return FALSE;

  json_object_set_int_member (result, "steps", steps.steps);
  vector_put_optional (result, "distance_m", steps.distance_m, steps.distance_m >= 0);
  vector_put_optional (result, "calories_kcal", steps.calories_kcal, steps.calories_kcal >= 0);

  return TRUE;
}

gboolean
vector_answer_time_decode (JsonObject  *input,
                           JsonObject  *result,
                           GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  TactusBandTime time;

  if (!vector_get_bytes (input, "bytes", &bytes, error)
      || !tactus_band_time_parse (&time, g_bytes_get_data (bytes, NULL),
                                  g_bytes_get_size (bytes), error))
    return FALSE;

  vector_put_time (result, "local", TRUE, &time);
  json_object_set_int_member (result, "weekday", time.weekday);
  vector_put_zone (result, "zone_quarters", time.zone_quarters);

  return TRUE;
}

gboolean
vector_answer_time_encode (JsonObject  *input,
                           JsonObject  *result,
                           GError     **error)
{
  const char *local;
  TactusBandTime time;
  gint64 zone = TACTUS_ZONE_UNKNOWN;
  gboolean zone_is_null = json_object_has_member (input, "zone_quarters")
                          && vector_is_absent (input, "zone_quarters");
  g_autoptr(GBytes) bytes = NULL;

  if (!vector_get_text (input, "local", &local, error)
      || !tactus_band_time_parse_text (&time, local, error))
    return FALSE;

  if (!zone_is_null && !vector_get_number (input, "zone_quarters", TACTUS_ZONE_MINIMUM,
                                           TACTUS_ZONE_MAXIMUM, &zone, error))
    return FALSE;

  time.zone_quarters = (gint8) zone;
  bytes = tactus_band_time_encode (&time);
  vector_put_bytes (result, "bytes", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  return TRUE;
}
