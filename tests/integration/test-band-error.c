/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "tactus-backoff.h"
#include "tactus-band-error.h"
#include "tactus-bluez-error.h"
#include "tactus-protocol-error.h"

/* Scripts match on these words: they are a promise. */
static const char * const codes[] = {
  [TACTUS_BAND_ERROR_NOT_CONFIRMED] = "not_confirmed",
  [TACTUS_BAND_ERROR_REFUSED] = "refused",
  [TACTUS_BAND_ERROR_SERVER_KEY_NEEDED] = "server_key_needed",
  [TACTUS_BAND_ERROR_WRONG_KEY] = "wrong_key",
  [TACTUS_BAND_ERROR_NO_KEY] = "keyring",
  [TACTUS_BAND_ERROR_TIMED_OUT] = "timed_out",
  [TACTUS_BAND_ERROR_OUT_OF_RANGE] = "out_of_range",
  [TACTUS_BAND_ERROR_DISCONNECTED] = "disconnected",
  [TACTUS_BAND_ERROR_ADAPTER_OFF] = "adapter_off",
  [TACTUS_BAND_ERROR_NO_ADAPTER] = "no_adapter",
  [TACTUS_BAND_ERROR_NO_SERVICE] = "no_service",
  [TACTUS_BAND_ERROR_NOT_ALLOWED] = "not_allowed",
  [TACTUS_BAND_ERROR_BUSY] = "busy",
  [TACTUS_BAND_ERROR_PROTOCOL] = "protocol",
  [TACTUS_BAND_ERROR_NOT_SUPPORTED] = "not_supported",
  [TACTUS_BAND_ERROR_KEYRING] = "keyring",
  [TACTUS_BAND_ERROR_BLUETOOTH] = "protocol",
  [TACTUS_BAND_ERROR_NEEDS_PAIRING] = "not_supported",
  [TACTUS_BAND_ERROR_NO_LOCK] = "not_allowed",
  [TACTUS_BAND_ERROR_VALUE] = "usage",
  [TACTUS_BAND_ERROR_NOT_BONDED] = "not_confirmed",
  [TACTUS_BAND_ERROR_STORAGE] = "storage",
};

static void
test_words (void)
{
  g_autoptr(GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < (int) G_N_ELEMENTS (codes); i++)
    {
      g_autoptr(GError) error = g_error_new_literal (TACTUS_BAND_ERROR, i, "for the log");
      char *sentence = tactus_band_error_to_sentence (error);

      g_assert_cmpstr (tactus_band_error_to_code (error), ==, codes[i]);
      g_assert_cmpstr (tactus_band_error_to_title (error), !=, "");
      g_assert_null (strchr (sentence, '!'));
      g_assert_nonnull (strstr (sentence, ". ")); /* what happened, and what to do */
      g_assert_true (g_hash_table_add (sentences, sentence)); /* each its own */
    }
}

static void
test_holder (void)
{
  g_autoptr(GError) error = g_error_new_literal (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_BUSY,
                                                 "C8:0F is in use by tactusctl, process 7");
  g_autofree char *sentence = tactus_band_error_to_sentence (error);

  g_assert_nonnull (strstr (sentence, "tactusctl, process 7"));
}

typedef struct {
  int         code;
  const char *expected;
} Translation;

static const Translation translations[] = {
  { TACTUS_BLUEZ_ERROR_NO_SERVICE, "no_service" },
  { TACTUS_BLUEZ_ERROR_NO_ADAPTER, "no_adapter" },
  { TACTUS_BLUEZ_ERROR_ADAPTER_OFF, "adapter_off" },
  { TACTUS_BLUEZ_ERROR_BLOCKED, "adapter_off" },
  { TACTUS_BLUEZ_ERROR_NOT_ALLOWED, "not_allowed" },
  { TACTUS_BLUEZ_ERROR_OUT_OF_RANGE, "out_of_range" },
  { TACTUS_BLUEZ_ERROR_DISCONNECTED, "disconnected" },
  { TACTUS_BLUEZ_ERROR_BUSY, "busy" },
  { TACTUS_BLUEZ_ERROR_TIMED_OUT, "timed_out" },
  { TACTUS_BLUEZ_ERROR_MISSING, "not_supported" },
  { TACTUS_BLUEZ_ERROR_NOT_PERMITTED, "protocol" },
  { TACTUS_BLUEZ_ERROR_NEEDS_PAIRING, "not_supported" },
  { TACTUS_BLUEZ_ERROR_NOT_BONDED, "not_confirmed" },
  { TACTUS_BLUEZ_ERROR_UNLIKELY, "protocol" },
  { TACTUS_BLUEZ_ERROR_REMOVED, "disconnected" },
  { TACTUS_BLUEZ_ERROR_FAILED, "protocol" },
  { 9999, "protocol" },
};

