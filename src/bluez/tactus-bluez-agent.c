/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-agent.h"

#include "tactus-bluez-dbus.h"
#include "tactus-bluez-error.h"
#include "tactus-bond-question-private.h"

#define AGENT_PATH "/tactus/agent"
#define MANAGER_PATH "/org/bluez"
#define MANAGER_INTERFACE "org.bluez.AgentManager1"

/* We can show a number, take one, and say yes or no. */
#define CAPABILITY "KeyboardDisplay"

#define PASSKEY_MAX 999999
#define PASSKEY_NONE (PASSKEY_MAX + 1)

struct _TactusBluezAgent
{
  GObject parent_instance;

  GDBusProxy *device;             /* (owned) */
  TactusBluezAgent1 *skeleton;    /* (owned): exported until retired */
  TactusBondQuestion *question;   /* (weak) (nullable): the one that is open */
  GDBusMethodInvocation *waiting; /* (owned) (nullable): BlueZ waits for this answer */
  guint shown;                    /* the number on show, or PASSKEY_NONE */
  gboolean retired;
};

G_DEFINE_FINAL_TYPE (TactusBluezAgent, tactus_bluez_agent, G_TYPE_OBJECT)

enum {
  SIGNAL_QUESTION,
  SIGNAL_DECLINED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
refuse (GDBusMethodInvocation *invocation,
        const char            *why)
{
  g_dbus_method_invocation_return_dbus_error (invocation, "org.bluez.Error.Rejected", why);
}

/* ── the question that is open ── */

static void
withdraw (TactusBluezAgent *self)
{
  g_autoptr(GDBusMethodInvocation) waiting = g_steal_pointer (&self->waiting);
  g_autoptr(TactusBondQuestion) question = self->question ? g_object_ref (self->question) : NULL;

  if (question)
    {
      g_clear_weak_pointer (&self->question);
      tactus_bond_question_withdraw (question);
    }
  if (waiting)
    g_dbus_method_invocation_return_dbus_error (g_steal_pointer (&waiting),
                                                "org.bluez.Error.Canceled", "No longer asked");
}

static void
answered_cb (gboolean yes,
             guint    passkey,
             gpointer user_data)
{
  TactusBluezAgent *self = user_data;
  GDBusMethodInvocation *waiting = g_steal_pointer (&self->waiting);
  gboolean entered;

  g_clear_weak_pointer (&self->question);
  if (waiting == NULL)
    {
      if (!yes)
        g_signal_emit (self, signals[SIGNAL_DECLINED], 0);
      return;
    }

  entered = g_str_equal (g_dbus_method_invocation_get_method_name (waiting), "RequestPasskey");
  if (!yes || (entered && passkey > PASSKEY_MAX))
    refuse (waiting, "The person said no");
  else
    g_dbus_method_invocation_return_value (waiting,
                                           entered ? g_variant_new ("(u)", passkey) : NULL);
}

/* @invocation: (transfer full) (nullable): what is to be answered */
static void
ask (TactusBluezAgent       *self,
     TactusBondQuestionKind  kind,
     guint                   passkey,
     GDBusMethodInvocation  *invocation)
{
  g_autoptr(TactusBluezAgent) kept = g_object_ref (self);
  g_autoptr(TactusBondQuestion) question = NULL;

  withdraw (self);
  question = tactus_bond_question_new (kind, passkey, answered_cb, self);
  self->waiting = invocation;
  g_set_weak_pointer (&self->question, question);
  g_signal_emit (self, signals[SIGNAL_QUESTION], 0, question);
}

/* ── what BlueZ asks ── */

/* Peer-to-peer there are no names, and nobody else. */
static gboolean
is_from_bluez (TactusBluezAgent      *self,
               GDBusMethodInvocation *invocation)
{
  const char *owner = g_dbus_proxy_get_name (self->device);

  return owner == NULL ||
         g_strcmp0 (owner, g_dbus_method_invocation_get_sender (invocation)) == 0;
}

/* Returns: whether BlueZ asks about our device; otherwise the answer has been given */
static gboolean
is_for_us (TactusBluezAgent      *self,
           GDBusMethodInvocation *invocation,
           const char            *device)
{
  if (!is_from_bluez (self, invocation))
    refuse (invocation, "Only the Bluetooth service may ask");
  else if (!g_str_equal (device, g_dbus_proxy_get_object_path (self->device)))
    refuse (invocation, "Another device is being paired");
  else
    return TRUE;

  return FALSE;
}

static gboolean
confirm_cb (TactusBluezAgent      *self,
            GDBusMethodInvocation *invocation,
            const char            *device,
            guint                  passkey)
{
  if (is_for_us (self, invocation, device))
    ask (self, TACTUS_BOND_CONFIRM, passkey, invocation);

  return TRUE;
}

static gboolean
enter_cb (TactusBluezAgent      *self,
          GDBusMethodInvocation *invocation,
          const char            *device)
{
  if (is_for_us (self, invocation, device))
    ask (self, TACTUS_BOND_ENTER, 0, invocation);

  return TRUE;
}

static gboolean
allow_cb (TactusBluezAgent      *self,
          GDBusMethodInvocation *invocation,
          const char            *device)
{
  if (is_for_us (self, invocation, device))
    ask (self, TACTUS_BOND_ALLOW, 0, invocation);

  return TRUE;
}

/* BlueZ says it again for every digit that is entered. */
static gboolean
show_cb (TactusBluezAgent      *self,
         GDBusMethodInvocation *invocation,
         const char            *device,
         guint                  passkey,
         guint                  entered)
{
  if (!is_for_us (self, invocation, device))
    return TRUE;

  g_dbus_method_invocation_return_value (invocation, NULL);
  if (self->shown != passkey)
    {
      self->shown = passkey;
      ask (self, TACTUS_BOND_SHOW, passkey, NULL);
    }

  return TRUE;
}

static gboolean
cancel_cb (TactusBluezAgent      *self,
           GDBusMethodInvocation *invocation)
{
  gboolean theirs = is_from_bluez (self, invocation);

  g_dbus_method_invocation_return_value (invocation, NULL);
  if (theirs)
    withdraw (self);

  return TRUE;
}

/* PIN codes are not of Bluetooth LE, and no service of the device is to reach us. */
static gboolean
refuse_cb (TactusBluezAgent      *self,
           GDBusMethodInvocation *invocation)
{
  refuse (invocation, "Not with a heart-rate sensor");

  return TRUE;
}

static void
listen (TactusBluezAgent *self)
{
  static const struct {
    const char *signal;
    GCallback callback;
  } handlers[] = {
    { "handle-request-confirmation", G_CALLBACK (confirm_cb) },
    { "handle-request-passkey", G_CALLBACK (enter_cb) },
    { "handle-request-authorization", G_CALLBACK (allow_cb) },
    { "handle-display-passkey", G_CALLBACK (show_cb) },
    { "handle-cancel", G_CALLBACK (cancel_cb) },
    { "handle-release", G_CALLBACK (cancel_cb) },
    { "handle-request-pin-code", G_CALLBACK (refuse_cb) },
    { "handle-display-pin-code", G_CALLBACK (refuse_cb) },
    { "handle-authorize-service", G_CALLBACK (refuse_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (self->skeleton, handlers[i].signal, handlers[i].callback, self,
                             G_CONNECT_SWAPPED);
}

/* ── BlueZ's list of agents ── */

static void
call_manager (TactusBluezAgent    *self,
              const char          *method,
              GVariant            *parameters,
              guint                timeout_ms,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  g_dbus_connection_call (g_dbus_proxy_get_connection (self->device),
                          g_dbus_proxy_get_name (self->device), MANAGER_PATH, MANAGER_INTERFACE,
                          method, parameters, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, timeout_ms,
                          cancellable, callback, user_data);
}

static void
registered_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GVariant) reply = NULL;
  GError *error = NULL;

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (reply == NULL)
    {
      error = tactus_bluez_error_translate (error);
      g_prefix_error (&error, "RegisterAgent: ");
      g_task_return_error (task, error);
      return;
    }

  g_task_return_boolean (task, TRUE);
}

void
tactus_bluez_agent_register_async (TactusBluezAgent    *self,
                                   guint                timeout_ms,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tactus_bluez_agent_register_async);
  call_manager (self, "RegisterAgent", g_variant_new ("(os)", AGENT_PATH, CAPABILITY), timeout_ms,
                cancellable, registered_cb, task);
}

gboolean
tactus_bluez_agent_register_finish (TactusBluezAgent  *self,
                                    GAsyncResult      *result,
                                    GError           **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tactus_bluez_agent_retire (TactusBluezAgent *self)
{
  if (self->retired)
    return;

  self->retired = TRUE;
  withdraw (self);
  g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->skeleton));
  call_manager (self, "UnregisterAgent", g_variant_new ("(o)", AGENT_PATH), -1, NULL, NULL, NULL);
}

