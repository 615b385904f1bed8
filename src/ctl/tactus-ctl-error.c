/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-ctl-error.h"

G_DEFINE_QUARK (tactus-ctl-error-quark, tactus_ctl_error)
