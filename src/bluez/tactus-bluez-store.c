/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-store.h"

void
tactus_bluez_store_remove (GListStore *store,
                           GHashTable *gone)
{
  guint end = g_list_model_get_n_items (G_LIST_MODEL (store));

  while (end > 0)
    {
      guint n = 0;

      while (n < end)
        {
          g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (store), end - n - 1);

          if (!g_hash_table_contains (gone, item))
            break;
          n++;
        }

      if (n > 0)
        g_list_store_splice (store, end - n, n, NULL, 0);
      end -= MAX (n, 1);
    }
}
