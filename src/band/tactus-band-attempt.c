/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-attempt.h"

#include "tactus-band-abilities.h"
#include "tactus-band-closing.h"
#include "tactus-band-link.h"
#include "tactus-band-listening.h"
#include "tactus-band-retry.h"
#include "tactus-login.h"
#include "tactus-sensor-login.h"
#include "tactus-uuids.h"
#include "tactus-bluez-observer.h"

/* How long a command waits for the Bluetooth service to say anything at all. */
#define SERVICE_MS 5000

/* Whoever is called back holds a reference, and looks whether the attempt is still the band's
 * before it believes anything. */
struct _TactusBandAttempt
{
  TactusBand *band;               /* (owned) */
  GTask *task;                    /* (owned) (nullable): NULL: nobody asked */
  GCancellable *cancellable;      /* (owned): of all that the attempt does */
  GSource *cancel;                /* (owned) (nullable): watches the task's own cancellable */
  TactusKey *key;                 /* (owned) (nullable): the one in use */
  TactusHandshakeMode mode;
  gboolean pairing;
  gboolean key_sent;
  TactusHandshakeOutcome outcome; /* how the login failed */
  gboolean accepted;              /* the band took the key; too late to turn back */
  gboolean admitted;              /* all that is to be done with the key is done */
  guint settling;                 /* waits for what the band should have, not yet answered */
  guint link_calls;               /* opening, bonding or closing, not yet answered */
};

static void attempt_open (TactusBandAttempt *attempt);
static void attempt_settle (TactusBandAttempt *attempt);

TactusBandAttempt *
tactus_band_attempt_new (TactusBand *self,
                         gboolean    pairing,
                         TactusKey  *key,
                         GTask      *task)
{
  TactusBandAttempt *attempt = g_rc_box_new0 (TactusBandAttempt);

  attempt->band = g_object_ref (self);
  attempt->task = task;
  attempt->cancellable = g_cancellable_new ();
  attempt->pairing = pairing;
  attempt->key = key ? tactus_key_ref (key) : NULL;
  attempt->mode = pairing && !key ? TACTUS_HANDSHAKE_SET_KEY : TACTUS_HANDSHAKE_LOG_IN;

  return attempt;
}

static void
attempt_stop_watching (TactusBandAttempt *attempt)
{
  if (attempt->cancel)
    g_source_destroy (attempt->cancel);
  g_clear_pointer (&attempt->cancel, g_source_unref);
}

static void
attempt_clear (gpointer data)
{
  TactusBandAttempt *attempt = data;

  g_assert (!attempt->cancel);
  g_clear_object (&attempt->task);
  g_clear_object (&attempt->cancellable);
  g_clear_pointer (&attempt->key, tactus_key_unref);
  g_clear_object (&attempt->band);
}

static void
attempt_unref (TactusBandAttempt *attempt)
{
  g_rc_box_release_full (attempt, attempt_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusBandAttempt, attempt_unref)

static gboolean
attempt_is_over (TactusBandAttempt *attempt)
{
  return attempt->band->attempt != attempt;
}

/* An attempt that never began. */
void
tactus_band_attempt_drop (TactusBandAttempt *attempt,
                          GError            *error)
{
  g_autoptr(TactusBandAttempt) hold = attempt;

  attempt_stop_watching (attempt);
  if (attempt->task)
    g_task_return_error (attempt->task, error);
  else
    g_error_free (error);
}

static gboolean
attempt_cancelled_cb (GCancellable *cancellable,
                      gpointer      user_data)
{
  TactusBandAttempt *attempt = user_data;
  TactusBand *self = attempt->band;
  GError *error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  if (attempt == self->next)
    {
      self->next = NULL;
      tactus_band_attempt_drop (attempt, error);
    }
  else
    {
      self->wanted = FALSE;
      tactus_band_attempt_end (self, error);
    }

  return G_SOURCE_REMOVE;
}

/* From when the command is given, even if it has to wait. */
void
tactus_band_attempt_watch (TactusBandAttempt *attempt)
{
  GCancellable *cancellable = attempt->task ? g_task_get_cancellable (attempt->task) : NULL;

  if (!cancellable)
    return;

  attempt->cancel = g_cancellable_source_new (cancellable);
  g_source_set_callback (attempt->cancel, G_SOURCE_FUNC (attempt_cancelled_cb), attempt, NULL);
  g_source_attach (attempt->cancel, NULL);
}

gboolean
tactus_band_attempt_adopt (TactusBandAttempt *attempt,
                           GTask             *task)
{
  if (attempt->task || attempt->pairing)
    return FALSE;

  attempt->task = task;
  tactus_band_attempt_watch (attempt);

  return TRUE;
}

/* ── the end ── */

static gboolean
has_key (const TactusModel *model)
{
  return model->generation != TACTUS_GENERATION_STANDARD;
}

/* Whether the band may have the key that it was sent.  A person who cancels wants nothing left
 * behind; only if the band had a key of ours before, the new one may have replaced it by now and is
 * worth a try when the old one fails. */
static gboolean
attempt_leaves_key (TactusBandAttempt      *attempt,
                    const GError *error)
{
  if (attempt->accepted)
    return TRUE;
  if (attempt->mode != TACTUS_HANDSHAKE_SET_KEY || !attempt->key_sent)
    return FALSE;
  /* The prompt may still be on the band's screen, and be tapped after all. */
  if (attempt->outcome == TACTUS_HANDSHAKE_OUTCOME_TAP_TIMED_OUT)
    return TRUE;
  if (g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_REFUSED) ||
      g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_SERVER_KEY_NEEDED) ||
      g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NOT_CONFIRMED) ||
      g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_WRONG_KEY))
    return FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return tactus_key_keeper_get_current (attempt->band->keeper) != NULL;

  return TRUE;
}

