/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-activity-fetch.h"

#include <string.h>

#include "tactus-mi1.h"
#include "tactus-protocol-error.h"
#include "tactus-uuids.h"
#include "test-bytes.h"

/* What happens: the band says something on the control or the data characteristic, it says
 * nothing until the deadline, or the samples are safe. */
#define C(hex)   "c" hex
#define D(hex)   "d" hex
#define SILENCE  "silence"
#define STORED   "stored"

/* What the fetch must make of it: a write, minutes to store ("2@2024-03-01T06:31:00"), or the end
 * with a word of its message. */
typedef struct {
  const char        *happens;
  TactusFetchAction  action;
  const char        *expected;
} Line;

typedef struct {
  const char *name;
  const char *model;
  guint32     profile_version;
  Line        lines[18];
} Play;

#define WRITE(happens, hex)   { happens, TACTUS_FETCH_WRITE, hex }
#define WAIT(happens)         { happens, TACTUS_FETCH_WAIT, NULL }
#define STORE(happens, what)  { happens, TACTUS_FETCH_STORE, what }
#define DONE(happens)         { happens, TACTUS_FETCH_DONE, NULL }
#define FAIL(happens, why)    { happens, TACTUS_FETCH_FAILED, why }

#define B2        "mi-band-2", 0
#define B5        "mi-band-5", 0
#define M1        "mi-band-1", 0
#define M1_COUNT  "mi-band-1a", 0x02000700
#define M1S       "mi-band-1s", 0x02000600

/* Asked for 06:30; two minutes from 06:31; then asked for 06:33. */
#define SINCE     "2024-03-01T06:30:00"
#define ASK       "0101e8070301061e0004"
#define ASK_NEXT  "0101e807030106210004"
#define START_2   "10010102000000e8070301061f0004"
#define START_4   "10010104000000e8070301061f0004"
#define RUN       "2@2024-03-01T06:31:00+04"
#define MINUTE    "01020348"
#define PACKET_0  "00" MINUTE MINUTE
#define PACKET_1  "01" MINUTE MINUTE
#define PACKET_2  "02" MINUTE MINUTE
#define END       "100201"
#define ACK       "100301"
#define NOTHING   "100204"

/* Everything up to the first minutes, in one go. */
#define BEGIN     WRITE (NULL, ASK), WRITE (C (START_2), "02")
#define BEGIN_4   WRITE (NULL, ASK), WRITE (C (START_4), "02")

/* The first generation: minutes of three bytes, blocks from 06:31. */
#define A_DATE    "180201061f00"
#define A_DATE_2  "180201062100"
#define A_BLOCK   "01" A_DATE "0200" "0200"
#define A_BLOCK_2 "01" A_DATE_2 "0100" "0100"
#define A_LAST    "01" A_DATE_2 "0000" "0000"
#define A_MINUTES "010203040506"
#define A_CONFIRM "0a" A_DATE "0600"

