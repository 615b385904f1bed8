/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-notice-text.h"

#include <glib/gi18n.h>

#include "tactus-background-error.h"
#include "tactus-event-text.h"
#include "tactus-live-text.h"

const char *
tactus_notice_text_title (TactusNotice notice)
{
  switch (notice)
    {
    case TACTUS_NOTICE_LOST:
      return _("Signal Lost");
    case TACTUS_NOTICE_STOPPED:
      return _("Measuring Stopped");
    case TACTUS_NOTICE_BATTERY:
      return _("Battery Low");
    case TACTUS_NOTICE_BACKGROUND:
      return _("Measuring Goes On");
    case TACTUS_NOTICE_EXPORTED:
      return _("Export Finished");
    case TACTUS_NOTICE_IMPORTED:
      return _("Import Finished");
    case TACTUS_NOTICE_ALERT:
    case TACTUS_NOTICE_EVENT:
    default:
      g_return_val_if_reached ("");
    }
}

const char *
tactus_notice_text_stop (void)
{
  /* Translators: button of a notification: ends the measurement */
  return C_("notification", "Stop");
}

const char *
tactus_notice_text_show (void)
{
  /* Translators: button of a notification: brings the window up */
  return C_("notification", "Show");
}

const char *
tactus_notice_text_alert_title (TactusPulseSide side)
{
  return side == TACTUS_PULSE_SIDE_LOW ? _("Low Heart Rate") : _("High Heart Rate");
}

char *
tactus_notice_text_alert (TactusPulseSide          side,
                          guint                    bpm,
                          const TactusPulseLevels *levels)
{
  g_autofree char *span = tactus_text_spoken_span (levels->last_us);

  if (side == TACTUS_PULSE_SIDE_LOW)
    /* Translators: %3$s is "30 seconds" or the like */
    return g_strdup_printf (_("%1$u beats per minute. It has been below %2$u for %3$s."), bpm,
                            levels->low, span);

  /* Translators: %3$s is "30 seconds" or the like */
  return g_strdup_printf (_("%1$u beats per minute. It has been above %2$u for %3$s."), bpm,
                          levels->high, span);
}

const char *
tactus_notice_text_locked_title (void)
{
  return _("Heart-Rate Alert");
}

const char *
tactus_notice_text_locked (void)
{
  return _("Unlock the screen to read it.");
}

char *
tactus_notice_text_lost (const char *name)
{
  /* Translators: %s is the name of a band */
  return g_strdup_printf (_("Nothing has come from %s for a minute. Measuring goes on as soon as "
                            "it is back."), name);
}

char *
tactus_notice_text_stopped (const GError *error)
{
  return tactus_band_error_to_sentence (error);
}

char *
tactus_notice_text_exported (const char *name)
{
  /* Translators: %s is the name of a file */
  return g_strdup_printf (_("%s is written."), name);
}

const char *
tactus_notice_text_imported (void)
{
  return _("What was read is in the history now.");
}

char *
tactus_notice_text_battery (const char *name,
                            int         level)
{
  /* Translators: %1$s is the name of a band, %2$d its battery level */
  return g_strdup_printf (_("%1$s has %2$d %% left."), name, level);
}

char *
tactus_notice_text_event (TactusEventKind kind,
                          const char     *name)
{
  if (kind == TACTUS_EVENT_FIND_PHONE)
    /* Translators: %s is the name of a band, on which somebody started a search */
    return g_strdup_printf (_("%s Looks for This Computer"), name);
  if (kind == TACTUS_EVENT_BUTTON || kind == TACTUS_EVENT_BUTTON_LONG)
    return g_strdup (tactus_event_text (kind));

  return NULL;
}

static char *
status_sentence (const char      *name,
                 TactusBandState  state)
{
  switch (state)
    {
    case TACTUS_BAND_STATE_READY:
      /* Translators: %s is the name of a band */
      return g_strdup_printf (_("Measuring with %s"), name);
    case TACTUS_BAND_STATE_LISTENING:
      /* Translators: %s is the name of a band */
      return g_strdup_printf (_("Listening to %s"), name);
    case TACTUS_BAND_STATE_OFFLINE:
    case TACTUS_BAND_STATE_WAITING:
    case TACTUS_BAND_STATE_CONNECTING:
    case TACTUS_BAND_STATE_PREPARING:
    case TACTUS_BAND_STATE_AUTHENTICATING:
    case TACTUS_BAND_STATE_TAP_NEEDED:
    case TACTUS_BAND_STATE_DISCONNECTING:
    default:
      /* Translators: %s is the name of a band */
      return g_strdup_printf (_("Waiting for %s"), name);
    }
}

char *
tactus_notice_text_status (const char      *name,
                           TactusBandState  state)
{
  g_autofree char *sentence = status_sentence (name, state);
  g_autofree char *beginning = NULL;

  if (g_utf8_strlen (sentence, -1) <= TACTUS_NOTICE_STATUS_LENGTH)
    return g_steal_pointer (&sentence);

  beginning = g_utf8_substring (sentence, 0, TACTUS_NOTICE_STATUS_LENGTH - 1);
  return g_strconcat (beginning, "…", NULL);
}

const char *
tactus_notice_text_reason (void)
{
  return _("Tactus goes on measuring your heart rate while its window is closed.");
}

char *
tactus_notice_text_refused (const GError *error,
                            gboolean      autostart)
{
  if (g_error_matches (error, TACTUS_BACKGROUND_ERROR, TACTUS_BACKGROUND_ERROR_ABSENT))
    return g_strdup (_("Your desktop has no way to ask for that. Add Tactus to its startup "
                       "applications instead, with the command “tactus --background”."));
  if (!g_error_matches (error, TACTUS_BACKGROUND_ERROR, TACTUS_BACKGROUND_ERROR_DENIED))
    return g_strdup (_("Your desktop did not answer. Try again."));

  return g_strdup (autostart ? _("Your desktop does not let Tactus start at login. Allow it in the "
                                 "system settings, under Apps, then try again.")
                             : _("Your desktop does not let Tactus run in the background. Allow it "
                                 "in the system settings, under Apps, then try again."));
}
