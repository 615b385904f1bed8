/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-compare-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "tactus-chart.h"
#include "tactus-history-text.h"
#include "tactus-live-text.h"
#include "tactus-panes.h"
#include "tactus-template.h"
#include "tactus-widget-look.h"

typedef struct {
  gint64 id;
  TactusSession *session; /* (owned) (nullable) */
  TactusSeries *series;   /* (owned) (nullable) */
  TactusStatistics statistics;
} Side;

struct _TactusComparePage
{
  AdwBin parent_instance;

  GtkWidget *stack;
  GtkWidget *error_page;
  GtkWidget *chart;
  GtkWidget *first_label;
  GtkWidget *first_when_label;
  GtkWidget *second_label;
  GtkWidget *second_when_label;
  GtkWidget *list;

  TactusHistory *history;    /* (owned) */
  TactusZones zones;
  Side sides[2];
  GCancellable *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TactusComparePage, tactus_compare_page, ADW_TYPE_BIN)

typedef enum {
  PROP_PAGE = 1,
} TactusComparePageProperty;

static GParamSpec *properties[PROP_PAGE + 1];

static void
show_page (TactusComparePage *self,
           const char        *name)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

/* ── rows ── */

static GtkWidget *
make_value (const char *text,
            const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, class);

  return label;
}

static void
append_row (TactusComparePage *self,
            const char        *title,
            const char        *first,
            const char        *second,
            const char        *difference)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_box_append (GTK_BOX (box), make_value (first, "compare-first"));
  gtk_box_append (GTK_BOX (box), make_value (second, "compare-second"));
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), difference);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), box);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
append_bpm (TactusComparePage *self,
            const char        *title,
            guint              first,
            guint              second)
{
  g_autofree char *first_text = tactus_history_text_bpm (first);
  g_autofree char *second_text = tactus_history_text_bpm (second);
  g_autofree char *difference = tactus_history_text_difference (first, second);

  append_row (self, title, first_text, second_text, difference);
}

static void
append_time (TactusComparePage *self,
             const char        *title,
             gint64             first_us,
             gint64             second_us)
{
  g_autofree char *first_text = tactus_text_span (first_us);
  g_autofree char *second_text = tactus_text_span (second_us);
  g_autofree char *difference = tactus_history_text_time_difference (first_us, second_us);

  append_row (self, title, first_text, second_text, difference);
}

static void
append_zones (TactusComparePage      *self,
              const TactusStatistics *first,
              const TactusStatistics *second)
{
  for (int i = TACTUS_N_ZONES; i > 0 && self->zones.maximum > 0; i--)
    {
      g_autofree char *title = tactus_history_text_zone ((guint) i);

      append_time (self, title, first->zone_us[i], second->zone_us[i]);
    }
}

static void
show_statistics (TactusComparePage *self)
{
  const TactusStatistics *first = &self->sides[0].statistics;
  const TactusStatistics *second = &self->sides[1].statistics;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)))
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));

  append_bpm (self, _("Lowest"), first->summary.minimum, second->summary.minimum);
  append_bpm (self, _("Average"), (guint) lround (first->summary.mean),
              (guint) lround (second->summary.mean));
  append_bpm (self, _("Highest"), first->summary.maximum, second->summary.maximum);
  append_bpm (self, _("Resting"), first->resting, second->resting);
  append_time (self, _("Time Measured"), first->covered_us, second->covered_us);
  append_zones (self, first, second);
}

/* ── both sides ── */

static void
count (TactusComparePage *self,
       Side              *side)
{
  tactus_statistics_of (side->series, G_MININT64, G_MAXINT64, &self->zones, &side->statistics);
}

static void
show_name (Side      *side,
           GtkWidget *title_label,
           GtkWidget *when_label)
{
  gint64 now_us = g_get_real_time ();
  g_autofree char *title = tactus_history_text_title (side->session, now_us);
  g_autofree char *when = tactus_history_text_when (side->session, now_us);

  gtk_label_set_label (GTK_LABEL (title_label), title);
  gtk_label_set_label (GTK_LABEL (when_label), when);
}

static gint64
length_us (Side *side)
{
  TactusReading last;

  if (!tactus_series_get_last (side->series, &last))
    return 0;

  return last.when_us - tactus_session_get_begin_us (side->session);
}

static void
show_chart (TactusComparePage *self)
{
  TactusChart *chart = TACTUS_CHART (self->chart);
  Side *first = &self->sides[0];
  Side *second = &self->sides[1];
  gint64 begin_us = tactus_session_get_begin_us (first->session);
  gint64 most_us = MAX (MAX (length_us (first), length_us (second)), 1);

  tactus_chart_set_series (chart, first->series);
  tactus_chart_set_comparison (chart, second->series,
                               begin_us - tactus_session_get_begin_us (second->session));
  tactus_chart_set_zones (chart, &self->zones);
  tactus_chart_set_bounds (chart, begin_us, begin_us + most_us);
}

static void
show_all (TactusComparePage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++)
    {
      if (self->sides[i].session == NULL || self->sides[i].series == NULL)
        return;
      count (self, &self->sides[i]);
    }

  show_name (&self->sides[0], self->first_label, self->first_when_label);
  show_name (&self->sides[1], self->second_label, self->second_when_label);
  show_chart (self);
  show_statistics (self);
  show_page (self, "content");
}

