/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "tactus-sim-trace.h"

G_BEGIN_DECLS

/**
 * TactusSimReplay:
 *
 * The band's side of a trace, played once more: what it said, in the same order, and after the same
 * pauses; and what it answered to those who read.  Where the client did something first, it is
 * waited for, but not for ever.  No I/O and no clock, like the band that it belongs to.
 */
typedef struct _TactusSimReplay TactusSimReplay;

/**
 * TactusSimReplayAct:
 * @TACTUS_SIM_REPLAY_NOTHING: nothing is due
 * @TACTUS_SIM_REPLAY_SAY: a value
 * @TACTUS_SIM_REPLAY_DROP: the link is to be given up
 */
typedef enum {
  TACTUS_SIM_REPLAY_NOTHING,
  TACTUS_SIM_REPLAY_SAY,
  TACTUS_SIM_REPLAY_DROP,
} TactusSimReplayAct;

/**
 * tactus_sim_replay_new:
 * @trace: (transfer full)
 * @speed: how many times faster than it was, 0.01…1000
 */
TactusSimReplay    *tactus_sim_replay_new       (TactusSimTrace   *trace,
                                                 double            speed);
void                tactus_sim_replay_free      (TactusSimReplay  *self);

/** tactus_sim_replay_link_up: the next link of the trace begins */
void                tactus_sim_replay_link_up   (TactusSimReplay  *self,
                                                 gint64            now_us);
void                tactus_sim_replay_link_down (TactusSimReplay  *self);

/** tactus_sim_replay_let_in: the client has logged in */
void                tactus_sim_replay_let_in    (TactusSimReplay  *self,
                                                 gint64            now_us);

/** tactus_sim_replay_note: the client asks for @operation of @uuid, as in TactusSimMoment */
void                tactus_sim_replay_note      (TactusSimReplay  *self,
                                                 const char       *operation,
                                                 const char       *uuid,
                                                 gint64            now_us);

/** tactus_sim_replay_read: Returns: (transfer full) (nullable): what was read then; the last one
 * again after the last; %NULL: it was not read */
GBytes             *tactus_sim_replay_read      (TactusSimReplay  *self,
                                                 const char       *uuid);

/** tactus_sim_replay_get_deadline: Returns: when something is due; %G_MAXINT64: never */
gint64              tactus_sim_replay_get_deadline (TactusSimReplay *self);

/**
 * tactus_sim_replay_take:
 * @characteristic: (out) (transfer none): short id
 * @value: (out) (transfer full)
 *
 * Returns: what is due; to be called until that is nothing
 */
TactusSimReplayAct  tactus_sim_replay_take      (TactusSimReplay  *self,
                                                 gint64            now_us,
                                                 const char      **characteristic,
                                                 GBytes          **value);

/** tactus_sim_replay_get_missed: Returns: how many times the client was waited for in vain */
guint               tactus_sim_replay_get_missed (TactusSimReplay *self);

/** tactus_sim_replay_is_done: Returns: whether all of the trace was played */
gboolean            tactus_sim_replay_is_done   (TactusSimReplay  *self);

/** tactus_sim_replay_fits: Returns: whether @uuid is what @characteristic is short for */
gboolean            tactus_sim_replay_fits      (const char       *characteristic,
                                                 const char       *uuid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusSimReplay, tactus_sim_replay_free)

G_END_DECLS
