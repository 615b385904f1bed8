/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-syntax.h"

#include <glib/gi18n-lib.h>

#define BIT(command) (1u << TACTUS_CTL_COMMAND_##command)
#define EVERY_COMMAND (~0u)
#define HISTORY_COMMANDS (BIT (HISTORY) | BIT (EXPORT) | BIT (IMPORT))
#define RADIO_COMMANDS \
  (((1u << TACTUS_CTL_N_COMMANDS) - 1) & \
   ~(BIT (NONE) | BIT (DECODE) | BIT (DEMO) | HISTORY_COMMANDS))

const guint tactus_ctl_radio_commands = RADIO_COMMANDS;

const TactusCtlSyntax tactus_ctl_commands[TACTUS_CTL_N_COMMANDS] = {
  [TACTUS_CTL_COMMAND_LIST] = { "list", 0, 0, NULL,
    N_("Show the bands that are known and those nearby") },
  [TACTUS_CTL_COMMAND_PAIR] = { "pair", 1, 1, "BAND",
    N_("Pair a band: it asks for a tap, or wants its key") },
  [TACTUS_CTL_COMMAND_HEART_RATE] = { "heart-rate", 1, 1, "BAND",
    N_("Show the pulse until Ctrl+C, and record it in the history") },
  [TACTUS_CTL_COMMAND_INFO] = { "info", 1, 1, "BAND",
    N_("Show battery, firmware, serial number, time and steps") },
  [TACTUS_CTL_COMMAND_ALERT] = { "alert", 2, 2, "BAND message|call|vibrate|off",
    N_("Make the band vibrate or show a message or a call, or end that") },
  [TACTUS_CTL_COMMAND_FIND] = { "find", 1, 1, "BAND",
    N_("Make the band vibrate until Ctrl+C, to find it") },
  [TACTUS_CTL_COMMAND_EVENTS] = { "events", 1, 1, "BAND",
    N_("Show what the band tells by itself: its button, steps, charger … until Ctrl+C") },
  [TACTUS_CTL_COMMAND_SET_TIME] = { "set-time", 1, 1, "BAND",
    N_("Set the clock of the band, and show what it reads then") },
  [TACTUS_CTL_COMMAND_PROFILE] = { "profile", 1, 1, "BAND",
    N_("Tell the band who wears it, or show what it was told last") },
  [TACTUS_CTL_COMMAND_SETTINGS] = { "settings", 1, G_MAXUINT, "BAND [NAME[=VALUE]…]",
    N_("Change what the band keeps, or show what it was told last") },
  [TACTUS_CTL_COMMAND_ALARMS] = { "alarms", 1, 4, "BAND [SLOT HH:MM [DAYS]]",
    N_("Set an alarm, or show those that were set from here") },
  [TACTUS_CTL_COMMAND_RAW] = { "raw", 1, 1, "BAND",
    N_("Show what the light and motion sensors measure until Ctrl+C") },
  [TACTUS_CTL_COMMAND_SYNC] = { "sync", 1, 1, "BAND",
    N_("Fetch what the band recorded, minute by minute, into the database") },
  [TACTUS_CTL_COMMAND_ACTIVITY] = { "activity", 1, 1, "BAND",
    N_("Print what was fetched; needs no Bluetooth") },
  [TACTUS_CTL_COMMAND_HISTORY] = { "history", 0, G_MAXUINT, "[BAND | ACTION …]",
    N_("Show what was measured, name it, compare, delete; needs no Bluetooth") },
  [TACTUS_CTL_COMMAND_EXPORT] = { "export", 0, 1, "[BAND]",
    N_("Write what was measured as CSV, JSON lines or TCX; needs no Bluetooth") },
  [TACTUS_CTL_COMMAND_IMPORT] = { "import", 1, G_MAXUINT, "FILE…",
    N_("Take what Tactus or another program has written into the history; needs no Bluetooth") },
  [TACTUS_CTL_COMMAND_FORGET] = { "forget", 0, 1, "BAND",
    N_("Remove a band and its key from this computer") },
  [TACTUS_CTL_COMMAND_DECODE] = { "decode", 2, G_MAXUINT, "CHARACTERISTIC HEX",
    N_("Explain the bytes of one frame; needs no Bluetooth") },
  [TACTUS_CTL_COMMAND_DOCTOR] = { "doctor", 0, 1, "[BAND]",
    N_("Check all that Tactus needs, and a band, and say what to do about what is wrong") },
  [TACTUS_CTL_COMMAND_DEMO] = { "demo", 0, 0, NULL,
    N_("Pair a virtual band and draw its pulse; needs no Bluetooth") },
};

