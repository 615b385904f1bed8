/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <glib/gi18n-lib.h>

#include "tactus-ctl-reason.h"
#include "tactus-ctl-share.h"
#include "tactus-ctl-store.h"
#include "tactus-ctl-table.h"
#include "tactus-import.h"

/* More of them scroll away. */
#define MAX_FAULTS_SHOWN 20

/* The files are taken one after the other; one that cannot be understood keeps no other back. */
typedef struct {
  TactusCtlProgram *program;
  TactusHistory *history;
  guint index;    /* of the file that is being taken */
  GError *failed; /* (owned) (nullable): the last reason that is not told yet */
} Intake;

static void
intake_free (Intake *intake)
{
  g_clear_error (&intake->failed);
  g_free (intake);
}

static char *
get_name (Intake *intake)
{
  return g_filename_display_name
    (tactus_ctl_program_get_options (intake->program)->words[intake->index]);
}

/* ── what was found ── */

static JsonArray *
faults_to_json (const TactusImportReport *report)
{
  JsonArray *faults = json_array_new ();

  for (guint i = 0; i < report->faults->len; i++)
    {
      const TactusImportFault *fault = g_ptr_array_index (report->faults, i);
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "line", (gint64) fault->line);
      json_object_set_string_member (object, "text", fault->text);
      json_array_add_object_element (faults, object);
    }

  return faults;
}

static JsonObject *
to_json (Intake                   *intake,
         const TactusImportReport *report)
{
  JsonObject *object = json_object_new ();
  g_autofree char *name = get_name (intake);

  json_object_set_string_member (object, "file", name);
  json_object_set_string_member (object, "format", report->format);
  json_object_set_int_member (object, "sessions", (gint64) report->sessions);
  json_object_set_int_member (object, "readings", (gint64) report->readings);
  json_object_set_int_member (object, "minutes", (gint64) report->minutes);
  json_object_set_int_member (object, "known", (gint64) report->known);
  json_object_set_int_member (object, "faulty", (gint64) report->faulty);
  json_object_set_array_member (object, "faults", faults_to_json (report));
  return object;
}

static void
add_count (TactusCtlTable *table,
           const char     *name,
           guint64         count)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, count);
  g_autofree char *indented = g_strconcat ("  ", name, NULL);
  const char *cells[] = { indented, text };

  if (count > 0)
    tactus_ctl_table_add (table, cells);
}

static void
print_counts (TactusCtlPrinter         *printer,
              const char               *name,
              const TactusImportReport *report)
{
  g_autoptr(TactusCtlTable) table = tactus_ctl_table_new (2);
  g_autofree char *text = NULL;

  add_count (table, ngettext ("session added", "sessions added", report->sessions),
             report->sessions);
  add_count (table, ngettext ("reading in them", "readings in them", report->readings),
             report->readings);
  add_count (table, ngettext ("recorded minute added", "recorded minutes added", report->minutes),
             report->minutes);
  add_count (table, ngettext ("row in the history already", "rows in the history already",
                              report->known),
             report->known);
  add_count (table, ngettext ("faulty row left out", "faulty rows left out", report->faulty),
             report->faulty);

  text = tactus_ctl_table_to_text (table);
  tactus_ctl_printer_line (printer, "%s: %s", name, report->format);
  if (report->sessions == 0 && report->minutes == 0)
    tactus_ctl_printer_line (printer, "  %s", _("nothing was added"));
  tactus_ctl_printer_text (printer, text);
}

static void
print_faults (TactusCtlPrinter         *printer,
              const char               *name,
              const TactusImportReport *report)
{
  guint n_shown = MIN (report->faults->len, MAX_FAULTS_SHOWN);
  g_autofree char *more = g_strdup_printf ("%" G_GUINT64_FORMAT, report->faulty - n_shown);

  for (guint i = 0; i < n_shown; i++)
    {
      const TactusImportFault *fault = g_ptr_array_index (report->faults, i);
      g_autofree char *text = tactus_ctl_text_clean (fault->text);

      tactus_ctl_printer_progress (printer, "%s:%" G_GUINT64_FORMAT ": %s", name, fault->line,
                                   text);
    }
  if (report->faulty > report->faults->len)
    /* Translators: how many faulty rows are not shown, and how many are listed */
    tactus_ctl_printer_progress (printer, _("… and %s more; --json lists the first %u"), more,
                                 report->faults->len);
  else if (report->faulty > n_shown)
    /* Translators: how many faulty rows are not shown */
    tactus_ctl_printer_progress (printer, _("… and %s more; --json lists them"), more);
}

