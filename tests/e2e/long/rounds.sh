#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
#
# rig: --timeout 7200
#
# A hundred times in one boot: connect, log in, measure, disconnect.  TACTUS_E2E_ROUNDS makes it
# another number.

# shellcheck source-path=SCRIPTDIR source=../guest-lib.sh
. "$(dirname "$0")/../guest-lib.sh"

TACTUS_E2E_BRIEF=yes

SIMULATOR=$(program tactus-simulator) && TACTUSCTL=$(program tactusctl) || exit 1

rounds=${TACTUS_E2E_ROUNDS:-100}
spent=()

pairs () {
  band_start tap=1,first=1,rates=72:75:190:81:66:143 || return
  pair_somehow
}

# The values go round; what is shown is one of the last, not one that bluetoothd remembers.
round () {
  local shown sent
  ctl 150 heart-rate $BAND --once --json --timeout 120
  expect_status 0
  expect_json_only
  shown=$(jq -rs 'map(.bpm // empty) | join(" ")' $out)
  sent=$(jq -rs 'map(select(.event == "heart-rate") | .bpm) | .[-3:] | join(" ")' "$BAND_LOG")
  case " $sent " in
    *" ${shown:-nothing} "*) ;;
    *) problem "the client showed '$shown'; the band had sent $sent" ;;
  esac
  expect_band authenticated "$1"
  expect_disconnected
  spent+=("$elapsed")
}

all_rounds () {
  local i
  for ((i = 1; i <= rounds; i++)); do
    round $((i + 1))  # the pairing was the first
    [ ${#problems[@]} -eq 0 ] || { problem "round $i of $rounds"; return; }
    # What bluetoothd keeps for good it has after ten.
    [ $i -lt 10 ] || usage_of $BLUETOOTHD >>$LOGS/bluetoothd.usage
  done
  expect_band tap-asked 1
  figure "$rounds rounds: $(printf '%s\n' "${spent[@]}" | sort -n |
    awk '{ t[NR] = $1 } END { printf "%s s the quickest, %s s the middle one, %s s the slowest",
                                     t[1], t[int((NR + 1) / 2)], t[NR] }')"
  figure "$(usage_told bluetoothd 0)"
}

# Nothing of a round is left in the daemon.
bluetoothd_is_as_before () {
  expect_steady bluetoothd 0 2048
}

bluetooth_start
session_start
keyring_start || { echo 'Bail out! No Secret Service.'; exit 1; }

test_case 'rounds: pairs' pairs
test_case "rounds: $rounds times connect, log in, measure, disconnect" all_rounds
test_case 'rounds: bluetoothd is as before' bluetoothd_is_as_before
cases_done
