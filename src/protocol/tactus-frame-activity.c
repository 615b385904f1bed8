/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* 0005: the minutes that a band recorded. */

#include "tactus-frame-private.h"

#include "tactus-activity.h"

#define COUNTER_SIZE    1
#define OFFSET_LATER    4 /* in a sample: what only the longer form has */

static void
add_number (GVariantBuilder *builder,
            const char      *name,
            gint64           number)
{
  g_variant_builder_add (builder, "{sv}", name, g_variant_new_int64 (number));
}

static void
add_heart_rate (GVariantBuilder *builder,
                guint8           heart_rate)
{
  if (heart_rate > 0)
    add_number (builder, "heart_rate", heart_rate);
  else
    g_variant_builder_add (builder, "{sv}", "heart_rate",
                           g_variant_new_maybe (G_VARIANT_TYPE_INT64, NULL));
}

/* The four bytes behind the heart rate; what the first says nobody knows. */
static void
add_later (GVariantBuilder *builder,
           const guint8    *data)
{
  add_number (builder, "unknown", data[0]);
  add_number (builder, "sleep", data[1]);
  add_number (builder, "deep_sleep", data[2]);
  add_number (builder, "rem_sleep", data[3]);
}

static void
add_sample (GVariantBuilder *builder,
            const guint8    *data,
            guint            size)
{
  TactusActivitySample sample = tactus_activity_sample_parse (data, size);
  TactusActivityKind kind = tactus_activity_kind_of (sample.kind, FALSE);

  g_variant_builder_open (builder, G_VARIANT_TYPE ("a{sv}"));
  add_number (builder, "kind", sample.kind);
  g_variant_builder_add (builder, "{sv}", "kind_name",
                         g_variant_new_string (tactus_activity_kind_to_name (kind)));
  add_number (builder, "intensity", sample.intensity);
  add_number (builder, "steps", sample.steps);
  add_heart_rate (builder, sample.heart_rate);
  if (size > OFFSET_LATER)
    add_later (builder, data + OFFSET_LATER);
  g_variant_builder_close (builder);
}

static GVariant *
samples_value (const guint8 *data,
               gsize         length,
               guint         size)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (gsize offset = COUNTER_SIZE; offset < length; offset += size)
    add_sample (&builder, data + offset, size);

  return g_variant_builder_end (&builder);
}

/* Four bytes a minute on the bands up to the Mi Band 4, eight on later ones. */
#define SAMPLE_SIZE 4

gboolean
tactus_frame_explain_fetch_data (TactusFrame        *self,
                                 const TactusModel  *model,
                                 const guint8       *data,
                                 gsize               length,
                                 GError            **error)
{
  guint size = model && model->sample_size > 3 ? model->sample_size : SAMPLE_SIZE;
  g_autoptr(GArray) samples = NULL;
  guint8 counter;

  tactus_frame_begin (self, "activity_packet", "Stored activity, packet", TRUE);
  samples = tactus_activity_packet_parse (data, length, size, &counter, error);
  if (!samples)
    return FALSE;

  tactus_frame_add_number (self, "counter", counter, NULL);
  tactus_frame_add_number (self, "sample_size", size, "bytes");
  tactus_frame_add (self, "samples", samples_value (data, length, size), "a minute each");
  if (!model)
    tactus_frame_add_text (self, "remark", "Read as 4 bytes a minute; a Mi Band 5 or later has 8");
  return TRUE;
}
