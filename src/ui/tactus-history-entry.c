/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-history-entry.h"

struct _TactusHistoryEntry
{
  GObject parent_instance;

  TactusSession *session; /* (owned) (nullable): or else a day: */
  GDateTime *day;         /* (owned) (nullable) */
  char *band;             /* (owned) (nullable): of a day */

  TactusDigest *digest;   /* (owned) (nullable) */
  GCancellable *loading;  /* (owned) (nullable) */
  gboolean expired;       /* the digest is of another time */
  gboolean selected;
};

G_DEFINE_FINAL_TYPE (TactusHistoryEntry, tactus_history_entry, G_TYPE_OBJECT)

typedef enum {
  PROP_SELECTED = 1,
} TactusHistoryEntryProperty;

static GParamSpec *properties[PROP_SELECTED + 1];

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static TactusHistoryQuery
make_query (TactusHistoryEntry *self)
{
  TactusHistoryQuery query = { .band = self->band };

  if (self->session)
    return (TactusHistoryQuery) { .session = tactus_session_get_id (self->session) };

  tactus_history_query_days (&query, self->day, self->day);

  return query;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(TactusHistoryEntry) self = user_data;
  g_autoptr(GError) error = NULL;
  TactusDigest *digest = tactus_history_digest_finish (TACTUS_HISTORY (source), result, &error);

  /* Another one may be on its way by now. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->loading);
  if (digest == NULL)
    {
      g_debug ("Digest: %s", error->message);
      return;
    }

  g_clear_pointer (&self->digest, tactus_digest_free);
  self->digest = digest;
  self->expired = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
tactus_history_entry_load (TactusHistoryEntry *self,
                           TactusHistory      *history)
{
  TactusHistoryQuery query = { NULL };

  g_return_if_fail (TACTUS_IS_HISTORY_ENTRY (self));

  if (self->loading || (self->digest && !self->expired))
    return;

  query = make_query (self);
  self->loading = g_cancellable_new ();
  tactus_history_digest_async (history, &query, NULL, TACTUS_HISTORY_ENTRY_COLUMNS, self->loading,
                               loaded_cb, g_object_ref (self));
}

void
tactus_history_entry_cancel (TactusHistoryEntry *self)
{
  g_return_if_fail (TACTUS_IS_HISTORY_ENTRY (self));

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

void
tactus_history_entry_expire (TactusHistoryEntry *self)
{
  g_return_if_fail (TACTUS_IS_HISTORY_ENTRY (self));

  tactus_history_entry_cancel (self);
  self->expired = TRUE;
}

void
tactus_history_entry_update (TactusHistoryEntry *self,
                             TactusHistoryEntry *other)
{
  g_return_if_fail (TACTUS_IS_HISTORY_ENTRY (self));
  g_return_if_fail (TACTUS_IS_HISTORY_ENTRY (other));

  /* A day may have got another session in the middle; a session grows at its end only. */
  if (self->day ||
      tactus_session_get_end_us (self->session) != tactus_session_get_end_us (other->session))
    tactus_history_entry_expire (self);
  if (other->session)
    g_set_object (&self->session, other->session);

  g_signal_emit (self, signals[CHANGED], 0);
}

TactusSession *
tactus_history_entry_get_session (TactusHistoryEntry *self)
{
  g_return_val_if_fail (TACTUS_IS_HISTORY_ENTRY (self), NULL);

  return self->session;
}

GDateTime *
tactus_history_entry_get_day (TactusHistoryEntry *self)
{
  g_return_val_if_fail (TACTUS_IS_HISTORY_ENTRY (self), NULL);

  return self->day;
}

gint64
tactus_history_entry_get_key (TactusHistoryEntry *self)
{
  g_return_val_if_fail (TACTUS_IS_HISTORY_ENTRY (self), 0);

  return self->session ? tactus_session_get_id (self->session) : g_date_time_to_unix (self->day);
}

const TactusDigest *
tactus_history_entry_get_digest (TactusHistoryEntry *self)
{
  g_return_val_if_fail (TACTUS_IS_HISTORY_ENTRY (self), NULL);

  return self->digest;
}

gboolean
tactus_history_entry_get_selected (TactusHistoryEntry *self)
{
  g_return_val_if_fail (TACTUS_IS_HISTORY_ENTRY (self), FALSE);

  return self->selected;
}

void
tactus_history_entry_set_selected (TactusHistoryEntry *self,
                                   gboolean            selected)
{
  g_return_if_fail (TACTUS_IS_HISTORY_ENTRY (self));

  if (self->selected == selected)
    return;

  self->selected = selected;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

TactusHistoryEntry *
tactus_history_entry_new_for_session (TactusSession *session)
{
  TactusHistoryEntry *self = g_object_new (TACTUS_TYPE_HISTORY_ENTRY, NULL);

  self->session = g_object_ref (session);

  return self;
}

TactusHistoryEntry *
tactus_history_entry_new_for_day (GDateTime  *day,
                                  const char *band)
{
  TactusHistoryEntry *self = g_object_new (TACTUS_TYPE_HISTORY_ENTRY, NULL);

  self->day = g_date_time_ref (day);
  self->band = g_strdup (band);

  return self;
}

static void
tactus_history_entry_get_property (GObject    *object,
                                   guint       property_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  switch ((TactusHistoryEntryProperty) property_id)
    {
    case PROP_SELECTED:
      g_value_set_boolean (value, TACTUS_HISTORY_ENTRY (object)->selected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_history_entry_set_property (GObject      *object,
                                   guint         property_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  switch ((TactusHistoryEntryProperty) property_id)
    {
    case PROP_SELECTED:
      tactus_history_entry_set_selected (TACTUS_HISTORY_ENTRY (object),
                                         g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_history_entry_finalize (GObject *object)
{
  TactusHistoryEntry *self = TACTUS_HISTORY_ENTRY (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->day, g_date_time_unref);
  g_clear_pointer (&self->digest, tactus_digest_free);
  g_clear_object (&self->loading);
  g_free (self->band);

  G_OBJECT_CLASS (tactus_history_entry_parent_class)->finalize (object);
}

static void
tactus_history_entry_class_init (TactusHistoryEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tactus_history_entry_get_property;
  object_class->set_property = tactus_history_entry_set_property;
  object_class->finalize = tactus_history_entry_finalize;

  properties[PROP_SELECTED] =
    g_param_spec_boolean ("selected", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
tactus_history_entry_init (TactusHistoryEntry *self)
{
}
