#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
"""Every page and dialog of the real program, as who cannot see or cannot point gets to know it.

test-accessibility.py BUILD-FOLDER [PAGE…], on a display and a session bus of its own (see
with-display).  What is on a page is not listed here: the walk finds it through AT-SPI, and fails on
what has no name, no role, or cannot be reached by Tab and the arrow keys.
"""

import os
import re
import sys
import threading
import time
from xml.etree import ElementTree

sys.dont_write_bytecode = True
try:
    import outside
except ImportError:
    print("1..0 # SKIP python3-gi is not installed")
    sys.exit(0)

from gi.repository import Gio, GLib

import screen
from outside import (AGAIN_S, BUTTON, CHECK_BOX, ENTRY, IMAGE, LIST_ITEM, MENU_ITEM, SPIN_BUTTON,
                     SWITCH, TEXT, TOGGLE, Failure)

# The walk takes a minute on an idle machine, and may take ten on one that has to share.
WATCHDOG_S = 860

# From AT-SPI's lists of roles and states, with the names for a failure's text.
COMBO_BOX, FILLER, PANEL, TAB, PASSWORD, RADIO, SCROLL_PANE = 11, 20, 39, 37, 40, 44, 49
SLIDER, STATUS, LINK, LEVEL, PROGRESS = 51, 54, 88, 103, 42
CONTROLS = dict(outside.NAMED_ROLES)
CONTROLS.update({COMBO_BOX: "combo box", LIST_ITEM: "list item", MENU_ITEM: "menu item", TAB: "tab",
                 PASSWORD: "password", RADIO: "radio button", SLIDER: "slider", LINK: "link"})
WRITTEN_IN = {TEXT, ENTRY, PASSWORD, SPIN_BUTTON}
MEASURES = {SLIDER, LEVEL, PROGRESS}
FOCUSABLE, SENSITIVE = 11, 24

# How long the keyboard may take to arrive where AT-SPI tells of it, and where it does not.
FOCUS_S = 1.0
SILENCE_S = 0.35
STILL_S = 0.04
# As GTK 4.8 names what has no name.
TOAST = "AdwToastWidget"
MAX_STOPS = 150
MAX_LIST = 40
SMALL_PX = 12

# Nobody can make sense of these: a class, a mnemonic, an icon, a sign.
BAD_NAMES = {
    "is named by its class": re.compile(r"(Gtk|Adw|Tactus)[A-Z]\w+"),
    "shows its mnemonic": re.compile(r"(.*\s)?_\w.*"),
    "is named by an icon": re.compile(r"[a-z0-9]+(-[a-z0-9]+)*-symbolic"),
    "says its name twice": re.compile(r"(\w.*) \1"),
    "has no word for a name": re.compile(r"\W*\w?\W*"),
}

# GTK keeps the keyboard out of these: the desktop has keys of its own for them.
OF_THE_DESKTOP = re.compile(r"(Minimize|Maximize|Restore|Close) the window")


def begin_alike(first, other):
    """Whether both begin at the same place: boxes lay nothing there, stacks all that they have."""
    return abs(first[0] - other[0]) <= 2 and abs(first[1] - other[1]) <= 2


def points_of(place, width, height):
    """Some points of it that are in the window: its middle, and towards its corners."""
    left, upper = max(place[0], 0), max(place[1], 0)
    right, lower = min(place[0] + place[2], width), min(place[1] + place[3], height)
    for across, down in ((2, 2), (1, 1), (3, 3), (1, 3), (3, 1)):
        yield left + (right - left) * across // 4, upper + (lower - upper) * down // 4


