/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-driver.h"

struct _TactusSimDriver {
  TactusSimBand *band;   /* (owned) */
  GSource       *source; /* (owned) */
  gulong         stirred_id;
};

gint64
tactus_sim_driver_now (void)
{
  return g_get_monotonic_time ();
}

static gboolean
dispatch (GSource     *source,
          GSourceFunc  callback,
          gpointer     user_data)
{
  return callback (user_data);
}

static GSourceFuncs source_funcs = { .dispatch = dispatch };

static void
plan (TactusSimDriver *self)
{
  g_source_set_ready_time (self->source, tactus_sim_band_get_deadline (self->band));
}

static gboolean
tick_cb (gpointer user_data)
{
  TactusSimDriver *self = user_data;
  /* What the band says may lead someone to free us. */
  g_autoptr(GSource) source = g_source_ref (self->source);
  g_autoptr(TactusSimBand) band = g_object_ref (self->band);

  tactus_sim_band_tick (band, tactus_sim_driver_now ());
  if (!g_source_is_destroyed (source))
    plan (self);

  return G_SOURCE_CONTINUE;
}

TactusSimDriver *
tactus_sim_driver_new (TactusSimBand *band)
{
  TactusSimDriver *self = g_new0 (TactusSimDriver, 1);

  self->band = g_object_ref (band);
  self->source = g_source_new (&source_funcs, sizeof (GSource));
  g_source_set_static_name (self->source, "TactusSimDriver");
  g_source_set_callback (self->source, tick_cb, self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
  self->stirred_id = g_signal_connect_swapped (band, "stirred", G_CALLBACK (plan), self);
  plan (self);

  return self;
}

void
tactus_sim_driver_free (TactusSimDriver *self)
{
  g_clear_signal_handler (&self->stirred_id, self->band);
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_object_unref (self->band);
  g_free (self);
}
