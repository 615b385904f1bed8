/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-preferences.h"

#include "tactus-settings.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

struct _TactusPreferences
{
  AdwWindow parent_instance;

  GtkWidget *measure_switch;
  GtkWidget *listen_switch;
  GtkWidget *window_row;

  GSettings *settings; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (TactusPreferences, tactus_preferences, ADW_TYPE_WINDOW)

static const guint window_minutes[] = { 1, 5, 15, 60 };

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
  if (settings)
    {
      self->settings = g_object_ref (settings);
      g_settings_bind (settings, TACTUS_SETTING_MEASURE, self->measure_switch, "active",
                       G_SETTINGS_BIND_DEFAULT);
      g_settings_bind (settings, TACTUS_SETTING_LISTEN, self->listen_switch, "active",
                       G_SETTINGS_BIND_DEFAULT);
      show_window (self);
    }

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

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-preferences"));
  gtk_widget_class_bind_template_child (widget_class, TactusPreferences, measure_switch);
  gtk_widget_class_bind_template_child (widget_class, TactusPreferences, listen_switch);
  gtk_widget_class_bind_template_child (widget_class, TactusPreferences, window_row);
  gtk_widget_class_bind_template_callback (widget_class, window_selected_cb);
}

static void
tactus_preferences_init (TactusPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
}
