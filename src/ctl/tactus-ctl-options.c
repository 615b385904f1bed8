/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-options.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tactus-key.h"

#define BIT(command) (1u << TACTUS_CTL_COMMAND_##command)
#define EVERY_COMMAND (~0u)
#define RADIO_COMMANDS (BIT (LIST) | BIT (PAIR) | BIT (HEART_RATE) | BIT (INFO) | BIT (FORGET))

/* A frame of 512 bytes with a space and a `0x` before each byte, twice over. */
#define MAX_HEX 8192

typedef struct {
  TactusCtlCommand command;
  const char      *name;
  guint            min_operands;
  guint            max_operands;
  const char      *operands;
  const char      *summary;
} Command;

static const Command commands[] = {
  { TACTUS_CTL_COMMAND_LIST, "list", 0, 0, NULL,
    N_("Show the bands that are known and those nearby") },
  { TACTUS_CTL_COMMAND_PAIR, "pair", 1, 1, "BAND",
    N_("Pair a band: it asks for a tap, or wants its key") },
  { TACTUS_CTL_COMMAND_HEART_RATE, "heart-rate", 1, 1, "BAND",
    N_("Show the pulse until Ctrl+C") },
  { TACTUS_CTL_COMMAND_INFO, "info", 1, 1, "BAND",
    N_("Show battery, firmware, serial number, time and steps") },
  { TACTUS_CTL_COMMAND_FORGET, "forget", 1, 1, "BAND",
    N_("Remove a band and its key from this computer") },
  { TACTUS_CTL_COMMAND_DECODE, "decode", 2, G_MAXUINT, "CHARACTERISTIC HEX",
    N_("Explain the bytes of one frame; needs no Bluetooth") },
  { TACTUS_CTL_COMMAND_DEMO, "demo", 0, 0, NULL,
    N_("Pair a virtual band and draw its pulse; needs no Bluetooth") },
};

typedef struct {
  const char *name;
  char        letter;
  gboolean    is_text;  /* else a switch */
  gsize       offset;   /* in Raw */
  guint       commands; /* that have it */
  const char *value;
  const char *summary;
} Option;

/* As typed. */
typedef struct {
  gboolean help, version, json, verbose, once, yes;
  char    *bus, *adapter, *key_file, *timeout, *scan, *key, *duration, *model;
  char   **operands;
} Raw;

#define SWITCH(name, letter, field, commands, summary) \
  { name, letter, FALSE, G_STRUCT_OFFSET (Raw, field), commands, NULL, summary }
#define TEXT(name, field, commands, value, summary) \
  { name, 0, TRUE, G_STRUCT_OFFSET (Raw, field), commands, value, summary }

static const Option options[] = {
  TEXT ("scan", scan, BIT (LIST), N_("SECONDS"),
        N_("how long to look for bands, 0 to 60 (default: 5)")),
  TEXT ("key", key, BIT (PAIR), N_("HEX"),
        N_("the band’s key; “-” reads it from standard input, where other users of this computer "
           "cannot see it")),
  SWITCH ("once", 0, once, BIT (HEART_RATE), N_("measure once")),
  TEXT ("duration", duration, BIT (HEART_RATE) | BIT (DEMO), N_("SECONDS"),
        N_("how long to measure")),
  SWITCH ("yes", 'y', yes, BIT (FORGET), N_("do not ask")),
  TEXT ("model", model, BIT (DECODE), N_("MODEL"),
        N_("the model that the frame belongs to, such as mi-band-3")),
  TEXT ("bus", bus, RADIO_COMMANDS, N_("ADDRESS"),
        N_("the bus where org.bluez lives (default: the system bus)")),
  TEXT ("adapter", adapter, RADIO_COMMANDS, N_("ADDRESS"), N_("the Bluetooth adapter to use")),
  TEXT ("key-file", key_file, RADIO_COMMANDS, N_("FILE"),
        N_("keep keys in this file, for machines without a keyring")),
  TEXT ("timeout", timeout, RADIO_COMMANDS, N_("SECONDS"),
        N_("give up when connecting takes longer")),
  SWITCH ("json", 0, json, EVERY_COMMAND, N_("print one JSON object a line")),
  SWITCH ("verbose", 'v', verbose, EVERY_COMMAND, N_("tell more on standard error")),
  SWITCH ("help", 'h', help, EVERY_COMMAND, N_("show this help")),
  SWITCH ("version", 0, version, EVERY_COMMAND, N_("show the version")),
};

