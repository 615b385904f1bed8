/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

/**
 * tactus_language_set_up:
 *
 * Takes over the locale of the person, and finds the translations for it: where they are installed,
 * or in the folder that the environment names as `TACTUS_LOCALEDIR` (`_build/po` for a program that
 * is not installed).  To be called first in main().
 */
void tactus_language_set_up (void);
