/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-login.h"

#include <string.h>

#include "tactus-mi1-latency.h"
#include "tactus-uuids.h"

/* The one login in flight; it is over as soon as the task is stolen from it. */
typedef struct {
  GTask                 *task;       /* (owned) (nullable) */
  TactusBluezConnection *connection; /* (owned) */
  TactusHandshake       *handshake;  /* (owned) (nullable): not before it can begin */
  const TactusModel     *model;
  TactusKey             *key;        /* (owned) */
  TactusProfile          profile;
  guint8                 mac_last_byte;
  TactusHandshakeMode    mode;
  TactusBandTimings      timings;
  TactusLoginFunc        progress;
  gpointer               progress_data;
  GSource               *cancel;     /* (owned) (nullable) */
  gulong                 notified_id;
  guint                  deadline_id;
  gboolean               tapping;
} Login;

static void
login_clear (gpointer data)
{
  Login *login = data;

  g_clear_object (&login->connection);
  g_clear_pointer (&login->handshake, tactus_handshake_free);
  g_clear_pointer (&login->key, tactus_key_unref);
}

static void
login_unref (Login *login)
{
  g_rc_box_release_full (login, login_clear);
}

static TactusLoginResult *
login_get_result (Login *login)
{
  return g_task_get_task_data (login->task);
}

/* The one way out.  @error is taken; NULL means it worked. */
static void
login_end (Login  *login,
           GError *error)
{
  g_autoptr(GTask) task = g_steal_pointer (&login->task);

  g_clear_signal_handler (&login->notified_id, login->connection);
  g_clear_handle_id (&login->deadline_id, g_source_remove);
  if (login->cancel)
    g_source_destroy (login->cancel);
  g_clear_pointer (&login->cancel, g_source_unref);

  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);

  login_unref (login);
}

/* @detail: (nullable): what was wrong with the bytes */
static GError *
error_for_step (const TactusHandshakeStep *step,
                const char                *detail)
{
  TactusBandError code = TACTUS_BAND_ERROR_PROTOCOL;
  const char *what = "The band's answer makes no sense";

  switch (step->outcome)
    {
    case TACTUS_HANDSHAKE_OUTCOME_NOT_CONFIRMED:
      code = TACTUS_BAND_ERROR_NOT_CONFIRMED;
      what = "The band says that it was not tapped";
      break;
    case TACTUS_HANDSHAKE_OUTCOME_TAP_TIMED_OUT:
      code = TACTUS_BAND_ERROR_NOT_CONFIRMED;
      what = "The band was not tapped in time";
      break;
    case TACTUS_HANDSHAKE_OUTCOME_REFUSED:
      code = TACTUS_BAND_ERROR_REFUSED;
      what = "The band refused the new key";
      break;
    case TACTUS_HANDSHAKE_OUTCOME_SERVER_KEY_NEEDED:
      code = TACTUS_BAND_ERROR_SERVER_KEY_NEEDED;
      what = "The band wants the key that the vendor issued";
      break;
    case TACTUS_HANDSHAKE_OUTCOME_WRONG_KEY:
      code = TACTUS_BAND_ERROR_WRONG_KEY;
      what = "The band does not know the key";
      break;
    case TACTUS_HANDSHAKE_OUTCOME_TIMED_OUT:
      code = TACTUS_BAND_ERROR_TIMED_OUT;
      what = "The band did not answer during the login";
      break;
    case TACTUS_HANDSHAKE_OUTCOME_NO_CHALLENGE:
      what = "The band gave no random number";
      break;
    case TACTUS_HANDSHAKE_OUTCOME_UNKNOWN_STATUS:
      what = "The band's answer has an unknown status";
      break;
    case TACTUS_HANDSHAKE_OUTCOME_MALFORMED:
    case TACTUS_HANDSHAKE_OUTCOME_NONE:
    default:
      break;
    }

  if (detail)
    return g_error_new (TACTUS_BAND_ERROR, code, "%s: %s", what, detail);

  return g_error_new (TACTUS_BAND_ERROR, code, "%s (status 0x%02x)", what, step->status);
}

static void take_step (Login               *login,
                       TactusHandshakeStep *step);

static gboolean
deadline_cb (gpointer user_data)
{
  Login *login = user_data;
  g_auto(TactusHandshakeStep) step = { 0 };

  login->deadline_id = 0;
  tactus_handshake_timed_out (login->handshake, &step);
  take_step (login, &step);

  return G_SOURCE_REMOVE;
}

