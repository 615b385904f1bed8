/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-abilities.h"

#include "tactus-band-abilities-internal.h"
#include "tactus-band-commands.h"
#include "tactus-band-following.h"
#include "tactus-band-request.h"

guint tactus_band_ability_signals[TACTUS_BAND_N_SIGNALS];

/* What a band that lacks it cannot do. */
static const struct {
  TactusAbilities ability;
  const char *what;
} words[] = {
  { TACTUS_ABILITY_HEART_RATE, "measure the heart rate" },
  { TACTUS_ABILITY_BATTERY, "tell its battery level" },
  { TACTUS_ABILITY_STEPS, "tell its steps" },
  { TACTUS_ABILITY_TIME, "take the time" },
  { TACTUS_ABILITY_ALERT, "give alerts" },
  { TACTUS_ABILITY_TEXT_ALERT, "show words" },
  { TACTUS_ABILITY_EVENTS, "tell of events" },
  { TACTUS_ABILITY_ALARMS, "keep alarms" },
  { TACTUS_ABILITY_ACTIVITY, "give out recorded activity" },
  { TACTUS_ABILITY_RAW, "send what its sensors see" },
};

static const char *
get_words (TactusAbilities ability)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].ability == ability)
      return words[i].what;

  return "do this";
}

gboolean
tactus_band_can (TactusBand      *self,
                 TactusAbilities  ability)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), FALSE);

  return self->model && (self->model->abilities & ability) == ability;
}

/* A band that is about to leave is READY for a moment longer, but takes nothing any more. */
gboolean
tactus_band_is_usable (TactusBand *self)
{
  return self->state == TACTUS_BAND_STATE_READY && self->connection && !self->closing;
}

GError *
tactus_band_not_usable (TactusBand *self)
{
  return g_error_new (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_DISCONNECTED,
                      "%s is not connected; connect it first", self->address);
}

gboolean
tactus_band_check (TactusBand       *self,
                   TactusAbilities   ability,
                   GError          **error)
{
  if (!tactus_band_can (self, ability))
    {
      g_set_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NOT_SUPPORTED, "%s cannot %s",
                   self->model ? self->model->name : tactus_band_get_name (self),
                   get_words (ability));
      return FALSE;
    }
  if (!tactus_band_is_usable (self))
    {
      g_propagate_error (error, tactus_band_not_usable (self));
      return FALSE;
    }

  return TRUE;
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (tactus_band_request_finish (TACTUS_BAND (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
tactus_band_ask (TactusBand *self,
                 GTask      *task,
                 const char *what,
                 GPtrArray  *writes,
                 GError     *error)
{
  if (writes)
    {
      tactus_band_request_async (self, what, writes, g_task_get_cancellable (task), asked_cb, task);
      return;
    }

  g_task_return_error (task, tactus_band_error_translate (error));
  g_object_unref (task);
}

/* ── with the band ── */

TactusBandAbilities *
tactus_band_abilities_new (void)
{
  TactusBandAbilities *self = g_new0 (TactusBandAbilities, 1);

  g_queue_init (&self->requests);
  self->alarms = g_array_new (FALSE, FALSE, sizeof (TactusAlarm));

  return self;
}

/* Whatever is under way holds a reference to the band, so nothing is. */
void
tactus_band_abilities_free (TactusBandAbilities *self)
{
  for (guint i = 0; i < TACTUS_N_SETTINGS; i++)
    g_free (self->settings[i]);
  g_clear_handle_id (&self->raw_ping_id, g_source_remove);
  g_array_unref (self->alarms);
  g_free (self);
}

static guint
install (GObjectClass *klass,
         const char   *name)
{
  return g_signal_new (name, G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 1, G_TYPE_POINTER);
}

void
tactus_band_abilities_install (GObjectClass *klass)
{
  guint *signals = tactus_band_ability_signals;

  signals[TACTUS_BAND_SIGNAL_EVENT] = install (klass, "event");
  signals[TACTUS_BAND_SIGNAL_STEPS] = install (klass, "steps");
  signals[TACTUS_BAND_SIGNAL_RAW] = install (klass, "raw");
  signals[TACTUS_BAND_SIGNAL_SETTING_CHANGED] =
    g_signal_new ("setting-changed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[TACTUS_BAND_SIGNAL_ALARMS_CHANGED] =
    g_signal_new ("alarms-changed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 0);
}
