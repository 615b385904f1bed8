/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was measured, looked at and changed from the terminal. */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "ctl-past.h"

static CtlRig *
new_rig (void)
{
  CtlRig *rig = ctl_rig_new_without_radio ();

  ctl_past_fill (rig);
  return rig;
}

/* Returns: (transfer full): the ids that were told, joined with spaces */
static char *
list_ids (CtlRig     *rig,
          const char *arguments)
{
  g_autofree char *line = g_strdup_printf ("history --json %s", arguments);
  g_autoptr(CtlRun) run = ctl_run (rig, line);
  g_autoptr(GPtrArray) objects = ctl_json (run);
  g_autoptr(GString) ids = g_string_new (NULL);

  g_assert_cmpint (run->status, ==, 0);
  for (guint i = 0; i < objects->len; i++)
    g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            json_object_get_int_member (objects->pdata[i], "id"));

  return g_string_free (g_steal_pointer (&ids), FALSE);
}

static void
assert_ids (CtlRig     *rig,
            const char *arguments,
            const char *expected)
{
  g_autofree char *ids = list_ids (rig, arguments);

  g_assert_cmpstr (ids, ==, expected);
}

/* Object @index of what was printed, as text. */
static void
assert_object (CtlRun     *run,
               int         index,
               const char *expected)
{
  g_auto(GStrv) lines = g_strsplit (run->out->str, "\n", -1);

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpuint (g_strv_length (lines), >, (guint) index);
  g_assert_cmpstr (lines[index], ==, expected);
}

static void
assert_usage (CtlRig     *rig,
              const char *arguments,
              const char *words)
{
  g_autofree char *line = g_strdup_printf ("%s --json", arguments);
  g_autoptr(CtlRun) run = ctl_run (rig, line);

  ctl_assert_failure (run, "usage");
  if (!strstr (run->err->str, words))
    g_error ("“%s” is not in: %s", words, run->err->str);
}

/* ── nothing at all ── */

/* Who only looks makes no file. */
static void
test_empty (void)
{
  static const char * const looks[] = { "history", "history --days", "history --json", "export" };
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autofree char *path = ctl_past_path (rig);

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autoptr(CtlRun) run = ctl_run (rig, looks[i]);

      g_assert_cmpint (run->status, ==, 0);
      g_assert_cmpstr (run->err->str, !=, "");
    }

  assert_usage (rig, "history show 1", "There is no session 1");
  assert_usage (rig, "history delete 1 2", "There is no session 1");
  assert_usage (rig, "history restore 7", "There is no such session");
  assert_usage (rig, "history Bracelet", "Bracelet");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  assert_usage (rig, "history --database /nowhere/at/all", "/nowhere/at/all");
}

/* ── the list ── */

#define MORNING_OBJECT \
  "{\"id\":1,\"begin\":\"2026-03-01T08:00:00.000+01:00\"," \
  "\"end\":\"2026-03-01T08:10:00.000+01:00\",\"open\":false,\"duration_s\":600," \
  "\"band\":\"" CTL_BAND_A "\",\"band_name\":\"Mi Band 3\",\"source\":\"measured\"," \
  "\"title\":\"Morning\",\"note\":\"slept well\\nsecond, \\\"line\\\"\""

#define NOTHING_NUMBERS \
  "\"pulses\":0,\"lowest\":null,\"average\":null,\"highest\":null,\"resting\":null,\"known_s\":0," \
  "\"maximum_rate\":null,\"zones_s\":null}"

