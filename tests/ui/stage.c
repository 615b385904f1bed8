/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "stage.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "contrast.h"
#include "forgive.h"
#include "picture.h"

#include "tactus-compat.h"
#include "tactus-nearby-row.h"
#include "tactus-scanner.h"
#include "tactus-sim-band.h"
#include "tactus-sim-driver.h"
#include "tactus-template.h"
#include "tactus-text.h"
#include "tongue.h"

gboolean
stage_init (int    *argc,
            char ***argv)
{
  g_test_init (argc, argv, NULL);
  forgive_gdk ();
  tongue_set_up ();

  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return FALSE;
    }

  adw_init ();
  tongue_turn ();
  return TRUE;
}

static void
describe (GtkWidget *widget,
          GString   *text)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "  %s\n", gtk_label_get_text (GTK_LABEL (widget)));

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    describe (child, text);
}

char *
stage_describe (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      g_string_append_printf (text, "%s\n", G_OBJECT_TYPE_NAME (window));
      describe (window, text);
    }

  return g_string_free (text, FALSE);
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

void
stage_iterate (void)
{
  guint id = g_timeout_add (20, wake_cb, NULL);

  g_main_context_iteration (NULL, TRUE);
  /* It may have fired. */
  if (g_main_context_find_source_by_id (NULL, id))
    g_source_remove (id);
}

void
stage_linger (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    stage_iterate ();
}

static void
demo_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Stage *self = user_data;
  g_autoptr(GError) error = NULL;

  self->demo = tactus_demo_new_finish (result, &error);
  g_assert_no_error (error);
}

/* A daemon in a hurry: the waits of a real one are tested elsewhere. */
static void
hurry (TactusSimBluez *bluez)
{
  TactusSimBluezDelays delays;

  tactus_sim_bluez_get_delays (bluez, &delays);
  delays.appear_ms = 50;
  delays.connect_ms = 20;
  delays.resolve_ms = 20;
  delays.operation_ms = 5;
  delays.disconnect_ms = 20;
  delays.unreachable_ms = 300;
  tactus_sim_bluez_set_delays (bluez, &delays);
}

static void
ignore_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
}

/* Those of the real application, so that what names them is not insensitive. */
static const GActionEntry actions[] = {
  { .name = "about", .activate = ignore_cb },
  { .name = "demo", .activate = ignore_cb },
  { .name = "preferences", .activate = ignore_cb },
  { .name = "compact", .activate = ignore_cb },
  { .name = "zones", .activate = ignore_cb },
};

/* One for the process: it cannot be taken off the session bus again. */
AdwApplication *
stage_application (void)
{
  static AdwApplication *app;
  g_autoptr(GError) error = NULL;

  if (app)
    return app;

  app = g_object_new (ADW_TYPE_APPLICATION,
                      "application-id", TACTUS_APP_ID ".Test",
                      "flags", G_APPLICATION_NON_UNIQUE,
                      "resource-base-path", TACTUS_RESOURCE_BASE,
                      NULL);
  g_application_register (G_APPLICATION (app), NULL, &error);
  g_assert_no_error (error);
  tactus_compat_add_contrast_style (TACTUS_RESOURCE_BASE "/high-contrast.css");
  g_action_map_add_action_entries (G_ACTION_MAP (app), actions, G_N_ELEMENTS (actions), NULL);

  return app;
}

static char *
key_file_path (Stage *self)
{
  return g_build_filename (self->folder, "keys", NULL);
}

/* A file that refuses until it is mended stands for a keyring that is locked: it can be done
 * without, unlike a file that a person named. */
static TactusKeyStore *
make_file_key_store (Stage *self)
{
  g_autofree char *path = key_file_path (self);
  g_autoptr(GError) error = NULL;
  TactusKeyStore *store;

  g_file_set_contents_full (path, "", 0, G_FILE_SET_CONTENTS_NONE, 0644, &error);
  g_assert_no_error (error);

  store = tactus_file_key_store_new (path);
  TACTUS_KEY_STORE_GET_IFACE (store)->is_required = NULL;
  return store;
}

