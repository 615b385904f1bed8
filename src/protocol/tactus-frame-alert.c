/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* 2A06, 2A46 and the chunks of 0020: what makes a band vibrate and show words. */

#include "tactus-frame-private.h"

#include "tactus-bytes-private.h"
#include "tactus-chunk.h"

#define LEVEL_CUSTOM      0xff
#define LEVEL_CUSTOM_SIZE 6

#define CATEGORY_CUSTOM   0xfa
#define CATEGORY_ANY      0xff

static gboolean
explain_custom (TactusFrame   *self,
                const guint8  *data,
                gsize          length,
                GError       **error)
{
  if (length != LEVEL_CUSTOM_SIZE)
    return tactus_frame_malformed (error,
                                   "Alert: a pattern ends with its repetitions at byte 5");

  tactus_frame_add_text (self, "alert", "pattern");
  tactus_frame_add_number (self, "on_ms", tactus_read_u16 (data + 1), "ms");
  tactus_frame_add_number (self, "off_ms", tactus_read_u16 (data + 3), "ms");
  tactus_frame_add_number (self, "repeat", data[5], NULL);
  return TRUE;
}

/* The first generation knows the levels of the standard, later ones put their own in. */
gboolean
tactus_frame_explain_alert_level (TactusFrame        *self,
                                  const TactusModel  *model,
                                  const guint8       *data,
                                  gsize               length,
                                  GError            **error)
{
  static const char * const levels[] = { "off", "message", "call", "vibrate" };
  static const char * const levels_a[] = { "off", "mild", "high" };
  gboolean first = model && model->generation == TACTUS_GENERATION_A;
  guint n_levels = first ? G_N_ELEMENTS (levels_a) : G_N_ELEMENTS (levels);

  tactus_frame_begin (self, "alert_level", "Immediate alert", FALSE);
  if (length == 0)
    return tactus_frame_malformed (error, "Alert: the level at byte 0 is missing");
  if (data[0] == LEVEL_CUSTOM && !first)
    return explain_custom (self, data, length, error);
  if (data[0] >= n_levels)
    return tactus_frame_malformed (error, "Alert: nothing is known of level %02x at byte 0",
                                   data[0]);
  if (length != 1)
    return tactus_frame_malformed (error, "Alert: nothing follows the level at byte 0");

  tactus_frame_add_text (self, "alert", first ? levels_a[data[0]] : levels[data[0]]);
  return TRUE;
}

static const char *
category_name (guint8 category)
{
  static const char * const names[] = {
    "simple", "email", "news", "call", "missed_call", "sms", "voice_mail", "schedule",
    "high_priority", "instant_message",
  };

  if (category < G_N_ELEMENTS (names))
    return names[category];

  return category == CATEGORY_CUSTOM ? "custom" : category == CATEGORY_ANY ? "any" : NULL;
}

static gboolean
add_category (TactusFrame   *self,
              guint8         category,
              gsize          offset,
              GError       **error)
{
  if (!category_name (category))
    return tactus_frame_malformed (error, "Alert: nothing is known of category %02x at byte "
                                   "%" G_GSIZE_FORMAT, category, offset);

  tactus_frame_add_text (self, "category", category_name (category));
  return TRUE;
}

gboolean
tactus_frame_explain_new_alert (TactusFrame        *self,
                                const TactusModel  *model,
                                const guint8       *data,
                                gsize               length,
                                GError            **error)
{
  gsize start = length > 0 && data[0] == CATEGORY_CUSTOM ? 3 : 2;

  tactus_frame_begin (self, "new_alert", "New alert", FALSE);
  if (length < start)
    return tactus_frame_malformed (error, "Alert: the %s at byte %" G_GSIZE_FORMAT " is missing",
                                   length == 0 ? "category" : length == 1 ? "count" : "icon",
                                   length);
  if (!add_category (self, data[0], 0, error))
    return FALSE;

  tactus_frame_add_number (self, "count", data[1], NULL);
  if (start == 3)
    tactus_frame_add_number (self, "icon", data[2], NULL);
  tactus_frame_add_string (self, "text", data + start, length - start);
  return TRUE;
}

static const char *
position_name (const TactusChunk *chunk)
{
  if (chunk->is_first)
    return chunk->is_last ? "only" : "first";

  return chunk->is_last ? "last" : "middle";
}

static const char *
type_name (guint8 type)
{
  static const char * const names[] = {
    [TACTUS_CHUNK_NOTIFICATION] = "notification",
    [TACTUS_CHUNK_WEATHER] = "weather",
    [TACTUS_CHUNK_MENU] = "menu",
    [TACTUS_CHUNK_MUSIC] = "music",
    [TACTUS_CHUNK_SIGNATURE] = "signature",
    [TACTUS_CHUNK_LOCATION] = "location",
    [TACTUS_CHUNK_WORKOUT] = "workout",
  };

  return type < G_N_ELEMENTS (names) ? names[type] : NULL;
}

gboolean
tactus_frame_explain_chunk (TactusFrame        *self,
                            const TactusModel  *model,
                            const guint8       *data,
                            gsize               length,
                            GError            **error)
{
  TactusChunk chunk;

  tactus_frame_begin (self, "chunk", "Chunk of a longer message", FALSE);
  if (!tactus_chunk_parse (&chunk, data, length, error))
    return FALSE;

  tactus_frame_add_number (self, "type", chunk.type, NULL);
  tactus_frame_add_text (self, "type_name", type_name (chunk.type));
  tactus_frame_add_text (self, "position", position_name (&chunk));
  tactus_frame_add_number (self, "counter", chunk.counter, NULL);
  if (chunk.type == TACTUS_CHUNK_NOTIFICATION && chunk.is_first && chunk.length > 0)
    tactus_frame_add_text (self, "category", category_name (chunk.data[0]));
  tactus_frame_add_bytes (self, "data", chunk.data, chunk.length);
  return TRUE;
}
