/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-band-list.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_BAND_TRACE (tactus_band_trace_get_type ())
G_DECLARE_FINAL_TYPE (TactusBandTrace, tactus_band_trace, TACTUS, BAND_TRACE, GObject)

/**
 * TactusBandTrace:
 *
 * Writes down what passes between us and bands, for a report, and for `tactus-simulator --replay`:
 * a file of JSON lines, each with `t` (microseconds since the first) and `what`:
 *
 * - `trace`: the first line: `version` (1), `program`
 * - `bluetooth`: `state` of the service
 * - `band`: the first time that one is met: `band` (the end of its address), `model`
 * - `call`: `id`, `band`, `op` (open, read, write, command, subscribe, unsubscribe), `char`,
 *   `value`
 * - `answer`: `id`, `band`, `value` of what was read, or `error` (a code) and `message`
 * - `notification`: `band`, `char`, `value`
 * - `closed`: `band`, `error` and `message` unless we closed the link
 * - `state`: `band`, `state`, and `error` where there is one
 * - `end`: `reason`: done, or full: the file has reached its bound
 *
 * A `char` is the short id of a characteristic, a `value` hexadecimal.  What is nobody's business
 * is left out, and `hidden` tells how many bytes of it would follow: keys and proofs of them, who
 * wears the band, serial numbers, the words of messages.  Names and addresses are not in it.  The
 * pulse is.
 *
 * Each line is written at once, so that a crash loses at most the last.  A full disk ends the
 * trace, never the session.
 */

/** The bound of the file, bytes. */
#define TACTUS_BAND_TRACE_MAX (16 * 1024 * 1024)

/**
 * tactus_band_trace_new:
 * @path: of a file that is not there yet; made with mode 0600
 * @program: with its version
 *
 * Looks on until it is finalized.
 *
 * Returns: (transfer full) (nullable): %NULL with %G_FILE_ERROR
 */
TactusBandTrace *tactus_band_trace_new      (TactusBandList   *bands,
                                             const char       *path,
                                             const char       *program,
                                             GError          **error);

/** tactus_band_trace_set_max: @max: bound of the file, for a test */
void             tactus_band_trace_set_max  (TactusBandTrace  *self,
                                             gsize             max);

G_END_DECLS
