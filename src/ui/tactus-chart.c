/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-chart-private.h"

#include <math.h>

#include <glib/gi18n.h>

#include "tactus-chart-hands.h"
#include "tactus-chart-view.h"
#include "tactus-chart-words.h"
#include "tactus-compat.h"
#include "tactus-sight.h"
#include "tactus-widget-look.h"

#define LEAST_SECONDS        10
#define DEFAULT_SECONDS      300

#define MINIMUM_WIDTH        160
#define NATURAL_WIDTH        480
#define MINIMUM_HEIGHT       140
#define NATURAL_HEIGHT       260
#define BUTTON_MARGIN        10

#define SHORTEST_TICK_MS     100
#define CALM_TICK_MS         1000    /* when the person wants nothing to move */
#define LONGEST_TICK_MS      5000
#define COARSE_COLUMN_MS     250     /* above it the values that come are the tick */
#define COARSE_TICK_MS       1200    /* unless none comes */

#define REACH_PIXELS         6       /* how near to a reading or a marker one points at it */
#define DESCRIBE_EVERY_US    (15 * G_USEC_PER_SEC)
#define DESCRIBE_BPM         10      /* a change that does not wait for that */

typedef enum {
  READ_OUT_NOTHING,
  READ_OUT_POINTER,
  READ_OUT_KEYS,
  READ_OUT_SUMMARY,
} ReadOut;

struct _TactusChart
{
  GtkWidget parent_instance;

  GtkWidget *plot;
  GtkWidget *cursor;
  GtkWidget *button;

  TactusSeries *series;           /* (owned) (nullable) */
  TactusSeries *comparison;       /* (owned) (nullable) */
  gint64 shift_us;                /* of @comparison */
  TactusZones zones;
  GPtrArray *markers;             /* (owned) (nullable) (element-type TactusMarker) */
  gboolean running;

  TactusChartNowFunc now_func;    /* (nullable) */
  gpointer now_data;
  GDestroyNotify now_destroy;
  gint64 frozen_us;               /* 0: time goes on */
  gint64 stopped_us;              /* when it stopped running; 0: it never ran with this series */

  gint64 first_us;                /* bounds; both 0: none */
  gint64 last_us;
  TactusChartView view;
  TactusChartScene scene;         /* what is on the screen */
  TactusChartScene told;          /* and what it was when the signal was last emitted */
  guint tell_id;                  /* 0: nothing to tell */
  gboolean updating;
  gboolean laying_out;
  gboolean behind;                /* something changed while nobody looked */
  guint timer_id;
  TactusSight *sight;             /* (owned) */

  ReadOut read_out;
  double pointer_x;               /* of READ_OUT_POINTER */
  gint64 cursor_us;               /* of READ_OUT_KEYS */
  TactusChartProbe probe;         /* of both */

  char *description;              /* (owned) (nullable): as told to the screen reader */
  gint64 described_us;            /* monotonic */
  TactusReading described;        /* the newest reading at that time */
};

typedef enum {
  PROP_WINDOW_SECONDS = 1,
  PROP_RUNNING,
  PROP_FOLLOWING,
} TactusChartProperty;

static GParamSpec *properties[PROP_FOLLOWING + 1];
static guint summary_changed_signal;

G_DEFINE_FINAL_TYPE (TactusChart, tactus_chart, GTK_TYPE_WIDGET)

static void update (TactusChart *self);

/* Time */

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

static gboolean
is_bounded (TactusChart *self)
{
  return self->last_us != 0;
}

/* The time of the newer side.  While nothing is measured time stands still, so that what was
 * measured stays to be looked at. */
static gint64
present_us (TactusChart *self)
{
  TactusReading last;

  if (is_bounded (self))
    return self->last_us;
  if (self->frozen_us != 0 || !get_last (self, &last))
    return now_us (self);

  /* A clock that was put back leaves readings in the future; they are to be seen all the same. */
  return MAX (self->running ? now_us (self) : self->stopped_us, last.when_us);
}

/* Until when silence is one.  Between bounds that is neither the time to come nor what the other
 * session has longer; the clock may have been put back, and readings are true all the same. */
static gint64
silent_until_us (TactusChart *self,
                 gint64       present)
{
  TactusReading last;

  if (!is_bounded (self) || !get_last (self, &last))
    return present;
  if (self->comparison)
    return MIN (present, last.when_us);

  return MAX (MIN (present, now_us (self)), last.when_us);
}

