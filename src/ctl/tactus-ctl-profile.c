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
#include "tactus-profile.h"

#define N_FIELDS 4

/* As in the text of a profile, and as options. */
static const char * const fields[N_FIELDS] = { "born", "sex", "height", "weight" };

static void
get_options (TactusCtlProgram *program,
             const char       *values[N_FIELDS])
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);

  values[0] = options->born;
  values[1] = options->sex;
  values[2] = options->height;
  values[3] = options->weight;
}

static gboolean
is_keeper (TactusCtlProgram *program,
           TactusSettingId   setting)
{
  const TactusModel *model = tactus_band_get_model (tactus_ctl_program_get_band (program));

  return model && tactus_model_has_setting (model, setting);
}

/* ── what is printed ── */

static void
add (TactusCtlTable *table,
     const char     *name,
     const char     *value)
{
  const char *cells[] = { name, value ? value : _("unknown") };

  tactus_ctl_table_add (table, cells);
}

static void
print_table (TactusCtlPrinter    *printer,
             const TactusProfile *profile,
             const char          *goal)
{
  g_autoptr(TactusCtlTable) table = tactus_ctl_table_new (2);
  g_autofree char *text = profile ? tactus_profile_to_text (profile) : NULL;
  g_auto(GStrv) parts = g_strsplit (text ? text : "", ",", -1);
  const char *names[N_FIELDS] = { _("Born"), _("Sex"), _("Height (cm)"), _("Weight (kg)") };
  g_autofree char *table_text = NULL;

  for (guint i = 0; i < N_FIELDS; i++)
    {
      const char *value = g_strv_length (parts) == N_FIELDS ? strchr (parts[i], '=') : NULL;

      add (table, names[i], value ? value + 1 : NULL);
    }
  add (table, _("Goal (steps)"), goal);

  table_text = tactus_ctl_table_to_text (table);
  tactus_ctl_printer_text (printer, table_text);
}

static void
print_profile (TactusCtlProgram *program)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);
  TactusBand *band = tactus_ctl_program_get_band (program);
  const char *text = tactus_band_get_setting (band, TACTUS_SETTING_PROFILE);
  const char *goal = tactus_band_get_setting (band, TACTUS_SETTING_GOAL);
  TactusProfile profile;
  gboolean known = text && tactus_profile_parse_text (&profile, text, NULL);

  if (tactus_ctl_printer_is_json (printer))
    tactus_ctl_printer_object (printer, tactus_ctl_json_profile (known ? &profile : NULL, goal));
  else
    print_table (printer, known ? &profile : NULL, goal);
  tactus_ctl_program_finish (program);
}

/* ── what is asked for ── */

/* What is not said stays as it was told last; values[] keeps what belongs to @known. */
static const char *
complete (const char  *values[N_FIELDS],
          char       **known)
{
  for (guint i = 0; i < N_FIELDS; i++)
    {
      gsize length = strlen (fields[i]);

      for (guint j = 0; !values[i] && known[j]; j++)
        {
          if (strncmp (known[j], fields[i], length) == 0 && known[j][length] == '=')
            values[i] = known[j] + length + 1;
        }
      if (!values[i])
        return fields[i];
    }

  return NULL;
}

/* Returns: (transfer full) (nullable): the text of the profile, or NULL with what is missing */
static char *
merge (TactusCtlProgram  *program,
       const char       **missing)
{
  TactusBand *band = tactus_ctl_program_get_band (program);
  const char *known = tactus_band_get_setting (band, TACTUS_SETTING_PROFILE);
  g_auto(GStrv) parts = g_strsplit (known ? known : "", ",", -1);
  g_autoptr(GString) text = g_string_new (NULL);
  const char *values[N_FIELDS];

  get_options (program, values);
  *missing = complete (values, parts);
  if (*missing)
    return NULL;

  for (guint i = 0; i < N_FIELDS; i++)
    g_string_append_printf (text, "%s%s=%s", i > 0 ? "," : "", fields[i], values[i]);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_person_given (TactusCtlProgram *program)
{
  const char *values[N_FIELDS];

  get_options (program, values);
  return values[0] || values[1] || values[2] || values[3];
}

static void
change (TactusCtlProgram *program)
{
  const char *goal = tactus_ctl_program_get_options (program)->goal;
  g_autoptr(GArray) changes = tactus_ctl_changes_new ();
  g_autofree char *profile = NULL;
  const char *missing = NULL;

  if (is_person_given (program))
    profile = merge (program, &missing);
  if (missing)
    {
      tactus_ctl_program_fail (program, _("The first time --born, --sex, --height and --weight go "
                                          "together: --%s is missing"), missing);
      return;
    }

  if (profile)
    tactus_ctl_changes_add (changes, tactus_setting_get (TACTUS_SETTING_PROFILE), profile);
  if (goal)
    tactus_ctl_changes_add (changes, tactus_setting_get (TACTUS_SETTING_GOAL), goal);
  tactus_ctl_change (program, g_steal_pointer (&changes), print_profile);
}

static void
found (TactusCtlProgram *program)
{
  gboolean given = is_person_given (program) || tactus_ctl_program_get_options (program)->goal;

  if (!is_keeper (program, TACTUS_SETTING_PROFILE) && !is_keeper (program, TACTUS_SETTING_GOAL))
    tactus_ctl_program_end_unable (program, "keep a profile");
  else if (given)
    change (program);
  else
    print_profile (program);
}

static void
opened (TactusCtlProgram *program)
{
  tactus_ctl_find_kept_band (program, found);
}

/* A comma would smuggle another field in. */
static gboolean
is_clean (TactusCtlProgram *program)
{
  const char *values[N_FIELDS];

  get_options (program, values);
  for (guint i = 0; i < N_FIELDS; i++)
    {
      if (!values[i] || !strpbrk (values[i], ",="))
        continue;
      tactus_ctl_program_fail (program, _("--%s wants one value; a decimal has a point"),
                               fields[i]);
      return FALSE;
    }

  return TRUE;
}

void
tactus_ctl_profile (TactusCtlProgram *program)
{
  if (is_clean (program))
    tactus_ctl_program_open (program, opened);
}