class Walker(outside.Program):
    """Walks through a window by its keys, and looks at what it meets."""

    def __init__(self, *args, **settings):
        super().__init__(*args, **settings)
        self.moves = []
        self.session = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.screen.bus.signal_subscribe(
            None, screen.ATSPI + "Event.Object", "StateChanged", None, "focused", 0, self.heard)

    def heard(self, _bus, _sender, path, _interface, _signal, arguments):
        """GTK tells of the keyboard's new place, and that is faster than looking for it."""
        if arguments.unpack()[1]:
            self.moves.append(path)

    def listen(self, seconds, until):
        """Takes in what comes.  Returns whether @until held in time"""
        context = GLib.MainContext.default()
        end = time.monotonic() + seconds
        while not until():
            if time.monotonic() > end:
                return False
            if not context.iteration(False):
                time.sleep(0.002)
        return True

    def step(self, key):
        """Returns: the path of what has the keyboard then, or None where nobody tells"""
        self.listen(0, lambda: False)
        before = len(self.moves)
        self.key(key)
        if self.listen(SILENCE_S, lambda: len(self.moves) > before):
            return self.moves[-1]
        return None

    def walk_to(self, name, roles):
        """Where Tab leads to such a thing.  Returns: its role"""
        expression = re.compile(name)
        node = self.see(name, roles)
        if not self.moves:
            now = self.focused()
            if now:
                self.moves.append(now.path)
        for _ in range(MAX_STOPS):
            heard, role = self.ask(node.bus_name, self.moves[-1]) if self.moves else ("", 0)
            if role in roles and expression.fullmatch(heard):
                return role
            self.step("Tab")
        raise Failure("Tab does not lead to %s; on the screen:\n%s"
                      % (self.words(node), self.describe()))

    def ask(self, bus_name, path):
        """The name and the role of a thing that may have gone."""
        try:
            return (outside.plain(self.screen.call(
                        bus_name, path, outside.PROPERTY,
                        GLib.Variant("(ss)", (screen.ATSPI + "Accessible", "Name")))),
                    self.screen.call(bus_name, path, screen.ATSPI + "Accessible.GetRole"))
        except GLib.Error:
            return "", 0

    def power(self, on):
        self.session.call_sync(
            "org.bluez", ADAPTER, "org.freedesktop.DBus.Properties", "Set",
            GLib.Variant("(ssv)", ("org.bluez.Adapter1", "Powered", GLib.Variant("b", on))), None,
            0, screen.CALL_MS, None)

    # What is there.

    def under(self, top, point):
        """The path of what is drawn there."""
        _, path = self.screen.call(
            top.bus_name, top.path, screen.ATSPI + "Component.GetAccessibleAtPoint",
            GLib.Variant("(iiu)", (*point, screen.IN_WINDOW)))
        return path

    def is_within(self, known, path, node):
        while path in known:
            if path == node.path:
                return True
            path = known[path].parent
        return False

    def shown(self, known, top, node):
        """The children of which something is to be seen: of a stack's pages all are visible to
        AT-SPI, each where the one on top is."""
        children = [child for child in node.children if child.shows() and self.has_size(child)]
        if len(children) < 2:
            return children
        piles = []
        for child in children:
            place = self.extents(child)
            pile = next((pile for pile in piles if begin_alike(pile[0][0], place)), None)
            if pile:
                pile.append((place, child))
            else:
                piles.append([(place, child)])
        hidden = set()
        for pile in piles:
            if len(pile) > 1:
                hidden.update(self.below(known, top, pile))
        return [child for child in children if child.path not in hidden]

    def below(self, known, top, pile):
        """The paths of those of the pile that are nowhere on top."""
        _, _, width, height = self.extents(top)
        seen = [child for place, child in pile
                if any(self.is_within(known, self.under(top, point), child)
                       for point in points_of(place, width, height))]
        return [child.path for _, child in pile if child not in seen] if seen else []

    def collect(self, known, top, node, nodes):
        nodes.append(node)
        for child in self.shown(known, top, node):
            self.collect(known, top, child, nodes)

    def sight(self):
        """What is on the window on top, from top to bottom."""
        top = self.look()[0]
        known = self.screen.app(top.bus_name)
        nodes = []
        self.collect(known, known[top.path], known[top.path], nodes)
        for node in nodes:
            self.name(node)
        return known, nodes

    def words(self, node):
        return "%s '%s'" % (CONTROLS.get(node.role, screen.ROLES.get(node.role, node.role)),
                            node.name or node.path[-8:])

    # What is wrong with it.

    def is_control(self, node):
        return node.role in CONTROLS or (node.has(FOCUSABLE) and node.role not in (
            screen.FRAME, screen.DIALOG, screen.WINDOW, SCROLL_PANE, 31, PANEL))

    def is_part(self, known, node):
        """Whether it is what libadwaita makes a row of: the list in a row to choose from, the frame
        around one that unfolds, the arrow at the end."""
        if node.role == LIST_ITEM and not node.name:
            pile = list(node.children)
            while pile:
                child = pile.pop()
                if child.role == LIST_ITEM and child.name:
                    return True
                pile += child.children
        around = known.get(node.parent)
        while around:
            if around.role == COMBO_BOX or (node.role == IMAGE and around.role in CONTROLS):
                return bool(around.name)
            around = known.get(around.parent)
        return False

    def check_name(self, known, node):
        """What is to be pressed, written in or looked at has a name that says something."""
        if not self.is_control(node) and node.role not in MEASURES | {IMAGE}:
            return
        if self.is_part(known, node):
            return
        for what, pattern in BAD_NAMES.items():
            if pattern.fullmatch(node.name.strip()):
                yield "%s %s" % (self.words(node), what)
                return

    def check_role(self, known, node):
        """What draws itself, and what takes the keyboard, says what it is."""
        if node.role != FILLER:
            return
        if node.has(FOCUSABLE) and node.has(SENSITIVE):
            yield "%s takes the keyboard and has no role" % self.words(node)
        elif not node.children and node.name.startswith("Tactus"):
            _, _, width, height = self.extents(node)
            if width > SMALL_PX and height > SMALL_PX:
                yield "%s shows something and has no role" % self.words(node)

    def check_window(self, top):
        """What it is for."""
        if not top.name.strip() or BAD_NAMES["is named by its class"].fullmatch(top.name):
            yield "%s has no name" % self.words(top)

    def check_value(self, node):
        """What goes from a least to a most says where it is."""
        if node.role not in MEASURES | {SPIN_BUTTON}:
            return
        if screen.ATSPI + "Value" not in node.interfaces:
            yield "%s tells no value" % self.words(node)

    def check_twins(self, nodes):
        """Two that are heard alike are one too few names."""
        heard = {}
        for node in nodes:
            if node.role in CONTROLS and node.has(FOCUSABLE) and node.name:
                heard.setdefault((node.role, node.name, node.description), []).append(node)
        for twins in heard.values():
            if len(twins) > 1:
                yield "%s is there %d times" % (self.words(twins[0]), len(twins))

    # By keys alone.

    def tab_around(self):
        """Returns: where Tab stops, and how often the keyboard was where nobody tells"""
        stops, silent = [], 0
        for _ in range(MAX_STOPS):
            path = self.step("Tab")
            if path is None:
                silent += 1
            elif stops and path == stops[0]:
                return stops, silent
            elif path not in stops:
                stops.append(path)
            if path is None and not stops and silent > 8:
                break
        return stops, silent

    def kin(self, known, path, missing):
        """Whether something in the same container has not been met yet."""
        for _ in range(3):
            if path not in known:
                return False
            path = known[path].parent
            if any(self.is_within(known, node.path, known[path]) for node in missing
                   if path in known):
                return True
        return False

    def walk_lists(self, known, missing, reached):
        """From each stop of Tab through the list that it is in, by the arrow keys."""
        for _ in range(len(reached) + 4):
            path = self.step("Tab")
            if path is None or not self.kin(known, path, [node for node in missing
                                                          if node.path not in reached]):
                continue
            for key in ("Down", "Up", "Right", "Left"):
                for _ in range(MAX_LIST):
                    path = self.step(key)
                    if path is None or path in reached:
                        break
                    reached.add(path)

    def is_reached(self, known, node, reached):
        """A menu button is one with the button in it, a row with the entry in it; and a switch is
        turned by pressing its row."""
        if node.path in reached or any(
                child.path in reached for child in known[node.path].children):
            return True
        around = known.get(node.parent)
        while around and around.role != LIST_ITEM:
            around = known.get(around.parent)
        return bool(around) and node.role in (CHECK_BOX, RADIO, SWITCH) and (
            around.path in reached and around.name == node.name)

    def check_reach(self, known, nodes):
        """Whatever can be used can be used without a pointer."""
        wanted = [node for node in nodes if self.is_control(node) and node.has(SENSITIVE)
                  and not OF_THE_DESKTOP.fullmatch(node.description)
                  and not self.is_part(known, node)]
        for node in wanted:
            if node.role in CONTROLS and not self.can_focus(known, node):
                yield "%s cannot have the keyboard" % self.words(node)
        wanted = [node for node in wanted if node.has(FOCUSABLE)]
        stops, silent = self.tab_around()
        reached = set(stops) | set(self.moves)
        missing = [node for node in wanted if not self.is_reached(known, node, reached)]
        if [node for node in missing if node.role not in WRITTEN_IN]:
            self.walk_lists(known, missing, reached)
            missing = [node for node in missing if not self.is_reached(known, node, reached)]
        for node in missing:
            # GTK 4.8 does not tell that an entry in a row has the keyboard.
            if node.role in WRITTEN_IN and silent > 0:
                silent -= 1
                continue
            yield "%s cannot be reached" % self.words(node)

    def can_focus(self, known, node):
        """Itself, what is in it, or what it is in."""
        if node.has(FOCUSABLE):
            return True
        pile = list(known[node.path].children)
        while pile:
            child = pile.pop()
            if child.has(FOCUSABLE):
                return True
            pile += child.children
        parent = known.get(node.parent)
        return bool(parent) and parent.role in CONTROLS and parent.has(FOCUSABLE)

    def faults(self, walk=True, ours=True):
        """Everything that is wrong with the window on top; names only if we gave them."""
        known, nodes = self.sight()
        found = list(self.check_window(nodes[0])) if ours else []
        for node in nodes:
            found += self.check_name(known, node) if ours else []
            found += self.check_role(known, node)
            found += self.check_value(node)
        found += self.check_twins(nodes)
        if walk:
            self.moves.clear()
            found += self.check_reach(known, nodes)
        return found, len([node for node in nodes if self.is_control(node)])