static gint64
begin_us (TactusChart *self,
          gint64       present)
{
  if (is_bounded (self))
    return self->first_us;
  if (self->series && tactus_series_get_length (self->series) > 0)
    return MIN (tactus_series_get (self->series, 0).when_us, present);
  return present;
}

static const TactusChartFrame *
get_frame (TactusChart *self)
{
  return tactus_chart_plot_get_frame (TACTUS_CHART_PLOT (self->plot));
}

/* How wide the plot is, or will be. */
static gint64
get_pixels (TactusChart *self)
{
  double width = get_frame (self)->width;

  return width > TACTUS_CHART_PEN ? (gint64) width : NATURAL_WIDTH;
}

static gint64
column_us (TactusChart *self)
{
  return MAX (tactus_chart_view_get_span (&self->view) / get_pixels (self), 1);
}

/* How far the chart scrolls at a time: a pixel, or a column where a pixel has many readings. */
static gint64
grain_us (TactusChart *self)
{
  gint64 pixel_us = column_us (self);

  return pixel_us < G_USEC_PER_SEC ? pixel_us : (gint64) (TACTUS_CHART_PEN * (double) pixel_us);
}

/* Whether the newest reading is a pulse that still holds. */
static gboolean
is_fresh (TactusChart *self,
          gint64       present)
{
  TactusReading last;

  return get_last (self, &last) && last.kind == TACTUS_READING_PULSE
         && present - last.when_us <= tactus_series_get_gap_us (self->series);
}

/* Whether work for the screen is of any use. */
static gboolean
is_seen (TactusChart *self)
{
  return self->sight && tactus_sight_get_in_sight (self->sight);
}

/* Words */

static const char *
state_now (TactusReadingKind kind)
{
  switch (kind)
    {
    case TACTUS_READING_NO_CONTACT:
      return _("now not worn");
    case TACTUS_READING_LOST:
      return _("now signal lost");
    case TACTUS_READING_PULSE:
    case TACTUS_READING_NO_VALUE:
    case TACTUS_READING_GAP:
    case TACTUS_READING_STALE:
    default:
      return _("now no reading");
    }
}

static char *
describe_present (TactusChart *self)
{
  TactusReading last;

  if (!get_last (self, &last))
    return g_strdup (state_now (TACTUS_READING_GAP));
  if (is_fresh (self, present_us (self)))
    return g_strdup_printf (_("now %u"), last.bpm);
  return g_strdup (state_now (last.kind));
}

static const TactusTimeStyle *
get_clock (TactusChart *self)
{
  return tactus_chart_plot_get_clock (TACTUS_CHART_PLOT (self->plot));
}

static gboolean
is_live (TactusChart *self)
{
  return self->view.following && !is_bounded (self);
}

static void
catch_up (TactusChart *self)
{
  if (self->behind)
    update (self);
}

char *
tactus_chart_describe (TactusChart *self)
{
  g_autofree char *span = NULL;
  g_autofree char *present = NULL;
  TactusTrend trend = TACTUS_TREND_UNKNOWN;

  g_return_val_if_fail (TACTUS_IS_CHART (self), NULL);

  catch_up (self);
  if (is_live (self))
    span = tactus_chart_words_window (tactus_chart_get_window_seconds (self));
  else
    span = tactus_chart_words_span (self->view.from_us, self->view.to_us, now_us (self),
                                    get_clock (self));
  if (is_live (self))
    present = describe_present (self);
  if (self->series)
    trend = tactus_trend_of (self->series, self->scene.from_us, self->scene.to_us);
  return tactus_chart_words_summary (span, &self->scene.summary, trend, present);
}

/* Whether the newest reading is news that cannot wait. */
static gboolean
is_news (TactusChart *self)
{
  TactusReading last = { 0 };

  if (!get_last (self, &last) || last.kind != self->described.kind)
    return TRUE;
  return ABS ((int) last.bpm - (int) self->described.bpm) >= DESCRIBE_BPM;
}

static void
set_description (TactusChart *self,
                 char        *description)
{
  self->described_us = g_get_monotonic_time ();
  get_last (self, &self->described);
  if (g_strcmp0 (description, self->description) == 0)
    {
      g_free (description);
      return;
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);
  g_free (self->description);
  self->description = description;
  if (gtk_widget_has_focus (GTK_WIDGET (self)))
    tactus_compat_announce (GTK_WIDGET (self), description);
}

/* A screen reader may read every change aloud: often enough is enough. */
static void
update_description (TactusChart *self,
                    gboolean     at_once)
{
  gint64 monotonic_us = g_get_monotonic_time ();

  if (self->read_out != READ_OUT_NOTHING)
    return;
  if (!at_once && self->description && monotonic_us - self->described_us < DESCRIBE_EVERY_US
      && !is_news (self))
    return;

  set_description (self, tactus_chart_describe (self));
}

