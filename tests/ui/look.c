/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "look.h"

#include "stage.h"

#define NARROW 360
#define WIDE   1200

/* Rounding. */
#define SLACK 2

/* What is not ours to translate: names of bands and of the program, what a band says of itself,
 * what a person wrote, keys of the keyboard, what the C library calls the days and the months here,
 * and languages by their own names. */
static const char foreign[] =
  "Tactus|Xiaomi Smart Band 8 0008|M[iI] (Smart )?Band[ 0-9HRX]*|Amazfit Bip Watch|"
  "Chest Strap|MI1S|GTK|Adwaita|"
  "([0-9A-F]{2}:){1,5}[0-9A-F]{2}|[0-9a-f]{8,}|V[0-9.]+|hci[0-9]|"
  "Doctor’s waiting room|Up the hill and down again, with the heavy old bicycle|Morning run|"
  "Slept badly.*|Felt strong until the bridge|Interval training|Four times four minutes.*|"
  "Shoes too tight\\.|First interval|Out of breath|heart-rates\\.csv|run|submarine|yesterday|fast|"
  /* What an error says to who reports it. */
  "\\([0-9A-F:]+ is in use by tactusctl, process [0-9]+\\)|"
  "\\(This version cannot talk to [^()]*\\)|"
  "\\(The key file [^()]*\\)|"
  "0x[0-9a-f]+|/[-\\w/.]+|"
  "Ctrl|Shift|Alt|Escape|Esc|Page[_ ](Up|Down)|Home|End|Left|Right|Super|"
  "(MM|DD|YYYY)([-/.](MM|DD|YYYY))+|AM|PM|"
  "(Mon|Tues?|Wed(nes)?|Thu(rs)?|Fri|Sat(ur)?|Sun)(day)?|"
  "Jan(uary)?|Feb(ruary)?|Mar(ch)?|Apr(il)?|May|June?|July?|Aug(ust)?|Sep(tember)?|Oct(ober)?|"
  "Nov(ember)?|Dec(ember)?|"
  "Deutsch|English|Español|Français|Bahasa Indonesia|Italiano|Nederlands|Polski|Português|Brasil|"
  "Türkçe|Tiếng Việt|Čeština";

/* Words of GTK and libadwaita, which have catalogues of their own. */
static const char theirs[] =
  "^(Search Shortcuts|Shortcuts|"
  "No Results( Found)?|Try a different search|Close|Minimize|Maximize|Restore|"
  "Main Menu|Back|Apply|Clear [Ee]ntry|Edit|Select all|Cut|Copy|Paste|Undo|Redo|Clear|"
  "(Show|Hide) ([Tt]ext|Password)|Dismiss|"
  "Insert Emoji|Go [Bb]ack)$";

typedef struct {
  GtkWidget  *window;
  const char *name;
  GPtrArray  *complaints; /* (element-type utf8) */
  gboolean    pseudo;
} Look;

static void complain (Look       *look,
                      const char *format,
                      ...) G_GNUC_PRINTF (2, 3);

static void
complain (Look       *look,
          const char *format,
          ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (look->complaints, g_strdup_printf ("%s, %d wide: %s", look->name,
                                                      gtk_widget_get_width (look->window), text));
}

static gboolean
speaks_pseudo (void)
{
  const char *language = g_getenv ("LANGUAGE");

  return language && g_str_has_prefix (language, "qp");
}

/* Long words and large letters at once are more than a narrow window can hold. */
static gboolean
has_large_text (void)
{
  int dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 96 * 1024;
}

/* ── words ── */

static void
check_words (Look       *look,
             GtkWidget  *widget,
             const char *text)
{
  g_autoptr(GRegex) known = g_regex_new (foreign, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
  g_autofree char *rest = NULL;

  if (!text || g_regex_match_simple (theirs, text, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT))
    return;

  g_assert_nonnull (known);
  rest = g_regex_replace_literal (known, text, -1, 0, " ", G_REGEX_MATCH_DEFAULT, NULL);
  if (g_regex_match_simple ("[A-Za-z]{2,}", rest, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT))
    complain (look, "a %s says “%s”, which nobody can translate", G_OBJECT_TYPE_NAME (widget),
              text);
}

/* ── places ── */

/* What is beyond its edge can be brought in. */
static gboolean
is_scrolled (GtkWidget *widget)
{
  GtkWidget *view = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkPolicyType policy;

  if (!view)
    return FALSE;

  gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (view), &policy, NULL);
  return policy != GTK_POLICY_NEVER;
}

