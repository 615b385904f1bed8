/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-diagnostics.h"

#include <sys/utsname.h>

#include "tactus-doctor-text.h"
#include "tactus-log-keeper.h"
#include "tactus-redact.h"

static void
add (GString    *text,
     const char *title,
     const char *value)
{
  g_string_append_printf (text, "%s: %s\n", title, value && *value ? value : "unknown");
}

static const char *
get_sandbox (void)
{
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    return "Flatpak";
  if (g_getenv ("SNAP"))
    return "Snap";

  return "none";
}

static void
add_system (GString    *text,
            const char *toolkit)
{
  g_autofree char *glib = g_strdup_printf ("%u.%u.%u", glib_major_version, glib_minor_version,
                                           glib_micro_version);
  g_autofree char *os = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  struct utsname kernel;

  add (text, "Tactus", TACTUS_VERSION);
  add (text, "Toolkit", toolkit ? toolkit : "none");
  add (text, "GLib", glib);
  add (text, "System", os);
  add (text, "Kernel", uname (&kernel) == 0 ? kernel.release : NULL);
  add (text, "Desktop", g_getenv ("XDG_CURRENT_DESKTOP"));
  add (text, "Session", g_getenv ("XDG_SESSION_TYPE"));
  add (text, "Sandbox", get_sandbox ());
}

static const char *
get_nick (GType type,
          int   value)
{
  GEnumClass *class = g_type_class_ref (type);
  GEnumValue *found = g_enum_get_value (class, value);
  const char *nick = found ? found->value_nick : NULL;

  g_type_class_unref (class);

  return nick;
}

static void
add_bluetooth (GString        *text,
               TactusBandList *bands)
{
  TactusBluezClient *client = tactus_band_list_get_client (bands);
  g_autofree char *version = tactus_bluez_client_get_daemon_version (client);

  add (text, "BlueZ", version);
  add (text, "Bluetooth", get_nick (TACTUS_TYPE_BLUEZ_STATE,
                                    (int) tactus_bluez_client_get_state (client)));
}

static void
add_error (GString      *text,
           const GError *error)
{
  if (error)
    g_string_append_printf (text, "  last error: %s: %s\n", tactus_band_error_to_code (error),
                            error->message);
}

/* Not by its name, which a person may have chosen. */
static void
add_band (GString    *text,
          TactusBand *band)
{
  const TactusModel *model = tactus_band_get_model (band);
  int rssi = tactus_band_get_rssi (band);

  g_string_append_printf (text, "Band %s: %s, generation %s, %s\n", tactus_band_get_address (band),
                          model ? model->name : "model unknown",
                          model ? tactus_generation_to_text (model->generation) : "unknown",
                          tactus_band_get_known (band) ? "paired" : "not paired");
  g_string_append_printf (text, "  state: %s, measuring: %s, key: %s, in sight: %s",
                          get_nick (TACTUS_TYPE_BAND_STATE, (int) tactus_band_get_state (band)),
                          get_nick (TACTUS_TYPE_PULSE_STATE,
                                    (int) tactus_band_get_pulse_state (band)),
                          get_nick (TACTUS_TYPE_KEY_STORAGE,
                                    (int) tactus_band_get_key_storage (band)),
                          tactus_band_get_present (band) ? "yes" : "no");
  if (rssi != TACTUS_RSSI_UNKNOWN)
    g_string_append_printf (text, ", signal %d dBm", rssi);
  g_string_append_c (text, '\n');
  add_error (text, tactus_band_get_error (band));
}

static void
add_known (GString        *text,
           TactusBandList *bands)
{
  GListModel *known = tactus_band_list_get_known (bands);

  for (guint i = 0; i < g_list_model_get_n_items (known); i++)
    {
      g_autoptr(TactusBand) band = g_list_model_get_item (known, i);

      add_band (text, band);
    }
  g_string_append_printf (text, "Nearby, not paired: %u\n",
                          g_list_model_get_n_items (tactus_band_list_get_nearby (bands)));
}

static void
add_findings (GString      *text,
              TactusDoctor *doctor)
{
  TactusBand *band = tactus_doctor_get_band (doctor);

  g_string_append (text, "Checked:\n");
  if (band && !tactus_band_get_known (band))
    add_band (text, band);
  for (TactusCause cause = 0; cause < TACTUS_N_CAUSES; cause++)
    {
      const char *detail = tactus_doctor_get_detail (doctor, cause);
      TactusFinding finding = tactus_doctor_get_finding (doctor, cause);

      g_string_append_printf (text, "  %s: %s%s%s\n", tactus_cause_to_code (cause),
                              tactus_finding_to_code (finding), detail ? ": " : "",
                              detail ? detail : "");
    }
}

static void
add_log (GString *text)
{
  g_autofree char *log = tactus_log_keeper_get ();

  if (*log)
    g_string_append_printf (text, "Log:\n%s", log);
}

char *
tactus_diagnostics_new (const char     *toolkit,
                        TactusBandList *bands,
                        TactusDoctor   *doctor)
{
  g_autoptr(GString) text = g_string_new (NULL);

  add_system (text, toolkit);
  if (bands)
    {
      add_bluetooth (text, bands);
      add_known (text, bands);
    }
  if (doctor)
    add_findings (text, doctor);
  add_log (text);

  return tactus_redact (text->str);
}
