/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The real tactusctl on a virtual BlueZ: what bands recorded. */

#include "config.h"

#include <string.h>
#include <glib/gstdio.h>

#include "ctl-rig.h"

#define ADDRESS "C8:0F:10:00:00:01"

/* Made up; it opens nothing. */
#define KEY "00112233445566778899aabbccddeeff"

typedef struct {
  const char *band;
  const char *pair; /* (nullable): options */
} Recorder;

static const Recorder recorders[] = {
  { "model=mi-band-3,tap=0,activity=40", "" },
  { "model=mi-band-5,activity=40,key=" KEY, " --key " KEY },
  { "model=mi-band-1s,tap=0,activity=40", "" },
};

/* Long enough to be caught in the middle. */
#define LONG_MINUTES 6000

/* No run is longer than a day, and each is kept before the next begins. */
#define FIRST_DAY "{\"step\":\"fetch\",\"done\":1440,\"total\":1440}\n{\"step\":\"fetch\""

static const Recorder long_recorder = {
  "model=mi-band-3,tap=0,activity=" G_STRINGIFY (LONG_MINUTES), "",
};

static TactusSimBand *
add_recorder (CtlRig         *rig,
              const Recorder *recorder)
{
  TactusSimBand *band = ctl_rig_add (rig, recorder->band);
  g_autofree char *arguments = g_strconcat ("pair " ADDRESS, recorder->pair, NULL);
  g_autoptr(CtlRun) run = ctl_run (rig, arguments);

  g_assert_cmpint (run->status, ==, 0);
  ctl_rig_await_free (band);
  return band;
}

static guint
count_lines (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strv_length (lines) - 1;
}

static void
assert_progress (CtlRun *run)
{
  g_autoptr(GPtrArray) lines = ctl_json (run);
  gint64 last = 0;

  for (guint i = 0; i + 1 < lines->len; i++)
    {
      JsonObject *object = g_ptr_array_index (lines, i);

      g_assert_cmpstr (json_object_get_string_member (object, "step"), ==, "fetch");
      g_assert_cmpint (json_object_get_int_member (object, "done"), >=, last);
      last = json_object_get_int_member (object, "done");
      g_assert_cmpint (json_object_get_int_member (object, "total"), >=, last);
    }
}

static void
test_sync (gconstpointer data)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = add_recorder (rig, data);
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) again = NULL;
  g_autoptr(CtlRun) csv = NULL;
  g_autoptr(CtlRun) json = NULL;
  g_autoptr(JsonObject) summary = NULL;
  g_autoptr(JsonObject) none = NULL;
  gint64 minutes;

  run = ctl_run (rig, "sync " ADDRESS " --json");
  g_assert_cmpint (run->status, ==, 0);
  assert_progress (run);
  summary = ctl_line (run, -1);
  g_assert_cmpstr (json_object_get_string_member (summary, "step"), ==, "done");
  minutes = json_object_get_int_member (summary, "minutes");
  g_assert_cmpint (minutes, >=, 40);
  g_assert_cmpint (json_object_get_int_member (summary, "added"), ==, minutes);
  g_assert_true (json_object_has_member (summary, "from"));
  g_assert_true (json_object_has_member (summary, "to"));

  /* No row twice. */
  again = ctl_run (rig, "sync " ADDRESS " --json");
  g_assert_cmpint (again->status, ==, 0);
  none = ctl_line (again, -1);
  g_assert_cmpint (json_object_get_int_member (none, "added"), <=, 1);

  csv = ctl_run (rig, "activity " ADDRESS);
  g_assert_cmpint (csv->status, ==, 0);
  g_assert_true (g_str_has_prefix (csv->out->str, "date,kind,intensity,steps,heart_rate\n"));
  g_assert_true (g_regex_match_simple ("\n\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:00[+-]\\d\\d:\\d\\d,"
                                       "\\d+,\\d+,\\d+,\\d*\n", csv->out->str, 0, 0));
  g_assert_cmpuint (count_lines (csv->out->str), >=, (guint) minutes + 1);

  json = ctl_run (rig, "activity " ADDRESS " --format json");
  g_assert_cmpint (json->status, ==, 0);
  g_assert_cmpuint (count_lines (json->out->str) + 1, ==, count_lines (csv->out->str));
  g_assert_nonnull (strstr (json->out->str, "\"activity\":\""));
  ctl_rig_await_free (band);
}

/* ── ended early ── */

static gboolean
vanish_cb (gpointer data)
{
  tactus_sim_band_vanish (data, g_get_monotonic_time ());
  return G_SOURCE_REMOVE;
}

