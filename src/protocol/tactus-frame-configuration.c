/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Characteristic 0003: what a band is told to keep, and its answers. */

#include "tactus-frame-private.h"

#include <string.h>

#include "tactus-alarm.h"
#include "tactus-bytes-private.h"
#include "tactus-config-reply.h"

#define MARK_PARTS     0x80 /* a long answer in parts */
#define PARTS_KIND     0x01
#define OFFSET_PART    2
#define PART_DATA      4
#define PART_BODY      8    /* where the first part's data begins */
#define PART_FIRST     0x00
#define PART_MIDDLE    0x40
#define PART_LAST      0x80
#define PART_WHOLE     0xc0

#define LONGEST_PREFIX 5
#define SPAN_SIZE      4
#define LANGUAGE_SIZE  5    /* en_US */
#define DATE_SIZE      10   /* MM/dd/yyyy */
#define PIN_SIZE       4
#define ALARM_ENABLED  0x80
#define ALARM_ONCE     0x80
#define ALARM_NO_SNOOZE 0x40
#define ALARM_SLOT     0x0f

typedef struct _Command Command;

/* @data: what follows the prefix */
typedef gboolean (*ExplainValue) (TactusFrame    *self,
                                  const Command  *command,
                                  const guint8   *data,
                                  gsize           length,
                                  GError        **error);

struct _Command {
  guint8       n_prefix;
  guint8       prefix[LONGEST_PREFIX];
  const char  *name;
  ExplainValue explain;
  const char  *choices[2]; /* of a choice, for 0 and 1 */
};

static gboolean
wrong (const Command  *command,
       const char     *problem,
       gsize           offset,
       GError        **error)
{
  return tactus_frame_malformed (error, "Configuration: %s: %s at byte %" G_GSIZE_FORMAT,
                                 command->name, problem, command->n_prefix + offset);
}

static gboolean
check_length (const Command  *command,
              gsize           length,
              gsize           wanted,
              GError        **error)
{
  if (length < wanted)
    return wrong (command, "something is missing", length, error);

  return length == wanted || wrong (command, "something is left over", wanted, error);
}

static gboolean
explain_nothing (TactusFrame    *self,
                 const Command  *command,
                 const guint8   *data,
                 gsize           length,
                 GError        **error)
{
  return check_length (command, length, 0, error);
}

static gboolean
explain_switch (TactusFrame    *self,
                const Command  *command,
                const guint8   *data,
                gsize           length,
                GError        **error)
{
  if (!check_length (command, length, 1, error))
    return FALSE;
  if (data[0] > 1)
    return wrong (command, "neither on (01) nor off (00)", 0, error);

  tactus_frame_add_boolean (self, "on", data[0] == 1);
  return TRUE;
}

static gboolean
explain_choice (TactusFrame    *self,
                const Command  *command,
                const guint8   *data,
                gsize           length,
                GError        **error)
{
  if (!check_length (command, length, 1, error))
    return FALSE;
  if (data[0] > 1)
    return wrong (command, "neither 00 nor 01", 0, error);

  tactus_frame_add_text (self, "value", command->choices[data[0]]);
  return TRUE;
}

static gboolean
explain_clock_face (TactusFrame    *self,
                    const Command  *command,
                    const guint8   *data,
                    gsize           length,
                    GError        **error)
{
  if (!check_length (command, length, 1, error))
    return FALSE;
  if (data[0] != 0x00 && data[0] != 0x03)
    return wrong (command, "neither 00 nor 03", 0, error);

  tactus_frame_add_text (self, "value", data[0] == 0x00 ? "time" : "date-time");
  return TRUE;
}

static gboolean
explain_number (TactusFrame    *self,
                const Command  *command,
                const guint8   *data,
                gsize           length,
                GError        **error)
{
  if (!check_length (command, length, 1, error))
    return FALSE;

  tactus_frame_add_number (self, "value", data[0], NULL);
  return TRUE;
}

static gboolean
add_words (TactusFrame    *self,
           const Command  *command,
           const guint8   *data,
           gsize           length,
           gsize           wanted,
           GError        **error)
{
  if (!check_length (command, length, wanted, error))
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isprint (data[i]))
      return wrong (command, "no printable character", i, error);

  tactus_frame_add_string (self, "value", data, length);
  return TRUE;
}

static gboolean
explain_language (TactusFrame    *self,
                  const Command  *command,
                  const guint8   *data,
                  gsize           length,
                  GError        **error)
{
  return add_words (self, command, data, length, LANGUAGE_SIZE, error);
}

