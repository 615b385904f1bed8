/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-demo-view.h"

#include <glib/gi18n-lib.h>

#include "tactus-ctl-chart.h"
#include "tactus-ctl-json.h"
#include "tactus-ctl-terminal.h"

#define MAX_COLUMNS 100
#define MAX_ROWS 9
#define MIN_ROWS 3

/* Lines around the chart: its time axis, the title, and the prompt of the shell. */
#define OTHER_ROWS 5

#define CURSOR_UP "\033[%uA\r"
#define CLEAR_BELOW "\033[J"

struct _TactusCtlDemoView
{
  TactusCtlPrinter *printer;
  TactusSeries *series; /* (owned) */
  gint64 from_us;
  gint64 to_us;
  guint n_lines; /* drawn last, to be drawn over */
};

TactusCtlDemoView *
tactus_ctl_demo_view_new (TactusCtlPrinter *printer,
                          guint             duration_ms)
{
  TactusCtlDemoView *self = g_new0 (TactusCtlDemoView, 1);

  self->printer = printer;
  self->series = tactus_series_new ();
  self->from_us = g_get_real_time ();
  self->to_us = self->from_us + duration_ms * G_GINT64_CONSTANT (1000);
  return self;
}

void
tactus_ctl_demo_view_free (TactusCtlDemoView *self)
{
  tactus_series_unref (self->series);
  g_free (self);
}

void
tactus_ctl_demo_view_add (TactusCtlDemoView     *self,
                          const TactusHeartRate *heart_rate,
                          GDateTime             *when)
{
  gboolean pulse = tactus_ctl_heart_rate_is_pulse (heart_rate);
  TactusReading reading = {
    .when_us = g_date_time_to_unix (when) * G_USEC_PER_SEC + g_date_time_get_microsecond (when),
    .kind = pulse ? TACTUS_READING_PULSE : TACTUS_READING_NO_VALUE,
    .bpm = pulse ? heart_rate->value : 0,
  };

  tactus_series_append (self->series, &reading);
}

static char *
draw_chart (TactusCtlDemoView       *self,
            const TactusCtlTerminal *terminal)
{
  guint rows = terminal->rows > OTHER_ROWS ? terminal->rows - OTHER_ROWS : 0;
  TactusCtlChart chart = {
    .columns = MIN (terminal->columns - 1, MAX_COLUMNS),
    .rows = CLAMP (rows, MIN_ROWS, MAX_ROWS),
    .unicode = terminal->unicode,
    .colour = terminal->colour,
    .from_us = self->from_us,
    .to_us = self->to_us,
  };

  return tactus_ctl_chart_draw (&chart, self->series);
}

static char *
describe_now (TactusCtlDemoView       *self,
              const TactusCtlTerminal *terminal)
{
  const char *heart = terminal->unicode ? "♥" : "*";
  TactusReading last;

  if (!tactus_series_get_last (self->series, &last) || last.kind != TACTUS_READING_PULSE)
    /* Translators: a heart (♥ or *) */
    return g_strdup_printf (_("%s no reading"), heart);

  if (terminal->colour)
    /* Translators: a heart (♥ or *), then beats per minute */
    return g_strdup_printf (_("%s %u bpm"), "\033[1;31m♥\033[0m", last.bpm);

  return g_strdup_printf (_("%s %u bpm"), heart, last.bpm);
}

static guint
count_lines (const char *text)
{
  guint lines = 0;

  for (; *text; text++)
    lines += *text == '\n';

  return lines;
}

gboolean
tactus_ctl_demo_view_draw (TactusCtlDemoView *self)
{
  TactusCtlTerminal terminal;
  g_autofree char *now = NULL;
  g_autofree char *chart = NULL;
  g_autofree char *frame = NULL;
  g_autofree char *back = NULL;

  tactus_ctl_terminal_look (&terminal);
  if (!terminal.live || tactus_ctl_printer_is_json (self->printer))
    return FALSE;

  now = describe_now (self, &terminal);
  chart = draw_chart (self, &terminal);
  back = self->n_lines > 0 ? g_strdup_printf (CURSOR_UP CLEAR_BELOW, self->n_lines) : g_strdup ("");
  frame = g_strdup_printf ("%s%s\n%s", back, now, chart);
  tactus_ctl_printer_text (self->printer, frame);
  self->n_lines = count_lines (frame);
  return TRUE;
}

static void
print_summary (TactusCtlDemoView *self)
{
  TactusSummary summary;

  tactus_series_summarize (self->series, 0, G_MAXINT64, &summary);
  if (summary.count == 0)
    tactus_ctl_printer_line (self->printer, _("No pulse was read."));
  else
    tactus_ctl_printer_line (self->printer,
                             ngettext ("Lowest %u, average %.0f, highest %u bpm; %u value",
                                       "Lowest %u, average %.0f, highest %u bpm; %u values",
                                       summary.count),
                             summary.minimum, summary.mean, summary.maximum, summary.count);
}

void
tactus_ctl_demo_view_finish (TactusCtlDemoView *self)
{
  if (!tactus_ctl_demo_view_draw (self))
    {
      TactusCtlTerminal terminal;
      g_autofree char *chart = NULL;

      tactus_ctl_terminal_look (&terminal);
      chart = draw_chart (self, &terminal);
      tactus_ctl_printer_line (self->printer, "%s", "");
      tactus_ctl_printer_text (self->printer, chart);
    }

  print_summary (self);
}
