/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-request.h"

#include <string.h>

#include "tactus-band-abilities-internal.h"
#include "tactus-band-commands.h"
#include "tactus-config-reply.h"
#include "tactus-write.h"
#include "tactus-bluez-observer.h"

typedef struct {
  char *what;          /* (owned) */
  GPtrArray *writes;   /* (owned) (element-type TactusWrite) */
  guint next;
  gboolean can_answer;
  gboolean written;    /* and waiting for the answer */
  gboolean has_answer; /* it came before the write was confirmed */
  gboolean accepted;
  guint timeout_id;
  GSource *cancel;     /* (owned) (nullable) */
} Request;

static void proceed (GTask *task);

static void
request_free (Request *request)
{
  g_ptr_array_unref (request->writes);
  g_free (request->what);
  g_free (request);
}

static GTask *
get_current (TactusBand *self)
{
  return g_queue_peek_head (&self->abilities->requests);
}

static gboolean
is_current (GTask *task)
{
  return get_current (g_task_get_source_object (task)) == task;
}

static const TactusWrite *
get_write (Request *request)
{
  return request->writes->pdata[request->next];
}

/* The one way out.  @error is taken; %NULL: it worked. */
static void
end (GTask  *task,
     GError *error)
{
  g_autoptr(GTask) own = task;
  TactusBand *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  gboolean was_current = is_current (task);

  g_queue_remove (&self->abilities->requests, task);
  g_clear_handle_id (&request->timeout_id, g_source_remove);
  if (request->cancel)
    g_source_destroy (request->cancel);
  g_clear_pointer (&request->cancel, g_source_unref);

  if (was_current && get_current (self))
    proceed (get_current (self));

  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  GError *error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  end (user_data, error);

  return G_SOURCE_REMOVE;
}

static void
end_refused (GTask      *task,
             const char *how)
{
  TactusBand *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);

  end (task, g_error_new (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NOT_SUPPORTED, "%s refused %s: %s",
                          tactus_band_get_name (self), request->what, how));
}

/* ── one write ── */

static void
write_done (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  g_clear_handle_id (&request->timeout_id, g_source_remove);
  request->next++;
  proceed (task);
}

static void
take_answer (GTask    *task,
             gboolean  accepted)
{
  if (accepted)
    write_done (task);
  else
    end_refused (task, "it answered so");
}

static gboolean
silent_cb (gpointer user_data)
{
  GTask *task = user_data;
  TactusBand *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);

  request->timeout_id = 0;
  g_debug ("…%s: no answer to %s", tactus_bluez_shorten (self->address), request->what);
  write_done (task);

  return G_SOURCE_REMOVE;
}

static void
wait_for_answer (GTask *task)
{
  TactusBand *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);

  if (request->has_answer)
    {
      take_answer (task, request->accepted);
      return;
    }

  request->written = TRUE;
  request->timeout_id = g_timeout_add (self->timings.reply_ms, silent_cb, task);
}

static void
end_failed (GTask  *task,
            GError *error)
{
  TactusBand *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);

  /* Of a link that is lost some services say so, too. */
  if (tactus_band_is_usable (self) && tactus_bluez_error_is_refusal (error))
    {
      end_refused (task, error->message);
      g_error_free (error);
      return;
    }

  error = tactus_band_error_translate (error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_prefix_error (&error, "Sending %s: ", request->what);
  end (task, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  GError *error = NULL;

  tactus_bluez_connection_write_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error);
  if (!is_current (task))
    g_clear_error (&error);
  else if (error)
    end_failed (task, error);
  else if (request->can_answer)
    wait_for_answer (task);
  else
    write_done (task);
}

static void
send_write (GTask *task)
{
  TactusBand *self = g_task_get_source_object (task);
  const TactusWrite *write = get_write (g_task_get_task_data (task));

  tactus_bluez_connection_write_async (self->connection, write->uuid, write->value,
                                       write->with_response ? TACTUS_BLUEZ_WRITE_REQUEST
                                                            : TACTUS_BLUEZ_WRITE_COMMAND,
                                       g_task_get_cancellable (task), written_cb,
                                       g_object_ref (task));
}

