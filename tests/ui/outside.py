# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
"""Hands and ears: uses the real program as a person does, through the X server and AT-SPI."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

from gi.repository import Gio, GLib

import keyboard

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
import screen  # noqa: E402  (it lives in the other suite)

PATIENCE_S = 60
# After which a hand tries again what may have come too early.
AGAIN_S = 5
POLL_S = 0.05

# From AT-SPI's lists of roles and states.
CHECK_BOX, IMAGE, LABEL, LIST_ITEM, MENU_ITEM, BUTTON = 7, 27, 29, 32, 35, 43
SPIN_BUTTON, TEXT, TOGGLE, ENTRY, SWITCH = 52, 61, 62, 79, 130
NAMED_ROLES = {CHECK_BOX: "check box", BUTTON: "button", TEXT: "text", TOGGLE: "toggle button",
               ENTRY: "entry", SPIN_BUTTON: "spin button", SWITCH: "switch", 44: "radio button"}
CHECKED, FOCUSED, PRESSED = 4, 12, 20
LABELLED_BY = 2

PROPERTY = "org.freedesktop.DBus.Properties.Get"

# Names that GTK gives to what nobody named.
NO_NAME = re.compile(r"|(Gtk|Adw|Tactus)[A-Z]\w+")

KEY_PRESS, KEY_RELEASE = 0, 1
KEY_CODES = {  # of the X server's standard keyboard
    "Escape": 9, "1": 10, "2": 11, "3": 12, "0": 19, "Tab": 23, "w": 25, "Return": 36,
    "Control": 37, "a": 38, "s": 39, "d": 40, "f": 41, "h": 43, "k": 45, "l": 46, "Shift": 50,
    "c": 54, "m": 58, "comma": 59, "slash": 61, "space": 65, "F1": 67, "F10": 76, "plus": 86,
    "Home": 110, "Up": 111, "Prior": 112, "Left": 113, "Right": 114, "End": 115, "Down": 116,
}

# As GLib writes it: program, domain, level, time, text.
WARNING = re.compile(r"\([^()]*:\d+\): (\S+)-(WARNING|CRITICAL|ERROR) \*\*: (?:[\d:.]+: )?(.*)")


class Failure(Exception):
    pass


def plain(text):
    """Where a line must not break is nothing to hear."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def is_fault(line):
    """Whether it is a warning, but one that with-display does not forgive."""
    warning = WARNING.match(line)
    return bool(warning) and not (
        warning.group(1) == "Gdk" and warning.group(2) == "WARNING"
        and re.match(os.environ["TACTUS_FORGIVEN"], warning.group(3)))


