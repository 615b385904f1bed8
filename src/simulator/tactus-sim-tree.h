/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-object.h"

G_BEGIN_DECLS

/**
 * TactusSimTree:
 *
 * An org.freedesktop.DBus.ObjectManager with its objects.  It says only what it is told to say, in
 * that order, which the stock server of GIO does not: there a property cannot be absent, an equal
 * value is not sent again, and changes leave from an idle source after the replies.
 */
typedef struct _TactusSimTree TactusSimTree;

/** Looks at every call first; TRUE if it has answered the (transfer full) @invocation. */
typedef gboolean (*TactusSimTreeFilter) (TactusSimObject       *object,
                                         const char            *interface,
                                         const char            *method,
                                         GDBusMethodInvocation *invocation,
                                         gpointer               user_data);

/** Changes a property's value on its way out. */
typedef GVariant *(*TactusSimTreeMangle) (const char *property,
                                          GVariant   *value,
                                          gpointer    user_data);

/**
 * tactus_sim_tree_new:
 * @root: path of the object manager itself
 *
 * Returns: (transfer full) (nullable): the tree, empty and answering; %NULL if the path is taken
 */
TactusSimTree   *tactus_sim_tree_new        (GDBusConnection      *connection,
                                             const char           *root,
                                             GError              **error);

/** tactus_sim_tree_free: takes everything off the connection, without a signal */
void             tactus_sim_tree_free       (TactusSimTree        *self);

void             tactus_sim_tree_set_filter (TactusSimTree        *self,
                                             TactusSimTreeFilter   filter,
                                             TactusSimTreeMangle   mangle,
                                             gpointer              user_data);

/** tactus_sim_tree_add: registers @object (a reference is kept) and emits InterfacesAdded */
void             tactus_sim_tree_add        (TactusSimTree        *self,
                                             TactusSimObject      *object);

/** tactus_sim_tree_remove: emits InterfacesRemoved and unregisters, if it is in the tree */
void             tactus_sim_tree_remove     (TactusSimTree        *self,
                                             TactusSimObject      *object);

/** Returns: (transfer none) (nullable): the first at that path */
TactusSimObject *tactus_sim_tree_lookup     (TactusSimTree        *self,
                                             const char           *path);

/** For TactusSimObject: the filter's and the mangler's word, and a signal from @path. */
gboolean         tactus_sim_tree_filter     (TactusSimTree         *self,
                                             TactusSimObject       *object,
                                             const char            *interface,
                                             const char            *method,
                                             GDBusMethodInvocation *invocation);
GVariant        *tactus_sim_tree_mangle     (TactusSimTree         *self,
                                             const char            *property,
                                             GVariant              *value);
void             tactus_sim_tree_emit       (TactusSimTree         *self,
                                             const char            *path,
                                             const char            *interface,
                                             const char            *signal_name,
                                             GVariant              *parameters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusSimTree, tactus_sim_tree_free)

G_END_DECLS