static gboolean
explain_date_format (TactusFrame    *self,
                     const Command  *command,
                     const guint8   *data,
                     gsize           length,
                     GError        **error)
{
  return add_words (self, command, data, length, DATE_SIZE, error);
}

/* `HH:MM-HH:MM` from four bytes. */
static gboolean
add_span (TactusFrame    *self,
          const Command  *command,
          const char     *name,
          const guint8   *data,
          gsize           offset,
          GError        **error)
{
  g_autofree char *text = NULL;

  for (gsize i = 0; i < SPAN_SIZE; i++)
    if (data[offset + i] > (i % 2 ? 59 : 23))
      return wrong (command, i % 2 ? "no minute of an hour" : "no hour of a day", offset + i,
                    error);

  text = g_strdup_printf ("%02d:%02d-%02d:%02d", data[offset], data[offset + 1], data[offset + 2],
                          data[offset + 3]);
  tactus_frame_add_text (self, name, text);
  return TRUE;
}

/* `00`, or `01` and hours. */
static gboolean
explain_switch_span (TactusFrame    *self,
                     const Command  *command,
                     const guint8   *data,
                     gsize           length,
                     GError        **error)
{
  if (length == 0 || data[0] > 1)
    return wrong (command, "neither on (01) nor off (00)", 0, error);
  if (!check_length (command, length, data[0] ? 1 + SPAN_SIZE : 1, error))
    return FALSE;

  tactus_frame_add_boolean (self, "on", data[0] == 1);
  return data[0] == 0 || add_span (self, command, "hours", data, 1, error);
}

static gboolean
is_zero (const guint8 *data,
         gsize         length)
{
  for (gsize i = 0; i < length; i++)
    if (data[i] != 0)
      return FALSE;

  return TRUE;
}

/* The switch and four zeros, then hours or nothing; some write the hours in place of the zeros. */
static gboolean
explain_disconnect (TactusFrame    *self,
                    const Command  *command,
                    const guint8   *data,
                    gsize           length,
                    GError        **error)
{
  if (length == 0 || data[0] > 1)
    return wrong (command, "neither on (01) nor off (00)", 0, error);
  if (!check_length (command, length, length > 1 + SPAN_SIZE ? 1 + 2 * SPAN_SIZE : 1 + SPAN_SIZE,
                     error))
    return FALSE;

  tactus_frame_add_boolean (self, "on", data[0] == 1);
  if (length == 1 + SPAN_SIZE && is_zero (data + 1, SPAN_SIZE))
    return TRUE;

  return add_span (self, command, "hours", data, length - SPAN_SIZE, error);
}

static gboolean
explain_high_heart_rate (TactusFrame    *self,
                         const Command  *command,
                         const guint8   *data,
                         gsize           length,
                         GError        **error)
{
  if (!check_length (command, length, 2, error))
    return FALSE;
  if (data[0] > 1)
    return wrong (command, "neither on (01) nor off (00)", 0, error);

  tactus_frame_add_boolean (self, "on", data[0] == 1);
  tactus_frame_add_number (self, "bpm", data[1], "bpm");
  return TRUE;
}

/* The digits that unlock a screen are a secret. */
static gboolean
explain_screen_lock (TactusFrame    *self,
                     const Command  *command,
                     const guint8   *data,
                     gsize           length,
                     GError        **error)
{
  if (!check_length (command, length, 1 + PIN_SIZE + 1, error))
    return FALSE;
  if (data[0] > 1)
    return wrong (command, "neither on (01) nor off (00)", 0, error);
  for (gsize i = 1; i <= PIN_SIZE; i++)
    if (data[i] < '1' || data[i] > '4')
      return wrong (command, "no digit from 1 to 4", i, error);
  if (data[1 + PIN_SIZE] != 0)
    return wrong (command, "no zero", 1 + PIN_SIZE, error);

  tactus_frame_add_boolean (self, "on", data[0] == 1);
  tactus_frame_add_text (self, "digits", "hidden");
  return TRUE;
}

static gboolean
explain_inactivity (TactusFrame    *self,
                    const Command  *command,
                    const guint8   *data,
                    gsize           length,
                    GError        **error)
{
  if (!check_length (command, length, 3 + 2 * SPAN_SIZE, error))
    return FALSE;
  if (data[0] > 1)
    return wrong (command, "neither on (01) nor off (00)", 0, error);

  tactus_frame_add_boolean (self, "on", data[0] == 1);
  tactus_frame_add_number (self, "minutes", data[1], "min");
  return add_span (self, command, "hours", data, 3, error)
         && add_span (self, command, "second_hours", data, 3 + SPAN_SIZE, error);
}

