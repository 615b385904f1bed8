/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-background.h"

#define PORTAL_PATH       "/org/freedesktop/portal/desktop"
#define BACKGROUND        "org.freedesktop.portal.Background"
#define REQUEST           "org.freedesktop.portal.Request"
#define STATUS_SINCE      2
#define RESPONSE_GRANTED  0
#define CALL_MS           10000
#define ANSWER_MS         (3 * 60 * 1000)

struct _TactusBackground
{
  GObject parent_instance;

  GDBusConnection *connection; /* (owned) (nullable) */
  guint call_ms;
  guint answer_ms;
};

G_DEFINE_FINAL_TYPE (TactusBackground, tactus_background, G_TYPE_OBJECT)

G_DEFINE_QUARK (tactus-background-error-quark, tactus_background_error)

/* What the bus says when nobody is there who could be asked. */
static gboolean
means_absent (const GError *error)
{
  static const GDBusError codes[] = {
    G_DBUS_ERROR_SERVICE_UNKNOWN,
    G_DBUS_ERROR_NAME_HAS_NO_OWNER,
    G_DBUS_ERROR_UNKNOWN_METHOD,
    G_DBUS_ERROR_UNKNOWN_INTERFACE,
    G_DBUS_ERROR_UNKNOWN_OBJECT,
    G_DBUS_ERROR_UNKNOWN_PROPERTY,
    G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND,
    G_DBUS_ERROR_DISCONNECTED,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, G_DBUS_ERROR, codes[i]))
      return TRUE;

  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

static TactusBackgroundError
code_for (const GError *error)
{
  if (means_absent (error))
    return TACTUS_BACKGROUND_ERROR_ABSENT;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT))
    return TACTUS_BACKGROUND_ERROR_TIMED_OUT;
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED))
    return TACTUS_BACKGROUND_ERROR_DENIED;

  return TACTUS_BACKGROUND_ERROR_PROTOCOL;
}

/* Returns: (transfer full): @error, which is taken, in our words; cancelling stays itself */
static GError *
translate (GError *error)
{
  g_autoptr(GError) given = error;

  if (g_error_matches (given, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&given);

  g_dbus_error_strip_remote_error (given);
  return g_error_new (TACTUS_BACKGROUND_ERROR, code_for (given), "%s: %s", BACKGROUND,
                      given->message);
}

static GError *
no_bus (void)
{
  return g_error_new_literal (TACTUS_BACKGROUND_ERROR, TACTUS_BACKGROUND_ERROR_ABSENT,
                              "There is no session bus, and so no portal to ask");
}

/* ── a question ── */

/* One request and the answer to it, which may come before the call that asks has returned. */
typedef struct {
  GTask *task;            /* (not owned): whose data this is */
  gboolean autostart;
  char *handle;           /* (owned): object path of the request */
  guint response_id;
  guint vanished_id;      /* the portal goes */
  guint deadline_id;
  GSource *cancelled;     /* (owned) (nullable) */
  gboolean over;
} Question;

static GDBusConnection *
connection_of (Question *question)
{
  return TACTUS_BACKGROUND (g_task_get_source_object (question->task))->connection;
}

static void
unwatch (Question *question)
{
  GDBusConnection *connection = connection_of (question);

  if (question->response_id)
    g_dbus_connection_signal_unsubscribe (connection, question->response_id);
  if (question->vanished_id)
    g_dbus_connection_signal_unsubscribe (connection, question->vanished_id);
  question->response_id = question->vanished_id = 0;
  g_clear_handle_id (&question->deadline_id, g_source_remove);
  if (question->cancelled)
    g_source_destroy (question->cancelled);
  g_clear_pointer (&question->cancelled, g_source_unref);
}

static void
question_free (Question *question)
{
  g_free (question->handle);
  g_free (question);
}

/* The one way out.  @error is taken; %NULL means that all is granted. */
static void
question_end (Question *question,
              GError   *error)
{
  g_autoptr(GTask) task = g_object_ref (question->task);

  if (question->over)
    {
      g_clear_error (&error);
      return;
    }

  question->over = TRUE;
  unwatch (question);
  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  /* The reference of whoever waits for the answer. */
  g_object_unref (task);
}

/* Nobody waits for the answer any more: the dialog, if there is one, goes.  That the request is
 * over already is no matter. */
static void
close_request (Question *question)
{
  g_dbus_connection_call (connection_of (question), TACTUS_BACKGROUND_PORTAL, question->handle,
                          REQUEST, "Close", NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL,
                          NULL, NULL);
}

static gboolean
lookup (GVariant   *results,
        const char *key)
{
  gboolean value = FALSE;

  g_variant_lookup (results, key, "b", &value);
  return value;
}

/* Returns: (nullable): what is wrong with the answer */
static GError *
judge (Question *question,
       GVariant *parameters)
{
  g_autoptr(GVariant) results = NULL;
  guint32 response;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return g_error_new (TACTUS_BACKGROUND_ERROR, TACTUS_BACKGROUND_ERROR_PROTOCOL,
                        "The portal's answer is of type %s instead of (ua{sv})",
                        g_variant_get_type_string (parameters));

  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  if (response != RESPONSE_GRANTED)
    return g_error_new (TACTUS_BACKGROUND_ERROR, TACTUS_BACKGROUND_ERROR_DENIED,
                        "The portal's answer is %u instead of %u", response, RESPONSE_GRANTED);
  if (!lookup (results, "background"))
    return g_error_new_literal (TACTUS_BACKGROUND_ERROR, TACTUS_BACKGROUND_ERROR_DENIED,
                                "Running in the background is not granted");
  if (question->autostart && !lookup (results, "autostart"))
    return g_error_new_literal (TACTUS_BACKGROUND_ERROR, TACTUS_BACKGROUND_ERROR_DENIED,
                                "Starting at login is not granted");

  return NULL;
}

static void
response_cb (GDBusConnection *connection,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *name,
             GVariant        *parameters,
             gpointer         user_data)
{
  GTask *task = user_data;
  Question *question = g_task_get_task_data (task);

  question_end (question, judge (question, parameters));
}

static void
owner_changed_cb (GDBusConnection *connection,
                  const char      *sender,
                  const char      *path,
                  const char      *interface,
                  const char      *name,
                  GVariant        *parameters,
                  gpointer         user_data)
{
  GTask *task = user_data;
  const char *old_owner;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(sss)")))
    return;

  /* One that has only just been started for our sake had no owner before. */
  g_variant_get (parameters, "(&s&s&s)", NULL, &old_owner, NULL);
  if (*old_owner)
    question_end (g_task_get_task_data (task),
                  g_error_new_literal (TACTUS_BACKGROUND_ERROR, TACTUS_BACKGROUND_ERROR_TIMED_OUT,
                                       "The portal went away before it answered"));
}

static gboolean
deadline_cb (gpointer user_data)
{
  Question *question = user_data;

  question->deadline_id = 0;
  close_request (question);
  question_end (question, g_error_new_literal (TACTUS_BACKGROUND_ERROR,
                                               TACTUS_BACKGROUND_ERROR_TIMED_OUT,
                                               "Nobody answered the portal's question"));

  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Question *question = user_data;

  close_request (question);
  question_end (question, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                               "Nobody waits for the portal's answer any more"));

  return G_SOURCE_REMOVE;
}

