/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include <string.h>

#include "tactus-alert-text.h"
#include "tactus-background-error.h"
#include "tactus-band-error.h"
#include "tactus-notice-text.h"

#define LEVELS(high, low, seconds) \
  ((TactusPulseLevels) { high, low, seconds * (gint64) G_USEC_PER_SEC })

static void
assert_text (char       *text,
             const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_levels (void)
{
  static const struct {
    TactusPulseLevels levels;
    const char *text;
  } rows[] = {
    { { 150, 45, 30000000 }, "You are told when it stays above 150 or below 45 for 30 seconds" },
    { { 150, 0, 60000000 }, "You are told when it stays above 150 for 1 minute" },
    { { 0, 45, 600000000 }, "You are told when it stays below 45 for 10 minutes" },
    { { 0, 0, 30000000 }, "No level yet: one of these is needed" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_text (tactus_alert_text_levels (&rows[i].levels), rows[i].text);
}

static void
test_parse (void)
{
  static const struct {
    const char *text;
    gboolean high_right;
    gboolean low_right;
    guint number;
  } rows[] = {
    { "", TRUE, TRUE, 0 }, { " 100 ", TRUE, TRUE, 100 }, { "٧٠", TRUE, TRUE, 70 },
    { "40", FALSE, TRUE, 40 }, { "200", TRUE, FALSE, 200 }, { "29", FALSE, FALSE, 0 },
    { "241", FALSE, FALSE, 0 }, { "-50", FALSE, FALSE, 0 }, { "1e2", FALSE, FALSE, 0 },
    { "99999999999999999999", FALSE, FALSE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint high, low;

      g_assert_cmpint (tactus_alert_text_parse_high (rows[i].text, &high), ==, rows[i].high_right);
      g_assert_cmpint (tactus_alert_text_parse_low (rows[i].text, &low), ==, rows[i].low_right);
      g_assert_cmpuint (high, ==, rows[i].high_right ? rows[i].number : 0);
      g_assert_cmpuint (low, ==, rows[i].low_right ? rows[i].number : 0);
    }
}

static void
test_alert (void)
{
  const TactusPulseLevels levels = LEVELS (150, 45, 120);

  assert_text (tactus_notice_text_alert (TACTUS_PULSE_SIDE_HIGH, 161, &levels),
               "161 beats per minute. It has been above 150 for 2 minutes.");
  assert_text (tactus_notice_text_alert (TACTUS_PULSE_SIDE_LOW, 39, &levels),
               "39 beats per minute. It has been below 45 for 2 minutes.");
  g_assert_null (strpbrk (tactus_notice_text_locked (), "0123456789"));
}

/* However long a band's name is, and in whatever script. */
static void
test_status (void)
{
  g_autoptr(GString) name = g_string_new (NULL);

  assert_text (tactus_notice_text_status ("Mi Band 3", TACTUS_BAND_STATE_READY),
               "Measuring with Mi Band 3");
  assert_text (tactus_notice_text_status ("Mi Band 3", TACTUS_BAND_STATE_WAITING),
               "Waiting for Mi Band 3");
  assert_text (tactus_notice_text_status ("Mi Band 3", TACTUS_BAND_STATE_LISTENING),
               "Listening to Mi Band 3");
  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *status = NULL;

      g_string_append (name, "名");
      status = tactus_notice_text_status (name->str, TACTUS_BAND_STATE_READY);
      g_assert_true (g_utf8_validate (status, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (status, -1), <=, TACTUS_NOTICE_STATUS_LENGTH);
    }
}

static void
test_events (void)
{
  for (int kind = TACTUS_EVENT_UNKNOWN; kind <= TACTUS_EVENT_CHARGED; kind++)
    {
      g_autofree char *title = tactus_notice_text_event ((TactusEventKind) kind, "Band");
      gboolean told = kind == TACTUS_EVENT_FIND_PHONE || kind == TACTUS_EVENT_BUTTON ||
                      kind == TACTUS_EVENT_BUTTON_LONG;

      g_assert_cmpint (title != NULL, ==, told);
    }
}

static void
test_refused (void)
{
  static const struct {
    TactusBackgroundError code;
    gboolean autostart;
    const char *part;
  } rows[] = {
    { TACTUS_BACKGROUND_ERROR_ABSENT, TRUE, "startup applications" },
    { TACTUS_BACKGROUND_ERROR_DENIED, TRUE, "start at login" },
    { TACTUS_BACKGROUND_ERROR_DENIED, FALSE, "run in the background" },
    { TACTUS_BACKGROUND_ERROR_TIMED_OUT, TRUE, "did not answer" },
    { TACTUS_BACKGROUND_ERROR_PROTOCOL, FALSE, "did not answer" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = g_error_new_literal (TACTUS_BACKGROUND_ERROR, rows[i].code, "why");
      g_autofree char *words = tactus_notice_text_refused (error, rows[i].autostart);

      g_assert_nonnull (strstr (words, rows[i].part));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/notice-text/levels", test_levels);
  g_test_add_func ("/notice-text/parse", test_parse);
  g_test_add_func ("/notice-text/alert", test_alert);
  g_test_add_func ("/notice-text/status", test_status);
  g_test_add_func ("/notice-text/events", test_events);
  g_test_add_func ("/notice-text/refused", test_refused);

  return g_test_run ();
}
