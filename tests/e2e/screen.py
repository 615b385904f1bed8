#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
"""Looks at and uses the app as a person with a screen reader does, through AT-SPI.

Reads one request per line, words separated by tabs, and answers each with one line, "ok …" or
"no …".  It stays running: under emulation a Python that loads AT-SPI needs two seconds to start.

  see     SECONDS PATTERN        something showing has a name, description or text that matches
  gone    SECONDS PATTERN        nothing showing does any more
  press   SECONDS PATTERN        the first thing showing with an action and such a name is used
  tree                           everything showing, for a failure's log

A pattern is a regular expression for the whole text, without regard to case.

GTK 4.8 does not tell AT-SPI when a page of a stack is turned away from: what has been seen there
once stays "seen".  So wait for what comes, and for `gone` only with whole windows and with rows.
"""

import re
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

WINDOW_ROLES = {Atspi.Role.FRAME, Atspi.Role.DIALOG, Atspi.Role.WINDOW}
TEXT_ROLES = {Atspi.Role.LABEL, Atspi.Role.TEXT, Atspi.Role.ENTRY, Atspi.Role.STATIC}


def visible(node):
    """Whether the node may be on the screen; only a window says for sure that it is."""
    states = node.get_state_set()
    if node.get_role() == Atspi.Role.APPLICATION:
        return True
    if node.get_role() in WINDOW_ROLES:
        return states.contains(Atspi.StateType.SHOWING)
    return states.contains(Atspi.StateType.VISIBLE)


def has_size(node):
    """A page of a stack that has not been turned to yet is visible, but has no size."""
    component = node.get_component_iface()
    if not component:
        return False
    extents = Atspi.Component.get_extents(component, Atspi.CoordType.WINDOW)
    return extents.width > 0 and extents.height > 0


def words(node):
    """Everything a screen reader might say of the node."""
    yield node.get_name() or ""
    yield node.get_description() or ""
    if node.get_role() in TEXT_ROLES:
        text = node.get_text_iface()
        if text:
            # With -1 as the end, GTK 4.8 answers with nothing.
            yield Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)) or ""


def walk(node, depth=0):
    """The node and all below it that show; what goes away while we look is left out."""
    try:
        if not visible(node):
            return
        yield depth, node
        for index in range(node.get_child_count()):
            child = node.get_child_at_index(index)
            # Pages never turned to are most of the tree, and each question costs a round trip.
            if child and (node.get_name() != "GtkStackPage" or has_size(child)):
                yield from walk(child, depth + 1)
    except GLib.Error:
        return


def screen():
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        app = desktop.get_child_at_index(index)
        # The desktop's own helpers are applications, too.
        if app and not (app.get_name() or "").startswith("xdg-desktop-portal"):
            # What was remembered of an app that was just starting stays wrong for ever.
            app.clear_cache()
            yield from walk(app)


def matches(pattern):
    for _, node in screen():
        try:
            for text in words(node):
                if text and pattern.fullmatch(text.strip()) and has_size(node):
                    yield node, text.strip()
                    break
        except GLib.Error:
            continue


def settle():
    context = GLib.MainContext.default()
    while context.iteration(False):
        pass


def usable(node):
    """The node itself or the nearest one around it that has an action and is sensitive."""
    while node and node.get_role() != Atspi.Role.APPLICATION:
        action = node.get_action_iface()
        if action and Atspi.Action.get_n_actions(action) > 0:
            return node if node.get_state_set().contains(Atspi.StateType.SENSITIVE) else None
        node = node.get_parent()
    return None


def see(pattern):
    for _, text in matches(pattern):
        return "ok " + text
    return None


def gone(pattern):
    return None if see(pattern) else "ok"


def press(pattern):
    for node, text in matches(pattern):
        target = usable(node)
        if target and Atspi.Action.do_action(target.get_action_iface(), 0):
            return "ok " + text
    return None


def until(seconds, look, pattern):
    end = time.monotonic() + float(seconds)
    expression = re.compile(pattern, re.IGNORECASE | re.DOTALL)
    while True:
        settle()
        try:
            answer = look(expression)
        except GLib.Error:
            answer = None
        if answer:
            return answer
        if time.monotonic() > end:
            return "no %s of '%s' in %s s" % (look.__name__, pattern, seconds)
        time.sleep(0.2)


def tree():
    lines = []
    for depth, node in screen():
        try:
            said = " | ".join(dict.fromkeys(text for text in words(node) if text))
            lines.append("%s%s: %s" % ("  " * depth, node.get_role_name(), said))
        except GLib.Error:
            continue
    return lines


def main():
    Atspi.init()
    looks = {"see": see, "gone": gone, "press": press}
    for line in sys.stdin:
        request = line.rstrip("\n").split("\t")
        if request[0] == "tree":
            answer = "ok " + " ¶ ".join(tree())
        elif request[0] in looks and len(request) == 3:
            answer = until(request[1], looks[request[0]], request[2])
        else:
            answer = "no such request: %s" % line.strip()
        print(answer.replace("\n", " "), flush=True)


main()
