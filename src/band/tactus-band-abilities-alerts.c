/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-abilities-internal.h"
#include "tactus-band-commands.h"
#include "tactus-band-following.h"
#include "tactus-band-request.h"
#include "tactus-uuids.h"

/* What one write carries on any link. */
#define LEAST_PAYLOAD 20

/* Words go to one of these, and all of them are as wide as the link.  It may be gone by now, which
 * is for the request to find out. */
static guint
get_payload (TactusBand *self)
{
  static const char * const uuids[] = { TACTUS_UUID_CHUNKED, TACTUS_UUID_NEW_ALERT };

  if (!self->connection)
    return LEAST_PAYLOAD;

  for (gsize i = 0; i < G_N_ELEMENTS (uuids); i++)
    if (tactus_bluez_connection_has (self->connection, uuids[i]))
      return tactus_bluez_connection_get_payload (self->connection, uuids[i]);

  return tactus_bluez_connection_get_payload (self->connection, TACTUS_UUID_ALERT_LEVEL);
}

static gboolean
has_words (const char *title,
           const char *text)
{
  return (title && *title) || (text && *text);
}

void
tactus_band_alert_async (TactusBand          *self,
                         TactusAlertKind      kind,
                         const char          *title,
                         const char          *text,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GPtrArray *writes = NULL;
  GError *error = NULL;
  TactusAbilities needed = TACTUS_ABILITY_ALERT;
  GTask *task;

  g_return_if_fail (TACTUS_IS_BAND (self));

  if (has_words (title, text))
    needed = TACTUS_ABILITY_TEXT_ALERT;
  task = tactus_band_task_for (self, tactus_band_alert_async, cancellable, callback, user_data);
  if (tactus_band_check (self, needed, &error))
    writes = tactus_alert_encode (self->model, kind, get_payload (self), title, text, &error);
  tactus_band_ask (self, task, "the alert", writes, error);
}

gboolean
tactus_band_alert_finish (TactusBand    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── find ── */

typedef struct {
  guint pause_id;
  guint duration_id;
  GSource *cancel; /* (owned) (nullable) */
  gboolean over;   /* all that is left is to make sure that it is silent */
  GError *error;   /* (owned) (nullable): why it is over, unless that is as it should be */
} Find;

static void
find_free (Find *find)
{
  g_clear_error (&find->error);
  g_free (find);
}

static void
send_alert (TactusBand          *self,
            TactusAlertKind      kind,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            GTask               *task)
{
  GPtrArray *writes = tactus_alert_encode (self->model, kind, get_payload (self), NULL, NULL, NULL);

  tactus_band_request_async (self, "the alert", writes, cancellable, callback, task);
}

/* The stop has no cancellable: nobody takes it back. */
static void
silenced_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Find *find = g_task_get_task_data (task);
  GError *error = NULL;

  TACTUS_BAND (source)->abilities->finding--;
  tactus_band_request_finish (TACTUS_BAND (source), result, &error);
  if (find->error)
    g_task_return_error (task, g_steal_pointer (&find->error));
  else if (error)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
  g_clear_error (&error);
}

/* @error: (nullable): taken; why it ends before its time */
static void
find_over (GTask  *task,
           GError *error)
{
  TactusBand *self = g_task_get_source_object (task);
  Find *find = g_task_get_task_data (task);

  find->over = TRUE;
  find->error = error;
  g_clear_handle_id (&find->pause_id, g_source_remove);
  g_clear_handle_id (&find->duration_id, g_source_remove);
  if (find->cancel)
    g_source_destroy (find->cancel);
  g_clear_pointer (&find->cancel, g_source_unref);

  send_alert (self, TACTUS_ALERT_OFF, NULL, silenced_cb, task);
}

static gboolean
find_time_is_up_cb (gpointer user_data)
{
  GTask *task = user_data;
  Find *find = g_task_get_task_data (task);

  find->duration_id = 0;
  find_over (task, NULL);

  return G_SOURCE_REMOVE;
}

static gboolean
find_cancelled_cb (GCancellable *cancellable,
                   gpointer      user_data)
{
  find_over (user_data, NULL);

  return G_SOURCE_REMOVE;
}

static void vibrate (GTask *task);

static gboolean
pause_over_cb (gpointer user_data)
{
  GTask *task = user_data;
  Find *find = g_task_get_task_data (task);

  find->pause_id = 0;
  vibrate (task);

  return G_SOURCE_REMOVE;
}

static void
vibrated_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  TactusBand *self = TACTUS_BAND (source);
  g_autoptr(GTask) task = user_data;
  Find *find = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  tactus_band_request_finish (self, result, &error);
  if (find->over)
    return;

  if (error)
    find_over (task, g_steal_pointer (&error));
  else
    find->pause_id = g_timeout_add (self->timings.find_ms, pause_over_cb, task);
}

static void
vibrate (GTask *task)
{
  send_alert (g_task_get_source_object (task), TACTUS_ALERT_VIBRATE, NULL, vibrated_cb,
              g_object_ref (task));
}

static void
watch_cancellable (GTask *task)
{
  Find *find = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (!cancellable)
    return;

  find->cancel = g_cancellable_source_new (cancellable);
  g_source_set_callback (find->cancel, G_SOURCE_FUNC (find_cancelled_cb), task, NULL);
  g_source_attach (find->cancel, NULL);
}

void
tactus_band_find_async (TactusBand          *self,
                        guint                duration_ms,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GError *error = NULL;
  GTask *task;
  Find *find;

  g_return_if_fail (TACTUS_IS_BAND (self));

  task = tactus_band_task_for (self, tactus_band_find_async, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  if (!tactus_band_check (self, TACTUS_ABILITY_ALERT, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  find = g_new0 (Find, 1);
  g_task_set_task_data (task, find, (GDestroyNotify) find_free);
  self->abilities->finding++;
  find->duration_id = g_timeout_add (duration_ms, find_time_is_up_cb, task);
  watch_cancellable (task);
  vibrate (task);
}

gboolean
tactus_band_find_silence (TactusBand          *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GPtrArray) writes = NULL;

  if (self->abilities->finding == 0 || !self->connection ||
      !tactus_bluez_connection_is_open (self->connection))
    return FALSE;

  writes = tactus_alert_encode (self->model, TACTUS_ALERT_OFF, get_payload (self), NULL, NULL,
                                NULL);
  for (guint i = 0; writes && i < writes->len; i++)
    {
      const TactusWrite *write = writes->pdata[i];
      gboolean last = i + 1 == writes->len;

      tactus_bluez_connection_write_async (self->connection, write->uuid, write->value,
                                           TACTUS_BLUEZ_WRITE_COMMAND, cancellable,
                                           last ? callback : NULL, last ? user_data : NULL);
    }

  return writes && writes->len > 0;
}

gboolean
tactus_band_find_finish (TactusBand    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
