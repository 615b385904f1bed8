/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-demo-window.h"

#include <glib/gi18n.h>

#include "tactus-band-face.h"
#include "tactus-sim-band.h"
#include "tactus-sim-driver.h"
#include "tactus-sim-household.h"
#include "tactus-widget-look.h"

struct _TactusDemoWindow
{
  AdwWindow parent_instance;

  GListModel *bands;       /* (owned) (element-type TactusSimBand) */
  TactusSimBand *band;     /* (owned) (nullable): the one that is shown */
  GSignalGroup *signals;   /* (owned): of @band */

  AdwToastOverlay *toasts;
  AdwComboRow *chooser;
  TactusBandFace *face;
  GtkLabel *status;
  GtkWidget *tap;
  GtkWidget *decline;
  AdwActionRow *key_row;
  GtkSwitch *worn;
  GtkWidget *leave;
  GtkWidget *come_back;
};

typedef enum {
  PROP_BANDS = 1,
} TactusDemoWindowProperty;

static GParamSpec *properties[PROP_BANDS + 1];

G_DEFINE_FINAL_TYPE (TactusDemoWindow, tactus_demo_window, ADW_TYPE_WINDOW)

static gboolean
is_away (TactusSimBand *band)
{
  return !tactus_sim_band_get_connected (band) && !tactus_sim_band_get_advertising (band);
}

static char *
describe_measuring (TactusSimBand *band)
{
  guint bpm = tactus_sim_band_get_heart_rate (band);

  if (!tactus_sim_band_get_worn (band))
    return g_strdup (_("It measures, but nobody wears it."));
  if (bpm == 0)
    return g_strdup (_("It is looking for a pulse."));
  return g_strdup_printf (_("It measures: %u bpm."), bpm);
}

/* What the band does, in words. */
static char *
describe (TactusSimBand *band)
{
  if (is_away (band))
    return g_strdup (_("It is out of range."));
  if (tactus_sim_band_get_prompting (band))
    return g_strdup (_("It asks to be paired. Tap it, or decline."));
  if (tactus_sim_band_get_measuring (band))
    return describe_measuring (band);
  if (tactus_sim_band_get_authenticated (band))
    return g_strdup (_("It is connected and idle."));
  if (tactus_sim_band_get_connected (band))
    return g_strdup (_("It is connected and waits for a login."));
  return g_strdup (_("It advertises itself and waits for a connection."));
}

static void
update_face (TactusDemoWindow *self)
{
  g_object_set (self->face,
                "name-of-band", tactus_sim_band_get_name (self->band),
                "away", is_away (self->band),
                "prompting", tactus_sim_band_get_prompting (self->band),
                "measuring", tactus_sim_band_get_measuring (self->band),
                "heart-rate", tactus_sim_band_get_heart_rate (self->band),
                NULL);
}

static void
update (TactusDemoWindow *self)
{
  g_autofree char *text = NULL;
  gboolean prompting;
  gboolean away;

  if (self->band == NULL)
    return;

  text = describe (self->band);
  prompting = tactus_sim_band_get_prompting (self->band);
  away = is_away (self->band);

  update_face (self);
  gtk_label_set_label (self->status, text);
  gtk_widget_set_sensitive (self->tap, !away);
  gtk_widget_set_sensitive (self->decline, prompting);
  gtk_widget_set_visible (self->leave, !away);
  gtk_widget_set_visible (self->come_back, away);
  gtk_switch_set_active (self->worn, tactus_sim_band_get_worn (self->band));
}

static void
update_key (TactusDemoWindow *self)
{
  g_autofree char *key = tactus_sim_household_get_key_text (self->band);

  gtk_widget_set_visible (GTK_WIDGET (self->key_row), key != NULL);
  adw_action_row_set_subtitle (self->key_row, key ? key : "");
}

static void
notify_cb (TactusDemoWindow *self)
{
  update (self);
}

static void
selected_cb (TactusDemoWindow *self)
{
  TactusSimBand *band = adw_combo_row_get_selected_item (self->chooser);

  if (!g_set_object (&self->band, band))
    return;

  g_signal_group_set_target (self->signals, band);
  if (band == NULL)
    return;

  update_key (self);
  update (self);
}

/* The name alone: the demo has one of each. */
static char *
name_of_band (TactusSimBand *band)
{
  return band ? g_strdup (tactus_sim_band_get_name (band)) : NULL;
}

static void
tap_cb (TactusDemoWindow *self)
{
  if (self->band)
    tactus_sim_band_tap (self->band, tactus_sim_driver_now ());
}

static void
decline_cb (TactusDemoWindow *self)
{
  if (self->band)
    tactus_sim_band_decline (self->band, tactus_sim_driver_now ());
}

