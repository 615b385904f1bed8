/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-setting-private.h"

#include <string.h>

#include "tactus-bytes-private.h"
#include "tactus-profile.h"
#include "tactus-protocol-error.h"
#include "tactus-uuids.h"

#define LONGEST_FRAME       20
#define LANGUAGE_LENGTH     5
#define NO_ID               0xff

/* Do not disturb: with this bit lifting the wrist shows nothing. */
#define QUIET_LIFT          0x80
#define QUIET_SPAN          0x01
#define QUIET_OFF           0x02
#define QUIET_AUTOMATIC     0x03
#define LIFT_SUFFIX         ",lift"

/* The hours in which a band may complain of too much rest. */
#define INACTIVITY_FROM     4
#define INACTIVITY_TO       21
#define INACTIVITY_MINUTES  60 /* what stands in the frame that switches it off */

typedef struct _Frame Frame;

typedef struct {
  const TactusSetting *setting;
  const TactusModel   *model;
  const Frame         *frame;
  const char          *value;
  GPtrArray           *writes;
} Request;

typedef gboolean (*Encode) (const Request  *request,
                            GError        **error);

/* How a setting is told: @prefix, then what @encode makes of the value: of a switch or a choice its
 * code (off comes first), of a number @width bytes; then @tail zeros. */
struct _Frame {
  Encode      encode;
  const char *uuid;
  guint8      n_prefix;
  guint8      prefix[4];
  guint8      codes[2];
  guint8      width;
  guint8      tail;
};

typedef struct {
  guint8 bytes[LONGEST_FRAME];
  gsize  length;
} Bytes;

typedef struct {
  guint8 from_hour;
  guint8 from_minute;
  guint8 to_hour;
  guint8 to_minute;
} Span;

static void
put (Bytes         *self,
     const guint8  *data,
     gsize          length)
{
  g_assert (self->length + length <= sizeof self->bytes);

  memcpy (self->bytes + self->length, data, length);
  self->length += length;
}

static Bytes
begin (const Frame *frame)
{
  Bytes self = { { 0 }, 0 };

  put (&self, frame->prefix, frame->n_prefix);

  return self;
}

/* Configuration and user settings answer.  The heart-rate control was seen to answer on a Mi Band
 * 4, and has nothing to notify with on the bands before. */
static gboolean
is_answered (const char        *uuid,
             const TactusModel *model)
{
  if (g_str_equal (uuid, TACTUS_UUID_HEART_RATE_CONTROL))
    return model->generation == TACTUS_GENERATION_B_PRIME;

  return g_str_equal (uuid, TACTUS_UUID_CONFIGURATION)
         || g_str_equal (uuid, TACTUS_UUID_USER_SETTINGS);
}

static gboolean
finish (const Request *request,
        const Bytes   *frame)
{
  tactus_write_list_add (request->writes, request->frame->uuid, frame->bytes, frame->length, TRUE,
                         is_answered (request->frame->uuid, request->model));

  return TRUE;
}

static int
index_of (const char * const *words,
          const char         *word)
{
  for (int i = 0; words[i]; i++)
    if (g_str_equal (words[i], word))
      return i;

  return -1;
}

static gboolean
finish_code (const Request *request,
             int            index)
{
  Bytes bytes = begin (request->frame);

  put (&bytes, &request->frame->codes[index], 1);
  bytes.length += request->frame->tail;

  return finish (request, &bytes);
}

static gboolean
encode_switch (const Request  *request,
               GError        **error)
{
  static const char * const words[] = { "off", "on", NULL };
  int index = index_of (words, request->value);

  return index < 0
         ? tactus_setting_refuse (request->setting, request->model, error)
         : finish_code (request, index);
}

static gboolean
encode_choice (const Request  *request,
               GError        **error)
{
  int index = index_of (request->setting->choices, request->value);

  return index < 0
         ? tactus_setting_refuse (request->setting, request->model, error)
         : finish_code (request, index);
}

/* The choice is told as it is written. */
static gboolean
encode_text (const Request  *request,
             GError        **error)
{
  Bytes bytes = begin (request->frame);

  if (index_of (request->setting->choices, request->value) < 0)
    return tactus_setting_refuse (request->setting, request->model, error);

  put (&bytes, (const guint8 *) request->value, strlen (request->value));

  return finish (request, &bytes);
}

