/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-errand.h"

#include <glib/gi18n.h>

/* Characters.  Anybody may ask for anything; a toast is for reading. */
#define MAX_ADDRESS 20

struct _TactusErrand
{
  char *address; /* (owned) (nullable): %NULL: measure */
};

TactusErrand *
tactus_errand_new_measure (void)
{
  return g_new0 (TactusErrand, 1);
}

TactusErrand *
tactus_errand_new_show (const char *address)
{
  TactusErrand *self = g_new0 (TactusErrand, 1);

  self->address = g_strdup (address);

  return self;
}

void
tactus_errand_free (TactusErrand *self)
{
  g_free (self->address);
  g_free (self);
}

/* Returns: (transfer none) (nullable) */
static TactusBand *
find_known (TactusBandList *bands,
            const char     *address)
{
  GListModel *known = tactus_band_list_get_known (bands);

  for (guint i = 0; i < g_list_model_get_n_items (known); i++)
    {
      g_autoptr(TactusBand) band = g_list_model_get_item (known, i);

      if (g_ascii_strcasecmp (tactus_band_get_address (band), address) == 0)
        return band;
    }

  return NULL;
}

/* Returns: (transfer full) */
static char *
shorten (const char *address)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (address, -1) <= MAX_ADDRESS)
    return g_strdup (address);

  start = g_utf8_substring (address, 0, MAX_ADDRESS);
  return g_strconcat (start, "…", NULL);
}

static void
say_no_such_band (TactusErrand *self,
                  TactusWindow *window)
{
  g_autofree char *address = NULL;
  g_autofree char *message = NULL;

  if (self->address == NULL)
    {
      tactus_window_say (window, _("No band is paired with this computer yet. Pair one here, then "
                                   "start measuring."));
      return;
    }

  address = shorten (self->address);
  /* Translators: %s is an address such as AA:BB:CC:DD:EE:FF */
  message = g_strdup_printf (_("No band with the address %s is paired with this computer. Those "
                               "that are paired are listed here."), address);
  tactus_window_say (window, message);
}

void
tactus_errand_perform (TactusErrand   *self,
                       TactusWindow   *window,
                       TactusBandList *bands)
{
  TactusBand *band = self->address ? find_known (bands, self->address)
                                   : tactus_band_list_get_recent (bands);

  if (band && self->address)
    {
      tactus_window_show_band (window, band);
      return;
    }
  if (band)
    {
      tactus_window_open_band (window, band, TRUE);
      return;
    }

  tactus_window_show_bands (window);
  say_no_such_band (self, window);
}
