/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-scanner.h"

static const TactusScannerTimings default_timings = {
  .burst_ms = 10000,
  .pause_ms = 5000,
  .rounds = 6,
};

struct _TactusScanner
{
  GObject parent_instance;

  TactusBluezClient *client;   /* (owned) */
  GCancellable *burst;         /* (owned) (nullable): the one in flight */
  TactusScannerTimings timings;
  guint pause_id;
  guint rounds_left;
  gboolean active;
  gboolean endless;
  gboolean searching;
};

G_DEFINE_FINAL_TYPE (TactusScanner, tactus_scanner, G_TYPE_OBJECT)

typedef enum {
  PROP_SEARCHING = 1,
} TactusScannerProperty;

static GParamSpec *properties[PROP_SEARCHING + 1];
static guint failed_signal;

static void start_burst (TactusScanner *self);

static void
set_searching (TactusScanner *self,
               gboolean       searching)
{
  if (self->searching == searching)
    return;

  self->searching = searching;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
}

/* The one way out of a search. */
static void
stop (TactusScanner *self)
{
  g_autoptr(GCancellable) burst = g_steal_pointer (&self->burst);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  self->rounds_left = 0;
  set_searching (self, FALSE);
  g_cancellable_cancel (burst);
}

static gboolean
pause_over_cb (gpointer user_data)
{
  TactusScanner *self = user_data;

  self->pause_id = 0;
  start_burst (self);

  return G_SOURCE_REMOVE;
}

static void
burst_ended (TactusScanner *self)
{
  g_clear_object (&self->burst);

  if (!self->endless && --self->rounds_left == 0)
    stop (self);
  else
    self->pause_id = g_timeout_add (self->timings.pause_ms, pause_over_cb, self);
}

typedef struct {
  TactusScanner *scanner; /* (owned) */
  GCancellable *burst;    /* (owned) */
} Burst;

static void
burst_free (Burst *burst)
{
  g_object_unref (burst->scanner);
  g_object_unref (burst->burst);
  g_free (burst);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Burst, burst_free)

static void
scan_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Burst) burst = user_data;
  g_autoptr(GError) error = NULL;
  TactusScanner *self = burst->scanner;
  gboolean ok = tactus_bluez_client_scan_finish (TACTUS_BLUEZ_CLIENT (source), result, &error);

  /* A burst that was stopped meanwhile has nothing to say any more. */
  if (self->burst != burst->burst)
    return;

  if (ok)
    {
      burst_ended (self);
      return;
    }

  stop (self);
  g_signal_emit (self, failed_signal, 0, error);
}

static void
start_burst (TactusScanner *self)
{
  Burst *burst = g_new0 (Burst, 1);

  self->burst = g_cancellable_new ();
  burst->scanner = g_object_ref (self);
  burst->burst = g_object_ref (self->burst);
  tactus_bluez_client_scan_async (self->client, self->timings.burst_ms, self->burst,
                                  scan_cb, burst);
}

void
tactus_scanner_restart (TactusScanner *self)
{
  g_return_if_fail (TACTUS_IS_SCANNER (self));

  if (!self->active || tactus_bluez_client_get_state (self->client) != TACTUS_BLUEZ_STATE_READY)
    {
      stop (self);
      return;
    }

  self->rounds_left = self->timings.rounds;
  g_clear_handle_id (&self->pause_id, g_source_remove);
  if (self->burst == NULL)
    start_burst (self);
  set_searching (self, TRUE);
}

static void
state_cb (TactusScanner *self)
{
  tactus_scanner_restart (self);
}

void
tactus_scanner_set_active (TactusScanner *self,
                           gboolean       active)
{
  g_return_if_fail (TACTUS_IS_SCANNER (self));

  if (self->active == active)
    return;

  self->active = active;
  tactus_scanner_restart (self);
}

void
tactus_scanner_set_endless (TactusScanner *self,
                            gboolean       endless)
{
  g_return_if_fail (TACTUS_IS_SCANNER (self));

  if (self->endless == endless)
    return;

  self->endless = endless;
  if (endless)
    tactus_scanner_restart (self);
}

void
tactus_scanner_set_timings (TactusScanner              *self,
                            const TactusScannerTimings *timings)
{
  g_return_if_fail (TACTUS_IS_SCANNER (self));
  g_return_if_fail (timings->rounds > 0);

  self->timings = *timings;
}

gboolean
tactus_scanner_get_searching (TactusScanner *self)
{
  g_return_val_if_fail (TACTUS_IS_SCANNER (self), FALSE);

  return self->searching;
}

TactusScanner *
tactus_scanner_new (TactusBluezClient *client)
{
  TactusScanner *self = g_object_new (TACTUS_TYPE_SCANNER, NULL);

  self->client = g_object_ref (client);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);

  return self;
}

static void
tactus_scanner_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  TactusScanner *self = TACTUS_SCANNER (object);

  switch ((TactusScannerProperty) property_id)
    {
    case PROP_SEARCHING:
      g_value_set_boolean (value, self->searching);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_scanner_dispose (GObject *object)
{
  TactusScanner *self = TACTUS_SCANNER (object);

  stop (self);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tactus_scanner_parent_class)->dispose (object);
}

static void
tactus_scanner_class_init (TactusScannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tactus_scanner_get_property;
  object_class->dispose = tactus_scanner_dispose;

  properties[PROP_SEARCHING] =
    g_param_spec_boolean ("searching", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  failed_signal = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
tactus_scanner_init (TactusScanner *self)
{
  self->timings = default_timings;
}
