/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-share.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

/* What is done sooner is not worth a line that comes and goes. */
#define PATIENCE_US (G_USEC_PER_SEC / 2)

struct _TactusCtlShare
{
  TactusCtlProgram *program;
  gint64 from_us; /* monotonic: from then on */
  gboolean quiet;
  int percent; /* told last */
};

TactusCtlShare *
tactus_ctl_share_new (TactusCtlProgram *program,
                      gboolean          data_on_terminal)
{
  TactusCtlShare *self = g_new0 (TactusCtlShare, 1);

  self->program = program;
  self->from_us = g_get_monotonic_time () + PATIENCE_US;
  self->quiet = data_on_terminal || !isatty (STDERR_FILENO);
  self->percent = -1;
  tactus_ctl_program_own (program, self, g_free);
  return self;
}

void
tactus_ctl_share_tell_cb (double   share,
                          gpointer user_data)
{
  TactusCtlShare *self = user_data;
  int percent = (int) (CLAMP (share, 0, 1) * 100);

  if (self->quiet || percent == self->percent || g_get_monotonic_time () < self->from_us ||
      tactus_ctl_program_is_ending (self->program))
    return;

  self->percent = percent;
  /* Translators: how much of a long export or import is done */
  tactus_ctl_printer_status (tactus_ctl_program_get_printer (self->program), _("%d %% done…"),
                             percent);
}
