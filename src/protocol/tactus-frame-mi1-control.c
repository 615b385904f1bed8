/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first generation's control point FF05, its test FF0D, and the stored minutes of FF07. */

#include "tactus-frame-private.h"

#include "tactus-alarm.h"
#include "tactus-bytes-private.h"
#include "tactus-mi1.h"

#define DATE_SIZE      6
#define ALARM_SIZE     11
#define ALARM_ONCE     0x80
#define ALARM_SLOTS    3

#define BLOCK_SIZE     11
#define BLOCK_MINUTES  1

#define ACK_SIZE       9

#define LONGEST_PACKET 20

typedef gboolean (*ExplainCommand) (TactusFrame   *self,
                                    const guint8  *data,
                                    gsize          length,
                                    GError       **error);

typedef struct {
  guint8         code;
  const char    *name;
  ExplainCommand explain;
} Command;

static gboolean
explain_nothing (TactusFrame   *self,
                 const guint8  *data,
                 gsize          length,
                 GError       **error)
{
  return length == 1
         || tactus_frame_malformed (error, "Control: nothing follows the command at byte 0");
}

static gboolean
explain_switch (TactusFrame   *self,
                const guint8  *data,
                gsize          length,
                GError       **error)
{
  if (length != 2 || data[1] > 1)
    return tactus_frame_malformed (error, "Control: byte 1, the last, is neither on (01) nor off "
                                   "(00)");

  tactus_frame_add_boolean (self, "on", data[1] == 1);
  return TRUE;
}

static gboolean
explain_number (TactusFrame   *self,
                const guint8  *data,
                gsize          length,
                GError       **error)
{
  if (length != 2)
    return tactus_frame_malformed (error, "Control: the value is byte 1, the last");

  tactus_frame_add_number (self, "value", data[1], NULL);
  return TRUE;
}

static gboolean
explain_side (TactusFrame   *self,
              const guint8  *data,
              gsize          length,
              GError       **error)
{
  if (length != 2 || data[1] > 1)
    return tactus_frame_malformed (error, "Control: the side at byte 1, the last, is neither left "
                                   "(00) nor right (01)");

  tactus_frame_add_text (self, "side", data[1] == 0 ? "left" : "right");
  return TRUE;
}

static gboolean
explain_goal (TactusFrame   *self,
              const guint8  *data,
              gsize          length,
              GError       **error)
{
  if (length != 4 || data[1] != 0)
    return tactus_frame_malformed (error, "Control: a goal has a zero at byte 1 and its steps at "
                                   "bytes 2 and 3, the last");

  tactus_frame_add_number (self, "steps", tactus_read_u16 (data + 2), NULL);
  return TRUE;
}

static gboolean
add_date (TactusFrame   *self,
          const char    *name,
          const guint8  *data,
          gsize          offset,
          GError       **error)
{
  TactusBandTime time;

  if (!tactus_mi1_date_parse (&time, data + offset, DATE_SIZE, NULL))
    return tactus_frame_malformed (error, "%s at byte %" G_GSIZE_FORMAT " is no date of the "
                                   "calendar", name, offset);

  tactus_frame_add_time (self, name, NULL, TRUE, &time);
  return TRUE;
}

static gboolean
explain_alarm (TactusFrame   *self,
               const guint8  *data,
               gsize          length,
               GError       **error)
{
  g_autofree char *days = NULL;

  if (length != ALARM_SIZE)
    return tactus_frame_malformed (error, "Control: the days of an alarm are byte 10, the last");
  if (data[1] >= ALARM_SLOTS)
    return tactus_frame_malformed (error, "Control: the slot at byte 1 is none of 00, 01, 02");
  if (data[2] > 1)
    return tactus_frame_malformed (error, "Control: byte 2 is neither on (01) nor off (00)");

  days = tactus_days_to_text (data[10] & ALARM_ONCE ? 0 : data[10]);
  tactus_frame_add_number (self, "slot", data[1], NULL);
  tactus_frame_add_boolean (self, "enabled", data[2] == 1);
  if (!add_date (self, "time", data, 3, error))
    return FALSE;
  tactus_frame_add_number (self, "smart", data[9], "min");
  tactus_frame_add_text (self, "days", days);
  return TRUE;
}

