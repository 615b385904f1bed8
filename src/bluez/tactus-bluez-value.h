/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Reading a proxy's cached properties.  Any of them may be missing, and what the bus sends may have
 * another type than the documentation: both mean "unknown".
 */

/* Returns: (transfer full) (nullable): the property if it is there and has the type */
GVariant *tactus_bluez_value_lookup      (GDBusProxy         *proxy,
                                          const char         *property,
                                          const GVariantType *type);

gboolean  tactus_bluez_value_get_boolean (GDBusProxy         *proxy,
                                          const char         *property);

/* Returns: (transfer full) (nullable): a string or an object path */
char     *tactus_bluez_value_dup_string  (GDBusProxy         *proxy,
                                          const char         *property);

/* Returns: whether the property is an array of strings that holds @word, in any case */
gboolean  tactus_bluez_value_has_string  (GDBusProxy         *proxy,
                                          const char         *property,
                                          const char         *word);

/* Returns: (transfer full) (nullable): a copy, if @value is an "ay" or a variant of one */
GBytes   *tactus_bluez_value_to_bytes    (GVariant           *value);

/* Returns: (transfer full) (nullable): AA:BB:…, upper case; NULL if @text is no address */
char     *tactus_bluez_address_normalize (const char         *text);

/* Returns: (transfer full) (nullable): @text without what would garble a line: control and
 * direction characters, blanks around; NULL if nothing is left */
char     *tactus_bluez_name_clean        (const char         *text);

/* Returns: whether @alias is only @address, with dashes or colons */
gboolean  tactus_bluez_name_is_address   (const char         *alias,
                                          const char         *address);

G_END_DECLS
