/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-connection.h"

#include "tactus-bluez-client-private.h"
#include "tactus-bluez-gatt.h"
#include "tactus-bluez-opening.h"
#include "tactus-bluez-pending.h"
#include "tactus-bluez-queue.h"
#include "tactus-bluez-settling.h"
#include "tactus-bluez-value.h"

/* The least that every link carries: ATT_MTU 23 less the header of 3. */
#define PAYLOAD_MIN 20
#define ATT_HEADER 3
#define ATTRIBUTE_MAX 512

typedef enum {
  PHASE_OPEN,
  PHASE_LOST,    /* the link is down; a moment to learn why */
  PHASE_CLOSING, /* we take it down */
  PHASE_CLOSED,
} Phase;

struct _TactusBluezConnection
{
  GObject parent_instance;

  TactusBluezClient *client; /* (owned) */
  GDBusProxy *device;        /* (owned) */
  char *adapter;             /* (owned): path */
  char *address;             /* (owned) */
  TactusBluezQueue *queue;   /* (owned) */
  gboolean adopted;

  Phase phase;
  gboolean dangling;   /* lost, yet what is left of the link is still being taken down */
  guint linger_id;
  GPtrArray *closings; /* (owned) (element-type TactusBluezPending) */
};

G_DEFINE_FINAL_TYPE (TactusBluezConnection, tactus_bluez_connection, G_TYPE_OBJECT)

enum {
  SIGNAL_NOTIFIED,
  SIGNAL_BATTERY_CHANGED,
  SIGNAL_CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GError *
closed_by_us (void)
{
  return g_error_new (TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_DISCONNECTED,
                      "The connection was closed");
}

static gboolean
is_removed (TactusBluezConnection *self)
{
  return !tactus_bluez_tree_contains (tactus_bluez_client_get_tree (self->client), self->device);
}

static void
end_closings (TactusBluezConnection *self)
{
  g_autoptr(GPtrArray) closings = g_steal_pointer (&self->closings);

  self->closings = g_ptr_array_new ();
  for (guint i = 0; i < closings->len; i++)
    tactus_bluez_pending_succeed (closings->pdata[i]);
}

/* The one way to PHASE_CLOSED.  BlueZ keeps what we subscribed to when a link is lost, and has the
 * next one send it: so it is told even then.
 * @error: (transfer full) (nullable): NULL means we closed it */
static void
become_closed (TactusBluezConnection *self,
               GError                *error)
{
  g_autoptr(TactusBluezConnection) kept = g_object_ref (self);
  g_autoptr(GError) owned = error;
  g_autoptr(GError) reason = error ? g_error_copy (error) : closed_by_us ();

  if (self->phase == PHASE_CLOSED)
    return;

  self->phase = PHASE_CLOSED;
  g_clear_handle_id (&self->linger_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (tactus_bluez_client_get_tree (self->client), self);

  tactus_bluez_queue_close (self->queue, reason, !is_removed (self));
  g_debug ("…%s: closed: %s", tactus_bluez_shorten (self->address), reason->message);
  tactus_bluez_client_tell (self->client, &(TactusBluezHappening) {
    .kind = TACTUS_BLUEZ_HAPPENING_CLOSED,
    .address = self->address,
    .error = error,
  });
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0, error);
  if (!self->dangling)
    end_closings (self);
}

/* Returns: (transfer full) (nullable): a cause that explains all the rest */
static GError *
find_cause (TactusBluezConnection *self)
{
  return tactus_bluez_client_adapter_fault (self->client, self->adapter);
}

/* The device came back as another object, or never went. */
static gboolean
is_known (TactusBluezConnection *self)
{
  return tactus_bluez_tree_lookup (tactus_bluez_client_get_tree (self->client),
                                   g_dbus_proxy_get_object_path (self->device),
                                   TACTUS_BLUEZ_TYPE_DEVICE1) != NULL;
}

/* Takes the link down without waiting for it. */
static void
hang_up (TactusBluezConnection *self)
{
  g_dbus_proxy_call (self->device, "Disconnect", NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL,
                     NULL, NULL);
}

static void
taken_down_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(TactusBluezConnection) self = user_data;

  tactus_bluez_gatt_hang_up_finish (result);
  self->dangling = FALSE;
  end_closings (self);
}

/* That it is lost is told at once; whoever closes it waits until nothing is left of it, lest the
 * next connection is to take over a link that goes down. */
