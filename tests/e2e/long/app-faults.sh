#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
#
# rig: --gui --timeout 1800
#
# What can happen to the real bluetoothd, its adapter and the computer while the app shows a pulse: it
# says so, shows no old value for a new one, and goes on by itself.

# shellcheck source-path=SCRIPTDIR source=../guest-lib.sh
. "$(dirname "$0")/../guest-lib.sh"

# shellcheck disable=SC2034
SIMULATOR=$(program tactus-simulator) && APP=$(program tactus) || exit 1

rate=60

live () {
  [ -n "${APP_PID:-}" ] && ! ended "$APP_PID" && return
  band_start tap=1,rates=$rate || return
  app_measures $rate
}

# goes_on_after COMMAND…: no pulse is shown; after COMMAND there is one again, and not the old one.
goes_on_after () {
  screen see 120 'No heart rate' || return
  screenshot "fault-$rate"
  rate=$((rate + 10))
  band_say rate $rate
  "$@" || { problem "this did not work: $*"; return; }
  screen see 240 "Heart rate $rate beats per minute" || return
  expect_band tap-asked 1
}

adapter_off_and_on () {
  live || return
  power hci0 false || { problem 'hci0 does not go off'; return; }
  goes_on_after power hci0 true
}

daemon_killed () {
  live || return
  kill -9 "$BLUETOOTHD"
  wait "$BLUETOOTHD" 2>/dev/null
  goes_on_after bluetoothd_start
}

device_removed () {
  live || return
  band_say vanish
  wait_for 60 not_connected || problem 'the link is still there'
  busctl --system call org.bluez /org/bluez/hci0 org.bluez.Adapter1 RemoveDevice o $BAND_OBJECT
  goes_on_after band_say 'return'
}

# The real login1.  What it asks of systemd is told by sleeper.py; nothing sleeps in earnest.
login1_start () {
  mkdir -p /run/systemd/{seats,sessions,users,inhibit}
  mkfifo $WORK/sleeper.in
  exec 6<>$WORK/sleeper.in
  /usr/bin/python3 "$TACTUS_SOURCE/tests/e2e/sleeper.py" <$WORK/sleeper.in >$LOGS/sleeper.log \
    2>&1 6>&- 7>&- 8>&- 9>&- &
  wait_for 60 owned org.freedesktop.systemd1 || { problem 'the stand-in did not start'; return; }
  /lib/systemd/systemd-logind >$LOGS/logind.log 2>&1 6>&- 7>&- 8>&- 9>&- &
  wait_for 60 owned org.freedesktop.login1 || problem 'login1 did not start'
}
owned () {
  busctl --system call org.freedesktop.DBus / org.freedesktop.DBus NameHasOwner s "$1" 2>/dev/null |
    grep -q true
}
login1 () { # METHOD ARGUMENTS…
  busctl --system call org.freedesktop.login1 /org/freedesktop/login1 \
    org.freedesktop.login1.Manager "$@"
}
holds_sleep () { login1 ListInhibitors | grep -q 'sleep.*Tactus'; }
asleep () { grep -q '^starts' $LOGS/sleeper.log; }
wakes () { echo >&6; }

suspend_and_resume () {
  login1_start || return
  live || return
  wait_for 60 holds_sleep || { problem 'the app asked for no time before sleep'; return; }
  login1 Suspend b false || { problem 'login1 does not suspend'; return; }
  # login1 waits for the app, which lets go of the band first.
  wait_for 60 asleep || { problem 'login1 did not start to sleep'; return; }
  wait_for 60 not_connected || problem 'the link is still there, asleep'
  goes_on_after wakes
  wait_for 60 holds_sleep || problem 'the app does not ask for time before the next sleep'
}

leaves_the_band_free () {
  app_stop
  expect_disconnected
}

bluetooth_start
session_start
keyring_start || { echo 'Bail out! No Secret Service.'; exit 1; }
display_start 560x760 || { echo 'Bail out! No display.'; exit 1; }

test_case 'app: the adapter is switched off and on' adapter_off_and_on
test_case 'app: bluetoothd is killed and started' daemon_killed
test_case 'app: the band goes, bluetoothd forgets it, it is back' device_removed
test_case 'app: the computer sleeps and wakes' suspend_and_resume
test_case 'app: leaves the band free after all that' leaves_the_band_free
test_case 'app: no warnings in all that' app_is_silent
cases_done
