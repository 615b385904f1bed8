/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-import-source.h"

#include <string.h>

#define CAPACITY 65536

struct _TactusImportSource
{
  GInputStream *stream;      /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) */
  guint64 size;
  guint64 read;
  guint64 n_lines;
  char *buffer;              /* (owned) */
  gsize from;                /* what is still to be taken begins here */
  gsize to;
  GQueue unread;             /* (element-type TactusImportLine) */
};

TactusImportSource *
tactus_import_source_new (GInputStream *stream,
                          guint64       size,
                          GCancellable *cancellable)
{
  TactusImportSource *self = g_new0 (TactusImportSource, 1);

  self->stream = g_object_ref (stream);
  g_set_object (&self->cancellable, cancellable);
  self->size = size;
  self->buffer = g_malloc (CAPACITY);
  g_queue_init (&self->unread);

  return self;
}

void
tactus_import_source_free (TactusImportSource *self)
{
  g_queue_clear_full (&self->unread, (GDestroyNotify) tactus_import_line_free);
  g_free (self->buffer);
  g_clear_object (&self->cancellable);
  g_object_unref (self->stream);
  g_free (self);
}

gboolean
tactus_import_source_peek (TactusImportSource  *self,
                           const char         **data,
                           gsize               *length,
                           GError             **error)
{
  if (self->from == self->to)
    {
      self->from = self->to = 0;
      if (!g_input_stream_read_all (self->stream, self->buffer, CAPACITY, &self->to,
                                    self->cancellable, error))
        return FALSE;
      self->read += self->to;
    }

  *data = self->buffer + self->from;
  *length = self->to - self->from;

  return TRUE;
}

void
tactus_import_source_skip (TactusImportSource *self,
                           gsize               length)
{
  g_return_if_fail (length <= self->to - self->from);

  self->from += length;
}

double
tactus_import_source_get_share (TactusImportSource *self)
{
  guint64 taken = self->read - (self->to - self->from);

  return self->size > 0 ? CLAMP (taken / (double) self->size, 0.0, 1.0) : 0.0;
}

/* ── lines ── */

void
tactus_import_line_free (TactusImportLine *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

/* @is_whole: (out): whether its end was there */
static gsize
take_piece (TactusImportLine *line,
            const char       *data,
            gsize             length,
            gboolean         *is_whole)
{
  const char *end = memchr (data, '\n', length);
  gsize piece = end ? (gsize) (end - data) : length;
  gsize room = TACTUS_IMPORT_MAX_LINE - line->text->len;

  if (piece > room)
    line->is_too_long = TRUE;
  g_string_append_len (line->text, data, (gssize) MIN (piece, room));
  *is_whole = end != NULL;

  return piece + (end ? 1 : 0);
}

static void
drop_return (TactusImportLine *line)
{
  GString *text = line->text;

  line->has_return = text->len > 0 && text->str[text->len - 1] == '\r';
  if (line->has_return)
    g_string_truncate (text, text->len - 1);
}

gboolean
tactus_import_source_next_line (TactusImportSource  *self,
                                TactusImportLine   **line,
                                GError             **error)
{
  g_autoptr(TactusImportLine) next = NULL;
  gboolean is_whole = FALSE;

  *line = g_queue_pop_head (&self->unread);
  if (*line)
    return TRUE;

  while (!is_whole)
    {
      const char *data;
      gsize length;

      if (!tactus_import_source_peek (self, &data, &length, error))
        return FALSE;
      if (length == 0)
        break;

      if (!next)
        {
          next = g_new0 (TactusImportLine, 1);
          next->text = g_string_new (NULL);
          next->number = ++self->n_lines;
        }
      tactus_import_source_skip (self, take_piece (next, data, length, &is_whole));
    }

  if (next && is_whole)
    drop_return (next);
  *line = g_steal_pointer (&next);

  return TRUE;
}

void
tactus_import_source_unread_line (TactusImportSource *self,
                                  TactusImportLine   *line)
{
  g_queue_push_head (&self->unread, line);
}