static const Play plays[] = {
  { "one-run", B2,
    { BEGIN, WAIT (D (PACKET_0)), STORE (C (END), RUN), WRITE (STORED, "03"),
      WRITE (C (ACK), ASK_NEXT), DONE (C (NOTHING)) } },
  { "one-run-then-count-0", B2,
    { BEGIN, WAIT (D (PACKET_0)), STORE (C (END), RUN), WRITE (STORED, "03"),
      WRITE (C (ACK), ASK_NEXT), WRITE (C ("10010100000000e807030106210004"), "03"),
      DONE (C (ACK)) } },
  { "two-runs", B2,
    { BEGIN, WAIT (D (PACKET_0)), STORE (C (END), RUN), WRITE (STORED, "03"),
      WRITE (C (ACK), ASK_NEXT), WRITE (C ("10010101000000e807030106210004"), "02"),
      WAIT (D ("00" MINUTE)), STORE (C (END), "1@2024-03-01T06:33:00+04"), WRITE (STORED, "03"),
      WRITE (C (ACK), "0101e807030106220004"), DONE (C (NOTHING)) } },
  { "eight-byte-minutes", B5,
    { BEGIN, WAIT (D ("00" MINUTE "aabbccdd" MINUTE "00000000")), STORE (C (END), RUN),
      WRITE (STORED, "03"), WRITE (C (ACK), ASK_NEXT), DONE (C (NOTHING)) } },
  { "answer-of-16-bytes", B5,
    { WRITE (NULL, ASK), WRITE (C (START_2 "00"), "02"), WAIT (D ("00" MINUTE "00000000")),
      WAIT (D ("01" MINUTE "00000000")), STORE (C (END), RUN), WRITE (STORED, "03"),
      WRITE (C (ACK), ASK_NEXT), DONE (C (NOTHING)) } },
  { "nothing-count-0", B2,
    { WRITE (NULL, ASK), WRITE (C ("100101000000000000000000000000"), "03"), DONE (C (ACK)) } },
  { "nothing-count-0-and-silence", B2,
    { WRITE (NULL, ASK), WRITE (C ("100101000000000000000000000000"), "03"), DONE (SILENCE) } },
  { "nothing-at-once", B2, { WRITE (NULL, ASK), DONE (C (NOTHING)) } },
  { "nothing-after-the-start", B2, { BEGIN, DONE (C (NOTHING)) } },
  { "start-later-than-asked", B2,
    { WRITE (NULL, ASK), WRITE (C ("10010102000000e80703020a0000fc"), "02"),
      WAIT (D (PACKET_0)), STORE (C (END), "2@2024-03-02T10:00:00-04"), WRITE (STORED, "03"),
      WRITE (C (ACK), "0101e80703020a0200fc"), DONE (C (NOTHING)) } },
  { "band-without-zone", B2,
    { WRITE (NULL, ASK), WRITE (C ("10010102000000e8070301061f0080"), "02"), WAIT (D (PACKET_0)),
      STORE (C (END), RUN), WRITE (STORED, "03"), WRITE (C (ACK), ASK_NEXT),
      DONE (C (NOTHING)) } },
  { "over-the-leap-day", B2,
    { WRITE (NULL, ASK), WRITE (C ("10010102000000e807021d173b0004"), "02"), WAIT (D (PACKET_0)),
      STORE (C (END), "2@2024-02-29T23:59:00+04"), WRITE (STORED, "03"),
      WRITE (C (ACK), "0101e807030100010004"), DONE (C (NOTHING)) } },
  { "checksum", B2,
    { BEGIN, WAIT (D (PACKET_0)), STORE (C ("10020192861238"), RUN), WRITE (STORED, "03"),
      WRITE (C (ACK), ASK_NEXT), DONE (C (NOTHING)) } },
  { "checksum-wrong", B2,
    { BEGIN, WAIT (D (PACKET_0)), WRITE (C ("10020192861239"), ASK), WRITE (C (START_2), "02"),
      WAIT (D (PACKET_0)), WRITE (C ("10020100000000"), ASK), WRITE (C (START_2), "02"),
      WAIT (D (PACKET_0)), FAIL (C ("10020100000000"), "checksum") } },
  { "checksum-right-the-second-time", B2,
    { BEGIN, WAIT (D (PACKET_0)), WRITE (C ("10020192861239"), ASK), WRITE (C (START_2), "02"),
      WAIT (D (PACKET_0)), STORE (C ("10020192861238"), RUN), WRITE (STORED, "03"),
      WRITE (C (ACK), ASK_NEXT), DONE (C (NOTHING)) } },

  { "refused-02", B2, { WRITE (NULL, ASK), FAIL (C ("100102"), "refuses") } },
  { "refused-04", B2, { WRITE (NULL, ASK), FAIL (C ("100104"), "refuses") } },
  { "refused-instead-of-a-start", B2, { WRITE (NULL, ASK), FAIL (C ("100202"), "refuses") } },
  { "refused-after-a-run", B2,
    { BEGIN, WAIT (D (PACKET_0)), STORE (C (END), RUN), WRITE (STORED, "03"),
      WRITE (C (ACK), ASK_NEXT), FAIL (C ("100102"), "refuses") } },
  { "acknowledge-refused", B2,
    { BEGIN, WAIT (D (PACKET_0)), STORE (C (END), RUN), WRITE (STORED, "03"),
      WRITE (C ("100304"), ASK_NEXT), DONE (C (NOTHING)) } },
  { "end-refused-thrice", B2,
    { BEGIN, WAIT (D (PACKET_0)), WRITE (C ("100202"), ASK), WRITE (C (START_2), "02"),
      WAIT (D (PACKET_0)), WRITE (C (NOTHING), ASK), WRITE (C (START_2), "02"),
      FAIL (C ("100202"), "status 0x02") } },

  { "packet-lost", B2,
    { BEGIN_4, WAIT (D (PACKET_0)), WAIT (D (PACKET_2)), WAIT (D ("03" MINUTE)),
      WRITE (C (END), ASK), WRITE (C (START_4), "02"), WAIT (D (PACKET_0)), WAIT (D (PACKET_1)),
      STORE (C (END), "4@2024-03-01T06:31:00+04"), WRITE (STORED, "03"),
      WRITE (C (ACK), "0101e807030106230004"), DONE (C (NOTHING)) } },
  { "first-packet-lost", B2,
    { BEGIN_4, WAIT (D (PACKET_1)), WRITE (C (END), ASK), WRITE (C (START_4), "02"),
      WAIT (D (PACKET_1)), WRITE (C (END), ASK), WRITE (C (START_4), "02"), WAIT (D (PACKET_1)),
      FAIL (C (END), "counter at byte 0 is 1; 0 is next") } },
  { "last-packet-lost", B2,
    { BEGIN_4, WAIT (D (PACKET_0)), WRITE (C (END), ASK), WRITE (C (START_4), "02"),
      WAIT (D (PACKET_0)), WAIT (D (PACKET_1)), STORE (C (END), "4@2024-03-01T06:31:00+04") } },
  { "all-packets-lost", B2,
    { BEGIN, WRITE (C (END), ASK), WRITE (C (START_2), "02"), WRITE (C (END), ASK),
      WRITE (C (START_2), "02"), FAIL (C (END), "0 minutes came; 2 were announced") } },
  { "end-lost-after-a-gap", B2,
    { BEGIN_4, WAIT (D (PACKET_1)), WRITE (SILENCE, ASK), WRITE (C (START_4), "02"),
      WAIT (D (PACKET_0)), WAIT (D (PACKET_1)), STORE (C (END), "4@2024-03-01T06:31:00+04") } },
  { "packet-repeated", B2,
    { BEGIN_4, WAIT (D (PACKET_0)), WAIT (D (PACKET_0)), WAIT (D (PACKET_1)), WAIT (D (PACKET_1)),
      STORE (C (END), "4@2024-03-01T06:31:00+04") } },
  { "counter-repeated-with-other-minutes", B2,
    { BEGIN_4, WAIT (D (PACKET_0)), WAIT (D ("00" MINUTE "ffffffff")), WRITE (C (END), ASK) } },
  { "order-changed", B2,
    { BEGIN_4, WAIT (D (PACKET_1)), WAIT (D (PACKET_0)), WRITE (C (END), ASK) } },
  { "surplus-minutes", B2,
    { BEGIN, WAIT (D (PACKET_0)), WAIT (D (PACKET_1)), WRITE (C (END), ASK),
      WRITE (C (START_2), "02"), WAIT (D ("00" MINUTE MINUTE MINUTE)), WRITE (C (END), ASK),
      WRITE (C (START_2), "02"), WAIT (D ("00" MINUTE MINUTE MINUTE)),
      FAIL (C (END), "more minutes than the 2") } },
  { "early-end", B2, { BEGIN_4, WAIT (D (PACKET_0)), WRITE (C (END), ASK) } },
  { "packets-of-wrong-sizes", B2,
    { BEGIN, WAIT (D ("")), WRITE (C (END), ASK), WRITE (C (START_2), "02"), WAIT (D ("00")),
      WRITE (C (END), ASK), WRITE (C (START_2), "02"), WAIT (D ("00010203")),
      FAIL (C (END), "samples of 4 bytes") } },
  { "minutes-of-the-other-size", B5, { BEGIN, WAIT (D ("00" MINUTE)), WRITE (C (END), ASK) } },

  { "data-before-the-start", B2,
    { WRITE (NULL, ASK), WAIT (D (PACKET_1)), WAIT (D (PACKET_0)), WRITE (C (START_2), "02"),
      WAIT (D (PACKET_0)), STORE (C (END), RUN) } },
  { "rest-of-an-old-run-before-the-start", B2,
    { WRITE (NULL, ASK), WAIT (D (PACKET_2)), WAIT (C (END)), WAIT (C (ACK)),
      WRITE (C (START_2), "02"), WAIT (D (PACKET_0)), STORE (C (END), RUN) } },
  { "data-after-the-end", B2,
    { BEGIN, WAIT (D (PACKET_0)), STORE (C (END), RUN), WAIT (D (PACKET_1)), WAIT (C (END)),
      WAIT (C ("ff")), WAIT (SILENCE), WRITE (STORED, "03"), WAIT (D (PACKET_1)), WAIT (C (END)),
      WRITE (C (ACK), ASK_NEXT), WAIT (D (PACKET_1)), WAIT (C (ACK)), DONE (C (NOTHING)) } },
  { "start-repeated", B2,
    { BEGIN, WAIT (C (START_2)), WAIT (D (PACKET_0)), WAIT (C (START_2)), STORE (C (END), RUN) } },
  { "another-start-in-the-run", B2, { BEGIN, FAIL (C (START_4), "out of turn") } },
  { "refused-start-in-the-run", B2, { BEGIN, FAIL (C ("100104"), "out of turn") } },

  { "silent-at-once", B2, { WRITE (NULL, ASK), FAIL (SILENCE, "stopped answering") } },
  { "silent-after-the-start", B2,
    { BEGIN, WRITE (SILENCE, ASK), WRITE (C (START_2), "02"), WRITE (SILENCE, ASK),
      WRITE (C (START_2), "02"), FAIL (SILENCE, "stopped answering") } },
  { "silent-in-the-middle", B2,
    { BEGIN_4, WAIT (D (PACKET_0)), WRITE (SILENCE, ASK), FAIL (SILENCE, "stopped answering") } },
  { "silent-after-the-acknowledge", B2,
    { BEGIN, WAIT (D (PACKET_0)), STORE (C (END), RUN), WRITE (STORED, "03"),
      WRITE (SILENCE, ASK_NEXT), FAIL (SILENCE, "stopped answering") } },

  { "same-minutes-again", B2,
    { BEGIN, WAIT (D (PACKET_0)), STORE (C (END), RUN), WRITE (STORED, "03"),
      WRITE (C (ACK), ASK_NEXT), FAIL (C (START_2), "does not advance") } },
  { "minutes-before-the-last-ones", B2,
    { BEGIN, WAIT (D (PACKET_0)), STORE (C (END), RUN), WRITE (STORED, "03"),
      WRITE (C (ACK), ASK_NEXT),
      FAIL (C ("10010102000000e7070301061f0004"), "bytes 7 to 13 does not advance") } },
  { "same-minutes-in-another-zone", B2,
    { BEGIN, WAIT (D (PACKET_0)), STORE (C (END), RUN), WRITE (STORED, "03"),
      WRITE (C (ACK), ASK_NEXT),
      FAIL (C ("10010102000000e8070301071f0008"), "does not advance") } },
  { "overlapping-minutes", B2,
    { BEGIN, WAIT (D (PACKET_0)), STORE (C (END), RUN), WRITE (STORED, "03"),
      WRITE (C (ACK), ASK_NEXT), WRITE (C ("10010102000000e807030106200004"), "02"),
      WAIT (D (PACKET_0)), STORE (C (END), "2@2024-03-01T06:32:00+04") } },
  { "count-of-two-months", B2,
    { WRITE (NULL, ASK), FAIL (C ("10010150570100e8070301061f0004"), "count at byte 3") } },
  { "count-of-ages", B2,
    { WRITE (NULL, ASK), FAIL (C ("100101ffffffffe8070301061f0004"), "count at byte 3") } },
  { "beyond-the-calendar", B2,
    { WRITE (NULL, ASK), FAIL (C ("100101020000000f270c1f173b0004"), "beyond the calendar") } },
  { "impossible-date", B2,
    { WRITE (NULL, ASK), FAIL (C ("10010102000000e8070d01061f0004"), "bytes 7 to 13") } },
  { "empty-answer", B2, { WRITE (NULL, ASK), FAIL (C (""), "byte 2") } },
  { "own-command-echoed", B2, { WRITE (NULL, ASK), FAIL (C (ASK), "byte 0") } },
  { "rubbish-in-the-run", B2, { BEGIN, FAIL (C ("100901"), "byte 1") } },
  { "rubbish-after-the-acknowledge", B2,
    { BEGIN, WAIT (D (PACKET_0)), STORE (C (END), RUN), WRITE (STORED, "03"),
      FAIL (C ("1003"), "byte 2") } },

  { "mi1", M1,
    { WRITE (NULL, "06"), WAIT (D (A_BLOCK)), STORE (D (A_MINUTES), RUN),
      WRITE (STORED, A_CONFIRM), DONE (D (A_LAST)) } },
  { "mi1-two-blocks", M1,
    { WRITE (NULL, "06"), WAIT (D (A_BLOCK)), STORE (D (A_MINUTES), RUN),
      WRITE (STORED, A_CONFIRM), WAIT (D (A_BLOCK_2)),
      STORE (D ("010203"), "1@2024-03-01T06:33:00+04"), WRITE (STORED, "0a" A_DATE_2 "0300"),
      WAIT (C ("07")), DONE (D (A_LAST)) } },
  { "mi1-packets-cut-anywhere", M1,
    { WRITE (NULL, "06"), WAIT (D (A_BLOCK)), WAIT (D ("01")), WAIT (D ("020304")),
      STORE (D ("0506"), RUN), WRITE (STORED, A_CONFIRM) } },
  { "mi1-size-in-bytes", M1,
    { WRITE (NULL, "06"), WAIT (D ("00" A_DATE "0600" "0600")), STORE (D (A_MINUTES), RUN),
      WRITE (STORED, A_CONFIRM), DONE (D (A_LAST)) } },
  { "mi1s", M1S,
    { WRITE (NULL, "06"), WAIT (D (A_BLOCK)), STORE (D (MINUTE MINUTE), RUN),
      WRITE (STORED, "0a" A_DATE "0800"), DONE (D (A_LAST)) } },
  { "mi1-counted", M1_COUNT,
    { WRITE (NULL, "06"), WAIT (D (A_BLOCK)), WAIT (D ("07" "0102")),
      STORE (D ("08" "03040506"), RUN), WRITE (STORED, A_CONFIRM), WAIT (D (A_BLOCK_2)),
      STORE (D ("00" "010203"), "1@2024-03-01T06:33:00+04") } },
  { "mi1-counted-block-ends-like-a-header", M1_COUNT,
    { WRITE (NULL, "06"), WAIT (D ("00" A_DATE "0c00" "0c00")), WAIT (D ("00" "0102")),
      STORE (D ("01" A_DATE "01020304"), "4@2024-03-01T06:31:00+04") } },
  { "mi1-nothing", M1,
    { WRITE (NULL, "06"), DONE (D ("01" "000000000000" "0000" "0000")) } },

  { "mi1-packet-lost", M1,
    { WRITE (NULL, "06"), WAIT (D (A_BLOCK)), WAIT (D ("010203")), WRITE (D (A_BLOCK_2), "11"),
      WAIT (D ("010203")), WAIT (D (A_LAST)), WAIT (C ("18")), WRITE (SILENCE, "06"),
      WAIT (D (A_BLOCK)), STORE (D (A_MINUTES), RUN) } },
  { "mi1-packet-lost-by-the-counter", M1_COUNT,
    { WRITE (NULL, "06"), WAIT (D (A_BLOCK)), WAIT (D ("ff" "0102")), WRITE (D ("01" "05"), "11"),
      WRITE (SILENCE, "06"), WAIT (D (A_BLOCK)), WAIT (D ("ff" "0102")),
      STORE (D ("00" "03040506"), RUN) } },
  { "mi1-surplus", M1,
    { WRITE (NULL, "06"), WAIT (D (A_BLOCK)), WRITE (D (A_MINUTES "07"), "11"),
      WRITE (SILENCE, "06"), WAIT (D (A_BLOCK)), WRITE (D (A_MINUTES "07"), "11"),
      WRITE (SILENCE, "06"), WAIT (D (A_BLOCK)),
      FAIL (D (A_MINUTES "07"), "more than the 6 bytes announced at byte 9") } },
  { "mi1-empty-packets", M1,
    { WRITE (NULL, "06"), WAIT (D (A_BLOCK)), WRITE (D (""), "11"), WRITE (SILENCE, "06"),
      WRITE (D (""), "11"), WRITE (SILENCE, "06"), FAIL (D (""), "header of 0 bytes") } },
  { "mi1-counter-alone", M1_COUNT,
    { WRITE (NULL, "06"), WAIT (D (A_BLOCK)), WRITE (D ("00"), "11"), WRITE (SILENCE, "06"),
      WAIT (D (A_BLOCK)), WRITE (D (""), "11"), WRITE (SILENCE, "06"), WAIT (D (A_BLOCK)),
      FAIL (D ("01"), "follow the counter at byte 0") } },
  { "mi1-minutes-without-a-header", M1,
    { WRITE (NULL, "06"), WRITE (D (A_MINUTES), "11"), WRITE (SILENCE, "06"),
      WAIT (D (A_BLOCK)), STORE (D (A_MINUTES), RUN) } },
  { "mi1-type-unknown", M1,
    { WRITE (NULL, "06"), WRITE (D ("02" A_DATE "0200" "0200"), "11"), WRITE (SILENCE, "06"),
      WRITE (D ("ff" A_DATE "0200" "0200"), "11"), WRITE (SILENCE, "06"),
      FAIL (D ("02" A_DATE "0200" "0200"), "type at byte 0") } },
  { "mi1-no-whole-minutes", M1,
    { WRITE (NULL, "06"), WRITE (D ("00" A_DATE "0700" "0700"), "11") } },
  { "mi1-impossible-date", M1,
    { WRITE (NULL, "06"), FAIL (D ("01" "180c01061f00" "0200" "0200"), "month at byte 1") } },
  { "mi1-same-block-again", M1,
    { WRITE (NULL, "06"), WAIT (D (A_BLOCK)), STORE (D (A_MINUTES), RUN),
      WRITE (STORED, A_CONFIRM), WRITE (D (A_BLOCK), "11"), WRITE (SILENCE, "06"),
      WRITE (D (A_BLOCK), "11"), WRITE (SILENCE, "06"), FAIL (D (A_BLOCK), "does not advance") } },
  { "mi1-stopped-by-the-band", M1,
    { WRITE (NULL, "06"), WRITE (C ("18"), "11"), WRITE (SILENCE, "06"), WAIT (D (A_BLOCK)),
      WRITE (C ("18"), "11"), WRITE (SILENCE, "06"), FAIL (C ("18"), "stopped sending") } },
  { "mi1-other-notices-pass", M1,
    { WRITE (NULL, "06"), WAIT (C ("07")), WAIT (D (A_BLOCK)), WAIT (C ("08")), WAIT (C ("")),
      STORE (D (A_MINUTES), RUN), WAIT (C ("18")), WRITE (STORED, A_CONFIRM), WAIT (C ("1800")),
      DONE (D (A_LAST)) } },
  { "mi1-silent", M1,
    { WRITE (NULL, "06"), WRITE (SILENCE, "11"), WRITE (SILENCE, "06"), WAIT (D (A_BLOCK)),
      WRITE (SILENCE, "11"), WRITE (SILENCE, "06"), WAIT (D (A_BLOCK)), WAIT (D ("0102")),
      FAIL (SILENCE, "stopped answering") } },
};

