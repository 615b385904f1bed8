/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The band's side of the protocol notes, in time that a test makes up. */

#include "config.h"

#include <string.h>

#include "tactus-sim-band.h"
#include "tactus-uuids.h"

#define S G_USEC_PER_SEC

/* A band, someone who writes to it, and all that it says: "uuid:hex", "dropped", "event/value". */
typedef struct {
  TactusSimBand *band;  /* (owned) */
  GPtrArray     *said;  /* (owned) (element-type utf8) */
  gint64         now_us;
} Fixture;

static char *
hex_of (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, "%02x", data[i]);

  return g_string_free (text, FALSE);
}

static void
notified_cb (Fixture    *self,
             const char *uuid,
             GBytes     *value)
{
  g_autofree char *hex = hex_of (value);

  g_ptr_array_add (self->said, g_strdup_printf ("%.4s:%s", uuid + 4, hex));
}

static void
dropped_cb (Fixture *self)
{
  g_ptr_array_add (self->said, g_strdup ("dropped"));
}

static void
happened_cb (Fixture *self,
             int      event,
             int      value)
{
  g_ptr_array_add (self->said, g_strdup_printf ("%s/%d", tactus_sim_event_to_text (event), value));
}

static void
fixture_open (Fixture    *self,
              const char *spec_text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusSimSpec) spec = tactus_sim_spec_parse (spec_text, &error);

  g_assert_no_error (error);
  self->now_us = 1000 * S;
  self->said = g_ptr_array_new_with_free_func (g_free);
  self->band = tactus_sim_band_new (spec);
  g_signal_connect_swapped (self->band, "notified", G_CALLBACK (notified_cb), self);
  g_signal_connect_swapped (self->band, "dropped", G_CALLBACK (dropped_cb), self);
  g_signal_connect_swapped (self->band, "happened", G_CALLBACK (happened_cb), self);
}

static void
fixture_close (Fixture *self)
{
  g_assert_finalize_object (self->band);
  g_ptr_array_unref (self->said);
}

/* Lives for @us, with a tick at every deadline on the way. */
static void
live (Fixture *self,
      gint64   us)
{
  gint64 end_us = self->now_us + us;
  gint64 next_us = tactus_sim_band_get_deadline (self->band);

  while (next_us >= 0 && next_us <= end_us)
    {
      self->now_us = MAX (next_us, self->now_us);
      next_us = tactus_sim_band_tick (self->band, self->now_us);
    }
  self->now_us = end_us;
}

/* All that was said since the last time, in one line. */
static char *
take (Fixture *self)
{
  g_autofree char *text = NULL;

  live (self, 0);
  g_ptr_array_add (self->said, NULL);
  text = g_strjoinv (" ", (char **) self->said->pdata);
  g_ptr_array_set_size (self->said, 0);

  return g_steal_pointer (&text);
}

static void
expect (Fixture    *self,
        const char *expected)
{
  g_autofree char *said = take (self);

  g_assert_cmpstr (said, ==, expected);
}

static guint8
write_hex (Fixture    *self,
           const char *uuid,
           const char *hex,
           gboolean    with_response)
{
  guint8 data[512];
  gsize size = strlen (hex) / 2;

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (g_ascii_xdigit_value (hex[2 * i]) << 4 |
                        g_ascii_xdigit_value (hex[2 * i + 1]));

  return tactus_sim_band_write (self->band, uuid, data, size, with_response, self->now_us);
}

static void
say (Fixture    *self,
     const char *uuid,
     const char *hex)
{
  g_assert_cmphex (write_hex (self, uuid, hex, TRUE), ==, 0);
}

static void
set_challenge (Fixture *self)
{
  static const guint8 challenge[16] = {
    0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff,
  };

  tactus_sim_band_set_challenge (self->band, challenge);
}

static void
link_up (Fixture *self)
{
  tactus_sim_band_link_up (self->band, self->now_us);
  g_assert_cmphex (tactus_sim_band_subscribe (self->band, TACTUS_UUID_AUTH, TRUE), ==, 0);
  expect (self, "connected/0");
}

/* ── login ── */

#define KEY_1 "30313233343536373839404142434445"
#define KEY_2 "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
#define R     "00112233445566778899aabbccddeeff"
#define C_1   "e55544eabb38cf7268fd03061a337dec"
#define C_2   "56c284f38f56f11144269af60e62f7b3"

