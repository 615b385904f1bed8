/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-bluez-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (tactus-bluez-error-quark, tactus_bluez_error)

/* One row: what the other side said, and what it means to us. */
typedef struct {
  const char *name;    /* the error's name, without a dot at the end */
  const char *message; /* (nullable): how the message begins; NULL means any */
  TactusBluezError code;
} Row;

#define BLUEZ "org.bluez.Error."
#define DBUS "org.freedesktop.DBus.Error."

/* The first row that fits counts: the particular ones come before the general ones.  Messages of
 * BlueZ are constants and never translated. */
static const Row rows[] = {
  /* The bus */
  { DBUS "ServiceUnknown", NULL, TACTUS_BLUEZ_ERROR_NO_SERVICE },
  { DBUS "NameHasNoOwner", NULL, TACTUS_BLUEZ_ERROR_NO_SERVICE },
  { DBUS "NoServer", NULL, TACTUS_BLUEZ_ERROR_NO_SERVICE },
  { DBUS "Disconnected", NULL, TACTUS_BLUEZ_ERROR_NO_SERVICE },
  { DBUS "Spawn.", NULL, TACTUS_BLUEZ_ERROR_NO_SERVICE },
  { "org.freedesktop.systemd1.NoSuchUnit", NULL, TACTUS_BLUEZ_ERROR_NO_SERVICE },
  { "org.freedesktop.systemd1.", NULL, TACTUS_BLUEZ_ERROR_NO_SERVICE },
  { DBUS "AccessDenied", NULL, TACTUS_BLUEZ_ERROR_NOT_ALLOWED },
  { DBUS "AuthFailed", NULL, TACTUS_BLUEZ_ERROR_NOT_ALLOWED },
  { DBUS "InteractiveAuthorizationRequired", NULL, TACTUS_BLUEZ_ERROR_NOT_ALLOWED },
  /* A dead daemon's last answer.  A slow one says the same, but GDBus itself counts our time. */
  { DBUS "NoReply", "Message recipient disconnected", TACTUS_BLUEZ_ERROR_NO_SERVICE },
  { DBUS "NoReply", NULL, TACTUS_BLUEZ_ERROR_TIMED_OUT },
  { DBUS "Timeout", NULL, TACTUS_BLUEZ_ERROR_TIMED_OUT },
  { DBUS "TimedOut", NULL, TACTUS_BLUEZ_ERROR_TIMED_OUT },
  { DBUS "UnknownObject", NULL, TACTUS_BLUEZ_ERROR_REMOVED },
  { DBUS "UnknownMethod", NULL, TACTUS_BLUEZ_ERROR_REMOVED },
  { DBUS "UnknownInterface", NULL, TACTUS_BLUEZ_ERROR_REMOVED },

  /* The adapter */
  { BLUEZ "NotReady", NULL, TACTUS_BLUEZ_ERROR_ADAPTER_OFF },
  { BLUEZ "Blocked", NULL, TACTUS_BLUEZ_ERROR_BLOCKED },
  { BLUEZ "NoSuchAdapter", NULL, TACTUS_BLUEZ_ERROR_NO_ADAPTER },
  { BLUEZ "Busy", NULL, TACTUS_BLUEZ_ERROR_BUSY },

  /* Connect: LE failures are told as "le-connection-…" since 5.62, as the text of errno before */
  { BLUEZ "Failed", "le-connection-adapter-not-powered", TACTUS_BLUEZ_ERROR_ADAPTER_OFF },
  { BLUEZ "Failed", "br-connection-adapter-not-powered", TACTUS_BLUEZ_ERROR_ADAPTER_OFF },
  { BLUEZ "Failed", "Input/output error", TACTUS_BLUEZ_ERROR_ADAPTER_OFF },
  { BLUEZ "Failed", "Host is down", TACTUS_BLUEZ_ERROR_OUT_OF_RANGE },
  { BLUEZ "Failed", "le-connection-concurrent-connection-limit", TACTUS_BLUEZ_ERROR_BUSY },
  { BLUEZ "Failed", "br-connection-concurrent-connection-limit", TACTUS_BLUEZ_ERROR_BUSY },
  { BLUEZ "Failed", "le-connection-busy", TACTUS_BLUEZ_ERROR_BUSY },
  { BLUEZ "Failed", "br-connection-busy", TACTUS_BLUEZ_ERROR_BUSY },
  { BLUEZ "Failed", "le-connection-memory-allocation", TACTUS_BLUEZ_ERROR_BUSY },
  { BLUEZ "Failed", "br-connection-memory-allocation", TACTUS_BLUEZ_ERROR_BUSY },
  { BLUEZ "Failed", "Operation already in progress", TACTUS_BLUEZ_ERROR_BUSY },
  { BLUEZ "Failed", "le-connection-already-connected", TACTUS_BLUEZ_ERROR_BUSY },
  { BLUEZ "Failed", "le-connection-key-missing", TACTUS_BLUEZ_ERROR_NEEDS_PAIRING },
  { BLUEZ "Failed", "br-connection-key-missing", TACTUS_BLUEZ_ERROR_NEEDS_PAIRING },
  { BLUEZ "Failed", "le-connection-abort-by-local", TACTUS_BLUEZ_ERROR_OUT_OF_RANGE },
  { BLUEZ "Failed", "le-connection-abort-by-remote", TACTUS_BLUEZ_ERROR_OUT_OF_RANGE },
  { BLUEZ "Failed", "le-connection-timeout", TACTUS_BLUEZ_ERROR_OUT_OF_RANGE },
  { BLUEZ "Failed", "le-connection-refused", TACTUS_BLUEZ_ERROR_OUT_OF_RANGE },
  { BLUEZ "Failed", "Software caused connection abort", TACTUS_BLUEZ_ERROR_OUT_OF_RANGE },
  { BLUEZ "Failed", "Connection timed out", TACTUS_BLUEZ_ERROR_OUT_OF_RANGE },
  { BLUEZ "Failed", "br-connection-page-timeout", TACTUS_BLUEZ_ERROR_OUT_OF_RANGE },
  { BLUEZ "ConnectionAttemptFailed", NULL, TACTUS_BLUEZ_ERROR_OUT_OF_RANGE },
  { BLUEZ "Failed", "br-connection-canceled", TACTUS_BLUEZ_ERROR_DISCONNECTED },
  { BLUEZ "AlreadyConnected", NULL, TACTUS_BLUEZ_ERROR_BUSY },

  /* GATT */
  { BLUEZ "NotConnected", NULL, TACTUS_BLUEZ_ERROR_DISCONNECTED },
  { BLUEZ "Failed", "Not connected", TACTUS_BLUEZ_ERROR_DISCONNECTED },
  { BLUEZ "InProgress", NULL, TACTUS_BLUEZ_ERROR_BUSY },
  { BLUEZ "NotPermitted", "Not paired", TACTUS_BLUEZ_ERROR_NEEDS_PAIRING },
  { BLUEZ "NotPermitted", "Write acquired", TACTUS_BLUEZ_ERROR_BUSY },
  { BLUEZ "NotPermitted", "Notify acquired", TACTUS_BLUEZ_ERROR_BUSY },
  { BLUEZ "NotPermitted", NULL, TACTUS_BLUEZ_ERROR_NOT_PERMITTED },
  { BLUEZ "NotAuthorized", NULL, TACTUS_BLUEZ_ERROR_NOT_PERMITTED },
  { BLUEZ "NotSupported", NULL, TACTUS_BLUEZ_ERROR_MISSING },
  { BLUEZ "NotAvailable", NULL, TACTUS_BLUEZ_ERROR_MISSING },
  { BLUEZ "DoesNotExist", NULL, TACTUS_BLUEZ_ERROR_REMOVED },

  /* Pair: AuthenticationFailed, …Rejected, …Canceled, …Timeout */
  { BLUEZ "Authentication", NULL, TACTUS_BLUEZ_ERROR_NOT_BONDED },
  { BLUEZ "AlreadyExists", NULL, TACTUS_BLUEZ_ERROR_BUSY },
};