static Stage *
new_stage (GSettings *settings,
           gboolean   with_key_file)
{
  Stage *self = g_new0 (Stage, 1);
  g_autoptr(TactusKeyStore) keys = NULL;
  g_autoptr(GError) error = NULL;

  self->app = stage_application ();

  tactus_demo_new_async (FALSE, NULL, demo_cb, self);
  WAIT_UNTIL (self->demo);
  self->bluez = tactus_demo_get_bluez (self->demo);
  hurry (self->bluez);

  self->folder = g_dir_make_tmp ("tactus-stage-XXXXXX", &error);
  g_assert_no_error (error);
  keys = with_key_file ? make_file_key_store (self) : tactus_memory_key_store_new ();
  self->bands = tactus_band_list_new (
    tactus_band_list_get_client (tactus_demo_get_band_list (self->demo)), keys, NULL,
    self->folder);

  self->history = tactus_history_new (NULL);
  self->activity = tactus_history_get_activity_store (self->history);
  self->recording = tactus_recording_new (self->history);
  tactus_recording_set_bands (self->recording, self->bands);
  self->window = TACTUS_WINDOW (tactus_window_new (GTK_APPLICATION (self->app), settings,
                                                   self->recording));
  tactus_window_set_band_list (self->window, self->bands);
  gtk_window_present (GTK_WINDOW (self->window));
  WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (self->window)));

  return self;
}

Stage *
stage_new (void)
{
  return new_stage (NULL, FALSE);
}

Stage *
stage_new_with_key_file (void)
{
  return new_stage (NULL, TRUE);
}

Stage *
stage_new_with_settings (GSettings *settings)
{
  return new_stage (settings, FALSE);
}

void
stage_mend_key_file (Stage *self)
{
  g_autofree char *path = key_file_path (self);

  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
}

TactusBandLock *
stage_hold (Stage         *self,
            TactusSimBand *sim)
{
  g_autoptr(GError) error = NULL;
  TactusBandLock *lock = tactus_band_lock_acquire (self->folder,
                                                   tactus_sim_band_get_address (sim), &error);

  g_assert_no_error (error);

  return lock;
}

TactusBand *
stage_strand (Stage *self)
{
  const char *remembered = "[C8:0F:10:3A:00:03]\nname=Mi Band 3\nmodel=mi-band-3\n";
  g_autofree char *path = g_build_filename (self->folder, "bands.ini", NULL);
  g_autoptr(TactusBluezClient) client = tactus_bluez_client_new_without_bus ();
  g_autoptr(TactusKeyStore) keys = tactus_memory_key_store_new ();
  g_autoptr(TactusBand) band = NULL;
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, remembered, -1, &error);
  g_assert_no_error (error);
  g_clear_object (&self->bands);
  self->bands = tactus_band_list_new (client, keys, self->folder, self->folder);
  tactus_recording_set_bands (self->recording, self->bands);
  tactus_window_set_band_list (self->window, self->bands);
  band = g_list_model_get_item (tactus_band_list_get_known (self->bands), 0);
  g_assert_nonnull (band);

  return band;
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }

  g_rmdir (path);
}

static void
shut_down_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  gboolean *done = user_data;

  tactus_band_list_shut_down_finish (TACTUS_BAND_LIST (source), result);
  *done = TRUE;
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  gboolean *done = user_data;
  g_autoptr(GError) error = NULL;

  tactus_recording_finish_finish (TACTUS_RECORDING (source), result, &error);
  g_assert_no_error (error);
  *done = TRUE;
}

void
stage_free (Stage *self)
{
  TactusBandList *bands = self->bands;
  gpointer window = self->window;
  gboolean done = FALSE;

  if (self->dialog)
    {
      gtk_window_destroy (GTK_WINDOW (self->dialog));
      WAIT_UNTIL (self->dialog == NULL);
    }

  g_object_add_weak_pointer (G_OBJECT (self->window), &window);
  g_object_add_weak_pointer (G_OBJECT (bands), (gpointer *) &bands);

  tactus_recording_finish_async (self->recording, NULL, finished_cb, &done);
  WAIT_UNTIL (done);
  done = FALSE;
  tactus_band_list_shut_down_async (bands, shut_down_cb, &done);
  WAIT_UNTIL (done);

  gtk_window_destroy (GTK_WINDOW (self->window));
  WAIT_UNTIL (window == NULL);
  g_clear_object (&self->recording);
  g_clear_object (&self->bands);
  WAIT_UNTIL (bands == NULL);
  g_clear_object (&self->history);
  g_clear_object (&self->demo);

  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}

