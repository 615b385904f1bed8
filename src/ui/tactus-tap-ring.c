/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-tap-ring.h"

#include <math.h>

#include <glib/gi18n.h>

#include "tactus-band-drawing.h"
#include "tactus-compat.h"
#include "tactus-widget-look.h"

#define MINIMUM_SIZE     128
#define NATURAL_SIZE     208
#define RING_WIDTH       6.0
#define RING_ROOM        4.0                     /* between ring and band */
#define RIPPLE_US        (1600 * 1000)           /* from tap to gone */
#define RIPPLES          2
#define TAP_HEIGHT       0.74                    /* where on the screen a finger goes */
#define NAME_EVERY       10                      /* seconds between two changes of the name */

struct _TactusTapRing
{
  GtkWidget parent_instance;

  double remaining;
  guint seconds_left;
  gboolean active;

  guint tick_id;
  gint64 begun_us;         /* frame time of the first ripple */
  gint64 frame_us;         /* frame time of this one */

  guint named_seconds;     /* what the accessible name says */
  gboolean named_active;
};

typedef enum {
  PROP_REMAINING = 1,
  PROP_SECONDS_LEFT,
  PROP_ACTIVE,
} TactusTapRingProperty;

static GParamSpec *properties[PROP_ACTIVE + 1];

G_DEFINE_FINAL_TYPE (TactusTapRing, tactus_tap_ring, GTK_TYPE_WIDGET)

static char *
describe (TactusTapRing *self)
{
  if (!self->active)
    return g_strdup (_("Band"));
  if (self->seconds_left == 0)
    return g_strdup (_("Tap your band"));
  return g_strdup_printf (ngettext ("Tap your band, %u second left",
                                    "Tap your band, %u seconds left", self->seconds_left),
                          self->seconds_left);
}

/* Some screen readers say each change of a name: not once a second. */
static void
update_name (TactusTapRing *self)
{
  guint passed = ABS ((int) self->named_seconds - (int) self->seconds_left);
  g_autofree char *name = NULL;

  if (self->named_active == self->active && passed < NAME_EVERY)
    return;

  name = describe (self);
  self->named_active = self->active;
  self->named_seconds = self->seconds_left;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  TactusTapRing *self = TACTUS_TAP_RING (widget);

  self->frame_us = gdk_frame_clock_get_frame_time (clock);
  if (self->begun_us == 0)
    self->begun_us = self->frame_us;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static void
update_ripple (TactusTapRing *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean ripples = self->active && gtk_widget_get_mapped (widget)
                     && tactus_widget_get_animated (widget);

  if (ripples && self->tick_id == 0)
    {
      self->begun_us = 0;
      self->tick_id = gtk_widget_add_tick_callback (widget, tick_cb, NULL, NULL);
    }
  else if (!ripples && self->tick_id != 0)
    {
      gtk_widget_remove_tick_callback (widget, self->tick_id);
      self->tick_id = 0;
    }

  gtk_widget_queue_draw (widget);
}

static void
tactus_tap_ring_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tactus_tap_ring_parent_class)->map (widget);

  update_ripple (TACTUS_TAP_RING (widget));
}

static void
tactus_tap_ring_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tactus_tap_ring_parent_class)->unmap (widget);

  update_ripple (TACTUS_TAP_RING (widget));
}

static void
tactus_tap_ring_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = MINIMUM_SIZE;
  *natural = NATURAL_SIZE;
}

/* Drawing */

static void
append_ring (TactusTapRing *self,
             GtkSnapshot   *snapshot,
             const GdkRGBA *color,
             double         x,
             double         y,
             double         radius)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - radius, y - radius, 2 * radius, 2 * radius);
  GdkRGBA track = *color;
  cairo_t *cr;

  track.alpha *= 0.18f;
  tactus_band_drawing_append_circle (snapshot, &track, x, y, radius, RING_WIDTH);
  if (self->remaining <= 0.0)
    return;

  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  cairo_set_line_width (cr, RING_WIDTH);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_arc (cr, x, y, radius - RING_WIDTH / 2.0,
             -G_PI / 2.0, -G_PI / 2.0 + 2.0 * G_PI * self->remaining);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
append_ripple (GtkSnapshot   *snapshot,
               const GdkRGBA *color,
               double         x,
               double         y,
               double         smallest,
               double         largest,
               double         share)
{
  GdkRGBA faded = *color;

  /* Quick at first and slower then, like water. */
  share = 1.0 - (1.0 - share) * (1.0 - share);
  faded.alpha *= (float) (0.9 * (1.0 - share));
  tactus_band_drawing_append_circle (snapshot, &faded, x, y,
                                     smallest + share * (largest - smallest), 3.0);
}

/* Where to tap: a dot, and what the tap does to the water around it. */
static void
append_tap (TactusTapRing *self,
            GtkSnapshot   *snapshot,
            const GdkRGBA *color,
            double         x,
            double         y,
            double         dot,
            double         largest)
{
  tactus_band_drawing_append_circle (snapshot, color, x, y, dot, dot);

  if (self->tick_id == 0)
    {
      tactus_band_drawing_append_circle (snapshot, color, x, y, 2.0 * dot, 2.0);
      return;
    }

  for (int i = 0; i < RIPPLES; i++)
    {
      gint64 age_us = self->frame_us - self->begun_us - i * RIPPLE_US / RIPPLES;

      if (age_us >= 0)
        append_ripple (snapshot, color, x, y, dot, largest,
                       (double) (age_us % RIPPLE_US) / RIPPLE_US);
    }
}

