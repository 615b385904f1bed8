/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The client's logins and fetches against the simulator's bands, which were written from the same
 * notes by other hands.  No bus, no adapter: made-up time. */

#include "config.h"

#include <string.h>

#include "sim-bench.h"
#include "tactus-activity-fetch.h"
#include "tactus-handshake.h"
#include "tactus-uuids.h"

#define KEY       "f6e4635c4b5a69788796a5b4c3d2e1f0"
#define UID       "1550050550"
#define KNOWN_A   ",address=C8:0F:10:00:00:5A,uid=" UID
#define KNOWN_B   ",key=" KEY
#define CLOCK     ",clock=2024-03-01T06:30:05+01"

typedef struct {
  char   *uuid;
  GBytes *value;
} Said;

typedef struct {
  SimBench     bench;
  const char  *model;
  GQueue       said;    /* (element-type Said) */
} Meeting;

static void
said_free (Said *self)
{
  g_free (self->uuid);
  g_bytes_unref (self->value);
  g_free (self);
}

static void
notified_cb (Meeting    *self,
             const char *uuid,
             GBytes     *value)
{
  Said *said = g_new (Said, 1);

  said->uuid = g_strdup (uuid);
  said->value = g_bytes_ref (value);
  g_queue_push_tail (&self->said, said);
}

static void
meeting_open (Meeting    *self,
              const char *model,
              const char *spec)
{
  g_autofree char *text = g_strdup_printf ("model=%s%s", model, spec);

  memset (self, 0, sizeof *self);
  self->model = model;
  sim_bench_open (&self->bench, text);
  g_signal_connect_swapped (self->bench.band, "notified", G_CALLBACK (notified_cb), self);
  sim_bench_link_up (&self->bench);
}

static void
meeting_close (Meeting *self)
{
  g_queue_clear_full (&self->said, (GDestroyNotify) said_free);
  sim_bench_close (&self->bench);
}

/* What the band says next within @ms, or NULL. */
static Said *
wait_for (Meeting *self,
          guint    ms)
{
  for (guint waited = 0; g_queue_is_empty (&self->said) && waited < ms; waited += 10)
    sim_bench_live (&self->bench, 10 * 1000);

  return g_queue_pop_head (&self->said);
}

static void
write_bytes (Meeting      *self,
             const char   *uuid,
             const guint8 *data,
             gsize         length,
             gboolean      with_response)
{
  guint8 problem = tactus_sim_band_write (self->bench.band, uuid, data, length, with_response,
                                          self->bench.now_us);

  g_assert_cmphex (problem, ==, 0);
}

static gboolean
is_first (Meeting *self)
{
  return g_str_has_prefix (self->model, "mi-band-1");
}

static void
read_device (Meeting         *self,
             TactusMi1Device *device)
{
  guint8 problem;
  g_autoptr(GBytes) bytes = NULL;
  gsize length;
  const guint8 *data;

  bytes = tactus_sim_band_read (self->bench.band, TACTUS_UUID_MI1_DEVICE, self->bench.now_us,
                                &problem);
  data = g_bytes_get_data (bytes, &length);
  g_assert_true (tactus_mi1_device_parse (device, data, length, NULL));
}

static TactusHandshake *
begin_login (Meeting             *self,
             TactusHandshakeMode  mode)
{
  static const TactusProfile profile = { 1984, 5, 17, TACTUS_SEX_MALE, 175, 70 };
  g_autoptr(TactusKey) key = tactus_key_new_from_text (KEY, NULL);
  TactusMi1Device device;

  if (!is_first (self))
    return tactus_handshake_new (tactus_model_for_id (self->model), key, mode);

  read_device (self, &device);
  g_assert_true (device.checksum_ok);
  g_assert_cmpstr (tactus_mi1_device_get_model (&device)->id, ==, self->model);
  return tactus_handshake_new_mi1 (key, mode, &device, &profile, 30, 0x5a);
}

static void
login_turn (Meeting             *self,
            TactusHandshake     *login,
            TactusHandshakeStep *step)
{
  Said *said;
  gsize length;
  const guint8 *data;

  if (step->length > 0)
    write_bytes (self, step->uuid, step->bytes, step->length, step->with_response);

  said = wait_for (self, step->deadline_ms);
  if (!said)
    {
      tactus_handshake_timed_out (login, step);
      return;
    }

  if (strcmp (said->uuid, tactus_handshake_get_uuid (login)) == 0)
    {
      data = g_bytes_get_data (said->value, &length);
      tactus_handshake_receive (login, data, length, step);
    }
  said_free (said);
}

