/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sim-bench.h"

#include <string.h>

#include "tactus-uuids.h"

char *
sim_bench_hex (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, "%02x", data[i]);

  return g_string_free (text, FALSE);
}

static void
notified_cb (SimBench   *self,
             const char *uuid,
             GBytes     *value)
{
  g_autofree char *hex = sim_bench_hex (value);

  g_ptr_array_add (self->said, g_strdup_printf ("%.4s:%s", uuid + 4, hex));
}

static void
dropped_cb (SimBench *self)
{
  g_ptr_array_add (self->said, g_strdup ("dropped"));
}

static void
happened_cb (SimBench *self,
             int      event,
             int      value)
{
  const char *words = tactus_sim_band_get_words (self->band);

  g_ptr_array_add (self->said,
                   words ? g_strdup_printf ("%s/%d(%s)", tactus_sim_event_to_text (event), value,
                                            words)
                         : g_strdup_printf ("%s/%d", tactus_sim_event_to_text (event), value));
}

void
sim_bench_open (SimBench   *self,
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

void
sim_bench_close (SimBench *self)
{
  g_assert_finalize_object (self->band);
  g_ptr_array_unref (self->said);
}

/* Lives for @us, with a tick at every deadline on the way. */
void
sim_bench_live (SimBench *self,
                gint64    us)
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
char *
sim_bench_take (SimBench *self)
{
  g_autofree char *text = NULL;

  sim_bench_live (self, 0);
  g_ptr_array_add (self->said, NULL);
  text = g_strjoinv (" ", (char **) self->said->pdata);
  g_ptr_array_set_size (self->said, 0);

  return g_steal_pointer (&text);
}

void
sim_bench_expect (SimBench   *self,
                  const char *expected)
{
  g_autofree char *said = sim_bench_take (self);

  g_assert_cmpstr (said, ==, expected);
}

guint8
sim_bench_write (SimBench   *self,
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

void
sim_bench_say (SimBench   *self,
               const char *uuid,
               const char *hex)
{
  g_assert_cmphex (sim_bench_write (self, uuid, hex, TRUE), ==, 0);
}

void
sim_bench_set_challenge (SimBench *self)
{
  static const guint8 challenge[16] = {
    0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff,
  };

  tactus_sim_band_set_challenge (self->band, challenge);
}

void
sim_bench_listen (SimBench   *self,
                  const char *uuid)
{
  g_assert_cmphex (tactus_sim_band_subscribe (self->band, uuid, TRUE), ==, 0);
}

void
sim_bench_expect_read (SimBench   *self,
                       const char *uuid,
                       const char *expected)
{
  guint8 att_error;
  g_autoptr(GBytes) value = tactus_sim_band_read (self->band, uuid, self->now_us, &att_error);
  g_autofree char *hex = value ? sim_bench_hex (value) : g_strdup_printf ("error %02x", att_error);

  g_assert_cmpstr (hex, ==, expected);
}

void
sim_bench_link_up (SimBench *self)
{
  static const char * const uuids[] = { TACTUS_UUID_AUTH, TACTUS_UUID_MI1_NOTICE };

  tactus_sim_band_link_up (self->band, self->now_us);
  for (gsize i = 0; i < G_N_ELEMENTS (uuids); i++)
    if (tactus_sim_services_find (tactus_sim_band_get_services (self->band), uuids[i]))
      sim_bench_listen (self, uuids[i]);
  sim_bench_expect (self, "connected/0");
}

void
sim_bench_log_in (SimBench *self)
{
  static const char * const uuids[] = {
    TACTUS_UUID_CONFIGURATION, TACTUS_UUID_USER_SETTINGS, TACTUS_UUID_EVENTS, TACTUS_UUID_STEPS,
    TACTUS_UUID_BATTERY, TACTUS_UUID_RAW_CONTROL, TACTUS_UUID_RAW_DATA, TACTUS_UUID_FETCH_CONTROL,
    TACTUS_UUID_FETCH_DATA, TACTUS_UUID_HEART_RATE_CONTROL,
  };
  g_autofree char *said = NULL;

  sim_bench_set_challenge (self);
  sim_bench_link_up (self);
  sim_bench_say (self, TACTUS_UUID_AUTH, tactus_sim_band_get_model (self->band)->auth_flags & 1
                                           ? "0200" : "0208");
  sim_bench_say (self, TACTUS_UUID_AUTH, tactus_sim_band_get_model (self->band)->auth_flags & 1
                                           ? "030056c284f38f56f11144269af60e62f7b3"
                                           : "030856c284f38f56f11144269af60e62f7b3");
  for (gsize i = 0; i < G_N_ELEMENTS (uuids); i++)
    if (tactus_sim_services_find (tactus_sim_band_get_services (self->band), uuids[i]))
      sim_bench_listen (self, uuids[i]);
  said = sim_bench_take (self);
  g_assert_true (tactus_sim_band_get_authenticated (self->band));
}
