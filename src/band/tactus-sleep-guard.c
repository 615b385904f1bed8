/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sleep-guard.h"

struct _TactusSleepGuard
{
  GObject parent_instance;

  TactusSleepWatch *watch;    /* (owned) */
  GListModel *bands;          /* (owned) (element-type TactusBand) */
  TactusRecording *recording; /* (owned) (nullable) */
  GPtrArray *awaited;         /* (owned) (element-type TactusBand): that are still busy */
};

G_DEFINE_FINAL_TYPE (TactusSleepGuard, tactus_sleep_guard, G_TYPE_OBJECT)

static gboolean
is_linked (TactusBand *band)
{
  switch (tactus_band_get_state (band))
    {
    case TACTUS_BAND_STATE_READY:
    case TACTUS_BAND_STATE_DISCONNECTING:
      return TRUE;
    case TACTUS_BAND_STATE_OFFLINE:
    case TACTUS_BAND_STATE_WAITING:
    case TACTUS_BAND_STATE_LISTENING:
    /* What is on its way there ends with the radio, and is tried again. */
    case TACTUS_BAND_STATE_CONNECTING:
    case TACTUS_BAND_STATE_PREPARING:
    case TACTUS_BAND_STATE_AUTHENTICATING:
    case TACTUS_BAND_STATE_TAP_NEEDED:
    default:
      return FALSE;
    }
}

static TactusBandRecorder *
recorder_of (TactusSleepGuard *self,
             TactusBand       *band)
{
  return self->recording ? tactus_recording_get_recorder (self->recording, band) : NULL;
}

static gboolean
is_in_order (TactusSleepGuard *self,
             TactusBand       *band)
{
  TactusBandRecorder *recorder = recorder_of (self, band);

  return !is_linked (band) &&
         (recorder == NULL || tactus_band_recorder_get_waiting (recorder) == 0);
}

static void
check (TactusSleepGuard *self)
{
  for (guint i = 0; i < self->awaited->len; i++)
    if (!is_in_order (self, self->awaited->pdata[i]))
      return;

  tactus_sleep_watch_let_sleep (self->watch);
}

static void
unwatch (TactusSleepGuard *self)
{
  for (guint i = 0; i < self->awaited->len; i++)
    {
      TactusBand *band = self->awaited->pdata[i];
      TactusBandRecorder *recorder = recorder_of (self, band);

      g_signal_handlers_disconnect_by_func (band, check, self);
      if (recorder)
        g_signal_handlers_disconnect_by_func (recorder, check, self);
    }
  g_ptr_array_set_size (self->awaited, 0);
}

static void
await (TactusSleepGuard *self,
       TactusBand       *band)
{
  TactusBandRecorder *recorder = recorder_of (self, band);

  g_ptr_array_add (self->awaited, g_object_ref (band));
  g_signal_connect_object (band, "notify::state", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
  if (recorder)
    g_signal_connect_object (recorder, "notify::waiting", G_CALLBACK (check), self,
                             G_CONNECT_SWAPPED);
}

static void
falling_asleep_cb (TactusSleepGuard *self)
{
  unwatch (self);
  for (guint i = 0; i < g_list_model_get_n_items (self->bands); i++)
    {
      g_autoptr(TactusBand) band = g_list_model_get_item (self->bands, i);

      await (self, band);
      tactus_band_suspend (band);
    }
  check (self);
}

static void
awake_cb (TactusSleepGuard *self)
{
  unwatch (self);
  for (guint i = 0; i < g_list_model_get_n_items (self->bands); i++)
    {
      g_autoptr(TactusBand) band = g_list_model_get_item (self->bands, i);

      tactus_band_resume (band);
    }
}

TactusSleepGuard *
tactus_sleep_guard_new (TactusSleepWatch *watch,
                        GListModel       *bands,
                        TactusRecording  *recording)
{
  TactusSleepGuard *self;

  g_return_val_if_fail (TACTUS_IS_SLEEP_WATCH (watch), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (bands), NULL);

  self = g_object_new (TACTUS_TYPE_SLEEP_GUARD, NULL);
  self->watch = g_object_ref (watch);
  self->bands = g_object_ref (bands);
  g_set_object (&self->recording, recording);
  g_signal_connect_object (watch, "falling-asleep", G_CALLBACK (falling_asleep_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (watch, "awake", G_CALLBACK (awake_cb), self, G_CONNECT_SWAPPED);

  return self;
}

static void
tactus_sleep_guard_dispose (GObject *object)
{
  TactusSleepGuard *self = TACTUS_SLEEP_GUARD (object);

  if (self->bands)
    unwatch (self);
  g_clear_object (&self->watch);
  g_clear_object (&self->bands);
  g_clear_object (&self->recording);

  G_OBJECT_CLASS (tactus_sleep_guard_parent_class)->dispose (object);
}

static void
tactus_sleep_guard_finalize (GObject *object)
{
  g_ptr_array_unref (TACTUS_SLEEP_GUARD (object)->awaited);

  G_OBJECT_CLASS (tactus_sleep_guard_parent_class)->finalize (object);
}

static void
tactus_sleep_guard_class_init (TactusSleepGuardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tactus_sleep_guard_dispose;
  G_OBJECT_CLASS (klass)->finalize = tactus_sleep_guard_finalize;
}

static void
tactus_sleep_guard_init (TactusSleepGuard *self)
{
  self->awaited = g_ptr_array_new_with_free_func (g_object_unref);
}
