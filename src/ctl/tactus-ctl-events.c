/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <glib/gi18n-lib.h>

#include "tactus-band-abilities.h"
#include "tactus-ctl-abilities.h"
#include "tactus-ctl-connect.h"
#include "tactus-ctl-watch.h"

/* What a band tells by itself, and what is no event in its own words. */
#define STEPS "steps"
#define BATTERY "battery"

typedef struct {
  TactusCtlProgram *program;
  TactusCtlWatch *watch;
  TactusBand *band; /* (owned) */
  guint battery_id;
  int level; /* as told last */
  gboolean charging;
} Events;

static void
events_free (Events *events)
{
  g_clear_handle_id (&events->battery_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (events->band, events);
  g_clear_object (&events->band);
  g_free (events);
}

static const char *
get_awaited (Events *events)
{
  return tactus_ctl_program_get_options (events->program)->wait;
}

/* @object: (transfer full): the line of a script; @text: that of a person */
static void
show (Events     *events,
      const char *name,
      JsonObject *object,
      const char *text)
{
  g_autoptr(JsonObject) owned = object;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%H:%M:%S");
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (events->program);
  const char *awaited = get_awaited (events);

  if (tactus_ctl_watch_is_over (events->watch) || (awaited && !g_str_equal (awaited, name)))
    return;

  if (tactus_ctl_printer_is_json (printer))
    tactus_ctl_printer_object (printer, g_steal_pointer (&owned));
  else
    tactus_ctl_printer_line (printer, "%s  %s", time, text);
  tactus_ctl_watch_count (events->watch);
  if (awaited && !tactus_ctl_watch_is_over (events->watch))
    tactus_ctl_watch_finish (events->watch);
}

static void
event_cb (TactusBand        *band,
          const TactusEvent *event,
          gpointer           user_data)
{
  const char *name = tactus_event_kind_to_name (event->kind);
  g_autofree char *text = NULL;

  if (event->kind == TACTUS_EVENT_UNKNOWN)
    text = g_strdup_printf ("%s 0x%02x", name, event->code);
  else if (event->kind == TACTUS_EVENT_MTU)
    text = g_strdup_printf ("%s %u", name, event->value);

  show (user_data, name, tactus_ctl_json_event (event), text ? text : name);
}

static void
show_steps (Events            *events,
            const TactusSteps *steps)
{
  g_autofree char *text = tactus_ctl_steps_to_text (steps);
  g_autofree char *line = g_strdup_printf (STEPS " %s", text);

  show (events, STEPS, tactus_ctl_json_steps (STEPS, steps), line);
}

static void
steps_cb (TactusBand        *band,
          const TactusSteps *steps,
          gpointer           user_data)
{
  show_steps (user_data, steps);
}

/* Level and charger come with one record, but are two properties. */
static void
show_battery (Events *events)
{
  int level = tactus_band_get_battery_level (events->band);
  gboolean charging = tactus_band_get_charging (events->band);
  g_autofree char *line = NULL;

  if (level < 0 || (level == events->level && charging == events->charging))
    return;

  events->level = level;
  events->charging = charging;
  /* Translators: the name of an event, as it is (“battery”), then its level */
  line = charging ? g_strdup_printf (_("%s %d %%, charging"), BATTERY, level)
                  : g_strdup_printf (_("%s %d %%"), BATTERY, level);
  show (events, BATTERY, tactus_ctl_json_battery (BATTERY, level, charging), line);
}

static gboolean
battery_cb (gpointer user_data)
{
  Events *events = user_data;

  events->battery_id = 0;
  show_battery (events);
  return G_SOURCE_REMOVE;
}

static void
battery_changed_cb (TactusBand *band,
                    GParamSpec *pspec,
                    gpointer    user_data)
{
  Events *events = user_data;

  if (!events->battery_id)
    events->battery_id = g_idle_add (battery_cb, events);
}

static void
show_known (Events *events)
{
  const TactusSteps *steps = tactus_band_get_steps (events->band);

  if (steps)
    show_steps (events, steps);
  show_battery (events);
}

static gboolean
tells_anything (TactusBand *band)
{
  return tactus_band_can (band, TACTUS_ABILITY_EVENTS) ||
         tactus_band_can (band, TACTUS_ABILITY_STEPS) ||
         tactus_band_can (band, TACTUS_ABILITY_BATTERY);
}

/* Only what no record of this band's could ever bring. */
static gboolean
can_bring (TactusBand *band,
           const char *name)
{
  if (g_str_equal (name, STEPS))
    return tactus_band_can (band, TACTUS_ABILITY_STEPS);
  if (g_str_equal (name, BATTERY))
    return tactus_band_can (band, TACTUS_ABILITY_BATTERY);

  return tactus_band_can (band, TACTUS_ABILITY_EVENTS);
}

static void
start (TactusCtlProgram *program)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);
  const TactusCtlWatchKind kind = {
    .done = tactus_ctl_program_finish,
    .awaited = options->wait,
  };
  Events *events = g_new0 (Events, 1);

  tactus_ctl_program_own (program, events, (GDestroyNotify) events_free);
  events->program = program;
  events->band = g_object_ref (tactus_ctl_program_get_band (program));
  events->level = options->wait ? tactus_band_get_battery_level (events->band) : -1;
  events->charging = tactus_band_get_charging (events->band);
  events->watch = tactus_ctl_watch (program, options->duration_ms, &kind);

  g_signal_connect (events->band, "event", G_CALLBACK (event_cb), events);
  g_signal_connect (events->band, "steps", G_CALLBACK (steps_cb), events);
  g_signal_connect (events->band, "notify::battery-level", G_CALLBACK (battery_changed_cb), events);
  g_signal_connect (events->band, "notify::charging", G_CALLBACK (battery_changed_cb), events);
  if (!options->wait)
    show_known (events);
}

static void
connected (TactusCtlProgram *program)
{
  const char *awaited = tactus_ctl_program_get_options (program)->wait;
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);
  TactusBand *band = tactus_ctl_program_get_band (program);

  if (!tells_anything (band) || (awaited && !can_bring (band, awaited)))
    {
      tactus_ctl_program_end_unable (program, "tell of such events");
      return;
    }

  if (awaited)
    tactus_ctl_printer_progress (printer, _("Waiting for “%s”…"), awaited);
  else
    tactus_ctl_printer_progress (printer, _("Listening to %s; Ctrl+C ends it…"),
                                 tactus_band_get_name (band));
  start (program);
}

static char *
list_names (void)
{
  g_autoptr(GString) names = g_string_new (STEPS ", " BATTERY);

  for (guint i = TACTUS_EVENT_UNKNOWN; i <= TACTUS_EVENT_CHARGED; i++)
    g_string_append_printf (names, ", %s", tactus_event_kind_to_name ((TactusEventKind) i));

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static gboolean
is_name (const char *text)
{
  for (guint i = TACTUS_EVENT_UNKNOWN; i <= TACTUS_EVENT_CHARGED; i++)
    {
      if (g_str_equal (tactus_event_kind_to_name ((TactusEventKind) i), text))
        return TRUE;
    }

  return g_str_equal (text, STEPS) || g_str_equal (text, BATTERY);
}

void
tactus_ctl_events (TactusCtlProgram *program)
{
  const char *awaited = tactus_ctl_program_get_options (program)->wait;
  g_autofree char *names = NULL;

  if (!awaited || is_name (awaited))
    {
      tactus_ctl_with_band (program, connected);
      return;
    }

  names = list_names ();
  tactus_ctl_program_fail (program, _("--wait wants one of %s"), names);
}
