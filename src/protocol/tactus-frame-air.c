/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is told without a connection: manufacturer data of company 0157, service data of FEE0. */

#include "tactus-frame-private.h"

#include "tactus-advertisement.h"

#define OPEN_SIZE    24
#define MI1_SIZE     6
#define SERVICE_SIZE 4

static void
add_mac (TactusFrame  *self,
         const guint8 *mac)
{
  g_autofree char *text = g_strdup_printf ("%02X:%02X:%02X:%02X:%02X:%02X", mac[0], mac[1], mac[2],
                                           mac[3], mac[4], mac[5]);

  tactus_frame_add_text (self, "mac", text);
}

static gboolean
explain_open (TactusFrame   *self,
              const guint8  *data,
              gsize          length,
              GError       **error)
{
  TactusAdvertisement found;

  tactus_advertisement_parse (&found, data, length, NULL, 0);
  if (!found.scrambled && !found.has_mac)
    return tactus_frame_malformed (error, "Advertisement: byte 0 is neither open (02) nor "
                                   "scrambled (00)");

  tactus_frame_add_boolean (self, "scrambled", found.scrambled);
  tactus_frame_add_optional (self, "bpm", found.bpm, "bpm");
  if (found.has_mac)
    add_mac (self, found.mac);
  else
    tactus_frame_add_text (self, "mac", NULL);
  return TRUE;
}

gboolean
tactus_frame_explain_manufacturer (TactusFrame        *self,
                                   const TactusModel  *model,
                                   const guint8       *data,
                                   gsize               length,
                                   GError            **error)
{
  tactus_frame_begin (self, "advertisement", "Advertisement, manufacturer data", TRUE);
  if (length == OPEN_SIZE)
    return explain_open (self, data, length, error);
  if (length != MI1_SIZE)
    return tactus_frame_malformed (error, "Advertisement: the address is bytes 18 to 23, the last; "
                                   "there are %" G_GSIZE_FORMAT " bytes", length);

  tactus_frame_add_bytes (self, "data", data, length);
  tactus_frame_add_text (self, "remark", "A Mi Band 1S sends six bytes that nobody can read");
  return TRUE;
}

gboolean
tactus_frame_explain_service_data (TactusFrame        *self,
                                   const TactusModel  *model,
                                   const guint8       *data,
                                   gsize               length,
                                   GError            **error)
{
  TactusAdvertisement found;

  tactus_frame_begin (self, "service_data", "Advertisement, service data", TRUE);
  if (length != SERVICE_SIZE)
    return tactus_frame_malformed (error, "Service data: the steps are bytes 0 to 3; there are "
                                   "%" G_GSIZE_FORMAT " bytes", length);

  tactus_advertisement_parse (&found, NULL, 0, data, length);
  tactus_frame_add_number (self, "steps", found.steps, NULL);
  return TRUE;
}
