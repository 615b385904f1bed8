/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-database-file.h"
#include "tactus-history.h"

G_BEGIN_DECLS

typedef enum {
  TACTUS_HISTORY_ITEM_SESSION, /* a new one begins: @session */
  TACTUS_HISTORY_ITEM_READING, /* @reading, @rr, @n_rr, of @session */
  TACTUS_HISTORY_ITEM_MARKER,  /* @marker, of @session */
  TACTUS_HISTORY_ITEM_END,     /* there is no more */
} TactusHistoryItemKind;

/**
 * TactusHistoryItem:
 *
 * What a cursor stands on; all of it belongs to the cursor and is good until it moves on.
 */
typedef struct {
  TactusHistoryItemKind  kind;
  TactusSession         *session;
  TactusReading          reading;
  const guint16         *rr;
  guint                  n_rr;
  TactusMarker           marker;
} TactusHistoryItem;

/**
 * TactusHistoryCursor:
 *
 * Walks through a part of the history, session by session in the order of their begins, and within
 * each through readings and markers in the order of their times (a marker before a reading of the
 * same time), without ever holding more than one.  After the sessions come, unless the query names
 * a session or a text, the pulses that bands recorded by the minute, as a session of source
 * RECORDED and id 0 for each band and day that has some.  In the database's thread only.
 */
typedef struct _TactusHistoryCursor TactusHistoryCursor;

/** tactus_history_cursor_new: @query: copied */
TactusHistoryCursor *tactus_history_cursor_new   (TactusDatabaseFile        *file,
                                                  const TactusHistoryQuery  *query,
                                                  GError                   **error);
void                 tactus_history_cursor_free  (TactusHistoryCursor       *self);

gboolean             tactus_history_cursor_next  (TactusHistoryCursor       *self,
                                                  TactusHistoryItem         *item,
                                                  GError                   **error);

/** tactus_history_cursor_get_share: Returns: 0…1: how much of what there is has been walked */
double               tactus_history_cursor_get_share (TactusHistoryCursor   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusHistoryCursor, tactus_history_cursor_free)

G_END_DECLS
