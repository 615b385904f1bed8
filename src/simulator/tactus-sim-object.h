/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

struct _TactusSimTree;

/**
 * TactusSimObject:
 *
 * A D-Bus object: a path, interfaces, and for each a bag of the properties that are present now.
 * Reference counted.
 */
typedef struct _TactusSimObject TactusSimObject;

/**
 * TactusSimObjectFuncs:
 * @method: answers the (transfer full) invocation, now or later
 * @set: (nullable): sets a property that may be written, and answers the (transfer full) invocation
 */
typedef struct {
  void (*method) (TactusSimObject       *object,
                  const char            *method,
                  GVariant              *parameters,
                  GDBusMethodInvocation *invocation,
                  gpointer               user_data);
  void (*set)    (TactusSimObject       *object,
                  const char            *property,
                  GVariant              *value,
                  GDBusMethodInvocation *invocation,
                  gpointer               user_data);
} TactusSimObjectFuncs;

TactusSimObject *tactus_sim_object_new           (const char                 *path);
TactusSimObject *tactus_sim_object_ref           (TactusSimObject            *self);
void             tactus_sim_object_unref         (TactusSimObject            *self);

const char      *tactus_sim_object_get_path      (TactusSimObject            *self);

/** tactus_sim_object_add_interface: @info and @funcs are static; before the object is added */
void             tactus_sim_object_add_interface (TactusSimObject            *self,
                                                  GDBusInterfaceInfo         *info,
                                                  const TactusSimObjectFuncs *funcs,
                                                  gpointer                    user_data);

/** tactus_sim_object_forget: nobody answers for this object's interfaces until it is registered
 * anew */
void             tactus_sim_object_forget        (TactusSimObject            *self);

/**
 * tactus_sim_object_set:
 * @value: (transfer floating) (nullable): %NULL makes the property absent
 *
 * Emits PropertiesChanged at once if the object is in a tree, also for an equal value.
 */
void             tactus_sim_object_set           (TactusSimObject            *self,
                                                  const char                 *interface,
                                                  const char                 *property,
                                                  GVariant                   *value);

/** tactus_sim_object_put: sets without a word on the bus */
void             tactus_sim_object_put           (TactusSimObject            *self,
                                                  const char                 *interface,
                                                  const char                 *property,
                                                  GVariant                   *value);

/** Returns: (transfer none) (nullable) */
GVariant        *tactus_sim_object_get           (TactusSimObject            *self,
                                                  const char                 *interface,
                                                  const char                 *property);

/** tactus_sim_object_call: answers @invocation (transfer full), which was for this object, as if
 * nobody had looked at it before */
void             tactus_sim_object_call          (TactusSimObject            *self,
                                                  GDBusMethodInvocation      *invocation);

/** The rest is for TactusSimTree. */
gboolean         tactus_sim_object_register      (TactusSimObject            *self,
                                                  struct _TactusSimTree      *tree,
                                                  GDBusConnection            *connection,
                                                  GError                    **error);
void             tactus_sim_object_unregister    (TactusSimObject            *self,
                                                  GDBusConnection            *connection);

/** Returns: (transfer floating): a{sa{sv}} */
GVariant        *tactus_sim_object_describe      (TactusSimObject            *self);

/** Returns: (transfer container): names of the interfaces */
GPtrArray       *tactus_sim_object_list          (TactusSimObject            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusSimObject, tactus_sim_object_unref)

G_END_DECLS
