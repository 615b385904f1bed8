/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-chart-plot.h"

#include <math.h>
#include <string.h>

#include <adwaita.h>
#include <glib/gi18n.h>

#include "tactus-chart-paint.h"
#include "tactus-compat.h"
#include "tactus-locale.h"
#include "tactus-stretches.h"

#define HEAD_ROOM     10      /* above the plot, for half of the uppermost value */
#define SIDE_ROOM     10      /* beside the newest reading, for half of its dot */
#define GUTTER_ROOM   8       /* between values and plot, and outside of them */
#define LABEL_PITCH   1.4     /* from one time to the next, in widths of a label */
#define CROWDED       2.5     /* readings a pixel, above which a line is no use */
#define GLIDE_MS      250     /* for the axis to find its new place */

struct _TactusChartPlot
{
  GtkWidget parent_instance;

  TactusSeries *series;           /* (owned) (nullable) */
  TactusSeries *comparison;       /* (owned) (nullable) */
  gint64 shift_us;                /* of @comparison */
  TactusZones zones;
  GArray *markers;                /* (owned) (nullable) (element-type gint64) */

  TactusChartScene scene;
  TactusChartFrame frame;
  TactusAxis axis;                /* where the axis of the frame is going */
  TactusAxis axis_before;         /* and where it comes from */
  AdwAnimation *moving_axis;      /* (owned) */
  gboolean axis_follows;          /* whether the axis has readings to keep to */
  gboolean dated;                 /* whether there is a second row below, for days */

  GTimeZone *zone;                /* (owned) */
  TactusTimeStyle clock;
  TactusChartInk ink;
  TactusChartLabels *labels;      /* (owned) */
  double label_widths[TACTUS_TIME_N_UNITS];
  GArray *columns;                /* (owned) (element-type TactusColumn): as many as fit */
  GArray *other_columns;          /* (owned) (element-type TactusColumn): of @comparison */
  gint64 columns_from_us;         /* where those of the series begin */
  gint64 columns_pitch_us;        /* what each stands for; 0: nothing is known */
  gint64 columns_last_us;         /* the newest reading in them */
  GskRenderNode *values_node;     /* (owned) (nullable): see forget_drawing() */
  GskRenderNode *data_node;       /* (owned) (nullable) */
  guint drawn;
};

G_DEFINE_FINAL_TYPE (TactusChartPlot, tactus_chart_plot, GTK_TYPE_WIDGET)

static guint resized_signal;
static guint moved_signal;