/* The path that a request will have: by the specification made of the caller and the token. */
static char *
make_handle (GDBusConnection *connection,
             const char      *token)
{
  const char *unique = g_dbus_connection_get_unique_name (connection);
  g_autofree char *sender = g_strdup (unique && *unique == ':' ? unique + 1 : "");

  g_strdelimit (sender, ".", '_');
  return g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
}

static void
watch_response (Question *question)
{
  GDBusConnection *connection = connection_of (question);

  if (question->response_id)
    g_dbus_connection_signal_unsubscribe (connection, question->response_id);
  question->response_id =
    g_dbus_connection_signal_subscribe (connection, TACTUS_BACKGROUND_PORTAL, REQUEST, "Response",
                                        question->handle, NULL,
                                        G_DBUS_SIGNAL_FLAGS_NONE, response_cb,
                                        g_object_ref (question->task), g_object_unref);
}

static void
watch_portal (Question *question)
{
  question->vanished_id =
    g_dbus_connection_signal_subscribe (connection_of (question), "org.freedesktop.DBus",
                                        "org.freedesktop.DBus", "NameOwnerChanged",
                                        "/org/freedesktop/DBus", TACTUS_BACKGROUND_PORTAL,
                                        G_DBUS_SIGNAL_FLAGS_NONE, owner_changed_cb,
                                        g_object_ref (question->task), g_object_unref);
}

static void
watch_cancelling (Question *question)
{
  GCancellable *cancellable = g_task_get_cancellable (question->task);

  if (cancellable == NULL)
    return;

  question->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (question->cancelled, G_SOURCE_FUNC (cancelled_cb), question, NULL);
  g_source_attach (question->cancelled, g_main_context_get_thread_default ());
}

/* Portals older than the tokens choose a path of their own. */
static void
take_handle (Question   *question,
             const char *handle)
{
  if (g_str_equal (question->handle, handle))
    return;

  g_free (question->handle);
  question->handle = g_strdup (handle);
  watch_response (question);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                             &error);
  const char *handle;

  if (question->over)
    return;
  if (reply == NULL)
    {
      question_end (question, translate (g_steal_pointer (&error)));
      return;
    }

  g_variant_get (reply, "(&o)", &handle);
  take_handle (question, handle);
}

