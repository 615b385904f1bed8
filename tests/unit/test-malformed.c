/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every parser of the protocol, fed with what no band should send: each prefix of a valid frame,
 * each frame with bytes changed, added and taken away, and plain noise.  A parser may refuse; it
 * must not crash, read past the end (the bytes lie in memory of exactly their size, for the
 * sanitizers) or take something that is outside the ranges it promises. */

#include <string.h>

#include "tactus-advertisement.h"
#include "tactus-auth-frame.h"
#include "tactus-battery.h"
#include "tactus-device-text.h"
#include "tactus-frame.h"
#include "tactus-heart-rate.h"
#include "tactus-key.h"
#include "tactus-protocol-error.h"
#include "tactus-steps.h"
#include "test-bytes.h"

#define KEY   "5c0ffee1d00dfeed1337beefcafe4242"
#define FILL  "ffffffffffffffffffffffffff"
#define TURNS 3000

typedef void (*Feed) (const guint8 *data,
                      gsize         length);

static void
assert_verdict (gboolean      fine,
                const GError *error)
{
  if (fine)
    g_assert_no_error (error);
  else
    g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED);
}

static void
feed_auth (const guint8 *data,
           gsize         length)
{
  g_autoptr(GError) error = NULL;
  TactusAuthResponse answer;
  gboolean fine = tactus_auth_response_parse (&answer, data, length, &error);

  assert_verdict (fine, error);
  if (!fine)
    return;

  g_assert_cmpint (answer.step, >=, TACTUS_AUTH_STEP_SET_KEY);
  g_assert_cmpint (answer.step, <=, TACTUS_AUTH_STEP_PROOF);
  g_assert_cmphex (answer.status, ==, data[2]);
}

static void
feed_heart_rate (const guint8 *data,
                 gsize         length)
{
  g_autoptr(GError) error = NULL;
  TactusHeartRate record;
  gboolean fine = tactus_heart_rate_parse (&record, data, length, &error);

  assert_verdict (fine, error);
  if (!fine)
    return;

  g_assert_cmpuint (record.n_rr, <=, TACTUS_HEART_RATE_MAX_RR);
  g_assert_cmpint (record.no_reading, ==, record.value == 0 || record.value == 255);
  g_assert_cmpint (record.energy_kj, >=, -1);
}

static void
feed_battery (const guint8 *data,
              gsize         length)
{
  g_autoptr(GError) error = NULL;
  TactusBattery battery;
  gboolean fine = tactus_battery_parse (&battery, data, length, &error);

  assert_verdict (fine, error);
  if (!fine)
    return;

  g_assert_cmpuint (battery.level, <=, 100);
  g_assert_cmpint (battery.last_level, <=, 100);
  g_assert_true (!battery.has_full_charge || tactus_band_time_is_valid (&battery.full_charge));
  g_assert_true (!battery.has_last_charge || tactus_band_time_is_valid (&battery.last_charge));
}

static void
feed_steps (const guint8 *data,
            gsize         length)
{
  g_autoptr(GError) error = NULL;
  TactusSteps steps;
  gboolean fine = tactus_steps_parse (&steps, data, length, &error);

  assert_verdict (fine, error);
  if (!fine)
    return;

  g_assert_cmpint (steps.distance_m, >=, -1);
  g_assert_cmpint (steps.calories_kcal, <=, G_MAXUINT32);
}

static void
feed_time (const guint8 *data,
           gsize         length)
{
  g_autoptr(GError) error = NULL;
  TactusBandTime time;
  gboolean fine = tactus_band_time_parse (&time, data, length, &error);

  assert_verdict (fine, error);
  g_assert_true (!fine || tactus_band_time_is_valid (&time));
}

static void
feed_text (const guint8 *data,
           gsize         length)
{
  g_autofree char *text = tactus_device_text_parse (data, length);

  g_assert_true (!text || g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (text ? strlen (text) : 1, >, 0);
  g_assert_cmpuint (text ? strlen (text) : 1, <=, 248);
}

static void
feed_advertisement (const guint8 *data,
                    gsize         length)
{
  TactusAdvertisement found;

  tactus_advertisement_parse (&found, data, length, data, length);

  g_assert_cmpint (found.bpm, >=, -1);
  g_assert_cmpint (found.bpm, <, 255);
  g_assert_true (!found.scrambled || (!found.has_mac && found.bpm == -1));
}

static void
feed_frame (const guint8 *data,
            gsize         length)
{
  const char *ids[] = {
    "0006", "0007", "0009", "2a25", "2a27", "2a28", "2a2b", "2a37", "2a39",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(TactusFrame) frame = NULL;

      frame = tactus_frame_decode (ids[i], tactus_model_get_nth (i + 3), data, length, &error);
      assert_verdict (frame != NULL, error);
      g_assert_true (!frame || tactus_frame_get_n_fields (frame) > 0);
    }
}

/* The bytes as text: what people paste. */
static void
feed_key_text (const guint8 *data,
               gsize         length)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = g_strndup (data ? (const char *) data : "", length);
  g_autoptr(TactusKey) key = tactus_key_new_from_text (text, &error);

  if (!key)
    g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_KEY_TEXT);
}

