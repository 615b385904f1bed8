/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* The ways of a person through the app: from an empty room to a live pulse, and each way it
 * ends. */

#include "config.h"

#include "stage.h"

#include "tactus-band-page.h"
#include "tactus-chart.h"
#include "tactus-key-entry.h"
#include "tactus-live-view.h"
#include "tactus-sim-band.h"
#include "tactus-sim-driver.h"

#define BAND_3 "model=mi-band-3,name=Mi Band 3,address=C8:0F:10:3A:00:03,first=0.2,period=0.3," \
               "rates=72:75:190,"
#define BAND_5 "model=mi-band-5,name=Mi Smart Band 5,address=D4:22:CD:55:00:05," \
               "key=00112233445566778899aabbccddeeff,"

/* As many scripts have it. */
#define PUBLISHED_KEY "30313233343536373839404142434445"

static void
close_dialog (Stage *stage)
{
  stage_click (stage->dialog, stage_can_click (stage->dialog, "Close") ? "Close" : "Cancel");
  WAIT_UNTIL (stage->dialog == NULL);
}

/* Nothing is left of an attempt: no link, no half key, no paired band. */
static void
assert_untouched (Stage         *stage,
                  TactusSimBand *sim)
{
  TactusBand *band = stage_band (stage, sim);

  WAIT_UNTIL (tactus_band_get_state (band) == TACTUS_BAND_STATE_OFFLINE);
  WAIT_UNTIL (!tactus_sim_band_get_connected (sim));
  g_assert_false (tactus_band_get_known (band));
  g_assert_cmpuint (g_list_model_get_n_items (tactus_band_list_get_known (stage->bands)), ==, 0);
}

static void
test_pulse (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3 "tap=manual");
  TactusBand *band = NULL;
  GtkWidget *chart = NULL;
  TactusSummary summary = { 0 };

  stage_pair_with_tap (stage, sim);
  g_assert_true (stage_shows (stage->dialog, "Paired"));
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (stage->dialog == NULL);

  band = stage_band (stage, sim);
  WAIT_UNTIL (tactus_band_get_bpm (band) == 190);
  WAIT_UNTIL (stage_find (stage->window, GTK_TYPE_LABEL, "Heart rate 190 beats per minute"));
  g_assert_true (stage_shows (stage->window, "190"));

  WAIT_UNTIL ((chart = stage_find_type (stage->window, TACTUS_TYPE_CHART)));
  tactus_chart_get_summary (TACTUS_CHART (chart), &summary);
  g_assert_cmpuint (summary.minimum, ==, 72);
  g_assert_cmpuint (summary.maximum, ==, 190);

  stage_click (stage->window, "Stop Measuring");
  WAIT_UNTIL (!tactus_sim_band_get_measuring (sim));
  WAIT_UNTIL (stage_can_click (stage->window, "Measure Once"));
  stage_click (stage->window, "Measure Once");
  WAIT_UNTIL (stage_shows (stage->window, "Measured "));
  WAIT_UNTIL (!tactus_sim_band_get_measuring (sim));

  stage_click (stage->window, "Start Measuring");
  WAIT_UNTIL (tactus_sim_band_get_measuring (sim));

  stage_free (stage);
}

static void
prepare_nothing (Stage         *stage,
                 TactusSimBand *sim)
{
}

static void
prepare_impatient (Stage         *stage,
                   TactusSimBand *sim)
{
  TactusBandTimings timings = tactus_band_default_timings;

  timings.answer_ms = 300;
  tactus_band_set_timings (stage_band (stage, sim), &timings);
}

static void
prepare_denied (Stage         *stage,
                TactusSimBand *sim)
{
  stage_band (stage, sim);
  tactus_sim_bluez_set_fault (stage->bluez, TACTUS_SIM_BLUEZ_FAULT_ACCESS_DENIED, -1);
}

static void
then_switch_off (Stage *stage)
{
  WAIT_UNTIL (ON_PAGE (stage, "tap"));
  tactus_sim_bluez_set_powered (stage->bluez, 0, FALSE);
}

static void
then_unplug (Stage *stage)
{
  WAIT_UNTIL (ON_PAGE (stage, "tap"));
  tactus_sim_bluez_unplug (stage->bluez, 0);
}