static TactusHandshakeOutcome
log_in (Meeting             *self,
        TactusHandshakeMode  mode,
        gboolean            *asked_for_tap)
{
  g_autoptr(TactusHandshake) login = begin_login (self, mode);
  g_auto(TactusHandshakeStep) step = { 0 };

  *asked_for_tap = FALSE;
  tactus_handshake_start (login, &step);
  while (step.action != TACTUS_HANDSHAKE_DONE && step.action != TACTUS_HANDSHAKE_FAILED)
    {
      if (step.action == TACTUS_HANDSHAKE_TAP || step.action == TACTUS_HANDSHAKE_WRITE_AND_TAP)
        *asked_for_tap = TRUE;
      login_turn (self, login, &step);
    }

  return step.outcome;
}

typedef struct {
  const char             *name;
  const char             *model;
  const char             *spec;
  TactusHandshakeMode     mode;
  TactusHandshakeOutcome  outcome;
  gboolean                tap;
} LoginCase;

#define SET_KEY TACTUS_HANDSHAKE_SET_KEY
#define LOG_IN  TACTUS_HANDSHAKE_LOG_IN
#define A       ",address=C8:0F:10:00:00:5A"

static const LoginCase logins[] = {
  { "1-known", "mi-band-1", KNOWN_A, LOG_IN, TACTUS_HANDSHAKE_OUTCOME_NONE, FALSE },
  { "1s-known", "mi-band-1s", KNOWN_A, LOG_IN, TACTUS_HANDSHAKE_OUTCOME_NONE, FALSE },
  { "1-new", "mi-band-1", A ",tap=2", SET_KEY, TACTUS_HANDSHAKE_OUTCOME_NONE, TRUE },
  { "1a-new", "mi-band-1a", A ",tap=2", SET_KEY, TACTUS_HANDSHAKE_OUTCOME_NONE, TRUE },
  { "1s-new", "mi-band-1s", A ",tap=2", SET_KEY, TACTUS_HANDSHAKE_OUTCOME_NONE, TRUE },
  { "1s-from-another-owner", "mi-band-1s", A ",tap=2,uid=7", SET_KEY,
    TACTUS_HANDSHAKE_OUTCOME_NONE, TRUE },
  { "1s-of-another-owner", "mi-band-1s", A ",tap=2,uid=7", LOG_IN,
    TACTUS_HANDSHAKE_OUTCOME_WRONG_KEY, FALSE },
  { "1s-declined", "mi-band-1s", A ",tap=decline", SET_KEY,
    TACTUS_HANDSHAKE_OUTCOME_NOT_CONFIRMED, TRUE },
  { "1s-never-tapped", "mi-band-1s", A ",tap=never,prompt=20", SET_KEY,
    TACTUS_HANDSHAKE_OUTCOME_NOT_CONFIRMED, TRUE },
  { "1s-silent", "mi-band-1s", KNOWN_A ",fault=silent-at-proof", LOG_IN,
    TACTUS_HANDSHAKE_OUTCOME_TIMED_OUT, FALSE },
  { "2-new", "mi-band-2", ",tap=2", SET_KEY, TACTUS_HANDSHAKE_OUTCOME_NONE, TRUE },
  { "3-known", "mi-band-3", KNOWN_B, LOG_IN, TACTUS_HANDSHAKE_OUTCOME_NONE, FALSE },
  { "5-known", "mi-band-5", KNOWN_B, LOG_IN, TACTUS_HANDSHAKE_OUTCOME_NONE, FALSE },
};

static void
test_login (gconstpointer data)
{
  const LoginCase *row = data;
  Meeting meeting;
  gboolean asked_for_tap;

  meeting_open (&meeting, row->model, row->spec);
  g_assert_cmpint (log_in (&meeting, row->mode, &asked_for_tap), ==, row->outcome);
  g_assert_cmpint (asked_for_tap, ==, row->tap);
  meeting_close (&meeting);
}

