/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-frame.h"

#include <string.h>

#include "tactus-auth-frame.h"
#include "tactus-band-time.h"
#include "tactus-battery.h"
#include "tactus-device-text.h"
#include "tactus-heart-rate.h"
#include "tactus-hex.h"
#include "tactus-protocol-error.h"
#include "tactus-steps.h"

#define UUID_LENGTH        36
#define AUTH_ANSWER_MARK   0x10
#define AUTH_STEP_MASK     0x0f
#define AUTH_CRYPT_MASK    0x80
#define AUTH_BLOCK_WRITE   (2 + TACTUS_KEY_SIZE)

struct _TactusFrame {
  const char *format;
  const char *title;
  gboolean    from_band;
  GArray     *fields; /* (owned) (element-type TactusField) */
};

typedef gboolean (*Explain) (TactusFrame        *self,
                             const TactusModel  *model,
                             const guint8       *data,
                             gsize               length,
                             GError            **error);

static void
field_clear (gpointer data)
{
  TactusField *field = data;

  g_clear_pointer (&field->value, g_variant_unref);
}

static TactusFrame *
frame_new (void)
{
  TactusFrame *self = g_new0 (TactusFrame, 1);

  self->fields = g_array_new (FALSE, FALSE, sizeof (TactusField));
  g_array_set_clear_func (self->fields, field_clear);

  return self;
}

void
tactus_frame_free (TactusFrame *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->fields);
  g_free (self);
}

/* @value: (transfer floating) (nullable) */
static void
add (TactusFrame *self,
     const char  *name,
     GVariant    *value,
     const char  *unit)
{
  TactusField field = { name, value ? g_variant_ref_sink (value) : NULL, unit };

  g_array_append_val (self->fields, field);
}

static void
add_number (TactusFrame *self,
            const char  *name,
            gint64       number,
            const char  *unit)
{
  add (self, name, g_variant_new_int64 (number), unit);
}

/* Negative: absent. */
static void
add_optional (TactusFrame *self,
              const char  *name,
              gint64       number,
              const char  *unit)
{
  add (self, name, number < 0 ? NULL : g_variant_new_int64 (number), unit);
}

static void
add_text (TactusFrame *self,
          const char  *name,
          const char  *text)
{
  add (self, name, text ? g_variant_new_string (text) : NULL, NULL);
}

static void
add_bytes (TactusFrame  *self,
           const char   *name,
           const guint8 *data,
           gsize         length)
{
  g_autofree char *text = tactus_hex_from_bytes (data, length);

  add_text (self, name, text);
}

static gboolean
malformed (GError     **error,
           const char  *problem)
{
  g_set_error_literal (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED, problem);

  return FALSE;
}

/* Authentication, 0009 */

static const char *
step_name (TactusAuthStep step)
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

static const char *
reason_name (TactusAuthReason reason)
{
  switch (reason)
    {
    case TACTUS_AUTH_REASON_NOT_CONFIRMED:
      return "not_confirmed";
    case TACTUS_AUTH_REASON_REFUSED:
      return "refused";
    case TACTUS_AUTH_REASON_SERVER_KEY_NEEDED:
      return "server_key_needed";
    case TACTUS_AUTH_REASON_NO_CHALLENGE:
      return "no_challenge";
    case TACTUS_AUTH_REASON_WRONG_KEY:
      return "wrong_key";
    case TACTUS_AUTH_REASON_UNKNOWN_STATUS:
      return "unknown_status";
    case TACTUS_AUTH_REASON_NONE:
    default:
      return NULL;
    }
}

static gboolean
explain_auth_answer (TactusFrame   *self,
                     const guint8  *data,
                     gsize          length,
                     GError       **error)
{
  TactusAuthResponse answer;
  gboolean ok;

  self->format = "auth_response";
  self->title = "Authentication, answer of the band";
  if (!tactus_auth_response_parse (&answer, data, length, error))
    return FALSE;

  ok = answer.reason == TACTUS_AUTH_REASON_NONE;
  add_text (self, "step", step_name (answer.step));
  add_bytes (self, "status", &answer.status, 1);
  add (self, "ok", g_variant_new_boolean (ok), NULL);
  add_text (self, "reason", reason_name (answer.reason));
  if (ok && answer.step == TACTUS_AUTH_STEP_RANDOM)
    add_bytes (self, "random", answer.random, sizeof answer.random);

  return TRUE;
}

