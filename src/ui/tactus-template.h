/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

/* Where the resources lie, whatever the id of the program (data/tactus.gresource.xml). */
#define TACTUS_RESOURCE_BASE "/io/github/tactus_app/Tactus"

/* Resource path of the template data/ui/@stem.ui. */
#define TACTUS_TEMPLATE(stem) TACTUS_RESOURCE_BASE "/ui/" stem ".ui"
