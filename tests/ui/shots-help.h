/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** shots_take_help: the help, and one of its topics */
void shots_take_help   (void);

/** shots_take_doctor: what is found when a band cannot be paired, and when nothing is in the way */
void shots_take_doctor (void);

G_END_DECLS
