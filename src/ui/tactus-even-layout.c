/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-even-layout.h"

#define SPACING 6

struct _TactusEvenLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (TactusEvenLayout, tactus_even_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Of the largest child. */
typedef struct {
  int n_children;
  int minimum;
  int natural;
} Cell;

static Cell
measure_cell (GtkWidget      *widget,
              GtkOrientation  orientation)
{
  Cell cell = { 0 };

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum, natural;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, orientation, -1, &minimum, &natural, NULL, NULL);
      cell.n_children++;
      cell.minimum = MAX (cell.minimum, minimum);
      cell.natural = MAX (cell.natural, natural);
    }

  return cell;
}

static int
count_rows (const Cell *across,
            int         width)
{
  int columns;

  if (width < 0 || across->n_children == 0)
    return 1;

  columns = CLAMP ((width + SPACING) / (across->minimum + SPACING), 1, across->n_children);
  return (across->n_children + columns - 1) / columns;
}

/* Of @n cells, with the room between them. */
static int
add_up (int n,
        int size)
{
  return n > 0 ? n * (size + SPACING) - SPACING : 0;
}

static GtkSizeRequestMode
tactus_even_layout_get_request_mode (GtkLayoutManager *manager,
                                     GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
tactus_even_layout_measure (GtkLayoutManager *manager,
                            GtkWidget        *widget,
                            GtkOrientation    orientation,
                            int               for_size,
                            int              *minimum,
                            int              *natural,
                            int              *minimum_baseline,
                            int              *natural_baseline)
{
  Cell across = measure_cell (widget, GTK_ORIENTATION_HORIZONTAL);

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = across.minimum;
      *natural = add_up (across.n_children, across.natural);
    }
  else
    {
      Cell down = measure_cell (widget, GTK_ORIENTATION_VERTICAL);
      int rows = count_rows (&across, for_size);

      *minimum = add_up (rows, down.minimum);
      *natural = add_up (rows, down.natural);
    }
}

static void
tactus_even_layout_allocate (GtkLayoutManager *manager,
                             GtkWidget        *widget,
                             int               width,
                             int               height,
                             int               baseline)
{
  Cell across = measure_cell (widget, GTK_ORIENTATION_HORIZONTAL);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int rows = count_rows (&across, width);
  int columns = (across.n_children + rows - 1) / rows;
  int cell_width = columns > 0 ? (width + SPACING) / columns - SPACING : width;
  int cell_height = (height + SPACING) / rows - SPACING;
  int i = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation place = { 0, 0, cell_width, cell_height };

      if (!gtk_widget_should_layout (child))
        continue;

      place.x = i % columns * (cell_width + SPACING);
      if (rtl)
        place.x = width - place.x - cell_width;
      place.y = i / columns * (cell_height + SPACING);
      gtk_widget_size_allocate (child, &place, -1);
      i++;
    }
}

static void
tactus_even_layout_class_init (TactusEvenLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = tactus_even_layout_get_request_mode;
  layout_class->measure = tactus_even_layout_measure;
  layout_class->allocate = tactus_even_layout_allocate;
}

static void
tactus_even_layout_init (TactusEvenLayout *self)
{
}
