/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* What a screen reader is told and when, and what holds still: where the walk from outside is
 * blind, because GTK 4.8 does not tell AT-SPI of it. */

#include "config.h"

#include <string.h>

#include "stage.h"

#include "tactus-bands-page.h"
#include "tactus-compat.h"
#include "tactus-live-view.h"
#include "tactus-pairing-dialog.h"
#include "tactus-preferences.h"
#include "tactus-settings.h"
#include "tactus-sim-band.h"
#include "tactus-sim-driver.h"
#include "tactus-span-dialog.h"

#define BAND_3 "model=mi-band-3,name=Mi Band 3,address=C8:0F:10:3A:00:03,first=0.2,period=0.2," \
               "tap=0.1,rates=71:72:73:74:75:76"
#define BAND_5 "model=mi-band-5,name=Mi Smart Band 5,address=D4:22:CD:55:00:05,rssi=-66," \
               "key=00112233445566778899aabbccddeeff"

/* What was said since the last look, of the live view or by whatever is of this type.  The linker
 * hands all announcements to the test. */
static GPtrArray *said;
static GType speaker;

void __wrap_tactus_compat_announce (GtkWidget  *widget,
                                    const char *message);

void
__wrap_tactus_compat_announce (GtkWidget  *widget,
                               const char *message)
{
  if (said && gtk_widget_get_ancestor (widget, speaker))
    g_ptr_array_add (said, g_strdup (message));
}

static void
listen_to (GType type)
{
  speaker = type;
  g_clear_pointer (&said, g_ptr_array_unref);
  said = g_ptr_array_new_with_free_func (g_free);
}

static guint
count_said (const char *message)
{
  guint n_times = 0;

  for (guint i = 0; i < said->len; i++)
    n_times += strstr (said->pdata[i], message) != NULL;

  return n_times;
}

static gboolean
was_said (const char *message)
{
  return count_said (message) > 0;
}

static GtkWidget *
find_number (Stage *stage,
             guint  bpm)
{
  g_autofree char *name = g_strdup_printf ("Heart rate %u beats per minute", bpm);

  return stage_find (stage->window, GTK_TYPE_LABEL, name);
}

static TactusBand *
open_live (Stage         *stage,
           TactusSimBand *sim)
{
  TactusBand *band = stage_band (stage, sim);

  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "done"));
  stage_click (stage->dialog, "Show the Pulse");
  WAIT_UNTIL (stage->dialog == NULL);
  WAIT_UNTIL (tactus_band_get_bpm (band) > 0);

  return band;
}

/* The number is renamed with each value and never announced; a state is announced once. */
static void
test_live (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3);
  TactusBand *band = open_live (stage, sim);

  listen_to (TACTUS_TYPE_LIVE_VIEW);
  WAIT_UNTIL (find_number (stage, 72));
  WAIT_UNTIL (find_number (stage, 74));
  WAIT_UNTIL (find_number (stage, 76));
  stage_linger (1200);
  g_assert_cmpuint (said->len, <=, 1);

  g_ptr_array_set_size (said, 0);
  tactus_sim_band_set_worn (sim, FALSE, tactus_sim_driver_now ());
  WAIT_UNTIL (tactus_band_get_bpm (band) == 0);
  WAIT_UNTIL (stage_find (stage->window, GTK_TYPE_LABEL, "No heart rate"));
  WAIT_UNTIL (was_said ("No reading"));
  stage_linger (2200);
  g_assert_cmpuint (said->len, ==, 1);

  g_ptr_array_set_size (said, 0);
  tactus_sim_band_set_worn (sim, TRUE, tactus_sim_driver_now ());
  WAIT_UNTIL (tactus_band_get_bpm (band) > 0);
  WAIT_UNTIL (was_said ("Measuring"));
  stage_linger (300);
  g_assert_cmpuint (said->len, <=, 2);

  g_clear_pointer (&said, g_ptr_array_unref);
  stage_free (stage);
}

static gboolean
is_named (GtkWidget *widget)
{
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                           GTK_ACCESSIBLE_PROPERTY_LABEL) ||
         gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                           GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static gboolean
is_text_box (GtkWidget *widget)
{
  return gtk_test_accessible_has_role (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_ROLE_TEXT_BOX);
}

static gboolean
is_titled (GtkWidget *row)
{
  return *adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)) != '\0';
}

