/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-sandbox.h"

static gboolean
has_whole_bus (GKeyFile *info)
{
  g_auto(GStrv) sockets = g_key_file_get_string_list (info, "Context", "sockets", NULL, NULL);

  return sockets && g_strv_contains ((const char * const *) sockets, "system-bus");
}

static gboolean
may_talk (GKeyFile   *info,
          const char *name)
{
  g_autofree char *policy = g_key_file_get_string (info, "System Bus Policy", name, NULL);

  return g_strcmp0 (policy, "talk") == 0 || g_strcmp0 (policy, "own") == 0;
}

TactusSandbox
tactus_sandbox_look (const char *path)
{
  g_autoptr(GKeyFile) info = g_key_file_new ();

  g_return_val_if_fail (path != NULL, TACTUS_SANDBOX_NONE);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TACTUS_SANDBOX_NONE;
  if (!g_key_file_load_from_file (info, path, G_KEY_FILE_NONE, NULL) || has_whole_bus (info) ||
      may_talk (info, "org.bluez") || may_talk (info, "org.bluez.*"))
    return TACTUS_SANDBOX_OPEN;

  return TACTUS_SANDBOX_CLOSED;
}
