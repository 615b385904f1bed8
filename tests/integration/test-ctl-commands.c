/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The real tactusctl on a virtual BlueZ: each command, and each way it can end. */

#include "config.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include "ctl-rig.h"

#define ADDRESS "C8:0F:10:00:00:01"
#define OTHER_ADDRESS "C8:0F:10:00:00:02"
#define BAND "model=mi-band-3,address=" ADDRESS ",first=0.05,period=0.05,rates=72:190:66:0"

/* Made up; they open nothing. */
#define KEY "00112233445566778899aabbccddeeff"
#define OTHER_KEY "ffeeddccbbaa99887766554433221100"

/* As many scripts have it. */
#define PUBLISHED_KEY "30313233343536373839404142434445"

static JsonObject *
find_by_address (GPtrArray  *lines,
                 const char *address)
{
  for (guint i = 0; i < lines->len; i++)
    {
      JsonObject *object = g_ptr_array_index (lines, i);

      if (json_object_has_member (object, "address") &&
          g_str_equal (json_object_get_string_member (object, "address"), address))
        return object;
    }

  return NULL;
}

static void
assert_null_member (JsonObject *object,
                    const char *name)
{
  g_assert_true (json_object_has_member (object, name));
  g_assert_true (json_object_get_null_member (object, name));
}

static gboolean
is_measuring (gpointer data)
{
  return tactus_sim_band_get_measuring (data);
}

/* ── list ── */

static void
test_list (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) text = NULL;
  g_autoptr(GPtrArray) lines = NULL;
  JsonObject *object;

  ctl_rig_add (rig, BAND ",rssi=-61");
  ctl_rig_add (rig, "model=mi-band-5,address=" OTHER_ADDRESS);
  run = ctl_run (rig, "list --scan 1 --json");
  g_assert_cmpint (run->status, ==, 0);
  lines = ctl_json (run);
  g_assert_cmpuint (lines->len, ==, 2);

  object = find_by_address (lines, ADDRESS);
  g_assert_cmpuint (json_object_get_size (object), ==, 8);
  assert_null_member (object, "shared_bpm");
  g_assert_cmpstr (json_object_get_string_member (object, "name"), ==, "Mi Band 3");
  g_assert_cmpstr (json_object_get_string_member (object, "model"), ==, "mi-band-3");
  g_assert_cmpstr (json_object_get_string_member (object, "generation"), ==, "B");
  g_assert_cmpint (json_object_get_int_member (object, "rssi"), ==, -61);
  g_assert_false (json_object_get_boolean_member (object, "known"));
  g_assert_false (json_object_get_boolean_member (object, "connected"));
  object = find_by_address (lines, OTHER_ADDRESS);
  g_assert_cmpstr (json_object_get_string_member (object, "generation"), ==, "B'");

  text = ctl_run (rig, "list --scan 1");
  g_assert_cmpint (text->status, ==, 0);
  g_assert_nonnull (strstr (text->out->str, ADDRESS "  Mi Band 3"));
  g_assert_nonnull (strstr (text->out->str, "-61 dBm"));
}

static void
test_list_nobody (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) run = ctl_run (rig, "list --scan 0.3 --json");

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpstr (run->out->str, ==, "");
  g_assert_nonnull (strstr (run->err->str, "No band was found"));
}

/* ── the good way ── */

static void
assert_time (const char *text)
{
  g_assert_true (g_regex_match_simple ("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?"
                                       "(Z|[+-]\\d\\d:\\d\\d)$", text, 0, 0));
}

static void
assert_value (JsonObject *object,
              guint       sent)
{
  g_assert_cmpuint (json_object_get_size (object), ==, 6);
  assert_time (json_object_get_string_member (object, "time"));
  g_assert_true (json_object_has_member (object, "contact"));
  assert_null_member (object, "energy_kj");
  g_assert_true (JSON_NODE_HOLDS_ARRAY (json_object_get_member (object, "rr")));
  g_assert_cmpint (json_object_get_boolean_member (object, "no_reading"), ==, sent == 0);
  if (sent == 0)
    assert_null_member (object, "bpm");
  else
    g_assert_cmpint (json_object_get_int_member (object, "bpm"), ==, sent);
}