/* Old libadwaita has the row be the text box, newer ones what is in it. */
static void
check_entry (GtkWidget *row)
{
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row)));

  /* By the title, which newer GTK takes without being told. */
  g_assert_true (is_titled (row));
  g_assert_true (is_named (row) || is_named (text) || gtk_check_version (4, 18, 0) == NULL);
  if (!is_text_box (text) && !is_text_box (row))
    g_error ("Nothing says that one can write in \"%s\"",
             adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

static void
check_switch (GtkWidget *toggle)
{
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_ROLE_SWITCH);
  g_assert_true (gtk_test_accessible_has_state (GTK_ACCESSIBLE (toggle),
                                                GTK_ACCESSIBLE_STATE_CHECKED));
  if (!is_named (toggle))
    g_error ("A switch in a %s has no name",
             G_OBJECT_TYPE_NAME (gtk_widget_get_ancestor (toggle, GTK_TYPE_LIST_BOX_ROW)));
}

/* Returns: how many there are to write in or to turn; each says what it is, and what for */
static guint
check_fields (GtkWidget *widget)
{
  guint n_fields = 0;

  if (!gtk_widget_get_mapped (widget))
    return 0;

  if (ADW_IS_ENTRY_ROW (widget))
    {
      check_entry (widget);
      n_fields++;
    }
  else if (GTK_IS_SWITCH (widget))
    {
      check_switch (widget);
      n_fields++;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    n_fields += check_fields (child);

  return n_fields;
}

/* Entries, secret or not, and switches. */
static void
test_fields (void)
{
  g_autoptr(GSettings) settings = tactus_settings_new_in_memory ();
  Stage *stage = stage_new_with_settings (settings);
  TactusSimBand *sim = stage_add (stage, BAND_3);
  TactusSimBand *keyed = stage_add (stage, BAND_5);
  GtkWidget *preferences;

  stage_pair (stage, keyed);
  WAIT_UNTIL (stage_find_type (stage->dialog, ADW_TYPE_PASSWORD_ENTRY_ROW));
  g_assert_cmpuint (check_fields (stage->dialog), ==, 1);
  stage_click (stage->dialog, "Cancel");
  WAIT_UNTIL (stage->dialog == NULL);

  open_live (stage, sim);
  stage_open_view (stage, "alerts");
  WAIT_UNTIL (stage_find_type (stage->window, ADW_TYPE_ENTRY_ROW));
  g_assert_cmpuint (check_fields (GTK_WIDGET (stage->window)), >=, 2);
  stage_click (stage->window, "Back");
  stage_open_view (stage, "settings");
  WAIT_UNTIL (stage_find_type (stage->window, GTK_TYPE_SWITCH));
  g_assert_cmpuint (check_fields (GTK_WIDGET (stage->window)), >=, 1);

  preferences = tactus_preferences_new (GTK_WINDOW (stage->window), settings);
  gtk_window_present (GTK_WINDOW (preferences));
  WAIT_UNTIL (stage_find_type (preferences, GTK_TYPE_SWITCH));
  g_assert_cmpuint (check_fields (preferences), >=, 2);
  gtk_window_destroy (GTK_WINDOW (preferences));

  stage_free (stage);
}

/* Seconds in a row, for who missed the first, are too many. */
static void
check_said_once (const char *message)
{
  WAIT_UNTIL (was_said (message));
  g_assert_cmpuint (count_said (message), ==, 1);
}

typedef enum {
  ADAPTER_OFF,
  ADAPTER_BLOCKED,
  ADAPTER_GONE,
} AdapterChange;

typedef struct {
  AdapterChange change;
  const char   *title;
  const char   *button; /* the way out */
} StartPage;

static const StartPage start_pages[] = {
  { ADAPTER_OFF, "Bluetooth Is Off", "Turn On Bluetooth" },
  { ADAPTER_BLOCKED, "Bluetooth Is Blocked", "Try to Turn On" },
  { ADAPTER_GONE, "No Bluetooth Adapter", NULL },
};

static void
change_adapter (Stage         *stage,
                AdapterChange  change)
{
  switch (change)
    {
    case ADAPTER_OFF:
      tactus_sim_bluez_set_powered (stage->bluez, 0, FALSE);
      break;
    case ADAPTER_BLOCKED:
      tactus_sim_bluez_set_blocked (stage->bluez, 0, TRUE);
      break;
    case ADAPTER_GONE:
    default:
      tactus_sim_bluez_unplug (stage->bluez, 0);
      break;
    }
}

/* What the start page turns to by itself is said, and what can be done about it is a Tab away. */
static void
test_start_pages (void)
{
  Stage *stage = stage_new ();

  WAIT_UNTIL (stage_shows (stage->window, "Welcome to Tactus"));
  for (gsize i = 0; i < G_N_ELEMENTS (start_pages); i++)
    {
      const StartPage *page = &start_pages[i];

      listen_to (TACTUS_TYPE_BANDS_PAGE);
      change_adapter (stage, page->change);
      WAIT_UNTIL (stage_shows (stage->window, page->title));
      check_said_once (page->title);
      stage_check_names (stage->window);
      if (page->button)
        stage_tab_to (stage->window, GTK_TYPE_BUTTON, page->button);
    }

  stage_free (stage);
}

static TactusScannerTimings
quick_scan (void)
{
  return (TactusScannerTimings) { .burst_ms = 20, .pause_ms = 20, .rounds = 1 };
}

static void
test_nothing_found (void)
{
  Stage *stage = stage_new ();
  TactusBandsPage *page = TACTUS_BANDS_PAGE (stage_find_type (stage->window,
                                                              TACTUS_TYPE_BANDS_PAGE));
  TactusScannerTimings timings = quick_scan ();

  WAIT_UNTIL (tactus_bands_page_get_scanner (page));
  tactus_scanner_set_timings (tactus_bands_page_get_scanner (page), &timings);
  listen_to (TACTUS_TYPE_BANDS_PAGE);
  tactus_sim_bluez_set_powered (stage->bluez, 0, FALSE);
  WAIT_UNTIL (stage_shows (stage->window, "Bluetooth Is Off"));
  tactus_sim_bluez_set_powered (stage->bluez, 0, TRUE);
  WAIT_UNTIL (stage_shows (stage->window, "No Bands Found"));
  check_said_once ("No Bands Found");
  stage_check_names (stage->window);
  stage_tab_to (stage->window, GTK_TYPE_BUTTON, "Search Again");

  stage_free (stage);
}

/* How a pairing goes, a link that is lost, and the words that go by at the window's edge. */
static void
test_outcomes (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3);
  TactusBand *band;

  listen_to (TACTUS_TYPE_PAIRING_DIALOG);
  band = open_live (stage, sim);
  check_said_once ("Tap Your Band");
  check_said_once ("Paired");

  listen_to (TACTUS_TYPE_LIVE_VIEW);
  tactus_sim_band_vanish (sim, tactus_sim_driver_now ());
  WAIT_UNTIL (tactus_band_get_state (band) != TACTUS_BAND_STATE_READY);
  WAIT_UNTIL (said->len > 0);
  for (guint i = 1; i < said->len; i++)
    g_assert_cmpstr (said->pdata[i], !=, said->pdata[i - 1]);

  listen_to (ADW_TYPE_TOAST_OVERLAY);
  tactus_window_say (stage->window, "Words that go by");
  check_said_once ("Words that go by");

  stage_free (stage);
}

