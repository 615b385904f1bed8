/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-chart.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "tactus-chart-layout.h"
#include "tactus-chart-paint.h"
#include "tactus-compat.h"
#include "tactus-stretches.h"
#include "tactus-widget-look.h"

#define LEAST_SECONDS        10
#define DEFAULT_SECONDS      300

#define MINIMUM_WIDTH        240
#define NATURAL_WIDTH        480
#define MINIMUM_HEIGHT       160
#define NATURAL_HEIGHT       260
#define HEAD_ROOM            10      /* above the plot, for half of the uppermost value */
#define SIDE_ROOM            10      /* beside the newest reading, for half of its dot */
#define GUTTER_ROOM          8       /* between values and plot, and outside of them */

#define LABEL_PITCH          1.4     /* from one time to the next, in widths of a label */
#define CROWDED              2       /* readings a pixel, above which a line is no use */

#define SHORTEST_TICK_MS     33
#define LONGEST_TICK_MS      5000
#define CALM_TICK_MS         1000    /* when the person wants nothing to move */
#define GLIDE_MS             250     /* for the axis to find its new place */
#define DESCRIBE_EVERY_US    (10 * G_USEC_PER_SEC)

struct _TactusChart
{
  GtkWidget parent_instance;

  TactusSeries *series;           /* (owned) (nullable) */
  TactusSeries *comparison;       /* (owned) (nullable) */
  gint64 comparison_shift_us;
  TactusZones zones;
  GPtrArray *markers;             /* (owned) (nullable) (element-type TactusMarker) */
  guint window_seconds;           /* 0: all there is */
  gboolean running;
  gint64 first_us;                /* how far back and forth it goes; both 0: not said */
  gint64 last_us;
  gint64 shown_from_us;           /* what is looked at while it does not follow */
  gint64 shown_to_us;             /* 0: follows the present */

  TactusChartNowFunc now_func;    /* (nullable) */
  gpointer now_data;
  GDestroyNotify now_destroy;
  gint64 frozen_us;               /* 0: time goes on */
  gint64 stopped_us;              /* when it stopped running; 0: it never ran with this series */

  TactusChartFrame frame;         /* what is on the screen */
  TactusAxis axis;                /* where the axis of the frame is going */
  TactusAxis axis_before;         /* and where it comes from */
  AdwAnimation *moving_axis;      /* (owned) */
  TactusSummary summary;          /* of the frame */
  TactusSummary told;             /* the summary when the signal was last emitted */
  guint tell_id;                  /* 0: nothing to tell */
  gboolean laying_out;
  gboolean axis_follows;          /* whether the axis has readings to keep to */
  gboolean stale;                 /* nothing came lately although it runs */
  guint timer_id;

  GArray *columns;                /* (owned) (element-type TactusColumn): as wide as the plot */
  GskRenderNode *values_node;     /* (owned) (nullable): see forget_drawing() */
  GskRenderNode *data_node;       /* (owned) (nullable) */

  char *description;              /* (owned) (nullable): as told to the screen reader */
  gint64 described_us;            /* monotonic */
};

typedef enum {
  PROP_WINDOW_SECONDS = 1,
  PROP_RUNNING,
  PROP_FOLLOWING,
} TactusChartProperty;

static GParamSpec *properties[PROP_FOLLOWING + 1];
static guint summary_changed_signal;

G_DEFINE_FINAL_TYPE (TactusChart, tactus_chart, GTK_TYPE_WIDGET)

static gint64
now_us (TactusChart *self)
{
  if (self->frozen_us != 0)
    return self->frozen_us;
  return self->now_func ? self->now_func (self->now_data) : g_get_real_time ();
}

static gboolean
get_last (TactusChart   *self,
          TactusReading *last)
{
  return self->series && tactus_series_get_last (self->series, last);
}

/* The time of the newer side.  While nothing is measured time stands still, so that what was
 * measured stays to be looked at. */
