/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-window.h"

#include <glib/gi18n.h>

#include "tactus-band-page.h"
#include "tactus-pairing-dialog.h"
#include "tactus-settings.h"
#include "tactus-template.h"

#define DEFAULT_WIDTH   480
#define DEFAULT_HEIGHT  760
#define DEFAULT_MINUTES 5

/* Time to read two sentences. */
#define TOAST_SECONDS   8
#define TOAST_COLUMNS   28

struct _TactusWindow
{
  AdwApplicationWindow parent_instance;

  GtkWidget *toasts;
  GtkWidget *stack;
  GtkWidget *bands_page;

  GtkWidget *band_page;           /* (nullable): child of the stack */
  TactusBandList *bands;          /* (owned) (nullable) */
  TactusActivityStore *activity;  /* (owned) */
  GSettings *settings;            /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (TactusWindow, tactus_window, ADW_TYPE_APPLICATION_WINDOW)

static void
say (TactusWindow *self,
     const char   *message)
{
  GtkWidget *label = gtk_label_new (message);
  AdwToast *toast = adw_toast_new (message);

  /* A toast's own title is cut off; what went wrong takes more than a line, and may name a file
   * whose path alone is wider than the window.  A toast is as high as its label at the label's
   * natural width, so that has to fit the narrowest window. */
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TOAST_COLUMNS);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
}

static void
say_cb (TactusWindow *self,
        const char   *message)
{
  say (self, message);
}

static void
moved_aside_cb (TactusWindow *self,
                const char   *path)
{
  /* Translators: %s is a path */
  g_autofree char *message = g_strdup_printf (_("What was recorded so far could not be read. It is "
                                                "kept as %s, and a new file was begun."), path);

  say (self, message);
}

static guint
chart_minutes (TactusWindow *self)
{
  return self->settings ? g_settings_get_uint (self->settings, TACTUS_SETTING_CHART_MINUTES)
                        : DEFAULT_MINUTES;
}

static gboolean
is_on_bands (TactusWindow *self)
{
  return gtk_stack_get_visible_child (GTK_STACK (self->stack)) == self->bands_page;
}

static void
update_back (TactusWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", !is_on_bands (self));
}

static void
drop_band_page (TactusWindow *self)
{
  GtkWidget *page = g_steal_pointer (&self->band_page);

  if (page)
    gtk_stack_remove (GTK_STACK (self->stack), page);
}

/* The page of a band is in the picture until it has slid out of it. */
static void
transition_cb (TactusWindow *self)
{
  if (is_on_bands (self) && !gtk_stack_get_transition_running (GTK_STACK (self->stack)))
    drop_band_page (self);
}

/* Listening takes power, and is for whoever looks. */
static void
stop_listening (TactusWindow *self)
{
  TactusBand *band;

  if (self->band_page == NULL)
    return;

  band = tactus_band_page_get_band (TACTUS_BAND_PAGE (self->band_page));
  if (tactus_band_get_state (band) == TACTUS_BAND_STATE_LISTENING)
    tactus_band_stop_listening (band);
}

static void
go_back (TactusWindow *self)
{
  stop_listening (self);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->bands_page);
  update_back (self);
  gtk_widget_child_focus (self->bands_page, GTK_DIR_TAB_FORWARD);
  transition_cb (self);
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  go_back (TACTUS_WINDOW (widget));
}

static void
window_seconds_cb (TactusWindow *self,
                   GParamSpec   *pspec,
                   GObject      *page)
{
  guint seconds;

  g_object_get (page, "window-seconds", &seconds, NULL);
  if (self->settings)
    g_settings_set_uint (self->settings, TACTUS_SETTING_CHART_MINUTES, MAX (seconds / 60, 1));
}

static void
page_pair_requested_cb (TactusWindow   *self,
                        TactusBandPage *page)
{
  tactus_window_pair (self, tactus_band_page_get_band (page));
}

static void
forgotten_cb (TactusWindow *self)
{
  if (!is_on_bands (self))
    go_back (self);
}

