/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What everything in this folder needs and nobody outside should: little-endian fields. */

static inline guint16
tactus_read_u16 (const guint8 *bytes)
{
  return (guint16) (bytes[0] | bytes[1] << 8);
}

static inline guint32
tactus_read_u32 (const guint8 *bytes)
{
  return tactus_read_u16 (bytes) | (guint32) tactus_read_u16 (bytes + 2) << 16;
}

static inline gint8
tactus_read_i8 (const guint8 *bytes)
{
  return (gint8) bytes[0];
}

static inline void
tactus_write_u16 (guint8  *bytes,
                  guint16  value)
{
  bytes[0] = (guint8) value;
  bytes[1] = (guint8) (value >> 8);
}

static inline void
tactus_write_u32 (guint8  *bytes,
                  guint32  value)
{
  tactus_write_u16 (bytes, (guint16) value);
  tactus_write_u16 (bytes + 2, (guint16) (value >> 16));
}

G_END_DECLS