static void
take_down (TactusBluezConnection *self)
{
  self->dangling = TRUE;
  tactus_bluez_gatt_hang_up_async (tactus_bluez_client_get_tree (self->client), self->device,
                                   tactus_bluez_client_get_deadlines (self->client)->disconnect_ms,
                                   taken_down_cb, g_object_ref (self));
}

static gboolean
linger_cb (gpointer user_data)
{
  TactusBluezConnection *self = user_data;
  GError *cause = find_cause (self);

  self->linger_id = 0;
  if (cause == NULL && !is_known (self))
    {
      cause = g_error_new (TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_REMOVED,
                           "BlueZ removed the device");
    }
  else if (cause == NULL)
    {
      cause = g_error_new (TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_DISCONNECTED,
                           "The link was lost");
      /* Useless to us, what is left of it would keep the device from everybody. */
      if (tactus_bluez_value_get_boolean (self->device, "Connected"))
        take_down (self);
    }
  become_closed (self, cause);

  return G_SOURCE_REMOVE;
}

static void
become_lost (TactusBluezConnection *self)
{
  if (self->phase != PHASE_OPEN)
    return;

  self->phase = PHASE_LOST;
  tactus_bluez_queue_pause (self->queue);
  self->linger_id = g_timeout_add (TACTUS_BLUEZ_LINGER_MS, linger_cb, self);
}

/* Looks at what is.  Called after every batch of changes. */
static void
check (TactusBluezConnection *self)
{
  g_autoptr(GError) cause = NULL;

  if (self->phase != PHASE_OPEN && self->phase != PHASE_LOST)
    return;

  cause = find_cause (self);
  if (cause)
    become_closed (self, g_steal_pointer (&cause));
  else if (is_removed (self) || !tactus_bluez_value_get_boolean (self->device, "Connected"))
    become_lost (self);
}

/* A characteristic that we listen to is gone: the device goes, or it changed its services, and with
 * them everything that was agreed with it.  Then only a new connection is sound. */
static void
removed_cb (TactusBluezConnection *self,
            GDBusProxy            *proxy)
{
  check (self);
  if (tactus_bluez_queue_uses (self->queue, proxy))
    become_lost (self);
}

static void
notified_cb (TactusBluezConnection *self,
             const char            *uuid,
             GBytes                *value)
{
  g_autoptr(TactusBluezConnection) kept = g_object_ref (self);

  tactus_bluez_client_tell (self->client, &(TactusBluezHappening) {
    .kind = TACTUS_BLUEZ_HAPPENING_NOTIFICATION,
    .address = self->address,
    .uuid = uuid,
    .value = value,
  });
  g_signal_emit (self, signals[SIGNAL_NOTIFIED], 0, uuid, value);
}

/* Battery1 comes some time after the services, and goes with the link. */
static void
battery_cb (TactusBluezConnection *self,
            GDBusProxy            *proxy)
{
  if (self->phase == PHASE_OPEN && TACTUS_BLUEZ_IS_BATTERY1 (proxy) &&
      g_str_equal (g_dbus_proxy_get_object_path (proxy),
                   g_dbus_proxy_get_object_path (self->device)))
    g_signal_emit (self, signals[SIGNAL_BATTERY_CHANGED], 0);
}