static void
wipe (char **text)
{
  if (*text)
    explicit_bzero (*text, strlen (*text));
  g_clear_pointer (text, g_free);
}

static void
raw_clear (Raw *raw)
{
  g_free (raw->bus);
  g_free (raw->adapter);
  g_free (raw->key_file);
  g_free (raw->timeout);
  g_free (raw->scan);
  wipe (&raw->key);
  g_free (raw->duration);
  g_free (raw->model);
  /* Somebody may have typed the key where no key belongs. */
  for (guint i = 0; raw->operands && raw->operands[i]; i++)
    explicit_bzero (raw->operands[i], strlen (raw->operands[i]));
  g_strfreev (raw->operands);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Raw, raw_clear)

static const Command *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_equal (commands[i].name, name))
        return &commands[i];
    }

  return NULL;
}

static gboolean
is_given (const Raw    *raw,
          const Option *option)
{
  if (option->is_text)
    return G_STRUCT_MEMBER (char *, raw, option->offset) != NULL;

  return G_STRUCT_MEMBER (gboolean, raw, option->offset);
}

static GOptionContext *
create_context (Raw *raw)
{
  GOptionContext *context = g_option_context_new (NULL);
  GOptionEntry entries[G_N_ELEMENTS (options) + 2] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      entries[i].long_name = options[i].name;
      entries[i].short_name = options[i].letter;
      entries[i].arg = options[i].is_text ? G_OPTION_ARG_STRING : G_OPTION_ARG_NONE;
      entries[i].arg_data = G_STRUCT_MEMBER_P (raw, options[i].offset);
    }
  entries[G_N_ELEMENTS (options)].long_name = G_OPTION_REMAINING;
  entries[G_N_ELEMENTS (options)].arg = G_OPTION_ARG_STRING_ARRAY;
  entries[G_N_ELEMENTS (options)].arg_data = &raw->operands;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  return context;
}

/* The value of `--key` at @index, or in the word itself; NULL if there is none. */
static const char *
peek_key (const char * const *arguments,
          guint               index)
{
  if (index > 0 && g_str_equal (arguments[index - 1], "--key"))
    return arguments[index];
  if (g_str_has_prefix (arguments[index], "--key="))
    return arguments[index] + strlen ("--key=");

  return NULL;
}

/* GOption copies words about and does not wipe them, so it gets to see another one for the key. */
static char **
copy_without_key (const char * const  *arguments,
                  const char         **key)
{
  g_autoptr(GStrvBuilder) copy = g_strv_builder_new ();

  for (guint i = 0; arguments[i]; i++)
    {
      const char *value = peek_key (arguments, i);

      if (value)
        *key = value;
      g_strv_builder_add (copy, !value ? arguments[i] : value == arguments[i] ? "-" : "--key=-");
    }

  return g_strv_builder_end (copy);
}

static gboolean
read_raw (Raw                 *raw,
          const char * const  *arguments,
          GError             **error)
{
  g_autoptr(GOptionContext) context = create_context (raw);
  const char *key = NULL;
  g_auto(GStrv) copy = copy_without_key (arguments, &key);
  g_autoptr(GError) problem = NULL;

  if (!g_option_context_parse_strv (context, &copy, &problem))
    {
      g_set_error_literal (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE, problem->message);
      return FALSE;
    }

  if (raw->key)
    {
      g_free (raw->key);
      raw->key = g_strdup (key);
    }
  return TRUE;
}

/* @text: (nullable): absent leaves @value alone */
static gboolean
read_seconds (const char  *name,
              const char  *text,
              double       minimum,
              double       maximum,
              guint       *value,
              GError     **error)
{
  char *end = NULL;
  double seconds;

  if (!text)
    return TRUE;

  seconds = g_ascii_strtod (text, &end);
  /* Written so that a NaN fails. */
  if (end == text || *end || !(seconds >= minimum && seconds <= maximum))
    {
      g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                   _("--%s wants a number of seconds from %g to %g"), name, minimum, maximum);
      return FALSE;
    }

  *value = (guint) (seconds * 1000 + 0.5);
  return TRUE;
}

