/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-statistics-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "tactus-history-text.h"
#include "tactus-live-text.h"
#include "tactus-template.h"
#include "tactus-text.h"
#include "tactus-widget-look.h"

#define BAR_WIDTH 96

typedef struct {
  GtkWidget *row;
  GtkWidget *label;
  GtkWidget *bar;
} ZoneRow;

struct _TactusStatisticsView
{
  AdwBin parent_instance;

  GtkWidget *minimum_label;
  GtkWidget *mean_label;
  GtkWidget *maximum_label;
  GtkWidget *resting_label;
  GtkWidget *covered_label;
  GtkWidget *zones_group;
  GtkWidget *no_zones_row;

  ZoneRow zones[TACTUS_N_ZONES + 1];
};

G_DEFINE_FINAL_TYPE (TactusStatisticsView, tactus_statistics_view, ADW_TYPE_BIN)

static void
set_bpm (GtkWidget *label,
         guint      bpm)
{
  g_autofree char *text = tactus_text_bpm (bpm);

  gtk_label_set_label (GTK_LABEL (label), text);
}

static void
set_zone (ZoneRow                *zone,
          const TactusStatistics *statistics,
          const TactusZones      *zones,
          guint                   number)
{
  gint64 part_us = statistics->zone_us[number];
  gint64 whole_us = statistics->covered_us;
  g_autofree char *share = tactus_history_text_share (part_us, whole_us);
  g_autofree char *range = tactus_history_text_zone_range (zones, number);

  gtk_label_set_label (GTK_LABEL (zone->label), share);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (zone->bar),
                                 whole_us > 0 ? (double) part_us / whole_us : 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (zone->row), range);
}

void
tactus_statistics_view_set (TactusStatisticsView   *self,
                            const TactusStatistics *statistics,
                            const TactusZones      *zones)
{
  gboolean has_zones = zones->maximum > 0;
  g_autofree char *resting = tactus_history_text_bpm (statistics->resting);
  g_autofree char *covered = tactus_text_span (statistics->covered_us);

  g_return_if_fail (TACTUS_IS_STATISTICS_VIEW (self));

  set_bpm (self->minimum_label, statistics->summary.minimum);
  set_bpm (self->mean_label, (guint) lround (statistics->summary.mean));
  set_bpm (self->maximum_label, statistics->summary.maximum);
  gtk_label_set_label (GTK_LABEL (self->resting_label), resting);
  gtk_label_set_label (GTK_LABEL (self->covered_label), covered);

  gtk_widget_set_visible (self->no_zones_row, !has_zones);
  for (guint i = 0; i <= TACTUS_N_ZONES; i++)
    {
      gtk_widget_set_visible (self->zones[i].row, has_zones);
      if (has_zones)
        set_zone (&self->zones[i], statistics, zones, i);
    }
}

static GtkWidget *
make_share_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "caption");

  return label;
}

/* The label beside it says the same. */
static GtkWidget *
make_bar (guint number)
{
  g_autofree char *name = g_strdup_printf ("zone-%u", number);
  GtkWidget *bar = g_object_new (GTK_TYPE_PROGRESS_BAR,
                                 "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                 NULL);

  gtk_widget_set_size_request (bar, BAR_WIDTH, -1);
  gtk_widget_add_css_class (bar, "zone-bar");
  gtk_widget_add_css_class (bar, name);

  return bar;
}

static void
add_zone (TactusStatisticsView *self,
          guint                 number)
{
  ZoneRow *zone = &self->zones[number];
  g_autofree char *title = tactus_history_text_zone (number);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  zone->row = adw_action_row_new ();
  zone->label = make_share_label ();
  zone->bar = make_bar (number);
  gtk_box_append (GTK_BOX (box), zone->label);
  gtk_box_append (GTK_BOX (box), zone->bar);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (zone->row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (zone->row), box);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->zones_group), zone->row);
}

static void
tactus_statistics_view_class_init (TactusStatisticsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-statistics-view"));
  gtk_widget_class_bind_template_child (widget_class, TactusStatisticsView, minimum_label);
  gtk_widget_class_bind_template_child (widget_class, TactusStatisticsView, mean_label);
  gtk_widget_class_bind_template_child (widget_class, TactusStatisticsView, maximum_label);
  gtk_widget_class_bind_template_child (widget_class, TactusStatisticsView, resting_label);
  gtk_widget_class_bind_template_child (widget_class, TactusStatisticsView, covered_label);
  gtk_widget_class_bind_template_child (widget_class, TactusStatisticsView, zones_group);
  gtk_widget_class_bind_template_child (widget_class, TactusStatisticsView, no_zones_row);
}

static void
tactus_statistics_view_init (TactusStatisticsView *self)
{
  const TactusStatistics nothing = { 0 };
  const TactusZones no_zones = { 0 };

  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
  for (int i = TACTUS_N_ZONES; i >= 0; i--)
    add_zone (self, (guint) i);
  tactus_statistics_view_set (self, &nothing, &no_zones);
}