/* Newest first, numbers only where there are pulses. */
static void
test_list (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autoptr(CtlRun) run = ctl_run (rig, "history --json");
  g_autoptr(CtlRun) text = ctl_run (rig, "history");

  assert_object (run, 0,
                 "{\"id\":3,\"begin\":\"2026-03-02T20:00:00.000+01:00\","
                 "\"end\":\"2026-03-02T20:01:00.000+01:00\",\"open\":false,\"duration_s\":60,"
                 "\"band\":\"" CTL_BAND_A "\",\"band_name\":\"Mi Band 3\",\"source\":\"measured\","
                 "\"title\":\"\",\"note\":\"\"," NOTHING_NUMBERS);
  assert_object (run, 1,
                 "{\"id\":2,\"begin\":\"2026-03-02T10:00:00.000+01:00\","
                 "\"end\":\"2026-03-02T10:05:00.000+01:00\",\"open\":false,\"duration_s\":300,"
                 "\"band\":\"" CTL_BAND_B "\",\"band_name\":\"Mi Band 5\",\"source\":\"measured\","
                 "\"title\":\"\",\"note\":\"\",\"pulses\":301,\"lowest\":150,\"average\":150,"
                 "\"highest\":150,\"resting\":150,\"known_s\":300,\"maximum_rate\":null,"
                 "\"zones_s\":null}");
  g_assert_nonnull (strstr (run->out->str, MORNING_OBJECT));

  g_assert_cmpint (text->status, ==, 0);
  g_assert_true (g_str_has_prefix (text->out->str, "ID  Begin"));
  g_assert_true (g_regex_match_simple ("\n3   2026-03-02 20:00  0:01:00 +Mi Band 3  measured  "
                                       "no pulse\n", text->out->str, 0, 0));
  g_assert_true (g_regex_match_simple ("\n1   2026-03-01 08:00  0:10:00 +Mi Band 3  measured  "
                                       "60.70.80 .*Morning\n", text->out->str, 0, 0));
}

static void
test_narrowed (void)
{
  g_autoptr(CtlRig) rig = new_rig ();

  assert_ids (rig, "", "3 2 1");
  assert_ids (rig, "--limit 2", "3 2");
  assert_ids (rig, "--limit 0", "3 2 1");
  assert_ids (rig, "--from 2026-03-02", "3 2");
  assert_ids (rig, "--to 2026-03-02", "1");
  assert_ids (rig, "--from 2026-03-01T08:05 --to 2026-03-02T10:01", "2 1");
  assert_ids (rig, "--from 2026-03-03", "");
  assert_ids (rig, "--search COFFEE", "1");
  assert_ids (rig, "--search 'second, '", "1");
  assert_ids (rig, "--search morning", "1");
  assert_ids (rig, "--search %", "");
  assert_ids (rig, "c1:c2:c3:00:00:0a", "3 1");
  assert_ids (rig, "'band 5'", "2");
  assert_ids (rig, "C1:C2:C3:00:00:FF", "");
  assert_usage (rig, "history 'mi band'", CTL_BAND_A " (Mi Band 3), " CTL_BAND_B " (Mi Band 5)");
  assert_usage (rig, "history bracelet", "bracelet");
}

static void
test_limit (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autoptr(CtlRun) some = ctl_run (rig, "history --limit 2");
  g_autoptr(CtlRun) all = ctl_run (rig, "history --limit 3");
  g_autoptr(CtlRun) days = ctl_run (rig, "history --days --limit 1");

  g_assert_nonnull (strstr (some->err->str, "--limit 0"));
  g_assert_null (strstr (some->out->str, "2026-03-01"));
  g_assert_cmpstr (all->err->str, ==, "");
  g_assert_nonnull (strstr (days->err->str, "--limit 0"));
  g_assert_null (strstr (days->out->str, "2026-03-01"));
}

/* Sparklines and dashes only where the locale has them. */
static void
test_plain (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autoptr(CtlRun) plain = NULL;
  g_autoptr(CtlRun) fancy = NULL;

  g_setenv ("LC_ALL", "C", TRUE);
  plain = ctl_run (rig, "history");
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  fancy = ctl_run (rig, "history");

  g_assert_true (g_str_is_ascii (plain->out->str));
  g_assert_nonnull (strstr (plain->out->str, "60-70-80"));
  g_assert_nonnull (strstr (fancy->out->str, "60–70–80"));
  g_assert_nonnull (strstr (fancy->out->str, "▄▄▄▄▄▄▄▄▄▄"));
}

/* ── days ── */

