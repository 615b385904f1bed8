/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-bluez-connection.h"
#include "tactus-sim-bluez.h"

G_BEGIN_DECLS

/*
 * A private bus with the virtual BlueZ on one connection and our client on another.
 */
typedef struct {
  GDBusConnection *near;     /* (owned): ours */
  GDBusConnection *far;      /* (owned): BlueZ's */
  gboolean on_bus;           /* or peer-to-peer */
  TactusSimBluez *bluez;     /* (owned): started by bench_start() */
  TactusBluezClient *client; /* (owned) (nullable) */
  guint filter_id;
  GMutex lock;
  GPtrArray *sent;           /* (owned) (element-type utf8): names of the methods we called */
} Bench;

/* What an asynchronous call came to. */
typedef struct {
  GObject *source;      /* (owned) (nullable) */
  GAsyncResult *result; /* (owned) (nullable) */
} Answer;

#define BAND_ADDRESS "C8:0F:10:00:00:01"
#define BAND "model=mi-band-3,address=" BAND_ADDRESS

/* Iterates the default main context until @condition holds; a watchdog ends the test. */
#define UNTIL(condition)                          \
  G_STMT_START                                    \
    {                                             \
      guint watchdog_ = bench_watch (#condition); \
      while (!(condition))                        \
        g_main_context_iteration (NULL, TRUE);    \
      g_source_remove (watchdog_);                \
    }                                             \
  G_STMT_END

guint                 bench_watch          (const char            *what);

/* Runs the program's tests with one private message bus for all of them. */
int                   bench_run            (void);

Bench                *bench_new            (void);
Bench                *bench_new_peer       (void);

/* Finishes everything, and asserts that the client leaves nothing behind. */
void                  bench_free           (Bench                 *self);

/* Starts BlueZ and waits until it answers. */
void                  bench_start          (Bench                 *self);

/* @adapter: (nullable): as of tactus_bluez_client_new(); generous deadlines */
TactusBluezClient    *bench_client         (Bench                 *self,
                                            const char            *adapter);

/* Starts BlueZ with one band that it knows already, and a client that is ready. */
TactusSimBand        *bench_ready          (Bench                 *self);

/* @spec: as of tactus_sim_spec_parse().  Returns: (transfer none) */
TactusSimBand        *bench_add_band       (Bench                 *self,
                                            const char            *spec);

/* Returns: how many calls of @method have left our end so far */
guint                 bench_sent           (Bench                 *self,
                                            const char            *method);

/* Opens a connection to the band; it must succeed. */
TactusBluezConnection *bench_open          (Bench                 *self);

/* Closes @connection and asserts that it leaves nothing behind. */
void                  bench_close          (TactusBluezConnection *connection);

void                  bench_until_state    (Bench                 *self,
                                            TactusBluezState       state);

/* GDBus warns when it drops a value of the wrong type; between the two that is expected. */
guint                 bench_allow_type_warnings  (void);
void                  bench_forbid_type_warnings (guint            handler);

/* Shortens deadlines for the cases in which they are to pass. */
#define SHORTEN(bench, field, ms)                                                            \
  G_STMT_START                                                                               \
    {                                                                                        \
      TactusBluezDeadlines deadlines_ = *tactus_bluez_client_get_deadlines ((bench)->client); \
      deadlines_.field = (ms);                                                               \
      tactus_bluez_client_set_deadlines ((bench)->client, &deadlines_);                      \
    }                                                                                        \
  G_STMT_END

void                  answer_cb            (GObject               *source,
                                            GAsyncResult          *result,
                                            gpointer               user_data);
void                  answer_clear         (Answer                *self);

/* Waits, finishes; each returns what the finish function returned. */
gboolean              answer_wait          (Answer                *self,
                                            GError               **error);
gboolean              answer_scan          (Answer                *self,
                                            GError               **error);
gboolean              answer_power_on      (Answer                *self,
                                            GError               **error);
gboolean              answer_remove        (Answer                *self,
                                            GError               **error);
TactusBluezConnection *answer_open         (Answer                *self,
                                            GError               **error);
GBytes               *answer_read          (Answer                *self,
                                            GError               **error);
gboolean              answer_write         (Answer                *self,
                                            GError               **error);
gboolean              answer_subscribe     (Answer                *self,
                                            GError               **error);
gboolean              answer_unsubscribe   (Answer                *self,
                                            GError               **error);
gboolean              answer_close         (Answer                *self,
                                            GError               **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

G_END_DECLS