static gboolean
read_numbers (TactusCtlOptions  *self,
              const Raw         *raw,
              GError           **error)
{
  return read_seconds ("timeout", raw->timeout, 0.1, 3600, &self->timeout_ms, error) &&
         read_seconds ("scan", raw->scan, 0, 60, &self->scan_ms, error) &&
         read_seconds ("duration", raw->duration, 0.1, 604800, &self->duration_ms, error);
}

/* Such as a variable of a script that is not set.  Of an empty key there is more to say. */
static gboolean
is_empty (const Raw    *raw,
          const Option *option)
{
  const char *text = option->is_text ? G_STRUCT_MEMBER (char *, raw, option->offset) : NULL;

  return text && !*text && !g_str_equal (option->name, "key");
}

static gboolean
check_options (const Raw      *raw,
               const Command  *command,
               GError        **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      if (is_empty (raw, &options[i]))
        {
          g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                       _("The value of --%s is empty"), options[i].name);
          return FALSE;
        }
      if (!is_given (raw, &options[i]) || (options[i].commands & (1u << command->command)))
        continue;

      g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                   _("--%s is no option of “%s”; see “tactusctl %s --help”"),
                   options[i].name, command->name, command->name);
      return FALSE;
    }

  if (raw->once && raw->duration)
    {
      g_set_error_literal (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                           _("--once and --duration do not go together"));
      return FALSE;
    }

  return TRUE;
}

/* The arguments are not repeated: one of them may be a key in the wrong place. */
static gboolean
check_operands (const Command  *command,
                guint           n_operands,
                GError        **error)
{
  if (n_operands >= command->min_operands && n_operands <= command->max_operands)
    return TRUE;

  if (command->max_operands == 0)
    g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                 _("“%s” takes no arguments"), command->name);
  else if (n_operands < command->min_operands)
    g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                 _("“%s” wants %s"), command->name, command->operands);
  else
    g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                 _("“%s” wants one %s; a name with spaces needs quotes"),
                 command->name, command->operands);

  return FALSE;
}

/* No band has a name that reads like a key, and a key that was typed here must not be repeated. */
static gboolean
check_band (const char  *text,
            GError     **error)
{
  g_autoptr(TactusKey) key = NULL;

  if (!*text)
    {
      g_set_error_literal (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                           _("The name of the band is empty"));
      return FALSE;
    }

  key = tactus_key_new_from_text (text, NULL);
  if (key)
    g_set_error_literal (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                         _("That is a key, not a band; see “tactusctl pair --help” for --key"));
  return key == NULL;
}

static gboolean
take_operands (TactusCtlOptions  *self,
               char             **operands,
               GError           **error)
{
  if (self->command != TACTUS_CTL_COMMAND_DECODE)
    {
      self->band = g_strdup (operands[0]);
    }
  else
    {
      self->characteristic = g_strdup (operands[0]);
      self->hex = g_strjoinv (" ", operands + 1);
    }

  if (self->band && !g_utf8_validate (self->band, -1, NULL))
    {
      g_set_error_literal (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                           _("The name of the band is no valid text"));
      return FALSE;
    }
  if (self->band && !check_band (self->band, error))
    return FALSE;
  if (self->hex && strlen (self->hex) > MAX_HEX)
    {
      /* Longer than any frame: the explanation is of the part that could be one. */
      self->hex[MAX_HEX] = '\0';
    }

  return TRUE;
}

static gboolean
take_command (TactusCtlOptions  *self,
              const Raw         *raw,
              GError           **error)
{
  const Command *command;

  if (!raw->operands)
    {
      if (raw->help || raw->version)
        return TRUE;
      g_set_error_literal (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                           _("What is to be done? See “tactusctl --help” for the commands"));
      return FALSE;
    }

  command = find_command (raw->operands[0]);
  if (!command)
    {
      g_set_error_literal (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                           _("There is no such command; see “tactusctl --help”"));
      return FALSE;
    }

  self->command = command->command;
  if (raw->help || raw->version)
    return TRUE;

  return check_options (raw, command, error) &&
         check_operands (command, g_strv_length (raw->operands + 1), error) &&
         take_operands (self, raw->operands + 1, error);
}

