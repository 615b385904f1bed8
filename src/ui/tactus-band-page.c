/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-band-page.h"

#include <glib/gi18n.h>

#include "tactus-activity-page.h"
#include "tactus-alarms-page.h"
#include "tactus-alert-page.h"
#include "tactus-band-details.h"
#include "tactus-fit.h"
#include "tactus-forget.h"
#include "tactus-history-page.h"
#include "tactus-live-text.h"
#include "tactus-live-view.h"
#include "tactus-notice-bar.h"
#include "tactus-sensors-page.h"
#include "tactus-settings-page.h"
#include "tactus-split.h"
#include "tactus-template.h"
#include "tactus-text.h"
#include "tactus-widget-look.h"

#define MAIN_VIEW "main"

/* Of the main view: the names of its own views. */
#define LIVE    "live"
#define HISTORY "history"
#define BAND    "band"

struct _TactusBandPage
{
  AdwBin parent_instance;

  GtkWidget *header;
  GtkWidget *fit;
  GtkWidget *window_title;
  GtkWidget *start_title;
  GtkWidget *views;
  GtkWidget *split;
  GtkWidget *view_stack;
  AdwViewStackPage *band_view;
  GtkWidget *history_bin;
  GtkWidget *details_scroller;
  GtkWidget *switcher_bar;
  GtkWidget *error_notice;
  GtkWidget *key_notice;
  GtkWidget *saving_notice;
  GtkWidget *live_view;
  GtkWidget *no_sensor;
  GtkWidget *details;

  TactusBandList *bands;         /* (owned) */
  TactusBand *band;              /* (owned) */
  TactusRecording *recording;    /* (owned) */
  GSettings *settings;           /* (owned) (nullable) */
  TactusFit *history_fit;        /* (nullable): of the history's header */
  GCancellable *cancellable;     /* (owned): ends what the page itself began */
};

G_DEFINE_FINAL_TYPE (TactusBandPage, tactus_band_page, ADW_TYPE_BIN)

typedef enum {
  PROP_BAND_LIST = 1,
  PROP_BAND,
  PROP_WINDOW_SECONDS,
} TactusBandPageProperty;

static GParamSpec *properties[PROP_WINDOW_SECONDS + 1];

enum {
  PAIR_REQUESTED,
  FORGOTTEN,
  MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static TactusHistory *
get_history (TactusBandPage *self)
{
  return tactus_recording_get_history (self->recording);
}

static TactusActivityStore *
get_activity_store (TactusBandPage *self)
{
  return tactus_history_get_activity_store (get_history (self));
}

static TactusBandRecorder *
get_recorder (TactusBandPage *self)
{
  return tactus_recording_get_recorder (self->recording, self->band);
}

typedef struct {
  const char  *name;
  const char  *title;
  GtkWidget *(* make) (TactusBandPage *self);
} View;

static GtkWidget *
make_activity (TactusBandPage *self)
{
  return tactus_activity_page_new (self->band, get_activity_store (self));
}

static GtkWidget *
make_alarms (TactusBandPage *self)
{
  return tactus_alarms_page_new (self->band);
}

static GtkWidget *
make_alerts (TactusBandPage *self)
{
  return tactus_alert_page_new (self->band);
}

static GtkWidget *
make_sensors (TactusBandPage *self)
{
  return tactus_sensors_page_new (self->band);
}

static GtkWidget *
make_settings (TactusBandPage *self)
{
  return tactus_settings_page_new (self->band);
}

static const View views[] = {
  { "activity", N_("Recorded Activity"), make_activity },
  { "alarms", N_("Alarms"), make_alarms },
  { "alerts", N_("Alerts"), make_alerts },
  { "sensors", N_("Sensors"), make_sensors },
  { "settings", N_("Settings"), make_settings },
};

/* Returns: (nullable): the view of that name; NULL for the main one */
static const View *
find_view (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_strcmp0 (views[i].name, name) == 0)
      return &views[i];

  return NULL;
}

static const View *
get_view (TactusBandPage *self)
{
  return find_view (gtk_stack_get_visible_child_name (GTK_STACK (self->views)));
}

/* On the main view the link alone: the pulse has its own line under the number. */
static void
update_title (TactusBandPage *self)
{
  AdwWindowTitle *title = ADW_WINDOW_TITLE (self->window_title);
  const char *name = tactus_band_get_name (self->band);
  const View *view = get_view (self);
  const char *state = tactus_text_band_state (tactus_band_get_state (self->band),
                                              TACTUS_PULSE_STATE_IDLE,
                                              tactus_band_get_error (self->band),
                                              tactus_band_get_present (self->band));

  adw_window_title_set_title (title, view ? _(view->title) : name);
  adw_window_title_set_subtitle (title, view ? name : state);
}