TactusSimBand *
stage_add (Stage      *self,
           const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TactusSimSpec) spec = tactus_sim_spec_parse (text, &error);
  g_autoptr(TactusSimBand) band = NULL;

  g_assert_no_error (error);
  band = tactus_sim_band_new (spec);
  tactus_demo_add_band (self->demo, band);

  return band;
}

typedef gboolean (* Match) (GtkWidget  *widget,
                            GType       type,
                            const char *text);

static GtkWidget *
search (GtkWidget  *widget,
        Match       match,
        GType       type,
        const char *text)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (match (widget, type, text))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = search (child, match, type, text);

      if (found)
        return found;
    }

  return NULL;
}

static gboolean
has_property (GtkWidget *widget)
{
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

/* Newer GTK has no property for what a button says anyway. */
static gboolean
is_named_by_label (GtkWidget  *widget,
                   const char *name)
{
  const char *label = GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;
  g_autofree char *plain = NULL;

  if (!label || has_property (widget))
    return FALSE;

  plain = gtk_button_get_use_underline (GTK_BUTTON (widget)) ? tactus_text_strip_mnemonic (label)
                                                             : g_strdup (label);
  return g_str_equal (plain, name);
}

static gboolean
has_name (GtkWidget  *widget,
          GType       type,
          const char *text)
{
  g_auto(GStrv) meanings = NULL;

  if (!g_type_is_a (G_OBJECT_TYPE (widget), type))
    return FALSE;

  meanings = tongue_meanings (text);
  for (guint i = 0; meanings[i]; i++)
    {
      /* NULL means: it is equal. */
      g_autofree char *other = gtk_test_accessible_check_property (
        GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, meanings[i]);

      if (!other || is_named_by_label (widget, meanings[i]))
        return TRUE;
    }

  return FALSE;
}

/* A space is one to the eye, whether a line may end there or not. */
static gboolean
says (GtkWidget  *widget,
      GType       type,
      const char *text)
{
  g_autoptr(GString) shown = NULL;
  g_auto(GStrv) meanings = NULL;

  if (!GTK_IS_LABEL (widget))
    return FALSE;

  meanings = tongue_meanings (text);
  shown = g_string_new (gtk_label_get_text (GTK_LABEL (widget)));
  g_string_replace (shown, "\u00a0", " ", 0);
  for (guint i = 0; meanings[i]; i++)
    {
      g_autoptr(GString) meaning = g_string_new (meanings[i]);

      g_string_replace (meaning, "\u00a0", " ", 0);
      if (strstr (shown->str, meaning->str))
        return TRUE;
    }

  return FALSE;
}

GtkWidget *
stage_find (gpointer    root,
            GType       type,
            const char *label)
{
  return search (GTK_WIDGET (root), has_name, type, label);
}

static gboolean
is_of_type (GtkWidget  *widget,
            GType       type,
            const char *text)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), type);
}

GtkWidget *
stage_find_type (gpointer root,
                 GType    type)
{
  return search (GTK_WIDGET (root), is_of_type, type, NULL);
}

gboolean
stage_shows (gpointer    root,
             const char *text)
{
  return search (GTK_WIDGET (root), says, GTK_TYPE_LABEL, text) != NULL;
}

gboolean
stage_can_click (gpointer    root,
                 const char *label)
{
  GtkWidget *button = stage_find (root, GTK_TYPE_BUTTON, label);

  return button && gtk_widget_is_sensitive (button);
}

