/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "tactus-activity-fetch.h"
#include "tactus-band-abilities-internal.h"
#include "tactus-band-commands.h"
#include "tactus-band-following.h"
#include "tactus-mi1-latency.h"
#include "tactus-mi1.h"
#include "tactus-protocol-error.h"
#include "tactus-uuids.h"

#define MINUTE 60
#define DAY    (24 * 60 * MINUTE)

/* How far back the first time: bands overwrite their oldest minutes after three weeks or so, and
 * asking for more than there is costs nothing, since the answer says where it begins.  Longer would
 * be in vain, and a band whose clock was never set answers nonsense for the beginning of time. */
#define FIRST_DAYS 30

/* People see steps of a tenth of a second; a packet is four minutes, and there may be thousands. */
#define PROGRESS_US (G_USEC_PER_SEC / 10)

/* One fetch of what the band recorded; at most one at a time, `band->abilities->sync`. */
struct _TactusBandSync
{
  TactusBand *band;                /* (unowned): the task's source */
  GTask *task;                     /* (owned) */
  GSource *cancel;                 /* (owned) (nullable) */
  TactusActivityStore *store;      /* (owned) */
  gint64 since;
  TactusSyncProgress progress;     /* (nullable) */
  gpointer progress_data;
  gint64 told_us;

  GCancellable *cancellable;       /* (owned): of what goes to the band */
  TactusActivityFetch *fetch;      /* (owned) (nullable): until it begins */
  const char *uuids[2];            /* control, data */
  guint n_subscribed;              /* of them, as far as they can be */
  guint deadline_id;
  gboolean started;                /* it listens */
  gboolean storing;                /* the band waits for us */
  gboolean over;                   /* nothing but the last minutes is to be stored */
  GError *error;                   /* (owned) (nullable): why it is over before its end */
};

/* ── the end ── */

static gboolean
is_current (GTask *task)
{
  TactusBand *band = g_task_get_source_object (task);
  TactusBandSync *self = band->abilities->sync;

  return self && self->task == task && !self->over;
}

static void
unsubscribed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!tactus_bluez_connection_unsubscribe_finish (TACTUS_BLUEZ_CONNECTION (source), result,
                                                   &error))
    g_debug ("Unsubscribing from recorded activity: %s", error->message);
}

static void
unsubscribe_from (TactusBand *band,
                  const char *uuid)
{
  if (tactus_bluez_connection_can_notify (band->connection, uuid) &&
      !tactus_band_is_followed (uuid))
    tactus_bluez_connection_unsubscribe_async (band->connection, uuid, band->link_cancellable,
                                               unsubscribed_cb, NULL);
}

static void
unsubscribe (TactusBandSync *self)
{
  if (!self->fetch || !tactus_band_is_usable (self->band))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (self->uuids); i++)
    unsubscribe_from (self->band, self->uuids[i]);
}

/* The first generation sleeps half a second between two packets, unless it is told not to. */
static void
set_latency (TactusBandSync   *self,
             TactusMi1Latency  latency)
{
  if (self->fetch && self->band->model->generation == TACTUS_GENERATION_A &&
      tactus_band_is_usable (self->band))
    tactus_mi1_set_latency (self->band->connection, latency, self->band->link_cancellable);
}

