/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "tactus-band-lock.h"
#include "tactus-ctl-find.h"
#include "tactus-ctl-json.h"
#include "tactus-ctl-reason.h"
#include "tactus-ctl-store.h"
#include "tactus-database-checkup.h"
#include "tactus-doctor-text.h"
#include "tactus-keyring-probe.h"
#include "tactus-redact.h"
#include "tactus-sandbox.h"

/* How long each may take. */
#define BUS_CALL_MS 3000
#define KEYRING_MS  10000
#define DATABASE_MS 30000

/* A year of readings, one a second, takes a third of a gigabyte. */
#define LITTLE_ROOM (50 * 1000 * 1000)

/* Before this program was written, and after all that a band's clock can hold, none is right. */
#define FIRST_YEAR 2026
#define LAST_YEAR  2099

/* No band has it: its lock keeps nobody from anything. */
#define NOBODY "00:00:00:00:00:00"

typedef enum {
  VERDICT_OK,
  VERDICT_WARNING,
  VERDICT_FAILED,
  VERDICT_UNKNOWN,
  N_VERDICTS,
} Verdict;

typedef struct {
  TactusCtlProgram *program;
  guint counts[N_VERDICTS];
  GCancellable *step;   /* (owned) (nullable): of the check under way */
  gulong chain_id;      /* from the program's cancellable to that */
  guint deadline_id;
  gboolean late;        /* the deadline has passed */
  TactusDoctor *doctor; /* (owned) (nullable) */
} Checkup;

static void
end_step (Checkup *self)
{
  GCancellable *cancellable = tactus_ctl_program_get_cancellable (self->program);

  g_clear_handle_id (&self->deadline_id, g_source_remove);
  if (self->chain_id)
    g_cancellable_disconnect (cancellable, self->chain_id);
  self->chain_id = 0;
  g_clear_object (&self->step);
}

static void
checkup_free (Checkup *self)
{
  end_step (self);
  g_clear_object (&self->doctor);
  g_free (self);
}

static gboolean
late_cb (gpointer user_data)
{
  Checkup *self = user_data;

  self->deadline_id = 0;
  self->late = TRUE;
  g_cancellable_cancel (self->step);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

/* Ends after @deadline_ms, or with the program. */
static void
begin_step (Checkup *self,
            guint    deadline_ms)
{
  end_step (self);
  self->late = FALSE;
  self->step = g_cancellable_new ();
  self->deadline_id = g_timeout_add (deadline_ms, late_cb, self);
  self->chain_id = g_cancellable_connect (tactus_ctl_program_get_cancellable (self->program),
                                          G_CALLBACK (cancelled_cb), g_object_ref (self->step),
                                          g_object_unref);
}

/* Returns: whether a person, or --timeout, has ended it all; then it is over */
static gboolean
was_stopped (Checkup *self)
{
  GError *error = NULL;

  if (!g_cancellable_set_error_if_cancelled (tactus_ctl_program_get_cancellable (self->program),
                                             &error))
    return tactus_ctl_program_is_ending (self->program);

  tactus_ctl_program_end (self->program, error);
  return TRUE;
}

/* ── what is told ── */

static const char *
get_word (Verdict verdict)
{
  switch (verdict)
    {
    case VERDICT_OK:
      /* Translators: what a check came to */
      return C_("check", "ok");
    case VERDICT_WARNING:
      /* Translators: what a check came to */
      return C_("check", "warning");
    case VERDICT_FAILED:
      /* Translators: what a check came to */
      return C_("check", "failed");
    case VERDICT_UNKNOWN:
    case N_VERDICTS:
    default:
      /* Translators: what a check came to */
      return C_("check", "unknown");
    }
}

static const char * const verdict_codes[N_VERDICTS] = { "ok", "warning", "failed", "unknown" };

/* @detail: (nullable): for a report: English, and without what is nobody's business */
static void
tell (Checkup    *self,
      const char *code,
      const char *title,
      Verdict     verdict,
      const char *message,
      const char *detail)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (self->program);
  g_autofree char *redacted = detail ? tactus_redact (detail) : NULL;
  g_autoptr(JsonObject) object = NULL;

  self->counts[verdict]++;
  if (!tactus_ctl_printer_is_json (printer))
    {
      tactus_ctl_printer_line (printer, "[%s] %s: %s", get_word (verdict), title, message);
      if (redacted && tactus_ctl_program_get_options (self->program)->verbose)
        tactus_ctl_printer_line (printer, "    %s", redacted);
      return;
    }

  object = tactus_ctl_json_text ("check", code);
  tactus_ctl_json_set_text (object, "verdict", verdict_codes[verdict]);
  tactus_ctl_json_set_text (object, "message", message);
  tactus_ctl_json_set_text (object, "detail", redacted);
  tactus_ctl_printer_object (printer, g_steal_pointer (&object));
}

