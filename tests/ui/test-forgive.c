/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

/* Which warnings a test survives: those of GDK's own, and no other. */

#include "config.h"

#include "forgive.h"

typedef struct {
  const char     *name;
  const char     *domain;
  GLogLevelFlags  level;
  const char     *message;
  gboolean        forgiven;
} Case;

#define SUBMITTED "gdk_frame_timings_submitted() called on submitted frame."
#define HINT      "(../gdk/gdkframetimings.c:443):gdk_frame_timings_throttling_hint: " \
                  "runtime check failed: (self->result != GDK_FRAME_PREPARING)"

static const Case cases[] = {
  { "/forgive/submitted", "Gdk", G_LOG_LEVEL_WARNING, SUBMITTED, TRUE },
  { "/forgive/hint", "Gdk", G_LOG_LEVEL_WARNING, HINT, TRUE },
  { "/forgive/critical", "Gdk", G_LOG_LEVEL_CRITICAL, SUBMITTED, FALSE },
  { "/forgive/inside", "Gdk", G_LOG_LEVEL_WARNING, "We: " SUBMITTED, FALSE },
  { "/forgive/other", "Gdk", G_LOG_LEVEL_WARNING, "gdk_surface_foo() called on nothing", FALSE },
  { "/forgive/ours", "tactus", G_LOG_LEVEL_WARNING, SUBMITTED, FALSE },
  { "/forgive/nobody", NULL, G_LOG_LEVEL_WARNING, SUBMITTED, FALSE },
};

static void
test_case (gconstpointer data)
{
  const Case *self = data;

  if (g_test_subprocess ())
    {
      g_log (self->domain, self->level, "%s", self->message);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  if (self->forgiven)
    g_test_trap_assert_passed ();
  else
    g_test_trap_assert_failed ();
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  forgive_gdk ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].name, &cases[i], test_case);

  return g_test_run ();
}