static void
add_auth_remark (TactusFrame       *self,
                 const TactusModel *model,
                 guint8             step,
                 guint8             auth_flags)
{
  if (!model)
    return;

  if (step == TACTUS_AUTH_STEP_SET_KEY && model->key_source == TACTUS_KEY_SOURCE_SERVER)
    add_text (self, "remark", "This model takes no key: it wants the one the vendor issued");
  else if (auth_flags != model->auth_flags)
    add_text (self, "remark", "This model usually wants other authentication flags");
}

/* `01 af K[16]`; without a key it asks a band of generation B' for the vendor's procedure. */
static gboolean
explain_set_key (TactusFrame  *self,
                 gsize         length,
                 GError      **error)
{
  if (length != 2 && length != AUTH_BLOCK_WRITE)
    return malformed (error, "Authentication: the key at byte 2 must have 16 bytes");

  add_text (self, "key", length == 2 ? NULL : "hidden");
  add_number (self, "key_length", (gint64) length - 2, "bytes");

  return TRUE;
}

static gboolean
explain_proof (TactusFrame   *self,
               const guint8  *data,
               gsize          length,
               GError       **error)
{
  if (length != AUTH_BLOCK_WRITE)
    return malformed (error, "Authentication: the proof at byte 2 must have 16 bytes");

  add_bytes (self, "cipher", data + 2, TACTUS_KEY_SIZE);

  return TRUE;
}

/* `02 af`, `02 af 02`, `82 af 02`, `82 af 02 01 00` are all in use. */
static gboolean
explain_request (TactusFrame   *self,
                 const guint8  *data,
                 gsize          length,
                 GError       **error)
{
  if (length > 5)
    return malformed (error, "Authentication: a request for a random number ends at byte 4");

  if (length > 2)
    add_bytes (self, "parameters", data + 2, length - 2);

  return TRUE;
}

static gboolean
explain_auth_write (TactusFrame        *self,
                    const TactusModel  *model,
                    const guint8       *data,
                    gsize               length,
                    GError            **error)
{
  guint8 step = data[0] & AUTH_STEP_MASK;
  guint8 crypt_flags = data[0] & AUTH_CRYPT_MASK;
  gboolean fine;

  self->format = "auth_write";
  self->title = "Authentication, command to the band";
  self->from_band = FALSE;

  if ((data[0] & ~(AUTH_STEP_MASK | AUTH_CRYPT_MASK)) || step < 1 || step > 3)
    return malformed (error, "Authentication: command at byte 0 is neither an answer (10) nor a "
                      "step (01 to 03, 82, 83)");
  if (length < 2)
    return malformed (error, "Authentication: the flags at byte 1 are missing");

  add_text (self, "step", step_name (step));
  add_bytes (self, "crypt_flags", &crypt_flags, 1);
  add_bytes (self, "auth_flags", data + 1, 1);

  if (step == TACTUS_AUTH_STEP_SET_KEY)
    fine = explain_set_key (self, length, error);
  else if (step == TACTUS_AUTH_STEP_RANDOM)
    fine = explain_request (self, data, length, error);
  else
    fine = explain_proof (self, data, length, error);

  add_auth_remark (self, model, step, data[1]);
  return fine;
}

static gboolean
explain_auth (TactusFrame        *self,
              const TactusModel  *model,
              const guint8       *data,
              gsize               length,
              GError            **error)
{
  if (length > 0 && data[0] != AUTH_ANSWER_MARK)
    return explain_auth_write (self, model, data, length, error);

  return explain_auth_answer (self, data, length, error);
}

/* Heart rate, 2a37 and 2a39 */

static GVariant *
contact_value (TactusContact contact)
{
  return contact == TACTUS_CONTACT_UNKNOWN
         ? NULL
         : g_variant_new_boolean (contact == TACTUS_CONTACT_YES);
}

static GVariant *
rr_value (const TactusHeartRate *record)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("ax"));
  for (guint i = 0; i < record->n_rr; i++)
    g_variant_builder_add (&builder, "x", (gint64) record->rr[i]);

  return g_variant_builder_end (&builder);
}

static gboolean
explain_heart_rate (TactusFrame        *self,
                    const TactusModel  *model,
                    const guint8       *data,
                    gsize               length,
                    GError            **error)
{
  TactusHeartRate record;

  self->format = "heart_rate_measurement";
  self->title = "Heart rate measurement";
  if (!tactus_heart_rate_parse (&record, data, length, error))
    return FALSE;

  add_bytes (self, "flags", data, 1);
  add_number (self, "bpm", record.value, "bpm");
  add (self, "no_reading", g_variant_new_boolean (record.no_reading), NULL);
  add (self, "contact", contact_value (record.contact), NULL);
  add_optional (self, "energy_kj", record.energy_kj, "kJ");
  add (self, "rr", rr_value (&record), "1/1024 s");

  return TRUE;
}

