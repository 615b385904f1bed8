/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-adapter.h"

#include "tactus-bluez-value.h"

#include <string.h>

/* "/org/bluez/hci10" → 10; what has no number comes last. */
static guint64
adapter_number (GDBusProxy *adapter)
{
  const char *hci = strstr (g_dbus_proxy_get_object_path (adapter), "/hci");
  guint64 number;

  if (hci == NULL || !g_ascii_string_to_unsigned (hci + 4, 10, 0, G_MAXUINT16, &number, NULL))
    return G_MAXUINT64;

  return number;
}

static gboolean
is_wished (GDBusProxy *adapter,
           const char *wish)
{
  g_autofree char *base = g_path_get_basename (g_dbus_proxy_get_object_path (adapter));
  g_autofree char *text = tactus_bluez_value_dup_string (adapter, "Address");
  g_autofree char *address = tactus_bluez_address_normalize (text);
  g_autofree char *wanted = tactus_bluez_address_normalize (wish);

  return g_str_equal (base, wish) || (wanted && g_strcmp0 (address, wanted) == 0);
}

/* Power first, then the lower number. */
static gboolean
is_better (GDBusProxy *a,
           GDBusProxy *b)
{
  TactusBluezState state_a = tactus_bluez_adapter_state (a);
  TactusBluezState state_b = tactus_bluez_adapter_state (b);

  if ((state_a == TACTUS_BLUEZ_STATE_READY) != (state_b == TACTUS_BLUEZ_STATE_READY))
    return state_a == TACTUS_BLUEZ_STATE_READY;

  return adapter_number (a) < adapter_number (b);
}

GDBusProxy *
tactus_bluez_adapter_choose (TactusBluezTree *tree,
                             const char      *wish,
                             GDBusProxy      *current)
{
  g_autoptr(GPtrArray) adapters = tactus_bluez_tree_list (tree, TACTUS_BLUEZ_TYPE_ADAPTER1);
  GDBusProxy *best = NULL;

  for (guint i = 0; i < adapters->len; i++)
    {
      GDBusProxy *adapter = adapters->pdata[i];

      if (wish && !is_wished (adapter, wish))
        continue;
      if (adapter == current && tactus_bluez_adapter_state (adapter) == TACTUS_BLUEZ_STATE_READY)
        return adapter;
      if (best == NULL || is_better (adapter, best))
        best = adapter;
    }

  return best;
}

TactusBluezState
tactus_bluez_adapter_state (GDBusProxy *adapter)
{
  g_autofree char *power = NULL;

  if (tactus_bluez_value_get_boolean (adapter, "Powered"))
    return TACTUS_BLUEZ_STATE_READY;

  /* Since BlueZ 5.66; before, a blocked adapter looks like one that is off. */
  power = tactus_bluez_value_dup_string (adapter, "PowerState");
  return g_strcmp0 (power, "off-blocked") == 0 ? TACTUS_BLUEZ_STATE_BLOCKED
                                               : TACTUS_BLUEZ_STATE_OFF;
}

/* "usb:v1D6Bp0246d0542": the last four digits are major and minor, 5.66. */
char *
tactus_bluez_adapter_get_version (GDBusProxy *adapter)
{
  g_autofree char *alias = tactus_bluez_value_dup_string (adapter, "Modalias");
  const char *digits = alias ? strrchr (alias, 'd') : NULL;
  guint64 version;

  if (digits == NULL || !g_str_has_prefix (alias, "usb:v1D6Bp0246") ||
      !g_ascii_string_to_unsigned (digits + 1, 16, 1, G_MAXUINT16, &version, NULL))
    return NULL;

  return g_strdup_printf ("%u.%u", (guint) version >> 8, (guint) version & 0xff);
}
