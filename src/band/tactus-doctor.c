/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-doctor.h"

#include <string.h>

#include "tactus-band-internal.h"

/* Below this a link is not opened, or soon lost. */
#define WEAK_RSSI -85

/* Too little to keep advertising for long, %. */
#define EMPTY_BATTERY 5

static const TactusDoctorTimings default_timings = {
  .service_ms = 3000,
  .keyring_ms = 10000,
  .listen_ms = 8000,
  .settle_ms = 1500,
  .connect_ms = 40000,
};

struct _TactusDoctor
{
  GObject parent_instance;

  TactusBandList *bands;      /* (owned) */
  TactusBand *band;           /* (owned) (nullable) */
  TactusDoctorTimings timings;

  TactusFinding findings[TACTUS_N_CAUSES];
  char *details[TACTUS_N_CAUSES]; /* (owned) (element-type utf8, nullable) */
  GError *last;               /* (owned) (nullable): why the band stopped, before we came */
  gboolean works;

  GTask *task;                /* (owned) (nullable): the examination in flight */
  GCancellable *step;         /* (owned) (nullable): of what it waits for */
  GSignalGroup *hearing;      /* (owned): to the band, while a scan goes on */
  guint timer_id;             /* ends the step */
  gboolean timed_out;
};

G_DEFINE_FINAL_TYPE (TactusDoctor, tactus_doctor, G_TYPE_OBJECT)

static guint changed_signal;

/* What a step is given, so that a late answer to an older examination is not believed. */
typedef struct {
  TactusDoctor *doctor; /* (owned) */
  GTask        *task;   /* (owned) */
} Step;

static Step *
step_new (TactusDoctor *self)
{
  Step *step = g_new0 (Step, 1);

  step->doctor = g_object_ref (self);
  step->task = g_object_ref (self->task);

  return step;
}

static void
step_free (Step *step)
{
  g_object_unref (step->doctor);
  g_object_unref (step->task);
  g_free (step);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, step_free)

static gboolean
step_is_late (Step *step)
{
  return step->doctor->task != step->task;
}

static void
tell (TactusDoctor *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
find (TactusDoctor  *self,
      TactusCause    cause,
      TactusFinding  finding)
{
  if (self->findings[cause] == finding)
    return;

  self->findings[cause] = finding;
  tell (self);
}

static void
find_with (TactusDoctor *self,
           TactusCause   cause,
           const GError *error)
{
  g_free (self->details[cause]);
  self->details[cause] = g_strdup (error->message);
  find (self, cause, TACTUS_FINDING_FOUND);
}

static gboolean
has_key (TactusDoctor *self)
{
  return self->band && (self->band->model == NULL ||
                        self->band->model->key_source != TACTUS_KEY_SOURCE_NONE);
}

static gboolean
is_sensor (TactusDoctor *self)
{
  return self->band->model && self->band->model->generation == TACTUS_GENERATION_STANDARD;
}

static gboolean
last_was (TactusDoctor    *self,
          TactusBandError  code)
{
  return g_error_matches (self->last, TACTUS_BAND_ERROR, (int) code);
}

/* ── the frame ── */

static void
stop_step (TactusDoctor *self)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_signal_group_set_target (self->hearing, NULL);
  g_clear_object (&self->step);
}

/* The one way out of an examination. */
static void
end (TactusDoctor *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  stop_step (self);
  for (TactusCause cause = 0; cause < TACTUS_N_CAUSES; cause++)
    if (self->findings[cause] <= TACTUS_FINDING_CHECKING)
      self->findings[cause] = TACTUS_FINDING_UNKNOWN;

  tell (self);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

/* Each step has a cancellable of its own, so that its time can end without ending us. */
static void
begin_step (TactusDoctor *self)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  stop_step (self);
  self->timed_out = FALSE;
  self->step = g_cancellable_new ();
  if (cancellable)
    g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), g_object_ref (self->step),
                           g_object_unref);
}