/* The minutes that are stored, each once. */
static guint
count_minutes (CtlRig *rig)
{
  g_autoptr(CtlRun) csv = ctl_run (rig, "activity " ADDRESS);
  g_auto(GStrv) lines = g_strsplit (csv->out->str, "\n", -1);
  g_autoptr(GHashTable) times = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 1; lines[i] && *lines[i]; i++)
    g_assert_true (g_hash_table_add (times, g_strndup (lines[i], strcspn (lines[i], ","))));

  return g_hash_table_size (times);
}

/* However it ends, the next time brings the rest, and nothing twice. */
static void
finish_sync (CtlRig *rig)
{
  g_autoptr(CtlRun) run = ctl_run (rig, "sync " ADDRESS " --json");

  g_autoptr(JsonObject) summary = NULL;

  g_assert_cmpint (run->status, ==, 0);
  summary = ctl_line (run, -1);
  g_assert_cmpint (json_object_get_int_member (summary, "added"), <, LONG_MINUTES);
  g_assert_cmpuint (count_minutes (rig), >=, LONG_MINUTES);
}

static void
test_interrupted (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = add_recorder (rig, &long_recorder);
  g_autoptr(CtlRun) run = ctl_start (rig, "sync " ADDRESS " --json");

  ctl_wait_for (run, FIRST_DAY);
  ctl_interrupt (run);
  ctl_assert_failure (run, "cancelled");
  g_assert_nonnull (strstr (run->err->str, "minutes were fetched and are kept"));
  ctl_rig_await_free (band);
  finish_sync (rig);
}

static void
test_lost (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = add_recorder (rig, &long_recorder);
  g_autoptr(CtlRun) run = ctl_start (rig, "sync " ADDRESS " --json");

  ctl_wait_for (run, FIRST_DAY);
  g_idle_add (vanish_cb, band);
  ctl_wait (run);
  ctl_assert_failure (run, "disconnected");
  tactus_sim_band_come_back (band);
  finish_sync (rig);
}

/* What was asked for, from the database that was named, also without Bluetooth. */
static void
test_range (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autofree char *file = g_build_filename (rig->dir, "other.sqlite", NULL);
  g_autofree char *sync = g_strdup_printf ("sync " ADDRESS " --database '%s'", file);
  g_autofree char *none = g_strdup_printf ("activity " ADDRESS " --database '%s' --json "
                                           "--to 2001-01-01", file);
  g_autofree char *all = g_strdup_printf ("activity " ADDRESS " --database '%s' "
                                          "--from 2001-01-01T00:00Z", file);
  g_autoptr(CtlRun) fetched = NULL;
  g_autoptr(CtlRun) nothing = NULL;
  g_autoptr(CtlRun) found = NULL;
  g_autoptr(CtlRun) standard = NULL;

  add_recorder (rig, &recorders[0]);
  fetched = ctl_run (rig, sync);
  g_assert_cmpint (fetched->status, ==, 0);
  g_assert_nonnull (strstr (fetched->out->str, "minutes fetched"));
  tactus_sim_bluez_stop (rig->bluez);

  nothing = ctl_run (rig, none);
  g_assert_cmpint (nothing->status, ==, 0);
  g_assert_cmpstr (nothing->out->str, ==, "");
  found = ctl_run (rig, all);
  g_assert_cmpuint (count_lines (found->out->str), >=, 41);
  standard = ctl_run (rig, "activity " ADDRESS " --json");
  g_assert_cmpint (standard->status, ==, 0);
  g_assert_cmpstr (standard->out->str, ==, "");
}

/* ── forgotten ── */

/* What a band recorded stays unless asked for, and can be asked for afterwards, too. */
static void
test_forget (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = add_recorder (rig, &recorders[0]);
  g_autoptr(CtlRun) sync = ctl_run (rig, "sync " ADDRESS " --json");
  g_autoptr(CtlRun) kept = NULL;
  g_autoptr(CtlRun) later = NULL;

  g_assert_cmpint (sync->status, ==, 0);
  ctl_rig_await_free (band);
  kept = ctl_run (rig, "forget " ADDRESS " --json");
  ctl_assert_line (kept, 0, "{\"forgotten\":\"" ADDRESS "\",\"activity\":false}");
  g_assert_cmpuint (count_minutes (rig), >=, 40);

  tactus_sim_bluez_stop (rig->bluez);
  later = ctl_run (rig, "forget " ADDRESS " --activity --json");
  ctl_assert_line (later, 0, "{\"forgotten\":\"" ADDRESS "\",\"activity\":true}");
  g_assert_cmpint (later->status, ==, 0);
  g_assert_cmpuint (count_minutes (rig), ==, 0);
}