/* As sent: none lost, none doubled, none turned negative. */
static void
assert_values (CtlRun *run)
{
  static const guint sent[] = { 72, 190, 66, 0 };
  g_autoptr(GPtrArray) lines = ctl_json (run);

  g_assert_cmpuint (lines->len, >=, 5);
  for (guint i = 0; i < lines->len; i++)
    assert_value (g_ptr_array_index (lines, i), sent[i % G_N_ELEMENTS (sent)]);
}

static void
test_pair_and_measure (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND ",tap=0.1");
  g_autoptr(CtlRun) pair = ctl_run (rig, "pair " ADDRESS " --json");
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) text = NULL;
  GStatBuf info;

  g_assert_cmpint (pair->status, ==, 0);
  ctl_assert_steps (pair, "connecting key tap checking done");
  ctl_rig_await_free (band);
  g_assert_cmpint (g_stat (rig->key_file, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  run = ctl_run (rig, "heart-rate " ADDRESS " --duration 1 --json");
  g_assert_cmpint (run->status, ==, 0);
  assert_values (run);
  ctl_rig_await_free (band);

  text = ctl_run (rig, "heart-rate 'mi band' --duration 1");
  g_assert_cmpint (text->status, ==, 0);
  g_assert_nonnull (strstr (text->out->str, "   72 bpm\n"));
  g_assert_nonnull (strstr (text->out->str, "  190 bpm\n"));
  g_assert_nonnull (strstr (text->out->str, "no reading\n"));

  g_assert_cmpuint (ctl_rig_count (rig, TACTUS_SIM_EVENT_TAP_ASKED), ==, 1);
  g_assert_cmpuint (ctl_rig_count (rig, TACTUS_SIM_EVENT_KEY_SET), ==, 1);
}

/* More is told, but no key, and only when asked. */
static void
test_verbose (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND ",tap=0.1");
  g_autoptr(CtlRun) pair = ctl_run (rig, "pair " ADDRESS " --verbose --json");
  g_autoptr(CtlRun) info = NULL;
  g_autoptr(CtlRun) quiet = NULL;
  g_autoptr(GKeyFile) keys = g_key_file_new ();
  g_autofree char *key = NULL;

  g_assert_cmpint (pair->status, ==, 0);
  ctl_rig_await_free (band);
  info = ctl_run (rig, "info " ADDRESS " --verbose");
  g_assert_cmpint (info->status, ==, 0);
  ctl_rig_await_free (band);
  quiet = ctl_run (rig, "info " ADDRESS);

  g_assert_nonnull (strstr (pair->err->str, "· Bluetooth is ready\n"));
  g_assert_nonnull (strstr (info->err->str, "· Bluetooth is ready\n"));
  g_assert_null (strstr (quiet->err->str, "· "));

  g_assert_true (g_key_file_load_from_file (keys, rig->key_file, G_KEY_FILE_NONE, NULL));
  key = g_key_file_get_string (keys, ADDRESS, "current", NULL);
  g_assert_nonnull (key);
  g_assert_null (strstr (pair->err->str, key));
  g_assert_null (strstr (info->err->str, key));
}

static void
test_once (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND ",tap=0.1");
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(GPtrArray) lines = NULL;

  ctl_rig_pair (rig, band);
  run = ctl_run (rig, "--json heart-rate --once " ADDRESS);
  g_assert_cmpint (run->status, ==, 0);
  lines = ctl_json (run);
  g_assert_cmpuint (lines->len, ==, 1);
  assert_value (g_ptr_array_index (lines, 0), 72);
  ctl_rig_await_free (band);
}

