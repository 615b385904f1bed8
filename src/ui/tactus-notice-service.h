/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TACTUS_TYPE_NOTICE_SERVICE (tactus_notice_service_get_type ())
G_DECLARE_FINAL_TYPE (TactusNoticeService, tactus_notice_service, TACTUS, NOTICE_SERVICE, GObject)

/**
 * TactusNoticeService:
 *
 * Whether somebody is there who shows notifications: `org.gtk.Notifications`, or
 * `org.freedesktop.Notifications`; in a sandbox the portal takes them.  Where nobody is,
 * g_application_send_notification() would complain on standard error.
 *
 * Property `open` (boolean, notified).
 */

/** tactus_notice_service_new: @connection: (nullable): the session bus; %NULL: never open */
TactusNoticeService *tactus_notice_service_new      (GDBusConnection     *connection);

gboolean             tactus_notice_service_get_open (TactusNoticeService *self);

/** tactus_notice_service_want: there is something to show: if nobody is there who does, the bus is
 *    asked to start one.  Nothing happens where it is open */
void                 tactus_notice_service_want     (TactusNoticeService *self);

/** tactus_notice_service_use: something is about to be sent: which of the services takes it is
 *    decided with the first, for as long as the app runs */
void                 tactus_notice_service_use      (TactusNoticeService *self);

G_END_DECLS