static TactusActivityFetch *
begin (const char *model,
       const char *since_text)
{
  TactusBandTime since;

  g_assert_true (tactus_band_time_parse_text (&since, since_text, NULL));
  since.zone_quarters = 4;

  return tactus_activity_fetch_new (tactus_model_for_id (model), &since);
}

static void
receive (TactusActivityFetch *self,
         gboolean             on_data,
         const TestBytes     *bytes,
         TactusFetchStep     *step)
{
  const char *control, *data;

  tactus_activity_fetch_get_uuids (self, &control, &data);
  tactus_activity_fetch_receive (self, on_data ? data : control, bytes->data, bytes->length, step);
}

static void
happen (TactusActivityFetch *self,
        const char          *what,
        TactusFetchStep     *step)
{
  g_auto(TestBytes) bytes = { 0 };

  if (!what)
    {
      tactus_activity_fetch_start (self, step);
    }
  else if (strcmp (what, SILENCE) == 0)
    {
      tactus_activity_fetch_timed_out (self, step);
    }
  else if (strcmp (what, STORED) == 0)
    {
      tactus_activity_fetch_stored (self, step);
    }
  else
    {
      bytes = test_bytes (what + 1);
      receive (self, what[0] == 'd', &bytes, step);
    }
}

static char *
run_to_text (TactusActivityFetch *self)
{
  g_autoptr(GArray) samples = NULL;
  g_autoptr(GArray) none = NULL;
  g_autofree char *text = NULL;
  TactusBandTime start;
  guint done, total;

  samples = tactus_activity_fetch_steal_samples (self, &start);
  none = tactus_activity_fetch_steal_samples (self, &start);
  g_assert_cmpuint (none->len, ==, 0);

  tactus_activity_fetch_get_progress (self, &done, &total);
  g_assert_cmpuint (done, ==, samples->len);
  g_assert_cmpuint (total, ==, samples->len);

  text = tactus_band_time_to_text (&start);
  return g_strdup_printf ("%u@%s%+03d", samples->len, text, start.zone_quarters);
}

