/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-ctl-spark.h"

/* The bars of an eighth to eight eighths follow each other in Unicode. */
#define LOWEST_BAR 0x2581
#define N_BARS 8

static guint
get_middle (const TactusColumn *column)
{
  return (column->minimum + column->maximum + 1u) / 2;
}

static gunichar
get_bar (guint middle,
         guint lowest,
         guint highest)
{
  guint part = highest > lowest ? (middle - lowest) * (N_BARS - 1) / (highest - lowest)
                                : N_BARS / 2 - 1;

  return LOWEST_BAR + part;
}

char *
tactus_ctl_spark_draw (const TactusColumn *columns,
                       guint               n_columns)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint lowest = G_MAXUINT;
  guint highest = 0;

  for (guint i = 0; i < n_columns; i++)
    {
      if (columns[i].count == 0)
        continue;
      lowest = MIN (lowest, get_middle (&columns[i]));
      highest = MAX (highest, get_middle (&columns[i]));
    }

  for (guint i = 0; i < n_columns && highest > 0; i++)
    g_string_append_unichar (text, columns[i].count > 0
                                     ? get_bar (get_middle (&columns[i]), lowest, highest) : ' ');

  return g_string_free (g_steal_pointer (&text), FALSE);
}
