/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-opening.h"

#include "tactus-bluez-gatt.h"
#include "tactus-bluez-refusal.h"
#include "tactus-bluez-step.h"
#include "tactus-bluez-value.h"

struct _TactusBluezOpening
{
  GObject parent_instance;

  TactusBluezClient *client; /* (owned) */
  char *address;             /* (owned) */
  char **required;           /* (owned) (nullable) */
  TactusBluezOpeningFunc done;
  gpointer user_data;

  GDBusProxy *device;   /* (owned) (nullable) */
  GDBusProxy *stale;    /* (owned) (nullable): BlueZ says that it is gone */
  char *adapter;        /* (owned) (nullable): path */
  GCancellable *asking; /* (owned): the call of this step */
  GSource *cancel;      /* (owned) (nullable): the caller's cancellable */
  TactusBluezStep step;
  guint timeout_id;
  GError *fault;     /* (owned) (nullable): what to tell after STEP_LINGER or STEP_ABORT */
  gboolean adopted;  /* the link is somebody else's doing */
  gboolean asked;    /* the link, or the attempt, is ours */
  gboolean looking;  /* our scan is on */
  gboolean held;     /* the scanner waits for us */
  gboolean again;    /* the way was begun anew once already */
};

G_DEFINE_FINAL_TYPE (TactusBluezOpening, tactus_bluez_opening, G_TYPE_OBJECT)

static void enter (TactusBluezOpening *self, TactusBluezStep step);
static void check (TactusBluezOpening *self);

static void
leave_step (TactusBluezOpening *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_cancellable_cancel (self->asking);
  g_object_unref (self->asking);
  self->asking = g_cancellable_new ();
}

static void
release_scanner (TactusBluezOpening *self)
{
  if (self->held)
    tactus_bluez_scanner_release (tactus_bluez_client_get_scanner (self->client));
  self->held = FALSE;
}

/* The one way out.  @error is taken; NULL means it worked. */
static void
finish (TactusBluezOpening *self,
        GError             *error)
{
  g_autoptr(TactusBluezOpening) kept = self; /* the reference that kept us running */

  leave_step (self);
  self->step = STEP_DONE;
  g_signal_handlers_disconnect_by_data (tactus_bluez_client_get_tree (self->client), self);
  g_signal_handlers_disconnect_by_data (self->client, self);
  if (self->cancel)
    g_source_destroy (self->cancel);

  self->done (error ? NULL : self->device, self->adopted, error, self->user_data);
  release_scanner (self);
}

static void
aborted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(TactusBluezOpening) self = user_data;

  tactus_bluez_gatt_hang_up_finish (result);
  if (self->step == STEP_ABORT)
    finish (self, g_steal_pointer (&self->fault));
}

/* Whether a link, or the making of one, would be left behind. */
static gboolean
must_hang_up (TactusBluezOpening *self,
              const GError       *error)
{
  if (self->device == NULL ||
      !tactus_bluez_tree_contains (tactus_bluez_client_get_tree (self->client), self->device))
    return FALSE;

  /* A link that others made is not ours to take down, unless it is a dead one. */
  return self->asked ||
         (self->step == STEP_RESOLVE &&
          g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_TIMED_OUT));
}

/* @error: (transfer full) */
static void
conclude (TactusBluezOpening *self,
          GError             *error)
{
  const TactusBluezDeadlines *deadlines = tactus_bluez_client_get_deadlines (self->client);

  g_prefix_error (&error, "%s: ", self->address);
  if (!must_hang_up (self, error))
    {
      finish (self, error);
      return;
    }

  leave_step (self);
  self->step = STEP_ABORT;
  self->fault = error;
  tactus_bluez_gatt_hang_up_async (tactus_bluez_client_get_tree (self->client), self->device,
                                   deadlines->disconnect_ms, aborted_cb, g_object_ref (self));
}

/* Both may be the first sign of something larger, of which we hear a moment later. */
static gboolean
is_doubtful (const GError *error)
{
  return g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_DISCONNECTED) ||
         g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_REMOVED);
}

/* @error: (transfer full) */
static void
fail (TactusBluezOpening *self,
      GError             *error)
{
  if (self->step >= STEP_ABORT)
    {
      g_error_free (error);
    }
  else if (self->step < STEP_LINGER && is_doubtful (error))
    {
      self->fault = error;
      enter (self, STEP_LINGER);
    }
  else
    {
      g_clear_error (&self->fault);
      conclude (self, error);
    }
}

