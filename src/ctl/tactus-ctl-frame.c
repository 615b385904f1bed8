/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-frame.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-gobject.h>

#include "tactus-ctl-table.h"

static void
set_field (JsonObject        *object,
           const TactusField *field)
{
  if (field->value)
    json_object_set_member (object, field->name, json_gvariant_serialize (field->value));
  else
    json_object_set_null_member (object, field->name);
}

JsonObject *
tactus_ctl_frame_to_json (const TactusFrame *frame)
{
  JsonObject *object = json_object_new ();
  JsonObject *units = json_object_new ();

  json_object_set_string_member (object, "format", tactus_frame_get_format (frame));
  json_object_set_string_member (object, "title", tactus_frame_get_title (frame));
  json_object_set_string_member (object, "direction",
                                 tactus_frame_is_from_band (frame) ? "from_band" : "to_band");

  for (gsize i = 0; i < tactus_frame_get_n_fields (frame); i++)
    {
      const TactusField *field = tactus_frame_get_field (frame, i);

      set_field (object, field);
      if (field->unit)
        json_object_set_string_member (units, field->name, field->unit);
    }
  json_object_set_object_member (object, "units", units);

  return object;
}

static char *describe_value (GVariant *value);

/* `name=value` */
static char *
describe_entry (GVariant *entry)
{
  g_autoptr(GVariant) value = NULL;
  g_autofree char *text = NULL;
  const char *name;

  g_variant_get (entry, "{&sv}", &name, &value);
  text = describe_value (value);

  return g_strdup_printf ("%s=%s", name, text ? text : "–");
}

/* A list within a list stands in parentheses. */
static char *
describe_list (GVariant *list)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr(GVariant) child = g_variant_get_child_value (list, i);
      gboolean nested = g_variant_is_of_type (child, G_VARIANT_TYPE_ARRAY);
      g_autofree char *member = describe_value (child);

      g_string_append_printf (text, nested ? "%s(%s)" : "%s%s", i > 0 ? " " : "",
                              member ? member : "–");
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_maybe (GVariant *value)
{
  g_autoptr(GVariant) inner = g_variant_get_maybe (value);

  return describe_value (inner);
}

/* Returns: (nullable): NULL if there is nothing to say */
static char *
describe_value (GVariant *value)
{
  if (value && g_variant_is_of_type (value, G_VARIANT_TYPE_DICT_ENTRY))
    return describe_entry (value);
  if (!value)
    return NULL;
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_MAYBE))
    return describe_maybe (value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (value, NULL);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return g_strdup (g_variant_get_boolean (value) ? C_("value", "yes") : C_("value", "no"));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_ARRAY))
    return g_variant_n_children (value) > 0 ? describe_list (value) : NULL;

  return g_variant_print (value, FALSE);
}

static void
add_row (TactusCtlTable    *table,
         const TactusField *field)
{
  g_autofree char *value = describe_value (field->value);
  g_autofree char *measured = value && field->unit
    ? g_strdup_printf ("%s %s", value, field->unit) : NULL;
  const char *cells[] = { "", field->name, measured ? measured : value ? value : "–" };

  tactus_ctl_table_add (table, cells);
}

char *
tactus_ctl_frame_to_text (const TactusFrame *frame)
{
  g_autoptr(TactusCtlTable) table = tactus_ctl_table_new (3);
  g_autofree char *rows = NULL;

  for (gsize i = 0; i < tactus_frame_get_n_fields (frame); i++)
    add_row (table, tactus_frame_get_field (frame, i));
  rows = tactus_ctl_table_to_text (table);

  return g_strdup_printf ("%s (%s)\n%s", tactus_frame_get_title (frame),
                          tactus_frame_is_from_band (frame) ? _("from the band")
                                                            : _("to the band"),
                          rows);
}
