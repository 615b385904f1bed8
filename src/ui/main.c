/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include <errno.h>
#include <unistd.h>

#include "tactus-application.h"
#include "tactus-language.h"
#include "tactus-log-keeper.h"
#include "tactus-no-core.h"

/* Who closes the window and wants it back before the bands are let go of would wait in vain: the
 * name on the bus was ours until now. */
static void
start_anew (char       *name,
            const char *option)
{
  char *arguments[] = { name, (char *) option, NULL };

  execv ("/proc/self/exe", arguments);
  g_warning ("Starting anew: %s", g_strerror (errno));
}

int
main (int    argc,
      char **argv)
{
  TactusApplication *application;
  const char *option;
  gboolean wanted;
  int status;

  tactus_no_core ();
  tactus_log_keeper_install ();
  tactus_language_set_up ();

  application = tactus_application_new ();

  status = g_application_run (G_APPLICATION (application), argc, argv);
  wanted = tactus_application_get_wanted (application);
  option = tactus_application_get_wanted_option (application);
  g_object_unref (application);
  if (wanted)
    start_anew (argv[0], option);

  return status;
}
