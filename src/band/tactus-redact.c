/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-redact.h"

#include <string.h>

#define HIDDEN "(hidden)"

/* What GLib calls a person whose account has no name. */
#define NOBODY "Unknown"

typedef struct {
  const char *pattern;
  const char *replacement;
} Rule;

/* In this order: what is longer than an address is a key, or may be one. */
static const Rule rules[] = {
  /* Seven bytes and more, with or without something between them; an odd number of digits, too. */
  { "(?i)(?<![0-9a-z])(?:0x)?[0-9a-f]{2}(?:[\\s,;:._-]{0,2}(?:0x)?[0-9a-f]{2}){6,}[0-9a-f]?"
    "(?![0-9a-z])", HIDDEN },
  { "(?i)[0-9a-f]{14,}", HIDDEN },
  /* 16 bytes in base 64. */
  { "[0-9A-Za-z+/_-]{22}==", HIDDEN },
  { "(?i)(?<![0-9a-f])(?:[0-9a-f]{2}[:_-]){4}([0-9a-f]{2})[:_-]([0-9a-f]{2})(?![0-9a-f])",
    "…\\1:\\2" },
  { "(?i)(?<![0-9a-z])[0-9a-f]{8}([0-9a-f]{2})([0-9a-f]{2})(?![0-9a-z])", "…\\1:\\2" },
  { "(?i)\\b\\d{1,3}(\\s*(?:bpm|beats))", HIDDEN "\\1" },
  { "(?i)\\b(bpm|pulse|heart.rate)(\\W{1,3}(?:is |of |was )?)\\d{1,3}\\b", "\\1\\2" HIDDEN },
};

/* @text: (transfer full) */
static char *
apply (char       *text,
       const Rule *rule)
{
  g_autofree char *old = text;
  g_autoptr(GRegex) regex = g_regex_new (rule->pattern, 0, 0, NULL);
  char *redacted = g_regex_replace (regex, old, -1, 0, rule->replacement, 0, NULL);

  /* What cannot be searched may hold anything. */
  return redacted ? redacted : g_strdup (HIDDEN);
}

/* @text: (transfer full) */
static char *
hide_word (char       *text,
           const char *word,
           const char *replacement)
{
  g_autofree char *escaped = NULL;
  g_autofree char *pattern = NULL;
  Rule rule = { .replacement = replacement };

  if (word == NULL || *word == '\0' || !g_utf8_validate (word, -1, NULL))
    return text;

  escaped = g_regex_escape_string (word, -1);
  pattern = g_strconcat ("(?i)(?<![\\w])", escaped, "(?![\\w])", NULL);
  rule.pattern = pattern;

  return apply (text, &rule);
}

/* Anything but a folder of the system, which would be everywhere. */
static char *
hide_home (char *text)
{
  const char *home = g_get_home_dir ();
  g_auto(GStrv) parts = NULL;
  char *hidden;

  if (home == NULL || strlen (home) < 2)
    return text;

  parts = g_strsplit (text, home, -1);
  hidden = g_strjoinv ("~", parts);
  g_free (text);

  return hidden;
}

char *
tactus_redact (const char *text)
{
  char *redacted;

  g_return_val_if_fail (text != NULL, NULL);

  redacted = hide_home (g_utf8_make_valid (text, -1));
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    redacted = apply (redacted, &rules[i]);

  if (!g_str_equal (g_get_real_name (), NOBODY))
    redacted = hide_word (redacted, g_get_real_name (), "(name)");
  redacted = hide_word (redacted, g_get_user_name (), "(user)");
  redacted = hide_word (redacted, g_get_host_name (), "(host)");

  return redacted;
}
