/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-spec.h"

G_BEGIN_DECLS

/**
 * TactusSimLogin:
 *
 * The band's end of the login: what it keeps from one link to the next is
 * the key, or the owner's number; everything else starts again.
 */
typedef struct {
  const TactusSimModel *model;
  guint8                key[16];
  gboolean              has_key;
  guint8                offered[16];   /* a key that waits for the tap */
  gboolean              prompting;
  guint8                challenge[16];
  gboolean              challenged;
  gboolean              authenticated;
  guint32               uid;           /* the owner a first-generation band knows */
  gboolean              has_uid;
  guint32               offered_uid;   /* one that waits for the tap */
  guint8                fixed[16];     /* for tests: the next random number */
  gboolean              has_fixed;
} TactusSimLogin;

/**
 * TactusSimLoginTurn:
 *
 * What a command led to.
 */
typedef enum {
  TACTUS_SIM_LOGIN_IGNORED,
  TACTUS_SIM_LOGIN_PROMPTS,    /* answer to come when the person has decided */
  TACTUS_SIM_LOGIN_KEY_REFUSED,
  TACTUS_SIM_LOGIN_CHALLENGES,
  TACTUS_SIM_LOGIN_CHALLENGE_REFUSED,
  TACTUS_SIM_LOGIN_PROVED,
  TACTUS_SIM_LOGIN_DISPROVED,
} TactusSimLoginTurn;

void               tactus_sim_login_init    (TactusSimLogin      *self,
                                             const TactusSimSpec *spec);
void               tactus_sim_login_clear   (TactusSimLogin      *self);

/** tactus_sim_login_reset: a new link */
void               tactus_sim_login_reset   (TactusSimLogin      *self);

/**
 * tactus_sim_login_write:
 * @answer: (out) (transfer full) (nullable): what to notify on 0009
 *
 * A command arrived.
 */
TactusSimLoginTurn tactus_sim_login_write   (TactusSimLogin      *self,
                                             const guint8        *data,
                                             gsize                size,
                                             GBytes             **answer);

/**
 * tactus_sim_login_decide:
 * @tapped: whether the person agreed; the offered key becomes the band's
 *
 * Returns: (transfer full): what to notify on 0009
 */
GBytes            *tactus_sim_login_decide  (TactusSimLogin      *self,
                                             gboolean             tapped);

G_END_DECLS