static gboolean
has_relation (GtkWidget *widget)
{
  return gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                           GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/* Newer GTK says a name once, whatever it is made of, and hands that of a menu button on to the
 * button in it, without a property or a relation to see it by.  What comes of it all,
 * test-outside.py hears. */
static gboolean
is_well_spoken (void)
{
  return gtk_check_version (4, 18, 0) == NULL;
}

static gboolean
has_name_of_menu_button (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return is_well_spoken () && GTK_IS_MENU_BUTTON (parent) && has_property (parent);
}

void
stage_check_names (gpointer root)
{
  GtkWidget *widget = root;
  const char *text = GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;
  gboolean control = GTK_IS_BUTTON (widget) || GTK_IS_SWITCH (widget);
  /* An icon is a relation, too, but says nothing. */
  gboolean readable = text || GTK_IS_SWITCH (widget);
  gboolean inherits = readable || GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget));

  /* A toast's own button is out of our reach; those of a spin button are for the pointer alone. */
  if (!gtk_widget_get_mapped (widget) ||
      GTK_IS_SPIN_BUTTON (gtk_widget_get_parent (widget)) ||
      g_str_equal (G_OBJECT_TYPE_NAME (widget), "AdwToastWidget"))
    return;
  if (control && !has_property (widget) && !(inherits && has_relation (widget)) &&
      !has_name_of_menu_button (widget))
    g_error ("A screen reader has no name for a %s in a %s", G_OBJECT_TYPE_NAME (widget),
             G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
  if (readable && has_property (widget) && has_relation (widget) && !is_well_spoken ())
    g_error ("A screen reader says the name of a %s twice: %s", G_OBJECT_TYPE_NAME (widget),
             text ? text : "");

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    stage_check_names (child);
}

void
stage_click (gpointer    root,
             const char *label)
{
  gint64 end = g_get_monotonic_time () + STAGE_PATIENCE_S * G_USEC_PER_SEC;

  while (!stage_can_click (root, label))
    {
      if (g_get_monotonic_time () > end)
        g_error ("There is no button \"%s\" to press", label);
      stage_iterate ();
    }

  stage_check_names (root);
  g_signal_emit_by_name (stage_find (root, GTK_TYPE_BUTTON, label), "clicked");
}

void
stage_take_keyboard (gpointer window)
{
  gtk_window_present (GTK_WINDOW (window));
  WAIT_UNTIL (gtk_window_is_active (GTK_WINDOW (window)));
  /* What has no place yet is nowhere to go to. */
  picture_settle (window);
}

GtkWidget *
stage_tab_to (gpointer    window,
              GType       type,
              const char *label)
{
  g_autoptr(GString) stops = g_string_new (NULL);

  stage_take_keyboard (window);
  for (guint i = 0; i < 60; i++)
    {
      GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

      if (focus && has_name (focus, type, label))
        return focus;

      g_string_append_printf (stops, " %s", focus ? G_OBJECT_TYPE_NAME (focus) : "nothing");
      gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
    }

  g_error ("Tab never gets to \"%s\", but to%s", label, stops->str);
}

TactusBand *
stage_band (Stage         *self,
            TactusSimBand *sim)
{
  const char *address = tactus_sim_band_get_address (sim);
  TactusBand *band = NULL;

  WAIT_UNTIL ((band = tactus_band_list_find (self->bands, address, NULL)));

  return band;
}

static gboolean
is_row_of (GtkWidget  *widget,
           GType       type,
           const char *address)
{
  return TACTUS_IS_NEARBY_ROW (widget) &&
         g_str_equal (tactus_band_get_address (
                        tactus_nearby_row_get_band (TACTUS_NEARBY_ROW (widget))), address);
}

static GtkWidget *
find_toplevel (GType     type,
               gpointer  but)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && window != but &&
          gtk_widget_get_mapped (window))
        return window;
    }

  return NULL;
}

GtkWidget *
stage_find_toplevel (gpointer but)
{
  return find_toplevel (GTK_TYPE_WINDOW, but);
}

GtkWidget *
stage_find_question (gpointer window)
{
  GType within = g_type_from_name ("AdwDialog");
  GtkWidget *question = within ? stage_find_type (window, within) : NULL;

  return question ? question : stage_find_toplevel (window);
}

