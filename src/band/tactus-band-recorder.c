/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-recorder.h"

#include "tactus-backoff.h"
#include "tactus-band-abilities.h"
#include "tactus-band-take.h"
#include "tactus-bluez-observer.h"
#include "tactus-database-error.h"

/* The first pause before another attempt, when no reading comes that would be one. */
#define RETRY_MS 1000

/* How long the end may take: the database waits five seconds for another program. */
#define FINISH_MS 6000

/* What is on its way to the disk, one thing at a time. */
typedef struct {
  TactusBandTake *take;
  TactusTakeStep step;
  gsize upto;        /* readings, if that is what is written */
  gboolean outdated; /* the file is another by now */
} Flight;

struct _TactusBandRecorder
{
  GObject parent_instance;

  TactusBand *band;        /* (owned) */
  TactusHistory *history;  /* (owned) */
  GPtrArray *takes;        /* (owned) (element-type TactusBandTake): not done, oldest first */
  TactusBandTake *current; /* (nullable): one of them, that goes on */
  GPtrArray *markers;      /* (owned) (element-type TactusMarker): of the current or last one */
  Flight *flight;          /* (owned) (nullable) */
  GError *error;           /* (owned) (nullable) */
  GPtrArray *finishing;    /* (owned) (element-type GTask) */
  TactusBackoff backoff;
  guint retry_id;
  guint finish_id;
  guint waiting;           /* as last told */
  gboolean closed;
};

typedef enum {
  PROP_BAND = 1,
  PROP_SESSION,
  PROP_ERROR,
  PROP_WAITING,
} TactusBandRecorderProperty;

static GParamSpec *properties[PROP_WAITING + 1];
static guint marked_signal;

G_DEFINE_FINAL_TYPE (TactusBandRecorder, tactus_band_recorder, G_TYPE_OBJECT)

static void go_on (TactusBandRecorder *self);

/* ── what is told ── */

