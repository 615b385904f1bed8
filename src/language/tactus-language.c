/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-language.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>

#include "tactus-localedir.h"

void
tactus_language_set_up (void)
{
  /* Translations hold formats for printf(): a program with more rights than its caller must not
   * take them from anywhere. */
  const char *folder = secure_getenv ("TACTUS_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder && *folder ? folder : TACTUS_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
