/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* Reads an input of the fuzzer as a script: bytes for choices, and frames with their length before
 * them.  A script that ends early is a short one, never an error. */
typedef struct {
  const guint8 *data;
  gsize         length;
} FeedScript;

static inline gboolean
feed_script_is_over (const FeedScript *self)
{
  return self->length == 0;
}

static inline guint8
feed_script_byte (FeedScript *self)
{
  guint8 byte = self->length > 0 ? self->data[0] : 0;

  if (self->length > 0)
    {
      self->data++;
      self->length--;
    }

  return byte;
}

/* Returns: (transfer full) (nullable): a copy of exactly @length bytes, or as many as are left */
static inline guint8 *
feed_script_frame (FeedScript *self,
                   gsize      *length)
{
  guint8 *frame;

  *length = MIN (*length, self->length);
  if (*length == 0)
    return NULL;

  frame = g_memdup2 (self->data, *length);
  self->data += *length;
  self->length -= *length;

  return frame;
}
