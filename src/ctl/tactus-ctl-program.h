/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-list.h"
#include "tactus-ctl-options.h"
#include "tactus-ctl-printer.h"

G_BEGIN_DECLS

/**
 * TactusCtlProgram:
 *
 * One run of a command that uses a band: the bus, the bands, the one main loop, what ends it early
 * (signals, the reader gone, `--timeout`), and the one way out.
 */
typedef struct _TactusCtlProgram TactusCtlProgram;

/** TactusCtlNext: what to do after a step that worked; a step that fails ends the program itself */
typedef void (*TactusCtlNext) (TactusCtlProgram *program);

/**
 * tactus_ctl_program_run:
 * @options: stays the caller's
 * @printer: stays the caller's
 * @start: the command; whatever it does ends with tactus_ctl_program_end()
 *
 * Returns: the exit status
 */
int                tactus_ctl_program_run             (TactusCtlOptions  *options,
                                                       TactusCtlPrinter  *printer,
                                                       TactusCtlNext      start);

/**
 * tactus_ctl_program_end:
 * @error: (nullable) (transfer full): why it failed; %NULL: done
 *
 * The one way out: tells the reason, lets go of the band (3 s at most) and leaves.  Only the first
 * call counts.
 */
void               tactus_ctl_program_end             (TactusCtlProgram  *self,
                                                       GError            *error);

/** tactus_ctl_program_set_failed: the exit status will be 1, though all was printed */
void               tactus_ctl_program_set_failed      (TactusCtlProgram  *self);

/** tactus_ctl_program_finish: everything is printed: ends well, unless it could not be written */
void               tactus_ctl_program_finish          (TactusCtlProgram  *self);
gboolean           tactus_ctl_program_is_ending       (TactusCtlProgram  *self);

/** tactus_ctl_program_is_timed_out: Returns: whether `--timeout` cancelled what was under way */
gboolean           tactus_ctl_program_is_timed_out    (TactusCtlProgram  *self);

TactusCtlOptions  *tactus_ctl_program_get_options     (TactusCtlProgram  *self);
TactusCtlPrinter  *tactus_ctl_program_get_printer     (TactusCtlProgram  *self);
GCancellable      *tactus_ctl_program_get_cancellable (TactusCtlProgram  *self);

/** tactus_ctl_program_check_output: ends the program when nobody reads it.  Returns: %FALSE then */
gboolean           tactus_ctl_program_check_output    (TactusCtlProgram  *self);

/** tactus_ctl_program_ignore_reader: goes on though nobody reads standard output: what it writes
 * goes elsewhere, or the next write tells */
void               tactus_ctl_program_ignore_reader   (TactusCtlProgram  *self);

/**
 * tactus_ctl_program_set_enough:
 * @enough: (nullable): what Ctrl+C means from now on, in place of cancelling
 * @data: for @enough
 */
void               tactus_ctl_program_set_enough      (TactusCtlProgram  *self,
                                                       GSourceOnceFunc    enough,
                                                       gpointer           data);

/**
 * tactus_ctl_program_set_last:
 * @last: what is still to be done when the bands are let go; calls tactus_ctl_program_leave(), in
 *   the end
 * @data: for @last
 */
void               tactus_ctl_program_set_last        (TactusCtlProgram  *self,
                                                       GSourceOnceFunc    last,
                                                       gpointer           data);
void               tactus_ctl_program_leave           (TactusCtlProgram  *self);

/** tactus_ctl_program_own: @data: (transfer full): freed at the very end */
void               tactus_ctl_program_own             (TactusCtlProgram  *self,
                                                       gpointer           data,
                                                       GDestroyNotify     free_data);

/** tactus_ctl_program_add_hint: @hint: said after the reason if the program fails with @code */
void               tactus_ctl_program_add_hint        (TactusCtlProgram  *self,
                                                       TactusBandError    code,
                                                       const char        *hint);

/**
 * tactus_ctl_program_open:
 * @next: called when the state of Bluetooth is known, whatever it is
 *
 * Connects to the bus that the options name and makes the list of bands.
 */
void               tactus_ctl_program_open            (TactusCtlProgram  *self,
                                                       TactusCtlNext      next);

/** tactus_ctl_program_use: brings another list of bands, and its keys, in place of open() */
void               tactus_ctl_program_use             (TactusCtlProgram  *self,
                                                       TactusBandList    *bands,
                                                       TactusKeyStore    *keys);

/** tactus_ctl_program_set_goal: @next: what several steps lead to; tactus_ctl_program_go_on() */
void               tactus_ctl_program_set_goal         (TactusCtlProgram  *self,
                                                       TactusCtlNext      next);
void               tactus_ctl_program_go_on            (TactusCtlProgram  *self);

/** tactus_ctl_program_fail: ends with wrong usage */
void               tactus_ctl_program_fail             (TactusCtlProgram  *self,
                                                       const char        *format,
                                                       ...) G_GNUC_PRINTF (2, 3);

/** tactus_ctl_program_end_unable: its band cannot @what (English: for scripts and logs) */
void               tactus_ctl_program_end_unable       (TactusCtlProgram  *self,
                                                       const char        *what);

TactusBandList    *tactus_ctl_program_get_bands       (TactusCtlProgram  *self);
TactusKeyStore    *tactus_ctl_program_get_keys        (TactusCtlProgram  *self);

/** tactus_ctl_program_get_bus: @error: (out) (nullable): why there is none.  Returns: (transfer
 * none) (nullable): once it was opened */
GDBusConnection   *tactus_ctl_program_get_bus         (TactusCtlProgram  *self,
                                                       const GError     **error);

/** tactus_ctl_program_get_problem: Returns: (transfer full) (nullable): why Bluetooth is no use */
GError            *tactus_ctl_program_get_problem     (TactusCtlProgram  *self);

/** tactus_ctl_program_get_band: Returns: (transfer none) (nullable): the band this is about */
TactusBand        *tactus_ctl_program_get_band        (TactusCtlProgram  *self);
void               tactus_ctl_program_set_band        (TactusCtlProgram  *self,
                                                       TactusBand        *band);

/** tactus_ctl_program_connected: `--timeout` has no more say */
void               tactus_ctl_program_connected       (TactusCtlProgram  *self);

/** tactus_ctl_program_set_data: @data: (transfer full) (nullable): the command's own, freed at the
 * very end */
void               tactus_ctl_program_set_data        (TactusCtlProgram  *self,
                                                       gpointer           data,
                                                       GDestroyNotify     free_data);
gpointer           tactus_ctl_program_get_data        (TactusCtlProgram  *self);

G_END_DECLS
