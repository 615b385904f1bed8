#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
"""The program as it is installed: started by the message bus from its desktop file, and told what to
do by the launcher's actions and by gapplication.

test-installed.py BUILD-FOLDER PREFIX APP-ID, on a display and a session bus of its own (see
with-display), with XDG_DATA_DIRS that begin with the prefix.  It installs there, so it runs only if
the prefix lies in the build folder, as ./dev configures it.  A virtual BlueZ has a bus of its own,
which takes the place of the system bus.
"""

import ctypes
import gettext
import glob
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

try:
    import gi
    from gi.repository import Gio, GLib
except ImportError:
    print("1..0 # SKIP python3-gi is not installed")
    sys.exit(0)

try:
    gi.require_version("GioUnix", "2.0")
    from gi.repository import GioUnix
    DesktopAppInfo = GioUnix.DesktopAppInfo
except (ImportError, ValueError, AttributeError):
    DesktopAppInfo = Gio.DesktopAppInfo

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
import screen  # noqa: E402  (it lives in the other suite)

WATCHDOG_S = 170
PATIENCE_S = 30
POLL_S = 0.1
COMMAND_S = 30

ADDRESS = "E1:57:0A:90:00:21"
STRAP = ("model=heart-rate-sensor,name=Chest Strap,address=%s,first=0.1,period=0.4,rates=61:62:63"
         % ADDRESS)

PULSE = r"Heart rate 6[123] beats per minute"

BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


class Failure(Exception):
    pass


def run(*command, env=None):
    """What a command prints, which has to succeed."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=COMMAND_S, check=False,
                          env=env)
    if done.returncode != 0:
        raise Failure("%s ended with %d: %s%s"
                      % (" ".join(command), done.returncode, done.stdout, done.stderr))
    return done.stdout


class Screen(screen.Screen):
    def items(self, bus_name):
        """The desktop's own helpers may be of another toolkit, and have no cache to ask."""
        try:
            return super().items(bus_name)
        except GLib.Error as error:
            if not error.matches(Gio.dbus_error_quark(), Gio.DBusError.UNKNOWN_METHOD):
                raise
            return {}


