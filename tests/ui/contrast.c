/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "contrast.h"

#include <adwaita.h>
#include <math.h>

#include "picture.h"

#include "tactus-chart.h"
#include "tactus-compat.h"

#define TEXT_RATIO 4.5
#define LARGE_RATIO 3.0
/* What a colour of three bytes cannot tell from the exact ratio. */
#define SLACK 0.05
/* 18 points, or 14 of bold text, at 96 dots per inch. */
#define LARGE_PX 24.0
#define LARGE_BOLD_PX 18.66
/* Fewer pixels than these are the edge of a letter. */
#define MIN_PIXELS 2
/* A ring around the smallest control has more. */
#define MIN_RING 16
/* What lies behind letters is at least such a part of their place. */
#define GOOD_PART 8
/* The least of its colour that a thin letter shows, and how far from it the mixture may be. */
#define MIN_INK 0.35
#define MAX_ASTRAY 0.12

typedef struct {
  GtkWidget *window;
  Picture   *picture;
  GString   *faults;
  graphene_rect_t whole; /* of the window, with its shadows */
} Look;

typedef struct {
  double x;
  double y;
  double opacity;
} Place;

/* Luminance. */

static double
linear (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
luminance (const GdkRGBA *color)
{
  return 0.2126 * linear (color->red) + 0.7152 * linear (color->green)
         + 0.0722 * linear (color->blue);
}

static double
ratio (const GdkRGBA *first,
       const GdkRGBA *second)
{
  double one = luminance (first);
  double other = luminance (second);

  return (MAX (one, other) + 0.05) / (MIN (one, other) + 0.05);
}

static GdkRGBA
to_rgba (guint32 pixel)
{
  return (GdkRGBA) {
    .red = ((pixel >> 16) & 0xff) / 255.0f,
    .green = ((pixel >> 8) & 0xff) / 255.0f,
    .blue = (pixel & 0xff) / 255.0f,
    .alpha = 1,
  };
}

static GdkRGBA
over (const GdkRGBA *color,
      double         opacity,
      const GdkRGBA *below)
{
  float alpha = color->alpha * opacity;

  return (GdkRGBA) {
    .red = color->red * alpha + below->red * (1 - alpha),
    .green = color->green * alpha + below->green * (1 - alpha),
    .blue = color->blue * alpha + below->blue * (1 - alpha),
    .alpha = 1,
  };
}

/* Pixels. */

static gboolean
clip (Picture      *picture,
      GdkRectangle *area)
{
  const GdkRectangle all = { 0, 0, picture->width, picture->height };

  return gdk_rectangle_intersect (area, &all, area);
}

static void
count_pixel (GHashTable *counts,
             guint32     pixel)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, GUINT_TO_POINTER (pixel)));

  g_hash_table_insert (counts, GUINT_TO_POINTER (pixel), GUINT_TO_POINTER (count + 1));
}

/* Returns: how many pixels of each colour; see-through ones do not count */
static GHashTable *
count_pixels (Picture            *picture,
              const GdkRectangle *area)
{
  GHashTable *counts = g_hash_table_new (NULL, NULL);

  for (int y = area->y; y < area->y + area->height; y++)
    for (int x = area->x; x < area->x + area->width; x++)
      {
        guint32 pixel = picture->pixels[(gsize) y * picture->width + x];

        if (pixel >> 24 == 0xff)
          count_pixel (counts, pixel);
      }

  return counts;
}

static gboolean
find_most (GHashTable *counts,
           GdkRGBA    *color)
{
  GHashTableIter iter;
  gpointer pixel, count;
  guint most = 0;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &pixel, &count))
    if (GPOINTER_TO_UINT (count) > most)
      {
        most = GPOINTER_TO_UINT (count);
        *color = to_rgba (GPOINTER_TO_UINT (pixel));
      }

  return most > 0;
}

/* Letters can cover more of their place than they leave: what there is most of is then their own
 * colour, @ink.  Returns: whether a good part is of another, which is then @ground */
