/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-session.h"

#include "tactus-series.h"

struct _TactusSession
{
  GObject parent_instance;

  gint64 id;
  char *band;      /* (owned) */
  char *band_name; /* (owned) (nullable) */
  TactusSource source;
  gint64 begin_us;
  gint64 end_us;
  gboolean open;
  int zone_s;
  guint step_s;
  char *title;     /* (owned) */
  char *note;      /* (owned) */
};

G_DEFINE_FINAL_TYPE (TactusSession, tactus_session, G_TYPE_OBJECT)

typedef enum {
  PROP_ID = 1,
  PROP_BAND,
  PROP_BAND_NAME,
  PROP_SOURCE,
  PROP_BEGIN_US,
  PROP_END_US,
  PROP_OPEN,
  PROP_ZONE_S,
  PROP_STEP_S,
  PROP_TITLE,
  PROP_NOTE,
} TactusSessionProperty;

static GParamSpec *properties[PROP_NOTE + 1];

/* ── sources ── */

static const char *const sources[TACTUS_N_SOURCES] = {
  [TACTUS_SOURCE_MEASURED] = "measured",
  [TACTUS_SOURCE_ONCE] = "once",
  [TACTUS_SOURCE_LISTENED] = "listened",
  [TACTUS_SOURCE_RECORDED] = "recorded",
  [TACTUS_SOURCE_IMPORTED] = "imported",
};

const char *
tactus_source_to_name (TactusSource source)
{
  g_return_val_if_fail (source < TACTUS_N_SOURCES, NULL);

  return sources[source];
}

gboolean
tactus_source_from_name (const char   *name,
                         TactusSource *source)
{
  for (guint i = 0; i < TACTUS_N_SOURCES; i++)
    if (g_strcmp0 (name, sources[i]) == 0)
      {
        *source = (TactusSource) i;
        return TRUE;
      }

  return FALSE;
}

/* ── markers ── */

TactusMarker *
tactus_marker_new (gint64      when_us,
                   const char *text)
{
  TactusMarker *self = g_new0 (TactusMarker, 1);

  self->when_us = when_us;
  self->text = g_strdup (text ? text : "");

  return self;
}

TactusMarker *
tactus_marker_copy (const TactusMarker *self)
{
  TactusMarker *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = tactus_marker_new (self->when_us, self->text);
  copy->id = self->id;

  return copy;
}

void
tactus_marker_free (TactusMarker *self)
{
  g_free (self->text);
  g_free (self);
}

/* ── sessions ── */

/* Returns: seconds east of UTC, here, at @when_us */
static int
get_zone_at (gint64 when_us)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (when_us / G_USEC_PER_SEC);

  return time ? (int) (g_date_time_get_utc_offset (time) / G_USEC_PER_SEC) : 0;
}

TactusSession *
tactus_session_new (const char   *band,
                    const char   *band_name,
                    TactusSource  source,
                    gint64        begin_us)
{
  TactusSession *self;

  g_return_val_if_fail (band != NULL, NULL);
  g_return_val_if_fail (source < TACTUS_N_SOURCES, NULL);

  self = g_object_new (TACTUS_TYPE_SESSION, NULL);
  self->band = g_strdup (band);
  self->band_name = g_strdup (band_name);
  self->source = source;
  self->begin_us = begin_us;
  self->end_us = begin_us;
  self->zone_s = get_zone_at (begin_us);

  return self;
}

TactusSession *
tactus_session_copy (TactusSession *self)
{
  TactusSession *copy;

  g_return_val_if_fail (TACTUS_IS_SESSION (self), NULL);

  copy = tactus_session_new (self->band, self->band_name, self->source, self->begin_us);
  copy->id = self->id;
  copy->end_us = self->end_us;
  copy->open = self->open;
  copy->zone_s = self->zone_s;
  copy->step_s = self->step_s;
  tactus_session_set_title (copy, self->title);
  tactus_session_set_note (copy, self->note);

  return copy;
}

gint64
tactus_session_get_id (TactusSession *self)
{
  g_return_val_if_fail (TACTUS_IS_SESSION (self), 0);

  return self->id;
}

const char *
tactus_session_get_band (TactusSession *self)
{
  g_return_val_if_fail (TACTUS_IS_SESSION (self), NULL);

  return self->band;
}

const char *
tactus_session_get_band_name (TactusSession *self)
{
  g_return_val_if_fail (TACTUS_IS_SESSION (self), NULL);

  return self->band_name;
}

TactusSource
tactus_session_get_source (TactusSession *self)
{
  g_return_val_if_fail (TACTUS_IS_SESSION (self), TACTUS_SOURCE_MEASURED);

  return self->source;
}

gint64
tactus_session_get_begin_us (TactusSession *self)
{
  g_return_val_if_fail (TACTUS_IS_SESSION (self), 0);

  return self->begin_us;
}

gint64
tactus_session_get_end_us (TactusSession *self)
{
  g_return_val_if_fail (TACTUS_IS_SESSION (self), 0);

  return self->end_us;
}

gboolean
tactus_session_get_open (TactusSession *self)
{
  g_return_val_if_fail (TACTUS_IS_SESSION (self), FALSE);

  return self->open;
}

int
tactus_session_get_zone_s (TactusSession *self)
{
  g_return_val_if_fail (TACTUS_IS_SESSION (self), 0);

  return self->zone_s;
}

guint
tactus_session_get_step_s (TactusSession *self)
{
  g_return_val_if_fail (TACTUS_IS_SESSION (self), 0);

  return self->step_s;
}