void
stage_wait_for_dialog (Stage *self)
{
  WAIT_UNTIL ((self->dialog = find_toplevel (TACTUS_TYPE_PAIRING_DIALOG, NULL)));
  g_object_add_weak_pointer (G_OBJECT (self->dialog), (gpointer *) &self->dialog);
}

static gboolean
is_row_titled (GtkWidget  *widget,
               GType       type,
               const char *title)
{
  g_auto(GStrv) meanings = tongue_meanings (title);

  return ADW_IS_PREFERENCES_ROW (widget) &&
         g_strv_contains ((const char *const *) meanings,
                          adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)));
}

GtkWidget *
stage_find_row (Stage      *self,
                const char *title)
{
  GtkWidget *row = NULL;

  WAIT_UNTIL ((row = search (GTK_WIDGET (self->window), is_row_titled, G_TYPE_NONE, title)));

  return row;
}

void
stage_open_view (Stage      *self,
                 const char *view)
{
  GtkWidget *row = NULL;
  const struct {
    const char *view;
    const char *title;
  } views[] = {
    { "activity", "Recorded Activity" },
    { "alarms", "Alarms" },
    { "alerts", "Alerts" },
    { "sensors", "Sensors" },
    { "settings", "Settings" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_str_equal (views[i].view, view))
      row = stage_find_row (self, views[i].title);

  g_assert_nonnull (row);
  gtk_widget_activate (row);
  WAIT_UNTIL (!gtk_widget_get_mapped (row));
}

void
stage_pair (Stage         *self,
            TactusSimBand *sim)
{
  g_autofree char *label = NULL;
  gboolean sensor;
  GtkWidget *row = NULL;

  WAIT_UNTIL ((row = search (GTK_WIDGET (self->window), is_row_of, TACTUS_TYPE_NEARBY_ROW,
                             tactus_sim_band_get_address (sim))));
  sensor = tactus_band_get_model (stage_band (self, sim))->generation ==
           TACTUS_GENERATION_STANDARD;
  label = g_strdup_printf (sensor ? _("Add %s") : _("Pair %s"), tactus_sim_band_get_name (sim));
  stage_click (row, label);
  stage_wait_for_dialog (self);
}

const char *
stage_dialog_page (Stage *self)
{
  if (self->dialog == NULL)
    return NULL;

  return tactus_pairing_dialog_get_page (TACTUS_PAIRING_DIALOG (self->dialog));
}

void
stage_tap (TactusSimBand *sim)
{
  WAIT_UNTIL (tactus_sim_band_get_prompting (sim));
  tactus_sim_band_tap (sim, tactus_sim_driver_now ());
}

void
stage_pair_with_tap (Stage         *self,
                     TactusSimBand *sim)
{
  stage_pair (self, sim);
  WAIT_UNTIL (ON_PAGE (self, "tap"));
  stage_tap (sim);
  WAIT_UNTIL (ON_PAGE (self, "done"));
}

/* The picture is empty as long as something in the widget waits for its size. */
static GskRenderNode *
draw (GtkWidget    *widget,
      GdkPaintable *paintable)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gtk_widget_queue_draw (widget);
  gtk_test_widget_wait_for_draw (widget);
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));

  return gtk_snapshot_free_to_node (snapshot);
}

/* For whoever draws something new: what the test of the contrasts would say of it. */
static void
print_faults (GtkWidget  *window,
              const char *name)
{
  g_autofree char *faults = contrast_find_faults (window);

  if (*faults)
    g_printerr ("%s is faint:\n%s", name, faults);
}

GdkTexture *
stage_texture (gpointer window)
{
  GtkWidget *widget = GTK_WIDGET (window);
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr(GskRenderNode) node = NULL;

  WAIT_UNTIL ((node = draw (widget, paintable)));
  return gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (widget)), node, NULL);
}

void
stage_picture (gpointer    window,
               const char *folder,
               const char *name)
{
  g_autofree char *file = g_strdup_printf ("%s.png", name);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr(GdkTexture) texture = stage_texture (window);

  if (g_getenv ("TACTUS_CONTRAST"))
    print_faults (window, name);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}
