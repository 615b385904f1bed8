/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <glib/gi18n-lib.h>

#include "tactus-ctl-json.h"
#include "tactus-ctl-table.h"

#define N_COLUMNS 5

static gboolean
is_connected (TactusCtlProgram *program,
              TactusBand       *band)
{
  TactusBluezClient *client = tactus_band_list_get_client (tactus_ctl_program_get_bands (program));
  TactusBluezDevice *device = tactus_bluez_client_lookup (client, tactus_band_get_address (band));

  return device && tactus_bluez_device_get_connected (device);
}

static void
print_object (TactusCtlProgram *program,
              TactusBand       *band)
{
  tactus_ctl_printer_object (tactus_ctl_program_get_printer (program),
                             tactus_ctl_json_band (tactus_band_get_address (band),
                                                   tactus_band_get_name (band),
                                                   tactus_band_get_model (band),
                                                   tactus_band_get_rssi (band),
                                                   tactus_band_get_known (band),
                                                   is_connected (program, band),
                                                   tactus_band_get_shared_bpm (band)));
}

static char *
describe_signal (TactusBand *band)
{
  int rssi = tactus_band_get_rssi (band);

  if (rssi == TACTUS_RSSI_UNKNOWN)
    return g_strdup ("–");

  /* Translators: a signal strength */
  return g_strdup_printf (_("%d dBm"), rssi);
}

static const char *
describe_state (TactusCtlProgram *program,
                TactusBand       *band)
{
  if (is_connected (program, band))
    /* Translators: the state of a band */
    return tactus_band_get_known (band) ? C_("band", "paired, connected") : C_("band", "connected");

  return tactus_band_get_known (band) ? C_("band", "paired") : C_("band", "nearby");
}

static void
add_row (TactusCtlProgram *program,
         TactusCtlTable   *table,
         TactusBand       *band)
{
  const TactusModel *model = tactus_band_get_model (band);
  g_autofree char *signal_text = describe_signal (band);
  const char *cells[N_COLUMNS] = {
    tactus_band_get_address (band),
    tactus_band_get_name (band),
    model ? model->name : _("not a band we know"),
    signal_text,
    describe_state (program, band),
  };

  tactus_ctl_table_add (table, cells);
}

static void
collect (GPtrArray  *bands,
         GListModel *model)
{
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (bands, g_list_model_get_item (model, i));
}

static GPtrArray *
collect_all (TactusCtlProgram *program)
{
  TactusBandList *list = tactus_ctl_program_get_bands (program);
  GPtrArray *bands = g_ptr_array_new_with_free_func (g_object_unref);

  collect (bands, tactus_band_list_get_known (list));
  collect (bands, tactus_band_list_get_nearby (list));
  return bands;
}

static void
print_table (TactusCtlProgram *program,
             GPtrArray        *bands)
{
  const char *titles[N_COLUMNS] = {
    _("Address"), _("Name"), _("Model"), _("Signal"), C_("band", "State"),
  };
  g_autoptr(TactusCtlTable) table = tactus_ctl_table_new (N_COLUMNS);
  g_autofree char *text = NULL;

  tactus_ctl_table_add (table, titles);
  for (guint i = 0; i < bands->len; i++)
    add_row (program, table, g_ptr_array_index (bands, i));

  text = tactus_ctl_table_to_text (table);
  tactus_ctl_printer_text (tactus_ctl_program_get_printer (program), text);
}

static void
print_bands (TactusCtlProgram *program)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);
  g_autoptr(GPtrArray) bands = collect_all (program);

  if (tactus_ctl_printer_is_json (printer))
    {
      for (guint i = 0; i < bands->len; i++)
        print_object (program, g_ptr_array_index (bands, i));
    }
  else if (bands->len > 0)
    {
      print_table (program, bands);
    }
}

static void
print_found (TactusCtlProgram *program)
{
  g_autoptr(GPtrArray) bands = collect_all (program);

  print_bands (program);
  if (bands->len == 0)
    tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                                 _("No band was found. Is it charged and near, and not connected "
                                   "to a phone?"));
  tactus_ctl_program_finish (program);
}

static void
scanned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  TactusCtlProgram *program = user_data;
  GError *error = NULL;

  if (tactus_bluez_client_scan_finish (TACTUS_BLUEZ_CLIENT (source), result, &error))
    {
      print_found (program);
      return;
    }

  print_bands (program);
  tactus_ctl_program_end (program, tactus_band_error_translate_service (error));
}

static void
scan (TactusCtlProgram *program,
      guint             duration_ms)
{
  TactusBluezClient *client = tactus_band_list_get_client (tactus_ctl_program_get_bands (program));

  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                               /* Translators: for so many seconds */
                               _("Looking for bands (%d s)…"), (int) ((duration_ms + 999) / 1000));
  tactus_bluez_client_scan_async (client, duration_ms, tactus_ctl_program_get_cancellable (program),
                                  scanned_cb, program);
}

static void
opened (TactusCtlProgram *program)
{
  guint scan_ms = tactus_ctl_program_get_options (program)->scan_ms;
  GError *problem = tactus_ctl_program_get_problem (program);

  if (problem)
    {
      /* The bands that are paired are in a file, and worth telling all the same. */
      print_bands (program);
      tactus_ctl_program_end (program, problem);
    }
  else if (scan_ms > 0)
    {
      scan (program, scan_ms);
    }
  else
    {
      print_found (program);
    }
}

void
tactus_ctl_list (TactusCtlProgram *program)
{
  tactus_ctl_program_open (program, opened);
}