static gboolean
parse_number (const Request  *request,
              guint          *number,
              GError        **error)
{
  guint64 found;

  if (!g_ascii_string_to_unsigned (request->value, 10, request->setting->minimum,
                                   request->setting->maximum, &found, NULL))
    return tactus_setting_refuse (request->setting, request->model, error);

  *number = (guint) found;
  return TRUE;
}

static gboolean
encode_number (const Request  *request,
               GError        **error)
{
  Bytes bytes = begin (request->frame);
  guint8 digits[2];
  guint number = 0;

  if (!parse_number (request, &number, error))
    return FALSE;

  tactus_write_u16 (digits, (guint16) number);
  put (&bytes, digits, request->frame->width);
  bytes.length += request->frame->tail;

  return finish (request, &bytes);
}

/* `HH:MM`, exactly. */
static gboolean
parse_clock (const char *text,
             guint8     *hour,
             guint8     *minute)
{
  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]) || text[2] != ':'
      || !g_ascii_isdigit (text[3]) || !g_ascii_isdigit (text[4]))
    return FALSE;

  *hour = (guint8) (g_ascii_digit_value (text[0]) * 10 + g_ascii_digit_value (text[1]));
  *minute = (guint8) (g_ascii_digit_value (text[3]) * 10 + g_ascii_digit_value (text[4]));

  return *hour < 24 && *minute < 60;
}

/* A span may pass midnight, but not be empty. */
static gboolean
parse_span (Span       *self,
            const char *text)
{
  return strlen (text) == strlen ("22:00-07:00") && text[5] == '-'
         && parse_clock (text, &self->from_hour, &self->from_minute)
         && parse_clock (text + 6, &self->to_hour, &self->to_minute)
         && (self->from_hour != self->to_hour || self->from_minute != self->to_minute);
}

static void
put_span (Bytes      *bytes,
          const Span *span)
{
  put (bytes, (const guint8[]) { span->from_hour, span->from_minute,
                                 span->to_hour, span->to_minute }, 4);
}

/* Off is told without hours; on is the span from 00:00 to 00:00. */
static gboolean
encode_lift (const Request  *request,
             GError        **error)
{
  Span span = { 0, 0, 0, 0 };
  gboolean on = !g_str_equal (request->value, "off");
  Bytes bytes = begin (request->frame);

  if (on && !g_str_equal (request->value, "on") && !parse_span (&span, request->value))
    return tactus_setting_refuse (request->setting, request->model, error);

  put (&bytes, &request->frame->codes[on], 1);
  if (on)
    put_span (&bytes, &span);

  return finish (request, &bytes);
}

static gboolean
encode_quiet (const Request  *request,
              GError        **error)
{
  gboolean lift = g_str_has_suffix (request->value, LIFT_SUFFIX);
  g_autofree char *value = g_strndup (request->value, strlen (request->value)
                                                      - (lift ? strlen (LIFT_SUFFIX) : 0));
  guint8 mode = lift ? 0x00 : QUIET_LIFT;
  Bytes bytes = begin (request->frame);
  Span span;

  if (g_str_equal (value, "off") && !lift)
    put (&bytes, (const guint8[]) { mode | QUIET_OFF }, 1);
  else if (g_str_equal (value, "automatic"))
    put (&bytes, (const guint8[]) { mode | QUIET_AUTOMATIC }, 1);
  else if (parse_span (&span, value))
    {
      put (&bytes, (const guint8[]) { mode | QUIET_SPAN }, 1);
      put_span (&bytes, &span);
    }
  else
    return tactus_setting_refuse (request->setting, request->model, error);

  return finish (request, &bytes);
}

/* `08 on minutes 00`, the hours in which it may warn, and a second span, which stays empty. */
static gboolean
encode_inactivity (const Request  *request,
                   GError        **error)
{
  const Span awake = { INACTIVITY_FROM, 0, INACTIVITY_TO, 0 };
  const Span none = { 0, 0, 0, 0 };
  Bytes bytes = begin (request->frame);
  guint minutes = 0;

  if (!parse_number (request, &minutes, error))
    return FALSE;

  put (&bytes, (const guint8[]) { minutes > 0,
                                  (guint8) (minutes > 0 ? minutes : INACTIVITY_MINUTES), 0x00 }, 3);
  put_span (&bytes, &awake);
  put_span (&bytes, &none);

  return finish (request, &bytes);
}

