#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
#
# tactusctl on the real bluetoothd: the whole way of a user, then each way it can end badly.

# shellcheck source-path=SCRIPTDIR source=../guest-lib.sh
. "$(dirname "$0")/../guest-lib.sh"

SIMULATOR=$(program tactus-simulator) && TACTUSCTL=$(program tactusctl) || exit 1

# Made up; they open nothing.
BAND_KEY=00112233445566778899aabbccddeeff
OTHER_KEY=ffeeddccbbaa99887766554433221100

# All different and two above 127, so that a lost, doubled or signed value shows.
RATES=72:75:190:81:66:143

# ------------------------------------------------------------------------------------ helpers

expect_steps () {
  local wanted got
  wanted=$(printf '%s ' "$@")
  got=$(jq -r 'select(has("step")) | .step' $out | tr '\n' ' ')
  [ "$got" = "$wanted" ] || problem "the steps were $got; expected $wanted"
}

pair_with_tap () { # ARGUMENTS…
  ctl 60 pair $BAND --json --timeout 40 "$@"
  expect_status 0
  expect_json_only
  expect_steps connecting key tap checking 'done'
  expect_band tap-asked 1
  expect_band key-set 1
}

# Some cases go on with the band of the one before; alone, they pair it first.
paired=no
need_paired_band () {
  [ $paired = no ] || return 0
  band_start "tap=3,rates=$RATES" || return
  pair_with_tap
  [ ${#problems[@]} -eq 0 ] && paired=yes
}

KEY_FILE=$WORK/keys

# ------------------------------------------------------------------------------- the good way

list_shows_the_band () {
  band_start tap=3 || return
  ctl 40 list --scan 10 --json
  expect_status 0
  expect_time 0 20
  expect_json_only
  expect_json "map(select(.address == \"$BAND\")) | length == 1" 'the band is not listed once'
  expect_json "map(select(.address == \"$BAND\"))[0] | .name == \"Mi Band 3\"" 'the name is wrong'
  expect_json "map(select(.address == \"$BAND\"))[0] | .model | test(\"band.?3\"; \"i\")" \
    'the model is wrong'
  # This radio cannot tell the signal's strength, and says 127 for that.
  expect_json "map(select(.address == \"$BAND\"))[0] | has(\"rssi\") and .rssi == null" \
    'the signal is missing, or made up'
  expect_json "map(select(.address == \"$BAND\"))[0] | .known == false and .connected == false" \
    'a band never met is called known or connected'
}

list_as_a_user () {
  [ -n "$BAND_PID" ] || band_start tap=3 || return
  # Whoever sits at the machine is not root.  The program is copied: the build directory may be
  # closed to others.
  install -m 755 "$TACTUSCTL" /tmp/tactusctl-for-all
  install -d -m 700 -o nobody /tmp/nobody
  limited 30 setpriv --reuid nobody --regid nogroup --clear-groups \
    env HOME=/tmp/nobody XDG_RUNTIME_DIR=/tmp/nobody XDG_DATA_HOME=/tmp/nobody \
        DBUS_SESSION_BUS_ADDRESS=disabled: /tmp/tactusctl-for-all list --scan 3 --json
  expect_status 0
  expect_json "map(select(.address == \"$BAND\")) | length == 1" 'the band is not listed'
}

pair_into_the_keyring () {
  need_paired_band || return
  expect_time 3 20
  expect_disconnected
}

heart_rate_with_the_stored_key () {
  need_paired_band || return
  ctl 60 heart-rate $BAND --duration 20 --json
  expect_status 0
  expect_time 18 40
  expect_json_only
  expect_same_beats 12
  expect_json 'all(.[]; .time | test("^[0-9]{4}-[0-9]{2}-[0-9]{2}T.*(Z|[+-][0-9]{2}:?[0-9]{2})$"))' \
    'a time without its zone'
  expect_band tap-asked 1
  expect_disconnected
}

killed_and_started_again () {
  need_paired_band || return
  watch_start --duration 60
  kill -9 $WATCHER
  wait $WATCHER 2>/dev/null
  # The link is bluetoothd's: it outlives the client, and the next one has to take it over.
  ctl 60 heart-rate $BAND --duration 4 --json
  expect_status 0
  expect_same_beats 2
  expect_band tap-asked 1
  expect_disconnected
}

second_program_and_polite_end () {
  need_paired_band || return
  watch_start --duration 90
  ctl 30 heart-rate $BAND --once --json --timeout 15
  expect_error busy
  expect_time 0 15
  ended $WATCHER && problem 'the first program ended'
  kill -TERM $WATCHER
  wait_for 60 ended $WATCHER || { problem 'it does not end when asked to'; kill -9 $WATCHER; }
  wait $WATCHER 2>/dev/null
  expect_disconnected
}

link_lost_and_back () {
  local before
  need_paired_band || return
  watch_start --duration 90
  band_say vanish
  wait_for 60 not_connected || problem 'the link is still there'
  sleep 2
  before=$(values_watched)
  band_say 'return'
  wait_for 60 more_values_than "$before" || problem 'no value after the band came back'
  kill -TERM $WATCHER
  wait $WATCHER
  status=$?
  cp $WATCHED $out
  expect_status 0
  expect_json_only
  expect_band tap-asked 1
  expect_disconnected
}

measure_once () {
  need_paired_band || return
  ctl 60 heart-rate $BAND --once --json
  expect_status 0
  expect_json 'map(select(.bpm != null)) | length >= 1' 'no value'
  expect_band tap-asked 1
}

information () {
  need_paired_band || return
  ctl 60 info $BAND --json
  expect_status 0
  expect_json_only
  expect_json 'length >= 1' 'nothing was printed'
  expect_disconnected
}

listed_as_known () {
  need_paired_band || return
  ctl 40 list --scan 2 --json
  expect_status 0
  expect_json "map(select(.address == \"$BAND\" and .known)) | length == 1" 'a paired band is not known'
}

forgotten () {
  need_paired_band || return
  ctl 40 forget $BAND --yes --json
  expect_status 0
  ctl 40 list --scan 2 --json
  expect_json "all(.[]; .address != \"$BAND\" or .known == false)" 'the band is still known'
  paired=no
}

pair_into_a_key_file () {
  rm -f $KEY_FILE
  band_start "tap=3,rates=$RATES" || return
  pair_with_tap --key-file $KEY_FILE
  [ "$(stat -c %a $KEY_FILE 2>/dev/null)" = 600 ] || problem 'the key file is not for its owner alone'
  ctl 60 heart-rate $BAND --duration 4 --json --key-file $KEY_FILE
  expect_status 0
  expect_same_beats 2
  expect_band tap-asked 1
  expect_disconnected
}

# ------------------------------------------------------------------------------- the bad ways

declined () {
  band_start tap=decline || return
  ctl 60 pair $BAND --json --timeout 30 --key-file $WORK/none
  expect_error not_confirmed
  expect_time 0 30
  expect_band key-set 0
  expect_disconnected
}

never_tapped () {
  band_start tap=never || return
  ctl 60 pair $BAND --json --timeout 8 --key-file $WORK/none
  expect_error timed_out not_confirmed
  expect_time 6 20
  expect_band tap-asked 1
  expect_band key-set 0
  expect_disconnected
}

wrong_key () {
  band_start "key=$BAND_KEY" || return
  rm -f $KEY_FILE
  ctl 60 pair $BAND --json --timeout 30 --key $OTHER_KEY --key-file $KEY_FILE
  expect_error wrong_key
  expect_time 0 30
  expect_band key-set 0
  expect_band tap-asked 0
  expect_disconnected
}

right_key () {
  band_start "key=$BAND_KEY,rates=$RATES" || return
  rm -f $KEY_FILE
  ctl 60 pair $BAND --json --timeout 30 --key $BAND_KEY --key-file $KEY_FILE
  expect_status 0
  expect_band tap-asked 0
  expect_band authenticated 1
  expect_disconnected
}

vanished () {
  band_start tap=1,fault=vanish-after-challenge || return
  ctl 90 pair $BAND --json --timeout 40 --key-file $WORK/none
  expect_error disconnected
  expect_time 0 40
  expect_disconnected
}

absent () {
  band_stop
  band_forget
  ctl 90 heart-rate $NOBODY --once --json --timeout 20 --key-file $WORK/none
  expect_error out_of_range
  expect_time 0 60
}

adapter_off () {
  power hci0 false || { problem 'hci0 does not go off'; return; }
  ctl 60 pair $BAND --json --timeout 20 --key-file $WORK/none
  expect_error adapter_off
  expect_time 0 25
  ctl 60 list --scan 5 --json
  expect_error adapter_off
  power hci0 true || problem 'hci0 does not come back'
}

no_service () {
  band_stop
  bluetoothd_stop
  ctl 60 pair $BAND --json --timeout 20 --key-file $WORK/none
  expect_error no_service
  expect_time 0 25
  ctl 60 list --scan 5 --json
  expect_error no_service
  bluetoothd_start || problem 'bluetoothd does not come back'
}

wrong_usage () {
  ctl 20 pair
  expect_status 2
  [ -s $err ] || problem 'nothing on standard error'
  ctl 20 no-such-command
  expect_status 2
  ctl 20 heart-rate $BAND --duration minus
  expect_status 2
}

# Whatever looks like a key is one, apart from the two that the cases themselves put on command lines.
no_key_was_told () {
  local found
  found=$(grep -rohiE '\b(0x)?[0-9a-f]{32}\b' $LOGS --include='commands.log' --include='band-*' \
            --include='messages.txt' --include='watched.log' |
            grep -vie $BAND_KEY -e $OTHER_KEY | sort -u)
  [ -z "$found" ] || problem "a program printed what looks like a key: $(wc -w <<<"$found") times"
  [ -s $LOGS/commands.log ] || problem 'no output to look through'
}

# ---------------------------------------------------------------------------------- in order

bluetooth_start
session_start
keyring_start || { echo 'Bail out! No Secret Service.'; exit 1; }

test_case 'list: the band, its name, model and signal' list_shows_the_band
test_case 'list: works for an ordinary user' list_as_a_user
test_case 'pair: tap after 3 s, key into the keyring' pair_into_the_keyring
test_case 'heart-rate: 20 s with the stored key, values as sent' heart_rate_with_the_stored_key
test_case 'heart-rate: client killed, next one needs no tap' killed_and_started_again
test_case 'heart-rate: a second program is told, the first ends politely' \
  second_program_and_polite_end
test_case 'heart-rate: link lost, the band comes back' link_lost_and_back
test_case 'heart-rate: once' measure_once
test_case 'info' information
test_case 'list: a paired band is known' listed_as_known
test_case 'forget: the band is a stranger again' forgotten
test_case 'pair and heart-rate with a key file' pair_into_a_key_file
test_case 'pair: declined on the band' declined
test_case 'pair: never tapped' never_tapped
test_case 'pair: wrong key' wrong_key
test_case 'pair: the right key needs no tap' right_key
test_case 'pair: the band vanishes in the handshake' vanished
test_case 'heart-rate: nobody there' absent
test_case 'adapter switched off' adapter_off
test_case 'no bluetoothd' no_service
test_case 'wrong usage' wrong_usage
test_case 'no key in any output' no_key_was_told
cases_done
