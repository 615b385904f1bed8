/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-band.h"
#include "tactus-sim-chunks.h"
#include "tactus-sim-fetch.h"
#include "tactus-sim-heart.h"
#include "tactus-sim-login.h"
#include "tactus-sim-replay.h"

G_BEGIN_DECLS

/* What the files of TactusSimBand share: its life and time are in tactus-sim-band.c, what a client
 * reads and writes in tactus-sim-band-gatt.c, what people do to it in tactus-sim-band-hands.c; what
 * it is told to keep, show and ring in tactus-sim-band-abilities.c, its stored minutes in
 * tactus-sim-band-store.c, and the first generation in tactus-sim-band-first.c. */

/* A time that does not come. */
#define TACTUS_SIM_NEVER G_MAXINT64

struct _TactusSimBand {
  GObject parent_instance;

  TactusSimSpec  *spec;       /* (owned) */
  char           *name;       /* (owned): as advertised */
  TactusSimLogin  login;
  TactusSimHeart  heart;
  GQueue          says;       /* (element-type Say), tactus-sim-band.c */
  GHashTable     *subscribed; /* (owned): set of UUIDs, pointers into the model's table */
  GDateTime      *clock;      /* (owned): the band's local time at clock_us */
  gint64          clock_us;
  gint8           zone_quarters;
  gboolean        told_time;  /* someone set the clock */
  char           *words;      /* (owned) (nullable): what the event under way is about */

  gboolean        connected;
  gboolean        advertising;
  guint           bpm;
  guint           values_sent;
  gint64          now_us;       /* the latest anyone told us */
  gint64          login_end_us; /* the link is dropped if the login has not gone on by then */
  gint64          decide_us;    /* what the spec says about the prompt happens then */
  gint64          prompt_end_us;
  gint64          vanish_us;

  gboolean        bonded;
  guint           shared;       /* the pulse in the advertisement; 0 for none */
  gint64          share_us;     /* when it may change */

  guint8          notice;       /* first generation: what FF03 said last */
  guint8          user_info[20];
  guint8          parameters[12];
  gboolean        step_stream;

  GHashTable     *settings;     /* (owned): "0003:0602" → hex of the last write that was taken */
  TactusSimAlarm  alarms[TACTUS_SIM_N_ALARMS];
  TactusSimChunks chunks;

  guint8          raw_kind;     /* what was asked for; 0 for nothing */
  guint8          raw_index;
  gint64          raw_us;       /* of the next packet */
  gint64          raw_until_us; /* unless pinged */

  TactusSimMinutes minutes;
  TactusSimFetch  fetch;
  gint64          packet_us;    /* of the next packet of the fetch */

  TactusSimReplay *replay;      /* (owned) (nullable): what it says, but for the login */
};

typedef enum {
  PROP_CONNECTED = 1,
  PROP_PROMPTING,
  PROP_AUTHENTICATED,
  PROP_MEASURING,
  PROP_ADVERTISING,
  PROP_WORN,
  PROP_HEART_RATE,
  PROP_BATTERY,
} TactusSimBandProperty;

/** tactus_sim_band_changed: notifies of a property */
void    tactus_sim_band_changed      (TactusSimBand         *self,
                                      TactusSimBandProperty  property);
void    tactus_sim_band_happen       (TactusSimBand         *self,
                                      TactusSimEvent         event,
                                      int                    value);

/** tactus_sim_band_tick_replay: says what the trace has for now */
void    tactus_sim_band_tick_replay  (TactusSimBand         *self);

/** tactus_sim_band_tell_written: to onlookers */
void    tactus_sim_band_tell_written (TactusSimBand         *self,
                                      const char            *uuid,
                                      const guint8          *data,
                                      gsize                  size);

/** tactus_sim_band_stir: the deadline may have changed */
void    tactus_sim_band_stir         (TactusSimBand         *self);

/** tactus_sim_band_say: @uuid is static; with no @value the link is dropped when its turn comes */
void    tactus_sim_band_say          (TactusSimBand         *self,
                                      const char            *uuid,
                                      GBytes                *value);

/** tactus_sim_band_answer: says @frame as the faults of @step let it */
void    tactus_sim_band_answer       (TactusSimBand         *self,
                                      const char            *uuid,
                                      TactusSimStep          step,
                                      GBytes                *frame);

/** tactus_sim_band_drop: gives the link up, if there is one */
void    tactus_sim_band_drop         (TactusSimBand         *self);

void    tactus_sim_band_set_advertising (TactusSimBand      *self,
                                         gboolean            advertising);

/** tactus_sim_band_prompt: it asks for a tap; what the spec says about that begins */
void    tactus_sim_band_prompt       (TactusSimBand         *self);

/** Returns: (transfer full): @pattern with the end of @address for a `*` */
char   *tactus_sim_band_make_name    (const char            *pattern,
                                      const char            *address);

/** Returns: (transfer full): its local time, as if it were UTC */
GDateTime *tactus_sim_band_get_local (TactusSimBand         *self);

