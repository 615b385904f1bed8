/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-chart-paint.h"

#include <math.h>

#include <glib/gi18n.h>

#include "tactus-chart-words.h"
#include "tactus-stretches.h"

#define LINE_WIDTH      TACTUS_CHART_PEN
#define LONELY_RADIUS   2.5
#define LAST_RADIUS     4.5
#define GUTTER          6.0     /* between the plot and the values beside it */
#define FOOT            4.0     /* between the plot and the times below it */
#define LABEL_ROOM      8.0     /* what a label inside a stretch needs around it */
#define FADE            10.0    /* how far from the edge a time begins to fade */
#define HATCH           5.0     /* distance between two strokes of the hatching, across and down */
#define STRIPE          8.0     /* and between two that stand upright */
#define DASH_ON         6.0     /* the line of the other session */
#define DASH_PERIOD     10.0
#define LEGEND_LINE     22.0
#define BADGE_ROOM      8.0     /* what a number inside its badge needs around it */

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
  /* The purple of GNOME's palette, as light or dark as the text around. */
  const GdkRGBA purple = { 0.506f, 0.239f, 0.612f, 1.0f };
  const GdkRGBA light_purple = { 0.863f, 0.541f, 0.867f, 1.0f };
  gboolean dark = text->red + text->green + text->blue > 1.5f;

  self->line = *line;
  self->other = dark ? light_purple : purple;
  self->text = fade (text, high_contrast ? 1.0 : 0.75);
  self->mark = fade (text, high_contrast ? 0.9 : 0.55);
  self->grid = fade (text, high_contrast ? 0.35 : 0.11);
  self->zone_share = high_contrast ? 0.20 : 0.10;
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

/* Values far apart, unless that would leave no scale to read: then as near as they can be read. */
static double
value_step (const TactusAxis *axis,
            double            height,
            double            label_height)
{
  double step = tactus_axis_step (axis, (guint) MAX (1, height / (3.0 * label_height)));

  if (floor (axis->maximum / step) - ceil (axis->minimum / step) < 2)
    step = tactus_axis_step (axis, (guint) MAX (1, height / (1.6 * label_height)));
  return step;
}

void
tactus_chart_paint_values (GtkSnapshot            *snapshot,
                           TactusChartLabels      *labels,
                           const TactusChartFrame *frame,
                           const TactusChartInk   *ink)
{
  double height = tactus_chart_labels_get (labels, "0")->height;
  double step = value_step (&frame->axis, frame->height, height);

  for (double value = ceil (frame->axis.minimum / step) * step;
       value <= frame->axis.maximum;
       value += step)
    {
      double y = round (tactus_chart_frame_y (frame, value));
      g_autofree char *text = g_strdup_printf ("%.0f", value);
      double width = tactus_chart_labels_get (labels, text)->width;

      append_rectangle (snapshot, &ink->grid, frame->x, y, frame->width, 1.0);
      tactus_chart_labels_append (labels, snapshot, text,
                                  frame->mirrored ? frame->x + frame->width + GUTTER
                                                  : frame->x - GUTTER - width,
                                  y - height / 2.0);
    }
}

/* A text centred at @x that fades away before it sticks out of 0 … @limit. */
static void
append_time (GtkSnapshot       *snapshot,
             TactusChartLabels *labels,
             const char        *text,
             double             x,
             double             y,
             double             limit)
{
  double width = tactus_chart_labels_get (labels, text)->width;
  double share = CLAMP ((MIN (x, limit - x) - width / 2.0) / FADE, 0.0, 1.0);

  if (share <= 0.0)
    return;
  if (share < 1.0)
    gtk_snapshot_push_opacity (snapshot, share);
  tactus_chart_labels_append (labels, snapshot, text, x - width / 2.0, y);
  if (share < 1.0)
    gtk_snapshot_pop (snapshot);
}

/* Writes @text from @x on, away from the older side.  Returns: whether it has room before @end. */
static gboolean
append_context (GtkSnapshot            *snapshot,
                TactusChartLabels      *labels,
                const TactusChartFrame *frame,
                const char             *text,
                double                  x,
                double                  end,
                double                  y)
{
  double width = tactus_chart_labels_get (labels, text)->width;

  if (width > fabs (end - x))
    return FALSE;
  tactus_chart_labels_append (labels, snapshot, text, frame->mirrored ? x - width : x, y);
  return TRUE;
}

