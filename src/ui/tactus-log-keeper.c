/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-log-keeper.h"

#include <string.h>

#include "tactus-log.h"

#define MAX_LINES 40

static GMutex lock;
static GQueue lines = G_QUEUE_INIT; /* (element-type utf8): under the lock */

static const char *
level_word (GLogLevelFlags level)
{
  if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL))
    return "critical";
  if (level & G_LOG_LEVEL_WARNING)
    return "warning";

  return "message";
}

static void
keep (GLogLevelFlags  level,
      const char     *message,
      gssize          length)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%H.%M.%S");
  g_autofree char *text = length < 0 ? g_strdup (message) : g_strndup (message, (gsize) length);
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&lock);

  g_queue_push_tail (&lines, g_strdup_printf ("%s %s: %s", time, level_word (level), text));
  while (g_queue_get_length (&lines) > MAX_LINES)
    g_free (g_queue_pop_head (&lines));
}

/* What is only told to developers stays out: it is much, and not meant for others. */
static GLogWriterOutput
writer (GLogLevelFlags   level,
        const GLogField *fields,
        gsize            n_fields,
        gpointer         user_data)
{
  for (gsize i = 0; i < n_fields && !(level & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO)); i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      keep (level, fields[i].value, fields[i].length);

  /* What nobody reads need not be searched for what is nobody's business. */
  if (!tactus_log_is_wanted (level, fields, n_fields))
    return G_LOG_WRITER_HANDLED;

  return tactus_log_write (g_log_writer_default, level, fields, n_fields);
}

void
tactus_log_keeper_install (void)
{
  g_log_set_writer_func (writer, NULL, NULL);
}

char *
tactus_log_keeper_get (void)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&lock);
  GString *text = g_string_new (NULL);

  for (GList *l = lines.head; l; l = l->next)
    g_string_append_printf (text, "%s\n", (const char *) l->data);

  return g_string_free (text, FALSE);
}
