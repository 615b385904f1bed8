/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "shot.h"

#include "gallery.h"
#include "look.h"
#include "stage.h"

static const char *folder;   /* (nullable) */
static gboolean hanging;     /* in the gallery */
static GPtrArray *complaints; /* (element-type utf8) (nullable) */

static GPtrArray *
get_complaints (void)
{
  if (!complaints)
    complaints = g_ptr_array_new_with_free_func (g_free);

  return complaints;
}

void
shot_set_folder (const char *path)
{
  folder = path;
}

void
shot_set_gallery (const char *path,
                  const char *language)
{
  folder = NULL;
  hanging = TRUE;
  gallery_open (path, language);
}

const char *
shot_get_folder (void)
{
  return folder;
}

void
shot_take_now (gpointer    window,
               const char *name)
{
  if (hanging)
    return;
  if (!folder)
    {
      look_at (window, name, get_complaints ());
      return;
    }

  stage_picture (window, folder, name);
  g_print ("%s/%s.png\n", folder, name);
}

void
shot_linger (guint milliseconds)
{
  if (folder || hanging)
    stage_linger (milliseconds);
}

static gboolean
is_another_look (const char *name)
{
  return g_regex_match_simple ("-(160|240|360|480|1200|dark|rtl|high|whole|large-text)(-|$)", name,
                               G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);
}

void
shot_take (gpointer    window,
           const char *name)
{
  if (hanging)
    {
      gallery_hang (window, name);
      return;
    }
  if (!folder)
    {
      if (!is_another_look (name))
        look_wide_and_narrow (window, name, get_complaints ());
      return;
    }

  stage_linger (700);
  shot_take_now (window, name);
}

void
shot_set_turned (gboolean turned)
{
  static GtkTextDirection own;

  if (!own)
    own = gtk_widget_get_default_direction ();
  gtk_widget_set_default_direction (turned != (own == GTK_TEXT_DIR_RTL) ? GTK_TEXT_DIR_RTL
                                                                        : GTK_TEXT_DIR_LTR);
}

GPtrArray *
shot_take_complaints (void)
{
  GPtrArray *taken = get_complaints ();

  complaints = NULL;
  return taken;
}
