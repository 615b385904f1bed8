/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-watch.h"

#include <glib/gi18n-lib.h>

#include "tactus-ctl-error.h"

struct _TactusCtlWatch
{
  TactusCtlProgram *program;
  TactusCtlWatchKind kind;
  TactusBand *band;   /* (owned) */
  GSource *cancelled; /* (owned) (nullable) */
  guint duration_id;
  gboolean lost; /* the link is gone, and that was told */
  gboolean over;
  guint n_counted;
};

/* Before the program ends, so that what is on goes off. */
static void
stop (TactusCtlWatch *self)
{
  if (self->over)
    return;

  self->over = TRUE;
  g_clear_handle_id (&self->duration_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->band, self);
  if (self->cancelled)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
  tactus_ctl_program_set_enough (self->program, NULL, NULL);
  if (self->kind.stop)
    self->kind.stop (self->program);
}

static void
watch_free (TactusCtlWatch *self)
{
  self->kind.stop = NULL;
  stop (self);
  g_clear_object (&self->band);
  g_free (self);
}

void
tactus_ctl_watch_fail (TactusCtlWatch *self,
                       GError         *error)
{
  stop (self);
  tactus_ctl_program_end (self->program, error);
}

void
tactus_ctl_watch_finish (TactusCtlWatch *self)
{
  stop (self);
  self->kind.done (self->program);
}

static void
enough (gpointer user_data)
{
  tactus_ctl_watch_finish (user_data);
}

/* It is the person's patience that ended, not the band's answer that is missing. */
static void
fail_awaiting (TactusCtlWatch *self)
{
  tactus_ctl_watch_fail (self, g_error_new (TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_AWAITED,
                                            _("The event “%s” did not come in time. "
                                              "Try again, or wait longer."),
                                            self->kind.awaited));
}

static gboolean
duration_cb (gpointer user_data)
{
  TactusCtlWatch *self = user_data;
  TactusBandState state = tactus_band_get_state (self->band);

  self->duration_id = 0;
  if (state != TACTUS_BAND_STATE_READY && state != TACTUS_BAND_STATE_LISTENING)
    tactus_ctl_watch_fail (self, g_error_new_literal (TACTUS_BAND_ERROR,
                                                      TACTUS_BAND_ERROR_DISCONNECTED,
                                                      "The link was lost and did not come back in "
                                                      "time"));
  else if (self->kind.awaited)
    fail_awaiting (self);
  else if (self->kind.silence && self->n_counted == 0)
    tactus_ctl_watch_fail (self, g_error_new_literal (TACTUS_BAND_ERROR,
                                                      TACTUS_BAND_ERROR_TIMED_OUT,
                                                      self->kind.silence));
  else
    tactus_ctl_watch_finish (self);

  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  TactusCtlWatch *self = user_data;
  GError *error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  if (tactus_ctl_program_is_timed_out (self->program))
    {
      g_clear_error (&error);
      fail_awaiting (self);
    }
  else
    {
      tactus_ctl_watch_fail (self, error);
    }

  return G_SOURCE_REMOVE;
}

static void
tell_link (TactusCtlWatch *self,
           gboolean        lost)
{
  if (lost == self->lost)
    return;

  self->lost = lost;
  tactus_ctl_printer_progress (tactus_ctl_program_get_printer (self->program),
                               lost ? _("The connection was lost; trying again…")
                                    : _("Connected again."));
  if (!lost && self->kind.back)
    self->kind.back (self->program);
}

static void
state_changed_cb (TactusBand *band,
                  GParamSpec *pspec,
                  gpointer    user_data)
{
  TactusCtlWatch *self = user_data;
  TactusBandState state = tactus_band_get_state (band);
  const GError *error = tactus_band_get_error (band);

  if (state == TACTUS_BAND_STATE_OFFLINE && error)
    tactus_ctl_watch_fail (self, g_error_copy (error));
  else if (state == TACTUS_BAND_STATE_WAITING)
    tell_link (self, TRUE);
  else if (state == TACTUS_BAND_STATE_READY)
    tell_link (self, FALSE);
}

static void
watch_cancellable (TactusCtlWatch *self)
{
  GCancellable *cancellable = tactus_ctl_program_get_cancellable (self->program);

  self->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
  g_source_attach (self->cancelled, NULL);
}

TactusCtlWatch *
tactus_ctl_watch (TactusCtlProgram         *program,
                  guint                     duration_ms,
                  const TactusCtlWatchKind *kind)
{
  TactusCtlWatch *self = g_new0 (TactusCtlWatch, 1);

  tactus_ctl_program_own (program, self, (GDestroyNotify) watch_free);
  self->program = program;
  self->kind = *kind;
  self->band = g_object_ref (tactus_ctl_program_get_band (program));
  if (duration_ms > 0)
    self->duration_id = g_timeout_add (duration_ms, duration_cb, self);

  g_signal_connect (self->band, "notify::state", G_CALLBACK (state_changed_cb), self);
  g_signal_connect (self->band, "notify::error", G_CALLBACK (state_changed_cb), self);
  if (kind->awaited)
    watch_cancellable (self);
  else
    tactus_ctl_program_set_enough (program, enough, self);

  return self;
}

void
tactus_ctl_watch_count (TactusCtlWatch *self)
{
  self->n_counted++;
  tactus_ctl_program_check_output (self->program);
}

gboolean
tactus_ctl_watch_is_over (TactusCtlWatch *self)
{
  return self->over;
}
