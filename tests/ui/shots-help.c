/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "shots-help.h"

#include "shot.h"
#include "stage.h"

#include "tactus-doctor-dialog.h"
#include "tactus-help-window.h"

#define BAND_3 "model=mi-band-3,name=Mi Band 3,address=C8:0F:10:3A:00:03,first=0.2," \
               "seed=7,rssi=-48,battery=82,steps=6342,tap=manual"

void
shots_take_help (void)
{
  Stage *stage = stage_new ();
  GtkWidget *help = tactus_help_window_new (GTK_WINDOW (stage->window));

  gtk_window_present (GTK_WINDOW (help));
  shot_take (help, "help");
  tactus_help_window_open (TACTUS_HELP_WINDOW (help), "pairing");
  shot_take (help, "help-topic");
  gtk_window_destroy (GTK_WINDOW (help));

  stage_free (stage);
}

static GtkWidget *
wait_for_doctor (Stage *stage)
{
  GtkWidget *dialog = NULL;

  WAIT_UNTIL ((dialog = stage_find_toplevel (stage->window)) && TACTUS_IS_DOCTOR_DIALOG (dialog));
  WAIT_UNTIL (!tactus_doctor_get_examining (
                tactus_doctor_dialog_get_doctor (TACTUS_DOCTOR_DIALOG (dialog))));

  return dialog;
}

void
shots_take_doctor (void)
{
  Stage *stage = stage_new ();
  TactusSimBand *sim = stage_add (stage, BAND_3);
  TactusBandLock *lock;
  GtkWidget *dialog;

  stage_band (stage, sim);
  lock = stage_hold (stage, sim);
  stage_pair (stage, sim);
  WAIT_UNTIL (ON_PAGE (stage, "failed"));
  stage_click (stage->dialog, "Find Out Why");
  dialog = wait_for_doctor (stage);
  WAIT_UNTIL (stage_can_click (dialog, "Check Again"));
  shot_take (dialog, "doctor-cause");
  tactus_band_lock_release (lock);
  stage_click (dialog, "Check Again");
  WAIT_UNTIL (stage_shows (dialog, "Nothing Is in the Way"));
  shot_take (dialog, "doctor-nothing");
  gtk_window_close (GTK_WINDOW (dialog));

  stage_free (stage);
}