static gboolean
find_behind (GHashTable    *counts,
             const GdkRGBA *ink,
             GdkRGBA       *ground)
{
  GHashTableIter iter;
  gpointer pixel, count;
  guint total = 0, most = 0;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &pixel, &count))
    {
      GdkRGBA color = to_rgba (GPOINTER_TO_UINT (pixel));

      total += GPOINTER_TO_UINT (count);
      if (ratio (&color, ink) >= 1 + SLACK && GPOINTER_TO_UINT (count) > most)
        {
          most = GPOINTER_TO_UINT (count);
          *ground = color;
        }
    }

  return most >= total / GOOD_PART;
}

/* Returns: of the colour that stands out most from @ground */
static double
find_best_ratio (GHashTable    *counts,
                 const GdkRGBA *ground)
{
  GHashTableIter iter;
  gpointer pixel, count;
  double best = 1;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &pixel, &count))
    {
      GdkRGBA color = to_rgba (GPOINTER_TO_UINT (pixel));

      if (GPOINTER_TO_UINT (count) >= MIN_PIXELS)
        best = MAX (best, ratio (&color, ground));
    }

  return best;
}

/* Returns: whether some pixel is on the way from @ground to @ink; letters that something covers are
 * not to be seen */
static gboolean
has_mixture (GHashTable    *counts,
             const GdkRGBA *ground,
             const GdkRGBA *ink)
{
  graphene_vec3_t from, way;
  GHashTableIter iter;
  gpointer pixel;
  float length;

  graphene_vec3_init (&from, ground->red, ground->green, ground->blue);
  graphene_vec3_init (&way, ink->red, ink->green, ink->blue);
  graphene_vec3_subtract (&way, &from, &way);
  length = graphene_vec3_length (&way);
  if (length < 1 / 255.0f)
    return TRUE;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &pixel, NULL))
    {
      GdkRGBA color = to_rgba (GPOINTER_TO_UINT (pixel));
      graphene_vec3_t seen, along;
      float share;

      graphene_vec3_init (&seen, color.red, color.green, color.blue);
      graphene_vec3_subtract (&seen, &from, &seen);
      share = graphene_vec3_dot (&seen, &way) / (length * length);
      graphene_vec3_scale (&way, share, &along);
      graphene_vec3_subtract (&seen, &along, &seen);
      if (share >= MIN_INK && share <= 1.1 && graphene_vec3_length (&seen) <= MAX_ASTRAY)
        return TRUE;
    }

  return FALSE;
}

/* Words for a failure. */

static char *
describe_classes (GtkWidget *widget)
{
  g_auto(GStrv) classes = gtk_widget_get_css_classes (widget);
  g_autofree char *joined = g_strjoinv (".", classes);

  return g_strdup_printf ("%s%s%s", gtk_widget_get_css_name (widget), *joined ? "." : "", joined);
}

static char *
describe_widget (GtkWidget *widget)
{
  g_autofree char *own = describe_classes (widget);
  GtkWidget *parent = gtk_widget_get_parent (widget);
  g_autofree char *above = parent ? describe_classes (parent) : g_strdup ("");

  return g_strdup_printf ("%s in %s", own, above);
}

static void
add_fault (Look               *look,
           GtkWidget          *widget,
           const char         *what,
           const GdkRectangle *area,
           double              ratio)
{
  g_autofree char *words = describe_widget (widget);

  g_string_append_printf (look->faults, "%s %s at %d,%d: %.2f\n", words, what, area->x, area->y,
                          ratio);
}

/* Text, as the render nodes tell of it: a letter's edge is never of its full colour. */

static double
needed_ratio (PangoFont *font)
{
  g_autoptr(PangoFontDescription) description = pango_font_describe_with_absolute_size (font);
  double size = pango_font_description_get_size (description) / (double) PANGO_SCALE;
  gboolean bold = pango_font_description_get_weight (description) >= PANGO_WEIGHT_BOLD;

  return size >= (bold ? LARGE_BOLD_PX : LARGE_PX) ? LARGE_RATIO : TEXT_RATIO;
}

