/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-compact-window.h"

#include <glib/gi18n.h>

#include "tactus-keep-above.h"
#include "tactus-live-text.h"
#include "tactus-settings.h"
#include "tactus-sight.h"
#include "tactus-sparkline.h"
#include "tactus-tally.h"
#include "tactus-template.h"
#include "tactus-text.h"

#define MINIMUM_WIDTH  160
#define MINIMUM_HEIGHT 120
#define DEFAULT_WIDTH  200
#define DEFAULT_HEIGHT 150

/* The number grows with the window, up to so many times. */
#define LARGEST_SCALE 5.0

/* What the line shows, and the pixels of a column of it. */
#define SPARKLINE_US (5 * 60 * (gint64) G_USEC_PER_SEC)
#define COLUMN_WIDTH 2
#define MOST_COLUMNS 512

#define TREND_US (90 * (gint64) G_USEC_PER_SEC)

struct _TactusCompactWindow
{
  AdwWindow parent_instance;

  GtkWidget *heart_image;
  GtkWidget *number_label;
  GtkWidget *trend_image;
  GtkWidget *state_label;
  GtkWidget *sparkline;
  GtkWidget *content;

  GSettings *settings;       /* (owned) (nullable) */
  GListModel *known;         /* (owned) (nullable) (element-type TactusBand) */
  TactusBand *preferred;     /* (owned) (nullable) */
  TactusBand *band;          /* (owned) (nullable) */
  GSignalGroup *signals;     /* (owned): of @band */
  TactusSight *sight;        /* (owned) */
  double scale;
};

G_DEFINE_FINAL_TYPE (TactusCompactWindow, tactus_compact_window, ADW_TYPE_WINDOW)

static guint returned_signal;

static void
set_label (GtkWidget  *label,
           const char *text)
{
  if (!g_str_equal (gtk_label_get_label (GTK_LABEL (label)), text))
    gtk_label_set_label (GTK_LABEL (label), text);
}

static void
show_number (TactusCompactWindow *self)
{
  guint bpm = self->band ? tactus_band_get_bpm (self->band) : 0;
  g_autofree char *text = tactus_text_bpm (bpm);
  g_autofree char *name = bpm ? g_strdup_printf (_("Heart rate %u beats per minute"), bpm)
                              : g_strdup (_("No heart rate"));

  if (g_str_equal (gtk_label_get_label (GTK_LABEL (self->number_label)), text))
    return;

  gtk_label_set_label (GTK_LABEL (self->number_label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->number_label),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (bpm > 0)
    gtk_widget_remove_css_class (self->content, "stale");
  else
    gtk_widget_add_css_class (self->content, "stale");
}

static TactusTrend
find_trend (TactusCompactWindow *self)
{
  gint64 now_us;

  if (self->band == NULL || tactus_band_get_pulse_state (self->band) != TACTUS_PULSE_STATE_LIVE)
    return TACTUS_TREND_UNKNOWN;

  now_us = tactus_band_get_now_us (self->band);
  return tactus_trend_of (tactus_band_get_series (self->band), now_us - TREND_US, now_us + 1);
}

static const char *
state_text (TactusCompactWindow *self,
            TactusTrend          trend)
{
  if (self->band == NULL)
    return _("No band");
  if (trend != TACTUS_TREND_UNKNOWN)
    return tactus_text_trend (trend);

  return tactus_text_band_state (tactus_band_get_state (self->band),
                                 tactus_band_get_pulse_state (self->band),
                                 tactus_band_get_error (self->band),
                                 tactus_band_get_present (self->band));
}

static void
show_state (TactusCompactWindow *self)
{
  TactusTrend trend = find_trend (self);

  gtk_widget_set_visible (self->trend_image, trend != TACTUS_TREND_UNKNOWN);
  if (trend != TACTUS_TREND_UNKNOWN)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->trend_image), tactus_text_trend_icon (trend));
  set_label (self->state_label, state_text (self, trend));
}