/* Who listens to us */

static gboolean
is_told (TactusChart *self)
{
  const TactusSummary *a = &self->told.summary;
  const TactusSummary *b = &self->scene.summary;
  gboolean same_time = self->told.from_us == self->scene.from_us
                       && self->told.to_us == self->scene.to_us;

  return a->count == b->count && a->minimum == b->minimum && a->maximum == b->maximum
         && a->mean == b->mean && (same_time || is_live (self));
}

static void
tell (TactusChart *self)
{
  gboolean turn = (self->told.summary.count == 0) != (self->scene.summary.count == 0);

  g_clear_handle_id (&self->tell_id, g_source_remove);
  if (is_told (self))
    return;

  self->told = self->scene;
  g_signal_emit (self, summary_changed_signal, 0);
  update_description (self, turn);
}

static gboolean
tell_cb (gpointer user_data)
{
  TactusChart *self = user_data;

  self->tell_id = 0;
  tell (self);
  return G_SOURCE_REMOVE;
}

/* Who listens writes it into labels, and those must not change while sizes are handed out. */
static void
tell_soon (TactusChart *self)
{
  if (!self->laying_out)
    tell (self);
  else if (self->tell_id == 0)
    self->tell_id = g_idle_add (tell_cb, self);
}

/* The read-out */

static void
add_line (GString *lines,
          char    *line)
{
  if (line && *line)
    g_string_append_printf (lines, "%s%s", lines->len ? "\n" : "", line);
  g_free (line);
}

static void
add_markers (TactusChart *self,
             GString     *lines,
             gint64       when_us)
{
  gint64 reach_us = column_us (self) * REACH_PIXELS;

  for (guint i = 0; self->markers && i < self->markers->len; i++)
    {
      const TactusMarker *marker = g_ptr_array_index (self->markers, i);

      if (ABS (marker->when_us - when_us) <= reach_us)
        add_line (lines, tactus_chart_words_marker (i + 1, marker->text));
    }
}

static void
add_comparison (TactusChart *self,
                GString     *lines)
{
  gint64 column = column_us (self);
  g_autofree char *value = NULL;
  TactusReading last;
  TactusChartProbe other;

  if (self->comparison == NULL || !tactus_series_get_last (self->comparison, &last))
    return;

  tactus_chart_probe_at (&other, self->comparison, self->probe.when_us - self->shift_us,
                         column * REACH_PIXELS, column, last.when_us);
  value = tactus_chart_words_value (&other);
  /* Translators: what the session that this one is compared with has at the same time, such as
   * "The other: 72 bpm" */
  add_line (lines, g_strdup_printf (_("The other: %s"), value));
}

static void
show_probe (TactusChart *self,
            gint64       pointed_us)
{
  g_autoptr(GString) extra = g_string_new (NULL);
  g_autofree char *value = tactus_chart_words_value (&self->probe);
  g_autofree char *time = tactus_time_words (self->probe.when_us, now_us (self),
                                             column_us (self) < 30 * G_USEC_PER_SEC,
                                             get_clock (self));

  add_line (extra, tactus_chart_words_zone (&self->probe, &self->zones));
  add_comparison (self, extra);
  add_markers (self, extra, pointed_us);
  tactus_chart_cursor_point (TACTUS_CHART_CURSOR (self->cursor), get_frame (self), &self->probe,
                             value, time, extra->str);
  if (self->read_out == READ_OUT_KEYS)
    set_description (self, tactus_chart_cursor_get_text (TACTUS_CHART_CURSOR (self->cursor)));
}

static void
probe_at (TactusChart *self,
          gint64       when_us,
          gint64       reach_us)
{
  tactus_chart_probe_at (&self->probe, self->series, when_us, reach_us, column_us (self),
                         self->scene.present_us);
}

static void
probe_pointer (TactusChart *self)
{
  const TactusChartFrame *frame = get_frame (self);
  double x = CLAMP (self->pointer_x, frame->x, frame->x + frame->width - 1.0);
  gint64 when_us = tactus_chart_frame_time (frame, x);

  /* There is nothing to point at in the time to come. */
  when_us = MIN (when_us, self->scene.present_us);
  probe_at (self, when_us, column_us (self) * REACH_PIXELS);
  show_probe (self, when_us);
}

