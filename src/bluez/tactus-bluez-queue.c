/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-queue.h"

#include "tactus-bluez-client-private.h"
#include "tactus-bluez-error.h"
#include "tactus-bluez-gatt.h"
#include "tactus-bluez-pending.h"
#include "tactus-bluez-subscriptions.h"
#include "tactus-bluez-value.h"

#include <string.h>

/* Another program may write to the same characteristic: BlueZ then says InProgress, for the length
 * of a radio round trip. */
#define RETRY_MS 10
#define RETRIES_MAX 100

/* "Unlikely error": the device was not in the mood; bands say so of what works a moment later. */
#define UNLIKELY "Operation failed with ATT error: 0x0e"

typedef struct {
  TactusBluezQueue *queue; /* (owned) */
  TactusBluezOperation operation;
  char *uuid;                  /* (owned) */
  GBytes *value;               /* (owned) (nullable) */
  TactusBluezWriteMode mode;
  TactusBluezPending *pending; /* (owned) (nullable): NULL once it was answered */
  GDBusProxy *proxy;           /* (owned) (nullable): while it runs */
  guint tries;
  gboolean repeated; /* after an unlikely error */
  guint number;      /* of the call, for who looks on; 0: not called yet, or answered */
  guint retry_id;    /* it waits: to be tried again, or to be given up */
  gboolean stalled;  /* answered by BlueZ, but the cause is not known yet */
} Item;

struct _TactusBluezQueue
{
  GObject parent_instance;

  TactusBluezTree *tree; /* (owned) */
  GDBusProxy *device;    /* (owned) */
  TactusBluezClient *client; /* (nullable) (weak): an answer may come after its end */
  char *address;         /* (owned) */
  guint operation_ms;

  GQueue items;     /* (element-type Item): those that wait */
  Item *running;    /* (nullable): on its way to BlueZ; freed when the answer is here */
  gboolean paused;
  GError *closed;   /* (owned) (nullable): why there is no more */
  TactusBluezSubscriptions *subscriptions; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TactusBluezQueue, tactus_bluez_queue, G_TYPE_OBJECT)

enum {
  SIGNAL_NOTIFIED,
  SIGNAL_LOST,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void queue_next (TactusBluezQueue *self);
static void item_call (Item *item);

static void
item_free (Item *item)
{
  g_clear_handle_id (&item->retry_id, g_source_remove);
  g_clear_object (&item->proxy);
  g_clear_object (&item->queue);
  g_clear_pointer (&item->value, g_bytes_unref);
  g_free (item->uuid);
  g_free (item);
}

/* ── for who looks on ── */

static const char *
get_name (Item *item)
{
  switch (item->operation)
    {
    case TACTUS_BLUEZ_OPERATION_READ:
      return "read";
    case TACTUS_BLUEZ_OPERATION_SUBSCRIBE:
      return "subscribe";
    case TACTUS_BLUEZ_OPERATION_UNSUBSCRIBE:
      return "unsubscribe";
    case TACTUS_BLUEZ_OPERATION_WRITE:
    default:
      return item->mode == TACTUS_BLUEZ_WRITE_COMMAND ? "command" : "write";
    }
}

static void
tell_call (Item *item)
{
  TactusBluezQueue *self = item->queue;

  if (self->client == NULL)
    return;

  item->number = tactus_bluez_client_next_number (self->client);
  tactus_bluez_client_tell (self->client, &(TactusBluezHappening) {
    .kind = TACTUS_BLUEZ_HAPPENING_CALL,
    .number = item->number,
    .address = self->address,
    .operation = get_name (item),
    .uuid = item->uuid,
    .value = item->value,
  });
}

/* @value: (nullable): that was read */
static void
tell_answer (Item         *item,
             GBytes       *value,
             const GError *error)
{
  TactusBluezQueue *self = item->queue;

  if (item->number == 0 || self->client == NULL)
    return;

  if (error && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("…%s: %s of %.8s: %s", tactus_bluez_shorten (self->address), get_name (item),
             item->uuid, error->message);
  tactus_bluez_client_tell (self->client, &(TactusBluezHappening) {
    .kind = TACTUS_BLUEZ_HAPPENING_ANSWER,
    .number = item->number,
    .address = self->address,
    .uuid = item->uuid,
    .value = value,
    .error = error,
  });
  item->number = 0;
}

/* ── one after the other ── */

/* Answers the caller, once. */
static void
item_fail (Item   *item,
           GError *error)
{
  TactusBluezPending *pending = g_steal_pointer (&item->pending);

  tell_answer (item, NULL, error);

  if (pending == NULL)
    {
      g_error_free (error);
      return;
    }

  g_prefix_error (&error, "%s of %.8s: ", tactus_bluez_operation_get_method (item->operation),
                  item->uuid);
  tactus_bluez_pending_fail (pending, error);
}

static void
item_succeed (Item     *item,
              GVariant *reply)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GVariant) value = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (item->pending == NULL)
    return;