static void
test_info (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND ",tap=0.1,battery=63,steps=4321");
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) text = NULL;
  g_autoptr(GPtrArray) lines = NULL;
  JsonObject *object, *battery;

  ctl_rig_pair (rig, band);
  run = ctl_run (rig, "info " ADDRESS " --json");
  g_assert_cmpint (run->status, ==, 0);
  lines = ctl_json (run);
  g_assert_cmpuint (lines->len, ==, 1);
  object = g_ptr_array_index (lines, 0);
  g_assert_cmpstr (json_object_get_string_member (object, "model"), ==, "mi-band-3");
  g_assert_true (json_object_has_member (object, "serial"));
  g_assert_true (json_object_has_member (object, "hardware"));
  g_assert_true (json_object_has_member (object, "firmware"));
  g_assert_cmpint (json_object_get_int_member (object, "steps"), >=, 4321);
  assert_time (json_object_get_string_member (object, "time"));
  battery = json_object_get_object_member (object, "battery");
  g_assert_cmpint (json_object_get_int_member (battery, "level"), ==, 63);
  g_assert_false (json_object_get_boolean_member (battery, "charging"));

  text = ctl_run (rig, "info " ADDRESS);
  g_assert_cmpint (text->status, ==, 0);
  g_assert_nonnull (strstr (text->out->str, "63 %"));
  ctl_rig_await_free (band);
}

static void
test_forget (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND ",tap=0.1");
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) list = NULL;
  g_autoptr(CtlRun) again = NULL;
  g_autoptr(CtlRun) measure = NULL;
  g_autoptr(GPtrArray) lines = NULL;
  g_autofree char *keys = NULL;

  ctl_rig_pair (rig, band);
  run = ctl_run (rig, "forget " ADDRESS " --json");
  g_assert_cmpint (run->status, ==, 0);
  lines = ctl_json (run);
  g_assert_cmpstr (json_object_get_string_member (g_ptr_array_index (lines, 0), "forgotten"), ==,
                   ADDRESS);

  g_assert_true (g_file_get_contents (rig->key_file, &keys, NULL, NULL));
  g_assert_false (g_regex_match_simple ("[0-9a-f]{32}", keys, 0, 0));
  list = ctl_run (rig, "list --scan 0.5 --json");
  g_assert_nonnull (strstr (list->out->str, "\"known\":false"));
  g_assert_null (strstr (list->out->str, "\"known\":true"));

  measure = ctl_run (rig, "heart-rate --once --json " ADDRESS);
  ctl_assert_failure (measure, "keyring");
  again = ctl_run (rig, "forget --json 'nobody of that name'");
  ctl_assert_failure (again, "out_of_range");
}

static void
test_key_from_input (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, "model=mi-band-5,address=" ADDRESS ",key=" KEY);
  g_autoptr(CtlRun) run = ctl_start_with_input (rig, "pair " ADDRESS " --json --key -",
                                                " 0x00112233-44556677:8899aabb\nccDDEEff\n");

  ctl_wait (run);
  g_assert_cmpint (run->status, ==, 0);
  ctl_assert_steps (run, "connecting checking done");
  g_assert_cmpuint (ctl_rig_count (rig, TACTUS_SIM_EVENT_TAP_ASKED), ==, 0);
  ctl_rig_await_free (band);
}

/* ── the bad ways ── */

typedef struct {
  const char *band; /* (nullable) */
  const char *arguments;
  const char *code;
  const char *steps;
} Failure;

