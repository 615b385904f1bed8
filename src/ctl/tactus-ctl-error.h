/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TACTUS_CTL_ERROR (tactus_ctl_error_quark ())

/**
 * TactusCtlError:
 * @TACTUS_CTL_ERROR_USAGE: the command line asks for something that cannot be meant; exit status 2
 * @TACTUS_CTL_ERROR_OUTPUT: standard output takes no more (a full disk, not a closed pipe), or a
 *   file does not
 * @TACTUS_CTL_ERROR_INPUT: a file that was to be read cannot be, or is none that we understand
 * @TACTUS_CTL_ERROR_AWAITED: what was waited for did not come in time
 *
 * What can go wrong in the terminal alone; everything else is an error of the band's.
 */
typedef enum {
  TACTUS_CTL_ERROR_USAGE,
  TACTUS_CTL_ERROR_OUTPUT,
  TACTUS_CTL_ERROR_INPUT,
  TACTUS_CTL_ERROR_AWAITED,
} TactusCtlError;

GQuark tactus_ctl_error_quark (void);

G_END_DECLS