static gboolean
time_up_cb (gpointer user_data)
{
  TactusDoctor *self = user_data;
  g_autoptr(GCancellable) step = g_object_ref (self->step);

  self->timer_id = 0;
  self->timed_out = TRUE;
  g_cancellable_cancel (step);

  return G_SOURCE_REMOVE;
}

static void
end_step_in (TactusDoctor *self,
             guint         milliseconds)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  self->timer_id = g_timeout_add (milliseconds, time_up_cb, self);
}

/* Returns: whether the examination is over, and was ended */
static gboolean
was_cancelled (TactusDoctor *self)
{
  if (!g_cancellable_is_cancelled (g_task_get_cancellable (self->task)))
    return FALSE;

  end (self);
  return TRUE;
}

/* ── does the band know us? ── */

/* A link that fails may say what nothing else tells. */
static void
judge_failure (TactusDoctor *self,
               const GError *error)
{
  if (error->domain != TACTUS_BAND_ERROR)
    return;

  switch ((TactusBandError) error->code)
    {
    case TACTUS_BAND_ERROR_WRONG_KEY:
    case TACTUS_BAND_ERROR_NO_KEY:
      find (self, TACTUS_CAUSE_KEY, TACTUS_FINDING_FOUND);
      break;
    case TACTUS_BAND_ERROR_REFUSED:
      find (self, TACTUS_CAUSE_PHONE, TACTUS_FINDING_FOUND);
      break;
    case TACTUS_BAND_ERROR_BUSY:
      find_with (self, TACTUS_CAUSE_IN_USE, error);
      break;
    case TACTUS_BAND_ERROR_KEYRING:
      find_with (self, TACTUS_CAUSE_KEYRING, error);
      break;
    case TACTUS_BAND_ERROR_ADAPTER_OFF:
      find (self, TACTUS_CAUSE_POWER, TACTUS_FINDING_FOUND);
      break;
    case TACTUS_BAND_ERROR_NO_ADAPTER:
      find (self, TACTUS_CAUSE_ADAPTER, TACTUS_FINDING_FOUND);
      break;
    case TACTUS_BAND_ERROR_NO_SERVICE:
      find (self, TACTUS_CAUSE_SERVICE, TACTUS_FINDING_FOUND);
      break;
    case TACTUS_BAND_ERROR_NOT_ALLOWED:
      find (self, TACTUS_CAUSE_PERMISSION, TACTUS_FINDING_FOUND);
      break;
    /* In sight, but whatever was tried came to nothing: who has it does not let it go. */
    case TACTUS_BAND_ERROR_OUT_OF_RANGE:
    case TACTUS_BAND_ERROR_TIMED_OUT:
    case TACTUS_BAND_ERROR_DISCONNECTED:
      if (self->findings[TACTUS_CAUSE_SIGNAL] != TACTUS_FINDING_FOUND)
        find (self, TACTUS_CAUSE_PHONE, TACTUS_FINDING_UNKNOWN);
      break;
    case TACTUS_BAND_ERROR_NOT_CONFIRMED:
    case TACTUS_BAND_ERROR_SERVER_KEY_NEEDED:
    case TACTUS_BAND_ERROR_PROTOCOL:
    case TACTUS_BAND_ERROR_NOT_SUPPORTED:
    case TACTUS_BAND_ERROR_BLUETOOTH:
    case TACTUS_BAND_ERROR_NEEDS_PAIRING:
    case TACTUS_BAND_ERROR_NO_LOCK:
    case TACTUS_BAND_ERROR_VALUE:
    case TACTUS_BAND_ERROR_NOT_BONDED:
    case TACTUS_BAND_ERROR_STORAGE:
    default:
      break;
    }
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Step) step = user_data;
  TactusDoctor *self = step->doctor;
  g_autoptr(GError) error = NULL;
  gboolean ok = tactus_band_connect_finish (TACTUS_BAND (source), result, &error);

  if (step_is_late (step) || was_cancelled (self))
    return;

  if (ok)
    {
      self->works = TRUE;
      find (self, TACTUS_CAUSE_KEY, has_key (self) ? TACTUS_FINDING_FINE
                                                   : TACTUS_FINDING_NOT_ASKED);
    }
  else
    {
      judge_failure (self, error);
    }

  end (self);
}