static void
tell_error (Checkup      *self,
            const char   *code,
            const char   *title,
            const GError *error)
{
  gboolean key_file = tactus_ctl_program_get_options (self->program)->key_file != NULL;
  g_autofree char *message = tactus_ctl_reason_to_text (error, key_file, NULL);

  tell (self, code, title, VERDICT_FAILED, message, error->message);
}

static Verdict
judge (TactusCause   cause,
       TactusFinding finding)
{
  if (finding == TACTUS_FINDING_FINE)
    return VERDICT_OK;
  if (finding != TACTUS_FINDING_FOUND)
    return VERDICT_UNKNOWN;

  return cause == TACTUS_CAUSE_SIGNAL ? VERDICT_WARNING : VERDICT_FAILED;
}

static void
tell_cause (Checkup       *self,
            TactusCause    cause,
            TactusFinding  finding,
            const char    *detail)
{
  const char *message = tactus_cause_to_sentence (cause, finding);

  if (message)
    tell (self, tactus_cause_to_code (cause), tactus_cause_to_title (cause),
          judge (cause, finding), message, detail);
}

/* ── the end ── */

static char *
get_summary (Checkup *self)
{
  guint failed = self->counts[VERDICT_FAILED];
  guint warnings = self->counts[VERDICT_WARNING];

  if (failed > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u check failed.", "%u checks failed.",
                                         failed), failed);
  if (warnings > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Nothing failed, with %u warning.",
                                         "Nothing failed, with %u warnings.", warnings), warnings);

  return g_strdup (_("All is well."));
}

static void
conclude (Checkup *self)
{
  TactusCtlPrinter *printer = tactus_ctl_program_get_printer (self->program);
  guint failed = self->counts[VERDICT_FAILED];
  guint warnings = self->counts[VERDICT_WARNING];
  Verdict verdict = failed > 0 ? VERDICT_FAILED : warnings > 0 ? VERDICT_WARNING : VERDICT_OK;
  g_autofree char *summary = get_summary (self);

  if (tactus_ctl_printer_is_json (printer))
    {
      JsonObject *object = tactus_ctl_json_text ("verdict", verdict_codes[verdict]);

      json_object_set_int_member (object, "failed", failed);
      json_object_set_int_member (object, "warnings", warnings);
      tactus_ctl_printer_object (printer, object);
    }
  else
    {
      tactus_ctl_printer_line (printer, "%s", summary);
    }

  if (failed > 0)
    tactus_ctl_program_set_failed (self->program);
  tactus_ctl_program_finish (self->program);
}

/* ── the band ── */

static const TactusCause band_causes[] = {
  TACTUS_CAUSE_IN_USE, TACTUS_CAUSE_BONDED, TACTUS_CAUSE_SILENT, TACTUS_CAUSE_PHONE,
  TACTUS_CAUSE_SIGNAL, TACTUS_CAUSE_KEY,
};

static char *
describe_signal (Checkup *self)
{
  int rssi = tactus_doctor_get_rssi (self->doctor);

  return rssi == TACTUS_RSSI_UNKNOWN ? NULL : g_strdup_printf ("%d dBm", rssi);
}

