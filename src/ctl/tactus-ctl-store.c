/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-store.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

/* How every file of SQLite begins, with the zero at its end. */
#define MAGIC "SQLite format 3"

/* Returns: whether there is something else in it; what cannot be read is the database's to tell */
static gboolean
is_foreign (FILE *file)
{
  char begin[sizeof MAGIC] = "";
  size_t got = fread (begin, 1, sizeof begin, file);

  return got > 0 && memcmp (begin, MAGIC, sizeof MAGIC) != 0;
}

gboolean
tactus_ctl_store_check (TactusCtlProgram *program,
                        gboolean          must_exist)
{
  const char *path = tactus_ctl_program_get_options (program)->database;
  FILE *file = path ? fopen (path, "re") : NULL;
  gboolean missing = path && !file && errno == ENOENT;
  gboolean foreign = file && is_foreign (file);

  if (file)
    fclose (file);
  if (foreign)
    tactus_ctl_program_fail (program, _("“%s” is no database"), path);
  else if (missing && must_exist)
    tactus_ctl_program_fail (program, _("There is no database “%s”"), path);

  return !foreign && !(missing && must_exist);
}

static gint64
to_us (GDateTime *when)
{
  return g_date_time_to_unix (when) * G_USEC_PER_SEC + g_date_time_get_microsecond (when);
}

char *
tactus_ctl_store_get_path (TactusCtlProgram *program)
{
  const char *path = tactus_ctl_program_get_options (program)->database;

  return path ? g_strdup (path) : tactus_activity_store_get_default_path ();
}

TactusActivityStore *
tactus_ctl_store_new (TactusCtlProgram *program)
{
  g_autofree char *path = tactus_ctl_store_get_path (program);
  TactusActivityStore *store = tactus_activity_store_new (path);

  tactus_ctl_program_own (program, store, g_object_unref);
  return store;
}

/* What may not even be looked for is the database's to tell. */
static gboolean
is_missing (const char *path)
{
  return access (path, F_OK) < 0 && errno == ENOENT;
}

static void
moved_aside_cb (TactusHistory    *history,
                const char       *path,
                TactusCtlProgram *program)
{
  g_autofree char *name = g_filename_display_name (path);

  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                               _("The database was damaged. It is kept as “%s”, and a new, empty "
                                 "one has taken its place."), name);
}

TactusHistory *
tactus_ctl_store_get_history (TactusCtlProgram *program,
                              gboolean          make)
{
  g_autofree char *path = tactus_ctl_store_get_path (program);
  TactusHistory *history = tactus_history_new (make || !is_missing (path) ? path : NULL);

  tactus_ctl_program_ignore_reader (program);
  tactus_ctl_program_own (program, history, g_object_unref);
  g_signal_connect (history, "moved-aside", G_CALLBACK (moved_aside_cb), program);
  return history;
}

void
tactus_ctl_store_set_times (const TactusCtlOptions *options,
                            TactusHistoryQuery     *query)
{
  if (!options->from && !options->to)
    return;

  query->from_us = options->from ? to_us (options->from) : 0;
  query->to_us = options->to ? to_us (options->to) : G_MAXINT64;
}
