/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-ctl-program.h"

G_BEGIN_DECLS

/** TactusCtlValue: a value has arrived; @heart_rate is valid during the call */
typedef void (*TactusCtlValue) (TactusCtlProgram      *program,
                                const TactusHeartRate *heart_rate,
                                GDateTime             *when);

/**
 * tactus_ctl_stream:
 * @duration_ms: how long; 0: until Ctrl+C
 * @value: called for each value of the band
 * @done: called when the time is up, or the person has seen enough
 *
 * Measures continuously on the program's band, which is connected.  A lost link comes back by
 * itself; if it is gone when the time is up, or no value ever came, the program ends with that.
 */
void   tactus_ctl_stream (TactusCtlProgram *program,
                          guint             duration_ms,
                          TactusCtlValue    value,
                          TactusCtlNext     done);

/** tactus_ctl_listen: likewise, from the advertisements of a band that is not connected */
void   tactus_ctl_listen (TactusCtlProgram *program,
                          guint             duration_ms,
                          TactusCtlValue    value,
                          TactusCtlNext     done);

/** tactus_ctl_print_value: what `heart-rate` prints for each value: a line, or an object */
void   tactus_ctl_print_value (TactusCtlProgram      *program,
                               const TactusHeartRate *heart_rate,
                               GDateTime             *when);

G_END_DECLS
