/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-ctl-terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#define COLUMNS 80
#define ROWS 24

static gboolean
is_set (const char *variable)
{
  const char *value = g_getenv (variable);

  return value && *value;
}

static void
measure (TactusCtlTerminal *self)
{
  struct winsize size = { 0 };

  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) < 0)
    return;
  if (size.ws_col > 0)
    self->columns = size.ws_col;
  if (size.ws_row > 0)
    self->rows = size.ws_row;
}

void
tactus_ctl_terminal_look (TactusCtlTerminal *self)
{
  self->live = isatty (STDOUT_FILENO) && is_set ("TERM") &&
               !g_str_equal (g_getenv ("TERM"), "dumb");
  self->colour = self->live && !is_set ("NO_COLOR");
  self->unicode = g_get_console_charset (NULL);
  self->columns = COLUMNS;
  self->rows = ROWS;
  measure (self);
}
