/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-history.h"

#include <glib/gi18n-lib.h>

#include "tactus-ctl-choose.h"
#include "tactus-ctl-session.h"
#include "tactus-ctl-values.h"

/* What follows the first @n words, as one text: quotes are not needed. */
static char *
get_text (TactusCtlProgram *program,
          guint             n)
{
  return g_strjoinv (" ", tactus_ctl_program_get_options (program)->words + n);
}

/* ── title and note ── */

static void
print_described (TactusCtlProgram *program,
                 TactusSession    *session)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);

  if (tactus_ctl_printer_is_json (printer))
    tactus_ctl_printer_object (printer, tactus_ctl_json_session (session));
  else
    tactus_ctl_printer_progress (printer, _("Kept."));
}

static void
described_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  TactusCtlProgram *program = user_data;
  GError *error = NULL;

  if (!tactus_history_describe_finish (TACTUS_HISTORY (source), result, &error))
    {
      tactus_ctl_program_end (program, error);
      return;
    }

  print_described (program, tactus_ctl_program_get_data (program));
  tactus_ctl_program_finish (program);
}

static void
describe (TactusCtlProgram *program,
          TactusHistory    *history,
          GPtrArray        *sessions)
{
  TactusSession *session = g_ptr_array_index (sessions, 0);
  g_autofree char *text = get_text (program, 1);

  if (tactus_ctl_program_get_options (program)->action == TACTUS_CTL_ACTION_RENAME)
    tactus_session_set_title (session, text);
  else
    tactus_session_set_note (session, text);

  tactus_ctl_program_set_data (program, g_object_ref (session), g_object_unref);
  tactus_history_describe_async (history, session, tactus_ctl_program_get_cancellable (program),
                                 described_cb, program);
}

void
tactus_ctl_history_describe (TactusCtlProgram *program,
                             TactusHistory    *history)
{
  tactus_ctl_find_sessions (program, history, 1, describe);
}

/* ── markers ── */

typedef struct {
  TactusCtlProgram *program;
  TactusSession *session; /* (owned) */
  TactusMarker *marker;   /* (owned) */
} Mark;

static void
mark_free (Mark *mark)
{
  g_clear_object (&mark->session);
  g_clear_pointer (&mark->marker, tactus_marker_free);
  g_free (mark);
}

static void
print_marked (Mark *mark)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (mark->program);
  g_autofree char *time = tactus_ctl_us_to_text (mark->marker->when_us,
                                                 tactus_session_get_zone_s (mark->session));
  g_autofree char *here = tactus_ctl_us_to_local (mark->marker->when_us, TRUE);
  JsonObject *object;

  if (!tactus_ctl_printer_is_json (printer))
    {
      tactus_ctl_printer_progress (printer, _("Marked at %s."), here);
      return;
    }

  object = json_object_new ();
  json_object_set_int_member (object, "session", tactus_session_get_id (mark->session));
  json_object_set_string_member (object, "time", time);
  json_object_set_string_member (object, "text", mark->marker->text);
  tactus_ctl_printer_object (printer, object);
}

static void
marked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Mark *mark = user_data;
  GError *error = NULL;

  if (!tactus_history_mark_finish (TACTUS_HISTORY (source), result, &error))
    {
      tactus_ctl_program_end (mark->program, error);
      return;
    }

  print_marked (mark);
  tactus_ctl_program_finish (mark->program);
}

/* Here, as all that people read and type. */
static GDateTime *
get_begin (TactusSession *session)
{
  return g_date_time_new_from_unix_local (tactus_session_get_begin_us (session) / G_USEC_PER_SEC);
}

static void
fail_outside (TactusCtlProgram *program,
              TactusSession    *session)
{
  g_autofree char *begin = tactus_ctl_us_to_local (tactus_session_get_begin_us (session), TRUE);
  g_autofree char *end = tactus_ctl_us_to_local (tactus_session_get_end_us (session), TRUE);

  tactus_ctl_program_fail (program,
                           /* Translators: two times */
                           _("That is not within the session, which lasted from %s to %s"), begin,
                           end);
}

