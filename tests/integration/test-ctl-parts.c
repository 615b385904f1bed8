/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The parts of tactusctl that need neither bus nor loop. */

#include "config.h"

#include <locale.h>
#include <string.h>

#include "tactus-ctl-chart.h"
#include "tactus-ctl-json.h"
#include "tactus-ctl-match.h"
#include "tactus-ctl-options.h"
#include "tactus-ctl-printer.h"
#include "tactus-ctl-session.h"
#include "tactus-ctl-spark.h"
#include "tactus-ctl-table.h"
#include "tactus-ctl-values.h"

#define KEY "00112233445566778899aabbccddeeff"

/* ── options ── */

static void
test_options (void)
{
  static const char * const before[] = {
    "tactusctl", "--json", "--timeout", "2.5", "heart-rate", "--duration=10", "Mi Band 3", NULL,
  };
  static const char * const after[] = {
    "tactusctl", "pair", "x", "--key", KEY, "--bus", "unix:path=/x", "-v", NULL,
  };
  g_auto(TactusCtlOptions) options = { 0 };
  g_auto(TactusCtlOptions) others = { 0 };
  g_autoptr(GError) error = NULL;

  g_assert_true (tactus_ctl_options_parse (&options, before, &error));
  g_assert_no_error (error);
  g_assert_cmpint (options.command, ==, TACTUS_CTL_COMMAND_HEART_RATE);
  g_assert_true (options.json);
  g_assert_cmpuint (options.timeout_ms, ==, 2500);
  g_assert_cmpuint (options.duration_ms, ==, 10000);
  g_assert_cmpstr (options.band, ==, "Mi Band 3");

  g_assert_true (tactus_ctl_options_parse (&others, after, &error));
  g_assert_cmpstr (others.key, ==, KEY);
  g_assert_cmpstr (others.bus, ==, "unix:path=/x");
  g_assert_true (others.verbose);
  tactus_ctl_options_wipe_key (&others);
  g_assert_null (others.key);
}

static void
test_hide_key (void)
{
  char joined[] = "--key=" KEY;
  char value[] = KEY;
  char dash[] = "-";
  char *arguments[] = { (char *) "tactusctl", joined, (char *) "--key", value,
                        (char *) "--key", dash, NULL };

  tactus_ctl_options_hide_key (arguments);
  g_assert_true (g_str_has_prefix (joined, "--key=*"));
  g_assert_null (strstr (joined, "0011"));
  g_assert_null (strpbrk (value, "0123456789abcdef"));
  g_assert_cmpstr (dash, ==, "-");
}

typedef struct {
  const char *text;
  const char *utc; /* (nullable): it is no time */
} Moment;

/* Here is Kathmandu, which no table of whole hours knows. */
static const Moment moments[] = {
  { "2026-03-01", "2026-02-28T18:15:00Z" },
  { "2026-03-01T07:05", "2026-03-01T01:20:00Z" },
  { "2026-03-01 07:05", "2026-03-01T01:20:00Z" },
  { "2026-03-01T07:05:09", "2026-03-01T01:20:09Z" },
  { "2026-03-01T07:05Z", "2026-03-01T07:05:00Z" },
  { "2026-03-01T07:05:09+01:00", "2026-03-01T06:05:09Z" },
  { "2026-03-01T07:05-0330", "2026-03-01T10:35:00Z" },
  { "2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z" },
  { "2026-02-29", NULL },
  { "2026-13-01", NULL },
  { "2026-03-01T24:01", NULL },
  { "2026-03-01T07", NULL },
  { "2026-03-01T07:05:09+", NULL },
  { "2026-3-1", NULL },
  { " 2026-03-01", NULL },
  { "2026-03-01\n2026", NULL },
  { "now", NULL },
  { "", NULL },
};

static void
test_times (void)
{
  g_setenv ("TZ", "Asia/Kathmandu", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autoptr(GDateTime) when = NULL;
      g_autoptr(GDateTime) utc = NULL;
      g_autofree char *text = NULL;
      g_autoptr(GError) error = NULL;

      if (!tactus_ctl_read_time ("from", moments[i].text, &when, &error))
        {
          g_assert_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE);
          g_assert_null (when);
          g_assert_null (moments[i].utc);
          continue;
        }
      utc = g_date_time_to_utc (when);
      text = g_date_time_format_iso8601 (utc);
      g_assert_cmpstr (text, ==, moments[i].utc);
    }
  g_unsetenv ("TZ");
}