static TactusActivityFetch *
begin_fetch (Meeting *self)
{
  TactusBandTime since = { 2024, 2, 1, 0, 0, 0, 0, 0, 4 };
  TactusActivityFetch *fetch;
  TactusMi1Device device;
  const char *control, *data;

  fetch = tactus_activity_fetch_new (tactus_model_for_id (self->model), &since);
  if (is_first (self))
    {
      read_device (self, &device);
      tactus_activity_fetch_set_profile_version (fetch, device.profile_version);
    }

  tactus_activity_fetch_get_uuids (fetch, &control, &data);
  sim_bench_listen (&self->bench, control);
  sim_bench_listen (&self->bench, data);

  return fetch;
}

static gboolean
is_heard (TactusActivityFetch *fetch,
          const char          *uuid)
{
  const char *control, *data;

  tactus_activity_fetch_get_uuids (fetch, &control, &data);

  return strcmp (uuid, control) == 0 || strcmp (uuid, data) == 0;
}

static void
fetch_turn (Meeting             *self,
            TactusActivityFetch *fetch,
            TactusFetchStep     *step)
{
  Said *said;
  gsize length;
  const guint8 *data;

  if (step->write)
    {
      data = g_bytes_get_data (step->write->value, &length);
      write_bytes (self, step->write->uuid, data, length, step->write->with_response);
    }

  said = wait_for (self, step->deadline_ms);
  if (!said)
    {
      tactus_activity_fetch_timed_out (fetch, step);
      return;
    }

  if (is_heard (fetch, said->uuid))
    {
      data = g_bytes_get_data (said->value, &length);
      tactus_activity_fetch_receive (fetch, said->uuid, data, length, step);
    }
  said_free (said);
}

/* Every sample must be the one that the band has for that minute. */
static guint
store (Meeting             *self,
       TactusActivityFetch *fetch)
{
  g_autoptr(GArray) samples = NULL;
  g_autoptr(GDateTime) when = NULL;
  TactusSimMinute minute;
  TactusBandTime start;
  gint64 first_s = tactus_sim_band_get_minute (self->bench.band, 0, &minute);
  gboolean has_heart = tactus_model_for_id (self->model)->sample_size > 3;
  gint64 index;

  samples = tactus_activity_fetch_steal_samples (fetch, &start);
  when = tactus_band_time_to_date_time (&start);
  index = (g_date_time_to_unix (when) - first_s) / 60;

  for (guint i = 0; i < samples->len; i++)
    {
      TactusActivitySample *sample = &g_array_index (samples, TactusActivitySample, i);
      guint8 heart_rate;

      tactus_sim_band_get_minute (self->bench.band, (guint) index + i, &minute);
      heart_rate = has_heart && minute.heart_rate <= 250 ? minute.heart_rate : 0;
      g_assert_cmpuint (sample->kind, ==, minute.kind);
      g_assert_cmpuint (sample->intensity, ==, minute.intensity);
      g_assert_cmpuint (sample->steps, ==, minute.steps);
      g_assert_cmpuint (sample->heart_rate, ==, heart_rate);
    }

  return samples->len;
}

typedef struct {
  const char        *name;
  const char        *model;
  const char        *spec;
  guint              n_minutes;
  TactusFetchAction  end;
} FetchCase;

#define FIRST  KNOWN_A CLOCK ",activity=800"
#define LATER  KNOWN_B CLOCK ",activity=3000"
#define DONE   TACTUS_FETCH_DONE
#define FAILED TACTUS_FETCH_FAILED

