/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-options.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tactus-ctl-match.h"
#include "tactus-ctl-values.h"
#include "tactus-key.h"
#include "tactus-zones.h"

/* A frame of 512 bytes with a space and a `0x` before each byte, twice over. */
#define MAX_HEX 8192

#define MAX_PASSKEY 999999
#define MAX_SLOT 9
#define MAX_LIMIT 1000000
#define MIN_AGE 5
#define MAX_AGE 120

/* As typed. */
typedef struct {
  gboolean switches[TACTUS_CTL_N_OPTIONS];
  char *texts[TACTUS_CTL_N_OPTIONS];
  char **operands;
} Raw;

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
  wipe (&raw->texts[TACTUS_CTL_OPTION_KEY]);
  for (guint i = 0; i < TACTUS_CTL_N_OPTIONS; i++)
    g_free (raw->texts[i]);
  /* Somebody may have typed the key where no key belongs. */
  for (guint i = 0; raw->operands && raw->operands[i]; i++)
    explicit_bzero (raw->operands[i], strlen (raw->operands[i]));
  g_strfreev (raw->operands);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Raw, raw_clear)

/* A path is what the file system says, whatever the locale: a job of cron has none. */
static GOptionArg
get_kind (TactusCtlOptionId id)
{
  if (!tactus_ctl_option_table[id].value)
    return G_OPTION_ARG_NONE;
  if (id == TACTUS_CTL_OPTION_OUTPUT || id == TACTUS_CTL_OPTION_DATABASE ||
      id == TACTUS_CTL_OPTION_KEY_FILE)
    return G_OPTION_ARG_FILENAME;

  return G_OPTION_ARG_STRING;
}

static GOptionContext *
create_context (Raw *raw)
{
  GOptionContext *context = g_option_context_new (NULL);
  GOptionEntry entries[TACTUS_CTL_N_OPTIONS + 2] = { 0 };
  GOptionEntry *rest = &entries[TACTUS_CTL_N_OPTIONS];

  for (guint i = 0; i < TACTUS_CTL_N_OPTIONS; i++)
    {
      const TactusCtlOption *option = &tactus_ctl_option_table[i];

      entries[i].long_name = option->name;
      entries[i].short_name = option->letter;
      entries[i].arg = get_kind ((TactusCtlOptionId) i);
      entries[i].arg_data = option->value ? (gpointer) &raw->texts[i]
                                          : (gpointer) &raw->switches[i];
    }
  rest->long_name = G_OPTION_REMAINING;
  rest->arg = G_OPTION_ARG_FILENAME_ARRAY;
  rest->arg_data = &raw->operands;

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

  if (raw->texts[TACTUS_CTL_OPTION_KEY])
    {
      g_free (raw->texts[TACTUS_CTL_OPTION_KEY]);
      raw->texts[TACTUS_CTL_OPTION_KEY] = g_strdup (key);
    }
  return TRUE;
}

static gboolean
usage (GError     **error,
       const char  *message)
{
  g_set_error_literal (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE, message);
  return FALSE;
}

static gboolean
read_numbers (TactusCtlOptions  *self,
              char             **texts,
              GError           **error)
{
  return tactus_ctl_read_seconds ("timeout", texts[TACTUS_CTL_OPTION_TIMEOUT], 0.1, 3600,
                                  &self->timeout_ms, error) &&
         tactus_ctl_read_seconds ("scan", texts[TACTUS_CTL_OPTION_SCAN], 0, 60, &self->scan_ms,
                                  error) &&
         tactus_ctl_read_seconds ("duration", texts[TACTUS_CTL_OPTION_DURATION], 0.1, 604800,
                                  &self->duration_ms, error) &&
         tactus_ctl_read_number ("passkey", texts[TACTUS_CTL_OPTION_PASSKEY], 0, MAX_PASSKEY,
                                 &self->passkey, error) &&
         tactus_ctl_read_number ("delete", texts[TACTUS_CTL_OPTION_DELETE], 0, MAX_SLOT,
                                 &self->delete_slot, error) &&
         tactus_ctl_read_number ("limit", texts[TACTUS_CTL_OPTION_LIMIT], 0, MAX_LIMIT,
                                 &self->limit, error) &&
         tactus_ctl_read_number ("max-rate", texts[TACTUS_CTL_OPTION_MAX_RATE],
                                 TACTUS_ZONES_LOWEST_MAXIMUM, TACTUS_ZONES_HIGHEST_MAXIMUM,
                                 &self->max_rate, error) &&
         tactus_ctl_read_number ("age", texts[TACTUS_CTL_OPTION_AGE], MIN_AGE, MAX_AGE, &self->age,
                                 error) &&
         tactus_ctl_read_id (texts[TACTUS_CTL_OPTION_SESSION], &self->session, error);
}

