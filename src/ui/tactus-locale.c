/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-locale.h"

#include <langinfo.h>
#include <string.h>

gboolean
tactus_locale_get_imperial (void)
{
#ifdef _NL_MEASUREMENT_MEASUREMENT
  /* 1 is metric, 2 is what the United States use. */
  return *nl_langinfo (_NL_MEASUREMENT_MEASUREMENT) == 2;
#else
  return FALSE;
#endif
}

/* What the conversion @c stands for, of d, m and y. */
static const char *
parts_of (char c)
{
  switch (c)
    {
    case 'd':
    case 'e':
      return "d";
    case 'm':
    case 'b':
    case 'B':
      return "m";
    case 'y':
    case 'Y':
      return "y";
    case 'D':
      return "mdy";
    case 'F':
      return "ymd";
    default:
      return "";
    }
}

static void
add_parts (char       *order,
           const char *parts)
{
  for (; *parts; parts++)
    if (strchr (order, *parts) == NULL)
      order[strlen (order)] = *parts;
}

void
tactus_locale_parse_date_order (const char *format,
                                char       *order)
{
  memset (order, 0, 4);

  for (const char *c = strchr (format, '%'); c; c = strchr (c, '%'))
    {
      /* A modifier: alternative numerals, no padding. */
      for (c++; *c && strchr ("EO-_0", *c); c++)
        ;
      add_parts (order, parts_of (*c));
      if (*c)
        c++;
    }

  add_parts (order, "ymd");
}

void
tactus_locale_get_date_order (char *order)
{
  tactus_locale_parse_date_order (nl_langinfo (D_FMT), order);
}
