/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-notifier.h"

#include "tactus-band-notices.h"
#include "tactus-notice-service.h"

/* One that is on the screen, or in the desktop's list, or waits for somebody who shows it. */
typedef struct {
  TactusBand  *band;   /* (owned) (nullable) */
  TactusNotice notice;
  char        *title;  /* (owned) */
  char        *body;   /* (owned) (nullable) */
  gboolean     shown;
} Sent;

struct _TactusNotifier
{
  GObject parent_instance;

  GApplication *application;   /* (nullable): weak */
  TactusNoticeService *service; /* (owned) */
  GSettings *settings;         /* (owned) (nullable) */
  TactusNotifierSight sight;
  gpointer sight_data;
  GListModel *known;           /* (owned) (nullable) (element-type TactusBand) */
  GHashTable *notices;         /* (owned) (element-type TactusBand TactusBandNotices) */
  GHashTable *sent;            /* (owned) (element-type utf8 Sent): by the id of the notification */
  guint lost_ms;               /* 0: as usual */
  gboolean used;               /* something was shown */
  gboolean locked;
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (TactusNotifier, tactus_notifier, G_TYPE_OBJECT)

static guint seen_signal;

static const struct {
  const char *name;
  GNotificationPriority priority;
  gboolean stops;  /* has a button for that */
} kinds[TACTUS_N_NOTICES] = {
  [TACTUS_NOTICE_ALERT] = { "alert", G_NOTIFICATION_PRIORITY_HIGH, TRUE },
  [TACTUS_NOTICE_LOST] = { "lost", G_NOTIFICATION_PRIORITY_NORMAL, TRUE },
  [TACTUS_NOTICE_STOPPED] = { "stopped", G_NOTIFICATION_PRIORITY_NORMAL, FALSE },
  [TACTUS_NOTICE_BATTERY] = { "battery", G_NOTIFICATION_PRIORITY_NORMAL, FALSE },
  [TACTUS_NOTICE_EVENT] = { "event", G_NOTIFICATION_PRIORITY_HIGH, FALSE },
  [TACTUS_NOTICE_BACKGROUND] = { "background", G_NOTIFICATION_PRIORITY_LOW, TRUE },
  [TACTUS_NOTICE_EXPORTED] = { "exported", G_NOTIFICATION_PRIORITY_NORMAL, FALSE },
  [TACTUS_NOTICE_IMPORTED] = { "imported", G_NOTIFICATION_PRIORITY_NORMAL, FALSE },
};

static void
sent_free (Sent *sent)
{
  g_clear_object (&sent->band);
  g_free (sent->title);
  g_free (sent->body);
  g_free (sent);
}

/* ── notifications ── */

static char *
make_id (TactusBand   *band,
         TactusNotice  notice)
{
  return g_strdup_printf ("%s-%s", kinds[notice].name,
                          band ? tactus_band_get_address (band) : "all");
}

static void
add_actions (GNotification *notification,
             const Sent    *sent)
{
  if (sent->band)
    g_notification_set_default_action_and_target (notification, "app.show-band", "s",
                                                  tactus_band_get_address (sent->band));
  else
    g_notification_set_default_action (notification, "app.history");

  if (kinds[sent->notice].stops)
    g_notification_add_button (notification, tactus_notice_text_stop (), "app.stop-measuring");
}

static GNotification *
make_notification (TactusNotifier *self,
                   const Sent     *sent)
{
  gboolean hide = self->locked && sent->notice == TACTUS_NOTICE_ALERT;
  const char *title = hide ? tactus_notice_text_locked_title () : sent->title;
  const char *body = hide ? tactus_notice_text_locked () : sent->body;
  GNotification *notification = g_notification_new (title);

  if (body)
    g_notification_set_body (notification, body);
  g_notification_set_priority (notification, kinds[sent->notice].priority);
  add_actions (notification, sent);

  return notification;
}

/* Where nobody shows it now, somebody may soon: at login the desktop is still on its way. */
static void
show (TactusNotifier *self,
      const char     *id,
      Sent           *sent)
{
  g_autoptr(GNotification) notification = NULL;

  if (self->application == NULL || !tactus_notice_service_get_open (self->service))
    {
      tactus_notice_service_want (self->service);
      return;
    }

  notification = make_notification (self, sent);
  tactus_notice_service_use (self->service);
  g_application_send_notification (self->application, id, notification);
  sent->shown = self->used = TRUE;
}

static void
open_cb (TactusNotifier *self)
{
  GHashTableIter iter;
  gpointer id, value;

  if (!tactus_notice_service_get_open (self->service))
    return;

  g_hash_table_iter_init (&iter, self->sent);
  while (g_hash_table_iter_next (&iter, &id, &value))
    if (!((const Sent *) value)->shown)
      show (self, id, value);
}

static gboolean
looks_at (TactusNotifier *self,
          TactusBand     *band,
          TactusNotice    notice)
{
  return !self->locked && self->sight (band, notice, self->sight_data);
}

/* Nobody sees in the page that an alert is on: it has to be told somewhere. */
static gboolean
is_seen (TactusNotifier *self,
         TactusNotice    notice,
         const char     *title,
         const char     *body)
{
  gboolean told = FALSE;

  if (notice != TACTUS_NOTICE_ALERT)
    return TRUE;

  g_signal_emit (self, seen_signal, 0, title, body, &told);
  return told;
}

void
tactus_notifier_send (TactusNotifier *self,
                      TactusBand     *band,
                      TactusNotice    notice,
                      const char     *title,
                      const char     *body)
{
  Sent *sent;
  char *id;

  g_return_if_fail (TACTUS_IS_NOTIFIER (self));
  g_return_if_fail ((guint) notice < TACTUS_N_NOTICES);
  g_return_if_fail (title != NULL);

  if (self->closed || (looks_at (self, band, notice) && is_seen (self, notice, title, body)))
    return;

  sent = g_new0 (Sent, 1);
  g_set_object (&sent->band, band);
  sent->notice = notice;
  sent->title = g_strdup (title);
  sent->body = g_strdup (body);
  id = make_id (band, notice);
  show (self, id, sent);
  g_hash_table_replace (self->sent, id, sent);
}

static void
withdraw (TactusNotifier *self,
          const char     *id)
{
  if (self->application && self->used)
    g_application_withdraw_notification (self->application, id);
}

void
tactus_notifier_withdraw (TactusNotifier *self,
                          TactusBand     *band,
                          TactusNotice    notice)
{
  g_autofree char *id = NULL;

  g_return_if_fail (TACTUS_IS_NOTIFIER (self));
  g_return_if_fail ((guint) notice < TACTUS_N_NOTICES);

  id = make_id (band, notice);
  if (!g_hash_table_contains (self->sent, id))
    return;

  withdraw (self, id);
  g_hash_table_remove (self->sent, id);
}

void
tactus_notifier_look (TactusNotifier *self)
{
  GHashTableIter iter;
  gpointer id, value;

  g_return_if_fail (TACTUS_IS_NOTIFIER (self));

  g_hash_table_iter_init (&iter, self->sent);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      const Sent *sent = value;

      if (!looks_at (self, sent->band, sent->notice))
        continue;
      withdraw (self, id);
      g_hash_table_iter_remove (&iter);
    }
}

