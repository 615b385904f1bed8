/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The conformance runner as others use it: lines in, lines out, whatever the lines hold. */

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

/* A question whose answer is 1000 steps, left open for what is expected. */
#define STEPS "{\"format\":\"huami_steps\",\"input\":{\"bytes\":\"00e8030000\"}"

static char *
run (const char        *input,
     int               *status,
     const char *const *arguments)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  char *output = NULL;

  g_ptr_array_add (argv, (char *) g_getenv ("TACTUS_VECTORS"));
  for (; arguments && *arguments; arguments++)
    g_ptr_array_add (argv, (char *) *arguments);
  g_ptr_array_add (argv, NULL);

  process = g_subprocess_newv ((const char *const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                               | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  *status = g_subprocess_get_exit_status (process);

  return output;
}

static char *
check (const char *content,
       int        *status)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  int file = g_file_open_tmp ("tactus-vectors-XXXXXX", &path, &error);
  const char *arguments[] = { "--check", path, NULL };
  char *output;

  g_assert_no_error (error);
  g_close (file, NULL);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  output = run ("", status, arguments);
  g_assert_cmpint (g_unlink (path), ==, 0);

  return output;
}

static void
test_stream (void)
{
  const struct {
    const char *question;
    const char *answer; /* how it begins */
  } cases[] = {
    { "{\"format\":\"key_text\",\"input\":{\"text\":\"0x5c0ffee1d00dfeed1337beefcafe4242\\n\"}}",
      "{\"key\":\"5c0ffee1d00dfeed1337beefcafe4242\"}" },
    { "{\"format\":\"heart_rate_measurement\",\"input\":{\"bytes\":\"00ff\"}}",
      "{\"bpm\":255,\"contact\":null,\"energy_kj\":null,\"rr\":[],\"no_reading\":true}" },
    { "{\"format\":\"huami_battery\",\"input\":{\"bytes\":\"0fc8\"}}",
      "{\"error\":true,\"message\":\"Battery: level at byte 1" },
    { "{\"format\":\"huami_battery\",\"input\":{\"bytes\":\"0fc\"}}",
      "{\"error\":true,\"message\":" },
    { "{\"format\":\"huami_battery\",\"input\":{\"bytes\":5}}", "{\"error\":true,\"message\":" },
    { "{\"format\":\"huami_battery\",\"input\":{\"bytes\":null}}", "{\"error\":true,\"message\":" },
    { "{\"format\":\"huami_battery\",\"input\":{}}", "{\"error\":true,\"message\":" },
    { "{\"format\":\"huami_battery\",\"input\":[]}", "{\"error\":true,\"message\":" },
    { "{\"format\":\"huami_battery\"}", "{\"error\":true,\"message\":" },
    { "{\"format\":\"of_tomorrow\"}", "{\"skipped\":true}" },
    { "{\"format\":7,\"input\":{}}", "{\"error\":true,\"message\":" },
    { "{\"input\":{}}", "{\"error\":true,\"message\":" },
    { "{}", "{\"error\":true,\"message\":" },
    { "[]", "{\"error\":true,\"message\":" },
    { "null", "{\"error\":true,\"message\":" },
    { "{\"format\":", "{\"error\":true,\"message\":" },
    { "rubbish", "{\"error\":true,\"message\":" },
    { "\"", "{\"error\":true,\"message\":" },
  };
  g_autoptr(GString) input = g_string_new ("\n");
  g_autofree char *output = NULL;
  g_auto(GStrv) lines = NULL;
  int status;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_string_append_printf (input, "%s\n", cases[i].question);

  output = run (input->str, &status, NULL);
  g_assert_cmpint (status, ==, 0);
  lines = g_strsplit (output, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, G_N_ELEMENTS (cases) + 1);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s -> %s", cases[i].question, lines[i]);
      g_assert_true (g_str_has_prefix (lines[i], cases[i].answer));
    }
}

/* A parser that recurses must not be led to the end of its stack. */
static void
test_deep (void)
{
  g_autofree char *deep = g_strnfill (1000000, '[');
  g_autofree char *output = NULL;
  int status;

  output = run (deep, &status, NULL);
  g_assert_cmpint (status, ==, 0);
  g_assert_true (g_str_has_prefix (output, "{\"error\":true"));
}

static void
test_check (void)
{
  const struct {
    const char *content;
    int         status;
    const char *last;
  } cases[] = {
    { "", 0, "0 passed, 0 failed\n" },
    { STEPS ",\"expect\":{\"steps\":1000}}\n"
      "{\"format\":\"huami_steps\",\"input\":{\"bytes\":\"00\"},\"expect\":{\"error\":true}}\n"
      "{\"format\":\"x\",\"input\":{},\"expect\":{\"y\":1}}\n",
      0, "2 passed, 0 failed, 1 skipped\n" },
    { STEPS ",\"expect\":{\"steps\":999}}\n",
      1, "0 passed, 1 failed\n" },
    { STEPS ",\"expect\":{\"miles\":9}}\n",
      1, "0 passed, 1 failed\n" },
    { STEPS ",\"expect\":{\"error\":true}}\n",
      1, "0 passed, 1 failed\n" },
    { "{\"format\":\"huami_steps\",\"input\":{\"bytes\":\"00\"},\"expect\":{\"steps\":1}}\n",
      1, "0 passed, 1 failed\n" },
    { STEPS "}\n",
      1, "0 passed, 1 failed\n" },
    { "rubbish\n", 1, "0 passed, 1 failed\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int status;
      g_autofree char *output = check (cases[i].content, &status);

      g_assert_true (g_str_has_suffix (output, cases[i].last));
      g_assert_cmpint (status, ==, cases[i].status);
      g_assert_cmpint (strstr (output, "expected") != NULL, ==, cases[i].status != 0);
    }
}

static void
test_usage (void)
{
  const char *missing[] = { "--check", "/nonexistent/vectors.jsonl", NULL };
  const char *unknown[] = { "--sing", NULL };
  g_autofree char *output = NULL;
  g_autofree char *nothing = NULL;
  int status;

  output = run ("", &status, missing);
  g_assert_cmpint (status, ==, 1);
  nothing = run ("", &status, unknown);
  g_assert_cmpint (status, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/vectors/stream", test_stream);
  g_test_add_func ("/vectors/deep", test_deep);
  g_test_add_func ("/vectors/check", test_check);
  g_test_add_func ("/vectors/usage", test_usage);

  return g_test_run ();
}
