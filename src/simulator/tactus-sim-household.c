/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-household.h"

/* The key is as made up as the band. */
static const char * const household[] = {
  "model=mi-band-3,name=Mi Band 3,address=C8:0F:10:3A:00:03,rssi=-48,tap=manual,seed=7,"
  "battery=82",
  "model=mi-band-2,name=MI Band 2,address=C8:0F:10:2B:00:02,rssi=-67,tap=decline,seed=21,"
  "battery=35",
  "model=mi-band-5,name=Mi Smart Band 5,address=D4:22:CD:55:00:05,rssi=-58,seed=5,battery=64,"
  "key=7ac7050e11b05a1dbead5e7f0f1a3c55",
  "model=amazfit-bip,name=Amazfit Bip Watch,address=E1:08:5A:B1:00:09,rssi=-92,reach=no,seed=3",
};

void
tactus_sim_household_add (TactusSimBluez *bluez)
{
  for (gsize i = 0; i < G_N_ELEMENTS (household); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(TactusSimSpec) spec = tactus_sim_spec_parse (household[i], &error);
      g_autoptr(TactusSimBand) band = NULL;

      if (!spec)
        g_error ("Household: %s", error->message);

      band = tactus_sim_band_new (spec);
      tactus_sim_bluez_add_band (bluez, band);
    }
}

char *
tactus_sim_household_get_key_text (TactusSimBand *band)
{
  guint8 key[16];
  g_autoptr(GString) text = g_string_new (NULL);

  if (!tactus_sim_band_get_model (band)->server_key || !tactus_sim_band_copy_key (band, key))
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (key); i++)
    g_string_append_printf (text, "%02x", key[i]);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
