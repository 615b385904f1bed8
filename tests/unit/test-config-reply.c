/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-config-reply.h"

#include <string.h>

#include "tactus-protocol-error.h"
#include "test-bytes.h"

static void
test_answers (void)
{
  const struct {
    const char *bytes;
    guint8      op;
    gint        sub;
    gboolean    ok;
  } cases[] = {
    { "1006170001", 0x06, 0x17, TRUE },
    { "10060a0001", 0x06, 0x0a, TRUE },
    { "1006020001", 0x06, 0x02, TRUE },
    { "1006020005", 0x06, 0x02, FALSE },
    { "10061701", 0x06, 0x17, TRUE },
    { "10fe060001", 0xfe, 0x06, TRUE },
    { "100d05", 0x0d, -1, FALSE },
    { "100d01c00000000002001011", 0x0d, -1, TRUE },
    { "100e01312e30", 0x0e, -1, TRUE },
    { "100201", 0x02, -1, TRUE },
    { "104f01", 0x4f, -1, TRUE },
    { "101001", 0x10, -1, TRUE },
    { "102004", 0x20, -1, FALSE },
    { "101505", 0x15, -1, FALSE },
    { "101400", 0x14, -1, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      guint8 op;
      gint sub;
      gboolean ok;

      g_test_message ("%s", cases[i].bytes);
      g_assert_true (tactus_config_reply_parse (bytes.data, bytes.length, &op, &sub, &ok, &error));
      g_assert_no_error (error);
      g_assert_cmphex (op, ==, cases[i].op);
      g_assert_cmpint (sub, ==, cases[i].sub);
      g_assert_cmpint (ok, ==, cases[i].ok);
    }
}

static void
test_malformed (void)
{
  const struct {
    const char *bytes;
    const char *offset;
  } cases[] = {
    { "", "byte 0" },
    { "0601", "byte 0" },
    { "80010000", "byte 0" },
    { "10", "byte 1" },
    { "1006", "byte 2" },
    { "104f", "byte 2" },
    { "100617", "byte 3" },
    { "10fe06", "byte 3" },
    { "100617000100", "byte 4" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TestBytes) bytes = test_bytes (cases[i].bytes);
      g_autoptr(GError) error = NULL;
      guint8 op;
      gint sub;
      gboolean ok;

      g_assert_false (tactus_config_reply_parse (bytes.data, bytes.length, &op, &sub, &ok, &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED);
      g_test_message ("%s: %s", cases[i].bytes, error->message);
      g_assert_nonnull (strstr (error->message, cases[i].offset));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/config-reply/answers", test_answers);
  g_test_add_func ("/config-reply/malformed", test_malformed);

  return g_test_run ();
}