static void
test_days (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autoptr(CtlRun) run = ctl_run (rig, "history --days --json --max-rate 200");
  g_autoptr(CtlRun) none = ctl_run (rig, "history --days --json");
  g_autoptr(CtlRun) text = ctl_run (rig, "history --days --age 40");
  g_autoptr(CtlRun) part = ctl_run (rig, "history --days --json --from 2026-03-02T10:04:00");
  g_autoptr(CtlRun) band = ctl_run (rig, "history --days --json 'mi band 3'");

  assert_object (run, 0,
                 "{\"date\":\"2026-03-02\",\"sessions\":2,\"pulses\":301,\"lowest\":150,"
                 "\"average\":150,\"highest\":150,\"resting\":150,\"known_s\":300,"
                 "\"maximum_rate\":200,\"zones_s\":[0,0,0,300,0,0]}");
  g_assert_nonnull (strstr (run->out->str, "\n{\"date\":\"2026-03-01\",\"sessions\":1,"));
  assert_object (none, 0,
                 "{\"date\":\"2026-03-02\",\"sessions\":2,\"pulses\":301,\"lowest\":150,"
                 "\"average\":150,\"highest\":150,\"resting\":150,\"known_s\":300,"
                 "\"maximum_rate\":null,\"zones_s\":null}");
  g_assert_nonnull (strstr (text->out->str, "Zone 5"));
  g_assert_nonnull (strstr (text->out->str, "2026-03-02  2 "));
  g_assert_nonnull (strstr (part->out->str, "\"pulses\":61,"));
  assert_object (band, 0, "{\"date\":\"2026-03-02\",\"sessions\":1," NOTHING_NUMBERS);
}

/* What the band recorded by itself is part of a day, and no session. */
static void
test_recorded (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autoptr(CtlRun) days = NULL;
  g_autoptr(CtlRun) narrowed = NULL;

  ctl_past_add_minutes (rig, 60);
  assert_ids (rig, "", "3 2 1");
  days = ctl_run (rig, "history --days --json --from 2026-03-05");
  g_assert_nonnull (strstr (days->out->str, "{\"date\":\"2026-03-05\",\"sessions\":0,"
                            "\"pulses\":30,\"lowest\":70,\"average\":70,\"highest\":70,"));
  narrowed = ctl_run (rig, "history --days --json 'band 5'");
  g_assert_null (strstr (narrowed->out->str, "2026-03-05"));
}

/* Without options the zones are those of the person who set them in the app. */
static void
test_settings (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autofree char *dir = g_build_filename (rig->dir, "glib-2.0", "settings", NULL);
  g_autofree char *path = g_build_filename (dir, "keyfile", NULL);
  g_autofree char *group = g_strdelimit (g_strdup (TACTUS_APP_ID), ".", '/');
  g_autoptr(GKeyFile) settings = g_key_file_new ();
  g_autoptr(CtlRun) set = NULL;
  g_autoptr(CtlRun) told = NULL;

  g_key_file_set_integer (settings, group, "maximum-rate", 180);
  g_mkdir_with_parents (dir, 0700);
  g_assert_true (g_key_file_save_to_file (settings, path, NULL));

  g_setenv ("XDG_CONFIG_HOME", rig->dir, TRUE);
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  set = ctl_run (rig, "history show 2 --json");
  told = ctl_run (rig, "history show 2 --json --max-rate 200");
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_unsetenv ("XDG_CONFIG_HOME");

  g_assert_nonnull (strstr (set->out->str, "\"maximum_rate\":180,\"zones_s\":[0,0,0,0,300,0]"));
  g_assert_nonnull (strstr (told->out->str, "\"maximum_rate\":200,\"zones_s\":[0,0,0,300,0,0]"));
}

/* ── one, and two ── */

