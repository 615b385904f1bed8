/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TactusEventKind:
 *
 * What a band tells of its own accord, on characteristic 0010 or, first generation, FF03.
 */
typedef enum {
  TACTUS_EVENT_UNKNOWN,
  TACTUS_EVENT_ASLEEP,
  TACTUS_EVENT_AWAKE,
  TACTUS_EVENT_GOAL_REACHED,
  TACTUS_EVENT_BUTTON,
  TACTUS_EVENT_BUTTON_LONG,
  TACTUS_EVENT_TAKEN_OFF,
  TACTUS_EVENT_CALL_REJECTED,
  TACTUS_EVENT_CALL_IGNORED,
  TACTUS_EVENT_FIND_PHONE,
  TACTUS_EVENT_FIND_PHONE_STOPPED,
  TACTUS_EVENT_ALARM_TOGGLED,
  TACTUS_EVENT_ALARM_CHANGED,
  TACTUS_EVENT_ALARM,            /* an alarm rings (first generation) */
  TACTUS_EVENT_TICK,             /* a good moment to fetch */
  TACTUS_EVENT_SILENT_ON,
  TACTUS_EVENT_SILENT_OFF,
  TACTUS_EVENT_WORKOUT,
  TACTUS_EVENT_MTU,              /* `value`: ATT MTU */
  TACTUS_EVENT_MUSIC_PLAY,
  TACTUS_EVENT_MUSIC_PAUSE,
  TACTUS_EVENT_MUSIC_NEXT,
  TACTUS_EVENT_MUSIC_PREVIOUS,
  TACTUS_EVENT_MUSIC_LOUDER,
  TACTUS_EVENT_MUSIC_QUIETER,
  TACTUS_EVENT_MUSIC_OPEN,
  TACTUS_EVENT_MUSIC_CLOSE,
  TACTUS_EVENT_CHARGING,         /* told by the battery's record */
  TACTUS_EVENT_CHARGED,          /* off the charger */
} TactusEventKind;

/**
 * TactusEvent:
 * @code: the first byte as sent
 * @value: what @kind says, else 0
 */
typedef struct {
  TactusEventKind kind;
  guint8          code;
  guint           value;
} TactusEvent;

/**
 * tactus_event_parse: characteristic 0010
 *
 * Returns: %FALSE with %TACTUS_PROTOCOL_ERROR_MALFORMED for an empty value, or one whose event
 *   lacks what belongs to it; a code that nobody knows is %TACTUS_EVENT_UNKNOWN
 */
gboolean    tactus_event_parse     (TactusEvent      *self,
                                    const guint8     *data,
                                    gsize             length,
                                    GError          **error);

/** tactus_event_kind_to_name: Returns: stable, e.g. `button`, `find_phone`, `music_next` */
const char *tactus_event_kind_to_name (TactusEventKind kind);

G_END_DECLS
