/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-sparkline.h"

#include "tactus-compat.h"

#define WIDTH      72
#define HEIGHT     32
#define LINE_WIDTH 2

/* A pulse at rest draws a calm line. */
#define LEAST_SPAN 30

/* Of the line that says how long it all is. */
#define BASE_ALPHA 0.25f

struct _TactusSparkline
{
  GtkWidget parent_instance;

  TactusColumn *columns; /* (owned) (nullable) */
  guint n_columns;
};

G_DEFINE_FINAL_TYPE (TactusSparkline, tactus_sparkline, GTK_TYPE_WIDGET)

typedef struct {
  double lowest;
  double per_bpm; /* pixels */
  double height;
} Scale;

static Scale
make_scale (TactusSparkline *self)
{
  guint lowest = G_MAXUINT;
  guint highest = 0;
  double height = gtk_widget_get_height (GTK_WIDGET (self)) - LINE_WIDTH;
  double span;

  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].count > 0)
      {
        lowest = MIN (lowest, self->columns[i].minimum);
        highest = MAX (highest, self->columns[i].maximum);
      }

  span = MAX ((double) highest - lowest, LEAST_SPAN);

  return (Scale) {
    .lowest = (lowest + highest - span) / 2,
    .per_bpm = height / span,
    .height = height,
  };
}

static float
y_of (const Scale *scale,
      guint        bpm)
{
  return (float) (scale->height - (bpm - scale->lowest) * scale->per_bpm);
}

/* Time goes as people read, as in the chart. */
static float
x_of (TactusSparkline *self,
      guint            i)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint place = from_right ? self->n_columns - 1 - i : i;

  return (float) ((double) place * gtk_widget_get_width (widget) / self->n_columns);
}

/* From the lowest to the highest pulse of the column, and to where the one before it ended. */
static void
draw_column (TactusSparkline *self,
             GtkSnapshot     *snapshot,
             const GdkRGBA   *color,
             const Scale     *scale,
             guint            i)
{
  const TactusColumn *column = &self->columns[i];
  double width = (double) gtk_widget_get_width (GTK_WIDGET (self)) / self->n_columns;
  guint low = column->minimum;
  guint high = column->maximum;

  if (column->count == 0)
    return;

  if (i > 0 && column->joined && column[-1].count > 0)
    {
      low = MIN (low, column[-1].last);
      high = MAX (high, column[-1].last);
    }

  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT (x_of (self, i), y_of (scale, high),
                                                  (float) MAX (width, 1),
                                                  y_of (scale, low) - y_of (scale, high) +
                                                  LINE_WIDTH));
}

static void
draw_base (TactusSparkline *self,
           GtkSnapshot     *snapshot,
           const GdkRGBA   *color)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkRGBA faint = *color;

  faint.alpha *= BASE_ALPHA;
  gtk_snapshot_append_color (snapshot, &faint,
                             &GRAPHENE_RECT_INIT (0, (float) gtk_widget_get_height (widget) - 1,
                                                  (float) gtk_widget_get_width (widget), 1));
}

static void
tactus_sparkline_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  TactusSparkline *self = TACTUS_SPARKLINE (widget);
  Scale scale = make_scale (self);
  GdkRGBA color;

  tactus_compat_get_color (widget, &color);
  if (self->n_columns > 0)
    draw_base (self, snapshot, &color);
  for (guint i = 0; i < self->n_columns; i++)
    draw_column (self, snapshot, &color, &scale, i);
}

static void
tactus_sparkline_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

void
tactus_sparkline_set_columns (TactusSparkline    *self,
                              const TactusColumn *columns,
                              guint               n_columns)
{
  g_return_if_fail (TACTUS_IS_SPARKLINE (self));

  g_free (self->columns);
  self->columns = g_memdup2 (columns, n_columns * sizeof (TactusColumn));
  self->n_columns = columns ? n_columns : 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
tactus_sparkline_finalize (GObject *object)
{
  g_free (TACTUS_SPARKLINE (object)->columns);

  G_OBJECT_CLASS (tactus_sparkline_parent_class)->finalize (object);
}

static void
tactus_sparkline_class_init (TactusSparklineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tactus_sparkline_finalize;
  widget_class->snapshot = tactus_sparkline_snapshot;
  widget_class->measure = tactus_sparkline_measure;

  gtk_widget_class_set_css_name (widget_class, "tactus-sparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
tactus_sparkline_init (TactusSparkline *self)
{
}
