/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-band.h"
#include "tactus-sim-bluez.h"

G_BEGIN_DECLS

/*
 * What can go wrong, and what has to come of it: a table.  test-band-faults.c plays each row
 * against the virtual BlueZ and a virtual band, in virtual time and with the deadlines that the
 * programs have; docs/reliability.md shows the same rows to people.
 */

/* Which kinds of band a row is played with; each is another path through src/. */
typedef enum {
  BAND_FIRST = 1 << 0,   /* Mi Band 1S: an owner, a tap */
  BAND_SECOND = 1 << 1,  /* Mi Band 2: a key of ours, a tap */
  BAND_THIRD = 1 << 2,   /* Mi Band 3 */
  BAND_ISSUED = 1 << 3,  /* Mi Band 5: the vendor's key */
  BAND_SENSOR = 1 << 4,  /* a chest strap: no key */
} FaultBands;

#define BANDS_TAPPED (BAND_FIRST | BAND_SECOND | BAND_THIRD)
#define BANDS_KEYED  (BAND_SECOND | BAND_THIRD | BAND_ISSUED)
#define BANDS_MI     (BAND_FIRST | BAND_THIRD | BAND_ISSUED)
#define BANDS_ALL    (BANDS_MI | BAND_SENSOR)

/* What goes on when it strikes. */
typedef enum {
  DOING_SCAN,
  DOING_PAIR,
  DOING_CONNECT,    /* with a key that is known */
  DOING_DISCONNECT,
  DOING_LIVE,       /* the pulse is on the screen */
  DOING_ONCE,
  DOING_INFO,
  DOING_SETTING,
  DOING_ALARM,
  DOING_ALERT,
  DOING_RAW,
  DOING_FETCH,
  DOING_LISTEN,     /* to the pulse in advertisements */
} FaultDoing;

/* What there is in the end, before anything was mended. */
typedef enum {
  END_READY,   /* the link holds, and all else works */
  END_OFFLINE, /* nothing is left, and nothing is tried */
  END_WAITING, /* it comes back by itself as soon as it can */
} FaultEnd;

/* No error: what went on went well all the same. */
#define WELL (-1)

/* The pulse keeps its state; of no interest where nobody measures. */
#define SAME (-1)

typedef struct _Fault Fault;
struct _FaultBench;

typedef void (* FaultStrike) (struct _FaultBench *bench,
                              const Fault        *fault);

struct _Fault {
  const char *where; /* NULL: the last row */
  const char *what;
  FaultBands bands;
  FaultDoing doing;
  const char *spec;          /* more of the band: ",login=90" */

  /* When: NULL: before it is begun; "Connect": with that call, "Connect:2": with the second of it;
   * "@tap-needed", …: in that state; "!connected": as soon as there is a link; "+500": after
   * so many milliseconds. */
  const char *at;
  FaultStrike strike;

  /* What the strike needs to know. */
  int bluez;                 /* a TactusSimBluezFault */
  TactusSimSpoilt spoilt;
  TactusSimStep step;
  TactusSimEffect effect;
  int times;
  guint ms;
  const char *text;
  const char *more;

  /* What is to come of it. */
  int error;                 /* a TactusBandError, or WELL */
  FaultEnd end;
  int pulse;                 /* LIVE: what is said of the pulse first, or SAME */
  guint within_s;            /* virtual time, from strike to verdict */
  gboolean link_stays;       /* BlueZ would not take it down; the next attempt takes it over */
};

extern const Fault faults[];

G_END_DECLS
