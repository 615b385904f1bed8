/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-background.h"
#include "tactus-band-list.h"
#include "tactus-notifier.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_BACKGROUND_RUN (tactus_background_run_get_type ())
G_DECLARE_FINAL_TYPE (TactusBackgroundRun, tactus_background_run, TACTUS, BACKGROUND_RUN, GObject)

/**
 * TactusBackgroundRun:
 *
 * The app without a window: it stays as long as something is measured, tells the desktop what, and
 * has a notification that stops it.
 *
 * Signals:
 * - `over` (): nothing is measured any more,
 * - `refused` (string: words): the desktop does not allow it, and what to do about that.
 */

TactusBackgroundRun *tactus_background_run_new      (GApplication        *application,
                                                     GSettings           *settings,
                                                     TactusBackground    *background,
                                                     TactusNotifier      *notifier);

/** tactus_background_run_can_enter: @bands: (nullable).  Returns: whether the person wants it, and
 *    something is measured */
gboolean             tactus_background_run_can_enter (TactusBackgroundRun *self,
                                                      TactusBandList      *bands);

/** tactus_background_run_enter: the last window is about to go */
void                 tactus_background_run_enter    (TactusBackgroundRun *self,
                                                     TactusBandList      *bands);

/**
 * tactus_background_run_begin:
 *
 * As at login: measures with the band that measured last, and tries again every minute until it was
 * there once.  `over` if the person does not want to measure right away, or has no band.
 */
void                 tactus_background_run_begin    (TactusBackgroundRun *self,
                                                     TactusBandList      *bands);

/** tactus_background_run_give_up: the person stops measuring: the band that was not there at login
 *    is waited for no more */
void                 tactus_background_run_give_up  (TactusBackgroundRun *self);

/** tactus_background_run_leave: there is a window, or the app is about to end */
void                 tactus_background_run_leave    (TactusBackgroundRun *self);

gboolean             tactus_background_run_get_on   (TactusBackgroundRun *self);

/** tactus_background_run_set_pause: @pause_ms: between two attempts at login (1 min) */
void                 tactus_background_run_set_pause (TactusBackgroundRun *self,
                                                      guint                pause_ms);

G_END_DECLS
