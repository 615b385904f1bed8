/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* States and codes in words: no display is needed to see that each has its own. */

#include "config.h"

#include "tactus-key.h"
#include "tactus-text.h"

static void
assert_text (char       *text,
             const char *expected)
{
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, expected);
}

static void
test_page (void)
{
  static const struct {
    TactusBluezState state;
    guint            n_bands;
    gboolean         searching;
    const char      *page;
  } cases[] = {
    { TACTUS_BLUEZ_STATE_STARTING, 0, FALSE, "starting" },
    { TACTUS_BLUEZ_STATE_NO_SERVICE, 3, FALSE, "no-service" },
    { TACTUS_BLUEZ_STATE_NOT_ALLOWED, 0, FALSE, "not-allowed" },
    { TACTUS_BLUEZ_STATE_NO_ADAPTER, 1, FALSE, "no-adapter" },
    { TACTUS_BLUEZ_STATE_BLOCKED, 1, FALSE, "blocked" },
    { TACTUS_BLUEZ_STATE_OFF, 1, FALSE, "off" },
    { TACTUS_BLUEZ_STATE_READY, 0, TRUE, "searching" },
    { TACTUS_BLUEZ_STATE_READY, 0, FALSE, "nothing-found" },
    { TACTUS_BLUEZ_STATE_READY, 1, FALSE, "bands" },
    { TACTUS_BLUEZ_STATE_READY, 1, TRUE, "bands" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (tactus_text_page_for_state (cases[i].state, cases[i].n_bands,
                                                 cases[i].searching), ==, cases[i].page);
}

/* What a page of its own says is not said a second time; everything else must be. */
static void
test_page_tells (void)
{
  static const TactusBandError told[] = {
    TACTUS_BAND_ERROR_ADAPTER_OFF, TACTUS_BAND_ERROR_NO_ADAPTER,
    TACTUS_BAND_ERROR_NO_SERVICE, TACTUS_BAND_ERROR_NOT_ALLOWED,
  };
  g_autoptr(GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "other");

  for (int code = TACTUS_BAND_ERROR_NOT_CONFIRMED; code <= TACTUS_BAND_ERROR_NO_LOCK; code++)
    {
      g_autoptr(GError) error = g_error_new_literal (TACTUS_BAND_ERROR, code, "of a search");
      gboolean expected = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (told); i++)
        expected |= (int) told[i] == code;
      g_assert_cmpint (tactus_text_page_tells (error), ==, expected);
    }

  g_assert_false (tactus_text_page_tells (other));
}

static void
test_pairing_page (void)
{
  g_assert_cmpstr (tactus_text_pairing_page (TACTUS_BAND_STATE_CONNECTING), ==, "connecting");
  g_assert_cmpstr (tactus_text_pairing_page (TACTUS_BAND_STATE_PREPARING), ==, "key");
  g_assert_cmpstr (tactus_text_pairing_page (TACTUS_BAND_STATE_TAP_NEEDED), ==, "tap");
  g_assert_cmpstr (tactus_text_pairing_page (TACTUS_BAND_STATE_AUTHENTICATING), ==, "checking");
  g_assert_null (tactus_text_pairing_page (TACTUS_BAND_STATE_OFFLINE));
  g_assert_null (tactus_text_pairing_page (TACTUS_BAND_STATE_READY));
}

/* No two states of the link, and no two of the pulse, read the same. */
static void
test_states_differ (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint s = TACTUS_BAND_STATE_OFFLINE; s <= TACTUS_BAND_STATE_DISCONNECTING; s++)
    g_assert_true (g_hash_table_add (seen, g_strdup (tactus_text_band_state (
                     s, TACTUS_PULSE_STATE_IDLE, NULL, FALSE))));

  g_hash_table_remove_all (seen);
  for (guint p = TACTUS_PULSE_STATE_IDLE; p <= TACTUS_PULSE_STATE_NO_CONTACT; p++)
    g_assert_true (g_hash_table_add (seen, tactus_text_pulse_state (
                     TACTUS_BAND_STATE_READY, p, -1, 0)));
}