static void
assert_nothing_to_steal (TactusActivityFetch *self)
{
  g_autoptr(GArray) samples = NULL;
  TactusBandTime start;

  samples = tactus_activity_fetch_steal_samples (self, &start);
  g_assert_cmpuint (samples->len, ==, 0);
}

static void
check_write (const Line            *line,
             const TactusFetchStep *step,
             gboolean               mi1)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (step->write->value, &length);

  test_assert_hex (data, length, line->expected);
  g_assert_true (step->write->with_response);
  g_assert_cmpstr (step->write->uuid, ==,
                   mi1 ? TACTUS_UUID_MI1_CONTROL : TACTUS_UUID_FETCH_CONTROL);
}

static void
check_line (const Line            *line,
            TactusActivityFetch   *self,
            const TactusFetchStep *step,
            gboolean               mi1)
{
  g_autofree char *run = NULL;

  g_test_message ("%s: %d (%s)", line->happens ? line->happens : "start", (int) step->action,
                  step->error ? step->error->message : "");
  g_assert_cmpint (step->action, ==, line->action);
  g_assert_cmpint (step->write != NULL, ==, line->action == TACTUS_FETCH_WRITE);
  g_assert_cmpint (step->error != NULL, ==, line->action == TACTUS_FETCH_FAILED);

  if (line->action == TACTUS_FETCH_WRITE)
    {
      check_write (line, step, mi1);
      g_assert_cmpuint (step->deadline_ms, >, 0);
    }
  else if (line->action == TACTUS_FETCH_STORE)
    {
      run = run_to_text (self);
      g_assert_cmpstr (run, ==, line->expected);
    }
  else if (line->action == TACTUS_FETCH_FAILED)
    {
      g_assert_nonnull (strstr (step->error->message, line->expected));
    }

  if (line->action != TACTUS_FETCH_STORE)
    assert_nothing_to_steal (self);
}