static void
test_numbers (void)
{
  static const char * const bad[] = { "", "-1", "+1", "1.5", "11", "0x5", " 5", "5 ", "five" };
  int value = -1;

  g_assert_true (tactus_ctl_read_number ("delete", NULL, 0, 10, &value, NULL));
  g_assert_cmpint (value, ==, -1);
  g_assert_true (tactus_ctl_read_number ("delete", "010", 0, 10, &value, NULL));
  g_assert_cmpint (value, ==, 10);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (tactus_ctl_read_number ("delete", bad[i], 0, 10, &value, &error));
      g_assert_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE);
      g_assert_nonnull (strstr (error->message, "--delete"));
    }
  g_assert_cmpint (value, ==, 10);
}

static void
test_ids (void)
{
  static const char * const bad[] = {
    "", "0", "-1", "+1", "1.5", " 1", "1 ", "one", "9223372036854775808",
  };
  gint64 id = 0;

  g_assert_true (tactus_ctl_read_id (NULL, &id, NULL));
  g_assert_cmpint (id, ==, 0);
  g_assert_true (tactus_ctl_read_id ("9223372036854775807", &id, NULL));
  g_assert_cmpint (id, ==, G_MAXINT64);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (tactus_ctl_read_id (bad[i], &id, &error));
      g_assert_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE);
    }
}

/* Of a session that began at 23:30 in a zone of its own. */
static const Moment moments_within[] = {
  { "23:30", "2026-03-01T22:30:00Z" },
  { "23:30:05", "2026-03-01T22:30:05Z" },
  { "23:29", "2026-03-02T22:29:00Z" },
  { "00:10", "2026-03-01T23:10:00Z" },
  { "2026-03-01T22:31Z", "2026-03-01T22:31:00Z" },
  { "2026-03-01T23:31", "2026-03-01T23:31:00Z" },
  { "24:00", NULL },
  { "7:05", NULL },
  { "07:60", NULL },
  { "07:05:60", NULL },
  { "07:05:09Z", NULL },
  { "07:05\n", NULL },
  { "noon", NULL },
  { "", NULL },
};

static void
test_moments (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_offset (3600);
  g_autoptr(GDateTime) begin = g_date_time_new (zone, 2026, 3, 1, 23, 30, 0);

  for (guint i = 0; i < G_N_ELEMENTS (moments_within); i++)
    {
      g_autoptr(GDateTime) when = NULL;
      g_autoptr(GDateTime) utc = NULL;
      g_autofree char *text = NULL;
      g_autoptr(GError) error = NULL;

      if (!tactus_ctl_read_moment (moments_within[i].text, begin, &when, &error))
        {
          g_assert_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE);
          g_assert_null (moments_within[i].utc);
          continue;
        }
      utc = g_date_time_to_utc (when);
      text = g_date_time_format_iso8601 (utc);
      g_assert_cmpstr (text, ==, moments_within[i].utc);
    }
}

static void
test_actions (void)
{
  static const char * const show[] = { "tactusctl", "history", "show", "7", "--age", "40", NULL };
  static const char * const band[] = { "tactusctl", "history", "Show", "--days", NULL };
  static const char * const files[] = {
    "tactusctl", "import", "a", KEY, "\xff", "--band", "c1:c2:c3:00:00:0a", NULL,
  };
  static const char * const export[] = { "tactusctl", "export", "--format", "json", NULL };
  g_auto(TactusCtlOptions) shown = { 0 };
  g_auto(TactusCtlOptions) listed = { 0 };
  g_auto(TactusCtlOptions) imported = { 0 };
  g_auto(TactusCtlOptions) exported = { 0 };

  g_assert_true (tactus_ctl_options_parse (&shown, show, NULL));
  g_assert_cmpint (shown.action, ==, TACTUS_CTL_ACTION_SHOW);
  g_assert_cmpstr (shown.words[0], ==, "7");
  g_assert_cmpint (shown.age, ==, 40);
  g_assert_null (shown.band);

  /* A band that is called nearly like it. */
  g_assert_true (tactus_ctl_options_parse (&listed, band, NULL));
  g_assert_cmpint (listed.action, ==, TACTUS_CTL_ACTION_LIST);
  g_assert_cmpstr (listed.band, ==, "Show");
  g_assert_true (listed.days);
  g_assert_cmpint (listed.limit, ==, TACTUS_CTL_HISTORY_LIMIT);

  /* A file may be called like a key, or like no text at all. */
  g_assert_true (tactus_ctl_options_parse (&imported, files, NULL));
  g_assert_cmpuint (g_strv_length (imported.words), ==, 3);
  g_assert_cmpstr (imported.words[2], ==, "\xff");
  g_assert_cmpstr (imported.band, ==, "C1:C2:C3:00:00:0A");

  /* The format of a file is not that of standard output. */
  g_assert_true (tactus_ctl_options_parse (&exported, export, NULL));
  g_assert_cmpstr (exported.format, ==, "json");
  g_assert_false (exported.json);
}

