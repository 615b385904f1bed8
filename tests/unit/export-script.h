/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-export.h"
#include "tactus-export-writer.h"

/* 2026-03-29 00:59:50 UTC: ten seconds later summer begins in Europe. */
#define EXPORT_BEGIN_US (G_GINT64_CONSTANT (1774745990) * G_USEC_PER_SEC)
#define EXPORT_BAND     "C8:0F:10:00:00:01"

/* Sessions with all there is, as a cursor would walk them; and one that is made up at random. */
typedef struct {
  TactusSession *session;  /* (owned) */
  TactusSeries *readings;  /* (owned) */
  GPtrArray *markers;      /* (owned) (element-type TactusMarker): by time */
} ExportSession;

ExportSession *export_session_new    (const char    *band,
                                      const char    *name,
                                      TactusSource   source,
                                      gint64         begin_us,
                                      int            zone_s);
void           export_session_free   (ExportSession *self);
void           export_session_add    (ExportSession *self,
                                      gint64         after_ms,
                                      guint16        bpm);
void           export_session_add_rr (ExportSession *self,
                                      gint64         after_ms,
                                      guint16        bpm,
                                      const guint16 *rr,
                                      guint          n_rr);
void           export_session_add_state (ExportSession     *self,
                                         gint64             after_ms,
                                         TactusReadingKind  kind);
void           export_session_mark   (ExportSession *self,
                                      gint64         after_ms,
                                      const char    *text);
void           export_session_end    (ExportSession *self,
                                      gint64         after_ms);

/* Returns: (transfer full) (element-type ExportSession): by their begins */
GPtrArray     *export_sessions_random (GRand         *rand,
                                       guint          n_sessions);

/* Returns: (transfer full): @sessions (element-type ExportSession) as a file.  @counts: (out)
 * (optional) */
char          *export_sessions_write (GPtrArray          *sessions,
                                      TactusFileFormat    format,
                                      TactusExportCounts *counts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExportSession, export_session_free)