/* One that cannot notify cannot answer; what is written may be right all the same. */
static void
subscribed_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  TactusBluezConnection *connection = TACTUS_BLUEZ_CONNECTION (source);
  g_autoptr(GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  request->can_answer = tactus_bluez_connection_subscribe_finish (connection, result, &error);
  if (!is_current (task))
    return;

  if (error && (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
                !tactus_bluez_connection_is_open (connection)))
    end_failed (task, g_steal_pointer (&error));
  else
    send_write (task);
}

static void
proceed (GTask *task)
{
  TactusBand *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);

  request->can_answer = FALSE;
  request->written = FALSE;
  request->has_answer = FALSE;
  if (request->next == request->writes->len)
    end (task, NULL);
  else if (get_write (request)->answered &&
           tactus_bluez_connection_can_notify (self->connection, get_write (request)->uuid))
    tactus_bluez_connection_subscribe_async (self->connection, get_write (request)->uuid,
                                             g_task_get_cancellable (task), subscribed_cb,
                                             g_object_ref (task));
  else
    send_write (task);
}

/* ── what the band says ── */

/* Some answers repeat more than the first byte; another one is the answer to something else. */
static gboolean
is_answer (const TactusWrite *write,
           guint8             op,
           gint               sub)
{
  gsize size;
  const guint8 *value = g_bytes_get_data (write->value, &size);

  return size > 0 && value[0] == op && (sub < 0 || (size > 1 && value[1] == sub));
}

void
tactus_band_request_notified (TactusBand   *self,
                              const char   *uuid,
                              const guint8 *data,
                              gsize         length)
{
  GTask *task = get_current (self);
  Request *request = task ? g_task_get_task_data (task) : NULL;
  gboolean ok;
  guint8 op;
  gint sub;

  if (!request || !request->can_answer || strcmp (get_write (request)->uuid, uuid) != 0 ||
      !tactus_config_reply_parse (data, length, &op, &sub, &ok, NULL) ||
      !is_answer (get_write (request), op, sub))
    return;

  request->has_answer = TRUE;
  request->accepted = ok;
  if (request->written)
    take_answer (task, ok);
}

void
tactus_band_request_end_all (TactusBand   *self,
                             const GError *error)
{
  GQueue ending = self->abilities->requests;

  g_queue_init (&self->abilities->requests);
  for (GTask *task = g_queue_pop_head (&ending); task; task = g_queue_pop_head (&ending))
    end (task, g_error_copy (error));
}

/* ── what is asked ── */

static const char *
find_missing (TactusBand *self,
              GPtrArray  *writes)
{
  for (guint i = 0; i < writes->len; i++)
    {
      const TactusWrite *write = writes->pdata[i];

      if (!tactus_bluez_connection_has (self->connection, write->uuid))
        return write->uuid;
    }

  return NULL;
}

static void
watch_cancellable (GTask *task)
{
  Request *request = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (!cancellable)
    return;

  request->cancel = g_cancellable_source_new (cancellable);
  g_source_set_callback (request->cancel, G_SOURCE_FUNC (cancelled_cb), task, NULL);
  g_source_attach (request->cancel, NULL);
}

void
tactus_band_request_async (TactusBand          *self,
                           const char          *what,
                           GPtrArray           *writes,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = tactus_band_task_for (self, tactus_band_request_async, cancellable,
                                                callback, user_data);
  Request *request = g_new0 (Request, 1);
  const char *missing;

  request->what = g_strdup (what);
  request->writes = writes;
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);

  if (!tactus_band_is_usable (self))
    {
      g_task_return_error (task, tactus_band_not_usable (self));
      return;
    }

  missing = find_missing (self, writes);
  if (missing)
    {
      g_task_return_new_error (task, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NOT_SUPPORTED,
                               "%s cannot take %s: it has no characteristic %.8s",
                               tactus_band_get_name (self), what, missing);
      return;
    }

  watch_cancellable (task);
  g_queue_push_tail (&self->abilities->requests, g_object_ref (task));
  if (is_current (task))
    proceed (task);
}

gboolean
tactus_band_request_finish (TactusBand    *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
