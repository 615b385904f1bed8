/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-heart-rate.h"

#include <string.h>

#include "tactus-bytes-private.h"
#include "tactus-protocol-error.h"

#define MAX_ATTRIBUTE_SIZE 512

#define FLAG_WIDE          0x01
#define FLAG_CONTACT       0x02
#define FLAG_HAS_CONTACT   0x04
#define FLAG_ENERGY        0x08
#define FLAG_RR            0x10

#define VALUE_FAILED       0
#define VALUE_NONE         255

static TactusContact
contact_for (guint8 flags)
{
  if (!(flags & FLAG_HAS_CONTACT))
    return TACTUS_CONTACT_UNKNOWN;

  return flags & FLAG_CONTACT ? TACTUS_CONTACT_YES : TACTUS_CONTACT_NO;
}

static gboolean
need (const char  *field,
      gsize        offset,
      gsize        size,
      gsize        length,
      GError     **error)
{
  if (offset + size <= length)
    return TRUE;

  g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
               "Heart rate: %s at byte %" G_GSIZE_FORMAT " needs %" G_GSIZE_FORMAT
               " bytes; the record ends at %" G_GSIZE_FORMAT, field, offset, size, length);
  return FALSE;
}

static gboolean
parse_value (TactusHeartRate *self,
             const guint8    *data,
             gsize            length,
             gsize           *offset,
             GError         **error)
{
  gsize size = data[0] & FLAG_WIDE ? 2 : 1;

  if (!need ("value", *offset, size, length, error))
    return FALSE;

  self->value = size == 2 ? tactus_read_u16 (data + *offset) : data[*offset];
  self->no_reading = self->value == VALUE_FAILED || self->value == VALUE_NONE;
  *offset += size;

  return TRUE;
}

static gboolean
parse_energy (TactusHeartRate *self,
              const guint8    *data,
              gsize            length,
              gsize           *offset,
              GError         **error)
{
  if (!(data[0] & FLAG_ENERGY))
    return TRUE;

  if (!need ("energy", *offset, 2, length, error))
    return FALSE;

  self->energy_kj = tactus_read_u16 (data + *offset);
  *offset += 2;

  return TRUE;
}

static gboolean
parse_rr (TactusHeartRate *self,
          const guint8    *data,
          gsize            length,
          gsize            offset,
          GError         **error)
{
  if (!(data[0] & FLAG_RR))
    return TRUE;

  for (; offset < length; offset += 2)
    {
      if (!need ("RR interval", offset, 2, length, error))
        return FALSE;

      self->rr[self->n_rr++] = tactus_read_u16 (data + offset);
    }

  return TRUE;
}

static gboolean
check_length (gsize    length,
              GError **error)
{
  if (length <= MAX_ATTRIBUTE_SIZE)
    return need ("flags", 0, 1, length, error);

  g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
               "Heart rate: %" G_GSIZE_FORMAT " bytes; an attribute ends at byte 512", length);
  return FALSE;
}

gboolean
tactus_heart_rate_parse (TactusHeartRate *self,
                         const guint8    *data,
                         gsize            length,
                         GError         **error)
{
  gsize offset = 1;

  memset (self, 0, sizeof *self);
  self->energy_kj = -1;

  if (!check_length (length, error))
    return FALSE;

  self->contact = contact_for (data[0]);

  return parse_value (self, data, length, &offset, error)
         && parse_energy (self, data, length, &offset, error)
         && parse_rr (self, data, length, offset, error);
}

GBytes *
tactus_heart_rate_command (TactusHeartRateCommand command)
{
  switch (command)
    {
    case TACTUS_HEART_RATE_STOP_ONCE:
      return g_bytes_new_static ("\x15\x02\x00", 3);
    case TACTUS_HEART_RATE_START_ONCE:
      return g_bytes_new_static ("\x15\x02\x01", 3);
    case TACTUS_HEART_RATE_STOP_CONTINUOUS:
      return g_bytes_new_static ("\x15\x01\x00", 3);
    case TACTUS_HEART_RATE_START_CONTINUOUS:
      return g_bytes_new_static ("\x15\x01\x01", 3);
    case TACTUS_HEART_RATE_KEEP_ALIVE:
      return g_bytes_new_static ("\x16", 1);
    default:
      g_return_val_if_reached (NULL);
    }
}
