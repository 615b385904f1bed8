/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Answers protocol vectors, a JSON line each, with the functions the app calls; so anyone can check
 * them against any set of vectors.  It knows nothing of any vector: it only translates.
 *
 *   tactus-vectors < QUESTIONS            prints an answer a line
 *   tactus-vectors --check FILE…          compares with what each line expects
 */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "vector-line.h"

static gboolean
is_blank (const char *line,
          gsize       length)
{
  return strspn (line, " \t\r\n") == length;
}

/* Check */

typedef struct {
  guint passed;
  guint failed;
  guint skipped;
} Tally;

static gboolean
is_true (JsonObject *object,
         const char *name)
{
  return json_object_get_boolean_member_with_default (object, name, FALSE);
}

/* An answer that must be refused is compared by that alone: messages are not part of a vector. */
static gboolean
result_fits (JsonObject *expect,
             JsonObject *result)
{
  g_autoptr(GList) names = json_object_get_members (expect);

  if (is_true (expect, "error") || is_true (result, "error"))
    return is_true (expect, "error") && is_true (result, "error");

  for (GList *name = names; name; name = name->next)
    {
      JsonNode *wanted = json_object_get_member (expect, name->data);
      JsonNode *found = json_object_get_member (result, name->data);

      if (!found || !json_node_equal (wanted, found))
        return FALSE;
    }

  return TRUE;
}

static void
report (const char *file,
        guint       number,
        JsonObject *question,
        JsonObject *expect,
        JsonObject *result)
{
  g_autofree char *asked = question ? vector_object_to_text (question) : g_strdup ("(unreadable)");
  g_autofree char *wanted = expect ? vector_object_to_text (expect) : g_strdup ("(nothing)");
  g_autofree char *found = vector_object_to_text (result);

  printf ("%s:%u: %s\n  expected %s\n  found    %s\n", file, number, asked, wanted, found);
}

static void
check_line (const char *file,
            guint       number,
            const char *line,
            gsize       length,
            Tally      *tally)
{
  g_autoptr(JsonObject) question = NULL;
  g_autoptr(JsonObject) result = vector_line_answer (line, length, &question);
  JsonNode *node = question ? json_object_get_member (question, "expect") : NULL;
  JsonObject *expect = node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (is_true (result, "skipped"))
    tally->skipped++;
  else if (expect && result_fits (expect, result))
    tally->passed++;
  else
    {
      tally->failed++;
      report (file, number, question, expect, result);
    }
}

static gboolean
check_file (const char *path,
            Tally      *tally)
{
  g_autofree char *line = NULL;
  size_t size = 0;
  ssize_t length;
  guint number = 0;
  FILE *file = fopen (path, "r");

  if (!file)
    {
      fprintf (stderr, "%s: %s\n", path, g_strerror (errno));
      return FALSE;
    }

  while ((length = getline (&line, &size, file)) >= 0)
    {
      number++;
      if (!is_blank (line, (gsize) length))
        check_line (path, number, line, (gsize) length, tally);
    }

  fclose (file);
  return TRUE;
}

static int
check_files (int    n_files,
             char **files)
{
  Tally tally = { 0 };
  gboolean readable = TRUE;

  for (int i = 0; i < n_files; i++)
    readable = check_file (files[i], &tally) && readable;

  printf ("%u passed, %u failed", tally.passed, tally.failed);
  if (tally.skipped > 0)
    printf (", %u skipped", tally.skipped);
  printf ("\n");

  return readable && tally.failed == 0 ? 0 : 1;
}

/* Stream */

static void
answer_line (const char *line,
             gsize       length)
{
  g_autoptr(JsonObject) result = vector_line_answer (line, length, NULL);
  g_autofree char *text = vector_object_to_text (result);

  printf ("%s\n", text);
  fflush (stdout);
}

static int
answer_stream (void)
{
  g_autofree char *line = NULL;
  size_t size = 0;
  ssize_t length;

  while ((length = getline (&line, &size, stdin)) >= 0)
    if (!is_blank (line, (gsize) length))
      answer_line (line, (gsize) length);

  return 0;
}

int
main (int    argc,
      char **argv)
{
  if (argc == 1)
    return answer_stream ();
  if (argc > 2 && strcmp (argv[1], "--check") == 0)
    return check_files (argc - 2, argv + 2);

  fprintf (stderr, "Usage: %s < QUESTIONS\n       %s --check FILE…\n", argv[0], argv[0]);
  return 2;
}
