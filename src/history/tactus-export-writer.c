/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-export-writer.h"

#include <string.h>

static const TactusExportFormat *const formats[TACTUS_N_FILE_FORMATS] = {
  [TACTUS_FILE_FORMAT_CSV] = &tactus_export_csv,
  [TACTUS_FILE_FORMAT_JSON_LINES] = &tactus_export_json,
  [TACTUS_FILE_FORMAT_TCX] = &tactus_export_tcx,
};

TactusExportWriter *
tactus_export_writer_new (TactusFileFormat  format,
                          TactusExportSink *sink)
{
  TactusExportWriter *self = g_malloc0 (formats[format]->size);

  self->format = formats[format];
  self->sink = sink;
  self->format->open (self);

  return self;
}

void
tactus_export_writer_free (TactusExportWriter *self)
{
  if (self->format->clear)
    self->format->clear (self);
  g_clear_object (&self->session);
  g_free (self);
}

static void
end_session (TactusExportWriter *self)
{
  if (self->session)
    self->format->end (self);
  g_clear_object (&self->session);
}

void
tactus_export_writer_put (TactusExportWriter      *self,
                          const TactusHistoryItem *item)
{
  switch (item->kind)
    {
    case TACTUS_HISTORY_ITEM_READING:
      self->format->reading (self, item);
      break;
    case TACTUS_HISTORY_ITEM_MARKER:
      self->format->marker (self, item);
      break;
    case TACTUS_HISTORY_ITEM_SESSION:
      end_session (self);
      self->session = g_object_ref (item->session);
      self->format->begin (self);
      break;
    case TACTUS_HISTORY_ITEM_END:
    default:
      end_session (self);
      self->format->close (self);
      break;
    }
}

char *
tactus_export_word (char       *room,
                    const char *word,
                    gsize       length)
{
  memcpy (room, word, length);

  return room + length;
}

char *
tactus_export_number (char    *room,
                      guint64  number)
{
  char digits[20];
  guint n = 0;

  do
    {
      digits[n++] = (char) ('0' + number % 10);
      number /= 10;
    }
  while (number > 0);

  while (n > 0)
    *room++ = digits[--n];

  return room;
}

char *
tactus_export_interval (char    *room,
                        guint16  interval)
{
  guint tenths = (interval * 10000u + 512) / 1024;

  room = tactus_export_number (room, tenths / 10);
  *room++ = '.';
  *room++ = (char) ('0' + tenths % 10);

  return room;
}
