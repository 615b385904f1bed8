/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-advertisement.h"

#include <string.h>

#include "tactus-bytes-private.h"

/* Other lengths are other layouts: a Mi Band 1S sends 6 bytes that nobody can read. */
#define MANUFACTURER_SIZE 24
#define OFFSET_KIND       0
#define OFFSET_BPM        3
#define OFFSET_MAC        18

#define KIND_SCRAMBLED    0x00
#define KIND_OPEN         0x02

#define BPM_FAILED        0x00
#define BPM_NONE          0xff

#define SERVICE_SIZE      4

static void
parse_manufacturer (TactusAdvertisement *self,
                    const guint8        *data,
                    gsize                length)
{
  if (length != MANUFACTURER_SIZE)
    return;

  self->scrambled = data[OFFSET_KIND] == KIND_SCRAMBLED;
  if (data[OFFSET_KIND] != KIND_OPEN)
    return;

  if (data[OFFSET_BPM] != BPM_FAILED && data[OFFSET_BPM] != BPM_NONE)
    self->bpm = data[OFFSET_BPM];

  self->has_mac = TRUE;
  memcpy (self->mac, data + OFFSET_MAC, sizeof self->mac);
}

void
tactus_advertisement_parse (TactusAdvertisement *self,
                            const guint8        *manufacturer,
                            gsize                manufacturer_length,
                            const guint8        *service,
                            gsize                service_length)
{
  g_return_if_fail (self != NULL);

  *self = (TactusAdvertisement) { .bpm = -1, .steps = -1 };

  if (manufacturer)
    parse_manufacturer (self, manufacturer, manufacturer_length);

  if (service && service_length == SERVICE_SIZE)
    self->steps = tactus_read_u32 (service);
}
