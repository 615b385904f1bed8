/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band.h"

#include <glib/gi18n-lib.h>

#include "tactus-band-following.h"
#include "tactus-band-internal.h"
#include "tactus-band-link.h"
#include "tactus-band-listening.h"
#include "tactus-band-once.h"
#include "tactus-band-retry.h"
#include "tactus-bluez-observer.h"
#include "tactus-uuids.h"

/* dBm; the highest that Bluetooth can express. */
#define MAX_RSSI 20

const TactusBandTimings tactus_band_default_timings = {
  .tap_ms = 0,
  .answer_ms = 0,
  .keep_alive_ms = 12000,
  .first_value_ms = 20000,
  .stale_ms = 10000,
  .watchdog_ms = 25000,
  .reconnect_ms = 250,
  .reply_ms = 3000,
  .find_ms = 1000,
  .fetch_ms = 0,
  .clock_ms = 60000,
};

typedef enum {
  PROP_ADDRESS = 1,
  PROP_NAME,
  PROP_STATE,
  PROP_ERROR,
  PROP_KNOWN,
  PROP_PRESENT,
  PROP_RSSI,
  PROP_MEASURING,
  PROP_PULSE_STATE,
  PROP_BPM,
  PROP_BATTERY_LEVEL,
  PROP_CHARGING,
  PROP_KEY_STORAGE,
  PROP_KEY_PUBLISHED,
  PROP_MODEL,
  PROP_SHARED_BPM,
  PROP_SERIES,
} TactusBandProperty;

