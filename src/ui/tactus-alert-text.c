/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-alert-text.h"

#include <glib/gi18n.h>

#include "tactus-live-text.h"

static gboolean
parse (const char *text,
       int         lowest,
       int         highest,
       guint      *level)
{
  int number;
  gboolean right = tactus_text_parse_number (text, lowest, highest, &number);

  *level = (guint) number;
  return right;
}

gboolean
tactus_alert_text_parse_high (const char *text,
                              guint      *high)
{
  return parse (text, TACTUS_PULSE_ALERT_LOWEST_HIGH, TACTUS_PULSE_ALERT_HIGHEST_HIGH, high);
}

gboolean
tactus_alert_text_parse_low (const char *text,
                             guint      *low)
{
  return parse (text, TACTUS_PULSE_ALERT_LOWEST_LOW, TACTUS_PULSE_ALERT_HIGHEST_LOW, low);
}

char *
tactus_alert_text_wrong (gboolean                 high_right,
                         gboolean                 low_right,
                         const TactusPulseLevels *levels)
{
  if (!high_right)
    return g_strdup_printf (_("A high level is from %d to %d beats per minute"),
                            TACTUS_PULSE_ALERT_LOWEST_HIGH, TACTUS_PULSE_ALERT_HIGHEST_HIGH);
  if (!low_right)
    return g_strdup_printf (_("A low level is from %d to %d beats per minute"),
                            TACTUS_PULSE_ALERT_LOWEST_LOW, TACTUS_PULSE_ALERT_HIGHEST_LOW);
  if (!tactus_pulse_levels_are_valid (levels))
    return g_strdup (_("The low level has to be below the high level"));

  return NULL;
}

char *
tactus_alert_text_levels (const TactusPulseLevels *levels)
{
  g_autofree char *span = tactus_text_spoken_span (levels->last_us);

  if (levels->high > 0 && levels->low > 0)
    /* Translators: %3$s is "30 seconds" or the like */
    return g_strdup_printf (_("You are told when it stays above %1$u or below %2$u for %3$s"),
                            levels->high, levels->low, span);
  if (levels->high > 0)
    /* Translators: %2$s is "30 seconds" or the like */
    return g_strdup_printf (_("You are told when it stays above %1$u for %2$s"), levels->high,
                            span);
  if (levels->low > 0)
    /* Translators: %2$s is "30 seconds" or the like */
    return g_strdup_printf (_("You are told when it stays below %1$u for %2$s"), levels->low, span);

  return g_strdup (_("No level yet: one of these is needed"));
}
