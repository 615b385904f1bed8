/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-event.h"

#include "tactus-bytes-private.h"
#include "tactus-protocol-error.h"

#define CODE_SILENT    0x10
#define CODE_WORKOUT   0x14
#define CODE_MTU       0x16
#define CODE_MUSIC     0xfe

/* What follows the code. */
#define OFFSET_DETAIL  1
#define OFFSET_WORKOUT 3

#define SMALLEST_MTU   23 /* what every Bluetooth LE link begins with */

static const struct {
  guint8          code;
  TactusEventKind kind;
} plain[] = {
  { 0x01, TACTUS_EVENT_ASLEEP },
  { 0x02, TACTUS_EVENT_AWAKE },
  { 0x03, TACTUS_EVENT_GOAL_REACHED },
  { 0x04, TACTUS_EVENT_BUTTON },
  { 0x06, TACTUS_EVENT_TAKEN_OFF },
  { 0x07, TACTUS_EVENT_CALL_REJECTED },
  { 0x08, TACTUS_EVENT_FIND_PHONE },
  { 0x09, TACTUS_EVENT_CALL_IGNORED },
  { 0x0a, TACTUS_EVENT_ALARM_TOGGLED },
  { 0x0b, TACTUS_EVENT_BUTTON_LONG },
  { 0x0e, TACTUS_EVENT_TICK },
  { 0x0f, TACTUS_EVENT_FIND_PHONE_STOPPED },
  { 0x1a, TACTUS_EVENT_ALARM_CHANGED },
};

/* Those of two bytes. */
static const struct {
  guint8          code;
  guint8          detail;
  TactusEventKind kind;
} detailed[] = {
  { CODE_SILENT, 0x00, TACTUS_EVENT_SILENT_OFF },
  { CODE_SILENT, 0x01, TACTUS_EVENT_SILENT_ON },
  { CODE_MUSIC, 0x00, TACTUS_EVENT_MUSIC_PLAY },
  { CODE_MUSIC, 0x01, TACTUS_EVENT_MUSIC_PAUSE },
  { CODE_MUSIC, 0x03, TACTUS_EVENT_MUSIC_NEXT },
  { CODE_MUSIC, 0x04, TACTUS_EVENT_MUSIC_PREVIOUS },
  { CODE_MUSIC, 0x05, TACTUS_EVENT_MUSIC_LOUDER },
  { CODE_MUSIC, 0x06, TACTUS_EVENT_MUSIC_QUIETER },
  { CODE_MUSIC, 0xe0, TACTUS_EVENT_MUSIC_OPEN },
  { CODE_MUSIC, 0xe1, TACTUS_EVENT_MUSIC_CLOSE },
};

static const char * const names[] = {
  [TACTUS_EVENT_UNKNOWN] = "unknown",
  [TACTUS_EVENT_ASLEEP] = "asleep",
  [TACTUS_EVENT_AWAKE] = "awake",
  [TACTUS_EVENT_GOAL_REACHED] = "goal_reached",
  [TACTUS_EVENT_BUTTON] = "button",
  [TACTUS_EVENT_BUTTON_LONG] = "button_long",
  [TACTUS_EVENT_TAKEN_OFF] = "taken_off",
  [TACTUS_EVENT_CALL_REJECTED] = "call_rejected",
  [TACTUS_EVENT_CALL_IGNORED] = "call_ignored",
  [TACTUS_EVENT_FIND_PHONE] = "find_phone",
  [TACTUS_EVENT_FIND_PHONE_STOPPED] = "find_phone_stopped",
  [TACTUS_EVENT_ALARM_TOGGLED] = "alarm_toggled",
  [TACTUS_EVENT_ALARM_CHANGED] = "alarm_changed",
  [TACTUS_EVENT_ALARM] = "alarm",
  [TACTUS_EVENT_TICK] = "tick",
  [TACTUS_EVENT_SILENT_ON] = "silent_on",
  [TACTUS_EVENT_SILENT_OFF] = "silent_off",
  [TACTUS_EVENT_WORKOUT] = "workout",
  [TACTUS_EVENT_MTU] = "mtu",
  [TACTUS_EVENT_MUSIC_PLAY] = "music_play",
  [TACTUS_EVENT_MUSIC_PAUSE] = "music_pause",
  [TACTUS_EVENT_MUSIC_NEXT] = "music_next",
  [TACTUS_EVENT_MUSIC_PREVIOUS] = "music_previous",
  [TACTUS_EVENT_MUSIC_LOUDER] = "music_volume_up",
  [TACTUS_EVENT_MUSIC_QUIETER] = "music_volume_down",
  [TACTUS_EVENT_MUSIC_OPEN] = "music_open",
  [TACTUS_EVENT_MUSIC_CLOSE] = "music_close",
  [TACTUS_EVENT_CHARGING] = "charging",
  [TACTUS_EVENT_CHARGED] = "charged",
};

/* How long an event must be at least to say what it is about. */
static gsize
required_length (guint8 code)
{
  switch (code)
    {
    case CODE_SILENT:
    case CODE_MUSIC:
      return OFFSET_DETAIL + 1;
    case CODE_MTU:
      return OFFSET_DETAIL + sizeof (guint16);
    case CODE_WORKOUT:
      return OFFSET_WORKOUT + 1;
    default:
      return 1;
    }
}

static TactusEventKind
find_plain (guint8 code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    if (plain[i].code == code)
      return plain[i].kind;

  return TACTUS_EVENT_UNKNOWN;
}

static TactusEventKind
find_detailed (guint8 code,
               guint8 detail)
{
  for (gsize i = 0; i < G_N_ELEMENTS (detailed); i++)
    if (detailed[i].code == code && detailed[i].detail == detail)
      return detailed[i].kind;

  return TACTUS_EVENT_UNKNOWN;
}

static gboolean
parse_mtu (TactusEvent   *self,
           const guint8  *data,
           GError       **error)
{
  self->kind = TACTUS_EVENT_MTU;
  self->value = tactus_read_u16 (data + OFFSET_DETAIL);
  if (self->value >= SMALLEST_MTU)
    return TRUE;

  g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
               "Event: MTU %u at byte 1; no link has less than 23", self->value);
  return FALSE;
}

gboolean
tactus_event_parse (TactusEvent   *self,
                    const guint8  *data,
                    gsize          length,
                    GError       **error)
{
  *self = (TactusEvent) { TACTUS_EVENT_UNKNOWN, length > 0 ? data[0] : 0, 0 };

  if (length == 0 || length < required_length (data[0]))
    {
      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                   "Event: nothing at byte %" G_GSIZE_FORMAT ", which is its %s", length,
                   length == 0 ? "code" : "detail");
      return FALSE;
    }

  if (data[0] == CODE_MTU)
    return parse_mtu (self, data, error);
  if (data[0] == CODE_WORKOUT)
    *self = (TactusEvent) { TACTUS_EVENT_WORKOUT, data[0], data[OFFSET_WORKOUT] };
  else if (required_length (data[0]) > 1)
    self->kind = find_detailed (data[0], data[OFFSET_DETAIL]);
  else
    self->kind = find_plain (data[0]);

  return TRUE;
}

const char *
tactus_event_kind_to_name (TactusEventKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (names), NULL);

  return names[kind];
}
