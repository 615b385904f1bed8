/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-model.h"
#include "tactus-write.h"

G_BEGIN_DECLS

typedef enum {
  TACTUS_RAW_UNKNOWN,      /* `values` are the bytes after the header */
  TACTUS_RAW_ACCELERATION, /* `values` are x, y, z, x, y, z, … in units of the sensor */
  TACTUS_RAW_PPG,          /* `values` are light levels, oldest first */
} TactusRawKind;

/**
 * TactusRawPacket:
 * @type: first byte, @index: second byte, a counter that wraps
 *
 * One packet of the raw sensor stream, characteristic 0002.
 */
typedef struct {
  TactusRawKind kind;
  guint8        type;
  guint8        index;
  guint         n_values;
  gint32        values[252];
} TactusRawPacket;

/**
 * tactus_raw_parse:
 *
 * Layout: type, index, samples.  Types 00 and 01: x, y, z as i16, again and again, earlier first;
 * 16 bytes in all: seven levels of light as u16.  All little endian, in units of the sensor.  The
 * bytes of other types are handed on as they came.
 *
 * Returns: %FALSE with %TACTUS_PROTOCOL_ERROR_MALFORMED for less than a header and a sample, more
 *   than 254 bytes, or a length that does not fit the type
 */
gboolean   tactus_raw_parse        (TactusRawPacket    *self,
                                    const guint8       *data,
                                    gsize               length,
                                    GError            **error);

/**
 * tactus_raw_encode_start:
 *
 * Light and acceleration 25 times a second; of a model without heart-rate sensor the acceleration
 * alone.  Who starts a stream subscribes to 0002 (and 2A37) first, and writes `16` to 2A39 every
 * 12 seconds, or the light goes out.
 *
 * Returns: (transfer full) (nullable) (element-type TactusWrite): what to write, or %NULL with
 *   %TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED
 */
GPtrArray *tactus_raw_encode_start (const TactusModel  *model,
                                    GError            **error);

/** tactus_raw_encode_stop: Returns: (transfer full) (nullable) (element-type TactusWrite): likewise
 */
GPtrArray *tactus_raw_encode_stop  (const TactusModel  *model,
                                    GError            **error);

G_END_DECLS
