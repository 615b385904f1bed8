/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-chart-labels.h"

#include <math.h>

#define SCALE 0.85
#define MOST  96

struct _TactusChartLabels
{
  GtkWidget *widget;    /* not owned */
  GdkRGBA color;
  GHashTable *labels;   /* (owned) (element-type utf8 TactusChartLabel) */
};

static void
label_free (gpointer data)
{
  TactusChartLabel *label = data;

  g_clear_pointer (&label->node, gsk_render_node_unref);
  g_free (label);
}

TactusChartLabels *
tactus_chart_labels_new (GtkWidget *widget)
{
  TactusChartLabels *self = g_new0 (TactusChartLabels, 1);

  self->widget = widget;
  self->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, label_free);
  return self;
}

void
tactus_chart_labels_free (TactusChartLabels *self)
{
  g_hash_table_unref (self->labels);
  g_free (self);
}

void
tactus_chart_labels_set_color (TactusChartLabels *self,
                               const GdkRGBA     *color)
{
  g_return_if_fail (self != NULL && color != NULL);

  if (gdk_rgba_equal (&self->color, color))
    return;

  self->color = *color;
  tactus_chart_labels_forget (self);
}

void
tactus_chart_labels_forget (TactusChartLabels *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_remove_all (self->labels);
}

static TactusChartLabel *
label_new (TactusChartLabels *self,
           const char        *text)
{
  TactusChartLabel *label = g_new0 (TactusChartLabel, 1);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (self->widget, text);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  int width;
  int height;

  pango_attr_list_insert (attributes, pango_attr_scale_new (SCALE));
  /* Figures of one width: a number that changes must not shake the rest. */
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_append_layout (snapshot, layout, &self->color);

  label->node = gtk_snapshot_free_to_node (snapshot);
  label->width = width;
  label->height = height;
  return label;
}

const TactusChartLabel *
tactus_chart_labels_get (TactusChartLabels *self,
                         const char        *text)
{
  TactusChartLabel *label;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  label = g_hash_table_lookup (self->labels, text);
  if (label)
    return label;

  if (g_hash_table_size (self->labels) >= MOST)
    tactus_chart_labels_forget (self);
  label = label_new (self, text);
  g_hash_table_insert (self->labels, g_strdup (text), label);
  return label;
}

void
tactus_chart_labels_append (TactusChartLabels *self,
                            GtkSnapshot       *snapshot,
                            const char        *text,
                            double             x,
                            double             y)
{
  const TactusChartLabel *label = tactus_chart_labels_get (self, text);

  if (label->node == NULL)
    return;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round (x), (float) round (y)));
  gtk_snapshot_append_node (snapshot, label->node);
  gtk_snapshot_restore (snapshot);
}
