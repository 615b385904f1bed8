/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-notice-text.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_NOTIFIER (tactus_notifier_get_type ())
G_DECLARE_FINAL_TYPE (TactusNotifier, tactus_notifier, TACTUS, NOTIFIER, GObject)

/**
 * TactusNotifier:
 *
 * Notifications of what happens to the bands while nobody looks.  Each leads to its band
 * (`app.show-band`); it is withdrawn when it is no longer so, or when the person looks.  On a
 * locked screen no heart rate is told.
 *
 * Signal `seen` (string: title, string: body, nullable), returns a boolean: a heart-rate alert
 * while the person is looking; needs no notification if somebody shows it and returns %TRUE.
 */

/** TactusNotifierSight: @band: (nullable): %NULL: anything of ours.  Returns: whether the person is
 *    looking at a place where they would learn of @notice */
typedef gboolean (* TactusNotifierSight) (TactusBand  *band,
                                          TactusNotice notice,
                                          gpointer     user_data);

/**
 * tactus_notifier_new:
 * @application: (transfer none): not kept alive
 * @settings: (nullable)
 * @sight: asked before each notification
 */
TactusNotifier *tactus_notifier_new       (GApplication        *application,
                                           GSettings           *settings,
                                           TactusNotifierSight  sight,
                                           gpointer             user_data);

/** tactus_notifier_set_bands: @bands: (nullable) (element-type TactusBand): that are followed */
void            tactus_notifier_set_bands (TactusNotifier      *self,
                                           GListModel          *bands);

/** tactus_notifier_set_patience: @lost_ms: how long nothing comes from a band before that is told;
 *    of the bands that are set after it */
void            tactus_notifier_set_patience (TactusNotifier   *self,
                                              guint             lost_ms);

/** tactus_notifier_send: what does not come from a band itself.  @band: (nullable): whose page it
 *    leads to; %NULL: the history */
void            tactus_notifier_send      (TactusNotifier      *self,
                                           TactusBand          *band,
                                           TactusNotice         notice,
                                           const char          *title,
                                           const char          *body);
void            tactus_notifier_withdraw  (TactusNotifier      *self,
                                           TactusBand          *band,
                                           TactusNotice         notice);

/** tactus_notifier_look: the person may be looking at something else now: what they see needs no
 *    notification any more */
void            tactus_notifier_look      (TactusNotifier      *self);

/** tactus_notifier_set_locked: whether somebody else may be standing before the screen */
void            tactus_notifier_set_locked (TactusNotifier     *self,
                                            gboolean            locked);

/** tactus_notifier_close: the app leaves: withdraws everything.  @keep_stopped: but why a
 *    measurement ended, which is news still */
void            tactus_notifier_close     (TactusNotifier      *self,
                                           gboolean             keep_stopped);

G_END_DECLS
