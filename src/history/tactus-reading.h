/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TactusReadingKind:
 * @TACTUS_READING_PULSE: @bpm is a pulse
 * @TACTUS_READING_NO_VALUE: the sensor tried and has none
 * @TACTUS_READING_NO_CONTACT: the sensor lies on no skin
 * @TACTUS_READING_GAP: nobody listened from here to the next reading: it was stopped, or Tactus was
 * @TACTUS_READING_LOST: the link is lost from here to the next reading; it was wanted
 * @TACTUS_READING_STALE: linked, but the sensor has been silent for so long that the pulse before
 *   is no longer true
 *
 * What a reading says of the time from its own to the next reading's.  The numbers are kept on
 * disk.
 */
typedef enum {
  TACTUS_READING_PULSE,
  TACTUS_READING_NO_VALUE,
  TACTUS_READING_NO_CONTACT,
  TACTUS_READING_GAP,
  TACTUS_READING_LOST,
  TACTUS_READING_STALE,
} TactusReadingKind;

#define TACTUS_READING_N_KINDS (TACTUS_READING_STALE + 1)

/**
 * TactusReading:
 * @when_us: wall clock, microseconds since 1970 UTC
 * @kind: what it is; anything but a pulse is never drawn or counted as a number
 * @bpm: beats per minute, 1…65535; 0 unless @kind is a pulse
 */
typedef struct {
  gint64            when_us;
  TactusReadingKind kind;
  guint16           bpm;
} TactusReading;

/** tactus_reading_kind_to_name: Returns: (transfer none): `pulse`, `no_reading`, `not_worn`, `gap`,
 *    `lost`, `stale`: as in files and on the command line, never translated */
const char *tactus_reading_kind_to_name   (TactusReadingKind  kind);

/** tactus_reading_kind_from_name: Returns: whether @name is one of them */
gboolean    tactus_reading_kind_from_name (const char        *name,
                                           TactusReadingKind *kind);

/** tactus_reading_clean: Returns: @self as it may be kept: a pulse of 0 is no pulse, what is no
 *    pulse has no number, and a kind that does not exist is a gap */
TactusReading tactus_reading_clean        (const TactusReading *self);

/** tactus_reading_distance: Returns: microseconds from @from_us on to @to_us, which is not before
 *    it; more of them than a signed number holds, from one end of time to the other */
static inline guint64
tactus_reading_distance (gint64 from_us,
                         gint64 to_us)
{
  return (guint64) to_us - (guint64) from_us;
}

G_END_DECLS
