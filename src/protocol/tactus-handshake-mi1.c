/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-handshake-private.h"

#include "tactus-bytes-private.h"
#include "tactus-mi1.h"
#include "tactus-uuids.h"

#define UID_MASK      0x7fffffff /* programs of the time kept it signed */
#define NOTICE_BROKEN 0xff

/* The login of the first generation: one record on FF04, answered on FF03. */
typedef struct {
  TactusHandshake   base;
  TactusMi1UserInfo user;
  guint8            mac_last_byte;
  gboolean          tap_due;  /* the band asked for the tap */
} Mi1;

static guint
deadline_of (Mi1 *self)
{
  return self->tap_due ? TACTUS_HANDSHAKE_TAP_MS : TACTUS_HANDSHAKE_ANSWER_MS;
}

static void
keep_waiting (Mi1                 *self,
              TactusHandshakeStep *step)
{
  tactus_handshake_begin_step (&self->base, TACTUS_HANDSHAKE_WAIT, deadline_of (self), step);
}

static void
fail (Mi1                    *self,
      TactusHandshakeOutcome  outcome,
      guint8                  code,
      TactusHandshakeStep    *step)
{
  tactus_handshake_fail (&self->base, outcome, code, step);
}

/* A band that does not know us asks for a tap of its own accord.  That is what pairing wants; in a
 * login it means that somebody else owns the band now, and a tap would take it away from them. */
static void
ask_for_tap (Mi1                 *self,
             guint8               code,
             TactusHandshakeStep *step)
{
  if (self->base.mode == TACTUS_HANDSHAKE_LOG_IN)
    {
      fail (self, TACTUS_HANDSHAKE_OUTCOME_WRONG_KEY, code, step);
    }
  else if (self->tap_due)
    {
      keep_waiting (self, step);
    }
  else
    {
      self->tap_due = TRUE;
      tactus_handshake_begin_step (&self->base, TACTUS_HANDSHAKE_TAP, deadline_of (self), step);
    }
}

static void
take_tap (Mi1                 *self,
          guint8               code,
          TactusHandshakeStep *step)
{
  if (self->tap_due)
    tactus_handshake_succeed (&self->base, step);
  else
    tactus_handshake_fail_malformed (&self->base, "Notice: code at byte 0 is 21 (was tapped), out "
                                     "of turn: the band has not asked for a tap", code, step);
}

/* Another owner is known, or the tap did not come. */
static void
refuse (Mi1                    *self,
        TactusHandshakeOutcome  outcome,
        guint8                  code,
        TactusHandshakeStep    *step)
{
  if (self->base.mode == TACTUS_HANDSHAKE_LOG_IN)
    outcome = TACTUS_HANDSHAKE_OUTCOME_WRONG_KEY;

  fail (self, outcome, code, step);
}

static void
take_notice (Mi1                 *self,
             guint8               code,
             TactusHandshakeStep *step)
{
  switch (code)
    {
    case TACTUS_MI1_NOTICE_LOGIN_OK:
    case TACTUS_MI1_NOTICE_RESET_OK:
      tactus_handshake_succeed (&self->base, step);
      break;
    case TACTUS_MI1_NOTICE_LOGIN_FAILED:
    case TACTUS_MI1_NOTICE_TAP:
      ask_for_tap (self, code, step);
      break;
    case TACTUS_MI1_NOTICE_TAPPED:
      take_tap (self, code, step);
      break;
    case TACTUS_MI1_NOTICE_RESET_FAILED:
      refuse (self, TACTUS_HANDSHAKE_OUTCOME_REFUSED, code, step);
      break;
    case TACTUS_MI1_NOTICE_CANCELLED:
      refuse (self, TACTUS_HANDSHAKE_OUTCOME_NOT_CONFIRMED, code, step);
      break;
    case NOTICE_BROKEN:
      fail (self, TACTUS_HANDSHAKE_OUTCOME_UNKNOWN_STATUS, code, step);
      break;
    default:
      /* FF03 tells of goals, alarms and parameters as well. */
      keep_waiting (self, step);
      break;
    }
}

static void
mi1_start (TactusHandshake     *base,
           TactusHandshakeStep *step)
{
  Mi1 *self = (Mi1 *) base;

  tactus_handshake_begin_step (base, TACTUS_HANDSHAKE_WRITE, deadline_of (self), step);
  tactus_mi1_user_info_encode (&self->user, self->mac_last_byte, step->bytes);
  step->length = TACTUS_MI1_USER_INFO_SIZE;
}

static void
mi1_receive (TactusHandshake     *base,
             const guint8        *data,
             gsize                length,
             TactusHandshakeStep *step)
{
  TactusEvent notice;
  g_autoptr(GError) error = NULL;

  if (tactus_mi1_event_parse (&notice, data, length, &error))
    take_notice ((Mi1 *) base, notice.code, step);
  else
    tactus_handshake_fail_malformed (base, error->message, 0, step);
}

static void
mi1_timed_out (TactusHandshake     *base,
               TactusHandshakeStep *step)
{
  Mi1 *self = (Mi1 *) base;

  fail (self, self->tap_due ? TACTUS_HANDSHAKE_OUTCOME_TAP_TIMED_OUT
                            : TACTUS_HANDSHAKE_OUTCOME_TIMED_OUT, 0, step);
}

static const TactusHandshakeClass mi1_class = {
  .size = sizeof (Mi1),
  .notify_uuid = TACTUS_UUID_MI1_NOTICE,
  .write_uuid = TACTUS_UUID_MI1_USER_INFO,
  .with_response = TRUE,
  .start = mi1_start,
  .receive = mi1_receive,
  .timed_out = mi1_timed_out,
};

/* The band has no key, it knows its owner by a number; ours is as random as the key. */
static guint32
uid_for_key (const TactusKey *key)
{
  guint32 uid = tactus_read_u32 (tactus_key_peek (key)) & UID_MASK;

  return uid ? uid : 1;
}

static guint8
clamp_byte (double value)
{
  return (guint8) (CLAMP (value, 0, G_MAXUINT8) + 0.5);
}

/* The type stays 0: a new owner's record would clear what the band has recorded. */
static void
fill_user (TactusMi1UserInfo     *user,
           guint32                uid,
           const TactusMi1Device *device,
           const TactusProfile   *profile,
           guint                  age)
{
  *user = (TactusMi1UserInfo) {
    .uid = uid,
    .gender = profile->sex == TACTUS_SEX_FEMALE ? 0 : 1,
    .age = clamp_byte (age),
    .height_cm = clamp_byte (profile->height_cm),
    .weight_kg = clamp_byte (profile->weight_kg),
    .has_feature = tactus_mi1_device_get_model (device) != tactus_model_for_id ("mi-band-1"),
    .feature = device->feature,
    .appearance = device->appearance,
  };
  g_snprintf (user->alias, sizeof user->alias, "%" G_GUINT32_FORMAT, uid);
}

TactusHandshake *
tactus_handshake_new_mi1 (TactusKey             *key,
                          TactusHandshakeMode    mode,
                          const TactusMi1Device *device,
                          const TactusProfile   *profile,
                          guint                  age,
                          guint8                 mac_last_byte)
{
  Mi1 *self;

  g_return_val_if_fail (key != NULL, NULL);
  g_return_val_if_fail (device != NULL, NULL);
  g_return_val_if_fail (profile != NULL, NULL);

  self = (Mi1 *) tactus_handshake_alloc (&mi1_class, key, mode);
  self->mac_last_byte = mac_last_byte;
  fill_user (&self->user, uid_for_key (key), device, profile, age);

  return &self->base;
}