/* ATT error codes that BlueZ only quotes: Bluetooth Core, Vol 3, Part F, 3.4.1.1. */
static const struct {
  guint att;
  TactusBluezError code;
} att_rows[] = {
  { 0x01, TACTUS_BLUEZ_ERROR_MISSING },       /* invalid handle */
  { 0x02, TACTUS_BLUEZ_ERROR_NOT_PERMITTED }, /* read */
  { 0x03, TACTUS_BLUEZ_ERROR_NOT_PERMITTED }, /* write */
  { 0x05, TACTUS_BLUEZ_ERROR_NEEDS_PAIRING }, /* insufficient authentication */
  { 0x06, TACTUS_BLUEZ_ERROR_MISSING },       /* request not supported */
  { 0x08, TACTUS_BLUEZ_ERROR_NOT_PERMITTED }, /* insufficient authorisation */
  { 0x0a, TACTUS_BLUEZ_ERROR_MISSING },       /* attribute not found */
  { 0x0c, TACTUS_BLUEZ_ERROR_NEEDS_PAIRING }, /* encryption key too short */
  { 0x0e, TACTUS_BLUEZ_ERROR_UNLIKELY },
  { 0x0f, TACTUS_BLUEZ_ERROR_NEEDS_PAIRING }, /* insufficient encryption */
};

