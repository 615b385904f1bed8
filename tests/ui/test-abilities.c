/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* What a person does with a band once it is paired, and how the simulated one sees it. */

#include "config.h"

#include "stage.h"

#include "tactus-band-abilities.h"
#include "tactus-band-page.h"
#include "tactus-choice-row.h"
#include "tactus-preferences.h"
#include "tactus-settings.h"
#include "tactus-sim-band.h"
#include "tactus-sim-bluez.h"
#include "tactus-sim-driver.h"
#include "tactus-trace.h"

#define BAND_3 "model=mi-band-3,name=Mi Band 3,address=C8:0F:10:3A:00:03,first=0.2,period=0.3," \
               "tap=0.1"
#define BAND_5 "model=mi-band-5,name=Mi Smart Band 5,address=D4:22:CD:55:00:05," \
               "key=00112233445566778899aabbccddeeff"
#define STRAP  "model=heart-rate-sensor,name=Chest Strap,address=E1:57:0A:90:00:21,first=0.2," \
               "period=0.3,rates=88"

/* From nothing to the page of a paired band at rest. */
static TactusSimBand *
open_band (Stage      *stage,
           const char *spec)
{
  TactusSimBand *sim = stage_add (stage, spec);

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  stage_click (stage->dialog, stage_can_click (stage->dialog, "Show the Band") ? "Show the Band"
                                                                             : "Show the Pulse");
  WAIT_UNTIL (stage->dialog == NULL);

  return sim;
}

static GtkWidget *
open_dialog (Stage *stage)
{
  GtkWidget *dialog = NULL;

  WAIT_UNTIL ((dialog = stage_find_toplevel (stage->window)));

  return dialog;
}

static void
choose (Stage      *stage,
        const char *title,
        const char *value)
{
  tactus_choice_row_select (TACTUS_CHOICE_ROW (stage_find_row (stage, title)), value);
}

static gboolean
row_says (Stage      *stage,
          const char *title,
          const char *text)
{
  return stage_shows (stage_find_row (stage, title), text);
}

/* Whether the band took a command that begins so, in hex. */
static gboolean
took (TactusSimBand *sim,
      const char    *id,
      const char    *begin)
{
  const char *last = tactus_sim_band_get_setting (sim, id);

  return last && g_str_has_prefix (last, begin);
}

/* What the band took, and that the row says so. */
static void
test_settings (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = open_band (stage, BAND_3);
  GtkWidget *toggle;

  stage_open_view (stage, "settings");
  g_assert_true (row_says (stage, "Time Format", "Not set from here"));
  g_assert_null (tactus_sim_band_get_setting (sim, "0003:0602"));

  choose (stage, "Time Format", "12h");
  WAIT_UNTIL (took (sim, "0003:0602", "06020000"));
  WAIT_UNTIL (row_says (stage, "Time Format", "12 hours"));
  WAIT_UNTIL (gtk_widget_is_sensitive (stage_find_row (stage, "Time Format")));

  choose (stage, "Daily Goal", "8000");
  WAIT_UNTIL (took (sim, "0008:10", "100000401f0000"));
  WAIT_UNTIL (row_says (stage, "Daily Goal", "8000 steps"));

  toggle = stage_find (stage->window, GTK_TYPE_SWITCH, "Vibrate at the Goal");
  gtk_switch_set_active (GTK_SWITCH (toggle), TRUE);
  WAIT_UNTIL (took (sim, "0003:0606", "06060001"));
  WAIT_UNTIL (!row_says (stage, "Vibrate at the Goal", "Not set from here"));
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (toggle)));

  stage_check_names (stage->window);
  stage_free (stage);
}

static void
test_setting_span (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = open_band (stage, BAND_3);

  stage_open_view (stage, "settings");
  choose (stage, "Do Not Disturb", "");
  stage_click (open_dialog (stage), "Set");
  WAIT_UNTIL (stage_find_toplevel (stage->window) == NULL);
  WAIT_UNTIL (row_says (stage, "Do Not Disturb", "22:00 to 07:00"));
  WAIT_UNTIL (took (sim, "0003:0981", "098116000700"));

  stage_free (stage);
}

