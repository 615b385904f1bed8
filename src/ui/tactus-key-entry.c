/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-key-entry.h"

#include "tactus-template.h"
#include "tactus-text.h"

struct _TactusKeyEntry
{
  AdwBin parent_instance;

  GtkWidget *row;
  GtkWidget *problem_revealer;
  GtkWidget *problem_label;

  gboolean valid;
};

G_DEFINE_FINAL_TYPE (TactusKeyEntry, tactus_key_entry, ADW_TYPE_BIN)

typedef enum {
  PROP_VALID = 1,
} TactusKeyEntryProperty;

static GParamSpec *properties[PROP_VALID + 1];
static guint activated_signal;

static const char *
peek_text (TactusKeyEntry *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->row));
}

static void
show_problem (TactusKeyEntry *self,
              const char     *problem)
{
  if (problem)
    {
      gtk_label_set_label (GTK_LABEL (self->problem_label), problem);
      gtk_widget_add_css_class (self->row, "error");
    }
  else
    {
      gtk_widget_remove_css_class (self->row, "error");
    }

  gtk_accessible_update_state (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_STATE_INVALID,
                               problem ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->problem_revealer), problem != NULL);
}

static void
changed_cb (TactusKeyEntry *self)
{
  g_autoptr(TactusKey) key = tactus_key_new_from_text (peek_text (self), NULL);
  g_autofree char *problem = tactus_text_key_problem (peek_text (self));

  show_problem (self, problem);

  if (self->valid == (key != NULL))
    return;

  self->valid = key != NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
}

static void
activated_cb (TactusKeyEntry *self)
{
  if (self->valid)
    g_signal_emit (self, activated_signal, 0);
}

TactusKey *
tactus_key_entry_get_key (TactusKeyEntry *self)
{
  g_return_val_if_fail (TACTUS_IS_KEY_ENTRY (self), NULL);

  return tactus_key_new_from_text (peek_text (self), NULL);
}

gboolean
tactus_key_entry_get_valid (TactusKeyEntry *self)
{
  g_return_val_if_fail (TACTUS_IS_KEY_ENTRY (self), FALSE);

  return self->valid;
}

void
tactus_key_entry_clear (TactusKeyEntry *self)
{
  g_return_if_fail (TACTUS_IS_KEY_ENTRY (self));

  gtk_editable_set_text (GTK_EDITABLE (self->row), "");
}

static gboolean
tactus_key_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (TACTUS_KEY_ENTRY (widget)->row);
}

static void
tactus_key_entry_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch ((TactusKeyEntryProperty) property_id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, TACTUS_KEY_ENTRY (object)->valid);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_key_entry_class_init (TactusKeyEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tactus_key_entry_get_property;
  widget_class->grab_focus = tactus_key_entry_grab_focus;

  properties[PROP_VALID] =
    g_param_spec_boolean ("valid", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  activated_signal = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, TACTUS_TEMPLATE ("tactus-key-entry"));
  gtk_widget_class_bind_template_child (widget_class, TactusKeyEntry, row);
  gtk_widget_class_bind_template_child (widget_class, TactusKeyEntry, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, TactusKeyEntry, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

/* Buttons of a row of libadwaita have a tooltip; GTK 4.8 does not take it for a name. */
static void
name_by_tooltip (GtkWidget *widget)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  if (GTK_IS_BUTTON (widget) && tooltip)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    name_by_tooltip (child);
}

static void
tactus_key_entry_init (TactusKeyEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  name_by_tooltip (self->row);
}
