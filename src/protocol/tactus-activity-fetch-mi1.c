/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-activity-fetch-private.h"

#include <string.h>

#include "tactus-bytes-private.h"
#include "tactus-mi1.h"
#include "tactus-uuids.h"

#define COMMAND_FETCH     0x06
#define COMMAND_CONFIRM   0x0a
#define COMMAND_STOP      0x11
#define NOTICE_STOPPED    0x18

#define HEADER_SIZE       11
#define OFFSET_DATE       1
#define OFFSET_LEFT       9
#define TYPE_BYTES        0   /* the header counts bytes */
#define TYPE_MINUTES      1   /* the header counts minutes */

#define PROFILE_COUNTER   0x02000700 /* since then packets begin with a counter */
#define STOP_MS           1000       /* a band that stops is quiet that long */

typedef enum {
  STATE_HEADER,    /* the next block is due */
  STATE_RECEIVING,
  STATE_STOPPING,  /* the block is spoiled, the band was told to stop: the rest goes by */
} State;

/* The first generation: asked on FF05, blocks of minutes come on FF07.  A run is a block. */
typedef struct {
  TactusActivityFetch base;
  State               state;
  gboolean            has_counter;
  guint8              counter;                /* the next */
  gboolean            counted;                /* whether there was one before, in this block */
  guint8              header[HEADER_SIZE];    /* of the block under way */
  guint8              confirmed[HEADER_SIZE]; /* of the block before; valid after the first */
  guint               size;                   /* bytes of the block under way */
  GByteArray         *bytes;                  /* (owned): what came of it */
} Mi1;

static guint
deadline_of (Mi1 *self)
{
  return self->state == STATE_STOPPING ? STOP_MS : TACTUS_FETCH_ANSWER_MS;
}

static void
ignore (Mi1             *self,
        TactusFetchStep *step)
{
  tactus_fetch_ignore (&self->base, deadline_of (self), step);
}

static void
write_command (Mi1             *self,
               const guint8    *command,
               gsize            length,
               State            state,
               TactusFetchStep *step)
{
  self->state = state;
  tactus_fetch_write (&self->base, TACTUS_UUID_MI1_CONTROL, command, length, deadline_of (self),
                      step);
}

static void
begin_block (Mi1 *self)
{
  tactus_fetch_begin_run (&self->base);
  g_byte_array_set_size (self->bytes, 0);
  self->size = 0;
  self->counted = FALSE;
}

static void
ask (Mi1             *self,
     TactusFetchStep *step)
{
  const guint8 command = COMMAND_FETCH;

  begin_block (self);
  write_command (self, &command, 1, STATE_HEADER, step);
}

/* The count is in bytes, whatever the header counts in. */
static void
confirm (Mi1             *self,
         TactusFetchStep *step)
{
  guint8 command[1 + TACTUS_MI1_DATE_SIZE + 2] = { COMMAND_CONFIRM };

  memcpy (command + 1, self->header + OFFSET_DATE, TACTUS_MI1_DATE_SIZE);
  command[sizeof command - 2] = self->size & 0xff;
  command[sizeof command - 1] = self->size >> 8 & 0xff;
  write_command (self, command, sizeof command, STATE_HEADER, step);
}

/* Takes @error. */
static void
spoil (Mi1             *self,
       GError          *error,
       TactusFetchStep *step)
{
  const guint8 command = COMMAND_STOP;

  tactus_fetch_spoil (&self->base, error);
  if (!tactus_fetch_may_try_again (&self->base, step))
    return;

  self->base.n_ignored = 0;
  write_command (self, &command, 1, STATE_STOPPING, step);
}

/* A band that was told the block is safe goes on to the next one.  One that has not understood
 * would send the same for ever. */
static gboolean
is_sent_again (Mi1          *self,
               const guint8 *data)
{
  return self->base.n_runs > 0 && memcmp (data, self->confirmed, HEADER_SIZE) == 0;
}

