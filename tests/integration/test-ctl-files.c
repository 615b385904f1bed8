/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The history into files and back, from the terminal. */

#include "config.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "ctl-past.h"
#include "tactus-import.h"

/* Takes long enough to be caught in the middle. */
#define LONG_READINGS 1500000

#define MAX_ATTEMPTS 5

#define CSV_HEADER "time,bpm,state,rr_ms,source,band,session,title,note\n"

static CtlRig *
new_rig (void)
{
  CtlRig *rig = ctl_rig_new_without_radio ();

  ctl_past_fill (rig);
  return rig;
}

static char *
in_dir (CtlRig     *rig,
        const char *name)
{
  return g_build_filename (rig->dir, name, NULL);
}

static char *
read_file (const char *path)
{
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
write_file (const char *path,
            const char *text)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static guint
count_files (const char *dir)
{
  g_autoptr(GDir) files = g_dir_open (dir, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (files))
    n++;

  return n;
}

/* The @ in @arguments stands for @path. */
static CtlRun *
run_with (CtlRig     *rig,
          const char *arguments,
          const char *path)
{
  g_autofree char *quoted = g_shell_quote (path);
  g_autoptr(GString) line = g_string_new (arguments);

  g_string_replace (line, "@", quoted, 1);
  return ctl_run (rig, line->str);
}

/* ── export ── */

static void
test_formats (void)
{
  static const struct {
    const char *format;
    const char *begin;
  } formats[] = {
    { "", CSV_HEADER },
    { "--format csv", CSV_HEADER },
    { "--format jsonl", "{\"" },
    { "--format json", "{\"" },
    { "--json", "{\"" },
    { "--format tcx", "<?xml" },
  };
  g_autoptr(CtlRig) rig = new_rig ();

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *line = g_strdup_printf ("export %s", formats[i].format);
      g_autoptr(CtlRun) run = ctl_run (rig, line);

      g_assert_cmpint (run->status, ==, 0);
      g_assert_true (g_str_has_prefix (run->out->str, formats[i].begin));
      g_assert_nonnull (strstr (run->out->str, "150"));
      g_assert_cmpstr (run->err->str, ==, "");
    }
}

/* Without --format the name tells. */
static void
test_extensions (void)
{
  static const struct {
    const char *name;
    const char *format;
    const char *begin;
  } files[] = {
    { "a.csv", "csv", CSV_HEADER },
    { "b.JSONL", "jsonl", "{\"" },
    { "c.json", "jsonl", "{\"" },
    { "d.tcx", "tcx", "<?xml" },
    { "e.txt", "csv", CSV_HEADER },
    { "f g.tcx --format csv", "csv", CSV_HEADER },
  };
  g_autoptr(CtlRig) rig = new_rig ();

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      const char *option = strstr (files[i].name, " --");
      g_autofree char *name = g_strndup (files[i].name, option ? (gsize) (option - files[i].name)
                                                               : strlen (files[i].name));
      g_autofree char *path = in_dir (rig, name);
      g_autofree char *line = g_strdup_printf ("export --output '%s' --json%s", path,
                                               option ? option : "");
      g_autofree char *expected = NULL;
      g_autofree char *text = NULL;
      g_autoptr(CtlRun) run = ctl_run (rig, line);
      g_autoptr(JsonObject) object = ctl_line (run, 0);

      g_assert_cmpint (run->status, ==, 0);
      g_assert_cmpstr (json_object_get_string_member (object, "output"), ==, path);
      g_assert_cmpstr (json_object_get_string_member (object, "format"), ==, files[i].format);
      text = read_file (path);
      g_assert_true (g_str_has_prefix (text, files[i].begin));
    }
}

