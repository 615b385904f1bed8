/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "gallery.h"

#include "stage.h"

#include "tactus-history-page.h"

#define NARROW      360
#define NARROW_HIGH 640
#define WIDE        1200
#define WIDE_HIGH   760
#define MARGIN      12
/* On a display without a window manager, the frame of a window takes ten of them. */
#define SHOP_WIDE   1010
#define SHOP_HIGH   710
#define MAIN_PAGES  4

/* The pages that are shown; in another language the first four. */
static const char *const pages[] = {
  "start-nearby", "live", "history-session", "settings-set",
  "view-history", "view-band", "doctor-cause", "doctor-nothing", "help", "help-topic",
  "start-searching", "start-nothing-found", "start-off", "start-no-adapter",
  "start-my-bands", "pair-tap", "pair-done",
  "pair-key-entry", "pair-not-confirmed", "pair-wrong-key", "forget", "compact", "demo-face",
  "band",
  "band-alerts", "alarms-one", "alarms-new", "settings-profile", "activity-fetched", "raw", "hrx",
  "bond-confirm", "history-sessions", "history-days", "history-day", "history-compare",
  "history-select", "history-export", "history-import", "history-empty", "preferences", "shortcuts",
};

/* Those for software centres, and which of them is dark. */
static const struct {
  const char *name;
  const char *file;
  gboolean    dark;
} shop[] = {
  { "live-1200", "live", FALSE },
  { "live-1200", "live-dark-wide", TRUE },
  { "history-session-1200", "history-session", FALSE },
};

static const char *folder;    /* (nullable) */
static const char *language;  /* (nullable) */
static GPtrArray *textures;   /* (element-type GdkTexture) (nullable) */

static gboolean
is_shown (const char *name)
{
  gsize n = language ? MAIN_PAGES : G_N_ELEMENTS (pages);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (pages[i], name))
      return TRUE;

  return FALSE;
}

void
gallery_open (const char *path,
              const char *name)
{
  folder = path;
  language = name;
  textures = g_ptr_array_new_with_free_func (g_object_unref);
}

/* ── a sheet ── */

static void
paint (cairo_t    *cr,
       GdkTexture *texture)
{
  int width = gdk_texture_get_width (texture);
  int height = gdk_texture_get_height (texture);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);

  gdk_texture_download (texture, cairo_image_surface_get_data (surface),
                        (gsize) cairo_image_surface_get_stride (surface));
  cairo_surface_mark_dirty (surface);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_GOOD);
  cairo_paint (cr);
  cairo_surface_destroy (surface);
}

/* Side by side, on a grey that neither light nor dark vanishes in. */
static void
write_sheet (const char *name,
             double      scale)
{
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  double x = MARGIN, width = MARGIN, height = 0;
  cairo_surface_t *sheet;
  cairo_t *cr;

  for (guint i = 0; i < textures->len; i++)
    {
      GdkTexture *texture = g_ptr_array_index (textures, i);

      width += gdk_texture_get_width (texture) * scale + MARGIN;
      height = MAX (height, gdk_texture_get_height (texture) * scale);
    }

  sheet = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height + 2 * MARGIN);
  cr = cairo_create (sheet);
  cairo_set_source_rgb (cr, 0.6, 0.6, 0.6);
  cairo_paint (cr);
  for (guint i = 0; i < textures->len; i++)
    {
      GdkTexture *texture = g_ptr_array_index (textures, i);

      cairo_save (cr);
      cairo_translate (cr, x, MARGIN);
      cairo_scale (cr, scale, scale);
      paint (cr, texture);
      cairo_restore (cr);
      x += gdk_texture_get_width (texture) * scale + MARGIN;
    }
  cairo_destroy (cr);
  g_assert_cmpint (cairo_surface_write_to_png (sheet, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (sheet);
  g_ptr_array_set_size (textures, 0);
  g_print ("%s\n", path);
}

/* ── its pictures ── */

static void
set_dark (gboolean dark)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

/* The pointer is somewhere, too, though nobody moves it. */
static void
forget_pointer (GtkWidget *widget)
{
  gtk_widget_unset_state_flags (widget, GTK_STATE_FLAG_PRELIGHT);
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    forget_pointer (child);
}

static void
hang_one (gpointer window,
          gboolean dark)
{
  set_dark (dark);
  forget_pointer (window);
  stage_linger (250);
  g_ptr_array_add (textures, stage_texture (window));
}

static void
hang_size (gpointer window,
           int      width,
           int      height)
{
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  stage_linger (250);
  hang_one (window, FALSE);
  if (!language)
    hang_one (window, TRUE);
  set_dark (FALSE);
}

static void
take_for_shop (gpointer    window,
               const char *file,
               gboolean    dark)
{
  g_autofree char *shelf = g_build_filename (folder, "shop", NULL);
  int width, height;

  g_mkdir_with_parents (shelf, 0755);
  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (window), SHOP_WIDE, SHOP_HIGH);
  set_dark (dark);
  stage_linger (300);
  forget_pointer (window);
  stage_linger (700);
  stage_picture (window, shelf, file);
  set_dark (FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
}

/* What is a view of its own in a narrow window is beside another one in a wide one. */
static gboolean
is_only_narrow (const char *name)
{
  return g_str_equal (name, "view-band") || g_str_equal (name, "band");
}

/* The history has one without an application. */
static gboolean
is_main_window (GtkWindow *window)
{
  return GTK_IS_APPLICATION_WINDOW (window) ||
         stage_find_type (window, TACTUS_TYPE_HISTORY_PAGE) != NULL;
}

void
gallery_hang (gpointer    window,
              const char *name)
{
  int width, height;

  for (gsize i = 0; i < G_N_ELEMENTS (shop) && !language; i++)
    if (g_str_equal (shop[i].name, name))
      take_for_shop (window, shop[i].file, shop[i].dark);

  stage_linger (is_shown (name) ? 400 : 50);
  if (!is_shown (name))
    return;

  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  if (!gtk_window_get_resizable (GTK_WINDOW (window)) || width <= 0 || width < NARROW)
    {
      hang_one (window, FALSE);
      hang_one (window, TRUE);
      set_dark (FALSE);
    }
  else
    {
      hang_size (window, NARROW, language ? NARROW_HIGH : MAX (NARROW_HIGH, MIN (height, 1180)));
      if (is_main_window (window) && !language && !is_only_narrow (name))
        hang_size (window, WIDE, WIDE_HIGH);
      gtk_window_set_default_size (GTK_WINDOW (window), width, height);
      stage_linger (500);
    }

  if (!language)
    write_sheet (name, 0.7);
}

void
gallery_close (void)
{
  g_autofree char *name = g_strconcat ("language-", language, NULL);

  if (language)
    write_sheet (name, 0.8);
  g_clear_pointer (&textures, g_ptr_array_unref);
  folder = NULL;
}
