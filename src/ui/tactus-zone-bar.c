/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-zone-bar.h"

#include <math.h>

#include "tactus-compat.h"

#define THICKNESS     8
#define NATURAL_WIDTH 80

/* Of the trough, beside the bar's own colour. */
#define TROUGH_ALPHA 0.15f

struct _TactusZoneBar
{
  GtkWidget parent_instance;

  double share;
};

G_DEFINE_FINAL_TYPE (TactusZoneBar, tactus_zone_bar, GTK_TYPE_WIDGET)

static void
append_rounded (GtkSnapshot   *snapshot,
                const GdkRGBA *color,
                float          x,
                float          y,
                float          width)
{
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, &GRAPHENE_RECT_INIT (x, y, width, THICKNESS),
                                   THICKNESS / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, color, &shape.bounds);
  gtk_snapshot_pop (snapshot);
}

/* Whole pixels, so that a change nobody sees draws nothing.  Any time at all is seen. */
static int
bar_width (TactusZoneBar *self)
{
  int room = gtk_widget_get_width (GTK_WIDGET (self));
  int width = (int) lround (self->share * room);

  return self->share > 0 ? CLAMP (width, MIN (THICKNESS, room), room) : 0;
}

static void
tactus_zone_bar_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  TactusZoneBar *self = TACTUS_ZONE_BAR (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int room = gtk_widget_get_width (widget);
  int width = bar_width (self);
  float y = (gtk_widget_get_height (widget) - THICKNESS) / 2;
  GdkRGBA color, trough;

  tactus_compat_get_color (widget, &color);
  trough = color;
  trough.alpha *= TROUGH_ALPHA;

  append_rounded (snapshot, &trough, 0, y, room);
  if (width > 0)
    append_rounded (snapshot, &color, mirrored ? room - width : 0, y, width);
}

static void
tactus_zone_bar_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = THICKNESS;
  *natural = across ? NATURAL_WIDTH : THICKNESS;
}

void
tactus_zone_bar_set_share (TactusZoneBar *self,
                           double         share)
{
  int before;

  g_return_if_fail (TACTUS_IS_ZONE_BAR (self));

  before = bar_width (self);
  self->share = CLAMP (share, 0, 1);
  if (bar_width (self) != before)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

GtkWidget *
tactus_zone_bar_new (guint zone)
{
  GtkWidget *self = g_object_new (TACTUS_TYPE_ZONE_BAR,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);
  g_autofree char *css_class = g_strdup_printf ("zone-%u", zone);

  gtk_widget_add_css_class (self, css_class);

  return self;
}

static void
tactus_zone_bar_class_init (TactusZoneBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = tactus_zone_bar_snapshot;
  widget_class->measure = tactus_zone_bar_measure;
  gtk_widget_class_set_css_name (widget_class, "tactus-zone-bar");
}

static void
tactus_zone_bar_init (TactusZoneBar *self)
{
}