/* With bit 7 the display stays dark when the wrist is lifted. */
static gboolean
explain_do_not_disturb (TactusFrame    *self,
                        const Command  *command,
                        const guint8   *data,
                        gsize           length,
                        GError        **error)
{
  static const char * const modes[] = { NULL, "scheduled", "off", "automatic" };
  guint8 mode = length > 0 ? data[0] & 0x7f : 0;

  if (mode < 1 || mode > 3)
    return wrong (command, "the mode is none of 81, 82, 83", 0, error);
  if (!check_length (command, length, mode == 1 ? 1 + SPAN_SIZE : 1, error))
    return FALSE;

  tactus_frame_add_text (self, "mode", modes[mode]);
  tactus_frame_add_boolean (self, "lift", (data[0] & 0x80) == 0);
  return mode != 1 || add_span (self, command, "hours", data, 1, error);
}

static gboolean
explain_night (TactusFrame    *self,
               const Command  *command,
               const guint8   *data,
               gsize           length,
               GError        **error)
{
  static const char * const modes[] = { "off", "scheduled", "sunset" };

  if (length == 0 || data[0] >= G_N_ELEMENTS (modes))
    return wrong (command, "the mode is none of 00, 01, 02", 0, error);
  if (!check_length (command, length, data[0] == 1 ? 1 + SPAN_SIZE : 1, error))
    return FALSE;

  tactus_frame_add_text (self, "mode", modes[data[0]]);
  return data[0] != 1 || add_span (self, command, "hours", data, 1, error);
}

static const char * const screens[] = {
  "clock", "steps", "distance", "calories", "heart_rate", "battery",
};

/* A mask, a zero, then the order. */
static gboolean
explain_screens (TactusFrame    *self,
                 const Command  *command,
                 const guint8   *data,
                 gsize           length,
                 GError        **error)
{
  if (!check_length (command, length, 2 + G_N_ELEMENTS (screens), error))
    return FALSE;
  if (data[0] >> G_N_ELEMENTS (screens))
    return wrong (command, "reserved bits", 0, error);
  if (data[1] != 0)
    return wrong (command, "no zero", 1, error);

  for (gsize i = 0; i < G_N_ELEMENTS (screens); i++)
    tactus_frame_add_boolean (self, screens[i], (data[0] & 1 << i) != 0);
  tactus_frame_add_bytes (self, "order", data + 2, length - 2);
  return TRUE;
}

static gboolean
check_alarm (const Command  *command,
             const guint8   *data,
             gsize           length,
             GError        **error)
{
  if (!check_length (command, length, 4, error))
    return FALSE;
  if ((data[0] & ALARM_SLOT) > 9)
    return wrong (command, "the slot is none of 0 to 9", 0, error);
  if (data[0] & 0x30)
    return wrong (command, "reserved bits", 0, error);
  if (data[1] > 23)
    return wrong (command, "no hour of a day", 1, error);
  if (data[2] > 59)
    return wrong (command, "no minute of an hour", 2, error);

  return TRUE;
}

/* A slot and nothing but zeros empties it. */
static gboolean
explain_alarm (TactusFrame    *self,
               const Command  *command,
               const guint8   *data,
               gsize           length,
               GError        **error)
{
  g_autofree char *time = NULL;
  g_autofree char *days = NULL;

  if (!check_alarm (command, data, length, error))
    return FALSE;

  tactus_frame_add_number (self, "slot", data[0] & ALARM_SLOT, NULL);
  if (data[0] == (data[0] & ALARM_SLOT) && is_zero (data + 1, length - 1))
    {
      tactus_frame_add_boolean (self, "deleted", TRUE);
      return TRUE;
    }

  time = g_strdup_printf ("%02d:%02d", data[1], data[2]);
  days = tactus_days_to_text (data[3] & ALARM_ONCE ? 0 : data[3]);
  tactus_frame_add_boolean (self, "enabled", (data[0] & ALARM_ENABLED) != 0);
  tactus_frame_add_boolean (self, "snooze", (data[0] & ALARM_NO_SNOOZE) == 0);
  tactus_frame_add_text (self, "time", time);
  tactus_frame_add_text (self, "days", days);
  return TRUE;
}

static gboolean
explain_watch_face (TactusFrame    *self,
                    const Command  *command,
                    const guint8   *data,
                    gsize           length,
                    GError        **error)
{
  if (!check_length (command, length, 8, error))
    return FALSE;

  tactus_frame_add_number (self, "size", tactus_read_u32 (data), "bytes");
  tactus_frame_add_number (self, "id", tactus_read_u32 (data + 4), NULL);
  return TRUE;
}

