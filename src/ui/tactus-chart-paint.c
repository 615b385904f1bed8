/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-chart-paint.h"

#include <math.h>

#include <glib/gi18n.h>

#include "tactus-stretches.h"

#define LINE_WIDTH      2.0
#define LONELY_RADIUS   2.5
#define LAST_RADIUS     4.5
#define GUTTER          6.0     /* between the plot and the values beside it */
#define FOOT            4.0     /* between the plot and the times below it */
#define LABEL_SCALE     0.85
#define LABEL_ROOM      8.0     /* what a label inside a stretch needs around it */
#define FADE            10.0    /* how far from the edge a time begins to fade */
#define HATCH           5.0     /* distance between two strokes of the hatching, across and down */

static GdkRGBA
fade (const GdkRGBA *color,
      double         share)
{
  GdkRGBA faded = *color;

  faded.alpha *= share;
  return faded;
}

void
tactus_chart_ink_init (TactusChartInk *self,
                       const GdkRGBA  *line,
                       const GdkRGBA  *text,
                       gboolean        high_contrast)
{
  self->line = *line;
  self->text = fade (text, high_contrast ? 1.0 : 0.75);
  self->mark = fade (text, high_contrast ? 0.9 : 0.55);
  self->grid = fade (text, high_contrast ? 0.35 : 0.11);
}

PangoLayout *
tactus_chart_label (GtkWidget  *widget,
                    const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (LABEL_SCALE));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

static void
append_rectangle (GtkSnapshot   *snapshot,
                  const GdkRGBA *color,
                  double         x,
                  double         y,
                  double         width,
                  double         height)
{
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (x, y, width, height));
}

