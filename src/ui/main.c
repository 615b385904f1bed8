/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-application.h"
#include "tactus-language.h"
#include "tactus-log-keeper.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr(TactusApplication) application = NULL;

  tactus_log_keeper_install ();
  tactus_language_set_up ();

  application = tactus_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