static const char *
measurement_name (guint8 kind)
{
  switch (kind)
    {
    case 0x00:
      return "during_sleep";
    case 0x01:
      return "continuous";
    case 0x02:
      return "once";
    default:
      return NULL;
    }
}

static gboolean
explain_control_answer (TactusFrame   *self,
                        const guint8  *data,
                        gsize          length,
                        GError       **error)
{
  if (length != 3)
    return malformed (error, "Heart rate control: an answer has its status at byte 2, the last");

  self->from_band = TRUE;
  add_text (self, "command", "answer");
  add_bytes (self, "to", data + 1, 1);
  add_bytes (self, "status", data + 2, 1);
  add (self, "ok", g_variant_new_boolean (data[2] == 0x01), NULL);

  return TRUE;
}

static gboolean
explain_measure (TactusFrame   *self,
                 const guint8  *data,
                 gsize          length,
                 GError       **error)
{
  if (length != 3 || !measurement_name (data[1]))
    return malformed (error, "Heart rate control: measurement at byte 1 must be 00, 01 or 02, "
                      "and byte 2, the last, on or off");

  add_text (self, "command", "measure");
  add_text (self, "measurement", measurement_name (data[1]));
  add (self, "on", g_variant_new_boolean (data[2] != 0), NULL);

  return TRUE;
}

static gboolean
explain_interval (TactusFrame   *self,
                  const guint8  *data,
                  gsize          length,
                  GError       **error)
{
  if (length != 2)
    return malformed (error, "Heart rate control: the interval is byte 1, the last");

  add_text (self, "command", "interval");
  add_number (self, "minutes", data[1], "min");

  return TRUE;
}

static gboolean
explain_keep_alive (TactusFrame  *self,
                    gsize         length,
                    GError      **error)
{
  if (length != 1)
    return malformed (error, "Heart rate control: nothing follows a keep-alive at byte 0");

  add_text (self, "command", "keep_alive");

  return TRUE;
}

static gboolean
explain_control (TactusFrame        *self,
                 const TactusModel  *model,
                 const guint8       *data,
                 gsize               length,
                 GError            **error)
{
  self->format = "heart_rate_control";
  self->title = "Heart rate control";
  self->from_band = FALSE;

  switch (length > 0 ? data[0] : 0)
    {
    case 0x10:
      return explain_control_answer (self, data, length, error);
    case 0x14:
      return explain_interval (self, data, length, error);
    case 0x15:
      return explain_measure (self, data, length, error);
    case 0x16:
      return explain_keep_alive (self, length, error);
    default:
      return malformed (error, "Heart rate control: command at byte 0 is none of 10, 14, 15, 16");
    }
}

/* Battery, steps, time, texts */

static void
add_time (TactusFrame          *self,
          const char           *name,
          const char           *zone_name,
          gboolean              present,
          const TactusBandTime *time)
{
  g_autofree char *text = present ? tactus_band_time_to_text (time) : NULL;

  add_text (self, name, text);
  add (self, zone_name,
       time->zone_quarters == TACTUS_ZONE_UNKNOWN ? NULL
                                                  : g_variant_new_int64 (time->zone_quarters),
       "quarter hours");
}

static gboolean
explain_battery (TactusFrame        *self,
                 const TactusModel  *model,
                 const guint8       *data,
                 gsize               length,
                 GError            **error)
{
  TactusBattery battery;

  self->format = "battery";
  self->title = "Battery";
  if (!tactus_battery_parse (&battery, data, length, error))
    return FALSE;

  add_number (self, "level", battery.level, "%");
  add (self, "charging",
       battery.charging == TACTUS_CHARGING_UNKNOWN
       ? NULL
       : g_variant_new_boolean (battery.charging == TACTUS_CHARGING_YES),
       NULL);
  add_time (self, "full_charge", "full_charge_zone", battery.has_full_charge, &battery.full_charge);
  add_time (self, "last_charge", "last_charge_zone", battery.has_last_charge, &battery.last_charge);
  add_optional (self, "last_level", battery.last_level, "%");

  return TRUE;
}

static gboolean
explain_steps (TactusFrame        *self,
               const TactusModel  *model,
               const guint8       *data,
               gsize               length,
               GError            **error)
{
  TactusSteps steps;

  self->format = "steps";
  self->title = "Steps today";
  if (!tactus_steps_parse (&steps, data, length, error))
    return FALSE;

  add_bytes (self, "flags", data, 1);
  add_number (self, "steps", steps.steps, NULL);
  add_optional (self, "distance_m", steps.distance_m, "m");
  add_optional (self, "calories_kcal", steps.calories_kcal, "kcal");

  return TRUE;
}

