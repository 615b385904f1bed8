/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* The first run, and what helps when it does not work. */

#include "config.h"

#include <string.h>

#include "stage.h"

#include "tactus-doctor-dialog.h"
#include "tactus-help-topic.h"
#include "tactus-help-window.h"

#define ADDRESS "C8:0F:10:3A:00:03"
#define BAND_3 "model=mi-band-3,name=Mi Band 3,address=" ADDRESS ",first=0.2,rssi=-48,tap=manual"

static const TactusDoctorTimings timings = {
  .service_ms = 2000,
  .keyring_ms = 2000,
  .listen_ms = 600,
  .settle_ms = 100,
  .connect_ms = 10000,
};

/* Returns: (transfer none): the doctor, when it is done */
static GtkWidget *
wait_for_doctor (Stage *stage)
{
  GtkWidget *dialog = NULL;

  WAIT_UNTIL ((dialog = stage_find_toplevel (stage->window)) && TACTUS_IS_DOCTOR_DIALOG (dialog));
  WAIT_UNTIL (!tactus_doctor_get_examining (
                tactus_doctor_dialog_get_doctor (TACTUS_DOCTOR_DIALOG (dialog))));
  tactus_doctor_set_timings (tactus_doctor_dialog_get_doctor (TACTUS_DOCTOR_DIALOG (dialog)),
                             &timings);
  stage_check_names (dialog);

  return dialog;
}

static void
text_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

/* Returns: (transfer full): what another program would be given */
static char *
paste (gpointer window)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, text_cb,
                                 &text);
  WAIT_UNTIL (text);

  return text;
}

/* Who has no band here is told what this is; who has one is not. */
static void
test_first_run (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim;

  WAIT_UNTIL (stage_shows (stage->window, "Welcome to Tactus"));
  g_assert_true (stage_shows (stage->window, "no account, no network"));
  stage_check_names (stage->window);

  sim = stage_add (stage, BAND_3);
  stage_band (stage, sim);
  WAIT_UNTIL (stage_shows (stage->window, "Nearby"));
  g_assert_true (stage_shows (stage->window, "Welcome to Tactus"));
  stage_pair_with_tap (stage, sim);
  stage_click (stage->dialog, "Show the Pulse");
  stage_click (stage->window, "Back");
  /* The page that is left fades. */
  WAIT_UNTIL (stage_shows (stage->window, "My Bands") &&
              !stage_shows (stage->window, "Welcome to Tactus"));

  stage_free (stage);
}

/* What is in the way comes first, and the way around it is one click. */
static void
test_no_adapter (void)
{
  Stage *stage = stage_new ();

  tactus_sim_bluez_unplug (stage->bluez, 0);
  WAIT_UNTIL (stage_shows (stage->window, "No Bluetooth Adapter"));
  g_assert_true (stage_shows (stage->window, "no account, no network"));
  g_assert_false (stage_shows (stage->window, "Welcome to Tactus"));
  g_assert_nonnull (stage_find (stage->window, GTK_TYPE_BUTTON, "Try a Virtual Band"));

  stage_free (stage);
}

/* From the failure to its cause, to its remedy, to a band that works. */
static void
test_doctor (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3);
  TactusBandLock *lock = NULL;
  GtkWidget *dialog;

  stage_band (stage, sim);
  lock = stage_hold (stage, sim);
  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "failed"));
  stage_click (stage->dialog, "Find Out Why");
  dialog = wait_for_doctor (stage);
  g_assert_true (stage_shows (dialog, "1 Cause Found"));
  g_assert_true (stage_shows (dialog, "This is it"));
  g_assert_true (stage_shows (dialog, "Another program uses the band ("));
  g_assert_true (stage_shows (dialog, "process"));

  tactus_band_lock_release (lock);
  stage_click (dialog, "Check Again");
  WAIT_UNTIL (stage_shows (dialog, "Nothing Is in the Way"));
  gtk_window_close (GTK_WINDOW (dialog));
  stage_pair_with_tap (stage, sim);

  stage_free (stage);
}

/* Somebody else has paired the band: the remedy leads to the pairing dialog. */
static void
test_pair_again (void)
{
  const guint8 other_key[16] = { 7, 7, 7 };
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3);
  TactusBand *band = stage_band (stage, sim);
  GtkWidget *dialog;

  stage_pair_with_tap (stage, sim);
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (tactus_band_get_bpm (band) > 0);
  stage_click (stage->window, "Disconnect");
  WAIT_UNTIL (tactus_band_get_state (band) == TACTUS_BAND_STATE_OFFLINE);
  tactus_sim_band_set_key (sim, other_key);
  stage_click (stage->window, "Connect");
  WAIT_UNTIL (tactus_band_get_error (band));
  stage_click (stage->window, "Find Out Why");
  dialog = wait_for_doctor (stage);
  g_assert_true (stage_shows (dialog, "1 Cause Found"));
  stage_click (dialog, "Pair Again…");
  stage_wait_for_dialog (stage);
  WAIT_UNTIL (ON_PAGE (stage, "anew"));

  stage_free (stage);
}

