/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A service of the desktop on a private bus, played by the test in the same main context: what it
 * is called with is kept, and the test says what it answers.
 */
typedef struct _DeskService DeskService;

/* What was called. */
typedef struct {
  char                  *method;     /* (owned) */
  GVariant              *parameters; /* (owned) */
  GDBusMethodInvocation *invocation; /* (owned) (nullable): still to be answered */
} DeskCall;

typedef void (* DeskAnswer) (DeskService *service,
                             DeskCall    *call,
                             gpointer     user_data);

/* Returns: (transfer full): a connection of its own to the bus of band_bench_run() */
GDBusConnection *desk_bench_connect      (void);
void             desk_bench_disconnect   (GDBusConnection *connection);

/* @xml: of one interface; @answer: (nullable): for each call; calls that it does not answer stay
 * open.  Owns the name when it returns. */
DeskService     *desk_service_new        (const char      *name,
                                          const char      *path,
                                          const char      *xml,
                                          DeskAnswer       answer,
                                          gpointer         user_data);
void             desk_service_free       (DeskService     *self);

/* For the property `version`. */
void             desk_service_set_version (DeskService    *self,
                                           guint           version);

GDBusConnection *desk_service_get_connection (DeskService *self);

/* (element-type DeskCall): all calls so far */
GPtrArray       *desk_service_get_calls  (DeskService     *self);

/* Returns: (nullable): the last call of @method */
DeskCall        *desk_service_find       (DeskService     *self,
                                          const char      *method);
guint            desk_service_count      (DeskService     *self,
                                          const char      *method);

/* @parameters: (nullable) (transfer floating) */
void             desk_call_return        (DeskCall        *self,
                                          GVariant        *parameters);

/* From the service to everybody. */
void             desk_service_emit       (DeskService     *self,
                                          const char      *path,
                                          const char      *interface,
                                          const char      *signal,
                                          GVariant        *parameters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskService, desk_service_free)

G_END_DECLS