static void
test_counts (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autofree char *path = in_dir (rig, "x.csv");
  g_autoptr(CtlRun) all = run_with (rig, "export --json --output @", path);
  g_autoptr(CtlRun) one = run_with (rig, "export --json --session 2 --output @", path);
  g_autoptr(CtlRun) band = run_with (rig, "export --json 'band 5' --output @", path);
  g_autoptr(CtlRun) range = run_with (rig, "export --json --from 2026-03-02T10:04 "
                                      "--to 2026-03-02T10:04:30 --output @", path);
  g_autoptr(CtlRun) text = run_with (rig, "export --session 1 --output @", path);

  g_assert_nonnull (strstr (all->out->str, "\"sessions\":3,\"readings\":816,\"markers\":1}"));
  g_assert_nonnull (strstr (one->out->str, "\"sessions\":1,\"readings\":301,\"markers\":0}"));
  g_assert_nonnull (strstr (band->out->str, "\"sessions\":1,\"readings\":301,\"markers\":0}"));
  g_assert_nonnull (strstr (range->out->str, "\"sessions\":1,\"readings\":30,\"markers\":0}"));
  g_assert_cmpstr (text->out->str, ==, "");
  g_assert_nonnull (strstr (text->err->str, "x.csv"));
}

/* Nothing found is no failure, but said; and there is a file all the same. */
static void
test_nothing (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autofree char *path = in_dir (rig, "x.csv");
  g_autofree char *text = NULL;
  g_autoptr(CtlRun) run = run_with (rig, "export --json --from 2027-01-01 --output @", path);
  g_autoptr(CtlRun) out = ctl_run (rig, "export --from 2027-01-01");

  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (run->out->str, "\"sessions\":0,\"readings\":0,\"markers\":0}"));
  text = read_file (path);
  g_assert_cmpstr (text, ==, CSV_HEADER);
  g_assert_cmpint (out->status, ==, 0);
  g_assert_cmpstr (out->out->str, ==, CSV_HEADER);
  g_assert_nonnull (strstr (out->err->str, "Nothing in the history matches"));
}

static const char * const misuses[] = {
  "export --format xml",
  "export --format ''",
  "export --json --format csv",
  "export --json --format tcx",
  "export --json --format csv --output -",
  "export --output ''",
  "export --session x",
  "export --session 0",
  "export --session 9",
  "export one two",
  "export 'mi band'",
  "export bracelet",
  "export --from 2026-03-02 --to 2026-03-01",
  "export --days",
  "export --yes",
  "export --database /nowhere/at/all",
  "import",
  "import ''",
  "import x --band bracelet",
  "import x --from 2026-03-01",
  "import x --format csv",
};

static void
test_misuse (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autofree char *path = ctl_past_path (rig);
  g_autofree char *link_path = in_dir (rig, "link.csv");
  g_autoptr(CtlRun) same = run_with (rig, "export --json --output @", path);
  g_autoptr(CtlRun) linked = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (misuses); i++)
    {
      g_autofree char *line = g_strdup_printf ("%s --json", misuses[i]);
      g_autoptr(CtlRun) run = ctl_run (rig, line);

      ctl_assert_failure (run, "usage");
    }

  ctl_assert_failure (same, "usage");
  g_assert_cmpint (symlink (path, link_path), ==, 0);
  linked = run_with (rig, "export --json --output @", link_path);
  ctl_assert_failure (linked, "usage");
}

/* ── where nothing can be written ── */

static void
test_unwritable (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autofree char *dir = in_dir (rig, "folder");
  g_autoptr(CtlRun) nowhere = ctl_run (rig, "export --json --output /nowhere/at/all/x.csv");
  g_autoptr(CtlRun) folder = NULL;

  ctl_assert_failure (nowhere, "output");
  g_assert_nonnull (strstr (nowhere->err->str, "/nowhere/at/all/x.csv"));
  g_mkdir (dir, 0700);
  folder = run_with (rig, "export --json --output @", dir);
  ctl_assert_failure (folder, "output");
  g_assert_true (g_file_test (dir, G_FILE_TEST_IS_DIR));
}

static void
test_full (void)
{
  g_autoptr(CtlRig) rig = new_rig ();
  g_autoptr(CtlRun) run = ctl_run (rig, CTL_FULL "export");
  g_autoptr(CtlRun) json = ctl_run (rig, CTL_FULL "history --json");
  g_autoptr(CtlRun) closed = ctl_run (rig, CTL_CLOSED "export");

  g_assert_cmpint (run->status, ==, 1);
  g_assert_nonnull (strstr (run->err->str, "Standard output could not be written: "));
  g_assert_cmpint (json->status, ==, 1);
  g_assert_cmpint (closed->status, ==, 1);
}

