/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-following.h"

#include <string.h>

#include "tactus-band-abilities-internal.h"
#include "tactus-band-request.h"
#include "tactus-mi1.h"
#include "tactus-uuids.h"
#include "tactus-bluez-observer.h"

/* ── events ── */

static void
tell_event (TactusBand        *self,
            const TactusEvent *event)
{
  g_debug ("…%s: %s",
           tactus_bluez_shorten (self->address), tactus_event_kind_to_name (event->kind));
  g_signal_emit (self, tactus_band_ability_signals[TACTUS_BAND_SIGNAL_EVENT], 0, event);
}

void
tactus_band_tell_charging (TactusBand *self)
{
  const TactusEvent event = {
    .kind = self->charging ? TACTUS_EVENT_CHARGING : TACTUS_EVENT_CHARGED,
  };

  if (tactus_band_is_usable (self))
    tell_event (self, &event);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  TactusBand *self = TACTUS_BAND (source);
  g_autoptr(GError) error = NULL;

  self->abilities->answering = FALSE;
  if (!tactus_band_request_finish (self, result, &error))
    g_debug ("…%s: answering that the phone is looked for: %s",
             tactus_bluez_shorten (self->address), error->message);
}

/* A band that looks for its phone goes on ringing until somebody answers.  One answer at a time
 * will do, however often it rings. */
static void
answer_find_phone (TactusBand *self)
{
  static const guint8 answer[] = { 0x06, 0x14, 0x00, 0x00 };
  g_autoptr(GPtrArray) writes = NULL;

  if (self->abilities->answering)
    return;

  self->abilities->answering = TRUE;
  writes = tactus_write_list_new ();
  tactus_write_list_add (writes, TACTUS_UUID_CONFIGURATION, answer, sizeof answer, TRUE, FALSE);
  tactus_band_request_async (self, "an answer", g_steal_pointer (&writes), NULL, answered_cb, NULL);
}

/* A first-generation band also tells there what became of our own writes. */
static gboolean
is_small_talk (const TactusEvent *event,
               const char        *uuid)
{
  return event->kind == TACTUS_EVENT_UNKNOWN && strcmp (uuid, TACTUS_UUID_MI1_NOTICE) == 0 &&
         tactus_mi1_notice_to_text (event->code);
}

static void
take_event (TactusBand   *self,
            const char   *uuid,
            const guint8 *data,
            gsize         length)
{
  g_autoptr(GError) error = NULL;
  TactusEvent event;
  gboolean ok;

  if (strcmp (uuid, TACTUS_UUID_EVENTS) == 0)
    ok = tactus_event_parse (&event, data, length, &error);
  else
    ok = tactus_mi1_event_parse (&event, data, length, &error);

  if (!ok)
    {
      g_message ("…%s: event: %s", tactus_bluez_shorten (self->address), error->message);
      return;
    }

  if (is_small_talk (&event, uuid))
    return;
  if (event.kind == TACTUS_EVENT_FIND_PHONE)
    answer_find_phone (self);
  tell_event (self, &event);
}

/* ── steps ── */

static gboolean
parse_steps (TactusSteps   *steps,
             const char    *uuid,
             const guint8  *data,
             gsize          length,
             GError       **error)
{
  if (strcmp (uuid, TACTUS_UUID_STEPS) == 0)
    return tactus_steps_parse (steps, data, length, error);

  steps->distance_m = -1;
  steps->calories_kcal = -1;

  return tactus_mi1_steps_parse (&steps->steps, data, length, error);
}

static void
take_steps (TactusBand   *self,
            const char   *uuid,
            const guint8 *data,
            gsize         length)
{
  TactusBandAbilities *abilities = self->abilities;
  g_autoptr(GError) error = NULL;
  TactusSteps steps;

  if (!parse_steps (&steps, uuid, data, length, &error))
    {
      g_message ("…%s: steps: %s", tactus_bluez_shorten (self->address), error->message);
      return;
    }

  if (abilities->has_steps && abilities->steps.steps == steps.steps &&
      abilities->steps.distance_m == steps.distance_m &&
      abilities->steps.calories_kcal == steps.calories_kcal)
    return;

  abilities->steps = steps;
  abilities->has_steps = TRUE;
  g_signal_emit (self, tactus_band_ability_signals[TACTUS_BAND_SIGNAL_STEPS], 0,
                 &abilities->steps);
}

