/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-replay.h"

#include <string.h>

/* How long a client is waited for that does not do what it did then. */
#define PATIENCE_US (5 * G_USEC_PER_SEC)

struct _TactusSimReplay
{
  TactusSimTrace *trace; /* (owned) */
  double speed;
  guint next_link;
  TactusSimTraceLink *link; /* (nullable): that is played */
  guint position;           /* of the next moment */
  gboolean begun;
  gint64 last_us;           /* when the moment before was */
  gint64 last_trace_us;     /* the same, in the trace */
  GHashTable *asked;        /* (owned): "op char" → how often the client did so on this link */
  GHashTable *expected;     /* (owned): the same, of the trace, up to @position */
  GHashTable *n_read;       /* (owned): by characteristic: values that were given out */
  guint missed;
};

static void
count (GHashTable *counts,
       const char *key)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

  g_hash_table_insert (counts, g_strdup (key), GUINT_TO_POINTER (n + 1));
}

static guint
get_count (GHashTable *counts,
           const char *key)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));
}

gboolean
tactus_sim_replay_fits (const char *characteristic,
                        const char *uuid)
{
  if (strlen (characteristic) != 4)
    return g_str_equal (characteristic, uuid);

  return strlen (uuid) > 8 && strncmp (uuid + 4, characteristic, 4) == 0;
}

/* Returns: (transfer full): as in the trace, for the ids that bands have */
static char *
shorten (const char *uuid)
{
  return g_str_has_prefix (uuid, "0000") && strlen (uuid) > 8 ? g_strndup (uuid + 4, 4)
                                                              : g_strdup (uuid);
}

static void
begin (TactusSimReplay *self,
       gint64           now_us)
{
  self->begun = TRUE;
  self->last_us = now_us;
  self->last_trace_us = self->link->begin_us;
}

void
tactus_sim_replay_link_up (TactusSimReplay *self,
                           gint64           now_us)
{
  g_hash_table_remove_all (self->asked);
  g_hash_table_remove_all (self->expected);
  self->position = 0;
  self->begun = FALSE;
  self->link = self->next_link < self->trace->links->len
    ? g_ptr_array_index (self->trace->links, self->next_link++) : NULL;
  if (self->link && !self->link->logged_in)
    begin (self, now_us);
}

void
tactus_sim_replay_link_down (TactusSimReplay *self)
{
  self->link = NULL;
}

void
tactus_sim_replay_let_in (TactusSimReplay *self,
                          gint64           now_us)
{
  if (self->link && !self->begun)
    begin (self, now_us);
}

static TactusSimMoment *
get_next (TactusSimReplay *self)
{
  if (!self->link || !self->begun || self->position >= self->link->moments->len)
    return NULL;

  return g_ptr_array_index (self->link->moments, self->position);
}

static void
go_on (TactusSimReplay *self,
       gint64           now_us)
{
  self->last_us = now_us;
  self->last_trace_us = get_next (self)->time_us;
  self->position++;
}

/* The moments at which the client has done what it did then are over. */
static void
pass_calls (TactusSimReplay *self,
            gint64           now_us)
{
  TactusSimMoment *moment;

  while ((moment = get_next (self)) && moment->kind == TACTUS_SIM_MOMENT_CALL)
    {
      g_autofree char *key = g_strconcat (moment->operation, " ", moment->characteristic, NULL);
      gboolean done = get_count (self->asked, key) > get_count (self->expected, key);

      if (!done && now_us < self->last_us + PATIENCE_US)
        return;

      self->missed += !done;
      count (self->expected, key);
      go_on (self, now_us);
    }
}

void
tactus_sim_replay_note (TactusSimReplay *self,
                        const char      *operation,
                        const char      *uuid,
                        gint64           now_us)
{
  g_autofree char *characteristic = shorten (uuid);
  g_autofree char *key = g_strconcat (operation, " ", characteristic, NULL);

  if (!self->link)
    return;

  count (self->asked, key);
  pass_calls (self, now_us);
}

GBytes *
tactus_sim_replay_read (TactusSimReplay *self,
                        const char      *uuid)
{
  g_autofree char *characteristic = shorten (uuid);
  GPtrArray *values = NULL;
  guint n = get_count (self->n_read, characteristic);
  guint before = 0;

  /* Those of all links, one after the other. */
  for (guint i = 0; i < self->trace->links->len; i++)
    {
      TactusSimTraceLink *link = g_ptr_array_index (self->trace->links, i);
      GPtrArray *some = g_hash_table_lookup (link->reads, characteristic);

      if (!some)
        continue;
      before += values ? values->len : 0;
      values = some;
      if (n < before + values->len)
        break;
    }

  if (!values)
    return NULL;

  count (self->n_read, characteristic);

  return g_bytes_ref (g_ptr_array_index (values, MIN (n - before, values->len - 1)));
}

static gint64
get_due (TactusSimReplay *self,
         TactusSimMoment *moment)
{
  double pause_us = (double) (moment->time_us - self->last_trace_us) / self->speed;

  return self->last_us + (gint64) pause_us;
}

gint64
tactus_sim_replay_get_deadline (TactusSimReplay *self)
{
  TactusSimMoment *moment = get_next (self);

  if (!moment)
    return G_MAXINT64;
  if (moment->kind == TACTUS_SIM_MOMENT_CALL)
    return self->last_us + PATIENCE_US;

  return get_due (self, moment);
}

TactusSimReplayAct
tactus_sim_replay_take (TactusSimReplay  *self,
                        gint64            now_us,
                        const char      **characteristic,
                        GBytes          **value)
{
  TactusSimMoment *moment;

  pass_calls (self, now_us);
  moment = get_next (self);
  if (!moment || moment->kind == TACTUS_SIM_MOMENT_CALL || now_us < get_due (self, moment))
    return TACTUS_SIM_REPLAY_NOTHING;

  go_on (self, get_due (self, moment));
  if (moment->kind == TACTUS_SIM_MOMENT_DROP)
    return TACTUS_SIM_REPLAY_DROP;

  *characteristic = moment->characteristic;
  *value = g_bytes_ref (moment->value);

  return TACTUS_SIM_REPLAY_SAY;
}

guint
tactus_sim_replay_get_missed (TactusSimReplay *self)
{
  return self->missed;
}

gboolean
tactus_sim_replay_is_done (TactusSimReplay *self)
{
  gboolean last = self->next_link == self->trace->links->len;

  return last && (!self->link || self->position >= self->link->moments->len);
}

TactusSimReplay *
tactus_sim_replay_new (TactusSimTrace *trace,
                       double          speed)
{
  TactusSimReplay *self = g_new0 (TactusSimReplay, 1);

  self->trace = trace;
  self->speed = CLAMP (speed, 0.01, 1000);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->n_read = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
tactus_sim_replay_free (TactusSimReplay *self)
{
  tactus_sim_trace_free (self->trace);
  g_hash_table_unref (self->asked);
  g_hash_table_unref (self->expected);
  g_hash_table_unref (self->n_read);
  g_free (self);
}
