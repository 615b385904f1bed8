/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-activity-fetch-private.h"

#include <string.h>

#define TRIES_MAXIMUM   3     /* once, and twice again */
#define RUNS_MAXIMUM    1000  /* bands keep some weeks, in runs of a day */
#define IGNORED_MAXIMUM 65536 /* more than any run has packets */

GError *
tactus_fetch_error (TactusProtocolError  code,
                    const char          *format,
                    ...)
{
  GError *error;
  va_list arguments;

  va_start (arguments, format);
  error = g_error_new_valist (TACTUS_PROTOCOL_ERROR, code, format, arguments);
  va_end (arguments);

  return error;
}

gboolean
tactus_fetch_add_minutes (const TactusBandTime *time,
                          guint                 minutes,
                          TactusBandTime       *result)
{
  g_autoptr(GDateTime) begin = tactus_band_time_to_date_time (time);
  g_autoptr(GDateTime) end = begin ? g_date_time_add_minutes (begin, (int) minutes) : NULL;

  if (!end)
    return FALSE;

  tactus_band_time_from_date_time (result, end);
  return TRUE;
}

gboolean
tactus_fetch_is_after (const TactusBandTime *a,
                       const TactusBandTime *b)
{
  g_autoptr(GDateTime) left = tactus_band_time_to_date_time (a);
  g_autoptr(GDateTime) right = tactus_band_time_to_date_time (b);

  return g_date_time_compare (left, right) > 0;
}

void
tactus_fetch_begin_step (TactusFetchStep   *step,
                         TactusFetchAction  action,
                         guint              deadline_ms)
{
  memset (step, 0, sizeof *step);
  step->action = action;
  step->deadline_ms = deadline_ms;
}

void
tactus_fetch_write (TactusActivityFetch *self,
                    const char          *uuid,
                    const guint8        *data,
                    gsize                length,
                    guint                deadline_ms,
                    TactusFetchStep     *step)
{
  g_clear_pointer (&self->write, tactus_write_free);
  self->write = g_new0 (TactusWrite, 1);
  self->write->uuid = uuid;
  self->write->value = g_bytes_new (data, length);
  self->write->with_response = TRUE;

  tactus_fetch_begin_step (step, TACTUS_FETCH_WRITE, deadline_ms);
  step->write = self->write;
}

static void
repeat_end (TactusActivityFetch *self,
            TactusFetchStep     *step)
{
  tactus_fetch_begin_step (step, self->end, 0);
  step->error = self->error;
}

void
tactus_fetch_succeed (TactusActivityFetch *self,
                      TactusFetchStep     *step)
{
  self->end = TACTUS_FETCH_DONE;
  repeat_end (self, step);
}

void
tactus_fetch_fail (TactusActivityFetch *self,
                   GError              *error,
                   TactusFetchStep     *step)
{
  g_clear_error (&self->error);
  self->error = error;
  self->end = TACTUS_FETCH_FAILED;
  repeat_end (self, step);
}

void
tactus_fetch_ignore (TactusActivityFetch *self,
                     guint                deadline_ms,
                     TactusFetchStep     *step)
{
  if (++self->n_ignored <= IGNORED_MAXIMUM)
    tactus_fetch_begin_step (step, TACTUS_FETCH_WAIT, deadline_ms);
  else
    tactus_fetch_fail (self, tactus_fetch_error (TACTUS_PROTOCOL_ERROR_MALFORMED,
                                                 "Activity: %u packets that belong to no run",
                                                 self->n_ignored), step);
}

void
tactus_fetch_begin_run (TactusActivityFetch *self)
{
  g_array_set_size (self->samples, 0);
  g_clear_error (&self->spoiled);
  self->run_total = 0;
  self->n_ignored = 0;
}

void
tactus_fetch_spoil (TactusActivityFetch *self,
                    GError              *error)
{
  g_array_set_size (self->samples, 0);
  if (self->spoiled)
    g_error_free (error);
  else
    self->spoiled = error;
}

gboolean
tactus_fetch_may_try_again (TactusActivityFetch *self,
                            TactusFetchStep     *step)
{
  if (++self->n_tries < TRIES_MAXIMUM)
    return TRUE;

  tactus_fetch_fail (self, g_steal_pointer (&self->spoiled), step);
  return FALSE;
}

void
tactus_fetch_store (TactusActivityFetch *self,
                    TactusFetchStep     *step)
{
  self->storing = TRUE;
  tactus_fetch_begin_step (step, TACTUS_FETCH_STORE, 0);
}

gboolean
tactus_fetch_end_run (TactusActivityFetch *self,
                      TactusFetchStep     *step)
{
  tactus_fetch_begin_run (self);
  self->n_tries = 0;
  if (++self->n_runs < RUNS_MAXIMUM)
    return TRUE;

  tactus_fetch_fail (self, tactus_fetch_error (TACTUS_PROTOCOL_ERROR_MALFORMED,
                                               "Activity: %u runs and no end", self->n_runs),
                     step);
  return FALSE;
}

