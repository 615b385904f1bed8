/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-history.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_HISTORY_ENTRY (tactus_history_entry_get_type ())
G_DECLARE_FINAL_TYPE (TactusHistoryEntry, tactus_history_entry, TACTUS, HISTORY_ENTRY, GObject)

/**
 * TactusHistoryEntry:
 *
 * A session or a day in a list, and what is to be said of it at a glance, once somebody looks.
 *
 * Property `selected` (gboolean).  Signal `changed`: it says something else now.
 */

/* Columns of a digest: as many as the widest sparkline has. */
#define TACTUS_HISTORY_ENTRY_COLUMNS 48

TactusHistoryEntry *tactus_history_entry_new_for_session (TactusSession            *session);

/** tactus_history_entry_new_for_day: @day: midnight, here.  @band: (nullable): address; %NULL: all
 *    of them */
TactusHistoryEntry *tactus_history_entry_new_for_day     (GDateTime                *day,
                                                          const char               *band);

/** tactus_history_entry_get_session: Returns: (transfer none) (nullable): %NULL: it is a day */
TactusSession      *tactus_history_entry_get_session     (TactusHistoryEntry       *self);

/** tactus_history_entry_get_day: Returns: (transfer none) (nullable): %NULL: it is a session */
GDateTime          *tactus_history_entry_get_day         (TactusHistoryEntry       *self);

/** tactus_history_entry_get_key: Returns: what tells it from others in its list: id, or Unix
 *    seconds of the day */
gint64              tactus_history_entry_get_key         (TactusHistoryEntry       *self);

/** tactus_history_entry_get_digest: Returns: (transfer none) (nullable): %NULL: not loaded */
const TactusDigest *tactus_history_entry_get_digest      (TactusHistoryEntry       *self);

/** tactus_history_entry_load: fetches the digest, unless it is here or on its way */
void                tactus_history_entry_load            (TactusHistoryEntry       *self,
                                                          TactusHistory            *history);

/** tactus_history_entry_cancel: ends a load that is on its way */
void                tactus_history_entry_cancel          (TactusHistoryEntry       *self);

/** tactus_history_entry_update: takes over what @other, of the same key, says; a digest that is
 *    out of date is fetched by the next load, and shown until then */
void                tactus_history_entry_update          (TactusHistoryEntry       *self,
                                                          TactusHistoryEntry       *other);

/** tactus_history_entry_expire: the next load fetches the digest anew */
void                tactus_history_entry_expire          (TactusHistoryEntry       *self);

gboolean            tactus_history_entry_get_selected    (TactusHistoryEntry       *self);
void                tactus_history_entry_set_selected    (TactusHistoryEntry       *self,
                                                          gboolean                  selected);

G_END_DECLS
