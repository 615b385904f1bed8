/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-frame-private.h"

#include <string.h>

#include "tactus-device-text.h"
#include "tactus-hex.h"
#include "tactus-protocol-error.h"

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

  self->from_band = TRUE;
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

/* For the explainers */

void
tactus_frame_begin (TactusFrame *self,
                    const char  *format,
                    const char  *title,
                    gboolean     from_band)
{
  self->format = format;
  self->title = title;
  self->from_band = from_band;
}

void
tactus_frame_add (TactusFrame *self,
                  const char  *name,
                  GVariant    *value,
                  const char  *unit)
{
  TactusField field = { name, value ? g_variant_ref_sink (value) : NULL, unit };

  g_array_append_val (self->fields, field);
}

void
tactus_frame_add_number (TactusFrame *self,
                         const char  *name,
                         gint64       number,
                         const char  *unit)
{
  tactus_frame_add (self, name, g_variant_new_int64 (number), unit);
}

void
tactus_frame_add_optional (TactusFrame *self,
                           const char  *name,
                           gint64       number,
                           const char  *unit)
{
  tactus_frame_add (self, name, number < 0 ? NULL : g_variant_new_int64 (number), unit);
}

void
tactus_frame_add_boolean (TactusFrame *self,
                          const char  *name,
                          gboolean     value)
{
  tactus_frame_add (self, name, g_variant_new_boolean (value), NULL);
}

void
tactus_frame_add_text (TactusFrame *self,
                       const char  *name,
                       const char  *text)
{
  tactus_frame_add (self, name, text ? g_variant_new_string (text) : NULL, NULL);
}

void
tactus_frame_add_bytes (TactusFrame  *self,
                        const char   *name,
                        const guint8 *data,
                        gsize         length)
{
  g_autofree char *text = tactus_hex_from_bytes (data, length);

  tactus_frame_add_text (self, name, text);
}

void
tactus_frame_add_string (TactusFrame  *self,
                         const char   *name,
                         const guint8 *data,
                         gsize         length)
{
  g_autofree char *text = tactus_device_text_parse (data, length);

  tactus_frame_add_text (self, name, text);
}

void
tactus_frame_add_time (TactusFrame          *self,
                       const char           *name,
                       const char           *zone_name,
                       gboolean              present,
                       const TactusBandTime *time)
{
  g_autofree char *text = present ? tactus_band_time_to_text (time) : NULL;

  tactus_frame_add_text (self, name, text);
  if (zone_name)
    tactus_frame_add (self, zone_name,
                      time->zone_quarters == TACTUS_ZONE_UNKNOWN
                      ? NULL
                      : g_variant_new_int64 (time->zone_quarters),
                      "quarter hours");
}

gboolean
tactus_frame_malformed (GError     **error,
                        const char  *format,
                        ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED, message);

  return FALSE;
}

/* The table */

typedef enum {
  ON_A        = 1 << TACTUS_GENERATION_A,
  ON_B        = 1 << TACTUS_GENERATION_B,
  ON_B_PRIME  = 1 << TACTUS_GENERATION_B_PRIME,
  ON_C        = 1 << TACTUS_GENERATION_C,
  ON_D        = 1 << TACTUS_GENERATION_D,
  ON_STANDARD = 1 << TACTUS_GENERATION_STANDARD,
  ON_HUAMI    = ON_B | ON_B_PRIME | ON_C,
  ON_ALL      = ON_A | ON_HUAMI | ON_D | ON_STANDARD,
} Generations;

typedef struct {
  const char         *id;
  const char         *base; /* of its UUID, after the first eight digits */
  Generations         on;   /* which bands have it */
  TactusFrameExplain  explain;
} Characteristic;

#define SIG   "00001000800000805f9b34fb"
#define HUAMI "0000351221180009af100700"

