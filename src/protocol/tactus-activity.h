/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band-time.h"

G_BEGIN_DECLS

/**
 * TactusActivityKind:
 *
 * What the low nibble of a sample's kind is known to mean.
 */
typedef enum {
  TACTUS_ACTIVITY_UNKNOWN,
  TACTUS_ACTIVITY_AS_BEFORE,
  TACTUS_ACTIVITY_WALKING,
  TACTUS_ACTIVITY_RUNNING,
  TACTUS_ACTIVITY_NOT_WORN,
  TACTUS_ACTIVITY_CYCLING,
  TACTUS_ACTIVITY_CHARGING,
  TACTUS_ACTIVITY_LIGHT_SLEEP,
  TACTUS_ACTIVITY_IGNORE,
  TACTUS_ACTIVITY_DEEP_SLEEP,
  TACTUS_ACTIVITY_AWAKE,
} TactusActivityKind;

/**
 * TactusActivitySample:
 * @kind: as sent
 * @intensity: 0…255
 * @steps: in this minute
 * @heart_rate: bpm; 0: none
 *
 * One minute as a band recorded it.
 */
typedef struct {
  guint8 kind;
  guint8 intensity;
  guint8 steps;
  guint8 heart_rate;
} TactusActivitySample;

/**
 * tactus_activity_sample_parse:
 * @data: @sample_size bytes
 * @sample_size: 3, 4 or 8, see #TactusModel
 *
 * Layout: kind, intensity, steps; from 4 bytes on heart rate, where 0, 255 and anything above 250
 * is none; whatever follows is left out.
 */
TactusActivitySample tactus_activity_sample_parse (const guint8 *data,
                                                   guint         sample_size);

/**
 * tactus_activity_packet_parse:
 * @data: (array length=length): one notification of 0005 (generations B, B')
 * @sample_size: 3, 4 or 8, see #TactusModel
 * @counter: (out): first byte
 *
 * Returns: (transfer full) (nullable) (element-type TactusActivitySample): the samples, or %NULL
 *   with %TACTUS_PROTOCOL_ERROR_MALFORMED unless these are a counter and at least one whole sample,
 *   with %TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED for another sample size
 */
GArray            *tactus_activity_packet_parse (const guint8  *data,
                                                 gsize          length,
                                                 guint          sample_size,
                                                 guint8        *counter,
                                                 GError       **error);

/** tactus_activity_kind_of: @generation_a: the first generation numbers sleep differently */
TactusActivityKind tactus_activity_kind_of      (guint8         kind,
                                                 gboolean       generation_a);

/** tactus_activity_kind_to_name: Returns: stable, e.g. `light_sleep` */
const char        *tactus_activity_kind_to_name (TactusActivityKind kind);

G_END_DECLS
