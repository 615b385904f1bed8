/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/* GATT ids as BlueZ prints them: lower case, 128 bit.  Two bases are in use, the Bluetooth SIG's
 * and Huami's; the comment is the short id that protocol notes use. */

#define TACTUS_UUID_SIG(id)   "0000" id "-0000-1000-8000-00805f9b34fb"
#define TACTUS_UUID_HUAMI(id) "0000" id "-0000-3512-2118-0009af100700"

/* Services */
#define TACTUS_UUID_MI_BAND_SERVICE     TACTUS_UUID_SIG ("fee0")
#define TACTUS_UUID_AUTH_SERVICE        TACTUS_UUID_SIG ("fee1")
#define TACTUS_UUID_HEART_RATE_SERVICE  TACTUS_UUID_SIG ("180d")
#define TACTUS_UUID_DEVICE_INFO_SERVICE TACTUS_UUID_SIG ("180a")
#define TACTUS_UUID_ALERT_SERVICE       TACTUS_UUID_SIG ("1802")

/* FEE1 */
#define TACTUS_UUID_AUTH                TACTUS_UUID_HUAMI ("0009")

/* 180D */
#define TACTUS_UUID_HEART_RATE          TACTUS_UUID_SIG ("2a37")
#define TACTUS_UUID_HEART_RATE_CONTROL  TACTUS_UUID_SIG ("2a39")

/* FEE0 */
#define TACTUS_UUID_CONFIGURATION       TACTUS_UUID_HUAMI ("0003")
#define TACTUS_UUID_BATTERY             TACTUS_UUID_HUAMI ("0006")
#define TACTUS_UUID_STEPS               TACTUS_UUID_HUAMI ("0007")
#define TACTUS_UUID_EVENTS              TACTUS_UUID_HUAMI ("0010")
#define TACTUS_UUID_CURRENT_TIME        TACTUS_UUID_SIG ("2a2b")

/* 180A */
#define TACTUS_UUID_SERIAL              TACTUS_UUID_SIG ("2a25")
#define TACTUS_UUID_HARDWARE            TACTUS_UUID_SIG ("2a27")
#define TACTUS_UUID_SOFTWARE            TACTUS_UUID_SIG ("2a28")

/* 1802 */
#define TACTUS_UUID_ALERT_LEVEL         TACTUS_UUID_SIG ("2a06")

/* Company id in the manufacturer data of an advertisement. */
#define TACTUS_COMPANY_HUAMI 0x0157
