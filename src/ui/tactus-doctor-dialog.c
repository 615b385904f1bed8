/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-doctor-dialog.h"

#include <glib/gi18n.h>

#include "tactus-compat.h"
#include "tactus-diagnostics.h"
#include "tactus-doctor-row.h"
#include "tactus-doctor-text.h"
#include "tactus-template.h"
#include "tactus-toolkit.h"
#include "tactus-widget-look.h"

struct _TactusDoctorDialog
{
  AdwWindow parent_instance;

  GtkWidget *toasts;
  GtkWidget *window_title;
  GtkWidget *verdict;
  GtkWidget *causes;

  TactusDoctor *doctor;                /* (owned) */
  GtkWidget *rows[TACTUS_N_CAUSES];    /* of the list */
  GCancellable *cancellable;           /* (owned): ends what we began */
};

G_DEFINE_FINAL_TYPE (TactusDoctorDialog, tactus_doctor_dialog, ADW_TYPE_WINDOW)

enum {
  PAIR_REQUESTED,
  COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
say (TactusDoctorDialog *self,
     const char         *message)
{
  if (self->toasts)
    tactus_widget_add_toast (self->toasts, tactus_widget_make_toast (message));
}

static void
say_error (TactusDoctorDialog *self,
           const GError       *error)
{
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  sentence = tactus_band_error_to_sentence (error);
  say (self, sentence);
}

static void
update (TactusDoctorDialog *self)
{
  gboolean examining = tactus_doctor_get_examining (self->doctor);
  g_autofree char *verdict = tactus_doctor_to_verdict (self->doctor);

  if (self->verdict == NULL)
    return;

  for (TactusCause cause = 0; cause < TACTUS_N_CAUSES; cause++)
    tactus_doctor_row_update (TACTUS_DOCTOR_ROW (self->rows[cause]), self->doctor);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "doctor.again", !examining);

  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (self->verdict)), verdict) == 0)
    return;
  gtk_label_set_label (GTK_LABEL (self->verdict), verdict);
  tactus_compat_announce (self->verdict, verdict);
}

/* What comes of it is told by the doctor, who is not to keep a window that is gone. */
static void
examine (TactusDoctorDialog *self)
{
  if (!tactus_doctor_get_examining (self->doctor) &&
      !g_cancellable_is_cancelled (self->cancellable))
    tactus_doctor_examine_async (self->doctor, self->cancellable, NULL, NULL);
}

static void
again_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  examine (TACTUS_DOCTOR_DIALOG (widget));
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  TactusDoctorDialog *self = TACTUS_DOCTOR_DIALOG (widget);
  g_autofree char *toolkit = tactus_toolkit_describe ();
  g_autofree char *text = tactus_diagnostics_new (toolkit,
                                                  tactus_doctor_get_bands (self->doctor),
                                                  self->doctor);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  say (self, _("Diagnostics copied. Read them before you share them."));
  g_signal_emit (self, signals[COPIED], 0, text);
}

/* ── remedies ── */

static void
turned_on_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(TactusDoctorDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  if (tactus_band_list_turn_on_finish (TACTUS_BAND_LIST (source), result, &error))
    examine (self);
  else
    say_error (self, error);
}

static void
unpaired_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(TactusDoctorDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  if (tactus_bluez_client_remove_device_finish (TACTUS_BLUEZ_CLIENT (source), result, &error))
    {
      examine (self);
      return;
    }

  error = tactus_band_error_translate (g_steal_pointer (&error));
  say_error (self, error);
}

/* Whether it is in the keyring now or not: the examination tells. */
static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(TactusDoctorDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_band_keep_key_finish (TACTUS_BAND (source), result, &error))
    say_error (self, error);
  examine (self);
}

static void
keep_key (TactusDoctorDialog *self)
{
  TactusBand *band = tactus_doctor_get_band (self->doctor);

  if (band && tactus_band_get_key_storage (band) == TACTUS_KEY_STORAGE_SESSION)
    tactus_band_keep_key_async (band, self->cancellable, kept_cb, g_object_ref (self));
  else
    examine (self);
}

static void
pair_again (TactusDoctorDialog *self)
{
  g_autoptr(TactusDoctorDialog) alive = g_object_ref (self);
  TactusBand *band = tactus_doctor_get_band (self->doctor);

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (alive, signals[PAIR_REQUESTED], 0, band);
}

