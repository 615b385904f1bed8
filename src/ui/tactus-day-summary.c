/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-day-summary.h"

#include <glib/gi18n.h>

#include "tactus-activity.h"
#include "tactus-live-text.h"
#include "tactus-text.h"

static gboolean
is_asleep (const TactusActivityRow *row,
           gboolean                 generation_a)
{
  TactusActivityKind kind = tactus_activity_kind_of (row->kind, generation_a);

  return kind == TACTUS_ACTIVITY_LIGHT_SLEEP || kind == TACTUS_ACTIVITY_DEEP_SLEEP;
}

TactusDaySummary
tactus_day_summary_of (GArray   *rows,
                       gint64    from,
                       gint64    to,
                       gboolean  generation_a)
{
  TactusDaySummary self = { 0 };

  for (guint i = 0; i < rows->len; i++)
    {
      const TactusActivityRow *row = &g_array_index (rows, TactusActivityRow, i);

      if (row->time < from || row->time >= to)
        continue;

      self.minutes++;
      self.steps += row->steps;
      self.asleep += is_asleep (row, generation_a);
      self.with_heart_rate += row->heart_rate > 0;
    }

  return self;
}

/* A band does not count in seconds, not even none. */
static char *
duration_text (guint minutes)
{
  if (minutes == 0)
    return tactus_text_printf (_("%d min"), 0);

  return tactus_text_span ((gint64) minutes * 60 * G_USEC_PER_SEC);
}

char *
tactus_day_summary_to_text (const TactusDaySummary *self)
{
  g_autofree char *steps = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u step", "%'u steps",
                                                         self->steps), self->steps);
  g_autofree char *asleep = duration_text (self->asleep);
  g_autofree char *heart = duration_text (self->with_heart_rate);

  /* Translators: steps; time asleep; time for which there is a heart rate */
  return g_strdup_printf (_("%s · %s asleep · %s with heart rate"), steps, asleep, heart);
}

char *
tactus_day_summary_title (GDateTime *day,
                          guint      ago)
{
  if (ago == 0)
    return g_strdup (_("Today"));
  if (ago == 1)
    return g_strdup (_("Yesterday"));

  /* Translators: a day of the last week, as g_date_time_format() takes it */
  return g_date_time_format (day, _("%A, %-d %b"));
}
