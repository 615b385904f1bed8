/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "tactus-ctl-commands.h"
#include "tactus-language.h"
#include "tactus-log.h"
#include "tactus-no-core.h"

static gboolean
is_chatter (GLogLevelFlags level)
{
  return (level & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO)) != 0;
}

/* A line for who asked for more, without the names of rooms. */
static GLogWriterOutput
write_line (GLogLevelFlags   level,
            const GLogField *fields,
            gsize            n_fields,
            gpointer         user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      if (g_str_equal (fields[i].key, "MESSAGE"))
        g_printerr ("· %s\n", (const char *) fields[i].value);
    }

  return G_LOG_WRITER_HANDLED;
}

/* What we log ourselves is worth a line to who asks for more; the chatter of libraries is not,
 * unless G_MESSAGES_DEBUG names them. */
static GLogWriterOutput
write_log (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         user_data)
{
  gboolean verbose = GPOINTER_TO_INT (user_data);

  if (tactus_log_is_wanted (level, fields, n_fields) || !is_chatter (level))
    return tactus_log_write (g_log_writer_standard_streams, level, fields, n_fields);
  if (verbose && tactus_log_is_ours (fields, n_fields))
    return tactus_log_write (write_line, level, fields, n_fields);

  return G_LOG_WRITER_HANDLED;
}

/* Only data goes to standard output. */
static void
set_log_up (gboolean verbose)
{
  g_log_writer_default_set_use_stderr (TRUE);
  g_log_set_writer_func (write_log, GINT_TO_POINTER (verbose), NULL);
}

static const TactusCtlNext commands[TACTUS_CTL_N_COMMANDS] = {
  [TACTUS_CTL_COMMAND_LIST] = tactus_ctl_list,
  [TACTUS_CTL_COMMAND_PAIR] = tactus_ctl_pair,
  [TACTUS_CTL_COMMAND_HEART_RATE] = tactus_ctl_heart_rate,
  [TACTUS_CTL_COMMAND_INFO] = tactus_ctl_info,
  [TACTUS_CTL_COMMAND_ALERT] = tactus_ctl_alert,
  [TACTUS_CTL_COMMAND_FIND] = tactus_ctl_find,
  [TACTUS_CTL_COMMAND_EVENTS] = tactus_ctl_events,
  [TACTUS_CTL_COMMAND_SET_TIME] = tactus_ctl_set_time,
  [TACTUS_CTL_COMMAND_PROFILE] = tactus_ctl_profile,
  [TACTUS_CTL_COMMAND_SETTINGS] = tactus_ctl_settings,
  [TACTUS_CTL_COMMAND_ALARMS] = tactus_ctl_alarms,
  [TACTUS_CTL_COMMAND_RAW] = tactus_ctl_raw,
  [TACTUS_CTL_COMMAND_SYNC] = tactus_ctl_sync,
  [TACTUS_CTL_COMMAND_ACTIVITY] = tactus_ctl_activity,
  [TACTUS_CTL_COMMAND_HISTORY] = tactus_ctl_history,
  [TACTUS_CTL_COMMAND_EXPORT] = tactus_ctl_export,
  [TACTUS_CTL_COMMAND_IMPORT] = tactus_ctl_import,
  [TACTUS_CTL_COMMAND_FORGET] = tactus_ctl_forget,
  [TACTUS_CTL_COMMAND_DOCTOR] = tactus_ctl_doctor,
  [TACTUS_CTL_COMMAND_DEMO] = tactus_ctl_demo,
};

static int
run (TactusCtlOptions *options,
     TactusCtlPrinter *printer)
{
  if (options->command == TACTUS_CTL_COMMAND_DECODE)
    return tactus_ctl_decode (options, printer);

  return tactus_ctl_program_run (options, printer, commands[options->command]);
}

/* A stream that was closed leaves its number to the next file that is opened, be it the bus or a
 * key file, and what we print would end up there.  This way round nothing is read or written. */
static void
fill_closed_streams (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    {
      if (fcntl (fd, F_GETFD) < 0 && errno == EBADF &&
          open ("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
        return;
    }
}

static int
print_text (TactusCtlOptions *options,
            TactusCtlPrinter *printer)
{
  g_autofree char *text = options->help ? tactus_ctl_get_help (options->command)
                                        : g_strdup ("tactusctl " TACTUS_VERSION "\n");
  g_autoptr(GError) error = NULL;

  tactus_ctl_printer_text (printer, text);
  if (tactus_ctl_printer_check (printer, &error) || !error)
    return 0;

  tactus_ctl_printer_failure (printer, "output", error->message);
  return 1;
}

int
main (int    argc,
      char **argv)
{
  g_auto(TactusCtlOptions) options = { 0 };
  g_autoptr(TactusCtlPrinter) printer = NULL;
  g_autoptr(GError) error = NULL;
  gboolean parsed;

  tactus_no_core ();
  fill_closed_streams ();
  tactus_language_set_up ();
  /* A reader that leaves shows as an error of the write; there is a band to let go of first. */
  signal (SIGPIPE, SIG_IGN);

  parsed = tactus_ctl_options_parse (&options, (const char * const *) argv, &error);
  tactus_ctl_options_hide_key (argv);
  set_log_up (options.verbose);

  if (parsed && (options.help || options.version))
    {
      printer = tactus_ctl_printer_new (stdout, stderr, FALSE);
      return print_text (&options, printer);
    }

  printer = tactus_ctl_printer_new (stdout, stderr, options.json);
  if (parsed)
    return run (&options, printer);

  tactus_ctl_printer_failure (printer, "usage", error->message);
  return 2;
}
