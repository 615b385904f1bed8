/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * Picture:
 * @node: (owned) (nullable): what the widget asked to be drawn
 * @pixels: (owned): premultiplied ARGB, @width × @height
 *
 * A widget as it looks, for tests that look at it.
 */
typedef struct {
  GskRenderNode *node;
  guint32       *pixels;
  int            width;
  int            height;
} Picture;

/** picture_take: draws @widget, which must be in a window, as it would be on the screen */
Picture *picture_take        (GtkWidget     *widget);

/** picture_take_whole: as picture_take(), pixel by pixel, with the shadows of a window around it */
Picture *picture_take_whole  (GtkWidget     *widget);

void     picture_free        (Picture       *self);

/** picture_save: writes NAME.png into the folder $TACTUS_PICTURES, if there is such a variable */
void     picture_save        (Picture       *self,
                              const char    *name);

/** picture_count: Returns: how many pixels of the rectangle have about this colour */
guint    picture_count       (Picture       *self,
                              const GdkRGBA *color,
                              int            x,
                              int            y,
                              int            width,
                              int            height);

/** picture_top: Returns: the uppermost row with @color in the @width columns from @x, or -1 */
int      picture_top         (Picture       *self,
                              const GdkRGBA *color,
                              int            x,
                              int            width);

/** picture_count_nodes: Returns: how many nodes of @type the drawing is made of */
guint    picture_count_nodes (Picture           *self,
                              GskRenderNodeType  type);

/** picture_window_new: Returns: (transfer none): a presented, drawn window around @child; the name
 *    "picture" is that of the box in it, which has a background */
GtkWidget *picture_window_new (GtkWidget *child,
                               int        width,
                               int        height);

/** picture_of_window: what picture_window_new() made, background included, saved as @name */
void       picture_of_window  (GtkWidget  *window,
                               const char *name);

/** picture_settle: waits until GTK has drawn @widget again */
void       picture_settle     (GtkWidget *widget);

/** picture_init: Returns: FALSE if there is no display (then says so in TAP, and the test ends) */
gboolean   picture_init       (int    *argc,
                               char ***argv);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Picture, picture_free)

G_END_DECLS
