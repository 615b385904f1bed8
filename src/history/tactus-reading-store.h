/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tactus-reading.h"

G_BEGIN_DECLS

/* Readings in one piece of memory. */
#define TACTUS_READING_STORE_CHUNK 1024

/**
 * TactusReadingChunk:
 *
 * A year of seconds is kept in many pieces of this kind, eleven bytes a reading, none of which is
 * ever moved but while it is small.
 */
typedef struct {
  gint64  *when_us;  /* (owned) */
  guint16 *bpm;      /* (owned) */
  guint8  *kind;     /* (owned) */
  GArray  *rr;       /* (owned) (nullable) (element-type guint16): of all of them in a row */
  guint32 *rr_ends;  /* (owned) (nullable): for each reading, where its own in @rr end */
} TactusReadingChunk;

/**
 * TactusReadingStore:
 * @chunks: (element-type TactusReadingChunk): all full but the last
 * @begins: (element-type gint64): the first time in each, close together
 * @length: readings
 *
 * Readings in the order of their times, close together.  Laid open for the functions that are
 * called for every reading, and for nobody else.
 */
typedef struct {
  GArray *chunks;
  GArray *begins;
  gsize   length;
} TactusReadingStore;

TactusReadingStore *tactus_reading_store_new    (void);
void                tactus_reading_store_free   (TactusReadingStore       *self);

/** tactus_reading_store_append: @reading: clean, and not before the last one */
void                tactus_reading_store_append (TactusReadingStore       *self,
                                                 const TactusReading      *reading,
                                                 const guint16            *rr,
                                                 guint                     n_rr);

static inline gsize
tactus_reading_store_get_length (const TactusReadingStore *self)
{
  return self->length;
}

/** tactus_reading_store_get_chunk: Returns: the chunk in which reading @index is; good until the
 *    next one is appended */
static inline const TactusReadingChunk *
tactus_reading_store_get_chunk (const TactusReadingStore *self,
                                gsize                     index)
{
  return &g_array_index (self->chunks, TactusReadingChunk, index / TACTUS_READING_STORE_CHUNK);
}

static inline TactusReading
tactus_reading_store_get (const TactusReadingStore *self,
                          gsize                     index)
{
  const TactusReadingChunk *chunk = tactus_reading_store_get_chunk (self, index);

  index %= TACTUS_READING_STORE_CHUNK;

  return (TactusReading) {
    chunk->when_us[index], (TactusReadingKind) chunk->kind[index], chunk->bpm[index],
  };
}

const guint16      *tactus_reading_store_get_rr (TactusReadingStore       *self,
                                                 gsize                     index,
                                                 guint                    *n_rr);

/** tactus_reading_store_find: Returns: the first reading from @begin on at or after @when_us, or
 *    the length; the quicker the nearer it is to @begin */
gsize               tactus_reading_store_find   (TactusReadingStore       *self,
                                                 gsize                     begin,
                                                 gint64                    when_us);

/** tactus_reading_store_get_size: Returns: bytes of memory taken */
gsize               tactus_reading_store_get_size (TactusReadingStore     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TactusReadingStore, tactus_reading_store_free)

G_END_DECLS