/* ── loading ── */

/* Whose answer it is. */
typedef struct {
  TactusComparePage *self; /* (owned) */
  gint64 id;
} Question;

static Question *
question_new (TactusComparePage *self,
              gint64             id)
{
  Question *question = g_new0 (Question, 1);

  question->self = g_object_ref (self);
  question->id = id;

  return question;
}

static void
question_free (Question *question)
{
  g_object_unref (question->self);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static Side *
find_side (Question *question)
{
  Side *sides = question->self->sides;

  return sides[0].id == question->id ? &sides[0] : &sides[1];
}

static void
show_error (TactusComparePage *self,
            const GError      *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  adw_status_page_set_title (ADW_STATUS_PAGE (self->error_page),
                             error ? tactus_history_text_error_title (error)
                                   : _("A Session Is Gone"));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->error_page),
                                   error ? tactus_history_text_error (error)
                                         : _("It was deleted. Go back and choose another one."));
  show_page (self, "error");
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = tactus_history_list_finish (TACTUS_HISTORY (source), result, &error);

  if (found == NULL || found->len == 0)
    {
      show_error (question->self, error);
      return;
    }

  g_set_object (&find_side (question)->session, g_ptr_array_index (found, 0));
  show_all (question->self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  g_autoptr(GError) error = NULL;
  TactusSeries *series = tactus_history_load_finish (TACTUS_HISTORY (source), result, NULL, &error);
  Side *side = find_side (question);

  if (series == NULL)
    {
      show_error (question->self, error);
      return;
    }

  g_clear_pointer (&side->series, tactus_series_unref);
  side->series = series;
  show_all (question->self);
}

static void
load (TactusComparePage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++)
    {
      const TactusHistoryQuery query = { .session = self->sides[i].id };

      tactus_history_list_async (self->history, &query, self->cancellable, found_cb,
                                 question_new (self, self->sides[i].id));
      tactus_history_load_async (self->history, &query, self->cancellable, loaded_cb,
                                 question_new (self, self->sides[i].id));
    }
}

static void
retry_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  load (TACTUS_COMPARE_PAGE (widget));
}

static void
swap_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  TactusComparePage *self = TACTUS_COMPARE_PAGE (widget);
  Side first = self->sides[0];

  self->sides[0] = self->sides[1];
  self->sides[1] = first;
  show_all (self);
}

GtkWidget *
tactus_compare_page_new (TactusHistory *history,
                         gint64         first,
                         gint64         second)
{
  TactusComparePage *self = g_object_new (TACTUS_TYPE_COMPARE_PAGE, NULL);

  self->history = g_object_ref (history);
  self->sides[0].id = first;
  self->sides[1].id = second;
  load (self);

  return GTK_WIDGET (self);
}

void
tactus_compare_page_set_zones (TactusComparePage *self,
                               const TactusZones *zones)
{
  g_return_if_fail (TACTUS_IS_COMPARE_PAGE (self));

  self->zones = *zones;
  show_all (self);
}

static void
tactus_compare_page_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  TactusComparePage *self = TACTUS_COMPARE_PAGE (object);

  switch ((TactusComparePageProperty) property_id)
    {
    case PROP_PAGE:
      g_value_set_string (value, gtk_stack_get_visible_child_name (GTK_STACK (self->stack)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tactus_compare_page_dispose (GObject *object)
{
  g_cancellable_cancel (TACTUS_COMPARE_PAGE (object)->cancellable);

  G_OBJECT_CLASS (tactus_compare_page_parent_class)->dispose (object);
}

static void
tactus_compare_page_finalize (GObject *object)
{
  TactusComparePage *self = TACTUS_COMPARE_PAGE (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++)
    {
      g_clear_object (&self->sides[i].session);
      g_clear_pointer (&self->sides[i].series, tactus_series_unref);
    }
  g_clear_object (&self->history);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (tactus_compare_page_parent_class)->finalize (object);
}

static void
tactus_compare_page_class_init (TactusComparePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tactus_compare_page_get_property;
  object_class->dispose = tactus_compare_page_dispose;
  object_class->finalize = tactus_compare_page_finalize;

  properties[PROP_PAGE] =
    g_param_spec_string ("page", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "compare.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "compare.swap", NULL, swap_action);

  g_type_ensure (TACTUS_TYPE_CHART);
  g_type_ensure (TACTUS_TYPE_PANES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TACTUS_TEMPLATE ("tactus-compare-page"));
  gtk_widget_class_bind_template_child (widget_class, TactusComparePage, stack);
  gtk_widget_class_bind_template_child (widget_class, TactusComparePage, error_page);
  gtk_widget_class_bind_template_child (widget_class, TactusComparePage, chart);
  gtk_widget_class_bind_template_child (widget_class, TactusComparePage, first_label);
  gtk_widget_class_bind_template_child (widget_class, TactusComparePage, first_when_label);
  gtk_widget_class_bind_template_child (widget_class, TactusComparePage, second_label);
  gtk_widget_class_bind_template_child (widget_class, TactusComparePage, second_when_label);
  gtk_widget_class_bind_template_child (widget_class, TactusComparePage, list);
}

static void
tactus_compare_page_init (TactusComparePage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tactus_widget_say_once (GTK_WIDGET (self));
}