static void
then_nothing (Stage *stage)
{
}

typedef struct {
  const char *name;
  const char *spec;
  void     (* prepare) (Stage *stage, TactusSimBand *sim);
  void     (* then)    (Stage *stage);
  const char *title;
  const char *remedy;
} Ending;

static const Ending endings[] = {
  { "declined", "tap=decline", prepare_nothing, then_nothing, "Not Confirmed", "Try Again" },
  { "never-tapped", "tap=never,prompt=0.4", prepare_nothing, then_nothing, "Not Confirmed",
    "Try Again" },
  { "refused", "tap=manual,fault=refuse-key", prepare_nothing, then_nothing, "Refused by the Band",
    "Try Again" },
  { "wrong-key", "tap=0.1,fault=refuse-at-proof", prepare_nothing, then_nothing, "Wrong Key",
    "Pair Again…" },
  { "lost", "tap=0.1,fault=vanish-after-challenge", prepare_nothing, then_nothing,
    "Connection Lost", "Try Again" },
  { "out-of-range", "reach=no", prepare_nothing, then_nothing, "Band Not Found", "Try Again" },
  { "nonsense", "tap=0.1,fault=malformed-at-challenge", prepare_nothing, then_nothing,
    "Unexpected Answer", "Try Again" },
  { "silent", "tap=0.1,fault=silent-at-challenge", prepare_impatient, then_nothing, "No Answer",
    "Try Again" },
  { "not-allowed", "tap=0.1", prepare_denied, then_nothing, "Not Allowed", "Try Again" },
  { "switched-off", "tap=manual", prepare_nothing, then_switch_off, "Bluetooth Is Off",
    "Turn On Bluetooth" },
  { "unplugged", "tap=manual", prepare_nothing, then_unplug, "No Bluetooth Adapter", "Try Again" },
};

static void
test_ending (gconstpointer user_data)
{
  const Ending *ending = user_data;
  Stage *stage = stage_new ();
  g_autofree char *spec = g_strconcat (BAND_3, ending->spec, NULL);
  TactusSimBand *sim = stage_add (stage, spec);

  ending->prepare (stage, sim);
  stage_pair (stage, sim);
  ending->then (stage);

  WAIT_UNTIL (ON_PAGE (stage, "failed"));
  WAIT_UNTIL (stage_shows (stage->dialog, ending->title));
  g_assert_true (stage_can_click (stage->dialog, ending->remedy));
  g_assert_true (stage_can_click (stage->dialog, "Close"));
  close_dialog (stage);

  stage_free (stage);
}

/* Said in the list already; and should one get that far, there is nothing to try again. */
static void
test_not_supported (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, STAGE_BAND_8);

  WAIT_UNTIL (stage_shows (stage->window, "Not supported yet"));
  g_assert_false (stage_can_click (stage->window, "Pair Xiaomi Smart Band 8 0008"));

  tactus_window_pair (stage->window, stage_band (stage, sim));
  stage_wait_for_dialog (stage);
  WAIT_UNTIL (ON_PAGE (stage, "failed"));
  g_assert_true (stage_shows (stage->dialog, "Not Supported"));
  g_assert_false (stage_can_click (stage->dialog, "Try Again"));
  close_dialog (stage);

  stage_free (stage);
}

/* Pairing again, with a band from another day, and no Bluetooth service. */
static void
test_no_service (void)
{
  Stage *stage = stage_new ();
  TactusBand *band = stage_strand (stage);

  WAIT_UNTIL (stage_shows (stage->window, "No Bluetooth Service"));
  tactus_window_pair (stage->window, band);
  stage_wait_for_dialog (stage);
  stage_click (stage->dialog, "Pair Anew");
  WAIT_UNTIL (ON_PAGE (stage, "failed"));
  g_assert_true (stage_shows (stage->dialog, "Bluetooth Service Not Running"));
  g_assert_true (stage_can_click (stage->dialog, "Try Again"));
  close_dialog (stage);

  stage_free (stage);
}

