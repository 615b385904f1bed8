/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-switch-row.h"

#include <glib/gi18n.h>

#include "tactus-setting-text.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

struct _TactusSwitchRow
{
  AdwActionRow parent_instance;

  GtkWidget *toggle;

  TactusSettingChange *change; /* (owned) */
  gboolean showing;            /* the switch is being set by us */
};

G_DEFINE_FINAL_TYPE (TactusSwitchRow, tactus_switch_row, ADW_TYPE_ACTION_ROW)

static void
show (TactusSwitchRow *self)
{
  const char *value = tactus_setting_change_get_value (self->change);
  TactusSettingId id = tactus_setting_change_get_setting (self->change)->id;
  const char *subtitle = value ? tactus_setting_text_explain (id) : _("Not set from here");

  self->showing = TRUE;
  gtk_switch_set_active (GTK_SWITCH (self->toggle), g_strcmp0 (value, "on") == 0);
  self->showing = FALSE;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle ? subtitle : "");
}

static void
toggled_cb (TactusSwitchRow *self)
{
  if (!self->showing)
    tactus_setting_change_send (self->change,
                                gtk_switch_get_active (GTK_SWITCH (self->toggle)) ? "on" : "off");
}

GtkWidget *
tactus_switch_row_new (TactusSettingChange *change)
{
  TactusSwitchRow *self = g_object_new (TACTUS_TYPE_SWITCH_ROW, NULL);
  const char *title = tactus_setting_text_title (tactus_setting_change_get_setting (change)->id);

  self->change = g_object_ref (change);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  g_signal_connect_object (change, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);

  return GTK_WIDGET (self);
}

static void
tactus_switch_row_dispose (GObject *object)
{
  g_clear_object (&TACTUS_SWITCH_ROW (object)->change);

  G_OBJECT_CLASS (tactus_switch_row_parent_class)->dispose (object);
}

static void
tactus_switch_row_class_init (TactusSwitchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tactus_switch_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, TACTUS_TEMPLATE ("tactus-switch-row"));
  gtk_widget_class_bind_template_child (widget_class, TactusSwitchRow, toggle);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
tactus_switch_row_init (TactusSwitchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
}