static const FetchCase fetches[] = {
  { "1", "mi-band-1", FIRST, 800, DONE },
  { "1a", "mi-band-1a", FIRST, 800, DONE },
  { "1s", "mi-band-1s", FIRST, 800, DONE },
  { "1s-old-profile", "mi-band-1s", FIRST ",profile=02.00.06.00", 800, DONE },
  { "1s-new-profile", "mi-band-1s", FIRST ",profile=02.00.09.00", 800, DONE },
  { "1s-nothing", "mi-band-1s", KNOWN_A CLOCK ",activity=0", 0, DONE },
  { "1s-packet-lost", "mi-band-1s",
    FIRST ",profile=02.00.09.00,fault=silent-at-packet:1@5", 800, DONE },
  { "1-packet-lost", "mi-band-1", FIRST ",profile=02.00.02.00,fault=silent-at-packet:1@5", 800,
    DONE },
  { "1s-packets-always-lost", "mi-band-1s",
    FIRST ",profile=02.00.09.00,fault=silent-at-packet", 0, FAILED },
  { "1s-packet-twice", "mi-band-1s",
    FIRST ",profile=02.00.09.00,fault=duplicate-at-packet:1@5", 800, DONE },
  { "1s-silent", "mi-band-1s", FIRST ",fault=silent-at-fetch", 0, FAILED },

  { "2", "mi-band-2", LATER, 3000, DONE },
  { "3", "mi-band-3", LATER, 3000, DONE },
  { "4", "mi-band-4", LATER, 3000, DONE },
  { "5", "mi-band-5", LATER, 3000, DONE },
  { "5-checksum", "mi-band-5", LATER ",crc=yes", 3000, DONE },
  { "2-nothing", "mi-band-2", KNOWN_B CLOCK ",activity=0", 0, DONE },
  { "2-packet-lost", "mi-band-2", LATER ",fault=silent-at-packet:1@5", 3000, DONE },
  { "2-packets-always-lost", "mi-band-2", LATER ",fault=silent-at-packet", 0, FAILED },
  { "2-packet-twice", "mi-band-2", LATER ",fault=duplicate-at-packet:3@5", 3000, DONE },
  { "2-packet-short", "mi-band-2", LATER ",fault=short-at-packet:1@5", 3000, DONE },
  { "2-packet-long", "mi-band-2", LATER ",fault=oversized-at-packet:1@5", 3000, DONE },
  { "2-count-wrong", "mi-band-2", LATER ",fault=wrong-count-at-fetch:1", 3000, DONE },
  { "2-checksum-wrong", "mi-band-2", LATER ",crc=yes,fault=wrong-crc-at-end:1", 3000, DONE },
  { "2-checksum-always-wrong", "mi-band-2", LATER ",crc=yes,fault=wrong-crc-at-end", 0, FAILED },
  { "2-end-lost", "mi-band-2", LATER ",fault=silent-at-end:1", 3000, DONE },
  { "2-acknowledge-lost", "mi-band-2", LATER ",fault=silent-at-ack:1", 3000, DONE },
  { "2-refused", "mi-band-2", LATER ",fault=refuse-at-fetch", 0, FAILED },
  { "2-silent", "mi-band-2", LATER ",fault=silent-at-fetch", 0, FAILED },
};

static void
test_fetch (gconstpointer data)
{
  const FetchCase *row = data;
  g_autoptr(TactusActivityFetch) fetch = NULL;
  TactusFetchStep step;
  Meeting meeting;
  gboolean asked_for_tap;
  guint n_minutes = 0;

  meeting_open (&meeting, row->model, row->spec);
  g_assert_cmpint (log_in (&meeting, LOG_IN, &asked_for_tap), ==, TACTUS_HANDSHAKE_OUTCOME_NONE);
  fetch = begin_fetch (&meeting);

  tactus_activity_fetch_start (fetch, &step);
  while (step.action != TACTUS_FETCH_DONE && step.action != TACTUS_FETCH_FAILED)
    {
      if (step.action == TACTUS_FETCH_STORE)
        {
          n_minutes += store (&meeting, fetch);
          g_assert_cmpuint (tactus_sim_band_get_n_forgotten (meeting.bench.band), <, n_minutes);
          tactus_activity_fetch_stored (fetch, &step);
        }
      else
        {
          fetch_turn (&meeting, fetch, &step);
        }
    }

  g_test_message ("%s", step.error ? step.error->message : "done");
  g_assert_cmpint (step.action, ==, row->end);
  g_assert_cmpuint (n_minutes, >=, row->n_minutes);
  g_assert_cmpuint (n_minutes, <=, row->n_minutes + 10); /* the fetch itself takes its time */
  g_assert_cmpuint (tactus_sim_band_get_n_forgotten (meeting.bench.band), <=, n_minutes);
  meeting_close (&meeting);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (logins); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sim-client/login/%s", logins[i].name);

      g_test_add_data_func (path, &logins[i], test_login);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (fetches); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sim-client/fetch/%s", fetches[i].name);

      g_test_add_data_func (path, &fetches[i], test_fetch);
    }

  return g_test_run ();
}
