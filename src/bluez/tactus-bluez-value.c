/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-value.h"

#include <string.h>

/* The longest name that Bluetooth knows, in bytes. */
#define NAME_MAX_BYTES 248

GVariant *
tactus_bluez_value_lookup (GDBusProxy         *proxy,
                           const char         *property,
                           const GVariantType *type)
{
  g_autoptr(GVariant) value = g_dbus_proxy_get_cached_property (proxy, property);

  if (value == NULL || !g_variant_is_of_type (value, type))
    return NULL;

  return g_steal_pointer (&value);
}

gboolean
tactus_bluez_value_get_boolean (GDBusProxy *proxy,
                                const char *property)
{
  g_autoptr(GVariant) value = tactus_bluez_value_lookup (proxy, property, G_VARIANT_TYPE_BOOLEAN);

  return value != NULL && g_variant_get_boolean (value);
}

char *
tactus_bluez_value_dup_string (GDBusProxy *proxy,
                               const char *property)
{
  g_autoptr(GVariant) value = g_dbus_proxy_get_cached_property (proxy, property);

  if (value == NULL ||
      !(g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ||
        g_variant_is_of_type (value, G_VARIANT_TYPE_OBJECT_PATH)))
    return NULL;

  return g_variant_dup_string (value, NULL);
}

gboolean
tactus_bluez_value_has_string (GDBusProxy *proxy,
                               const char *property,
                               const char *word)
{
  g_autoptr(GVariant) value = tactus_bluez_value_lookup (proxy, property,
                                                         G_VARIANT_TYPE_STRING_ARRAY);
  g_autofree const char **words = NULL;

  if (value == NULL)
    return FALSE;

  words = g_variant_get_strv (value, NULL);
  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], word) == 0)
      return TRUE;

  return FALSE;
}

GBytes *
tactus_bluez_value_to_bytes (GVariant *value)
{
  g_autoptr(GVariant) inner = NULL;
  const guint8 *data;
  gsize len;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT))
    value = inner = g_variant_get_variant (value);

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_BYTESTRING))
    return NULL;

  data = g_variant_get_fixed_array (value, &len, sizeof (guint8));
  return g_bytes_new (data, len);
}

char *
tactus_bluez_address_normalize (const char *text)
{
  if (text == NULL || strlen (text) != 17)
    return NULL;

  for (guint i = 0; i < 17; i++)
    if (i % 3 == 2 ? text[i] != ':' && text[i] != '-' && text[i] != '_'
                   : !g_ascii_isxdigit (text[i]))
      return NULL;

  return g_strdelimit (g_ascii_strup (text, -1), "-_", ':');
}

/* Marks that turn the text around them, and separators that would break the line. */
static gboolean
is_harmful (gunichar c)
{
  return g_unichar_iscntrl (c) ||
         c == 0x061c || c == 0x200e || c == 0x200f ||
         (c >= 0x2028 && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069) ||
         c == 0xfeff || c == 0xfffe || c == 0xffff;
}

/* Marks without a letter, soft hyphens, the fillers of Hangul and Braille show as an empty row. */
static gboolean
is_visible (gunichar c)
{
  return g_unichar_isgraph (c) && !g_unichar_iszerowidth (c) &&
         c != 0x115f && c != 0x2800 && c != 0x3164 && c != 0xffa0;
}

char *
tactus_bluez_name_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr(GString) clean = g_string_new (NULL);
  gboolean visible = FALSE;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gsize width = g_utf8_next_char (p) - p;

      if (clean->len + width > NAME_MAX_BYTES)
        break;
      if (is_harmful (c))
        continue;
      g_string_append_len (clean, p, width);
      visible = visible || is_visible (c);
    }

  return visible ? g_strdup (g_strstrip (clean->str)) : NULL;
}

gboolean
tactus_bluez_name_is_address (const char *alias,
                              const char *address)
{
  g_autofree char *normal = tactus_bluez_address_normalize (alias);

  return normal != NULL && g_ascii_strcasecmp (normal, address) == 0;
}
