#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
#
# rig: --gui --timeout 5400
#
# An hour of live heart rate in the app, its window open: nothing is lost, nothing grows.
# TACTUS_E2E_SECONDS makes it another time.

# shellcheck source-path=SCRIPTDIR source=../guest-lib.sh
. "$(dirname "$0")/../guest-lib.sh"

TACTUS_E2E_BRIEF=yes

SIMULATOR=$(program tactus-simulator) && TACTUSCTL=$(program tactusctl) || exit 1
# shellcheck disable=SC2034
APP=$(program tactus) || exit 1

seconds=${TACTUS_E2E_SECONDS:-3600}

# Pages, fonts and the first minutes of the chart are there by then.
warm=$((seconds > 900 ? 10 : 0))

pairs () {
  band_start tap=1,rates=187 || return
  app_measures 187
  expect_band tap-asked 1
}

an_hour () {
  local watch
  sleep "$seconds" &
  watch=$!
  usage_watch $watch app=$APP_PID bluetoothd=$BLUETOOTHD simulator=$BAND_PID
  screenshot hour
  band_say rate 142
  screen see 120 'Heart rate 142 beats per minute' || return
  expect_band tap-asked 1
  expect_band connected 1
  expect_steady app $warm 16384
  figure "$(usage_told app $warm)"
  figure "$(usage_told bluetoothd $warm)"
  figure "$(usage_told simulator $warm)"
}

# All that was sent is kept, but for what was on its way when the app was told to end.
in_the_history () {
  local sent kept
  app_stop
  expect_disconnected
  limited 120 "$TACTUSCTL" export $BAND --format jsonl
  expect_status 0
  expect_same_beats $((seconds * 9 / 10))
  sent=$(band_count_of heart-rate)
  kept=$(jq -rs 'map(select(.bpm != null)) | length' $out)
  figure "app: $kept readings kept of $sent sent in $seconds s"
  [ "$kept" -ge $((sent - 3)) ] || problem "of $sent readings $kept are in the history"
}

bluetooth_start
session_start
keyring_start || { echo 'Bail out! No Secret Service.'; exit 1; }
display_start 560x760 || { echo 'Bail out! No display.'; exit 1; }

test_case 'hour: the app pairs and measures' pairs
test_case 'hour: live in the app, nothing grows' an_hour
test_case 'hour: all of it in the history' in_the_history
test_case 'hour: no warnings' app_is_silent
cases_done