static void
paint_context (GtkSnapshot            *snapshot,
               TactusChartLabels      *labels,
               const TactusChartFrame *frame,
               const TactusChartInk   *ink,
               const TactusTimeStep   *step,
               const TactusTimeStyle  *clock,
               gint64                  now_us,
               double                  y)
{
  double newer = frame->mirrored ? frame->x : frame->x + frame->width;
  double older = frame->mirrored ? frame->x + frame->width : frame->x;
  double height = tactus_chart_labels_get (labels, "0")->height;
  g_autofree char *first = tactus_time_step_label_context (step, frame->from_us, now_us, clock);
  gint64 when_us = frame->from_us;
  gboolean any = FALSE;

  while (when_us < frame->to_us)
    {
      g_autofree char *text = tactus_time_step_label_context (step, when_us, now_us, clock);
      gint64 next_us = tactus_time_step_next (step, when_us, clock->zone);
      gboolean begins = when_us > frame->from_us;
      double x = begins ? tactus_chart_frame_x (frame, when_us) : older;
      double end = next_us < frame->to_us ? tactus_chart_frame_x (frame, next_us) : newer;

      if (begins)
        {
          append_rectangle (snapshot, &ink->mark, round (x), frame->y, 1.0, frame->height);
          append_rectangle (snapshot, &ink->mark, round (x), y, 1.0, height);
          x += frame->mirrored ? -FOOT : FOOT;
        }
      any |= append_context (snapshot, labels, frame, text, x, end, y);
      when_us = next_us;
    }

  /* No day has room for its name: that of the older side is said all the same. */
  if (!any)
    append_context (snapshot, labels, frame, first, older,
                    frame->mirrored ? -G_MAXDOUBLE : G_MAXDOUBLE, y);
}

void
tactus_chart_paint_times (GtkSnapshot            *snapshot,
                          TactusChartLabels      *labels,
                          const TactusChartFrame *frame,
                          const TactusChartInk   *ink,
                          const TactusTimeStep   *step,
                          const TactusTimeStyle  *clock,
                          double                  limit,
                          const gint64           *now_us)
{
  double y = frame->y + frame->height + FOOT;
  TactusTimeStep rarer;

  for (gint64 when_us = tactus_time_step_first (step, frame->from_us, clock->zone);
       when_us < frame->to_us;
       when_us = tactus_time_step_next (step, when_us, clock->zone))
    {
      double x = round (tactus_chart_frame_x (frame, when_us));
      g_autofree char *text = tactus_time_step_label (step, when_us, clock);

      append_rectangle (snapshot, &ink->grid, x, frame->y, 1.0, frame->height);
      append_time (snapshot, labels, text, x, y, limit);
    }

  if (now_us && tactus_time_step_get_context (step, &rarer))
    paint_context (snapshot, labels, frame, ink, &rarer, clock, *now_us,
                   y + tactus_chart_labels_get (labels, "0")->height);
}

/* Grey, green, yellow, orange and red of GNOME's palette; a person who does not tell them apart has
 * the lines and the names. */
static const GdkRGBA zone_colors[TACTUS_N_ZONES] = {
  { 0.47f, 0.46f, 0.48f, 1.0f },
  { 0.20f, 0.82f, 0.48f, 1.0f },
  { 0.96f, 0.83f, 0.18f, 1.0f },
  { 1.00f, 0.47f, 0.00f, 1.0f },
  { 0.88f, 0.11f, 0.14f, 1.0f },
};

static void
append_zone (GtkSnapshot            *snapshot,
             TactusChartLabels      *labels,
             const TactusChartFrame *frame,
             const TactusChartInk   *ink,
             guint                   zone,
             double                  top,
             double                  bottom)
{
  GdkRGBA tint = fade (&zone_colors[zone - 1], ink->zone_share);
  GdkRGBA border = fade (&ink->mark, 0.7);
  /* Translators: zone of effort 3, as short as it can be */
  g_autofree char *name = g_strdup_printf (_("Z%u"), zone);
  TactusChartLabel label = *tactus_chart_labels_get (labels, name);

  append_rectangle (snapshot, &tint, frame->x, top, frame->width, bottom - top);
  if (bottom < frame->y + frame->height)
    append_dashes (snapshot, &border, frame->x, frame->x + frame->width, bottom - 1.0, 1.0,
                   1.0, 4.0);
  if (bottom - top >= label.height)
    tactus_chart_labels_append (labels, snapshot, name,
                                frame->mirrored ? frame->x - GUTTER - label.width
                                                : frame->x + frame->width + GUTTER,
                                (top + bottom - label.height) / 2.0);
}

