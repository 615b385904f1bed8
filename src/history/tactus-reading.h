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
 * @TACTUS_READING_GAP: nobody listened from here to the next reading (lost, stopped, reconnecting)
 */
typedef enum {
  TACTUS_READING_PULSE,
  TACTUS_READING_NO_VALUE,
  TACTUS_READING_NO_CONTACT,
  TACTUS_READING_GAP,
} TactusReadingKind;

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

G_END_DECLS