/* A number for the language, then 03. */
static gboolean
explain_language_id (TactusFrame    *self,
                     const Command  *command,
                     const guint8   *data,
                     gsize           length,
                     GError        **error)
{
  if (!check_length (command, length, 2, error))
    return FALSE;
  if (data[1] != 0x03)
    return wrong (command, "no 03", 1, error);

  tactus_frame_add_number (self, "value", data[0], NULL);
  return TRUE;
}

static const Command commands[] = {
  { 3, { 0x06, 0x01, 0x00 }, "visible", explain_switch },
  { 3, { 0x06, 0x02, 0x00 }, "time_format", explain_choice, { "12h", "24h" } },
  { 3, { 0x06, 0x03, 0x00 }, "units", explain_choice, { "metric", "imperial" } },
  { 3, { 0x06, 0x05, 0x00 }, "lift_display", explain_switch_span },
  { 3, { 0x06, 0x06, 0x00 }, "goal_alert", explain_switch },
  { 3, { 0x06, 0x0a, 0x00 }, "clock_face", explain_clock_face },
  { 4, { 0x06, 0x0b, 0x00, 0x01 }, "factory_reset", explain_nothing },
  { 3, { 0x06, 0x0c, 0x00 }, "disconnect_alert", explain_disconnect },
  { 3, { 0x06, 0x0d, 0x00 }, "rotate_to_switch", explain_switch },
  { 4, { 0x06, 0x10, 0x00, 0x00 }, "show_caller", explain_switch },
  { 3, { 0x06, 0x13, 0x00 }, "language_old_id", explain_number },
  { 3, { 0x06, 0x14, 0x00 }, "find_phone_answer", explain_number },
  { 3, { 0x06, 0x16, 0x00 }, "swipe_to_unlock", explain_switch },
  { 3, { 0x06, 0x17, 0x00 }, "language", explain_language },
  { 3, { 0x06, 0x19, 0x00 }, "phone_silent", explain_number },
  { 3, { 0x06, 0x1a, 0x00 }, "high_heart_rate_alert", explain_high_heart_rate },
  { 3, { 0x06, 0x1e, 0x00 }, "date_format", explain_date_format },
  { 3, { 0x06, 0x1f, 0x00 }, "share_heart_rate", explain_switch },
  { 3, { 0x06, 0x21, 0x00 }, "screen_lock", explain_screen_lock },
  { 3, { 0x06, 0x22, 0x00 }, "activity_heart_rate", explain_number },
  { 3, { 0x06, 0x23, 0x00 }, "lift_speed", explain_choice, { "normal", "sensitive" } },
  { 3, { 0x06, 0x3b, 0x00 }, "language_id", explain_language_id },
  { 3, { 0xfe, 0x06, 0x00 }, "stress", explain_number },
  { 3, { 0xfe, 0x0b, 0x00 }, "hourly_chime", explain_switch_span },
  { 1, { 0x02 }, "alarm", explain_alarm },
  { 1, { 0x08 }, "inactivity_alert", explain_inactivity },
  { 1, { 0x09 }, "do_not_disturb", explain_do_not_disturb },
  { 1, { 0x0a }, "screens", explain_screens },
  { 1, { 0x0d }, "list_alarms", explain_nothing },
  { 1, { 0x0e }, "gps_version", explain_nothing },
  { 1, { 0x1a }, "night_mode", explain_night },
  { 2, { 0x39, 0x00 }, "watch_face", explain_watch_face },
  { 5, { 0xff, 0x01, 0x00, 0x00, 0x00 }, "list_alarm_times", explain_nothing },
};

static gboolean
begins_with (const Command *command,
             const guint8  *data,
             gsize          length)
{
  return length >= command->n_prefix && memcmp (data, command->prefix, command->n_prefix) == 0;
}

static gboolean
explain_command (TactusFrame   *self,
                 const guint8  *data,
                 gsize          length,
                 GError       **error)
{
  tactus_frame_begin (self, "configuration", "Configuration, command to the band", FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const Command *command = &commands[i];

      if (!begins_with (command, data, length))
        continue;

      tactus_frame_add_text (self, "command", command->name);
      return command->explain (self, command, data + command->n_prefix,
                               length - command->n_prefix, error);
    }

  return tactus_frame_malformed (error,
                                 "Configuration: nothing is known that begins like this at "
                                 "bytes 0 to 2");
}

static const char *
part_name (guint8 flags)
{
  switch (flags)
    {
    case PART_FIRST:
      return "first";
    case PART_MIDDLE:
      return "middle";
    case PART_LAST:
      return "last";
    case PART_WHOLE:
      return "whole";
    default:
      return NULL;
    }
}

