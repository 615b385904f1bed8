/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-profile-row.h"

#include <glib/gi18n.h>

#include "tactus-profile-dialog.h"
#include "tactus-setting-text.h"
#include "tactus-template.h"
#include "tactus-units.h"

struct _TactusProfileRow
{
  AdwActionRow parent_instance;

  TactusSettingChange *change; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TactusProfileRow, tactus_profile_row, ADW_TYPE_ACTION_ROW)

static gboolean
get_profile (TactusProfileRow *self,
             TactusProfile    *profile)
{
  const char *value = tactus_setting_change_get_value (self->change);

  *profile = tactus_default_profile;
  return value && tactus_profile_parse_text (profile, value, NULL);
}

static void
show (TactusProfileRow *self)
{
  g_autofree char *text = NULL;
  TactusProfile profile;

  if (get_profile (self, &profile))
    text = tactus_setting_text_profile (&profile, tactus_units_get_imperial ());

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text ? text : _("Not set from here"));
}

static void
chosen_cb (TactusProfileRow *self,
           const char       *text)
{
  tactus_setting_change_send (self->change, text);
}

static void
activated_cb (TactusProfileRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog;
  TactusProfile profile;

  get_profile (self, &profile);
  dialog = tactus_profile_dialog_new (GTK_WINDOW (root), &profile, tactus_units_get_imperial ());
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

GtkWidget *
tactus_profile_row_new (TactusSettingChange *change)
{
  TactusProfileRow *self = g_object_new (TACTUS_TYPE_PROFILE_ROW, NULL);

  self->change = g_object_ref (change);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 tactus_setting_text_title (TACTUS_SETTING_PROFILE));
  g_signal_connect_object (change, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tactus_units_get_default (), "notify::imperial", G_CALLBACK (show), self,
                           G_CONNECT_SWAPPED);
  show (self);

  return GTK_WIDGET (self);
}

static void
tactus_profile_row_dispose (GObject *object)
{
  g_clear_object (&TACTUS_PROFILE_ROW (object)->change);

  G_OBJECT_CLASS (tactus_profile_row_parent_class)->dispose (object);
}

static void
tactus_profile_row_class_init (TactusProfileRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tactus_profile_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-profile-row"));
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
tactus_profile_row_init (TactusProfileRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
