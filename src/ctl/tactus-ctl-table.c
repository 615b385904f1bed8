/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-table.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define GAP "  "

struct _TactusCtlTable
{
  guint n_columns;
  guint *widths;    /* (owned) (array length=n_columns) */
  gboolean *hidden; /* (owned) (array length=n_columns) */
  GPtrArray *cells; /* (owned) (element-type utf8): row after row */
};

TactusCtlTable *
tactus_ctl_table_new (guint n_columns)
{
  TactusCtlTable *self = g_new0 (TactusCtlTable, 1);

  self->n_columns = n_columns;
  self->widths = g_new0 (guint, n_columns);
  self->hidden = g_new0 (gboolean, n_columns);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
tactus_ctl_table_free (TactusCtlTable *self)
{
  g_free (self->widths);
  g_free (self->hidden);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

guint
tactus_ctl_text_width (const char *text)
{
  guint width = 0;

  for (const char *c = text; *c; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (!g_unichar_iszerowidth (character))
        width += g_unichar_iswide (character) ? 2 : 1;
    }

  return width;
}

char *
tactus_ctl_text_append (char       *list,
                        const char *part)
{
  g_autofree char *head = list;

  /* Translators: the comma between two parts of a list, which may be lists themselves */
  return g_strdup_printf (C_("list", "%s, %s"), head, part);
}

char *
tactus_ctl_text_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr(GString) clean = g_string_new (NULL);

  for (const char *c = valid; *c; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      g_string_append_unichar (clean, g_unichar_iscntrl (character) ? 0xfffd : character);
    }

  return g_string_free (g_steal_pointer (&clean), FALSE);
}

void
tactus_ctl_table_add (TactusCtlTable     *self,
                      const char * const *cells)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      char *cell = tactus_ctl_text_clean (cells[i]);

      self->widths[i] = MAX (self->widths[i], tactus_ctl_text_width (cell));
      g_ptr_array_add (self->cells, cell);
    }
}

void
tactus_ctl_table_show (TactusCtlTable *self,
                       guint           column,
                       gboolean        shown)
{
  self->hidden[column] = !shown;
}

guint
tactus_ctl_table_get_width (TactusCtlTable *self)
{
  guint width = 0;

  for (guint i = 0; i < self->n_columns; i++)
    if (!self->hidden[i] && self->widths[i] > 0)
      width += self->widths[i] + (width > 0 ? strlen (GAP) : 0);

  return width;
}

/* Returns: bytes of @row that take @columns at most */
static gsize
measure (const char *row,
         guint       columns)
{
  const char *end = row;

  for (guint width = 0; *end; end = g_utf8_next_char (end))
    {
      gunichar character = g_utf8_get_char (end);

      width += g_unichar_iszerowidth (character) ? 0 : g_unichar_iswide (character) ? 2 : 1;
      if (width > columns)
        break;
    }

  return (gsize) (end - row);
}

static void
clip (GString *text,
      gsize    begin,
      guint    columns)
{
  if (tactus_ctl_text_width (text->str + begin) <= columns)
    return;

  g_string_truncate (text, begin + measure (text->str + begin, columns - 1));
  g_string_append (text, "…");
}

static void
append_row (TactusCtlTable *self,
            GString        *text,
            guint           first,
            guint           columns)
{
  gsize begin = text->len;

  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *cell = g_ptr_array_index (self->cells, first + i);
      int padding = (int) self->widths[i] - (int) tactus_ctl_text_width (cell);

      if (!self->hidden[i] && self->widths[i] > 0)
        g_string_append_printf (text, "%s%*s" GAP, cell, padding, "");
    }

  while (text->len > begin && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  clip (text, begin, columns);
  g_string_append_c (text, '\n');
}

char *
tactus_ctl_table_to_text (TactusCtlTable *self)
{
  return tactus_ctl_table_to_text_within (self, G_MAXUINT);
}

char *
tactus_ctl_table_to_text_within (TactusCtlTable *self,
                                 guint           columns)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->cells->len; i += self->n_columns)
    append_row (self, text, i, MAX (columns, 1));

  return g_string_free (g_steal_pointer (&text), FALSE);
}