static gboolean
is_in_the_way (TactusDoctor *self,
               TactusCause   cause)
{
  return self->findings[cause] == TACTUS_FINDING_FOUND;
}

/* A band's own key that cannot be read is no use; one of this session needs no keyring. */
static gboolean
lacks_key (TactusDoctor *self)
{
  return is_in_the_way (self, TACTUS_CAUSE_KEYRING) &&
         self->band->key_storage != TACTUS_KEY_STORAGE_SESSION;
}

static gboolean
is_worth_connecting (TactusDoctor *self)
{
  return self->band && self->band->known && !lacks_key (self) &&
         !is_in_the_way (self, TACTUS_CAUSE_IN_USE) &&
         !is_in_the_way (self, TACTUS_CAUSE_SILENT) &&
         !is_in_the_way (self, TACTUS_CAUSE_PHONE) &&
         self->findings[TACTUS_CAUSE_SILENT] == TACTUS_FINDING_FINE;
}

/* Without a link there is what the last one came to. */
static void
judge_last (TactusDoctor *self)
{
  if (self->band == NULL || self->last == NULL)
    return;

  if (last_was (self, TACTUS_BAND_ERROR_WRONG_KEY) || last_was (self, TACTUS_BAND_ERROR_REFUSED))
    judge_failure (self, self->last);
}

static void
check_key (TactusDoctor *self)
{
  if (!has_key (self) || !self->band->known)
    find (self, TACTUS_CAUSE_KEY, TACTUS_FINDING_NOT_ASKED);

  if (!is_worth_connecting (self))
    {
      judge_last (self);
      end (self);
      return;
    }

  if (has_key (self))
    find (self, TACTUS_CAUSE_KEY, TACTUS_FINDING_CHECKING);
  begin_step (self);
  end_step_in (self, self->timings.connect_ms);
  tactus_band_connect_async (self->band, self->step, connected_cb, step_new (self));
}

/* ── can it be heard? ── */

static guint
count_present (GListModel *bands)
{
  guint n_present = 0;

  for (guint i = 0; i < g_list_model_get_n_items (bands); i++)
    {
      g_autoptr(TactusBand) band = g_list_model_get_item (bands, i);

      n_present += tactus_band_get_present (band);
    }

  return n_present;
}

static gboolean
is_any_heard (TactusDoctor *self)
{
  return count_present (tactus_band_list_get_known (self->bands)) > 0 ||
         count_present (tactus_band_list_get_nearby (self->bands)) > 0;
}

static gboolean
is_heard (TactusDoctor *self)
{
  return self->band ? self->band->present : is_any_heard (self);
}

static void
judge_heard (TactusDoctor *self)
{
  int rssi = tactus_doctor_get_rssi (self);

  find (self, TACTUS_CAUSE_SILENT, TACTUS_FINDING_FINE);
  find (self, TACTUS_CAUSE_PHONE, TACTUS_FINDING_FINE);
  if (self->band == NULL)
    {
      self->works = TRUE;
      find (self, TACTUS_CAUSE_SIGNAL, TACTUS_FINDING_NOT_ASKED);
    }
  else if (rssi == TACTUS_RSSI_UNKNOWN)
    find (self, TACTUS_CAUSE_SIGNAL, TACTUS_FINDING_UNKNOWN);
  else
    find (self, TACTUS_CAUSE_SIGNAL, rssi < WEAK_RSSI ? TACTUS_FINDING_FOUND
                                                      : TACTUS_FINDING_FINE);
}

