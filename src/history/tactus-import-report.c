/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-import-report.h"

#include <string.h>

/* Characters of a value that are shown. */
#define MAX_SHOWN 40

static void
fault_free (gpointer data)
{
  TactusImportFault *fault = data;

  g_free (fault->text);
  g_free (fault);
}

TactusImportReport *
tactus_import_report_new (void)
{
  TactusImportReport *self = g_new0 (TactusImportReport, 1);

  self->format = "";
  self->faults = g_ptr_array_new_with_free_func (fault_free);

  return self;
}

void
tactus_import_report_free (TactusImportReport *self)
{
  g_ptr_array_unref (self->faults);
  g_free (self);
}

void
tactus_import_report_add_fault (TactusImportReport *self,
                                guint64             line,
                                char               *text)
{
  TactusImportFault *fault;

  self->faulty++;
  if (self->faults->len >= TACTUS_IMPORT_MAX_FAULTS)
    {
      g_free (text);
      return;
    }

  fault = g_new (TactusImportFault, 1);
  fault->line = line;
  fault->text = text;
  g_ptr_array_add (self->faults, fault);
}

static int
compare_faults (gconstpointer a,
                gconstpointer b)
{
  const TactusImportFault *first = *(TactusImportFault *const *) a;
  const TactusImportFault *second = *(TactusImportFault *const *) b;

  return first->line < second->line ? -1 : first->line > second->line;
}

void
tactus_import_report_sort (TactusImportReport *self)
{
  g_ptr_array_sort (self->faults, compare_faults);
}

/* Returns: (transfer full) */
static char *
shorten (const char *text)
{
  /* A character has four bytes at most; one that is cut shows as such. */
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (strlen (text), 4 * MAX_SHOWN));
  GString *shown = g_string_new (NULL);
  guint n = 0;

  for (const char *at = valid; *at && n < MAX_SHOWN; at = g_utf8_next_char (at), n++)
    {
      gunichar character = g_utf8_get_char (at);

      g_string_append_unichar (shown, g_unichar_isprint (character) ? character : 0xfffd);
    }
  if (n == MAX_SHOWN)
    g_string_append (shown, "…");

  return g_string_free (shown, FALSE);
}

char *
tactus_import_say (const char *format,
                   const char *value)
{
  g_autofree char *shown = shorten (value);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, shown);
#pragma GCC diagnostic pop
}