/* As the manual page writes it. */
static char *
escape (const char *word)
{
  g_autoptr(GString) text = g_string_new (word);

  g_string_replace (text, "-", "\\-", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_told (const char *page,
             const char *word)
{
  g_autofree char *text = escape (word);

  if (!strstr (page, text))
    g_error ("The manual page does not tell of “%s”", word);
}

/* Whatever can be typed is in the manual. */
static void
test_manual (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "docs", "man", "tactusctl.1",
                                                 NULL);
  g_autofree char *page = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &page, NULL, &error);
  g_assert_no_error (error);
  for (guint i = TACTUS_CTL_COMMAND_NONE + 1; i < TACTUS_CTL_N_COMMANDS; i++)
    assert_told (page, tactus_ctl_commands[i].name);
  for (guint i = TACTUS_CTL_ACTION_LIST + 1; i < TACTUS_CTL_N_ACTIONS; i++)
    {
      g_autofree char *words = g_strconcat ("history ", tactus_ctl_actions[i].syntax.name, NULL);

      assert_told (page, words);
    }
  for (guint i = 0; i < TACTUS_CTL_N_OPTIONS; i++)
    {
      g_autofree char *word = g_strconcat ("--", tactus_ctl_option_table[i].name, NULL);

      assert_told (page, word);
    }
}

/* ── sessions ── */

static void
test_spark (void)
{
  static const TactusColumn columns[] = {
    { .count = 1, .minimum = 60, .maximum = 60 },
    { .count = 0 },
    { .count = 9, .minimum = 60, .maximum = 130 },
    { .count = 2, .minimum = 130, .maximum = 130 },
  };
  g_autofree char *some = tactus_ctl_spark_draw (columns, G_N_ELEMENTS (columns));
  g_autofree char *same = tactus_ctl_spark_draw (columns, 2);
  g_autofree char *nothing = tactus_ctl_spark_draw (columns + 1, 1);
  g_autofree char *empty = tactus_ctl_spark_draw (NULL, 0);

  g_assert_cmpstr (some, ==, "▁ ▄█");
  g_assert_cmpstr (same, ==, "▄ ");
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (empty, ==, "");
}

static void
test_session_texts (void)
{
  TactusSummary none = { 0 };
  TactusSummary some = { 3, 62, 91, 73.5 };
  g_autofree char *time = tactus_ctl_us_to_text (G_GINT64_CONSTANT (1772348400123999), 20700);
  g_autofree char *before = tactus_ctl_us_to_text (-1000, 0);
  g_autofree char *beyond = tactus_ctl_us_to_text (G_MAXINT64, 0);
  g_autofree char *short_time = tactus_ctl_duration_to_text (59499999);
  g_autofree char *long_time = tactus_ctl_duration_to_text (G_GINT64_CONSTANT (360005000000));
  g_autofree char *nothing = tactus_ctl_summary_to_text (&none, TRUE, "no pulse");
  g_autofree char *pulse = tactus_ctl_summary_to_text (&some, FALSE, "no pulse");

  g_assert_cmpstr (time, ==, "2026-03-01T12:45:00.123+05:45");
  g_assert_cmpstr (before, ==, "1969-12-31T23:59:59.999+00:00");
  g_assert_cmpstr (beyond, ==, "");
  g_assert_cmpstr (short_time, ==, "0:00:59");
  g_assert_cmpstr (long_time, ==, "100:00:05");
  g_assert_cmpstr (nothing, ==, "no pulse");
  g_assert_cmpstr (pulse, ==, "62-74-91");
}

/* ── names ── */