static void
print_report (Intake                   *intake,
              const TactusImportReport *report)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (intake->program);
  g_autofree char *name = get_name (intake);
  g_autofree char *clean = tactus_ctl_text_clean (name);

  if (tactus_ctl_printer_is_json (printer))
    tactus_ctl_printer_object (printer, to_json (intake, report));
  else
    print_counts (printer, clean, report);
  print_faults (printer, clean, report);
}

/* ── what went wrong ── */

/* Returns: (transfer full): @error, or the same in the words of a file */
static GError *
explain (Intake *intake,
         GError *error)
{
  g_autoptr(GError) problem = error;
  g_autofree char *name = get_name (intake);

  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      problem->domain == TACTUS_DATABASE_ERROR)
    return g_steal_pointer (&problem);
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return g_error_new (TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_INPUT,
                        /* Translators: a file, and a sentence that lacks its full stop */
                        _("“%s” is none of the files that can be imported; see “man tactusctl” "
                          "for those. (%s)"), name, problem->message);

  return g_error_new (TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_INPUT, _("“%s” could not be read: %s"),
                      name, problem->message);
}

/* The last one is told when the program ends. */
static void
keep_failure (Intake *intake,
              GError *error)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (intake->program);

  if (intake->failed)
    tactus_ctl_printer_failure (printer, tactus_ctl_reason_to_code (intake->failed),
                                intake->failed->message);
  g_clear_error (&intake->failed);
  intake->failed = error;
}

/* ── one after the other ── */

static void take_next (Intake *intake);

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Intake *intake = user_data;
  g_autoptr(TactusImportReport) report = NULL;
  GError *error = NULL;

  report = tactus_import_finish (TACTUS_HISTORY (source), result, &error);
  tactus_ctl_printer_settle (tactus_ctl_program_get_printer (intake->program));
  if (report)
    print_report (intake, report);
  else
    error = explain (intake, error);

  if (error && error->domain != TACTUS_CTL_ERROR)
    {
      tactus_ctl_program_end (intake->program, error);
      return;
    }
  if (error)
    keep_failure (intake, error);

  intake->index++;
  take_next (intake);
}

static void
take_next (Intake *intake)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (intake->program);
  const char *path = options->words[intake->index];
  gboolean piped = g_strcmp0 (path, "-") == 0;
  g_autoptr(GFile) file = NULL;

  if (!path)
    {
      if (intake->failed)
        tactus_ctl_program_end (intake->program, g_steal_pointer (&intake->failed));
      else
        tactus_ctl_program_finish (intake->program);
      return;
    }

  file = g_file_new_for_path (piped ? "/dev/stdin" : path);
  tactus_import_async (intake->history, file, options->band, tactus_ctl_share_tell_cb,
                       tactus_ctl_share_new (intake->program, FALSE),
                       tactus_ctl_program_get_cancellable (intake->program), imported_cb, intake);
}

/* A mistyped name is to leave no empty database behind. */
static gboolean
has_file (TactusCtlProgram *program)
{
  char **words = tactus_ctl_program_get_options (program)->words;

  for (guint i = 0; words[i]; i++)
    if (g_str_equal (words[i], "-") || g_file_test (words[i], G_FILE_TEST_EXISTS))
      return TRUE;

  return FALSE;
}

void
tactus_ctl_import (TactusCtlProgram *program)
{
  Intake *intake;

  if (!tactus_ctl_store_check (program, FALSE))
    return;

  intake = g_new0 (Intake, 1);
  intake->program = program;
  intake->history = tactus_ctl_store_get_history (program, has_file (program));
  tactus_ctl_program_own (program, intake, (GDestroyNotify) intake_free);
  take_next (intake);
}