void
tactus_notifier_set_locked (TactusNotifier *self,
                            gboolean        locked)
{
  GHashTableIter iter;
  gpointer id, value;

  g_return_if_fail (TACTUS_IS_NOTIFIER (self));

  if (self->locked == locked)
    return;

  self->locked = locked;
  /* What they see now need not be said once more. */
  tactus_notifier_look (self);
  g_hash_table_iter_init (&iter, self->sent);
  while (g_hash_table_iter_next (&iter, &id, &value))
    if (((const Sent *) value)->notice == TACTUS_NOTICE_ALERT)
      show (self, id, value);
}

void
tactus_notifier_close (TactusNotifier *self,
                       gboolean        keep_stopped)
{
  GHashTableIter iter;
  gpointer id, value;

  g_return_if_fail (TACTUS_IS_NOTIFIER (self));

  self->closed = TRUE;
  g_hash_table_iter_init (&iter, self->sent);
  while (g_hash_table_iter_next (&iter, &id, &value))
    if (!keep_stopped || ((const Sent *) value)->notice != TACTUS_NOTICE_STOPPED)
      withdraw (self, id);
  g_hash_table_remove_all (self->sent);
}

/* ── bands ── */

static void
raised_cb (TactusNotifier    *self,
           int                notice,
           const char        *title,
           const char        *body,
           TactusBandNotices *notices)
{
  tactus_notifier_send (self, tactus_band_notices_get_band (notices), (TactusNotice) notice, title,
                        body);
}

