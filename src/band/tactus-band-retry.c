/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-retry.h"

#include "tactus-band-attempt.h"
#include "tactus-bluez-observer.h"

/* A link that held for so long was a good one: after the next loss the pauses are short again. */
#define SETTLED_MS 60000

/* What another attempt by itself would not change, or should not. */
gboolean
tactus_band_is_worth_retrying (const GError *error)
{
  if (error->domain != TACTUS_BAND_ERROR)
    return FALSE;

  switch ((TactusBandError) error->code)
    {
    case TACTUS_BAND_ERROR_TIMED_OUT:
    case TACTUS_BAND_ERROR_OUT_OF_RANGE:
    case TACTUS_BAND_ERROR_DISCONNECTED:
    case TACTUS_BAND_ERROR_ADAPTER_OFF:
    case TACTUS_BAND_ERROR_NO_ADAPTER:
    case TACTUS_BAND_ERROR_NO_SERVICE:
    case TACTUS_BAND_ERROR_BUSY:
    case TACTUS_BAND_ERROR_PROTOCOL:
    case TACTUS_BAND_ERROR_BLUETOOTH:
      return TRUE;
    case TACTUS_BAND_ERROR_NOT_CONFIRMED:
    case TACTUS_BAND_ERROR_REFUSED:
    case TACTUS_BAND_ERROR_SERVER_KEY_NEEDED:
    case TACTUS_BAND_ERROR_WRONG_KEY:
    case TACTUS_BAND_ERROR_NO_KEY:
    case TACTUS_BAND_ERROR_NOT_ALLOWED:
    case TACTUS_BAND_ERROR_NOT_SUPPORTED:
    case TACTUS_BAND_ERROR_KEYRING:
    case TACTUS_BAND_ERROR_NEEDS_PAIRING:
    case TACTUS_BAND_ERROR_NO_LOCK:
    case TACTUS_BAND_ERROR_VALUE:
    case TACTUS_BAND_ERROR_NOT_BONDED:
    case TACTUS_BAND_ERROR_STORAGE:
    default:
      return FALSE;
    }
}

static gboolean
retry_cb (gpointer user_data)
{
  TactusBand *self = user_data;

  self->retry_id = 0;
  tactus_band_attempt_begin (self, tactus_band_attempt_new (self, FALSE, NULL, NULL));

  return G_SOURCE_REMOVE;
}

/* While there is no Bluetooth nothing is counted and nothing is tried. */
void
tactus_band_schedule_retry (TactusBand *self)
{
  guint pause_ms;

  if (self->retry_id || self->asleep ||
      tactus_bluez_client_get_state (self->client) != TACTUS_BLUEZ_STATE_READY)
    return;

  pause_ms = tactus_backoff_next (&self->backoff, g_random_double ());
  g_debug ("…%s: trying again in %u ms", tactus_bluez_shorten (self->address), pause_ms);
  self->retry_id = g_timeout_add (pause_ms, retry_cb, self);
}

void
tactus_band_bluetooth_changed (TactusBand *self)
{
  if (self->state != TACTUS_BAND_STATE_WAITING)
    return;

  g_clear_handle_id (&self->retry_id, g_source_remove);
  tactus_backoff_reset (&self->backoff);
  tactus_band_schedule_retry (self);
}

void
tactus_band_retry_now (TactusBand *self)
{
  if (self->state != TACTUS_BAND_STATE_WAITING || self->asleep ||
      tactus_bluez_client_get_state (self->client) != TACTUS_BLUEZ_STATE_READY)
    return;

  g_debug ("…%s: trying at once", tactus_bluez_shorten (self->address));
  g_clear_handle_id (&self->retry_id, g_source_remove);
  self->retry_id = g_idle_add (retry_cb, self);
}

/* The band is heard: no reason to sit out the pause.  Should it not answer all the same, the next
 * pause is as long as it would have been. */
void
tactus_band_heard (TactusBand *self)
{
  tactus_band_retry_now (self);
}

static gboolean
settled_cb (gpointer user_data)
{
  TactusBand *self = user_data;

  self->settled_id = 0;
  tactus_backoff_reset (&self->backoff);

  return G_SOURCE_REMOVE;
}

void
tactus_band_watch_settling (TactusBand *self)
{
  self->settled_id = g_timeout_add (SETTLED_MS, settled_cb, self);
}
