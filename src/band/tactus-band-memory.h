/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TactusBandMemory:
 *
 * Which bands are paired with this computer: address, name and model in a small file, `bands.ini`,
 * and what was set on them.  No secrets.  A file that cannot be understood is moved aside to
 * `bands.ini.bad`.
 */
typedef struct _TactusBandMemory TactusBandMemory;

/** tactus_band_memory_new: @dir: (nullable): %NULL: remember nothing beyond this run */
TactusBandMemory *tactus_band_memory_new           (const char       *dir);
void              tactus_band_memory_free          (TactusBandMemory *self);

/** Returns: (transfer full) (array zero-terminated=1): addresses, upper case */
char            **tactus_band_memory_get_addresses (TactusBandMemory *self);

/** Returns: (transfer full) (nullable): the band's own name */
char             *tactus_band_memory_get_name      (TactusBandMemory *self,
                                                    const char       *address);

/** Returns: (transfer full) (nullable): the id of its model */
char             *tactus_band_memory_get_model     (TactusBandMemory *self,
                                                    const char       *address);

/** tactus_band_memory_set: @name, @model: (nullable).  What cannot be written is logged. */
void              tactus_band_memory_set           (TactusBandMemory *self,
                                                    const char       *address,
                                                    const char       *name,
                                                    const char       *model);

/** tactus_band_memory_get_kept: @key: a word.  Returns: (transfer full) (nullable): what is kept
 *   under it */
char             *tactus_band_memory_get_kept      (TactusBandMemory *self,
                                                    const char       *address,
                                                    const char       *key);

/** tactus_band_memory_set_kept: @value: (nullable).  Of a band that is not known nothing is kept */
void              tactus_band_memory_set_kept      (TactusBandMemory *self,
                                                    const char       *address,
                                                    const char       *key,
                                                    const char       *value);

/** tactus_band_memory_remove: with all that is kept of it */
void              tactus_band_memory_remove        (TactusBandMemory *self,
                                                    const char       *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusBandMemory, tactus_band_memory_free)

G_END_DECLS
