/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-preferences.h"

#include <glib/gi18n.h>

#include "tactus-alert-levels.h"
#include "tactus-background-group.h"
#include "tactus-entry-leave.h"
#include "tactus-live-text.h"
#include "tactus-settings.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

struct _TactusPreferences
{
  AdwWindow parent_instance;

  GtkWidget *measure_switch;
  GtkWidget *listen_switch;
  GtkWidget *window_row;
  GtkWidget *year_row;
  GtkWidget *year_button;
  GtkWidget *maximum_row;
  GtkWidget *zones_row;
  GtkWidget *alert_levels;
  GtkWidget *background_group;
  GtkWidget *units_row;

  GSettings *settings; /* (owned) (nullable) */
  int year;            /* of birth, as kept; 0: not told */
  int maximum;         /* as kept; 0: not told */
  int suggested_year;  /* 0: none */
  gboolean filling;    /* the rows, out of the settings */
};

G_DEFINE_FINAL_TYPE (TactusPreferences, tactus_preferences, ADW_TYPE_WINDOW)

static const guint window_minutes[] = { 1, 5, 15, 60, 6 * 60, 24 * 60, 0 };

static void
window_selected_cb (TactusPreferences *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->window_row));

  if (self->settings && selected < G_N_ELEMENTS (window_minutes))
    g_settings_set_uint (self->settings, TACTUS_SETTING_CHART_MINUTES, window_minutes[selected]);
}

static void
show_window (TactusPreferences *self)
{
  guint minutes = g_settings_get_uint (self->settings, TACTUS_SETTING_CHART_MINUTES);

  for (guint i = 0; i < G_N_ELEMENTS (window_minutes); i++)
    if (window_minutes[i] == minutes)
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->window_row), i);
}

static int
this_year (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_get_year (now);
}

static void
say_zones (TactusPreferences *self,
           const char        *title,
           const char        *zones)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->zones_row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->zones_row), zones);
}

/* What is wrong with the rows, or what follows from them.  The zones stay while a number is typed
 * anew: they are what is kept so far. */
static void
show_zones (TactusPreferences *self,
            gboolean           year_right,
            gboolean           maximum_right)
{
  guint age = self->year > 0 ? this_year () - self->year : 0;
  TactusZones zones = tactus_zones_for (self->maximum, age);
  g_autofree char *ranges = tactus_text_all_zones (&zones);
  g_autofree char *text = NULL;

  if (!year_right)
    text = g_strdup (_("The year of birth has four digits, such as 1985"));
  else if (!maximum_right)
    text = g_strdup_printf (_("A maximum is from %d to %d beats per minute"),
                            TACTUS_ZONES_LOWEST_MAXIMUM, TACTUS_ZONES_HIGHEST_MAXIMUM);
  else
    text = tactus_text_maximum (self->maximum, age);

  say_zones (self, text, ranges);
}

static void
keep_number (TactusPreferences *self,
             const char        *key,
             int               *kept,
             int                number)
{
  if (*kept == number)
    return;

  *kept = number;
  if (self->settings)
    g_settings_set_int (self->settings, key, number);
}

/* @done: whether the person is: only then an empty row means that nothing is told.  What is wrong
 * leaves the setting alone. */
static void
take_numbers (TactusPreferences *self,
              gboolean           done)
{
  int year, maximum;
  gboolean year_right =
    tactus_text_parse_birth_year (gtk_editable_get_text (GTK_EDITABLE (self->year_row)),
                                  this_year (), &year);
  gboolean maximum_right =
    tactus_text_parse_maximum (gtk_editable_get_text (GTK_EDITABLE (self->maximum_row)), &maximum);

  if (self->filling)
    return;

  if (year_right && (year > 0 || done))
    keep_number (self, TACTUS_SETTING_BIRTH_YEAR, &self->year, year);
  if (maximum_right && (maximum > 0 || done))
    keep_number (self, TACTUS_SETTING_MAXIMUM_RATE, &self->maximum, maximum);
  tactus_widget_mark_wrong (self->year_row, !year_right);
  tactus_widget_mark_wrong (self->maximum_row, !maximum_right);
  show_zones (self, year_right, maximum_right);
  gtk_widget_set_visible (self->year_button, self->suggested_year > 0 && year == 0);
}

static void
zones_changed_cb (TactusPreferences *self)
{
  take_numbers (self, FALSE);
}

static void
zones_left_cb (TactusPreferences *self)
{
  take_numbers (self, TRUE);
}

static void
set_number (GtkWidget *row,
            int        number)
{
  g_autofree char *text = number > 0 ? g_strdup_printf ("%d", number) : g_strdup ("");

  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
year_clicked_cb (TactusPreferences *self)
{
  set_number (self->year_row, self->suggested_year);
}

static void
fill_zones (TactusPreferences *self)
{
  self->filling = TRUE;
  if (self->settings)
    {
      self->year = g_settings_get_int (self->settings, TACTUS_SETTING_BIRTH_YEAR);
      self->maximum = g_settings_get_int (self->settings, TACTUS_SETTING_MAXIMUM_RATE);
      set_number (self->year_row, self->year);
      set_number (self->maximum_row, self->maximum);
    }
  self->filling = FALSE;
  take_numbers (self, FALSE);
}

static const char *const unit_choices[] = { "region", "metric", "imperial" };

static void
units_selected_cb (TactusPreferences *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->units_row));

  if (self->settings && selected < G_N_ELEMENTS (unit_choices))
    g_settings_set_string (self->settings, TACTUS_SETTING_MEASURED_IN, unit_choices[selected]);
}

