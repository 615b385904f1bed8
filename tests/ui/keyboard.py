# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Tactus contributors
"""Gives the keyboard to a window, as a window manager does; none is running here."""

import ctypes

# As Xlib spells them.
REVERT_TO_POINTER_ROOT, CURRENT_TIME, IS_VIEWABLE = 1, 0, 2
WINDOW = ctypes.c_ulong


class Attributes(ctypes.Structure):
    """XWindowAttributes"""

    _fields_ = (
        [(name, ctypes.c_int) for name in ("x", "y", "width", "height", "border_width", "depth")]
        + [("visual", ctypes.c_void_p), ("root", WINDOW)]
        + [(name, ctypes.c_int) for name in ("kind", "bit_gravity", "win_gravity", "backing_store")]
        + [("backing_planes", ctypes.c_ulong), ("backing_pixel", ctypes.c_ulong),
           ("save_under", ctypes.c_int), ("colormap", ctypes.c_ulong),
           ("map_installed", ctypes.c_int), ("map_state", ctypes.c_int),
           ("all_event_masks", ctypes.c_long), ("your_event_mask", ctypes.c_long),
           ("do_not_propagate_mask", ctypes.c_long), ("override_redirect", ctypes.c_int),
           ("screen", ctypes.c_void_p)])


def load():
    xlib = ctypes.CDLL("libX11.so.6")
    xlib.XOpenDisplay.restype = ctypes.c_void_p
    xlib.XDefaultRootWindow.restype = WINDOW
    xlib.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
    xlib.XQueryTree.argtypes = ([ctypes.c_void_p, WINDOW] + 2 * [ctypes.POINTER(WINDOW)]
                                + [ctypes.POINTER(ctypes.POINTER(WINDOW)),
                                   ctypes.POINTER(ctypes.c_uint)])
    xlib.XGetWindowAttributes.argtypes = [ctypes.c_void_p, WINDOW, ctypes.POINTER(Attributes)]
    xlib.XSetInputFocus.argtypes = [ctypes.c_void_p, WINDOW, ctypes.c_int, ctypes.c_ulong]
    xlib.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
    xlib.XFree.argtypes = [ctypes.c_void_p]
    xlib.XCloseDisplay.argtypes = [ctypes.c_void_p]
    xlib.XSetErrorHandler.argtypes = [ctypes.c_void_p]
    return xlib


# What goes between being seen and being asked about is no reason to end.
IGNORE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)


def top(xlib, display):
    """The uppermost window that is to be seen, but for menus and the like."""
    root, parent, count = WINDOW(), WINDOW(), ctypes.c_uint()
    windows = ctypes.POINTER(WINDOW)()
    xlib.XQueryTree(display, xlib.XDefaultRootWindow(display), root, parent, windows, count)
    found = None
    for window in windows[:count.value]:
        about = Attributes()
        if (xlib.XGetWindowAttributes(display, window, about)
                and about.map_state == IS_VIEWABLE and not about.override_redirect):
            found = window
    xlib.XFree(windows)
    return found


def to_top():
    """Gives the keyboard to the uppermost window, if there is one."""
    xlib = load()
    xlib.XSetErrorHandler(IGNORE)
    display = xlib.XOpenDisplay(None)
    window = top(xlib, display)
    if window:
        xlib.XSetInputFocus(display, window, REVERT_TO_POINTER_ROOT, CURRENT_TIME)
        xlib.XSync(display, 0)
    xlib.XCloseDisplay(display)
