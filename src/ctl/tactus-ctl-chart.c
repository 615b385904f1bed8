/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-chart.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* "180 ┤" */
#define LABEL_COLUMNS 5
#define MIN_SPAN 20

/* From then on hours are easier to read. */
#define MANY_MINUTES 180

/* A Braille character is two dots wide and four high. */
#define BRAILLE_WIDTH 2
#define BRAILLE_HEIGHT 4
#define BRAILLE_BLANK 0x2800

#define COLOUR_LINE "\033[1;31m"
#define COLOUR_AXIS "\033[2m"
#define COLOUR_OFF "\033[0m"

/* A drawing of dots; (0, 0) is the lower left one. */
typedef struct {
  guint     columns;
  guint     rows;
  guint     dots_x; /* a character's */
  guint     dots_y;
  gunichar *cells;
} Canvas;

typedef struct {
  int lowest;
  int highest;
} Axis;

static Canvas *
canvas_new (guint    columns,
            guint    rows,
            gboolean unicode)
{
  Canvas *canvas = g_new0 (Canvas, 1);

  canvas->columns = columns;
  canvas->rows = rows;
  canvas->dots_x = unicode ? BRAILLE_WIDTH : 1;
  canvas->dots_y = unicode ? BRAILLE_HEIGHT : 1;
  canvas->cells = g_new0 (gunichar, (gsize) columns * rows);
  return canvas;
}

static void
canvas_free (Canvas *canvas)
{
  g_free (canvas->cells);
  g_free (canvas);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Canvas, canvas_free)

static void
canvas_dot (Canvas *canvas,
            int     x,
            int     y)
{
  /* Dots 1 to 8 of a cell, from the bottom, left and right. */
  static const guint8 bits[BRAILLE_HEIGHT][BRAILLE_WIDTH] = {
    { 0x40, 0x80 }, { 0x04, 0x20 }, { 0x02, 0x10 }, { 0x01, 0x08 },
  };
  guint column = x / canvas->dots_x;
  guint row = y / canvas->dots_y;
  gunichar *cell = &canvas->cells[row * canvas->columns + column];

  if (canvas->dots_x == BRAILLE_WIDTH)
    *cell = (*cell ? *cell : BRAILLE_BLANK) | bits[y % BRAILLE_HEIGHT][x % BRAILLE_WIDTH];
  else
    *cell = '*';
}

static void
canvas_line (Canvas *canvas,
             int     x0,
             int     y0,
             int     x1,
             int     y1)
{
  int steps = MAX (ABS (x1 - x0), ABS (y1 - y0));

  for (int i = 0; i <= steps; i++)
    {
      double part = steps ? (double) i / steps : 0;

      canvas_dot (canvas, (int) (x0 + part * (x1 - x0) + 0.5), (int) (y0 + part * (y1 - y0) + 0.5));
    }
}

/* Tens that hold all pulses, with some air. */
static Axis
axis_for (const TactusSummary *summary)
{
  Axis axis = { 60, 60 + MIN_SPAN };

  if (summary->count == 0)
    return axis;

  axis.lowest = MAX (0, (summary->minimum - 2) / 10 * 10);
  axis.highest = (summary->maximum + 2 + 9) / 10 * 10;
  if (axis.highest - axis.lowest < MIN_SPAN)
    axis.highest = axis.lowest + MIN_SPAN;
  return axis;
}

static int
place (gint64 value,
       gint64 from,
       gint64 to,
       guint  n_dots)
{
  double part = to > from ? (double) (value - from) / (double) (to - from) : 0;

  return (int) (CLAMP (part, 0.0, 1.0) * (n_dots - 1) + 0.5);
}

static void
draw_pulses (const TactusCtlChart *self,
             TactusSeries         *series,
             const Axis           *axis,
             Canvas               *canvas)
{
  gsize n_readings = tactus_series_get_length (series);
  int last_x = -1, last_y = -1;

  for (gsize i = tactus_series_find (series, self->from_us); i < n_readings; i++)
    {
      TactusReading reading = tactus_series_get (series, i);
      int x, y;

      if (reading.when_us >= self->to_us)
        break;
      if (reading.kind != TACTUS_READING_PULSE)
        continue;

      x = place (reading.when_us, self->from_us, self->to_us, canvas->columns * canvas->dots_x);
      y = place (reading.bpm, axis->lowest, axis->highest, canvas->rows * canvas->dots_y);
      if (last_x >= 0 && tactus_series_is_joined (series, i))
        canvas_line (canvas, last_x, last_y, x, y);
      else
        canvas_dot (canvas, x, y);
      last_x = x;
      last_y = y;
    }
}

