/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asking the desktop for the background: against a stand-in for the portal, which follows the
 * published interface, and deviates from it as a table says. */

#include "band-bench.h"
#include "desk-bench.h"

#include <string.h>

#include "tactus-background.h"

#define PATH "/org/freedesktop/portal/desktop"

static const char xml[] =
  "<node><interface name='org.freedesktop.portal.Background'>"
  "<method name='RequestBackground'><arg type='s' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
  "<method name='SetStatus'><arg type='a{sv}' direction='in'/></method>"
  "<property name='version' type='u' access='read'/></interface></node>";

typedef enum {
  GRANTED,
  GRANTED_BEFORE_REPLY,
  GRANTED_OTHER_PATH,
  NO_AUTOSTART,
  NO_BACKGROUND,
  CANCELLED,
  OTHER,
  EMPTY,
  MALFORMED,
  WRONG_TYPES,
  FAILS,
  NOT_ALLOWED,
  SILENT,
  UNANSWERED,
  GOES,
} Manner;

typedef struct {
  const char *name;
  Manner manner;
  gboolean autostart;
  int code; /* of TactusBackgroundError, -1: granted */
} Case;

static const Case cases[] = {
  { "granted", GRANTED, TRUE, -1 },
  { "granted-before-the-reply", GRANTED_BEFORE_REPLY, TRUE, -1 },
  { "granted-elsewhere", GRANTED_OTHER_PATH, TRUE, -1 },
  { "without-autostart", NO_AUTOSTART, FALSE, -1 },
  { "autostart-denied", NO_AUTOSTART, TRUE, TACTUS_BACKGROUND_ERROR_DENIED },
  { "background-denied", NO_BACKGROUND, FALSE, TACTUS_BACKGROUND_ERROR_DENIED },
  { "closed-by-person", CANCELLED, TRUE, TACTUS_BACKGROUND_ERROR_DENIED },
  { "ended-otherwise", OTHER, TRUE, TACTUS_BACKGROUND_ERROR_DENIED },
  { "empty", EMPTY, TRUE, TACTUS_BACKGROUND_ERROR_DENIED },
  { "malformed", MALFORMED, TRUE, TACTUS_BACKGROUND_ERROR_PROTOCOL },
  { "wrong-types", WRONG_TYPES, TRUE, TACTUS_BACKGROUND_ERROR_DENIED },
  { "fails", FAILS, TRUE, TACTUS_BACKGROUND_ERROR_PROTOCOL },
  { "not-allowed", NOT_ALLOWED, TRUE, TACTUS_BACKGROUND_ERROR_DENIED },
  { "silent", SILENT, TRUE, TACTUS_BACKGROUND_ERROR_TIMED_OUT },
  { "unanswered", UNANSWERED, TRUE, TACTUS_BACKGROUND_ERROR_TIMED_OUT },
  { "goes", GOES, TRUE, TACTUS_BACKGROUND_ERROR_TIMED_OUT },
};

typedef struct {
  Manner manner;
  char *handle; /* (owned): as the specification makes it of sender and token */
} Portal;

static GVariant *
results (gboolean background,
         gboolean autostart)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "background", g_variant_new_boolean (background));
  g_variant_builder_add (&builder, "{sv}", "autostart", g_variant_new_boolean (autostart));

  return g_variant_builder_end (&builder);
}

static void
respond (DeskService *service,
         const char  *path,
         GVariant    *parameters)
{
  desk_service_emit (service, path, "org.freedesktop.portal.Request", "Response", parameters);
}