static void
discarded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;

  tactus_key_keeper_finish (TACTUS_KEY_KEEPER (source), result, NULL);
  tactus_band_close_one_less (self);
}

/* The one way out of an attempt that failed.  @error is taken. */
void
tactus_band_attempt_end (TactusBand *self,
                         GError     *error)
{
  g_autoptr(TactusBandAttempt) attempt = g_steal_pointer (&self->attempt);
  gboolean discard = attempt->pairing && attempt->key && !attempt_leaves_key (attempt, error);
  gboolean retry = self->wanted && tactus_band_is_worth_retrying (error);

  attempt_stop_watching (attempt);
  g_cancellable_cancel (attempt->cancellable);
  if (g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_WRONG_KEY))
    tactus_key_keeper_distrust (self->keeper);

  tactus_band_close_prepare (self, g_steal_pointer (&attempt->task), error, retry);
  tactus_band_close_wait_for (self, attempt->link_calls);
  if (discard)
    {
      tactus_band_close_wait_for (self, 1);
      tactus_key_keeper_discard_async (self->keeper, discarded_cb, g_object_ref (self));
    }
  tactus_band_close_go (self);
}

static void
attempt_fail (TactusBand      *self,
              TactusBandError  code,
              const char      *message)
{
  tactus_band_attempt_end (self, g_error_new_literal (TACTUS_BAND_ERROR, code, message));
}

static void
attempt_succeed (TactusBand *self)
{
  g_autoptr(TactusBandAttempt) attempt = NULL;

  if (!self->attempt->admitted || self->attempt->settling > 0)
    return;

  attempt = g_steal_pointer (&self->attempt);
  attempt_stop_watching (attempt);
  tactus_band_update_key_storage (self);
  tactus_band_become_ready (self);

  if (attempt->task)
    g_task_return_boolean (attempt->task, TRUE);
}

/* ── the login ── */

static void
accepted_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(TactusBandAttempt) attempt = user_data;

  tactus_key_keeper_finish (TACTUS_KEY_KEEPER (source), result, NULL);
  tactus_band_update_key_storage (attempt->band);
  if (attempt_is_over (attempt))
    return;

  attempt->admitted = TRUE;
  attempt_succeed (attempt->band);
}

/* The key that has just opened the band becomes its key; too late now to cancel. */
static void
attempt_accept (TactusBandAttempt *attempt)
{
  TactusBand *self = attempt->band;
  gboolean pending = attempt->key == tactus_key_keeper_get_pending (self->keeper);

  attempt->accepted = TRUE;
  attempt_stop_watching (attempt);
  tactus_band_set_known (self, TRUE);
  if (pending)
    {
      tactus_key_keeper_accept_async (self->keeper, accepted_cb, g_rc_box_acquire (attempt));
    }
  else
    {
      attempt->admitted = TRUE;
      attempt_succeed (self);
    }
}

static void
reopen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(TactusBandAttempt) attempt = user_data;

  attempt->link_calls--;
  tactus_bluez_connection_close_finish (TACTUS_BLUEZ_CONNECTION (source), result, NULL);
  if (attempt_is_over (attempt))
    tactus_band_close_one_less (attempt->band);
  else
    attempt_open (attempt);
}

