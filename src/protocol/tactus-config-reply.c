/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-config-reply.h"

#include "tactus-protocol-error.h"

#define OFFSET_OP         1
#define OFFSET_STATUS     2
#define OFFSET_SUB        2

/* `10 06 17 00 01`: the longest that repeats the write. */
#define LONGEST_REPEATING 5

#define STATUS_OK         0x01

/* These name in their second byte what they are about, and the answer repeats it. */
static gboolean
has_sub (guint8 op)
{
  return op == 0x06 || op == 0xfe;
}

static gboolean
malformed (GError     **error,
           const char  *problem,
           gsize        length)
{
  g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
               "Answer to a setting: %s (%" G_GSIZE_FORMAT " bytes)", problem, length);

  return FALSE;
}

gboolean
tactus_config_reply_parse (const guint8  *data,
                           gsize          length,
                           guint8        *op,
                           gint          *sub,
                           gboolean      *ok,
                           GError       **error)
{
  if (length == 0 || data[0] != TACTUS_CONFIG_REPLY_MARK)
    return malformed (error, "the mark at byte 0 is not 10", length);
  if (length <= OFFSET_OP)
    return malformed (error, "the command at byte 1 is missing", length);
  if (length <= OFFSET_STATUS)
    return malformed (error, "the status at byte 2 is missing", length);
  if (has_sub (data[OFFSET_OP]) && length <= OFFSET_SUB + 1)
    return malformed (error, "the status at byte 3 is missing", length);
  if (has_sub (data[OFFSET_OP]) && length > LONGEST_REPEATING)
    return malformed (error, "more than the status, which ends it at byte 4", length);

  *op = data[OFFSET_OP];
  *sub = has_sub (*op) ? data[OFFSET_SUB] : -1;
  *ok = data[has_sub (*op) ? length - 1 : OFFSET_STATUS] == STATUS_OK;

  return TRUE;
}
