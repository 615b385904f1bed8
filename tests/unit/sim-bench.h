/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-band.h"

G_BEGIN_DECLS

#define S G_USEC_PER_SEC

#define SIM_BENCH_KEY "0f1e2d3c4b5a69788796a5b4c3d2e1f0"

/* A band in time that a test makes up, someone who writes to it, and all that it says: "uuid:hex",
 * "dropped", "event/value", "event/value(words)". */
typedef struct {
  TactusSimBand *band;  /* (owned) */
  GPtrArray     *said;  /* (owned) (element-type utf8) */
  gint64         now_us;
} SimBench;

void    sim_bench_open          (SimBench   *self,
                                 const char *spec_text);
void    sim_bench_close         (SimBench   *self);

/** Lives for @us, with a tick at every deadline on the way. */
void    sim_bench_live          (SimBench   *self,
                                 gint64      us);

/** Returns: (transfer full): all that was said since the last time, in one line */
char   *sim_bench_take          (SimBench   *self);
void    sim_bench_expect        (SimBench   *self,
                                 const char *expected);

/** Returns: 0 or the ATT error */
guint8  sim_bench_write         (SimBench   *self,
                                 const char *uuid,
                                 const char *hex,
                                 gboolean    with_response);

/** Asserts that the write is taken. */
void    sim_bench_say           (SimBench   *self,
                                 const char *uuid,
                                 const char *hex);

/** Asserts that there is that value, or an "error XX". */
void    sim_bench_expect_read   (SimBench   *self,
                                 const char *uuid,
                                 const char *hex);
void    sim_bench_listen        (SimBench   *self,
                                 const char *uuid);

/** The random numbers will be 00112233445566778899aabbccddeeff. */
void    sim_bench_set_challenge (SimBench   *self);
void    sim_bench_link_up       (SimBench   *self);

/** Links up a second-generation band with key SIM_BENCH_KEY, logs in, and listens to everything. */
void    sim_bench_log_in        (SimBench   *self);

/** Returns: (transfer full) */
char   *sim_bench_hex           (GBytes     *bytes);

G_END_DECLS
