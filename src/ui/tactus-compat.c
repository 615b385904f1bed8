/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

/* The pins of the floor do not hold here: each newer function stands behind a version check. */
#undef GDK_VERSION_MAX_ALLOWED
#undef ADW_VERSION_MAX_ALLOWED
#undef GDK_VERSION_MIN_REQUIRED
#undef ADW_VERSION_MIN_REQUIRED

#include "tactus-compat.h"

#include <glib/gi18n.h>

#include "tactus-text.h"
#include "tactus-widget-look.h"

#define RESPONSE_NO  "cancel"
#define RESPONSE_YES "confirm"

static void
answer (GTask      *task,
        const char *response)
{
  g_task_return_boolean (task, g_strcmp0 (response, RESPONSE_YES) == 0);
}

#if ADW_CHECK_VERSION (1, 5, 0)

static void
response_cb (AdwAlertDialog *dialog,
             const char     *response,
             gpointer        user_data)
{
  g_autoptr(GTask) task = user_data;

  answer (task, response);
}

static void
ask (GtkWidget  *parent,
     const char *heading,
     const char *body,
     const char *confirm,
     gboolean    destructive,
     GtkWidget  *extra,
     GTask      *task)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));

  if (extra)
    adw_alert_dialog_set_extra_child (dialog, extra);
  adw_alert_dialog_add_responses (dialog, RESPONSE_NO, _("_Cancel"), RESPONSE_YES, confirm, NULL);
  adw_alert_dialog_set_response_appearance (dialog, RESPONSE_YES,
                                            destructive ? ADW_RESPONSE_DESTRUCTIVE
                                                        : ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, RESPONSE_NO);
  adw_alert_dialog_set_close_response (dialog, RESPONSE_NO);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
}

#else

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          user_data)
{
  g_autoptr(GTask) task = user_data;

  answer (task, response);
}

static void
ask (GtkWidget  *parent,
     const char *heading,
     const char *body,
     const char *confirm,
     gboolean    destructive,
     GtkWidget  *extra,
     GTask      *task)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  GtkWidget *widget = adw_message_dialog_new (GTK_WINDOW (root), heading, body);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);
  /* GTK 4.8 has a screen reader say the underscore of these buttons. */
  g_autofree char *no = tactus_text_strip_mnemonic (_("_Cancel"));
  g_autofree char *yes = tactus_text_strip_mnemonic (confirm);

  if (extra)
    adw_message_dialog_set_extra_child (dialog, extra);
  adw_message_dialog_add_responses (dialog, RESPONSE_NO, no, RESPONSE_YES, yes, NULL);
  tactus_widget_say_once (widget);
  adw_message_dialog_set_response_appearance (dialog, RESPONSE_YES,
                                              destructive ? ADW_RESPONSE_DESTRUCTIVE
                                                          : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, RESPONSE_NO);
  adw_message_dialog_set_close_response (dialog, RESPONSE_NO);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_window_present (GTK_WINDOW (widget));
}

#endif

void
tactus_compat_confirm_async (GtkWidget           *parent,
                             const char          *heading,
                             const char          *body,
                             const char          *confirm,
                             gboolean             destructive,
                             GtkWidget           *extra,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);

  g_task_set_source_tag (task, tactus_compat_confirm_async);
  ask (parent, heading, body, confirm, destructive, extra, task);
}

gboolean
tactus_compat_confirm_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

void
tactus_compat_show_about (GtkWindow  *parent,
                          const char *debug_info)
{
#if ADW_CHECK_VERSION (1, 5, 0)
  AdwDialog *about = adw_about_dialog_new ();
#else
  GtkWidget *about = adw_about_window_new ();
#endif

  g_object_set (about,
                "application-name", "Tactus",
                "application-icon", TACTUS_APP_ID,
                "version", TACTUS_VERSION,
                "developer-name", _("The Tactus contributors"),
                "license-type", GTK_LICENSE_GPL_3_0,
                "copyright", "© The Tactus contributors",
                "comments", _("Your band, your pulse, your computer. Heart rate data never leaves "
                              "it.\n\nTactus is not a medical device. It is not made by or "
                              "connected with the makers of the bands it works with."),
                /* Translators: your names, one a line */
                "translator-credits", _("translator-credits"),
                "debug-info", debug_info,
                "debug-info-filename", "tactus-diagnostics.txt",
                NULL);

#if ADW_CHECK_VERSION (1, 5, 0)
  adw_dialog_present (about, GTK_WIDGET (parent));
#else
  gtk_window_set_transient_for (GTK_WINDOW (about), parent);
  gtk_window_present (GTK_WINDOW (about));
#endif
}

