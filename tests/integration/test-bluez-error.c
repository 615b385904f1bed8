/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "bluez-bench.h"

typedef struct {
  const char *name;
  const char *message;
  TactusBluezError code;
  gboolean transient;
} Case;

#define BLUEZ "org.bluez.Error."
#define DBUS "org.freedesktop.DBus.Error."

static const Case cases[] = {
  /* Connect */
  { BLUEZ "InProgress", "In Progress", TACTUS_BLUEZ_ERROR_BUSY, TRUE },
  { BLUEZ "Failed", "le-connection-abort-by-local", TACTUS_BLUEZ_ERROR_OUT_OF_RANGE, TRUE },
  { BLUEZ "Failed", "Software caused connection abort", TACTUS_BLUEZ_ERROR_OUT_OF_RANGE, TRUE },
  { BLUEZ "Failed", "br-connection-canceled", TACTUS_BLUEZ_ERROR_DISCONNECTED, TRUE },
  { BLUEZ "Failed", "le-connection-concurrent-connection-limit", TACTUS_BLUEZ_ERROR_BUSY, TRUE },
  { BLUEZ "Failed", "le-connection-busy", TACTUS_BLUEZ_ERROR_BUSY, TRUE },
  { BLUEZ "Failed", "le-connection-memory-allocation", TACTUS_BLUEZ_ERROR_BUSY, TRUE },
  { BLUEZ "Failed", "br-connection-page-timeout", TACTUS_BLUEZ_ERROR_OUT_OF_RANGE, TRUE },
  { BLUEZ "Failed", "br-connection-profile-unavailable", TACTUS_BLUEZ_ERROR_FAILED, TRUE },
  { BLUEZ "BREDR.ProfileUnavailable", "br", TACTUS_BLUEZ_ERROR_FAILED, TRUE },
  { BLUEZ "Failed", "br-connection-key-missing", TACTUS_BLUEZ_ERROR_NEEDS_PAIRING, FALSE },
  { BLUEZ "Failed", "le-connection-key-missing", TACTUS_BLUEZ_ERROR_NEEDS_PAIRING, FALSE },
  { BLUEZ "NotReady", "br-connection-adapter-not-powered", TACTUS_BLUEZ_ERROR_ADAPTER_OFF, FALSE },
  { BLUEZ "Failed", "Input/output error", TACTUS_BLUEZ_ERROR_ADAPTER_OFF, FALSE },
  { BLUEZ "Failed", "le-connection-adapter-not-powered", TACTUS_BLUEZ_ERROR_ADAPTER_OFF, FALSE },
  { BLUEZ "Failed", "Operation already in progress", TACTUS_BLUEZ_ERROR_BUSY, TRUE },
  { BLUEZ "AlreadyConnected", "Already Connected", TACTUS_BLUEZ_ERROR_BUSY, TRUE },
  { BLUEZ "Failed", "le-connection-unknown", TACTUS_BLUEZ_ERROR_FAILED, TRUE },
  { BLUEZ "ConnectionAttemptFailed", "Page Timeout", TACTUS_BLUEZ_ERROR_OUT_OF_RANGE, TRUE },
  { BLUEZ "NeverSeenBefore", "what", TACTUS_BLUEZ_ERROR_FAILED, TRUE },
  /* The bus */
  { DBUS "UnknownObject", "Method doesn't exist", TACTUS_BLUEZ_ERROR_REMOVED, FALSE },
  { DBUS "UnknownMethod", "Method doesn't exist", TACTUS_BLUEZ_ERROR_REMOVED, FALSE },
  { DBUS "NoReply", "Did not receive a reply", TACTUS_BLUEZ_ERROR_TIMED_OUT, TRUE },
  { DBUS "NoReply", "Message recipient disconnected from message bus without replying",
    TACTUS_BLUEZ_ERROR_NO_SERVICE, FALSE },
  { DBUS "ServiceUnknown", "no", TACTUS_BLUEZ_ERROR_NO_SERVICE, FALSE },
  { DBUS "NameHasNoOwner", "no", TACTUS_BLUEZ_ERROR_NO_SERVICE, FALSE },
  { DBUS "Spawn.ServiceNotFound", "no", TACTUS_BLUEZ_ERROR_NO_SERVICE, FALSE },
  { "org.freedesktop.systemd1.NoSuchUnit", "dbus-org.bluez.service", TACTUS_BLUEZ_ERROR_NO_SERVICE,
    FALSE },
  { DBUS "AccessDenied", "Rejected send message", TACTUS_BLUEZ_ERROR_NOT_ALLOWED, FALSE },
  /* The adapter */
  { BLUEZ "Blocked", "Blocked through rfkill", TACTUS_BLUEZ_ERROR_BLOCKED, FALSE },
  { BLUEZ "Busy", "Busy", TACTUS_BLUEZ_ERROR_BUSY, TRUE },
  { BLUEZ "Failed", "No discovery started", TACTUS_BLUEZ_ERROR_FAILED, TRUE },
  { BLUEZ "DoesNotExist", "Does Not Exist", TACTUS_BLUEZ_ERROR_REMOVED, FALSE },
  /* GATT */
  { BLUEZ "Failed", "Not connected", TACTUS_BLUEZ_ERROR_DISCONNECTED, TRUE },
  { BLUEZ "NotConnected", "Not Connected", TACTUS_BLUEZ_ERROR_DISCONNECTED, TRUE },
  { BLUEZ "NotPermitted", "Read not permitted", TACTUS_BLUEZ_ERROR_NOT_PERMITTED, FALSE },
  { BLUEZ "NotPermitted", "Write not permitted", TACTUS_BLUEZ_ERROR_NOT_PERMITTED, FALSE },
  { BLUEZ "NotPermitted", "Not paired", TACTUS_BLUEZ_ERROR_NEEDS_PAIRING, FALSE },
  { BLUEZ "NotPermitted", "Write acquired", TACTUS_BLUEZ_ERROR_BUSY, TRUE },
  { BLUEZ "NotPermitted", "Notify acquired", TACTUS_BLUEZ_ERROR_BUSY, TRUE },
  { BLUEZ "NotAuthorized", "Operation not authorized", TACTUS_BLUEZ_ERROR_NOT_PERMITTED, FALSE },
  { BLUEZ "InvalidArguments", "Invalid offset", TACTUS_BLUEZ_ERROR_FAILED, TRUE },
  { BLUEZ "NotSupported", "Operation is not supported", TACTUS_BLUEZ_ERROR_MISSING, FALSE },
  { BLUEZ "Failed", "Operation failed with ATT error: 0x0e", TACTUS_BLUEZ_ERROR_UNLIKELY, TRUE },
  { BLUEZ "Failed", "Operation failed with ATT error: 0x80", TACTUS_BLUEZ_ERROR_FAILED, TRUE },
  { BLUEZ "Failed", "Operation failed with ATT error: 0x01", TACTUS_BLUEZ_ERROR_MISSING, FALSE },
  { BLUEZ "Failed", "Operation failed with ATT error: 0x0f", TACTUS_BLUEZ_ERROR_NEEDS_PAIRING,
    FALSE },
  { BLUEZ "Failed", "Operation failed with ATT error: nonsense", TACTUS_BLUEZ_ERROR_FAILED, TRUE },
  { BLUEZ "Failed", "Operation failed", TACTUS_BLUEZ_ERROR_FAILED, TRUE },
  { BLUEZ "Failed", "Failed to initiate write", TACTUS_BLUEZ_ERROR_FAILED, TRUE },
  { BLUEZ "AuthenticationRejected", "Rejected", TACTUS_BLUEZ_ERROR_NOT_BONDED, FALSE },
  { BLUEZ "AuthenticationCanceled", "Canceled", TACTUS_BLUEZ_ERROR_NOT_BONDED, FALSE },
  { BLUEZ "AuthenticationTimeout", "Timeout", TACTUS_BLUEZ_ERROR_NOT_BONDED, FALSE },
  { BLUEZ "AlreadyExists", "Already Exists", TACTUS_BLUEZ_ERROR_BUSY, TRUE },
  { BLUEZ "AuthenticationFailed", "Authentication Failed", TACTUS_BLUEZ_ERROR_NOT_BONDED,
    FALSE },
};

