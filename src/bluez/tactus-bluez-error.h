/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TACTUS_BLUEZ_ERROR (tactus_bluez_error_quark ())

/**
 * TactusBluezError:
 * @TACTUS_BLUEZ_ERROR_NO_SERVICE: nobody owns org.bluez, or it went away
 * @TACTUS_BLUEZ_ERROR_NO_ADAPTER: no Bluetooth hardware
 * @TACTUS_BLUEZ_ERROR_ADAPTER_OFF: switched off
 * @TACTUS_BLUEZ_ERROR_BLOCKED: rfkill: airplane mode or a hardware switch
 * @TACTUS_BLUEZ_ERROR_NOT_ALLOWED: the bus policy or the sandbox says no
 * @TACTUS_BLUEZ_ERROR_OUT_OF_RANGE: the device was not found, or did not answer
 * @TACTUS_BLUEZ_ERROR_DISCONNECTED: the link was there and is gone
 * @TACTUS_BLUEZ_ERROR_BUSY: another program or connection is in the way
 * @TACTUS_BLUEZ_ERROR_TIMED_OUT: a step took longer than its deadline
 * @TACTUS_BLUEZ_ERROR_MISSING: the device lacks a service or characteristic
 * @TACTUS_BLUEZ_ERROR_NOT_PERMITTED: ATT refused the read, write or subscription
 * @TACTUS_BLUEZ_ERROR_NEEDS_PAIRING: ATT wants encryption: a Bluetooth pairing
 * @TACTUS_BLUEZ_ERROR_NOT_BONDED: a pairing was declined, wrong, cancelled by the device, or took
 *   too long
 * @TACTUS_BLUEZ_ERROR_UNLIKELY: the device answers "unlikely error", ATT 0x0e; some mean by it that
 *   they want to be paired
 * @TACTUS_BLUEZ_ERROR_REMOVED: the device was removed from the system's Bluetooth settings
 * @TACTUS_BLUEZ_ERROR_FAILED: anything else; the message has BlueZ's words
 *
 * One code for each thing a caller does differently.  Cancelling stays %G_IO_ERROR_CANCELLED.
 */
typedef enum {
  TACTUS_BLUEZ_ERROR_NO_SERVICE,
  TACTUS_BLUEZ_ERROR_NO_ADAPTER,
  TACTUS_BLUEZ_ERROR_ADAPTER_OFF,
  TACTUS_BLUEZ_ERROR_BLOCKED,
  TACTUS_BLUEZ_ERROR_NOT_ALLOWED,
  TACTUS_BLUEZ_ERROR_OUT_OF_RANGE,
  TACTUS_BLUEZ_ERROR_DISCONNECTED,
  TACTUS_BLUEZ_ERROR_BUSY,
  TACTUS_BLUEZ_ERROR_TIMED_OUT,
  TACTUS_BLUEZ_ERROR_MISSING,
  TACTUS_BLUEZ_ERROR_NOT_PERMITTED,
  TACTUS_BLUEZ_ERROR_NEEDS_PAIRING,
  TACTUS_BLUEZ_ERROR_NOT_BONDED,
  TACTUS_BLUEZ_ERROR_UNLIKELY,
  TACTUS_BLUEZ_ERROR_REMOVED,
  TACTUS_BLUEZ_ERROR_FAILED,
} TactusBluezError;

GQuark tactus_bluez_error_quark (void);

/**
 * tactus_bluez_error_translate:
 * @error: (transfer full): what GDBus returned from a call to BlueZ
 *
 * The one place where names and messages of BlueZ and of the bus become codes of ours.
 *
 * Returns: (transfer full): an error of %TACTUS_BLUEZ_ERROR, or the same %G_IO_ERROR_CANCELLED
 */
GError *tactus_bluez_error_translate (GError *error);

/**
 * tactus_bluez_error_is_transient:
 *
 * Returns: whether trying again soon may help
 */
gboolean tactus_bluez_error_is_transient (const GError *error);

/**
 * tactus_bluez_error_is_refusal:
 *
 * Returns: whether the device itself answered that it will not: an operation that is not permitted,
 *   an unlikely error, which bands answer to what does not fit, or an ATT error code of the
 *   application (0x80 to 0x9f: Bluetooth Core, Vol 3, Part F, 3.4.1.1)
 */
gboolean tactus_bluez_error_is_refusal (const GError *error);

/**
 * tactus_bluez_error_to_sentence:
 *
 * Returns: (transfer none): one translated sentence or two for people: what happened, and what to
 *   do
 */
const char *tactus_bluez_error_to_sentence (TactusBluezError code);

G_END_DECLS
