/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-toolkit.h"

#include <adwaita.h>
#include <string.h>

char *
tactus_toolkit_describe (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  const char *type = display ? G_OBJECT_TYPE_NAME (display) : "no display";

  return g_strdup_printf ("GTK %u.%u.%u (%s), libadwaita %u.%u.%u", gtk_get_major_version (),
                          gtk_get_minor_version (), gtk_get_micro_version (), type,
                          adw_get_major_version (), adw_get_minor_version (),
                          adw_get_micro_version ());
}
