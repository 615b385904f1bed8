/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "tactus-band-error.h"
#include "tactus-band-time.h"
#include "tactus-battery.h"
#include "tactus-bluez-client.h"
#include "tactus-bond-question.h"
#include "tactus-clock.h"
#include "tactus-heart-rate.h"
#include "tactus-key-store.h"
#include "tactus-model.h"
#include "tactus-series.h"
#include "tactus-steps.h"

G_BEGIN_DECLS

/**
 * TactusBandState:
 *
 * Where a band stands.  OFFLINE with `error` set: it stopped, and that is why.  WAITING: the link
 * was lost and the next attempt is due soon, by itself.
 */
typedef enum {
  TACTUS_BAND_STATE_OFFLINE,
  TACTUS_BAND_STATE_WAITING,
  TACTUS_BAND_STATE_CONNECTING,
  TACTUS_BAND_STATE_PREPARING,      /* services are there, the key is being fetched or made */
  TACTUS_BAND_STATE_AUTHENTICATING,
  TACTUS_BAND_STATE_TAP_NEEDED,
  TACTUS_BAND_STATE_READY,
  TACTUS_BAND_STATE_DISCONNECTING,
  TACTUS_BAND_STATE_LISTENING,      /* no link: the pulse comes from its advertisements */
} TactusBandState;

/**
 * TactusPulseState:
 *
 * What there is to say about the pulse right now.
 */
typedef enum {
  TACTUS_PULSE_STATE_IDLE,       /* nobody measures */
  TACTUS_PULSE_STATE_STARTING,   /* the light is on, no value yet: 5 to 10 s */
  TACTUS_PULSE_STATE_LIVE,       /* the last value is fresh */
  TACTUS_PULSE_STATE_NO_VALUE,   /* the band tries and has none */
  TACTUS_PULSE_STATE_NO_CONTACT, /* not worn */
  TACTUS_PULSE_STATE_STALE,      /* the last value is too old to be true */
  TACTUS_PULSE_STATE_LOST,       /* the link is gone, measuring goes on when it is back */
} TactusPulseState;

/**
 * TactusKeyStorage:
 * @TACTUS_KEY_STORAGE_NONE: no key known (yet)
 * @TACTUS_KEY_STORAGE_KEPT: in the keyring or key file
 * @TACTUS_KEY_STORAGE_SESSION: only in memory, since the keyring is missing or locked
 */
typedef enum {
  TACTUS_KEY_STORAGE_NONE,
  TACTUS_KEY_STORAGE_KEPT,
  TACTUS_KEY_STORAGE_SESSION,
} TactusKeyStorage;

#define TACTUS_TYPE_BAND_STATE (tactus_band_state_get_type ())
GType tactus_band_state_get_type (void);
#define TACTUS_TYPE_PULSE_STATE (tactus_pulse_state_get_type ())
GType tactus_pulse_state_get_type (void);
#define TACTUS_TYPE_KEY_STORAGE (tactus_key_storage_get_type ())
GType tactus_key_storage_get_type (void);

#define TACTUS_TYPE_BAND (tactus_band_get_type ())
G_DECLARE_FINAL_TYPE (TactusBand, tactus_band, TACTUS, BAND, GObject)

/**
 * TactusBandTimings:
 *
 * How long things take, milliseconds.  A test passes shorter ones.
 *
 * @tap_ms, @answer_ms: deadlines of the handshake; 0: those of protocol/
 * @keep_alive_ms: a measuring band wants a ping this often (12 s)
 * @first_value_ms: a one-shot measurement gives up after this (20 s)
 * @stale_ms: a value older than this is no longer shown as the pulse (10 s)
 * @watchdog_ms: measuring, but silent for so long: start the measurement again (25 s); the third
 *   time in a row the link is taken down and made anew
 * @reconnect_ms: first pause before an attempt to reconnect (250 ms; doubles four times, then 15,
 *   30, 60 … 300 s, with ±20 % of jitter)
 * @reply_ms: a band that answers a setting does so within this (3 s); old ones never do
 * @find_ms: pause between two vibrations of a band that is looked for (1 s)
 * @fetch_ms: deadline for a packet of recorded activity; 0: those of protocol/
 * @clock_ms: how often it is looked whether the clocks were changed, or the computer travelled, so
 *   that a connected band has to be told (1 min); 0: never
 */
typedef struct {
  guint tap_ms;
  guint answer_ms;
  guint keep_alive_ms;
  guint first_value_ms;
  guint stale_ms;
  guint watchdog_ms;
  guint reconnect_ms;
  guint reply_ms;
  guint find_ms;
  guint fetch_ms;
  guint clock_ms;
} TactusBandTimings;

