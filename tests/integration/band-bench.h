/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-band.h"
#include "tactus-sim-bluez.h"

G_BEGIN_DECLS

#define BAND_ADDRESS "C8:0F:10:00:00:01"

/* A key that a virtual band may have; made up, as the band is. */
#define OLD_KEY "00112233445566778899aabbccddeeff"

/*
 * A private bus with the virtual BlueZ and one virtual band on one side, our client and a
 * TactusBand on the other, and everything in one main context.
 */
typedef struct {
  char *dir;                 /* (owned): for locks and files, removed at the end */
  GDBusConnection *near;     /* (owned): ours */
  GDBusConnection *far;      /* (owned): BlueZ's */
  TactusSimBluez *bluez;     /* (owned) */
  TactusSimBand *sim;        /* (owned) */
  TactusBluezClient *client; /* (owned) */
  TactusKeyStore *keys;      /* (owned) */
  TactusBand *band;          /* (owned) (nullable) */
  GString *states;           /* (owned): what the band went through, "connecting preparing …" */
  guint asked;               /* how often the virtual band asked for a tap */
} BandBench;

/* What an asynchronous call came to. */
typedef struct {
  GObject *source;      /* (owned) (nullable) */
  GAsyncResult *result; /* (owned) (nullable) */
} Outcome;

/* Iterates the default main context until @condition holds; a watchdog ends the test. */
#define UNTIL(condition)                               \
  G_STMT_START                                         \
    {                                                  \
      guint watchdog_ = band_bench_watch (#condition); \
      while (!(condition))                             \
        g_main_context_iteration (NULL, TRUE);         \
      g_source_remove (watchdog_);                     \
    }                                                  \
  G_STMT_END

#define UNTIL_STATE(bench, expected) \
  UNTIL (tactus_band_get_state ((bench)->band) == TACTUS_BAND_STATE_##expected)

#define UNTIL_PULSE(bench, expected) \
  UNTIL (tactus_band_get_pulse_state ((bench)->band) == TACTUS_PULSE_STATE_##expected)

guint       band_bench_watch     (const char       *what);

/* How long UNTIL waits, by the clock of the program. */
void        band_bench_set_patience (guint          seconds);

/* Returns: (transfer full): one more program on the private bus */
GDBusConnection *band_bench_connect_to_bus (void);

/* Runs the program's tests with one private message bus for all of them. */
int         band_bench_run       (void);

/* @spec: as of tactus_sim_spec_parse().  BlueZ knows the band; the client is READY. */
BandBench  *band_bench_new       (const char       *spec);
BandBench  *band_bench_new_with  (const char       *spec,
                                  TactusKeyStore   *keys);
BandBench  *band_bench_new_for   (TactusSimSpec    *spec,
                                  TactusKeyStore   *keys);

/* Puts the band down, and asserts that nothing of it is left. */
void        band_bench_free      (BandBench        *self);

/* Another program's band, or the same one after a restart: the same keys, locks and BlueZ. */
TactusBand *band_bench_band      (BandBench        *self);

/* Lets go of the band, as a program does that ends, and takes a new one. */
void        band_bench_restart   (BandBench        *self);

/* Short timings, but long enough for a loaded machine. */
TactusBandTimings band_bench_timings (void);

/* Shortens the deadlines of the Bluetooth layer. */
void        band_bench_hurry     (BandBench        *self,
                                  guint             find_ms,
                                  guint             operation_ms);

/* Shortens the time that GATT objects have to come after ServicesResolved. */
void        band_bench_settle    (BandBench        *self,
                                  guint             settle_ms);

/* Pairs, taps, waits. */
void        band_bench_pair      (BandBench        *self);

/* Connects with the stored key, waits. */
void        band_bench_connect   (BandBench        *self);

/* Returns: whether it worked; @code: (nullable): otherwise the word for the failure is compared */
void        band_bench_expect    (Outcome          *outcome,
                                  gboolean        (*finish) (TactusBand    *band,
                                                             GAsyncResult  *result,
                                                             GError       **error),
                                  const char       *code);

/* Whether the store has a key there. */
gboolean    band_bench_has_key   (BandBench        *self,
                                  TactusKeySlot     slot);

/* @text: 32 hexadecimal digits, put into the store. */
void        band_bench_put_key   (BandBench        *self,
                                  TactusKeySlot     slot,
                                  const char       *text);

/* Whether the store's key in @slot is the virtual band's own. */
gboolean    band_bench_key_fits  (BandBench        *self,
                                  TactusKeySlot     slot);

/* No link, no lock, no state. */
void        band_bench_assert_down (BandBench      *self);

guint       band_bench_count     (BandBench        *self,
                                  TactusReadingKind kind);

void        outcome_cb           (GObject          *source,
                                  GAsyncResult     *result,
                                  gpointer          user_data);
void        outcome_clear        (Outcome          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BandBench, band_bench_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

/*
 * A keyring that fails, or never answers.
 */
typedef enum {
  BAD_KEY_STORE_FAILS,
  BAD_KEY_STORE_HANGS,
} BadKeyStoreMode;

#define BENCH_TYPE_BAD_KEY_STORE (bad_key_store_get_type ())
G_DECLARE_FINAL_TYPE (BadKeyStore, bad_key_store, BENCH, BAD_KEY_STORE, GObject)

TactusKeyStore *bad_key_store_new       (BadKeyStoreMode mode);
guint           bad_key_store_get_calls (TactusKeyStore *store);

/* From now on it works, and remembers. */
void            bad_key_store_mend      (TactusKeyStore *store);

/* Whatever hangs is answered at last, when nobody waits any more. */
void            bad_key_store_let_go    (TactusKeyStore *store);

G_END_DECLS
