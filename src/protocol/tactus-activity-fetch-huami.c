/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-activity-fetch-private.h"

#include <string.h>

#include "tactus-activity-fetch-frame.h"
#include "tactus-crc32.h"
#include "tactus-uuids.h"

typedef enum {
  STATE_ASKING,     /* from when on the run begins */
  STATE_RECEIVING,
  STATE_DRAINING,   /* the run is spoiled: the rest of it goes by */
  STATE_STORED,     /* the band is told */
  STATE_EMPTY,      /* likewise, and there was nothing */
} State;

/* Generations B and B': asked on 0004, answered there and on 0005. */
typedef struct {
  TactusActivityFetch base;
  State               state;
  TactusFetchResponse start;     /* of the run under way */
  TactusBandTime      end;       /* of that run */
  TactusBandTime      reached;   /* end of the run before; valid after the first */
  guint8              counter;   /* the next */
  GBytes             *last;      /* (owned) (nullable): the packet before */
  guint32             crc32;
} Huami;

static guint
deadline_of (Huami *self)
{
  return self->state == STATE_STORED || self->state == STATE_EMPTY ? TACTUS_FETCH_ACK_MS
                                                                   : TACTUS_FETCH_ANSWER_MS;
}

static void
ignore (Huami           *self,
        TactusFetchStep *step)
{
  tactus_fetch_ignore (&self->base, deadline_of (self), step);
}

static void
write_op (Huami           *self,
          TactusFetchOp    op,
          State            state,
          TactusFetchStep *step)
{
  const guint8 byte = (guint8) op;

  self->state = state;
  tactus_fetch_write (&self->base, TACTUS_UUID_FETCH_CONTROL, &byte, 1, deadline_of (self), step);
}

static void
ask (Huami           *self,
     TactusFetchStep *step)
{
  g_autoptr(GBytes) command = NULL;
  gsize length;
  const guint8 *data;

  tactus_fetch_begin_run (&self->base);
  g_clear_pointer (&self->last, g_bytes_unref);
  self->counter = 0;
  self->crc32 = 0;
  self->state = STATE_ASKING;

  command = tactus_fetch_command_encode (TACTUS_FETCH_TYPE_ACTIVITY, &self->base.since);
  data = g_bytes_get_data (command, &length);
  tactus_fetch_write (&self->base, TACTUS_UUID_FETCH_CONTROL, data, length, deadline_of (self),
                      step);
}

static void
try_again (Huami           *self,
           TactusFetchStep *step)
{
  if (tactus_fetch_may_try_again (&self->base, step))
    ask (self, step);
}

/* Takes @error.  The band has not noticed: what it still sends must not get into the next run. */
static void
spoil (Huami           *self,
       GError          *error,
       TactusFetchStep *step)
{
  tactus_fetch_spoil (&self->base, error);
  self->base.n_ignored = 0;
  self->state = STATE_DRAINING;
  tactus_fetch_begin_step (step, TACTUS_FETCH_WAIT, deadline_of (self));
}

static void
out_of_turn (Huami                     *self,
             const TactusFetchResponse *answer,
             TactusFetchStep           *step)
{
  GError *error = tactus_fetch_error (TACTUS_PROTOCOL_ERROR_MALFORMED,
                                      "Fetch answer: command at byte 1 is %d, status at byte 2 is "
                                      "%d, out of turn", (int) answer->op, answer->status);

  tactus_fetch_fail (&self->base, error, step);
}

static void
refused (Huami                     *self,
         const TactusFetchResponse *answer,
         TactusFetchStep           *step)
{
  GError *error = tactus_fetch_error (TACTUS_PROTOCOL_ERROR_REFUSED,
                                      "The band refuses to send what it has recorded (command %d, "
                                      "status 0x%02x)", (int) answer->op, answer->status);

  tactus_fetch_fail (&self->base, error, step);
}

/* NULL, or what keeps the announced run from being taken. */
static GError *
find_problem (Huami                *self,
              const TactusBandTime *start,
              guint32               count)
{
  if (count > TACTUS_FETCH_RUN_MAXIMUM)
    return tactus_fetch_error (TACTUS_PROTOCOL_ERROR_MALFORMED,
                               "Fetch answer: count at byte 3 is %u; %d is a month", count,
                               TACTUS_FETCH_RUN_MAXIMUM);

  if (!tactus_fetch_add_minutes (start, count, &self->end))
    return tactus_fetch_error (TACTUS_PROTOCOL_ERROR_MALFORMED,
                               "Fetch answer: the start at bytes 7 to 13 is beyond the calendar");

  if (self->base.n_runs > 0 && !tactus_fetch_is_after (&self->end, &self->reached))
    return tactus_fetch_error (TACTUS_PROTOCOL_ERROR_MALFORMED,
                               "Fetch answer: the start at bytes 7 to 13 does not advance; the "
                               "band sends the same minutes again");

  return NULL;
}