static void
rehung_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(TactusBluezOpening) self = user_data;

  tactus_bluez_gatt_hang_up_finish (result);
  if (self->step == STEP_FOREIGN)
    enter (self, STEP_CONNECT);
}

/* The other Connect has had its time: cancel it, and try once ourselves. */
static void
end_foreign (TactusBluezOpening *self)
{
  const TactusBluezDeadlines *deadlines = tactus_bluez_client_get_deadlines (self->client);

  self->again = TRUE;
  tactus_bluez_gatt_hang_up_async (tactus_bluez_client_get_tree (self->client), self->device,
                                   deadlines->disconnect_ms, rehung_cb, g_object_ref (self));
}

static gboolean
timeout_cb (gpointer user_data)
{
  TactusBluezOpening *self = user_data;
  const TactusBluezDeadlines *deadlines = tactus_bluez_client_get_deadlines (self->client);
  const char *missing = NULL;

  self->timeout_id = 0;
  if (self->step == STEP_FOREIGN && !self->again)
    {
      end_foreign (self);
      return G_SOURCE_REMOVE;
    }

  if (self->step == STEP_QUIET)
    {
      enter (self, STEP_CONNECT);
      return G_SOURCE_REMOVE;
    }

  if (self->step == STEP_ASK)
    {
      enter (self, STEP_CONFIRM);
      return G_SOURCE_REMOVE;
    }

  if (self->step == STEP_LINGER)
    {
      conclude (self, g_steal_pointer (&self->fault));
      return G_SOURCE_REMOVE;
    }

  if (self->step == STEP_SETTLE)
    missing = tactus_bluez_gatt_missing (tactus_bluez_client_get_tree (self->client), self->device,
                                         (const char * const *) self->required);
  fail (self, tactus_bluez_step_timed_out (self->step, deadlines, missing));

  return G_SOURCE_REMOVE;
}

/* Returns: whether the answer belongs to the step that is on */
static gboolean
is_current (TactusBluezOpening *self,
            const GError       *error)
{
  return self->step < STEP_ABORT && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
scanned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(TactusBluezOpening) self = user_data;
  GError *error = NULL;

  tactus_bluez_client_scan_finish (TACTUS_BLUEZ_CLIENT (source), result, &error);
  self->looking = FALSE;
  if (self->step != STEP_FIND)
    g_clear_error (&error);
  else if (error)
    fail (self, error);
  else
    check (self); /* it made room for another connection, and goes on after that */
}

static void
look_for_it (TactusBluezOpening *self)
{
  const TactusBluezDeadlines *deadlines = tactus_bluez_client_get_deadlines (self->client);

  self->looking = TRUE;
  tactus_bluez_client_scan_async (self->client, deadlines->find_ms, self->asking, scanned_cb,
                                  g_object_ref (self));
}

static void
quiet_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(TactusBluezOpening) self = user_data;
  g_autoptr(GError) error = NULL;

  tactus_bluez_scanner_hold_finish (TACTUS_BLUEZ_SCANNER (source), result, &error);
  if (self->step == STEP_QUIET && is_current (self, error))
    enter (self, STEP_CONNECT);
}

/* A device that is not paired lives 30 s after its last advertisement. */
static void
find_again (TactusBluezOpening *self)
{
  self->again = TRUE;
  self->asked = FALSE;
  g_set_object (&self->stale, self->device); /* the tree may hear of it later */
  g_clear_object (&self->device);
  release_scanner (self);
  enter (self, STEP_FIND);
}