/* Advertisements have no characteristics: 0157 is their manufacturer data, FEE0 service data. */
static const Characteristic characteristics[] = {
  { "0001", HUAMI, ON_HUAMI, tactus_frame_explain_raw_control },
  { "0002", HUAMI, ON_HUAMI, tactus_frame_explain_raw_data },
  { "0003", HUAMI, ON_HUAMI, tactus_frame_explain_configuration },
  { "0004", HUAMI, ON_HUAMI, tactus_frame_explain_fetch_control },
  { "0005", HUAMI, ON_HUAMI, tactus_frame_explain_fetch_data },
  { "0006", HUAMI, ON_HUAMI, tactus_frame_explain_battery },
  { "0007", HUAMI, ON_HUAMI, tactus_frame_explain_steps },
  { "0008", HUAMI, ON_HUAMI, tactus_frame_explain_user_settings },
  { "0009", HUAMI, ON_HUAMI, tactus_frame_explain_auth },
  { "0010", HUAMI, ON_HUAMI, tactus_frame_explain_event },
  { "0020", HUAMI, ON_HUAMI, tactus_frame_explain_chunk },
  { "0157", SIG, ON_A | ON_HUAMI, tactus_frame_explain_manufacturer },
  { "2902", SIG, ON_ALL, tactus_frame_explain_subscription },
  { "2a00", SIG, ON_ALL, tactus_frame_explain_name },
  { "2a04", SIG, ON_ALL, tactus_frame_explain_preferred },
  { "2a06", SIG, ON_A | ON_B | ON_B_PRIME, tactus_frame_explain_alert_level },
  { "2a19", SIG, ON_ALL, tactus_frame_explain_level },
  { "2a23", SIG, ON_ALL, tactus_frame_explain_system_id },
  { "2a25", SIG, ON_ALL, tactus_frame_explain_serial },
  { "2a26", SIG, ON_ALL, tactus_frame_explain_firmware },
  { "2a27", SIG, ON_ALL, tactus_frame_explain_hardware },
  { "2a28", SIG, ON_ALL, tactus_frame_explain_software },
  { "2a29", SIG, ON_ALL, tactus_frame_explain_maker },
  { "2a2b", SIG, ON_HUAMI, tactus_frame_explain_clock },
  { "2a37", SIG, ON_ALL, tactus_frame_explain_heart_rate },
  { "2a39", SIG, ON_ALL, tactus_frame_explain_heart_rate_control },
  { "2a46", SIG, ON_B | ON_B_PRIME, tactus_frame_explain_new_alert },
  { "2a50", SIG, ON_ALL, tactus_frame_explain_pnp_id },
  { "fee0", SIG, ON_HUAMI, tactus_frame_explain_service_data },
  { "ff01", SIG, ON_A, tactus_frame_explain_mi1_device },
  { "ff02", SIG, ON_A, tactus_frame_explain_name },
  { "ff03", SIG, ON_A, tactus_frame_explain_mi1_notice },
  { "ff04", SIG, ON_A, tactus_frame_explain_mi1_user_info },
  { "ff05", SIG, ON_A, tactus_frame_explain_mi1_control },
  { "ff06", SIG, ON_A, tactus_frame_explain_mi1_steps },
  { "ff07", SIG, ON_A, tactus_frame_explain_mi1_activity },
  { "ff08", SIG, ON_A, tactus_frame_explain_mi1_firmware },
  { "ff09", SIG, ON_A, tactus_frame_explain_mi1_parameters },
  { "ff0a", SIG, ON_A, tactus_frame_explain_mi1_date },
  { "ff0b", SIG, ON_A, tactus_frame_explain_mi1_statistics },
  { "ff0c", SIG, ON_A, tactus_frame_explain_mi1_battery },
  { "ff0d", SIG, ON_A, tactus_frame_explain_mi1_test },
  { "ff0e", SIG, ON_A, tactus_frame_explain_mi1_sensors },
  { "ff0f", SIG, ON_A, tactus_frame_explain_mi1_pair },
};

#define LONG_ID_LENGTH 8  /* 00002a37 */
#define UUID_DIGITS    32

static char *
digits_of (const char *uuid)
{
  g_autoptr(GString) digits = g_string_new (NULL);

  for (; *uuid; uuid++)
    if (*uuid != '-')
      g_string_append_c (digits, g_ascii_tolower (*uuid));

  return g_string_free (g_steal_pointer (&digits), FALSE);
}

/* "2A37", "00002a37" and "00002a37-0000-1000-8000-00805f9b34fb" are the same. */
static gboolean
is_characteristic (const char           *digits,
                   const Characteristic *characteristic)
{
  gsize length = strlen (digits);

  if (length == LONG_ID_LENGTH || length == UUID_DIGITS)
    return g_str_has_prefix (digits, "0000")
           && strncmp (digits + 4, characteristic->id, 4) == 0
           && (length == LONG_ID_LENGTH
               || strcmp (digits + LONG_ID_LENGTH, characteristic->base) == 0);

  return strcmp (digits, characteristic->id) == 0;
}

static void
set_unknown (GError **error)
{
  g_autoptr(GString) known = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (characteristics); i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", characteristics[i].id);

  g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED,
               "Nothing is known of this characteristic; known are %s", known->str);
}

static TactusFrameExplain
find_explain (const char         *characteristic,
              const TactusModel  *model,
              GError            **error)
{
  g_autofree char *digits = digits_of (characteristic);

  for (gsize i = 0; i < G_N_ELEMENTS (characteristics); i++)
    {
      if (!is_characteristic (digits, &characteristics[i]))
        continue;

      if (!model || characteristics[i].on & 1u << model->generation)
        return characteristics[i].explain;

      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED,
                   "%s has no characteristic %s", model->name, characteristics[i].id);
      return NULL;
    }

  set_unknown (error);
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
  TactusFrameExplain explain;

  g_return_val_if_fail (characteristic != NULL, NULL);
  g_return_val_if_fail (data != NULL || length == 0, NULL);

  explain = find_explain (characteristic, model, error);
  if (!explain)
    return NULL;

  self = frame_new ();

  return explain (self, model, data, length, error) ? g_steal_pointer (&self) : NULL;
}

const char *
tactus_frame_get_nth_characteristic (guint index)
{
  return index < G_N_ELEMENTS (characteristics) ? characteristics[index].id : NULL;
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
