/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-bluez-client-private.h"

#include "tactus-bluez-adapter.h"
#include "tactus-bluez-pending.h"

G_DEFINE_FINAL_TYPE (TactusBluezClient, tactus_bluez_client, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (TactusBluezState, tactus_bluez_state,
                    G_DEFINE_ENUM_VALUE (TACTUS_BLUEZ_STATE_STARTING, "starting"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BLUEZ_STATE_NO_SERVICE, "no-service"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BLUEZ_STATE_NOT_ALLOWED, "not-allowed"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BLUEZ_STATE_NO_ADAPTER, "no-adapter"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BLUEZ_STATE_BLOCKED, "blocked"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BLUEZ_STATE_OFF, "off"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BLUEZ_STATE_READY, "ready"))

typedef enum {
  PROP_STATE = 1,
  PROP_SCANNING,
  PROP_DEVICES,
} TactusBluezClientProperty;

static GParamSpec *properties[PROP_DEVICES + 1];

static const struct {
  TactusBluezError code;
  const char *message;
} state_errors[] = {
  [TACTUS_BLUEZ_STATE_STARTING] = { TACTUS_BLUEZ_ERROR_NO_SERVICE,
                                    "The Bluetooth service has not answered yet" },
  [TACTUS_BLUEZ_STATE_NO_SERVICE] = { TACTUS_BLUEZ_ERROR_NO_SERVICE,
                                      "Nobody owns org.bluez, or its owner does not answer" },
  [TACTUS_BLUEZ_STATE_NOT_ALLOWED] = { TACTUS_BLUEZ_ERROR_NOT_ALLOWED,
                                       "The bus refuses to let us speak to org.bluez" },
  [TACTUS_BLUEZ_STATE_NO_ADAPTER] = { TACTUS_BLUEZ_ERROR_NO_ADAPTER, "No Bluetooth adapter" },
  [TACTUS_BLUEZ_STATE_BLOCKED] = { TACTUS_BLUEZ_ERROR_BLOCKED, "The adapter is blocked by rfkill" },
  [TACTUS_BLUEZ_STATE_OFF] = { TACTUS_BLUEZ_ERROR_ADAPTER_OFF, "The adapter is switched off" },
};

GError *
tactus_bluez_state_to_error (TactusBluezState state)
{
  if (state >= G_N_ELEMENTS (state_errors))
    return NULL;

  return g_error_new_literal (TACTUS_BLUEZ_ERROR, state_errors[state].code,
                              state_errors[state].message);
}

static TactusBluezState
compute_state (TactusBluezClient *self)
{
  TactusBluezState state = TACTUS_BLUEZ_STATE_NO_ADAPTER;

  switch (tactus_bluez_tree_get_state (self->tree))
    {
    case TACTUS_BLUEZ_TREE_STARTING:
      return TACTUS_BLUEZ_STATE_STARTING;
    case TACTUS_BLUEZ_TREE_ABSENT:
      return TACTUS_BLUEZ_STATE_NO_SERVICE;
    case TACTUS_BLUEZ_TREE_REFUSED:
      return TACTUS_BLUEZ_STATE_NOT_ALLOWED;
    case TACTUS_BLUEZ_TREE_PRESENT:
    default:
      break;
    }

  if (self->adapter)
    state = tactus_bluez_adapter_state (self->adapter);

  if (state == TACTUS_BLUEZ_STATE_READY)
    self->was_ready = TRUE;

  /* One that had its power was switched off; one that went may be reset. */
  if (self->grace_id && (state == TACTUS_BLUEZ_STATE_NO_ADAPTER ||
                         (state == TACTUS_BLUEZ_STATE_OFF && !self->was_ready)))
    return TACTUS_BLUEZ_STATE_STARTING;

  return state;
}

static void
end_waits (TactusBluezClient *self)
{
  g_autoptr(GPtrArray) waits = g_steal_pointer (&self->waits);

  self->waits = g_ptr_array_new ();
  for (guint i = 0; i < waits->len; i++)
    {
      GError *error = tactus_bluez_state_to_error (self->state);

      if (error)
        tactus_bluez_pending_fail (waits->pdata[i], error);
      else
        tactus_bluez_pending_succeed (waits->pdata[i]);
    }
}

static void
end_rises (TactusBluezClient *self)
{
  g_autoptr(GPtrArray) rises = g_steal_pointer (&self->rises);

  self->rises = g_ptr_array_new ();
  for (guint i = 0; i < rises->len; i++)
    tactus_bluez_pending_succeed (rises->pdata[i]);
}

static void
set_state (TactusBluezClient *self,
           TactusBluezState   state)
{
  g_autoptr(TactusBluezClient) kept = g_object_ref (self);

  if (self->state == state)
    return;

  g_debug ("Bluetooth is %s", g_enum_get_value (g_type_class_peek (TACTUS_TYPE_BLUEZ_STATE),
                                                state)->value_nick);
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);

  if (self->state != TACTUS_BLUEZ_STATE_STARTING)
    end_waits (self);
  if (self->state == TACTUS_BLUEZ_STATE_READY)
    end_rises (self);
}

