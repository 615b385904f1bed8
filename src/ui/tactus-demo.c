/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-demo.h"

#include <glib/gstdio.h>

#include "tactus-sim-household.h"
#include "tactus-sim-link.h"

struct _TactusDemo
{
  GObject parent_instance;

  TactusSimLink *link;        /* (owned) */
  TactusBandList *bands;      /* (owned) */
  GListStore *sim_bands;      /* (owned) (element-type TactusSimBand) */
  char *lock_dir;             /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (TactusDemo, tactus_demo, G_TYPE_OBJECT)

static void
list_sim_bands (TactusDemo *self)
{
  TactusSimBand *band;

  for (guint i = 0; (band = tactus_sim_bluez_get_band (self->link->bluez, i)); i++)
    g_list_store_append (self->sim_bands, band);
}

static gboolean
set_up (TactusDemo  *self,
        gboolean     populate,
        GError     **error)
{
  g_autoptr(TactusBluezClient) client = NULL;
  g_autoptr(TactusKeyStore) keys = tactus_memory_key_store_new ();

  self->lock_dir = g_dir_make_tmp ("tactus-demo-XXXXXX", error);
  if (self->lock_dir == NULL)
    return FALSE;

  if (populate)
    tactus_sim_household_add (self->link->bluez);
  list_sim_bands (self);

  client = tactus_bluez_client_new (self->link->client, NULL, NULL);
  self->bands = tactus_band_list_new (client, keys, NULL, self->lock_dir);

  return TRUE;
}

static void
link_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(TactusDemo) self = g_object_new (TACTUS_TYPE_DEMO, NULL);
  gboolean populate = GPOINTER_TO_INT (g_task_get_task_data (task));
  GError *error = NULL;

  self->link = tactus_sim_link_new_finish (result, &error);
  if (self->link == NULL || !set_up (self, populate, &error))
    {
      g_prefix_error (&error, "Demo: ");
      g_task_return_error (task, error);
      return;
    }

  g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
}

void
tactus_demo_new_async (gboolean             populate,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tactus_demo_new_async);
  g_task_set_task_data (task, GINT_TO_POINTER (populate), NULL);
  tactus_sim_link_new_async (cancellable, link_cb, task);
}

TactusDemo *
tactus_demo_new_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

TactusSimBluez *
tactus_demo_get_bluez (TactusDemo *self)
{
  g_return_val_if_fail (TACTUS_IS_DEMO (self), NULL);

  return self->link->bluez;
}

TactusBandList *
tactus_demo_get_band_list (TactusDemo *self)
{
  g_return_val_if_fail (TACTUS_IS_DEMO (self), NULL);

  return self->bands;
}

GListModel *
tactus_demo_get_sim_bands (TactusDemo *self)
{
  g_return_val_if_fail (TACTUS_IS_DEMO (self), NULL);

  return G_LIST_MODEL (self->sim_bands);
}

void
tactus_demo_add_band (TactusDemo    *self,
                      TactusSimBand *band)
{
  g_return_if_fail (TACTUS_IS_DEMO (self));

  tactus_sim_bluez_add_band (self->link->bluez, band);
  g_list_store_append (self->sim_bands, band);
}

/* Lock files stay behind, empty; the folder is ours alone. */
static void
remove_lock_dir (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }

  g_rmdir (path);
}

static void
tactus_demo_dispose (GObject *object)
{
  TactusDemo *self = TACTUS_DEMO (object);

  g_clear_object (&self->bands);
  g_clear_object (&self->sim_bands);
  g_clear_pointer (&self->link, tactus_sim_link_free);
  if (self->lock_dir)
    remove_lock_dir (self->lock_dir);
  g_clear_pointer (&self->lock_dir, g_free);

  G_OBJECT_CLASS (tactus_demo_parent_class)->dispose (object);
}

static void
tactus_demo_class_init (TactusDemoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tactus_demo_dispose;
}

static void
tactus_demo_init (TactusDemo *self)
{
  self->sim_bands = g_list_store_new (TACTUS_TYPE_SIM_BAND);
}