static void
append_label (GtkSnapshot   *snapshot,
              PangoLayout   *layout,
              const GdkRGBA *color,
              double         x,
              double         y)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (round (x), round (y)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
append_disc (GtkSnapshot   *snapshot,
             const GdkRGBA *color,
             double         x,
             double         y,
             double         radius)
{
  GskRoundedRect disc;

  gsk_rounded_rect_init_from_rect (&disc,
                                   &GRAPHENE_RECT_INIT (x - radius, y - radius,
                                                        2 * radius, 2 * radius),
                                   radius);
  gtk_snapshot_push_rounded_clip (snapshot, &disc);
  gtk_snapshot_append_color (snapshot, color, &disc.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
append_ring (GtkSnapshot   *snapshot,
             const GdkRGBA *color,
             double         x,
             double         y,
             double         radius)
{
  const float widths[4] = { LINE_WIDTH, LINE_WIDTH, LINE_WIDTH, LINE_WIDTH };
  const GdkRGBA colors[4] = { *color, *color, *color, *color };
  GskRoundedRect ring;

  gsk_rounded_rect_init_from_rect (&ring,
                                   &GRAPHENE_RECT_INIT (x - radius, y - radius,
                                                        2 * radius, 2 * radius),
                                   radius);
  gtk_snapshot_append_border (snapshot, &ring, widths, colors);
}

/* A level row of strokes of @on pixels, @period apart. */
static void
append_dashes (GtkSnapshot   *snapshot,
               const GdkRGBA *color,
               double         from_x,
               double         to_x,
               double         y,
               double         thickness,
               double         on,
               double         period)
{
  for (double x = from_x; x < to_x; x += period)
    append_rectangle (snapshot, color, x, y, MIN (on, to_x - x), thickness);
}

void
tactus_chart_paint_values (GtkSnapshot            *snapshot,
                           GtkWidget              *widget,
                           const TactusChartFrame *frame,
                           const TactusChartInk   *ink)
{
  g_autoptr(PangoLayout) layout = tactus_chart_label (widget, "0");
  double step;
  int width;
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  step = tactus_axis_step (&frame->axis, MAX (1, frame->height / (3.0 * height)));

  for (double value = ceil (frame->axis.minimum / step) * step;
       value <= frame->axis.maximum;
       value += step)
    {
      double y = round (tactus_chart_frame_y (frame, value));
      g_autofree char *text = g_strdup_printf ("%.0f", value);

      append_rectangle (snapshot, &ink->grid, frame->x, y, frame->width, 1.0);
      pango_layout_set_text (layout, text, -1);
      pango_layout_get_pixel_size (layout, &width, NULL);
      append_label (snapshot, layout, &ink->text,
                    frame->mirrored ? frame->x + frame->width + GUTTER : frame->x - GUTTER - width,
                    y - height / 2.0);
    }
}

void
tactus_chart_paint_times (GtkSnapshot            *snapshot,
                          GtkWidget              *widget,
                          const TactusChartFrame *frame,
                          const TactusChartInk   *ink,
                          gint64                  step_us,
                          GTimeZone              *zone)
{
  g_autoptr(PangoLayout) layout = tactus_chart_label (widget, "");
  double limit = gtk_widget_get_width (widget);

  for (gint64 when_us = tactus_time_first (frame->from_us, step_us, zone);
       when_us < frame->to_us;
       when_us += step_us)
    {
      double x = round (tactus_chart_frame_x (frame, when_us));
      g_autofree char *text = tactus_time_label (when_us, step_us, zone);
      GdkRGBA color;
      double room;
      int width;

      append_rectangle (snapshot, &ink->grid, x, frame->y, 1.0, frame->height);
      pango_layout_set_text (layout, text, -1);
      pango_layout_get_pixel_size (layout, &width, NULL);
      room = MIN (x, limit - x) - width / 2.0;
      color = fade (&ink->text, CLAMP (room / FADE, 0.0, 1.0));
      if (room > 0.0)
        append_label (snapshot, layout, &color,
                      x - width / 2.0, frame->y + frame->height + FOOT);
    }
}

/* Returns: the height that the name takes, or 0 if it has no room. */
static double
append_stretch_name (GtkSnapshot           *snapshot,
                     GtkWidget             *widget,
                     const TactusChartInk  *ink,
                     const char            *name,
                     const graphene_rect_t *room,
                     gboolean               at_bottom)
{
  g_autoptr(PangoLayout) layout = tactus_chart_label (widget, name);
  int width;
  int height;
  double y;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (width + LABEL_ROOM > room->size.width)
    return 0.0;

  y = at_bottom
      ? room->origin.y + room->size.height - height - LABEL_ROOM
      : room->origin.y + (room->size.height - height) / 2.0;
  append_label (snapshot, layout, &ink->text,
                room->origin.x + (room->size.width - width) / 2.0, y);
  return height;
}

static void
append_hatching (GtkSnapshot           *snapshot,
                 const TactusChartInk  *ink,
                 const graphene_rect_t *room)
{
  GdkRGBA stroke = fade (&ink->mark, 0.4);
  GdkRGBA none = fade (&ink->mark, 0.0);
  const GskColorStop stops[] = {
    { 0.0, stroke }, { 0.12, stroke }, { 0.3, none }, { 0.88, none }, { 1.0, stroke },
  };

  gtk_snapshot_append_repeating_linear_gradient (snapshot, room,
                                                 &room->origin,
                                                 &GRAPHENE_POINT_INIT (room->origin.x + HATCH,
                                                                       room->origin.y + HATCH),
                                                 stops, G_N_ELEMENTS (stops));
}

/* Hatched above and below its name, so that the name can be read. */
static void
append_gap (GtkSnapshot           *snapshot,
            GtkWidget             *widget,
            const TactusChartInk  *ink,
            const graphene_rect_t *room)
{
  GdkRGBA wash = fade (&ink->grid, 0.6);
  graphene_rect_t part = *room;
  double name_height;

  gtk_snapshot_append_color (snapshot, &wash, room);
  /* Translators: over a part of the chart in which nothing was received */
  name_height = append_stretch_name (snapshot, widget, ink, _("No data"), room, FALSE);
  if (name_height <= 0.0)
    {
      append_hatching (snapshot, ink, room);
      return;
    }

  part.size.height = (float) floor ((room->size.height - name_height) / 2.0 - LABEL_ROOM);
  if (part.size.height <= 0.0f)
    return;
  append_hatching (snapshot, ink, &part);
  part.origin.y = room->origin.y + room->size.height - part.size.height;
  append_hatching (snapshot, ink, &part);
}

static void
append_stretch (GtkSnapshot            *snapshot,
                GtkWidget              *widget,
                const TactusChartInk   *ink,
                TactusReadingKind       kind,
                const graphene_rect_t  *room)
{
  double left = room->origin.x;
  double right = left + room->size.width;
  double bottom = room->origin.y + room->size.height - 3.0;

  switch (kind)
    {
    case TACTUS_READING_GAP:
    case TACTUS_READING_LOST:
    case TACTUS_READING_STALE:
      append_gap (snapshot, widget, ink, room);
      break;

    case TACTUS_READING_NO_CONTACT:
      append_dashes (snapshot, &ink->mark, left, right, bottom, 3.0, 9.0, 13.0);
      append_stretch_name (snapshot, widget, ink, _("Not worn"), room, TRUE);
      break;

    case TACTUS_READING_NO_VALUE:
      append_dashes (snapshot, &ink->mark, left, right, bottom, 3.0, 3.0, 7.0);
      append_stretch_name (snapshot, widget, ink, _("No reading"), room, TRUE);
      break;

    case TACTUS_READING_PULSE:
    default:
      break;
    }
}

void
tactus_chart_paint_stretches (GtkSnapshot            *snapshot,
                              GtkWidget              *widget,
                              const TactusChartFrame *frame,
                              const TactusChartInk   *ink,
                              GArray                 *stretches)
{
  int drawn_to = G_MININT;

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (frame->x, frame->y,
                                                         frame->width, frame->height));

  for (guint i = 0; i < stretches->len; i++)
    {
      const TactusStretch *stretch = &g_array_index (stretches, TactusStretch, i);
      double a = tactus_chart_frame_x (frame, MAX (stretch->from_us, frame->from_us));
      double b = tactus_chart_frame_x (frame, stretch->to_us);
      double left = floor (MIN (a, b));
      double width = MAX (ceil (MAX (a, b)) - left, 2.0);

      /* Many in one pixel look like one, and cost as one. */
      if ((int) left == drawn_to)
        continue;
      drawn_to = (int) left;
      append_stretch (snapshot, widget, ink, stretch->kind,
                      &GRAPHENE_RECT_INIT (left, frame->y, width, frame->height));
    }

  gtk_snapshot_pop (snapshot);
}

/* A run of pulses without a gap, from index @from up to and without @to. */
static void
trace_run (cairo_t                *cr,
           const TactusChartFrame *frame,
           TactusSeries           *series,
           gsize                   from,
           gsize                   to)
{
  for (gsize i = from; i < to; i++)
    {
      TactusReading reading = tactus_series_get (series, i);

      cairo_line_to (cr,
                     tactus_chart_frame_x (frame, reading.when_us),
                     tactus_chart_frame_y (frame, reading.bpm));
    }
}

static void
fill_below_run (cairo_t                *cr,
                const TactusChartFrame *frame,
                TactusSeries           *series,
                gsize                   from,
                gsize                   to)
{
  double bottom = frame->y + frame->height;
  gint64 from_us = tactus_series_get (series, from).when_us;
  gint64 to_us = tactus_series_get (series, to - 1).when_us;

  trace_run (cr, frame, series, from, to);
  cairo_line_to (cr, tactus_chart_frame_x (frame, to_us), bottom);
  cairo_line_to (cr, tactus_chart_frame_x (frame, from_us), bottom);
  cairo_close_path (cr);
}

static void
draw_run (cairo_t                *cr,
          const TactusChartFrame *frame,
          const TactusChartInk   *ink,
          cairo_pattern_t        *below,
          TactusSeries           *series,
          gsize                   from,
          gsize                   to)
{
  TactusReading reading = tactus_series_get (series, from);

  if (to - from == 1)
    {
      gdk_cairo_set_source_rgba (cr, &ink->line);
      cairo_arc (cr,
                 tactus_chart_frame_x (frame, reading.when_us),
                 tactus_chart_frame_y (frame, reading.bpm),
                 LONELY_RADIUS, 0.0, 2.0 * G_PI);
      cairo_fill (cr);
      return;
    }

  fill_below_run (cr, frame, series, from, to);
  cairo_set_source (cr, below);
  cairo_fill (cr);

  trace_run (cr, frame, series, from, to);
  gdk_cairo_set_source_rgba (cr, &ink->line);
  cairo_stroke (cr);
}

/* Colour that is strong under the line and gone at the bottom. */
static cairo_pattern_t *
pattern_below (const TactusChartFrame *frame,
               const TactusChartInk   *ink)
{
  cairo_pattern_t *pattern = cairo_pattern_create_linear (0, frame->y, 0, frame->y + frame->height);
  const GdkRGBA *line = &ink->line;

  cairo_pattern_add_color_stop_rgba (pattern, 0.0, line->red, line->green, line->blue, 0.24);
  cairo_pattern_add_color_stop_rgba (pattern, 1.0, line->red, line->green, line->blue, 0.02);
  return pattern;
}

static void
draw_runs (cairo_t                *cr,
           const TactusChartFrame *frame,
           const TactusChartInk   *ink,
           TactusSeries           *series)
{
  cairo_pattern_t *below = pattern_below (frame, ink);
  gsize end = tactus_series_find (series, frame->to_us);
  gsize i = tactus_series_find (series, frame->from_us);

  /* The line comes in from the reading before the edge. */
  if (i > 0)
    i--;

  while (i < end)
    {
      gsize from = i++;

      if (tactus_series_get (series, from).kind != TACTUS_READING_PULSE)
        continue;
      while (i < end && tactus_series_is_joined (series, i))
        i++;
      draw_run (cr, frame, ink, below, series, from, i);
    }

  cairo_pattern_destroy (below);
}

void
tactus_chart_paint_line (GtkSnapshot            *snapshot,
                         const TactusChartFrame *frame,
                         const TactusChartInk   *ink,
                         TactusSeries           *series)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (frame->x, frame->y, frame->width, frame->height);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  draw_runs (cr, frame, ink, series);
  cairo_destroy (cr);
}

static void
append_column (GtkSnapshot            *snapshot,
               const TactusChartFrame *frame,
               const TactusChartInk   *ink,
               guint                   index,
               double                  column_width,
               double                  lowest,
               double                  highest)
{
  double top = tactus_chart_frame_y (frame, highest) - LINE_WIDTH / 2.0;
  double bottom = tactus_chart_frame_y (frame, lowest) + LINE_WIDTH / 2.0;
  double x = frame->x + index * column_width;

  if (frame->mirrored)
    x = frame->x + frame->width - (index + 1) * column_width;
  /* As wide as the line is thick, so that an hour looks drawn with the same pen as a minute. */
  append_rectangle (snapshot, &ink->line, x, top, MAX (column_width, LINE_WIDTH), bottom - top);
}

/* The line through the empty columns between two that are joined. */
static void
append_bridge (GtkSnapshot            *snapshot,
               const TactusChartFrame *frame,
               const TactusChartInk   *ink,
               const TactusColumn     *columns,
               guint                   from,
               guint                   to,
               double                  column_width)
{
  double start = columns[from].last;
  double slope = (columns[to].first - start) / (to - from);

  for (guint i = from + 1; i < to; i++)
    {
      double a = start + slope * (i - from - 0.5);
      double b = start + slope * (i - from + 0.5);

      append_column (snapshot, frame, ink, i, column_width, MIN (a, b), MAX (a, b));
    }
}

static gboolean
is_lonely (const TactusColumn *columns,
           guint               index,
           guint               n_columns)
{
  if (columns[index].count != 1 || columns[index].joined)
    return FALSE;

  for (guint i = index + 1; i < n_columns; i++)
    {
      if (columns[i].count > 0)
        return !columns[i].joined;
    }
  return TRUE;
}

void
tactus_chart_paint_columns (GtkSnapshot            *snapshot,
                            const TactusChartFrame *frame,
                            const TactusChartInk   *ink,
                            const TactusColumn     *columns,
                            guint                   n_columns)
{
  double column_width = frame->width / MAX (n_columns, 1);
  guint before = G_MAXUINT;

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (frame->x, frame->y,
                                                         frame->width, frame->height));

  for (guint i = 0; i < n_columns; i++)
    {
      const TactusColumn *column = &columns[i];
      double lowest = column->minimum;
      double highest = column->maximum;

      if (column->count == 0)
        continue;

      if (column->joined && before != G_MAXUINT)
        {
          /* Reach back to where the column before ended, or the line would be torn. */
          append_bridge (snapshot, frame, ink, columns, before, i, column_width);
          if (i - before == 1)
            {
              lowest = MIN (lowest, columns[before].last);
              highest = MAX (highest, columns[before].last);
            }
        }
      append_column (snapshot, frame, ink, i, column_width, lowest, highest);
      if (is_lonely (columns, i, n_columns))
        append_disc (snapshot, &ink->line,
                     frame->mirrored
                     ? frame->x + frame->width - (i + 0.5) * column_width
                     : frame->x + (i + 0.5) * column_width,
                     tactus_chart_frame_y (frame, column->last), LONELY_RADIUS);
      before = i;
    }

  gtk_snapshot_pop (snapshot);
}