static void
examined_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Checkup *self = user_data;

  tactus_doctor_examine_finish (TACTUS_DOCTOR (source), result, NULL);
  if (was_stopped (self))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (band_causes); i++)
    {
      TactusCause cause = band_causes[i];
      g_autofree char *signal_text = cause == TACTUS_CAUSE_SIGNAL ? describe_signal (self) : NULL;

      tell_cause (self, cause, tactus_doctor_get_finding (self->doctor, cause),
                  signal_text ? signal_text : tactus_doctor_get_detail (self->doctor, cause));
    }
  conclude (self);
}

static void
examine (Checkup *self)
{
  self->doctor = tactus_doctor_new (tactus_ctl_program_get_bands (self->program),
                                    tactus_ctl_program_get_band (self->program));
  tactus_doctor_examine_async (self->doctor, tactus_ctl_program_get_cancellable (self->program),
                               examined_cb, self);
}

static void
tell_pairing (Checkup  *self,
              Verdict   verdict,
              char     *message)
{
  g_autofree char *owned = message;

  tell (self, "paired", _("Pairing"), verdict, owned, NULL);
  examine (self);
}

static void
key_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Checkup *self = user_data;
  g_autoptr(GError) error = NULL;
  TactusKey *key = tactus_key_store_lookup_finish (TACTUS_KEY_STORE (source), result, &error);
  gboolean kept = key != NULL;

  g_clear_pointer (&key, tactus_key_unref);
  end_step (self);
  if (was_stopped (self))
    return;

  if (kept)
    tell_pairing (self, VERDICT_OK,
                  g_strdup (_("The band is paired with this computer, and its key is kept.")));
  else if (error)
    tell_pairing (self, VERDICT_UNKNOWN,
                  g_strdup (_("The band is paired with this computer, but its key cannot be read "
                              "now. See what is said of the keyring.")));
  else
    tell_pairing (self, VERDICT_FAILED,
                  g_strdup (_("The band is paired with this computer, but its key is missing. Pair "
                              "it again with “tactusctl pair”.")));
}

static void
check_pairing (Checkup *self)
{
  TactusBand *band = tactus_ctl_program_get_band (self->program);
  const TactusModel *model = tactus_band_get_model (band);

  if (!tactus_band_get_known (band))
    {
      tell_pairing (self, VERDICT_WARNING,
                    g_strdup (_("The band is not paired with this computer. Pair it with "
                                "“tactusctl pair”.")));
      return;
    }
  if (model && model->key_source == TACTUS_KEY_SOURCE_NONE)
    {
      tell_pairing (self, VERDICT_OK,
                    g_strdup (_("The band is paired with this computer, and needs no key.")));
      return;
    }

  begin_step (self, KEYRING_MS);
  tactus_key_store_lookup_async (tactus_ctl_program_get_keys (self->program),
                                 tactus_band_get_address (band), TACTUS_KEY_SLOT_CURRENT,
                                 self->step, key_cb, self);
}

static void
looked (TactusCtlProgram *program)
{
  Checkup *self = tactus_ctl_program_get_data (program);

  if (tactus_ctl_program_get_band (program))
    {
      check_pairing (self);
      return;
    }

  /* Not heard, and not known: there is nothing to be asked about it. */
  tell (self, tactus_cause_to_code (TACTUS_CAUSE_SILENT),
        tactus_cause_to_title (TACTUS_CAUSE_SILENT), VERDICT_FAILED,
        tactus_cause_to_sentence (TACTUS_CAUSE_SILENT, TACTUS_FINDING_UNKNOWN), NULL);
  conclude (self);
}

static TactusBluezState
get_state (Checkup *self)
{
  TactusBandList *bands = tactus_ctl_program_get_bands (self->program);

  return tactus_bluez_client_get_state (tactus_band_list_get_client (bands));
}

static void
check_band (Checkup *self)
{
  if (tactus_ctl_program_get_options (self->program)->band &&
      get_state (self) == TACTUS_BLUEZ_STATE_READY)
    tactus_ctl_look_for_band (self->program, looked);
  else
    conclude (self);
}