  if (reply && item->operation == TACTUS_BLUEZ_OPERATION_READ)
    {
      value = g_variant_get_child_value (reply, 0);
      bytes = tactus_bluez_value_to_bytes (value);
    }
  tell_answer (item, bytes, NULL);
  task = tactus_bluez_pending_release (g_steal_pointer (&item->pending));
  if (item->operation != TACTUS_BLUEZ_OPERATION_READ)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_task_return_pointer (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
}

/* The answer is here, or never comes: makes room for the next one. */
static void
item_done (Item *item)
{
  g_autoptr(TactusBluezQueue) queue = g_object_ref (item->queue);

  if (queue->running == item)
    queue->running = NULL;
  item_free (item);
  queue_next (queue);
}

static void
forget_subscription (Item *item)
{
  if (item->operation == TACTUS_BLUEZ_OPERATION_SUBSCRIBE)
    tactus_bluez_subscriptions_remove (item->queue->subscriptions, item->uuid);
}

static gboolean
retry_cb (gpointer user_data)
{
  Item *item = user_data;

  item->retry_id = 0;
  item_call (item);

  return G_SOURCE_REMOVE;
}

/* Counts, if so. */
static gboolean
may_retry (Item         *item,
           const GError *raw)
{
  g_autofree char *name = g_dbus_error_get_remote_error (raw);

  if (item->pending == NULL)
    return FALSE;

  if (g_strcmp0 (name, "org.bluez.Error.InProgress") == 0)
    {
      if (item->tries == 0)
        g_debug ("…%s: %s of %.8s: in progress, trying again every %u ms",
                 tactus_bluez_shorten (item->queue->address), get_name (item), item->uuid,
                 RETRY_MS);
      return item->tries++ < RETRIES_MAX;
    }

  if (item->repeated || g_strcmp0 (name, "org.bluez.Error.Failed") != 0 ||
      strstr (raw->message, UNLIKELY) == NULL)
    return FALSE;

  item->repeated = TRUE;
  return TRUE;
}

/* BlueZ says so if the session ended by itself; the wish is fulfilled. */
static gboolean
is_harmless (Item         *item,
             const GError *error)
{
  return item->operation == TACTUS_BLUEZ_OPERATION_UNSUBSCRIBE &&
         g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_FAILED);
}

/* It keeps its place until the queue is closed, so that nothing else is tried on a dead link. */
static void
item_stall (Item *item)
{
  g_autoptr(TactusBluezQueue) queue = g_object_ref (item->queue);

  item->stalled = TRUE;
  queue->paused = TRUE;
  g_signal_emit (queue, signals[SIGNAL_LOST], 0);
}

static gboolean
is_lost (TactusBluezQueue *self,
         const GError     *error)
{
  return self->closed == NULL &&
         g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_DISCONNECTED);
}

static gboolean
give_up_cb (gpointer user_data)
{
  Item *item = user_data;

  item->retry_id = 0;
  forget_subscription (item);
  item_fail (item, g_error_new (TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_MISSING,
                                "The device has no such characteristic any more"));
  item_done (item);

  return G_SOURCE_REMOVE;
}

