/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Built with nothing that hardens, for the test of what does. */

#include <stdio.h>
#include <string.h>

int
main (int    argc,
      char **argv)
{
  char copy[64];

  strncpy (copy, argv[argc - 1], sizeof copy - 1);
  copy[sizeof copy - 1] = '\0';
  return puts (copy) < 0;
}