enum {
  HEART_RATE,
  READING,
  BOND_QUESTION,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_SERIES + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TactusBand, tactus_band, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (TactusBandState, tactus_band_state,
                    G_DEFINE_ENUM_VALUE (TACTUS_BAND_STATE_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BAND_STATE_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BAND_STATE_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BAND_STATE_PREPARING, "preparing"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BAND_STATE_AUTHENTICATING, "authenticating"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BAND_STATE_TAP_NEEDED, "tap-needed"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BAND_STATE_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BAND_STATE_DISCONNECTING, "disconnecting"),
                    G_DEFINE_ENUM_VALUE (TACTUS_BAND_STATE_LISTENING, "listening"))

G_DEFINE_ENUM_TYPE (TactusPulseState, tactus_pulse_state,
                    G_DEFINE_ENUM_VALUE (TACTUS_PULSE_STATE_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (TACTUS_PULSE_STATE_STARTING, "starting"),
                    G_DEFINE_ENUM_VALUE (TACTUS_PULSE_STATE_LIVE, "live"),
                    G_DEFINE_ENUM_VALUE (TACTUS_PULSE_STATE_NO_VALUE, "no-value"),
                    G_DEFINE_ENUM_VALUE (TACTUS_PULSE_STATE_NO_CONTACT, "no-contact"),
                    G_DEFINE_ENUM_VALUE (TACTUS_PULSE_STATE_STALE, "stale"),
                    G_DEFINE_ENUM_VALUE (TACTUS_PULSE_STATE_LOST, "lost"))

G_DEFINE_ENUM_TYPE (TactusKeyStorage, tactus_key_storage,
                    G_DEFINE_ENUM_VALUE (TACTUS_KEY_STORAGE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (TACTUS_KEY_STORAGE_KEPT, "kept"),
                    G_DEFINE_ENUM_VALUE (TACTUS_KEY_STORAGE_SESSION, "session"))

/* ── properties ── */

static void
notify (TactusBand         *self,
        TactusBandProperty  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
tactus_band_set_state (TactusBand      *self,
                       TactusBandState  state)
{
  if (self->state == state)
    return;

  g_debug ("…%s: %s", tactus_bluez_shorten (self->address),
           g_enum_get_value (g_type_class_peek (TACTUS_TYPE_BAND_STATE),
                             (int) state)->value_nick);
  self->state = state;
  notify (self, PROP_STATE);
}

void
tactus_band_set_error (TactusBand   *self,
                       const GError *error)
{
  if (!error && !self->error)
    return;

  if (error)
    g_debug ("…%s: %s: %s", tactus_bluez_shorten (self->address),
             tactus_band_error_to_code (error), error->message);
  g_clear_error (&self->error);
  self->error = error ? g_error_copy (error) : NULL;
  notify (self, PROP_ERROR);
}

void
tactus_band_set_measuring (TactusBand *self,
                           gboolean    measuring)
{
  if (self->measuring == measuring)
    return;

  self->measuring = measuring;
  notify (self, PROP_MEASURING);
}

void
tactus_band_set_pulse (TactusBand       *self,
                       TactusPulseState  state,
                       guint             bpm)
{
  gboolean other_state = self->pulse_state != state;
  gboolean other_bpm = self->bpm != bpm;

  self->pulse_state = state;
  self->bpm = bpm;
  if (other_state)
    notify (self, PROP_PULSE_STATE);
  if (other_bpm)
    notify (self, PROP_BPM);
}

void
tactus_band_set_battery (TactusBand *self,
                         int         level,
                         gboolean    charging)
{
  gboolean other_level = self->battery_level != level;
  gboolean other_charging = self->charging != charging;
  gboolean first = self->battery_level < 0;

  self->battery_level = level;
  self->charging = charging;
  if (other_level)
    notify (self, PROP_BATTERY_LEVEL);
  if (other_charging)
    notify (self, PROP_CHARGING);
  if (other_charging && !first)
    tactus_band_tell_charging (self);
}

void
tactus_band_update_key_storage (TactusBand *self)
{
  TactusKeyStorage storage = tactus_key_keeper_get_storage (self->keeper);
  TactusKey *key = tactus_key_keeper_get_current (self->keeper);
  gboolean published = key && tactus_key_is_well_known (key);
  gboolean other_storage = self->key_storage != storage;
  gboolean other_published = self->key_published != published;

  self->key_storage = storage;
  self->key_published = published;
  if (other_storage)
    notify (self, PROP_KEY_STORAGE);
  if (other_published)
    notify (self, PROP_KEY_PUBLISHED);
}

void
tactus_band_set_shared_bpm (TactusBand *self,
                            guint       bpm)
{
  if (self->shared_bpm == bpm)
    return;

  self->shared_bpm = bpm;
  notify (self, PROP_SHARED_BPM);
}

void
tactus_band_set_model (TactusBand        *self,
                       const TactusModel *model)
{
  if (self->model == model)
    return;

  self->model = model;
  notify (self, PROP_MODEL);
  if (!self->name)
    notify (self, PROP_NAME);
}

/* What there is to say of the pulse while no meter says it. */
void
tactus_band_show_no_meter (TactusBand *self)
{
  TactusPulseState state = self->measuring ? TACTUS_PULSE_STATE_LOST : TACTUS_PULSE_STATE_IDLE;

  tactus_band_set_pulse (self, state, 0);
}

void
tactus_band_tell_bond_question (TactusBand         *self,
                                TactusBondQuestion *question)
{
  if (tactus_bond_question_get_kind (question) == TACTUS_BOND_ALLOW)
    tactus_bond_question_answer (question, TRUE, 0);
  else
    g_signal_emit (self, signals[BOND_QUESTION], 0, question);
}

/* ── readings ── */

void
tactus_band_tell_heart_rate (TactusBand            *self,
                             const TactusHeartRate *rate)
{
  g_signal_emit (self, signals[HEART_RATE], 0, rate);
}

void
tactus_band_tell_reading (TactusBand          *self,
                          const TactusReading *reading)
{
  g_signal_emit (self, signals[READING], 0, reading);
}

void
tactus_band_renew_series (TactusBand *self)
{
  tactus_series_unref (self->series);
  self->series = tactus_series_new ();
  notify (self, PROP_SERIES);
}

/* ── what BlueZ says of the band ── */

const TactusModel *
tactus_band_model_for_device (TactusBluezDevice *device)
{
  return tactus_model_for_device (tactus_bluez_device_get_name (device),
                                  tactus_bluez_device_get_address (device),
                                  tactus_bluez_device_has_service (device,
                                                                   TACTUS_UUID_MI_BAND_SERVICE),
                                  tactus_bluez_device_has_service (device,
                                                                   TACTUS_UUID_AUTH_SERVICE),
                                  tactus_bluez_device_has_service (device,
                                                                   TACTUS_UUID_HEART_RATE_SERVICE));
}

static void
update_presence (TactusBand *self)
{
  int rssi = self->device ? tactus_bluez_device_get_rssi (self->device) : TACTUS_RSSI_UNKNOWN;
  gboolean present = self->device && (rssi != TACTUS_RSSI_UNKNOWN ||
                                      tactus_bluez_device_get_connected (self->device));
  gboolean other_rssi, other_present;

  /* A controller that cannot tell says 127: heard, but who knows how loud. */
  if (rssi > MAX_RSSI)
    rssi = TACTUS_RSSI_UNKNOWN;
  other_rssi = self->rssi != rssi;
  other_present = self->present != present;

  self->rssi = rssi;
  self->present = present;
  if (other_rssi)
    notify (self, PROP_RSSI);
  if (other_present)
    notify (self, PROP_PRESENT);
  if (other_present && present)
    tactus_band_heard (self);
}

static void
update_name (TactusBand *self)
{
  const char *name = self->device ? tactus_bluez_device_get_name (self->device) : NULL;

  if (!name || g_strcmp0 (name, self->name) == 0)
    return;

  g_free (self->name);
  self->name = g_strdup (name);
  notify (self, PROP_NAME);
}

/* A model that is spoken to natively was remembered, named, or told by the band itself: that is
 * better than what its advertisement looks like now.  And nothing changes under a link. */
static gboolean
is_settled (const TactusModel *model)
{
  return model && tactus_model_can_pair (model) &&
         model->generation != TACTUS_GENERATION_STANDARD;
}

static void
update_model (TactusBand *self)
{
  const TactusModel *model = NULL;

  if (self->device && self->state == TACTUS_BAND_STATE_OFFLINE && !self->known &&
      !is_settled (self->model))
    model = tactus_band_model_for_device (self->device);
  if (model)
    tactus_band_set_model (self, model);
}

static void
device_changed_cb (TactusBand *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  update_name (self);
  update_model (self);
  update_presence (self);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
drop_device (TactusBand *self)
{
  if (self->device)
    g_signal_handlers_disconnect_by_data (self->device, self);
  g_clear_object (&self->device);
}

static void
devices_changed_cb (TactusBand *self)
{
  TactusBluezDevice *device = tactus_bluez_client_lookup (self->client, self->address);

  if (device == self->device)
    return;

  drop_device (self);
  if (device)
    {
      self->device = g_object_ref (device);
      g_signal_connect_object (device, "notify", G_CALLBACK (device_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (device, "advertised", G_CALLBACK (tactus_band_hear), self,
                               G_CONNECT_SWAPPED);
    }
  device_changed_cb (self);
  if (device && tactus_bluez_device_get_advertised (device) > 0)
    tactus_band_hear (self);
}

/* ── what there is to ask ── */

void
tactus_band_set_timings (TactusBand              *self,
                         const TactusBandTimings *timings)
{
  g_return_if_fail (TACTUS_IS_BAND (self));

  self->timings = *timings;
  self->backoff.first_ms = timings->reconnect_ms;
}

void
tactus_band_set_known (TactusBand *self,
                       gboolean    known)
{
  g_return_if_fail (TACTUS_IS_BAND (self));

  if (self->known == known)
    return;

  self->known = known;
  notify (self, PROP_KNOWN);
}

const char *
tactus_band_get_address (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), NULL);

  return self->address;
}

const char *
tactus_band_get_name (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), NULL);

  if (self->name)
    return self->name;

  return self->model ? self->model->name : self->address;
}

const TactusModel *
tactus_band_get_model (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), NULL);

  return self->model;
}

TactusBandState
tactus_band_get_state (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), TACTUS_BAND_STATE_OFFLINE);

  return self->state;
}