/* Everything that follows from the tree, in one go. */
static void
refresh (TactusBluezClient *self)
{
  GDBusProxy *adapter = tactus_bluez_adapter_choose (self->tree, self->wish, self->adapter);
  g_autoptr(GError) reason = NULL;
  TactusBluezState state;

  g_set_object (&self->adapter, adapter);
  state = compute_state (self);
  reason = tactus_bluez_state_to_error (state);

  tactus_bluez_devices_set_adapter (self->devices,
                                    adapter ? g_dbus_proxy_get_object_path (adapter) : NULL,
                                    self->wish != NULL);
  tactus_bluez_scanner_set_adapter (self->scanner,
                                    state == TACTUS_BLUEZ_STATE_READY ? adapter : NULL, reason);
  set_state (self, state);
}

static gboolean
grace_cb (gpointer user_data)
{
  TactusBluezClient *self = user_data;

  self->grace_id = 0;
  refresh (self);

  return G_SOURCE_REMOVE;
}

/* Daemons come before their adapters, and adapters before their power. */
static void
give_grace (TactusBluezClient *self)
{
  g_clear_handle_id (&self->grace_id, g_source_remove);
  self->was_ready = FALSE;
  if (self->deadlines.power_ms > 0)
    self->grace_id = g_timeout_add (self->deadlines.power_ms, grace_cb, self);
}

static void
tree_state_changed_cb (TactusBluezClient *self)
{
  if (tactus_bluez_tree_get_state (self->tree) != TACTUS_BLUEZ_TREE_PRESENT)
    {
      self->was_absent = TRUE;
      g_clear_handle_id (&self->grace_id, g_source_remove);
    }
  else if (self->was_absent)
    {
      give_grace (self);
    }

  refresh (self);
}

static void
tree_added_cb (TactusBluezClient *self,
               GDBusProxy        *proxy)
{
  if (!TACTUS_BLUEZ_IS_ADAPTER1 (proxy))
    return;

  give_grace (self);
  refresh (self);
}

static void
tree_touched_cb (TactusBluezClient *self,
                 GDBusProxy        *proxy)
{
  if (TACTUS_BLUEZ_IS_ADAPTER1 (proxy))
    refresh (self);
}

static void
running_changed_cb (TactusBluezClient *self)
{
  if (tactus_bluez_scanner_is_running (self->scanner))
    tactus_bluez_devices_forget_rssi (self->devices);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCANNING]);
}

