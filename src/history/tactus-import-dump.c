/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-import-formats.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tactus-import-report.h"
#include "tactus-import-stretch.h"
#include "tactus-import-time.h"

/* No number and no word of the file is longer. */
#define MAX_WORD 64

/* Digits of Unix seconds, from 2001 to 2286. */
#define TIME_DIGITS 10

typedef struct {
  TactusImport *import;
  TactusImportStretch *readings; /* (owned) */
  GString *word;                 /* (owned): up to the next comma or line's end */
  GString *time;                 /* (owned): that waits for its pulse; empty: there is none */
  gboolean in_header;            /* "time" has been seen, and "heartrate" is to come */
  guint64 line;
} Reader;

/* @fault: (transfer full) */
static void
add_fault (Reader *reader,
           char   *fault)
{
  tactus_import_report_add_fault (reader->import->report, reader->line, fault);
}

static void
add_pulse_fault (Reader     *reader,
                 const char *pulse)
{
  add_fault (reader, tactus_import_say (_("heartrate is “%s”, and should be a number from 0 to "
                                          "250, or 255"), pulse));
}

static void
take_reading (Reader     *reader,
              const char *pulse)
{
  TactusReading reading;
  gint64 when_us;
  gint64 value;

  if (!tactus_import_time_parse_unix (reader->time->str, &when_us) ||
      !tactus_import_time_is_plausible (when_us))
    {
      add_fault (reader, tactus_import_say (_("time is “%s”, and should be seconds since 1970, "
                                              "from 2000 to 2099"), reader->time->str));
      return;
    }

  if (!tactus_import_number (pulse, &value) || value < G_MININT8 ||
      !tactus_import_foreign_reading (when_us, value < 0 ? value + 256 : value, &reading))
    {
      add_pulse_fault (reader, pulse);
      return;
    }

  tactus_import_stretch_append (reader->readings, &reading, NULL, 0);
}

/* ── words ── */

/* Returns: where in `72time` or `721700000000` the pulse ends; −1: nowhere */
static gssize
find_seam (const char *word)
{
  gsize length = strlen (word);

  if (g_str_has_suffix (word, "time"))
    return (gssize) length - (gssize) strlen ("time");
  if (length <= TIME_DIGITS)
    return -1;
  for (gsize i = length - TIME_DIGITS; i < length; i++)
    if (!g_ascii_isdigit (word[i]))
      return -1;

  return (gssize) (length - TIME_DIGITS);
}

static void
take_time (Reader     *reader,
           const char *word)
{
  reader->in_header = g_ascii_strcasecmp (word, "time") == 0;
  g_string_assign (reader->time, reader->in_header ? "" : word);
}

/* A comma: before it stands a time, or a pulse and the next row's time. */
static void
take_before_comma (Reader     *reader,
                   const char *word)
{
  gssize seam = reader->time->len > 0 ? find_seam (word) : -1;
  g_autofree char *pulse = NULL;

  if (reader->time->len == 0)
    {
      take_time (reader, word);
      return;
    }

  if (seam < 0)
    {
      add_pulse_fault (reader, word);
      take_time (reader, word);
      return;
    }

  pulse = g_strndup (word, (gsize) seam);
  take_reading (reader, pulse);
  take_time (reader, word + seam);
}

/* A line's end: before it stands a pulse, or nothing, or what a header ends with. */
static void
take_before_end (Reader     *reader,
                 const char *word)
{
  if (reader->time->len > 0)
    take_reading (reader, word);
  else if (*word && !(reader->in_header && g_ascii_strcasecmp (word, "heartrate") == 0))
    add_fault (reader, tactus_import_say (_("“%s” stands alone, where a time and a pulse should "
                                            "be"), word));

  g_string_truncate (reader->time, 0);
  reader->in_header = FALSE;
}

static void
take_word (Reader *reader,
           char    end)
{
  g_autofree char *word = g_strstrip (g_strdup (reader->word->str));

  if (end == '\n')
    take_before_end (reader, word);
  else
    take_before_comma (reader, word);

  g_string_truncate (reader->word, 0);
  reader->line += end == '\n' ? 1 : 0;
}

static void
take_character (Reader *reader,
                char    character)
{
  if (strchr (",;\t\n", character) && character != '\0')
    take_word (reader, character);
  else if (reader->word->len < MAX_WORD)
    g_string_append_c (reader->word, character == '\0' ? '?' : character);
}

gboolean
tactus_import_dump (TactusImport        *import,
                    TactusImportSource  *source,
                    GError             **error)
{
  g_autoptr(TactusImportStretch) readings = tactus_import_stretch_new ();
  g_autoptr(GTimeZone) here = g_time_zone_new_local ();
  g_autoptr(GString) word = g_string_new (NULL);
  g_autoptr(GString) time = g_string_new (NULL);
  Reader reader = { import, readings, word, time, FALSE, 1 };
  const char *data;
  gsize length;

  do
    {
      if (!tactus_import_source_peek (source, &data, &length, error))
        return FALSE;
      for (gsize i = 0; i < length; i++)
        take_character (&reader, data[i]);
      tactus_import_source_skip (source, length);
      if (!tactus_import_tick (import, tactus_import_source_get_share (source), error))
        return FALSE;
    }
  while (length > 0);
  take_word (&reader, '\n');

  return tactus_import_stretch_keep (readings, import, tactus_import_get_band (import), NULL, here,
                                     error);
}
