/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Stored minutes out of a band that sends anything, in any order, or nothing.
 *
 * Script: a byte for the model, then turns: 0 lets the deadline pass; 1 to 127 is as many bytes of
 * data, 128 and above as many less 128 on the control characteristic; the bytes follow. */

#include "feeds.h"

#include "feed-script.h"
#include "tactus-activity-fetch.h"
#include "tactus-protocol-error.h"
#include "tactus-uuids.h"

#define CONTROL_TURN   128
#define HUAMI_ACK      0x03
#define MI1_ACK        0x0a

/* A silent band is asked a few times, and then no more. */
#define MAX_SILENCES   16

/* No run is longer than a month, whatever a band announces. */
#define MAX_RUN        (31 * 24 * 60)

typedef struct {
  TactusActivityFetch *fetch;
  gboolean first_generation;
  const char *control;
  const char *data;
  GDateTime *reached; /* (owned) (nullable): end of what was stored last */
  gboolean over;
} Transfer;

static const TactusModel *
choose_model (guint8   byte,
              gboolean first_generation)
{
  const TactusModel *rows[256];
  const TactusModel *row;
  guint n_rows = 0;

  for (guint i = 0; (row = tactus_model_get_nth (i)); i++)
    if (row->sample_size > 0 && (row->generation == TACTUS_GENERATION_A) == first_generation)
      rows[n_rows++] = row;

  return rows[byte % n_rows];
}

/* The band may forget only what is safe: it is told in answer to that, or if nothing came. */
static void
check_write (Transfer              *self,
             const TactusFetchStep *step,
             gboolean               stored)
{
  const guint8 *bytes = g_bytes_get_data (step->write->value, NULL);
  gboolean is_ack = bytes[0] == (self->first_generation ? MI1_ACK : HUAMI_ACK);
  guint done;
  guint total;

  tactus_activity_fetch_get_progress (self->fetch, &done, &total);
  g_assert_true (!is_ack || stored || (!self->first_generation && done == 0));
  g_assert_cmpuint (step->deadline_ms, >, 0);
}

static void
check_step (Transfer              *self,
            const TactusFetchStep *step,
            gboolean               stored)
{
  guint done;
  guint total;

  tactus_activity_fetch_get_progress (self->fetch, &done, &total);
  g_assert_cmpuint (done, <=, total);
  g_assert_cmpint (step->action == TACTUS_FETCH_WRITE, ==, step->write != NULL);
  g_assert_cmpint (step->action == TACTUS_FETCH_FAILED, ==, step->error != NULL);

  switch (step->action)
    {
    case TACTUS_FETCH_WAIT:
      g_assert_cmpuint (step->deadline_ms, >, 0);
      g_assert_false (self->over);
      break;
    case TACTUS_FETCH_WRITE:
      g_assert_false (self->over);
      check_write (self, step, stored);
      break;
    case TACTUS_FETCH_STORE:
      g_assert_false (self->over);
      break;
    case TACTUS_FETCH_DONE:
    case TACTUS_FETCH_FAILED:
      g_assert_cmpuint (step->deadline_ms, ==, 0);
      self->over = TRUE;
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Later bands ask for what follows, and must get on.  The first generation's blocks come in the
 * order that the band likes. */
static void
check_order (Transfer             *self,
             const TactusBandTime *start,
             guint                 n_samples)
{
  g_autoptr(GDateTime) begin = tactus_band_time_to_date_time (start);
  GDateTime *end;

  g_assert_nonnull (begin);
  end = g_date_time_add_minutes (begin, (int) n_samples);
  g_assert_nonnull (end);
  if (self->reached && !self->first_generation)
    g_assert_cmpint (g_date_time_compare (end, self->reached), >, 0);

  g_clear_pointer (&self->reached, g_date_time_unref);
  self->reached = end;
}

static void
store (Transfer        *self,
       TactusFetchStep *step)
{
  g_autoptr(GArray) samples = NULL;
  g_autoptr(GArray) nothing = NULL;
  TactusBandTime start;

  samples = tactus_activity_fetch_steal_samples (self->fetch, &start);
  g_assert_true (tactus_band_time_is_valid (&start));
  g_assert_cmpuint (samples->len, >, 0);
  g_assert_cmpuint (samples->len, <=, MAX (MAX_RUN, G_MAXUINT16));
  check_order (self, &start, samples->len);

  nothing = tactus_activity_fetch_steal_samples (self->fetch, &start);
  g_assert_cmpuint (nothing->len, ==, 0);
  tactus_activity_fetch_stored (self->fetch, step);
  check_step (self, step, TRUE);
}

static void
play_turn (Transfer   *self,
           FeedScript *script)
{
  TactusFetchStep step = { 0 };
  guint8 turn = feed_script_byte (script);
  gsize length = turn % CONTROL_TURN;
  g_autofree guint8 *frame = NULL;

  if (turn == 0)
    {
      tactus_activity_fetch_timed_out (self->fetch, &step);
    }
  else
    {
      frame = feed_script_frame (script, &length);
      tactus_activity_fetch_receive (self->fetch, turn < CONTROL_TURN ? self->data : self->control,
                                     frame, length, &step);
    }

  check_step (self, &step, FALSE);
  if (step.action == TACTUS_FETCH_STORE)
    store (self, &step);
}

static void
play (FeedScript *script,
      gboolean    first_generation)
{
  const TactusBandTime since = { .year = 2024, .month = 3, .day = 1, .zone_quarters = 4 };
  const TactusModel *model = choose_model (feed_script_byte (script), first_generation);
  g_autoptr(TactusActivityFetch) fetch = tactus_activity_fetch_new (model, &since);
  Transfer self = { .fetch = fetch, .first_generation = first_generation };
  TactusFetchStep step = { 0 };

  tactus_activity_fetch_get_uuids (fetch, &self.control, &self.data);
  if (first_generation && feed_script_byte (script) & 1)
    tactus_activity_fetch_set_profile_version (fetch, 0x02000700);
  tactus_activity_fetch_start (fetch, &step);
  check_step (&self, &step, FALSE);

  while (!feed_script_is_over (script))
    play_turn (&self, script);
  for (guint i = 0; i < MAX_SILENCES && !self.over; i++)
    play_turn (&self, script);
  g_assert_true (self.over);
  g_clear_pointer (&self.reached, g_date_time_unref);
}

void
feed_fetch (const guint8 *data,
            gsize         length)
{
  FeedScript script = { data, length };

  play (&script, FALSE);
}

void
feed_fetch_mi1 (const guint8 *data,
                gsize         length)
{
  FeedScript script = { data, length };

  play (&script, TRUE);
}