void
tactus_chart_paint_zones (GtkSnapshot            *snapshot,
                          TactusChartLabels      *labels,
                          const TactusChartFrame *frame,
                          const TactusChartInk   *ink,
                          const TactusZones      *zones)
{
  double floor_y = frame->y + frame->height;

  if (zones->maximum == 0)
    return;

  for (guint zone = 1; zone <= TACTUS_N_ZONES; zone++)
    {
      double low = tactus_zones_get_lower (zones, zone);
      double high = zone < TACTUS_N_ZONES ? tactus_zones_get_lower (zones, zone + 1) : G_MAXUINT16;
      double bottom = round (CLAMP (tactus_chart_frame_y (frame, low), frame->y, floor_y));
      double top = round (CLAMP (tactus_chart_frame_y (frame, high), frame->y, floor_y));

      if (bottom > top)
        append_zone (snapshot, labels, frame, ink, zone, top, bottom);
    }
}

static void
append_badge (GtkSnapshot          *snapshot,
              TactusChartLabels    *labels,
              const TactusChartInk *ink,
              const char           *text,
              double                x,
              double                y,
              double                width,
              double                height)
{
  const float widths[4] = { 1.0f, 1.0f, 1.0f, 1.0f };
  const GdkRGBA colors[4] = { ink->text, ink->text, ink->text, ink->text };
  double text_width = tactus_chart_labels_get (labels, text)->width;
  GskRoundedRect badge;

  gsk_rounded_rect_init_from_rect (&badge,
                                   &GRAPHENE_RECT_INIT ((float) x, (float) y,
                                                        (float) width, (float) height),
                                   (float) (height / 2.0));
  gtk_snapshot_append_border (snapshot, &badge, widths, colors);
  tactus_chart_labels_append (labels, snapshot, text, x + (width - text_width) / 2.0, y);
}

void
tactus_chart_paint_markers (GtkSnapshot            *snapshot,
                            TactusChartLabels      *labels,
                            const TactusChartFrame *frame,
                            const TactusChartInk   *ink,
                            GArray                 *times)
{
  double before = -G_MAXDOUBLE;

  for (guint i = 0; i < times->len; i++)
    {
      gint64 when_us = g_array_index (times, gint64, i);
      g_autofree char *text = NULL;
      TactusChartLabel label;
      double x;
      double width;

      if (when_us < frame->from_us || when_us >= frame->to_us)
        continue;

      x = round (tactus_chart_frame_x (frame, when_us));
      text = g_strdup_printf ("%u", i + 1);
      label = *tactus_chart_labels_get (labels, text);
      width = MAX (label.width + BADGE_ROOM, label.height);
      append_rectangle (snapshot, &ink->text, x, frame->y, 1.0, frame->height);
      if (fabs (x - before) < width + 2.0)
        continue;
      append_badge (snapshot, labels, ink, text, round (x - width / 2.0),
                    frame->y - label.height, width, label.height);
      before = x;
    }
}

static double
legend_width (TactusChartLabels *labels,
              const char        *text)
{
  return LEGEND_LINE + GUTTER + tactus_chart_labels_get (labels, text)->width;
}

static void
append_legend_entry (GtkSnapshot       *snapshot,
                     TactusChartLabels *labels,
                     const GdkRGBA     *color,
                     const char        *text,
                     gboolean           dashed,
                     double             x,
                     double             y,
                     gboolean           mirrored)
{
  TactusChartLabel label = *tactus_chart_labels_get (labels, text);
  double middle = round (y + label.height / 2.0 - LINE_WIDTH / 2.0);
  double line_x = mirrored ? x - LEGEND_LINE : x;

  if (dashed)
    append_dashes (snapshot, color, line_x, line_x + LEGEND_LINE, middle, LINE_WIDTH, DASH_ON,
                   DASH_PERIOD);
  else
    append_rectangle (snapshot, color, line_x, middle, LEGEND_LINE, LINE_WIDTH);
  tactus_chart_labels_append (labels, snapshot, text,
                              mirrored ? line_x - GUTTER - label.width
                                       : x + LEGEND_LINE + GUTTER, y);
}