extern const TactusBandTimings tactus_band_default_timings;

/**
 * TactusBandInfo:
 *
 * What a band says of itself; a field that the band lacks or garbles is %NULL or has its flag
 * unset, the others stay.
 *
 * @heart_software: of the sensor, where it has its own (first generation)
 * @has_charges, @charges: how often it was charged (first generation)
 */
typedef struct {
  char          *serial;
  char          *hardware;
  char          *software;
  char          *heart_software;
  gboolean       has_battery;
  TactusBattery  battery;
  gboolean       has_charges;
  guint          charges;
  gboolean       has_time;
  TactusBandTime time;
  gboolean       has_steps;
  TactusSteps    steps;
} TactusBandInfo;

void tactus_band_info_free (TactusBandInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusBandInfo, tactus_band_info_free)

/**
 * TactusBand:
 *
 * One band: its state, its key, its pulse.  Properties (all readable, notified):
 * - `address` (string), `name` (string, never NULL: the band's own name, or its model's),
 * - `model` (gpointer: const TactusModel *, nullable): another one when more is learned of it: its
 *   name, what it advertises, what a first-generation band says of itself,
 * - `state` (TactusBandState), `error` (G_TYPE_ERROR boxed, nullable): why it last stopped,
 * - `known` (boolean): paired with this computer,
 * - `present` (boolean): BlueZ saw it lately, `rssi` (int, dBm or TACTUS_RSSI_UNKNOWN),
 * - `measuring` (boolean): the person wants the pulse continuously,
 * - `pulse-state` (TactusPulseState), `bpm` (uint, 0 if none is fresh),
 * - `battery-level` (int, %, −1 unknown), `charging` (boolean),
 * - `key-storage` (TactusKeyStorage), `key-published` (boolean): its key, once it was looked up, is
 *   one of those that scripts on the web carry,
 * - `shared-bpm` (uint): the pulse in its latest advertisement, 0 for none; known without a link,
 * - `series` (gpointer: TactusSeries *): this run's readings; a new, empty one when a measurement
 *   begins after the computer's clock was set back.
 * Signals:
 * - `heart-rate` (gpointer: const TactusHeartRate *): a notification, parsed; valid during the
 *   call,
 * - `reading` (gpointer: const TactusReading *): what was appended to the series, with its RR
 *   intervals if it has some.  LOST and STALE come within a measurement, GAP ends it,
 * - `bond-question` (TactusBondQuestion *): pairing with a standard sensor asks the person
 *   something; see tactus-bond-question.h.  A question that no handler keeps is answered with no;
 *   ALLOW is not told: to pair is to allow.
 *
 * Commands are asynchronous; one that changes the link (pair, connect, disconnect) ends the one in
 * flight with %G_IO_ERROR_CANCELLED.  Cancelling pair leaves nothing behind: no link, no half key.
 */

/**
 * tactus_band_new:
 * @address: upper case with colons
 * @name: (nullable): as advertised
 * @model: (nullable): %NULL: a heart-rate sensor or unknown, which this version cannot pair
 * @lock_dir: where locks live, usually tactus_band_lock_get_default_dir()
 */
TactusBand         *tactus_band_new              (TactusBluezClient *client,
                                                  TactusKeyStore    *keys,
                                                  const char        *address,
                                                  const char        *name,
                                                  const TactusModel *model,
                                                  const char        *lock_dir);

void                tactus_band_set_timings      (TactusBand              *self,
                                                  const TactusBandTimings *timings);

/** tactus_band_set_clock: @clock: (not nullable): static; before the first measurement */
void                tactus_band_set_clock        (TactusBand              *self,
                                                  const TactusClock       *clock);

const char         *tactus_band_get_address      (TactusBand *self);
const char         *tactus_band_get_name         (TactusBand *self);
const TactusModel  *tactus_band_get_model        (TactusBand *self);
TactusBandState     tactus_band_get_state        (TactusBand *self);
/** Returns: (transfer none) (nullable) */
const GError       *tactus_band_get_error        (TactusBand *self);
gboolean            tactus_band_get_known        (TactusBand *self);
gboolean            tactus_band_get_present      (TactusBand *self);
int                 tactus_band_get_rssi         (TactusBand *self);
gboolean            tactus_band_get_measuring    (TactusBand *self);
TactusPulseState    tactus_band_get_pulse_state  (TactusBand *self);
guint               tactus_band_get_bpm          (TactusBand *self);
int                 tactus_band_get_battery_level (TactusBand *self);
gboolean            tactus_band_get_charging     (TactusBand *self);
TactusKeyStorage    tactus_band_get_key_storage  (TactusBand *self);
gboolean            tactus_band_get_key_published (TactusBand *self);
/** Returns: (transfer none): this run's readings; see the property */
TactusSeries       *tactus_band_get_series       (TactusBand *self);

