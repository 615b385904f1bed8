/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-text.h"

#include <string.h>

#include <glib/gi18n.h>

#include "tactus-hex.h"
#include "tactus-key.h"

#define NO_BREAK_SPACE 0x00A0

#define METRES_PER_MILE 1609.344

/* dBm.  A body between band and antenna costs 10 to 20 dB; below −80 handshakes begin to fail. */
#define RSSI_EXCELLENT -60
#define RSSI_GOOD      -70
#define RSSI_FAIR      -80

char *
tactus_text_append (char       *list,
                    const char *part)
{
  g_autofree char *head = list;

  if (!part || !*part)
    return head ? g_steal_pointer (&head) : g_strdup ("");
  if (!head || !*head)
    return g_strdup (part);

  /* Translators: the comma between two parts of a list, which may be lists themselves */
  return g_strdup_printf (C_("list", "%s, %s"), head, part);
}

const char *
tactus_text_model (const TactusModel *model)
{
  return model->generation == TACTUS_GENERATION_STANDARD ? _("Heart rate sensor") : model->name;
}

const char *
tactus_text_page_for_state (TactusBluezState state,
                            guint            n_bands,
                            gboolean         searching)
{
  switch (state)
    {
    case TACTUS_BLUEZ_STATE_STARTING:
      return "starting";
    case TACTUS_BLUEZ_STATE_NO_SERVICE:
      return "no-service";
    case TACTUS_BLUEZ_STATE_NOT_ALLOWED:
      return "not-allowed";
    case TACTUS_BLUEZ_STATE_NO_ADAPTER:
      return "no-adapter";
    case TACTUS_BLUEZ_STATE_BLOCKED:
      return "blocked";
    case TACTUS_BLUEZ_STATE_OFF:
      return "off";
    case TACTUS_BLUEZ_STATE_READY:
      break;
    default:
      g_return_val_if_reached ("starting");
    }

  if (n_bands > 0)
    return "bands";

  return searching ? "searching" : "nothing-found";
}

gboolean
tactus_text_page_tells (const GError *error)
{
  return g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NO_SERVICE) ||
         g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NOT_ALLOWED) ||
         g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NO_ADAPTER) ||
         g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_ADAPTER_OFF);
}

const char *
tactus_text_pairing_page (TactusBandState state)
{
  switch (state)
    {
    case TACTUS_BAND_STATE_CONNECTING:
      return "connecting";
    case TACTUS_BAND_STATE_PREPARING:
      return "key";
    case TACTUS_BAND_STATE_TAP_NEEDED:
      return "tap";
    case TACTUS_BAND_STATE_AUTHENTICATING:
      return "checking";
    case TACTUS_BAND_STATE_OFFLINE:
    case TACTUS_BAND_STATE_WAITING:
    case TACTUS_BAND_STATE_READY:
    case TACTUS_BAND_STATE_DISCONNECTING:
    case TACTUS_BAND_STATE_LISTENING:
    default:
      return NULL;
    }
}

static const char *
ready_text (TactusPulseState pulse)
{
  switch (pulse)
    {
    case TACTUS_PULSE_STATE_STARTING:
      return _("Measuring…");
    case TACTUS_PULSE_STATE_LIVE:
      return _("Measuring");
    case TACTUS_PULSE_STATE_NO_VALUE:
      return _("No reading");
    case TACTUS_PULSE_STATE_NO_CONTACT:
      return _("Not worn");
    case TACTUS_PULSE_STATE_STALE:
      return _("No fresh value");
    case TACTUS_PULSE_STATE_LOST:
    case TACTUS_PULSE_STATE_IDLE:
    default:
      return _("Connected");
    }
}

const char *
tactus_text_band_state (TactusBandState   state,
                        TactusPulseState  pulse,
                        const GError     *error,
                        gboolean          present)
{
  switch (state)
    {
    case TACTUS_BAND_STATE_WAITING:
      return _("Signal lost, reconnecting…");
    case TACTUS_BAND_STATE_CONNECTING:
      return _("Connecting…");
    case TACTUS_BAND_STATE_PREPARING:
      return _("Preparing…");
    case TACTUS_BAND_STATE_AUTHENTICATING:
      return _("Checking the key…");
    case TACTUS_BAND_STATE_TAP_NEEDED:
      return _("Tap the band");
    case TACTUS_BAND_STATE_DISCONNECTING:
      return _("Disconnecting…");
    case TACTUS_BAND_STATE_READY:
      return ready_text (pulse);
    case TACTUS_BAND_STATE_LISTENING:
      return _("Listening");
    case TACTUS_BAND_STATE_OFFLINE:
    default:
      break;
    }

  if (error)
    return tactus_band_error_to_title (error);

  return present ? _("Nearby, not connected") : _("Not connected");
}

