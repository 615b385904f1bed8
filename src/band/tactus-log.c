/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-log.h"

#include "tactus-redact.h"

/* Returns: (transfer full) (nullable) */
static char *
dup_field (const GLogField *fields,
           gsize            n_fields,
           const char      *key)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      if (g_str_equal (fields[i].key, key))
        return fields[i].length < 0 ? g_strdup (fields[i].value)
                                    : g_strndup (fields[i].value, (gsize) fields[i].length);
    }

  return NULL;
}

gboolean
tactus_log_is_ours (const GLogField *fields,
                    gsize            n_fields)
{
  g_autofree char *domain = dup_field (fields, n_fields, "GLIB_DOMAIN");

  return domain && g_ascii_strncasecmp (domain, "tactus", sizeof "tactus" - 1) == 0;
}

gboolean
tactus_log_is_wanted (GLogLevelFlags   level,
                      const GLogField *fields,
                      gsize            n_fields)
{
  g_autofree char *domain = dup_field (fields, n_fields, "GLIB_DOMAIN");

  return !g_log_writer_default_would_drop (level, domain);
}

GLogWriterOutput
tactus_log_write (GLogWriterFunc   next,
                  GLogLevelFlags   level,
                  const GLogField *fields,
                  gsize            n_fields)
{
  g_autofree char *message = dup_field (fields, n_fields, "MESSAGE");
  g_autofree char *redacted = NULL;
  g_autofree GLogField *copies = NULL;

  if (!message || !tactus_log_is_ours (fields, n_fields))
    return next (level, fields, n_fields, NULL);

  redacted = tactus_redact (message);
  copies = g_memdup2 (fields, n_fields * sizeof *fields);
  for (gsize i = 0; i < n_fields; i++)
    {
      if (g_str_equal (copies[i].key, "MESSAGE"))
        copies[i] = (GLogField) { "MESSAGE", redacted, -1 };
    }

  return next (level, copies, n_fields, NULL);
}