static gboolean
is_over (TactusFetchAction action)
{
  return action == TACTUS_FETCH_DONE || action == TACTUS_FETCH_FAILED;
}

static void
test_play (gconstpointer data)
{
  const Play *play = data;
  gboolean mi1 = g_str_has_prefix (play->model, "mi-band-1");
  g_autoptr(TactusActivityFetch) self = begin (play->model, SINCE);
  const char *late[] = { SILENCE, C (START_2), D (PACKET_0), C (END), C (""), D ("") };
  TactusFetchStep step = { 0 };
  TactusFetchAction end;

  tactus_activity_fetch_set_profile_version (self, play->profile_version);
  for (const Line *line = play->lines; line == play->lines || line->happens; line++)
    {
      g_assert_false (is_over (step.action));
      happen (self, line->happens, &step);
      check_line (line, self, &step, mi1);
    }

  /* Whatever comes after the end, it stays the end. */
  end = step.action;
  for (gsize i = 0; is_over (end) && i < G_N_ELEMENTS (late); i++)
    {
      happen (self, late[i], &step);
      g_assert_cmpint (step.action, ==, end);
      g_assert_cmpuint (step.deadline_ms, ==, 0);
      g_assert_null (step.write);
      g_assert_cmpint (step.error != NULL, ==, end == TACTUS_FETCH_FAILED);
    }
}

/* The codes by which callers tell the endings apart. */
static void
test_errors (void)
{
  const struct { const char *happens; int code; } cases[] = {
    { C ("100104"), TACTUS_PROTOCOL_ERROR_REFUSED },
    { SILENCE, TACTUS_PROTOCOL_ERROR_TIMED_OUT },
    { C ("1001"), TACTUS_PROTOCOL_ERROR_MALFORMED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TactusActivityFetch) self = begin ("mi-band-2", SINCE);
      TactusFetchStep step;

      happen (self, NULL, &step);
      happen (self, cases[i].happens, &step);
      g_assert_error (step.error, TACTUS_PROTOCOL_ERROR, cases[i].code);
    }
}

