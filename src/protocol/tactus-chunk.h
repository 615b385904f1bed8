/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-write.h"

G_BEGIN_DECLS

/* The older way of bands to take more than one write can carry: characteristic 0020.  Layout of a
 * chunk: `00`, place in the two highest bits and type in the four lowest, counter, data. */

typedef enum {
  TACTUS_CHUNK_NOTIFICATION = 0,
  TACTUS_CHUNK_WEATHER      = 1,
  TACTUS_CHUNK_MENU         = 2, /* reminders and vibration patterns as well */
  TACTUS_CHUNK_MUSIC        = 3,
  TACTUS_CHUNK_SIGNATURE    = 4, /* of the vendor's server, for the login */
  TACTUS_CHUNK_LOCATION     = 6,
  TACTUS_CHUNK_WORKOUT      = 9,
} TactusChunkType;

#define TACTUS_CHUNK_HEADER_SIZE 3
#define TACTUS_CHUNK_MAXIMUM     256 /* chunks of a message: the counter is a byte */

/* What one write carries on a link that agreed on nothing. */
#define TACTUS_CHUNK_PAYLOAD     20

/**
 * TactusChunk:
 * @type: what the message is, 0…15
 * @is_first, @is_last: both, if it is the only one
 * @counter: 0 in the first
 * @data: (unowned) (array length=length): what it carries
 *
 * One chunk as it was found.
 */
typedef struct {
  guint8        type;
  gboolean      is_first;
  gboolean      is_last;
  guint8        counter;
  const guint8 *data;
  gsize         length;
} TactusChunk;

/**
 * tactus_chunk_parse:
 * @self: (out caller-allocates): points into @data
 *
 * Returns: %FALSE with %TACTUS_PROTOCOL_ERROR_MALFORMED for anything else: no data, a first byte
 *   that is not 00, a reserved bit, a place that contradicts the counter
 */
gboolean   tactus_chunk_parse (TactusChunk      *self,
                               const guint8     *data,
                               gsize             length,
                               GError          **error);

/**
 * tactus_chunk_split:
 * @type: what the message is, 0…15
 * @payload: bytes one write may carry, which is the ATT MTU less 3; at least 4
 * @data: (array length=length): the message, 1 to 256 × (@payload − 3) bytes
 *
 * Returns: (transfer full) (nullable) (element-type TactusWrite): the chunks in their order, to
 *   characteristic 0020 without response; %NULL with %TACTUS_PROTOCOL_ERROR_VALUE
 */
GPtrArray *tactus_chunk_split (guint8            type,
                               guint             payload,
                               const guint8     *data,
                               gsize             length,
                               GError          **error);

G_END_DECLS
