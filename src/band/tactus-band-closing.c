/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-closing.h"

#include "tactus-band-attempt.h"
#include "tactus-band-commands.h"
#include "tactus-band-following.h"
#include "tactus-band-link.h"
#include "tactus-band-once.h"
#include "tactus-band-readings.h"
#include "tactus-band-retry.h"
#include "tactus-bluez-observer.h"

/* How long the band may take to switch its light off before the link goes down regardless. */
#define GOODBYE_MS 2000

struct _TactusBandClosing
{
  GTask *task;        /* (owned) (nullable): whose command ends with it */
  GError *error;      /* (owned) (nullable): why */
  TactusMeter *meter; /* (owned) (nullable): tells the band to stop */
  GCancellable *last_words; /* (owned) (nullable) */
  guint goodbye_id;
  guint outstanding;  /* answers to wait for before the band is OFFLINE */
  gboolean retry;
};

static void
closing_free (TactusBandClosing *closing)
{
  g_clear_handle_id (&closing->goodbye_id, g_source_remove);
  g_clear_object (&closing->meter);
  g_clear_object (&closing->last_words);
  g_clear_object (&closing->task);
  g_clear_error (&closing->error);
  g_free (closing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusBandClosing, closing_free)

static void
return_leaving (TactusBand *self)
{
  g_autoptr(GPtrArray) leaving = g_steal_pointer (&self->leaving);

  self->leaving = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < leaving->len; i++)
    g_task_return_boolean (leaving->pdata[i], TRUE);
}

/* Nobody will try again by itself, so nobody is left to measure. */
static void
become_offline (TactusBand   *self,
                const GError *error)
{
  self->wanted = FALSE;
  g_clear_pointer (&self->lock, tactus_band_lock_release);

  g_object_freeze_notify (G_OBJECT (self));
  tactus_band_set_measuring (self, FALSE);
  tactus_band_append_gap (self);
  tactus_band_show_no_meter (self);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tactus_band_set_error (self, error);
  tactus_band_set_state (self, TACTUS_BAND_STATE_OFFLINE);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
become_waiting (TactusBand   *self,
                const GError *error)
{
  g_object_freeze_notify (G_OBJECT (self));
  tactus_band_show_no_meter (self);
  tactus_band_set_error (self, error);
  tactus_band_set_state (self, TACTUS_BAND_STATE_WAITING);
  g_object_thaw_notify (G_OBJECT (self));

  if (self->state == TACTUS_BAND_STATE_WAITING)
    tactus_band_schedule_retry (self);
}

/* The link is down.  The next command begins before anybody hears of the last one's end, so that
 * what they ask for in turn comes after it. */
static void
close_end (TactusBand *self)
{
  g_autoptr(TactusBand) hold = g_object_ref (self);
  g_autoptr(TactusBandClosing) closing = g_steal_pointer (&self->closing);
  TactusBandAttempt *next = g_steal_pointer (&self->next);

  if (next)
    tactus_band_attempt_begin (self, next);
  else if (closing->retry)
    become_waiting (self, closing->error);
  else
    become_offline (self, closing->error);

  if (!next && self->once)
    tactus_band_once_end (self, 0, closing->error ? g_error_copy (closing->error)
                                                  : tactus_band_superseded ());
  return_leaving (self);
  if (closing->task)
    g_task_return_error (closing->task, g_steal_pointer (&closing->error));
}

void
tactus_band_close_one_less (TactusBand *self)
{
  g_assert (self->closing && self->closing->outstanding > 0);

  self->closing->outstanding--;
  if (self->closing->outstanding == 0)
    close_end (self);
}

static void
link_closed_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;

  tactus_bluez_connection_close_finish (TACTUS_BLUEZ_CONNECTION (source), result, NULL);
  tactus_band_close_one_less (self);
}

static void
close_link (TactusBand *self)
{
  g_autoptr(TactusBluezConnection) connection = tactus_band_steal_connection (self);

  if (connection)
    tactus_bluez_connection_close_async (connection, NULL, link_closed_cb, g_object_ref (self));
  else
    tactus_band_close_one_less (self);
}