static void
test_profile (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = open_band (stage, BAND_3);
  GtkWidget *dialog;

  stage_open_view (stage, "settings");
  gtk_widget_activate (stage_find_row (stage, "Profile"));
  dialog = open_dialog (stage);
  stage_check_names (dialog);
  gtk_spin_button_set_value (
    GTK_SPIN_BUTTON (stage_find (dialog, GTK_TYPE_SPIN_BUTTON, "Year")), 1984);
  gtk_spin_button_set_value (
    GTK_SPIN_BUTTON (stage_find (dialog, GTK_TYPE_SPIN_BUTTON, "Height, cm")), 172);
  stage_click (dialog, "Set");
  WAIT_UNTIL (row_says (stage, "Profile", "1984"));
  g_assert_true (row_says (stage, "Profile", "172 cm"));
  /* 4f 00 00, the year, little endian. */
  WAIT_UNTIL (took (sim, "0008:4f", "4f0000c007"));

  stage_free (stage);
}

/* A band that goes away in the middle: why, and the row is back where it was. */
static void
test_setting_fails (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = open_band (stage, BAND_3);

  stage_open_view (stage, "settings");
  choose (stage, "Worn On", "left");
  tactus_sim_band_vanish (sim, tactus_sim_driver_now ());
  WAIT_UNTIL (stage_shows (stage->window, "The connection to the band was lost") ||
              stage_shows (stage->window, "out of range"));
  WAIT_UNTIL (row_says (stage, "Worn On", "Not set from here"));
  g_assert_null (tactus_sim_band_get_setting (sim, "0008:20"));

  stage_free (stage);
}

/* Not hidden, not to be used, and one sentence why. */
static void
test_offline (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = open_band (stage, BAND_3);

  stage_click (stage->window, "Disconnect");
  WAIT_UNTIL (!tactus_sim_band_get_connected (sim));
  stage_open_view (stage, "settings");
  g_assert_true (stage_shows (stage->window, "Connect to change these"));
  g_assert_false (gtk_widget_is_sensitive (stage_find_row (stage, "Worn On")));

  stage_click (stage->window, "Connect");
  WAIT_UNTIL (gtk_widget_is_sensitive (stage_find_row (stage, "Worn On")));
  g_assert_false (stage_shows (stage->window, "Connect to change these"));

  stage_free (stage);
}

/* A model shows what it has, and nothing that it has not. */
static void
test_abilities_differ (void)
{
  Stage *stage = stage_new ();

  open_band (stage, "model=mi-band-hrx,name=Mi Band HRX,address=C8:0F:10:3A:00:07,tap=0.1");
  WAIT_UNTIL (stage_shows (stage->window, "No Heart Rate Sensor"));
  g_assert_false (stage_can_click (stage->window, "Start Measuring"));
  g_assert_true (stage_can_click (stage->window, "Find the Band"));
  WAIT_UNTIL (stage_shows (stage->window, "Steps Today"));
  stage_open_view (stage, "settings");
  g_assert_false (stage_shows (stage->window, "Measure in the Background"));
  g_assert_true (stage_shows (stage->window, "Clock Shows"));

  /* It moves, but has no light. */
  stage_click (stage->window, "Back");
  stage_open_view (stage, "sensors");
  stage_click (stage->window, "Start");
  WAIT_UNTIL (stage_shows (stage->window, "y 1"));
  g_assert_true (stage_shows (stage->window, "Acceleration"));
  g_assert_false (stage_shows (stage->window, "Light"));

  stage_free (stage);
}

static void
count_alerts_cb (TactusSimBand *sim,
                 int            event,
                 int            value,
                 gpointer       user_data)
{
  guint *counts = user_data;

  if (event == TACTUS_SIM_EVENT_ALERT && value >= 0 && value < 4)
    counts[value]++;
}