TactusBluezAgent *
tactus_bluez_agent_new (GDBusProxy  *device,
                        GError     **error)
{
  g_autoptr(TactusBluezAgent) self = g_object_new (TACTUS_TYPE_BLUEZ_AGENT, NULL);
  g_autoptr(GError) raw = NULL;

  self->device = g_object_ref (device);
  listen (self);
  if (!g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton),
                                         g_dbus_proxy_get_connection (device), AGENT_PATH, &raw))
    {
      g_set_error (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_BUSY,
                   "Another device is being paired: %s", raw->message);
      self->retired = TRUE;
      return NULL;
    }

  return g_steal_pointer (&self);
}

static void
tactus_bluez_agent_dispose (GObject *object)
{
  tactus_bluez_agent_retire (TACTUS_BLUEZ_AGENT (object));

  G_OBJECT_CLASS (tactus_bluez_agent_parent_class)->dispose (object);
}

static void
tactus_bluez_agent_finalize (GObject *object)
{
  TactusBluezAgent *self = TACTUS_BLUEZ_AGENT (object);

  g_object_unref (self->skeleton);
  g_object_unref (self->device);

  G_OBJECT_CLASS (tactus_bluez_agent_parent_class)->finalize (object);
}

static void
tactus_bluez_agent_class_init (TactusBluezAgentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tactus_bluez_agent_dispose;
  object_class->finalize = tactus_bluez_agent_finalize;

  signals[SIGNAL_QUESTION] =
    g_signal_new ("question", TACTUS_TYPE_BLUEZ_AGENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, TACTUS_TYPE_BOND_QUESTION);
  signals[SIGNAL_DECLINED] =
    g_signal_new ("declined", TACTUS_TYPE_BLUEZ_AGENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
tactus_bluez_agent_init (TactusBluezAgent *self)
{
  self->skeleton = tactus_bluez_agent1_skeleton_new ();
  self->shown = PASSKEY_NONE;
}
