/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* 0005: the minutes that a band recorded. */

#include "tactus-frame-private.h"

#include "tactus-activity.h"

static void
add_sample (GVariantBuilder            *builder,
            const TactusActivitySample *sample)
{
  TactusActivityKind kind = tactus_activity_kind_of (sample->kind, FALSE);

  g_variant_builder_open (builder, G_VARIANT_TYPE ("a{sv}"));
  g_variant_builder_add (builder, "{sv}", "kind", g_variant_new_int64 (sample->kind));
  g_variant_builder_add (builder, "{sv}", "kind_name",
                         g_variant_new_string (tactus_activity_kind_to_name (kind)));
  g_variant_builder_add (builder, "{sv}", "intensity", g_variant_new_int64 (sample->intensity));
  g_variant_builder_add (builder, "{sv}", "steps", g_variant_new_int64 (sample->steps));
  g_variant_builder_add (builder, "{sv}", "heart_rate", g_variant_new_int64 (sample->heart_rate));
  g_variant_builder_close (builder);
}

static GVariant *
samples_value (GArray *samples)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < samples->len; i++)
    add_sample (&builder, &g_array_index (samples, TactusActivitySample, i));

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
  tactus_frame_add (self, "samples", samples_value (samples), "a minute each");
  if (!model)
    tactus_frame_add_text (self, "remark", "Read as 4 bytes a minute; a Mi Band 5 or later has 8");
  return TRUE;
}