/* A band that another program has: who that is, and nothing is tried behind its back. */
static void
test_busy (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3 "tap=manual");
  TactusBandLock *lock = stage_hold (stage, sim);
  g_autofree char *holder = g_strdup_printf ("in use by %s, process %d", g_get_prgname (),
                                             (int) getpid ());

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "failed"));
  g_assert_true (stage_shows (stage->dialog, "Band in Use"));
  g_assert_true (stage_shows (stage->dialog, holder));
  g_assert_false (tactus_sim_band_get_connected (sim));

  tactus_band_lock_release (lock);
  stage_click (stage->dialog, "Try Again");
  WAIT_UNTIL (ON_PAGE (stage, "tap"));
  stage_tap (sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));

  stage_free (stage);
}

/* Without a place for keys all goes on, and the key can be put there once there is one. */
static void
test_session_key (void)
{
  Stage *stage = stage_new_with_key_file ();
  TactusSimBand *sim = stage_add (stage, BAND_3 "tap=manual");
  TactusBand *band;

  stage_pair_with_tap (stage, sim);
  g_assert_true (stage_shows (stage->dialog, "for this session only"));
  stage_click (stage->dialog, "Show the Pulse");
  band = stage_band (stage, sim);
  WAIT_UNTIL (tactus_band_get_bpm (band) > 0);
  WAIT_UNTIL (stage_shows (stage->window, "Key kept for this session only"));

  stage_click (stage->window, "Try Again");
  WAIT_UNTIL (stage_shows (stage->window, "The file chosen for keys cannot be used"));
  g_assert_true (stage_shows (stage->window, "Key kept for this session only"));

  stage_mend_key_file (stage);
  stage_click (stage->window, "Try Again");
  WAIT_UNTIL (!stage_shows (stage->window, "Key kept for this session only"));
  g_assert_cmpint (tactus_band_get_key_storage (band), ==, TACTUS_KEY_STORAGE_KEPT);
  g_assert_true (tactus_sim_band_get_measuring (sim));

  stage_free (stage);
}

/* Whatever went wrong, the way that the dialog offers leads on. */
static void
test_try_again (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3 "tap=manual");

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "tap"));
  WAIT_UNTIL (tactus_sim_band_get_prompting (sim));
  tactus_sim_band_decline (sim, tactus_sim_driver_now ());
  WAIT_UNTIL (ON_PAGE (stage, "failed"));

  stage_click (stage->dialog, "Try Again");
  WAIT_UNTIL (ON_PAGE (stage, "tap"));
  stage_tap (sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  close_dialog (stage);

  stage_free (stage);
}

static void
test_turn_on (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3 "tap=manual");

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "tap"));
  tactus_sim_bluez_set_powered (stage->bluez, 0, FALSE);
  stage_click (stage->dialog, "Turn On Bluetooth");
  WAIT_UNTIL (ON_PAGE (stage, "tap"));
  stage_tap (sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));

  stage_free (stage);
}

typedef struct {
  const char *name;
  const char *page;
  TactusSimBluezFault fault;
  const char *spec;
} Stop;

/* A stage that would pass in no time is held up, so that there is something to cancel. */
static const Stop stops[] = {
  { "connecting", "connecting", TACTUS_SIM_BLUEZ_FAULT_CONNECT_NEVER, "tap=manual" },
  { "resolving", "connecting", TACTUS_SIM_BLUEZ_FAULT_RESOLVED_NEVER, "tap=manual" },
  { "tap", "tap", TACTUS_SIM_N_BLUEZ_FAULTS, "tap=manual" },
  { "checking", "checking", TACTUS_SIM_N_BLUEZ_FAULTS, "tap=0.1,fault=silent-at-challenge" },
};

static void
test_cancel (gconstpointer user_data)
{
  const Stop *stop = user_data;
  Stage *stage = stage_new ();
  g_autofree char *spec = g_strconcat (BAND_3, stop->spec, NULL);
  TactusSimBand *sim = stage_add (stage, spec);

  if (stop->fault != TACTUS_SIM_N_BLUEZ_FAULTS)
    tactus_sim_bluez_set_fault (stage->bluez, stop->fault, -1);

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, stop->page));
  stage_linger (100);
  stage_click (stage->dialog, "Cancel");
  WAIT_UNTIL (stage->dialog == NULL);
  assert_untouched (stage, sim);

  stage_free (stage);
}

static GtkWidget *
key_row (Stage *stage)
{
  GtkWidget *row = NULL;

  WAIT_UNTIL ((row = stage_find_type (stage->dialog, ADW_TYPE_PASSWORD_ENTRY_ROW)));

  return row;
}

