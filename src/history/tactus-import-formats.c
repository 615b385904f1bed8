/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-import-formats.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "tactus-import-csv-row.h"

#define MAGIC "SQLite format 3"
#define MARK  "\xef\xbb\xbf"

#define MAX_PULSE 250

gboolean
tactus_import_is_database (const char *head,
                           gsize       length)
{
  return length >= sizeof MAGIC && memcmp (head, MAGIC, sizeof MAGIC) == 0;
}

static gboolean
has_field (char       **fields,
           const char  *name)
{
  for (guint i = 0; fields[i]; i++)
    {
      g_autofree char *field = g_ascii_strdown (fields[i], -1);

      g_strstrip (field);
      g_strdelimit (field, "\"", ' ');
      if (g_str_equal (g_strstrip (field), name))
        return TRUE;
    }

  return FALSE;
}

static TactusImportFunc
find_by_header (const char  *header,
                const char **name)
{
  const char separator[] = { tactus_import_csv_find_separator (header), '\0' };
  g_auto(GStrv) fields = g_strsplit (header, separator, 100);

  if (has_field (fields, "time") && has_field (fields, "state"))
    {
      *name = _("CSV of Tactus");
      return tactus_import_csv;
    }
  if (has_field (fields, "time") && has_field (fields, "heartrate"))
    {
      *name = _("CSV of dump.py");
      return tactus_import_dump;
    }
  if ((has_field (fields, "at") || has_field (fields, "datetime")) &&
      has_field (fields, "heartrate"))
    {
      *name = _("CSV of miband-heartrate");
      return tactus_import_dated;
    }

  return NULL;
}

/* Returns: (transfer full): the first line with something in it */
static char *
first_line (const char *text,
            gsize       length)
{
  gsize begin = 0;
  gsize end;

  while (begin < length && g_ascii_isspace (text[begin]))
    begin++;
  for (end = begin; end < length && !strchr ("\r\n", text[end]);)
    end++;

  return begin < end ? g_strndup (text + begin, end - begin) : g_strdup ("");
}

TactusImportFunc
tactus_import_find_format (const char  *head,
                           gsize        length,
                           gsize       *skip,
                           const char **name)
{
  g_autofree char *line = NULL;

  *skip = length >= strlen (MARK) && memcmp (head, MARK, strlen (MARK)) == 0 ? strlen (MARK) : 0;
  line = first_line (head + *skip, length - *skip);
  if (line[0] != '{')
    return find_by_header (line, name);

  *name = _("JSON lines of Tactus");

  return tactus_import_json;
}

gboolean
tactus_import_foreign_reading (gint64         when_us,
                               gint64         value,
                               TactusReading *reading)
{
  reading->when_us = when_us;
  reading->kind = TACTUS_READING_PULSE;
  reading->bpm = 0;
  if (value == 0 || value == 255)
    reading->kind = TACTUS_READING_NO_VALUE;
  else if (value < 0 || value > MAX_PULSE)
    return FALSE;
  else
    reading->bpm = (guint16) value;

  return TRUE;
}

gboolean
tactus_import_number (const char *text,
                      gint64     *number)
{
  g_autofree char *pointed = g_strdup (text);
  char *end;
  double value;

  g_strstrip (g_strdelimit (pointed, ",", '.'));
  if (!g_ascii_isdigit (pointed[pointed[0] == '-']))
    return FALSE;

  value = g_ascii_strtod (pointed, &end);
  if (*end != '\0' || !(fabs (value) < 1e15))
    return FALSE;

  *number = llround (value);

  return TRUE;
}
