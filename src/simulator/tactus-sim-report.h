/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-sim-band.h"

G_BEGIN_DECLS

/** tactus_sim_report_ready: prints that @band can be found, a line of JSON on standard output */
void tactus_sim_report_ready (TactusSimBand *band);

/** tactus_sim_report_follow: prints what happens to @band, a line each, as long as it lives; no key
 * is ever printed */
void tactus_sim_report_follow (TactusSimBand *band);

G_END_DECLS
