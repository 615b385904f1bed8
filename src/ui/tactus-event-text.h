/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-event.h"

G_BEGIN_DECLS

/** tactus_event_text: Returns: (transfer none) (nullable): what happened, in words; %NULL for what
 *    is between the band and the program */
const char *tactus_event_text (TactusEventKind kind);

G_END_DECLS
