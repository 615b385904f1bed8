#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
"""The real program from outside: keyboard, pointer and what a screen reader is told.

test-outside.py BUILD-FOLDER, on a display and a session bus of its own (see with-display).  Keys
and pointer are those of the X server, everything else is read through AT-SPI, and a virtual strap
on the same bus sends the pulse.
"""

import os
import re
import signal
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

WATCHDOG_S = 240
PATIENCE_S = 60
# After which a hand tries again what may have come too early.
AGAIN_S = 5
POLL_S = 0.05

# Each rate is another, so that to walk from reading to reading is to hear another number.
RATES = ":".join(str(rate) for rate in list(range(100, 140, 2)) + list(range(139, 100, -2)))
PERIOD_S = 0.4
STRAP = ("model=heart-rate-sensor,name=Chest Strap,address=E1:57:0A:90:00:21,first=0.1,period=%s,"
         "rates=%s" % (PERIOD_S, RATES))

# From AT-SPI's lists of roles and states.
CHECK_BOX, IMAGE, LABEL, LIST_ITEM, MENU_ITEM, BUTTON = 7, 27, 29, 32, 35, 43
SPIN_BUTTON, TEXT, TOGGLE, ENTRY, SWITCH = 52, 61, 62, 79, 130
NAMED_ROLES = {CHECK_BOX: "check box", BUTTON: "button", TEXT: "text", TOGGLE: "toggle button",
               ENTRY: "entry", SPIN_BUTTON: "spin button", SWITCH: "switch", 44: "radio button"}
CHECKED, FOCUSED, PRESSED = 4, 12, 20

PROPERTY = "org.freedesktop.DBus.Properties.Get"

# Names that GTK gives to what nobody named.
NO_NAME = re.compile(r"|(Gtk|Adw|Tactus)[A-Z]\w+")

KEY_PRESS, KEY_RELEASE = 0, 1
KEY_CODES = {  # of the X server's standard keyboard
    "Escape": 9, "1": 10, "2": 11, "3": 12, "0": 19, "Tab": 23, "w": 25, "Return": 36,
    "Control": 37, "a": 38, "s": 39, "d": 40, "h": 43, "k": 45, "l": 46, "Shift": 50, "c": 54,
    "m": 58, "space": 65, "F10": 76, "plus": 86, "Home": 110, "Prior": 112, "Left": 113,
    "Right": 114, "End": 115, "Down": 116,
}


class Failure(Exception):
    pass