# What the shortcuts window promises, and what has a key.

UI = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "ui")
CODE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "src", "ui")
# Of GTK: the menu button that is primary, and the window itself.
OF_GTK = {"F10", "<Control>question"}
CHART_KEYS = re.compile(r"\{ GDK_KEY_(\w+), (0|GDK_SHIFT_MASK|GDK_CONTROL_MASK), ")
ACCEL = re.compile(r'(?:set_accels \(self, "[^"]*",|parse_string \()\s*"([^"]*)"')


def promised():
    tree = ElementTree.parse(os.path.join(UI, "tactus-shortcuts.ui"))
    return {accel for node in tree.iter("property") if node.get("name") == "accelerator"
            for accel in node.text.split()}


def bound():
    found = set(OF_GTK)
    for name in os.listdir(UI):
        if name.endswith(".ui"):
            tree = ElementTree.parse(os.path.join(UI, name))
            found.update(accel for node in tree.iter("property") if node.get("name") == "trigger"
                         for accel in node.text.split("|"))
    for name in os.listdir(CODE):
        if name.endswith(".c"):
            with open(os.path.join(CODE, name), encoding="utf-8") as source:
                text = source.read()
            found.update(ACCEL.findall(text))
            if name == "tactus-chart-hands.c":
                modifiers = {"0": "", "GDK_SHIFT_MASK": "<Shift>", "GDK_CONTROL_MASK": "<Control>"}
                found.update(modifiers[mask] + key for key, mask in CHART_KEYS.findall(text))
    return found


