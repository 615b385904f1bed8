/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-bands-page.h"

#include <glib/gi18n.h>

#include "tactus-band-row.h"
#include "tactus-compat.h"
#include "tactus-fit.h"
#include "tactus-nearby-row.h"
#include "tactus-template.h"
#include "tactus-text.h"
#include "tactus-welcome.h"
#include "tactus-widget-look.h"

/* In a crowd nobody reads more rows than these, and each costs time and memory. */
#define MAX_NEARBY 100

struct _TactusBandsPage
{
  AdwBin parent_instance;

  GtkWidget *stack;
  GtkWidget *known_group;
  GtkWidget *known_list;
  GtkWidget *nearby_group;
  GtkWidget *nearby_list;
  GtkWidget *searching_label;
  GtkWidget *searching_spinner;

  TactusBandList *bands;      /* (owned) (nullable) */
  TactusScanner *scanner;     /* (owned) (nullable) */
  GCancellable *cancellable;  /* (owned) */
  gboolean looking;
  gboolean listening;
  gboolean first_run;
};

G_DEFINE_FINAL_TYPE (TactusBandsPage, tactus_bands_page, ADW_TYPE_BIN)

typedef enum {
  PROP_BAND_LIST = 1,
  PROP_LISTENING,
  PROP_FIRST_RUN,
} TactusBandsPageProperty;

static GParamSpec *properties[PROP_FIRST_RUN + 1];

enum {
  BAND_ACTIVATED,
  PAIR_REQUESTED,
  LISTEN_REQUESTED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static TactusBluezState
bluez_state (TactusBandsPage *self)
{
  if (self->bands == NULL)
    return TACTUS_BLUEZ_STATE_STARTING;

  return tactus_bluez_client_get_state (tactus_band_list_get_client (self->bands));
}

static guint
count_known (TactusBandsPage *self)
{
  return self->bands ? g_list_model_get_n_items (tactus_band_list_get_known (self->bands)) : 0;
}

static guint
count_nearby (TactusBandsPage *self)
{
  return self->bands ? g_list_model_get_n_items (tactus_band_list_get_nearby (self->bands)) : 0;
}

/* Who sees only some of them is told so. */
static void
update_nearby (TactusBandsPage *self)
{
  gboolean all = count_nearby (self) <= MAX_NEARBY;

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->nearby_group),
                                         all ? NULL : _("Only the nearest hundred are shown."));
}

/* Nobody has a band here yet: who comes for the first time is told more. */
static void
update_first_run (TactusBandsPage *self)
{
  gboolean first_run = self->bands && count_known (self) == 0;

  if (self->first_run == first_run)
    return;

  self->first_run = first_run;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FIRST_RUN]);
}

static const char *
choose_page (TactusBandsPage *self,
             gboolean         searching)
{
  guint n_bands = count_known (self) + count_nearby (self);
  const char *page = tactus_text_page_for_state (bluez_state (self), n_bands, searching);

  return self->first_run && g_str_equal (page, "searching") ? "welcome" : page;
}

/* Once a page, and for who is on it: the adapter comes and goes by itself. */
static void
show_page (TactusBandsPage *self,
           const char      *name)
{
  GtkStack *stack = GTK_STACK (self->stack);
  gboolean news = g_strcmp0 (gtk_stack_get_visible_child_name (stack), name) != 0;
  GtkWidget *page;

  gtk_stack_set_visible_child_name (stack, name);
  page = gtk_stack_get_visible_child (stack);
  if (news && ADW_IS_STATUS_PAGE (page) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    tactus_compat_announce (page, adw_status_page_get_title (ADW_STATUS_PAGE (page)));
}

static void
update (TactusBandsPage *self)
{
  TactusBluezState state = bluez_state (self);
  gboolean searching = self->scanner && tactus_scanner_get_searching (self->scanner);

  update_first_run (self);
  update_nearby (self);
  show_page (self, choose_page (self, searching));
  gtk_widget_set_visible (self->known_group, count_known (self) > 0);
  gtk_widget_set_visible (self->searching_label, searching);
  gtk_widget_set_visible (self->searching_spinner, searching);
  gtk_spinner_set_spinning (GTK_SPINNER (self->searching_spinner), searching);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bands.search",
                                 state == TACTUS_BLUEZ_STATE_READY && !searching);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bands.turn-on",
                                 state == TACTUS_BLUEZ_STATE_OFF ||
                                 state == TACTUS_BLUEZ_STATE_BLOCKED);
}

static void
update_scanner (TactusBandsPage *self)
{
  if (self->scanner)
    tactus_scanner_set_active (self->scanner,
                               self->looking && gtk_widget_get_mapped (GTK_WIDGET (self)));
}

