/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-link.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

/* Two handshakes that wait for each other; the first error ends it. */
typedef struct {
  GDBusConnection *client; /* (owned) (nullable) until made */
  GDBusConnection *server; /* (owned) (nullable) until made */
  guint            pending;
  GError          *error;  /* (owned) (nullable) */
} Making;

static void
making_free (gpointer data)
{
  Making *self = data;

  g_clear_object (&self->client);
  g_clear_object (&self->server);
  g_clear_error (&self->error);
  g_free (self);
}

void
tactus_sim_link_free (TactusSimLink *self)
{
  tactus_sim_bluez_stop (self->bluez);
  g_object_unref (self->bluez);
  if (!g_dbus_connection_is_closed (self->client))
    g_dbus_connection_close (self->client, NULL, NULL, NULL);
  g_object_unref (self->client);
  g_free (self);
}

static void
finish (GTask *task)
{
  Making *making = g_task_get_task_data (task);
  TactusSimLink *link;

  if (making->error)
    {
      g_task_return_error (task, g_steal_pointer (&making->error));
      return;
    }

  link = g_new0 (TactusSimLink, 1);
  link->client = g_steal_pointer (&making->client);
  link->bluez = tactus_sim_bluez_new (making->server);
  tactus_sim_bluez_start (link->bluez);
  g_dbus_connection_start_message_processing (making->server);

  g_task_return_pointer (task, link, (GDestroyNotify) tactus_sim_link_free);
}

static void
take_end (GTask            *task,
          GDBusConnection **end,
          GAsyncResult     *result)
{
  Making *making = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  *end = g_dbus_connection_new_finish (result, &error);
  if (error && !making->error)
    making->error = g_steal_pointer (&error);
  if (*end)
    g_dbus_connection_set_exit_on_close (*end, FALSE);

  if (--making->pending == 0)
    finish (task);
}

static void
client_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  take_end (task, &((Making *) g_task_get_task_data (task))->client, result);
}

static void
server_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  take_end (task, &((Making *) g_task_get_task_data (task))->server, result);
}

static GIOStream *
stream_for (int      fd,
            GError **error)
{
  g_autoptr(GSocket) socket = g_socket_new_from_fd (fd, error);

  if (!socket)
    {
      close (fd);
      return NULL;
    }

  return G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
}

static gboolean
make_streams (GIOStream **a,
              GIOStream **b,
              GError    **error)
{
  int fds[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0)
    {
      int saved = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "No socket pair: %s",
                   g_strerror (saved));
      return FALSE;
    }

  *a = stream_for (fds[0], error);
  *b = stream_for (fds[1], *a ? error : NULL);

  return *a && *b;
}

void
tactus_sim_link_new_async (GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(GIOStream) client = NULL;
  g_autoptr(GIOStream) server = NULL;
  g_autofree char *guid = g_dbus_generate_guid ();
  Making *making = g_new0 (Making, 1);

  g_task_set_source_tag (task, tactus_sim_link_new_async);
  g_task_set_task_data (task, making, making_free);

  if (!make_streams (&client, &server, &making->error))
    {
      g_task_return_error (task, g_steal_pointer (&making->error));
      return;
    }

  making->pending = 2;
  /* Messages wait until there is something to answer them. */
  g_dbus_connection_new (server, guid,
                         G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_SERVER |
                         G_DBUS_CONNECTION_FLAGS_DELAY_MESSAGE_PROCESSING,
                         NULL, cancellable, server_cb, g_object_ref (task));
  g_dbus_connection_new (client, NULL, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT,
                         NULL, cancellable, client_cb, g_object_ref (task));
}

TactusSimLink *
tactus_sim_link_new_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
