/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-setting-row.h"

#include "tactus-choice-row.h"
#include "tactus-profile-row.h"
#include "tactus-switch-row.h"

static void
failed_cb (GtkWidget  *row,
           const char *sentence)
{
  gtk_widget_activate_action (row, "page.say", "s", sentence);
}

static GtkWidget *
make_row (TactusSettingChange *change)
{
  switch (tactus_setting_change_get_setting (change)->kind)
    {
    case TACTUS_SETTING_KIND_SWITCH:
      return tactus_switch_row_new (change);
    case TACTUS_SETTING_KIND_PROFILE:
      return tactus_profile_row_new (change);
    case TACTUS_SETTING_KIND_CHOICE:
    case TACTUS_SETTING_KIND_NUMBER:
    case TACTUS_SETTING_KIND_SPAN:
    default:
      return tactus_choice_row_new (change);
    }
}

GtkWidget *
tactus_setting_row_new (TactusBand      *band,
                        TactusSettingId  setting)
{
  g_autoptr(TactusSettingChange) change =
    tactus_setting_change_new (band, tactus_setting_get (setting));
  GtkWidget *row = make_row (change);
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spinner);
  g_object_bind_property (change, "busy", spinner, "spinning", G_BINDING_SYNC_CREATE);
  g_object_bind_property (change, "busy", spinner, "visible", G_BINDING_SYNC_CREATE);
  g_object_bind_property (change, "busy", row, "sensitive",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_signal_connect_object (change, "failed", G_CALLBACK (failed_cb), row, G_CONNECT_SWAPPED);

  return row;
}