static void
test_find (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = open_band (stage, BAND_3);
  guint counts[4] = { 0 };

  g_signal_connect (sim, "happened", G_CALLBACK (count_alerts_cb), counts);
  stage_click (stage->window, "Find the Band");
  WAIT_UNTIL (counts[3] > 0 || counts[2] > 0);
  g_assert_true (stage_can_click (stage->window, "Stop Finding"));
  stage_click (stage->window, "Stop Finding");
  WAIT_UNTIL (stage_can_click (stage->window, "Find the Band"));
  WAIT_UNTIL (counts[0] > 0);

  /* Whoever leaves the page leaves no band vibrating. */
  counts[0] = 0;
  stage_click (stage->window, "Find the Band");
  WAIT_UNTIL (stage_can_click (stage->window, "Stop Finding"));
  stage_click (stage->window, "Back");
  WAIT_UNTIL (counts[0] > 0);

  g_signal_handlers_disconnect_by_data (sim, counts);
  stage_free (stage);
}

static void
test_alerts (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = open_band (stage, BAND_3);
  guint counts[4] = { 0 };

  g_signal_connect (sim, "happened", G_CALLBACK (count_alerts_cb), counts);
  stage_open_view (stage, "alerts");
  stage_check_names (stage->window);
  stage_click (stage->window, "Send a Message");
  WAIT_UNTIL (counts[1] == 1);
  stage_click (stage->window, "Ring as a Call");
  WAIT_UNTIL (counts[2] == 1);
  stage_click (stage->window, "End the Alert");
  WAIT_UNTIL (counts[0] > 0);
  stage_click (stage->window, "Vibrate Once");
  WAIT_UNTIL (counts[3] == 1);

  g_signal_handlers_disconnect_by_data (sim, counts);
  stage_free (stage);
}

static void
note_words_cb (TactusSimBand *sim,
               int            event,
               int            value,
               gpointer       user_data)
{
  char **words = user_data;

  if (event != TACTUS_SIM_EVENT_TEXT || tactus_sim_band_get_words (sim) == NULL)
    return;

  g_free (*words);
  *words = g_strdup (tactus_sim_band_get_words (sim));
}

static void
test_alert_words (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = open_band (stage, BAND_3);
  g_autofree char *words = NULL;

  g_signal_connect (sim, "happened", G_CALLBACK (note_words_cb), &words);
  stage_open_view (stage, "alerts");
  gtk_editable_set_text (GTK_EDITABLE (stage_find_row (stage, "From")), "Ada");
  gtk_editable_set_text (GTK_EDITABLE (stage_find_row (stage, "Text")), "Tea?");
  stage_click (stage->window, "Send a Message");
  WAIT_UNTIL (words && strstr (words, "Ada") && strstr (words, "Tea?"));

  g_signal_handlers_disconnect_by_data (sim, &words);
  stage_free (stage);
}