/* The state line of a band that is not connected: the link comes first, the pulse after. */
static char *
unconnected_text (TactusBandState state,
                  TactusPulseState pulse)
{
  if (pulse == TACTUS_PULSE_STATE_LOST)
    return g_strdup (_("Signal lost, reconnecting…"));

  return g_strdup (tactus_text_band_state (state, pulse, NULL, FALSE));
}

static char *
stale_text (gint64 age_seconds,
            guint  last_bpm)
{
  g_autofree char *age = NULL;

  if (age_seconds < 0)
    return g_strdup (_("No reading yet"));

  age = tactus_text_age (age_seconds);
  /* Translators: e.g. "Last value 72, 12 s ago" */
  return g_strdup_printf (_("Last value %u, %s"), last_bpm, age);
}

static char *
listening_text (TactusPulseState pulse,
                gint64           age_seconds,
                guint            last_bpm)
{
  if (pulse == TACTUS_PULSE_STATE_LIVE)
    return g_strdup (_("From the band’s advertisements, without a connection"));
  if (pulse == TACTUS_PULSE_STATE_STALE && age_seconds >= 0)
    return stale_text (age_seconds, last_bpm);

  return g_strdup (_("Listening… A band sends its pulse only while it measures"));
}

char *
tactus_text_pulse_state (TactusBandState  state,
                         TactusPulseState pulse,
                         gint64           age_seconds,
                         guint            last_bpm)
{
  if (state == TACTUS_BAND_STATE_LISTENING)
    return listening_text (pulse, age_seconds, last_bpm);
  if (state != TACTUS_BAND_STATE_READY)
    return unconnected_text (state, pulse);

  switch (pulse)
    {
    case TACTUS_PULSE_STATE_STARTING:
      return g_strdup (_("Measuring… The first value takes up to ten seconds"));
    case TACTUS_PULSE_STATE_LIVE:
      return g_strdup (_("Measuring"));
    case TACTUS_PULSE_STATE_NO_VALUE:
      return g_strdup (_("No reading: hold still, wear the band a little tighter"));
    case TACTUS_PULSE_STATE_NO_CONTACT:
      return g_strdup (_("Not worn"));
    case TACTUS_PULSE_STATE_STALE:
      return stale_text (age_seconds, last_bpm);
    case TACTUS_PULSE_STATE_LOST:
      return unconnected_text (state, pulse);
    case TACTUS_PULSE_STATE_IDLE:
    default:
      if (age_seconds < 0)
        return g_strdup (_("Ready to measure"));
      return stale_text (age_seconds, last_bpm);
    }
}

char *
tactus_text_bpm (guint bpm)
{
  return bpm > 0 ? g_strdup_printf ("%u", bpm) : g_strdup ("–");
}

static gboolean
is_unit (gunichar c)
{
  return g_unichar_isalpha (c) || c == '%';
}

char *
tactus_text_printf (const char *format,
                    ...)
{
  g_autofree char *text = NULL;
  GString *kept = g_string_new (NULL);
  gunichar before = 0;
  va_list values;

  va_start (values, format);
  text = g_strdup_vprintf (format, values);
  va_end (values);

  for (const char *c = text; *c; c = g_utf8_next_char (c))
    {
      gunichar here = g_utf8_get_char (c);

      if (here == ' ' && g_unichar_isdigit (before) && is_unit (g_utf8_get_char (c + 1)))
        here = NO_BREAK_SPACE;
      g_string_append_unichar (kept, here);
      before = here;
    }

  return g_string_free (kept, FALSE);
}

char *
tactus_text_bpm_with_unit (guint bpm)
{
  if (bpm == 0)
    return g_strdup ("");

  /* Translators: beats per minute */
  return tactus_text_printf (_("%u bpm"), bpm);
}

char *
tactus_text_age (gint64 seconds)
{
  if (seconds < 0)
    seconds = 0;

  if (seconds < 60)
    /* Translators: seconds */
    return tactus_text_printf (_("%d s ago"), (int) seconds);
  if (seconds < 60 * 60)
    /* Translators: minutes */
    return tactus_text_printf (_("%d min ago"), (int) (seconds / 60));

  /* Translators: hours */
  return tactus_text_printf (_("%d h ago"), (int) MIN (seconds / 3600, G_MAXINT));
}

