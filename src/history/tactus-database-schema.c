/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-database-schema.h"

/* A band's address is 17 bytes and its minutes are half a million a year: they share a number
 * instead.  Without rowid, since the key is all that is ever looked for. */
static gboolean
create_activity (TactusDatabaseFile  *file,
                 GError             **error)
{
  return tactus_database_file_execute (file,
                                       "CREATE TABLE band ("
                                       "  id      INTEGER PRIMARY KEY,"
                                       "  address TEXT NOT NULL UNIQUE);"
                                       "CREATE TABLE activity ("
                                       "  band       INTEGER NOT NULL REFERENCES band (id),"
                                       "  time       INTEGER NOT NULL,"
                                       "  zone       INTEGER NOT NULL,"
                                       "  kind       INTEGER NOT NULL,"
                                       "  intensity  INTEGER NOT NULL,"
                                       "  steps      INTEGER NOT NULL,"
                                       "  heart_rate INTEGER NOT NULL,"
                                       "  PRIMARY KEY (band, time)) WITHOUT ROWID;",
                                       error);
}

static const TactusDatabaseMigration migrations[] = {
  create_activity,
};

const TactusDatabaseSchema tactus_database_schema = { migrations, G_N_ELEMENTS (migrations) };