class Desktop:
    """The session, the virtual BlueZ beside it, and what can be seen on the screen."""

    def __init__(self, build, prefix, app_id):
        self.build, self.prefix, self.app_id = build, prefix, app_id
        self.folder = tempfile.mkdtemp(dir=os.environ["XDG_RUNTIME_DIR"])
        self.session = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.system, self.simulator, self.screen = None, None, None

    def path(self, *parts):
        return os.path.join(self.prefix, *parts)

    def start_bluez(self):
        address = "unix:path=" + os.path.join(self.folder, "system")
        self.system = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address", "--address=" + address],
            stdout=subprocess.PIPE, text=True)
        address = self.system.stdout.readline().strip()
        self.simulator = subprocess.Popen(
            [self.path("bin/tactus-simulator"), "--virtual", "--bus=" + address, "--band=" + STRAP],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if not self.simulator.stdout.readline():
            raise Failure("the virtual BlueZ did not start")
        return address

    def prepare_session(self, address):
        """The bus learns what was installed, and what the programs it starts shall find."""
        self.call_bus("UpdateActivationEnvironment",
                      GLib.Variant("(a{ss})", ({"DBUS_SYSTEM_BUS_ADDRESS": address},)))
        self.call_bus("ReloadConfig")

    def end(self):
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)
        for process in (self.simulator, self.system):
            if process:
                process.terminate()
                process.wait(PATIENCE_S)
        shutil.rmtree(self.folder)

    def call_bus(self, method, arguments=None):
        answer = self.session.call_sync(*BUS, method, arguments, None, Gio.DBusCallFlags.NONE,
                                        screen.CALL_MS, None)
        return answer.unpack()

    def owner(self):
        """The process that has the name of the app, or None."""
        try:
            return self.call_bus("GetConnectionUnixProcessID",
                                 GLib.Variant("(s)", (self.app_id,)))[0]
        except GLib.Error:
            return None

    def processes(self):
        """All that run the installed program."""
        found = []
        for exe in glob.glob("/proc/[0-9]*/exe"):
            try:
                if os.readlink(exe) == self.path("bin/tactus"):
                    found.append(int(exe.split("/")[2]))
            except OSError:
                pass  # It ended meanwhile, or is another person's.
        return found

    # Hands.

    def action(self, name, *parameter):
        run("gapplication", "action", self.app_id, name, *parameter)

    def ask(self, method, arguments):
        """What a launcher calls, without waiting for the answer."""
        self.session.call(self.app_id, "/" + self.app_id.replace(".", "/"),
                          "org.freedesktop.Application", method, arguments, None,
                          Gio.DBusCallFlags.NONE, screen.CALL_MS, None, None)

    def launch(self, action):
        """One of the launcher's actions; GioUnix has it as a method or as a function of the class."""
        DesktopAppInfo.launch_action(self.app_info(), action, None)

    def app_info(self):
        info = DesktopAppInfo.new(self.app_id + ".desktop")
        if info is None:
            raise Failure("no desktop file is found for %s" % self.app_id)
        return info

    # Eyes.

    def wait(self, what, condition):
        end = time.monotonic() + PATIENCE_S
        while True:
            answer = condition()
            if answer:
                return answer
            if time.monotonic() > end:
                raise Failure("this never came: %s; on the screen:\n%s" % (what, self.describe()))
            time.sleep(POLL_S)

    def describe(self):
        try:
            return "\n".join("  " + line for line in self.screen.tree())
        except GLib.Error as error:
            return "  " + error.message

    def look(self, pattern):
        self.screen = self.screen or Screen()
        expression = re.compile(pattern, re.DOTALL)
        try:
            return self.screen.see(expression)
        except GLib.Error:
            return None  # The app is only starting, or what was looked at went away.

    def see(self, pattern):
        return self.wait("'%s'" % pattern, lambda: self.look(pattern))

    def gone(self, pattern):
        self.wait("the end of '%s'" % pattern, lambda: not self.look(pattern))

    def wait_until_ended(self, pid):
        self.wait("the end of the app", lambda: self.owner() is None
                  and not os.path.exists("/proc/%d" % pid))


def command_line(pid):
    try:
        with open("/proc/%d/cmdline" % pid, encoding="utf-8") as line:
            return line.read().split("\0")
    except OSError:
        return []


class Windows:
    """What the display knows of windows."""

    def __init__(self):
        self.x11 = ctypes.CDLL("libX11.so.6")
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(None))
        self.x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x11.XInternAtom.restype = ctypes.c_ulong
        # A window may go while it is looked at.
        self.ignore = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(
            lambda display, error: 0)
        self.x11.XSetErrorHandler(self.ignore)

    def close(self):
        self.x11.XCloseDisplay(self.display)

    def children(self, window):
        found, count = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        root, parent = ctypes.c_ulong(), ctypes.c_ulong()
        if not self.x11.XQueryTree(self.display, ctypes.c_ulong(window), ctypes.byref(root),
                                   ctypes.byref(parent), ctypes.byref(found), ctypes.byref(count)):
            return []
        windows = found[:count.value]
        if count.value:
            self.x11.XFree(found)
        return windows

    def owner(self, window):
        """The process that made it, or None."""
        name = self.x11.XInternAtom(self.display, b"_NET_WM_PID", 0)
        kind, width, count, left = (ctypes.c_ulong(), ctypes.c_int(), ctypes.c_ulong(),
                                    ctypes.c_ulong())
        value = ctypes.POINTER(ctypes.c_ulong)()
        self.x11.XGetWindowProperty(
            self.display, ctypes.c_ulong(window), ctypes.c_ulong(name), ctypes.c_long(0),
            ctypes.c_long(1), 0, ctypes.c_ulong(0), ctypes.byref(kind), ctypes.byref(width),
            ctypes.byref(count), ctypes.byref(left), ctypes.byref(value))
        if not value:
            return None
        owner = value[0] if count.value else None
        self.x11.XFree(value)
        return owner

    def size(self, window):
        root, x, y = ctypes.c_ulong(), ctypes.c_int(), ctypes.c_int()
        width, height, border, depth = (ctypes.c_uint() for _ in range(4))
        if not self.x11.XGetGeometry(self.display, ctypes.c_ulong(window), *map(
                ctypes.byref, (root, x, y, width, height, border, depth))):
            return None
        return width.value, height.value

    def find(self, pid):
        """The window of the process, which is none of those that only hold a selection."""
        root = self.x11.XDefaultRootWindow(self.display)
        return next((window for window in self.children(root) if self.owner(window) == pid
                     and (self.size(window) or (0, 0))[0] >= 360), None)

    def resize(self, window, width, height):
        self.x11.XResizeWindow(self.display, ctypes.c_ulong(window), width, height)
        self.x11.XFlush(self.display)