def plain(text):
    """Where a line must not break is nothing to hear."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


class Program:
    """The app and the strap, and the hands and ears that use it."""

    def __init__(self, build):
        self.folder = tempfile.TemporaryDirectory(dir=os.environ["XDG_RUNTIME_DIR"])
        home = self.folder.name
        bus = os.environ["DBUS_SESSION_BUS_ADDRESS"]
        env = dict(os.environ, GSETTINGS_SCHEMA_DIR=os.path.join(build, "data"),
                   GSETTINGS_BACKEND="memory", XDG_DATA_HOME=home, LC_ALL="C.UTF-8", TZ="UTC")
        self.simulator = subprocess.Popen(
            [os.path.join(build, "src/simulator/tactus-simulator"), "--virtual", "--bus=" + bus,
             "--band=" + STRAP], env=env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        self.app = subprocess.Popen(
            [os.path.join(build, "src/ui/tactus"), "--bus=" + bus,
             "--key-file=" + os.path.join(home, "keys")], env=env)
        self.screen = screen.Screen()

    def end(self):
        """Closes the app as a session does, and waits for its last word."""
        self.app.send_signal(signal.SIGTERM)
        try:
            status = self.app.wait(PATIENCE_S)
            self.simulator.communicate(b"quit\n", PATIENCE_S)
        except subprocess.TimeoutExpired as error:
            raise Failure("this did not end: %s" % error) from error
        self.folder.cleanup()
        return status

    def kill(self):
        for process in (self.app, self.simulator):
            if process.poll() is None:
                process.kill()

    # Ears.

    def look(self):
        """The window on top, as a list of nodes from top to bottom."""
        for bus_name, _ in self.screen.children(screen.ATSPI + "Registry", screen.ROOT):
            known = self.screen.app(bus_name)
            windows = [known[path] for _, path in self.screen.children(bus_name, screen.ROOT)
                       if path in known]
            if windows:
                nodes = [node for _, node in self.screen.walk(windows[-1])]
                for node in nodes:
                    node.name, node.description = plain(node.name), plain(node.description)
                return nodes
        return []

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


# What a person does, in this order.

CHART = "Heart rate chart"
SUMMARY = r"Heart rate, .*: \d+ to \d+, average \d+.*"
READING = r"\d+ bpm.*"

# Where the pointer points at nothing; without a window manager the keyboard follows it.
REST = (300, 600)


def chart(program):
    return program.see(CHART, {IMAGE})


def hear(program, pattern, but=()):
    """Waits until the chart has another description, and returns it."""
    def another():
        text = chart(program).description
        return text if text not in but and re.fullmatch(pattern, text, re.DOTALL) else None
    return program.wait("chart that says '%s'" % pattern, another)


def walk(program, key, but=()):
    program.key(key)
    return hear(program, READING, but)


def time_of(text):
    return re.search(r"\d+:\d+:\d+", text).group()


def read_out(program):
    """The labels of what the chart says where one points."""
    cursor = [node for node in program.look() if node.name == "Read-Out"][0]
    return [text for text in program.labels(cursor.bus_name, cursor.path) if text.strip()]


def add_the_strap(program):
    program.mouse(*REST)
    program.see("Chest Strap", {LABEL})
    program.check_names()
    program.tab_to("Add Chest Strap", {BUTTON})
    program.key("space")
    program.see_focus("Show the Pulse", {BUTTON})
    program.check_names()
    program.key("space")
    chart(program)
    program.see(r"Heart rate \d+ beats per minute", {LABEL})
    program.check_names()


def hear_the_chart_at_a_sane_rate(program):
    texts = [hear(program, SUMMARY)]
    begun = time.monotonic()
    while len(texts) < 5:
        texts.append(hear(program, SUMMARY, texts[-1:]))
    readings = (time.monotonic() - begun) / PERIOD_S
    if readings < 2 * len(texts) - 2:
        raise Failure("%d descriptions for %.0f readings" % (len(texts), readings))


def reach_the_chart_and_walk(program):
    program.key("Control+1")  # Wide enough that each reading has a place of its own.
    hear(program, "Heart rate, last minute: .*")
    program.tab_to(CHART)
    last = walk(program, "Left")
    before = walk(program, "Left", [last])
    first = walk(program, "Left", [last, before])
    program.key("Right")
    hear(program, re.escape(before))
    oldest = walk(program, "Home", [before])
    newest = walk(program, "End", [oldest])
    if not time_of(oldest) < time_of(first) <= time_of(last) <= time_of(newest):
        raise Failure("Home leads to %s, End to %s" % (oldest, newest))
    program.key("Escape")
    hear(program, SUMMARY)


def hear_the_summary(program):
    program.see_focus(CHART)
    program.do_until("a summary on the chart", lambda: program.key("s"), lambda: any(
        re.fullmatch(SUMMARY, text) for text in read_out(program)))
    program.key("Escape")


def look_back_and_return(program):
    program.see_focus(CHART)
    for _ in range(4):
        program.key("plus")
    program.do_until("enough to look back to", lambda: program.key("Prior"),
                     lambda: program.find("Back to Live", {BUTTON}))
    program.check_names()
    program.tab_to("Back to Live", {BUTTON})
    program.key("space")
    program.gone("Back to Live", {BUTTON})
    program.see_focus(CHART)


def place(program, name, roles):
    """Where the first such thing is by now."""
    return program.extents(program.find(name, roles)[0])


def point(program, share):
    left, top, width, height = place(program, CHART, {IMAGE})
    program.mouse(left + share * width, top + height // 2)


def drag(program):
    left, top, width, height = place(program, CHART, {IMAGE})
    middle = top + height // 2
    program.mouse(left + 0.3 * width, middle, "b1p")
    for share in (0.4, 0.5, 0.6, 0.7, 0.8):
        program.mouse(left + share * width, middle)
    program.mouse(left + 0.8 * width, middle, "b1r")


def click(program, name, roles):
    left, top, width, height = place(program, name, roles)
    program.mouse(left + width // 2, top + height // 2, "b1c")


def point_and_drag(program):
    said = program.wait("the read-out", lambda: [read_out(program)])[0]
    program.do_until("what the pointer shows", lambda: point(program, 0.5),
                     lambda: read_out(program) not in ([], said))
    program.do_until("what was dragged here", lambda: drag(program),
                     lambda: program.find("Back to Live", {BUTTON}))
    program.do_until("the present", lambda: click(program, "Back to Live", {BUTTON}),
                     lambda: not program.find("Back to Live", {BUTTON}))
    program.mouse(*REST)


def is_on(program, name):
    return any(node.has(PRESSED) or node.has(CHECKED)
               for node in program.find(name, {BUTTON, TOGGLE}))


def mark_and_choose_a_window(program):
    program.do_until("a marker", lambda: program.key("Control+d"),
                     lambda: program.find("Marker added"))
    for key, name in (("1", "1 min"), ("3", "15 min"), ("0", "All"), ("2", "5 min")):
        program.key("Control+" + key)
        program.wait("'%s' pressed" % name, lambda: is_on(program, name))


def use_the_compact_window(program):
    program.mouse(60, 60)
    program.key("Control+Shift+c")
    program.see("Back to the Main Window", {BUTTON})
    program.see(r"Heart rate \d+ beats per minute")
    program.check_names()
    program.tab_to("Back to the Main Window", {BUTTON})
    program.key("space")
    chart(program)
    program.mouse(*REST)


SESSION = r".* of \d+ \w+"


def find_the_session_in_the_history(program):
    program.key("Control+m")
    program.see("Last Session")
    # One button is in the other's place: as many as before, but not the same.
    program.see("Measure Once", {BUTTON})
    program.gone("Add Marker", {BUTTON})
    program.key("Control+h")
    program.tab_to(SESSION, {LIST_ITEM})
    program.wait("what was measured", lambda: any(
        re.fullmatch(r".*; \d+–\d+ bpm, average \d+.*", node.description)
        for node in program.find(SESSION, {LIST_ITEM})))
    program.check_names()
    program.tab_to(SESSION, {LIST_ITEM})  # Where it stands, unless the list was filled meanwhile.
    program.key("Return")
    program.wait("its chart", lambda: any(
        re.fullmatch(r"Heart rate, \d+:\d+:\d+ to .*: \d+ to \d+, average \d+.*", node.description)
        for node in program.find(CHART, {IMAGE})))
    program.check_names()


def rename_the_session(program):
    # GTK 4.8 tells nobody that an entry in a row has the keyboard: by way of what is before it.
    before = program.tab_to("Remove the Marker at .*", {BUTTON})
    program.key("Tab")
    program.wait("the keyboard in the title", lambda: program.moved(before))
    program.write("walk")
    program.key("Return")
    program.see("walk", {LABEL})
    program.check_names()


def another_item(program, item):
    now = program.on(".*", {MENU_ITEM})
    return now if now and now.path != item.path else None


def choose(program, name):
    """An item of the menu, by the keyboard."""
    program.key("F10")
    item = program.wait("a menu", lambda: program.on(".*", {MENU_ITEM}))
    for _ in range(20):
        if item.name == name:
            program.key("Return")
            return
        program.key("Down")
        item = program.wait("the next item", lambda: another_item(program, item))
    raise Failure("no '%s' in the menu" % name)


def delete_it_and_undo(program):
    choose(program, "Delete")
    program.gone("walk", {LIST_ITEM})
    program.tab_to("_?Undo", {BUTTON})
    program.key("space")
    program.see("walk", {LIST_ITEM})
    program.check_names()


STEPS = [add_the_strap, hear_the_chart_at_a_sane_rate, reach_the_chart_and_walk, hear_the_summary,
         look_back_and_return, point_and_drag, mark_and_choose_a_window, use_the_compact_window,
         find_the_session_in_the_history, rename_the_session, delete_it_and_undo]


def main():
    build = sys.argv[1]
    print("TAP version 13")
    print("1..%d" % len(STEPS), flush=True)
    program = Program(build)

    def bite():
        print("Bail out! not done after %d s" % WATCHDOG_S, flush=True)
        print(program.describe(), file=sys.stderr, flush=True)
        program.kill()
        os._exit(1)

    watchdog = threading.Timer(WATCHDOG_S, bite)
    watchdog.daemon = True
    watchdog.start()
    try:
        for number, step in enumerate(STEPS, 1):
            begun = time.monotonic()
            step(program)
            print("ok %d - %s # %.1f s" % (number, step.__name__.replace("_", " "),
                                           time.monotonic() - begun), flush=True)
        status = program.end()
        if status != 0:
            raise Failure("the app ended with %d" % status)
    except Failure as failure:
        print("not ok %d - %s" % (number, step.__name__.replace("_", " ")))
        print("Bail out! %s" % str(failure).split("\n")[0], flush=True)
        print(failure, file=sys.stderr, flush=True)
        return 1
    finally:
        program.kill()
    return 0


if __name__ == "__main__":
    sys.exit(main())
