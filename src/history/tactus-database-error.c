/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-database-error.h"

G_DEFINE_QUARK (tactus-database-error-quark, tactus_database_error)
