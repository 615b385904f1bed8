/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-band-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "tactus-bluez-error.h"
#include "tactus-database-error.h"
#include "tactus-protocol-error.h"

G_DEFINE_QUARK (tactus-band-error-quark, tactus_band_error)

/* What a person reads about one code; the texts are marked here and translated when asked for. */
typedef struct {
  const char *code;
  const char *title;
  const char *sentence;
} Words;

static const Words words[] = {
  [TACTUS_BAND_ERROR_NOT_CONFIRMED] = {
    "not_confirmed",
    N_("Not Confirmed"),
    N_("The band was not tapped in time, or the request was declined on it. Nothing was changed. "
       "Wake the band, then try again and tap it when it vibrates."),
  },
  [TACTUS_BAND_ERROR_REFUSED] = {
    "refused",
    N_("Refused by the Band"),
    N_("The band did not accept a new key. It may still belong to an app on a phone. "
       "Remove the band from that app, or restart the band, then try again."),
  },
  [TACTUS_BAND_ERROR_SERVER_KEY_NEEDED] = {
    "server_key_needed",
    N_("Key Needed"),
    N_("This band only opens with the key that its maker issued to your account. "
       "Get that key from your account, then pair again and enter it."),
  },
  [TACTUS_BAND_ERROR_WRONG_KEY] = {
    "wrong_key",
    N_("Wrong Key"),
    N_("The band does not know this key. It may have been reset, or paired with another app since. "
       "Pair it again to go on using it here."),
  },
  [TACTUS_BAND_ERROR_NO_KEY] = {
    "keyring",
    N_("No Key"),
    N_("No key for this band is kept on this computer, so it cannot be opened. "
       "Pair the band first."),
  },
  [TACTUS_BAND_ERROR_TIMED_OUT] = {
    "timed_out",
    N_("No Answer"),
    N_("The band did not answer in time. It may be busy, or too far away. "
       "Bring it closer and try again; if that does not help, restart the band."),
  },
  [TACTUS_BAND_ERROR_OUT_OF_RANGE] = {
    "out_of_range",
    N_("Band Not Found"),
    N_("The band could not be reached. It may be too far away, empty, or connected to a phone. "
       "Bring it closer, switch off Bluetooth on the phone it belongs to, then try again."),
  },
  [TACTUS_BAND_ERROR_DISCONNECTED] = {
    "disconnected",
    N_("Connection Lost"),
    N_("The connection to the band was lost. It may have moved out of reach. "
       "Bring it closer and connect again."),
  },
  [TACTUS_BAND_ERROR_ADAPTER_OFF] = {
    "adapter_off",
    N_("Bluetooth Is Off"),
    N_("Bluetooth is switched off or blocked, so the band cannot be reached. "
       "Turn on Bluetooth, and turn off airplane mode if it is on."),
  },
  [TACTUS_BAND_ERROR_NO_ADAPTER] = {
    "no_adapter",
    N_("No Bluetooth Adapter"),
    N_("This computer has no Bluetooth adapter that works. "
       "Plug one in, or check that it is enabled in the system settings."),
  },
  [TACTUS_BAND_ERROR_NO_SERVICE] = {
    "no_service",
    N_("Bluetooth Service Not Running"),
    N_("The system’s Bluetooth service does not run, so no band can be reached. "
       "Start the service “bluetooth”, or install BlueZ if it is missing."),
  },
  [TACTUS_BAND_ERROR_NOT_ALLOWED] = {
    "not_allowed",
    N_("Not Allowed"),
    N_("This account or sandbox may not use Bluetooth. "
       "Ask whoever looks after this computer for permission; often it is the group “bluetooth”."),
  },
  [TACTUS_BAND_ERROR_BUSY] = {
    "busy",
    N_("Band in Use"),
    N_("Another program is using this band. "
       "Close that program or disconnect the band there, then try again."),
  },
  [TACTUS_BAND_ERROR_PROTOCOL] = {
    "protocol",
    N_("Unexpected Answer"),
    N_("The band answered in a way that Tactus does not understand, so the attempt was stopped. "
       "Restart the band and try again; if it keeps happening, please report it."),
  },
  [TACTUS_BAND_ERROR_NOT_SUPPORTED] = {
    "not_supported",
    N_("Not Supported"),
    N_("This band cannot do this, or does it in a way that this version of Tactus does not know. "
       "A newer version may help."),
  },
  [TACTUS_BAND_ERROR_KEYRING] = {
    "keyring",
    N_("Keyring Not Available"),
    N_("The key of this band could not be read or kept, since the keyring is locked or missing. "
       "Unlock your keyring, then try again."),
  },
  [TACTUS_BAND_ERROR_BLUETOOTH] = {
    "protocol",
    N_("Bluetooth Failed"),
    N_("The system’s Bluetooth service reported an error that Tactus does not know. "
       "Try again; if that does not help, turn Bluetooth off and on."),
  },
  [TACTUS_BAND_ERROR_NEEDS_PAIRING] = {
    "not_supported",
    N_("Bluetooth Pairing Needed"),
    N_("This device only talks to computers that it is paired with. "
       "Pair it, and agree on the device if it asks. If it is already listed in the system’s "
       "Bluetooth settings, remove it there first."),
  },
  [TACTUS_BAND_ERROR_NO_LOCK] = {
    "not_allowed",
    N_("Lock Not Created"),
    N_("The file that keeps two programs from using this band at once could not be created. "
       "Make sure that its folder can be written to, then try again."),
  },
  [TACTUS_BAND_ERROR_VALUE] = {
    "usage",
    N_("Value Not Possible"),
    N_("The band cannot take this value. Nothing was changed. Choose another one."),
  },
  [TACTUS_BAND_ERROR_NOT_BONDED] = {
    "not_confirmed",
    N_("Pairing Not Agreed"),
    N_("The device and this computer did not agree on pairing: it was declined, the number was "
       "wrong, or it took too long. Nothing was changed. "
       "Try again, and compare or enter the number that you are shown."),
  },
  [TACTUS_BAND_ERROR_STORAGE] = {
    "storage",
    N_("Not Kept"),
    N_("What the band recorded could not be kept on this computer, so the band was not told to "
       "forget it. Make room on the disk, or put its folder in order, then try again."),
  },
};