static void
leave_cb (TactusDemoWindow *self)
{
  if (self->band == NULL)
    return;

  tactus_sim_band_vanish (self->band, tactus_sim_driver_now ());
  update (self);
}

static void
come_back_cb (TactusDemoWindow *self)
{
  if (self->band == NULL)
    return;

  tactus_sim_band_come_back (self->band);
  update (self);
}

static void
worn_cb (TactusDemoWindow *self)
{
  gboolean worn = gtk_switch_get_active (self->worn);

  if (self->band && tactus_sim_band_get_worn (self->band) != worn)
    tactus_sim_band_set_worn (self->band, worn, tactus_sim_driver_now ());
}

static void
copy_key_cb (TactusDemoWindow *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  gdk_clipboard_set_text (clipboard, adw_action_row_get_subtitle (self->key_row));
  tactus_widget_add_toast (GTK_WIDGET (self->toasts), adw_toast_new (_("Key copied")));
}

/* A band that asks comes to the front: who pairs it need not look for it. */
static void
show_asking_cb (TactusSimBand    *band,
                GParamSpec       *pspec,
                TactusDemoWindow *self)
{
  if (!tactus_sim_band_get_prompting (band))
    return;

  for (guint i = 0; i < g_list_model_get_n_items (self->bands); i++)
    {
      g_autoptr(TactusSimBand) item = g_list_model_get_item (self->bands, i);

      if (item == band)
        adw_combo_row_set_selected (self->chooser, i);
    }
}

static void
watch_bands (TactusDemoWindow *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->bands); i++)
    {
      g_autoptr(TactusSimBand) band = g_list_model_get_item (self->bands, i);

      g_signal_connect_object (band, "notify::prompting", G_CALLBACK (show_asking_cb), self, 0);
    }
}

GtkWidget *
tactus_demo_window_new (GtkApplication *application,
                        GListModel     *bands)
{
  g_return_val_if_fail (G_IS_LIST_MODEL (bands), NULL);

  return g_object_new (TACTUS_TYPE_DEMO_WINDOW,
                       "application", application,
                       "bands", bands,
                       NULL);
}

static void
tactus_demo_window_constructed (GObject *object)
{
  TactusDemoWindow *self = TACTUS_DEMO_WINDOW (object);

  G_OBJECT_CLASS (tactus_demo_window_parent_class)->constructed (object);

  watch_bands (self);
  adw_combo_row_set_model (self->chooser, self->bands);
  selected_cb (self);
}

static void
tactus_demo_window_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  TactusDemoWindow *self = TACTUS_DEMO_WINDOW (object);

  switch ((TactusDemoWindowProperty) id)
    {
    case PROP_BANDS:
      self->bands = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
tactus_demo_window_dispose (GObject *object)
{
  TactusDemoWindow *self = TACTUS_DEMO_WINDOW (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->band);
  g_clear_object (&self->bands);

  G_OBJECT_CLASS (tactus_demo_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TactusDemoWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, TactusDemoWindow, chooser);
  gtk_widget_class_bind_template_child (widget_class, TactusDemoWindow, face);
  gtk_widget_class_bind_template_child (widget_class, TactusDemoWindow, status);
  gtk_widget_class_bind_template_child (widget_class, TactusDemoWindow, tap);
  gtk_widget_class_bind_template_child (widget_class, TactusDemoWindow, decline);
  gtk_widget_class_bind_template_child (widget_class, TactusDemoWindow, key_row);
  gtk_widget_class_bind_template_child (widget_class, TactusDemoWindow, worn);
  gtk_widget_class_bind_template_child (widget_class, TactusDemoWindow, leave);
  gtk_widget_class_bind_template_child (widget_class, TactusDemoWindow, come_back);

  gtk_widget_class_bind_template_callback (widget_class, name_of_band);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, tap_cb);
  gtk_widget_class_bind_template_callback (widget_class, decline_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, come_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, worn_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_key_cb);
}

static void
tactus_demo_window_class_init (TactusDemoWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = tactus_demo_window_constructed;
  object_class->set_property = tactus_demo_window_set_property;
  object_class->dispose = tactus_demo_window_dispose;

  properties[PROP_BANDS] =
    g_param_spec_object ("bands", NULL, NULL, G_TYPE_LIST_MODEL,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (TACTUS_TYPE_BAND_FACE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/tactus_app/Tactus/"
                                               "tactus-demo-window.ui");
  bind_children (widget_class);
}

static void
tactus_demo_window_init (TactusDemoWindow *self)
{
  static const char *const watched[] = {
    "notify::connected", "notify::advertising", "notify::prompting", "notify::authenticated",
    "notify::measuring", "notify::worn", "notify::heart-rate",
  };

  self->signals = g_signal_group_new (TACTUS_TYPE_SIM_BAND);
  for (gsize i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_swapped (self->signals, watched[i], G_CALLBACK (notify_cb), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
}
