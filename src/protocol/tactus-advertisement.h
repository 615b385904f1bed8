/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TactusAdvertisement:
 * @bpm: the pulse that a sharing band broadcasts; -1 if none
 * @steps: steps today; -1 if not told
 * @has_mac, @mac: the band's address, as printed, most significant byte first
 * @scrambled: the payload is not to be read (and @bpm and @has_mac are unset)
 *
 * What bands of generations B, B' and C put on the air.  Layout: manufacturer data of company
 * 0x0157, 24 bytes after the id; service data of FEE0, 4 bytes.
 */
typedef struct {
  int      bpm;
  gint64   steps;
  gboolean has_mac;
  guint8   mac[6];
  gboolean scrambled;
} TactusAdvertisement;

/**
 * tactus_advertisement_parse:
 * @manufacturer: (nullable): bytes after the company id
 * @service: (nullable): service data of FEE0
 *
 * An advertisement is a hint: what cannot be read is left unset, nothing is an error.
 */
void tactus_advertisement_parse (TactusAdvertisement *self,
                                 const guint8        *manufacturer,
                                 gsize                manufacturer_length,
                                 const guint8        *service,
                                 gsize                service_length);

G_END_DECLS
