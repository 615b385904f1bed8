#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
"""Makes a controller of btvirt's the kernel's, and lets it hear a crowd.

  crowd.py SOCKET NUMBER PER_SECOND

btvirt -s offers bare controllers at SOCKET; this hands one to the kernel through /dev/vhci.  Whenever
it scans, it also hears so many peripherals that are not there, each so often in a second, with a signal
that comes and goes.  They can be heard, not connected to.
"""

import os
import select
import socket
import sys
import time

# H4: what kind of packet follows, and where its length is.
COMMAND, DATA, EVENT, VENDOR = 1, 2, 4, 0xFF
HEADER = {DATA: 4, EVENT: 2}

LE_META, ADVERTISING_REPORT, CONNECTABLE, PUBLIC = 0x3E, 0x02, 0x00, 0x00
SET_SCAN_ENABLE = 0x200C

FLAGS = bytes([2, 0x01, 0x06])
SERVICE = bytes([3, 0x03, 0xE0, 0xFE])
NAME = b"Mi Band 3"

WEAK, STRONG = -84, -52


def report(number, rssi):
    data = FLAGS + SERVICE + bytes([len(NAME) + 1, 0x09]) + NAME
    address = bytes([number & 0xFF, number >> 8, 0xF0, 0x10, 0x0F, 0xC8])
    body = (bytes([ADVERTISING_REPORT, 1, CONNECTABLE, PUBLIC]) + address + bytes([len(data)])
            + data + (rssi & 0xFF).to_bytes(1, "little"))
    return bytes([EVENT, LE_META, len(body)]) + body


class Bridge:
    def __init__(self, path, number, per_second):
        self.number = number
        self.pause = 1 / per_second
        self.air = socket.socket(socket.AF_UNIX)
        self.air.connect(path)
        self.kernel = os.open("/dev/vhci", os.O_RDWR)
        os.write(self.kernel, bytes([VENDOR, 0]))
        self.heard = b""
        self.scanning = False
        self.rounds = 0
        self.reports = 0

    def from_kernel(self):
        packet = os.read(self.kernel, 4096)
        if packet[0] == VENDOR:
            return
        if packet[0] == COMMAND and int.from_bytes(packet[1:3], "little") == SET_SCAN_ENABLE:
            self.scanning = packet[4] == 1
        self.air.sendall(packet)

    def from_air(self):
        more = self.air.recv(4096)
        if not more:
            sys.exit("btvirt has gone")
        self.heard += more
        while len(self.heard) > 5:
            kind = self.heard[0]
            head = 1 + HEADER[kind]
            length = self.heard[2] if kind == EVENT else int.from_bytes(self.heard[3:5], "little")
            if len(self.heard) < head + length:
                break
            os.write(self.kernel, self.heard[:head + length])
            self.heard = self.heard[head + length:]

    def shout(self):
        self.rounds += 1
        rssi = WEAK if self.rounds % 10 < 5 else STRONG
        for number in range(self.number):
            if not self.scanning:
                break
            os.write(self.kernel, report(number + 1, rssi - number % 8))
            self.reports += 1
            # What was sent meanwhile does not wait for the whole crowd.
            if select.select([self.kernel], [], [], 0)[0]:
                self.from_kernel()

    def run(self):
        due = time.monotonic()
        told = 0
        while True:
            wait = max(0, due - time.monotonic()) if self.scanning and self.number else None
            ready, _, _ = select.select([self.kernel, self.air], [], [], wait)
            if self.kernel in ready:
                self.from_kernel()
            if self.air in ready:
                self.from_air()
            if self.scanning and time.monotonic() >= due:
                due = time.monotonic() + self.pause
                self.shout()
            if self.reports - told >= 100:
                told = self.reports
                print("%.1f: %d reports" % (time.monotonic(), told), flush=True)


if __name__ == "__main__":
    Bridge(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])).run()