static void
notify (TactusBandRecorder         *self,
        TactusBandRecorderProperty  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static gboolean
is_same_error (const GError *one,
               const GError *other)
{
  if (!one || !other)
    return one == other;

  return g_error_matches (one, other->domain, other->code) &&
         g_str_equal (one->message, other->message);
}

static void
set_error (TactusBandRecorder *self,
           const GError       *error)
{
  if (is_same_error (self->error, error))
    return;

  g_clear_error (&self->error);
  self->error = error ? g_error_copy (error) : NULL;
  notify (self, PROP_ERROR);
}

static void
update_waiting (TactusBandRecorder *self)
{
  gsize waiting = 0;

  for (guint i = 0; i < self->takes->len; i++)
    waiting += tactus_band_take_get_waiting (self->takes->pdata[i]);
  waiting = MIN (waiting, G_MAXUINT);
  if (self->waiting == waiting)
    return;

  self->waiting = (guint) waiting;
  notify (self, PROP_WAITING);
}

/* ── the end ── */

/* @error: (nullable): copied */
static void
return_finishing (GTask        *task,
                  const GError *error)
{
  GSource *cancelled = g_task_get_task_data (task);

  if (cancelled)
    g_source_destroy (cancelled);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (error)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_boolean (task, TRUE);
}

/* The one way out of finishing.  @error: (nullable): copied */
static void
end_finishing (TactusBandRecorder *self,
               const GError       *error)
{
  g_autoptr(GPtrArray) finishing = g_steal_pointer (&self->finishing);

  self->finishing = g_ptr_array_new_with_free_func (g_object_unref);
  g_clear_handle_id (&self->finish_id, g_source_remove);

  for (guint i = 0; i < finishing->len; i++)
    return_finishing (finishing->pdata[i], error);
}

static gboolean
finish_late_cb (gpointer user_data)
{
  g_autoptr(TactusBandRecorder) self = g_object_ref (user_data);
  g_autoptr(GError) late = g_error_new (TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_BUSY,
                                        "The disk did not take the readings within %u s",
                                        FINISH_MS / 1000);

  self->finish_id = 0;
  end_finishing (self, self->error ? self->error : late);

  return G_SOURCE_REMOVE;
}

/* ── to the disk ── */

static gboolean
retry_cb (gpointer user_data)
{
  g_autoptr(TactusBandRecorder) self = g_object_ref (user_data);

  self->retry_id = 0;
  go_on (self);

  return G_SOURCE_REMOVE;
}

/* @take: freed if nothing of it is left to be kept */
static void
lose_session (TactusBandRecorder *self,
              TactusBandTake     *take)
{
  gboolean current = take == self->current;

  if (!tactus_band_take_renew (take))
    {
      if (current)
        self->current = NULL;
      g_ptr_array_remove (self->takes, take);
    }
  if (current)
    notify (self, PROP_SESSION);
}

static void
fail (TactusBandRecorder *self,
      const GError       *error)
{
  g_debug ("…%s: not on disk: %s",
           tactus_bluez_shorten (tactus_band_get_address (self->band)), error->message);
  if (!self->retry_id)
    self->retry_id = g_timeout_add (tactus_backoff_next (&self->backoff, g_random_double ()),
                                    retry_cb, self);
  set_error (self, error);
  end_finishing (self, error);
}

static void
succeed (TactusBandRecorder *self,
         const Flight       *flight)
{
  switch (flight->step)
    {
    case TACTUS_TAKE_APPEND:
      flight->take->written = flight->upto;
      break;
    case TACTUS_TAKE_MARK:
      flight->take->marked++;
      break;
    case TACTUS_TAKE_END:
      flight->take->ended = TRUE;
      break;
    case TACTUS_TAKE_BEGIN: /* the session has its id */
    case TACTUS_TAKE_NOTHING:
    default:
      break;
    }

  tactus_backoff_reset (&self->backoff);
  g_clear_handle_id (&self->retry_id, g_source_remove);
}

static gboolean
finish_step (TactusHistory   *history,
             TactusTakeStep   step,
             GAsyncResult    *result,
             GError         **error)
{
  switch (step)
    {
    case TACTUS_TAKE_BEGIN:
      return tactus_history_begin_finish (history, result, error);
    case TACTUS_TAKE_APPEND:
      return tactus_history_append_finish (history, result, error);
    case TACTUS_TAKE_MARK:
      return tactus_history_mark_finish (history, result, error);
    case TACTUS_TAKE_END:
      return tactus_history_end_finish (history, result, error);
    case TACTUS_TAKE_NOTHING:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(TactusBandRecorder) self = user_data;
  g_autofree Flight *flight = g_steal_pointer (&self->flight);
  g_autoptr(GPtrArray) sessions = NULL;

  sessions = tactus_history_list_finish (TACTUS_HISTORY (source), result, NULL);
  if (!flight->outdated)
    lose_session (self, flight->take);

  update_waiting (self);
  go_on (self);
}

/* A session that is not there was removed, or is in a file that is being put aside: then whoever
 * reads has noticed, and tells before it answers anything else. */
static void
look_for_session (TactusBandRecorder *self)
{
  const TactusHistoryQuery query = {
    .session = tactus_session_get_id (self->flight->take->session),
    .limit = 1,
  };

  tactus_history_list_async (self->history, &query, NULL, looked_cb, g_object_ref (self));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(TactusBandRecorder) self = user_data;
  g_autofree Flight *flight = NULL;
  g_autoptr(GError) error = NULL;
  gboolean ok = finish_step (TACTUS_HISTORY (source), self->flight->step, result, &error);

  if (g_error_matches (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_NO_SESSION))
    {
      look_for_session (self);
      return;
    }

  flight = g_steal_pointer (&self->flight);
  if (ok && !flight->outdated)
    succeed (self, flight);
  else if (!flight->outdated)
    fail (self, error);

  update_waiting (self);
  if (ok || flight->outdated)
    go_on (self);
}

static void
start_step (TactusBandRecorder *self,
            TactusBandTake     *take,
            Flight             *flight)
{
  gint64 id = tactus_session_get_id (take->session);

  switch (flight->step)
    {
    case TACTUS_TAKE_BEGIN:
      tactus_history_begin_async (self->history, take->session, NULL, written_cb,
                                  g_object_ref (self));
      break;
    case TACTUS_TAKE_APPEND:
      tactus_history_append_async (self->history, id, tactus_band_take_copy (take, &flight->upto),
                                   NULL, written_cb, g_object_ref (self));
      break;
    case TACTUS_TAKE_MARK:
      tactus_history_mark_async (self->history, id, take->markers->pdata[take->marked], NULL,
                                 written_cb, g_object_ref (self));
      break;
    case TACTUS_TAKE_END:
      tactus_history_end_async (self->history, id, tactus_session_get_end_us (take->session), NULL,
                                written_cb, g_object_ref (self));
      break;
    case TACTUS_TAKE_NOTHING:
    default:
      g_return_if_reached ();
    }
}

/* Returns: (nullable): the oldest that has something to be done */
static TactusBandTake *
find_work (TactusBandRecorder *self)
{
  while (self->takes->len > 0 && tactus_band_take_is_done (self->takes->pdata[0]))
    g_ptr_array_remove_index (self->takes, 0);

  for (guint i = 0; i < self->takes->len; i++)
    if (tactus_band_take_get_step (self->takes->pdata[i]) != TACTUS_TAKE_NOTHING)
      return self->takes->pdata[i];

  return NULL;
}

static void
go_on (TactusBandRecorder *self)
{
  TactusBandTake *take;

  if (self->flight)
    return;

  take = find_work (self);
  if (!take)
    {
      set_error (self, NULL);
      end_finishing (self, NULL);
      return;
    }

  self->flight = g_new0 (Flight, 1);
  self->flight->take = take;
  self->flight->step = tactus_band_take_get_step (take);
  start_step (self, take, self->flight);
}

/* Nothing that is on its way to a file that was put aside counts, but for a session that begins:
 * that happens in the new one. */
static void
moved_aside_cb (TactusBandRecorder *self)
{
  Flight *flight = self->flight;

  for (guint i = 0; i < self->takes->len; i++)
    if (tactus_session_get_id (((TactusBandTake *) self->takes->pdata[i])->session) != 0)
      tactus_band_take_start_over (self->takes->pdata[i]);
  if (flight && flight->step != TACTUS_TAKE_BEGIN)
    flight->outdated = TRUE;

  update_waiting (self);
  if (self->current)
    notify (self, PROP_SESSION);
  go_on (self);
}

/* ── from the band ── */

static TactusSource
get_source (TactusBand *band)
{
  if (tactus_band_get_state (band) == TACTUS_BAND_STATE_LISTENING)
    return TACTUS_SOURCE_LISTENED;

  return tactus_band_get_measuring (band) ? TACTUS_SOURCE_MEASURED : TACTUS_SOURCE_ONCE;
}

static void
begin (TactusBandRecorder *self,
       gint64              when_us)
{
  TactusSession *session = tactus_session_new (tactus_band_get_address (self->band),
                                               tactus_band_get_name (self->band),
                                               get_source (self->band), when_us);

  self->current = tactus_band_take_new (session, tactus_band_get_series (self->band));
  g_ptr_array_add (self->takes, self->current);
  g_ptr_array_unref (self->markers);
  self->markers = g_ptr_array_ref (self->current->markers);
  notify (self, PROP_SESSION);
}

static void
end (TactusBandRecorder *self,
     gint64              end_us)
{
  if (!self->current)
    return;

  tactus_band_take_end (g_steal_pointer (&self->current), end_us);
  notify (self, PROP_SESSION);
}

/* Nothing begins with the loss of what nobody has heard. */
static gboolean
can_begin (const TactusReading *reading)
{
  return reading->kind == TACTUS_READING_PULSE || reading->kind == TACTUS_READING_NO_VALUE ||
         reading->kind == TACTUS_READING_NO_CONTACT;
}

static void
reading_cb (TactusBandRecorder  *self,
            const TactusReading *reading)
{
  g_autoptr(TactusBandRecorder) hold = g_object_ref (self);

  if (self->current && !tactus_band_take_has_room (self->current, reading->when_us))
    end (self, tactus_session_get_end_us (self->current->session));

  if (reading->kind == TACTUS_READING_GAP)
    end (self, reading->when_us);
  else if (self->current)
    tactus_band_take_extend (self->current);
  else if (can_begin (reading))
    begin (self, reading->when_us);

  update_waiting (self);
  go_on (self);
}

static void
event_cb (TactusBandRecorder *self,
          const TactusEvent  *event)
{
  if (event->kind == TACTUS_EVENT_BUTTON || event->kind == TACTUS_EVENT_BUTTON_LONG)
    tactus_band_recorder_mark (self, "");
}

/* ── the interface ── */

gboolean
tactus_band_recorder_mark (TactusBandRecorder *self,
                           const char         *text)
{
  gint64 when_us;

  g_return_val_if_fail (TACTUS_IS_BAND_RECORDER (self), FALSE);

  if (!self->current)
    return FALSE;

  when_us = tactus_band_get_now_us (self->band);
  g_ptr_array_add (self->current->markers, tactus_marker_new (when_us, text ? text : ""));
  g_signal_emit (self, marked_signal, 0, when_us);
  go_on (self);

  return TRUE;
}

static gboolean
finish_cancelled_cb (GCancellable *cancellable,
                     gpointer      user_data)
{
  GTask *task = user_data;
  TactusBandRecorder *self = g_task_get_source_object (task);
  g_autoptr(GTask) hold = g_object_ref (task);

  if (g_ptr_array_remove (self->finishing, task))
    return_finishing (task, NULL);
  if (self->finishing->len == 0)
    g_clear_handle_id (&self->finish_id, g_source_remove);

  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable)
    {
      g_autoptr(GSource) source = g_cancellable_source_new (cancellable);

      g_task_attach_source (task, source, G_SOURCE_FUNC (finish_cancelled_cb));
      g_task_set_task_data (task, g_steal_pointer (&source), (GDestroyNotify) g_source_unref);
    }
}

/* Whoever finishes hears of nothing new. */
static void
stop_following (TactusBandRecorder *self)
{
  if (self->closed)
    return;

  self->closed = TRUE;
  g_signal_handlers_disconnect_by_data (self->band, self);
  end (self, tactus_band_get_now_us (self->band));
}

void
tactus_band_recorder_finish_async (TactusBandRecorder  *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_BAND_RECORDER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tactus_band_recorder_finish_async);
  g_ptr_array_add (self->finishing, task);
  watch_cancellable (task);
  if (!self->finish_id)
    self->finish_id = g_timeout_add (FINISH_MS, finish_late_cb, self);

  stop_following (self);
  update_waiting (self);
  go_on (self);
}

