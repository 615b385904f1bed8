/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TACTUS_BAND_ERROR (tactus_band_error_quark ())

/**
 * TactusBandError:
 * @TACTUS_BAND_ERROR_NOT_CONFIRMED: not tapped in time, or declined on the band
 * @TACTUS_BAND_ERROR_REFUSED: the band refused the new key
 * @TACTUS_BAND_ERROR_SERVER_KEY_NEEDED: only the key that the vendor issued opens this band
 * @TACTUS_BAND_ERROR_WRONG_KEY: the band does not know our key
 * @TACTUS_BAND_ERROR_NO_KEY: no key for this band is stored: pair it first
 * @TACTUS_BAND_ERROR_TIMED_OUT: the band did not answer in time
 * @TACTUS_BAND_ERROR_OUT_OF_RANGE: not found, or not reachable
 * @TACTUS_BAND_ERROR_DISCONNECTED: the link was lost
 * @TACTUS_BAND_ERROR_ADAPTER_OFF: Bluetooth is off or blocked
 * @TACTUS_BAND_ERROR_NO_ADAPTER: no Bluetooth hardware
 * @TACTUS_BAND_ERROR_NO_SERVICE: bluetoothd does not run
 * @TACTUS_BAND_ERROR_NOT_ALLOWED: this account or sandbox may not use Bluetooth
 * @TACTUS_BAND_ERROR_BUSY: another program holds the band; the message says which
 * @TACTUS_BAND_ERROR_PROTOCOL: the band sent something nobody understands
 * @TACTUS_BAND_ERROR_NOT_SUPPORTED: this band, or this ability of it, is beyond this version
 * @TACTUS_BAND_ERROR_KEYRING: the key could not be read or kept
 * @TACTUS_BAND_ERROR_BLUETOOTH: Bluetooth failed in a way that nobody knows
 * @TACTUS_BAND_ERROR_NEEDS_PAIRING: the device wants a Bluetooth pairing first: pair a sensor; a
 *   band never should
 * @TACTUS_BAND_ERROR_STORAGE: what the band recorded could not be kept; the message says why
 * @TACTUS_BAND_ERROR_NOT_BONDED: the Bluetooth pairing of a sensor was declined, or took too long
 * @TACTUS_BAND_ERROR_VALUE: what was to be sent is out of its range; the message says what it may
 *   be
 * @TACTUS_BAND_ERROR_NO_LOCK: the lock of the band could not be made; the message says where
 *
 * One code for each ending that leads a person to do something else.
 */
typedef enum {
  TACTUS_BAND_ERROR_NOT_CONFIRMED,
  TACTUS_BAND_ERROR_REFUSED,
  TACTUS_BAND_ERROR_SERVER_KEY_NEEDED,
  TACTUS_BAND_ERROR_WRONG_KEY,
  TACTUS_BAND_ERROR_NO_KEY,
  TACTUS_BAND_ERROR_TIMED_OUT,
  TACTUS_BAND_ERROR_OUT_OF_RANGE,
  TACTUS_BAND_ERROR_DISCONNECTED,
  TACTUS_BAND_ERROR_ADAPTER_OFF,
  TACTUS_BAND_ERROR_NO_ADAPTER,
  TACTUS_BAND_ERROR_NO_SERVICE,
  TACTUS_BAND_ERROR_NOT_ALLOWED,
  TACTUS_BAND_ERROR_BUSY,
  TACTUS_BAND_ERROR_PROTOCOL,
  TACTUS_BAND_ERROR_NOT_SUPPORTED,
  TACTUS_BAND_ERROR_KEYRING,
  TACTUS_BAND_ERROR_BLUETOOTH,
  TACTUS_BAND_ERROR_NEEDS_PAIRING,
  TACTUS_BAND_ERROR_NO_LOCK,
  TACTUS_BAND_ERROR_VALUE,
  TACTUS_BAND_ERROR_NOT_BONDED,
  TACTUS_BAND_ERROR_STORAGE,
} TactusBandError;

GQuark      tactus_band_error_quark       (void);

/**
 * tactus_band_error_translate:
 * @error: (transfer full): from bluez/ or protocol/
 *
 * Returns: (transfer full): the same in %TACTUS_BAND_ERROR; %G_IO_ERROR_CANCELLED stays itself
 */
GError     *tactus_band_error_translate   (GError *error);

/**
 * tactus_band_error_translate_service:
 * @error: (transfer full): from bluez/, of what no band was asked for: a scan, the power
 *
 * Returns: (transfer full): as tactus_band_error_translate(), but silence is not a band's:
 *   %TACTUS_BAND_ERROR_BLUETOOTH
 */
GError     *tactus_band_error_translate_service (GError *error);

/**
 * tactus_band_error_to_code: Returns: the stable word scripts match on: "not_confirmed",
 * "cancelled", …; several errors share one where a script does the same
 */
const char *tactus_band_error_to_code     (const GError *error);

/**
 * tactus_band_error_to_title: Returns: (transfer none): translated, a few words: "Not confirmed"
 */
const char *tactus_band_error_to_title    (const GError *error);

/**
 * tactus_band_error_to_sentence: Returns: (transfer full): translated: what happened, why, what
 * next
 */
char       *tactus_band_error_to_sentence (const GError *error);

G_END_DECLS
