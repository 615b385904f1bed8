/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* 0010, and the raw sensors on 0001 and 0002. */

#include "tactus-frame-private.h"

#include "tactus-event.h"
#include "tactus-raw.h"

/* Of a workout that begins: whether the band wants to know where it is. */
#define OFFSET_GPS 2

static void
add_workout (TactusFrame       *self,
             const TactusEvent *event,
             const guint8      *data)
{
  tactus_frame_add_number (self, "workout", event->value, NULL);
  tactus_frame_add_boolean (self, "needs_gps", data[OFFSET_GPS] != 0);
}

gboolean
tactus_frame_explain_event (TactusFrame        *self,
                            const TactusModel  *model,
                            const guint8       *data,
                            gsize               length,
                            GError            **error)
{
  TactusEvent event;

  tactus_frame_begin (self, "event", "Event", TRUE);
  if (!tactus_event_parse (&event, data, length, error))
    return FALSE;

  tactus_frame_add_text (self, "event", tactus_event_kind_to_name (event.kind));
  tactus_frame_add_bytes (self, "code", data, 1);
  if (event.kind == TACTUS_EVENT_MTU)
    tactus_frame_add_number (self, "mtu", event.value, "bytes");
  if (event.kind == TACTUS_EVENT_WORKOUT)
    add_workout (self, &event, data);
  if (length > 1)
    tactus_frame_add_bytes (self, "detail", data + 1, length - 1);
  return TRUE;
}

static gboolean
explain_raw_answer (TactusFrame   *self,
                    const guint8  *data,
                    gsize          length,
                    GError       **error)
{
  tactus_frame_begin (self, "raw_answer", "Raw sensors, answer of the band", TRUE);
  if (length < 3)
    return tactus_frame_malformed (error, "Raw sensors: the answer ends before its status");

  tactus_frame_add_bytes (self, "to", data + 1, 1);
  if (length > 3)
    tactus_frame_add_bytes (self, "detail", data + 2, length - 3);
  tactus_frame_add_bytes (self, "status", data + length - 1, 1);
  return TRUE;
}

/* `01 kind rate`: kind 01 is the accelerometer alone, 03 both. */
static gboolean
explain_raw_request (TactusFrame   *self,
                     const guint8  *data,
                     gsize          length,
                     GError       **error)
{
  if (length != 3)
    return tactus_frame_malformed (error, "Raw sensors: a request ends with its rate at byte 2");
  if (data[1] < 1 || data[1] > 3)
    return tactus_frame_malformed (error, "Raw sensors: the sensors at byte 1 are none of 01, 02, "
                                   "03");

  tactus_frame_add_text (self, "command", "request");
  tactus_frame_add_boolean (self, "acceleration", (data[1] & 1) != 0);
  tactus_frame_add_boolean (self, "ppg", (data[1] & 2) != 0);
  tactus_frame_add_number (self, "rate", data[2], "Hz");
  return TRUE;
}

gboolean
tactus_frame_explain_raw_control (TactusFrame        *self,
                                  const TactusModel  *model,
                                  const guint8       *data,
                                  gsize               length,
                                  GError            **error)
{
  if (length > 0 && data[0] == 0x10)
    return explain_raw_answer (self, data, length, error);

  tactus_frame_begin (self, "raw_control", "Raw sensors, command to the band", FALSE);
  if (length > 0 && data[0] == 0x01)
    return explain_raw_request (self, data, length, error);
  if (length == 0 || data[0] < 0x02 || data[0] > 0x03)
    return tactus_frame_malformed (error, "Raw sensors: the command at byte 0 is none of 01, 02, "
                                   "03, 10");
  if (length != 1)
    return tactus_frame_malformed (error, "Raw sensors: nothing follows the command at byte 0");

  tactus_frame_add_text (self, "command", data[0] == 0x02 ? "start" : "stop");
  return TRUE;
}

static GVariant *
axes_value (const TactusRawPacket *packet)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aax"));
  for (guint i = 0; i + 3 <= packet->n_values; i += 3)
    {
      g_variant_builder_open (&builder, G_VARIANT_TYPE ("ax"));
      for (guint axis = 0; axis < 3; axis++)
        g_variant_builder_add (&builder, "x", (gint64) packet->values[i + axis]);
      g_variant_builder_close (&builder);
    }

  return g_variant_builder_end (&builder);
}

static GVariant *
values_value (const TactusRawPacket *packet)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("ax"));
  for (guint i = 0; i < packet->n_values; i++)
    g_variant_builder_add (&builder, "x", (gint64) packet->values[i]);

  return g_variant_builder_end (&builder);
}

static const char *
raw_name (TactusRawKind kind)
{
  switch (kind)
    {
    case TACTUS_RAW_ACCELERATION:
      return "acceleration";
    case TACTUS_RAW_PPG:
      return "ppg";
    case TACTUS_RAW_UNKNOWN:
    default:
      return "unknown";
    }
}

gboolean
tactus_frame_explain_raw_data (TactusFrame        *self,
                               const TactusModel  *model,
                               const guint8       *data,
                               gsize               length,
                               GError            **error)
{
  TactusRawPacket packet;

  tactus_frame_begin (self, "raw_data", "Raw sensors, packet", TRUE);
  if (!tactus_raw_parse (&packet, data, length, error))
    return FALSE;

  tactus_frame_add_text (self, "kind", raw_name (packet.kind));
  tactus_frame_add_bytes (self, "type", &packet.type, 1);
  tactus_frame_add_number (self, "index", packet.index, NULL);
  if (packet.kind == TACTUS_RAW_ACCELERATION)
    tactus_frame_add (self, "samples", axes_value (&packet), "x, y, z");
  else
    tactus_frame_add (self, "values", values_value (&packet), NULL);
  return TRUE;
}