#if GTK_CHECK_VERSION (4, 10, 0)

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  g_task_return_pointer (task,
                         gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL),
                         g_object_unref);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  g_task_return_pointer (task,
                         gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL),
                         g_object_unref);
}

/* @name: (nullable): NULL: to read */
static void
choose (GtkWindow  *parent,
        const char *title,
        const char *name,
        GTask      *task)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, title);
  if (name)
    {
      gtk_file_dialog_set_initial_name (dialog, name);
      gtk_file_dialog_save (dialog, parent, NULL, saved_cb, task);
    }
  else
    gtk_file_dialog_open (dialog, parent, NULL, opened_cb, task);
}

void
tactus_compat_show_folder (GtkWindow *parent,
                           GFile     *file)
{
  g_autoptr(GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_open_containing_folder (launcher, parent, NULL, NULL, NULL);
}

#else

static void
chosen_cb (GtkNativeDialog *dialog,
           int              response,
           gpointer         user_data)
{
  g_autoptr(GTask) task = user_data;
  GFile *file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_task_return_pointer (task, file, g_object_unref);
  g_object_unref (dialog);
}

/* @name: (nullable): NULL: to read */
static void
choose (GtkWindow  *parent,
        const char *title,
        const char *name,
        GTask      *task)
{
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (title, parent, name ? GTK_FILE_CHOOSER_ACTION_SAVE
                                                     : GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  if (name)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
tactus_compat_show_folder (GtkWindow *parent,
                           GFile     *file)
{
  g_autoptr(GFile) folder = g_file_get_parent (file);
  g_autofree char *uri = folder ? g_file_get_uri (folder) : g_file_get_uri (file);

  gtk_show_uri (parent, uri, GDK_CURRENT_TIME);
}

#endif

void
tactus_compat_save_file_async (GtkWindow           *parent,
                               const char          *title,
                               const char          *name,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);

  g_task_set_source_tag (task, tactus_compat_save_file_async);
  choose (parent, title, name, task);
}

void
tactus_compat_open_file_async (GtkWindow           *parent,
                               const char          *title,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);

  g_task_set_source_tag (task, tactus_compat_open_file_async);
  choose (parent, title, NULL, task);
}

GFile *
tactus_compat_choose_file_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
tactus_compat_announce (GtkWidget  *widget,
                        const char *message)
{
#if GTK_CHECK_VERSION (4, 14, 0)
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), message,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
#endif
}

gboolean
tactus_compat_toasts_speak (void)
{
  return ADW_CHECK_VERSION (1, 7, 0);
}

void
tactus_compat_get_color (GtkWidget *widget,
                         GdkRGBA   *color)
{
#if GTK_CHECK_VERSION (4, 10, 0)
  gtk_widget_get_color (widget, color);
#else
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
#endif
}

gboolean
tactus_compat_is_hidden (GdkToplevel *toplevel)
{
  GdkToplevelState hidden = GDK_TOPLEVEL_STATE_MINIMIZED;

#if GTK_CHECK_VERSION (4, 12, 0)
  hidden |= GDK_TOPLEVEL_STATE_SUSPENDED;
#endif

  return (gdk_toplevel_get_state (toplevel) & hidden) != 0;
}

void
tactus_compat_select_date (GtkCalendar *calendar,
                           GDateTime   *date)
{
#if GTK_CHECK_VERSION (4, 20, 0)
  gtk_calendar_set_date (calendar, date);
#else
  gtk_calendar_select_day (calendar, date);
#endif
}

static void
contrast_cb (AdwStyleManager *manager,
             GParamSpec      *pspec,
             gpointer         provider)
{
  GdkDisplay *display = adw_style_manager_get_display (manager);

  if (display == NULL)
    display = gdk_display_get_default ();
  if (adw_style_manager_get_high_contrast (manager))
    gtk_style_context_add_provider_for_display (display, provider,
                                                GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  else
    gtk_style_context_remove_provider_for_display (display, provider);
}

void
tactus_compat_add_contrast_style (const char *resource)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autoptr(GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, resource);
  contrast_cb (manager, NULL, provider);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (contrast_cb),
                           provider, 0);
  /* As long as the program. */
  g_object_set_data_full (G_OBJECT (manager), "tactus-contrast-style",
                          g_steal_pointer (&provider), g_object_unref);
}

void
tactus_compat_load_css (GtkCssProvider *provider,
                        const char     *css)
{
#if GTK_CHECK_VERSION (4, 12, 0)
  gtk_css_provider_load_from_string (provider, css);
#else
  gtk_css_provider_load_from_data (provider, css, -1);
#endif
}
