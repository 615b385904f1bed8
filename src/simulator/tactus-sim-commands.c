/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-commands.h"

#include <string.h>

#include "tactus-sim-driver.h"

struct _TactusSimCommands {
  GPtrArray             *bands;       /* (owned) (element-type TactusSimBand) */
  GDataInputStream      *lines;       /* (owned) (nullable) */
  GCancellable          *cancellable; /* (owned) */
  TactusSimCommandsQuit  quit;
  gpointer               user_data;
};

typedef gboolean (*Command) (TactusSimBand *band,
                             const char    *argument);

static gboolean
run_tap (TactusSimBand *band,
         const char    *argument)
{
  tactus_sim_band_tap (band, tactus_sim_driver_now ());

  return argument == NULL;
}

static gboolean
run_decline (TactusSimBand *band,
             const char    *argument)
{
  tactus_sim_band_decline (band, tactus_sim_driver_now ());

  return argument == NULL;
}

static gboolean
run_vanish (TactusSimBand *band,
            const char    *argument)
{
  tactus_sim_band_vanish (band, tactus_sim_driver_now ());

  return argument == NULL;
}

static gboolean
run_return (TactusSimBand *band,
            const char    *argument)
{
  tactus_sim_band_come_back (band);

  return argument == NULL;
}

static gboolean
run_rate (TactusSimBand *band,
          const char    *argument)
{
  guint64 rate;

  if (g_strcmp0 (argument, "auto") == 0)
    {
      tactus_sim_band_set_rate (band, -1);
      return TRUE;
    }
  if (!argument || !g_ascii_string_to_unsigned (argument, 10, 0, G_MAXUINT16, &rate, NULL))
    return FALSE;

  tactus_sim_band_set_rate (band, (int) rate);

  return TRUE;
}

static gboolean
run_worn (TactusSimBand *band,
          const char    *argument)
{
  gboolean yes = g_strcmp0 (argument, "yes") == 0;

  if (!yes && g_strcmp0 (argument, "no") != 0)
    return FALSE;

  tactus_sim_band_set_worn (band, yes, tactus_sim_driver_now ());

  return TRUE;
}

static gboolean
run_battery (TactusSimBand *band,
             const char    *argument)
{
  guint64 level;

  if (!argument || !g_ascii_string_to_unsigned (argument, 10, 0, 255, &level, NULL))
    return FALSE;

  tactus_sim_band_set_battery (band, (guint) level, tactus_sim_driver_now ());

  return TRUE;
}

static gboolean
run_charging (TactusSimBand *band,
              const char    *argument)
{
  gboolean yes = g_strcmp0 (argument, "yes") == 0;

  if (!yes && g_strcmp0 (argument, "no") != 0)
    return FALSE;

  tactus_sim_band_set_charging (band, yes, tactus_sim_driver_now ());

  return TRUE;
}

static gboolean
run_steps (TactusSimBand *band,
           const char    *argument)
{
  guint64 steps;

  if (!argument || !g_ascii_string_to_unsigned (argument, 10, 0, G_MAXUINT32, &steps, NULL))
    return FALSE;

  tactus_sim_band_set_steps (band, (guint) steps, tactus_sim_driver_now ());

  return TRUE;
}

static gboolean
run_event (TactusSimBand *band,
           const char    *argument)
{
  guint8 data[20];
  gsize size = argument ? strlen (argument) / 2 : 0;

  if (size < 1 || size > sizeof data || strlen (argument) % 2 != 0)
    return FALSE;

  for (gsize i = 0; i < size; i++)
    {
      int high = g_ascii_xdigit_value (argument[2 * i]);
      int low = g_ascii_xdigit_value (argument[2 * i + 1]);

      if (high < 0 || low < 0)
        return FALSE;
      data[i] = (guint8) (high << 4 | low);
    }
  tactus_sim_band_event (band, data, size, tactus_sim_driver_now ());

  return TRUE;
}

static const struct {
  const char *name;
  Command     run;
} commands[] = {
  { "tap", run_tap },
  { "decline", run_decline },
  { "vanish", run_vanish },
  { "return", run_return },
  { "rate", run_rate },
  { "worn", run_worn },
  { "battery", run_battery },
  { "charging", run_charging },
  { "steps", run_steps },
  { "event", run_event },
};

const char *
tactus_sim_commands_get_help (void)
{
  return "  tap           touch the band: says yes to the prompt\n"
         "  decline       says no to the prompt\n"
         "  vanish        out of range at once\n"
         "  return        in range again\n"
         "  rate BPM      that heart rate from now on; auto: as before\n"
         "  worn yes|no   on the wrist or on the table\n"
         "  battery N     per cent\n"
         "  charging yes|no\n"
         "  steps N       walked so far today\n"
         "  event HEX     what it says of its own accord: 08 looks for the phone\n"
         "  quit\n";
}

static TactusSimBand *
find_band (TactusSimCommands *self,
           const char        *address)
{
  for (guint i = 0; i < self->bands->len; i++)
    {
      TactusSimBand *band = g_ptr_array_index (self->bands, i);

      if (g_ascii_strcasecmp (tactus_sim_band_get_address (band), address) == 0)
        return band;
    }

  return NULL;
}

static const char *
run_words (TactusSimCommands  *self,
           TactusSimBand      *band,
           char              **words)
{
  if (!words[0])
    return "a command is missing";
  if (g_strv_length (words) > 2)
    return "too many words";

  if (g_str_equal (words[0], "quit"))
    {
      self->quit (self->user_data);
      return NULL;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, words[0]))
      return commands[i].run (band, words[1]) ? NULL : "not a value for this command";

  return "no such command";
}

const char *
tactus_sim_commands_run (TactusSimCommands *self,
                         const char        *line)
{
  g_autofree char *text = g_strstrip (g_strdup (line));
  g_auto(GStrv) words = g_strsplit_set (text, " \t", -1);
  TactusSimBand *band;

  if (text[0] == '\0')
    return NULL;
  if (!strchr (words[0], ':'))
    return run_words (self, g_ptr_array_index (self->bands, 0), words);

  band = find_band (self, words[0]);

  return band ? run_words (self, band, words + 1) : "no band has this address";
}

static void
line_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  TactusSimCommands *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source),
                                                                result, NULL, &error);
  const char *problem;

  /* The end, an error, or cancelled, and then there is no self. */
  if (!line)
    return;

  problem = tactus_sim_commands_run (self, line);
  if (problem)
    g_printerr ("%s: %s\n", line, problem);
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, self->cancellable, line_cb,
                                       self);
}

void
tactus_sim_commands_follow (TactusSimCommands *self,
                            GInputStream      *stream)
{
  g_return_if_fail (self->lines == NULL);

  self->lines = g_data_input_stream_new (stream);
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, self->cancellable, line_cb,
                                       self);
}

TactusSimCommands *
tactus_sim_commands_new (GPtrArray             *bands,
                         TactusSimCommandsQuit  quit,
                         gpointer               user_data)
{
  TactusSimCommands *self = g_new0 (TactusSimCommands, 1);

  self->bands = g_ptr_array_ref (bands);
  self->cancellable = g_cancellable_new ();
  self->quit = quit;
  self->user_data = user_data;

  return self;
}

void
tactus_sim_commands_free (TactusSimCommands *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_object (&self->lines);
  g_ptr_array_unref (self->bands);
  g_free (self);
}
