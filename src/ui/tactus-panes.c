/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-panes.h"

/* From this width on the children stand side by side. */
#define SIDE_BY_SIDE 840
/* Width of the second child then, and the room between the two in both directions. */
#define SECOND_WIDTH 340
#define SPACING      24

struct _TactusPanes
{
  GtkWidget parent_instance;

  GSignalGroup *adjustment; /* (owned): of what we are scrolled with */
  int visible_height;       /* as it was when the children were placed; 0: not scrolled */
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (TactusPanes, tactus_panes, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
tactus_panes_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* What the child gets of @width. */
static int
child_width (GtkWidget *panes,
             GtkWidget *child,
             int        width)
{
  if (width < SIDE_BY_SIDE)
    return width;

  if (child == gtk_widget_get_first_child (panes))
    return width - SECOND_WIDTH - SPACING;

  return SECOND_WIDTH;
}

static void
measure_width (GtkWidget *widget,
               int       *minimum,
               int       *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }

  *natural = MAX (*natural, SIDE_BY_SIDE);
}

static void
measure_height (GtkWidget *widget,
                int        width,
                int       *minimum,
                int       *natural)
{
  gboolean side_by_side = width >= SIDE_BY_SIDE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    {
      int for_size = width < 0 ? -1 : child_width (widget, child, width);
      int spacing = *natural > 0 ? SPACING : 0;
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, for_size, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = side_by_side ? MAX (*minimum, child_minimum) : *minimum + spacing + child_minimum;
      *natural = side_by_side ? MAX (*natural, child_natural) : *natural + spacing + child_natural;
    }
}

static void
tactus_panes_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (widget, minimum, natural);
  else
    measure_height (widget, for_size, minimum, natural);
}

static void
allocate (GtkWidget *child,
          int        x,
          int        y,
          int        width,
          int        height)
{
  GtkAllocation allocation = { x, y, width, height };

  gtk_widget_size_allocate (child, &allocation, -1);
}

static GtkAdjustment *
find_adjustment (GtkWidget *widget)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT);

  return viewport ? gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)) : NULL;
}

/* How much of us can be seen at once; 0: we are not scrolled. */
static int
find_visible_height (GtkWidget *widget)
{
  GtkAdjustment *adjustment = find_adjustment (widget);
  int margins = gtk_widget_get_margin_top (widget) + gtk_widget_get_margin_bottom (widget);

  return adjustment ? MAX ((int) gtk_adjustment_get_page_size (adjustment) - margins, 0) : 0;
}

static int
natural_height (GtkWidget *widget,
                GtkWidget *child,
                int        width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width (widget, child, width), NULL,
                      &natural, NULL, NULL);

  return natural;
}

/* All that can be seen at once, and no more unless it needs it: the other child may be much higher,
 * and with it the first one would reach below the edge. */
static int
first_height_beside (GtkWidget *widget,
                     int        width,
                     int        height)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  int visible_height = TACTUS_PANES (widget)->visible_height;

  if (visible_height == 0)
    return height;

  return MIN (MAX (natural_height (widget, first, width), visible_height), height);
}

static void
allocate_beside (GtkWidget *widget,
                 int        width,
                 int        height)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int first_height = first_height_beside (widget, width, height);
  int x = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_w = child_width (widget, child, width);

      allocate (child, rtl ? width - x - child_w : x, 0, child_w,
                child == gtk_widget_get_first_child (widget) ? first_height : height);
      x += child_w + SPACING;
    }
}

/* The first child takes what the second leaves. */
static void
allocate_below (GtkWidget *widget,
                int        width,
                int        height)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = gtk_widget_get_last_child (widget);
  int second_height = 0;

  if (second != first)
    {
      gtk_widget_measure (second, GTK_ORIENTATION_VERTICAL, width, NULL, &second_height, NULL,
                          NULL);
      allocate (second, 0, height - second_height, width, second_height);
      second_height += SPACING;
    }

  if (first)
    allocate (first, 0, 0, width, height - second_height);
}

static void
tactus_panes_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  TACTUS_PANES (widget)->visible_height = find_visible_height (widget);
  if (width >= SIDE_BY_SIDE)
    allocate_beside (widget, width, height);
  else
    allocate_below (widget, width, height);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  TACTUS_PANES (widget)->tick_id = 0;
  gtk_widget_queue_allocate (widget);

  return G_SOURCE_REMOVE;
}

/* Our own size may stay as it is while more or less of it can be seen.  This is told while sizes
 * are handed out, when it is too late to ask for another. */
static void
page_size_cb (TactusPanes *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (self->tick_id == 0 && find_visible_height (widget) != self->visible_height)
    self->tick_id = gtk_widget_add_tick_callback (widget, tick_cb, NULL, NULL);
}

static void
tactus_panes_map (GtkWidget *widget)
{
  g_signal_group_set_target (TACTUS_PANES (widget)->adjustment, find_adjustment (widget));
  GTK_WIDGET_CLASS (tactus_panes_parent_class)->map (widget);
}

static void
tactus_panes_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tactus_panes_parent_class)->unmap (widget);
  g_signal_group_set_target (TACTUS_PANES (widget)->adjustment, NULL);
}

static void
tactus_panes_dispose (GObject *object)
{
  GtkWidget *child;

  g_signal_group_set_target (TACTUS_PANES (object)->adjustment, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tactus_panes_parent_class)->dispose (object);
}

static void
tactus_panes_finalize (GObject *object)
{
  g_clear_object (&TACTUS_PANES (object)->adjustment);

  G_OBJECT_CLASS (tactus_panes_parent_class)->finalize (object);
}

static void
tactus_panes_class_init (TactusPanesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tactus_panes_dispose;
  G_OBJECT_CLASS (klass)->finalize = tactus_panes_finalize;
  widget_class->map = tactus_panes_map;
  widget_class->unmap = tactus_panes_unmap;
  widget_class->get_request_mode = tactus_panes_get_request_mode;
  widget_class->measure = tactus_panes_measure;
  widget_class->size_allocate = tactus_panes_size_allocate;
}

static void
tactus_panes_init (TactusPanes *self)
{
  self->adjustment = g_signal_group_new (GTK_TYPE_ADJUSTMENT);
  g_signal_group_connect_swapped (self->adjustment, "notify::page-size",
                                  G_CALLBACK (page_size_cb), self);
}

GtkWidget *
tactus_panes_new (void)
{
  return g_object_new (TACTUS_TYPE_PANES, NULL);
}
