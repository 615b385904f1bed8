/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-pairing-dialog.h"

#include <glib/gi18n.h>

#include "tactus-bond-view.h"
#include "tactus-compat.h"
#include "tactus-handshake.h"
#include "tactus-key-entry.h"
#include "tactus-tap-ring.h"
#include "tactus-template.h"
#include "tactus-text.h"
#include "tactus-widget-look.h"

/* The ring moves smoothly enough with this, and needs no frame clock. */
#define RING_MS 100

struct _TactusPairingDialog
{
  AdwWindow parent_instance;

  GtkWidget *window_title;
  GtkWidget *cancel_button;
  GtkWidget *stack;
  GtkWidget *key_entry;
  GtkWidget *key_button;
  GtkWidget *connecting_page;
  GtkWidget *tap_page;
  GtkWidget *tap_ring;
  GtkWidget *bond_view;
  GtkWidget *done_page;
  GtkWidget *done_button;
  GtkWidget *failed_page;
  GtkWidget *hints_label;
  GtkWidget *remedy_button;

  TactusBandList *bands;      /* (owned) */
  TactusBand *band;           /* (owned) */
  GCancellable *pairing;      /* (owned) (nullable): the attempt in flight */
  TactusRemedy remedy;
  gint64 tap_since_us;
  guint ring_id;
};

G_DEFINE_FINAL_TYPE (TactusPairingDialog, tactus_pairing_dialog, ADW_TYPE_WINDOW)

typedef enum {
  PROP_BAND_LIST = 1,
  PROP_BAND,
} TactusPairingDialogProperty;

static GParamSpec *properties[PROP_BAND + 1];
static guint paired_signal;
static guint doctor_requested_signal;

static gboolean
ring_cb (gpointer user_data)
{
  TactusPairingDialog *self = user_data;
  double passed = (g_get_monotonic_time () - self->tap_since_us) / 1000.0;
  double left_ms = MAX (TACTUS_HANDSHAKE_TAP_MS - passed, 0);
  TactusTapRing *ring = TACTUS_TAP_RING (self->tap_ring);

  tactus_tap_ring_set_remaining (ring, left_ms / TACTUS_HANDSHAKE_TAP_MS);
  tactus_tap_ring_set_seconds_left (ring, (guint) (left_ms / 1000 + 0.999));

  return G_SOURCE_CONTINUE;
}

static void
stop_ring (TactusPairingDialog *self)
{
  g_clear_handle_id (&self->ring_id, g_source_remove);
  if (self->tap_ring)
    tactus_tap_ring_set_active (TACTUS_TAP_RING (self->tap_ring), FALSE);
}

static void
start_ring (TactusPairingDialog *self)
{
  if (self->ring_id)
    return;

  self->tap_since_us = g_get_monotonic_time ();
  self->ring_id = g_timeout_add (RING_MS, ring_cb, self);
  ring_cb (self);
  tactus_tap_ring_set_active (TACTUS_TAP_RING (self->tap_ring), TRUE);
}

static void
announce (TactusPairingDialog *self,
          const char          *title,
          const char          *description)
{
  /* Translators: what a screen reader says of a page: its title, then its sentences */
  g_autofree char *text = g_strdup_printf (C_("announcement", "%s. %s"), title,
                                           description ? description : "");

  tactus_compat_announce (self->stack, text);
}

/* The page whose title and description a screen reader hears when it comes. */
static void
announce_page (TactusPairingDialog *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (GTK_STACK (self->stack));

  if (TACTUS_IS_BOND_VIEW (page))
    announce (self, tactus_bond_view_get_title (TACTUS_BOND_VIEW (page)),
              tactus_bond_view_get_description (TACTUS_BOND_VIEW (page)));
  else
    announce (self, adw_status_page_get_title (ADW_STATUS_PAGE (page)),
              adw_status_page_get_description (ADW_STATUS_PAGE (page)));
}

static gboolean
is_sensor (TactusPairingDialog *self)
{
  const TactusModel *model = tactus_band_get_model (self->band);

  return model && model->generation == TACTUS_GENERATION_STANDARD;
}

