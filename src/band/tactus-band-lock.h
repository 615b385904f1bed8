/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TactusBandLock:
 *
 * One program owns a band at a time: a lock file per address, held by flock(), so that a program
 * that dies lets go.
 */
typedef struct _TactusBandLock TactusBandLock;

/**
 * tactus_band_lock_acquire:
 * @dir: created with mode 0700 if missing
 *
 * Returns: (transfer full) (nullable): the lock, or %NULL with %TACTUS_BAND_ERROR_BUSY and a
 *   message that names the program and process id that hold it; %TACTUS_BAND_ERROR_NO_LOCK and its
 *   path if it cannot be made
 */
TactusBandLock *tactus_band_lock_acquire         (const char  *dir,
                                                  const char  *address,
                                                  GError     **error);
void            tactus_band_lock_release         (TactusBandLock *self);

/** Returns: (transfer full): `$XDG_RUNTIME_DIR/tactus` */
char           *tactus_band_lock_get_default_dir (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusBandLock, tactus_band_lock_release)

G_END_DECLS
