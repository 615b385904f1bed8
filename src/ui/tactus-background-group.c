/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-background-group.h"

#include "tactus-compat.h"
#include "tactus-notice-text.h"
#include "tactus-settings.h"
#include "tactus-template.h"

struct _TactusBackgroundGroup
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *background_row;
  GtkWidget *background_switch;
  GtkWidget *autostart_row;
  GtkWidget *autostart_switch;
  GtkWidget *words_row;

  GSettings *settings;          /* (owned) (nullable) */
  TactusBackground *background; /* (owned) (nullable) */
  GCancellable *asking;         /* (owned) (nullable): the question in flight */
};

G_DEFINE_FINAL_TYPE (TactusBackgroundGroup, tactus_background_group, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
is_on (TactusBackgroundGroup *self,
       const char            *key)
{
  return g_settings_get_boolean (self->settings, key);
}

static void
say (TactusBackgroundGroup *self,
     const char            *words)
{
  gtk_widget_set_visible (self->words_row, words != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->words_row), words ? words : "");
  if (words)
    tactus_compat_announce (self->words_row, words);
}

static gboolean
is_absent (const GError *error)
{
  return g_error_matches (error, TACTUS_BACKGROUND_ERROR, TACTUS_BACKGROUND_ERROR_ABSENT);
}

/* Outside of a sandbox nobody has to be asked about the background; only starting at login needs
 * somebody who does it. */
static void
take_refusal (TactusBackgroundGroup *self,
              const GError          *error)
{
  gboolean autostart = is_on (self, TACTUS_SETTING_AUTOSTART);
  g_autofree char *words = tactus_notice_text_refused (error, autostart);

  if (!autostart && (is_absent (error) || !is_on (self, TACTUS_SETTING_BACKGROUND)))
    return;

  say (self, words);
  g_settings_set_boolean (self->settings,
                          autostart ? TACTUS_SETTING_AUTOSTART : TACTUS_SETTING_BACKGROUND, FALSE);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(TactusBackgroundGroup) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean ok = tactus_background_request_finish (TACTUS_BACKGROUND (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->asking);
  if (!ok)
    take_refusal (self, error);
}

static void
stop_asking (TactusBackgroundGroup *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

/* One question at a time; the last one counts. */
static void
ask (TactusBackgroundGroup *self)
{
  stop_asking (self);
  if (self->background == NULL)
    return;

  self->asking = g_cancellable_new ();
  tactus_background_request_async (self->background, tactus_notice_text_reason (),
                                   is_on (self, TACTUS_SETTING_AUTOSTART), self->asking, asked_cb,
                                   g_object_ref (self));
}

/* By hand; what a refusal puts back asks no more. */
static gboolean
background_set_cb (TactusBackgroundGroup *self,
                   gboolean               on)
{
  if (on == is_on (self, TACTUS_SETTING_BACKGROUND))
    return FALSE;

  g_settings_set_boolean (self->settings, TACTUS_SETTING_BACKGROUND, on);
  say (self, NULL);
  if (on)
    ask (self);

  return FALSE;
}

static gboolean
autostart_set_cb (TactusBackgroundGroup *self,
                  gboolean               on)
{
  if (on == is_on (self, TACTUS_SETTING_AUTOSTART))
    return FALSE;

  g_settings_set_boolean (self->settings, TACTUS_SETTING_AUTOSTART, on);
  say (self, NULL);
  ask (self);

  return FALSE;
}

void
tactus_background_group_set_settings (TactusBackgroundGroup *self,
                                      GSettings             *settings)
{
  g_return_if_fail (TACTUS_IS_BACKGROUND_GROUP (self));
  g_return_if_fail (self->settings == NULL);

  gtk_widget_set_sensitive (GTK_WIDGET (self), settings != NULL);
  if (settings == NULL)
    return;

  self->settings = g_object_ref (settings);
  g_settings_bind (settings, TACTUS_SETTING_BACKGROUND, self->background_switch, "active",
                   G_SETTINGS_BIND_GET);
  g_settings_bind (settings, TACTUS_SETTING_AUTOSTART, self->autostart_switch, "active",
                   G_SETTINGS_BIND_GET);
  g_signal_connect_object (self->background_switch, "state-set", G_CALLBACK (background_set_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->autostart_switch, "state-set", G_CALLBACK (autostart_set_cb),
                           self, G_CONNECT_SWAPPED);
}

void
tactus_background_group_set_background (TactusBackgroundGroup *self,
                                        TactusBackground      *background)
{
  g_return_if_fail (TACTUS_IS_BACKGROUND_GROUP (self));

  g_set_object (&self->background, background);
  gtk_widget_set_visible (GTK_WIDGET (self), background != NULL);
}

static void
tactus_background_group_dispose (GObject *object)
{
  TactusBackgroundGroup *self = TACTUS_BACKGROUND_GROUP (object);

  stop_asking (self);
  g_clear_object (&self->background);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (tactus_background_group_parent_class)->dispose (object);
}

static void
tactus_background_group_class_init (TactusBackgroundGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tactus_background_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-background-group"));
  gtk_widget_class_bind_template_child (widget_class, TactusBackgroundGroup, background_row);
  gtk_widget_class_bind_template_child (widget_class, TactusBackgroundGroup, background_switch);
  gtk_widget_class_bind_template_child (widget_class, TactusBackgroundGroup, autostart_row);
  gtk_widget_class_bind_template_child (widget_class, TactusBackgroundGroup, autostart_switch);
  gtk_widget_class_bind_template_child (widget_class, TactusBackgroundGroup, words_row);
}

static void
tactus_background_group_init (TactusBackgroundGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
