/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_SIGHT (tactus_sight_get_type ())
G_DECLARE_FINAL_TYPE (TactusSight, tactus_sight, TACTUS, SIGHT, GObject)

/**
 * TactusSight:
 *
 * Whether a widget can be seen: it is mapped, its window is neither minimised nor, where the
 * compositor tells, out of sight, and the screen is not locked, as far as the app's
 * #TactusLockWatch knows.  What cannot be seen needs no work.
 *
 * Property `in-sight` (boolean, notified).
 */

/** tactus_sight_new: @widget: (transfer none): not kept alive */
TactusSight *tactus_sight_new          (GtkWidget   *widget);

gboolean     tactus_sight_get_in_sight (TactusSight *self);

G_END_DECLS
