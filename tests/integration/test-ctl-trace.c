/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The trace of a session, played once more; and what is logged. */

#include "config.h"

#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "ctl-rig.h"
#include "tactus-sim-band.h"
#include "tactus-sim-trace.h"

#define ADDRESS "C8:0F:10:00:00:01"
#define BAND "model=mi-band-3,name=Mi Band 3,address=" ADDRESS ",tap=0.05,first=0.05,period=0.05"

/* Enough for a drop in the middle. */
#define N_PULSES 12

static char *
trace_path (CtlRig     *rig,
            const char *name)
{
  return g_build_filename (rig->dir, name, NULL);
}

static char *
read_text (const char *path)
{
  char *text = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static CtlRun *
start_traced (CtlRig     *rig,
              const char *arguments,
              const char *path)
{
  g_autofree char *line = g_strdup_printf ("%s --trace '%s' --json", arguments, path);

  return ctl_start (rig, line);
}

static CtlRun *
run_traced (CtlRig     *rig,
            const char *arguments,
            const char *path)
{
  CtlRun *run = start_traced (rig, arguments, path);

  ctl_wait (run);
  return run;
}

static void
assert_secret (const char    *text,
               TactusSimBand *band)
{
  guint8 key[16];
  g_autoptr(GString) hex = g_string_new (NULL);
  g_autofree char *base64 = NULL;

  g_assert_true (tactus_sim_band_copy_key (band, key));
  for (guint i = 0; i < sizeof key; i++)
    g_string_append_printf (hex, "%02x", key[i]);
  base64 = g_base64_encode (key, sizeof key);
  g_assert_null (strstr (text, hex->str));
  g_assert_null (strstr (text, base64));
  g_assert_null (strstr (text, ADDRESS));
  g_assert_null (strstr (text, "C8_0F_10"));
}

/* ── recording ── */

/* What a login has in it, and what of that is told. */
static void
test_pair (void)
{
  static const char * const expected[] = {
    "\"what\":\"trace\",\"version\":1,\"program\":\"tactusctl",
    "\"what\":\"bluetooth\",\"state\":\"ready\"",
    "\"what\":\"band\",\"band\":\"…00:01\",\"model\":\"mi-band-3\"",
    "\"op\":\"open\"",
    "\"op\":\"subscribe\",\"char\":\"0009\"",
    "\"char\":\"0009\",\"value\":\"0100\",\"hidden\":16",
    "\"char\":\"0009\",\"value\":\"100101\"",
    "\"char\":\"0009\",\"value\":\"100201\",\"hidden\":16",
    "\"char\":\"0009\",\"value\":\"0300\",\"hidden\":16",
    "\"char\":\"0009\",\"value\":\"100301\"",
    "\"state\":\"connecting\"",
    "\"state\":\"tap-needed\"",
    "\"state\":\"ready\"",
    "\"what\":\"end\",\"reason\":\"done\"",
  };
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND);
  g_autofree char *path = trace_path (rig, "pair.jsonl");
  g_autoptr(CtlRun) run = run_traced (rig, "pair " ADDRESS, path);
  g_autofree char *text = read_text (path);
  GStatBuf about;

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpint (g_stat (path, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
  assert_secret (text, band);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      if (!strstr (text, expected[i]))
        g_error ("“%s” is not in the trace:\n%s", expected[i], text);
    }
}

/* What is there already is not touched. */
static void
test_exists (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autofree char *path = trace_path (rig, "letter");
  g_autofree char *text = NULL;
  g_autoptr(CtlRun) run = NULL;

  g_assert_true (g_file_set_contents (path, "Dear Sir", -1, NULL));
  run = run_traced (rig, "list --scan 0", path);
  ctl_assert_failure (run, "output");
  text = read_text (path);
  g_assert_cmpstr (text, ==, "Dear Sir");
}

/* Killed at any moment, it can be read up to there. */
static void
test_killed (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND);
  g_autofree char *path = trace_path (rig, "killed.jsonl");
  g_autoptr(TactusSimTrace) trace = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(CtlRun) run = NULL;

  ctl_rig_pair (rig, band);
  run = start_traced (rig, "heart-rate --no-record " ADDRESS, path);
  ctl_wait_for (run, "\"bpm\"");
  ctl_kill (run);
  trace = tactus_sim_trace_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (trace->links->len, ==, 1);
}

