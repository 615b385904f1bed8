/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "tactus-frame.h"

G_BEGIN_DECLS

/**
 * tactus_ctl_frame_to_json:
 *
 * Returns: (transfer full): `format`, `title`, `direction` ("from_band" or "to_band"), the fields
 *   by their names with null for what is absent, and in `units` the units of those that have one
 */
JsonObject *tactus_ctl_frame_to_json (const TactusFrame *frame);

/** tactus_ctl_frame_to_text: Returns: (transfer full): a title, and a line for each field */
char       *tactus_ctl_frame_to_text (const TactusFrame *frame);

G_END_DECLS