static void
test_show (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autoptr(CtlRun) run = ctl_run (rig, "history show " CTL_MORNING " --json --max-rate 200");
  g_autoptr(CtlRun) text = ctl_run (rig, "history show " CTL_MORNING " --max-rate 130");
  g_autoptr(CtlRun) nothing = ctl_run (rig, "history show " CTL_NOTHING);
  g_autoptr(CtlRun) ageless = ctl_run (rig, "history show " CTL_MORNING);
  g_autoptr(JsonObject) object = ctl_line (run, 0);
  JsonArray *markers = json_object_get_array_member (object, "markers");
  JsonObject *marker = json_array_get_object_element (markers, 0);

  g_assert_cmpint (run->status, ==, 0);
  g_assert_true (g_str_has_prefix (run->out->str, MORNING_OBJECT));
  g_assert_cmpint (json_object_get_int_member (object, "pulses"), ==, CTL_MORNING_PULSES);
  g_assert_cmpint (json_object_get_int_member (object, "lowest"), ==, 60);
  g_assert_cmpint (json_object_get_int_member (object, "highest"), ==, 80);
  /* Ten minutes, of which the band was off the wrist for a hundred seconds. */
  g_assert_cmpint (json_object_get_int_member (object, "known_s"), ==, 500);
  g_assert_cmpuint (json_array_get_length (markers), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (marker, "text"), ==, "first coffee");
  g_assert_cmpstr (json_object_get_string_member (marker, "time"), ==,
                   "2026-03-01T08:05:00.000+01:00");

  g_assert_cmpint (text->status, ==, 0);
  g_assert_nonnull (strstr (text->out->str, "Morning"));
  g_assert_nonnull (strstr (text->out->str, "first coffee"));
  g_assert_nonnull (strstr (text->out->str, "\n  slept well\n  second, \"line\"\n"));
  g_assert_nonnull (strstr (text->out->str, "\nBelow zone 1 "));
  g_assert_nonnull (strstr (text->out->str, "Zone 1"));
  g_assert_null (strstr (text->err->str, "--age"));
  g_assert_nonnull (strstr (text->out->str, "10 min\n"));

  g_assert_cmpint (nothing->status, ==, 0);
  g_assert_nonnull (strstr (nothing->out->str, "no pulse"));
  g_assert_null (strstr (nothing->err->str, "--age"));
  g_assert_nonnull (strstr (ageless->err->str, "--age"));
  assert_usage (rig, "history show 4", "There is no session 4");
}

