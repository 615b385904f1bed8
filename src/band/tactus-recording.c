/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-recording.h"

struct _TactusRecording
{
  GObject parent_instance;

  TactusHistory *history;  /* (owned) */
  TactusBandList *bands;   /* (owned) (nullable) */
  GHashTable *recorders;   /* (owned) (element-type TactusBand TactusBandRecorder) */
  GHashTable *listed;      /* (owned) (element-type TactusBand): that were in the list */
  GPtrArray *leaving;      /* (owned) (element-type TactusBandRecorder): of bands that are gone */
  GError *error;           /* (owned) (nullable): a recorder's */
  guint prune_id;
};

typedef enum {
  PROP_HISTORY = 1,
  PROP_ERROR,
} TactusRecordingProperty;

static GParamSpec *properties[PROP_ERROR + 1];

G_DEFINE_FINAL_TYPE (TactusRecording, tactus_recording, G_TYPE_OBJECT)

/* ── recorders ── */

/* Returns: (transfer container) (element-type TactusBandRecorder): those of bands that are gone as
 * well */
static GPtrArray *
get_all (TactusRecording *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer recorder;

  g_hash_table_iter_init (&iter, self->recorders);
  while (g_hash_table_iter_next (&iter, NULL, &recorder))
    g_ptr_array_add (all, g_object_ref (recorder));
  for (guint i = 0; i < self->leaving->len; i++)
    g_ptr_array_add (all, g_object_ref (self->leaving->pdata[i]));

  return all;
}

static void
update_error (TactusRecording *self)
{
  g_autoptr(GPtrArray) all = get_all (self);
  g_autoptr(GError) before = g_steal_pointer (&self->error);

  for (guint i = 0; i < all->len && !self->error; i++)
    {
      const GError *error = tactus_band_recorder_get_error (all->pdata[i]);

      self->error = error ? g_error_copy (error) : NULL;
    }

  if (before || self->error)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
forget (TactusRecording    *self,
        TactusBandRecorder *recorder)
{
  g_signal_handlers_disconnect_by_data (recorder, self);
  g_ptr_array_remove (self->leaving, recorder);
  update_error (self);
}

/* A disk that is full now may have room later: what waits is not given up.  That it does is told
 * when nothing at all waits any more. */
static void
leaving_cb (TactusRecording    *self,
            GParamSpec         *pspec,
            TactusBandRecorder *recorder)
{
  if (!tactus_band_recorder_get_error (recorder))
    forget (self, recorder);
}

static void
left_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(TactusRecording) self = user_data;
  TactusBandRecorder *recorder = TACTUS_BAND_RECORDER (source);
  g_autoptr(GError) error = NULL;

  if (!g_ptr_array_find (self->leaving, recorder, NULL))
    return;

  if (tactus_band_recorder_finish_finish (recorder, result, &error))
    forget (self, recorder);
  else if (!tactus_band_recorder_get_error (recorder))
    tactus_band_recorder_finish_async (recorder, NULL, left_cb, g_object_ref (self));
}

static void
leave (TactusRecording *self,
       TactusBand      *band)
{
  TactusBandRecorder *recorder = g_hash_table_lookup (self->recorders, band);

  if (!recorder)
    return;

  g_ptr_array_add (self->leaving, g_object_ref (recorder));
  g_hash_table_remove (self->recorders, band);
  g_signal_connect_object (recorder, "notify::error", G_CALLBACK (leaving_cb), self,
                           G_CONNECT_SWAPPED);
  tactus_band_recorder_finish_async (recorder, NULL, left_cb, g_object_ref (self));
}

TactusBandRecorder *
tactus_recording_get_recorder (TactusRecording *self,
                               TactusBand      *band)
{
  TactusBandRecorder *recorder;

  g_return_val_if_fail (TACTUS_IS_RECORDING (self), NULL);
  g_return_val_if_fail (TACTUS_IS_BAND (band), NULL);

  recorder = g_hash_table_lookup (self->recorders, band);
  if (recorder)
    return recorder;

  recorder = tactus_band_recorder_new (band, self->history);
  g_signal_connect_object (recorder, "notify::error", G_CALLBACK (update_error), self,
                           G_CONNECT_SWAPPED);
  g_hash_table_insert (self->recorders, g_object_ref (band), recorder);

  return recorder;
}

/* ── bands ── */

static void
add_bands (TactusRecording *self,
           GListModel      *model,
           guint            position,
           guint            added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(TactusBand) band = g_list_model_get_item (model, i);

      tactus_recording_get_recorder (self, band);
      g_hash_table_add (self->listed, g_object_ref (band));
    }
}

static void
collect (GHashTable *bands,
         GListModel *model)
{
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_hash_table_add (bands, g_list_model_get_item (model, i));
}

static void
prune (TactusRecording *self)
{
  g_autoptr(GHashTable) there = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  GHashTableIter iter;
  gpointer band;

  if (self->bands)
    {
      collect (there, tactus_band_list_get_known (self->bands));
      collect (there, tactus_band_list_get_nearby (self->bands));
    }

  g_hash_table_iter_init (&iter, self->listed);
  while (g_hash_table_iter_next (&iter, &band, NULL))
    if (!g_hash_table_contains (there, band))
      {
        leave (self, band);
        g_hash_table_iter_remove (&iter);
      }
}

