/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TactusLateFlag:
 * @now: as the widget was placed last
 * @told: the value of the property
 *
 * What comes out while sizes are handed out.  Whoever listens may change sizes, which is too late
 * then: they are told with the next frame.
 */
typedef struct {
  gboolean now;
  gboolean told;
  guint tick_id;
} TactusLateFlag;

/** tactus_late_flag_set: @widget: that holds @self; @pspec: of the property, lives on */
void tactus_late_flag_set (TactusLateFlag *self,
                           GtkWidget      *widget,
                           gboolean        now,
                           GParamSpec     *pspec);

G_END_DECLS