static void
say (TactusBandPage *self,
     const char     *message)
{
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

static void
say_error (TactusBandPage *self,
           const GError   *error)
{
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  sentence = tactus_band_error_to_sentence (error);
  say (self, sentence);
}

static TactusRemedy
remedy (TactusBandPage *self)
{
  return tactus_text_remedy (tactus_band_get_error (self->band),
                             tactus_band_get_model (self->band));
}

static gboolean
has_key (TactusBandPage *self)
{
  const TactusModel *model = tactus_band_get_model (self->band);

  return model == NULL || model->key_source != TACTUS_KEY_SOURCE_NONE;
}

static gboolean
has_sensor (TactusBandPage *self)
{
  const TactusModel *model = tactus_band_get_model (self->band);

  return model == NULL || (model->abilities & TACTUS_ABILITY_HEART_RATE) != 0;
}

static gboolean
can_share (TactusBandPage *self)
{
  const TactusModel *model = tactus_band_get_model (self->band);

  return model && tactus_model_has_setting (model, TACTUS_SETTING_SHARE_HEART_RATE);
}

static void
update_error (TactusBandPage *self)
{
  const GError *error = tactus_band_get_error (self->band);
  g_autofree char *sentence = NULL;

  if (error == NULL || tactus_band_get_state (self->band) != TACTUS_BAND_STATE_OFFLINE ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      tactus_notice_bar_hide (TACTUS_NOTICE_BAR (self->error_notice));
      return;
    }

  sentence = tactus_band_error_to_sentence (error);
  tactus_notice_bar_show (TACTUS_NOTICE_BAR (self->error_notice),
                          tactus_band_error_to_title (error), sentence,
                          tactus_text_remedy_label (remedy (self)));
}

static gboolean
is_key_unkept (TactusBandPage *self)
{
  return tactus_band_get_key_storage (self->band) == TACTUS_KEY_STORAGE_SESSION;
}

/* A key that is not kept is the nearer trouble. */
static void
update_key (TactusBandPage *self)
{
  TactusNoticeBar *notice = TACTUS_NOTICE_BAR (self->key_notice);
  const TactusModel *model = tactus_band_get_model (self->band);

  if (is_key_unkept (self))
    tactus_notice_bar_show (notice, _("Key kept for this session only"),
                            _("The keyring is locked or missing. Without it the band has to be "
                              "paired again after Tactus is closed."),
                            _("_Try Again"));
  else if (tactus_band_get_key_published (self->band))
    tactus_notice_bar_show (notice, _("This band’s key is published"),
                            tactus_text_published_key (model),
                            tactus_text_published_key_label (model));
  else
    tactus_notice_bar_hide (notice);
}

/* What waits in memory is written as soon as it can be; the notice goes by itself then. */
static void
update_saving (TactusBandPage *self)
{
  const GError *error = tactus_band_recorder_get_error (get_recorder (self));
  g_autofree char *sentence = NULL;

  if (error == NULL)
    {
      tactus_notice_bar_hide (TACTUS_NOTICE_BAR (self->saving_notice));
      return;
    }

  sentence = tactus_text_not_saved (error);
  tactus_notice_bar_show (TACTUS_NOTICE_BAR (self->saving_notice),
                          _("What is measured is not being saved"), sentence, NULL);
}

static void
update (TactusBandPage *self)
{
  TactusBandState state = tactus_band_get_state (self->band);
  gboolean linked = state != TACTUS_BAND_STATE_OFFLINE && state != TACTUS_BAND_STATE_LISTENING;
  gboolean known = tactus_band_get_known (self->band);

  gtk_widget_set_visible (self->live_view, has_sensor (self));
  gtk_widget_set_visible (self->no_sensor, !has_sensor (self));
  update_title (self);
  update_error (self);
  update_key (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.connect", !linked && known);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.listen",
                                 state == TACTUS_BAND_STATE_OFFLINE && can_share (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.pair",
                                 tactus_text_unpairable (tactus_band_get_model (self->band)) ==
                                 NULL && !known);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.pair-again", known && has_key (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.forget", known);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.disconnect",
                                 linked && state != TACTUS_BAND_STATE_DISCONNECTING);
}

