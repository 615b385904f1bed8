/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-time-entry.h"

#include "tactus-template.h"

struct _TactusTimeEntry
{
  GtkBox parent_instance;

  GtkWidget *hour_button;
  GtkWidget *minute_button;
};

G_DEFINE_FINAL_TYPE (TactusTimeEntry, tactus_time_entry, GTK_TYPE_BOX)

static guint changed_signal;

/* 7 is 07. */
static gboolean
output_cb (TactusTimeEntry *self,
           GtkSpinButton   *button)
{
  g_autofree char *text = g_strdup_printf ("%02d", gtk_spin_button_get_value_as_int (button));

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (button)), text))
    gtk_editable_set_text (GTK_EDITABLE (button), text);

  return TRUE;
}

static void
value_changed_cb (TactusTimeEntry *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static guint
get_value (GtkWidget *button)
{
  return (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (button));
}

guint
tactus_time_entry_get_minutes (TactusTimeEntry *self)
{
  g_return_val_if_fail (TACTUS_IS_TIME_ENTRY (self), 0);

  return get_value (self->hour_button) * 60 + get_value (self->minute_button);
}

void
tactus_time_entry_update (TactusTimeEntry *self)
{
  g_return_if_fail (TACTUS_IS_TIME_ENTRY (self));

  gtk_spin_button_update (GTK_SPIN_BUTTON (self->hour_button));
  gtk_spin_button_update (GTK_SPIN_BUTTON (self->minute_button));
}

void
tactus_time_entry_set_minutes (TactusTimeEntry *self,
                               guint            minutes)
{
  g_return_if_fail (TACTUS_IS_TIME_ENTRY (self));

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->hour_button), minutes / 60);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->minute_button), minutes % 60);
}

static gboolean
tactus_time_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (TACTUS_TIME_ENTRY (widget)->hour_button);
}

static void
tactus_time_entry_class_init (TactusTimeEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = tactus_time_entry_grab_focus;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, TACTUS_TEMPLATE ("tactus-time-entry"));
  gtk_widget_class_bind_template_child (widget_class, TactusTimeEntry, hour_button);
  gtk_widget_class_bind_template_child (widget_class, TactusTimeEntry, minute_button);
  gtk_widget_class_bind_template_callback (widget_class, output_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
}

static void
tactus_time_entry_init (TactusTimeEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The hour is on the left of the minute in every language. */
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
}
