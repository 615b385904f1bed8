/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vector-values.h"

#include <math.h>
#include <string.h>

#include "tactus-hex.h"
#include "tactus-protocol-error.h"

gboolean
vector_bad_input (GError     **error,
                  const char  *name,
                  const char  *wanted)
{
  g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
               "Input: \"%s\" must be %s", name, wanted);

  return FALSE;
}

gboolean
vector_is_absent (JsonObject *input,
                  const char *name)
{
  return !json_object_has_member (input, name)
         || JSON_NODE_HOLDS_NULL (json_object_get_member (input, name));
}

const char *
vector_peek_text (JsonObject *input,
                  const char *name)
{
  JsonNode *node = json_object_get_member (input, name);
  const char *text = NULL;

  if (node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    text = json_node_get_string (node);

  /* json-glib takes octal escapes for bytes. */
  return text && g_utf8_validate (text, -1, NULL) ? text : NULL;
}

gboolean
vector_get_text (JsonObject  *input,
                 const char  *name,
                 const char **text,
                 GError     **error)
{
  *text = vector_peek_text (input, name);

  return *text ? TRUE : vector_bad_input (error, name, "a text");
}

gboolean
vector_get_bytes (JsonObject  *input,
                  const char  *name,
                  GBytes     **bytes,
                  GError     **error)
{
  const char *text;

  if (!vector_get_text (input, name, &text, error))
    return FALSE;

  *bytes = tactus_hex_to_bytes (text, error);
  return *bytes != NULL;
}

gboolean
vector_get_optional_bytes (JsonObject  *input,
                           const char  *name,
                           GBytes     **bytes,
                           GError     **error)
{
  *bytes = NULL;

  return vector_is_absent (input, name) || vector_get_bytes (input, name, bytes, error);
}

/* A key, a random number: one block of the cipher. */
gboolean
vector_get_block (JsonObject  *input,
                  const char  *name,
                  GBytes     **bytes,
                  GError     **error)
{
  if (!vector_get_bytes (input, name, bytes, error))
    return FALSE;

  return g_bytes_get_size (*bytes) == TACTUS_KEY_SIZE
         ? TRUE
         : vector_bad_input (error, name, "16 bytes");
}

gboolean
vector_get_key (JsonObject  *input,
                TactusKey  **key,
                GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;

  if (!vector_get_block (input, "key", &bytes, error))
    return FALSE;

  *key = tactus_key_new (g_bytes_get_data (bytes, NULL));
  return TRUE;
}

gboolean
vector_get_number (JsonObject  *input,
                   const char  *name,
                   gint64       minimum,
                   gint64       maximum,
                   gint64      *number,
                   GError     **error)
{
  JsonNode *node = json_object_get_member (input, name);
  GType type = node && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node)
                                                    : G_TYPE_INVALID;
  double value;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return vector_bad_input (error, name, "a number");

  value = json_node_get_double (node);
  if (!(value >= minimum && value <= maximum) || value != floor (value))
    return vector_bad_input (error, name, "a whole number in its range");

  *number = (gint64) value;
  return TRUE;
}

gboolean
vector_get_real (JsonObject  *input,
                 const char  *name,
                 double      *number,
                 GError     **error)
{
  JsonNode *node = json_object_get_member (input, name);
  GType type = node && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node)
                                                    : G_TYPE_INVALID;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return vector_bad_input (error, name, "a number");

  *number = json_node_get_double (node);
  return isfinite (*number) || vector_bad_input (error, name, "a number");
}

gboolean
vector_get_boolean (JsonObject  *input,
                    const char  *name,
                    gboolean     fallback,
                    gboolean    *value,
                    GError     **error)
{
  JsonNode *node = json_object_get_member (input, name);

  *value = fallback;
  if (vector_is_absent (input, name))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return vector_bad_input (error, name, "true or false");

  *value = json_node_get_boolean (node);
  return TRUE;
}

gboolean
vector_get_array (JsonObject  *input,
                  const char  *name,
                  JsonArray  **array,
                  GError     **error)
{
  JsonNode *node = json_object_get_member (input, name);

  if (!node || !JSON_NODE_HOLDS_ARRAY (node))
    return vector_bad_input (error, name, "a list");

  *array = json_node_get_array (node);
  return TRUE;
}

/* One byte, in hexadecimal; 0 if it is absent. */
gboolean
vector_get_flags (JsonObject  *input,
                  const char  *name,
                  guint8      *flags,
                  GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;

  *flags = 0;
  if (!vector_get_optional_bytes (input, name, &bytes, error))
    return FALSE;

  if (bytes && g_bytes_get_size (bytes) != 1)
    return vector_bad_input (error, name, "one byte");
  if (bytes)
    *flags = *(const guint8 *) g_bytes_get_data (bytes, NULL);

  return TRUE;
}

void
vector_put_text (JsonObject *result,
                 const char *name,
                 const char *text)
{
  if (text)
    json_object_set_string_member (result, name, text);
  else
    json_object_set_null_member (result, name);
}

void
vector_put_bytes (JsonObject   *result,
                  const char   *name,
                  const guint8 *data,
                  gsize         length)
{
  g_autofree char *text = tactus_hex_from_bytes (data, length);

  vector_put_text (result, name, text);
}

void
vector_put_optional (JsonObject *result,
                     const char *name,
                     gint64      number,
                     gboolean    present)
{
  if (present)
    json_object_set_int_member (result, name, number);
  else
    json_object_set_null_member (result, name);
}

void
vector_put_zone (JsonObject *result,
                 const char *name,
                 gint8       quarters)
{
  vector_put_optional (result, name, quarters, quarters != TACTUS_ZONE_UNKNOWN);
}

void
vector_put_time (JsonObject           *result,
                 const char           *name,
                 gboolean              present,
                 const TactusBandTime *time)
{
  g_autofree char *text = present ? tactus_band_time_to_text (time) : NULL;

  vector_put_text (result, name, text);
}