static GError *
find_header_problem (Mi1          *self,
                     const guint8 *data,
                     gsize         length)
{
  guint left;

  if (length != HEADER_SIZE)
    return tactus_fetch_error (TACTUS_PROTOCOL_ERROR_MALFORMED,
                               "Activity: a header of %" G_GSIZE_FORMAT " bytes; what is left is "
                               "bytes 9 and 10, the last", length);

  if (data[0] != TYPE_BYTES && data[0] != TYPE_MINUTES)
    return tactus_fetch_error (TACTUS_PROTOCOL_ERROR_MALFORMED,
                               "Activity: type at byte 0 of a header is %d; 0 and 1 are known",
                               data[0]);

  left = tactus_read_u16 (data + OFFSET_LEFT);
  if (data[0] == TYPE_BYTES && left % self->base.model->sample_size != 0)
    return tactus_fetch_error (TACTUS_PROTOCOL_ERROR_MALFORMED,
                               "Activity: %u bytes at byte 9 of a header are no whole minutes of "
                               "%d", left, self->base.model->sample_size);

  if (left > 0 && is_sent_again (self, data))
    return tactus_fetch_error (TACTUS_PROTOCOL_ERROR_MALFORMED,
                               "Activity: the date at byte 1 of a header does not advance; the "
                               "band sends the same minutes again");

  return NULL;
}

static GError *
take_date (Mi1          *self,
           const guint8 *data)
{
  GError *error = NULL;

  if (!tactus_mi1_date_parse (&self->base.run_start, data + OFFSET_DATE, TACTUS_MI1_DATE_SIZE,
                              &error))
    {
      g_prefix_error (&error, "Activity: header from byte 1: ");
      return error;
    }

  self->base.run_start.zone_quarters = self->base.since.zone_quarters;
  return NULL;
}

static void
begin_receiving (Mi1             *self,
                 const guint8    *data,
                 TactusFetchStep *step)
{
  guint sample_size = self->base.model->sample_size;
  guint left = tactus_read_u16 (data + OFFSET_LEFT);
  GError *error;

  self->size = data[0] == TYPE_MINUTES ? left * sample_size : left;
  self->base.run_total = self->size / sample_size;
  memcpy (self->header, data, HEADER_SIZE);

  error = take_date (self, data);
  if (error)
    {
      tactus_fetch_fail (&self->base, error, step);
      return;
    }

  self->state = STATE_RECEIVING;
  tactus_fetch_begin_step (step, TACTUS_FETCH_WAIT, deadline_of (self));
}

static void
take_header (Mi1             *self,
             const guint8    *data,
             gsize            length,
             TactusFetchStep *step)
{
  GError *error = find_header_problem (self, data, length);

  if (error)
    spoil (self, error, step);
  else if (tactus_read_u16 (data + OFFSET_LEFT) == 0)
    tactus_fetch_succeed (&self->base, step);
  else
    begin_receiving (self, data, step);
}

/* Where the counter of a block begins is not known; that it goes on tells that none is lost. */
static GError *
take_counter (Mi1          *self,
              const guint8 *data,
              gsize         length)
{
  guint8 due = self->counter;

  if (!self->has_counter)
    return NULL;

  if (length < 2)
    return tactus_fetch_error (TACTUS_PROTOCOL_ERROR_MALFORMED,
                               "Activity: %" G_GSIZE_FORMAT " bytes; minutes follow the counter at "
                               "byte 0", length);

  if (self->counted && data[0] != due)
    return tactus_fetch_error (TACTUS_PROTOCOL_ERROR_MALFORMED,
                               "Activity: counter at byte 0 is %d; %d is next, a packet is lost",
                               data[0], due);

  self->counted = TRUE;
  self->counter = (guint8) (data[0] + 1);
  return NULL;
}

/* The header of the next block, though this one is not whole.  Eleven bytes of minutes are taken
 * for one only if they do not end the block and look like one all through. */
static gboolean
is_early_header (Mi1          *self,
                 const guint8 *data,
                 gsize         length)
{
  gsize payload = length - (self->has_counter ? 1 : 0);
  TactusBandTime date;

  return length == HEADER_SIZE && payload != self->size - self->bytes->len
         && (data[0] == TYPE_BYTES || data[0] == TYPE_MINUTES)
         && tactus_mi1_date_parse (&date, data + OFFSET_DATE, TACTUS_MI1_DATE_SIZE, NULL);
}

static GError *
take_payload (Mi1          *self,
              const guint8 *data,
              gsize         length)
{
  gsize skipped = self->has_counter ? 1 : 0;

  if (length == 0)
    return tactus_fetch_error (TACTUS_PROTOCOL_ERROR_MALFORMED,
                               "Activity: 0 bytes; minutes begin at byte 0");
  if (length - skipped > self->size - self->bytes->len)
    return tactus_fetch_error (TACTUS_PROTOCOL_ERROR_MALFORMED,
                               "Activity: more than the %u bytes announced at byte 9 of the header",
                               self->size);

  g_byte_array_append (self->bytes, data + skipped, length - skipped);
  return NULL;
}

