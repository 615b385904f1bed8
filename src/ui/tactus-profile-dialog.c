/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-profile-dialog.h"

#include <math.h>
#include <stdio.h>

#include "tactus-fit.h"
#include "tactus-locale.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

#define CM_PER_INCH  2.54
#define KG_PER_POUND 0.45359237

struct _TactusProfileDialog
{
  AdwWindow parent_instance;

  GtkWidget *born_group;
  GtkWidget *year_row;
  GtkWidget *year_button;
  GtkWidget *month_row;
  GtkWidget *day_row;
  GtkWidget *day_button;
  GtkWidget *sex_row;
  GtkWidget *centimetre_row;
  GtkWidget *centimetre_button;
  GtkWidget *inch_row;
  GtkWidget *inch_button;
  GtkWidget *kilogram_row;
  GtkWidget *kilogram_button;
  GtkWidget *pound_row;
  GtkWidget *pound_button;

  gboolean imperial;
};

G_DEFINE_FINAL_TYPE (TactusProfileDialog, tactus_profile_dialog, ADW_TYPE_WINDOW)

static guint chosen_signal;

static double
get_value (GtkWidget *button)
{
  gtk_spin_button_update (GTK_SPIN_BUTTON (button));

  return gtk_spin_button_get_value (GTK_SPIN_BUTTON (button));
}

static guint
get_number (GtkWidget *button)
{
  return (guint) lround (get_value (button));
}

static void
set_value (GtkWidget *button,
           double     value)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (button), value);
}

static guint
get_month (TactusProfileDialog *self)
{
  return adw_combo_row_get_selected (ADW_COMBO_ROW (self->month_row)) + 1;
}

/* The 30th of February is not to be had. */
static void
month_cb (TactusProfileDialog *self)
{
  guint year = get_number (self->year_button);
  guint month = get_month (self);

  /* No months are listed yet while the dialog is being made. */
  if (month >= 1 && month <= 12)
    gtk_spin_button_set_range (GTK_SPIN_BUTTON (self->day_button), 1,
                               g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year));
}

/* Feet and inches in the one field: 70 is 5′ 10″. */
static gboolean
inch_output_cb (TactusProfileDialog *self,
                GtkSpinButton       *button)
{
  int inches = gtk_spin_button_get_value_as_int (button);
  g_autofree char *text = g_strdup_printf ("%d′ %d″", inches / 12, inches % 12);

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (button)), text))
    gtk_editable_set_text (GTK_EDITABLE (button), text);

  return TRUE;
}

static int
inch_input_cb (TactusProfileDialog *self,
               double              *value,
               GtkSpinButton       *button)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (button));
  guint feet, inches = 0;
  int n = sscanf (text, "%4u%*[^0-9]%4u", &feet, &inches);

  if (n < 1)
    return GTK_INPUT_ERROR;

  /* A number alone that nobody's feet have: inches. */
  *value = n == 1 && feet > 9 ? feet : feet * 12 + inches;
  return TRUE;
}

static guint
get_height_cm (TactusProfileDialog *self)
{
  if (self->imperial)
    return (guint) lround (get_value (self->inch_button) * CM_PER_INCH);

  return get_number (self->centimetre_button);
}

static double
get_weight_kg (TactusProfileDialog *self)
{
  if (self->imperial)
    return get_value (self->pound_button) * KG_PER_POUND;

  return get_value (self->kilogram_button);
}

static void
set_clicked_cb (TactusProfileDialog *self)
{
  g_autoptr(TactusProfileDialog) alive = g_object_ref (self);
  const TactusProfile profile = {
    .birth_year = get_number (self->year_button),
    .birth_month = get_month (self),
    .birth_day = get_number (self->day_button),
    .sex = (TactusSex) adw_combo_row_get_selected (ADW_COMBO_ROW (self->sex_row)),
    .height_cm = get_height_cm (self),
    .weight_kg = get_weight_kg (self),
  };
  g_autofree char *text = tactus_profile_to_text (&profile);

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (alive, chosen_signal, 0, text);
}

static void
list_months (TactusProfileDialog *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (int month = 1; month <= 12; month++)
    {
      g_autoptr(GDateTime) when = g_date_time_new_utc (2000, month, 1, 0, 0, 0);
      g_autofree char *name = g_date_time_format (when, "%OB");

      gtk_string_list_append (names, name);
    }

  adw_combo_row_set_model (ADW_COMBO_ROW (self->month_row), G_LIST_MODEL (names));
}

