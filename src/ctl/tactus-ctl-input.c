/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-input.h"

#include <errno.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

/* No answer is longer. */
#define MAX_TEXT 4096

typedef struct {
  TactusCtlProgram *program;
  TactusCtlInputEnough enough; /* (nullable) */
  TactusCtlInputDone done;
  gpointer user_data;
  GSource *readable;  /* (owned) */
  GSource *cancelled; /* (owned) */
  gboolean terminal;
  gboolean hidden;
  struct termios settings; /* to restore, if hidden */
  gsize length;
  char text[MAX_TEXT + 1];
} Input;

static void
hide (Input *input)
{
  struct termios settings;

  if (tcgetattr (STDIN_FILENO, &input->settings) < 0)
    return;

  settings = input->settings;
  settings.c_lflag &= ~(tcflag_t) ECHO;
  input->hidden = tcsetattr (STDIN_FILENO, TCSAFLUSH, &settings) == 0;
}

static void
clear_source (GSource **source)
{
  if (*source)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
input_free (Input *input)
{
  if (input->hidden)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &input->settings);
      tactus_ctl_printer_progress (tactus_ctl_program_get_printer (input->program), "%s", "");
    }

  clear_source (&input->readable);
  clear_source (&input->cancelled);
  explicit_bzero (input->text, sizeof input->text);
  g_free (input);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Input, input_free)

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_autoptr(Input) input = user_data;
  TactusCtlProgram *program = input->program;
  GError *error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  tactus_ctl_program_end (program, error);
  return G_SOURCE_REMOVE;
}

/* Returns: whether there is more to come */
static gboolean
read_piece (Input *input)
{
  ssize_t got = read (STDIN_FILENO, input->text + input->length, MAX_TEXT - input->length);

  if (got < 0 && (errno == EINTR || errno == EAGAIN))
    return TRUE;
  if (got <= 0)
    return FALSE;

  input->length += got;
  input->text[input->length] = '\0';
  if (input->length == MAX_TEXT)
    return FALSE;
  if (input->terminal)
    return !strchr (input->text, '\n');

  return !input->enough || !strchr (input->text, '\n') || !input->enough (input->text);
}

static gboolean
readable_cb (int          fd,
             GIOCondition condition,
             gpointer     user_data)
{
  g_autoptr(Input) input = user_data;

  if (read_piece (input))
    {
      input = NULL; /* it goes on */
      return G_SOURCE_CONTINUE;
    }

  input->done (input->program, g_strchomp (input->text), input->user_data);
  return G_SOURCE_REMOVE;
}

void
tactus_ctl_read_input (TactusCtlProgram     *program,
                       gboolean              secret,
                       TactusCtlInputEnough  enough,
                       TactusCtlInputDone    done,
                       gpointer              user_data)
{
  Input *input = g_new0 (Input, 1);

  input->program = program;
  input->enough = enough;
  input->done = done;
  input->user_data = user_data;
  input->terminal = isatty (STDIN_FILENO);
  if (secret && input->terminal)
    hide (input);

  input->readable = g_unix_fd_source_new (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR | G_IO_NVAL);
  g_source_set_callback (input->readable, G_SOURCE_FUNC (readable_cb), input, NULL);
  g_source_attach (input->readable, NULL);

  input->cancelled = g_cancellable_source_new (tactus_ctl_program_get_cancellable (program));
  g_source_set_callback (input->cancelled, G_SOURCE_FUNC (cancelled_cb), input, NULL);
  g_source_attach (input->cancelled, NULL);
}

gboolean
tactus_ctl_is_yes (const char *text)
{
  g_autofree char *answer = g_utf8_make_valid (text, -1);
  g_autofree char *given = g_utf8_casefold (answer, -1);
  /* Translators: the letter for “yes” that is asked for in “Forget …? [y/N]”: one that every
   * keyboard of your language has, and the same in all of those questions; y is a good choice */
  g_autofree char *yes = g_utf8_casefold (C_("answer", "y"), -1);

  return g_str_has_prefix (given, yes);
}
