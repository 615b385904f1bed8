/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-steps.h"

#include "tactus-bytes-private.h"
#include "tactus-protocol-error.h"

#define FLAG_DISTANCE   0x04
#define FLAG_CALORIES   0x08

#define OFFSET_STEPS    1
#define OFFSET_DISTANCE 5
#define OFFSET_CALORIES 9
#define FIELD_SIZE      4

static gint64
parse_optional (const guint8 *data,
                gsize         length,
                guint8        flag,
                gsize         offset)
{
  if (!(data[0] & flag) || length < offset + FIELD_SIZE)
    return -1;

  return tactus_read_u32 (data + offset);
}

gboolean
tactus_steps_parse (TactusSteps   *self,
                    const guint8  *data,
                    gsize          length,
                    GError       **error)
{
  *self = (TactusSteps) { .distance_m = -1, .calories_kcal = -1 };

  if (length < OFFSET_STEPS + FIELD_SIZE)
    {
      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                   "Steps: %" G_GSIZE_FORMAT " bytes; the steps are bytes 1 to 4", length);
      return FALSE;
    }

  self->steps = tactus_read_u32 (data + OFFSET_STEPS);
  self->distance_m = parse_optional (data, length, FLAG_DISTANCE, OFFSET_DISTANCE);
  self->calories_kcal = parse_optional (data, length, FLAG_CALORIES, OFFSET_CALORIES);

  return TRUE;
}
