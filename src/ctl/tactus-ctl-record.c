/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-record.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "tactus-ctl-error.h"
#include "tactus-ctl-json.h"

#define HEADER "time,bpm,state\n"

struct _TactusCtlRecord
{
  char *path;
  FILE *file;
};

void
tactus_ctl_record_free (TactusCtlRecord *self)
{
  if (self->file)
    fclose (self->file);
  g_free (self->path);
  g_free (self);
}

static gboolean
fail (TactusCtlRecord  *self,
      GError          **error)
{
  g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_OUTPUT,
               _("“%s” could not be written: %s."), self->path, g_strerror (errno));
  return FALSE;
}

static gboolean
write_text (TactusCtlRecord  *self,
            const char       *text,
            GError          **error)
{
  if (fputs (text, self->file) == EOF || fflush (self->file) == EOF)
    return fail (self, error);

  return TRUE;
}

/* Returns: whether the file begins as ours do; a new one does from now on */
static gboolean
check_header (TactusCtlRecord  *self,
              GError          **error)
{
  char begin[sizeof HEADER] = "";
  size_t got;

  rewind (self->file);
  got = fread (begin, 1, sizeof HEADER - 1, self->file);
  if (ferror (self->file))
    return fail (self, error);
  /* Between reading and writing a stream wants to be told where it is. */
  fseek (self->file, 0, SEEK_END);
  if (got == 0)
    return write_text (self, HEADER, error);
  if (strcmp (begin, HEADER) == 0)
    return TRUE;

  g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_OUTPUT,
               _("“%s” holds something else than such values; choose another file."), self->path);
  return FALSE;
}

TactusCtlRecord *
tactus_ctl_record_open (const char  *path,
                        GError     **error)
{
  g_autoptr(TactusCtlRecord) self = g_new0 (TactusCtlRecord, 1);

  self->path = g_strdup (path);
  self->file = fopen (path, "a+e");
  if (!self->file)
    {
      fail (self, error);
      return NULL;
    }
  if (!check_header (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

static const char *
describe_state (const TactusHeartRate *heart_rate)
{
  if (tactus_ctl_heart_rate_is_pulse (heart_rate))
    return "pulse";

  return heart_rate->contact == TACTUS_CONTACT_NO ? "not_worn" : "no_reading";
}

gboolean
tactus_ctl_record_add (TactusCtlRecord        *self,
                       const TactusHeartRate  *heart_rate,
                       GDateTime              *when,
                       GError                **error)
{
  g_autofree char *time = tactus_ctl_time_to_text (when);
  g_autofree char *bpm = tactus_ctl_heart_rate_is_pulse (heart_rate)
    ? g_strdup_printf ("%u", heart_rate->value) : g_strdup ("");
  g_autofree char *line = g_strdup_printf ("%s,%s,%s\n", time, bpm, describe_state (heart_rate));

  return write_text (self, line, error);
}
