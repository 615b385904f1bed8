/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* gtk_widget_get_color() came after the oldest GTK we build with; what it replaced is deprecated in
 * the newest.  This file alone knows both. */
#ifdef GDK_VERSION_MAX_ALLOWED
#undef GDK_VERSION_MAX_ALLOWED
#endif

#include "config.h"

#include "tactus-widget-look.h"

void
tactus_widget_get_color (GtkWidget *widget,
                         GdkRGBA   *color)
{
#if GTK_CHECK_VERSION (4, 10, 0)
  gtk_widget_get_color (widget, color);
#else
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
#endif
}

gboolean
tactus_widget_get_animated (GtkWidget *widget)
{
  gboolean animated = TRUE;

  g_object_get (gtk_widget_get_settings (widget), "gtk-enable-animations", &animated, NULL);
  return animated;
}
