/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The real tactusctl on a virtual BlueZ: straps, and bands that are only listened to. */

#include "config.h"

#include <signal.h>
#include <string.h>
#include <glib/gstdio.h>

#include "ctl-rig.h"

#define ADDRESS "A0:9E:1A:00:00:05"
#define STRAP "model=heart-rate-sensor,address=" ADDRESS ",first=0.05,period=0.05,rates=72:190:66"
#define SHARING "model=mi-band-5,address=" ADDRESS ",share=on,first=0.05,period=0.1,rates=72:73:74"

/* ── straps ── */

static void
test_strap (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band;
  g_autoptr(CtlRun) list = NULL;
  g_autoptr(CtlRun) pair = NULL;
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) key = NULL;
  g_autoptr(JsonObject) value = NULL;

  /* Between two records there is room for a beat. */
  band = ctl_rig_add (rig, STRAP ",period=1,contact=yes,rr=yes,energy=yes");
  list = ctl_run (rig, "list --scan 1 --json");
  g_assert_nonnull (strstr (list->out->str, "\"model\":\"heart-rate-sensor\","
                                            "\"generation\":\"standard\""));
  pair = ctl_run (rig, "pair " ADDRESS " --json");
  g_assert_cmpint (pair->status, ==, 0);
  ctl_assert_steps (pair, "connecting done");

  run = ctl_run (rig, "heart-rate " ADDRESS " --duration 3 --json");
  g_assert_cmpint (run->status, ==, 0);
  value = ctl_line (run, -1);
  g_assert_cmpint (json_object_get_int_member (value, "bpm"), >=, 66);
  g_assert_true (json_object_get_boolean_member (value, "contact"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (value, "rr")), >, 0);
  g_assert_cmpint (json_object_get_int_member (value, "energy_kj"), >=, 0);

  key = ctl_start_with_input (rig, "pair " ADDRESS " --json --key -",
                              "00112233445566778899aabbccddeeff\n");
  ctl_wait (key);
  ctl_assert_failure (key, "usage");
  ctl_rig_await_free (band);
}

static void
test_strap_not_worn (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(JsonObject) value = NULL;

  ctl_rig_pair (rig, ctl_rig_add (rig, STRAP ",contact=no"));
  run = ctl_run (rig, "heart-rate " ADDRESS " --duration 1 --json");
  g_assert_cmpint (run->status, ==, 0);
  value = ctl_line (run, 0);
  g_assert_true (json_object_get_null_member (value, "bpm"));
  g_assert_false (json_object_get_boolean_member (value, "contact"));
}

/* ── Bluetooth pairing ── */

typedef struct {
  const char *bond;
  const char *options;
  const char *question; /* (nullable): the step that is told */
  gboolean works;
} Bond;

static const Bond bonds[] = {
  { "bond=just-works", "", NULL, TRUE },
  { "bond=passkey,passkey=012345", "--passkey 012345", "enter", TRUE },
  { "bond=passkey,passkey=012345", "--passkey 54321", "enter", FALSE },
  { "bond=passkey,passkey=012345", "", "enter", FALSE },
  { "bond=passkey,passkey=012345", "--yes", "enter", FALSE },
  { "bond=confirm,passkey=000777", "--yes", "confirm", TRUE },
  { "bond=confirm,passkey=000777", "--passkey 777", "confirm", TRUE },
  { "bond=confirm,passkey=000777", "--passkey 778", "confirm", FALSE },
  { "bond=confirm,passkey=000777", "", "confirm", FALSE },
  { "bond=display", "", "show", TRUE },
  { "bond=allow", "", NULL, TRUE }, /* whoever says “pair” has allowed it */
};

