/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-filter.h"

#include <string.h>

struct _TactusSimFilter {
  char   **uuids;   /* (owned) (nullable) */
  char    *pattern; /* (owned) (nullable) */
  gint16   rssi;
  gboolean classic; /* wants no LE device */
  gboolean duplicates;
};

static const struct {
  const char *key;
  const char *type;
} keys[] = {
  { "UUIDs", "as" },
  { "RSSI", "n" },
  { "Pathloss", "q" },
  { "Transport", "s" },
  { "DuplicateData", "b" },
  { "Discoverable", "b" },
  { "Pattern", "s" },
  { "AutoConnect", "b" },
};

static gboolean
is_valid (const char *key,
          GVariant   *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].key, key))
      return g_variant_is_of_type (value, G_VARIANT_TYPE (keys[i].type));

  return FALSE;
}

static gboolean
are_valid (GVariant *properties)
{
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_variant_iter_init (&iter, properties);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      gboolean good = is_valid (key, value);

      g_variant_unref (value);
      if (!good)
        return FALSE;
    }

  return TRUE;
}

TactusSimFilter *
tactus_sim_filter_new (GVariant *properties)
{
  TactusSimFilter *self;
  const char *transport = "auto";

  if (!are_valid (properties))
    return NULL;

  self = g_new0 (TactusSimFilter, 1);
  self->rssi = G_MININT16;
  g_variant_lookup (properties, "UUIDs", "^as", &self->uuids);
  g_variant_lookup (properties, "Pattern", "s", &self->pattern);
  g_variant_lookup (properties, "RSSI", "n", &self->rssi);
  g_variant_lookup (properties, "Transport", "&s", &transport);
  g_variant_lookup (properties, "DuplicateData", "b", &self->duplicates);
  self->classic = g_str_equal (transport, "bredr");

  return self;
}

void
tactus_sim_filter_free (TactusSimFilter *self)
{
  g_strfreev (self->uuids);
  g_free (self->pattern);
  g_free (self);
}

/* A short id and the one in full are the same; only what is advertised counts. */
static gboolean
wants_service (const TactusSimFilter *self,
               const char            *uuid)
{
  g_autofree char *brief = g_strndup (uuid + 4, 4);

  return g_strv_contains ((const char * const *) self->uuids, uuid) ||
         g_strv_contains ((const char * const *) self->uuids, brief);
}

gboolean
tactus_sim_filter_matches (const TactusSimFilter *self,
                           TactusSimBand         *band)
{
  if (!self)
    return TRUE;
  if (self->classic || tactus_sim_band_get_rssi (band) < self->rssi)
    return FALSE;
  if (self->uuids && self->uuids[0] && !wants_service (self, tactus_sim_band_get_advertised (band)))
    return FALSE;

  return !self->pattern ||
         g_str_has_prefix (tactus_sim_band_get_name (band), self->pattern) ||
         g_str_has_prefix (tactus_sim_band_get_address (band), self->pattern);
}

gboolean
tactus_sim_filter_wants_duplicates (const TactusSimFilter *self)
{
  return self->duplicates;
}
