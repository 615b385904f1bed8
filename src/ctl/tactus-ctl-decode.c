/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tactus-ctl-commands.h"

#include <glib/gi18n-lib.h>

#include "tactus-ctl-frame.h"
#include "tactus-hex.h"
#include "tactus-protocol-error.h"

static const TactusModel *
find_model (const char  *id,
            GError     **error)
{
  const TactusModel *model = tactus_model_for_id (id);
  g_autoptr(GString) known = NULL;

  if (!model)
    model = tactus_model_for_name (id);
  if (model)
    return model;

  known = g_string_new (NULL);
  for (guint i = 0; (model = tactus_model_get_nth (i)); i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", model->id);
  g_set_error (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE,
               _("There is no such model; there are %s"), known->str);
  return NULL;
}

static TactusFrame *
decode (const TactusCtlOptions  *options,
        GError                 **error)
{
  const TactusModel *model = NULL;
  g_autoptr(GBytes) bytes = NULL;
  const guint8 *data;
  gsize length;

  if (options->model)
    {
      model = find_model (options->model, error);
      if (!model)
        return NULL;
    }

  bytes = tactus_hex_to_bytes (options->hex, error);
  if (!bytes)
    return NULL;

  data = g_bytes_get_data (bytes, &length);
  return tactus_frame_decode (options->characteristic, model, data, length, error);
}

static int
fail (TactusCtlPrinter *printer,
      const GError     *error)
{
  gboolean usage = g_error_matches (error, TACTUS_CTL_ERROR, TACTUS_CTL_ERROR_USAGE);
  gboolean unknown = g_error_matches (error, TACTUS_PROTOCOL_ERROR,
                                      TACTUS_PROTOCOL_ERROR_NOT_SUPPORTED);

  /* The parser's own words: they name the field and the offset. */
  tactus_ctl_printer_failure (printer, usage ? "usage" : unknown ? "not_supported" : "protocol",
                              error->message);
  return usage ? 2 : 1;
}

int
tactus_ctl_decode (TactusCtlOptions *options,
                   TactusCtlPrinter *printer)
{
  g_autoptr(TactusFrame) frame = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  frame = decode (options, &error);
  if (!frame)
    return fail (printer, error);

  if (tactus_ctl_printer_is_json (printer))
    {
      tactus_ctl_printer_object (printer, tactus_ctl_frame_to_json (frame));
    }
  else
    {
      text = tactus_ctl_frame_to_text (frame);
      tactus_ctl_printer_text (printer, text);
    }

  return tactus_ctl_printer_check (printer, &error) || !error ? 0 : fail (printer, error);
}
