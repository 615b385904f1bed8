/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-frame.h"

#include <string.h>

#include "test-bytes.h"

/* Every example of docs/protocol.md must be what the page says it is.  Examples stand in blocks
 * that begin with "```frames", a line each: `0006 [@model] < 0f 55 01   remark`. */

typedef struct {
  char     *characteristic; /* (owned) */
  char     *model;          /* (owned) (nullable) */
  gboolean  from_band;
  char     *hex;            /* (owned) */
} Example;

static void
example_clear (Example *self)
{
  g_free (self->characteristic);
  g_free (self->model);
  g_free (self->hex);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Example, example_clear)

/* A remark begins with the first word that is no byte, or after two spaces. */
static char *
take_bytes (const char *text)
{
  GString *hex = g_string_new (NULL);

  while (g_ascii_isxdigit (text[0]) && g_ascii_isxdigit (text[1])
         && (text[2] == ' ' || text[2] == '\0'))
    {
      g_string_append_len (hex, text, 2);
      text += text[2] ? 3 : 2;
    }

  return g_string_free (hex, FALSE);
}

static void
example_read (Example    *self,
              const char *line)
{
  g_autoptr(GRegex) form = g_regex_new ("^([0-9a-f]{4}) (?:@(\\S+) )?([<>]) (.+)$", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *model = NULL;
  g_autofree char *arrow = NULL;
  g_autofree char *rest = NULL;

  if (!g_regex_match (form, line, 0, &match))
    g_error ("No example: %s", line);

  model = g_match_info_fetch (match, 2);
  arrow = g_match_info_fetch (match, 3);
  rest = g_match_info_fetch (match, 4);
  self->characteristic = g_match_info_fetch (match, 1);
  self->model = *model ? g_steal_pointer (&model) : NULL;
  self->from_band = *arrow == '<';
  self->hex = take_bytes (rest);
}

static void
check_line (const char *line)
{
  g_auto(Example) example = { 0 };
  g_auto(TestBytes) bytes = { 0 };
  g_autoptr(TactusFrame) frame = NULL;
  g_autoptr(GError) error = NULL;
  const TactusModel *model;

  g_test_message ("%s", line);
  example_read (&example, line);
  model = tactus_model_for_id (example.model);
  g_assert_cmpint (model != NULL, ==, example.model != NULL);
  bytes = test_bytes (example.hex);
  g_assert_cmpuint (bytes.length, >, 0);

  frame = tactus_frame_decode (example.characteristic, model, bytes.data, bytes.length, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tactus_frame_is_from_band (frame), ==, example.from_band);
  g_assert_cmpuint (tactus_frame_get_n_fields (frame), >, 0);
}

static void
test_examples (void)
{
  g_autofree char *page = NULL;
  g_auto(GStrv) lines = NULL;
  gboolean inside = FALSE;
  guint n = 0;

  g_assert_true (g_file_get_contents (g_getenv ("TACTUS_PROTOCOL_PAGE"), &page, NULL, NULL));
  lines = g_strsplit (page, "\n", -1);

  for (guint i = 0; lines[i]; i++)
    if (g_str_has_prefix (lines[i], "```"))
      {
        inside = g_str_equal (lines[i], "```frames");
      }
    else if (inside)
      {
        check_line (lines[i]);
        n++;
      }

  g_assert_false (inside);
  g_assert_cmpuint (n, >, 90);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/protocol-page/examples", test_examples);

  return g_test_run ();
}