static void
test_head (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autoptr(CtlRun) run = NULL;

  ctl_past_add_long (rig, 100000);
  run = ctl_run (rig, CTL_HEAD "export");
  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpstr (run->out->str, ==, CSV_HEADER);
  g_assert_cmpstr (run->err->str, ==, "");
}

/* A disk that fills up on the way. */
static void
test_little_room (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autofree char *dir = in_dir (rig, "files");
  g_autofree char *path = g_build_filename (dir, "old.csv", NULL);
  g_autofree char *line = g_strdup_printf (CTL_LITTLE_ROOM "export --json --output '%s'", path);
  g_autofree char *text = NULL;
  g_autoptr(CtlRun) run = NULL;

  ctl_past_add_long (rig, 100000);
  g_mkdir (dir, 0700);
  write_file (path, "old");
  run = ctl_run (rig, line);
  ctl_assert_failure (run, "output");
  g_assert_nonnull (strstr (run->err->str, "is as it was before"));
  text = read_file (path);
  g_assert_cmpstr (text, ==, "old");
  g_assert_cmpuint (count_files (dir), ==, 1);
}

/* ── ended early ── */

static gboolean
look_again_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* What happens on disk tells nobody. */
static void
look_until (CtlCondition  condition,
            gpointer      data,
            const char   *what)
{
  guint id = g_timeout_add (1, look_again_cb, NULL);

  ctl_wait_until (condition, data, what);
  g_source_remove (id);
}

static gboolean
has_ended (gpointer data)
{
  return ((CtlRun *) data)->pending == 0;
}

typedef struct {
  CtlRun *run;
  const char *dir;
} Writer;

static gboolean
is_writing (gpointer data)
{
  Writer *writer = data;

  return count_files (writer->dir) > 1 || has_ended (writer->run);
}

/* Returns: (transfer full): what was interrupted while it wrote, or a moment too late */
static CtlRun *
interrupt_export (CtlRig     *rig,
                  const char *dir,
                  const char *path)
{
  g_autofree char *line = g_strdup_printf ("export --json --output '%s'", path);
  Writer writer = { ctl_start (rig, line), dir };

  look_until (is_writing, &writer, "the temporary file");
  ctl_interrupt (writer.run);
  return writer.run;
}

