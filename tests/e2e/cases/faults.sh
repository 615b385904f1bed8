#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
#
# What can happen to the real bluetoothd, its adapter and its devices while tactusctl measures or
# pairs: it says so, ends or goes on by itself, invents nothing, and the next attempt works.

# shellcheck source-path=SCRIPTDIR source=../guest-lib.sh
. "$(dirname "$0")/../guest-lib.sh"

SIMULATOR=$(program tactus-simulator) && TACTUSCTL=$(program tactusctl) || exit 1

# ------------------------------------------------------------------------------------ helpers

# One program measures through all the faults below; alone, a case starts it.
live () {
  [ -n "${WATCHER:-}" ] && ! ended "$WATCHER" && return
  band_start tap=1,rates=72:75:190:81:66:143 || return
  ctl 120 pair $BAND --json --timeout 90
  expect_status 0
  [ ${#problems[@]} -eq 0 ] || return
  watch_start
}

told_of_loss () { [ "$(grep -c 'connection was lost' $LOGS/watched.log)" -gt "$losses" ]; }
told_of_return () { [ "$(grep -c 'Connected again' $LOGS/watched.log)" -gt "$returns" ]; }
before () {
  losses=$(grep -c 'connection was lost' $LOGS/watched.log)
  returns=$(grep -c 'Connected again' $LOGS/watched.log)
  logins=$(band_count_of authenticated)
}

# goes_on_after COMMAND…: the program says that the link is lost, and after COMMAND measures again by
# itself, with a login but without a tap.
goes_on_after () {
  local values
  wait_for 120 told_of_loss || { problem 'the program does not say that the link is lost'; return; }
  values=$(values_watched)
  "$@" || { problem "this did not work: $*"; return; }
  wait_for 180 told_of_return || problem 'the program does not say that the link is back'
  wait_for 120 more_values_than "$values" || problem 'no value after that'
  [ "$(band_count_of authenticated)" -gt "$logins" ] || problem 'the band was not logged in to again'
  expect_band tap-asked 1
  ended "$WATCHER" && problem 'the program ended'
  invents_nothing
}

# What it printed is what the band sent, in that order; some may be lost with the link, no value is
# there twice or was never sent.
invents_nothing () {
  local sent shown
  shown=$(jq -rs 'map(.bpm // empty) | join(" ")' $WATCHED)
  sent=$(jq -rs 'map(select(.event == "heart-rate") | .bpm) | join(" ")' "$BAND_LOG")
  awk -v sent="$sent" -v shown="$shown" 'BEGIN {
    n = split(sent, a, " "); m = split(shown, b, " "); j = 1
    for (i = 1; i <= n && j <= m; i++) if (a[i] == b[j]) j++
    exit j <= m
  }' || problem "the client printed $shown; the band had sent $sent"
}

# pair_start: a pairing that waits for the tap.
pair_start () {
  band_start tap=manual,prompt=300,rates=72:75:190 || return
  : >$WATCHED
  "$TACTUSCTL" --adapter $CENTRAL pair $BAND --json --key-file $WORK/pairing \
    >$WATCHED 2>$err </dev/null 7>&- 8>&- 9>&- &
  WATCHER=$!
  band_wait tap-asked 120 || problem 'the band was not asked'
}

# fails_with CODE…: the pairing ends by itself, with one of these reasons.
fails_with () {
  wait_for 90 ended "$WATCHER" || { problem 'the pairing does not end'; kill -9 "$WATCHER"; }
  wait "$WATCHER" 2>/dev/null
  status=$?
  WATCHER=
  cp $WATCHED $out
  expect_error "$@"
  expect_band key-set 0
}

tapped () { band_say tap; wait_for 3 ended "$WATCHER"; }

# And nothing of it is in the way of the next.
next_pairing_works () {
  "$TACTUSCTL" --adapter $CENTRAL pair $BAND --json --timeout 90 --key-file $WORK/pairing \
    >$WATCHED 2>$err </dev/null 7>&- 8>&- 9>&- &
  WATCHER=$!
  asked=$(band_count_of tap-asked)
  wait_for 120 asked_again || problem 'the band was not asked again'
  wait_for 60 tapped || { problem 'the next pairing does not end'; kill -9 "$WATCHER"; }
  wait "$WATCHER"
  status=$?
  WATCHER=
  cp $WATCHED $out
  expect_status 0
  expect_json '.[-1].step == "done"' 'the next pairing is not done'
  expect_band key-set 1
  expect_disconnected
}
asked_again () { [ "$(band_count_of tap-asked)" -gt "$asked" ]; }

hang_up () {
  busctl --system call org.bluez $BAND_OBJECT org.bluez.Device1 Disconnect >/dev/null
}
remove_device () {
  busctl --system call org.bluez /org/bluez/hci0 org.bluez.Adapter1 RemoveDevice o $BAND_OBJECT
}
kill_daemon () { # SIGNAL
  kill "-$1" "$BLUETOOTHD"
  wait "$BLUETOOTHD" 2>/dev/null
}
no_adapters () { [ ! -d /sys/class/bluetooth/hci0 ] && [ ! -d /sys/class/bluetooth/hci1 ]; }
controllers_go () {
  stop "$BTVIRT"
  wait_for 60 no_adapters
}
controllers_return () {
  controllers_start && wait_for 60 powered hci0 && wait_for 60 powered hci1
}

# ---------------------------------------------------------------------- while heart rate is live

other_client_hangs_up () {
  live || return
  before
  hang_up || problem 'Disconnect did not work'
  goes_on_after true
}

second_program () {
  live || return
  ctl 60 heart-rate $BAND --once --json --timeout 30 --verbose
  expect_error busy
  grep -q "in use by tactusctl, process $WATCHER" $err || problem 'it is not told who has the band'
  ended "$WATCHER" && problem 'the first program ended'
  connected || problem 'the first program lost its link'
}

adapter_off_and_on () {
  live || return
  before
  power hci0 false || { problem 'hci0 does not go off'; return; }
  goes_on_after power hci0 true
}

told_of_loss_or_ended () { told_of_loss || ended "$WATCHER"; }

# Whoever removes the device means it: the program ends.  Where the link was lost well before that, it
# looks for the band, and finds it.
device_removed () {
  live || return
  before
  remove_device || problem 'RemoveDevice did not work'
  wait_for 120 told_of_loss_or_ended || problem 'the program does not notice'
  if ! ended "$WATCHER"; then
    goes_on_after true
    watch_stop
    WATCHER=
    return
  fi
  watch_stop
  WATCHER=
  cp $LOGS/watched.log $err
  expect_error disconnected
  invents_nothing
  ctl 120 heart-rate $BAND --once --json --timeout 60
  expect_status 0
}

daemon_ends () {
  live || return
  before
  kill_daemon TERM
  goes_on_after bluetoothd_start
}

daemon_killed () {
  live || return
  before
  kill_daemon KILL
  goes_on_after bluetoothd_start
}

controller_gone_and_back () {
  live || return
  before
  controllers_go || { problem 'the controllers do not go'; return; }
  goes_on_after controllers_return
}

ends_politely () {
  live || return
  watch_stop
  WATCHER=
  expect_status 0
  expect_json_only
  expect_disconnected
  ctl 120 heart-rate $BAND --once --json --timeout 60
  expect_status 0
  expect_disconnected
}

# ------------------------------------------------------------------------ while the tap is awaited

pairing_adapter_off () {
  pair_start || return
  power hci0 false || { problem 'hci0 does not go off'; return; }
  # The link goes first; a machine under load may tell of the adapter only after the pairing has ended.
  fails_with adapter_off disconnected
  power hci0 true || { problem 'hci0 does not come back'; return; }
  next_pairing_works
}

pairing_hung_up () {
  pair_start || return
  hang_up || problem 'Disconnect did not work'
  fails_with disconnected
  next_pairing_works
}

pairing_device_removed () {
  pair_start || return
  remove_device || problem 'RemoveDevice did not work'
  fails_with disconnected out_of_range
  next_pairing_works
}

# The band offers its services anew to the bluetoothd that is there then.
band_is_back () { [ "$(band_count_of ready)" -ge 2 ]; }

pairing_daemon_killed () {
  pair_start || return
  kill_daemon KILL
  fails_with no_service
  bluetoothd_start || { problem 'bluetoothd does not come back'; return; }
  wait_for 60 band_is_back || problem 'the band does not come back'
  next_pairing_works
}

pairing_controller_gone () {
  pair_start || return
  controllers_go || { problem 'the controllers do not go'; return; }
  fails_with no_adapter adapter_off disconnected
  controllers_return || { problem 'the controllers do not come back'; return; }
  wait_for 60 band_is_back || problem 'the band does not come back'
  next_pairing_works
}

# ---------------------------------------------------------------------------------- in order

bluetooth_start
session_start
keyring_start || { echo 'Bail out! No Secret Service.'; exit 1; }

test_case 'live: another program hangs up' other_client_hangs_up
test_case 'live: a second tactusctl is told who has the band' second_program
test_case 'live: the adapter is switched off and on' adapter_off_and_on
test_case 'live: bluetoothd is ended and started' daemon_ends
test_case 'live: bluetoothd is killed and started' daemon_killed
test_case 'live: the controller is taken away and given back' controller_gone_and_back
test_case 'live: and after all that the next attempt works' ends_politely
test_case 'live: the device is removed' device_removed
test_case 'pair: another program hangs up at the tap' pairing_hung_up
test_case 'pair: the adapter is switched off at the tap' pairing_adapter_off
test_case 'pair: the device is removed at the tap' pairing_device_removed
# long/faults.sh goes on from here.
if [ -n "${ALL_FAULTS:-}" ]; then
  test_case 'pair: bluetoothd is killed at the tap' pairing_daemon_killed
  test_case 'pair: the controller is taken away at the tap' pairing_controller_gone
fi
cases_done
