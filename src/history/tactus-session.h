/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * TactusSource:
 *
 * How the readings of a session came.  The numbers are kept on disk.
 */
typedef enum {
  TACTUS_SOURCE_MEASURED, /* live, over a link */
  TACTUS_SOURCE_ONCE,     /* one measurement that was asked for */
  TACTUS_SOURCE_LISTENED, /* out of advertisements */
  TACTUS_SOURCE_RECORDED, /* by the band itself, a value a minute */
  TACTUS_SOURCE_IMPORTED, /* from a file */
} TactusSource;

#define TACTUS_N_SOURCES (TACTUS_SOURCE_IMPORTED + 1)

/** tactus_source_to_name: Returns: (transfer none): `measured`, `once`, `listened`, `recorded`,
 *    `imported`: as in files, never translated */
const char *tactus_source_to_name   (TactusSource  source);
gboolean    tactus_source_from_name (const char   *name,
                                     TactusSource *source);

/**
 * TactusMarker:
 * @id: 0: not kept yet
 * @when_us: microseconds since 1970 UTC
 * @text: (owned): may be empty
 *
 * A moment in a session that a person marked.
 */
typedef struct {
  gint64  id;
  gint64  when_us;
  char   *text;
} TactusMarker;

/** tactus_marker_new: @text: (nullable): %NULL is empty */
TactusMarker *tactus_marker_new  (gint64              when_us,
                                  const char         *text);
TactusMarker *tactus_marker_copy (const TactusMarker *self);
void          tactus_marker_free (TactusMarker       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusMarker, tactus_marker_free)

#define TACTUS_TYPE_SESSION (tactus_session_get_type ())
G_DECLARE_FINAL_TYPE (TactusSession, tactus_session, TACTUS, SESSION, GObject)

/**
 * TactusSession:
 *
 * One stretch of measuring, without its readings.  Properties, all notified: `id` (int64, 0: not
 * kept yet), `band` (string: address, or what stands for one in an imported file), `band-name`
 * (string, nullable), `source` (TactusSource as uint), `begin-us`, `end-us` (int64, microseconds
 * since 1970 UTC), `open` (boolean: it was not ended: it goes on, or the program was killed; its
 * end is its last reading), `zone-s` (int: seconds east of UTC where it began), `step-s` (uint:
 * seconds between two readings as the source takes them, 0: as they come), `title`, `note` (string,
 * never %NULL, empty if nobody wrote one).
 */

/** tactus_session_new: @band: address; @band_name: (nullable).  It is open, ends where it begins,
 *    and has the zone that is here at @begin_us */
TactusSession *tactus_session_new           (const char    *band,
                                             const char    *band_name,
                                             TactusSource   source,
                                             gint64         begin_us);

/** tactus_session_copy: Returns: (transfer full): as it is now, id and all */
TactusSession *tactus_session_copy          (TactusSession *self);

gint64         tactus_session_get_id        (TactusSession *self);
const char    *tactus_session_get_band      (TactusSession *self);
const char    *tactus_session_get_band_name (TactusSession *self);
TactusSource   tactus_session_get_source    (TactusSession *self);
gint64         tactus_session_get_begin_us  (TactusSession *self);
gint64         tactus_session_get_end_us    (TactusSession *self);
gboolean       tactus_session_get_open      (TactusSession *self);
int            tactus_session_get_zone_s    (TactusSession *self);
guint          tactus_session_get_step_s    (TactusSession *self);
const char    *tactus_session_get_title     (TactusSession *self);
const char    *tactus_session_get_note      (TactusSession *self);

void           tactus_session_set_id        (TactusSession *self,
                                             gint64         id);
void           tactus_session_set_begin_us  (TactusSession *self,
                                             gint64         begin_us);
/** tactus_session_set_end_us: whether it is open is another matter */
void           tactus_session_set_end_us    (TactusSession *self,
                                             gint64         end_us);
void           tactus_session_set_open      (TactusSession *self,
                                             gboolean       open);
void           tactus_session_set_zone_s    (TactusSession *self,
                                             int            zone_s);
void           tactus_session_set_step_s    (TactusSession *self,
                                             guint          step_s);
void           tactus_session_set_title     (TactusSession *self,
                                             const char    *title);
void           tactus_session_set_note      (TactusSession *self,
                                             const char    *note);

/** tactus_session_get_gap_us: Returns: silence that is a gap in it: 15 s, or two and a half times
 *    `step-s` if that is more */
gint64         tactus_session_get_gap_us    (TactusSession *self);

G_END_DECLS
