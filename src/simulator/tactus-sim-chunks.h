/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a message in chunks is about. */
#define TACTUS_SIM_CHUNKS_NOTIFICATION 0

/* The most that is ever put together. */
#define TACTUS_SIM_CHUNKS_MAX 600

/**
 * TactusSimChunks:
 *
 * A message that arrives in pieces on characteristic 0020.
 */
typedef struct {
  GByteArray *data;  /* (owned) (nullable): what has come so far; none while there is no message */
  guint8      type;
  guint8      next;  /* the counter of the piece to come */
} TactusSimChunks;

void        tactus_sim_chunks_clear (TactusSimChunks  *self);

/**
 * tactus_sim_chunks_push:
 * @message: (out) (transfer full) (nullable): the whole message, with the last piece
 * @type: (out): what it is about
 *
 * Returns: (nullable): what is wrong with the piece, and the message is lost; %NULL if nothing is
 */
const char *tactus_sim_chunks_push  (TactusSimChunks  *self,
                                     const guint8     *data,
                                     gsize             size,
                                     GBytes          **message,
                                     guint8           *type);

/**
 * tactus_sim_words_of_chunks:
 * @later: whether four zero bytes follow the category
 * @category: (out)
 *
 * Returns: (transfer full) (nullable): the words of a notification, a line each; "" for the end of
 *   a call; %NULL if it is none
 */
char       *tactus_sim_words_of_chunks (GBytes           *message,
                                        gboolean          later,
                                        guint8           *category);

/** tactus_sim_words_of_alert: the same of 2A46 */
char       *tactus_sim_words_of_alert  (const guint8     *data,
                                        gsize             size,
                                        guint8           *category);

G_END_DECLS
