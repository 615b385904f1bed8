/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-database-file.h"

G_BEGIN_DECLS

/**
 * tactus_database_schema:
 *
 * The tables of the history.  A change of them is one more function at the end, never a change of
 * one that a person's file may have been through.
 */
extern const TactusDatabaseSchema tactus_database_schema;

G_END_DECLS