static void
begin_run (Huami                     *self,
           const TactusFetchResponse *answer,
           TactusFetchStep           *step)
{
  TactusBandTime start = answer->start;
  GError *error;

  if (start.zone_quarters == TACTUS_ZONE_UNKNOWN)
    start.zone_quarters = self->base.since.zone_quarters;

  error = find_problem (self, &start, answer->count);
  if (error)
    {
      tactus_fetch_fail (&self->base, error, step);
      return;
    }

  self->start = *answer;
  self->base.run_start = start;
  self->base.run_total = answer->count;
  write_op (self, TACTUS_FETCH_OP_DATA, STATE_RECEIVING, step);
}

static void
take_start (Huami                     *self,
            const TactusFetchResponse *answer,
            TactusFetchStep           *step)
{
  if (!answer->ok)
    refused (self, answer, step);
  else if (answer->nothing)
    write_op (self, TACTUS_FETCH_OP_ACK, STATE_EMPTY, step);
  else
    begin_run (self, answer, step);
}

static GError *
find_end_problem (Huami                     *self,
                  const TactusFetchResponse *answer)
{
  guint total = self->base.run_total;

  if (!answer->ok)
    return tactus_fetch_error (TACTUS_PROTOCOL_ERROR_REFUSED,
                               "The band ended a run with status 0x%02x", answer->status);
  if (self->base.samples->len != total)
    return tactus_fetch_error (TACTUS_PROTOCOL_ERROR_MALFORMED,
                               "Activity: %u minutes came; %u were announced at byte 3 of the "
                               "start", self->base.samples->len, total);
  if (answer->has_crc32 && answer->crc32 != self->crc32)
    return tactus_fetch_error (TACTUS_PROTOCOL_ERROR_MALFORMED,
                               "Activity: checksum at byte 3 of the end is 0x%08x; the data has "
                               "0x%08x", answer->crc32, self->crc32);

  return NULL;
}

static void
take_end (Huami                     *self,
          const TactusFetchResponse *answer,
          TactusFetchStep           *step)
{
  GError *error;

  /* It changed its mind: there is nothing after all. */
  if (answer->nothing && self->last == NULL && self->state == STATE_RECEIVING)
    {
      tactus_fetch_succeed (&self->base, step);
      return;
    }

  error = self->state == STATE_RECEIVING ? find_end_problem (self, answer) : NULL;
  if (error)
    tactus_fetch_spoil (&self->base, error);

  if (self->base.spoiled)
    try_again (self, step);
  else
    tactus_fetch_store (&self->base, step);
}

/* Links repeat notifications. */
static gboolean
is_our_start (Huami                     *self,
              const TactusFetchResponse *answer)
{
  return answer->ok && answer->count == self->start.count
         && memcmp (&answer->start, &self->start.start, sizeof answer->start) == 0;
}

static void
answered_while_asking (Huami                     *self,
                       const TactusFetchResponse *answer,
                       TactusFetchStep           *step)
{
  if (answer->op == TACTUS_FETCH_OP_START)
    take_start (self, answer, step);
  else if (answer->op == TACTUS_FETCH_OP_DATA && answer->nothing)
    tactus_fetch_succeed (&self->base, step);
  else if (answer->op == TACTUS_FETCH_OP_ACK || answer->ok)
    ignore (self, step);
  else
    refused (self, answer, step);
}

static void
answered_in_run (Huami                     *self,
                 const TactusFetchResponse *answer,
                 TactusFetchStep           *step)
{
  if (answer->op == TACTUS_FETCH_OP_DATA)
    take_end (self, answer, step);
  else if (answer->op == TACTUS_FETCH_OP_ACK || is_our_start (self, answer))
    ignore (self, step);
  else
    out_of_turn (self, answer, step);
}

/* Whether the band took note or not: the minutes are safe, the next ones are wanted. */
static void
go_on (Huami           *self,
       TactusFetchStep *step)
{
  if (self->state == STATE_EMPTY)
    {
      tactus_fetch_succeed (&self->base, step);
      return;
    }

  self->reached = self->end;
  self->base.since = self->end;
  if (tactus_fetch_end_run (&self->base, step))
    ask (self, step);
}

