/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-sim-calls.h"

#define CHARACTERISTIC "org.bluez.GattCharacteristic1"

/* A call that is kept back. */
typedef struct {
  TactusSimCalls        *calls;      /* back pointer */
  TactusSimObject       *object;     /* (owned) */
  GDBusMethodInvocation *invocation; /* (owned) (nullable) */
  guint                  timer;      /* 0: for ever */
} Kept;

struct _TactusSimCalls {
  GArray    *spoilt; /* (owned) (element-type TactusSimSpoilt) */
  GPtrArray *kept;   /* (owned) (element-type Kept) */
};

static void
kept_free (gpointer data)
{
  Kept *self = data;

  g_clear_handle_id (&self->timer, g_source_remove);
  tactus_sim_object_unref (self->object);
  g_clear_object (&self->invocation);
  g_free (self);
}

TactusSimCalls *
tactus_sim_calls_new (void)
{
  TactusSimCalls *self = g_new0 (TactusSimCalls, 1);

  self->spoilt = g_array_new (FALSE, FALSE, sizeof (TactusSimSpoilt));
  self->kept = g_ptr_array_new_with_free_func (kept_free);

  return self;
}

void
tactus_sim_calls_free (TactusSimCalls *self)
{
  g_array_unref (self->spoilt);
  g_ptr_array_unref (self->kept);
  g_free (self);
}

void
tactus_sim_calls_spoil (TactusSimCalls        *self,
                        const TactusSimSpoilt *spoilt)
{
  g_array_append_val (self->spoilt, *spoilt);
}

/* As if the link had been lost under them. */
void
tactus_sim_calls_mend (TactusSimCalls *self)
{
  g_array_set_size (self->spoilt, 0);
  for (guint i = 0; i < self->kept->len; i++)
    {
      Kept *kept = self->kept->pdata[i];

      g_dbus_method_invocation_return_dbus_error (g_steal_pointer (&kept->invocation),
                                                  "org.bluez.Error.Failed", "Not connected");
    }
  g_ptr_array_set_size (self->kept, 0);
}

static void
late_cb (gpointer user_data)
{
  Kept *kept = user_data;
  g_autoptr(TactusSimObject) object = tactus_sim_object_ref (kept->object);
  GDBusMethodInvocation *invocation = g_steal_pointer (&kept->invocation);

  kept->timer = 0;
  g_ptr_array_remove (kept->calls->kept, kept);
  tactus_sim_object_call (object, invocation);
}

static void
keep (TactusSimCalls        *self,
      TactusSimObject       *object,
      GDBusMethodInvocation *invocation,
      guint                  delay_ms)
{
  Kept *kept = g_new0 (Kept, 1);

  kept->calls = self;
  kept->object = tactus_sim_object_ref (object);
  kept->invocation = invocation;
  if (delay_ms > 0)
    kept->timer = g_timeout_add_once (delay_ms, late_cb, kept);
  g_ptr_array_add (self->kept, kept);
}

static gboolean
fits (const TactusSimSpoilt *self,
      TactusSimObject       *object,
      const char            *method)
{
  GVariant *uuid;

  if (!g_str_equal (self->method, method))
    return FALSE;
  if (!self->uuid)
    return TRUE;

  uuid = tactus_sim_object_get (object, CHARACTERISTIC, "UUID");

  return uuid && g_str_equal (g_variant_get_string (uuid, NULL), self->uuid);
}

/* Returns: whether it strikes now; counts */
static gboolean
strikes (TactusSimSpoilt *self)
{
  if (self->after > 0)
    {
      self->after--;
      return FALSE;
    }
  if (self->times > 0)
    {
      self->times--;
      return TRUE;
    }

  return self->times < 0;
}

gboolean
tactus_sim_calls_take (TactusSimCalls        *self,
                       TactusSimObject       *object,
                       const char            *method,
                       GDBusMethodInvocation *invocation)
{
  for (guint i = 0; i < self->spoilt->len; i++)
    {
      TactusSimSpoilt *each = &g_array_index (self->spoilt, TactusSimSpoilt, i);

      if (!fits (each, object, method) || !strikes (each))
        continue;

      if (each->effect == TACTUS_SIM_CALL_FAILS)
        g_dbus_method_invocation_return_dbus_error (invocation, each->name, each->message);
      else
        keep (self, object, invocation,
              each->effect == TACTUS_SIM_CALL_LATE ? each->delay_ms : 0);
      return TRUE;
    }

  return FALSE;
}
