/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TactusKeyringState:
 * @TACTUS_KEYRING_MISSING: nobody answers for it
 * @TACTUS_KEYRING_NEW: it answers, and has no keyring yet: the first key makes one
 * @TACTUS_KEYRING_LOCKED: a person would be asked to unlock it
 * @TACTUS_KEYRING_OPEN: it can be read and written
 */
typedef enum {
  TACTUS_KEYRING_MISSING,
  TACTUS_KEYRING_NEW,
  TACTUS_KEYRING_LOCKED,
  TACTUS_KEYRING_OPEN,
} TactusKeyringState;

/**
 * tactus_keyring_probe_async:
 * @cancellable: (nullable): the only bound
 *
 * Looks at the keyring that keys go to, and asks nobody anything.
 *
 * Returns by finish: how it is; with MISSING @error is set, to %G_IO_ERROR_CANCELLED if cancelled
 */
void                tactus_keyring_probe_async  (GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
TactusKeyringState  tactus_keyring_probe_finish (GAsyncResult         *result,
                                                 GError              **error);

G_END_DECLS
