/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-object.h"

#include "tactus-sim-tree.h"

typedef struct {
  TactusSimObject            *object; /* back pointer */
  GDBusInterfaceInfo         *info;
  const TactusSimObjectFuncs *funcs;  /* (nullable) */
  gpointer                    user_data;
  GHashTable                 *values; /* (owned) name → GVariant; absent ones are not in it */
  guint                       registration;
} Interface;

struct _TactusSimObject {
  char          *path;
  GPtrArray     *interfaces; /* (owned) (element-type Interface) */
  TactusSimTree *tree;       /* (nullable): not while unregistered */
  gboolean       forgotten;
};

static void
interface_free (gpointer data)
{
  Interface *self = data;

  g_hash_table_unref (self->values);
  g_free (self);
}

TactusSimObject *
tactus_sim_object_new (const char *path)
{
  TactusSimObject *self = g_atomic_rc_box_new0 (TactusSimObject);

  self->path = g_strdup (path);
  self->interfaces = g_ptr_array_new_with_free_func (interface_free);

  return self;
}

TactusSimObject *
tactus_sim_object_ref (TactusSimObject *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
object_clear (gpointer data)
{
  TactusSimObject *self = data;

  g_free (self->path);
  g_ptr_array_unref (self->interfaces);
}

void
tactus_sim_object_unref (TactusSimObject *self)
{
  g_atomic_rc_box_release_full (self, object_clear);
}

const char *
tactus_sim_object_get_path (TactusSimObject *self)
{
  return self->path;
}

static Interface *
find_interface (TactusSimObject *self,
                const char      *name)
{
  for (guint i = 0; i < self->interfaces->len; i++)
    {
      Interface *interface = g_ptr_array_index (self->interfaces, i);

      if (g_str_equal (interface->info->name, name))
        return interface;
    }

  return NULL;
}

void
tactus_sim_object_add_interface (TactusSimObject            *self,
                                 GDBusInterfaceInfo         *info,
                                 const TactusSimObjectFuncs *funcs,
                                 gpointer                    user_data)
{
  Interface *interface = g_new0 (Interface, 1);

  g_return_if_fail (self->tree == NULL);

  interface->object = self;
  interface->info = info;
  interface->funcs = funcs;
  interface->user_data = user_data;
  interface->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) g_variant_unref);
  g_ptr_array_add (self->interfaces, interface);
}

void
tactus_sim_object_forget (TactusSimObject *self)
{
  self->forgotten = TRUE;
}

void
tactus_sim_object_put (TactusSimObject *self,
                       const char      *interface_name,
                       const char      *property,
                       GVariant        *value)
{
  Interface *interface = find_interface (self, interface_name);

  g_return_if_fail (interface != NULL);

  if (value)
    g_hash_table_replace (interface->values, g_strdup (property), g_variant_ref_sink (value));
  else
    g_hash_table_remove (interface->values, property);
}

void
tactus_sim_object_set (TactusSimObject *self,
                       const char      *interface_name,
                       const char      *property,
                       GVariant        *value)
{
  g_autoptr(GVariant) held = value ? g_variant_ref_sink (value) : NULL;
  g_auto(GVariantBuilder) changed = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_auto(GVariantBuilder) gone = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);

  tactus_sim_object_put (self, interface_name, property, held);

  if (!self->tree)
    return;

  if (held)
    g_variant_builder_add (&changed, "{sv}", property,
                           tactus_sim_tree_mangle (self->tree, property, held));
  else
    g_variant_builder_add (&gone, "s", property);

  tactus_sim_tree_emit (self->tree, self->path, "org.freedesktop.DBus.Properties",
                        "PropertiesChanged",
                        g_variant_new ("(sa{sv}as)", interface_name, &changed, &gone));
}

GVariant *
tactus_sim_object_get (TactusSimObject *self,
                       const char      *interface_name,
                       const char      *property)
{
  Interface *interface = find_interface (self, interface_name);

  return interface ? g_hash_table_lookup (interface->values, property) : NULL;
}

/* In the order of the interface description, so that a run can be repeated to the byte. */
static GVariant *
describe_interface (Interface *self)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (gsize i = 0; self->info->properties && self->info->properties[i]; i++)
    {
      const char *name = self->info->properties[i]->name;
      GVariant *value = g_hash_table_lookup (self->values, name);

      if (value)
        g_variant_builder_add (&builder, "{sv}", name,
                               tactus_sim_tree_mangle (self->object->tree, name, value));
    }

  return g_variant_builder_end (&builder);
}

GVariant *
tactus_sim_object_describe (TactusSimObject *self)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sa{sv}}"));

  for (guint i = 0; i < self->interfaces->len; i++)
    {
      Interface *interface = g_ptr_array_index (self->interfaces, i);

      g_variant_builder_add (&builder, "{s@a{sv}}", interface->info->name,
                             describe_interface (interface));
    }

  return g_variant_builder_end (&builder);
}

GPtrArray *
tactus_sim_object_list (TactusSimObject *self)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < self->interfaces->len; i++)
    g_ptr_array_add (names, ((Interface *) g_ptr_array_index (self->interfaces, i))->info->name);

  return names;
}