static const Words cancelled_words = {
  "cancelled",
  N_("Cancelled"),
  N_("This was cancelled. Nothing was changed."),
};

static TactusBandError
code_for_bluez (int code)
{
  switch ((TactusBluezError) code)
    {
    case TACTUS_BLUEZ_ERROR_NO_SERVICE:
      return TACTUS_BAND_ERROR_NO_SERVICE;
    case TACTUS_BLUEZ_ERROR_NO_ADAPTER:
      return TACTUS_BAND_ERROR_NO_ADAPTER;
    case TACTUS_BLUEZ_ERROR_ADAPTER_OFF:
    case TACTUS_BLUEZ_ERROR_BLOCKED:
      return TACTUS_BAND_ERROR_ADAPTER_OFF;
    case TACTUS_BLUEZ_ERROR_NOT_ALLOWED:
      return TACTUS_BAND_ERROR_NOT_ALLOWED;
    case TACTUS_BLUEZ_ERROR_OUT_OF_RANGE:
      return TACTUS_BAND_ERROR_OUT_OF_RANGE;
    case TACTUS_BLUEZ_ERROR_BUSY:
      return TACTUS_BAND_ERROR_BUSY;
    case TACTUS_BLUEZ_ERROR_TIMED_OUT:
      return TACTUS_BAND_ERROR_TIMED_OUT;
    case TACTUS_BLUEZ_ERROR_MISSING:
      return TACTUS_BAND_ERROR_NOT_SUPPORTED;
    case TACTUS_BLUEZ_ERROR_NEEDS_PAIRING:
      return TACTUS_BAND_ERROR_NEEDS_PAIRING;
    case TACTUS_BLUEZ_ERROR_NOT_BONDED:
      return TACTUS_BAND_ERROR_NOT_BONDED;
    case TACTUS_BLUEZ_ERROR_NOT_PERMITTED:
      return TACTUS_BAND_ERROR_PROTOCOL;
    case TACTUS_BLUEZ_ERROR_DISCONNECTED:
    case TACTUS_BLUEZ_ERROR_REMOVED:
      return TACTUS_BAND_ERROR_DISCONNECTED;
    case TACTUS_BLUEZ_ERROR_UNLIKELY:
    case TACTUS_BLUEZ_ERROR_FAILED:
    default:
      return TACTUS_BAND_ERROR_BLUETOOTH;
    }
}

