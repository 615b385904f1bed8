/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "bluez-bench.h"

#include <string.h>
#include <sys/socket.h>

#define WATCHDOG_SECONDS 60

static GTestDBus *bus;

static gboolean
bark_cb (gpointer user_data)
{
  g_error ("Waited in vain for: %s", (const char *) user_data);

  return G_SOURCE_REMOVE;
}

guint
bench_watch (const char *what)
{
  return g_timeout_add_seconds (WATCHDOG_SECONDS, bark_cb, (gpointer) what);
}

int
bench_run (void)
{
  int status;

  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  status = g_test_run ();
  g_test_dbus_down (bus);
  g_clear_object (&bus);

  return status;
}

static GDBusConnection *
connect_to_bus (void)
{
  g_autoptr(GError) error = NULL;
  GDBusConnection *connection =
    g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (bus),
                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                              G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                            NULL, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

/* In the connection's worker thread. */
static GDBusMessage *
sent_cb (GDBusConnection *connection,
         GDBusMessage    *message,
         gboolean         incoming,
         gpointer         user_data)
{
  Bench *self = user_data;

  if (!incoming && g_dbus_message_get_message_type (message) == G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    {
      g_mutex_lock (&self->lock);
      g_ptr_array_add (self->sent, g_strdup (g_dbus_message_get_member (message)));
      g_mutex_unlock (&self->lock);
      g_main_context_wakeup (NULL);
    }

  return message;
}

guint
bench_sent (Bench      *self,
            const char *method)
{
  guint n = 0;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->sent->len; i++)
    n += g_str_equal (self->sent->pdata[i], method);
  g_mutex_unlock (&self->lock);

  return n;
}

static Bench *
bench_new_on (GDBusConnection *near,
              GDBusConnection *far,
              gboolean         on_bus)
{
  Bench *self = g_new0 (Bench, 1);
  TactusSimBluezDelays quick = { 5, 2, 2, 1, 2, 20000, 60000, 2, 20000 };

  self->near = near;
  self->far = far;
  self->on_bus = on_bus;
  self->bluez = tactus_sim_bluez_new (far);
  tactus_sim_bluez_set_delays (self->bluez, &quick);
  g_mutex_init (&self->lock);
  self->sent = g_ptr_array_new_with_free_func (g_free);
  self->filter_id = g_dbus_connection_add_filter (near, sent_cb, self, NULL);

  return self;
}

Bench *
bench_new (void)
{
  return bench_new_on (connect_to_bus (), connect_to_bus (), TRUE);
}

static GIOStream *
stream_for (int fd)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSocket) socket = g_socket_new_from_fd (fd, &error);

  g_assert_no_error (error);
  return G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
}

static GDBusConnection *
take_connection (Answer *answer)
{
  g_autoptr(GError) error = NULL;
  GDBusConnection *connection;

  UNTIL (answer->result != NULL);
  connection = g_dbus_connection_new_finish (answer->result, &error);
  g_assert_no_error (error);

  return connection;
}

Bench *
bench_new_peer (void)
{
  g_auto(Answer) near = { NULL };
  g_auto(Answer) far = { NULL };
  g_autoptr(GIOStream) near_stream = NULL;
  g_autoptr(GIOStream) far_stream = NULL;
  g_autofree char *guid = g_dbus_generate_guid ();
  int fds[2];

  g_assert_no_errno (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds));
  near_stream = stream_for (fds[0]);
  far_stream = stream_for (fds[1]);
  g_dbus_connection_new (far_stream, guid, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_SERVER, NULL,
                         NULL, answer_cb, &far);
  g_dbus_connection_new (near_stream, NULL, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL,
                         NULL, answer_cb, &near);

  return bench_new_on (take_connection (&near), take_connection (&far), FALSE);
}

static void
close_connection (GDBusConnection *connection)
{
  g_auto(Answer) answer = { NULL };

  if (!g_dbus_connection_is_closed (connection))
    {
      g_dbus_connection_close (connection, NULL, answer_cb, &answer);
      UNTIL (answer.result != NULL);
    }
  g_object_unref (connection);
}

/* An answer that nobody waits for any more may still be on its way to it. */
static void
put_down (gpointer object)
{
  UNTIL (G_OBJECT (object)->ref_count == 1);
  g_assert_finalize_object (object);
}

void
bench_free (Bench *self)
{
  if (self->client)
    put_down (g_steal_pointer (&self->client));
  g_dbus_connection_remove_filter (self->near, self->filter_id);
  close_connection (self->near);
  put_down (self->bluez);
  close_connection (self->far);
  g_ptr_array_unref (self->sent);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
bench_start (Bench *self)
{
  tactus_sim_bluez_start (self->bluez);
  UNTIL (tactus_sim_bluez_is_started (self->bluez));
}

TactusBluezClient *
bench_client (Bench      *self,
              const char *adapter)
{
  TactusBluezDeadlines generous = {
    .find_ms = 20000,
    .connect_ms = 20000,
    .resolve_ms = 20000,
    .settle_ms = 20000,
    .operation_ms = 20000,
    .disconnect_ms = 20000,
    .scan_call_ms = 20000,
    .property_ms = 20000,
    .power_ms = 20000,
    .pair_ms = 20000,
  };

  g_assert_null (self->client);
  self->client = tactus_bluez_client_new (self->near, self->on_bus ? "org.bluez" : NULL, adapter);
  tactus_bluez_client_set_deadlines (self->client, &generous);

  return self->client;
}

TactusSimBand *
bench_ready (Bench *self)
{
  TactusSimBand *band = bench_add_band (self, BAND);

  bench_start (self);
  tactus_sim_bluez_remember (self->bluez, band);
  bench_client (self, NULL);
  bench_until_state (self, TACTUS_BLUEZ_STATE_READY);

  return band;
}

TactusSimBand *
bench_add_band (Bench      *self,
                const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusSimSpec) spec = tactus_sim_spec_parse (text, &error);
  g_autoptr(TactusSimBand) band = NULL;

  g_assert_no_error (error);
  band = tactus_sim_band_new (spec);
  tactus_sim_bluez_add_band (self->bluez, band);

  return band; /* the bench keeps a reference */
}

