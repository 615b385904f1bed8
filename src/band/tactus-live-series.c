/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-live-series.h"

#define MILLISECOND 1000

struct _TactusLiveSeries
{
  GObject parent_instance;

  TactusBand *band;          /* (owned) */
  TactusHistory *history;    /* (owned) (nullable) */
  gint64 reach_us;
  gint64 from_us;            /* how far back it was loaded */
  GCancellable *loading;     /* (owned) (nullable) */

  TactusSeries *series;      /* (owned) (nullable): the past and what came since */
  gsize n_past;              /* readings in it out of the history */
  GPtrArray *markers;        /* (owned) (nullable) (element-type TactusMarker) */
};

G_DEFINE_FINAL_TYPE (TactusLiveSeries, tactus_live_series, G_TYPE_OBJECT)

typedef enum {
  PROP_SERIES = 1,
} TactusLiveSeriesProperty;

static GParamSpec *properties[PROP_SERIES + 1];
static guint grown_signal;

static TactusSeries *
get_own (TactusLiveSeries *self)
{
  return tactus_band_get_series (self->band);
}

/* ── one after the other ── */

static void
append_gap (TactusSeries *series,
            gint64        when_us)
{
  const TactusReading gap = { when_us, TACTUS_READING_GAP, 0 };

  tactus_series_append (series, &gap);
}

/* Whoever was last heard of in the history is not heard of any more, a lost link is not looked for:
 * it was another run of the program, or another measurement. */
static void
end_past (TactusSeries *series)
{
  TactusReading last;

  if (tactus_series_get_last (series, &last) && last.kind != TACTUS_READING_GAP)
    append_gap (series, last.when_us + 1);
}

/* What bands recorded by the minute bears a longer silence than what is heard live. */
static gboolean
is_silence (TactusLiveSeries    *self,
            const TactusReading *last,
            gint64               when_us)
{
  return last->kind < TACTUS_READING_GAP &&
         when_us - last->when_us > tactus_series_get_gap_us (get_own (self));
}

static void
append_own (TactusLiveSeries *self,
            gsize             index)
{
  TactusSeries *own = get_own (self);
  TactusReading reading = tactus_series_get (own, index);
  TactusReading last;
  const guint16 *rr;
  guint n_rr;

  if (tactus_series_get_last (self->series, &last) && is_silence (self, &last, reading.when_us))
    append_gap (self->series, last.when_us + 1);

  rr = tactus_series_get_rr (own, index, &n_rr);
  tactus_series_append_with_rr (self->series, &reading, rr, n_rr);
}

/* Without a reading of this run the present is when one looks: long ago is not now. */
static void
append_present (TactusLiveSeries *self)
{
  const gsize length = tactus_series_get_length (get_own (self));

  end_past (self->series);
  if (length == 0)
    append_gap (self->series, tactus_band_get_now_us (self->band));
  for (gsize i = 0; i < length; i++)
    append_own (self, i);
}

/* ── loading ── */

static void load (TactusLiveSeries *self);

typedef struct {
  GWeakRef self;
  GCancellable *cancellable; /* (owned) */
  gint64 to_us;
} Load;

static void
load_free (Load *load)
{
  g_weak_ref_clear (&load->self);
  g_object_unref (load->cancellable);
  g_free (load);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Load, load_free)

/* The end of what is to be had of the history: a reading is kept at the millisecond that it is in,
 * and so is the first of this run. */
static gint64
get_past_end (TactusLiveSeries *self)
{
  TactusSeries *own = get_own (self);
  gint64 end_us = tactus_series_get_length (own) > 0 ? tactus_series_get (own, 0).when_us
                                                     : tactus_band_get_now_us (self->band);

  return end_us / MILLISECOND * MILLISECOND;
}

static gboolean
are_same (const TactusReading *one,
          const TactusReading *other)
{
  return one->when_us == other->when_us && one->kind == other->kind && one->bpm == other->bpm;
}