/* Again where it was, after something below it has changed. */
static void
update_read_out (TactusChart *self)
{
  switch (self->read_out)
    {
    case READ_OUT_POINTER:
      probe_pointer (self);
      break;

    case READ_OUT_KEYS:
      probe_at (self, self->cursor_us, 0);
      show_probe (self, self->probe.when_us);
      break;

    case READ_OUT_SUMMARY:
    case READ_OUT_NOTHING:
    default:
      break;
    }
}

static void
set_read_out (TactusChart *self,
              ReadOut      read_out)
{
  self->read_out = read_out;
  if (read_out == READ_OUT_NOTHING)
    {
      tactus_chart_cursor_hide (TACTUS_CHART_CURSOR (self->cursor));
      update_description (self, TRUE);
    }
  else
    {
      update_read_out (self);
    }
}

/* What is on the screen */

/* A reading that a person looks at must not be scrolled away below the eyes. */
static void
keep_cursor (TactusChart *self)
{
  if (self->read_out == READ_OUT_KEYS && self->view.following
      && self->cursor_us < self->view.from_us && self->cursor_us >= self->view.first_us)
    tactus_chart_view_pan (&self->view, self->cursor_us - self->view.from_us);
}

static gboolean
is_home (TactusChart *self)
{
  return self->view.following && (!is_bounded (self) || self->view.window_us == 0);
}

static void
update_button (TactusChart *self)
{
  const char *label = is_bounded (self) ? _("Show All")
                                        : self->running ? _("Back to Live") : _("Back to Newest");

  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (self->button)), label) != 0)
    tactus_widget_label_button (self->button, label);
  gtk_widget_set_visible (self->button, !is_home (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chart.follow", !is_home (self));
}

static gboolean
is_same_scene (const TactusChartScene *a,
               const TactusChartScene *b)
{
  return a->from_us == b->from_us && a->to_us == b->to_us && a->fresh == b->fresh;
}

/* Moves the view to the present if it follows.  Returns: whether that is a pixel away. */
static gboolean
move_scene (TactusChart *self)
{
  gint64 present = present_us (self);
  gint64 silent_until = silent_until_us (self, present);
  TactusChartScene scene = {
    .silent_from_us = is_bounded (self) ? self->first_us : G_MAXINT64,
    .present_us = silent_until,
    .now_us = now_us (self),
    .fresh = is_fresh (self, silent_until),
  };

  tactus_chart_view_set_reach (&self->view, begin_us (self, present), present);
  keep_cursor (self);
  scene.to_us = tactus_chart_align_end (self->view.to_us, grain_us (self));
  /* Whole columns: what is known of one is known of it wherever it scrolls. */
  scene.from_us = scene.to_us - column_us (self) * get_pixels (self);
  if (is_same_scene (&scene, &self->scene))
    return FALSE;

  self->scene = scene;
  return TRUE;
}

static void
show_scene (TactusChart *self)
{
  self->behind = FALSE;
  if (self->series)
    tactus_series_summarize (self->series, self->scene.from_us, self->scene.to_us,
                             &self->scene.summary);
  tactus_chart_plot_show (TACTUS_CHART_PLOT (self->plot), &self->scene, self->frozen_us == 0);
  update_read_out (self);
  tell_soon (self);
}

/* After something else than the passing of time. */
static void
update (TactusChart *self)
{
  gboolean following = self->view.following;

  self->updating = TRUE;
  self->scene.to_us = G_MININT64;
  move_scene (self);
  show_scene (self);
  self->updating = FALSE;
  if (following != self->view.following)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOWING]);
}

/* Nobody works for a screen that is not there. */
static void
update_if_seen (TactusChart *self)
{
  if (is_seen (self))
    update (self);
  else
    self->behind = TRUE;
}

/* The clock */

static void restart_timer (TactusChart *self);

static gboolean
tick_cb (gpointer user_data)
{
  TactusChart *self = user_data;

  if (move_scene (self))
    show_scene (self);
  if (self->view.following)
    return G_SOURCE_CONTINUE;

  /* The cursor held it. */
  self->timer_id = 0;
  update_button (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOWING]);
  return G_SOURCE_REMOVE;
}

/* One tick for each pixel the chart scrolls: more would draw the same picture again.  Where a
 * second is but a few pixels the values that come move it, so that each of them draws once. */
static guint
tick_ms (TactusChart *self)
{
  gint64 ms = grain_us (self) / 1000;
  gint64 shortest = SHORTEST_TICK_MS;

  if (!tactus_widget_get_animated (GTK_WIDGET (self)))
    shortest = CALM_TICK_MS;
  if (ms >= COARSE_COLUMN_MS)
    shortest = COARSE_TICK_MS;

  return (guint) CLAMP (ms, shortest, LONGEST_TICK_MS);
}

