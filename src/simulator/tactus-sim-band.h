/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "tactus-sim-alarm.h"
#include "tactus-sim-minutes.h"
#include "tactus-sim-replay.h"
#include "tactus-sim-spec.h"

G_BEGIN_DECLS

/**
 * TactusSimEvent:
 *
 * What an onlooker sees; the value that comes with the `happened` signal is in the comment.
 */
typedef enum {
  TACTUS_SIM_EVENT_CONNECTED,
  TACTUS_SIM_EVENT_DISCONNECTED,
  TACTUS_SIM_EVENT_TAP_ASKED,
  TACTUS_SIM_EVENT_KEY_SET,
  TACTUS_SIM_EVENT_DECLINED,      /* the prompt is gone without a tap */
  TACTUS_SIM_EVENT_REFUSED,       /* 1: a key, 3: a proof */
  TACTUS_SIM_EVENT_AUTHENTICATED,
  TACTUS_SIM_EVENT_HEART_RATE,    /* bpm; 0 is no reading */
  TACTUS_SIM_EVENT_ALERT,         /* 0 off, 1 message, 2 call, 3 vibrate; 255 a pattern */
  TACTUS_SIM_EVENT_TEXT,          /* category; words: what is shown; none: the call has ended */
  TACTUS_SIM_EVENT_GARBLED,       /* a text that cannot be read; words: why */
  TACTUS_SIM_EVENT_SETTING,       /* words: what was written, "0003:06020001" */
  TACTUS_SIM_EVENT_ALARM_SET,     /* slot; also when it is deleted */
  TACTUS_SIM_EVENT_FORGOT,        /* stored minutes it has forgotten, all in all */
  TACTUS_SIM_EVENT_TIME_SET,
  TACTUS_SIM_EVENT_BONDED,        /* by Bluetooth pairing */
} TactusSimEvent;

/** Returns: (nullable): e.g. "tap-asked" */
const char *tactus_sim_event_to_text (TactusSimEvent event);

/* ATT error codes that a band answers with; 0 is success. */
#define TACTUS_SIM_ATT_READ_NOT_PERMITTED  0x02
#define TACTUS_SIM_ATT_WRITE_NOT_PERMITTED 0x03
#define TACTUS_SIM_ATT_NOT_PAIRED          0x05
#define TACTUS_SIM_ATT_NOT_FOUND           0x0a
#define TACTUS_SIM_ATT_INVALID_LENGTH      0x0d
#define TACTUS_SIM_ATT_UNLIKELY            0x0e

#define TACTUS_TYPE_SIM_BAND (tactus_sim_band_get_type ())
G_DECLARE_FINAL_TYPE (TactusSimBand, tactus_sim_band, TACTUS, SIM_BAND, GObject)

/**
 * TactusSimBand:
 *
 * A band of any generation that can be told apart, or a plain heart-rate sensor, as a client meets
 * it.  No I/O and no clock: every call that could
 * matter says what time it is (microseconds, any origin, never backwards), and what the band does
 * by itself it does in tactus_sim_band_tick().  Someone holds the other end of its radio: a virtual
 * BlueZ, a real adapter, or a test.
 *
 * Properties, to draw its face: `connected`, `prompting`, `authenticated`, `measuring`, `worn`,
 * `advertising` (booleans), `heart-rate` (guint, the last one sent; 0 for none), `battery` (guint).
 *
 * Signals:
 * - `notified` (const char *uuid, GBytes *value): send this notification
 * - `written` (const char *uuid, GBytes *value): for onlookers: what it was told, and took
 * - `dropped` (): it gave the link up
 * - `happened` (int event, int value): TactusSimEvent, for onlookers
 * - `stirred` (): the deadline may have changed
 * - `advertised` (): its advertisement says something else now
 */
TactusSimBand        *tactus_sim_band_new            (const TactusSimSpec *spec);

const TactusSimModel *tactus_sim_band_get_model      (TactusSimBand       *self);
const char           *tactus_sim_band_get_name       (TactusSimBand       *self);
const char           *tactus_sim_band_get_address    (TactusSimBand       *self);

/** tactus_sim_band_set_address: before anyone has seen it: an adapter has an address of its own */
void                  tactus_sim_band_set_address    (TactusSimBand       *self,
                                                      const char          *address);
const char           *tactus_sim_band_get_address_type (TactusSimBand     *self);