const TactusCtlOption tactus_ctl_option_table[TACTUS_CTL_N_OPTIONS] = {
  [TACTUS_CTL_OPTION_SCAN] = { "scan", 0, BIT (LIST), "SECONDS",
    N_("how long to look for bands, 0 to 60 (default: 5)") },
  [TACTUS_CTL_OPTION_KEY] = { "key", 0, BIT (PAIR), "HEX",
    N_("the band’s key; “-” reads it from standard input, where other users of this computer "
       "cannot see it") },
  [TACTUS_CTL_OPTION_PASSKEY] = { "passkey", 0, BIT (PAIR), "NUMBER",
    N_("the number that the device shows, or has printed on it") },
  [TACTUS_CTL_OPTION_ONCE] = { "once", 0, BIT (HEART_RATE), NULL, N_("measure once") },
  [TACTUS_CTL_OPTION_LISTEN] = { "listen", 0, BIT (HEART_RATE), NULL,
    N_("do not connect: take what a band that shares its pulse tells everybody; needs no key") },
  [TACTUS_CTL_OPTION_OUTPUT] = { "output", 0, BIT (HEART_RATE) | BIT (EXPORT), "FILE",
    N_("append “time,bpm,state” lines to this file as well") },
  [TACTUS_CTL_OPTION_NO_RECORD] = { "no-record", 0, BIT (HEART_RATE), NULL,
    N_("leave no trace in the history") },
  [TACTUS_CTL_OPTION_TITLE] = { "title", 0, BIT (ALERT), "TEXT",
    N_("who sends the message, or calls") },
  [TACTUS_CTL_OPTION_TEXT] = { "text", 0, BIT (ALERT), "TEXT", N_("the message") },
  [TACTUS_CTL_OPTION_WAIT] = { "wait", 0, BIT (EVENTS), "EVENT",
    N_("end at the first event of this name, such as “button”") },
  [TACTUS_CTL_OPTION_DURATION] = { "duration", 0,
    BIT (HEART_RATE) | BIT (ALERT) | BIT (FIND) | BIT (EVENTS) | BIT (RAW) | BIT (DEMO),
    "SECONDS", N_("end after so long") },
  [TACTUS_CTL_OPTION_TIME] = { "time", 0, BIT (SET_TIME), "TIME",
    N_("such as 2026-03-01T07:05:00+01:00 (default: now, here)") },
  [TACTUS_CTL_OPTION_BORN] = { "born", 0, BIT (PROFILE), "DATE",
    N_("date of birth, such as 1984-05-17") },
  [TACTUS_CTL_OPTION_SEX] = { "sex", 0, BIT (PROFILE), "SEX", N_("male, female or other") },
  [TACTUS_CTL_OPTION_HEIGHT] = { "height", 0, BIT (PROFILE), "CM", N_("in centimetres") },
  [TACTUS_CTL_OPTION_WEIGHT] = { "weight", 0, BIT (PROFILE), "KG", N_("in kilograms") },
  [TACTUS_CTL_OPTION_GOAL] = { "goal", 0, BIT (PROFILE), "STEPS", N_("steps a day") },
  [TACTUS_CTL_OPTION_NO_SNOOZE] = { "no-snooze", 0, BIT (ALARMS), NULL,
    N_("the alarm cannot be put off") },
  [TACTUS_CTL_OPTION_SMART] = { "smart", 0, BIT (ALARMS), NULL,
    N_("it may ring up to 30 minutes earlier, in light sleep (Mi Band 1)") },
  [TACTUS_CTL_OPTION_DISABLED] = { "disabled", 0, BIT (ALARMS), NULL,
    N_("keep the alarm on the band, switched off") },
  [TACTUS_CTL_OPTION_DELETE] = { "delete", 0, BIT (ALARMS), "SLOT",
    N_("remove the alarm of this slot") },
  [TACTUS_CTL_OPTION_SINCE] = { "since", 0, BIT (SYNC), "TIME",
    N_("fetch from this time on (default: what is not in the database yet)") },
  [TACTUS_CTL_OPTION_FROM] = { "from", 0, BIT (ACTIVITY) | BIT (HISTORY) | BIT (EXPORT),
    "TIME",
    N_("nothing before this time; a day such as 2026-03-01, or with a time of day") },
  [TACTUS_CTL_OPTION_TO] = { "to", 0, BIT (ACTIVITY) | BIT (HISTORY) | BIT (EXPORT), "TIME",
    N_("nothing from this time on") },
  [TACTUS_CTL_OPTION_FORMAT] = { "format", 0, BIT (ACTIVITY) | BIT (EXPORT), "FORMAT",
    N_("csv (default) or json") },
  [TACTUS_CTL_OPTION_SESSION] = { "session", 0, BIT (EXPORT), "ID",
    N_("this session alone; “tactusctl history” shows the ids") },
  [TACTUS_CTL_OPTION_SEARCH] = { "search", 0, BIT (HISTORY), "TEXT",
    N_("sessions with this in their title, note or markers") },
  [TACTUS_CTL_OPTION_DAYS] = { "days", 0, BIT (HISTORY), NULL,
    N_("one line a day, not one a session") },
  [TACTUS_CTL_OPTION_LIMIT] = { "limit", 0, BIT (HISTORY), "NUMBER",
    N_("so many lines at most, the newest (default: 20; 0: all)") },
  [TACTUS_CTL_OPTION_MAX_RATE] = { "max-rate", 0, BIT (HISTORY), "BPM",
    N_("your maximum heart rate, from which the zones follow (default: as set in the app)") },
  [TACTUS_CTL_OPTION_AGE] = { "age", 0, BIT (HISTORY), "YEARS",
    N_("your age, from which a maximum follows") },
  [TACTUS_CTL_OPTION_BAND] = { "band", 0, BIT (IMPORT), "ADDRESS",
    N_("the band that measured, for files that do not tell") },
  [TACTUS_CTL_OPTION_DATABASE] = { "database", 0,
    BIT (HEART_RATE) | BIT (SYNC) | BIT (ACTIVITY) | BIT (FORGET) | BIT (DOCTOR) |
    HISTORY_COMMANDS,
    "FILE",
    N_("use this database, not that of the app") },
  [TACTUS_CTL_OPTION_ACTIVITY] = { "activity", 0, BIT (FORGET), NULL,
    N_("delete all sessions and the recorded activity of the band, too, for good") },
  [TACTUS_CTL_OPTION_EVERYTHING] = { "everything", 0, BIT (FORGET), NULL,
    N_("delete all bands, keys and settings, and the whole history, for good") },
  [TACTUS_CTL_OPTION_YES] = { "yes", 'y', BIT (FORGET) | BIT (PAIR) | BIT (HISTORY), NULL,
    N_("do not ask, the answer is yes") },
  [TACTUS_CTL_OPTION_MODEL] = { "model", 0, BIT (DECODE), "MODEL",
    N_("the model that the frame belongs to, such as mi-band-3") },
  [TACTUS_CTL_OPTION_BUS] = { "bus", 0, RADIO_COMMANDS, "ADDRESS",
    N_("the bus where org.bluez lives (default: the system bus)") },
  [TACTUS_CTL_OPTION_ADAPTER] = { "adapter", 0, RADIO_COMMANDS, "ADDRESS",
    N_("the Bluetooth adapter to use") },
  [TACTUS_CTL_OPTION_KEY_FILE] = { "key-file", 0, RADIO_COMMANDS, "FILE",
    N_("keep keys in this file, for machines without a keyring") },
  [TACTUS_CTL_OPTION_TIMEOUT] = { "timeout", 0, RADIO_COMMANDS, "SECONDS",
    N_("give up when connecting, or waiting for an event, takes longer") },
  [TACTUS_CTL_OPTION_TRACE] = { "trace", 0, RADIO_COMMANDS, "FILE",
    N_("write what is said to the band and by it into this new file, for a report; no key is in "
       "it") },
  [TACTUS_CTL_OPTION_JSON] = { "json", 0, EVERY_COMMAND, NULL,
    N_("print one JSON object a line") },
  [TACTUS_CTL_OPTION_VERBOSE] = { "verbose", 'v', EVERY_COMMAND, NULL,
    N_("tell more on standard error") },
  [TACTUS_CTL_OPTION_HELP] = { "help", 'h', EVERY_COMMAND, NULL, N_("show this help") },
  [TACTUS_CTL_OPTION_VERSION] = { "version", 0, EVERY_COMMAND, NULL, N_("show the version") },
};

