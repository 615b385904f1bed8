/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "bluez-bench.h"

#include "tactus-bluez-client-private.h"
#include "tactus-bluez-gatt.h"

#define AUTH "00000009-0000-3512-2118-0009af100700"
#define BATTERY "00000006-0000-3512-2118-0009af100700"
#define ALERT_LEVEL "00002a06-0000-1000-8000-00805f9b34fb"     /* only without response */
#define HEART_CONTROL "00002a39-0000-1000-8000-00805f9b34fb"   /* only with, and only logged in */
#define SERIAL "00002a25-0000-1000-8000-00805f9b34fb"          /* cannot notify */
#define ABSENT "0000abcd-0000-1000-8000-00805f9b34fb"

/* A bench with an open connection, and what came through it. */
typedef struct {
  Bench *bench;
  TactusSimBand *band;
  TactusBluezConnection *connection;
  GPtrArray *values; /* (element-type GBytes): as they were notified */
  GError *reason;    /* (nullable): of the end */
  guint ends;
} Line;

static void
notified_cb (TactusBluezConnection *connection,
             const char            *uuid,
             GBytes                *value,
             Line                  *self)
{
  g_assert_nonnull (uuid);
  g_ptr_array_add (self->values, g_bytes_ref (value));
}

static void
closed_cb (TactusBluezConnection *connection,
           GError                *error,
           Line                  *self)
{
  g_assert_false (tactus_bluez_connection_is_open (connection));
  g_clear_error (&self->reason);
  self->reason = error ? g_error_copy (error) : NULL;
  self->ends++;
}

static Line *
line_new_on (Bench *bench)
{
  Line *self = g_new0 (Line, 1);

  self->bench = bench;
  self->band = bench_ready (bench);
  self->connection = bench_open (bench);
  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_signal_connect (self->connection, "notified", G_CALLBACK (notified_cb), self);
  g_signal_connect (self->connection, "closed", G_CALLBACK (closed_cb), self);

  return self;
}

static Line *
line_new (void)
{
  return line_new_on (bench_new ());
}

/* Also asserts that the end was told once, and that nothing is left. */
static void
line_free (Line *self)
{
  bench_close (g_steal_pointer (&self->connection));
  g_assert_cmpuint (self->ends, ==, 1);
  bench_free (self->bench);
  g_ptr_array_unref (self->values);
  g_clear_error (&self->reason);
  g_free (self);
}

static void
answer_read_into (Line         *line,
                  const char   *uuid,
                  GCancellable *cancellable,
                  Answer       *answer)
{
  tactus_bluez_connection_read_async (line->connection, uuid, cancellable, answer_cb, answer);
}

static GBytes *
read_value (Line        *line,
            const char  *uuid,
            GError     **error)
{
  g_auto(Answer) answer = { NULL };

  answer_read_into (line, uuid, NULL, &answer);
  return answer_read (&answer, error);
}

static void
write_into (Line                 *line,
            const char           *uuid,
            const char           *text,
            TactusBluezWriteMode  mode,
            GCancellable         *cancellable,
            Answer               *answer)
{
  g_autoptr(GBytes) value = g_bytes_new (text, strlen (text));

  tactus_bluez_connection_write_async (line->connection, uuid, value, mode, cancellable, answer_cb,
                                       answer);
}

static gboolean
write_value (Line                  *line,
             const char            *uuid,
             TactusBluezWriteMode   mode,
             GError               **error)
{
  g_auto(Answer) answer = { NULL };

  write_into (line, uuid, "x", mode, NULL, &answer);
  return answer_write (&answer, error);
}

static gboolean
subscribe (Line        *line,
           const char  *uuid,
           GError     **error)
{
  g_auto(Answer) answer = { NULL };

  tactus_bluez_connection_subscribe_async (line->connection, uuid, NULL, answer_cb, &answer);
  return answer_subscribe (&answer, error);
}

static gboolean
unsubscribe (Line        *line,
             const char  *uuid,
             GError     **error)
{
  g_auto(Answer) answer = { NULL };

  tactus_bluez_connection_unsubscribe_async (line->connection, uuid, NULL, answer_cb, &answer);
  return answer_unsubscribe (&answer, error);
}

