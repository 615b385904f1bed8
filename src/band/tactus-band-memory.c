/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-memory.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "tactus-folder-lock.h"

/* How long another program may take to change the file; ours stands still as long. */
#define LOCK_MS 500

struct _TactusBandMemory
{
  GKeyFile *file; /* (owned) */
  char     *path; /* (owned) (nullable) */
};

static void
move_aside (const char *path)
{
  g_autofree char *aside = g_strconcat (path, ".bad", NULL);

  if (g_rename (path, aside) < 0)
    g_message ("%s stays where it is: %s", path, g_strerror (errno));
  else
    g_message ("It was moved to %s", aside);
}

static gboolean
is_empty (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && info.st_size == 0;
}

/* What was known before stays known if the file cannot be read.  Returns: whether it was read */
static gboolean
load (TactusBandMemory *self)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autoptr(GError) error = NULL;

  if (g_key_file_load_from_file (file, self->path, G_KEY_FILE_KEEP_COMMENTS, &error) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT) || is_empty (self->path))
    {
      g_key_file_unref (self->file);
      self->file = g_steal_pointer (&file);
      return TRUE;
    }

  g_message ("The list of bands in %s cannot be read: %s", self->path, error->message);
  if (error->domain == G_KEY_FILE_ERROR)
    move_aside (self->path);

  return FALSE;
}

static void
save (TactusBandMemory *self)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  text = g_key_file_to_data (self->file, &length, NULL);
  if (!g_file_set_contents_full (self->path, text, length, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 &error))
    g_message ("The list of bands was not saved: %s", error->message);
}

/* Returns: whether @group of the file is now another */
typedef gboolean (* ChangeFunc) (GKeyFile   *file,
                                 const char *address,
                                 const char *name,
                                 const char *model);

static void
change_locked (TactusBandMemory *self,
               ChangeFunc        func,
               const char       *address,
               const char       *name,
               const char       *model)
{
  if (!load (self) || func (self->file, address, name, model))
    save (self);
}

/* Another program may have changed the file since it was read: only the one band is ours to
 * change. */
static void
change (TactusBandMemory *self,
        ChangeFunc        func,
        const char       *address,
        const char       *name,
        const char       *model)
{
  g_autofree char *dir = NULL;
  int fd;

  if (!func (self->file, address, name, model) || !self->path)
    return;

  dir = g_path_get_dirname (self->path);
  if (g_mkdir_with_parents (dir, 0700) < 0)
    {
      g_message ("The list of bands was not saved: %s: %s", dir, g_strerror (errno));
      return;
    }

  fd = tactus_folder_lock (dir, LOCK_MS);
  if (fd < 0)
    g_message ("The list of bands is saved without a lock: %s: %s", dir, g_strerror (errno));
  change_locked (self, func, address, name, model);
  if (fd >= 0)
    close (fd);
}

TactusBandMemory *
tactus_band_memory_new (const char *dir)
{
  TactusBandMemory *self = g_new0 (TactusBandMemory, 1);

  self->file = g_key_file_new ();
  if (dir)
    {
      self->path = g_build_filename (dir, "bands.ini", NULL);
      load (self);
    }

  return self;
}

void
tactus_band_memory_free (TactusBandMemory *self)
{
  g_key_file_unref (self->file);
  g_free (self->path);
  g_free (self);
}

static gboolean
is_address (const char *text)
{
  return g_regex_match_simple ("^[0-9A-F]{2}(:[0-9A-F]{2}){5}$", text, 0, 0);
}

/* A group that is no address was not written by us: leave it alone. */
char **
tactus_band_memory_get_addresses (TactusBandMemory *self)
{
  g_auto(GStrv) groups = g_key_file_get_groups (self->file, NULL);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; groups[i]; i++)
    if (is_address (groups[i]))
      g_strv_builder_add (builder, groups[i]);

  return g_strv_builder_end (builder);
}

char *
tactus_band_memory_get_name (TactusBandMemory *self,
                             const char       *address)
{
  return g_key_file_get_string (self->file, address, "name", NULL);
}

char *
tactus_band_memory_get_model (TactusBandMemory *self,
                              const char       *address)
{
  return g_key_file_get_string (self->file, address, "model", NULL);
}

/* Returns: whether that is another value than before */
static gboolean
set_value (GKeyFile   *file,
           const char *address,
           const char *key,
           const char *value)
{
  g_autofree char *old = g_key_file_get_string (file, address, key, NULL);

  if (g_strcmp0 (old, value) == 0)
    return FALSE;

  if (value)
    g_key_file_set_string (file, address, key, value);
  else
    g_key_file_remove_key (file, address, key, NULL);

  return TRUE;
}

static gboolean
set_band (GKeyFile   *file,
          const char *address,
          const char *name,
          const char *model)
{
  gboolean other_name = set_value (file, address, "name", name ? name : "");
  gboolean other_model = set_value (file, address, "model", model);

  return other_name || other_model;
}

void
tactus_band_memory_set (TactusBandMemory *self,
                        const char       *address,
                        const char       *name,
                        const char       *model)
{
  change (self, set_band, address, name, model);
}

char *
tactus_band_memory_get_kept (TactusBandMemory *self,
                             const char       *address,
                             const char       *key)
{
  return g_key_file_get_string (self->file, address, key, NULL);
}

/* A group of its own would make the band a known one. */
static gboolean
set_kept (GKeyFile   *file,
          const char *address,
          const char *key,
          const char *value)
{
  return g_key_file_has_group (file, address) && set_value (file, address, key, value);
}

void
tactus_band_memory_set_kept (TactusBandMemory *self,
                             const char       *address,
                             const char       *key,
                             const char       *value)
{
  change (self, set_kept, address, key, value);
}

static gboolean
remove_band (GKeyFile   *file,
             const char *address,
             const char *name,
             const char *model)
{
  return g_key_file_remove_group (file, address, NULL);
}

void
tactus_band_memory_remove (TactusBandMemory *self,
                           const char       *address)
{
  change (self, remove_band, address, NULL, NULL);
}
