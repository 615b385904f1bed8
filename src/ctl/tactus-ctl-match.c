/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-ctl-match.h"

#include <string.h>

#define ADDRESS_LENGTH 17

gboolean
tactus_ctl_is_address (const char *text)
{
  if (strlen (text) != ADDRESS_LENGTH)
    return FALSE;

  for (guint i = 0; i < ADDRESS_LENGTH; i++)
    {
      if (i % 3 == 2 ? text[i] != ':' : !g_ascii_isxdigit (text[i]))
        return FALSE;
    }

  return TRUE;
}

gboolean
tactus_ctl_match (const char *text,
                  const char *address,
                  const char *name)
{
  g_autofree char *wanted = NULL;
  g_autofree char *folded = NULL;

  if (tactus_ctl_is_address (text))
    return g_ascii_strcasecmp (text, address) == 0;
  if (!*text)
    return FALSE;

  wanted = g_utf8_casefold (text, -1);
  folded = g_utf8_casefold (name, -1);
  return strstr (folded, wanted) != NULL;
}
