/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-observer.h"

#include <string.h>

#include "tactus-bluez-client-private.h"

/* "EE:FF" of AA:BB:CC:DD:EE:FF */
#define SHORT_LENGTH 5

void
tactus_bluez_client_set_observer (TactusBluezClient   *self,
                                  TactusBluezObserver  observer,
                                  gpointer             user_data)
{
  g_return_if_fail (TACTUS_IS_BLUEZ_CLIENT (self));

  self->observer = observer;
  self->observer_data = user_data;
}

void
tactus_bluez_client_tell (TactusBluezClient          *self,
                          const TactusBluezHappening *happening)
{
  if (self->observer)
    self->observer (happening, self->observer_data);
}

guint
tactus_bluez_client_next_number (TactusBluezClient *self)
{
  return ++self->n_calls;
}

const char *
tactus_bluez_shorten (const char *address)
{
  gsize length;

  g_return_val_if_fail (address != NULL, NULL);

  length = strlen (address);

  return length > SHORT_LENGTH ? address + length - SHORT_LENGTH : address;
}