static TactusBluezConnection *
connection_new (TactusBluezClient *client,
                GDBusProxy        *device,
                const char        *address,
                gboolean           adopted)
{
  TactusBluezConnection *self = g_object_new (TACTUS_TYPE_BLUEZ_CONNECTION, NULL);
  TactusBluezTree *tree = tactus_bluez_client_get_tree (client);

  self->client = g_object_ref (client);
  self->device = g_object_ref (device);
  self->adapter = tactus_bluez_value_dup_string (device, "Adapter");
  self->address = g_strdup (address);
  self->adopted = adopted;
  self->queue = tactus_bluez_queue_new (client, device, address);

  g_signal_connect_object (self->queue, "notified", G_CALLBACK (notified_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "lost", G_CALLBACK (become_lost), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tree, "state-changed", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tree, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tree, "changed", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tree, "added", G_CALLBACK (battery_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tree, "changed", G_CALLBACK (battery_cb), self, G_CONNECT_SWAPPED);

  return self;
}

typedef struct {
  char *address; /* (owned) */
  guint number;
} Opening;

static void
opening_free (Opening *opening)
{
  g_free (opening->address);
  g_free (opening);
}

static void
tell_opened (TactusBluezClient *client,
             Opening           *opening,
             gboolean           adopted,
             const GError      *error)
{
  g_debug ("…%s: %s", tactus_bluez_shorten (opening->address),
           error ? error->message : adopted ? "taken over" : "connected");
  tactus_bluez_client_tell (client, &(TactusBluezHappening) {
    .kind = TACTUS_BLUEZ_HAPPENING_ANSWER,
    .number = opening->number,
    .address = opening->address,
    .error = error,
  });
}

static void
opened_cb (GDBusProxy *device,
           gboolean    adopted,
           GError     *error,
           gpointer    user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusBluezClient *client = g_task_get_source_object (task);
  Opening *opening = g_task_get_task_data (task);

  tell_opened (client, opening, adopted, error);
  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, connection_new (client, device, opening->address, adopted),
                           g_object_unref);
}

void
tactus_bluez_connection_open_async (TactusBluezClient   *client,
                                    const char          *address,
                                    const char * const  *required,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  Opening *opening;
  GTask *task;

  g_return_if_fail (TACTUS_IS_BLUEZ_CLIENT (client));
  g_return_if_fail (address != NULL);

  opening = g_new0 (Opening, 1);
  opening->address = g_strdup (address);
  opening->number = tactus_bluez_client_next_number (client);
  g_debug ("…%s: connecting", tactus_bluez_shorten (address));
  tactus_bluez_client_tell (client, &(TactusBluezHappening) {
    .kind = TACTUS_BLUEZ_HAPPENING_CALL,
    .number = opening->number,
    .address = address,
    .operation = "open",
  });

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, tactus_bluez_connection_open_async);
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);
  g_task_set_check_cancellable (task, FALSE);
  tactus_bluez_opening_run (client, address, required, cancellable, opened_cb, task);
}

TactusBluezConnection *
tactus_bluez_connection_open_finish (GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, tactus_bluez_connection_open_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
tactus_bluez_connection_is_open (TactusBluezConnection *self)
{
  g_return_val_if_fail (TACTUS_IS_BLUEZ_CONNECTION (self), FALSE);

  return self->phase == PHASE_OPEN;
}

gboolean
tactus_bluez_connection_has (TactusBluezConnection *self,
                             const char            *uuid)
{
  g_autoptr(GDBusProxy) found = NULL;

  g_return_val_if_fail (TACTUS_IS_BLUEZ_CONNECTION (self), FALSE);
  g_return_val_if_fail (uuid != NULL, FALSE);

  found = tactus_bluez_gatt_find (tactus_bluez_client_get_tree (self->client), self->device, uuid);
  return found != NULL;
}

gboolean
tactus_bluez_connection_can_notify (TactusBluezConnection *self,
                                    const char            *uuid)
{
  g_autoptr(GDBusProxy) found = NULL;

  g_return_val_if_fail (TACTUS_IS_BLUEZ_CONNECTION (self), FALSE);
  g_return_val_if_fail (uuid != NULL, FALSE);

  found = tactus_bluez_gatt_find (tactus_bluez_client_get_tree (self->client), self->device, uuid);
  return found && (tactus_bluez_value_has_string (found, "Flags", "notify") ||
                   tactus_bluez_value_has_string (found, "Flags", "indicate"));
}

int
tactus_bluez_connection_get_battery (TactusBluezConnection *self)
{
  g_autoptr(GVariant) level = NULL;
  GDBusProxy *battery;

  g_return_val_if_fail (TACTUS_IS_BLUEZ_CONNECTION (self), -1);

  battery = tactus_bluez_tree_lookup (tactus_bluez_client_get_tree (self->client),
                                      g_dbus_proxy_get_object_path (self->device),
                                      TACTUS_BLUEZ_TYPE_BATTERY1);
  if (battery)
    level = tactus_bluez_value_lookup (battery, "Percentage", G_VARIANT_TYPE_BYTE);

  return level && g_variant_get_byte (level) <= 100 ? g_variant_get_byte (level) : -1;
}

gboolean
tactus_bluez_connection_is_bonded (TactusBluezConnection *self)
{
  g_return_val_if_fail (TACTUS_IS_BLUEZ_CONNECTION (self), FALSE);

  return tactus_bluez_value_get_boolean (self->device, "Paired");
}

void
tactus_bluez_connection_pair_async (TactusBluezConnection *self,
                                    TactusBluezAskFunc     ask,
                                    gpointer               ask_data,
                                    GCancellable          *cancellable,
                                    GAsyncReadyCallback    callback,
                                    gpointer               user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_BLUEZ_CONNECTION (self));
  g_return_if_fail (ask != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tactus_bluez_connection_pair_async);
  tactus_bluez_bonding_run (self->device, tactus_bluez_client_get_deadlines (self->client), ask,
                            ask_data, task);
}

