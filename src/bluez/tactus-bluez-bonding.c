/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-bonding.h"

#include "tactus-bluez-agent.h"
#include "tactus-bluez-error.h"

/* Whoever is called back holds a reference; it is over as soon as the task is stolen. */
typedef struct {
  GTask *task;               /* (owned) (nullable) */
  GDBusProxy *device;        /* (owned) */
  TactusBluezAgent *agent;   /* (owned) (nullable) */
  TactusBluezDeadlines deadlines;
  TactusBluezAskFunc ask;
  gpointer ask_data;
  GCancellable *asking;      /* (owned): of our calls */
  GCancellable *cancellable; /* (owned) (nullable): the caller's */
  gulong cancelled_id;
  guint timeout_id;
  GError *fault;             /* (owned) (nullable): why it is being cancelled */
} Bonding;

static void
bonding_clear (gpointer data)
{
  Bonding *bonding = data;

  g_clear_object (&bonding->agent);
  g_clear_object (&bonding->device);
  g_clear_object (&bonding->asking);
  g_clear_object (&bonding->cancellable);
  g_clear_error (&bonding->fault);
}

static void
bonding_unref (Bonding *bonding)
{
  g_rc_box_release_full (bonding, bonding_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bonding, bonding_unref)

static Bonding *
bonding_ref (Bonding *bonding)
{
  return g_rc_box_acquire (bonding);
}

/* The one way out.  @error is taken; NULL means that the device is bonded. */
static void
finish (Bonding *bonding,
        GError  *error)
{
  g_autoptr(Bonding) hold = bonding; /* the reference that kept it running */
  g_autoptr(GTask) task = g_steal_pointer (&bonding->task);

  g_clear_handle_id (&bonding->timeout_id, g_source_remove);
  if (bonding->cancelled_id)
    g_cancellable_disconnect (bonding->cancellable, bonding->cancelled_id);
  g_cancellable_cancel (bonding->asking);
  if (bonding->agent)
    {
      g_signal_handlers_disconnect_by_data (bonding->agent, bonding);
      tactus_bluez_agent_retire (bonding->agent);
    }

  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* ── giving up ── */

static void
pairing_cancelled_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(Bonding) bonding = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = NULL;

  /* DoesNotExist: it has just ended by itself, and may even have worked. */
  reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);
  if (reply == NULL)
    g_debug ("CancelPairing: %s", error->message);
  if (bonding->task)
    finish (bonding, g_steal_pointer (&bonding->fault));
}

/* BlueZ is told at once, before whoever gave up takes the link down, too.  Takes @error. */
static void
give_up (Bonding *bonding,
         GError  *error)
{
  if (bonding->task == NULL || bonding->fault)
    {
      g_error_free (error);
      return;
    }

  bonding->fault = error;
  g_clear_handle_id (&bonding->timeout_id, g_source_remove);
  g_dbus_proxy_call (bonding->device, "CancelPairing", NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START,
                     bonding->deadlines.property_ms, NULL, pairing_cancelled_cb,
                     bonding_ref (bonding));
}

/* Called from within g_cancellable_cancel(), where nothing may be disconnected. */
static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  give_up (user_data, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                           "Pairing was cancelled"));
}

static gboolean
timeout_cb (gpointer user_data)
{
  Bonding *bonding = user_data;

  bonding->timeout_id = 0;
  give_up (bonding, g_error_new (TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_NOT_BONDED,
                                 "Pairing: no end after %u ms", bonding->deadlines.pair_ms));

  return G_SOURCE_REMOVE;
}

static void
declined_cb (Bonding *bonding)
{
  give_up (bonding, g_error_new_literal (TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_NOT_BONDED,
                                         "The person stopped the pairing"));
}

/* ── pairing ── */

static gboolean
is_bonded_already (const GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  return g_strcmp0 (name, "org.bluez.Error.AlreadyExists") == 0;
}

static void
paired_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Bonding) bonding = user_data;
  g_autoptr(GVariant) reply = NULL;
  GError *error = NULL;

  reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);
  /* While it is being cancelled, the answer to that is the end. */
  if (bonding->task == NULL || bonding->fault)
    {
      g_clear_error (&error);
      return;
    }

  if (error && is_bonded_already (error))
    g_clear_error (&error);
  if (error)
    {
      error = tactus_bluez_error_translate (error);
      g_prefix_error (&error, "Pair: ");
    }
  finish (bonding, error);
}

static void
registered_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(Bonding) bonding = user_data;
  GError *error = NULL;

  tactus_bluez_agent_register_finish (TACTUS_BLUEZ_AGENT (source), result, &error);
  if (bonding->task == NULL || bonding->fault)
    g_clear_error (&error);
  else if (error)
    finish (bonding, error);
  else
    g_dbus_proxy_call (bonding->device, "Pair", NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, G_MAXINT,
                       bonding->asking, paired_cb, bonding_ref (bonding));
}

static void
question_cb (Bonding            *bonding,
             TactusBondQuestion *question)
{
  if (bonding->task && !bonding->fault)
    bonding->ask (question, bonding->ask_data);
}

static void
start (Bonding *bonding)
{
  bonding->timeout_id = g_timeout_add (MAX (bonding->deadlines.pair_ms, 1), timeout_cb, bonding);
  g_signal_connect_swapped (bonding->agent, "question", G_CALLBACK (question_cb), bonding);
  g_signal_connect_swapped (bonding->agent, "declined", G_CALLBACK (declined_cb), bonding);
  tactus_bluez_agent_register_async (bonding->agent, bonding->deadlines.property_ms,
                                     bonding->asking, registered_cb, bonding_ref (bonding));
}

void
tactus_bluez_bonding_run (GDBusProxy                 *device,
                          const TactusBluezDeadlines *deadlines,
                          TactusBluezAskFunc          ask,
                          gpointer                    ask_data,
                          GTask                      *task)
{
  Bonding *bonding = g_rc_box_new0 (Bonding);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  /* The end that was decided first is the one that is told. */
  g_task_set_check_cancellable (task, FALSE);
  bonding->task = task;
  bonding->device = g_object_ref (device);
  bonding->deadlines = *deadlines;
  bonding->ask = ask;
  bonding->ask_data = ask_data;
  bonding->asking = g_cancellable_new ();

  if (g_cancellable_set_error_if_cancelled (cancellable, &error))
    {
      finish (bonding, error);
      return;
    }

  bonding->agent = tactus_bluez_agent_new (device, &error);
  if (bonding->agent == NULL)
    {
      finish (bonding, error);
      return;
    }

  if (cancellable)
    {
      bonding->cancellable = g_object_ref (cancellable);
      bonding->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                     bonding, NULL);
    }
  start (bonding);
}
