#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
"""The installed Flatpak: what it may, what it cannot, and a band from the first tap to the last.

test-sandbox.py PROBE SIMULATOR PACKED, below with-session: PROBE is the little program that tries
what a sandbox forbids, SIMULATOR plays the bands on the system bus, PACKED is the folder with the
bundle and the repository.  Prints TAP.  TACTUS_FLATPAK_ID is another id than that of a release.
"""

import base64
import configparser
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

try:
    from gi.repository import Gio, GLib
except ImportError:
    print("1..0 # SKIP python3-gi is not installed")
    sys.exit(0)

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
import screen  # noqa: E402  (it lives in the other suite)

ID = os.environ.get("TACTUS_FLATPAK_ID", "io.github.tactus_app.Tactus")
WATCHDOG_S = 300
PATIENCE_S = 60
POLL_S = 0.05

# All that the app may do beyond what every Flatpak may.
PERMISSIONS = {
    "Context": {"shared": {"ipc"}, "sockets": {"x11", "wayland", "fallback-x11"},
                "devices": {"dri"}},
    "System Bus Policy": {"org.bluez": {"talk"}},
}

NAME, ADDRESS = "Mi Band 3", "C8:0F:10:00:00:03"
BAND = "model=mi-band-3,name=%s,address=%s,tap=manual,prompt=120,first=0.2,period=0.5,rates=187" % (
    NAME, ADDRESS)

# What a client writes to give a band its key: the step, flags, sixteen bytes.
KEY_WRITTEN = re.compile(r"array of bytes \[\s*01 0[08]((?:\s+[0-9a-f]{2}){16})\s*\]")


class Failure(Exception):
    pass


def need(condition, what):
    if not condition:
        raise Failure(what)


def within(seconds, condition):
    end = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer or time.monotonic() > end:
            return answer
        time.sleep(POLL_S)


def wait(what, condition, seconds=PATIENCE_S):
    answer = within(seconds, condition)
    need(answer, "this never came: " + what)
    return answer


