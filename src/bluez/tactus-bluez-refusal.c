/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-refusal.h"

#include "tactus-bluez-error.h"

#include <string.h>

/* Two errors mean the same: BlueZ's own, and the kernel's in BlueZ's wrapping. */
static gboolean
is_in_progress (const char *name,
                const char *message)
{
  return g_str_equal (name, "org.bluez.Error.InProgress") ||
         (g_str_equal (name, "org.bluez.Error.Failed") &&
          strstr (message, "Operation already in progress") != NULL);
}

TactusBluezRefusal
tactus_bluez_refusal_classify (const GError *raw)
{
  g_autofree char *name = g_dbus_error_get_remote_error (raw);
  g_autoptr(GError) error = NULL;

  if (name == NULL)
    return TACTUS_BLUEZ_REFUSAL_FINAL;
  if (g_str_equal (name, "org.bluez.Error.AlreadyConnected"))
    return TACTUS_BLUEZ_REFUSAL_NONE;
  if (is_in_progress (name, raw->message))
    return TACTUS_BLUEZ_REFUSAL_IN_PROGRESS;

  error = tactus_bluez_error_translate (g_error_copy (raw));
  return g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_REMOVED)
           ? TACTUS_BLUEZ_REFUSAL_GONE : TACTUS_BLUEZ_REFUSAL_FINAL;
}