static gboolean
check_range (TactusCtlOptions  *self,
             GError           **error)
{
  if (self->from && self->to && g_date_time_compare (self->from, self->to) >= 0)
    return usage (error, _("--from must be before --to"));

  return TRUE;
}

static gboolean
read_times (TactusCtlOptions  *self,
            char             **texts,
            GError           **error)
{
  return tactus_ctl_read_time ("time", texts[TACTUS_CTL_OPTION_TIME], &self->time, error) &&
         tactus_ctl_read_time ("since", texts[TACTUS_CTL_OPTION_SINCE], &self->since, error) &&
         tactus_ctl_read_time ("from", texts[TACTUS_CTL_OPTION_FROM], &self->from, error) &&
         tactus_ctl_read_time ("to", texts[TACTUS_CTL_OPTION_TO], &self->to, error) &&
         check_range (self, error);
}

/* Of a file: what standard output holds is another matter. */
static gboolean
read_file_format (TactusCtlOptions  *self,
                  const char        *text,
                  GError           **error)
{
  static const char * const formats[] = { "csv", "jsonl", "json", "tcx", NULL };

  if (text && !g_strv_contains (formats, text))
    return usage (error, _("--format wants csv, jsonl or tcx"));

  self->format = g_strdup (text);
  return TRUE;
}

static gboolean
read_format (TactusCtlOptions  *self,
             const char        *text,
             GError           **error)
{
  if (self->command == TACTUS_CTL_COMMAND_EXPORT)
    return read_file_format (self, text, error);
  if (!text || (g_str_equal (text, "csv") && !self->json))
    return TRUE;

  self->json = self->json || g_str_equal (text, "json");
  if (g_str_equal (text, "json"))
    return TRUE;

  g_set_error_literal (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                       _("--format wants csv or json, and --json means the latter"));
  return FALSE;
}

/* Such as a variable of a script that is not set.  Of an empty key there is more to say, and a
 * message may be without words. */
static gboolean
is_empty (const Raw         *raw,
          TactusCtlOptionId  id)
{
  return raw->texts[id] && !*raw->texts[id] && id != TACTUS_CTL_OPTION_KEY &&
         id != TACTUS_CTL_OPTION_TITLE && id != TACTUS_CTL_OPTION_TEXT;
}

static gboolean
check_option (const Raw         *raw,
              TactusCtlOptionId  id,
              TactusCtlCommand   command,
              GError           **error)
{
  const TactusCtlOption *option = &tactus_ctl_option_table[id];
  const char *name = tactus_ctl_commands[command].name;

  if (is_empty (raw, id))
    {
      g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                   _("The value of --%s is empty"), option->name);
      return FALSE;
    }
  if (raw->texts[id] && get_kind (id) != G_OPTION_ARG_FILENAME &&
      !g_utf8_validate (raw->texts[id], -1, NULL))
    {
      g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                   _("The value of --%s is no valid text"), option->name);
      return FALSE;
    }
  if (!(raw->texts[id] || raw->switches[id]) || (option->commands & (1u << command)))
    return TRUE;

  g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
               /* Translators: an option, a command, and the command again */
               _("--%s is no option of “%s”; see “tactusctl %s --help”"),
               option->name, name, name);
  return FALSE;
}

static gboolean
check_options (const Raw         *raw,
               TactusCtlCommand   command,
               GError           **error)
{
  for (guint i = 0; i < TACTUS_CTL_N_OPTIONS; i++)
    {
      if (!check_option (raw, (TactusCtlOptionId) i, command, error))
        return FALSE;
    }

  if (raw->switches[TACTUS_CTL_OPTION_ONCE] && raw->texts[TACTUS_CTL_OPTION_DURATION])
    return usage (error, _("--once and --duration do not go together"));

  return TRUE;
}