static void
goodbye_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;

  tactus_meter_stop_finish (TACTUS_METER (source), result);
  g_clear_handle_id (&self->closing->goodbye_id, g_source_remove);
  close_link (self);
}

/* A disposed meter cancels its writes, and so ends what waits for them. */
static gboolean
goodbye_timed_out_cb (gpointer user_data)
{
  TactusBand *self = user_data;

  self->closing->goodbye_id = 0;
  g_object_run_dispose (G_OBJECT (self->closing->meter));

  return G_SOURCE_REMOVE;
}

/* The wish to measure outlasts a link that is to come back. */
static void
append_end (TactusBand *self)
{
  if (self->measuring && (self->closing->retry || self->next))
    tactus_band_append_lost (self);
  else
    tactus_band_append_gap (self);
}

/* From now on nobody measures; the band's light goes off before the link, if it can be told. */
static void
say_goodbye (TactusBand *self)
{
  TactusBandClosing *closing = self->closing;

  closing->meter = g_steal_pointer (&self->meter);
  g_signal_handlers_disconnect_by_data (closing->meter, self);
  append_end (self);
  tactus_band_show_no_meter (self);

  closing->goodbye_id = g_timeout_add (GOODBYE_MS, goodbye_timed_out_cb, self);
  tactus_meter_stop_async (closing->meter, NULL, goodbye_cb, g_object_ref (self));
}

static void
take_leave (TactusBand *self)
{
  if (self->meter)
    say_goodbye (self);
  else
    close_link (self);
}

static void
silenced_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_bluez_connection_write_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error))
    g_debug ("…%s: silencing: %s", tactus_bluez_shorten (self->address), error->message);
  g_clear_handle_id (&self->closing->goodbye_id, g_source_remove);
  take_leave (self);
}

static gboolean
silence_timed_out_cb (gpointer user_data)
{
  TactusBand *self = user_data;

  self->closing->goodbye_id = 0;
  g_cancellable_cancel (self->closing->last_words);

  return G_SOURCE_REMOVE;
}

/* Returns: whether the band vibrates, and is being told to stop; nobody leaves it like that */
static gboolean
silence (TactusBand *self)
{
  TactusBandClosing *closing = self->closing;

  closing->last_words = g_cancellable_new ();
  if (!tactus_band_find_silence (self, closing->last_words, silenced_cb, self))
    return FALSE;

  g_object_ref (self);
  closing->goodbye_id = g_timeout_add (GOODBYE_MS, silence_timed_out_cb, self);

  return TRUE;
}

void
tactus_band_close_prepare (TactusBand *self,
                           GTask      *task,
                           GError     *error,
                           gboolean    retry)
{
  TactusBandClosing *closing = g_new0 (TactusBandClosing, 1);

  g_assert (!self->closing);

  closing->task = task;
  closing->error = error;
  closing->retry = retry && self->wanted;
  closing->outstanding = 1;
  self->closing = closing;
}

void
tactus_band_close_wait_for (TactusBand *self,
                            guint       answers)
{
  self->closing->outstanding += answers;
}

/* The count that close_prepare() put there becomes the link's. */
void
tactus_band_close_go (TactusBand *self)
{
  g_autoptr(TactusBand) hold = g_object_ref (self);
  gboolean silencing = silence (self);

  tactus_band_stop_timers (self);
  tactus_band_unfollow (self, self->closing->error);
  if (self->link_cancellable)
    g_cancellable_cancel (self->link_cancellable);
  g_clear_object (&self->link_cancellable);

  if (self->connection || self->closing->outstanding > 1)
    tactus_band_set_state (self, TACTUS_BAND_STATE_DISCONNECTING);

  if (!silencing)
    take_leave (self);
}

void
tactus_band_close_begin (TactusBand *self,
                         GTask      *task,
                         GError     *error,
                         gboolean    retry)
{
  tactus_band_close_prepare (self, task, error, retry);
  tactus_band_close_go (self);
}

void
tactus_band_close_for_good (TactusBand *self)
{
  self->closing->retry = FALSE;
}
