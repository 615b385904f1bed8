/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TactusSimMinute:
 * @heart_rate: bpm; 0xff for none
 *
 * What a band keeps of one minute.
 */
typedef struct {
  guint8 kind;
  guint8 intensity;
  guint8 steps;
  guint8 heart_rate;
  guint8 sleep;
  guint8 deep;
  guint8 rem;
} TactusSimMinute;

/**
 * TactusSimMinutes:
 *
 * The minutes a band has stored: so many up to the moment it was first told the time, and one more
 * for every minute since.  They are made of the seed and the time of day: the same person, whenever
 * one looks.
 */
typedef struct {
  guint32  seed;
  guint    n;          /* before the first time */
  guint    forgotten;  /* the oldest of them, which a client has taken */
  gboolean anchored;
  gint64   end_s;      /* Unix time of the end of minute n − 1 */
  gint64   anchor_us;  /* the band's own time then */
  gboolean first;      /* kinds as in the first generation */
  gboolean has_heart;
} TactusSimMinutes;

/** tactus_sim_minutes_anchor: now is @unix_s; counts only the first time */
void   tactus_sim_minutes_anchor (TactusSimMinutes       *self,
                                  gint64                  unix_s,
                                  gint64                  now_us);

/** Returns: how many there have been, the forgotten ones included */
guint  tactus_sim_minutes_count  (const TactusSimMinutes *self,
                                  gint64                  now_us);

/** Returns: Unix time of the start of minute @index */
gint64 tactus_sim_minutes_time   (const TactusSimMinutes *self,
                                  guint                   index);

/** Returns: the first that is not forgotten and does not start before @unix_s; the count if none */
guint  tactus_sim_minutes_find   (const TactusSimMinutes *self,
                                  gint64                  unix_s,
                                  gint64                  now_us);
void   tactus_sim_minutes_get    (const TactusSimMinutes *self,
                                  guint                   index,
                                  TactusSimMinute        *minute);

/** tactus_sim_minutes_append: @sample_size bytes of @index: 3, 4 or 8 */
void   tactus_sim_minutes_append (const TactusSimMinutes *self,
                                  guint                   index,
                                  guint                   sample_size,
                                  GByteArray             *to);

G_END_DECLS
