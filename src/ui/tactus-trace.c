/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-trace.h"

#include "tactus-compat.h"

/* Ten seconds of 25 values each. */
#define MAX_VALUES 250

#define LINE_WIDTH 1.5

/* A sensor at rest draws a calm line, not its noise as large as the room. */
#define LEAST_SPAN 16

struct _TactusTrace
{
  GtkWidget parent_instance;

  guint lines;
  guint first;    /* of the ring */
  guint n_values;
  gint32 values[MAX_VALUES][TACTUS_TRACE_MAX_LINES];
};

G_DEFINE_FINAL_TYPE (TactusTrace, tactus_trace, GTK_TYPE_WIDGET)

typedef enum {
  PROP_LINES = 1,
} TactusTraceProperty;

static GParamSpec *properties[PROP_LINES + 1];

/* Of the second and the third line; data/style.css has the same for the values below. */
static const GdkRGBA colors[] = {
  { 0.15f, 0.64f, 0.41f, 1.0f },
  { 0.90f, 0.38f, 0.00f, 1.0f },
};

/* For those who do not tell them by their colours. */
static const double dashes[][2] = {
  { 6.0, 3.0 },
  { 1.5, 2.0 },
};

typedef struct {
  double left;   /* of the oldest value */
  double step;
  double bottom;
  double scale;
  gint32 lowest;
} Frame;

static const gint32 *
get_values (TactusTrace *self,
            guint        index)
{
  return self->values[(self->first + index) % MAX_VALUES];
}

static void
get_range (TactusTrace *self,
           gint32      *lowest,
           gint32      *highest)
{
  *lowest = G_MAXINT32;
  *highest = G_MININT32;

  for (guint i = 0; i < self->n_values; i++)
    for (guint line = 0; line < self->lines; line++)
      {
        *lowest = MIN (*lowest, get_values (self, i)[line]);
        *highest = MAX (*highest, get_values (self, i)[line]);
      }
}

static Frame
make_frame (TactusTrace *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  gint32 lowest, highest;
  double span;
  Frame frame;

  get_range (self, &lowest, &highest);
  span = MAX ((double) highest - lowest, LEAST_SPAN);

  frame.step = width / (MAX_VALUES - 1);
  frame.left = width - frame.step * (self->n_values - 1);
  frame.scale = MAX (height - 2 * LINE_WIDTH, 0) / span;
  frame.bottom = height / 2 + frame.scale * ((double) highest - lowest) / 2;
  frame.lowest = lowest;

  return frame;
}

static void
draw_line (TactusTrace   *self,
           cairo_t       *cr,
           const Frame   *frame,
           guint          line,
           const GdkRGBA *color)
{
  for (guint i = 0; i < self->n_values; i++)
    cairo_line_to (cr, frame->left + i * frame->step,
                   frame->bottom -
                   ((double) get_values (self, i)[line] - frame->lowest) * frame->scale);

  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_dash (cr, line > 0 ? dashes[line - 1] : NULL, line > 0 ? 2 : 0, 0);
  cairo_stroke (cr);
}

static void
tactus_trace_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  TactusTrace *self = TACTUS_TRACE (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                               gtk_widget_get_height (widget));
  Frame frame;
  GdkRGBA color;
  cairo_t *cr;

  if (self->n_values < 2)
    return;

  frame = make_frame (self);
  tactus_compat_get_color (widget, &color);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint line = 0; line < self->lines; line++)
    draw_line (self, cr, &frame, line, line == 0 ? &color : &colors[line - 1]);
  cairo_destroy (cr);
}

static void
tactus_trace_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 100 : 72;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 300 : 96;
}

void
tactus_trace_append (TactusTrace  *self,
                     const gint32 *values)
{
  gint32 *to;

  g_return_if_fail (TACTUS_IS_TRACE (self));

  if (self->n_values == MAX_VALUES)
    self->first = (self->first + 1) % MAX_VALUES;
  else
    self->n_values++;

  to = self->values[(self->first + self->n_values - 1) % MAX_VALUES];
  for (guint line = 0; line < self->lines; line++)
    to[line] = values[line];

  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
tactus_trace_clear (TactusTrace *self)
{
  g_return_if_fail (TACTUS_IS_TRACE (self));

  self->n_values = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint
tactus_trace_get_n_values (TactusTrace *self)
{
  g_return_val_if_fail (TACTUS_IS_TRACE (self), 0);

  return self->n_values;
}

static void
tactus_trace_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch ((TactusTraceProperty) property_id)
    {
    case PROP_LINES:
      g_value_set_uint (value, TACTUS_TRACE (object)->lines);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_trace_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  switch ((TactusTraceProperty) property_id)
    {
    case PROP_LINES:
      TACTUS_TRACE (object)->lines = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_trace_class_init (TactusTraceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tactus_trace_get_property;
  object_class->set_property = tactus_trace_set_property;
  widget_class->snapshot = tactus_trace_snapshot;
  widget_class->measure = tactus_trace_measure;

  properties[PROP_LINES] =
    g_param_spec_uint ("lines", NULL, NULL, 1, TACTUS_TRACE_MAX_LINES, 1,
                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "tactus-trace");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
tactus_trace_init (TactusTrace *self)
{
}
