/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-doctor-text.h"

#include <glib/gi18n-lib.h>

/* The texts are marked here and translated when asked for. */
typedef struct {
  const char *code;
  const char *title;
  const char *fine;
  const char *found;
  const char *unknown;
  TactusCure  cure;
} Words;

static const Words words[TACTUS_N_CAUSES] = {
  [TACTUS_CAUSE_SERVICE] = {
    "service",
    N_("Bluetooth Service"),
    N_("It runs and answers."),
    N_("The system’s Bluetooth service does not run. Start it in a terminal with “systemctl start "
       "bluetooth”, or install BlueZ if it is missing."),
    N_("The Bluetooth service did not answer. Restart it, or the computer, then check again."),
    TACTUS_CURE_COPY_COMMAND,
  },
  [TACTUS_CAUSE_PERMISSION] = {
    "permission",
    N_("Permission"),
    N_("This account may use Bluetooth."),
    N_("This account or sandbox may not use Bluetooth. Ask whoever looks after this computer for "
       "permission; often it is the group “bluetooth”."),
    N_("This shows once the Bluetooth service runs."),
    TACTUS_CURE_CHECK_AGAIN,
  },
  [TACTUS_CAUSE_ADAPTER] = {
    "adapter",
    N_("Bluetooth Adapter"),
    N_("This computer has one."),
    N_("This computer has no Bluetooth adapter that works. Plug one in, or try Tactus with a "
       "virtual band meanwhile."),
    N_("This shows once the Bluetooth service runs."),
    TACTUS_CURE_DEMO,
  },
  [TACTUS_CAUSE_POWER] = {
    "power",
    N_("Bluetooth Turned On"),
    N_("It is on."),
    N_("Bluetooth is off, or blocked by airplane mode or a switch of this computer. Turn it on."),
    N_("This shows once there is an adapter."),
    TACTUS_CURE_TURN_ON,
  },
  [TACTUS_CAUSE_IN_USE] = {
    "in_use",
    N_("Other Programs"),
    N_("No other program on this computer uses the band."),
    N_("Another Tactus, or tactusctl, uses the band. Close that program or disconnect the band "
       "there, then check again."),
    N_("It could not be told whether another program uses the band. Close those that may."),
    TACTUS_CURE_CHECK_AGAIN,
  },
  [TACTUS_CAUSE_KEYRING] = {
    "keyring",
    N_("Keyring"),
    N_("The keyring answers."),
    N_("The keyring is locked or missing, so the key of the band cannot be read or kept. Unlock "
       "it, then try again."),
    N_("The keyring was not asked."),
    TACTUS_CURE_KEEP_KEY,
  },
  [TACTUS_CAUSE_BONDED] = {
    "bonded",
    N_("System Bluetooth Settings"),
    N_("They do not hold the band."),
    N_("The band is paired or connected in the system’s Bluetooth settings, which is in the way. "
       "Remove it there; Tactus finds it again by itself."),
    N_("This shows once Bluetooth works."),
    TACTUS_CURE_UNPAIR,
  },
  [TACTUS_CAUSE_SILENT] = {
    "silent",
    N_("Awake and Near"),
    N_("The band can be heard."),
    N_("The band was nearly empty when it was last connected, and is silent now. Charge it, then "
       "check again."),
    N_("The band was not heard. It may be empty or too far away: charge it and bring it next to "
       "the computer, then check again."),
    TACTUS_CURE_CHECK_AGAIN,
  },
  [TACTUS_CAUSE_PHONE] = {
    "phone",
    N_("Phone"),
    N_("No phone holds the band."),
    N_("Most likely a phone holds the band: connected to one it hides from everybody else, and "
       "refuses them. Switch off Bluetooth on that phone, or remove the band from its app, then "
       "check again."),
    N_("A phone that holds a band hides it. Switch off Bluetooth on the phones that know the "
       "band, then check again."),
    TACTUS_CURE_CHECK_AGAIN,
  },
  [TACTUS_CAUSE_SIGNAL] = {
    "signal",
    N_("Signal"),
    N_("It is strong enough."),
    N_("The signal is weak. Bring the band closer, and the adapter away from metal and from fast "
       "USB devices, then check again."),
    N_("There was nothing to measure."),
    TACTUS_CURE_CHECK_AGAIN,
  },
  [TACTUS_CAUSE_KEY] = {
    "key",
    N_("Key"),
    N_("The band knows the key of this computer."),
    N_("The band does not know the key of this computer: it was reset, or paired with another app "
       "since. Pair it again."),
    N_("This shows once the band can be reached."),
    TACTUS_CURE_PAIR_AGAIN,
  },
};

