/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The picture of a wrist band: the same one in the pairing dialog and in the demo. */

/**
 * tactus_band_drawing_append:
 * @area: where to draw; the band fills its height and stands in its middle
 * @screen: (out caller-allocates): the lit part, to be drawn on
 *
 * A strap that goes out of sight above and below, and a dark body in the middle of it.
 */
void tactus_band_drawing_append       (GtkSnapshot           *snapshot,
                                       const graphene_rect_t *area,
                                       graphene_rect_t       *screen);

/**
 * tactus_band_drawing_append_text:
 * @y, @height: the line: top and height in pixels, whatever the size of fonts elsewhere: it is part
 *   of a picture; made smaller where @screen is too narrow
 * @bold: whether it is the main thing
 *
 * Writes a line across the middle of @screen.
 */
void tactus_band_drawing_append_text  (GtkSnapshot           *snapshot,
                                       GtkWidget             *widget,
                                       const graphene_rect_t *screen,
                                       const char            *text,
                                       const GdkRGBA         *color,
                                       double                 y,
                                       double                 height,
                                       gboolean               bold);

/** tactus_band_drawing_append_heart: a heart as wide as @size, around the point @x, @y */
void tactus_band_drawing_append_heart (GtkSnapshot           *snapshot,
                                       const GdkRGBA         *color,
                                       double                 x,
                                       double                 y,
                                       double                 size);

/** tactus_band_drawing_append_circle: a circle of a line @width thick; @width = @radius: a disc */
void tactus_band_drawing_append_circle (GtkSnapshot          *snapshot,
                                        const GdkRGBA        *color,
                                        double                x,
                                        double                y,
                                        double                radius,
                                        double                width);

G_END_DECLS
