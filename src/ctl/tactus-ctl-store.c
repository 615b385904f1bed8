/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-store.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

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

TactusActivityStore *
tactus_ctl_store_new (TactusCtlProgram *program)
{
  const char *path = tactus_ctl_program_get_options (program)->database;
  g_autofree char *standard = tactus_activity_store_get_default_path ();
  TactusActivityStore *store = tactus_activity_store_new (path ? path : standard);

  tactus_ctl_program_own (program, store, g_object_unref);
  return store;
}