static void
test_bond (gconstpointer data)
{
  const Bond *bond = data;
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autofree char *spec = g_strconcat (STRAP ",", bond->bond, NULL);
  g_autofree char *arguments = g_strdup_printf ("pair " ADDRESS " --json %s", bond->options);
  g_autofree char *step = g_strdup_printf ("\"step\":\"%s\"", bond->question);
  TactusSimBand *band = ctl_rig_add (rig, spec);
  g_autoptr(CtlRun) run = ctl_run (rig, arguments);

  g_assert_cmpint (run->status, ==, bond->works ? 0 : 1);
  g_assert_cmpint (tactus_sim_band_get_bonded (band), ==, bond->works);
  if (bond->question)
    g_assert_nonnull (strstr (run->out->str, step));
  if (!bond->works)
    g_assert_nonnull (strstr (run->out->str, "\"error\":"));
  if (bond->question && g_str_equal (bond->question, "confirm"))
    g_assert_nonnull (strstr (run->out->str, "\"passkey\":\"000777\""));
  ctl_rig_await_free (band);
}

static void
test_bond_asked (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, STRAP ",bond=passkey,passkey=012345");
  g_autoptr(CtlRun) run = ctl_start_on_terminal (rig, "pair " ADDRESS);
  g_autoptr(CtlRun) again = NULL;

  ctl_wait_for (run, "Which number does");
  ctl_type (run, "012345\n");
  ctl_wait (run);
  g_assert_cmpint (run->status, ==, 0);
  g_assert_true (tactus_sim_band_get_bonded (band));
  ctl_rig_await_free (band);

  again = ctl_run (rig, "heart-rate --once " ADDRESS " --json");
  g_assert_cmpint (again->status, ==, 0);
}

static void
test_bond_refused (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, STRAP ",bond=confirm,passkey=000777");
  g_autoptr(CtlRun) run = ctl_start_on_terminal (rig, "pair " ADDRESS);
  g_autoptr(CtlRun) stopped = NULL;

  ctl_wait_for (run, "show the number 000777?");
  ctl_type (run, "\n");
  ctl_wait (run);
  g_assert_cmpint (run->status, ==, 1);
  g_assert_false (tactus_sim_band_get_bonded (band));
  ctl_rig_await_free (band);

  stopped = ctl_start_on_terminal (rig, "pair " ADDRESS " --json");
  ctl_wait_for (stopped, "\"passkey\":\"000777\"");
  ctl_interrupt (stopped);
  ctl_assert_failure (stopped, "cancelled");
  g_assert_false (tactus_sim_band_get_bonded (band));
  ctl_rig_await_free (band);
}

/* ── listening ── */

static gboolean
is_quiet (gpointer data)
{
  return !tactus_sim_bluez_get_discovering (data, 0);
}

static void
test_listen (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) list = NULL;
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) once = NULL;
  g_autoptr(JsonObject) value = NULL;

  ctl_rig_add (rig, SHARING);
  list = ctl_run (rig, "list --scan 2 --json");
  g_assert_true (g_regex_match_simple ("\"shared_bpm\":7[234]", list->out->str, 0, 0));

  run = ctl_start (rig, "heart-rate " ADDRESS " --listen --json");
  ctl_wait_for (run, "\"bpm\":73");
  ctl_interrupt (run);
  g_assert_cmpint (run->status, ==, 0);
  value = ctl_line (run, 0);
  g_assert_cmpuint (json_object_get_size (value), ==, 6);
  g_assert_false (json_object_get_boolean_member (value, "no_reading"));

  once = ctl_run (rig, "heart-rate " ADDRESS " --listen --once");
  g_assert_cmpint (once->status, ==, 0);
  g_assert_nonnull (strstr (once->out->str, " bpm\n"));
  /* Nobody connected. */
  g_assert_cmpuint (ctl_rig_count (rig, TACTUS_SIM_EVENT_CONNECTED), ==, 0);
  ctl_wait_until (is_quiet, rig->bluez, "the end of the scan");
}