static void
connect_failed (TactusBluezOpening *self,
                GError             *raw)
{
  g_autoptr(GError) error = raw;
  TactusBluezRefusal refusal = tactus_bluez_refusal_classify (error);

  if (refusal == TACTUS_BLUEZ_REFUSAL_NONE)
    {
      enter (self, STEP_ASK);
    }
  else if (refusal == TACTUS_BLUEZ_REFUSAL_IN_PROGRESS && !self->again)
    {
      enter (self, STEP_FOREIGN);
    }
  else if (refusal == TACTUS_BLUEZ_REFUSAL_GONE && !self->again)
    {
      find_again (self);
    }
  else
    {
      /* BlueZ has given up by itself, or should have. */
      self->asked = tactus_bluez_value_get_boolean (self->device, "Connected");
      error = tactus_bluez_error_translate (g_steal_pointer (&error));
      g_prefix_error (&error, "Connect: ");
      fail (self, g_steal_pointer (&error));
    }
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(TactusBluezOpening) self = user_data;
  g_autoptr(GVariant) reply = NULL;
  GError *error = NULL;

  reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);
  if (self->step != STEP_CONNECT || !is_current (self, error))
    g_clear_error (&error);
  else if (error)
    connect_failed (self, error);
  else
    enter (self, STEP_ASK);
}

/* A busy daemon answers late; only from then on a link that is not there counts as lost. */
static void
link_told_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(TactusBluezOpening) self = user_data;

  tactus_bluez_gatt_ask_link_finish (tactus_bluez_client_get_tree (self->client),
                                     G_DBUS_PROXY (source), result);
  if (self->step == STEP_ASK)
    enter (self, STEP_CONFIRM);
}

static void
take_device (TactusBluezOpening *self,
             GDBusProxy         *device)
{
  g_set_object (&self->device, device);
  g_free (self->adapter);
  self->adapter = tactus_bluez_value_dup_string (device, "Adapter");
  if (self->adapter == NULL)
    self->adapter = g_path_get_dirname (g_dbus_proxy_get_object_path (device));
}

static void
check_find (TactusBluezOpening *self)
{
  TactusBluezState state = tactus_bluez_client_get_state (self->client);
  GDBusProxy *device = tactus_bluez_client_find_device (self->client, self->address);

  if (state == TACTUS_BLUEZ_STATE_STARTING)
    return;

  if (state != TACTUS_BLUEZ_STATE_READY)
    {
      fail (self, tactus_bluez_state_to_error (state));
    }
  else if (device != NULL && device != self->stale)
    {
      take_device (self, device);
      enter (self, STEP_QUIET);
    }
  else if (!self->looking)
    {
      look_for_it (self);
    }
}

/* Returns: why nothing can come of this any more, or NULL */
static GError *
find_fault (TactusBluezOpening *self)
{
  GError *error = tactus_bluez_client_adapter_fault (self->client, self->adapter);

  if (error)
    return error;

  if (!tactus_bluez_tree_contains (tactus_bluez_client_get_tree (self->client), self->device))
    return g_error_new (TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_REMOVED,
                        "BlueZ removed the device while we connected");

  if ((self->step == STEP_RESOLVE || self->step == STEP_SETTLE) &&
      !tactus_bluez_value_get_boolean (self->device, "Connected"))
    return g_error_new (TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_DISCONNECTED,
                        "The link was lost before its services were known");

  return NULL;
}

/* @error: (transfer full) */
static void
take_fault (TactusBluezOpening *self,
            GError             *error)
{
  gboolean removed = g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_REMOVED);

  /* Its time ran out just before we connected; Connect itself will say so. */
  if (removed && self->step == STEP_QUIET && !self->again)
    {
      g_error_free (error);
      find_again (self);
    }
  else if (removed && self->step == STEP_CONNECT)
    {
      g_error_free (error);
    }
  else
    {
      fail (self, error);
    }
}

static void
adopt (TactusBluezOpening *self)
{
  self->adopted = TRUE;
  enter (self, STEP_RESOLVE);
}

/* Looks at what is, and takes the step that follows.  Called after every batch of changes. */
static void
check (TactusBluezOpening *self)
{
  TactusBluezTree *tree = tactus_bluez_client_get_tree (self->client);
  const char * const *required = (const char * const *) self->required;
  GError *error = NULL;

  if (self->step == STEP_FIND)
    {
      check_find (self);
      return;
    }

  if (self->step >= STEP_ABORT)
    return;

  error = find_fault (self);
  if (self->step == STEP_LINGER && error && is_doubtful (error))
    g_clear_error (&error);
  if (error)
    {
      take_fault (self, error);
      return;
    }

  if ((self->step == STEP_ASK || self->step == STEP_CONFIRM) &&
      tactus_bluez_value_get_boolean (self->device, "Connected"))
    enter (self, STEP_RESOLVE);
  else if (self->step == STEP_FOREIGN && !self->again &&
           tactus_bluez_value_get_boolean (self->device, "Connected"))
    adopt (self);
  else if (self->step == STEP_RESOLVE &&
           tactus_bluez_value_get_boolean (self->device, "ServicesResolved"))
    enter (self, STEP_SETTLE);
  else if (self->step == STEP_SETTLE &&
           tactus_bluez_gatt_missing (tree, self->device, required) == NULL)
    finish (self, NULL);
}