#define ATT_PREFIX "Operation failed with ATT error: "

/* What an ATT error means is the application's affair from here to there. */
#define ATT_FIRST_OF_APPLICATION 0x80
#define ATT_LAST_OF_APPLICATION 0x9f

static guint64
read_att (const char *message)
{
  return g_ascii_strtoull (message + strlen (ATT_PREFIX), NULL, 16);
}

static TactusBluezError
code_for_att (const char *message)
{
  guint64 att = read_att (message);

  for (guint i = 0; i < G_N_ELEMENTS (att_rows); i++)
    if (att_rows[i].att == att)
      return att_rows[i].code;

  return TACTUS_BLUEZ_ERROR_FAILED;
}

/* A name that ends in a dot, or "Authentication", stands for a family. */
static gboolean
row_fits (const Row  *row,
          const char *name,
          const char *message)
{
  gboolean family = g_str_has_suffix (row->name, ".") ||
                    g_str_has_suffix (row->name, "Authentication");

  if (family ? !g_str_has_prefix (name, row->name) : !g_str_equal (name, row->name))
    return FALSE;

  return row->message == NULL || g_str_has_prefix (message, row->message);
}

static TactusBluezError
code_for_remote (const char *name,
                 const char *message)
{
  if (g_str_has_prefix (name, BLUEZ) && g_str_has_prefix (message, ATT_PREFIX))
    return code_for_att (message);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (row_fits (&rows[i], name, message))
      return rows[i].code;

  return TACTUS_BLUEZ_ERROR_FAILED;
}

/* Errors that GDBus made itself. */
static TactusBluezError
code_for_local (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return TACTUS_BLUEZ_ERROR_TIMED_OUT;

  /* BROKEN_PIPE is CONNECTION_CLOSED */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TACTUS_BLUEZ_ERROR_NO_SERVICE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return TACTUS_BLUEZ_ERROR_NOT_ALLOWED;

  return TACTUS_BLUEZ_ERROR_FAILED;
}

GError *
tactus_bluez_error_translate (GError *error)
{
  g_autoptr(GError) original = error;
  g_autofree char *name = NULL;
  TactusBluezError code;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == TACTUS_BLUEZ_ERROR ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&original);

  name = g_dbus_error_get_remote_error (original);
  g_dbus_error_strip_remote_error (original);
  code = name ? code_for_remote (name, original->message) : code_for_local (original);

  if (name)
    return g_error_new (TACTUS_BLUEZ_ERROR, code, "%s (%s)", original->message, name);

  return g_error_new_literal (TACTUS_BLUEZ_ERROR, code, original->message);
}

gboolean
tactus_bluez_error_is_refusal (const GError *error)
{
  guint64 att;

  g_return_val_if_fail (error != NULL, FALSE);

  if (g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_NOT_PERMITTED) ||
      g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_UNLIKELY))
    return TRUE;
  if (!g_error_matches (error, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_FAILED) ||
      !g_str_has_prefix (error->message, ATT_PREFIX))
    return FALSE;

  att = read_att (error->message);
  return att >= ATT_FIRST_OF_APPLICATION && att <= ATT_LAST_OF_APPLICATION;
}

