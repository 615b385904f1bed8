#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
"""Looks for a band's key in everything that the real programs write, send, keep and leave behind.

test-secrets.py BUILD-FOLDER, on a display and a session bus of its own (see with-display).  Keys
rest in a real keyring; the bands are virtual, on the same bus, and every message on it is
recorded.  Each way of looking is tried first on a key that was planted.
"""

import base64
import os
import re
import resource
import signal
import subprocess
import sys
import threading
import time

sys.dont_write_bytecode = True
try:
    import outside
except ImportError:
    print("1..0 # SKIP python3-gi is not installed")
    sys.exit(0)

from gi.repository import Gio, GLib

import screen
from outside import BUTTON, LABEL, PATIENCE_S, POLL_S, TEXT, Failure

WATCHDOG_S = 240

# Made up, of digits that outside.KEY_CODES has.
VENDOR_KEY = bytes.fromhex("f1a2c3d00a1d2f3cc0ffad1321d0ca3f")
WRONG_KEY = bytes.fromhex("d3c2f1a0f3d2c1a00a1c2d3f1f2d3c0a")

TAPPED, TYPED = "C8:0F:10:00:00:03", "D4:22:CD:55:00:05"
BANDS = [
    "model=mi-band-3,name=Mi Band 3,address=%s,tap=0.2,first=0.1,period=0.2,rates=71" % TAPPED,
    "model=mi-band-5,name=Mi Smart Band 5,address=%s,first=0.1,period=0.2,rates=66,key=%s"
    % (TYPED, VENDOR_KEY.hex()),
]

# What gives a band its key, by the protocol: the step, flags, sixteen bytes.
WRITE = ("org.bluez.GattCharacteristic1", "WriteValue")
SET_KEY = re.compile(rb"\x01[\x00\x08]([\x00-\xff]{16})")

SECRETS = "org.freedesktop.secrets"
TO_THE_BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


def need(condition, what):
    if not condition:
        raise Failure(what)


def wait(what, condition):
    end = time.monotonic() + PATIENCE_S
    while not condition():
        need(time.monotonic() < end, "this never came: " + what)
        time.sleep(POLL_S)


def spellings(key):
    """A key as a program might write it down."""
    pairs = ["%02x" % byte for byte in key]
    texts = [glue.join(pairs) for glue in ("", ":", " ", "-", ", ", "\\x")]
    texts += [", ".join("0x" + pair for pair in pairs), ",".join("0x" + pair for pair in pairs)]
    texts += [text.upper() for text in texts]
    texts.append(", ".join(str(byte) for byte in key))
    encoded = [base64.b64encode(key), base64.urlsafe_b64encode(key)]
    return ([key, key[::-1]] + [text.encode() for text in texts]
            + [text.rstrip(b"=") for text in encoded])


class Search:
    """Knows the keys, and finds them."""

    def __init__(self, keys):
        self.keys = keys

    def tells(self, data):
        return any(spelling in data for key in self.keys for spelling in spellings(key))

    def files(self, folder):
        found, count = [], 0
        for path, _, names in os.walk(folder):
            for name in names:
                file = os.path.join(path, name)
                try:
                    if os.path.islink(file) or not os.path.isfile(file):
                        continue
                    with open(file, "rb") as opened:
                        data = opened.read()
                except FileNotFoundError:
                    continue
                count += 1
                if self.tells(data) or self.tells(os.fsencode(name)):
                    found.append(file)
        return found, count

    def processes(self, home, but=()):
        """Command lines and environments of all that was started in @home."""
        found, count = [], 0
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open("/proc/%s/environ" % pid, "rb") as file:
                    environment = file.read()
                with open("/proc/%s/cmdline" % pid, "rb") as file:
                    words = file.read()
            except OSError:
                continue
            if os.fsencode(home) not in environment or int(pid) in but:
                continue
            count += 1
            if self.tells(words.replace(b"\0", b" ")) or self.tells(environment):
                found.append(pid)
        return found, count

    def messages(self, messages):
        """Those that tell a key, but for the write by which a band is given its own."""
        return [message for message in messages
                if self.tells(message.blob) and not self.is_gift(message)]

    def is_gift(self, message):
        return message.gift in self.keys and message.blob.count(message.gift) == 1


