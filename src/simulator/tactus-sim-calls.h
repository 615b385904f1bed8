/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-object.h"

G_BEGIN_DECLS

/**
 * TactusSimCallEffect:
 *
 * What becomes of a call that was spoilt.
 */
typedef enum {
  TACTUS_SIM_CALL_FAILS, /* with a D-Bus error */
  TACTUS_SIM_CALL_NEVER, /* nothing done, and no answer until all is mended; then it has failed */
  TACTUS_SIM_CALL_LATE,  /* done and answered, but only after a while */
} TactusSimCallEffect;

/**
 * TactusSimSpoilt:
 * @method: of any interface, "StartNotify", "Set", …
 * @uuid: (nullable): only on the characteristic with that UUID; %NULL: on any object
 * @after: so many calls of it go well first
 * @times: how many are spoilt then; −1: all
 * @name, @message: of the error, if it FAILS
 * @delay_ms: if it is LATE
 *
 * One way in which calls go wrong.
 */
typedef struct {
  const char          *method;
  const char          *uuid;
  TactusSimCallEffect  effect;
  guint                after;
  int                  times;
  const char          *name;
  const char          *message;
  guint                delay_ms;
} TactusSimSpoilt;

/**
 * TactusSimCalls:
 *
 * Method calls that go wrong, each in its own way.
 */
typedef struct _TactusSimCalls TactusSimCalls;

TactusSimCalls *tactus_sim_calls_new   (void);
void            tactus_sim_calls_free  (TactusSimCalls        *self);

/** tactus_sim_calls_spoil: @spoilt is copied, its strings are static */
void            tactus_sim_calls_spoil (TactusSimCalls        *self,
                                        const TactusSimSpoilt *spoilt);

/** tactus_sim_calls_mend: from now on all goes well; what was held back fails */
void            tactus_sim_calls_mend  (TactusSimCalls        *self);

/** Returns: whether @invocation (transfer full) was taken care of */
gboolean        tactus_sim_calls_take  (TactusSimCalls        *self,
                                        TactusSimObject       *object,
                                        const char            *method,
                                        GDBusMethodInvocation *invocation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusSimCalls, tactus_sim_calls_free)

G_END_DECLS
