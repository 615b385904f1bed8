/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-find-row.h"

#include <glib/gi18n.h>

#include "tactus-band-abilities.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

/* A person who found it may forget to press Stop. */
#define FIND_MS (60 * 1000)

struct _TactusFindRow
{
  AdwActionRow parent_instance;

  GtkWidget *button;

  TactusBand *band;       /* (owned) (nullable) */
  GSignalGroup *signals;  /* (owned) */
  GCancellable *finding;  /* (owned) (nullable) */
  gboolean stopping;      /* Stop was pressed, the band is not quiet yet */
};

G_DEFINE_FINAL_TYPE (TactusFindRow, tactus_find_row, ADW_TYPE_ACTION_ROW)

typedef enum {
  PROP_BAND = 1,
} TactusFindRowProperty;

static GParamSpec *properties[PROP_BAND + 1];

static void
update (TactusFindRow *self)
{
  gboolean ready = self->band && tactus_band_get_state (self->band) == TACTUS_BAND_STATE_READY;
  gboolean finding = self->finding != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self),
                          self->band && tactus_band_can (self->band, TACTUS_ABILITY_ALERT));
  gtk_widget_set_sensitive (self->button, finding ? !self->stopping : ready);
  tactus_widget_label_button (self->button, finding ? C_("find the band", "Stop")
                                                    : C_("find the band", "Find"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  finding ? _("Stop Finding") : _("Find the Band"), -1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), finding ? _("Vibrating…")
                                                              : _("Vibrates until you stop it"));
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(TactusFindRow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;

  tactus_band_find_finish (TACTUS_BAND (source), result, &error);
  g_clear_object (&self->finding);
  self->stopping = FALSE;
  update (self);

  if (error && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      sentence = tactus_band_error_to_sentence (error);
      gtk_widget_activate_action (GTK_WIDGET (self), "page.say", "s", sentence);
    }
}

static void
stop (TactusFindRow *self)
{
  if (self->finding == NULL || self->stopping)
    return;

  self->stopping = TRUE;
  g_cancellable_cancel (self->finding);
  update (self);
}

static void
clicked_cb (TactusFindRow *self)
{
  if (self->finding)
    {
      stop (self);
      return;
    }

  self->finding = g_cancellable_new ();
  tactus_band_find_async (self->band, FIND_MS, self->finding, found_cb, g_object_ref (self));
  update (self);
}

static void
set_band (TactusFindRow *self,
          TactusBand    *band)
{
  if (!g_set_object (&self->band, band))
    return;

  g_signal_group_set_target (self->signals, band);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BAND]);
}

/* Nobody is left who could press Stop. */
static void
tactus_find_row_unroot (GtkWidget *widget)
{
  stop (TACTUS_FIND_ROW (widget));

  GTK_WIDGET_CLASS (tactus_find_row_parent_class)->unroot (widget);
}

static void
tactus_find_row_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((TactusFindRowProperty) property_id)
    {
    case PROP_BAND:
      g_value_set_object (value, TACTUS_FIND_ROW (object)->band);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_find_row_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch ((TactusFindRowProperty) property_id)
    {
    case PROP_BAND:
      set_band (TACTUS_FIND_ROW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_find_row_dispose (GObject *object)
{
  TactusFindRow *self = TACTUS_FIND_ROW (object);

  if (self->signals)
    g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->signals);
  g_clear_object (&self->band);

  G_OBJECT_CLASS (tactus_find_row_parent_class)->dispose (object);
}

static void
tactus_find_row_class_init (TactusFindRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tactus_find_row_get_property;
  object_class->set_property = tactus_find_row_set_property;
  object_class->dispose = tactus_find_row_dispose;
  widget_class->unroot = tactus_find_row_unroot;

  properties[PROP_BAND] =
    g_param_spec_object ("band", NULL, NULL, TACTUS_TYPE_BAND,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, TACTUS_TEMPLATE ("tactus-find-row"));
  gtk_widget_class_bind_template_child (widget_class, TactusFindRow, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
tactus_find_row_init (TactusFindRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (TACTUS_TYPE_BAND);
  g_signal_group_connect_swapped (self->signals, "notify::state", G_CALLBACK (update), self);
  update (self);
}