/* The one way out. */
static void
sync_end (TactusBandSync *self)
{
  g_autoptr(GTask) task = self->task;
  GError *error = g_steal_pointer (&self->error);

  unsubscribe (self);
  set_latency (self, TACTUS_MI1_LATENCY_HIGH);
  self->band->abilities->sync = NULL;
  g_clear_pointer (&self->fetch, tactus_activity_fetch_free);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_free (self);

  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
stop_waiting (TactusBandSync *self)
{
  g_clear_handle_id (&self->deadline_id, g_source_remove);
  if (self->cancel)
    g_source_destroy (self->cancel);
  g_clear_pointer (&self->cancel, g_source_unref);
}

static void store_samples (TactusBandSync *self);

/* Nothing more is asked of the band; what has come is kept.  @error: (nullable): taken */
static void
sync_over (TactusBandSync *self,
           GError         *error)
{
  if (self->over)
    {
      g_clear_error (&error);
      return;
    }

  self->over = TRUE;
  self->error = error;
  stop_waiting (self);
  g_cancellable_cancel (self->cancellable);
  if (!self->storing)
    store_samples (self);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  GError *error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  sync_over (user_data, error);

  return G_SOURCE_REMOVE;
}

void
tactus_band_sync_link_ended (TactusBand   *band,
                             const GError *error)
{
  if (band->abilities->sync)
    sync_over (band->abilities->sync, g_error_copy (error));
}

/* ── minutes ── */

/* The first generation tells no zone: what it recorded before the clocks changed was in the zone of
 * then, which is what this computer's calendar says of that hour. */
static GDateTime *
get_begin (const TactusModel    *model,
           const TactusBandTime *start)
{
  if (model->generation != TACTUS_GENERATION_A)
    return tactus_band_time_to_date_time (start);

  return g_date_time_new_local (start->year, start->month, start->day, start->hour, start->minute,
                                start->second);
}

/* Minutes follow each other in real time, whatever the clocks did in between. */
static GArray *
make_rows (GArray    *samples,
           GDateTime *begin)
{
  GArray *rows = g_array_sized_new (FALSE, FALSE, sizeof (TactusActivityRow), samples->len);
  gint64 first = g_date_time_to_unix (begin) / MINUTE * MINUTE;
  gint8 zone = (gint8) (g_date_time_get_utc_offset (begin) / (15 * G_TIME_SPAN_MINUTE));

  for (guint i = 0; i < samples->len; i++)
    {
      const TactusActivitySample *sample = &g_array_index (samples, TactusActivitySample, i);
      const TactusActivityRow row = {
        .time = first + (gint64) i * MINUTE,
        .zone_quarters = zone,
        .kind = sample->kind,
        .intensity = sample->intensity,
        .steps = sample->steps,
        .heart_rate = sample->heart_rate,
      };

      g_array_append_val (rows, row);
    }

  return rows;
}

static void
count_rows (TactusSyncSummary *summary,
            GArray            *rows,
            guint              added)
{
  gint64 first = g_array_index (rows, TactusActivityRow, 0).time;
  gint64 last = g_array_index (rows, TactusActivityRow, rows->len - 1).time;

  summary->minutes += rows->len;
  summary->added += added;
  summary->from = summary->from < 0 ? first : MIN (summary->from, first);
  summary->to = MAX (summary->to, last);
}

/* ── the database ── */

static void take_step (TactusBandSync        *self,
                       const TactusFetchStep *step);

typedef struct {
  TactusBandSync *sync; /* (unowned): waits for it */
  GArray *rows;         /* (owned) */
} Storing;

static void
stored (TactusBandSync *self)
{
  TactusFetchStep step;

  self->storing = FALSE;
  if (self->over)
    {
      sync_end (self);
      return;
    }

  tactus_activity_fetch_stored (self->fetch, &step);
  take_step (self, &step);
}

/* The band is not told, so it keeps them.  @error: taken */
static void
store_failed (TactusBandSync *self,
              GError         *error)
{
  sync_over (self, error);
  self->storing = FALSE;
  sync_end (self);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree Storing *storing = user_data;
  g_autoptr(GArray) rows = storing->rows;
  TactusBandSync *self = storing->sync;
  GError *error = NULL;
  guint added;

  if (tactus_activity_store_add_finish (TACTUS_ACTIVITY_STORE (source), result, &added, &error))
    {
      count_rows (g_task_get_task_data (self->task), rows, added);
      stored (self);
      return;
    }

  g_prefix_error (&error, "Keeping recorded activity: ");
  store_failed (self, tactus_band_error_translate (error));
}

/* Without the caller's cancellable: what has come is kept even if it is cancelled meanwhile. */
static void
store_samples (TactusBandSync *self)
{
  g_autoptr(GArray) samples = NULL;
  g_autoptr(GDateTime) begin = NULL;
  TactusBandTime start;
  Storing *storing;

  self->storing = TRUE;
  if (self->fetch)
    samples = tactus_activity_fetch_steal_samples (self->fetch, &start);
  if (!samples || samples->len == 0)
    {
      stored (self);
      return;
    }
  begin = get_begin (self->band->model, &start);
  if (!begin)
    {
      store_failed (self, g_error_new_literal (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_PROTOCOL,
                                               "Recorded activity begins at no time"));
      return;
    }

  storing = g_new0 (Storing, 1);
  storing->sync = self;
  storing->rows = make_rows (samples, begin);
  tactus_activity_store_add_async (self->store, self->band->address, storing->rows, NULL, added_cb,
                                   storing);
}

/* ── turns ── */

static gboolean
deadline_cb (gpointer user_data)
{
  TactusBandSync *self = user_data;
  TactusFetchStep step;

  self->deadline_id = 0;
  tactus_activity_fetch_timed_out (self->fetch, &step);
  take_step (self, &step);

  return G_SOURCE_REMOVE;
}

static void
wait_for_packet (TactusBandSync *self,
                 guint           deadline_ms)
{
  guint fetch_ms = self->band->timings.fetch_ms;

  g_clear_handle_id (&self->deadline_id, g_source_remove);
  if (deadline_ms > 0)
    self->deadline_id = g_timeout_add (fetch_ms ? fetch_ms : deadline_ms, deadline_cb, self);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusBand *band = g_task_get_source_object (task);
  GError *error = NULL;

  tactus_bluez_connection_write_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error);
  if (error && is_current (task))
    sync_over (band->abilities->sync, tactus_band_error_translate (g_steal_pointer (&error)));
  g_clear_error (&error);
}