/* As if the band had sent it. */
static void
notify (Line       *line,
        const char *uuid,
        gsize       size,
        guint8      fill)
{
  guint8 *data = g_malloc (size + 1); /* something also for no bytes */
  g_autoptr(GBytes) value = NULL;

  memset (data, fill, size);
  value = g_bytes_new_take (data, size);
  g_signal_emit_by_name (line->band, "notified", uuid, value);
}

static void
test_read (void)
{
  Line *line = line_new ();
  g_autoptr(GBytes) value = NULL;
  g_autoptr(GError) error = NULL;

  value = read_value (line, SERIAL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (value), ==, 12);

  g_assert_null (read_value (line, ABSENT, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_MISSING);
  g_clear_error (&error);

  /* Before the login. */
  g_assert_null (read_value (line, HEART_CONTROL, &error));
  g_assert_cmpint (error->domain, ==, TACTUS_BLUEZ_ERROR);
  g_clear_error (&error);

  /* The connection has taken no harm. */
  g_assert_true (tactus_bluez_connection_is_open (line->connection));
  line_free (line);
}

static void
test_payload (void)
{
  Line *line = line_new ();

  g_assert_cmpuint (tactus_bluez_connection_get_payload (line->connection, AUTH), ==, 20);
  g_assert_cmpuint (tactus_bluez_connection_get_payload (line->connection, ABSENT), ==, 20);
  line_free (line);
}

static void
test_payload_large (void)
{
  Bench *bench = bench_new ();
  TactusBluezConnection *connection;

  bench_add_band (bench, "model=mi-band-4,address=" BAND_ADDRESS);
  bench_start (bench);
  bench_client (bench, NULL);
  connection = bench_open (bench);
  g_assert_cmpuint (tactus_bluez_connection_get_payload (connection, AUTH), ==, 244);
  bench_close (connection);
  bench_free (bench);
}

/* The mode that is asked for, or the only one there is: the other would be refused. */
static void
test_write_mode (void)
{
  Line *line = line_new ();
  g_autoptr(GError) error = NULL;

  for (TactusBluezWriteMode mode = 0; mode <= TACTUS_BLUEZ_WRITE_COMMAND; mode++)
    {
      g_assert_true (write_value (line, ALERT_LEVEL, mode, &error));
      g_assert_no_error (error);

      /* As a command it would be lost without a word; as a request it is refused aloud. */
      g_assert_false (write_value (line, HEART_CONTROL, mode, &error));
      g_assert_cmpint (error->domain, ==, TACTUS_BLUEZ_ERROR);
      g_clear_error (&error);
    }

  /* Both there: as asked.  A command may not be longer than the link allows. */
  {
    g_auto(Answer) answer = { NULL };

    write_into (line, AUTH, "more than twenty bytes of text", TACTUS_BLUEZ_WRITE_COMMAND, NULL,
                &answer);
    g_assert_false (answer_write (&answer, &error));
    g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_FAILED);
    g_assert_nonnull (strstr (error->message, "initiate write"));
  }

  line_free (line);
}

static void
test_errors (void)
{
  static const struct {
    const char *name;
    const char *message;
    TactusBluezError code;
  } errors[] = {
    { "org.bluez.Error.NotPermitted", "Write not permitted", TACTUS_BLUEZ_ERROR_NOT_PERMITTED },
    { "org.bluez.Error.NotPermitted", "Not paired", TACTUS_BLUEZ_ERROR_NEEDS_PAIRING },
    { "org.bluez.Error.NotAuthorized", "no", TACTUS_BLUEZ_ERROR_NOT_PERMITTED },
    { "org.bluez.Error.NotSupported", "no", TACTUS_BLUEZ_ERROR_MISSING },
    { "org.bluez.Error.Failed", "Operation failed with ATT error: 0x80",
      TACTUS_BLUEZ_ERROR_FAILED },
    { "org.bluez.Error.InvalidArguments", "Invalid Length", TACTUS_BLUEZ_ERROR_FAILED },
    { "org.freedesktop.DBus.Error.UnknownObject", "gone", TACTUS_BLUEZ_ERROR_MISSING },
  };
  Line *line = line_new ();

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) value = NULL;

      tactus_sim_bluez_set_fault_full (line->bench->bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_FAILS,
                                       2, errors[i].name, errors[i].message, 0);
      g_assert_false (write_value (line, AUTH, TACTUS_BLUEZ_WRITE_REQUEST, &error));
      g_assert_error (error, TACTUS_BLUEZ_ERROR, (int) errors[i].code);
      g_clear_error (&error);
      g_assert_null (read_value (line, SERIAL, &error));
      g_assert_error (error, TACTUS_BLUEZ_ERROR, (int) errors[i].code);
      g_clear_error (&error);

      value = read_value (line, SERIAL, &error);
      g_assert_no_error (error);
    }

  line_free (line);
}