/* What was there stays, and no half file either, whatever it is called. */
static void
test_interrupted (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autofree char *dir = in_dir (rig, "files");
  g_autofree char *path = g_build_filename (dir, "old.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr(CtlRun) run = NULL;

  ctl_past_add_long (rig, LONG_READINGS);
  g_mkdir (dir, 0700);
  /* Where others keep the machine busy it may be over before we see it. */
  for (guint i = 0; i < MAX_ATTEMPTS && (!run || run->status == 0); i++)
    {
      g_clear_pointer (&run, ctl_run_free);
      write_file (path, "old");
      run = interrupt_export (rig, dir, path);
    }

  ctl_assert_failure (run, "cancelled");
  text = read_file (path);
  g_assert_cmpstr (text, ==, "old");
  g_assert_cmpuint (count_files (dir), ==, 1);
}

/* The last line is the reason, wherever the one before broke off. */
static void
test_stream_interrupted (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autoptr(CtlRun) run = NULL;

  ctl_past_add_long (rig, LONG_READINGS);
  run = ctl_start (rig, "export --json");
  ctl_wait_for (run, "\n");
  g_subprocess_send_signal (run->process, SIGINT);
  ctl_wait_until (has_ended, run, "the end");
  g_assert_cmpint (run->status, ==, 1);
  g_assert_true (g_str_has_suffix (run->out->str, "}\n"));
  g_assert_nonnull (g_strrstr (run->out->str, "\n{\"error\":\"cancelled\",\"message\":"));
}

/* ── import ── */

/* What went out comes in, and goes out the same. */
static void
test_round_trip (void)
{
  static const char * const names[] = { "x.csv", "x.jsonl" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(CtlRig) rig = new_rig ();
      g_autoptr(CtlRig) other = ctl_rig_new_without_radio ();
      g_autofree char *path = in_dir (rig, names[i]);
      g_autofree char *again_path = in_dir (other, names[i]);
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autoptr(CtlRun) out = run_with (rig, "export --output @", path);
      g_autoptr(CtlRun) in = run_with (other, "import @ --json", path);
      g_autoptr(CtlRun) twice = run_with (other, "import @ --json", path);
      g_autoptr(CtlRun) back = run_with (other, "export --output @", again_path);

      g_assert_cmpint (out->status, ==, 0);
      g_assert_cmpint (in->status, ==, 0);
      g_assert_nonnull (strstr (in->out->str, "\"sessions\":3,\"readings\":816,\"minutes\":0,"
                                "\"known\":0,\"faulty\":0,\"faults\":[]}"));
      g_assert_cmpint (twice->status, ==, 0);
      g_assert_nonnull (strstr (twice->out->str, "\"sessions\":0,\"readings\":0,\"minutes\":0,"));
      g_assert_null (strstr (twice->out->str, "\"known\":0,"));
      g_assert_cmpint (back->status, ==, 0);
      before = read_file (path);
      after = read_file (again_path);
      g_assert_cmpstr (before, ==, after);
    }
}

#define FAULTY_ROWS \
  CSV_HEADER \
  "2026-03-01T08:00:00.000+01:00,60,pulse,,measured,C1:C2:C3:00:00:0A,1,,\n" \
  "2026-03-01T08:00:01.000+01:00,sixty,pulse,,measured,C1:C2:C3:00:00:0A,1,,\n" \
  "yesterday,61,pulse,,measured,C1:C2:C3:00:00:0A,1,,\n" \
  "2026-03-01T08:00:03.000+01:00,62,pulse,,measured,C1:C2:C3:00:00:0A,1,,\n"

/* Good rows are kept, the others told by their lines; that is no failure. */
static void
test_faulty (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autofree char *path = in_dir (rig, "x.csv");
  g_autofree char *database = in_dir (rig, "other.sqlite");
  g_autofree char *line = g_strdup_printf ("import @ --database '%s'", database);
  g_autoptr(CtlRun) json = NULL;
  g_autoptr(CtlRun) text = NULL;
  g_autoptr(JsonObject) object = NULL;
  JsonArray *faults;

  write_file (path, FAULTY_ROWS);
  json = run_with (rig, "import @ --json", path);
  g_assert_cmpint (json->status, ==, 0);
  object = ctl_line (json, 0);
  faults = json_object_get_array_member (object, "faults");
  g_assert_cmpint (json_object_get_int_member (object, "readings"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (object, "faulty"), ==, 2);
  g_assert_cmpuint (json_array_get_length (faults), ==, 2);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (faults, 0), "line"),
                   ==, 3);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (faults, 1), "line"),
                   ==, 4);

  text = run_with (rig, line, path);
  g_assert_cmpint (text->status, ==, 0);
  g_assert_nonnull (strstr (text->err->str, "x.csv:3: "));
  g_assert_nonnull (strstr (text->err->str, "x.csv:4: "));
  g_assert_null (strstr (text->out->str, "x.csv:3: "));
  g_assert_nonnull (strstr (text->out->str, "faulty rows left out  2\n"));
}

/* One of each. */
static void
test_one (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autofree char *path = in_dir (rig, "x.csv");
  g_autoptr(CtlRun) text = NULL;

  write_file (path,
              CSV_HEADER
              "2026-03-01T08:00:00.000+01:00,60,pulse,,measured,C1:C2:C3:00:00:0A,1,,\n"
              "yesterday,61,pulse,,measured,C1:C2:C3:00:00:0A,1,,\n");
  text = run_with (rig, "import @", path);
  g_assert_cmpint (text->status, ==, 0);
  g_assert_nonnull (strstr (text->out->str,
                            "  session added        1\n"
                            "  reading in them      1\n"
                            "  faulty row left out  1\n"));
}