static void
restart_timer (TactusChart *self)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->running && self->frozen_us == 0 && is_live (self) && is_seen (self))
    self->timer_id = g_timeout_add (tick_ms (self), tick_cb, self);
}

/* After the person, or who holds the chart, looks at something else. */
static void
look (TactusChart *self)
{
  update_if_seen (self);
  update_button (self);
  restart_timer (self);
}

/* Calls @change on the view, and tells who watches the properties. */
static void
notify_view (TactusChart           *self,
             const TactusChartView *before)
{
  look (self);
  update_description (self, FALSE);
  if (before->following != self->view.following)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOWING]);
  if (before->window_us != self->view.window_us)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WINDOW_SECONDS]);
}

/* What hands do */

gboolean
tactus_chart_get_mirrored (TactusChart *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

TactusChartPlot *
tactus_chart_get_plot (TactusChart *self)
{
  return TACTUS_CHART_PLOT (self->plot);
}

TactusChartCursor *
tactus_chart_get_cursor (TactusChart *self)
{
  return TACTUS_CHART_CURSOR (self->cursor);
}

void
tactus_chart_pan (TactusChart *self,
                  double       pixels)
{
  TactusChartView before = self->view;
  double sign = tactus_chart_get_mirrored (self) ? 1.0 : -1.0;

  catch_up (self);
  tactus_chart_view_pan (&self->view, (gint64) round (sign * pixels * (double) column_us (self)));
  notify_view (self, &before);
}

void
tactus_chart_page (TactusChart *self,
                   double       windows)
{
  TactusChartView before = self->view;

  catch_up (self);
  tactus_chart_view_pan (&self->view,
                         (gint64) (windows * (double) tactus_chart_view_get_span (&self->view)));
  notify_view (self, &before);
}

static double
anchor_of (TactusChart *self,
           double       x)
{
  const TactusChartFrame *frame = get_frame (self);
  double span = (double) tactus_chart_view_get_span (&self->view);

  if (!isnan (x))
    return (double) (tactus_chart_frame_time (frame, x) - self->view.from_us) / span;
  if (self->read_out == READ_OUT_KEYS && !self->view.following)
    return (double) (self->cursor_us - self->view.from_us) / span;
  return self->view.following ? 1.0 : 0.5;
}

void
tactus_chart_zoom (TactusChart *self,
                   double       factor,
                   double       x)
{
  TactusChartView before = self->view;

  catch_up (self);
  tactus_chart_view_zoom (&self->view, factor, anchor_of (self, x));
  notify_view (self, &before);
}

void
tactus_chart_point (TactusChart *self,
                    double       x)
{
  self->pointer_x = x;
  set_read_out (self, READ_OUT_POINTER);
}

void
tactus_chart_unpoint (TactusChart *self)
{
  if (self->read_out == READ_OUT_POINTER)
    set_read_out (self, READ_OUT_NOTHING);
}

static void
walk_to (TactusChart *self,
         gsize        index)
{
  TactusChartView before = self->view;

  self->cursor_us = tactus_series_get (self->series, index).when_us;
  tactus_chart_view_reveal (&self->view, self->cursor_us);
  self->read_out = READ_OUT_KEYS;
  notify_view (self, &before);
  update_read_out (self);
}

/* Where the walk begins: at what the pointer shows, or the newest in sight. */
static gboolean
begin_walk (TactusChart *self)
{
  gsize end;

  if (self->read_out == READ_OUT_KEYS)
    return FALSE;
  if (self->read_out == READ_OUT_POINTER && self->probe.index != G_MAXSIZE)
    return FALSE;

  end = tactus_series_find (self->series, self->scene.to_us);
  walk_to (self, end > 0 ? end - 1 : 0);
  return TRUE;
}

void
tactus_chart_walk (TactusChart *self,
                   int          steps)
{
  catch_up (self);
  if (self->series == NULL || tactus_series_get_length (self->series) == 0 || begin_walk (self))
    return;

  walk_to (self, tactus_chart_probe_step (self->series, &self->probe, steps, column_us (self)));
}

void
tactus_chart_go (TactusChart *self,
                 gboolean     last)
{
  TactusChartView before = self->view;
  gsize length = self->series ? tactus_series_get_length (self->series) : 0;

  catch_up (self);
  tactus_chart_view_pan (&self->view, last ? self->view.last_us - self->view.to_us
                                           : self->view.first_us - self->view.from_us);
  notify_view (self, &before);
  if (self->read_out == READ_OUT_KEYS && length > 0)
    walk_to (self, last ? length - 1 : 0);
}

gboolean
tactus_chart_escape (TactusChart *self)
{
  if (self->read_out != READ_OUT_NOTHING)
    set_read_out (self, READ_OUT_NOTHING);
  else if (!is_home (self))
    tactus_chart_follow (self);
  else
    return FALSE;

  return TRUE;
}

void
tactus_chart_say_summary (TactusChart *self)
{
  g_autofree char *text = tactus_chart_describe (self);

  set_read_out (self, READ_OUT_SUMMARY);
  tactus_chart_cursor_say (TACTUS_CHART_CURSOR (self->cursor), get_frame (self), text);
  set_description (self, g_steal_pointer (&text));
}

/* Actions */

static void
follow_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  /* The button that was pressed goes away, and the focus must not go with it. */
  gtk_widget_grab_focus (widget);
  tactus_chart_follow (TACTUS_CHART (widget));
}