const GError *
tactus_band_get_error (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), NULL);

  return self->error;
}

gboolean
tactus_band_get_known (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), FALSE);

  return self->known;
}

gboolean
tactus_band_get_present (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), FALSE);

  return self->present;
}

int
tactus_band_get_rssi (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), TACTUS_RSSI_UNKNOWN);

  return self->rssi;
}

gboolean
tactus_band_get_measuring (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), FALSE);

  return self->measuring;
}

TactusPulseState
tactus_band_get_pulse_state (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), TACTUS_PULSE_STATE_IDLE);

  return self->pulse_state;
}

guint
tactus_band_get_bpm (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), 0);

  return self->bpm;
}

int
tactus_band_get_battery_level (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), -1);

  return self->battery_level;
}

gboolean
tactus_band_get_charging (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), FALSE);

  return self->charging;
}

TactusKeyStorage
tactus_band_get_key_storage (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), TACTUS_KEY_STORAGE_NONE);

  return self->key_storage;
}

gboolean
tactus_band_get_key_published (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), FALSE);

  return self->key_published;
}

guint
tactus_band_get_shared_bpm (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), 0);

  return self->shared_bpm;
}

TactusSeries *
tactus_band_get_series (TactusBand *self)
{
  g_return_val_if_fail (TACTUS_IS_BAND (self), NULL);

  return self->series;
}

