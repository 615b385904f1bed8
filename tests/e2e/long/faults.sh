#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
#
# rig: --timeout 1800
#
# All that can happen to bluetoothd, its adapter and its devices, not only what fits into every build.

# shellcheck disable=SC2034
ALL_FAULTS=yes
# shellcheck source-path=SCRIPTDIR source=../cases/faults.sh
. "$(dirname "$0")/../cases/faults.sh"