/* ── replaying ── */

/* Returns: (transfer full): the pulses that were told, in order */
static GArray *
get_pulses (CtlRun *run)
{
  g_autoptr(GPtrArray) lines = ctl_json (run);
  GArray *pulses = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < lines->len; i++)
    {
      JsonObject *line = g_ptr_array_index (lines, i);

      if (json_object_has_member (line, "bpm") && !json_object_get_null_member (line, "bpm"))
        {
          gint64 bpm = json_object_get_int_member (line, "bpm");

          g_array_append_val (pulses, bpm);
        }
    }

  return pulses;
}

typedef struct {
  CtlRun *run;
  guint   wanted;
} Counting;

static gboolean
has_pulses (gpointer data)
{
  Counting *counting = data;
  const char *text = counting->run->out->str;
  guint n = 0;

  while ((text = strstr (text, "\"bpm\":")))
    {
      text += strlen ("\"bpm\":");
      n += g_ascii_isdigit (*text);
    }

  return n >= counting->wanted;
}

static void
await_pulses (CtlRun *run,
              guint   wanted)
{
  Counting counting = { run, wanted };

  ctl_wait_until (has_pulses, &counting, "the pulses");
}

/* A live pulse, with a drop in the middle of it. */
static CtlRun *
record (CtlRig     *rig,
        const char *path)
{
  TactusSimBand *band = ctl_rig_add (rig, BAND ",rates=61:62:63:64:65:66:67:68:69:70:71:72:73");
  CtlRun *run;

  ctl_rig_pair (rig, band);
  run = start_traced (rig, "heart-rate --no-record " ADDRESS, path);
  await_pulses (run, 4);
  tactus_sim_band_vanish (band, g_get_monotonic_time ());
  ctl_wait_for (run, "The connection was lost");
  tactus_sim_band_come_back (band);
  await_pulses (run, N_PULSES);
  ctl_interrupt (run);
  g_assert_cmpint (run->status, ==, 0);

  return run;
}

/* With a band of another pulse: what comes must be the trace's. */
static CtlRun *
replay (CtlRig     *rig,
        const char *path,
        double      speed)
{
  TactusSimBand *band = ctl_rig_add (rig, BAND ",rates=190");
  g_autoptr(GError) error = NULL;
  TactusSimTrace *trace = tactus_sim_trace_load (path, &error);
  CtlRun *run;

  g_assert_no_error (error);
  g_assert_cmpstr (trace->model, ==, "mi-band-3");
  g_assert_cmpuint (trace->links->len, ==, 2);
  ctl_rig_pair (rig, band);
  tactus_sim_band_replay (band, tactus_sim_replay_new (trace, speed));
  run = ctl_start (rig, "heart-rate --no-record " ADDRESS " --json");
  await_pulses (run, N_PULSES);
  ctl_interrupt (run);
  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpuint (tactus_sim_replay_get_missed (tactus_sim_band_get_replay (band)), ==, 0);

  return run;
}

static void
test_replay (gconstpointer data)
{
  double speed = *(const double *) data;
  g_autoptr(CtlRig) first_rig = ctl_rig_new ();
  g_autoptr(CtlRig) second_rig = ctl_rig_new ();
  g_autofree char *path = trace_path (first_rig, "live.jsonl");
  g_autoptr(CtlRun) first = record (first_rig, path);
  g_autoptr(CtlRun) second = replay (second_rig, path, speed);
  g_autoptr(GArray) then = get_pulses (first);
  g_autoptr(GArray) now = get_pulses (second);

  for (guint i = 0; i < N_PULSES; i++)
    g_assert_cmpint (g_array_index (now, gint64, i), ==, g_array_index (then, gint64, i));
  g_assert_nonnull (strstr (second->err->str, "The connection was lost"));
  g_assert_nonnull (strstr (second->err->str, "Connected again"));
}