static void
show_line (TactusCompactWindow *self)
{
  TactusColumn columns[MOST_COLUMNS];
  guint n_columns = CLAMP (gtk_widget_get_width (self->sparkline) / COLUMN_WIDTH, 1, MOST_COLUMNS);
  gint64 now_us;

  if (self->band == NULL)
    {
      tactus_sparkline_set_columns (TACTUS_SPARKLINE (self->sparkline), NULL, 0);
      return;
    }

  now_us = tactus_band_get_now_us (self->band);
  tactus_series_columns (tactus_band_get_series (self->band), now_us - SPARKLINE_US, now_us + 1,
                         columns, n_columns);
  tactus_sparkline_set_columns (TACTUS_SPARKLINE (self->sparkline), columns, n_columns);
}

static void
update (TactusCompactWindow *self)
{
  if (!tactus_sight_get_in_sight (self->sight))
    return;

  show_number (self);
  show_state (self);
  show_line (self);
}

/* Which band to show */

static gboolean
is_busy (TactusBand *band)
{
  return band && (tactus_band_get_measuring (band) ||
                  tactus_band_get_state (band) == TACTUS_BAND_STATE_LISTENING);
}

/* Returns: (transfer none) (nullable) */
static TactusBand *
choose_band (TactusCompactWindow *self)
{
  guint n = self->known ? g_list_model_get_n_items (self->known) : 0;

  if (is_busy (self->band))
    return self->band;
  if (is_busy (self->preferred))
    return self->preferred;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(TactusBand) band = g_list_model_get_item (self->known, i);

      if (is_busy (band))
        return band;
    }

  return self->band ? self->band : self->preferred;
}

static void
choose_cb (TactusCompactWindow *self)
{
  TactusBand *band = choose_band (self);

  if (g_set_object (&self->band, band))
    {
      g_signal_group_set_target (self->signals, band);
      gtk_window_set_title (GTK_WINDOW (self), band ? tactus_band_get_name (band) : "Tactus");
    }

  update (self);
}

static void
watch_band (TactusCompactWindow *self,
            TactusBand          *band)
{
  g_signal_connect_object (band, "notify::measuring", G_CALLBACK (choose_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (band, "notify::state", G_CALLBACK (choose_cb), self, G_CONNECT_SWAPPED);
}

static void
known_cb (TactusCompactWindow *self,
          guint                position,
          guint                removed,
          guint                added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(TactusBand) band = g_list_model_get_item (self->known, i);

      watch_band (self, band);
    }
}

static void
watch_list (TactusCompactWindow *self,
            TactusBandList      *bands)
{
  self->known = g_object_ref (tactus_band_list_get_known (bands));
  g_signal_connect_object (self->known, "items-changed", G_CALLBACK (known_cb), self,
                           G_CONNECT_SWAPPED);
  known_cb (self, 0, 0, g_list_model_get_n_items (self->known));
}

/* Size and place */

static void
scale_number (TactusCompactWindow *self,
              int                  width,
              int                  height)
{
  double scale = MIN ((double) width / MINIMUM_WIDTH, (double) height / MINIMUM_HEIGHT);
  g_autoptr(PangoAttrList) attributes = NULL;

  scale = CLAMP (scale, 1.0, LARGEST_SCALE);
  if (ABS (self->scale - scale) < 0.05)
    return;

  self->scale = scale;
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  gtk_label_set_attributes (GTK_LABEL (self->number_label), attributes);
  gtk_image_set_pixel_size (GTK_IMAGE (self->heart_image), (int) (16 * scale));
}

static void
resized_cb (TactusCompactWindow *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  scale_number (self, width, height);
}

static void
restore_size (TactusCompactWindow *self)
{
  int width = DEFAULT_WIDTH;
  int height = DEFAULT_HEIGHT;

  if (self->settings)
    {
      width = g_settings_get_int (self->settings, TACTUS_SETTING_COMPACT_WIDTH);
      height = g_settings_get_int (self->settings, TACTUS_SETTING_COMPACT_HEIGHT);
    }

  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  resized_cb (self);
}

void
tactus_compact_window_save_state (TactusCompactWindow *self)
{
  int width, height;

  g_return_if_fail (TACTUS_IS_COMPACT_WINDOW (self));

  if (self->settings == NULL)
    return;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, TACTUS_SETTING_COMPACT_WIDTH, MAX (width, MINIMUM_WIDTH));
  g_settings_set_int (self->settings, TACTUS_SETTING_COMPACT_HEIGHT, MAX (height, MINIMUM_HEIGHT));
}