/* A clock that was set to nonsense: those rows are told, and keep no other back. */
static void
test_long_ago (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autofree char *path = in_dir (rig, "x.csv");
  g_autoptr(CtlRun) in = NULL;
  g_autoptr(CtlRun) days = NULL;

  write_file (path,
              CSV_HEADER
              "1970-07-20T12:00:00.000+01:00,60,pulse,,measured,C1:C2:C3:00:00:0A,1,,\n"
              "1969-07-20T12:00:00.000+01:00,60,pulse,,measured,C1:C2:C3:00:00:0A,1,,\n"
              "0814-01-28T09:00:00.000+01:00,61,pulse,,measured,C1:C2:C3:00:00:0B,2,,\n");
  in = run_with (rig, "import @ --json", path);
  g_assert_nonnull (strstr (in->out->str, "\"sessions\":1,\"readings\":1,"));
  g_assert_nonnull (strstr (in->out->str, "\"faulty\":2,"));
  days = ctl_run (rig, "history --days --json");
  g_assert_nonnull (strstr (days->out->str, "{\"date\":\"1970-07-20\",\"sessions\":1,"
                            "\"pulses\":1,"));
}

/* More than fit on a screen are counted. */
static void
test_many_faults (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autofree char *path = in_dir (rig, "x.csv");
  g_autoptr(GString) rows = g_string_new (FAULTY_ROWS);
  g_autofree char *expected = g_strdup_printf ("and %u more; --json lists the first %u\n",
                                               TACTUS_IMPORT_MAX_FAULTS + 32,
                                               TACTUS_IMPORT_MAX_FAULTS);
  g_autoptr(CtlRun) text = NULL;
  g_autoptr(CtlRun) more = NULL;

  for (guint i = 0; i < 50; i++)
    g_string_append (rows, "tomorrow,61,pulse,,measured,C1:C2:C3:00:00:0A,1,,\n");
  write_file (path, rows->str);
  text = run_with (rig, "import @", path);
  g_assert_cmpint (text->status, ==, 0);
  g_assert_nonnull (strstr (text->err->str, "x.csv:23: "));
  g_assert_null (strstr (text->err->str, "x.csv:24: "));
  g_assert_nonnull (strstr (text->err->str, "and 32 more; --json lists them\n"));

  for (guint i = 0; i < TACTUS_IMPORT_MAX_FAULTS; i++)
    g_string_append (rows, "tomorrow,61,pulse,,measured,C1:C2:C3:00:00:0A,1,,\n");
  write_file (path, rows->str);
  more = run_with (rig, "import @", path);
  g_assert_nonnull (strstr (more->err->str, expected));
}

/* Each file for itself. */
static void
test_several (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autofree char *good = in_dir (rig, "good.csv");
  g_autofree char *bad = in_dir (rig, "letter.txt");
  g_autofree char *line = g_strdup_printf ("import '%s' /nowhere/at/all '%s' --json", bad, good);
  g_autofree char *alone = g_strdup_printf ("import '%s' --json", bad);
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) one = NULL;
  g_autoptr(CtlRun) list = NULL;

  write_file (good, FAULTY_ROWS);
  write_file (bad, "Dear Sir\n");
  run = ctl_run (rig, line);
  ctl_assert_failure (run, "input");
  g_assert_nonnull (strstr (run->err->str, "letter.txt"));
  g_assert_nonnull (strstr (run->err->str, "/nowhere/at/all"));
  g_assert_nonnull (strstr (run->out->str, "\"readings\":2,"));
  list = ctl_run (rig, "history --json");
  g_assert_nonnull (strstr (list->out->str, "\"pulses\":2,"));

  one = ctl_run (rig, alone);
  ctl_assert_failure (one, "input");
  g_assert_nonnull (strstr (one->err->str, "none of the files that can be imported"));
}

/* Nor does a name that was mistyped make a database. */
static void
test_missing (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autofree char *database = in_dir (rig, "new.sqlite");
  g_autofree char *line = g_strdup_printf ("import /nowhere/at/all --json --database '%s'",
                                           database);
  g_autoptr(CtlRun) run = ctl_run (rig, line);

  ctl_assert_failure (run, "input");
  g_assert_false (g_file_test (database, G_FILE_TEST_EXISTS));
}