gboolean
tactus_bluez_error_is_transient (const GError *error)
{
  g_return_val_if_fail (error != NULL, FALSE);

  if (error->domain != TACTUS_BLUEZ_ERROR)
    return FALSE;

  switch ((TactusBluezError) error->code)
    {
    case TACTUS_BLUEZ_ERROR_OUT_OF_RANGE:
    case TACTUS_BLUEZ_ERROR_DISCONNECTED:
    case TACTUS_BLUEZ_ERROR_BUSY:
    case TACTUS_BLUEZ_ERROR_TIMED_OUT:
    case TACTUS_BLUEZ_ERROR_UNLIKELY:
    case TACTUS_BLUEZ_ERROR_FAILED:
      return TRUE;

    case TACTUS_BLUEZ_ERROR_NO_SERVICE:
    case TACTUS_BLUEZ_ERROR_NO_ADAPTER:
    case TACTUS_BLUEZ_ERROR_ADAPTER_OFF:
    case TACTUS_BLUEZ_ERROR_BLOCKED:
    case TACTUS_BLUEZ_ERROR_NOT_ALLOWED:
    case TACTUS_BLUEZ_ERROR_MISSING:
    case TACTUS_BLUEZ_ERROR_NOT_PERMITTED:
    case TACTUS_BLUEZ_ERROR_NEEDS_PAIRING:
    case TACTUS_BLUEZ_ERROR_NOT_BONDED:
    case TACTUS_BLUEZ_ERROR_REMOVED:
    default:
      return FALSE;
    }
}

const char *
tactus_bluez_error_to_sentence (TactusBluezError code)
{
  switch (code)
    {
    case TACTUS_BLUEZ_ERROR_NO_SERVICE:
      return _("The Bluetooth service is not running. Install or start BlueZ.");
    case TACTUS_BLUEZ_ERROR_NO_ADAPTER:
      return _("This computer has no Bluetooth adapter. Plug one in.");
    case TACTUS_BLUEZ_ERROR_ADAPTER_OFF:
      return _("Bluetooth is switched off. Turn it on.");
    case TACTUS_BLUEZ_ERROR_BLOCKED:
      return _("Bluetooth is blocked. Turn off airplane mode, or look for a switch on the "
               "computer.");
    case TACTUS_BLUEZ_ERROR_NOT_ALLOWED:
      return _("The system does not allow this account or this app to use Bluetooth. Check the "
               "app’s permissions, and whether the account must be in the group “bluetooth”.");
    case TACTUS_BLUEZ_ERROR_OUT_OF_RANGE:
      return _("The device does not answer. Bring it closer, charge it, and disconnect it from the "
               "phone.");
    case TACTUS_BLUEZ_ERROR_DISCONNECTED:
      return _("The connection was lost. Bring the device closer and try again.");
    case TACTUS_BLUEZ_ERROR_BUSY:
      return _("Bluetooth or the device is busy. Close other programs that use it, disconnect "
               "devices you do not need, and try again.");
    case TACTUS_BLUEZ_ERROR_TIMED_OUT:
      return _("The device took too long to answer. Bring it closer and try again.");
    case TACTUS_BLUEZ_ERROR_MISSING:
      return _("The device does not offer what is needed. It may be of another kind.");
    case TACTUS_BLUEZ_ERROR_NOT_PERMITTED:
      return _("The device refused the request. Connect again.");
    case TACTUS_BLUEZ_ERROR_NEEDS_PAIRING:
      return _("The device wants to be paired by the system. Pair it in the Bluetooth settings.");
    case TACTUS_BLUEZ_ERROR_NOT_BONDED:
      return _("The pairing was declined, or took too long. Try again, and compare or enter the "
               "number.");
    case TACTUS_BLUEZ_ERROR_UNLIKELY:
      return _("The device reported an error. Connect again; if that does not help, pair it.");
    case TACTUS_BLUEZ_ERROR_REMOVED:
      return _("The device was removed from the system’s Bluetooth settings. Search for it again.");
    case TACTUS_BLUEZ_ERROR_FAILED:
    default:
      return _("Bluetooth reported an error. Try again, or turn Bluetooth off and on.");
    }
}