#define OPTION(name) TACTUS_CTL_OPTION_##name
#define ZONES OPTION (MAX_RATE), OPTION (AGE)

const TactusCtlActionSyntax tactus_ctl_actions[TACTUS_CTL_N_ACTIONS] = {
  [TACTUS_CTL_ACTION_LIST] = { { NULL, 0, 1, "[BAND]", N_("List the sessions, the newest first") },
    { OPTION (FROM), OPTION (TO), OPTION (SEARCH), OPTION (DAYS), OPTION (LIMIT), ZONES }, 7 },
  [TACTUS_CTL_ACTION_SHOW] = { { "show", 1, 1, "ID",
    N_("Show everything of a session, and draw it") }, { ZONES }, 2 },
  [TACTUS_CTL_ACTION_COMPARE] = { { "compare", 2, 2, "ID ID",
    N_("Show two sessions side by side") }, { ZONES }, 2 },
  [TACTUS_CTL_ACTION_RENAME] = { { "rename", 2, G_MAXUINT, "ID TITLE",
    N_("Give a session a title; an empty one removes it") }, { 0 }, 0 },
  [TACTUS_CTL_ACTION_NOTE] = { { "note", 2, G_MAXUINT, "ID TEXT",
    N_("Write a note; an empty one removes it") }, { 0 }, 0 },
  [TACTUS_CTL_ACTION_MARK] = { { "mark", 2, G_MAXUINT, "ID TIME [TEXT]",
    N_("Mark a moment: a time, or a time of day within the session") }, { 0 }, 0 },
  [TACTUS_CTL_ACTION_UNMARK] = { { "unmark", 2, 2, "ID MARKER",
    N_("Remove a marker, by the number that “show” tells") }, { 0 }, 0 },
  [TACTUS_CTL_ACTION_DELETE] = { { "delete", 1, G_MAXUINT, "ID…",
    N_("Delete sessions; “restore” brings them back") }, { OPTION (YES) }, 1 },
  [TACTUS_CTL_ACTION_RESTORE] = { { "restore", 1, G_MAXUINT, "ID…",
    N_("Bring deleted sessions back") }, { 0 }, 0 },
  [TACTUS_CTL_ACTION_PURGE] = { { "purge", 0, 0, NULL,
    N_("Remove for good what was deleted") }, { OPTION (YES) }, 1 },
};