static void
test_failed_pairing (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *keyed = stage_add (stage, BAND_5);

  listen_to (TACTUS_TYPE_PAIRING_DIALOG);
  stage_pair (stage, keyed);
  check_said_once ("This Band Needs Its Key");
  gtk_editable_set_text (GTK_EDITABLE (stage_find_type (stage->dialog,
                                                        ADW_TYPE_PASSWORD_ENTRY_ROW)),
                         "ffeeddccbbaa99887766554433221100");
  stage_click (stage->dialog, "Pair");
  WAIT_UNTIL (ON_PAGE (stage, "failed"));
  check_said_once ("Wrong Key");
  stage_check_names (stage->dialog);

  stage_free (stage);
}

/* From when to when: reached by Tab, and with a name and a role. */
static void
test_span (void)
{
  Stage *stage = stage_new ();
  GtkWidget *dialog = tactus_span_dialog_new (GTK_WINDOW (stage->window), "Do Not Disturb",
                                              "22:00-07:00");

  gtk_window_present (GTK_WINDOW (dialog));
  WAIT_UNTIL (gtk_widget_get_mapped (dialog));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==, "Do Not Disturb");
  WAIT_UNTIL (stage_can_click (dialog, "Set"));
  stage_check_names (dialog);
  stage_tab_to (dialog, GTK_TYPE_BUTTON, "Cancel");
  stage_tab_to (dialog, GTK_TYPE_BUTTON, "Set");
  gtk_window_destroy (GTK_WINDOW (dialog));

  stage_free (stage);
}