static gint64
present_us (TactusChart *self)
{
  TactusReading last;

  if (self->last_us != 0)
    return self->last_us;
  if (self->frozen_us != 0 || !get_last (self, &last))
    return now_us (self);

  /* A clock that was put back leaves readings in the future; they are to be seen all the same. */
  return MAX (self->running ? now_us (self) : self->stopped_us, last.when_us);
}

/* Where the series, or what it is a part of, begins. */
static gint64
begin_us (TactusChart *self)
{
  if (self->first_us != 0)
    return self->first_us;
  if (self->series && tactus_series_get_length (self->series) > 0)
    return tactus_series_get (self->series, 0).when_us;
  return now_us (self) - DEFAULT_SECONDS * (gint64) G_USEC_PER_SEC;
}

static gint64
span_us (TactusChart *self)
{
  if (self->shown_to_us != 0)
    return self->shown_to_us - self->shown_from_us;
  if (self->window_seconds != 0)
    return self->window_seconds * (gint64) G_USEC_PER_SEC;
  return MAX (present_us (self) - begin_us (self), LEAST_SECONDS * (gint64) G_USEC_PER_SEC);
}

static gint64
column_us (TactusChart *self)
{
  double columns = MAX (self->frame.width, 1.0);

  return MAX ((gint64) ((double) span_us (self) / columns), 1);
}

/* Whether the newest reading is a pulse that still holds. */
static gboolean
is_fresh (TactusChart *self)
{
  TactusReading last;

  return get_last (self, &last) && last.kind == TACTUS_READING_PULSE
         && present_us (self) - last.when_us <= TACTUS_SERIES_GAP_US;
}

/* Words */

static char *
name_window (guint seconds)
{
  if (seconds == 0)
    return g_strdup (_("all readings"));
  if (seconds % 3600 == 0)
    return g_strdup_printf (ngettext ("last hour", "last %u hours", seconds / 3600),
                            seconds / 3600);
  if (seconds % 60 == 0)
    return g_strdup_printf (ngettext ("last minute", "last %u minutes", seconds / 60),
                            seconds / 60);
  return g_strdup_printf (ngettext ("last second", "last %u seconds", seconds), seconds);
}

static char *
describe_present (TactusChart *self)
{
  TactusReading last;
  gboolean any = get_last (self, &last);

  if (is_fresh (self))
    return g_strdup_printf (_("now %u"), last.bpm);
  if (any && last.kind == TACTUS_READING_NO_CONTACT)
    return g_strdup (_("now not worn"));
  return g_strdup (_("now no reading"));
}

char *
tactus_chart_describe (TactusChart *self)
{
  g_autofree char *window = NULL;
  g_autofree char *present = NULL;

  g_return_val_if_fail (TACTUS_IS_CHART (self), NULL);

  window = name_window (self->window_seconds);
  if (self->summary.count == 0)
    /* Translators: %s is a span of time such as "last 5 minutes" */
    return g_strdup_printf (_("Heart rate, %s: no readings"), window);

  present = describe_present (self);
  /* Translators: "Heart rate, last 5 minutes: 62 to 91, average 74, now 72" */
  return g_strdup_printf (_("Heart rate, %s: %u to %u, average %.0f, %s"), window,
                          self->summary.minimum, self->summary.maximum, self->summary.mean,
                          present);
}

/* A screen reader may read every change aloud: often enough is enough. */
static void
update_description (TactusChart *self,
                    gboolean     at_once)
{
  gint64 monotonic_us = g_get_monotonic_time ();
  g_autofree char *description = NULL;

  if (!at_once && self->description && monotonic_us - self->described_us < DESCRIBE_EVERY_US)
    return;

  description = tactus_chart_describe (self);
  self->described_us = monotonic_us;
  if (g_strcmp0 (description, self->description) == 0)
    return;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);
  g_free (self->description);
  self->description = g_steal_pointer (&description);
}

/* What is on the screen */