static void
test_forget_all (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = add_recorder (rig, &recorders[0]);
  g_autoptr(CtlRun) sync = ctl_run (rig, "sync " ADDRESS " --json");
  g_autoptr(CtlRun) astray = ctl_run (rig, "forget " ADDRESS " --database x.sqlite --json");
  g_autoptr(CtlRun) user = NULL;
  g_autoptr(CtlRun) refused = NULL;
  g_autoptr(CtlRun) asked = NULL;
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) list = NULL;

  ctl_assert_failure (astray, "usage");
  ctl_rig_await_free (band);

  /* Nothing of it before the person says so … */
  asked = ctl_start_on_terminal (rig, "forget " ADDRESS " --activity");
  ctl_wait_for (asked, "its recorded activity and its sessions");
  ctl_type (asked, "n\n");
  ctl_wait (asked);
  g_assert_cmpint (asked->status, ==, 1);
  g_assert_cmpuint (count_minutes (rig), >=, 40);

  /* … nor if the band itself cannot be forgotten, since another program has it. */
  user = ctl_start (rig, "heart-rate " ADDRESS " --json");
  ctl_wait_for (user, "\"bpm\"");
  refused = ctl_run (rig, "forget " ADDRESS " --activity --json");
  ctl_assert_failure (refused, "busy");
  g_assert_cmpuint (count_minutes (rig), >=, 40);
  ctl_interrupt (user);
  ctl_rig_await_free (band);

  run = ctl_run (rig, "forget " ADDRESS " --activity --yes");
  g_assert_cmpint (run->status, ==, 0);
  ctl_wait_for (run, "sessions of Mi Band");
  list = ctl_run (rig, "list --scan 0.3 --json");
  g_assert_null (strstr (list->out->str, "\"known\":true"));
  g_assert_cmpuint (count_minutes (rig), ==, 0);
}

/* With Bluetooth off the service is not told, which is said; what is on disk goes all the same. */
static void
test_forget_while_off (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = add_recorder (rig, &recorders[0]);
  g_autoptr(CtlRun) sync = ctl_run (rig, "sync " ADDRESS " --json");
  g_autoptr(CtlRun) run = NULL;

  g_assert_cmpint (sync->status, ==, 0);
  ctl_rig_await_free (band);
  tactus_sim_bluez_set_powered (rig->bluez, 0, FALSE);
  run = ctl_run (rig, "forget " ADDRESS " --activity --json");
  ctl_assert_failure (run, "adapter_off");
  g_assert_cmpuint (count_minutes (rig), ==, 0);
}

/* A file that is no database is told, and left as it is. */
static void
test_no_database (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autofree char *file = g_build_filename (rig->dir, "letter.txt", NULL);
  g_autofree char *arguments = g_strdup_printf ("activity " ADDRESS " --json --database '%s'",
                                                file);
  g_autofree char *text = g_strnfill (2000, 'x');
  g_autofree char *left = NULL;
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) missing = NULL;
  g_autoptr(CtlRun) folder = NULL;

  g_assert_true (g_file_set_contents (file, text, -1, NULL));
  run = ctl_run (rig, arguments);
  ctl_assert_failure (run, "usage");
  g_assert_true (g_file_get_contents (file, &left, NULL, NULL));
  g_assert_cmpstr (left, ==, text);

  missing = ctl_run (rig, "activity " ADDRESS " --json --database /nowhere/at/all");
  ctl_assert_failure (missing, "usage");
  folder = ctl_run (rig, "activity " ADDRESS " --json --database /");
  ctl_assert_failure (folder, "storage");
}

static void
add_sync (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (recorders); i++)
    {
      g_autofree char *name = g_strndup (recorders[i].band, strcspn (recorders[i].band, ","));
      g_autofree char *path = g_strdup_printf ("/ctl/activity/sync/%s", name);

      g_test_add_data_func (path, &recorders[i], test_sync);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_sync ();
  g_test_add_func ("/ctl/activity/interrupted", test_interrupted);
  g_test_add_func ("/ctl/activity/lost", test_lost);
  g_test_add_func ("/ctl/activity/range", test_range);
  g_test_add_func ("/ctl/activity/forget", test_forget);
  g_test_add_func ("/ctl/activity/forget-all", test_forget_all);
  g_test_add_func ("/ctl/activity/forget-while-off", test_forget_while_off);
  g_test_add_func ("/ctl/activity/no-database", test_no_database);

  return g_test_run ();
}