const TactusSteps *
tactus_band_get_steps (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), NULL);

  return self->abilities->has_steps ? &self->abilities->steps : NULL;
}

/* ── the link ── */

typedef void (* TakeFunc) (TactusBand   *self,
                           const char   *uuid,
                           const guint8 *data,
                           gsize         length);

static const struct {
  const char *uuid;
  TakeFunc take;
  gboolean readable;
} sources[] = {
  { TACTUS_UUID_EVENTS, take_event, FALSE },
  { TACTUS_UUID_MI1_NOTICE, take_event, FALSE },
  { TACTUS_UUID_STEPS, take_steps, TRUE },
  { TACTUS_UUID_MI1_STEPS, take_steps, TRUE },
};

gboolean
tactus_band_is_followed (const char *uuid)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    if (strcmp (uuid, sources[i].uuid) == 0)
      return TRUE;

  return FALSE;
}

static void
notified_cb (TactusBand *self,
             const char *uuid,
             GBytes     *value)
{
  g_autoptr(TactusBand) hold = g_object_ref (self);
  gsize length;
  const guint8 *data = g_bytes_get_data (value, &length);

  if (!tactus_band_is_usable (self))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    if (strcmp (uuid, sources[i].uuid) == 0)
      sources[i].take (self, uuid, data, length);
  tactus_band_request_notified (self, uuid, data, length);
  tactus_band_raw_notified (self, uuid, data, length);
  tactus_band_sync_notified (self, uuid, data, length);
}

static void
subscribed_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_bluez_connection_subscribe_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error))
    g_debug ("…%s: following: %s", tactus_bluez_shorten (self->address), error->message);
}

static void
steps_asked_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_bluez_connection_write_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error))
    g_debug ("…%s: live steps: %s", tactus_bluez_shorten (self->address), error->message);
}

static void
steps_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) value = NULL;
  const char *uuid = TACTUS_UUID_STEPS;
  gsize length;
  const guint8 *data;

  value = tactus_bluez_connection_read_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error);
  if (!value)
    {
      g_debug ("…%s: steps: %s", tactus_bluez_shorten (self->address), error->message);
      return;
    }
  if (!tactus_bluez_connection_has (TACTUS_BLUEZ_CONNECTION (source), uuid))
    uuid = TACTUS_UUID_MI1_STEPS;

  data = g_bytes_get_data (value, &length);
  if (tactus_band_is_usable (self))
    take_steps (self, uuid, data, length);
}

/* The first generation counts aloud only when told to. */
static void
ask_for_steps (TactusBand *self)
{
  static const guint8 on[] = { 0x03, 0x01 };
  g_autoptr(GBytes) bytes = g_bytes_new_static (on, sizeof on);

  tactus_bluez_connection_write_async (self->connection, TACTUS_UUID_MI1_CONTROL, bytes,
                                       TACTUS_BLUEZ_WRITE_REQUEST, self->link_cancellable,
                                       steps_asked_cb, g_object_ref (self));
}

void
tactus_band_follow (TactusBand *self)
{
  g_signal_connect_object (self->connection, "notified", G_CALLBACK (notified_cb), self,
                           G_CONNECT_SWAPPED);

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      if (!tactus_bluez_connection_has (self->connection, sources[i].uuid))
        continue;
      if (sources[i].readable)
        tactus_bluez_connection_read_async (self->connection, sources[i].uuid,
                                            self->link_cancellable, steps_read_cb,
                                            g_object_ref (self));
      tactus_bluez_connection_subscribe_async (self->connection, sources[i].uuid,
                                               self->link_cancellable, subscribed_cb,
                                               g_object_ref (self));
    }
  if (tactus_bluez_connection_has (self->connection, TACTUS_UUID_MI1_CONTROL))
    ask_for_steps (self);
}

/* Returns: (transfer full): what to tell those who waited for the band: why the link ended, if that
 * was nobody's wish */
static GError *
end_for (TactusBand   *self,
         const GError *cause)
{
  if (cause && cause->domain == TACTUS_BAND_ERROR)
    return g_error_copy (cause);

  return g_error_new (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_DISCONNECTED,
                      "The link to %s ended before", self->address);
}

void
tactus_band_unfollow (TactusBand   *self,
                      const GError *cause)
{
  g_autoptr(GError) error = end_for (self, cause);

  self->abilities->has_steps = FALSE;
  tactus_band_raw_link_ended (self);
  tactus_band_sync_link_ended (self, error);
  tactus_band_request_end_all (self, error);
}