static GVariant *
make_options (Question   *question,
              const char *token,
              const char *reason)
{
  static const char *const command[] = { "tactus", "--background", NULL };
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (reason));
  g_variant_builder_add (&options, "{sv}", "autostart",
                         g_variant_new_boolean (question->autostart));
  g_variant_builder_add (&options, "{sv}", "dbus-activatable", g_variant_new_boolean (FALSE));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));

  return g_variant_builder_end (&options);
}

static void
ask (Question   *question,
     const char *reason,
     guint       call_ms,
     guint       answer_ms)
{
  GDBusConnection *connection = connection_of (question);
  g_autofree char *token = g_strdup_printf ("tactus_%08x%08x", g_random_int (), g_random_int ());

  question->handle = make_handle (connection, token);
  /* Before the call: the answer may overtake the reply to it. */
  watch_response (question);
  watch_portal (question);
  watch_cancelling (question);
  question->deadline_id = g_timeout_add (answer_ms, deadline_cb, question);

  g_dbus_connection_call (connection, TACTUS_BACKGROUND_PORTAL, PORTAL_PATH, BACKGROUND,
                          "RequestBackground",
                          g_variant_new ("(s@a{sv})", "", make_options (question, token, reason)),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, (int) call_ms, NULL,
                          asked_cb, g_object_ref (question->task));
}

void
tactus_background_request_async (TactusBackground    *self,
                                 const char          *reason,
                                 gboolean             autostart,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Question *question;

  g_return_if_fail (TACTUS_IS_BACKGROUND (self));
  g_return_if_fail (reason != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tactus_background_request_async);
  if (self->connection == NULL)
    {
      g_task_return_error (task, no_bus ());
      return;
    }

  question = g_new0 (Question, 1);
  question->task = task;
  question->autostart = autostart;
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  /* Given back by question_end(). */
  g_object_ref (task);
  ask (question, reason, self->call_ms, self->answer_ms);
}

gboolean
tactus_background_request_finish (TactusBackground  *self,
                                  GAsyncResult      *result,
                                  GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── the status ── */

static void
status_set_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                             &error);

  if (reply)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, translate (g_steal_pointer (&error)));
}

static void
set_status (TactusBackground *self,
            GTask            *task)
{
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "message",
                         g_variant_new_string (g_task_get_task_data (task)));
  g_dbus_connection_call (self->connection, TACTUS_BACKGROUND_PORTAL, PORTAL_PATH, BACKGROUND,
                          "SetStatus", g_variant_new ("(a{sv})", &options), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, (int) self->call_ms,
                          g_task_get_cancellable (task), status_set_cb, g_object_ref (task));
}

static void
version_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) value = NULL;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                             &error);

  if (reply == NULL)
    {
      g_task_return_error (task, translate (g_steal_pointer (&error)));
      return;
    }

  g_variant_get (reply, "(v)", &value);
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32) ||
      g_variant_get_uint32 (value) < STATUS_SINCE)
    g_task_return_new_error (task, TACTUS_BACKGROUND_ERROR, TACTUS_BACKGROUND_ERROR_ABSENT,
                             "This portal shows no status");
  else
    set_status (g_task_get_source_object (task), task);
}

void
tactus_background_set_status_async (TactusBackground    *self,
                                    const char          *message,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (TACTUS_IS_BACKGROUND (self));
  g_return_if_fail (message != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tactus_background_set_status_async);
  g_task_set_task_data (task, g_strdup (message), g_free);
  if (self->connection == NULL)
    {
      g_task_return_error (task, no_bus ());
      return;
    }

  g_dbus_connection_call (self->connection, TACTUS_BACKGROUND_PORTAL, PORTAL_PATH,
                          "org.freedesktop.DBus.Properties", "Get",
                          g_variant_new ("(ss)", BACKGROUND, "version"), G_VARIANT_TYPE ("(v)"),
                          G_DBUS_CALL_FLAGS_NONE, (int) self->call_ms, cancellable, version_cb,
                          g_object_ref (task));
}

gboolean
tactus_background_set_status_finish (TactusBackground  *self,
                                     GAsyncResult      *result,
                                     GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── the object ── */

void
tactus_background_set_deadlines (TactusBackground *self,
                                 guint             call_ms,
                                 guint             answer_ms)
{
  g_return_if_fail (TACTUS_IS_BACKGROUND (self));

  self->call_ms = call_ms;
  self->answer_ms = answer_ms;
}

TactusBackground *
tactus_background_new (GDBusConnection *connection)
{
  TactusBackground *self = g_object_new (TACTUS_TYPE_BACKGROUND, NULL);

  g_set_object (&self->connection, connection);

  return self;
}

static void
tactus_background_finalize (GObject *object)
{
  g_clear_object (&TACTUS_BACKGROUND (object)->connection);

  G_OBJECT_CLASS (tactus_background_parent_class)->finalize (object);
}

static void
tactus_background_class_init (TactusBackgroundClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tactus_background_finalize;
}

static void
tactus_background_init (TactusBackground *self)
{
  self->call_ms = CALL_MS;
  self->answer_ms = ANSWER_MS;
}
