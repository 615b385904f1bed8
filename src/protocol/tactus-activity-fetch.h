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
 * @TACTUS_FETCH_FAILED: over; @error says why.  Runs that were stored stay stored; the band still
 *   has the one that was under way
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
 * @deadline_ms: how long to wait for the next packet, counted from this step; 0 when over, and
 *   while the samples are being stored
 * @error: (nullable): owned by the fetch.  %TACTUS_PROTOCOL_ERROR_TIMED_OUT,
 *   %TACTUS_PROTOCOL_ERROR_REFUSED or %TACTUS_PROTOCOL_ERROR_MALFORMED
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
 * A lost packet (the counters have a gap, the count is not reached) or a wrong checksum throws the
 * run away, and it is asked for again, twice at most.  Runs are asked for until the band has
 * nothing more.
 *
 * A run is all or nothing: no sample leaves before its run is known to be whole, since a lost
 * packet would move every minute after it.
 */
typedef struct _TactusActivityFetch TactusActivityFetch;

/**
 * tactus_activity_fetch_new:
 * @model: one that records, with a sample size
 * @since: the first minute wanted, with its zone; a band without zone of its own answers in it.
 *   The first generation sends all it has, whatever is asked for
 *
 * Returns: (transfer full): a fetch that has not begun
 */
TactusActivityFetch *tactus_activity_fetch_new      (const TactusModel    *model,
                                                     const TactusBandTime *since);
void                 tactus_activity_fetch_free     (TactusActivityFetch  *self);

/**
 * tactus_activity_fetch_set_profile_version:
 * @profile_version: of the band's #TactusMi1Device
 *
 * First generation only, before the start: newer ones count their packets.  No effect on others.
 */
void                 tactus_activity_fetch_set_profile_version (TactusActivityFetch *self,
                                                                guint32    profile_version);

/** tactus_activity_fetch_get_uuids: @control, @data: (out): where it listens; what it writes says
 * itself where it goes */
void                 tactus_activity_fetch_get_uuids (TactusActivityFetch *self,
                                                      const char         **control,
                                                      const char         **data);

void                 tactus_activity_fetch_start    (TactusActivityFetch  *self,
                                                     TactusFetchStep      *step);

/** tactus_activity_fetch_receive: @uuid: which of the two notified.  After the end every call
 * repeats the last step; while the samples are being stored, nothing counts */
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
 * Returns: (transfer full) (element-type TactusActivitySample): the run that is to be stored; empty
 *   at any other time than after STORE, and the second time
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