const char *
tactus_session_get_title (TactusSession *self)
{
  g_return_val_if_fail (TACTUS_IS_SESSION (self), NULL);

  return self->title;
}

const char *
tactus_session_get_note (TactusSession *self)
{
  g_return_val_if_fail (TACTUS_IS_SESSION (self), NULL);

  return self->note;
}

static void
notify (TactusSession         *self,
        TactusSessionProperty  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_text (TactusSession          *self,
          char                  **place,
          const char             *text,
          TactusSessionProperty   property)
{
  if (!text)
    text = "";
  if (g_str_equal (*place, text))
    return;

  g_free (*place);
  *place = g_strdup (text);
  notify (self, property);
}

void
tactus_session_set_id (TactusSession *self,
                       gint64         id)
{
  g_return_if_fail (TACTUS_IS_SESSION (self));

  if (self->id == id)
    return;

  self->id = id;
  notify (self, PROP_ID);
}

void
tactus_session_set_begin_us (TactusSession *self,
                             gint64         begin_us)
{
  g_return_if_fail (TACTUS_IS_SESSION (self));

  if (self->begin_us == begin_us)
    return;

  self->begin_us = begin_us;
  notify (self, PROP_BEGIN_US);
}

void
tactus_session_set_end_us (TactusSession *self,
                           gint64         end_us)
{
  g_return_if_fail (TACTUS_IS_SESSION (self));

  if (self->end_us == end_us)
    return;

  self->end_us = end_us;
  notify (self, PROP_END_US);
}

void
tactus_session_set_open (TactusSession *self,
                         gboolean       open)
{
  g_return_if_fail (TACTUS_IS_SESSION (self));

  if (self->open == !!open)
    return;

  self->open = !!open;
  notify (self, PROP_OPEN);
}

void
tactus_session_set_zone_s (TactusSession *self,
                           int            zone_s)
{
  g_return_if_fail (TACTUS_IS_SESSION (self));

  if (self->zone_s == zone_s)
    return;

  self->zone_s = zone_s;
  notify (self, PROP_ZONE_S);
}

void
tactus_session_set_step_s (TactusSession *self,
                           guint          step_s)
{
  g_return_if_fail (TACTUS_IS_SESSION (self));

  if (self->step_s == step_s)
    return;

  self->step_s = step_s;
  notify (self, PROP_STEP_S);
}

void
tactus_session_set_title (TactusSession *self,
                          const char    *title)
{
  g_return_if_fail (TACTUS_IS_SESSION (self));

  set_text (self, &self->title, title, PROP_TITLE);
}

void
tactus_session_set_note (TactusSession *self,
                         const char    *note)
{
  g_return_if_fail (TACTUS_IS_SESSION (self));

  set_text (self, &self->note, note, PROP_NOTE);
}

gint64
tactus_session_get_gap_us (TactusSession *self)
{
  g_return_val_if_fail (TACTUS_IS_SESSION (self), TACTUS_SERIES_GAP_US);

  return MAX (TACTUS_SERIES_GAP_US, G_GINT64_CONSTANT (5) * self->step_s * (G_USEC_PER_SEC / 2));
}

/* ── the object ── */

static void
tactus_session_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  TactusSession *self = TACTUS_SESSION (object);

  switch ((TactusSessionProperty) id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_BAND:
      g_value_set_string (value, self->band);
      break;
    case PROP_BAND_NAME:
      g_value_set_string (value, self->band_name);
      break;
    case PROP_SOURCE:
      g_value_set_uint (value, self->source);
      break;
    case PROP_BEGIN_US:
      g_value_set_int64 (value, self->begin_us);
      break;
    case PROP_END_US:
      g_value_set_int64 (value, self->end_us);
      break;
    case PROP_OPEN:
      g_value_set_boolean (value, self->open);
      break;
    case PROP_ZONE_S:
      g_value_set_int (value, self->zone_s);
      break;
    case PROP_STEP_S:
      g_value_set_uint (value, self->step_s);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_NOTE:
      g_value_set_string (value, self->note);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tactus_session_finalize (GObject *object)
{
  TactusSession *self = TACTUS_SESSION (object);

  g_free (self->band);
  g_free (self->band_name);
  g_free (self->title);
  g_free (self->note);

  G_OBJECT_CLASS (tactus_session_parent_class)->finalize (object);
}

static void
tactus_session_class_init (TactusSessionClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tactus_session_get_property;
  object_class->finalize = tactus_session_finalize;

  properties[PROP_ID] =
    g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_BAND] =
    g_param_spec_string ("band", NULL, NULL, NULL, flags);
  properties[PROP_BAND_NAME] =
    g_param_spec_string ("band-name", NULL, NULL, NULL, flags);
  properties[PROP_SOURCE] =
    g_param_spec_uint ("source", NULL, NULL, 0, TACTUS_N_SOURCES - 1, 0, flags);
  properties[PROP_BEGIN_US] =
    g_param_spec_int64 ("begin-us", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_END_US] =
    g_param_spec_int64 ("end-us", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_OPEN] =
    g_param_spec_boolean ("open", NULL, NULL, TRUE, flags);
  properties[PROP_ZONE_S] =
    g_param_spec_int ("zone-s", NULL, NULL, G_MININT, G_MAXINT, 0, flags);
  properties[PROP_STEP_S] =
    g_param_spec_uint ("step-s", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_NOTE] =
    g_param_spec_string ("note", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
tactus_session_init (TactusSession *self)
{
  self->open = TRUE;
  self->title = g_strdup ("");
  self->note = g_strdup ("");
}