class Program:
    """The app and the virtual bands, and the hands and ears that use it."""

    def __init__(self, build, bands, options=(), simulate=True, program="src/ui/tactus"):
        self.folder = tempfile.TemporaryDirectory(dir=os.environ["XDG_RUNTIME_DIR"])
        home = self.folder.name
        bus = os.environ["DBUS_SESSION_BUS_ADDRESS"]
        self.env = dict(os.environ, GSETTINGS_SCHEMA_DIR=os.path.join(build, "data"),
                        GSETTINGS_BACKEND="memory", XDG_DATA_HOME=home, LC_ALL="C.UTF-8", TZ="UTC")
        self.simulation = [os.path.join(build, "src/simulator/tactus-simulator"), "--virtual",
                           "--bus=" + bus]
        self.simulator = None
        if simulate:
            self.start_simulator(bands)
        # GLib would end the app at any warning; which ones are faults, is_fault() says.
        self.app = subprocess.Popen(
            [os.path.join(build, program), "--bus=" + bus,
             "--key-file=" + os.path.join(home, "keys"), *options],
            env=dict(self.env, G_DEBUG="fatal-criticals"), stderr=subprocess.PIPE, text=True,
            errors="replace")
        self.warnings = []
        self.listener = threading.Thread(target=self.hear_warnings, daemon=True)
        self.listener.start()
        self.screen = screen.Screen()
        self.pids = {}

    def hear_warnings(self):
        for line in self.app.stderr:
            sys.stderr.write(line)
            sys.stderr.flush()
            if is_fault(line):
                self.warnings.append(line.strip())

    def check_warnings(self):
        if self.warnings:
            raise Failure("the app warned: %s" % "; ".join(self.warnings))

    def start_simulator(self, bands):
        self.simulator = subprocess.Popen(
            [*self.simulation, *("--band=" + band for band in bands)], env=self.env,
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)

    def stop_simulator(self):
        self.simulator.communicate(b"quit\n", PATIENCE_S)
        self.simulator = None

    def tell(self, command):
        """A command for the virtual bands."""
        self.simulator.stdin.write(command)
        self.simulator.stdin.flush()

    def end(self):
        """Closes the app as a session does, and waits for its last word."""
        self.app.send_signal(signal.SIGTERM)
        try:
            status = self.app.wait(PATIENCE_S)
            self.simulator.communicate(b"quit\n", PATIENCE_S)
        except subprocess.TimeoutExpired as error:
            raise Failure("this did not end: %s" % error) from error
        self.listener.join(PATIENCE_S)
        self.check_warnings()
        self.folder.cleanup()
        return status

    def kill(self):
        for process in (self.app, self.simulator):
            if process and process.poll() is None:
                process.kill()
        self.listener.join(AGAIN_S)

    # Ears.

    def windows(self):
        """The app's windows, each as it is known to AT-SPI."""
        for bus_name, _ in self.screen.children(screen.ATSPI + "Registry", screen.ROOT):
            if self.is_app(bus_name):
                return self.screen.children(bus_name, screen.ROOT)
        return []

    def look(self):
        """The window on top, as a list of nodes from top to bottom."""
        for bus_name, _ in self.screen.children(screen.ATSPI + "Registry", screen.ROOT):
            if not self.is_app(bus_name):
                continue
            known = self.screen.app(bus_name)
            windows = [known[path] for _, path in self.screen.children(bus_name, screen.ROOT)
                       if path in known]
            if windows:
                top = windows[-1]
                nodes = [node for _, node in self.screen.walk(top)]
                # Of what is no window GTK 4.8 does not tell whether it shows; it goes as it closes.
                if not nodes and top.role == screen.DIALOG and top.has(screen.VISIBLE):
                    nodes = [top, *(node for child in top.children
                                    for _, node in self.screen.walk(child))]
                for node in nodes:
                    self.name(node)
                return nodes
        return []

    def name(self, node):
        """Its texts as they are heard: newer GTK has an item of a menu labelled by what has no name
        itself, but a text."""
        if node.role == MENU_ITEM and not node.name:
            node.name = " ".join(self.label_texts(node))
        node.name, node.description = plain(node.name), plain(node.description)

    def label_texts(self, node):
        accessible = screen.ATSPI + "Accessible."
        try:
            return [self.screen.call(bus_name, path, screen.ATSPI + "Text.GetText",
                                     GLib.Variant("(ii)", (0, -1)))
                    for relation, labels in self.screen.call(node.bus_name, node.path,
                                                             accessible + "GetRelationSet")
                    if relation == LABELLED_BY for bus_name, path in labels]
        except GLib.Error:
            return []  # It went away meanwhile.

    def is_app(self, bus_name):
        """Portals of the desktop have windows, too."""
        if bus_name not in self.pids:
            self.pids[bus_name] = self.screen.call(
                "org.freedesktop.DBus", "/org/freedesktop/DBus",
                "org.freedesktop.DBus.GetConnectionUnixProcessID", GLib.Variant("(s)", (bus_name,)))
        return self.pids[bus_name] == self.app.pid

    def has_size(self, node):
        """What went away since it was looked at has none."""
        try:
            return self.screen.has_size(node)
        except GLib.Error as error:
            if error.matches(Gio.io_error_quark(), Gio.IOErrorEnum.TIMED_OUT):
                raise
            return False

    def labels(self, bus_name, path):
        """What the labels in there say at this moment, asked for one by one."""
        texts = []
        for child_bus_name, child in self.screen.children(bus_name, path):
            if self.screen.call(child_bus_name, child,
                                screen.ATSPI + "Accessible.GetRole") == LABEL:
                texts.append(plain(self.screen.call(child_bus_name, child, PROPERTY, GLib.Variant(
                    "(ss)", (screen.ATSPI + "Accessible", "Name")))))
            else:
                texts += self.labels(child_bus_name, child)
        return texts

    def find(self, name, roles=None, state=None):
        """All with such a name (a regular expression for the whole of it)."""
        expression = re.compile(name, re.DOTALL)
        return [node for node in self.look()
                if (roles is None or node.role in roles) and (state is None or node.has(state))
                and expression.fullmatch(node.name) and self.has_size(node)]

    def within(self, seconds, condition):
        """Polls until @condition answers with something, and returns that, or None."""
        end = time.monotonic() + seconds
        while True:
            try:
                answer = condition()
            except (GLib.Error, IndexError):
                answer = None  # What was looked at went away.
            if answer or time.monotonic() > end or self.app.poll() is not None:
                return answer
            time.sleep(POLL_S)

    def wait(self, what, condition):
        """As within(), with patience, and what never comes is a failure."""
        answer = self.within(PATIENCE_S, condition)
        self.check_warnings()
        if answer:
            return answer
        if self.app.poll() is not None:
            raise Failure("the app ended with %s while waiting for %s"
                          % (self.app.returncode, what))
        raise Failure("this never came: %s; on the screen:\n%s" % (what, self.describe()))

    def do_until(self, what, action, condition):
        """Does what may be done more than once until it has its effect."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            self.within(AGAIN_S, lambda: action() or True)
            answer = self.within(AGAIN_S, condition)
            if answer:
                return answer
        return self.wait(what, condition)

    def see(self, name, roles=None, state=None):
        return self.wait("'%s'" % name, lambda: self.find(name, roles, state))[0]

    def gone(self, name, roles=None):
        self.wait("the end of '%s'" % name, lambda: not self.find(name, roles))

    def focused(self):
        """What has the keyboard, of what is on the screen."""
        for node in self.look():
            if node.has(FOCUSED) and self.has_size(node):
                return node
        return None

    def on(self, name, roles=None):
        node = self.focused()
        return node if node and self.fits(node, name, roles) else None

    def fits(self, node, name, roles):
        return re.fullmatch(name, node.name, re.DOTALL) and (roles is None or node.role in roles)

    def see_focus(self, name, roles=None):
        return self.wait("the keyboard on '%s'" % name, lambda: self.on(name, roles))

    def moved(self, before):
        """A list of what has the keyboard if that is another, be it where GTK tells of nothing."""
        now = self.focused()
        moved = (now.path if now else None) != (before.path if before else None)
        return [now] if moved else None

    def describe(self):
        lines = []
        try:
            for node in self.look():
                if node.texts() and self.has_size(node):
                    lines.append("  %s%s: %s" % ("* " if node.has(FOCUSED) else "",
                                                 screen.ROLES.get(node.role, node.role),
                                                 " | ".join(dict.fromkeys(node.texts()))))
        except GLib.Error as error:
            lines.append("  " + error.message)
        return "\n".join(lines)

    def nameless(self):
        return ["%s %s" % (NAMED_ROLES[node.role], node.path) for node in self.look()
                if node.role in NAMED_ROLES and NO_NAME.fullmatch(node.name.strip())
                and self.has_size(node)]

    def check_names(self):
        """Nothing to press or to write in without a name."""
        if not self.within(AGAIN_S, lambda: not self.nameless()):
            raise Failure("no name: %s; on the screen:\n%s"
                          % (", ".join(self.nameless()), self.describe()))

    def extents(self, node):
        return self.screen.call(node.bus_name, node.path, screen.ATSPI + "Component.GetExtents",
                                GLib.Variant("(u)", (screen.IN_WINDOW,)))

    # Hands.

    def control(self, method, arguments):
        self.screen.bus.call_sync(
            screen.ATSPI + "Registry", "/org/a11y/atspi/registry/deviceeventcontroller",
            screen.ATSPI + "DeviceEventController", method, arguments, None, 0, screen.CALL_MS,
            None)

    def key(self, chord):
        """Presses keys together: "Control+h"."""
        codes = [KEY_CODES[key] for key in chord.split("+")]
        for code in codes:
            self.control("GenerateKeyboardEvent", GLib.Variant("(isu)", (code, "", KEY_PRESS)))
        for code in reversed(codes):
            self.control("GenerateKeyboardEvent", GLib.Variant("(isu)", (code, "", KEY_RELEASE)))

    def write(self, text):
        for letter in text:
            self.key(letter)

    def take_keyboard(self):
        """Gives the keyboard to the window on top, again if another one is still going.

        A window manager would hand it back where another window of the app was closed.  Without
        one the X server does, in a way that newer GTK does not take for its own.
        """
        for _ in range(3):
            keyboard.to_top()
            if self.within(1, self.focused):
                break

    def mouse(self, x, y, event="abs"):
        """No window manager: the window is at 0, 0, and so are its shadows."""
        self.control("GenerateMouseEvent", GLib.Variant("(iis)", (int(x), int(y), event)))

    def tab_to(self, name, roles=None):
        """Walks there as a keyboard user does."""
        seen = []
        now = self.wait("the keyboard", lambda: [self.focused()])[0]
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            if now and self.fits(now, name, roles):
                return now
            seen.append(now.name if now else None)
            self.key("Tab")
            # From a place that GTK tells nothing of to another there is no move to see.
            now = (self.within(AGAIN_S if now else 0.5, lambda: self.moved(now))
                   or self.wait("the keyboard", lambda: [self.focused()]))[0]
        raise Failure("Tab does not lead to '%s', but to %s; on the screen:\n%s"
                      % (name, seen, self.describe()))
