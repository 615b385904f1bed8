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
 * Returns: %FALSE with %TACTUS_PROTOCOL_ERROR_MALFORMED for less than a header, or a length that
 *   does not fit the type
 */
gboolean   tactus_raw_parse        (TactusRawPacket    *self,
                                    const guint8       *data,
                                    gsize               length,
                                    GError            **error);

/** tactus_raw_encode_start: Returns: (transfer full) (nullable) (element-type TactusWrite) */
GPtrArray *tactus_raw_encode_start (const TactusModel  *model,
                                    GError            **error);

/** tactus_raw_encode_stop: Returns: (transfer full) (nullable) (element-type TactusWrite) */
GPtrArray *tactus_raw_encode_stop  (const TactusModel  *model,
                                    GError            **error);

G_END_DECLS
