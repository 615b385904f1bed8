/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-background-run.h"

#include "tactus-settings.h"

#define PAUSE_MS 60000

struct _TactusBackgroundRun
{
  GObject parent_instance;

  GApplication *application;    /* (nullable): weak */
  GSettings *settings;          /* (owned) (nullable) */
  TactusBackground *background; /* (owned) */
  TactusNotifier *notifier;     /* (owned) */
  GListModel *known;            /* (owned) (nullable): while it is on */
  TactusBand *shown;            /* (owned) (nullable): what the desktop is told of */
  char *status;                 /* (owned) (nullable): as it was told */
  GCancellable *cancellable;    /* (owned) (nullable): of what the desktop is asked */
  TactusBand *awaited;          /* (owned) (nullable): tried again until it was there once */
  guint pause_ms;
  guint pause_id;
  guint check_id;
  gboolean on;
};

G_DEFINE_FINAL_TYPE (TactusBackgroundRun, tactus_background_run, G_TYPE_OBJECT)

enum {
  OVER,
  REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_busy (TactusBand *band)
{
  return tactus_band_get_measuring (band) ||
         tactus_band_get_state (band) == TACTUS_BAND_STATE_LISTENING;
}

/* Returns: (transfer full) (nullable) */
static TactusBand *
find_busy (GListModel *known)
{
  for (guint i = 0; known && i < g_list_model_get_n_items (known); i++)
    {
      g_autoptr(TactusBand) band = g_list_model_get_item (known, i);

      if (is_busy (band))
        return g_steal_pointer (&band);
    }

  return NULL;
}

/* ── what the desktop is told ── */

static void
status_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!tactus_background_set_status_finish (TACTUS_BACKGROUND (source), result, &error))
    g_debug ("Telling the desktop what we do: %s", error->message);
}

static void
tell_no_more (TactusBackgroundRun *self)
{
  if (self->shown)
    tactus_notifier_withdraw (self->notifier, self->shown, TACTUS_NOTICE_BACKGROUND);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->status, g_free);
}

static void
tell (TactusBackgroundRun *self,
      TactusBand          *band)
{
  g_autofree char *status = tactus_notice_text_status (tactus_band_get_name (band),
                                                       tactus_band_get_state (band));

  if (self->shown == band && g_strcmp0 (self->status, status) == 0)
    return;
  if (self->shown != band)
    tell_no_more (self);

  g_set_object (&self->shown, band);
  tactus_notifier_send (self->notifier, band, TACTUS_NOTICE_BACKGROUND,
                        tactus_notice_text_title (TACTUS_NOTICE_BACKGROUND), status);
  tactus_background_set_status_async (self->background, status, self->cancellable, status_cb, NULL);
  g_free (self->status);
  self->status = g_steal_pointer (&status);
}

/* ── whether there is a reason to stay ── */

/* What another attempt in a while may change. */
static gboolean
is_passing (const GError *error)
{
  static const TactusBandError codes[] = {
    TACTUS_BAND_ERROR_TIMED_OUT, TACTUS_BAND_ERROR_OUT_OF_RANGE, TACTUS_BAND_ERROR_DISCONNECTED,
    TACTUS_BAND_ERROR_ADAPTER_OFF, TACTUS_BAND_ERROR_NO_ADAPTER, TACTUS_BAND_ERROR_NO_SERVICE,
    TACTUS_BAND_ERROR_BUSY, TACTUS_BAND_ERROR_BLUETOOTH,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, TACTUS_BAND_ERROR, codes[i]))
      return TRUE;

  return FALSE;
}

static gboolean
pause_cb (gpointer user_data)
{
  TactusBackgroundRun *self = user_data;

  self->pause_id = 0;
  tactus_band_start_measuring (self->awaited);

  return G_SOURCE_REMOVE;
}

/* Returns: whether the band that was not there is waited for */
static gboolean
wait_on (TactusBackgroundRun *self)
{
  if (self->awaited == NULL || self->pause_id)
    return self->pause_id != 0;
  if (!is_passing (tactus_band_get_error (self->awaited)))
    return FALSE;

  tell (self, self->awaited);
  self->pause_id = g_timeout_add (self->pause_ms, pause_cb, self);

  return TRUE;
}

static gboolean
check_cb (gpointer user_data)
{
  g_autoptr(TactusBackgroundRun) self = g_object_ref (user_data);
  g_autoptr(TactusBand) band = find_busy (self->known);

  self->check_id = 0;
  if (self->awaited && tactus_band_get_state (self->awaited) == TACTUS_BAND_STATE_READY)
    g_clear_object (&self->awaited);
  if (band)
    tell (self, band);
  else if (!wait_on (self))
    g_signal_emit (self, signals[OVER], 0);

  return G_SOURCE_REMOVE;
}

/* Later: what changes together is told one after the other. */
static void
check_soon (TactusBackgroundRun *self)
{
  if (self->on && self->check_id == 0)
    self->check_id = g_idle_add (check_cb, self);
}