static gboolean
has_marker (GPtrArray          *markers,
            const TactusMarker *marker)
{
  for (guint i = 0; i < markers->len; i++)
    {
      const TactusMarker *other = markers->pdata[i];

      if (other->when_us == marker->when_us && g_str_equal (other->text, marker->text))
        return TRUE;
    }

  return FALSE;
}

/* Whether what was loaded is what is here already, as far as its ends and its length tell. */
static gboolean
is_known (TactusLiveSeries *self,
          TactusSeries     *past,
          GPtrArray        *markers)
{
  const gsize length = tactus_series_get_length (past);
  TactusReading first[2], last[2];

  if (length != self->n_past)
    return FALSE;
  if (length == 0)
    return TRUE;

  if (markers->len != self->markers->len)
    return FALSE;
  for (guint i = 0; i < markers->len; i++)
    if (!has_marker (self->markers, markers->pdata[i]))
      return FALSE;

  first[0] = tactus_series_get (past, 0);
  first[1] = tactus_series_get (self->series, 0);
  last[0] = tactus_series_get (past, length - 1);
  last[1] = tactus_series_get (self->series, length - 1);

  return are_same (&first[0], &first[1]) && are_same (&last[0], &last[1]);
}

static void
clear (TactusLiveSeries *self)
{
  g_clear_pointer (&self->series, tactus_series_unref);
  g_clear_pointer (&self->markers, g_ptr_array_unref);
  self->n_past = 0;
}

static void
take (TactusLiveSeries *self,
      TactusSeries     *past,
      GPtrArray        *markers)
{
  clear (self);
  self->n_past = tactus_series_get_length (past);
  if (self->n_past > 0)
    {
      self->series = tactus_series_ref (past);
      self->markers = g_ptr_array_ref (markers);
      append_present (self);
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERIES]);
}

/* Those of a session that goes on are with the recorder. */
static void
drop_markers (GPtrArray *markers,
              gint64     from_us,
              gint64     to_us)
{
  for (guint i = markers->len; i > 0; i--)
    {
      const TactusMarker *marker = markers->pdata[i - 1];

      if (marker->when_us < from_us || marker->when_us >= to_us)
        g_ptr_array_remove_index (markers, i - 1);
    }
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Load) load_data = user_data;
  g_autoptr(TactusLiveSeries) self = g_weak_ref_get (&load_data->self);
  g_autoptr(GPtrArray) markers = NULL;
  g_autoptr(TactusSeries) past = tactus_history_load_finish (TACTUS_HISTORY (source), result,
                                                             &markers, NULL);

  if (!self || self->loading != load_data->cancellable)
    return;

  g_clear_object (&self->loading);
  /* The history's page and the recorder tell what is wrong with it; here it is just not there. */
  if (!past)
    return;

  /* Meanwhile the clock was set back. */
  if (get_past_end (self) < load_data->to_us)
    {
      load (self);
      return;
    }

  drop_markers (markers, self->from_us, load_data->to_us);
  if (!is_known (self, past, markers))
    take (self, past, markers);
}