static void
forget_data (TactusChartPlot *self)
{
  g_clear_pointer (&self->data_node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
forget_drawing (TactusChartPlot *self)
{
  g_clear_pointer (&self->values_node, gsk_render_node_unref);
  forget_data (self);
}

/* Size */

static double
height_of_text (TactusChartPlot *self)
{
  return tactus_chart_labels_get (self->labels, "0")->height;
}

static double
width_of (TactusChartPlot *self,
          const char      *text)
{
  return tactus_chart_labels_get (self->labels, text)->width;
}

/* The widest that each unit may write: times before noon on the 28th, in the widest month. */
static void
measure_times (TactusChartPlot *self)
{
  for (guint unit = 0; unit < TACTUS_TIME_N_UNITS; unit++)
    {
      const TactusTimeStep step = { (TactusTimeUnit) unit, 1 };
      double widest = 0.0;

      for (int month = 1; month <= 12; month++)
        {
          g_autoptr(GDateTime) when = g_date_time_new (self->zone, 2028, month, 28, 10, 28, 28);
          g_autofree char *text = tactus_time_step_label (&step, g_date_time_to_unix (when)
                                                          * (gint64) G_USEC_PER_SEC,
                                                          &self->clock);

          widest = MAX (widest, width_of (self, text));
        }
      self->label_widths[unit] = widest * LABEL_PITCH;
    }
}

static double
head_room (TactusChartPlot *self)
{
  double room = HEAD_ROOM;

  if (self->comparison)
    room += height_of_text (self);
  if (self->markers && self->markers->len > 0)
    room += height_of_text (self);
  return room;
}

static double
side_room (TactusChartPlot *self)
{
  return self->zones.maximum > 0 ? width_of (self, "Z0") + 2 * GUTTER_ROOM : SIDE_ROOM;
}

static double
foot_room (TactusChartPlot *self)
{
  return (self->dated ? 2 : 1) * height_of_text (self) + GUTTER_ROOM;
}

static void
layout_frame (TactusChartPlot *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double values = width_of (self, "000") + GUTTER_ROOM;
  double side = side_room (self);
  double head = head_room (self);
  double width;

  self->frame.mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  self->frame.x = self->frame.mirrored ? side : values;
  self->frame.y = head;
  width = MAX (gtk_widget_get_width (widget) - values - side, TACTUS_CHART_PEN);
  /* Whole columns, or they would not stand still. */
  self->frame.width = width - fmod (width, TACTUS_CHART_PEN);
  self->frame.height = MAX (gtk_widget_get_height (widget) - foot_room (self) - head, 1);
  forget_drawing (self);
}

static void
resize (TactusChartPlot *self)
{
  layout_frame (self);
  g_signal_emit (self, resized_signal, 0);
}

/* Our own colour is the line's; ordinary text has that of who holds the chart. */
static void
take_ink (TactusChartPlot *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *chart = gtk_widget_get_parent (widget);
  GtkWidget *holder = chart ? gtk_widget_get_parent (chart) : NULL;
  GdkRGBA line;
  GdkRGBA text;

  tactus_compat_get_color (widget, &line);
  tactus_compat_get_color (holder ? holder : widget, &text);
  tactus_chart_ink_init (&self->ink, &line, &text,
                         adw_style_manager_get_high_contrast (adw_style_manager_get_default ()));
  tactus_chart_labels_set_color (self->labels, &self->ink.text);
}

/* The axis */

static void
show_axis (TactusChartPlot *self,
           double           minimum,
           double           maximum)
{
  self->frame.axis = (TactusAxis) { minimum, maximum };
  forget_drawing (self);
  g_signal_emit (self, moved_signal, 0);
}

static void
move_axis_cb (double   share,
              gpointer user_data)
{
  TactusChartPlot *self = user_data;

  show_axis (self,
             adw_lerp (self->axis_before.minimum, self->axis.minimum, share),
             adw_lerp (self->axis_before.maximum, self->axis.maximum, share));
}

/* The axis glides, so that the eye can follow the line; the animation itself sees to it that
 * nothing moves for those who do not want it, or while nobody looks. */
static void
move_axis (TactusChartPlot *self,
           gboolean         glide)
{
  adw_animation_reset (self->moving_axis);
  if (glide)
    adw_animation_play (self->moving_axis);
  else
    show_axis (self, self->axis.minimum, self->axis.maximum);
}

/* Returns: whether there is a pulse in sight, of either session. */
static gboolean
find_range (TactusChartPlot *self,
            double          *lowest,
            double          *highest)
{
  TactusSummary summary = self->scene.summary;
  TactusSummary other = { 0 };

  if (self->comparison)
    tactus_series_summarize (self->comparison, self->scene.from_us - self->shift_us,
                             self->scene.to_us - self->shift_us, &other);
  if (summary.count == 0)
    summary = other;
  if (other.count == 0)
    other = summary;

  *lowest = MIN (summary.minimum, other.minimum);
  *highest = MAX (summary.maximum, other.maximum);
  return summary.count > 0;
}

static void
update_axis (TactusChartPlot *self,
             gboolean         glide)
{
  TactusAxis before = self->frame.axis;
  gboolean first = !self->axis_follows;
  double lowest;
  double highest;

  self->axis_follows = find_range (self, &lowest, &highest);
  if (!self->axis_follows)
    return;

  /* The first reading says where the axis is to be; those after it move it only if they must. */
  if (first)
    self->axis = (TactusAxis) { 0 };
  if (!tactus_axis_follow (&self->axis, lowest, highest))
    return;

  self->axis_before = before;
  move_axis (self, !first && glide);
}

/* Drawing */

static GskRenderNode *
draw_values (TactusChartPlot *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  tactus_chart_paint_zones (snapshot, self->labels, &self->frame, &self->ink, &self->zones);
  tactus_chart_paint_values (snapshot, self->labels, &self->frame, &self->ink);
  return gtk_snapshot_free_to_node (snapshot);
}

static gboolean
fits_line (TactusChartPlot *self,
           TactusSeries    *series,
           gint64           shift_us)
{
  gsize readings = tactus_series_find (series, self->frame.to_us - shift_us)
                   - tactus_series_find (series, self->frame.from_us - shift_us);

  return (double) readings <= CROWDED * self->frame.width;
}

static void
set_n_columns (TactusChartPlot *self,
               GArray          *columns)
{
  g_array_set_size (columns, (guint) (self->frame.width / TACTUS_CHART_PEN));
}

/* Moves what is known of the columns to their new places.  Returns: how many of the older ones need
 * not be looked at again: all before the reading that was the newest, for a series only grows. */
static guint
keep_columns (TactusChartPlot *self,
              guint            before)
{
  guint n = self->columns->len;
  gint64 span_us = self->frame.to_us - self->frame.from_us;
  gint64 moved_us = self->frame.from_us - self->columns_from_us;
  gint64 pitch_us = self->columns_pitch_us;
  gint64 known;

  if (before != n || pitch_us == 0 || pitch_us * n != span_us || moved_us < 0
      || moved_us >= span_us || moved_us % pitch_us != 0)
    return 0;

  known = MIN ((self->columns_last_us - self->frame.from_us) / pitch_us, n - moved_us / pitch_us);
  if (known <= 0)
    return 0;

  memmove (self->columns->data,
           &g_array_index (self->columns, TactusColumn, (guint) (moved_us / pitch_us)),
           (gsize) known * sizeof (TactusColumn));
  return (guint) known;
}

static void
find_columns (TactusChartPlot *self)
{
  gint64 span_us = self->frame.to_us - self->frame.from_us;
  guint before = self->columns->len;
  TactusReading last = { 0 };
  guint known;
  guint n;

  set_n_columns (self, self->columns);
  n = self->columns->len;
  known = keep_columns (self, before);
  tactus_series_get_last (self->series, &last);

  self->columns_from_us = self->frame.from_us;
  self->columns_pitch_us = span_us % n == 0 ? span_us / n : 0;
  self->columns_last_us = last.when_us;
  tactus_series_columns (self->series, self->frame.from_us + self->columns_pitch_us * known,
                         self->frame.to_us, &g_array_index (self->columns, TactusColumn, known),
                         n - known);
}

static void
append_times (TactusChartPlot *self,
              GtkSnapshot     *snapshot)
{
  TactusTimeStep step = tactus_time_step_find (self->frame.to_us - self->frame.from_us,
                                               self->frame.width, self->label_widths);

  tactus_chart_paint_times (snapshot, self->labels, &self->frame, &self->ink, &step, &self->clock,
                            gtk_widget_get_width (GTK_WIDGET (self)),
                            self->dated ? &self->scene.now_us : NULL);
}

static void
paint_comparison (TactusChartPlot *self,
                  GtkSnapshot     *snapshot)
{
  TactusChartFrame frame = self->frame;

  frame.from_us -= self->shift_us;
  frame.to_us -= self->shift_us;
  if (!fits_line (self, self->comparison, self->shift_us))
    {
      set_n_columns (self, self->other_columns);
      tactus_series_columns (self->comparison, frame.from_us, frame.to_us,
                             (TactusColumn *) self->other_columns->data,
                             self->other_columns->len);
      tactus_chart_paint_other_columns (snapshot, &frame, &self->ink,
                                        (const TactusColumn *) self->other_columns->data,
                                        self->other_columns->len);
      return;
    }

  tactus_chart_paint_other_line (snapshot, &frame, &self->ink, self->comparison);
}

/* What was not measured before the first reading, where it is known that it might have been. */
static void
prepend_beginning (TactusChartPlot *self,
                   GArray          *stretches)
{
  gint64 from_us = self->scene.silent_from_us;
  gint64 first_us;

  if (tactus_series_get_length (self->series) == 0)
    return;

  first_us = tactus_series_get (self->series, 0).when_us;
  if (from_us < self->frame.to_us && first_us > self->frame.from_us && from_us < first_us
      && first_us - from_us > tactus_series_get_gap_us (self->series))
    {
      const TactusStretch stretch = { TACTUS_READING_GAP, from_us,
                                      MIN (first_us, self->frame.to_us) };

      g_array_prepend_val (stretches, stretch);
    }
}

/* Returns: (transfer full) (element-type TactusStretch): where there is no pulse, and why. */
static GArray *
find_stretches (TactusChartPlot *self)
{
  GArray *stretches = tactus_stretches_find (self->series, self->frame.from_us,
                                             MIN (self->scene.present_us, self->frame.to_us),
                                             tactus_chart_frame_column (&self->frame));

  prepend_beginning (self, stretches);
  return stretches;
}

/* Whether silence, which says its name, fills what is in sight. */
static gboolean
is_silent_throughout (TactusChartPlot *self,
                      GArray          *stretches)
{
  const TactusStretch *first = &g_array_index (stretches, TactusStretch, 0);

  return stretches->len == 1 && first->kind >= TACTUS_READING_GAP
         && first->from_us <= self->frame.from_us && first->to_us >= self->frame.to_us;
}

static void
paint_last (TactusChartPlot *self,
            GtkSnapshot     *snapshot)
{
  TactusReading last;

  if (tactus_series_get_last (self->series, &last) && last.kind == TACTUS_READING_PULSE)
    tactus_chart_paint_last (snapshot, &self->frame, &self->ink, &last, self->scene.fresh);
}

static void
paint_pulses (TactusChartPlot *self,
              GtkSnapshot     *snapshot)
{
  if (fits_line (self, self->series, 0))
    {
      tactus_chart_paint_line (snapshot, &self->frame, &self->ink, self->series);
      return;
    }

  find_columns (self);
  tactus_chart_paint_columns (snapshot, &self->frame, &self->ink,
                              (const TactusColumn *) self->columns->data, self->columns->len);
}

static void
paint_series (TactusChartPlot *self,
              GtkSnapshot     *snapshot,
              GArray          *stretches)
{
  tactus_chart_paint_stretches (snapshot, self->labels, &self->frame, &self->ink, stretches);
  if (self->comparison)
    paint_comparison (self, snapshot);
  if (self->scene.summary.count == 0)
    return;

  paint_pulses (self, snapshot);
  tactus_chart_paint_mean (snapshot, self->labels, &self->frame, &self->ink, self->series,
                           self->scene.summary.mean);
  paint_last (self, snapshot);
}

static const char *
empty_message (TactusChartPlot *self)
{
  gboolean other = self->series && tactus_series_get_length (self->series) > 0;

  return other ? _("No readings in this time") : _("No readings yet");
}

static GskRenderNode *
draw_data (TactusChartPlot *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr(GArray) stretches = self->series ? find_stretches (self) : NULL;

  self->drawn++;
  if (self->series)
    paint_series (self, snapshot, stretches);
  if (self->comparison)
    tactus_chart_paint_legend (snapshot, self->labels, &self->frame, &self->ink, 0.0);
  if (self->markers)
    tactus_chart_paint_markers (snapshot, self->labels, &self->frame, &self->ink, self->markers);
  if (self->scene.summary.count == 0
      && (stretches == NULL || !is_silent_throughout (self, stretches)))
    tactus_chart_paint_message (snapshot, GTK_WIDGET (self), &self->frame, &self->ink,
                                empty_message (self));
  return gtk_snapshot_free_to_node (snapshot);
}

static void
tactus_chart_plot_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  TactusChartPlot *self = TACTUS_CHART_PLOT (widget);

  if (self->scene.from_us >= self->scene.to_us)
    return;

  take_ink (self);
  if (self->values_node == NULL)
    self->values_node = draw_values (self);
  if (self->data_node == NULL)
    self->data_node = draw_data (self);

  if (self->values_node)
    gtk_snapshot_append_node (snapshot, self->values_node);
  append_times (self, snapshot);
  if (self->data_node)
    gtk_snapshot_append_node (snapshot, self->data_node);
}

/* Public */

GtkWidget *
tactus_chart_plot_new (void)
{
  return g_object_new (TACTUS_TYPE_CHART_PLOT, NULL);
}

void
tactus_chart_plot_set_series (TactusChartPlot *self,
                              TactusSeries    *series)
{
  g_return_if_fail (TACTUS_IS_CHART_PLOT (self));

  if (series)
    tactus_series_ref (series);
  g_clear_pointer (&self->series, tactus_series_unref);
  self->series = series;
  self->columns_pitch_us = 0;

  self->axis_follows = FALSE;
  tactus_axis_fit_nothing (&self->axis);
  move_axis (self, FALSE);
}

void
tactus_chart_plot_set_comparison (TactusChartPlot *self,
                                  TactusSeries    *series,
                                  gint64           shift_us)
{
  g_return_if_fail (TACTUS_IS_CHART_PLOT (self));

  if (series)
    tactus_series_ref (series);
  g_clear_pointer (&self->comparison, tactus_series_unref);
  self->comparison = series;
  self->shift_us = shift_us;
  resize (self);
}

void
tactus_chart_plot_set_zones (TactusChartPlot   *self,
                             const TactusZones *zones)
{
  g_return_if_fail (TACTUS_IS_CHART_PLOT (self));

  self->zones = zones ? *zones : (TactusZones) { 0 };
  resize (self);
}

void
tactus_chart_plot_set_markers (TactusChartPlot *self,
                               GArray          *times)
{
  g_return_if_fail (TACTUS_IS_CHART_PLOT (self));

  g_clear_pointer (&self->markers, g_array_unref);
  self->markers = times;
  resize (self);
}

static gboolean
needs_dates (TactusChartPlot *self)
{
  return tactus_time_day (self->scene.from_us, self->zone)
         != tactus_time_day (self->scene.now_us, self->zone);
}

void
tactus_chart_plot_show (TactusChartPlot        *self,
                        const TactusChartScene *scene,
                        gboolean                glide)
{
  g_return_if_fail (TACTUS_IS_CHART_PLOT (self));
  g_return_if_fail (scene != NULL && scene->from_us < scene->to_us);

  self->scene = *scene;
  self->frame.from_us = scene->from_us;
  self->frame.to_us = scene->to_us;
  if (self->dated != needs_dates (self))
    {
      self->dated = !self->dated;
      layout_frame (self);
    }
  update_axis (self, glide);
  forget_data (self);
  g_signal_emit (self, moved_signal, 0);
}

const TactusChartFrame *
tactus_chart_plot_get_frame (TactusChartPlot *self)
{
  g_return_val_if_fail (TACTUS_IS_CHART_PLOT (self), NULL);

  return &self->frame;
}

const TactusTimeStyle *
tactus_chart_plot_get_clock (TactusChartPlot *self)
{
  g_return_val_if_fail (TACTUS_IS_CHART_PLOT (self), NULL);

  return &self->clock;
}

guint
tactus_chart_plot_get_drawn (TactusChartPlot *self)
{
  g_return_val_if_fail (TACTUS_IS_CHART_PLOT (self), 0);

  return self->drawn;
}

/* The type */

static void
tactus_chart_plot_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  resize (TACTUS_CHART_PLOT (widget));
}

