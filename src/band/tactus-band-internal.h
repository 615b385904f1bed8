/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-backoff.h"
#include "tactus-band-lock.h"
#include "tactus-band-private.h"
#include "tactus-bluez-connection.h"
#include "tactus-key-keeper.h"
#include "tactus-meter.h"

G_BEGIN_DECLS

/* What the parts of a band share: an attempt, the way back, a single measurement… each have their
 * own file, and are each other's business only through what stands in its header. */

typedef struct _TactusBandAbilities TactusBandAbilities;
typedef struct _TactusBandAttempt TactusBandAttempt;
typedef struct _TactusBandClosing TactusBandClosing;
typedef struct _TactusBandListening TactusBandListening;
typedef struct _TactusBandOnce TactusBandOnce;

struct _TactusBand
{
  GObject parent_instance;

  TactusBluezClient *client;         /* (owned) */
  TactusBluezDevice *device;         /* (owned) (nullable) */
  TactusKeyKeeper *keeper;           /* (owned) */
  TactusBandLock *lock;              /* (owned) (nullable): held unless OFFLINE */
  char *lock_dir;                    /* (owned) */
  char *address;                     /* (owned) */
  char *name;                        /* (owned) (nullable) */
  const TactusModel *model;          /* (nullable) */
  TactusBandTimings timings;

  TactusBandState state;
  GError *error;                     /* (owned) (nullable) */
  gboolean known;
  gboolean wanted;                   /* come back by itself when the link is lost */
  gboolean asleep;                   /* the computer is, or is about to be */
  TactusBandAttempt *attempt;        /* (owned) (nullable): the one in flight */
  TactusBandAttempt *next;           /* (owned) (nullable): begins when the link is down */
  TactusBandClosing *closing;        /* (owned) (nullable) */
  GPtrArray *leaving;                /* (owned) (element-type GTask): who wants to be OFFLINE */
  TactusBackoff backoff;
  guint retry_id;
  guint settled_id;
  guint clock_id;
  GTimeSpan clock_offset;            /* from UTC, as the band was last told */

  TactusBluezConnection *connection; /* (owned) (nullable) */
  GCancellable *link_cancellable;    /* (owned) (nullable): of what goes on while READY */
  TactusMeter *meter;                /* (owned) (nullable) */
  TactusBandOnce *once;              /* (owned) (nullable) */
  TactusBandAbilities *abilities;    /* (owned) */
  TactusSeries *series;              /* (owned) */
  const TactusClock *clock;
  gint64 clock_offset_us;            /* of the measurement: from the running clock to the wall's */
  TactusBandListening *listening;    /* (owned) (nullable) */
  guint shared_bpm;
  guint shared_id;
  gboolean measuring;
  gboolean present;
  int rssi;
  TactusPulseState pulse_state;
  guint bpm;
  int battery_level;
  gboolean charging;
  TactusKeyStorage key_storage;
  gboolean key_published;
};

/* Each tells those who follow the property, if the value is another. */

void tactus_band_set_state          (TactusBand       *self,
                                     TactusBandState   state);
void tactus_band_set_error          (TactusBand       *self,
                                     const GError     *error);
void tactus_band_set_measuring      (TactusBand       *self,
                                     gboolean          measuring);
void tactus_band_set_pulse          (TactusBand       *self,
                                     TactusPulseState  state,
                                     guint             bpm);
void tactus_band_set_battery        (TactusBand       *self,
                                     int               level,
                                     gboolean          charging);
void tactus_band_update_key_storage (TactusBand       *self);
void tactus_band_set_shared_bpm     (TactusBand       *self,
                                     guint             bpm);

/** tactus_band_set_model: what was learned of it; its name, as shown, may be another then */
void tactus_band_set_model          (TactusBand        *self,
                                     const TactusModel *model);

/** tactus_band_show_no_meter: what there is to say of the pulse while no meter says it */
void tactus_band_show_no_meter      (TactusBand       *self);

/** tactus_band_tell_heart_rate: emits `heart-rate` */
void tactus_band_tell_heart_rate    (TactusBand            *self,
                                     const TactusHeartRate *rate);

/** tactus_band_tell_bond_question: emits `bond-question`, unless the person has answered it already
 * by asking for the pairing */
void tactus_band_tell_bond_question (TactusBand            *self,
                                     TactusBondQuestion    *question);

/** tactus_band_tell_reading: emits `reading` */
void tactus_band_tell_reading       (TactusBand          *self,
                                     const TactusReading *reading);

/** tactus_band_renew_series: from now on readings go to an empty one */
void tactus_band_renew_series       (TactusBand          *self);

/** tactus_band_stop_timers: of whatever was going on */
void tactus_band_stop_timers        (TactusBand *self);

G_END_DECLS
