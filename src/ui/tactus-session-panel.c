/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-session-panel.h"

#include <glib/gi18n.h>

#include "tactus-live-text.h"
#include "tactus-template.h"
#include "tactus-zone-times.h"

struct _TactusSessionPanel
{
  AdwBin parent_instance;

  GtkWidget *title_label;
  GtkWidget *timer_label;
  GtkWidget *zone_times;

  TactusBandRecorder *recorder; /* (owned) (nullable) */
  GSignalGroup *signals;        /* (owned): of @recorder */
  TactusSession *session;       /* (owned) (nullable): the last one that began */
  TactusTally *tally;           /* (owned) (nullable): of @session */
  TactusZones zones;
};

G_DEFINE_FINAL_TYPE (TactusSessionPanel, tactus_session_panel, ADW_TYPE_BIN)

static void
set_label (GtkWidget  *label,
           const char *text)
{
  if (!g_str_equal (gtk_label_get_label (GTK_LABEL (label)), text))
    gtk_label_set_label (GTK_LABEL (label), text);
}

gboolean
tactus_session_panel_is_open (TactusSessionPanel *self)
{
  g_return_val_if_fail (TACTUS_IS_SESSION_PANEL (self), FALSE);

  return self->recorder && tactus_band_recorder_get_session (self->recorder) != NULL;
}

/* Until the measurement ends, by the clock of its readings. */
static gint64
get_end_us (TactusSessionPanel *self)
{
  if (!tactus_session_panel_is_open (self))
    return tactus_session_get_end_us (self->session);

  return tactus_band_get_now_us (tactus_band_recorder_get_band (self->recorder));
}

static void
show_timer (TactusSessionPanel *self)
{
  gboolean open = tactus_session_panel_is_open (self);
  gint64 end_us = get_end_us (self);
  gint64 span_us = end_us - tactus_session_get_begin_us (self->session);
  g_autofree char *text = tactus_text_timer (span_us);
  g_autofree char *spoken = tactus_text_spoken_span (span_us);

  set_label (self->title_label, open ? _("This Session") : _("Last Session"));
  if (g_str_equal (gtk_label_get_label (GTK_LABEL (self->timer_label)), text))
    return;

  gtk_label_set_label (GTK_LABEL (self->timer_label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->timer_label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

void
tactus_session_panel_update (TactusSessionPanel *self)
{
  TactusStatistics statistics;

  g_return_if_fail (TACTUS_IS_SESSION_PANEL (self));

  gtk_widget_set_visible (GTK_WIDGET (self), self->session != NULL);
  if (self->session == NULL)
    return;

  show_timer (self);
  tactus_tally_get (self->tally, &statistics);
  tactus_zone_times_set (TACTUS_ZONE_TIMES (self->zone_times), &self->zones, statistics.zone_us);
}

void
tactus_session_panel_recount (TactusSessionPanel *self)
{
  TactusSeries *series;
  gint64 begin_us;

  g_return_if_fail (TACTUS_IS_SESSION_PANEL (self));

  g_clear_pointer (&self->tally, tactus_tally_free);
  if (self->session == NULL)
    return;

  series = tactus_band_get_series (tactus_band_recorder_get_band (self->recorder));
  begin_us = tactus_session_get_begin_us (self->session);
  self->tally = tactus_tally_new (&self->zones, tactus_session_get_gap_us (self->session));
  for (gsize i = tactus_series_find (series, begin_us); i < tactus_series_get_length (series); i++)
    {
      TactusReading reading = tactus_series_get (series, i);

      tactus_tally_add (self->tally, &reading);
    }
}

static void
session_cb (TactusSessionPanel *self)
{
  TactusSession *session = self->recorder ? tactus_band_recorder_get_session (self->recorder)
                                          : NULL;

  /* The end of a session changes nothing of it. */
  if (session && g_set_object (&self->session, session))
    tactus_session_panel_recount (self);

  tactus_session_panel_update (self);
}

void
tactus_session_panel_set_recorder (TactusSessionPanel *self,
                                   TactusBandRecorder *recorder)
{
  g_return_if_fail (TACTUS_IS_SESSION_PANEL (self));

  if (!g_set_object (&self->recorder, recorder))
    return;

  g_clear_object (&self->session);
  tactus_session_panel_recount (self);
  g_signal_group_set_target (self->signals, recorder);
  session_cb (self);
}

void
tactus_session_panel_set_zones (TactusSessionPanel *self,
                                const TactusZones  *zones)
{
  g_return_if_fail (TACTUS_IS_SESSION_PANEL (self));

  if (self->zones.maximum == zones->maximum)
    return;

  self->zones = *zones;
  tactus_session_panel_recount (self);
  tactus_session_panel_update (self);
}

void
tactus_session_panel_add (TactusSessionPanel  *self,
                          const TactusReading *reading)
{
  g_return_if_fail (TACTUS_IS_SESSION_PANEL (self));

  if (tactus_session_panel_is_open (self))
    tactus_tally_add (self->tally, reading);
}

static void
tactus_session_panel_dispose (GObject *object)
{
  TactusSessionPanel *self = TACTUS_SESSION_PANEL (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  g_clear_object (&self->recorder);

  G_OBJECT_CLASS (tactus_session_panel_parent_class)->dispose (object);
}

static void
tactus_session_panel_finalize (GObject *object)
{
  g_clear_pointer (&TACTUS_SESSION_PANEL (object)->tally, tactus_tally_free);

  G_OBJECT_CLASS (tactus_session_panel_parent_class)->finalize (object);
}

static void
tactus_session_panel_class_init (TactusSessionPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tactus_session_panel_dispose;
  object_class->finalize = tactus_session_panel_finalize;

  g_type_ensure (TACTUS_TYPE_ZONE_TIMES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-session-panel"));
  gtk_widget_class_bind_template_child (widget_class, TactusSessionPanel, title_label);
  gtk_widget_class_bind_template_child (widget_class, TactusSessionPanel, timer_label);
  gtk_widget_class_bind_template_child (widget_class, TactusSessionPanel, zone_times);
}

static void
tactus_session_panel_init (TactusSessionPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (TACTUS_TYPE_BAND_RECORDER);
  g_signal_group_connect_swapped (self->signals, "notify::session", G_CALLBACK (session_cb), self);
}
