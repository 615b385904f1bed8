#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
#
# One band of each kind on the real bluetoothd, and what each can do: first generation, a key of our
# own, a key of the vendor's, a plain strap, and a pulse that is told to everybody.

# shellcheck source-path=SCRIPTDIR source=../guest-lib.sh
. "$(dirname "$0")/../guest-lib.sh"

# shellcheck disable=SC2034
SIMULATOR=$(program tactus-simulator) && TACTUSCTL=$(program tactusctl) || exit 1

# Made up; it opens nothing.
BAND_KEY=00112233445566778899aabbccddeeff
KEY_FILE=$WORK/keys
DATABASE=$WORK/activity.sqlite

# ------------------------------------------------------------------------------------ helpers

# meet SPEC: a band that nobody has met, and a computer that has met nobody.
meet () {
  rm -rf $KEY_FILE $DATABASE* "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_STATE_HOME"
  mkdir -p "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_STATE_HOME"
  band_play "$1"
}

ours () { # SECONDS ARGUMENTS…
  ctl "$@" --json --key-file $KEY_FILE
  expect_status 0
  expect_json_only
}

pair_with_tap () {
  ours 60 pair $BAND --timeout 40
  expect_json 'map(.step // empty) | index("tap") != null and .[-1] == "done"' 'no tap, or no end'
  expect_band tap-asked 1
  expect_band key-set 1
}

# expect_told EVENT WORDS: the band was told just that, and maybe which program says so.
expect_told () {
  jq -e --arg event "$1" --arg words "$2" -s \
    'any(.[]; .event == $event and (.words // "" | rtrimstr("\nTactus")) == $words)' \
    "$BAND_LOG" >/dev/null ||
    problem "the band was not told '$2' ($1)"
}

# sync_all MINUTES: all of them come over, are kept, and do not come again.  The band goes on
# recording, so that there may be some more each time.
sync_all () {
  ours 60 sync $BAND --database $DATABASE
  expect_json ".[-1] | .added == .minutes and .minutes >= $1 and .minutes < $1 + 8" \
    "not $1 new minutes"
  ours 60 sync $BAND --database $DATABASE
  expect_json '.[-1] | .added == .minutes and .minutes < 8' 'minutes came twice'
  ours 20 activity $BAND --database $DATABASE --format json
  expect_json "length >= $1 and length < $1 + 8" "not $1 minutes in the database"
  expect_json '(map(.time) | unique | length) == length' 'a minute is there twice'
  # By night they sleep.
  expect_json 'any(.[]; .steps > 0 or (.activity | test("sleep")))' 'nobody walked, nobody slept'
}

# ------------------------------------------------------------------------------------- cases

first_generation () {
  meet model=mi-band-1s,tap=2,rates=71:72:190:73,activity=90 || return
  pair_with_tap
  ours 40 list --scan 2
  expect_json "map(select(.address == \"$BAND\"))[0] | .model == \"mi-band-1s\" and .known" \
    'another model, or a stranger'
  ours 60 heart-rate $BAND --duration 5
  expect_same_beats 3
  ours 60 alert $BAND message
  expect_band alert 1
  sync_all 90
  expect_band tap-asked 1
  expect_disconnected
}

key_of_our_own () {
  meet model=mi-band-3,tap=2,rates=71:72:190:73,activity=300 || return
  pair_with_tap
  ours 60 alert $BAND message --title Zoë --text 'Käse, bitte'
  expect_told text $'Zoë\nKäse, bitte'
  ours 60 settings $BAND time-format=24h units=imperial
  expect_told setting 0003:06020001
  expect_told setting 0003:06030001
  ours 60 set-time $BAND --time 2026-03-01T07:05:00+05:30
  expect_json '.[-1].time | startswith("2026-03-01T07:05:")' 'the band has another time'
  sync_all 300
  expect_band tap-asked 1
  expect_disconnected
}

phone_looked_for () {
  band_did key-set || { meet model=mi-band-3,tap=2 && pair_with_tap; } || return
  band_log_size=$(band_count_of authenticated)
  "$TACTUSCTL" --adapter $CENTRAL events $BAND --wait find_phone --json --key-file $KEY_FILE \
    >$out 2>$err </dev/null 7>&- &
  watcher=$!
  wait_for 60 logged_in_again || problem 'the client did not log in'
  wait_for 60 phone_called || { problem 'the event did not come'; kill $watcher; }
  wait $watcher
  status=$?
  expect_status 0
  expect_json 'any(.[]; .event == "find_phone")' 'no such event was printed'
  expect_disconnected
}
# From when on the client listens is not to be seen here: the band calls until it is heard.
phone_called () { band_say event 08; wait_for 5 ended $watcher; }
logged_in_again () { [ "$(band_count_of authenticated)" -gt "$band_log_size" ]; }

key_of_the_vendor () {
  meet "model=mi-band-5,key=$BAND_KEY,rates=71:72:190:73,activity=200" || return
  ours 60 pair $BAND --timeout 30 --key $BAND_KEY
  expect_band tap-asked 0
  ours 60 heart-rate $BAND --duration 5
  expect_same_beats 3
  ours 60 alert $BAND message --title Zoë --text 'Käse, bitte'
  expect_told text $'Zoë\nKäse, bitte'
  sync_all 200
  expect_disconnected
}

strap () {
  meet model=heart-rate-sensor,rates=60:120:75,energy=yes || return
  ours 60 heart-rate $BAND --duration 6
  expect_same_beats 3
  expect_json 'all(.[]; .contact == true)' 'contact is missing'
  expect_json 'any(.[]; .rr | length == 2)' 'no times between beats'
  expect_json 'all(.[]; .rr | all(.[]; . > 400 and . < 1100))' 'times that no heart has'
  expect_disconnected
}

shared_pulse () {
  meet model=mi-band-5,share=on,rates=71:72:190:73,period=2 || return
  ours 60 heart-rate $BAND --listen --duration 15
  expect_json 'map(.bpm // empty) | length >= 2 and all(.[]; IN(71, 72, 190, 73))' \
    'not the shared pulse'
  expect_band connected 0
}

# ---------------------------------------------------------------------------------- in order

bluetooth_start
session_start

test_case 'bands: Mi Band 1S, tap, pulse, alert, recorded minutes' first_generation
test_case 'bands: Mi Band 3, tap, words, settings, time, recorded minutes' key_of_our_own
test_case 'bands: Mi Band 3 looks for the phone' phone_looked_for
test_case 'bands: Mi Band 5, its key, pulse, words, recorded minutes' key_of_the_vendor
test_case 'bands: a strap, with the times between beats' strap
test_case 'bands: a pulse that is told to everybody' shared_pulse
cases_done
