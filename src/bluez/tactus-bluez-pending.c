/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-pending.h"

#include "tactus-bluez-error.h"

struct _TactusBluezPending
{
  GTask *task; /* (owned) */
  const char *what;
  guint timeout_id;
  guint timeout_ms;
  GSource *cancel; /* (owned) (nullable) */
  TactusBluezPendingFunc func;
  gpointer user_data;
};

static gboolean
timeout_cb (gpointer user_data)
{
  TactusBluezPending *self = user_data;

  self->timeout_id = 0;
  self->func (self,
              g_error_new (TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_TIMED_OUT,
                           "%s: no end after %u ms", self->what, self->timeout_ms),
              self->user_data);

  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  TactusBluezPending *self = user_data;

  self->func (self,
              g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s: cancelled", self->what),
              self->user_data);

  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (TactusBluezPending *self,
                   GCancellable       *cancellable)
{
  self->cancel = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->cancel, G_SOURCE_FUNC (cancelled_cb), self, NULL);
  g_source_attach (self->cancel, NULL);
}

TactusBluezPending *
tactus_bluez_pending_new (GTask                  *task,
                          const char             *what,
                          TactusBluezPendingFunc  func,
                          gpointer                user_data)
{
  TactusBluezPending *self = g_new0 (TactusBluezPending, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  /* The end that was decided first is the one that is told. */
  g_task_set_check_cancellable (task, FALSE);
  self->task = task;
  self->what = what;
  self->func = func;
  self->user_data = user_data;

  if (cancellable)
    watch_cancellable (self, cancellable);

  return self;
}

void
tactus_bluez_pending_set_timeout (TactusBluezPending *self,
                                  guint               timeout_ms)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->timeout_ms = timeout_ms;
  if (timeout_ms > 0)
    self->timeout_id = g_timeout_add (timeout_ms, timeout_cb, self);
}

GTask *
tactus_bluez_pending_release (TactusBluezPending *self)
{
  GTask *task = self->task;

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (self->cancel)
    g_source_destroy (self->cancel);
  g_clear_pointer (&self->cancel, g_source_unref);
  g_free (self);

  return task;
}

void
tactus_bluez_pending_succeed (TactusBluezPending *self)
{
  g_autoptr(GTask) task = tactus_bluez_pending_release (self);

  g_task_return_boolean (task, TRUE);
}

void
tactus_bluez_pending_fail (TactusBluezPending *self,
                           GError             *error)
{
  g_autoptr(GTask) task = tactus_bluez_pending_release (self);

  g_task_return_error (task, error);
}
