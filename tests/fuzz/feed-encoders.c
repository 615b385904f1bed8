/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people ask of a band, and what is written to it then. */

#include "feeds.h"

#include <string.h>

#include "feed-script.h"
#include "feed-verdict.h"
#include "tactus-alarm.h"
#include "tactus-alert.h"
#include "tactus-profile.h"
#include "tactus-setting.h"

#define LONGEST_WRITE 512

static const TactusModel *
choose_model (guint8 byte)
{
  guint n_models = 0;

  while (tactus_model_get_nth (n_models))
    n_models++;

  return tactus_model_get_nth (byte % n_models);
}

/* Returns: (transfer full): the next text of the script, up to a zero or its end */
static char *
take_text (FeedScript *script)
{
  gsize length = 0;
  g_autofree guint8 *bytes = NULL;
  char *text;

  while (length < script->length && script->data[length] != 0)
    length++;
  bytes = feed_script_frame (script, &length);
  text = g_strndup (bytes ? (const char *) bytes : "", length);
  feed_script_byte (script);

  return text;
}

/* Refused with words, for one of two reasons; or writes that an attribute can hold. */
static void
assert_writes (GPtrArray    *writes,
               const GError *error)
{
  if (!writes)
    {
      g_assert_true (error && error->domain == TACTUS_PROTOCOL_ERROR
                     && (error->code == TACTUS_PROTOCOL_ERROR_VALUE
                         || error->code == TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }

  g_assert_no_error (error);
  for (guint i = 0; i < writes->len; i++)
    {
      const TactusWrite *write = g_ptr_array_index (writes, i);

      g_assert_cmpuint (strlen (write->uuid), ==, 36);
      g_assert_cmpuint (g_bytes_get_size (write->value), >, 0);
      g_assert_cmpuint (g_bytes_get_size (write->value), <=, LONGEST_WRITE);
    }
}

/* Model, setting, value. */
void
feed_setting (const guint8 *data,
              gsize         length)
{
  FeedScript script = { data, length };
  const TactusModel *model = choose_model (feed_script_byte (&script));
  const TactusSetting *setting = tactus_setting_get (feed_script_byte (&script)
                                                     % TACTUS_N_SETTINGS);
  g_autofree char *value = take_text (&script);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) writes = tactus_setting_encode (setting, model, value, &error);

  assert_writes (writes, error);
  g_assert_true (!writes || tactus_model_has_setting (model, setting->id));
}

/* Model, the fields of an alarm, today. */
void
feed_alarm (const guint8 *data,
            gsize         length)
{
  FeedScript script = { data, length };
  const TactusModel *model = choose_model (feed_script_byte (&script));
  TactusAlarm alarm = { 0 };
  guint year;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) writes = NULL;

  alarm.slot = feed_script_byte (&script);
  alarm.enabled = feed_script_byte (&script) & 1;
  alarm.hour = feed_script_byte (&script);
  alarm.minute = feed_script_byte (&script);
  alarm.days = feed_script_byte (&script);
  alarm.snooze = feed_script_byte (&script) & 1;
  alarm.smart = feed_script_byte (&script) & 1;
  year = 1990 + feed_script_byte (&script);
  writes = tactus_alarm_encode (&alarm, model, year, feed_script_byte (&script),
                                feed_script_byte (&script), &error);
  assert_writes (writes, error);
  if (!writes)
    return;

  g_assert_cmpuint (alarm.hour, <, 24);
  g_assert_cmpuint (alarm.minute, <, 60);
  g_assert_cmphex (alarm.days & 0x80, ==, 0);
}

void
feed_days_text (const guint8 *data,
                gsize         length)
{
  FeedScript script = { data, length };
  g_autofree char *text = take_text (&script);
  g_autofree char *printed = NULL;
  g_autoptr(GError) error = NULL;
  TactusDays days;
  TactusDays again;

  if (!feed_text_verdict (tactus_days_parse_text (&days, text, &error), &error,
                          TACTUS_PROTOCOL_ERROR_VALUE))
    return;

  printed = tactus_days_to_text (days);
  g_assert_true (tactus_days_parse_text (&again, printed, NULL));
  g_assert_cmphex (days, ==, again);
}

void
feed_profile_text (const guint8 *data,
                   gsize         length)
{
  FeedScript script = { data, length };
  g_autofree char *text = take_text (&script);
  g_autofree char *printed = NULL;
  g_autofree char *twice = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  TactusProfile profile;
  TactusProfile again;

  if (!feed_text_verdict (tactus_profile_parse_text (&profile, text, &error), &error,
                          TACTUS_PROTOCOL_ERROR_VALUE))
    return;

  bytes = tactus_profile_encode (&profile, 0);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, TACTUS_PROFILE_SIZE);
  printed = tactus_profile_to_text (&profile);
  g_assert_true (tactus_profile_parse_text (&again, printed, NULL));
  twice = tactus_profile_to_text (&again);
  g_assert_cmpstr (printed, ==, twice);
}

/* Model, kind, payload, title, text. */
void
feed_alert (const guint8 *data,
            gsize         length)
{
  FeedScript script = { data, length };
  const TactusModel *model = choose_model (feed_script_byte (&script));
  TactusAlertKind kind = (TactusAlertKind) (feed_script_byte (&script) % 4);
  guint payload = 20 + feed_script_byte (&script);
  g_autofree char *title = take_text (&script);
  g_autofree char *text = take_text (&script);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) writes = NULL;

  writes = tactus_alert_encode (model, kind, payload, *title ? title : NULL, *text ? text : NULL,
                                &error);
  assert_writes (writes, error);
}