/* Labelled are the highest, the lowest and the row in the middle. */
static void
append_label (const TactusCtlChart *self,
              GString              *text,
              const Axis           *axis,
              guint                 row)
{
  gboolean middle = self->rows > 4 && row == self->rows / 2;
  gboolean labelled = row == 0 || row == self->rows - 1 || middle;
  const char *line = self->unicode ? (labelled ? "┤" : "│") : (labelled ? "+" : "|");

  if (self->colour)
    g_string_append (text, COLOUR_AXIS);
  if (labelled)
    {
      double part = self->rows > 1 ? (double) row / (self->rows - 1) : 0;
      int bpm = (int) (axis->lowest + part * (axis->highest - axis->lowest) + 0.5);

      g_string_append_printf (text, "%3d %s", MIN (bpm, 999), line);
    }
  else
    g_string_append_printf (text, "    %s", line);
  if (self->colour)
    g_string_append (text, COLOUR_OFF);
}

static void
append_row (const TactusCtlChart *self,
            GString              *text,
            const Canvas         *canvas,
            guint                 row)
{
  guint used = canvas->columns;

  while (used > 0 && canvas->cells[row * canvas->columns + used - 1] == 0)
    used--;
  if (used > 0 && self->colour)
    g_string_append (text, COLOUR_LINE);
  for (guint i = 0; i < used; i++)
    {
      gunichar cell = canvas->cells[row * canvas->columns + i];

      g_string_append_unichar (text, cell ? cell : ' ');
    }
  if (used > 0 && self->colour)
    g_string_append (text, COLOUR_OFF);
  g_string_append_c (text, '\n');
}

static char *
describe_span (gint64 span_us)
{
  gint64 seconds = (span_us + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC;

  if (seconds < 120)
    /* Translators: a time under the chart: seconds */
    return g_strdup_printf (_("%d s"), (int) seconds);

  if (seconds < MANY_MINUTES * 60)
    /* Translators: a time under the chart: minutes */
    return g_strdup_printf (_("%d min"), (int) ((seconds + 30) / 60));

  /* Translators: a time under the chart: hours */
  return g_strdup_printf (_("%.1f h"), (double) seconds / 3600);
}

static void
append_time (const TactusCtlChart *self,
             GString              *text,
             guint                 columns)
{
  g_autofree char *end = describe_span (self->to_us - self->from_us);
  int space = (int) columns - 1 - (int) g_utf8_strlen (end, -1);

  if (self->colour)
    g_string_append (text, COLOUR_AXIS);
  g_string_append_printf (text, "    %s", self->unicode ? "└" : "+");
  for (guint i = 0; i < columns; i++)
    g_string_append (text, self->unicode ? "─" : "-");
  g_string_append_printf (text, "\n     0%*s%s", MAX (1, space), "", end);
  if (self->colour)
    g_string_append (text, COLOUR_OFF);
  g_string_append_c (text, '\n');
}

char *
tactus_ctl_chart_draw (const TactusCtlChart *self,
                       TactusSeries         *series)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(Canvas) canvas = NULL;
  TactusSummary summary;
  Axis axis;

  if (self->columns < TACTUS_CTL_CHART_MIN_COLUMNS || self->rows == 0)
    return g_strdup ("");

  canvas = canvas_new (self->columns - LABEL_COLUMNS, self->rows, self->unicode);
  tactus_series_summarize (series, self->from_us, self->to_us, &summary);
  axis = axis_for (&summary);
  draw_pulses (self, series, &axis, canvas);

  for (guint row = self->rows; row-- > 0;)
    {
      append_label (self, text, &axis, row);
      append_row (self, text, canvas, row);
    }
  append_time (self, text, canvas->columns);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
