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
#define TACTUS_UUID_RAW_CONTROL         TACTUS_UUID_HUAMI ("0001")
#define TACTUS_UUID_RAW_DATA            TACTUS_UUID_HUAMI ("0002")
#define TACTUS_UUID_CONFIGURATION       TACTUS_UUID_HUAMI ("0003")
#define TACTUS_UUID_FETCH_CONTROL       TACTUS_UUID_HUAMI ("0004")
#define TACTUS_UUID_FETCH_DATA          TACTUS_UUID_HUAMI ("0005")
#define TACTUS_UUID_BATTERY             TACTUS_UUID_HUAMI ("0006")
#define TACTUS_UUID_STEPS               TACTUS_UUID_HUAMI ("0007")
#define TACTUS_UUID_USER_SETTINGS       TACTUS_UUID_HUAMI ("0008")
#define TACTUS_UUID_EVENTS              TACTUS_UUID_HUAMI ("0010")
#define TACTUS_UUID_CHUNKED             TACTUS_UUID_HUAMI ("0020")
#define TACTUS_UUID_CURRENT_TIME        TACTUS_UUID_SIG ("2a2b")

/* FEE0, first generation */
#define TACTUS_UUID_MI1_DEVICE          TACTUS_UUID_SIG ("ff01")
#define TACTUS_UUID_MI1_NOTICE          TACTUS_UUID_SIG ("ff03")
#define TACTUS_UUID_MI1_USER_INFO       TACTUS_UUID_SIG ("ff04")
#define TACTUS_UUID_MI1_CONTROL         TACTUS_UUID_SIG ("ff05")
#define TACTUS_UUID_MI1_STEPS           TACTUS_UUID_SIG ("ff06")
#define TACTUS_UUID_MI1_ACTIVITY        TACTUS_UUID_SIG ("ff07")
#define TACTUS_UUID_MI1_PARAMETERS      TACTUS_UUID_SIG ("ff09")
#define TACTUS_UUID_MI1_DATE            TACTUS_UUID_SIG ("ff0a")
#define TACTUS_UUID_MI1_BATTERY         TACTUS_UUID_SIG ("ff0c")
#define TACTUS_UUID_MI1_SENSORS         TACTUS_UUID_SIG ("ff0e")
#define TACTUS_UUID_MI1_PAIR            TACTUS_UUID_SIG ("ff0f")

/* 180A */
#define TACTUS_UUID_SERIAL              TACTUS_UUID_SIG ("2a25")
#define TACTUS_UUID_HARDWARE            TACTUS_UUID_SIG ("2a27")
#define TACTUS_UUID_SOFTWARE            TACTUS_UUID_SIG ("2a28")

/* 1802 */
#define TACTUS_UUID_ALERT_LEVEL         TACTUS_UUID_SIG ("2a06")

/* 180F */
#define TACTUS_UUID_BATTERY_LEVEL       TACTUS_UUID_SIG ("2a19")

/* 1811 */
#define TACTUS_UUID_NEW_ALERT           TACTUS_UUID_SIG ("2a46")

/* Company id in the manufacturer data of an advertisement. */
#define TACTUS_COMPANY_HUAMI 0x0157