static void
test_translate (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *row = &cases[i];
      g_autoptr(GError) error = NULL;

      g_test_message ("%s: %s", row->name, row->message);
      error = tactus_bluez_error_translate (g_dbus_error_new_for_dbus_error (row->name,
                                                                             row->message));

      g_assert_error (error, TACTUS_BLUEZ_ERROR, (int) row->code);
      g_assert_true (g_str_has_prefix (error->message, row->message));
      g_assert_nonnull (strstr (error->message, row->name));
      g_assert_cmpint (tactus_bluez_error_is_transient (error), ==, row->transient);
    }
}

static void
test_refusal (void)
{
  static const struct {
    const char *name;
    const char *message;
    gboolean refusal;
  } rows_of_refusal[] = {
    { BLUEZ "NotPermitted", "Write not permitted", TRUE },
    { BLUEZ "Failed", "Operation failed with ATT error: 0x03", TRUE },
    { BLUEZ "Failed", "Operation failed with ATT error: 0x0e", TRUE },
    { BLUEZ "Failed", "Operation failed with ATT error: 0x80", TRUE },
    { BLUEZ "Failed", "Operation failed with ATT error: 0x9f", TRUE },
    { BLUEZ "Failed", "Operation failed with ATT error: 0x7f", FALSE },
    { BLUEZ "Failed", "Operation failed with ATT error: 0xa0", FALSE },
    { BLUEZ "Failed", "Operation failed with ATT error: nonsense", FALSE },
    { BLUEZ "Failed", "Operation failed", FALSE },
    { BLUEZ "Failed", "Not connected", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows_of_refusal); i++)
    {
      g_autoptr(GError) error = tactus_bluez_error_translate (
        g_dbus_error_new_for_dbus_error (rows_of_refusal[i].name, rows_of_refusal[i].message));

      g_test_message ("%s", rows_of_refusal[i].message);
      g_assert_cmpint (tactus_bluez_error_is_refusal (error), ==, rows_of_refusal[i].refusal);
    }
}

