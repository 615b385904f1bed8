/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a band's characteristics hold, byte by byte.  Everything returned is (transfer full). */

/** tactus_sim_value_battery: 20 bytes; @level 0..100, more for a broken band */
GBytes *tactus_sim_value_battery   (guint      level,
                                    gboolean   charging);

/** tactus_sim_value_steps: 13 bytes: steps, metres, kcal */
GBytes *tactus_sim_value_steps     (guint32    steps);

/** tactus_sim_value_time: 11 bytes of 2A2B */
GBytes *tactus_sim_value_time      (GDateTime *local,
                                    gint8      zone_quarters);

/** tactus_sim_value_parse_time: Returns: (transfer full) (nullable): the local time in @data */
GDateTime *tactus_sim_value_parse_time (const guint8 *data,
                                        gsize         size,
                                        gint8        *zone_quarters);

/** tactus_sim_value_text: without a terminator */
GBytes *tactus_sim_value_text      (const char *text);

/** tactus_sim_value_advert: 24 bytes of manufacturer data, not scrambled; @bpm: 0: no heart rate */
GBytes *tactus_sim_value_advert    (const char *address,
                                    guint       bpm);

/** tactus_sim_value_short_advert: 6 bytes of it, of which nobody knows what they mean */
GBytes *tactus_sim_value_short_advert (const char *address);

/** tactus_sim_value_put_address: 6 bytes at @to, in printed order */
void    tactus_sim_value_put_address (guint8     *to,
                                      const char *address);

/** tactus_sim_value_serial: made up, of the address */
GBytes *tactus_sim_value_serial    (const char *address);

/** tactus_sim_value_system_id: 8 bytes of 2A23 with the address in it */
GBytes *tactus_sim_value_system_id (const char *address);

/** tactus_sim_value_pnp_id: 7 bytes of 2A50: source SIG, vendor 0x0157 */
GBytes *tactus_sim_value_pnp_id    (void);

G_END_DECLS