/* As people here say it. */
static void
order_rows (TactusProfileDialog *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self->born_group);
  char order[4];

  tactus_locale_get_date_order (order);
  for (const char *part = order; *part; part++)
    {
      GtkWidget *row = *part == 'd' ? self->day_row
                                    : *part == 'm' ? self->month_row : self->year_row;

      g_object_ref (row);
      adw_preferences_group_remove (group, row);
      adw_preferences_group_add (group, row);
      g_object_unref (row);
    }
}

static void
show_units (TactusProfileDialog *self)
{
  gtk_widget_set_visible (self->centimetre_row, !self->imperial);
  gtk_widget_set_visible (self->kilogram_row, !self->imperial);
  gtk_widget_set_visible (self->inch_row, self->imperial);
  gtk_widget_set_visible (self->pound_row, self->imperial);
}

static void
show_profile (TactusProfileDialog *self,
              const TactusProfile *profile)
{
  set_value (self->year_button, profile->birth_year);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->month_row), profile->birth_month - 1);
  month_cb (self);
  set_value (self->day_button, profile->birth_day);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->sex_row), profile->sex);
  set_value (self->centimetre_button, profile->height_cm);
  set_value (self->inch_button, round (profile->height_cm / CM_PER_INCH));
  set_value (self->kilogram_button, profile->weight_kg);
  set_value (self->pound_button, profile->weight_kg / KG_PER_POUND);
}

GtkWidget *
tactus_profile_dialog_new (GtkWindow           *parent,
                           const TactusProfile *profile,
                           gboolean             imperial)
{
  TactusProfileDialog *self = g_object_new (TACTUS_TYPE_PROFILE_DIALOG,
                                            "application", gtk_window_get_application (parent),
                                            "transient-for", parent,
                                            NULL);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  self->imperial = imperial;
  gtk_spin_button_set_range (GTK_SPIN_BUTTON (self->year_button), 1900,
                             g_date_time_get_year (now));
  list_months (self);
  order_rows (self);
  show_units (self);
  show_profile (self, profile);

  return GTK_WIDGET (self);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (TACTUS_TYPE_FIT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-profile-dialog"));
  gtk_widget_class_bind_template_child (widget_class, TactusProfileDialog, born_group);
  gtk_widget_class_bind_template_child (widget_class, TactusProfileDialog, year_row);
  gtk_widget_class_bind_template_child (widget_class, TactusProfileDialog, year_button);
  gtk_widget_class_bind_template_child (widget_class, TactusProfileDialog, month_row);
  gtk_widget_class_bind_template_child (widget_class, TactusProfileDialog, day_row);
  gtk_widget_class_bind_template_child (widget_class, TactusProfileDialog, day_button);
  gtk_widget_class_bind_template_child (widget_class, TactusProfileDialog, sex_row);
  gtk_widget_class_bind_template_child (widget_class, TactusProfileDialog, centimetre_row);
  gtk_widget_class_bind_template_child (widget_class, TactusProfileDialog, centimetre_button);
  gtk_widget_class_bind_template_child (widget_class, TactusProfileDialog, inch_row);
  gtk_widget_class_bind_template_child (widget_class, TactusProfileDialog, inch_button);
  gtk_widget_class_bind_template_child (widget_class, TactusProfileDialog, kilogram_row);
  gtk_widget_class_bind_template_child (widget_class, TactusProfileDialog, kilogram_button);
  gtk_widget_class_bind_template_child (widget_class, TactusProfileDialog, pound_row);
  gtk_widget_class_bind_template_child (widget_class, TactusProfileDialog, pound_button);
  gtk_widget_class_bind_template_callback (widget_class, month_cb);
  gtk_widget_class_bind_template_callback (widget_class, inch_output_cb);
  gtk_widget_class_bind_template_callback (widget_class, inch_input_cb);
  gtk_widget_class_bind_template_callback (widget_class, set_clicked_cb);
}

static void
tactus_profile_dialog_class_init (TactusProfileDialogClass *klass)
{
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
tactus_profile_dialog_init (TactusProfileDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
}
