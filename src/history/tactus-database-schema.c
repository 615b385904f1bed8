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

/* A view for people with a shell. */
#define READINGS(condition)                                                              \
  "CREATE VIEW readings (session, band, name, time, bpm, state, rr_ms) AS "              \
  "SELECT session.id, band.address, band.name,"                                          \
  "  strftime ('%Y-%m-%dT%H:%M:%fZ', (begin_ms + key - (session.id << 36)) / 1000.0,"    \
  "            'unixepoch'),"                                                            \
  "  CASE WHEN value > 0 THEN value END,"                                                \
  "  CASE value WHEN -1 THEN 'no_reading' WHEN -2 THEN 'not_worn' WHEN -3 THEN 'gap'"    \
  "             WHEN -4 THEN 'lost' WHEN -5 THEN 'stale' ELSE 'pulse' END,"              \
  "  CASE WHEN rr IS NOT NULL THEN"                                                      \
  "    (WITH RECURSIVE pair (at) AS"                                                     \
  "       (SELECT 1 UNION ALL SELECT at + 4 FROM pair WHERE at + 4 < length (hex (rr)))" \
  "     SELECT group_concat (round ("                                                    \
  "       ((instr ('0123456789ABCDEF', substr (hex (rr), at, 1)) - 1) * 16 +"            \
  "        (instr ('0123456789ABCDEF', substr (hex (rr), at + 1, 1)) - 1) +"             \
  "        (instr ('0123456789ABCDEF', substr (hex (rr), at + 2, 1)) - 1) * 4096 +"      \
  "        (instr ('0123456789ABCDEF', substr (hex (rr), at + 3, 1)) - 1) * 256)"        \
  "       / 1.024, 1), ' ') FROM pair) END "                                             \
  "FROM session JOIN band ON band.id = session.band"                                     \
  " JOIN reading ON key >= session.id << 36 AND key < (session.id + 1) << 36 "           \
  "WHERE deleted_ms IS NULL" condition

/* A live reading a second is 31 million a year: its key is both its session and its time, so that
 * it takes 15 bytes, and those of a session lie side by side in the order of their times:
 *
 *   key    session × 2^36 + milliseconds since the session's begin
 *   value  beats per minute, or what it is instead of a pulse: minus its TactusReadingKind
 *   rr     the intervals that came with it, two bytes each, low byte first, 1/1024 s
 *
 * Numbers of sessions are never used again, nor, as far as chance goes, by the database that takes
 * the place of a damaged one: who still writes to a session of that one must not hit upon another.
 */
static gboolean
create_sessions (TactusDatabaseFile  *file,
                 GError             **error)
{
  return tactus_database_file_execute (file,
    "ALTER TABLE band ADD COLUMN name TEXT;"
    "CREATE TABLE session ("
    "  id         INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  band       INTEGER NOT NULL REFERENCES band (id),"
    "  source     INTEGER NOT NULL,"
    "  begin_ms   INTEGER NOT NULL,"
    "  end_ms     INTEGER,"
    "  zone_s     INTEGER NOT NULL,"
    "  step_s     INTEGER NOT NULL,"
    "  title      TEXT NOT NULL,"
    "  note       TEXT NOT NULL,"
    "  deleted_ms INTEGER);"
    "INSERT INTO sqlite_sequence (name, seq) VALUES ('session', abs (random () % 4096));"
    "CREATE INDEX session_by_begin ON session (begin_ms);"
    "CREATE INDEX session_by_band ON session (band, begin_ms);"
    "CREATE TABLE reading ("
    "  key   INTEGER PRIMARY KEY,"
    "  value INTEGER NOT NULL,"
    "  rr    BLOB);"
    "CREATE TABLE marker ("
    "  id      INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  session INTEGER NOT NULL REFERENCES session (id),"
    "  time_ms INTEGER NOT NULL,"
    "  text    TEXT NOT NULL);"
    "CREATE INDEX marker_by_session ON marker (session, time_ms);"
    READINGS (""),
    error);
}

/* An import is written in many small transactions, between which others write.  What belongs to one
 * that is unfinished is out of sight: its last step is to strike it off the list.  Its number stays
 * with what it brought, and is never used again. */
static gboolean
create_imports (TactusDatabaseFile  *file,
                GError             **error)
{
  return tactus_database_file_execute (file,
    "CREATE TABLE unfinished (id INTEGER PRIMARY KEY AUTOINCREMENT);"
    "ALTER TABLE session ADD COLUMN import INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE activity ADD COLUMN import INTEGER NOT NULL DEFAULT 0;"
    "DROP VIEW readings;"
    READINGS (" AND import NOT IN unfinished"),
    error);
}

static const TactusDatabaseMigration migrations[] = {
  create_activity,
  create_sessions,
  create_imports,
};

const TactusDatabaseSchema tactus_database_schema = { migrations, G_N_ELEMENTS (migrations) };