static void
zoom_in_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  tactus_chart_zoom (TACTUS_CHART (widget), 0.5, NAN);
}

static void
zoom_out_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  tactus_chart_zoom (TACTUS_CHART (widget), 2.0, NAN);
}

static void
summary_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  tactus_chart_say_summary (TACTUS_CHART (widget));
}

/* The plot */

static void
resized_cb (TactusChart *self)
{
  if (self->updating)
    return;

  update_if_seen (self);
  update_description (self, FALSE);
  restart_timer (self);
}

static void
moved_cb (TactusChart *self)
{
  if (!self->updating)
    update_read_out (self);
}

static void
sight_cb (TactusChart *self)
{
  if (is_seen (self))
    {
      update (self);
      update_button (self);
      update_description (self, TRUE);
    }
  restart_timer (self);
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

  if (series)
    tactus_series_ref (series);
  g_clear_pointer (&self->series, tactus_series_unref);
  self->series = series;
  self->stopped_us = 0;
  set_read_out (self, READ_OUT_NOTHING);
  tactus_chart_plot_set_series (TACTUS_CHART_PLOT (self->plot), series);
  tactus_chart_follow (self);
  update_description (self, TRUE);
}

TactusSeries *
tactus_chart_get_series (TactusChart *self)
{
  g_return_val_if_fail (TACTUS_IS_CHART (self), NULL);

  return self->series;
}

/* Who looks back is not disturbed by what comes. */
static gboolean
concerns_scene (TactusChart *self)
{
  TactusReading last;

  return self->view.following || self->behind || !get_last (self, &last)
         || last.when_us < self->scene.to_us;
}

void
tactus_chart_series_changed (TactusChart *self)
{
  g_return_if_fail (TACTUS_IS_CHART (self));

  if (!concerns_scene (self))
    return;

  update_if_seen (self);
  if (!self->behind)
    update_description (self, FALSE);
  restart_timer (self);
}

void
tactus_chart_set_zones (TactusChart       *self,
                        const TactusZones *zones)
{
  TactusZones none = { 0 };

  g_return_if_fail (TACTUS_IS_CHART (self));

  if ((zones ? zones->maximum : 0) == self->zones.maximum)
    return;

  self->zones = zones ? *zones : none;
  tactus_chart_plot_set_zones (TACTUS_CHART_PLOT (self->plot), &self->zones);
}

static int
compare_markers (gconstpointer a,
                 gconstpointer b)
{
  const TactusMarker *first = *(const TactusMarker *const *) a;
  const TactusMarker *second = *(const TactusMarker *const *) b;

  return first->when_us < second->when_us ? -1 : first->when_us > second->when_us;
}

void
tactus_chart_set_markers (TactusChart *self,
                          GPtrArray   *markers)
{
  GArray *times = NULL;

  g_return_if_fail (TACTUS_IS_CHART (self));

  if (markers)
    g_ptr_array_ref (markers);
  g_clear_pointer (&self->markers, g_ptr_array_unref);
  self->markers = markers;

  if (markers)
    {
      /* Numbered in the order of their times. */
      g_ptr_array_sort (markers, compare_markers);
      times = g_array_new (FALSE, FALSE, sizeof (gint64));
      for (guint i = 0; i < markers->len; i++)
        g_array_append_val (times, ((TactusMarker *) g_ptr_array_index (markers, i))->when_us);
    }
  tactus_chart_plot_set_markers (TACTUS_CHART_PLOT (self->plot), times);
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
  self->shift_us = shift_us;
  tactus_chart_plot_set_comparison (TACTUS_CHART_PLOT (self->plot), series, shift_us);
  update_if_seen (self);
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
  tactus_chart_follow (self);
  update_description (self, TRUE);
}