static void
mapped_cb (TactusCompactWindow *self)
{
  if (tactus_keep_above (GTK_WINDOW (self)))
    gtk_widget_set_tooltip_text (self->content, NULL);
}

/* The way back */

static void
go_back (TactusCompactWindow *self)
{
  g_signal_emit (self, returned_signal, 0);
}

static void
return_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  go_back (TACTUS_COMPACT_WINDOW (widget));
}

static gboolean
tactus_compact_window_close_request (GtkWindow *window)
{
  go_back (TACTUS_COMPACT_WINDOW (window));

  return GDK_EVENT_STOP;
}

/* Before the handle below takes it for a wish to maximise. */
static void
pressed_cb (TactusCompactWindow *self,
            int                  n_press,
            double               x,
            double               y,
            GtkGesture          *gesture)
{
  if (n_press != 2)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  go_back (self);
}

TactusBand *
tactus_compact_window_get_band (TactusCompactWindow *self)
{
  g_return_val_if_fail (TACTUS_IS_COMPACT_WINDOW (self), NULL);

  return self->band;
}

GtkWidget *
tactus_compact_window_new (GtkApplication *application,
                           GSettings      *settings,
                           TactusBandList *bands,
                           TactusBand     *band)
{
  TactusCompactWindow *self = g_object_new (TACTUS_TYPE_COMPACT_WINDOW,
                                            "application", application,
                                            NULL);

  g_set_object (&self->settings, settings);
  g_set_object (&self->preferred, band);
  if (bands)
    watch_list (self, bands);
  if (band)
    watch_band (self, band);
  restore_size (self);
  choose_cb (self);

  return GTK_WIDGET (self);
}

static void
tactus_compact_window_dispose (GObject *object)
{
  TactusCompactWindow *self = TACTUS_COMPACT_WINDOW (object);

  g_clear_object (&self->sight);
  g_clear_object (&self->signals);
  g_clear_object (&self->band);
  g_clear_object (&self->preferred);
  g_clear_object (&self->known);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (tactus_compact_window_parent_class)->dispose (object);
}

static void
tactus_compact_window_class_init (TactusCompactWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tactus_compact_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = tactus_compact_window_close_request;

  returned_signal = g_signal_new ("returned", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "compact.return", NULL, return_action);

  g_type_ensure (TACTUS_TYPE_SPARKLINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-compact-window"));
  gtk_widget_class_bind_template_child (widget_class, TactusCompactWindow, heart_image);
  gtk_widget_class_bind_template_child (widget_class, TactusCompactWindow, number_label);
  gtk_widget_class_bind_template_child (widget_class, TactusCompactWindow, trend_image);
  gtk_widget_class_bind_template_child (widget_class, TactusCompactWindow, state_label);
  gtk_widget_class_bind_template_child (widget_class, TactusCompactWindow, sparkline);
  gtk_widget_class_bind_template_child (widget_class, TactusCompactWindow, content);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
}

static void
connect_signals (TactusCompactWindow *self)
{
  static const char *const notifications[] = {
    "notify::bpm", "notify::pulse-state", "notify::error", "notify::present", "notify::series",
    "reading",
  };

  self->signals = g_signal_group_new (TACTUS_TYPE_BAND);
  for (guint i = 0; i < G_N_ELEMENTS (notifications); i++)
    g_signal_group_connect_swapped (self->signals, notifications[i], G_CALLBACK (update), self);

  self->sight = tactus_sight_new (GTK_WIDGET (self));
  g_signal_connect_object (self->sight, "notify::in-sight", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::default-width", G_CALLBACK (resized_cb), self, 0);
  g_signal_connect_object (self, "notify::default-height", G_CALLBACK (resized_cb), self, 0);
  g_signal_connect_after (self, "map", G_CALLBACK (mapped_cb), NULL);
}

static void
tactus_compact_window_init (TactusCompactWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  connect_signals (self);
#ifdef TACTUS_DEVEL
  gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
#endif
}