static const Failure failures[] = {
  { BAND ",tap=decline", "pair " ADDRESS, "not_confirmed", "connecting key tap" },
  { BAND ",tap=never,prompt=60", "pair " ADDRESS " --timeout 2", "timed_out",
    "connecting key tap" },
  { BAND ",tap=never,prompt=0.3", "pair " ADDRESS, "not_confirmed", "connecting key tap" },
  { BAND ",key=" KEY, "pair " ADDRESS " --key " OTHER_KEY, "wrong_key", "connecting checking" },
  { "model=mi-band-5,address=" ADDRESS ",key=" KEY, "pair " ADDRESS " --key=" OTHER_KEY,
    "wrong_key", "connecting checking" },
  { "model=mi-band-5,address=" ADDRESS ",key=" KEY, "pair " ADDRESS, "server_key_needed", NULL },
  { BAND ",tap=0.1,fault=vanish-after-challenge", "pair " ADDRESS, "disconnected", NULL },
  { BAND ",reach=no", "pair " ADDRESS, "out_of_range", "connecting" },
  { BAND, "heart-rate --once " ADDRESS, "keyring", "" },
  { BAND, "info " ADDRESS, "keyring", "" },
  { BAND, "pair " OTHER_ADDRESS " --timeout 3", "out_of_range", "" },
  { BAND, "info 'another name' --timeout 3", "out_of_range", "" },
  { NULL, "pair " ADDRESS " --timeout 3", "out_of_range", "" },
};

static void
test_failure (gconstpointer data)
{
  const Failure *failure = data;
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autofree char *arguments = g_strdup_printf ("%s --json", failure->arguments);
  TactusSimBand *band = failure->band ? ctl_rig_add (rig, failure->band) : NULL;
  g_autoptr(CtlRun) run = NULL;

  run = ctl_run (rig, arguments);
  ctl_assert_failure (run, failure->code);
  if (failure->steps)
    ctl_assert_steps (run, failure->steps);
  g_assert_cmpuint (ctl_rig_count (rig, TACTUS_SIM_EVENT_KEY_SET), <=, 1);
  /* Who mistyped a name sees it. */
  if (strstr (failure->arguments, "'another name'"))
    g_assert_nonnull (strstr (run->err->str, "No band “another name” was found"));
  if (band)
    ctl_rig_await_free (band);
}

/* Somebody listens, and never says a word. */
static void
test_silent_bus (void)
{
  g_autofree char *dir = g_dir_make_tmp ("tactus-ctl-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "bus", NULL);
  g_autofree char *arguments = g_strdup_printf ("list --json --bus unix:path=%s", path);
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  g_autoptr(GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(CtlRun) run = NULL;

  g_socket_listener_add_address (listener, address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, &error);
  g_assert_no_error (error);
  run = ctl_run (NULL, arguments);
  ctl_assert_failure (run, "no_service");

  g_unlink (path);
  g_rmdir (dir);
}

/* What is wrong with the file that was named, not with a keyring that nobody asked for. */
static void
test_key_file (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) run = NULL;

  ctl_rig_add (rig, BAND);
  g_assert_true (g_file_set_contents (rig->key_file, "", 0, NULL));
  g_assert_cmpint (g_chmod (rig->key_file, 0644), ==, 0);

  run = ctl_run (rig, "pair --json " ADDRESS);
  ctl_assert_failure (run, "keyring");
  g_assert_nonnull (strstr (run->err->str, "chmod 600"));
  g_assert_null (strstr (run->err->str, "keyring"));
}

static void
test_adapter_off (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) pair = NULL;
  g_autoptr(CtlRun) list = NULL;
  TactusSimBand *band = ctl_rig_add (rig, BAND ",tap=0.1");

  ctl_rig_pair (rig, band);
  tactus_sim_bluez_set_powered (rig->bluez, 0, FALSE);
  pair = ctl_run (rig, "pair " ADDRESS " --json --timeout 20");
  ctl_assert_failure (pair, "adapter_off");

  /* What is in a file is told all the same. */
  list = ctl_run (rig, "list --json");
  ctl_assert_failure (list, "adapter_off");
  g_assert_nonnull (strstr (list->out->str, "\"known\":true"));
}

static void
test_no_adapter (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) run = NULL;

  tactus_sim_bluez_unplug (rig->bluez, 0);
  run = ctl_run (rig, "pair " ADDRESS " --json");
  ctl_assert_failure (run, "no_adapter");
}