/* The band does not know our key.  It may have taken a newer one, whose arrival we never learned;
 * a band wants a new link for another try. */
static gboolean
attempt_try_pending (TactusBandAttempt *attempt)
{
  TactusBand *self = attempt->band;
  TactusKey *pending = tactus_key_keeper_get_pending (self->keeper);
  g_autoptr(TactusBluezConnection) connection = NULL;

  if (attempt->pairing || !pending || pending == attempt->key)
    return FALSE;

  tactus_key_unref (attempt->key);
  attempt->key = tactus_key_ref (pending);
  attempt->link_calls++;
  tactus_band_set_state (self, TACTUS_BAND_STATE_CONNECTING);
  connection = tactus_band_steal_connection (self);
  tactus_bluez_connection_close_async (connection, NULL, reopen_cb, g_rc_box_acquire (attempt));

  return TRUE;
}

/* A band of the first generation is told from its siblings only now, and one of them has a
 * sensor. */
static void
attempt_learn_model (TactusBandAttempt *attempt,
                     const TactusModel *model)
{
  TactusBand *self = attempt->band;

  if (self->model == model)
    return;

  tactus_band_set_model (self, model);
  if (!attempt_is_over (attempt))
    attempt_settle (attempt);
}

static void
login_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(TactusBandAttempt) attempt = user_data;
  TactusLoginResult login;
  GError *error = NULL;
  gboolean ok;

  ok = tactus_login_finish (TACTUS_BLUEZ_CONNECTION (source), result, &login, &error);
  if (attempt_is_over (attempt))
    {
      g_clear_error (&error);
      return;
    }

  if (login.model)
    attempt_learn_model (attempt, login.model);
  if (ok)
    {
      attempt_accept (attempt);
    }
  else if (login.outcome == TACTUS_HANDSHAKE_OUTCOME_WRONG_KEY && attempt_try_pending (attempt))
    {
      g_error_free (error);
    }
  else
    {
      attempt->outcome = login.outcome;
      tactus_band_attempt_end (attempt->band, error);
    }
}

static void
ask_cb (TactusBondQuestion *question,
        gpointer            user_data)
{
  TactusBandAttempt *attempt = user_data;

  if (!attempt_is_over (attempt))
    tactus_band_tell_bond_question (attempt->band, question);
}

/* Nothing is proved and nothing is kept, but that the person chose it. */
static void
sensor_login_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(TactusBandAttempt) attempt = user_data;
  TactusBand *self = attempt->band;
  GError *error = NULL;

  attempt->link_calls--;
  tactus_sensor_login_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error);
  if (attempt_is_over (attempt))
    {
      g_clear_error (&error);
      tactus_band_close_one_less (self);
    }
  else if (error)
    {
      tactus_band_attempt_end (self, error);
    }
  else
    {
      attempt_stop_watching (attempt);
      if (attempt->pairing)
        tactus_band_set_known (self, TRUE);
      attempt->admitted = TRUE;
      attempt_succeed (self);
    }
}

/* Bonding that is cancelled has to have ended before the band is OFFLINE: so it counts as a call
 * about the link. */
static void
attempt_log_in_to_sensor (TactusBandAttempt *attempt)
{
  attempt->link_calls++;
  tactus_sensor_login_async (attempt->band->connection, attempt->pairing, ask_cb, attempt,
                             attempt->cancellable, sensor_login_cb, g_rc_box_acquire (attempt));
}

static void
login_progress (gboolean tap,
                gpointer user_data)
{
  TactusBandAttempt *attempt = user_data;

  if (tap)
    attempt->key_sent = TRUE;
  if (!attempt_is_over (attempt))
    tactus_band_set_state (attempt->band,
                           tap ? TACTUS_BAND_STATE_TAP_NEEDED : TACTUS_BAND_STATE_AUTHENTICATING);
}

/* Returns: who wears it, as last told, or nobody in particular */
static TactusProfile
get_profile (TactusBand *self)
{
  const char *text = tactus_band_get_setting (self, TACTUS_SETTING_PROFILE);
  TactusProfile profile;

  if (text && tactus_profile_parse_text (&profile, text, NULL))
    return profile;

  return tactus_default_profile;
}