/* ── live, history, band ── */

static const char *
get_main_view (TactusBandPage *self)
{
  return adw_view_stack_get_visible_child_name (ADW_VIEW_STACK (self->view_stack));
}

static gboolean
is_in_history (TactusBandPage *self)
{
  return get_view (self) == NULL && g_strcmp0 (get_main_view (self), HISTORY) == 0;
}

static TactusHistoryPage *
get_history_page (TactusBandPage *self)
{
  return (TactusHistoryPage *) adw_bin_get_child (ADW_BIN (self->history_bin));
}

/* The history has a header of its own.  Where the band is beside, a header has room for the
 * switcher and for the name and the link of the band; else those stay, and the switcher is at the
 * bottom.  On what has been opened from a view it would be in the way. */
static void
update_switchers (TactusBandPage *self)
{
  gboolean in_history, beside, main_view, fits;
  gboolean deep = FALSE;

  if (gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;

  in_history = is_in_history (self);
  beside = tactus_split_get_beside (TACTUS_SPLIT (self->split));
  main_view = get_view (self) == NULL;
  g_object_set (self->fit, "preferred", main_view, "allowed", beside, NULL);
  if (self->history_fit)
    g_object_set (self->history_fit, "allowed", beside, NULL);
  fits = tactus_fit_get_fits (in_history && self->history_fit ? self->history_fit
                                                              : TACTUS_FIT (self->fit));
  if (in_history && get_history_page (self))
    g_object_get (get_history_page (self), "deep", &deep, NULL);

  gtk_widget_set_visible (self->header, !in_history);
  gtk_widget_set_visible (self->start_title, beside && main_view && fits);
  adw_view_switcher_bar_set_reveal (ADW_VIEW_SWITCHER_BAR (self->switcher_bar),
                                    main_view && !fits && !deep);
}

static void
history_closed_cb (TactusBandPage *self)
{
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (self->view_stack), LIVE);
}

static void
make_history (TactusBandPage *self)
{
  GtkWidget *page = tactus_history_page_new (get_history (self), self->settings,
                                             tactus_band_get_address (self->band),
                                             tactus_band_get_name (self->band));

  self->history_fit = tactus_history_page_be_view (TACTUS_HISTORY_PAGE (page),
                                                   ADW_VIEW_STACK (self->view_stack));
  g_signal_connect_object (self->history_fit, "notify::fits", G_CALLBACK (update_switchers), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::deep", G_CALLBACK (update_switchers), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "closed", G_CALLBACK (history_closed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self->history_bin), page);
}

static void
view_cb (TactusBandPage *self)
{
  const char *name;

  /* In the middle of being made or put down. */
  if (self->recording == NULL || gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;

  name = get_main_view (self);
  if (g_str_equal (name, HISTORY) && get_history_page (self) == NULL)
    make_history (self);
  tactus_split_set_second (TACTUS_SPLIT (self->split), g_str_equal (name, BAND));
  tactus_split_set_alone (TACTUS_SPLIT (self->split), g_str_equal (name, HISTORY));
  update_switchers (self);
}

/* The band has its place beside the live view, and is no view of its own there. */
static void
beside_cb (TactusBandPage *self)
{
  gboolean beside = tactus_split_get_beside (TACTUS_SPLIT (self->split));

  if (beside && g_strcmp0 (get_main_view (self), BAND) == 0)
    adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (self->view_stack), LIVE);
  adw_view_stack_page_set_visible (self->band_view, !beside);
  update_switchers (self);
}

static void
view_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  tactus_band_page_show_view (TACTUS_BAND_PAGE (widget), g_variant_get_string (parameter, NULL));
}

/* Why a connection failed shows in the band's error, and stays there until the next attempt. */
static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(TactusBandPage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_band_connect_finish (TACTUS_BAND (source), result, &error))
    g_debug ("Connecting: %s", error->message);
}

static void
connect_band (TactusBandPage *self)
{
  /* Not cancelled with the page: a band that was asked for goes on connecting. */
  tactus_band_connect_async (self->band, NULL, connected_cb, g_object_ref (self));
}

static void
connect_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  connect_band (TACTUS_BAND_PAGE (widget));
}

static void
listen_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  tactus_band_page_listen (TACTUS_BAND_PAGE (widget));
}

static void
disconnected_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(TactusBandPage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_band_disconnect_finish (TACTUS_BAND (source), result, &error))
    say_error (self, error);
}