static void
write_to_band (TactusBandSync    *self,
               const TactusWrite *write)
{
  tactus_bluez_connection_write_async (self->band->connection, write->uuid, write->value,
                                       write->with_response ? TACTUS_BLUEZ_WRITE_REQUEST
                                                            : TACTUS_BLUEZ_WRITE_COMMAND,
                                       self->cancellable, written_cb, g_object_ref (self->task));
}

static GError *
translate (TactusBand   *band,
           const GError *error)
{
  if (g_error_matches (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_REFUSED))
    return g_error_new (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NOT_SUPPORTED,
                        "%s refused to give out recorded activity: %s", band->model->name,
                        error->message);

  return tactus_band_error_translate (g_error_copy (error));
}

static void
take_step (TactusBandSync        *self,
           const TactusFetchStep *step)
{
  wait_for_packet (self, step->deadline_ms);
  switch (step->action)
    {
    case TACTUS_FETCH_WAIT:
      break;
    case TACTUS_FETCH_WRITE:
      write_to_band (self, step->write);
      break;
    case TACTUS_FETCH_STORE:
      wait_for_packet (self, 0);
      store_samples (self);
      break;
    case TACTUS_FETCH_DONE:
      sync_over (self, NULL);
      break;
    case TACTUS_FETCH_FAILED:
    default:
      sync_over (self, translate (self->band, step->error));
      break;
    }
}

static void
tell_progress (TactusBandSync *self)
{
  gint64 now_us = g_get_monotonic_time ();
  guint done, total;

  if (!self->progress)
    return;

  tactus_activity_fetch_get_progress (self->fetch, &done, &total);
  if (now_us - self->told_us < PROGRESS_US && done < total)
    return;

  self->told_us = now_us;
  self->progress (done, total, self->progress_data);
}

/* While minutes are being stored the band waits for us, and has nothing to say. */
void
tactus_band_sync_notified (TactusBand   *band,
                           const char   *uuid,
                           const guint8 *data,
                           gsize         length)
{
  TactusBandSync *self = band->abilities->sync;
  g_autoptr(GTask) task = self ? g_object_ref (self->task) : NULL;
  TactusFetchStep step;

  if (!self || !self->started || self->over || self->storing ||
      (strcmp (uuid, self->uuids[0]) != 0 && strcmp (uuid, self->uuids[1]) != 0))
    return;

  tactus_activity_fetch_receive (self->fetch, uuid, data, length, &step);
  tell_progress (self);

  /* Whoever was told may have ended the link in turn. */
  if (is_current (task))
    take_step (self, &step);
}

