/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-history-row.h"

#include "tactus-history-text.h"
#include "tactus-sparkline.h"
#include "tactus-template.h"

struct _TactusHistoryRow
{
  AdwBin parent_instance;

  GtkWidget *check;
  GtkWidget *icon;
  GtkWidget *title_label;
  GtkWidget *when_label;
  GtkWidget *range_label;
  GtkWidget *note_label;
  GtkWidget *sparkline;

  TactusHistoryEntry *entry; /* (owned) (nullable) */
  GBinding *binding;         /* (nullable): of the check to the entry */
  gboolean selecting;
};

G_DEFINE_FINAL_TYPE (TactusHistoryRow, tactus_history_row, ADW_TYPE_BIN)

typedef enum {
  PROP_SELECTING = 1,
} TactusHistoryRowProperty;

static GParamSpec *properties[PROP_SELECTING + 1];

static void
set_text (GtkWidget  *label,
          const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, *text != '\0');
}

/* Without what is empty, or only keeps its place.  Returns: (transfer full) */
static char *
describe (TactusHistoryRow *self)
{
  GtkWidget *labels[] = { self->when_label, self->range_label, self->note_label };
  g_autoptr(GString) description = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      const char *text = gtk_label_get_label (GTK_LABEL (labels[i]));

      if (*text != '\0' && !g_str_equal (text, " "))
        g_string_append_printf (description, "%s%s", description->len ? "; " : "", text);
    }

  return g_string_free (g_steal_pointer (&description), FALSE);
}

/* The list's own widget around this one is what the keyboard stands on. */
static void
update_names (TactusHistoryRow *self)
{
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));
  const char *title = gtk_label_get_label (GTK_LABEL (self->title_label));
  g_autofree char *description = NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  if (item == NULL)
    return;

  description = describe (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

/* Of a day the range stands where a session has its time. */
static void
show_digest (TactusHistoryRow   *self,
             const TactusDigest *digest)
{
  gboolean day = tactus_history_entry_get_day (self->entry) != NULL;
  g_autofree char *range = tactus_history_text_summary (&digest->statistics.summary);
  g_autofree char *measured = tactus_history_text_measured (&digest->statistics);

  gtk_label_set_label (GTK_LABEL (self->range_label), day ? measured : range);
  if (day)
    gtk_label_set_label (GTK_LABEL (self->when_label), range);
  tactus_sparkline_set_columns (TACTUS_SPARKLINE (self->sparkline), digest->columns,
                                digest->n_columns);
}

static void
update_digest (TactusHistoryRow *self)
{
  const TactusDigest *digest = tactus_history_entry_get_digest (self->entry);

  if (digest)
    {
      show_digest (self, digest);
      return;
    }

  /* Keeps its place. */
  gtk_label_set_label (GTK_LABEL (self->range_label), " ");
  tactus_sparkline_set_columns (TACTUS_SPARKLINE (self->sparkline), NULL, 0);
}

static void
update_session (TactusHistoryRow *self,
                TactusSession    *session)
{
  gint64 now_us = g_get_real_time ();
  g_autofree char *title = tactus_history_text_title (session, now_us);
  g_autofree char *when = tactus_history_text_when (session, now_us);
  g_autofree char *note = tactus_history_text_first_line (tactus_session_get_note (session));
  TactusSource source = tactus_session_get_source (session);

  set_text (self->title_label, title);
  set_text (self->when_label, when);
  set_text (self->note_label, note);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), tactus_history_text_source_icon (source));
  gtk_widget_set_tooltip_text (self->icon, tactus_history_text_source (source));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  tactus_history_text_source (source), -1);
}

static void
update_day (TactusHistoryRow *self,
            GDateTime        *day)
{
  g_autofree char *title = tactus_history_text_day (day, g_get_real_time ());

  set_text (self->title_label, title);
  set_text (self->when_label, " ");
  set_text (self->note_label, "");
}

/* The box to tick takes its place. */
static void
update_icon (TactusHistoryRow *self)
{
  gtk_widget_set_visible (self->icon, !self->selecting && self->entry &&
                                      tactus_history_entry_get_session (self->entry));
}

static void
update (TactusHistoryRow *self)
{
  TactusSession *session = tactus_history_entry_get_session (self->entry);

  update_icon (self);
  if (session)
    update_session (self, session);
  else
    update_day (self, tactus_history_entry_get_day (self->entry));
  update_digest (self);
  update_names (self);
}

void
tactus_history_row_set_entry (TactusHistoryRow   *self,
                              TactusHistoryEntry *entry)
{
  g_return_if_fail (TACTUS_IS_HISTORY_ROW (self));

  if (self->entry)
    g_signal_handlers_disconnect_by_data (self->entry, self);
  g_clear_pointer (&self->binding, g_binding_unbind);
  g_set_object (&self->entry, entry);
  if (entry == NULL)
    return;

  g_signal_connect_object (entry, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  self->binding = g_object_bind_property (entry, "selected", self->check, "active",
                                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  update (self);
}

TactusHistoryEntry *
tactus_history_row_get_entry (TactusHistoryRow *self)
{
  g_return_val_if_fail (TACTUS_IS_HISTORY_ROW (self), NULL);

  return self->entry;
}

GtkWidget *
tactus_history_row_new (void)
{
  return g_object_new (TACTUS_TYPE_HISTORY_ROW, NULL);
}

static void
tactus_history_row_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((TactusHistoryRowProperty) property_id)
    {
    case PROP_SELECTING:
      g_value_set_boolean (value, TACTUS_HISTORY_ROW (object)->selecting);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_history_row_set_property (GObject      *object,
                                 guint         property_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  TactusHistoryRow *self = TACTUS_HISTORY_ROW (object);

  switch ((TactusHistoryRowProperty) property_id)
    {
    case PROP_SELECTING:
      if (self->selecting == g_value_get_boolean (value))
        return;
      self->selecting = g_value_get_boolean (value);
      update_icon (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_history_row_dispose (GObject *object)
{
  tactus_history_row_set_entry (TACTUS_HISTORY_ROW (object), NULL);

  G_OBJECT_CLASS (tactus_history_row_parent_class)->dispose (object);
}

static void
tactus_history_row_class_init (TactusHistoryRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tactus_history_row_get_property;
  object_class->set_property = tactus_history_row_set_property;
  object_class->dispose = tactus_history_row_dispose;

  properties[PROP_SELECTING] =
    g_param_spec_boolean ("selecting", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (TACTUS_TYPE_SPARKLINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-history-row"));
  gtk_widget_class_bind_template_child (widget_class, TactusHistoryRow, check);
  gtk_widget_class_bind_template_child (widget_class, TactusHistoryRow, icon);
  gtk_widget_class_bind_template_child (widget_class, TactusHistoryRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, TactusHistoryRow, when_label);
  gtk_widget_class_bind_template_child (widget_class, TactusHistoryRow, range_label);
  gtk_widget_class_bind_template_child (widget_class, TactusHistoryRow, note_label);
  gtk_widget_class_bind_template_child (widget_class, TactusHistoryRow, sparkline);
}

static void
tactus_history_row_init (TactusHistoryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