static GVariant *
response_for (Manner manner)
{
  switch (manner)
    {
    case NO_AUTOSTART:
      return g_variant_new ("(u@a{sv})", 0, results (TRUE, FALSE));
    case NO_BACKGROUND:
      return g_variant_new ("(u@a{sv})", 0, results (FALSE, FALSE));
    case CANCELLED:
      return g_variant_new ("(u@a{sv})", 1, results (TRUE, TRUE));
    case OTHER:
      return g_variant_new ("(u@a{sv})", 2, results (TRUE, TRUE));
    case EMPTY:
      return g_variant_new_parsed ("(uint32 0, @a{sv} {})");
    case MALFORMED:
      return g_variant_new_parsed ("('yes',)");
    case WRONG_TYPES:
      return g_variant_new_parsed ("(uint32 0, {'background': <'yes'>, 'autostart': <1>})");
    case GRANTED:
    case GRANTED_BEFORE_REPLY:
    case GRANTED_OTHER_PATH:
    case FAILS:
    case NOT_ALLOWED:
    case SILENT:
    case UNANSWERED:
    case GOES:
    default:
      return g_variant_new ("(u@a{sv})", 0, results (TRUE, TRUE));
    }
}

static char *
handle_of (DeskCall *call)
{
  g_autoptr(GVariant) options = g_variant_get_child_value (call->parameters, 1);
  const char *sender = g_dbus_method_invocation_get_sender (call->invocation);
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  const char *token;

  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  return g_strdup_printf (PATH "/request/%s/%s", name, token);
}

static void
fail (DeskCall *call,
      int       code)
{
  g_dbus_method_invocation_return_error_literal (g_steal_pointer (&call->invocation), G_DBUS_ERROR,
                                                 code, "as the table says");
}

static void
answer_request (DeskService *service,
                DeskCall    *call,
                Portal      *portal)
{
  g_free (portal->handle);
  portal->handle = handle_of (call);
  if (portal->manner == SILENT || portal->manner == GOES)
    return;
  if (portal->manner == FAILS || portal->manner == NOT_ALLOWED)
    {
      fail (call, portal->manner == FAILS ? G_DBUS_ERROR_FAILED : G_DBUS_ERROR_ACCESS_DENIED);
      return;
    }

  if (portal->manner == GRANTED_OTHER_PATH)
    {
      g_free (portal->handle);
      portal->handle = g_strdup (PATH "/request/elsewhere/1");
    }
  if (portal->manner == GRANTED_BEFORE_REPLY)
    respond (service, portal->handle, response_for (portal->manner));
  desk_call_return (call, g_variant_new ("(o)", portal->handle));
  /* Somewhere else is listened to only when it is known. */
  if (portal->manner != GRANTED_BEFORE_REPLY && portal->manner != UNANSWERED &&
      portal->manner != GRANTED_OTHER_PATH)
    respond (service, portal->handle, response_for (portal->manner));
}

static void
answer_cb (DeskService *service,
           DeskCall    *call,
           gpointer     user_data)
{
  if (g_str_equal (call->method, "RequestBackground"))
    answer_request (service, call, user_data);
  else
    desk_call_return (call, NULL);
}

static DeskService *
portal_new (Portal *portal)
{
  return desk_service_new (TACTUS_BACKGROUND_PORTAL, PATH, xml, answer_cb, portal);
}

static void
check_call (DeskCall *call,
            gboolean  autostart)
{
  g_autoptr(GVariant) options = g_variant_get_child_value (call->parameters, 1);
  g_autofree const char **command = NULL;
  const char *reason;
  gboolean asked;

  g_assert_true (g_variant_lookup (options, "reason", "&s", &reason));
  g_assert_cmpstr (reason, ==, "Because.");
  g_assert_true (g_variant_lookup (options, "autostart", "b", &asked));
  g_assert_cmpint (asked, ==, autostart);
  g_assert_true (g_variant_lookup (options, "commandline", "^a&s", &command));
  g_assert_cmpstr (command[0], ==, "tactus");
  g_assert_cmpstr (command[1], ==, "--background");
  g_assert_null (command[2]);
}

