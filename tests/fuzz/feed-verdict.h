/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "tactus-protocol-error.h"

/* A parser that accepts sets no error; one that refuses says that the bytes are malformed.  By
 * address, so that the parser's call may stand beside it.
 * Returns: @fine */
static inline gboolean
feed_verdict (gboolean   fine,
              GError   **error)
{
  if (fine)
    g_assert_no_error (*error);
  else
    g_assert_error (*error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED);

  return fine;
}

/* Likewise for a text that a person wrote: @code of TACTUS_PROTOCOL_ERROR, with words. */
static inline gboolean
feed_text_verdict (gboolean   fine,
                   GError   **error,
                   int        code)
{
  if (fine)
    {
      g_assert_no_error (*error);
      return TRUE;
    }

  g_assert_error (*error, TACTUS_PROTOCOL_ERROR, code);
  g_assert_true (g_utf8_validate ((*error)->message, -1, NULL));
  return FALSE;
}
