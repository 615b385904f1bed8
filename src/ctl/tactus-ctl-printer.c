/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-printer.h"

#include <errno.h>

#include <glib/gi18n-lib.h>

#include "tactus-ctl-error.h"
#include "tactus-ctl-table.h"
#include "tactus-json-line.h"

struct _TactusCtlPrinter
{
  FILE *out;
  FILE *err;
  gboolean json;
  gboolean status; /* the cursor is at the end of a line that is not finished */
  int problem;     /* errno of the first write that failed, else 0 */
};

TactusCtlPrinter *
tactus_ctl_printer_new (FILE     *out,
                        FILE     *err,
                        gboolean  json)
{
  TactusCtlPrinter *self = g_new0 (TactusCtlPrinter, 1);

  self->out = out;
  self->err = err;
  self->json = json;
  return self;
}

void
tactus_ctl_printer_free (TactusCtlPrinter *self)
{
  g_free (self);
}

gboolean
tactus_ctl_printer_is_json (TactusCtlPrinter *self)
{
  return self->json;
}

/* JSON is UTF-8 wherever it goes; people have the character set of their terminal. */
static char *
to_terminal (const char *text)
{
  const char *charset;

  if (g_get_console_charset (&charset))
    return g_strdup (text);

  return g_convert_with_fallback (text, -1, charset, "UTF-8", "?", NULL, NULL, NULL);
}

static void
write_out (TactusCtlPrinter *self,
           const char       *text)
{
  if (self->problem)
    return;
  if (fputs (text, self->out) == EOF || fflush (self->out) == EOF)
    self->problem = errno ? errno : EIO;
}

/* @text: what bands, files and people are called may be in it; @end: of the line: a newline, or
 * nothing yet */
static void
write_err (TactusCtlPrinter *self,
           const char       *text,
           const char       *end)
{
  g_autofree char *clean = tactus_ctl_text_clean (text);
  g_autofree char *line = g_strconcat (self->status ? "\r\033[K" : "", clean, end, NULL);
  g_autofree char *converted = to_terminal (line);

  self->status = !*end;
  fputs (converted ? converted : line, self->err);
  fflush (self->err);
}

void
tactus_ctl_printer_settle (TactusCtlPrinter *self)
{
  if (self->status)
    write_err (self, "", "");
  self->status = FALSE;
}

void
tactus_ctl_printer_break (TactusCtlPrinter *self)
{
  if (self->json)
    write_out (self, "\n");
}

void
tactus_ctl_printer_object (TactusCtlPrinter *self,
                           JsonObject       *object)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *line = tactus_json_to_line (node);

  json_object_unref (object);
  tactus_ctl_printer_settle (self);
  write_out (self, line);
}

void
tactus_ctl_printer_text (TactusCtlPrinter *self,
                         const char       *text)
{
  g_autofree char *converted = NULL;

  if (self->json)
    return;

  tactus_ctl_printer_settle (self);
  converted = to_terminal (text);
  write_out (self, converted ? converted : text);
}

void
tactus_ctl_printer_line (TactusCtlPrinter *self,
                         const char       *format,
                         ...)
{
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  line = g_strconcat (text, "\n", NULL);
  tactus_ctl_printer_text (self, line);
}

void
tactus_ctl_printer_progress (TactusCtlPrinter *self,
                             const char       *format,
                             ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  write_err (self, text, "\n");
}

void
tactus_ctl_printer_status (TactusCtlPrinter *self,
                           const char       *format,
                           ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  write_err (self, text, "");
}

void
tactus_ctl_printer_failure (TactusCtlPrinter *self,
                            const char       *code,
                            const char       *message)
{
  /* It may name a file, whose name is any bytes. */
  g_autofree char *valid = g_utf8_make_valid (message, -1);
  g_autofree char *line = g_strconcat ("tactusctl: ", valid, NULL);

  if (self->json)
    {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "error", code);
      json_object_set_string_member (object, "message", valid);
      tactus_ctl_printer_object (self, object);
    }

  write_err (self, line, "\n");
}

gboolean
tactus_ctl_printer_check (TactusCtlPrinter  *self,
                          GError           **error)
{
  if (!self->problem)
    return TRUE;

  if (self->problem != EPIPE)
    g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_OUTPUT,
                 _("Standard output could not be written: %s."), g_strerror (self->problem));
  return FALSE;
}
