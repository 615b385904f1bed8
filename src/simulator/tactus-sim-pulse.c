/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-pulse.h"

#include <math.h>

/* A burst begins at most once in each span of this many seconds. */
#define SPAN_S 150.0

/* Seconds to climb, to stay up, and the time constant of calming down again. */
#define CLIMB_S 15.0
#define PLATEAU_S 20.0
#define CALM_S 25.0

void
tactus_sim_pulse_init (TactusSimPulse *self,
                       guint32         seed)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);

  self->phase = g_rand_double (rand);
  self->level = g_rand_double_range (rand, 63.0, 69.0);
  self->seed = seed;
}

/* A number 0..1 that depends on the seed and @index alone: any moment can be asked for. */
static double
noise (guint32 seed,
       gint64  index)
{
  guint64 x = (guint64) index * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + seed;

  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  x ^= x >> 31;

  return (double) (x >> 11) / (double) (G_GUINT64_CONSTANT (1) << 53);
}

static double
burst_shape (double since_s)
{
  if (since_s < 0)
    return 0;
  if (since_s < CLIMB_S)
    return since_s / CLIMB_S;
  if (since_s < CLIMB_S + PLATEAU_S)
    return 1;

  return exp (-(since_s - CLIMB_S - PLATEAU_S) / CALM_S);
}

static double
burst_of_span (const TactusSimPulse *self,
               gint64                span,
               double                now_s)
{
  double strength = noise (self->seed, 3 * span);
  double start_s = (span + noise (self->seed, 3 * span + 1) * 0.6) * SPAN_S;

  /* Three spans in five stay quiet. */
  if (strength < 0.6)
    return 0;

  return burst_shape (now_s - start_s) * (15 + (strength - 0.6) / 0.4 * 55);
}

guint
tactus_sim_pulse_at (const TactusSimPulse *self,
                     gint64                now_us)
{
  double now_s = (double) now_us / G_USEC_PER_SEC;
  gint64 span = (gint64) floor (now_s / SPAN_S);
  double drift = 4.5 * sin (2 * G_PI * (now_s / 340.0 + self->phase));
  double breath = 1.8 * sin (2 * G_PI * now_s / 4.7);
  double burst = MAX (burst_of_span (self, span, now_s), burst_of_span (self, span - 1, now_s));

  return (guint) lround (CLAMP (self->level + drift + breath + burst, 50, 140));
}