static gboolean
again_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
test_request (gconstpointer data)
{
  const Case *row = data;
  Portal portal = { .manner = row->manner };
  DeskService *service = portal_new (&portal);
  GDBusConnection *connection = desk_bench_connect ();
  TactusBackground *background = tactus_background_new (connection);
  g_autoptr(GError) error = NULL;
  g_auto(Outcome) outcome = { NULL };
  guint tick = g_timeout_add (10, again_cb, NULL);

  tactus_background_set_deadlines (background, row->manner == SILENT ? 50 : 15000,
                                   row->manner == UNANSWERED ? 50 : 15000);
  tactus_background_request_async (background, "Because.", row->autostart, NULL, outcome_cb,
                                   &outcome);
  UNTIL (desk_service_find (service, "RequestBackground"));
  check_call (desk_service_find (service, "RequestBackground"), row->autostart);
  if (row->manner == GOES)
    g_clear_pointer (&service, desk_service_free);
  while (row->manner == GRANTED_OTHER_PATH && !outcome.result)
    {
      respond (service, portal.handle, response_for (GRANTED));
      g_main_context_iteration (NULL, TRUE);
    }
  UNTIL (outcome.result);

  if (row->code < 0)
    g_assert_true (tactus_background_request_finish (background, outcome.result, &error));
  else
    g_assert_false (tactus_background_request_finish (background, outcome.result, &error));
  if (row->code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, TACTUS_BACKGROUND_ERROR, row->code);

  outcome_clear (&outcome);
  g_source_remove (tick);
  g_clear_pointer (&service, desk_service_free);
  UNTIL (G_OBJECT (background)->ref_count == 1);
  g_assert_finalize_object (background);
  desk_bench_disconnect (connection);
  g_free (portal.handle);
}

/* In the thread of the connection. */
static GDBusMessage *
filter_cb (GDBusConnection *connection,
           GDBusMessage    *message,
           gboolean         incoming,
           gpointer         user_data)
{
  if (incoming && g_strcmp0 (g_dbus_message_get_member (message), "Close") == 0)
    g_atomic_int_inc ((gint *) user_data);

  return message;
}

