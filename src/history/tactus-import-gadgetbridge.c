/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-import-formats.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "tactus-import-report.h"
#include "tactus-import-stretch.h"
#include "tactus-import-time.h"

/* Minutes and single pulses that are handed on in one go. */
#define MANY_ROWS   4096
#define MANY_PULSES 65536

/* Steps of SQLite's machine between two looks at the cancellable. */
#define STEPS 1000

/* A measurement of the heart rate among those of several things in one table. */
#define XIAOMI_HEART_RATE 0x11

#define MAX_PULSE 250

/* Both kinds of tables have seconds or milliseconds, by the age of the program. */
static const char *const minute_tables[] = {
  "MI_BAND_ACTIVITY_SAMPLE",
  "HUAMI_EXTENDED_ACTIVITY_SAMPLE",
  "XIAOMI_ACTIVITY_SAMPLE",
};

/* Highest and resting rates of a day are left where they are: they are computed, not measured. */
static const struct {
  const char *name;
  const char *value;
  const char *type;   /* (nullable): a column that says what was measured */
} pulse_tables[] = {
  { "HUAMI_HEART_RATE_MANUAL_SAMPLE", "HEART_RATE", NULL },
  { "GENERIC_HEART_RATE_SAMPLE", "HEART_RATE", NULL },
  { "XIAOMI_MANUAL_SAMPLE", "VALUE", "TYPE" },
};

typedef struct {
  char *band;    /* (owned) */
  char *name;    /* (owned) (nullable) */
  GArray *rows;  /* (owned) (element-type TactusActivityRow): not handed on yet */
} Device;

typedef struct {
  TactusImport *import;
  GCancellable *cancellable;  /* (nullable) */
  sqlite3 *db;                /* (owned) */
  GTimeZone *here;            /* (owned) */
  GHashTable *devices;        /* (owned) (element-type gint64 Device) */
  guint64 n_rows;
  guint64 n_done;
} Reader;

static void
device_free (gpointer data)
{
  Device *device = data;

  g_array_unref (device->rows);
  g_free (device->band);
  g_free (device->name);
  g_free (device);
}

static void
finalize (sqlite3_stmt *statement)
{
  sqlite3_finalize (statement);
}

typedef sqlite3_stmt Statement;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Statement, finalize)

/* ── SQLite ── */

/* Returns: %FALSE, for the caller's convenience */
static gboolean
fail (Reader  *self,
      GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _("The database is damaged or not complete (%s). Export it in Gadgetbridge once "
                 "more"), sqlite3_errmsg (self->db));

  return FALSE;
}

static sqlite3_stmt *
prepare (Reader      *self,
         const char  *sql,
         GError     **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) != SQLITE_OK)
    fail (self, error);

  return statement;
}

static gboolean
step (Reader        *self,
      sqlite3_stmt  *statement,
      gboolean      *has_row,
      GError       **error)
{
  int result = sqlite3_step (statement);

  *has_row = result == SQLITE_ROW;

  return result == SQLITE_ROW || result == SQLITE_DONE || fail (self, error);
}

static int
progress_cb (gpointer user_data)
{
  Reader *self = user_data;

  return g_cancellable_is_cancelled (self->cancellable);
}

/* Read by others while we look at it: without locks, and never written.  A log beside it has rows
 * that the file itself has not, which would be missed without a word. */
static gboolean
refuse_log (const char  *path,
            GError     **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *name = NULL;
  GStatBuf info;

  if (g_stat (log, &info) < 0 || info.st_size == 0)
    return TRUE;

  name = g_filename_display_basename (log);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _("The database is in use: part of it is still in the file “%s” beside it. Export "
                 "it in Gadgetbridge, and import what comes out"), name);

  return FALSE;
}

static gboolean
open_database (Reader      *self,
               const char  *path,
               GError     **error)
{
  const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *file_uri = g_filename_to_uri (absolute, NULL, error);
  g_autofree char *uri = NULL;

  if (!file_uri || !refuse_log (path, error))
    return FALSE;

  uri = g_strconcat (file_uri, "?mode=ro&immutable=1", NULL);
  if (sqlite3_open_v2 (uri, &self->db, flags, NULL) != SQLITE_OK)
    return fail (self, error);

  /* It may be from anywhere: nothing in it is run. */
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_progress_handler (self->db, STEPS, progress_cb, self);

  return TRUE;
}

