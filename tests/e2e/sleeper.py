#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
"""What the real login1 asks of systemd for a suspend, where there is no systemd.

Owns org.freedesktop.systemd1 on the system bus: every unit is loaded, and a job that is started lasts
until a line comes on standard input.  So "systemctl suspend" by login1 goes its real way, with its
inhibitors, but the machine stays awake.
"""

import sys

from gi.repository import Gio, GLib

NAME = "org.freedesktop.systemd1"
MANAGER_PATH, JOB_PATH = "/org/freedesktop/systemd1", "/org/freedesktop/systemd1/job/1"
UNITS = MANAGER_PATH + "/unit"

MANAGER = """<node><interface name='org.freedesktop.systemd1.Manager'>
  <method name='Subscribe'/>
  <method name='StartUnit'>
    <arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='o' direction='out'/>
  </method>
  <signal name='JobRemoved'>
    <arg type='u'/><arg type='o'/><arg type='s'/><arg type='s'/>
  </signal>
</interface></node>"""

UNIT = """<node><interface name='org.freedesktop.systemd1.Unit'>
  <property name='LoadState' type='s' access='read'/>
</interface></node>"""


class Systemd:
    def __init__(self, bus):
        self.bus = bus
        self.unit = None
        bus.register_object(MANAGER_PATH, Gio.DBusNodeInfo.new_for_xml(MANAGER).interfaces[0],
                            self.call, None, None)
        # The two units that a suspend has to do with.
        for name in ("suspend_2etarget", "systemd_2dsuspend_2eservice"):
            bus.register_object(UNITS + "/" + name, Gio.DBusNodeInfo.new_for_xml(UNIT).interfaces[0],
                                None, lambda *_: GLib.Variant("s", "loaded"), None)

    def call(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        if method == "StartUnit":
            self.unit = parameters.unpack()[0]
            print("starts %s" % self.unit, flush=True)
            invocation.return_value(GLib.Variant("(o)", (JOB_PATH,)))
        else:
            invocation.return_value(None)

    def wake(self, *_):
        if not sys.stdin.readline():
            return False
        self.bus.emit_signal(None, MANAGER_PATH, NAME + ".Manager", "JobRemoved",
                             GLib.Variant("(uoss)", (1, JOB_PATH, self.unit or "", "done")))
        print("done", flush=True)
        return True


def main():
    systemd = Systemd(Gio.bus_get_sync(Gio.BusType.SYSTEM))
    Gio.bus_own_name_on_connection(systemd.bus, NAME, Gio.BusNameOwnerFlags.NONE, None, None)
    GLib.io_add_watch(sys.stdin.fileno(), GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN, systemd.wake)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