gint16                tactus_sim_band_get_rssi       (TactusSimBand       *self);
void                  tactus_sim_band_set_rssi       (TactusSimBand       *self,
                                                      gint16               rssi);

gboolean              tactus_sim_band_get_advertising   (TactusSimBand    *self);
gboolean              tactus_sim_band_get_connected     (TactusSimBand    *self);
gboolean              tactus_sim_band_get_prompting     (TactusSimBand    *self);
gboolean              tactus_sim_band_get_authenticated (TactusSimBand    *self);
gboolean              tactus_sim_band_get_measuring     (TactusSimBand    *self);

/** tactus_sim_band_get_streaming: Returns: whether its raw sensors send */
gboolean              tactus_sim_band_get_streaming     (TactusSimBand    *self);
guint                 tactus_sim_band_get_heart_rate    (TactusSimBand    *self);
gboolean              tactus_sim_band_get_worn          (TactusSimBand    *self);

/** Returns: whether a connection to it can come about now */
gboolean              tactus_sim_band_can_be_reached (TactusSimBand       *self);

/** Returns: the service in its advertisement */
const char           *tactus_sim_band_get_advertised (TactusSimBand       *self);

/** Returns: its GATT table, up to a row without a UUID */
const TactusSimService *tactus_sim_band_get_services (TactusSimBand       *self);

/** Returns: (transfer full) (nullable): for company 0x0157: 24 bytes, 6 of a Mi Band 1S */
GBytes               *tactus_sim_band_get_manufacturer_data (TactusSimBand *self);

/** Returns: (transfer full) (nullable): 4 bytes for FEE0: steps today */
GBytes               *tactus_sim_band_get_service_data (TactusSimBand     *self);

/* ── Bluetooth pairing ── */

/** Returns: what it takes; NONE if nobody has to pair */
TactusSimBond         tactus_sim_band_get_bond       (TactusSimBand       *self);

/** Returns: the number that it shows, or wants */
guint                 tactus_sim_band_get_passkey    (TactusSimBand       *self);
gboolean              tactus_sim_band_get_bonded     (TactusSimBand       *self);
void                  tactus_sim_band_set_bonded     (TactusSimBand       *self,
                                                      gboolean             bonded);

/** Returns: per cent */
guint                 tactus_sim_band_get_battery    (TactusSimBand       *self);

/* ── the link ── */

void                  tactus_sim_band_link_up        (TactusSimBand       *self,
                                                      gint64               now_us);
void                  tactus_sim_band_link_down      (TactusSimBand       *self,
                                                      gint64               now_us);

/**
 * tactus_sim_band_read:
 * @att_error: (out): 0 or an ATT error
 *
 * Returns: (transfer full) (nullable): the value, or %NULL
 */
GBytes               *tactus_sim_band_read           (TactusSimBand       *self,
                                                      const char          *uuid,
                                                      gint64               now_us,
                                                      guint8              *att_error);

/** tactus_sim_band_write: without @with_response an error is nobody's to see.  Returns: 0 or an
 * ATT error */
guint8                tactus_sim_band_write          (TactusSimBand       *self,
                                                      const char          *uuid,
                                                      const guint8        *data,
                                                      gsize                size,
                                                      gboolean             with_response,
                                                      gint64               now_us);

/** tactus_sim_band_subscribe: the CCCD.  Returns: 0 or an ATT error */
guint8                tactus_sim_band_subscribe      (TactusSimBand       *self,
                                                      const char          *uuid,
                                                      gboolean             on);

/* ── time ── */

/** Returns: when tactus_sim_band_tick() has something to do; -1 for never */
gint64                tactus_sim_band_get_deadline   (TactusSimBand       *self);

/** tactus_sim_band_tick: does what is due.  Returns: the next deadline */
gint64                tactus_sim_band_tick           (TactusSimBand       *self,
                                                      gint64               now_us);

/* ── the person ── */

/** tactus_sim_band_tap: says yes to the prompt; without one it is a press of the button */
void                  tactus_sim_band_tap            (TactusSimBand       *self,
                                                      gint64               now_us);

/** tactus_sim_band_decline: says no to the prompt */
void                  tactus_sim_band_decline        (TactusSimBand       *self,
                                                      gint64               now_us);

/** tactus_sim_band_vanish: out of range at once, until tactus_sim_band_come_back() */
void                  tactus_sim_band_vanish         (TactusSimBand       *self,
                                                      gint64               now_us);