guint
tactus_text_signal_steps (int rssi)
{
  /* 127 is the controllers' "not available"; nothing real is above 20 dBm. */
  if (rssi <= TACTUS_RSSI_UNKNOWN || rssi > 20)
    return 0;
  if (rssi >= RSSI_EXCELLENT)
    return 4;
  if (rssi >= RSSI_GOOD)
    return 3;
  if (rssi >= RSSI_FAIR)
    return 2;

  return 1;
}

const char *
tactus_text_signal (int rssi)
{
  static const char *const words[] = {
    N_("Signal not known"),
    N_("Weak signal"),
    N_("Fair signal"),
    N_("Good signal"),
    N_("Excellent signal"),
  };

  return _(words[tactus_text_signal_steps (rssi)]);
}

const char *
tactus_text_signal_icon (int rssi)
{
  static const char *const icons[] = {
    "tactus-signal-0-symbolic",
    "tactus-signal-1-symbolic",
    "tactus-signal-2-symbolic",
    "tactus-signal-3-symbolic",
    "tactus-signal-4-symbolic",
  };

  return icons[tactus_text_signal_steps (rssi)];
}

char *
tactus_text_battery (int      level,
                     gboolean charging)
{
  if (level < 0)
    return g_strdup ("");

  if (charging)
    /* Translators: battery level */
    return g_strdup_printf (_("%d %%, charging"), level);

  /* Translators: battery level */
  return g_strdup_printf (_("%d %%"), level);
}

char *
tactus_text_battery_icon (int      level,
                          gboolean charging)
{
  int step = CLAMP ((level + 5) / 10 * 10, 0, 100);

  if (charging && step == 100)
    return g_strdup ("battery-level-100-charged-symbolic");

  return g_strdup_printf ("battery-level-%d%s-symbolic", step, charging ? "-charging" : "");
}

const char *
tactus_text_address_tail (const char *address)
{
  gsize length = strlen (address);
  gsize tail = strlen ("EE:FF");

  return length > tail ? address + length - tail : address;
}

const char *
tactus_text_unpairable (const TactusModel *model)
{
  if (model == NULL)
    return _("Not a band this version can pair");
  if (!tactus_model_can_pair (model))
    return _("Not supported yet");

  return NULL;
}

char *
tactus_text_nearby (const TactusModel *model,
                    const char        *address)
{
  const char *tail = tactus_text_address_tail (address);
  const char *why = tactus_text_unpairable (model);

  if (why)
    return g_strdup_printf ("%s · %s", tail, why);
  if (model->generation == TACTUS_GENERATION_STANDARD)
    /* Translators: %s is the end of the sensor's address */
    return g_strdup_printf (_("%s · heart rate sensor"), tail);
  if (model->key_source == TACTUS_KEY_SOURCE_SERVER)
    /* Translators: %s is the end of the band's address */
    return g_strdup_printf (_("%s · needs its key"), tail);

  return g_strdup (tail);
}

static gboolean
is_server_key (const TactusModel *model)
{
  return model && model->key_source == TACTUS_KEY_SOURCE_SERVER;
}

TactusRemedy
tactus_text_remedy (const GError      *error,
                    const TactusModel *model)
{
  if (error == NULL || error->domain != TACTUS_BAND_ERROR)
    return TACTUS_REMEDY_TRY_AGAIN;

  switch ((TactusBandError) error->code)
    {
    case TACTUS_BAND_ERROR_SERVER_KEY_NEEDED:
      return TACTUS_REMEDY_ENTER_KEY;
    case TACTUS_BAND_ERROR_WRONG_KEY:
      return is_server_key (model) ? TACTUS_REMEDY_ENTER_KEY : TACTUS_REMEDY_PAIR_ANEW;
    case TACTUS_BAND_ERROR_NO_KEY:
      return is_server_key (model) ? TACTUS_REMEDY_ENTER_KEY : TACTUS_REMEDY_PAIR;
    case TACTUS_BAND_ERROR_NEEDS_PAIRING:
      return TACTUS_REMEDY_PAIR;
    case TACTUS_BAND_ERROR_ADAPTER_OFF:
      return TACTUS_REMEDY_TURN_ON;
    case TACTUS_BAND_ERROR_NOT_SUPPORTED:
      return TACTUS_REMEDY_NONE;
    case TACTUS_BAND_ERROR_NOT_CONFIRMED:
    case TACTUS_BAND_ERROR_REFUSED:
    case TACTUS_BAND_ERROR_TIMED_OUT:
    case TACTUS_BAND_ERROR_OUT_OF_RANGE:
    case TACTUS_BAND_ERROR_DISCONNECTED:
    case TACTUS_BAND_ERROR_NO_ADAPTER:
    case TACTUS_BAND_ERROR_NO_SERVICE:
    case TACTUS_BAND_ERROR_NOT_ALLOWED:
    case TACTUS_BAND_ERROR_BUSY:
    case TACTUS_BAND_ERROR_PROTOCOL:
    case TACTUS_BAND_ERROR_KEYRING:
    case TACTUS_BAND_ERROR_BLUETOOTH:
    case TACTUS_BAND_ERROR_NO_LOCK:
    case TACTUS_BAND_ERROR_VALUE:
    case TACTUS_BAND_ERROR_NOT_BONDED:
    case TACTUS_BAND_ERROR_STORAGE:
    default:
      return TACTUS_REMEDY_TRY_AGAIN;
    }
}

