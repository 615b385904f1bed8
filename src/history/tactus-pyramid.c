/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-pyramid.h"

#define FAN_OUT TACTUS_PYRAMID_FAN_OUT

/* Enough for more gists than fit into any memory. */
#define MOST_LEVELS 20

/* Gists in one piece of memory; a multiple of the fan-out. */
#define BLOCK 32

typedef struct {
  TactusGist gists[BLOCK];
} Block;

typedef struct {
  GPtrArray *blocks; /* (owned) (nullable) (element-type Block): all full but the last */
  gsize      length; /* gists */
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

static const TactusGist *
peek (const Level *level,
      gsize        index)
{
  const Block *block = g_ptr_array_index (level->blocks, index / BLOCK);

  return &block->gists[index % BLOCK];
}

static void
append (Level            *level,
        const TactusGist *gist)
{
  Block *block;

  if (level->blocks == NULL)
    level->blocks = g_ptr_array_new_with_free_func (g_free);
  if (level->length % BLOCK == 0)
    g_ptr_array_add (level->blocks, g_new (Block, 1));

  block = g_ptr_array_index (level->blocks, level->blocks->len - 1);
  block->gists[level->length % BLOCK] = *gist;
  level->length++;
}

/* What the last ones come to that make one of the next level. */
static TactusGist
gist_last (const Level *level)
{
  TactusGist gist = { 0 };

  for (gsize i = level->length - FAN_OUT; i < level->length; i++)
    tactus_gist_add (&gist, peek (level, i));

  return gist;
}

void
tactus_pyramid_append (TactusPyramid    *self,
                       const TactusGist *gist)
{
  TactusGist next = *gist;

  for (guint i = 0; i < MOST_LEVELS; i++)
    {
      append (&self->levels[i], &next);
      if (self->levels[i].length % FAN_OUT != 0)
        return;
      next = gist_last (&self->levels[i]);
    }
}

gsize
tactus_pyramid_get_length (TactusPyramid *self)
{
  return self->levels[0].length;
}

/* The lowest level's gists that one of @level stands for, as a power of two. */
static guint
get_shift (guint level)
{
  return level * TACTUS_PYRAMID_FAN_OUT_BITS;
}

/* The highest level with a gist on whose boundary @edge is and which stands for no more than
 * @length. */
static guint
climb (gsize edge,
       gsize length)
{
  guint level = 0;

  while (level + 1 < MOST_LEVELS)
    {
      gsize n_above = (gsize) 1 << get_shift (level + 1);

      if ((edge & (n_above - 1)) != 0 || length < n_above)
        break;
      level++;
    }

  return level;
}

/* Gists of one level that make one of the next, or some of those. */
typedef struct {
  guint level;
  gsize begin;
  gsize end;
} Run;

/* The gists, of the highest level possible, that come first from @begin to before @end. */
static Run
get_first_run (gsize begin,
               gsize end)
{
  guint level = climb (begin, end - begin);
  gsize index = begin >> get_shift (level);
  gsize above = (index / FAN_OUT + 1) * FAN_OUT;

  return (Run) { level, index, MIN (above, end >> get_shift (level)) };
}

/* And those that come last. */
static Run
get_last_run (gsize begin,
              gsize end)
{
  guint level = climb (end, end - begin);
  gsize index = end >> get_shift (level);
  gsize mask = ((gsize) 1 << get_shift (level)) - 1;
  gsize above = (index - 1) / FAN_OUT * FAN_OUT;

  return (Run) { level, MAX (above, (begin + mask) >> get_shift (level)), index };
}

static const TactusGist *
peek_run (TactusPyramid *self,
          const Run     *run)
{
  return peek (&self->levels[run->level], run->begin);
}

void
tactus_pyramid_fold (TactusPyramid *self,
                     gsize          begin,
                     gsize          end,
                     TactusGist    *gist)
{
  while (begin < end)
    {
      Run run = get_first_run (begin, end);
      const TactusGist *gists = peek_run (self, &run);

      for (gsize i = 0; i < run.end - run.begin; i++)
        tactus_gist_add (gist, &gists[i]);
      begin = run.end << get_shift (run.level);
    }
}

/* Where below the gist @index of @level the first one is that has any of @marks; it has. */
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
      Run run = get_first_run (begin, end);
      const TactusGist *gists = peek_run (self, &run);

      for (gsize i = run.begin; i < run.end; i++)
        if (gists[i - run.begin].marks & marks)
          return descend (self, run.level, i, marks);
      begin = run.end << get_shift (run.level);
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
      Run run = get_last_run (begin, end);
      const TactusGist *gists = peek_run (self, &run);

      for (gsize i = run.end; i > run.begin; i--)
        if (gists[i - 1 - run.begin].marks & marks)
          return descend_back (self, run.level, i - 1, marks) + 1;
      end = run.begin << get_shift (run.level);
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