static void
tactus_chart_plot_css_changed (GtkWidget         *widget,
                               GtkCssStyleChange *change)
{
  TactusChartPlot *self = TACTUS_CHART_PLOT (widget);

  GTK_WIDGET_CLASS (tactus_chart_plot_parent_class)->css_changed (widget, change);

  tactus_chart_labels_forget (self->labels);
  measure_times (self);
  resize (self);
}

static void
tactus_chart_plot_direction_changed (GtkWidget        *widget,
                                     GtkTextDirection  previous)
{
  GTK_WIDGET_CLASS (tactus_chart_plot_parent_class)->direction_changed (widget, previous);

  resize (TACTUS_CHART_PLOT (widget));
}

static void
tactus_chart_plot_dispose (GObject *object)
{
  TactusChartPlot *self = TACTUS_CHART_PLOT (object);

  if (self->moving_axis)
    adw_animation_pause (self->moving_axis);
  g_clear_object (&self->moving_axis);

  G_OBJECT_CLASS (tactus_chart_plot_parent_class)->dispose (object);
}

static void
tactus_chart_plot_finalize (GObject *object)
{
  TactusChartPlot *self = TACTUS_CHART_PLOT (object);

  g_clear_pointer (&self->values_node, gsk_render_node_unref);
  g_clear_pointer (&self->data_node, gsk_render_node_unref);
  g_clear_pointer (&self->series, tactus_series_unref);
  g_clear_pointer (&self->comparison, tactus_series_unref);
  g_clear_pointer (&self->markers, g_array_unref);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->other_columns, g_array_unref);
  g_clear_pointer (&self->labels, tactus_chart_labels_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (tactus_chart_plot_parent_class)->finalize (object);
}