/* What was read is read again; the serial number was nobody's business. */
static void
test_replay_reads (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRig) other_rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND ",battery=61,steps=4321");
  TactusSimBand *other = ctl_rig_add (other_rig, BAND ",battery=7,steps=1");
  g_autofree char *path = trace_path (rig, "info.jsonl");
  g_autoptr(GError) error = NULL;
  g_autoptr(CtlRun) first = NULL;
  g_autoptr(CtlRun) second = NULL;
  g_autoptr(JsonObject) info = NULL;
  TactusSimTrace *trace;

  ctl_rig_pair (rig, band);
  first = run_traced (rig, "info " ADDRESS, path);
  g_assert_cmpint (first->status, ==, 0);

  trace = tactus_sim_trace_load (path, &error);
  g_assert_no_error (error);
  ctl_rig_pair (other_rig, other);
  tactus_sim_band_replay (other, tactus_sim_replay_new (trace, 10));
  second = ctl_run (other_rig, "info --json " ADDRESS);
  info = ctl_line (second, -1);
  g_assert_nonnull (strstr (second->out->str, "61"));
  g_assert_nonnull (strstr (second->out->str, "4321"));
  g_assert_true (json_object_has_member (info, "serial"));
}

/* ── traces from anywhere ── */

#define HEAD "{\"t\":0,\"what\":\"trace\",\"version\":1,\"program\":\"x\"}\n"
#define MODEL "{\"t\":1,\"what\":\"band\",\"band\":\"a\",\"model\":\"mi-band-3\"}\n"
#define OPEN "{\"t\":2,\"what\":\"call\",\"id\":1,\"band\":\"a\",\"op\":\"open\"}\n" \
             "{\"t\":3,\"what\":\"answer\",\"id\":1,\"band\":\"a\"}\n"
#define PULSE "{\"t\":4,\"what\":\"notification\",\"band\":\"a\",\"char\":\"2a37\"," \
              "\"value\":\"0048\"}\n"