void                  tactus_sim_band_come_back      (TactusSimBand       *self);

/** tactus_sim_band_set_rate: from now on this heart rate; -1: as before */
void                  tactus_sim_band_set_rate       (TactusSimBand       *self,
                                                      int                  bpm);
void                  tactus_sim_band_set_worn       (TactusSimBand       *self,
                                                      gboolean             worn,
                                                      gint64               now_us);
void                  tactus_sim_band_set_battery    (TactusSimBand       *self,
                                                      guint                level,
                                                      gint64               now_us);

void                  tactus_sim_band_set_charging   (TactusSimBand       *self,
                                                      gboolean             charging,
                                                      gint64               now_us);

/** tactus_sim_band_set_steps: walked so far today */
void                  tactus_sim_band_set_steps      (TactusSimBand       *self,
                                                      guint                steps,
                                                      gint64               now_us);

/** tactus_sim_band_event: says @data on 0010, or FF03 in the first generation, to who is logged
 * in */
void                  tactus_sim_band_event          (TactusSimBand       *self,
                                                      const guint8        *data,
                                                      gsize                size,
                                                      gint64               now_us);

/* ── the tester ── */

void                  tactus_sim_band_set_fault      (TactusSimBand       *self,
                                                      TactusSimStep        step,
                                                      TactusSimEffect      effect,
                                                      guint                times);

/** tactus_sim_band_set_challenge: (nullable) @challenge: 16 bytes: the random number from now on */
void                  tactus_sim_band_set_challenge  (TactusSimBand       *self,
                                                      const guint8        *challenge);

/** tactus_sim_band_set_key: @key: (nullable): 16 bytes, as if paired; NULL: a factory reset */
void                  tactus_sim_band_set_key        (TactusSimBand       *self,
                                                      const guint8        *key);

/** tactus_sim_band_set_uid: a first-generation band's owner, as if it had been tapped */
void                  tactus_sim_band_set_uid        (TactusSimBand       *self,
                                                      guint32              uid);

/** Returns: whether a first-generation band knows an owner; @uid: (out) */
gboolean              tactus_sim_band_get_uid        (TactusSimBand       *self,
                                                      guint32             *uid);

/** Returns: (nullable): the words that belong to the event in whose `happened` this is called */
const char           *tactus_sim_band_get_words      (TactusSimBand       *self);

/**
 * tactus_sim_band_get_setting:
 * @id: characteristic and start of the command: `0003:0602` time format, `0003:08` inactivity,
 *   `0008:4f` profile, `0008:10` goal, `2a39:14` interval, `2a39:1500` sleep, `ff05:05` goal,
 *   `ff05:0f` wrist; see the table in tactus-sim-band-abilities.c
 *
 * Returns: (nullable): hex of the last write that was taken; %NULL for none
 */
const char           *tactus_sim_band_get_setting    (TactusSimBand       *self,
                                                      const char          *id);

/** Returns: whether the alarm is set; @alarm: (out) */
gboolean              tactus_sim_band_get_alarm      (TactusSimBand       *self,
                                                      guint                slot,
                                                      TactusSimAlarm      *alarm);

/** Returns: minutes stored so far, the forgotten ones included; 0 before it knows the time */
guint                 tactus_sim_band_get_n_minutes  (TactusSimBand       *self,
                                                      gint64               now_us);

/** Returns: how many of them, the oldest, a client has let it forget */
guint                 tactus_sim_band_get_n_forgotten (TactusSimBand      *self);

/** Returns: Unix time of the start of minute @index; @minute: (out) */
gint64                tactus_sim_band_get_minute     (TactusSimBand       *self,
                                                      guint                index,
                                                      TactusSimMinute     *minute);

/**
 * tactus_sim_band_replay:
 * @replay: (transfer full): what it says from its next link on, in place of its own
 *
 * The login stays its own, since no trace has one.
 */
void                  tactus_sim_band_replay         (TactusSimBand       *self,
                                                      TactusSimReplay     *replay);

/** Returns: (transfer none) (nullable) */
TactusSimReplay      *tactus_sim_band_get_replay     (TactusSimBand       *self);

/** tactus_sim_band_copy_key: Returns: whether it has a key; @key (out caller-allocates) 16 bytes */
gboolean              tactus_sim_band_copy_key       (TactusSimBand       *self,
                                                      guint8              *key);

G_END_DECLS