/* The arguments are not repeated: one of them may be a key in the wrong place. */
static gboolean
check_operands (const TactusCtlSyntax  *command,
                guint                   n_operands,
                GError                **error)
{
  if (n_operands >= command->min_operands && n_operands <= command->max_operands)
    return TRUE;

  if (command->max_operands == 0)
    g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                 _("“%s” takes no arguments"), command->name);
  else if (n_operands < command->min_operands || command->max_operands > 1)
    g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                 /* Translators: a command and its arguments, both as they are: “pair” wants BAND */
                 _("“%s” wants %s"), command->name, command->operands);
  else
    g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                 /* Translators: a command and its argument, both as they are: “pair” wants one
                  * BAND */
                 _("“%s” wants one %s; a name with spaces needs quotes"),
                 command->name, command->operands);

  return FALSE;
}

/* Nothing that belongs here reads like a key, and one that was typed here must not be repeated. */
static gboolean
check_word (const char  *text,
            GError     **error)
{
  g_autoptr(TactusKey) key = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    return usage (error, _("One of the arguments is no valid text"));

  key = tactus_key_new_from_text (text, NULL);
  if (key)
    return usage (error,
                  _("That is a key, not a band; see “tactusctl pair --help” for --key"));

  return TRUE;
}

/* Operands come as they are, since some are files; the others are words of the locale. */
static void
read_locale (char **words)
{
  for (guint i = 0; words[i]; i++)
    {
      char *text = g_utf8_validate (words[i], -1, NULL)
        ? NULL : g_locale_to_utf8 (words[i], -1, NULL, NULL, NULL);

      if (!text)
        continue;
      wipe (&words[i]);
      words[i] = text;
    }
}

static gboolean
check_words (char    **words,
             GError  **error)
{
  read_locale (words);
  for (guint i = 0; words[i]; i++)
    {
      if (!check_word (words[i], error))
        return FALSE;
    }

  return words[0] && !*words[0] ? usage (error, _("The name of the band is empty")) : TRUE;
}

static void
take_frame (TactusCtlOptions  *self,
            char             **operands)
{
  self->characteristic = g_strdup (operands[0]);
  self->hex = g_strjoinv (" ", operands + 1);
  /* Longer than any frame: the explanation is of the part that could be one. */
  if (strlen (self->hex) > MAX_HEX)
    self->hex[MAX_HEX] = '\0';
}

static gboolean
is_given (const Raw         *raw,
          TactusCtlOptionId  id)
{
  return raw->texts[id] || raw->switches[id];
}

/* Those that go with every action are left out. */
static gboolean
is_of_actions (TactusCtlOptionId id)
{
  for (guint i = 0; i < TACTUS_CTL_N_ACTIONS; i++)
    {
      if (tactus_ctl_action_has_option ((TactusCtlAction) i, id))
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_action (TactusCtlOptions  *self,
              const Raw         *raw,
              guint              n_operands,
              GError           **error)
{
  const TactusCtlSyntax *action = &tactus_ctl_actions[self->action].syntax;

  if (n_operands < action->min_operands || n_operands > action->max_operands)
    {
      g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                   /* Translators: a word of the command “history”, and what it takes, or
                    * “nothing more” */
                   _("“%s” wants %s; see “tactusctl history --help”"),
                   action->name ? action->name : "history",
                   action->operands ? action->operands : _("nothing more"));
      return FALSE;
    }

  for (guint i = 0; i < TACTUS_CTL_N_OPTIONS; i++)
    {
      TactusCtlOptionId id = (TactusCtlOptionId) i;

      if (!is_given (raw, id) || !is_of_actions (id) ||
          tactus_ctl_action_has_option (self->action, id))
        continue;
      g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
                   _("--%s is no option of “%s”; see “tactusctl %s --help”"),
                   tactus_ctl_option_table[i].name,
                   action->name ? action->name : "history", "history");
      return FALSE;
    }

  return TRUE;
}

