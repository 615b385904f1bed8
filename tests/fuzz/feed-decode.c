/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `tactusctl decode`: four characters for the characteristic, a byte for the model (0: none), then
 * the frame.
 * Whatever is explained can be printed and is one JSON object. */

#include "feeds.h"

#include <string.h>

#include "feed-script.h"
#include "tactus-ctl-frame.h"
#include "tactus-protocol-error.h"

#define ID_LENGTH 4

static const TactusModel *
choose_model (guint8 byte)
{
  return byte == 0 ? NULL : tactus_model_get_nth (byte - 1);
}

static void
assert_json (const TactusFrame *frame)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (),
                                                    tactus_ctl_frame_to_json (frame));
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) again = json_from_string (text, &error);

  json_object_unref (json_node_get_object (node));
  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (again));
  g_assert_null (strchr (text, '\n'));
}

static void
assert_text (const TactusFrame *frame)
{
  g_autofree char *text = tactus_ctl_frame_to_text (frame);

  g_assert_true (g_utf8_validate (text, -1, NULL));
}

void
feed_decode (const guint8 *data,
             gsize         length)
{
  FeedScript script = { data, length };
  char characteristic[ID_LENGTH + 1] = "";
  const TactusModel *model;
  gsize size;
  g_autofree guint8 *bytes = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusFrame) frame = NULL;

  for (guint i = 0; i < ID_LENGTH; i++)
    characteristic[i] = (char) feed_script_byte (&script);
  model = choose_model (feed_script_byte (&script));
  size = script.length;
  bytes = feed_script_frame (&script, &size);

  frame = tactus_frame_decode (characteristic, model, bytes, size, &error);
  if (!frame)
    {
      g_assert_true (error && error->domain == TACTUS_PROTOCOL_ERROR);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpuint (tactus_frame_get_n_fields (frame), >, 0);
  assert_json (frame);
  assert_text (frame);
}