/* Where a label of this size on top of the line at @y is not written over by the pulse: there, or
 * else above the highest pulse of the time it covers. */
static double
free_label_y (const TactusChartFrame *frame,
              TactusSeries           *series,
              double                  y,
              int                     width,
              int                     height)
{
  gint64 covered_us = (gint64) ((double) (frame->to_us - frame->from_us)
                                * (width + 2 * GUTTER) / frame->width);
  TactusSummary covered;
  double top;

  tactus_series_summarize (series, frame->from_us, frame->from_us + covered_us, &covered);
  if (covered.count == 0)
    return y - height;

  top = tactus_chart_frame_y (frame, covered.maximum) - LINE_WIDTH;
  if (top > y || tactus_chart_frame_y (frame, covered.minimum) + LINE_WIDTH < y - height)
    return y - height;
  return top - height;
}

void
tactus_chart_paint_mean (GtkSnapshot            *snapshot,
                         GtkWidget              *widget,
                         const TactusChartFrame *frame,
                         const TactusChartInk   *ink,
                         TactusSeries           *series,
                         double                  mean)
{
  /* Translators: beside a dashed line in the chart; %.0f is beats per minute */
  g_autofree char *text = g_strdup_printf (_("Average %.0f"), mean);
  g_autoptr(PangoLayout) layout = tactus_chart_label (widget, text);
  double y = round (tactus_chart_frame_y (frame, mean));
  int width;
  int height;

  append_dashes (snapshot, &ink->mark, frame->x, frame->x + frame->width, y, 1.0, 6.0, 11.0);
  pango_layout_get_pixel_size (layout, &width, &height);
  if (width > frame->width / 3.0)
    return;

  y = free_label_y (frame, series, y - 1.0, width, height);
  append_label (snapshot, layout, &ink->text,
                frame->mirrored ? frame->x + frame->width - width - GUTTER : frame->x + GUTTER,
                MAX (y, frame->y));
}