/* The first word is an action, or else a band. */
static gboolean
take_action (TactusCtlOptions  *self,
             const Raw         *raw,
             char             **operands,
             GError           **error)
{
  gboolean named;

  self->action = tactus_ctl_action_for_name (operands[0]);
  named = self->action != TACTUS_CTL_ACTION_LIST;
  if (!check_action (self, raw, g_strv_length (operands + named), error))
    return FALSE;

  if (named)
    self->words = g_strdupv (operands + 1);
  else
    self->band = g_strdup (operands[0]);
  return TRUE;
}

/* Files have any name, also one that reads like a key. */
static gboolean
take_files (TactusCtlOptions  *self,
            const char        *band,
            char             **operands,
            GError           **error)
{
  for (guint i = 0; operands[i]; i++)
    {
      if (!*operands[i])
        return usage (error, _("The name of the file is empty"));
    }
  if (band && !tactus_ctl_is_address (band))
    return usage (error, _("--band wants an address such as AA:BB:CC:DD:EE:FF"));

  self->words = g_strdupv (operands);
  self->band = band ? g_ascii_strup (band, -1) : NULL;
  return TRUE;
}

static gboolean
take_operands (TactusCtlOptions  *self,
               const Raw         *raw,
               char             **operands,
               GError           **error)
{
  if (self->command == TACTUS_CTL_COMMAND_IMPORT)
    return take_files (self, raw->texts[TACTUS_CTL_OPTION_BAND], operands, error);
  if (self->command == TACTUS_CTL_COMMAND_DECODE)
    {
      take_frame (self, operands);
      return TRUE;
    }
  if (!check_words (operands, error))
    return FALSE;
  if (self->command == TACTUS_CTL_COMMAND_HISTORY)
    return take_action (self, raw, operands, error);

  self->band = g_strdup (operands[0]);
  if (operands[0])
    self->words = g_strdupv (operands + 1);
  return TRUE;
}

/* A band is forgotten, or everything. */
static gboolean
check_everything (const TactusCtlSyntax  *command,
                  const Raw              *raw,
                  guint                   n_operands,
                  GError                **error)
{
  TactusCtlSyntax one = *command;

  if (command != &tactus_ctl_commands[TACTUS_CTL_COMMAND_FORGET])
    return TRUE;
  if (!raw->switches[TACTUS_CTL_OPTION_EVERYTHING])
    {
      one.min_operands = 1;
      return check_operands (&one, n_operands, error);
    }
  if (n_operands == 0 && !raw->switches[TACTUS_CTL_OPTION_ACTIVITY])
    return TRUE;

  return usage (error, _("With --everything goes neither a band nor --activity"));
}

static gboolean
take_command (TactusCtlOptions  *self,
              const Raw         *raw,
              GError           **error)
{
  const TactusCtlSyntax *syntax;

  if (!raw->operands)
    return self->help || self->version ||
           usage (error, _("What is to be done? See “tactusctl --help” for the commands"));

  self->command = tactus_ctl_command_for_name (raw->operands[0]);
  if (self->command == TACTUS_CTL_COMMAND_NONE)
    return usage (error, _("There is no such command; see “tactusctl --help”"));
  if (self->help || self->version)
    return TRUE;

  syntax = &tactus_ctl_commands[self->command];
  return check_options (raw, self->command, error) &&
         check_operands (syntax, g_strv_length (raw->operands + 1), error) &&
         check_everything (syntax, raw, g_strv_length (raw->operands + 1), error) &&
         take_operands (self, raw, raw->operands + 1, error);
}

static void
take_switches (TactusCtlOptions *self,
               const gboolean   *switches)
{
  self->help = switches[TACTUS_CTL_OPTION_HELP];
  self->version = switches[TACTUS_CTL_OPTION_VERSION];
  self->json = switches[TACTUS_CTL_OPTION_JSON];
  self->verbose = switches[TACTUS_CTL_OPTION_VERBOSE];
  self->once = switches[TACTUS_CTL_OPTION_ONCE];
  self->listen = switches[TACTUS_CTL_OPTION_LISTEN];
  self->no_record = switches[TACTUS_CTL_OPTION_NO_RECORD];
  self->no_snooze = switches[TACTUS_CTL_OPTION_NO_SNOOZE];
  self->smart = switches[TACTUS_CTL_OPTION_SMART];
  self->disabled = switches[TACTUS_CTL_OPTION_DISABLED];
  self->activity = switches[TACTUS_CTL_OPTION_ACTIVITY];
  self->everything = switches[TACTUS_CTL_OPTION_EVERYTHING];
  self->yes = switches[TACTUS_CTL_OPTION_YES];
  self->days = switches[TACTUS_CTL_OPTION_DAYS];
}

