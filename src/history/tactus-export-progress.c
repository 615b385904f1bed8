/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-export-progress.h"

/* Rows between two looks at the clock, and time between two words. */
#define ROWS     256
#define PAUSE_US (G_USEC_PER_SEC / 5)

typedef struct {
  GTask *task; /* (owned) */
  TactusExportProgress func;
  gpointer data;
  double share;
} Word;

static void
word_free (gpointer data)
{
  Word *word = data;

  g_object_unref (word->task);
  g_free (word);
}

static gboolean
tell_cb (gpointer user_data)
{
  Word *word = user_data;

  if (!g_task_get_completed (word->task))
    word->func (word->share, word->data);

  return G_SOURCE_REMOVE;
}

void
tactus_progress_init (TactusProgress       *self,
                      GTask                *task,
                      TactusExportProgress  func,
                      gpointer              data)
{
  *self = (TactusProgress) { task, func, data, 0, 0 };
}

gboolean
tactus_progress_is_due (TactusProgress *self)
{
  return ++self->n_calls % ROWS == 0;
}

void
tactus_progress_tell (TactusProgress *self,
                      double          share)
{
  gint64 now_us = g_get_monotonic_time ();
  g_autoptr(GSource) source = NULL;
  Word *word;

  if (!self->func || now_us - self->told_us < PAUSE_US)
    return;

  self->told_us = now_us;
  word = g_new (Word, 1);
  *word = (Word) { g_object_ref (self->task), self->func, self->data, share };
  source = g_idle_source_new ();
  g_source_set_priority (source, g_task_get_priority (self->task));
  g_source_set_callback (source, tell_cb, word, word_free);
  g_source_attach (source, g_task_get_context (self->task));
}
