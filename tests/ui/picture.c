/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "picture.h"

#include <adwaita.h>

#include "forgive.h"

#define TOLERANCE 24

static void
rasterize (Picture   *self,
           GtkWidget *widget)
{
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, self->width, self->height);
  g_autoptr(GdkTexture) texture = NULL;

  if (self->node == NULL)
    return;

  texture = gsk_renderer_render_texture (renderer, self->node, &bounds);
  gdk_texture_download (texture, (guchar *) self->pixels, self->width * sizeof (guint32));
}

static Picture *
take (GtkWidget    *widget,
      GdkPaintable *paintable,
      int           width,
      int           height)
{
  Picture *self = g_new0 (Picture, 1);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  self->width = width;
  self->height = height;
  self->pixels = g_new0 (guint32, (gsize) self->width * self->height);
  gdk_paintable_snapshot (paintable, snapshot, self->width, self->height);
  self->node = gtk_snapshot_free_to_node (snapshot);
  rasterize (self, widget);
  return self;
}

Picture *
picture_take (GtkWidget *widget)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (widget);

  return take (widget, paintable, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
}

Picture *
picture_take_whole (GtkWidget *widget)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (widget);

  return take (widget, paintable, gdk_paintable_get_intrinsic_width (paintable),
               gdk_paintable_get_intrinsic_height (paintable));
}

void
picture_free (Picture *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_free (self->pixels);
  g_free (self);
}

void
picture_save (Picture    *self,
              const char *name)
{
  const char *folder = g_getenv ("TACTUS_PICTURES");
  g_autofree char *file = g_strdup_printf ("%s.png", name);
  g_autofree char *path = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  if (folder == NULL)
    return;

  path = g_build_filename (folder, file, NULL);
  bytes = g_bytes_new (self->pixels, sizeof (guint32) * self->width * self->height);
  texture = gdk_memory_texture_new (self->width, self->height, GDK_MEMORY_DEFAULT, bytes,
                                    self->width * sizeof (guint32));
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

static gboolean
is_like (guint32        pixel,
         const GdkRGBA *color)
{
  int alpha = pixel >> 24;
  int red = (pixel >> 16) & 0xff;
  int green = (pixel >> 8) & 0xff;
  int blue = pixel & 0xff;

  return alpha > 200
         && ABS (red - (int) (color->red * 255)) < TOLERANCE
         && ABS (green - (int) (color->green * 255)) < TOLERANCE
         && ABS (blue - (int) (color->blue * 255)) < TOLERANCE;
}

guint
picture_count (Picture       *self,
               const GdkRGBA *color,
               int            x,
               int            y,
               int            width,
               int            height)
{
  guint count = 0;

  for (int row = MAX (y, 0); row < MIN (y + height, self->height); row++)
    for (int column = MAX (x, 0); column < MIN (x + width, self->width); column++)
      count += is_like (self->pixels[row * self->width + column], color);

  return count;
}

int
picture_top (Picture       *self,
             const GdkRGBA *color,
             int            x,
             int            width)
{
  for (int row = 0; row < self->height; row++)
    {
      if (picture_count (self, color, x, row, width, 1) > 0)
        return row;
    }
  return -1;
}

static guint
count_nodes (GskRenderNode     *node,
             GskRenderNodeType  type)
{
  guint count = gsk_render_node_get_node_type (node) == type;

  switch ((int) gsk_render_node_get_node_type (node))
    {
    case GSK_CONTAINER_NODE:
      for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
        count += count_nodes (gsk_container_node_get_child (node, i), type);
      break;

    case GSK_TRANSFORM_NODE:
      count += count_nodes (gsk_transform_node_get_child (node), type);
      break;

    case GSK_CLIP_NODE:
      count += count_nodes (gsk_clip_node_get_child (node), type);
      break;

    case GSK_ROUNDED_CLIP_NODE:
      count += count_nodes (gsk_rounded_clip_node_get_child (node), type);
      break;

    default:
      break;
    }

  return count;
}

guint
picture_count_nodes (Picture           *self,
                     GskRenderNodeType  type)
{
  return self->node ? count_nodes (self->node, type) : 0;
}

void
picture_settle (GtkWidget *widget)
{
  gtk_widget_queue_draw (widget);
  gtk_test_widget_wait_for_draw (widget);
}

GtkWidget *
picture_window_new (GtkWidget *child,
                    int        width,
                    int        height)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_name (box, "picture");
  gtk_widget_add_css_class (box, "background");
  gtk_widget_set_hexpand (child, TRUE);
  gtk_widget_set_vexpand (child, TRUE);
  gtk_box_append (GTK_BOX (box), child);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  picture_settle (window);
  return window;
}

void
picture_of_window (GtkWidget  *window,
                   const char *name)
{
  g_autoptr(Picture) picture = NULL;

  picture_settle (window);
  picture = picture_take (adw_window_get_content (ADW_WINDOW (window)));
  picture_save (picture, name);
}

static void
load_style (void)
{
  g_autoptr(GtkCssProvider) provider = gtk_css_provider_new ();
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "style.css", NULL);

  gtk_css_provider_load_from_path (provider, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

gboolean
picture_init (int    *argc,
              char ***argv)
{
  g_test_init (argc, argv, NULL);
  forgive_gdk ();

  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return FALSE;
    }

  adw_init ();
  load_style ();
  return TRUE;
}
