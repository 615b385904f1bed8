/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-take.h"

/* At once: some hours, which are written in a fraction of a second. */
#define MAX_BATCH 20000

/* Readings of one millisecond are kept a millisecond apart: there is a second for that. */
#define MAX_LENGTH_US (TACTUS_HISTORY_SESSION_MS * 1000 - (gint64) G_USEC_PER_SEC)

TactusBandTake *
tactus_band_take_new (TactusSession *session,
                      TactusSeries  *series)
{
  TactusBandTake *self = g_new0 (TactusBandTake, 1);

  self->session = session;
  self->series = tactus_series_ref (series);
  self->to = tactus_series_get_length (series);
  self->from = self->to - 1;
  self->written = self->from;
  self->markers = g_ptr_array_new_with_free_func ((GDestroyNotify) tactus_marker_free);

  return self;
}

void
tactus_band_take_free (TactusBandTake *self)
{
  g_clear_object (&self->session);
  g_clear_pointer (&self->series, tactus_series_unref);
  g_clear_pointer (&self->markers, g_ptr_array_unref);
  g_free (self);
}

gboolean
tactus_band_take_has_room (TactusBandTake *self,
                           gint64          when_us)
{
  return when_us - tactus_session_get_begin_us (self->session) < MAX_LENGTH_US;
}

void
tactus_band_take_extend (TactusBandTake *self)
{
  self->to = tactus_series_get_length (self->series);
  tactus_session_set_end_us (self->session,
                             tactus_series_get (self->series, self->to - 1).when_us);
}

void
tactus_band_take_end (TactusBandTake *self,
                      gint64          end_us)
{
  self->over = TRUE;
  tactus_session_set_end_us (self->session, end_us);
  tactus_session_set_open (self->session, FALSE);
}

TactusTakeStep
tactus_band_take_get_step (TactusBandTake *self)
{
  if (tactus_session_get_id (self->session) == 0)
    return TACTUS_TAKE_BEGIN;
  if (self->written < self->to)
    return TACTUS_TAKE_APPEND;
  if (self->marked < self->markers->len)
    return TACTUS_TAKE_MARK;

  return self->over && !self->ended ? TACTUS_TAKE_END : TACTUS_TAKE_NOTHING;
}

gboolean
tactus_band_take_is_done (TactusBandTake *self)
{
  return self->over && tactus_band_take_get_step (self) == TACTUS_TAKE_NOTHING;
}

gsize
tactus_band_take_get_waiting (TactusBandTake *self)
{
  return self->to - self->written;
}

TactusSeries *
tactus_band_take_copy (TactusBandTake *self,
                       gsize          *upto)
{
  TactusSeries *batch = tactus_series_new_with_gap (tactus_series_get_gap_us (self->series));

  *upto = self->written + MIN (self->to - self->written, MAX_BATCH);
  for (gsize i = self->written; i < *upto; i++)
    {
      TactusReading reading = tactus_series_get (self->series, i);
      guint n_rr;
      const guint16 *rr = tactus_series_get_rr (self->series, i, &n_rr);

      tactus_series_append_with_rr (batch, &reading, rr, n_rr);
    }

  return batch;
}

static void
replace_session (TactusBandTake *self,
                 gint64          begin_us)
{
  g_autoptr(TactusSession) old = self->session;

  self->session = tactus_session_copy (old);
  tactus_session_set_id (self->session, 0);
  tactus_session_set_begin_us (self->session, begin_us);
  self->ended = FALSE;
}

void
tactus_band_take_start_over (TactusBandTake *self)
{
  replace_session (self, tactus_session_get_begin_us (self->session));
  self->written = self->from;
  self->marked = self->first_marker;
}

gboolean
tactus_band_take_renew (TactusBandTake *self)
{
  if (self->written == self->to)
    return FALSE;

  replace_session (self, tactus_series_get (self->series, self->written).when_us);
  self->from = self->written;
  self->first_marker = self->marked;

  return TRUE;
}
