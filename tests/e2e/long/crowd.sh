#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
#
# rig: --gui --timeout 1800
#
# A band among forty others that advertise once a second.  Forty controllers of btvirt's would be forty
# adapters of bluetoothd's, so crowd.py adds the others on the way from one controller to the kernel: they
# are heard, and cannot be connected to.

# shellcheck source-path=SCRIPTDIR source=../guest-lib.sh
. "$(dirname "$0")/../guest-lib.sh"

TACTUS_E2E_BRIEF=yes

SIMULATOR=$(program tactus-simulator) && TACTUSCTL=$(program tactusctl) || exit 1
# shellcheck disable=SC2034
APP=$(program tactus) || exit 1

crowd=${TACTUS_E2E_CROWD:-40}
seconds=${TACTUS_E2E_SECONDS:-60}

# As btvirt numbers the controllers that it lends out.
CENTRAL=00:AA:01:00:00:42
BAND=00:AA:01:01:00:42
BAND_OBJECT=/org/bluez/hci0/dev_${BAND//:/_}
CENTRAL_OBJECT=/org/bluez/hci1/dev_${CENTRAL//:/_}

lend_controller () { # hciN NUMBER
  /usr/bin/python3 "$TACTUS_SOURCE/tests/e2e/crowd.py" /tmp/bt-server-le "$2" 1 \
    >"$LOGS/crowd-$1.log" 2>&1 &
  wait_for 30 test -d "/sys/class/bluetooth/$1"
}

controllers_start () {
  btvirt -L -s >>$LOGS/btvirt.log 2>&1 &
  BTVIRT=$!
  wait_for 30 test -S /tmp/bt-server-le && lend_controller hci0 "$crowd" && lend_controller hci1 0
}

in_the_crowd () { band_play 'model=mi-band-2,name=MI Band 2,tap=1,rates=187'; }

all_listed () {
  in_the_crowd || return
  ctl 120 list --scan 40 --json
  expect_status 0
  expect_json "map(select(.model == \"mi-band-3\" and .rssi != null)) | length == $crowd" \
    "not $crowd others"
  expect_json "map(select(.address == \"$BAND\")) | length == 1" 'the band is not listed once'
  figure "crowd: $(jq -rs length $out) peripherals listed after 40 s of scanning"
}

pairs_and_measures () {
  pair_somehow
  ctl 120 heart-rate $BAND --once --json
  expect_status 0
  expect_json 'map(.bpm // empty) == [187]' 'another value'
  expect_disconnected
}

reports () { awk '/reports/ { n = $2 } END { print n + 0 }' $LOGS/crowd-hci0.log; }

# The window lists them, goes on answering, and finds the one that is looked for.
app_in_the_crowd () {
  local heard
  in_the_crowd || return
  app_start
  screen see 120 'Pair MI Band 2' || return
  screen see 60 'Pair Mi Band 3' || return
  heard=$(reports)
  sleep "$seconds" &
  usage_watch $! app=$APP_PID bluetoothd=$BLUETOOTHD
  screenshot crowd
  expect_steady app 0 16384
  figure "crowd: $(($(reports) - heard)) advertisements in $seconds s; $(usage_told app 0)"
  figure "$(usage_told bluetoothd 0)"
  screen press 60 'Pair MI Band 2' || return
  screen press 120 'Show the Pulse.*' || return
  screen see 120 'Heart rate 187 beats per minute' || return
  app_stop
  expect_disconnected
}

bluetooth_start
session_start
keyring_start || { echo 'Bail out! No Secret Service.'; exit 1; }
display_start 560x760 || { echo 'Bail out! No display.'; exit 1; }

test_case "crowd: all $crowd are listed, and the band" all_listed
test_case 'crowd: pairs and measures among them' pairs_and_measures
test_case 'crowd: the app finds the band among them' app_in_the_crowd
test_case 'crowd: no warnings' app_is_silent
cases_done