/* The dialogues of the protocol notes. */
static const struct {
  const char *name;
  const char *spec;
  const char *turns[8]; /* what is written, what the band says to it */
} dialogues[] = {
  { "b-first", "model=mi-band-2,tap=0",
    { "0108" KEY_1, "tap-asked/0 key-set/0 0009:100101",
      "0208", "0009:100201" R,
      "0308" C_1, "authenticated/0 0009:100301" } },
  { "b-known", "model=mi-band-2,key=" KEY_1,
    { "0208", "0009:100201" R, "0308" C_1, "authenticated/0 0009:100301" } },
  { "b-third-byte", "model=mi-band-3,key=" KEY_1,
    { "020002", "0009:100201" R, "0300" C_1, "authenticated/0 0009:100301" } },
  { "b-prime", "model=mi-band-4,key=" KEY_2,
    { "8200020100", "0009:108201" R, "8300" C_2, "authenticated/0 0009:108301" } },
  { "b-prime-vendor-app", "model=mi-band-4,key=" KEY_2,
    { "820002", "0009:108201" R, "8300" C_2, "authenticated/0 0009:108301" } },
  { "b-prime-without-crypt", "model=mi-band-5,key=" KEY_2,
    { "0200", "0009:100201" R, "0300" C_2, "authenticated/0 0009:100301" } },
  { "b-wrong-key", "model=mi-band-3,key=" KEY_2,
    { "0200", "0009:100201" R, "0300" C_1, "refused/3 0009:100304" } },
  { "b-no-key", "model=mi-band-3",
    { "0200", "0009:100201" R, "0300" C_1, "refused/3 0009:100304" } },
  { "b-prime-wrong-key", "model=mi-band-4,key=" KEY_1,
    { "8200020100", "0009:108201" R, "8300" C_2, "refused/3 0009:108308" } },
  { "b-prime-no-client-key", "model=mi-band-4,tap=0",
    { "0100" KEY_1, "refused/1 0009:1001810118" "63c2cce5d159413bed92c4b163c279" } },
  { "proof-out-of-turn", "model=mi-band-3,key=" KEY_1,
    { "0300" C_1, "refused/3 0009:100304" } },
  { "challenge-counts-once", "model=mi-band-3,key=" KEY_1,
    { "0200", "0009:100201" R, "0300" C_2, "refused/3 0009:100304",
      "0300" C_1, "refused/3 0009:100304" } },
  { "key-too-short", "model=mi-band-3,tap=0",
    { "010030", "refused/1 0009:100104" } },
  { "key-too-long", "model=mi-band-3,tap=0",
    { "0100" KEY_1 "00", "refused/1 0009:100104" } },
  { "wrong-flags", "model=amazfit-bip,tap=0",
    { "0100" KEY_1, "refused/1 0009:100104", "0200", "0009:100204" } },
  { "crypt-on-b", "model=mi-band-3,key=" KEY_1,
    { "8200020100", "" } },
  { "nonsense", "model=mi-band-3",
    { "ff", "", "00", "", "", "" } },
  { "decline", "model=mi-band-3,tap=decline",
    { "0100" KEY_1, "tap-asked/0 declined/0 0009:100102" } },
  { "never", "model=mi-band-3,tap=never,prompt=5",
    { "0100" KEY_1, "tap-asked/0 declined/0 0009:100102" } },
  { "declined-key-is-no-key", "model=mi-band-3,tap=decline,key=" KEY_2,
    { "0100" KEY_1, "tap-asked/0 declined/0 0009:100102",
      "0200", "0009:100201" R, "0300" C_2, "authenticated/0 0009:100301" } },
};

static void
test_dialogue (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  Fixture fixture;

  fixture_open (&fixture, dialogues[row].spec);
  set_challenge (&fixture);
  link_up (&fixture);

  for (gsize i = 0; dialogues[row].turns[i]; i += 2)
    {
      say (&fixture, TACTUS_UUID_AUTH, dialogues[row].turns[i]);
      if (tactus_sim_band_get_prompting (fixture.band))
        live (&fixture, 5 * S);
      expect (&fixture, dialogues[row].turns[i + 1]);
    }

  fixture_close (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (dialogues); i++)
    {
      g_autofree char *path = g_strconcat ("/simulator/band/dialogue/", dialogues[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_dialogue);
    }

  return g_test_run ();
}