/* A file that names no band is given one. */
static void
test_band (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autofree char *path = in_dir (rig, "dump.csv");
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) list = NULL;

  write_file (path, "time,bpm,state\n"
              "2026-03-01T08:00:00.000+01:00,60,pulse\n"
              "2026-03-01T08:00:05.000+01:00,,no_reading\n"
              "2026-03-01T08:00:10.000+01:00,64,pulse\n");
  run = run_with (rig, "import @ --band c1:c2:c3:00:00:0b --json", path);
  g_assert_cmpint (run->status, ==, 0);
  list = ctl_run (rig, "history --json " CTL_BAND_B);
  g_assert_nonnull (strstr (list->out->str, "\"source\":\"imported\""));
  g_assert_nonnull (strstr (list->out->str, "\"pulses\":2,\"lowest\":60,\"average\":62,"));
  /* Nothing in the file could have told that it ends. */
  g_assert_nonnull (strstr (list->out->str, "\"open\":false,\"duration_s\":10,"));
}

/* Its rows are not always ended. */
#define DUMP_ROWS \
  "time,heartrate\n1772348400,60\n1772348405,255\n1772348410,641772348415,soon\n1772348420,62\n"

/* What dump.py of the MiBand2 scripts has written. */
static void
test_dump (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autofree char *path = in_dir (rig, "dump.csv");
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) list = NULL;

  write_file (path, DUMP_ROWS);
  run = run_with (rig, "import @ --json", path);
  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (run->out->str, "\"readings\":4,"));
  g_assert_nonnull (strstr (run->out->str, "\"faulty\":1,\"faults\":[{\"line\":4,"));
  list = ctl_run (rig, "history --json imported");
  g_assert_nonnull (strstr (list->out->str, "\"pulses\":3,\"lowest\":60,\"average\":62,"));
}

/* Two bands, and all that is called something is called what clears a screen. */
#define HOSTILE_NAME "evil\\u001b[2J\\u009b31m\\n"
#define HOSTILE_TIME(second) "{\"time\":\"2026-03-01T08:00:0" second ".000Z\","
#define HOSTILE_SESSION(second, band) \
  HOSTILE_TIME (second) "\"state\":\"begin\",\"source\":\"measured\"," \
  "\"band\":\"C1:C2:C3:00:00:" band "\",\"band_name\":\"" HOSTILE_NAME "\",\"step_s\":0," \
  "\"title\":\"" HOSTILE_NAME "\",\"note\":\"" HOSTILE_NAME "\",\"session\":" second "}\n" \
  HOSTILE_TIME (second) "\"state\":\"pulse\",\"bpm\":60," \
  "\"session\":" second "}\n" \
  HOSTILE_TIME (second) "\"state\":\"marker\",\"note\":\"" HOSTILE_NAME "\"," \
  "\"session\":" second "}\n" \
  HOSTILE_TIME (second) "\"state\":\"end\",\"session\":" second "}\n"

static void
assert_harmless (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *at = text; *at; at = g_utf8_next_char (at))
    g_assert_false (*at != '\n' && g_unichar_iscntrl (g_utf8_get_char (at)));
}

/* A file may come from anybody. */
static void
test_hostile (void)
{
  static const char * const lines[] = {
    "history", "history --json", "history show 4", "history show 4 --json", "history compare 4 5",
    "history compare 4 5 --json", "history evil", "history evil --json", "export --format json",
  };
  g_autoptr(CtlRig) rig = new_rig ();
  g_autofree char *path = in_dir (rig, "x.jsonl");
  g_autoptr(CtlRun) in = NULL;
  g_autoptr(CtlRun) meant = NULL;

  write_file (path, HOSTILE_SESSION ("1", "0A") HOSTILE_SESSION ("2", "0B"));
  in = run_with (rig, "import @ --json", path);
  g_assert_nonnull (strstr (in->out->str, "\"sessions\":2,\"readings\":2,"));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr(CtlRun) run = ctl_run (rig, lines[i]);

      g_test_message ("%s: %s%s", lines[i], run->out->str, run->err->str);
      assert_harmless (run->out->str);
      assert_harmless (run->err->str);
    }

  meant = ctl_run (rig, "history evil");
  g_assert_cmpint (meant->status, ==, 2);
  g_assert_nonnull (strstr (meant->err->str, "C1:C2:C3:00:00:0A (evil"));
}