/* ── the object ── */

void
tactus_band_stop_timers (TactusBand *self)
{
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_handle_id (&self->settled_id, g_source_remove);
  g_clear_handle_id (&self->clock_id, g_source_remove);
  tactus_band_once_stop_clock (self);
}

static void
follow_client (TactusBand *self)
{
  g_signal_connect_object (self->client, "notify::state",
                           G_CALLBACK (tactus_band_bluetooth_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tactus_bluez_client_get_devices (self->client), "items-changed",
                           G_CALLBACK (devices_changed_cb), self, G_CONNECT_SWAPPED);
  devices_changed_cb (self);
}

TactusBand *
tactus_band_new (TactusBluezClient *client,
                 TactusKeyStore    *keys,
                 const char        *address,
                 const char        *name,
                 const TactusModel *model,
                 const char        *lock_dir)
{
  TactusBand *self;
  g_autofree char *label = NULL;

  g_return_val_if_fail (TACTUS_IS_BLUEZ_CLIENT (client), NULL);
  g_return_val_if_fail (TACTUS_IS_KEY_STORE (keys), NULL);
  g_return_val_if_fail (address != NULL && lock_dir != NULL, NULL);

  self = g_object_new (TACTUS_TYPE_BAND, NULL);
  self->client = g_object_ref (client);
  self->address = g_strdup (address);
  self->name = g_strdup (name);
  self->model = model;
  self->lock_dir = g_strdup (lock_dir);
  /* Translators: in the list of the keyring; a band's name and address */
  label = g_strdup_printf (_("Tactus key for %s (%s)"), tactus_band_get_name (self), address);
  self->keeper = tactus_key_keeper_new (keys, address, label);
  follow_client (self);

  return self;
}

static void
tactus_band_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  TactusBand *self = TACTUS_BAND (object);

  switch ((TactusBandProperty) id)
    {
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case PROP_NAME:
      g_value_set_string (value, tactus_band_get_name (self));
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_KNOWN:
      g_value_set_boolean (value, self->known);
      break;
    case PROP_PRESENT:
      g_value_set_boolean (value, self->present);
      break;
    case PROP_RSSI:
      g_value_set_int (value, self->rssi);
      break;
    case PROP_MEASURING:
      g_value_set_boolean (value, self->measuring);
      break;
    case PROP_PULSE_STATE:
      g_value_set_enum (value, self->pulse_state);
      break;
    case PROP_BPM:
      g_value_set_uint (value, self->bpm);
      break;
    case PROP_MODEL:
      g_value_set_pointer (value, (gpointer) self->model);
      break;
    case PROP_SHARED_BPM:
      g_value_set_uint (value, self->shared_bpm);
      break;
    case PROP_SERIES:
      g_value_set_pointer (value, self->series);
      break;
    case PROP_BATTERY_LEVEL:
      g_value_set_int (value, self->battery_level);
      break;
    case PROP_CHARGING:
      g_value_set_boolean (value, self->charging);
      break;
    case PROP_KEY_STORAGE:
      g_value_set_enum (value, self->key_storage);
      break;
    case PROP_KEY_PUBLISHED:
      g_value_set_boolean (value, self->key_published);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

/* An attempt, a way back and a single measurement each hold a reference, so none is left here. */
static void
tactus_band_dispose (GObject *object)
{
  TactusBand *self = TACTUS_BAND (object);
  g_autoptr(TactusBluezConnection) connection = tactus_band_steal_connection (self);

  tactus_band_stop_timers (self);
  g_clear_handle_id (&self->shared_id, g_source_remove);
  if (self->link_cancellable)
    g_cancellable_cancel (self->link_cancellable);
  g_clear_object (&self->link_cancellable);
  if (self->meter)
    g_signal_handlers_disconnect_by_data (self->meter, self);
  g_clear_object (&self->meter);
  if (connection)
    tactus_bluez_connection_close_async (connection, NULL, NULL, NULL);
  drop_device (self);
  g_clear_pointer (&self->lock, tactus_band_lock_release);

  G_OBJECT_CLASS (tactus_band_parent_class)->dispose (object);
}

static void
tactus_band_finalize (GObject *object)
{
  TactusBand *self = TACTUS_BAND (object);

  g_clear_object (&self->keeper);
  g_clear_object (&self->client);
  g_clear_error (&self->error);
  g_clear_pointer (&self->leaving, g_ptr_array_unref);
  g_clear_pointer (&self->series, tactus_series_unref);
  g_clear_pointer (&self->abilities, tactus_band_abilities_free);
  g_free (self->lock_dir);
  g_free (self->address);
  g_free (self->name);

  G_OBJECT_CLASS (tactus_band_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, TACTUS_TYPE_BAND_STATE,
                                              TACTUS_BAND_STATE_OFFLINE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_KNOWN] = g_param_spec_boolean ("known", NULL, NULL, FALSE, flags);
  properties[PROP_PRESENT] = g_param_spec_boolean ("present", NULL, NULL, FALSE, flags);
  properties[PROP_RSSI] = g_param_spec_int ("rssi", NULL, NULL, G_MININT16, G_MAXINT16,
                                            TACTUS_RSSI_UNKNOWN, flags);
  properties[PROP_MEASURING] = g_param_spec_boolean ("measuring", NULL, NULL, FALSE, flags);
  properties[PROP_PULSE_STATE] = g_param_spec_enum ("pulse-state", NULL, NULL,
                                                    TACTUS_TYPE_PULSE_STATE,
                                                    TACTUS_PULSE_STATE_IDLE, flags);
  properties[PROP_BPM] = g_param_spec_uint ("bpm", NULL, NULL, 0, G_MAXUINT16, 0, flags);
  properties[PROP_BATTERY_LEVEL] = g_param_spec_int ("battery-level", NULL, NULL, -1, 100, -1,
                                                     flags);
  properties[PROP_CHARGING] = g_param_spec_boolean ("charging", NULL, NULL, FALSE, flags);
  properties[PROP_KEY_STORAGE] = g_param_spec_enum ("key-storage", NULL, NULL,
                                                    TACTUS_TYPE_KEY_STORAGE,
                                                    TACTUS_KEY_STORAGE_NONE, flags);
  properties[PROP_KEY_PUBLISHED] = g_param_spec_boolean ("key-published", NULL, NULL, FALSE, flags);
  properties[PROP_MODEL] = g_param_spec_pointer ("model", NULL, NULL, flags);
  properties[PROP_SHARED_BPM] = g_param_spec_uint ("shared-bpm", NULL, NULL, 0, G_MAXUINT8, 0,
                                                   flags);
  properties[PROP_SERIES] = g_param_spec_pointer ("series", NULL, NULL, flags);
  g_object_class_install_properties (klass, G_N_ELEMENTS (properties), properties);
}

static void
tactus_band_class_init (TactusBandClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tactus_band_get_property;
  object_class->dispose = tactus_band_dispose;
  object_class->finalize = tactus_band_finalize;
  install_properties (object_class);

  signals[HEART_RATE] = g_signal_new ("heart-rate", TACTUS_TYPE_BAND, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[READING] = g_signal_new ("reading", TACTUS_TYPE_BAND, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[BOND_QUESTION] = g_signal_new ("bond-question", TACTUS_TYPE_BAND, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         TACTUS_TYPE_BOND_QUESTION);
  tactus_band_abilities_install (object_class);
}

static void
tactus_band_init (TactusBand *self)
{
  self->series = tactus_series_new ();
  self->clock = &tactus_clock_default;
  self->abilities = tactus_band_abilities_new ();
  self->leaving = g_ptr_array_new_with_free_func (g_object_unref);
  self->timings = tactus_band_default_timings;
  self->backoff.first_ms = self->timings.reconnect_ms;
  self->battery_level = -1;
  self->rssi = TACTUS_RSSI_UNKNOWN;
}