static guint
deadline_for_step (Login                     *login,
                   const TactusHandshakeStep *step)
{
  gboolean tap = step->action == TACTUS_HANDSHAKE_WRITE_AND_TAP
                 || step->action == TACTUS_HANDSHAKE_TAP;
  guint ours = tap ? login->timings.tap_ms : login->timings.answer_ms;

  return ours ? ours : step->deadline_ms;
}

GError *
tactus_login_error_translate (GError *error)
{
  if (g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_MISSING))
    {
      error->domain = TACTUS_BAND_ERROR;
      error->code = TACTUS_BAND_ERROR_PROTOCOL;
    }

  return tactus_band_error_translate (error);
}

/* Takes @error.  A link that is gone says so itself, and why: whoever owns it ends us then. */
static void
fail (Login  *login,
      GError *error)
{
  if (error && login->task && tactus_bluez_connection_is_open (login->connection))
    login_end (login, tactus_login_error_translate (error));
  else
    g_clear_error (&error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Login *login = user_data;
  GError *error = NULL;

  tactus_bluez_connection_write_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error);
  fail (login, error);

  login_unref (login);
}

/* Bytes that may hold a key: wiped when the last one lets go of them. */
static void
secret_free (gpointer data)
{
  explicit_bzero (data, sizeof ((TactusHandshakeStep *) 0)->bytes);
  g_free (data);
}

static GBytes *
bytes_for_step (const TactusHandshakeStep *step)
{
  guint8 *copy = g_memdup2 (step->bytes, sizeof step->bytes);

  return g_bytes_new_with_free_func (copy, step->length, secret_free, copy);
}

static void
set_tapping (Login   *login,
             gboolean tapping)
{
  if (login->tapping == tapping)
    return;

  login->tapping = tapping;
  login->progress (tapping, login->progress_data);
}

static void
restart_deadline (Login                     *login,
                  const TactusHandshakeStep *step)
{
  g_clear_handle_id (&login->deadline_id, g_source_remove);
  login->deadline_id = g_timeout_add (deadline_for_step (login, step), deadline_cb, login);
}

static void
write_step (Login               *login,
            TactusHandshakeStep *step)
{
  g_autoptr(GBytes) bytes = bytes_for_step (step);
  gboolean tap = step->action == TACTUS_HANDSHAKE_WRITE_AND_TAP;

  if (login->mode == TACTUS_HANDSHAKE_SET_KEY && tap)
    login_get_result (login)->key_sent = TRUE;

  restart_deadline (login, step);
  tactus_bluez_connection_write_async (login->connection, step->uuid, bytes,
                                       step->with_response ? TACTUS_BLUEZ_WRITE_REQUEST
                                                           : TACTUS_BLUEZ_WRITE_COMMAND,
                                       g_task_get_cancellable (login->task), written_cb,
                                       g_rc_box_acquire (login));
  set_tapping (login, tap);
}

static void
take_step (Login               *login,
           TactusHandshakeStep *step)
{
  switch (step->action)
    {
    case TACTUS_HANDSHAKE_WAIT:
      break;
    case TACTUS_HANDSHAKE_WRITE:
    case TACTUS_HANDSHAKE_WRITE_AND_TAP:
      write_step (login, step);
      break;
    case TACTUS_HANDSHAKE_TAP:
      login_get_result (login)->key_sent = TRUE;
      restart_deadline (login, step);
      set_tapping (login, TRUE);
      break;
    case TACTUS_HANDSHAKE_DONE:
      login_end (login, NULL);
      break;
    case TACTUS_HANDSHAKE_FAILED:
    default:
      login_get_result (login)->outcome = step->outcome;
      login_end (login, error_for_step (step, tactus_handshake_get_detail (login->handshake)));
      break;
    }
}

static void
notified_cb (TactusBluezConnection *connection,
             const char            *uuid,
             GBytes                *value,
             gpointer               user_data)
{
  Login *login = user_data;
  g_auto(TactusHandshakeStep) step = { 0 };
  gsize length;
  const guint8 *data = g_bytes_get_data (value, &length);

  if (strcmp (uuid, tactus_handshake_get_uuid (login->handshake)) != 0)
    return;

  tactus_handshake_receive (login->handshake, data, length, &step);
  take_step (login, &step);
}

/* Takes @handshake.  The band's answers are subscribed to by now, or the first might get lost. */
static void
begin (Login           *login,
       TactusHandshake *handshake)
{
  g_auto(TactusHandshakeStep) step = { 0 };

  login->handshake = handshake;
  login->notified_id = g_signal_connect (login->connection, "notified", G_CALLBACK (notified_cb),
                                         login);
  tactus_handshake_start (login->handshake, &step);
  take_step (login, &step);
}

