/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* A window with one of each fault that test-accessibility.py looks for, so that it is known to find
 * them. */

#include <gtk/gtk.h>

static GtkWidget *
make_unreachable (void)
{
  GtkWidget *button = gtk_button_new_with_label ("Out of Reach");

  gtk_widget_set_focusable (button, FALSE);

  return button;
}

static GtkWidget *
make_shapeless (void)
{
  GtkWidget *area = gtk_drawing_area_new ();

  gtk_widget_set_focusable (area, TRUE);
  gtk_widget_set_size_request (area, 40, 40);

  return area;
}

int
main (int    argc,
      char **argv)
{
  GtkWidget *window, *box;

  gtk_init ();
  window = gtk_window_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (box), gtk_button_new_with_label ("Fine"));
  gtk_box_append (GTK_BOX (box), gtk_button_new_from_icon_name ("list-add-symbolic"));
  gtk_box_append (GTK_BOX (box), gtk_button_new_with_label ("_Under"));
  gtk_box_append (GTK_BOX (box), make_unreachable ());
  gtk_box_append (GTK_BOX (box), make_shapeless ());
  gtk_box_append (GTK_BOX (box), gtk_button_new_with_label ("Twin"));
  gtk_box_append (GTK_BOX (box), gtk_button_new_with_label ("Twin"));
  gtk_window_set_title (GTK_WINDOW (window), "Planted");
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));

  /* Until it is killed. */
  while (gtk_widget_get_visible (window))
    g_main_context_iteration (NULL, TRUE);

  return 0;
}