static void
forget_data (TactusChart *self)
{
  g_clear_pointer (&self->data_node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
forget_drawing (TactusChart *self)
{
  g_clear_pointer (&self->values_node, gsk_render_node_unref);
  forget_data (self);
}

static gboolean
is_same_summary (const TactusSummary *a,
                 const TactusSummary *b)
{
  return a->count == b->count && a->minimum == b->minimum && a->maximum == b->maximum
         && a->mean == b->mean;
}

static void
tell_summary (TactusChart *self)
{
  gboolean turn = (self->told.count == 0) != (self->summary.count == 0);

  g_clear_handle_id (&self->tell_id, g_source_remove);
  if (is_same_summary (&self->told, &self->summary))
    return;

  self->told = self->summary;
  g_signal_emit (self, summary_changed_signal, 0);
  update_description (self, turn);
}

static gboolean
tell_cb (gpointer user_data)
{
  TactusChart *self = user_data;

  self->tell_id = 0;
  tell_summary (self);
  return G_SOURCE_REMOVE;
}

static void
update_summary (TactusChart *self)
{
  self->summary = (TactusSummary) { 0 };
  if (self->series)
    tactus_series_summarize (self->series, self->frame.from_us, self->frame.to_us, &self->summary);

  /* Who listens writes it into labels, and those must not change while sizes are handed out. */
  if (!self->laying_out)
    tell_summary (self);
  else if (self->tell_id == 0)
    self->tell_id = g_idle_add (tell_cb, self);
}

static void
show_axis (TactusChart *self,
           double       minimum,
           double       maximum)
{
  self->frame.axis = (TactusAxis) { minimum, maximum };
  g_clear_pointer (&self->values_node, gsk_render_node_unref);
  forget_data (self);
}

static void
move_axis_cb (double   share,
              gpointer user_data)
{
  TactusChart *self = user_data;

  show_axis (self,
             adw_lerp (self->axis_before.minimum, self->axis.minimum, share),
             adw_lerp (self->axis_before.maximum, self->axis.maximum, share));
}

/* The axis glides, so that the eye can follow the line; the animation itself sees to it that
 * nothing moves for those who do not want it, or while nobody looks. */
static void
move_axis (TactusChart *self,
           gboolean     glide)
{
  adw_animation_reset (self->moving_axis);
  if (!glide)
    {
      show_axis (self, self->axis.minimum, self->axis.maximum);
      return;
    }

  adw_animation_play (self->moving_axis);
}

static void
update_axis (TactusChart *self)
{
  TactusAxis before = self->frame.axis;
  gboolean first = !self->axis_follows;

  self->axis_follows = self->summary.count > 0;
  if (!self->axis_follows)
    return;

  /* The first reading says where the axis is to be; those after it move it only if they must. */
  if (first)
    self->axis = (TactusAxis) { 0 };
  if (!tactus_axis_follow (&self->axis, self->summary.minimum, self->summary.maximum))
    return;

  self->axis_before = before;
  move_axis (self, !first && self->frozen_us == 0);
}

/* Moves the frame to the present, if that is a pixel away. */
static void
update_frame (TactusChart *self)
{
  gint64 present = self->shown_to_us != 0 ? self->shown_to_us : present_us (self);
  gboolean stale = !is_fresh (self);

  if (self->stale != stale)
    forget_data (self);
  self->stale = stale;

  present = tactus_chart_align_end (present, column_us (self));
  if (self->frame.to_us == present)
    return;

  self->frame.to_us = present;
  self->frame.from_us = present - span_us (self);
  update_summary (self);
  update_axis (self);
  forget_data (self);
}

/* After something else than the passing of time. */
static void
update_all (TactusChart *self)
{
  self->frame.to_us = G_MININT64;
  update_frame (self);
}

/* The clock */

static gboolean
tick_cb (gpointer user_data)
{
  update_frame (TACTUS_CHART (user_data));
  return G_SOURCE_CONTINUE;
}

/* One tick for each pixel the chart scrolls: more would draw the same picture again. */
static guint
tick_ms (TactusChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gint64 ms = column_us (self) / 1000;
  gint64 shortest = tactus_widget_get_animated (widget) ? SHORTEST_TICK_MS : CALM_TICK_MS;

  return CLAMP (ms, shortest, LONGEST_TICK_MS);
}

static void
restart_timer (TactusChart *self)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->running && self->frozen_us == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->timer_id = g_timeout_add (tick_ms (self), tick_cb, self);
}

/* Size */

static int
value_room (GtkWidget *widget)
{
  g_autoptr(PangoLayout) layout = tactus_chart_label (widget, "000");
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width + GUTTER_ROOM;
}

static int
time_room (GtkWidget *widget)
{
  g_autoptr(PangoLayout) layout = tactus_chart_label (widget, "00:00");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height + GUTTER_ROOM;
}

static void
tactus_chart_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? MINIMUM_WIDTH : MINIMUM_HEIGHT;
  *natural = across ? NATURAL_WIDTH : NATURAL_HEIGHT;
}

