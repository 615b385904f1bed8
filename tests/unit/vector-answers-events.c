/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vector-answers-private.h"

#include "tactus-chunk.h"
#include "tactus-config-reply.h"
#include "tactus-event.h"
#include "tactus-hex.h"
#include "tactus-raw.h"

#define ATT_HEADER  3
#define MTU_MINIMUM 23
#define MTU_MAXIMUM 517

/* Bytes that are no event have a name, too. */
gboolean
vector_answer_event (JsonObject  *input,
                     JsonObject  *result,
                     GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *name = NULL;
  TactusEvent event;

  if (!vector_get_bytes (input, "bytes", &bytes, error))
    return FALSE;

  if (!tactus_event_parse (&event, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL))
    name = g_strdup ("error");
  else if (event.kind == TACTUS_EVENT_MTU)
    name = g_strdup_printf ("mtu:%u", event.value);
  else
    name = g_strdup (tactus_event_kind_to_name (event.kind));

  vector_put_text (result, "event", name);
  return TRUE;
}

gboolean
vector_answer_config_reply (JsonObject  *input,
                            JsonObject  *result,
                            GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  guint8 op;
  int sub;
  gboolean ok;

  if (!vector_get_bytes (input, "bytes", &bytes, error)
      || !tactus_config_reply_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &op,
                                     &sub, &ok, error))
    return FALSE;

  json_object_set_int_member (result, "op", op);
  vector_put_optional (result, "sub", sub, sub >= 0);
  json_object_set_boolean_member (result, "ok", ok);
  return TRUE;
}

static void
put_chunks (JsonObject *result,
            GPtrArray  *writes)
{
  JsonArray *chunks = json_array_new ();

  for (guint i = 0; i < writes->len; i++)
    {
      const TactusWrite *write = g_ptr_array_index (writes, i);
      gsize length;
      const guint8 *data = g_bytes_get_data (write->value, &length);
      g_autofree char *text = tactus_hex_from_bytes (data, length);

      json_array_add_string_element (chunks, text);
    }

  json_object_set_array_member (result, "chunks", chunks);
}

gboolean
vector_answer_chunk_old (JsonObject  *input,
                         JsonObject  *result,
                         GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GPtrArray) writes = NULL;
  gint64 type;
  gint64 mtu;

  if (!vector_get_number (input, "type", 0, G_MAXUINT8, &type, error)
      || !vector_get_number (input, "mtu", MTU_MINIMUM, MTU_MAXIMUM, &mtu, error)
      || !vector_get_bytes (input, "data", &bytes, error))
    return FALSE;

  writes = tactus_chunk_split ((guint8) type, (guint) mtu - ATT_HEADER,
                               g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
  if (!writes)
    return FALSE;

  put_chunks (result, writes);
  return TRUE;
}

static void
put_samples (JsonObject            *result,
             const TactusRawPacket *packet)
{
  JsonArray *samples = json_array_new ();

  for (guint i = 0; i + 3 <= packet->n_values; i += 3)
    {
      JsonArray *sample = json_array_new ();

      for (guint axis = 0; axis < 3; axis++)
        json_array_add_int_element (sample, packet->values[i + axis]);
      json_array_add_array_element (samples, sample);
    }

  json_object_set_array_member (result, "samples", samples);
}

gboolean
vector_answer_raw_accel (JsonObject  *input,
                         JsonObject  *result,
                         GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  TactusRawPacket packet;

  if (!vector_get_bytes (input, "bytes", &bytes, error)
      || !tactus_raw_parse (&packet, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                            error))
    return FALSE;
  if (packet.kind != TACTUS_RAW_ACCELERATION)
    return vector_bad_input (error, "bytes", "a packet of acceleration");

  json_object_set_int_member (result, "index", packet.index);
  put_samples (result, &packet);
  return TRUE;
}