static gboolean
has_key (TactusPairingDialog *self)
{
  const TactusModel *model = tactus_band_get_model (self->band);

  return model == NULL || model->key_source != TACTUS_KEY_SOURCE_NONE;
}

static void
show_page (TactusPairingDialog *self,
           const char          *name)
{
  gboolean over = g_str_equal (name, "done") || g_str_equal (name, "failed");

  if (g_str_equal (name, "tap"))
    start_ring (self);
  else
    stop_ring (self);

  tactus_widget_label_button (self->cancel_button, over ? _("_Close") : _("_Cancel"));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
  announce_page (self);
}

static void
focus (TactusPairingDialog *self,
       GtkWidget           *button)
{
  gtk_window_set_default_widget (GTK_WINDOW (self), button);
  gtk_widget_grab_focus (button);
}

static void
show_key_entry (TactusPairingDialog *self)
{
  show_page (self, "key-entry");
  gtk_window_set_default_widget (GTK_WINDOW (self), self->key_button);
  gtk_widget_grab_focus (self->key_entry);
}

static void
show_anew (TactusPairingDialog *self)
{
  show_page (self, "anew");
  /* Not the default: it takes the band away from whoever has it. */
  gtk_widget_grab_focus (self->cancel_button);
}

static const char *
done_text (TactusPairingDialog *self)
{
  if (is_sensor (self))
    return _("No key and no tap are needed.");
  if (!has_key (self))
    return _("The band knows this computer now.\nFrom now on no tap is needed.");
  if (tactus_band_get_key_storage (self->band) == TACTUS_KEY_STORAGE_SESSION)
    return _("The keyring is locked or missing, so the key is kept for this session only. The "
             "band’s page lets you try again.");

  return _("The key is in your keyring.\nFrom now on no tap is needed.");
}

static void
show_done (TactusPairingDialog *self)
{
  adw_status_page_set_description (ADW_STATUS_PAGE (self->done_page), done_text (self));
  tactus_key_entry_clear (TACTUS_KEY_ENTRY (self->key_entry));
  show_page (self, "done");
  focus (self, self->done_button);
}

static void
show_failed (TactusPairingDialog *self,
             const GError        *error)
{
  const TactusModel *model = tactus_band_get_model (self->band);
  g_autofree char *sentence = tactus_band_error_to_sentence (error);
  const char *hints = tactus_text_error_hints (error, model);
  AdwStatusPage *page = ADW_STATUS_PAGE (self->failed_page);
  const char *label;

  self->remedy = tactus_text_remedy (error, model);
  label = tactus_text_remedy_label (self->remedy);

  adw_status_page_set_icon_name (page, tactus_text_error_icon (error));
  adw_status_page_set_title (page, tactus_band_error_to_title (error));
  tactus_widget_set_description (self->failed_page, sentence);
  gtk_label_set_label (GTK_LABEL (self->hints_label), hints ? hints : "");
  gtk_widget_set_visible (self->hints_label, hints != NULL);
  gtk_widget_set_visible (self->remedy_button, label != NULL);
  if (label)
    tactus_widget_label_button (self->remedy_button, label);

  show_page (self, "failed");
  focus (self, label ? self->remedy_button : self->cancel_button);
}

/* Without a key there is none to be made or checked. */
static const char *
page_for_state (TactusPairingDialog *self,
                TactusBandState      state)
{
  if (!has_key (self) && (state == TACTUS_BAND_STATE_PREPARING ||
                          state == TACTUS_BAND_STATE_AUTHENTICATING))
    return "preparing";

  return tactus_text_pairing_page (state);
}

static void
state_cb (TactusPairingDialog *self)
{
  const char *page = page_for_state (self, tactus_band_get_state (self->band));

  if (self->pairing && page)
    show_page (self, page);
}

static void
bond_question_cb (TactusPairingDialog *self,
                  TactusBondQuestion  *question)
{
  if (self->pairing == NULL)
    return;

  tactus_bond_view_set_question (TACTUS_BOND_VIEW (self->bond_view), question);
  show_page (self, "bond");
  gtk_widget_grab_focus (self->bond_view);
}