static void
item_refused (Item   *item,
              GError *raw)
{
  GError *error = tactus_bluez_error_translate (raw);

  if (is_lost (item->queue, error))
    {
      g_error_free (error);
      item_stall (item);
      return;
    }

  /* The whole device may be going, or its adapter: then the queue will be closed in a moment. */
  if (g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_REMOVED))
    {
      g_error_free (error);
      item->retry_id = g_timeout_add (2 * TACTUS_BLUEZ_LINGER_MS, give_up_cb, item);
      return;
    }

  if (is_harmless (item, error))
    {
      g_error_free (error);
      item_succeed (item, NULL);
    }
  else
    {
      forget_subscription (item);
      item_fail (item, error);
    }

  item_done (item);
}

/* Cancelled while on its way: what it did is undone. */
static void
undo_if_unwanted (Item *item)
{
  if (item->pending != NULL || item->operation != TACTUS_BLUEZ_OPERATION_SUBSCRIBE)
    return;

  tactus_bluez_subscriptions_stop (item->queue->subscriptions, item->uuid);
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Item *item = user_data;
  g_autoptr(GVariant) reply = NULL;
  GError *error = NULL;

  reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);
  if (reply)
    {
      undo_if_unwanted (item);
      item_succeed (item, reply);
      item_done (item);
    }
  else if (may_retry (item, error))
    {
      g_error_free (error);
      item->retry_id = g_timeout_add (RETRY_MS, retry_cb, item);
    }
  else
    {
      item_refused (item, error);
    }
}

/* Not cancellable: what was sent is under way, and the next one has to wait for its end. */
static void
item_call (Item *item)
{
  if (item->number == 0 && item->pending)
    tell_call (item);
  g_dbus_proxy_call (item->proxy, tactus_bluez_operation_get_method (item->operation),
                     tactus_bluez_operation_get_parameters (item->operation, item->proxy,
                                                            item->value, item->mode),
                     G_DBUS_CALL_FLAGS_NO_AUTO_START, item->queue->operation_ms, NULL,
                     called_cb, item);
}

/* Returns: whether BlueZ has to be asked */
static gboolean
item_prepare (Item *item)
{
  TactusBluezQueue *self = item->queue;

  item->proxy = tactus_bluez_gatt_find (self->tree, self->device, item->uuid);
  if (item->proxy == NULL)
    {
      item_fail (item, g_error_new (TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_MISSING,
                                    "The device has no such characteristic"));
      return FALSE;
    }

  switch (item->operation)
    {
    case TACTUS_BLUEZ_OPERATION_SUBSCRIBE:
      if (!tactus_bluez_subscriptions_add (self->subscriptions, item->uuid, item->proxy))
        {
          item_succeed (item, NULL);
          return FALSE;
        }
      return TRUE;

    case TACTUS_BLUEZ_OPERATION_UNSUBSCRIBE:
      if (!tactus_bluez_subscriptions_remove (self->subscriptions, item->uuid))
        {
          item_succeed (item, NULL);
          return FALSE;
        }
      return TRUE;

    case TACTUS_BLUEZ_OPERATION_READ:
    case TACTUS_BLUEZ_OPERATION_WRITE:
    default:
      return TRUE;
    }
}

static void
queue_next (TactusBluezQueue *self)
{
  while (self->running == NULL && !self->paused && !g_queue_is_empty (&self->items))
    {
      Item *item = g_queue_pop_head (&self->items);

      self->running = item;
      if (item_prepare (item))
        {
          if (item->pending)
            tactus_bluez_pending_set_timeout (item->pending, self->operation_ms);
          item_call (item);
          return;
        }

      self->running = NULL;
      item_free (item);
    }
}

/* Cancelled, or its time is up.  One that is on its way stays until its answer is here. */
static void
ended_cb (TactusBluezPending *pending,
          GError             *error,
          gpointer            user_data)
{
  Item *item = user_data;
  g_autoptr(TactusBluezQueue) self = g_object_ref (item->queue);

  item_fail (item, error);
  if (self->running != item)
    {
      g_queue_remove (&self->items, item);
      item_free (item);
    }
  else if (item->retry_id)
    {
      forget_subscription (item);
      item_done (item);
    }
}

