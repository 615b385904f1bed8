/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-import-keep.h"

/* Stands for the address of a band that nobody named. */
#define NO_BAND "imported"

gboolean
tactus_import_add_session (TactusImport   *self,
                           TactusSession  *session,
                           TactusSeries   *readings,
                           GPtrArray      *markers,
                           GError        **error)
{
  gboolean added = FALSE;

  if (!self->keep->add_session (self->data, session, readings, markers, &added, error))
    return FALSE;

  if (added)
    {
      self->report->sessions++;
      self->report->readings += tactus_series_get_length (readings);
    }
  else
    {
      self->report->known += tactus_series_get_length (readings);
    }

  return TRUE;
}

gboolean
tactus_import_add_minutes (TactusImport  *self,
                           const char    *band,
                           const char    *band_name,
                           GArray        *rows,
                           GError       **error)
{
  guint added = 0;

  if (!self->keep->add_minutes (self->data, band, band_name, rows, &added, error))
    return FALSE;

  self->report->minutes += added;
  self->report->known += rows->len - added;

  return TRUE;
}

const char *
tactus_import_get_band (TactusImport *self)
{
  return self->band ? self->band : NO_BAND;
}

gboolean
tactus_import_tick (TactusImport  *self,
                    double         share,
                    GError       **error)
{
  return !self->keep->tick || self->keep->tick (self->data, share, error);
}