void
tactus_chart_show (TactusChart *self,
                   gint64       from_us,
                   gint64       to_us)
{
  TactusChartView before;

  g_return_if_fail (TACTUS_IS_CHART (self));
  g_return_if_fail (from_us < to_us);

  before = self->view;
  tactus_chart_view_show (&self->view, from_us, to_us);
  notify_view (self, &before);
  update_description (self, TRUE);
}

void
tactus_chart_get_visible (TactusChart *self,
                          gint64      *from_us,
                          gint64      *to_us)
{
  g_return_if_fail (TACTUS_IS_CHART (self));

  catch_up (self);
  if (from_us)
    *from_us = self->view.from_us;
  if (to_us)
    *to_us = self->view.to_us;
}

void
tactus_chart_follow (TactusChart *self)
{
  TactusChartView before;

  g_return_if_fail (TACTUS_IS_CHART (self));

  before = self->view;
  if (is_bounded (self))
    self->view.window_us = 0;
  tactus_chart_view_follow (&self->view);
  notify_view (self, &before);
}

gboolean
tactus_chart_get_following (TactusChart *self)
{
  g_return_val_if_fail (TACTUS_IS_CHART (self), FALSE);

  return self->view.following;
}

void
tactus_chart_set_window_seconds (TactusChart *self,
                                 guint        seconds)
{
  TactusChartView before;

  g_return_if_fail (TACTUS_IS_CHART (self));
  g_return_if_fail (seconds == 0 || seconds >= LEAST_SECONDS);

  if (tactus_chart_get_window_seconds (self) == seconds)
    return;

  before = self->view;
  tactus_chart_view_set_window (&self->view, seconds * (gint64) G_USEC_PER_SEC);
  notify_view (self, &before);
  update_description (self, TRUE);
}

guint
tactus_chart_get_window_seconds (TactusChart *self)
{
  g_return_val_if_fail (TACTUS_IS_CHART (self), 0);

  return (guint) ((self->view.window_us + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC);
}

/* Where the measurement says it ended: the clock may have been set while it went on. */
static gint64
find_stop (TactusChart *self)
{
  TactusReading last;

  if (get_last (self, &last) && last.kind == TACTUS_READING_GAP)
    return last.when_us;
  return now_us (self);
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
    self->stopped_us = find_stop (self);
  look (self);
  update_description (self, TRUE);
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

  catch_up (self);
  *summary = self->scene.summary;
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
  update_if_seen (self);
}

void
tactus_chart_set_frozen_now (TactusChart *self,
                             gint64       frozen_us)
{
  g_return_if_fail (TACTUS_IS_CHART (self));

  self->frozen_us = frozen_us;
  look (self);
}

/* Size */

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

/* Near the newer side, where the present would be. */
static void
place_button (TactusChart *self)
{
  const TactusChartFrame *frame = get_frame (self);
  GtkRequisition size;
  GtkAllocation place;

  if (!gtk_widget_should_layout (self->button))
    return;

  gtk_widget_get_preferred_size (self->button, &size, NULL);
  place.width = size.width;
  place.height = size.height;
  place.x = (int) (frame->mirrored ? frame->x + BUTTON_MARGIN
                                   : frame->x + frame->width - BUTTON_MARGIN - size.width);
  place.y = (int) (frame->y + frame->height - BUTTON_MARGIN - size.height);
  gtk_widget_size_allocate (self->button, &place, -1);
}

static void
tactus_chart_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  TactusChart *self = TACTUS_CHART (widget);
  const GtkAllocation all = { 0, 0, width, height };

  self->laying_out = TRUE;
  gtk_widget_size_allocate (self->plot, &all, -1);
  gtk_widget_size_allocate (self->cursor, &all, -1);
  place_button (self);
  self->laying_out = FALSE;
}

static void
tactus_chart_direction_changed (GtkWidget        *widget,
                                GtkTextDirection  previous)
{
  TactusChart *self = TACTUS_CHART (widget);
  GtkTextDirection direction = gtk_widget_get_direction (widget);

  GTK_WIDGET_CLASS (tactus_chart_parent_class)->direction_changed (widget, previous);

  gtk_widget_set_direction (self->plot, direction);
  gtk_widget_set_direction (self->cursor, direction);
  gtk_widget_set_direction (self->button, direction);
  /* They may have had it already, as the default of all: then nobody told them. */
  gtk_widget_queue_allocate (self->plot);
  gtk_widget_queue_allocate (self->cursor);
}

