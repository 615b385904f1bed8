/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What can be typed: commands and options as data, for the parser and for the help. */

typedef enum {
  TACTUS_CTL_COMMAND_NONE,
  TACTUS_CTL_COMMAND_LIST,
  TACTUS_CTL_COMMAND_PAIR,
  TACTUS_CTL_COMMAND_HEART_RATE,
  TACTUS_CTL_COMMAND_INFO,
  TACTUS_CTL_COMMAND_ALERT,
  TACTUS_CTL_COMMAND_FIND,
  TACTUS_CTL_COMMAND_EVENTS,
  TACTUS_CTL_COMMAND_SET_TIME,
  TACTUS_CTL_COMMAND_PROFILE,
  TACTUS_CTL_COMMAND_SETTINGS,
  TACTUS_CTL_COMMAND_ALARMS,
  TACTUS_CTL_COMMAND_RAW,
  TACTUS_CTL_COMMAND_SYNC,
  TACTUS_CTL_COMMAND_ACTIVITY,
  TACTUS_CTL_COMMAND_HISTORY,
  TACTUS_CTL_COMMAND_EXPORT,
  TACTUS_CTL_COMMAND_IMPORT,
  TACTUS_CTL_COMMAND_FORGET,
  TACTUS_CTL_COMMAND_DECODE,
  TACTUS_CTL_COMMAND_DOCTOR,
  TACTUS_CTL_COMMAND_DEMO,
  TACTUS_CTL_N_COMMANDS,
} TactusCtlCommand;

/**
 * TactusCtlSyntax:
 * @name: %NULL for NONE
 * @operands: (nullable): as help shows them
 * @summary: marked for translation, without a full stop
 *
 * A command, by its number in tactus_ctl_commands.
 */
typedef struct {
  const char *name;
  guint       min_operands;
  guint       max_operands;
  const char *operands;
  const char *summary;
} TactusCtlSyntax;

extern const TactusCtlSyntax tactus_ctl_commands[TACTUS_CTL_N_COMMANDS];

typedef enum {
  TACTUS_CTL_OPTION_SCAN,
  TACTUS_CTL_OPTION_KEY,
  TACTUS_CTL_OPTION_PASSKEY,
  TACTUS_CTL_OPTION_ONCE,
  TACTUS_CTL_OPTION_LISTEN,
  TACTUS_CTL_OPTION_OUTPUT,
  TACTUS_CTL_OPTION_NO_RECORD,
  TACTUS_CTL_OPTION_TITLE,
  TACTUS_CTL_OPTION_TEXT,
  TACTUS_CTL_OPTION_WAIT,
  TACTUS_CTL_OPTION_DURATION,
  TACTUS_CTL_OPTION_TIME,
  TACTUS_CTL_OPTION_BORN,
  TACTUS_CTL_OPTION_SEX,
  TACTUS_CTL_OPTION_HEIGHT,
  TACTUS_CTL_OPTION_WEIGHT,
  TACTUS_CTL_OPTION_GOAL,
  TACTUS_CTL_OPTION_NO_SNOOZE,
  TACTUS_CTL_OPTION_SMART,
  TACTUS_CTL_OPTION_DISABLED,
  TACTUS_CTL_OPTION_DELETE,
  TACTUS_CTL_OPTION_SINCE,
  TACTUS_CTL_OPTION_FROM,
  TACTUS_CTL_OPTION_TO,
  TACTUS_CTL_OPTION_FORMAT,
  TACTUS_CTL_OPTION_SESSION,
  TACTUS_CTL_OPTION_SEARCH,
  TACTUS_CTL_OPTION_DAYS,
  TACTUS_CTL_OPTION_LIMIT,
  TACTUS_CTL_OPTION_MAX_RATE,
  TACTUS_CTL_OPTION_AGE,
  TACTUS_CTL_OPTION_BAND,
  TACTUS_CTL_OPTION_DATABASE,
  TACTUS_CTL_OPTION_ACTIVITY,
  TACTUS_CTL_OPTION_EVERYTHING,
  TACTUS_CTL_OPTION_YES,
  TACTUS_CTL_OPTION_MODEL,
  TACTUS_CTL_OPTION_BUS,
  TACTUS_CTL_OPTION_ADAPTER,
  TACTUS_CTL_OPTION_KEY_FILE,
  TACTUS_CTL_OPTION_TIMEOUT,
  TACTUS_CTL_OPTION_TRACE,
  TACTUS_CTL_OPTION_JSON,
  TACTUS_CTL_OPTION_VERBOSE,
  TACTUS_CTL_OPTION_HELP,
  TACTUS_CTL_OPTION_VERSION,
  TACTUS_CTL_N_OPTIONS,
} TactusCtlOptionId;

/**
 * TactusCtlOption:
 * @letter: short form, or 0
 * @commands: bit 1 << TactusCtlCommand for each that has it
 * @value: (nullable): what stands for its value in the help; %NULL: it is a switch
 *
 * An option, by its number in tactus_ctl_option_table.
 */
typedef struct {
  const char *name;
  char        letter;
  guint       commands;
  const char *value;
  const char *summary;
} TactusCtlOption;

extern const TactusCtlOption tactus_ctl_option_table[TACTUS_CTL_N_OPTIONS];

/* What `history` does.  Nothing named is the list. */
typedef enum {
  TACTUS_CTL_ACTION_LIST,
  TACTUS_CTL_ACTION_SHOW,
  TACTUS_CTL_ACTION_COMPARE,
  TACTUS_CTL_ACTION_RENAME,
  TACTUS_CTL_ACTION_NOTE,
  TACTUS_CTL_ACTION_MARK,
  TACTUS_CTL_ACTION_UNMARK,
  TACTUS_CTL_ACTION_DELETE,
  TACTUS_CTL_ACTION_RESTORE,
  TACTUS_CTL_ACTION_PURGE,
  TACTUS_CTL_N_ACTIONS,
} TactusCtlAction;

/**
 * TactusCtlActionSyntax:
 * @syntax: @name is %NULL for LIST
 * @options: (array length=n_options): of those that only `history` and the like have, the ones
 *   that go with this
 *
 * An action, by its number in tactus_ctl_actions.
 */
typedef struct {
  TactusCtlSyntax   syntax;
  TactusCtlOptionId options[8];
  guint             n_options;
} TactusCtlActionSyntax;

extern const TactusCtlActionSyntax tactus_ctl_actions[TACTUS_CTL_N_ACTIONS];

/** tactus_ctl_action_for_name: Returns: LIST if there is no such action */
TactusCtlAction    tactus_ctl_action_for_name  (const char       *name);

/** tactus_ctl_action_has_option: Returns: whether @option goes with @action */
gboolean           tactus_ctl_action_has_option (TactusCtlAction   action,
                                                 TactusCtlOptionId option);

/* The commands that want Bluetooth: the options these have in common go with them all. */
extern const guint tactus_ctl_radio_commands;

/** tactus_ctl_command_for_name: Returns: NONE if there is no such command */
TactusCtlCommand   tactus_ctl_command_for_name (const char       *name);

/** tactus_ctl_get_help: Returns: (transfer full): translated help on @command; NONE: on all */
char              *tactus_ctl_get_help         (TactusCtlCommand  command);

G_END_DECLS
