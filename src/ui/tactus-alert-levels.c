/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-alert-levels.h"

#include "tactus-alert-text.h"
#include "tactus-entry-leave.h"
#include "tactus-live-text.h"
#include "tactus-settings.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

struct _TactusAlertLevels
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *alert_switch;
  GtkWidget *high_row;
  GtkWidget *low_row;
  GtkWidget *seconds_row;
  GtkWidget *words_row;

  GSettings *settings; /* (owned) (nullable) */
  gboolean filling;    /* the rows, out of the settings */
};

G_DEFINE_FINAL_TYPE (TactusAlertLevels, tactus_alert_levels, ADW_TYPE_PREFERENCES_GROUP)

static const int choices[] = { 10, 30, 60, 2 * 60, 5 * 60, 10 * 60 };

/* What is wrong with the rows, or what follows from the settings. */
static void
show_words (TactusAlertLevels *self,
            const char        *wrong)
{
  TactusPulseLevels kept = tactus_settings_get_levels (self->settings);
  g_autofree char *words = tactus_alert_text_levels (&kept);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->words_row), wrong ? wrong : words);
  if (wrong)
    gtk_widget_add_css_class (self->words_row, "error");
  else
    gtk_widget_remove_css_class (self->words_row, "error");
}

/* @done: whether the person is: an empty entry means none only then */
static void
take_rows (TactusAlertLevels *self,
           gboolean           done)
{
  TactusPulseLevels levels = tactus_settings_get_levels (self->settings);
  const char *high_text = gtk_editable_get_text (GTK_EDITABLE (self->high_row));
  const char *low_text = gtk_editable_get_text (GTK_EDITABLE (self->low_row));
  guint high, low;
  gboolean high_right = tactus_alert_text_parse_high (high_text, &high);
  gboolean low_right = tactus_alert_text_parse_low (low_text, &low);
  g_autofree char *wrong = NULL;

  if (self->filling || self->settings == NULL)
    return;

  if (high_right && (high > 0 || done))
    levels.high = high;
  if (low_right && (low > 0 || done))
    levels.low = low;
  wrong = tactus_alert_text_wrong (high_right, low_right, &levels);
  tactus_widget_mark_wrong (self->high_row, !high_right);
  tactus_widget_mark_wrong (self->low_row, !low_right || (wrong && high_right));
  if (tactus_pulse_levels_are_valid (&levels))
    tactus_settings_set_levels (self->settings, &levels);
  show_words (self, wrong);
}

static void
levels_changed_cb (TactusAlertLevels *self)
{
  take_rows (self, FALSE);
}

static void
left_cb (TactusAlertLevels *self)
{
  take_rows (self, TRUE);
}

static void
seconds_selected_cb (TactusAlertLevels *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->seconds_row));

  if (self->settings == NULL || self->filling || selected >= G_N_ELEMENTS (choices))
    return;

  g_settings_set_int (self->settings, TACTUS_SETTING_ALERT_SECONDS, choices[selected]);
  take_rows (self, FALSE);
}

static void
fill_seconds (TactusAlertLevels *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  int seconds = g_settings_get_int (self->settings, TACTUS_SETTING_ALERT_SECONDS);
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      gtk_string_list_take (names, tactus_text_spoken_span (choices[i] * G_USEC_PER_SEC));
      if (choices[i] <= seconds)
        selected = i;
    }

  adw_combo_row_set_model (ADW_COMBO_ROW (self->seconds_row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->seconds_row), selected);
}

static void
set_level (GtkWidget *row,
           guint      level)
{
  g_autofree char *text = level > 0 ? g_strdup_printf ("%u", level) : g_strdup ("");

  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
fill (TactusAlertLevels *self)
{
  TactusPulseLevels levels = tactus_settings_get_levels (self->settings);

  self->filling = TRUE;
  set_level (self->high_row, levels.high);
  set_level (self->low_row, levels.low);
  fill_seconds (self);
  self->filling = FALSE;
  show_words (self, NULL);
}

void
tactus_alert_levels_set_settings (TactusAlertLevels *self,
                                  GSettings         *settings)
{
  GtkWidget *const levels[] = { self->high_row, self->low_row, self->seconds_row };

  g_return_if_fail (TACTUS_IS_ALERT_LEVELS (self));
  g_return_if_fail (self->settings == NULL);

  gtk_widget_set_sensitive (GTK_WIDGET (self), settings != NULL);
  if (settings == NULL)
    return;

  self->settings = g_object_ref (settings);
  g_settings_bind (settings, TACTUS_SETTING_ALERT, self->alert_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    g_object_bind_property (self->alert_switch, "active", levels[i], "sensitive",
                            G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->alert_switch, "active", self->words_row, "visible",
                          G_BINDING_SYNC_CREATE);
  fill (self);
}

static void
tactus_alert_levels_finalize (GObject *object)
{
  g_clear_object (&TACTUS_ALERT_LEVELS (object)->settings);

  G_OBJECT_CLASS (tactus_alert_levels_parent_class)->finalize (object);
}

static void
tactus_alert_levels_class_init (TactusAlertLevelsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tactus_alert_levels_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-alert-levels"));
  gtk_widget_class_bind_template_child (widget_class, TactusAlertLevels, alert_switch);
  gtk_widget_class_bind_template_child (widget_class, TactusAlertLevels, high_row);
  gtk_widget_class_bind_template_child (widget_class, TactusAlertLevels, low_row);
  gtk_widget_class_bind_template_child (widget_class, TactusAlertLevels, seconds_row);
  gtk_widget_class_bind_template_child (widget_class, TactusAlertLevels, words_row);
  gtk_widget_class_bind_template_callback (widget_class, levels_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, seconds_selected_cb);
}

static void
tactus_alert_levels_init (TactusAlertLevels *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_entry_leave_watch (ADW_ENTRY_ROW (self->high_row), G_CALLBACK (left_cb), G_OBJECT (self));
  tactus_entry_leave_watch (ADW_ENTRY_ROW (self->low_row), G_CALLBACK (left_cb), G_OBJECT (self));
}