TactusCtlAction
tactus_ctl_action_for_name (const char *name)
{
  for (guint i = TACTUS_CTL_ACTION_LIST + 1; i < TACTUS_CTL_N_ACTIONS; i++)
    {
      if (g_strcmp0 (tactus_ctl_actions[i].syntax.name, name) == 0)
        return (TactusCtlAction) i;
    }

  return TACTUS_CTL_ACTION_LIST;
}

gboolean
tactus_ctl_action_has_option (TactusCtlAction   action,
                              TactusCtlOptionId option)
{
  const TactusCtlActionSyntax *syntax = &tactus_ctl_actions[action];

  for (guint i = 0; i < syntax->n_options; i++)
    {
      if (syntax->options[i] == option)
        return TRUE;
    }

  return FALSE;
}

/* What an option means to one command alone, where that differs. */
static const struct {
  TactusCtlOptionId option;
  TactusCtlCommand command;
  const char *summary;
} exceptions[] = {
  { TACTUS_CTL_OPTION_OUTPUT, TACTUS_CTL_COMMAND_EXPORT,
    N_("replace this file, once all is written (default: standard output)") },
  { TACTUS_CTL_OPTION_FORMAT, TACTUS_CTL_COMMAND_EXPORT,
    N_("csv, jsonl or tcx (default: as the file is named, else csv)") },
  { TACTUS_CTL_OPTION_JSON, TACTUS_CTL_COMMAND_EXPORT,
    N_("without --output the same as --format jsonl; with it, print what was written as JSON") },
};

