/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "config.h"

#include "tactus-keep-above.h"

#ifdef HAVE_X11

#include <X11/Xlib.h>
#include <gdk/x11/gdkx.h>

/* GTK 4.18 calls all of X11 deprecated, and has no other way to ask. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

#define ABOVE "_NET_WM_STATE_ABOVE"

/* As the Extended Window Manager Hints spell them. */
#define STATE_ADD      1
#define SOURCE_PROGRAM 1

static void
ask (GdkSurface *surface)
{
  GdkDisplay *display = gdk_surface_get_display (surface);
  Display *xdisplay = gdk_x11_display_get_xdisplay (display);
  XEvent event = {
    .xclient = {
      .type = ClientMessage,
      .window = gdk_x11_surface_get_xid (surface),
      .message_type = gdk_x11_get_xatom_by_name_for_display (display, "_NET_WM_STATE"),
      .format = 32,
      .data.l = {
        STATE_ADD, (long) gdk_x11_get_xatom_by_name_for_display (display, ABOVE), 0, SOURCE_PROGRAM,
      },
    },
  };

  XSendEvent (xdisplay, XDefaultRootWindow (xdisplay), False,
              SubstructureNotifyMask | SubstructureRedirectMask, &event);
}

gboolean
tactus_keep_above (GtkWindow *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  GdkX11Screen *screen;

  if (!GDK_IS_X11_SURFACE (surface))
    return FALSE;

  screen = gdk_x11_display_get_screen (gdk_surface_get_display (surface));
  ask (surface);

  return gdk_x11_screen_supports_net_wm_hint (screen, ABOVE);
}

G_GNUC_END_IGNORE_DEPRECATIONS

#else

gboolean
tactus_keep_above (GtkWindow *window)
{
  return FALSE;
}

#endif