static void
watch_band (TactusBackgroundRun *self,
            TactusBand          *band)
{
  g_signal_connect_object (band, "notify::measuring", G_CALLBACK (check_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (band, "notify::state", G_CALLBACK (check_soon), self,
                           G_CONNECT_SWAPPED);
}

static void
known_cb (TactusBackgroundRun *self,
          guint                position,
          guint                removed,
          guint                added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(TactusBand) band = g_list_model_get_item (self->known, i);

      watch_band (self, band);
    }
  check_soon (self);
}

static void
watch (TactusBackgroundRun *self,
       TactusBandList      *bands)
{
  g_set_object (&self->known, tactus_band_list_get_known (bands));
  g_signal_connect_object (self->known, "items-changed", G_CALLBACK (known_cb), self,
                           G_CONNECT_SWAPPED);
  known_cb (self, 0, 0, g_list_model_get_n_items (self->known));
}

static void
unwatch (TactusBackgroundRun *self)
{
  for (guint i = 0; self->known && i < g_list_model_get_n_items (self->known); i++)
    {
      g_autoptr(TactusBand) band = g_list_model_get_item (self->known, i);

      g_signal_handlers_disconnect_by_data (band, self);
    }
  if (self->known)
    g_signal_handlers_disconnect_by_data (self->known, self);
  g_clear_object (&self->known);
}

/* ── in and out ── */

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(TactusBackgroundRun) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *words = NULL;

  if (tactus_background_request_finish (TACTUS_BACKGROUND (source), result, &error))
    return;

  g_debug ("Asking to run in the background: %s", error->message);
  if (!self->on ||
      !g_error_matches (error, TACTUS_BACKGROUND_ERROR, TACTUS_BACKGROUND_ERROR_DENIED))
    return;

  /* Only a no is a no: where nobody can be asked, nobody minds. */
  words = tactus_notice_text_refused (error, FALSE);
  g_signal_emit (self, signals[REFUSED], 0, words);
}

static gboolean
is_set (TactusBackgroundRun *self,
        const char          *key)
{
  return self->settings && g_settings_get_boolean (self->settings, key);
}

gboolean
tactus_background_run_can_enter (TactusBackgroundRun *self,
                                 TactusBandList      *bands)
{
  g_autoptr(TactusBand) band = NULL;

  g_return_val_if_fail (TACTUS_IS_BACKGROUND_RUN (self), FALSE);

  if (bands == NULL || !is_set (self, TACTUS_SETTING_BACKGROUND))
    return FALSE;

  band = find_busy (tactus_band_list_get_known (bands));
  return band != NULL;
}

void
tactus_background_run_enter (TactusBackgroundRun *self,
                             TactusBandList      *bands)
{
  g_return_if_fail (TACTUS_IS_BACKGROUND_RUN (self));

  if (self->on)
    return;

  self->on = TRUE;
  g_application_hold (self->application);
  self->cancellable = g_cancellable_new ();
  watch (self, bands);
  tactus_background_request_async (self->background, tactus_notice_text_reason (),
                                   is_set (self, TACTUS_SETTING_AUTOSTART), self->cancellable,
                                   asked_cb, g_object_ref (self));
}

void
tactus_background_run_begin (TactusBackgroundRun *self,
                             TactusBandList      *bands)
{
  g_return_if_fail (TACTUS_IS_BACKGROUND_RUN (self));

  if (self->on)
    return;

  if (is_set (self, TACTUS_SETTING_MEASURE))
    g_set_object (&self->awaited, tactus_band_list_get_recent (bands));
  if (self->awaited)
    tactus_band_start_measuring (self->awaited);
  tactus_background_run_enter (self, bands);
}

void
tactus_background_run_give_up (TactusBackgroundRun *self)
{
  g_return_if_fail (TACTUS_IS_BACKGROUND_RUN (self));

  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_clear_object (&self->awaited);
  check_soon (self);
}

void
tactus_background_run_leave (TactusBackgroundRun *self)
{
  g_return_if_fail (TACTUS_IS_BACKGROUND_RUN (self));

  if (!self->on)
    return;

  self->on = FALSE;
  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_clear_handle_id (&self->check_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  unwatch (self);
  tell_no_more (self);
  g_clear_object (&self->awaited);
  if (self->application)
    g_application_release (self->application);
}

gboolean
tactus_background_run_get_on (TactusBackgroundRun *self)
{
  g_return_val_if_fail (TACTUS_IS_BACKGROUND_RUN (self), FALSE);

  return self->on;
}

void
tactus_background_run_set_pause (TactusBackgroundRun *self,
                                 guint                pause_ms)
{
  g_return_if_fail (TACTUS_IS_BACKGROUND_RUN (self));

  self->pause_ms = pause_ms;
}

TactusBackgroundRun *
tactus_background_run_new (GApplication     *application,
                           GSettings        *settings,
                           TactusBackground *background,
                           TactusNotifier   *notifier)
{
  TactusBackgroundRun *self;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);

  self = g_object_new (TACTUS_TYPE_BACKGROUND_RUN, NULL);
  g_set_weak_pointer (&self->application, application);
  g_set_object (&self->settings, settings);
  self->background = g_object_ref (background);
  self->notifier = g_object_ref (notifier);

  return self;
}

static void
tactus_background_run_dispose (GObject *object)
{
  TactusBackgroundRun *self = TACTUS_BACKGROUND_RUN (object);

  tactus_background_run_leave (self);
  g_clear_object (&self->settings);
  g_clear_object (&self->background);
  g_clear_object (&self->notifier);
  g_clear_weak_pointer (&self->application);

  G_OBJECT_CLASS (tactus_background_run_parent_class)->dispose (object);
}

static void
tactus_background_run_class_init (TactusBackgroundRunClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tactus_background_run_dispose;

  signals[OVER] = g_signal_new ("over", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new ("refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tactus_background_run_init (TactusBackgroundRun *self)
{
  self->pause_ms = PAUSE_MS;
}
