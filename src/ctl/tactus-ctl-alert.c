/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <glib/gi18n-lib.h>

#include "tactus-band-abilities.h"
#include "tactus-ctl-connect.h"
#include "tactus-ctl-json.h"
#include "tactus-ctl-watch.h"

static void
send (TactusCtlProgram *program,
      TactusAlertKind   kind,
      const char       *title,
      const char       *text,
      TactusCtlNext     next)
{
  tactus_band_alert_async (tactus_ctl_program_get_band (program), kind, title, text,
                           tactus_ctl_program_get_cancellable (program), tactus_ctl_done_cb,
                           tactus_ctl_doing (program, tactus_band_alert_finish, next));
}

static void
tell (TactusCtlProgram *program,
      const char       *alert)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (program);
  TactusBand *band = tactus_ctl_program_get_band (program);

  if (tactus_ctl_printer_is_json (printer))
    tactus_ctl_printer_object (printer, tactus_ctl_json_text ("alert", alert));
  else
    /* Translators: the first is one of message, call, vibrate, off; the second a band */
    tactus_ctl_printer_progress (printer, _("Sent “%s” to %s."), alert,
                                 tactus_band_get_name (band));
}

static void
ended (TactusCtlProgram *program)
{
  tell (program, "off");
  tactus_ctl_program_finish (program);
}

static void
end (TactusCtlProgram *program)
{
  send (program, TACTUS_ALERT_OFF, NULL, NULL, ended);
}

static void
sent (TactusCtlProgram *program)
{
  static const TactusCtlWatchKind kind = { .done = end };
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);

  tell (program, options->words[0]);
  if (options->duration_ms > 0)
    tactus_ctl_watch (program, options->duration_ms, &kind);
  else
    tactus_ctl_program_finish (program);
}

static void
connected (TactusCtlProgram *program)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);
  TactusAlertKind kind = TACTUS_ALERT_OFF;

  tactus_alert_kind_for_name (options->words[0], &kind);
  send (program, kind, options->title, options->text, sent);
}

void
tactus_ctl_alert (TactusCtlProgram *program)
{
  const TactusCtlOptions *options = tactus_ctl_program_get_options (program);
  gboolean words = options->title || options->text;
  TactusAlertKind kind;

  if (!tactus_alert_kind_for_name (options->words[0], &kind))
    tactus_ctl_program_fail (program, _("An alert is one of message, call, vibrate, off"));
  else if (kind == TACTUS_ALERT_OFF && (words || options->duration_ms > 0))
    tactus_ctl_program_fail (program, _("“off” has no words and no duration"));
  else if (kind == TACTUS_ALERT_VIBRATE && words)
    tactus_ctl_program_fail (program, _("“vibrate” has no words; “message” and “call” have"));
  else
    tactus_ctl_with_band (program, connected);
}
