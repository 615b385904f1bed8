/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-write.h"

GPtrArray *
tactus_write_list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) tactus_write_free);
}

void
tactus_write_list_add (GPtrArray    *list,
                       const char   *uuid,
                       const guint8 *data,
                       gsize         length,
                       gboolean      with_response,
                       gboolean      answered)
{
  TactusWrite *self = g_new0 (TactusWrite, 1);

  self->uuid = uuid;
  self->value = g_bytes_new (data, length);
  self->with_response = with_response;
  self->answered = answered;
  g_ptr_array_add (list, self);
}

void
tactus_write_free (TactusWrite *self)
{
  g_bytes_unref (self->value);
  g_free (self);
}