static const struct {
  const char *name;
  Feed        feed;
  const char *frames[5];
} parsers[] = {
  { "auth", feed_auth,
    { "100101", "108201" KEY, "100181011863c2cce5d159413bed92c4b163c279", "108308" } },
  { "heart-rate", feed_heart_rate,
    { "004b", "012c01", "1f2c01f4010004ff03", "16480004ff03" } },
  { "battery", feed_battery,
    { "0f3000e0070b1a12232c04e0070b1a172b3b0464", "0f5501" } },
  { "steps", feed_steps,
    { "0c4c0000001f00000001000000", "00e8030000" } },
  { "time", feed_time,
    { "e6070c0f14263504000004", "e807021d173b3b04000038" } },
  { "text", feed_text,
    { "56312e302e312e383100", "41c3a9e282acf09f9880" } },
  { "advertisement", feed_advertisement,
    { "02020184" FILL "02aabbccddeeff", "0002018402", "4c000000" } },
  { "frame", feed_frame,
    { "0108" KEY, "8200020100", "8300" KEY, "150101",
      "0f3000e0070b1a12232c04e0070b1a172b3b0464" } },
  { "key-text", feed_key_text,
    { "3078356330666665653164303064666565643133333762656566636166653432343220",
      "c2a0efbbbf35633066" } },
};

static void
feed_exact (Feed          feed,
            gconstpointer data,
            gsize         length)
{
  g_auto(TestBytes) bytes = test_bytes_copy (data, length);

  feed (bytes.data, bytes.length);
}

static void
truncate_frame (Feed             feed,
                const TestBytes *frame)
{
  for (gsize length = 0; length <= frame->length; length++)
    feed_exact (feed, frame->data, length);
}

/* Every single bit turned over. */
static void
flip_bits (Feed             feed,
           const TestBytes *frame)
{
  for (gsize bit = 0; bit < 8 * frame->length; bit++)
    {
      frame->data[bit / 8] ^= 1 << bit % 8;
      feed_exact (feed, frame->data, frame->length);
      frame->data[bit / 8] ^= 1 << bit % 8;
    }
}

static guint8
random_byte (GRand *rand)
{
  const guint8 edges[] = { 0x00, 0x01, 0x10, 0x7f, 0x80, 0xff };

  return g_rand_boolean (rand) ? edges[g_rand_int_range (rand, 0, G_N_ELEMENTS (edges))]
                               : (guint8) g_rand_int_range (rand, 0, 256);
}

static void
mutate (GByteArray *bytes,
        GRand      *rand)
{
  guint8 byte = random_byte (rand);
  guint at = bytes->len > 0 ? (guint) g_rand_int_range (rand, 0, (int) bytes->len) : 0;

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      g_byte_array_append (bytes, &byte, 1);
      break;
    case 1:
      g_byte_array_prepend (bytes, &byte, 1);
      break;
    case 2:
      if (bytes->len > 0)
        g_byte_array_remove_index (bytes, at);
      break;
    default:
      if (bytes->len > 0)
        bytes->data[at] = byte;
      break;
    }
}

static void
mutate_frame (Feed             feed,
              const TestBytes *frame,
              GRand           *rand)
{
  for (guint turn = 0; turn < TURNS; turn++)
    {
      g_autoptr(GByteArray) bytes = g_byte_array_new ();
      int n_changes = g_rand_int_range (rand, 1, 6);

      g_byte_array_append (bytes, frame->data, (guint) frame->length);
      for (int i = 0; i < n_changes; i++)
        mutate (bytes, rand);
      feed_exact (feed, bytes->data, bytes->len);
    }
}

static void
make_noise (Feed   feed,
            GRand *rand)
{
  guint8 noise[600];

  for (guint turn = 0; turn < TURNS; turn++)
    {
      gsize length = (gsize) g_rand_int_range (rand, 0, turn % 10 ? 40 : (int) sizeof noise);

      for (gsize i = 0; i < length; i++)
        noise[i] = random_byte (rand);
      feed_exact (feed, noise, length);
    }
}

static void
test_parser (gconstpointer data)
{
  gsize index = GPOINTER_TO_SIZE (data);
  g_autoptr(GRand) rand = g_rand_new_with_seed (19790101 + (guint32) index);
  Feed feed = parsers[index].feed;

  for (gsize i = 0; i < G_N_ELEMENTS (parsers[index].frames) && parsers[index].frames[i]; i++)
    {
      g_auto(TestBytes) frame = test_bytes (parsers[index].frames[i]);

      truncate_frame (feed, &frame);
      flip_bits (feed, &frame);
      mutate_frame (feed, &frame, rand);
    }

  make_noise (feed, rand);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parsers); i++)
    {
      g_autofree char *path = g_strdup_printf ("/malformed/%s", parsers[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_parser);
    }

  return g_test_run ();
}