static void
test_match (void)
{
  const char *address = "C8:0F:10:00:00:01";

  g_assert_true (tactus_ctl_match ("c8:0f:10:00:00:01", address, "Mi Band 3"));
  g_assert_false (tactus_ctl_match ("c8:0f:10:00:00:02", address, "c8:0f:10:00:00:02"));
  g_assert_true (tactus_ctl_match ("BAND", address, "Mi Band 3"));
  g_assert_true (tactus_ctl_match ("ÄRZTIN", address, "Band der Ärztin"));
  g_assert_false (tactus_ctl_match ("Band 4", address, "Mi Band 3"));
  g_assert_false (tactus_ctl_match ("", address, "Mi Band 3"));
  g_assert_false (tactus_ctl_is_address ("C8:0F:10:00:00:0"));
  g_assert_false (tactus_ctl_is_address ("C8-0F-10-00-00-01"));
}

/* ── table ── */

static void
test_table (void)
{
  static const char * const rows[][2] = { { "a", "b" }, { "心拍", "c" }, { "e\033[2J", "" } };
  g_autoptr(TactusCtlTable) table = tactus_ctl_table_new (2);
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    tactus_ctl_table_add (table, rows[i]);
  text = tactus_ctl_table_to_text (table);
  g_assert_cmpstr (text, ==, "a      b\n心拍   c\ne\xef\xbf\xbd[2J\n");
}

/* What is left out takes no room. */
static void
test_table_show (void)
{
  static const char * const row[] = { "ab", "", "cd", "ef" };
  g_autoptr(TactusCtlTable) table = tactus_ctl_table_new (G_N_ELEMENTS (row));
  g_autofree char *some = NULL;
  g_autofree char *all = NULL;

  tactus_ctl_table_add (table, row);
  g_assert_cmpuint (tactus_ctl_table_get_width (table), ==, 10);
  tactus_ctl_table_show (table, 2, FALSE);
  g_assert_cmpuint (tactus_ctl_table_get_width (table), ==, 6);
  some = tactus_ctl_table_to_text (table);
  g_assert_cmpstr (some, ==, "ab  ef\n");
  tactus_ctl_table_show (table, 2, TRUE);
  all = tactus_ctl_table_to_text (table);
  g_assert_cmpstr (all, ==, "ab  cd  ef\n");
}

/* Wide characters count twice, and half of one is none. */
static void
test_table_within (void)
{
  static const char * const row[] = { "心拍", "abc" };
  static const struct {
    guint columns;
    const char *text;
  } cases[] = {
    { 9, "心拍  abc\n" },
    { 8, "心拍  a…\n" },
    { 4, "心…\n" },
    { 3, "心…\n" },
    { 2, "…\n" },
    { 0, "…\n" },
  };
  g_autoptr(TactusCtlTable) table = tactus_ctl_table_new (2);

  tactus_ctl_table_add (table, row);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = tactus_ctl_table_to_text_within (table, cases[i].columns);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* ── JSON ── */

static char *
to_text (JsonObject *object)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), object);

  json_object_unref (object);
  return json_to_string (node, FALSE);
}

static void
test_json_heart_rate (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_offset (-12600);
  g_autoptr(GDateTime) when = g_date_time_new (zone, 2026, 3, 1, 7, 5, 9.25);
  TactusHeartRate worn = { .value = 190, .contact = TACTUS_CONTACT_YES, .energy_kj = 12,
                           .n_rr = 2, .rr = { 5, 6 } };
  TactusHeartRate off = { .value = 72, .contact = TACTUS_CONTACT_NO, .energy_kj = -1 };
  TactusHeartRate none = { .value = 255, .no_reading = TRUE };
  g_autofree char *worn_text = to_text (tactus_ctl_json_heart_rate (&worn, when));
  g_autofree char *off_text = to_text (tactus_ctl_json_heart_rate (&off, when));
  g_autofree char *none_text = to_text (tactus_ctl_json_heart_rate (&none, when));

  g_assert_cmpstr (worn_text, ==,
                   "{\"time\":\"2026-03-01T07:05:09.250-03:30\",\"bpm\":190,\"no_reading\":false,"
                   "\"contact\":true,\"rr\":[5,6],\"energy_kj\":12}");
  g_assert_nonnull (strstr (off_text, "\"bpm\":null,\"no_reading\":false,\"contact\":false"));
  g_assert_nonnull (strstr (none_text, "\"bpm\":null,\"no_reading\":true,\"contact\":null"));
}

