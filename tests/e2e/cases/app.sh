#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
#
# rig: --gui
#
# The app on the real bluetoothd, used as a person with a screen reader would.

# shellcheck source-path=SCRIPTDIR source=../guest-lib.sh
. "$(dirname "$0")/../guest-lib.sh"

# shellcheck disable=SC2034
SIMULATOR=$(program tactus-simulator) && APP=$(program tactus) || exit 1

nearby_band () {
  band_start tap=manual,prompt=120,rates=187 || return
  app_start
  screen see 60 'Mi Band 3' || return
  screen see 60 'Nearby'
  screenshot app-1-nearby
}

asked_again () { [ "$(band_count_of tap-asked)" -ge "$1" ]; }

declined_on_the_band () {
  screen press 60 'Pair Mi Band 3' || return
  wait_for 60 asked_again 1 || { problem 'the band was not asked'; return; }
  screen see 60 'Tap Your Band' || return
  screenshot app-2-tap
  band_say decline
  screen see 60 'Not Confirmed' || return
  screenshot app-3-declined
  expect_band key-set 0
}

pairing_with_a_tap () {
  screen press 60 'Try Again.*' || return
  wait_for 60 asked_again 2 || { problem 'the band was not asked again'; return; }
  band_say tap
  screen see 60 'Paired' || return
  screenshot app-4-paired
  expect_band tap-asked 2
  expect_band key-set 1
}

several_values () { [ "$(band_count_of heart-rate)" -ge 4 ]; }

live_number () {
  screen press 60 'Show the Pulse.*' || return
  band_wait heart-rate 60 || problem 'the band was not asked to measure'
  screen see 60 'Heart rate 187 beats per minute' || return
  wait_for 60 several_values || problem 'the band sent only one value'
  screenshot app-5-live
  expect_band tap-asked 2
}

link_lost_and_back () {
  band_say vanish
  screen see 60 'Signal lost, reconnecting…' || return
  screen see 60 'No heart rate'
  screenshot app-6-lost
  band_say rate 142
  band_say 'return'
  screen see 120 'Heart rate 142 beats per minute' || return
  screenshot app-7-back
  expect_band tap-asked 2
}

leaves_the_band_free () {
  app_stop
  expect_disconnected
}

second_start () {
  app_start
  screen see 60 'My Bands' || return
  screen see 60 'Mi Band 3' || return
  screenshot app-8-known
  expect_band tap-asked 2
  app_stop
  expect_disconnected
}

bluetooth_off_and_on () {
  band_stop
  power hci1 false
  power hci0 false || { problem 'hci0 does not go off'; return; }
  app_start
  screen see 60 'Bluetooth Is Off' || return
  screenshot app-9-off
  screen press 60 'Turn On Bluetooth.*' || return
  wait_for 60 powered hci0 || problem 'the button did not switch the adapter on'
}

no_service_and_back () {
  bluetoothd_stop
  screen see 60 'No Bluetooth Service' || return
  screenshot app-10-no-service
  # The page says it; nothing else is to say another thing on top of it.
  screen gone 0 'Bluetooth is switched off or blocked.*'
  bluetoothd_start || { problem 'bluetoothd does not come back'; return; }
  band_start tap=manual || return
  screen see 60 'Nearby, not connected' || return
  screenshot app-11-service-back
  app_stop
}

bluetooth_start
session_start
keyring_start || { echo 'Bail out! No Secret Service.'; exit 1; }
display_start 560x760 || { echo 'Bail out! No display.'; exit 1; }

test_case 'app: shows the band nearby' nearby_band
test_case 'app: says that the band declined' declined_on_the_band
test_case 'app: tries again and pairs when the band is tapped' pairing_with_a_tap
test_case 'app: shows the live number' live_number
test_case 'app: link lost, the band comes back' link_lost_and_back
test_case 'app: leaves the band free' leaves_the_band_free
test_case 'app: knows the band at the next start' second_start
test_case 'app: switches Bluetooth on' bluetooth_off_and_on
test_case 'app: goes on when bluetoothd does' no_service_and_back
test_case 'app: no warnings' app_is_silent
cases_done