static void
bond_answered_cb (TactusPairingDialog *self)
{
  show_page (self, "preparing");
  gtk_widget_grab_focus (self->cancel_button);
}

typedef struct {
  TactusPairingDialog *dialog; /* (owned) */
  GCancellable *attempt;       /* (owned) */
} Attempt;

static Attempt *
attempt_new (TactusPairingDialog *self)
{
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->dialog = g_object_ref (self);
  attempt->attempt = g_object_ref (self->pairing);

  return attempt;
}

static void
attempt_free (Attempt *attempt)
{
  g_object_unref (attempt->dialog);
  g_object_unref (attempt->attempt);
  g_free (attempt);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

/* The one way out of an attempt; late answers of an older one are dropped. */
static void
attempt_ended (Attempt      *attempt,
               const GError *error)
{
  TactusPairingDialog *self = attempt->dialog;

  if (self->pairing != attempt->attempt)
    return;

  g_clear_object (&self->pairing);
  tactus_bond_view_set_question (TACTUS_BOND_VIEW (self->bond_view), NULL);
  if (error == NULL)
    show_done (self);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_window_close (GTK_WINDOW (self));
  else
    show_failed (self, error);
}

static void
paired_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Attempt) attempt = user_data;
  g_autoptr(GError) error = NULL;

  tactus_band_pair_finish (TACTUS_BAND (source), result, &error);
  attempt_ended (attempt, error);
}

static void
start (TactusPairingDialog *self,
       TactusKey           *key)
{
  g_return_if_fail (self->pairing == NULL);

  self->pairing = g_cancellable_new ();
  show_page (self, "connecting");
  gtk_widget_grab_focus (self->cancel_button);
  tactus_band_pair_async (self->band, key, self->pairing, paired_cb, attempt_new (self));
}

static gboolean
needs_vendor_key (TactusPairingDialog *self)
{
  const TactusModel *model = tactus_band_get_model (self->band);

  return model && tactus_model_can_pair (model) && model->key_source == TACTUS_KEY_SOURCE_SERVER;
}

/* What was typed stays until the band took it, so that another attempt is one click. */
static void
start_again (TactusPairingDialog *self)
{
  g_autoptr(TactusKey) key = NULL;

  if (needs_vendor_key (self))
    key = tactus_key_entry_get_key (TACTUS_KEY_ENTRY (self->key_entry));

  if (needs_vendor_key (self) && key == NULL)
    show_key_entry (self);
  else
    start (self, key);
}

static void
turned_on_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Attempt) attempt = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_band_list_turn_on_finish (TACTUS_BAND_LIST (source), result, &error))
    {
      attempt_ended (attempt, error);
      return;
    }

  if (attempt->dialog->pairing != attempt->attempt)
    return;

  g_clear_object (&attempt->dialog->pairing);
  start_again (attempt->dialog);
}

static void
turn_on (TactusPairingDialog *self)
{
  self->pairing = g_cancellable_new ();
  show_page (self, "connecting");
  tactus_band_list_turn_on_async (self->bands, self->pairing, turned_on_cb, attempt_new (self));
}

static void
begin (TactusPairingDialog *self)
{
  if (needs_vendor_key (self))
    show_key_entry (self);
  else if (tactus_band_get_known (self->band) && has_key (self))
    show_anew (self);
  else
    start (self, NULL);
}

static void
key_activated_cb (TactusPairingDialog *self)
{
  g_autoptr(TactusKey) key = tactus_key_entry_get_key (TACTUS_KEY_ENTRY (self->key_entry));

  if (key)
    start (self, key);
}

static void
pair_anew_cb (TactusPairingDialog *self)
{
  start (self, NULL);
}

static void
remedy_cb (TactusPairingDialog *self)
{
  switch (self->remedy)
    {
    case TACTUS_REMEDY_PAIR:
    case TACTUS_REMEDY_PAIR_ANEW:
      if (has_key (self))
        show_anew (self);
      else
        start (self, NULL);
      break;
    case TACTUS_REMEDY_ENTER_KEY:
      show_key_entry (self);
      break;
    case TACTUS_REMEDY_TURN_ON:
      turn_on (self);
      break;
    case TACTUS_REMEDY_TRY_AGAIN:
      start_again (self);
      break;
    case TACTUS_REMEDY_NONE:
    default:
      break;
    }
}

