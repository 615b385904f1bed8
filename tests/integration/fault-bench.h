/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "band-bench.h"
#include "faults.h"
#include "tactus-activity-store.h"

G_BEGIN_DECLS

/*
 * One row of the table, being played.
 */
typedef struct _FaultBench {
  BandBench *bench;          /* (owned) */
  const Fault *fault;
  FaultBands kind;           /* one of them */
  char *name;                /* (owned): for what is said when it fails */
  gint64 struck_us;
  gint64 verdict_us;         /* virtual time from the strike to the verdict */

  GMutex lock;
  GHashTable *outstanding;   /* (owned): serial → method: our calls without an answer */
  GHashTable *calls;         /* (owned): method → how often we called it */
  guint filter_id;

  GDBusConnection *stranger; /* (owned) (nullable): another program */
  TactusActivityStore *store; /* (owned) (nullable) */
  guint timer;
  gboolean stopped;           /* the daemon does not run */
  guint log_id;
} FaultBench;

/* Iterates until @condition holds; after so much virtual time the row has failed. */
#define WITHIN(self, seconds, condition)                            \
  G_STMT_START                                                      \
    {                                                               \
      guint limit_ = fault_bench_limit (self, seconds, #condition); \
      while (!(condition))                                          \
        g_main_context_iteration (NULL, TRUE);                      \
      g_source_remove (limit_);                                     \
    }                                                               \
  G_STMT_END

guint       fault_bench_limit     (FaultBench  *self,
                                   guint        seconds,
                                   const char  *what);

/* A band of @kind and a BlueZ that takes as long for everything as a real one. */
FaultBench *fault_bench_new       (const Fault *fault,
                                   FaultBands   kind,
                                   const char  *name);

/* Returns: how often we have called @method */
guint       fault_bench_get_calls (FaultBench  *self,
                                   const char  *method);

/* Everything is as it should be: nothing strikes any more, the band is near, the adapter on. */
void        fault_bench_mend      (FaultBench  *self);

/* Asserts that nothing is left of what went on, and puts everything down. */
void        fault_bench_free      (FaultBench  *self);

/* ── strikes ── */

void strike_bluez        (FaultBench *self, const Fault *fault); /* bluez, times, text, more, ms */
void strike_call         (FaultBench *self, const Fault *fault); /* spoilt */
void strike_step         (FaultBench *self, const Fault *fault); /* step, effect, times */
void strike_vanish       (FaultBench *self, const Fault *fault); /* ms: until it is back */
void strike_power_off    (FaultBench *self, const Fault *fault); /* ms: until it is on again */
void strike_block        (FaultBench *self, const Fault *fault);
void strike_unplug       (FaultBench *self, const Fault *fault); /* ms: until it is back */
void strike_replace      (FaultBench *self, const Fault *fault); /* another adapter */
void strike_stop         (FaultBench *self, const Fault *fault); /* ms: until it runs again */
void strike_forget       (FaultBench *self, const Fault *fault); /* ms: until it is known again */
void strike_gone         (FaultBench *self, const Fault *fault); /* the band, and what is known */
void strike_stranger     (FaultBench *self, const Fault *fault); /* calls Disconnect */
void strike_invalidate   (FaultBench *self, const Fault *fault); /* text: of Device1, with commas */
void strike_notify       (FaultBench *self, const Fault *fault); /* text: hex; more: UUID; times */
void strike_set_back     (FaultBench *self, const Fault *fault); /* ms: the wall clock */
void strike_set_forward  (FaultBench *self, const Fault *fault);
void strike_sleep        (FaultBench *self, const Fault *fault); /* ms: announced */
void strike_doze         (FaultBench *self, const Fault *fault); /* ms: not announced */
void strike_other_key    (FaultBench *self, const Fault *fault);
void strike_take_off     (FaultBench *self, const Fault *fault);

G_END_DECLS
