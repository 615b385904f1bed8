/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Tactus contributors */

#include "tactus-bluez-operation.h"

#include "tactus-bluez-value.h"

static const char * const methods[] = {
  [TACTUS_BLUEZ_OPERATION_READ] = "ReadValue",
  [TACTUS_BLUEZ_OPERATION_WRITE] = "WriteValue",
  [TACTUS_BLUEZ_OPERATION_SUBSCRIBE] = "StartNotify",
  [TACTUS_BLUEZ_OPERATION_UNSUBSCRIBE] = "StopNotify",
};

const char *
tactus_bluez_operation_get_method (TactusBluezOperation operation)
{
  return methods[operation];
}

/* What the protocol wants, unless the characteristic only offers the other. */
static const char *
write_type (GDBusProxy           *characteristic,
            TactusBluezWriteMode  mode)
{
  gboolean request = tactus_bluez_value_has_string (characteristic, "Flags", "write");
  gboolean command = tactus_bluez_value_has_string (characteristic, "Flags",
                                                    "write-without-response");

  if (request != command)
    return request ? "request" : "command";

  return mode == TACTUS_BLUEZ_WRITE_REQUEST ? "request" : "command";
}

GVariant *
tactus_bluez_operation_get_parameters (TactusBluezOperation  operation,
                                       GDBusProxy           *characteristic,
                                       GBytes               *value,
                                       TactusBluezWriteMode  mode)
{
  GVariantDict options;

  switch (operation)
    {
    case TACTUS_BLUEZ_OPERATION_READ:
      g_variant_dict_init (&options, NULL);
      return g_variant_new ("(@a{sv})", g_variant_dict_end (&options));

    case TACTUS_BLUEZ_OPERATION_WRITE:
      g_variant_dict_init (&options, NULL);
      g_variant_dict_insert (&options, "type", "s", write_type (characteristic, mode));
      return g_variant_new ("(@ay@a{sv})",
                            g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, value, TRUE),
                            g_variant_dict_end (&options));

    case TACTUS_BLUEZ_OPERATION_SUBSCRIBE:
    case TACTUS_BLUEZ_OPERATION_UNSUBSCRIBE:
    default:
      return NULL;
    }
}
