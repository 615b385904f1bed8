/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-band-face.h"

#include <glib/gi18n.h>

#include "tactus-band-drawing.h"

#define MINIMUM_WIDTH   140
#define MINIMUM_HEIGHT  240
#define NATURAL_HEIGHT  300

struct _TactusBandFace
{
  GtkButton parent_instance;

  char *name;                  /* (owned) (nullable) */
  gboolean prompting;
  gboolean measuring;
  gboolean away;
  guint heart_rate;

  guint minute_id;
};

typedef enum {
  PROP_NAME_OF_BAND = 1,
  PROP_PROMPTING,
  PROP_MEASURING,
  PROP_AWAY,
  PROP_HEART_RATE,
} TactusBandFaceProperty;

static GParamSpec *properties[PROP_HEART_RATE + 1];

G_DEFINE_FINAL_TYPE (TactusBandFace, tactus_band_face, GTK_TYPE_BUTTON)

static const GdkRGBA white = { 1.0f, 1.0f, 1.0f, 1.0f };
static const GdkRGBA grey = { 0.72f, 0.72f, 0.75f, 1.0f };
static const GdkRGBA red = { 1.0f, 0.38f, 0.36f, 1.0f };
static const GdkRGBA green = { 0.34f, 0.89f, 0.54f, 1.0f };

static char *
describe (TactusBandFace *self)
{
  if (self->away)
    return g_strdup (_("The band is away"));
  if (self->prompting)
    return g_strdup (_("The band asks for a tap to confirm"));
  if (self->measuring && self->heart_rate > 0)
    return g_strdup_printf (_("The band measures: %u beats per minute"), self->heart_rate);
  if (self->measuring)
    return g_strdup (_("The band measures"));
  return g_strdup (_("The band shows the time"));
}

/* The name stays the same, so that it can be found; what it shows is the description. */
static void
update (TactusBandFace *self)
{
  g_autofree char *description = describe (self);
  /* Translators: %s is the name of a virtual band */
  g_autofree char *label = self->name ? g_strdup_printf (_("Tap %s"), self->name)
                                      : g_strdup (_("Tap the band"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The time */

static void start_minute (TactusBandFace *self);

static gboolean
minute_cb (gpointer user_data)
{
  TactusBandFace *self = user_data;

  self->minute_id = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  start_minute (self);
  return G_SOURCE_REMOVE;
}

static void
start_minute (TactusBandFace *self)
{
  guint gone = (guint) (g_get_real_time () / G_USEC_PER_SEC % 60);

  self->minute_id = g_timeout_add_seconds (60 - gone, minute_cb, self);
}

static void
tactus_band_face_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tactus_band_face_parent_class)->map (widget);

  start_minute (TACTUS_BAND_FACE (widget));
}

static void
tactus_band_face_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&TACTUS_BAND_FACE (widget)->minute_id, g_source_remove);

  GTK_WIDGET_CLASS (tactus_band_face_parent_class)->unmap (widget);
}

/* Drawing */

static void
append_line (TactusBandFace        *self,
             GtkSnapshot           *snapshot,
             const graphene_rect_t *screen,
             const char            *text,
             const GdkRGBA         *color,
             double                 at,
             double                 size)
{
  tactus_band_drawing_append_text (snapshot, GTK_WIDGET (self), screen, text, color,
                                   screen->origin.y + at * screen->size.height,
                                   size * screen->size.width, size > 0.3);
}

static void
append_button (GtkSnapshot           *snapshot,
               const graphene_rect_t *screen,
               const GdkRGBA         *color,
               double                 width)
{
  tactus_band_drawing_append_circle (snapshot, color,
                                     screen->origin.x + screen->size.width / 2.0,
                                     screen->origin.y + 0.84 * screen->size.height,
                                     0.14 * screen->size.width, width);
}

static void
append_prompt (TactusBandFace        *self,
               GtkSnapshot           *snapshot,
               const graphene_rect_t *screen)
{
  append_line (self, snapshot, screen, _("Pair?"), &white, 0.2, 0.3);
  /* Translators: on the small screen of the virtual band, two short lines */
  append_line (self, snapshot, screen, _("Tap to\nconfirm"), &green, 0.42, 0.21);
  append_button (snapshot, screen, &green, 100.0);
}

static void
append_heart_rate (TactusBandFace        *self,
                   GtkSnapshot           *snapshot,
                   const graphene_rect_t *screen)
{
  g_autofree char *text = self->heart_rate > 0
                          ? g_strdup_printf ("%u", self->heart_rate)
                          : g_strdup ("––");

  tactus_band_drawing_append_heart (snapshot, &red,
                                    screen->origin.x + screen->size.width / 2.0,
                                    screen->origin.y + 0.27 * screen->size.height,
                                    0.36 * screen->size.width);
  append_line (self, snapshot, screen, text, &white, 0.4, 0.44);
  /* Translators: beats per minute */
  append_line (self, snapshot, screen, _("bpm"), &grey, 0.6, 0.2);
  append_button (snapshot, screen, &grey, 2.0);
}

