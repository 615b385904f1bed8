/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

/** shots_take_history: every page and dialog of the history, as shot_take() */
void shots_take_history (void);
