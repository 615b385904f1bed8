/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-spec.h"

G_BEGIN_DECLS

/* What the characteristics of a first-generation band hold, byte by byte.  Everything returned is
 * (transfer full). */

/* FF03: what it tells of its own accord. */
#define TACTUS_SIM_NOTICE_NORMAL          0x00
#define TACTUS_SIM_NOTICE_LOGIN_OK        0x05
#define TACTUS_SIM_NOTICE_LOGIN_FAILED    0x06
#define TACTUS_SIM_NOTICE_GOAL            0x07
#define TACTUS_SIM_NOTICE_LATENCY_SET     0x08
#define TACTUS_SIM_NOTICE_RESET_LOGIN_OK  0x0a
#define TACTUS_SIM_NOTICE_TAP_NOW         0x13
#define TACTUS_SIM_NOTICE_TAPPED          0x15
#define TACTUS_SIM_NOTICE_SYNC_CANCELLED  0x18
#define TACTUS_SIM_NOTICE_PAIR_CANCELLED  0xef

/* Bytes of a user-info record. */
#define TACTUS_SIM_USER_INFO 20

/** tactus_sim_first_crc8: reflected polynomial 8C, start 00 */
guint8     tactus_sim_first_crc8        (const guint8        *data,
                                         gsize                size);

/** tactus_sim_first_is_user_info: Returns: whether length and checksum of FF04 are right for the
 * band at @address */
gboolean   tactus_sim_first_is_user_info (const guint8       *data,
                                          gsize               size,
                                          const char         *address);

/** tactus_sim_first_device: FF01: 16 bytes, with a heart-rate sensor 20 */
GBytes    *tactus_sim_first_device      (const TactusSimSpec *spec,
                                         const char          *address);

/** tactus_sim_first_battery: FF0C, 10 bytes */
GBytes    *tactus_sim_first_battery     (guint                level,
                                         gboolean             charging,
                                         GDateTime           *last_charge);

/** tactus_sim_first_date: FF0A, 12 bytes: a date, and one that was never set */
GBytes    *tactus_sim_first_date        (GDateTime           *local);

/** tactus_sim_first_parse_date: Returns: (nullable): the local time, as UTC */
GDateTime *tactus_sim_first_parse_date  (const guint8        *data,
                                         gsize                size);

/** tactus_sim_first_put_date: 6 bytes at @to */
void       tactus_sim_first_put_date    (guint8              *to,
                                         GDateTime           *local);

/** tactus_sim_first_steps: FF06, 4 bytes */
GBytes    *tactus_sim_first_steps       (guint32              steps);

G_END_DECLS