static void
test_compare (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autoptr(CtlRun) run = ctl_run (rig, "history compare 2 1 --json");
  g_autoptr(CtlRun) text = ctl_run (rig, "history compare 1 2 --max-rate 200");
  g_autoptr(CtlRun) nothing = ctl_run (rig, "history compare 1 3");
  g_autoptr(JsonObject) first = ctl_line (run, 0);
  g_autoptr(JsonObject) second = ctl_line (run, 1);

  g_assert_cmpint (json_object_get_int_member (first, "id"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (second, "id"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (second, "highest"), ==, 80);

  g_assert_true (g_regex_match_simple ("\nAverage +70 +150 +\\+80\n", text->out->str, 0, 0));
  g_assert_true (g_regex_match_simple ("\nZone 3 +0:00:00 +0:05:00\n", text->out->str, 0, 0));
  g_assert_true (g_regex_match_simple ("\nAverage +70 +[–-]\n", nothing->out->str, 0, 0));
  assert_usage (rig, "history compare 1 9", "There is no session 9");
}

/* ── words ── */

static void
test_describe (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autoptr(CtlRun) title = ctl_run (rig, "history rename 2 Evening run --json");
  g_autoptr(CtlRun) note = ctl_run (rig, "history note 2 'quotes: \"a\", commas'");
  g_autoptr(CtlRun) list = ctl_run (rig, "history --search evening");
  g_autoptr(CtlRun) cleared = ctl_run (rig, "history rename 2 ''");

  g_assert_cmpint (title->status, ==, 0);
  g_assert_nonnull (strstr (title->out->str, "\"title\":\"Evening run\""));
  g_assert_cmpint (note->status, ==, 0);
  g_assert_nonnull (strstr (list->out->str, "Evening run\n"));
  g_assert_cmpint (cleared->status, ==, 0);
  assert_ids (rig, "--search evening", "");
  assert_ids (rig, "--search '\"a\", comm'", "2");
  assert_usage (rig, "history rename 9 x", "There is no session 9");
}

/* A title that would command a terminal does not. */
static void
test_escape (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autoptr(CtlRun) title = ctl_run (rig, "history rename 2 '\033[31mred'");
  g_autoptr(CtlRun) note = ctl_run (rig, "history note 2 '\033]0;x\a'");
  g_autoptr(CtlRun) list = ctl_run (rig, "history");
  g_autoptr(CtlRun) show = ctl_run (rig, "history show 2");

  g_assert_cmpint (title->status, ==, 0);
  g_assert_cmpint (note->status, ==, 0);
  g_assert_null (strchr (list->out->str, '\033'));
  g_assert_null (strchr (show->out->str, '\033'));
}

static void
test_mark (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autoptr(CtlRun) by_day = ctl_run (rig, "history mark 2 2026-03-02T09:01:00Z hill --json");
  g_autoptr(CtlRun) by_hour = ctl_run (rig, "history mark 2 10:02:30 the second hill");
  g_autoptr(CtlRun) silent = ctl_run (rig, "history mark 2 10:05");
  g_autoptr(CtlRun) show = ctl_run (rig, "history show 2 --json");
  g_autoptr(CtlRun) unmark = NULL;
  g_autoptr(CtlRun) after = NULL;
  g_autofree char *line = NULL;
  JsonObject *marker;

  assert_object (by_day, 0,
                 "{\"session\":2,\"time\":\"2026-03-02T10:01:00.000+01:00\",\"text\":\"hill\"}");
  g_assert_cmpint (by_hour->status, ==, 0);
  g_assert_cmpint (silent->status, ==, 0);
  g_assert_nonnull (strstr (show->out->str, "T10:02:30.000+01:00\",\"text\":\"the second hill\""));
  g_assert_nonnull (strstr (show->out->str, "T10:05:00.000+01:00\",\"text\":\"\""));

  {
    g_autoptr(JsonObject) object = ctl_line (show, 0);

    marker = json_array_get_object_element (json_object_get_array_member (object, "markers"), 0);
    line = g_strdup_printf ("history unmark 2 %" G_GINT64_FORMAT,
                            json_object_get_int_member (marker, "id"));
  }
  unmark = ctl_run (rig, line);
  g_assert_cmpint (unmark->status, ==, 0);
  after = ctl_run (rig, "history show 2 --json");
  g_assert_null (strstr (after->out->str, "\"hill\""));
  g_assert_nonnull (strstr (after->out->str, "\"the second hill\""));

  assert_usage (rig, line, "has no marker");
  assert_usage (rig, "history unmark 2 x", "has no marker x");
  assert_usage (rig, "history mark 2 10:06 late",
                "from 2026-03-02 10:00:00 to 2026-03-02 10:05:00");
  assert_usage (rig, "history mark 2 09:59:58 early", "lasted from");
  assert_usage (rig, "history mark 2 noon", "noon");
  assert_usage (rig, "history mark 2 25:00", "25:00");
}

/* Whoever travels reads and types the time of here; scripts get that of there. */
static void
test_elsewhere (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autoptr(CtlRun) show = NULL;
  g_autoptr(CtlRun) mark = NULL;
  g_autoptr(CtlRun) json = NULL;

  g_setenv ("TZ", "Asia/Kathmandu", TRUE);
  show = ctl_run (rig, "history show 2");
  mark = ctl_run (rig, "history mark 2 14:46 tea");
  json = ctl_run (rig, "history show 2 --json");
  g_setenv ("TZ", "Europe/Berlin", TRUE);

  g_assert_nonnull (strstr (show->out->str, "2026-03-02 14:45:00"));
  g_assert_nonnull (strstr (mark->err->str, "2026-03-02 14:46:00"));
  g_assert_nonnull (strstr (json->out->str, "\"begin\":\"2026-03-02T10:00:00.000+01:00\""));
  g_assert_nonnull (strstr (json->out->str, "\"time\":\"2026-03-02T10:01:00.000+01:00\""));
}

/* ── deleted ── */

static void
test_delete (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autoptr(CtlRun) deleted = ctl_run (rig, "history delete 1 3 --json");
  g_autoptr(CtlRun) restored = NULL;
  g_autoptr(CtlRun) text = NULL;
  g_autoptr(CtlRun) back = NULL;

  assert_object (deleted, 0, "{\"id\":1,\"deleted\":true}");
  assert_object (deleted, 1, "{\"id\":3,\"deleted\":true}");
  assert_ids (rig, "", "2");
  assert_usage (rig, "history show 1", "There is no session 1");
  assert_usage (rig, "history delete 2 1", "There is no session 1");
  assert_ids (rig, "", "2");

  restored = ctl_run (rig, "history restore 1 --json");
  assert_object (restored, 0, "{\"id\":1,\"deleted\":false}");
  assert_ids (rig, "", "2 1");

  text = ctl_run (rig, "history delete 1");
  g_assert_nonnull (strstr (text->err->str, "tactusctl history restore 1\n"));
  back = ctl_run (rig, "history restore 1");
  g_assert_cmpint (back->status, ==, 0);
  assert_usage (rig, "history restore 99", "There is no such session");
}

static gboolean
holds (CtlRig     *rig,
       const char *text)
{
  static const char * const ends[] = { "", "-wal" };
  g_autofree char *path = ctl_past_path (rig);
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *file = g_strconcat (path, ends[i], NULL);
      g_autofree char *bytes = NULL;
      gsize size = 0;

      if (g_file_get_contents (file, &bytes, &size, NULL))
        found = found || memmem (bytes, size, text, strlen (text));
    }

  return found;
}

static void
test_purge (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autoptr(CtlRun) deleted = ctl_run (rig, "history delete 1");
  g_autoptr(CtlRun) refused = ctl_run (rig, "history purge");
  g_autoptr(CtlRun) asked = NULL;
  g_autoptr(CtlRun) purged = NULL;
  g_autoptr(CtlRun) nothing = NULL;

  g_assert_cmpint (refused->status, ==, 2);
  g_assert_nonnull (strstr (refused->err->str, "--yes"));

  asked = ctl_start_on_terminal (rig, "history purge");
  ctl_wait_for (asked, "[y/N]");
  ctl_type (asked, "n\n");
  ctl_wait (asked);
  g_assert_cmpint (asked->status, ==, 1);
  g_assert_true (holds (rig, "first coffee"));

  purged = ctl_run (rig, "history purge --yes --json");
  assert_object (purged, 0, "{\"purged\":true,\"sessions\":1}");
  nothing = ctl_run (rig, "history purge --yes");
  g_assert_cmpint (nothing->status, ==, 0);
  g_assert_nonnull (strstr (nothing->err->str, "no deleted session"));
  assert_usage (rig, "history restore 1", "There is no such session");
  assert_ids (rig, "", "3 2");
  g_assert_false (holds (rig, "first coffee"));
}

/* ── wrong usage ── */

static const char * const misuses[] = {
  "history one two",
  "history ''",
  "history --limit -1",
  "history --limit x",
  "history --limit 1000001",
  "history --from yesterday",
  "history --from 2026-03-02 --to 2026-03-02",
  "history --from 2026-03-02 --to 2026-03-01",
  "history --search ''",
  "history --age 4",
  "history --age 121",
  "history --max-rate 99",
  "history --max-rate 241",
  "history --yes",
  "history --format csv",
  "history --key-file /x",
  "history --database ''",
  "history show",
  "history show one",
  "history show 0",
  "history show -- -1",
  "history show 1.5",
  "history show 99999999999999999999",
  "history show 1 2",
  "history show 1 --limit 5",
  "history show 1 --days",
  "history compare 1",
  "history compare 1 2 3",
  "history compare 1 x",
  "history rename 1",
  "history rename x title",
  "history rename 1 title --age 40",
  "history note",
  "history mark 1",
  "history mark x 10:00",
  "history unmark 1",
  "history delete",
  "history delete 1 x",
  "history restore",
  "history restore 1 --yes",
  "history purge 1",
  "history purge",
};

static void
test_misuse (void)
{
  g_autoptr(CtlRig) rig = new_rig ();

  for (guint i = 0; i < G_N_ELEMENTS (misuses); i++)
    {
      g_autofree char *line = g_strdup_printf ("%s --json", misuses[i]);
      g_autofree char *first = g_str_has_suffix (misuses[i], "-- -1")
        ? g_strdup_printf ("--json %s", misuses[i]) : g_strdup (line);
      g_autoptr(CtlRun) run = ctl_run (rig, first);

      ctl_assert_failure (run, "usage");
    }
  assert_ids (rig, "", "3 2 1");
}

static void
test_help (void)
{
  g_autoptr(CtlRun) run = ctl_run (NULL, "history --help");

  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (run->out->str, "\n  compare ID ID"));
  g_assert_nonnull (strstr (run->out->str, "\n  --search TEXT"));
  g_assert_null (strstr (run->out->str, "--output"));
}