void
tactus_chart_paint_legend (GtkSnapshot            *snapshot,
                           TactusChartLabels      *labels,
                           const TactusChartFrame *frame,
                           const TactusChartInk   *ink,
                           double                  y)
{
  /* Translators: the line of the session that is open */
  const char *own = _("This session");
  /* Translators: the line of the session that it is compared with */
  const char *other = _("The other");
  double first = legend_width (labels, own) + 3.0 * GUTTER;
  double sign = frame->mirrored ? -1.0 : 1.0;
  double x = frame->mirrored ? frame->x + frame->width : frame->x;

  /* Where it is narrow there is room over the values, too. */
  if (first + legend_width (labels, other) > frame->width)
    x = frame->mirrored ? x + frame->x - GUTTER : GUTTER;
  append_legend_entry (snapshot, labels, &ink->line, own, FALSE, x, y, frame->mirrored);
  append_legend_entry (snapshot, labels, &ink->other, other, TRUE, x + sign * first, y,
                       frame->mirrored);
}

/* Returns: the height that the name takes, or 0 if it has no room. */
static double
append_stretch_name (GtkSnapshot           *snapshot,
                     TactusChartLabels     *labels,
                     const char            *name,
                     const graphene_rect_t *room,
                     gboolean               at_bottom)
{
  TactusChartLabel label = *tactus_chart_labels_get (labels, name);
  double y;

  if (label.width + LABEL_ROOM > room->size.width)
    return 0.0;

  y = at_bottom
      ? room->origin.y + room->size.height - label.height - LABEL_ROOM
      : room->origin.y + (room->size.height - label.height) / 2.0;
  tactus_chart_labels_append (labels, snapshot, name,
                              room->origin.x + (room->size.width - label.width) / 2.0, y);
  return label.height;
}

/* Strokes upwards, downwards, or straight up: which way @kind is silent is to be seen. */
static void
append_hatching (GtkSnapshot           *snapshot,
                 const TactusChartInk  *ink,
                 TactusReadingKind      kind,
                 const graphene_rect_t *room)
{
  GdkRGBA stroke = fade (&ink->mark, 0.4);
  GdkRGBA none = fade (&ink->mark, 0.0);
  const GskColorStop stops[] = {
    { 0.0, stroke }, { 0.12, stroke }, { 0.3, none }, { 0.88, none }, { 1.0, stroke },
  };
  graphene_point_t from = room->origin;
  graphene_point_t to = { from.x + (float) HATCH, from.y + (float) HATCH };

  if (kind == TACTUS_READING_LOST)
    to.y = from.y - (float) HATCH;
  if (kind == TACTUS_READING_STALE)
    to = GRAPHENE_POINT_INIT (from.x + (float) STRIPE, from.y);

  gtk_snapshot_append_repeating_linear_gradient (snapshot, room, &from, &to,
                                                 stops, G_N_ELEMENTS (stops));
}

/* Hatched above and below its name, so that the name can be read. */
static void
append_silence (GtkSnapshot           *snapshot,
                TactusChartLabels     *labels,
                const TactusChartInk  *ink,
                TactusReadingKind      kind,
                const graphene_rect_t *room)
{
  GdkRGBA wash = fade (&ink->grid, 0.6);
  graphene_rect_t part = *room;
  double name_height;

  gtk_snapshot_append_color (snapshot, &wash, room);
  name_height = append_stretch_name (snapshot, labels, tactus_chart_words_state (kind), room,
                                     FALSE);
  if (name_height <= 0.0)
    {
      append_hatching (snapshot, ink, kind, room);
      return;
    }

  part.size.height = (float) floor ((room->size.height - name_height) / 2.0 - LABEL_ROOM);
  if (part.size.height <= 0.0f)
    return;
  append_hatching (snapshot, ink, kind, &part);
  part.origin.y = room->origin.y + room->size.height - part.size.height;
  append_hatching (snapshot, ink, kind, &part);
}

static void
append_stretch (GtkSnapshot           *snapshot,
                TactusChartLabels     *labels,
                const TactusChartInk  *ink,
                TactusReadingKind      kind,
                const graphene_rect_t *room)
{
  double left = room->origin.x;
  double right = left + room->size.width;
  double bottom = room->origin.y + room->size.height - 3.0;
  gboolean worn = kind != TACTUS_READING_NO_CONTACT;

  switch (kind)
    {
    case TACTUS_READING_GAP:
    case TACTUS_READING_LOST:
    case TACTUS_READING_STALE:
      append_silence (snapshot, labels, ink, kind, room);
      break;

    case TACTUS_READING_NO_CONTACT:
    case TACTUS_READING_NO_VALUE:
      append_dashes (snapshot, &ink->mark, left, right, bottom, 3.0,
                     worn ? 3.0 : 9.0, worn ? 7.0 : 13.0);
      append_stretch_name (snapshot, labels, tactus_chart_words_state (kind), room, TRUE);
      break;

    case TACTUS_READING_PULSE:
    default:
      break;
    }
}

