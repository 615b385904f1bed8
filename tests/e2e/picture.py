#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
"""Makes each FILE.xwd, a picture as the X server keeps it, into FILE.png beside it.

Only for what Xvfb writes with a depth of 24: four bytes a pixel, blue first, no padding.
"""

import os
import struct
import sys
import zlib

# Header of an X window dump, version 7: 25 big-endian words.
WORDS = 25
WORD_SIZE, VERSION, WIDTH, HEIGHT, BYTE_ORDER, BITS, STRIDE, COLOURS = 0, 1, 4, 5, 7, 11, 12, 19
COLOUR_SIZE = 12


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(dump):
    head = struct.unpack_from(">%dI" % WORDS, dump)
    if head[VERSION] != 7 or head[BITS] != 32 or head[BYTE_ORDER] != 0:
        raise ValueError("not a dump of 32-bit pixels, least significant byte first")
    width, height, stride = head[WIDTH], head[HEIGHT], head[STRIDE]
    begin = head[WORD_SIZE] + head[COLOURS] * COLOUR_SIZE
    if len(dump) < begin + height * stride:
        raise ValueError("%d bytes, but %d were promised" % (len(dump), begin + height * stride))
    rows = bytearray()
    for y in range(height):
        pixels = dump[begin + y * stride:begin + y * stride + width * 4]
        row = bytearray(width * 3)
        row[0::3], row[1::3], row[2::3] = pixels[2::4], pixels[1::4], pixels[0::4]
        rows += b"\0" + row
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b""))


for name in sys.argv[1:]:
    try:
        with open(name, "rb") as file:
            picture = png(file.read())
    except (OSError, ValueError, struct.error) as error:
        sys.exit("%s: %s" % (name, error))
    with open(os.path.splitext(name)[0] + ".png", "wb") as file:
        file.write(picture)
    os.remove(name)
