/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TactusSimStep:
 *
 * Where in a session something can go wrong.
 */
typedef enum {
  TACTUS_SIM_STEP_KEY,       /* the client sets a key; the band prompts, or refuses at once */
  TACTUS_SIM_STEP_TAP,       /* the prompt is on the screen; its outcome */
  TACTUS_SIM_STEP_CHALLENGE, /* the random number */
  TACTUS_SIM_STEP_PROOF,     /* the verdict */
  TACTUS_SIM_STEP_MEASURE,   /* a heart rate */
  TACTUS_SIM_STEP_SETTING,   /* the answer to a setting or an alarm */
  TACTUS_SIM_STEP_ALERT,     /* an alert, with words or without */
  TACTUS_SIM_STEP_EVENT,     /* an event, sent by hand */
  TACTUS_SIM_STEP_RAW,       /* a packet of the raw sensors; REFUSE: the request for them */
  TACTUS_SIM_STEP_BATTERY,   /* values that are read */
  TACTUS_SIM_STEP_STEPS,
  TACTUS_SIM_STEP_TIME,
  TACTUS_SIM_STEP_INFO,
  TACTUS_SIM_STEP_FETCH,     /* what it says of the stored minutes before it sends them */
  TACTUS_SIM_STEP_PACKET,    /* one packet of them */
  TACTUS_SIM_STEP_END,       /* the end of them */
  TACTUS_SIM_STEP_ACK,       /* the answer to "forget them" */
} TactusSimStep;

#define TACTUS_SIM_N_STEPS (TACTUS_SIM_STEP_ACK + 1)

/**
 * TactusSimEffect:
 *
 * What goes wrong there.
 */
typedef enum {
  TACTUS_SIM_EFFECT_NONE,
  TACTUS_SIM_EFFECT_SILENT,         /* no answer */
  TACTUS_SIM_EFFECT_VANISH,         /* the link is lost instead of the answer */
  TACTUS_SIM_EFFECT_VANISH_AFTER,   /* … right after it */
  TACTUS_SIM_EFFECT_REFUSE,         /* the status that says no */
  TACTUS_SIM_EFFECT_UNKNOWN_STATUS, /* a status nobody has seen */
  TACTUS_SIM_EFFECT_MALFORMED,      /* no frame of this protocol */
  TACTUS_SIM_EFFECT_SHORT,          /* cut */
  TACTUS_SIM_EFFECT_OVERSIZED,      /* with bytes after its end */
  TACTUS_SIM_EFFECT_DUPLICATE,      /* twice */
  TACTUS_SIM_EFFECT_WRONG_COUNT,    /* one minute more than there is */
  TACTUS_SIM_EFFECT_WRONG_CRC,      /* a checksum of something else */
  TACTUS_SIM_EFFECT_NOTHING_LEFT,   /* `10 02 04`: there are no minutes */
} TactusSimEffect;

/**
 * TactusSimFaults:
 *
 * For each step an effect, how many times it strikes (0 times is always), and how often it does
 * not before.
 */
typedef struct {
  TactusSimEffect effect[TACTUS_SIM_N_STEPS];
  guint           times[TACTUS_SIM_N_STEPS];
  guint           after[TACTUS_SIM_N_STEPS];
} TactusSimFaults;

/**
 * tactus_sim_faults_parse:
 * @text: `EFFECT-at-STEP`, or one of the plain names (`vanish-after-challenge`,
 *   `vanish-while-measuring`, …), with an optional `:TIMES` or `:TIMES@AFTER`
 *
 * Returns: whether @text named a fault
 */
gboolean        tactus_sim_faults_parse (TactusSimFaults *self,
                                         const char      *text);

void            tactus_sim_faults_set   (TactusSimFaults *self,
                                         TactusSimStep    step,
                                         TactusSimEffect  effect,
                                         guint            times);

/** Returns: what goes wrong the next time */
TactusSimEffect tactus_sim_faults_peek  (const TactusSimFaults *self,
                                         TactusSimStep          step);

/** tactus_sim_faults_take: what goes wrong this time; counts */
TactusSimEffect tactus_sim_faults_take  (TactusSimFaults *self,
                                         TactusSimStep    step);

/**
 * tactus_sim_effect_apply:
 * @frame: the answer as it should be
 *
 * Returns: (transfer full): the bytes to send; effects that are no matter of bytes change nothing
 */
GBytes         *tactus_sim_effect_apply (TactusSimEffect  effect,
                                         TactusSimStep    step,
                                         GBytes          *frame);

G_END_DECLS