/* ── the keyring ── */

static void
tell_keyring (Checkup    *self,
              Verdict     verdict,
              const char *message,
              const char *detail)
{
  tell (self, tactus_cause_to_code (TACTUS_CAUSE_KEYRING),
        tactus_cause_to_title (TACTUS_CAUSE_KEYRING), verdict, message, detail);
  check_band (self);
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Checkup *self = user_data;
  g_autoptr(GError) error = NULL;
  TactusKeyringState state = tactus_keyring_probe_finish (result, &error);

  end_step (self);
  if (was_stopped (self))
    return;

  switch (state)
    {
    case TACTUS_KEYRING_OPEN:
      tell_keyring (self, VERDICT_OK,
                    tactus_cause_to_sentence (TACTUS_CAUSE_KEYRING, TACTUS_FINDING_FINE), NULL);
      break;
    case TACTUS_KEYRING_NEW:
      tell_keyring (self, VERDICT_WARNING,
                    _("There is no keyring yet. The first key makes one; choose a password for it "
                      "then."), NULL);
      break;
    case TACTUS_KEYRING_LOCKED:
      tell_keyring (self, VERDICT_WARNING,
                    _("The keyring is locked. Unlock it, or the keys of your bands cannot be "
                      "read."), NULL);
      break;
    case TACTUS_KEYRING_MISSING:
    default:
      tell_keyring (self, VERDICT_FAILED,
                    _("No keyring answers, so the keys of your bands cannot be kept. Install and "
                      "start one, such as GNOME Keyring, or use --key-file FILE."),
                    self->late ? "no answer in time" : error->message);
      break;
    }
}

/* A file of keys, or one of libsecret in a sandbox, is not locked: it can be read, or not. */
static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Checkup *self = user_data;
  g_autoptr(GError) error = NULL;
  TactusKey *key = tactus_key_store_lookup_finish (TACTUS_KEY_STORE (source), result, &error);

  g_clear_pointer (&key, tactus_key_unref);
  end_step (self);
  if (was_stopped (self))
    return;

  if (error)
    {
      tell_error (self, tactus_cause_to_code (TACTUS_CAUSE_KEYRING),
                  tactus_cause_to_title (TACTUS_CAUSE_KEYRING), error);
      check_band (self);
      return;
    }

  tell_keyring (self, VERDICT_OK, _("The keys of your bands can be read and kept."), NULL);
}

static void
check_keyring (Checkup *self)
{
  gboolean file = tactus_ctl_program_get_options (self->program)->key_file != NULL ||
                  tactus_sandbox_look (TACTUS_SANDBOX_INFO) != TACTUS_SANDBOX_NONE;

  begin_step (self, KEYRING_MS);
  if (file)
    tactus_key_store_lookup_async (tactus_ctl_program_get_keys (self->program), NOBODY,
                                   TACTUS_KEY_SLOT_CURRENT, self->step, read_cb, self);
  else
    tactus_keyring_probe_async (self->step, probed_cb, self);
}

/* ── Bluetooth ── */

static const TactusCause service_causes[] = {
  TACTUS_CAUSE_SERVICE, TACTUS_CAUSE_PERMISSION, TACTUS_CAUSE_ADAPTER, TACTUS_CAUSE_POWER,
};

/* In this order one hides the next.
 *
 * @cause: what is wrong; %TACTUS_N_CAUSES: nothing */
static void
tell_service (Checkup     *self,
              TactusCause  cause,
              const char  *detail)
{
  for (guint i = 0; i < G_N_ELEMENTS (service_causes); i++)
    {
      TactusCause next = service_causes[i];
      TactusFinding finding = next < cause ? TACTUS_FINDING_FINE
                              : next == cause ? TACTUS_FINDING_FOUND : TACTUS_FINDING_UNKNOWN;

      tell_cause (self, next, finding, i == 0 ? detail : NULL);
    }
  check_keyring (self);
}