static void
test_alarms (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = open_band (stage, BAND_3);
  TactusSimAlarm alarm;
  GtkWidget *dialog;

  stage_open_view (stage, "alarms");
  WAIT_UNTIL (stage_shows (stage->window, "No alarms set from here"));
  stage_click (stage->window, "Add Alarm…");
  dialog = open_dialog (stage);
  stage_check_names (dialog);
  gtk_spin_button_set_value (
    GTK_SPIN_BUTTON (stage_find (dialog, GTK_TYPE_SPIN_BUTTON, "Hour")), 6);
  gtk_spin_button_set_value (
    GTK_SPIN_BUTTON (stage_find (dialog, GTK_TYPE_SPIN_BUTTON, "Minute")), 45);
  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (stage_find (dialog, GTK_TYPE_TOGGLE_BUTTON, "Monday")), TRUE);
  stage_click (dialog, "Set");
  WAIT_UNTIL (tactus_sim_band_get_alarm (sim, 0, &alarm));
  g_assert_cmpuint (alarm.hour, ==, 6);
  g_assert_cmpuint (alarm.minute, ==, 45);
  g_assert_cmpuint (alarm.days, ==, 0x01);
  g_assert_true (alarm.enabled && alarm.snooze);
  WAIT_UNTIL (stage_shows (stage->window, "06:45"));
  WAIT_UNTIL (stage_shows (stage->window, "Mon, with snooze"));

  /* Off, without being gone. */
  WAIT_UNTIL (gtk_widget_is_sensitive (stage_find_row (stage, "06:45")));
  gtk_switch_set_active (
    GTK_SWITCH (stage_find (stage->window, GTK_TYPE_SWITCH, "Alarm at 06:45")), FALSE);
  WAIT_UNTIL (tactus_sim_band_get_alarm (sim, 0, &alarm) && !alarm.enabled);

  WAIT_UNTIL (gtk_widget_is_sensitive (stage_find_row (stage, "06:45")));
  gtk_widget_activate (stage_find_row (stage, "06:45"));
  stage_click (open_dialog (stage), "Delete");
  WAIT_UNTIL (!tactus_sim_band_get_alarm (sim, 0, &alarm));
  WAIT_UNTIL (stage_shows (stage->window, "Alarm at 06:45 deleted"));
  g_assert_true (stage_shows (stage->window, "No alarms set from here"));

  /* As it was: off, on Mondays. */
  gtk_widget_activate_action (stage_find_type (stage->window, GTK_TYPE_LIST_BOX), "alarms.undo",
                              NULL);
  WAIT_UNTIL (tactus_sim_band_get_alarm (sim, 0, &alarm));
  g_assert_false (alarm.enabled);
  g_assert_cmpuint (alarm.days, ==, 0x01);
  WAIT_UNTIL (stage_shows (stage->window, "06:45"));

  stage_free (stage);
}

static void
test_events (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = open_band (stage, BAND_3);

  WAIT_UNTIL (stage_shows (stage->window, "Serial Number"));
  tactus_sim_band_tap (sim, tactus_sim_driver_now ());
  WAIT_UNTIL (stage_shows (stage->window, "Button pressed"));
  tactus_sim_band_set_steps (sim, 12345, tactus_sim_driver_now ());
  WAIT_UNTIL (stage_shows (stage->window, "12345 steps"));

  stage_free (stage);
}

/* What the sensors send, from the start to each of its ends. */
static void
test_raw (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = open_band (stage, BAND_3);
  GtkWidget *trace;

  stage_open_view (stage, "sensors");
  g_assert_true (stage_shows (stage->window, "Nothing has come yet"));
  g_assert_true (row_says (stage, "Stream", "Off"));
  g_assert_null (stage_find_type (stage->window, TACTUS_TYPE_TRACE));

  stage_click (stage->window, "Start");
  WAIT_UNTIL (row_says (stage, "Stream", "packets a second"));
  WAIT_UNTIL (stage_shows (stage->window, "y 12") || stage_shows (stage->window, "y 130"));
  WAIT_UNTIL (stage_shows (stage->window, "Level 4"));
  trace = stage_find_type (stage->window, TACTUS_TYPE_TRACE);
  g_assert_cmpuint (tactus_trace_get_n_values (TACTUS_TRACE (trace)), >, 2);
  stage_check_names (stage->window);

  stage_click (stage->window, "Stop");
  g_assert_true (row_says (stage, "Stream", "Off"));
  WAIT_UNTIL (!tactus_sim_band_get_streaming (sim));

  /* Whoever leaves the view leaves no sensor on … */
  stage_click (stage->window, "Start");
  WAIT_UNTIL (tactus_sim_band_get_streaming (sim));
  WAIT_UNTIL (row_says (stage, "Stream", "a second"));
  stage_click (stage->window, "Back");
  WAIT_UNTIL (!tactus_sim_band_get_streaming (sim));

  /* … and one that is left at once is not left on either. */
  stage_open_view (stage, "sensors");
  stage_click (stage->window, "Start");
  stage_click (stage->window, "Back");
  WAIT_UNTIL (stage_shows (stage->window, "Steps Today"));
  stage_linger (300);
  WAIT_UNTIL (!tactus_sim_band_get_streaming (sim));

  stage_free (stage);
}

