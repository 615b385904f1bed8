/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "stage.h"

#include "tactus-history-page.h"

G_BEGIN_DECLS

/**
 * Past:
 *
 * A history with a page that shows it, in a window of its own.
 */
typedef struct {
  TactusHistory     *history; /* (owned) */
  GtkWidget         *window;
  TactusHistoryPage *page;    /* of the window */
  guint              n_closed;
} Past;

/** past_new: @path: (nullable): of the database; %NULL: in memory */
Past   *past_new      (const char   *path);

/** past_show: makes the page anew, for one band.  @band: (nullable) */
void    past_show     (Past         *self,
                       GSettings    *settings,
                       const char   *band);

/** past_free: closes all and sees that nothing is left of it */
void    past_free     (Past         *self);

/** past_add: a session that began @hours ago.  Returns: its id */
gint64  past_add      (Past         *self,
                       double        hours,
                       guint         minutes,
                       const char   *title,
                       const char   *note);

/** past_add_session: @session: as it is to be kept, with made-up readings up to its end.
 *    @rest: their level, beats per minute */
gint64  past_add_session (Past          *self,
                          TactusSession *session,
                          guint          rest,
                          GPtrArray     *markers);

/** past_mark: a marker in @session, @minutes after its begin */
void    past_mark     (Past         *self,
                       gint64        session,
                       guint         minutes,
                       const char   *text);

/** past_list: Returns: (transfer full) (element-type TactusSession): what is in the history */
GPtrArray *past_list  (Past         *self);

/** past_open: opens the session as a click in the list does, and waits for its page */
void    past_open     (Past         *self,
                       gint64        session);

/** past_is_on: Returns: whether the page on top is of @type and has shown what it is about */
gboolean past_is_on   (Past         *self,
                       GType         type);

/** past_list_view: Returns: (transfer none): the mapped list */
GtkWidget *past_list_view (Past     *self);

/** past_count: Returns: how many entries the mapped list has */
guint   past_count    (Past         *self);

G_END_DECLS