static void
test_uuids (void)
{
  g_autoptr(TactusActivityFetch) huami = begin ("mi-band-2", SINCE);
  g_autoptr(TactusActivityFetch) mi1 = begin ("mi-band-1s", SINCE);
  const char *control, *data;

  tactus_activity_fetch_get_uuids (huami, &control, &data);
  g_assert_cmpstr (control, ==, TACTUS_UUID_FETCH_CONTROL);
  g_assert_cmpstr (data, ==, TACTUS_UUID_FETCH_DATA);
  tactus_activity_fetch_get_uuids (mi1, &control, &data);
  g_assert_cmpstr (control, ==, TACTUS_UUID_MI1_NOTICE);
  g_assert_cmpstr (data, ==, TACTUS_UUID_MI1_ACTIVITY);
}

static void
test_progress (void)
{
  g_autoptr(TactusActivityFetch) self = begin ("mi-band-2", SINCE);
  const struct { const char *happens; guint done, total; } steps[] = {
    { NULL, 0, 0 }, { C (START_4), 0, 4 }, { D (PACKET_0), 2, 4 }, { D (PACKET_1), 4, 4 },
    { C (END), 4, 4 }, { STORED, 0, 4 }, { C (ACK), 0, 0 },
  };
  TactusFetchStep step;

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr(GArray) samples = NULL;
      TactusBandTime start;
      guint done, total;

      happen (self, steps[i].happens, &step);
      samples = tactus_activity_fetch_steal_samples (self, &start);
      tactus_activity_fetch_get_progress (self, &done, &total);
      g_assert_cmpuint (done, ==, steps[i].done);
      g_assert_cmpuint (total, ==, steps[i].total);
    }
}

/* A band that always has another minute: each run advances, and still there is an end. */
static void
test_endless_runs (void)
{
  g_autoptr(TactusActivityFetch) self = begin ("mi-band-2", SINCE);
  TactusFetchStep step;
  guint runs = 0;

  happen (self, NULL, &step);
  while (step.action == TACTUS_FETCH_WRITE)
    {
      g_autoptr(GBytes) asked = g_bytes_ref (step.write->value);
      const guint8 *when = g_bytes_get_data (asked, NULL);
      guint8 start[15] = { 0x10, 0x01, 0x01, 0x01 };
      g_auto(TestBytes) bytes = { 0 };

      memcpy (start + 7, when + 2, 8);
      bytes = test_bytes_copy (start, sizeof start);
      receive (self, FALSE, &bytes, &step);
      happen (self, D ("00" MINUTE), &step);
      happen (self, C (END), &step);
      g_assert_cmpint (step.action, ==, TACTUS_FETCH_STORE);
      happen (self, STORED, &step);
      happen (self, C (ACK), &step);
      g_assert_cmpuint (++runs, <=, 2000);
    }

  g_assert_cmpint (step.action, ==, TACTUS_FETCH_FAILED);
  g_assert_nonnull (strstr (step.error->message, "no end"));
}

/* A band that never stops talking about other things. */
static void
test_endless_packets (void)
{
  const struct { const char *model, *packet; } cases[] = {
    { "mi-band-2", D (PACKET_0) },
    { "mi-band-2", C (ACK) },
    { "mi-band-1", C ("07") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TactusActivityFetch) self = begin (cases[i].model, SINCE);
      TactusFetchStep step;
      guint packets = 0;

      happen (self, NULL, &step);
      do
        {
          happen (self, cases[i].packet, &step);
          g_assert_cmpuint (++packets, <=, 100000);
        }
      while (step.action == TACTUS_FETCH_WAIT);
      g_assert_cmpint (step.action, ==, TACTUS_FETCH_FAILED);
    }
}

/* A made-up band that has recorded some minutes: what it sends of them, well or badly. */
#define N_RECORDED 2000

typedef struct {
  GRand    *rand;
  guint     sample_size;
  gboolean  mi1;
  gboolean  counted;
  guint     trouble;    /* one packet in so many is lost, one is repeated; 0: none */
  guint     n_kept;     /* minutes from the first one recorded */
  guint     next;       /* what the next run begins with */
  guint     n_run;
  GByteArray *stored;   /* minute by minute what arrived: 1 if it did */
} Band;

static const TactusActivitySample *
recorded (guint minute)
{
  static TactusActivitySample sample;

  sample = (TactusActivitySample) {
    .kind = (guint8) (minute * 7 + 1),
    .intensity = (guint8) (minute >> 8),
    .steps = (guint8) minute,
    .heart_rate = (guint8) (40 + minute % 200),
  };

  return &sample;
}

/* Minute 0 is SINCE. */
static void
put_minute (Band       *band,
            guint       minute,
            GByteArray *bytes)
{
  const TactusActivitySample *sample = recorded (minute);
  const guint8 data[8] = { sample->kind, sample->intensity, sample->steps, sample->heart_rate,
                           0xaa, 0xbb, 0xcc, 0xdd };

  g_byte_array_append (bytes, data, band->sample_size);
}

static GDateTime *
time_of_minute (guint minute)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_offset (3600);
  g_autoptr(GDateTime) first = g_date_time_new (zone, 2024, 3, 1, 6, 30, 0);

  return g_date_time_add_minutes (first, (int) minute);
}

static guint
minute_of_time (const TactusBandTime *time)
{
  g_autoptr(GDateTime) first = time_of_minute (0);
  g_autoptr(GDateTime) when = tactus_band_time_to_date_time (time);
  GTimeSpan span = g_date_time_difference (when, first);

  g_assert_cmpint (span, >=, 0);
  g_assert_cmpint (span % G_TIME_SPAN_MINUTE, ==, 0);
  return (guint) (span / G_TIME_SPAN_MINUTE);
}

/* Delivers one packet: not at all, once, or twice. */
static void
deliver (Band                *band,
         TactusActivityFetch *self,
         const guint8        *data,
         gsize                length,
         TactusFetchStep     *step)
{
  guint luck = band->trouble ? (guint) g_rand_int_range (band->rand, 0, (int) band->trouble) : 9;
  guint times = luck == 0 ? 0 : luck == 1 && !band->mi1 ? 2 : 1;

  for (guint i = 0; i < times; i++)
    {
      g_auto(TestBytes) exact = test_bytes_copy (data, length);

      receive (self, TRUE, &exact, step);
    }
}

