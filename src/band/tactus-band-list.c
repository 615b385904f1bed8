/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-list.h"

#include <string.h>

#include "tactus-band-lock.h"
#include "tactus-band-memory.h"
#include "tactus-band-restoring.h"
#include "tactus-band-private.h"
#include "tactus-bluez-store.h"
#include "tactus-uuids.h"

#define SHUT_DOWN_MS 3000

/* Signal strengths, dBm, that part near from far; and how far beyond one a band must get before its
 * row moves. */
static const int borders[] = { -60, -72, -85 };
#define HYSTERESIS 5

/* How often it is looked whether rows have to move, and how often a band must have been elsewhere
 * in a row before its row does. */
#define LOOK_MS 1000
#define LOOKS   3

/* Under which the file of bands has when a band began to measure, µs since 1970. */
#define MEASURED_KEY "measured"
#define LEVEL_UNKNOWN (G_N_ELEMENTS (borders) + 1)

/* One band, as the list sees it.  One that is neither paired nor near any more is only here as long
 * as somebody else wants it: in a crowd there is no end of them. */
typedef struct {
  TactusBandList *list;    /* back pointer */
  const char     *address; /* its key */
  TactusBand     *band;   /* (owned) while @held, else weak */
  guint           level;  /* 0 is nearest */
  guint           next;   /* where it was seen last, … */
  guint           looks;  /* … how often in a row */
  gboolean        known;  /* in the store of the paired ones */
  gboolean        nearby; /* … of the others */
  gboolean        held;
} Entry;

struct _TactusBandList
{
  GObject parent_instance;

  TactusBluezClient *client; /* (owned) */
  TactusKeyStore *keys;      /* (owned) */
  TactusBandMemory *memory;  /* (owned) */
  char *lock_dir;            /* (owned) */
  GHashTable *entries;       /* (owned) (element-type utf8 Entry): by address */
  GListStore *known;         /* (owned) (element-type TactusBand) */
  GListStore *nearby;        /* (owned) (element-type TactusBand): by level */
  guint n_at[LEVEL_UNKNOWN + 1]; /* how many are near, at each level */
  guint look_id;
  guint gone_id;
};

typedef enum {
  PROP_CLIENT = 1,
} TactusBandListProperty;

static GParamSpec *properties[PROP_CLIENT + 1];

G_DEFINE_FINAL_TYPE (TactusBandList, tactus_band_list, G_TYPE_OBJECT)

/* ── order ── */

static guint
level_for_rssi (int rssi)
{
  guint level = 0;

  if (rssi == TACTUS_RSSI_UNKNOWN)
    return LEVEL_UNKNOWN;

  while (level < G_N_ELEMENTS (borders) && rssi < borders[level])
    level++;

  return level;
}

/* A band near a border stays on its side until it has clearly crossed it; and where it is when the
 * scan ends, which takes the signal strengths away. */
static guint
next_level (guint level,
            int   rssi)
{
  guint next = level_for_rssi (rssi);

  if (next == LEVEL_UNKNOWN)
    return level;
  if (next == level || level == LEVEL_UNKNOWN)
    return next;
  if (next < level)
    return MIN (level, level_for_rssi (rssi - HYSTERESIS));

  return MAX (level, level_for_rssi (rssi + HYSTERESIS));
}

static Entry *
entry_for (TactusBandList *self,
           TactusBand     *band)
{
  return g_hash_table_lookup (self->entries, tactus_band_get_address (band));
}

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  TactusBand *band_a = (TactusBand *) a;
  TactusBand *band_b = (TactusBand *) b;
  int order = g_utf8_collate (tactus_band_get_name (band_a), tactus_band_get_name (band_b));

  if (order)
    return order;

  return strcmp (tactus_band_get_address (band_a), tactus_band_get_address (band_b));
}

/* Returns: behind all of that level and above: equals stay in the order in which they came */
static guint
place_for_level (TactusBandList *self,
                 guint           level)
{
  guint place = 0;

  for (guint i = 0; i <= level; i++)
    place += self->n_at[i];

  return place;
}