/* ── a database that is not as it should be ── */

static void
test_damaged (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autofree char *path = ctl_past_path (rig);
  g_autofree char *dir = g_path_get_dirname (path);
  g_autofree char *junk = g_strnfill (20000, 'x');
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) again = NULL;

  memcpy (junk, "SQLite format 3", sizeof "SQLite format 3");
  g_mkdir_with_parents (dir, 0700);
  g_assert_true (g_file_set_contents (path, junk, 20000, NULL));

  run = ctl_run (rig, "history");
  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (run->err->str, "The database was damaged. It is kept as “"));
  again = ctl_run (rig, "history");
  g_assert_null (strstr (again->err->str, "damaged"));
}

static void
test_newer (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autofree char *path = ctl_past_path (rig);
  g_autoptr(CtlRun) run = NULL;
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "PRAGMA user_version = 1000", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (database);

  run = ctl_run (rig, "history --json");
  ctl_assert_failure (run, "storage");
  g_assert_nonnull (strstr (run->err->str, "newer version"));
}

static void
test_foreign (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autofree char *file = g_build_filename (rig->dir, "letter.txt", NULL);
  g_autofree char *line = g_strdup_printf ("history --database '%s'", file);
  g_autofree char *left = NULL;

  g_assert_true (g_file_set_contents (file, "Dear Sir", -1, NULL));
  assert_usage (rig, line, "is no database");
  g_assert_true (g_file_get_contents (file, &left, NULL, NULL));
  g_assert_cmpstr (left, ==, "Dear Sir");
}