gboolean
tactus_bluez_connection_pair_finish (TactusBluezConnection  *self,
                                     GAsyncResult           *result,
                                     GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tactus_bluez_connection_settle_async (TactusBluezConnection *self,
                                      const char * const    *uuids,
                                      GCancellable          *cancellable,
                                      GAsyncReadyCallback    callback,
                                      gpointer               user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_BLUEZ_CONNECTION (self));
  g_return_if_fail (uuids != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tactus_bluez_connection_settle_async);
  tactus_bluez_settling_run (tactus_bluez_client_get_tree (self->client), self->device, uuids,
                             tactus_bluez_client_get_deadlines (self->client)->settle_ms, task);
}

gboolean
tactus_bluez_connection_settle_finish (TactusBluezConnection  *self,
                                       GAsyncResult           *result,
                                       GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

guint
tactus_bluez_connection_get_payload (TactusBluezConnection *self,
                                     const char            *uuid)
{
  g_autoptr(GDBusProxy) found = NULL;
  g_autoptr(GVariant) mtu = NULL;

  g_return_val_if_fail (TACTUS_IS_BLUEZ_CONNECTION (self), PAYLOAD_MIN);
  g_return_val_if_fail (uuid != NULL, PAYLOAD_MIN);

  found = tactus_bluez_gatt_find (tactus_bluez_client_get_tree (self->client), self->device, uuid);
  if (found)
    mtu = tactus_bluez_value_lookup (found, "MTU", G_VARIANT_TYPE_UINT16);
  if (mtu == NULL)
    return PAYLOAD_MIN;

  return CLAMP (g_variant_get_uint16 (mtu), PAYLOAD_MIN + ATT_HEADER,
                ATTRIBUTE_MAX + ATT_HEADER) - ATT_HEADER;
}

static void
push (TactusBluezConnection *self,
      TactusBluezOperation   operation,
      const char            *uuid,
      GBytes                *value,
      TactusBluezWriteMode   mode,
      GTask                 *task)
{
  tactus_bluez_queue_push (self->queue, operation, uuid, value, mode, task);
}

void
tactus_bluez_connection_read_async (TactusBluezConnection *self,
                                    const char            *uuid,
                                    GCancellable          *cancellable,
                                    GAsyncReadyCallback    callback,
                                    gpointer               user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_BLUEZ_CONNECTION (self));
  g_return_if_fail (uuid != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tactus_bluez_connection_read_async);
  push (self, TACTUS_BLUEZ_OPERATION_READ, uuid, NULL, TACTUS_BLUEZ_WRITE_REQUEST, task);
}

GBytes *
tactus_bluez_connection_read_finish (TactusBluezConnection  *self,
                                     GAsyncResult           *result,
                                     GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
tactus_bluez_connection_write_async (TactusBluezConnection *self,
                                     const char            *uuid,
                                     GBytes                *value,
                                     TactusBluezWriteMode   mode,
                                     GCancellable          *cancellable,
                                     GAsyncReadyCallback    callback,
                                     gpointer               user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_BLUEZ_CONNECTION (self));
  g_return_if_fail (uuid != NULL);
  g_return_if_fail (value != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tactus_bluez_connection_write_async);
  push (self, TACTUS_BLUEZ_OPERATION_WRITE, uuid, value, mode, task);
}

gboolean
tactus_bluez_connection_write_finish (TactusBluezConnection  *self,
                                      GAsyncResult           *result,
                                      GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tactus_bluez_connection_subscribe_async (TactusBluezConnection *self,
                                         const char            *uuid,
                                         GCancellable          *cancellable,
                                         GAsyncReadyCallback    callback,
                                         gpointer               user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_BLUEZ_CONNECTION (self));
  g_return_if_fail (uuid != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tactus_bluez_connection_subscribe_async);
  push (self, TACTUS_BLUEZ_OPERATION_SUBSCRIBE, uuid, NULL, TACTUS_BLUEZ_WRITE_REQUEST, task);
}

