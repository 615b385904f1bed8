/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-band-drawing.h"

#include <math.h>

/* Shares of the height of the picture; dark and light enough for either background. */
#define BODY_HEIGHT   0.62
#define BODY_WIDTH    0.27
#define STRAP_WIDTH   0.19
#define SCREEN_INSET  0.022

static const GdkRGBA strap_edge = { 0.31f, 0.30f, 0.34f, 1.0f };
static const GdkRGBA strap_middle = { 0.45f, 0.44f, 0.48f, 1.0f };
static const GdkRGBA body_color = { 0.11f, 0.10f, 0.13f, 1.0f };
static const GdkRGBA rim_color = { 0.55f, 0.54f, 0.58f, 1.0f };
static const GdkRGBA glass_color = { 0.02f, 0.02f, 0.03f, 1.0f };

static void
append_rounded (GtkSnapshot           *snapshot,
                const GdkRGBA         *color,
                const graphene_rect_t *bounds,
                float                  radius)
{
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, bounds, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, color, bounds);
  gtk_snapshot_pop (snapshot);
}

static void
append_strap (GtkSnapshot           *snapshot,
              const graphene_rect_t *area,
              double                 middle)
{
  double width = STRAP_WIDTH * area->size.height;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (middle - width / 2.0, area->origin.y,
                                               width, area->size.height);
  const GskColorStop stops[] = { { 0, strap_edge }, { 0.35f, strap_middle }, { 1, strap_edge } };
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, &bounds, width / 3.0);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_linear_gradient (snapshot, &bounds, &bounds.origin,
                                       &GRAPHENE_POINT_INIT (bounds.origin.x + width,
                                                             bounds.origin.y),
                                       stops, G_N_ELEMENTS (stops));
  gtk_snapshot_pop (snapshot);
}

void
tactus_band_drawing_append (GtkSnapshot           *snapshot,
                            const graphene_rect_t *area,
                            graphene_rect_t       *screen)
{
  double height = area->size.height;
  double middle = area->origin.x + area->size.width / 2.0;
  double width = BODY_WIDTH * height;
  double inset = SCREEN_INSET * height;
  graphene_rect_t body = GRAPHENE_RECT_INIT (middle - width / 2.0,
                                             area->origin.y + (1.0 - BODY_HEIGHT) / 2.0 * height,
                                             width, BODY_HEIGHT * height);

  append_strap (snapshot, area, middle);
  append_rounded (snapshot, &rim_color, &body, body.size.width / 2.0f);
  graphene_rect_inset (&body, 1.5f, 1.5f);
  append_rounded (snapshot, &body_color, &body, body.size.width / 2.0f);
  graphene_rect_inset (&body, inset, inset);
  append_rounded (snapshot, &glass_color, &body, body.size.width / 2.0f);
  *screen = body;
}

static void
set_font (PangoLayout *layout,
          double       height,
          gboolean     bold)
{
  PangoContext *context = pango_layout_get_context (layout);
  g_autoptr(PangoFontDescription) font =
    pango_font_description_copy (pango_context_get_font_description (context));

  pango_font_description_set_absolute_size (font, height * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
}

void
tactus_band_drawing_append_text (GtkSnapshot           *snapshot,
                                 GtkWidget             *widget,
                                 const graphene_rect_t *screen,
                                 const char            *text,
                                 const GdkRGBA         *color,
                                 double                 y,
                                 double                 height,
                                 gboolean               bold)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  double room = screen->size.width * 0.88;
  PangoRectangle size;

  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  set_font (layout, height, bold);
  pango_layout_get_pixel_extents (layout, NULL, &size);
  if (size.width > room)
    {
      height *= room / size.width;
      set_font (layout, height, bold);
      pango_layout_get_pixel_extents (layout, NULL, &size);
    }

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (screen->origin.x
                                                + (screen->size.width - size.width) / 2.0 - size.x,
                                                y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

void
tactus_band_drawing_append_heart (GtkSnapshot   *snapshot,
                                  const GdkRGBA *color,
                                  double         x,
                                  double         y,
                                  double         size)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - size / 2.0, y - size / 2.0, size, size);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  /* Drawn in a square from -1 to 1. */
  cairo_translate (cr, x, y);
  cairo_scale (cr, size / 2.0, size / 2.0);
  cairo_move_to (cr, 0.0, 0.9);
  cairo_curve_to (cr, -0.35, 0.55, -1.0, 0.15, -1.0, -0.35);
  cairo_curve_to (cr, -1.0, -0.95, -0.25, -1.05, 0.0, -0.45);
  cairo_curve_to (cr, 0.25, -1.05, 1.0, -0.95, 1.0, -0.35);
  cairo_curve_to (cr, 1.0, 0.15, 0.35, 0.55, 0.0, 0.9);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_fill (cr);
  cairo_destroy (cr);
}

void
tactus_band_drawing_append_circle (GtkSnapshot   *snapshot,
                                   const GdkRGBA *color,
                                   double         x,
                                   double         y,
                                   double         radius,
                                   double         width)
{
  const float widths[4] = { (float) width, (float) width, (float) width, (float) width };
  const GdkRGBA colors[4] = { *color, *color, *color, *color };
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - radius, y - radius, 2 * radius, 2 * radius);
  GskRoundedRect circle;

  if (width >= radius)
    {
      append_rounded (snapshot, color, &bounds, (float) radius);
      return;
    }

  gsk_rounded_rect_init_from_rect (&circle, &bounds, (float) radius);
  gtk_snapshot_append_border (snapshot, &circle, widths, colors);
}
