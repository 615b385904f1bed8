/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TactusWrite:
 * @uuid: the characteristic, one of tactus-uuids.h
 * @value: (owned): what to write
 * @with_response: whether the protocol wants a write with response
 * @answered: whether the band answers on the same characteristic with `10`, the first byte of
 *   @value and a status (see tactus_config_reply_parse()); old firmware stays silent
 *
 * One write of a request.  Whatever a band can do is a list of these, in their order.
 */
typedef struct {
  const char *uuid;
  GBytes     *value;
  gboolean    with_response;
  gboolean    answered;
} TactusWrite;

/** tactus_write_list_new: Returns: (transfer full) (element-type TactusWrite): an empty list */
GPtrArray *tactus_write_list_new (void);

/** tactus_write_list_add: @data: (array length=length): copied */
void       tactus_write_list_add (GPtrArray    *list,
                                  const char   *uuid,
                                  const guint8 *data,
                                  gsize         length,
                                  gboolean      with_response,
                                  gboolean      answered);

void       tactus_write_free     (TactusWrite  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusWrite, tactus_write_free)

G_END_DECLS
