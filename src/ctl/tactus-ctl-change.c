/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-ctl-change.h"

#include "tactus-band-abilities.h"
#include "tactus-ctl-connect.h"
#include "tactus-protocol-error.h"

typedef struct {
  TactusCtlProgram *program;
  GArray *changes; /* (owned) (element-type TactusCtlChange) */
  guint n_made;
  TactusCtlNext next;
} Changing;

static void
change_clear (gpointer data)
{
  TactusCtlChange *change = data;

  g_clear_pointer (&change->value, g_free);
}

GArray *
tactus_ctl_changes_new (void)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (TactusCtlChange));

  g_array_set_clear_func (changes, change_clear);
  return changes;
}

void
tactus_ctl_changes_add (GArray              *changes,
                        const TactusSetting *setting,
                        const char          *value)
{
  const TactusCtlChange change = { setting, g_strdup (value) };

  g_array_append_val (changes, change);
}

static void
changing_free (Changing *changing)
{
  g_array_unref (changing->changes);
  g_free (changing);
}

static void make_next (Changing *changing);

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Changing *changing = user_data;
  GError *error = NULL;

  if (!tactus_band_change_setting_finish (TACTUS_BAND (source), result, &error))
    tactus_ctl_program_end (changing->program, error);
  else if (!tactus_ctl_program_is_ending (changing->program))
    make_next (changing);
}

static void
make_next (Changing *changing)
{
  const TactusCtlChange *change;

  if (changing->n_made == changing->changes->len)
    {
      changing->next (changing->program);
      return;
    }

  change = &g_array_index (changing->changes, TactusCtlChange, changing->n_made++);
  tactus_band_change_setting_async (tactus_ctl_program_get_band (changing->program),
                                    change->setting->id, change->value,
                                    tactus_ctl_program_get_cancellable (changing->program),
                                    changed_cb, changing);
}

static void
connected (TactusCtlProgram *program)
{
  make_next (tactus_ctl_program_get_data (program));
}

static gboolean
check (GArray             *changes,
       const TactusModel  *model,
       GError            **error)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const TactusCtlChange *change = &g_array_index (changes, TactusCtlChange, i);
      g_autoptr(GPtrArray) writes = tactus_setting_encode (change->setting, model, change->value,
                                                           error);

      if (!writes)
        return FALSE;
    }

  return TRUE;
}

static GError *
translate (GError *error)
{
  if (g_error_matches (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_VALUE))
    {
      g_autoptr(GError) old = error;

      return g_error_new_literal (TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_VALUE, old->message);
    }

  return tactus_band_error_translate (error);
}

void
tactus_ctl_change (TactusCtlProgram *program,
                   GArray           *changes,
                   TactusCtlNext     next)
{
  const TactusModel *model = tactus_band_get_model (tactus_ctl_program_get_band (program));
  Changing *changing = g_new0 (Changing, 1);
  GError *error = NULL;

  changing->program = program;
  changing->changes = changes;
  changing->next = next;
  tactus_ctl_program_set_data (program, changing, (GDestroyNotify) changing_free);

  if (!model)
    tactus_ctl_program_end_unable (program, "keep settings");
  else if (!check (changes, model, &error))
    tactus_ctl_program_end (program, translate (error));
  else
    tactus_ctl_connect (program, connected);
}
