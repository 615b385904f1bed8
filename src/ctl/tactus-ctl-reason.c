/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-reason.h"

#include <glib/gi18n-lib.h>

#include "tactus-band-error.h"
#include "tactus-ctl-error.h"
#include "tactus-database-error.h"

gboolean
tactus_ctl_reason_is_usage (const GError *error)
{
  return g_error_matches (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE) ||
         g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_VALUE);
}

const char *
tactus_ctl_reason_to_code (const GError *error)
{
  if (tactus_ctl_reason_is_usage (error))
    return "usage";
  if (g_error_matches (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_AWAITED))
    return "timed_out";
  if (g_error_matches (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_INPUT))
    return "input";
  if (error->domain == TACTUS_CTL_ERROR)
    return "output";
  if (error->domain == TACTUS_DATABASE_ERROR)
    return "storage";

  return tactus_band_error_to_code (error);
}

static const char *
describe_database (TactusDatabaseError code)
{
  switch (code)
    {
    case TACTUS_DATABASE_ERROR_BUSY:
      return _("Another program uses the database. Try again when it is done.");
    case TACTUS_DATABASE_ERROR_FULL:
      return _("The disk with the database is full. Make room, then try again.");
    case TACTUS_DATABASE_ERROR_CORRUPT:
      return _("The file is no database, or damaged. Nothing was changed; name another one with "
               "--database.");
    case TACTUS_DATABASE_ERROR_TOO_NEW:
      return _("A newer version of Tactus has changed the database. Use that version.");
    case TACTUS_DATABASE_ERROR_NOT_ALLOWED:
      return _("The database may not be read or written. Check its folder, or name another one "
               "with --database.");
    case TACTUS_DATABASE_ERROR_NO_SESSION:
      return _("The session is no longer in the history: another program has removed it.");
    case TACTUS_DATABASE_ERROR_FAILED:
    default:
      return _("The database failed. Nothing was changed.");
    }
}

static gboolean
is_protocol (const GError *error)
{
  return g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_PROTOCOL);
}

static gboolean
is_keyring (const GError *error)
{
  return g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_KEYRING);
}

char *
tactus_ctl_reason_to_text (const GError *error,
                           gboolean      key_file,
                           const char   *hint)
{
  g_autofree char *sentence = NULL;

  if (error->domain == TACTUS_CTL_ERROR || tactus_ctl_reason_is_usage (error))
    return g_strdup (error->message);
  if (error->domain == TACTUS_DATABASE_ERROR)
    return g_strdup_printf ("%s (%s)", describe_database ((TactusDatabaseError) error->code),
                            error->message);
  /* The sentence speaks of the keyring; of a key file its own words say what is wrong. */
  if (key_file && is_keyring (error))
    return g_strdup (error->message);

  sentence = tactus_band_error_to_sentence (error);
  /* Who reports it can say which bytes they were. */
  if (is_protocol (error))
    return g_strdup_printf ("%s (%s)", sentence, error->message);
  if (hint)
    return g_strdup_printf ("%s %s", sentence, hint);
  if (is_keyring (error))
    return g_strdup_printf ("%s %s", sentence,
                            _("On a machine without a keyring, use --key-file FILE."));

  return g_steal_pointer (&sentence);
}
