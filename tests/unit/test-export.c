/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-export.h"

#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>

#include "export-script.h"
#include "tactus-export-time.h"

#define RANDOM_TURNS 200
#define NAMESPACE    "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"

static GPtrArray *
one (ExportSession *session)
{
  GPtrArray *sessions = g_ptr_array_new_with_free_func ((GDestroyNotify) export_session_free);

  g_ptr_array_add (sessions, session);

  return sessions;
}

/* ── names ── */

static void
test_names (void)
{
  const char *const names[] = { "csv", "jsonl", "tcx" };

  for (guint i = 0; i < TACTUS_N_FILE_FORMATS; i++)
    {
      TactusFileFormat format;

      g_assert_cmpstr (tactus_file_format_to_name ((TactusFileFormat) i), ==, names[i]);
      g_assert_true (tactus_file_format_from_name (names[i], &format));
      g_assert_cmpuint (format, ==, i);
    }

  {
    TactusFileFormat format = TACTUS_FILE_FORMAT_TCX;

    g_assert_false (tactus_file_format_from_name ("fit", &format));
    g_assert_false (tactus_file_format_from_name (NULL, &format));
    g_assert_cmpuint (format, ==, TACTUS_FILE_FORMAT_TCX);
  }
}

/* ── times ── */

static char *
written (TactusExportTime *time,
         gint64            when_us)
{
  char text[TACTUS_EXPORT_TIME_LENGTH + 1];

  text[tactus_export_time_write (time, when_us, text)] = '\0';

  return g_strdup (text);
}

