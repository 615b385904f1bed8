/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-listening.h"

#include "tactus-advertisement.h"
#include "tactus-band-readings.h"
#include "tactus-uuids.h"

/* How long the Bluetooth service may take to say anything at all. */
#define SERVICE_MS 5000

/* Bands advertise several times a second, the same pulse over and over. */
#define READING_US G_USEC_PER_SEC

struct _TactusBandListening
{
  TactusBand *band;          /* (owned) */
  GCancellable *cancellable; /* (owned): ends the scan */
  gint64 told;               /* monotonic time of the last reading */
  int bpm;                   /* of the last reading */
};

static void
listening_clear (gpointer data)
{
  TactusBandListening *listening = data;

  g_clear_object (&listening->cancellable);
  g_clear_object (&listening->band);
}

static void
listening_unref (TactusBandListening *listening)
{
  g_rc_box_release_full (listening, listening_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusBandListening, listening_unref)

/* ── what is heard ── */

/* What is heard next is news, even if it is the same as before. */
static void
fall_silent (TactusBand *self)
{
  g_autoptr(TactusBand) hold = g_object_ref (self);

  self->listening->told = 0;
  tactus_band_set_pulse (self, TACTUS_PULSE_STATE_STALE, 0);
  if (self->listening)
    tactus_band_append_stale (self);
}

static gboolean
stale_cb (gpointer user_data)
{
  TactusBand *self = user_data;

  self->shared_id = 0;
  tactus_band_set_shared_bpm (self, 0);
  if (self->listening)
    fall_silent (self);

  return G_SOURCE_REMOVE;
}

/* Returns: for how many milliseconds more it is true; 0: no longer */
static guint
time_left (TactusBand *self)
{
  gint64 age_ms = (g_get_monotonic_time () -
                   tactus_bluez_device_get_advertised (self->device)) / 1000;

  return age_ms < self->timings.stale_ms ? self->timings.stale_ms - age_ms : 0;
}

static void
tell (TactusBand *self,
      int         bpm)
{
  TactusBandListening *listening = self->listening;
  TactusHeartRate rate = { .contact = TACTUS_CONTACT_UNKNOWN, .energy_kj = -1 };
  gint64 now = g_get_monotonic_time ();

  if (listening->bpm == bpm && now - listening->told < READING_US)
    return;

  listening->bpm = bpm;
  listening->told = now;
  rate.value = MAX (bpm, 0);
  rate.no_reading = bpm <= 0;
  tactus_band_tell_heart_rate (self, &rate);
  tactus_band_append_rate (self, &rate);
}

static void
take (TactusBand *self,
      int         bpm)
{
  g_autoptr(TactusBand) hold = g_object_ref (self);

  tactus_band_set_shared_bpm (self, MAX (bpm, 0));
  if (!self->listening)
    return;

  tactus_band_set_pulse (self,
                         bpm > 0 ? TACTUS_PULSE_STATE_LIVE : TACTUS_PULSE_STATE_NO_VALUE,
                         MAX (bpm, 0));
  if (self->listening)
    tell (self, bpm);
}

void
tactus_band_hear (TactusBand *self)
{
  g_autoptr(GBytes) bytes = NULL;
  TactusAdvertisement advertisement;
  gsize length;
  const guint8 *data;
  guint left_ms = time_left (self);

  bytes = tactus_bluez_device_get_manufacturer_data (self->device, TACTUS_COMPANY_HUAMI);
  if (!bytes || left_ms == 0)
    return;

  data = g_bytes_get_data (bytes, &length);
  tactus_advertisement_parse (&advertisement, data, length, NULL, 0);
  if (advertisement.scrambled)
    return;

  g_clear_handle_id (&self->shared_id, g_source_remove);
  self->shared_id = g_timeout_add (left_ms, stale_cb, self);
  take (self, advertisement.bpm);
}

/* ── the scan ── */

void
tactus_band_end_listening (TactusBand *self)
{
  g_autoptr(TactusBandListening) listening = g_steal_pointer (&self->listening);

  if (!listening)
    return;

  g_cancellable_cancel (listening->cancellable);
  tactus_band_append_gap (self);
  tactus_band_show_no_meter (self);
}

/* Takes @error.  Nothing brings it back: a scan that goes on unseen would cost power. */
static void
stop (TactusBandListening *listening,
      GError              *error)
{
  g_autoptr(TactusBand) self = g_object_ref (listening->band);
  g_autoptr(GError) why = error ? tactus_band_error_translate (error) : NULL;

  if (self->listening != listening)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  tactus_band_end_listening (self);
  tactus_band_set_error (self, why);
  tactus_band_set_state (self, TACTUS_BAND_STATE_OFFLINE);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
listened_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(TactusBandListening) listening = user_data;
  GError *error = NULL;

  tactus_bluez_client_listen_finish (TACTUS_BLUEZ_CLIENT (source), result, &error);
  stop (listening, error);
}

static void
service_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(TactusBandListening) listening = user_data;
  TactusBluezClient *client = TACTUS_BLUEZ_CLIENT (source);
  GError *error = NULL;

  if (!tactus_bluez_client_wait_finish (client, result, &error))
    stop (listening, error);
  else
    tactus_bluez_client_listen_async (client, listening->cancellable, listened_cb,
                                      g_rc_box_acquire (listening));
}

void
tactus_band_start_listening (TactusBand *self)
{
  TactusBandListening *listening;

  g_return_if_fail (TACTUS_IS_BAND (self));

  if (self->state != TACTUS_BAND_STATE_OFFLINE || self->attempt || self->closing)
    return;

  listening = g_rc_box_new0 (TactusBandListening);
  listening->band = g_object_ref (self);
  listening->cancellable = g_cancellable_new ();
  self->listening = listening;

  tactus_bluez_client_wait_async (self->client, SERVICE_MS, listening->cancellable, service_cb,
                                  g_rc_box_acquire (listening));
  g_object_freeze_notify (G_OBJECT (self));
  tactus_band_set_error (self, NULL);
  tactus_band_set_pulse (self, TACTUS_PULSE_STATE_STARTING, 0);
  tactus_band_set_state (self, TACTUS_BAND_STATE_LISTENING);
  g_object_thaw_notify (G_OBJECT (self));
}

void
tactus_band_stop_listening (TactusBand *self)
{
  g_return_if_fail (TACTUS_IS_BAND (self));

  if (self->listening)
    stop (self->listening, NULL);
}
