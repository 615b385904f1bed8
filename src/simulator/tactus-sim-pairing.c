/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-pairing.h"

#include "tactus-sim-peers.h"

#define AGENT "org.bluez.Agent1"

struct _TactusSimPairing {
  TactusSimWorld        *world;
  TactusSimBand         *band;        /* (owned) */
  char                  *path;        /* (owned): of the device */
  char                  *agent;       /* (owned) (nullable): the path of the client's */
  TactusSimPeers        *client;      /* (owned): who called; leaving ends it */
  GDBusMethodInvocation *invocation;  /* (owned) */
  GCancellable          *cancellable; /* (owned) */
  TactusSimPairingOver   over;
  gpointer               user_data;
  gboolean               asking;      /* the agent has a question open */
  guint                  timer;
};

/* ── the end ── */

static const char *
client_of (TactusSimPairing *self)
{
  return g_dbus_method_invocation_get_sender (self->invocation);
}

/* The agent's question is withdrawn; nobody waits for its answer. */
static void
withdraw (TactusSimPairing *self)
{
  if (!self->asking)
    return;

  self->asking = FALSE;
  g_dbus_connection_call (self->world->connection, client_of (self), self->agent, AGENT, "Cancel",
                          NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}

static void
free_pairing (TactusSimPairing *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  tactus_sim_peers_free (self->client);
  g_object_unref (self->band);
  g_free (self->path);
  g_free (self->agent);
  g_free (self);
}

static void
end (TactusSimPairing *self,
     gboolean          bonded)
{
  TactusSimPairingOver over = self->over;
  gpointer user_data = self->user_data;

  free_pairing (self);
  over (bonded, user_data);
}

void
tactus_sim_pairing_end (TactusSimPairing *self,
                        TactusSimReply    reply)
{
  withdraw (self);
  tactus_sim_reply (g_steal_pointer (&self->invocation), reply);
  end (self, FALSE);
}

static void
client_gone_cb (gpointer user_data)
{
  tactus_sim_pairing_end (user_data, TACTUS_SIM_REPLY_AUTHENTICATION_CANCELED);
}

/* ── the way there ── */

static void
bonded_cb (gpointer user_data)
{
  TactusSimPairing *self = user_data;

  self->timer = 0;
  if (self->asking) /* a number on show: the person has entered it at the band */
    self->asking = FALSE;
  tactus_sim_band_set_bonded (self->band, TRUE);
  tactus_sim_reply_ok (g_steal_pointer (&self->invocation));
  end (self, TRUE);
}

static void
exchange_keys (TactusSimPairing *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_once (self->world->delays.bond_ms, bonded_cb, self);
}

static void
asked_too_long_cb (gpointer user_data)
{
  TactusSimPairing *self = user_data;

  self->timer = 0;
  tactus_sim_pairing_end (self, TACTUS_SIM_REPLY_AUTHENTICATION_TIMEOUT);
}

static gboolean
is_right (TactusSimPairing *self,
          GVariant         *reply)
{
  guint passkey;

  if (!g_variant_is_of_type (reply, G_VARIANT_TYPE ("(u)")))
    return TRUE;

  g_variant_get (reply, "(u)", &passkey);

  return passkey == tactus_sim_band_get_passkey (self->band);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  TactusSimPairing *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                             &error);
  g_autofree char *name = error ? g_dbus_error_get_remote_error (error) : NULL;

  /* Cancelled: there is no self any more. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->asking = FALSE;
  if (reply && is_right (self, reply))
    exchange_keys (self);
  else if (g_strcmp0 (name, "org.bluez.Error.Canceled") == 0)
    tactus_sim_pairing_end (self, TACTUS_SIM_REPLY_AUTHENTICATION_CANCELED);
  else
    tactus_sim_pairing_end (self, TACTUS_SIM_REPLY_AUTHENTICATION_FAILED);
}

static void
call_agent (TactusSimPairing *self,
            const char       *method,
            GVariant         *parameters,
            const char       *reply_type)
{
  g_autoptr(GVariant) held = g_variant_ref_sink (parameters);

  if (!self->agent)
    {
      tactus_sim_pairing_end (self, TACTUS_SIM_REPLY_AUTHENTICATION_FAILED);
      return;
    }

  self->asking = TRUE;
  self->timer = g_timeout_add_once (self->world->delays.agent_ms, asked_too_long_cb, self);
  g_dbus_connection_call (self->world->connection, client_of (self), self->agent, AGENT, method,
                          held, reply_type ? G_VARIANT_TYPE (reply_type) : NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, G_MAXINT, self->cancellable,
                          answered_cb, self);
}

static void
start_cb (gpointer user_data)
{
  TactusSimPairing *self = user_data;
  guint passkey = tactus_sim_band_get_passkey (self->band);

  self->timer = 0;
  switch (tactus_sim_band_get_bond (self->band))
    {
    case TACTUS_SIM_BOND_JUST_WORKS:
      exchange_keys (self);
      break;
    case TACTUS_SIM_BOND_PASSKEY:
      call_agent (self, "RequestPasskey", g_variant_new ("(o)", self->path), "(u)");
      break;
    case TACTUS_SIM_BOND_CONFIRM:
      call_agent (self, "RequestConfirmation", g_variant_new ("(ou)", self->path, passkey), NULL);
      break;
    case TACTUS_SIM_BOND_DISPLAY:
      call_agent (self, "DisplayPasskey", g_variant_new ("(ouq)", self->path, passkey, 0), NULL);
      break;
    case TACTUS_SIM_BOND_ALLOW:
      call_agent (self, "RequestAuthorization", g_variant_new ("(o)", self->path), NULL);
      break;
    case TACTUS_SIM_BOND_NONE: /* it knows nothing of pairing */
    default:
      tactus_sim_pairing_end (self, TACTUS_SIM_REPLY_AUTHENTICATION_FAILED);
      break;
    }
}

TactusSimPairing *
tactus_sim_pairing_new (TactusSimWorld        *world,
                        TactusSimBand         *band,
                        const char            *path,
                        GDBusMethodInvocation *invocation,
                        TactusSimPairingOver   over,
                        gpointer               user_data)
{
  TactusSimPairing *self = g_new0 (TactusSimPairing, 1);

  self->world = world;
  self->band = g_object_ref (band);
  self->path = g_strdup (path);
  self->invocation = invocation;
  self->agent = g_strdup (tactus_sim_agents_find (world->agents, client_of (self)));
  self->client = tactus_sim_peers_new (world->connection, client_gone_cb, self);
  self->cancellable = g_cancellable_new ();
  self->over = over;
  self->user_data = user_data;
  tactus_sim_peers_add (self->client, client_of (self));
  self->timer = g_timeout_add_once (world->delays.operation_ms, start_cb, self);

  return self;
}