static void
layout_frame (TactusChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int values = value_room (widget);
  int times = time_room (widget);

  self->frame.mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  self->frame.x = self->frame.mirrored ? SIDE_ROOM : values;
  self->frame.y = HEAD_ROOM;
  self->frame.width = MAX (gtk_widget_get_width (widget) - values - SIDE_ROOM, 1);
  self->frame.height = MAX (gtk_widget_get_height (widget) - times - HEAD_ROOM, 1);

  forget_drawing (self);
  self->laying_out = TRUE;
  update_all (self);
  self->laying_out = FALSE;
  restart_timer (self);
}

static void
tactus_chart_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  layout_frame (TACTUS_CHART (widget));
}

static void
tactus_chart_css_changed (GtkWidget         *widget,
                          GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (tactus_chart_parent_class)->css_changed (widget, change);

  layout_frame (TACTUS_CHART (widget));
}

static void
tactus_chart_direction_changed (GtkWidget        *widget,
                                GtkTextDirection  previous)
{
  GTK_WIDGET_CLASS (tactus_chart_parent_class)->direction_changed (widget, previous);

  layout_frame (TACTUS_CHART (widget));
}

static void
tactus_chart_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tactus_chart_parent_class)->map (widget);

  update_all (TACTUS_CHART (widget));
  restart_timer (TACTUS_CHART (widget));
}

static void
tactus_chart_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tactus_chart_parent_class)->unmap (widget);

  restart_timer (TACTUS_CHART (widget));
}

/* Drawing */

/* Our own colour is the line's; ordinary text has the parent's. */
static void
get_ink (TactusChart    *self,
         TactusChartInk *ink)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *parent = gtk_widget_get_parent (widget);
  GdkRGBA line;
  GdkRGBA text;

  tactus_compat_get_color (widget, &line);
  tactus_compat_get_color (parent ? parent : widget, &text);
  tactus_chart_ink_init (ink, &line, &text,
                         adw_style_manager_get_high_contrast (adw_style_manager_get_default ()));
}

static GskRenderNode *
draw_values (TactusChart          *self,
             const TactusChartInk *ink)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  tactus_chart_paint_values (snapshot, GTK_WIDGET (self), &self->frame, ink);
  return gtk_snapshot_free_to_node (snapshot);
}

/* The step at which labels as wide as @sample stand apart. */
static gint64
step_for (TactusChart *self,
          const char  *sample)
{
  g_autoptr(PangoLayout) layout = tactus_chart_label (GTK_WIDGET (self), sample);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return tactus_time_step (self->frame.to_us - self->frame.from_us,
                           self->frame.width / (width * LABEL_PITCH));
}

/* The times wander with every pixel and are few: nothing to keep. */
static void
append_times (TactusChart          *self,
              GtkSnapshot          *snapshot,
              const TactusChartInk *ink)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  gint64 step_us = step_for (self, "00:00");

  /* Steps of less than a minute come with seconds, which are wider. */
  if (step_us < 60 * G_USEC_PER_SEC)
    step_us = step_for (self, "00:00:00");
  tactus_chart_paint_times (snapshot, GTK_WIDGET (self), &self->frame, ink, step_us, zone);
}

static gboolean
fits_line (TactusChart *self)
{
  gsize readings = tactus_series_find (self->series, self->frame.to_us)
                   - tactus_series_find (self->series, self->frame.from_us);

  return readings <= CROWDED * self->frame.width;
}

