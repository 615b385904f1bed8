/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "tactus-sim-bluez.h"

G_BEGIN_DECLS

/**
 * CtlRig:
 * @bluez: a virtual BlueZ with one adapter on a private bus, bands answer within milliseconds
 * @dir: home, runtime and data folders of the programs that are run, removed at the end
 * @key_file: in @dir; not there yet
 * @debug: what they log
 * @session: the session bus of the programs; they have none unless a test says so
 *
 * What a test of the real program needs.  Without a radio only @dir is there.
 */
typedef struct {
  GTestDBus       *bus;        /* (owned) */
  GDBusConnection *connection; /* (owned) */
  TactusSimBluez  *bluez;      /* (owned) */
  char            *dir;        /* (owned) */
  char            *key_file;   /* (owned) */
  GHashTable      *events;     /* (owned): how often each TactusSimEvent happened */
  GHashTable      *values;     /* (owned): what came with the last of each */
  const char      *session;    /* (nullable): address */
  const char      *debug;      /* (nullable): as G_MESSAGES_DEBUG */
} CtlRig;

CtlRig        *ctl_rig_new        (void);

/** ctl_rig_new_without_radio: folders alone, for commands that need no Bluetooth; @bus is %NULL */
CtlRig        *ctl_rig_new_without_radio (void);
void           ctl_rig_free       (CtlRig     *rig);

/** ctl_rig_add: a band as in `tactus-simulator --band SPEC`.  Returns: (transfer none) */
TactusSimBand *ctl_rig_add        (CtlRig     *rig,
                                   const char *spec);

/** ctl_rig_count: Returns: how often @event happened to any band */
guint          ctl_rig_count      (CtlRig        *rig,
                                   TactusSimEvent event);

/** ctl_rig_get_value: Returns: what came with the last @event; -1 if there was none */
int            ctl_rig_get_value  (CtlRig        *rig,
                                   TactusSimEvent event);

/** ctl_rig_await: until @event has come with @value last */
void           ctl_rig_await      (CtlRig        *rig,
                                   TactusSimEvent event,
                                   int            value);

/** ctl_rig_await_free: nothing may be left behind: @band is free for the next program */
void           ctl_rig_await_free (TactusSimBand *band);

/** ctl_rig_pair: as a person does; @band is free afterwards */
void           ctl_rig_pair       (CtlRig        *rig,
                                   TactusSimBand *band);

/**
 * CtlRun:
 * @out, @err: everything written so far
 * @status: exit status; -1 while it runs
 *
 * One run of tactusctl.
 */
typedef struct {
  CtlRig      *rig; /* (nullable) */
  GSubprocess *process;
  GString     *out;
  GString     *err;
  guint        pending;
  int          status;
  gboolean     killed;
  int          terminal; /* the other end of its standard input; -1 if that is none */
} CtlRun;

/* Before the arguments: standard output goes to somebody who reads one line only. */
#define CTL_HEAD "| head -n 1 : "

/* Before the arguments: there is no standard output. */
#define CTL_CLOSED ">&- : "

/* Before the arguments: standard output is a disk without room. */
#define CTL_FULL ">/dev/full : "

/* Before the arguments: no file can grow beyond 100 kB, as on a disk that fills up. */
#define CTL_LITTLE_ROOM "little room : "

/** ctl_start: @rig: (nullable): its bus, folders and key file (not with `--no-key-file`);
 * @arguments: as typed in a shell */
CtlRun        *ctl_start          (CtlRig     *rig,
                                   const char *arguments);

/** ctl_start_with_input: @input: (nullable): written to standard input; %NULL: /dev/null */
CtlRun        *ctl_start_with_input (CtlRig     *rig,
                                     const char *arguments,
                                     const char *input);

/** ctl_start_on_terminal: standard input is a terminal, at which ctl_type() types */
CtlRun        *ctl_start_on_terminal (CtlRig     *rig,
                                      const char *arguments);

/** ctl_type: @text: with its newline */
void           ctl_type           (CtlRun     *run,
                                   const char *text);
void           ctl_run_free       (CtlRun     *run);

/** ctl_wait_for: until @text was written, to either stream */
void           ctl_wait_for       (CtlRun     *run,
                                   const char *text);

/** ctl_wait: until it has ended; asserts that no key was told */
void           ctl_wait           (CtlRun     *run);

/** ctl_run: start and wait */
CtlRun        *ctl_run            (CtlRig     *rig,
                                   const char *arguments);

/** ctl_json: Returns: (transfer full) (element-type JsonObject): one object for each line, all of
 * which are objects */
GPtrArray     *ctl_json           (CtlRun     *run);

/** ctl_assert_failure: exit status 1 (2 for "usage"), the last line is the error, and the reason is
 * on standard error as well */
void           ctl_assert_failure (CtlRun     *run,
                                   const char *code);

/** ctl_interrupt: as Ctrl+C does, and waits for the end */
void           ctl_interrupt      (CtlRun     *run);

/** ctl_kill: with no warning */
void           ctl_kill           (CtlRun     *run);

/** ctl_line: Returns: (transfer full): object @index; negative: from the end */
JsonObject    *ctl_line           (CtlRun     *run,
                                   int         index);

/** ctl_assert_line: object @index reads @expected, but for its `time` */
void           ctl_assert_line    (CtlRun     *run,
                                   int         index,
                                   const char *expected);

/** ctl_assert_steps: @expected: the steps that were told, joined with spaces */
void           ctl_assert_steps   (CtlRun     *run,
                                   const char *expected);

/** ctl_wait_until: runs the main context; aborts after a while */
typedef gboolean (*CtlCondition)  (gpointer    data);
void           ctl_wait_until     (CtlCondition condition,
                                   gpointer     data,
                                   const char  *what);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtlRig, ctl_rig_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtlRun, ctl_run_free)

G_END_DECLS
