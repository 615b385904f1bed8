/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-minutes.h"
#include "tactus-sim-model.h"

G_BEGIN_DECLS

typedef enum {
  TACTUS_SIM_FETCH_IDLE,
  TACTUS_SIM_FETCH_ANNOUNCED, /* it said what there is */
  TACTUS_SIM_FETCH_SENDING,
  TACTUS_SIM_FETCH_SENT,      /* and waits to hear that it may forget */
} TactusSimFetchState;

/**
 * TactusSimFetch:
 *
 * A transfer of stored minutes, in one run of characteristics 0004 and 0005, or in blocks of FF07.
 */
typedef struct {
  TactusSimFetchState  state;
  guint                from;      /* the first minute of the run, or block */
  guint                to;        /* the one after its last */
  guint                next;      /* to be sent */
  guint                end;       /* first generation: the one after the last of all blocks */
  GByteArray          *bytes;     /* (owned) (nullable): first generation: what is left to send */
  guint8               counter;
  guint32              crc;       /* of what was sent */
} TactusSimFetch;

void    tactus_sim_fetch_clear (TactusSimFetch         *self);

/* ── generations B and B' ── */

/** tactus_sim_fetch_announce: Returns: (transfer full): the answer to `01`: what there is from
 * @asked_s on */
GBytes *tactus_sim_fetch_announce (TactusSimFetch         *self,
                                   const TactusSimMinutes *minutes,
                                   gint64                  asked_s,
                                   int                     zone_quarters,
                                   gint64                  now_us);

/** tactus_sim_fetch_packet: Returns: (transfer full) (nullable): the next packet, or %NULL after
 * the last */
GBytes *tactus_sim_fetch_packet   (TactusSimFetch         *self,
                                   const TactusSimMinutes *minutes,
                                   const TactusSimModel   *model);

/** tactus_sim_fetch_end: Returns: (transfer full): `10 02 01` and, if wanted, a checksum; `10 02
 * 04` where there was nothing */
GBytes *tactus_sim_fetch_end      (TactusSimFetch         *self,
                                   gboolean                with_crc);

/* ── first generation ── */

/** tactus_sim_fetch_header: Returns: (transfer full): the 11 bytes before the next block; before
 * none, it is over */
GBytes *tactus_sim_fetch_header   (TactusSimFetch         *self,
                                   const TactusSimMinutes *minutes,
                                   const TactusSimModel   *model,
                                   int                     zone_quarters);

/** tactus_sim_fetch_piece: Returns: (transfer full) (nullable): the next of a block, or %NULL
 * after the last */
GBytes *tactus_sim_fetch_piece    (TactusSimFetch         *self,
                                   gboolean                with_counter);

/** Returns: (transfer full): the time of minute @index where that zone is, as if it were UTC */
GDateTime *tactus_sim_fetch_local (const TactusSimMinutes *minutes,
                                   guint                   index,
                                   int                     zone_quarters);

/** Returns: CRC-32 of @data, continued from @crc; start with 0 */
guint32 tactus_sim_crc32          (guint32                 crc,
                                   const guint8           *data,
                                   gsize                   size);

G_END_DECLS
