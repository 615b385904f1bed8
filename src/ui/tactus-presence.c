/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-presence.h"

#include "tactus-background-run.h"
#include "tactus-band-page.h"
#include "tactus-compact-window.h"
#include "tactus-compat.h"
#include "tactus-lock-watch.h"
#include "tactus-notifier.h"
#include "tactus-window.h"

/* Nobody goes away for less. */
#define LONG_US (10 * (gint64) G_USEC_PER_SEC)

struct _TactusPresence
{
  GObject parent_instance;

  GtkApplication *application;  /* (nullable): weak */
  TactusBandList *bands;        /* (owned) (nullable) */
  TactusBackground *background; /* (owned) */
  TactusBackgroundRun *run;     /* (owned) */
  TactusNotifier *notifier;     /* (owned) */
  TactusLockWatch *lock;        /* (owned) */
};

G_DEFINE_FINAL_TYPE (TactusPresence, tactus_presence, G_TYPE_OBJECT)

enum {
  OVER,
  REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Of the app, if it has one: there is none in the demo. */
static TactusPresence *presence;

/* ── who is looking ── */

static gboolean
is_in_front (GtkWindow *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  return gtk_window_is_active (window) && gtk_widget_get_mapped (GTK_WIDGET (window)) &&
         GDK_IS_TOPLEVEL (surface) && !tactus_compat_is_hidden (GDK_TOPLEVEL (surface));
}

static gboolean
shows (GtkWindow   *window,
       TactusBand  *band,
       TactusNotice notice)
{
  if (band == NULL)
    return TRUE;
  /* It shows the state of the band, but has no place for words. */
  if (TACTUS_IS_COMPACT_WINDOW (window))
    return notice != TACTUS_NOTICE_ALERT &&
           tactus_compact_window_get_band (TACTUS_COMPACT_WINDOW (window)) == band;

  return TACTUS_IS_WINDOW (window) &&
         TACTUS_IS_BAND_PAGE (tactus_window_get_page (TACTUS_WINDOW (window))) &&
         tactus_window_get_band (TACTUS_WINDOW (window)) == band;
}

static gboolean
sight (TactusBand  *band,
       TactusNotice notice,
       gpointer     user_data)
{
  TactusPresence *self = user_data;

  if (self->application == NULL)
    return FALSE;

  for (GList *l = gtk_application_get_windows (self->application); l; l = l->next)
    if (is_in_front (l->data) && shows (l->data, band, notice))
      return TRUE;

  return FALSE;
}

void
tactus_presence_look (TactusPresence *self)
{
  g_return_if_fail (TACTUS_IS_PRESENCE (self));

  tactus_notifier_look (self->notifier);
}

static void
window_added_cb (TactusPresence *self,
                 GtkWindow      *window)
{
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (tactus_presence_look), self,
                           G_CONNECT_SWAPPED);
  /* One that comes back may have been told all the while that it has the keyboard. */
  g_signal_connect_object (window, "map", G_CALLBACK (tactus_presence_look), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  if (TACTUS_IS_WINDOW (window))
    g_signal_connect_object (window, "page-shown", G_CALLBACK (tactus_presence_look), self,
                             G_CONNECT_SWAPPED);
}

static void
locked_cb (TactusPresence *self)
{
  tactus_notifier_set_locked (self->notifier, tactus_lock_watch_get_locked (self->lock));
}

/* Where they look anyway, a toast will do; the compact window has no place for one.
 * Returns: whether there was */
static gboolean
seen_cb (TactusPresence *self,
         const char     *title,
         const char     *body)
{
  gboolean told = FALSE;

  for (GList *l = gtk_application_get_windows (self->application); l; l = l->next)
    if (TACTUS_IS_WINDOW (l->data) && is_in_front (l->data))
      {
        tactus_window_say (l->data, body ? body : title);
        told = TRUE;
      }

  return told;
}

/* ── without a window ── */

static void
over_cb (TactusPresence *self)
{
  g_signal_emit (self, signals[OVER], 0);
}

static void
refused_cb (TactusPresence *self,
            const char     *words)
{
  g_signal_emit (self, signals[REFUSED], 0, words);
}

gboolean
tactus_presence_hide (TactusPresence *self)
{
  g_return_val_if_fail (TACTUS_IS_PRESENCE (self), FALSE);

  if (!tactus_background_run_can_enter (self->run, self->bands))
    return FALSE;

  tactus_background_run_enter (self->run, self->bands);

  return TRUE;
}

void
tactus_presence_begin (TactusPresence *self)
{
  g_return_if_fail (TACTUS_IS_PRESENCE (self));
  g_return_if_fail (self->bands != NULL);

  tactus_background_run_begin (self->run, self->bands);
}

void
tactus_presence_give_up (TactusPresence *self)
{
  g_return_if_fail (TACTUS_IS_PRESENCE (self));

  tactus_background_run_give_up (self->run);
}

void
tactus_presence_show (TactusPresence *self)
{
  g_return_if_fail (TACTUS_IS_PRESENCE (self));

  tactus_background_run_leave (self->run);
}

/* Why a measurement ended without a window, nobody has seen yet. */
void
tactus_presence_close (TactusPresence *self)
{
  gboolean unseen;

  g_return_if_fail (TACTUS_IS_PRESENCE (self));

  unseen = tactus_background_run_get_on (self->run);
  tactus_background_run_leave (self->run);
  tactus_notifier_close (self->notifier, unseen);
}

void
tactus_presence_tell_done (TactusNotice  notice,
                           const char   *body,
                           gint64        began_us)
{
  if (presence && g_get_monotonic_time () - began_us >= LONG_US)
    tactus_notifier_send (presence->notifier, NULL, notice, tactus_notice_text_title (notice),
                          body);
}

/* ── the object ── */

void
tactus_presence_set_bands (TactusPresence *self,
                           TactusBandList *bands)
{
  g_return_if_fail (TACTUS_IS_PRESENCE (self));

  g_set_object (&self->bands, bands);
  tactus_notifier_set_bands (self->notifier, bands ? tactus_band_list_get_known (bands) : NULL);
}

TactusBackground *
tactus_presence_get_background (TactusPresence *self)
{
  g_return_val_if_fail (TACTUS_IS_PRESENCE (self), NULL);

  return self->background;
}

static void
watch (TactusPresence *self)
{
  g_signal_connect_object (self->application, "window-added", G_CALLBACK (window_added_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lock, "notify::locked", G_CALLBACK (locked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notifier, "seen", G_CALLBACK (seen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->run, "over", G_CALLBACK (over_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->run, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
}

TactusPresence *
tactus_presence_new (GtkApplication *application,
                     GSettings      *settings)
{
  TactusPresence *self;
  GDBusConnection *bus;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);

  self = g_object_new (TACTUS_TYPE_PRESENCE, NULL);
  bus = g_application_get_dbus_connection (G_APPLICATION (application));
  g_set_weak_pointer (&self->application, application);
  self->background = tactus_background_new (bus);
  self->notifier = tactus_notifier_new (G_APPLICATION (application), settings, sight, self);
  self->run = tactus_background_run_new (G_APPLICATION (application), settings, self->background,
                                         self->notifier);
  self->lock = tactus_lock_watch_new (bus);
  tactus_lock_watch_set_default (self->lock);
  watch (self);
  g_set_weak_pointer (&presence, self);

  return self;
}

static void
tactus_presence_dispose (GObject *object)
{
  TactusPresence *self = TACTUS_PRESENCE (object);

  /* In the end nobody is asked who is looking. */
  if (self->notifier)
    tactus_notifier_close (self->notifier, TRUE);
  g_clear_object (&self->run);
  g_clear_object (&self->lock);
  g_clear_object (&self->notifier);
  g_clear_object (&self->background);
  g_clear_object (&self->bands);
  g_clear_weak_pointer (&self->application);

  G_OBJECT_CLASS (tactus_presence_parent_class)->dispose (object);
}

static void
tactus_presence_class_init (TactusPresenceClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tactus_presence_dispose;

  signals[OVER] = g_signal_new ("over", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new ("refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tactus_presence_init (TactusPresence *self)
{
}