static void
send_run (Band                *band,
          TactusActivityFetch *self,
          gboolean             has_counter,
          gboolean             whole_minutes,
          TactusFetchStep     *step)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  guint8 counter = band->mi1 ? (guint8) g_rand_int_range (band->rand, 0, 256) : 0;
  gsize room = whole_minutes
               ? band->sample_size * (gsize) g_rand_int_range (band->rand, 1, 6)
               : 20 - (has_counter ? 1u : 0u);

  for (guint i = 0; i < band->n_run; i++)
    put_minute (band, band->next + i, bytes);

  for (gsize offset = 0; offset < bytes->len; offset += room)
    {
      guint8 packet[64] = { counter++ };
      gsize length = MIN (room, bytes->len - offset);
      gsize head = has_counter ? 1 : 0;

      memcpy (packet + head, bytes->data + offset, length);
      deliver (band, self, packet, head + length, step);
      if (step->action == TACTUS_FETCH_WRITE)
        return;
    }
}

static void
choose_run (Band *band,
            guint maximum)
{
  guint n = (guint) g_rand_int_range (band->rand, 1, (int) maximum);

  band->n_run = MIN (N_RECORDED - band->next, n);
}

static void
answer_start (Band                *band,
              TactusActivityFetch *self,
              const guint8        *asked,
              TactusFetchStep     *step)
{
  guint8 answer[15] = { 0x10, 0x01, 0x01 };
  g_auto(TestBytes) exact = { 0 };
  TactusBandTime since;
  guint wanted;

  tactus_band_time_parse_date (&since, asked + 2);
  since.zone_quarters = (gint8) asked[9];
  wanted = minute_of_time (&since);

  /* Some of the first minutes are gone already. */
  band->next = MAX (wanted, N_RECORDED - band->n_kept);
  choose_run (band, 1200);
  if (band->next < N_RECORDED)
    {
      g_autoptr(GDateTime) when = time_of_minute (band->next);
      TactusBandTime start;
      g_autoptr(GBytes) bytes = NULL;

      tactus_band_time_from_date_time (&start, when);
      bytes = tactus_band_time_encode (&start);
      memcpy (answer + 7, g_bytes_get_data (bytes, NULL), 7);
      answer[14] = 4;
      answer[3] = band->n_run & 0xff;
      answer[4] = (guint8) (band->n_run >> 8);
    }

  exact = test_bytes_copy (answer, sizeof answer);
  receive (self, FALSE, &exact, step);
}

static void
answer_huami (Band                *band,
              TactusActivityFetch *self,
              const guint8        *command,
              TactusFetchStep     *step)
{
  switch (command[0])
    {
    case 0x01:
      answer_start (band, self, command, step);
      break;
    case 0x02:
      send_run (band, self, TRUE, TRUE, step);
      happen (self, C (END), step);
      break;
    case 0x03:
    default:
      happen (self, C (ACK), step);
      break;
    }
}

static void
send_block (Band                *band,
            TactusActivityFetch *self,
            TactusFetchStep     *step)
{
  g_autoptr(GDateTime) when = time_of_minute (band->next);
  TactusBandTime start;
  guint8 header[11] = { 1 };
  g_auto(TestBytes) exact = { 0 };

  choose_run (band, 300);
  tactus_band_time_from_date_time (&start, when);
  tactus_mi1_date_put (&start, header + 1);
  header[9] = band->n_run & 0xff;
  header[10] = (guint8) (band->n_run >> 8);

  exact = test_bytes_copy (header, sizeof header);
  receive (self, TRUE, &exact, step);
  if (band->n_run > 0)
    send_run (band, self, band->counted, FALSE, step);
}

static void
answer_mi1 (Band                *band,
            TactusActivityFetch *self,
            const guint8        *command,
            TactusFetchStep     *step)
{
  switch (command[0])
    {
    case 0x06:
      send_block (band, self, step);
      break;
    case 0x0a:
      g_assert_cmpuint (command[7] + 256u * command[8], ==, band->n_run * band->sample_size);
      band->next += band->n_run;
      send_block (band, self, step);
      break;
    case 0x11:
    default:
      happen (self, SILENCE, step);
      break;
    }
}

/* No sample may arrive for a minute in which it was not recorded. */
static void
store (Band                *band,
       TactusActivityFetch *self)
{
  g_autoptr(GArray) samples = NULL;
  TactusBandTime start;
  guint first;

  samples = tactus_activity_fetch_steal_samples (self, &start);
  first = minute_of_time (&start);
  g_assert_cmpuint (samples->len, ==, band->n_run);
  g_assert_cmpuint (first, ==, band->next);

  for (guint i = 0; i < samples->len; i++)
    {
      TactusActivitySample *found = &g_array_index (samples, TactusActivitySample, i);
      const TactusActivitySample *expected = recorded (first + i);

      g_assert_cmpuint (found->kind, ==, expected->kind);
      g_assert_cmpuint (found->intensity, ==, expected->intensity);
      g_assert_cmpuint (found->steps, ==, expected->steps);
      g_assert_cmpuint (found->heart_rate, ==, band->sample_size == 3 ? 0 : expected->heart_rate);
      band->stored->data[first + i] = 1;
    }
}

static void
play_band (Band                *band,
           TactusActivityFetch *self,
           TactusFetchStep     *step)
{
  g_autoptr(GBytes) command = NULL;

  switch (step->action)
    {
    case TACTUS_FETCH_WRITE:
      command = g_bytes_ref (step->write->value);
      if (band->mi1)
        answer_mi1 (band, self, g_bytes_get_data (command, NULL), step);
      else
        answer_huami (band, self, g_bytes_get_data (command, NULL), step);
      break;
    case TACTUS_FETCH_STORE:
      store (band, self);
      tactus_activity_fetch_stored (self, step);
      break;
    case TACTUS_FETCH_WAIT:
      happen (self, SILENCE, step);
      break;
    case TACTUS_FETCH_DONE:
    case TACTUS_FETCH_FAILED:
    default:
      g_assert_not_reached ();
    }
}