gboolean
tactus_band_recorder_finish_finish (TactusBandRecorder  *self,
                                    GAsyncResult        *result,
                                    GError             **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

TactusBand *
tactus_band_recorder_get_band (TactusBandRecorder *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND_RECORDER (self), NULL);

  return self->band;
}

TactusSession *
tactus_band_recorder_get_session (TactusBandRecorder *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND_RECORDER (self), NULL);

  return self->current ? self->current->session : NULL;
}

const GError *
tactus_band_recorder_get_error (TactusBandRecorder *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND_RECORDER (self), NULL);

  return self->error;
}

guint
tactus_band_recorder_get_waiting (TactusBandRecorder *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND_RECORDER (self), 0);

  return self->waiting;
}

GPtrArray *
tactus_band_recorder_get_markers (TactusBandRecorder *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND_RECORDER (self), NULL);

  return self->markers;
}

TactusBandRecorder *
tactus_band_recorder_new (TactusBand    *band,
                          TactusHistory *history)
{
  TactusBandRecorder *self;

  g_return_val_if_fail (TACTUS_IS_BAND (band), NULL);
  g_return_val_if_fail (TACTUS_IS_HISTORY (history), NULL);

  self = g_object_new (TACTUS_TYPE_BAND_RECORDER, NULL);
  self->band = g_object_ref (band);
  self->history = g_object_ref (history);
  g_signal_connect_object (band, "reading", G_CALLBACK (reading_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (band, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (history, "moved-aside", G_CALLBACK (moved_aside_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

static void
tactus_band_recorder_get_property (GObject    *object,
                                   guint       id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  TactusBandRecorder *self = TACTUS_BAND_RECORDER (object);

  switch ((TactusBandRecorderProperty) id)
    {
    case PROP_BAND:
      g_value_set_object (value, self->band);
      break;
    case PROP_SESSION:
      g_value_set_object (value, tactus_band_recorder_get_session (self));
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_WAITING:
      g_value_set_uint (value, self->waiting);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

/* What is on its way, and who waits for the end, each hold a reference. */
static void
tactus_band_recorder_dispose (GObject *object)
{
  TactusBandRecorder *self = TACTUS_BAND_RECORDER (object);

  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_handle_id (&self->finish_id, g_source_remove);

  G_OBJECT_CLASS (tactus_band_recorder_parent_class)->dispose (object);
}

static void
tactus_band_recorder_finalize (GObject *object)
{
  TactusBandRecorder *self = TACTUS_BAND_RECORDER (object);

  g_clear_pointer (&self->takes, g_ptr_array_unref);
  g_clear_pointer (&self->markers, g_ptr_array_unref);
  g_clear_pointer (&self->finishing, g_ptr_array_unref);
  g_clear_object (&self->history);
  g_clear_object (&self->band);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (tactus_band_recorder_parent_class)->finalize (object);
}

static void
tactus_band_recorder_class_init (TactusBandRecorderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tactus_band_recorder_get_property;
  object_class->dispose = tactus_band_recorder_dispose;
  object_class->finalize = tactus_band_recorder_finalize;

  properties[PROP_BAND] = g_param_spec_object ("band", NULL, NULL, TACTUS_TYPE_BAND, flags);
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, TACTUS_TYPE_SESSION,
                                                  flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_WAITING] = g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  marked_signal = g_signal_new ("marked", TACTUS_TYPE_BAND_RECORDER, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
tactus_band_recorder_init (TactusBandRecorder *self)
{
  self->takes = g_ptr_array_new_with_free_func ((GDestroyNotify) tactus_band_take_free);
  self->markers = g_ptr_array_new_with_free_func ((GDestroyNotify) tactus_marker_free);
  self->finishing = g_ptr_array_new_with_free_func (g_object_unref);
  self->backoff.first_ms = RETRY_MS;
}
