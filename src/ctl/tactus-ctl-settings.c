/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tactus-band-abilities.h"
#include "tactus-ctl-abilities.h"
#include "tactus-ctl-change.h"
#include "tactus-ctl-find.h"
#include "tactus-ctl-table.h"

#define N_COLUMNS 3

/* ── what is printed ── */

static void
add_row (TactusCtlTable      *table,
         const TactusSetting *setting,
         const TactusModel   *model,
         const char          *value)
{
  g_autofree char *possible = tactus_ctl_setting_to_text (setting, model);
  const char *cells[N_COLUMNS] = { setting->name, value ? value : "–", possible };

  tactus_ctl_table_add (table, cells);
}

static void
print_settings (TactusCtlProgram *program,
                GPtrArray        *settings)
{
  const char *titles[N_COLUMNS] = { _("Setting"), _("Last set here"), _("Possible") };
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);
  TactusBand *band = tactus_ctl_program_get_band (program);
  const TactusModel *model = tactus_band_get_model (band);
  g_autoptr(TactusCtlTable) table = tactus_ctl_table_new (N_COLUMNS);
  g_autofree char *text = NULL;

  tactus_ctl_table_add (table, titles);
  for (guint i = 0; i < settings->len; i++)
    {
      const TactusSetting *setting = g_ptr_array_index (settings, i);
      const char *value = tactus_band_get_setting (band, setting->id);

      add_row (table, setting, model, value);
      if (tactus_ctl_printer_is_json (printer))
        tactus_ctl_printer_object (printer, tactus_ctl_json_setting (setting, model, value));
    }

  text = tactus_ctl_table_to_text (table);
  tactus_ctl_printer_text (printer, text);
  tactus_ctl_program_finish (program);
}

static char *
get_name (const char *word)
{
  return g_strndup (word, strcspn (word, "="));
}

static GPtrArray *
get_named (char **words)
{
  GPtrArray *settings = g_ptr_array_new ();

  for (guint i = 0; words[i]; i++)
    {
      g_autofree char *name = get_name (words[i]);

      g_ptr_array_add (settings, (gpointer) tactus_setting_for_name (name));
    }

  return settings;
}

static GPtrArray *
get_kept (const TactusModel *model)
{
  GPtrArray *settings = g_ptr_array_new ();

  for (guint i = 0; i < TACTUS_N_SETTINGS; i++)
    {
      if (model && tactus_model_has_setting (model, (TactusSettingId) i))
        g_ptr_array_add (settings, (gpointer) tactus_setting_get ((TactusSettingId) i));
    }

  return settings;
}

/* ── what is asked for ── */

static void
changed (TactusCtlProgram *program)
{
  g_autoptr(GPtrArray) named = get_named (tactus_ctl_program_get_options (program)->words);

  print_settings (program, named);
}

static GArray *
get_changes (char **words)
{
  GArray *changes = tactus_ctl_changes_new ();

  for (guint i = 0; words[i]; i++)
    {
      g_autofree char *name = get_name (words[i]);

      if (strchr (words[i], '='))
        tactus_ctl_changes_add (changes, tactus_setting_for_name (name),
                                strchr (words[i], '=') + 1);
    }

  return changes;
}

static gboolean
check_model (TactusCtlProgram *program,
             GPtrArray        *settings)
{
  const TactusModel *model = tactus_band_get_model (tactus_ctl_program_get_band (program));

  for (guint i = 0; i < settings->len; i++)
    {
      const TactusSetting *setting = g_ptr_array_index (settings, i);
      g_autofree char *what = g_strdup_printf ("keep the setting “%s”", setting->name);

      if (model && tactus_model_has_setting (model, setting->id))
        continue;
      tactus_ctl_program_end_unable (program, what);
      return FALSE;
    }

  if (settings->len == 0)
    tactus_ctl_program_end_unable (program, "keep settings");
  return settings->len > 0;
}

static void
found (TactusCtlProgram *program)
{
  const TactusModel *model = tactus_band_get_model (tactus_ctl_program_get_band (program));
  char **words = tactus_ctl_program_get_options (program)->words;
  g_autoptr(GPtrArray) settings = words[0] ? get_named (words) : get_kept (model);
  g_autoptr(GArray) changes = get_changes (words);

  if (!check_model (program, settings))
    return;

  if (changes->len > 0)
    tactus_ctl_change (program, g_steal_pointer (&changes), changed);
  else
    print_settings (program, settings);
}

static void
opened (TactusCtlProgram *program)
{
  tactus_ctl_find_kept_band (program, found);
}

void
tactus_ctl_settings (TactusCtlProgram *program)
{
  char **words = tactus_ctl_program_get_options (program)->words;

  for (guint i = 0; words[i]; i++)
    {
      g_autofree char *name = get_name (words[i]);

      if (tactus_setting_for_name (name))
        continue;
      /* Translators: what was typed for a setting */
      tactus_ctl_program_fail (program, _("There is no setting “%s”; “tactusctl settings BAND” "
                                          "shows which there are"), name);
      return;
    }

  tactus_ctl_program_open (program, opened);
}