/* At once: a band drops those who do not log in. */
static void
attempt_log_in (TactusBandAttempt *attempt)
{
  TactusBand *self = attempt->band;
  TactusLoginOwner owner;
  TactusProfile profile;

  tactus_band_set_state (self, TACTUS_BAND_STATE_AUTHENTICATING);
  if (attempt_is_over (attempt))
    return;

  if (!has_key (self->model))
    {
      attempt_log_in_to_sensor (attempt);
      return;
    }

  /* The first thing that such a band is told is whose it is going to be. */
  if (self->model->generation == TACTUS_GENERATION_A && attempt->mode == TACTUS_HANDSHAKE_SET_KEY)
    attempt->key_sent = TRUE;

  profile = get_profile (self);
  owner = (TactusLoginOwner) { self->address, &profile, attempt->key };
  tactus_login_async (self->connection, self->model, &owner, attempt->mode, &self->timings,
                      login_progress, attempt->cancellable, login_cb, g_rc_box_acquire (attempt));
}

/* ── the link ── */

static void
late_close_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(TactusBand) self = user_data;

  tactus_bluez_connection_close_finish (TACTUS_BLUEZ_CONNECTION (source), result, NULL);
  tactus_band_close_one_less (self);
}

static void
settled_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(TactusBandAttempt) attempt = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_bluez_connection_settle_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error))
    g_debug ("…%s: %s", tactus_bluez_shorten (attempt->band->address), error->message);

  attempt->settling--;
  if (!attempt_is_over (attempt))
    attempt_succeed (attempt->band);
}

/* The sensor may appear after the login's characteristic.  The login does not wait for it, since a
 * band drops those who do not log in at once; and READY comes without it, too. */
static void
attempt_settle (TactusBandAttempt *attempt)
{
  static const char * const sensor[] = {
    TACTUS_UUID_HEART_RATE, TACTUS_UUID_HEART_RATE_CONTROL, NULL,
  };
  TactusBand *self = attempt->band;

  if (!has_key (self->model) || !(self->model->abilities & TACTUS_ABILITY_HEART_RATE))
    return;

  attempt->settling++;
  tactus_bluez_connection_settle_async (self->connection, sensor, attempt->cancellable, settled_cb,
                                        g_rc_box_acquire (attempt));
}

/* Takes @error.  What is new to us may have no heart rate to share, or not now; and what looks like
 * a first-generation band, which goes by many names, may be none. */
static GError *
open_error (TactusBand *self,
            GError     *error)
{
  gboolean guessed = !has_key (self->model) || self->model->generation == TACTUS_GENERATION_A;

  if (guessed && !self->known)
    return tactus_band_error_translate (error);

  return tactus_login_error_translate (error);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(TactusBandAttempt) attempt = user_data;
  TactusBand *self = attempt->band;
  g_autoptr(TactusBluezConnection) connection = NULL;
  GError *error = NULL;

  connection = tactus_bluez_connection_open_finish (result, &error);
  attempt->link_calls--;

  if (attempt_is_over (attempt))
    {
      g_clear_error (&error);
      if (connection)
        tactus_bluez_connection_close_async (connection, NULL, late_close_cb, g_object_ref (self));
      else
        tactus_band_close_one_less (self);
    }
  else if (error)
    {
      tactus_band_attempt_end (self, open_error (self, error));
    }
  else
    {
      tactus_band_take_connection (self, g_steal_pointer (&connection));
      attempt_settle (attempt);
      tactus_band_set_state (self, TACTUS_BAND_STATE_PREPARING);
      if (!attempt_is_over (attempt))
        attempt_log_in (attempt);
    }
}

/* Returns: the characteristic without which there is no login */
static const char *
required_for (TactusGeneration generation)
{
  if (generation == TACTUS_GENERATION_STANDARD)
    return TACTUS_UUID_HEART_RATE;

  return generation == TACTUS_GENERATION_A ? TACTUS_UUID_MI1_USER_INFO : TACTUS_UUID_AUTH;
}

static void
attempt_open (TactusBandAttempt *attempt)
{
  TactusBand *self = attempt->band;
  const char *required[] = { required_for (self->model->generation), NULL };

  attempt->link_calls++;
  tactus_bluez_connection_open_async (self->client, self->address, required, attempt->cancellable,
                                      opened_cb, g_rc_box_acquire (attempt));
}

/* ── the key ── */

static void
proposed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(TactusBandAttempt) attempt = user_data;
  GError *error = NULL;

  tactus_key_keeper_finish (TACTUS_KEY_KEEPER (source), result, &error);
  if (attempt_is_over (attempt))
    g_clear_error (&error);
  else if (error)
    tactus_band_attempt_end (attempt->band, error);
  else
    attempt_open (attempt);
}