gboolean
tactus_bluez_connection_subscribe_finish (TactusBluezConnection  *self,
                                          GAsyncResult           *result,
                                          GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tactus_bluez_connection_unsubscribe_async (TactusBluezConnection *self,
                                           const char            *uuid,
                                           GCancellable          *cancellable,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_BLUEZ_CONNECTION (self));
  g_return_if_fail (uuid != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tactus_bluez_connection_unsubscribe_async);
  push (self, TACTUS_BLUEZ_OPERATION_UNSUBSCRIBE, uuid, NULL, TACTUS_BLUEZ_WRITE_REQUEST, task);
}

gboolean
tactus_bluez_connection_unsubscribe_finish (TactusBluezConnection  *self,
                                            GAsyncResult           *result,
                                            GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
hung_up_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(TactusBluezConnection) self = user_data;

  tactus_bluez_gatt_hang_up_finish (result);
  become_closed (self, NULL);
}

static void
begin_closing (TactusBluezConnection *self)
{
  g_autoptr(GError) reason = closed_by_us ();

  self->phase = PHASE_CLOSING;
  g_clear_handle_id (&self->linger_id, g_source_remove);
  tactus_bluez_queue_close (self->queue, reason, TRUE);
  tactus_bluez_gatt_hang_up_async (tactus_bluez_client_get_tree (self->client), self->device,
                                   tactus_bluez_client_get_deadlines (self->client)->disconnect_ms,
                                   hung_up_cb, g_object_ref (self));
}

/* Nobody waits for the end any more; BlueZ goes on with it. */
static void
closing_cancelled_cb (TactusBluezPending *closing,
                      GError             *error,
                      gpointer            user_data)
{
  TactusBluezConnection *self = user_data;
  g_autoptr(TactusBluezConnection) kept = g_object_ref (self);

  g_ptr_array_remove (self->closings, closing);
  become_closed (self, NULL);
  tactus_bluez_pending_fail (closing, error);
}

void
tactus_bluez_connection_close_async (TactusBluezConnection *self,
                                     GCancellable          *cancellable,
                                     GAsyncReadyCallback    callback,
                                     gpointer               user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_BLUEZ_CONNECTION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tactus_bluez_connection_close_async);

  if (self->phase == PHASE_CLOSED && !self->dangling)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  g_ptr_array_add (self->closings,
                   tactus_bluez_pending_new (task, "Closing", closing_cancelled_cb, self));
  if (self->phase != PHASE_CLOSING && self->phase != PHASE_CLOSED)
    begin_closing (self);
}

gboolean
tactus_bluez_connection_close_finish (TactusBluezConnection  *self,
                                      GAsyncResult           *result,
                                      GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Operations and closings hold a reference, so there are none.  A link that we made and that nobody
 * can close any more is taken down: it would keep the band from everybody else. */
static void
tactus_bluez_connection_dispose (GObject *object)
{
  TactusBluezConnection *self = TACTUS_BLUEZ_CONNECTION (object);

  g_clear_handle_id (&self->linger_id, g_source_remove);
  if (self->phase == PHASE_OPEN && self->device != NULL && !self->adopted)
    hang_up (self);
  self->phase = PHASE_CLOSED;

  G_OBJECT_CLASS (tactus_bluez_connection_parent_class)->dispose (object);
}

static void
tactus_bluez_connection_finalize (GObject *object)
{
  TactusBluezConnection *self = TACTUS_BLUEZ_CONNECTION (object);

  g_clear_object (&self->queue);
  g_clear_object (&self->device);
  g_clear_object (&self->client);
  g_ptr_array_unref (self->closings);
  g_free (self->adapter);
  g_free (self->address);

  G_OBJECT_CLASS (tactus_bluez_connection_parent_class)->finalize (object);
}

static void
tactus_bluez_connection_class_init (TactusBluezConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tactus_bluez_connection_dispose;
  object_class->finalize = tactus_bluez_connection_finalize;

  signals[SIGNAL_NOTIFIED] =
    g_signal_new ("notified", TACTUS_TYPE_BLUEZ_CONNECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BYTES);
  signals[SIGNAL_BATTERY_CHANGED] =
    g_signal_new ("battery-changed", TACTUS_TYPE_BLUEZ_CONNECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CLOSED] =
    g_signal_new ("closed", TACTUS_TYPE_BLUEZ_CONNECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
tactus_bluez_connection_init (TactusBluezConnection *self)
{
  self->closings = g_ptr_array_new ();
}
