/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-commands.h"

#include "tactus-band-attempt.h"
#include "tactus-band-closing.h"
#include "tactus-band-info.h"
#include "tactus-band-listening.h"

GError *
tactus_band_superseded (void)
{
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Another command took over");
}

GTask *
tactus_band_task_for (TactusBand          *self,
                      gpointer             tag,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);

  return task;
}

/* ── pair, connect, disconnect ── */

static void
set_next (TactusBand        *self,
          TactusBandAttempt *attempt)
{
  TactusBandAttempt *old = g_steal_pointer (&self->next);

  self->next = attempt;
  if (old)
    tactus_band_attempt_drop (old, tactus_band_superseded ());
}

/* A command of a person's: whatever is in flight makes room for it.  Takes @attempt. */
static void
command (TactusBand        *self,
         TactusBandAttempt *attempt)
{
  tactus_backoff_reset (&self->backoff);
  tactus_band_attempt_watch (attempt);

  if (self->attempt || self->closing || self->connection)
    set_next (self, attempt);

  if (self->attempt)
    tactus_band_attempt_end (self, tactus_band_superseded ());
  else if (self->connection && !self->closing)
    tactus_band_close_begin (self, NULL, NULL, FALSE);
  else if (!self->closing)
    tactus_band_attempt_begin (self, attempt);
}

/* Something is wanted that needs READY: make sure that somebody is on the way there. */
void
tactus_band_want_ready (TactusBand *self)
{
  if (self->attempt || self->next || self->state == TACTUS_BAND_STATE_READY)
    return;

  command (self, tactus_band_attempt_new (self, FALSE, NULL, NULL));
}

void
tactus_band_pair_async (TactusBand          *self,
                        TactusKey           *key,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_BAND (self));

  task = tactus_band_task_for (self, tactus_band_pair_async, cancellable, callback, user_data);
  command (self, tactus_band_attempt_new (self, TRUE, key, task));
}

gboolean
tactus_band_pair_finish (TactusBand    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* An attempt that nobody asked for is already under way: it becomes the person's.  Takes @task. */
static gboolean
adopt_attempt (TactusBand *self,
               GTask      *task)
{
  TactusBandAttempt *attempt = self->attempt ? self->attempt : self->next;

  if (!attempt || !tactus_band_attempt_adopt (attempt, task))
    return FALSE;

  tactus_band_set_error (self, NULL);

  return TRUE;
}

void
tactus_band_connect_async (TactusBand          *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_BAND (self));

  task = tactus_band_task_for (self, tactus_band_connect_async, cancellable, callback, user_data);
  if (self->state == TACTUS_BAND_STATE_READY)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
  else if (!adopt_attempt (self, task))
    {
      command (self, tactus_band_attempt_new (self, FALSE, NULL, task));
    }
}

gboolean
tactus_band_connect_finish (TactusBand    *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Something is still up that has to come down first. */
static void
leave (TactusBand *self)
{
  if (self->attempt)
    tactus_band_attempt_end (self, tactus_band_superseded ());
  else if (self->closing)
    tactus_band_close_for_good (self);
  else
    tactus_band_close_begin (self, NULL, NULL, FALSE);
}

void
tactus_band_disconnect_async (TactusBand          *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(TactusBand) hold = NULL;
  GTask *task;

  g_return_if_fail (TACTUS_IS_BAND (self));

  hold = g_object_ref (self);
  task = tactus_band_task_for (self, tactus_band_disconnect_async, cancellable, callback,
                               user_data);
  g_ptr_array_add (self->leaving, task);
  self->wanted = FALSE;
  tactus_band_end_listening (self);
  set_next (self, NULL);
  leave (self);
}

gboolean
tactus_band_disconnect_finish (TactusBand    *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── what the band says of itself ── */

static void
info_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusBand *self = g_task_get_source_object (task);
  GError *error = NULL;
  TactusBandInfo *info;

  info = tactus_band_info_read_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error);
  if (!info)
    {
      g_task_return_error (task, error);
      return;
    }

  if (info->has_battery)
    tactus_band_set_battery (self, info->battery.level,
                             info->battery.charging == TACTUS_CHARGING_YES);
  g_task_return_pointer (task, info, (GDestroyNotify) tactus_band_info_free);
}

void
tactus_band_read_info_async (TactusBand          *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (TACTUS_IS_BAND (self));

  task = tactus_band_task_for (self, tactus_band_read_info_async, cancellable, callback, user_data);
  if (self->state == TACTUS_BAND_STATE_READY)
    tactus_band_info_read_async (self->connection, cancellable, info_read_cb, g_object_ref (task));
  else
    g_task_return_new_error (task, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_DISCONNECTED,
                             "%s is not connected; connect it first", self->address);
}

TactusBandInfo *
tactus_band_read_info_finish (TactusBand    *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ── the key ── */

static void
keeper_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusBand *self = g_task_get_source_object (task);
  GError *error = NULL;
  gboolean ok;

  ok = tactus_key_keeper_finish (TACTUS_KEY_KEEPER (source), result, &error);
  tactus_band_update_key_storage (self);
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
tactus_band_keep_key_async (TactusBand          *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_BAND (self));

  task = tactus_band_task_for (self, tactus_band_keep_key_async, cancellable, callback, user_data);
  tactus_key_keeper_keep_async (self->keeper, cancellable, keeper_cb, task);
}

gboolean
tactus_band_keep_key_finish (TactusBand    *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tactus_band_forget_key_async (TactusBand          *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_BAND (self));

  task = tactus_band_task_for (self, tactus_band_forget_key_async, cancellable, callback,
                               user_data);
  tactus_key_keeper_forget_async (self->keeper, cancellable, keeper_cb, task);
}

gboolean
tactus_band_forget_key_finish (TactusBand    *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