static void
tactus_chart_plot_class_init (TactusChartPlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tactus_chart_plot_dispose;
  object_class->finalize = tactus_chart_plot_finalize;
  widget_class->size_allocate = tactus_chart_plot_size_allocate;
  widget_class->css_changed = tactus_chart_plot_css_changed;
  widget_class->direction_changed = tactus_chart_plot_direction_changed;
  widget_class->snapshot = tactus_chart_plot_snapshot;

  resized_signal = g_signal_new ("resized", TACTUS_TYPE_CHART_PLOT, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
  moved_signal = g_signal_new ("moved", TACTUS_TYPE_CHART_PLOT, G_SIGNAL_RUN_LAST, 0,
                               NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "chart-plot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
tactus_chart_plot_init (TactusChartPlot *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  self->columns = g_array_new (FALSE, FALSE, sizeof (TactusColumn));
  self->other_columns = g_array_new (FALSE, FALSE, sizeof (TactusColumn));
  self->labels = tactus_chart_labels_new (GTK_WIDGET (self));
  self->zone = g_time_zone_new_local ();
  self->clock = (TactusTimeStyle) { self->zone, tactus_locale_get_twelve_hours () };
  self->frame.width = TACTUS_CHART_PEN;
  self->frame.height = 1;
  tactus_axis_fit_nothing (&self->axis);
  self->frame.axis = self->axis;
  self->moving_axis = adw_timed_animation_new (GTK_WIDGET (self), 0.0, 1.0, GLIDE_MS,
                                               adw_callback_animation_target_new (move_axis_cb,
                                                                                  self, NULL));
  measure_times (self);
}
