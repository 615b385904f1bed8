/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-zone-times.h"

#include <glib/gi18n.h>

#include "tactus-live-text.h"
#include "tactus-widget-look.h"
#include "tactus-zone-bar.h"

/* Room for "59 min", so that a longer duration seldom moves anything. */
#define SPAN_CHARS 6

/* One of the rows. */
typedef struct {
  GtkWidget *range;
  GtkWidget *bar;
  GtkWidget *span;
} Zone;

struct _TactusZoneTimes
{
  AdwBin parent_instance;

  GtkWidget *stack;
  GtkWidget *grid;
  Zone zones[TACTUS_N_ZONES + 1]; /* 0 is not used */
  guint maximum;
};

G_DEFINE_FINAL_TYPE (TactusZoneTimes, tactus_zone_times, ADW_TYPE_BIN)

static GtkWidget *
make_label (const char *text,
            float       xalign,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  gtk_widget_add_css_class (label, "caption");

  return label;
}

static void
add_row (TactusZoneTimes *self,
         guint            zone)
{
  Zone *row = &self->zones[zone];
  /* Translators: number and name of a zone of effort */
  g_autofree char *text = g_strdup_printf (_("Z%u %s"), zone, tactus_text_zone (zone));
  GtkWidget *name = make_label (text, 0, NULL);
  int y = TACTUS_N_ZONES - zone;

  row->range = make_label (NULL, 0, "dim-label");
  gtk_widget_add_css_class (row->range, "numeric");
  row->bar = tactus_zone_bar_new (zone);
  gtk_widget_set_hexpand (row->bar, TRUE);
  gtk_widget_set_valign (row->bar, GTK_ALIGN_CENTER);
  row->span = make_label (NULL, 1, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (row->span), SPAN_CHARS);

  gtk_grid_attach (GTK_GRID (self->grid), name, 0, y, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), row->range, 1, y, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), row->bar, 2, y, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), row->span, 3, y, 1, 1);
}

static GtkWidget *
make_button (void)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_use_underline (GTK_BUTTON (button), TRUE);
  /* Translators: zones of effort, by heart rate */
  tactus_widget_label_button (button, _("Set Up _Zones…"));
  gtk_widget_set_tooltip_text (button, _("Tells from your age, or your own maximum, how hard the "
                                         "heart works"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "app.zones");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");

  return button;
}

static void
set_label (GtkWidget  *label,
           const char *text)
{
  if (!g_str_equal (gtk_label_get_label (GTK_LABEL (label)), text))
    gtk_label_set_label (GTK_LABEL (label), text);
}

static void
set_ranges (TactusZoneTimes   *self,
            const TactusZones *zones)
{
  for (guint zone = 1; zone <= TACTUS_N_ZONES; zone++)
    {
      g_autofree char *range = tactus_text_zone_range (zones, zone);

      set_label (self->zones[zone].range, range);
    }
}

static void
set_times (TactusZoneTimes *self,
           const gint64    *zone_us)
{
  gint64 longest_us = 0;

  for (guint zone = 1; zone <= TACTUS_N_ZONES; zone++)
    longest_us = MAX (longest_us, zone_us[zone]);

  for (guint zone = 1; zone <= TACTUS_N_ZONES; zone++)
    {
      g_autofree char *span = tactus_text_span (zone_us[zone]);

      set_label (self->zones[zone].span, zone_us[zone] ? span : "–");
      tactus_zone_bar_set_share (TACTUS_ZONE_BAR (self->zones[zone].bar),
                                 longest_us ? (double) zone_us[zone] / longest_us : 0);
    }
}

void
tactus_zone_times_set (TactusZoneTimes   *self,
                       const TactusZones *zones,
                       const gint64      *zone_us)
{
  guint maximum = zones ? zones->maximum : 0;
  g_autofree char *text = NULL;

  g_return_if_fail (TACTUS_IS_ZONE_TIMES (self));

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), maximum ? "times" : "none");
  if (maximum == 0)
    return;

  if (self->maximum != maximum)
    set_ranges (self, zones);
  self->maximum = maximum;
  set_times (self, zone_us);

  text = tactus_text_zones (zone_us);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

GtkWidget *
tactus_zone_times_new (void)
{
  return g_object_new (TACTUS_TYPE_ZONE_TIMES, NULL);
}

static void
tactus_zone_times_class_init (TactusZoneTimesClass *klass)
{
}

static void
tactus_zone_times_init (TactusZoneTimes *self)
{
  self->grid = g_object_new (GTK_TYPE_GRID,
                             "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                             "column-spacing", 12,
                             "row-spacing", 3,
                             NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Time in zones"), -1);
  for (guint zone = TACTUS_N_ZONES; zone >= 1; zone--)
    add_row (self, zone);

  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), make_button (), "none");
  gtk_stack_add_named (GTK_STACK (self->stack), self->grid, "times");
  adw_bin_set_child (ADW_BIN (self), self->stack);
}