static void
cancel (TactusLiveSeries *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
load (TactusLiveSeries *self)
{
  const gint64 to_us = get_past_end (self);
  const TactusHistoryQuery query = {
    .band = tactus_band_get_address (self->band),
    .from_us = self->from_us,
    .to_us = to_us,
  };
  Load *load_data = g_new0 (Load, 1);

  cancel (self);
  self->loading = g_cancellable_new ();
  g_weak_ref_init (&load_data->self, self);
  load_data->cancellable = g_object_ref (self->loading);
  load_data->to_us = to_us;
  tactus_history_load_async (self->history, &query, self->loading, loaded_cb, load_data);
}

static void
load_reach (TactusLiveSeries *self)
{
  self->from_us = tactus_band_get_now_us (self->band) - self->reach_us;
  load (self);
}

static void
changed_cb (TactusLiveSeries *self)
{
  load (self);
}

void
tactus_live_series_load (TactusLiveSeries *self,
                         TactusHistory    *history,
                         gint64            reach_us)
{
  g_return_if_fail (TACTUS_IS_LIVE_SERIES (self));
  g_return_if_fail (TACTUS_IS_HISTORY (history));
  g_return_if_fail (reach_us > 0);

  if (history == self->history && reach_us <= self->reach_us)
    return;

  if (self->history != history)
    {
      if (self->history)
        g_signal_handlers_disconnect_by_func (self->history, changed_cb, self);
      g_set_object (&self->history, history);
      g_signal_connect_object (history, "changed", G_CALLBACK (changed_cb), self,
                               G_CONNECT_SWAPPED);
    }

  self->reach_us = MAX (reach_us, self->reach_us);
  load_reach (self);
}

/* ── what the band says ── */

/* Nothing of what is here is the past any more. */
static void
renew (TactusLiveSeries *self)
{
  clear (self);
  if (self->history)
    load_reach (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERIES]);
}

static void
reading_cb (TactusLiveSeries    *self,
            const TactusReading *reading)
{
  TactusReading last;

  if (self->series && tactus_series_get_last (self->series, &last) &&
      reading->when_us < last.when_us)
    {
      renew (self);
      return;
    }

  if (self->series)
    append_own (self, tactus_series_get_length (get_own (self)) - 1);
  g_signal_emit (self, grown_signal, 0);
}

/* ── the object ── */

TactusSeries *
tactus_live_series_get_series (TactusLiveSeries *self)
{
  g_return_val_if_fail (TACTUS_IS_LIVE_SERIES (self), NULL);

  return self->series ? self->series : get_own (self);
}

GPtrArray *
tactus_live_series_get_markers (TactusLiveSeries *self)
{
  g_return_val_if_fail (TACTUS_IS_LIVE_SERIES (self), NULL);

  return self->markers;
}

gboolean
tactus_live_series_get_loading (TactusLiveSeries *self)
{
  g_return_val_if_fail (TACTUS_IS_LIVE_SERIES (self), FALSE);

  return self->loading != NULL;
}

TactusLiveSeries *
tactus_live_series_new (TactusBand *band)
{
  TactusLiveSeries *self;

  g_return_val_if_fail (TACTUS_IS_BAND (band), NULL);

  self = g_object_new (TACTUS_TYPE_LIVE_SERIES, NULL);
  self->band = g_object_ref (band);
  g_signal_connect_object (band, "reading", G_CALLBACK (reading_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (band, "notify::series", G_CALLBACK (renew), self, G_CONNECT_SWAPPED);

  return self;
}

static void
tactus_live_series_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((TactusLiveSeriesProperty) id)
    {
    case PROP_SERIES:
      g_value_set_pointer (value, tactus_live_series_get_series (TACTUS_LIVE_SERIES (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
tactus_live_series_dispose (GObject *object)
{
  cancel (TACTUS_LIVE_SERIES (object));

  G_OBJECT_CLASS (tactus_live_series_parent_class)->dispose (object);
}

static void
tactus_live_series_finalize (GObject *object)
{
  TactusLiveSeries *self = TACTUS_LIVE_SERIES (object);

  clear (self);
  g_clear_object (&self->history);
  g_clear_object (&self->band);

  G_OBJECT_CLASS (tactus_live_series_parent_class)->finalize (object);
}

static void
tactus_live_series_class_init (TactusLiveSeriesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tactus_live_series_get_property;
  object_class->dispose = tactus_live_series_dispose;
  object_class->finalize = tactus_live_series_finalize;

  properties[PROP_SERIES] =
    g_param_spec_pointer ("series", NULL, NULL,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  grown_signal = g_signal_new ("grown", TACTUS_TYPE_LIVE_SERIES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
}

static void
tactus_live_series_init (TactusLiveSeries *self)
{
}
