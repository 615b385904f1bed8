/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-bluez-deadlines.h"
#include "tactus-bluez-error.h"

G_BEGIN_DECLS

/* The steps from an address to a usable link. */
typedef enum {
  STEP_FIND,    /* until BlueZ has an object for the address */
  STEP_QUIET,   /* until our scan has stopped */
  STEP_CONNECT, /* until Connect answers */
  STEP_FOREIGN, /* somebody else connects it: until that works or fails */
  STEP_ASK,     /* until BlueZ, asked, has told whether there is a link */
  STEP_CONFIRM, /* until Connected says what the answer said */
  STEP_RESOLVE, /* until ServicesResolved */
  STEP_SETTLE,  /* until the last characteristic has its object */
  STEP_LINGER,  /* until the cause of an end is known */
  STEP_ABORT,   /* until the link that shall not be is down */
  STEP_DONE,
} TactusBluezStep;

/* Returns: how long @step may take; 0 if it is bounded otherwise */
guint   tactus_bluez_step_get_timeout (TactusBluezStep             step,
                                       const TactusBluezDeadlines *deadlines);

/* @detail: (nullable): what to add
 * Returns: (transfer full): what it means that @step took longer */
GError *tactus_bluez_step_timed_out   (TactusBluezStep             step,
                                       const TactusBluezDeadlines *deadlines,
                                       const char                 *detail);

G_END_DECLS
