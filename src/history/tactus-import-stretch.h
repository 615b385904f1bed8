/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-import-keep.h"

G_BEGIN_DECLS

/**
 * TactusImportStretch:
 *
 * Readings as they come out of a file: put into the order of their times, with what is there twice
 * left out.
 */
typedef struct _TactusImportStretch TactusImportStretch;

TactusImportStretch *tactus_import_stretch_new    (void);
void                 tactus_import_stretch_free   (TactusImportStretch  *self);

void                 tactus_import_stretch_append (TactusImportStretch  *self,
                                                   const TactusReading  *reading,
                                                   const guint16        *rr,
                                                   guint                 n_rr);

/** tactus_import_stretch_clear: forgets all of them */
void                 tactus_import_stretch_clear  (TactusImportStretch  *self);

guint                tactus_import_stretch_get_length (TactusImportStretch *self);

/** tactus_import_stretch_get_last: Returns: the time of the last that was appended; %G_MININT64 */
gint64               tactus_import_stretch_get_last (TactusImportStretch *self);

/** tactus_import_stretch_to_series: @twice: (out): how many were left out.  Returns: (transfer
 *    full): all of them */
TactusSeries        *tactus_import_stretch_to_series (TactusImportStretch *self,
                                                      guint               *twice);

/* Readings of which the file does not say what they belong to are of another measurement after
 * half an hour of silence. */
#define TACTUS_IMPORT_SILENCE_US (30 * 60 * G_USEC_PER_SEC)

/**
 * tactus_import_stretch_keep:
 * @band, @band_name: whose they are
 * @here: for the zone in which a session began
 *
 * Keeps them as sessions of source IMPORTED, without those that are in the history already, and
 * forgets them.
 */
gboolean             tactus_import_stretch_keep   (TactusImportStretch  *self,
                                                   TactusImport         *import,
                                                   const char           *band,
                                                   const char           *band_name,
                                                   GTimeZone            *here,
                                                   GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusImportStretch, tactus_import_stretch_free)

G_END_DECLS
