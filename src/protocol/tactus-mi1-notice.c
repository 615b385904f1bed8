/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-mi1.h"

#include "tactus-protocol-error.h"

/* What the band says on FF03.  Most of it answers a write or tells why it vibrates. */
typedef struct {
  guint8          code;
  TactusEventKind kind;
  const char     *text;
} Notice;

static const Notice notices[] = {
  { 0x00, TACTUS_EVENT_UNKNOWN, "normal" },
  { 0x01, TACTUS_EVENT_UNKNOWN, "firmware update failed" },
  { 0x02, TACTUS_EVENT_UNKNOWN, "firmware update done" },
  { 0x03, TACTUS_EVENT_UNKNOWN, "connection parameters refused" },
  { 0x04, TACTUS_EVENT_UNKNOWN, "connection parameters set" },
  { TACTUS_MI1_NOTICE_LOGIN_OK, TACTUS_EVENT_UNKNOWN, "login done" },
  { TACTUS_MI1_NOTICE_LOGIN_FAILED, TACTUS_EVENT_UNKNOWN, "login failed: not this owner" },
  { 0x07, TACTUS_EVENT_GOAL_REACHED, "step goal reached" },
  { 0x08, TACTUS_EVENT_UNKNOWN, "latency set" },
  { TACTUS_MI1_NOTICE_RESET_FAILED, TACTUS_EVENT_UNKNOWN, "new owner refused" },
  { TACTUS_MI1_NOTICE_RESET_OK, TACTUS_EVENT_UNKNOWN, "new owner accepted" },
  { 0x0b, TACTUS_EVENT_UNKNOWN, "firmware check failed" },
  { 0x0c, TACTUS_EVENT_UNKNOWN, "firmware check done" },
  { 0x0d, TACTUS_EVENT_UNKNOWN, "vibrates for a message" },
  { 0x0e, TACTUS_EVENT_UNKNOWN, "vibrates for a call" },
  { 0x0f, TACTUS_EVENT_UNKNOWN, "vibrates for a lost connection" },
  { 0x10, TACTUS_EVENT_ALARM, "smart alarm rings" },
  { 0x11, TACTUS_EVENT_ALARM, "alarm rings" },
  { 0x12, TACTUS_EVENT_GOAL_REACHED, "vibrates for the step goal" },
  { TACTUS_MI1_NOTICE_TAP, TACTUS_EVENT_UNKNOWN, "waits for a tap" },
  { 0x14, TACTUS_EVENT_UNKNOWN, "switches itself off" },
  { TACTUS_MI1_NOTICE_TAPPED, TACTUS_EVENT_UNKNOWN, "was tapped" },
  { 0x16, TACTUS_EVENT_UNKNOWN, "vibrates for a test" },
  { 0x18, TACTUS_EVENT_UNKNOWN, "transfer cancelled" },
  { TACTUS_MI1_NOTICE_CANCELLED, TACTUS_EVENT_UNKNOWN, "pairing cancelled" },
  { 0xff, TACTUS_EVENT_UNKNOWN, "malfunction" },
};

static const Notice *
find (guint8 code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (notices); i++)
    if (notices[i].code == code)
      return &notices[i];

  return NULL;
}

gboolean
tactus_mi1_event_parse (TactusEvent   *self,
                        const guint8  *data,
                        gsize          length,
                        GError       **error)
{
  const Notice *notice;

  *self = (TactusEvent) { TACTUS_EVENT_UNKNOWN, 0, 0 };

  if (length != 1)
    {
      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                   "Notice: %" G_GSIZE_FORMAT " bytes; the code is byte 0, the only one", length);
      return FALSE;
    }

  self->code = data[0];
  notice = find (self->code);
  if (notice)
    self->kind = notice->kind;

  return TRUE;
}

const char *
tactus_mi1_notice_to_text (guint8 code)
{
  const Notice *notice = find (code);

  return notice ? notice->text : NULL;
}