/* Packets are cut anywhere; only whole minutes count. */
static void
parse_minutes (Mi1 *self)
{
  GArray *samples = self->base.samples;
  guint sample_size = self->base.model->sample_size;

  while ((samples->len + 1) * sample_size <= self->bytes->len)
    {
      TactusActivitySample sample;

      sample = tactus_activity_sample_parse (self->bytes->data + samples->len * sample_size,
                                             sample_size);
      g_array_append_val (samples, sample);
    }
}

static void
take_packet (Mi1             *self,
             const guint8    *data,
             gsize            length,
             TactusFetchStep *step)
{
  GError *error;

  if (is_early_header (self, data, length))
    error = tactus_fetch_error (TACTUS_PROTOCOL_ERROR_MALFORMED,
                                "Activity: %u bytes of a block came; %u were announced at byte 9 "
                                "of its header", self->bytes->len, self->size);
  else
    error = take_counter (self, data, length);

  if (!error)
    error = take_payload (self, data, length);
  if (error)
    {
      spoil (self, error, step);
      return;
    }

  parse_minutes (self);
  if (self->bytes->len == self->size)
    tactus_fetch_store (&self->base, step);
  else
    tactus_fetch_begin_step (step, TACTUS_FETCH_WAIT, deadline_of (self));
}

static void
mi1_data (TactusActivityFetch *base,
          const guint8        *data,
          gsize                length,
          TactusFetchStep     *step)
{
  Mi1 *self = (Mi1 *) base;

  switch (self->state)
    {
    case STATE_HEADER:
      take_header (self, data, length, step);
      break;
    case STATE_RECEIVING:
      take_packet (self, data, length, step);
      break;
    case STATE_STOPPING:
    default:
      ignore (self, step);
      break;
    }
}

/* FF03 tells of all kinds of things; one of them is the end of a transfer. */
static void
mi1_control (TactusActivityFetch *base,
             const guint8        *data,
             gsize                length,
             TactusFetchStep     *step)
{
  Mi1 *self = (Mi1 *) base;
  gboolean stopped = length == 1 && data[0] == NOTICE_STOPPED;

  if (stopped && self->state != STATE_STOPPING)
    spoil (self, tactus_fetch_error (TACTUS_PROTOCOL_ERROR_REFUSED,
                                     "The band stopped sending what it has recorded (0x%02x)",
                                     NOTICE_STOPPED), step);
  else
    ignore (self, step);
}

static void
mi1_start (TactusActivityFetch *base,
           TactusFetchStep     *step)
{
  ask ((Mi1 *) base, step);
}

static void
mi1_stored (TactusActivityFetch *base,
            TactusFetchStep     *step)
{
  Mi1 *self = (Mi1 *) base;

  confirm (self, step);
  memcpy (self->confirmed, self->header, HEADER_SIZE);
  begin_block (self);
  tactus_fetch_end_run (base, step);
}

static void
mi1_timed_out (TactusActivityFetch *base,
               TactusFetchStep     *step)
{
  Mi1 *self = (Mi1 *) base;

  if (self->state == STATE_STOPPING)
    ask (self, step);
  else
    spoil (self, tactus_fetch_error (TACTUS_PROTOCOL_ERROR_TIMED_OUT,
                                     "The band stopped answering while it was asked for what it "
                                     "has recorded"), step);
}

static void
mi1_clear (TactusActivityFetch *base)
{
  g_byte_array_unref (((Mi1 *) base)->bytes);
}

static const TactusActivityFetchClass mi1_class = {
  .control_uuid = TACTUS_UUID_MI1_NOTICE,
  .data_uuid = TACTUS_UUID_MI1_ACTIVITY,
  .start = mi1_start,
  .control = mi1_control,
  .data = mi1_data,
  .stored = mi1_stored,
  .timed_out = mi1_timed_out,
  .clear = mi1_clear,
};

TactusActivityFetch *
tactus_activity_fetch_new_mi1 (void)
{
  Mi1 *self = g_new0 (Mi1, 1);

  self->base.klass = &mi1_class;
  self->bytes = g_byte_array_new ();

  return &self->base;
}

void
tactus_activity_fetch_mi1_set_profile (TactusActivityFetch *base,
                                       guint32              profile_version)
{
  ((Mi1 *) base)->has_counter = profile_version >= PROFILE_COUNTER;
}
