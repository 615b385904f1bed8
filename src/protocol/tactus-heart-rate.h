/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  TACTUS_CONTACT_UNKNOWN, /* the sensor does not tell */
  TACTUS_CONTACT_NO,
  TACTUS_CONTACT_YES,
} TactusContact;

/* The longest attribute is 512 bytes: flags, one byte of rate, and as many intervals as fit. */
#define TACTUS_HEART_RATE_MAX_RR 255

/**
 * TactusHeartRate:
 * @value: what the sensor sent, 0…65535, in beats per minute; a pulse only if !@no_reading
 * @no_reading: @value is 0 or 255: the sensor has none, it is not a pulse
 * @contact: skin contact
 * @energy_kj: energy expended since the last reset, kilojoule; -1 if absent
 * @n_rr: intervals in @rr
 * @rr: RR intervals, oldest first, in 1/1024 s
 *
 * A notification of Heart Rate Measurement (0x2A37), Bluetooth SIG layout.
 */
typedef struct {
  guint16       value;
  gboolean      no_reading;
  TactusContact contact;
  int           energy_kj;
  guint         n_rr;
  guint16       rr[TACTUS_HEART_RATE_MAX_RR];
} TactusHeartRate;

/**
 * tactus_heart_rate_parse:
 *
 * Reads by the flags, never by the length; the value is unsigned.
 *
 * Returns: %FALSE with %TACTUS_PROTOCOL_ERROR_MALFORMED if the record is shorter than its flags ask
 *   for, has half an RR interval, or is longer than an attribute may be
 */
gboolean tactus_heart_rate_parse (TactusHeartRate *self,
                                  const guint8    *data,
                                  gsize            length,
                                  GError         **error);

/**
 * TactusHeartRateCommand:
 *
 * What Huami bands accept on Heart Rate Control Point (0x2A39), written with response.
 */
typedef enum {
  TACTUS_HEART_RATE_STOP_ONCE,
  TACTUS_HEART_RATE_START_ONCE,
  TACTUS_HEART_RATE_STOP_CONTINUOUS,
  TACTUS_HEART_RATE_START_CONTINUOUS,
  TACTUS_HEART_RATE_KEEP_ALIVE,
} TactusHeartRateCommand;

/** tactus_heart_rate_command: Returns: (transfer full): the bytes to write */
GBytes  *tactus_heart_rate_command (TactusHeartRateCommand command);

G_END_DECLS