/* The count inverted keeps the minutes on the band. */
static gboolean
explain_ack (TactusFrame   *self,
             const guint8  *data,
             gsize          length,
             GError       **error)
{
  if (length != ACK_SIZE)
    return tactus_frame_malformed (error, "Control: the count of bytes is bytes 7 and 8, the last");

  tactus_frame_add_number (self, "bytes", tactus_read_u16 (data + 7), "bytes, or their complement");
  return add_date (self, "start_local", data, 1, error);
}

static const Command control[] = {
  { 0x03, "realtime_steps", explain_switch },
  { 0x04, "alarm", explain_alarm },
  { 0x05, "goal", explain_goal },
  { 0x06, "fetch", explain_nothing },
  { 0x07, "firmware_info", NULL },
  { 0x08, "alert", explain_number },
  { 0x09, "factory_reset", explain_nothing },
  { 0x0a, "confirm", explain_ack },
  { 0x0b, "sync", explain_nothing },
  { 0x0c, "reboot", explain_nothing },
  { 0x0f, "wear_side", explain_side },
  { 0x10, "set_steps", NULL },
  { 0x11, "stop_sync", explain_nothing },
  { 0x12, "sensors", explain_switch },
  { 0x13, "stop_vibration", explain_nothing },
};

gboolean
tactus_frame_explain_mi1_control (TactusFrame        *self,
                                  const TactusModel  *model,
                                  const guint8       *data,
                                  gsize               length,
                                  GError            **error)
{
  tactus_frame_begin (self, "mi1_control", "Control point", FALSE);
  for (gsize i = 0; length > 0 && i < G_N_ELEMENTS (control); i++)
    if (control[i].code == data[0])
      {
        tactus_frame_add_text (self, "command", control[i].name);
        if (control[i].explain)
          return control[i].explain (self, data, length, error);

        tactus_frame_add_bytes (self, "data", data + 1, length - 1);
        return TRUE;
      }

  return tactus_frame_malformed (error, "Control: the command at byte 0 is %s",
                                 length == 0 ? "missing" : "none of 03 to 0c, 0f to 13");
}

gboolean
tactus_frame_explain_mi1_test (TactusFrame        *self,
                               const TactusModel  *model,
                               const guint8       *data,
                               gsize               length,
                               GError            **error)
{
  static const char * const names[] = {
    NULL, "remote_disconnect", "self_test", "notification", NULL, "disconnect_reminder",
  };

  tactus_frame_begin (self, "mi1_test", "Test", FALSE);
  if (length == 0 || data[0] >= G_N_ELEMENTS (names) || !names[data[0]])
    return tactus_frame_malformed (error, "Test: the command at byte 0 is none of 01, 02, 03, 05");

  tactus_frame_add_text (self, "command", names[data[0]]);
  tactus_frame_add_bytes (self, "data", data + 1, length - 1);
  return TRUE;
}

/* `type date6 total16 left16`, in minutes or in bytes. */
static gboolean
explain_block (TactusFrame   *self,
               const guint8  *data,
               GError       **error)
{
  const char *unit = data[0] == BLOCK_MINUTES ? "minutes" : "bytes";

  tactus_frame_begin (self, "mi1_activity_block", "Stored activity, head of a block", TRUE);
  tactus_frame_add_text (self, "counted_in", unit);
  if (!add_date (self, "start_local", data, 1, error))
    return FALSE;

  tactus_frame_add_number (self, "total", tactus_read_u16 (data + 7), unit);
  tactus_frame_add_number (self, "left", tactus_read_u16 (data + 9), unit);
  return TRUE;
}

/* A head has eleven bytes and says a date; anything else is a stretch of a block's bytes, which
 * need not end where a sample does. */
gboolean
tactus_frame_explain_mi1_activity (TactusFrame        *self,
                                   const TactusModel  *model,
                                   const guint8       *data,
                                   gsize               length,
                                   GError            **error)
{
  if (length == 0)
    return tactus_frame_malformed (error, "Stored activity: byte 0 is missing");
  if (length > LONGEST_PACKET)
    return tactus_frame_malformed (error, "Stored activity: a packet ends with byte 19 at most");
  if (length == BLOCK_SIZE && data[0] <= BLOCK_MINUTES)
    return explain_block (self, data, error);

  tactus_frame_begin (self, "mi1_activity_data", "Stored activity, data", TRUE);
  tactus_frame_add_bytes (self, "data", data, length);
  return TRUE;
}