static void
test_times (void)
{
  static const struct {
    gint64      when_us;
    int         zone_s;
    const char *text;
  } cases[] = {
    { 0, 0, "1970-01-01T00:00:00.000+00:00" },
    { -1, 0, "1969-12-31T23:59:59.999+00:00" },
    { G_GINT64_CONSTANT (1709164799999999), 0, "2024-02-28T23:59:59.999+00:00" },
    { G_GINT64_CONSTANT (1709164800000000), 0, "2024-02-29T00:00:00.000+00:00" },
    { G_GINT64_CONSTANT (1709164800000000), 3600, "2024-02-29T01:00:00.000+01:00" },
    { G_GINT64_CONSTANT (1709164800000000), -12600, "2024-02-28T20:30:00.000-03:30" },
    { G_GINT64_CONSTANT (1709164800000000), 20700, "2024-02-29T05:45:00.000+05:45" },
    { G_GINT64_CONSTANT (4107542400000000), 0, "2100-03-01T00:00:00.000+00:00" },
    { G_GINT64_CONSTANT (253402300799999000), 0, "9999-12-31T23:59:59.999+00:00" },
    { G_GINT64_CONSTANT (-62167219200000000), 0, "0000-01-01T00:00:00.000+00:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TactusExportTime time;
      g_autofree char *text = NULL;

      tactus_export_time_init (&time, cases[i].zone_s);
      text = written (&time, cases[i].when_us);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Every number of microseconds has a text of four digits of a year. */
static void
test_times_at_the_edge (void)
{
  const gint64 edges[] = { G_MININT64, G_MAXINT64 };

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      TactusExportTime time;
      g_autofree char *text = NULL;

      tactus_export_time_init (&time, 50400);
      text = written (&time, edges[i]);
      g_assert_true (g_regex_match_simple ("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}"
                                           "\\+14:00$", text, 0, 0));
    }
}

/* One writer for many times, in order and not, says what GLib says. */
static void
test_times_random (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20260329);
  TactusExportTime time;
  gint64 when_us = EXPORT_BEGIN_US;

  tactus_export_time_init_utc (&time);
  for (guint i = 0; i < 100000; i++)
    {
      g_autoptr(GDateTime) stamp = NULL;
      g_autofree char *text = NULL;
      g_autofree char *begin = NULL;
      g_autofree char *expected = NULL;

      when_us += i % 1000 == 0 ? (gint64) (g_rand_double_range (rand, -1, 1) * 1e15)
                               : g_rand_int_range (rand, 0, 3000000);
      stamp = g_date_time_new_from_unix_utc ((when_us - (when_us % 1000000 + 1000000) % 1000000)
                                             / 1000000);
      begin = g_date_time_format (stamp, "%Y-%m-%dT%H:%M:%S");
      expected = g_strdup_printf ("%s.%03dZ", begin,
                                  (int) (((when_us % 1000000 + 1000000) % 1000000) / 1000));
      text = written (&time, when_us);
      g_assert_cmpstr (text, ==, expected);
    }
}

/* ── CSV and JSON lines, letter by letter ── */

static ExportSession *
plain_session (void)
{
  const guint16 rr[] = { 1024, 819, 65535, 0 };
  ExportSession *self = export_session_new (EXPORT_BAND, "Mi Band 2", TACTUS_SOURCE_MEASURED,
                                            EXPORT_BEGIN_US, 3600);

  tactus_session_set_title (self->session, "Run, \"fast\"");
  tactus_session_set_note (self->session, "one\ntwo");
  tactus_session_set_step_s (self->session, 2);
  export_session_add (self, 1000, 72);
  export_session_add_rr (self, 2000, 300, rr, 4);
  export_session_add_state (self, 3000, TACTUS_READING_NO_CONTACT);
  export_session_mark (self, 3500, "hill");
  export_session_add_state (self, 4005, TACTUS_READING_LOST);
  export_session_end (self, 12000);

  return self;
}

static void
test_csv (void)
{
  g_autoptr(GPtrArray) sessions = one (plain_session ());
  g_autofree char *text = NULL;
  TactusExportCounts counts;

  text = export_sessions_write (sessions, TACTUS_FILE_FORMAT_CSV, &counts);
#define TAIL ",measured,C8:0F:10:00:00:01,1,"
  g_assert_cmpstr (text, ==,
                   "time,bpm,state,rr_ms,source,band,session,title,note\n"
                   "2026-03-29T01:59:50.000+01:00,,begin," TAIL
                   "\"Run, \"\"fast\"\"\",\"one\ntwo\"\n"
                   "2026-03-29T01:59:51.000+01:00,72,pulse," TAIL ",\n"
                   "2026-03-29T01:59:52.000+01:00,300,pulse,1000.0 799.8 63999.0 0.0" TAIL ",\n"
                   "2026-03-29T01:59:53.000+01:00,,not_worn," TAIL ",\n"
                   "2026-03-29T01:59:53.500+01:00,,marker," TAIL ",hill\n"
                   "2026-03-29T01:59:54.005+01:00,,lost," TAIL ",\n"
                   "2026-03-29T02:00:02.000+01:00,,end," TAIL ",\n");
  g_assert_cmpuint (counts.sessions, ==, 1);
  g_assert_cmpuint (counts.readings, ==, 4);
  g_assert_cmpuint (counts.markers, ==, 1);
}

static void
test_json (void)
{
  g_autoptr(GPtrArray) sessions = one (plain_session ());
  g_autofree char *text = NULL;
  TactusExportCounts counts;

  text = export_sessions_write (sessions, TACTUS_FILE_FORMAT_JSON_LINES, &counts);
  g_assert_cmpstr (text, ==,
                   "{\"time\":\"2026-03-29T01:59:50.000+01:00\",\"state\":\"begin\","
                   "\"source\":\"measured\",\"band\":\"C8:0F:10:00:00:01\","
                   "\"band_name\":\"Mi Band 2\",\"step_s\":2,\"title\":\"Run, \\\"fast\\\"\","
                   "\"note\":\"one\\ntwo\",\"session\":1}\n"
                   "{\"time\":\"2026-03-29T01:59:51.000+01:00\",\"state\":\"pulse\",\"bpm\":72,"
                   "\"session\":1}\n"
                   "{\"time\":\"2026-03-29T01:59:52.000+01:00\",\"state\":\"pulse\",\"bpm\":300,"
                   "\"rr_ms\":[1000.0,799.8,63999.0,0.0],\"session\":1}\n"
                   "{\"time\":\"2026-03-29T01:59:53.000+01:00\",\"state\":\"not_worn\","
                   "\"bpm\":null,\"session\":1}\n"
                   "{\"time\":\"2026-03-29T01:59:53.500+01:00\",\"state\":\"marker\","
                   "\"note\":\"hill\",\"session\":1}\n"
                   "{\"time\":\"2026-03-29T01:59:54.005+01:00\",\"state\":\"lost\",\"bpm\":null,"
                   "\"session\":1}\n"
                   "{\"time\":\"2026-03-29T02:00:02.000+01:00\",\"state\":\"end\","
                   "\"session\":1}\n");
  g_assert_cmpuint (counts.sessions, ==, 1);
  g_assert_cmpuint (counts.readings, ==, 4);
  g_assert_cmpuint (counts.markers, ==, 1);
}

/* Each of the 65536 intervals has a text of its own. */
static void
test_intervals (void)
{
  char last[16] = "";

  for (guint i = 0; i <= G_MAXUINT16; i++)
    {
      char text[16];

      *tactus_export_interval (text, (guint16) i) = '\0';
      g_assert_cmpstr (text, !=, last);
      g_assert_cmpuint ((guint) (g_ascii_strtod (text, NULL) * 1.024 + 0.5), ==, i);
      g_strlcpy (last, text, sizeof last);
    }
}

/* More than one piece of the sink. */
static void
test_many_intervals (void)
{
  g_autoptr(GPtrArray) sessions = NULL;
  ExportSession *session = export_session_new (EXPORT_BAND, NULL, TACTUS_SOURCE_LISTENED,
                                               EXPORT_BEGIN_US, 0);
  g_autofree guint16 *rr = g_new (guint16, 20000);

  for (guint i = 0; i < 20000; i++)
    rr[i] = (guint16) (60000 + i % 1000);
  export_session_add_rr (session, 0, 60, rr, 20000);
  sessions = one (session);

  for (guint format = TACTUS_FILE_FORMAT_CSV; format <= TACTUS_FILE_FORMAT_JSON_LINES; format++)
    {
      g_autofree char *text = export_sessions_write (sessions, (TactusFileFormat) format, NULL);
      g_auto(GStrv) parts = g_strsplit (text, ".", -1);

      /* A point for each interval, and one in the time of the reading and of the begin. */
      g_assert_cmpuint (g_strv_length (parts), ==, 20000 + 2 + 1);
    }
}

/* ── TCX ── */

static void
fail_cb (void       *user_data,
         const char *format,
         ...) G_GNUC_PRINTF (2, 3);

static void
fail_cb (void       *user_data,
         const char *format,
         ...)
{
  GString *errors = user_data;
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (errors, format, arguments);
  va_end (arguments);
}

/* Returns: (nullable): what the schema says against it */
static char *
validate (const char *text)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tcx.xsd", NULL);
  xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt (path);
  xmlSchemaPtr schema = xmlSchemaParse (parser);
  xmlSchemaValidCtxtPtr valid = xmlSchemaNewValidCtxt (schema);
  xmlDocPtr document = xmlReadMemory (text, (int) strlen (text), "test.tcx", NULL, XML_PARSE_NONET);
  g_autoptr(GString) errors = g_string_new (NULL);

  g_assert_nonnull (schema);
  g_assert_nonnull (document);
  xmlSchemaSetValidErrors (valid, fail_cb, fail_cb, errors);
  if (xmlSchemaValidateDoc (valid, document) != 0 && errors->len == 0)
    g_string_append (errors, "not valid");

  xmlFreeDoc (document);
  xmlSchemaFreeValidCtxt (valid);
  xmlSchemaFree (schema);
  xmlSchemaFreeParserCtxt (parser);

  return errors->len > 0 ? g_string_free (g_steal_pointer (&errors), FALSE) : NULL;
}

