#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
"""Looks at and uses the app as a person with a screen reader does, through AT-SPI.

Reads one request per line, words separated by tabs, and answers each with one line, "ok …" or
"no …".  It stays running: under emulation a Python that loads GIO needs a second to start.

  see     SECONDS PATTERN        something showing has a name or description that matches
  gone    SECONDS PATTERN        nothing showing does any more
  press   SECONDS PATTERN        the first thing showing with an action and such a name is used
  tree                           everything showing, for a failure's log
  words                          the texts alone, in a few long lines, for a failure's output

A pattern is a regular expression for the whole text, without regard to case.  The lines of the last
two are separated by "¶".

It speaks AT-SPI's D-Bus protocol itself: one GetItems tells all of an app in one round trip, where
libatspi asks several questions for each of the three hundred things in the window.
"""

import re
import sys
import textwrap
import time

from gi.repository import Gio, GLib

ATSPI = "org.a11y.atspi."
ROOT = "/org/a11y/atspi/accessible/root"
CACHE = "/org/a11y/atspi/cache"

# From AT-SPI's lists of roles and states.
DIALOG, FRAME, PASSWORD, WINDOW, APPLICATION = 16, 23, 40, 69, 75
ROLES = {2: "alert", 7: "check box", DIALOG: "dialog", FRAME: "frame", 27: "icon", 29: "label",
         31: "list", 32: "list item", 39: "panel", PASSWORD: "password", 42: "progress",
         43: "button", 54: "status", 61: "text", 62: "toggle button", WINDOW: "window",
         APPLICATION: "application"}
SENSITIVE, SHOWING, VISIBLE = 24, 25, 30

# In the coordinates of the window, for Component.GetExtents.
IN_WINDOW = 1

# Names that GTK gives to what nobody named.
NO_NAME = re.compile(r"(Gtk|Adw|Tactus)[A-Z]\w+$")

POLL_S = 0.3
CALL_MS = 10000

WORDS_LINES, WORDS_COLUMNS = 15, 100

# Nothing as long and as plain as a band's key gets into an output.
SECRET = re.compile(r"(0x)?([0-9a-f]{2}[\s:]?){16,}", re.IGNORECASE)


class Node:
    """One thing on the screen, as GetItems tells of it."""

    def __init__(self, item):
        (self.bus_name, self.path), _, (_, self.parent), self.index, self.count = item[:5]
        self.interfaces, self.name, self.role, self.description, states = item[5:]
        self.states = states[0] | states[1] << 32
        self.children = []

    def has(self, state):
        return bool(self.states & 1 << state)

    def shows(self):
        """Whether it may be on the screen; only a window says for sure that it is."""
        if self.role == APPLICATION:
            return True
        return self.has(SHOWING if self.role in (FRAME, DIALOG, WINDOW) else VISIBLE)

    def texts(self):
        return [text.strip() for text in (self.name, self.description) if text.strip()]