/* SQLite notices by itself if whole pages are missing at the end, and takes part of one for it. */
static gboolean
check_length (Reader      *self,
              const char  *path,
              GError     **error)
{
  g_autoptr(Statement) statement = NULL;
  GStatBuf info;
  gboolean has_row;

  statement = prepare (self, "SELECT page_count * page_size FROM pragma_page_count (), "
                             "pragma_page_size ()", error);
  if (!statement || !step (self, statement, &has_row, error))
    return FALSE;

  if (g_stat (path, &info) == 0 && info.st_size >= sqlite3_column_int64 (statement, 0))
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _("The end of the database is missing. Copy it, or export it in "
                         "Gadgetbridge, once more"));

  return FALSE;
}

/* ── what is in it ── */

/* @columns: (out): in upper case; none if there is no such table */
static gboolean
list_columns (Reader      *self,
              const char  *table,
              GHashTable **columns,
              GError     **error)
{
  g_autoptr(Statement) statement = NULL;
  gboolean has_row;

  *columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  statement = prepare (self,
                       "SELECT upper (c.name) FROM sqlite_master AS m, pragma_table_info (m.name) "
                       "AS c WHERE m.type = 'table' AND upper (m.name) = ?1", error);
  if (!statement)
    return FALSE;

  sqlite3_bind_text (statement, 1, table, -1, SQLITE_STATIC);
  do
    {
      if (!step (self, statement, &has_row, error))
        return FALSE;
      if (has_row)
        g_hash_table_add (*columns, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
    }
  while (has_row);

  return TRUE;
}

/* Returns: what to select: the column, or nothing if the table is too old to have it */
static const char *
column (GHashTable *columns,
        const char *name)
{
  return g_hash_table_contains (columns, name) ? name : "NULL";
}

static gboolean
count_rows (Reader      *self,
            const char  *table,
            GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", table);
  g_autoptr(Statement) statement = prepare (self, sql, error);
  gboolean has_row;

  if (!statement || !step (self, statement, &has_row, error))
    return FALSE;

  self->n_rows += (guint64) sqlite3_column_int64 (statement, 0);

  return TRUE;
}

static gboolean
tick (Reader  *self,
      GError **error)
{
  self->n_done++;

  return tactus_import_tick (self->import,
                             MIN (1.0, self->n_done / (double) MAX (self->n_rows, 1)), error);
}

/* ── devices ── */

static Device *
add_device (Reader     *self,
            gint64      id,
            const char *band,
            const char *name)
{
  Device *device = g_new0 (Device, 1);
  gint64 *key = g_new (gint64, 1);

  *key = id;
  device->band = band && *band ? g_ascii_strup (band, -1)
                               : g_strdup (tactus_import_get_band (self->import));
  device->name = name && *name ? g_strdup (name) : NULL;
  device->rows = g_array_new (FALSE, FALSE, sizeof (TactusActivityRow));
  g_hash_table_replace (self->devices, key, device);

  return device;
}

static Device *
find_device (Reader *self,
             gint64  id)
{
  Device *device = g_hash_table_lookup (self->devices, &id);

  return device ? device : add_device (self, id, NULL, NULL);
}

static gboolean
read_devices (Reader  *self,
              GError **error)
{
  g_autoptr(GHashTable) columns = NULL;
  g_autoptr(Statement) statement = NULL;
  g_autofree char *sql = NULL;
  gboolean has_row;

  if (!list_columns (self, "DEVICE", &columns, error))
    return FALSE;
  if (!g_hash_table_contains (columns, "_ID"))
    return TRUE;

  sql = g_strdup_printf ("SELECT _id, %s, coalesce (nullif (%s, ''), %s) FROM DEVICE",
                         column (columns, "IDENTIFIER"), column (columns, "ALIAS"),
                         column (columns, "NAME"));
  statement = prepare (self, sql, error);
  if (!statement)
    return FALSE;

  do
    {
      if (!step (self, statement, &has_row, error))
        return FALSE;
      if (has_row)
        add_device (self, sqlite3_column_int64 (statement, 0),
                    (const char *) sqlite3_column_text (statement, 1),
                    (const char *) sqlite3_column_text (statement, 2));
    }
  while (has_row);

  return TRUE;
}

/* ── values ── */

/* Seconds or milliseconds. */
static gboolean
get_time (Reader       *self,
          sqlite3_stmt *row,
          const char   *table,
          gint64       *when_us)
{
  const char *text = (const char *) sqlite3_column_text (row, 0);

  if (text && tactus_import_time_parse_unix (text, when_us) &&
      tactus_import_time_is_plausible (*when_us))
    return TRUE;

  tactus_import_report_add_fault (self->import->report, self->n_done + 1,
                                  tactus_import_say (_("TIMESTAMP is “%s”, and should be of the "
                                                       "years 2000 to 2099"), text ? text : ""));

  return FALSE;
}

static guint8
get_byte (sqlite3_stmt *row,
          int           index)
{
  return (guint8) CLAMP (sqlite3_column_int64 (row, index), 0, 255);
}

/* ── recorded minutes ── */

static gboolean
hand_on (Reader  *self,
         Device  *device,
         GError **error)
{
  gboolean ok = device->rows->len == 0 ||
                tactus_import_add_minutes (self->import, device->band, device->name, device->rows,
                                           error);

  g_array_set_size (device->rows, 0);

  return ok;
}

/* 0, 255 and −1 are a minute without a pulse, and so is whatever cannot be one. */
static gboolean
take_minute (Reader        *self,
             sqlite3_stmt  *statement,
             const char    *table,
             GError       **error)
{
  Device *device = find_device (self, sqlite3_column_int64 (statement, 1));
  gint64 pulse = sqlite3_column_int64 (statement, 5);
  TactusActivityRow row;
  gint64 when_us;

  if (!get_time (self, statement, table, &when_us))
    return TRUE;

  row.time = when_us / (60 * G_USEC_PER_SEC) * 60;
  row.zone_quarters = (gint8) (tactus_import_zone_at (self->here, when_us) / 900);
  row.kind = (guint8) sqlite3_column_int64 (statement, 2);
  row.intensity = get_byte (statement, 3);
  row.steps = get_byte (statement, 4);
  row.heart_rate = pulse > 0 && pulse <= MAX_PULSE ? (guint8) pulse : 0;
  g_array_append_val (device->rows, row);

  return device->rows->len < MANY_ROWS || hand_on (self, device, error);
}

static gboolean
hand_on_all (Reader  *self,
             GError **error)
{
  GHashTableIter iter;
  gpointer device;

  g_hash_table_iter_init (&iter, self->devices);
  while (g_hash_table_iter_next (&iter, NULL, &device))
    if (!hand_on (self, device, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_minutes (Reader      *self,
              const char  *table,
              GHashTable  *columns,
              GError     **error)
{
  g_autoptr(Statement) statement = NULL;
  g_autofree char *sql = NULL;
  gboolean has_row;

  sql = g_strdup_printf ("SELECT TIMESTAMP, %s, %s, %s, %s, %s FROM %s",
                         column (columns, "DEVICE_ID"), column (columns, "RAW_KIND"),
                         column (columns, "RAW_INTENSITY"), column (columns, "STEPS"),
                         column (columns, "HEART_RATE"), table);
  statement = prepare (self, sql, error);
  if (!statement)
    return FALSE;

  do
    {
      if (!step (self, statement, &has_row, error))
        return FALSE;
      if (has_row &&
          (!take_minute (self, statement, table, error) || !tick (self, error)))
        return FALSE;
    }
  while (has_row);

  return hand_on_all (self, error);
}

/* ── single measurements ── */

static gboolean
take_pulse (Reader               *self,
            sqlite3_stmt         *row,
            const char           *table,
            Device               *device,
            TactusImportStretch  *readings,
            GError              **error)
{
  gint64 value = sqlite3_column_int64 (row, 2);
  gint64 last_us = tactus_import_stretch_get_last (readings);
  TactusReading reading;
  gint64 when_us;

  if (!get_time (self, row, table, &when_us))
    return TRUE;

  if (!tactus_import_foreign_reading (when_us, value == -1 ? 0 : value, &reading))
    {
      tactus_import_report_add_fault (self->import->report, self->n_done + 1,
                                      g_strdup_printf (_("The heart rate is %ld, which none can "
                                                         "be"), (glong) value));
      return TRUE;
    }

  /* By time: what lies before a silence is complete. */
  if (tactus_import_stretch_get_length (readings) >= MANY_PULSES &&
      when_us - last_us > TACTUS_IMPORT_SILENCE_US &&
      !tactus_import_stretch_keep (readings, self->import, device->band, device->name, self->here,
                                   error))
    return FALSE;

  tactus_import_stretch_append (readings, &reading, NULL, 0);

  return TRUE;
}

static gboolean
read_pulses_of (Reader        *self,
                sqlite3_stmt  *statement,
                const char    *table,
                gint64         id,
                GError       **error)
{
  g_autoptr(TactusImportStretch) readings = tactus_import_stretch_new ();
  Device *device = find_device (self, id);
  gboolean has_row;

  sqlite3_reset (statement);
  sqlite3_bind_int64 (statement, 1, id);
  do
    {
      if (!step (self, statement, &has_row, error))
        return FALSE;
      if (has_row &&
          (!take_pulse (self, statement, table, device, readings, error) || !tick (self, error)))
        return FALSE;
    }
  while (has_row);

  return tactus_import_stretch_keep (readings, self->import, device->band, device->name, self->here,
                                     error);
}

/* @ids: (element-type gint64) */
static gboolean
list_ids (Reader      *self,
          const char  *table,
          GHashTable  *columns,
          GArray      *ids,
          GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT DISTINCT coalesce (%s, 0) FROM %s",
                                          column (columns, "DEVICE_ID"), table);
  g_autoptr(Statement) statement = prepare (self, sql, error);
  gboolean has_row;

  if (!statement)
    return FALSE;

  do
    {
      gint64 id;

      if (!step (self, statement, &has_row, error))
        return FALSE;
      id = has_row ? sqlite3_column_int64 (statement, 0) : 0;
      if (has_row)
        g_array_append_val (ids, id);
    }
  while (has_row);

  return TRUE;
}

static gboolean
read_pulses (Reader      *self,
             guint        index,
             GHashTable  *columns,
             GError     **error)
{
  const char *table = pulse_tables[index].name;
  const char *type = pulse_tables[index].type;
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(Statement) statement = NULL;
  g_autofree char *sql = NULL;

  sql = g_strdup_printf ("SELECT TIMESTAMP, 0, %s FROM %s WHERE coalesce (%s, 0) = ?1 AND %s = %d "
                         "ORDER BY TIMESTAMP",
                         column (columns, pulse_tables[index].value), table,
                         column (columns, "DEVICE_ID"),
                         type ? column (columns, type) : "0", type ? XIAOMI_HEART_RATE : 0);
  statement = prepare (self, sql, error);
  if (!statement || !list_ids (self, table, columns, ids, error))
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    if (!read_pulses_of (self, statement, table, g_array_index (ids, gint64, i), error))
      return FALSE;

  return TRUE;
}

/* ── all of it ── */

static gboolean
is_of_use (GHashTable *columns)
{
  return g_hash_table_contains (columns, "TIMESTAMP");
}

static const char *
get_table (guint index)
{
  return index < G_N_ELEMENTS (minute_tables)
         ? minute_tables[index] : pulse_tables[index - G_N_ELEMENTS (minute_tables)].name;
}

static gboolean
read_table (Reader      *self,
            guint        index,
            GHashTable  *columns,
            GError     **error)
{
  if (index < G_N_ELEMENTS (minute_tables))
    return read_minutes (self, minute_tables[index], columns, error);

  return read_pulses (self, index - G_N_ELEMENTS (minute_tables), columns, error);
}

static gboolean
read_tables (Reader  *self,
             GError **error)
{
  const guint n_tables = G_N_ELEMENTS (minute_tables) + G_N_ELEMENTS (pulse_tables);
  g_autoptr(GPtrArray) columns = NULL;
  gboolean has_any = FALSE;

  columns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  for (guint i = 0; i < n_tables; i++)
    {
      GHashTable *of_table = NULL;
      gboolean ok = list_columns (self, get_table (i), &of_table, error);

      g_ptr_array_add (columns, of_table);
      if (!ok || (is_of_use (of_table) && !count_rows (self, get_table (i), error)))
        return FALSE;
      has_any |= is_of_use (of_table);
    }

  if (!has_any)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _("This is a database, but none of Gadgetbridge with readings of a band in it. "
                     "In Gadgetbridge, look for “Data management”, and export the database"));
      return FALSE;
    }

  for (guint i = 0; i < n_tables; i++)
    if (is_of_use (g_ptr_array_index (columns, i)) &&
        !read_table (self, i, g_ptr_array_index (columns, i), error))
      return FALSE;

  return TRUE;
}

gboolean
tactus_import_gadgetbridge (TactusImport  *import,
                            const char    *path,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_autoptr(GTimeZone) here = g_time_zone_new_local ();
  g_autoptr(GHashTable) devices = NULL;
  Reader self = { import, cancellable, NULL, here };
  gboolean ok;

  devices = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, device_free);
  self.devices = devices;
  ok = open_database (&self, path, error) && check_length (&self, path, error) &&
       read_devices (&self, error) && read_tables (&self, error);
  sqlite3_close (self.db);

  return ok;
}