static void
remove_from (GListStore *store,
             TactusBand *band)
{
  guint position;

  if (g_list_store_find (store, band, &position))
    g_list_store_remove (store, position);
}

/* Those of one level that come at once are told at once. */
static void
insert_nearby (TactusBandList *self,
               GPtrArray      *fresh)
{
  for (guint level = 0; level <= LEVEL_UNKNOWN; level++)
    {
      g_autoptr(GPtrArray) equals = g_ptr_array_new ();
      guint place = place_for_level (self, level);

      for (guint i = 0; i < fresh->len; i++)
        {
          Entry *entry = fresh->pdata[i];

          if (entry->level != level)
            continue;
          entry->nearby = TRUE;
          g_ptr_array_add (equals, entry->band);
        }
      if (equals->len == 0)
        continue;

      self->n_at[level] += equals->len;
      g_list_store_splice (self->nearby, place, 0, equals->pdata, equals->len);
    }
}

static void
remove_nearby (TactusBandList *self,
               GPtrArray      *gone)
{
  g_autoptr(GHashTable) bands = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < gone->len; i++)
    {
      Entry *entry = gone->pdata[i];

      g_hash_table_add (bands, entry->band);
      entry->nearby = FALSE;
      self->n_at[entry->level]--;
    }
  tactus_bluez_store_remove (self->nearby, bands);
}

/* Returns: whether it is time for its row to move */
static gboolean
look_at (Entry    *entry,
         gboolean *again)
{
  guint next = next_level (entry->level, tactus_band_get_rssi (entry->band));
  gboolean moves;

  entry->looks = next == entry->next ? entry->looks + 1 : 1;
  entry->next = next;
  if (next == entry->level)
    return FALSE;

  moves = entry->level == LEVEL_UNKNOWN || entry->looks >= LOOKS;
  *again = *again || !moves;

  return moves;
}

/* Signals jump by more than any hysteresis.  So a row moves only to where its band stays for a
 * while, and all that move do so at once. */
static gboolean
look_cb (gpointer user_data)
{
  TactusBandList *self = user_data;
  g_autoptr(GPtrArray) moving = g_ptr_array_new ();
  gboolean again = FALSE;
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    if (((Entry *) entry)->nearby && look_at (entry, &again))
      g_ptr_array_add (moving, entry);

  if (moving->len > 0)
    {
      remove_nearby (self, moving);
      for (guint i = 0; i < moving->len; i++)
        ((Entry *) moving->pdata[i])->level = ((Entry *) moving->pdata[i])->next;
      insert_nearby (self, moving);
    }
  if (!again)
    self->look_id = 0;

  return again;
}

/* ── whom to keep ── */

/* The last who wanted it has let go. */
static void
finalized_cb (gpointer  user_data,
              GObject  *band)
{
  Entry *entry = user_data;

  entry->band = NULL;
  g_hash_table_remove (entry->list->entries, entry->address);
}

static void
hold (Entry *entry)
{
  if (entry->held)
    return;

  entry->held = TRUE;
  g_object_ref (entry->band);
  g_object_weak_unref (G_OBJECT (entry->band), finalized_cb, entry);
}

static void
let_go (Entry *entry)
{
  if (!entry->held)
    return;

  entry->held = FALSE;
  g_object_weak_ref (G_OBJECT (entry->band), finalized_cb, entry);
  g_object_unref (entry->band);
}

/* ── who is where ── */

static gboolean
is_band (TactusBluezDevice *device)
{
  return tactus_band_model_for_device (device) ||
         tactus_bluez_device_has_service (device, TACTUS_UUID_MI_BAND_SERVICE);
}

/* A band that is being paired stays in sight, even if BlueZ has just dropped its object. */
static gboolean
is_nearby (TactusBandList *self,
           TactusBand     *band)
{
  TactusBluezDevice *device = tactus_bluez_client_lookup (self->client,
                                                          tactus_band_get_address (band));
  gboolean busy = tactus_band_get_state (band) != TACTUS_BAND_STATE_OFFLINE;

  return !tactus_band_get_known (band) && (busy || (device && is_band (device)));
}

