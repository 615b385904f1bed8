/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-activity-store.h"
#include "tactus-alarm.h"
#include "tactus-alert.h"
#include "tactus-band.h"
#include "tactus-event.h"
#include "tactus-raw.h"
#include "tactus-setting.h"

G_BEGIN_DECLS

/* What a connected band can be asked to do.  All of it needs READY, or fails with
 * %TACTUS_BAND_ERROR_DISCONNECTED; a band that cannot do it, or refuses to, is
 * %TACTUS_BAND_ERROR_NOT_SUPPORTED with a message that says which; a value out of range is
 * %TACTUS_BAND_ERROR_VALUE.  Nothing here ends the link or another ability.
 *
 * Signals of TactusBand that belong here:
 * - `event` (gpointer: const TactusEvent *): button, sleep, charger …; whenever READY
 * - `steps` (gpointer: const TactusSteps *): today's, as they change; whenever READY
 * - `raw` (gpointer: const TactusRawPacket *): while the raw stream is on
 * - `setting-changed` (guint: TactusSettingId)
 * - `alarms-changed` ()
 */

/** tactus_band_can: Returns: whether the model has the ability */
gboolean      tactus_band_can                    (TactusBand           *self,
                                                  TactusAbilities       ability);

/** tactus_band_get_steps: Returns: (nullable): the last that came since READY */
const TactusSteps *tactus_band_get_steps         (TactusBand           *self);

/** tactus_band_get_setting: Returns: (nullable): what was last set from here; bands do not tell */
const char   *tactus_band_get_setting            (TactusBand           *self,
                                                  TactusSettingId       setting);

/** tactus_band_change_setting_async: @value: as text, see tactus-setting.h; remembered if it works
 */
void          tactus_band_change_setting_async   (TactusBand           *self,
                                                  TactusSettingId       setting,
                                                  const char           *value,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean      tactus_band_change_setting_finish  (TactusBand           *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/** tactus_band_alert_async: @title, @text: (nullable): words, where the band shows them */
void          tactus_band_alert_async            (TactusBand           *self,
                                                  TactusAlertKind       kind,
                                                  const char           *title,
                                                  const char           *text,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean      tactus_band_alert_finish           (TactusBand           *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/**
 * tactus_band_find_async: vibrates again and again for @duration_ms or until cancelled, and then
 *   makes sure that it has stopped.  Cancelling is the usual end, and succeeds.
 */
void          tactus_band_find_async             (TactusBand           *self,
                                                  guint                 duration_ms,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean      tactus_band_find_finish            (TactusBand           *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/** tactus_band_set_clock_async: @when: (nullable): in its zone; %NULL: now, here */
void          tactus_band_set_clock_async        (TactusBand           *self,
                                                  GDateTime            *when,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean      tactus_band_set_clock_finish       (TactusBand           *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/** tactus_band_set_alarm_async: @alarm: copied; remembered like a setting if it works */
void          tactus_band_set_alarm_async        (TactusBand           *self,
                                                  const TactusAlarm    *alarm,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void          tactus_band_delete_alarm_async     (TactusBand           *self,
                                                  guint                 slot,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
/** tactus_band_set_alarm_finish: of both */
gboolean      tactus_band_set_alarm_finish       (TactusBand           *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/** tactus_band_get_alarms: Returns: (transfer full) (element-type TactusAlarm): those set from
 *   here, by slot */
GArray       *tactus_band_get_alarms             (TactusBand           *self);

/** tactus_band_start_raw_async: the sensors' stream, until stopped or the link ends: signal `raw`
 */
void          tactus_band_start_raw_async        (TactusBand           *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean      tactus_band_start_raw_finish       (TactusBand           *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void          tactus_band_stop_raw_async         (TactusBand           *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean      tactus_band_stop_raw_finish        (TactusBand           *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/**
 * TactusSyncProgress:
 * @done, @total: minutes of the run under way; 0, 0 while unknown
 */
typedef void (* TactusSyncProgress) (guint    done,
                                     guint    total,
                                     gpointer user_data);

/**
 * TactusSyncSummary:
 * @minutes: received, @added: of them new to the database
 * @from, @to: Unix seconds of the first and the last minute; −1 if none came
 */
typedef struct {
  guint  minutes;
  guint  added;
  gint64 from;
  gint64 to;
} TactusSyncSummary;

/**
 * tactus_band_sync_activity_async:
 * @since: Unix seconds to begin with, or −1: after the newest minute in @store
 * @progress: (nullable): told now and then, until the call finishes
 *
 * Fetches what the band recorded.  Every minute is safe in @store before the band is told that it
 * may forget it; what came before an end by cancelling or a lost link is kept, and the next call
 * goes on from there.  Only one at a time: %TACTUS_BAND_ERROR_BUSY.
 */
void          tactus_band_sync_activity_async    (TactusBand           *self,
                                                  TactusActivityStore  *store,
                                                  gint64                since,
                                                  TactusSyncProgress    progress,
                                                  gpointer              progress_data,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
/** @summary: (out) (optional): filled also when it fails */
gboolean      tactus_band_sync_activity_finish   (TactusBand           *self,
                                                  GAsyncResult         *result,
                                                  TactusSyncSummary    *summary,
                                                  GError              **error);

G_END_DECLS
