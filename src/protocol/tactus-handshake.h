/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-key.h"
#include "tactus-mi1.h"
#include "tactus-model.h"
#include "tactus-profile.h"

G_BEGIN_DECLS

/**
 * TactusHandshakeMode:
 * @TACTUS_HANDSHAKE_SET_KEY: first pairing: give the band the key (the person taps), then log in
 * @TACTUS_HANDSHAKE_LOG_IN: the band knows the key
 */
typedef enum {
  TACTUS_HANDSHAKE_SET_KEY,
  TACTUS_HANDSHAKE_LOG_IN,
} TactusHandshakeMode;

/**
 * TactusHandshakeAction:
 * @TACTUS_HANDSHAKE_WAIT: nothing to send; wait for the next frame, or until the deadline that is
 *   running passes
 * @TACTUS_HANDSHAKE_WRITE: write @bytes to @uuid, then wait
 * @TACTUS_HANDSHAKE_WRITE_AND_TAP: the same, and ask the person to tap the band
 * @TACTUS_HANDSHAKE_TAP: nothing to send; ask the person to tap the band, and wait anew
 * @TACTUS_HANDSHAKE_DONE: logged in
 * @TACTUS_HANDSHAKE_FAILED: over; @outcome says why
 */
typedef enum {
  TACTUS_HANDSHAKE_WAIT,
  TACTUS_HANDSHAKE_WRITE,
  TACTUS_HANDSHAKE_WRITE_AND_TAP,
  TACTUS_HANDSHAKE_TAP,
  TACTUS_HANDSHAKE_DONE,
  TACTUS_HANDSHAKE_FAILED,
} TactusHandshakeAction;

/**
 * TactusHandshakeOutcome:
 * @TACTUS_HANDSHAKE_OUTCOME_NONE: not over, or done
 * @TACTUS_HANDSHAKE_OUTCOME_NOT_CONFIRMED: `10 01 02`: no tap in time, or declined on the band;
 *   first generation: `ef`
 * @TACTUS_HANDSHAKE_OUTCOME_REFUSED: `10 01 04`: the band refused the key; first generation: `09`
 * @TACTUS_HANDSHAKE_OUTCOME_SERVER_KEY_NEEDED: `10 01 81 …`: only the vendor's key will do
 * @TACTUS_HANDSHAKE_OUTCOME_NO_CHALLENGE: `10 02 04` or `10 02 08`: no random number
 * @TACTUS_HANDSHAKE_OUTCOME_WRONG_KEY: `10 03 04`, `10 03 08` or `10 83 08`; first
 *   generation: a login is answered with `06` or `13`, it has another owner
 * @TACTUS_HANDSHAKE_OUTCOME_UNKNOWN_STATUS: any status that nobody has documented
 * @TACTUS_HANDSHAKE_OUTCOME_MALFORMED: an answer too short, too long, or out of turn
 * @TACTUS_HANDSHAKE_OUTCOME_TAP_TIMED_OUT: no answer while the band was asking for the tap
 * @TACTUS_HANDSHAKE_OUTCOME_TIMED_OUT: no answer to any other step
 */
typedef enum {
  TACTUS_HANDSHAKE_OUTCOME_NONE,
  TACTUS_HANDSHAKE_OUTCOME_NOT_CONFIRMED,
  TACTUS_HANDSHAKE_OUTCOME_REFUSED,
  TACTUS_HANDSHAKE_OUTCOME_SERVER_KEY_NEEDED,
  TACTUS_HANDSHAKE_OUTCOME_NO_CHALLENGE,
  TACTUS_HANDSHAKE_OUTCOME_WRONG_KEY,
  TACTUS_HANDSHAKE_OUTCOME_UNKNOWN_STATUS,
  TACTUS_HANDSHAKE_OUTCOME_MALFORMED,
  TACTUS_HANDSHAKE_OUTCOME_TAP_TIMED_OUT,
  TACTUS_HANDSHAKE_OUTCOME_TIMED_OUT,
} TactusHandshakeOutcome;

/**
 * TactusHandshakeStep:
 * @action: what to do now
 * @uuid: (nullable): the characteristic to write to, %NULL unless @action is a write
 * @with_response: whether the protocol wants a write with response
 * @length: bytes in @bytes that are to be written, 0 unless @action is a write
 * @bytes: what to write; may hold the key, or what a first-generation band knows its owner by, so
 *   wipe it after use with tactus_handshake_step_clear()
 * @deadline_ms: how long to wait for the answer before tactus_handshake_timed_out(), 0 when over
 * @outcome: why it failed
 * @status: the band's status byte of a failure, for the log; 0 when there was none
 */
