/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-protocol-error.h"

G_DEFINE_QUARK (tactus-protocol-error-quark, tactus_protocol_error)
