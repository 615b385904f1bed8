/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-faults.h"
#include "tactus-sim-model.h"

G_BEGIN_DECLS

#define TACTUS_SIM_SPEC_ERROR (tactus_sim_spec_error_quark ())
GQuark tactus_sim_spec_error_quark (void);

typedef enum {
  TACTUS_SIM_SPEC_ERROR_SYNTAX, /* not key=value */
  TACTUS_SIM_SPEC_ERROR_KEY,    /* no such setting */
  TACTUS_SIM_SPEC_ERROR_VALUE,  /* not a value for it */
} TactusSimSpecError;

/**
 * TactusSimTap:
 *
 * What becomes of the prompt.
 */
typedef enum {
  TACTUS_SIM_TAP_AFTER,   /* tapped by itself, tap_us after it appeared */
  TACTUS_SIM_TAP_NEVER,   /* the prompt times out: `10 01 02` */
  TACTUS_SIM_TAP_DECLINE, /* turned down, tap_us after it appeared: `10 01 02` */
  TACTUS_SIM_TAP_MANUAL,  /* waits for a tap or a decline, no longer than prompt_us */
} TactusSimTap;

/**
 * TactusSimBond:
 *
 * What Bluetooth pairing takes before the heart rate may be heard.
 */
typedef enum {
  TACTUS_SIM_BOND_NONE,
  TACTUS_SIM_BOND_JUST_WORKS, /* nobody is asked */
  TACTUS_SIM_BOND_PASSKEY,    /* the band shows a number, to be entered at the computer */
  TACTUS_SIM_BOND_CONFIRM,    /* both show a number; is it the same? */
  TACTUS_SIM_BOND_DISPLAY,    /* the computer shows a number, to be entered at the band */
  TACTUS_SIM_BOND_ALLOW,      /* the computer asks whether it may be */
} TactusSimBond;

/**
 * TactusSimContact:
 *
 * What a heart-rate record says of the skin.
 */
typedef enum {
  TACTUS_SIM_CONTACT_NONE, /* nothing */
  TACTUS_SIM_CONTACT_YES,  /* whether it is worn */
  TACTUS_SIM_CONTACT_LOST, /* that it does not touch it */
} TactusSimContact;

/**
 * TactusSimSpec:
 * @name: as advertised; a `*` at its end stands for the last four digits of the address
 * @rssi: dBm
 * @key: the key it already has, if @has_key; made up, as the band is
 * @rates: (nullable) (element-type guint16): sent one after the other, from the start again after
 *   the last; 0 is "no reading", above 255 goes out in 16 bits.  %NULL: a pulse that wanders by
 *   itself
 * @seed: of the wandering pulse and the steps
 * @in_reach: whether it answers when called; it advertises all the same
 * @away: not there at all, until tactus_sim_band_come_back()
 * @first_us, @period_us: to the first heart rate, and from one to the next
 * @prompt_us: how long the prompt stays
 * @login_us: how long it waits for a login to go on before it drops the link
 * @keep_alive_us: how long it measures without being asked again
 * @uid: the owner a first-generation band knows already, if @has_uid
 * @profile: of FF01; 0: the model's
 * @share: whether the pulse goes into the advertisement, or, with newer bands, out as of a strap
 * @bond, @bond_error: ATT error of whoever has not paired; @passkey: what it shows
 * @contact, @intervals, @energy: what its heart-rate records hold besides the rate
 * @charging: on the charger
 * @activity: minutes it has stored, up to the time it is first told
 * @crc: whether a fetch ends with a checksum
 * @clock: (nullable): its local time, with its zone, when it is switched on
 *
 * Everything that can be said about a band before it is switched on.  Times in microseconds.
 */
typedef struct {
  const TactusSimModel *model;
  char                 *name;
  char                 *address;
  gboolean              public_address;
  gint16                rssi;
  TactusSimTap          tap;
  gint64                tap_us;
  guint8                key[16];
  gboolean              has_key;
  GArray               *rates;
  guint32               seed;
  guint                 battery;
  guint                 steps;
  gboolean              worn;
  gboolean              in_reach;
  gboolean              away;
  gint64                first_us;
  gint64                period_us;
  gint64                prompt_us;
  gint64                login_us;
  gint64                keep_alive_us;
  guint32               uid;
  gboolean              has_uid;
  guint32               profile;
  gboolean              share;
  TactusSimBond         bond;
  guint8                bond_error;
  guint                 passkey;
  TactusSimContact      contact;
  gboolean              intervals;
  gboolean              energy;
  gboolean              charging;
  guint                 activity;
  gboolean              crc;
  GDateTime            *clock;
  TactusSimFaults       faults;
} TactusSimSpec;

/** tactus_sim_spec_new: Returns: (transfer full): a @model out of the box, MANUAL tap */
TactusSimSpec *tactus_sim_spec_new   (const TactusSimModel *model);

/**
 * tactus_sim_spec_parse:
 * @text: comma-separated settings, e.g. `model=mi-band-3,name="My band",tap=3`
 *
 * Returns: (transfer full) (nullable): the spec, or %NULL with %TACTUS_SIM_SPEC_ERROR; the message
 *   never repeats a key
 */
TactusSimSpec *tactus_sim_spec_parse (const char           *text,
                                      GError              **error);

TactusSimSpec *tactus_sim_spec_copy  (const TactusSimSpec  *self);
void           tactus_sim_spec_free  (TactusSimSpec        *self);

/** tactus_sim_spec_get_help: Returns: (transfer full): the settings, a line each */
char          *tactus_sim_spec_get_help (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusSimSpec, tactus_sim_spec_free)

G_END_DECLS
