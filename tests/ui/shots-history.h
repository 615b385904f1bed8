/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

/** shots_take_history: writes pictures of the history's pages and dialogs into @folder */
void shots_take_history (const char *folder);