static char *
describe_text (GskRenderNode *node,
               const GdkRGBA *color,
               double         opacity,
               const GdkRGBA *ground)
{
  g_autofree char *text = gdk_rgba_to_string (color);
  g_autofree char *below = gdk_rgba_to_string (ground);

  return g_strdup_printf ("text %s × %.2f on %s", text, opacity, below);
}

/* Returns: (transfer none) (nullable): the sensitive widget that shows something there */
static GtkWidget *
find_widget (Look               *look,
             const GdkRectangle *area)
{
  GtkWidget *widget = gtk_widget_pick (look->window,
                                       look->whole.origin.x + area->x + area->width / 2.0,
                                       look->whole.origin.y + area->y + area->height / 2.0,
                                       GTK_PICK_INSENSITIVE | GTK_PICK_NON_TARGETABLE);

  return widget && gtk_widget_is_sensitive (widget) ? widget : NULL;
}

static gboolean
has_ink (GskRenderNode *node)
{
  const PangoGlyphInfo *glyphs = gsk_text_node_get_glyphs (node, NULL);

  for (guint i = 0; i < gsk_text_node_get_num_glyphs (node); i++)
    if (glyphs[i].glyph != PANGO_GLYPH_EMPTY)
      return TRUE;

  return FALSE;
}

/* The labels of a chart come and go at its edges. */
static gboolean
fades (GtkWidget   *widget,
       const Place *place)
{
  return place->opacity < 1
         && (TACTUS_IS_CHART (widget) || gtk_widget_get_ancestor (widget, TACTUS_TYPE_CHART));
}

/* What lies below a toast is not to be read until it goes. */
static gboolean
is_covered (GtkWidget     *widget,
            const GdkRGBA *color)
{
  GdkRGBA own;

  for (GtkWidget *above = widget; above; above = gtk_widget_get_parent (above))
    if (g_str_equal (gtk_widget_get_css_name (above), "toast"))
      {
        tactus_compat_get_color (above, &own);
        return !gdk_rgba_equal (&own, color);
      }

  return FALSE;
}

/* Where the window itself is met, the text is scrolled out of sight. */
static void
measure_text (Look          *look,
              GskRenderNode *node,
              const Place   *place)
{
  GdkRGBA color = *gsk_text_node_get_color (node);
  g_autoptr(GHashTable) counts = NULL;
  g_autofree char *words = NULL;
  graphene_rect_t bounds;
  GdkRectangle area;
  GtkWidget *widget;
  GdkRGBA ground, behind, seen;
  double got;

  gsk_render_node_get_bounds (node, &bounds);
  area = (GdkRectangle) {
    (int) floor (bounds.origin.x + place->x), (int) floor (bounds.origin.y + place->y),
    (int) ceil (bounds.size.width), (int) ceil (bounds.size.height),
  };
  if (!has_ink (node) || !clip (look->picture, &area) || !(widget = find_widget (look, &area)))
    return;

  /* Some GTK have no words for a colour that was mixed in another way than theirs. */
  if (color.alpha <= 0)
    tactus_compat_get_color (widget, &color);
  if (GTK_IS_WINDOW (widget) || fades (widget, place) || is_covered (widget, &color))
    return;

  counts = count_pixels (look->picture, &area);
  if (!find_most (counts, &ground))
    return;

  seen = over (&color, place->opacity, &ground);
  if (ratio (&seen, &ground) < 1 + SLACK && find_behind (counts, &seen, &behind))
    {
      ground = behind;
      seen = over (&color, place->opacity, &ground);
    }
  got = ratio (&seen, &ground);
  if (got >= needed_ratio (gsk_text_node_get_font (node)) - SLACK
      || !has_mixture (counts, &ground, &seen))
    return;

  words = describe_text (node, &color, place->opacity, &ground);
  add_fault (look, widget, words, &area, got);
}

static void measure_node (Look          *look,
                          GskRenderNode *node,
                          Place          place);

