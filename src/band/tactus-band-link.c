/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-link.h"

#include "tactus-band-attempt.h"
#include "tactus-band-closing.h"
#include "tactus-band-greeting.h"
#include "tactus-band-measuring.h"
#include "tactus-band-retry.h"

static void
notified_cb (TactusBand *self,
             const char *uuid,
             GBytes     *value)
{
  if (self->state == TACTUS_BAND_STATE_READY)
    tactus_band_take_battery (self, uuid, value);
}

/* The system forgot the band because somebody asked it to; coming back would undo that. */
static gboolean
is_for_good (const GError *error)
{
  return g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_REMOVED);
}

static void
closed_cb (TactusBand *self,
           GError     *error)
{
  g_autoptr(TactusBand) hold = g_object_ref (self);
  gboolean retry = error && !is_for_good (error);
  GError *why;

  if (self->closing)
    return;

  why = error ? tactus_band_error_translate (g_error_copy (error))
              : g_error_new_literal (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_DISCONNECTED,
                                     "The link was closed");
  if (!retry)
    self->wanted = FALSE;
  if (self->attempt)
    tactus_band_attempt_end (self, why);
  else
    tactus_band_close_begin (self, NULL, why, retry);
}

void
tactus_band_take_connection (TactusBand            *self,
                             TactusBluezConnection *connection)
{
  self->connection = connection;
  g_signal_connect_object (connection, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "notified", G_CALLBACK (notified_cb), self,
                           G_CONNECT_SWAPPED);
}

TactusBluezConnection *
tactus_band_steal_connection (TactusBand *self)
{
  if (self->connection)
    g_signal_handlers_disconnect_by_data (self->connection, self);

  return g_steal_pointer (&self->connection);
}

void
tactus_band_become_ready (TactusBand *self)
{
  self->wanted = TRUE;
  self->link_cancellable = g_cancellable_new ();
  tactus_band_watch_settling (self);
  tactus_band_create_meter (self);
  tactus_band_greet (self);

  g_object_freeze_notify (G_OBJECT (self));
  tactus_band_set_error (self, NULL);
  tactus_band_set_state (self, TACTUS_BAND_STATE_READY);
  tactus_band_measure (self);
  g_object_thaw_notify (G_OBJECT (self));
}