/* A band of ours that is silent is held by somebody, unless its battery was all but empty: range is
 * what the person knows best. */
static void
judge_silence (TactusDoctor *self)
{
  int battery = self->band ? self->band->battery_level : -1;
  gboolean empty = battery >= 0 && battery <= EMPTY_BATTERY && !self->band->charging;
  gboolean held = self->band && !empty && !is_in_the_way (self, TACTUS_CAUSE_BONDED) &&
                  !is_in_the_way (self, TACTUS_CAUSE_IN_USE);

  find (self, TACTUS_CAUSE_SILENT, empty ? TACTUS_FINDING_FOUND : TACTUS_FINDING_UNKNOWN);
  find (self, TACTUS_CAUSE_PHONE, held ? TACTUS_FINDING_FOUND : TACTUS_FINDING_UNKNOWN);
  find (self, TACTUS_CAUSE_SIGNAL,
        self->band ? TACTUS_FINDING_UNKNOWN : TACTUS_FINDING_NOT_ASKED);
}

/* Some more words of the band tell its signal better than one.  What is known of it as the scan
 * begins is an older one's. */
static void
heard_cb (TactusDoctor *self)
{
  if (!is_heard (self))
    return;

  if (self->findings[TACTUS_CAUSE_SILENT] == TACTUS_FINDING_CHECKING)
    {
      find (self, TACTUS_CAUSE_SILENT, TACTUS_FINDING_FINE);
      find (self, TACTUS_CAUSE_SIGNAL, TACTUS_FINDING_CHECKING);
      end_step_in (self, self->timings.settle_ms);
    }
  tell (self);
}

static void
listened_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Step) step = user_data;
  TactusDoctor *self = step->doctor;
  g_autoptr(GError) error = NULL;
  gboolean ok = tactus_bluez_client_scan_finish (TACTUS_BLUEZ_CLIENT (source), result, &error);

  if (step_is_late (step) || was_cancelled (self))
    return;

  if (error)
    error = tactus_band_error_translate_service (g_steal_pointer (&error));

  /* What BlueZ remembers of the band is no word of it: who may not listen hears nothing. */
  if (g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NOT_ALLOWED))
    judge_failure (self, error);
  else if (is_heard (self))
    judge_heard (self);
  else if (ok)
    judge_silence (self);
  else if (error->domain == TACTUS_BAND_ERROR)
    judge_failure (self, error);

  stop_step (self);
  check_key (self);
}

static void
check_radio (TactusDoctor *self)
{
  TactusBluezClient *client = tactus_band_list_get_client (self->bands);

  find (self, TACTUS_CAUSE_SILENT, TACTUS_FINDING_CHECKING);
  find (self, TACTUS_CAUSE_PHONE, TACTUS_FINDING_CHECKING);
  begin_step (self);
  if (self->band)
    g_signal_group_set_target (self->hearing, self->band);
  tactus_bluez_client_scan_async (client, self->timings.listen_ms, self->step, listened_cb,
                                  step_new (self));
}

/* ── what this computer has to do with it ── */

/* As BlueZ has it now.
 *
 * Returns: (nullable) */
static TactusBluezDevice *
get_device (TactusDoctor *self)
{
  if (self->band == NULL)
    return NULL;

  return tactus_bluez_client_lookup (tactus_band_list_get_client (self->bands),
                                     self->band->address);
}

/* Somebody else's link: ours come with a state. */
static gboolean
is_held (TactusDoctor *self)
{
  TactusBluezDevice *device = get_device (self);

  return device && tactus_bluez_device_get_connected (device) &&
         self->band->state == TACTUS_BAND_STATE_OFFLINE;
}