static void
client_start (TactusBluezClient *self,
              GDBusConnection   *connection,
              const char        *bus_name)
{
  self->tree = tactus_bluez_tree_new (connection, bus_name);
  /* It hears of the tree before we do: a state that is told finds its devices in the list. */
  self->devices = tactus_bluez_devices_new (self->tree);

  g_signal_connect_object (self->tree, "state-changed",
                           G_CALLBACK (tree_state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tree, "added",
                           G_CALLBACK (tree_added_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tree, "removed",
                           G_CALLBACK (tree_touched_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tree, "changed",
                           G_CALLBACK (tree_touched_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
}

TactusBluezClient *
tactus_bluez_client_new (GDBusConnection *connection,
                         const char      *bus_name,
                         const char      *adapter)
{
  TactusBluezClient *self = g_object_new (TACTUS_TYPE_BLUEZ_CLIENT, NULL);

  self->wish = g_strdup (adapter);
  client_start (self, connection, bus_name);

  return self;
}

TactusBluezClient *
tactus_bluez_client_new_without_bus (void)
{
  return tactus_bluez_client_new (NULL, NULL, NULL);
}

void
tactus_bluez_client_set_deadlines (TactusBluezClient          *self,
                                   const TactusBluezDeadlines *deadlines)
{
  g_return_if_fail (TACTUS_IS_BLUEZ_CLIENT (self));
  g_return_if_fail (deadlines != NULL);

  self->deadlines = *deadlines;
  tactus_bluez_tree_set_patience (self->tree, deadlines->property_ms);
  tactus_bluez_scanner_set_patience (self->scanner, deadlines->scan_call_ms);
}

const TactusBluezDeadlines *
tactus_bluez_client_get_deadlines (TactusBluezClient *self)
{
  g_return_val_if_fail (TACTUS_IS_BLUEZ_CLIENT (self), NULL);

  return &self->deadlines;
}

TactusBluezState
tactus_bluez_client_get_state (TactusBluezClient *self)
{
  g_return_val_if_fail (TACTUS_IS_BLUEZ_CLIENT (self), TACTUS_BLUEZ_STATE_NO_SERVICE);

  return self->state;
}

char *
tactus_bluez_client_get_daemon_version (TactusBluezClient *self)
{
  g_return_val_if_fail (TACTUS_IS_BLUEZ_CLIENT (self), NULL);

  return self->adapter ? tactus_bluez_adapter_get_version (self->adapter) : NULL;
}

gboolean
tactus_bluez_client_get_scanning (TactusBluezClient *self)
{
  g_return_val_if_fail (TACTUS_IS_BLUEZ_CLIENT (self), FALSE);

  return tactus_bluez_scanner_is_running (self->scanner);
}

GListModel *
tactus_bluez_client_get_devices (TactusBluezClient *self)
{
  g_return_val_if_fail (TACTUS_IS_BLUEZ_CLIENT (self), NULL);

  return tactus_bluez_devices_get_model (self->devices);
}

TactusBluezDevice *
tactus_bluez_client_lookup (TactusBluezClient *self,
                            const char        *address)
{
  g_return_val_if_fail (TACTUS_IS_BLUEZ_CLIENT (self), NULL);
  g_return_val_if_fail (address != NULL, NULL);

  return tactus_bluez_devices_lookup (self->devices, address);
}

TactusBluezTree *
tactus_bluez_client_get_tree (TactusBluezClient *self)
{
  return self->tree;
}

TactusBluezScanner *
tactus_bluez_client_get_scanner (TactusBluezClient *self)
{
  return self->scanner;
}

GDBusProxy *
tactus_bluez_client_find_device (TactusBluezClient *self,
                                 const char        *address)
{
  return tactus_bluez_devices_find (self->devices, address);
}

GError *
tactus_bluez_client_adapter_fault (TactusBluezClient *self,
                                   const char        *path)
{
  GDBusProxy *adapter;

  if (tactus_bluez_tree_get_state (self->tree) != TACTUS_BLUEZ_TREE_PRESENT)
    return tactus_bluez_state_to_error (self->state != TACTUS_BLUEZ_STATE_READY
                                          ? self->state : TACTUS_BLUEZ_STATE_NO_SERVICE);

  adapter = tactus_bluez_tree_lookup (self->tree, path, TACTUS_BLUEZ_TYPE_ADAPTER1);
  if (adapter == NULL)
    return tactus_bluez_state_to_error (TACTUS_BLUEZ_STATE_NO_ADAPTER);

  return tactus_bluez_state_to_error (tactus_bluez_adapter_state (adapter));
}

static void
wait_ended_cb (TactusBluezPending *wait,
               GError             *error,
               gpointer            user_data)
{
  TactusBluezClient *self = user_data;

  g_ptr_array_remove (self->waits, wait);
  /* It is the service that takes so long, and no device. */
  if (g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_TIMED_OUT))
    {
      g_clear_error (&error);
      error = tactus_bluez_state_to_error (TACTUS_BLUEZ_STATE_STARTING);
    }
  tactus_bluez_pending_fail (wait, error);
}

void
tactus_bluez_client_wait_async (TactusBluezClient   *self,
                                guint                timeout_ms,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  TactusBluezPending *wait;
  GTask *task;

  g_return_if_fail (TACTUS_IS_BLUEZ_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tactus_bluez_client_wait_async);
  wait = tactus_bluez_pending_new (task, "Waiting for the Bluetooth service", wait_ended_cb, self);
  tactus_bluez_pending_set_timeout (wait, MAX (timeout_ms, 1));
  g_ptr_array_add (self->waits, wait);

  if (self->state != TACTUS_BLUEZ_STATE_STARTING)
    end_waits (self);
}

gboolean
tactus_bluez_client_wait_finish (TactusBluezClient  *self,
                                 GAsyncResult       *result,
                                 GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
tactus_bluez_client_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  TactusBluezClient *self = TACTUS_BLUEZ_CLIENT (object);

  switch ((TactusBluezClientProperty) id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_SCANNING:
      g_value_set_boolean (value, tactus_bluez_client_get_scanning (self));
      break;
    case PROP_DEVICES:
      g_value_set_object (value, tactus_bluez_client_get_devices (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tactus_bluez_client_dispose (GObject *object)
{
  TactusBluezClient *self = TACTUS_BLUEZ_CLIENT (object);

  g_clear_handle_id (&self->grace_id, g_source_remove);
  if (self->tree)
    g_signal_handlers_disconnect_by_data (self->tree, self);
  if (self->scanner)
    g_signal_handlers_disconnect_by_data (self->scanner, self);
  g_clear_object (&self->adapter);

  G_OBJECT_CLASS (tactus_bluez_client_parent_class)->dispose (object);
}

/* Everything asynchronous holds a reference, so nothing is in flight. */
static void
tactus_bluez_client_finalize (GObject *object)
{
  TactusBluezClient *self = TACTUS_BLUEZ_CLIENT (object);

  g_clear_object (&self->devices);
  g_clear_object (&self->scanner);
  g_clear_object (&self->tree);
  g_ptr_array_unref (self->waits);
  g_ptr_array_unref (self->rises);
  g_free (self->wish);

  G_OBJECT_CLASS (tactus_bluez_client_parent_class)->finalize (object);
}

static void
tactus_bluez_client_class_init (TactusBluezClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tactus_bluez_client_get_property;
  object_class->dispose = tactus_bluez_client_dispose;
  object_class->finalize = tactus_bluez_client_finalize;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, TACTUS_TYPE_BLUEZ_STATE,
                                              TACTUS_BLUEZ_STATE_STARTING, flags);
  properties[PROP_SCANNING] = g_param_spec_boolean ("scanning", NULL, NULL, FALSE, flags);
  properties[PROP_DEVICES] = g_param_spec_object ("devices", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
tactus_bluez_client_init (TactusBluezClient *self)
{
  self->deadlines = tactus_bluez_default_deadlines;
  self->waits = g_ptr_array_new ();
  self->rises = g_ptr_array_new ();
  self->scanner = tactus_bluez_scanner_new ();
  g_signal_connect_object (self->scanner, "running-changed",
                           G_CALLBACK (running_changed_cb), self, G_CONNECT_SWAPPED);
}
