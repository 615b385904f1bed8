/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* What launchers and commands ask for: it is done, or a person reads why not and what to do. */

#include "config.h"

#include "stage.h"

#include "tactus-band-page.h"
#include "tactus-errand.h"

#define STRAP "model=heart-rate-sensor,name=Chest Strap,address=E1:57:0A:90:00:21,first=0.1," \
              "period=0.2,rates=61"
#define BAND  "model=mi-band-3,name=Mi Band 3,address=C8:0F:10:3A:00:03,tap=0.1,first=0.1," \
              "period=0.2"

static void
run (Stage        *stage,
     TactusErrand *errand)
{
  tactus_errand_perform (errand, stage->window, stage->bands);
  tactus_errand_free (errand);
}

static void
run_measure (Stage *stage)
{
  run (stage, tactus_errand_new_measure ());
}

/* From somewhere else, back to where a band can be paired. */
static void
test_no_band (void)
{
  Stage *stage = stage_new ();

  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.history", "s", "");
  run_measure (stage);
  WAIT_UNTIL (stage_shows (stage->window, "No band is paired with this computer yet. Pair one "));
  g_assert_true (tactus_window_get_page (stage->window) ==
                 GTK_WIDGET (tactus_window_get_bands_page (stage->window)));
  stage_free (stage);
}

static void
test_another_address (void)
{
  Stage *stage = stage_new ();

  run (stage, tactus_errand_new_show ("AA:BB:CC:DD:EE:FF"));
  WAIT_UNTIL (stage_shows (stage->window, "No band with the address AA:BB:CC:DD:EE:FF is paired "));
  stage_free (stage);
}

/* Whatever comes from outside: what is no address is not told at length. */
static void
test_no_address (void)
{
  Stage *stage = stage_new ();
  g_autofree char *endless = g_strnfill (20000, 'A');
  g_autofree char *shortened = g_strnfill (20, 'A');
  g_autofree char *message = g_strdup_printf ("No band with the address %s… is paired", shortened);

  run (stage, tactus_errand_new_show (endless));
  WAIT_UNTIL (stage_shows (stage->window, message));
  run (stage, tactus_errand_new_show (""));
  run (stage, tactus_errand_new_show ("<b>&\342\200\256"));
  stage_free (stage);
}

/* A band whose page has not been opened, and nobody has measured with. */
static TactusBand *
pair (Stage      *stage,
      const char *spec)
{
  TactusBand *band = stage_band (stage, stage_add (stage, spec));

  tactus_band_pair_async (band, NULL, NULL, NULL, NULL);
  WAIT_UNTIL (tactus_band_get_known (band));
  WAIT_UNTIL (tactus_band_get_state (band) == TACTUS_BAND_STATE_READY);

  return band;
}

static void
test_measure (void)
{
  Stage *stage = stage_new ();
  TactusBand *band = pair (stage, BAND);
  TactusBand *strap = pair (stage, STRAP);

  tactus_band_start_measuring (strap);
  tactus_band_stop_measuring (strap);
  run_measure (stage);
  g_assert_true (tactus_window_get_band (stage->window) == strap);
  WAIT_UNTIL (tactus_band_get_bpm (strap) == 61);

  /* Shown, not measured with; and then it is the one to go on with. */
  run (stage, tactus_errand_new_show ("c8:0f:10:3a:00:03"));
  g_assert_true (tactus_window_get_band (stage->window) == band);
  g_assert_false (tactus_band_get_measuring (band));
  tactus_band_start_measuring (band);
  run_measure (stage);
  g_assert_true (tactus_window_get_band (stage->window) == band);
  stage_free (stage);
}

/* The page of the band says what is in the way. */
static void
test_no_bluetooth (void)
{
  Stage *stage = stage_new ();
  TactusBand *band = stage_strand (stage);

  run_measure (stage);
  g_assert_true (tactus_window_get_band (stage->window) == band);
  WAIT_UNTIL (stage_shows (stage->window, "Bluetooth service"));
  stage_free (stage);
}

int
main (int    argc,
      char **argv)
{
  if (!stage_init (&argc, &argv))
    return 0;

  g_test_add_func ("/errand/no-band", test_no_band);
  g_test_add_func ("/errand/another-address", test_another_address);
  g_test_add_func ("/errand/no-address", test_no_address);
  g_test_add_func ("/errand/measure", test_measure);
  g_test_add_func ("/errand/no-bluetooth", test_no_bluetooth);

  return g_test_run ();
}