static void
attempt_choose_key (TactusBandAttempt *attempt)
{
  TactusBand *self = attempt->band;
  TactusKey *key = tactus_key_keeper_get_current (self->keeper);

  if (!key)
    key = tactus_key_keeper_get_pending (self->keeper);

  if (key)
    {
      attempt->key = tactus_key_ref (key);
      attempt_open (attempt);
    }
  else if (self->model->key_source == TACTUS_KEY_SOURCE_SERVER)
    {
      attempt_fail (self, TACTUS_BAND_ERROR_SERVER_KEY_NEEDED, "No key from the vendor is stored");
    }
  else
    {
      attempt_fail (self, TACTUS_BAND_ERROR_NO_KEY, "No key is stored; pair the band first");
    }
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(TactusBandAttempt) attempt = user_data;
  GError *error = NULL;

  tactus_key_keeper_finish (TACTUS_KEY_KEEPER (source), result, &error);
  tactus_band_update_key_storage (attempt->band);
  if (attempt_is_over (attempt))
    g_clear_error (&error);
  else if (error)
    tactus_band_attempt_end (attempt->band, error);
  else
    attempt_choose_key (attempt);
}

/* A new key rests in the store before the band can have it: whatever happens then, one of the two
 * keys there opens the band. */
static void
attempt_get_key (TactusBandAttempt *attempt)
{
  TactusBand *self = attempt->band;

  if (!has_key (self->model))
    {
      attempt_open (attempt);
      return;
    }

  if (!attempt->pairing)
    {
      tactus_key_keeper_load_async (self->keeper, attempt->cancellable, loaded_cb,
                                    g_rc_box_acquire (attempt));
      return;
    }

  if (!attempt->key)
    attempt->key = tactus_key_new_random ();
  tactus_key_keeper_propose_async (self->keeper, attempt->key, attempt->cancellable, proposed_cb,
                                   g_rc_box_acquire (attempt));
}

/* ── the beginning ── */

static void
service_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(TactusBandAttempt) attempt = user_data;
  GError *error = NULL;

  tactus_bluez_client_wait_finish (TACTUS_BLUEZ_CLIENT (source), result, &error);
  if (attempt_is_over (attempt))
    g_clear_error (&error);
  else if (error)
    tactus_band_attempt_end (attempt->band, tactus_band_error_translate (error));
  else
    attempt_get_key (attempt);
}

static GError *
check_model (TactusBand        *self,
             TactusBandAttempt *attempt)
{
  if (!self->model || !tactus_model_can_pair (self->model))
    return g_error_new (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NOT_SUPPORTED,
                        "This version cannot talk to %s", tactus_band_get_name (self));
  if (attempt->mode == TACTUS_HANDSHAKE_SET_KEY &&
      self->model->key_source == TACTUS_KEY_SOURCE_SERVER)
    return g_error_new (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_SERVER_KEY_NEEDED,
                        "%s wants the key that the vendor issued", tactus_band_get_name (self));

  return NULL;
}

static GError *
prepare (TactusBand        *self,
         TactusBandAttempt *attempt)
{
  GError *error = check_model (self, attempt);

  if (!error && !self->lock)
    self->lock = tactus_band_lock_acquire (self->lock_dir, self->address, &error);

  return error;
}

/* Takes @attempt.  The key is fetched before the link is made: a band drops a link on which nobody
 * logs in after seconds, and a keyring may take longer. */
void
tactus_band_attempt_begin (TactusBand        *self,
                           TactusBandAttempt *attempt)
{
  g_autoptr(TactusBandAttempt) hold = g_rc_box_acquire (attempt);
  GError *error;

  g_assert (!self->attempt && !self->closing && !self->connection);

  g_clear_handle_id (&self->retry_id, g_source_remove);
  self->attempt = attempt;
  tactus_band_end_listening (self);
  error = prepare (self, attempt);
  if (error)
    {
      tactus_band_attempt_end (self, error);
      return;
    }

  g_object_freeze_notify (G_OBJECT (self));
  if (attempt->task)
    tactus_band_set_error (self, NULL);
  tactus_band_set_state (self, TACTUS_BAND_STATE_CONNECTING);
  g_object_thaw_notify (G_OBJECT (self));

  if (!attempt_is_over (attempt))
    tactus_bluez_client_wait_async (self->client, SERVICE_MS, attempt->cancellable, service_cb,
                                    g_rc_box_acquire (attempt));
}
