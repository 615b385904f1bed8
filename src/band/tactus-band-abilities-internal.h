/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-abilities.h"
#include "tactus-band-internal.h"

G_BEGIN_DECLS

typedef struct _TactusBandSync TactusBandSync;

/* What a band keeps of its abilities; each file of them sees to its own part. */
struct _TactusBandAbilities
{
  GQueue requests;                   /* (element-type GTask): the first is under way */

  gboolean has_steps;
  TactusSteps steps;

  char *settings[TACTUS_N_SETTINGS]; /* (owned) (nullable): what was last set from here */
  GArray *alarms;                    /* (owned) (element-type TactusAlarm): by slot */

  guint finding;                     /* how many calls make it vibrate */
  gboolean answering;                /* that the phone is looked for */
  gboolean raw;                      /* the stream is on */
  guint raw_ping_id;

  TactusBandSync *sync;              /* (owned) (nullable) */
};

typedef enum {
  TACTUS_BAND_SIGNAL_EVENT,
  TACTUS_BAND_SIGNAL_STEPS,
  TACTUS_BAND_SIGNAL_RAW,
  TACTUS_BAND_SIGNAL_SETTING_CHANGED,
  TACTUS_BAND_SIGNAL_ALARMS_CHANGED,
  TACTUS_BAND_N_SIGNALS,
} TactusBandSignal;

extern guint tactus_band_ability_signals[TACTUS_BAND_N_SIGNALS];

/** tactus_band_is_usable: Returns: READY, and not about to leave */
gboolean tactus_band_is_usable      (TactusBand           *self);

/** tactus_band_not_usable: Returns: (transfer full): the error for it */
GError  *tactus_band_not_usable     (TactusBand           *self);

/** tactus_band_check: Returns: whether the band can be asked for @ability now */
gboolean tactus_band_check          (TactusBand           *self,
                                     TactusAbilities       ability,
                                     GError              **error);

/** tactus_band_ask: carries out @writes for @task, which ends with it.  Both are taken; @error is,
 *   too, and is what @task ends with if there are no @writes */
void     tactus_band_ask            (TactusBand           *self,
                                     GTask                *task,
                                     const char           *what,
                                     GPtrArray            *writes,
                                     GError               *error);

/* When the link goes: each part ends what it has under way. */
void     tactus_band_raw_link_ended (TactusBand           *self);
void     tactus_band_sync_link_ended (TactusBand          *self,
                                      const GError        *error);

/* What the band says while READY. */
void     tactus_band_raw_notified   (TactusBand           *self,
                                     const char           *uuid,
                                     const guint8         *data,
                                     gsize                 length);
void     tactus_band_sync_notified  (TactusBand           *self,
                                     const char           *uuid,
                                     const guint8         *data,
                                     gsize                 length);

G_END_DECLS
