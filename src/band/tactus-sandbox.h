/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Where a Flatpak tells what it is; outside of one there is no such file. */
#define TACTUS_SANDBOX_INFO "/.flatpak-info"

/**
 * TactusSandbox:
 * @TACTUS_SANDBOX_NONE: there is none
 * @TACTUS_SANDBOX_OPEN: one that lets us talk to org.bluez
 * @TACTUS_SANDBOX_CLOSED: one that does not
 */
typedef enum {
  TACTUS_SANDBOX_NONE,
  TACTUS_SANDBOX_OPEN,
  TACTUS_SANDBOX_CLOSED,
} TactusSandbox;

/** tactus_sandbox_look: @path: %TACTUS_SANDBOX_INFO, but for a test.  What cannot be read says
 * nothing against it: then the sandbox counts as open */
TactusSandbox tactus_sandbox_look (const char *path);

G_END_DECLS
