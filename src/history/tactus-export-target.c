/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-export-target.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Names may have 255 bytes: enough of it for a person to know it again, and room for the rest. */
#define MAX_NAME 200

/* What a heart did is nobody else's business, whatever other files are like; to share it is one
 * more command. */
#define PRIVATE_MODE (S_IRUSR | S_IWUSR)

struct _TactusExportTarget
{
  GOutputStream *stream; /* (owned) (nullable) */
  int fd;                /* −1: the stream has its own */
  char *path;            /* (owned) (nullable): where it shall be */
  char *temporary;       /* (owned) (nullable): where it is */
};

/* Returns: %FALSE, for the caller's convenience */
static gboolean
fail (const char  *path,
      GError     **error)
{
  int code = errno;
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", name, g_strerror (code));

  return FALSE;
}

/* ── ways to write ── */

static gboolean
open_at_once (TactusExportTarget  *self,
              GError             **error)
{
  self->fd = g_open (self->path, O_WRONLY | O_CLOEXEC, 0);
  if (self->fd < 0)
    return fail (self->path, error);

  self->stream = g_unix_output_stream_new (self->fd, FALSE);

  return TRUE;
}

static gboolean
open_beside (TactusExportTarget *self)
{
  g_autofree char *dir = g_path_get_dirname (self->path);
  g_autofree char *base = g_path_get_basename (self->path);
  g_autofree char *name = g_strdup_printf (".%.*s.XXXXXX", MAX_NAME, base);
  g_autofree char *template = g_build_filename (dir, name, NULL);

  self->fd = g_mkstemp_full (template, O_WRONLY | O_CLOEXEC, PRIVATE_MODE);
  if (self->fd < 0)
    return FALSE;

  self->temporary = g_steal_pointer (&template);
  self->stream = g_unix_output_stream_new (self->fd, FALSE);

  return TRUE;
}

static gboolean
open_by_gio (TactusExportTarget  *self,
             GFile               *file,
             GCancellable        *cancellable,
             GError             **error)
{
  self->stream = G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                                  cancellable, error));

  return self->stream != NULL;
}

/* A link stays one: what it leads to is replaced. */
static char *
follow (const char *path)
{
  char *real = realpath (path, NULL);
  char *copy = g_strdup (real ? real : path);

  free (real);

  return copy;
}

static gboolean
open_path (TactusExportTarget  *self,
           GFile               *file,
           GCancellable        *cancellable,
           GError             **error)
{
  GStatBuf info;
  gboolean exists = g_stat (self->path, &info) == 0;

  if (exists && S_ISDIR (info.st_mode))
    {
      errno = EISDIR;
      return fail (self->path, error);
    }
  if (exists && !S_ISREG (info.st_mode))
    return open_at_once (self, error);
  if (exists && g_access (self->path, W_OK) < 0)
    return fail (self->path, error);

  if (open_beside (self))
    return TRUE;
  if (errno != EACCES && errno != EPERM && errno != EROFS)
    return fail (self->path, error);

  return open_by_gio (self, file, cancellable, error);
}

TactusExportTarget *
tactus_export_target_open (GFile         *file,
                           GCancellable  *cancellable,
                           GError       **error)
{
  g_autoptr(TactusExportTarget) self = g_new0 (TactusExportTarget, 1);
  const char *path = g_file_peek_path (file);
  gboolean ok;

  self->fd = -1;
  self->path = path ? follow (path) : NULL;
  ok = path ? open_path (self, file, cancellable, error)
            : open_by_gio (self, file, cancellable, error);

  return ok ? g_steal_pointer (&self) : NULL;
}

/* GIO leaves the old file alone if the new one's end is cancelled. */
static void
give_up_by_gio (TactusExportTarget *self)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_output_stream_close (self->stream, cancellable, NULL);
}

void
tactus_export_target_free (TactusExportTarget *self)
{
  if (self->fd < 0 && self->stream && !g_output_stream_is_closed (self->stream))
    give_up_by_gio (self);
  if (self->fd >= 0)
    close (self->fd);
  if (self->temporary)
    g_unlink (self->temporary);

  g_clear_object (&self->stream);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}

GOutputStream *
tactus_export_target_get_stream (TactusExportTarget *self)
{
  return self->stream;
}

/* ── putting it in its place ── */

static void
sync_folder (const char *path)
{
  g_autofree char *dir = g_path_get_dirname (path);
  int fd = g_open (dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;

  fsync (fd);
  close (fd);
}

static gboolean
close_file (TactusExportTarget *self)
{
  int fd = self->fd;

  self->fd = -1;
  /* Closed in any case by now: the stream must not try. */
  g_clear_object (&self->stream);

  return close (fd) == 0;
}

gboolean
tactus_export_target_put (TactusExportTarget  *self,
                          GCancellable        *cancellable,
                          GError             **error)
{
  if (self->fd < 0)
    return g_output_stream_close (self->stream, cancellable, error);
  if (!self->temporary)
    return close_file (self) || fail (self->path, error);

  if (fsync (self->fd) < 0 || !close_file (self) || g_rename (self->temporary, self->path) < 0)
    return fail (self->path, error);

  g_clear_pointer (&self->temporary, g_free);
  sync_folder (self->path);

  return TRUE;
}