static void
judge_bonded (TactusDoctor *self)
{
  TactusBluezDevice *device = get_device (self);
  gboolean paired = device && tactus_bluez_device_get_paired (device);
  gboolean spoilt = last_was (self, TACTUS_BAND_ERROR_NEEDS_PAIRING) ||
                    last_was (self, TACTUS_BAND_ERROR_NOT_BONDED);

  if (self->band == NULL)
    find (self, TACTUS_CAUSE_BONDED, TACTUS_FINDING_NOT_ASKED);
  else if (is_held (self) || (paired && (!is_sensor (self) || spoilt)))
    find (self, TACTUS_CAUSE_BONDED, TACTUS_FINDING_FOUND);
  else
    find (self, TACTUS_CAUSE_BONDED, TACTUS_FINDING_FINE);

  check_radio (self);
}

/* The link ended, or the time: the step is cancelled either way. */
static gboolean
settled_cb (GCancellable *cancellable,
            gpointer      user_data)
{
  Step *step = user_data;
  TactusDoctor *self = step->doctor;

  if (!step_is_late (step) && !was_cancelled (self))
    {
      stop_step (self);
      judge_bonded (self);
    }

  return G_SOURCE_REMOVE;
}

/* What is left of the link that failed just now goes by itself, and is nobody else's. */
static void
check_bonded (TactusDoctor *self)
{
  g_autoptr(GSource) source = NULL;

  if (!is_held (self))
    {
      judge_bonded (self);
      return;
    }

  find (self, TACTUS_CAUSE_BONDED, TACTUS_FINDING_CHECKING);
  begin_step (self);
  end_step_in (self, self->timings.settle_ms);
  g_signal_connect_object (get_device (self), "notify::connected",
                           G_CALLBACK (g_cancellable_cancel), self->step, G_CONNECT_SWAPPED);
  source = g_cancellable_source_new (self->step);
  g_source_set_callback (source, G_SOURCE_FUNC (settled_cb), step_new (self),
                         (GDestroyNotify) step_free);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Step) step = user_data;
  TactusDoctor *self = step->doctor;
  g_autoptr(GError) error = NULL;
  TactusKey *key = tactus_key_store_lookup_finish (TACTUS_KEY_STORE (source), result, &error);

  g_clear_pointer (&key, tactus_key_unref);
  if (step_is_late (step) || was_cancelled (self))
    return;

  stop_step (self);
  if (error && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    find_with (self, TACTUS_CAUSE_KEYRING, error);
  else if (error || self->band->key_storage == TACTUS_KEY_STORAGE_SESSION)
    find (self, TACTUS_CAUSE_KEYRING, TACTUS_FINDING_FOUND);
  else
    find (self, TACTUS_CAUSE_KEYRING, TACTUS_FINDING_FINE);

  check_bonded (self);
}

static void
check_keyring (TactusDoctor *self)
{
  if (!has_key (self))
    {
      find (self, TACTUS_CAUSE_KEYRING, TACTUS_FINDING_NOT_ASKED);
      check_bonded (self);
      return;
    }

  find (self, TACTUS_CAUSE_KEYRING, TACTUS_FINDING_CHECKING);
  begin_step (self);
  end_step_in (self, self->timings.keyring_ms);
  tactus_key_store_lookup_async (tactus_key_keeper_get_store (self->band->keeper),
                                 self->band->address, TACTUS_KEY_SLOT_CURRENT, self->step,
                                 looked_up_cb, step_new (self));
}

static void
check_lock (TactusDoctor *self)
{
  g_autoptr(TactusBandLock) lock = NULL;
  g_autoptr(GError) error = NULL;

  if (self->band == NULL)
    find (self, TACTUS_CAUSE_IN_USE, TACTUS_FINDING_NOT_ASKED);
  else if (self->band->lock ||
           (lock = tactus_band_lock_acquire (self->band->lock_dir, self->band->address, &error)))
    find (self, TACTUS_CAUSE_IN_USE, TACTUS_FINDING_FINE);
  else if (g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_BUSY))
    find_with (self, TACTUS_CAUSE_IN_USE, error);
  else
    find (self, TACTUS_CAUSE_IN_USE, TACTUS_FINDING_UNKNOWN);

  check_keyring (self);
}

