/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-handshake.h"

G_BEGIN_DECLS

/* What the handshakes of the generations share.  Each embeds a TactusHandshake as its first field,
 * and has a table of what it does; whatever is over never reaches the table. */

/**
 * TactusHandshakeClass:
 * @size: bytes of the whole, which are wiped in the end
 * @notify_uuid: where the band answers
 * @write_uuid, @with_response: where and how its writes go
 * @start, @receive, @timed_out: the turns, as the public functions of these names
 */
typedef struct {
  gsize       size;
  const char *notify_uuid;
  const char *write_uuid;
  gboolean    with_response;
  void      (*start)     (TactusHandshake     *self,
                          TactusHandshakeStep *step);
  void      (*receive)   (TactusHandshake     *self,
                          const guint8        *data,
                          gsize                length,
                          TactusHandshakeStep *step);
  void      (*timed_out) (TactusHandshake     *self,
                          TactusHandshakeStep *step);
} TactusHandshakeClass;

struct _TactusHandshake {
  const TactusHandshakeClass *klass;
  TactusHandshakeMode         mode;
  TactusKey                  *key;     /* (owned) */
  gboolean                    started;
  gboolean                    over;
  TactusHandshakeStep         end;     /* valid when over */
  char                       *detail;  /* (owned) (nullable) */
};

/** tactus_handshake_alloc: Returns: (transfer full): @klass's size of zeros, but for the base */
TactusHandshake *tactus_handshake_alloc     (const TactusHandshakeClass *klass,
                                             TactusKey                  *key,
                                             TactusHandshakeMode         mode);

/** tactus_handshake_begin_step: wipes @step, and fills in the action; a write is for the class's
 * characteristic */
void             tactus_handshake_begin_step (TactusHandshake          *self,
                                              TactusHandshakeAction     action,
                                              guint                     deadline_ms,
                                              TactusHandshakeStep      *step);

void             tactus_handshake_succeed   (TactusHandshake           *self,
                                             TactusHandshakeStep       *step);

void             tactus_handshake_fail      (TactusHandshake           *self,
                                             TactusHandshakeOutcome     outcome,
                                             guint8                     status,
                                             TactusHandshakeStep       *step);

/** tactus_handshake_fail_malformed: @detail: (transfer none): names the field and the offset */
void             tactus_handshake_fail_malformed (TactusHandshake      *self,
                                                  const char           *detail,
                                                  guint8                status,
                                                  TactusHandshakeStep  *step);

G_END_DECLS