static void
test_vendor_key (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_5 "first=0.2,period=0.3,rates=66");
  GtkWidget *row;

  stage_pair (stage, sim);
  g_assert_true (ON_PAGE (stage, "key-entry"));
  row = key_row (stage);
  g_assert_false (stage_can_click (stage->dialog, "Pair"));

  /* Says at once what is wrong … */
  gtk_editable_set_text (GTK_EDITABLE (row), "00112233");
  WAIT_UNTIL (stage_shows (stage->dialog, "8 digits"));
  g_assert_false (stage_can_click (stage->dialog, "Pair"));
  gtk_editable_set_text (GTK_EDITABLE (row), "0011x");
  WAIT_UNTIL (stage_shows (stage->dialog, "is no hexadecimal digit"));

  /* … opens nothing with another key … */
  gtk_editable_set_text (GTK_EDITABLE (row), "ffeeddccbbaa99887766554433221100");
  stage_click (stage->dialog, "Pair");
  WAIT_UNTIL (stage_shows (stage->dialog, "Wrong Key"));
  stage_click (stage->dialog, "Enter Key…");
  WAIT_UNTIL (ON_PAGE (stage, "key-entry"));

  /* … and forgives how people paste one. */
  gtk_editable_set_text (GTK_EDITABLE (key_row (stage)),
                         " 0x00:11:22:33-44 55 66 77\n8899AABBCCDDEEFF\n");
  stage_click (stage->dialog, "Pair");
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (stage_find (stage->window, GTK_TYPE_LABEL, "Heart rate 66 beats per minute"));

  stage_free (stage);
}

/* A notice that slides in waits for frames, and those for a moment without anything else to do. */
static void
set_animations (gboolean on)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", on, NULL);
}

/* A key that scripts on the web carry: said, and another one is a button away. */
static void
test_published_key (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3 "tap=manual");
  g_autoptr(TactusKey) published = tactus_key_new_from_text (PUBLISHED_KEY, NULL);
  TactusBand *band = stage_band (stage, sim);
  guint8 now[TACTUS_KEY_SIZE];

  set_animations (FALSE);
  stage_pair_with_tap (stage, sim);
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (stage->dialog == NULL);
  WAIT_UNTIL (tactus_band_get_bpm (band) > 0);
  g_assert_false (tactus_band_get_key_published (band));

  /* Another program gives it such a key, and ours is told. */
  tactus_sim_band_set_key (sim, tactus_key_peek (published));
  tactus_band_pair_async (band, published, NULL, NULL, NULL);
  WAIT_UNTIL (tactus_band_get_key_published (band));
  WAIT_UNTIL (stage_shows (stage->window, "This band’s key is published"));

  stage_click (stage->window, "Replace Key…");
  stage_wait_for_dialog (stage);
  WAIT_UNTIL (ON_PAGE (stage, "anew"));
  stage_click (stage->dialog, "Pair Anew");
  WAIT_UNTIL (ON_PAGE (stage, "tap"));
  stage_tap (sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  WAIT_UNTIL (!stage_shows (stage->window, "This band’s key is published"));
  g_assert_false (tactus_band_get_key_published (band));
  g_assert_true (tactus_sim_band_copy_key (sim, now));
  g_assert_cmpint (memcmp (now, tactus_key_peek (published), sizeof now), !=, 0);

  set_animations (TRUE);
  stage_free (stage);
}

/* Only the vendor can give such a band another. */
static void
test_published_vendor_key (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, "model=mi-band-5,name=Mi Smart Band 5,"
                                         "address=D4:22:CD:55:00:05,key=" PUBLISHED_KEY
                                         ",first=0.2,period=0.3,rates=66");

  set_animations (FALSE);
  stage_pair (stage, sim);
  gtk_editable_set_text (GTK_EDITABLE (key_row (stage)), PUBLISHED_KEY);
  stage_click (stage->dialog, "Pair");
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (stage_shows (stage->window, "Only the vendor’s app"));
  stage_click (stage->window, "Enter Key…");
  stage_wait_for_dialog (stage);
  WAIT_UNTIL (ON_PAGE (stage, "key-entry"));

  set_animations (TRUE);
  stage_free (stage);
}