class Message:
    """One of the bus; @gift is the key that it gives to a band."""

    def __init__(self, blob):
        self.blob = blob
        parsed = Gio.DBusMessage.new_from_blob(blob, Gio.DBusCapabilityFlags.NONE)
        self.interface, self.member = parsed.get_interface(), parsed.get_member()
        self.gift = None
        if (self.interface, self.member) == WRITE:
            written = SET_KEY.fullmatch(bytes(parsed.get_body().unpack()[0]))
            self.gift = written.group(1) if written else None

    def __str__(self):
        return "%s.%s" % (self.interface, self.member)


class Recorder:
    """Everything on the bus."""

    def __init__(self):
        self.data = bytearray()
        self.process = subprocess.Popen(
            ["dbus-monitor", "--binary", "--address", os.environ["DBUS_SESSION_BUS_ADDRESS"]],
            stdout=subprocess.PIPE)
        threading.Thread(target=self.listen, daemon=True).start()
        wait("the recorder", lambda: self.data)

    def listen(self):
        while True:
            piece = os.read(self.process.stdout.fileno(), 1 << 16)
            if not piece:
                return
            self.data += piece

    def messages(self):
        """All so far, each whole."""
        data, messages, begin = bytes(self.data), [], 0
        while begin + 16 <= len(data):
            size = Gio.DBusMessage.bytes_needed(data[begin:begin + 16])
            if begin + size > len(data):
                break
            messages.append(Message(data[begin:begin + size]))
            begin += size
        return messages


class Memory:
    """What a process has in memory that is its own."""

    def __init__(self, pid):
        self.areas = []
        self.locks = False
        with open("/proc/%d/smaps" % pid, encoding="utf-8") as file:
            for line in file:
                head = re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S+) ", line)
                if head:
                    area = [int(head[1], 16), int(head[2], 16), head[3], False]
                elif line.startswith("VmFlags:") and area[2].startswith("rw"):
                    area[3] = " lo" in line
                    self.locks = self.locks or area[3]
                    self.areas.append(area)
        self.pid = pid

    def count(self, key):
        """How often @key is in locked and in other memory, and how often its digits are in any."""
        locked, loose, digits = 0, 0, 0
        with open("/proc/%d/mem" % self.pid, "rb", 0) as file:
            for begin, end, _, is_locked in self.areas:
                try:
                    file.seek(begin)
                    data = file.read(end - begin)
                except (OSError, OverflowError):
                    continue
                if is_locked:
                    locked += data.count(key)
                else:
                    loose += data.count(key)
                digits += data.lower().count(key.hex().encode())
        return locked, loose, digits


class Rig(outside.Program):
    """The programs, all with a home of their own, and all that comes of them."""

    def __init__(self, build):
        self.build = build
        self.home = os.environ["HOME"]
        self.bus = os.environ["DBUS_SESSION_BUS_ADDRESS"]
        self.work = os.path.join(self.home, "work")
        self.written = os.path.join(self.home, "written")
        self.data = os.path.join(os.environ["XDG_DATA_HOME"], "tactus")
        for folder in (self.work, self.written, os.path.join(self.home, "tmp")):
            os.mkdir(folder)
        self.env = dict(os.environ, GSETTINGS_SCHEMA_DIR=os.path.join(build, "data"),
                        LC_ALL="C.UTF-8", TZ="UTC", G_MESSAGES_DEBUG="all",
                        TMPDIR=os.path.join(self.home, "tmp"))
        self.others = []
        self.recorder = Recorder()
        self.others.append(self.recorder.process)
        self.session = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.start_keyring()
        self.simulation = [os.path.join(build, "src/simulator/tactus-simulator"), "--virtual",
                           "--bus=" + self.bus]
        self.start_simulator(BANDS)
        self.others.append(self.simulator)
        wait("org.bluez", lambda: self.is_owned("org.bluez"))
        self.app = None
        self.warnings = []  # what the app says goes into a file, to be searched
        self.pids = {}
        self.runs = 0
        self.search = Search([VENDOR_KEY, WRONG_KEY])

    def start_keyring(self):
        env = {name: value for name, value in self.env.items() if not name.startswith("G_")}
        self.keyring = subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock"],
            env=env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.keyring.stdin.write(b"made up")
        self.keyring.stdin.close()
        self.others.append(self.keyring)
        wait("the keyring", lambda: self.is_owned(SECRETS))

    def is_owned(self, name):
        return self.session.call_sync(*TO_THE_BUS, "NameHasOwner", GLib.Variant("(s)", (name,)),
                                      None, 0, screen.CALL_MS, None).unpack()[0]

    def stream(self, name):
        self.runs += 1
        return open(os.path.join(self.written, "%02d-%s" % (self.runs, name)), "wb")

    def start(self, *words, env=None, **options):
        """Starts tactusctl; all that it says goes to a file."""
        out = self.stream(words[0])
        on_air = () if words[0] == "export" else ("--bus", self.bus, "--verbose")
        return subprocess.Popen(
            [os.path.join(self.build, "src/ctl/tactusctl"), *words, *on_air],
            env=dict(self.env, **(env or {})), cwd=self.work, umask=0, stdout=out, stderr=out,
            **options)

    def ctl(self, *words, key=None, status=0):
        process = self.start(*words, stdin=subprocess.PIPE)
        process.communicate(key.hex().encode() + b"\n" if key else b"", PATIENCE_S)
        need(process.returncode == status,
             "tactusctl %s ended with %s: %s" % (words, process.returncode, self.last()))

    def last(self):
        name = sorted(os.listdir(self.written))[-1]
        with open(os.path.join(self.written, name), "rb") as file:
            return file.read().decode(errors="replace")

    def check(self):
        """Nothing of what there is by now tells a key."""
        found, count = self.search.files(self.home)
        need(not found, "a key is in %s" % found)
        need(count > self.runs, "only %d files were read" % count)
        found, count = self.search.processes(self.home, [self.simulator.pid])
        need(not found, "a process has a key in its words: %s" % found)
        need(count > 2, "only %d processes were looked at" % count)
        messages = self.recorder.messages()
        found = self.search.messages(messages)
        need(not found, "on the bus: %s" % [str(message) for message in found])
        need(len(messages) > 10, "only %d messages were recorded" % len(messages))

    def kill(self):
        for process in [self.app] + self.others:
            if process and process.poll() is None:
                process.kill()
                process.wait()


