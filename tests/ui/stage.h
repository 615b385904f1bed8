/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

#include "tactus-band-lock.h"
#include "tactus-demo.h"
#include "tactus-pairing-dialog.h"
#include "tactus-window.h"

G_BEGIN_DECLS

/**
 * Stage:
 *
 * The real window over the real bluez/ and band/ code, over virtual bands: what a person meets,
 * minus the radio.  Widgets are found by the names that a screen reader says.
 */
typedef struct {
  AdwApplication *app;      /* of the process */
  TactusDemo     *demo;     /* (owned) */
  char           *folder;   /* (owned): holds the locks, and what a test puts there */
  TactusBandList *bands;    /* (owned) */
  TactusHistory  *history;  /* (owned): in memory */
  TactusRecording *recording; /* (owned) */
  TactusActivityStore *activity; /* of the history */
  TactusSimBluez *bluez;    /* of the demo */
  TactusWindow   *window;
  GtkWidget      *dialog;   /* (nullable): the pairing dialog, weak */
} Stage;

/* Seen, and known for one that no version here can pair. */
#define STAGE_BAND_8 "model=mi-band-5,name=Xiaomi Smart Band 8 0008,address=E4:22:CD:88:00:08," \
                     "rssi=-75"

/* How long a test waits before it gives up: that a machine is busy is no fault. */
#define STAGE_PATIENCE_S 90

/* Iterates until @condition holds, and fails with its text when that takes too long. */
#define WAIT_UNTIL(condition) \
  G_STMT_START { \
    gint64 wait_end_ = g_get_monotonic_time () + STAGE_PATIENCE_S * G_USEC_PER_SEC; \
    while (!(condition)) \
      { \
        if (g_get_monotonic_time () > wait_end_) \
          g_error ("%s:%d: this never came: %s; on the screen:\n%s", __FILE__, __LINE__, \
                   #condition, stage_describe ()); \
        stage_iterate (); \
      } \
  } G_STMT_END

/** stage_init: as g_test_init() and adw_init().  Returns: whether there is a display */
gboolean       stage_init           (int        *argc,
                                     char     ***argv);

/** stage_application: Returns: (transfer none): with the styles, the icons and the actions of the
 *    real one */
AdwApplication *stage_application   (void);

/** stage_describe: Returns: (transfer full): every label on the screen, for a failure's message */
char          *stage_describe       (void);

/** stage_iterate: one turn of the main loop, a few milliseconds at most */
void           stage_iterate        (void);

/** stage_linger: lets @milliseconds of the main loop pass, for things that must not happen */
void           stage_linger         (guint       milliseconds);

/** stage_new: the window on the start page; with no band on the air */
Stage         *stage_new            (void);

/** stage_new_with_key_file: as stage_new(), with keys that rest in the file "keys" of its folder,
 *    which others can read, so that it is refused */
Stage         *stage_new_with_key_file (void);

/** stage_new_with_settings: as stage_new(), of a person who can set something */
Stage         *stage_new_with_settings (GSettings *settings);

/** stage_mend_key_file: from now on the file is ours alone */
void           stage_mend_key_file  (Stage       *self);

/** stage_strand: takes the Bluetooth service away.  Returns: (transfer none): a band that is
 *    remembered all the same */
TactusBand    *stage_strand         (Stage         *self);

/** stage_hold: takes the lock of @address as another program does, until released */
TactusBandLock *stage_hold          (Stage         *self,
                                     TactusSimBand *sim);

/** stage_free: closes all and sees that nothing is left of it */
void           stage_free           (Stage      *self);

/** stage_add: a virtual band; @spec as tactus-simulator takes it.  Returns: (transfer none) */
TactusSimBand *stage_add            (Stage      *self,
                                     const char *spec);

/** stage_find: Returns: (transfer none) (nullable): the mapped widget of @type below @root that has
 *    this accessible label */
GtkWidget     *stage_find           (gpointer    root,
                                     GType       type,
                                     const char *label);

/** stage_find_type: Returns: (transfer none) (nullable): the first mapped widget of @type */
GtkWidget     *stage_find_type      (gpointer    root,
                                     GType       type);

/** stage_shows: Returns: whether a mapped label below @root says @text, or a text that contains
 *    it */
gboolean       stage_shows          (gpointer    root,
                                     const char *text);

/** stage_can_click: Returns: whether such a button is there and may be pressed */
gboolean       stage_can_click      (gpointer    root,
                                     const char *label);

/** stage_check_names: every button and switch on the screen has one name, and one only */
void           stage_check_names    (gpointer    root);

/** stage_click: waits for the button, checks the names of all, then presses it */
void           stage_click          (gpointer    root,
                                     const char *label);

/** stage_take_keyboard: gives it to @window, as a window manager would where another window was
 *    closed: newer GTK goes nowhere by Tab in a window that has not got it */
void           stage_take_keyboard  (gpointer    window);

/** stage_tab_to: walks there with Tab as a keyboard user does; fails if the keyboard cannot get
 *    there */
GtkWidget     *stage_tab_to         (gpointer    window,
                                     GType       type,
                                     const char *label);

/** stage_band: Returns: (transfer none): the app's band for the virtual one, waits for its row */
TactusBand    *stage_band           (Stage         *self,
                                     TactusSimBand *sim);

/** stage_pair: presses Pair in the row of @sim, and waits for the dialog */
void           stage_pair           (Stage         *self,
                                     TactusSimBand *sim);

/** stage_wait_for_dialog: waits until the pairing dialog is there */
void           stage_wait_for_dialog (Stage        *self);

/** stage_find_toplevel: Returns: (transfer none) (nullable): a window other than @but */
GtkWidget     *stage_find_toplevel  (gpointer       but);

/** stage_find_question: Returns: (transfer none) (nullable): what is asked in front of @window: a
 *    window of its own, or a dialog in @window where libadwaita has such */
GtkWidget     *stage_find_question  (gpointer       window);

/** stage_dialog_page: Returns: (nullable): page of the pairing dialog, if it is open */
const char    *stage_dialog_page    (Stage         *self);

/** stage_tap: taps the virtual band */
void           stage_tap            (TactusSimBand *sim);

/** stage_pair_with_tap: from the row to the dialog's last page */
void           stage_pair_with_tap  (Stage         *self,
                                     TactusSimBand *sim);

/** stage_open_view: presses the row of the open band page that leads to @view: `settings` … */
void           stage_open_view      (Stage         *self,
                                     const char    *view);

/** stage_find_row: Returns: (transfer none): the row with that title, waits for it */
GtkWidget     *stage_find_row       (Stage         *self,
                                     const char    *title);

/** stage_texture: Returns: (transfer full): what the window looks like */
GdkTexture    *stage_texture        (gpointer       window);

/** stage_picture: writes the window as @folder/@name.png */
void           stage_picture        (gpointer       window,
                                     const char    *folder,
                                     const char    *name);

#define ON_PAGE(stage, page) (g_strcmp0 (stage_dialog_page (stage), page) == 0)

G_END_DECLS
