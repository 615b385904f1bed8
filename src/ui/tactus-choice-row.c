/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-choice-row.h"

#include <glib/gi18n.h>

#include "tactus-setting-text.h"
#include "tactus-span-dialog.h"
#include "tactus-template.h"

struct _TactusChoiceRow
{
  AdwComboRow parent_instance;

  TactusSettingChange *change; /* (owned) */
  GPtrArray *values;           /* (owned) (element-type utf8): NULL: not set; "": ask for times */
  gboolean showing;            /* the selection is being set by us */
};

G_DEFINE_FINAL_TYPE (TactusChoiceRow, tactus_choice_row, ADW_TYPE_COMBO_ROW)

static void
add_option (TactusChoiceRow *self,
            GtkStringList   *labels,
            const char      *value,
            const char      *label)
{
  g_ptr_array_add (self->values, g_strdup (value));
  gtk_string_list_append (labels, label);
}

static GtkStringList *
list_options (TactusChoiceRow *self,
              const char      *current)
{
  const TactusSetting *setting = tactus_setting_change_get_setting (self->change);
  const TactusModel *model = tactus_setting_change_get_model (self->change);
  g_auto(GStrv) options = tactus_setting_text_options (setting, model, current);
  GtkStringList *labels = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->values, 0);
  if (current == NULL)
    add_option (self, labels, NULL, _("Not set from here"));

  for (guint i = 0; options[i]; i++)
    {
      g_autofree char *label = tactus_setting_text_value (setting, options[i]);

      add_option (self, labels, options[i], label);
    }

  if (setting->kind == TACTUS_SETTING_KIND_SPAN)
    add_option (self, labels, "", _("Between Two Times…"));

  return labels;
}

static guint
find_value (TactusChoiceRow *self,
            const char      *value)
{
  for (guint i = 0; i < self->values->len; i++)
    if (g_strcmp0 (g_ptr_array_index (self->values, i), value) == 0)
      return i;

  return GTK_INVALID_LIST_POSITION;
}

/* The list is made anew only for a value that is not in it: when a person has just chosen, GTK is
 * in the middle of it. */
static void
show (TactusChoiceRow *self)
{
  const char *value = tactus_setting_change_get_value (self->change);

  self->showing = TRUE;
  if (find_value (self, value) == GTK_INVALID_LIST_POSITION)
    {
      g_autoptr(GtkStringList) labels = list_options (self, value);

      adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (labels));
    }
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), find_value (self, value));
  self->showing = FALSE;
}

static void
span_cb (TactusChoiceRow *self,
         const char      *span)
{
  tactus_setting_change_send (self->change, span);
}

static void
ask_for_span (TactusChoiceRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  const char *value = tactus_setting_change_get_value (self->change);
  GtkWidget *dialog = tactus_span_dialog_new (GTK_WINDOW (root), title, value);

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (span_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
selected_cb (TactusChoiceRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  g_autofree char *value = NULL;

  if (self->showing || selected >= self->values->len)
    return;

  value = g_strdup (g_ptr_array_index (self->values, selected));
  if (g_strcmp0 (value, tactus_setting_change_get_value (self->change)) == 0)
    return;

  if (value && *value != '\0')
    {
      tactus_setting_change_send (self->change, value);
      return;
    }

  show (self);
  if (value)
    ask_for_span (self);
}

void
tactus_choice_row_select (TactusChoiceRow *self,
                          const char      *value)
{
  guint position;

  g_return_if_fail (TACTUS_IS_CHOICE_ROW (self));

  position = find_value (self, value);
  g_return_if_fail (position != GTK_INVALID_LIST_POSITION);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), position);
}

GtkWidget *
tactus_choice_row_new (TactusSettingChange *change)
{
  TactusChoiceRow *self = g_object_new (TACTUS_TYPE_CHOICE_ROW, NULL);
  const char *title = tactus_setting_text_title (tactus_setting_change_get_setting (change)->id);

  self->change = g_object_ref (change);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  g_signal_connect_object (change, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);

  return GTK_WIDGET (self);
}

static void
tactus_choice_row_dispose (GObject *object)
{
  TactusChoiceRow *self = TACTUS_CHOICE_ROW (object);

  self->showing = TRUE;
  g_clear_object (&self->change);

  G_OBJECT_CLASS (tactus_choice_row_parent_class)->dispose (object);
}

static void
tactus_choice_row_finalize (GObject *object)
{
  g_ptr_array_unref (TACTUS_CHOICE_ROW (object)->values);

  G_OBJECT_CLASS (tactus_choice_row_parent_class)->finalize (object);
}

static void
tactus_choice_row_class_init (TactusChoiceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tactus_choice_row_dispose;
  object_class->finalize = tactus_choice_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, TACTUS_TEMPLATE ("tactus-choice-row"));
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
tactus_choice_row_init (TactusChoiceRow *self)
{
  self->values = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}