/* Returns: (transfer full) (element-type utf8): the texts that @path finds */
static GPtrArray *
find (const char *text,
      const char *path)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  xmlDocPtr document = xmlReadMemory (text, (int) strlen (text), "test.tcx", NULL, XML_PARSE_NONET);
  xmlXPathContextPtr context = xmlXPathNewContext (document);
  xmlXPathObjectPtr result;

  xmlXPathRegisterNs (context, (const xmlChar *) "t", (const xmlChar *) NAMESPACE);
  result = xmlXPathEvalExpression ((const xmlChar *) path, context);
  g_assert_nonnull (result);
  for (int i = 0; result->nodesetval && i < result->nodesetval->nodeNr; i++)
    {
      xmlChar *content = xmlNodeGetContent (result->nodesetval->nodeTab[i]);

      g_ptr_array_add (found, g_strdup ((const char *) content));
      xmlFree (content);
    }

  xmlXPathFreeObject (result);
  xmlXPathFreeContext (context);
  xmlFreeDoc (document);

  return found;
}

static void
assert_found (const char *text,
              const char *path,
              const char *expected)
{
  g_autoptr(GPtrArray) found = find (text, path);
  g_autofree char *joined = NULL;

  g_ptr_array_add (found, NULL);
  joined = g_strjoinv ("|", (char **) found->pdata);
  g_assert_cmpstr (joined, ==, expected);
}