def check_shortcuts():
    """Returns: what one page promises and no code keeps, and what is kept and nobody told"""
    faults = ["%s does nothing" % accel for accel in sorted(promised() - bound())]
    # The chart has several ways to the same; those without a modifier are a dialog's own.
    told = promised() | {"<Control>Left", "<Control>Right", "<Control>i", "<Control>plus",
                         "<Control>equal", "<Control>minus"}
    return faults + ["%s is not in the shortcuts window" % accel for accel in sorted(bound() - told)
                     if accel.startswith(("<Control>", "F"))]


# The way through the app.  Each page is checked where the walk comes by.

BANDS = [
    "model=mi-band-3,name=Mi Band 3,address=C8:0F:10:3A:00:03,rssi=-48,first=0.2,period=0.5,"
    "tap=manual,activity=600,steps=6342",
    "model=mi-band-5,name=Mi Smart Band 5,address=D4:22:CD:55:00:05,rssi=-66,"
    "key=00112233445566778899aabbccddeeff",
    "model=heart-rate-sensor,name=Chest Strap,address=C0:48:52:00:00:0A,rssi=-60,bond=passkey",
]
TAP = b"C8:0F:10:3A:00:03 tap\n"
ADAPTER = "/org/bluez/hci0"

# What the check of a page leaves out, and why.
LISTS = {LIST_ITEM, BUTTON, TOGGLE, TAB, RADIO}