static void
done_cb (TactusPairingDialog *self)
{
  g_autoptr(TactusPairingDialog) alive = g_object_ref (self);

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (alive, paired_signal, 0, self->band);
}

static void
why_cb (TactusPairingDialog *self)
{
  g_autoptr(TactusPairingDialog) alive = g_object_ref (self);

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (alive, doctor_requested_signal, 0, self->band);
}

GtkWidget *
tactus_pairing_dialog_new (GtkWindow      *parent,
                           TactusBandList *bands,
                           TactusBand     *band)
{
  /* The application's keys, such as the one that quits, work here only for a window of its own. */
  return g_object_new (TACTUS_TYPE_PAIRING_DIALOG,
                       "application", gtk_window_get_application (parent),
                       "transient-for", parent,
                       "band-list", bands,
                       "band", band,
                       NULL);
}

const char *
tactus_pairing_dialog_get_page (TactusPairingDialog *self)
{
  g_return_val_if_fail (TACTUS_IS_PAIRING_DIALOG (self), NULL);

  return gtk_stack_get_visible_child_name (GTK_STACK (self->stack));
}

static void
cancel (TactusPairingDialog *self)
{
  g_autoptr(GCancellable) pairing = g_steal_pointer (&self->pairing);

  stop_ring (self);
  if (self->bond_view)
    tactus_bond_view_set_question (TACTUS_BOND_VIEW (self->bond_view), NULL);
  g_cancellable_cancel (pairing);
}

static gboolean
tactus_pairing_dialog_close_request (GtkWindow *window)
{
  cancel (TACTUS_PAIRING_DIALOG (window));

  return GTK_WINDOW_CLASS (tactus_pairing_dialog_parent_class)->close_request (window);
}

/* One that is destroyed was not asked to close, and the attempt holds it until it is told. */
static void
tactus_pairing_dialog_unrealize (GtkWidget *widget)
{
  cancel (TACTUS_PAIRING_DIALOG (widget));

  GTK_WIDGET_CLASS (tactus_pairing_dialog_parent_class)->unrealize (widget);
}