/* ── the beginning ── */

static void subscribe (GTask *task,
                       guint  index);

static void
subscribed_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusBand *band = g_task_get_source_object (task);
  TactusBandSync *self = band->abilities->sync;
  GError *error = NULL;

  tactus_bluez_connection_subscribe_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error);
  if (!is_current (task))
    {
      g_clear_error (&error);
      return;
    }

  if (error)
    sync_over (self, tactus_band_error_translate (error));
  else
    subscribe (task, self->n_subscribed + 1);
}

/* The first generation is told on a characteristic that says nothing itself. */
static void
subscribe (GTask *task,
           guint  index)
{
  TactusBand *band = g_task_get_source_object (task);
  TactusBandSync *self = band->abilities->sync;
  TactusFetchStep step;

  while (index < G_N_ELEMENTS (self->uuids) &&
         !tactus_bluez_connection_can_notify (band->connection, self->uuids[index]))
    index++;

  self->n_subscribed = index;
  if (index < G_N_ELEMENTS (self->uuids))
    {
      tactus_bluez_connection_subscribe_async (band->connection, self->uuids[index],
                                               self->cancellable, subscribed_cb,
                                               g_object_ref (task));
      return;
    }

  self->started = TRUE;
  tactus_activity_fetch_start (self->fetch, &step);
  take_step (self, &step);
}

/* How the first generation sends depends on its age. */
static void
device_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusBand *band = g_task_get_source_object (task);
  TactusBandSync *self = band->abilities->sync;
  g_autoptr(GBytes) value = NULL;
  GError *error = NULL;
  TactusMi1Device device;

  value = tactus_bluez_connection_read_finish (TACTUS_BLUEZ_CONNECTION (source), result, &error);
  if (!is_current (task))
    {
      g_clear_error (&error);
      return;
    }
  if (!value || !tactus_mi1_device_parse (&device, g_bytes_get_data (value, NULL),
                                          g_bytes_get_size (value), &error))
    {
      sync_over (self, tactus_band_error_translate (error));
      return;
    }

  tactus_activity_fetch_set_profile_version (self->fetch, device.profile_version);
  subscribe (task, 0);
}

/* In the zone of now, which the band's clock is in, and not that of then: a band that takes no
 * notice of the zone it is asked in means its own.  A zone that is none on earth, since TZ was
 * misspelt, cannot be told to any band. */
static void
get_since (TactusBandTime *time,
           gint64          since)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GTimeZone) zone =
    g_time_zone_new_offset ((gint32) (g_date_time_get_utc_offset (now) / G_TIME_SPAN_SECOND));
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (since);
  g_autoptr(GDateTime) when = g_date_time_to_timezone (utc, zone);

  tactus_band_time_from_date_time (time, when);
  if (time->zone_quarters == TACTUS_ZONE_UNKNOWN)
    tactus_band_time_from_date_time (time, utc);
}

static void
begin (TactusBandSync *self,
       gint64          since)
{
  TactusBandTime time;

  get_since (&time, since);
  self->fetch = tactus_activity_fetch_new (self->band->model, &time);
  tactus_activity_fetch_get_uuids (self->fetch, &self->uuids[0], &self->uuids[1]);
  set_latency (self, TACTUS_MI1_LATENCY_LOW);
  if (self->band->model->generation == TACTUS_GENERATION_A)
    tactus_bluez_connection_read_async (self->band->connection, TACTUS_UUID_MI1_DEVICE,
                                        self->cancellable, device_read_cb,
                                        g_object_ref (self->task));
  else
    subscribe (self->task, 0);
}

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
lately_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusBand *band = g_task_get_source_object (task);
  g_autoptr(GArray) rows = NULL;
  GError *error = NULL;
  gint64 since = get_now () - FIRST_DAYS * DAY;

  rows = tactus_activity_store_query_finish (TACTUS_ACTIVITY_STORE (source), result, &error);
  if (rows && rows->len > 0)
    since = g_array_index (rows, TactusActivityRow, rows->len - 1).time + MINUTE;

  if (!is_current (task))
    g_clear_error (&error);
  else if (error)
    sync_over (band->abilities->sync, tactus_band_error_translate (error));
  else
    begin (band->abilities->sync, since);
}