/* Returns: whether it is within the session; else the program has ended */
static gboolean
read_time (TactusCtlProgram *program,
           TactusSession    *session,
           gint64           *when_us)
{
  const char *text = tactus_ctl_program_get_options (program)->words[1];
  gint64 begin_us = tactus_session_get_begin_us (session);
  g_autoptr(GDateTime) begin = get_begin (session);
  g_autoptr(GDateTime) when = NULL;
  GError *error = NULL;

  if (!tactus_ctl_read_moment (text, begin, &when, &error))
    {
      tactus_ctl_program_end (program, error);
      return FALSE;
    }

  *when_us = g_date_time_to_unix (when) * G_USEC_PER_SEC + g_date_time_get_microsecond (when);
  /* Who types whole seconds means the one in which it began, too. */
  if (*when_us <= begin_us - (gint64) G_USEC_PER_SEC ||
      *when_us > tactus_session_get_end_us (session))
    {
      fail_outside (program, session);
      return FALSE;
    }

  *when_us = MAX (*when_us, begin_us);
  return TRUE;
}

static void
mark (TactusCtlProgram *program,
      TactusHistory    *history,
      GPtrArray        *sessions)
{
  TactusSession *session = g_ptr_array_index (sessions, 0);
  g_autofree char *text = get_text (program, 2);
  gint64 when_us;
  Mark *self;

  if (!read_time (program, session, &when_us))
    return;

  self = g_new0 (Mark, 1);
  self->program = program;
  self->session = g_object_ref (session);
  self->marker = tactus_marker_new (when_us, text);
  tactus_ctl_program_own (program, self, (GDestroyNotify) mark_free);
  tactus_history_mark_async (history, tactus_session_get_id (session), self->marker,
                             tactus_ctl_program_get_cancellable (program), marked_cb, self);
}

void
tactus_ctl_history_mark (TactusCtlProgram *program,
                         TactusHistory    *history)
{
  tactus_ctl_find_sessions (program, history, 1, mark);
}

/* ── markers that go ── */

static void
unmarked_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  TactusCtlProgram *program = user_data;
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);
  GError *error = NULL;

  if (!tactus_history_describe_marker_finish (TACTUS_HISTORY (source), result, &error))
    {
      tactus_ctl_program_end (program, error);
      return;
    }

  tactus_ctl_printer_progress (printer, _("The marker is removed."));
  tactus_ctl_program_finish (program);
}

static gboolean
has_marker (GPtrArray *markers,
            gint64     id)
{
  for (guint i = 0; i < markers->len; i++)
    {
      if (((TactusMarker *) g_ptr_array_index (markers, i))->id == id)
        return TRUE;
    }

  return FALSE;
}

static void
markers_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  TactusCtlProgram *program = user_data;
  TactusHistory *history = TACTUS_HISTORY (source);
  const char *word = tactus_ctl_program_get_options (program)->words[1];
  g_autoptr(TactusSeries) series = NULL;
  g_autoptr(GPtrArray) markers = NULL;
  GError *error = NULL;
  gint64 id = 0;

  series = tactus_history_load_finish (history, result, &markers, &error);
  if (!series)
    tactus_ctl_program_end (program, error);
  else if (!tactus_ctl_read_id (word, &id, NULL) || !has_marker (markers, id))
    tactus_ctl_program_fail (program, _("That session has no marker %s; “tactusctl history show” "
                                        "tells their numbers"), word);
  else
    tactus_history_describe_marker_async (history, id, NULL,
                                          tactus_ctl_program_get_cancellable (program),
                                          unmarked_cb, program);
}

static void
unmark (TactusCtlProgram *program,
        TactusHistory    *history,
        GPtrArray        *sessions)
{
  TactusHistoryQuery query = { .session = tactus_session_get_id (sessions->pdata[0]) };

  tactus_history_load_async (history, &query, tactus_ctl_program_get_cancellable (program),
                             markers_loaded_cb, program);
}

void
tactus_ctl_history_unmark (TactusCtlProgram *program,
                           TactusHistory    *history)
{
  tactus_ctl_find_sessions (program, history, 1, unmark);
}