TactusActivityFetch *
tactus_activity_fetch_new (const TactusModel    *model,
                           const TactusBandTime *since)
{
  TactusActivityFetch *self;

  g_return_val_if_fail (model != NULL && model->sample_size != 0, NULL);
  g_return_val_if_fail (since != NULL && tactus_band_time_is_valid (since), NULL);
  g_return_val_if_fail (since->zone_quarters != TACTUS_ZONE_UNKNOWN, NULL);

  self = model->generation == TACTUS_GENERATION_A ? tactus_activity_fetch_new_mi1 ()
                                                  : tactus_activity_fetch_new_huami ();
  self->model = model;
  self->since = *since;
  self->run_start = *since;
  self->samples = g_array_new (FALSE, FALSE, sizeof (TactusActivitySample));

  return self;
}

void
tactus_activity_fetch_free (TactusActivityFetch *self)
{
  g_return_if_fail (self != NULL);

  if (self->klass->clear)
    self->klass->clear (self);
  g_clear_pointer (&self->write, tactus_write_free);
  g_array_unref (self->samples);
  g_clear_error (&self->spoiled);
  g_clear_error (&self->error);
  g_free (self);
}

void
tactus_activity_fetch_set_profile_version (TactusActivityFetch *self,
                                           guint32              profile_version)
{
  g_return_if_fail (self != NULL && !self->started);

  if (self->model->generation == TACTUS_GENERATION_A)
    tactus_activity_fetch_mi1_set_profile (self, profile_version);
}

void
tactus_activity_fetch_get_uuids (TactusActivityFetch  *self,
                                 const char          **control,
                                 const char          **data)
{
  g_return_if_fail (self != NULL);

  *control = self->klass->control_uuid;
  *data = self->klass->data_uuid;
}

void
tactus_activity_fetch_start (TactusActivityFetch *self,
                             TactusFetchStep     *step)
{
  g_return_if_fail (self != NULL && !self->started);
  g_return_if_fail (step != NULL);

  self->started = TRUE;
  self->klass->start (self, step);
}

static gboolean
is_over (TactusActivityFetch *self)
{
  return self->end != TACTUS_FETCH_WAIT;
}

/* Nothing may go on, nor fail, before the samples are safe. */
static gboolean
is_resting (TactusActivityFetch *self,
            TactusFetchStep     *step)
{
  if (is_over (self))
    repeat_end (self, step);
  else if (self->storing)
    tactus_fetch_begin_step (step, TACTUS_FETCH_WAIT, 0);
  else
    return FALSE;

  return TRUE;
}

void
tactus_activity_fetch_receive (TactusActivityFetch *self,
                               const char          *uuid,
                               const guint8        *data,
                               gsize                length,
                               TactusFetchStep     *step)
{
  g_return_if_fail (self != NULL && self->started);
  g_return_if_fail (uuid != NULL);
  g_return_if_fail (step != NULL);

  if (is_resting (self, step))
    return;

  if (strcmp (uuid, self->klass->data_uuid) == 0)
    self->klass->data (self, data, length, step);
  else if (strcmp (uuid, self->klass->control_uuid) == 0)
    self->klass->control (self, data, length, step);
  else
    g_return_if_reached ();
}

void
tactus_activity_fetch_stored (TactusActivityFetch *self,
                              TactusFetchStep     *step)
{
  g_return_if_fail (self != NULL && self->storing);
  g_return_if_fail (step != NULL);

  self->storing = FALSE;
  self->klass->stored (self, step);
}

void
tactus_activity_fetch_timed_out (TactusActivityFetch *self,
                                 TactusFetchStep     *step)
{
  g_return_if_fail (self != NULL && self->started);
  g_return_if_fail (step != NULL);

  if (!is_resting (self, step))
    self->klass->timed_out (self, step);
}

GArray *
tactus_activity_fetch_steal_samples (TactusActivityFetch *self,
                                     TactusBandTime      *start)
{
  GArray *samples;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (start != NULL, NULL);

  *start = self->run_start;
  samples = g_array_new (FALSE, FALSE, sizeof (TactusActivitySample));
  if (!self->storing)
    return samples;

  g_array_unref (samples);
  samples = self->samples;
  self->samples = g_array_new (FALSE, FALSE, sizeof (TactusActivitySample));

  return samples;
}

void
tactus_activity_fetch_get_progress (TactusActivityFetch *self,
                                    guint               *done,
                                    guint               *total)
{
  g_return_if_fail (self != NULL);

  *total = self->run_total;
  *done = self->storing ? self->run_total : self->samples->len;
}