static gboolean
explain_clock (TactusFrame        *self,
               const TactusModel  *model,
               const guint8       *data,
               gsize               length,
               GError            **error)
{
  TactusBandTime time;

  self->format = "time";
  self->title = "Current time";
  if (!tactus_band_time_parse (&time, data, length, error))
    return FALSE;

  add_time (self, "local", "zone_quarters", TRUE, &time);
  add_optional (self, "weekday", time.weekday == 0 ? -1 : time.weekday, "1 Monday to 7 Sunday");
  add_number (self, "fraction", time.fraction, "1/256 s");
  add_bytes (self, "adjust_reason", data + 9, 1);

  return TRUE;
}

static gboolean
explain_text (TactusFrame  *self,
              const char   *format,
              const char   *title,
              const guint8 *data,
              gsize         length)
{
  g_autofree char *text = tactus_device_text_parse (data, length);

  self->format = format;
  self->title = title;
  add_text (self, "text", text);

  return TRUE;
}

static gboolean
explain_serial (TactusFrame        *self,
                const TactusModel  *model,
                const guint8       *data,
                gsize               length,
                GError            **error)
{
  return explain_text (self, "serial", "Serial number", data, length);
}

static gboolean
explain_hardware (TactusFrame        *self,
                  const TactusModel  *model,
                  const guint8       *data,
                  gsize               length,
                  GError            **error)
{
  return explain_text (self, "hardware", "Hardware revision", data, length);
}

static gboolean
explain_software (TactusFrame        *self,
                  const TactusModel  *model,
                  const guint8       *data,
                  gsize               length,
                  GError            **error)
{
  return explain_text (self, "software", "Firmware revision", data, length);
}

static const struct {
  const char *id;
  gboolean    huami; /* only on bands of generations B, B' and C */
  Explain     explain;
} characteristics[] = {
  { "0006", TRUE, explain_battery },
  { "0007", TRUE, explain_steps },
  { "0009", TRUE, explain_auth },
  { "2a25", FALSE, explain_serial },
  { "2a27", FALSE, explain_hardware },
  { "2a28", FALSE, explain_software },
  { "2a2b", TRUE, explain_clock },
  { "2a37", FALSE, explain_heart_rate },
  { "2a39", FALSE, explain_control },
};

/* "2A37" and "00002a37-0000-1000-8000-00805f9b34fb" are the same. */
static gboolean
is_characteristic (const char *wanted,
                   const char *id)
{
  if (strlen (wanted) == UUID_LENGTH && g_str_has_prefix (wanted, "0000"))
    return g_ascii_strncasecmp (wanted + 4, id, 4) == 0;

  return g_ascii_strcasecmp (wanted, id) == 0;
}

static gboolean
has_huami_services (const TactusModel *model)
{
  return model->generation != TACTUS_GENERATION_A && model->generation != TACTUS_GENERATION_D;
}

static Explain
find_explain (const char         *characteristic,
              const TactusModel  *model,
              GError            **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (characteristics); i++)
    {
      if (!is_characteristic (characteristic, characteristics[i].id))
        continue;

      if (!model || !characteristics[i].huami || has_huami_services (model))
        return characteristics[i].explain;

      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED,
                   "%s has no characteristic %s", model->name, characteristics[i].id);
      return NULL;
    }

  g_set_error_literal (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED,
                       "Nothing is known of this characteristic; known are 0006, 0007, 0009, 2a25, "
                       "2a27, 2a28, 2a2b, 2a37 and 2a39");
  return NULL;
}

TactusFrame *
tactus_frame_decode (const char         *characteristic,
                     const TactusModel  *model,
                     const guint8       *data,
                     gsize               length,
                     GError            **error)
{
  g_autoptr(TactusFrame) self = NULL;
  Explain explain;

  g_return_val_if_fail (characteristic != NULL, NULL);
  g_return_val_if_fail (data != NULL || length == 0, NULL);

  explain = find_explain (characteristic, model, error);
  if (!explain)
    return NULL;

  self = frame_new ();
  self->from_band = TRUE;

  return explain (self, model, data, length, error) ? g_steal_pointer (&self) : NULL;
}

const char *
tactus_frame_get_format (const TactusFrame *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->format;
}

const char *
tactus_frame_get_title (const TactusFrame *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

gboolean
tactus_frame_is_from_band (const TactusFrame *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->from_band;
}

gsize
tactus_frame_get_n_fields (const TactusFrame *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->fields->len;
}

const TactusField *
tactus_frame_get_field (const TactusFrame *self,
                        gsize              index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->fields->len, NULL);

  return &g_array_index (self->fields, TactusField, index);
}