static void
subscribed_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Login *login = user_data;
  GError *error = NULL;
  gboolean ok;

  ok = tactus_bluez_connection_subscribe_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error);
  if (!ok)
    fail (login, error);
  else if (login->task && login->model->generation != TACTUS_GENERATION_A)
    begin (login, tactus_handshake_new (login->model, login->key, login->mode));

  login_unref (login);
}

/* ── the first generation ── */

/* What it is decides what it is told of its owner. */
static void
begin_mi1 (Login  *login,
           GBytes *value)
{
  g_autoptr(GDateTime) today = g_date_time_new_now_local ();
  TactusMi1Device device;
  GError *error = NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data (value, &length);
  guint age;

  if (!tactus_mi1_device_parse (&device, data, length, &error))
    {
      fail (login, error);
      return;
    }

  if (!device.checksum_ok)
    g_message ("What the band says of itself (FF01) has a wrong checksum at byte 7");
  login_get_result (login)->model = tactus_mi1_device_get_model (&device);
  age = tactus_profile_get_age (&login->profile, g_date_time_get_year (today),
                                g_date_time_get_month (today),
                                g_date_time_get_day_of_month (today));
  begin (login, tactus_handshake_new_mi1 (login->key, login->mode, &device, &login->profile, age,
                                          login->mac_last_byte));
}

static void
device_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  Login *login = user_data;
  g_autoptr(GBytes) value = NULL;
  GError *error = NULL;

  value = tactus_bluez_connection_read_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error);
  if (!value)
    fail (login, error);
  else if (login->task)
    begin_mi1 (login, value);

  login_unref (login);
}

/* The queue does one after the other: the band answers at length only once it has heard all. */
static void
prepare_mi1 (Login        *login,
             GCancellable *cancellable)
{
  tactus_mi1_set_latency (login->connection, TACTUS_MI1_LATENCY_LOW, cancellable);
  tactus_bluez_connection_read_async (login->connection, TACTUS_UUID_MI1_DEVICE, cancellable,
                                      device_read_cb, g_rc_box_acquire (login));
}

/* The last part of AA:BB:CC:DD:EE:FF. */
static guint8
last_byte (const char *address)
{
  const char *colon = strrchr (address, ':');

  return colon ? g_ascii_strtoull (colon + 1, NULL, 16) : 0;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Login *login = user_data;
  GError *error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  login_end (login, error);

  return G_SOURCE_REMOVE;
}

void
tactus_login_async (TactusBluezConnection   *connection,
                    const TactusModel       *model,
                    const TactusLoginOwner  *owner,
                    TactusHandshakeMode      mode,
                    const TactusBandTimings *timings,
                    TactusLoginFunc          progress,
                    GCancellable            *cancellable,
                    GAsyncReadyCallback      callback,
                    gpointer                 user_data)
{
  Login *login = g_rc_box_new0 (Login);
  gboolean mi1 = model->generation == TACTUS_GENERATION_A;

  login->task = g_task_new (connection, cancellable, callback, user_data);
  g_task_set_source_tag (login->task, tactus_login_async);
  g_task_set_task_data (login->task, g_new0 (TactusLoginResult, 1), g_free);
  login->connection = g_object_ref (connection);
  login->model = model;
  login->key = tactus_key_ref (owner->key);
  login->profile = *owner->profile;
  login->mac_last_byte = last_byte (owner->address);
  login->mode = mode;
  login->timings = *timings;
  login->progress = progress;
  login->progress_data = user_data;

  login->cancel = g_cancellable_source_new (cancellable);
  g_source_set_callback (login->cancel, G_SOURCE_FUNC (cancelled_cb), login, NULL);
  g_source_attach (login->cancel, NULL);

  tactus_bluez_connection_subscribe_async (connection,
                                           mi1 ? TACTUS_UUID_MI1_NOTICE : TACTUS_UUID_AUTH,
                                           cancellable, subscribed_cb, g_rc_box_acquire (login));
  if (mi1)
    prepare_mi1 (login, cancellable);
}

gboolean
tactus_login_finish (TactusBluezConnection  *connection,
                     GAsyncResult           *result,
                     TactusLoginResult      *login,
                     GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, connection), FALSE);

  *login = *(TactusLoginResult *) g_task_get_task_data (G_TASK (result));

  return g_task_propagate_boolean (G_TASK (result), error);
}