/* The service says nothing, and so hides the rest. */
static void
tell_hidden (Checkup    *self,
             const char *message,
             const char *detail,
             Verdict     verdict)
{
  tell (self, tactus_cause_to_code (TACTUS_CAUSE_SERVICE),
        tactus_cause_to_title (TACTUS_CAUSE_SERVICE), verdict, message, detail);
  for (guint i = 1; i < G_N_ELEMENTS (service_causes); i++)
    tell_cause (self, service_causes[i], TACTUS_FINDING_UNKNOWN, NULL);
}

static void
call_bus (Checkup             *self,
          const char          *method,
          GVariant            *parameters,
          const char          *answer,
          GAsyncReadyCallback  callback)
{
  const GError *error;

  g_dbus_connection_call (tactus_ctl_program_get_bus (self->program, &error),
                          "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                          method, parameters, G_VARIANT_TYPE (answer), G_DBUS_CALL_FLAGS_NONE,
                          BUS_CALL_MS, tactus_ctl_program_get_cancellable (self->program),
                          callback, self);
}

static void
activatable_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  Checkup *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                              &error);
  g_autofree const char **names = NULL;

  if (was_stopped (self))
    return;

  if (answer)
    g_variant_get (answer, "(^a&s)", &names);
  tell_service (self, TACTUS_CAUSE_SERVICE,
                names && g_strv_contains (names, "org.bluez")
                  ? "org.bluez has no owner; it can be activated"
                  : "org.bluez has no owner, and cannot be activated");
}

static void
owned_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Checkup *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                              &error);
  gboolean owned = FALSE;

  if (was_stopped (self))
    return;

  if (answer)
    g_variant_get (answer, "(b)", &owned);
  if (!owned)
    {
      call_bus (self, "ListActivatableNames", NULL, "(as)", activatable_cb);
      return;
    }

  tell_hidden (self, tactus_cause_to_sentence (TACTUS_CAUSE_SERVICE, TACTUS_FINDING_UNKNOWN),
               "org.bluez has an owner that does not answer", VERDICT_FAILED);
  check_keyring (self);
}

static void
check_service (Checkup *self)
{
  TactusBandList *bands = tactus_ctl_program_get_bands (self->program);
  g_autofree char *version =
    tactus_bluez_client_get_daemon_version (tactus_band_list_get_client (bands));
  g_autofree char *detail = g_strconcat ("BlueZ ", version ? version : "of unknown version", NULL);
  TactusCause cause;

  if (!tactus_cause_for_state (get_state (self), &cause))
    tell_service (self, TACTUS_N_CAUSES, detail);
  else if (cause == TACTUS_CAUSE_SERVICE)
    call_bus (self, "NameHasOwner", g_variant_new ("(s)", "org.bluez"), "(b)", owned_cb);
  else
    tell_service (self, cause, detail);
}

static void
opened (TactusCtlProgram *program)
{
  Checkup *self = tactus_ctl_program_get_data (program);
  const GError *error = NULL;

  if (tactus_ctl_program_get_bus (program, &error))
    {
      tell (self, "bus", _("Message Bus"), VERDICT_OK, _("It answers."), NULL);
      check_service (self);
      return;
    }

  tell (self, "bus", _("Message Bus"), VERDICT_FAILED,
        tactus_ctl_program_get_options (program)->bus
          ? _("The message bus that --bus names cannot be reached. Check its address.")
          : _("The system’s message bus cannot be reached. Start the service “dbus”, or restart "
              "the computer; in a container, let it use the bus of the computer."),
        error->message);
  tell_hidden (self, _("This shows once the message bus can be reached."), NULL, VERDICT_UNKNOWN);
  check_keyring (self);
}

/* ── the history ── */

static void
tell_history (Checkup                     *self,
              const TactusDatabaseCheckup *checkup)
{
  g_autofree char *room = g_format_size (checkup->free_bytes);
  g_autofree char *message = NULL;

  if (checkup->free_bytes < LITTLE_ROOM)
    {
      /* Translators: %s is a size, such as 3.2 MB */
      message = g_strdup_printf (_("Only %s are left on the disk of the history. Make room, or "
                                   "measurements will be lost."), room);
      tell (self, "history", _("History"), VERDICT_WARNING, message, NULL);
    }
  else
    {
      tell (self, "history", _("History"), VERDICT_OK,
            checkup->exists ? _("It can be read and written, and nothing in it is damaged.")
                            : _("There is none yet; the first measurement makes it."), NULL);
    }
}

