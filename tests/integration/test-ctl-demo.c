/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The demo of the real tactusctl: no bus, no adapter, no keyring, no display, no terminal. */

#include "config.h"

#include <signal.h>
#include <string.h>

#include "ctl-rig.h"

static void
test_text (void)
{
  g_autoptr(CtlRun) run = ctl_run (NULL, "demo --duration 3");

  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (run->err->str, "Tap your band now"));
  g_assert_nonnull (strstr (run->err->str, "has been tapped for you"));
  g_assert_nonnull (strstr (run->out->str, " bpm\n"));
  g_assert_nonnull (strstr (run->out->str, "Lowest "));
  /* A chart of dots, in one colour: this is no terminal. */
  g_assert_nonnull (strstr (run->out->str, "┤"));
  g_assert_null (strchr (run->out->str, '\033'));
}

static void
test_json (void)
{
  g_autoptr(CtlRun) run = ctl_run (NULL, "demo --duration 3 --json");
  g_autoptr(GPtrArray) lines = ctl_json (run);

  g_assert_cmpint (run->status, ==, 0);
  ctl_assert_steps (run, "connecting key tap checking done");
  g_assert_cmpuint (lines->len, >, 5);
  g_assert_true (json_object_has_member (g_ptr_array_index (lines, lines->len - 1), "bpm"));
}

static void
test_interrupt (void)
{
  g_autoptr(CtlRun) run = ctl_start (NULL, "demo");

  ctl_wait_for (run, " bpm\n");
  g_subprocess_send_signal (run->process, SIGINT);
  ctl_wait (run);
  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (run->out->str, "Lowest "));
}

static void
test_interrupt_pairing (void)
{
  g_autoptr(CtlRun) run = ctl_start (NULL, "demo --json");

  ctl_wait_for (run, "\"tap\"");
  g_subprocess_send_signal (run->process, SIGTERM);
  ctl_wait (run);
  ctl_assert_failure (run, "cancelled");
}

/* Two at a time have nothing to do with each other. */
static void
test_together (void)
{
  g_autoptr(CtlRun) first = ctl_start (NULL, "demo --duration 2");
  g_autoptr(CtlRun) second = ctl_start (NULL, "demo --duration 2");

  ctl_wait (first);
  ctl_wait (second);
  g_assert_cmpint (first->status, ==, 0);
  g_assert_cmpint (second->status, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/demo/text", test_text);
  g_test_add_func ("/ctl/demo/json", test_json);
  g_test_add_func ("/ctl/demo/interrupt", test_interrupt);
  g_test_add_func ("/ctl/demo/interrupt-pairing", test_interrupt_pairing);
  g_test_add_func ("/ctl/demo/together", test_together);

  return g_test_run ();
}
