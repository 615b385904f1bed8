/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-chart-cursor.h"

#include <math.h>

#include <glib/gi18n.h>

#include "tactus-compat.h"
#include "tactus-text.h"

#define RADIUS     5.0
#define WIDTH      2.0
#define MOST_CHARS 34

typedef enum {
  HIDDEN,
  POINTING,
  SAYING,
} CursorMode;

struct _TactusChartCursor
{
  GtkWidget parent_instance;

  GtkWidget *note;
  GtkWidget *value_label;
  GtkWidget *time_label;
  GtkWidget *extra_label;

  CursorMode mode;
  TactusChartFrame frame;
  TactusChartProbe probe;
};

G_DEFINE_FINAL_TYPE (TactusChartCursor, tactus_chart_cursor, GTK_TYPE_WIDGET)

static gboolean
is_on_value (TactusChartCursor *self)
{
  return self->probe.kind == TACTUS_READING_PULSE;
}

static double
point_x (TactusChartCursor *self)
{
  return CLAMP (tactus_chart_frame_x (&self->frame, self->probe.when_us), self->frame.x,
                self->frame.x + self->frame.width);
}

static double
point_y (TactusChartCursor *self,
         guint16            bpm)
{
  if (!is_on_value (self))
    return self->frame.y + self->frame.height;
  return CLAMP (tactus_chart_frame_y (&self->frame, bpm), self->frame.y,
                self->frame.y + self->frame.height);
}

static void
set_text (GtkWidget  *label,
          const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) != 0)
    gtk_label_set_label (GTK_LABEL (label), text ? text : "");
  gtk_widget_set_visible (label, text && *text);
}

static void
show (TactusChartCursor *self,
      CursorMode         mode)
{
  self->mode = mode;
  gtk_widget_set_child_visible (self->note, mode != HIDDEN);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
tactus_chart_cursor_point (TactusChartCursor      *self,
                           const TactusChartFrame *frame,
                           const TactusChartProbe *probe,
                           const char             *value,
                           const char             *time,
                           const char             *extra)
{
  g_return_if_fail (TACTUS_IS_CHART_CURSOR (self));
  g_return_if_fail (frame != NULL && probe != NULL);

  self->frame = *frame;
  self->probe = *probe;
  set_text (self->value_label, value);
  set_text (self->time_label, time);
  set_text (self->extra_label, extra);
  show (self, POINTING);
}

void
tactus_chart_cursor_say (TactusChartCursor      *self,
                         const TactusChartFrame *frame,
                         const char             *text)
{
  g_return_if_fail (TACTUS_IS_CHART_CURSOR (self));
  g_return_if_fail (frame != NULL);

  self->frame = *frame;
  set_text (self->value_label, NULL);
  set_text (self->time_label, NULL);
  set_text (self->extra_label, text);
  show (self, SAYING);
}

void
tactus_chart_cursor_hide (TactusChartCursor *self)
{
  g_return_if_fail (TACTUS_IS_CHART_CURSOR (self));

  if (self->mode != HIDDEN)
    show (self, HIDDEN);
}

char *
tactus_chart_cursor_get_text (TactusChartCursor *self)
{
  char *text = NULL;
  GtkWidget *labels[] = { self->value_label, self->time_label, self->extra_label };

  g_return_val_if_fail (TACTUS_IS_CHART_CURSOR (self), NULL);

  if (self->mode == HIDDEN)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    text = tactus_text_append (text, gtk_label_get_label (GTK_LABEL (labels[i])));

  return g_strdelimit (text, "\n", ' ');
}

gboolean
tactus_chart_cursor_get_note (TactusChartCursor *self,
                              GdkRectangle      *bounds)
{
  graphene_rect_t rectangle;

  g_return_val_if_fail (TACTUS_IS_CHART_CURSOR (self), FALSE);

  if (self->mode == HIDDEN
      || !gtk_widget_compute_bounds (self->note, GTK_WIDGET (self), &rectangle))
    return FALSE;

  *bounds = (GdkRectangle) { (int) rectangle.origin.x, (int) rectangle.origin.y,
                             (int) rectangle.size.width, (int) rectangle.size.height };
  return TRUE;
}

/* Size */

/* The chart says how large it is; what lies over it takes what there is. */
static void
tactus_chart_cursor_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  *minimum = 0;
  *natural = 0;
}