static void
test_band_state (void)
{
  g_autoptr(GError) error = g_error_new_literal (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_WRONG_KEY,
                                                 "");

  g_assert_cmpstr (tactus_text_band_state (TACTUS_BAND_STATE_OFFLINE, TACTUS_PULSE_STATE_IDLE, NULL,
                                           TRUE), ==, "Nearby, not connected");
  g_assert_cmpstr (tactus_text_band_state (TACTUS_BAND_STATE_OFFLINE, TACTUS_PULSE_STATE_IDLE,
                                           error, TRUE), ==, tactus_band_error_to_title (error));
  /* What went wrong last time is no news once it works. */
  g_assert_cmpstr (tactus_text_band_state (TACTUS_BAND_STATE_READY, TACTUS_PULSE_STATE_LIVE, error,
                                           TRUE), ==, "Measuring");
}

static void
test_pulse_state (void)
{
  assert_text (tactus_text_pulse_state (TACTUS_BAND_STATE_READY, TACTUS_PULSE_STATE_STALE, 12, 72),
               "Last value 72, 12\u00a0s ago");
  assert_text (tactus_text_pulse_state (TACTUS_BAND_STATE_READY, TACTUS_PULSE_STATE_IDLE, 200, 72),
               "Last value 72, 3\u00a0min ago");
  assert_text (tactus_text_pulse_state (TACTUS_BAND_STATE_READY, TACTUS_PULSE_STATE_IDLE, -1, 0),
               "Ready to measure");
  assert_text (tactus_text_pulse_state (TACTUS_BAND_STATE_WAITING, TACTUS_PULSE_STATE_LOST, 5, 72),
               "Signal lost, reconnecting…");
}

static void
test_numbers (void)
{
  assert_text (tactus_text_bpm (0), "–");
  assert_text (tactus_text_bpm (190), "190");
  /* A line may end anywhere else. */
  assert_text (tactus_text_printf ("3 May · %d h %d min (%u %%), level 4 · 7", 1, 5, 63),
               "3\u00a0May · 1\u00a0h 5\u00a0min (63\u00a0%), level 4 · 7");
  assert_text (tactus_text_bpm_with_unit (0), "");
  assert_text (tactus_text_bpm_with_unit (72), "72\u00a0bpm");
  assert_text (tactus_text_age (-3), "0\u00a0s ago");
  assert_text (tactus_text_age (59), "59\u00a0s ago");
  assert_text (tactus_text_age (60), "1\u00a0min ago");
  assert_text (tactus_text_age (3600), "1\u00a0h ago");
  assert_text (tactus_text_age (G_MAXINT64), "2147483647\u00a0h ago");
  assert_text (tactus_text_window (60), "1 minute");
  assert_text (tactus_text_window (900), "15 minutes");
  assert_text (tactus_text_battery (-1, FALSE), "");
  assert_text (tactus_text_battery (82, FALSE), "82 %");
  assert_text (tactus_text_battery (82, TRUE), "82 %, charging");
  assert_text (tactus_text_battery_icon (0, FALSE), "battery-level-0-symbolic");
  assert_text (tactus_text_battery_icon (96, FALSE), "battery-level-100-symbolic");
  assert_text (tactus_text_battery_icon (100, TRUE), "battery-level-100-charged-symbolic");
  assert_text (tactus_text_battery_icon (54, TRUE), "battery-level-50-charging-symbolic");
}

