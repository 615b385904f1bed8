/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-entry-leave.h"

void
tactus_entry_leave_watch (AdwEntryRow *row,
                          GCallback    callback,
                          GObject     *owner)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_return_if_fail (ADW_IS_ENTRY_ROW (row));
  g_return_if_fail (G_IS_OBJECT (owner));

  g_signal_connect_object (focus, "leave", callback, owner, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (row), focus);
  g_signal_connect_object (row, "entry-activated", callback, owner, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "unmap", callback, owner, G_CONNECT_SWAPPED);
}