static void
paint_pulses (TactusChart          *self,
              GtkSnapshot          *snapshot,
              const TactusChartInk *ink)
{
  if (fits_line (self))
    {
      tactus_chart_paint_line (snapshot, &self->frame, ink, self->series);
      return;
    }

  g_array_set_size (self->columns, (guint) self->frame.width);
  tactus_series_columns (self->series, self->frame.from_us, self->frame.to_us,
                         (TactusColumn *) self->columns->data, self->columns->len);
  tactus_chart_paint_columns (snapshot, &self->frame, ink,
                              (const TactusColumn *) self->columns->data, self->columns->len);
}

static void
paint_last (TactusChart          *self,
            GtkSnapshot          *snapshot,
            const TactusChartInk *ink)
{
  TactusReading last;

  if (get_last (self, &last) && last.kind == TACTUS_READING_PULSE)
    tactus_chart_paint_last (snapshot, &self->frame, ink, &last, is_fresh (self));
}

static const char *
empty_message (TactusChart *self)
{
  gboolean earlier = self->series
                     && tactus_series_find (self->series, self->frame.from_us) > 0;

  return earlier ? _("No readings in this time") : _("No readings yet");
}

static GskRenderNode *
draw_data (TactusChart          *self,
           const TactusChartInk *ink)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GtkWidget *widget = GTK_WIDGET (self);

  if (self->series)
    {
      g_autoptr(GArray) stretches = tactus_stretches_find (self->series,
                                                           self->frame.from_us,
                                                           MIN (self->frame.to_us,
                                                                present_us (self)),
                                                           column_us (self));

      tactus_chart_paint_stretches (snapshot, widget, &self->frame, ink, stretches);
    }

  if (self->summary.count > 0)
    {
      paint_pulses (self, snapshot, ink);
      tactus_chart_paint_mean (snapshot, widget, &self->frame, ink,
                               self->series, self->summary.mean);
      paint_last (self, snapshot, ink);
    }
  else
    {
      tactus_chart_paint_message (snapshot, widget, &self->frame, ink, empty_message (self));
    }

  return gtk_snapshot_free_to_node (snapshot);
}

static void
tactus_chart_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  TactusChart *self = TACTUS_CHART (widget);
  TactusChartInk ink;

  get_ink (self, &ink);
  if (self->values_node == NULL)
    self->values_node = draw_values (self, &ink);
  if (self->data_node == NULL)
    self->data_node = draw_data (self, &ink);

  append_times (self, snapshot, &ink);
  if (self->values_node)
    gtk_snapshot_append_node (snapshot, self->values_node);
  if (self->data_node)
    gtk_snapshot_append_node (snapshot, self->data_node);
}

/* Public */

GtkWidget *
tactus_chart_new (void)
{
  return g_object_new (TACTUS_TYPE_CHART, NULL);
}

void
tactus_chart_set_series (TactusChart  *self,
                         TactusSeries *series)
{
  g_return_if_fail (TACTUS_IS_CHART (self));

  if (self->series == series)
    return;

  g_clear_pointer (&self->series, tactus_series_unref);
  if (series)
    self->series = tactus_series_ref (series);

  self->stopped_us = 0;
  self->axis_follows = FALSE;
  tactus_axis_fit_nothing (&self->axis);
  move_axis (self, FALSE);
  update_all (self);
  update_description (self, TRUE);
}

TactusSeries *
tactus_chart_get_series (TactusChart *self)
{
  g_return_val_if_fail (TACTUS_IS_CHART (self), NULL);

  return self->series;
}

void
tactus_chart_series_changed (TactusChart *self)
{
  g_return_if_fail (TACTUS_IS_CHART (self));

  update_all (self);
}

void
tactus_chart_set_zones (TactusChart       *self,
                        const TactusZones *zones)
{
  g_return_if_fail (TACTUS_IS_CHART (self));

  self->zones = zones ? *zones : (TactusZones) { 0 };
  forget_drawing (self);
}

