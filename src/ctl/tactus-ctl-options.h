/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-ctl-error.h"
#include "tactus-ctl-syntax.h"

G_BEGIN_DECLS

/* How long `list` scans, and `demo` measures, when nobody says, in milliseconds. */
#define TACTUS_CTL_SCAN_MS 5000
#define TACTUS_CTL_DEMO_MS 15000

/* So many lines `history` shows when nobody says. */
#define TACTUS_CTL_HISTORY_LIMIT 20

/**
 * TactusCtlOptions:
 * @command: what is asked for; NONE with @help or @version
 * @bus: (nullable): address of the bus where org.bluez lives; %NULL: the system bus
 * @adapter: (nullable): address or name of the adapter
 * @key_file: (nullable): where keys rest; %NULL: the keyring
 * @trace: (nullable): file that is made, for what passes between us and a band
 * @timeout_ms: bound on finding, connecting and logging in; 0: none but those of each step
 * @scan_ms: how long `list` scans, 0…60 000
 * @key: (nullable): the key given to `pair`, or `-`: read it from standard input.  A secret:
 *   tactus_ctl_options_wipe_key() as soon as it is read
 * @passkey: what a device that pairs wants to be told, 0…999999; −1: the person is asked
 * @duration_ms: how long it goes on; 0: until stopped
 * @output: (nullable): file that values are appended to
 * @no_record: what is measured does not go into the history
 * @title, @text: (nullable): words of an alert
 * @wait: (nullable): name of the event that ends it
 * @time: (nullable): to set the clock to
 * @since, @from, @to: (nullable): the stored activity that is meant
 * @born, @sex, @height, @weight, @goal: (nullable): of the profile, as typed
 * @delete_slot: of the alarm to remove; −1: none
 * @format: (nullable): of the file that `export` writes, as typed: one that it knows
 * @session: the one to export; 0: all
 * @search: (nullable): what sessions must have in their words
 * @days: one line a day
 * @limit: so many lines at most, 0: all
 * @max_rate: bpm, 0: not said; @age: years, 0: not said
 * @action: of `history`
 * @database: (nullable): where the history rests
 * @activity: what the band recorded, and what was measured, is forgotten, too
 * @everything: all that there is of any band is forgotten; there is no band then
 * @yes: whatever is asked, the answer is yes
 * @model: (nullable): id of the model whose frame is explained
 * @band: (nullable): address, or a part of a name
 * @words: (nullable) (array zero-terminated=1): what follows the band, or the action of `history`;
 *   the files of `import`
 * @characteristic: (nullable): of the frame to explain
 * @hex: (nullable): the frame to explain; several words are joined
 *
 * A command line, taken apart.
 */
typedef struct {
  TactusCtlCommand command;
  gboolean         help;
  gboolean         version;
  gboolean         json;
  gboolean         verbose;
  char            *bus;
  char            *adapter;
  char            *key_file;
  char            *trace;
  guint            timeout_ms;
  guint            scan_ms;
  char            *key;
  int              passkey;
  gboolean         once;
  gboolean         listen;
  guint            duration_ms;
  char            *output;
  gboolean         no_record;
  char            *title;
  char            *text;
  char            *wait;
  GDateTime       *time;
  GDateTime       *since;
  GDateTime       *from;
  GDateTime       *to;
  char            *born;
  char            *sex;
  char            *height;
  char            *weight;
  char            *goal;
  gboolean         no_snooze;
  gboolean         smart;
  gboolean         disabled;
  int              delete_slot;
  char            *format;
  gint64           session;
  char            *search;
  gboolean         days;
  int              limit;
  int              max_rate;
  int              age;
  TactusCtlAction  action;
  char            *database;
  gboolean         activity;
  gboolean         everything;
  gboolean         yes;
  char            *model;
  char            *band;
  char           **words;
  char            *characteristic;
  char            *hex;
} TactusCtlOptions;

/**
 * tactus_ctl_options_parse:
 * @self: (out caller-allocates): cleared with tactus_ctl_options_clear(), also after a failure,
 *   where `json` tells in which form to complain
 * @arguments: (array zero-terminated=1): with the name of the program first
 *
 * Options may stand before and after the command.
 *
 * Returns: %FALSE with %TACTUS_CTL_ERROR_USAGE and a message that never repeats what could be a key
 */
gboolean  tactus_ctl_options_parse    (TactusCtlOptions    *self,
                                       const char * const  *arguments,
                                       GError             **error);

void      tactus_ctl_options_wipe_key (TactusCtlOptions    *self);
void      tactus_ctl_options_clear    (TactusCtlOptions    *self);

/** tactus_ctl_options_hide_key: overwrites the value of `--key` where other users can see it */
void      tactus_ctl_options_hide_key (char               **arguments);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TactusCtlOptions, tactus_ctl_options_clear)

G_END_DECLS
