/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-time.h"

G_BEGIN_DECLS

/* What is said on 0004 (generations B and B') about stored records. */

#define TACTUS_FETCH_TYPE_ACTIVITY 0x01

/**
 * TactusFetchOp:
 * @TACTUS_FETCH_OP_START: from when on records are wanted; the answer tells from when on they come
 * @TACTUS_FETCH_OP_DATA: send them; the answer is the end of them
 * @TACTUS_FETCH_OP_ACK: they have arrived, the band may forget them
 */
typedef enum {
  TACTUS_FETCH_OP_START = 1,
  TACTUS_FETCH_OP_DATA  = 2,
  TACTUS_FETCH_OP_ACK   = 3,
} TactusFetchOp;

/**
 * TactusFetchResponse:
 * @op: the command that is answered
 * @status: 1 ok, 2 and 4 refused
 * @ok: whether @status is 1
 * @nothing: whether the band says that it has no (more) records
 * @has_start, @start: time of the first record, the band's local time; the zone is
 *   %TACTUS_ZONE_UNKNOWN if the band tells none
 * @count: samples that will come
 * @has_crc32, @crc32: CRC-32 of all data without the counters; few bands send one
 *
 * Layout: `10 op status`; a start that went well goes on with u32 count, year, month, day, hour,
 * minute, second, zone (15 bytes; some bands add a zero), an end may go on with a u32 checksum.
 */
typedef struct {
  TactusFetchOp  op;
  guint8         status;
  gboolean       ok;
  gboolean       nothing;
  gboolean       has_start;
  TactusBandTime start;
  guint32        count;
  gboolean       has_crc32;
  guint32        crc32;
} TactusFetchResponse;

/**
 * tactus_fetch_command_encode:
 * @type: %TACTUS_FETCH_TYPE_ACTIVITY, or another of the band's records
 * @since: a valid time with a zone; the second is sent as 0
 *
 * Returns: (transfer full): `01`, the type, year, month, day, hour, minute, second, zone: 10 bytes
 */
GBytes  *tactus_fetch_command_encode (guint8                type,
                                      const TactusBandTime *since);

/**
 * tactus_fetch_response_parse:
 *
 * Returns: %FALSE with %TACTUS_PROTOCOL_ERROR_MALFORMED if it is no answer, is of another length
 *   than its kind has, or announces records from an impossible date
 */
gboolean tactus_fetch_response_parse (TactusFetchResponse  *self,
                                      const guint8         *data,
                                      gsize                 length,
                                      GError              **error);

/**
 * tactus_fetch_counters_check:
 * @counters: (array length=n_counters): first bytes of the data packets, in the order they came
 * @first_expected: 0 at the beginning of a run
 *
 * Returns: %FALSE with %TACTUS_PROTOCOL_ERROR_MALFORMED, naming the packet, unless each is one more
 *   than the one before; 0 follows 255
 */
gboolean tactus_fetch_counters_check (const guint8         *counters,
                                      gsize                 n_counters,
                                      guint8                first_expected,
                                      GError              **error);

G_END_DECLS
