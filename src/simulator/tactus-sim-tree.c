/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-tree.h"

#define OBJECT_MANAGER "org.freedesktop.DBus.ObjectManager"

struct _TactusSimTree {
  GDBusConnection     *connection; /* (owned) */
  TactusSimObject     *root;       /* (owned) */
  GPtrArray           *objects;    /* (owned) (element-type TactusSimObject): parents first */
  TactusSimTreeFilter  filter;
  TactusSimTreeMangle  mangle;
  gpointer             user_data;
};

static const char object_manager_xml[] =
  "<node><interface name='" OBJECT_MANAGER "'>"
  "<method name='GetManagedObjects'>"
  "<arg name='objects' type='a{oa{sa{sv}}}' direction='out'/></method>"
  "<signal name='InterfacesAdded'><arg name='object' type='o'/>"
  "<arg name='interfaces' type='a{sa{sv}}'/></signal>"
  "<signal name='InterfacesRemoved'><arg name='object' type='o'/>"
  "<arg name='interfaces' type='as'/></signal>"
  "</interface></node>";

static GDBusInterfaceInfo *
object_manager_info (void)
{
  static GDBusNodeInfo *node;

  if (g_once_init_enter (&node))
    g_once_init_leave (&node, g_dbus_node_info_new_for_xml (object_manager_xml, NULL));

  return node->interfaces[0];
}

/* An interface that comes and goes is an object of its own, on the path of another. */
static GVariant *
describe_path (TactusSimTree   *self,
               TactusSimObject *first)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sa{sv}}"));

  for (guint i = 0; i < self->objects->len; i++)
    {
      TactusSimObject *each = g_ptr_array_index (self->objects, i);
      g_autoptr(GVariant) described = NULL;
      GVariantIter iter;
      GVariant *entry;

      if (!g_str_equal (tactus_sim_object_get_path (each), tactus_sim_object_get_path (first)))
        continue;

      described = g_variant_ref_sink (tactus_sim_object_describe (each));
      g_variant_iter_init (&iter, described);
      while ((entry = g_variant_iter_next_value (&iter)))
        {
          g_variant_builder_add_value (&builder, entry);
          g_variant_unref (entry);
        }
    }

  return g_variant_builder_end (&builder);
}

static void
manager_call (TactusSimObject       *object,
              const char            *method,
              GVariant              *parameters,
              GDBusMethodInvocation *invocation,
              gpointer               user_data)
{
  TactusSimTree *self = user_data;
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{oa{sa{sv}}}"));

  for (guint i = 0; i < self->objects->len; i++)
    {
      TactusSimObject *each = g_ptr_array_index (self->objects, i);

      if (tactus_sim_tree_lookup (self, tactus_sim_object_get_path (each)) == each)
        g_variant_builder_add (&builder, "{o@a{sa{sv}}}", tactus_sim_object_get_path (each),
                               describe_path (self, each));
    }

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a{oa{sa{sv}}})", &builder));
}

static const TactusSimObjectFuncs manager_funcs = { .method = manager_call };

TactusSimTree *
tactus_sim_tree_new (GDBusConnection  *connection,
                     const char       *root,
                     GError          **error)
{
  g_autoptr(TactusSimTree) self = g_new0 (TactusSimTree, 1);

  self->connection = g_object_ref (connection);
  self->objects = g_ptr_array_new_with_free_func ((GDestroyNotify) tactus_sim_object_unref);
  self->root = tactus_sim_object_new (root);
  tactus_sim_object_add_interface (self->root, object_manager_info (), &manager_funcs, self);

  if (!tactus_sim_object_register (self->root, self, connection, error))
    return NULL;

  return g_steal_pointer (&self);
}

static void
let_go (TactusSimTree   *self,
        TactusSimObject *object)
{
  tactus_sim_object_forget (object);
  tactus_sim_object_unregister (object, self->connection);
}

void
tactus_sim_tree_free (TactusSimTree *self)
{
  for (guint i = self->objects->len; i > 0; i--)
    let_go (self, g_ptr_array_index (self->objects, i - 1));
  let_go (self, self->root);

  g_ptr_array_unref (self->objects);
  tactus_sim_object_unref (self->root);
  g_object_unref (self->connection);
  g_free (self);
}

void
tactus_sim_tree_set_filter (TactusSimTree       *self,
                            TactusSimTreeFilter  filter,
                            TactusSimTreeMangle  mangle,
                            gpointer             user_data)
{
  self->filter = filter;
  self->mangle = mangle;
  self->user_data = user_data;
}

gboolean
tactus_sim_tree_filter (TactusSimTree         *self,
                        TactusSimObject       *object,
                        const char            *interface,
                        const char            *method,
                        GDBusMethodInvocation *invocation)
{
  return self->filter && self->filter (object, interface, method, invocation, self->user_data);
}

GVariant *
tactus_sim_tree_mangle (TactusSimTree *self,
                        const char    *property,
                        GVariant      *value)
{
  return self && self->mangle ? self->mangle (property, value, self->user_data) : value;
}

void
tactus_sim_tree_emit (TactusSimTree *self,
                      const char    *path,
                      const char    *interface,
                      const char    *signal_name,
                      GVariant      *parameters)
{
  g_autoptr(GError) error = NULL;

  /* Fails only on a closed connection: then nobody listens. */
  if (!g_dbus_connection_emit_signal (self->connection, NULL, path, interface, signal_name,
                                      parameters, &error))
    g_debug ("%s not sent: %s", signal_name, error->message);
}

void
tactus_sim_tree_add (TactusSimTree   *self,
                     TactusSimObject *object)
{
  g_autoptr(GError) error = NULL;

  if (!tactus_sim_object_register (object, self, self->connection, &error))
    {
      g_warning ("Cannot export %s: %s", tactus_sim_object_get_path (object), error->message);
      return;
    }

  g_ptr_array_add (self->objects, tactus_sim_object_ref (object));
  tactus_sim_tree_emit (self, tactus_sim_object_get_path (self->root), OBJECT_MANAGER,
                        "InterfacesAdded",
                        g_variant_new ("(o@a{sa{sv}})", tactus_sim_object_get_path (object),
                                       tactus_sim_object_describe (object)));
}

void
tactus_sim_tree_remove (TactusSimTree   *self,
                        TactusSimObject *object)
{
  g_autoptr(TactusSimObject) held = tactus_sim_object_ref (object);
  g_autoptr(GPtrArray) names = tactus_sim_object_list (object);

  if (!g_ptr_array_remove (self->objects, object))
    return;

  let_go (self, object);
  tactus_sim_tree_emit (self, tactus_sim_object_get_path (self->root), OBJECT_MANAGER,
                        "InterfacesRemoved",
                        g_variant_new ("(o@as)", tactus_sim_object_get_path (object),
                                       g_variant_new_strv ((const char * const *) names->pdata,
                                                           names->len)));
}

TactusSimObject *
tactus_sim_tree_lookup (TactusSimTree *self,
                        const char    *path)
{
  for (guint i = 0; i < self->objects->len; i++)
    {
      TactusSimObject *object = g_ptr_array_index (self->objects, i);

      if (g_str_equal (tactus_sim_object_get_path (object), path))
        return object;
    }

  return NULL;
}