static void
test_raw_lost (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = open_band (stage, BAND_3);

  stage_open_view (stage, "sensors");
  stage_click (stage->window, "Start");
  WAIT_UNTIL (row_says (stage, "Stream", "a second"));
  tactus_sim_band_vanish (sim, tactus_sim_driver_now ());
  WAIT_UNTIL (row_says (stage, "Stream", "Off"));
  g_assert_false (stage_can_click (stage->window, "Start"));
  /* The last word of the sensors. */
  g_assert_true (stage_shows (stage->window, "y 1"));

  stage_free (stage);
}

static void
test_raw_refused (void)
{
  Stage *stage = stage_new ();

  open_band (stage, BAND_3 ",fault=refuse-at-raw");
  stage_open_view (stage, "sensors");
  stage_click (stage->window, "Start");
  WAIT_UNTIL (stage_can_click (stage->window, "Start"));
  WAIT_UNTIL (row_says (stage, "Stream", "Off"));
  g_assert_true (stage_shows (stage->window, "Nothing has come yet"));

  stage_free (stage);
}

static void
test_clock (void)
{
  Stage *stage = stage_new ();

  open_band (stage, BAND_3 ",clock=2020-02-03T04:05:06+00:00");
  WAIT_UNTIL (stage_can_click (stage->window, "Set to This Computer’s Time"));
  stage_click (stage->window, "Set to This Computer’s Time");
  WAIT_UNTIL (stage_shows (stage->window, "The band has this computer’s time now"));

  stage_free (stage);
}

static void
test_sync (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = open_band (stage, BAND_3 ",activity=200");

  stage_open_view (stage, "activity");
  WAIT_UNTIL (stage_shows (stage->window, "Nothing fetched yet"));
  stage_click (stage->window, "Sync");
  WAIT_UNTIL (stage_shows (stage->window, "minutes fetched, "));
  WAIT_UNTIL (stage_shows (stage->window, "Today") || stage_shows (stage->window, "Yesterday"));
  g_assert_cmpuint (tactus_sim_band_get_n_forgotten (sim), >=, 200);

  /* What is here does not come twice. */
  stage_click (stage->window, "Sync");
  WAIT_UNTIL (stage_shows (stage->window, "Nothing new on the band") ||
              stage_shows (stage->window, "1 minute fetched, 1 new"));

  stage_free (stage);
}

static void
test_sync_cancelled (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = open_band (stage, BAND_3 ",activity=5000");

  stage_open_view (stage, "activity");
  stage_click (stage->window, "Sync");
  WAIT_UNTIL (stage_shows (stage->window, " minutes"));
  stage_click (stage->window, "Cancel");
  WAIT_UNTIL (stage_can_click (stage->window, "Sync"));
  WAIT_UNTIL (stage_shows (stage->window, "sync again"));
  g_assert_cmpuint (tactus_sim_band_get_n_forgotten (sim), <, 5000);

  stage_free (stage);
}

/* What came before is kept, and the next time brings the rest. */
static void
test_sync_lost (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = open_band (stage, BAND_3 ",activity=3000");

  stage_open_view (stage, "activity");
  stage_click (stage->window, "Sync");
  WAIT_UNTIL (tactus_sim_band_get_n_forgotten (sim) > 0);
  tactus_sim_band_vanish (sim, tactus_sim_driver_now ());
  WAIT_UNTIL (row_says (stage, "Recorded Minutes", "sync again to go on"));
  g_assert_cmpuint (tactus_sim_band_get_n_forgotten (sim), <, 3000);
  WAIT_UNTIL (stage_shows (stage->window, "Connect to change these"));
  g_assert_false (stage_can_click (stage->window, "Sync"));

  tactus_sim_band_come_back (sim);
  stage_click (stage->window, "Sync");
  WAIT_UNTIL (row_says (stage, "Recorded Minutes", "minutes fetched, ") &&
              !row_says (stage, "Recorded Minutes", "sync again"));
  g_assert_cmpuint (tactus_sim_band_get_n_forgotten (sim), >=, 3000);

  stage_free (stage);
}