static void
say_failed (TactusBandsPage *self,
            const GError    *error)
{
  g_autofree char *sentence = tactus_band_error_to_sentence (error);

  g_signal_emit (self, signals[FAILED], 0, sentence);
}

static void
scan_failed_cb (TactusBandsPage *self,
                const GError    *error)
{
  g_autoptr(GError) translated = tactus_band_error_translate_service (g_error_copy (error));

  if (!tactus_text_page_tells (translated))
    say_failed (self, translated);
}

static void
row_activated_cb (TactusBandsPage *self,
                  GtkListBoxRow   *row)
{
  TactusBand *band = tactus_band_row_get_band (TACTUS_BAND_ROW (row));

  g_signal_emit (self, signals[BAND_ACTIVATED], 0, band);
}

static void
pair_clicked_cb (TactusBandsPage *self,
                 TactusNearbyRow *row)
{
  g_signal_emit (self, signals[PAIR_REQUESTED], 0, tactus_nearby_row_get_band (row));
}

static void
listen_clicked_cb (TactusBandsPage *self,
                   TactusNearbyRow *row)
{
  g_signal_emit (self, signals[LISTEN_REQUESTED], 0, tactus_nearby_row_get_band (row));
}

static GtkWidget *
create_known_row (gpointer item,
                  gpointer user_data)
{
  return tactus_band_row_new (item);
}

static GtkWidget *
create_nearby_row (gpointer item,
                   gpointer user_data)
{
  GtkWidget *row = tactus_nearby_row_new (item);

  g_signal_connect_object (row, "pair-clicked", G_CALLBACK (pair_clicked_cb), user_data,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "listen-clicked", G_CALLBACK (listen_clicked_cb), user_data,
                           G_CONNECT_SWAPPED);
  g_object_bind_property (user_data, "listening", row, "listening", G_BINDING_SYNC_CREATE);

  return row;
}

static void
turned_on_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(TactusBandsPage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!tactus_band_list_turn_on_finish (TACTUS_BAND_LIST (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say_failed (self, error);
}

static void
turn_on_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  TactusBandsPage *self = TACTUS_BANDS_PAGE (widget);

  if (self->bands)
    tactus_band_list_turn_on_async (self->bands, self->cancellable, turned_on_cb,
                                    g_object_ref (self));
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  tactus_bands_page_search (TACTUS_BANDS_PAGE (widget));
}

void
tactus_bands_page_search (TactusBandsPage *self)
{
  g_return_if_fail (TACTUS_IS_BANDS_PAGE (self));

  if (self->scanner)
    tactus_scanner_restart (self->scanner);
}

TactusScanner *
tactus_bands_page_get_scanner (TactusBandsPage *self)
{
  g_return_val_if_fail (TACTUS_IS_BANDS_PAGE (self), NULL);

  return self->scanner;
}

void
tactus_bands_page_set_looking (TactusBandsPage *self,
                               gboolean         looking)
{
  g_return_if_fail (TACTUS_IS_BANDS_PAGE (self));

  self->looking = looking;
  update_scanner (self);
}

static void
watch (TactusBandsPage *self,
       gpointer         source,
       const char      *signal)
{
  g_signal_connect_object (source, signal, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
attach (TactusBandsPage *self)
{
  TactusBluezClient *client = tactus_band_list_get_client (self->bands);
  GListModel *known = tactus_band_list_get_known (self->bands);
  GListModel *nearby = tactus_band_list_get_nearby (self->bands);
  g_autoptr(GtkSliceListModel) shown = NULL;

  gtk_list_box_bind_model (GTK_LIST_BOX (self->known_list), known, create_known_row, NULL, NULL);
  shown = gtk_slice_list_model_new (g_object_ref (nearby), 0, MAX_NEARBY);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->nearby_list), G_LIST_MODEL (shown),
                           create_nearby_row, self, NULL);

  self->scanner = tactus_scanner_new (client);
  tactus_scanner_set_endless (self->scanner, self->listening);
  g_signal_connect_object (self->scanner, "failed", G_CALLBACK (scan_failed_cb), self,
                           G_CONNECT_SWAPPED);
  watch (self, self->scanner, "notify::searching");
  watch (self, client, "notify::state");
  watch (self, known, "items-changed");
  watch (self, nearby, "items-changed");
}

static void
detach (TactusBandsPage *self)
{
  if (self->bands == NULL)
    return;

  if (self->known_list)
    gtk_list_box_bind_model (GTK_LIST_BOX (self->known_list), NULL, NULL, NULL, NULL);
  if (self->nearby_list)
    gtk_list_box_bind_model (GTK_LIST_BOX (self->nearby_list), NULL, NULL, NULL, NULL);

  tactus_scanner_set_active (self->scanner, FALSE);
  g_clear_object (&self->scanner);
  g_clear_object (&self->bands);
}

void
tactus_bands_page_set_band_list (TactusBandsPage *self,
                                 TactusBandList  *bands)
{
  g_return_if_fail (TACTUS_IS_BANDS_PAGE (self));

  if (self->bands == bands)
    return;

  detach (self);
  if (bands)
    {
      self->bands = g_object_ref (bands);
      attach (self);
    }

  update_scanner (self);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BAND_LIST]);
}

