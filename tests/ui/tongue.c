/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tongue.h"

#include <string.h>

#include <glib/gi18n.h>
#include <gtk/gtk.h>

#include "tactus-language.h"

/* Of the texts that have one. */
static const char *const contexts[] = {
  "alarm", "alert", "clock", "date and time", "distance", "export", "find the band", "history",
  "measurement", "pairing", "preferences", "sensor", "setting", "settings of a band", "sex",
  "time span", "view",
};

void
tongue_set_up (void)
{
  if (g_getenv ("TACTUS_LOCALEDIR"))
    tactus_language_set_up ();
}

void
tongue_turn (void)
{
  if (g_strcmp0 (g_getenv ("LANGUAGE"), "qpr") == 0)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
}

/* A button's name is its label without the accelerator. */
static void
add_meaning (GStrvBuilder *meanings,
             const char   *context,
             const char   *english)
{
  const char *meaning = context ? g_dpgettext2 (GETTEXT_PACKAGE, context, english)
                                : gettext (english);
  g_autoptr(GString) name = g_string_new (meaning);

  if (meaning == english)
    return;

  if (strchr (english, '_'))
    g_string_replace (name, "_", "", 1);
  g_strv_builder_add (meanings, name->str);
}

static void
add_meanings (GStrvBuilder *meanings,
              const char   *english)
{
  add_meaning (meanings, NULL, english);
  for (gsize i = 0; i < G_N_ELEMENTS (contexts); i++)
    add_meaning (meanings, contexts[i], english);
}

char **
tongue_meanings (const char *english)
{
  g_autoptr(GStrvBuilder) meanings = g_strv_builder_new ();

  /* The translation of nothing is the header. */
  if (*english)
    add_meanings (meanings, english);
  for (gsize at = 0; at < strlen (english) && strlen (english) < 40; at++)
    {
      g_autoptr(GString) label = g_string_new (english);

      g_string_insert_c (label, (gssize) at, '_');
      add_meanings (meanings, label->str);
    }
  g_strv_builder_add (meanings, english);

  return g_strv_builder_end (meanings);
}