const char *
tactus_text_remedy_label (TactusRemedy remedy)
{
  switch (remedy)
    {
    case TACTUS_REMEDY_TRY_AGAIN:
      return _("_Try Again");
    case TACTUS_REMEDY_PAIR:
      return _("_Pair…");
    case TACTUS_REMEDY_PAIR_ANEW:
      return _("_Pair Again…");
    case TACTUS_REMEDY_ENTER_KEY:
      return _("_Enter Key…");
    case TACTUS_REMEDY_TURN_ON:
      return _("_Turn On Bluetooth");
    case TACTUS_REMEDY_NONE:
    default:
      return NULL;
    }
}

const char *
tactus_text_published_key (const TactusModel *model)
{
  if (is_server_key (model))
    return _("Scripts on the web carry it, so anyone near can use the band. Only the vendor’s app "
             "can give this band another: reset the band, pair it with that app, and enter the "
             "new key here.");

  return _("Scripts on the web carry it, so anyone near can use the band. Replace it with a new, "
           "random key; the band will ask for a tap.");
}

const char *
tactus_text_published_key_label (const TactusModel *model)
{
  return is_server_key (model) ? tactus_text_remedy_label (TACTUS_REMEDY_ENTER_KEY)
                               : _("_Replace Key…");
}

const char *
tactus_text_error_icon (const GError *error)
{
  if (error == NULL || error->domain != TACTUS_BAND_ERROR)
    return "dialog-warning-symbolic";

  switch ((TactusBandError) error->code)
    {
    case TACTUS_BAND_ERROR_NOT_CONFIRMED:
      return "tactus-band-symbolic";
    case TACTUS_BAND_ERROR_SERVER_KEY_NEEDED:
    case TACTUS_BAND_ERROR_WRONG_KEY:
    case TACTUS_BAND_ERROR_NO_KEY:
    case TACTUS_BAND_ERROR_KEYRING:
      return "dialog-password-symbolic";
    case TACTUS_BAND_ERROR_REFUSED:
    case TACTUS_BAND_ERROR_NOT_ALLOWED:
    case TACTUS_BAND_ERROR_BUSY:
      return "changes-prevent-symbolic";
    case TACTUS_BAND_ERROR_OUT_OF_RANGE:
    case TACTUS_BAND_ERROR_DISCONNECTED:
    case TACTUS_BAND_ERROR_TIMED_OUT:
      return "tactus-signal-0-symbolic";
    case TACTUS_BAND_ERROR_ADAPTER_OFF:
    case TACTUS_BAND_ERROR_NO_ADAPTER:
    case TACTUS_BAND_ERROR_NO_SERVICE:
      return "bluetooth-disabled-symbolic";
    case TACTUS_BAND_ERROR_PROTOCOL:
    case TACTUS_BAND_ERROR_NOT_SUPPORTED:
    case TACTUS_BAND_ERROR_BLUETOOTH:
    case TACTUS_BAND_ERROR_NEEDS_PAIRING:
    case TACTUS_BAND_ERROR_NO_LOCK:
    case TACTUS_BAND_ERROR_VALUE:
    case TACTUS_BAND_ERROR_NOT_BONDED:
    case TACTUS_BAND_ERROR_STORAGE:
    default:
      return "dialog-warning-symbolic";
    }
}