static void
measure_children (Look          *look,
                  GskRenderNode *node,
                  const Place   *place)
{
  for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
    measure_node (look, gsk_container_node_get_child (node, i), *place);
}

static void
measure_moved (Look          *look,
               GskRenderNode *node,
               Place          place)
{
  GskTransform *transform = gsk_transform_node_get_transform (node);
  float dx, dy;

  /* What is turned or scaled is a spinner. */
  if (gsk_transform_get_category (transform) < GSK_TRANSFORM_CATEGORY_2D_TRANSLATE)
    return;

  gsk_transform_to_translate (transform, &dx, &dy);
  place.x += dx;
  place.y += dy;
  measure_node (look, gsk_transform_node_get_child (node), place);
}

/* Clipped text of which nothing is to be seen is not measured. */
static void
measure_clipped (Look                  *look,
                 GskRenderNode         *child,
                 const graphene_rect_t *clip_rect,
                 const Place           *place)
{
  graphene_rect_t bounds;

  gsk_render_node_get_bounds (child, &bounds);
  if (graphene_rect_intersection (&bounds, clip_rect, NULL))
    measure_node (look, child, *place);
}

static void
measure_node (Look          *look,
              GskRenderNode *node,
              Place          place)
{
  switch ((int) gsk_render_node_get_node_type (node))
    {
    case GSK_CONTAINER_NODE:
      measure_children (look, node, &place);
      break;
    case GSK_TRANSFORM_NODE:
      measure_moved (look, node, place);
      break;
    case GSK_OPACITY_NODE:
      place.opacity *= gsk_opacity_node_get_opacity (node);
      measure_node (look, gsk_opacity_node_get_child (node), place);
      break;
    case GSK_CLIP_NODE:
      measure_clipped (look, gsk_clip_node_get_child (node), gsk_clip_node_get_clip (node), &place);
      break;
    case GSK_ROUNDED_CLIP_NODE:
      measure_clipped (look, gsk_rounded_clip_node_get_child (node),
                       &gsk_rounded_clip_node_get_clip (node)->bounds, &place);
      break;
    case GSK_SHADOW_NODE:
      measure_node (look, gsk_shadow_node_get_child (node), place);
      break;
    case GSK_DEBUG_NODE:
      measure_node (look, gsk_debug_node_get_child (node), place);
      break;
    case GSK_CROSS_FADE_NODE:
      measure_node (look, gsk_cross_fade_node_get_end_child (node), place);
      break;
    case GSK_TEXT_NODE:
      measure_text (look, node, &place);
      break;
    default:
      break;
    }
}

/* Images. */

static gboolean
get_area (Look         *look,
          GtkWidget    *widget,
          GdkRectangle *area)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (widget, look->window, &bounds))
    return FALSE;

  *area = (GdkRectangle) {
    (int) floor (bounds.origin.x - look->whole.origin.x),
    (int) floor (bounds.origin.y - look->whole.origin.y),
    (int) ceil (bounds.size.width), (int) ceil (bounds.size.height),
  };
  return clip (look->picture, area);
}

static void
measure_image (Look      *look,
               GtkWidget *image)
{
  g_autoptr(GHashTable) counts = NULL;
  GdkRectangle area;
  GdkRGBA ground;
  double got;

  /* Scrolled out of sight, or below something else, it is not there. */
  if (!get_area (look, image, &area) || find_widget (look, &area) != image)
    return;

  counts = count_pixels (look->picture, &area);
  if (!find_most (counts, &ground))
    return;

  got = find_best_ratio (counts, &ground);
  /* One colour is an image that shows nothing. */
  if (g_hash_table_size (counts) > 1 && got < LARGE_RATIO - SLACK)
    add_fault (look, image, "image", &area, got);
}

/* In a switch they repeat what the place of the knob says, on a status page what the title says. */
static gboolean
is_ornament (GtkWidget *image)
{
  return GTK_IS_SWITCH (gtk_widget_get_parent (image))
         || gtk_widget_get_ancestor (image, ADW_TYPE_STATUS_PAGE);
}

