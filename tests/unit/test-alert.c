/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-alert.h"

#include <string.h>

#include "tactus-chunk.h"
#include "tactus-protocol-error.h"
#include "test-writes.h"

#define LARGE 244

#define TACTUS_00 "54616374757300"
#define EURO      "\xe2\x82\xac"

typedef struct {
  const char      *model;
  TactusAlertKind  kind;
  guint            payload;
  const char      *title;
  const char      *text;
  const char      *writes;
} Case;

static const Case cases[] = {
  { "mi-band-2", TACTUS_ALERT_MESSAGE, 20, NULL, NULL, "2a06:01!" },
  { "mi-band-2", TACTUS_ALERT_CALL, 20, NULL, NULL, "2a06:02!" },
  { "mi-band-2", TACTUS_ALERT_VIBRATE, 20, NULL, "", "2a06:03!" },
  { "mi-band-2", TACTUS_ALERT_OFF, 20, NULL, NULL, "2a06:00! 2a46:0300" },
  { "amazfit-bip", TACTUS_ALERT_OFF, 20, "", "", "2a06:00! 2a46:0300" },
  { "mi-band-4", TACTUS_ALERT_OFF, 20, NULL, NULL, "2a06:00! 0020:00c000030300000000!" },
  { "mi-band-1s", TACTUS_ALERT_MESSAGE, 20, NULL, NULL, "2a06:01!" },
  { "mi-band-1s", TACTUS_ALERT_CALL, 20, NULL, NULL, "2a06:02!" },
  { "mi-band-1s", TACTUS_ALERT_VIBRATE, 20, NULL, NULL, "ff05:0801" },
  { "mi-band-1s", TACTUS_ALERT_OFF, 20, NULL, NULL, "2a06:00! ff05:13" },

  { "mi-band-2", TACTUS_ALERT_MESSAGE, 20, NULL, "Hi", "2a46:05014869" },
  { "mi-band-2", TACTUS_ALERT_MESSAGE, 244, "Ada", "Hi\nyou", "2a46:050141646120486920796f75" },
  { "mi-band-hrx", TACTUS_ALERT_MESSAGE, 20, "Hi", NULL, "2a46:05014869" },
  { "mi-band-2", TACTUS_ALERT_MESSAGE, 20, NULL, "123456789012345678AB",
    "2a46:0501313233343536373839303132333435363738 2a46:05014142" },
  /* The euro sign has three bytes and would end at the nineteenth. */
  { "mi-band-2", TACTUS_ALERT_MESSAGE, 20, NULL, "1234567890123456" EURO "x",
    "2a46:050131323334353637383930313233343536 2a46:0501e282ac78" },
  { "mi-band-2", TACTUS_ALERT_CALL, 20, "Ada", NULL, "2a46:0301416461" },
  { "mi-band-2", TACTUS_ALERT_CALL, 20, "1234567890123456" EURO, NULL,
    "2a46:030131323334353637383930313233343536" },
  { "amazfit-bip", TACTUS_ALERT_MESSAGE, 20, "Ada", "Hi\nyou",
    "2a46:05014164610a48690a796f75" },
  { "amazfit-bip", TACTUS_ALERT_CALL, 20, NULL, "Ada", "2a46:0301416461" },

  { "mi-band-3", TACTUS_ALERT_MESSAGE, LARGE, "Ada", "Hi",
    "0020:00c000fa010b41646100486900" TACTUS_00 "!" },
  { "mi-band-3", TACTUS_ALERT_MESSAGE, LARGE, NULL, "Hi",
    "0020:00c000fa010b" TACTUS_00 "486900" TACTUS_00 "!" },
  { "amazfit-neo", TACTUS_ALERT_MESSAGE, LARGE, "Ada", NULL,
    "0020:00c000fa010b4164610000" TACTUS_00 "!" },
  { "mi-band-4", TACTUS_ALERT_MESSAGE, LARGE, "Ada", "Hi",
    "0020:00c000fa00000000010b41646100486900" TACTUS_00 "!" },
  { "mi-band-4", TACTUS_ALERT_MESSAGE, 0, "Ada", "Hi",
    "0020:000000fa00000000010b41646100486900546163! 0020:00800174757300!" },
  { "mi-band-4", TACTUS_ALERT_CALL, 20, "Ada", "ignored",
    "0020:00c00003000000000041646100000002!" },
  { "mi-band-3", TACTUS_ALERT_CALL, 20, "A", NULL, "0020:00c0000300000000004100000002!" },

  /* Nothing that a display could take for a command; what is no UTF-8 shows as such. */
  { "mi-band-2", TACTUS_ALERT_MESSAGE, 20, NULL, "\x01H\ti\x1b\x7f\r\n", "2a46:0501482069" },
  { "mi-band-2", TACTUS_ALERT_MESSAGE, 20, NULL, "H\xffi", "2a46:050148efbfbd69" },
  { "mi-band-2", TACTUS_ALERT_MESSAGE, 20, NULL, "H\xc2\x85i", "2a46:05014869" },
  { "amazfit-bip", TACTUS_ALERT_MESSAGE, 20, "A\nB", "C", "2a46:05014120420a43" },
};