/* A band is called as whoever made it likes; what looks like markup is a name like any other. */
static void
test_name_like_markup (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, "model=heart-rate-sensor,name=<b>Tom & 3</b>,first=0.2,"
                                         "address=E1:57:0A:90:00:21,period=0.3,rates=72");

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  g_assert_true (stage_shows (stage->dialog, "Add <b>Tom & 3</b>"));
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (stage->dialog == NULL);
  WAIT_UNTIL (stage_shows (stage->window, "<b>Tom & 3</b>"));
  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.back", NULL);
  g_assert_nonnull (stage_find_row (stage, "<b>Tom & 3</b>"));

  stage_free (stage);
}

/* A band whose key was replaced by somebody: said, and never replaced back without being asked. */
static void
test_pair_anew (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3 "tap=manual");
  const guint8 stranger[16] = { 1, 2, 3 };
  guint8 now[16];

  stage_pair_with_tap (stage, sim);
  stage_click (stage->dialog, "Show the Pulse");
  stage_click (stage->window, "Stop Measuring");
  stage_click (stage->window, "Disconnect");
  WAIT_UNTIL (!tactus_sim_band_get_connected (sim));

  tactus_sim_band_set_key (sim, stranger);
  stage_click (stage->window, "Connect");
  WAIT_UNTIL (stage_shows (stage->window, "Wrong Key"));
  tactus_sim_band_copy_key (sim, now);
  g_assert_cmpmem (now, sizeof now, stranger, sizeof stranger);

  stage_click (stage->window, "Pair Again…");
  stage_wait_for_dialog (stage);
  g_assert_true (ON_PAGE (stage, "anew"));
  stage_linger (200);
  g_assert_true (ON_PAGE (stage, "anew"));
  stage_click (stage->dialog, "Pair Anew");
  WAIT_UNTIL (ON_PAGE (stage, "tap"));
  stage_tap (sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));

  stage_free (stage);
}

#define DELETE "Also delete what was measured and recorded with it"

static void
newest_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  gint64 *newest = user_data;

  g_assert_true (tactus_activity_store_last_finish (TACTUS_ACTIVITY_STORE (source), result, newest,
                                                    NULL));
}

/* Returns: whether the database has something of the band */
static gboolean
has_activity (Stage         *stage,
              TactusSimBand *sim)
{
  gint64 newest = G_MININT64;

  tactus_activity_store_last_async (stage->activity, tactus_sim_band_get_address (sim), NULL,
                                    newest_cb, &newest);
  WAIT_UNTIL (newest != G_MININT64);

  return newest >= 0;
}

static void
test_forget (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3 "tap=manual");
  GtkWidget *question = NULL;

  stage_pair_with_tap (stage, sim);
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (tactus_sim_band_get_measuring (sim));

  gtk_widget_activate_action (stage_find_type (stage->window, TACTUS_TYPE_LIVE_VIEW), "page.forget",
                              NULL);
  WAIT_UNTIL ((question = stage_find_question (stage->window)));
  WAIT_UNTIL (stage_shows (question, "Forget Mi Band 3?"));
  /* There is nothing of it to delete. */
  g_assert_null (stage_find (question, GTK_TYPE_CHECK_BUTTON, DELETE));
  stage_click (question, "Forget");
  WAIT_UNTIL (stage_shows (stage->window, "Mi Band 3 is forgotten"));
  WAIT_UNTIL (stage_can_click (stage->window, "Pair Mi Band 3"));
  assert_untouched (stage, sim);

  stage_free (stage);
}

/* What it recorded stays unless a person wants it gone, too. */
static void
test_forget_recorded (gconstpointer user_data)
{
  gboolean delete = GPOINTER_TO_INT (user_data);
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3 "tap=manual,activity=30");
  GtkWidget *question = NULL;
  GtkWidget *button;

  stage_pair_with_tap (stage, sim);
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (tactus_sim_band_get_measuring (sim));
  stage_open_view (stage, "activity");
  stage_click (stage->window, "Sync");
  WAIT_UNTIL (stage_shows (stage->window, "minutes fetched, "));

  gtk_widget_activate_action (stage_find_row (stage, "Recorded Minutes"), "page.forget", NULL);
  WAIT_UNTIL ((question = stage_find_question (stage->window)));
  WAIT_UNTIL ((button = stage_find (question, GTK_TYPE_CHECK_BUTTON, DELETE)));
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (button)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), delete);
  stage_click (question, "Forget");
  WAIT_UNTIL (stage_shows (stage->window, "Mi Band 3 is forgotten"));
  WAIT_UNTIL (stage_can_click (stage->window, "Pair Mi Band 3"));
  g_assert_cmpint (has_activity (stage, sim), ==, !delete);

  stage_free (stage);
}

