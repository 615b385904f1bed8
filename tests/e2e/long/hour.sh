#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
#
# rig: --timeout 5400
#
# An hour of live heart rate with tactusctl: nothing is lost, nothing grows.  TACTUS_E2E_SECONDS
# makes it another time.

# shellcheck source-path=SCRIPTDIR source=../guest-lib.sh
. "$(dirname "$0")/../guest-lib.sh"

TACTUS_E2E_BRIEF=yes

SIMULATOR=$(program tactus-simulator) && TACTUSCTL=$(program tactusctl) || exit 1

seconds=${TACTUS_E2E_SECONDS:-3600}

# What is read only once, and the first pages of the database, is there after two minutes.
warm=$((seconds > 600 ? 4 : 0))

pairs () {
  band_start tap=1,rates=72:75:190:81:66:143 || return
  pair_somehow
}

# The longest time without a value.
longest_gap () {
  jq -rs '[.[] | select(has("bpm")) | .time | (.[0:19] + "Z" | fromdate) +
            (capture("T..:..:..(?<f>\\.[0-9]+)?") | "0" + (.f // ".0") | tonumber)]
          | . as $t | [range(1; length) | $t[.] - $t[. - 1]] | max // 0 | . * 10 | round / 10' $out
}

an_hour () {
  watch_start --duration "$seconds" || return
  usage_watch $WATCHER tactusctl=$WATCHER bluetoothd=$BLUETOOTHD simulator=$BAND_PID
  wait $WATCHER
  status=$?
  cp $WATCHED $out
  expect_status 0
  expect_json_only
  # One a second; a machine that stands still for a while delays them, but loses none.
  expect_same_beats $((seconds * 9 / 10))
  expect_band tap-asked 1
  expect_steady tactusctl $warm 4096
  expect_disconnected
  figure "tactusctl: $(values_watched) readings of $(band_count_of heart-rate) sent in $seconds s," \
         "at most $(longest_gap) s from one to the next"
  figure "$(usage_told tactusctl $warm)"
  figure "$(usage_told bluetoothd $warm)"
  figure "$(usage_told simulator $warm)"
}

in_the_history () {
  local kept shown
  shown=$(jq -rs 'map(select(has("bpm"))) | length' $WATCHED)
  limited 120 "$TACTUSCTL" export $BAND --format jsonl
  expect_status 0
  kept=$(jq -rs 'map(select(.bpm != null)) | length' $out)
  figure "history: $kept readings of the $shown shown"
  [ "$kept" = "$shown" ] || problem "of $shown readings $kept are in the history"
}

bluetooth_start
session_start
keyring_start || { echo 'Bail out! No Secret Service.'; exit 1; }

test_case 'hour: pairs' pairs
test_case 'hour: live heart rate, nothing lost, nothing grows' an_hour
test_case 'hour: all of it in the history' in_the_history
cases_done