class Tour:
    """Goes from page to page by keys, and keeps what it found wrong."""

    def __init__(self, build, only):
        self.build = build
        self.only = only
        self.number = 0
        self.failed = 0
        self.program = None

    def check(self, page, walk=True, ours=True):
        if self.only and page not in self.only:
            return
        begun = time.monotonic()
        # What slides in and what is being asked for has a moment to arrive.
        found, count = self.program.faults(walk, ours)
        if found and not walk:
            self.program.listen(AGAIN_S / 5, lambda: False)
            found, count = self.program.faults(walk, ours)
        if count == 0:
            found.append("nothing to use on it")
        self.number += 1
        self.failed += bool(found)
        print("%s %d - %s # %d controls, %.1f s" % ("not ok" if found else "ok", self.number, page,
                                                    count, time.monotonic() - begun), flush=True)
        for fault in found:
            print("%s: %s" % (page, fault), file=sys.stderr, flush=True)

    # Ways, by keys.

    def go(self, name, roles=LISTS, key="space"):
        """Tabs to a thing by that name and presses it."""
        role = self.program.walk_to(name, roles)
        self.program.key("Return" if role == LIST_ITEM else key)

    def settle(self, name, roles=None):
        self.program.see(name, roles)
        self.still()

    def still(self):
        """Until the window stays as it is: nothing slides where nothing is to move."""
        before = None
        for _ in range(100):
            now = [node.path for node in self.program.look()]
            if now == before:
                return
            before = now
            self.program.listen(STILL_S, lambda: False)

    def back(self, name, roles=None):
        program = self.program
        # Escape is for the topmost toast first.
        while any(node.name == TOAST for node in program.look()):
            program.key("Escape")
            self.still()
        program.key("Escape")
        self.settle(name, roles)

    def menu(self, item, chord="F10"):
        """An item of the window's menu."""
        self.program.key(chord)
        now = self.program.wait("a menu", lambda: self.program.on(".*", {MENU_ITEM}))
        for _ in range(MAX_LIST):
            if re.fullmatch(item, now.name):
                self.program.key("Return")
                return
            path = self.program.step("Down")
            now = next((node for node in self.program.look() if node.path == path), now)
        raise Failure("no '%s' in the menu" % item)

    def look_at_menu(self, page):
        """Its items are walked when one is chosen."""
        program = self.program
        program.key("F10")
        program.wait("a menu", lambda: program.on(".*", {MENU_ITEM}))
        self.check(page, walk=False)
        program.key("Escape")
        program.wait("the end of the menu", lambda: not program.on(".*", {MENU_ITEM}))

    # Pages.

    def start(self):
        """Without a Bluetooth service, without a band, with some, then with the adapter off."""
        program = self.program
        self.settle("No Bluetooth Service")
        self.check("no service")
        program.start_simulator([])
        self.settle("Welcome to Tactus")
        self.check("welcome")
        program.stop_simulator()
        self.settle("No Bluetooth Service")
        program.start_simulator(BANDS)
        program.see("Pair Mi Smart Band 5", {BUTTON})
        self.settle("Pair Mi Band 3", {BUTTON})
        self.check("nearby")
        program.power(False)
        self.settle("Bluetooth Is Off")
        self.check("off")
        self.go("Turn On Bluetooth", {BUTTON})
        self.settle("Pair Mi Band 3", {BUTTON})
        self.look_at_menu("main menu")

    def fail(self):
        """A key that is not the band's, and why that may be."""
        program = self.program
        self.go("Pair Mi Smart Band 5", {BUTTON})
        self.settle("Cancel", {BUTTON})
        self.check("key entry")
        # Into the entry, of which GTK 4.8 does not tell that it has the keyboard.
        program.walk_to("Cancel", {BUTTON})
        program.step("Tab")
        program.write("a" * 32)
        self.go("Pair", {BUTTON})
        self.settle("Find Out Why", {BUTTON})
        self.check("failed")
        self.go("Find Out Why", {BUTTON})
        self.settle("Check Again", {BUTTON})
        self.check("doctor")
        self.back("Pair Mi Band 3", {BUTTON})

    def bond(self):
        """A sensor that shows a number to be entered."""
        self.go("Add Chest Strap", {BUTTON})
        self.settle("Enter the Number")
        self.check("bond")
        self.program.key("Escape")
        self.settle("Add Chest Strap", {BUTTON})

    def pair(self):
        program = self.program
        self.go("Pair Mi Band 3", {BUTTON})
        self.settle("Tap Your Band")
        self.check("tap")
        program.tell(TAP)
        self.settle("Show the Pulse", {BUTTON})
        self.check("paired")
        self.go("Show the Pulse", {BUTTON})
        self.settle_live()
        self.check("live")
        self.look_at_menu("band menu")
        self.menu("Forget.*")
        self.settle("Forget Mi Band 3.*")
        self.check("forget")
        self.program.key("Escape")
        self.settle_live()

    def settle_live(self):
        self.program.see(r"Heart rate \d+ beats per minute")
        self.still()

    def turn(self, view):
        """To one of the views of the band page, if it has such."""
        program = self.program
        if program.find(view, {TAB, RADIO, TOGGLE, BUTTON}):
            self.go(view, {TAB, RADIO, TOGGLE, BUTTON})
            self.still()
            return True
        return False

    def band_pages(self):
        """What the rows of the band lead to, and what those pages open."""
        if self.turn("Band"):
            self.check("band")
        for page, opens in (("Alerts", None), ("Recorded Activity", None), ("Alarms", "Add Alarm…"),
                            ("Settings", "Profile"), ("Sensors", None)):
            self.go(page, {LIST_ITEM})
            self.settle("Back", {BUTTON})
            self.check(page.lower())
            if opens:
                self.go(opens, {BUTTON, LIST_ITEM})
                self.settle("Cancel", {BUTTON})
                self.check("%s: %s" % (page.lower(), opens.rstrip("…").lower()))
                self.back("Back", {BUTTON})
            self.back(page, {LIST_ITEM})
        self.turn("Live")

    def history(self):
        """A session and another, their day, and both side by side."""
        program = self.program
        for name in ("Start Measuring", "Stop Measuring", "Start Measuring"):
            program.key("Control+m")
            program.see(name, {BUTTON, TOGGLE})
            if name == "Stop Measuring":
                program.see(r"Heart rate \d+ beats per minute")
        program.key("Control+h")
        self.settle(SESSION, {LIST_ITEM})
        self.check("history")
        self.go(SESSION, {LIST_ITEM})
        self.settle("Heart rate chart", {IMAGE})
        self.check("session")
        self.menu("Export…")
        self.settle("Cancel", {BUTTON})
        self.check("export")
        self.back("Heart rate chart", {IMAGE})
        self.menu("Compare With…")
        self.settle("Cancel", {BUTTON})
        self.check("session chooser")
        self.go(SESSION, {LIST_ITEM})
        self.settle("Back", {BUTTON})
        self.check("compare")
        self.back("Heart rate chart", {IMAGE})
        self.back("Days", {TAB})
        self.go("Days", {TAB})
        self.settle(DAY, {LIST_ITEM})
        self.go(DAY, {LIST_ITEM})
        self.settle("Heart rate chart", {IMAGE})
        self.check("day")
        self.back("Days", {TAB})
        program.key("Control+f")
        self.check("history search")
        program.key("Escape")
        program.key("Escape")
        self.settle("Start Measuring")

    def windows(self):
        """What opens from anywhere."""
        program = self.program
        for page, chord, shows in (("preferences", "Control+comma", "Year of Birth"),
                                   ("shortcuts", "Control+Shift+slash", "Search for Bands"),
                                   ("help", "F1", "Copy Diagnostics")):
            before = len(program.windows())
            program.key(chord)
            self.settle(shows)
            self.check(page, ours=page != "shortcuts")
            program.key("Escape")
            program.wait("the end of it", lambda: len(program.windows()) <= before)
        self.menu("About Tactus")
        self.settle("Credits|Tactus")
        self.check("about", ours=False)
        program.key("Escape")
        self.settle("Start Measuring")
        program.key("Control+Shift+c")
        self.settle("Back to the Main Window", {BUTTON})
        self.check("compact")
        self.go("Back to the Main Window", {BUTTON})
        self.settle("Start Measuring")

    def demo(self):
        """The window of the virtual bands."""
        self.program = Walker(self.build, [], ["--demo"], simulate=False)
        self.program.mouse(*POINTER)
        try:
            self.settle("Tap the band", {BUTTON})
            self.check("demo")
        finally:
            self.program.kill()
        self.program.check_warnings()

    def check_keys(self):
        self.report("shortcuts are what they are said to be", check_shortcuts())

    def check_planted(self):
        """What the walk is there for: a window with one of each fault."""
        program = self.program = Walker(self.build, [], simulate=False, program="tests/ui/planted")
        program.mouse(*POINTER)
        try:
            program.see("Twin", {BUTTON})
            found, _ = program.faults()
        finally:
            program.kill()
        missing = [fault for fault in PLANTED
                   if not any(re.search(fault, other) for other in found)]
        false = [fault for fault in found
                 if not any(re.search(planted, fault) for planted in PLANTED)]
        self.report("what is planted is found", missing + false)

    def report(self, what, faults):
        self.number += 1
        self.failed += bool(faults)
        print("%s %d - %s" % ("not ok" if faults else "ok", self.number, what), flush=True)
        for fault in faults:
            print("%s: %s" % (what, fault), file=sys.stderr, flush=True)

    def run(self):
        lie_still()
        self.check_planted()
        self.check_keys()
        self.program = Walker(self.build, BANDS, simulate=False)
        self.program.mouse(*POINTER)
        try:
            for part in (self.start, self.fail, self.bond, self.pair, self.band_pages,
                         self.history, self.windows):
                part()
        finally:
            self.program.kill()
        self.program.check_warnings()
        self.demo()
        print("1..%d" % self.number)


