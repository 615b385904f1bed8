/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <glib/gi18n-lib.h>

#include "tactus-ctl-abilities.h"
#include "tactus-ctl-connect.h"
#include "tactus-ctl-json.h"
#include "tactus-ctl-table.h"

static void
add (TactusCtlTable *table,
     const char     *name,
     const char     *value)
{
  const char *cells[] = { name, value ? value : _("unknown") };

  tactus_ctl_table_add (table, cells);
}

static char *
describe_battery (const TactusBattery *battery)
{
  if (battery->charging == TACTUS_CHARGING_YES)
    return g_strdup_printf (_("%d %%, charging"), battery->level);
  if (battery->last_level >= 0)
    return g_strdup_printf (_("%d %%, %d %% after the last charge"), battery->level,
                            battery->last_level);

  return g_strdup_printf (_("%d %%"), battery->level);
}

static void
add_info (TactusCtlTable       *table,
          const TactusBandInfo *info)
{
  g_autofree char *battery = info->has_battery ? describe_battery (&info->battery) : NULL;
  g_autofree char *full = info->has_battery && info->battery.has_full_charge
    ? tactus_ctl_band_time_to_text (&info->battery.full_charge) : NULL;
  g_autofree char *charges = info->has_charges ? g_strdup_printf ("%u", info->charges) : NULL;
  g_autofree char *charged = info->has_battery && info->battery.has_last_charge
    ? tactus_ctl_band_time_to_text (&info->battery.last_charge) : NULL;
  g_autofree char *time = info->has_time ? tactus_ctl_band_time_to_text (&info->time) : NULL;
  g_autofree char *steps = info->has_steps ? tactus_ctl_steps_to_text (&info->steps) : NULL;

  add (table, _("Serial number"), info->serial);
  add (table, _("Hardware"), info->hardware);
  add (table, _("Firmware"), info->software);
  if (info->heart_software)
    add (table, _("Firmware of the heart sensor"), info->heart_software);
  add (table, _("Battery"), battery);
  if (full)
    add (table, _("Last full"), full);
  if (charged)
    add (table, _("Last charged"), charged);
  if (charges)
    add (table, _("Charges"), charges);
  add (table, _("Time on the band"), time);
  add (table, _("Steps today"), steps);
}

static void
print_table (TactusCtlPrinter     *printer,
             TactusBand           *band,
             const TactusBandInfo *info)
{
  const TactusModel *model = tactus_band_get_model (band);
  g_autoptr(TactusCtlTable) table = tactus_ctl_table_new (2);
  g_autofree char *text = NULL;

  add (table, _("Name"), tactus_band_get_name (band));
  add (table, _("Address"), tactus_band_get_address (band));
  add (table, _("Model"), model ? model->name : NULL);
  add_info (table, info);

  text = tactus_ctl_table_to_text (table);
  tactus_ctl_printer_text (printer, text);
}

static void
print_object (TactusCtlPrinter     *printer,
              TactusBand           *band,
              const TactusBandInfo *info)
{
  JsonObject *object = tactus_ctl_json_info (tactus_band_get_address (band),
                                             tactus_band_get_name (band),
                                             tactus_band_get_model (band), info);

  if (tactus_band_get_key_published (band))
    json_object_set_boolean_member (object, "key_published", TRUE);
  tactus_ctl_printer_object (printer, object);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  TactusCtlProgram *program = user_data;
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);
  TactusBand *band = TACTUS_BAND (source);
  g_autoptr(TactusBandInfo) info = NULL;
  GError *error = NULL;

  info = tactus_band_read_info_finish (band, result, &error);
  if (!info)
    {
      tactus_ctl_program_end (program, error);
      return;
    }

  if (tactus_ctl_printer_is_json (printer))
    print_object (printer, band, info);
  else
    print_table (printer, band, info);
  tactus_ctl_program_finish (program);
}

static void
connected (TactusCtlProgram *program)
{
  tactus_band_read_info_async (tactus_ctl_program_get_band (program),
                               tactus_ctl_program_get_cancellable (program), read_cb, program);
}

void
tactus_ctl_info (TactusCtlProgram *program)
{
  tactus_ctl_with_band (program, connected);
}