static const struct {
  const char *text;
  guint line; /* 0: there is nothing to play; G_MAXUINT: nothing is wrong */
} malformed[] = {
  { HEAD MODEL OPEN PULSE, G_MAXUINT },
  { HEAD MODEL OPEN PULSE "{\"t\":5,\"what\":\"notific", G_MAXUINT }, /* a crash */
  { HEAD MODEL OPEN PULSE "{\"t\":5,\"what\":\"surprise\",\"band\":\"a\"}\n", G_MAXUINT },
  { HEAD MODEL OPEN PULSE "{\"t\":5,\"what\":\"end\",\"reason\":\"done\"}\n", G_MAXUINT },
  { HEAD MODEL OPEN PULSE
    "{\"t\":5,\"what\":\"notification\",\"band\":\"b\",\"char\":1}\n", G_MAXUINT }, /* another's */
  { "", 0 },
  { HEAD, 0 },
  { HEAD MODEL OPEN, 0 },
  { HEAD OPEN PULSE, 0 },
  { "\n", 1 },
  { "[]\n", 1 },
  { "nonsense\n", 1 },
  { "{\"t\":0}\n", 1 },
  { "{\"t\":0,\"what\":\"band\"}\n", 1 },
  { "{\"t\":0,\"what\":\"trace\",\"version\":2}\n", 1 },
  { "{\"t\":0,\"what\":\"trace\",\"version\":\"1\"}\n", 1 },
  { "{\"t\":\"0\",\"what\":\"trace\",\"version\":1}\n", 1 },
  { "{\"t\":-1,\"what\":\"trace\",\"version\":1}\n", 1 },
  { "{\"t\":0.5,\"what\":\"trace\",\"version\":1}\n", 1 },
  { "{\"t\":0,\"what\":\"trace\",\"version\":1\xff}\n", 1 },
  { HEAD "{\"what\":\"band\"}\n", 2 },
  { HEAD "{\"t\":1}\n", 2 },
  { HEAD "{\"t\":1,\"what\":7}\n", 2 },
  { HEAD "{\"t\":9999999999999999,\"what\":\"band\"}\n", 2 },
  { HEAD "{\"t\":1,\"what\":\"band\",\"band\":\"a\",\"model\":\"mi,key=00\"}\n", 2 },
  { HEAD "{\"t\":1,\"what\":\"band\",\"band\":\"a\",\"model\":5}\n", 2 },
  { HEAD "{\"t\":1,\"what\":\"end\"}\n{\"t\":1,\"what\":\"band\"}\n", 3 },
  { HEAD MODEL "{\"t\":0,\"what\":\"state\"}\n", 3 },
  { HEAD MODEL "{\"t\":2,\"what\":\"call\",\"band\":\"a\",\"op\":\"open\"}\n", 3 },
  { HEAD MODEL "{\"t\":2,\"what\":\"answer\",\"id\":1,\"band\":\"a\"}\n", 3 },
  { HEAD MODEL PULSE, 3 },
  { HEAD MODEL "{\"t\":2,\"what\":\"closed\",\"band\":\"a\"}\n", 3 },
  { HEAD MODEL OPEN OPEN, 5 },
  { HEAD MODEL OPEN "{\"t\":4,\"what\":\"call\",\"id\":2,\"band\":\"a\",\"op\":\"eat\"}\n", 5 },
  { HEAD MODEL OPEN "{\"t\":4,\"what\":\"call\",\"id\":2,\"band\":\"a\",\"op\":\"read\"}\n", 5 },
  { HEAD MODEL OPEN
    "{\"t\":4,\"what\":\"notification\",\"band\":\"a\",\"char\":\"2A37\",\"value\":\"00\"}\n", 5 },
  { HEAD MODEL OPEN
    "{\"t\":4,\"what\":\"notification\",\"band\":\"a\",\"char\":\"2a37\",\"value\":\"0\"}\n", 5 },
  { HEAD MODEL OPEN
    "{\"t\":4,\"what\":\"notification\",\"band\":\"a\",\"char\":\"2a37\",\"value\":\"zz\"}\n", 5 },
  { HEAD MODEL OPEN
    "{\"t\":4,\"what\":\"notification\",\"band\":\"a\",\"char\":\"2a37\"}\n", 5 },
  { HEAD MODEL OPEN
    "{\"t\":4,\"what\":\"notification\",\"band\":\"a\",\"char\":\"2a37\",\"value\":[]}\n", 5 },
  { HEAD MODEL OPEN "{\"t\":4,\"what\":\"notification\",\"band\":\"a\",\"char\":\"2a37\","
    "\"value\":\"00\",\"hidden\":9999}\n", 5 },
  { HEAD MODEL OPEN PULSE "{}\n", 6 },
};

static void
test_malformed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (malformed); i++)
    {
      guint line = malformed[i].line;
      g_autofree char *prefix = g_strdup_printf ("Line %u: ", line);
      g_autoptr(GError) error = NULL;
      g_autoptr(TactusSimTrace) trace =
        tactus_sim_trace_parse (malformed[i].text, strlen (malformed[i].text), &error);

      g_test_message ("%u: %s", i, error ? error->message : "fine");
      g_assert_cmpint (trace != NULL, ==, line == G_MAXUINT);
      if (line == 0)
        g_assert_error (error, TACTUS_SIM_TRACE_ERROR, TACTUS_SIM_TRACE_ERROR_USELESS);
      else if (line != G_MAXUINT)
        {
          g_assert_error (error, TACTUS_SIM_TRACE_ERROR, TACTUS_SIM_TRACE_ERROR_MALFORMED);
          g_assert_true (g_str_has_prefix (error->message, prefix));
        }
    }
}