static void
test_no_service (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(CtlRun) no_bus = NULL;
  g_autoptr(CtlRun) bad_bus = NULL;

  tactus_sim_bluez_stop (rig->bluez);
  run = ctl_run (rig, "pair " ADDRESS " --json");
  ctl_assert_failure (run, "no_service");

  /* The system bus of the environment does not exist. */
  no_bus = ctl_run (NULL, "list --json");
  ctl_assert_failure (no_bus, "no_service");
  bad_bus = ctl_run (NULL, "list --json --bus nonsense");
  ctl_assert_failure (bad_bus, "usage");
}

static void
test_no_keyring (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) run = NULL;

  ctl_rig_add (rig, BAND ",tap=0.1");
  run = ctl_run (rig, "--no-key-file pair " ADDRESS " --json");
  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (run->out->str, "{\"step\":\"done\",\"key_kept\":false}"));
  g_assert_nonnull (strstr (run->err->str, "--key-file"));
}

/* A key that scripts on the web carry: told whenever it is used, until it is replaced. */
static void
test_published_key (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *sim = ctl_rig_add (rig, BAND ",tap=0.1,key=" PUBLISHED_KEY);
  g_autoptr(CtlRun) paired = NULL;
  g_autoptr(CtlRun) used = NULL;
  g_autoptr(CtlRun) replaced = NULL;
  g_autoptr(CtlRun) clean = NULL;

  paired = ctl_run (rig, "pair " ADDRESS " --json --key " PUBLISHED_KEY);
  g_assert_cmpint (paired->status, ==, 0);
  g_assert_nonnull (strstr (paired->err->str, "this key is published"));
  ctl_assert_line (paired, -1, "{\"step\":\"done\",\"key_published\":true}");
  ctl_rig_await_free (sim);

  used = ctl_run (rig, "info " ADDRESS " --json");
  g_assert_cmpint (used->status, ==, 0);
  g_assert_nonnull (strstr (used->err->str, "tactusctl pair " ADDRESS));
  g_assert_nonnull (strstr (used->out->str, "\"key_published\":true"));
  ctl_rig_await_free (sim);

  replaced = ctl_run (rig, "pair " ADDRESS " --json");
  ctl_assert_line (replaced, -1, "{\"step\":\"done\"}");
  ctl_rig_await_free (sim);

  clean = ctl_run (rig, "info " ADDRESS " --json");
  g_assert_cmpint (clean->status, ==, 0);
  g_assert_null (strstr (clean->err->str, "published"));
  g_assert_null (strstr (clean->out->str, "published"));
}

static void
test_published_vendor_key (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *sim = ctl_rig_add (rig, "model=mi-band-5,address=" ADDRESS ",key=" PUBLISHED_KEY);
  g_autoptr(CtlRun) paired = ctl_run (rig, "pair " ADDRESS " --json --key " PUBLISHED_KEY);
  g_autoptr(CtlRun) used = NULL;

  g_assert_cmpint (paired->status, ==, 0);
  ctl_rig_await_free (sim);
  used = ctl_run (rig, "info " ADDRESS);
  g_assert_cmpint (used->status, ==, 0);
  g_assert_nonnull (strstr (used->err->str, "Only the vendor’s app"));
}

static void
test_ambiguous (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  g_autoptr(CtlRun) run = NULL;

  ctl_rig_add (rig, BAND ",tap=0.1");
  ctl_rig_add (rig, "model=mi-band-2,address=" OTHER_ADDRESS);
  run = ctl_run (rig, "pair 'mi band' --json");
  ctl_assert_failure (run, "usage");
  g_assert_nonnull (strstr (run->out->str, ADDRESS));
  g_assert_nonnull (strstr (run->out->str, OTHER_ADDRESS));
  g_assert_cmpuint (ctl_rig_count (rig, TACTUS_SIM_EVENT_CONNECTED), ==, 0);
}

