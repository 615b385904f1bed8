/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-zones.h"

/* Zone 1 begins at five tenths of the maximum, each further one a tenth higher. */
#define TENTHS_BELOW_ZONES 4

#define YOUNGEST 5
#define OLDEST   120

guint
tactus_zones_maximum_for_age (guint years)
{
  if (years < YOUNGEST || years > OLDEST)
    return 0;

  return (2080 - 7 * years + 5) / 10;
}

TactusZones
tactus_zones_for (guint own_maximum,
                  guint years)
{
  if (own_maximum >= TACTUS_ZONES_LOWEST_MAXIMUM && own_maximum <= TACTUS_ZONES_HIGHEST_MAXIMUM)
    return (TactusZones) { own_maximum };

  return (TactusZones) { tactus_zones_maximum_for_age (years) };
}

guint
tactus_zones_find (const TactusZones *self,
                   guint              bpm)
{
  guint zone = 0;

  g_return_val_if_fail (self != NULL, 0);

  if (self->maximum == 0)
    return 0;

  while (zone < TACTUS_N_ZONES && bpm >= tactus_zones_get_lower (self, zone + 1))
    zone++;

  return zone;
}

guint
tactus_zones_get_lower (const TactusZones *self,
                        guint              zone)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (zone >= 1 && zone <= TACTUS_N_ZONES, 0);

  /* The lowest whole number that is at least so much of the maximum. */
  return (self->maximum * (TENTHS_BELOW_ZONES + zone) + 9) / 10;
}
