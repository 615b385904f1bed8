/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What to make of an error of Device1.Connect. */
typedef enum {
  TACTUS_BLUEZ_REFUSAL_NONE,        /* there is a link already: no failure at all */
  TACTUS_BLUEZ_REFUSAL_IN_PROGRESS, /* somebody connects it: another program, or an attempt of ours
                                     * that we gave up on */
  TACTUS_BLUEZ_REFUSAL_GONE,        /* BlueZ has dropped the device meanwhile */
  TACTUS_BLUEZ_REFUSAL_FINAL,
} TactusBluezRefusal;

/* @raw: as it came from GDBus */
TactusBluezRefusal tactus_bluez_refusal_classify (const GError *raw);

G_END_DECLS
