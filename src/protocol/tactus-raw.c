/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-raw.h"

#include "tactus-bytes-private.h"
#include "tactus-protocol-error.h"
#include "tactus-uuids.h"

#define HEADER_SIZE        2
#define AXES_SIZE          6 /* x, y, z */
#define PPG_SIZE           16

/* Types of packets: both carry acceleration, the first on later bands. */
#define TYPE_ACCELERATION_LATER 0x00
#define TYPE_ACCELERATION       0x01

/* What to stream, and how often a second. */
#define STREAM_ACCELERATION     0x01
#define STREAM_ALL              0x03
#define STREAM_RATE             25

#define COMMAND_SELECT          0x01
#define COMMAND_START           0x02
#define COMMAND_STOP            0x03

static gboolean
malformed (GError     **error,
           const char  *problem,
           gsize        length)
{
  g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_MALFORMED,
               "Raw sensor data: %s (%" G_GSIZE_FORMAT " bytes)", problem, length);

  return FALSE;
}

static void
read_acceleration (TactusRawPacket *self,
                   const guint8    *data,
                   gsize            length)
{
  self->kind = TACTUS_RAW_ACCELERATION;
  for (gsize i = HEADER_SIZE; i < length; i += sizeof (gint16))
    self->values[self->n_values++] = (gint16) tactus_read_u16 (data + i);
}

static void
read_ppg (TactusRawPacket *self,
          const guint8    *data,
          gsize            length)
{
  self->kind = TACTUS_RAW_PPG;
  for (gsize i = HEADER_SIZE; i < length; i += sizeof (guint16))
    self->values[self->n_values++] = tactus_read_u16 (data + i);
}

static void
read_bytes (TactusRawPacket *self,
            const guint8    *data,
            gsize            length)
{
  self->kind = TACTUS_RAW_UNKNOWN;
  for (gsize i = HEADER_SIZE; i < length; i++)
    self->values[self->n_values++] = data[i];
}

static gboolean
is_acceleration (guint8 type)
{
  return type == TYPE_ACCELERATION || type == TYPE_ACCELERATION_LATER;
}

gboolean
tactus_raw_parse (TactusRawPacket  *self,
                  const guint8     *data,
                  gsize             length,
                  GError          **error)
{
  *self = (TactusRawPacket) { TACTUS_RAW_UNKNOWN };

  if (length <= HEADER_SIZE)
    return malformed (error, "no samples at byte 2", length);
  if (length > HEADER_SIZE + G_N_ELEMENTS (self->values))
    return malformed (error, "more than a packet, which ends before byte 254", length);

  self->type = data[0];
  self->index = data[1];

  /* No whole number of axes fits a packet of light. */
  if (length == PPG_SIZE)
    read_ppg (self, data, length);
  else if (!is_acceleration (self->type))
    read_bytes (self, data, length);
  else if ((length - HEADER_SIZE) % AXES_SIZE == 0)
    read_acceleration (self, data, length);
  else
    return malformed (error, "from byte 2 on no whole number of x, y, z", length);

  return TRUE;
}

static gboolean
check_model (const TactusModel  *model,
             GError            **error)
{
  if (model->abilities & TACTUS_ABILITY_RAW)
    return TRUE;

  g_set_error (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED,
               "%s does not stream its sensors", model->name);
  return FALSE;
}

static gboolean
has_light (const TactusModel *model)
{
  return (model->abilities & TACTUS_ABILITY_HEART_RATE) != 0;
}

static void
add_command (GPtrArray    *writes,
             const guint8 *command,
             gsize         length)
{
  tactus_write_list_add (writes, TACTUS_UUID_RAW_CONTROL, command, length, TRUE, FALSE);
}

/* The light works only while the band measures the heart rate. */
static void
add_measuring (GPtrArray *writes,
               gboolean   on)
{
  const guint8 command[] = { 0x15, 0x01, on ? 0x01 : 0x00 };

  tactus_write_list_add (writes, TACTUS_UUID_HEART_RATE_CONTROL, command, sizeof command, TRUE,
                         FALSE);
}

GPtrArray *
tactus_raw_encode_start (const TactusModel  *model,
                         GError            **error)
{
  g_autoptr(GPtrArray) writes = tactus_write_list_new ();
  const guint8 select[] = {
    COMMAND_SELECT, has_light (model) ? STREAM_ALL : STREAM_ACCELERATION, STREAM_RATE,
  };
  const guint8 start[] = { COMMAND_START };

  if (!check_model (model, error))
    return NULL;

  add_command (writes, select, sizeof select);
  if (has_light (model))
    add_measuring (writes, TRUE);
  add_command (writes, start, sizeof start);

  return g_steal_pointer (&writes);
}

GPtrArray *
tactus_raw_encode_stop (const TactusModel  *model,
                        GError            **error)
{
  g_autoptr(GPtrArray) writes = tactus_write_list_new ();
  const guint8 stop[] = { COMMAND_STOP };

  if (!check_model (model, error))
    return NULL;

  add_command (writes, stop, sizeof stop);
  if (has_light (model))
    add_measuring (writes, FALSE);

  return g_steal_pointer (&writes);
}
