/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-band.h"
#include "tactus-event.h"
#include "tactus-pulse-alert.h"

G_BEGIN_DECLS

/**
 * TactusNotice:
 *
 * The kinds of notifications; at most one of each for a band.
 */
typedef enum {
  TACTUS_NOTICE_ALERT,      /* the pulse stays beyond a level */
  TACTUS_NOTICE_LOST,       /* nothing comes from the band */
  TACTUS_NOTICE_STOPPED,    /* measuring ended by itself */
  TACTUS_NOTICE_BATTERY,    /* the band's is low */
  TACTUS_NOTICE_EVENT,      /* the band's button, or a search from it */
  TACTUS_NOTICE_BACKGROUND, /* measuring goes on without a window */
  TACTUS_NOTICE_EXPORTED,   /* a long export is done */
  TACTUS_NOTICE_IMPORTED,   /* a long import is done */
} TactusNotice;

#define TACTUS_N_NOTICES (TACTUS_NOTICE_IMPORTED + 1)

/* Longest status text that the Background portal takes, characters. */
#define TACTUS_NOTICE_STATUS_LENGTH 96

/*
 * What notifications and the desktop are told.  As in tactus-text.h everything is a pure function.
 */

/** tactus_notice_text_title: Returns: (transfer none): of a kind that has the same always: neither
 *    %TACTUS_NOTICE_ALERT nor %TACTUS_NOTICE_EVENT */
const char *tactus_notice_text_title       (TactusNotice             notice);

/** tactus_notice_text_stop, tactus_notice_text_show: labels of buttons.  Returns: (transfer
 *    none) */
const char *tactus_notice_text_stop        (void);
const char *tactus_notice_text_show        (void);

/** tactus_notice_text_alert_title: Returns: (transfer none): "High Heart Rate" */
const char *tactus_notice_text_alert_title (TactusPulseSide          side);

/** tactus_notice_text_alert: @bpm: the pulse.  Returns: (transfer full): a sentence */
char       *tactus_notice_text_alert       (TactusPulseSide          side,
                                            guint                    bpm,
                                            const TactusPulseLevels *levels);

/** tactus_notice_text_locked_title: what is told of an alert to whoever stands before a locked
 *    screen.  Returns: (transfer none) */
const char *tactus_notice_text_locked_title (void);
const char *tactus_notice_text_locked       (void);

/** tactus_notice_text_lost: @name: of the band.  Returns: (transfer full) */
char       *tactus_notice_text_lost        (const char              *name);

/** tactus_notice_text_stopped: @error: why.  Returns: (transfer full): why, and what to do */
char       *tactus_notice_text_stopped     (const GError            *error);

/** tactus_notice_text_exported: @name: of the file.  Returns: (transfer full) */
char       *tactus_notice_text_exported    (const char              *name);
/** tactus_notice_text_imported: Returns: (transfer none) */
const char *tactus_notice_text_imported    (void);

/** tactus_notice_text_battery: Returns: (transfer full): whose battery is how low */
char       *tactus_notice_text_battery     (const char              *name,
                                            int                      level);

/** tactus_notice_text_event: Returns: (transfer full) (nullable): title for what the band did;
 *    %NULL: that needs no notification */
char       *tactus_notice_text_event       (TactusEventKind          kind,
                                            const char              *name);

/** tactus_notice_text_status: what the app does without a window, %TACTUS_NOTICE_STATUS_LENGTH
 *    characters at most.  @name: of the band; @state: of it.  Returns: (transfer full) */
char       *tactus_notice_text_status      (const char              *name,
                                            TactusBandState          state);

/** tactus_notice_text_reason: what we tell the desktop that we run in the background for.  Returns:
 *    (transfer none) */
const char *tactus_notice_text_reason      (void);

/** tactus_notice_text_refused: @error: of TactusBackground.  @autostart: whether it was about
 *    starting at login.  Returns: (transfer full): what that means, and what to do */
char       *tactus_notice_text_refused     (const GError            *error,
                                            gboolean                 autostart);

G_END_DECLS