void
tactus_chart_paint_last (GtkSnapshot            *snapshot,
                         const TactusChartFrame *frame,
                         const TactusChartInk   *ink,
                         const TactusReading    *reading,
                         gboolean                fresh)
{
  double x = tactus_chart_frame_x (frame, reading->when_us);
  double y = tactus_chart_frame_y (frame, reading->bpm);

  if (reading->when_us < frame->from_us || reading->when_us >= frame->to_us)
    return;

  if (fresh)
    append_disc (snapshot, &ink->line, x, y, LAST_RADIUS);
  else
    append_ring (snapshot, &ink->line, x, y, LAST_RADIUS);
}

void
tactus_chart_paint_message (GtkSnapshot            *snapshot,
                            GtkWidget              *widget,
                            const TactusChartFrame *frame,
                            const TactusChartInk   *ink,
                            const char             *text)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  int width;
  int height;

  pango_layout_set_width (layout, (int) (MAX (frame->width - 2 * GUTTER, 1) * PANGO_SCALE));
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_get_pixel_size (layout, NULL, &height);
  width = (int) (frame->width - 2 * GUTTER);
  append_label (snapshot, layout, &ink->text,
                frame->x + (frame->width - width) / 2.0,
                frame->y + (frame->height - height) / 2.0);
}