const char *
tactus_text_error_hints (const GError      *error,
                         const TactusModel *model)
{
  if (error == NULL || error->domain != TACTUS_BAND_ERROR)
    return NULL;

  switch ((TactusBandError) error->code)
    {
    case TACTUS_BAND_ERROR_WRONG_KEY:
      return is_server_key (model)
               ? _("A factory reset and a new pairing with the phone app both change the key: "
                   "extract it anew.")
               : _("Pairing again gives the band a new key. A phone app that uses the band will "
                   "then lose access.");
    case TACTUS_BAND_ERROR_DISCONNECTED:
      return _("If the band keeps dropping the connection, it may belong to a phone: unpair it in "
               "the phone app first.");
    case TACTUS_BAND_ERROR_REFUSED:
    case TACTUS_BAND_ERROR_OUT_OF_RANGE:
    case TACTUS_BAND_ERROR_TIMED_OUT:
    case TACTUS_BAND_ERROR_NOT_CONFIRMED:
    case TACTUS_BAND_ERROR_SERVER_KEY_NEEDED:
    case TACTUS_BAND_ERROR_NO_KEY:
    case TACTUS_BAND_ERROR_ADAPTER_OFF:
    case TACTUS_BAND_ERROR_NO_ADAPTER:
    case TACTUS_BAND_ERROR_NO_SERVICE:
    case TACTUS_BAND_ERROR_NOT_ALLOWED:
    case TACTUS_BAND_ERROR_BUSY:
    case TACTUS_BAND_ERROR_PROTOCOL:
    case TACTUS_BAND_ERROR_NOT_SUPPORTED:
    case TACTUS_BAND_ERROR_KEYRING:
    case TACTUS_BAND_ERROR_BLUETOOTH:
    case TACTUS_BAND_ERROR_NEEDS_PAIRING:
    case TACTUS_BAND_ERROR_NO_LOCK:
    case TACTUS_BAND_ERROR_VALUE:
    case TACTUS_BAND_ERROR_NOT_BONDED:
    case TACTUS_BAND_ERROR_STORAGE:
    default:
      return NULL;
    }
}

char *
tactus_text_key_problem (const char *text)
{
  gsize n_digits, bad_position;

  if (*text == '\0')
    return NULL;

  if (!tactus_hex_scan (text, NULL, 0, &n_digits, &bad_position))
    return g_strdup_printf (_("Character %u is no hexadecimal digit; a key has 32 of 0 to 9 and "
                              "a to f"), (guint) MIN (bad_position, G_MAXUINT));

  if (n_digits == 2 * TACTUS_KEY_SIZE)
    return NULL;

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u digit; a key has 32",
                                       "%u digits; a key has 32", n_digits),
                          (guint) MIN (n_digits, G_MAXUINT));
}

char *
tactus_text_window (guint seconds)
{
  guint minutes = seconds / 60;

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u minute", "%u minutes", minutes),
                          minutes);
}

char *
tactus_text_strip_mnemonic (const char *label)
{
  GString *plain = g_string_new (NULL);

  for (const char *c = label; *c; c++)
    {
      if (*c == '_' && *++c == '\0')
        break;
      g_string_append_c (plain, *c);
    }

  return g_string_free (plain, FALSE);
}

static void
append_distance (GString *text,
                 gint64   distance_m,
                 gboolean imperial)
{
  g_string_append (text, " · ");
  if (imperial)
    /* Translators: miles */
    g_string_append_printf (text, _("%.1f mi"), distance_m / METRES_PER_MILE);
  else
    /* Translators: kilometres */
    g_string_append_printf (text, _("%.1f km"), distance_m / 1000.0);
}

char *
tactus_text_steps (const TactusSteps *steps,
                   gboolean           imperial)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text,
                          g_dngettext (GETTEXT_PACKAGE, "%'u step", "%'u steps", steps->steps),
                          steps->steps);
  if (steps->distance_m >= 0)
    append_distance (text, steps->distance_m, imperial);
  if (steps->calories_kcal >= 0)
    {
      g_string_append (text, " · ");
      /* Translators: kilocalories */
      g_string_append_printf (text, _("%u kcal"), (guint) MIN (steps->calories_kcal, G_MAXUINT));
    }

  return g_string_free (text, FALSE);
}

static void
append_part (GString    *text,
             const char *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

char *
tactus_text_beat (const TactusHeartRate *heart_rate)
{
  GString *text = g_string_new (NULL);

  if (heart_rate->contact == TACTUS_CONTACT_YES)
    append_part (text, _("Skin contact"));

  if (heart_rate->n_rr > 0)
    {
      guint last = heart_rate->rr[heart_rate->n_rr - 1];
      /* Translators: time between two beats, milliseconds */
      g_autofree char *part = tactus_text_printf (_("R–R %u ms"), (last * 1000 + 512) / 1024);

      append_part (text, part);
    }

  if (heart_rate->energy_kj >= 0)
    {
      /* Translators: energy, kilojoule */
      g_autofree char *part = tactus_text_printf (_("%d kJ"), heart_rate->energy_kj);

      append_part (text, part);
    }

  return g_string_free (text, FALSE);
}

const char *
tactus_text_device_icon (const TactusModel *model)
{
  return model && model->generation == TACTUS_GENERATION_STANDARD ? "tactus-sensor-symbolic"
                                                                  : "tactus-band-symbolic";
}
