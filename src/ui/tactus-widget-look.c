/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-widget-look.h"

#include <glib/gi18n.h>

#include "tactus-compat.h"
#include "tactus-text.h"

/* Time to read two sentences. */
#define TOAST_SECONDS 8
#define TOAST_COLUMNS 28

/* Of an overlay: how far above its edge toasts are, pixels. */
#define LIFT "tactus-lift"

gboolean
tactus_widget_get_animated (GtkWidget *widget)
{
  gboolean animated = TRUE;

  g_object_get (gtk_widget_get_settings (widget), "gtk-enable-animations", &animated, NULL);
  return animated;
}

static gboolean
has_two_names (GtkWidget *widget)
{
  return GTK_IS_SWITCH (widget) || GTK_IS_SPIN_BUTTON (widget) ||
         (GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget)));
}

/* With large text a long label alone can be wider than a phone. */
static void
let_wrap (GtkWidget *button)
{
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  if (!GTK_IS_LABEL (label) || !gtk_widget_has_css_class (button, "pill"))
    return;

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
}

void
tactus_widget_say_once (GtkWidget *root)
{
  if (GTK_IS_BUTTON (root))
    let_wrap (root);
  if (has_two_names (root))
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_RELATION_LABELLED_BY);

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child;
       child = gtk_widget_get_next_sibling (child))
    tactus_widget_say_once (child);
}

void
tactus_widget_label_button (GtkWidget  *button,
                            const char *label)
{
  g_autofree char *name = tactus_text_strip_mnemonic (label);

  gtk_button_set_label (GTK_BUTTON (button), label);
  let_wrap (button);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

void
tactus_widget_mark_wrong (GtkWidget *row,
                          gboolean   wrong)
{
  if (wrong)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

void
tactus_widget_name_switchers (GtkWidget *root)
{
  if (GTK_IS_TOGGLE_BUTTON (root) && gtk_widget_get_ancestor (root, ADW_TYPE_VIEW_SWITCHER))
    {
      g_autofree char *label = NULL;

      /* Its own property: its parent class has one of the same name, which stays empty. */
      g_object_get (root, "label", &label, NULL);
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_accessible_update_property (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      label ? label : "", -1);
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child;
       child = gtk_widget_get_next_sibling (child))
    tactus_widget_name_switchers (child);
}

/* A toast's own way out is an icon without a word, and its button is read with its underscore. */
static void
name_toast_buttons (GtkWidget *root)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child;
       child = gtk_widget_get_next_sibling (child))
    {
      const char *label = GTK_IS_BUTTON (child) ? gtk_button_get_label (GTK_BUTTON (child)) : NULL;

      if (label && *label)
        tactus_widget_label_button (child, label);
      else if (GTK_IS_BUTTON (child))
        gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                        _("Close"), -1);
      else
        name_toast_buttons (child);
    }
}

static void
dress_toasts (GtkWidget *overlay)
{
  GtkWidget *content = adw_toast_overlay_get_child (ADW_TOAST_OVERLAY (overlay));
  int lift = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (overlay), LIFT));

  for (GtkWidget *child = gtk_widget_get_first_child (overlay);
       child;
       child = gtk_widget_get_next_sibling (child))
    if (child != content)
      {
        name_toast_buttons (child);
        gtk_widget_set_margin_bottom (child, lift);
      }
}

void
tactus_widget_lift_toasts (GtkWidget *overlay,
                           int        height)
{
  g_object_set_data (G_OBJECT (overlay), LIFT, GINT_TO_POINTER (height));
}

void
tactus_widget_set_description (GtkWidget  *page,
                               const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (ADW_STATUS_PAGE (page), escaped);
}

AdwToast *
tactus_widget_make_toast (const char *message)
{
  GtkWidget *label = gtk_label_new (message);
  AdwToast *toast = adw_toast_new (message);

  /* A toast's own title is cut off; what went wrong takes more than a line, and may name a file
   * whose path alone is wider than the window.  A toast is as high as its label at the label's
   * natural width, so that has to fit the narrowest window. */
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TOAST_COLUMNS);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
  adw_toast_set_timeout (toast, TOAST_SECONDS);

  return toast;
}

/* What it says goes by in some seconds, away from the keyboard. */
static void
announce_toast (GtkWidget *overlay,
                AdwToast  *toast)
{
  GtkWidget *own = adw_toast_get_custom_title (toast);

  if (GTK_IS_LABEL (own))
    tactus_compat_announce (overlay, gtk_label_get_text (GTK_LABEL (own)));
  else if (!tactus_compat_toasts_speak ())
    tactus_compat_announce (overlay, adw_toast_get_title (toast));
}

void
tactus_widget_add_toast (GtkWidget *overlay,
                         AdwToast  *toast)
{
  g_autoptr(AdwToast) kept = g_object_ref (toast);

  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  dress_toasts (overlay);
  announce_toast (overlay, kept);
  /* The next one in line comes as this one goes. */
  g_signal_connect_object (kept, "dismissed", G_CALLBACK (dress_toasts), overlay,
                           G_CONNECT_SWAPPED);
}