/**
 * tactus_band_get_now_us:
 *
 * Returns: what time it is by the clock of the readings, microseconds since 1970 UTC: while a
 *   measurement goes on, what is compared with their times (their age, where they are in a chart);
 *   otherwise the wall clock's
 */
gint64              tactus_band_get_now_us       (TactusBand *self);

/**
 * tactus_band_pair_async:
 * @key: (nullable): the vendor's key, for models that need it; %NULL: make a random one and set it,
 *   which the person confirms with a tap
 *
 * Connects, and gives the band the key or proves the one given; the key is stored as pending before
 * it is sent and becomes current when the band has accepted it.  Ends READY.  A standard sensor has
 * no key: it is connected, bonded if it wants that, and remembered as known.  With a client-made
 * key on a band that is already known this replaces the key: only ever on a person's request.
 */
void                tactus_band_pair_async       (TactusBand           *self,
                                                  TactusKey            *key,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean            tactus_band_pair_finish      (TactusBand           *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/**
 * tactus_band_connect_async:
 *
 * Connects and logs in with the stored key (the pending one too, if the current one fails).  Never
 * sets a key.  If the band is READY it succeeds at once.  Once READY the band reconnects by itself
 * until tactus_band_disconnect_async(), a wrong key or removal.
 */
void                tactus_band_connect_async    (TactusBand           *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean            tactus_band_connect_finish   (TactusBand           *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/** tactus_band_disconnect_async: from any state; afterwards OFFLINE, lock released */
void                tactus_band_disconnect_async  (TactusBand           *self,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean            tactus_band_disconnect_finish (TactusBand           *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);

/**
 * tactus_band_start_measuring:
 *
 * Wishes for the continuous pulse: starts when (and each time) the band is READY, connecting first
 * if it is OFFLINE.  What goes wrong shows in `state`, `error` and `pulse-state`.
 *
 * The wish outlasts a lost link (WAITING) and ends when the band goes OFFLINE, since nothing would
 * bring it back; a band without the sensor ends it too, with `error` set, and stays READY.
 */
void                tactus_band_start_measuring  (TactusBand *self);
void                tactus_band_stop_measuring   (TactusBand *self);

/**
 * tactus_band_suspend:
 *
 * The computer is about to sleep: lets go of the link, and tries nothing until
 * tactus_band_resume().  What was wanted of the band is wanted still: it is WAITING, and what is
 * measured goes on later.
 */
void                tactus_band_suspend          (TactusBand *self);

/** tactus_band_resume: the computer is awake: a band that waits is connected at once */
void                tactus_band_resume           (TactusBand *self);

/**
 * tactus_band_start_listening:
 *
 * Takes the pulse out of the band's advertisements, without link or key, for bands that share it
 * (setting `share-heart-rate`).  Scans all the while, which costs power: only ever on a person's
 * request.  The state is LISTENING; readings, `heart-rate`, `pulse-state` and `bpm` are as with a
 * link.  Needs the band OFFLINE, or nothing happens; any command that makes a link ends it.  When
 * Bluetooth goes away it ends with `error` set, and does not come back by itself.
 */
void                tactus_band_start_listening  (TactusBand *self);
void                tactus_band_stop_listening   (TactusBand *self);

/** Returns: bpm of the latest advertisement if it is fresh, else 0 */
guint               tactus_band_get_shared_bpm   (TactusBand *self);

/**
 * tactus_band_measure_once_async:
 *
 * One reading, connecting first if need be; 20 s at most after that.
 *
 * Returns by finish: %TRUE and a pulse in @bpm; %FALSE with %TACTUS_BAND_ERROR_TIMED_OUT if the
 * band found none
 */
void                tactus_band_measure_once_async  (TactusBand           *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean            tactus_band_measure_once_finish (TactusBand           *self,
                                                     GAsyncResult         *result,
                                                     guint                *bpm,
                                                     GError              **error);

/**
 * tactus_band_read_info_async: Returns by finish: (transfer full): what could be read; needs READY
 */
void                tactus_band_read_info_async  (TactusBand           *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
TactusBandInfo     *tactus_band_read_info_finish (TactusBand           *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/** tactus_band_keep_key_async: "Try again" of a session-only key: puts it into the key store */
void                tactus_band_keep_key_async   (TactusBand           *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean            tactus_band_keep_key_finish  (TactusBand           *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