static void
append_time (TactusBandFace        *self,
             GtkSnapshot           *snapshot,
             const graphene_rect_t *screen)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *hours = g_date_time_format (now, "%H");
  g_autofree char *minutes = g_date_time_format (now, "%M");
  /* Translators: weekday and day of the month on the virtual band, see g_date_time_format() */
  g_autofree char *day = g_date_time_format (now, _("%a %-d"));

  append_line (self, snapshot, screen, hours, &white, 0.14, 0.52);
  append_line (self, snapshot, screen, minutes, &white, 0.34, 0.52);
  append_line (self, snapshot, screen, day, &grey, 0.6, 0.22);
  append_button (snapshot, screen, &grey, 2.0);
}

static void
tactus_band_face_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  TactusBandFace *self = TACTUS_BAND_FACE (widget);
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                             gtk_widget_get_height (widget));
  graphene_rect_t screen;

  gtk_snapshot_push_opacity (snapshot, self->away ? 0.45 : 1.0);
  tactus_band_drawing_append (snapshot, &area, &screen);
  if (self->away)
    append_line (self, snapshot, &screen, _("Away"), &white, 0.42, 0.26);
  else if (self->prompting)
    append_prompt (self, snapshot, &screen);
  else if (self->measuring)
    append_heart_rate (self, snapshot, &screen);
  else
    append_time (self, snapshot, &screen);
  gtk_snapshot_pop (snapshot);
}

static void
tactus_band_face_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? MINIMUM_WIDTH : MINIMUM_HEIGHT;
  *natural = across ? MINIMUM_WIDTH : NATURAL_HEIGHT;
}

static GtkSizeRequestMode
tactus_band_face_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* The type */

GtkWidget *
tactus_band_face_new (void)
{
  return g_object_new (TACTUS_TYPE_BAND_FACE, NULL);
}

static void
tactus_band_face_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TactusBandFace *self = TACTUS_BAND_FACE (object);

  switch ((TactusBandFaceProperty) id)
    {
    case PROP_NAME_OF_BAND:
      g_value_set_string (value, self->name);
      break;

    case PROP_PROMPTING:
      g_value_set_boolean (value, self->prompting);
      break;

    case PROP_MEASURING:
      g_value_set_boolean (value, self->measuring);
      break;

    case PROP_AWAY:
      g_value_set_boolean (value, self->away);
      break;

    case PROP_HEART_RATE:
      g_value_set_uint (value, self->heart_rate);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
tactus_band_face_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  TactusBandFace *self = TACTUS_BAND_FACE (object);

  switch ((TactusBandFaceProperty) id)
    {
    case PROP_NAME_OF_BAND:
      g_free (self->name);
      self->name = g_value_dup_string (value);
      break;

    case PROP_PROMPTING:
      self->prompting = g_value_get_boolean (value);
      break;

    case PROP_MEASURING:
      self->measuring = g_value_get_boolean (value);
      break;

    case PROP_AWAY:
      self->away = g_value_get_boolean (value);
      break;

    case PROP_HEART_RATE:
      self->heart_rate = g_value_get_uint (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }

  update (self);
}

static void
tactus_band_face_finalize (GObject *object)
{
  g_free (TACTUS_BAND_FACE (object)->name);

  G_OBJECT_CLASS (tactus_band_face_parent_class)->finalize (object);
}

static void
tactus_band_face_class_init (TactusBandFaceClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tactus_band_face_get_property;
  object_class->set_property = tactus_band_face_set_property;
  object_class->finalize = tactus_band_face_finalize;

  widget_class->map = tactus_band_face_map;
  widget_class->unmap = tactus_band_face_unmap;
  widget_class->measure = tactus_band_face_measure;
  widget_class->get_request_mode = tactus_band_face_get_request_mode;
  widget_class->snapshot = tactus_band_face_snapshot;

  properties[PROP_NAME_OF_BAND] = g_param_spec_string ("name-of-band", NULL, NULL, NULL, flags);
  properties[PROP_PROMPTING] = g_param_spec_boolean ("prompting", NULL, NULL, FALSE, flags);
  properties[PROP_MEASURING] = g_param_spec_boolean ("measuring", NULL, NULL, FALSE, flags);
  properties[PROP_AWAY] = g_param_spec_boolean ("away", NULL, NULL, FALSE, flags);
  properties[PROP_HEART_RATE] =
    g_param_spec_uint ("heart-rate", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "tactus-band-face");
}

static void
tactus_band_face_init (TactusBandFace *self)
{
  /* A button asks its layout manager for its size; there is no child to lay out. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  update (self);
}