static void
get_property (Interface             *self,
              const char            *name,
              GDBusMethodInvocation *invocation)
{
  GVariant *value = g_hash_table_lookup (self->values, name);
  g_autoptr(GDBusMessage) reply = NULL;

  if (!value)
    {
      g_dbus_method_invocation_return_dbus_error (invocation,
                                                  "org.freedesktop.DBus.Error.InvalidArgs",
                                                  "No such property");
      return;
    }

  /* By hand: GDBus itself would never send a value of the wrong type, nor anything in its place. */
  reply = g_dbus_message_new_method_reply (g_dbus_method_invocation_get_message (invocation));
  g_dbus_message_set_body (reply, g_variant_new ("(v)", tactus_sim_tree_mangle (self->object->tree,
                                                                                name, value)));
  g_dbus_connection_send_message (g_dbus_method_invocation_get_connection (invocation), reply,
                                  G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
  g_object_unref (invocation);
}

static void
set_property (Interface             *self,
              GVariant              *parameters,
              GDBusMethodInvocation *invocation)
{
  g_autoptr(GVariant) value = NULL;
  const char *name;

  g_variant_get (parameters, "(&s&sv)", NULL, &name, &value);

  if (self->object->forgotten || !self->funcs || !self->funcs->set)
    g_dbus_method_invocation_return_dbus_error (invocation,
                                                "org.freedesktop.DBus.Error.PropertyReadOnly",
                                                "Property is read only");
  else
    self->funcs->set (self->object, name, value, invocation, self->user_data);
}

static void
properties_call (Interface             *self,
                 const char            *method,
                 GVariant              *parameters,
                 GDBusMethodInvocation *invocation)
{
  const char *name;

  if (g_str_equal (method, "GetAll"))
    {
      g_dbus_method_invocation_return_value (invocation,
                                             g_variant_new ("(@a{sv})", describe_interface (self)));
    }
  else if (g_str_equal (method, "Get"))
    {
      g_variant_get (parameters, "(&s&s)", NULL, &name);
      get_property (self, name, invocation);
    }
  else
    {
      set_property (self, parameters, invocation);
    }
}

static void
answer (Interface             *self,
        GDBusMethodInvocation *invocation)
{
  const char *method = g_dbus_method_invocation_get_method_name (invocation);
  GVariant *parameters = g_dbus_method_invocation_get_parameters (invocation);

  if (g_str_equal (g_dbus_method_invocation_get_interface_name (invocation),
                   "org.freedesktop.DBus.Properties"))
    properties_call (self, method, parameters, invocation);
  else if (!self->object->forgotten && self->funcs && self->funcs->method)
    self->funcs->method (self->object, method, parameters, invocation, self->user_data);
  else
    g_dbus_method_invocation_return_dbus_error (invocation,
                                                "org.freedesktop.DBus.Error.UnknownObject",
                                                "The object has gone");
}

/* Returns: the interface that @invocation is about: for a property, the one that has it */
static Interface *
find_called (TactusSimObject       *self,
             GDBusMethodInvocation *invocation)
{
  const char *name = g_dbus_method_invocation_get_interface_name (invocation);

  if (g_str_equal (name, "org.freedesktop.DBus.Properties"))
    g_variant_get_child (g_dbus_method_invocation_get_parameters (invocation), 0, "&s", &name);

  return find_interface (self, name);
}

void
tactus_sim_object_call (TactusSimObject       *self,
                        GDBusMethodInvocation *invocation)
{
  g_autoptr(TactusSimObject) hold = tactus_sim_object_ref (self);

  answer (find_called (self, invocation), invocation);
}

static void
method_call_cb (GDBusConnection       *connection,
                const char            *sender,
                const char            *path,
                const char            *interface_name,
                const char            *method,
                GVariant              *parameters,
                GDBusMethodInvocation *invocation,
                gpointer               user_data)
{
  Interface *self = user_data;
  g_autoptr(TactusSimObject) object = tactus_sim_object_ref (self->object);

  if (object->tree &&
      tactus_sim_tree_filter (object->tree, object, interface_name, method, invocation))
    return;

  answer (self, invocation);
}

/* With no get_property and set_property, GDBus hands the Properties calls to method_call. */
static const GDBusInterfaceVTable interface_vtable = { .method_call = method_call_cb };

static void
release_object (gpointer data)
{
  Interface *interface = data;

  tactus_sim_object_unref (interface->object);
}

gboolean
tactus_sim_object_register (TactusSimObject  *self,
                            TactusSimTree    *tree,
                            GDBusConnection  *connection,
                            GError          **error)
{
  self->tree = tree;
  self->forgotten = FALSE;

  for (guint i = 0; i < self->interfaces->len; i++)
    {
      Interface *interface = g_ptr_array_index (self->interfaces, i);

      tactus_sim_object_ref (self);
      interface->registration =
        g_dbus_connection_register_object (connection, self->path, interface->info,
                                           &interface_vtable, interface, release_object, error);
      if (interface->registration == 0)
        {
          tactus_sim_object_unregister (self, connection);
          return FALSE;
        }
    }

  return TRUE;
}

void
tactus_sim_object_unregister (TactusSimObject *self,
                              GDBusConnection *connection)
{
  self->tree = NULL;

  for (guint i = 0; i < self->interfaces->len; i++)
    {
      Interface *interface = g_ptr_array_index (self->interfaces, i);
      guint id = interface->registration;

      interface->registration = 0;
      if (id != 0)
        g_dbus_connection_unregister_object (connection, id);
    }
}
