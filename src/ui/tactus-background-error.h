/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TactusBackgroundError:
 * @TACTUS_BACKGROUND_ERROR_ABSENT: there is nobody to ask
 * @TACTUS_BACKGROUND_ERROR_DENIED: the answer was no
 * @TACTUS_BACKGROUND_ERROR_TIMED_OUT: no answer came
 * @TACTUS_BACKGROUND_ERROR_PROTOCOL: an answer came that makes no sense
 *
 * Why the desktop does not let us run in the background, or start at login.
 */
typedef enum {
  TACTUS_BACKGROUND_ERROR_ABSENT,
  TACTUS_BACKGROUND_ERROR_DENIED,
  TACTUS_BACKGROUND_ERROR_TIMED_OUT,
  TACTUS_BACKGROUND_ERROR_PROTOCOL,
} TactusBackgroundError;

#define TACTUS_BACKGROUND_ERROR (tactus_background_error_quark ())
GQuark tactus_background_error_quark (void);

G_END_DECLS