static TactusBandError
code_for_error (const GError *error)
{
  if (error->domain == TACTUS_BLUEZ_ERROR)
    return code_for_bluez (error->code);
  if (g_error_matches (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED))
    return TACTUS_BAND_ERROR_NOT_SUPPORTED;
  if (error->domain == TACTUS_DATABASE_ERROR)
    return TACTUS_BAND_ERROR_STORAGE;
  if (g_error_matches (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_VALUE))
    return TACTUS_BAND_ERROR_VALUE;
  if (g_error_matches (error, TACTUS_PROTOCOL_ERROR, TACTUS_PROTOCOL_ERROR_TIMED_OUT))
    return TACTUS_BAND_ERROR_TIMED_OUT;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return TACTUS_BAND_ERROR_TIMED_OUT;
  if (error->domain == TACTUS_PROTOCOL_ERROR)
    return TACTUS_BAND_ERROR_PROTOCOL;

  return TACTUS_BAND_ERROR_DISCONNECTED;
}

static const Words *
words_for_error (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return &cancelled_words;
  if (error->domain != TACTUS_BAND_ERROR)
    return &words[code_for_error (error)];
  if (error->code < 0 || (gsize) error->code >= G_N_ELEMENTS (words))
    return &words[TACTUS_BAND_ERROR_PROTOCOL];

  return &words[error->code];
}

GError *
tactus_band_error_translate (GError *error)
{
  GError *translated;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == TACTUS_BAND_ERROR ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return error;

  translated = g_error_new_literal (TACTUS_BAND_ERROR, code_for_error (error), error->message);
  g_error_free (error);

  return translated;
}

GError *
tactus_band_error_translate_service (GError *error)
{
  GError *translated = tactus_band_error_translate (error);

  if (g_error_matches (translated, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_TIMED_OUT))
    translated->code = TACTUS_BAND_ERROR_BLUETOOTH;

  return translated;
}

const char *
tactus_band_error_to_code (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return words_for_error (error)->code;
}

const char *
tactus_band_error_to_title (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return _(words_for_error (error)->title);
}

/* The lock's message names the program and its process id, or the file: what one needs to act on.
 * That of another layer would be noise to a person. */
static gboolean
names_holder (const GError *error)
{
  return g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NO_LOCK) ||
         (g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_BUSY) &&
          strstr (error->message, " is in use by ") != NULL);
}

/* Which band cannot do which thing, what a value may be, what is wrong with the disk: the sentence
 * knows nothing of it. */
static gboolean
names_ability (const GError *error)
{
  return g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_VALUE) ||
         g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_STORAGE) ||
         (g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_NOT_SUPPORTED) &&
          (strstr (error->message, " cannot ") || strstr (error->message, " refused ")));
}

/* A file that a person named is no keyring, and its message says what is wrong with it. */
static gboolean
names_file (const GError *error)
{
  return g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_KEYRING) &&
         strstr (error->message, "key file ") != NULL;
}

char *
tactus_band_error_to_sentence (const GError *error)
{
  const char *sentence;

  g_return_val_if_fail (error != NULL, NULL);

  sentence = _(words_for_error (error)->sentence);
  if (names_file (error))
    sentence = _("The file chosen for keys cannot be used. "
                 "Mend the file or choose another one, then try again.");
  if (names_holder (error) || names_ability (error) || names_file (error))
    return g_strdup_printf ("%s (%s)", sentence, error->message);

  return g_strdup (sentence);
}
