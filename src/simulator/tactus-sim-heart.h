/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-pulse.h"
#include "tactus-sim-spec.h"

G_BEGIN_DECLS

/**
 * TactusSimHeart:
 *
 * The sensor: once, or every period for as long as the client keeps asking.
 */
typedef struct {
  TactusSimPulse  pulse;
  GArray         *rates;       /* (owned) (nullable) (element-type guint16) */
  guint           next_rate;
  int             forced;      /* a rate that was set by hand; -1 for none */
  gboolean        worn;
  gboolean        once;
  gboolean        continuous;
  gint64          due_us;      /* of the next value */
  gint64          until_us;    /* of the continuous measurement, unless asked again */
  gint64          first_us;
  gint64          period_us;
  gint64          keep_alive_us;

  TactusSimContact contact;
  gboolean        intervals;
  gboolean        energy;
  guint           beats;       /* in 1/60 of a beat, since the last record */
  guint           wobble;      /* of the time between beats, a step each */
  guint           spent;       /* in 1/60 kJ */
} TactusSimHeart;

void     tactus_sim_heart_init     (TactusSimHeart      *self,
                                    const TactusSimSpec *spec);
void     tactus_sim_heart_clear    (TactusSimHeart      *self);

/** tactus_sim_heart_stop: both kinds of measurement, as when the link goes */
void     tactus_sim_heart_stop     (TactusSimHeart      *self);

/** tactus_sim_heart_stream: on: measures until told otherwise, as a strap does */
void     tactus_sim_heart_stream   (TactusSimHeart      *self,
                                    gboolean             on,
                                    gint64               now_us);

/** Returns: the rate there would be at this moment; 0 for none */
guint    tactus_sim_heart_now      (TactusSimHeart      *self,
                                    gint64               now_us);

/** tactus_sim_heart_write: a command for 2A39; FALSE for one it does not know */
gboolean tactus_sim_heart_write    (TactusSimHeart      *self,
                                    const guint8        *data,
                                    gsize                size,
                                    gint64               now_us);

/** Returns: when tactus_sim_heart_tick() has something to do; -1 for never */
gint64   tactus_sim_heart_deadline (TactusSimHeart      *self);

/**
 * tactus_sim_heart_tick:
 * @bpm: (out): the value; 0 for no reading
 *
 * Returns: whether there is a value to send
 */
gboolean tactus_sim_heart_tick     (TactusSimHeart      *self,
                                    gint64               now_us,
                                    guint               *bpm);

/** Returns: (transfer full): the 2A37 record of @bpm: 8 bits, or 16 above 255, and what else the
 * spec wants in it */
GBytes  *tactus_sim_heart_record   (TactusSimHeart      *self,
                                    guint                bpm);

G_END_DECLS
