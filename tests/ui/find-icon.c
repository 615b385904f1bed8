/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* find-icon NAME…: prints the file in which the desktop finds each icon, a line each. */

#include <gtk/gtk.h>

#define SIZE 48

static void
print_file (GtkIconTheme *theme,
            const char   *name)
{
  g_autoptr(GtkIconPaintable) icon =
    gtk_icon_theme_lookup_icon (theme, name, NULL, SIZE, 1, GTK_TEXT_DIR_LTR, 0);
  g_autoptr(GFile) file = gtk_icon_paintable_get_file (icon);
  g_autofree char *path = file ? g_file_get_path (file) : NULL;

  /* An icon that is nowhere is one that is built into GTK. */
  g_print ("%s\n", path ? path : "none");
}

int
main (int    argc,
      char **argv)
{
  gtk_init ();

  for (int i = 1; i < argc; i++)
    print_file (gtk_icon_theme_get_for_display (gdk_display_get_default ()), argv[i]);

  return 0;
}
