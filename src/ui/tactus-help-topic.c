/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-help-topic.h"

#include <string.h>

struct _TactusHelpTopic
{
  AdwExpanderRow parent_instance;

  GtkWidget *row;   /* what opens: the keyboard reaches it, so that it is read and scrolled to */
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (TactusHelpTopic, tactus_help_topic, ADW_TYPE_EXPANDER_ROW)

typedef enum {
  PROP_TEXT = 1,
} TactusHelpTopicProperty;

static GParamSpec *properties[PROP_TEXT + 1];

gboolean
tactus_help_topic_matches (TactusHelpTopic *self,
                           const char      *words)
{
  g_autofree char *all = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *wanted = NULL;
  g_auto(GStrv) parts = NULL;

  g_return_val_if_fail (TACTUS_IS_HELP_TOPIC (self), FALSE);

  all = g_strjoin ("\n", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)),
                   gtk_label_get_label (GTK_LABEL (self->label)), NULL);
  folded = g_utf8_casefold (all, -1);
  wanted = g_utf8_casefold (words, -1);
  parts = g_strsplit (wanted, " ", -1);
  for (char **part = parts; *part; part++)
    if (!strstr (folded, *part))
      return FALSE;

  return TRUE;
}

static void
set_text (TactusHelpTopic *self,
          const char      *text)
{
  gtk_label_set_label (GTK_LABEL (self->label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
}

static void
tactus_help_topic_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  TactusHelpTopic *self = TACTUS_HELP_TOPIC (object);

  switch ((TactusHelpTopicProperty) property_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->label)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_help_topic_set_property (GObject      *object,
                                guint         property_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch ((TactusHelpTopicProperty) property_id)
    {
    case PROP_TEXT:
      set_text (TACTUS_HELP_TOPIC (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_help_topic_class_init (TactusHelpTopicClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = tactus_help_topic_get_property;
  G_OBJECT_CLASS (klass)->set_property = tactus_help_topic_set_property;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "",
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);
}

static void
tactus_help_topic_init (TactusHelpTopic *self)
{
  self->label = gtk_label_new ("");
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_margin_top (self->label, 12);
  gtk_widget_set_margin_bottom (self->label, 12);
  gtk_widget_set_margin_start (self->label, 12);
  gtk_widget_set_margin_end (self->label, 12);

  self->row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->row), self->label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->row), FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->row);
}