static gboolean
encode_profile (const Request  *request,
                GError        **error)
{
  g_autoptr(GBytes) frame = NULL;
  TactusProfile profile;
  gsize length;
  const guint8 *data;

  if (!tactus_profile_parse_text (&profile, request->value, error))
    return FALSE;

  frame = tactus_profile_encode (&profile, 0);
  data = g_bytes_get_data (frame, &length);
  tactus_write_list_add (request->writes, request->frame->uuid, data, length, TRUE, TRUE);

  return TRUE;
}

/* The first generation is told with the login, as a part of it. */
static gboolean
check_profile (const Request  *request,
               GError        **error)
{
  TactusProfile profile;

  return tactus_profile_parse_text (&profile, request->value, error);
}

#define N_LANGUAGES 24

const char * const tactus_languages[N_LANGUAGES + 1] = {
  "en_US", "de_DE", "es_ES", "fr_FR", "it_IT", "pt_PT", "pt_BR", "nl_NL", "pl_PL", "cs_CZ", "el_GR",
  "ru_RU", "uk_UA", "tr_TR", "id_ID", "vi_VN", "th_TH", "ja_JP", "ko_KR", "zh_CN", "zh_TW", "ar_SA",
  "he_IL", "ro_RO", NULL,
};

/* What bands call the languages that go by number, in the same order. */
static const guint8 language_ids[N_LANGUAGES] = {
  0x02, 0x07, 0x03, 0x06, 0x0a, 0x0f, 0x14, 0x10, 0x09, 0x16, 0x17,
  0x04, 0x12, 0x11, 0x08, 0x0e, 0x0c, 0x0b, 0x05, 0x00, 0x01, NO_ID,
  NO_ID, NO_ID,
};

/* Older bands stop after the fourth, and count alike up to there. */
#define OLD_IDS 4

/* `xx_YY` */
static gboolean
is_language (const char *text)
{
  return strlen (text) == LANGUAGE_LENGTH
         && g_ascii_islower (text[0]) && g_ascii_islower (text[1]) && text[2] == '_'
         && g_ascii_isupper (text[3]) && g_ascii_isupper (text[4]);
}

static gboolean
add_language_text (const Request *request)
{
  Bytes bytes = begin (request->frame);

  put (&bytes, (const guint8 *) request->value, LANGUAGE_LENGTH);

  return finish (request, &bytes);
}

static gboolean
add_language_old_id (const Request *request,
                     guint8         id)
{
  const Bytes bytes = { { 0x06, 0x13, 0x00, id }, 4 };

  return finish (request, &bytes);
}

static gboolean
add_language_id (const Request *request,
                 guint8         id)
{
  const Bytes bytes = { { 0x06, 0x3b, 0x00, id, 0x03 }, 5 };

  return finish (request, &bytes);
}

static gboolean
encode_language (const Request  *request,
                 GError        **error)
{
  int index = index_of (request->setting->choices, request->value);
  guint8 id = index < 0 ? NO_ID : language_ids[index];
  TactusLanguageStyle style = request->model->language_style;

  if (!is_language (request->value) || (style == TACTUS_LANGUAGE_ID && id == NO_ID))
    return tactus_setting_refuse (request->setting, request->model, error);

  if (style == TACTUS_LANGUAGE_ID)
    return add_language_id (request, id);
  if (style == TACTUS_LANGUAGE_TEXT_AND_OLD_ID && id < OLD_IDS)
    add_language_old_id (request, id);

  return add_language_text (request);
}

#define CONFIG  TACTUS_UUID_CONFIGURATION
#define USER    TACTUS_UUID_USER_SETTINGS
#define HEART   TACTUS_UUID_HEART_RATE_CONTROL
#define CONTROL TACTUS_UUID_MI1_CONTROL

