/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* How high the first of two panes is beside the second. */

#include "config.h"

#include <adwaita.h>

#include "picture.h"
#include "tactus-panes.h"

#define WIDE    1000
#define NARROW  600
#define HEIGHT  600
#define LEAST   200
#define MARGINS 30

typedef struct {
  GtkWidget *first;
  GtkWidget *second;
  GtkWidget *scrolled;
  GtkWidget *window;
} Fixture;

static void
open_panes (Fixture *fixture,
            int      width,
            int      second_height)
{
  GtkWidget *panes = tactus_panes_new ();

  fixture->first = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  fixture->second = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  fixture->scrolled = gtk_scrolled_window_new ();
  gtk_widget_set_size_request (fixture->first, -1, LEAST);
  gtk_widget_set_size_request (fixture->second, -1, second_height);
  gtk_widget_set_margin_top (panes, MARGINS - 10);
  gtk_widget_set_margin_bottom (panes, 10);
  gtk_widget_set_parent (fixture->first, panes);
  gtk_widget_set_parent (fixture->second, panes);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (fixture->scrolled), panes);
  fixture->window = picture_window_new (fixture->scrolled, width, HEIGHT);
}

static int
room (Fixture *fixture)
{
  return gtk_widget_get_height (fixture->scrolled) - MARGINS;
}

static void
resize (Fixture *fixture,
        int      width,
        int      height)
{
  gint64 end_us = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  int before = gtk_widget_get_height (fixture->scrolled);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, height);
  while (gtk_widget_get_height (fixture->scrolled) == before
         && g_get_monotonic_time () < end_us)
    g_main_context_iteration (NULL, TRUE);
  picture_settle (fixture->window);
  picture_settle (fixture->window);
}

/* The second is longer than the window: the first is as high as what can be seen, whichever size
 * that has. */
static void
test_long (void)
{
  Fixture fixture;

  open_panes (&fixture, WIDE, 3 * HEIGHT);
  g_assert_cmpint (room (&fixture), >, 2 * LEAST);
  g_assert_cmpint (gtk_widget_get_height (fixture.first), ==, room (&fixture));
  resize (&fixture, WIDE, HEIGHT - 150);
  g_assert_cmpint (gtk_widget_get_height (fixture.first), ==, room (&fixture));
  resize (&fixture, WIDE, HEIGHT + 100);
  g_assert_cmpint (gtk_widget_get_height (fixture.first), ==, room (&fixture));

  /* But never less than it needs. */
  resize (&fixture, WIDE, LEAST);
  g_assert_cmpint (room (&fixture), <, LEAST);
  g_assert_cmpint (gtk_widget_get_height (fixture.first), ==, LEAST);
  gtk_window_destroy (GTK_WINDOW (fixture.window));
}

static void
test_short (void)
{
  Fixture fixture;

  open_panes (&fixture, WIDE, LEAST);
  g_assert_cmpint (gtk_widget_get_height (fixture.first), ==, room (&fixture));
  gtk_window_destroy (GTK_WINDOW (fixture.window));
}

static void
test_narrow (void)
{
  Fixture fixture;

  open_panes (&fixture, NARROW, 3 * HEIGHT);
  g_assert_cmpint (gtk_widget_get_height (fixture.first), ==, LEAST);
  g_assert_cmpint (gtk_widget_get_height (fixture.second), ==, 3 * HEIGHT);
  gtk_window_destroy (GTK_WINDOW (fixture.window));
}

int
main (int    argc,
      char **argv)
{
  if (!picture_init (&argc, &argv))
    return 0;

  g_test_add_func ("/panes/long", test_long);
  g_test_add_func ("/panes/short", test_short);
  g_test_add_func ("/panes/narrow", test_narrow);

  return g_test_run ();
}
