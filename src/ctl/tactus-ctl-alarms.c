/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "tactus-band-abilities.h"
#include "tactus-ctl-abilities.h"
#include "tactus-ctl-connect.h"
#include "tactus-ctl-find.h"
#include "tactus-ctl-table.h"

#define N_COLUMNS 4
#define MAX_SLOT 9

/* ── what is printed ── */

static char *
describe_state (const TactusAlarm *alarm)
{
  /* Translators: an alarm is on */
  char *text = g_strdup (alarm->enabled ? C_("alarm", "on") : C_("alarm", "off"));

  if (alarm->smart)
    text = tactus_ctl_text_append (text, C_("alarm", "earlier in light sleep"));
  if (!alarm->snooze)
    text = tactus_ctl_text_append (text, C_("alarm", "no snooze"));

  return text;
}

static void
add_row (TactusCtlTable    *table,
         const TactusAlarm *alarm)
{
  g_autofree char *slot = g_strdup_printf ("%u", alarm->slot);
  g_autofree char *time = g_strdup_printf ("%02u:%02u", alarm->hour, alarm->minute);
  g_autofree char *days = tactus_days_to_text (alarm->days);
  g_autofree char *state = describe_state (alarm);
  const char *cells[N_COLUMNS] = { slot, time, days, state };

  tactus_ctl_table_add (table, cells);
}

static void
print_alarms (TactusCtlProgram *program)
{
  const char *titles[N_COLUMNS] = {
    /* Translators: the number of the place that an alarm has in a band */
    C_("alarm", "Slot"), C_("alarm", "Time"), C_("alarm", "Days"), C_("alarm", "State"),
  };
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);
  g_autoptr(GArray) alarms = tactus_band_get_alarms (tactus_ctl_program_get_band (program));
  g_autoptr(TactusCtlTable) table = tactus_ctl_table_new (N_COLUMNS);
  g_autofree char *text = NULL;

  tactus_ctl_table_add (table, titles);
  for (guint i = 0; i < alarms->len; i++)
    {
      const TactusAlarm *alarm = &g_array_index (alarms, TactusAlarm, i);

      add_row (table, alarm);
      if (tactus_ctl_printer_is_json (printer))
        tactus_ctl_printer_object (printer, tactus_ctl_json_alarm (alarm));
    }

  text = tactus_ctl_table_to_text (table);
  if (alarms->len > 0)
    tactus_ctl_printer_text (printer, text);
  else
    tactus_ctl_printer_progress (printer, _("No alarm was set from here."));
  tactus_ctl_program_finish (program);
}

/* ── what is asked for ── */

static gboolean
read_slot (TactusAlarm  *alarm,
           const char   *text,
           GError      **error)
{
  guint64 slot;

  if (!g_ascii_string_to_unsigned (text, 10, 0, MAX_SLOT, &slot, NULL))
    {
      g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                   _("SLOT is a number from 0 to %d"), MAX_SLOT);
      return FALSE;
    }

  alarm->slot = (guint) slot;
  return TRUE;
}

static gboolean
read_clock (TactusAlarm  *alarm,
            const char   *text,
            GError      **error)
{
  if (g_regex_match_simple ("^\\d?\\d:\\d\\d$", text, 0, 0) &&
      sscanf (text, "%2u:%2u", &alarm->hour, &alarm->minute) == 2 &&
      alarm->hour < 24 && alarm->minute < 60)
    return TRUE;

  g_set_error_literal (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                       _("The time of an alarm is HH:MM, from 00:00 to 23:59"));
  return FALSE;
}

static gboolean
read_alarm (TactusAlarm             *alarm,
            const TactusCtlOptions  *options,
            GError                 **error)
{
  g_autoptr(GError) problem = NULL;

  *alarm = (TactusAlarm) {
    .enabled = !options->disabled,
    .snooze = !options->no_snooze,
    .smart = options->smart,
  };
  if (!read_slot (alarm, options->words[0], error) || !read_clock (alarm, options->words[1], error))
    return FALSE;
  if (!options->words[2] || tactus_days_parse_text (&alarm->days, options->words[2], &problem))
    return TRUE;

  g_set_error_literal (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE, problem->message);
  return FALSE;
}

static void
set (TactusCtlProgram *program)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);
  GCancellable *cancellable = tactus_ctl_program_get_cancellable (program);
  TactusBand *band = tactus_ctl_program_get_band (program);
  gpointer doing = tactus_ctl_doing (program, tactus_band_set_alarm_finish, print_alarms);

  if (options->delete_slot >= 0)
    tactus_band_delete_alarm_async (band, (guint) options->delete_slot, cancellable,
                                    tactus_ctl_done_cb, doing);
  else
    tactus_band_set_alarm_async (band, tactus_ctl_program_get_data (program), cancellable,
                                 tactus_ctl_done_cb, doing);
}

static gboolean
is_change (const TactusCtlOptions *options)
{
  return options->words[0] || options->delete_slot >= 0;
}

static void
found (TactusCtlProgram *program)
{
  if (!tactus_band_can (tactus_ctl_program_get_band (program), TACTUS_ABILITY_ALARMS))
    tactus_ctl_program_end_unable (program, "keep alarms");
  else if (is_change (tactus_ctl_program_get_options (program)))
    tactus_ctl_connect (program, set);
  else
    print_alarms (program);
}

static void
opened (TactusCtlProgram *program)
{
  tactus_ctl_find_kept_band (program, found);
}

void
tactus_ctl_alarms (TactusCtlProgram *program)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);
  guint n_words = g_strv_length (options->words);
  gboolean flags = options->no_snooze || options->smart || options->disabled;
  TactusAlarm *alarm = g_new0 (TactusAlarm, 1);
  GError *error = NULL;

  tactus_ctl_program_set_data (program, alarm, g_free);
  if (n_words == 1)
    tactus_ctl_program_fail (program, _("An alarm wants SLOT and HH:MM, and DAYS if it repeats"));
  else if (options->delete_slot >= 0 && (n_words > 0 || flags))
    tactus_ctl_program_fail (program, _("--delete goes alone"));
  else if (flags && n_words == 0)
    tactus_ctl_program_fail (program, _("--no-snooze, --smart and --disabled belong to an alarm: "
                                        "SLOT HH:MM DAYS"));
  else if (n_words > 0 && !read_alarm (alarm, options, &error))
    tactus_ctl_program_end (program, error);
  else
    tactus_ctl_program_open (program, opened);
}
