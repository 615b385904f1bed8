/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-steps.h"

#include <string.h>

#include "tactus-protocol-error.h"
#include "test-bytes.h"

static void
test_records (void)
{
  const struct {
    const char *bytes;
    guint32     steps;
    gint64      distance_m;
    gint64      calories_kcal;
  } cases[] = {
    { "0c4c0000001f00000001000000", 76, 31, 1 },
    { "0c7011010000c00000ff000000", 70000, 49152, 255 },
    { "0cffffffffffffffffffffffff", G_MAXUINT32, G_MAXUINT32, G_MAXUINT32 },
    { "00e8030000", 1000, -1, -1 },
    { "0ce8030000", 1000, -1, -1 },
    { "0c4c0000001f0000", 76, -1, -1 },
    { "0c4c0000001f000000", 76, 31, -1 },
    { "0c4c0000001f000000010000", 76, 31, -1 },
    { "044c0000001f00000001000000", 76, 31, -1 },
    { "084c0000001f00000001000000", 76, -1, 1 },
    { "004c0000001f00000001000000", 76, -1, -1 },
    { "0c4c0000001f00000001000000ff", 76, 31, 1 },
    { "0c000000000000000000000000", 0, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      TactusSteps steps;

      g_assert_true (tactus_steps_parse (&steps, bytes.data, bytes.length, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (steps.steps, ==, cases[i].steps);
      g_assert_cmpint (steps.distance_m, ==, cases[i].distance_m);
      g_assert_cmpint (steps.calories_kcal, ==, cases[i].calories_kcal);
    }
}

static void
test_malformed (void)
{
  const char *records[] = { "", "0c", "0c4c00", "0c4c0000" };

  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (records[i]);
      g_autoptr(GError) error = NULL;
      TactusSteps steps;

      g_assert_false (tactus_steps_parse (&steps, bytes.data, bytes.length, &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED);
      g_assert_nonnull (strstr (error->message, "bytes 1 to 4"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/steps/records", test_records);
  g_test_add_func ("/steps/malformed", test_malformed);

  return g_test_run ();
}