static void
test_busy (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND ",tap=0.1");
  g_autoptr(CtlRun) first = NULL;
  g_autoptr(CtlRun) second = NULL;
  g_autofree char *holder = NULL;

  ctl_rig_pair (rig, band);
  first = ctl_start (rig, "heart-rate " ADDRESS);
  ctl_wait_until (is_measuring, band, "measuring");
  second = ctl_run (rig, "info " ADDRESS " --json");
  ctl_assert_failure (second, "busy");
  holder = g_strdup (g_subprocess_get_identifier (first->process));
  g_assert_nonnull (strstr (second->out->str, holder));
  g_assert_true (tactus_sim_band_get_measuring (band));

  g_subprocess_send_signal (first->process, SIGTERM);
  ctl_wait (first);
  g_assert_cmpint (first->status, ==, 0);
}

/* ── ended early ── */

static void
test_interrupt_stream (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND ",tap=0.1");
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(GPtrArray) lines = NULL;

  ctl_rig_pair (rig, band);
  run = ctl_start (rig, "heart-rate " ADDRESS " --json --verbose");
  ctl_wait_for (run, "\"bpm\":190");
  g_subprocess_send_signal (run->process, SIGINT);
  ctl_wait (run);
  g_assert_cmpint (run->status, ==, 0);
  lines = ctl_json (run);
  g_assert_false (json_object_has_member (g_ptr_array_index (lines, lines->len - 1), "error"));
  ctl_rig_await_free (band);
  g_assert_false (tactus_sim_band_get_measuring (band));
}

static void
test_interrupt_pairing (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND ",tap=manual");
  g_autoptr(CtlRun) run = ctl_start (rig, "pair " ADDRESS " --json");

  ctl_wait_for (run, "Tap your band now");
  g_subprocess_send_signal (run->process, SIGINT);
  ctl_wait (run);
  ctl_assert_failure (run, "cancelled");
  ctl_assert_steps (run, "connecting key tap");
  ctl_rig_await_free (band);
}

static void
test_unread (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND ",tap=0.1");
  g_autoptr(CtlRun) run = NULL;
  g_autoptr(GPtrArray) lines = NULL;

  ctl_rig_pair (rig, band);
  run = ctl_run (rig, CTL_HEAD "heart-rate " ADDRESS " --json");
  g_assert_cmpint (run->status, ==, 0);
  lines = ctl_json (run);
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_null (strstr (run->err->str, "tactusctl:"));
  ctl_rig_await_free (band);
}

static gboolean
vanish_cb (gpointer data)
{
  tactus_sim_band_vanish (data, g_get_monotonic_time ());
  return G_SOURCE_REMOVE;
}

static gboolean
come_back_cb (gpointer data)
{
  tactus_sim_band_come_back (data);
  return G_SOURCE_REMOVE;
}

static void
test_reconnect (void)
{
  g_autoptr(CtlRig) rig = ctl_rig_new ();
  TactusSimBand *band = ctl_rig_add (rig, BAND ",tap=0.1");
  g_autoptr(CtlRun) run = NULL;

  ctl_rig_pair (rig, band);
  run = ctl_start (rig, "heart-rate " ADDRESS " --json");
  ctl_wait_for (run, "\"bpm\":190");
  g_idle_add (vanish_cb, band);
  ctl_wait_for (run, "The connection was lost");
  g_idle_add (come_back_cb, band);
  ctl_wait_for (run, "Connected again");
  ctl_wait_until (is_measuring, band, "measuring again");

  g_subprocess_send_signal (run->process, SIGINT);
  ctl_wait (run);
  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpuint (ctl_rig_count (rig, TACTUS_SIM_EVENT_TAP_ASKED), ==, 1);
}

/* ── wrong usage ── */