static void
measure_images (Look      *look,
                GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_IMAGE (widget) && !is_ornament (widget))
    measure_image (look, widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    measure_images (look, child);
}

static Picture *
take_settled (GtkWidget *window)
{
  picture_settle (window);
  picture_settle (window);
  return picture_take_whole (window);
}

char *
contrast_find_faults (GtkWidget *window)
{
  g_autoptr(Picture) picture = picture_take_whole (window);
  Look look = { .window = window, .picture = picture, .faults = g_string_new (NULL) };

  if (!gtk_widget_compute_bounds (window, window, &look.whole) || picture->node == NULL)
    g_error ("%s has not been drawn", G_OBJECT_TYPE_NAME (window));
  measure_node (&look, picture->node, (Place) { .opacity = 1 });
  measure_images (&look, window);

  return g_string_free (look.faults, FALSE);
}

/* The keyboard's place. */

/* Returns: by how much the most changed pixel of @area stands out from what was there before */
static double
find_change (Picture            *before,
             Picture            *after,
             const GdkRectangle *area)
{
  double best = 1;
  guint n_changed = 0;

  for (int y = area->y; y < area->y + area->height; y++)
    for (int x = area->x; x < area->x + area->width; x++)
      {
        gsize at = (gsize) y * before->width + x;
        GdkRGBA old = to_rgba (before->pixels[at]);
        GdkRGBA new = to_rgba (after->pixels[at]);

        if (before->pixels[at] == after->pixels[at])
          continue;
        n_changed += ratio (&old, &new) >= LARGE_RATIO - SLACK;
        best = MAX (best, ratio (&old, &new));
      }

  /* A lit corner is not a ring. */
  return n_changed >= MIN_RING || best < LARGE_RATIO ? best : 1;
}

static void
grow (GdkRectangle *area,
      int           by)
{
  area->x -= by;
  area->y -= by;
  area->width += 2 * by;
  area->height += 2 * by;
}

static void
measure_focus (Look      *look,
               GtkWidget *control)
{
  GdkRectangle area;
  g_autoptr(Picture) before = NULL;
  g_autoptr(Picture) after = NULL;
  double got;

  /* A list and what scrolls pass it on. */
  if (!gtk_widget_grab_focus (control)
      || gtk_window_get_focus (GTK_WINDOW (look->window)) != control)
    return;

  /* The page has scrolled to it; without the keyboard it stays there. */
  gtk_window_set_focus (GTK_WINDOW (look->window), NULL);
  before = take_settled (look->window);
  gtk_widget_grab_focus (control);
  gtk_window_set_focus_visible (GTK_WINDOW (look->window), TRUE);
  after = take_settled (look->window);
  look->picture = after;
  if (!get_area (look, control, &area))
    return;

  grow (&area, 4);
  clip (after, &area);
  got = find_change (before, after, &area);
  if (got < LARGE_RATIO - SLACK)
    add_fault (look, control, "with the keyboard", &area, got);
}

/* Has the keyboard itself only when there is nothing in it. */
static gboolean
passes_on (GtkWidget *widget)
{
  return GTK_IS_WINDOW (widget) || GTK_IS_SCROLLED_WINDOW (widget) || GTK_IS_LIST_BOX (widget);
}

static void
collect_controls (GtkWidget *widget,
                  GPtrArray *controls)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget))
    return;
  if (gtk_widget_get_focusable (widget) && !passes_on (widget))
    g_ptr_array_add (controls, widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    collect_controls (child, controls);
}

char *
contrast_find_focus_faults (GtkWidget *window)
{
  g_autoptr(GPtrArray) controls = g_ptr_array_new ();
  Look look = { .window = window, .faults = g_string_new (NULL) };

  if (!gtk_widget_compute_bounds (window, window, &look.whole))
    g_error ("%s has no size", G_OBJECT_TYPE_NAME (window));
  collect_controls (window, controls);
  for (guint i = 0; i < controls->len; i++)
    measure_focus (&look, g_ptr_array_index (controls, i));

  return g_string_free (look.faults, FALSE);
}
