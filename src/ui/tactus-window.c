/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-window.h"

#include <glib/gi18n.h>

#include "tactus-band-page.h"
#include "tactus-doctor-dialog.h"
#include "tactus-history-page.h"
#include "tactus-pairing-dialog.h"
#include "tactus-settings.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

#define DEFAULT_WIDTH   920
#define DEFAULT_HEIGHT  680
#define DEFAULT_MINUTES 5

struct _TactusWindow
{
  AdwApplicationWindow parent_instance;

  GtkWidget *toasts;
  GtkWidget *stack;
  GtkWidget *bands_page;

  GPtrArray *pages;            /* (element-type GtkWidget): children of the stack over bands_page */
  GPtrArray *left;             /* (element-type GtkWidget): those that slide out */
  GPtrArray *of_page;          /* (element-type AdwToast): said on the page of a band */
  TactusBandList *bands;       /* (owned) (nullable) */
  TactusRecording *recording;  /* (owned) */
  GSettings *settings;         /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (TactusWindow, tactus_window, ADW_TYPE_APPLICATION_WINDOW)

static guint page_shown_signal;

/* A path takes longer to read, or to note, than a toast lasts: this one stays. */
void
tactus_window_say_moved_aside (TactusWindow *self,
                               const char   *path)
{
  /* Translators: %s is a path */
  g_autofree char *message = g_strdup_printf (_("What was recorded so far could not be read. It is "
                                                "kept as %s, and a new file was begun."), path);
  AdwToast *toast = tactus_widget_make_toast (message);

  adw_toast_set_timeout (toast, 0);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  tactus_widget_add_toast (self->toasts, toast);
}

static guint
chart_minutes (TactusWindow *self)
{
  return self->settings ? g_settings_get_uint (self->settings, TACTUS_SETTING_CHART_MINUTES)
                        : DEFAULT_MINUTES;
}

/* Returns: (nullable): the uppermost page over the start page */
static GtkWidget *
get_top (TactusWindow *self)
{
  return self->pages->len ? g_ptr_array_index (self->pages, self->pages->len - 1) : NULL;
}

GtkWidget *
tactus_window_get_page (TactusWindow *self)
{
  g_return_val_if_fail (TACTUS_IS_WINDOW (self), NULL);

  return self->pages->len ? get_top (self) : self->bands_page;
}

static void
forget_toast (TactusWindow *self,
              AdwToast     *toast)
{
  g_ptr_array_remove (self->of_page, toast);
}

/* What is said on the page of a band is about it, and goes with it. */
static void
keep_toast (TactusWindow *self,
            AdwToast     *toast)
{
  g_ptr_array_add (self->of_page, g_object_ref (toast));
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (forget_toast), self, G_CONNECT_SWAPPED);
}

static void
dismiss_toasts (TactusWindow *self)
{
  g_autoptr(GPtrArray) toasts = g_steal_pointer (&self->of_page);

  self->of_page = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < toasts->len; i++)
    adw_toast_dismiss (g_ptr_array_index (toasts, i));
}

void
tactus_window_add_toast (TactusWindow *self,
                         AdwToast     *toast)
{
  GtkWidget *page;

  g_return_if_fail (TACTUS_IS_WINDOW (self));

  page = tactus_window_get_page (self);
  if (TACTUS_IS_BAND_PAGE (page))
    keep_toast (self, toast);
  tactus_widget_lift_toasts (self->toasts, TACTUS_IS_BAND_PAGE (page) ?
                             tactus_band_page_get_bar_height (TACTUS_BAND_PAGE (page)) : 0);
  tactus_widget_add_toast (self->toasts, toast);
}

void
tactus_window_say (TactusWindow *self,
                   const char   *message)
{
  tactus_window_add_toast (self, tactus_widget_make_toast (message));
}

static void
say_cb (TactusWindow *self,
        const char   *message)
{
  tactus_window_say (self, message);
}

