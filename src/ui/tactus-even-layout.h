/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_EVEN_LAYOUT (tactus_even_layout_get_type ())
G_DECLARE_FINAL_TYPE (TactusEvenLayout, tactus_even_layout, TACTUS, EVEN_LAYOUT, GtkLayoutManager)

/**
 * TactusEvenLayout:
 *
 * Children of one size beside each other, in as few rows as the width allows, and with as many in
 * each row.
 */

G_END_DECLS