static void
test_sensor (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, STRAP ",energy=yes");

  WAIT_UNTIL (stage_shows (stage->window, "heart rate sensor"));
  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  g_assert_true (stage_shows (stage->dialog, "Added"));
  g_assert_true (stage_shows (stage->dialog, "No key and no tap"));
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (stage_find (stage->window, GTK_TYPE_LABEL, "Heart rate 88 beats per minute"));
  WAIT_UNTIL (stage_shows (stage->window, "R–R "));
  g_assert_true (stage_shows (stage->window, "Skin contact"));
  g_assert_false (stage_shows (stage->window, "Alarms"));

  stage_free (stage);
}

typedef struct {
  const char *name;
  const char *bond;
  const char *title;
  const char *typed;   /* (nullable) */
  const char *button;
  const char *ending;  /* page */
} Bond;

static const Bond bonds[] = {
  { "just-works", "just-works", NULL, NULL, NULL, "done" },
  { "confirmed", "confirm", "Compare the Numbers", NULL, "It Does", "done" },
  { "denied", "confirm", "Compare the Numbers", NULL, "No", "failed" },
  { "entered", "passkey", "Enter the Number", "123456", "Pair", "done" },
  { "mistyped", "passkey", "Enter the Number", "111 111", "Pair", "failed" },
  { "shown", "display", NULL, NULL, NULL, "done" },
};

static void
test_bond (gconstpointer user_data)
{
  const Bond *bond = user_data;
  Stage *stage = stage_new ();
  g_autofree char *spec = g_strconcat (STRAP ",bond=", bond->bond, NULL);
  TactusSimBand *sim = stage_add (stage, spec);

  stage_pair (stage, sim);
  if (bond->title)
    WAIT_UNTIL (stage_shows (stage->dialog, bond->title));
  if (bond->typed)
    {
      g_assert_false (stage_can_click (stage->dialog, bond->button));
      gtk_editable_set_text (
        GTK_EDITABLE (stage_find (stage->dialog, GTK_TYPE_ENTRY, "Number")), bond->typed);
    }
  if (bond->button)
    stage_click (stage->dialog, bond->button);

  WAIT_UNTIL (ON_PAGE (stage, bond->ending));
  g_assert_cmpint (tactus_sim_band_get_bonded (sim), ==, g_str_equal (bond->ending, "done"));
  if (g_str_equal (bond->ending, "failed"))
    g_assert_true (stage_can_click (stage->dialog, "Try Again"));

  stage_free (stage);
}

static void
test_bond_cancelled (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, STRAP ",bond=passkey");

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "bond"));
  stage_click (stage->dialog, "Cancel");
  WAIT_UNTIL (stage->dialog == NULL);
  WAIT_UNTIL (!tactus_sim_band_get_connected (sim));
  g_assert_false (tactus_sim_band_get_bonded (sim));
  g_assert_false (tactus_band_get_known (stage_band (stage, sim)));

  stage_free (stage);
}

/* A sensor that has lost its side of a pairing: why, and the way back. */
static void
test_bond_lost (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = open_band (stage, STRAP ",bond=just-works");

  WAIT_UNTIL (tactus_band_get_bpm (stage_band (stage, sim)) > 0);
  stage_click (stage->window, "Disconnect");
  WAIT_UNTIL (!tactus_sim_band_get_connected (sim));
  tactus_sim_bluez_forget (stage->bluez, sim);
  tactus_sim_band_set_bonded (sim, FALSE);

  stage_click (stage->window, "Connect");
  WAIT_UNTIL (stage_shows (stage->window, "Bluetooth Pairing Needed"));
  stage_click (stage->window, "Pair…");
  stage_wait_for_dialog (stage);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  g_assert_true (tactus_sim_band_get_bonded (sim));
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (stage_find (stage->window, GTK_TYPE_LABEL, "Heart rate 88 beats per minute"));
  WAIT_UNTIL (!stage_shows (stage->window, "Bluetooth Pairing Needed"));

  stage_free (stage);
}

