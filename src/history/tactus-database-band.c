/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-database-band.h"

gboolean
tactus_database_find_band (TactusDatabaseFile  *file,
                           const char          *address,
                           gint64              *number,
                           GError             **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;

  statement = tactus_database_file_prepare (file, "SELECT id FROM band WHERE address = ?1", error);
  if (!statement)
    return FALSE;

  sqlite3_bind_text (statement, 1, address, -1, SQLITE_STATIC);
  if (!tactus_database_file_step (file, statement, &has_row, error))
    return FALSE;

  *number = has_row ? sqlite3_column_int64 (statement, 0) : 0;

  return TRUE;
}

static gboolean
run_with_texts (TactusDatabaseFile  *file,
                const char          *sql,
                const char          *one,
                const char          *two,
                GError             **error)
{
  g_autoptr(sqlite3_stmt) statement = tactus_database_file_prepare (file, sql, error);

  if (!statement)
    return FALSE;

  sqlite3_bind_text (statement, 1, one, -1, SQLITE_STATIC);
  if (two)
    sqlite3_bind_text (statement, 2, two, -1, SQLITE_STATIC);

  return tactus_database_file_step (file, statement, NULL, error);
}

gboolean
tactus_database_make_band (TactusDatabaseFile  *file,
                           const char          *address,
                           const char          *name,
                           gint64              *number,
                           GError             **error)
{
  if (!run_with_texts (file, "INSERT OR IGNORE INTO band (address) VALUES (?1)", address, NULL,
                       error))
    return FALSE;

  if (name &&
      !run_with_texts (file, "UPDATE band SET name = ?2 WHERE address = ?1 AND name IS NOT ?2",
                       address, name, error))
    return FALSE;

  return tactus_database_find_band (file, address, number, error);
}

gboolean
tactus_database_run_with (TactusDatabaseFile  *file,
                          const char          *sql,
                          gint64               number,
                          GError             **error)
{
  g_autoptr(sqlite3_stmt) statement = tactus_database_file_prepare (file, sql, error);

  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, number);

  return tactus_database_file_step (file, statement, NULL, error);
}

gboolean
tactus_database_drop_band (TactusDatabaseFile  *file,
                           gint64               number,
                           GError             **error)
{
  return tactus_database_run_with (file,
                                   "DELETE FROM band WHERE id = ?1"
                                   " AND NOT EXISTS (SELECT 1 FROM activity WHERE band = ?1)"
                                   " AND NOT EXISTS (SELECT 1 FROM session WHERE band = ?1)",
                                   number, error);
}
