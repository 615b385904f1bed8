/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-band-list.h"

G_BEGIN_DECLS

/**
 * TactusCause:
 * @TACTUS_CAUSE_SERVICE: bluetoothd does not run
 * @TACTUS_CAUSE_PERMISSION: the bus refuses us
 * @TACTUS_CAUSE_ADAPTER: no hardware
 * @TACTUS_CAUSE_POWER: off, or blocked
 * @TACTUS_CAUSE_IN_USE: another Tactus or tactusctl owns the band
 * @TACTUS_CAUSE_KEYRING: locked or missing
 * @TACTUS_CAUSE_BONDED: the system's Bluetooth settings hold the band
 * @TACTUS_CAUSE_SILENT: too far away, or empty
 * @TACTUS_CAUSE_PHONE: connected to a phone, which hides it, or still belongs to its app
 * @TACTUS_CAUSE_SIGNAL: heard, but faintly
 * @TACTUS_CAUSE_KEY: the band refuses our key
 *
 * Why a band cannot be reached, in the order in which it is looked for.
 */
typedef enum {
  TACTUS_CAUSE_SERVICE,
  TACTUS_CAUSE_PERMISSION,
  TACTUS_CAUSE_ADAPTER,
  TACTUS_CAUSE_POWER,
  TACTUS_CAUSE_IN_USE,
  TACTUS_CAUSE_KEYRING,
  TACTUS_CAUSE_BONDED,
  TACTUS_CAUSE_SILENT,
  TACTUS_CAUSE_PHONE,
  TACTUS_CAUSE_SIGNAL,
  TACTUS_CAUSE_KEY,
} TactusCause;

#define TACTUS_N_CAUSES (TACTUS_CAUSE_KEY + 1)

/**
 * TactusFinding:
 * @TACTUS_FINDING_WAITING: its turn has not come
 * @TACTUS_FINDING_CHECKING: it is being looked at
 * @TACTUS_FINDING_FINE: it is not this
 * @TACTUS_FINDING_FOUND: this is it
 * @TACTUS_FINDING_UNKNOWN: it cannot be told
 * @TACTUS_FINDING_NOT_ASKED: nothing that concerns this band
 */
typedef enum {
  TACTUS_FINDING_WAITING,
  TACTUS_FINDING_CHECKING,
  TACTUS_FINDING_FINE,
  TACTUS_FINDING_FOUND,
  TACTUS_FINDING_UNKNOWN,
  TACTUS_FINDING_NOT_ASKED,
} TactusFinding;

/**
 * TactusCure:
 *
 * What a person can do about a cause, as a button.
 */
typedef enum {
  TACTUS_CURE_NONE,
  TACTUS_CURE_COPY_COMMAND, /* the one that starts the service */
  TACTUS_CURE_DEMO,
  TACTUS_CURE_TURN_ON,
  TACTUS_CURE_CHECK_AGAIN,
  TACTUS_CURE_KEEP_KEY,     /* unlock the keyring, and put the key there */
  TACTUS_CURE_UNPAIR,       /* out of the system's Bluetooth settings */
  TACTUS_CURE_PAIR_AGAIN,
} TactusCure;

/** What starts the service, for a terminal. */
#define TACTUS_DOCTOR_START_COMMAND "systemctl start bluetooth"

/**
 * TactusDoctorTimings:
 *
 * How long things may take, milliseconds.
 *
 * @service_ms: the Bluetooth service to say how it is (3 s)
 * @keyring_ms: the keyring to answer, if a person has to unlock it (10 s)
 * @listen_ms: a scan that hears nothing (8 s)
 * @settle_ms: a scan goes on after the first word of the band, for its signal (1.5 s)
 * @connect_ms: an attempt to connect (40 s)
 */
typedef struct {
  guint service_ms;
  guint keyring_ms;
  guint listen_ms;
  guint settle_ms;
  guint connect_ms;
} TactusDoctorTimings;

#define TACTUS_TYPE_DOCTOR (tactus_doctor_get_type ())
G_DECLARE_FINAL_TYPE (TactusDoctor, tactus_doctor, TACTUS, DOCTOR, GObject)

/**
 * TactusDoctor:
 *
 * Looks for what keeps a band from being paired or connected, by trying: asks the Bluetooth
 * service, the locks, the keyring; listens for the band; and connects to one that is paired with
 * this computer, which never sets a key.
 *
 * Signal `changed` (): a finding, the signal strength or the detail of a finding is another.
 */

/**
 * tactus_doctor_new:
 * @band: (nullable): %NULL: no band was found at all
 */
TactusDoctor  *tactus_doctor_new            (TactusBandList            *bands,
                                             TactusBand                *band);

void           tactus_doctor_set_timings    (TactusDoctor              *self,
                                             const TactusDoctorTimings *timings);

/**
 * tactus_doctor_examine_async:
 *
 * Looks at each cause in turn.  One examination at a time.  Cancelled, what was not looked at
 * cannot be told; the examination then fails with %G_IO_ERROR_CANCELLED, and otherwise never.
 */
void           tactus_doctor_examine_async  (TactusDoctor              *self,
                                             GCancellable              *cancellable,
                                             GAsyncReadyCallback        callback,
                                             gpointer                   user_data);
gboolean       tactus_doctor_examine_finish (TactusDoctor              *self,
                                             GAsyncResult              *result,
                                             GError                   **error);

gboolean       tactus_doctor_get_examining  (TactusDoctor              *self);

TactusFinding  tactus_doctor_get_finding    (TactusDoctor              *self,
                                             TactusCause                cause);

/** tactus_doctor_get_detail: Returns: (nullable): for the log: who holds the band, what a keyring
 *    said.  Not translated; may hold the band's address */
const char    *tactus_doctor_get_detail     (TactusDoctor              *self,
                                             TactusCause                cause);

/**
 * tactus_cause_for_state:
 * @cause: (out): what keeps everything from working while the Bluetooth service is as @state says;
 *   set with %TRUE only
 *
 * Returns: whether there is such a cause
 */
gboolean       tactus_cause_for_state       (TactusBluezState           state,
                                             TactusCause               *cause);

/** tactus_doctor_get_rssi: Returns: dBm, as last heard, or %TACTUS_RSSI_UNKNOWN */
int            tactus_doctor_get_rssi       (TactusDoctor              *self);

/** tactus_doctor_get_works: Returns: whether the band is connected, or a band was found at last */
gboolean       tactus_doctor_get_works      (TactusDoctor              *self);

/** tactus_doctor_get_band: Returns: (transfer none) (nullable) */
TactusBand    *tactus_doctor_get_band       (TactusDoctor              *self);

/** tactus_doctor_get_bands: Returns: (transfer none) */
TactusBandList *tactus_doctor_get_bands     (TactusDoctor              *self);

G_END_DECLS