static void
place_known (TactusBandList *self,
             Entry          *entry)
{
  gboolean known = tactus_band_get_known (entry->band);

  if (known == entry->known)
    return;

  entry->known = known;
  if (known)
    g_list_store_insert_sorted (self->known, entry->band, compare_names, NULL);
  else
    remove_from (self->known, entry->band);
}

/* Brings the lists in line with what has become of @entries, each change at a stroke. */
static void
place_many (TactusBandList *self,
            GPtrArray      *entries)
{
  g_autoptr(GPtrArray) fresh = g_ptr_array_new ();
  g_autoptr(GPtrArray) gone = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = entries->pdata[i];
      gboolean nearby = is_nearby (self, entry->band);

      hold (entry);
      place_known (self, entry);
      if (nearby == entry->nearby)
        continue;
      if (nearby)
        entry->level = level_for_rssi (tactus_band_get_rssi (entry->band));
      g_ptr_array_add (nearby ? fresh : gone, entry);
    }

  if (gone->len > 0)
    remove_nearby (self, gone);
  if (fresh->len > 0)
    insert_nearby (self, fresh);
  /* Last, since it may be the end of them. */
  for (guint i = 0; i < entries->len; i++)
    if (!((Entry *) entries->pdata[i])->known && !((Entry *) entries->pdata[i])->nearby)
      let_go (entries->pdata[i]);
}

static void
place (TactusBandList *self,
       TactusBand     *band)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new ();
  g_autoptr(TactusBand) keep = g_object_ref (band);

  g_ptr_array_add (entries, entry_for (self, band));
  place_many (self, entries);
}

static void
remember (TactusBandList *self,
          TactusBand     *band)
{
  const TactusModel *model = tactus_band_get_model (band);

  if (tactus_band_get_known (band))
    tactus_band_memory_set (self->memory, tactus_band_get_address (band),
                            tactus_band_get_name (band), model ? model->id : NULL);
}

static void
setting_cb (TactusBandList *self,
            guint           setting,
            TactusBand     *band)
{
  tactus_band_save_setting (band, setting, self->memory);
}

static void
alarms_cb (TactusBandList *self,
           TactusBand     *band)
{
  tactus_band_save_alarms (band, self->memory);
}

static void
measuring_cb (TactusBandList *self,
              GParamSpec     *pspec,
              TactusBand     *band)
{
  g_autofree char *when = NULL;

  if (!tactus_band_get_measuring (band))
    return;

  when = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time ());
  tactus_band_memory_set_kept (self->memory, tactus_band_get_address (band), MEASURED_KEY, when);
}

static void
known_cb (TactusBandList *self,
          GParamSpec     *pspec,
          TactusBand     *band)
{
  remember (self, band);
  place (self, band);
}

static void
state_cb (TactusBandList *self,
          GParamSpec     *pspec,
          TactusBand     *band)
{
  if (tactus_band_get_state (band) == TACTUS_BAND_STATE_OFFLINE)
    place (self, band);
}

static void
name_cb (TactusBandList *self,
         GParamSpec     *pspec,
         TactusBand     *band)
{
  remember (self, band);
  g_list_store_sort (self->known, compare_names, NULL);
  place (self, band);
}

static void
model_cb (TactusBandList *self,
          GParamSpec     *pspec,
          TactusBand     *band)
{
  remember (self, band);
}

static void
rssi_cb (TactusBandList *self,
         GParamSpec     *pspec,
         TactusBand     *band)
{
  Entry *entry = entry_for (self, band);

  if (entry->nearby && !self->look_id &&
      next_level (entry->level, tactus_band_get_rssi (band)) != entry->level)
    self->look_id = g_timeout_add (LOOK_MS, look_cb, self);
}

static void
entry_free (Entry *entry)
{
  if (entry->held)
    g_object_unref (entry->band);
  else if (entry->band)
    g_object_weak_unref (G_OBJECT (entry->band), finalized_cb, entry);
  g_free (entry);
}