static void
database_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Checkup *self = user_data;
  TactusDatabaseCheckup checkup;
  g_autoptr(GError) error = NULL;
  gboolean ok = tactus_database_checkup_finish (result, &checkup, &error);

  end_step (self);
  if (was_stopped (self))
    return;

  if (ok)
    tell_history (self, &checkup);
  else if (self->late)
    tell (self, "history", _("History"), VERDICT_UNKNOWN,
          _("It is so large, or the disk so slow, that it was not read to its end. Try again when "
            "the computer is idle."), NULL);
  else
    tell_error (self, "history", _("History"), error);

  tactus_ctl_program_open (self->program, opened);
}

static void
check_history (Checkup *self)
{
  g_autofree char *path = tactus_ctl_store_get_path (self->program);

  begin_step (self, DATABASE_MS);
  tactus_database_checkup_async (path, self->step, database_cb, self);
}

/* ── what needs no waiting ── */

static void
check_sandbox (Checkup *self)
{
  g_autofree char *message = NULL;

  switch (tactus_sandbox_look (TACTUS_SANDBOX_INFO))
    {
    case TACTUS_SANDBOX_CLOSED:
      message = g_strdup_printf (_("It keeps Tactus from using Bluetooth. Allow that with “flatpak "
                                   "override --user --system-talk-name=org.bluez %s”, then try "
                                   "again."), TACTUS_APP_ID);
      tell (self, "sandbox", _("Sandbox"), VERDICT_FAILED, message, NULL);
      break;
    case TACTUS_SANDBOX_OPEN:
      tell (self, "sandbox", _("Sandbox"), VERDICT_OK, _("It lets Tactus use Bluetooth."), NULL);
      break;
    case TACTUS_SANDBOX_NONE:
    default:
      tell (self, "sandbox", _("Sandbox"), VERDICT_OK, _("Tactus runs without one."), NULL);
      break;
    }
}

static void
check_clock (Checkup *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  int year = g_date_time_get_year (now);
  g_autofree char *text = g_date_time_format (now, "%Y-%m-%d %H:%M %Z");
  g_autofree char *message = NULL;

  if (year >= FIRST_YEAR && year <= LAST_YEAR)
    {
      tell (self, "clock", _("Clock"), VERDICT_OK, _("Date and time are plausible."), text);
      return;
    }

  /* Translators: %s is a date and time */
  message = g_strdup_printf (_("This computer’s clock says %s, which cannot be right. Set it: "
                               "every reading is kept with its time, and bands are told it."),
                             text);
  tell (self, "clock", _("Clock"), VERDICT_FAILED, message, text);
}

static void
check_locks (Checkup *self)
{
  g_autofree char *dir = tactus_band_lock_get_default_dir ();
  g_autofree char *path = g_build_filename (dir, NOBODY ".lock", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusBandLock) lock = tactus_band_lock_acquire (dir, NOBODY, &error);

  /* Held by another doctor: it works. */
  if (!lock && !g_error_matches (error, TACTUS_BAND_ERROR, TACTUS_BAND_ERROR_BUSY))
    {
      tell_error (self, "locks", _("Locks"), error);
      return;
    }

  if (lock)
    g_unlink (path);
  tell (self, "locks", _("Locks"), VERDICT_OK,
        _("A band can be reserved, so that two programs do not disturb each other."), NULL);
}

void
tactus_ctl_doctor (TactusCtlProgram *program)
{
  Checkup *self = g_new0 (Checkup, 1);

  self->program = program;
  tactus_ctl_program_set_data (program, self, (GDestroyNotify) checkup_free);

  check_sandbox (self);
  check_clock (self);
  check_locks (self);
  check_history (self);
}
