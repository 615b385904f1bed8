/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TACTUS_SIM_TRACE_ERROR (tactus_sim_trace_error_quark ())
GQuark tactus_sim_trace_error_quark (void);

typedef enum {
  TACTUS_SIM_TRACE_ERROR_MALFORMED, /* a line is not what it should be */
  TACTUS_SIM_TRACE_ERROR_USELESS,   /* nothing of it can be played */
} TactusSimTraceError;

/**
 * TactusSimMomentKind:
 * @TACTUS_SIM_MOMENT_CALL: the client did something, and should do it again
 * @TACTUS_SIM_MOMENT_VALUE: the band said something
 * @TACTUS_SIM_MOMENT_DROP: the link was lost
 */
typedef enum {
  TACTUS_SIM_MOMENT_CALL,
  TACTUS_SIM_MOMENT_VALUE,
  TACTUS_SIM_MOMENT_DROP,
} TactusSimMomentKind;

/**
 * TactusSimMoment:
 * @time_us: since the trace began
 * @operation: of a call: read, write, command, subscribe
 * @characteristic: its short id
 * @value: (nullable): what was notified
 */
typedef struct {
  TactusSimMomentKind  kind;
  gint64               time_us;
  char                *operation;
  char                *characteristic;
  GBytes              *value;
} TactusSimMoment;

/**
 * TactusSimTraceLink:
 * @begin_us: when the link was there, or the band had let the client in
 * @logged_in: whether the moments begin with that
 * @moments: (element-type TactusSimMoment): in order
 * @reads: (element-type utf8 GPtrArray): by the id of a characteristic, what was read of it, GBytes
 *
 * One connection.
 */
typedef struct {
  gint64      begin_us;
  gboolean    logged_in;
  GPtrArray  *moments;
  GHashTable *reads;
} TactusSimTraceLink;

/**
 * TactusSimTrace:
 * @model: of the first band in it
 * @links: (element-type TactusSimTraceLink): in order; at least one
 *
 * What a band did in a session that was recorded by `tactusctl --trace`, see TactusBandTrace.
 */
typedef struct {
  char      *model;
  GPtrArray *links;
} TactusSimTrace;

/**
 * tactus_sim_trace_parse:
 * @text: (array length=size): a file, from anywhere
 *
 * The login is left out, since its bytes are: whoever plays the trace answers it by itself.  A last
 * line that was cut short by a crash is passed over.
 *
 * Returns: (transfer full) (nullable): %NULL with %TACTUS_SIM_TRACE_ERROR, and the number of the
 *   line
 */
TactusSimTrace *tactus_sim_trace_parse (const char      *text,
                                        gsize            size,
                                        GError         **error);

/** tactus_sim_trace_load: Returns: (transfer full) (nullable): of a file of 32 MB at most */
TactusSimTrace *tactus_sim_trace_load  (const char      *path,
                                        GError         **error);

void            tactus_sim_trace_free  (TactusSimTrace  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusSimTrace, tactus_sim_trace_free)

G_END_DECLS