/* From the program before. */
static void
test_piped (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autoptr(CtlRun) run = ctl_start_with_input (rig, "import -", FAULTY_ROWS);
  g_autoptr(CtlRun) nothing = NULL;

  ctl_wait (run);
  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (run->out->str, "readings in them      2\n"));
  g_assert_nonnull (strstr (run->err->str, "-:3: "));

  nothing = ctl_run (rig, "import - --json");
  ctl_assert_failure (nothing, "input");
}

/* Any name, in any locale: a job of cron has none. */
static void
test_names (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autofree char *path = in_dir (rig, "größe \xff.csv");
  g_autofree char *out = in_dir (rig, "größe \xfe.csv");
  g_autofree char *text = NULL;
  g_autoptr(CtlRun) in = NULL;
  g_autoptr(CtlRun) back = NULL;

  write_file (path, FAULTY_ROWS);
  g_setenv ("LC_ALL", "C", TRUE);
  in = run_with (rig, "import @", path);
  back = run_with (rig, "export --output @", out);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_assert_cmpint (in->status, ==, 0);
  g_assert_cmpint (back->status, ==, 0);
  text = read_file (out);
  g_assert_true (g_str_has_prefix (text, CSV_HEADER));
}

/* ── cancelled and at once ── */

static CtlRun *
start_import (CtlRig     *rig,
              const char *path,
              const char *database)
{
  g_autofree char *line = g_strdup_printf ("import '%s' --database '%s' --json", path, database);

  return ctl_start (rig, line);
}

/* Whether @fd is the file that is meant: then the program is at it. */
static gboolean
is_open_as (const char *fd,
            const char *path)
{
  g_autofree char *target = g_file_read_link (fd, NULL);

  return g_strcmp0 (target, path) == 0;
}

typedef struct {
  CtlRun *run;
  const char *path;
} Reader;

static gboolean
is_reading (gpointer data)
{
  Reader *reader = data;
  g_autofree char *dir = g_strdup_printf ("/proc/%s/fd",
                                          g_subprocess_get_identifier (reader->run->process));
  g_autoptr(GDir) fds = g_dir_open (dir, 0, NULL);
  const char *name;
  gboolean found = FALSE;

  while (fds && !found && (name = g_dir_read_name (fds)))
    {
      g_autofree char *fd = g_build_filename (dir, name, NULL);

      found = is_open_as (fd, reader->path);
    }

  return found;
}

static void
test_import_interrupted (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autofree char *path = in_dir (rig, "long.csv");
  g_autofree char *database = in_dir (rig, "other.sqlite");
  g_autofree char *list = g_strdup_printf ("history --json --database '%s'", database);
  g_autoptr(CtlRun) out = NULL;
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) left = NULL;
  Reader reader;

  ctl_past_add_long (rig, LONG_READINGS);
  out = run_with (rig, "export --output @", path);
  g_assert_cmpint (out->status, ==, 0);

  run = start_import (rig, path, database);
  reader = (Reader) { run, path };
  look_until (is_reading, &reader, "the file to be read");
  ctl_interrupt (run);
  ctl_assert_failure (run, "cancelled");
  /* It may be that there is no database, either. */
  left = ctl_run (rig, list);
  g_assert_null (strstr (left->out->str, "\"pulses\""));
}

/* Nor does half of it stay when there is no room for all. */
static void
test_import_little_room (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autofree char *path = in_dir (rig, "long.csv");
  g_autofree char *database = in_dir (rig, "other.sqlite");
  g_autofree char *line = g_strdup_printf (CTL_LITTLE_ROOM "import '%s' --database '%s' --json",
                                           path, database);
  g_autofree char *list = g_strdup_printf ("history --json --database '%s'", database);
  g_autoptr(CtlRun) out = NULL;
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) left = NULL;

  ctl_past_add_long (rig, 100000);
  out = run_with (rig, "export --output @", path);
  g_assert_cmpint (out->status, ==, 0);
  run = ctl_run (rig, line);
  ctl_assert_failure (run, "storage");
  left = ctl_run (rig, list);
  g_assert_cmpint (left->status, ==, 0);
  g_assert_cmpstr (left->out->str, ==, "");
}

