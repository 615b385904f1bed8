/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-clock.h"

#include <time.h>

/* g_get_monotonic_time() stands still while the computer is suspended. */
static gint64
get_running_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);

  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

const TactusClock tactus_clock_default = {
  .get_wall_us = g_get_real_time,
  .get_running_us = get_running_us,
};
