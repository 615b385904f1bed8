/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-notice-bar.h"

#include "tactus-compat.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

struct _TactusNoticeBar
{
  AdwBin parent_instance;

  GtkWidget *button;

  char *title;        /* (owned) (nullable) */
  char *text;         /* (owned) (nullable) */
  char *button_label; /* (owned) (nullable) */
  gboolean revealed;
  gboolean explained;
};

G_DEFINE_FINAL_TYPE (TactusNoticeBar, tactus_notice_bar, ADW_TYPE_BIN)

typedef enum {
  PROP_TITLE = 1,
  PROP_TEXT,
  PROP_BUTTON_LABEL,
  PROP_REVEALED,
  PROP_EXPLAINED,
} TactusNoticeBarProperty;

static GParamSpec *properties[PROP_EXPLAINED + 1];
static guint button_clicked_signal;
static guint why_clicked_signal;

static void
set_string (TactusNoticeBar         *self,
            char                   **field,
            const char              *value,
            TactusNoticeBarProperty  property)
{
  if (g_strcmp0 (*field, value) == 0)
    return;

  g_free (*field);
  *field = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_button_label (TactusNoticeBar *self,
                  const char      *label)
{
  set_string (self, &self->button_label, label, PROP_BUTTON_LABEL);
  gtk_widget_set_visible (self->button, label != NULL);

  if (label)
    tactus_widget_label_button (self->button, label);
}

static void
set_revealed (TactusNoticeBar *self,
              gboolean         revealed)
{
  if (self->revealed == revealed)
    return;

  self->revealed = revealed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVEALED]);
}

static void
clicked_cb (TactusNoticeBar *self)
{
  g_signal_emit (self, button_clicked_signal, 0);
}

static void
why_clicked_cb (TactusNoticeBar *self)
{
  g_signal_emit (self, why_clicked_signal, 0);
}

void
tactus_notice_bar_show (TactusNoticeBar *self,
                        const char      *title,
                        const char      *text,
                        const char      *button_label)
{
  gboolean news;

  g_return_if_fail (TACTUS_IS_NOTICE_BAR (self));

  news = !self->revealed || g_strcmp0 (self->title, title) != 0;
  set_string (self, &self->title, title, PROP_TITLE);
  set_string (self, &self->text, text, PROP_TEXT);
  set_button_label (self, button_label);
  set_revealed (self, TRUE);

  if (news)
    tactus_compat_announce (GTK_WIDGET (self), text ? text : title);
}

void
tactus_notice_bar_hide (TactusNoticeBar *self)
{
  g_return_if_fail (TACTUS_IS_NOTICE_BAR (self));

  set_revealed (self, FALSE);
}

static void
tactus_notice_bar_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  TactusNoticeBar *self = TACTUS_NOTICE_BAR (object);

  switch ((TactusNoticeBarProperty) property_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, self->button_label);
      break;
    case PROP_REVEALED:
      g_value_set_boolean (value, self->revealed);
      break;
    case PROP_EXPLAINED:
      g_value_set_boolean (value, self->explained);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_notice_bar_set_property (GObject      *object,
                                guint         property_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  TactusNoticeBar *self = TACTUS_NOTICE_BAR (object);

  switch ((TactusNoticeBarProperty) property_id)
    {
    case PROP_TITLE:
      set_string (self, &self->title, g_value_get_string (value), PROP_TITLE);
      break;
    case PROP_TEXT:
      set_string (self, &self->text, g_value_get_string (value), PROP_TEXT);
      break;
    case PROP_BUTTON_LABEL:
      set_button_label (self, g_value_get_string (value));
      break;
    case PROP_REVEALED:
      set_revealed (self, g_value_get_boolean (value));
      break;
    case PROP_EXPLAINED:
      if (self->explained == g_value_get_boolean (value))
        break;
      self->explained = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_notice_bar_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);

  G_OBJECT_CLASS (tactus_notice_bar_parent_class)->dispose (object);
}

static void
tactus_notice_bar_finalize (GObject *object)
{
  TactusNoticeBar *self = TACTUS_NOTICE_BAR (object);

  g_free (self->title);
  g_free (self->text);
  g_free (self->button_label);

  G_OBJECT_CLASS (tactus_notice_bar_parent_class)->finalize (object);
}

static void
tactus_notice_bar_class_init (TactusNoticeBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tactus_notice_bar_get_property;
  object_class->set_property = tactus_notice_bar_set_property;
  object_class->dispose = tactus_notice_bar_dispose;
  object_class->finalize = tactus_notice_bar_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);
  properties[PROP_REVEALED] = g_param_spec_boolean ("revealed", NULL, NULL, FALSE, flags);
  properties[PROP_EXPLAINED] = g_param_spec_boolean ("explained", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  button_clicked_signal = g_signal_new ("button-clicked", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  why_clicked_signal = g_signal_new ("why-clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, TACTUS_TEMPLATE ("tactus-notice-bar"));
  gtk_widget_class_bind_template_child (widget_class, TactusNoticeBar, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, why_clicked_cb);
}

static void
tactus_notice_bar_init (TactusNoticeBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
