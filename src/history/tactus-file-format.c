/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-export.h"

static const char *const names[TACTUS_N_FILE_FORMATS] = {
  [TACTUS_FILE_FORMAT_CSV] = "csv",
  [TACTUS_FILE_FORMAT_JSON_LINES] = "jsonl",
  [TACTUS_FILE_FORMAT_TCX] = "tcx",
};

const char *
tactus_file_format_to_name (TactusFileFormat format)
{
  g_return_val_if_fail (format < TACTUS_N_FILE_FORMATS, NULL);

  return names[format];
}

gboolean
tactus_file_format_from_name (const char       *name,
                              TactusFileFormat *format)
{
  for (guint i = 0; i < TACTUS_N_FILE_FORMATS; i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *format = (TactusFileFormat) i;
        return TRUE;
      }

  return FALSE;
}