static void
ended_cb (TactusNotifier    *self,
          int                notice,
          TactusBandNotices *notices)
{
  tactus_notifier_withdraw (self, tactus_band_notices_get_band (notices), (TactusNotice) notice);
}

static void
follow (TactusNotifier *self,
        TactusBand     *band)
{
  TactusBandNotices *notices = tactus_band_notices_new (band, self->settings);

  if (self->lost_ms > 0)
    tactus_band_notices_set_patience (notices, self->lost_ms);
  g_signal_connect_object (notices, "raised", G_CALLBACK (raised_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (notices, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  g_hash_table_insert (self->notices, g_object_ref (band), notices);
}

static gboolean
is_listed (GListModel *model,
           gpointer    band)
{
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (model, i);

      if ((gpointer) item == band)
        return TRUE;
    }

  return FALSE;
}

/* One that is forgotten has nothing to tell any more. */
static void
drop_unlisted (TactusNotifier *self)
{
  GHashTableIter iter;
  gpointer band;

  g_hash_table_iter_init (&iter, self->notices);
  while (g_hash_table_iter_next (&iter, &band, NULL))
    {
      if (self->known && is_listed (self->known, band))
        continue;
      for (guint notice = 0; notice < TACTUS_N_NOTICES; notice++)
        tactus_notifier_withdraw (self, band, (TactusNotice) notice);
      g_hash_table_iter_remove (&iter);
    }
}

static void
known_cb (TactusNotifier *self,
          guint           position,
          guint           removed,
          guint           added)
{
  drop_unlisted (self);
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(TactusBand) band = g_list_model_get_item (self->known, i);

      if (!g_hash_table_contains (self->notices, band))
        follow (self, band);
    }
}

void
tactus_notifier_set_bands (TactusNotifier *self,
                           GListModel     *bands)
{
  g_return_if_fail (TACTUS_IS_NOTIFIER (self));

  if (self->known)
    g_signal_handlers_disconnect_by_data (self->known, self);
  g_set_object (&self->known, bands);
  drop_unlisted (self);
  if (bands == NULL)
    return;

  g_signal_connect_object (bands, "items-changed", G_CALLBACK (known_cb), self, G_CONNECT_SWAPPED);
  known_cb (self, 0, 0, g_list_model_get_n_items (bands));
}

void
tactus_notifier_set_patience (TactusNotifier *self,
                              guint           lost_ms)
{
  g_return_if_fail (TACTUS_IS_NOTIFIER (self));

  self->lost_ms = lost_ms;
}

/* ── the object ── */

TactusNotifier *
tactus_notifier_new (GApplication        *application,
                     GSettings           *settings,
                     TactusNotifierSight  sight,
                     gpointer             user_data)
{
  TactusNotifier *self;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (sight != NULL, NULL);

  self = g_object_new (TACTUS_TYPE_NOTIFIER, NULL);
  g_set_weak_pointer (&self->application, application);
  self->service = tactus_notice_service_new (g_application_get_dbus_connection (application));
  g_signal_connect_object (self->service, "notify::open", G_CALLBACK (open_cb), self,
                           G_CONNECT_SWAPPED);
  g_set_object (&self->settings, settings);
  self->sight = sight;
  self->sight_data = user_data;

  return self;
}

static void
tactus_notifier_dispose (GObject *object)
{
  TactusNotifier *self = TACTUS_NOTIFIER (object);

  g_hash_table_remove_all (self->notices);
  if (self->known)
    g_signal_handlers_disconnect_by_data (self->known, self);
  g_clear_object (&self->known);
  g_clear_object (&self->service);
  g_clear_object (&self->settings);
  g_clear_weak_pointer (&self->application);

  G_OBJECT_CLASS (tactus_notifier_parent_class)->dispose (object);
}

static void
tactus_notifier_finalize (GObject *object)
{
  TactusNotifier *self = TACTUS_NOTIFIER (object);

  g_hash_table_unref (self->notices);
  g_hash_table_unref (self->sent);

  G_OBJECT_CLASS (tactus_notifier_parent_class)->finalize (object);
}

static void
tactus_notifier_class_init (TactusNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tactus_notifier_dispose;
  object_class->finalize = tactus_notifier_finalize;

  seen_signal = g_signal_new ("seen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                              g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 2,
                              G_TYPE_STRING, G_TYPE_STRING);
}

static void
tactus_notifier_init (TactusNotifier *self)
{
  self->notices = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  self->sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) sent_free);
}