void
tactus_bluez_queue_push (TactusBluezQueue     *self,
                         TactusBluezOperation  operation,
                         const char           *uuid,
                         GBytes               *value,
                         TactusBluezWriteMode  mode,
                         GTask                *task)
{
  Item *item = g_new0 (Item, 1);

  item->queue = g_object_ref (self);
  item->operation = operation;
  item->uuid = g_ascii_strdown (uuid, -1);
  item->value = value ? g_bytes_ref (value) : NULL;
  item->mode = mode;
  item->pending = tactus_bluez_pending_new (task, tactus_bluez_operation_get_method (operation),
                                            ended_cb, item);

  if (self->closed)
    {
      item_fail (item, g_error_copy (self->closed));
      item_free (item);
      return;
    }

  g_queue_push_tail (&self->items, item);
  queue_next (self);
}

/* The answers of those on their way come to nobody. */
static void
fail_running (TactusBluezQueue *self)
{
  Item *item = self->running;

  if (item == NULL)
    return;

  item_fail (item, g_error_copy (self->closed));
  if (item->retry_id || item->stalled)
    item_done (item);
}

gboolean
tactus_bluez_queue_uses (TactusBluezQueue *self,
                         GDBusProxy       *characteristic)
{
  return tactus_bluez_subscriptions_use (self->subscriptions, characteristic);
}

void
tactus_bluez_queue_pause (TactusBluezQueue *self)
{
  self->paused = TRUE;
}

void
tactus_bluez_queue_close (TactusBluezQueue *self,
                          const GError     *reason,
                          gboolean          polite)
{
  g_autoptr(TactusBluezQueue) kept = g_object_ref (self);
  Item *item;

  if (self->closed)
    return;

  self->closed = g_error_copy (reason);
  self->paused = TRUE;
  tactus_bluez_subscriptions_clear (self->subscriptions, polite);
  fail_running (self);
  while ((item = g_queue_pop_head (&self->items)))
    {
      item_fail (item, g_error_copy (reason));
      item_free (item);
    }
}

static void
notified_cb (const char *uuid,
             GBytes     *value,
             gpointer    user_data)
{
  TactusBluezQueue *self = user_data;
  g_autoptr(TactusBluezQueue) kept = g_object_ref (self);

  g_signal_emit (self, signals[SIGNAL_NOTIFIED], 0, uuid, value);
}

TactusBluezQueue *
tactus_bluez_queue_new (TactusBluezClient *client,
                        GDBusProxy        *device,
                        const char        *address)
{
  TactusBluezQueue *self = g_object_new (TACTUS_TYPE_BLUEZ_QUEUE, NULL);

  g_set_weak_pointer (&self->client, client);
  self->tree = g_object_ref (tactus_bluez_client_get_tree (client));
  self->device = g_object_ref (device);
  self->address = g_strdup (address);
  self->operation_ms = tactus_bluez_client_get_deadlines (client)->operation_ms;

  return self;
}

static void
tactus_bluez_queue_finalize (GObject *object)
{
  TactusBluezQueue *self = TACTUS_BLUEZ_QUEUE (object);

  tactus_bluez_subscriptions_free (self->subscriptions);
  g_clear_error (&self->closed);
  g_clear_object (&self->device);
  g_clear_object (&self->tree);
  g_clear_weak_pointer (&self->client);
  g_free (self->address);

  G_OBJECT_CLASS (tactus_bluez_queue_parent_class)->finalize (object);
}

static void
tactus_bluez_queue_class_init (TactusBluezQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tactus_bluez_queue_finalize;

  signals[SIGNAL_NOTIFIED] =
    g_signal_new ("notified", TACTUS_TYPE_BLUEZ_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BYTES);
  signals[SIGNAL_LOST] =
    g_signal_new ("lost", TACTUS_TYPE_BLUEZ_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
tactus_bluez_queue_init (TactusBluezQueue *self)
{
  g_queue_init (&self->items);
  self->subscriptions = tactus_bluez_subscriptions_new (notified_cb, self);
}
