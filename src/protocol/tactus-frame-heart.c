/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-frame-private.h"

#include "tactus-heart-rate.h"

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

gboolean
tactus_frame_explain_heart_rate (TactusFrame        *self,
                                 const TactusModel  *model,
                                 const guint8       *data,
                                 gsize               length,
                                 GError            **error)
{
  TactusHeartRate record;

  tactus_frame_begin (self, "heart_rate_measurement", "Heart rate measurement", TRUE);
  if (!tactus_heart_rate_parse (&record, data, length, error))
    return FALSE;

  tactus_frame_add_bytes (self, "flags", data, 1);
  tactus_frame_add_number (self, "bpm", record.value, "bpm");
  tactus_frame_add_boolean (self, "no_reading", record.no_reading);
  tactus_frame_add (self, "contact", contact_value (record.contact), NULL);
  tactus_frame_add_optional (self, "energy_kj", record.energy_kj, "kJ");
  tactus_frame_add (self, "rr", rr_value (&record), "1/1024 s");

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
    return tactus_frame_malformed (error,
                                   "Heart rate control: an answer has its status at byte 2, the "
                                   "last");

  self->from_band = TRUE;
  tactus_frame_add_text (self, "command", "answer");
  tactus_frame_add_bytes (self, "to", data + 1, 1);
  tactus_frame_add_bytes (self, "status", data + 2, 1);
  tactus_frame_add_boolean (self, "ok", data[2] == 0x01);

  return TRUE;
}

static gboolean
explain_measure (TactusFrame   *self,
                 const guint8  *data,
                 gsize          length,
                 GError       **error)
{
  if (length != 3 || !measurement_name (data[1]) || data[2] > 1)
    return tactus_frame_malformed (error,
                                   "Heart rate control: measurement at byte 1 must be 00, 01 or "
                                   "02, and byte 2, the last, on (01) or off (00)");

  tactus_frame_add_text (self, "command", "measure");
  tactus_frame_add_text (self, "measurement", measurement_name (data[1]));
  tactus_frame_add_boolean (self, "on", data[2] != 0);

  return TRUE;
}

static gboolean
explain_interval (TactusFrame   *self,
                  const guint8  *data,
                  gsize          length,
                  GError       **error)
{
  if (length != 2)
    return tactus_frame_malformed (error, "Heart rate control: the interval is byte 1, the last");

  tactus_frame_add_text (self, "command", "interval");
  tactus_frame_add_number (self, "minutes", data[1], "min");

  return TRUE;
}

static gboolean
explain_keep_alive (TactusFrame  *self,
                    gsize         length,
                    GError      **error)
{
  if (length != 1)
    return tactus_frame_malformed (error,
                                   "Heart rate control: nothing follows a keep-alive at byte 0");

  tactus_frame_add_text (self, "command", "keep_alive");

  return TRUE;
}

gboolean
tactus_frame_explain_heart_rate_control (TactusFrame        *self,
                                         const TactusModel  *model,
                                         const guint8       *data,
                                         gsize               length,
                                         GError            **error)
{
  tactus_frame_begin (self, "heart_rate_control", "Heart rate control", FALSE);

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
      return tactus_frame_malformed (error,
                                     "Heart rate control: command at byte 0 is none of 10, 14, "
                                     "15, 16");
    }
}