static const char * const misuses[] = {
  "",
  "no-such-command",
  "pair",
  "pair a b",
  "pair ''",
  "pair " ADDRESS " --key 123",
  "pair " ADDRESS " --key 00112233445566778899aabbccddeefg",
  "pair " ADDRESS " --key",
  "pair " ADDRESS " --once",
  "list extra",
  "list --scan 61",
  "list --scan nan",
  "list --scan -1",
  "list --scan 1x",
  "heart-rate " ADDRESS " --duration minus",
  "heart-rate " ADDRESS " --duration 0",
  "heart-rate " ADDRESS " --duration 5 --once",
  "heart-rate " ADDRESS " --no-such-option",
  "info " ADDRESS " --timeout 0",
  "demo " ADDRESS,
  "demo --bus unix:path=/x",
  "demo --key-file /x",
  "decode 2a37 0048 --adapter hci0",
  "list --bus ''",
  "list --key-file=",
  "list --model mi-band-3",
  "decode 2a37",
  "decode 2a37 0048 --model no-such-model",
  "alert " ADDRESS,
  "alert " ADDRESS " shout",
  "alert " ADDRESS " off --text x",
  "alert " ADDRESS " vibrate --title x",
  "alert " ADDRESS " off --duration 1",
  "alert " ADDRESS " message call",
  "find " ADDRESS " extra",
  "find " ADDRESS " --once",
  "events " ADDRESS " --wait applause",
  "events " ADDRESS " --wait ''",
  "set-time " ADDRESS " --time noon",
  "set-time " ADDRESS " --time 2026-02-30",
  "set-time " ADDRESS " --time 2026-03-01T25:00",
  "profile " ADDRESS " --height 170,sex=other",
  "profile " ADDRESS " --born ''",
  "settings " ADDRESS " no-such-setting",
  "settings " ADDRESS " no-such-setting=1",
  "settings " ADDRESS " =on",
  "alarms " ADDRESS " 1",
  "alarms " ADDRESS " 10 07:00",
  "alarms " ADDRESS " x 07:00",
  "alarms " ADDRESS " 1 24:00",
  "alarms " ADDRESS " 1 7",
  "alarms " ADDRESS " 1 07:00 someday",
  "alarms " ADDRESS " 1 07:00 daily extra",
  "alarms " ADDRESS " --smart",
  "alarms " ADDRESS " --delete 10",
  "alarms " ADDRESS " --delete 1 --disabled",
  "alarms " ADDRESS " 1 07:00 --delete 1",
  "raw " ADDRESS " --duration 0",
  "sync " ADDRESS " --since yesterday",
  "sync " ADDRESS " --format csv",
  "activity " ADDRESS " --format xml",
  "activity " ADDRESS " --from 2026-03-02 --to 2026-03-01",
  "activity " ADDRESS " --from 2026-3-1",
  "activity " ADDRESS " --database ''",
  "pair " ADDRESS " --passkey 1000000",
  "pair " ADDRESS " --passkey -1",
  "pair " ADDRESS " --passkey x",
  "heart-rate " ADDRESS " --output ''",
};

static void
test_misuse (gconstpointer data)
{
  const char *arguments = data;
  g_autofree char *json = g_strdup_printf ("%s --json", arguments);
  g_autoptr(CtlRun) text = ctl_run (NULL, arguments);
  g_autoptr(CtlRun) object = NULL;

  g_assert_cmpint (text->status, ==, 2);
  g_assert_cmpstr (text->out->str, ==, "");
  g_assert_true (g_str_has_prefix (text->err->str, "tactusctl: "));

  /* The one that lacks the value of an option takes "--json" for it. */
  if (g_str_has_suffix (arguments, "--key"))
    return;
  object = ctl_run (NULL, json);
  ctl_assert_failure (object, "usage");
}

/* A key in the wrong place is repeated nowhere. */
static void
test_misplaced_key (void)
{
  static const char * const cases[] = {
    "pair " ADDRESS " " KEY, KEY, "list " KEY, "pair " KEY, "info 0x" KEY,
    "pair " ADDRESS " --key " KEY "00",
    "pair " ADDRESS " --verbose --key " KEY " extra",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(CtlRun) run = ctl_run (NULL, cases[i]);

      g_assert_cmpint (run->status, ==, 2);
      g_assert_null (strstr (run->err->str, "00112233"));
      g_assert_cmpstr (run->out->str, ==, "");
    }
}

