/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-activity.h"
#include "tactus-model.h"
#include "tactus-write.h"

G_BEGIN_DECLS

/**
 * TactusFetchAction:
 * @TACTUS_FETCH_WAIT: nothing to do; wait for the next packet or the deadline
 * @TACTUS_FETCH_WRITE: write @write, then wait
 * @TACTUS_FETCH_STORE: make `tactus_activity_fetch_steal_samples()` safe, then call
 *   `tactus_activity_fetch_stored()`; only then the band is told that it may forget them
 * @TACTUS_FETCH_DONE: nothing more on the band
 * @TACTUS_FETCH_FAILED: over; @error says why.  Samples that came whole and in order so far may be
 *   stored all the same, the band still has them
 */
typedef enum {
  TACTUS_FETCH_WAIT,
  TACTUS_FETCH_WRITE,
  TACTUS_FETCH_STORE,
  TACTUS_FETCH_DONE,
  TACTUS_FETCH_FAILED,
} TactusFetchAction;

/**
 * TactusFetchStep:
 * @write: (nullable): owned by the fetch, valid until its next call
 * @deadline_ms: how long to wait for the next packet; 0 when over
 * @error: (nullable): owned by the fetch
 */
typedef struct {
  TactusFetchAction  action;
  const TactusWrite *write;
  guint              deadline_ms;
  const GError      *error;
} TactusFetchStep;

/**
 * TactusActivityFetch:
 *
 * How stored minutes come out of a band (generations A, B and B'), turn by turn.  No I/O: it is
 * told what the band said, and says what to do next.  Subscribe to both characteristics first.
 * A lost packet (the counters have a gap) or a wrong checksum throws the run away, and it is asked
 * for again, twice at most.  Runs are asked for until the band has nothing more.
 */
typedef struct _TactusActivityFetch TactusActivityFetch;

/**
 * tactus_activity_fetch_new:
 * @since: the first minute wanted, with its zone; a band without zone of its own answers in it.
 *   The first generation sends all it has, whatever is asked for
 */
TactusActivityFetch *tactus_activity_fetch_new      (const TactusModel    *model,
                                                     const TactusBandTime *since);
void                 tactus_activity_fetch_free     (TactusActivityFetch  *self);

/** tactus_activity_fetch_get_uuids: @control, @data: (out): which characteristics it lives on */
void                 tactus_activity_fetch_get_uuids (TactusActivityFetch *self,
                                                      const char         **control,
                                                      const char         **data);

void                 tactus_activity_fetch_start    (TactusActivityFetch  *self,
                                                     TactusFetchStep      *step);

/** tactus_activity_fetch_receive: @uuid: which of the two notified */
void                 tactus_activity_fetch_receive  (TactusActivityFetch  *self,
                                                     const char           *uuid,
                                                     const guint8         *data,
                                                     gsize                 length,
                                                     TactusFetchStep      *step);

/** tactus_activity_fetch_stored: after STORE: the samples are safe */
void                 tactus_activity_fetch_stored   (TactusActivityFetch  *self,
                                                     TactusFetchStep      *step);

void                 tactus_activity_fetch_timed_out (TactusActivityFetch *self,
                                                      TactusFetchStep     *step);

/**
 * tactus_activity_fetch_steal_samples:
 * @start: (out): the time of the first sample, the band's local time and zone; each following one
 *   is a minute later
 *
 * Returns: (transfer full) (element-type TactusActivitySample): what has come whole and in order
 *   since the last call; may be empty
 */
GArray              *tactus_activity_fetch_steal_samples (TactusActivityFetch *self,
                                                          TactusBandTime      *start);

/**
 * tactus_activity_fetch_get_progress:
 * @done, @total: (out): samples of the run that is under way; 0, 0 while unknown
 */
void                 tactus_activity_fetch_get_progress (TactusActivityFetch *self,
                                                         guint               *done,
                                                         guint               *total);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusActivityFetch, tactus_activity_fetch_free)

G_END_DECLS
