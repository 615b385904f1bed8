/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every parser of the protocol, fed with what no band should send: each prefix of a valid frame,
 * each frame with bytes changed, added and taken away, and plain noise.  A parser may refuse; it
 * must not crash, read past the end (the bytes lie in memory of exactly their size, for the
 * sanitizers) or take something that is outside the ranges it promises. */

#include "../fuzz/feeds.h"
#include "test-bytes.h"

#define KEY   "5c0ffee1d00dfeed1337beefcafe4242"
#define FILL  "ffffffffffffffffffffffffff"
#define TURNS 3000

static const struct {
  const char *name;
  Feed        feed;
  const char *frames[5];
} parsers[] = {
  { "auth", feed_auth_response,
    { "100101", "108201" KEY, "100181011863c2cce5d159413bed92c4b163c279", "108308" } },
  { "heart-rate", feed_heart_rate,
    { "004b", "012c01", "1f2c01f4010004ff03", "16480004ff03" } },
  { "battery", feed_battery,
    { "0f3000e0070b1a12232c04e0070b1a172b3b0464", "0f5501" } },
  { "steps", feed_steps,
    { "0c4c0000001f00000001000000", "00e8030000" } },
  { "time", feed_time,
    { "e6070c0f14263504000004", "e807021d173b3b04000038" } },
  { "text", feed_device_text,
    { "56312e302e312e383100", "41c3a9e282acf09f9880" } },
  { "advertisement", feed_advertisement,
    { "02020184" FILL "02aabbccddeeff", "0002018402", "4c000000" } },
  { "frame", feed_frame,
    { "0108" KEY, "8200020100", "8300" KEY, "150101",
      "0f3000e0070b1a12232c04e0070b1a172b3b0464" } },
  { "frame-settings", feed_frame,
    { "0281071e1f", "098116000700", "08013c000400150000000000", "4f0000c007051101ac00643240e20100",
      "100d010000000000021011" } },
  { "frame-mi1", feed_frame,
    { "040101180204071e001e15", "0a180204071e002c01", "01180204071e0064003200",
      "f6e4635c011eaf46003135353030353035353068" } },
  { "event", feed_event, { "04", "16f700", "fe03", "14000103", "1001" } },
  { "config-reply", feed_config_reply, { "1006170001", "100d05", "100d010000000000021011" } },
  { "raw", feed_raw, { "0107ffff0200fdff90010cfe5802ff7f00800000", "0203" FILL "00" } },
  { "chunk", feed_chunk, { "00c000aabbccddee", "008301111213" } },
  { "activity", feed_activity, { "0f000200ff000700ff0a1400ff001a00ff", "0001647648aabbccdd" } },
  { "fetch-response", feed_fetch_response,
    { "10010178000000e8070301061f0004", "10020112345678", "100204", "100301" } },
  { "mi1-device", feed_mi1_device,
    { "f70c11220400044200070002010b0a0b", "f70c11220400044200070002010b0a0b01000b0c" } },
  { "mi1-battery", feed_mi1_battery, { "640f0b1f0000002c0104" } },
  { "mi1-date", feed_mi1_date, { "10011d0d053b0f0f0f0f0f0f", "10011d0d053b" } },
  { "mi1-steps", feed_mi1_steps, { "b9140000", "b914" } },
  { "mi1-notice", feed_mi1_notice, { "05", "13" } },
  { "setting", feed_setting,
    { "050132323a30302d30373a3030", "020f32323a30302d30373a30302c6c696674" } },
  { "alarm", feed_alarm, { "0501010707001f0100220304", "00000106001e7f00012204" } },
  { "alert", feed_alert, { "0501004164610054656100", "060200c3a9" } },
  { "days-text", feed_days_text, { "6d6f2c77652c6672", "6461696c79" } },
  { "profile-text", feed_profile_text,
    { "626f726e3d313938342d30352d31372c7365783d66656d616c652c6865696768743d3137322c7765696768743d"
      "3634" } },
  { "key-text", feed_key_text,
    { "3078356330666665653164303064666565643133333762656566636166653432343220",
      "c2a0efbbbf35633066" } },
  { "time-text", feed_time_text, { "323032342d30322d32395432333a35393a3539" } },
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