/* The number of a closed stream is not given to a file of ours, where what we print would end. */
static void
test_closed (void)
{
  static const char * const cases[] = { "demo --json", "decode 2a37 0048", "--help" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *arguments = g_strconcat (CTL_CLOSED, cases[i], NULL);
      g_autoptr(CtlRun) run = ctl_run (NULL, arguments);

      g_assert_cmpint (run->status, ==, 1);
      g_assert_nonnull (strstr (run->err->str, g_strerror (EBADF)));
    }
}

static void
test_help (void)
{
  static const char * const commands[] = {
    "list", "pair", "heart-rate", "info", "alert", "find", "events", "set-time", "profile",
    "settings", "alarms", "raw", "sync", "activity", "forget", "decode", "demo",
  };
  g_autoptr(CtlRun) overview = ctl_run (NULL, "--help");
  g_autoptr(CtlRun) version = ctl_run (NULL, "--version");

  g_assert_cmpint (overview->status, ==, 0);
  g_assert_cmpint (version->status, ==, 0);
  g_assert_cmpstr (version->out->str, ==, "tactusctl " TACTUS_VERSION "\n");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *arguments = g_strdup_printf ("%s -h", commands[i]);
      g_autofree char *usage = g_strdup_printf ("tactusctl %s", commands[i]);
      g_autoptr(CtlRun) run = ctl_run (NULL, arguments);

      g_assert_cmpint (run->status, ==, 0);
      g_assert_nonnull (strstr (run->out->str, usage));
      g_assert_nonnull (strstr (run->out->str, "--json"));
      g_assert_nonnull (strstr (overview->out->str, commands[i]));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/list", test_list);
  g_test_add_func ("/ctl/list/nobody", test_list_nobody);
  g_test_add_func ("/ctl/pair-and-measure", test_pair_and_measure);
  g_test_add_func ("/ctl/once", test_once);
  g_test_add_func ("/ctl/verbose", test_verbose);
  g_test_add_func ("/ctl/info", test_info);
  g_test_add_func ("/ctl/forget", test_forget);
  g_test_add_func ("/ctl/key-from-input", test_key_from_input);
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ctl/failure/%02u-%s", i, failures[i].code);

      g_test_add_data_func (path, &failures[i], test_failure);
    }
  g_test_add_func ("/ctl/silent-bus", test_silent_bus);
  g_test_add_func ("/ctl/key-file", test_key_file);
  g_test_add_func ("/ctl/adapter-off", test_adapter_off);
  g_test_add_func ("/ctl/no-adapter", test_no_adapter);
  g_test_add_func ("/ctl/no-service", test_no_service);
  g_test_add_func ("/ctl/no-keyring", test_no_keyring);
  g_test_add_func ("/ctl/published-key", test_published_key);
  g_test_add_func ("/ctl/published-vendor-key", test_published_vendor_key);
  g_test_add_func ("/ctl/ambiguous", test_ambiguous);
  g_test_add_func ("/ctl/busy", test_busy);
  g_test_add_func ("/ctl/interrupt/stream", test_interrupt_stream);
  g_test_add_func ("/ctl/interrupt/pairing", test_interrupt_pairing);
  g_test_add_func ("/ctl/unread", test_unread);
  g_test_add_func ("/ctl/reconnect", test_reconnect);
  for (guint i = 0; i < G_N_ELEMENTS (misuses); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ctl/misuse/%02u", i);

      g_test_add_data_func (path, misuses[i], test_misuse);
    }
  g_test_add_func ("/ctl/misplaced-key", test_misplaced_key);
  g_test_add_func ("/ctl/closed", test_closed);
  g_test_add_func ("/ctl/help", test_help);

  return g_test_run ();
}