typedef struct {
  const char *name;
  const char *title;
  void     (* make) (Stage *stage);
  void     (* mend) (Stage *stage);
} Obstacle;

static void make_off       (Stage *s) { tactus_sim_bluez_set_powered (s->bluez, 0, FALSE); }
static void mend_off       (Stage *s) { stage_click (s->window, "Turn On Bluetooth"); }
static void make_blocked   (Stage *s) { tactus_sim_bluez_set_blocked (s->bluez, 0, TRUE); }
static void mend_blocked   (Stage *s)
{
  tactus_sim_bluez_set_blocked (s->bluez, 0, FALSE);
  tactus_sim_bluez_set_powered (s->bluez, 0, TRUE);
}
static void make_unplugged (Stage *s) { tactus_sim_bluez_unplug (s->bluez, 0); }
static void mend_unplugged (Stage *s) { tactus_sim_bluez_plug (s->bluez, 0, TRUE); }

static const Obstacle obstacles[] = {
  { "off", "Bluetooth Is Off", make_off, mend_off },
  { "blocked", "Bluetooth Is Blocked", make_blocked, mend_blocked },
  { "unplugged", "No Bluetooth Adapter", make_unplugged, mend_unplugged },
};

/* Each page of what is in the way, and that it goes by itself. */
static void
test_obstacle (gconstpointer user_data)
{
  const Obstacle *obstacle = user_data;
  Stage *stage = stage_new ();

  stage_add (stage, BAND_3 "tap=manual");
  WAIT_UNTIL (stage_shows (stage->window, "Mi Band 3"));
  obstacle->make (stage);
  WAIT_UNTIL (stage_shows (stage->window, obstacle->title));
  obstacle->mend (stage);
  WAIT_UNTIL (stage_shows (stage->window, "Mi Band 3"));

  stage_free (stage);
}

static void
test_nothing_found (void)
{
  const TactusScannerTimings timings = { .burst_ms = 200, .pause_ms = 50, .rounds = 2 };
  Stage *stage = stage_new ();
  TactusBandsPage *page = tactus_window_get_bands_page (stage->window);

  tactus_scanner_set_timings (tactus_bands_page_get_scanner (page), &timings);
  tactus_bands_page_search (page);
  WAIT_UNTIL (stage_shows (stage->window, "Searching for Bands"));
  WAIT_UNTIL (stage_shows (stage->window, "No Bands Found"));
  WAIT_UNTIL (!tactus_sim_bluez_get_discovering (stage->bluez, 0));

  stage_add (stage, BAND_3 "tap=manual");
  stage_click (stage->window, "Search Again");
  WAIT_UNTIL (stage_shows (stage->window, "Mi Band 3"));

  /* Once over, a search stays over. */
  WAIT_UNTIL (!tactus_sim_bluez_get_discovering (stage->bluez, 0));

  stage_free (stage);
}

/* Of a crowd the nearest are shown, and that there are more is said. */
static void
test_crowd (void)
{
  Stage *stage = stage_new ();
  GListModel *nearby = tactus_band_list_get_nearby (stage->bands);
  GtkListBox *list;

  tactus_sim_bluez_set_crowd (stage->bluez, 40);
  for (guint i = 0; i < 110; i++)
    {
      g_autofree char *spec = g_strdup_printf ("model=mi-band-3,address=C8:0F:10:3A:01:%02X,"
                                               "rssi=%d", i, i == 109 ? -40 : -80);

      stage_add (stage, spec);
    }
  WAIT_UNTIL (g_list_model_get_n_items (nearby) == 110);
  WAIT_UNTIL (stage_shows (stage->window, "Only the nearest hundred are shown."));
  list = GTK_LIST_BOX (stage_find (stage->window, GTK_TYPE_LIST_BOX, "Nearby"));
  g_assert_nonnull (gtk_list_box_get_row_at_index (list, 99));
  g_assert_null (gtk_list_box_get_row_at_index (list, 100));

  /* When there is room for all of them, it is no longer said. */
  WAIT_UNTIL (!tactus_sim_bluez_get_discovering (stage->bluez, 0));
  for (guint i = 0; i < 20; i++)
    tactus_sim_bluez_forget (stage->bluez, tactus_sim_bluez_get_band (stage->bluez, i));
  WAIT_UNTIL (!stage_shows (stage->window, "Only the nearest hundred are shown."));
  g_assert_nonnull (gtk_list_box_get_row_at_index (list, 89));

  stage_free (stage);
}