gboolean
tactus_ctl_options_parse (TactusCtlOptions    *self,
                          const char * const  *arguments,
                          GError             **error)
{
  g_auto(Raw) raw = { 0 };

  *self = (TactusCtlOptions) { .scan_ms = TACTUS_CTL_SCAN_MS };
  /* Before anything can fail: it decides in which form we complain. */
  self->json = g_strv_contains (arguments, "--json");

  if (!read_raw (&raw, arguments, error))
    return FALSE;

  self->help = raw.help;
  self->version = raw.version;
  self->json = raw.json;
  self->verbose = raw.verbose;
  self->once = raw.once;
  self->yes = raw.yes;

  /* What is taken from @raw no longer counts as given, so first it is checked. */
  if (!take_command (self, &raw, error) || !read_numbers (self, &raw, error))
    return FALSE;

  self->bus = g_steal_pointer (&raw.bus);
  self->adapter = g_steal_pointer (&raw.adapter);
  self->key_file = g_steal_pointer (&raw.key_file);
  self->model = g_steal_pointer (&raw.model);
  self->key = g_steal_pointer (&raw.key);
  if (self->command == TACTUS_CTL_COMMAND_DEMO && self->duration_ms == 0)
    self->duration_ms = TACTUS_CTL_DEMO_MS;
  return TRUE;
}

void
tactus_ctl_options_wipe_key (TactusCtlOptions *self)
{
  wipe (&self->key);
}

void
tactus_ctl_options_clear (TactusCtlOptions *self)
{
  wipe (&self->key);
  g_clear_pointer (&self->bus, g_free);
  g_clear_pointer (&self->adapter, g_free);
  g_clear_pointer (&self->key_file, g_free);
  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->band, g_free);
  g_clear_pointer (&self->characteristic, g_free);
  g_clear_pointer (&self->hex, g_free);
}

void
tactus_ctl_options_hide_key (char **arguments)
{
  for (guint i = 0; arguments[i]; i++)
    {
      char *value = (char *) peek_key ((const char * const *) arguments, i);

      if (value && !g_str_equal (value, "-"))
        memset (value, '*', strlen (value));
    }
}

static void
append_row (GString    *text,
            const char *left,
            int         width,
            const char *right)
{
  int used = g_utf8_strlen (left, -1);

  g_string_append_printf (text, "  %s%*s  %s\n", left, MAX (0, width - used), "", right);
}

static char *
describe_option (const Option *option)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (option->letter)
    g_string_append_printf (text, "-%c, ", option->letter);
  g_string_append_printf (text, "--%s", option->name);
  if (option->value)
    g_string_append_printf (text, " %s", _(option->value));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Those that every command of @mask has. */
static void
append_options (GString *text,
                guint    mask)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autofree char *left = NULL;

      if ((options[i].commands & mask) != mask)
        continue;
      left = describe_option (&options[i]);
      append_row (text, left, 20, _(options[i].summary));
    }
}

static void
append_commands (GString *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const Command *command = &commands[i];
      g_autofree char *left = command->operands
        ? g_strdup_printf ("%s %s", command->name, command->operands)
        : g_strdup (command->name);

      append_row (text, left, 26, _(command->summary));
    }
}

static char *
get_overview (void)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n\n", _("Usage: tactusctl COMMAND [ARGUMENT…] [OPTION…]"));
  g_string_append_printf (text, "%s\n\n", _("The pulse of your Mi Band in the terminal."));
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

static const Command *
command_for_code (TactusCtlCommand code)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (commands[i].command == code)
        return &commands[i];
    }

  return NULL;
}

char *
tactus_ctl_options_get_help (TactusCtlCommand code)
{
  const Command *command = command_for_code (code);
  g_autoptr(GString) text = NULL;

  if (!command)
    return get_overview ();

  text = g_string_new (NULL);
  g_string_append_printf (text, "%s tactusctl %s", _("Usage:"), command->name);
  if (command->operands)
    g_string_append_printf (text, " %s", command->operands);
  g_string_append_printf (text, " %s\n\n%s.\n\n%s\n",
                          _("[OPTION…]"), _(command->summary), _("Options:"));
  append_options (text, 1u << code);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