static void
disconnect_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  TactusBandPage *self = TACTUS_BAND_PAGE (widget);

  tactus_band_stop_measuring (self->band);
  tactus_band_disconnect_async (self->band, NULL, disconnected_cb, g_object_ref (self));
}

static void
pair_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_signal_emit (widget, signals[PAIR_REQUESTED], 0);
}

static void
say_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  say (TACTUS_BAND_PAGE (widget), g_variant_get_string (parameter, NULL));
}

/* The stack itself moves the keyboard along that was in the view which goes. */
static void
show_view (TactusBandPage *self,
           const char     *name)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean moves = focus && gtk_widget_is_ancestor (focus, self->views);

  gtk_stack_set_visible_child_name (GTK_STACK (self->views), name);
  update_title (self);
  update_switchers (self);
  if (!moves)
    gtk_widget_child_focus (gtk_stack_get_visible_child (GTK_STACK (self->views)),
                            GTK_DIR_TAB_FORWARD);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  TactusBandPage *self = TACTUS_BAND_PAGE (widget);
  const View *view = find_view (g_variant_get_string (parameter, NULL));

  if (view == NULL)
    return;

  if (gtk_stack_get_child_by_name (GTK_STACK (self->views), view->name) == NULL)
    gtk_stack_add_named (GTK_STACK (self->views), view->make (self), view->name);
  show_view (self, view->name);
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  TactusBandPage *self = TACTUS_BAND_PAGE (widget);

  if (get_view (self))
    show_view (self, MAIN_VIEW);
  else if (g_strcmp0 (get_main_view (self), LIVE) != 0)
    tactus_band_page_show_view (self, LIVE);
  else
    gtk_widget_activate_action (widget, "win.back", NULL);
}

static void
history_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  TactusBandPage *self = TACTUS_BAND_PAGE (widget);

  tactus_band_page_show_view (self, HISTORY);
  tactus_history_page_focus (get_history_page (self));
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(TactusBandPage) self = user_data;
  g_autofree char *message = NULL;

  /* What there is to say is said where the person is then. */
  if (tactus_forget_finish (result, &message))
    g_signal_emit (self, signals[FORGOTTEN], 0);
  if (message)
    say (self, message);
}

static void
forget_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  TactusBandPage *self = TACTUS_BAND_PAGE (widget);

  tactus_forget_async (widget, self->bands, self->band, self->recording, self->cancellable,
                       forgotten_cb, g_object_ref (self));
}

static void
turned_on_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(TactusBandPage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (tactus_band_list_turn_on_finish (TACTUS_BAND_LIST (source), result, &error))
    connect_band (self);
  else
    say_error (self, error);
}

static void
remedy_cb (TactusBandPage *self)
{
  switch (remedy (self))
    {
    case TACTUS_REMEDY_TURN_ON:
      tactus_band_list_turn_on_async (self->bands, self->cancellable, turned_on_cb,
                                      g_object_ref (self));
      break;
    case TACTUS_REMEDY_PAIR:
    case TACTUS_REMEDY_PAIR_ANEW:
    case TACTUS_REMEDY_ENTER_KEY:
      g_signal_emit (self, signals[PAIR_REQUESTED], 0);
      break;
    case TACTUS_REMEDY_TRY_AGAIN:
      connect_band (self);
      break;
    case TACTUS_REMEDY_NONE:
    default:
      break;
    }
}

static void
why_cb (TactusBandPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.doctor", "s",
                              tactus_band_get_address (self->band));
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(TactusBandPage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (tactus_band_keep_key_finish (TACTUS_BAND (source), result, &error))
    say (self, _("The key is in the keyring now"));
  else
    say_error (self, error);
}

static void
key_cb (TactusBandPage *self)
{
  if (is_key_unkept (self))
    tactus_band_keep_key_async (self->band, self->cancellable, kept_cb, g_object_ref (self));
  else
    g_signal_emit (self, signals[PAIR_REQUESTED], 0);
}

static void
message_cb (TactusBandPage *self,
            const char     *message)
{
  say (self, message);
}

static void
window_seconds_cb (TactusBandPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WINDOW_SECONDS]);
}

void
tactus_band_page_show_view (TactusBandPage *self,
                            const char     *name)
{
  gboolean beside;

  g_return_if_fail (TACTUS_IS_BAND_PAGE (self));

  beside = tactus_split_get_beside (TACTUS_SPLIT (self->split));
  if (get_view (self))
    show_view (self, MAIN_VIEW);
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (self->view_stack),
                                         beside && g_str_equal (name, BAND) ? LIVE : name);
}