# What has to hold, in this order.

def everything_is_installed(desktop):
    shutil.rmtree(desktop.prefix, ignore_errors=True)
    run("meson", "install", "--no-rebuild", "--quiet", "-C", desktop.build,
        env={name: value for name, value in os.environ.items() if name != "DESTDIR"})
    app_id = desktop.app_id
    for path in ("bin/tactus", "bin/tactusctl", "bin/tactus-simulator",
                 "share/applications/%s.desktop" % app_id,
                 "share/dbus-1/services/%s.service" % app_id,
                 "share/metainfo/%s.metainfo.xml" % app_id,
                 "share/glib-2.0/schemas/%s.gschema.xml" % app_id,
                 "share/glib-2.0/schemas/gschemas.compiled",
                 "share/icons/hicolor/scalable/apps/%s.svg" % app_id,
                 "share/icons/hicolor/symbolic/apps/%s-symbolic.svg" % app_id,
                 "share/man/man1/tactus.1", "share/man/man1/tactusctl.1",
                 "share/man/man1/tactus-simulator.1"):
        if not os.path.exists(desktop.path(path)):
            raise Failure("%s is not installed" % path)


def the_bus_starts_it_from_its_desktop_file(desktop):
    desktop.prepare_session(desktop.start_bluez())
    run("gtk4-launch", desktop.app_id)
    desktop.see("Tactus")
    pid = desktop.wait("the name of the app", desktop.owner)
    words = command_line(pid)
    if words[:2] != [desktop.path("bin/tactus"), "--gapplication-service"]:
        raise Failure("it was not the bus that started it, but: %s" % words)


def without_a_band_it_says_what_to_do(desktop):
    desktop.launch("start-measuring")
    desktop.see("No band is paired .*")


def it_leaves_by_an_action(desktop):
    pid = desktop.owner()
    desktop.action("quit")
    desktop.wait_until_ended(pid)


def an_action_starts_it_and_measures(desktop):
    run(desktop.path("bin/tactusctl"), "pair", "Chest Strap",
        "--bus=unix:path=" + os.path.join(desktop.folder, "system"))
    desktop.launch("start-measuring")
    desktop.see(PULSE)


def a_second_start_is_no_second_process(desktop):
    before = desktop.processes()
    run(desktop.path("bin/tactus"))
    desktop.action("history")
    desktop.see("History")
    if len(before) != 1 or desktop.processes() != before:
        raise Failure("these ran before: %s, and these do now: %s"
                      % (before, desktop.processes()))


def actions_reach_what_runs(desktop):
    desktop.action("stop-measuring")
    desktop.action("show-band", "'%s'" % ADDRESS.lower())
    desktop.see("Start")
    desktop.gone(PULSE)
    run(desktop.path("bin/tactus"), "--start-measuring")
    desktop.see(PULSE)
    desktop.action("preferences")
    desktop.see("Preferences")
    it_leaves_by_an_action(desktop)


def who_wants_it_back_while_it_leaves_gets_it(desktop):
    """It lets go of its band first, and that takes a moment: both requests are sent at once."""
    desktop.action("start-measuring")
    desktop.see(PULSE)
    desktop.ask("ActivateAction", GLib.Variant("(sava{sv})", ("quit", [], {})))
    desktop.ask("Activate", GLib.Variant("(a{sv})", ({},)))
    desktop.gone(PULSE)
    desktop.see("Chest Strap")
    it_leaves_by_an_action(desktop)