static void
assert_valid (const char *text)
{
  g_autofree char *errors = validate (text);

  g_assert_cmpstr (errors, ==, NULL);
}

/* The schema would say something: it refuses what the format refuses. */
static void
test_schema (void)
{
  g_autoptr(GPtrArray) sessions = one (plain_session ());
  g_autofree char *text = export_sessions_write (sessions, TACTUS_FILE_FORMAT_TCX, NULL);
  static const struct {
    const char *from;
    const char *to;
  } cases[] = {
    { "<Value>72</Value>", "<Value>0</Value>" },
    { "<Value>72</Value>", "<Value>256</Value>" },
    { "<Value>72</Value>", "" },
    { "<Calories>0</Calories>", "" },
    { "<Intensity>Active</Intensity>", "<Intensity>Hard</Intensity>" },
    { "Sport=\"Other\"", "Sport=\"Heart\"" },
    { "Sport=\"Other\"", "" },
    { "51.000Z</Time>", "51.000+00:00</Time>" },
    { "<DistanceMeters>0</DistanceMeters>\n", "" },
  };

  assert_valid (text);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) parts = g_strsplit (text, cases[i].from, -1);
      g_autofree char *spoiled = g_strjoinv (cases[i].to, parts);
      g_autofree char *errors = validate (spoiled);

      g_assert_cmpuint (g_strv_length (parts), >, 1);
      g_assert_nonnull (errors);
    }
}

static void
test_tcx (void)
{
  g_autoptr(GPtrArray) sessions = NULL;
  g_autofree char *text = NULL;
  ExportSession *session = export_session_new (EXPORT_BAND, NULL, TACTUS_SOURCE_MEASURED,
                                               EXPORT_BEGIN_US, -18000);
  TactusExportCounts counts;

  tactus_session_set_title (session->session, "Run <1>");
  tactus_session_set_note (session->session, "a\x01" "b & \xf0\x9f\x92\x93");
  export_session_add (session, 1000, 60);
  export_session_add (session, 2000, 80);
  export_session_add (session, 2000, 99);                     /* at the same time */
  export_session_add (session, 3000, 256);                    /* more than it can hold */
  export_session_add (session, 4000, 255);
  export_session_add_state (session, 5000, TACTUS_READING_GAP);
  export_session_add (session, 30000, 70);
  export_session_add (session, 45000, 71);                    /* 15 s are no gap yet */
  export_session_add (session, 60001, 72);                    /* this is one */
  export_session_mark (session, 65000, "hill");
  export_session_mark (session, 65000, "");
  export_session_add (session, 66000, 100);
  export_session_mark (session, 70000, "nothing after it");
  export_session_end (session, 71500);
  sessions = one (session);
  text = export_sessions_write (sessions, TACTUS_FILE_FORMAT_TCX, &counts);

  assert_valid (text);
  assert_found (text, "//t:Activity/t:Id", "2026-03-29T00:59:50.000Z");
  assert_found (text, "//t:Lap/@StartTime", "2026-03-29T00:59:50.000Z|2026-03-29T01:00:55.000Z");
  assert_found (text, "//t:Lap/t:TotalTimeSeconds", "65.000|5.000");
  assert_found (text, "//t:Lap/t:AverageHeartRateBpm/t:Value", "101|100");
  assert_found (text, "//t:Lap/t:MaximumHeartRateBpm/t:Value", "255|100");
  assert_found (text, "//t:Lap/t:Notes", "hill");
  assert_found (text, "//t:Activity/t:Notes",
                "Run <1>\nab & \xf0\x9f\x92\x93\nnothing after it");
  assert_found (text, "//t:Track[1]/t:Trackpoint/t:HeartRateBpm/t:Value", "60|80|100");
  assert_found (text, "//t:Track[2]/t:Trackpoint/t:HeartRateBpm/t:Value", "255");
  assert_found (text, "//t:Track[3]/t:Trackpoint/t:HeartRateBpm/t:Value", "70|71");
  assert_found (text, "//t:Track[4]/t:Trackpoint/t:HeartRateBpm/t:Value", "72");
  g_assert_cmpuint (counts.sessions, ==, 1);
  g_assert_cmpuint (counts.readings, ==, 7);
  g_assert_cmpuint (counts.markers, ==, 3);
}

