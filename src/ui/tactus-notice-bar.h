/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_NOTICE_BAR (tactus_notice_bar_get_type ())
G_DECLARE_FINAL_TYPE (TactusNoticeBar, tactus_notice_bar, TACTUS, NOTICE_BAR, AdwBin)

/**
 * TactusNoticeBar:
 *
 * A strip under the header bar that says what is wrong, with a button for the remedy.
 *
 * Properties: `title`, `text` (sentences), `button-label` (with mnemonic; %NULL: no button),
 * `revealed`.  Signal `button-clicked`.
 */

/**
 * tactus_notice_bar_show:
 * @text: (nullable): sentences under the title
 * @button_label: (nullable): with mnemonic
 */
void tactus_notice_bar_show (TactusNoticeBar *self,
                             const char      *title,
                             const char      *text,
                             const char      *button_label);

/** tactus_notice_bar_hide: slides the strip away */
void tactus_notice_bar_hide (TactusNoticeBar *self);

G_END_DECLS
