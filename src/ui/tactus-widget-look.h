/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** tactus_widget_get_animated: Returns: whether the person wants things to move */
gboolean tactus_widget_get_animated (GtkWidget  *widget);

/**
 * tactus_widget_say_once:
 * @root: a widget whose buttons with mnemonics and switches have accessible labels
 *
 * Has a screen reader say those labels alone.  GTK 4.8 adds what the button shows ("Pair Pair"),
 * newer ones would say that instead.
 * The labels of pills may have several lines from then on.
 */
void     tactus_widget_say_once     (GtkWidget  *root);

/** tactus_widget_label_button: @label, with mnemonic, is what @button shows and is called */
void     tactus_widget_label_button (GtkWidget  *button,
                                     const char *label);

/** tactus_widget_mark_wrong: shows, and tells a screen reader, whether what was entered is @wrong
 */
void     tactus_widget_mark_wrong   (GtkWidget  *row,
                                     gboolean    wrong);

/** tactus_widget_name_switchers: gives each button of the view switchers below @root the name that
 *    a screen reader says: what it shows */
void     tactus_widget_name_switchers (GtkWidget *root);

/** tactus_widget_make_toast: Returns: (transfer full): one that wraps its sentences, and stays long
 *    enough to read two */
AdwToast *tactus_widget_make_toast   (const char *message);

/** tactus_widget_add_toast: to the #AdwToastOverlay @overlay; @toast: (transfer full): its buttons
 *    get names that a screen reader can say */
void     tactus_widget_add_toast    (GtkWidget  *overlay,
                                     AdwToast   *toast);

/** tactus_widget_lift_toasts: lets the toasts of the #AdwToastOverlay @overlay that come from now
 *    on appear @height pixels above where they do by themselves */
void     tactus_widget_lift_toasts  (GtkWidget  *overlay,
                                     int         height);

/** tactus_widget_set_description: of a status page, which would take @text for markup; names of
 *    files and of programs may look like some */
void     tactus_widget_set_description (GtkWidget  *page,
                                        const char *text);

G_END_DECLS
