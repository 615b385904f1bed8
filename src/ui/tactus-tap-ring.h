/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_TAP_RING (tactus_tap_ring_get_type ())
G_DECLARE_FINAL_TYPE (TactusTapRing, tactus_tap_ring, TACTUS, TAP_RING, GtkWidget)

/**
 * TactusTapRing:
 *
 * A picture of a band that asks to be tapped, inside a ring that counts down.
 *
 * Properties, all readable and writable: `remaining` (gdouble, 0…1, default 1): how much of the
 * ring is left; `seconds-left` (guint, default 0): written on the band, 0: nothing is written;
 * `active` (gboolean, default FALSE): the tap ripple runs.
 *
 * CSS: node `tactus-tap-ring`; `color` is the ring and the ripple.
 */

/** tactus_tap_ring_new: Returns: (transfer floating): a full ring at rest */
GtkWidget *tactus_tap_ring_new              (void);

/** tactus_tap_ring_set_remaining: @remaining: share of the time that is left, 0…1 */
void       tactus_tap_ring_set_remaining    (TactusTapRing *self,
                                             double         remaining);
double     tactus_tap_ring_get_remaining    (TactusTapRing *self);

/** tactus_tap_ring_set_seconds_left: @seconds: whole seconds that are left */
void       tactus_tap_ring_set_seconds_left (TactusTapRing *self,
                                             guint          seconds);
guint      tactus_tap_ring_get_seconds_left (TactusTapRing *self);

/** tactus_tap_ring_set_active: @active: whether a tap is being waited for */
void       tactus_tap_ring_set_active       (TactusTapRing *self,
                                             gboolean       active);
gboolean   tactus_tap_ring_get_active       (TactusTapRing *self);

G_END_DECLS