TactusCtlCommand
tactus_ctl_command_for_name (const char *name)
{
  for (guint i = 0; i < TACTUS_CTL_N_COMMANDS; i++)
    {
      if (g_strcmp0 (tactus_ctl_commands[i].name, name) == 0)
        return (TactusCtlCommand) i;
    }

  return TACTUS_CTL_COMMAND_NONE;
}

/* ── help ── */

static void
append_row (GString    *text,
            const char *left,
            int         width,
            const char *right)
{
  int used = g_utf8_strlen (left, -1);

  if (used > width)
    g_string_append_printf (text, "  %s\n  %*s  %s\n", left, width, "", right);
  else
    g_string_append_printf (text, "  %s%*s  %s\n", left, width - used, "", right);
}

static char *
describe_option (const TactusCtlOption *option)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (option->letter)
    g_string_append_printf (text, "-%c, ", option->letter);
  g_string_append_printf (text, "--%s", option->name);
  if (option->value)
    g_string_append_printf (text, " %s", option->value);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
get_summary (TactusCtlOptionId option,
             guint             mask)
{
  for (guint i = 0; i < G_N_ELEMENTS (exceptions); i++)
    {
      if (exceptions[i].option == option && mask == 1u << exceptions[i].command)
        return exceptions[i].summary;
    }

  return tactus_ctl_option_table[option].summary;
}

/* Those that every command of @mask has. */
static void
append_options (GString *text,
                guint    mask)
{
  for (guint i = 0; i < TACTUS_CTL_N_OPTIONS; i++)
    {
      const TactusCtlOption *option = &tactus_ctl_option_table[i];
      g_autofree char *left = NULL;

      if ((option->commands & mask) != mask)
        continue;
      left = describe_option (option);
      append_row (text, left, 20, _(get_summary ((TactusCtlOptionId) i, mask)));
    }
}

static void
append_commands (GString *text)
{
  for (guint i = TACTUS_CTL_COMMAND_NONE + 1; i < TACTUS_CTL_N_COMMANDS; i++)
    {
      const TactusCtlSyntax *command = &tactus_ctl_commands[i];
      g_autofree char *left = command->operands
        ? g_strdup_printf ("%s %s", command->name, command->operands)
        : g_strdup (command->name);

      append_row (text, left, 26, _(command->summary));
    }
}

static void
append_actions (GString *text)
{
  g_string_append_printf (text, "%s\n", _("Actions:"));
  for (guint i = TACTUS_CTL_ACTION_LIST + 1; i < TACTUS_CTL_N_ACTIONS; i++)
    {
      const TactusCtlSyntax *action = &tactus_ctl_actions[i].syntax;
      g_autofree char *left = g_strjoin (" ", action->name, action->operands, NULL);

      append_row (text, left, 20, _(action->summary));
    }
  g_string_append_printf (text, "\n%s\n\n",
                          _("Without one it lists the sessions, of BAND or of all, the newest "
                            "first."));
}

static char *
get_overview (void)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n\n", _("Usage: tactusctl COMMAND [ARGUMENT…] [OPTION…]"));
  g_string_append_printf (text, "%s\n\n", _("Your Mi Band in the terminal."));
  g_string_append_printf (text, "%s\n", _("Commands:"));
  append_commands (text);
  g_string_append_printf (text, "\n%s\n\n%s\n",
                          _("BAND is an address, or a part of a name that only one band has."),
                          _("Options:"));
  append_options (text, RADIO_COMMANDS);
  g_string_append_printf (text, "\n%s\n",
                          _("“tactusctl COMMAND --help” shows the options of a command.\n"
                            "Exit status: 0 done, 1 failed, 2 wrong usage."));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
tactus_ctl_get_help (TactusCtlCommand command)
{
  const TactusCtlSyntax *syntax = &tactus_ctl_commands[command];
  g_autoptr(GString) text = NULL;

  if (!syntax->name)
    return get_overview ();

  text = g_string_new (NULL);
  g_string_append_printf (text, "%s tactusctl %s", _("Usage:"), syntax->name);
  if (syntax->operands)
    g_string_append_printf (text, " %s", syntax->operands);
  g_string_append_printf (text, " %s\n\n%s.\n\n", _("[OPTION…]"), _(syntax->summary));
  if (command == TACTUS_CTL_COMMAND_HISTORY)
    append_actions (text);
  g_string_append_printf (text, "%s\n", _("Options:"));
  append_options (text, 1u << command);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
