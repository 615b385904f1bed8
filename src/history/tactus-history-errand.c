/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-history-errand.h"

/* Of the thread that waits, which outlives it. */
typedef struct {
  const TactusHistoryErrand *errand;
  TactusDatabaseFunc func;
  gpointer data;
  GCancellable *cancellable;  /* (nullable) */
  GMutex mutex;
  GCond cond;
  gboolean is_done;
  GError *error;              /* (owned) (nullable) */
} Call;

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Call *call = user_data;

  g_mutex_lock (&call->mutex);
  g_task_propagate_boolean (G_TASK (result), &call->error);
  call->is_done = TRUE;
  g_cond_signal (&call->cond);
  g_mutex_unlock (&call->mutex);
}

/* Where the history is at home: its signals are emitted there, and what the task refers to is let
 * go of there. */
static gboolean
ask_cb (gpointer user_data)
{
  Call *call = user_data;
  TactusHistory *history = call->errand->history;
  GTask *task = g_task_new (history, call->cancellable, done_cb, call);

  g_task_set_source_tag (task, tactus_history_errand_run);
  g_task_set_task_data (task, call->data, NULL);
  g_task_set_priority (task, g_task_get_priority (call->errand->task));
  if (call->errand->writes)
    tactus_history_write (history, task, call->func);
  else
    tactus_history_read (history, task, call->func);

  return G_SOURCE_REMOVE;
}

/* Never at once, not even if nobody runs the context just now: this is not its thread. */
static void
ask (Call *call)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (call->errand->task));
  g_source_set_callback (source, ask_cb, call, NULL);
  g_source_attach (source, g_task_get_context (call->errand->task));
}

gboolean
tactus_history_errand_run (const TactusHistoryErrand  *self,
                           TactusDatabaseFunc          func,
                           gpointer                    data,
                           GCancellable               *cancellable,
                           GError                    **error)
{
  Call call = { self, func, data, cancellable };

  g_mutex_init (&call.mutex);
  g_cond_init (&call.cond);
  ask (&call);

  g_mutex_lock (&call.mutex);
  while (!call.is_done)
    g_cond_wait (&call.cond, &call.mutex);
  g_mutex_unlock (&call.mutex);
  g_cond_clear (&call.cond);
  g_mutex_clear (&call.mutex);

  if (!call.error)
    return TRUE;

  g_propagate_error (error, call.error);

  return FALSE;
}