static void
test_frames (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) writes = NULL;

      g_test_message ("%" G_GSIZE_FORMAT ": %s", i, cases[i].model);
      writes = tactus_alert_encode (tactus_model_for_id (cases[i].model), cases[i].kind,
                                    cases[i].payload, cases[i].title, cases[i].text, &error);
      g_assert_no_error (error);
      test_assert_writes (writes, cases[i].writes);
    }
}

static void
test_refused (void)
{
  const struct {
    const char          *model;
    TactusAlertKind      kind;
    const char          *title;
    const char          *text;
    TactusProtocolError  code;
    const char          *hint;
  } refused[] = {
    { "mi-band-1", TACTUS_ALERT_MESSAGE, NULL, "Hi", TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED,
      "Mi Band 1" },
    { "mi-band-1s", TACTUS_ALERT_CALL, "Ada", NULL, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED, "words" },
    { "heart-rate-sensor", TACTUS_ALERT_VIBRATE, NULL, NULL, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED,
      "alerts" },
    { "smart-band-7", TACTUS_ALERT_OFF, NULL, NULL, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED, "alerts" },
    { "mi-band-2", TACTUS_ALERT_VIBRATE, NULL, "Hi", TACTUS_PROTOCOL_ERROR_VALUE, "words" },
    { "mi-band-2", TACTUS_ALERT_OFF, "Ada", NULL, TACTUS_PROTOCOL_ERROR_VALUE, "words" },
    { "mi-band-4", TACTUS_ALERT_MESSAGE, " ", "\x01\n", TACTUS_PROTOCOL_ERROR_VALUE, "seen" },
    { "mi-band-2", TACTUS_ALERT_CALL, "\t", NULL, TACTUS_PROTOCOL_ERROR_VALUE, "seen" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      const TactusModel *model = tactus_model_for_id (refused[i].model);
      g_autoptr(GError) error = NULL;

      g_assert_null (tactus_alert_encode (model, refused[i].kind, 20, refused[i].title,
                                          refused[i].text, &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, (int) refused[i].code);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, refused[i].hint));
    }
}

/* The words of all writes, without what surrounds them. */
static GString *
collect (GPtrArray *writes,
         gsize      header)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < writes->len; i++)
    {
      const TactusWrite *write = g_ptr_array_index (writes, i);
      gsize length;
      const char *data = g_bytes_get_data (write->value, &length);

      g_assert_cmpuint (length, >, header);
      g_string_append_len (words, data + header, (gssize) (length - header));
    }

  return words;
}

/* A book is cut to what the model bears, between characters and never inside one. */
static void
test_oversized (void)
{
  static const char * const chars[] = {
    "x", "\xc3\xa9", EURO, "\xf0\x9f\x98\x80", "\xff", "\x01x",
  };
  const TactusModel *model;

  for (guint n = 0; (model = tactus_model_get_nth (n)); n++)
    for (gsize i = 0; i < G_N_ELEMENTS (chars); i++)
      {
        gboolean chunked = model->text_style == TACTUS_TEXT_CHUNKED
                           || model->text_style == TACTUS_TEXT_CHUNKED_LATER;
        g_autoptr(GString) book = g_string_new (NULL);
        g_autoptr(GError) error = NULL;
        g_autoptr(GPtrArray) writes = NULL;
        g_autoptr(GString) words = NULL;

        if (!(model->abilities & TACTUS_ABILITY_TEXT_ALERT))
          continue;
        for (gsize j = 0; j < 20000; j++)
          g_string_append (book, chars[i]);

        writes = tactus_alert_encode (model, TACTUS_ALERT_MESSAGE, 20, book->str, book->str,
                                      &error);
        g_assert_no_error (error);
        words = collect (writes, chunked ? TACTUS_CHUNK_HEADER_SIZE : 2);
        g_assert_cmpuint (words->len, <=, model->text_limit);
        g_assert_cmpuint (words->len, >, model->text_limit - 12u);
        for (char *nul = words->str; chunked && nul < words->str + words->len; nul++)
          if (*nul == '\0')
            *nul = ' ';
        /* fa and the zeros are no text. */
        g_assert_true (g_utf8_validate (words->str + (chunked ? 1 : 0), -1, NULL));
      }
}

static void
test_names (void)
{
  const char *names[] = { "off", "message", "call", "vibrate" };
  TactusAlertKind kind = TACTUS_ALERT_OFF;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_true (tactus_alert_kind_for_name (names[i], &kind));
      g_assert_cmpint (kind, ==, i);
    }

  g_assert_false (tactus_alert_kind_for_name ("phone", &kind));
  g_assert_false (tactus_alert_kind_for_name ("", &kind));
  g_assert_false (tactus_alert_kind_for_name (NULL, &kind));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/alert/frames", test_frames);
  g_test_add_func ("/alert/refused", test_refused);
  g_test_add_func ("/alert/oversized", test_oversized);
  g_test_add_func ("/alert/names", test_names);

  return g_test_run ();
}
