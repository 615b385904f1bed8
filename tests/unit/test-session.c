/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-session.h"

#define BEGIN (G_GINT64_CONSTANT (1700000040) * G_USEC_PER_SEC)

static void
count_cb (TactusSession *session,
          GParamSpec    *pspec,
          guint         *count)
{
  (*count)++;
}

static void
test_new (void)
{
  g_autoptr(TactusSession) session = NULL;

  g_setenv ("TZ", "Asia/Kathmandu", TRUE);
  session = tactus_session_new ("address", NULL, TACTUS_SOURCE_LISTENED, BEGIN);
  g_assert_cmpint (tactus_session_get_id (session), ==, 0);
  g_assert_cmpstr (tactus_session_get_band (session), ==, "address");
  g_assert_null (tactus_session_get_band_name (session));
  g_assert_cmpint (tactus_session_get_source (session), ==, TACTUS_SOURCE_LISTENED);
  g_assert_cmpint (tactus_session_get_begin_us (session), ==, BEGIN);
  g_assert_cmpint (tactus_session_get_end_us (session), ==, BEGIN);
  g_assert_true (tactus_session_get_open (session));
  g_assert_cmpint (tactus_session_get_zone_s (session), ==, 20700);
  g_assert_cmpuint (tactus_session_get_step_s (session), ==, 0);
  g_assert_cmpstr (tactus_session_get_title (session), ==, "");
  g_assert_cmpstr (tactus_session_get_note (session), ==, "");
  g_setenv ("TZ", "UTC", TRUE);
}

/* Each is told of once, and only when it changes; every getter says what the property says. */
static void
test_properties (void)
{
  g_autoptr(TactusSession) session = tactus_session_new ("a", "b", TACTUS_SOURCE_ONCE, BEGIN);
  g_autofree char *title = NULL;
  g_autofree char *note = NULL;
  g_autofree char *band = NULL;
  g_autofree char *name = NULL;
  gint64 id;
  gint64 begin_us;
  gint64 end_us;
  gboolean open;
  guint source;
  guint step_s;
  guint count = 0;
  int zone_s;

  g_signal_connect (session, "notify", G_CALLBACK (count_cb), &count);
  for (guint i = 0; i < 2; i++)
    {
      tactus_session_set_id (session, 7);
      tactus_session_set_begin_us (session, BEGIN - 1);
      tactus_session_set_end_us (session, BEGIN + 1);
      tactus_session_set_open (session, FALSE);
      tactus_session_set_zone_s (session, -3600);
      tactus_session_set_step_s (session, 60);
      tactus_session_set_title (session, "title");
      tactus_session_set_note (session, "note");
      g_assert_cmpuint (count, ==, 8);
    }

  g_object_get (session, "id", &id, "band", &band, "band-name", &name, "source", &source,
                "begin-us", &begin_us, "end-us", &end_us, "open", &open, "zone-s", &zone_s,
                "step-s", &step_s, "title", &title, "note", &note, NULL);
  g_assert_cmpint (id, ==, 7);
  g_assert_cmpstr (band, ==, "a");
  g_assert_cmpstr (name, ==, "b");
  g_assert_cmpuint (source, ==, TACTUS_SOURCE_ONCE);
  g_assert_cmpint (begin_us, ==, BEGIN - 1);
  g_assert_cmpint (end_us, ==, BEGIN + 1);
  g_assert_false (open);
  g_assert_cmpint (zone_s, ==, -3600);
  g_assert_cmpuint (step_s, ==, 60);
  g_assert_cmpstr (title, ==, "title");
  g_assert_cmpstr (note, ==, "note");

  tactus_session_set_title (session, NULL);
  g_assert_cmpstr (tactus_session_get_title (session), ==, "");
}

static void
test_copy (void)
{
  g_autoptr(TactusSession) session = tactus_session_new ("a", "b", TACTUS_SOURCE_RECORDED, BEGIN);
  g_autoptr(TactusSession) copy = NULL;

  tactus_session_set_id (session, 7);
  tactus_session_set_end_us (session, BEGIN + 1);
  tactus_session_set_open (session, FALSE);
  tactus_session_set_zone_s (session, 60);
  tactus_session_set_step_s (session, 5);
  tactus_session_set_title (session, "title");
  tactus_session_set_note (session, "note");
  copy = tactus_session_copy (session);
  tactus_session_set_note (session, "another");

  g_assert_cmpint (tactus_session_get_id (copy), ==, 7);
  g_assert_cmpstr (tactus_session_get_band_name (copy), ==, "b");
  g_assert_cmpint (tactus_session_get_source (copy), ==, TACTUS_SOURCE_RECORDED);
  g_assert_cmpint (tactus_session_get_begin_us (copy), ==, BEGIN);
  g_assert_cmpint (tactus_session_get_end_us (copy), ==, BEGIN + 1);
  g_assert_false (tactus_session_get_open (copy));
  g_assert_cmpint (tactus_session_get_zone_s (copy), ==, 60);
  g_assert_cmpuint (tactus_session_get_step_s (copy), ==, 5);
  g_assert_cmpstr (tactus_session_get_title (copy), ==, "title");
  g_assert_cmpstr (tactus_session_get_note (copy), ==, "note");
}

static void
test_gap (void)
{
  static const struct {
    guint step_s;
    gint64 gap_s2;
  } cases[] = {
    { 0, 30 }, { 1, 30 }, { 6, 30 }, { 7, 35 }, { 60, 300 }, { G_MAXUINT, 5LL * G_MAXUINT },
  };
  g_autoptr(TactusSession) session = tactus_session_new ("a", "b", TACTUS_SOURCE_ONCE, BEGIN);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      tactus_session_set_step_s (session, cases[i].step_s);
      g_assert_cmpint (tactus_session_get_gap_us (session), ==,
                       cases[i].gap_s2 * (G_USEC_PER_SEC / 2));
    }
}

static void
test_sources (void)
{
  static const char *const names[] = { "measured", "once", "listened", "recorded", "imported" };
  TactusSource source;

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == TACTUS_N_SOURCES);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpstr (tactus_source_to_name ((TactusSource) i), ==, names[i]);
      g_assert_true (tactus_source_from_name (names[i], &source));
      g_assert_cmpint (source, ==, i);
    }
  g_assert_false (tactus_source_from_name ("Measured", &source));
  g_assert_false (tactus_source_from_name ("", &source));
  g_assert_false (tactus_source_from_name (NULL, &source));
}

static void
test_markers (void)
{
  g_autoptr(TactusMarker) marker = tactus_marker_new (BEGIN, NULL);
  g_autoptr(TactusMarker) other = tactus_marker_new (BEGIN, "text");
  g_autoptr(TactusMarker) copy = NULL;

  g_assert_cmpstr (marker->text, ==, "");
  other->id = 5;
  copy = tactus_marker_copy (other);
  g_assert_cmpint (copy->id, ==, 5);
  g_assert_cmpint (copy->when_us, ==, BEGIN);
  g_assert_cmpstr (copy->text, ==, "text");
  g_assert_true (copy->text != other->text);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/new", test_new);
  g_test_add_func ("/session/properties", test_properties);
  g_test_add_func ("/session/copy", test_copy);
  g_test_add_func ("/session/gap", test_gap);
  g_test_add_func ("/session/sources", test_sources);
  g_test_add_func ("/session/markers", test_markers);

  return g_test_run ();
}