static void
take_texts (TactusCtlOptions  *self,
            char             **texts)
{
  self->bus = g_steal_pointer (&texts[TACTUS_CTL_OPTION_BUS]);
  self->adapter = g_steal_pointer (&texts[TACTUS_CTL_OPTION_ADAPTER]);
  self->key_file = g_steal_pointer (&texts[TACTUS_CTL_OPTION_KEY_FILE]);
  self->model = g_steal_pointer (&texts[TACTUS_CTL_OPTION_MODEL]);
  self->key = g_steal_pointer (&texts[TACTUS_CTL_OPTION_KEY]);
  self->output = g_steal_pointer (&texts[TACTUS_CTL_OPTION_OUTPUT]);
  self->title = g_steal_pointer (&texts[TACTUS_CTL_OPTION_TITLE]);
  self->text = g_steal_pointer (&texts[TACTUS_CTL_OPTION_TEXT]);
  self->wait = g_steal_pointer (&texts[TACTUS_CTL_OPTION_WAIT]);
  self->born = g_steal_pointer (&texts[TACTUS_CTL_OPTION_BORN]);
  self->sex = g_steal_pointer (&texts[TACTUS_CTL_OPTION_SEX]);
  self->height = g_steal_pointer (&texts[TACTUS_CTL_OPTION_HEIGHT]);
  self->weight = g_steal_pointer (&texts[TACTUS_CTL_OPTION_WEIGHT]);
  self->goal = g_steal_pointer (&texts[TACTUS_CTL_OPTION_GOAL]);
  self->search = g_steal_pointer (&texts[TACTUS_CTL_OPTION_SEARCH]);
  self->database = g_steal_pointer (&texts[TACTUS_CTL_OPTION_DATABASE]);
  self->trace = g_steal_pointer (&texts[TACTUS_CTL_OPTION_TRACE]);
}

gboolean
tactus_ctl_options_parse (TactusCtlOptions    *self,
                          const char * const  *arguments,
                          GError             **error)
{
  g_auto(Raw) raw = { 0 };

  *self = (TactusCtlOptions) {
    .scan_ms = TACTUS_CTL_SCAN_MS,
    .passkey = -1,
    .delete_slot = -1,
    .limit = TACTUS_CTL_HISTORY_LIMIT,
  };
  /* Before anything can fail: it decides in which form we complain. */
  self->json = g_strv_contains (arguments, "--json");

  if (!read_raw (&raw, arguments, error))
    return FALSE;

  take_switches (self, raw.switches);
  /* What is taken from @raw no longer counts as given, so first it is checked. */
  if (!take_command (self, &raw, error) || !read_numbers (self, raw.texts, error) ||
      !read_times (self, raw.texts, error) ||
      !read_format (self, raw.texts[TACTUS_CTL_OPTION_FORMAT], error))
    return FALSE;

  take_texts (self, raw.texts);
  if (self->command == TACTUS_CTL_COMMAND_DEMO && self->duration_ms == 0)
    self->duration_ms = TACTUS_CTL_DEMO_MS;
  return TRUE;
}

void
tactus_ctl_options_wipe_key (TactusCtlOptions *self)
{
  wipe (&self->key);
}

static void
clear_times (TactusCtlOptions *self)
{
  g_clear_pointer (&self->time, g_date_time_unref);
  g_clear_pointer (&self->since, g_date_time_unref);
  g_clear_pointer (&self->from, g_date_time_unref);
  g_clear_pointer (&self->to, g_date_time_unref);
}

void
tactus_ctl_options_clear (TactusCtlOptions *self)
{
  char **texts[] = {
    &self->bus, &self->adapter, &self->key_file, &self->model, &self->output, &self->title,
    &self->text, &self->wait, &self->born, &self->sex, &self->height, &self->weight, &self->goal,
    &self->database, &self->trace, &self->format, &self->search, &self->band,
    &self->characteristic, &self->hex,
  };

  wipe (&self->key);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
  clear_times (self);
  g_clear_pointer (&self->words, g_strfreev);
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