static const Frame frames[TACTUS_N_SETTINGS] = {
  [TACTUS_SETTING_PROFILE] = { encode_profile, USER, 0, { 0 }, { 0 }, 0, 0 },
  [TACTUS_SETTING_GOAL] = { encode_number, USER, 3, { 0x10, 0x00, 0x00 }, { 0 }, 2, 2 },
  [TACTUS_SETTING_GOAL_ALERT] = { encode_switch, CONFIG, 3, { 0x06, 0x06, 0x00 }, { 0, 1 }, 0, 0 },
  [TACTUS_SETTING_WEAR_SIDE] =
    { encode_choice, USER, 3, { 0x20, 0x00, 0x00 }, { 0x02, 0x82 }, 0, 0 },
  [TACTUS_SETTING_LANGUAGE] = { encode_language, CONFIG, 3, { 0x06, 0x17, 0x00 }, { 0 }, 0, 0 },
  [TACTUS_SETTING_TIME_FORMAT] = { encode_choice, CONFIG, 3, { 0x06, 0x02, 0x00 }, { 0, 1 }, 0, 0 },
  [TACTUS_SETTING_DATE_FORMAT] = { encode_text, CONFIG, 3, { 0x06, 0x1e, 0x00 }, { 0 }, 0, 0 },
  [TACTUS_SETTING_CLOCK_FACE] = { encode_choice, CONFIG, 3, { 0x06, 0x0a, 0x00 }, { 0, 3 }, 0, 0 },
  [TACTUS_SETTING_UNITS] = { encode_choice, CONFIG, 3, { 0x06, 0x03, 0x00 }, { 0, 1 }, 0, 0 },
  [TACTUS_SETTING_LIFT_DISPLAY] = { encode_lift, CONFIG, 3, { 0x06, 0x05, 0x00 }, { 0, 1 }, 0, 0 },
  [TACTUS_SETTING_ROTATE_TO_SWITCH] =
    { encode_switch, CONFIG, 3, { 0x06, 0x0d, 0x00 }, { 0, 1 }, 0, 0 },
  [TACTUS_SETTING_HEART_RATE_INTERVAL] = { encode_number, HEART, 1, { 0x14 }, { 0 }, 1, 0 },
  [TACTUS_SETTING_SLEEP_HEART_RATE] = { encode_switch, HEART, 2, { 0x15, 0x00 }, { 0, 1 }, 0, 0 },
  [TACTUS_SETTING_SHARE_HEART_RATE] =
    { encode_switch, CONFIG, 3, { 0x06, 0x1f, 0x00 }, { 0, 1 }, 0, 0 },
  [TACTUS_SETTING_VISIBLE] = { encode_switch, CONFIG, 3, { 0x06, 0x01, 0x00 }, { 0, 1 }, 0, 0 },
  [TACTUS_SETTING_DO_NOT_DISTURB] = { encode_quiet, CONFIG, 1, { 0x09 }, { 0 }, 0, 0 },
  [TACTUS_SETTING_INACTIVITY_ALERT] = { encode_inactivity, CONFIG, 1, { 0x08 }, { 0 }, 0, 0 },
  [TACTUS_SETTING_DISCONNECT_ALERT] =
    { encode_switch, CONFIG, 3, { 0x06, 0x0c, 0x00 }, { 0, 1 }, 0, 4 },
};

/* The first generation; what is missing here it does not have. */
static const Frame frames_a[TACTUS_N_SETTINGS] = {
  [TACTUS_SETTING_PROFILE] = { check_profile, CONTROL, 0, { 0 }, { 0 }, 0, 0 },
  [TACTUS_SETTING_GOAL] = { encode_number, CONTROL, 2, { 0x05, 0x00 }, { 0 }, 2, 0 },
  [TACTUS_SETTING_WEAR_SIDE] = { encode_choice, CONTROL, 1, { 0x0f }, { 0, 1 }, 0, 0 },
  [TACTUS_SETTING_SLEEP_HEART_RATE] = { encode_switch, HEART, 2, { 0x15, 0x00 }, { 0, 1 }, 0, 0 },
};

gboolean
tactus_setting_add_writes (const TactusSetting  *self,
                           const TactusModel    *model,
                           const char           *value,
                           GPtrArray            *writes,
                           GError              **error)
{
  const Frame *frame = model->generation == TACTUS_GENERATION_A ? &frames_a[self->id]
                                                                : &frames[self->id];
  const Request request = { self, model, frame, value, writes };

  g_return_val_if_fail (frame->encode != NULL, FALSE);

  return frame->encode (&request, error);
}