# Of planted.c.
PLANTED = ("button '\\w{8}' has no word|button '.*' is named by", "button '_Under' shows its mnemonic",
           "'Out of Reach' cannot have the keyboard", "'Twin' is there 2 times",
           "'GtkDrawingArea' is named|takes the keyboard and has no role")


def lie_still():
    """No motion: the way that a page slides in by tells nothing, and takes its time."""
    folder = os.path.join(os.environ["XDG_CONFIG_HOME"], "gtk-4.0")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "settings.ini"), "w", encoding="utf-8") as settings:
        settings.write("[Settings]\ngtk-enable-animations=0\n")


SESSION = r".* of \d+ \w+"
DAY = "Today"

# Without a window manager the keyboard follows the pointer, and all windows are at 0, 0.
POINTER = (150, 8)


def main():
    tour = Tour(sys.argv[1], sys.argv[2:])

    def bite():
        print("Bail out! not done after %d s" % WATCHDOG_S, flush=True)
        print(tour.program.describe(), file=sys.stderr, flush=True)
        tour.program.kill()
        os._exit(1)

    watchdog = threading.Timer(WATCHDOG_S, bite)
    watchdog.daemon = True
    watchdog.start()
    print("TAP version 13", flush=True)
    try:
        tour.run()
    except Failure as failure:
        print("Bail out! %s" % str(failure).split("\n")[0], flush=True)
        print(failure, file=sys.stderr, flush=True)
        return 1
    return 1 if tour.failed else 0


if __name__ == "__main__":
    sys.exit(main())