static void
huami_control (TactusActivityFetch *base,
               const guint8        *data,
               gsize                length,
               TactusFetchStep     *step)
{
  Huami *self = (Huami *) base;
  TactusFetchResponse answer;
  GError *error = NULL;

  if (!tactus_fetch_response_parse (&answer, data, length, &error))
    {
      tactus_fetch_fail (base, error, step);
      return;
    }

  switch (self->state)
    {
    case STATE_ASKING:
      answered_while_asking (self, &answer, step);
      break;
    case STATE_RECEIVING:
    case STATE_DRAINING:
      answered_in_run (self, &answer, step);
      break;
    case STATE_STORED:
    case STATE_EMPTY:
    default:
      if (answer.op == TACTUS_FETCH_OP_ACK)
        go_on (self, step);
      else
        ignore (self, step);
      break;
    }
}

static gboolean
is_repeated (Huami        *self,
             const guint8 *data,
             gsize         length)
{
  gsize last_length;
  const guint8 *last = self->last ? g_bytes_get_data (self->last, &last_length) : NULL;

  return last && last_length == length && memcmp (last, data, length) == 0;
}

static GError *
check_packet (Huami        *self,
              guint8        counter,
              const GArray *packet)
{
  if (counter != self->counter)
    return tactus_fetch_error (TACTUS_PROTOCOL_ERROR_MALFORMED,
                               "Activity: counter at byte 0 is %d; %d is next, a packet is lost",
                               counter, self->counter);
  if (packet->len > self->base.run_total - self->base.samples->len)
    return tactus_fetch_error (TACTUS_PROTOCOL_ERROR_MALFORMED,
                               "Activity: more minutes than the %u announced at byte 3 of the "
                               "start", self->base.run_total);

  return NULL;
}

static void
append (Huami           *self,
        const GArray    *packet,
        const guint8    *data,
        gsize            length,
        TactusFetchStep *step)
{
  g_array_append_vals (self->base.samples, packet->data, packet->len);
  self->crc32 = tactus_crc32 (self->crc32, data + 1, length - 1);
  self->counter++;
  g_clear_pointer (&self->last, g_bytes_unref);
  self->last = g_bytes_new (data, length);
  tactus_fetch_begin_step (step, TACTUS_FETCH_WAIT, deadline_of (self));
}

static void
take_packet (Huami           *self,
             const guint8    *data,
             gsize            length,
             TactusFetchStep *step)
{
  GError *error = NULL;
  g_autoptr(GArray) packet = NULL;
  guint8 counter;

  packet = tactus_activity_packet_parse (data, length, self->base.model->sample_size, &counter,
                                         &error);
  if (packet)
    error = check_packet (self, counter, packet);

  if (error)
    spoil (self, error, step);
  else
    append (self, packet, data, length, step);
}

static void
huami_data (TactusActivityFetch *base,
            const guint8        *data,
            gsize                length,
            TactusFetchStep     *step)
{
  Huami *self = (Huami *) base;

  if (self->state == STATE_RECEIVING && !is_repeated (self, data, length))
    take_packet (self, data, length, step);
  else
    ignore (self, step);
}

static void
huami_start (TactusActivityFetch *base,
             TactusFetchStep     *step)
{
  ask ((Huami *) base, step);
}

static void
huami_stored (TactusActivityFetch *base,
              TactusFetchStep     *step)
{
  write_op ((Huami *) base, TACTUS_FETCH_OP_ACK, STATE_STORED, step);
}

static void
huami_timed_out (TactusActivityFetch *base,
                 TactusFetchStep     *step)
{
  Huami *self = (Huami *) base;
  GError *silence = tactus_fetch_error (TACTUS_PROTOCOL_ERROR_TIMED_OUT,
                                        "The band stopped answering while it was asked for what it "
                                        "has recorded");

  switch (self->state)
    {
    case STATE_ASKING:
      tactus_fetch_fail (base, silence, step);
      break;
    case STATE_RECEIVING:
    case STATE_DRAINING:
      tactus_fetch_spoil (base, silence);
      try_again (self, step);
      break;
    case STATE_STORED:
    case STATE_EMPTY:
    default:
      g_error_free (silence);
      go_on (self, step);
      break;
    }
}

static void
huami_clear (TactusActivityFetch *base)
{
  g_clear_pointer (&((Huami *) base)->last, g_bytes_unref);
}

static const TactusActivityFetchClass huami_class = {
  .control_uuid = TACTUS_UUID_FETCH_CONTROL,
  .data_uuid = TACTUS_UUID_FETCH_DATA,
  .start = huami_start,
  .control = huami_control,
  .data = huami_data,
  .stored = huami_stored,
  .timed_out = huami_timed_out,
  .clear = huami_clear,
};

TactusActivityFetch *
tactus_activity_fetch_new_huami (void)
{
  Huami *self = g_new0 (Huami, 1);

  self->base.klass = &huami_class;

  return &self->base;
}