TactusBluezConnection *
bench_open (Bench *self)
{
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;
  TactusBluezConnection *connection;

  tactus_bluez_connection_open_async (self->client, BAND_ADDRESS, NULL, NULL, answer_cb, &answer);
  connection = answer_open (&answer, &error);
  g_assert_no_error (error);
  g_assert_true (tactus_bluez_connection_is_open (connection));

  return connection;
}

void
bench_close (TactusBluezConnection *connection)
{
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  tactus_bluez_connection_close_async (connection, NULL, answer_cb, &answer);
  g_assert_true (answer_close (&answer, &error));
  g_assert_no_error (error);
  g_assert_false (tactus_bluez_connection_is_open (connection));

  /* A Disconnect that nobody waits for any more keeps it until its answer is here. */
  g_object_add_weak_pointer (G_OBJECT (connection), (gpointer *) &connection);
  g_object_unref (connection);
  UNTIL (connection == NULL);
}

void
bench_until_state (Bench            *self,
                   TactusBluezState  state)
{
  UNTIL (tactus_bluez_client_get_state (self->client) == state);
}

static gboolean
is_type_warning (const char *message)
{
  return strstr (message, "according to the expected interface") != NULL ||
         (strstr (message, "Value returned from property") != NULL &&
          strstr (message, "should be") != NULL);
}

static gboolean
is_fatal (const char     *domain,
          GLogLevelFlags  level,
          const char     *message,
          gpointer        user_data)
{
  return !is_type_warning (message);
}

static void
swallow_cb (const char     *domain,
            GLogLevelFlags  level,
            const char     *message,
            gpointer        user_data)
{
  if (!is_type_warning (message))
    g_log_default_handler (domain, level, message, user_data);
}

guint
bench_allow_type_warnings (void)
{
  g_test_log_set_fatal_handler (is_fatal, NULL);
  return g_log_set_handler ("GLib-GIO", G_LOG_LEVEL_WARNING | G_LOG_FLAG_FATAL, swallow_cb, NULL);
}

void
bench_forbid_type_warnings (guint handler)
{
  g_log_remove_handler ("GLib-GIO", handler);
  g_test_log_set_fatal_handler (NULL, NULL);
}

void
answer_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Answer *self = user_data;

  g_assert_null (self->result); /* each call answers once */
  self->source = source ? g_object_ref (source) : NULL;
  self->result = g_object_ref (result);
}

void
answer_clear (Answer *self)
{
  g_clear_object (&self->source);
  g_clear_object (&self->result);
}

#define WAIT_AND_FINISH(name, type, finish, cast)     \
  type                                                \
  name (Answer  *self,                                \
        GError **error)                               \
  {                                                   \
    g_auto(Answer) taken = { NULL };                  \
                                                      \
    UNTIL (self->result != NULL);                     \
    taken = *self;                                    \
    *self = (Answer) { NULL };                        \
    return finish (cast (taken.source), taken.result, error); \
  }

WAIT_AND_FINISH (answer_wait, gboolean, tactus_bluez_client_wait_finish, TACTUS_BLUEZ_CLIENT)
WAIT_AND_FINISH (answer_scan, gboolean, tactus_bluez_client_scan_finish, TACTUS_BLUEZ_CLIENT)
WAIT_AND_FINISH (answer_power_on, gboolean, tactus_bluez_client_power_on_finish,
                 TACTUS_BLUEZ_CLIENT)
WAIT_AND_FINISH (answer_remove, gboolean, tactus_bluez_client_remove_device_finish,
                 TACTUS_BLUEZ_CLIENT)
WAIT_AND_FINISH (answer_read, GBytes *, tactus_bluez_connection_read_finish,
                 TACTUS_BLUEZ_CONNECTION)
WAIT_AND_FINISH (answer_write, gboolean, tactus_bluez_connection_write_finish,
                 TACTUS_BLUEZ_CONNECTION)
WAIT_AND_FINISH (answer_subscribe, gboolean, tactus_bluez_connection_subscribe_finish,
                 TACTUS_BLUEZ_CONNECTION)
WAIT_AND_FINISH (answer_unsubscribe, gboolean, tactus_bluez_connection_unsubscribe_finish,
                 TACTUS_BLUEZ_CONNECTION)
WAIT_AND_FINISH (answer_close, gboolean, tactus_bluez_connection_close_finish,
                 TACTUS_BLUEZ_CONNECTION)

TactusBluezConnection *
answer_open (Answer  *self,
             GError **error)
{
  g_auto(Answer) taken = { NULL };

  UNTIL (self->result != NULL);
  taken = *self;
  *self = (Answer) { NULL };

  return tactus_bluez_connection_open_finish (taken.result, error);
}