static void
set_listening (TactusBandsPage *self,
               gboolean         listening)
{
  if (self->listening == listening)
    return;

  self->listening = listening;
  if (self->scanner)
    tactus_scanner_set_endless (self->scanner, listening);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LISTENING]);
}

static void
tactus_bands_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tactus_bands_page_parent_class)->map (widget);

  update_scanner (TACTUS_BANDS_PAGE (widget));
}

static void
tactus_bands_page_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tactus_bands_page_parent_class)->unmap (widget);

  update_scanner (TACTUS_BANDS_PAGE (widget));
}

static void
tactus_bands_page_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  TactusBandsPage *self = TACTUS_BANDS_PAGE (object);

  switch ((TactusBandsPageProperty) property_id)
    {
    case PROP_BAND_LIST:
      g_value_set_object (value, self->bands);
      break;
    case PROP_LISTENING:
      g_value_set_boolean (value, self->listening);
      break;
    case PROP_FIRST_RUN:
      g_value_set_boolean (value, self->first_run);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_bands_page_set_property (GObject      *object,
                                guint         property_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch ((TactusBandsPageProperty) property_id)
    {
    case PROP_BAND_LIST:
      tactus_bands_page_set_band_list (TACTUS_BANDS_PAGE (object), g_value_get_object (value));
      break;
    case PROP_LISTENING:
      set_listening (TACTUS_BANDS_PAGE (object), g_value_get_boolean (value));
      break;
    case PROP_FIRST_RUN:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_bands_page_dispose (GObject *object)
{
  TactusBandsPage *self = TACTUS_BANDS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  detach (self);

  G_OBJECT_CLASS (tactus_bands_page_parent_class)->dispose (object);
}

static void
tactus_bands_page_finalize (GObject *object)
{
  g_object_unref (TACTUS_BANDS_PAGE (object)->cancellable);

  G_OBJECT_CLASS (tactus_bands_page_parent_class)->finalize (object);
}

static void
install_signals (TactusBandsPageClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[BAND_ACTIVATED] = g_signal_new ("band-activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, TACTUS_TYPE_BAND);
  signals[PAIR_REQUESTED] = g_signal_new ("pair-requested", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, TACTUS_TYPE_BAND);
  signals[LISTEN_REQUESTED] = g_signal_new ("listen-requested", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                            NULL, NULL, G_TYPE_NONE, 1, TACTUS_TYPE_BAND);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tactus_bands_page_class_init (TactusBandsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tactus_bands_page_get_property;
  object_class->set_property = tactus_bands_page_set_property;
  object_class->dispose = tactus_bands_page_dispose;
  object_class->finalize = tactus_bands_page_finalize;
  widget_class->map = tactus_bands_page_map;
  widget_class->unmap = tactus_bands_page_unmap;

  properties[PROP_BAND_LIST] =
    g_param_spec_object ("band-list", NULL, NULL, TACTUS_TYPE_BAND_LIST,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LISTENING] =
    g_param_spec_boolean ("listening", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FIRST_RUN] =
    g_param_spec_boolean ("first-run", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  install_signals (klass);

  g_type_ensure (TACTUS_TYPE_FIT);
  g_type_ensure (TACTUS_TYPE_WELCOME);
  gtk_widget_class_install_action (widget_class, "bands.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "bands.turn-on", NULL, turn_on_action);

  gtk_widget_class_set_template_from_resource (widget_class, TACTUS_TEMPLATE ("tactus-bands-page"));
  gtk_widget_class_bind_template_child (widget_class, TactusBandsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TactusBandsPage, known_group);
  gtk_widget_class_bind_template_child (widget_class, TactusBandsPage, known_list);
  gtk_widget_class_bind_template_child (widget_class, TactusBandsPage, nearby_group);
  gtk_widget_class_bind_template_child (widget_class, TactusBandsPage, nearby_list);
  gtk_widget_class_bind_template_child (widget_class, TactusBandsPage, searching_label);
  gtk_widget_class_bind_template_child (widget_class, TactusBandsPage, searching_spinner);
  /* A spinner on a page of a stack turns, and costs a frame's work each frame, shown or not. */
  gtk_widget_class_bind_template_callback (widget_class, gtk_spinner_start);
  gtk_widget_class_bind_template_callback (widget_class, gtk_spinner_stop);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
tactus_bands_page_init (TactusBandsPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->looking = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
  update (self);
}
