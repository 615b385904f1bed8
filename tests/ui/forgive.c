/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "forgive.h"

#define DOMAIN "Gdk"

static gboolean
is_forgiven (const char     *domain,
             GLogLevelFlags  level,
             const char     *message)
{
  const char *pattern = g_getenv ("TACTUS_FORGIVEN");

  return pattern && g_strcmp0 (domain, DOMAIN) == 0 &&
         (level & G_LOG_LEVEL_MASK) == G_LOG_LEVEL_WARNING &&
         g_regex_match_simple (pattern, message, G_REGEX_ANCHORED, G_REGEX_MATCH_DEFAULT);
}

static gboolean
is_fatal (const char     *domain,
          GLogLevelFlags  level,
          const char     *message,
          gpointer        user_data)
{
  return !is_forgiven (domain, level, message);
}

/* GLib forgets who decides when it begins a test, and asks after this. */
static void
warned_cb (const char     *domain,
           GLogLevelFlags  level,
           const char     *message,
           gpointer        user_data)
{
  if (is_forgiven (domain, level, message))
    g_test_log_set_fatal_handler (is_fatal, NULL);
  else
    g_log_default_handler (domain, level, message, user_data);
}

void
forgive_gdk (void)
{
  g_log_set_handler (DOMAIN, G_LOG_LEVEL_WARNING | G_LOG_FLAG_FATAL, warned_cb, NULL);
}