/* An "unlikely error", ATT 0x0e, is given one more chance, and no third. */
static void
test_unlikely (void)
{
  Line *line = line_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) value = NULL;

  tactus_sim_bluez_set_fault (line->bench->bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_FAILS, 1);
  g_assert_true (write_value (line, AUTH, TACTUS_BLUEZ_WRITE_REQUEST, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (bench_sent (line->bench, "WriteValue"), ==, 2);

  tactus_sim_bluez_set_fault (line->bench->bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_FAILS, 2);
  g_assert_null (read_value (line, SERIAL, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_UNLIKELY);
  g_assert_nonnull (strstr (error->message, "0x0e"));
  g_clear_error (&error);
  g_assert_cmpuint (bench_sent (line->bench, "ReadValue"), ==, 2);

  value = read_value (line, SERIAL, &error);
  g_assert_no_error (error);
  line_free (line);
}

/* BlueZ says that there is no link, though its property says there is: that is the end. */
static void
test_not_connected (void)
{
  Line *line = line_new ();
  g_auto(Answer) queued = { NULL };
  g_autoptr(GError) error = NULL;

  tactus_sim_bluez_set_fault_full (line->bench->bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_FAILS, 1,
                                   "org.bluez.Error.Failed", "Not connected", 0);
  answer_read_into (line, SERIAL, NULL, &queued);
  g_assert_false (write_value (line, AUTH, TACTUS_BLUEZ_WRITE_REQUEST, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_DISCONNECTED);
  g_clear_error (&error);
  g_assert_null (answer_read (&queued, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_DISCONNECTED);
  g_assert_cmpuint (bench_sent (line->bench, "WriteValue"), ==, 0);
  UNTIL (line->ends == 1);
  g_assert_error (line->reason, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_DISCONNECTED);
  UNTIL (!tactus_sim_band_get_connected (line->band));

  line_free (line);
}

/* Another program is writing: tried again soon, but not for ever. */
static void
test_busy (void)
{
  Line *line = line_new ();
  g_autoptr(GError) error = NULL;

  tactus_sim_bluez_set_fault (line->bench->bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_BUSY, 3);
  g_assert_true (write_value (line, AUTH, TACTUS_BLUEZ_WRITE_REQUEST, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (bench_sent (line->bench, "WriteValue"), ==, 4);

  tactus_sim_bluez_set_fault (line->bench->bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_BUSY, -1);
  g_assert_false (write_value (line, AUTH, TACTUS_BLUEZ_WRITE_REQUEST, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_BUSY);
  g_assert_cmpuint (bench_sent (line->bench, "WriteValue"), ==, 4 + 101);
  tactus_sim_bluez_set_fault (line->bench->bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_BUSY, 0);

  line_free (line);
}

static void
test_busy_cancelled (void)
{
  Line *line = line_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) value = NULL;

  tactus_sim_bluez_set_fault (line->bench->bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_BUSY, -1);
  write_into (line, AUTH, "x", TACTUS_BLUEZ_WRITE_REQUEST, cancellable, &answer);
  UNTIL (bench_sent (line->bench, "WriteValue") >= 3);
  g_cancellable_cancel (cancellable);
  g_assert_false (answer_write (&answer, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  tactus_sim_bluez_set_fault (line->bench->bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_BUSY, 0);
  value = read_value (line, SERIAL, &error);
  g_assert_no_error (error);

  line_free (line);
}

static void
append_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GString *order = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) value = NULL;

  if (g_async_result_is_tagged (result, tactus_bluez_connection_read_async))
    {
      value = tactus_bluez_connection_read_finish (TACTUS_BLUEZ_CONNECTION (source), result,
                                                   &error);
      g_string_append_c (order, value ? 'r' : 'R');
    }
  else if (g_async_result_is_tagged (result, tactus_bluez_connection_write_async))
    {
      g_string_append_c (order, tactus_bluez_connection_write_finish (
                                  TACTUS_BLUEZ_CONNECTION (source), result, &error) ? 'w' : 'W');
    }
  else
    {
      g_string_append_c (order, tactus_bluez_connection_subscribe_finish (
                                  TACTUS_BLUEZ_CONNECTION (source), result, &error) ? 's' : 'S');
    }
}

/* One after the other in the order of asking, also with failures; none runs into another. */
static void
test_order (void)
{
  Line *line = line_new ();
  g_autoptr(GString) order = g_string_new (NULL);
  g_autoptr(GBytes) value = g_bytes_new_static ("x", 1);
  const char *asked = "wrsrRwwRwr";

  for (const char *p = asked; *p; p++)
    switch (*p)
      {
      case 'w':
        tactus_bluez_connection_write_async (line->connection, AUTH, value,
                                             TACTUS_BLUEZ_WRITE_REQUEST, NULL, append_cb, order);
        break;
      case 's':
        tactus_bluez_connection_subscribe_async (line->connection, AUTH, NULL, append_cb, order);
        break;
      default:
        tactus_bluez_connection_read_async (line->connection, *p == 'R' ? ABSENT : SERIAL, NULL,
                                            append_cb, order);
      }

  UNTIL (order->len == strlen (asked));
  g_assert_cmpstr (order->str, ==, asked);
  g_assert_cmpuint (bench_sent (line->bench, "WriteValue"), ==, 4);
  g_assert_cmpuint (bench_sent (line->bench, "ReadValue"), ==, 4 - 1);

  line_free (line);
}

/* Cancelled in the queue: it never leaves it.  Cancelled under way: the next waits for its end. */
static void
test_cancelled (void)
{
  Line *line = line_new ();
  g_autoptr(GCancellable) first = g_cancellable_new ();
  g_autoptr(GCancellable) second = g_cancellable_new ();
  Answer answers[3] = { { NULL } };
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) value = NULL;
  TactusSimBluezDelays delays;

  tactus_sim_bluez_get_delays (line->bench->bluez, &delays);
  delays.operation_ms = 50;
  tactus_sim_bluez_set_delays (line->bench->bluez, &delays);

  write_into (line, AUTH, "a", TACTUS_BLUEZ_WRITE_REQUEST, first, &answers[0]);
  write_into (line, AUTH, "b", TACTUS_BLUEZ_WRITE_REQUEST, second, &answers[1]);
  answer_read_into (line, SERIAL, NULL, &answers[2]);
  UNTIL (bench_sent (line->bench, "WriteValue") == 1);
  g_cancellable_cancel (second);
  g_cancellable_cancel (first);

  g_assert_false (answer_write (&answers[0], &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (answer_write (&answers[1], &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpuint (bench_sent (line->bench, "ReadValue"), ==, 0);

  value = answer_read (&answers[2], &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bench_sent (line->bench, "WriteValue"), ==, 1);

  line_free (line);
}

static void
test_timed_out (void)
{
  Bench *bench = bench_new ();
  Line *line;
  g_auto(Answer) waiting = { NULL };
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) value = NULL;

  /* A connection takes its deadlines along when it opens. */
  bench_ready (bench);
  SHORTEN (bench, operation_ms, 100);
  line = g_new0 (Line, 1);
  line->bench = bench;
  line->connection = bench_open (bench);
  line->values = g_ptr_array_new ();
  g_signal_connect (line->connection, "closed", G_CALLBACK (closed_cb), line);

  tactus_sim_bluez_set_fault (bench->bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_NEVER, 1);
  write_into (line, AUTH, "x", TACTUS_BLUEZ_WRITE_REQUEST, NULL, &answer);
  answer_read_into (line, SERIAL, NULL, &waiting);
  g_assert_false (answer_write (&answer, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_TIMED_OUT);
  g_clear_error (&error);

  /* The queue goes on. */
  value = answer_read (&waiting, &error);
  g_assert_no_error (error);

  line_free (line);
}

static void
test_notify (void)
{
  Line *line = line_new ();
  g_autoptr(GError) error = NULL;

  /* Nobody asked: nobody hears. */
  notify (line, BATTERY, 3, 9);
  g_assert_true (subscribe (line, BATTERY, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (line->values->len, ==, 0);

  /* In order, equal ones included, and of any length: what fits is the parser's matter. */
  notify (line, BATTERY, 3, 1);
  notify (line, BATTERY, 3, 1);
  notify (line, BATTERY, 0, 0);
  notify (line, BATTERY, 4096, 2);
  UNTIL (line->values->len == 4);
  g_assert_true (g_bytes_equal (line->values->pdata[0], line->values->pdata[1]));
  g_assert_cmpuint (g_bytes_get_size (line->values->pdata[2]), ==, 0);
  g_assert_cmpuint (g_bytes_get_size (line->values->pdata[3]), ==, 4096);

  /* Twice is once. */
  g_assert_true (subscribe (line, BATTERY, &error));
  g_assert_cmpuint (bench_sent (line->bench, "StartNotify"), ==, 1);

  g_assert_true (unsubscribe (line, BATTERY, &error));
  g_assert_no_error (error);
  notify (line, BATTERY, 3, 3);
  g_assert_true (unsubscribe (line, BATTERY, &error));
  g_assert_true (subscribe (line, AUTH, &error));
  g_assert_cmpuint (line->values->len, ==, 4);
  g_assert_cmpuint (bench_sent (line->bench, "StopNotify"), ==, 1);

  line_free (line);
}

static void
test_notify_many (void)
{
  Line *line = line_new ();
  g_autoptr(GError) error = NULL;

  g_assert_true (subscribe (line, BATTERY, &error));
  for (guint i = 0; i < 1000; i++)
    notify (line, BATTERY, 1 + i % 20, (guint8) i);
  UNTIL (line->values->len == 1000);
  for (guint i = 0; i < 1000; i++)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (line->values->pdata[i], &size);

      g_assert_cmpuint (size, ==, 1 + i % 20);
      g_assert_cmpuint (data[0], ==, (guint8) i);
    }

  line_free (line);
}

/* A value that comes before the answer to StartNotify is not lost. */
static void
test_notify_early (void)
{
  Line *line = line_new ();
  g_autoptr(GError) error = NULL;

  tactus_sim_bluez_set_fault (line->bench->bluez, TACTUS_SIM_BLUEZ_FAULT_VALUE_BEFORE_REPLY, 1);
  g_assert_true (subscribe (line, AUTH, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (line->values->len, ==, 1);

  line_free (line);
}

static void
test_notify_refused (void)
{
  Line *line = line_new ();
  g_autoptr(GError) error = NULL;

  g_assert_false (subscribe (line, SERIAL, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_false (subscribe (line, ABSENT, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_MISSING);
  g_clear_error (&error);

  tactus_sim_bluez_set_fault (line->bench->bluez, TACTUS_SIM_BLUEZ_FAULT_NOTIFY_FAILS, 1);
  g_assert_false (subscribe (line, AUTH, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_NOT_PERMITTED);
  g_clear_error (&error);

  /* A refusal is not remembered as a subscription. */
  g_assert_true (subscribe (line, AUTH, &error));
  g_assert_no_error (error);
  notify (line, AUTH, 3, 1);
  UNTIL (line->values->len == 1);

  line_free (line);
}

/* Cancelled under way: when BlueZ has it, it is given back. */
static void
test_notify_cancelled (void)
{
  Line *line = line_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  tactus_bluez_connection_subscribe_async (line->connection, BATTERY, cancellable, answer_cb,
                                           &answer);
  UNTIL (bench_sent (line->bench, "StartNotify") == 1);
  g_cancellable_cancel (cancellable);
  g_assert_false (answer_subscribe (&answer, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  UNTIL (bench_sent (line->bench, "StopNotify") == 1);

  line_free (line);
}

/* The device changes its services: what was subscribed is gone, and so is the connection. */
static void
test_services_changed (void)
{
  Line *line = line_new ();
  TactusBluezTree *tree = tactus_bluez_client_get_tree (line->bench->client);
  const char * const interfaces[] = { "org.bluez.GattCharacteristic1", NULL };
  g_autoptr(GDBusProxy) proxy = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (subscribe (line, BATTERY, &error));
  proxy = tactus_bluez_gatt_find (tree,
                                  tactus_bluez_client_find_device (line->bench->client,
                                                                   BAND_ADDRESS),
                                  BATTERY);
  g_dbus_connection_emit_signal (line->bench->far, NULL, "/", "org.freedesktop.DBus.ObjectManager",
                                 "InterfacesRemoved",
                                 g_variant_new ("(o^as)", g_dbus_proxy_get_object_path (proxy),
                                                interfaces),
                                 &error);
  g_assert_no_error (error);
  UNTIL (line->ends == 1);
  g_assert_error (line->reason, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_DISCONNECTED);
  UNTIL (!tactus_sim_band_get_connected (line->band));

  line_free (line);
}

/* A value of another type is no value. */
static void
test_wrong_types (void)
{
  guint handler = bench_allow_type_warnings ();
  Line *line = line_new ();
  g_autoptr(GError) error = NULL;

  g_assert_true (subscribe (line, BATTERY, &error));
  tactus_sim_bluez_set_fault_full (line->bench->bluez, TACTUS_SIM_BLUEZ_FAULT_WRONG_TYPES, -1,
                                   "Value", NULL, 0);
  notify (line, BATTERY, 3, 1);
  notify (line, BATTERY, 3, 2);
  tactus_sim_bluez_set_fault (line->bench->bluez, TACTUS_SIM_BLUEZ_FAULT_WRONG_TYPES, 0);
  notify (line, BATTERY, 7, 3);
  UNTIL (line->values->len == 1);
  g_assert_cmpuint (g_bytes_get_size (line->values->pdata[0]), ==, 7);

  line_free (line);
  bench_forbid_type_warnings (handler);
}

typedef enum {
  END_VANISH, /* out of range */
  END_POWER,
  END_UNPLUG,
  END_FORGET, /* removed in the system's settings */
  END_DAEMON,
  END_CLOSE, /* we close it */
  N_ENDS,
} End;

static void
bring_about (Line *line,
             End   end)
{
  TactusSimBluez *bluez = line->bench->bluez;

  switch (end)
    {
    case END_VANISH:
      tactus_sim_band_vanish (line->band, g_get_monotonic_time ());
      break;
    case END_POWER:
      tactus_sim_bluez_set_powered (bluez, 0, FALSE);
      break;
    case END_UNPLUG:
      tactus_sim_bluez_unplug (bluez, 0);
      break;
    case END_FORGET:
      tactus_sim_bluez_forget (bluez, line->band);
      break;
    case END_DAEMON:
      tactus_sim_bluez_stop (bluez);
      break;
    case END_CLOSE:
      tactus_bluez_connection_close_async (line->connection, NULL, NULL, NULL);
      break;
    case N_ENDS:
    default:
      g_assert_not_reached ();
    }
}

static const TactusBluezError end_codes[] = {
  [END_VANISH] = TACTUS_BLUEZ_ERROR_DISCONNECTED,
  [END_POWER] = TACTUS_BLUEZ_ERROR_ADAPTER_OFF,
  [END_UNPLUG] = TACTUS_BLUEZ_ERROR_NO_ADAPTER,
  [END_FORGET] = TACTUS_BLUEZ_ERROR_REMOVED,
  [END_DAEMON] = TACTUS_BLUEZ_ERROR_NO_SERVICE,
  [END_CLOSE] = TACTUS_BLUEZ_ERROR_DISCONNECTED,
};

/* Every way a connection ends, with an operation under way and others queued: each fails, once,
 * with the cause; the end is told once; what comes after fails too. */
static void
test_ends (void)
{
  for (End end = 0; end < N_ENDS; end++)
    {
      Line *line = line_new ();
      Answer answers[3] = { { NULL } };
      g_autoptr(GBytes) value = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("end %d", end);
      g_assert_true (subscribe (line, BATTERY, &error));
      tactus_sim_bluez_set_fault (line->bench->bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_NEVER, -1);
      write_into (line, AUTH, "x", TACTUS_BLUEZ_WRITE_REQUEST, NULL, &answers[0]);
      answer_read_into (line, SERIAL, NULL, &answers[1]);
      tactus_bluez_connection_subscribe_async (line->connection, AUTH, NULL, answer_cb,
                                               &answers[2]);
      UNTIL (bench_sent (line->bench, "WriteValue") == 1);
      bring_about (line, end);

      UNTIL (line->ends == 1);
      if (end == END_CLOSE)
        g_assert_no_error (line->reason);
      else
        g_assert_error (line->reason, TACTUS_BLUEZ_ERROR, (int) end_codes[end]);

      g_assert_false (answer_write (&answers[0], &error));
      g_assert_error (error, TACTUS_BLUEZ_ERROR, (int) end_codes[end]);
      g_clear_error (&error);
      g_assert_null (answer_read (&answers[1], &error));
      g_assert_error (error, TACTUS_BLUEZ_ERROR, (int) end_codes[end]);
      g_clear_error (&error);
      g_assert_false (answer_subscribe (&answers[2], &error));
      g_assert_error (error, TACTUS_BLUEZ_ERROR, (int) end_codes[end]);
      g_clear_error (&error);

      g_assert_null (read_value (line, SERIAL, &error));
      g_assert_error (error, TACTUS_BLUEZ_ERROR, (int) end_codes[end]);
      g_assert_cmpuint (line->values->len, ==, 0);

      line_free (line);
    }
}

static void
test_peer_to_peer (void)
{
  Line *line = line_new_on (bench_new_peer ());
  g_auto(Answer) answer = { NULL };
  g_auto(Answer) closed = { NULL };
  g_autoptr(GBytes) value = NULL;
  g_autoptr(GError) error = NULL;

  value = read_value (line, SERIAL, &error);
  g_assert_no_error (error);
  g_assert_true (subscribe (line, BATTERY, &error));
  notify (line, BATTERY, 3, 1);
  UNTIL (line->values->len == 1);

  /* The other end goes: that is its daemon's death. */
  tactus_sim_bluez_set_fault (line->bench->bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_NEVER, -1);
  answer_read_into (line, SERIAL, NULL, &answer);
  UNTIL (bench_sent (line->bench, "ReadValue") == 2);
  g_dbus_connection_close (line->bench->far, NULL, answer_cb, &closed);
  g_assert_null (answer_read (&answer, &error));
  g_assert_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_NO_SERVICE);
  UNTIL (line->ends == 1);
  UNTIL (closed.result != NULL);

  line_free (line);
}

/* Closing gives the subscriptions back, and waits until the link is down. */
static void
test_close (void)
{
  Line *line = line_new ();
  Answer answers[2] = { { NULL } };
  g_autoptr(GError) error = NULL;

  g_assert_true (subscribe (line, BATTERY, &error));
  g_assert_true (subscribe (line, AUTH, &error));
  tactus_bluez_connection_close_async (line->connection, NULL, answer_cb, &answers[0]);
  tactus_bluez_connection_close_async (line->connection, NULL, answer_cb, &answers[1]);
  g_assert_false (tactus_bluez_connection_is_open (line->connection));
  g_assert_true (answer_close (&answers[0], &error));
  g_assert_true (answer_close (&answers[1], &error));
  g_assert_no_error (error);
  g_assert_false (tactus_sim_band_get_connected (line->band));
  g_assert_cmpuint (bench_sent (line->bench, "StopNotify"), ==, 2);
  g_assert_cmpuint (bench_sent (line->bench, "Disconnect"), ==, 1);
  g_assert_no_error (line->reason);

  line_free (line);
}

/* Nobody waits for the end any more: it is closed at once, BlueZ goes on. */
static void
test_close_cancelled (void)
{
  Line *line = line_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Answer) answer = { NULL };
  g_autoptr(GError) error = NULL;

  tactus_bluez_connection_close_async (line->connection, cancellable, answer_cb, &answer);
  g_cancellable_cancel (cancellable);
  g_assert_false (answer_close (&answer, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (line->ends, ==, 1);
  UNTIL (!tactus_sim_band_get_connected (line->band));

  line_free (line);
}

static void
test_close_timed_out (void)
{
  Line *line = line_new ();
  TactusSimBluezDelays delays;

  tactus_sim_bluez_get_delays (line->bench->bluez, &delays);
  delays.disconnect_ms = 60000;
  tactus_sim_bluez_set_delays (line->bench->bluez, &delays);
  SHORTEN (line->bench, disconnect_ms, 50);

  line_free (line);
}

static void
drop_cb (TactusBluezConnection *connection,
         const char            *uuid,
         GBytes                *value,
         gpointer               user_data)
{
  TactusBluezConnection **held = user_data;

  g_clear_object (held);
}

/* Who hears a notification may let go of the connection there and then. */
static void
test_let_go_in_handler (void)
{
  Line *line = line_new ();
  TactusBluezConnection *connection = line->connection;
  g_autoptr(GError) error = NULL;

  g_assert_true (subscribe (line, BATTERY, &error));
  g_signal_handlers_disconnect_by_data (connection, line);
  g_signal_connect (connection, "notified", G_CALLBACK (drop_cb), &line->connection);
  g_object_add_weak_pointer (G_OBJECT (connection), (gpointer *) &connection);
  notify (line, BATTERY, 3, 1);
  notify (line, BATTERY, 3, 2);
  UNTIL (connection == NULL);
  UNTIL (!tactus_sim_band_get_connected (line->band));

  bench_free (line->bench);
  g_ptr_array_unref (line->values);
  g_free (line);
}

/* An operation keeps what it needs alive. */
static void
test_let_go (void)
{
  Line *line = line_new ();
  TactusBluezConnection *connection = g_steal_pointer (&line->connection);
  g_auto(Answer) answer = { NULL };
  g_autoptr(GBytes) value = NULL;
  g_autoptr(GError) error = NULL;

  g_signal_handlers_disconnect_by_data (connection, line);
  tactus_bluez_connection_read_async (connection, SERIAL, NULL, answer_cb, &answer);
  g_object_unref (connection);
  value = answer_read (&answer, &error);
  g_assert_no_error (error);
  UNTIL (!tactus_sim_band_get_connected (line->band));

  bench_free (line->bench);
  g_ptr_array_unref (line->values);
  g_free (line);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bluez/gatt/read", test_read);
  g_test_add_func ("/bluez/gatt/payload", test_payload);
  g_test_add_func ("/bluez/gatt/payload-large", test_payload_large);
  g_test_add_func ("/bluez/gatt/write-mode", test_write_mode);
  g_test_add_func ("/bluez/gatt/errors", test_errors);
  g_test_add_func ("/bluez/gatt/unlikely", test_unlikely);
  g_test_add_func ("/bluez/gatt/not-connected", test_not_connected);
  g_test_add_func ("/bluez/gatt/busy", test_busy);
  g_test_add_func ("/bluez/gatt/busy-cancelled", test_busy_cancelled);
  g_test_add_func ("/bluez/gatt/order", test_order);
  g_test_add_func ("/bluez/gatt/cancelled", test_cancelled);
  g_test_add_func ("/bluez/gatt/timed-out", test_timed_out);
  g_test_add_func ("/bluez/gatt/notify", test_notify);
  g_test_add_func ("/bluez/gatt/notify-many", test_notify_many);
  g_test_add_func ("/bluez/gatt/notify-early", test_notify_early);
  g_test_add_func ("/bluez/gatt/notify-refused", test_notify_refused);
  g_test_add_func ("/bluez/gatt/notify-cancelled", test_notify_cancelled);
  g_test_add_func ("/bluez/gatt/services-changed", test_services_changed);
  g_test_add_func ("/bluez/gatt/wrong-types", test_wrong_types);
  g_test_add_func ("/bluez/gatt/ends", test_ends);
  g_test_add_func ("/bluez/gatt/peer-to-peer", test_peer_to_peer);
  g_test_add_func ("/bluez/gatt/close", test_close);
  g_test_add_func ("/bluez/gatt/close-cancelled", test_close_cancelled);
  g_test_add_func ("/bluez/gatt/close-timed-out", test_close_timed_out);
  g_test_add_func ("/bluez/gatt/let-go-in-handler", test_let_go_in_handler);
  g_test_add_func ("/bluez/gatt/let-go", test_let_go);

  return bench_run ();
}
