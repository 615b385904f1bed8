/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-history.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "tactus-ctl-choose.h"
#include "tactus-ctl-input.h"

static guint
count_words (TactusCtlProgram *program)
{
  return g_strv_length (tactus_ctl_program_get_options (program)->words);
}

static void
print_objects (TactusCtlProgram *program,
               gboolean          deleted)
{
  g_autoptr(GArray) ids = tactus_ctl_read_ids (program, count_words (program));

  for (guint i = 0; i < ids->len; i++)
    {
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "id", g_array_index (ids, gint64, i));
      json_object_set_boolean_member (object, "deleted", deleted);
      tactus_ctl_printer_object (tactus_ctl_program_get_printer (program), object);
    }
}

/* ── out of sight ── */

/* The command that takes it back, as it would be typed. */
static char *
get_way_back (TactusCtlProgram *program)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);
  g_autofree char *ids = g_strjoinv (" ", options->words);
  g_autofree char *path = options->database ? g_shell_quote (options->database) : NULL;

  return g_strconcat ("tactusctl history restore ", ids, path ? " --database " : NULL, path, NULL);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  TactusCtlProgram *program = user_data;
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);
  g_autofree char *way_back = get_way_back (program);
  GError *error = NULL;

  if (!tactus_history_delete_finish (TACTUS_HISTORY (source), result, &error))
    {
      tactus_ctl_program_end (program, error);
      return;
    }

  if (tactus_ctl_printer_is_json (printer))
    print_objects (program, TRUE);
  else
    tactus_ctl_printer_progress (printer,
                                 /* Translators: the last is a command */
                                 ngettext ("%u session is deleted. To bring it back: %s",
                                           "%u sessions are deleted. To bring them back: %s",
                                           count_words (program)),
                                 count_words (program), way_back);
  tactus_ctl_program_finish (program);
}

static void
delete_found (TactusCtlProgram *program,
              TactusHistory    *history,
              GPtrArray        *sessions)
{
  g_autoptr(GArray) ids = tactus_ctl_read_ids (program, sessions->len);

  tactus_history_delete_async (history, (gint64 *) (gpointer) ids->data, ids->len, TRUE,
                               tactus_ctl_program_get_cancellable (program), deleted_cb, program);
}

void
tactus_ctl_history_delete (TactusCtlProgram *program,
                           TactusHistory    *history)
{
  tactus_ctl_find_sessions (program, history, count_words (program), delete_found);
}

/* ── and back ── */

static void
restored_found (TactusCtlProgram *program,
                TactusHistory    *history,
                GPtrArray        *sessions)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);

  if (tactus_ctl_printer_is_json (printer))
    print_objects (program, FALSE);
  else
    tactus_ctl_printer_progress (printer,
                                 ngettext ("%u session is back.", "%u sessions are back.",
                                           sessions->len), sessions->len);
  tactus_ctl_program_finish (program);
}

/* @error: (transfer full) */
static void
end_gone (TactusCtlProgram *program,
          GError           *error)
{
  g_debug ("Not restored: %s", error->message);
  g_error_free (error);
  tactus_ctl_program_fail (program,
                           ngettext ("There is no such session, or it was purged",
                                     "There is no such session among these, or it was purged; "
                                     "nothing was brought back", count_words (program)));
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  TactusCtlProgram *program = user_data;
  TactusHistory *history = TACTUS_HISTORY (source);
  GError *error = NULL;

  if (tactus_history_delete_finish (history, result, &error))
    tactus_ctl_find_sessions (program, history, count_words (program), restored_found);
  else if (g_error_matches (error, TACTUS_DATABASE_ERROR, TACTUS_DATABASE_ERROR_NO_SESSION))
    end_gone (program, error);
  else
    tactus_ctl_program_end (program, error);
}

void
tactus_ctl_history_restore (TactusCtlProgram *program,
                            TactusHistory    *history)
{
  g_autoptr(GArray) ids = tactus_ctl_read_ids (program, count_words (program));

  if (ids)
    tactus_history_delete_async (history, (gint64 *) (gpointer) ids->data, ids->len, FALSE,
                                 tactus_ctl_program_get_cancellable (program), restored_cb,
                                 program);
}

/* ── for good ── */

static void
purged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  TactusCtlProgram *program = user_data;
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);
  JsonObject *object;
  guint n_sessions = 0;
  GError *error = NULL;

  if (!tactus_history_purge_finish (TACTUS_HISTORY (source), result, &n_sessions, &error))
    {
      tactus_ctl_program_end (program, error);
      return;
    }

  if (tactus_ctl_printer_is_json (printer))
    {
      object = json_object_new ();
      json_object_set_boolean_member (object, "purged", TRUE);
      json_object_set_int_member (object, "sessions", n_sessions);
      tactus_ctl_printer_object (printer, object);
    }
  else if (n_sessions == 0)
    {
      tactus_ctl_printer_progress (printer, _("There was no deleted session to remove."));
    }
  else
    {
      tactus_ctl_printer_progress (printer,
                                   ngettext ("%u deleted session is gone for good.",
                                             "%u deleted sessions are gone for good.", n_sessions),
                                   n_sessions);
    }
  tactus_ctl_program_finish (program);
}

static void
purge (TactusCtlProgram *program,
       TactusHistory    *history)
{
  tactus_history_purge_async (history, 0, tactus_ctl_program_get_cancellable (program), purged_cb,
                              program);
}

static void
answered (TactusCtlProgram *program,
          const char       *text,
          gpointer          user_data)
{
  if (tactus_ctl_is_yes (text))
    purge (program, user_data);
  else
    tactus_ctl_program_end (program, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                          "Not confirmed by the person"));
}

/* This cannot be undone, so a script has to say it in so many words. */
void
tactus_ctl_history_purge (TactusCtlProgram *program,
                          TactusHistory    *history)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);

  if (options->yes)
    {
      purge (program, history);
    }
  else if (options->json || !isatty (STDIN_FILENO))
    {
      tactus_ctl_program_fail (program, _("This cannot be undone: “history purge” wants --yes"));
    }
  else
    {
      tactus_ctl_printer_progress (tactus_ctl_program_get_printer (program),
                                   /* Translators: keep [y/N] unless you translate the answer “y” */
                                   _("Remove all deleted sessions for good? [y/N]"));
      tactus_ctl_read_input (program, FALSE, NULL, answered, history);
    }
}
