/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "past.h"

#include <math.h>

#include "tactus-history-view.h"
#include "tactus-period-view.h"

#define BAND "C8:0F:10:3A:00:03"

static void
closed_cb (Past *self)
{
  self->n_closed++;
}

void
past_show (Past       *self,
           GSettings  *settings,
           const char *band)
{
  self->page = TACTUS_HISTORY_PAGE (tactus_history_page_new (self->history, settings, band,
                                                             band ? "Mi Band 3" : NULL));
  g_signal_connect_swapped (self->page, "closed", G_CALLBACK (closed_cb), self);
  adw_window_set_content (ADW_WINDOW (self->window), GTK_WIDGET (self->page));
}

Past *
past_new (const char *path)
{
  Past *self = g_new0 (Past, 1);

  self->history = tactus_history_new (path);
  self->window = g_object_new (ADW_TYPE_WINDOW, "application", stage_application (), NULL);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 480, 760);
  past_show (self, NULL, NULL);
  gtk_window_present (GTK_WINDOW (self->window));
  WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (self->page)));

  return self;
}

void
past_free (Past *self)
{
  gpointer page = self->page;
  gpointer history = self->history;

  g_object_add_weak_pointer (page, &page);
  g_object_add_weak_pointer (history, &history);
  gtk_window_destroy (GTK_WINDOW (self->window));
  WAIT_UNTIL (page == NULL);
  g_object_unref (self->history);
  WAIT_UNTIL (history == NULL);
  g_free (self);
}

static TactusSeries *
make_readings (TactusSession *session,
               guint          rest)
{
  TactusSeries *series = tactus_series_new ();
  gint64 begin_us = tactus_session_get_begin_us (session);
  gint64 seconds = (tactus_session_get_end_us (session) - begin_us) / G_USEC_PER_SEC;

  for (gint64 s = 0; s <= seconds; s++)
    {
      double share = seconds ? (double) s / seconds : 0;
      double effort = 70 * exp (-pow ((share - 0.55) / 0.16, 2));
      TactusReading reading = {
        .when_us = begin_us + s * G_USEC_PER_SEC,
        .kind = TACTUS_READING_PULSE,
        .bpm = (guint16) lround (rest + effort + 3 * sin (s / 9.0) + 2 * sin (s / 2.3)),
      };

      /* Once out of reach. */
      if (share > 0.3 && share < 0.33 && seconds > 600)
        continue;
      tactus_series_append (series, &reading);
    }

  return series;
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  gboolean *done = user_data;
  g_autoptr(GError) error = NULL;

  tactus_history_add_finish (TACTUS_HISTORY (source), result, NULL, &error);
  g_assert_no_error (error);
  *done = TRUE;
}

gint64
past_add_session (Past          *self,
                  TactusSession *session,
                  guint          rest,
                  GPtrArray     *markers)
{
  gboolean done = FALSE;

  tactus_history_add_async (self->history, session, make_readings (session, rest), markers, NULL,
                            added_cb, &done);
  WAIT_UNTIL (done);

  return tactus_session_get_id (session);
}

gint64
past_add (Past       *self,
          double      hours,
          guint       minutes,
          const char *title,
          const char *note)
{
  gint64 begin_us = g_get_real_time () - (gint64) (hours * 3600 * G_USEC_PER_SEC);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(TactusSession) session = tactus_session_new (BAND, "Mi Band 3",
                                                         TACTUS_SOURCE_MEASURED, begin_us);

  tactus_session_set_zone_s (session, (int) (g_date_time_get_utc_offset (now) / G_USEC_PER_SEC));
  tactus_session_set_end_us (session, begin_us + (gint64) minutes * 60 * G_USEC_PER_SEC);
  tactus_session_set_open (session, FALSE);
  tactus_session_set_title (session, title ? title : "");
  tactus_session_set_note (session, note ? note : "");

  return past_add_session (self, session, 54 + (guint) (hours * 7) % 13, NULL);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GPtrArray **sessions = user_data;
  g_autoptr(GError) error = NULL;

  *sessions = tactus_history_list_finish (TACTUS_HISTORY (source), result, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list (Past   *self,
      gint64  id)
{
  const TactusHistoryQuery query = { .session = id, .newest_first = TRUE };
  GPtrArray *sessions = NULL;

  tactus_history_list_async (self->history, &query, NULL, listed_cb, &sessions);
  WAIT_UNTIL (sessions);

  return sessions;
}

GPtrArray *
past_list (Past *self)
{
  return list (self, 0);
}

static void
marked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  gboolean *done = user_data;
  g_autoptr(GError) error = NULL;

  tactus_history_mark_finish (TACTUS_HISTORY (source), result, &error);
  g_assert_no_error (error);
  *done = TRUE;
}

void
past_mark (Past       *self,
           gint64      session,
           guint       minutes,
           const char *text)
{
  g_autoptr(GPtrArray) found = list (self, session);
  gint64 begin_us = tactus_session_get_begin_us (g_ptr_array_index (found, 0));
  g_autoptr(TactusMarker) marker =
    tactus_marker_new (begin_us + (gint64) minutes * 60 * G_USEC_PER_SEC, text);
  gboolean done = FALSE;

  tactus_history_mark_async (self->history, session, marker, NULL, marked_cb, &done);
  WAIT_UNTIL (done);
}

gboolean
past_is_on (Past  *self,
            GType  type)
{
  GtkWidget *page = tactus_history_page_get_page (self->page);
  g_autofree char *shown = NULL;
  GtkWidget *period;

  if (!g_type_is_a (G_OBJECT_TYPE (page), type) || !gtk_widget_get_mapped (page))
    return FALSE;

  period = stage_find_type (page, TACTUS_TYPE_PERIOD_VIEW);
  if (period == NULL)
    return TRUE;

  g_object_get (period, "page", &shown, NULL);
  return g_str_equal (shown, "content");
}

GtkWidget *
past_list_view (Past *self)
{
  return stage_find_type (self->page, TACTUS_TYPE_HISTORY_VIEW);
}

guint
past_count (Past *self)
{
  GtkWidget *view = past_list_view (self);

  if (view == NULL)
    return 0;

  return g_list_model_get_n_items (tactus_history_view_get_model (TACTUS_HISTORY_VIEW (view)));
}

void
past_open (Past   *self,
           gint64  session)
{
  g_autofree char *page = NULL;

  gtk_widget_activate_action (tactus_history_page_get_page (self->page), "history.open-session",
                              "x", session);
  WAIT_UNTIL (stage_find_type (tactus_history_page_get_page (self->page),
                               TACTUS_TYPE_PERIOD_VIEW));
}
