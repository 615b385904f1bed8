/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_SPAN_DIALOG (tactus_span_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TactusSpanDialog, tactus_span_dialog, TACTUS, SPAN_DIALOG, AdwWindow)

/**
 * tactus_span_dialog_new:
 * @title: what happens between the two times
 * @value: (nullable): a span to begin with, as in tactus-setting.h
 *
 * Asks from when to when.  Signal `chosen` (string): the span.
 */
GtkWidget *tactus_span_dialog_new (GtkWindow  *parent,
                                   const char *title,
                                   const char *value);

G_END_DECLS