/* A clock that went wrong for a while may have left minutes in the future, which are no reason to
 * ask for nothing before. */
static void
last_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  TactusActivityStore *store = TACTUS_ACTIVITY_STORE (source);
  g_autoptr(GTask) task = user_data;
  TactusBand *band = g_task_get_source_object (task);
  TactusBandSync *self = band->abilities->sync;
  GError *error = NULL;
  gint64 now = get_now ();
  gint64 last = -1;

  tactus_activity_store_last_finish (store, result, &last, &error);
  if (!is_current (task))
    g_clear_error (&error);
  else if (error)
    sync_over (self, tactus_band_error_translate (error));
  else if (last > now)
    tactus_activity_store_query_async (store, band->address, now - FIRST_DAYS * DAY, now,
                                       self->cancellable, lately_cb, g_object_ref (task));
  else
    begin (self, last < 0 ? now - FIRST_DAYS * DAY : last + MINUTE);
}

static void
watch_cancellable (TactusBandSync *self)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  if (!cancellable)
    return;

  self->cancel = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->cancel, G_SOURCE_FUNC (cancelled_cb), self, NULL);
  g_source_attach (self->cancel, NULL);
}

static TactusBandSync *
sync_new (TactusBand          *band,
          TactusActivityStore *store,
          TactusSyncProgress   progress,
          gpointer             progress_data,
          GTask               *task)
{
  TactusBandSync *self = g_new0 (TactusBandSync, 1);

  self->band = band;
  self->task = g_object_ref (task);
  self->store = g_object_ref (store);
  self->progress = progress;
  self->progress_data = progress_data;
  self->cancellable = g_cancellable_new ();
  watch_cancellable (self);

  return self;
}

static gboolean
check_free (TactusBand  *band,
            GError     **error)
{
  if (!tactus_band_check (band, TACTUS_ABILITY_ACTIVITY, error))
    return FALSE;
  if (!band->abilities->sync)
    return TRUE;

  g_set_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_BUSY,
               "Recorded activity is being fetched from %s already; wait for it to end",
               tactus_band_get_name (band));
  return FALSE;
}

void
tactus_band_sync_activity_async (TactusBand          *self,
                                 TactusActivityStore *store,
                                 gint64               since,
                                 TactusSyncProgress   progress,
                                 gpointer             progress_data,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  TactusSyncSummary *summary;
  GError *error = NULL;

  g_return_if_fail (TACTUS_IS_BAND (self));
  g_return_if_fail (TACTUS_IS_ACTIVITY_STORE (store));

  task = tactus_band_task_for (self, tactus_band_sync_activity_async, cancellable, callback,
                               user_data);
  g_task_set_check_cancellable (task, FALSE);
  summary = g_new0 (TactusSyncSummary, 1);
  summary->from = -1;
  summary->to = -1;
  g_task_set_task_data (task, summary, g_free);

  if (!check_free (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  self->abilities->sync = sync_new (self, store, progress, progress_data, task);
  if (since < 0)
    tactus_activity_store_last_async (store, self->address, self->abilities->sync->cancellable,
                                      last_cb, g_object_ref (task));
  else
    begin (self->abilities->sync, since);
}

gboolean
tactus_band_sync_activity_finish (TactusBand         *self,
                                  GAsyncResult       *result,
                                  TactusSyncSummary  *summary,
                                  GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (summary)
    *summary = *(TactusSyncSummary *) g_task_get_task_data (G_TASK (result));

  return g_task_propagate_boolean (G_TASK (result), error);
}
