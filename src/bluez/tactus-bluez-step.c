/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-step.h"

#include "tactus-bluez-client-private.h"

/* How long somebody else's Connect to the same device is waited for, before it is cancelled. */
#define FOREIGN_MS 30000

/* What the time-out of each step means. */
static const struct {
  const char *name;
  TactusBluezError code;
} steps[] = {
  [STEP_FIND] = { "no advertisement of it was heard", TACTUS_BLUEZ_ERROR_OUT_OF_RANGE },
  [STEP_QUIET] = { "the scan did not stop", TACTUS_BLUEZ_ERROR_TIMED_OUT },
  [STEP_CONNECT] = { "Connect had no answer", TACTUS_BLUEZ_ERROR_TIMED_OUT },
  [STEP_FOREIGN] = { "another program’s Connect had no end", TACTUS_BLUEZ_ERROR_BUSY },
  [STEP_ASK] = { "whether there is a link had no answer", TACTUS_BLUEZ_ERROR_TIMED_OUT },
  [STEP_CONFIRM] = { "Connect succeeded, yet there is no link", TACTUS_BLUEZ_ERROR_DISCONNECTED },
  [STEP_RESOLVE] = { "the services were not resolved", TACTUS_BLUEZ_ERROR_TIMED_OUT },
  [STEP_SETTLE] = { "a characteristic is missing", TACTUS_BLUEZ_ERROR_MISSING },
  [STEP_LINGER] = { "the cause is not known", TACTUS_BLUEZ_ERROR_FAILED },
  [STEP_ABORT] = { "the link did not go down", TACTUS_BLUEZ_ERROR_TIMED_OUT },
};

guint
tactus_bluez_step_get_timeout (TactusBluezStep             step,
                               const TactusBluezDeadlines *deadlines)
{
  switch (step)
    {
    case STEP_FIND:
      return deadlines->find_ms;
    case STEP_QUIET:
      return deadlines->scan_call_ms;
    case STEP_CONNECT:
      return deadlines->connect_ms;
    case STEP_FOREIGN:
      return MIN (deadlines->connect_ms, FOREIGN_MS);
    case STEP_ASK:
      return deadlines->property_ms;
    case STEP_CONFIRM:
    case STEP_SETTLE:
      return deadlines->settle_ms;
    case STEP_RESOLVE:
      return deadlines->resolve_ms;
    case STEP_LINGER:
      return TACTUS_BLUEZ_LINGER_MS;
    case STEP_ABORT:
    case STEP_DONE:
    default:
      return 0; /* hanging up has a bound of its own */
    }
}

GError *
tactus_bluez_step_timed_out (TactusBluezStep             step,
                             const TactusBluezDeadlines *deadlines,
                             const char                 *detail)
{
  return g_error_new (TACTUS_BLUEZ_ERROR, steps[step].code, "%s after %u ms%s%s", steps[step].name,
                      tactus_bluez_step_get_timeout (step, deadlines), detail ? ": " : "",
                      detail ? detail : "");
}