/* A band that is READY needs none of this. */
static void
judge_ready (TactusDoctor *self)
{
  self->works = TRUE;
  for (TactusCause cause = TACTUS_CAUSE_IN_USE; cause < TACTUS_N_CAUSES; cause++)
    self->findings[cause] = TACTUS_FINDING_FINE;
  if (!has_key (self))
    self->findings[TACTUS_CAUSE_KEY] = self->findings[TACTUS_CAUSE_KEYRING] =
      TACTUS_FINDING_NOT_ASKED;
  else if (self->band->key_storage == TACTUS_KEY_STORAGE_SESSION)
    self->findings[TACTUS_CAUSE_KEYRING] = TACTUS_FINDING_FOUND;

  end (self);
}

/* ── Bluetooth itself ── */

/* Up to @cause all is well, and that one is what the client's state says. */
static void
judge_service (TactusDoctor *self,
               TactusCause   cause)
{
  for (TactusCause before = 0; before < cause; before++)
    self->findings[before] = TACTUS_FINDING_FINE;
  self->findings[cause] = TACTUS_FINDING_FOUND;

  end (self);
}

static void
judge_state (TactusDoctor     *self,
             TactusBluezState  state)
{
  TactusCause cause;

  if (tactus_cause_for_state (state, &cause))
    judge_service (self, cause);
  else
    end (self);
}

static void
service_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Step) step = user_data;
  TactusDoctor *self = step->doctor;
  TactusBluezClient *client = TACTUS_BLUEZ_CLIENT (source);
  gboolean ready = tactus_bluez_client_wait_finish (client, result, NULL);

  if (step_is_late (step) || was_cancelled (self))
    return;

  if (!ready)
    {
      judge_state (self, tactus_bluez_client_get_state (client));
      return;
    }

  for (TactusCause cause = TACTUS_CAUSE_SERVICE; cause <= TACTUS_CAUSE_POWER; cause++)
    self->findings[cause] = TACTUS_FINDING_FINE;
  tell (self);

  if (self->band && self->band->state == TACTUS_BAND_STATE_READY)
    judge_ready (self);
  else
    check_lock (self);
}

static void
forget_findings (TactusDoctor *self)
{
  for (TactusCause cause = 0; cause < TACTUS_N_CAUSES; cause++)
    {
      self->findings[cause] = TACTUS_FINDING_WAITING;
      g_clear_pointer (&self->details[cause], g_free);
    }
  self->works = FALSE;
}

/* ── for everybody ── */

gboolean
tactus_cause_for_state (TactusBluezState  state,
                        TactusCause      *cause)
{
  switch (state)
    {
    case TACTUS_BLUEZ_STATE_NO_SERVICE:
      *cause = TACTUS_CAUSE_SERVICE;
      return TRUE;
    case TACTUS_BLUEZ_STATE_NOT_ALLOWED:
      *cause = TACTUS_CAUSE_PERMISSION;
      return TRUE;
    case TACTUS_BLUEZ_STATE_NO_ADAPTER:
      *cause = TACTUS_CAUSE_ADAPTER;
      return TRUE;
    case TACTUS_BLUEZ_STATE_BLOCKED:
    case TACTUS_BLUEZ_STATE_OFF:
      *cause = TACTUS_CAUSE_POWER;
      return TRUE;
    case TACTUS_BLUEZ_STATE_STARTING:
    case TACTUS_BLUEZ_STATE_READY:
    default:
      return FALSE;
    }
}