/* From the list to the pulse without a pointer. */
static void
test_keyboard (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3 "tap=manual");
  GtkWidget *button;

  WAIT_UNTIL (stage_find (stage->window, GTK_TYPE_BUTTON, "Pair Mi Band 3"));
  button = stage_tab_to (stage->window, GTK_TYPE_BUTTON, "Pair Mi Band 3");
  gtk_widget_activate (button);
  stage_wait_for_dialog (stage);

  WAIT_UNTIL (ON_PAGE (stage, "tap"));
  g_assert_true (stage_find (stage->dialog, GTK_TYPE_BUTTON, "Cancel") ==
                 gtk_window_get_focus (GTK_WINDOW (stage->dialog)));
  stage_tap (sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));

  /* The next step has the focus already. */
  button = gtk_window_get_focus (GTK_WINDOW (stage->dialog));
  g_assert_true (button == stage_find (stage->dialog, GTK_TYPE_BUTTON, "Show the Pulse"));
  gtk_widget_activate (button);
  WAIT_UNTIL (stage->dialog == NULL);
  WAIT_UNTIL (tactus_sim_band_get_measuring (sim));

  button = stage_tab_to (stage->window, GTK_TYPE_BUTTON, "Stop Measuring");
  gtk_widget_activate (button);
  WAIT_UNTIL (!tactus_sim_band_get_measuring (sim));
  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.back", NULL);
  WAIT_UNTIL (stage_shows (stage->window, "My Bands"));

  stage_free (stage);
}

int
main (int    argc,
      char **argv)
{
  if (!stage_init (&argc, &argv))
    return 0;

  g_test_add_func ("/journey/pulse", test_pulse);
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat ("/journey/ending/", endings[i].name, NULL);

      g_test_add_data_func (path, &endings[i], test_ending);
    }
  g_test_add_func ("/journey/not-supported", test_not_supported);
  g_test_add_func ("/journey/no-service", test_no_service);
  g_test_add_func ("/journey/busy", test_busy);
  g_test_add_func ("/journey/session-key", test_session_key);
  g_test_add_func ("/journey/try-again", test_try_again);
  g_test_add_func ("/journey/turn-on", test_turn_on);
  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      g_autofree char *path = g_strconcat ("/journey/cancel/", stops[i].name, NULL);

      g_test_add_data_func (path, &stops[i], test_cancel);
    }
  g_test_add_func ("/journey/vendor-key", test_vendor_key);
  g_test_add_func ("/journey/pair-anew", test_pair_anew);
  g_test_add_func ("/journey/name-like-markup", test_name_like_markup);
  g_test_add_func ("/journey/published-key", test_published_key);
  g_test_add_func ("/journey/published-vendor-key", test_published_vendor_key);
  g_test_add_func ("/journey/forget", test_forget);
  g_test_add_data_func ("/journey/forget/keeping", GINT_TO_POINTER (FALSE), test_forget_recorded);
  g_test_add_data_func ("/journey/forget/deleting", GINT_TO_POINTER (TRUE), test_forget_recorded);
  for (gsize i = 0; i < G_N_ELEMENTS (obstacles); i++)
    {
      g_autofree char *path = g_strconcat ("/journey/obstacle/", obstacles[i].name, NULL);

      g_test_add_data_func (path, &obstacles[i], test_obstacle);
    }
  g_test_add_func ("/journey/nothing-found", test_nothing_found);
  g_test_add_func ("/journey/crowd", test_crowd);
  g_test_add_func ("/journey/keyboard", test_keyboard);

  return g_test_run ();
}