/* No key, no address, no name, no pulse. */
static void
test_copy (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3);
  TactusBand *band = stage_band (stage, sim);
  g_autofree char *pulse = NULL;
  g_autofree char *text = NULL;
  GtkWidget *dialog;

  stage_pair_with_tap (stage, sim);
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (tactus_band_get_bpm (band) > 0);
  dialog = tactus_window_examine (stage->window, band);
  wait_for_doctor (stage);
  g_assert_true (stage_shows (dialog, "It Works Now"));
  stage_click (dialog, "Copy Diagnostics");
  text = paste (dialog);

  g_assert_nonnull (strstr (text, "Tactus: " TACTUS_VERSION));
  g_assert_nonnull (strstr (text, "GTK 4."));
  g_assert_nonnull (strstr (text, "Bluetooth: ready"));
  g_assert_nonnull (strstr (text, "Band …00:03: Mi Band 3"));
  g_assert_nonnull (strstr (text, "  keyring: fine"));
  g_assert_null (strstr (text, "C8:0F"));
  g_assert_null (strstr (text, g_get_home_dir ()));
  pulse = g_strdup_printf ("%u bpm", tactus_band_get_bpm (band));
  g_assert_null (strstr (text, pulse));
  gtk_window_destroy (GTK_WINDOW (dialog));

  stage_free (stage);
}

static guint
count_topics (GtkWidget *root)
{
  guint n_topics = TACTUS_IS_HELP_TOPIC (root) && gtk_widget_get_mapped (root);

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child;
       child = gtk_widget_get_next_sibling (child))
    n_topics += count_topics (child);

  return n_topics;
}

static void
count_cb (guint *n_copies)
{
  (*n_copies)++;
}

static void
test_help (void)
{
  Stage *stage = stage_new ();
  GtkWidget *help = tactus_help_window_new (GTK_WINDOW (stage->window));
  GtkWidget *entry;
  guint n_copies = 0;

  g_signal_connect_swapped (help, "copy-requested", G_CALLBACK (count_cb), &n_copies);
  gtk_window_present (GTK_WINDOW (help));
  WAIT_UNTIL (count_topics (help) == 7);
  stage_check_names (help);

  gtk_widget_activate_action (help, "help.search", NULL);
  WAIT_UNTIL ((entry = stage_find_type (help, GTK_TYPE_SEARCH_ENTRY)));
  gtk_editable_set_text (GTK_EDITABLE (entry), "GADGETbridge tcx");
  WAIT_UNTIL (count_topics (help) == 1);
  WAIT_UNTIL (stage_shows (help, "nothing is counted twice"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "helicopter");
  WAIT_UNTIL (stage_shows (help, "Nothing Found"));

  /* Out of the search first, then out of the help. */
  gtk_widget_activate_action (help, "help.leave", NULL);
  WAIT_UNTIL (count_topics (help) == 7);
  tactus_help_window_open (TACTUS_HELP_WINDOW (help), "keys");
  WAIT_UNTIL (stage_shows (help, "32 hexadecimal digits"));
  stage_click (help, "Copy Diagnostics");
  g_assert_cmpuint (n_copies, ==, 1);
  gtk_widget_activate_action (help, "help.leave", NULL);
  WAIT_UNTIL (stage_find_toplevel (stage->window) == NULL);

  stage_free (stage);
}

/* Closed in the middle of it: nothing goes on, and nothing is left. */
static void
test_closed (void)
{
  Stage *stage = stage_new ();
  GtkWidget *dialog = tactus_window_examine (stage->window, NULL);

  WAIT_UNTIL (stage_shows (dialog, "Checking…"));
  gtk_window_close (GTK_WINDOW (dialog));
  WAIT_UNTIL (stage_find_toplevel (stage->window) == NULL);

  stage_free (stage);
}

int
main (int    argc,
      char **argv)
{
  if (!stage_init (&argc, &argv))
    return 0;

  g_test_add_func ("/rescue/first-run", test_first_run);
  g_test_add_func ("/rescue/no-adapter", test_no_adapter);
  g_test_add_func ("/rescue/doctor", test_doctor);
  g_test_add_func ("/rescue/pair-again", test_pair_again);
  g_test_add_func ("/rescue/copy", test_copy);
  g_test_add_func ("/rescue/help", test_help);
  g_test_add_func ("/rescue/closed", test_closed);

  return g_test_run ();
}
