/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-key.h"

G_BEGIN_DECLS

#define TACTUS_TYPE_KEY_ENTRY (tactus_key_entry_get_type ())
G_DECLARE_FINAL_TYPE (TactusKeyEntry, tactus_key_entry, TACTUS, KEY_ENTRY, AdwBin)

/**
 * TactusKeyEntry:
 *
 * A field for a key as people paste it.  Says at once what is wrong with it.
 *
 * Property `valid` (gboolean): it holds a key.  Signal `activated`: Enter, on a valid key.
 */

/** tactus_key_entry_get_key: Returns: (transfer full) (nullable): the key typed, if it is one */
TactusKey  *tactus_key_entry_get_key   (TactusKeyEntry *self);

gboolean    tactus_key_entry_get_valid (TactusKeyEntry *self);

/** tactus_key_entry_clear: forgets what was typed */
void        tactus_key_entry_clear     (TactusKeyEntry *self);

G_END_DECLS