/* No key is made or stored, so none is spoken of. */
static void
test_first_generation (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, "model=mi-band-1s,name=MI1S,tap=manual,first=0.2");

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "tap"));
  g_assert_true (stage_shows (stage->dialog, "Tap the band when it vibrates and blinks."));
  stage_tap (sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  g_assert_false (stage_shows (stage->dialog, "key"));
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (tactus_band_get_bpm (stage_band (stage, sim)) > 0);
  g_assert_true (stage_shows (stage->window, "Recorded Activity"));
  g_assert_false (stage_shows (stage->window, "Sensors"));

  stage_free (stage);
}

static void
test_listening (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_5 ",share=yes,rates=77,first=0.2,period=0.3");
  TactusBand *band = stage_band (stage, sim);

  /* Nothing of it unless asked for. */
  WAIT_UNTIL (tactus_band_get_shared_bpm (band) == 77);
  g_assert_false (stage_can_click (stage->window, "Listen to Mi Smart Band 5, 77 bpm"));

  g_object_set (tactus_window_get_bands_page (stage->window), "listening", TRUE, NULL);
  stage_click (stage->window, "Listen to Mi Smart Band 5, 77 bpm");
  WAIT_UNTIL (tactus_band_get_state (band) == TACTUS_BAND_STATE_LISTENING);
  WAIT_UNTIL (stage_find (stage->window, GTK_TYPE_LABEL, "Heart rate 77 beats per minute"));
  g_assert_true (stage_shows (stage->window, "without a connection"));
  g_assert_false (tactus_sim_band_get_connected (sim));
  g_assert_false (stage_can_click (stage->window, "Measure Once"));

  stage_click (stage->window, "Stop Listening");
  WAIT_UNTIL (tactus_band_get_state (band) == TACTUS_BAND_STATE_OFFLINE);

  stage_free (stage);
}

/* A band of one's own that could be connected to: listened to when asked, and connected after. */
static void
test_listening_to_known (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_5 ",share=yes,rates=77,first=0.2,period=0.3");
  TactusBand *band = stage_band (stage, sim);

  stage_pair (stage, sim);
  gtk_editable_set_text (
    GTK_EDITABLE (stage_find_type (stage->dialog, ADW_TYPE_PASSWORD_ENTRY_ROW)),
    "00112233445566778899aabbccddeeff");
  stage_click (stage->dialog, "Pair");
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (tactus_band_get_bpm (band) == 77);
  stage_click (stage->window, "Disconnect");
  WAIT_UNTIL (tactus_band_get_state (band) == TACTUS_BAND_STATE_OFFLINE);

  gtk_widget_activate_action (stage_find_row (stage, "Connection"), "page.listen", NULL);
  WAIT_UNTIL (tactus_band_get_state (band) == TACTUS_BAND_STATE_LISTENING);
  WAIT_UNTIL (stage_find (stage->window, GTK_TYPE_LABEL, "Heart rate 77 beats per minute"));
  g_assert_true (stage_shows (stage->window, "without a connection"));
  g_assert_false (tactus_sim_band_get_connected (sim));
  g_assert_true (tactus_band_get_known (band));

  stage_click (stage->window, "Connect");
  WAIT_UNTIL (tactus_band_get_state (band) == TACTUS_BAND_STATE_READY);
  g_assert_true (tactus_sim_band_get_connected (sim));

  stage_free (stage);
}

/* The switch, what it stands for, and what comes of it. */
static void
test_listening_preference (void)
{
  g_autoptr(GSettings) settings = tactus_settings_new ();
  Stage *stage = NULL;
  GtkWidget *preferences;
  GtkSwitch *toggle = NULL;

  g_assert_nonnull (settings);
  stage = stage_new_with_settings (settings);
  WAIT_UNTIL (tactus_band_get_shared_bpm (
                stage_band (stage, stage_add (stage, BAND_5 ",share=yes,rates=77"))) == 77);
  g_assert_false (stage_can_click (stage->window, "Listen to Mi Smart Band 5, 77 bpm"));

  preferences = tactus_preferences_new (GTK_WINDOW (stage->window), settings);
  gtk_window_present (GTK_WINDOW (preferences));
  WAIT_UNTIL ((toggle = (GtkSwitch *) stage_find (preferences, GTK_TYPE_SWITCH,
                                                  "Listen for Shared Heart Rates")));
  stage_check_names (preferences);
  g_assert_false (gtk_switch_get_active (toggle));
  gtk_switch_set_active (toggle, TRUE);
  g_assert_true (g_settings_get_boolean (settings, TACTUS_SETTING_LISTEN));
  WAIT_UNTIL (stage_can_click (stage->window, "Listen to Mi Smart Band 5, 77 bpm"));

  gtk_switch_set_active (toggle, FALSE);
  g_assert_false (g_settings_get_boolean (settings, TACTUS_SETTING_LISTEN));
  WAIT_UNTIL (!stage_can_click (stage->window, "Listen to Mi Smart Band 5, 77 bpm"));
  gtk_window_destroy (GTK_WINDOW (preferences));

  stage_free (stage);
}

