/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-import-rows.h"

#include <glib/gi18n.h>
#include <math.h>

#include "tactus-history-rows.h"
#include "tactus-import-report.h"
#include "tactus-import-stretch.h"
#include "tactus-import-time.h"

/* What a recorded minute is whose kind the file does not tell: none that a band knows. */
#define UNKNOWN_KIND 0xff

#define MAX_RECORDED 255

/* A session that is not complete yet. */
typedef struct {
  char *key;                     /* (owned) */
  guint64 line;
  gboolean begun;                /* whether a row says that it begins */
  gint64 first_us;               /* of all its rows */
  gint64 last_us;
  TactusSession *session;        /* (owned) */
  TactusImportStretch *readings; /* (owned) */
  GPtrArray *markers;            /* (owned) (element-type TactusMarker) */
} Part;

struct _TactusImportRows
{
  TactusImport *import; /* (unowned) */
  GPtrArray *parts;     /* (owned) (element-type Part): in the order of their begins in the file */
  GHashTable *by_key;   /* (owned) (element-type utf8 Part) */
  Part *last;           /* (nullable): rows of one session mostly stand together */
};

static void
part_free (Part *part)
{
  tactus_import_stretch_free (part->readings);
  g_ptr_array_unref (part->markers);
  g_object_unref (part->session);
  g_free (part->key);
  g_free (part);
}

TactusImportRows *
tactus_import_rows_new (TactusImport *import)
{
  TactusImportRows *self = g_new0 (TactusImportRows, 1);

  self->import = import;
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

void
tactus_import_rows_free (TactusImportRows *self)
{
  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

/* ── a session is complete ── */

static void
append_minute (TactusImportRows    *self,
               Part                *part,
               const TactusReading *reading,
               GArray              *rows)
{
  const TactusActivityRow row = {
    .time = reading->when_us / G_USEC_PER_SEC,
    .zone_quarters = (gint8) (tactus_session_get_zone_s (part->session) / 900),
    .kind = UNKNOWN_KIND,
    .heart_rate = (guint8) reading->bpm,
  };

  if (reading->kind == TACTUS_READING_PULSE && reading->bpm <= MAX_RECORDED)
    g_array_append_val (rows, row);
  else
    tactus_import_report_add_fault (self->import->report, part->line,
                                    g_strdup (_("A reading of the session that begins here is none "
                                                "that a band records: those are pulses from 1 to "
                                                "255")));
}

/* What bands recorded is kept by the minute, where it came from. */
static gboolean
keep_minutes (TactusImportRows  *self,
              Part              *part,
              TactusSeries      *series,
              GError           **error)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (TactusActivityRow));
  gsize length = tactus_series_get_length (series);

  for (gsize i = 0; i < length; i++)
    {
      TactusReading reading = tactus_series_get (series, i);

      append_minute (self, part, &reading, rows);
    }

  return rows->len == 0 ||
         tactus_import_add_minutes (self->import, tactus_session_get_band (part->session),
                                    tactus_session_get_band_name (part->session), rows, error);
}

/* Of rows that never say where a session begins nobody expects that they say where it ends. */
static void
close_at_last_row (Part *part)
{
  tactus_session_set_end_us (part->session,
                             MAX (part->last_us, tactus_session_get_end_us (part->session)));
  tactus_session_set_open (part->session, FALSE);
}

static gboolean
keep (TactusImportRows  *self,
      Part              *part,
      GError           **error)
{
  g_autoptr(TactusSeries) series = NULL;
  TactusReading last;
  guint twice;

  series = tactus_import_stretch_to_series (part->readings, &twice);
  self->import->report->known += twice;
  if (tactus_session_get_source (part->session) == TACTUS_SOURCE_RECORDED)
    return keep_minutes (self, part, series, error);

  if (tactus_series_get_last (series, &last) &&
      last.when_us > tactus_session_get_end_us (part->session))
    tactus_session_set_end_us (part->session, last.when_us);
  if (!part->begun && tactus_session_get_open (part->session))
    close_at_last_row (part);

  return tactus_import_add_session (self->import, part->session, series, part->markers, error);
}

static gboolean
complete (TactusImportRows  *self,
          Part              *part,
          GError           **error)
{
  gboolean ok = keep (self, part, error);

  g_hash_table_remove (self->by_key, part->key);
  if (self->last == part)
    self->last = NULL;
  g_ptr_array_remove (self->parts, part);

  return ok;
}

/* ── rows ── */

static Part *
find (TactusImportRows *self,
      const char       *key)
{
  if (!self->last || !g_str_equal (self->last->key, key))
    self->last = g_hash_table_lookup (self->by_key, key);

  return self->last;
}