static void
enter (TactusBluezOpening *self,
       TactusBluezStep     step)
{
  const TactusBluezDeadlines *deadlines = tactus_bluez_client_get_deadlines (self->client);
  g_autoptr(TactusBluezOpening) kept = g_object_ref (self);
  guint timeout_ms;

  leave_step (self);
  self->step = step;
  timeout_ms = tactus_bluez_step_get_timeout (self->step, deadlines);
  self->timeout_id = g_timeout_add (MAX (timeout_ms, 1), timeout_cb, self);

  switch (step)
    {
    case STEP_QUIET:
      self->held = TRUE;
      tactus_bluez_scanner_hold_async (tactus_bluez_client_get_scanner (self->client),
                                       self->asking, quiet_cb, g_object_ref (self));
      break;

    case STEP_CONNECT:
      if (tactus_bluez_value_get_boolean (self->device, "Connected"))
        {
          adopt (self);
          break;
        }
      self->asked = TRUE;
      g_dbus_proxy_call (self->device, "Connect", NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, G_MAXINT,
                         self->asking, connected_cb, g_object_ref (self));
      break;

    case STEP_FOREIGN:
      self->asked = FALSE;
      check (self);
      break;

    case STEP_ASK:
      check (self);
      if (self->step == STEP_ASK)
        tactus_bluez_gatt_ask_link_async (self->device, deadlines->property_ms, self->asking,
                                          link_told_cb, g_object_ref (self));
      break;

    case STEP_FIND:
    case STEP_CONFIRM:
    case STEP_RESOLVE:
    case STEP_SETTLE:
    case STEP_LINGER:
      check (self);
      break;

    case STEP_ABORT:
    case STEP_DONE:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  fail (user_data, g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Connecting was cancelled"));

  return G_SOURCE_REMOVE;
}

static void
watch (TactusBluezOpening *self,
       GCancellable       *cancellable)
{
  TactusBluezTree *tree = tactus_bluez_client_get_tree (self->client);

  g_signal_connect_object (tree, "added", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tree, "removed", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tree, "changed", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->client, "notify::state", G_CALLBACK (check), self,
                           G_CONNECT_SWAPPED);

  if (cancellable == NULL)
    return;

  self->cancel = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->cancel, G_SOURCE_FUNC (cancelled_cb), self, NULL);
  g_source_attach (self->cancel, NULL);
}

void
tactus_bluez_opening_run (TactusBluezClient      *client,
                          const char             *address,
                          const char * const     *required,
                          GCancellable           *cancellable,
                          TactusBluezOpeningFunc  done,
                          gpointer                user_data)
{
  TactusBluezOpening *self = g_object_new (TACTUS_TYPE_BLUEZ_OPENING, NULL);

  self->client = g_object_ref (client);
  self->address = g_strdup (address);
  self->required = g_strdupv ((char **) required);
  self->done = done;
  self->user_data = user_data;
  watch (self, cancellable);
  enter (self, STEP_FIND);
}

static void
tactus_bluez_opening_finalize (GObject *object)
{
  TactusBluezOpening *self = TACTUS_BLUEZ_OPENING (object);

  g_clear_pointer (&self->cancel, g_source_unref);
  g_clear_object (&self->asking);
  g_clear_object (&self->device);
  g_clear_object (&self->stale);
  g_clear_object (&self->client);
  g_clear_error (&self->fault);
  g_strfreev (self->required);
  g_free (self->adapter);
  g_free (self->address);

  G_OBJECT_CLASS (tactus_bluez_opening_parent_class)->finalize (object);
}

static void
tactus_bluez_opening_class_init (TactusBluezOpeningClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tactus_bluez_opening_finalize;
}

static void
tactus_bluez_opening_init (TactusBluezOpening *self)
{
  self->asking = g_cancellable_new ();
}
