/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-activity.h"

#include "tactus-protocol-error.h"

#define COUNTER_SIZE       1
#define HEART_RATE_MAXIMUM 250

static gboolean
is_sample_size (guint size)
{
  return size == 3 || size == 4 || size == 8;
}

/* 0 and 255 say that nothing was measured; no heart beats faster than 250. */
static guint8
heart_rate_of (const guint8 *data,
               guint         sample_size)
{
  if (sample_size < 4 || data[3] > HEART_RATE_MAXIMUM)
    return 0;

  return data[3];
}

/* The eight-byte form goes on with four bytes about sleep that nobody has explained in full. */
TactusActivitySample
tactus_activity_sample_parse (const guint8 *data,
                              guint         sample_size)
{
  return (TactusActivitySample) {
    .kind = data[0],
    .intensity = data[1],
    .steps = data[2],
    .heart_rate = heart_rate_of (data, sample_size),
  };
}

static gboolean
check_packet (gsize    length,
              guint    sample_size,
              GError **error)
{
  if (!is_sample_size (sample_size))
    {
      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED,
                   "Activity: samples of %u bytes; 3, 4 and 8 are known", sample_size);
      return FALSE;
    }

  if (length <= COUNTER_SIZE || (length - COUNTER_SIZE) % sample_size != 0)
    {
      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                   "Activity: %" G_GSIZE_FORMAT " bytes; samples of %u bytes each follow the "
                   "counter at byte 0", length, sample_size);
      return FALSE;
    }

  return TRUE;
}

GArray *
tactus_activity_packet_parse (const guint8  *data,
                              gsize          length,
                              guint          sample_size,
                              guint8        *counter,
                              GError       **error)
{
  GArray *samples;

  if (!check_packet (length, sample_size, error))
    return NULL;

  *counter = data[0];
  samples = g_array_new (FALSE, FALSE, sizeof (TactusActivitySample));
  for (gsize offset = COUNTER_SIZE; offset < length; offset += sample_size)
    {
      TactusActivitySample sample = tactus_activity_sample_parse (data + offset, sample_size);

      g_array_append_val (samples, sample);
    }

  return samples;
}

/* Only what is written down of the first generation; it has other numbers than all that follow. */
static TactusActivityKind
kind_of_generation_a (guint8 kind)
{
  switch (kind)
    {
    case 0x03:
      return TACTUS_ACTIVITY_NOT_WORN;
    case 0x04:
      return TACTUS_ACTIVITY_DEEP_SLEEP;
    case 0x05:
      return TACTUS_ACTIVITY_LIGHT_SLEEP;
    case 0x06:
      return TACTUS_ACTIVITY_CHARGING;
    default:
      return TACTUS_ACTIVITY_UNKNOWN;
    }
}

TactusActivityKind
tactus_activity_kind_of (guint8   kind,
                         gboolean generation_a)
{
  if (generation_a)
    return kind_of_generation_a (kind);

  /* The high nibble is in use since the Mi Band 3, for what nobody knows. */
  switch (kind & 0x0f)
    {
    case 0x00:
      return TACTUS_ACTIVITY_AS_BEFORE;
    case 0x01:
      return TACTUS_ACTIVITY_WALKING;
    case 0x02:
      return TACTUS_ACTIVITY_RUNNING;
    case 0x03:
      return TACTUS_ACTIVITY_NOT_WORN;
    case 0x04:
      return TACTUS_ACTIVITY_CYCLING;
    case 0x06:
      return TACTUS_ACTIVITY_CHARGING;
    case 0x09:
      return TACTUS_ACTIVITY_LIGHT_SLEEP;
    case 0x0a:
      return TACTUS_ACTIVITY_IGNORE;
    case 0x0b:
      return TACTUS_ACTIVITY_DEEP_SLEEP;
    case 0x0c:
      return TACTUS_ACTIVITY_AWAKE;
    default:
      return TACTUS_ACTIVITY_UNKNOWN;
    }
}

const char *
tactus_activity_kind_to_name (TactusActivityKind kind)
{
  switch (kind)
    {
    case TACTUS_ACTIVITY_AS_BEFORE:
      return "as_before";
    case TACTUS_ACTIVITY_WALKING:
      return "walking";
    case TACTUS_ACTIVITY_RUNNING:
      return "running";
    case TACTUS_ACTIVITY_NOT_WORN:
      return "not_worn";
    case TACTUS_ACTIVITY_CYCLING:
      return "cycling";
    case TACTUS_ACTIVITY_CHARGING:
      return "charging";
    case TACTUS_ACTIVITY_LIGHT_SLEEP:
      return "light_sleep";
    case TACTUS_ACTIVITY_IGNORE:
      return "ignore";
    case TACTUS_ACTIVITY_DEEP_SLEEP:
      return "deep_sleep";
    case TACTUS_ACTIVITY_AWAKE:
      return "awake";
    case TACTUS_ACTIVITY_UNKNOWN:
    default:
      return "unknown";
    }
}