static gboolean
prune_cb (gpointer user_data)
{
  TactusRecording *self = user_data;

  self->prune_id = 0;
  prune (self);

  return G_SOURCE_REMOVE;
}

/* A band that moves from one list to the other is in none for a moment. */
static void
bands_changed_cb (TactusRecording *self,
                  guint            position,
                  guint            removed,
                  guint            added,
                  GListModel      *model)
{
  add_bands (self, model, position, added);
  if (removed > 0 && !self->prune_id)
    self->prune_id = g_idle_add (prune_cb, self);
}

static void
follow (TactusRecording *self,
        GListModel      *model)
{
  g_signal_connect_object (model, "items-changed", G_CALLBACK (bands_changed_cb), self,
                           G_CONNECT_SWAPPED);
  add_bands (self, model, 0, g_list_model_get_n_items (model));
}

static void
unfollow (TactusRecording *self)
{
  if (!self->bands)
    return;

  g_signal_handlers_disconnect_by_data (tactus_band_list_get_known (self->bands), self);
  g_signal_handlers_disconnect_by_data (tactus_band_list_get_nearby (self->bands), self);
  g_clear_object (&self->bands);
}

void
tactus_recording_set_bands (TactusRecording *self,
                            TactusBandList  *bands)
{
  g_return_if_fail (TACTUS_IS_RECORDING (self));
  g_return_if_fail (!bands || TACTUS_IS_BAND_LIST (bands));

  if (self->bands == bands)
    return;

  unfollow (self);
  if (bands)
    {
      self->bands = g_object_ref (bands);
      follow (self, tactus_band_list_get_known (bands));
      follow (self, tactus_band_list_get_nearby (bands));
    }
  prune (self);
}

/* ── the end ── */

typedef struct {
  guint outstanding;
  GError *error; /* (owned) (nullable): the first */
} Finishing;

static void
finishing_free (Finishing *finishing)
{
  g_clear_error (&finishing->error);
  g_free (finishing);
}

static void
one_less (GTask *task)
{
  Finishing *finishing = g_task_get_task_data (task);

  finishing->outstanding--;
  if (finishing->outstanding > 0)
    return;

  if (finishing->error)
    g_task_return_error (task, g_steal_pointer (&finishing->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Finishing *finishing = g_task_get_task_data (task);

  tactus_band_recorder_finish_finish (TACTUS_BAND_RECORDER (source), result,
                                      finishing->error ? NULL : &finishing->error);
  one_less (task);
}

void
tactus_recording_finish_async (TactusRecording     *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GTask) task = NULL;
  Finishing *finishing = g_new0 (Finishing, 1);

  g_return_if_fail (TACTUS_IS_RECORDING (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tactus_recording_finish_async);
  g_task_set_task_data (task, finishing, (GDestroyNotify) finishing_free);

  all = get_all (self);
  finishing->outstanding = all->len + 1;
  for (guint i = 0; i < all->len; i++)
    tactus_band_recorder_finish_async (all->pdata[i], cancellable, finished_cb,
                                       g_object_ref (task));
  one_less (task);
}

gboolean
tactus_recording_finish_finish (TactusRecording  *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── the object ── */

TactusHistory *
tactus_recording_get_history (TactusRecording *self)
{
  g_return_val_if_fail (TACTUS_IS_RECORDING (self), NULL);

  return self->history;
}

const GError *
tactus_recording_get_error (TactusRecording *self)
{
  g_return_val_if_fail (TACTUS_IS_RECORDING (self), NULL);

  return self->error;
}

TactusRecording *
tactus_recording_new (TactusHistory *history)
{
  TactusRecording *self;

  g_return_val_if_fail (TACTUS_IS_HISTORY (history), NULL);

  self = g_object_new (TACTUS_TYPE_RECORDING, NULL);
  self->history = g_object_ref (history);

  return self;
}

static void
tactus_recording_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TactusRecording *self = TACTUS_RECORDING (object);

  switch ((TactusRecordingProperty) id)
    {
    case PROP_HISTORY:
      g_value_set_object (value, self->history);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
tactus_recording_dispose (GObject *object)
{
  TactusRecording *self = TACTUS_RECORDING (object);

  g_clear_handle_id (&self->prune_id, g_source_remove);
  unfollow (self);

  G_OBJECT_CLASS (tactus_recording_parent_class)->dispose (object);
}

static void
tactus_recording_finalize (GObject *object)
{
  TactusRecording *self = TACTUS_RECORDING (object);

  g_clear_pointer (&self->recorders, g_hash_table_unref);
  g_clear_pointer (&self->listed, g_hash_table_unref);
  g_clear_pointer (&self->leaving, g_ptr_array_unref);
  g_clear_object (&self->history);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (tactus_recording_parent_class)->finalize (object);
}

static void
tactus_recording_class_init (TactusRecordingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tactus_recording_get_property;
  object_class->dispose = tactus_recording_dispose;
  object_class->finalize = tactus_recording_finalize;

  properties[PROP_HISTORY] = g_param_spec_object ("history", NULL, NULL, TACTUS_TYPE_HISTORY,
                                                  flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
tactus_recording_init (TactusRecording *self)
{
  self->recorders = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  self->listed = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->leaving = g_ptr_array_new_with_free_func (g_object_unref);
}
