/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-ctl-options.h"
#include "tactus-zones.h"

G_BEGIN_DECLS

/** tactus_ctl_person_get_zones: Returns: of who types this: as the options say, else as was set in
 *    the app; with a maximum of 0 if neither tells */
TactusZones tactus_ctl_person_get_zones (const TactusCtlOptions *options);

G_END_DECLS