static void
show_units (TactusPreferences *self)
{
  g_autofree char *choice = g_settings_get_string (self->settings, TACTUS_SETTING_MEASURED_IN);

  for (guint i = 0; i < G_N_ELEMENTS (unit_choices); i++)
    if (g_str_equal (unit_choices[i], choice))
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->units_row), i);
}

void
tactus_preferences_suggest_year (TactusPreferences *self,
                                 guint              year)
{
  /* Translators: %u is a year */
  g_autofree char *label = g_strdup_printf (_("Use %u"), year);

  g_return_if_fail (TACTUS_IS_PREFERENCES (self));

  self->suggested_year = year;
  gtk_button_set_label (GTK_BUTTON (self->year_button), label);
  fill_zones (self);
}

void
tactus_preferences_show_zones (TactusPreferences *self)
{
  g_return_if_fail (TACTUS_IS_PREFERENCES (self));

  gtk_widget_grab_focus (self->year_row);
}

void
tactus_preferences_set_background (TactusPreferences *self,
                                   TactusBackground  *background)
{
  g_return_if_fail (TACTUS_IS_PREFERENCES (self));

  tactus_background_group_set_background (TACTUS_BACKGROUND_GROUP (self->background_group),
                                          background);
}

GtkWidget *
tactus_preferences_new (GtkWindow *parent,
                        GSettings *settings)
{
  TactusPreferences *self = g_object_new (TACTUS_TYPE_PREFERENCES,
                                          "application", gtk_window_get_application (parent),
                                          "transient-for", parent,
                                          NULL);

  gtk_widget_set_sensitive (self->measure_switch, settings != NULL);
  gtk_widget_set_sensitive (self->listen_switch, settings != NULL);
  gtk_widget_set_sensitive (self->window_row, settings != NULL);
  gtk_widget_set_sensitive (self->year_row, settings != NULL);
  gtk_widget_set_sensitive (self->maximum_row, settings != NULL);
  gtk_widget_set_sensitive (self->units_row, settings != NULL);
  tactus_alert_levels_set_settings (TACTUS_ALERT_LEVELS (self->alert_levels), settings);
  tactus_background_group_set_settings (TACTUS_BACKGROUND_GROUP (self->background_group), settings);
  if (settings)
    {
      self->settings = g_object_ref (settings);
      show_units (self);
      g_settings_bind (settings, TACTUS_SETTING_MEASURE, self->measure_switch, "active",
                       G_SETTINGS_BIND_DEFAULT);
      g_settings_bind (settings, TACTUS_SETTING_LISTEN, self->listen_switch, "active",
                       G_SETTINGS_BIND_DEFAULT);
      show_window (self);
    }
  fill_zones (self);

  return GTK_WIDGET (self);
}

static void
tactus_preferences_finalize (GObject *object)
{
  g_clear_object (&TACTUS_PREFERENCES (object)->settings);

  G_OBJECT_CLASS (tactus_preferences_parent_class)->finalize (object);
}

static void
tactus_preferences_class_init (TactusPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tactus_preferences_finalize;

  g_type_ensure (TACTUS_TYPE_ALERT_LEVELS);
  g_type_ensure (TACTUS_TYPE_BACKGROUND_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-preferences"));
  gtk_widget_class_bind_template_child (widget_class, TactusPreferences, measure_switch);
  gtk_widget_class_bind_template_child (widget_class, TactusPreferences, listen_switch);
  gtk_widget_class_bind_template_child (widget_class, TactusPreferences, window_row);
  gtk_widget_class_bind_template_child (widget_class, TactusPreferences, year_row);
  gtk_widget_class_bind_template_child (widget_class, TactusPreferences, year_button);
  gtk_widget_class_bind_template_child (widget_class, TactusPreferences, maximum_row);
  gtk_widget_class_bind_template_child (widget_class, TactusPreferences, zones_row);
  gtk_widget_class_bind_template_child (widget_class, TactusPreferences, alert_levels);
  gtk_widget_class_bind_template_child (widget_class, TactusPreferences, background_group);
  gtk_widget_class_bind_template_child (widget_class, TactusPreferences, units_row);
  gtk_widget_class_bind_template_callback (widget_class, window_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, zones_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, units_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, year_clicked_cb);
}

static void
tactus_preferences_init (TactusPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
  tactus_entry_leave_watch (ADW_ENTRY_ROW (self->year_row), G_CALLBACK (zones_left_cb),
                            G_OBJECT (self));
  tactus_entry_leave_watch (ADW_ENTRY_ROW (self->maximum_row), G_CALLBACK (zones_left_cb),
                            G_OBJECT (self));
}