/* `80 01 f n …`: the first part, and one that is whole, tell a type before their data. */
static gboolean
explain_part (TactusFrame   *self,
              const guint8  *data,
              gsize          length,
              GError       **error)
{
  gboolean known = length > OFFSET_PART && data[1] == PARTS_KIND;
  const char *part = known ? part_name (data[OFFSET_PART]) : NULL;
  gboolean begins = part && (data[OFFSET_PART] == PART_FIRST || data[OFFSET_PART] == PART_WHOLE);
  gsize start = begins ? PART_BODY : PART_DATA;

  tactus_frame_begin (self, "configuration_part", "Configuration, part of a long answer", TRUE);
  if (!part)
    return tactus_frame_malformed (error,
                                   "Configuration: byte 1 of a part is not 01, or the part at byte "
                                   "2 is none of 00, 40, 80, c0");
  if (length < start)
    return tactus_frame_malformed (error, "Configuration: the part ends before its data at byte "
                                   "%" G_GSIZE_FORMAT, start);

  tactus_frame_add_text (self, "part", part);
  tactus_frame_add_number (self, "number", data[OFFSET_PART + 1], NULL);
  if (begins)
    tactus_frame_add_bytes (self, "type", data + PART_DATA, 1);
  tactus_frame_add_bytes (self, "data", data + start, length - start);
  return TRUE;
}

static const char *
command_name (guint8 op,
              gint   sub)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (commands[i].prefix[0] == op && (sub < 0 || commands[i].prefix[1] == sub))
      return commands[i].name;

  return NULL;
}

#define ALARMS_COMMAND 0x0d
#define ALARMS_COUNT   8
#define LISTED_ENABLED 0x10
#define GPS_COMMAND    0x0e

static GVariant *
alarms_value (const guint8 *data,
              gsize         count)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (gsize i = 0; i < count; i++)
    {
      g_variant_builder_open (&builder, G_VARIANT_TYPE ("a{sv}"));
      g_variant_builder_add (&builder, "{sv}", "slot", g_variant_new_int64 (data[i] & ALARM_SLOT));
      g_variant_builder_add (&builder, "{sv}", "enabled",
                             g_variant_new_boolean ((data[i] & LISTED_ENABLED) != 0));
      g_variant_builder_close (&builder);
    }

  return g_variant_builder_end (&builder);
}

/* What stands behind the status of an answer. */
static gboolean
add_rest (TactusFrame   *self,
          guint8         op,
          const guint8  *data,
          gsize          length,
          GError       **error)
{
  if (op == GPS_COMMAND && length > 3)
    tactus_frame_add_string (self, "text", data + 3, length - 3);
  else if (op == ALARMS_COMMAND && length > ALARMS_COUNT)
    {
      if (length - ALARMS_COUNT - 1 != data[ALARMS_COUNT])
        return tactus_frame_malformed (error, "Configuration: the count at byte 8 is %d, and there "
                                       "are %" G_GSIZE_FORMAT " alarms", data[ALARMS_COUNT],
                                       length - ALARMS_COUNT - 1);
      tactus_frame_add (self, "alarms", alarms_value (data + ALARMS_COUNT + 1, data[ALARMS_COUNT]),
                        NULL);
    }
  else if (op != 0x06 && op != 0xfe && length > 3)
    tactus_frame_add_bytes (self, "data", data + 3, length - 3);

  return TRUE;
}

static gboolean
explain_answer (TactusFrame   *self,
                const guint8  *data,
                gsize          length,
                GError       **error)
{
  guint8 op;
  gint sub;
  gboolean ok;

  tactus_frame_begin (self, "configuration_answer", "Answer of the band to a setting", TRUE);
  if (!tactus_config_reply_parse (data, length, &op, &sub, &ok, error))
    return FALSE;

  tactus_frame_add_text (self, "command", command_name (op, sub));
  tactus_frame_add_number (self, "op", op, NULL);
  tactus_frame_add_optional (self, "sub", sub, NULL);
  tactus_frame_add_boolean (self, "ok", ok);
  return !ok || add_rest (self, op, data, length, error);
}

gboolean
tactus_frame_explain_configuration (TactusFrame        *self,
                                    const TactusModel  *model,
                                    const guint8       *data,
                                    gsize               length,
                                    GError            **error)
{
  if (length == 0)
    return tactus_frame_malformed (error, "Configuration: the command at byte 0 is missing");
  if (data[0] == TACTUS_CONFIG_REPLY_MARK)
    return explain_answer (self, data, length, error);
  if (data[0] == MARK_PARTS)
    return explain_part (self, data, length, error);

  return explain_command (self, data, length, error);
}