static void
test_translate (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (translations); i++)
    {
      GError *error = g_error_new_literal (TACTUS_BLUEZ_ERROR, translations[i].code, "words");
      g_autoptr(GError) translated = NULL;

      g_assert_cmpstr (tactus_band_error_to_code (error), ==, translations[i].expected);
      translated = tactus_band_error_translate (error);
      g_assert_true (translated->domain == TACTUS_BAND_ERROR);
      g_assert_cmpstr (tactus_band_error_to_code (translated), ==, translations[i].expected);
      g_assert_cmpstr (translated->message, ==, "words");
    }
}

/* What the sentence must speak of. */
static const Translation subjects[] = {
  { TACTUS_BLUEZ_ERROR_FAILED, "Bluetooth service" },
  { TACTUS_BLUEZ_ERROR_NEEDS_PAIRING, "Bluetooth settings" },
  { TACTUS_BLUEZ_ERROR_DISCONNECTED, "connection to the band" },
};

static void
test_subjects (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *sentence = NULL;

      error = tactus_band_error_translate (
        g_error_new_literal (TACTUS_BLUEZ_ERROR, subjects[i].code, "words"));
      sentence = tactus_band_error_to_sentence (error);
      g_assert_nonnull (strstr (sentence, subjects[i].expected));
    }
}

static void
expect_code (GQuark      domain,
             int         code,
             const char *expected)
{
  g_autoptr(GError) error = tactus_band_error_translate (g_error_new_literal (domain, code, "x"));

  g_assert_cmpstr (tactus_band_error_to_code (error), ==, expected);
}

/* A service that does not answer is no band that does not. */
static void
test_service (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (translations); i++)
    {
      GError *error = g_error_new_literal (TACTUS_BLUEZ_ERROR, translations[i].code, "words");
      gboolean late = translations[i].code == TACTUS_BLUEZ_ERROR_TIMED_OUT;
      g_autoptr(GError) translated = tactus_band_error_translate_service (error);
      g_autofree char *sentence = tactus_band_error_to_sentence (translated);

      g_assert_cmpstr (tactus_band_error_to_code (translated), ==,
                       late ? "protocol" : translations[i].expected);
      g_assert_true (!late || strstr (sentence, "Bluetooth service"));
    }
}

static void
test_other_domains (void)
{
  expect_code (TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED, "protocol");
  expect_code (TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_KEY_TEXT, "protocol");
  expect_code (TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED, "not_supported");
  expect_code (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "timed_out");
  expect_code (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  expect_code (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_REFUSED, "refused");
  expect_code (TACTUS_BAND_ERROR, 4711, "protocol");
}

/* ── pauses ── */

static const guint pauses[] = { 250, 500, 1000, 2000, 4000, 15000, 30000, 60000, 120000, 240000,
                                300000, 300000, 300000 };

static void
test_backoff (void)
{
  TactusBackoff backoff = { .first_ms = 250 };

  for (gsize i = 0; i < G_N_ELEMENTS (pauses); i++)
    g_assert_cmpuint (tactus_backoff_next (&backoff, 0.5), ==, pauses[i]);

  tactus_backoff_reset (&backoff);
  g_assert_cmpuint (tactus_backoff_next (&backoff, 0.5), ==, 250);
}

static void
test_jitter (void)
{
  for (double chance = 0; chance < 1; chance += 0.01)
    {
      TactusBackoff backoff = { .first_ms = 1000 };
      guint pause = tactus_backoff_next (&backoff, chance);

      g_assert_cmpuint (pause, >=, 800);
      g_assert_cmpuint (pause, <, 1200);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/band-error/words", test_words);
  g_test_add_func ("/band-error/holder", test_holder);
  g_test_add_func ("/band-error/translate", test_translate);
  g_test_add_func ("/band-error/subjects", test_subjects);
  g_test_add_func ("/band-error/service", test_service);
  g_test_add_func ("/band-error/other-domains", test_other_domains);
  g_test_add_func ("/backoff/pauses", test_backoff);
  g_test_add_func ("/backoff/jitter", test_jitter);

  return g_test_run ();
}
