/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include "tactus-doctor.h"

G_BEGIN_DECLS

/**
 * tactus_diagnostics_new:
 * @toolkit: (nullable): versions of what draws: "GTK 4.8.3, libadwaita 1.2.2"
 * @bands: (nullable): %NULL as long as the bus has not answered
 * @doctor: (nullable): whose findings are worth telling
 *
 * What a report of trouble should say, in English: versions, the system, Bluetooth, bands without
 * their names, findings, the latest log.  It went through tactus_redact(): it holds no key, no
 * heart rate, no name of the person or their computer, and addresses are shortened.
 *
 * Returns: (transfer full)
 */
char *tactus_diagnostics_new (const char     *toolkit,
                              TactusBandList *bands,
                              TactusDoctor   *doctor);

G_END_DECLS