static void
test_local (void)
{
  static const struct {
    GIOErrorEnum from;
    TactusBluezError to;
  } local[] = {
    { G_IO_ERROR_TIMED_OUT, TACTUS_BLUEZ_ERROR_TIMED_OUT },
    { G_IO_ERROR_CLOSED, TACTUS_BLUEZ_ERROR_NO_SERVICE },
    { G_IO_ERROR_CONNECTION_CLOSED, TACTUS_BLUEZ_ERROR_NO_SERVICE },
    { G_IO_ERROR_PERMISSION_DENIED, TACTUS_BLUEZ_ERROR_NOT_ALLOWED },
    { G_IO_ERROR_INVALID_ARGUMENT, TACTUS_BLUEZ_ERROR_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (local); i++)
    {
      g_autoptr(GError) error =
        tactus_bluez_error_translate (g_error_new_literal (G_IO_ERROR, local[i].from, "So it is"));

      g_assert_error (error, TACTUS_BLUEZ_ERROR, (int) local[i].to);
      g_assert_cmpstr (error->message, ==, "So it is");
    }
}

/* Cancelling is not an error of BlueZ, and ours are not translated twice. */
static void
test_kept (void)
{
  g_autoptr(GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "No more");
  g_autoptr(GError) ours = g_error_new_literal (TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_BUSY,
                                                "Busy");

  cancelled = tactus_bluez_error_translate (g_steal_pointer (&cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (tactus_bluez_error_is_transient (cancelled));

  ours = tactus_bluez_error_translate (g_steal_pointer (&ours));
  g_assert_error (ours, TACTUS_BLUEZ_ERROR, TACTUS_BLUEZ_ERROR_BUSY);
  g_assert_cmpstr (ours->message, ==, "Busy");
}

static void
test_sentences (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int code = 0; code <= TACTUS_BLUEZ_ERROR_FAILED; code++)
    {
      const char *sentence = tactus_bluez_error_to_sentence (code);

      g_assert_true (g_str_has_suffix (sentence, "."));
      g_assert_true (g_hash_table_add (seen, (gpointer) sentence));
    }
}

/* Each state has its error, and READY has none. */
static void
test_states (void)
{
  for (int state = 0; state <= TACTUS_BLUEZ_STATE_READY; state++)
    {
      g_autoptr(GError) error = tactus_bluez_state_to_error (state);

      if (state == TACTUS_BLUEZ_STATE_READY)
        g_assert_no_error (error);
      else
        g_assert_cmpint (error->domain, ==, TACTUS_BLUEZ_ERROR);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bluez/error/translate", test_translate);
  g_test_add_func ("/bluez/error/refusal", test_refusal);
  g_test_add_func ("/bluez/error/local", test_local);
  g_test_add_func ("/bluez/error/kept", test_kept);
  g_test_add_func ("/bluez/error/sentences", test_sentences);
  g_test_add_func ("/bluez/error/states", test_states);

  return g_test_run ();
}
