/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A client of org.bluez made of nothing but GIO, for the tests of the simulator. */
typedef struct {
  GDBusConnection    *connection; /* (owned) */
  const char         *name;       /* (nullable) */
  GDBusObjectManager *manager;    /* (owned) */
  GPtrArray          *heard;      /* (owned) (element-type utf8): "char UUID: value hex" in order */
} SimulatorClient;

SimulatorClient *simulator_client_new        (GDBusConnection  *connection,
                                              const char       *name);
SimulatorClient *simulator_client_new_at     (GDBusConnection  *connection,
                                              const char       *name,
                                              const char       *root);
void             simulator_client_free       (SimulatorClient  *self);

/** Runs the main context until @condition; aborts after ten seconds. */
typedef gboolean (*SimulatorCondition) (gpointer data);
void             simulator_wait              (SimulatorCondition  condition,
                                              gpointer            data,
                                              const char         *what);

/** Runs the main context for that long. */
void             simulator_run               (guint               ms);

/** Returns: (transfer full) (nullable): the reply; @error_text is "name: message" */
GVariant        *simulator_client_call       (SimulatorClient  *self,
                                              const char       *path,
                                              const char       *interface,
                                              const char       *method,
                                              GVariant         *parameters,
                                              char            **error_text);

/** Asserts that the call answers with exactly @expected; NULL: that it works. */
void             simulator_client_expect     (SimulatorClient  *self,
                                              const char       *path,
                                              const char       *interface,
                                              const char       *method,
                                              GVariant         *parameters,
                                              const char       *expected);

/** Returns: (transfer full) (nullable): a property out of the object manager's cache */
GVariant        *simulator_client_get        (SimulatorClient  *self,
                                              const char       *path,
                                              const char       *interface,
                                              const char       *property);

gboolean         simulator_client_get_boolean (SimulatorClient *self,
                                               const char      *path,
                                               const char      *interface,
                                               const char      *property);

/** Returns: (transfer full) (nullable): the path of the characteristic below @device */
char            *simulator_client_find       (SimulatorClient  *self,
                                              const char       *device,
                                              const char       *uuid);

void             simulator_client_wait_boolean (SimulatorClient *self,
                                                const char      *path,
                                                const char      *interface,
                                                const char      *property,
                                                gboolean         value);

/** Waits until @path is there, or no longer. */
void             simulator_client_wait_object (SimulatorClient *self,
                                               const char      *path,
                                               gboolean         there);

/** Writes hex bytes; @type is the option of that name. */
void             simulator_client_write      (SimulatorClient  *self,
                                              const char       *device,
                                              const char       *uuid,
                                              const char       *type,
                                              const char       *hex,
                                              const char       *expected);

/** Returns: (transfer full): the value as hex */
char            *simulator_client_read       (SimulatorClient  *self,
                                              const char       *device,
                                              const char       *uuid);
void             simulator_client_start_notify (SimulatorClient *self,
                                                const char      *device,
                                                const char      *uuid);

/** Waits for the next notification of @uuid not taken yet.  Returns: (transfer full): hex */
char            *simulator_client_hear       (SimulatorClient  *self,
                                              const char       *uuid);

/** Scans until @device is there, connects, waits until its services are resolved. */
void             simulator_client_connect    (SimulatorClient  *self,
                                              const char       *device);

GVariant        *simulator_bytes_from_hex    (const char       *hex);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimulatorClient, simulator_client_free)

G_END_DECLS
