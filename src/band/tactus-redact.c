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
  { "(?i)\\b\\d{1,3}(\\s{0,99}(?:bpm|beats))", HIDDEN "\\1" },
  { "(?i)\\b(bpm|pulse|heart.rate)(\\W{1,3}(?:is |of |was )?)\\d{1,3}\\b", "\\1\\2" HIDDEN },
};

/* Each match has GRegex look over all that follows it, for what is no UTF-8.  So that a text full
 * of matches takes no square of its length, it is shown a window at a time; a match that comes near
 * the end of one might go on behind it, and is looked for again in one twice as long. */
#define WINDOW 1024

/* No key is as long as that, nor any name. */
#define MAX_WINDOW (128 * 1024)

/* More than any rule needs of a text to match, or a name is long. */
#define MARGIN 256

/* What a rule may look back at. */
#define BEFORE 4

static gsize
find_start (const char *text,
            gsize       position)
{
  gsize start = position > BEFORE ? position - BEFORE : 0;

  while ((text[start] & 0xc0) == 0x80)
    start--;

  return start;
}

static gsize
find_end (const char *text,
          gsize       length,
          gsize       end)
{
  if (end >= length)
    return length;

  while ((text[end] & 0xc0) == 0x80)
    end--;

  return end;
}

/* Looks for a match that begins at @position or later.
 *
 * @match: (out) (nullable): offsets in it count from @start
 * @searched: (out): without a match there is none that begins before this
 *
 * Returns: %FALSE: it cannot be told */
static gboolean
find_match (GRegex      *regex,
            const char  *text,
            gsize        length,
            gsize        position,
            gsize        start,
            GMatchInfo **match,
            gsize       *searched)
{
  for (gsize window = WINDOW; window <= MAX_WINDOW; window *= 2)
    {
      gsize end = find_end (text, length, start + window);
      g_autoptr(GError) error = NULL;
      g_autoptr(GMatchInfo) info = NULL;
      gboolean found = g_regex_match_full (regex, text + start, (gssize) (end - start),
                                           (int) (position - start), 0, &info, &error);
      int match_end = 0;

      *searched = end == length ? length : end - MARGIN;
      if (error)
        return FALSE;
      if (!found)
        return TRUE;

      g_match_info_fetch_pos (info, 0, NULL, &match_end);
      if (end == length || start + (gsize) match_end + MARGIN <= end)
        {
          *match = g_steal_pointer (&info);
          return TRUE;
        }
    }

  return FALSE;
}

/* Returns: how far the text is done */
static gsize
take_match (GString    *result,
            const char *text,
            gsize       position,
            gsize       start,
            GMatchInfo *match,
            const Rule *rule)
{
  g_autofree char *replacement = g_match_info_expand_references (match, rule->replacement, NULL);
  int match_start = 0;
  int match_end = 0;

  g_match_info_fetch_pos (match, 0, &match_start, &match_end);
  g_string_append_len (result, text + position,
                       (gssize) (start + (gsize) match_start - position));
  g_string_append (result, replacement ? replacement : HIDDEN);

  return start + (gsize) match_end;
}

/* @text: (transfer full) */
static char *
apply (char       *text,
       const Rule *rule)
{
  g_autofree char *old = text;
  g_autoptr(GRegex) regex = g_regex_new (rule->pattern, 0, 0, NULL);
  g_autoptr(GString) result = g_string_new (NULL);
  gsize length = strlen (old);
  gsize position = 0;

  while (position < length)
    {
      gsize start = find_start (old, position);
      g_autoptr(GMatchInfo) match = NULL;
      gsize searched = 0;

      /* What cannot be searched may hold anything. */
      if (!find_match (regex, old, length, position, start, &match, &searched))
        return g_strdup (HIDDEN);

      if (match)
        {
          position = take_match (result, old, position, start, match, rule);
          continue;
        }

      searched = find_end (old, length, searched);
      g_string_append_len (result, old + position, (gssize) (searched - position));
      position = searched;
    }

  return g_string_free (g_steal_pointer (&result), FALSE);
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
