/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-window.h"

G_BEGIN_DECLS

/**
 * TactusErrand:
 *
 * What a launcher, a command or a notification asked for about one band.  The program may have been
 * started for it, and not know its bands yet: then it waits.
 */
typedef struct _TactusErrand TactusErrand;

/** tactus_errand_new_measure: to measure with the band that was measured with last */
TactusErrand *tactus_errand_new_measure (void);

/** tactus_errand_new_show: to show the paired band of @address, in any case */
TactusErrand *tactus_errand_new_show    (const char     *address);

void          tactus_errand_free        (TactusErrand   *self);

/** tactus_errand_perform: does it in @window, or says there why not and what to do */
void          tactus_errand_perform     (TactusErrand   *self,
                                         TactusWindow   *window,
                                         TactusBandList *bands);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusErrand, tactus_errand_free)

G_END_DECLS