static TactusFetchAction
fetch_all (Band       *band,
           const char *model,
           guint32     profile_version)
{
  g_autoptr(TactusActivityFetch) self = begin (model, SINCE);
  TactusFetchStep step;
  guint turns = 0;

  tactus_activity_fetch_set_profile_version (self, profile_version);
  band->mi1 = g_str_has_prefix (model, "mi-band-1");
  band->counted = profile_version >= 0x02000700;
  band->sample_size = tactus_model_for_id (model)->sample_size;
  band->next = band->mi1 ? N_RECORDED - band->n_kept : 0;
  g_byte_array_set_size (band->stored, N_RECORDED);
  memset (band->stored->data, 0, N_RECORDED);

  tactus_activity_fetch_start (self, &step);
  while (!is_over (step.action))
    {
      g_assert_cmpuint (++turns, <, 50000);
      play_band (band, self, &step);
    }

  return step.action;
}

static const struct { const char *model; guint32 profile_version; } kinds[] = {
  { "mi-band-2", 0 },
  { "mi-band-5", 0 },
  { "mi-band-1", 0 },
  { "mi-band-1a", 0x02000700 },
  { "mi-band-1s", 0x02000800 },
};

static guint
count_stored (const Band *band)
{
  guint n = 0;

  for (guint i = 0; i < N_RECORDED; i++)
    n += band->stored->data[i];

  return n;
}

/* Everything arrives, every minute once in its place. */
static void
test_all_minutes (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20140722);
  g_autoptr(GByteArray) stored = g_byte_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint n_kept = 0; n_kept <= N_RECORDED; n_kept += 500)
      {
        Band band = { .rand = rand, .n_kept = n_kept, .stored = stored };

        g_assert_cmpint (fetch_all (&band, kinds[i].model, kinds[i].profile_version), ==,
                         TACTUS_FETCH_DONE);
        g_assert_cmpuint (count_stored (&band), ==, n_kept);
      }
}

/* Packets get lost and come twice: some fetches fail, none gives a minute another one's sample, and
 * a fetch that says it is done has all. */
static void
test_trouble (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20141103);
  g_autoptr(GByteArray) stored = g_byte_array_new ();
  guint n_done = 0, n_failed = 0;

  for (guint turn = 0; turn < 60; turn++)
    for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
      {
        Band band = { .rand = rand, .n_kept = 1500, .stored = stored };

        band.trouble = (guint) g_rand_int_range (rand, 20, 400);
        if (fetch_all (&band, kinds[i].model, kinds[i].profile_version) == TACTUS_FETCH_DONE)
          {
            g_assert_cmpuint (count_stored (&band), ==, 1500);
            n_done++;
          }
        else
          {
            n_failed++;
          }
      }

  g_test_message ("%u done, %u failed", n_done, n_failed);
  g_assert_cmpuint (n_done, >, 30);
  g_assert_cmpuint (n_failed, >, 30);
}

/* Noise in between: whatever comes, it ends. */
static void
test_garbage (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20160607);

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr(TactusActivityFetch) self = begin (kinds[i % G_N_ELEMENTS (kinds)].model, SINCE);
      TactusFetchStep step;
      guint silences = 0;

      tactus_activity_fetch_start (self, &step);
      for (guint turn = 0; turn < 24 && !is_over (step.action); turn++)
        {
          const char *plausible[] = { C (START_2), D (PACKET_0), C (END), C (ACK), D (A_BLOCK),
                                      D (A_MINUTES), D (A_LAST), SILENCE };
          guint8 bytes[24];
          g_auto(TestBytes) exact = { 0 };

          if (step.action == TACTUS_FETCH_STORE)
            {
              tactus_activity_fetch_stored (self, &step);
            }
          else if (g_rand_boolean (rand))
            {
              happen (self, plausible[g_rand_int_range (rand, 0, G_N_ELEMENTS (plausible))], &step);
            }
          else
            {
              for (gsize j = 0; j < sizeof bytes; j++)
                bytes[j] = (guint8) g_rand_int_range (rand, 0, j < 3 ? 5 : 256);
              bytes[0] = g_rand_boolean (rand) ? 0x10 : bytes[0];
              exact = test_bytes_copy (bytes, (gsize) g_rand_int_range (rand, 0, 25));
              receive (self, g_rand_boolean (rand), &exact, &step);
            }
        }

      while (!is_over (step.action))
        {
          g_assert_cmpuint (++silences, <, 16);
          if (step.action == TACTUS_FETCH_STORE)
            tactus_activity_fetch_stored (self, &step);
          else
            tactus_activity_fetch_timed_out (self, &step);
        }
    }
}

/* Freed in the middle, with all that it holds. */
static void
test_abandoned (void)
{
  const char *turns[] = { NULL, C (START_4), D (PACKET_0), D (PACKET_2), C (END) };

  for (gsize n = 0; n <= G_N_ELEMENTS (turns); n++)
    {
      g_autoptr(TactusActivityFetch) self = begin ("mi-band-2", SINCE);
      TactusFetchStep step;

      for (gsize i = 0; i < n; i++)
        happen (self, turns[i], &step);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (plays); i++)
    {
      g_autofree char *path = g_strdup_printf ("/activity-fetch/%s", plays[i].name);

      g_test_add_data_func (path, &plays[i], test_play);
    }
  g_test_add_func ("/activity-fetch/errors", test_errors);
  g_test_add_func ("/activity-fetch/uuids", test_uuids);
  g_test_add_func ("/activity-fetch/progress", test_progress);
  g_test_add_func ("/activity-fetch/endless-runs", test_endless_runs);
  g_test_add_func ("/activity-fetch/endless-packets", test_endless_packets);
  g_test_add_func ("/activity-fetch/all-minutes", test_all_minutes);
  g_test_add_func ("/activity-fetch/trouble", test_trouble);
  g_test_add_func ("/activity-fetch/garbage", test_garbage);
  g_test_add_func ("/activity-fetch/abandoned", test_abandoned);

  return g_test_run ();
}