/* First the chart, then the button in it, then what follows; back the other way round. */
static gboolean
tactus_chart_focus (GtkWidget        *widget,
                    GtkDirectionType  direction)
{
  TactusChart *self = TACTUS_CHART (widget);
  gboolean back = direction == GTK_DIR_TAB_BACKWARD;
  gboolean forward = direction == GTK_DIR_TAB_FORWARD;
  gboolean on_button = gtk_widget_has_focus (self->button);
  gboolean on_chart = gtk_widget_has_focus (widget);

  if (on_button)
    return back ? gtk_widget_grab_focus (widget) : FALSE;
  if (on_chart)
    return forward && gtk_widget_child_focus (self->button, direction);
  if (back && gtk_widget_child_focus (self->button, direction))
    return TRUE;
  return gtk_widget_grab_focus (widget);
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
      g_value_set_uint (value, tactus_chart_get_window_seconds (self));
      break;

    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;

    case PROP_FOLLOWING:
      g_value_set_boolean (value, self->view.following);
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
  g_clear_object (&self->sight);
  if (self->now_destroy)
    self->now_destroy (self->now_data);
  self->now_destroy = NULL;
  self->now_func = NULL;
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->cursor, gtk_widget_unparent);
  g_clear_pointer (&self->plot, gtk_widget_unparent);

  G_OBJECT_CLASS (tactus_chart_parent_class)->dispose (object);
}

static void
tactus_chart_finalize (GObject *object)
{
  TactusChart *self = TACTUS_CHART (object);

  g_clear_pointer (&self->series, tactus_series_unref);
  g_clear_pointer (&self->comparison, tactus_series_unref);
  g_clear_pointer (&self->markers, g_ptr_array_unref);
  g_clear_pointer (&self->description, g_free);

  G_OBJECT_CLASS (tactus_chart_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_WINDOW_SECONDS] =
    g_param_spec_uint ("window-seconds", NULL, NULL, 0, G_MAXUINT, DEFAULT_SECONDS,
                       G_PARAM_READWRITE | flags);
  properties[PROP_RUNNING] =
    g_param_spec_boolean ("running", NULL, NULL, FALSE, G_PARAM_READWRITE | flags);
  properties[PROP_FOLLOWING] =
    g_param_spec_boolean ("following", NULL, NULL, TRUE, G_PARAM_READABLE | flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  summary_changed_signal = g_signal_new ("summary-changed", TACTUS_TYPE_CHART,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
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
  widget_class->direction_changed = tactus_chart_direction_changed;
  widget_class->focus = tactus_chart_focus;

  install_properties (object_class);
  gtk_widget_class_install_action (widget_class, "chart.follow", NULL, follow_action);
  gtk_widget_class_install_action (widget_class, "chart.zoom-in", NULL, zoom_in_action);
  gtk_widget_class_install_action (widget_class, "chart.zoom-out", NULL, zoom_out_action);
  gtk_widget_class_install_action (widget_class, "chart.summary", NULL, summary_action);
  tactus_chart_hands_install_keys (widget_class);

  gtk_widget_class_set_css_name (widget_class, "tactus-chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_button (TactusChart *self)
{
  self->button = gtk_button_new ();
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "chart.follow");
  gtk_widget_add_css_class (self->button, "chart-follow");
  gtk_widget_add_css_class (self->button, "osd");
  gtk_widget_set_visible (self->button, FALSE);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

static void
tactus_chart_init (TactusChart *self)
{
  tactus_chart_view_init (&self->view, DEFAULT_SECONDS * (gint64) G_USEC_PER_SEC);
  self->behind = TRUE;

  self->plot = tactus_chart_plot_new ();
  gtk_widget_set_parent (self->plot, GTK_WIDGET (self));
  add_button (self);
  self->cursor = tactus_chart_cursor_new ();
  gtk_widget_set_parent (self->cursor, GTK_WIDGET (self));
  g_signal_connect_object (self->plot, "resized", G_CALLBACK (resized_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->plot, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);

  self->sight = tactus_sight_new (GTK_WIDGET (self));
  g_signal_connect_object (self->sight, "notify::in-sight", G_CALLBACK (sight_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_VISIBLE);
  tactus_chart_hands_attach (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Heart rate chart"),
                                  -1);
  update_button (self);
  update_description (self, TRUE);
}