GtkWidget *
tactus_band_page_new (TactusBandList  *bands,
                      TactusBand      *band,
                      TactusRecording *recording,
                      GSettings       *settings)
{
  TactusBandPage *self = g_object_new (TACTUS_TYPE_BAND_PAGE, "band-list", bands, "band", band,
                                       NULL);

  self->recording = g_object_ref (recording);
  self->settings = settings ? g_object_ref (settings) : NULL;
  g_signal_connect_object (get_recorder (self), "notify::error", G_CALLBACK (update_saving), self,
                           G_CONNECT_SWAPPED);
  update_saving (self);
  tactus_live_view_set_recorder (TACTUS_LIVE_VIEW (self->live_view), get_recorder (self));
  tactus_live_view_set_history (TACTUS_LIVE_VIEW (self->live_view), get_history (self));
  update_switchers (self);

  return GTK_WIDGET (self);
}

void
tactus_band_page_set_zones (TactusBandPage    *self,
                            const TactusZones *zones)
{
  g_return_if_fail (TACTUS_IS_BAND_PAGE (self));

  tactus_live_view_set_zones (TACTUS_LIVE_VIEW (self->live_view), zones);
}

TactusBand *
tactus_band_page_get_band (TactusBandPage *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND_PAGE (self), NULL);

  return self->band;
}

int
tactus_band_page_get_bar_height (TactusBandPage *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND_PAGE (self), 0);

  return gtk_widget_get_height (self->switcher_bar);
}

void
tactus_band_page_start (TactusBandPage *self,
                        gboolean        measure)
{
  g_return_if_fail (TACTUS_IS_BAND_PAGE (self));

  if (has_sensor (self))
    tactus_live_view_grab_focus (TACTUS_LIVE_VIEW (self->live_view));
  else
    {
      tactus_band_page_show_view (self, BAND);
      gtk_widget_child_focus (self->details, GTK_DIR_TAB_FORWARD);
    }

  if (measure && has_sensor (self))
    tactus_band_start_measuring (self->band);
  else if (tactus_band_get_state (self->band) == TACTUS_BAND_STATE_OFFLINE)
    connect_band (self);
}

void
tactus_band_page_listen (TactusBandPage *self)
{
  g_return_if_fail (TACTUS_IS_BAND_PAGE (self));

  tactus_live_view_grab_focus (TACTUS_LIVE_VIEW (self->live_view));
  tactus_band_start_listening (self->band);
}