static Part *
add_part (TactusImportRows      *self,
          const TactusImportRow *row)
{
  const char *band = row->band && *row->band ? row->band : tactus_import_get_band (self->import);
  Part *part = g_new0 (Part, 1);

  part->key = g_strdup (row->session);
  part->line = row->line;
  part->first_us = part->last_us = row->when_us;
  part->session = tactus_session_new (band, row->band_name, row->source, row->when_us);
  part->readings = tactus_import_stretch_new ();
  part->markers = g_ptr_array_new_with_free_func ((GDestroyNotify) tactus_marker_free);
  tactus_session_set_zone_s (part->session, row->zone_s);
  tactus_session_set_step_s (part->session, row->step_s);
  tactus_session_set_open (part->session, TRUE);

  g_ptr_array_add (self->parts, part);
  g_hash_table_insert (self->by_key, part->key, part);
  self->last = part;

  return part;
}

static gboolean
begin (TactusImportRows       *self,
       const TactusImportRow  *row,
       GError                **error)
{
  Part *part = find (self, row->session);

  /* The number again: a second file put behind the first. */
  if (part && !complete (self, part, error))
    return FALSE;

  part = add_part (self, row);
  part->begun = TRUE;
  tactus_session_set_title (part->session, row->title ? row->title : "");
  tactus_session_set_note (part->session, row->note ? row->note : "");

  return TRUE;
}

static void
add_fault (TactusImportRows      *self,
           const TactusImportRow *row,
           const char            *fault)
{
  tactus_import_report_add_fault (self->import->report, row->line, g_strdup (fault));
}

/* One row with a wrong year is not to make a session of a lifetime, which the history cannot
 * hold.
 * Returns: whether the row may be one of @part */
static gboolean
stretch_to (TactusImportRows      *self,
            Part                  *part,
            const TactusImportRow *row)
{
  gint64 first_us = MIN (part->first_us, row->when_us);
  gint64 last_us = MAX (part->last_us, row->when_us);

  if (tactus_session_get_source (part->session) != TACTUS_SOURCE_RECORDED &&
      last_us - first_us >= TACTUS_HISTORY_SESSION_MS * 1000)
    {
      add_fault (self, row, _("The time is more than two years away from other rows of the "
                              "session"));
      return FALSE;
    }

  part->first_us = first_us;
  part->last_us = last_us;

  return TRUE;
}

/* A session whose end is wrong ends with its last row. */
static gboolean
end (TactusImportRows       *self,
     const TactusImportRow  *row,
     GError                **error)
{
  Part *part = find (self, row->session);
  gint64 begin_us;

  if (!part)
    {
      add_fault (self, row, _("A session ends here that has not begun"));
      return TRUE;
    }

  begin_us = tactus_session_get_begin_us (part->session);
  if (row->when_us < begin_us)
    add_fault (self, row, _("The session ends before it begins"));
  else
    stretch_to (self, part, row);

  tactus_session_set_end_us (part->session, CLAMP (row->when_us, begin_us, part->last_us));
  tactus_session_set_open (part->session, FALSE);

  return complete (self, part, error);
}

gboolean
tactus_import_rows_put (TactusImportRows       *self,
                        const TactusImportRow  *row,
                        GError                **error)
{
  Part *part;

  if (!tactus_import_time_is_kept (row->when_us))
    {
      add_fault (self, row, _("The time is not in the years 1970 to 2099"));
      return TRUE;
    }

  switch (row->kind)
    {
    case TACTUS_IMPORT_ROW_BEGIN:
      return begin (self, row, error);
    case TACTUS_IMPORT_ROW_END:
      return end (self, row, error);
    case TACTUS_IMPORT_ROW_READING:
    case TACTUS_IMPORT_ROW_MARKER:
    default:
      break;
    }

  part = find (self, row->session);
  if (!part)
    part = add_part (self, row);
  else if (!stretch_to (self, part, row))
    return TRUE;

  if (row->kind == TACTUS_IMPORT_ROW_MARKER)
    g_ptr_array_add (part->markers, tactus_marker_new (row->when_us, row->note ? row->note : ""));
  else
    tactus_import_stretch_append (part->readings, &row->reading, row->rr, row->n_rr);

  return TRUE;
}

gboolean
tactus_import_rows_end (TactusImportRows  *self,
                        GError           **error)
{
  while (self->parts->len > 0)
    if (!complete (self, g_ptr_array_index (self->parts, 0), error))
      return FALSE;

  return TRUE;
}

/* ── fields ── */

gboolean
tactus_import_row_set_state (TactusImportRow *row,
                             const char      *state)
{
  row->kind = TACTUS_IMPORT_ROW_READING;
  if (tactus_reading_kind_from_name (state, &row->reading.kind))
    return TRUE;

  if (g_str_equal (state, "begin"))
    row->kind = TACTUS_IMPORT_ROW_BEGIN;
  else if (g_str_equal (state, "end"))
    row->kind = TACTUS_IMPORT_ROW_END;
  else if (g_str_equal (state, "marker"))
    row->kind = TACTUS_IMPORT_ROW_MARKER;
  else
    return FALSE;

  return TRUE;
}

gboolean
tactus_import_interval_from_ms (double   ms,
                                guint16 *interval)
{
  double units = ms * 1.024;

  if (!(units >= 0 && units < G_MAXUINT16 + 0.5))
    return FALSE;

  *interval = (guint16) lround (units);

  return TRUE;
}