def what_is_asked_for_while_it_leaves_is_done(desktop):
    """It begins anew with the option that stands for the action."""
    desktop.action("start-measuring")
    desktop.see(PULSE)
    pid = desktop.owner()
    for action in ("quit", "start-measuring"):
        desktop.ask("ActivateAction", GLib.Variant("(sava{sv})", (action, [], {})))
    desktop.wait("the option", lambda: "--start-measuring" in command_line(pid))
    desktop.see(PULSE)
    it_leaves_by_an_action(desktop)


def a_file_is_nothing_to_open(desktop):
    done = subprocess.run([desktop.path("bin/tactus"), "/no/such.csv"], capture_output=True,
                          text=True, timeout=COMMAND_S, check=False)
    if done.returncode != 1 or "/no/such.csv" not in done.stderr or "CRITICAL" in done.stderr:
        raise Failure("it ended with %d, and said: %s" % (done.returncode, done.stderr))


def the_window_comes_back_as_it_was(desktop):
    """After a second start, with settings that a file keeps in between."""
    env = dict(os.environ, GSETTINGS_BACKEND="keyfile",
               DBUS_SYSTEM_BUS_ADDRESS="unix:path=" + os.path.join(desktop.folder, "system"))
    windows = Windows()
    for size in ((700, 500), None):
        process = subprocess.Popen([desktop.path("bin/tactus")], env=env)
        window = desktop.wait("the window", lambda: windows.find(process.pid))
        if size:
            # As the system's window manager does; what it had before is not this.
            windows.resize(window, *size)
        desktop.wait("a window of 700 × 500 pixels", lambda: windows.size(window) == (700, 500)
                     and desktop.look("Chest Strap"))
        process.terminate()
        if process.wait(PATIENCE_S):
            raise Failure("it ended with %d" % process.returncode)
    windows.close()


def nothing_to_stop_is_no_failure(desktop):
    """Started for that alone, it shows nothing."""
    desktop.action("stop-measuring")
    desktop.wait("the name of the app", desktop.owner)
    desktop.action("quit")
    desktop.wait("the end of the app", lambda: desktop.owner() is None)


def an_action_opens_the_window_of_what_runs_without_one(desktop):
    process = subprocess.Popen([desktop.path("bin/tactus"), "--background"])
    desktop.wait("the name of the app", desktop.owner)
    if desktop.look("Tactus"):
        raise Failure("it was to start without a window")
    desktop.action("help")
    desktop.see("Help")
    desktop.action("quit")
    if process.wait(PATIENCE_S):
        raise Failure("it ended with %d" % process.returncode)


def strap_is_connected(system):
    objects = system.call_sync("org.bluez", "/", "org.freedesktop.DBus.ObjectManager",
                               "GetManagedObjects", None, None, Gio.DBusCallFlags.NONE,
                               screen.CALL_MS, None).unpack()[0]
    return any(of.get("org.bluez.Device1", {}).get("Connected") for of in objects.values())


