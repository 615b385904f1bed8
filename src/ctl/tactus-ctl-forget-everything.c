/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <errno.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "tactus-ctl-input.h"
#include "tactus-ctl-reason.h"
#include "tactus-ctl-store.h"

/* With what is beside them: a damaged one that was put aside, SQLite's own. */
#define BANDS "bands.ini"

/* What is left is told as it shows; the rest is done all the same. */
typedef struct {
  TactusCtlProgram *program;
  GPtrArray *bands; /* (owned) (element-type TactusBand): still to be forgotten */
  GError *problem;  /* (owned) (nullable): the first */
} Erasure;

static void
erasure_free (Erasure *self)
{
  g_ptr_array_unref (self->bands);
  g_clear_error (&self->problem);
  g_free (self);
}

/* @error: (transfer full) */
static void
fail (Erasure    *self,
      const char *what,
      GError     *error)
{
  g_autofree char *reason = tactus_ctl_reason_to_text (error, FALSE, NULL);

  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (self->program),
                               /* Translators: a band, a file or “the keys”, and why */
                               _("Not deleted: %s. %s"), what, reason);
  if (self->problem)
    g_error_free (error);
  else
    self->problem = error;
}

/* ── settings ── */

static void
reset_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;
  g_autoptr(GSettings) settings = NULL;
  g_auto(GStrv) keys = NULL;

  if (source)
    schema = g_settings_schema_source_lookup (source, TACTUS_APP_ID, TRUE);
  if (!schema)
    return;

  settings = g_settings_new_full (schema, NULL, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i]; i++)
    g_settings_reset (settings, keys[i]);
  g_settings_sync ();
}

/* ── files ── */

static void
remove_file (Erasure    *self,
             const char *dir,
             const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autofree char *shown = g_filename_display_name (path);
  int code;

  if (g_unlink (path) == 0 || errno == ENOENT)
    return;

  code = errno;
  fail (self, shown, g_error_new_literal (G_IO_ERROR, g_io_error_from_errno (code),
                                          g_strerror (code)));
}

/* @base: a name, and whatever is called like it and more */
static void
remove_family (Erasure    *self,
               const char *dir_path,
               const char *base)
{
  g_autoptr(GDir) dir = g_dir_open (dir_path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    if (g_str_has_prefix (name, base))
      remove_file (self, dir_path, name);
  if (dir)
    g_rmdir (dir_path); /* if nothing else is in there */
}

static void
remove_files (Erasure *self)
{
  g_autofree char *history = tactus_ctl_store_get_path (self->program);
  g_autofree char *history_dir = g_path_get_dirname (history);
  g_autofree char *history_name = g_path_get_basename (history);
  g_autofree char *bands_dir = tactus_band_list_get_default_dir ();

  remove_family (self, history_dir, history_name);
  remove_family (self, bands_dir, BANDS);
}

/* ── the end ── */

static void
finish (Erasure *self)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (self->program);

  if (self->problem)
    {
      tactus_ctl_program_end (self->program, g_error_copy (self->problem));
      return;
    }

  if (tactus_ctl_printer_is_json (printer))
    {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "forgotten", "everything");
      tactus_ctl_printer_object (printer, object);
    }
  tactus_ctl_printer_progress (printer,
                               _("Everything that Tactus kept on this computer is deleted."));
  tactus_ctl_program_finish (self->program);
}

/* ── keys and bands ── */

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Erasure *self = user_data;
  GError *error = NULL;

  if (!tactus_key_store_clear_finish (TACTUS_KEY_STORE (source), result, &error))
    /* Translators: what was not deleted */
    fail (self, _("the keys"), error);

  remove_files (self);
  reset_settings ();
  finish (self);
}

static void forget_next (Erasure *self);

/* One that another program uses now would be written down again by it. */
static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Erasure *self = user_data;
  g_autoptr(TactusBand) band = g_ptr_array_steal_index (self->bands, 0);
  GError *error = NULL;

  if (tactus_band_list_forget_finish (TACTUS_BAND_LIST (source), result, &error))
    {
      forget_next (self);
    }
  else if (g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_BUSY))
    {
      tactus_ctl_program_end (self->program, error);
    }
  else
    {
      fail (self, tactus_band_get_name (band), error);
      forget_next (self);
    }
}

static void
forget_next (Erasure *self)
{
  GCancellable *cancellable = tactus_ctl_program_get_cancellable (self->program);

  if (tactus_ctl_program_is_ending (self->program))
    return;

  if (self->bands->len > 0)
    tactus_band_list_forget_async (tactus_ctl_program_get_bands (self->program),
                                   self->bands->pdata[0], cancellable, forgotten_cb, self);
  else
    tactus_key_store_clear_async (tactus_ctl_program_get_keys (self->program), cancellable,
                                  cleared_cb, self);
}

static void
begin (TactusCtlProgram *program)
{
  GListModel *known = tactus_band_list_get_known (tactus_ctl_program_get_bands (program));
  Erasure *self = g_new0 (Erasure, 1);

  self->program = program;
  self->bands = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (known); i++)
    g_ptr_array_add (self->bands, g_list_model_get_item (known, i));
  tactus_ctl_program_set_data (program, self, (GDestroyNotify) erasure_free);

  forget_next (self);
}

/* ── what is asked for ── */

static void
answered (TactusCtlProgram *program,
          const char       *text,
          gpointer          user_data)
{
  if (tactus_ctl_is_yes (text))
    begin (program);
  else
    tactus_ctl_program_end (program, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                          "Not confirmed by the person"));
}

static void
opened (TactusCtlProgram *program)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);

  if (options->yes)
    {
      begin (program);
      return;
    }

  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                               /* Translators: keep [y/N] unless you translate the answer “y” */
                               _("Delete all bands, keys and settings, and the whole history, from "
                                 "this computer? They cannot be brought back. [y/N]"));
  tactus_ctl_read_input (program, FALSE, NULL, answered, NULL);
}

void
tactus_ctl_forget_everything (TactusCtlProgram *program)
{
  if (tactus_ctl_store_check (program, TRUE))
    tactus_ctl_program_open (program, opened);
}
