/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * What newer GTK and libadwaita do with other functions than the oldest ones we build with.  The
 * only place that asks for a version.
 */

/**
 * tactus_compat_confirm_async:
 * @parent: a widget of the window to ask in front of
 * @confirm: label of the button that says yes, with mnemonic
 * @destructive: whether yes destroys something
 * @extra: (nullable) (transfer floating): what else is to be decided, below the text
 *
 * Asks "are you sure?".  Escape and closing mean no.
 */
void     tactus_compat_confirm_async  (GtkWidget           *parent,
                                       const char          *heading,
                                       const char          *body,
                                       const char          *confirm,
                                       gboolean             destructive,
                                       GtkWidget           *extra,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);

/** tactus_compat_confirm_finish: Returns: whether the answer was yes */
gboolean tactus_compat_confirm_finish (GAsyncResult        *result);

/** tactus_compat_show_about: who made this, and under which licence; @debug_info: for reports of
 *    trouble */
void     tactus_compat_show_about     (GtkWindow           *parent,
                                       const char          *debug_info);

/**
 * tactus_compat_save_file_async:
 * @name: suggested
 *
 * Asks for a file to write, through the portal where there is one.
 */
void     tactus_compat_save_file_async (GtkWindow           *parent,
                                        const char          *title,
                                        const char          *name,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);

/** tactus_compat_open_file_async: asks for a file to read, through the portal where there is one */
void     tactus_compat_open_file_async (GtkWindow           *parent,
                                        const char          *title,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);

/** tactus_compat_choose_file_finish: of both.  Returns: (transfer full) (nullable): %NULL: none was
 *    chosen */
GFile   *tactus_compat_choose_file_finish (GAsyncResult       *result);

/** tactus_compat_show_folder: opens the folder of @file, with @file selected where that can be */
void     tactus_compat_show_folder    (GtkWindow           *parent,
                                       GFile               *file);

/** tactus_compat_announce: has a screen reader say @message; a no-op before GTK 4.14, where the
 *    labels that change are status regions */
void     tactus_compat_announce       (GtkWidget           *widget,
                                       const char          *message);

/** tactus_compat_toasts_speak: Returns: whether libadwaita has a screen reader say the title of a
 *    toast that comes; one with a title of its own making it only says to be there */
gboolean tactus_compat_toasts_speak   (void);

/** tactus_compat_is_hidden: Returns: whether a window is minimised, or known to be out of sight */
gboolean tactus_compat_is_hidden      (GdkToplevel         *toplevel);

/** tactus_compat_get_color: @color: (out caller-allocates): what CSS says is @widget's `color` */
void     tactus_compat_get_color      (GtkWidget           *widget,
                                       GdkRGBA             *color);

/** tactus_compat_select_date: shows and selects the day of @date */
void     tactus_compat_select_date   (GtkCalendar         *calendar,
                                       GDateTime           *date);

/** tactus_compat_add_contrast_style: uses the style sheet @resource while the system wants high
 *    contrast.  libadwaita finds one by its name, and warns where it wants a media query instead,
 *    which GTK 4.8 does not know */
void     tactus_compat_add_contrast_style (const char          *resource);

/** tactus_compat_load_css: @provider: to hold @css, and nothing else */
void     tactus_compat_load_css       (GtkCssProvider      *provider,
                                       const char          *css);

G_END_DECLS
