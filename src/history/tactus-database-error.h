/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TACTUS_DATABASE_ERROR (tactus_database_error_quark ())

/**
 * TactusDatabaseError:
 * @TACTUS_DATABASE_ERROR_BUSY: another program kept it locked for too long
 * @TACTUS_DATABASE_ERROR_FULL: no room left on the disk
 * @TACTUS_DATABASE_ERROR_CORRUPT: the file is no database, or a damaged one
 * @TACTUS_DATABASE_ERROR_TOO_NEW: a newer version of the program has changed it
 * @TACTUS_DATABASE_ERROR_NOT_ALLOWED: its file or folder may not be read or written
 * @TACTUS_DATABASE_ERROR_NO_SESSION: the session is not in it any more, or can hold no more: what
 *   is to be kept needs another one
 * @TACTUS_DATABASE_ERROR_FAILED: anything else
 *
 * Nothing was changed by a call that ends with one of them.
 */
typedef enum {
  TACTUS_DATABASE_ERROR_BUSY,
  TACTUS_DATABASE_ERROR_FULL,
  TACTUS_DATABASE_ERROR_CORRUPT,
  TACTUS_DATABASE_ERROR_TOO_NEW,
  TACTUS_DATABASE_ERROR_NOT_ALLOWED,
  TACTUS_DATABASE_ERROR_NO_SESSION,
  TACTUS_DATABASE_ERROR_FAILED,
} TactusDatabaseError;

GQuark tactus_database_error_quark (void);

G_END_DECLS