static void
test_signal (void)
{
  static const struct { int rssi; guint steps; } cases[] = {
    { TACTUS_RSSI_UNKNOWN, 0 }, { 127, 0 }, { -127, 1 }, { -81, 1 }, { -80, 2 },
    { -71, 2 }, { -70, 3 }, { -61, 3 }, { -60, 4 }, { 10, 4 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (tactus_text_signal_steps (cases[i].rssi), ==, cases[i].steps);

  g_assert_cmpstr (tactus_text_signal (-50), ==, "Excellent signal");
  g_assert_cmpstr (tactus_text_signal_icon (-90), ==, "tactus-signal-1-symbolic");
}

static void
test_nearby (void)
{
  g_assert_cmpstr (tactus_text_address_tail ("AA:BB:CC:DD:EE:FF"), ==, "EE:FF");
  g_assert_cmpstr (tactus_text_address_tail ("x"), ==, "x");
  assert_text (tactus_text_nearby (tactus_model_for_id ("mi-band-3"), "AA:BB:CC:DD:EE:FF"),
               "EE:FF");
  assert_text (tactus_text_nearby (tactus_model_for_id ("mi-band-5"), "AA:BB:CC:DD:EE:FF"),
               "EE:FF · needs its key");
  assert_text (tactus_text_nearby (NULL, "AA:BB:CC:DD:EE:FF"),
               "EE:FF · Not a band this version can pair");
  g_assert_null (tactus_text_unpairable (tactus_model_for_id ("mi-band-2")));
}

/* Each code leads somewhere, and a key is never replaced in passing. */
static void
test_remedies (void)
{
  const TactusModel *client = tactus_model_for_id ("mi-band-3");
  const TactusModel *server = tactus_model_for_id ("mi-band-5");

  for (guint code = TACTUS_BAND_ERROR_NOT_CONFIRMED; code <= TACTUS_BAND_ERROR_NO_LOCK; code++)
    {
      g_autoptr(GError) error = g_error_new_literal (TACTUS_BAND_ERROR, code, "");
      TactusRemedy remedy = tactus_text_remedy (error, client);

      g_assert_nonnull (tactus_text_error_icon (error));
      g_assert_true ((tactus_text_remedy_label (remedy) == NULL) ==
                     (code == TACTUS_BAND_ERROR_NOT_SUPPORTED));
      g_assert_true ((remedy == TACTUS_REMEDY_PAIR_ANEW) == (code == TACTUS_BAND_ERROR_WRONG_KEY));
      g_assert_cmpint (tactus_text_remedy (error, server), !=, TACTUS_REMEDY_PAIR_ANEW);
    }
}

static void
test_key_problem (void)
{
  static const struct { const char *text; const char *problem; } cases[] = {
    { "", NULL },
    { " 0x00:11:22:33-44 55 66 77\n8899AABBCCDDEEFF\n", NULL },
    { "   ", "0 digits; a key has 32" },
    { "a", "1 digit; a key has 32" },
    { "00112233", "8 digits; a key has 32" },
    { "00112233445566778899aabbccddeeff0", "33 digits; a key has 32" },
    { "0011x", "Character 5 is no hexadecimal digit; a key has 32 of 0 to 9 and a to f" },
    { "\xff", "Character 1 is no hexadecimal digit; a key has 32 of 0 to 9 and a to f" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *problem = tactus_text_key_problem (cases[i].text);
      g_autoptr(TactusKey) key = tactus_key_new_from_text (cases[i].text, NULL);

      g_assert_cmpstr (problem, ==, cases[i].problem);
      g_assert_true (*cases[i].text == '\0' || (key == NULL) == (problem != NULL));
    }
}

static void
test_small_things (void)
{
  const TactusSteps all = { .steps = 6342, .distance_m = 4380, .calories_kcal = 226 };
  const TactusSteps one = { .steps = 1, .distance_m = -1, .calories_kcal = -1 };

  assert_text (tactus_text_steps (&all, FALSE), "6342 steps · 4.4 km · 226 kcal");
  assert_text (tactus_text_steps (&all, TRUE), "6342 steps · 2.7 mi · 226 kcal");
  assert_text (tactus_text_steps (&one, TRUE), "1 step");
  assert_text (tactus_text_strip_mnemonic ("_Try Again"), "Try Again");
  assert_text (tactus_text_strip_mnemonic ("snake__case"), "snake_case");
  assert_text (tactus_text_strip_mnemonic ("end_"), "end");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/page", test_page);
  g_test_add_func ("/text/page-tells", test_page_tells);
  g_test_add_func ("/text/pairing-page", test_pairing_page);
  g_test_add_func ("/text/states-differ", test_states_differ);
  g_test_add_func ("/text/band-state", test_band_state);
  g_test_add_func ("/text/pulse-state", test_pulse_state);
  g_test_add_func ("/text/numbers", test_numbers);
  g_test_add_func ("/text/signal", test_signal);
  g_test_add_func ("/text/nearby", test_nearby);
  g_test_add_func ("/text/remedies", test_remedies);
  g_test_add_func ("/text/key-problem", test_key_problem);
  g_test_add_func ("/text/small-things", test_small_things);

  return g_test_run ();
}