static void
tactus_pairing_dialog_get_property (GObject    *object,
                                    guint       property_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  TactusPairingDialog *self = TACTUS_PAIRING_DIALOG (object);

  switch ((TactusPairingDialogProperty) property_id)
    {
    case PROP_BAND_LIST:
      g_value_set_object (value, self->bands);
      break;
    case PROP_BAND:
      g_value_set_object (value, self->band);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_pairing_dialog_set_property (GObject      *object,
                                    guint         property_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  TactusPairingDialog *self = TACTUS_PAIRING_DIALOG (object);

  switch ((TactusPairingDialogProperty) property_id)
    {
    case PROP_BAND_LIST:
      self->bands = g_value_dup_object (value);
      break;
    case PROP_BAND:
      self->band = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

/* What is otherwise said with a band, its key and its pulse in mind. */
static void
adapt_words (TactusPairingDialog *self)
{
  const TactusModel *model = tactus_band_get_model (self->band);

  if (model && (model->abilities & TACTUS_ABILITY_HEART_RATE) == 0)
    tactus_widget_label_button (self->done_button, _("_Show the Band"));

  if (is_sensor (self))
    {
      adw_status_page_set_description (
        ADW_STATUS_PAGE (self->connecting_page),
        _("Keep the sensor near and wear it: many are silent otherwise."));
      adw_status_page_set_title (ADW_STATUS_PAGE (self->done_page), _("Added"));
    }
  else if (!has_key (self))
    {
      adw_status_page_set_description (ADW_STATUS_PAGE (self->tap_page),
                                       _("Tap the band when it vibrates and blinks."));
    }
}

static void
tactus_pairing_dialog_constructed (GObject *object)
{
  TactusPairingDialog *self = TACTUS_PAIRING_DIALOG (object);
  const char *name = tactus_band_get_name (self->band);
  /* Translators: %s is the name of a band or a sensor; also the title of the window */
  g_autofree char *title = g_strdup_printf (is_sensor (self) ? _("Add %s") : _("Pair %s"), name);

  G_OBJECT_CLASS (tactus_pairing_dialog_parent_class)->constructed (object);

  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->window_title), title);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->window_title),
                                 tactus_band_get_address (self->band));
  g_signal_connect_object (self->band, "notify::state", G_CALLBACK (state_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->band, "bond-question", G_CALLBACK (bond_question_cb), self,
                           G_CONNECT_SWAPPED);
  adapt_words (self);
  begin (self);
}

static void
tactus_pairing_dialog_dispose (GObject *object)
{
  TactusPairingDialog *self = TACTUS_PAIRING_DIALOG (object);

  cancel (self);
  self->tap_ring = NULL;
  self->bond_view = NULL;

  G_OBJECT_CLASS (tactus_pairing_dialog_parent_class)->dispose (object);
}

static void
tactus_pairing_dialog_finalize (GObject *object)
{
  TactusPairingDialog *self = TACTUS_PAIRING_DIALOG (object);

  g_clear_object (&self->band);
  g_clear_object (&self->bands);

  G_OBJECT_CLASS (tactus_pairing_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-pairing-dialog"));
  gtk_widget_class_bind_template_child (widget_class, TactusPairingDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, TactusPairingDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, TactusPairingDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, TactusPairingDialog, key_entry);
  gtk_widget_class_bind_template_child (widget_class, TactusPairingDialog, key_button);
  gtk_widget_class_bind_template_child (widget_class, TactusPairingDialog, connecting_page);
  gtk_widget_class_bind_template_child (widget_class, TactusPairingDialog, tap_page);
  gtk_widget_class_bind_template_child (widget_class, TactusPairingDialog, bond_view);
  gtk_widget_class_bind_template_child (widget_class, TactusPairingDialog, tap_ring);
  gtk_widget_class_bind_template_child (widget_class, TactusPairingDialog, done_page);
  gtk_widget_class_bind_template_child (widget_class, TactusPairingDialog, done_button);
  gtk_widget_class_bind_template_child (widget_class, TactusPairingDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, TactusPairingDialog, hints_label);
  gtk_widget_class_bind_template_child (widget_class, TactusPairingDialog, remedy_button);
  gtk_widget_class_bind_template_callback (widget_class, key_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, pair_anew_cb);
  gtk_widget_class_bind_template_callback (widget_class, bond_answered_cb);
  gtk_widget_class_bind_template_callback (widget_class, remedy_cb);
  gtk_widget_class_bind_template_callback (widget_class, why_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
}

static void
tactus_pairing_dialog_class_init (TactusPairingDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tactus_pairing_dialog_get_property;
  object_class->set_property = tactus_pairing_dialog_set_property;
  object_class->constructed = tactus_pairing_dialog_constructed;
  object_class->dispose = tactus_pairing_dialog_dispose;
  object_class->finalize = tactus_pairing_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = tactus_pairing_dialog_close_request;
  GTK_WIDGET_CLASS (klass)->unrealize = tactus_pairing_dialog_unrealize;

  properties[PROP_BAND_LIST] = g_param_spec_object ("band-list", NULL, NULL, TACTUS_TYPE_BAND_LIST,
                                                    flags);
  properties[PROP_BAND] = g_param_spec_object ("band", NULL, NULL, TACTUS_TYPE_BAND, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  paired_signal = g_signal_new ("paired", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, TACTUS_TYPE_BAND);
  doctor_requested_signal = g_signal_new ("doctor-requested", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          TACTUS_TYPE_BAND);

  g_type_ensure (TACTUS_TYPE_BOND_VIEW);
  g_type_ensure (TACTUS_TYPE_KEY_ENTRY);
  g_type_ensure (TACTUS_TYPE_TAP_RING);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
tactus_pairing_dialog_init (TactusPairingDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
  g_object_bind_property (self->key_entry, "valid", self->key_button, "sensitive",
                          G_BINDING_SYNC_CREATE);
}
