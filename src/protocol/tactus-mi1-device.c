/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-mi1.h"

#include <string.h>

#include "tactus-bytes-private.h"
#include "tactus-protocol-error.h"

#define OFFSET_SALT       3
#define OFFSET_FEATURE    4
#define OFFSET_APPEARANCE 5
#define OFFSET_HARDWARE   6
#define OFFSET_CHECKSUM   7
#define OFFSET_PROFILE    8
#define OFFSET_FIRMWARE   12
#define OFFSET_HEART      16
#define SIZE_PLAIN        16
#define SIZE_HEART        20

#define HARDWARE_1        2
#define HARDWARE_1S       4
#define HARDWARE_1A       0xd0
#define FEATURE_1A        5
#define FEATURE_1S        4

gboolean
tactus_mi1_device_parse (TactusMi1Device  *self,
                         const guint8     *data,
                         gsize             length,
                         GError          **error)
{
  memset (self, 0, sizeof *self);

  if (length != SIZE_PLAIN && length != SIZE_HEART)
    {
      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                   "Device: %" G_GSIZE_FORMAT " bytes; the firmware is bytes 12 to 15, the last of "
                   "16, or of 20 with a heart sensor", length);
      return FALSE;
    }

  self->feature = data[OFFSET_FEATURE];
  self->appearance = data[OFFSET_APPEARANCE];
  self->hardware = data[OFFSET_HARDWARE];
  self->profile_version = tactus_read_u32 (data + OFFSET_PROFILE);
  self->firmware = tactus_read_u32 (data + OFFSET_FIRMWARE);
  if (length == SIZE_HEART)
    self->heart_firmware = tactus_read_u32 (data + OFFSET_HEART);
  self->checksum_ok = (tactus_mi1_crc8 (data, OFFSET_CHECKSUM) ^ data[OFFSET_SALT])
                      == data[OFFSET_CHECKSUM];

  return TRUE;
}

static const char *
model_id_for (const TactusMi1Device *self)
{
  if (self->hardware == HARDWARE_1)
    return "mi-band-1";
  if (self->feature == FEATURE_1A && self->appearance == 0)
    return "mi-band-1a";
  if (self->hardware == HARDWARE_1S || self->feature == FEATURE_1S)
    return "mi-band-1s";
  if (self->feature == 0 && self->hardware == HARDWARE_1A)
    return "mi-band-1a";

  /* Nobody has written such a band down; only the 1S has a second firmware. */
  return self->heart_firmware ? "mi-band-1s" : "mi-band-1";
}

const TactusModel *
tactus_mi1_device_get_model (const TactusMi1Device *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return tactus_model_for_id (model_id_for (self));
}
