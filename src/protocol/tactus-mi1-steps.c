/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-mi1.h"

#include "tactus-bytes-private.h"
#include "tactus-protocol-error.h"

gboolean
tactus_mi1_steps_parse (guint32       *steps,
                        const guint8  *data,
                        gsize          length,
                        GError       **error)
{
  *steps = 0;

  switch (length)
    {
    case 2:
      *steps = tactus_read_u16 (data);
      return TRUE;
    case 4:
      *steps = tactus_read_u32 (data);
      return TRUE;
    default:
      g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
                   "Steps: %" G_GSIZE_FORMAT " bytes; the steps are 2 or 4 bytes from byte 0",
                   length);
      return FALSE;
    }
}
