/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-history.h"

G_BEGIN_DECLS

/* What is left to be done for a session, in this order. */
typedef enum {
  TACTUS_TAKE_BEGIN,
  TACTUS_TAKE_APPEND,
  TACTUS_TAKE_MARK,
  TACTUS_TAKE_END,
  TACTUS_TAKE_NOTHING, /* for now, or for good */
} TactusTakeStep;

/**
 * TactusBandTake:
 * @session: (owned)
 * @series: (owned): the band's; the readings are not copied, so that those that wait for the disk
 *   cost no memory
 * @from, @to: the session's readings in it, @to excluded; @written: so far on disk
 * @markers: (owned) (element-type TactusMarker): all; those from @first_marker on belong to the
 *   session, and @marked of all are on disk
 * @over: no reading will follow
 * @ended: that is on disk
 *
 * A session, and how much of it is on disk.
 */
typedef struct {
  TactusSession *session;
  TactusSeries  *series;
  gsize          from;
  gsize          to;
  gsize          written;
  GPtrArray     *markers;
  guint          first_marker;
  guint          marked;
  gboolean       over;
  gboolean       ended;
} TactusBandTake;

/** tactus_band_take_new: @session: (transfer full).  Begins with the last reading of @series */
TactusBandTake *tactus_band_take_new         (TactusSession  *session,
                                              TactusSeries   *series);
void            tactus_band_take_free        (TactusBandTake *self);

/** tactus_band_take_has_room: Returns: whether a reading of @when_us may belong to it, which does
 *    not hold any length of time */
gboolean        tactus_band_take_has_room    (TactusBandTake *self,
                                              gint64          when_us);

/** tactus_band_take_extend: one more reading, the last of the series */
void            tactus_band_take_extend      (TactusBandTake *self);
void            tactus_band_take_end         (TactusBandTake *self,
                                              gint64          end_us);

TactusTakeStep  tactus_band_take_get_step    (TactusBandTake *self);

/** tactus_band_take_is_done: Returns: whether it is over and on disk */
gboolean        tactus_band_take_is_done     (TactusBandTake *self);

/** Returns: readings that are not on disk */
gsize           tactus_band_take_get_waiting (TactusBandTake *self);

/** tactus_band_take_copy: @upto: (out): the first reading that is not in it.  Returns: (transfer
 *    full): readings to write next, not too many at once */
TactusSeries   *tactus_band_take_copy        (TactusBandTake *self,
                                              gsize          *upto);

/** tactus_band_take_start_over: the file is another: nothing of it is on disk, and the session
 *    becomes a new one that says the same */
void            tactus_band_take_start_over  (TactusBandTake *self);

/**
 * tactus_band_take_renew:
 *
 * The session is there no more: somebody removed it, with all that was in it.  What has come since
 * becomes one of its own.
 *
 * Returns: %FALSE: nothing has
 */
gboolean        tactus_band_take_renew       (TactusBandTake *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusBandTake, tactus_band_take_free)

G_END_DECLS
