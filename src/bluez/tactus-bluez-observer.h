/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-bluez-client.h"

G_BEGIN_DECLS

/**
 * TactusBluezHappeningKind:
 * @TACTUS_BLUEZ_HAPPENING_CALL: something is asked of BlueZ
 * @TACTUS_BLUEZ_HAPPENING_ANSWER: the answer, of whichever kind, to the call with the same number
 * @TACTUS_BLUEZ_HAPPENING_NOTIFICATION: the device says something
 * @TACTUS_BLUEZ_HAPPENING_CLOSED: a connection ended; without an error we closed it
 */
typedef enum {
  TACTUS_BLUEZ_HAPPENING_CALL,
  TACTUS_BLUEZ_HAPPENING_ANSWER,
  TACTUS_BLUEZ_HAPPENING_NOTIFICATION,
  TACTUS_BLUEZ_HAPPENING_CLOSED,
} TactusBluezHappeningKind;

/**
 * TactusBluezHappening:
 * @number: of the call, from 1 on; 0 where there is none
 * @address: of the device
 * @operation: (nullable): of a call: open, read, write, command (a write without response),
 *   subscribe, unsubscribe
 * @uuid: (nullable): of the characteristic
 * @value: (nullable): what is written, was read, or is notified; it may be a secret
 * @error: (nullable): of an answer or an end
 *
 * What passes between us and a device.
 */
typedef struct {
  TactusBluezHappeningKind  kind;
  guint                     number;
  const char               *address;
  const char               *operation;
  const char               *uuid;
  GBytes                   *value;
  const GError             *error;
} TactusBluezHappening;

/** TactusBluezObserver: looks on, and must not change anything */
typedef void (*TactusBluezObserver) (const TactusBluezHappening *happening,
                                     gpointer                    user_data);

/** tactus_bluez_client_set_observer: @observer: (nullable): the one who is told, from now on */
void  tactus_bluez_client_set_observer (TactusBluezClient          *self,
                                        TactusBluezObserver         observer,
                                        gpointer                    user_data);

/** tactus_bluez_client_tell: for bluez/ itself */
void  tactus_bluez_client_tell         (TactusBluezClient          *self,
                                        const TactusBluezHappening *happening);

/** tactus_bluez_client_next_number: for bluez/ itself.  Returns: for the next call */
guint tactus_bluez_client_next_number  (TactusBluezClient          *self);

/** tactus_bluez_shorten: Returns: (transfer none): the end of @address, all of it that goes into a
 *    log or a report */
const char *tactus_bluez_shorten       (const char                 *address);

G_END_DECLS
