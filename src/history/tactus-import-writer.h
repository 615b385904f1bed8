/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-activity-store.h"
#include "tactus-history.h"

G_BEGIN_DECLS

/**
 * TactusImportWriter:
 *
 * Puts an import into a history, from a thread of its own: a few thousand rows at a time, each of
 * them a transaction behind what others have asked for in between, so that a reading that comes
 * meanwhile never waits for long, in this program or another.  All of it is out of sight until
 * tactus_import_writer_publish().
 */
typedef struct _TactusImportWriter TactusImportWriter;

/** tactus_import_writer_new: @history, @task: must outlive it; the latter's cancellable interrupts
 *    what is done */
TactusImportWriter *tactus_import_writer_new         (TactusHistory       *history,
                                                      GTask               *task);

/** tactus_import_writer_free: what is not published is removed */
void                tactus_import_writer_free        (TactusImportWriter  *self);

/* See TactusImportKeep. */
gboolean            tactus_import_writer_add_session (TactusImportWriter  *self,
                                                      TactusSession       *session,
                                                      TactusSeries        *readings,
                                                      GPtrArray           *markers,
                                                      gboolean            *added,
                                                      GError             **error);
gboolean            tactus_import_writer_add_minutes (TactusImportWriter  *self,
                                                      const char          *band,
                                                      const char          *band_name,
                                                      GArray              *rows,
                                                      guint               *added,
                                                      GError             **error);
gboolean            tactus_import_writer_get_known   (TactusImportWriter  *self,
                                                      const char          *band,
                                                      gint64               from_us,
                                                      gint64               to_us,
                                                      GArray              *times,
                                                      GError             **error);

/** tactus_import_writer_publish: brings all of it into sight at once */
gboolean            tactus_import_writer_publish     (TactusImportWriter  *self,
                                                      GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusImportWriter, tactus_import_writer_free)

G_END_DECLS