def run(*command, **options):
    """What it prints, with its errors, and its status."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=PATIENCE_S, check=False, text=True,
                          **options)
    return done.stdout, done.returncode


def flatpak(*arguments, **options):
    text, status = run("flatpak", *arguments, **options)
    need(status == 0, "flatpak %s: %s" % (" ".join(arguments), text))
    return text


class Ears:
    """Listens on the loopback as a server, as a name server and as a socket without a file."""

    def __init__(self):
        self.name = "tactus-probe-%d" % os.getpid()
        self.sockets = {
            "tcp": socket.socket(socket.AF_INET, socket.SOCK_STREAM),
            "udp": socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
            "abstract": socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
        }
        for kind in ("tcp", "udp"):
            self.sockets[kind].bind(("127.0.0.1", 0))
        self.sockets["abstract"].bind("\0" + self.name)
        for kind in ("tcp", "abstract"):
            self.sockets[kind].listen()
        for ear in self.sockets.values():
            ear.setblocking(False)

    def arguments(self, kind):
        """For the probe."""
        if kind == "abstract":
            return [kind, self.name]
        return [kind, "127.0.0.1", str(self.sockets[kind].getsockname()[1])]

    def heard(self, kind):
        """Whether somebody was there since this was asked last."""
        try:
            if kind == "udp":
                return bool(self.sockets[kind].recv(100))
            self.sockets[kind].accept()[0].close()
            return True
        except BlockingIOError:
            return False


class Rig:
    def __init__(self, probe, simulator, packed):
        self.packed = packed
        self.own = os.path.join(os.environ["HOME"], ".var", "app", ID)
        os.makedirs(self.own, exist_ok=True)
        self.host_probe = probe
        self.probe = shutil.copy(probe, os.path.join(self.own, "probe"))
        self.ears = Ears()
        self.events, self.writes = [], []
        self.key = None
        system_bus = os.environ["DBUS_SYSTEM_BUS_ADDRESS"]
        self.monitor = subprocess.Popen(
            ["dbus-monitor", "--address", system_bus, "type='method_call',member='WriteValue'"],
            stdout=subprocess.PIPE, text=True)
        self.read(self.monitor, self.writes.append)
        self.simulator = subprocess.Popen(
            [simulator, "--virtual", "--bus=" + system_bus, "--band=" + BAND],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.read(self.simulator, lambda line: self.events.append(json.loads(line)["event"]))
        self.session = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.started = None
        self.screen = None

    def read(self, process, take):
        def loop():
            for line in process.stdout:
                take(line)
        threading.Thread(target=loop, daemon=True).start()

    def end(self):
        for process in (self.started, self.monitor, self.simulator):
            if process and process.poll() is None:
                process.kill()
        run("flatpak", "kill", ID)

    # The sandbox.

    def inside(self, *command, options=()):
        return run("flatpak", "run", "--user", *options, "--command=" + command[0], ID,
                   *command[1:])

    def count(self, event):
        return self.events.count(event)

    def say(self, words):
        self.simulator.stdin.write(words + "\n")
        self.simulator.stdin.flush()

    def action(self, name):
        self.session.call_sync(ID, "/" + ID.replace(".", "/"), "org.freedesktop.Application",
                               "ActivateAction", GLib.Variant("(sava{sv})", (name, [], {})), None,
                               Gio.DBusCallFlags.NO_AUTO_START, screen.CALL_MS, None)

    def owned(self):
        return self.session.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus",
                                      "NameHasOwner", GLib.Variant("(s)", (ID,)), None, 0,
                                      screen.CALL_MS, None).unpack()[0]

    def quit(self):
        """As from the menu; the name goes, then the band is free, then the sandbox is gone."""
        self.action("quit")
        wait("the end of the app", lambda: not self.owned())
        wait("the end of the sandbox", lambda: not flatpak("ps", "--columns=application").strip())
        if self.started:
            need(self.started.wait(PATIENCE_S) == 0, "the app ended with an error")
            self.started = None

    # The screen.

    def look(self, name, pattern):
        self.screen = self.screen or screen.Screen()
        answer = screen.until(self.screen, PATIENCE_S, getattr(self.screen, name), pattern)
        if not answer.startswith("ok"):
            raise Failure("%s; on the screen: %s" % (answer, screen.describe(self.screen.tree)))

    def see(self, pattern):
        self.look("see", pattern)

    def press(self, pattern):
        self.look("press", pattern)


# What the app may, and what nobody in there can.  Each time the other side is tried, too: a probe
# that reaches nothing anywhere proves nothing.

def it_may_do_this_and_no_more(rig):
    shown = configparser.ConfigParser(delimiters=("=",))
    shown.optionxform = str
    shown.read_string(flatpak("info", "--user", "--show-permissions", ID))
    found = {group: {key: set(value.split(";")) - {""} for key, value in shown[group].items()}
             for group in shown.sections()}
    need(found == PERMISSIONS, "it may: %s" % found)


def what_is_exported_starts_it_in_the_sandbox(rig):
    share = os.path.join(os.environ["FLATPAK_USER_DIR"], "exports", "share")
    for name in ("applications/%s.desktop", "dbus-1/services/%s.service"):
        with open(os.path.join(share, name % ID), encoding="utf-8") as file:
            lines = [line for line in file if line.startswith("Exec=")]
        need(lines and all(" run " in line and ID in line for line in lines),
             "%s starts: %s" % (name % ID, lines))
    for icon in ("scalable/apps/%s.svg", "symbolic/apps/%s-symbolic.svg"):
        need(os.path.exists(os.path.join(share, "icons/hicolor", icon % ID)), "no " + icon % ID)


def in_there_is_no_network(rig):
    alone, status = rig.inside(rig.probe, "interfaces")
    need(status == 0 and alone.split() == ["lo"], "interfaces in the sandbox: " + alone)
    # Of the host's there may be no other, but they are others.
    ours, _ = rig.inside("readlink", "/proc/self/ns/net")
    need(ours.strip() != os.readlink("/proc/self/ns/net"), "it is the host's network: " + ours)
    shared, _ = rig.inside("readlink", "/proc/self/ns/net", options=["--share=network"])
    need(shared.strip() == os.readlink("/proc/self/ns/net"), "nor is it when shared: " + shared)


def reaches_nobody(kind):
    def step(rig):
        words = rig.ears.arguments(kind)
        said, status = run(rig.host_probe, *words)
        need(status == 0 and rig.ears.heard(kind), "the host cannot, either: " + said)
        said, status = rig.inside(rig.probe, *words, options=["--share=network"])
        need(status == 0 and rig.ears.heard(kind), "nor can it with a network: " + said)
        said, status = rig.inside(rig.probe, *words)
        # A datagram to nobody is sent without an error: what counts is what arrives.
        need(kind == "udp" or status == 1, "the probe in the sandbox says: " + said)
        need(not rig.ears.heard(kind), "it was heard")
    return step


no_server_can_be_reached = reaches_nobody("tcp")
no_name_server_can_be_asked = reaches_nobody("udp")
no_socket_without_a_file_can_be_reached = reaches_nobody("abstract")


def no_file_of_the_person_can_be_read(rig):
    with tempfile.NamedTemporaryFile("w", dir=os.environ["HOME"], suffix=".txt") as file:
        file.write("private")
        file.flush()
        said, status = rig.inside("cat", file.name)
        need(status != 0 and "private" not in said, "it was read: " + said)
        # Now, not before: what was shared once leaves an empty file in there.
        said, status = rig.inside("cat", file.name, options=["--filesystem=" + file.name])
        need(status == 0 and "private" in said, "nor can it when shared: " + said)


# A band.

def finds_the_band(rig):
    rig.started = subprocess.Popen(["flatpak", "run", "--user", ID], stdin=subprocess.DEVNULL,
                                   stdout=sys.stderr)
    rig.see(NAME)


def pairs_with_a_tap(rig):
    rig.press("Pair " + NAME)
    wait("the band's question", lambda: rig.count("tap-asked") == 1)
    rig.see("Tap Your Band")
    rig.say("tap")
    rig.see("Paired")
    need(rig.count("key-set") == 1, "the band has no key: %s" % rig.events)


def shows_the_live_rate(rig):
    rig.press("Show the Pulse.*")
    rig.see("187")
    need(rig.count("tap-asked") == 1, "another tap was asked for")


def spellings(key):
    """As a program might write it down."""
    digits = key.hex()
    pairs = [digits[i:i + 2] for i in range(0, len(digits), 2)]
    texts = [digits, digits.upper(), ":".join(pairs), " ".join(pairs), "-".join(pairs),
             ", ".join("0x" + pair for pair in pairs)]
    texts += [text.upper() for text in texts[2:5]]
    texts.append(base64.b64encode(key).decode().rstrip("="))
    return [key, key[::-1]] + [text.encode() for text in texts]


def files_with(folder, key):
    """Those below @folder with the key in them, and how many were read."""
    found, count = [], 0
    for path, _, names in os.walk(folder):
        for name in names:
            file = os.path.join(path, name)
            if os.path.isfile(file) and not os.path.islink(file):
                with open(file, "rb") as opened:
                    content = opened.read()
                count += 1
                if any(spelling in content for spelling in spellings(key)):
                    found.append(file)
    return found, count


def keeps_the_key_where_nobody_reads_it(rig):
    written = wait("the key on its way", lambda: KEY_WRITTEN.search("".join(rig.writes)))
    rig.key = bytes.fromhex(written.group(1))
    need(len(set(rig.key)) > 4, "that is no key")
    keyring = os.path.join(rig.own, "data", "keyrings", "default.keyring")
    wait("the file of the portal", lambda: os.path.exists(keyring))
    home = os.environ["HOME"]
    found, count = files_with(home, rig.key)
    need(not found, "it is readable in: %s" % found)
    # The search does find what is there.
    for spelling in spellings(rig.key):
        planted = os.path.join(rig.own, "cache", "planted")
        with open(planted, "wb") as file:
            file.write(b"before" + spelling + b"after")
        found, now = files_with(home, rig.key)
        os.remove(planted)
        need(found == [planted] and now == count + 1, "the search finds %s" % found)


def shows_the_key_to_no_process(rig):
    looked = {"cmdline": 0, "environ": 0}
    for process in filter(str.isdigit, os.listdir("/proc")):
        for name in looked:
            try:
                with open("/proc/%s/%s" % (process, name), "rb") as file:
                    content = file.read()
            except (FileNotFoundError, PermissionError, ProcessLookupError):
                continue
            looked[name] += bool(content)
            need(not any(spelling in content for spelling in spellings(rig.key)),
                 "it is in the %s of %s" % (name, process))
    need(min(looked.values()) > 5, "only these were looked at: %s" % looked)


def leaves_the_band_free(rig):
    rig.quit()
    wait("a band that is let go of",
         lambda: rig.count("disconnected") == rig.count("connected"))


def starts_by_the_bus_and_logs_in_without_a_tap(rig):
    logins, beats = rig.count("authenticated"), rig.count("heart-rate")
    need(not rig.owned(), "it runs already")
    run("gapplication", "launch", ID)
    wait("the app on the bus", rig.owned)
    rig.see("My Bands")
    rig.see(NAME)
    rig.action("start-measuring")
    wait("a login", lambda: rig.count("authenticated") > logins)
    wait("the pulse", lambda: rig.count("heart-rate") > beats)
    rig.see("187")
    need(rig.count("tap-asked") == 1 and rig.count("key-set") == 1,
         "the key was lost: %s" % rig.events)
    rig.quit()


def forgets_the_band_in_the_terminal(rig):
    logins = rig.count("authenticated")
    said, status = rig.inside("tactusctl", "heart-rate", NAME, "--duration", "2")
    need(status == 0 and "187" in said and rig.count("authenticated") > logins,
         "tactusctl does not find the key: " + said)
    said, status = rig.inside("tactusctl", "forget", NAME)
    need(status == 0, "tactusctl forget: " + said)
    logins = rig.count("authenticated")
    said, status = rig.inside("tactusctl", "heart-rate", ADDRESS, "--duration", "2")
    need(status != 0 and rig.count("authenticated") == logins, "the key is still there: " + said)


def shows_virtual_bands_without_anything(rig):
    said, status = rig.inside("tactusctl", "demo", "--json", "--duration", "8")
    need(status == 0 and '"bpm"' in said, "tactusctl demo: " + said)


# What is handed on.

def the_bundle_can_be_installed(rig):
    with tempfile.TemporaryDirectory() as elsewhere:
        env = dict(os.environ, FLATPAK_USER_DIR=elsewhere)
        flatpak("install", "--user", "-y", "--noninteractive", "--no-deps", "--bundle",
                os.path.join(rig.packed, ID + ".flatpak"), env=env)
        need(ID in flatpak("list", "--user", "--app", "--columns=application", env=env),
             "it is not there")


def the_repository_can_be_added(rig):
    with tempfile.TemporaryDirectory() as elsewhere:
        env = dict(os.environ, FLATPAK_USER_DIR=elsewhere)
        flatpak("remote-add", "--user", "--from", "here",
                os.path.join(rig.packed, "tactus.flatpakrepo"), env=env)
        need(ID in flatpak("remote-ls", "--user", "--app", "--columns=application", "here",
                           env=env), "it does not offer the app")
        flatpak("install", "--user", "-y", "--noninteractive", "--no-deps", "here", ID, env=env)
        # A software centre finds name, words and picture there.
        flatpak("update", "--user", "--appstream", "here", env=env)
        for path, _, names in os.walk(os.path.join(elsewhere, "appstream")):
            for name in names:
                if name == "appstream.xml":
                    with open(os.path.join(path, name), encoding="utf-8") as file:
                        need("<name>Tactus</name>" in file.read(), "no name in the catalogue")
                    return
        raise Failure("no catalogue")


STEPS = [it_may_do_this_and_no_more, what_is_exported_starts_it_in_the_sandbox,
         in_there_is_no_network, no_server_can_be_reached, no_name_server_can_be_asked,
         no_socket_without_a_file_can_be_reached, no_file_of_the_person_can_be_read,
         finds_the_band, pairs_with_a_tap, shows_the_live_rate,
         keeps_the_key_where_nobody_reads_it, shows_the_key_to_no_process, leaves_the_band_free,
         starts_by_the_bus_and_logs_in_without_a_tap, forgets_the_band_in_the_terminal,
         shows_virtual_bands_without_anything, the_bundle_can_be_installed,
         the_repository_can_be_added]
NAMES = {step: name.replace("_", " ") for name, step in list(globals().items()) if step in STEPS}


def main():
    print("TAP version 13")
    print("1..%d" % len(STEPS), flush=True)
    rig = Rig(*sys.argv[1:])

    def bite():
        print("Bail out! not done after %d s" % WATCHDOG_S, flush=True)
        rig.end()
        os._exit(1)

    watchdog = threading.Timer(WATCHDOG_S, bite)
    watchdog.daemon = True
    watchdog.start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        for number, step in enumerate(STEPS, 1):
            begun = time.monotonic()
            step(rig)
            print("ok %d - %s # %.1f s" % (number, NAMES[step], time.monotonic() - begun),
                  flush=True)
    except (Failure, GLib.Error, subprocess.TimeoutExpired) as failure:
        print("not ok %d - %s" % (number, NAMES[step]))
        print("Bail out! %s" % str(failure).split("\n")[0], flush=True)
        print(failure, file=sys.stderr, flush=True)
        return 1
    finally:
        rig.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