# The steps.

def what_is_planted_is_found(rig):
    key, search = VENDOR_KEY, rig.search
    for spelling in spellings(key):
        need(search.tells(b"before" + spelling + b"after"), "not found: %r" % spelling)
    need(not search.tells(os.urandom(4096)), "found where it is not")

    path = os.path.join(rig.home, "tmp", "planted")
    with open(path, "wb") as file:
        file.write(b"key=" + key.hex().upper().encode())
    need(search.files(rig.home)[0] == [path], "not found in a file")
    os.remove(path)
    for words, env in ((["cat", "-", key.hex()], rig.env),
                       (["cat"], dict(rig.env, KEY=key.hex(" ")))):
        with subprocess.Popen(words, env=env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as process:
            wait("the planted process",
                 lambda: search.processes(rig.home)[0].count(str(process.pid)))
            process.kill()

    with subprocess.Popen(["sh", "-c", "read key; echo; read end"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as process:
        process.stdin.write(key.hex().encode() + b"\n")
        process.stdin.flush()
        process.stdout.readline()
        need(not is_clean(process.pid, key), "not found in memory")

    plant_message(rig, "aay", [key])
    plant_message(rig, "as", [base64.b64encode(key).decode()])
    # What no longer is a gift: the same write with more in it.
    need(not search.is_gift(Message(gift(key + key))), "that was no gift")
    need(search.is_gift(Message(gift(key))), "that was a gift")


def gift(value):
    message = Gio.DBusMessage.new_method_call("org.bluez", "/a", *WRITE)
    message.set_body(GLib.Variant("(aya{sv})", (b"\x01\x08" + value, {})))
    message.set_serial(1)
    return message.to_blob(Gio.DBusCapabilityFlags.NONE)


def plant_message(rig, kind, body):
    found = len(rig.search.messages(rig.recorder.messages()))
    rig.session.emit_signal(None, "/planted", "org.example.Planted", "Planted",
                            GLib.Variant("(%s)" % kind, (body,)))
    rig.session.flush_sync(None)
    wait("what was planted on the bus",
         lambda: len(rig.search.messages(rig.recorder.messages())) > found)
    # From here on it is as if it never was.
    wait("the whole of it", lambda: sum(len(message.blob) for message in rig.recorder.messages())
         == len(rig.recorder.data))
    rig.recorder.data = bytearray().join(
        message.blob for message in rig.recorder.messages()
        if message.interface != "org.example.Planted")


def a_tap_gives_a_key(rig):
    rig.ctl("pair", TAPPED)
    keys = [message.gift for message in rig.recorder.messages() if message.gift]
    need(keys and len(set(keys[0])) > 4, "no key was given")
    rig.search.keys.append(keys[0])
    rig.check()


def a_key_is_typed_in_the_terminal(rig):
    rig.ctl("pair", TYPED, "--key", "-", "--json", key=WRONG_KEY, status=1)
    rig.ctl("pair", TYPED, "--key", "-", key=VENDOR_KEY[:-1], status=2)
    rig.ctl("pair", TYPED, "--key", "-", key=VENDOR_KEY)
    rig.check()


def a_band_is_used(rig):
    for band in (TAPPED, TYPED):
        rig.ctl("heart-rate", band, "--duration", "1")
        rig.ctl("info", band, "--json")
    rig.ctl("list", "--scan", "0.5")
    rig.ctl("export", "--format", "csv", "--output", os.path.join(rig.work, "export.csv"))
    rig.check()


def wait_for_use(rig):
    """Until the newest run shows a pulse."""
    wait("a pulse", lambda: re.search(r'"bpm":(66|71)\b', rig.last()))


def is_clean(pid, key):
    memory = Memory(pid)
    _, loose, digits = memory.count(key)
    return not digits and not (memory.locks and loose)


def wait_for_clean_memory(process, keys):
    """What is on its way from or to the keyring is wiped when it has arrived."""
    wait("memory without a loose key", lambda: all(is_clean(process.pid, key) for key in keys))


def memory_holds_it_locked_or_not_at_all(rig):
    process = rig.start("heart-rate", TAPPED, "--json")
    rig.others.append(process)
    wait_for_use(rig)
    wait_for_clean_memory(process, rig.search.keys[-1:])
    memory = Memory(process.pid)
    locked, loose, _ = memory.count(rig.search.keys[-1])
    need((locked if memory.locks else loose) > 0, "it was not found where it has to be")
    rig.check()
    process.send_signal(signal.SIGINT)
    need(process.wait(PATIENCE_S) == 0, "tactusctl: " + rig.last())


def dumped(process):
    """Whether the end of it left a dump."""
    _, status = os.waitpid(process.pid, 0)
    process.returncode = -os.WTERMSIG(status)
    return os.WCOREDUMP(status)


def allow_dumps():
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


def crash(rig, env):
    process = rig.start("heart-rate", TYPED, "--json", env=env, preexec_fn=allow_dumps)
    rig.others.append(process)
    wait_for_use(rig)
    process.send_signal(signal.SIGABRT)
    left = dumped(process)
    # Nothing let go of the link; the virtual band does when its client's connection is gone.
    cores = [name for name in os.listdir(rig.work) if name.startswith("core")]
    return left, [os.path.join(rig.work, name) for name in cores]


def a_crash_leaves_no_dump(rig):
    with subprocess.Popen(["sh", "-c", "kill -ABRT $$"], cwd=rig.work,
                          preexec_fn=allow_dumps) as process:
        possible = dumped(process)
    for name in os.listdir(rig.work):
        if name.startswith("core"):
            os.remove(os.path.join(rig.work, name))
    left, cores = crash(rig, {})
    need(not left and not cores, "tactusctl left a dump: %s" % cores)
    rig.check()
    if not possible:
        print("# this machine keeps no dumps at all")
        return
    left, cores = crash(rig, {"TACTUS_KEEP_CORE": "1"})
    need(left, "no dump with TACTUS_KEEP_CORE, either")
    for core in cores:
        os.remove(core)


def the_window_takes_a_key(rig):
    out = rig.stream("tactus")
    rig.ctl("forget", TYPED)
    rig.app = subprocess.Popen([os.path.join(rig.build, "src/ui/tactus"), "--bus=" + rig.bus],
                               env=rig.env, cwd=rig.work, stdout=out, stderr=out,
                               preexec_fn=allow_dumps)
    rig.screen = screen.Screen()
    rig.see("Mi Smart Band 5", {LABEL})
    rig.tab_to("Pair Mi Smart Band 5", {BUTTON})
    rig.key("space")
    rig.see("Key, 32 Digits")
    type_key(rig, WRONG_KEY)
    rig.see("Wrong Key")
    rig.see_focus("Enter Key…", {BUTTON})
    rig.key("space")
    rig.see("Key, 32 Digits", {TEXT})
    type_key(rig, VENDOR_KEY)
    rig.see("Paired")
    rig.see_focus("Show the Pulse", {BUTTON})
    rig.key("space")
    rig.see(r"Heart rate 66 beats per minute", {LABEL})
    rig.check()
    wait_for_clean_memory(rig.app, [VENDOR_KEY, WRONG_KEY])


def type_key(rig, key):
    """Over what is there."""
    def write():
        left, top, width, height = rig.extents(rig.find("Key, 32 Digits", {TEXT})[0])
        rig.mouse(left + width // 2, top + height // 2, "b1c")
        rig.take_keyboard()
        rig.key("Control+a")
        rig.write(key.hex())

    rig.do_until("the button for the key", write, lambda: any(
        node.has(screen.SENSITIVE) for node in rig.find("Pair", {BUTTON})))
    rig.key("Return")


def the_window_crashes(rig):
    rig.app.send_signal(signal.SIGABRT)
    left = dumped(rig.app)
    cores = [name for name in os.listdir(rig.work) if name.startswith("core")]
    need(not left and not cores, "the app left a dump: %s" % cores)
    rig.check()


def kept(rig):
    """All files that are to be nobody else's, by path."""
    folders = [rig.data, os.path.join(os.environ["XDG_RUNTIME_DIR"], "tactus")]
    return [os.path.join(path, name) for folder in folders
            for path, _, names in os.walk(folder) for name in names]


def nobody_else_reads_what_is_kept(rig):
    database = [path for path in kept(rig) if path.endswith(".sqlite")]
    need(database, "no history among %s" % kept(rig))
    os.chmod(database[0], 0o644)
    rig.ctl("heart-rate", TAPPED, "--duration", "1")
    exported = os.path.join(rig.work, "export.csv")
    for path in kept(rig) + [exported, rig.data]:
        need(not os.stat(path).st_mode & 0o077, "others can use %s" % path)


def keys_in_keyring(rig):
    found = rig.session.call_sync(
        SECRETS, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service", "SearchItems",
        GLib.Variant("(a{ss})", ({"xdg:schema": "io.github.tactus_app.Tactus.BandKey"},)),
        None, 0, screen.CALL_MS, None).unpack()
    return len(found[0]) + len(found[1])


def everything_can_be_deleted(rig):
    need(keys_in_keyring(rig) >= 2, "the keyring has too few keys")
    names = os.listdir(rig.data)
    need("bands.ini" in names, "no list of bands among %s" % names)
    for name in names:
        if name.endswith((".sqlite", ".ini")):
            with open(os.path.join(rig.data, name + ".bad"), "w", encoding="utf-8") as file:
                file.write("damaged")
    rig.ctl("forget", "--everything", "--yes")
    left = os.listdir(rig.data) if os.path.exists(rig.data) else []
    need(not left, "these are left: %s" % left)
    need(keys_in_keyring(rig) == 0, "keys are left")
    rig.check()


STEPS = [what_is_planted_is_found, a_tap_gives_a_key, a_key_is_typed_in_the_terminal,
         a_band_is_used, memory_holds_it_locked_or_not_at_all, a_crash_leaves_no_dump,
         nobody_else_reads_what_is_kept,
         the_window_takes_a_key, the_window_crashes, everything_can_be_deleted]


def main():
    build = sys.argv[1]
    for program in ("dbus-monitor", "gnome-keyring-daemon"):
        if not any(os.access(os.path.join(path, program), os.X_OK)
                   for path in os.environ["PATH"].split(":")):
            print("1..0 # SKIP %s is not installed" % program)
            return 0
    print("TAP version 13")
    print("1..%d" % len(STEPS), flush=True)
    rig = Rig(build)

    def bite():
        print("Bail out! not done after %d s" % WATCHDOG_S, flush=True)
        rig.kill()
        os._exit(1)

    watchdog = threading.Timer(WATCHDOG_S, bite)
    watchdog.daemon = True
    watchdog.start()
    try:
        for number, step in enumerate(STEPS, 1):
            begun = time.monotonic()
            step(rig)
            print("ok %d - %s # %.1f s" % (number, step.__name__.replace("_", " "),
                                           time.monotonic() - begun), flush=True)
    except (Failure, subprocess.TimeoutExpired) as failure:
        print("not ok %d - %s" % (number, step.__name__.replace("_", " ")))
        print("Bail out! %s" % str(failure).split("\n")[0], flush=True)
        print(failure, file=sys.stderr, flush=True)
        return 1
    finally:
        rig.kill()
    return 0


if __name__ == "__main__":
    sys.exit(main())