static void
test_json_info (void)
{
  TactusBandInfo info = {
    .serial = (char *) "S1",
    .has_battery = TRUE,
    .battery = { .level = 5, .charging = TACTUS_CHARGING_YES, .last_level = -1 },
    .has_charges = TRUE,
    .charges = 45,
    .has_time = TRUE,
    .time = { 2026, 3, 1, 7, 5, 9, 0, 0, -14 },
    .has_steps = TRUE,
    .steps = { 12, 8, -1 },
  };
  g_autofree char *text = to_text (tactus_ctl_json_info ("A", "B", NULL, &info));
  g_autofree char *nothing = to_text (tactus_ctl_json_info ("A", NULL, NULL, NULL));

  g_assert_cmpstr (text, ==,
                   "{\"address\":\"A\",\"name\":\"B\",\"model\":null,\"generation\":null,"
                   "\"serial\":\"S1\",\"hardware\":null,\"firmware\":null,"
                   "\"heart_firmware\":null,"
                   "\"battery\":{\"level\":5,\"charging\":true,\"full_charge\":null,"
                   "\"last_charge\":null,\"last_level\":null,\"charges\":45},"
                   "\"time\":\"2026-03-01T07:05:09-03:30\","
                   "\"steps\":12,\"distance_m\":8,\"calories_kcal\":null}");
  g_assert_nonnull (strstr (nothing, "\"battery\":null,\"time\":null,\"steps\":null"));
}

static void
test_json_band (void)
{
  const TactusModel *model = tactus_model_for_id ("mi-band-4");
  g_autofree char *known = to_text (tactus_ctl_json_band ("A", "B", model, -70, TRUE, FALSE,
                                                          61));
  g_autofree char *strange = to_text (tactus_ctl_json_band ("A", "\"\n", NULL, TACTUS_RSSI_UNKNOWN,
                                                            FALSE, TRUE, 0));

  g_assert_cmpstr (known, ==,
                   "{\"address\":\"A\",\"name\":\"B\",\"model\":\"mi-band-4\","
                   "\"generation\":\"B'\","
                   "\"rssi\":-70,\"known\":true,\"connected\":false,\"shared_bpm\":61}");
  g_assert_cmpstr (strange, ==,
                   "{\"address\":\"A\",\"name\":\"\\\"\\n\",\"model\":null,\"generation\":null,"
                   "\"rssi\":null,\"known\":false,\"connected\":true,\"shared_bpm\":null}");
}

/* ── chart ── */

static TactusSeries *
create_series (void)
{
  static const guint16 rates[] = { 60, 65, 70, 0, 75, 80 };
  TactusSeries *series = tactus_series_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      TactusReading reading = {
        .when_us = i * G_USEC_PER_SEC,
        .kind = rates[i] ? TACTUS_READING_PULSE : TACTUS_READING_NO_VALUE,
        .bpm = rates[i],
      };

      tactus_series_append (series, &reading);
    }

  return series;
}

static void
test_chart_plain (void)
{
  g_autoptr(TactusSeries) series = create_series ();
  TactusCtlChart chart = { .columns = 16, .rows = 5, .to_us = 5 * G_USEC_PER_SEC + 1 };
  g_autofree char *text = tactus_ctl_chart_draw (&chart, series);

  /* Lines where readings follow each other; nothing where there was no reading. */
  g_assert_cmpstr (text, ==,
                   " 90 +\n"
                   "    |        ***\n"
                   " 70 + ****\n"
                   "    |*\n"
                   " 50 +\n"
                   "    +-----------\n"
                   "     0       5 s\n");
}

static void
test_chart_sizes (void)
{
  g_autoptr(TactusSeries) series = create_series ();
  g_autoptr(TactusSeries) empty = tactus_series_new ();

  for (guint columns = 0; columns < 130; columns++)
    {
      for (guint rows = 0; rows < 12; rows++)
        {
          TactusCtlChart chart = { columns, rows, columns % 2, rows % 2, 0, 5 * G_USEC_PER_SEC };
          g_autofree char *text = tactus_ctl_chart_draw (&chart, series);
          g_autofree char *nothing = tactus_ctl_chart_draw (&chart, empty);
          g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
          gboolean drawn = columns >= TACTUS_CTL_CHART_MIN_COLUMNS && rows > 0;

          g_assert_cmpuint (g_strv_length (lines), ==, drawn ? rows + 3 : 0);
          g_assert_cmpint (*nothing != '\0', ==, drawn);
          for (guint i = 0; !chart.colour && lines[i]; i++)
            g_assert_cmpuint (tactus_ctl_text_width (lines[i]), <=, columns);
        }
    }
}

/* ── printer ── */