static void
follow (TactusBandList *self,
        TactusBand     *band)
{
  g_signal_connect_object (band, "notify::known", G_CALLBACK (known_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (band, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (band, "notify::name", G_CALLBACK (name_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (band, "notify::model", G_CALLBACK (model_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (band, "notify::rssi", G_CALLBACK (rssi_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (band, "notify::measuring", G_CALLBACK (measuring_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (band, "setting-changed", G_CALLBACK (setting_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (band, "alarms-changed", G_CALLBACK (alarms_cb), self,
                           G_CONNECT_SWAPPED);
}

static Entry *
create_entry (TactusBandList    *self,
              const char        *address,
              const char        *name,
              const TactusModel *model)
{
  Entry *entry = g_new0 (Entry, 1);
  char *key = g_strdup (address);

  entry->list = self;
  entry->address = key;
  entry->held = TRUE;
  entry->band = tactus_band_new (self->client, self->keys, address, name,
                                 model ? model : tactus_model_for_name (name), self->lock_dir);
  entry->level = level_for_rssi (tactus_band_get_rssi (entry->band));
  g_hash_table_insert (self->entries, key, entry);
  tactus_band_restore (entry->band, self->memory);
  follow (self, entry->band);

  return entry;
}

static Entry *
ensure_entry (TactusBandList    *self,
              const char        *address,
              const char        *name,
              const TactusModel *model)
{
  Entry *entry = g_hash_table_lookup (self->entries, address);

  return entry ? entry : create_entry (self, address, name, model);
}

/* ── BlueZ's devices ── */

/* Returns: (nullable): of a device that is a band */
static Entry *
entry_for_device (TactusBandList    *self,
                  TactusBluezDevice *device)
{
  if (!is_band (device))
    return NULL;

  return ensure_entry (self, tactus_bluez_device_get_address (device),
                       tactus_bluez_device_get_name (device),
                       tactus_band_model_for_device (device));
}

/* A device may get its name, or its services, after it was first seen. */
static void
device_cb (TactusBandList    *self,
           GParamSpec        *pspec,
           TactusBluezDevice *device)
{
  Entry *entry;

  if (g_hash_table_contains (self->entries, tactus_bluez_device_get_address (device)))
    return;

  entry = entry_for_device (self, device);
  if (entry)
    place (self, entry->band);
}

static gboolean
gone_cb (gpointer user_data)
{
  TactusBandList *self = user_data;
  g_autoptr(GPtrArray) entries = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer entry;

  self->gone_id = 0;
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    g_ptr_array_add (entries, entry);
  place_many (self, entries);

  return G_SOURCE_REMOVE;
}

static void
devices_cb (TactusBandList *self,
            guint           position,
            guint           removed,
            guint           added,
            GListModel     *devices)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new ();

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(TactusBluezDevice) device = g_list_model_get_item (devices, i);
      Entry *entry;

      g_signal_handlers_disconnect_by_func (device, device_cb, self);
      g_signal_connect_object (device, "notify", G_CALLBACK (device_cb), self, G_CONNECT_SWAPPED);
      entry = entry_for_device (self, device);
      if (entry)
        g_ptr_array_add (entries, entry);
    }
  place_many (self, entries);

  /* Many that leave at a time leave one by one, if they were no neighbours. */
  if (removed && !self->gone_id)
    self->gone_id = g_idle_add_full (G_PRIORITY_DEFAULT, gone_cb, self, NULL);
}

/* ── the beginning ── */

static void
recall (TactusBandList *self)
{
  g_auto(GStrv) addresses = tactus_band_memory_get_addresses (self->memory);

  for (guint i = 0; addresses[i]; i++)
    {
      g_autofree char *name = tactus_band_memory_get_name (self->memory, addresses[i]);
      g_autofree char *model = tactus_band_memory_get_model (self->memory, addresses[i]);
      const char *known_name = name && name[0] ? name : NULL;

      tactus_band_set_known (ensure_entry (self, addresses[i], known_name,
                                           model ? tactus_model_for_id (model) : NULL)->band,
                             TRUE);
    }
}

TactusBandList *
tactus_band_list_new (TactusBluezClient *client,
                      TactusKeyStore    *keys,
                      const char        *data_dir,
                      const char        *lock_dir)
{
  TactusBandList *self;
  GListModel *devices;

  g_return_val_if_fail (TACTUS_IS_BLUEZ_CLIENT (client), NULL);
  g_return_val_if_fail (TACTUS_IS_KEY_STORE (keys), NULL);

  self = g_object_new (TACTUS_TYPE_BAND_LIST, NULL);
  self->client = g_object_ref (client);
  self->keys = g_object_ref (keys);
  self->lock_dir = lock_dir ? g_strdup (lock_dir) : tactus_band_lock_get_default_dir ();
  self->memory = tactus_band_memory_new (data_dir);
  recall (self);

  devices = tactus_bluez_client_get_devices (client);
  g_signal_connect_object (devices, "items-changed", G_CALLBACK (devices_cb), self,
                           G_CONNECT_SWAPPED);
  devices_cb (self, 0, 0, g_list_model_get_n_items (devices), devices);

  return self;
}

char *
tactus_band_list_get_default_dir (void)
{
  return g_build_filename (g_get_user_data_dir (), "tactus", NULL);
}

TactusBluezClient *
tactus_band_list_get_client (TactusBandList *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND_LIST (self), NULL);

  return self->client;
}

GListModel *
tactus_band_list_get_known (TactusBandList *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND_LIST (self), NULL);

  return G_LIST_MODEL (self->known);
}

GListModel *
tactus_band_list_get_nearby (TactusBandList *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND_LIST (self), NULL);

  return G_LIST_MODEL (self->nearby);
}

/* ── finding ── */

static gboolean
name_contains (TactusBand *band,
               const char *folded)
{
  g_autofree char *name = g_utf8_casefold (tactus_band_get_name (band), -1);

  return strstr (name, folded) != NULL;
}

static guint
find_by_name (GListModel  *model,
              const char  *folded,
              TactusBand **found)
{
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(TactusBand) band = g_list_model_get_item (model, i);

      if (name_contains (band, folded))
        {
          *found = band;
          count++;
        }
    }

  return count;
}

/* People write addresses in any case, and with dashes. */
static Entry *
find_by_address (TactusBandList *self,
                 const char     *text)
{
  g_autofree char *address = g_ascii_strup (text, -1);

  g_strdelimit (address, "-", ':');

  return g_hash_table_lookup (self->entries, address);
}

/* Returns: µs since 1970; 0 if that never was */
static gint64
measured_when (TactusBandList *self,
               TactusBand     *band)
{
  g_autofree char *text = tactus_band_memory_get_kept (self->memory,
                                                       tactus_band_get_address (band),
                                                       MEASURED_KEY);

  return text ? MAX (g_ascii_strtoll (text, NULL, 10), 0) : 0;
}

TactusBand *
tactus_band_list_get_recent (TactusBandList *self)
{
  TactusBand *recent = NULL;
  gint64 newest = -1;

  g_return_val_if_fail (TACTUS_IS_BAND_LIST (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->known)); i++)
    {
      g_autoptr(TactusBand) band = g_list_model_get_item (G_LIST_MODEL (self->known), i);
      gint64 when = measured_when (self, band);

      if (when > newest)
        {
          recent = band;
          newest = when;
        }
    }

  return recent;
}

TactusBand *
tactus_band_list_find (TactusBandList  *self,
                       const char      *text,
                       GError         **error)
{
  g_autofree char *folded = NULL;
  Entry *entry;
  TactusBand *found = NULL;
  guint count;

  g_return_val_if_fail (TACTUS_IS_BAND_LIST (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  entry = find_by_address (self, text);
  if (entry)
    return entry->band;

  folded = g_utf8_casefold (text, -1);
  count = text[0] ? find_by_name (G_LIST_MODEL (self->known), folded, &found) : 0;
  count += text[0] ? find_by_name (G_LIST_MODEL (self->nearby), folded, &found) : 0;
  if (count == 1)
    return found;

  if (count == 0)
    g_set_error (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_OUT_OF_RANGE,
                 "No band known or nearby has the address or name “%s”; wake it and scan again",
                 text);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "%u bands have “%s” in their names; give the address instead", count, text);

  return NULL;
}

/* ── forgetting ── */

typedef struct {
  TactusBand     *band;  /* (owned) */
  TactusBandLock *lock;  /* (owned) (nullable): nobody else uses the band meanwhile */
  GError         *error; /* (owned) (nullable): the first that went wrong */
} Forgetting;

static void
forgetting_free (Forgetting *forgetting)
{
  g_clear_pointer (&forgetting->lock, tactus_band_lock_release);
  g_clear_object (&forgetting->band);
  g_clear_error (&forgetting->error);
  g_free (forgetting);
}

/* Takes @error. */
static void
forgetting_note (Forgetting *forgetting,
                 GError     *error)
{
  if (error && forgetting->error)
    g_error_free (error);
  else if (error)
    forgetting->error = tactus_band_error_translate (error);
}

static void
forget_removed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Forgetting *forgetting = g_task_get_task_data (task);
  GError *error = NULL;

  tactus_bluez_client_remove_device_finish (TACTUS_BLUEZ_CLIENT (source), result, &error);
  forgetting_note (forgetting, error);

  g_clear_pointer (&forgetting->lock, tactus_band_lock_release);
  if (forgetting->error)
    g_task_return_error (task, g_steal_pointer (&forgetting->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
forget_key_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusBandList *self = g_task_get_source_object (task);
  Forgetting *forgetting = g_task_get_task_data (task);
  TactusBand *band = forgetting->band;
  GError *error = NULL;

  tactus_band_forget_key_finish (band, result, &error);
  forgetting_note (forgetting, error);

  tactus_band_memory_remove (self->memory, tactus_band_get_address (band));
  tactus_band_set_known (band, FALSE);
  tactus_band_drop_settings (band);
  tactus_band_drop_alarms (band);
  tactus_bluez_client_remove_device_async (self->client, tactus_band_get_address (band),
                                           g_task_get_cancellable (task), forget_removed_cb,
                                           g_object_ref (task));
}

/* Our own lock, if we had one, went with the link.  The key of a band that another program uses is
 * not ours to take away. */
static void
forget_disconnected_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TactusBandList *self = g_task_get_source_object (task);
  Forgetting *forgetting = g_task_get_task_data (task);
  GError *error = NULL;

  tactus_band_disconnect_finish (TACTUS_BAND (source), result, &error);
  forgetting_note (forgetting, g_steal_pointer (&error));
  forgetting->lock = tactus_band_lock_acquire (self->lock_dir,
                                               tactus_band_get_address (forgetting->band), &error);
  if (!forgetting->lock)
    {
      g_task_return_error (task, error);
      return;
    }

  tactus_band_forget_key_async (forgetting->band, g_task_get_cancellable (task), forget_key_cb,
                                g_object_ref (task));
}

void
tactus_band_list_forget_async (TactusBandList      *self,
                               TactusBand          *band,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Forgetting *forgetting;
  GTask *task;

  g_return_if_fail (TACTUS_IS_BAND_LIST (self));
  g_return_if_fail (TACTUS_IS_BAND (band));

  task = g_task_new (self, cancellable, callback, user_data);
  forgetting = g_new0 (Forgetting, 1);
  forgetting->band = g_object_ref (band);
  g_task_set_source_tag (task, tactus_band_list_forget_async);
  g_task_set_task_data (task, forgetting, (GDestroyNotify) forgetting_free);
  tactus_band_disconnect_async (band, cancellable, forget_disconnected_cb, task);
}

gboolean
tactus_band_list_forget_finish (TactusBandList  *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── leaving ── */

typedef struct {
  GTask *task;       /* (owned) (nullable): NULL once answered */
  guint  waiting;
  guint  timeout_id;
} Leaving;

static void
leaving_clear (gpointer data)
{
  Leaving *leaving = data;

  g_assert (!leaving->task);
}

static void
leaving_end (Leaving *leaving)
{
  g_autoptr(GTask) task = g_steal_pointer (&leaving->task);

  g_clear_handle_id (&leaving->timeout_id, g_source_remove);
  if (task)
    g_task_return_boolean (task, TRUE);
}

static gboolean
leaving_timed_out_cb (gpointer user_data)
{
  Leaving *leaving = user_data;

  leaving->timeout_id = 0;
  g_message ("Leaving although a band is still connected");
  leaving_end (leaving);

  return G_SOURCE_REMOVE;
}

static void
left_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Leaving *leaving = user_data;

  tactus_band_disconnect_finish (TACTUS_BAND (source), result, NULL);
  leaving->waiting--;
  if (leaving->waiting == 0)
    leaving_end (leaving);
  g_rc_box_release_full (leaving, leaving_clear);
}

static void
leave_all (TactusBandList *self,
           Leaving        *leaving)
{
  g_autoptr(GList) entries = g_hash_table_get_values (self->entries);

  for (GList *l = entries; l; l = l->next)
    {
      Entry *entry = l->data;

      leaving->waiting++;
      tactus_band_disconnect_async (entry->band, NULL, left_cb, g_rc_box_acquire (leaving));
    }
}

static void
turned_on_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (tactus_bluez_client_power_on_finish (TACTUS_BLUEZ_CLIENT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, tactus_band_error_translate_service (g_steal_pointer (&error)));
}

void
tactus_band_list_turn_on_async (TactusBandList      *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (TACTUS_IS_BAND_LIST (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tactus_band_list_turn_on_async);
  tactus_bluez_client_power_on_async (self->client, cancellable, turned_on_cb, task);
}

gboolean
tactus_band_list_turn_on_finish (TactusBandList  *self,
                                 GAsyncResult    *result,
                                 GError         **error)
{
  g_return_val_if_fail (TACTUS_IS_BAND_LIST (self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tactus_band_list_shut_down_async (TactusBandList      *self,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Leaving *leaving;

  g_return_if_fail (TACTUS_IS_BAND_LIST (self));

  leaving = g_rc_box_new0 (Leaving);
  leaving->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (leaving->task, tactus_band_list_shut_down_async);
  leaving->timeout_id = g_timeout_add (SHUT_DOWN_MS, leaving_timed_out_cb, leaving);
  leave_all (self, leaving);
  if (leaving->waiting == 0)
    leaving_end (leaving);
  g_rc_box_release_full (leaving, leaving_clear);
}

void
tactus_band_list_shut_down_finish (TactusBandList *self,
                                   GAsyncResult   *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

/* ── the object ── */

static void
tactus_band_list_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TactusBandList *self = TACTUS_BAND_LIST (object);

  switch ((TactusBandListProperty) id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
tactus_band_list_finalize (GObject *object)
{
  TactusBandList *self = TACTUS_BAND_LIST (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_handle_id (&self->gone_id, g_source_remove);
  g_clear_object (&self->known);
  g_clear_object (&self->nearby);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_pointer (&self->memory, tactus_band_memory_free);
  g_clear_object (&self->keys);
  g_clear_object (&self->client);
  g_free (self->lock_dir);

  G_OBJECT_CLASS (tactus_band_list_parent_class)->finalize (object);
}

static void
tactus_band_list_class_init (TactusBandListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tactus_band_list_get_property;
  object_class->finalize = tactus_band_list_finalize;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, TACTUS_TYPE_BLUEZ_CLIENT,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                   G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
tactus_band_list_init (TactusBandList *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) entry_free);
  self->known = g_list_store_new (TACTUS_TYPE_BAND);
  self->nearby = g_list_store_new (TACTUS_TYPE_BAND);
}
