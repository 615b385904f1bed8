/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** tactus_ctl_is_address: Returns: whether @text is six bytes with colons between */
gboolean   tactus_ctl_is_address      (const char       *text);

/**
 * tactus_ctl_match:
 * @text: an address, or a part of a name, in any case
 *
 * Returns: whether it means the band with this @address and @name
 */
gboolean   tactus_ctl_match           (const char       *text,
                                       const char       *address,
                                       const char       *name);

G_END_DECLS