/* Into a view and out of it, without a pointer. */
static void
test_keyboard (void)
{
  Stage *stage = stage_new ();
  GtkWidget *focus;

  open_band (stage, BAND_3);
  WAIT_UNTIL (stage_can_click (stage->window, "Find the Band"));
  stage_tab_to (stage->window, GTK_TYPE_BUTTON, "Find the Band");
  stage_open_view (stage, "settings");
  focus = gtk_window_get_focus (GTK_WINDOW (stage->window));
  g_assert_true (focus && gtk_widget_get_mapped (focus));
  stage_tab_to (stage->window, TACTUS_TYPE_CHOICE_ROW, "Language");
  gtk_widget_activate_action (focus, "page.back", NULL);
  WAIT_UNTIL (stage_shows (stage->window, "Steps Today"));
  focus = gtk_window_get_focus (GTK_WINDOW (stage->window));
  gtk_widget_activate_action (focus, "page.back", NULL);
  WAIT_UNTIL (stage_shows (stage->window, "My Bands"));

  stage_free (stage);
}

int
main (int    argc,
      char **argv)
{
  if (!stage_init (&argc, &argv))
    return 0;

  g_test_add_func ("/abilities/settings", test_settings);
  g_test_add_func ("/abilities/setting-span", test_setting_span);
  g_test_add_func ("/abilities/setting-fails", test_setting_fails);
  g_test_add_func ("/abilities/profile", test_profile);
  g_test_add_func ("/abilities/offline", test_offline);
  g_test_add_func ("/abilities/differ", test_abilities_differ);
  g_test_add_func ("/abilities/find", test_find);
  g_test_add_func ("/abilities/alerts", test_alerts);
  g_test_add_func ("/abilities/alert-words", test_alert_words);
  g_test_add_func ("/abilities/alarms", test_alarms);
  g_test_add_func ("/abilities/events", test_events);
  g_test_add_func ("/abilities/raw", test_raw);
  g_test_add_func ("/abilities/raw/lost", test_raw_lost);
  g_test_add_func ("/abilities/raw/refused", test_raw_refused);
  g_test_add_func ("/abilities/clock", test_clock);
  g_test_add_func ("/abilities/sync", test_sync);
  g_test_add_func ("/abilities/sync-cancelled", test_sync_cancelled);
  g_test_add_func ("/abilities/sync-lost", test_sync_lost);
  g_test_add_func ("/abilities/sensor", test_sensor);
  for (gsize i = 0; i < G_N_ELEMENTS (bonds); i++)
    {
      g_autofree char *path = g_strconcat ("/abilities/bond/", bonds[i].name, NULL);

      g_test_add_data_func (path, &bonds[i], test_bond);
    }
  g_test_add_func ("/abilities/bond/cancelled", test_bond_cancelled);
  g_test_add_func ("/abilities/bond/lost", test_bond_lost);
  g_test_add_func ("/abilities/first-generation", test_first_generation);
  g_test_add_func ("/abilities/listening", test_listening);
  g_test_add_func ("/abilities/listening/known", test_listening_to_known);
  g_test_add_func ("/abilities/listening/preference", test_listening_preference);
  g_test_add_func ("/abilities/keyboard", test_keyboard);

  return g_test_run ();
}