static void
test_printer (void)
{
  g_autofree char *text = NULL;
  gsize size = 0;
  FILE *out = open_memstream (&text, &size);
  FILE *full = fopen ("/dev/full", "w");
  FILE *nowhere = fopen ("/dev/null", "w");
  g_autoptr(TactusCtlPrinter) printer = tactus_ctl_printer_new (out, nowhere, TRUE);
  g_autoptr(TactusCtlPrinter) stuck = tactus_ctl_printer_new (full, nowhere, FALSE);
  g_autoptr(GError) error = NULL;

  tactus_ctl_printer_line (printer, "not with JSON");
  tactus_ctl_printer_failure (printer, "busy", "“x”\n");
  g_assert_true (tactus_ctl_printer_check (printer, &error));
  g_assert_cmpstr (text, ==, "{\"error\":\"busy\",\"message\":\"“x”\\n\"}\n");

  tactus_ctl_printer_line (stuck, "%d", 1);
  g_assert_false (tactus_ctl_printer_check (stuck, &error));
  g_assert_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_OUTPUT);

  fclose (out);
  fclose (full);
  fclose (nowhere);
}

/* Bands are called what strangers want, and files as well: none of it commands a terminal. */
static void
test_printer_escapes (void)
{
  static const char hostile[] = "a\033[31mb\r\nc\xc2\x9b" "2Jd\x7f";
  g_autofree char *out_text = NULL;
  g_autofree char *err_text = NULL;
  gsize out_size = 0;
  gsize err_size = 0;
  FILE *out = open_memstream (&out_text, &out_size);
  FILE *err = open_memstream (&err_text, &err_size);
  g_autoptr(TactusCtlPrinter) printer = tactus_ctl_printer_new (out, err, TRUE);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (setlocale (LC_ALL, "C.UTF-8"));
  tactus_ctl_printer_progress (printer, "%s", hostile);
  tactus_ctl_printer_failure (printer, "usage", hostile);
  g_assert_cmpstr (err_text, ==, "a�[31mb��c�2Jd�\n" "tactusctl: a�[31mb��c�2Jd�\n");
  g_assert_cmpstr (out_text, ==, "{\"error\":\"usage\",\"message\":"
                   "\"a\\u001b[31mb\\r\\nc\\u009b2Jd\\u007f\"}\n");

  /* Which says the same as before. */
  json_parser_load_from_data (parser, out_text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object
                                                    (json_parser_get_root (parser)), "message"),
                   ==, hostile);

  /* A line that is replaced is told to the terminal by the printer itself. */
  tactus_ctl_printer_status (printer, "%s", "1 %\033");
  tactus_ctl_printer_status (printer, "%s", "2 %");
  tactus_ctl_printer_settle (printer);
  g_assert_true (g_str_has_suffix (err_text, "1 %�\r\033[K2 %\r\033[K"));

  setlocale (LC_ALL, "C");
  fclose (out);
  fclose (err);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/parts/options", test_options);
  g_test_add_func ("/ctl/parts/hide-key", test_hide_key);
  g_test_add_func ("/ctl/parts/times", test_times);
  g_test_add_func ("/ctl/parts/numbers", test_numbers);
  g_test_add_func ("/ctl/parts/ids", test_ids);
  g_test_add_func ("/ctl/parts/moments", test_moments);
  g_test_add_func ("/ctl/parts/actions", test_actions);
  g_test_add_func ("/ctl/parts/manual", test_manual);
  g_test_add_func ("/ctl/parts/spark", test_spark);
  g_test_add_func ("/ctl/parts/session-texts", test_session_texts);
  g_test_add_func ("/ctl/parts/table-show", test_table_show);
  g_test_add_func ("/ctl/parts/table-within", test_table_within);
  g_test_add_func ("/ctl/parts/match", test_match);
  g_test_add_func ("/ctl/parts/table", test_table);
  g_test_add_func ("/ctl/parts/json/heart-rate", test_json_heart_rate);
  g_test_add_func ("/ctl/parts/json/info", test_json_info);
  g_test_add_func ("/ctl/parts/json/band", test_json_band);
  g_test_add_func ("/ctl/parts/chart/plain", test_chart_plain);
  g_test_add_func ("/ctl/parts/chart/sizes", test_chart_sizes);
  g_test_add_func ("/ctl/parts/printer", test_printer);
  g_test_add_func ("/ctl/parts/printer-escapes", test_printer_escapes);

  return g_test_run ();
}