/** tactus_sim_band_take_clock: @local is (transfer full) */
void    tactus_sim_band_take_clock   (TactusSimBand         *self,
                                      GDateTime             *local,
                                      gint8                  zone_quarters);

/** Returns: (transfer none) (nullable): the row of @uuid, if it has it now */
const TactusSimCharacteristic *
        tactus_sim_band_find         (TactusSimBand         *self,
                                      const char            *uuid);

/** Returns: the ATT error of whoever may not use @row yet; 0 if anyone may */
guint8  tactus_sim_band_get_lock     (TactusSimBand                 *self,
                                      const TactusSimCharacteristic *row,
                                      gboolean                       to_write);

/** tactus_sim_band_happen_with: @words are there while onlookers are told */
void    tactus_sim_band_happen_with  (TactusSimBand         *self,
                                      TactusSimEvent         event,
                                      int                    value,
                                      const char            *words);

/** tactus_sim_band_advertise_anew: what it shares has changed */
void    tactus_sim_band_advertise_anew (TactusSimBand       *self);

/* ── abilities ── */

guint8  tactus_sim_band_write_configuration (TactusSimBand  *self,
                                             const guint8   *data,
                                             gsize           size);
guint8  tactus_sim_band_write_user_settings (TactusSimBand  *self,
                                             const guint8   *data,
                                             gsize           size);
guint8  tactus_sim_band_write_alert         (TactusSimBand  *self,
                                             const guint8   *data,
                                             gsize           size);
guint8  tactus_sim_band_write_new_alert     (TactusSimBand  *self,
                                             const guint8   *data,
                                             gsize           size);
guint8  tactus_sim_band_write_chunk         (TactusSimBand  *self,
                                             const guint8   *data,
                                             gsize           size);
guint8  tactus_sim_band_write_raw           (TactusSimBand  *self,
                                             const guint8   *data,
                                             gsize           size);
guint8  tactus_sim_band_write_fetch         (TactusSimBand  *self,
                                             const guint8   *data,
                                             gsize           size);

/** tactus_sim_band_keep_measuring: what a write to 2A39 says about the background */
void    tactus_sim_band_keep_measuring      (TactusSimBand  *self,
                                             const guint8   *data,
                                             gsize           size);

/* Commands of FF05; @data has the length that belongs to it. */
guint8  tactus_sim_band_keep_goal           (TactusSimBand  *self,
                                             const guint8   *data);
guint8  tactus_sim_band_keep_wrist          (TactusSimBand  *self,
                                             const guint8   *data);
guint8  tactus_sim_band_set_first_alarm     (TactusSimBand  *self,
                                             const guint8   *data);
guint8  tactus_sim_band_start_first_fetch   (TactusSimBand  *self,
                                             const guint8   *data);
guint8  tactus_sim_band_stop_first_fetch    (TactusSimBand  *self,
                                             const guint8   *data);
guint8  tactus_sim_band_confirm_block       (TactusSimBand  *self,
                                             const guint8   *data);

void    tactus_sim_band_tick_raw            (TactusSimBand  *self);
void    tactus_sim_band_stop_raw            (TactusSimBand  *self);
void    tactus_sim_band_ping_raw            (TactusSimBand  *self);
void    tactus_sim_band_tick_fetch          (TactusSimBand  *self);
void    tactus_sim_band_stop_fetch          (TactusSimBand  *self);

/** tactus_sim_band_anchor_minutes: the clock has been set: what was stored ends now */
void    tactus_sim_band_anchor_minutes      (TactusSimBand  *self);

/* ── first generation ── */

/** tactus_sim_band_notice: says @code on FF03 */
void    tactus_sim_band_notice       (TactusSimBand         *self,
                                      guint8                 code);

/** Returns: (transfer full): the last word of the prompt */
GBytes *tactus_sim_band_first_decide (TactusSimBand         *self,
                                      gboolean               tapped);

GBytes *tactus_sim_band_read_device        (TactusSimBand   *self);
GBytes *tactus_sim_band_read_notice        (TactusSimBand   *self);
GBytes *tactus_sim_band_read_user_info     (TactusSimBand   *self);
GBytes *tactus_sim_band_read_parameters    (TactusSimBand   *self);
GBytes *tactus_sim_band_read_first_battery (TactusSimBand   *self);
GBytes *tactus_sim_band_read_first_steps   (TactusSimBand   *self);
GBytes *tactus_sim_band_read_date          (TactusSimBand   *self);

guint8  tactus_sim_band_write_user_info    (TactusSimBand   *self,
                                            const guint8    *data,
                                            gsize            size);
guint8  tactus_sim_band_write_parameters   (TactusSimBand   *self,
                                            const guint8    *data,
                                            gsize            size);
guint8  tactus_sim_band_write_date         (TactusSimBand   *self,
                                            const guint8    *data,
                                            gsize            size);
guint8  tactus_sim_band_write_control      (TactusSimBand   *self,
                                            const guint8    *data,
                                            gsize            size);

/** tactus_sim_band_decide: the prompt ends */
void    tactus_sim_band_decide       (TactusSimBand         *self,
                                      gboolean               tapped);

G_END_DECLS