static void
cure_cb (TactusDoctorDialog *self,
         guint               cure)
{
  TactusBluezClient *client =
    tactus_band_list_get_client (tactus_doctor_get_bands (self->doctor));
  TactusBand *band = tactus_doctor_get_band (self->doctor);

  switch ((TactusCure) cure)
    {
    case TACTUS_CURE_COPY_COMMAND:
      gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                              TACTUS_DOCTOR_START_COMMAND);
      say (self, _("Command copied. Paste it into a terminal."));
      break;
    case TACTUS_CURE_DEMO:
      gtk_widget_activate_action (GTK_WIDGET (self), "app.demo", NULL);
      break;
    case TACTUS_CURE_TURN_ON:
      tactus_band_list_turn_on_async (tactus_doctor_get_bands (self->doctor), self->cancellable,
                                      turned_on_cb, g_object_ref (self));
      break;
    case TACTUS_CURE_CHECK_AGAIN:
      examine (self);
      break;
    case TACTUS_CURE_KEEP_KEY:
      keep_key (self);
      break;
    case TACTUS_CURE_UNPAIR:
      tactus_bluez_client_remove_device_async (client, tactus_band_get_address (band),
                                               self->cancellable, unpaired_cb,
                                               g_object_ref (self));
      break;
    case TACTUS_CURE_PAIR_AGAIN:
      pair_again (self);
      break;
    case TACTUS_CURE_NONE:
    default:
      break;
    }
}

static void
add_rows (TactusDoctorDialog *self)
{
  for (TactusCause cause = 0; cause < TACTUS_N_CAUSES; cause++)
    {
      self->rows[cause] = tactus_doctor_row_new (cause);
      g_signal_connect_object (self->rows[cause], "cure", G_CALLBACK (cure_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_list_box_append (GTK_LIST_BOX (self->causes), self->rows[cause]);
    }
}

GtkWidget *
tactus_doctor_dialog_new (GtkWindow    *parent,
                          TactusDoctor *doctor)
{
  TactusDoctorDialog *self = g_object_new (TACTUS_TYPE_DOCTOR_DIALOG,
                                           "application", gtk_window_get_application (parent),
                                           "transient-for", parent,
                                           NULL);
  TactusBand *band = tactus_doctor_get_band (doctor);

  self->doctor = g_object_ref (doctor);
  if (band)
    adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->window_title),
                                   tactus_band_get_name (band));
  g_signal_connect_object (doctor, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  examine (self);
  update (self);

  return GTK_WIDGET (self);
}

TactusDoctor *
tactus_doctor_dialog_get_doctor (TactusDoctorDialog *self)
{
  g_return_val_if_fail (TACTUS_IS_DOCTOR_DIALOG (self), NULL);

  return self->doctor;
}

static gboolean
tactus_doctor_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (TACTUS_DOCTOR_DIALOG (window)->cancellable);

  return GTK_WINDOW_CLASS (tactus_doctor_dialog_parent_class)->close_request (window);
}

/* One that is destroyed was not asked to close, and the examination holds it until it is told. */
static void
tactus_doctor_dialog_unrealize (GtkWidget *widget)
{
  g_cancellable_cancel (TACTUS_DOCTOR_DIALOG (widget)->cancellable);

  GTK_WIDGET_CLASS (tactus_doctor_dialog_parent_class)->unrealize (widget);
}

static void
tactus_doctor_dialog_dispose (GObject *object)
{
  TactusDoctorDialog *self = TACTUS_DOCTOR_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  self->toasts = NULL;
  self->verdict = NULL;

  G_OBJECT_CLASS (tactus_doctor_dialog_parent_class)->dispose (object);
}

static void
tactus_doctor_dialog_finalize (GObject *object)
{
  TactusDoctorDialog *self = TACTUS_DOCTOR_DIALOG (object);

  g_clear_object (&self->doctor);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (tactus_doctor_dialog_parent_class)->finalize (object);
}

static void
tactus_doctor_dialog_class_init (TactusDoctorDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tactus_doctor_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = tactus_doctor_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = tactus_doctor_dialog_close_request;
  widget_class->unrealize = tactus_doctor_dialog_unrealize;

  signals[PAIR_REQUESTED] = g_signal_new ("pair-requested", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, TACTUS_TYPE_BAND);
  signals[COPIED] = g_signal_new ("copied", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "doctor.again", NULL, again_action);
  gtk_widget_class_install_action (widget_class, "doctor.copy", NULL, copy_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-doctor-dialog"));
  gtk_widget_class_bind_template_child (widget_class, TactusDoctorDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, TactusDoctorDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, TactusDoctorDialog, verdict);
  gtk_widget_class_bind_template_child (widget_class, TactusDoctorDialog, causes);
}

static void
tactus_doctor_dialog_init (TactusDoctorDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
  add_rows (self);
}
