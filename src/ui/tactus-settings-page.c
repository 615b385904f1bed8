/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-settings-page.h"

#include <glib/gi18n.h>

#include "tactus-connect-hint.h"
#include "tactus-setting-row.h"
#include "tactus-template.h"

struct _TactusSettingsPage
{
  AdwBin parent_instance;

  GtkWidget *page;
  GtkWidget *hint;
};

G_DEFINE_FINAL_TYPE (TactusSettingsPage, tactus_settings_page, ADW_TYPE_BIN)

/* A group ends with TACTUS_N_SETTINGS. */
typedef struct {
  const char      *title;
  TactusSettingId  settings[8];
} Group;

static const Group groups[] = {
  /* Translators: the settings below are about the person who wears the band */
  { NC_("settings of a band", "You"),
    { TACTUS_SETTING_PROFILE, TACTUS_SETTING_GOAL, TACTUS_SETTING_GOAL_ALERT,
      TACTUS_SETTING_WEAR_SIDE, TACTUS_N_SETTINGS } },
  { NC_("settings of a band", "Heart Rate"),
    { TACTUS_SETTING_HEART_RATE_INTERVAL, TACTUS_SETTING_SLEEP_HEART_RATE,
      TACTUS_SETTING_SHARE_HEART_RATE, TACTUS_N_SETTINGS } },
  { NC_("settings of a band", "Display"),
    { TACTUS_SETTING_LANGUAGE, TACTUS_SETTING_TIME_FORMAT, TACTUS_SETTING_DATE_FORMAT,
      TACTUS_SETTING_CLOCK_FACE, TACTUS_SETTING_UNITS, TACTUS_SETTING_LIFT_DISPLAY,
      TACTUS_SETTING_ROTATE_TO_SWITCH, TACTUS_N_SETTINGS } },
  { NC_("settings of a band", "Quiet and Reminders"),
    { TACTUS_SETTING_DO_NOT_DISTURB, TACTUS_SETTING_INACTIVITY_ALERT,
      TACTUS_SETTING_DISCONNECT_ALERT, TACTUS_N_SETTINGS } },
  { NC_("settings of a band", "Bluetooth"),
    { TACTUS_SETTING_VISIBLE, TACTUS_N_SETTINGS } },
};

static gboolean
is_kept (TactusBand      *band,
         TactusSettingId  setting)
{
  const TactusModel *model = tactus_band_get_model (band);

  return model && tactus_model_has_setting (model, setting);
}

/* Returns: (nullable): the group, or NULL for one of which the band keeps nothing */
static GtkWidget *
make_group (TactusBand  *band,
            const Group *group)
{
  GtkWidget *widget = NULL;

  for (guint i = 0; group->settings[i] != TACTUS_N_SETTINGS; i++)
    if (is_kept (band, group->settings[i]))
      {
        if (widget == NULL)
          widget = adw_preferences_group_new ();
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (widget),
                                   tactus_setting_row_new (band, group->settings[i]));
      }

  if (widget)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (widget),
                                     g_dpgettext2 (GETTEXT_PACKAGE, "settings of a band",
                                                   group->title));

  return widget;
}

GtkWidget *
tactus_settings_page_new (TactusBand *band)
{
  TactusSettingsPage *self = g_object_new (TACTUS_TYPE_SETTINGS_PAGE, NULL);

  tactus_connect_hint_set_band (TACTUS_CONNECT_HINT (self->hint), band);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      GtkWidget *group = make_group (band, &groups[i]);

      if (group == NULL)
        continue;

      adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
      g_object_bind_property (self->hint, "ready", group, "sensitive", G_BINDING_SYNC_CREATE);
    }

  return GTK_WIDGET (self);
}

static void
tactus_settings_page_class_init (TactusSettingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TACTUS_TYPE_CONNECT_HINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-settings-page"));
  gtk_widget_class_bind_template_child (widget_class, TactusSettingsPage, page);
  gtk_widget_class_bind_template_child (widget_class, TactusSettingsPage, hint);
}

static void
tactus_settings_page_init (TactusSettingsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