static void
tactus_band_page_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TactusBandPage *self = TACTUS_BAND_PAGE (object);

  switch ((TactusBandPageProperty) property_id)
    {
    case PROP_BAND_LIST:
      g_value_set_object (value, self->bands);
      break;
    case PROP_BAND:
      g_value_set_object (value, self->band);
      break;
    case PROP_WINDOW_SECONDS:
      g_object_get_property (G_OBJECT (self->live_view), "window-seconds", value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_band_page_set_property (GObject      *object,
                               guint         property_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  TactusBandPage *self = TACTUS_BAND_PAGE (object);

  switch ((TactusBandPageProperty) property_id)
    {
    case PROP_BAND_LIST:
      g_set_object (&self->bands, g_value_get_object (value));
      break;
    case PROP_BAND:
      g_set_object (&self->band, g_value_get_object (value));
      break;
    case PROP_WINDOW_SECONDS:
      tactus_live_view_set_window_seconds (TACTUS_LIVE_VIEW (self->live_view),
                                           g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_band_page_constructed (GObject *object)
{
  static const char *const notifications[] = {
    "notify::state", "notify::error", "notify::present", "notify::name", "notify::key-storage",
    "notify::key-published",
    "notify::known",
  };
  TactusBandPage *self = TACTUS_BAND_PAGE (object);

  G_OBJECT_CLASS (tactus_band_page_parent_class)->constructed (object);

  for (guint i = 0; i < G_N_ELEMENTS (notifications); i++)
    g_signal_connect_object (self->band, notifications[i], G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  update (self);
}

static void
tactus_band_page_dispose (GObject *object)
{
  TactusBandPage *self = TACTUS_BAND_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->band)
    g_signal_handlers_disconnect_by_func (self->band, update, self);

  G_OBJECT_CLASS (tactus_band_page_parent_class)->dispose (object);
}

static void
tactus_band_page_finalize (GObject *object)
{
  TactusBandPage *self = TACTUS_BAND_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->recording);
  g_clear_object (&self->settings);
  g_clear_object (&self->band);
  g_clear_object (&self->bands);

  G_OBJECT_CLASS (tactus_band_page_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS;

  properties[PROP_BAND_LIST] = g_param_spec_object ("band-list", NULL, NULL, TACTUS_TYPE_BAND_LIST,
                                                    once);
  properties[PROP_BAND] = g_param_spec_object ("band", NULL, NULL, TACTUS_TYPE_BAND, once);
  properties[PROP_WINDOW_SECONDS] =
    g_param_spec_uint ("window-seconds", NULL, NULL, 0, 86400, 300,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
install_signals (TactusBandPageClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[PAIR_REQUESTED] = g_signal_new ("pair-requested", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[FORGOTTEN] = g_signal_new ("forgotten", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tactus_band_page_class_init (TactusBandPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tactus_band_page_get_property;
  object_class->set_property = tactus_band_page_set_property;
  object_class->constructed = tactus_band_page_constructed;
  object_class->dispose = tactus_band_page_dispose;
  object_class->finalize = tactus_band_page_finalize;

  install_properties (object_class);
  install_signals (klass);

  gtk_widget_class_install_action (widget_class, "page.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "page.disconnect", NULL, disconnect_action);
  gtk_widget_class_install_action (widget_class, "page.pair", NULL, pair_action);
  gtk_widget_class_install_action (widget_class, "page.pair-again", NULL, pair_action);
  gtk_widget_class_install_action (widget_class, "page.forget", NULL, forget_action);
  gtk_widget_class_install_action (widget_class, "page.listen", NULL, listen_action);
  gtk_widget_class_install_action (widget_class, "page.say", "s", say_action);
  gtk_widget_class_install_action (widget_class, "page.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "page.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "page.history", NULL, history_action);
  gtk_widget_class_install_action (widget_class, "page.view", "s", view_action);

  g_type_ensure (TACTUS_TYPE_NOTICE_BAR);
  g_type_ensure (TACTUS_TYPE_FIT);
  g_type_ensure (TACTUS_TYPE_SPLIT);
  g_type_ensure (TACTUS_TYPE_LIVE_VIEW);
  g_type_ensure (TACTUS_TYPE_BAND_DETAILS);
  gtk_widget_class_set_template_from_resource (widget_class, TACTUS_TEMPLATE ("tactus-band-page"));
  gtk_widget_class_bind_template_child (widget_class, TactusBandPage, header);
  gtk_widget_class_bind_template_child (widget_class, TactusBandPage, fit);
  gtk_widget_class_bind_template_child (widget_class, TactusBandPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, TactusBandPage, start_title);
  gtk_widget_class_bind_template_child (widget_class, TactusBandPage, split);
  gtk_widget_class_bind_template_child (widget_class, TactusBandPage, view_stack);
  gtk_widget_class_bind_template_child (widget_class, TactusBandPage, band_view);
  gtk_widget_class_bind_template_child (widget_class, TactusBandPage, history_bin);
  gtk_widget_class_bind_template_child (widget_class, TactusBandPage, details_scroller);
  gtk_widget_class_bind_template_child (widget_class, TactusBandPage, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, TactusBandPage, views);
  gtk_widget_class_bind_template_child (widget_class, TactusBandPage, error_notice);
  gtk_widget_class_bind_template_child (widget_class, TactusBandPage, key_notice);
  gtk_widget_class_bind_template_child (widget_class, TactusBandPage, saving_notice);
  gtk_widget_class_bind_template_child (widget_class, TactusBandPage, no_sensor);
  gtk_widget_class_bind_template_child (widget_class, TactusBandPage, live_view);
  gtk_widget_class_bind_template_child (widget_class, TactusBandPage, details);
  gtk_widget_class_bind_template_callback (widget_class, why_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_switchers);
  gtk_widget_class_bind_template_callback (widget_class, beside_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_cb);
  gtk_widget_class_bind_template_callback (widget_class, remedy_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

static void
tactus_band_page_init (TactusBandPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_name_switchers (GTK_WIDGET (self));

  g_signal_connect_object (self->live_view, "message", G_CALLBACK (message_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->live_view, "notify::window-seconds",
                           G_CALLBACK (window_seconds_cb), self, G_CONNECT_SWAPPED);
}