static void
test_listen_in_vain (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) run = NULL;

  ctl_rig_add (rig, "model=mi-band-5,address=" ADDRESS);
  run = ctl_run (rig, "heart-rate " ADDRESS " --listen --duration 1 --json");
  ctl_assert_failure (run, "timed_out");
  g_assert_nonnull (strstr (run->err->str, "share-heart-rate"));
  g_assert_cmpuint (ctl_rig_count (rig, TACTUS_SIM_EVENT_CONNECTED), ==, 0);
}

/* ── a file ── */

static char *
read_file (const char *path)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static guint
count_lines (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strv_length (lines) - 1;
}

static void
test_output (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autofree char *file = g_build_filename (rig->dir, "pulse.csv", NULL);
  g_autofree char *arguments = g_strdup_printf ("heart-rate " ADDRESS " --duration 1 --output '%s'",
                                                file);
  g_autoptr(CtlRun) first = NULL;
  g_autoptr(CtlRun) second = NULL;
  g_autofree char *text = NULL;
  g_autofree char *more = NULL;

  ctl_rig_pair (rig, ctl_rig_add (rig, STRAP ":0"));
  first = ctl_run (rig, arguments);
  g_assert_cmpint (first->status, ==, 0);
  text = read_file (file);
  g_assert_true (g_str_has_prefix (text, "time,bpm,state\n"));
  g_assert_true (g_regex_match_simple ("\n[-+:.T0-9]+,190,pulse\n", text, 0, 0));
  g_assert_true (g_regex_match_simple ("\n[-+:.T0-9]+,,no_reading\n", text, 0, 0));
  g_assert_cmpuint (count_lines (text), ==, count_lines (first->out->str) + 1);

  /* What was there stays, and there is one header. */
  second = ctl_run (rig, arguments);
  more = read_file (file);
  g_assert_true (g_str_has_prefix (more, text));
  g_assert_cmpuint (count_lines (more), ==, count_lines (text) + count_lines (second->out->str));
}

static void
test_output_refused (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autofree char *file = g_build_filename (rig->dir, "letter.txt", NULL);
  g_autofree char *arguments = g_strdup_printf ("heart-rate " ADDRESS " --json --output '%s'",
                                                file);
  g_autofree char *text = NULL;
  g_autoptr(CtlRun) other = NULL;
  g_autoptr(CtlRun) folder = NULL;
  g_autoptr(CtlRun) full = NULL;

  g_assert_true (g_file_set_contents (file, "Dear time,\n", -1, NULL));
  other = ctl_run (rig, arguments);
  ctl_assert_failure (other, "output");
  text = read_file (file);
  g_assert_cmpstr (text, ==, "Dear time,\n");

  folder = ctl_run (rig, "heart-rate " ADDRESS " --json --output /");
  ctl_assert_failure (folder, "output");
  full = ctl_run (rig, "heart-rate " ADDRESS " --json --output /dev/full");
  ctl_assert_failure (full, "output");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/sensor/strap", test_strap);
  g_test_add_func ("/ctl/sensor/not-worn", test_strap_not_worn);
  for (guint i = 0; i < G_N_ELEMENTS (bonds); i++)
    {
      g_autofree char *name = g_strndup (bonds[i].bond, strcspn (bonds[i].bond, ","));
      g_autofree char *path = g_strdup_printf ("/ctl/sensor/bond/%02u-%s", i, name);

      g_test_add_data_func (path, &bonds[i], test_bond);
    }
  g_test_add_func ("/ctl/sensor/bond/asked", test_bond_asked);
  g_test_add_func ("/ctl/sensor/bond/refused", test_bond_refused);
  g_test_add_func ("/ctl/sensor/listen", test_listen);
  g_test_add_func ("/ctl/sensor/listen/in-vain", test_listen_in_vain);
  g_test_add_func ("/ctl/sensor/output", test_output);
  g_test_add_func ("/ctl/sensor/output/refused", test_output_refused);

  return g_test_run ();
}