/* Nobody can do anything with an activity that has no point; the file is valid all the same. */
static void
test_tcx_without_pulses (void)
{
  g_autoptr(GPtrArray) sessions = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                  export_session_free);
  ExportSession *session;
  TactusExportCounts counts = { 9, 9, 9 };

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = export_sessions_write (sessions, TACTUS_FILE_FORMAT_TCX, &counts);

      assert_valid (text);
      assert_found (text, "//t:Activity", "");
      g_assert_cmpuint (counts.sessions + counts.readings + counts.markers, ==, 0);

      session = export_session_new (EXPORT_BAND, NULL, TACTUS_SOURCE_ONCE, EXPORT_BEGIN_US, 0);
      export_session_add_state (session, 0, TACTUS_READING_NO_VALUE);
      export_session_mark (session, 10, "x");
      g_ptr_array_add (sessions, session);
    }
}

/* A lap is cut before it fills the memory, and none of its points is lost. */
static void
test_tcx_long (void)
{
  g_autoptr(GPtrArray) sessions = NULL;
  g_autofree char *text = NULL;
  ExportSession *session = export_session_new (EXPORT_BAND, NULL, TACTUS_SOURCE_MEASURED,
                                               EXPORT_BEGIN_US, 0);
  TactusExportCounts counts;

  for (guint i = 0; i < 100000; i++)
    export_session_add (session, i * 1000, (guint16) (60 + i % 60));
  export_session_end (session, 100000 * 1000);
  sessions = one (session);
  text = export_sessions_write (sessions, TACTUS_FILE_FORMAT_TCX, &counts);

  assert_valid (text);
  g_assert_cmpuint (counts.readings, ==, 100000);
  assert_found (text, "//t:Lap/t:TriggerMethod", "Time|Manual");
  assert_found (text, "//t:Lap/t:TotalTimeSeconds", "86399.000|13601.000");
}

static void
assert_times_grow (const char *text)
{
  g_autoptr(GPtrArray) times = NULL;
  g_autoptr(GPtrArray) ids = find (text, "//t:Activity/t:Id");

  for (guint activity = 1; activity <= ids->len; activity++)
    {
      g_autofree char *path = g_strdup_printf ("//t:Activity[%u]//t:Time", activity);

      g_clear_pointer (&times, g_ptr_array_unref);
      times = find (text, path);
      g_assert_cmpuint (times->len, >, 0);
      for (guint i = 1; i < times->len; i++)
        g_assert_cmpstr (g_ptr_array_index (times, i - 1), <, g_ptr_array_index (times, i));
    }
}

static void
test_tcx_random (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20260328);

  for (guint turn = 0; turn < RANDOM_TURNS / 4; turn++)
    {
      g_autoptr(GPtrArray) sessions = export_sessions_random (rand, 1 + turn % 5);
      g_autofree char *text = export_sessions_write (sessions, TACTUS_FILE_FORMAT_TCX, NULL);

      assert_valid (text);
      assert_times_grow (text);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/export/names", test_names);
  g_test_add_func ("/export/times", test_times);
  g_test_add_func ("/export/times/edge", test_times_at_the_edge);
  g_test_add_func ("/export/times/random", test_times_random);
  g_test_add_func ("/export/csv", test_csv);
  g_test_add_func ("/export/json", test_json);
  g_test_add_func ("/export/intervals", test_intervals);
  g_test_add_func ("/export/intervals/many", test_many_intervals);
  g_test_add_func ("/export/tcx/schema", test_schema);
  g_test_add_func ("/export/tcx", test_tcx);
  g_test_add_func ("/export/tcx/without-pulses", test_tcx_without_pulses);
  g_test_add_func ("/export/tcx/long", test_tcx_long);
  g_test_add_func ("/export/tcx/random", test_tcx_random);

  return g_test_run ();
}
