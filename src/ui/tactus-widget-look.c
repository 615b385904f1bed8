/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-widget-look.h"

#include "tactus-text.h"

gboolean
tactus_widget_get_animated (GtkWidget *widget)
{
  gboolean animated = TRUE;

  g_object_get (gtk_widget_get_settings (widget), "gtk-enable-animations", &animated, NULL);
  return animated;
}

static gboolean
has_two_names (GtkWidget *widget)
{
  return GTK_IS_SWITCH (widget) ||
         (GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget)));
}

void
tactus_widget_say_once (GtkWidget *root)
{
  if (has_two_names (root))
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_RELATION_LABELLED_BY);

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child;
       child = gtk_widget_get_next_sibling (child))
    tactus_widget_say_once (child);
}

void
tactus_widget_label_button (GtkWidget  *button,
                            const char *label)
{
  g_autofree char *name = tactus_text_strip_mnemonic (label);

  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}