/* Who reads one line only gets it, and that is no failure. */
static void
test_head (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autoptr(CtlRun) run = ctl_run (rig, CTL_HEAD "history --json");

  g_assert_cmpint (run->status, ==, 0);
  g_assert_true (g_str_has_prefix (run->out->str, "{\"id\":3,"));
  g_assert_cmpstr (run->err->str, ==, "");
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "Europe/Berlin", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/history/empty", test_empty);
  g_test_add_func ("/ctl/history/list", test_list);
  g_test_add_func ("/ctl/history/narrowed", test_narrowed);
  g_test_add_func ("/ctl/history/limit", test_limit);
  g_test_add_func ("/ctl/history/plain", test_plain);
  g_test_add_func ("/ctl/history/days", test_days);
  g_test_add_func ("/ctl/history/recorded", test_recorded);
  g_test_add_func ("/ctl/history/settings", test_settings);
  g_test_add_func ("/ctl/history/show", test_show);
  g_test_add_func ("/ctl/history/compare", test_compare);
  g_test_add_func ("/ctl/history/describe", test_describe);
  g_test_add_func ("/ctl/history/escape", test_escape);
  g_test_add_func ("/ctl/history/mark", test_mark);
  g_test_add_func ("/ctl/history/elsewhere", test_elsewhere);
  g_test_add_func ("/ctl/history/delete", test_delete);
  g_test_add_func ("/ctl/history/purge", test_purge);
  g_test_add_func ("/ctl/history/misuse", test_misuse);
  g_test_add_func ("/ctl/history/help", test_help);
  g_test_add_func ("/ctl/history/damaged", test_damaged);
  g_test_add_func ("/ctl/history/newer", test_newer);
  g_test_add_func ("/ctl/history/foreign", test_foreign);
  g_test_add_func ("/ctl/history/head", test_head);

  return g_test_run ();
}