static void
tactus_chart_cursor_size_allocate (GtkWidget *widget,
                                   int        width,
                                   int        height,
                                   int        baseline)
{
  TactusChartCursor *self = TACTUS_CHART_CURSOR (widget);
  GtkAllocation place = { 0 };
  int least;
  double x;
  double y;

  if (self->mode == HIDDEN)
    return;

  gtk_widget_measure (self->note, GTK_ORIENTATION_HORIZONTAL, -1, &least, &place.width, NULL, NULL);
  place.width = MAX (MIN (place.width, width), least);
  gtk_widget_measure (self->note, GTK_ORIENTATION_VERTICAL, place.width, NULL, &place.height,
                      NULL, NULL);

  x = self->frame.x + (self->frame.width - place.width) / 2.0;
  y = self->frame.y;
  if (self->mode == POINTING)
    tactus_chart_frame_place (&self->frame, point_x (self), point_y (self, self->probe.maximum),
                              place.width, place.height, width, &x, &y);
  place.x = (int) round (MAX (x, 0.0));
  place.y = (int) round (y);
  gtk_widget_size_allocate (self->note, &place, -1);
}

/* Drawing */

static void
append_pill (GtkSnapshot   *snapshot,
             const GdkRGBA *color,
             double         x,
             double         top,
             double         bottom,
             double         radius)
{
  GskRoundedRect pill;

  gsk_rounded_rect_init_from_rect (&pill,
                                   &GRAPHENE_RECT_INIT ((float) (x - radius),
                                                        (float) (top - radius),
                                                        (float) (2.0 * radius),
                                                        (float) (bottom - top + 2.0 * radius)),
                                   (float) radius);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, color, &pill.bounds);
  gtk_snapshot_pop (snapshot);
}

/* A mark on the value, as long as the range if there is one, with a rim as light as the line is
 * dark: it must be seen on the line. */
static void
append_mark (TactusChartCursor *self,
             GtkSnapshot       *snapshot,
             const GdkRGBA     *color)
{
  GdkRGBA rim = color->red + color->green + color->blue > 1.5f
                ? (GdkRGBA) { 0.0f, 0.0f, 0.0f, 0.8f } : (GdkRGBA) { 1.0f, 1.0f, 1.0f, 0.9f };
  double x = point_x (self);
  double top = point_y (self, self->probe.maximum);
  double bottom = point_y (self, self->probe.minimum);

  append_pill (snapshot, color, x, top, bottom, RADIUS + WIDTH);
  append_pill (snapshot, &rim, x, top, bottom, RADIUS);
  append_pill (snapshot, color, x, top, bottom, RADIUS - WIDTH);
}

static void
tactus_chart_cursor_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  TactusChartCursor *self = TACTUS_CHART_CURSOR (widget);
  GdkRGBA color;

  if (self->mode == POINTING)
    {
      tactus_compat_get_color (widget, &color);
      gtk_snapshot_append_color (snapshot, &color,
                                 &GRAPHENE_RECT_INIT ((float) round (point_x (self) - 0.5),
                                                      (float) self->frame.y, 1.0f,
                                                      (float) self->frame.height));
      if (is_on_value (self))
        append_mark (self, snapshot, &color);
    }

  if (self->mode != HIDDEN)
    gtk_widget_snapshot_child (widget, self->note, snapshot);
}

/* The type */

GtkWidget *
tactus_chart_cursor_new (void)
{
  return g_object_new (TACTUS_TYPE_CHART_CURSOR, NULL);
}

static void
tactus_chart_cursor_dispose (GObject *object)
{
  TactusChartCursor *self = TACTUS_CHART_CURSOR (object);

  g_clear_pointer (&self->note, gtk_widget_unparent);

  G_OBJECT_CLASS (tactus_chart_cursor_parent_class)->dispose (object);
}

static void
tactus_chart_cursor_class_init (TactusChartCursorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tactus_chart_cursor_dispose;
  widget_class->measure = tactus_chart_cursor_measure;
  widget_class->size_allocate = tactus_chart_cursor_size_allocate;
  widget_class->snapshot = tactus_chart_cursor_snapshot;

  gtk_widget_class_set_css_name (widget_class, "chart-cursor");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_label (TactusChartCursor *self,
           const char        *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MOST_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_set_visible (label, FALSE);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self->note), label);
  return label;
}

static void
tactus_chart_cursor_init (TactusChartCursor *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  /* Translators: what the chart says where one points */
                                  _("Read-Out"), -1);
  self->note = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->note, "chart-note");
  gtk_widget_set_parent (self->note, GTK_WIDGET (self));
  gtk_widget_set_child_visible (self->note, FALSE);
  self->value_label = add_label (self, "heading");
  self->time_label = add_label (self, NULL);
  self->extra_label = add_label (self, NULL);
}
