/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* The ring that waits for a tap, and the virtual band that is tapped. */

#include "config.h"

#include <adwaita.h>

#include "picture.h"
#include "tactus-band-face.h"
#include "tactus-compat.h"
#include "tactus-demo-window.h"
#include "tactus-sim-band.h"
#include "tactus-sim-driver.h"
#include "tactus-sim-household.h"
#include "tactus-tap-ring.h"

/* Made up, as the band is. */
#define KEY "00112233445566778899aabbccddeeff"

#define NAME_OF(widget, text) \
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), \
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, text)

static void
set_animated (gboolean animated)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", animated, NULL);
}

static guint
count_ring (GtkWidget *window,
            GtkWidget *ring)
{
  g_autoptr(Picture) picture = NULL;
  GdkRGBA color;

  picture_settle (window);
  tactus_compat_get_color (ring, &color);
  picture = picture_take (ring);
  return picture_count (picture, &color, 0, 0, picture->width, picture->height);
}

static void
test_ring_counts_down (void)
{
  GtkWidget *ring = tactus_tap_ring_new ();
  GtkWidget *window = picture_window_new (ring, 220, 260);
  guint full;
  guint half;

  full = count_ring (window, ring);
  tactus_tap_ring_set_remaining (TACTUS_TAP_RING (ring), 0.5);
  half = count_ring (window, ring);
  tactus_tap_ring_set_remaining (TACTUS_TAP_RING (ring), 0.0);

  g_assert_cmpuint (full, >, 1500);
  g_assert_cmpuint (half, >, full * 4 / 10);
  g_assert_cmpuint (half, <, full * 6 / 10);
  g_assert_cmpuint (count_ring (window, ring), ==, 0);

  /* What is out of range is brought into it. */
  tactus_tap_ring_set_remaining (TACTUS_TAP_RING (ring), 1.7);
  g_assert_cmpfloat (tactus_tap_ring_get_remaining (TACTUS_TAP_RING (ring)), ==, 1.0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_ring_is_named (void)
{
  GtkWidget *widget = tactus_tap_ring_new ();
  TactusTapRing *ring = TACTUS_TAP_RING (widget);
  GtkWidget *window = picture_window_new (widget, 220, 260);

  NAME_OF (ring, "Band");
  tactus_tap_ring_set_seconds_left (ring, 42);
  tactus_tap_ring_set_active (ring, TRUE);
  NAME_OF (ring, "Tap your band, 42 seconds left");

  /* Not a new name for each second. */
  tactus_tap_ring_set_seconds_left (ring, 41);
  NAME_OF (ring, "Tap your band, 42 seconds left");
  tactus_tap_ring_set_seconds_left (ring, 32);
  NAME_OF (ring, "Tap your band, 32 seconds left");

  tactus_tap_ring_set_active (ring, FALSE);
  NAME_OF (ring, "Band");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Two pictures of a ring that ripples differ; of one that must not move, they are the same. */
static gboolean
moves (GtkWidget *window,
       GtkWidget *ring)
{
  g_autoptr(Picture) first = picture_take (ring);
  gint64 until_us = g_get_monotonic_time () + 400 * 1000;
  gboolean moved = FALSE;

  while (!moved && g_get_monotonic_time () < until_us)
    {
      g_autoptr(Picture) next = NULL;

      picture_settle (window);
      next = picture_take (ring);
      moved = memcmp (first->pixels, next->pixels,
                      sizeof (guint32) * first->width * first->height) != 0;
    }

  return moved;
}

static void
test_ring_ripples (void)
{
  GtkWidget *ring = tactus_tap_ring_new ();
  GtkWidget *window = picture_window_new (ring, 220, 260);

  g_assert_false (moves (window, ring));
  tactus_tap_ring_set_active (TACTUS_TAP_RING (ring), TRUE);
  picture_settle (window);
  g_assert_true (moves (window, ring));
  tactus_tap_ring_set_active (TACTUS_TAP_RING (ring), FALSE);
  picture_settle (window);
  g_assert_false (moves (window, ring));

  set_animated (FALSE);
  tactus_tap_ring_set_active (TACTUS_TAP_RING (ring), TRUE);
  picture_settle (window);
  g_assert_false (moves (window, ring));

  /* Who changes the setting while it ripples need not wait for the next one. */
  set_animated (TRUE);
  picture_settle (window);
  g_assert_true (moves (window, ring));
  set_animated (FALSE);
  picture_settle (window);
  g_assert_false (moves (window, ring));
  set_animated (TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_face (void)
{
  GtkWidget *face = tactus_band_face_new ();
  GtkWidget *window = picture_window_new (face, 240, 340);
  guint taps = 0;

  g_object_set (face, "name-of-band", "Mi Band 3", NULL);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (face), GTK_ACCESSIBLE_ROLE_BUTTON);
  NAME_OF (face, "Tap Mi Band 3");
  g_object_set (face, "measuring", TRUE, "heart-rate", 72, NULL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (face), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "The band measures: 72 beats per minute");

  g_signal_connect_swapped (face, "clicked", G_CALLBACK (count_cb), &taps);
  g_assert_true (gtk_widget_get_focusable (face));
  gtk_widget_activate (face);
  while (taps == 0)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The demo window */

typedef struct {
  GListStore      *bands;      /* (owned) */
  TactusSimBand   *tapped;
  TactusSimBand   *keyed;
  GtkWidget       *window;
} Demo;

static TactusSimBand *
add_band (Demo       *demo,
          const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusSimSpec) spec = tactus_sim_spec_parse (text, &error);
  g_autoptr(TactusSimBand) band = NULL;

  g_assert_no_error (error);
  band = tactus_sim_band_new (spec);
  g_list_store_append (demo->bands, band);
  return band;
}

static void
demo_set_up (Demo          *demo,
             gconstpointer  data)
{
  demo->bands = g_list_store_new (TACTUS_TYPE_SIM_BAND);
  demo->tapped = add_band (demo, "model=mi-band-3");
  demo->keyed = add_band (demo, "model=mi-band-5,key=" KEY);
  demo->window = tactus_demo_window_new (NULL, G_LIST_MODEL (demo->bands));
  gtk_window_present (GTK_WINDOW (demo->window));
  picture_settle (demo->window);
}

static void
demo_tear_down (Demo          *demo,
                gconstpointer  data)
{
  g_object_add_weak_pointer (G_OBJECT (demo->window), (gpointer *) &demo->window);
  gtk_window_destroy (GTK_WINDOW (demo->window));
  while (demo->window)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (demo->bands);
}

typedef const char * (* NameOfButton) (GtkButton *button);

static GtkWidget *
find (GtkWidget    *root,
      NameOfButton  name_of,
      const char   *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (GTK_IS_BUTTON (child) && g_strcmp0 (name_of (GTK_BUTTON (child)), name) == 0)
        return child;
      found = find (child, name_of, name);
      if (found)
        return found;
    }

  return NULL;
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *label)
{
  return find (root, gtk_button_get_label, label);
}

static GtkWidget *
find_button_with_icon (GtkWidget  *root,
                       const char *icon)
{
  return find (root, gtk_button_get_icon_name, icon);
}

static void
click (Demo       *demo,
       const char *label)
{
  GtkWidget *button = find_button (demo->window, label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_assert_true (gtk_widget_get_mapped (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
test_demo_walks_away (Demo          *demo,
                      gconstpointer  data)
{
  g_assert_true (tactus_sim_band_get_advertising (demo->tapped));
  click (demo, "_Walk Away");
  g_assert_false (tactus_sim_band_get_advertising (demo->tapped));
  g_assert_false (gtk_widget_is_sensitive (find_button (demo->window, "_Tap")));
  g_assert_false (gtk_widget_get_visible (find_button (demo->window, "_Walk Away")));
  picture_settle (demo->window);

  click (demo, "_Come Back");
  g_assert_true (tactus_sim_band_get_advertising (demo->tapped));
  g_assert_true (gtk_widget_is_sensitive (find_button (demo->window, "_Tap")));
}

/* With its prompt open the band comes to the front, and can be answered. */
static void
ask_for_tap (TactusSimBand *band)
{
  static const char auth[] = "00000009-0000-3512-2118-0009af100700";
  guint8 request[18] = { 0x01, 0x00 };

  for (guint8 i = 2; i < sizeof request; i++)
    request[i] = i;

  if (!tactus_sim_band_get_connected (band))
    tactus_sim_band_link_up (band, tactus_sim_driver_now ());
  g_assert_cmpuint (tactus_sim_band_subscribe (band, auth, TRUE), ==, 0);
  tactus_sim_band_write (band, auth, request, sizeof request, FALSE, tactus_sim_driver_now ());
  tactus_sim_band_tick (band, tactus_sim_driver_now ());
  g_assert_true (tactus_sim_band_get_prompting (band));
}

static void
test_demo_answers (Demo          *demo,
                   gconstpointer  data)
{
  guint8 key[16];

  g_assert_false (gtk_widget_is_sensitive (find_button (demo->window, "_Decline")));
  ask_for_tap (demo->tapped);
  click (demo, "_Decline");
  g_assert_false (tactus_sim_band_get_prompting (demo->tapped));
  g_assert_false (tactus_sim_band_copy_key (demo->tapped, key));

  ask_for_tap (demo->tapped);
  click (demo, "_Tap");
  g_assert_false (tactus_sim_band_get_prompting (demo->tapped));
  g_assert_true (tactus_sim_band_copy_key (demo->tapped, key));
}

static void
choose (Demo  *demo,
        guint  index)
{
  GObject *chooser = gtk_widget_get_template_child (demo->window, TACTUS_TYPE_DEMO_WINDOW,
                                                    "chooser");

  adw_combo_row_set_selected (ADW_COMBO_ROW (chooser), index);
}

static void
read_cb (GObject      *clipboard,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, &error);
  g_assert_no_error (error);
}

/* Only a band that wants a server's key has one to show, and it can be had for pasting. */
static void
test_demo_key (Demo          *demo,
               gconstpointer  data)
{
  GObject *row = gtk_widget_get_template_child (demo->window, TACTUS_TYPE_DEMO_WINDOW, "key_row");
  GdkClipboard *clipboard = gtk_widget_get_clipboard (demo->window);
  GtkWidget *copy = find_button_with_icon (GTK_WIDGET (row), "edit-copy-symbolic");
  g_autofree char *text = NULL;

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (row)));
  choose (demo, 1);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (row)));

  g_assert_nonnull (copy);
  g_signal_emit_by_name (copy, "clicked");
  gdk_clipboard_read_text_async (clipboard, NULL, read_cb, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (text, ==, KEY);
}

/* Who takes the band off does so on the band, not only on the screen. */
static void
test_demo_worn (Demo          *demo,
                gconstpointer  data)
{
  GObject *worn = gtk_widget_get_template_child (demo->window, TACTUS_TYPE_DEMO_WINDOW, "worn");

  g_assert_true (gtk_switch_get_active (GTK_SWITCH (worn)));
  gtk_switch_set_active (GTK_SWITCH (worn), FALSE);
  g_assert_false (tactus_sim_band_get_worn (demo->tapped));
  choose (demo, 1);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (worn)));
  g_assert_true (tactus_sim_band_get_worn (demo->keyed));
  choose (demo, 0);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (worn)));
}

