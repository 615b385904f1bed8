/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-export-sink.h"

#include <string.h>

#define CAPACITY 65536
#define MAX_ROOM 4096

struct _TactusExportSink
{
  GOutputStream *stream;     /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) */
  char *buffer;              /* (owned) */
  gsize length;
  GError *error;             /* (owned) (nullable): the first */
  gboolean has_written;
};

TactusExportSink *
tactus_export_sink_new (GOutputStream *stream,
                        GCancellable  *cancellable)
{
  TactusExportSink *self = g_new0 (TactusExportSink, 1);

  self->stream = g_object_ref (stream);
  g_set_object (&self->cancellable, cancellable);
  self->buffer = g_malloc (CAPACITY);

  return self;
}

void
tactus_export_sink_free (TactusExportSink *self)
{
  g_clear_error (&self->error);
  g_free (self->buffer);
  g_clear_object (&self->cancellable);
  g_object_unref (self->stream);
  g_free (self);
}

static void
pass_on (TactusExportSink *self,
         const char       *text,
         gsize             length)
{
  gsize written = 0;

  if (!self->error)
    g_output_stream_write_all (self->stream, text, length, &written, self->cancellable,
                               &self->error);
  self->has_written |= written > 0;
}

static void
empty (TactusExportSink *self)
{
  pass_on (self, self->buffer, self->length);
  self->length = 0;
}

char *
tactus_export_sink_reserve (TactusExportSink *self,
                            gsize             length)
{
  g_assert (length <= MAX_ROOM);

  if (G_UNLIKELY (self->length + length > CAPACITY))
    empty (self);

  return self->buffer + self->length;
}

void
tactus_export_sink_advance (TactusExportSink *self,
                            gsize             length)
{
  self->length += length;
}

void
tactus_export_sink_write (TactusExportSink *self,
                          const char       *text,
                          gssize            length)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;

  if (self->length + size > CAPACITY)
    empty (self);

  if (size > CAPACITY)
    {
      pass_on (self, text, size);
      return;
    }

  memcpy (self->buffer + self->length, text, size);
  self->length += size;
}

gboolean
tactus_export_sink_failed (TactusExportSink *self)
{
  return self->error != NULL;
}

gboolean
tactus_export_sink_has_written (TactusExportSink *self)
{
  return self->has_written;
}

gboolean
tactus_export_sink_flush (TactusExportSink  *self,
                          GError           **error)
{
  empty (self);
  if (!self->error)
    g_output_stream_flush (self->stream, self->cancellable, &self->error);
  if (!self->error)
    return TRUE;

  g_propagate_error (error, g_error_copy (self->error));

  return FALSE;
}