static void
show_top (TactusWindow *self)
{
  gtk_stack_set_visible_child (GTK_STACK (self->stack), tactus_window_get_page (self));
  g_signal_emit (self, page_shown_signal, 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", self->pages->len > 0);
}

/* A page is in the picture until it has slid out of it. */
static void
transition_cb (TactusWindow *self)
{
  g_autoptr(GPtrArray) left = NULL;

  if (gtk_stack_get_transition_running (GTK_STACK (self->stack)))
    return;

  left = g_steal_pointer (&self->left);
  self->left = g_ptr_array_new ();
  for (guint i = 0; i < left->len; i++)
    gtk_stack_remove (GTK_STACK (self->stack), g_ptr_array_index (left, i));
}

/* Returns: (nullable): the page of a band that is open, be it under others */
static TactusBandPage *
find_band_page (TactusWindow *self)
{
  for (guint i = 0; i < self->pages->len; i++)
    if (TACTUS_IS_BAND_PAGE (g_ptr_array_index (self->pages, i)))
      return g_ptr_array_index (self->pages, i);

  return NULL;
}

/* Listening takes power, and is for whoever looks. */
static void
stop_listening (TactusBandPage *page)
{
  TactusBand *band = tactus_band_page_get_band (page);

  if (tactus_band_get_state (band) == TACTUS_BAND_STATE_LISTENING)
    tactus_band_stop_listening (band);
}

/* Takes pages off until @n are left; they stay in the stack until it has changed over. */
static void
pop_to (TactusWindow *self,
        guint         n)
{
  while (self->pages->len > n)
    {
      GtkWidget *page = get_top (self);

      if (TACTUS_IS_BAND_PAGE (page))
        {
          stop_listening (TACTUS_BAND_PAGE (page));
          dismiss_toasts (self);
        }
      g_ptr_array_add (self->left, page);
      g_ptr_array_set_size (self->pages, self->pages->len - 1);
    }
}

static void
go_back_to (TactusWindow *self,
            guint         n)
{
  pop_to (self, n);
  show_top (self);
  gtk_widget_child_focus (tactus_window_get_page (self), GTK_DIR_TAB_FORWARD);
  transition_cb (self);
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  TactusWindow *self = TACTUS_WINDOW (widget);

  if (self->pages->len > 0)
    go_back_to (self, self->pages->len - 1);
}

void
tactus_window_push (TactusWindow *self,
                    GtkWidget    *page)
{
  g_return_if_fail (TACTUS_IS_WINDOW (self));

  g_ptr_array_add (self->pages, page);
  gtk_stack_add_child (GTK_STACK (self->stack), page);
  show_top (self);
}

static void
history_closed_cb (TactusWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

/* @address: of a band, or "" for all of them */
static void
open_history (TactusWindow *self,
              const char   *address)
{
  const char *band = *address ? address : NULL;
  TactusBand *found = band && self->bands ? tactus_band_list_find (self->bands, band, NULL) : NULL;
  GtkWidget *page;

  if (TACTUS_IS_HISTORY_PAGE (tactus_window_get_page (self)))
    return;

  page = tactus_history_page_new (tactus_recording_get_history (self->recording), self->settings,
                                  band, found ? tactus_band_get_name (found) : band);
  g_signal_connect_object (page, "closed", G_CALLBACK (history_closed_cb), self,
                           G_CONNECT_SWAPPED);
  tactus_window_push (self, page);
  tactus_history_page_focus (TACTUS_HISTORY_PAGE (page));
}

static void
history_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  open_history (TACTUS_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
window_seconds_cb (TactusWindow *self,
                   GParamSpec   *pspec,
                   GObject      *page)
{
  guint seconds;

  g_object_get (page, "window-seconds", &seconds, NULL);
  if (self->settings)
    g_settings_set_uint (self->settings, TACTUS_SETTING_CHART_MINUTES,
                         seconds ? MAX (seconds / 60, 1) : 0);
}

static void
page_pair_requested_cb (TactusWindow   *self,
                        TactusBandPage *page)
{
  tactus_window_pair (self, tactus_band_page_get_band (page));
}

/* Not a moment later: the page of a band that is gone from the list may slide out already. */
static void
forgotten_cb (TactusWindow   *self,
              TactusBandPage *page)
{
  if (find_band_page (self) == page)
    go_back_to (self, 0);
}

/* Returns: (transfer floating) */
static GtkWidget *
make_band_page (TactusWindow *self,
                TactusBand   *band)
{
  GtkWidget *page = tactus_band_page_new (self->bands, band, self->recording,
                                          self->settings);

  TactusZones zones = tactus_settings_get_zones (self->settings);

  tactus_band_page_set_zones (TACTUS_BAND_PAGE (page), &zones);
  g_object_set (page, "window-seconds", chart_minutes (self) * 60, NULL);
  g_signal_connect_object (page, "notify::window-seconds", G_CALLBACK (window_seconds_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "pair-requested", G_CALLBACK (page_pair_requested_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "forgotten", G_CALLBACK (forgotten_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "message", G_CALLBACK (say_cb), self, G_CONNECT_SWAPPED);

  return page;
}

/* The page of @band, with nothing over it. */
static TactusBandPage *
open_page (TactusWindow *self,
           TactusBand   *band)
{
  TactusBandPage *page = find_band_page (self);

  if (page && tactus_band_page_get_band (page) == band)
    {
      while (get_top (self) != GTK_WIDGET (page))
        pop_to (self, self->pages->len - 1);
      show_top (self);
    }
  else
    {
      pop_to (self, 0);
      tactus_window_push (self, make_band_page (self, band));
    }

  transition_cb (self);
  return TACTUS_BAND_PAGE (get_top (self));
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

void
tactus_window_show_band (TactusWindow *self,
                         TactusBand   *band)
{
  g_return_if_fail (TACTUS_IS_WINDOW (self));

  tactus_window_open_band (self, band, measure_when_opened (self));
}

static void
band_activated_cb (TactusWindow *self,
                   TactusBand   *band)
{
  tactus_window_show_band (self, band);
}

void
tactus_window_show_bands (TactusWindow *self)
{
  g_return_if_fail (TACTUS_IS_WINDOW (self));

  if (self->pages->len > 0)
    go_back_to (self, 0);
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

static void
pair_again_cb (TactusWindow *self,
               TactusBand   *band)
{
  tactus_window_pair (self, band);
}

GtkWidget *
tactus_window_examine (TactusWindow *self,
                       TactusBand   *band)
{
  g_autoptr(TactusDoctor) doctor = NULL;
  GtkWidget *dialog;

  g_return_val_if_fail (TACTUS_IS_WINDOW (self), NULL);

  if (self->bands == NULL)
    return NULL;

  tactus_bands_page_set_looking (TACTUS_BANDS_PAGE (self->bands_page), FALSE);
  doctor = tactus_doctor_new (self->bands, band);
  dialog = tactus_doctor_dialog_new (GTK_WINDOW (self), doctor);
  g_signal_connect_object (dialog, "pair-requested", G_CALLBACK (pair_again_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (dialog_gone_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));

  return dialog;
}

static void
doctor_requested_cb (TactusWindow *self,
                     TactusBand   *band)
{
  tactus_window_examine (self, band);
}

/* @parameter: address of a band; "": none was found */
static void
doctor_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  TactusWindow *self = TACTUS_WINDOW (widget);
  const char *address = g_variant_get_string (parameter, NULL);
  TactusBand *band = *address && self->bands ? tactus_band_list_find (self->bands, address, NULL)
                                             : NULL;

  tactus_window_examine (self, band);
}

TactusBand *
tactus_window_get_band (TactusWindow *self)
{
  TactusBandPage *page;

  g_return_val_if_fail (TACTUS_IS_WINDOW (self), NULL);

  page = find_band_page (self);
  return page ? tactus_band_page_get_band (page) : NULL;
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
  g_signal_connect_object (dialog, "doctor-requested", G_CALLBACK (doctor_requested_cb), self,
                           G_CONNECT_SWAPPED);
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

static void
minutes_cb (TactusWindow *self)
{
  TactusBandPage *page = find_band_page (self);

  if (page)
    g_object_set (page, "window-seconds", chart_minutes (self) * 60, NULL);
}

static void
zones_cb (TactusWindow *self)
{
  TactusBandPage *page = find_band_page (self);
  TactusZones zones = tactus_settings_get_zones (self->settings);

  if (page)
    tactus_band_page_set_zones (page, &zones);
}

static void
take_settings (TactusWindow *self,
               GSettings    *settings)
{
  self->settings = g_object_ref (settings);
  g_settings_bind (settings, TACTUS_SETTING_LISTEN, self->bands_page, "listening",
                   G_SETTINGS_BIND_GET);
  g_signal_connect_object (settings, "changed::" TACTUS_SETTING_CHART_MINUTES,
                           G_CALLBACK (minutes_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::" TACTUS_SETTING_BIRTH_YEAR, G_CALLBACK (zones_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::" TACTUS_SETTING_MAXIMUM_RATE, G_CALLBACK (zones_cb),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
tactus_window_new (GtkApplication  *application,
                   GSettings       *settings,
                   TactusRecording *recording)
{
  TactusWindow *self = g_object_new (TACTUS_TYPE_WINDOW, "application", application, NULL);

  self->recording = g_object_ref (recording);
  if (settings)
    take_settings (self, settings);
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
  g_ptr_array_set_size (self->pages, 0);
  g_ptr_array_set_size (self->left, 0);
  g_clear_object (&self->bands);

  G_OBJECT_CLASS (tactus_window_parent_class)->dispose (object);
}

static void
tactus_window_finalize (GObject *object)
{
  TactusWindow *self = TACTUS_WINDOW (object);

  g_ptr_array_unref (self->pages);
  g_ptr_array_unref (self->left);
  g_ptr_array_unref (self->of_page);
  g_clear_object (&self->recording);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (tactus_window_parent_class)->finalize (object);
}

static void
tactus_window_class_init (TactusWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tactus_window_dispose;
  object_class->finalize = tactus_window_finalize;

  page_shown_signal = g_signal_new ("page-shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.history", "s", history_action);
  gtk_widget_class_install_action (widget_class, "win.doctor", "s", doctor_action);

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
  self->pages = g_ptr_array_new ();
  self->left = g_ptr_array_new ();
  self->of_page = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  show_top (self);
}