void
tactus_doctor_examine_async (TactusDoctor        *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (TACTUS_IS_DOCTOR (self));
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, tactus_doctor_examine_async);
  forget_findings (self);
  if (self->band && self->band->error)
    {
      g_clear_error (&self->last);
      self->last = g_error_copy (self->band->error);
    }

  self->findings[TACTUS_CAUSE_SERVICE] = TACTUS_FINDING_CHECKING;
  tell (self);
  begin_step (self);
  tactus_bluez_client_wait_async (tactus_band_list_get_client (self->bands),
                                  self->timings.service_ms, self->step, service_cb,
                                  step_new (self));
}

gboolean
tactus_doctor_examine_finish (TactusDoctor  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
tactus_doctor_get_examining (TactusDoctor *self)
{
  g_return_val_if_fail (TACTUS_IS_DOCTOR (self), FALSE);

  return self->task != NULL;
}

TactusFinding
tactus_doctor_get_finding (TactusDoctor *self,
                           TactusCause   cause)
{
  g_return_val_if_fail (TACTUS_IS_DOCTOR (self), TACTUS_FINDING_UNKNOWN);
  g_return_val_if_fail (cause < TACTUS_N_CAUSES, TACTUS_FINDING_UNKNOWN);

  return self->findings[cause];
}

const char *
tactus_doctor_get_detail (TactusDoctor *self,
                          TactusCause   cause)
{
  g_return_val_if_fail (TACTUS_IS_DOCTOR (self), NULL);
  g_return_val_if_fail (cause < TACTUS_N_CAUSES, NULL);

  return self->details[cause];
}

int
tactus_doctor_get_rssi (TactusDoctor *self)
{
  g_return_val_if_fail (TACTUS_IS_DOCTOR (self), TACTUS_RSSI_UNKNOWN);

  return self->band ? self->band->rssi : TACTUS_RSSI_UNKNOWN;
}

gboolean
tactus_doctor_get_works (TactusDoctor *self)
{
  g_return_val_if_fail (TACTUS_IS_DOCTOR (self), FALSE);

  return self->works;
}

TactusBand *
tactus_doctor_get_band (TactusDoctor *self)
{
  g_return_val_if_fail (TACTUS_IS_DOCTOR (self), NULL);

  return self->band;
}

TactusBandList *
tactus_doctor_get_bands (TactusDoctor *self)
{
  g_return_val_if_fail (TACTUS_IS_DOCTOR (self), NULL);

  return self->bands;
}

void
tactus_doctor_set_timings (TactusDoctor              *self,
                           const TactusDoctorTimings *timings)
{
  g_return_if_fail (TACTUS_IS_DOCTOR (self));

  self->timings = *timings;
}

TactusDoctor *
tactus_doctor_new (TactusBandList *bands,
                   TactusBand     *band)
{
  TactusDoctor *self;

  g_return_val_if_fail (TACTUS_IS_BAND_LIST (bands), NULL);

  self = g_object_new (TACTUS_TYPE_DOCTOR, NULL);
  self->bands = g_object_ref (bands);
  self->band = band ? g_object_ref (band) : NULL;

  return self;
}

/* Nobody is in the middle of an examination here: it holds us. */
static void
tactus_doctor_finalize (GObject *object)
{
  TactusDoctor *self = TACTUS_DOCTOR (object);

  for (TactusCause cause = 0; cause < TACTUS_N_CAUSES; cause++)
    g_free (self->details[cause]);
  g_clear_error (&self->last);
  g_clear_object (&self->hearing);
  g_clear_object (&self->band);
  g_clear_object (&self->bands);

  G_OBJECT_CLASS (tactus_doctor_parent_class)->finalize (object);
}

static void
tactus_doctor_class_init (TactusDoctorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tactus_doctor_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
tactus_doctor_init (TactusDoctor *self)
{
  self->timings = default_timings;
  self->hearing = g_signal_group_new (TACTUS_TYPE_BAND);
  g_signal_group_connect_swapped (self->hearing, "notify::present", G_CALLBACK (heard_cb), self);
  g_signal_group_connect_swapped (self->hearing, "notify::rssi", G_CALLBACK (heard_cb), self);
}
