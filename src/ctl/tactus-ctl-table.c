/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-ctl-table.h"

#define GAP "  "

struct _TactusCtlTable
{
  guint n_columns;
  guint *widths;    /* (owned) (array length=n_columns) */
  GPtrArray *cells; /* (owned) (element-type utf8): row after row */
};

TactusCtlTable *
tactus_ctl_table_new (guint n_columns)
{
  TactusCtlTable *self = g_new0 (TactusCtlTable, 1);

  self->n_columns = n_columns;
  self->widths = g_new0 (guint, n_columns);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
tactus_ctl_table_free (TactusCtlTable *self)
{
  g_free (self->widths);
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

static void
append_row (TactusCtlTable *self,
            GString        *text,
            guint           first)
{
  gsize end = text->len;

  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *cell = g_ptr_array_index (self->cells, first + i);
      int padding = (int) self->widths[i] - (int) tactus_ctl_text_width (cell);

      g_string_append (text, cell);
      if (*cell)
        end = text->len;
      g_string_append_printf (text, "%*s" GAP, padding, "");
    }

  g_string_truncate (text, end);
  g_string_append_c (text, '\n');
}

char *
tactus_ctl_table_to_text (TactusCtlTable *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->cells->len; i += self->n_columns)
    append_row (self, text, i);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
