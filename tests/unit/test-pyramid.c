/* SPDX-FileCopyrightText: The Tactus contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tactus-pyramid.h"

#include <string.h>

#define FAN_OUT TACTUS_PYRAMID_FAN_OUT

static TactusGist
random_digest (GRand *rand,
               guint  mark_every)
{
  TactusGist digest = { 0 };

  if (g_rand_int_range (rand, 0, (int) mark_every) == 0)
    digest.marks = (guint8) (1 << g_rand_int_range (rand, 1, 6));
  if (g_rand_int_range (rand, 0, 4) > 0)
    {
      digest.count = (guint32) g_rand_int_range (rand, 1, 9);
      digest.minimum = (guint16) g_rand_int_range (rand, 1, 80);
      digest.maximum = (guint16) g_rand_int_range (rand, 80, 300);
      digest.first = (guint16) g_rand_int_range (rand, digest.minimum, digest.maximum + 1);
      digest.last = (guint16) g_rand_int_range (rand, digest.minimum, digest.maximum + 1);
      digest.sum = digest.count * 80;
      digest.joined = g_rand_boolean (rand);
    }

  return digest;
}

/* What a column of these is, seen from all of them at once. */
static TactusGist
naive_fold (const TactusGist *digests,
            gsize               begin,
            gsize               end)
{
  TactusGist result = { 0 };
  const TactusGist *first = NULL;
  const TactusGist *last = NULL;

  result.minimum = G_MAXUINT16;
  for (gsize i = begin; i < end; i++)
    {
      result.marks |= digests[i].marks;
      if (digests[i].count == 0)
        continue;

      first = first ? first : &digests[i];
      last = &digests[i];
      result.count += digests[i].count;
      result.sum += digests[i].sum;
      result.minimum = MIN (result.minimum, digests[i].minimum);
      result.maximum = MAX (result.maximum, digests[i].maximum);
    }

  result.minimum = first ? result.minimum : 0;
  result.first = first ? first->first : 0;
  result.joined = first ? first->joined : 0;
  result.last = last ? last->last : 0;
  return result;
}

static void
assert_same (const TactusGist *left,
             const TactusGist *right)
{
  g_assert_cmpuint (left->sum, ==, right->sum);
  g_assert_cmpuint (left->count, ==, right->count);
  g_assert_cmpuint (left->minimum, ==, right->minimum);
  g_assert_cmpuint (left->maximum, ==, right->maximum);
  g_assert_cmpuint (left->first, ==, right->first);
  g_assert_cmpuint (left->last, ==, right->last);
  g_assert_cmpuint (left->marks, ==, right->marks);
  g_assert_cmpuint (left->joined, ==, right->joined);
}

static void
check_part (TactusPyramid      *self,
            const TactusGist *digests,
            gsize               begin,
            gsize               end,
            guint               marks)
{
  TactusGist expected = naive_fold (digests, begin, end);
  TactusGist folded = { 0 };
  gsize first = begin;
  gsize last = end;

  tactus_pyramid_fold (self, begin, end, &folded);
  assert_same (&folded, &expected);

  while (first < end && !(digests[first].marks & marks))
    first++;
  while (last > begin && !(digests[last - 1].marks & marks))
    last--;
  g_assert_cmpuint (tactus_pyramid_find (self, begin, end, marks), ==, first);
  g_assert_cmpuint (tactus_pyramid_find_last (self, begin, end, marks), ==, last);
}

/* At and around every boundary of a level, and anywhere. */
static void
test_parts (void)
{
  const gsize edges[] = { 0, FAN_OUT, 2 * FAN_OUT, FAN_OUT * FAN_OUT, FAN_OUT * FAN_OUT * 2,
                          FAN_OUT * FAN_OUT * FAN_OUT };
  const gsize length = FAN_OUT * FAN_OUT * FAN_OUT + 3 * FAN_OUT * FAN_OUT + 5;
  g_autofree TactusGist *digests = g_new (TactusGist, length);
  g_autoptr(GRand) rand = g_rand_new_with_seed (65537);
  g_autoptr(TactusPyramid) self = tactus_pyramid_new ();

  for (gsize i = 0; i < length; i++)
    {
      digests[i] = random_digest (rand, i < length / 2 ? 3 : 5000);
      tactus_pyramid_append (self, &digests[i]);
    }
  g_assert_cmpuint (tactus_pyramid_get_length (self), ==, length);

  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++)
    for (gsize j = i; j < G_N_ELEMENTS (edges); j++)
      for (guint around = 0; around < 9; around++)
        {
          gsize begin = edges[i] + around / 3;
          gsize end = edges[j] + around % 3;

          begin -= MIN (begin, 1);
          end -= MIN (end, 1);
          if (begin <= end)
            check_part (self, digests, begin, end, 1 << 3);
        }

  for (guint i = 0; i < 300; i++)
    {
      gsize begin = (gsize) g_rand_int_range (rand, 0, (int) length);
      gsize end = (gsize) g_rand_int_range (rand, (int) begin, (int) length + 1);

      check_part (self, digests, begin, end, (guint) g_rand_int_range (rand, 1, 64));
      check_part (self, digests, begin, end, 0);
    }
}

/* While it grows, each part is right at once. */
static void
test_growing (void)
{
  TactusGist digests[3 * FAN_OUT * FAN_OUT];
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  g_autoptr(TactusPyramid) self = tactus_pyramid_new ();

  check_part (self, digests, 0, 0, 2);
  for (gsize i = 0; i < G_N_ELEMENTS (digests); i++)
    {
      digests[i] = random_digest (rand, 40);
      tactus_pyramid_append (self, &digests[i]);
      check_part (self, digests, 0, i + 1, 4);
      check_part (self, digests, i / 2, i + 1, 8);
    }
}

static void
test_size (void)
{
  g_autoptr(TactusPyramid) self = tactus_pyramid_new ();
  const TactusGist digest = { 0 };
  const gsize n = 100000;

  g_assert_cmpuint (tactus_pyramid_get_size (self), <, 1024);
  for (gsize i = 0; i < n; i++)
    tactus_pyramid_append (self, &digest);
  g_assert_cmpuint (tactus_pyramid_get_size (self), >=, n * sizeof digest);
  g_assert_cmpuint (tactus_pyramid_get_size (self), <, n * sizeof digest * 12 / 10);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pyramid/parts", test_parts);
  g_test_add_func ("/pyramid/growing", test_growing);
  g_test_add_func ("/pyramid/size", test_size);

  return g_test_run ();
}
