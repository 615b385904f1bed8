/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-late-flag.h"

typedef struct {
  TactusLateFlag *flag;
  GParamSpec *pspec;
} Tick;

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  Tick *tick = user_data;

  tick->flag->tick_id = 0;
  if (tick->flag->told != tick->flag->now)
    {
      tick->flag->told = tick->flag->now;
      g_object_notify_by_pspec (G_OBJECT (widget), tick->pspec);
    }

  return G_SOURCE_REMOVE;
}

void
tactus_late_flag_set (TactusLateFlag *self,
                      GtkWidget      *widget,
                      gboolean        now,
                      GParamSpec     *pspec)
{
  Tick *tick;

  self->now = now;
  if (self->now == self->told || self->tick_id > 0)
    return;

  tick = g_new (Tick, 1);
  *tick = (Tick) { self, pspec };
  self->tick_id = gtk_widget_add_tick_callback (widget, tick_cb, tick, g_free);
}
