/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-activity-store.h"
#include "tactus-import.h"

G_BEGIN_DECLS

/**
 * TactusImportKeep:
 * @add_session: a whole session; @added: (out): %FALSE: it is there already
 * @add_minutes: @band_name: (nullable); @rows: (element-type TactusActivityRow); @added: (out): how
 *   many were new
 * @get_known: adds to @times (element-type gint64) when imported readings of @band are there
 *   already, milliseconds, between @from_us and @to_us inclusive
 * @tick: (nullable): @share: 0…1: how much has been read; may fail if it was cancelled
 *
 * What an import is put into.
 */
typedef struct {
  gboolean (* add_session) (gpointer        data,
                            TactusSession  *session,
                            TactusSeries   *readings,
                            GPtrArray      *markers,
                            gboolean       *added,
                            GError        **error);
  gboolean (* add_minutes) (gpointer        data,
                            const char     *band,
                            const char     *band_name,
                            GArray         *rows,
                            guint          *added,
                            GError        **error);
  gboolean (* get_known)   (gpointer        data,
                            const char     *band,
                            gint64          from_us,
                            gint64          to_us,
                            GArray         *times,
                            GError        **error);
  gboolean (* tick)        (gpointer        data,
                            double          share,
                            GError        **error);
} TactusImportKeep;

/**
 * TactusImport:
 * @band: (nullable): address for what names no band
 *
 * An import that goes on, in one thread.
 */
typedef struct {
  const TactusImportKeep *keep;
  gpointer                data;
  const char             *band;
  TactusImportReport     *report;
} TactusImport;

/** tactus_import_add_session: counts it too */
gboolean    tactus_import_add_session (TactusImport   *self,
                                       TactusSession  *session,
                                       TactusSeries   *readings,
                                       GPtrArray      *markers,
                                       GError        **error);

/** tactus_import_add_minutes: counts them too */
gboolean    tactus_import_add_minutes (TactusImport   *self,
                                       const char     *band,
                                       const char     *band_name,
                                       GArray         *rows,
                                       GError        **error);

/** tactus_import_get_band: Returns: (transfer none): never %NULL */
const char *tactus_import_get_band    (TactusImport   *self);

gboolean    tactus_import_tick        (TactusImport   *self,
                                       double          share,
                                       GError        **error);

G_END_DECLS
