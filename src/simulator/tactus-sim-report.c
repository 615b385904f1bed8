/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-report.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

/* Events with a number, and what it is called. */
static const struct {
  TactusSimEvent  event;
  const char     *name;
} numbers[] = {
  { TACTUS_SIM_EVENT_HEART_RATE, "bpm" },
  { TACTUS_SIM_EVENT_REFUSED, "step" },
  { TACTUS_SIM_EVENT_ALERT, "level" },
  { TACTUS_SIM_EVENT_TEXT, "category" },
  { TACTUS_SIM_EVENT_ALARM_SET, "slot" },
  { TACTUS_SIM_EVENT_FORGOT, "minutes" },
};

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static JsonBuilder *
begin (const char *event)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "event", event);

  return builder;
}

static void
print (JsonBuilder   *builder,
       TactusSimBand *band)
{
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *text = NULL;

  add_string (builder, "address", tactus_sim_band_get_address (band));
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);

  /* Whoever reads it reads along. */
  puts (text);
  fflush (stdout);
}

void
tactus_sim_report_ready (TactusSimBand *band)
{
  g_autoptr(JsonBuilder) builder = begin ("ready");

  add_string (builder, "model", tactus_sim_band_get_model (band)->id);
  add_string (builder, "name", tactus_sim_band_get_name (band));
  print (builder, band);
}

static void
happened_cb (TactusSimBand *band,
             int            event,
             int            value)
{
  g_autoptr(JsonBuilder) builder = begin (tactus_sim_event_to_text ((TactusSimEvent) event));

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if ((int) numbers[i].event == event)
      {
        json_builder_set_member_name (builder, numbers[i].name);
        json_builder_add_int_value (builder, value);
      }

  if (tactus_sim_band_get_words (band))
    add_string (builder, "words", tactus_sim_band_get_words (band));

  print (builder, band);
}

void
tactus_sim_report_follow (TactusSimBand *band)
{
  g_signal_connect (band, "happened", G_CALLBACK (happened_cb), NULL);
}