/* What bands recorded goes along. */
static void
test_minutes (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autoptr(CtlRig) other = ctl_rig_new_without_radio ();
  g_autofree char *path = in_dir (rig, "x.csv");
  g_autoptr(CtlRun) out = NULL;
  g_autoptr(CtlRun) in = NULL;
  g_autoptr(CtlRun) days = NULL;

  ctl_past_add_minutes (rig, 60);
  out = run_with (rig, "export --json --output @", path);
  g_assert_nonnull (strstr (out->out->str, "\"readings\":30,"));
  in = run_with (other, "import @ --json", path);
  g_assert_cmpint (in->status, ==, 0);
  g_assert_nonnull (strstr (in->out->str, "\"sessions\":0,\"readings\":0,\"minutes\":30,"));
  days = ctl_run (other, "history --days --json");
  g_assert_nonnull (strstr (days->out->str, "\"pulses\":30,"));
}

/* Two programs, one database: both get their turn. */
static void
test_two (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autoptr(CtlRig) source = new_rig ();
  g_autofree char *first = in_dir (rig, "first.csv");
  g_autofree char *second = in_dir (rig, "second.csv");
  g_autofree char *path = ctl_past_path (rig);
  g_autofree char *dir = g_path_get_dirname (path);
  g_autoptr(CtlRun) one = NULL;
  g_autoptr(CtlRun) other = NULL;
  g_autoptr(CtlRun) list = NULL;
  g_autoptr(CtlRun) a = run_with (source, "export --to 2026-03-02 --output @", first);
  g_autoptr(CtlRun) b = run_with (source, "export --from 2026-03-02 --output @", second);

  g_mkdir_with_parents (dir, 0700);
  one = start_import (rig, first, path);
  other = start_import (rig, second, path);
  ctl_wait (one);
  ctl_wait (other);
  g_assert_cmpint (a->status + b->status + one->status + other->status, ==, 0);
  list = ctl_run (rig, "history --json");
  g_assert_nonnull (strstr (list->out->str, "\"pulses\":501,"));
  g_assert_nonnull (strstr (list->out->str, "\"pulses\":301,"));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "Europe/Berlin", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/export/formats", test_formats);
  g_test_add_func ("/ctl/export/extensions", test_extensions);
  g_test_add_func ("/ctl/export/counts", test_counts);
  g_test_add_func ("/ctl/export/nothing", test_nothing);
  g_test_add_func ("/ctl/export/misuse", test_misuse);
  g_test_add_func ("/ctl/export/unwritable", test_unwritable);
  g_test_add_func ("/ctl/export/full", test_full);
  g_test_add_func ("/ctl/export/head", test_head);
  g_test_add_func ("/ctl/export/little-room", test_little_room);
  g_test_add_func ("/ctl/export/interrupted", test_interrupted);
  g_test_add_func ("/ctl/export/stream-interrupted", test_stream_interrupted);
  g_test_add_func ("/ctl/import/round-trip", test_round_trip);
  g_test_add_func ("/ctl/import/faulty", test_faulty);
  g_test_add_func ("/ctl/import/one", test_one);
  g_test_add_func ("/ctl/import/missing", test_missing);
  g_test_add_func ("/ctl/import/long-ago", test_long_ago);
  g_test_add_func ("/ctl/import/many-faults", test_many_faults);
  g_test_add_func ("/ctl/import/several", test_several);
  g_test_add_func ("/ctl/import/band", test_band);
  g_test_add_func ("/ctl/import/dump", test_dump);
  g_test_add_func ("/ctl/import/piped", test_piped);
  g_test_add_func ("/ctl/import/names", test_names);
  g_test_add_func ("/ctl/import/hostile", test_hostile);
  g_test_add_func ("/ctl/import/interrupted", test_import_interrupted);
  g_test_add_func ("/ctl/import/little-room", test_import_little_room);
  g_test_add_func ("/ctl/import/minutes", test_minutes);
  g_test_add_func ("/ctl/import/two-at-once", test_two);

  return g_test_run ();
}
