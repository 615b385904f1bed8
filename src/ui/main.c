/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include <locale.h>

#include <glib/gi18n.h>

#include "tactus-application.h"
#include "tactus-localedir.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr(TactusApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, TACTUS_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = tactus_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
