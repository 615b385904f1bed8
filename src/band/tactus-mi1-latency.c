/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-mi1-latency.h"

#include "tactus-uuids.h"

/* FF09, 12 bytes: shortest and longest interval, latency, time-out (10 ms), interval in use,
 * advertising interval; u16 each, ms unless said otherwise. */
static const guint8 parameters[][12] = {
  [TACTUS_MI1_LATENCY_LOW] = { 0x27, 0x00, 0x31, 0x00, 0x00, 0x00, 0xf4, 0x01, 0, 0, 0, 0 },
  [TACTUS_MI1_LATENCY_HIGH] = { 0xcc, 0x01, 0xf4, 0x01, 0x00, 0x00, 0xf4, 0x01, 0, 0, 0, 0 },
};

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!tactus_bluez_connection_write_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error))
    g_debug ("Connection parameters: %s", error->message);
}

void
tactus_mi1_set_latency (TactusBluezConnection *connection,
                        TactusMi1Latency       latency,
                        GCancellable          *cancellable)
{
  g_autoptr(GBytes) bytes = NULL;

  if (!tactus_bluez_connection_has (connection, TACTUS_UUID_MI1_PARAMETERS))
    return;

  bytes = g_bytes_new_static (parameters[latency], sizeof parameters[latency]);
  tactus_bluez_connection_write_async (connection, TACTUS_UUID_MI1_PARAMETERS, bytes,
                                       TACTUS_BLUEZ_WRITE_REQUEST, cancellable, written_cb, NULL);
}
