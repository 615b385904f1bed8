/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-bluez-settling.h"

#include "tactus-bluez-error.h"
#include "tactus-bluez-gatt.h"
#include "tactus-bluez-pending.h"

typedef struct {
  TactusBluezTree *tree; /* (owned) */
  GDBusProxy *device;    /* (owned) */
  char **uuids;          /* (owned) */
  TactusBluezPending *pending;
  gulong added_id;
} Settling;

static void
settling_free (Settling *self)
{
  g_clear_signal_handler (&self->added_id, self->tree);
  g_clear_object (&self->tree);
  g_clear_object (&self->device);
  g_strfreev (self->uuids);
  g_free (self);
}

static const char *
find_missing (Settling *self)
{
  return tactus_bluez_gatt_missing (self->tree, self->device, (const char * const *) self->uuids);
}

static void
check (Settling *self)
{
  TactusBluezPending *pending = self->pending;

  if (find_missing (self))
    return;

  settling_free (self);
  tactus_bluez_pending_succeed (pending);
}

/* Out of patience, or cancelled. */
static void
ended_cb (TactusBluezPending *pending,
          GError             *error,
          gpointer            user_data)
{
  Settling *self = user_data;

  if (g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_TIMED_OUT))
    {
      g_error_free (error);
      error = g_error_new (TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_MISSING,
                           "The device does not show the characteristic %s", find_missing (self));
    }

  settling_free (self);
  tactus_bluez_pending_fail (pending, error);
}

void
tactus_bluez_settling_run (TactusBluezTree    *tree,
                           GDBusProxy         *device,
                           const char * const *uuids,
                           guint               timeout_ms,
                           GTask              *task)
{
  Settling *self = g_new0 (Settling, 1);

  self->tree = g_object_ref (tree);
  self->device = g_object_ref (device);
  self->uuids = g_strdupv ((char **) uuids);
  self->pending = tactus_bluez_pending_new (task, "Settling", ended_cb, self);
  tactus_bluez_pending_set_timeout (self->pending, MAX (timeout_ms, 1));
  self->added_id = g_signal_connect_swapped (tree, "added", G_CALLBACK (check), self);
  check (self);
}