void
tactus_chart_paint_stretches (GtkSnapshot            *snapshot,
                              TactusChartLabels      *labels,
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
      append_stretch (snapshot, labels, ink, stretch->kind,
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

/* Dashes, so that it is not by its colour alone that it is the other one. */
static void
draw_other_run (cairo_t                *cr,
                const TactusChartFrame *frame,
                TactusSeries           *series,
                gsize                   from,
                gsize                   to)
{
  cairo_new_path (cr);
  trace_run (cr, frame, series, from, to);
  if (to - from == 1)
    cairo_rel_line_to (cr, LONELY_RADIUS, 0.0);
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
           TactusSeries           *series,
           gboolean                other)
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
      if (other)
        draw_other_run (cr, frame, series, from, i);
      else
        draw_run (cr, frame, ink, below, series, from, i);
    }

  cairo_pattern_destroy (below);
}

static cairo_t *
begin_line (GtkSnapshot            *snapshot,
            const TactusChartFrame *frame)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) frame->x, (float) frame->y,
                                               (float) frame->width, (float) frame->height);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  return cr;
}

void
tactus_chart_paint_line (GtkSnapshot            *snapshot,
                         const TactusChartFrame *frame,
                         const TactusChartInk   *ink,
                         TactusSeries           *series)
{
  cairo_t *cr = begin_line (snapshot, frame);

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  draw_runs (cr, frame, ink, series, FALSE);
  cairo_destroy (cr);
}

void
tactus_chart_paint_other_line (GtkSnapshot            *snapshot,
                               const TactusChartFrame *frame,
                               const TactusChartInk   *ink,
                               TactusSeries           *series)
{
  const double dashes[] = { DASH_ON, DASH_PERIOD - DASH_ON };
  cairo_t *cr = begin_line (snapshot, frame);

  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0.0);
  gdk_cairo_set_source_rgba (cr, &ink->other);
  draw_runs (cr, frame, ink, series, TRUE);
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
  append_rectangle (snapshot, &ink->line, x, top, column_width, bottom - top);
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
tactus_chart_paint_other_columns (GtkSnapshot            *snapshot,
                                  const TactusChartFrame *frame,
                                  const TactusChartInk   *ink,
                                  const TactusColumn     *columns,
                                  guint                   n_columns)
{
  double column_width = frame->width / MAX (n_columns, 1);
  TactusChartInk dashed = *ink;

  dashed.line = ink->other;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT ((float) frame->x, (float) frame->y,
                                                         (float) frame->width,
                                                         (float) frame->height));
  for (guint i = 0; i < n_columns; i++)
    {
      if (columns[i].count > 0 && fmod (i * column_width, DASH_PERIOD) < DASH_ON)
        append_column (snapshot, frame, &dashed, i, column_width,
                       columns[i].minimum, columns[i].maximum);
    }
  gtk_snapshot_pop (snapshot);
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
              double                  width,
              double                  height)
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
                         TactusChartLabels      *labels,
                         const TactusChartFrame *frame,
                         const TactusChartInk   *ink,
                         TactusSeries           *series,
                         double                  mean)
{
  /* Translators: beside a dashed line in the chart; %.0f is beats per minute */
  g_autofree char *text = g_strdup_printf (_("Average %.0f"), mean);
  TactusChartLabel label = *tactus_chart_labels_get (labels, text);
  double y = round (tactus_chart_frame_y (frame, mean));

  append_dashes (snapshot, &ink->mark, frame->x, frame->x + frame->width, y, 1.0, 6.0, 11.0);
  if (label.width > frame->width / 3.0)
    return;

  y = free_label_y (frame, series, y - 1.0, label.width, label.height);
  tactus_chart_labels_append (labels, snapshot, text,
                              frame->mirrored ? frame->x + frame->width - label.width - GUTTER
                                              : frame->x + GUTTER,
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
  double x;
  double y;

  pango_layout_set_width (layout, (int) (MAX (frame->width - 2 * GUTTER, 1) * PANGO_SCALE));
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_get_pixel_size (layout, NULL, &height);
  width = (int) (frame->width - 2 * GUTTER);
  gtk_snapshot_save (snapshot);
  x = round (frame->x + (frame->width - width) / 2.0);
  y = round (frame->y + (frame->height - height) / 2.0);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &ink->text);
  gtk_snapshot_restore (snapshot);
}
