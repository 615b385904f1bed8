/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-date-row.h"

#include <glib/gi18n.h>

#include "tactus-compat.h"

struct _TactusDateRow
{
  AdwActionRow parent_instance;

  GtkWidget *button;
  GtkWidget *calendar;
};

G_DEFINE_FINAL_TYPE (TactusDateRow, tactus_date_row, ADW_TYPE_ACTION_ROW)

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
selected_cb (TactusDateRow *self)
{
  g_autoptr(GDateTime) date = tactus_date_row_get_date (self);
  /* Translators: day, month and year as g_date_time_format() takes it */
  g_autofree char *text = g_date_time_format (date, _("%-d %b %Y"));

  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), text);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  g_signal_emit (self, signals[CHANGED], 0);
}

void
tactus_date_row_set_date (TactusDateRow *self,
                          GDateTime     *date)
{
  g_return_if_fail (TACTUS_IS_DATE_ROW (self));

  tactus_compat_select_date (GTK_CALENDAR (self->calendar), date);
  selected_cb (self);
}

GDateTime *
tactus_date_row_get_date (TactusDateRow *self)
{
  g_autoptr(GDateTime) date = NULL;

  g_return_val_if_fail (TACTUS_IS_DATE_ROW (self), NULL);

  date = gtk_calendar_get_date (GTK_CALENDAR (self->calendar));

  return g_date_time_new_local (g_date_time_get_year (date), g_date_time_get_month (date),
                                g_date_time_get_day_of_month (date), 0, 0, 0);
}

static void
tactus_date_row_class_init (TactusDateRowClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
tactus_date_row_init (TactusDateRow *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->calendar = gtk_calendar_new ();
  self->button = gtk_menu_button_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), self->calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->button, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), self->button);
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
}
