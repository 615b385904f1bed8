# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
#
# Functions for scripts that run inside the machine of `rig`: one radio with two ends, the real
# bluetoothd, a band, and what a case expects.  README.md says what is peculiar about this radio.
#
#   hci0  the adapter under test (central)         $CENTRAL
#   hci1  the band, played by tactus-simulator     $BAND
#
# A script sources this file, calls bluetooth_start, then `test_case NAME FUNCTION` as often as it
# likes, and ends with `cases_done`.  Logs are written to memory and copied to /xchg at the end.

set -u
shopt -s nullglob

LOGS=/tmp/logs
WORK=/tmp/work
mkdir -p $LOGS $WORK

# Fixed by btvirt; both are public addresses.  bluetooth_start makes sure of it.
CENTRAL=00:AA:01:00:00:00
BAND=00:AA:01:01:00:01
BAND_OBJECT=/org/bluez/hci0/dev_${BAND//:/_}
CENTRAL_OBJECT=/org/bluez/hci1/dev_${CENTRAL//:/_}

# An address that nobody has.
# shellcheck disable=SC2034
NOBODY=00:AA:01:0F:00:0F

say () { printf '# %s\n' "$*"; }
# Seconds since the machine started, to a hundredth, without starting a program.
now () { local up _; read -r up _ </proc/uptime; echo "$up"; }
since () { awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.1f", b - a }'; }

# wait_for SECONDS COMMAND…: until the command succeeds; fails when the time is over.
wait_for () {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.1
  done
}

# program NAME: its place in the build directory.
program () {
  local file
  for file in "$TACTUS_BUILD"/src/{ctl,simulator,ui,}/"$1" "$TACTUS_BUILD/$1"; do
    [ -f "$file" ] && [ -x "$file" ] && { echo "$file"; return; }
  done
  echo "Bail out! $1 is not in $TACTUS_BUILD. Build it first." >&2
  return 1
}

# ------------------------------------------------------------------------------- the radio

get_property () { # OBJECT INTERFACE PROPERTY
  busctl --system get-property org.bluez "$1" "org.bluez.$2" "$3" 2>/dev/null
}
has_address () { [ "$(get_property "/org/bluez/$1" Adapter1 Address)" = "s \"$2\"" ]; }
powered () { [ "$(get_property "/org/bluez/$1" Adapter1 Powered)" = "b true" ]; }
not_powered () { ! powered "$1"; }
power () { # hciN true|false
  busctl --system set-property org.bluez "/org/bluez/$1" org.bluez.Adapter1 Powered b "$2"
  if [ "$2" = true ]; then wait_for 60 powered "$1"; else wait_for 60 not_powered "$1"; fi
}
both_adapters () { [ -d /sys/class/bluetooth/hci0 ] && [ -d /sys/class/bluetooth/hci1 ]; }
ended () { ! kill -0 "$1" 2>/dev/null; }

# stop PID: asks, then insists.
stop () {
  kill "$1" 2>/dev/null
  wait_for 5 ended "$1" || kill -9 "$1" 2>/dev/null
  wait "$1" 2>/dev/null
}

# The kernel gives up on a controller that has not answered after two seconds.
controllers_start () {
  local try
  for try in 1 2 3 4 5; do
    # LE only (-L): with dual-mode controllers extended connections find nobody.
    btvirt -L -l2 >>$LOGS/btvirt.log 2>&1 &
    BTVIRT=$!
    wait_for 5 both_adapters && return
    say "No controllers after 5 s; starting btvirt again."
    stop $BTVIRT
  done
  return 1
}

bluetoothd_start () {
  local daemon
  for daemon in /usr/libexec/bluetooth/bluetoothd /usr/lib/bluetooth/bluetoothd; do
    [ -x "$daemon" ] && break
  done
  # One ATT channel, as bands have: with several, notifications overtake each other.
  printf '%s\n' '[General]' 'ControllerMode=le' '[Policy]' 'AutoEnable=true' '[GATT]' 'Channels=1' \
    >$WORK/main.conf
  # shellcheck disable=SC2046
  "$daemon" -n $([ -n "${TACTUS_E2E_BRIEF:-}" ] || echo -d) -f $WORK/main.conf >>$LOGS/bluetoothd.log 2>&1 &
  BLUETOOTHD=$!
  wait_for 60 powered hci0 && wait_for 60 powered hci1
}

bluetoothd_stop () { stop "$BLUETOOTHD"; }

# Modules, two virtual controllers, system bus, bluetoothd with nothing remembered, recorder.
bluetooth_start () {
  local started
  started=$(now)
  # Loaded first: the kernel must not look for them while btvirt has two seconds to answer it.
  modprobe -a hci_vhci algif_hash algif_skcipher cmac ecb bnep rfcomm uhid uinput
  echo >/proc/sys/kernel/modprobe
  controllers_start || { echo "Bail out! btvirt made no controllers."; exit 1; }
  mkdir -p /run/dbus
  dbus-daemon --system --fork --nopidfile
  mount -t tmpfs -o mode=700 none /var/lib/bluetooth
  # A script that runs for long sets TACTUS_E2E_BRIEF: neither every packet nor bluetoothd's every thought.
  if [ -z "${TACTUS_E2E_BRIEF:-}" ]; then
    btmon -w $LOGS/btmon.snoop >/dev/null 2>&1 &
    BTMON=$!
  fi
  bluetoothd_start || { echo "Bail out! bluetoothd powered no adapter."; exit 1; }
  if ! has_address hci0 $CENTRAL || ! has_address hci1 $BAND; then
    echo "Bail out! btvirt gave other addresses than $CENTRAL and $BAND."
    exit 1
  fi
  say "Bluetooth up in $(since "$started") s"
}

# ------------------------------------------------------------------- what a desktop session has

# A home and a session bus of their own.  Keyring and settings begin empty.
session_start () {
  export HOME=$WORK/home XDG_RUNTIME_DIR=/run/user/0
  export XDG_DATA_HOME=$HOME/.local/share XDG_CONFIG_HOME=$HOME/.config
  export XDG_CACHE_HOME=$HOME/.cache XDG_STATE_HOME=$HOME/.local/state
  export GIO_USE_VFS=local GSETTINGS_BACKEND=memory
  unset DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY
  mkdir -p "$HOME" $XDG_RUNTIME_DIR "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME"
  chmod 700 $XDG_RUNTIME_DIR
  DBUS_SESSION_BUS_ADDRESS=unix:path=$XDG_RUNTIME_DIR/bus
  export DBUS_SESSION_BUS_ADDRESS
  dbus-daemon --session --nofork --nopidfile --address="$DBUS_SESSION_BUS_ADDRESS" \
    >>$LOGS/session-bus.log 2>&1 &
  wait_for 60 test -S $XDG_RUNTIME_DIR/bus
}

# The real Secret Service, unlocked with a throw-away password.
keyring_start () {
  printf 'rig' | gnome-keyring-daemon --unlock --components=secrets --foreground \
    >>$LOGS/keyring.log 2>&1 &
  KEYRING=$!
  wait_for 60 keyring_there
}
keyring_there () {
  busctl --user call org.freedesktop.DBus / org.freedesktop.DBus NameHasOwner s \
    org.freedesktop.secrets 2>/dev/null | grep -q true
}
keyring_stop () { stop "$KEYRING"; }

# ---------------------------------------------------------------------------------- the screen

# A display for GTK, drawn without a graphics card, and eyes and hands for it.
display_start () { # WIDTHxHEIGHT
  export GDK_BACKEND=x11 GSK_RENDERER=cairo LIBGL_ALWAYS_SOFTWARE=1
  # No portals: nothing on this bus would answer.
  export ADW_DISABLE_PORTAL=1 GTK_A11Y=atspi NO_AT_BRIDGE=0
  # No animations: the eyes need none, and each picture of one costs a tenth of a second here.
  mkdir -p "$XDG_CONFIG_HOME/gtk-4.0" $WORK/pixels
  printf '%s\n' '[Settings]' 'gtk-enable-animations=false' >"$XDG_CONFIG_HOME/gtk-4.0/settings.ini"
  # With -noreset: the accessibility launcher comes and goes first, and that would reset the server.
  Xvfb :7 -screen 0 "${1:-1000x720}x24" -noreset -nolisten tcp -fbdir $WORK/pixels \
    >$LOGS/xvfb.log 2>&1 &
  export DISPLAY=:7
  wait_for 60 test -S /tmp/.X11-unix/X7 || return 1
  mkfifo $WORK/screen.in $WORK/screen.out
  /usr/bin/python3 "$TACTUS_SOURCE/tests/e2e/screen.py" <$WORK/screen.in >$WORK/screen.out \
    2>$LOGS/screen.log 7>&- &
  exec 8>$WORK/screen.in 9<$WORK/screen.out
}

# screen_ask WORD…: one request to screen.py; its answer is in $answer.
screen_ask () {
  local request
  printf -v request '%s\t' "$@"
  echo "${request%$'\t'}" >&8
  answer=
  read -r -t $((${2:-0} + 60)) -u 9 answer
}

# screen see|gone|press SECONDS PATTERN: see screen.py.  Where it fails, what was showing instead is
# kept as text and as a picture, and its words are printed with the failure.
failures=0
words=
screen () {
  local answer problem
  screen_ask "$@" || { problem "no answer to: $*"; return; }
  [[ $answer == ok* ]] && return
  problem=${answer#no }
  failures=$((failures + 1))
  screenshot "failure-$failures"
  screen_ask tree && echo "${answer// ¶ /$'\n'}" >"$LOGS/failure-$failures.txt"
  screen_ask words && words=${answer#ok} && words=${words# } && : "${words:=nothing}"
  problem "on the screen: $problem (failure-$failures.txt, .png)"
}

# The picture, as soon as it holds still; `run` makes it a PNG outside, where that is quick.
screenshot () { # NAME
  local try
  for try in 1 2 3 4 5 6; do
    cp $WORK/pixels/Xvfb_screen0 "$LOGS/$1.xwd" || { problem "no picture of $1"; return; }
    sleep 0.3
    cmp -s $WORK/pixels/Xvfb_screen0 "$LOGS/$1.xwd" && [ "$try" -gt 1 ] && return
  done
  return 0
}

# app_start ARGUMENTS…: the app, in the background.  Its warnings are kept.
app_start () {
  GSETTINGS_SCHEMA_DIR=$TACTUS_BUILD/data "$APP" "$@" >>$LOGS/app.log 2>&1 </dev/null 7>&- 8>&- 9>&- &
  APP_PID=$!
}
app_stop () { stop "$APP_PID"; }

# app_measures BPM: from the start of the app to the live number of a band nobody knows yet, which
# sends BPM and says yes to the tap by itself.
app_measures () {
  app_start
  screen press 60 'Pair Mi Band 3' || return
  screen press 120 'Show the Pulse.*' || return
  screen see 60 "Heart rate $1 beats per minute"
}

app_is_silent () {
  local said
  said=$(grep -E 'WARNING|CRITICAL|ERROR' $LOGS/app.log | sort | uniq -c | head -5)
  [ -z "$said" ] || problem "the app complained: $said"
}

# -------------------------------------------------------------------- a client in the background

WATCHED=$WORK/watched.jsonl

# watch_start ARGUMENTS…: a tactusctl that measures; returns when the first value is there.
watch_start () {
  : >$WATCHED
  "$TACTUSCTL" --adapter $CENTRAL heart-rate $BAND --json "$@" \
    >$WATCHED 2>>$LOGS/watched.log </dev/null 7>&- 8>&- 9>&- &
  WATCHER=$!
  wait_for 180 grep -q '"bpm"' $WATCHED || problem 'no value from the client in the background'
}
values_watched () { grep -cE '"bpm" ?: ?[0-9]' $WATCHED; }
more_values_than () { [ "$(values_watched)" -gt "$1" ]; }

# watch_stop: asks it to end; its output and status are then those of a command.
watch_stop () {
  kill -TERM "$WATCHER" 2>/dev/null
  wait_for 60 ended "$WATCHER" || { problem 'it does not end when asked to'; kill -9 "$WATCHER"; }
  wait "$WATCHER" 2>/dev/null
  status=$?
  cp $WATCHED $out
}

# usage_of PID: seconds since the machine started, KiB in memory, descriptors, seconds of processor
# time, threads.
usage_of () {
  local ticks memory threads descriptors
  read -r _ _ _ _ _ _ _ _ _ _ _ _ _ ticks threads _ < <(sed 's/(.*)/x/' "/proc/$1/stat") || return
  ticks=$((ticks + threads))
  memory=$(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status")
  threads=$(sed -n 's/^Threads:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status")
  descriptors=("/proc/$1/fd/"*)
  awk -v now="$(now)" -v m="$memory" -v d=${#descriptors[@]} -v t=$ticks -v n="$threads" \
    -v hz="$(getconf CLK_TCK)" 'BEGIN { print now, m, d, t / hz, n }'
}

# usage_watch PID NAME=PID…: until the first one ends, the usage of the others every half minute, in
# NAME.usage.
usage_watch () {
  local watched=$1 pair next=0
  shift
  while ! ended "$watched"; do
    if [ $SECONDS -ge $next ]; then
      next=$((SECONDS + 30))
      for pair; do usage_of "${pair#*=}" >>"$LOGS/${pair%%=*}.usage"; done
    fi
    sleep 2
  done
}

# usage_told NAME SKIP: the first of these lines after so many, and the last, as a sentence.
usage_told () {
  awk -v name="$1" -v skip="$2" '
    NR == skip + 1 { split($0, a) } { split($0, b) }
    END {
      printf "%s: in %.0f s from %d to %d KiB, from %d to %d descriptors, %.1f s of processor time, " \
             "from %d to %d threads\n", name, b[1] - a[1], a[2], b[2], a[3], b[3], b[4] - a[4],
             a[5], b[5]
    }' "$LOGS/$1.usage"
}

# pair_somehow: how pairing goes is not what a long case is about; a machine under load may need more
# than one attempt.
pair_somehow () {
  local try
  for try in 1 2 3; do
    ctl 180 pair $BAND --json --timeout 150
    [ "$status" = 0 ] && break
    say "Pairing failed, attempt $try: $(tail -n 1 $err)"
  done
  expect_status 0
  expect_disconnected
}

# expect_steady NAME SKIP KIB: no descriptor and no thread more than at the start, and at most so
# much more memory.
expect_steady () {
  awk -v skip="$2" -v room="$3" '
    NR == skip + 1 { split($0, a) } { split($0, b) }
    END { exit !(NR > skip + 1 && b[2] <= a[2] + room && b[3] <= a[3] && b[5] <= a[5]) }' \
    "$LOGS/$1.usage" || problem "it grows: $(usage_told "$1" "$2")"
}

# figure WORDS…: for docs/reliability.md; a file of them is kept with the logs.
figure () {
  say "figure: $*"
  echo "$*" >>$LOGS/figures.txt
}

# ------------------------------------------------------------------------------------ the band

BAND_PID=
BAND_LOG=/dev/null
band_count=0

# band_start KEYS: a Mi Band 3 on hci1, for example band_start tap=3,rates=72:75:190.  Other words
# than these come from the simulator's --help.  hci0 has not met it before.
band_start () {
  band_play "model=mi-band-3,name=Mi Band 3${1:+,$1}"
}

# band_play SPEC: the same of any model, for example band_play model=mi-band-1s,tap=3.
band_play () {
  local spec=$1
  # Ten seconds without a login are much for a band, and little for a machine under load.
  [[ $spec == *login=* ]] || spec+=,login=120
  band_stop
  band_forget
  band_count=$((band_count + 1))
  BAND_LOG=$LOGS/band-$band_count.jsonl
  rm -f $WORK/band.in
  mkfifo $WORK/band.in
  exec 7<>$WORK/band.in
  "$SIMULATOR" --peripheral --adapter hci1 --band "$spec" <$WORK/band.in \
    >"$BAND_LOG" 2>"$LOGS/band-$band_count.log" 7>&- 8>&- 9>&- &
  BAND_PID=$!
  if ! band_wait ready 60; then
    problem "the band did not get ready: $(tail -n 3 "$LOGS/band-$band_count.log" | tr '\n' ' ')"
    return 1
  fi
}

band_say () { echo "$*" >&7; }
band_count_of () { grep -cE "\"event\" ?: ?\"$1\"" "$BAND_LOG"; }
band_did () { grep -qE "\"event\" ?: ?\"$1\"" "$BAND_LOG"; }
band_did_or_died () { band_did "$1" || ended "$BAND_PID"; }
# band_wait EVENT SECONDS
band_wait () { wait_for "$2" band_did_or_died "$1"; band_did "$1"; }

band_stop () {
  [ -n "$BAND_PID" ] || return 0
  if ! ended "$BAND_PID"; then
    band_say quit
    wait_for 6 ended "$BAND_PID" || { say "The band did not leave on 'quit'."; stop "$BAND_PID"; }
  fi
  wait "$BAND_PID" 2>/dev/null
  BAND_PID=
  exec 7>&-
}

# What hci0 remembers of the band, and hci1 of the computer, goes: each case is a first meeting.
band_forget () {
  local object adapter
  for object in $BAND_OBJECT $CENTRAL_OBJECT; do
    adapter=${object%/dev_*}
    get_property "$object" Device1 Address >/dev/null &&
      busctl --system call org.bluez "$adapter" org.bluez.Adapter1 RemoveDevice o "$object" \
        >/dev/null 2>&1
  done
  return 0
}

connected () { [ "$(get_property $BAND_OBJECT Device1 Connected)" = "b true" ]; }
not_connected () { ! connected; }

# --------------------------------------------------------------------------- cases and what they expect

cases_passed=0
cases_failed=0
problems=()
status='' elapsed='' last_command=''
out=$WORK/out
err=$WORK/err

problem () { problems+=("$*"); return 1; }

# test_case NAME FUNCTION: the case passes if the function had no problem.  It may return early.
test_case () {
  local started number text
  if [ -n "${TACTUS_E2E_ONLY:-}" ] && ! [[ $1 =~ $TACTUS_E2E_ONLY ]]; then
    return 0
  fi
  problems=() status='' elapsed='' last_command='' words=
  : >$out
  : >$err
  started=$(now)
  if ! "$2" && [ ${#problems[@]} -eq 0 ]; then
    problem 'the case gave up without saying why'
  fi
  number=$((cases_passed + cases_failed + 1))
  if [ ${#problems[@]} -eq 0 ]; then
    cases_passed=$((cases_passed + 1))
    printf 'ok %d - %s # %s s\n' $number "$1" "$(since "$started")"
    return 0
  fi
  cases_failed=$((cases_failed + 1))
  printf 'not ok %d - %s # %s s\n' $number "$1" "$(since "$started")"
  for text in "${problems[@]}"; do say "  $text"; done
  [ -z "$words" ] || printf '#   screen: %s\n' "${words// ¶ /$'\n#   screen: '}"
  [ -z "$last_command" ] || say "  last command: $last_command (status $status, $elapsed s)"
  sed 's/^/#   stdout: /' $out | tail -n 8
  sed 's/^/#   stderr: /' $err | tail -n 8
  [ ! -f "$BAND_LOG" ] || sed 's/^/#   band: /' "$BAND_LOG" | tail -n 12
  say "  at $(date +%H:%M:%S); see bluetoothd.log and btmon.snoop"
}

# limited SECONDS COMMAND…: runs it; sets status, elapsed, out, err.  Reaching the limit is a problem.
limited () {
  local limit=$1 started
  shift
  last_command="${*##*/src/}"
  started=$(now)
  printf '%s %s\n' "$(date +%T)" "$last_command" >>$LOGS/commands.log
  timeout -k 3 "$limit" "$@" >$out 2>$err </dev/null 7>&- 8>&- 9>&-
  status=$?
  elapsed=$(since "$started")
  { sed 's/^/  out: /' $out; sed 's/^/  err: /' $err; echo "  status $status, $elapsed s"; } >>$LOGS/commands.log
  case $status in 124 | 137) problem "not done after $limit s" ;; esac
}

# ctl SECONDS ARGUMENTS…: tactusctl on the adapter under test.
ctl () {
  local limit=$1
  shift
  limited "$limit" "$TACTUSCTL" --adapter $CENTRAL "$@"
}

expect_status () {
  [ "$status" = "$1" ] || problem "exit status is $status, not $1"
}

# expect_time MINIMUM MAXIMUM, in seconds, of the last command.
expect_time () {
  awk -v t="$elapsed" -v a="$1" -v b="$2" 'BEGIN { exit !(t >= a && t <= b) }' ||
    problem "it took $elapsed s, not $1 to $2 s"
}

# expect_json FILTER TEXT: the lines on standard output are JSON, and the filter (jq, over the
# array of all of them) is true.
expect_json () {
  local answer
  answer=$(jq -s "$1" <$out 2>&1) || { problem "standard output is not JSON lines: $answer"; return; }
  [ "$answer" = true ] || problem "${2:-not true of the output: $1}"
}

# expect_json_only: every line of standard output is one JSON object.
expect_json_only () {
  local line
  while IFS= read -r line; do
    case $line in
      '{'*'}') ;;
      *) problem "not a JSON object on one line: $line"; return ;;
    esac
  done <$out
  expect_json 'all(.[]; type == "object")' 'a line is not a JSON object'
}

# expect_error CODE…: failed with one of these codes: exit status 1, the last line the error object
# with a sentence for people, and the same reason on standard error.
expect_error () {
  local code message wanted found=no
  expect_status 1
  expect_json_only || return
  code=$(jq -rs '.[-1].error // "none"' <$out 2>/dev/null)
  message=$(jq -rs '.[-1].message // ""' <$out 2>/dev/null)
  for wanted; do [ "$code" = "$wanted" ] && found=yes; done
  [ $found = yes ] || problem "the error is $code, not $*"
  [ ${#message} -ge 20 ] || problem "the message says too little: '$message'"
  [[ $message != *org.bluez* && $message != *GDBus* ]] ||
    problem "the message shows D-Bus to people: '$message'"
  [ -s $err ] || problem "no reason on standard error"
  [ -z "$message" ] || printf '%s: %s\n' "$code" "$message" >>$LOGS/messages.txt
}

# expect_band EVENT COUNT: how often it happened to the band.
expect_band () {
  local count
  count=$(band_count_of "$1")
  [ "$count" -eq "$2" ] || problem "the band saw '$1' $count times, not $2"
}

# expect_same_beats LEAST: what the client printed is what the band sent: an unbroken piece of it,
# in order, at least LEAST values long.
expect_same_beats () {
  local sent got
  sent=$(jq -r 'select(.event == "heart-rate") | .bpm' "$BAND_LOG" | tr '\n' ' ')
  got=$(jq -r '.bpm | numbers' $out | tr '\n' ' ')
  [ "$(wc -w <<<"$got")" -ge "$1" ] || problem "only these values came: ${got:-none}"
  [[ " $sent" == *" $got"* ]] || problem "the client printed $got; the band had sent $sent"
}

# Nothing may be left behind: the band is free for the next program.
expect_disconnected () {
  wait_for 30 not_connected || problem 'the band is still connected'
}

cases_done () {
  printf '1..%d\n' $((cases_passed + cases_failed))
  [ $cases_failed -eq 0 ] && [ $cases_passed -gt 0 ]
  exit
}

save_logs () {
  local code=$?
  trap - EXIT
  band_stop
  [ -n "${BTMON:-}" ] && { kill -INT "$BTMON" 2>/dev/null; wait "$BTMON" 2>/dev/null; }
  # As text where something failed: it is what one reads first, and slow to make.
  [ $code -eq 0 ] || [ ! -e $LOGS/btmon.snoop ] || timeout 60 btmon -r $LOGS/btmon.snoop >$LOGS/btmon.txt 2>/dev/null
  dmesg >$LOGS/dmesg.txt 2>/dev/null
  cp -r $LOGS/. /xchg/
  exit $code
}
trap save_logs EXIT
