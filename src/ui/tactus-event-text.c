/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-event-text.h"

#include <glib/gi18n.h>

const char *
tactus_event_text (TactusEventKind kind)
{
  switch (kind)
    {
    case TACTUS_EVENT_ASLEEP:
      return _("Fell asleep");
    case TACTUS_EVENT_AWAKE:
      return _("Woke up");
    case TACTUS_EVENT_GOAL_REACHED:
      return _("Goal reached");
    case TACTUS_EVENT_BUTTON:
      return _("Button pressed");
    case TACTUS_EVENT_BUTTON_LONG:
      return _("Button held");
    case TACTUS_EVENT_TAKEN_OFF:
      return _("Taken off");
    case TACTUS_EVENT_CALL_REJECTED:
      return _("Call rejected");
    case TACTUS_EVENT_CALL_IGNORED:
      return _("Call ignored");
    case TACTUS_EVENT_FIND_PHONE:
      return _("Looks for this computer");
    case TACTUS_EVENT_FIND_PHONE_STOPPED:
      return _("Looks for this computer no more");
    case TACTUS_EVENT_ALARM_TOGGLED:
      return _("Alarm turned on or off on the band");
    case TACTUS_EVENT_ALARM_CHANGED:
      return _("Alarm changed on the band");
    case TACTUS_EVENT_ALARM:
      return _("Alarm rings");
    case TACTUS_EVENT_SILENT_ON:
      return _("Silent mode on");
    case TACTUS_EVENT_SILENT_OFF:
      return _("Silent mode off");
    case TACTUS_EVENT_WORKOUT:
      return _("Workout started");
    case TACTUS_EVENT_MUSIC_PLAY:
      return _("Music: play");
    case TACTUS_EVENT_MUSIC_PAUSE:
      return _("Music: pause");
    case TACTUS_EVENT_MUSIC_NEXT:
      return _("Music: next");
    case TACTUS_EVENT_MUSIC_PREVIOUS:
      return _("Music: previous");
    case TACTUS_EVENT_MUSIC_LOUDER:
      return _("Music: louder");
    case TACTUS_EVENT_MUSIC_QUIETER:
      return _("Music: quieter");
    case TACTUS_EVENT_MUSIC_OPEN:
      return _("Music opened");
    case TACTUS_EVENT_MUSIC_CLOSE:
      return _("Music closed");
    case TACTUS_EVENT_CHARGING:
      return _("On the charger");
    case TACTUS_EVENT_CHARGED:
      return _("Off the charger");
    case TACTUS_EVENT_UNKNOWN:
    case TACTUS_EVENT_TICK:
    case TACTUS_EVENT_MTU:
    default:
      return NULL;
    }
}