static void
take_ring_pictures (const char *theme)
{
  GtkWidget *ring = tactus_tap_ring_new ();
  GtkWidget *window = picture_window_new (ring, 240, 240);
  g_autofree char *name = g_strdup_printf ("ring-%s", theme);
  gint64 until_us;

  tactus_tap_ring_set_remaining (TACTUS_TAP_RING (ring), 0.7);
  tactus_tap_ring_set_seconds_left (TACTUS_TAP_RING (ring), 42);
  tactus_tap_ring_set_active (TACTUS_TAP_RING (ring), TRUE);
  until_us = g_get_monotonic_time () + 1100 * 1000;
  while (g_get_monotonic_time () < until_us)
    picture_settle (window);
  picture_of_window (window, name);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
take_face_pictures (const char *theme)
{
  static const char *const states[] = { "time", "prompting", "measuring", "away" };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      GtkWidget *face = tactus_band_face_new ();
      GtkWidget *window = picture_window_new (face, 160, 300);
      g_autofree char *name = g_strdup_printf ("face-%s-%s", theme, states[i]);

      if (i > 0)
        g_object_set (face, states[i], TRUE, "heart-rate", 172, NULL);
      picture_of_window (window, name);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

static void
take_demo_pictures (const char *theme)
{
  g_autofree char *asking = g_strdup_printf ("demo-%s-asking", theme);
  g_autofree char *key = g_strdup_printf ("demo-%s-key", theme);
  Demo demo = { 0 };

  demo_set_up (&demo, NULL);
  gtk_widget_add_css_class (adw_window_get_content (ADW_WINDOW (demo.window)), "background");
  ask_for_tap (demo.tapped);
  picture_of_window (demo.window, asking);
  choose (&demo, 1);
  picture_of_window (demo.window, key);
  demo_tear_down (&demo, NULL);
}

static void
test_pictures (void)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  const struct {
    const char     *name;
    AdwColorScheme  scheme;
  } themes[] = {
    { "light", ADW_COLOR_SCHEME_FORCE_LIGHT },
    { "dark", ADW_COLOR_SCHEME_FORCE_DARK },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (themes); i++)
    {
      adw_style_manager_set_color_scheme (style, themes[i].scheme);
      take_ring_pictures (themes[i].name);
      take_face_pictures (themes[i].name);
      take_demo_pictures (themes[i].name);
    }
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);
}

int
main (int    argc,
      char **argv)
{
  if (!picture_init (&argc, &argv))
    return 0;

  g_test_add_func ("/drawn/ring/counts-down", test_ring_counts_down);
  g_test_add_func ("/drawn/ring/is-named", test_ring_is_named);
  g_test_add_func ("/drawn/ring/ripples", test_ring_ripples);
  g_test_add_func ("/drawn/face", test_face);
  g_test_add ("/drawn/demo/walks-away", Demo, NULL,
              demo_set_up, test_demo_walks_away, demo_tear_down);
  g_test_add ("/drawn/demo/answers", Demo, NULL,
              demo_set_up, test_demo_answers, demo_tear_down);
  g_test_add ("/drawn/demo/key", Demo, NULL, demo_set_up, test_demo_key, demo_tear_down);
  g_test_add ("/drawn/demo/worn", Demo, NULL, demo_set_up, test_demo_worn, demo_tear_down);
  g_test_add_func ("/drawn/pictures", test_pictures);

  return g_test_run ();
}