static double
left_of (Stage     *stage,
         GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (stage->window), &bounds));

  return (double) bounds.origin.x;
}

/* Newer GTK walks from left to right whatever the way that is read. */
static gboolean
walks_from_right_to_left (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *first = gtk_button_new_with_label ("First");
  GtkWidget *second = gtk_button_new_with_label ("Second");
  gboolean does;

  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);
  gtk_window_set_child (GTK_WINDOW (window), box);
  stage_take_keyboard (window);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  does = gtk_window_get_focus (GTK_WINDOW (window)) == first;
  gtk_window_destroy (GTK_WINDOW (window));

  return does;
}

/* Tab goes the way that is read, where GTK does: of two buttons side by side, to the one on the
 * right first, where that is the way. */
static void
test_right_to_left (void)
{
  const char *buttons[] = { "Stop Measuring", "Add Marker" };
  Stage *stage;
  guint first;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  first = walks_from_right_to_left () ? 0 : 1;
  stage = stage_new ();
  open_live (stage, stage_add (stage, BAND_3));
  WAIT_UNTIL (stage_can_click (stage->window, "Stop Measuring"));
  WAIT_UNTIL (stage_can_click (stage->window, "Add Marker"));
  stage_tab_to (stage->window, GTK_TYPE_BUTTON, buttons[first]);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (stage->window), GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (stage->window)) ==
                 stage_find (stage->window, GTK_TYPE_BUTTON, buttons[1 - first]));
  g_assert_cmpfloat (left_of (stage, stage_find (stage->window, GTK_TYPE_BUTTON, "Add Marker")), <,
                     left_of (stage, stage_find (stage->window, GTK_TYPE_BUTTON,
                                                 "Stop Measuring")));
  stage_free (stage);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static GtkStack *
find_sliding (GtkWidget *widget)
{
  if (GTK_IS_STACK (widget) && gtk_stack_get_transition_running (GTK_STACK (widget)))
    return GTK_STACK (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkStack *found = find_sliding (child);

      if (found)
        return found;
    }

  return NULL;
}

/* Pages slide in for those who like it, and are there at once for those who do not. */
static void
test_reduced_motion (void)
{
  Stage *stage = stage_new ();

  open_live (stage, stage_add (stage, BAND_3));
  for (int animated = 1; animated >= 0; animated--)
    {
      g_object_set (gtk_settings_get_default (), "gtk-enable-animations", animated, NULL);
      gtk_widget_activate_action (tactus_window_get_page (stage->window), "page.open", "s",
                                  "settings");
      g_assert_true ((find_sliding (GTK_WIDGET (stage->window)) != NULL) == animated);
      WAIT_UNTIL (find_sliding (GTK_WIDGET (stage->window)) == NULL);
      gtk_widget_activate_action (tactus_window_get_page (stage->window), "page.back", NULL);
      WAIT_UNTIL (find_sliding (GTK_WIDGET (stage->window)) == NULL);
    }

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  stage_free (stage);
}

int
main (int    argc,
      char **argv)
{
  int result;

  if (!stage_init (&argc, &argv))
    return 0;

  stage_application ();
  g_test_add_func ("/assist/live", test_live);
  g_test_add_func ("/assist/start-pages", test_start_pages);
  g_test_add_func ("/assist/nothing-found", test_nothing_found);
  g_test_add_func ("/assist/outcomes", test_outcomes);
  g_test_add_func ("/assist/failed-pairing", test_failed_pairing);
  g_test_add_func ("/assist/span", test_span);
  g_test_add_func ("/assist/fields", test_fields);
  g_test_add_func ("/assist/right-to-left", test_right_to_left);
  g_test_add_func ("/assist/reduced-motion", test_reduced_motion);

  result = g_test_run ();
  g_clear_pointer (&said, g_ptr_array_unref);

  return result;
}
