/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-setting.h"

#include <string.h>

#include "tactus-profile.h"
#include "tactus-protocol-error.h"
#include "tactus-setting-private.h"

static const char * const sides[] = { "left", "right", NULL };
static const char * const time_formats[] = { "12h", "24h", NULL };
static const char * const date_formats[] = { "MM/dd/yyyy", "dd/MM/yyyy", "yyyy/MM/dd", NULL };
static const char * const clock_faces[] = { "time", "date-time", NULL };
static const char * const units[] = { "metric", "imperial", NULL };
static const char * const always[] = { "on", NULL };
static const char * const automatic[] = { "automatic", NULL };

#define ROW(id, name, kind, choices, minimum, maximum, unit)                               \
  [TACTUS_SETTING_##id] = { TACTUS_SETTING_##id, name, TACTUS_SETTING_KIND_##kind, choices, \
                            minimum, maximum, unit }
#define PROFILE(id, name)                        ROW (id, name, PROFILE, NULL, 0, 0, NULL)
#define SWITCH(id, name)                         ROW (id, name, SWITCH, NULL, 0, 0, NULL)
#define CHOICE(id, name, choices)                ROW (id, name, CHOICE, choices, 0, 0, NULL)
#define NUMBER(id, name, low, high, unit)        ROW (id, name, NUMBER, NULL, low, high, unit)
#define SPAN(id, name, words)                    ROW (id, name, SPAN, words, 0, 0, NULL)

static const TactusSetting settings[TACTUS_N_SETTINGS] = {
  PROFILE (PROFILE, "profile"),
  NUMBER (GOAL, "goal", 1, 65535, "steps"),
  SWITCH (GOAL_ALERT, "goal-alert"),
  CHOICE (WEAR_SIDE, "wear-side", sides),
  CHOICE (LANGUAGE, "language", tactus_languages),
  CHOICE (TIME_FORMAT, "time-format", time_formats),
  CHOICE (DATE_FORMAT, "date-format", date_formats),
  CHOICE (CLOCK_FACE, "clock-face", clock_faces),
  CHOICE (UNITS, "units", units),
  SPAN (LIFT_DISPLAY, "lift-display", always),
  SWITCH (ROTATE_TO_SWITCH, "rotate-to-switch"),
  NUMBER (HEART_RATE_INTERVAL, "heart-rate-interval", 0, 120, "min"),
  SWITCH (SLEEP_HEART_RATE, "sleep-heart-rate"),
  SWITCH (SHARE_HEART_RATE, "share-heart-rate"),
  SWITCH (VISIBLE, "visible"),
  SPAN (DO_NOT_DISTURB, "do-not-disturb", automatic),
  NUMBER (INACTIVITY_ALERT, "inactivity-alert", 0, 240, "min"),
  SWITCH (DISCONNECT_ALERT, "disconnect-alert"),
};

const TactusSetting *
tactus_setting_get (TactusSettingId id)
{
  g_return_val_if_fail (id < TACTUS_N_SETTINGS, NULL);

  return &settings[id];
}

const TactusSetting *
tactus_setting_for_name (const char *name)
{
  for (gsize i = 0; name && i < TACTUS_N_SETTINGS; i++)
    if (g_str_equal (settings[i].name, name))
      return &settings[i];

  return NULL;
}

/* Returns: (transfer full): those that the model takes */
static char *
list_choices (const TactusSetting *self,
              const TactusModel   *model)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) taken = NULL;

  for (guint i = 0; self->choices && self->choices[i]; i++)
    if (tactus_setting_takes (self, model, self->choices[i]))
      g_strv_builder_add (builder, self->choices[i]);

  taken = g_strv_builder_end (builder);
  return g_strjoinv (", ", taken);
}

gboolean
tactus_setting_refuse (const TactusSetting  *self,
                       const TactusModel    *model,
                       GError              **error)
{
  g_autofree char *choices = NULL;
  g_autofree char *form = NULL;

  /* Nobody listens, least of all list_choices(). */
  if (error == NULL)
    return FALSE;

  choices = list_choices (self, model);
  switch (self->kind)
    {
    case TACTUS_SETTING_KIND_SWITCH:
      form = g_strdup ("on or off");
      break;
    case TACTUS_SETTING_KIND_CHOICE:
      form = g_strdup_printf ("one of %s", choices);
      break;
    case TACTUS_SETTING_KIND_NUMBER:
      form = g_strdup_printf ("%u to %u (%s)", self->minimum, self->maximum, self->unit);
      break;
    case TACTUS_SETTING_KIND_SPAN:
      form = g_strdup_printf ("off, %s, or two different times like 22:00-07:00", choices);
      break;
    case TACTUS_SETTING_KIND_PROFILE:
    default:
      form = g_strdup ("like born=1984-05-17,sex=female,height=172,weight=64.5");
    }

  g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_VALUE, "Setting %s must be %s",
               self->name, form);
  return FALSE;
}

GPtrArray *
tactus_setting_encode (const TactusSetting  *self,
                       const TactusModel    *model,
                       const char           *value,
                       GError              **error)
{
  g_autoptr(GPtrArray) writes = tactus_write_list_new ();

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (model != NULL, NULL);
  g_return_val_if_fail (value != NULL, NULL);

  if (!tactus_model_has_setting (model, self->id))
    {
      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED,
                   "%s has no setting %s", model->name, self->name);
      return NULL;
    }

  return tactus_setting_add_writes (self, model, value, writes, error)
         ? g_steal_pointer (&writes)
         : NULL;
}

gboolean
tactus_setting_takes (const TactusSetting *self,
                      const TactusModel   *model,
                      const char          *value)
{
  g_autoptr(GPtrArray) writes = tactus_setting_encode (self, model, value, NULL);

  return writes != NULL;
}