class Screen:
    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        answer = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress",
                                   None, None, Gio.DBusCallFlags.NONE, CALL_MS, None)
        self.bus = Gio.DBusConnection.new_for_address_sync(
            answer.unpack()[0],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        # By bus name and path: how many children there should be, and which there were.
        self.listed = {}
        # By bus name, the items of the last answer as they were sent: most of them stay as they
        # are, and Python takes longer to read them all than GTK to write them.
        self.read = {}
        self.bus.signal_subscribe(None, ATSPI + "Event.Object", "ChildrenChanged", None, None,
                                  Gio.DBusSignalFlags.NONE, self.children_changed)
        try:
            self.bus.call_sync(ATSPI + "Registry", "/org/a11y/atspi/registry",
                               ATSPI + "Registry", "RegisterEvent",
                               GLib.Variant("(s)", ("object:children-changed",)), None,
                               Gio.DBusCallFlags.NONE, CALL_MS, None)
        except GLib.Error:
            pass  # GTK tells all the same, or thorough() finds out.

    def ask(self, bus_name, path, method, arguments=None):
        interface, _, name = method.rpartition(".")
        return self.bus.call_sync(bus_name, path, interface, name, arguments, None,
                                  Gio.DBusCallFlags.NONE, CALL_MS, None)

    def call(self, bus_name, path, method, arguments=None):
        return self.ask(bus_name, path, method, arguments).unpack()[0]

    def children(self, bus_name, path):
        return self.call(bus_name, path, ATSPI + "Accessible.GetChildren")

    def children_changed(self, _bus, bus_name, path, *_):
        self.listed.pop((bus_name, path), None)

    def hear(self):
        """Takes note of what came in so far."""
        while GLib.MainContext.default().iteration(False):
            pass

    def thorough(self):
        """From now on nothing is taken for known."""
        self.listed.clear()

    def items(self, bus_name):
        """All that GTK has told anybody about, by path."""
        answer = self.ask(bus_name, CACHE, ATSPI + "Cache.GetItems").get_child_value(0)
        answer.get_data_as_bytes()  # In one piece, of which each item is a part.
        before, now, nodes = self.read.get(bus_name, {}), {}, {}
        for index in range(answer.n_children()):
            item = answer.get_child_value(index)
            sent = item.get_data_as_bytes().get_data()
            now[sent] = before.get(sent) or item.unpack()
            node = Node(now[sent])
            nodes[node.path] = node
        self.read[bus_name] = now
        self.hear()
        return nodes

    def list_children(self, bus_name, path, known):
        """Asks for children where that was not done, or not since they changed.

        GTK tells only of what was asked for once by way of its parent.  It goes on to tell of what
        is hidden, as if it were not; only the list of its parent is without it.  Returns whether
        there are others than before.
        """
        node = known.get(path)
        count, before = self.listed.get((bus_name, path), (-1, []))
        paths = before
        if path == ROOT or count < 0 or (node and count != node.count):
            try:
                paths = [child for _, child in self.children(bus_name, path)]
            except GLib.Error:
                return True  # It went away meanwhile.
            self.listed[bus_name, path] = node.count if node else len(paths), paths
        below = [self.list_children(bus_name, child, known) for child in paths]
        return paths != before or any(below)

    def app(self, bus_name):
        known = self.items(bus_name)
        if self.list_children(bus_name, ROOT, known):
            known = self.items(bus_name)
        for node in known.values():
            _, paths = self.listed.get((bus_name, node.path), (0, []))
            node.children = [known[path] for path in paths if path in known]
        return known

    def walk(self, node, depth=0):
        if node.shows():
            yield depth, node
            for child in node.children:
                yield from self.walk(child, depth + 1)

    def showing(self):
        registry = ATSPI + "Registry"
        for bus_name, _ in self.children(registry, ROOT):
            root = self.app(bus_name).get(ROOT)
            # The desktop's own helpers are applications, too.
            if root and not root.name.startswith("xdg-desktop-portal"):
                yield from self.walk(root)

    def has_size(self, node):
        """A page of a stack that has not been turned to yet is visible, but has no size."""
        if ATSPI + "Component" not in node.interfaces:
            return False
        _, _, width, height = self.call(node.bus_name, node.path, ATSPI + "Component.GetExtents",
                                        GLib.Variant("(u)", (IN_WINDOW,)))
        return width > 0 and height > 0

    def actions(self, node):
        if ATSPI + "Action" not in node.interfaces or not node.has(SENSITIVE):
            return 0
        return self.call(node.bus_name, node.path, "org.freedesktop.DBus.Properties.Get",
                         GLib.Variant("(ss)", (ATSPI + "Action", "NActions")))

    def matches(self, pattern):
        for _, node in self.showing():
            for text in node.texts():
                if pattern.fullmatch(text) and self.has_size(node):
                    yield node, text
                    break

    # The requests.

    def see(self, pattern):
        for _, text in self.matches(pattern):
            return "ok " + text
        return None

    def gone(self, pattern):
        return None if self.see(pattern) else "ok"

    def press(self, pattern):
        for node, text in self.matches(pattern):
            if self.actions(node) and self.call(node.bus_name, node.path, ATSPI + "Action.DoAction",
                                                GLib.Variant("(i)", (0,))):
                return "ok " + text
        return None

    def tree(self):
        return ["%s%s: %s" % ("  " * depth, ROLES.get(node.role, node.role),
                              " | ".join(dict.fromkeys(node.texts())))
                for depth, node in self.showing()]

    def words(self):
        """What there is to read, once each; the newest pages and windows are the last."""
        texts = []
        for _, node in self.showing():
            new = [text for text in dict.fromkeys(node.texts())
                   if text not in texts and NO_NAME.match(text) is None]
            if new and node.role != PASSWORD and self.has_size(node):
                texts += ["(a key)" if SECRET.search(text) else text for text in new]
        return textwrap.wrap(" | ".join(texts), WORDS_COLUMNS)[-WORDS_LINES:]


def until(screen, seconds, look, pattern):
    begun = time.monotonic()
    expression = re.compile(pattern, re.IGNORECASE | re.DOTALL)
    looks = 0
    last = False
    while True:
        looks += 1
        try:
            answer = look(expression)
        except GLib.Error:
            answer = None  # The app is only starting, or what was looked at went away.
        spent = time.monotonic() - begun
        if answer or last:
            print("%s %s: %d looks in %.1f s" % (look.__name__, pattern, looks, spent),
                  file=sys.stderr, flush=True)
            return answer or "no %s of '%s' in %s s" % (look.__name__, pattern, seconds)
        # What nobody told of must not fail a case.
        last = spent > float(seconds)
        if last:
            screen.thorough()
        time.sleep(POLL_S)


def describe(look):
    try:
        return "ok " + " ¶ ".join(look())
    except GLib.Error as error:
        return "ok (the app does not answer: %s)" % error.message


def main():
    screen = None
    for line in sys.stdin:
        request = line.rstrip("\n").split("\t")
        # Not before the first request: the bus for accessibility starts with the app, in parallel.
        screen = screen or Screen()
        looks = {"see": screen.see, "gone": screen.gone, "press": screen.press}
        descriptions = {"tree": screen.tree, "words": screen.words}
        if request[0] in descriptions:
            answer = describe(descriptions[request[0]])
        elif request[0] in looks and len(request) == 3:
            answer = until(screen, request[1], looks[request[0]], request[2])
        else:
            answer = "no such request: %s" % line.strip()
        print(answer.replace("\n", " "), flush=True)


if __name__ == "__main__":
    main()
