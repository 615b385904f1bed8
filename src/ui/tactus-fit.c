/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-fit.h"

#include "tactus-late-flag.h"

struct _TactusFit
{
  GtkWidget parent_instance;

  gboolean preferred;
  gboolean allowed;
  TactusLateFlag fits; /* whether the first child is shown */
};

G_DEFINE_FINAL_TYPE (TactusFit, tactus_fit, GTK_TYPE_WIDGET)

typedef enum {
  PROP_FITS = 1,
  PROP_PREFERRED,
  PROP_ALLOWED,
} TactusFitProperty;

static GParamSpec *properties[PROP_ALLOWED + 1];

static gboolean
is_wanted (TactusFit *self)
{
  return self->preferred && self->allowed;
}

static void
measure_child (GtkWidget      *child,
               GtkOrientation  orientation,
               int             for_size,
               int            *minimum,
               int            *natural)
{
  *minimum = *natural = 0;
  if (child)
    gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
tactus_fit_measure (GtkWidget      *widget,
                    GtkOrientation  orientation,
                    int             for_size,
                    int            *minimum,
                    int            *natural,
                    int            *minimum_baseline,
                    int            *natural_baseline)
{
  TactusFit *self = TACTUS_FIT (widget);
  int first_minimum, first_natural, second_minimum, second_natural;

  measure_child (gtk_widget_get_first_child (widget), orientation, -1, &first_minimum,
                 &first_natural);
  measure_child (gtk_widget_get_last_child (widget), orientation, -1, &second_minimum,
                 &second_natural);
  *minimum_baseline = *natural_baseline = -1;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 0;
      *natural = is_wanted (self) ? MAX (first_natural, second_natural) : second_natural;
    }
  else
    {
      *minimum = MAX (first_minimum, second_minimum);
      *natural = MAX (first_natural, second_natural);
    }
}

static void
tactus_fit_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  TactusFit *self = TACTUS_FIT (widget);
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = gtk_widget_get_last_child (widget);
  GtkAllocation allocation = { 0, 0, width, height };
  int minimum, natural;
  gboolean shown, other;

  measure_child (first, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural);
  shown = is_wanted (self) && width >= natural;
  measure_child (second, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural);
  other = !shown && width >= minimum;
  if (first != second)
    gtk_widget_set_child_visible (first, shown);
  gtk_widget_set_child_visible (second, other || (shown && first == second));
  if (shown)
    gtk_widget_size_allocate (first, &allocation, baseline);
  else if (other)
    gtk_widget_size_allocate (second, &allocation, baseline);

  tactus_late_flag_set (&self->fits, widget, shown, properties[PROP_FITS]);
}

gboolean
tactus_fit_get_fits (TactusFit *self)
{
  g_return_val_if_fail (TACTUS_IS_FIT (self), FALSE);

  return self->fits.told;
}

static void
tactus_fit_get_property (GObject    *object,
                         guint       property_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  TactusFit *self = TACTUS_FIT (object);

  switch ((TactusFitProperty) property_id)
    {
    case PROP_FITS:
      g_value_set_boolean (value, self->fits.told);
      break;
    case PROP_PREFERRED:
      g_value_set_boolean (value, self->preferred);
      break;
    case PROP_ALLOWED:
      g_value_set_boolean (value, self->allowed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
set_flag (TactusFit    *self,
          gboolean     *flag,
          const GValue *value,
          GParamSpec   *pspec)
{
  if (*flag == g_value_get_boolean (value))
    return;

  *flag = g_value_get_boolean (value);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
tactus_fit_set_property (GObject      *object,
                         guint         property_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  TactusFit *self = TACTUS_FIT (object);

  switch ((TactusFitProperty) property_id)
    {
    case PROP_PREFERRED:
      set_flag (self, &self->preferred, value, pspec);
      break;
    case PROP_ALLOWED:
      set_flag (self, &self->allowed, value, pspec);
      break;
    case PROP_FITS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_fit_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tactus_fit_parent_class)->dispose (object);
}

static void
tactus_fit_class_init (TactusFitClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = tactus_fit_get_property;
  G_OBJECT_CLASS (klass)->set_property = tactus_fit_set_property;
  G_OBJECT_CLASS (klass)->dispose = tactus_fit_dispose;
  widget_class->measure = tactus_fit_measure;
  widget_class->size_allocate = tactus_fit_size_allocate;

  properties[PROP_FITS] = g_param_spec_boolean ("fits", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PREFERRED] = g_param_spec_boolean ("preferred", NULL, NULL, TRUE, flags);
  properties[PROP_ALLOWED] = g_param_spec_boolean ("allowed", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);
}

static void
tactus_fit_init (TactusFit *self)
{
  self->preferred = self->allowed = TRUE;
}