/* Cut short or spoilt anywhere, it is refused or played, and nothing else. */
static void
test_spoilt (void)
{
  static const char whole[] = HEAD MODEL OPEN PULSE;
  g_autoptr(GRand) random = g_rand_new_with_seed (6);

  for (gsize size = 0; size < sizeof whole; size++)
    {
      g_autoptr(TactusSimTrace) trace = tactus_sim_trace_parse (whole, size, NULL);

      g_assert_true (trace == NULL || size + 1 >= sizeof whole);
    }
  for (guint round = 0; round < 2000; round++)
    {
      g_autofree char *text = g_memdup2 (whole, sizeof whole);
      g_autoptr(TactusSimTrace) trace = NULL;

      for (guint n = g_rand_int_range (random, 1, 4); n > 0; n--)
        text[g_rand_int_range (random, 0, sizeof whole - 1)] = (char) g_rand_int (random);
      trace = tactus_sim_trace_parse (text, sizeof whole - 1, NULL);
      if (trace)
        g_assert_cmpuint (trace->links->len, >, 0);
    }
}

static void
test_simulator_refuses (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new_without_radio ();
  g_autofree char *path = trace_path (rig, "bad.jsonl");
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *said = NULL;

  g_assert_true (g_file_set_contents (path, HEAD MODEL "rubbish\n", -1, NULL));
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE, &error,
                              g_getenv ("TACTUS_SIMULATOR"), "--virtual", "--replay", path, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &said, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 2);
  g_assert_nonnull (strstr (said, "Line 3: "));
}

/* ── the log ── */

static void
test_log (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND);
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) other = NULL;

  rig->debug = "tactus-band tactus-bluez";
  run = ctl_run (rig, "pair 'Mi Band' --json");
  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (run->err->str, "tactus-band-DEBUG"));
  g_assert_nonnull (strstr (run->err->str, "tactus-bluez-DEBUG"));
  g_assert_nonnull (strstr (run->err->str, "00:01: connecting"));
  g_assert_nonnull (strstr (run->err->str, "00:01: tap-needed"));
  g_assert_nonnull (strstr (run->err->str, "00:01: ready"));
  assert_secret (run->err->str, band);
  ctl_rig_await_free (band);

  /* A failure of the bus is told by its name. */
  rig->debug = "tactus-bluez";
  tactus_sim_bluez_set_fault_full (rig->bluez, TACTUS_SIM_BLUEZ_FAULT_OPERATION_FAILS, -1,
                                   "org.bluez.Error.Failed",
                                   "Trouble with /org/bluez/hci0/dev_C8_0F_10_00_00_01", 0);
  other = ctl_run (rig, "info 'Mi Band' --json");
  g_assert_nonnull (strstr (other->err->str, "(org.bluez.Error.Failed)"));
  g_assert_null (strstr (other->err->str, "tactus-band-DEBUG"));
  assert_secret (other->err->str, band);
}

int
main (int    argc,
      char **argv)
{
  static const double speeds[] = { 1, 10 };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/trace/pair", test_pair);
  g_test_add_func ("/ctl/trace/exists", test_exists);
  g_test_add_func ("/ctl/trace/killed", test_killed);
  g_test_add_data_func ("/ctl/trace/replay", &speeds[0], test_replay);
  g_test_add_data_func ("/ctl/trace/replay-fast", &speeds[1], test_replay);
  g_test_add_func ("/ctl/trace/replay-reads", test_replay_reads);
  g_test_add_func ("/ctl/trace/malformed", test_malformed);
  g_test_add_func ("/ctl/trace/spoilt", test_spoilt);
  g_test_add_func ("/ctl/trace/simulator-refuses", test_simulator_refuses);
  g_test_add_func ("/ctl/log", test_log);

  return g_test_run ();
}