/* Cancelling closes the question, whether the portal has taken it yet or not. */
static void
test_cancel (gconstpointer data)
{
  Portal portal = { .manner = GPOINTER_TO_INT (data) };
  DeskService *service = portal_new (&portal);
  GDBusConnection *connection = desk_bench_connect ();
  TactusBackground *background = tactus_background_new (connection);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_auto(Outcome) outcome = { NULL };
  gint closed = 0;
  guint tick = g_timeout_add (10, again_cb, NULL);

  g_dbus_connection_add_filter (desk_service_get_connection (service), filter_cb, &closed, NULL);
  tactus_background_request_async (background, "Because.", TRUE, cancellable, outcome_cb, &outcome);
  UNTIL (desk_service_find (service, "RequestBackground"));
  g_cancellable_cancel (cancellable);
  UNTIL (outcome.result);
  g_assert_false (tactus_background_request_finish (background, outcome.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  outcome_clear (&outcome);

  UNTIL (g_atomic_int_get (&closed) == 1);
  g_source_remove (tick);

  /* An answer that comes late is nobody's. */
  respond (service, portal.handle, response_for (GRANTED));
  if (portal.manner == SILENT)
    desk_call_return (desk_service_find (service, "RequestBackground"),
                      g_variant_new ("(o)", portal.handle));
  UNTIL (G_OBJECT (background)->ref_count == 1);
  g_assert_finalize_object (background);
  desk_service_free (service);
  desk_bench_disconnect (connection);
  g_free (portal.handle);
}

/* Cancelled before it has begun. */
static void
test_cancelled_before (void)
{
  g_autoptr(TactusBackground) background = tactus_background_new (NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_auto(Outcome) outcome = { NULL };

  g_cancellable_cancel (cancellable);
  tactus_background_request_async (background, "Because.", TRUE, cancellable, outcome_cb, &outcome);
  UNTIL (outcome.result);
  g_assert_false (tactus_background_request_finish (background, outcome.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Neither a portal nor a bus. */
static void
test_absent (gconstpointer data)
{
  GDBusConnection *connection = data ? desk_bench_connect () : NULL;
  TactusBackground *background = tactus_background_new (connection);
  g_autoptr(GError) error = NULL;
  g_auto(Outcome) outcome = { NULL };

  tactus_background_request_async (background, "Because.", TRUE, NULL, outcome_cb, &outcome);
  UNTIL (outcome.result);
  g_assert_false (tactus_background_request_finish (background, outcome.result, &error));
  g_assert_error (error, TACTUS_BACKGROUND_ERROR, TACTUS_BACKGROUND_ERROR_ABSENT);
  outcome_clear (&outcome);
  g_clear_error (&error);

  tactus_background_set_status_async (background, "Busy", NULL, outcome_cb, &outcome);
  UNTIL (outcome.result);
  g_assert_false (tactus_background_set_status_finish (background, outcome.result, &error));
  g_assert_error (error, TACTUS_BACKGROUND_ERROR, TACTUS_BACKGROUND_ERROR_ABSENT);
  outcome_clear (&outcome);

  UNTIL (G_OBJECT (background)->ref_count == 1);
  g_assert_finalize_object (background);
  if (connection)
    desk_bench_disconnect (connection);
}

/* Only a portal that knows it is told what we do. */
static void
test_status (gconstpointer data)
{
  guint version = GPOINTER_TO_UINT (data);
  Portal portal = { .manner = GRANTED };
  DeskService *service = portal_new (&portal);
  GDBusConnection *connection = desk_bench_connect ();
  g_autoptr(TactusBackground) background = tactus_background_new (connection);
  g_autoptr(GError) error = NULL;
  g_auto(Outcome) outcome = { NULL };
  gboolean ok;

  desk_service_set_version (service, version);
  tactus_background_set_status_async (background, "Measuring with Mi Band 3", NULL, outcome_cb,
                                      &outcome);
  UNTIL (outcome.result);
  ok = tactus_background_set_status_finish (background, outcome.result, &error);
  outcome_clear (&outcome);
  if (version < 2)
    {
      g_assert_false (ok);
      g_assert_error (error, TACTUS_BACKGROUND_ERROR, TACTUS_BACKGROUND_ERROR_ABSENT);
      g_assert_null (desk_service_find (service, "SetStatus"));
    }
  else
    {
      DeskCall *call = desk_service_find (service, "SetStatus");
      g_autoptr(GVariant) options = NULL;
      const char *message;

      g_assert_no_error (error);
      g_assert_true (ok);
      options = g_variant_get_child_value (call->parameters, 0);
      g_assert_true (g_variant_lookup (options, "message", "&s", &message));
      g_assert_cmpstr (message, ==, "Measuring with Mi Band 3");
    }

  desk_service_free (service);
  desk_bench_disconnect (connection);
}

static void
test_status_cancelled (void)
{
  Portal portal = { .manner = GRANTED };
  DeskService *service = portal_new (&portal);
  GDBusConnection *connection = desk_bench_connect ();
  g_autoptr(TactusBackground) background = tactus_background_new (connection);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_auto(Outcome) outcome = { NULL };

  tactus_background_set_status_async (background, "Busy", cancellable, outcome_cb, &outcome);
  g_cancellable_cancel (cancellable);
  UNTIL (outcome.result);
  g_assert_false (tactus_background_set_status_finish (background, outcome.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  outcome_clear (&outcome);

  desk_service_free (service);
  desk_bench_disconnect (connection);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/background/request/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_request);
    }
  g_test_add_data_func ("/background/cancel/asked", GINT_TO_POINTER (UNANSWERED), test_cancel);
  g_test_add_data_func ("/background/cancel/not-taken-yet", GINT_TO_POINTER (SILENT), test_cancel);
  g_test_add_func ("/background/cancel/before", test_cancelled_before);
  g_test_add_data_func ("/background/absent/bus", NULL, test_absent);
  g_test_add_data_func ("/background/absent/portal", GINT_TO_POINTER (1), test_absent);
  g_test_add_data_func ("/background/status/old", GUINT_TO_POINTER (1), test_status);
  g_test_add_data_func ("/background/status/new", GUINT_TO_POINTER (2), test_status);
  g_test_add_func ("/background/status/cancelled", test_status_cancelled);

  return band_bench_run ();
}
