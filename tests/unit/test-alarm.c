/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-alarm.h"

#include <string.h>

#include "tactus-protocol-error.h"
#include "test-writes.h"

#define BAND_2 "mi-band-2"
#define BAND_1 "mi-band-1"

static void
test_frames (void)
{
  const struct {
    const char  *model;
    TactusAlarm  alarm;
    const char  *writes;
  } cases[] = {
    { BAND_2, { 0, TRUE, 7, 30, 0x7f, TRUE, FALSE }, "0003:0280071e7f?" },
    { BAND_2, { 9, TRUE, 23, 59, 0x1f, FALSE, FALSE }, "0003:02c9173b1f?" },
    { BAND_2, { 3, FALSE, 0, 0, 0, TRUE, FALSE }, "0003:0203000080?" },
    { BAND_2, { 3, FALSE, 6, 5, 0x41, FALSE, FALSE }, "0003:0243060541?" },
    { "mi-band-5", { 1, TRUE, 7, 30, 0x01, TRUE, FALSE }, "0003:0281071e01?" },
    { BAND_1, { 0, TRUE, 7, 30, 0x7f, TRUE, FALSE }, "ff05:040001180201071e00007f" },
    { "mi-band-1s", { 2, TRUE, 6, 5, 0, FALSE, TRUE }, "ff05:0402011802010605001e80" },
    { "mi-band-1a", { 1, FALSE, 0, 0, 0x03, FALSE, FALSE }, "ff05:0401001802010000000003" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) writes = tactus_alarm_encode (&cases[i].alarm,
                                                         tactus_model_for_id (cases[i].model),
                                                         2024, 3, 1, &error);

      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_no_error (error);
      test_assert_writes (writes, cases[i].writes);
    }
}

static void
test_refused (void)
{
  const struct {
    const char  *model;
    TactusAlarm  alarm;
    guint        year;
    guint        month;
    guint        day;
    const char  *field;
  } cases[] = {
    { BAND_2, { 10, TRUE, 7, 30, 0, TRUE, FALSE }, 2024, 3, 1, "slot must be 0 to 9" },
    { BAND_1, { 3, TRUE, 7, 30, 0, TRUE, FALSE }, 2024, 3, 1, "slot must be 0 to 2" },
    { BAND_2, { 0, TRUE, 24, 30, 0, TRUE, FALSE }, 2024, 3, 1, "hour" },
    { BAND_2, { 0, TRUE, 7, 60, 0, TRUE, FALSE }, 2024, 3, 1, "minute" },
    { BAND_2, { 0, TRUE, 7, 30, 0x80, TRUE, FALSE }, 2024, 3, 1, "days" },
    { BAND_2, { 0, TRUE, 7, 30, 0, TRUE, TRUE }, 2024, 3, 1, "smart" },
    { BAND_1, { 0, TRUE, 7, 30, 0, TRUE, FALSE }, 1999, 12, 31, "day" },
    { BAND_1, { 0, TRUE, 7, 30, 0, TRUE, FALSE }, 2100, 1, 1, "day" },
    { BAND_1, { 0, TRUE, 7, 30, 0, TRUE, FALSE }, 2023, 2, 29, "day" },
    { BAND_1, { 0, TRUE, 7, 30, 0, TRUE, FALSE }, 2023, 13, 1, "day" },
    { BAND_1, { 0, TRUE, 7, 30, 0, TRUE, FALSE }, 2023, 0, 0, "day" },
    { BAND_1, { 0, TRUE, 7, 30, 0, TRUE, FALSE }, 2023, 1, 256 + 1, "day" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (tactus_alarm_encode (&cases[i].alarm, tactus_model_for_id (cases[i].model),
                                          cases[i].year, cases[i].month, cases[i].day, &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_VALUE);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].field));
    }
}

static void
test_not_supported (void)
{
  const TactusModel *model = tactus_model_for_id ("heart-rate-sensor");
  const TactusAlarm alarm = { .hour = 7 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) delete_error = NULL;

  g_assert_null (tactus_alarm_encode (&alarm, model, 2024, 3, 1, &error));
  g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED);
  g_assert_null (tactus_alarm_encode_delete (model, 0, &delete_error));
  g_assert_error (delete_error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED);
}

static void
test_delete (void)
{
  const struct {
    const char *model;
    guint       slot;
    const char *writes;
  } cases[] = {
    { BAND_2, 4, "0003:0204000000?" },
    { BAND_1, 1, "ff05:0401000000010000000080" },
    { BAND_2, 10, NULL },
    { BAND_1, 3, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) writes = NULL;

      writes = tactus_alarm_encode_delete (tactus_model_for_id (cases[i].model), cases[i].slot,
                                           &error);
      if (cases[i].writes)
        test_assert_writes (writes, cases[i].writes);
      else
        g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_VALUE);
    }
}

static void
test_days (void)
{
  const struct {
    const char *text;
    TactusDays  days;
    const char *back;
  } cases[] = {
    { "once", 0x00, "once" },
    { "daily", 0x7f, "daily" },
    { "weekdays", 0x1f, "mo,tu,we,th,fr" },
    { "mo,we,fr", 0x15, "mo,we,fr" },
    { "su, mo", 0x41, "mo,su" },
    { "sa,su,fr,th,we,tu,mo", 0x7f, "daily" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *back = NULL;
      TactusDays days = 0xff;

      g_assert_true (tactus_days_parse_text (&days, cases[i].text, &error));
      g_assert_no_error (error);
      g_assert_cmphex (days, ==, cases[i].days);
      back = tactus_days_to_text (days);
      g_assert_cmpstr (back, ==, cases[i].back);
    }
}

static void
test_days_refused (void)
{
  g_autofree char *endless = g_strnfill (100000, ',');
  const char *texts[] = { "", "mon", "MO", "mo,", "mo,mo", "mo;we", "daily,mo", endless };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      TactusDays days;

      g_assert_false (tactus_days_parse_text (&days, texts[i], &error));
      g_assert_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_VALUE);
      g_assert_nonnull (strstr (error->message, "weekdays"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/alarm/frames", test_frames);
  g_test_add_func ("/alarm/refused", test_refused);
  g_test_add_func ("/alarm/not-supported", test_not_supported);
  g_test_add_func ("/alarm/delete", test_delete);
  g_test_add_func ("/alarm/days", test_days);
  g_test_add_func ("/alarm/days-refused", test_days_refused);

  return g_test_run ();
}
