/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-file-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tactus-history-text.h"
#include "tactus-text.h"

/* Bytes: the shortest limit among file systems is 255, and the ending and a number come behind. */
#define MAX_NAME 120

/* What some file system, shell or archive takes for something else. */
#define HARMFUL "/\\:*?\"<>|"

const char *
tactus_file_text_format (TactusFileFormat format)
{
  switch (format)
    {
    case TACTUS_FILE_FORMAT_JSON_LINES:
      return _("JSON Lines");
    case TACTUS_FILE_FORMAT_TCX:
      return _("TCX");
    case TACTUS_FILE_FORMAT_CSV:
    default:
      return _("CSV");
    }
}

const char *
tactus_file_text_purpose (TactusFileFormat format)
{
  switch (format)
    {
    case TACTUS_FILE_FORMAT_JSON_LINES:
      return _("For programs and as a backup: everything there is to know. Tactus can import it.");
    case TACTUS_FILE_FORMAT_TCX:
      return _("For training software such as GoldenCheetah or Strava: pulse and markers only.");
    case TACTUS_FILE_FORMAT_CSV:
    default:
      return _("For spreadsheets, or to show a doctor: a row for each reading. Tactus can import "
               "it.");
    }
}

static char *
make_harmless (const char *what)
{
  g_autofree char *valid = g_utf8_make_valid (what, -1);
  GString *name = g_string_new (NULL);

  for (const char *c = valid; *c && name->len < MAX_NAME; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (!g_unichar_isprint (character) || (character < 128 && strchr (HARMFUL, (int) character)))
        g_string_append_c (name, '-');
      else
        g_string_append_unichar (name, character);
    }

  return g_string_free (name, FALSE);
}

/* A dot in front hides a file, a dash makes an option of it, and spaces get lost at both ends. */
static const char *
trim (char *name)
{
  gsize end = strlen (name);

  while (end > 0 && strchr (" .-", name[end - 1]))
    name[--end] = '\0';

  return name + strspn (name, " .-");
}

char *
tactus_file_text_name (const char       *what,
                       GDateTime        *day,
                       TactusFileFormat  format)
{
  g_autofree char *harmless = make_harmless (what);
  const char *name = trim (harmless);
  g_autofree char *date = day ? g_date_time_format (day, " %Y-%m-%d") : g_strdup ("");

  return g_strdup_printf ("%s%s.%s", *name ? name : _("Heart Rate"), date,
                          tactus_file_format_to_name (format));
}

char *
tactus_file_text_exported (const TactusExportCounts *counts)
{
  if (counts->sessions == 0)
    return g_strdup (_("There was nothing to export; the file is empty"));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'lu session exported",
                                       "%'lu sessions exported", (gulong) counts->sessions),
                          (gulong) counts->sessions);
}

const char *
tactus_file_text_export_error (const GError *error)
{
  if (error->domain == TACTUS_DATABASE_ERROR)
    return tactus_history_text_error (error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return _("There is no room left there. Delete something, or choose another place.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    return _("Files may not be written there. Choose another place.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return _("The folder is gone. Choose another place.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    return _("There is a folder of that name. Choose another name.");

  return _("The file could not be written. Is the disk still there? Try again, or choose another "
           "place.");
}

char *
tactus_file_text_import_error (const GError *error)
{
  if (error->domain == TACTUS_DATABASE_ERROR)
    return g_strdup (tactus_history_text_error (error));
  /* The importer knows best what it may be, and has said so in the person's language. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    /* Translators: %s is a sentence that lacks its full stop only */
    return g_strdup_printf (_("%s."), error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return g_strdup (_("The file may not be read. Allow it, or copy the file to your own "
                       "folder."));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return g_strdup (_("The file is gone. Choose another one."));

  return g_strdup (_("The file could not be read to its end, so nothing was added. Try again."));
}

char *
tactus_file_text_added (const TactusImportReport *report)
{
  g_autofree char *sessions = NULL;
  g_autofree char *minutes = NULL;

  sessions = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'lu session added",
                                           "%'lu sessions added", (gulong) report->sessions),
                              (gulong) report->sessions);
  minutes = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                          "%'lu recorded minute added",
                                          "%'lu recorded minutes added",
                                          (gulong) report->minutes), (gulong) report->minutes);
  if (report->sessions == 0 && report->minutes == 0)
    return g_strdup (_("Nothing New in It"));
  if (report->minutes == 0)
    return g_steal_pointer (&sessions);
  if (report->sessions == 0)
    return g_steal_pointer (&minutes);

  return tactus_text_append (g_steal_pointer (&sessions), minutes);
}

static void
append_rest (GString *text,
             guint64  rest)
{
  g_string_append_printf (text,
                          /* Translators: below a list of rows, of which these are not shown */
                          g_dngettext (GETTEXT_PACKAGE, "and %'lu more row", "and %'lu more rows",
                                       (gulong) rest), (gulong) rest);
  g_string_append_c (text, '\n');
}

char *
tactus_file_text_faults (const TactusImportReport *report)
{
  GString *text = g_string_new (NULL);
  guint n_listed = report->faults ? report->faults->len : 0;

  for (guint i = 0; i < n_listed; i++)
    {
      const TactusImportFault *fault = g_ptr_array_index (report->faults, i);

      /* Translators: number of a line in a file, and what is wrong with it */
      g_string_append_printf (text, _("Line %lu: %s"), (gulong) fault->line, fault->text);
      g_string_append_c (text, '\n');
    }
  if (report->faulty > n_listed)
    append_rest (text, report->faulty - n_listed);

  return g_string_free (text, FALSE);
}