static void
add_band_page (TactusWindow *self,
               TactusBand   *band)
{
  drop_band_page (self);

  self->band_page = tactus_band_page_new (self->bands, band, self->activity);
  g_object_set (self->band_page, "window-seconds", chart_minutes (self) * 60, NULL);
  g_signal_connect_object (self->band_page, "notify::window-seconds",
                           G_CALLBACK (window_seconds_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->band_page, "pair-requested", G_CALLBACK (page_pair_requested_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->band_page, "forgotten", G_CALLBACK (forgotten_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->band_page, "message", G_CALLBACK (say_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_child (GTK_STACK (self->stack), self->band_page);
}

static TactusBandPage *
open_page (TactusWindow *self,
           TactusBand   *band)
{
  if (is_on_bands (self) || tactus_band_page_get_band (TACTUS_BAND_PAGE (self->band_page)) != band)
    add_band_page (self, band);

  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->band_page);
  update_back (self);
  return TACTUS_BAND_PAGE (self->band_page);
}

void
tactus_window_open_band (TactusWindow *self,
                         TactusBand   *band,
                         gboolean      measure)
{
  g_return_if_fail (TACTUS_IS_WINDOW (self));

  tactus_band_page_start (open_page (self, band), measure);
}

static gboolean
measure_when_opened (TactusWindow *self)
{
  return self->settings && g_settings_get_boolean (self->settings, TACTUS_SETTING_MEASURE);
}

static void
band_activated_cb (TactusWindow *self,
                   TactusBand   *band)
{
  tactus_window_open_band (self, band, measure_when_opened (self));
}

static void
listen_requested_cb (TactusWindow *self,
                     TactusBand   *band)
{
  tactus_band_page_listen (open_page (self, band));
}

static void
paired_cb (TactusWindow *self,
           TactusBand   *band)
{
  tactus_window_open_band (self, band, TRUE);
}

/* Searching and pairing want the same radio. */
static void
dialog_gone_cb (TactusWindow *self)
{
  if (self->bands_page)
    tactus_bands_page_set_looking (TACTUS_BANDS_PAGE (self->bands_page), TRUE);
}

GtkWidget *
tactus_window_pair (TactusWindow *self,
                    TactusBand   *band)
{
  GtkWidget *dialog;

  g_return_val_if_fail (TACTUS_IS_WINDOW (self), NULL);

  tactus_bands_page_set_looking (TACTUS_BANDS_PAGE (self->bands_page), FALSE);
  dialog = tactus_pairing_dialog_new (GTK_WINDOW (self), self->bands, band);
  g_signal_connect_object (dialog, "paired", G_CALLBACK (paired_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (dialog_gone_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));

  return dialog;
}

static void
pair_requested_cb (TactusWindow *self,
                   TactusBand   *band)
{
  tactus_window_pair (self, band);
}

void
tactus_window_set_band_list (TactusWindow   *self,
                             TactusBandList *bands)
{
  g_return_if_fail (TACTUS_IS_WINDOW (self));

  g_set_object (&self->bands, bands);
  tactus_bands_page_set_band_list (TACTUS_BANDS_PAGE (self->bands_page), bands);
}

TactusBandsPage *
tactus_window_get_bands_page (TactusWindow *self)
{
  g_return_val_if_fail (TACTUS_IS_WINDOW (self), NULL);

  return TACTUS_BANDS_PAGE (self->bands_page);
}

void
tactus_window_save_state (TactusWindow *self)
{
  int width, height;

  g_return_if_fail (TACTUS_IS_WINDOW (self));

  if (self->settings == NULL)
    return;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, TACTUS_SETTING_WIDTH, MAX (width, 360));
  g_settings_set_int (self->settings, TACTUS_SETTING_HEIGHT, MAX (height, 294));
  g_settings_set_boolean (self->settings, TACTUS_SETTING_MAXIMIZED,
                          gtk_window_is_maximized (GTK_WINDOW (self)));
}

static void
restore_state (TactusWindow *self)
{
  int width = DEFAULT_WIDTH;
  int height = DEFAULT_HEIGHT;

  if (self->settings)
    {
      width = g_settings_get_int (self->settings, TACTUS_SETTING_WIDTH);
      height = g_settings_get_int (self->settings, TACTUS_SETTING_HEIGHT);
      if (g_settings_get_boolean (self->settings, TACTUS_SETTING_MAXIMIZED))
        gtk_window_maximize (GTK_WINDOW (self));
    }

  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
}

GtkWidget *
tactus_window_new (GtkApplication      *application,
                   GSettings           *settings,
                   TactusActivityStore *activity)
{
  TactusWindow *self = g_object_new (TACTUS_TYPE_WINDOW, "application", application, NULL);

  self->activity = g_object_ref (activity);
  g_signal_connect_object (activity, "moved-aside", G_CALLBACK (moved_aside_cb), self,
                           G_CONNECT_SWAPPED);
  g_set_object (&self->settings, settings);
  if (settings)
    g_settings_bind (settings, TACTUS_SETTING_LISTEN, self->bands_page, "listening",
                     G_SETTINGS_BIND_GET);
  restore_state (self);

  return GTK_WIDGET (self);
}

static void
tactus_window_dispose (GObject *object)
{
  TactusWindow *self = TACTUS_WINDOW (object);

  if (self->bands_page)
    tactus_bands_page_set_band_list (TACTUS_BANDS_PAGE (self->bands_page), NULL);
  self->bands_page = NULL;
  self->band_page = NULL;
  g_clear_object (&self->bands);

  G_OBJECT_CLASS (tactus_window_parent_class)->dispose (object);
}

static void
tactus_window_finalize (GObject *object)
{
  g_clear_object (&TACTUS_WINDOW (object)->activity);
  g_clear_object (&TACTUS_WINDOW (object)->settings);

  G_OBJECT_CLASS (tactus_window_parent_class)->finalize (object);
}

static void
tactus_window_class_init (TactusWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tactus_window_dispose;
  object_class->finalize = tactus_window_finalize;

  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);

  g_type_ensure (TACTUS_TYPE_BANDS_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, TACTUS_TEMPLATE ("tactus-window"));
  gtk_widget_class_bind_template_child (widget_class, TactusWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, TactusWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, TactusWindow, bands_page);
  gtk_widget_class_bind_template_callback (widget_class, transition_cb);
  gtk_widget_class_bind_template_callback (widget_class, band_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, pair_requested_cb);
  gtk_widget_class_bind_template_callback (widget_class, listen_requested_cb);
  gtk_widget_class_bind_template_callback (widget_class, say_cb);
}

static void
tactus_window_init (TactusWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_back (self);
}
