/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-marker-row.h"

#include <glib/gi18n.h>

#include "tactus-history-text.h"

struct _TactusMarkerRow
{
  AdwEntryRow parent_instance;

  TactusMarker *marker; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TactusMarkerRow, tactus_marker_row, ADW_TYPE_ENTRY_ROW)

enum {
  SHOW_REQUESTED,
  RENAMED,
  REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_clicked_cb (TactusMarkerRow *self)
{
  g_signal_emit (self, signals[SHOW_REQUESTED], 0);
}

static void
remove_clicked_cb (TactusMarkerRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
apply_cb (TactusMarkerRow *self)
{
  g_signal_emit (self, signals[RENAMED], 0);
}

static void
add_button (TactusMarkerRow *self,
            const char      *icon,
            const char      *tooltip,
            const char      *format,
            const char      *time,
            GCallback        callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *name = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  name = g_strdup_printf (format, time);
#pragma GCC diagnostic pop
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), button);
}

static char *
time_text (const TactusMarker *marker,
           int                 zone_s)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_offset (zone_s);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (marker->when_us / G_USEC_PER_SEC);
  g_autoptr(GDateTime) when = utc ? g_date_time_to_timezone (utc, zone) : NULL;

  return when ? tactus_history_text_clock (when, TRUE) : g_strdup ("–");
}

GtkWidget *
tactus_marker_row_new (const TactusMarker *marker,
                       int                 zone_s)
{
  TactusMarkerRow *self = g_object_new (TACTUS_TYPE_MARKER_ROW, NULL);
  g_autofree char *time = time_text (marker, zone_s);
  g_autofree char *title = NULL;

  self->marker = tactus_marker_new (marker->when_us, marker->text);
  self->marker->id = marker->id;
  /* Translators: %s is a time of the day; a marker set then */
  title = g_strdup_printf (_("Marker at %s"), time);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_editable_set_text (GTK_EDITABLE (self), marker->text ? marker->text : "");
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self), TRUE);
  /* Translators: %s is a time of the day */
  add_button (self, "find-location-symbolic", _("Show in the Chart"),
              _("Show the Marker at %s in the Chart"), time, G_CALLBACK (show_clicked_cb));
  /* Translators: %s is a time of the day */
  add_button (self, "user-trash-symbolic", _("Remove"), _("Remove the Marker at %s"), time,
              G_CALLBACK (remove_clicked_cb));

  return GTK_WIDGET (self);
}

const TactusMarker *
tactus_marker_row_get_marker (TactusMarkerRow *self)
{
  g_return_val_if_fail (TACTUS_IS_MARKER_ROW (self), NULL);

  return self->marker;
}

static void
tactus_marker_row_finalize (GObject *object)
{
  tactus_marker_free (TACTUS_MARKER_ROW (object)->marker);

  G_OBJECT_CLASS (tactus_marker_row_parent_class)->finalize (object);
}

static void
tactus_marker_row_class_init (TactusMarkerRowClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tactus_marker_row_finalize;
  signals[SHOW_REQUESTED] = g_signal_new ("show-requested", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[RENAMED] = g_signal_new ("renamed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
tactus_marker_row_init (TactusMarkerRow *self)
{
  g_signal_connect (self, "apply", G_CALLBACK (apply_cb), NULL);
}