def without_a_session_bus_it_leaves_in_order(desktop):
    """As where one program is started for another person; screen readers have a bus of their own,
    which the X server names."""
    address = "unix:path=" + os.path.join(desktop.folder, "system")
    system = Gio.DBusConnection.new_for_address_sync(
        address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
        | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
    process = subprocess.Popen([desktop.path("bin/tactus"), "--start-measuring"], env=dict(
        os.environ, DBUS_SESSION_BUS_ADDRESS="disabled:", DBUS_SYSTEM_BUS_ADDRESS=address))
    desktop.wait("the link to the strap", lambda: strap_is_connected(system))
    process.terminate()
    if process.wait(PATIENCE_S):
        raise Failure("it ended with %d" % process.returncode)


def a_demo_has_a_window_even_at_login(desktop):
    process = subprocess.Popen([desktop.path("bin/tactus"), "--demo", "--background"])
    desktop.see("Pair Mi Band 3")
    process.terminate()
    if process.wait(PATIENCE_S):
        raise Failure("it ended with %d" % process.returncode)


def the_demo_is_a_process_of_its_own(desktop):
    desktop.action("demo")
    demo = desktop.wait("a second process", lambda: [
        pid for pid in desktop.processes() if pid != desktop.owner()])[0]
    desktop.see("Pair Mi Band 3")
    desktop.action("quit")
    os.kill(demo, signal.SIGTERM)
    desktop.wait("the end of the demo", lambda: not desktop.processes())


def its_icons_are_found(desktop):
    names = [desktop.app_info().get_icon().to_string()]
    names.append(names[0] + "-symbolic")
    paths = run(os.path.join(desktop.build, "tests/ui/find-icon"), *names).split()
    for name, path in zip(names, paths):
        if not path.startswith(desktop.path("share/icons/hicolor/")) or name + ".svg" not in path:
            raise Failure("the icon %s is found in %s" % (name, path))


def it_speaks_the_languages_that_are_installed(desktop):
    """What one of its sentences is called in a catalogue is what the program says."""
    # Newer C libraries speak nothing else in C.UTF-8.
    known = run("locale", "-a").split()
    locale = next((name for name in known if re.fullmatch(r"en_US\.utf-?8", name, re.I)), "C.UTF-8")
    sentence = "Start with virtual bands; needs no Bluetooth"
    for catalogue in glob.glob(desktop.path("share/locale/*/LC_MESSAGES/tactus.mo")):
        language = catalogue.split("/")[-3]
        with open(catalogue, "rb") as file:
            expected = gettext.GNUTranslations(file).gettext(sentence)
        env = dict(os.environ, LANGUAGE=language, LC_ALL=locale)
        if expected not in run(desktop.path("bin/tactus"), "--help", env=env):
            raise Failure("%s: the help does not say '%s'" % (language, expected))


CHECKS = [
    everything_is_installed,
    the_bus_starts_it_from_its_desktop_file,
    without_a_band_it_says_what_to_do,
    it_leaves_by_an_action,
    an_action_starts_it_and_measures,
    a_second_start_is_no_second_process,
    actions_reach_what_runs,
    who_wants_it_back_while_it_leaves_gets_it,
    what_is_asked_for_while_it_leaves_is_done,
    a_file_is_nothing_to_open,
    the_window_comes_back_as_it_was,
    nothing_to_stop_is_no_failure,
    an_action_opens_the_window_of_what_runs_without_one,
    without_a_session_bus_it_leaves_in_order,
    the_demo_is_a_process_of_its_own,
    a_demo_has_a_window_even_at_login,
    its_icons_are_found,
    it_speaks_the_languages_that_are_installed,
]


def out_of_time():
    print("Bail out! This took longer than %d s" % WATCHDOG_S, flush=True)
    os._exit(1)


def main():
    build, prefix, app_id = sys.argv[1:]
    if not os.path.abspath(prefix).startswith(os.path.abspath(build) + os.sep):
        print("1..0 # SKIP to install into %s is not for a test; ./dev configures a prefix in the "
              "build folder" % prefix)
        return 0
    watchdog = threading.Timer(WATCHDOG_S, out_of_time)
    watchdog.daemon = True
    watchdog.start()

    desktop = Desktop(build, prefix, app_id)
    print("1..%d" % len(CHECKS), flush=True)
    failure = None
    for number, check in enumerate(CHECKS, 1):
        name = check.__name__.replace("_", " ")
        if failure is None:
            try:
                check(desktop)
            except (Failure, GLib.Error, OSError, subprocess.TimeoutExpired) as error:
                failure = name
                print("%s: %s" % (name, error), file=sys.stderr, flush=True)
        # The next check stands on what this one did.
        print("%s %d - %s" % ("not ok" if failure else "ok", number, name), flush=True)
    desktop.end()
    watchdog.cancel()
    return 1 if failure else 0


if __name__ == "__main__":
    sys.exit(main())
