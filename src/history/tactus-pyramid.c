/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-pyramid.h"

#define FAN_OUT TACTUS_PYRAMID_FAN_OUT

/* Enough for more digests than a gsize counts. */
#define MOST_LEVELS 13

typedef struct {
  TactusDigest digests[FAN_OUT];
} Block;

typedef struct {
  GPtrArray *blocks; /* (owned) (nullable) (element-type Block): all full but the last */
  gsize      length; /* digests */
} Level;

struct _TactusPyramid {
  Level levels[MOST_LEVELS]; /* the lowest first */
};

TactusPyramid *
tactus_pyramid_new (void)
{
  return g_new0 (TactusPyramid, 1);
}

void
tactus_pyramid_free (TactusPyramid *self)
{
  for (guint i = 0; i < MOST_LEVELS; i++)
    g_clear_pointer (&self->levels[i].blocks, g_ptr_array_unref);
  g_free (self);
}

static const TactusDigest *
peek (const Level *level,
      gsize        index)
{
  const Block *block = g_ptr_array_index (level->blocks, index / FAN_OUT);

  return &block->digests[index % FAN_OUT];
}

static void
append (Level              *level,
        const TactusDigest *digest)
{
  Block *block;

  if (level->blocks == NULL)
    level->blocks = g_ptr_array_new_with_free_func (g_free);
  if (level->length % FAN_OUT == 0)
    g_ptr_array_add (level->blocks, g_new (Block, 1));

  block = g_ptr_array_index (level->blocks, level->blocks->len - 1);
  block->digests[level->length % FAN_OUT] = *digest;
  level->length++;
}

static TactusDigest
digest_last_block (const Level *level)
{
  TactusDigest digest = { 0 };

  for (gsize i = level->length - FAN_OUT; i < level->length; i++)
    tactus_digest_add (&digest, peek (level, i));

  return digest;
}

void
tactus_pyramid_append (TactusPyramid      *self,
                       const TactusDigest *digest)
{
  TactusDigest next = *digest;

  for (guint i = 0; i < MOST_LEVELS; i++)
    {
      append (&self->levels[i], &next);
      if (self->levels[i].length % FAN_OUT != 0)
        return;
      next = digest_last_block (&self->levels[i]);
    }
}

gsize
tactus_pyramid_get_length (TactusPyramid *self)
{
  return self->levels[0].length;
}

/* The highest level with a digest that begins at @begin and ends at or before @end, and in
 * @n_digests how many of the lowest level it stands for. */
static guint
climb (gsize  begin,
       gsize  end,
       gsize *n_digests)
{
  guint level = 0;

  for (*n_digests = 1; level + 1 < MOST_LEVELS; level++)
    {
      gsize n_above = *n_digests * FAN_OUT;

      if (begin % n_above != 0 || end - begin < n_above)
        break;
      *n_digests = n_above;
    }

  return level;
}

/* The same from the other side: one that ends at @end. */
static guint
climb_back (gsize  begin,
            gsize  end,
            gsize *n_digests)
{
  guint level = 0;

  for (*n_digests = 1; level + 1 < MOST_LEVELS; level++)
    {
      gsize n_above = *n_digests * FAN_OUT;

      if (end % n_above != 0 || end - begin < n_above)
        break;
      *n_digests = n_above;
    }

  return level;
}

void
tactus_pyramid_fold (TactusPyramid *self,
                     gsize          begin,
                     gsize          end,
                     TactusDigest  *digest)
{
  while (begin < end)
    {
      gsize n_digests;
      guint level = climb (begin, end, &n_digests);

      tactus_digest_add (digest, peek (&self->levels[level], begin / n_digests));
      begin += n_digests;
    }
}

/* Where below the digest @index of @level the first one is that has any of @marks; it has. */
static gsize
descend (TactusPyramid *self,
         guint          level,
         gsize          index,
         guint          marks)
{
  while (level > 0)
    {
      level--;
      index *= FAN_OUT;
      while (!(peek (&self->levels[level], index)->marks & marks))
        index++;
    }

  return index;
}

static gsize
descend_back (TactusPyramid *self,
              guint          level,
              gsize          index,
              guint          marks)
{
  while (level > 0)
    {
      level--;
      index = index * FAN_OUT + FAN_OUT - 1;
      while (!(peek (&self->levels[level], index)->marks & marks))
        index--;
    }

  return index;
}

gsize
tactus_pyramid_find (TactusPyramid *self,
                     gsize          begin,
                     gsize          end,
                     guint          marks)
{
  while (begin < end)
    {
      gsize n_digests;
      guint level = climb (begin, end, &n_digests);

      if (peek (&self->levels[level], begin / n_digests)->marks & marks)
        return descend (self, level, begin / n_digests, marks);
      begin += n_digests;
    }

  return end;
}

gsize
tactus_pyramid_find_last (TactusPyramid *self,
                          gsize          begin,
                          gsize          end,
                          guint          marks)
{
  while (begin < end)
    {
      gsize n_digests;
      guint level = climb_back (begin, end, &n_digests);

      if (peek (&self->levels[level], end / n_digests - 1)->marks & marks)
        return descend_back (self, level, end / n_digests - 1, marks) + 1;
      end -= n_digests;
    }

  return begin;
}

gsize
tactus_pyramid_get_size (TactusPyramid *self)
{
  gsize size = sizeof *self;

  for (guint i = 0; i < MOST_LEVELS && self->levels[i].blocks; i++)
    size += self->levels[i].blocks->len * (sizeof (Block) + sizeof (gpointer));

  return size;
}