void
tactus_chart_set_markers (TactusChart *self,
                          GPtrArray   *markers)
{
  g_return_if_fail (TACTUS_IS_CHART (self));

  if (markers)
    g_ptr_array_ref (markers);
  g_clear_pointer (&self->markers, g_ptr_array_unref);
  self->markers = markers;
  forget_data (self);
}

void
tactus_chart_set_comparison (TactusChart  *self,
                             TactusSeries *series,
                             gint64        shift_us)
{
  g_return_if_fail (TACTUS_IS_CHART (self));

  if (series)
    tactus_series_ref (series);
  g_clear_pointer (&self->comparison, tactus_series_unref);
  self->comparison = series;
  self->comparison_shift_us = shift_us;
  forget_data (self);
}

void
tactus_chart_set_bounds (TactusChart *self,
                         gint64       from_us,
                         gint64       to_us)
{
  g_return_if_fail (TACTUS_IS_CHART (self));
  g_return_if_fail (from_us <= to_us);

  self->first_us = from_us;
  self->last_us = to_us;
  update_all (self);
}

static void
look_at (TactusChart *self,
         gint64       from_us,
         gint64       to_us)
{
  gboolean followed = self->shown_to_us == 0;

  self->shown_from_us = from_us;
  self->shown_to_us = to_us;
  update_all (self);
  restart_timer (self);
  if (followed != (to_us == 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOWING]);
}

void
tactus_chart_show (TactusChart *self,
                   gint64       from_us,
                   gint64       to_us)
{
  g_return_if_fail (TACTUS_IS_CHART (self));
  g_return_if_fail (from_us < to_us);

  look_at (self, from_us, to_us);
}

void
tactus_chart_get_visible (TactusChart *self,
                          gint64      *from_us,
                          gint64      *to_us)
{
  g_return_if_fail (TACTUS_IS_CHART (self));

  if (from_us)
    *from_us = self->frame.from_us;
  if (to_us)
    *to_us = self->frame.to_us;
}

void
tactus_chart_follow (TactusChart *self)
{
  g_return_if_fail (TACTUS_IS_CHART (self));

  look_at (self, 0, 0);
}

gboolean
tactus_chart_get_following (TactusChart *self)
{
  g_return_val_if_fail (TACTUS_IS_CHART (self), FALSE);

  return self->shown_to_us == 0;
}

void
tactus_chart_set_window_seconds (TactusChart *self,
                                 guint        seconds)
{
  g_return_if_fail (TACTUS_IS_CHART (self));
  g_return_if_fail (seconds == 0 || seconds >= LEAST_SECONDS);

  if (self->window_seconds == seconds)
    return;

  self->window_seconds = seconds;
  self->shown_to_us = 0;
  update_all (self);
  update_description (self, TRUE);
  restart_timer (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WINDOW_SECONDS]);
}

guint
tactus_chart_get_window_seconds (TactusChart *self)
{
  g_return_val_if_fail (TACTUS_IS_CHART (self), 0);

  return self->window_seconds;
}