static void
append_seconds (TactusTapRing         *self,
                GtkSnapshot           *snapshot,
                const graphene_rect_t *screen)
{
  const GdkRGBA white = { 1.0f, 1.0f, 1.0f, 1.0f };
  g_autofree char *text = g_strdup_printf ("%u", self->seconds_left);

  if (self->seconds_left > 0)
    tactus_band_drawing_append_text (snapshot, GTK_WIDGET (self), screen, text, &white,
                                     screen->origin.y + screen->size.height * 0.14,
                                     screen->size.width * 0.5, TRUE);
}

static void
tactus_tap_ring_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  TactusTapRing *self = TACTUS_TAP_RING (widget);
  double radius = MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget)) / 2.0;
  double x = gtk_widget_get_width (widget) / 2.0;
  double y = gtk_widget_get_height (widget) / 2.0;
  double inner = radius - RING_WIDTH - RING_ROOM;
  graphene_rect_t area = GRAPHENE_RECT_INIT (x - inner, y - inner, 2 * inner, 2 * inner);
  graphene_rect_t screen;
  GskRoundedRect inside;
  GdkRGBA color;

  tactus_compat_get_color (widget, &color);
  append_ring (self, snapshot, &color, x, y, radius);

  /* The strap ends at the ring, as if seen through a porthole. */
  gsk_rounded_rect_init_from_rect (&inside, &area, (float) inner);
  gtk_snapshot_push_rounded_clip (snapshot, &inside);
  tactus_band_drawing_append (snapshot, &area, &screen);
  append_seconds (self, snapshot, &screen);
  if (self->active)
    append_tap (self, snapshot, &color, x, screen.origin.y + screen.size.height * TAP_HEIGHT,
                screen.size.width * 0.13, screen.size.width * 0.95);
  gtk_snapshot_pop (snapshot);
}

/* Public */

GtkWidget *
tactus_tap_ring_new (void)
{
  return g_object_new (TACTUS_TYPE_TAP_RING, NULL);
}

void
tactus_tap_ring_set_remaining (TactusTapRing *self,
                               double         remaining)
{
  g_return_if_fail (TACTUS_IS_TAP_RING (self));

  remaining = CLAMP (remaining, 0.0, 1.0);
  if (self->remaining == remaining)
    return;

  self->remaining = remaining;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMAINING]);
}

double
tactus_tap_ring_get_remaining (TactusTapRing *self)
{
  g_return_val_if_fail (TACTUS_IS_TAP_RING (self), 0.0);

  return self->remaining;
}

void
tactus_tap_ring_set_seconds_left (TactusTapRing *self,
                                  guint          seconds)
{
  g_return_if_fail (TACTUS_IS_TAP_RING (self));

  if (self->seconds_left == seconds)
    return;

  self->seconds_left = seconds;
  update_name (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECONDS_LEFT]);
}

guint
tactus_tap_ring_get_seconds_left (TactusTapRing *self)
{
  g_return_val_if_fail (TACTUS_IS_TAP_RING (self), 0);

  return self->seconds_left;
}

void
tactus_tap_ring_set_active (TactusTapRing *self,
                            gboolean       active)
{
  g_return_if_fail (TACTUS_IS_TAP_RING (self));

  if (self->active == !!active)
    return;

  self->active = !!active;
  update_name (self);
  update_ripple (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

gboolean
tactus_tap_ring_get_active (TactusTapRing *self)
{
  g_return_val_if_fail (TACTUS_IS_TAP_RING (self), FALSE);

  return self->active;
}

/* The type */

static void
tactus_tap_ring_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  TactusTapRing *self = TACTUS_TAP_RING (object);

  switch ((TactusTapRingProperty) id)
    {
    case PROP_REMAINING:
      g_value_set_double (value, self->remaining);
      break;

    case PROP_SECONDS_LEFT:
      g_value_set_uint (value, self->seconds_left);
      break;

    case PROP_ACTIVE:
      g_value_set_boolean (value, self->active);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
tactus_tap_ring_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  TactusTapRing *self = TACTUS_TAP_RING (object);

  switch ((TactusTapRingProperty) id)
    {
    case PROP_REMAINING:
      tactus_tap_ring_set_remaining (self, g_value_get_double (value));
      break;

    case PROP_SECONDS_LEFT:
      tactus_tap_ring_set_seconds_left (self, g_value_get_uint (value));
      break;

    case PROP_ACTIVE:
      tactus_tap_ring_set_active (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
tactus_tap_ring_class_init (TactusTapRingClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tactus_tap_ring_get_property;
  object_class->set_property = tactus_tap_ring_set_property;

  widget_class->map = tactus_tap_ring_map;
  widget_class->unmap = tactus_tap_ring_unmap;
  widget_class->measure = tactus_tap_ring_measure;
  widget_class->snapshot = tactus_tap_ring_snapshot;

  properties[PROP_REMAINING] =
    g_param_spec_double ("remaining", NULL, NULL, 0.0, 1.0, 1.0, flags);
  properties[PROP_SECONDS_LEFT] =
    g_param_spec_uint ("seconds-left", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_ACTIVE] =
    g_param_spec_boolean ("active", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "tactus-tap-ring");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
tactus_tap_ring_init (TactusTapRing *self)
{
  self->remaining = 1.0;
  self->named_active = TRUE;
  update_name (self);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)),
                           "notify::gtk-enable-animations", G_CALLBACK (update_ripple), self,
                           G_CONNECT_SWAPPED);
}
