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
import sys
import threading
import time

sys.dont_write_bytecode = True
try:
    import outside
except ImportError:
    print("1..0 # SKIP python3-gi is not installed")
    sys.exit(0)

from outside import BUTTON, CHECKED, IMAGE, LABEL, LIST_ITEM, MENU_ITEM, PRESSED, TOGGLE, Failure

WATCHDOG_S = 240

# Each rate is another, so that to walk from reading to reading is to hear another number.
RATES = ":".join(str(rate) for rate in list(range(100, 140, 2)) + list(range(139, 100, -2)))
PERIOD_S = 0.4
STRAP = ("model=heart-rate-sensor,name=Chest Strap,address=E1:57:0A:90:00:21,first=0.1,period=%s,"
         "rates=%s" % (PERIOD_S, RATES))


# What a person does, in this order.

CHART = "Heart rate chart"
SUMMARY = r"Heart rate, .*: \d+ to \d+, average \d+.*"
READING = r"\d+ bpm.*"

# Where the pointer points at nothing; without a window manager the keyboard follows it.
REST = (300, 600)


# What a program may write, and whether that is a fault.
SAID = [
    ("(tactus:7): Gdk-WARNING **: 00:43:57.178: gdk_frame_timings_submitted() called on submitted "
     "frame.", False),
    ("(tactus:7): Gdk-WARNING **: 00:43:57.178: (../gdk/gdkframetimings.c:443):"
     "gdk_frame_timings_throttling_hint: runtime check failed: (self->result != 0)", False),
    ("libEGL warning: DRI3 error: Could not get DRI3 device", False),
    ("(tactus:7): Gdk-CRITICAL **: 00:43:57.178: gdk_frame_timings_submitted() called on submitted "
     "frame.", True),
    ("(tactus:7): Gdk-WARNING **: 00:43:57.178: another", True),
    ("(tactus:7): Gtk-WARNING **: 00:43:57.178: gdk_frame_timings_submitted() called on it", True),
    ("(process:7): tactus-WARNING **: 00:43:57.178: gdk_frame_timings_submitted() called on it",
     True),
]


def tell_warnings_apart(_program):
    for line, fault in SAID:
        if outside.is_fault(line) != fault:
            raise Failure("%s a fault: %s" % ("not taken for" if fault else "taken for", line))


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
    program.take_keyboard()
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
    program.take_keyboard()


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
    seen = []
    for _ in range(20):
        seen.append(item.name)
        if seen[-1] == name:
            program.key("Return")
            return
        program.key("Down")
        item = program.wait("the next item", lambda: another_item(program, item))
    raise Failure("no '%s' in the menu, but %s" % (name, seen))


def delete_it_and_undo(program):
    choose(program, "Delete")
    program.gone("walk", {LIST_ITEM})
    program.tab_to("_?Undo", {BUTTON})
    program.key("space")
    program.see("walk", {LIST_ITEM})
    program.check_names()


STEPS = [tell_warnings_apart, add_the_strap, hear_the_chart_at_a_sane_rate,
         reach_the_chart_and_walk, hear_the_summary, look_back_and_return, point_and_drag,
         mark_and_choose_a_window, use_the_compact_window, find_the_session_in_the_history,
         rename_the_session, delete_it_and_undo]


def main():
    build = sys.argv[1]
    print("TAP version 13")
    print("1..%d" % len(STEPS), flush=True)
    program = outside.Program(build, [STRAP])

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
