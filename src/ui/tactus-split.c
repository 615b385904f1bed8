/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-split.h"

#include "tactus-late-flag.h"

/* From this width on both have room, unless they need more. */
#define BESIDE_WIDTH 840
/* Of the second child then, and from twice that width on. */
#define SECOND_WIDTH      364
#define WIDE_SECOND_WIDTH 440

struct _TactusSplit
{
  GtkWidget parent_instance;

  gboolean second;
  gboolean alone;
  TactusLateFlag beside;
};

G_DEFINE_FINAL_TYPE (TactusSplit, tactus_split, GTK_TYPE_WIDGET)

typedef enum {
  PROP_SECOND = 1,
  PROP_ALONE,
  PROP_BESIDE,
} TactusSplitProperty;

static GParamSpec *properties[PROP_BESIDE + 1];

static int
get_minimum (GtkWidget      *child,
             GtkOrientation  orientation)
{
  int minimum = 0;

  if (child)
    gtk_widget_measure (child, orientation, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

static void
tactus_split_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  *minimum = MAX (get_minimum (gtk_widget_get_first_child (widget), orientation),
                  get_minimum (gtk_widget_get_last_child (widget), orientation));
  *natural = MAX (*minimum, orientation == GTK_ORIENTATION_HORIZONTAL ? BESIDE_WIDTH : 0);
  *minimum_baseline = *natural_baseline = -1;
}

/* With large text both need more. */
static int
get_second_width (GtkWidget *widget,
                  int        width)
{
  int wanted = width >= 2 * BESIDE_WIDTH ? WIDE_SECOND_WIDTH : SECOND_WIDTH;

  return MAX (wanted,
              get_minimum (gtk_widget_get_last_child (widget), GTK_ORIENTATION_HORIZONTAL));
}

static gboolean
has_room (GtkWidget *widget,
          int        width)
{
  int first = get_minimum (gtk_widget_get_first_child (widget), GTK_ORIENTATION_HORIZONTAL);

  return width >= BESIDE_WIDTH && width >= first + get_second_width (widget, width);
}

static void
place (GtkWidget *child,
       gboolean   visible,
       int        x,
       int        width,
       int        height)
{
  GtkAllocation allocation = { x, 0, width, height };

  gtk_widget_set_child_visible (child, visible);
  if (visible)
    gtk_widget_size_allocate (child, &allocation, -1);
}

static void
tactus_split_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  TactusSplit *self = TACTUS_SPLIT (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = gtk_widget_get_last_child (widget);
  int second_width = get_second_width (widget, width);
  gboolean beside = has_room (widget, width);
  gboolean both = beside && !self->alone;

  if (both)
    {
      place (first, TRUE, rtl ? second_width : 0, width - second_width, height);
      place (second, TRUE, rtl ? 0 : width - second_width, second_width, height);
    }
  else
    {
      place (first, self->alone || !self->second, 0, width, height);
      place (second, !self->alone && self->second, 0, width, height);
    }

  tactus_late_flag_set (&self->beside, widget, beside, properties[PROP_BESIDE]);
}

static void
set_flag (TactusSplit         *self,
          gboolean            *flag,
          gboolean             value,
          TactusSplitProperty  property)
{
  if (*flag == value)
    return;

  *flag = value;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
tactus_split_set_second (TactusSplit *self,
                         gboolean     second)
{
  g_return_if_fail (TACTUS_IS_SPLIT (self));

  set_flag (self, &self->second, second, PROP_SECOND);
}

void
tactus_split_set_alone (TactusSplit *self,
                        gboolean     alone)
{
  g_return_if_fail (TACTUS_IS_SPLIT (self));

  set_flag (self, &self->alone, alone, PROP_ALONE);
}

gboolean
tactus_split_get_beside (TactusSplit *self)
{
  g_return_val_if_fail (TACTUS_IS_SPLIT (self), FALSE);

  return self->beside.told;
}

static void
tactus_split_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  TactusSplit *self = TACTUS_SPLIT (object);

  switch ((TactusSplitProperty) property_id)
    {
    case PROP_SECOND:
      g_value_set_boolean (value, self->second);
      break;
    case PROP_ALONE:
      g_value_set_boolean (value, self->alone);
      break;
    case PROP_BESIDE:
      g_value_set_boolean (value, self->beside.told);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_split_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  TactusSplit *self = TACTUS_SPLIT (object);

  switch ((TactusSplitProperty) property_id)
    {
    case PROP_SECOND:
      tactus_split_set_second (self, g_value_get_boolean (value));
      break;
    case PROP_ALONE:
      tactus_split_set_alone (self, g_value_get_boolean (value));
      break;
    case PROP_BESIDE:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_split_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tactus_split_parent_class)->dispose (object);
}

static void
tactus_split_class_init (TactusSplitClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = tactus_split_get_property;
  G_OBJECT_CLASS (klass)->set_property = tactus_split_set_property;
  G_OBJECT_CLASS (klass)->dispose = tactus_split_dispose;
  widget_class->measure = tactus_split_measure;
  widget_class->size_allocate = tactus_split_size_allocate;

  properties[PROP_SECOND] = g_param_spec_boolean ("second", NULL, NULL, FALSE, flags);
  properties[PROP_ALONE] = g_param_spec_boolean ("alone", NULL, NULL, FALSE, flags);
  properties[PROP_BESIDE] = g_param_spec_boolean ("beside", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);
}

static void
tactus_split_init (TactusSplit *self)
{
}

GtkWidget *
tactus_split_new (void)
{
  return g_object_new (TACTUS_TYPE_SPLIT, NULL);
}