static void
check_place (Look      *look,
             GtkWidget *widget)
{
  graphene_rect_t bounds;

  /* The knobs and handles of GTK's own controls are no concern of ours. */
  if (widget == look->window || g_str_has_suffix (G_OBJECT_TYPE_NAME (widget), "Gizmo") ||
      !gtk_widget_compute_bounds (widget, look->window, &bounds) || is_scrolled (widget))
    return;

  if (bounds.origin.x < -SLACK ||
      bounds.origin.x + bounds.size.width > gtk_widget_get_width (look->window) + SLACK)
    complain (look, "a %s reaches from %.0f to %.0f", G_OBJECT_TYPE_NAME (widget), bounds.origin.x,
              bounds.origin.x + bounds.size.width);
}

/* A title may be cut short, with its whole text in a tooltip; what a button does must be read. */
static void
check_button (Look      *look,
              GtkWidget *label)
{
  GtkWidget *button = gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON);

  if (button && pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))))
    complain (look, "a button is too narrow for “%s”", gtk_label_get_text (GTK_LABEL (label)));
}

/* Icon themes let go of icons that nobody there uses any more. */
static void
check_icon (Look      *look,
            GtkWidget *image)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (image));
  const char *name = gtk_image_get_icon_name (GTK_IMAGE (image));

  if (name && !gtk_icon_theme_has_icon (theme, name))
    complain (look, "there is no icon “%s”", name);
}

static void
look_at_widget (Look      *look,
                GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_child_visible (widget))
    return;

  check_place (look, widget);
  if (GTK_IS_IMAGE (widget))
    check_icon (look, widget);
  if (GTK_IS_LABEL (widget))
    {
      check_button (look, widget);
      if (look->pseudo)
        check_words (look, widget, gtk_label_get_text (GTK_LABEL (widget)));
    }
  if (look->pseudo)
    check_words (look, widget, gtk_widget_get_tooltip_text (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    /* A popover that is open is a window of its own. */
    if (!GTK_IS_NATIVE (child))
      look_at_widget (look, child);
}

void
look_at (gpointer    window,
         const char *name,
         GPtrArray  *complaints)
{
  Look look = { GTK_WIDGET (window), name, complaints, speaks_pseudo () };

  look_at_widget (&look, look.window);
}

static void
painted_cb (guint *n_frames)
{
  *n_frames += 1;
}

/* What came last has a place after the first frame, and what depends on it after the second. */
static void
wait_for_frames (gpointer window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  guint n_frames = 0;
  gulong id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &n_frames);

  while (n_frames < 3)
    {
      gtk_widget_queue_draw (window);
      stage_iterate ();
    }
  g_signal_handler_disconnect (clock, id);
}

/* The server answers in its own time. */
static void
set_size (gpointer window,
          int      width,
          int      height)
{
  gint64 end = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  wait_for_frames (window);
  while (gtk_widget_get_width (window) > width && g_get_monotonic_time () < end)
    stage_iterate ();
  wait_for_frames (window);
}

static void
look_at_width (gpointer    window,
               int         width,
               const char *name,
               GPtrArray  *complaints)
{
  Look look = { GTK_WIDGET (window), name, complaints, speaks_pseudo () };
  int before, height;

  gtk_window_get_default_size (GTK_WINDOW (window), &before, &height);
  set_size (window, width, height);
  if (gtk_widget_get_width (look.window) > width && !(look.pseudo && has_large_text ()))
    complain (&look, "it was to be %d wide", width);
  look_at (window, name, complaints);
}

void
look_wide_and_narrow (gpointer    window,
                      const char *name,
                      GPtrArray  *complaints)
{
  int width, height;

  WAIT_UNTIL (gtk_widget_get_width (window) > 0);
  /* What a page loads. */
  stage_linger (100);
  wait_for_frames (window);
  look_at (window, name, complaints);
  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  if (width <= 0 || !gtk_window_get_resizable (GTK_WINDOW (window)))
    return;

  look_at_width (window, NARROW, name, complaints);
  if (GTK_IS_APPLICATION_WINDOW (window) && width < WIDE)
    look_at_width (window, WIDE, name, complaints);
  set_size (window, width, height);
}
