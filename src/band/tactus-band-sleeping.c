/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-closing.h"
#include "tactus-band-retry.h"

/* The computer sleeps: the link goes before the radio does, and nothing is tried meanwhile. */

void
tactus_band_suspend (TactusBand *self)
{
  g_return_if_fail (TACTUS_IS_BAND (self));

  if (self->asleep)
    return;

  self->asleep = TRUE;
  g_clear_handle_id (&self->retry_id, g_source_remove);
  if (self->state == TACTUS_BAND_STATE_READY && !self->closing)
    tactus_band_close_begin (self, NULL,
                             g_error_new (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_DISCONNECTED,
                                          "%s was let go of while the computer sleeps",
                                          self->address),
                             TRUE);
}

/* However long it slept, the band is likely where it was: no pause of before counts. */
void
tactus_band_resume (TactusBand *self)
{
  g_return_if_fail (TACTUS_IS_BAND (self));

  self->asleep = FALSE;
  tactus_backoff_reset (&self->backoff);
  if (self->state == TACTUS_BAND_STATE_WAITING)
    tactus_band_retry_now (self);
}
