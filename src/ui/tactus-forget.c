/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-forget.h"

#include <glib/gi18n.h>

#include "tactus-band-error.h"
#include "tactus-compat.h"

typedef struct {
  TactusBandList *bands;      /* (owned) */
  TactusBand *band;           /* (owned) */
  TactusRecording *recording; /* (owned) */
  gboolean deleting;          /* what it recorded, with the band */
  char *message;              /* (owned) (nullable) */
} Forget;

static void
forget_free (gpointer data)
{
  Forget *self = data;

  g_object_unref (self->bands);
  g_object_unref (self->band);
  g_object_unref (self->recording);
  g_free (self->message);
  g_free (self);
}

static TactusHistory *
get_history (Forget *self)
{
  return tactus_recording_get_history (self->recording);
}

static gboolean
has_key (Forget *self)
{
  const TactusModel *model = tactus_band_get_model (self->band);

  return model == NULL || model->key_source != TACTUS_KEY_SOURCE_NONE;
}

static void
note_error (Forget       *self,
            const GError *error)
{
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_free (self->message);
  self->message = tactus_band_error_to_sentence (error);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  tactus_history_forget_finish (TACTUS_HISTORY (source), result, &error);
  note_error (g_task_get_task_data (task), error);
  g_task_return_boolean (task, TRUE);
}

/* The session that its last link was part of is on its way to the disk still. */
static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Forget *self = g_task_get_task_data (task);
  const char *address = tactus_band_get_address (self->band);
  g_autoptr(GError) error = NULL;

  if (!tactus_band_recorder_finish_finish (TACTUS_BAND_RECORDER (source), result, &error))
    g_debug ("Before deleting what was measured: %s", error->message);
  tactus_history_forget_async (get_history (self), address, NULL, deleted_cb,
                               g_steal_pointer (&task));
}

/* What it recorded goes last: a band that stays keeps it. */
static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Forget *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  /* Translators: %s is a band's name */
  self->message = g_strdup_printf (_("%s is forgotten"), tactus_band_get_name (self->band));
  if (!tactus_band_list_forget_finish (TACTUS_BAND_LIST (source), result, &error))
    note_error (self, error);

  /* It can be gone from here even if the Bluetooth service could not be told. */
  if (tactus_band_get_known (self->band))
    g_task_return_boolean (task, FALSE);
  else if (self->deleting)
    tactus_band_recorder_finish_async (tactus_recording_get_recorder (self->recording, self->band),
                                       NULL, written_cb, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Forget *self = g_task_get_task_data (task);

  if (tactus_compat_confirm_finish (result))
    tactus_band_list_forget_async (self->bands, self->band, NULL, forgotten_cb,
                                   g_steal_pointer (&task));
  else
    g_task_return_boolean (task, FALSE);
}

static void
toggled_cb (GTask          *task,
            GParamSpec     *pspec,
            GtkCheckButton *button)
{
  Forget *self = g_task_get_task_data (task);

  self->deleting = gtk_check_button_get_active (button);
}

static GtkWidget *
make_delete_button (GTask *task)
{
  const char *text = _("Also delete what was measured and recorded with it");
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_check_button_new ();

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "notify::active", G_CALLBACK (toggled_cb), task,
                           G_CONNECT_SWAPPED);

  return button;
}

/* @task: (transfer full) */
static void
ask (GTask    *task,
     gboolean  has_history)
{
  Forget *self = g_task_get_task_data (task);
  GtkWidget *parent = g_task_get_source_object (task);
  g_autofree char *heading = NULL;

  if (!gtk_widget_get_mapped (parent))
    {
      g_task_return_boolean (task, FALSE);
      g_object_unref (task);
      return;
    }

  /* Translators: %s is a band's name */
  heading = g_strdup_printf (_("Forget %s?"), tactus_band_get_name (self->band));
  tactus_compat_confirm_async (parent, heading,
                               has_key (self) ?
                               _("Its key is deleted from the keyring. To use the band again you "
                                 "have to pair it again.") :
                               _("To use it again you have to add it again."),
                               _("_Forget"), TRUE, has_history ? make_delete_button (task) : NULL,
                               answered_cb, task);
}

static void
last_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  gint64 newest = -1;

  /* A database that cannot be read does not keep anybody from forgetting a band. */
  if (!tactus_activity_store_last_finish (TACTUS_ACTIVITY_STORE (source), result, &newest, &error))
    g_debug ("Looking for what the band recorded: %s", error->message);
  ask (user_data, error == NULL && newest >= 0);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  Forget *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) sessions = tactus_history_list_finish (TACTUS_HISTORY (source), result,
                                                              &error);

  if (sessions && sessions->len > 0)
    ask (task, TRUE);
  else
    tactus_activity_store_last_async (tactus_history_get_activity_store (get_history (self)),
                                      tactus_band_get_address (self->band),
                                      g_task_get_cancellable (task), last_cb, task);
}

void
tactus_forget_async (GtkWidget           *parent,
                     TactusBandList      *bands,
                     TactusBand          *band,
                     TactusRecording     *recording,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  TactusHistoryQuery query = { .band = tactus_band_get_address (band), .limit = 1 };
  GTask *task = g_task_new (parent, cancellable, callback, user_data);
  Forget *self = g_new0 (Forget, 1);

  self->bands = g_object_ref (bands);
  self->band = g_object_ref (band);
  self->recording = g_object_ref (recording);
  g_task_set_source_tag (task, tactus_forget_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, forget_free);
  tactus_history_list_async (get_history (self), &query, cancellable, listed_cb, task);
}

gboolean
tactus_forget_finish (GAsyncResult  *result,
                      char         **message)
{
  Forget *self = g_task_get_task_data (G_TASK (result));

  *message = g_steal_pointer (&self->message);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
