/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/**
 * Feed:
 * @data: (array length=length): anything, in memory of exactly its size; perhaps %NULL if empty
 *
 * Hands @data to one part of the program, and asserts whatever that part promises.  The fuzz
 * targets and the test of malformed frames share these.
 */
typedef void (*Feed) (const guint8 *data,
                      gsize         length);

#define DECLARE_FEED(name) void feed_##name (const guint8 *data, gsize length);

/* feed-records.c: what bands send */
DECLARE_FEED (advertisement)
DECLARE_FEED (auth_response)
DECLARE_FEED (battery)
DECLARE_FEED (device_text)
DECLARE_FEED (frame)
DECLARE_FEED (heart_rate)
DECLARE_FEED (steps)
DECLARE_FEED (time)

/* feed-texts.c: what people write */
DECLARE_FEED (hex_text)
DECLARE_FEED (key_text)
DECLARE_FEED (time_text)
DECLARE_FEED (days_text)
DECLARE_FEED (profile_text)

/* feed-events.c: what bands send of their own accord, or in answer */
DECLARE_FEED (event)
DECLARE_FEED (config_reply)
DECLARE_FEED (raw)
DECLARE_FEED (chunk)

/* feed-mi1.c: the first generation's records */
DECLARE_FEED (mi1_device)
DECLARE_FEED (mi1_battery)
DECLARE_FEED (mi1_date)
DECLARE_FEED (mi1_steps)
DECLARE_FEED (mi1_notice)

/* feed-encoders.c: what is written to bands */
DECLARE_FEED (setting)
DECLARE_FEED (alarm)
DECLARE_FEED (alert)

/* feed-handshake.c: a script of frames and deadlines */
DECLARE_FEED (handshake)
DECLARE_FEED (handshake_mi1)

/* feed-activity.c: stored minutes, and the answers around them */
DECLARE_FEED (activity)
DECLARE_FEED (fetch_response)

/* feed-fetch.c: a script of packets and deadlines */
DECLARE_FEED (fetch)
DECLARE_FEED (fetch_mi1)

/* feed-decode.c: a characteristic, a model, bytes */
DECLARE_FEED (decode)

/* feed-vectors.c: a line of the conformance runner */
DECLARE_FEED (vectors)

/* feed-import.c: files that are imported */
DECLARE_FEED (import_csv)
DECLARE_FEED (import_dated)
DECLARE_FEED (import_dump)
DECLARE_FEED (import_json)
DECLARE_FEED (import_unknown)