typedef struct {
  TactusHandshakeAction  action;
  const char            *uuid;
  gboolean               with_response;
  gsize                  length;
  guint8                 bytes[20];
  guint                  deadline_ms;
  TactusHandshakeOutcome outcome;
  guint8                 status;
} TactusHandshakeStep;

/* How long a band may ask for its tap, and how long any other answer may take, in milliseconds. */
#define TACTUS_HANDSHAKE_TAP_MS    60000
#define TACTUS_HANDSHAKE_ANSWER_MS 10000

/**
 * TactusHandshake:
 *
 * A login, turn by turn.  Nothing here waits or sends: it is told what happened and says what to do
 * next.
 *
 * Generations B and B' have a challenge on characteristic 0009.  When a band does not answer the
 * challenge request, or answers any command with a status nobody knows, the other authFlags value
 * is tried once.  A band of generation B' is never sent a key, since it takes none:
 * %TACTUS_HANDSHAKE_SET_KEY then fails at the start with
 * %TACTUS_HANDSHAKE_OUTCOME_SERVER_KEY_NEEDED.
 *
 * The first generation is told who its owner is on FF04 and answers on FF03.  A band that knows
 * nobody by that number asks for a tap by itself: %TACTUS_HANDSHAKE_SET_KEY passes that on, and
 * %TACTUS_HANDSHAKE_LOG_IN fails, for a tap would take the band away from another owner.
 */
typedef struct _TactusHandshake TactusHandshake;

/**
 * tactus_handshake_new:
 * @model: a model of generation B or B'
 * @key: the key to set or to prove
 *
 * Returns: (transfer full): a handshake that has not begun
 */
TactusHandshake *tactus_handshake_new        (const TactusModel    *model,
                                              TactusKey            *key,
                                              TactusHandshakeMode   mode);

/**
 * tactus_handshake_new_mi1:
 * @key: 16 random bytes that are kept for this band; the number that the band knows its owner by
 *   comes from them, so that no two owners share one
 * @device: what FF01 says
 * @age: whole years, see tactus_profile_get_age(); cut at 255
 * @mac_last_byte: of the band's address, 0x5a of `88:0F:10:12:34:5A`
 *
 * The record never clears what the band has recorded.
 *
 * Returns: (transfer full): a first-generation handshake that has not begun
 */
TactusHandshake *tactus_handshake_new_mi1    (TactusKey            *key,
                                              TactusHandshakeMode    mode,
                                              const TactusMi1Device *device,
                                              const TactusProfile   *profile,
                                              guint                  age,
                                              guint8                 mac_last_byte);

void             tactus_handshake_free       (TactusHandshake      *self);

/** tactus_handshake_get_uuid: Returns: where the band answers; subscribe to it before the start */
const char      *tactus_handshake_get_uuid   (const TactusHandshake *self);

/** tactus_handshake_start: the first turn.  @step: (out caller-allocates) */
void             tactus_handshake_start      (TactusHandshake      *self,
                                              TactusHandshakeStep  *step);

/**
 * tactus_handshake_receive:
 * @data: (array length=length): one notification of tactus_handshake_get_uuid(), as it came
 * @step: (out caller-allocates): what to do now
 *
 * A late duplicate of an answer to an earlier command is ignored (%TACTUS_HANDSHAKE_WAIT, with the
 * deadline of the command that is under way); rubbish ends it.  After the end every call repeats
 * the last step.
 */
void             tactus_handshake_receive    (TactusHandshake      *self,
                                              const guint8         *data,
                                              gsize                 length,
                                              TactusHandshakeStep  *step);

/**
 * tactus_handshake_timed_out: the deadline of the last step passed.  @step: (out caller-allocates)
 */
void             tactus_handshake_timed_out  (TactusHandshake      *self,
                                              TactusHandshakeStep  *step);

/**
 * tactus_handshake_get_detail:
 *
 * Returns: (transfer none) (nullable): for the log, in English: what was wrong with the bytes that
 *   ended it as %TACTUS_HANDSHAKE_OUTCOME_MALFORMED; %NULL with any other outcome.  Holds no key.
 */
const char      *tactus_handshake_get_detail (const TactusHandshake *self);

/** tactus_handshake_step_clear: wipes @step, which may hold a key. */
void             tactus_handshake_step_clear (TactusHandshakeStep  *step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusHandshake, tactus_handshake_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TactusHandshakeStep, tactus_handshake_step_clear)

G_END_DECLS