void
tactus_chart_set_running (TactusChart *self,
                          gboolean     running)
{
  g_return_if_fail (TACTUS_IS_CHART (self));

  if (self->running == !!running)
    return;

  self->running = !!running;
  if (!running)
    self->stopped_us = now_us (self);
  update_all (self);
  update_description (self, TRUE);
  restart_timer (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

gboolean
tactus_chart_get_running (TactusChart *self)
{
  g_return_val_if_fail (TACTUS_IS_CHART (self), FALSE);

  return self->running;
}

void
tactus_chart_get_summary (TactusChart   *self,
                          TactusSummary *summary)
{
  g_return_if_fail (TACTUS_IS_CHART (self));
  g_return_if_fail (summary != NULL);

  *summary = self->summary;
}

void
tactus_chart_set_now_func (TactusChart        *self,
                           TactusChartNowFunc  func,
                           gpointer            user_data,
                           GDestroyNotify      destroy)
{
  g_return_if_fail (TACTUS_IS_CHART (self));

  if (self->now_destroy)
    self->now_destroy (self->now_data);
  self->now_func = func;
  self->now_data = user_data;
  self->now_destroy = destroy;
  update_all (self);
}

void
tactus_chart_set_frozen_now (TactusChart *self,
                             gint64       frozen_us)
{
  g_return_if_fail (TACTUS_IS_CHART (self));

  self->frozen_us = frozen_us;
  update_all (self);
  restart_timer (self);
}

/* The type */

static void
tactus_chart_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  TactusChart *self = TACTUS_CHART (object);

  switch ((TactusChartProperty) id)
    {
    case PROP_WINDOW_SECONDS:
      g_value_set_uint (value, self->window_seconds);
      break;

    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;

    case PROP_FOLLOWING:
      g_value_set_boolean (value, tactus_chart_get_following (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
tactus_chart_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  TactusChart *self = TACTUS_CHART (object);

  switch ((TactusChartProperty) id)
    {
    case PROP_WINDOW_SECONDS:
      tactus_chart_set_window_seconds (self, g_value_get_uint (value));
      break;

    case PROP_RUNNING:
      tactus_chart_set_running (self, g_value_get_boolean (value));
      break;

    case PROP_FOLLOWING:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
tactus_chart_dispose (GObject *object)
{
  TactusChart *self = TACTUS_CHART (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_handle_id (&self->tell_id, g_source_remove);
  if (self->moving_axis)
    adw_animation_pause (self->moving_axis);
  g_clear_object (&self->moving_axis);
  if (self->now_destroy)
    self->now_destroy (self->now_data);
  self->now_destroy = NULL;
  self->now_func = NULL;

  G_OBJECT_CLASS (tactus_chart_parent_class)->dispose (object);
}

static void
tactus_chart_finalize (GObject *object)
{
  TactusChart *self = TACTUS_CHART (object);

  g_clear_pointer (&self->values_node, gsk_render_node_unref);
  g_clear_pointer (&self->data_node, gsk_render_node_unref);
  g_clear_pointer (&self->series, tactus_series_unref);
  g_clear_pointer (&self->comparison, tactus_series_unref);
  g_clear_pointer (&self->markers, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->description, g_free);

  G_OBJECT_CLASS (tactus_chart_parent_class)->finalize (object);
}

static void
tactus_chart_class_init (TactusChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tactus_chart_get_property;
  object_class->set_property = tactus_chart_set_property;
  object_class->dispose = tactus_chart_dispose;
  object_class->finalize = tactus_chart_finalize;

  widget_class->measure = tactus_chart_measure;
  widget_class->size_allocate = tactus_chart_size_allocate;
  widget_class->css_changed = tactus_chart_css_changed;
  widget_class->direction_changed = tactus_chart_direction_changed;
  widget_class->map = tactus_chart_map;
  widget_class->unmap = tactus_chart_unmap;
  widget_class->snapshot = tactus_chart_snapshot;

  properties[PROP_WINDOW_SECONDS] =
    g_param_spec_uint ("window-seconds", NULL, NULL,
                       0, G_MAXUINT, DEFAULT_SECONDS,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_RUNNING] =
    g_param_spec_boolean ("running", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLLOWING] =
    g_param_spec_boolean ("following", NULL, NULL, TRUE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  summary_changed_signal = g_signal_new ("summary-changed", TACTUS_TYPE_CHART,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "tactus-chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
tactus_chart_init (TactusChart *self)
{
  self->window_seconds = DEFAULT_SECONDS;
  self->columns = g_array_new (FALSE, FALSE, sizeof (TactusColumn));
  self->stale = TRUE;
  self->frame.width = 1;
  self->frame.height = 1;
  tactus_axis_fit_nothing (&self->axis);
  self->frame.axis = self->axis;
  self->moving_axis = adw_timed_animation_new (GTK_WIDGET (self), 0.0, 1.0, GLIDE_MS,
                                               adw_callback_animation_target_new (move_axis_cb,
                                                                                  self, NULL));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Heart rate chart"),
                                  -1);
  update_all (self);
  update_description (self, TRUE);
}