const char *
tactus_cause_to_code (TactusCause cause)
{
  g_return_val_if_fail (cause < TACTUS_N_CAUSES, NULL);

  return words[cause].code;
}

const char *
tactus_cause_to_title (TactusCause cause)
{
  g_return_val_if_fail (cause < TACTUS_N_CAUSES, NULL);

  return _(words[cause].title);
}

const char *
tactus_cause_to_sentence (TactusCause   cause,
                          TactusFinding finding)
{
  g_return_val_if_fail (cause < TACTUS_N_CAUSES, NULL);

  switch (finding)
    {
    case TACTUS_FINDING_FINE:
      return _(words[cause].fine);
    case TACTUS_FINDING_FOUND:
      return _(words[cause].found);
    case TACTUS_FINDING_UNKNOWN:
      return _(words[cause].unknown);
    case TACTUS_FINDING_WAITING:
    case TACTUS_FINDING_CHECKING:
    case TACTUS_FINDING_NOT_ASKED:
    default:
      return NULL;
    }
}

/* What cannot be told is worth another look only where the person can change something. */
TactusCure
tactus_cause_to_cure (TactusCause   cause,
                      TactusFinding finding)
{
  g_return_val_if_fail (cause < TACTUS_N_CAUSES, TACTUS_CURE_NONE);

  return finding == TACTUS_FINDING_FOUND ? words[cause].cure : TACTUS_CURE_NONE;
}

const char *
tactus_cure_to_label (TactusCure cure)
{
  switch (cure)
    {
    case TACTUS_CURE_COPY_COMMAND:
      return _("_Copy the Command");
    case TACTUS_CURE_DEMO:
      return _("Try a _Virtual Band");
    case TACTUS_CURE_TURN_ON:
      return _("_Turn On Bluetooth");
    case TACTUS_CURE_CHECK_AGAIN:
      return _("C_heck Again");
    case TACTUS_CURE_KEEP_KEY:
      return _("_Try Again");
    case TACTUS_CURE_UNPAIR:
      return _("_Remove It There");
    case TACTUS_CURE_PAIR_AGAIN:
      return _("_Pair Again…");
    case TACTUS_CURE_NONE:
    default:
      return NULL;
    }
}

const char *
tactus_finding_to_code (TactusFinding finding)
{
  static const char * const codes[] = {
    [TACTUS_FINDING_WAITING] = "waiting",
    [TACTUS_FINDING_CHECKING] = "checking",
    [TACTUS_FINDING_FINE] = "fine",
    [TACTUS_FINDING_FOUND] = "found",
    [TACTUS_FINDING_UNKNOWN] = "unknown",
    [TACTUS_FINDING_NOT_ASKED] = "not_asked",
  };

  g_return_val_if_fail (finding < G_N_ELEMENTS (codes), NULL);

  return codes[finding];
}

const char *
tactus_finding_to_word (TactusFinding finding)
{
  switch (finding)
    {
    case TACTUS_FINDING_CHECKING:
      /* Translators: a possible cause of trouble is being looked at */
      return C_("finding", "Checking…");
    case TACTUS_FINDING_FINE:
      /* Translators: this possible cause of trouble is not the cause */
      return C_("finding", "Fine");
    case TACTUS_FINDING_FOUND:
      /* Translators: this is the cause of the trouble */
      return C_("finding", "This is it");
    case TACTUS_FINDING_UNKNOWN:
      /* Translators: whether this is the cause of the trouble cannot be told */
      return C_("finding", "Cannot tell");
    case TACTUS_FINDING_WAITING:
    case TACTUS_FINDING_NOT_ASKED:
    default:
      /* Translators: this possible cause of trouble is looked at after others */
      return C_("finding", "Waiting");
    }
}

static guint
count (TactusDoctor  *doctor,
       TactusFinding  finding)
{
  guint n = 0;

  for (TactusCause cause = 0; cause < TACTUS_N_CAUSES; cause++)
    n += tactus_doctor_get_finding (doctor, cause) == finding;

  return n;
}

char *
tactus_doctor_to_verdict (TactusDoctor *doctor)
{
  guint found = count (doctor, TACTUS_FINDING_FOUND);

  if (tactus_doctor_get_examining (doctor))
    return g_strdup (_("Looking for the Cause…"));
  if (found > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u Cause Found", "%u Causes Found",
                                         found), found);
  if (tactus_doctor_get_works (doctor))
    return g_strdup (tactus_doctor_get_band (doctor) ? _("It Works Now") : _("A Band Is There"));
  if (count (doctor, TACTUS_FINDING_UNKNOWN) > 0)
    return g_strdup (_("No Clear Cause"));

  return g_strdup (_("Nothing Is in the Way"));
}
